// Private fostering: what changes, absences, ends, transfers and closures (7, 10).
import test, { after, before } from 'node:test'
import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import * as pf from '../lib/fostering.mjs'
import * as m from '../lib/fostering-measures.mjs'
import { date } from '../lib/client.mjs'
import { accountId, cell, dbClient, env, logMark, newSession, person, sql, troubles, until } from '../lib/stack.mjs'

const DB = 'everychild_fostering'
let paula, dan, lena, theresa, alva, number = 0

before(async () => {
	[paula, dan, lena, theresa, alva] = [await person('pgrey'), await person('dmarsh'), await person('lowens'), await person('tbrook'), await person('avale')]
	logMark()
})

const letters = 'abcdefghijklmnopqrstuvwxyz'
const child = (more = {}) => pf.child(dan, { given: `Ending${letters[number++]}`, family: 'Wren', born: '2014-03-12', sex: 'F', ...more })
const carer = () => ({ carer_given: 'Ida', carer_family: `Qu${letters[number % 26]}rn`, postcode: pf.postcode() })
const active = async (more = {}) => pf.active(dan, await child(), { starts: pf.today(-60), received: pf.today(-60), ...carer(), ...more })
const submit = async (c, path, fields, to = path) => c.submit(await c.get(path), to, fields)
const notices = (base, login) => sql(`SELECT title FROM ${DB}.notice WHERE record = ${pf.idOf(base)} AND account = ${accountId(login)} ORDER BY id`).flat()
const column = (base, name) => pf.fact(base, name)
const hours = base => Number(cell(`SELECT TIMESTAMPDIFF(MINUTE, v.ended_at, d.due_at) FROM ${DB}.arrangement v JOIN ${DB}.deadline d ON d.record = v.record AND d.clock = 'T6' WHERE v.record = ${pf.idOf(base)}`))

// -- absences --

test('9 and 10: a child away for up to 27 days comes back to the state it was in; visits go on being due', async () => {
	const base = await active()
	await pf.away(dan, base, pf.today(-3), pf.today(24))
	assert.equal(pf.stateOf(base), 'PAUSED')
	assert.equal(pf.deadline(base, 'T5')[0], pf.today(24))
	assert.equal(sql(`SELECT COUNT(*) FROM ${DB}.deadline WHERE record = ${pf.idOf(base)} AND paused_on IS NOT NULL`)[0][0], '0', 'nothing stands still')
	const late = await submit(dan, `${base}/absence/back`, date('returned_on', pf.today(-5)))
	assert.match(late.errors().join(), /before the child left/)
	assert.equal((await submit(dan, `${base}/absence/back`, date('returned_on', pf.today()))).status, 303)
	assert.equal(pf.stateOf(base), 'ACTIVE_NEW')
	assert.deepEqual(pf.rows(base, 'absence', 'ended_why, returned_on, open_of')[0], ['RETURNED', pf.today(), 'NULL'])
	assert.notEqual(pf.deadline(base, 'T5')[1], 'NULL')
})

test('9: a return planned for day 28 is refused, and what was typed stays', async () => {
	const base = await active()
	const page = await submit(dan, `${base}/absence`, { ...date('left_on', pf.today()), ...date('expected_on', pf.today(28)), note: 'Abroad' })
	assert.equal(page.status, 422)
	assert.match(page.errors().join(), /latest return/)
	assert.match(page.body, /Abroad/)
	assert.equal(pf.stateOf(base), 'ACTIVE_NEW')
})

test('T6: where only the day of the end is known, the notice is due by the end of the second day after it, and the page says so', async () => {
	const base = await active()
	await pf.end(dan, base)
	const due = cell(`SELECT due_at FROM ${DB}.deadline WHERE record = ${pf.idOf(base)} AND clock = 'T6'`)
	assert.equal(new Date(`${due.slice(0, 19).replace(' ', 'T')}Z`).toLocaleString('sv-SE', { timeZone: 'Europe/London' }).slice(0, 16), `${pf.today(1)} 23:59`)
	assert.equal(pf.deadline(base, 'T6')[0], pf.today(1))
	const page = await dan.get(base)
	assert.match(page.text, /The hour of the end on .{8,20} is not known: the hours for the notice of the end are counted from the end of that day/)
	assert.doesNotMatch(page.text, /Plan a visit/)
})

test('11: a child who does not come back after all has ended it at that moment, with 48 hours for the notice', async () => {
	const base = await active()
	await pf.away(dan, base, pf.today(-3), pf.today(10))
	assert.equal((await submit(dan, `${base}/absence/ended`, { ...date('dropped_on', pf.today(-1)), dropped_time: '10:00', reason: 'RETURNED_PARENT' })).status, 303)
	assert.equal(pf.stateOf(base), 'END_DUE')
	assert.equal(hours(base), 48 * 60)
	assert.equal(cell(`SELECT resume FROM ${DB}.record WHERE id = ${pf.idOf(base)}`), 'ACTIVE_NEW', 'where it came from, should the end be an error')
	assert.equal(pf.rows(base, 'absence', 'ended_why')[0][0], 'DROPPED')
})

// -- the end --

