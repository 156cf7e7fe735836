// The way from a concern to a completed assessment, through the pages as they
// stand. c: a Client who is signed in; base: the case's address.
import assert from 'node:assert/strict'
import { date } from './client.mjs'

// A day so many days from today. Days are counted, not hours: the clock may change between.
export function today(days = 0) {
	// By parts: how a whole date is written differs between builds of Node.
	const part = Object.fromEntries(new Intl.DateTimeFormat('en-GB', { timeZone: 'Europe/London',
		year: 'numeric', month: '2-digit', day: '2-digit' }).formatToParts(new Date()).map(p => [p.type, p.value]))
	return new Date(Date.UTC(part.year, part.month - 1, Number(part.day) + days)).toISOString().slice(0, 10)
}

// The time of the day in London, as forms ask for it.
export const now = () => new Intl.DateTimeFormat('en-GB', { timeZone: 'Europe/London', hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }).format(new Date())

function led(page, what) {
	assert.equal(page.status, 303, `${what}: ${page.status} ${page.title}: ${page.errors().join(' | ')} ${page.status >= 400 ? page.text.slice(0, 600) : ''}`)
	return page.location
}

const baseOf = location => /^\/caf\/case\/\w+/.exec(location)[0]

// Returns the new case's address.
export async function startUnborn(c, { given = 'Ann', family = 'Smith', expected = today(84), way = 'CHECKLIST' } = {}) {
	const page = await c.submit(await c.get('/caf/unborn'), '/caf/unborn',
		{ mother_given: given, mother_family: family, ...date('expected_on', expected), way })
	return baseOf(led(page, 'start'))
}

export async function startFor(c, child, way = 'CHECKLIST') {
	const path = `/caf/start/${child}`
	return baseOf(led(await c.submit(await c.get(path), path, { way }), 'start'))
}

// Fills in one section. The answer is not judged.
export async function section(c, base, form, name, changes) {
	const path = `${base}/${form}/${name}`
	return c.submit(await c.get(path), path, { then: 'tasks', ...changes })
}

const save = async (...all) => led(await section(...all), all.slice(2, 4).join(' '))

export async function checklist(c, base, { decision = 'CAF', questions = {}, needs = {}, address = { no_address: 'NFA' } } = {}) {
	await save(c, base, 'checklist', 'child', address)
	await save(c, base, 'checklist', 'questions', { healthy: 'Y', safe: 'Y', learning: 'Y', positive: 'N',
		positive_evidence: 'Seen at the drop-in', poverty: 'Y', ...questions })
	await save(c, base, 'checklist', 'needs', { needs_clear: 'Y', service_alone: 'N', discussed_child: 'N',
		not_discussed_child: 'unborn', discussed_parent: 'Y', ...needs })
	await save(c, base, 'checklist', 'decision', { decision, decision_reason: 'More than one service' })
}

export async function decide(c, base) {
	return led(await c.submit(await c.get(`${base}/checklist`), `${base}/decide`), 'decide')
}

export async function ask(c, base) {
	return led(await c.submit(await c.get(`${base}/ask`), `${base}/ask`,
		{ asked_by: 'PRACT', ...date('asked_on', today()), leaflet: 'Y' }), 'ask')
}

export const MOTHER = { answer: 'Y', giver: 'PARENT', giver_name: 'Ann Smith', responsible: 'Y', basis: 'MOTHER',
	explained: 'Y', method: 'VERBAL' }
export const PARENT = { ...MOTHER, basis: 'PR', competence_note: 'Asked, and wants a parent to decide' }

export async function consent(c, base, answers = MOTHER) {
	return c.submit(await c.get(`${base}/consent`), `${base}/consent`, answers)
}

export async function search(c, base) {
	return c.submit(await c.get(`${base}/existing`), `${base}/existing`)
}

export async function form(c, base) {
	return led(await c.submit(await c.get(`${base}/existing`), `${base}/form`), 'form')
}

