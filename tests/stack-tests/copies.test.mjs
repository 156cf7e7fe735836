// The copy that an entry of the sharing log prints (modules/caf/sections.md 5.6): the chosen
// parts and no other, as they stood then, less what its recipient may not have.
import test, { after, before } from 'node:test'
import assert from 'node:assert/strict'
import * as caf from '../lib/caf.mjs'
import { date } from '../lib/client.mjs'
import { accountId, cell, logMark, person, sql, troubles } from '../lib/stack.mjs'

const DB = 'everychild_caf', RUN = Date.now().toString(36).replace(/[^a-z]/g, 'q')
const idOf = base => cell(`SELECT id FROM ${DB}.record WHERE handle = '${base.split('/')[3]}'`)
const ok = page => { assert.equal(page.status, 303, `${page.title}: ${page.errors().join(' | ')} ${page.text.slice(0, 600)}`); return page }
let priya, petra, joan, base

// One word in each part; what is in no part is in no copy.
const WORDS = { B: 'Zqaliaszq', C: 'Zqreasonzq', D: 'Zqdutyzq', E: 'Zqhomezq', F: 'Zqrolezq', G: 'Zqsurgeryzq', HD: 'Zqironzq', HP: 'Zqbathzq',
	HF: 'Zqfriendszq', I: 'Zqconclusionzq', J: 'Zqwitnesszq', K: 'Zqbruisezq', PLAN: 'Zqboilerzq', REVIEW: 'Zqreviewzq', MEETING: 'Zqfirstzq' }
const NEVER = ['Zqwishzq', 'Zqsecondzq', 'Zqlateraddedzq', 'Parts of the assessment not to be shared', 'UPN']
const PAPER = { identifying: { 'other_names.1.alias_family_name': WORDS.B, 'other_names.1.alias_type': 'AKA' }, information: { reason: WORDS.C },
	parents: { no_responsibility_reason: WORDS.D }, family: { family_situation: WORDS.E }, assessors: { assessor_role: WORDS.F }, health: { h01_needs: WORDS.HD },
	basic_care: { h13_needs: WORDS.HP }, community: { h19_strengths: WORDS.HF }, conclusions: { conclusions: WORDS.I },
	consent: { exclusions: 'Zqwishzq', 'signatures.1.signature_method': 'VERBAL', 'signatures.1.signature_witness': WORDS.J } }
const HARM = { 'observations.1.observation': WORDS.K, 'observations.1.observation_kind': 'FACT', ...date('observed_on', caf.today()), observed_at: '08:00' }

const POLICE = { decision: 'SHARED', to_person: 'Sgt Doyle', to_agency: 'Sandmouth Constabulary', service: 'POL', purpose: 'To look for her', agreement: 'REFUSED', method: 'PHONE',
	ground: 'G1', facts: 'Seen at 8', why: 'Only what is needed', consulted: 'Helen Grant', told: 'N', not_told: 'R1' }
const HOUSING = { decision: 'SHARED', to_person: 'Petra Stone', to_agency: 'Housing office', service: 'HOU', purpose: 'A home', agreement: 'GIVEN', method: 'PAPER' }
const send = (c, at, path, fields) => c.get(`${at}/${path}`).then(page => c.submit(page, `${at}/${path}`, { ...path === 'share' && { shared_time: caf.now() }, ...fields }))
// Records an entry and gives the address of its copy.
async function shared(c, at, fields) {
	ok(await send(c, at, 'share', fields))
	return `${at}/sharing/${cell(`SELECT MAX(id) FROM ${DB}.share WHERE record = ${idOf(at)}`)}/copy`
}
async function printed(c, path) {
	const page = await c.get(path)
	assert.equal(page.status, 200, page.text.slice(0, 300))
	return page
}
const holds = (page, words, not = []) => {
	for (const word of words) assert.ok(page.body.includes(word), `without ${word}`)
	for (const word of not) assert.ok(!page.body.includes(word), `with ${word}`)
}

