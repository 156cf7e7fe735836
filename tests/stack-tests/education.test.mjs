// A child becomes looked after, moves and leaves care, on the pages.
import test from 'node:test'
import assert from 'node:assert/strict'
import { date } from '../lib/client.mjs'
import { noHandle, person } from '../lib/stack.mjs'
import * as edu from '../lib/education.mjs'

const officer = () => person('jkite')

test('a child who enters care is followed, with the dates of the first plan', async () => {
	const c = await officer()
	const base = await edu.start(c, await edu.child(c))
	assert.equal(edu.stateOf(base), 'PLANNED')
	await edu.episode(c, base, '2026-10-19')
	assert.equal(edu.stateOf(base), 'CARE')
	assert.equal(edu.due(base, 'P1'), '2026-11-02')
	assert.equal(edu.due(base, 'P2'), '2026-11-16')
	const page = await c.get(base)
	assert.match(page.text, /Looked after/)
	assert.match(page.text, /Full care order/)
})

test('what the front page, the child\'s page and a calendar lead to is there', async () => {
	const c = await officer(), kid = await edu.child(c), base = await edu.inCare(c, kid, '2026-10-19'), there = `/education/case/${edu.handleOf(base)}`
	assert.ok((await c.get(`/child/${kid}`)).body.includes(`href="${there}"`))
	assert.equal(edu.led(await c.get(there), 'there'), base)
	// It may have others on its first page.
	const front = /href="(\/education\/case\/\w+)"/.exec((await c.get('/')).body)
	assert.match(edu.led(await c.get(front[1]), 'from the front page'), /^\/education\/child\/\w+$/)
	assert.equal((await (await person('obrandt')).get(there)).status, 404, 'as the child\'s page')
	assert.equal((await c.get(`/education/case/${noHandle()}`)).status, 404)
})

test('acceptance case 1: the first plan across Easter; and across Christmas', async () => {
	const c = await officer()
	const easter = await edu.inCare(c, await edu.child(c), '2026-03-30')
	assert.deepEqual(['P1', 'P2'].map(clock => edu.due(easter, clock)), ['2026-04-15', '2026-04-29'])
	const christmas = await edu.inCare(c, await edu.child(c), '2025-12-18')
	assert.deepEqual(['P1', 'P2'].map(clock => edu.due(christmas, clock)), ['2026-01-06', '2026-01-20'])
})

test('a change of placement ends the episode before on the day on which the next begins', async () => {
	const c = await officer()
	const base = await edu.inCare(c, await edu.child(c), '2026-03-02')
	await edu.episode(c, base, '2026-05-11', { rne: 'P', place: 'U4', change_why: 'CARPL' })
	assert.deepEqual(edu.rows(base, 'care_episode', 'began_on, ended_on, rec, change_why'),
		[['2026-03-02', '2026-05-11', 'X1', 'CARPL'], ['2026-05-11', 'NULL', '', '']])
	const path = `${base}/episode`
	const page = await c.submit(await c.get(path), path, { ...edu.EPISODE, ...date('began_on', '2026-05-11') })
	assert.equal(page.status, 422)
	assert.match(page.errors().join('|'), /after the one on which the episode before began/)
	assert.match(page.errors().join('|'), /in care already/)
	assert.equal(page.form(path).fields.find(([name]) => name === 'home_post')[1], 'SM1 1AB')
})

test('a child leaves care and comes again: both periods stay, and the clocks of the first end', async () => {
	const c = await officer()
	const base = await edu.inCare(c, await edu.child(c), '2026-10-05')
	await edu.ended(c, base, '2026-10-30')
	assert.equal(edu.stateOf(base), 'LEFT')
	assert.deepEqual(edu.rows(base, 'cohort_member', 'cohort, since, until'), [['LAC', '2026-10-05', '2026-10-30']])
	await edu.episode(c, base, '2026-11-16')
	assert.equal(edu.stateOf(base), 'CARE')
	assert.equal(edu.due(base, 'P1'), '2026-11-30')
	assert.deepEqual(edu.rows(base, 'care_episode', 'began_on, ended_on, rec'), [['2026-10-05', '2026-10-30', 'E4A'], ['2026-11-16', 'NULL', '']])
})

test('who is not of the virtual school finds no child of it', async () => {
	const c = await officer()
	const base = await edu.inCare(c, await edu.child(c), '2026-10-05')
	for (const login of ['pnair', 'jreid', 'dmarsh', 'dhale', 'nwest', 'cfinn', 'mpound', 'zcarr']) {
		const page = await (await person(login)).get(base)
		assert.ok([403, 404].includes(page.status), `${login}: ${page.status}`)
		assert.doesNotMatch(page.text, /Booth/, login)
	}
})
