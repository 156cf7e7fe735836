// Sections 3.3 and 15.3 of modules/education/sections.md: who sees which section of a plan, who writes
// in it in which state, and what somebody who means harm or is curious tries from
// inside. A word of its own stands in every section and every text beside the plan; who
// finds one that the table does not give them fails the test.
import test, { after, before } from 'node:test'
import assert from 'node:assert/strict'
import { bare, canary, found, kindOf, planted, sections } from '../lib/canary.mjs'
import { date } from '../lib/client.mjs'
import { cell, env, logMark, logSince, noHandle, person, routes, sql, troubles } from '../lib/stack.mjs'
import { token } from '../lib/token.mjs'
import * as edu from '../lib/education.mjs'
import * as plan from '../lib/education-plan.mjs'

const SCHEMA = 'everychild_education', DB = text => sql(`USE ${SCHEMA}; ${text}`)
const PEOPLE = { head: 'amarlow', officer: 'jkite', worker: 'dhale', teacher: 'obrandt', reviewer: 'irowe', carer: 'cfinn', auditor: 'vking',
	otherWorker: 'lgower', otherTeacher: 'nwest', needs: 'snadir', collector: 'tmarsh', finance: 'mpound', analyst: 'ydunne', panel: 'hlord', outside: 'pnair' }
const ALL = Object.keys(PEOPLE)
// Who reads a section: all who have to do with the plan; a carer these alone.
const READERS = ['head', 'officer', 'worker', 'teacher', 'reviewer', 'auditor']
const CARER_READS = ['pupil', 'attendance', 'child', 'carer', 'reviewed', 'targets', 'transition', 'actions']
// Who writes in it, beside the virtual school (3.3, 3.4).
const WRITES = {
	worker: ['care', 'contacts', 'health', 'child', 'carer', 'meeting', 'actions'],
	teacher: ['setting', 'history', 'attendance', 'behaviour', 'needs', 'attainment', 'child', 'carer', 'reviewed', 'targets', 'premium', 'transition', 'meeting', 'actions'],
	carer: ['child', 'carer', 'actions'],
	reviewer: [], auditor: [],
}
const STATES = { NOT_STARTED: 'officer worker teacher carer', IN_PROGRESS: 'officer worker teacher carer', READY: 'officer worker teacher carer', SUBMITTED: 'officer', RETURNED: 'officer worker teacher', CANCELLED: '', HISTORICAL: '', COMPLETE: '' }

let base, other, id, c = {}
const post = (who, path, fields = {}) => who.post(path, { token: token(env, 'education', who, path), ...fields })
const name = 'Quillon'
const names = [...sections('education', 'pep').keys()]
const shape = () => Object.fromEntries(sql(`SELECT table_name FROM information_schema.tables WHERE table_schema = '${SCHEMA}' AND table_type = 'BASE TABLE' AND table_name NOT IN ('audit', 'form_token', 'stash', 'draft')`)
	.map(([table]) => [table, sql(`CHECKSUM TABLE ${SCHEMA}.${table}`)[0][1]]))

before(async () => {
	for (const [who, login] of Object.entries(PEOPLE)) c[who] = await person(login)
	logMark()
	base = await plan.child(c.officer)
	other = await plan.child(c.officer, { urn: '199001' })
	for (const part of ['WORKER', 'CARER', 'REVIEWER']) DB(`UPDATE record_person SET until = UTC_TIMESTAMP(6) WHERE record = ${edu.idOf(other)} AND relation = '${part}'`)
	id = edu.idOf(base)
	await plan.begin(c.worker, base)
	await plan.begin(c.officer, other)
	// A word in every section, written past the pages: the system's as well.
	const document = cell(`SELECT document FROM ${SCHEMA}.pep WHERE record = ${id}`)
	for (const [section, fields] of sections('education', 'pep')) {
		if (fields.every(f => f.only)) continue
		const texts = fields.filter(f => f.type === 'memo' || f.type === 'text'), field = texts.find(f => !f.only && !f.group) ?? texts.find(f => !f.only) ?? texts[0]
		if (section === 'transition') DB(`INSERT INTO answer (document, field, item, revision, value, account, at) VALUES (${document}, 'applies', 0, 899, 'Y', 1, UTC_TIMESTAMP(6))`)
		DB(`UPDATE document SET revision = 900 WHERE id = ${document}; INSERT INTO answer (document, field, item, revision, value, account, at) VALUES (${document}, '${field.name}', ${field.group ? 1 : 0}, 900, '${canary(section, section)}', 1, UTC_TIMESTAMP(6))`)
	}
})
after(() => {
	assert.deepEqual(troubles(), [])
})

