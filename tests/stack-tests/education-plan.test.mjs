// What stands around a plan: last term's answers, its dates, who signs, what it is for
// which child, what is printed, added and rated again afterwards, who owes what.
import test, { before } from 'node:test'
import assert from 'node:assert/strict'
import { date } from '../lib/client.mjs'
import { cell, person, sql } from '../lib/stack.mjs'
import * as edu from '../lib/education.mjs'
import * as plan from '../lib/education-plan.mjs'

let officer, head, worker, teacher, carer, reviewer, base
const record = () => edu.idOf(base)
const rating = column => cell(`SELECT ${column} FROM everychild_education.pep_rating WHERE moderation = 1 AND pep = (SELECT id FROM everychild_education.pep WHERE record = ${record()} AND number = 1)`)

before(async () => {
	;[officer, head, worker, teacher, carer, reviewer] = await Promise.all(['jkite', 'amarlow', 'dhale', 'obrandt', 'cfinn', 'irowe'].map(person))
	base = await plan.child(officer)
	await plan.begin(worker, base)
})

test('the reviewing officer has a date three working days before the review, which follows its day', async () => {
	await plan.write(worker, base, 'pep-1', 'care', date('review_on', '2026-12-11'))
	assert.equal(edu.due(base, 'P2R-1'), '2026-12-08')
	await plan.write(worker, base, 'pep-1', 'care', date('review_on', '2026-12-30'))
	assert.equal(edu.due(base, 'P2R-1'), '2026-12-23')
	assert.match((await reviewer.get(`${base}/plan/1`)).text, /Plan with the reviewing officer\s+23 December 2026\s+3 working days before 30 December 2026/)
})

test('a plan that is submitted is told to the reviewing officer, and that date is met', async () => {
	await plan.ready(worker, teacher, base)
	assert.equal(plan.stateOf(base), 'READY')
	await plan.submit(teacher, base)
	assert.notEqual(cell(`SELECT met_on FROM everychild_education.deadline WHERE record = ${record()} AND clock = 'P2R-1' AND dropped_at IS NULL`), 'NULL')
	assert.match((await reviewer.get('/education/notices')).text, /A personal education plan is there to be read/)
})

test('each signs for oneself; of the child it is said who did not agree or was not asked, and why', async () => {
	const path = `${base}/plan/1`, sign = (c, fields) => plan.send(c, `${path}/sign`, fields, path)
	assert.match((await sign(worker, { part: 'WORKER', answer: 'NOT_ASKED', note: 'x' })).errors().join(), /was asked/)
	edu.led(await sign(worker, { part: 'WORKER', answer: 'AGREES', name: 'Somebody Else' }), 'worker')
	assert.match((await sign(worker, { part: 'CHILD', answer: 'NOT_AGREE', note: 'Too many targets' })).errors().join(), /Enter the name/)
	edu.led(await sign(worker, { part: 'CHILD', answer: 'NOT_AGREE', name: 'Ella', note: 'Too many targets' }), 'child')
	assert.equal((await sign(carer, { part: 'CHILD', answer: 'AGREES', name: 'Ella' })).status, 422, 'a carer does not sign for the child')
	edu.led(await sign(carer, { part: 'CARER', answer: 'AGREES' }), 'carer')
	assert.equal((await sign(reviewer, { part: 'WORKER', answer: 'AGREES' })).status, 422)
	const page = await officer.get(path)
	assert.match(page.text, /Social worker\s+Dev Hale\s+Agrees/)
	assert.doesNotMatch(page.text, /Somebody Else/)
	assert.match(page.text, /Child\s+Ella\s+Does not agree\s+\d+ \w+ 2026[^|]*Too many targets/)
	assert.match(page.text, /Carer\s+Clara Finn\s+Agrees/)
	assert.match(page.text, /Virtual school\s+Not yet/)
	assert.equal((await (await person('nwest')).get(path)).status, 404)
})