test('12 and 14: one writes the end, a manager who did not write it signs it off, and everything stops', async () => {
	const base = await active()
	await pf.end(dan, base, { ended_time: '10:00' })
	assert.equal(pf.stateOf(base), 'END_DUE')
	assert.equal(hours(base), 48 * 60)
	assert.deepEqual(notices(base, 'tbrook').slice(-1), ['An arrangement has ended'])
	const half = await submit(dan, `${base}/ending`, { receiver_name: 'Iris Fry', then: 'close' })
	assert.match(half.text, /Saved, and not complete yet.*Who received the child/s)
	assert.match((await submit(dan, `${base}/ending`, { ...pf.DETAILS, end_known: '', then: 'close' })).text, /How this is known is missing/)
	assert.equal((await theresa.get(`${base}/close`)).status, 409)
	await pf.ending(dan, base)
	assert.equal((await submit(dan, `${base}/ending`, {}).catch(e => e)) instanceof Error, true, 'no form while it waits')
	const page = await theresa.get(`${base}/close`)
	assert.match(page.text, /She went home as planned/)
	await pf.signOff(theresa, base)
	assert.equal(pf.stateOf(base), 'ENDED')
	assert.equal(column(base, 'closed_on'), pf.today())
	assert.equal(sql(`SELECT COUNT(*) FROM ${DB}.deadline WHERE record = ${pf.idOf(base)} AND met_at IS NULL AND dropped_at IS NULL`)[0][0], '0')
	assert.deepEqual(pf.tasks(base), [])
	assert.equal(cell(`SELECT COUNT(*) FROM ${DB}.involvement WHERE record = ${pf.idOf(base)} AND until IS NULL`), '0')
})

test('14: a manager who wrote the end cannot sign it off', async () => {
	const base = await active()
	await pf.end(theresa, base)
	await pf.ending(theresa, base)
	assert.match((await theresa.get(`${base}/close`)).text, /You wrote it yourself/)
	assert.equal(pf.stateOf(base), 'END_DUE')
})

test('14: an open requirement, appeal and safeguarding concern are confirmed each; sending back opens the details again', async () => {
	const base = await active(), id = pf.idOf(base)
	sql(`INSERT INTO ${DB}.requirement (record, number, category, text, reason, status, proposed_by, proposed_at) VALUES (${id}, 1, 'SAFETY', 'x', 'y', 'IMPOSED', 1, UTC_TIMESTAMP(6));
		INSERT INTO ${DB}.appeal (record, about, target, lodged_on, by_name, in_time, suspends, account, at) VALUES (${id}, 'REQ', 1, '${pf.today()}', 'Ida', 'Y', 1, 1, UTC_TIMESTAMP(6));
		UPDATE ${DB}.arrangement SET safeguarding = 1 WHERE record = ${id}`)
	await pf.end(dan, base)
	await pf.ending(dan, base)
	await pf.signOff(theresa, base, { agreed: 'N', answer_note: 'Say where she goes to school' })
	assert.equal(pf.stateOf(base), 'END_DUE')
	assert.deepEqual(notices(base, 'dmarsh').slice(-1), ['Not signed off: more is to be done'])
	await pf.ending(dan, base, { final_report: 'She went home and is at Hill School.' })
	assert.equal((await submit(theresa, `${base}/close`, { agreed: 'Y' })).errors().length, 3)
	assert.equal((await submit(theresa, `${base}/close`, { agreed: 'Y', requirement: 'Y', appeal: 'Y' })).errors().length, 1)
	await pf.signOff(theresa, base, { requirement: 'Y', appeal: 'Y', safeguarding: 'Y' })
	assert.equal(pf.stateOf(base), 'ENDED')
})

test('11.1: REACHED_16 stops for a disabled child; an end before the start is confirmed first', async () => {
	const base = await active()
	sql(`UPDATE ${DB}.arrangement SET disabled = 'Y' WHERE record = ${pf.idOf(base)}`)
	assert.match((await submit(dan, `${base}/end`, { ...date('ended_on', pf.today()), reason: 'REACHED_16' })).errors().join(), /recorded as disabled/)
	const page = await submit(dan, `${base}/end`, { ...date('ended_on', pf.today(-70)), reason: 'OTHER', why: 'Zebra' })
	assert.equal(page.status, 422)
	assert.match(page.text, /before the start/)
	assert.match(page.body, /Zebra/)
	assert.equal((await dan.submit(page, `${base}/end`, { confirmed: 'Y' })).status, 303)
	assert.equal(pf.stateOf(base), 'END_DUE')
})

test('whereabouts unknown raises the missing-child referral, which is done before the end is signed off', async () => {
	const base = await active()
	await pf.end(dan, base, { reason: 'WHEREABOUTS_UNKNOWN' })
	assert.deepEqual(pf.tasks(base).filter(t => t.startsWith('MISSING')), [`MISSING ${pf.today()}`])
	const page = await submit(dan, `${base}/ending`, { final_report: 'Gone', then: 'close' })
	assert.match(page.text, /still to be done: Missing child/)
	const task = pf.rows(base, 'task', 'id, kind').find(([, kind]) => kind === 'MISSING')[0]
	const empty = await submit(dan, base, { task }, `${base}/task`)
	assert.equal(empty.status, 422)
	assert.match(empty.errors().join(), /Enter the reference of the referral/)
	pf.led(await dan.submit(empty, `${base}/task`, { done_note: 'Police 88/2026, P Fox' }), 'referred')
	await pf.ending(dan, base, { final_report: 'Gone' })
})

