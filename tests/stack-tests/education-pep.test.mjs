// A personal education plan through its life: begun, written by each in their own
// sections, submitted by the designated teacher, rated, returned, accepted, and the
// next one with what is carried forward.
import test, { before } from 'node:test'
import assert from 'node:assert/strict'
import { date } from '../lib/client.mjs'
import { ask, cell, person, sql } from '../lib/stack.mjs'
import * as edu from '../lib/education.mjs'
import * as peps from '../lib/education-plan.mjs'

const URN = '199002'
const NUMBER = `P${String(Date.now()).slice(-8)}`
let officer, worker, teacher, carer, base

const write = (c, name, section, changes) => peps.write(c, base, name, section, changes)
const stateOf = number => peps.stateOf(base, number)
const { send, grades } = peps
const targets = (c, name) => peps.targets(c, base, name)
const subjects = (c, name, codes) => peps.subjects(c, base, name, codes)

before(async () => {
	;[officer, worker, teacher, carer] = await Promise.all(['jkite', 'dhale', 'obrandt', 'cfinn'].map(person))
	base = await edu.inCare(officer, await edu.child(officer, { born: '2014-03-05' }), edu.today(-3), { child_id: NUMBER })
	sql(`UPDATE everychild_education.pupil SET upn_unknown = 'UN4' WHERE record = ${edu.idOf(base)}`)
	const school = `/education/school/${edu.school(URN)}`
	const has = await officer.get(school)
	if (!/obrandt/.test(has.text)) edu.led(await officer.submit(has, `${school}/person`, { login: 'obrandt' }), 'designated')
	await edu.place(officer, base, URN, edu.today(-2))
	for (const [part, login] of [['WORKER', 'dhale'], ['CARER', 'cfinn']])
		edu.led(await send(officer, `${base}/people`, { part, login }, `${base}/people`), part)
})

test('a social worker begins the plan, which meets P1; a term has one plan', async () => {
	edu.led(await send(worker, `${base}/plan`, { why: 'INITIAL' }, `${base}/plan`), 'begin')
	assert.equal(stateOf(1), 'NOT_STARTED')
	const contacts = await worker.get(`${base}/pep-1/contacts`), setting = await teacher.get(`${base}/pep-1/setting`)
	const value = (page, section, name) => page.form(`${base}/pep-1/${section}`).fields.find(([field]) => field === name)?.[1]
	const [given, phone] = ask(`SELECT CONCAT(given, ' ', family), phone FROM everychild.account WHERE login = 'dhale'`)[0]
	assert.deepEqual(['worker_name', 'worker_phone', 'reviewer'].map(name => value(contacts, 'contacts', name)), [given, phone, ''])
	assert.match(value(contacts, 'contacts', 'carer_name'), /\w+ \w+/)
	assert.match(value(setting, 'setting', 'teacher'), /\w+ \w+/)
	assert.equal(value(setting, 'setting', 'kind').length > 3, true)
	assert.notEqual(cell(`SELECT met_on FROM everychild_education.deadline WHERE record = ${edu.idOf(base)} AND clock = 'P1'`), 'NULL')
	const again = await send(worker, `${base}/plan`, { why: 'TERM' }, `${base}/plan`)
	assert.equal(again.status, 422)
	assert.match(again.errors().join(), /has a plan already/)
	const page = await officer.get(`${base}/pep-1/check`)
	assert.match(page.text, /Full care order/)
	assert.match(page.text, new RegExp(NUMBER))
})

test('each writes in their own sections and in no other', async () => {
	for (const [name, changes] of Object.entries(peps.WORKER)) await write(worker, 'pep-1', name, changes)
	assert.equal(stateOf(1), 'IN_PROGRESS')
	assert.doesNotMatch((await worker.get(`${base}/pep-1/needs`)).body, /<form[^>]*pep-1\/needs/)
	assert.doesNotMatch((await teacher.get(`${base}/pep-1/contacts`)).body, /<form[^>]*pep-1\/contacts/)
	for (const [name, changes] of Object.entries(peps.TEACHER)) await write(teacher, 'pep-1', name, changes)
	await write(carer, 'pep-1', 'carer', { home: 'Reads every evening' })
	const seen = await carer.get(`${base}/pep-1/check`)
	assert.match(seen.text, /Reads every evening/)
	assert.doesNotMatch(seen.text, /01632 960301|Paired reading.*Dev Hale/)
	const own = await carer.get(base)
	assert.match(own.body, new RegExp(`href="${base}/plan/1"[^>]*>Autumn term 2026/27`))
	assert.doesNotMatch(own.text, /Full care order|Attendance|What happened/)
	assert.match((await carer.get('/education/')).text, /Booth/)
	for (const login of ['nwest', 'lgower', 'irowe']) assert.equal((await (await person(login)).get(`${base}/pep-1`)).status, 404, login)
})