const paths = ['', '/print', '/check', '/changes'].map(at => `/pep-1${at}`)
const reads = async (who, at) => [...found((await c[who].get(at)).body)].map(kindOf)

test('each section of a plan is read by who has to do with the plan, a carer reads some, others none', async () => {
	const there = [...planted.values()]
	assert.equal(there.length, 18, there.join())
	for (const who of ALL) {
		const seen = new Set()
		for (const at of [...paths.map(p => base + p), ...names.map(section => `${base}/pep-1/${section}`), base, `${base}/plan/1`]) for (const kind of await reads(who, at)) seen.add(kind)
		const may = READERS.includes(who) ? there : who === 'carer' ? there.filter(section => CARER_READS.includes(section)) : []
		assert.deepEqual([...seen].sort(), may.sort(), who)
		for (const section of names.filter(section => there.includes(section))) {
			const page = await c[who].get(`${base}/pep-1/${section}`)
			assert.equal(page.status === 200, may.includes(section), `${who} ${section}: ${page.status}`)
		}
	}
})

test('what is said of a plan beside it, and no list or export gives a word of it to anybody else', async () => {
	const made = kind => canary(kind, kind)
	DB(`UPDATE pep SET returned_why = '${made('plan')}' WHERE record = ${id};
		INSERT INTO pep_rating (pep, rubric, grades, comments, overall, account, at) SELECT id, 1, '22222222', '${made('rating')}', 'GREEN', 1, UTC_TIMESTAMP(6) FROM pep WHERE record = ${id};
		INSERT INTO pep_sign (pep, part, answer, name, note, account, at) SELECT id, 'CHILD', 'NOT_AGREE', 'Ella', '${made('plan')}', 1, UTC_TIMESTAMP(6) FROM pep WHERE record = ${id};
		INSERT INTO pep_move (pep, state, note, account, at) SELECT id, 'RETURNED', '${made('plan')}', 1, UTC_TIMESTAMP(6) FROM pep WHERE record = ${id};
		INSERT INTO need_refusal (record, pep, stage, reason, account, at) SELECT record, id, 'E', '${made('refusal')}', 1, UTC_TIMESTAMP(6) FROM pep WHERE record = ${id};
		UPDATE deadline SET late = 1, due_on = '2026-11-01', late_reason = '${made('late')}' WHERE record = ${id} AND clock = 'P1'`)
	const lists = routes('education').filter(route => route.method === 'GET' && !route.pattern.includes(':')).map(route => route.pattern)
	for (const who of ALL) {
		const beside = await reads(who, `${base}/plan/1`)
		const part = [...READERS, 'carer'].includes(who)
		assert.equal(beside.filter(kind => kind === 'plan').length, part ? 3 : 0, who)
		assert.equal(beside.includes('rating'), READERS.filter(one => !['reviewer', 'auditor'].includes(one)).includes(who), `${who}: how it was rated`)
		assert.equal(beside.includes('late'), part, who)
		assert.equal((await reads(who, `${base}/needs`)).includes('refusal'), [...READERS, 'needs', 'collector'].includes(who), `${who}: why a stage was turned down`)
		for (const at of lists) assert.deepEqual(await reads(who, at), [], `${who} ${at}`)
	}
})

test('who has no part in a plan finds there what there is where there is none', async () => {
	const none = noHandle()
	for (const who of ['otherWorker', 'otherTeacher']) for (const at of ['', '/plan/1', '/pep-1', '/pep-1/needs', '/pep-1/print', '/plan/1/sign', '/people']) {
		const [here, nowhere] = [await c[who].get(base + at), await c[who].get(base.replace(edu.handleOf(base), none) + at)]
		assert.equal(here.status, nowhere.status, `${who} ${at}`)
		assert.equal(bare(here), bare(nowhere).replaceAll(none, edu.handleOf(base)), `${who} ${at}`)
	}
	for (const who of ['finance', 'analyst', 'panel', 'outside', 'needs', 'collector']) for (const at of ['/plan/1', '/pep-1', '/pep-1/print', '/pep-1/needs']) assert.ok([403, 404].includes((await c[who].get(base + at)).status), `${who} ${at}`)
})