test('a death tells the named roles, asks for Ofsted, and is for the holder and the named officers alone', async () => {
	const base = await active()
	assert.equal((await lena.get(base)).status, 200, 'of the same team')
	await pf.end(dan, base, { reason: 'DEATH' })
	assert.deepEqual(pf.tasks(base).filter(t => /^(DEATH|OFSTED)/.test(t)), [`DEATH ${pf.today()}`, `OFSTED ${pf.today()}`])
	for (const login of ['tbrook', 'avale']) assert.ok(notices(base, login).includes('Urgent: open this case today'), login)
	assert.equal((await lena.get(base)).status, 404)
	for (const c of [dan, theresa, alva]) assert.equal((await c.get(base)).status, 200)
	assert.equal((await (await person('vking')).get(base)).status, 404)
	// 24 hours for the service to tell of it, beside the law's 48 for the notice of the end.
	assert.equal(cell(`SELECT TIMESTAMPDIFF(MINUTE, created, due_at) BETWEEN 1439 AND 1441 FROM (SELECT due_at, (SELECT MAX(at) FROM ${DB}.task WHERE record = ${pf.idOf(base)} AND kind = 'DEATH') AS created FROM ${DB}.deadline WHERE record = ${pf.idOf(base)} AND clock = 'TD') d`), '1')
	const death = cell(`SELECT id FROM ${DB}.task WHERE record = ${pf.idOf(base)} AND kind = 'DEATH'`)
	const casePage = await dan.get(base)
	assert.match(casePage.text, /Tell of the death/)
	assert.equal(pf.deadline(base, 'TD')[1], 'NULL')
	assert.equal((await dan.submit(casePage, `${base}/task`, { task: death, done_note: 'Told by telephone' })).status, 303)
	assert.notEqual(pf.deadline(base, 'TD')[1], 'NULL')
})

test('became looked after: the facts say so from that day', async () => {
	const base = await active()
	await pf.end(dan, base, { reason: 'BECAME_LOOKED_AFTER' })
	assert.deepEqual([column(base, 'looked_after'), column(base, 'looked_after_on'), column(base, 'test_result')], ['Y', pf.today(-1), 'NOT_PF_LOOKED'])
})

// -- dropped, undone, again --

test('7: a proposal is dropped by two; its requirements lapse', async () => {
	const base = await pf.proposed(dan, await child(), carer())
	sql(`INSERT INTO ${DB}.requirement (record, number, category, text, reason, status, proposed_by, proposed_at) VALUES (${pf.idOf(base)}, 1, 'SAFETY', 'x', 'y', 'IMPOSED', 1, UTC_TIMESTAMP(6))`)
	assert.equal((await submit(dan, `${base}/dropped`, { reason: 'They changed their minds' })).status, 303)
	assert.equal(pf.stateOf(base), 'PROPOSED')
	assert.match((await theresa.get(base)).text, /Agree that the proposal is dropped/)
	assert.equal((await submit(theresa, `${base}/dropped`, { agreed: 'Y' }, `${base}/dropped/answer`)).status, 303)
	assert.equal(pf.stateOf(base), 'WITHDRAWN')
	assert.deepEqual(pf.rows(base, 'requirement', 'status')[0], ['REMOVED'])
})

test('16: a closure in error is undone with a reason: dates and tasks that it stopped go on; after 28 days it is not', async () => {
	const base = await pf.proposed(dan, await child(), carer())
	const before = pf.deadline(base, 'T1')
	await submit(dan, `${base}/dropped`, { reason: 'They changed their minds' })
	await submit(theresa, `${base}/dropped`, { agreed: 'Y' }, `${base}/dropped/answer`)
	assert.notEqual(pf.deadline(base, 'T1')[2], 'NULL')
	assert.equal((await dan.get(`${base}/undo`)).status, 403)
	assert.equal((await submit(theresa, `${base}/undo`, {})).status, 422)
	assert.equal((await submit(theresa, `${base}/undo`, { reason: 'Another family was meant' })).status, 303)
	assert.equal(pf.stateOf(base), 'PROPOSED')
	assert.deepEqual(pf.deadline(base, 'T1'), before)
	assert.equal(column(base, 'closed_on'), 'NULL')
	await submit(dan, `${base}/dropped`, { reason: 'Now they did' })
	await submit(theresa, `${base}/dropped`, { agreed: 'Y' }, `${base}/dropped/answer`)
	sql(`UPDATE ${DB}.arrangement SET closed_on = closed_on - INTERVAL 29 DAY WHERE record = ${pf.idOf(base)}`)
	assert.equal((await theresa.get(`${base}/undo`)).status, 409)
})

