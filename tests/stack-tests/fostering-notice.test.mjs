// Private fostering: notices (3), the dates that run from them, and who is known already.
import test, { after, before } from 'node:test'
import assert from 'node:assert/strict'
import * as caf from '../lib/caf.mjs'
import * as pf from '../lib/fostering.mjs'
import { date } from '../lib/client.mjs'
import { cell, logMark, person, sql, troubles } from '../lib/stack.mjs'

let paula, dan, theresa, number = 0

before(async () => {
	[paula, dan, theresa] = [await person('pgrey'), await person('dmarsh'), await person('tbrook')]
	logMark()
})

const letters = 'abcdefghijklmnopqrstuvwxyz'
const child = (c = dan) => pf.child(c, { given: `Note${letters[number++]}`, family: 'Wren', born: '2014-03-12', sex: 'F' })
// A carer of its own, so that none is known already.
const carer = () => ({ carer_given: 'Ida', carer_family: 'Quorn', postcode: pf.postcode() })
const post = async (c, path, fields) => c.submit(await c.get(path), path, fields)
const startForm = (received, starts, more = {}) => ({ ...pf.NOTICE, ...date('received_on', received), ...(starts ? date('starts_on', starts) : {}), ...more })
const another = (c, base, fields) => post(c, `${base}/another-notice`, { notifier: 'PARENT', channel: 'EMAIL', regulation: '3(3)',
	...date('received_on', pf.today()), ...fields })
const notices = base => pf.rows(base, 'notification', 'number, regulation, class, written_on')

test('4: a web notice of Saturday 23 May 2026, 21:10, has its date on Wednesday 3 June', async () => {
	const base = await pf.start(dan, await child(), { received: '2026-05-23', received_time: '21:10', channel: 'EMAIL',
		starts: pf.today(60), regulation: '3(1)', ...carer() })
	await pf.decide(dan, base)
	assert.equal(pf.deadline(base, 'T1')[0], '2026-06-03')
	assert.match((await dan.get(base)).text, /7 working days from 23 May 2026/)
})

test('6: the carer\'s notice is in time with 42 days, short with 41, after the start from the day itself', async () => {
	for (const [received, word] of [[-42, 'IN_TIME'], [-41, 'SHORT_NOTICE'], [0, 'AFTER_START']]) {
		const base = await pf.start(dan, await child(), { received: pf.today(received), starts: pf.today(), regulation: received ? '3(1)' : '5', ...carer() })
		assert.equal(notices(base)[0][2], word)
	}
})

test('who has no duty refers: found by the authority', async () => {
	const base = await pf.start(dan, await child(), { regulation: 'REFERRAL', notifier: 'SCHOOL', ...carer() })
	assert.equal(notices(base)[0][2], 'AUTHORITY_FOUND')
	assert.match((await dan.get(base)).text, /Found by the authority or a professional/)
})

test('who has no duty is a source, and cannot give a notice under regulation 3 or 5', async () => {
	const kid = await child(), path = `/fostering/start/${kid}`
	const page = await post(dan, path, startForm(pf.today(), null, { regulation: '3(1)', notifier: 'SCHOOL', ...carer() }))
	assert.equal(page.status, 422)
	assert.match(page.errors().join(), /School or college has no duty to notify: choose the referral/)
	assert.equal((await dan.submit(page, path, { regulation: 'REFERRAL' })).status, 303)
})

test('a neighbour who cannot name the carer is heard: the name is asked for afterwards', async () => {
	const c = await person('pgrey')
	const base = await pf.start(c, await pf.child(c), { regulation: 'REFERRAL', notifier: 'NEIGHBOUR', notifier_name: 'Ada Neighbour', carer_given: '', carer_family: '' })
	const page = await c.get(base)
	assert.match(page.text, /Name not known/)
	const form = await c.get(`${base}/notice-1/check`)
	assert.doesNotMatch(form.text, /Name not known/)
	assert.doesNotMatch((await c.get(`${base}/notice-1/carer`)).body, /not known/, 'and it is not taken for an answer')
	const carer = what => pf.fact(base, `(SELECT ${what} FROM everychild_fostering.person p WHERE p.id = carer)`)
	assert.equal(carer('sound'), '')
	const mends = async () => (await theresa.get(`/fostering/report/rows/quality?key=CARER`)).text
	const reference = cell(`SELECT reference FROM everychild_fostering.record WHERE id = ${pf.idOf(base)}`)
	assert.match(await mends(), new RegExp(reference))
	pf.led(await post(theresa, `${base}/hand-over`, { login: 'dmarsh', reason: 'To be visited' }), 'hand over')
	const path = `${base}/person/${carer('handle')}/details`
	pf.led(await post(dan, path, { phone: '01632 960123' }), 'a phone alone')
	assert.match((await dan.get(base)).text, /Name not known/, 'a phone number gives nobody a name')
	assert.match(await mends(), new RegExp(reference))
	pf.led(await post(dan, path, { given: 'Kezia', family: 'Laternamed' }), 'the name')
	assert.match((await dan.get(base)).text, /Kezia Laternamed/)
	assert.doesNotMatch(await mends(), new RegExp(reference), 'known by now: nothing to mend')
})

