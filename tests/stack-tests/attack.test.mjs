// What somebody who means harm, or is curious, tries from inside a case: each
// test is a way in, or a way to learn more than 5.4 gives, that stays shut.
import test, { after, before } from 'node:test'
import assert from 'node:assert/strict'
import * as caf from '../lib/caf.mjs'
import { date } from '../lib/client.mjs'
import { token } from '../lib/token.mjs'
import { accountId, cell, env, logMark, person, sql, troubles } from '../lib/stack.mjs'

let priya, petra, tom, ben

before(async () => {
	priya = await person('pnair')
	petra = await person('pstone')
	tom = await person('thale')
	ben = await person('bcole')
	logMark()
})

after(() => assert.deepEqual(troubles(), []))

const DB = 'everychild_caf'
const idOf = base => cell(`SELECT id FROM ${DB}.record WHERE handle = '${base.split('/')[3]}'`)
const post = (c, path, fields = {}) => c.post(path, { token: token(env, 'caf', c, path), ...fields })
const went = page => assert.equal(page.status, 303, `${page.status} ${page.title}: ${page.errors().join(' | ')}`)
const relations = (base, login) => sql(`SELECT relation FROM ${DB}.record_person WHERE record = ${idOf(base)} AND account = ${accountId(login)} AND until IS NULL ORDER BY relation`).map(row => row[0])

// -- sensitive services (5.4) --

test('a lead professional who assesses anew reads section G without the sensitive services and cannot write in it', async () => {
	const service = (i, type, organisation) => ({ [`services_involved.${i}.service_type`]: type, [`services_involved.${i}.service_organisation`]: organisation })
	const old = await caf.toAssessing(priya)
	await caf.fill(priya, old)
	const g = `${old}/assessment/services`
	let page = await priya.get(g)
	went(await priya.submit(page, g, { then: 'tasks', ...service(1, 'GP', 'Quay Surgery'), ...service(2, 'SMS', 'Northgate Recovery') }))
	went(await caf.complete(priya, old))
	const base = await caf.toDelivering(priya, petra, old)
	went(await petra.submit(await petra.get(`${base}/reassess`), `${base}/reassess`, { ...caf.MOTHER, ...date('given_on', caf.today()) }))
	page = await petra.get(g)
	assert.equal(page.status, 200)
	assert.match(page.text, /Quay Surgery/)
	for (const path of ['assessment/services', 'assessment/check', 'assessment/changes', 'assessment/print'])
		assert.doesNotMatch((await petra.get(`${base}/${path}`)).body, /Northgate|Substance misuse/, path)
	assert.doesNotMatch(page.body, /name="services_involved/)
	assert.doesNotMatch((await petra.get(`${base}/assessment/check`)).body, /assessment\/services/, 'nothing to change there')
	const sent = { then: 'tasks', version: '1', ...service(2, 'GP', 'Overwritten') }
	assert.equal((await post(petra, g, sent)).status, 404)
	assert.equal((await petra.post(`${g}/draft`, { token: token(env, 'caf', petra, g), ...sent })).status, 409)
	assert.equal(cell(`SELECT COUNT(*) FROM ${DB}.draft w JOIN ${DB}.document d ON d.id = w.document WHERE d.record = ${idOf(base)} AND w.account = ${accountId('pstone')} AND w.section = 'services'`), '0')
	page = await priya.get(g)
	assert.match(page.body, /name="services_involved/)
	assert.match(page.body, /Northgate Recovery/)
	went(await caf.section(petra, base, 'assessment', 'health', { h01_needs: 'Iron is low' }))
})