test('16: what the closure stopped goes on as it was, and another case of the child begun since is looked at first', async () => {
	const kid = await child(), base = await pf.proposed(dan, kid, carer()), id = pf.idOf(base)
	const stands = () => [pf.rows(base, 'requirement', 'status, ended_on'), pf.rows(base, 'visit', 'status, not_done'), pf.rows(base, 'deadline', 'clock, due_on, met_at, dropped_at'), pf.tasks(base)]
	sql(`INSERT INTO ${DB}.requirement (record, number, category, text, reason, status, proposed_by, proposed_at) VALUES (${id}, 1, 'SAFETY', 'x', 'y', 'VARIED', 1, UTC_TIMESTAMP(6));
		INSERT INTO ${DB}.visit (handle, record, number, type, status, officer, account, at) VALUES ('${'v' + pf.handleOf(base).slice(1)}', ${id}, 1, 'REG4', 'PLANNED', 1, 1, UTC_TIMESTAMP(6))`)
	const before = stands()
	await submit(dan, `${base}/dropped`, { reason: 'They changed their minds' })
	await submit(theresa, `${base}/dropped`, { agreed: 'Y' }, `${base}/dropped/answer`)
	assert.notDeepEqual(stands(), before)
	const since = await pf.start(dan, kid, carer())
	const page = await submit(theresa, `${base}/undo`, { reason: 'Another family was meant' })
	assert.equal(page.status, 422)
	assert.match(page.text, new RegExp(`another open case, ${cell(`SELECT reference FROM ${DB}.record WHERE id = ${pf.idOf(since)}`)}`))
	assert.match(page.body, /Another family was meant/)
	assert.equal(pf.stateOf(base), 'WITHDRAWN')
	assert.equal((await theresa.submit(page, `${base}/undo`, { confirmed: 'Y' })).status, 303)
	assert.equal(pf.stateOf(base), 'PROPOSED')
	assert.deepEqual(stands(), before)
})

test('16: of what ended within one second, an undone closure gives back what it stopped, and no more', async () => {
	const base = await pf.proposed(dan, await child(), carer()), id = pf.idOf(base)
	const dates = () => pf.rows(base, 'deadline', 'clock, due_on, met_at IS NULL, dropped_at IS NULL'), before = dates()
	await submit(dan, `${base}/dropped`, { reason: 'They changed their minds' })
	await submit(theresa, `${base}/dropped`, { agreed: 'Y' }, `${base}/dropped/answer`)
	const moment = `(SELECT MAX(e.at) FROM ${DB}.event e WHERE e.record = ${id})`, other = 'f'.repeat(32)
	sql(`UPDATE ${DB}.deadline SET dropped_at = IF(dropped_at IS NULL, NULL, ${moment}) WHERE record = ${id};
		INSERT INTO ${DB}.deadline (record, clock, title, from_on, due_on, explanation, readers, dropped_at, ended_in) VALUES (${id}, 'T11', 'Dropped by somebody else', CURDATE(), CURDATE(), '', '', ${moment}, '${other}');
		INSERT INTO ${DB}.deadline (record, clock, title, from_on, due_on, explanation, readers, met_at, met_on, ended_in) VALUES (${id}, 'T12', 'Met by somebody else', CURDATE(), CURDATE(), '', '', ${moment}, CURDATE(), '${other}');
		INSERT INTO ${DB}.task (record, kind, what, dropped_on, ended_in, account, at) VALUES (${id}, 'OTHER', 'Dropped by somebody else', CURDATE(), '${other}', 1, UTC_TIMESTAMP(6))`)
	assert.equal((await submit(theresa, `${base}/undo`, { reason: 'Another family was meant' })).status, 303)
	assert.deepEqual(dates(), [...before, ['T11', pf.today(), '1', '0'], ['T12', pf.today(), '0', '1']])
	assert.equal(cell(`SELECT dropped_on IS NULL FROM ${DB}.task WHERE record = ${id} AND what = 'Dropped by somebody else'`), '0')
})

test('16: an end that was signed off in error has its notice open again, and the child\'s page the day since when', async () => {
	const base = await active(), involved = () => pf.rows(base, 'involvement', 'since, until')
	await pf.end(dan, base)
	const before = [pf.deadline(base, 'T6'), involved()]
	await pf.ending(dan, base)
	await pf.signOff(theresa, base)
	assert.notEqual(pf.deadline(base, 'T6')[1], 'NULL')
	assert.equal((await submit(theresa, `${base}/undo`, { reason: 'The wrong child' })).status, 303)
	assert.deepEqual([pf.deadline(base, 'T6'), involved()], before)
})

test('a child who comes back later has a new case, linked to the old one', async () => {
	const kid = await child()
	const old = await pf.active(dan, kid, { starts: pf.today(-60), received: pf.today(-60), ...carer() })
	await pf.end(dan, old)
	await pf.ending(dan, old)
	await pf.signOff(theresa, old)
	const again = await pf.start(dan, kid, carer())
	assert.equal(column(again, 'previous'), pf.idOf(old))
	assert.match((await dan.get(again)).body, new RegExp(`href="${old}"`))
	assert.match((await dan.get(old)).text, /Later case of this child/)
})

// -- changes --

