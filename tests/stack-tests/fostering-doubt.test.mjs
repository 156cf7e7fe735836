// Private fostering: what is doubtful is asked again when a case is decided and when the
// child comes (11.1); and who are brothers and sisters with one carer (6.4).
import test, { after, before } from 'node:test'
import assert from 'node:assert/strict'
import * as pf from '../lib/fostering.mjs'
import * as m from '../lib/fostering-measures.mjs'
import { date } from '../lib/client.mjs'
import { accountId, cell, logMark, person, sql, troubles } from '../lib/stack.mjs'

let dan, lily, theresa, avale, number = 0
const letters = 'abcdefghijklmnopqrstuvwxyz'

before(async () => {
	[dan, lily, theresa, avale] = [await person('dmarsh'), await person('lowens'), await person('tbrook'), await person('avale')]
	logMark()
})

const child = () => pf.child(dan, { given: `Doubt${letters[number++]}`, family: 'Lark', born: '2014-03-12', sex: 'F' })
const carer = () => ({ carer_given: 'Ida', carer_family: 'Quorn', postcode: pf.postcode() })
const arrive = async (c, base, more = {}) => c.submit(await c.get(`${base}/arrival`), `${base}/arrival`, { ...date('came_on', pf.today()), ...date('known_on', pf.today()), ...more })
const set = (base, text) => sql(`UPDATE everychild_fostering.${text.replace('{}', pf.idOf(base))}`)
const barred = (base, what = 'barred') => set(base, `person SET ${what} = 'Y' WHERE id = (SELECT carer FROM everychild_fostering.arrangement WHERE record = {})`)
const told = base => Number(cell(`SELECT COUNT(*) FROM everychild_fostering.notice n JOIN everychild.account a ON a.id = n.account
	WHERE n.record = ${pf.idOf(base)} AND a.login = 'tbrook' AND n.title LIKE 'Urgent%'`))
// Another case of the child, begun and open.
const second = async (kid, more) => {
	const path = `/fostering/start/${kid}`
	let page = await dan.submit(await dan.get(path), path, { ...pf.NOTICE, ...carer(), ...date('received_on', pf.today()), ...more })
	page = await dan.submit(page, path, { use: 'NEW', ...(/name="confirmed"/.test(page.body) ? { confirmed: 'Y' } : {}) })
	if (page.status === 422) page = await dan.submit(page, path, { confirmed: 'Y' })
	return /^\/fostering\/case\/\w+/.exec(pf.led(page, 'second'))[0]
}

test('a child who is in another arrangement when it comes is asked about at the arrival', async () => {
	const kid = await child()
	const base = await pf.proposed(dan, kid, carer())
	await second(kid, date('starts_on', pf.today(-3)))
	let page = await arrive(dan, base)
	assert.equal(page.status, 422)
	assert.match(page.text, /in another arrangement, PF-\S+ on the same days/)
	assert.equal(page.form(`${base}/arrival`).fields.find(([n]) => n === 'came_on-year')[1], pf.today().slice(0, 4), 'what was typed stands')
	assert.equal(pf.stateOf(base), 'PROPOSED')
	assert.equal(told(base), 0)
	pf.led(await dan.submit(page, `${base}/arrival`, { confirmed: 'Y' }), 'nevertheless')
	assert.equal(pf.stateOf(base), 'ACTIVE_NEW')
	assert.equal(told(base), 1)
	assert.match((await dan.get(base)).text, /Saved nevertheless: This child was in another arrangement/)
})

test('a case that was no private fostering is not another arrangement', async () => {
	const kid = await child()
	const base = await pf.proposed(dan, kid, carer())
	const other = await second(kid, date('starts_on', pf.today(-3)))
	set(other, "record SET state = 'NOT_PF', closed_at = UTC_TIMESTAMP(6) WHERE id = {}")
	pf.led(await arrive(dan, base), 'arrived')
})

