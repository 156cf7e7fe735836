// School places, children without one, who of a school sees a child, and changes of
// placement in Key Stage 4, on the pages.
import test from 'node:test'
import assert from 'node:assert/strict'
import { date } from '../lib/client.mjs'
import { cell, person, sql, stack, until } from '../lib/stack.mjs'
import * as edu from '../lib/education.mjs'

const officer = () => person('jkite')
const inCare = async (c, more = {}, since = '2026-01-05') => edu.inCare(c, await edu.child(c, { born: '2014-03-05', ...more }), since)
const send = async (c, path, fields) => c.submit(await c.get(path), path, fields)

test('acceptance case 3: without a school from 23 March 2026 the place is due on 5 May, and the first full-time session stops the clock', async () => {
	const c = await officer()
	const base = await inCare(c)
	edu.led(await send(c, `${base}/no-school`, { ...date('began_on', '2026-03-23'), why: 'PLACEMENT_CHANGE' }), 'no school')
	assert.equal(edu.due(base, 'S1'), '2026-05-05')
	const page = await c.get(base)
	assert.match(page.text, /a place is due by 5 May 2026/)
	assert.match(page.text, /20 school days of the authority from 23 March 2026/)
	assert.match((await c.get('/education/no-school')).text, /23 March 2026 \d+ of 20 5 May 2026 Change of placement/)
	const place = await edu.place(c, base, '199001', '2026-04-27', { offered: '12.5' })
	assert.deepEqual(edu.rows(base, 'no_school', 'ended_on'), [['NULL']], 'part time does not stop it')
	edu.led(await send(c, `${base}/place/${place}`, { offered: '25', ...date('attends_from', '2026-04-29') }), 'full time')
	assert.deepEqual(edu.rows(base, 'no_school', 'began_on, due_on, ended_on'), [['2026-03-23', '2026-05-05', '2026-04-29']])
	assert.equal(cell(`SELECT met_on FROM everychild_education.deadline WHERE record = ${edu.idOf(base)} AND clock = 'S1'`), '2026-04-29')
})

test('a place that ends without another starts the clock with the first school day without', async () => {
	const c = await officer()
	const base = await inCare(c)
	const place = await edu.place(c, base, '199001', '2025-09-02')
	await edu.placeEnded(c, base, place, '2026-03-20', 'PEX')
	assert.deepEqual(edu.rows(base, 'no_school', 'began_on, why, due_on'), [['2026-03-23', 'PEX', '2026-05-05']])
})

test('two schools cannot both have the child alone on roll; a closed one cannot have it', async () => {
	const c = await officer()
	const base = await inCare(c)
	await edu.place(c, base, '199001', '2025-09-02')
	const page = await send(c, `${base}/place`, { school: edu.school('199002'), status: 'SINGLE', ...date('began_on', '2026-09-02'), offered: 'lots' })
	assert.equal(page.status, 422)
	assert.match(page.errors().join('|'), /on roll at Highfield School: end that place first/)
	assert.match(page.errors().join('|'), /Enter hours in quarters of an hour/)
	assert.equal(page.form(`${base}/place`).fields.find(([name]) => name === 'offered')[1], 'lots')
	const closed = await send(c, `${base}/place`, { school: edu.school('199008'), status: 'GUEST', ...date('began_on', '2026-09-02') })
	assert.match(closed.errors().join('|'), /Choose|closed by then/)
	const open = await send(c, `${base}/place`, { school: edu.school('199002'), status: 'GUEST', ...date('began_on', '2026-09-02'), part_time: 'Mornings', ...date('part_time_from', '2026-09-02') })
	assert.match(open.errors().join('|'), /A part-time timetable must have an end/)
})

test('moves between schools are kept with their reasons, and a mid-year one is marked', async () => {
	const c = await officer()
	const base = await inCare(c)
	const first = await edu.place(c, base, '199001', '2025-09-02')
	await edu.placeEnded(c, base, first, '2026-02-13', 'PLACEMENT_CHANGE')
	await edu.place(c, base, '199002', '2026-02-23', date('attends_from', '2026-02-23'))
	const text = (await c.get(base)).text
	assert.match(text, /Northway Academy 23 February 2026 On roll at this school alone 25 Yes Highfield School 2 September 2025 13 February 2026 On roll at this school alone 25 Change of placement/)
})