test('the carer moves inside the area: a new household, the premises visited within 7 working days, for every child there', async () => {
	const one = await active(), household = column(one, 'household')
	const two = await active()
	sql(`UPDATE ${DB}.arrangement SET household = ${household}, carer = ${column(one, 'carer')} WHERE record = ${pf.idOf(two)}`)
	await pf.change(dan, one, 'ADDRESS', { line1: '9 New Street', town: 'Sandmouth', postcode: 'SM2 2AB' })
	assert.notEqual(column(one, 'household'), household)
	assert.equal(column(two, 'household'), column(one, 'household'))
	for (const base of [one, two]) assert.equal(pf.tasks(base).filter(t => t.startsWith('PREMISES 2')).length, 1)
	assert.equal(cell(`SELECT COUNT(*) FROM ${DB}.household_member WHERE household = ${column(one, 'household')} AND left_on IS NULL`), '1')
	assert.equal(cell(`SELECT until FROM ${DB}.household WHERE id = ${household}`), pf.today(-1))
	assert.equal(pf.stateOf(one), 'ACTIVE_NEW', 'it stays open')
})

test('somebody joins and leaves: checks of an adult, suitability again; an offence is the manager\'s today, and only for offence readers', async () => {
	const base = await active()
	await pf.change(dan, base, 'MEMBER_IN', { given: 'Una', family: 'Lodge', role: 'ADULT', ...date('born_on', '1980-01-02') })
	await pf.change(dan, base, 'MEMBER_IN', { given: 'Tim', family: 'Lodge', role: 'CHILD', ...date('born_on', '2020-01-02') })
	assert.deepEqual(pf.tasks(base).filter(t => /^(CHECKS|REDECIDE)/.test(t)), ['CHECKS', 'REDECIDE'])
	const una = cell(`SELECT p.id FROM ${DB}.person p WHERE p.given = 'Una' ORDER BY id DESC LIMIT 1`)
	await pf.change(dan, base, 'OFFENCE', { person: una, note: 'Convicted of zebra theft' })
	assert.ok(pf.tasks(base).includes(`URGENT ${pf.today()}`))
	assert.ok(notices(base, 'tbrook').includes('Urgent: look at this case today'))
	assert.match((await dan.get(`${base}/change`)).text, /zebra/)
	assert.match((await theresa.get(`${base}/change`)).text, /zebra/)
	assert.doesNotMatch((await lena.get(`${base}/change`)).text, /zebra/)
	await pf.change(dan, base, 'MEMBER_OUT', { person: una })
	assert.equal(cell(`SELECT COUNT(*) FROM ${DB}.household_member WHERE person = ${una} AND left_on IS NULL`), '0')
	const bad = await submit(dan, `${base}/change/MEMBER_OUT`, { person: '999999', ...date('changed_on', pf.today()), ...date('told_on', pf.today()) })
	assert.match(bad.errors().join(), /Choose who it is/)
})

test('what concerns the home concerns every child in it', async () => {
	const one = await active(), two = await active()
	sql(`UPDATE ${DB}.arrangement SET household = ${column(one, 'household')}, carer = ${column(one, 'carer')} WHERE record = ${pf.idOf(two)}`)
	await pf.change(dan, one, 'MEMBER_IN', { given: 'Una', family: 'Lodge', role: 'ADULT', ...date('born_on', '1980-01-02') })
	assert.ok(pf.tasks(two).includes('REDECIDE'))
	const una = cell(`SELECT p.id FROM ${DB}.person p WHERE p.given = 'Una' ORDER BY id DESC LIMIT 1`)
	await pf.change(dan, one, 'OFFENCE', { person: una, note: 'Convicted of zebra theft' })
	assert.ok(pf.tasks(two).includes(`URGENT ${pf.today()}`))
	assert.doesNotMatch((await dan.get(two)).text, /zebra/)
	// A second thing for the manager today does not hide behind the first.
	const path = `${one}/person/${cell(`SELECT handle FROM ${DB}.person WHERE id = ${una}`)}/history`
	pf.led(await submit(dan, path, { kind: 'S68', what: 'Disqualified in 2019' }), 'history')
	assert.deepEqual(pf.tasks(two).filter(t => t.startsWith('URGENT')).length, 2)
	// By the page of the household too, where that case is decided and this is not.
	const three = await active()
	sql(`UPDATE ${DB}.arrangement SET household = ${column(one, 'household')}, carer = ${column(one, 'carer')}, suitability = 'SUITABLE' WHERE record = ${pf.idOf(three)}`)
	pf.led(await submit(dan, `${one}/household/add`, { role: 'CHILD', given: 'Abe', family: `Zo${letters[number % 26]}f` }), 'household')
	assert.ok(pf.tasks(three).includes('REDECIDE'))
})

