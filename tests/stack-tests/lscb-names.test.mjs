// Child deaths: what people type on pages that are without names is refused where it
// holds a name of the case, and stands typed with its message beside the field (house 8:
// no name in a title, a log, an address; 7.1: a name is opened with a reason).
import test, { after, before } from 'node:test'
import assert from 'node:assert/strict'
import { agency, gathering, sent } from '../lib/lscb-requests.mjs'
import { list, plan, ready } from '../lib/lscb-meeting.mjs'
import { idOf } from '../lib/lscb-triage.mjs'
import { day, handleOf, name } from '../lib/lscb.mjs'
import { date } from '../lib/client.mjs'
import { cell, logMark, person, sql, troubles } from '../lib/stack.mjs'

const DB = 'everychild_lscb', family = name('Nameless')
let clare, honor, rosa, dev, base, id

before(async () => {
	clare = await person('ccole')
	honor = await person('hfaye')		// chair of the panel
	rosa = await person('rfox')		// an agency's reporter
	dev = await person('dwren')		// response team
	base = await gathering(clare, [], { family, died: day(-300), received: day(-299) })
	id = idOf(base)
	sql(`INSERT INTO ${DB}.record_person (record, account, relation, since, added_by) SELECT ${id}, id, 'JAR', UTC_TIMESTAMP(6), id FROM everychild.account WHERE login = 'dwren';
		INSERT INTO ${DB}.gate (record, code, hard, status, organisation, opened_on, note, account, at) VALUES (${id}, 'G-COR', 1, 'OPEN', '', CURDATE(), '', 1, UTC_TIMESTAMP(6));
		INSERT INTO ${DB}.task (record, kind, what, account, at) VALUES (${id}, 'OTHER', 'x', 1, UTC_TIMESTAMP(6));
		INSERT INTO ${DB}.discussion (record, kind, meets_on, chair, account, at) VALUES (${id}, 'LOCAL', CURDATE(), 'A', 1, UTC_TIMESTAMP(6));
		INSERT INTO ${DB}.deadline (record, clock, title, from_on, due_on, explanation) VALUES (${id}, 'LOCAL', 'x', '2020-01-01', '2020-02-01', '')`)
	logMark()
})
after(() => assert.deepEqual(troubles(), []))

const last = (table, more = '') => cell(`SELECT MAX(id) FROM ${DB}.${table} WHERE record = ${id} ${more}`)
// Sends what the page has, and these; the page is where it is sent unless another is named.
const send = async (c, at, fields, page = at) => c.submit(await c.get(page), at, fields)
const words = `As ${family} was found`
async function refused(what, c, at, fields, page) {
	const answer = await send(c, at, fields, page), field = Object.keys(fields)[0]
	assert.equal(answer.status, 422, `${what}: ${answer.status} ${answer.title}`)
	assert.match(answer.text, /This text holds a name of the case/, what)
	assert.match(answer.body, new RegExp(`id="${field}(-\\d+)?-error"`), `${what}: beside the field`)
	assert.ok(answer.body.includes(`As ${family} was`), `${what}: what was typed stays`)
}

test('a process beside the review, its end, and why the chair goes ahead without it', async () => {
	await refused('body', clare, `${base}/gates`, { organisation: words })
	await refused('reference', clare, `${base}/gates`, { reference: words })
	await refused('end', clare, `${base}/gates/${last('gate')}/end`, { note: words })
	await refused('override', honor, `${base}/gates/${last('gate')}/override`, { why: words })
})

test('why a review or a step took long, what was done about a task, and what came of the response', async () => {
	await refused('delay', clare, `${base}/delay`, { note: words, code: 'OTHER' })
	await refused('late', clare, `${base}/late/${last('deadline', "AND clock = 'LOCAL'")}`, { reason: words, code: 'OTHER' })
	await refused('task', clare, `${base}/tasks/done`, { note: words, task: last('task') }, `${base}/tasks`)
	await refused('discussion', dev, `${base}/discussion/held`, { note: words }, `${base}/discussion`)
	await refused('response', dev, `${base}/response`, { why: words })
})

test('papers, disclosures and the family\'s track', async () => {
	await refused('kept at', clare, `${base}/held`, { kept_at: words })
	await refused('reference', clare, `${base}/held`, { reference: words })
	await refused('disclosure', clare, `${base}/disclosures`, { what: words })
	await refused('family', clare, `${base}/family`, { note: words })
	await refused('with whom', clare, `${base}/family`, { with_whom: words })
})