test('a telephone call starts the clock and leaves the written notice to be obtained', async () => {
	const base = await pf.start(dan, await child(), { ...carer() })
	assert.equal(pf.deadline(base, 'T12')[1], 'NULL')
	assert.deepEqual(pf.rows(base, 'task', 'kind, done_on')[0], ['WRITTEN', 'NULL'])
	assert.equal((await post(dan, `${base}/written/1`, date('written_on', pf.today(-1)))).status, 422)
	pf.led(await post(dan, `${base}/written/1`, date('written_on', pf.today())), 'written')
	assert.notEqual(pf.deadline(base, 'T12')[1], 'NULL')
	assert.equal(pf.rows(base, 'task', 'done_on')[0][0], pf.today())
	assert.equal((await dan.get(`${base}/written/1`)).status, 404)
})

test('regulation 11: each notice has its own task and date; the date that runs is the earliest; who refers owes none', async () => {
	const base = await pf.start(dan, await child(), { regulation: 'REFERRAL', notifier: 'NEIGHBOUR', ...carer() })
	const writing = () => pf.rows(base, 'task', "CONCAT(LEFT(what, 15), ' ', due_on, ' ', done_on IS NOT NULL)").flat().filter(t => t.startsWith('Obtain notice'))
	assert.deepEqual([writing(), pf.deadline(base, 'T12')], [[], undefined])
	assert.match((await dan.get(base)).text, /Not owed/)
	pf.led(await another(dan, base, { channel: 'PHONE' }), 'by telephone')
	const later = pf.deadline(base, 'T12')[0]
	pf.led(await another(dan, base, { regulation: '3(2)', notifier: 'ARRANGER', channel: 'PHONE', ...date('received_on', pf.today(-21)) }), 'an earlier one')
	const sooner = pf.deadline(base, 'T12')[0]
	assert.ok(sooner < later, `${sooner} before ${later}`)
	assert.deepEqual(writing().sort(), [`Obtain notice 2 ${later} 0`, `Obtain notice 3 ${sooner} 0`])
	assert.match(pf.rows(base, 'task', 'what').flat().join('\n'), /Obtain notice 3 in writing \(Somebody involved in arranging it: regulations 3\(2\) and 11\)/)
	pf.led(await post(dan, `${base}/written/3`, date('written_on', pf.today())), 'written')
	assert.deepEqual(writing().sort(), [`Obtain notice 2 ${later} 0`, `Obtain notice 3 ${sooner} 1`])
	assert.deepEqual(sql(`SELECT due_on FROM everychild_fostering.deadline WHERE record = ${pf.idOf(base)} AND clock = 'T12' AND met_at IS NULL AND dropped_at IS NULL`), [[later]])
})

test('several notices stand on one case; the earliest receipt drives the date', async () => {
	const base = await pf.proposed(dan, await child(), { channel: 'EMAIL', ...carer() })
	const before = pf.deadline(base, 'T1')[0]
	pf.led(await another(dan, base, {}), 'a later one')
	assert.equal(pf.deadline(base, 'T1')[0], before)
	pf.led(await another(dan, base, { regulation: '3(2)', notifier: 'ARRANGER', ...date('received_on', pf.today(-21)) }), 'an earlier one')
	assert.equal(notices(base).length, 3)
	assert.ok(pf.deadline(base, 'T1')[0] < pf.today(), 'late at once')
	assert.match(pf.fact(base, 'first_notice_at'), new RegExp(`^${pf.today(-21)}`))
	assert.match((await dan.get(base)).text, /An earlier notice: the dates run from it/)
})

test('an arrival or an end is told in time within 48 hours', async () => {
	const base = await pf.proposed(dan, await child(), { channel: 'EMAIL', ...carer() })
	pf.led(await another(dan, base, { regulation: '6(2)', ...date('event_on', pf.today(-1)) }), 'arrival')
	assert.match((await dan.get(base)).text, /In time: 48 hours from/)
	const late = await pf.active(dan, await child(), { channel: 'EMAIL', ...carer() })
	pf.led(await another(dan, late, { regulation: '10(4)', ...date('event_on', pf.today(-9)) }), 'end')
	assert.match((await dan.get(late)).text, /Late: 48 hours from/)
})