async function reassess(at, changes = {}) {
	ok(await petra.submit(await petra.get(`${at}/reassess`), `${at}/reassess`, { ...caf.MOTHER, ...date('given_on', caf.today()) }))
	await caf.fill(priya, at, { ...changes, consent: { ...caf.COMPLETE.consent, ...changes.consent } })
}

before(async () => {
	logMark()
	priya = await person('pnair')
	petra = await person('pstone')
	joan = await person('jreid')
	base = await caf.toAssessing(priya)
	await caf.fill(priya, base, PAPER)
	ok(await caf.section(priya, base, 'assessment', 'basic_care', PAPER.basic_care))
	ok(await caf.section(priya, base, 'assessment', 'services', { 'services_involved.1.service_type': 'GP', 'services_involved.1.service_organisation': WORDS.G }))
	ok(await caf.complete(priya, base))
	await caf.toTeam(priya, base)
	await caf.hold(priya, base, 1, { notes: { notes: WORDS.MEETING } })
	ok(await caf.minutes(priya, base))
	await caf.toLead(priya, base, 'Petra Stone', petra)
	ok(await caf.agree(priya, base))
	ok(await caf.action(petra, base, 'Petra Stone', { action: WORDS.PLAN }))
	ok(await caf.openReview(petra, base))
	await caf.review(petra, base, { progress: { notes: WORDS.REVIEW } })
	ok(await caf.signReview(petra, base))
	ok(await petra.submit(await petra.get(`${base}/meetings`), `${base}/meetings`, { type: 'EXTRA', ...date('meets_on', caf.today()), meets_at: '00:02', place: 'School' }))
	ok(await caf.section(petra, base, 'meeting-2', 'notes', { agenda: ['WELCOME'], notes: 'Zqsecondzq' }))
	ok(await priya.submit(await priya.get(`${base}/harm`), `${base}/harm`))
	ok(await caf.section(priya, base, 'harm', 'concern', HARM))
})

for (const [part, word] of Object.entries(WORDS))
	test(`part ${part} is in a copy that was to have it and in no other, whole and alone`, async () => {
		const others = Object.keys(WORDS).filter(one => one !== part)
		const alone = await printed(priya, await shared(priya, base, { ...POLICE, parts: [part], meeting: '1' }))
		holds(alone, [word], [...others.map(one => WORDS[one]), ...NEVER])
		const rest = await printed(priya, await shared(priya, base, { ...POLICE, parts: others, meeting: '1' }))
		holds(rest, others.map(one => WORDS[one]), [word, ...NEVER])
	})

test('the notes that go out are those of the meeting that was chosen, and one must be', async () => {
	const none = await send(priya, base, 'share', { ...POLICE, parts: ['MEETING'] })
	assert.equal(none.status, 422)
	assert.match(none.errors().join(), /Choose the meeting/)
	assert.match((await send(priya, base, 'share', { ...POLICE, parts: ['MEETING'], meeting: '7' })).errors().join(), /meeting of this case/)
	const second = await shared(priya, base, { ...POLICE, parts: ['MEETING'], meeting: '2' })
	holds(await printed(priya, second), ['Zqsecondzq', 'not completed then'], ['Zqfirstzq'])
	assert.match((await priya.get(second.replace('/copy', ''))).text, /Notes of meetings \(meeting 2\)/)
})

test('the plan, its reviews and minutes print as they stood when they went out', async () => {
	const parts = ['PLAN', 'REVIEW', 'MEETING'], before = await shared(priya, base, { ...POLICE, parts, meeting: '2' }), was = (await printed(priya, before)).text
	ok(await caf.report(petra, base, 2, { status: 'DONE', text: 'Zqprogresszq', ...date('due_on', caf.today(25)) }))
	ok(await caf.action(petra, base, 'Petra Stone', { action: 'Zqsecondactionzq' }))
	ok(await caf.section(petra, base, 'meeting-2', 'notes', { agenda: ['WELCOME'], notes: 'Zqcorrectedzq' }))
	ok(await send(petra, base, 'review-1/addendum', { text: 'Zqlateraddedzq' }))
	ok(await caf.openReview(petra, base))
	await caf.review(petra, base, { progress: { notes: 'Zqnextreviewzq' }, decision: date('next_review', caf.today(70)) })
	const open = await shared(priya, base, { ...POLICE, parts, meeting: '2' })
	holds(await printed(priya, open), ['Zqprogresszq', 'Zqcorrectedzq', 'Zqlateraddedzq'], ['Zqnextreviewzq', 'Zqsecondzq'])
	ok(await caf.signReview(petra, base))
	holds(await printed(priya, await shared(priya, base, { ...POLICE, parts, meeting: '2' })), ['Zqnextreviewzq', WORDS.REVIEW, 'Zqsecondactionzq'])
	assert.equal((await printed(priya, before)).text.replace(/Printed.*?(am|pm)/g, ''), was.replace(/Printed.*?(am|pm)/g, ''))
})

