// Private fostering: is it? The legal test (2), who decides what, and short stays.
import test, { after, before } from 'node:test'
import assert from 'node:assert/strict'
import { date } from '../lib/client.mjs'
import * as pf from '../lib/fostering.mjs'
import { accountId, env, logMark, person, sql, troubles } from '../lib/stack.mjs'
import { token } from '../lib/token.mjs'

let paula, dan, theresa, number = 0

before(async () => {
	[paula, dan, theresa] = [await person('pgrey'), await person('dmarsh'), await person('tbrook')]
	logMark()
})

const child = (born = '2014-03-12') => pf.child(dan, { given: `Legal${'abcdefghijklmnopqrstuvwxyz'[number++]}`, family: 'Tern', born, sex: 'F' })
const tests = base => pf.rows(base, 'legal_test', 'result, rule, account')
// What no page offers this person.
const forced = (c, path, fields) => c.post(path, { token: token(env, 'fostering', c, path), ...fields })
const post = async (c, path, form, fields) => c.submit(await c.get(form ?? path), path, fields)

test('what the notice alone does not tell is asked for by name', async () => {
	const base = await pf.start(dan, await child())
	const page = await dan.get(base)
	assert.match(page.text, /Not enough is known.*Not known yet: .*parental responsibility.*where the child sleeps/)
	assert.equal(pf.fact(base, 'test_result'), 'UNKNOWN')
	assert.equal((await dan.get(`${base}/decide`)).status, 409)
	assert.equal((await forced(dan, `${base}/decide`)).status, 409)
	assert.equal(pf.stateOf(base), 'ENQUIRY')
})

test('10: a half-sister of the mother and the father\'s husband are relatives, a cousin and an unmarried partner are not', async () => {
	for (const [relationship, result] of [['UNCLE_AUNT_HALF', 'NOT_PF_RELATIVE'], ['STEP_PARENT_MARRIED', 'NOT_PF_RELATIVE'],
		['COUSIN', 'PF'], ['PARENT_UNMARRIED_PARTNER', 'PF']]) {
		const base = await pf.start(dan, await child())
		await pf.facts(dan, base, { relationship })
		assert.equal(pf.fact(base, 'test_result'), result, relationship)
	}
})

test('private fostering starts by the worker\'s word: aware from the first notice, deemed start the later day', async () => {
	const base = await pf.start(dan, await child(), { received: pf.today(-3), starts: pf.today(-40) })
	await pf.decide(dan, base)
	assert.equal(pf.stateOf(base), 'ACTIVE_NEW')
	assert.equal(pf.fact(base, 'aware_on'), pf.today(-3))
	assert.equal(pf.fact(base, 'deemed_start'), pf.today(-3))
	assert.notEqual(pf.deadline(base, 'T0')[1], 'NULL')
	const page = await dan.get(`${base}/test`)
	assert.match(page.text, /Rule 12: No exception applies/)
})

test('7: an authority that was told before the start counts from the start', async () => {
	const base = await pf.start(dan, await child(), { received: pf.today(-30), starts: pf.today(-4) })
	await pf.decide(dan, base)
	assert.equal(pf.fact(base, 'deemed_start'), pf.today(-4))
})

test('a start still to come makes a proposal with its seven working days', async () => {
	const base = await pf.proposed(dan, await child())
	assert.equal(pf.stateOf(base), 'PROPOSED')
	assert.equal(pf.deadline(base, 'T1')[1], 'NULL')
	assert.match((await dan.get(base)).text, /7 working days from/)
})

test('what is none is closed when a manager agrees with the reason of another person', async () => {
	const base = await pf.start(dan, await child())
	await pf.facts(dan, base, { relationship: 'GRANDPARENT' })
	assert.equal((await forced(dan, `${base}/decide`)).status, 409)
	let page = await post(dan, `${base}/not-pf`, undefined, { reason: '' })
	assert.equal(page.status, 422)
	pf.led(await post(dan, `${base}/not-pf`, undefined, { reason: 'Her own grandmother, by the birth certificates' }), 'propose')
	assert.equal(pf.stateOf(base), 'ENQUIRY')
	page = await theresa.get(`${base}/not-pf`)
	assert.match(page.text, /by the birth certificates/)
	// Refused with what is missing, proposed again, agreed.
	assert.equal((await post(theresa, `${base}/not-pf/answer`, `${base}/not-pf`, { agreed: 'N' })).status, 422)
	pf.led(await post(theresa, `${base}/not-pf/answer`, `${base}/not-pf`, { agreed: 'N', answer_note: 'Ask the registrar' }), 'refuse')
	assert.equal(pf.stateOf(base), 'ENQUIRY')
	pf.led(await post(dan, `${base}/not-pf`, undefined, { reason: 'The registrar says so' }), 'propose again')
	pf.led(await post(theresa, `${base}/not-pf/answer`, `${base}/not-pf`, { agreed: 'Y' }), 'agree')
	assert.equal(pf.stateOf(base), 'NOT_PF')
	assert.notEqual(pf.deadline(base, 'T0')[1], 'NULL')
	assert.deepEqual(pf.rows(base, 'approval', 'answer').flat(), ['N', 'Y'])
})