test('a complete plan is written in no more; the virtual school adds to it, and the review saw it', async () => {
	sql(`UPDATE everychild_education.pep SET moderate = 0 WHERE record = ${record()}`)
	await plan.accept(officer, base)
	assert.equal(plan.stateOf(base), 'COMPLETE')
	edu.led(await plan.send(reviewer, `${base}/plan/1/sign`, { part: 'REVIEWER', answer: 'SEEN' }, `${base}/plan/1`), 'seen')
	assert.match((await officer.get(`${base}/plan/1`)).text, /Reviewing officer\s+Ines Rowe\s+Seen at the review/)
	edu.led(await plan.send(officer, `${base}/pep-1/addendum`, { text: 'The carer moved the tutor to Tuesday' }), 'addendum')
	const form = await teacher.get(`${base}/pep-1`)
	assert.equal(form.text.split('The carer moved the tutor to Tuesday').length, 2, 'said once')
	assert.doesNotMatch(form.body, /pep-1\/addendum"/)
	assert.equal((await teacher.get(`${base}/pep-1/addendum`)).status, 403)
	const save = await teacher.post(`${base}/pep-1/needs`, { stage: 'E', token: (await teacher.get(base)).token })
	assert.notEqual(save.status, 303)
})

test('on paper stand the term, the state, who signed and what was added', async () => {
	const print = await worker.get(`${base}/pep-1/print`)
	assert.match(print.text, /Autumn term 2026\/27/)
	assert.match(print.text, /State\s+Complete/)
	assert.match(print.text, /Signatures[^]*Child\s+Ella: Does not agree[^]*Reviewing officer\s+Ines Rowe: Seen at the review/)
	assert.match(print.text, /Read 1 books/)
	assert.match(print.text, /The carer moved the tutor to Tuesday/)
	assert.doesNotMatch(print.text, /Areas of learning|Education in custody|After year 11/)
	const theirs = await carer.get(`${base}/pep-1/print`)
	assert.equal(theirs.status, 200)
	assert.match(theirs.text, /Read 1 books/)
	assert.doesNotMatch(theirs.text, /01632 960301|SDQ|Quality/)
})

test('one in so many complete plans is rated a second time, by another; the two are compared', async () => {
	sql(`UPDATE everychild_education.pep SET moderate = 1 WHERE record = ${record()} AND number = 1`)
	const path = `${base}/plan/1/moderate`
	assert.equal((await officer.get(path)).status, 404, 'not by the first rater')
	assert.match((await officer.get('/education/moderation')).text, /Waits for somebody else/)
	assert.equal((await teacher.get(path)).status, 403)
	const page = await head.get(path)
	assert.equal(page.status, 200)
	assert.match((await head.submit(page, path, plan.grades('2', { area1: '1' }))).errors().join(), /what is missing where an area is red or amber/)
	const both = await Promise.all([0, 1].map(() => head.submit(page, path, plan.grades('3'))))
	assert.deepEqual([rating('COUNT(*)'), rating('MIN(overall)')], ['1', 'GOLD'], both.map(b => b.status).join())
	assert.equal(cell(`SELECT rating FROM everychild_education.pep WHERE record = ${record()} AND number = 1`), 'GREEN', 'what was decided stays')
	const list = await officer.get('/education/moderation')
	assert.match(list.text, /Green, Joel Kite\s+Gold, /)
	assert.match(list.text, /Rated twice: \d+\. The two agree on \d+, \d+%/)
})

test('the next plan has the answers of the last beside its own, section by section, as the reader may see them', async () => {
	await plan.begin(officer, base, 'CHANGE', date('changed_on', edu.today(-1)))
	const page = await worker.get(`${base}/pep-2/needs`)
	assert.match(page.text, /Last plan: Autumn term 2026\/27[^]*Stage\s+None/)
	const targets = await teacher.get(`${base}/pep-2/targets`)
	assert.match(targets.text, /Last plan: Autumn term 2026\/27[^]*Read 1 books/)
	assert.equal((await carer.get(`${base}/pep-2/contacts`)).status, 404)
	const tasks = await carer.get(`${base}/pep-2`)
	assert.match(tasks.text, /Views of carer and parents/)
	assert.doesNotMatch(tasks.text, /Health|Contacts|Special educational needs/)
	assert.match(tasks.text, /of 8 sections/)
	assert.doesNotMatch(tasks.text + (await carer.get(`${base}/pep-2/check`)).text, /Enter social worker|Legal status|How to reach the carer|SDQ score/)
	assert.doesNotMatch((await carer.get(`${base}/plan/1`)).text, /Quality/)
})

test('the newer complete plan makes the one before historical', async () => {
	const page = await teacher.get(`${base}/pep-2/reviewed`)
	edu.led(await teacher.submit(page, `${base}/pep-2/reviewed`, { then: 'tasks', ...Object.assign({}, ...[1, 2, 3].map(i => ({ [`before.${i}.outcome`]: 'FULLY', [`before.${i}.evidence`]: 'Read them' }))) }), 'reviewed')
	await plan.ready(worker, teacher, base, 'pep-2')
	assert.equal(plan.stateOf(base, 2), 'READY', (await officer.get(`${base}/plan/2`)).text)
	await plan.submit(teacher, base, 2)
	await plan.accept(officer, base, 2)
	assert.deepEqual([plan.stateOf(base, 1), plan.stateOf(base, 2)], ['HISTORICAL', 'COMPLETE'])
	assert.equal(cell(`SELECT COUNT(*) FROM everychild_education.target WHERE record = ${record()} AND outcome = 'FULLY'`), '3')
})

test('why a date was missed is said by who works with the plan, and stands with it', async () => {
	const late = await plan.child(officer)
	await plan.begin(worker, late)
	sql(`UPDATE everychild_education.deadline SET due_on = '2026-11-02' WHERE record = ${edu.idOf(late)} AND clock = 'P2'`)
	const id = cell(`SELECT id FROM everychild_education.deadline WHERE record = ${edu.idOf(late)} AND clock = 'P2'`)
	assert.match((await worker.get(`${late}/plan/1`)).body, new RegExp(`${late}/late/${id}`))
	for (const login of ['irowe', 'vking', 'cfinn']) assert.doesNotMatch((await (await person(login)).get(`${late}/plan/1`)).body, /\/late\//, login)
	for (const login of ['irowe', 'vking', 'tmarsh']) assert.equal((await (await person(login)).get(`${late}/late/${id}`)).status, 403, login)
	edu.led(await plan.send(worker, `${late}/late/${id}`, { reason: 'The school was closed' }), 'late')
	assert.match((await officer.get(`${late}/plan/1`)).text, /First plan complete[^]*The school was closed/)
})

// 3.4: what the form asks of which child.
const sections = async at => (await officer.get(`${at}/pep-1`)).text
async function variant(more) {
	const at = await plan.child(officer, more)
	await plan.begin(officer, at)
	return at
}

test('the form is that of the child: early years, after year 11, no place, asylum, custody', async () => {
	const young = await variant({ born: '2022-10-05', urn: '199001' })
	assert.match(await sections(young), /Areas of learning/)
	assert.doesNotMatch(await sections(young), /Course, training or work|Without a school place|Education in custody|Language/)
	const old = await variant({ born: '2009-10-05' })
	assert.match(await sections(old), /Course, training or work/)
	assert.doesNotMatch(await sections(old), /Areas of learning/)
	await plan.write(officer, old, 'pep-1', 'course', { status: 'NONE' })
	assert.match((await officer.get(`${old}/plan/1`)).text, /Enter why there is none \(E36\)\s+Enter plan to begin again \(E37\)/)
	const none = await variant({ urn: 'none' })
	assert.match(await sections(none), /Without a school place/)
	assert.doesNotMatch((await officer.get(`${none}/plan/1`)).text, /\(E1\)/, 'no school is asked of who has none')
	edu.led(await plan.send(officer, `${none}/pupil`, { asylum: 'Y' }), 'asylum')
	assert.match(await sections(none), /Language/)
	await edu.episode(officer, none, edu.today(-1), { rne: 'B', legal: 'J1', place: 'R5', change_why: 'CUSTOD', place_urn: '' })
	assert.match(await sections(none), /Education in custody/)
	await edu.place(officer, none, '199002', edu.today(-1))
	assert.doesNotMatch(await sections(none), /Without a school place/)
})

test('in the autumn of year 11 a plan asks for transition; fewer than three targets are too few; a high SDQ asks what is done', async () => {
	const at = await variant({ born: '2010-10-05' })
	await plan.write(officer, at, 'pep-1', 'transition', { applies: 'N' })
	edu.led(await plan.targets(officer, at, 'pep-1', 2), 'two targets')
	await plan.write(officer, at, 'pep-1', 'health', { sdq: '22' })
	const page = () => officer.get(`${at}/plan/1`)
	assert.match((await page()).text, /In the autumn of year 11 transition is planned: answer yes \(P1\)/)
	assert.match((await page()).text, /Set at least 3 targets: there are 2 \(N1\)/)
	assert.match((await page()).body, new RegExp(`href="${at}/pep-1/health"[^>]*>The SDQ score is over 17`))
	await plan.write(officer, at, 'pep-1', 'transition', { applies: 'Y', phase: 'College' })
	edu.led(await plan.targets(officer, at, 'pep-1', 3), 'three targets')
	await plan.write(officer, at, 'pep-1', 'health', { sdq: '22', sdq_strategy: 'A key adult' })
	assert.doesNotMatch((await page()).text, /transition is planned|Set at least|SDQ score is over/)
})

test('what the record lacks is needed for a plan, and is there as soon as the record has it', async () => {
	const at = await plan.child(officer)
	sql(`UPDATE everychild_education.pupil SET upn_unknown = '' WHERE record = ${edu.idOf(at)}`)
	await plan.begin(officer, at)
	const page = await officer.get(`${at}/plan/1`)
	assert.match(page.body, new RegExp(`href="${at}/pupil"[^>]*>Unique pupil number, or why there is none is not recorded`))
	edu.led(await plan.send(officer, `${at}/pupil`, { upn_unknown: 'UN4' }), 'pupil')
	assert.doesNotMatch((await officer.get(`${at}/plan/1`)).text, /is not recorded/)
	assert.equal(plan.stateOf(at), 'NOT_STARTED', 'that does not begin the plan')
})

test('who owes what: a plan to begin, answers, a submission, a decision; and what is to come', async () => {
	const at = await plan.child(officer)
	const owes = async (c, who = '') => (await c.get(`/education/owed${who}`)).body.split('<tr').filter(tr => tr.includes(at)).map(tr => tr.replace(/<[^>]*>/g, ' ').replace(/\s+/g, ' '))
	assert.match((await owes(worker)).join(), /Social worker Begin the plan of this term/)
	await plan.begin(worker, at)
	assert.match((await owes(worker)).join(), /Social worker 2 answers of the plan.*Designated teacher \d+ answers of the plan/)
	edu.led(await plan.send(teacher, `${at}/plan/1/meeting`, date('meeting_on', edu.today(9)), `${at}/plan/1`), 'meeting')
	for (const c of [worker, teacher, carer, reviewer, officer]) assert.match((await c.get('/education/diary')).body, new RegExp(`${at}/plan/1`))
	assert.doesNotMatch((await (await person('nwest')).get('/education/diary')).body, new RegExp(at))
	await plan.ready(worker, teacher, at)
	assert.match((await owes(teacher, '?who=TEACHER')).join(), /Designated teacher Submit the plan/)
	await plan.submit(teacher, at)
	assert.match((await owes(head, '?who=VIRTUAL')).join(), /Virtual school Rate the plan/)
	assert.deepEqual(await owes(head, '?who=WORKER'), [])
	assert.equal((await head.get('/education/owed?who=NOBODY')).status, 404)
})
