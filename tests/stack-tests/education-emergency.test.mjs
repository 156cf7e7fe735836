// A looked-after child's record opened in an emergency by a social worker who has no part
// in it: the plan and who is around the child, for reading alone; a record that an adoption
// order has locked is opened to nobody.
import test, { after, before } from 'node:test'
import assert from 'node:assert/strict'
import * as caf from '../lib/caf.mjs'
import * as edu from '../lib/education.mjs'
import * as plan from '../lib/education-plan.mjs'
import { token } from '../lib/token.mjs'
import { accountId, cell, env, logMark, newSession, person, routes, sql, troubles } from '../lib/stack.mjs'

const WHY = { code: 'HARM', reason: 'Did not come home from school, nobody of the team answers.' }
let officer, worker, duty, base, kid
const ask = async (changes = {}) => duty.submit(await duty.get(`/education/emergency?child=${kid}`), '/education/emergency', { ...WHY, ...changes })
const count = what => Number(cell(`SELECT COUNT(*) FROM everychild_education.${what}`))

before(async () => {
	;[officer, worker] = await Promise.all(['jkite', 'dhale'].map(person))
	duty = await newSession('lgower')
	logMark()
	base = await plan.child(officer)
	await plan.begin(worker, base)
	await plan.write(worker, base, 'pep-1', 'contacts', plan.WORKER.contacts)
	kid = cell(`SELECT c.handle FROM everychild_index.child c JOIN everychild_education.record r ON r.child = c.id WHERE r.id = ${edu.idOf(base)}`)
	await caf.open(duty, kid)
})
after(() => assert.deepEqual(troubles(), []))

test('a social worker without a part finds the way on the child\'s page, and others do not', async () => {
	assert.equal((await duty.get(base)).status, 404)
	assert.ok((await duty.get(`/child/${kid}`)).body.includes(`/education/emergency?child=${kid}`))
	const practitioner = await person('pnair')
	await caf.open(practitioner, kid)
	assert.ok(!(await practitioner.get(`/child/${kid}`)).body.includes('/education/emergency'))
	for (const login of ['pnair', 'obrandt', 'cfinn', 'jkite', 'vking'])
		assert.equal((await (await person(login)).get(`/education/emergency?child=${kid}`)).status, 403, login)
})

test('a record locked after an adoption order is not opened, and nothing is told', async () => {
	const id = edu.idOf(base)
	sql(`UPDATE everychild_education.pupil SET locked_on = UTC_DATE() WHERE record = ${id}`)
	try {
		assert.equal((await ask()).status, 404)
		assert.equal(count(`emergency WHERE record = ${id}`), 0)
	} finally {
		sql(`UPDATE everychild_education.pupil SET locked_on = NULL WHERE record = ${id}`)
	}
})

test('the database is asked as much about a record that is not opened as about none', async () => {
	const other = await caf.child(officer), id = edu.idOf(base)
	await caf.open(duty, other)
	const asked = () => Number(sql("SHOW GLOBAL STATUS LIKE 'Com_stmt_execute'")[0][1])
	const work = async (handle, go) => {
		const counts = []
		for (let i = 0; i < 5; i++) {
			const before = asked()
			await go(handle)
			counts.push(asked() - before)
		}
		// Somebody else's work may fall into one of them.
		return counts.sort((a, b) => a - b)[2]
	}
	const path = '/education/emergency', looks = async handle => assert.equal((await duty.get(`${path}?child=${handle}`)).status, 200)
	const opens = async handle => assert.equal((await duty.post(path, { token: token(env, 'education', duty, path), child: handle, ...WHY })).status, 404)
	assert.equal(await work(kid, looks), await work(other, looks), 'one that can be opened')
	for (const [set, unset] of [['pupil SET locked_on = UTC_DATE() WHERE record', 'pupil SET locked_on = NULL WHERE record'], ['record SET restricted = 1 WHERE id', 'record SET restricted = 0 WHERE id']]) {
		sql(`UPDATE everychild_education.${set} = ${id}`)
		try {
			assert.equal(await work(kid, looks), await work(other, looks), set)
			assert.equal(await work(kid, opens), await work(other, opens), set)
		} finally {
			sql(`UPDATE everychild_education.${unset} = ${id}`)
		}
	}
})

test('opened, the plan is read under a banner; its officer is told, and nothing can be written', async () => {
	const id = edu.idOf(base), go = await ask()
	assert.equal(go.status, 303)
	assert.equal(go.location, base)
	for (const at of ['', '/plan/1', '/pep-1/contacts', '/people']) {
		const page = await duty.get(base + at)
		assert.equal(page.status, 200, at)
		assert.match(page.body, /You read this because of an emergency/, at)
	}
	assert.match((await duty.get(`${base}/pep-1/contacts`)).text, /01632 960302/)
	assert.match((await duty.get(`${base}/pep-1/print`)).text, /Printed because of an emergency, by somebody who does not work on the case/)
	assert.doesNotMatch((await worker.get(`${base}/pep-1/print`)).text, /because of an emergency/)
	assert.equal(count(`notice WHERE record = ${id} AND account = ${accountId('jkite')} AND title LIKE '%emergency%'`), 1)
	const answers = count('answer')
	for (const at of ['', '/plan/1', '/pep-1', '/pep-1/contacts', '/people']) {
		const { body } = await duty.get(base + at)
		assert.doesNotMatch(body, new RegExp(`<form[^>]*method="post"[^>]*action="${base}|action="${base}[^"]*"[^>]*method="post"`), at)
		assert.doesNotMatch(body, new RegExp(`href="${base}/(pupil|episode|plan|place|late)[/"]`.replace('plan|', 'plan"|')), at)
	}
	for (const at of ['/pep-1/contacts', '/plan/1/submit', '/plan/1/meeting', '/late/1', '/episode', '/pupil', '/people']) {
		const page = await duty.post(base + at, [['token', token(env, 'education', duty, base + at)]])
		assert.ok([400, 403, 404, 405, 422].includes(page.status), `${at} ${page.status}`)
	}
	// No page by its address shows a form whose save is refused.
	const forms = []
	for (const { pattern } of routes('education').filter(({ method, pattern }) => method === 'GET' && pattern.startsWith('/education/child/:id'))) {
		const at = pattern.replace(':id', edu.handleOf(base)).replace(':number', '1').replace(':form', 'pep-1').replace(':section', 'contacts').replace(/:\w+/g, '1')
		if (new RegExp(`<form[^>]*action="${base}[^"]*" method="post"`).test((await duty.get(at)).body)) forms.push(pattern)
	}
	assert.deepEqual(forms, [])
	assert.equal((await duty.get(`${base}/episode`)).status, 404, 'as its save')
	assert.equal((await duty.post(`${base}/pep-1/contacts`, { token: token(env, 'education', duty, `${base}/pep-1/contacts`), then: 'tasks', version: '1', worker_name: 'Mallory' })).status, 404)
	assert.equal(count('answer'), answers)
	sql(`UPDATE everychild_education.emergency SET ends_at = UTC_TIMESTAMP(6) WHERE record = ${id}`)
	assert.equal((await duty.get(base)).status, 404)
})
