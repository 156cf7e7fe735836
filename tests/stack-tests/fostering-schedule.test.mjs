// Private fostering: what a notice contains (Schedule 1), and what is still needed.
import test, { after, before } from 'node:test'
import assert from 'node:assert/strict'
import * as pf from '../lib/fostering.mjs'
import * as m from '../lib/fostering-measures.mjs'
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

test('what a notice says of offences and orders is recorded of the carer by one press, with its source', async () => {
	const base = await pf.active(dan, await child(), { carer_given: 'Ida', carer_family: 'Backgroundson' })
	const at = `${base}/person/${m.carerHandle(base)}`
	pf.led(await section(dan, base, 'offences', { ...ALL.offences, convicted: 'Y', 'convictions.1.offence': 'Quagga theft', ...date('convictions.1.offence_on', '2011-05-03'), 'convictions.1.offence_court': 'Sandmouth Crown Court',
		'convictions.1.offence_outcome': 'Discharged', order_child: 'Y', order_child_note: 'Care order about a nephew, 2009', household_record: 'Y', household_note: 'Her lodger: Okapi caution' }), 'offences')
	const page = await dan.get(`${at}/offences`)
	assert.match(page.text, /What the notices say of offences and orders.*Offence Quagga theft 3 May 2011 Sandmouth Crown Court Discharged Notice 1 to PF-\S+ Not yet.*Of somebody in the household Her lodger: Okapi caution/)
	assert.equal((await paula.get(`${at}/offences`)).status, 404)
	// The page of consent says it too, and nothing has to be typed again.
	const consent = await dan.get(`${base}/consent`)
	const typed = value(consent, `${base}/consent`, 'disclosure')
	for (const part of [/Quagga theft, 3 May 2011, Sandmouth Crown Court: Discharged \(Notice 1 to PF-/, /Care order about a nephew, 2009/, /Okapi caution/]) assert.match(typed, part)
	assert.ok(consent.form(`${base}/consent`).fields.some(([n, v]) => n === 'grounds' && v === 'OFFENCE'))
	// Before it is recorded the manager is asked, and the timeline does not say of what.
	m.reported(base)
	m.acted(base)
	pf.led(await m.propose(dan, base, 'SUITABLE'), 'propose')
	const doubt = await m.decide(theresa, base, 'SUITABLE')
	assert.equal(doubt.status, 422)
	assert.match(doubt.text, /A notice tells of offences, orders or disqualification, and not all of it is recorded/)
	m.carer(base, "disqualified = 'N'")
	assert.match((await m.decide(theresa, base, 'SUITABLE')).text, /not all of it is recorded/)
	m.carer(base, "disqualified = ''")
	const stale = await theresa.get(`${at}/offences`)
	pf.led(await dan.submit(page, `${at}/background`), 'record')
	assert.match((await dan.get(`${at}/offences`)).text, /Offences, orders and disqualifications.*Offence Quagga theft 3 May 2011 Sandmouth Crown Court Discharged Notice 1 to PF-\S+.*What the notices say.*Quagga theft 3 May 2011 Sandmouth Crown Court Discharged Notice 1 to PF-\S+ Yes/)
	assert.equal((await theresa.submit(stale, `${at}/background`)).status, 409)
	assert.equal(sql(`SELECT COUNT(*) FROM everychild_fostering.person_history WHERE person = ${pf.fact(base, 'carer')}`)[0][0], '2')
	assert.match((await m.decide(theresa, base, 'SUITABLE')).text, /or not whether the carer is disqualified/)
	m.carer(base, "disqualified = 'N'")
	pf.led(await m.decide(theresa, base, 'SUITABLE'), 'decide')
	assert.doesNotMatch((await paula.get(base)).text, /Quagga|offences, orders/)
})

test('what a notice says of the household is recorded of whom it is about, without typing it again', async () => {
	const base = await pf.active(dan, await child(), { carer_given: 'Ina', carer_family: 'Lodgerson' })
	pf.led(await section(dan, base, 'offences', { ...ALL.offences, household_record: 'Y', household_note: 'Her lodger: Okapi caution' }), 'offences')
	const add = `${base}/household/add`
	pf.led(await dan.submit(await dan.get(add), add, { role: 'ADULT', given: 'Obed', family: 'Lodger' }), 'lodger')
	const lodger = sql(`SELECT handle FROM everychild_fostering.person WHERE given = 'Obed' AND family = 'Lodger' ORDER BY id DESC LIMIT 1`)[0][0]
	const page = await dan.get(`${base}/person/${lodger}/offences`)
	const link = /href="([^"]*\/history\?notice=1)"/.exec(page.body)[1], path = link.split('?')[0]
	assert.doesNotMatch((await dan.get(`${base}/person/${m.carerHandle(base)}/offences`)).body, /history\?notice=1/)
	const form = await dan.get(link)
	assert.equal(value(form, path, 'what'), 'Her lodger: Okapi caution')
	pf.led(await dan.submit(form, path, { kind: 'OFFENCE' }), 'history')
	assert.match((await dan.get(`${base}/person/${lodger}/offences`)).text, /Offence Her lodger: Okapi caution Notice 1 to PF-/)
})