test('stopped: a receipt to come or before the birth', async () => {
	const kid = await child()
	for (const [received, words] of [[pf.today(1), /today or in the past/], ['2013-01-01', /before the child's birth/]]) {
		const page = await post(dan, `/fostering/start/${kid}`, startForm(received, null))
		assert.equal(page.status, 422)
		assert.match(page.text, words)
		assert.equal(page.form(`/fostering/start/${kid}`).fields.find(([n]) => n === 'carer_family')[1], 'Marsh')
	}
})

test('doubtful: regulation 3 after the start, and 6 without 3, are saved when somebody has looked', async () => {
	const kid = await child(), path = `/fostering/start/${kid}`
	let page = await post(dan, path, startForm(pf.today(), pf.today(-3), { regulation: '3(1)', ...carer() }))
	assert.equal(page.status, 422)
	assert.match(page.text, /under regulation 5, not 3/)
	// The tick of another warning does not count.
	assert.equal((await dan.submit(page, path, { about: 'AREA', confirmed: 'Y' })).status, 422)
	const base = pf.led(await dan.submit(page, path, { confirmed: 'Y' }), 'confirmed')
	assert.match((await dan.get(base)).text, /Saved nevertheless: The start was before this notice/)
	const five = await pf.start(dan, await child(), { ...carer() })
	page = await another(dan, five, { regulation: '6(1)', notifier: 'CARER', ...date('event_on', pf.today()) })
	assert.equal(page.status, 422)
	assert.match(page.text, /treat it as one under regulation 5/)
	assert.equal(notices(five).length, 1, 'nothing is saved before somebody has looked')
	pf.led(await dan.submit(page, `${five}/another-notice`, { confirmed: 'Y' }), 'confirmed')
	assert.deepEqual(notices(five)[1].slice(0, 2), ['2', '6(1)'])
	assert.match((await dan.get(five)).text, /Saved nevertheless: [^.]*regulation 3/)
	// With a notice under regulation 3 there is nothing to ask.
	const three = await pf.proposed(dan, await child(), { ...carer() })
	pf.led(await another(dan, three, { regulation: '6(1)', notifier: 'CARER', ...date('event_on', pf.today()) }), '6 after 3')
})

test('a carer\'s address in another area is warned of', async () => {
	const kid = await child(), path = `/fostering/start/${kid}`
	const page = await post(dan, path, startForm(pf.today(), null, { area: '201', ...carer() }))
	assert.match(page.text, /another authority's area/)
	const base = pf.led(await dan.submit(page, path, { confirmed: 'Y' }), 'confirmed')
	assert.equal(sql(`SELECT h.area FROM everychild_fostering.household h JOIN everychild_fostering.arrangement a
		ON a.household = h.id WHERE a.record = ${pf.idOf(base)}`)[0][0], '201')
})

test('a notice for a child with an open case is offered that case, also to who does not see it', async () => {
	const kid = await child()
	const base = await pf.start(dan, kid, { channel: 'EMAIL', ...carer() })
	await caf.open(paula, kid)
	const path = `/fostering/start/${kid}`
	assert.match((await paula.get(path)).text, /This child has an open case, PF-.*held by Dan Marsh/)
	const page = await post(paula, path, startForm(pf.today(), null, { notifier: 'PARENT', regulation: '3(3)', carer_family: 'Other', postcode: '' }))
	assert.equal(page.status, 422)
	assert.match(page.text, /Choose what is right/)
	const answer = await paula.submit(page, path, { use: `case-${pf.handleOf(base)}`, about: null })
	assert.equal(answer.location, `${path}/saved`)
	assert.match((await paula.get(answer.location)).text, /Saved and passed on PF-\S+ is held by Dan Marsh, who has been told/)
	assert.equal(notices(base).length, 2)
	assert.equal((await paula.get(base)).status, 404)
	assert.equal(sql(`SELECT COUNT(*) FROM everychild_fostering.notice n JOIN everychild.account a ON a.id = n.account
		WHERE n.record = ${pf.idOf(base)} AND a.login = 'dmarsh'`)[0][0], '1')
})

test('an arrival, a change and an end are taken at the front door for a case that is not seen there', async () => {
	const kid = await child(), path = `/fostering/start/${kid}`
	const base = await pf.proposed(dan, kid, { channel: 'EMAIL', ...carer() })
	await caf.open(paula, kid)
	const said = startForm(pf.today(), pf.today(-1), { regulation: '6(1)', notifier: 'CARER', channel: 'EMAIL', carer_family: '' })
	let page = await post(paula, path, said)
	assert.equal(page.status, 422)
	assert.match(page.errors().join(), /Choose the case to which this notice belongs/)
	assert.doesNotMatch(page.errors().join(), /family name/, 'the case has the carer')
	assert.equal((await paula.submit(page, path, { use: 'NEW' })).status, 422, 'an arrival begins no case')
	assert.equal((await paula.submit(page, path, { use: `case-${pf.handleOf(base)}` })).location, `${path}/saved`)
	assert.match((await dan.get(base)).text, /Another notice received: The child has arrived, says the carer/)
	assert.match((await theresa.get('/')).text, /The front door was told of an arrival, an end or a death/)
	const arrival = (await dan.get(`${base}/arrival`)).form(`${base}/arrival`).fields
	assert.equal(Number(arrival.find(([n]) => n === 'known_on-day')[1]), Number(pf.today().slice(8)), 'the second clock runs from the receipt')
	const none = await child(paula)
	page = await post(paula, `/fostering/start/${none}`, said)
	assert.match(page.errors().join(), /This child has no open case/)
	assert.doesNotMatch(page.body, /value="10\(2\)"/)
})

test('5.2: an earlier notice is earlier knowledge: the visits are counted from it', async () => {
	const kid = await child(), path = `/fostering/start/${kid}`
	const base = await pf.active(dan, kid, { channel: 'EMAIL', regulation: 'REFERRAL', notifier: 'NEIGHBOUR', received: pf.today(-3), starts: pf.today(-20), ...carer() })
	assert.equal(pf.deadline(base, 'T4')[0], pf.today(39))
	await caf.open(paula, kid)
	const page = await post(paula, path, startForm(pf.today(-8), null, { notifier: 'CARER', carer_family: 'Other', postcode: '' }))
	assert.equal((await paula.submit(page, path, { use: `case-${pf.handleOf(base)}`, about: null })).status, 303)
	assert.equal(pf.fact(base, 'deemed_start'), pf.today(-8))
	assert.equal(pf.deadline(base, 'T4')[0], pf.today(34))
	assert.equal(notices(base)[1][2], 'AFTER_START', 'by the start that the case knows')
	assert.match((await dan.get(`${base}/visits`)).text, /An earlier notice was recorded/)
	// What came before the start tells of no child who is there yet.
	pf.led(await another(dan, base, { regulation: '3(2)', notifier: 'ARRANGER', ...date('received_on', pf.today(-40)) }), 'before the start')
	assert.equal(pf.fact(base, 'deemed_start'), pf.today(-20))
	assert.equal(pf.deadline(base, 'T4')[0], pf.today(22))
})

test('5.1: an earlier notice moves the initial action also while the child is away, and not one that is complete', async () => {
	const base = await pf.active(dan, await child(), { received: pf.today(-1), starts: pf.today(-20), ...carer() })
	const was = pf.deadline(base, 'T3')[0]
	await pf.away(dan, base, pf.today(-1), pf.today(10))
	assert.equal(pf.stateOf(base), 'PAUSED')
	pf.led(await another(dan, base, { regulation: '3(3)', ...date('received_on', pf.today(-8)) }), 'earlier')
	const now = pf.rows(base, 'initial_action', 'notified_on, due_on')
	assert.deepEqual(now, [[pf.today(-8), pf.deadline(base, 'T3')[0]]], 'the same action, counted from the earlier day')
	assert.ok(now[0][1] < was, `${now[0][1]} before ${was}`)
	assert.equal(pf.stateOf(base), 'PAUSED')
	const done = await pf.active(dan, await child(), { received: pf.today(-1), starts: pf.today(-20), ...carer() })
	sql(`UPDATE everychild_fostering.initial_action SET completed_on = CURRENT_DATE WHERE record = ${pf.idOf(done)}`)
	await pf.away(dan, done, pf.today(-1), pf.today(10))
	pf.led(await another(dan, done, { regulation: '3(3)', ...date('received_on', pf.today(-8)) }), 'earlier')
	assert.equal(pf.rows(done, 'initial_action', 'notified_on').length, 1)
})

test('who passes an enquiry on reads who holds it', async () => {
	const kid = await child(paula), base = await pf.start(paula, kid, { channel: 'EMAIL', ...carer() })
	await pf.facts(paula, base)
	const answer = await post(paula, `${base}/decide`, {})
	assert.equal(answer.location, `/fostering/start/${kid}/saved`)
	assert.match((await paula.get(answer.location)).text, /is held by [A-Z]\w+ [A-Z]\w+, who has been told/)
})

test('a carer who is known by sound and postcode is used again, and the usual limit is a warning', async () => {
	const who = { carer_given: 'Ruth', carer_family: 'Vaughan', postcode: pf.postcode(), channel: 'EMAIL' }
	let first = await pf.start(dan, await child(), who)
	for (let n = 1; n <= 3; n++) {
		const kid = await child(), path = `/fostering/start/${kid}`
		let page = await post(dan, path, startForm(pf.today(), null, { ...who, carer_family: 'Vaughn' }))
		assert.match(page.text, /The same carer: Ruth Vaughan/)
		const use = /value="(carer-\d+-\d+)"/.exec(page.body)[1]
		page = await dan.submit(page, path, { use })
		if (n === 3) {
			assert.match(page.text, /has 3 children already and no exemption/)
			page = await dan.submit(page, path, { confirmed: 'Y' })
		}
		const base = pf.led(page, `child ${n}`)
		assert.equal(pf.fact(base, 'carer'), pf.fact(first, 'carer'))
		assert.equal(pf.fact(base, 'household'), pf.fact(first, 'household'))
		if (n === 3) assert.match((await theresa.get(base)).text, /exemption to be decided/)
	}
})

test('a second case of the same child is confirmed and the managers are told', async () => {
	const kid = await child(), path = `/fostering/start/${kid}`
	await pf.start(dan, kid, carer())
	let page = await post(dan, path, startForm(pf.today(), null, { ...carer(), carer_family: 'Zzyzx', postcode: '' }))
	page = await dan.submit(page, path, { use: 'NEW' })
	assert.equal(page.status, 422)
	assert.match(page.text, /another open case/)
	const base = pf.led(await dan.submit(page, path, { confirmed: 'Y' }), 'nevertheless')
	assert.equal(pf.stateOf(base), 'ENQUIRY')
})

test('the class waits for the day of the start', async () => {
	const base = await pf.start(dan, await child(), { starts: null, regulation: '3(1)', ...carer() })
	assert.equal(notices(base)[0][2], '')
	await pf.facts(dan, base, { comes: pf.today(10) })
	assert.equal(notices(base)[0][2], 'SHORT_NOTICE')
})

test('11.2: the front door adds to its own enquiries, readers add to none', async () => {
	const own = await pf.start(paula, await child(paula), carer())
	pf.led(await another(paula, own, {}), 'own')
	const other = await pf.start(dan, await child(), carer())
	assert.equal((await paula.get(`${other}/another-notice`)).status, 404)
	assert.equal((await (await person('avale')).get(`${own}/another-notice`)).status, 403)
	assert.equal((await (await person('sfinch')).get(own)).status, 403)
})

test('an earlier notice moves the date of the assessment, which is not begun again once it is met', async () => {
	const base = await pf.active(dan, await child(), { channel: 'EMAIL', ...carer() })
	assert.equal(pf.deadline(base, 'TA')[0], pf.today(42))
	pf.led(await another(dan, base, { regulation: '3(3)', ...date('received_on', pf.today(-10)), ...date('event_on', pf.today(-1)) }), 'earlier')
	assert.equal(pf.deadline(base, 'TA')[0], pf.today(32))
	sql(`UPDATE everychild_fostering.deadline SET met_at = UTC_TIMESTAMP(6), met_on = CURRENT_DATE WHERE record = ${pf.idOf(base)} AND clock = 'TA' AND dropped_at IS NULL`)
	pf.led(await another(dan, base, { regulation: '3(3)', ...date('received_on', pf.today(-12)), ...date('event_on', pf.today(-1)) }), 'earlier still')
	assert.equal(pf.deadline(base, 'TA')[0], pf.today(32))
})

test('where no time of receipt was given none is shown', async () => {
	const base = await pf.start(dan, await child(), { channel: 'EMAIL', received: pf.today(-1), ...carer() })
	assert.doesNotMatch((await dan.get(base)).text, /12:00pm/)
	pf.led(await another(dan, base, { received_time: '12:00', ...date('received_on', pf.today(-2)) }), 'noon')
	const page = (await dan.get(base)).text
	assert.match(page, /First notice received [^:]* at 12:00pm/)
	assert.equal(page.match(/12:00pm/g).length, 2, 'in the facts and in its own row')
})

after(() => assert.deepEqual(troubles(), []))
