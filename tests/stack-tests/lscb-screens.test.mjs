// Child deaths: what a page says to whoever fills it in: what is known already stands in
// it, a message leads to its field, a question that is not asked of this child says so.
import test, { after, before } from 'node:test'
import assert from 'node:assert/strict'
import { date, unescape } from '../lib/client.mjs'
import { agency, gathering, sent } from '../lib/lscb-requests.mjs'
import { idOf, post, record, scope } from '../lib/lscb-triage.mjs'
import { day, name, notify, notifySend, openByName } from '../lib/lscb.mjs'
import { cell, logMark, person, sql, troubles } from '../lib/stack.mjs'

const DB = 'everychild_lscb'
let clare, rosa, school

before(async () => {
	clare = await person('ccole')		// coordinator
	rosa = await person('rfox')		// an agency's reporter
	school = await agency(clare, name('School '), 'EDU', { REPORTER: 'rfox' })
	logMark()
})
after(() => assert.deepEqual(troubles(), []))

const value = (page, action, field) => page.form(action).fields.find(([n]) => n === field)?.[1] ?? ''
// Of a field of a form: its label and hint.
const asked = (page, field) => new RegExp(`<div class="govuk-form-group"[^>]*>(?:(?!<div class="govuk-form-group").)*name="${field}"`, 's').exec(page.body)?.[0].replace(/<[^>]+>/g, ' ').replace(/\s+/g, ' ') ?? ''
// Where the list of errors leads, and whether that stands in a fold that is shut.
const lands = (page, label) => {
	const href = [...page.body.matchAll(/<a href="#([^"]+)">([^<]*)/g)].find(m => unescape(m[2]).startsWith(label))?.[1]
	const fold = [...page.body.matchAll(/<details[^>]*>[\s\S]*?<\/details>/g)].find(m => m[0].includes(`id="${href}"`))?.[0]
	return [page.body.includes(`id="${href}"`), fold === undefined ? 'no fold' : /^<details[^>]* open/.test(fold) ? 'open' : 'shut']
}

test('A.01 a notification begins with today; whoever notifies on screen need not enter who they are', async () => {
	const mine = await rosa.get('/lscb/notify'), hers = await clare.get('/lscb/notify'), [year, month, d] = day().split('-').map(Number)
	for (const page of [mine, hers])
		assert.deepEqual(['day', 'month', 'year'].map(part => Number(value(page, '/lscb/notify', `received_on-${part}`))), [d, month, year])
	assert.deepEqual([value(mine, '/lscb/notify', 'referrer'), value(mine, '/lscb/notify', 'channel')], ['Robin Fox', 'FORM'])
	assert.ok(value(mine, '/lscb/notify', 'phone') && value(mine, '/lscb/notify', 'email'))
	assert.deepEqual([value(hers, '/lscb/notify', 'referrer'), value(hers, '/lscb/notify', 'channel')], ['', ''], 'a coordinator enters what others told')
	const wrong = await rosa.submit(mine, '/lscb/notify', { referrer: '', family: 'Kept' })
	assert.equal(wrong.status, 422)
	assert.equal(value(wrong, '/lscb/notify', 'referrer'), '', 'what was taken out stays out')
})

test('the form of a notification leads its notifier back to where they notify, and a coordinator to the case', async () => {
	const kept = await notifySend(rosa, { family: name('Wayback') })
	const at = /href="(\/lscb\/case\/[^"]+)"/.exec(kept.body)[1], page = await rosa.get(at)
	assert.match(page.body, /<a href="\/lscb\/notify" class="govuk-back-link">Notify a child's death/)
	assert.equal((await rosa.get('/lscb/notify')).status, 200)
	const base = await notify(clare)
	await openByName(clare, base)
	assert.match((await clare.get(`${base}/notification`)).body, new RegExp(`<a href="${base}" class="govuk-back-link">Case`))
})

