// Private fostering: what a notice contains (Schedule 1), and what is still needed.
import test, { after, before } from 'node:test'
import assert from 'node:assert/strict'
import * as pf from '../lib/fostering.mjs'
import { date } from '../lib/client.mjs'
import { env, logMark, person, troubles, sql } from '../lib/stack.mjs'
import { token } from '../lib/token.mjs'

let paula, dan, theresa, number = 0

before(async () => {
	[paula, dan, theresa] = [await person('pgrey'), await person('dmarsh'), await person('tbrook')]
	logMark()
})

const child = (c = dan) => pf.child(c, { given: `Sched${'abcdefghijklmnopqrstuvwxyz'[number++]}`, family: 'Knot', born: '2014-03-12', sex: 'F' })
const section = async (c, base, name, changes, form = 'notice-1') => {
	const path = `${base}/${form}/${name}`
	return c.submit(await c.get(path), path, changes)
}
const value = (page, path, name) => page.form(path).fields.find(([n]) => n === name)?.[1]
const missing = (base, n = 0) => Number(pf.rows(base, 'notification', 'missing')[n][0])
const unfinished = base => Number(sql(`SELECT COUNT(*) FROM everychild_fostering.shared_draft WHERE id = ${pf.idOf(base)}`)[0][0])
const items = base => pf.rows(base, 'task', 'kind, done_on').filter(t => t[0] === 'ITEMS')

// Everything that Schedule 1 asks of a carer.
const ALL = {
	child: { child_birthplace: 'Accra', child_religion: 'NONE', child_origin: 'BAFR', child_culture: 'Akan', child_language: 'en', child_interpreter: 'N' },
	carer: { carer_addresses_all: 'Y', carer_address: '4 Mill Lane' },
	siblings: { has_siblings: 'N' },
	arrangers: { has_arrangers: 'N' },
	offences: { convicted: 'N', disqualified: 'N', household_record: 'N', order_carer: 'N', order_child: 'N', vested: 'N' },
}
const PARENT = { 'parents.1.parent_name': 'Efua Knot', 'parents.1.parent_part': 'PARENT', 'parents.1.parent_address': '1 High Road', 'parents.1.parent_pr': 'Y' }

test('the form of a notice has what the call and the index know, and counts the rest as still needed', async () => {
	const base = await pf.start(dan, await child())
	const path = `${base}/notice-1/child`
	const page = await dan.get(path)
	assert.match(value(page, path, 'child_name'), /^Sched. Knot$/)
	assert.equal(value(page, path, 'child_born_on-year'), '2014')
	const carer = await dan.get(`${base}/notice-1/carer`)
	assert.equal(value(carer, `${base}/notice-1/carer`, 'carer_name'), 'Olive Marsh')
	assert.match(value(carer, `${base}/notice-1/carer`, 'carer_address'), /4 Mill Lane/)
	assert.ok(missing(base) > 10)
	assert.match((await dan.get(base)).text, new RegExp(`${missing(base)} still needed`))
	assert.deepEqual(items(base), [['ITEMS', 'NULL']])
})

test('nothing missing keeps from saving or from going on; when all is there the task is done', async () => {
	const base = await pf.active(dan, await child())
	assert.equal(pf.stateOf(base), 'ACTIVE_NEW')
	const before = missing(base)
	pf.led(await section(dan, base, 'child', { child_birthplace: 'Accra' }), 'one answer')
	assert.equal(missing(base), before - 1)
	for (const [name, changes] of Object.entries(ALL)) pf.led(await section(dan, base, name, changes), name)
	// Nobody of the parents yet: the group itself is missing.
	assert.equal(missing(base), 1)
	pf.led(await section(dan, base, 'parents', { ...PARENT, 'parents.1.parent_address': '' }), 'no address')
	assert.equal(missing(base), 1)
	assert.ok(unfinished(base) > 0)
	pf.led(await section(dan, base, 'parents', PARENT), 'parents')
	assert.equal(missing(base), 0)
	assert.equal(unfinished(base), 0)
	assert.equal(items(base)[0][1], pf.today())
	assert.match((await dan.get(base)).text, /Complete/)
})

test('paragraph 2 is asked of the carer alone', async () => {
	const base = await pf.start(dan, await child(), { regulation: '3(3)', notifier: 'PARENT', notifier_name: 'Efua Knot', starts: pf.today(50) })
	assert.doesNotMatch((await dan.get(`${base}/notice-1/offences`)).body, /name="convicted"/)
	const path = `${base}/notice-1/notifier`
	assert.equal(value(await dan.get(path), path, 'notifier_name'), 'Efua Knot')
	const carer = await pf.start(dan, await child())
	assert.match((await dan.get(`${carer}/notice-1/offences`)).body, /name="convicted"/)
	assert.doesNotMatch((await dan.get(`${carer}/notice-1/notifier`)).body, /name="notifier_address"/)
})

test('11.2: offences are for the worker who holds the case, managers, the monitoring officer and the auditor', async () => {
	const base = await pf.start(paula, await child(paula))
	const canary = 'Canaryfraud'
	pf.led(await section(theresa, base, 'offences', { convicted: 'Y', disqualified: 'Y', disqualified_note: canary }), 'offences')
	const pages = ['', '/notice-1', '/notice-1/offences', '/notice-1/check', '/notice-1/changes', '/notice-1/print']
	const seen = async login => {
		const c = await person(login)
		return (await Promise.all(pages.map(p => c.get(base + p)))).map(p => `${p.status} ${p.body}`).join('').includes(canary)
	}
	for (const login of ['tbrook', 'avale', 'vking']) assert.equal(await seen(login), true, login)
	assert.equal(await seen('pgrey'), false, 'front door')
	// What the front door saves does not touch what it cannot see.
	const path = `${base}/notice-1/offences`
	const now = await paula.get(path)
	await paula.post(path, { token: token(env, 'fostering', paula, path), version: value(now, path, 'version') ?? '0', convicted: 'N', disqualified_note: 'gone' })
	assert.equal(await seen('tbrook'), true)
	assert.equal((await (await person('avale')).post(path, { token: token(env, 'fostering', await person('avale'), path), convicted: 'N' })).status, 403)
})

test('each notice has its form by its own number', async () => {
	const base = await pf.start(dan, await child())
	const fields = { notifier: 'PARENT', notifier_name: 'Kofi Knot', channel: 'EMAIL', ...date('received_on', pf.today()) }
	for (const more of [{ regulation: '9' }, { regulation: '3(3)' }])
		pf.led(await dan.submit(await dan.get(`${base}/another-notice`), `${base}/another-notice`, { ...fields, ...more }), 'notice')
	const path = `${base}/notice-3/notifier`
	assert.equal(value(await dan.get(path), path, 'notifier_name'), 'Kofi Knot')
	assert.equal(missing(base, 1), 0)
	assert.ok(missing(base, 2) > 0)
	assert.equal((await dan.get(`${base}/notice-4`)).status, 404)
})

after(() => assert.deepEqual(troubles(), []))
