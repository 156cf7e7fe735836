// Private fostering: what the day brings by itself (10; acceptance cases 9 and 11).
// The clock is moved by moving the dates of a case.
import test, { after, before } from 'node:test'
import assert from 'node:assert/strict'
import * as pf from '../lib/fostering.mjs'
import { date } from '../lib/client.mjs'
import { cell, logMark, person, sql, stack, troubles, until } from '../lib/stack.mjs'

const DB = 'everychild_fostering'
let dan, theresa, number = 0

before(async () => {
	[dan, theresa] = [await person('dmarsh'), await person('tbrook')]
	logMark()
})

const letters = 'abcdefghijklmnopqrstuvwxyz'
const child = (more = {}) => pf.child(dan, { given: `Daily${letters[number++]}`, family: 'Wren', born: '2014-03-12', sex: 'F', ...more })
const carer = () => ({ carer_given: 'Ida', carer_family: `Qu${letters[number % 26]}rn`, postcode: pf.postcode() })
const active = async () => pf.active(dan, await child(), { starts: pf.today(-60), received: pf.today(-60), ...carer() })
const submit = async (c, path, fields, to = path) => c.submit(await c.get(path), to, fields)
const events = (base, code) => Number(cell(`SELECT COUNT(*) FROM ${DB}.event WHERE record = ${pf.idOf(base)} AND code LIKE '${code}%'`))
const audits = base => Number(cell(`SELECT COUNT(*) FROM ${DB}.audit WHERE object_id = ${pf.idOf(base)} AND relation = 'SYSTEM'`))
const noticesN = base => Number(cell(`SELECT COUNT(*) FROM ${DB}.notice WHERE record = ${pf.idOf(base)}`))

// The day `years` before today and so many days from it.
function born(years, days) {
	const d = new Date(`${pf.today(days)}T12:00:00Z`)
	return `${d.getUTCFullYear() - years}${pf.today(days).slice(4)}`
}
const bornOn = (base, day, disabled = 'N') => sql(`UPDATE ${DB}.arrangement SET child_born_on = '${day}', disabled = '${disabled}' WHERE record = ${pf.idOf(base)}`)

// One more round, until it has come to the case `probe`.
async function round(probe) {
	stack('restart-program', 'fostering')
	await until('the round', 20, probe)
	await until('the pages', 20, async () => (await dan.get('/fostering/')).status === 200)
}

test('11: alerts 90 and 30 days before, and END_DUE at the beginning of the 16th birthday; of a disabled child the 18th, with aftercare', async () => {
	const far = await active(), near = await active(), today = await active(), disabled = await active(), grown = await active()
	bornOn(far, born(16, 80))
	bornOn(near, born(16, 20), '')
	bornOn(today, born(16, 0))
	bornOn(disabled, born(16, 0), 'Y')
	bornOn(grown, born(18, 0), 'Y')
	await round(() => pf.stateOf(grown) === 'END_DUE')
	assert.deepEqual([far, near, today, disabled, grown].map(pf.stateOf), ['ACTIVE_NEW', 'ACTIVE_NEW', 'END_DUE', 'ACTIVE_NEW', 'END_DUE'])
	assert.deepEqual([events(far, 'age.90'), events(far, 'age.30'), events(near, 'age.30')], [1, 0, 1])
	assert.ok(pf.tasks(far).includes(`AGE ${pf.today(80)}`))
	assert.match((await dan.get(near)).text, /it ends on [^.]*, unless the child is disabled: find that out/)
	assert.doesNotMatch((await dan.get(far)).text, /unless the child is disabled/)
	assert.deepEqual([pf.fact(today, 'end_reason'), pf.fact(today, 'end_on'), pf.fact(today, 'aftercare')], ['REACHED_16', pf.today(), '0'])
	assert.equal(new Intl.DateTimeFormat('en-GB', { timeZone: 'Europe/London', hour: '2-digit', minute: '2-digit', hourCycle: 'h23' })
		.format(new Date(`${pf.fact(today, 'ended_at').replace(' ', 'T')}Z`)), '00:00')
	assert.deepEqual([pf.fact(grown, 'end_reason'), pf.fact(grown, 'aftercare')], ['REACHED_18_DISABLED', '1'])
	assert.ok(pf.tasks(grown).some(t => t.startsWith('AFTERCARE')))
	// A second round finds nothing more to do.
	const count = () => [far, near, today, grown].map(base => [events(base, ''), audits(base), noticesN(base), pf.tasks(base).length].join())
	const before = count(), marker = await active()
	bornOn(marker, born(16, 0))
	await round(() => pf.stateOf(marker) === 'END_DUE')
	assert.deepEqual(count(), before)
	assert.equal(audits(today), 1)
})