test('a date that had passed stays missed when the arrangement ends, with its reason; what had not is gone', async () => {
	const base = await active(), stands = clock => sql(`SELECT late, met_on, dropped_at IS NULL FROM ${DB}.deadline WHERE record = ${pf.idOf(base)} AND clock = '${clock}'`)
	assert.ok(pf.deadline(base, 'T3')[0] < pf.today())
	await pf.end(dan, base)
	assert.deepEqual(stands('T3'), [['1', 'NULL', '1']])
	assert.deepEqual(stands('TA'), [['1', 'NULL', '1']])
	const page = await dan.get(base)
	assert.match(page.text, /Initial action \(regulation 7\)[^]*?Missed/)
	const why = `${base}/late/${sql(`SELECT id FROM ${DB}.deadline WHERE record = ${pf.idOf(base)} AND clock = 'T3'`)[0][0]}`
	assert.ok(page.body.includes(why))
	assert.match((await dan.get(why)).text, /Not done before it came to an end/)
	pf.led(await submit(dan, why, { code: 'STAFFING', reason: 'Two posts were empty' }), 'why')
	assert.equal(sql(`SELECT COUNT(*) FROM ${DB}.shared_deadline WHERE reference = (SELECT reference FROM ${DB}.record WHERE id = ${pf.idOf(base)}) AND title LIKE 'Initial%'`)[0][0], '0')
})

test('a change told after 48 hours is late, to the minute', async () => {
	const base = await active()
	const told = async (changed, at, time) => {
		await pf.change(dan, base, 'MEMBER_IN', { given: 'Zed', family: 'Lodge', role: 'CHILD', ...date('born_on', '2020-01-02'),
			...date('changed_on', changed), changed_time: '12:00', ...date('told_on', at), told_time: time })
		return pf.rows(base, 'change_event', 'in_time').at(-1)[0]
	}
	// Over the last Sundays of October and March: 48 hours end at 11:00 and at 13:00.
	assert.equal(await told('2026-10-24', '2026-10-26', '11:00'), 'Y')
	assert.equal(await told('2026-10-24', '2026-10-26', '11:01'), 'N')
	assert.equal(await told('2026-03-28', '2026-03-30', '13:00'), 'Y')
	assert.equal(await told('2026-03-28', '2026-03-30', '13:01'), 'N')
})

// -- transfers --

test('15: a move to another area closes only when that authority has acknowledged it', async () => {
	const base = await active(), path = `${base}/transfer`
	assert.equal((await submit(dan, path, { authority: '826', ...date('moved_on', pf.today(-2)), address: '1 Far Road', ...date('notified_on', pf.today(-1)) })).status, 303)
	assert.equal(pf.stateOf(base), 'ACTIVE_NEW')
	assert.match((await theresa.get(base)).text, /not acknowledged it yet/)
	assert.match((await submit(dan, path, { ...date('acknowledged_on', pf.today(-3)), acknowledged_by: 'N Fox' }, `${path}/acknowledged`)).errors().join(), /before the day of the notice/)
	assert.equal((await submit(dan, path, { ...date('acknowledged_on', pf.today()), acknowledged_by: 'N Fox', reference: 'MK-1' }, `${path}/acknowledged`)).status, 303)
	assert.equal(pf.stateOf(base), 'ACTIVE_NEW')
	// 11.1: what is open is confirmed first.
	sql(`UPDATE ${DB}.arrangement SET safeguarding = 1 WHERE record = ${pf.idOf(base)}`)
	const doubt = await submit(theresa, path, {}, `${path}/close`)
	assert.match(doubt.errors().join(), /Confirm this, or do not close it/)
	assert.equal((await theresa.submit(doubt, `${path}/close`, { safeguarding: 'Y' })).status, 303)
	assert.match((await dan.get(base)).text, /open safeguarding concern, confirmed/)
	assert.equal(pf.stateOf(base), 'TRANSFERRED')
	assert.deepEqual([column(base, 'end_reason'), column(base, 'end_on')], ['MOVED_AREA', pf.today(-2)])
	assert.match((await dan.get(path)).text, /To Milton Keynes/)
})

test('15: the notice to the other authority is written from the move, holds what the law asks, and makes it told', async () => {
	const base = await active(), path = `${base}/transfer`
	m.related(base, 'PARENT', 'Jo', 'Fry')
	assert.equal((await submit(dan, path, { authority: '826', ...date('moved_on', pf.today(-2)), address: '1 Far Road' })).status, 303)
	assert.match((await dan.get(path)).text, /To be written.*Write the letter: Notice to another authority/)
	assert.match((await theresa.get(base)).text, /has to be told first/)
	assert.doesNotMatch((await dan.get(path)).body, /transfer\/acknowledged/)
	const id = cell(`SELECT id FROM everychild_fostering.transfer WHERE record = ${pf.idOf(base)}`)
	assert.equal((await m.letter(dan, base, 'TRANSFER', id, 'other', { sent_how: 'EMAIL' })).status, 303)
	const sent = (await dan.get(`${base}/letter-sent/1`)).text
	for (const part of [/To Milton Keynes/, /1 Far Road/, /privately fostered by Ida/, /Jo Fry \(Parent\)/, /9 Far Street/]) assert.match(sent, part)
	assert.equal(cell(`SELECT notified_on FROM everychild_fostering.transfer WHERE id = ${id}`), pf.today())
	assert.equal((await submit(dan, path, { ...date('acknowledged_on', pf.today()), acknowledged_by: 'N Fox' }, `${path}/acknowledged`)).status, 303)
	assert.equal((await submit(theresa, path, {}, `${path}/close`)).status, 303)
})