test('who is barred or disqualified in the household is asked about where that may be seen, and the managers hear of it anyway', async () => {
	const mine = await pf.proposed(dan, await child(), carer())
	barred(mine)
	const page = await arrive(dan, mine)
	assert.equal(page.status, 422)
	assert.match(page.text, /Ida Quorn is barred from regulated activity/)
	const teams = await pf.proposed(dan, await child(), carer())
	barred(teams, 'disqualified')
	const blind = await arrive(lily, teams)
	assert.doesNotMatch(blind.text, /disqualified/)
	pf.led(blind, 'of the team, who may not see offence data')
	assert.equal(told(teams), 1)
	assert.ok(pf.tasks(teams).some(t => t.startsWith('URGENT')))
})

test('a prohibition of the premises, another area and the usual limit are asked about', async () => {
	const base = await pf.proposed(dan, await child(), carer())
	const other = await pf.active(dan, await child(), carer())
	const household = pf.fact(base, 'household')
	sql(`INSERT INTO everychild_fostering.prohibition (record, number, type, person, household, grounds, reason, status, proposed_by, proposed_at, imposed_on, served_on)
		SELECT record, 9, 'B', carer, ${household}, 'b', 'x', 'IMPOSED', 1, UTC_TIMESTAMP(6), '${pf.today(-3)}', '${pf.today(-2)}' FROM everychild_fostering.arrangement WHERE record = ${pf.idOf(other)}`)
	sql(`UPDATE everychild_fostering.household SET area = '201' WHERE id = ${household}`)
	for (let n = 0; n < 3; n++) m.sameCarer(await pf.active(dan, await child(), carer()), base)
	sql(`UPDATE everychild_fostering.arrangement SET household = ${household} WHERE carer = ${pf.fact(base, 'carer')}`)
	const page = await arrive(dan, base)
	assert.equal(page.status, 422)
	assert.match(page.text, /in the area of City of London/)
	assert.match(page.text, /With this child the carer has 4 children, more than the usual limit of 3/)
	assert.match(page.text, /A prohibition of this carer or these premises is in effect/)
	pf.led(await dan.submit(page, `${base}/arrival`, { confirmed: 'Y' }), 'nevertheless')
	assert.ok(pf.tasks(base).some(t => t.startsWith('URGENT')))
})

test('the decision that it is private fostering asks too, and counts this child with the carer\'s others', async () => {
	const base = await pf.start(dan, await child(), carer())
	await pf.facts(dan, base)
	for (let n = 0; n < 3; n++) m.sameCarer(await pf.active(dan, await child(), carer()), base)
	const page = await dan.submit(await dan.get(`${base}/decide`), `${base}/decide`, {})
	assert.equal(page.status, 422)
	assert.match(page.text, /With this child the carer has 4 children/)
	assert.equal(pf.stateOf(base), 'ENQUIRY')
	pf.led(await dan.submit(page, `${base}/decide`, { confirmed: 'Y' }), 'decided')
	assert.equal(pf.stateOf(base), 'ACTIVE_NEW')
})

test('suitability is not decided over an overlap or another area that nobody has looked at', async () => {
	const kid = await child()
	const base = await pf.active(dan, kid, carer())
	await second(kid, date('starts_on', pf.today(-3)))
	m.reported(base)
	pf.led(await m.propose(dan, base, 'SUITABLE'), 'proposed')
	const page = await m.decide(theresa, base, 'SUITABLE')
	assert.equal(page.status, 422)
	assert.match(page.text, /in another arrangement/)
	assert.equal(pf.fact(base, 'suitability'), '')
	pf.led(await theresa.submit(page, `${base}/suitability/decide`, { confirmed: 'Y' }), 'decided')
	assert.equal(pf.fact(base, 'suitability'), 'SUITABLE')
})

// -- brothers and sisters --

