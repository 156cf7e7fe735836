// Private fostering: the initial action, visits, their reports, and who may do what.
import test, { after, before } from 'node:test'
import assert from 'node:assert/strict'
import { date } from '../lib/client.mjs'
import * as pf from '../lib/fostering.mjs'
import * as m from '../lib/fostering-measures.mjs'
import * as pv from '../lib/fostering-visits.mjs'
import { accountId, env, logMark, noHandle, person, sql, troubles } from '../lib/stack.mjs'
import { token } from '../lib/token.mjs'

let paula, dan, lily, theresa, arun, vera, number = 0

before(async () => {
	[paula, dan, lily, theresa, arun, vera] = await Promise.all(['pgrey', 'dmarsh', 'lowens', 'tbrook', 'avale', 'vking'].map(person))
	logMark()
})

const letter = n => String.fromCharCode(97 + n)
const child = () => pf.child(dan, { given: `Visit${letter(Math.floor(number / 26))}${letter(number++ % 26)}`, family: 'Dunlin', born: '2014-03-12', sex: 'F' })
const active = async more => pf.active(dan, await child(), more)
const forced = (c, path, fields) => c.post(path, { token: token(env, 'fostering', c, path), ...fields })
const shown = iso => new Date(`${iso}T12:00:00Z`).toLocaleDateString('en-GB', { day: 'numeric', month: 'long', year: 'numeric' })

test('1: a regulation 3 notice received on the Thursday before Easter is acted on by Wednesday 15 April', async () => {
	const base = await pf.proposed(dan, await child(), { received: '2026-04-02' })
	assert.equal(pf.deadline(base, 'T1')[0], '2026-04-15')
	assert.match((await dan.get(base)).text, /Initial action \(regulation 4\).*received on 2 April 2026: to be done by 15 April 2026/)
})

test('2: a regulation 5 notice received on 22 December 2025 is acted on by 5 January', async () => {
	const base = await active({ received: '2025-12-22', starts: '2025-11-01' })
	assert.equal(pf.deadline(base, 'T3')[0], '2026-01-05')
	assert.match((await dan.get(base)).text, /to be done by 5 January 2026\. That day has passed/)
})

test('4: a notice received on a Saturday night has that Saturday as day 0', async () => {
	const base = await active({ received: '2026-05-23', received_time: '21:10', starts: '2026-05-01' })
	assert.equal(pf.deadline(base, 'T3')[0], '2026-06-03')
})

test('7: aware on 1 September, a visit on the 8th makes 20 October, an abortive one leaves it there', async () => {
	const base = await active({ received: '2025-09-01', starts: '2025-07-04' })
	assert.equal(pf.fact(base, 'deemed_start'), '2025-09-01')
	assert.equal(pf.fact(base, 'next_visit_due'), '2025-10-13')
	await pv.visited(dan, base, { type: 'REG7', on: '2025-09-08' })
	assert.equal(pf.fact(base, 'next_visit_due'), '2025-10-20')
	const visit = await pv.plan(dan, base, { on: '2025-10-16' })
	pf.led(await pv.record(dan, visit, { status: 'ABORTIVE', on: '2025-10-16', not_done: 'Nobody at home' }), 'abortive')
	assert.equal(pf.fact(base, 'next_visit_due'), '2025-10-20')
	assert.equal(pf.deadline(base, 'T4')[0], '2025-10-20')
	// Every date there was, with what met it.
	assert.deepEqual(pv.dues(base), [['2025-09-01', '2025-10-13', '2025-09-08'], ['2025-09-08', '2025-10-20', 'NULL']])
	assert.match((await dan.get(visit)).text, /State Abortive.*Why not Nobody at home/)
	assert.match((await dan.get(`${base}/visits`)).text, /A visit was due on 20 October 2025 and has not been made/)
})

test('a visit recorded after a later one finds its place among the due dates', async () => {
	const base = await active({ received: '2025-09-01', starts: '2025-07-04' })
	await pv.visited(dan, base, { on: '2025-11-20' })
	assert.deepEqual(pv.dues(base)[0], ['2025-09-01', '2025-10-13', '2025-11-20'])
	await pv.visited(dan, base, { on: '2025-10-10' })
	assert.deepEqual(pv.dues(base), [['2025-09-01', '2025-10-13', '2025-10-10'],
		['2025-10-10', '2025-11-21', '2025-11-20'], ['2025-11-20', '2026-01-01', 'NULL']])
	assert.equal(pf.fact(base, 'next_visit_due'), '2026-01-01')
	assert.match((await dan.get(base)).text, /42 days from the visit of 20 November 2025\. The first year runs to 31 August 2026/)
})