// From nothing to an assessment form that can be filled in (S3).
export async function toAssessing(c, options = {}) {
	const base = await startUnborn(c, { way: 'CONSENT', ...options })
	await ask(c, base)
	led(await consent(c, base), 'consent')
	led(await search(c, base), 'search')
	await form(c, base)
	return base
}

// The birth of an unborn baby's case: what was typed leads to the proposals.
export async function birth(c, base, { given, family, born, sex, postcode = '' }) {
	const path = `${base}/birth`
	const page = await c.submit(await c.get(path), path, { given, family, ...date('born_on', born), sex, postcode })
	return c.get(led(page, 'birth'))
}

// The records that are proposed, best first, as { handle, text }.
export async function proposals(c, base) {
	const page = await c.get(`${base}/birth/match`)
	assert.equal(page.status, 200, page.title)
	const list = page.body.slice(page.body.indexOf('id="found"')).split('name="child"')
	return list.slice(1).map((rest, i) => ({ handle: /value="(\w+)"/.exec(rest)[1],
		text: list[i].slice(i === 0 ? 0 : list[i].indexOf('</form>')).replace(/<[^>]+>/g, ' ').replace(/\s+/g, ' ') }))
}

// Takes one of them, or another child's handle.
export async function link(c, base, child) {
	return c.submit(await c.get(`${base}/birth/match`), `${base}/birth/match`, { child })
}

// Everything that completion needs, section by section.
export const COMPLETE = {
	header: { ...date('date_completed', today()) },
	identifying: {},
	address: { address_1: '1 Test Row', postcode: 'fy11ad', phone: '01632 960123' },
	background: { ethnicity: 'WBRI', child_language: 'en', disabled: 'N' },
	information: { 'people_present.1.present_name': 'Ann Smith', 'people_present.1.present_capacity': 'PARENT', reason: 'Worries & hopes' },
	parents: { 'parents_carers.1.parent_given_names': 'Ann', 'parents_carers.1.parent_family_name': 'Smith',
		'parents_carers.1.parent_relationship': 'MOT', 'parents_carers.1.parent_same_address': 'Y', 'parents_carers.1.parent_responsibility': 'Y' },
	family: { family_situation: 'Lives with her sister' },
	assessors: { assessor_address: 'Highfield School' },
	health: { h01_strengths: 'Keeps appointments', h01_needs: 'Iron low' },
	community: { h19_strengths: 'Friends near' },
	conclusions: { conclusions: 'Needs help with housing', level_of_need: 'N1', goals: 'A settled home' },
	actions: { 'agreed_actions.1.action_outcome': 'Safe home', 'agreed_actions.1.action_aim': 'EW3',
		'agreed_actions.1.action_text': 'Apply to housing', 'agreed_actions.1.action_who': 'Priya Nair',
		...date('agreed_actions.1.action_by', today(30)), ...date('review_date', today(40)), next_step: 'TAC' },
	comments: { child_comment_absent: 'UNBORN', parent_comment: 'I agree' },
	consent: { store_consent: 'Y', store_capacity: 'PARENT', informed: 'Y', share_consent: 'Y', 'share_services.1.share_type': 'HOU',
		'share_services.1.share_organisation': 'Housing office', 'signatures.1.signature_capacity': 'PARENT',
		'signatures.1.signature_name': 'Ann Smith', ...date('signatures.1.signature_date', today()), 'signatures.1.signature_method': 'WET',
		assessor_signed: 'Y', assessor_signed_name: 'Priya Nair', ...date('assessor_signed_on', today()) },
	copies: { family_copy: 'GIVEN', ...date('family_copy_on', today()), family_copy_method: 'HAND' }
}

// changes: { section: { field: value } }, merged into COMPLETE; null leaves a section out.
export async function fill(c, base, changes = {}) {
	for (const name of Object.keys(COMPLETE))
		if (changes[name] !== null)
			await save(c, base, 'assessment', name, { ...COMPLETE[name], ...changes[name] })
}