test('interim hours are kept by week, and requests with their answers', async () => {
	const c = await officer()
	const base = await inCare(c)
	edu.led(await send(c, `${base}/no-school`, { ...date('began_on', '2026-11-02'), why: 'ENTERED_CARE' }), 'no school')
	edu.led(await send(c, `${base}/interim`, { ...date('week', '2026-11-12'), hours: '12.5', provider: 'Harbour tutors' }), 'week')
	edu.led(await send(c, `${base}/interim`, { ...date('week', '2026-11-10'), hours: '15.75', provider: 'Harbour tutors' }), 'week again')
	assert.deepEqual(sql(`SELECT monday, quarters FROM everychild_education.interim_hours WHERE record = ${edu.idOf(base)}`), [['2026-11-09', '63']])
	edu.led(await send(c, `${base}/request`, { school: edu.school('199002'), kind: 'ADMISSION', ...date('asked_on', '2026-11-03') }), 'request')
	const id = cell(`SELECT MAX(id) FROM everychild_education.place_request WHERE record = ${edu.idOf(base)}`)
	const page = await c.get(`${base}/request`)
	const answer = `${base}/request/${id}`
	const refused = await c.submit(page, answer, { answer: 'REFUSED', ...date('answered_on', '2026-11-10') })
	assert.equal(refused.status, 422)
	assert.match(refused.errors().join('|'), /Say why the place was refused/)
	edu.led(await c.submit(page, answer, { answer: 'REFUSED', ...date('answered_on', '2026-11-10'), reason: 'Year group is full' }), 'answer')
	assert.match((await c.get(`${base}/request`)).text, /Refused Answered on 10 November 2026 Reason given Year group is full/)
})

test('acceptance case 9: a change of placement in Year 10 is blocked, then allowed by (a) to (d), or at once as an emergency', async () => {
	const c = await officer(), head = await person('amarlow')
	const base = await inCare(c, { born: `${Number(edu.today().slice(0, 4)) - (edu.today().slice(5) < '09-01' ? 15 : 14)}-02-03` })
	const change = more => send(c, `${base}/episode`, { ...edu.EPISODE, rne: 'P', place: 'U4', change_why: 'CARPL', new_school: 'Y', ...date('began_on', '2026-11-16'), ...more })
	assert.match((await change()).errors().join('|'), /Blocked: in years 10 and 11/)
	edu.led(await send(c, `${base}/ks4`, { ...date('moves_on', '2026-11-16'), what: 'Moves to another town and school' }), 'planned')
	assert.deepEqual(edu.rows(base, 'ks4_approval', 'status'), [['BLOCKED']])
	assert.match((await change()).errors().join('|'), /Blocked: in years 10 and 11/)
	const path = `${base}/ks4/${cell(`SELECT MAX(id) FROM everychild_education.ks4_approval`)}`
	const seen = await c.get(path)
	assert.match(seen.text, /The head of the virtual school, or who is nominated, decides/)
	assert.doesNotMatch(seen.text, /Approve/)
	const ticks = { wishes: 'Y', promotes: 'Y', teacher: 'Y', reviewer: 'Y', reason: 'All agree', go: 'approve' }
	assert.equal((await head.submit(await head.get(path), path, { ...ticks, go: 'maybe' })).status, 404)
	assert.deepEqual(edu.rows(base, 'ks4_approval', 'status'), [['BLOCKED']])
	const three = await send(head, path, { ...ticks, reviewer: null })
	assert.equal(three.status, 422)
	assert.match(three.errors().join('|'), /satisfied of \(a\) to \(d\)/)
	edu.led(await send(head, path, ticks), 'approved')
	assert.deepEqual(edu.rows(base, 'ks4_approval', 'status'), [['ALLOWED']])
	edu.led(await change(), 'change')
	const later = await change(date('began_on', '2026-11-18'))
	assert.match(later.errors().join('|'), /Blocked/, 'it is for its day')
	edu.led(await send(c, `${base}/ks4`, { ...date('moves_on', '2026-11-18'), what: 'Carer ill', emergency: 'Carer in hospital' }), 'emergency')
	assert.match((await c.get(base)).text, /Arrange education after the emergency change of placement/)
	assert.match((await head.get('/education/notices')).text + (await head.get('/')).text, /moves as an emergency/)
	edu.led(await change(date('began_on', '2026-11-18')), 'emergency change')
	const task = cell(`SELECT id FROM everychild_education.task WHERE record = ${edu.idOf(base)}`)
	edu.led(await c.submit(await c.get(base), `${base}/task`, { task }), 'done')
	assert.doesNotMatch((await c.get(base)).text, /Arrange education after/)
})