test('each part writes in its own sections, in the states that let it, and nowhere else', async () => {
	const wrong = []
	for (const [state, writers] of Object.entries(STATES)) {
		DB(`UPDATE pep SET state = '${state}' WHERE record = ${id}`)
		if (state === 'COMPLETE') DB(`UPDATE document SET completed_at = UTC_TIMESTAMP(6), completed_by = 1 WHERE id = (SELECT document FROM pep WHERE record = ${id})`)
		for (const who of ['officer', 'worker', 'teacher', 'carer', 'reviewer', 'auditor']) for (const section of names.filter(one => [...planted.values()].includes(one))) {
			const may = writers.split(' ').includes(who) && (who === 'officer' ? section !== 'pupil' : WRITES[who].includes(section))
			const path = `${base}/pep-1/${section}`, page = await c[who].get(path)
			if (new RegExp(`<form[^>]*action="${path}"`).test(page.body) !== may) wrong.push(`${state} ${who} ${section}: ${may ? 'no form' : 'a form'}`)
			if (!may && ['needs', 'contacts', 'carer'].includes(section)) {
				const before = cell(`SELECT COUNT(*) FROM ${SCHEMA}.answer`)
				const answer = await post(c[who], path, { then: 'tasks', version: '900', ...(section === 'needs' ? { stage: 'E' } : section === 'contacts' ? { worker_name: 'Mallory' } : { home: 'Mallory' }) })
				if (answer.status === 303 || cell(`SELECT COUNT(*) FROM ${SCHEMA}.answer`) !== before) wrong.push(`${state} ${who} posts ${section}: ${answer.status}`)
			}
		}
	}
	DB(`UPDATE pep SET state = 'IN_PROGRESS' WHERE record = ${id}; UPDATE document SET completed_at = NULL, completed_by = NULL WHERE id = (SELECT document FROM pep WHERE record = ${id})`)
	assert.deepEqual(wrong, [])
})

// 15.3, row by row: the page of the action, in a state that lets it.
test('submit, rate, return, approve a move, export: by who the table names', async () => {
	const can = async (at, method = 'get') => {
		const out = []
		for (const who of ALL) {
			const page = method === 'get' ? await c[who].get(at) : await post(c[who], at, {})
			if (![403, 404].includes(page.status)) out.push(who)
		}
		return out
	}
	DB(`UPDATE pep SET state = 'SUBMITTED' WHERE record = ${id}`)
	assert.deepEqual(await can(`${base}/plan/1/quality`), ['head', 'officer'])
	assert.deepEqual(await can('/education/moderation'), ['head', 'officer'])
	DB(`UPDATE pep SET state = 'IN_PROGRESS' WHERE record = ${id}`)
	assert.deepEqual(await can(`${base}/plan/1/submit`, 'post'), ['head', 'officer', 'teacher'], 'not ready: told so, by who may')
	assert.deepEqual(await can(`${base}/plan`), ['head', 'officer', 'worker'])
	assert.deepEqual(await can('/education/return'), ['head'])
	assert.deepEqual(await can('/education/imports'), ['head', 'officer'])
	assert.deepEqual(await can(base), ['head', 'officer', 'worker', 'teacher', 'reviewer', 'carer', 'auditor', 'needs', 'collector'])
	assert.deepEqual(await can(`${base}/pupil`), ['head', 'officer', 'worker'])
	assert.deepEqual(await can(`${base}/plan/1/sign`, 'post'), ['head', 'officer', 'worker', 'teacher', 'reviewer', 'carer', 'auditor'])
	assert.equal(cell(`SELECT COUNT(*) FROM ${SCHEMA}.pep_sign WHERE pep = (SELECT id FROM ${SCHEMA}.pep WHERE record = ${id}) AND account <> 1`), '0')
})

// -- from inside --