test('a notice about three brothers and sisters is typed once: three cases, one carer, one household', async () => {
	const kids = []
	for (const given of ['Abena', 'Kojo', 'Yaw']) kids.push(await pf.child(dan, { given, family: 'Thrice', born: '2014-03-12', sex: 'F' }))
	const first = await pf.start(dan, kids[0], { carer_given: 'Ida', carer_family: 'Thricely', carer_phone: '01632 960001', received: pf.today(-1), received_time: '09:15', notifier_name: 'Ida Thricely', note: 'All three came on Friday' })
	const next = async kid => {
		const path = `/fostering/start/${kid}`
		const link = /href="([^"]*\?like=\w+)"[^>]*>The same notice as for Abena Thrice/.exec((await dan.get(path)).body)[1]
		const page = await dan.get(link)
		for (const [name, is] of [['carer_family', 'Thricely'], ['carer_phone', '01632 960001'], ['received_time', '09:15'], ['line1', '4 Mill Lane'], ['note', 'All three came on Friday'], ['relationship', 'FAMILY_FRIEND']])
			assert.equal(value(page, path, name), is, name)
		assert.match(value(page, path, 'use'), /^carer-/)
		return /^\/fostering\/case\/\w+/.exec(pf.led(await dan.submit(page, path), 'the same for another child'))[0]
	}
	const second = await next(kids[1])
	// The form of the first is filled in when the letter comes; what it says then can be carried over.
	pf.led(await section(dan, first, 'parents', PARENT), 'parents')
	pf.led(await section(dan, first, 'child', ALL.child), 'child')
	pf.led(await section(dan, first, 'offences', { ...ALL.offences, convicted: 'Y', 'convictions.1.offence': 'Quokka theft', ...date('convictions.1.offence_on', '2011-05-03'), 'convictions.1.offence_outcome': 'Fined' }), 'offences')
	pf.led(await section(dan, first, 'siblings', { has_siblings: 'Y', 'siblings.1.sibling_name': 'Kojo Thrice', 'siblings.1.sibling_address': '4 Mill Lane', 'siblings.1.sibling_care': 'With the same carer' }), 'siblings')
	const third = await next(kids[2])
	for (const column of ['carer', 'household']) assert.equal(new Set([first, second, third].map(base => pf.fact(base, column))).size, 1, column)
	const answer = async (base, name, field) => value(await dan.get(`${base}/notice-1/${name}`), `${base}/notice-1/${name}`, field)
	assert.equal(await answer(third, 'parents', 'parents.1.parent_name'), 'Efua Knot', 'at once')
	assert.equal(await answer(second, 'parents', 'parents.1.parent_name'), '', 'not yet')
	const page = await dan.get(`${second}/notice-1`)
	assert.match(page.text, /The same notice is on PF-\S+, of Abena Thrice, and says there what is not answered here/)
	pf.led(await dan.submit(page, `${second}/same-notice`), 'carry over')
	assert.equal(await answer(second, 'parents', 'parents.1.parent_name'), 'Efua Knot')
	assert.equal(await answer(second, 'offences', 'convictions.1.offence'), 'Quokka theft')
	// The child's own are asked of each; among the brothers and sisters the one stands for the other.
	assert.equal(await answer(second, 'child', 'child_birthplace'), '')
	assert.equal(await answer(second, 'child', 'child_name'), 'Kojo Thrice')
	assert.equal(await answer(second, 'siblings', 'siblings.1.sibling_name'), 'Abena Thrice')
	assert.doesNotMatch((await dan.get(`${second}/notice-1`)).text, /The same notice is on/)
	// Who did not take it and does not work on it is offered nothing of it.
	assert.doesNotMatch((await paula.get(`/fostering/start/${await child(paula)}`)).text, /Abena Thrice/)
	const other = await child(paula), stolen = await paula.get(`/fostering/start/${other}?like=${pf.handleOf(first)}`)
	assert.doesNotMatch(stolen.body, /Thricely/)
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