const cases = async n => {
	const all = []
	for (let i = 0; i < n; i++) all.push(await pf.active(dan, await child(), carer()))
	for (const other of all.slice(1)) m.sameCarer(other, all[0])
	return all
}
const kidOf = base => cell(`SELECT child FROM everychild_fostering.record WHERE id = ${pf.idOf(base)}`)
const relate = async (c, base, other, what = 'add') => c.submit(await c.get(`${base}/siblings`), `${base}/siblings`, { other: kidOf(other), do: what })
const over = /more than the usual limit/

test('the limit is told by the children whom the reader may know of; a manager is sent to who sees the others', async () => {
	const all = await cases(4), last = pf.idOf(all[3])
	assert.match((await dan.get(all[0])).text, /has 4 children, more than the usual limit of 3/)
	sql(`UPDATE everychild_fostering.record SET restricted = 1, owner = ${accountId('tbrook')} WHERE id = ${last}`)
	try {
		const page = (await dan.get(all[0])).text, limit = (await dan.get(`${all[0]}/limit`)).text
		assert.doesNotMatch(page, /4 children|usual limit/)
		assert.match(limit, /Children with this carer, or proposed 3/)
		assert.doesNotMatch(limit, /not open to you\D*\d/)
		assert.match((await theresa.get(all[0])).text, /has 4 children, more than the usual limit of 3/)
		const other = (await (await person('ibarton')).get(all[0])).text
		assert.match(other, /Ask the officers who see restricted cases about the usual limit of 3 children/)
		assert.doesNotMatch(other, /4 children/)
	} finally { sql(`UPDATE everychild_fostering.record SET restricted = 0 WHERE id = ${last}`) }
})

test('brothers and sisters are a fact that is recorded: the limit counts by it, not by names', async () => {
	const all = await cases(4)
	for (const other of all.slice(1)) m.related(all[0], 'SIBLING', cell(`SELECT SUBSTRING_INDEX(subject, ' ', 1) FROM everychild_fostering.record WHERE id = ${pf.idOf(other)}`), 'Lark')
	assert.match((await dan.get(all[0])).text, over, 'named in a notice only')
	assert.match((await dan.get(`${all[0]}/siblings`)).text, /Named as one in a notice/)
	pf.led(await relate(dan, all[0], all[1]), 'one')
	pf.led(await relate(dan, all[2], all[1]), 'from the other side')
	assert.match((await dan.get(all[0])).text, over, 'not all of each other')
	pf.led(await relate(dan, all[3], all[2]), 'the last')
	assert.doesNotMatch((await dan.get(all[0])).text, over)
	assert.match((await dan.get(`${all[0]}/siblings`)).text, /Recorded as brother or sister.*A parent in common, or another brother or sister/)
	pf.led(await relate(dan, all[2], all[3], 'end'), 'a mistake')
	assert.match((await dan.get(all[0])).text, over)
	assert.equal(cell(`SELECT COUNT(*) FROM everychild_fostering.sibling WHERE child = ${kidOf(all[3])} AND ended_at IS NOT NULL`), '1', 'kept')
})

test('only a child whose case one may open is offered, and readers change nothing', async () => {
	const all = await cases(3)
	sql(`UPDATE everychild_fostering.record SET restricted = 1, owner = ${cell("SELECT id FROM everychild.account WHERE login = 'tbrook'")} WHERE id = ${pf.idOf(all[1])};
		UPDATE everychild_fostering.record_person SET until = UTC_TIMESTAMP(6) WHERE record = ${pf.idOf(all[1])} AND relation = 'OWNER'`)
	const shown = await dan.get(`${all[0]}/siblings`)
	assert.ok(shown.body.includes(`value="${kidOf(all[2])}"`))
	assert.ok(!shown.body.includes(`value="${kidOf(all[1])}"`))
	const page = await relate(dan, all[0], all[1])
	assert.equal(page.status, 422)
	assert.match(page.text, /Choose the child/)
	assert.equal((await avale.get(`${all[0]}/siblings`)).status, 200)
	assert.doesNotMatch((await avale.get(`${all[0]}/siblings`)).body, /name="other"/)
})

after(() => assert.deepEqual(troubles(), []))