test('what was shared before a re-assessment prints the version of that time, and a draft never takes its place', async () => {
	const fields = { ...HOUSING, parts: ['C', 'E', 'I', 'J'] }, old = await shared(priya, base, fields)
	await reassess(base, { information: { reason: 'Zqnewreasonzq' }, family: { family_situation: 'Zqnewhomezq' }, consent: { excluded_parts: [] } })
	const first = [WORDS.C, WORDS.E, WORDS.I, WORDS.J], draft = await shared(priya, base, fields)
	for (const path of [old, draft]) holds(await printed(priya, path), [...first, 'version 1'], ['Zqnewreasonzq', 'Zqnewhomezq'])
	ok(await caf.complete(priya, base))
	holds(await printed(priya, await shared(priya, base, fields)), ['Zqnewreasonzq', 'Zqnewhomezq', 'version 2'], [WORDS.C, WORDS.E, 'Zqwishzq'])
	for (const path of [old, draft]) holds(await printed(priya, path), first, ['Zqnewreasonzq', 'Zqnewhomezq'])
	// The plan of before says which assessment it came from.
	assert.match((await printed(priya, await shared(priya, base, { ...HOUSING, parts: ['PLAN'] }))).text, /Version of the assessment 2/)
})

test('a copy that part L names is of the assessment as it was completed', async () => {
	const one = await caf.toCompleted(priya, { copies: { 'service_copies.1.copy_type': 'HOU', 'service_copies.1.copy_organisation': 'Housing office',
		...date('service_copies.1.copy_on', caf.today()), 'service_copies.1.copy_method': 'POST' } })
	holds(await printed(priya, `${one}/sharing/${cell(`SELECT id FROM ${DB}.share WHERE record = ${idOf(one)}`)}/copy`), ['version 1', 'Worries', 'Completed'], ['not completed then', 'Consent statement'])
})

test('said late: as it stood at the time that is said, not when it was recorded', async () => {
	const one = await caf.toCompleted(priya, { information: { reason: WORDS.C } })
	// What was written from the reason on came a day ago, and what is before it three days ago.
	sql(`UPDATE ${DB}.document SET started_at = started_at - INTERVAL 3 DAY, completed_at = completed_at - INTERVAL 1 DAY WHERE record = ${idOf(one)};
		UPDATE ${DB}.answer a JOIN ${DB}.document d ON d.id = a.document JOIN ${DB}.answer c ON c.document = d.id AND c.field = 'reason'
		SET a.at = a.at - INTERVAL IF(a.revision < c.revision, 3, 1) DAY WHERE d.record = ${idOf(one)}`)
	const late = await printed(priya, await shared(priya, one, { ...POLICE, parts: ['B', 'C', 'E'], ...date('shared_on', caf.today(-2)), shared_time: '12:00', late_note: 'Off sick' }))
	holds(late, ['1 Test Row', 'not completed then'], [WORDS.C, 'Lives with her sister'])
	// And before anything was there, that is what it says.
	const early = await printed(priya, await shared(priya, one, { ...POLICE, parts: ['B', 'C', 'K', 'REVIEW'], ...date('shared_on', caf.today(-9)), shared_time: '12:00', late_note: 'Off sick' }))
	holds(early, ['Nothing of this was recorded by then'], ['1 Test Row', WORDS.C])
})