test('11: where nobody knows whether the child is disabled, the 16th birthday ends nothing by itself: a manager and the worker are asked, once', async () => {
	const [unsaid, unknown, grown] = [await active(), await active(), await active()], marker = await active()
	bornOn(unsaid, born(16, 0), '')
	bornOn(unknown, born(16, -3), 'U')
	bornOn(grown, born(18, 0), 'U')
	bornOn(marker, born(16, 0))
	await round(() => pf.stateOf(marker) === 'END_DUE' && pf.stateOf(grown) === 'END_DUE')
	assert.deepEqual([unsaid, unknown].map(pf.stateOf), ['ACTIVE_NEW', 'ACTIVE_NEW'])
	for (const base of [unsaid, unknown]) {
		assert.ok(pf.tasks(base).includes(`AGE ${pf.today()}`))
		assert.match((await dan.get(base)).text, /not known whether the child is disabled: find it out/)
		assert.equal(events(base, 'age.asked'), 1)
		assert.equal(cell(`SELECT COUNT(*) FROM ${DB}.notice n JOIN everychild.account a ON a.id = n.account WHERE n.record = ${pf.idOf(base)} AND a.login = 'tbrook' AND n.title LIKE 'Decide whether%'`), '1')
	}
	assert.equal(pf.fact(grown, 'end_reason'), '')
	// Found out: it goes on for the one, and has ended with the birthday for the other.
	await pf.facts(dan, unsaid, { came: pf.today(-60), disabled: 'Y', disabled_basis: 'Deaf', ...date('disabled_on', pf.today()) })
	await pf.facts(dan, unknown, { came: pf.today(-60), disabled: 'N', disabled_basis: 'Seen', ...date('disabled_on', pf.today()) })
	await round(() => pf.stateOf(unknown) === 'END_DUE')
	assert.equal(pf.stateOf(unsaid), 'ACTIVE_NEW')
	assert.deepEqual([pf.fact(unknown, 'end_reason'), pf.fact(unknown, 'end_on')], ['REACHED_16', pf.today(-3)])
	assert.equal(events(unsaid, 'age.asked'), 1)
})

test('21: an end by a birthday that was recorded in error is taken back by a manager, once the facts are right', async () => {
	const base = await active(), before = ['T3', 'TA'].map(clock => pf.deadline(base, clock)), due = pf.fact(base, 'next_visit_due')
	bornOn(base, born(16, 0))
	await round(() => pf.stateOf(base) === 'END_DUE')
	assert.deepEqual(sql(`SELECT DISTINCT d.ended_in <> '', d.ended_in = e.made_in FROM ${DB}.deadline d JOIN ${DB}.event e ON e.record = d.record AND e.code = 'birthday' WHERE d.record = ${pf.idOf(base)} AND d.clock IN ('T3', 'TA')`), [['1', '1']],
		'what the day ended by itself is known by that step alone')
	assert.equal((await dan.get(`${base}/not-ended`)).status, 403)
	const no = await theresa.get(`${base}/not-ended`)
	assert.equal(no.status, 409)
	assert.match(no.text, /correct the date of birth, or whether the child is disabled, in the facts first/)
	await pf.facts(dan, base, { came: pf.today(-60), disabled: 'Y', disabled_basis: 'Deaf', ...date('disabled_on', pf.today()) })
	assert.equal((await submit(theresa, `${base}/not-ended`, {})).status, 422)
	assert.equal((await submit(theresa, `${base}/not-ended`, { reason: 'The child is disabled' })).status, 303)
	assert.equal(pf.stateOf(base), 'ACTIVE_NEW')
	assert.deepEqual([pf.fact(base, 'end_on'), pf.fact(base, 'end_reason'), pf.fact(base, 'ended_at')], ['NULL', '', 'NULL'])
	assert.deepEqual(['T3', 'TA'].map(clock => pf.deadline(base, clock)), before)
	assert.equal(pf.fact(base, 'next_visit_due'), due)
	assert.notEqual(pf.deadline(base, 'T6')[2], 'NULL')
	assert.match((await dan.get(base)).text, /It has not ended: The child is disabled/)
})

test('11: an absence that ran out ended with its last day; one whose last day is today has not', async () => {
	const out = await active(), last = await active()
	for (const base of [out, last]) await pf.away(dan, base, pf.today(-2), pf.today(20))
	sql(`UPDATE ${DB}.absence SET left_on = '${pf.today(-28)}', latest_on = '${pf.today(-1)}' WHERE record = ${pf.idOf(out)};
		UPDATE ${DB}.absence SET left_on = '${pf.today(-27)}', latest_on = '${pf.today()}' WHERE record = ${pf.idOf(last)}`)
	await round(() => pf.stateOf(out) === 'END_DUE')
	assert.equal(pf.stateOf(last), 'PAUSED')
	assert.deepEqual([pf.fact(out, 'end_on'), pf.rows(out, 'absence', 'ended_why')[0][0]], [pf.today(-1), 'LAPSED'])
	// T6 runs from the midnight with which that day ended.
	assert.equal(cell(`SELECT TIMESTAMPDIFF(HOUR, v.ended_at, d.due_at) FROM ${DB}.arrangement v JOIN ${DB}.deadline d ON d.record = v.record AND d.clock = 'T6' WHERE v.record = ${pf.idOf(out)}`), '48')
})