test('a cost that is no amount is told beside it, and nothing typed is lost', async () => {
	const path = `${base}/pep-1/targets`
	const page = await targets(teacher, 'pep-1')
	edu.led(page, 'targets')
	const wrong = await teacher.submit(await teacher.get(path), path, { then: 'tasks', 'new.1.cost': 'about 100', 'new.1.target': 'Read every day' })
	assert.equal(wrong.status, 422)
	assert.match(wrong.errors().join(), /amount in pounds/)
	assert.match(wrong.body, /about 100/)
	assert.match(wrong.body, /Read every day/)
	await teacher.submit(wrong, path, { then: 'discard' })
})

test('the plan says what it lacks, each with a way to where it belongs, and who owes it', async () => {
	edu.led(await subjects(teacher, 'pep-1', ['ENGLISH', 'MATHS']), 'two subjects')
	assert.equal(stateOf(1), 'IN_PROGRESS')
	const page = await teacher.get(`${base}/plan/1`)
	assert.match(page.text, /Still needed\s+Enter where the child is in: Science \(J2\)/)
	assert.match(page.body, new RegExp(`href="${base}/pep-1/attainment#[^"]*"[^>]*>Enter where the child is in: Science`))
	assert.match(page.text, /Worth a look\s+The day of the next review is not known/)
	const owed = who => teacher.get(`/education/owed${who}`)
	assert.match((await owed('')).text, /Designated teacher\s+1 answer of the plan/)
	assert.doesNotMatch((await owed('?who=WORKER')).body, new RegExp(`${base}/plan/1`))
	assert.doesNotMatch((await (await person('nwest')).get('/education/owed')).body, new RegExp(base))
	edu.led(await subjects(teacher, 'pep-1'), 'three subjects')
})

test('with nothing lacking the plan is ready, and P2 is met', async () => {
	const gaps = await officer.get(`${base}/pep-1`)
	assert.equal(stateOf(1), 'READY', gaps.text)
	assert.notEqual(cell(`SELECT met_on FROM everychild_education.deadline WHERE record = ${edu.idOf(base)} AND clock = 'P2'`), 'NULL')
})

test('the teacher submits, which signs; then neither teacher nor worker writes', async () => {
	const plan = `${base}/plan/1`
	edu.led(await send(teacher, `${plan}/meeting`, date('met_on', edu.today(-1)), plan), 'meeting')
	edu.led(await send(worker, `${plan}/sign`, { part: 'WORKER', answer: 'AGREES', name: 'Dev Hale' }, plan), 'sign')
	assert.equal((await send(worker, `${plan}/sign`, { part: 'TEACHER', answer: 'AGREES', name: 'Dev Hale' }, plan)).status, 422)
	assert.equal((await send(worker, `${plan}/sign`, { part: 'CHILD', answer: 'NOT_ASKED', name: 'Ella' }, plan)).status, 422)
	const [record, school] = [edu.idOf(base), edu.schoolId(URN)]
	sql(`INSERT INTO everychild_education.mark (record, day, session, school, code, source, account, at) VALUES (${record}, '${edu.today(-1)}', 'AM', ${school}, 'L', 'GRID', 1, UTC_TIMESTAMP(6)),
		(${record}, '${edu.today(-1)}', 'PM', ${school}, 'U', 'GRID', 1, UTC_TIMESTAMP(6)), (${record}, '${edu.today(-400)}', 'AM', ${school}, '/', 'GRID', 1, UTC_TIMESTAMP(6));
		INSERT INTO everychild_education.suspension (record, school, type, began_on, sessions, proposed, account, at) VALUES (${record}, ${school}, 'SUSP', '${edu.today(-1)}', 3, 0, 1, UTC_TIMESTAMP(6)),
		(${record}, ${school}, 'SUSP', '${edu.today(-1)}', 8, 1, 1, UTC_TIMESTAMP(6)), (${record}, ${school}, 'SUSP', '${edu.today(-400)}', 9, 0, 1, UTC_TIMESTAMP(6));
		INSERT INTO everychild_education.no_school (record, began_on, why, due_on, ended_on, account, at) VALUES (${record}, '2024-03-04', 'ENTRY', '2024-04-15', '2024-03-18', 1, UTC_TIMESTAMP(6))`)
	edu.led(await send(teacher, `${plan}/submit`, {}, plan), 'submit')
	assert.equal(stateOf(1), 'SUBMITTED')
	const read = async section => (await officer.get(`${base}/pep-1/${section}`)).text
	assert.match(await read('behaviour'), /Suspensions this academic year: 1, school days: 1\.5/)
	assert.match(await read('attendance'), /This year, 1 September \d+ to [^:]+: 1 of 2 half days attended, 50\.0%; absent with leave 0, without leave 1, 50\.0% together; late 1; severely absent/)
	assert.match(await read('attendance'), /Last year, 1 September \d+ to 31 August \d+: 1 of 1 half days attended, 100\.0%/)
	assert.match(await read('history'), /No full-time place, 4 March 2024 to 18 March 2024/)
	assert.match(await read('care'), /Placements in the last 12 months 1 /)
	assert.match(edu.due(base, 'P6-1'), /^\d{4}-/)
	for (const [c, section] of [[teacher, 'needs'], [worker, 'contacts'], [carer, 'carer']])
		assert.doesNotMatch((await c.get(`${base}/pep-1/${section}`)).body, new RegExp(`<form[^>]*pep-1/${section}`))
	assert.match((await officer.get(`${base}/pep-1/needs`)).body, /<form[^>]*pep-1\/needs/)
})