test('nobody agrees with what they proposed, and neither worker nor front door agrees at all', async () => {
	const base = await pf.start(theresa, await pf.child(theresa, { given: 'Owna', family: 'Tern', born: '2014-03-12', sex: 'M' }))
	await pf.facts(theresa, base, { looked_after: 'Y' })
	pf.led(await post(theresa, `${base}/not-pf`, undefined, { reason: 'Placed by another council' }), 'propose')
	assert.doesNotMatch((await theresa.get(`${base}/not-pf`)).text, /Do you agree/)
	assert.equal((await forced(theresa, `${base}/not-pf/answer`, { agreed: 'Y' })).status, 409)
	const own = await pf.start(dan, await child())
	await pf.facts(dan, own, { looked_after: 'Y' })
	pf.led(await post(dan, `${own}/not-pf`, undefined, { reason: 'Placed' }), 'propose')
	assert.equal((await forced(dan, `${own}/not-pf/answer`, { agreed: 'Y' })).status, 403)
	assert.deepEqual([pf.stateOf(base), pf.stateOf(own)], ['ENQUIRY', 'ENQUIRY'])
})

test('9: it is not opened again beside another case of the child before somebody has looked at that', async () => {
	const kid = await child(), base = await pf.start(dan, kid, { starts: pf.today(-5), ends: pf.today(16) })
	await pf.facts(dan, base, { open: false })
	pf.led(await post(dan, `${base}/not-pf`, undefined, { reason: 'Three weeks of a language course' }), 'propose')
	pf.led(await post(theresa, `${base}/not-pf/answer`, `${base}/not-pf`, { agreed: 'Y' }), 'agree')
	await pf.start(dan, kid, { carer_family: 'Elsewhere' })
	const doubt = await post(dan, `${base}/again`, undefined, { reason: 'The mother is in hospital longer' })
	assert.equal(doubt.status, 422)
	assert.match(doubt.text, /This child has another open case, PF-/)
	assert.match(doubt.body, /value="The mother is in hospital longer"/)
	assert.equal(pf.stateOf(base), 'NOT_PF')
	pf.led(await dan.submit(doubt, `${base}/again`, { confirmed: 'Y' }), 'again')
	assert.equal(pf.stateOf(base), 'ENQUIRY')
})

test('9: a short stay is closed with the day it is looked at again, and opened again by hand', async () => {
	const base = await pf.start(dan, await child(), { starts: pf.today(-5), ends: pf.today(16) })
	await pf.facts(dan, base, { open: false })
	assert.equal(pf.fact(base, 'test_result'), 'NOT_PF_SHORT')
	assert.equal(pf.fact(base, 'retest_on'), pf.today(23))
	pf.led(await post(dan, `${base}/not-pf`, undefined, { reason: 'Three weeks of a language course' }), 'propose')
	pf.led(await post(theresa, `${base}/not-pf/answer`, `${base}/not-pf`, { agreed: 'Y' }), 'agree')
	assert.equal(pf.stateOf(base), 'NOT_PF')
	assert.equal(pf.fact(base, 'retest_on'), pf.today(23))
	pf.led(await post(dan, `${base}/again`, undefined, { reason: 'The mother is in hospital longer' }), 'again')
	assert.equal(pf.stateOf(base), 'ENQUIRY')
	await pf.facts(dan, base, { ends: pf.today(23) })
	assert.equal(pf.fact(base, 'test_result'), 'PF')
	assert.equal(pf.fact(base, 'retest_on'), 'NULL')
	// The carer's notice is due at once; taking it settles that.
	const task = () => pf.rows(base, 'task', 'kind, done_on').find(t => t[0] === 'REG5')[1]
	assert.equal(task(), 'NULL')
	pf.led(await post(dan, `${base}/another-notice`, undefined, { regulation: '5', notifier: 'CARER', channel: 'WRITING', ...date('received_on', pf.today()) }), 'regulation 5')
	assert.equal(task(), pf.today())
})

test('a start put right on a case under way moves what the visits are counted from', async () => {
	const base = await pf.active(dan, await child(), { received: pf.today(-9), starts: pf.today(-30) })
	assert.equal(pf.fact(base, 'deemed_start'), pf.today(-9))
	await pf.facts(dan, base, { came: pf.today(-2) })
	assert.equal(pf.fact(base, 'deemed_start'), pf.today(-2))
})

test('9: a child that left in time is not looked at again', async () => {
	const base = await pf.start(dan, await child(), { starts: pf.today(-28), ends: pf.today(-7) })
	await pf.facts(dan, base, { open: false })
	assert.equal(pf.fact(base, 'test_result'), 'PF')
	await pf.facts(dan, base, { open: false, left: pf.today(-1) })
	assert.equal(pf.fact(base, 'test_result'), 'NOT_PF_SHORT')
	assert.equal(pf.fact(base, 'retest_on'), 'NULL')
})