test('what an agency is asked, why a step is taken, in which words it is chased, and why it was late', async () => {
	const trust = await agency(clare, name('Trust'), 'CAMHS', { REPORTER: 'rfox', SPOC: 'sgpeel' })
	await refused('asked', clare, `${base}/requests`, { asked: words })
	const request = await sent(clare, base, trust, {}, day(-60))
	await refused('why', clare, `${request}/do/WAIVED`, { why: words })
	await refused('chase', clare, `${request}/step/R2`, { text: words })
	sql(`UPDATE ${DB}.request SET reporter = (SELECT id FROM everychild.account WHERE login = 'rfox') WHERE handle = '${request.split('/').pop()}'`)
	const form = `${request}/form/agency/reporting`
	assert.equal((await rosa.submit(await rosa.get(form), form, { then: 'tasks', reporter: 'Rosa Fox', reporter_role: 'Reporter', reporter_email: 'rfox@example.invalid', nil: 'Y', ...date('completed_on', day()) })).status, 303)
	await refused('late', rosa, `${request}/submit`, { late_reason: words, late_code: 'OTHER' })
})

test('a name is found in any spelling, and so are the number, the address and the day of birth; a word of every day is none', async () => {
	const other = await gathering(clare, [], { family: name('Żółkiew'), given: 'Will', died: day(-300), received: day(-299) }), born = '2013-04-09'
	const surname = cell(`SELECT family FROM ${DB}.death WHERE record = ${idOf(other)}`), plain = surname.replace('Żółkiew', 'Zolkiew')
	sql(`UPDATE ${DB}.death SET nhs = '9990127743', born_on = '${born}', line1 = '12 Acacia Road', postcode = 'SM1 4AB' WHERE record = ${idOf(other)}`)
	const at = `${other}/tasks`
	for (const text of [`${surname}’s mother`, `${surname}\u00a0came`, surname.toUpperCase(), surname.toLowerCase(), `the ${plain}s`, `${surname.slice(0, 3)}\u00ad${surname.slice(3)}`, `Will${plain}`,
		'number 999 012 7743', '999-012-7743', 'at sm14ab', 'in SM1 4AB', '12, Acacia Road', 'born 9 April 2013', 'born 09/04/13', 'as Will said'])
		assert.equal((await send(clare, at, { what: `Ask about ${text} soon` })).status, 422, text)
	for (const text of ['The GP will ring on 9 April 2026', 'Acacia is a tree', 'Ring 01632 960456'])
		assert.equal((await send(clare, at, { what: text })).status, 303, text)
	assert.equal(cell(`SELECT COUNT(*) FROM ${DB}.task WHERE record = ${idOf(other)} AND what LIKE 'Ask about%'`), '0')
})

test('a minute of the whole meeting names nobody of its cases', async () => {
	const meeting = await plan(clare), one = await ready(clare, { family: name('Minuted') })
	await list(clare, one, meeting)
	const said = cell(`SELECT family FROM ${DB}.death WHERE record = ${idOf(one)}`)
	const item = cell(`SELECT i.id FROM ${DB}.agenda_item i JOIN ${DB}.meeting m ON m.id = i.meeting WHERE m.handle = '${meeting.split('/').pop()}' AND i.record IS NULL LIMIT 1`), at = `${meeting}/item/${item}`
	const kept = await send(clare, at, { minute: `They spoke of ${said.toLowerCase()} as well` })
	assert.equal(kept.status, 422)
	assert.ok(kept.body.includes(`They spoke of ${said.toLowerCase()}`))
	assert.equal((await send(clare, at, { minute: 'They spoke of staffing' })).status, 303)
})

test('none of it was kept anywhere that is without names', () => {
	for (const [table, column] of [['event', 'title'], ['gate', 'note'], ['gate', 'organisation'], ['task', 'done_note'], ['deadline', 'late_reason'], ['family_contact', 'note'], ['file', 'kept_at'], ['disclosure', 'what'], ['request_step', 'text'], ['request', 'asked'], ['audit', 'detail'], ['notice', 'title']])
		assert.equal(cell(`SELECT COUNT(*) FROM ${DB}.${table} WHERE \`${column}\` LIKE '%${family}%'`), '0', `${table}.${column}`)
	assert.equal(cell(`SELECT COUNT(*) FROM ${DB}.death WHERE family = '${family}' AND record = ${id}`), '1', handleOf(base))
})