test('a copy by agreement leaves out what the family has kept back since, in the plan too; one on a ground does not', async () => {
	const one = await caf.toDelivering(priya, petra, await caf.toCompleted(priya, { family: { family_situation: WORDS.E }, conclusions: { conclusions: WORDS.I }, actions: { 'agreed_actions.1.action_text': 'Zqagreedzq' } }))
	const parts = ['C', 'E', 'I', 'PLAN'], given = await shared(priya, one, { ...HOUSING, parts }), ground = await shared(priya, one, { ...POLICE, parts })
	holds(await printed(priya, given), [WORDS.E, WORDS.I, 'Zqagreedzq'])
	await reassess(one, { consent: { excluded_parts: ['E', 'I'] } })
	ok(await caf.complete(priya, one))
	const page = await printed(priya, given)
	holds(page, ['Worries &amp; hopes'], [WORDS.E, WORDS.I, 'Zqagreedzq', 'E Family and home', 'I Conclusions'])
	assert.match((await priya.get(given.replace('/copy', ''))).text, /Left out of the copy: E Family and home, I Conclusions and actions/)
	holds(await printed(priya, ground), [WORDS.E, WORDS.I, 'Zqagreedzq'])
})

test('section K goes by agreement to those who act on it, and to no other service', async () => {
	sql(`INSERT INTO ${DB}.consent (record, type, answer, service, service_code, giver, giver_name, responsible, basis, competence, explained, exclusions, method, given_on, note, account, at)
		SELECT ${idOf(base)}, 'C-SHARE', 'Y', 'Children''s social care', 'CSC', giver, giver_name, responsible, basis, competence, explained, '', method, given_on, '', account, UTC_TIMESTAMP(6)
		FROM ${DB}.consent WHERE record = ${idOf(base)} AND type = 'C-STORE' ORDER BY id DESC LIMIT 1`)
	holds(await printed(priya, await shared(priya, base, { ...HOUSING, parts: ['C', 'K'] })), ['Zqnewreasonzq'], [WORDS.K, 'K Concern'])
	holds(await printed(priya, await shared(priya, base, { ...HOUSING, service: 'CSC', to_agency: 'Social care', parts: ['C', 'K'] })), ['Zqnewreasonzq', WORDS.K])
})

test('people of a sensitive service are in no plan and no minutes that go to another', async () => {
	const one = await caf.toTeam(priya), id = idOf(one)
	sql(`INSERT INTO ${DB}.team_member (record, capacity, name, service, organisation, since, added_by) VALUES (${id}, 'PRACTITIONER', 'Zqdoctorzq', 'MHS', 'Zqmindszq', UTC_TIMESTAMP(6), ${accountId('pnair')})`)
	await caf.hold(priya, one, 1, { where: { chair: 'Zqdoctorzq', note_taker: 'Priya Nair' }, who: { ...caf.MEETING.who, 'invited.4.invited_name': 'Zqdoctorzq', 'invited.4.invited_organisation': 'Zqmindszq', 'invited.4.attendance': 'P' },
		decisions: { ...caf.MEETING.decisions, 'agreements.4.agreed_name': 'Zqdoctorzq', 'agreements.4.agreement': 'DISAGREED', 'agreements.4.agreement_note': 'Zqdissentzq' } })
	ok(await caf.minutes(priya, one))
	sql(`INSERT INTO ${DB}.action (record, number, source, outcome, aim, action, who, agreed_on, due_on, account, at) VALUES (${id}, 50, 'PLAN', 'O', 'EW3', 'Zqtherapyzq', 'zqdoctorzq', CURDATE(), CURDATE(), ${accountId('pnair')}, UTC_TIMESTAMP(6))`)
	const secret = ['Zqdoctorzq', 'zqdoctorzq', 'Zqmindszq', 'Zqtherapyzq', 'Zqdissentzq'], fields = { parts: ['PLAN', 'MEETING'], meeting: '1' }
	holds(await printed(priya, await shared(priya, one, { ...HOUSING, ...fields })), ['Apply to housing', 'Housing wrote in April', 'Petra Stone'], secret)
	const harm = await shared(priya, one, { ...POLICE, ...fields })
	holds(await printed(priya, harm), ['Zqdoctorzq', 'Zqtherapyzq', 'Zqdissentzq'])
	// Nor does anybody print it who may not read it.
	holds(await printed(joan, harm), ['Apply to housing'], secret)
})