test('11: whether a child of 16 is disabled is decided on a basis and evidence, by somebody, on a day', async () => {
	const base = await pf.start(dan, await child(pf.today(-365 * 16 - 30)))
	await pf.facts(dan, base)
	assert.match((await dan.get(base)).text, /Not known yet: whether disabled/)
	const page = await post(dan, `${base}/facts`, undefined, { disabled: 'Y' })
	assert.equal(page.status, 422)
	assert.match(page.text, /on what basis/i)
	await pf.facts(dan, base, { disabled: 'Y', disabled_basis: 'Deaf from birth', disabled_evidence: 'Audiology letter',
		'disabled_on-day': '1', 'disabled_on-month': '6', 'disabled_on-year': '2026' })
	assert.equal(pf.fact(base, 'test_result'), 'PF')
	assert.match((await dan.get(`${base}/test`)).text, /Deaf from birth.*Audiology letter.*1 June 2026, recorded by Dan Marsh/)
	await pf.facts(dan, base, { disabled: 'N', disabled_basis: 'Hears with aids' })
	assert.equal(pf.fact(base, 'test_result'), 'NOT_PF_AGE')
})

test('each new answer is kept, the same answer is not kept twice', async () => {
	const base = await pf.start(dan, await child())
	await pf.facts(dan, base)
	await pf.facts(dan, base)
	await pf.facts(dan, base, { carer_pr: 'Y' })
	assert.deepEqual(tests(base).map(t => t[0]), ['UNKNOWN', 'PF', 'NOT_PF_PR'])
})

test('a case under way that is private fostering no longer is put before the managers', async () => {
	const base = await pf.active(dan, await child())
	await pf.facts(dan, base, { looked_after: 'Y' })
	assert.equal(pf.stateOf(base), 'ACTIVE_NEW')
	assert.match((await dan.get(base)).text, /no longer private fostering/)
	assert.equal(sql(`SELECT COUNT(*) FROM everychild_fostering.notice n JOIN everychild.account a ON a.id = n.account
		WHERE n.record = ${pf.idOf(base)} AND a.login = 'tbrook'`)[0][0], '1')
})

test('impossible days stay in the form with the reason', async () => {
	const base = await pf.start(dan, await child())
	const page = await post(dan, `${base}/facts`, undefined, { relationship: 'COUSIN', 'start_actual-day': '1', 'start_actual-month': '1', 'start_actual-year': '2013' })
	assert.equal(page.status, 422)
	assert.match(page.text, /before the child's birth/)
	assert.equal(page.form(`${base}/facts`).fields.find(([n]) => n === 'relationship')[1], 'COUSIN')
})

test('front door decides on its own enquiry; another\'s is not there', async () => {
	const kid = await pf.child(paula, { given: 'Front', family: 'Tern', born: '2014-03-12', sex: 'F' })
	const own = await pf.start(paula, kid)
	await pf.facts(paula, own, { looked_after: 'Y' })
	pf.led(await post(paula, `${own}/not-pf`, undefined, { reason: 'Placed by another council' }), 'propose')
	const other = await pf.start(dan, await child())
	for (const page of ['', '/test', '/facts', '/decide', '/not-pf'])
		assert.equal((await paula.get(other + page)).status, 404, page)
	for (const login of ['avale', 'vking']) {
		const reader = await person(login)
		assert.equal((await reader.get(`${own}/test`)).status, 200)
		assert.equal((await reader.get(`${own}/facts`)).status, 403)
	}
})

after(() => assert.deepEqual(troubles(), []))

test('what the front door took and decided is private fostering waits for a worker, and who took it sees it no more', async () => {
	const kid = await pf.child(paula, { given: 'Gave', family: 'Plover', born: '2014-03-12', sex: 'F' })
	const base = await pf.active(paula, kid)
	assert.equal(pf.stateOf(base), 'ACTIVE_NEW')
	// A manager's until a worker has it.
	assert.ok([accountId('tbrook'), accountId('ibarton')].map(String).includes(sql(`SELECT owner FROM everychild_fostering.record WHERE id = ${pf.idOf(base)}`)[0][0]))
	assert.match((await theresa.get('/fostering/unallocated')).text, /Gave Plover/)
	for (const page of ['', '/notice-1', '/persons', '/facts', '/end'])
		assert.ok([403, 404].includes((await paula.get(base + page)).status), page)
	assert.doesNotMatch((await paula.get('/fostering/')).text, /Gave Plover/)
	pf.led(await post(theresa, `${base}/hand-over`, undefined, { login: 'dmarsh', reason: 'To be visited' }), 'hand over')
	assert.equal((await dan.get(base)).status, 200)
	assert.equal((await paula.get(base)).status, 404)
})