test('one from another authority begins with its notice, and is acknowledged', async () => {
	const base = await pf.start(dan, await child(), { regulation: 'TRANSFER', notifier: 'OTHER', ...carer() })
	const path = `${base}/transfer/in`
	assert.equal((await submit(dan, path, { ...date('notified_on', pf.today()) })).status, 422)
	assert.equal((await submit(dan, path, { authority: '826', ...date('notified_on', pf.today()), reference: 'MK-9' })).status, 303)
	assert.deepEqual(pf.tasks(base).filter(t => t === 'ACK'), ['ACK'])
	assert.equal((await submit(dan, path, { ...date('acknowledged_on', pf.today()), acknowledged_by: 'D Marsh' }, `${path}/acknowledged`)).status, 303)
	assert.deepEqual(pf.rows(base, 'transfer', 'way, authority, acknowledged_by')[0], ['IN', '826', 'D Marsh'])
	assert.deepEqual(pf.tasks(base).filter(t => t === 'ACK'), [])
})

test('front door, monitoring officer and auditor change nothing here', async () => {
	const base = await active()
	for (const c of [paula, alva, await person('vking')])
		for (const below of ['/end', '/absence', '/change/ADDRESS', '/close']) assert.ok([403, 404].includes((await c.get(base + below)).status), below)
})

// -- what is told --

const another = (c, base, fields) => submit(c, `${base}/another-notice`, { notifier: 'CARER', channel: 'EMAIL', regulation: '10(1)', ...date('received_on', pf.today()), ...fields })
const t6 = base => sql(`SELECT met_on, met_on <= due_on FROM ${DB}.deadline WHERE record = ${pf.idOf(base)} AND clock = 'T6'`)[0]

test('the carer\'s notice of the end meets its date, whether it comes after the end is recorded or before', async () => {
	const base = await active({ channel: 'EMAIL' })
	await pf.end(dan, base)
	assert.equal(t6(base)[0], 'NULL')
	assert.equal((await another(dan, base, {})).status, 303)
	assert.deepEqual(t6(base), [pf.today(), '1'])
	const before = await active({ channel: 'EMAIL' })
	assert.equal((await another(dan, before, date('event_on', pf.today(-1)))).status, 303)
	await pf.end(dan, before)
	assert.deepEqual(t6(before), [pf.today(), '1'])
})

test('a notice that came too late meets it late; a parent\'s, or one of another end, does not meet it', async () => {
	const late = await active({ channel: 'EMAIL' })
	await pf.end(dan, late, date('ended_on', pf.today(-6)))
	assert.equal((await another(dan, late, {})).status, 303)
	assert.deepEqual(t6(late), [pf.today(), '0'])
	const base = await active({ channel: 'EMAIL' })
	assert.equal((await another(dan, base, { ...date('received_on', pf.today(-20)), ...date('event_on', pf.today(-20)) })).status, 303)
	await pf.end(dan, base)
	assert.equal((await another(dan, base, { regulation: '10(4)', notifier: 'PARENT' })).status, 303)
	assert.equal(t6(base)[0], 'NULL')
})

test('a change that is told in advance waits, stands in the form again, and is in time', async () => {
	const base = await active()
	const path = `${base}/change/MEMBER_IN`
	assert.equal((await submit(dan, path, { given: 'Ned', family: 'Hobb', role: 'ADULT', ...date('changed_on', pf.today(9)), ...date('told_on', pf.today(-1)), told_time: '09:15', note: 'A lodger' })).status, 303)
	const members = () => cell(`SELECT COUNT(*) FROM ${DB}.household_member WHERE household = ${pf.fact(base, 'household')}`)
	assert.equal(members(), '1', 'nobody has come yet')
	assert.deepEqual(pf.rows(base, 'change_event', 'kind'), [])
	assert.ok(pf.tasks(base).includes(`CHANGE ${pf.today(9)}`))
	let page = await dan.get(`${base}/change`)
	assert.match(page.text, /Told in advance Somebody joined the household Expected on .* A lodger/)
	const again = /href="([^"]*\?ahead=\d+)"/.exec(page.body)[1]
	page = await dan.get(again)
	const value = name => page.form(path).fields.find(([n]) => n === name)[1]
	assert.deepEqual([value('given'), value('family'), value('role'), value('told_time'), value('note')], ['Ned', 'Hobb', 'ADULT', '09:15', 'A lodger'])
	const future = await dan.submit(page, path, date('changed_on', pf.today(2)))
	assert.match(future.errors().join(), /has not happened yet/)
	assert.equal((await dan.submit(page, path, date('changed_on', pf.today()))).status, 303)
	assert.equal(members(), '2')
	assert.deepEqual(pf.rows(base, 'change_event', 'kind, in_time'), [['MEMBER_IN', 'Y']])
	assert.ok(!pf.tasks(base).some(t => t.startsWith('CHANGE')))
	assert.doesNotMatch((await dan.get(`${base}/change`)).text, /Told in advance/)
})