test('of a shielded child no copy says where anybody lives, learns or can be reached', async () => {
	const child = await caf.child(priya, { given: 'Noor', family: `Shade${RUN}`, born: '2019-03-17' })
	const one = await caf.toCompleted(priya, { address: { address_1: 'Zqterracezq', postcode: 'fy42xx', phone: '01632 960999' }, parents: { 'parents_carers.1.parent_phone': '01632 960888' },
		family: { 'household.1.household_name': 'Sam', 'household.1.household_school': 'Zqschoolzq' } })
	sql(`UPDATE ${DB}.record SET child = (SELECT id FROM everychild_index.child WHERE handle = '${child}') WHERE id = ${idOf(one)}`)
	sql(`UPDATE ${DB}.answer a JOIN ${DB}.document d ON d.id = a.document SET a.value = CASE a.field WHEN 'assessor_address' THEN 'Zqworkplacezq' ELSE 'Zqemployerzq' END
		WHERE d.record = ${idOf(one)} AND a.field IN ('assessor_address', 'assessor_organisation') AND a.value <> ''`)
	const path = await shared(priya, one, { ...POLICE, parts: ['B', 'D', 'E', 'F', 'G'] }), where = ['Zqterracezq', 'FY4 2XX', '960999', '960888', 'Zqschoolzq', 'Zqworkplacezq', 'Zqemployerzq']
	holds(await printed(priya, path), ['Zqterracezq', 'Zqschoolzq', 'Zqworkplacezq'])
	sql(`UPDATE everychild_index.child SET shielded = 1 WHERE handle = '${child}'`)
	holds(await printed(priya, path), ['Sam', 'Ann'], where)
})

test('the pupil number is in no copy to a service outside education', async () => {
	const one = await caf.toCompleted(priya), document = cell(`SELECT id FROM ${DB}.document WHERE record = ${idOf(one)} AND form = 'assessment'`)
	sql(`INSERT INTO ${DB}.answer (document, field, item, revision, value, account, at) VALUES (${document}, 'upn', 0, 1, 'H801200001001', ${accountId('pnair')}, UTC_TIMESTAMP(6) - INTERVAL 1 MINUTE);
		INSERT INTO everychild.account_role (account, role) VALUES (${accountId('pnair')}, 'CME')`)
	try {
		holds(await printed(priya, await shared(priya, one, { ...POLICE, parts: ['B'] })), ['1 Test Row'], ['H801200001001'])
		holds(await printed(priya, await shared(priya, one, { ...POLICE, service: 'SCH', parts: ['B'] })), ['H801200001001'])
	} finally { sql(`DELETE FROM everychild.account_role WHERE account = ${accountId('pnair')} AND role = 'CME'`) }
})

const withdraw = (c, at, what) => send(c, at, 'withdraw', { what, giver: 'PARENT', giver_name: 'Ann Smith', ...date('said_on', caf.today(-1)), said_at: '10:00', method: 'PHONE', explained: 'What is kept', harm: 'N' })

test('once the family has withdrawn, no copy goes out by agreement, for one service or for all; the entry stays', async () => {
	for (const whole of [false, true]) {
		const one = await caf.toCompleted(priya), given = await shared(priya, one, { ...HOUSING, parts: ['C'] }), ground = await shared(priya, one, { ...POLICE, parts: ['C'] })
		holds(await printed(priya, given), ['Worries'])
		ok(await withdraw(priya, one, whole ? 'ALL' : cell(`SELECT id FROM ${DB}.consent WHERE record = ${idOf(one)} AND type = 'C-SHARE' AND ended_at IS NULL`)))
		const page = await priya.get(given)
		assert.equal(page.status, 409)
		holds(page, ['has ended'], ['Worries'])
		assert.equal((await priya.get(given.replace('/copy', ''))).status, 200)
		// It went out on another ground; the holder's service keeps the proof (5.5, 2).
		holds(await printed(priya, ground), ['Worries'])
		assert.equal((await petra.get(ground)).status, 404)
	}
})