test('a placement out of the area asks for the notice to the area, which the letter does; a new school is a task with its day', async () => {
	const c = await officer()
	const base = await inCare(c)
	const tasks = () => edu.rows(base, 'task', 'kind, due_on, done_on IS NOT NULL').map(row => row.join(' '))
	assert.deepEqual(tasks(), [], 'at home in the area')
	const change = (day, more) => send(c, `${base}/episode`, { ...edu.EPISODE, rne: 'P', place: 'U4', change_why: 'CARPL', ...date('began_on', day), ...more })
	edu.led(await change('2026-03-23', { place_post: 'M1 1AE', new_school: 'Y' }), 'out of the area')
	assert.deepEqual(tasks(), ['HOST 2026-03-30 0', 'PLACE 2026-05-05 0'])
	assert.match((await c.get(base)).text, /Tell the virtual school of the area where the child lives now \(by 30 March 2026\)/)
	const path = `${base}/letter/HOST/0`
	const shown = await c.submit(await c.get(path), path, { go: 'show', to_name: 'Pat Lowe', to_address: '1 Test Road', sent_how: 'SECURE' })
	edu.led(await c.submit(shown, path, { go: 'keep' }), 'letter')
	assert.deepEqual(tasks(), ['HOST 2026-03-30 1', 'PLACE 2026-05-05 0'])
	edu.led(await change('2026-04-13', { place_post: 'M1 1AE', rne: 'B' }), 'the same address')
	assert.equal(tasks().length, 2)
})

test('a designated teacher sees own pupils alone, until ten school days after they have left', async () => {
	const c = await officer(), teacher = await person('nwest')
	const school = `/education/school/${edu.school('199001')}`
	sql(`UPDATE everychild_education.school_person SET until = since WHERE school = ${edu.schoolId('199001')}`)
	const base = await inCare(c), other = await inCare(c)
	const place = await edu.place(c, base, '199001', '2025-09-02')
	await edu.place(c, other, '199002', '2025-09-02')
	assert.equal((await teacher.get(base)).status, 404)
	const missing = await c.submit(await c.get(school), `${school}/person`, { login: 'jkite' })
	assert.match(missing.errors().join('|'), /No designated teacher has this sign-in name/)
	edu.led(await c.submit(await c.get(school), `${school}/person`, { login: 'nwest' }), 'designated')
	assert.equal((await teacher.get(base)).status, 200)
	assert.equal((await teacher.get(other)).status, 404)
	assert.equal((await teacher.get(`${base}/place`)).status, 403)
	// Ten school days were after the one, eleven after the other.
	const back = n => cell(`SELECT day FROM everychild_education.school_day WHERE school = 0 AND day <= '${edu.today()}' ORDER BY day DESC LIMIT 1 OFFSET ${n}`)
	await edu.placeEnded(c, base, place, back(10))
	assert.equal((await teacher.get(base)).status, 200)
	const third = await inCare(c)
	const left = await edu.place(c, third, '199001', '2025-09-02')
	assert.equal((await teacher.get(third)).status, 200)
	await edu.placeEnded(c, third, left, back(11))
	assert.equal((await teacher.get(third)).status, 404)
})

test('the daily round ends what a teacher sees when the days are over', async () => {
	const c = await officer(), teacher = await person('nwest')
	const school = `/education/school/${edu.school('199003')}`
	sql(`UPDATE everychild_education.school_person SET until = since WHERE school = ${edu.schoolId('199003')}`)
	edu.led(await c.submit(await c.get(school), `${school}/person`, { login: 'nwest' }), 'designated')
	const base = await inCare(c)
	const place = await edu.place(c, base, '199003', '2025-09-02')
	assert.equal((await teacher.get(base)).status, 200)
	sql(`UPDATE everychild_education.enrolment SET ended_on = '2026-02-13' WHERE id = ${place}`)
	stack('restart-program', 'education')
	await until('the daily round', 30, async () => (await teacher.get(base)).status === 404)
	assert.equal((await c.get(base)).status, 200)
})

test('nobody counts the days of a child who has left care', async () => {
	const c = await officer()
	const base = await inCare(c)
	edu.led(await send(c, `${base}/no-school`, { ...date('began_on', '2026-11-02'), why: 'ENTERED_CARE' }), 'no school')
	await edu.ended(c, base, '2026-11-20')
	assert.deepEqual(edu.rows(base, 'no_school', 'ended_on IS NULL'), [['0']])
})