test('several changes told in advance are several things to do, and each is done on its own', async () => {
	const base = await active(), ahead = () => pf.tasks(base).filter(t => t.startsWith('CHANGE')).sort()
	const told = (kind, day, more) => submit(dan, `${base}/change/${kind}`, { ...date('changed_on', pf.today(day)), ...date('told_on', pf.today()), ...more })
	assert.equal((await told('ADDRESS', 5, { line1: '7 New Road' })).status, 303)
	assert.equal((await told('MEMBER_IN', 9, { given: 'Ned', family: 'Hobb', role: 'ADULT' })).status, 303)
	assert.equal((await told('MEMBER_IN', 9, { given: 'Meg', family: 'Hobb', role: 'ADULT' })).status, 303)
	assert.deepEqual(ahead(), [`CHANGE ${pf.today(5)}`, `CHANGE ${pf.today(9)}`, `CHANGE ${pf.today(9)}`])
	assert.match((await dan.get(base)).text, /Told in advance for [^:]*: Somebody joined the household. Record it when it has happened/)
	const page = await dan.get(`${base}/change`), links = [...page.body.matchAll(/href="([^"]*\?ahead=\d+)"/g)].map(m => m[1])
	const joins = links.find(link => link.includes('MEMBER_IN'))
	assert.equal((await dan.submit(await dan.get(joins), `${base}/change/MEMBER_IN`, date('changed_on', pf.today()))).status, 303)
	assert.deepEqual(ahead(), [`CHANGE ${pf.today(5)}`, `CHANGE ${pf.today(9)}`])
})

test('what was told in advance may not happen; an offence is not told in advance', async () => {
	const base = await active()
	const moves = { line1: '7 New Road', ...date('changed_on', pf.today(5)), ...date('told_on', pf.today()) }
	assert.equal((await submit(dan, `${base}/change/ADDRESS`, moves)).status, 303)
	const page = await dan.get(`${base}/change`)
	assert.equal((await dan.submit(page, `${base}/change-ahead`, {})).status, 303)
	assert.doesNotMatch((await dan.get(`${base}/change`)).text, /Told in advance/)
	assert.ok(!pf.tasks(base).some(t => t.startsWith('CHANGE')))
	const bad = await submit(dan, `${base}/change/OFFENCE`, { ...date('changed_on', pf.today(5)), ...date('told_on', pf.today()), note: 'Zqtyped' })
	assert.equal(bad.status, 422)
	assert.match(bad.errors().join(), /must be today or in the past/)
	assert.match(bad.body, /Zqtyped/)
})

test('where no time of day was given none is shown', async () => {
	const base = await active()
	await pf.change(dan, base, 'ADDRESS', { line1: '7 New Road' })
	await pf.change(dan, base, 'ADDRESS', { line1: '8 New Road', told_time: '12:00' })
	const changes = (await dan.get(`${base}/change`)).text
	assert.equal(changes.match(/12:00pm/g).length, 1, 'noon that was typed is noon')
	await pf.end(dan, base)
	await pf.ending(dan, base)
	const ended = (await theresa.get(`${base}/close`)).text
	assert.match(ended, /Ended/)
	assert.doesNotMatch(ended, /12:00pm/)
})

after(() => assert.deepEqual(troubles(), []))

test('7: a move waits for who works on another case of the household, and two moves at once are both done', async () => {
	const one = await pf.active(dan, await child(), carer()), two = await pf.active(dan, await child(), carer())
	const [a, b] = [pf.idOf(one), pf.idOf(two)]
	sql(`UPDATE ${DB}.arrangement x JOIN ${DB}.arrangement y ON y.record = ${a} SET x.household = y.household, x.carer = y.carer WHERE x.record = ${b}`)
	const holding = spawn(dbClient, ['--no-defaults', `--socket=${env.EC_DB_SOCKET}`, `--user=${env.EC_DB_ADMIN}`, DB, '-e', `START TRANSACTION; SELECT id FROM record WHERE id = ${b} FOR UPDATE; DO SLEEP(3); COMMIT`])
	const ended = new Promise(resolve => holding.on('exit', resolve))
	await until('the lock', 10, () => sql(`SELECT COUNT(*) FROM information_schema.processlist WHERE info LIKE 'DO SLEEP(3)%'`)[0][0] !== '0')
	const begun = Date.now()
	await pf.change(dan, one, 'ADDRESS', { line1: '3 Waiting Road' })
	assert.ok(Date.now() - begun > 1000, 'nothing waited')
	assert.equal(await ended, 0)
	assert.equal(pf.fact(one, 'household'), pf.fact(two, 'household'))
	const second = await newSession('dmarsh'), asked = { line1: '4 Twice Road' }
	await Promise.all([pf.change(dan, one, 'ADDRESS', asked), pf.change(second, two, 'ADDRESS', asked)])
	assert.equal(pf.fact(one, 'household'), pf.fact(two, 'household'))
	assert.equal(sql(`SELECT COUNT(*) FROM ${DB}.household_member m JOIN ${DB}.arrangement v ON v.record = ${a} WHERE m.person = v.carer AND m.left_on IS NULL`)[0][0] <= 1, true)
})