test('another start moves the dates; what had been due from the old one is gone', async () => {
	const base = await active({ received: pf.today(-30), starts: pf.today(-20) })
	assert.equal(pf.fact(base, 'next_visit_due'), pf.today(22))
	await pf.facts(dan, base, { came: pf.today(-10) })
	assert.deepEqual(pv.dues(base), [[pf.today(-10), pf.today(32), 'NULL']])
	assert.equal(pf.deadline(base, 'T4')[0], pf.today(32))
	assert.equal(sql(`SELECT COUNT(*) FROM everychild_fostering.deadline WHERE record = ${pf.idOf(base)} AND clock = 'T4' AND dropped_at IS NULL`)[0][0], '1')
})

test('the arrival starts a second clock from the notice, and ends what regulation 4 still wanted', async () => {
	const base = await pf.proposed(dan, await child(), { received: pf.today(-30), starts: pf.today(1) })
	assert.notEqual(pf.deadline(base, 'T1'), undefined)
	let page = await pv.send(dan, `${base}/arrival`, { ...date('came_on', pf.today(-3)), ...date('known_on', pf.today(-4)) })
	assert.equal(page.status, 422)
	assert.match(page.errors().join(), /before the child came/)
	pf.led(await pv.send(dan, `${base}/arrival`, { ...date('came_on', pf.today(-3)), ...date('known_on', pf.today(-1)) }), 'arrival')
	assert.equal(pf.stateOf(base), 'ACTIVE_NEW')
	// Told before the start: deemed to begin with it.
	assert.equal(pf.fact(base, 'deemed_start'), pf.today(-3))
	assert.equal(pf.fact(base, 'next_visit_due'), pf.today(39))
	assert.deepEqual(pf.rows(base, 'initial_action', 'regulation, notified_on, dropped_on IS NULL'),
		[['4', pf.today(-30), '0'], ['7', pf.today(-1), '1']])
	// That of regulation 4 had passed unmet: it stays missed.
	assert.deepEqual(sql(`SELECT met_at IS NOT NULL, met_on, late, dropped_at FROM everychild_fostering.deadline WHERE record = ${pf.idOf(base)} AND clock = 'T1'`), [['1', 'NULL', '1', 'NULL']])
	assert.equal(sql(`SELECT COUNT(*) FROM everychild_fostering.involvement WHERE record = ${pf.idOf(base)} AND part = 'PF' AND until IS NULL`)[0][0], '1')
	page = await dan.get(base)
	assert.match(page.text, /Initial action \(regulation 7\)/)
})

test('premises and carer are seen in person; the child alone, or why not; what is not possible says why', async () => {
	const base = await active()
	const [a, b, c] = await pv.items(dan, base)
	assert.deepEqual([a, b[0], c], ['a', 'b', 'c'])
	const no = async (item, fields, message) => {
		const page = await pv.doItem(dan, base, item, fields)
		assert.equal(page.status, 422)
		assert.match(page.errors().join(), message)
	}
	await no('a', { method: 'VIDEO' }, /in person/)
	await no(b, { method: 'PHONE' }, /in person/)
	await no('c', {}, /alone/)
	await no('c', { alone: 'N' }, /why the child was not/)
	await no('a', { method: 'NOT_POSSIBLE' }, /why it was not possible/)
	await no('a', { on: pf.today(1) }, /past|future/)
	assert.equal((await forced(dan, `${base}/initial/b-${noHandle()}`, { method: 'FACE', ...date('done_on', pf.today()) })).status, 404)
	pf.led(await pv.doItem(dan, base, 'c', { alone: 'N', reason: 'She asked her carer to stay' }), 'child')
	assert.match((await dan.get(base)).text, /In person, not alone: She asked her carer to stay/)
})

test('the action is complete on the latest day of (a) to (d), in time by that day; who comes later is asked for', async () => {
	const base = await active({ received: pf.today(-8), starts: pf.today(-20) })
	const [, carer] = await pv.items(dan, base)
	pf.led(await pv.doItem(dan, base, 'a', { on: pf.today(-3) }), 'a')
	pf.led(await pv.doItem(dan, base, 'c', { on: pf.today(-2), alone: 'Y' }), 'c')
	// A lodger moves in before it is complete.
	const household = pf.fact(base, 'household')
	const lodger = noHandle()
	sql(`INSERT INTO everychild_fostering.person (handle, given, family, added_by, added_at) VALUES ('${lodger}', 'Max', 'Lodge', 1, NOW());
		INSERT INTO everychild_fostering.household_member (household, person, role, joined_on, account, at)
		VALUES (${household}, LAST_INSERT_ID(), 'ADULT', CURDATE(), 1, NOW())`)
	assert.match((await dan.get(base)).text, /Visit and speak to Max Lodge, of the household/)
	pf.led(await pv.doItem(dan, base, carer, { on: pf.today(-4) }), 'b')
	assert.equal(pf.rows(base, 'initial_action', 'completed_on')[0][0], 'NULL')
	pf.led(await pv.doItem(dan, base, `b-${lodger}`, { method: 'NOT_POSSIBLE', on: pf.today(-5), reason: 'At sea' }), 'lodger')
	// No parent is on the case: that does not do (d).
	assert.equal(pf.rows(base, 'initial_action', 'completed_on')[0][0], 'NULL')
	const none = await pv.doItem(dan, base, 'd', { on: pf.today(-5) })
	assert.match(none.errors().join(), /Add who was spoken to/)
	pf.led(await pv.doItem(dan, base, 'd', { on: pf.today(-5), ...pv.NOBODY }), 'd')
	assert.equal(pf.rows(base, 'initial_action', 'completed_on')[0][0], pf.today(-2))
	assert.deepEqual(sql(`SELECT met_on, late FROM everychild_fostering.deadline WHERE record = ${pf.idOf(base)} AND clock = 'T3'`), [[pf.today(-2), '0']])
	assert.match((await dan.get(base)).text, new RegExp(`Complete on ${shown(pf.today(-2))}, in time`))
	// What made it complete stands.
	assert.deepEqual(await pv.items(dan, base), [])
	assert.equal((await forced(dan, `${base}/initial/a`, { method: 'FACE', ...date('done_on', pf.today()) })).status, 404)
})