// The tasks page's list of what is still needed, as [address, sentence].
export async function gaps(c, base, form = 'assessment') {
	const page = await c.get(`${base}/${form}`)
	const list = /Still needed<\/h2>\s*<ul[\s\S]*?<\/ul>/.exec(page.body)?.[0] ?? ''
	return [...list.matchAll(/<a[^>]*href="([^"]*)"[^>]*>([^<]*)/g)].map(m => [m[1], m[2]])
}

export async function complete(c, base) {
	return c.submit(await c.get(`${base}/assessment`), `${base}/complete`)
}

// From nothing to a completed assessment (S4); changes as for fill.
export async function toCompleted(c, changes = {}, options = {}) {
	const base = await toAssessing(c, options)
	await fill(c, base, changes)
	led(await complete(c, base), 'complete')
	return base
}

// -- the team --

export async function family(c, base, answers = { capacity: 'PARENT', name: 'Ann Smith' }) {
	return c.submit(await c.get(`${base}/team/family`), `${base}/team/family`, answers)
}

// The service's radio by its words; 0 is the assessor's own.
export async function serviceOf(c, base, words) {
	const html = (await c.get(`${base}/team/professional`)).body
	return [...html.matchAll(/name="consent"[^>]*value="(\d+)"[\s\S]*?<label[^>]*>([^<]*)/g)].find(m => m[2].includes(words))?.[1]
}

export async function professional(c, base, words, answers = {}) {
	const path = `${base}/team/professional`
	return c.submit(await c.get(path), path, { capacity: 'PRACTITIONER', consent: await serviceOf(c, base, words), ...answers })
}

export async function call(c, base, answers = {}) {
	return c.submit(await c.get(`${base}/call`), `${base}/call`, { ...date('meets_on', today()), meets_at: '00:01', place: 'Family centre', ...answers })
}

// A completed case whose team was called (S6): the mother, the assessor and a
// member of Housing who signs in as pstone.
export async function toTeam(c, base) {
	base ??= await toCompleted(c)
	led(await family(c, base), 'family')
	led(await professional(c, base, 'Housing', { login: 'pstone' }), 'professional')
	led(await call(c, base), 'call')
	return base
}

// The first meeting, as those present have it in their minutes.
export const MEETING = {
	where: { chair: 'Priya Nair', note_taker: 'Priya Nair' },
	who: { 'invited.1.attendance': 'P', 'invited.2.attendance': 'P', 'invited.3.attendance': 'A' },
	child: { child_present: 'N', child_heard: 'Unborn; the mother spoke of a calm home' },
	notes: { agenda: ['WELCOME', 'ACTIONS'], notes: 'Housing wrote in April' },
	decisions: { decisions: 'Housing and school work together', 'agreements.1.agreement': 'AGREED', 'agreements.2.agreement': 'AGREED',
		'agreements.3.agreement': 'DISAGREED', 'agreements.3.agreement_note': 'Sooner' }
}

export async function hold(c, base, number = 1, changes = {}) {
	for (const name of Object.keys(MEETING))
		await save(c, base, `meeting-${number}`, name, { ...MEETING[name], ...changes[name] })
}

export async function propose(c, base, words, answers = {}) {
	const page = await c.get(`${base}/lead`)
	const member = [...page.body.matchAll(/name="member"[^>]*value="(\d+)"[\s\S]*?<label[^>]*>([^<]*)/g)].find(m => m[2].includes(words))?.[1]
	return c.submit(page, `${base}/lead`, { member, agreed: 'Y', ...date('agreed_on', today()), ...answers })
}

export async function confirm(c, base) {
	return c.submit(await c.get(`${base}/lead`), `${base}/lead/confirm`)
}

// A lead professional, agreed and confirmed; lead: signed in as who is to be it.
export async function toLead(c, base, words, lead) {
	led(await propose(c, base, words), 'propose')
	led(await confirm(lead, base), 'confirm')
}

export const stateOf = (cell, base) => cell(`SELECT state FROM everychild_caf.record WHERE handle = '${base.split('/')[3]}'`)

// -- the child index --