test('numbers of another child are nobody\'s below one\'s own', async () => {
	const deadline = cell(`SELECT id FROM ${SCHEMA}.deadline WHERE record = ${edu.idOf(other)} AND clock = 'P1'`)
	const part = cell(`SELECT id FROM ${SCHEMA}.record_person WHERE record = ${edu.idOf(other)} AND until IS NULL LIMIT 1`)
	const place = cell(`SELECT id FROM ${SCHEMA}.enrolment WHERE record = ${edu.idOf(other)}`)
	DB(`UPDATE deadline SET late = 1, due_on = '2026-11-01' WHERE id = ${deadline}`)
	const was = shape()
	for (const [who, at, fields] of [['worker', `/late/${deadline}`, { reason: 'Mallory' }], ['officer', '/people/end', { person: part }], ['officer', `/place/${place}`, { version: '1' }], ['officer', '/task', { task: '1' }],
		['worker', '/plan/9/sign', { part: 'WORKER', answer: 'AGREES' }], ['teacher', '/plan/0/submit', {}], ['teacher', '/pep-9/needs', { stage: 'E', then: 'tasks' }], ['officer', '/pep-01/needs', { stage: 'E', then: 'tasks' }]]) {
		assert.equal((await post(c[who], base + at, fields)).status, 404, `${who} ${at}`)
		assert.equal((await c[who].get(base + at)).status === 200, false, at)
	}
	for (const who of ['worker', 'teacher', 'carer', 'reviewer']) for (const at of ['/plan/1/sign', '/plan/1/meeting', '/plan/1/submit', '/pep-1/carer', '/pep-1/needs'])
		assert.ok([403, 404].includes((await post(c[who], other + at, at.includes('sign') ? { part: 'CARER', answer: 'AGREES' } : at.includes('pep-1/') ? { home: 'x', then: 'tasks' } : {})).status), `${who} ${at}`)
	assert.deepEqual(shape(), was)
})

test('a post that was altered changes nothing that the page does not ask', async () => {
	const path = `${base}/pep-1/care`
	for (const more of [{ legal: 'V2' }, { stage: 'E' }, { state: 'COMPLETE' }, { record: '1' }]) {
		const page = await post(c.worker, path, { then: 'tasks', version: '900', aim: 'Altered', ...more })
		assert.ok(page.status === 400 || page.status === 303, `${page.status}`)
	}
	assert.equal((await c.worker.get(`${base}/pep-1/check`)).text.includes('Accommodated under section 20'), false)
	assert.equal(plan.stateOf(base), 'IN_PROGRESS')
	for (const [who, at, fields] of [['worker', '/plan/1/sign', { part: 'VIRTUAL', answer: 'AGREES', name: 'Mallory' }], ['carer', '/plan/1/sign', { part: 'TEACHER', answer: 'AGREES' }], ['teacher', '/plan/1/sign', { part: 'CHILD', answer: 'SEEN', name: 'Ella' }],
		['reviewer', '/plan/1/sign', { part: 'REVIEWER', answer: 'AGREES' }], ['officer', '/plan/1/sign', { part: 'CHILD', answer: 'MAYBE', name: 'Ella' }]])
		assert.equal((await post(c[who], base + at, fields)).status, 422, `${who} ${JSON.stringify(fields)}`)
	assert.equal(cell(`SELECT COUNT(*) FROM ${SCHEMA}.pep_sign WHERE account <> 1 AND pep = (SELECT id FROM ${SCHEMA}.pep WHERE record = ${id})`), '0')
})

test('a carer reaches the plans of the own child, and no other page of the module', async () => {
	const parts = { id: edu.handleOf(base), number: '1', form: 'pep-1', section: 'contacts' }
	const open = new Set()
	for (const route of routes('education')) {
		const at = route.pattern.replace(/:(\w+)/g, (_, part) => parts[part] ?? '1')
		if (/notices/.test(at)) continue
		const page = route.method === 'GET' ? await c.carer.get(at) : await post(c.carer, at, {})
		if (![403, 404].includes(page.status)) open.add(`${route.method} ${route.pattern.replace('/education/child/:id', '')}`)
	}
	assert.deepEqual([...open].sort(), ['GET ', 'GET /:form', 'GET /:form/changes', 'GET /:form/check', 'GET /:form/print', 'GET /education/', 'GET /education/case/:id', 'GET /education/diary', 'GET /education/owed', 'GET /plan/:number',
		'POST /plan/:number/meeting', 'POST /plan/:number/sign', 'POST /:form/:section/draft', 'POST /education/guest/:section/draft'].sort())
})

