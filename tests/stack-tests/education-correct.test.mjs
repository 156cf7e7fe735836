// What was recorded wrongly of a child's care is put right: the history stays, the
// neighbours hold together, and a return that was kept is not changed unseen.
import test from 'node:test'
import assert from 'node:assert/strict'
import { date } from '../lib/client.mjs'
import { cell, person, sql } from '../lib/stack.mjs'
import * as edu from '../lib/education.mjs'

const officer = () => person('jkite')
const care = base => sql(`SELECT began_on, COALESCE(ended_on, ''), rne, rec, place FROM everychild_education.care_episode
	WHERE record = ${edu.idOf(base)} AND superseded_at IS NULL ORDER BY began_on, id`)
const episodeAt = (base, began) => cell(`SELECT id FROM everychild_education.care_episode WHERE record = ${edu.idOf(base)}
	AND superseded_at IS NULL AND began_on = '${began}'`)
const noDay = { 'ended_on-day': '', 'ended_on-month': '', 'ended_on-year': '' }

async function correct(c, base, began, more) {
	const path = `${base}/episode/${episodeAt(base, began)}`
	return c.submit(await c.get(path), path, { why: 'Typed wrongly', ...more })
}

// In care from 2 March 2026, in another placement from 11 May.
async function moved(c) {
	const base = await edu.inCare(c, await edu.child(c), '2026-03-02')
	await edu.episode(c, base, '2026-05-11', { rne: 'P', place: 'U4', change_why: 'CARPL' })
	return base
}

test('a wrong day of a move is put right: the episode before ends on it, and what stood there stays to be seen', async () => {
	const c = await officer()
	const base = await moved(c)
	const child = await c.get(base)
	assert.ok(child.body.includes(`${base}/episode/${episodeAt(base, '2026-05-11')}`), 'the page of the child leads there')
	edu.led(await correct(c, base, '2026-05-11', date('began_on', '2026-05-18')), 'correct')
	assert.deepEqual(care(base), [['2026-03-02', '2026-05-18', 'S', 'X1', 'U6'], ['2026-05-18', '', 'P', '', 'U4']])
	assert.deepEqual(sql(`SELECT began_on, COALESCE(ended_on, ''), superseded_why, superseded_by IS NOT NULL FROM everychild_education.care_episode
		WHERE record = ${edu.idOf(base)} AND superseded_at IS NOT NULL ORDER BY began_on`),
	[['2026-03-02', '2026-05-11', 'Typed wrongly', '1'], ['2026-05-11', '', 'Typed wrongly', '1']])
	const page = await c.get(`${base}/episode/${episodeAt(base, '2026-03-02')}`)
	assert.match(page.text, /as they were recorded before/)
	assert.match(page.text, /Typed wrongly/)
	assert.match((await c.get(base)).text, /Episode of care of 11 May 2026 corrected/)
})

test('a code is put right without a change of placement; a wrong end moves the episode after it', async () => {
	const c = await officer()
	const base = await moved(c)
	edu.led(await correct(c, base, '2026-03-02', { place: 'K2', ...date('ended_on', '2026-05-04') }), 'correct')
	assert.deepEqual(care(base), [['2026-03-02', '2026-05-04', 'S', 'X1', 'K2'], ['2026-05-04', '', 'P', '', 'U4']])
})

test('a correction that does not fit is not saved, says why beside the field, and keeps what was typed', async () => {
	const c = await officer()
	const base = await moved(c)
	const early = await correct(c, base, '2026-05-11', { ...date('began_on', '2026-03-02'), rne: 'S', why: '', home_post: 'SM9 9ZZ' })
	assert.equal(early.status, 422)
	const said = early.errors().join('|')
	assert.match(said, /after the one on which the episode before began/)
	assert.match(said, /in care already/)
	assert.match(said, /what was wrong/i)
	assert.equal(early.form(early.path).fields.find(([name]) => name === 'home_post')[1], 'SM9 9ZZ')
	const open = await correct(c, base, '2026-03-02', noDay)
	assert.match(open.errors().join('|'), /day on which it ended/)
	const never = await correct(c, base, '2026-03-02', { remove: 'Y' })
	assert.match(never.errors().join('|'), /other episodes follow/)
	assert.deepEqual(care(base), [['2026-03-02', '2026-05-11', 'S', 'X1', 'U6'], ['2026-05-11', '', 'P', '', 'U4']])
})

test('the start of care was another day: the dates of the first plan and the cohort follow', async () => {
	const c = await officer()
	const base = await edu.inCare(c, await edu.child(c), '2026-10-05')
	edu.led(await correct(c, base, '2026-10-05', date('began_on', '2026-10-19')), 'correct')
	assert.equal(edu.due(base, 'P1'), '2026-11-02')
	assert.equal(edu.due(base, 'P2'), '2026-11-16')
	const cohorts = edu.rows(base, 'cohort_member', 'since, until')
	assert.deepEqual(cohorts.filter(([since, until]) => since !== until), [['2026-10-19', 'NULL']])
})

test('an episode that never was is taken away: the one before goes on; the only one takes the child out of care', async () => {
	const c = await officer()
	const base = await moved(c)
	edu.led(await correct(c, base, '2026-05-11', { remove: 'Y' }), 'remove')
	assert.deepEqual(care(base), [['2026-03-02', '', 'S', '', 'U6']])
	assert.equal(edu.stateOf(base), 'CARE')
	edu.led(await correct(c, base, '2026-03-02', { remove: 'Y' }), 'remove')
	assert.deepEqual(care(base), [])
	assert.equal(edu.stateOf(base), 'LEFT')
})

test('where care ended in between, the next episode becomes a start', async () => {
	const c = await officer()
	const base = await moved(c)
	edu.led(await correct(c, base, '2026-03-02', { rec: 'E4A', change_why: '', ...date('ended_on', '2026-04-20') }), 'correct')
	assert.deepEqual(care(base), [['2026-03-02', '2026-04-20', 'S', 'E4A', 'U6'], ['2026-05-11', '', 'S', '', 'U4']])
	assert.deepEqual(edu.rows(base, 'cohort_member', 'since, until'), [['2026-03-02', '2026-04-20'], ['2026-05-11', 'NULL']])
})

test('a year whose return was kept is corrected only by who says so', async () => {
	const c = await officer()
	const base = await edu.inCare(c, await edu.child(c), '2013-05-07')
	sql(`INSERT INTO everychild_education.return_run (year, findings, digests, account, at) VALUES (2014, 0, '', 1, '2014-06-03 10:00:00')`)
	const path = `${base}/episode/${episodeAt(base, '2013-05-07')}`
	assert.match((await c.get(path)).text, /return of 2013 to 2014 were kept on 3 June 2014/)
	const refused = await correct(c, base, '2013-05-07', { legal: 'V2' })
	assert.match(refused.errors().join('|'), /although the return of the year was kept/)
	edu.led(await correct(c, base, '2013-05-07', { legal: 'V2', kept: 'Y' }), 'correct')
	assert.equal(edu.rows(base, 'care_episode', 'legal').at(-1)[0], 'V2')
})

test('who does not keep care has no page to correct it, nor is there one of another child', async () => {
	const c = await officer()
	const [base, other] = [await moved(c), await moved(c)]
	const path = `${base}/episode/${episodeAt(base, '2026-05-11')}`
	for (const login of ['nwest', 'irowe', 'mpound', 'ydunne'])
		assert.ok([403, 404].includes((await (await person(login)).get(path)).status), login)
	assert.equal((await c.get(`${other}/episode/${episodeAt(base, '2026-05-11')}`)).status, 404)
})