// Searches, then creates the child's record, which opens it; returns its handle.
export async function child(c, { given = 'Ella', family = 'Booth', born = '2012-05-09', sex = 'F', more = {} } = {}) {
	let page = await c.submit(await c.get('/search'), '/search', { family, given, ...date('born', born) })
	assert.equal(page.status, 200, page.errors().join(' | '))
	page = await c.submit(page, '/child/start')
	page = await c.submit(page, '/child/new', { family, given, ...date('born', born), sex, address_status: 'ADDR_NONE', source: 'FAMILY', ...more })
	if (page.status === 422 && page.body.includes('name="different"'))
		page = await c.submit(page, '/child/new', { different: 'Y', ...(page.body.includes('name="why"') ? { why: 'A namesake' } : {}) })
	return /\/child\/(\w{12})/.exec(led(page, 'child'))[1]
}

export async function open(c, handle, reason = 'A1') {
	const page = await c.get(`/child/${handle}`)
	if (page.body.includes(`action="/child/${handle}/open"`))
		led(await c.submit(page, `/child/${handle}/open`, { reason }), 'open')
}

// -- the plan --

export async function minutes(c, base, number = 1) {
	return c.submit(await c.get(`${base}/meeting-${number}`), `${base}/meeting-${number}/minutes-complete`)
}

export async function minutesSent(c, base, number = 1, answers = {}) {
	const path = `${base}/meeting-${number}`
	return c.submit(await c.get(path), `${path}/minutes-sent`, { ...date('sent_on', today()), sent_to: 'All', ...answers })
}

export async function agree(c, base, on = today(30)) {
	return c.submit(await c.get(`${base}/plan/agree`), `${base}/plan/agree`, date('review_on', on))
}

// A plan under way (S7) with its lead professional, who signs in as pstone.
export async function toDelivering(c, lead, base) {
	base = await toTeam(c, base)
	await hold(c, base)
	led(await minutes(c, base), 'minutes')
	await toLead(c, base, 'Petra Stone', lead)
	led(await agree(c, base), 'agree')
	return base
}

// words: of the option of who will do it.
export async function action(c, base, words, answers = {}) {
	const page = await c.get(`${base}/plan/add`)
	const who = [...page.body.matchAll(/<option value="(\w+)"[^>]*>([^<]*)/g)].find(m => m[2].includes(words))?.[1]
	return c.submit(page, `${base}/plan/add`, { outcome: 'A warm home', aim: 'EW3', action: 'Mend the boiler', who: who ?? 'm0',
		...date('agreed_on', today()), ...date('due_on', today(20)), ...answers })
}

export async function report(c, base, number, answers = {}) {
	return c.submit(await c.get(`${base}/plan/action?action=${number}`), `${base}/plan/action`, { status: 'PART', text: 'Rang them', ...answers })
}

// Numbers of the actions of which the review still wants to know (R3).
export async function toReport(c, base) {
	return (await gaps(c, base, 'review')).map(gap => /\/plan\/action\?action=(\d+)/.exec(gap[0])?.[1]).filter(Boolean)
}

// Everything that sign-off needs, section by section.
export const REVIEW = {
	meeting: { 'people_present.1.present_attendance': 'P', 'people_present.2.present_attendance': 'P', 'people_present.3.present_attendance': 'A' },
	progress: { notes: 'Going well', 'outcomes.1.outcome_change': 'BETTER', level_of_need: 'N1' },
	consent: { consents: 'Y', lead_continues: 'CONTINUES' },
	decision: { next_steps: 'Keep at it', ...date('next_review', today(60)) },
	comments: { child_comment_absent: 'UNBORN', parent_comment: 'It helps' }
}

export async function review(c, base, changes = {}) {
	for (const number of await toReport(c, base)) led(await report(c, base, number), `action ${number}`)
	for (const name of Object.keys(REVIEW))
		if (changes[name] !== null)
			await save(c, base, 'review', name, { ...REVIEW[name], ...changes[name] })
}

export async function openReview(c, base) {
	return c.submit(await c.get(`${base}/review/open`), `${base}/review/open`)
}

export async function signReview(c, base) {
	return c.submit(await c.get(`${base}/review`), `${base}/review/sign`)
}