test('a designated teacher sees a child until ten school days after the place has ended, and not a day longer', async () => {
	const at = await plan.child(c.officer)
	await plan.begin(c.worker, at)
	const place = cell(`SELECT id FROM ${SCHEMA}.enrolment WHERE record = ${edu.idOf(at)}`)
	DB(`UPDATE enrolment SET began_on = '2026-09-07' WHERE id = ${place}`)
	await edu.placeEnded(c.officer, at, place, '2026-11-16')
	assert.equal((await c.teacher.get(`${at}/plan/1`)).status, 200, 'four school days on')
	const change = async last => edu.led(await plan.send(c.officer, `${at}/place/${place}`, date('ended_on', last)), 'end')
	await change('2026-11-02')
	for (const path of ['', '/plan/1', '/pep-1', '/pep-1/needs']) assert.equal((await c.teacher.get(at + path)).status, 404, path)
	assert.equal((await post(c.teacher, `${at}/pep-1/needs`, { stage: 'E', then: 'tasks', version: '900' })).status, 404)
	assert.equal((await post(c.teacher, `${at}/plan/1/submit`)).status, 404)
	for (const list of ['/education/', '/education/owed', '/education/diary']) assert.doesNotMatch((await c.teacher.get(list)).body, new RegExp(edu.handleOf(at)), list)
})

test('two at once: one plan of a term, one submission, one decision, one line each', async () => {
	const at = await plan.child(c.officer)
	const both = (who, path, fields) => Promise.all(who.map(one => post(c[one], path, fields)))
	const begun = await both(['worker', 'officer'], `${at}/plan`, { why: 'INITIAL' })
	assert.deepEqual(begun.map(page => page.status).sort(), [303, 422])
	await plan.ready(c.worker, c.teacher, at)
	const sent = await both(['teacher', 'officer'], `${at}/plan/1/submit`)
	assert.deepEqual(sent.map(page => page.status).sort(), [303, 409])
	if (cell(`SELECT COUNT(*) FROM ${SCHEMA}.pep_sign s JOIN ${SCHEMA}.pep p ON p.id = s.pep WHERE p.record = ${edu.idOf(at)} AND s.part = 'TEACHER'`) === '0')
		edu.led(await post(c.teacher, `${at}/plan/1/sign`, { part: 'TEACHER', answer: 'AGREES' }), 'sign')
	const decided = await both(['officer', 'head'], `${at}/plan/1/quality`, plan.grades('2', { accept: 'Y' }))
	assert.deepEqual(decided.map(page => page.status).sort(), [303, 409])
	assert.deepEqual(['pep_rating', 'target'].map(table => cell(`SELECT COUNT(*) FROM ${SCHEMA}.${table} x JOIN ${SCHEMA}.pep p ON p.id = x.pep WHERE p.record = ${edu.idOf(at)}`)), ['1', '3'])
})

test('what is typed is text on every page, and no formula in a file', async () => {
	const evil = '=HYPERLINK("http://x.example")<script>alert(1)</script>'
	await plan.write(c.worker, base, 'pep-1', 'care', { aim: evil })
	for (const at of ['/pep-1/check', '/pep-1/print', '/pep-1/care', '/pep-1/changes']) assert.doesNotMatch((await c.worker.get(base + at)).body, /<script>alert/, at)
	const handle = await edu.readIn(c.officer, `CHILD,SEX,DOB,ETHNIC,UPN,MOTHER,MC_DOB\n=1+1,1,01/01/2015,WBRI,UN3,,\n`)
	const rejected = await c.officer.get(`/education/import/${handle}/rejected`)
	assert.doesNotMatch(rejected.body, /(^|,|")=1\+1/m)
})

test('no log, title, address or access record has a name or a word of a plan', async () => {
	const at = await edu.inCare(c.officer, await edu.child(c.officer, { family: name }), edu.today(-3))
	await plan.begin(c.officer, at)
	for (const path of ['', '/plan/1', '/pep-1', '/pep-1/care', '/pep-1/print', '/people', '/late/1', '/plan/2']) assert.doesNotMatch((await c.officer.get(at + path)).title, new RegExp(name), path)
	for (const path of ['/education/', '/education/owed', '/education/diary', '/education/moderation']) assert.doesNotMatch((await c.officer.get(path)).title, new RegExp(name), path)
	const log = logSince()
	assert.doesNotMatch(log, new RegExp(name))
	assert.deepEqual([...found(log)], [])
	for (const table of ['audit', 'event', 'notice', 'deadline', 'involvement']) {
		const rows = sql(`SELECT * FROM ${SCHEMA}.${table}`).flat().join('|')
		assert.doesNotMatch(rows, new RegExp(name), table)
		if (table !== 'deadline') assert.deepEqual([...found(rows)], [], table)
	}
})