test('a message in a fold opens it, and the list of errors leads to the very field', async () => {
	const base = await gathering(clare)
	for (const what of ['Telephone the registrar', 'Write to the hospice'])
		assert.equal((await post(clare, base, '/tasks', '/tasks', { what })).status, 303)
	const task = cell(`SELECT id FROM ${DB}.task WHERE record = ${idOf(base)} AND what LIKE 'Write%'`)
	const page = await clare.submit(await clare.get(`${base}/tasks`), `${base}/tasks/done`, { task, how: 'NOT' })
	assert.equal(page.status, 422)
	assert.deepEqual(lands(page, 'Say why it is not to be done'), [true, 'open'])
	assert.equal((page.body.match(/<details[^>]* open/g) ?? []).length, 1, 'the other stays shut')
	const paper = { kind: 'PM-FINAL', received_from: 'The coroner', kept_at: 'Cabinet 3', redacted: 'N', ...date('received_on', day(-1)) }
	const kept = await post(clare, base, '/held', '/held', paper)
	assert.equal(kept.status, 303, kept.errors?.().join())
	const gone = await post(clare, base, '/held', '/held/gone')
	assert.equal(gone.status, 422)
	assert.deepEqual(lands(gone, gone.errors()[0]), [true, 'open'])
})

test('why a date of the response was missed: reasons of this review, shown with the date', async () => {
	const base = await record(clare, { died: day(-9), received: day(-8) })
	sql(`UPDATE ${DB}.deadline SET due_on = '${day(-2)}', due_at = NULL WHERE record = ${idOf(base)} AND dropped_at IS NULL AND met_at IS NULL LIMIT 1`)
	const id = cell(`SELECT id FROM ${DB}.deadline WHERE record = ${idOf(base)} AND due_on = '${day(-2)}' AND met_at IS NULL LIMIT 1`), at = `${base}/late/${id}`
	const page = await clare.get(at)
	assert.equal(page.status, 200)
	assert.doesNotMatch(page.text, /Child away|Carer unavailable/)
	assert.equal((await clare.submit(page, at, { code: 'CORONER', reason: 'An inquest was opened first' })).status, 303)
	assert.match((await clare.get(base)).text, /The coroner or the police asked to wait: An inquest was opened first/)
	assert.equal((await clare.submit(await clare.get(at), at, { code: 'CHILD_AWAY', reason: 'No' })).status, 422)
})

test('1.3 the answers that decided the scope are read in words', async () => {
	const base = await notify(clare, { born: day(-1), died: day(-1) })
	assert.equal((await scope(clare, base, { termination: 'N', sign_of_life: 'N', attended: 'Y', weeks: '38', days: '2' })).status, 303)
	assert.match((await clare.get(`${base}/scope`)).text, /Answers 1\. Lawful, planned termination: No 2\. Sign of life at birth: No 2a\. Healthcare professional in attendance: Yes 2a\. Gestation: 38 weeks and 2 days/)
	const here = await record(clare, { born: day(-2000) })
	assert.match((await clare.get(`${here}/scope`)).text, /4\. Under 18: Yes 5\. Normally lived here: Yes 5\. Where the child died: Here, in the area of this panel/)
})

test('2.4 birth weight is asked of a child under two and optional of an older one; an answer that another calls for says which', async () => {
	for (const [born, optional] of [[day(-4500), true], [day(-200), false]]) {
		const base = await gathering(clare, ['E99'], { born }), request = await sent(clare, base, school)
		const page = await rosa.get(`${request}/form/agency/child`), text = asked(page, 'birth_weight')
		assert.match(text, optional ? /Birth weight in grams \(optional\)/ : /Birth weight in grams(?! \(optional\))/)
		assert.match(asked(page, 'condition_kinds_other'), /Only where “Kinds of condition” is “Other”/)
		assert.match(asked(await rosa.get(`${request}/form/agency/circumstances`), 'place_other'), /Only where “Where the child is believed to have died” is “Other”/)
	}
})