test('a visit under regulation 7 does the premises and the child of the action, its report the matters', async () => {
	const base = await active()
	const visit = await pv.visited(dan, base, { type: 'REG7' })
	const tasks = () => sql(`SELECT t.item, t.done_on IS NOT NULL FROM everychild_fostering.initial_task t
		JOIN everychild_fostering.initial_action a ON a.id = t.action WHERE a.record = ${pf.idOf(base)} ORDER BY t.item`)
	assert.deepEqual(tasks(), [['a', '1'], ['b', '0'], ['c', '1'], ['d', '0'], ['e', '0']])
	await pv.write(dan, visit)
	pf.led(await pv.written(dan, visit), 'written')
	assert.deepEqual(tasks().at(-1), ['e', '1'])
})

test('what 11.1 stops: regulation 8 before the deemed start, the child not said to be alone, nothing said', async () => {
	const base = await active({ received: pf.today(-5), starts: pf.today(-50) })
	let page = await pv.send(dan, `${base}/visit`, { type: 'REG8', ...date('planned_on', pf.today(-6)), planned_time: '10:00' })
	assert.equal(page.status, 422)
	assert.match(page.errors().join(), /start on .* deemed to begin/)
	page = await pv.send(dan, `${base}/visit`, { type: 'REG4', ...date('planned_on', pf.today()), planned_time: '25:00', officer: 'pgrey' })
	assert.equal(page.errors().length, 3)
	const visit = await pv.plan(dan, base)
	const no = async (fields, message) => {
		page = await pv.record(dan, visit, fields)
		assert.equal(page.status, 422)
		assert.match(page.errors().join(), message)
	}
	await no({ on: pf.today(-6) }, /deemed to begin/)
	await no({ alone: null }, /alone/)
	await no({ alone: 'N' }, /why it was not appropriate/)
	await no({ child_seen: 'N', alone: null }, /record the visit as abortive/)
	await no({ safeguarding: null }, /immediate concern/)
	await no({ status: 'MISSED' }, /why it was not done/)
	// What was typed stands.
	assert.match(page.body, /value="MISSED"[^>]*checked/)
	assert.equal(pv.visitFact(visit, 'status'), 'PLANNED')
})

test('a report needs a matter, and a note where it is not satisfactory; then it goes to another to sign', async () => {
	const base = await active()
	const visit = await pv.visited(dan, base)
	assert.equal(sql(`SELECT COUNT(*) FROM everychild_fostering.deadline WHERE record = ${pf.idOf(base)} AND clock = 'T10-1' AND met_at IS NULL`)[0][0], '1')
	const form = pv.formOf(visit)
	assert.match(form, /visit-1$/)
	let page = await dan.get(form)
	assert.match(page.text, /Record at least one of the matters/)
	assert.throws(() => page.form(`${form}/written`))
	await pv.write(dan, visit, { finding: 'CONCERN' })
	assert.equal(pv.visitFact(visit, 'concerns'), '1')
	pf.led(await pv.section(dan, visit, 'matters_1', { wishes_note: '' }), 'note gone')
	page = await dan.get(form)
	assert.throws(() => page.form(`${form}/written`))
	pf.led(await pv.section(dan, visit, 'matters_1', { wishes_note: 'Wants to go home' }), 'note')
	pf.led(await pv.written(dan, visit), 'written')
	assert.equal(pf.deadline(base, 'T10-1')[1] === 'NULL', false)
	// It is with the manager: nobody writes.
	assert.equal((await forced(dan, `${form}/report`, { report: 'Another' })).status >= 400, true)
	assert.equal((await forced(dan, `${visit}/sign`, { sign: 'Y' })).status, 403)
	page = await theresa.get(visit)
	assert.match(page.text, /Written.*Dan Marsh/)
	page = await pv.sign(theresa, visit, { sign: 'N' })
	assert.equal(page.status, 422)
	assert.match(page.errors().join(), /what has to be changed/)
	pf.led(await pv.sign(theresa, visit, { sign: 'N', note: 'Say more about school' }), 'back')
	assert.match((await dan.get(visit)).text, /Sent back Theresa Brook Comment Say more about school/)
	pf.led(await pv.section(dan, visit, 'report', { report: 'She is well, and likes her school.' }), 'again')
	pf.led(await pv.written(dan, visit), 'written again')
	pf.led(await pv.sign(theresa, visit, { sign: 'Y', note: 'Thank you' }), 'signed')
	assert.match((await dan.get(visit)).text, /Signed off .*Theresa Brook/)
	assert.match((await dan.get(`${form}/check`)).text, /likes her school/)
	assert.equal((await theresa.get(visit)).body.includes(`${visit}/sign`), false)
	// Afterwards one may add, not change.
	assert.equal((await dan.get(`${form}/addendum`)).status, 200)
	assert.equal((await forced(dan, `${form}/report`, { report: 'Another' })).status >= 400, true)
})