test('9: a short stay is an enquiry again on day 28, and a notice is due at once; not when the child had left', async () => {
	const short = async (more = {}) => {
		const base = await pf.start(dan, await child(), { starts: pf.today(-20), ends: pf.today(-1), received: pf.today(-20), ...carer() })
		await pf.facts(dan, base, { open: false, came: pf.today(-20), ends: pf.today(-1), ...more })
		await submit(dan, `${base}/not-pf`, { reason: 'Three weeks only' })
		await submit(theresa, `${base}/not-pf`, { agreed: 'Y' }, `${base}/not-pf/answer`)
		assert.equal(pf.stateOf(base), 'NOT_PF')
		return base
	}
	const stays = await short(), left = await short({ left: pf.today(-1) })
	assert.equal(pf.fact(stays, 'retest_on'), pf.today(8), 'start and 28 days')
	for (const base of [stays, left]) sql(`UPDATE ${DB}.arrangement SET start_actual = start_actual - INTERVAL 8 DAY, intended_end = intended_end - INTERVAL 8 DAY,
		left_on = left_on - INTERVAL 8 DAY, retest_on = retest_on - INTERVAL 8 DAY WHERE record = ${pf.idOf(base)}`)
	await round(() => pf.stateOf(stays) === 'ENQUIRY')
	assert.deepEqual(pf.tasks(stays).filter(t => /^(LEFT|REG5)/.test(t)), [`LEFT ${pf.today()}`, `REG5 ${pf.today()}`])
	assert.equal(pf.fact(stays, 'test_result'), 'PF')
	assert.equal(pf.stateOf(left), 'NOT_PF')
})

test('9, 11.1: a short stay of a child with another open case waits for a person, and for the other to close', async () => {
	const handle = await child(), short = await pf.start(dan, handle, { starts: pf.today(-20), ends: pf.today(-1), received: pf.today(-20), ...carer() })
	await pf.facts(dan, short, { open: false, came: pf.today(-20), ends: pf.today(-1) })
	await submit(dan, `${short}/not-pf`, { reason: 'Three weeks only' })
	await submit(theresa, `${short}/not-pf`, { agreed: 'Y' }, `${short}/not-pf/answer`)
	const other = await pf.start(dan, handle, carer()), marker = await active()
	sql(`UPDATE ${DB}.arrangement SET start_actual = start_actual - INTERVAL 8 DAY, intended_end = intended_end - INTERVAL 8 DAY, retest_on = retest_on - INTERVAL 8 DAY WHERE record = ${pf.idOf(short)}`)
	const asked = () => cell(`SELECT COUNT(*) FROM ${DB}.event WHERE record = ${pf.idOf(short)} AND code LIKE 'again.asked%'`)
	await round(() => asked() === '1')
	assert.equal(pf.stateOf(short), 'NOT_PF')
	bornOn(marker, born(16, 0))
	await round(() => pf.stateOf(marker) === 'END_DUE')
	assert.deepEqual([pf.stateOf(short), asked()], ['NOT_PF', '1'])
	sql(`UPDATE ${DB}.record SET state = 'NOT_PF', closed_at = UTC_TIMESTAMP(6) WHERE id = ${pf.idOf(other)}`)
	await round(() => pf.stateOf(short) === 'ENQUIRY')
})

test('T2: a start that has come without word starts 48 hours to ask, once', async () => {
	const base = await pf.proposed(dan, await child(), carer())
	sql(`UPDATE ${DB}.arrangement SET start_proposed = '${pf.today(-1)}' WHERE record = ${pf.idOf(base)}`)
	await round(() => pf.deadline(base, 'T2') !== undefined)
	assert.equal(pf.deadline(base, 'T2')[0], pf.today(1))
	assert.ok(pf.tasks(base).includes(`ARRIVAL ${pf.today()}`))
	const marker = await active()
	bornOn(marker, born(16, 0))
	await round(() => pf.stateOf(marker) === 'END_DUE')
	assert.equal(cell(`SELECT COUNT(*) FROM ${DB}.deadline WHERE record = ${pf.idOf(base)} AND clock = 'T2'`), '1')
})

test('18: what was closed more than twelve months ago is archived, with its day of closing as it was', async () => {
	const old = await active(), young = await active()
	for (const base of [old, young]) {
		await pf.end(dan, base)
		await pf.ending(dan, base)
		await pf.signOff(theresa, base)
	}
	sql(`UPDATE ${DB}.record SET closed_at = closed_at - INTERVAL 13 MONTH WHERE id = ${pf.idOf(old)};
		UPDATE ${DB}.arrangement SET closed_on = '2025-01-02' WHERE record = ${pf.idOf(old)}`)
	await round(() => pf.stateOf(old) === 'ARCHIVED')
	assert.equal(pf.stateOf(young), 'ENDED')
	assert.equal(pf.fact(old, 'closed_on'), '2025-01-02')
	assert.equal((await dan.get(old)).status, 404)
	assert.equal(audits(old), 1)
})

after(() => assert.deepEqual(troubles(), []))