test('the request shows its child\'s NHS number in its groups', async () => {
	// Another file's case may have it.
	sql(`UPDATE ${DB}.death SET nhs = '' WHERE nhs = '9991056785'`)
	const base = await gathering(clare, ['E99'], { nhs: '9991056785' }), request = await sent(clare, base, school)
	assert.match((await rosa.get(request)).text, /NHS number 999 105 6785/)
	sql(`UPDATE ${DB}.death SET nhs = '' WHERE record = ${idOf(base)}`)
})

test('5.3 a long entry of the timeline is cut between letters in the list of what may be taken out', async () => {
	const base = await gathering(clare, ['E99']), at = `${base}/life`
	await openByName(clare, base)
	assert.equal((await post(clare, base, '/life', '/life', { text: 'x' + 'é'.repeat(80), ...date('on_day', day(-30)) })).status, 303)
	const page = await clare.get(at)
	assert.equal(page.status, 200)
	assert.ok(page.body.includes(`: x${'é'.repeat(59)}<`) || page.body.includes(`: x${'é'.repeat(59)}\n`), 'sixty letters')
})

test('3.4 the log shows how long each open review runs with its colour, and what is overdue', async () => {
	const base = await record(clare, { died: day(-200), received: day(-190) }), late = await record(clare, { died: day(-5), received: day(-4) })
	await sent(clare, late, school)
	sql(`UPDATE ${DB}.request SET due_on = '${day(-2)}' WHERE record = ${idOf(late)}`)
	const row = (page, at) => new RegExp(`<tr[^>]*>(?:(?!</tr>)[\\s\\S])*href="${at}"[\\s\\S]*?</tr>`).exec(page.body)[0]
	const reference = at => cell(`SELECT reference FROM ${DB}.record WHERE id = ${idOf(at)}`)
	const page = await clare.get(`/lscb/?reference=${reference(base)}`), other = await clare.get(`/lscb/?reference=${reference(late)}&columns=all`)
	assert.match(row(page, base), /govuk-tag--red[^>]*>\s*200/)
	assert.match(row(other, late), /govuk-tag--green[^>]*>\s*5/)
	assert.match(other.text, /Reports awaited Reports overdue Oldest report due Reports asked for/)
	assert.match(row(other, late).replace(/<[^>]+>/g, ' ').replace(/\s+/g, ' '), /1 1 \d+ \w+ \d{4} 1/)
	sql(`UPDATE ${DB}.record SET closed_at = UTC_TIMESTAMP(6), state = 'CLOSED' WHERE id IN (${idOf(base)}, ${idOf(late)})`)
})

test('a notification without a time of day is shown with its day alone', async () => {
	const base = await notify(clare), at = await notify(clare, { received_time: '14:30' })
	assert.doesNotMatch((await clare.get(base)).text, /12:00am/)
	assert.match((await clare.get(at)).text, /at 2:30pm/)
	assert.match(value(await rosa.get('/lscb/notify'), '/lscb/notify', 'received_time'), /^\d\d:\d\d$/, 'who notifies on screen does it now')
})

test('a key worker is led from the family to their cases, and whoever comes too late to the case', async () => {
	const base = await gathering(clare, ['E99']), kay = await person('kmills')
	assert.equal((await post(clare, base, '/workers', '/workers', { login: 'kmills', part: 'KEY' })).status, 303)
	assert.match((await kay.get(`${base}/family`)).body, /<a href="\/lscb\/" class="govuk-back-link">Child deaths/)
	assert.match((await clare.get(`${base}/family`)).body, new RegExp(`<a href="${base}" class="govuk-back-link">Case`))
	const late = await clare.get(`${base}/list`)
	assert.equal(late.status, 409)
	assert.match(late.body, new RegExp(`<a href="${base}" class="govuk-back-link">Case`))
})