test('a manager does not sign off a visit of their own', async () => {
	const base = await active()
	const visit = await pv.plan(theresa, base)
	pf.led(await pv.record(theresa, visit), 'record')
	await pv.write(theresa, visit)
	pf.led(await pv.written(theresa, visit), 'written')
	assert.equal((await theresa.get(visit)).body.includes(`${visit}/sign`), false)
	assert.equal((await forced(theresa, `${visit}/sign`, { sign: 'Y' })).status, 409)
	assert.equal(pv.visitFact(visit, 'signed_on'), 'NULL')
})

test('an immediate concern sets the flag, asks for a referral today and tells the managers', async () => {
	const base = await active()
	await pv.visited(dan, base, { safeguarding: 'Y' })
	assert.equal(pf.fact(base, 'safeguarding'), '1')
	assert.deepEqual(pf.rows(base, 'task', 'kind, due_on').filter(([kind]) => kind === 'SAFEGUARDING'), [['SAFEGUARDING', pf.today()]])
	assert.match((await dan.get(base)).text, /Safeguarding referral after visit 1/)
	assert.match((await theresa.get('/fostering/notices')).text, /immediate safeguarding concern/)
})

test('a concern is also asked for where the child was not seen', async () => {
	const base = await active()
	const visit = await pv.plan(dan, base, {})
	const empty = await pv.record(dan, visit, { status: 'ABORTIVE', not_done: 'Shouting inside, nobody opened', safeguarding: null })
	assert.match(empty.errors().join(), /immediate concern/)
	pf.led(await pv.record(dan, visit, { status: 'ABORTIVE', not_done: 'Shouting inside, nobody opened', safeguarding: 'Y' }), 'abortive')
	assert.equal(pf.fact(base, 'safeguarding'), '1')
	assert.match((await dan.get(visit)).text, /Immediate safeguarding concern\s*Yes/)
	assert.equal((await dan.get(visit)).text.match(/Immediate safeguarding concern/g).length, 1, 'said once')
})

