// Missing and implausible data (15.2): each rule finds what breaks it and nothing else,
// and a child's name opens the page that mends it.
import test, { before } from 'node:test'
import assert from 'node:assert/strict'
import * as edu from '../lib/education.mjs'
import { ask, cell, logMark, person, sql, troubles, until } from '../lib/stack.mjs'

const DB = 'everychild_education'
let jon, auditor, kid, plain
const id = base => edu.idOf(base)

async function lookAgain(c) {
	await c.submit(await c.get('/education/quality'), '/education/quality', {})
	await until('the data is looked through', 30, () => cell(`SELECT COUNT(*) FROM ${DB}.nightly WHERE ended_at IS NULL`) === '0')
}
const found = base => ask(`SELECT f.rule FROM ${DB}.finding f WHERE f.record = ${id(base)} ORDER BY f.rule`).map(row => row[0])

before(async () => {
	[jon, auditor] = [await person('jkite'), await person('vking')]
	logMark()
	kid = await edu.inCare(jon, await edu.child(jon, { given: 'Faulty', family: 'Datum', born: '2013-06-01' }), '2026-10-01')
	plain = await edu.inCare(jon, await edu.child(jon, { given: 'Sound', family: 'Datum', born: '2013-06-01' }), '2026-10-01', { upn: 'A123456789012' })
	const school = edu.schoolId('199001')
	sql(`INSERT INTO ${DB}.enrolment (record, school, status, began_on, ncy, offered, account, at) VALUES (${id(plain)}, ${school}, 'SINGLE', '2026-10-02', '', 100, 1, UTC_TIMESTAMP(6))`)
	// Every school day of the sound child is marked.
	sql(`INSERT INTO ${DB}.mark (record, day, session, school, code, source, account, at) SELECT ${id(plain)}, d.day, s.s, ${school}, '/', 'FILE', 1, UTC_TIMESTAMP(6)
		FROM ${DB}.school_day d JOIN (SELECT 'AM' AS s UNION SELECT 'PM') s WHERE d.school = 0 AND d.sessions = 2 AND d.day BETWEEN '2026-10-02' AND CURDATE()`)
})

test('a child with nothing wrong is not on the list', async () => {
	await lookAgain(jon)
	assert.deepEqual(found(plain), [])
	assert.deepEqual(found(kid), ['NO_PLACE', 'UPN_NONE'])
})

test('each rule finds what breaks it', async () => {
	const n = id(kid), [one, two] = [edu.schoolId('199001'), edu.schoolId('199002')]
	sql(`UPDATE ${DB}.pupil SET upn = 'A12345678901B' WHERE record = ${n};
		INSERT INTO ${DB}.enrolment (record, school, status, began_on, ncy, part_time, account, at) VALUES (${n}, ${one}, 'SINGLE', '2026-10-02', '3', 'Mornings', 1, UTC_TIMESTAMP(6)), (${n}, ${two}, 'SINGLE', '2026-10-05', '', '', 1, UTC_TIMESTAMP(6));
		INSERT INTO ${DB}.mark (record, day, session, school, code, source, account, at) VALUES (${n}, '2026-09-10', 'AM', ${one}, '/', 'FILE', 1, UTC_TIMESTAMP(6));
		INSERT INTO ${DB}.suspension (record, school, type, began_on, sessions, account, at) VALUES (${n}, ${one}, 'SUSP', '2026-09-09', 4, 1, UTC_TIMESTAMP(6));
		INSERT INTO ${DB}.special_need (record, stage, from_on, account, at) VALUES (${n}, 'E', '2026-09-01', 1, UTC_TIMESTAMP(6));
		INSERT INTO ${DB}.oc2 (record, year, sdq_score, account, at) VALUES (${n}, 2026, '12', 1, UTC_TIMESTAMP(6));
		INSERT INTO ${DB}.pep (record, number, year, term, why, state, account, at) VALUES (${n}, 70, 2026, 'AUTUMN', 'TERM', 'IN_PROGRESS', 1, UTC_TIMESTAMP(6));
		INSERT INTO ${DB}.target (record, pep, area, target, review_on, account, at) VALUES (${n}, LAST_INSERT_ID(), 'LITERACY', 'To read', '2026-11-01', 1, UTC_TIMESTAMP(6));
		INSERT INTO ${DB}.premium_line (record, year, term, line, amount, on_day, account, at) VALUES (${n}, 2026, 'AUTUMN', 'PAID', 5000, '2026-10-10', 1, UTC_TIMESTAMP(6))`)
	const term = cell(`SELECT COUNT(*) FROM ${DB}.term WHERE year = 2026 AND term = 'AUTUMN'`)
	if (term === '0') sql(`INSERT INTO ${DB}.term (year, term, first_on, last_on) VALUES (2026, 'AUTUMN', '2026-09-01', '2026-12-31')`)
	await lookAgain(jon)
	assert.deepEqual(found(kid), ['EHC_NONE', 'MARK_OUTSIDE', 'NCY', 'OC2_EXTRA', 'PART_TIME', 'PLACE_TWICE', 'PLAN_UNMET', 'PREMIUM', 'SUSPENSION', 'TARGET_OPEN', 'UNMARKED', 'UPN_TEMP'])
	assert.deepEqual(found(plain), [])
	sql(`UPDATE ${DB}.school SET closed_on = '2026-10-30' WHERE id = ${two}; UPDATE ${DB}.pupil SET upn = 'A123456789012' WHERE record = ${n}`)
	await lookAgain(jon)
	sql(`UPDATE ${DB}.school SET closed_on = NULL WHERE id = ${two}`)
	assert.ok(found(kid).includes('SCHOOL_SHUT') && found(kid).includes('UPN_TWICE'))
	assert.deepEqual(found(plain), ['UPN_TWICE'])
})

test('what is found again says since when', async () => {
	sql(`UPDATE ${DB}.finding SET since = '2026-11-01' WHERE record = ${id(kid)} AND rule = 'NCY'`)
	await lookAgain(jon)
	assert.equal(cell(`SELECT since FROM ${DB}.finding WHERE record = ${id(kid)} AND rule = 'NCY'`), '2026-11-01')
})

test('the page shows when it was done, by officer, and opens the page that mends', async () => {
	const page = await jon.get('/education/quality')
	assert.match(page.text, /As it was found on/)
	assert.match(page.text, /Joel Kite/)
	for (const [, href] of page.body.matchAll(/href="(\/education\/child\/[^"]+)"/g)) if (!/premium|needs/.test(href)) assert.equal((await jon.get(href)).status, 200, href)
	assert.equal((await auditor.get('/education/quality?rule=NCY')).status, 200)
	assert.match((await jon.get('/education/quality?rule=NCY')).text, /1 finding /)
	assert.equal((await (await person('ydunne')).get('/education/quality')).status, 403)
})

test('care that ended leaves no plan and no episode open', async () => {
	const gone = await edu.inCare(jon, await edu.child(jon, { given: 'Gone', family: 'Datum', born: '2013-06-01' }), '2026-09-01')
	await edu.ended(jon, gone, '2026-11-01')
	sql(`INSERT INTO ${DB}.pep (record, number, year, term, why, state, account, at) VALUES (${id(gone)}, 1, 2026, 'AUTUMN', 'TERM', 'IN_PROGRESS', 1, UTC_TIMESTAMP(6));
		UPDATE ${DB}.care_episode SET ended_on = NULL WHERE record = ${id(gone)}`)
	await lookAgain(jon)
	assert.deepEqual(found(gone), ['LEFT_CARE', 'LEFT_PLAN'])
})

test('nothing broke on the way', () => assert.deepEqual(troubles(), []))