test('the browser\'s tab says which case, meeting or view a page is of, never a name', async () => {
	const base = await record(clare, { family: 'Quinbury' }), reference = cell(`SELECT reference FROM ${DB}.record WHERE id = ${idOf(base)}`)
	await openByName(clare, base)
	for (const at of [base, `${base}/gates`, `${base}/referrals`, `${base}/notification`, `${base}/notification/child`, `${base}/notification/check`]) {
		const page = await clare.get(at)
		assert.equal(page.status, 200, at)
		assert.ok(page.title.includes(` - ${reference} - Everychild`) && !page.title.includes('Quinbury'), page.title)
	}
	assert.match((await clare.get('/lscb/?view=HOLD')).title, /^Child deaths - On hold - Everychild/)
	assert.match((await clare.get('/lscb/')).title, /^Child deaths - Everychild/)
})

test('no heading stands twice on a page, and no part of a person looks like another', async () => {
	const base = await gathering(clare, ['E99']), headings = page => [...page.body.matchAll(/<(?:h[1-3]|caption)\b[^>]*class="([^"]*)"[^>]*>([\s\S]*?)<\/(?:h[1-3]|caption)>/g)].filter(m => !/visually-hidden/.test(m[1])).map(m => m[2].replace(/<[^>]*>/g, '').trim()).filter(Boolean)
	const handle = school.split('/').pop()
	sql(`INSERT IGNORE INTO ${DB}.agency_person (agency, account, part, since, added_by) SELECT a.id, p.id, 'SPOC', CURDATE(), 1 FROM ${DB}.agency a, everychild.account p WHERE a.handle = '${handle}' AND p.login = 'rfox'`)
	for (const at of [`${base}/held`, `${base}/disclosures`, '/lscb/actions?owner=nobodyhere', '/lscb/notices', `/lscb/agency/${handle}`]) {
		const page = await clare.get(at), all = headings(page)
		assert.equal(page.status, 200, at)
		assert.ok(all.length > 0, at)
		assert.deepEqual(all.filter((h, i) => all.indexOf(h) !== i), [], at)
	}
	sql(`DELETE FROM ${DB}.agency_person WHERE part = 'SPOC' AND agency IN (SELECT id FROM ${DB}.agency WHERE handle = '${handle}')`)
})

test('a link that this person cannot follow is not shown: a blank report before the name, a request to the chair', async () => {
	const honor = await person('hfaye'), base = await gathering(clare, ['E99']), request = await sent(clare, base, school)
	const links = async (c, at) => (await c.get(at)).body
	sql(`DELETE FROM ${DB}.opening WHERE record = ${idOf(base)}`)
	assert.doesNotMatch(await links(clare, request), /Print a blank report/)
	assert.match(await links(clare, request), /Open the case by name, to key in a report or to print one/)
	await openByName(clare, base)
	assert.match(await links(clare, request), /Print a blank report/)
	assert.equal((await clare.get(`${request}/paper`)).status, 200)
	assert.ok(!(await links(honor, `${base}/requests`)).includes(`href="${request}"`))
	assert.equal((await honor.get(`${base}/requests`)).status, 200)
	assert.ok((await links(clare, `${base}/requests`)).includes(`href="${request}"`))
})

test('the draft of the discussion and the analysis of the panel have titles that differ', async () => {
	const base = await gathering(clare, ['E99']), reference = cell(`SELECT reference FROM ${DB}.record WHERE id = ${idOf(base)}`)
	const begun = await post(clare, base, '', '/analysis')
	assert.equal(begun.status, 303)
	assert.ok((await clare.get(begun.location)).title.includes(` - ${reference}, analysis 1 - `))
})

test('what is asked is named in the message as one would say it', async () => {
	const base = await gathering(clare, ['E99'])
	const asked = async (at, form, fields) => (await clare.submit(await clare.get(at), form, fields)).errors()
	assert.deepEqual((await asked(`${base}/held`, `${base}/held`, {})).slice(1, 3), ['Enter day it was received', 'Enter who it was received from'])
	assert.equal((await asked(`${base}/disclosures`, `${base}/disclosures`, {}))[0], 'Enter day of the request')
	assert.ok((await asked(`${base}/gates`, `${base}/gates`, {})).includes('Enter since when it goes on'))
	assert.equal((await asked('/lscb/panel', '/lscb/panel', {}))[0], 'Choose a member')
})