test('the flags for safeguarding and need are seen, set and taken away; not while the referral is to be made', async () => {
	const base = await active(), path = `${base}/flags`
	const flags = (c, fields) => pv.send(c, path, fields)
	pf.led(await flags(dan, { safeguarding: 'Y', in_need: 'Y', flag_why: 'Told at school' }), 'raise')
	const page = await (await person('lowens')).get(base)
	assert.match(page.text, /Safeguarding concern/)
	assert.match(page.text, /Child in need/)
	assert.match(page.body, /href="\/child\/\w+"[^>]*>The child's page/, 'where a CAF begins')
	assert.ok(pf.tasks(base).includes(`SAFEGUARDING ${pf.today()}`))
	const early = await flags(dan, { safeguarding: null, flag_why: 'All is well' })
	assert.match(early.errors().join(), /referral is still to be made/)
	const task = pf.rows(base, 'task', 'id, kind').find(([, kind]) => kind === 'SAFEGUARDING')[0]
	pf.led(await pv.send(dan, base, { task, done_note: 'MASH 12/34' }, base, `${base}/task`), 'referred')
	// Two who change it at once: the second looks again.
	const stale = await dan.get(path)
	pf.led(await flags(theresa, { safeguarding: 'Y', in_need: null, flag_why: 'No plan is needed' }), 'meanwhile')
	assert.match((await dan.submit(stale, path, { safeguarding: null, flag_why: 'Closed by the team' })).errors().join(), /meanwhile/)
	pf.led(await flags(dan, { safeguarding: null, flag_why: 'Closed by the team' }), 'over')
	assert.deepEqual([pf.fact(base, 'safeguarding'), pf.fact(base, 'in_need')], ['0', '0'])
	assert.match((await dan.get(base)).text, /Closed by the team/)
	assert.equal((await (await person('avale')).get(path)).status, 403)
})

test('the board of seven working days says which day it is and what is still to do', async () => {
	const base = await active({ received: pf.today(), starts: pf.today(-1) })
	// The board shows the two hundred nearest: nothing of other tests runs.
	sql(`UPDATE everychild_fostering.initial_action SET dropped_on = '${pf.today()}' WHERE record <> ${pf.idOf(base)} AND completed_on IS NULL AND dropped_on IS NULL`)
	const row = async c => {
		const page = await c.get('/fostering/seven-days')
		return new RegExp(`<tr[^>]*>(?:(?!</tr>)[^])*${pf.handleOf(base)}(?:(?!</tr>)[^])*</tr>`).exec(page.body)?.[0].replace(/<[^>]+>/g, ' ').replace(/\s+/g, ' ')
	}
	assert.match(await row(dan), /Day 0 of 7 .* \(a\) \(b\) \(c\) \(d\) \(e\) Dan Marsh/)
	pf.led(await pv.doItem(dan, base, 'a'), 'a')
	assert.match(await row(theresa), / \(b\) \(c\) \(d\) \(e\) /)
	const late = await active({ received: pf.today(-30), starts: pf.today(-31) })
	assert.match((await dan.get('/fostering/seven-days')).text, /Day 2\d of 7 [^(]*overdue/)
	// The list has the same: what runs, what is overdue, and what regulation 4 asks for.
	const early = await pf.proposed(dan, await child(), { received: pf.today() })
	const listed = async () => { const page = await dan.get('/fostering/?which=seven'); return [base, late, early].map(one => page.body.includes(pf.handleOf(one))) }
	assert.deepEqual(await listed(), [true, true, true])
	await pv.initialDone(dan, late)
	assert.doesNotMatch((await dan.get('/fostering/seven-days')).body, new RegExp(pf.handleOf(late)))
	assert.equal(await row(await person('pgrey')), undefined)
	assert.deepEqual(await listed(), [true, false, true])
	const filter = /<form[^]*?<\/form>/.exec((await dan.get('/fostering/')).body.split('>Filter<')[1])[0]
	assert.match(filter, /Show only arrangements where[^]*?Any arrangement[^]*?regulation 4 or 7/)
	assert.doesNotMatch(/Dates due(?:(?!<\/select>)[^])*<\/select>/.exec(filter)[0], /running/)
	assert.doesNotMatch((await dan.get('/fostering/seven-days')).body, /All arrangements/)
	sql(`UPDATE everychild_fostering.initial_action SET dropped_on = '${pf.today()}' WHERE completed_on IS NULL`)
	assert.match((await dan.get('/fostering/seven-days')).body, /None runs\.[^]*href="\/fostering\/"[^>]*>All arrangements/)
})

test('the diary says when more visits are planned than it shows', async () => {
	const base = await active()
	await pv.plan(dan, base)
	const more = /More visits are planned than stand here/
	assert.doesNotMatch((await dan.get('/fostering/diary')).text, more)
	const columns = sql("SELECT GROUP_CONCAT(column_name) FROM information_schema.columns WHERE table_schema = 'everychild_fostering' AND table_name = 'visit' AND column_name NOT IN ('id', 'handle', 'number')")[0][0]
	sql(`INSERT INTO everychild_fostering.visit (id, handle, number, ${columns})
		SELECT m.top + s.seq, CONCAT('FILLEDROW', LPAD(s.seq, 3, '0')), v.number + s.seq, ${columns.split(',').map(c => `v.${c}`)} FROM everychild_fostering.visit v
		JOIN everychild_fostering.seq_1_to_201 s JOIN (SELECT MAX(id) AS top FROM everychild_fostering.visit) m WHERE v.record = ${pf.idOf(base)}`)
	assert.match((await dan.get('/fostering/diary')).text, more)
	sql(`DELETE FROM everychild_fostering.visit WHERE record = ${pf.idOf(base)} AND handle LIKE 'FILLED%'`)
})

test('a request is met by a visit or refused with a reason', async () => {
	const base = await active()
	const asked = { asked_by: 'PARENT', asked_name: 'Ruth Fry', ...date('asked_on', pf.today()) }
	let page = await pv.send(dan, `${base}/visit/asked`, { ...asked, reasonable: 'N' })
	assert.equal(page.status, 422)
	const refused = pf.led(await pv.send(dan, `${base}/visit/asked`, { ...asked, reasonable: 'N', refused_why: 'The third this week' }), 'refused')
	assert.match((await dan.get(refused)).text, /A parent: Ruth Fry.*The third this week/)
	page = await pv.send(dan, `${base}/visit/asked`, { ...asked, reasonable: 'Y' })
	assert.equal(page.status, 422)
	const visit = pf.led(await pv.send(dan, `${base}/visit/asked`, { ...asked, reasonable: 'Y', ...date('planned_on', pf.today()), planned_time: '9:30' }), 'asked')
	pf.led(await pv.record(dan, visit), 'record')
	assert.deepEqual(pv.dues(base).at(-1)[0], pf.today())
})

test('two officers record one visit: the second is told, and one stands', async () => {
	const base = await active()
	const visit = await pv.plan(dan, base)
	const [mine, theirs] = [await dan.get(visit), await lily.get(visit)]
	const done = { ...pv.DONE, ...date('visited_on', pf.today()) }
	const answers = await Promise.all([dan.submit(mine, visit, done), lily.submit(theirs, visit, { ...done, status: 'MISSED', not_done: 'Ill' })])
	assert.deepEqual(answers.map(a => a.status).sort(), [303, 409])
	assert.equal(sql(`SELECT COUNT(*) FROM everychild_fostering.event WHERE record = ${pf.idOf(base)} AND code = 'visit'`)[0][0], '1')
	// Sent again by a double click: no second visit.
	const page = await dan.get(`${base}/visit`)
	const form = { type: 'REG8', ...date('planned_on', pf.today()), planned_time: '11:00' }
	await dan.submit(page, `${base}/visit`, form)
	await dan.submit(page, `${base}/visit`, form)
	assert.equal(pf.rows(base, 'visit', 'id').length, 2)
})

test('11.2: the front door, the monitoring officer and the auditor record no visit', async () => {
	const base = await active()
	const visit = await pv.plan(dan, base)
	for (const [c, reads] of [[arun, true], [vera, true], [paula, false]]) {
		assert.equal((await c.get(`${base}/visits`)).status, reads ? 200 : 404)
		assert.equal((await c.get(visit)).status, reads ? 200 : 404)
		assert.equal((await c.get(`${base}/visit`)).status, 403)
		for (const path of [`${base}/visit`, `${base}/visit/asked`, visit, `${base}/initial/a`, `${base}/arrival`])
			assert.equal((await forced(c, path, {})).status, 403, path)
		assert.equal((await c.get(visit)).body.includes('What became of it?'), false)
		assert.equal((await c.get('/fostering/diary')).status, 403)
	}
	// One of the team does; an id that is not there looks like one that may not be seen.
	assert.equal((await lily.get(visit)).status, 200)
	assert.equal((await lily.get(`${base}/visits/${noHandle()}`)).status, 404)
	const other = await active()
	assert.equal((await dan.get(`${other}/visits/${visit.split('/').at(-1)}`)).status, 404)
})

test('the diary shows what is overdue, what is due without a visit, and what is planned', async () => {
	const late = await active({ received: pf.today(-60), starts: pf.today(-70) })
	const soon = await active({ received: pf.today(-20), starts: pf.today(-30) })
	const planned = await active({ received: pf.today(-20), starts: pf.today(-30) })
	await pv.plan(dan, planned, { on: pf.today(7), time: '15:30' })
	const reference = base => sql(`SELECT reference FROM everychild_fostering.record WHERE id = ${pf.idOf(base)}`)[0][0]
	for (const c of [dan, theresa]) {
		const text = (await c.get('/fostering/diary')).text
		const [due, visits] = text.split('Visits planned')
		assert.match(due, new RegExp(`${reference(late)} ${shown(pf.today(-18))}, overdue`))
		assert.match(due, new RegExp(`${reference(soon)} ${shown(pf.today(22))}`))
		assert.doesNotMatch(due, new RegExp(reference(planned)))
		assert.match(visits, new RegExp(`${reference(planned)} ${shown(pf.today(7))} at 3:30pm`))
	}
	assert.doesNotMatch((await lily.get('/fostering/diary')).text, new RegExp(reference(planned)))
})

test('a planned visit stands in the officer\'s calendar, with the reference and no name', async () => {
	const base = await active()
	const visit = await pv.plan(dan, base, { on: pf.today(9), officer: 'lowens', minutes: '45' })
	const page = await lily.submit(await lily.get('/calendar'), '/calendar')
	const address = /\/calendar\/dates\.ics\?key=[\w-]+/.exec(page.text)[0]
	const reference = sql(`SELECT reference FROM everychild_fostering.record WHERE id = ${pf.idOf(base)}`)[0][0]
	const event = async () => (await lily.get(address)).body.replace(/\r\n /g, '').split('BEGIN:VEVENT').find(e => e.includes(reference))
	assert.match(await event(), /Private fostering visit/)
	assert.match(await event(), new RegExp(pf.today(9).replaceAll('-', '')))
	assert.doesNotMatch(await event(), /Dunlin|Visit[a-z]\b/)
	pf.led(await pv.record(lily, visit, { status: 'CANCELLED', not_done: 'The family is away' }), 'called off')
	assert.equal(await event(), undefined)
	await lily.submit(await lily.get('/calendar'), '/calendar/end')
})

test('10: a date is marked as due soon as long before its day as the settings say, in words, wherever it is listed', async () => {
	const due = async days => {
		const base = await pf.active(lily, await pf.child(lily, { given: `Amber${'abcdefg'[number++ % 7]}`, family: 'Dunlin', born: '2014-03-12', sex: 'F' }),
			{ received: pf.today(days - 42), starts: pf.today(days - 50) })
		sql(`UPDATE everychild_fostering.deadline SET dropped_at = UTC_TIMESTAMP(6) WHERE record = ${pf.idOf(base)} AND clock <> 'T4'`)
		return [base, sql(`SELECT reference FROM everychild_fostering.record WHERE id = ${pf.idOf(base)}`)[0][0], shown(pf.today(days))]
	}
	const [soon, soonRef, soonDay] = await due(7), [later, laterRef, laterDay] = await due(8)
	assert.match((await lily.get(soon)).text, new RegExp(`Next visit \\(regulation 8\\) ${soonDay} .*Due soon`))
	assert.match((await lily.get(later)).text, new RegExp(`Next visit \\(regulation 8\\) ${laterDay} .* Due `))
	assert.doesNotMatch((await lily.get(later)).text, /Due soon/)
	const list = (await lily.get(`/fostering/?whose=mine&reference=${soonRef}`)).text
	assert.match(list, new RegExp(`${soonRef} ${soonDay} \\(due soon\\)`))
	assert.match((await lily.get(`/fostering/?whose=mine&sort=name&reference=${soonRef}`)).text, /\(due soon\)/)
	assert.doesNotMatch((await lily.get(`/fostering/?whose=mine&reference=${laterRef}`)).text, /due soon\)/)
	assert.match((await lily.get('/fostering/diary')).text, new RegExp(`${soonRef} ${soonDay}, due soon`))
	assert.match((await lily.get('/')).text, new RegExp(`${soonDay}, due soon`))
	assert.equal(sql(`SELECT amber_on FROM everychild_fostering.deadline WHERE record = ${pf.idOf(later)} AND clock = 'T4'`)[0][0], pf.today(1))
})

const noticesOf = (base, login) => sql(`SELECT title FROM everychild_fostering.notice WHERE record = ${pf.idOf(base)} AND account = ${accountId(login)} ORDER BY id`).flat()

test('a planned visit is moved with a reason: the old day stays, the diary, the calendar and the officers know', async () => {
	const base = await active({ received: pf.today(-20), starts: pf.today(-30) })
	const visit = await pv.plan(dan, base, { on: pf.today(8), time: '15:30' })
	const page = await lily.submit(await lily.get('/calendar'), '/calendar')
	const address = /\/calendar\/dates\.ics\?key=[\w-]+/.exec(page.text)[0]
	const reference = sql(`SELECT reference FROM everychild_fostering.record WHERE id = ${pf.idOf(base)}`)[0][0]
	const inFeed = async () => (await lily.get(address)).body.replace(/\r\n /g, '').split('BEGIN:VEVENT').find(e => e.includes(reference))
	assert.equal(await inFeed(), undefined)
	const move = (fields, c = dan) => pv.send(c, `${visit}/move`, fields)
	const before = await dan.get(`${visit}/move`)
	assert.match(before.body, /value="15:30"/)
	let answer = await move({ ...date('planned_on', pf.today(10)), officer: 'lowens' })
	assert.match(answer.errors().join(), /Why is it moved|Enter/)
	assert.match(answer.body, /value="lowens" selected/)
	assert.match((await move({ ...date('planned_on', pf.today(-1)), why: 'Ill' })).errors().join(), /This day has passed/)
	pf.led(await move({ ...date('planned_on', pf.today(10)), planned_time: '09:15', officer: 'lowens', why: 'The carer is ill' }), 'move')
	const shownPage = (await dan.get(visit)).text
	assert.match(shownPage, new RegExp(`Planned for ${shown(pf.today(10))} at 9:15am`))
	assert.match(shownPage, new RegExp(`Planned before for.*${shown(pf.today(8))} at 3:30pm.*The carer is ill`))
	const diary = (await lily.get('/fostering/diary')).text
	assert.match(diary, new RegExp(`${reference} ${shown(pf.today(10))} at 9:15am`))
	assert.doesNotMatch((await dan.get('/fostering/diary')).text.split('Visits planned')[1], new RegExp(reference))
	assert.match(await inFeed(), new RegExp(pf.today(10).replaceAll('-', '')))
	assert.ok(noticesOf(base, 'lowens').includes('A visit was planned for you'))
	// From the page as it was, nothing is saved.
	const stale = await dan.submit(before, `${visit}/move`, { ...date('planned_on', pf.today(11)), why: 'Again' })
	assert.equal(stale.status, 409)
	// Whoever makes it hears that it is called off; then it can not be moved.
	pf.led(await pv.record(dan, visit, { status: 'CANCELLED', not_done: 'The family is away' }), 'called off')
	assert.ok(noticesOf(base, 'lowens').includes('A visit of yours was called off'))
	assert.doesNotMatch((await lily.get('/fostering/diary')).text, new RegExp(reference))
	assert.equal(await inFeed(), undefined)
	assert.equal((await dan.get(`${visit}/move`)).status, 404)
	assert.equal((await paula.get(`${visit}/move`)).status, 403)
	await lily.submit(await lily.get('/calendar'), '/calendar/end')
})

test('an appointment is written from a visit that is planned, and again when it is moved; a report is sent when it is signed off', async () => {
	const base = await active()
	const visit = await pv.plan(dan, base, { type: 'REG7', on: pf.today(8), time: '15:30' })
	const id = pv.visitFact(visit, 'id')
	assert.match((await dan.get(visit)).text, /Write the letter: Appointment/)
	assert.equal((await dan.get(`${base}/letter/VISIT/${id}`)).status, 404)
	pf.led(await m.letter(dan, base, 'APPOINTMENT', id), 'appointment')
	assert.match((await dan.get(`${base}/letter-sent/1`)).text, new RegExp(`visit on ${shown(pf.today(8))} at 3:30pm.*Dan\\w* Marsh will come`))
	assert.match((await dan.get(visit)).text, /Appointment: sent on/)
	pf.led(await pv.send(dan, `${visit}/move`, { ...date('planned_on', pf.today(9)), why: 'Ill' }), 'move')
	assert.match((await dan.get(visit)).text, /Write the letter: Appointment/)
	pf.led(await pv.record(dan, visit), 'record')
	assert.equal((await dan.get(`${base}/letter/APPOINTMENT/${id}`)).status, 404)
	await pv.write(dan, visit)
	pf.led(await pv.written(dan, visit), 'written')
	assert.equal((await dan.get(`${base}/letter/VISIT/${id}`)).status, 404)
	assert.match((await dan.get(`${pv.formOf(visit)}/print`)).text, /Draft/)
	pf.led(await pv.sign(theresa, visit, { sign: 'Y' }), 'sign')
	const paper = (await dan.get(`${pv.formOf(visit)}/print`)).text
	assert.doesNotMatch(paper, /Draft/)
	assert.match(paper, new RegExp(`Visit 1: .*Visited ${shown(pf.today())}.*Child seen Yes.*Officer Dan Marsh.*Signed off ${shown(pf.today())}, Theresa Brook.*Place of the visit`))
	assert.match((await dan.get(visit)).text, /Write the letter: Visit report/)
	pf.led(await m.letter(dan, base, 'VISIT', id), 'report sent')
	// A letter on paper is a letter: its title, no marking, no word of who printed it.
	const letter = await dan.get(`${base}/letter-sent/2`)
	assert.match(letter.text, /Sandmouth Council Olive Marsh .*Our reference: PF-.*Our visit report Dear Olive Marsh .*The report is enclosed/)
	assert.match(letter.body, /<h1[^>]*>Our visit report<\/h1>/)
	assert.doesNotMatch(letter.body, /OFFICIAL|Printed by|State/)
})

test('a manager corrects the day the authority first knew: what it was is kept, and the dates are worked out again', async () => {
	const base = await active({ received: pf.today(-20), starts: pf.today(-90) })
	assert.equal(pf.fact(base, 'next_visit_due'), pf.today(22))
	assert.equal((await dan.get(`${base}/aware`)).status, 403)
	const path = `${base}/aware`
	let page = await theresa.get(path)
	const stale = page
	const bad = await theresa.submit(page, path, date('aware_on', pf.today(-40)))
	assert.equal(bad.status, 422)
	pf.led(await theresa.submit(bad, path, { reason: 'The school told us in the autumn' }), 'corrected')
	assert.deepEqual([pf.fact(base, 'aware_on'), pf.fact(base, 'deemed_start'), pf.fact(base, 'next_visit_due')], [pf.today(-40), pf.today(-40), pf.today(2)])
	assert.equal(pf.deadline(base, 'T4')[0], pf.today(2))
	assert.deepEqual(pf.rows(base, 'aware_correction', 'was, became, reason'), [[pf.today(-20), pf.today(-40), 'The school told us in the autumn']])
	const visits = (await dan.get(`${base}/visits`)).text
	assert.match(visits, new RegExp(`${shown(pf.today(-20))} ${shown(pf.today(-40))} The school told us in the autumn`))
	assert.match((await dan.get(base)).text, new RegExp(`deemed start on ${shown(pf.today(-40))}`), 'the explanation of the date')
	page = await theresa.submit(stale, path, { ...date('aware_on', pf.today(-30)), reason: 'Zqreason' })
	assert.equal(page.status, 409)
	assert.match(page.body, /Zqreason/)
})

test('the day is not put after a visit at which the child was seen, nor corrected where nothing has started', async () => {
	const base = await active({ received: pf.today(-30), starts: pf.today(-90) })
	await pv.visited(dan, base, { on: pf.today(-10) })
	const path = `${base}/aware`
	const page = await theresa.submit(await theresa.get(path), path, { ...date('aware_on', pf.today(-5)), reason: 'x' })
	assert.match(page.errors().join(), /visited on .*knew by then/)
	const proposal = await pf.proposed(dan, await child())
	assert.equal((await theresa.get(`${proposal}/aware`)).status, 404)
})

after(() => assert.deepEqual(troubles(), []))