test('a red plan cannot be accepted; it is returned with why, and comes again', async () => {
	const path = `${base}/plan/1/quality`, plan = `${base}/plan/1`
	assert.match((await officer.get(path)).text, /Not signed yet: Child, Carer\. The plan may be accepted all the same/)
	const red = await send(officer, path, grades('2', { area4: '0', accept: 'Y' }), path)
	assert.equal(red.status, 422)
	assert.match(red.errors().join('|'), /what is missing where an area is red/)
	assert.match(red.errors().join('|'), /goes back: return it/)
	edu.led(await send(officer, path, grades('2', { area4: '0', comment4: 'Not SMART', accept: 'N', why: 'Say when the targets end' }), path), 'return')
	assert.equal(stateOf(1), 'RETURNED')
	assert.match((await teacher.get(plan)).text, /Say when the targets end/)
	assert.match((await teacher.get(plan)).text, /SMART[^|]*Red\s+Not SMART/, 'the teacher reads how each area was rated')
	assert.doesNotMatch((await carer.get(plan)).text, /Not SMART/)
	await write(teacher, 'pep-1', 'needs', { support_hours: '3' })
	assert.equal(stateOf(1), 'READY')
	edu.led(await send(teacher, `${plan}/submit`, {}, plan), 'submit again')
	const [year, term] = ask(`SELECT year + (term = 'SUMMER'), term FROM everychild_education.pep WHERE record = ${edu.idOf(base)}`)[0]
	sql(`INSERT INTO everychild_education.premium_line (record, year, term, line, amount, on_day, account, at) VALUES (${edu.idOf(base)}, ${year}, '${term}', 'PLANNED', 20000, CURDATE(), 1, UTC_TIMESTAMP(6))`)
	edu.led(await send(officer, path, grades('3', { area1: '2', accept: 'Y' }), path), 'accept')
	assert.equal(stateOf(1), 'COMPLETE')
	assert.equal(cell(`SELECT rating FROM everychild_education.pep WHERE record = ${edu.idOf(base)}`), 'GOLD')
	assert.equal(edu.rows(base, 'target', 'area, cost').length, 3)
	assert.deepEqual(edu.rows(base, 'target', 'area, cost')[0], ['LITERACY', '12050'])
	assert.deepEqual(edu.rows(base, 'premium_line', `line, amount, target IS NOT NULL, year = ${year} AND term = '${term}'`).slice(1).map(row => row.join(' ')),
		['LESS 12050 0 1', 'PLANNED 12050 1 1', 'LESS 7950 0 1', 'PLANNED 12050 1 1', 'PLANNED 12050 1 1'], 'what the targets cost is asked for, and comes out of the part of the term')
	assert.doesNotMatch((await officer.get(`${base}/pep-1/needs`)).body, /<form[^>]*pep-1\/needs/, 'a complete plan is not written in')
})

test('the next plan carries forward what stays, marks it, and asks after the targets', async () => {
	edu.led(await send(officer, `${base}/plan`, { why: 'CHANGE', ...date('changed_on', edu.today(-1)) }, `${base}/plan`), 'begin')
	assert.match(edu.due(base, 'P4-2'), /^\d{4}-/)
	const tasks = await officer.get(`${base}/pep-2`)
	assert.match(tasks.text, /Carried forward, not confirmed/)
	assert.match(tasks.text, /Parental|parental responsibility/)
	const marked = () => Number(cell(`SELECT COUNT(*) FROM everychild_education.pep_carried c JOIN everychild_education.pep p ON p.id = c.pep WHERE p.record = ${edu.idOf(base)} AND c.confirmed_by IS NULL`))
	const were = marked()
	const named = ask(`SELECT c.field FROM everychild_education.pep_carried c JOIN everychild_education.pep p ON p.id = c.pep WHERE p.record = ${edu.idOf(base)} AND p.number = 2`).flat()
	assert.ok(named.includes('responsibility') && !named.includes('worker_name'), 'who has a part is taken from the record, not carried')
	await write(worker, 'pep-2', 'contacts', { worker_phone: '01632 960309' })
	assert.ok(marked() < were && marked() > 0, `${marked()} of ${were}`)
	assert.match((await officer.get(`${base}/pep-2/reviewed`)).text, /Read 1 books/)
})

test('care ends, and a plan that is not complete is cancelled', async () => {
	await edu.ended(officer, base, edu.today())
	assert.deepEqual([stateOf(1), stateOf(2)], ['COMPLETE', 'CANCELLED'])
})