test('an agreement with another of the same kind of service lets nothing out to the one it was withdrawn from', async () => {
	const one = await caf.toCompleted(priya), id = idOf(one), given = await shared(priya, one, { ...HOUSING, parts: ['C'] })
	const first = cell(`SELECT id FROM ${DB}.consent WHERE record = ${id} AND type = 'C-SHARE' AND ended_at IS NULL`)
	const agree = organisation => send(priya, one, 'consents', { ...caf.MOTHER, type: 'C-SHARE', service: 'HOU', organisation })
	ok(await agree('Housing office'))
	assert.notEqual(cell(`SELECT ended_at FROM ${DB}.consent WHERE id = ${first}`), 'NULL', 'confirmed anew')
	holds(await printed(priya, given), ['Worries'])
	ok(await agree('Sandmouth Homes'))
	ok(await withdraw(priya, one, cell(`SELECT id FROM ${DB}.consent WHERE record = ${id} AND service LIKE '%Housing office' AND ended_at IS NULL`)))
	assert.equal((await priya.get(given)).status, 409)
	holds(await printed(priya, await shared(priya, one, { ...HOUSING, to_agency: 'Sandmouth Homes', parts: ['C'] })), ['Worries'])
})

test('after closing it is the holder’s to print as before, and not the team’s', async () => {
	const one = await caf.toDelivering(priya, petra), path = await shared(petra, one, { ...HOUSING, parts: ['C', 'PLAN'] })
	const text = page => page.text.replace(/Printed.*?(am|pm)/g, '').replaceAll('Petra Stone', '').replaceAll('Priya Nair', '')
	const before = text(await printed(priya, path))
	ok(await caf.openReview(petra, one))
	await caf.review(petra, one, { decision: { closure_reason: 'C01', 'next_review-day': '', 'next_review-month': '', 'next_review-year': '' } })
	ok(await caf.signReview(petra, one))
	assert.equal(caf.stateOf(cell, one), 'S10')
	const after = await printed(priya, path)
	assert.equal(text(after), before)
	assert.match(after.text, /Petra Stone, .*Review date/, 'who led then')
	assert.equal((await petra.get(path)).status, 404)
})

test('what is sent to another authority is an entry like any other, by a consent of its own', async () => {
	const one = await caf.toCompleted(priya), id = idOf(one)
	sql(`INSERT INTO ${DB}.consent (record, type, answer, giver, giver_name, responsible, basis, competence, explained, exclusions, method, given_on, note, account, at)
		SELECT record, 'C-XFER', 'Y', giver, giver_name, responsible, basis, competence, explained, '', method, given_on, '', account, UTC_TIMESTAMP(6) FROM ${DB}.consent WHERE record = ${id} AND type = 'C-STORE'`)
	ok(await send(priya, one, 'transfer', { authority: '888', contact: 'Ann Other', ...date('moved_on', caf.today()), ...date('sent_on', caf.today(-1)), method: 'MESSAGE', note: 'Zqsentzq' }))
	assert.deepEqual(sql(`SELECT decision, to_person, agreement, what, method, facts, told, meeting FROM ${DB}.share WHERE record = ${id}`), [['SHARED', 'Ann Other', 'GIVEN', 'Zqsentzq', 'MESSAGE', '', '', '0']])
	assert.match((await priya.get(`${one}/sharing`)).text, /Zqsentzq/)
	const path = `${one}/sharing/${cell(`SELECT id FROM ${DB}.share WHERE record = ${id}`)}/copy`
	holds(await printed(priya, path), ['Ann Other'], ['Worries'])
	sql(`UPDATE ${DB}.consent SET ended_at = UTC_TIMESTAMP(6) WHERE record = ${id} AND type = 'C-XFER'`)
	assert.equal((await priya.get(path)).status, 409)
})

after(() => { assert.deepEqual(troubles(), []) })
