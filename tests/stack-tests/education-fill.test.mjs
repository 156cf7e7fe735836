// What everychild-fill loads of children in care: five years of a large authority
// (modules/education/sections.md 16), which the module takes for its own, with the shares of sections 3 to
// 8. In a stack of its own, because it fills empty ones only.
import assert from 'node:assert/strict'
import { execFileSync, spawnSync } from 'node:child_process'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { after, before, test } from 'node:test'
import { Client, environment } from '../lib/client.mjs'
import { dbClient, env as first, top } from '../lib/stack.mjs'

const N = 2500
const DB = 'everychild_education'
const dir = fs.mkdtempSync(path.join(os.tmpdir(), 'ecla.'))
const stack = path.join(top, 'tests/stack')
let env, anne, joel

const sql = text => execFileSync(dbClient, ['--no-defaults', `--socket=${env.EC_DB_SOCKET}`,
	`--user=${env.EC_DB_ADMIN}`, '--batch', '--skip-column-names', '--default-character-set=utf8mb4', DB],
	{ input: text, encoding: 'utf8', maxBuffer: 1 << 28 }).split('\n').filter(Boolean)
	.map(line => line.split('\t').map(cell => cell === 'NULL' ? null : cell))
const none = (what, text) => assert.deepEqual(sql(text).slice(0, 5), [], what)
const count = text => Number(sql(text)[0][0])
const within = (what, value, from, to) => assert.ok(value >= from && value <= to, `${what}: ${value}, not ${from} to ${to}`)

async function person(login) {
	const c = new Client(env)
	assert.equal((await c.signIn(login)).status, 303, login)
	return c
}

before(async () => {
	env = environment(execFileSync(stack, ['start', dir, first.EC_BUILD, '--children', String(6 * N),
		'--looked-after', String(N), '--fast', '--connections', '100'], { encoding: 'utf8' }).trim())
	anne = await person('amarlow')
	joel = await person('jkite')
})
after(() => {
	spawnSync(stack, ['stop', dir])
	fs.rmSync(dir, { recursive: true, force: true })
})

// The last year to 31 March that is over, and the academic year before this one.
const today = new Date()
const year = today.getMonth() >= 3 ? today.getFullYear() : today.getFullYear() - 1
const school = (today.getMonth() >= 8 ? today.getFullYear() : today.getFullYear() - 1) - 1
const inCare = count => `SELECT ${count} FROM care_episode e JOIN record r ON r.id = e.record WHERE e.ended_on IS NULL AND r.state = 'CARE'`

test('as many as asked for, about children of the index, a third of them in care today', () => {
	assert.equal(count('SELECT COUNT(*) FROM record'), N)
	none('another child', `SELECT p.record FROM pupil p JOIN record r ON r.id = p.record LEFT JOIN everychild_index.child c ON c.id = r.child
	    WHERE c.id IS NULL OR c.born_on <> p.born_on`)
	within('in care today', count(`SELECT COUNT(*) FROM record WHERE state = 'CARE'`) / N, 0.3, 0.45)
	const [starts, ends] = ['began_on', 'ended_on'].map(on => count(`SELECT COUNT(*) FROM care_episode WHERE ${on} BETWEEN '${year - 3}-04-01' AND '${year}-03-31'
	    AND ${on === 'began_on' ? `rne = 'S'` : `rec NOT IN ('', 'X1')`}`) / 3)
	// 16: of 100 in care 39 begin and 42 end in a year.
	const stock = count(`SELECT COUNT(*) FROM record WHERE state = 'CARE'`)
	within('starts a year', starts / stock, 0.3, 0.55)
	within('ends a year', ends / stock, 0.25, 0.55)
})

test('periods and episodes of care hold together, and state and cohort follow them', () => {
	none('open and not in care', `SELECT r.id FROM record r WHERE (r.state = 'CARE') <> EXISTS (SELECT 1 FROM care_episode e WHERE e.record = r.id AND e.ended_on IS NULL)`)
	none('a cohort for each period', `SELECT r.id FROM record r WHERE (SELECT COUNT(*) FROM cohort_member m WHERE m.record = r.id) <>
	    (SELECT COUNT(*) FROM care_episode e WHERE e.record = r.id AND e.rne = 'S')`)
	none('in care at 18', `SELECT e.record FROM care_episode e JOIN pupil p ON p.record = e.record WHERE COALESCE(e.ended_on, CURDATE()) > p.born_on + INTERVAL 18 YEAR`)
	none('before birth', `SELECT e.record FROM care_episode e JOIN pupil p ON p.record = e.record WHERE e.began_on < p.born_on`)
	none('still to come', `SELECT record FROM care_episode WHERE began_on > CURDATE() OR ended_on > CURDATE()`)
	const kin = count(inCare(`ROUND(1000 * AVG(LEFT(e.place, 1) = 'U'))`)) / 1000
	within('in foster care', kin, 0.6, 0.9)
	within('children\'s homes', count(inCare(`ROUND(1000 * AVG(e.place = 'K2'))`)) / 1000, 0.04, 0.16)
	within('unaccompanied', count(inCare(`ROUND(1000 * AVG((SELECT p.asylum = 'Y' FROM pupil p WHERE p.record = r.id)))`)) / 1000, 0.02, 0.12)
	// 10: placements and social workers of a year.
	const three = (table, what, on) => Number(sql(`SELECT AVG(n >= 3) FROM (SELECT t.record, COUNT(DISTINCT ${what}) n FROM ${table} t JOIN record r ON r.id = t.record
	    WHERE r.state = 'CARE' AND (t.ended_on IS NULL OR t.ended_on > CURDATE() - INTERVAL 1 YEAR) ${on} GROUP BY t.record) x`)[0][0])
	within('three placements in a year', three('care_episode', 't.id', `AND t.rne <> 'L'`), 0.03, 0.15)
	within('three workers in a year', three('social_worker_episode', 't.worker', ''), 0.15, 0.4)
})

test('the return of each year that is over has no finding', async () => {
	for (let y = year - 3; y <= year; y++) {
		const page = await anne.get(`/education/return?year=${y}`)
		assert.match(page.text, / 0 findings that hold it up/, `${y}: ${page.text.slice(400, 1500)}`)
	}
	// Sessions of the year and PEPs follow who was there for all of it.
	within('for twelve months', count(`SELECT COUNT(*) FROM oc2 WHERE year = ${year}`) / count(`SELECT COUNT(*) FROM record WHERE state = 'CARE'`), 0.4, 0.75)
})

test('attendance of the last school year is spread as 5.3 has it', () => {
	const [[children, absence, unauthorised, persistent, severe, possible]] = sql(`SELECT COUNT(*), SUM(a) / SUM(n), SUM(u) / SUM(n), AVG(a >= n / 10), AVG(a >= n / 2), AVG(n)
	    FROM (SELECT record, SUM(code IN ('I', 'M', 'C', 'E', 'O', 'U')) a, SUM(code IN ('O', 'U')) u, SUM(code NOT LIKE 'Y%') n FROM mark
	    WHERE day BETWEEN '${school}-09-01' AND '${school + 1}-08-31' GROUP BY record HAVING n > 330) t`)
	assert.ok(Number(children) > N / 10)
	within('overall absence', Number(absence), 0.075, 0.115)
	within('unauthorised', Number(unauthorised), 0.025, 0.045)
	within('persistent', Number(persistent), 0.16, 0.25)
	within('severe', Number(severe), 0.03, 0.09)
	within('sessions of a child', Number(possible), 340, 390)
	none('outside a school day', `SELECT m.record FROM mark m LEFT JOIN school_day d ON d.school = 0 AND d.day = m.day WHERE d.day IS NULL OR d.sessions = 0`)
	none('at a school where the child is not', `SELECT m.record FROM mark m WHERE NOT EXISTS (SELECT 1 FROM enrolment e WHERE e.record = m.record
	    AND e.school = m.school AND e.began_on <= m.day AND (e.ended_on IS NULL OR e.ended_on >= m.day))`)
	none('a code outside its days', `SELECT record FROM mark WHERE code IN ('H', 'F', 'Y') OR (session = 'AM' AND code = '\\\\') OR (session = 'PM' AND code = '/')`)
	none('marks and totals of one day', `SELECT t.record FROM mark_total t JOIN mark m ON m.record = t.record AND m.day BETWEEN t.from_on AND t.to_on`)
	none('a total that does not add up', `SELECT record FROM mark_total WHERE possible <> attended + authorised + unauthorised`)
	none('a suspension without its marks', `SELECT u.record FROM suspension u WHERE u.began_on >= '${school}-09-01' AND NOT EXISTS
	    (SELECT 1 FROM mark m WHERE m.record = u.record AND m.day = u.began_on AND m.code = 'E')`)
	none('more than the law allows', `SELECT record, YEAR(began_on - INTERVAL 8 MONTH) y FROM suspension GROUP BY record, y HAVING SUM(sessions) > 90`)
	within('suspended in the year', count(`SELECT COUNT(DISTINCT record) FROM suspension WHERE began_on BETWEEN '${school}-09-01' AND '${school + 1}-08-31'`) / Number(children), 0.06, 0.25)
})

test('schools, moves and special needs', () => {
	within('schools outside the area', count('SELECT ROUND(1000 * AVG(area <> 890)) FROM school') / 1000, 0.3, 0.5)
	const placed = count(`SELECT COUNT(*) FROM enrolment e JOIN record r ON r.id = e.record WHERE e.ended_on IS NULL AND r.state = 'CARE'`)
	within('schools for each child with a place', count(`SELECT COUNT(DISTINCT e.school) FROM enrolment e JOIN record r ON r.id = e.record
	    WHERE e.ended_on IS NULL AND r.state = 'CARE'`) / placed, 0.2, 0.5)
	none('two places at once', `SELECT a.record FROM enrolment a JOIN enrolment b ON b.record = a.record AND b.id > a.id WHERE b.began_on <= COALESCE(a.ended_on, '2999-01-01')
	    AND a.began_on <= COALESCE(b.ended_on, '2999-01-01')`)
	within('no place today', count('SELECT COUNT(*) FROM no_school WHERE ended_on IS NULL') / placed, 0.005, 0.05)
	const need = stage => count(`SELECT ROUND(1000 * AVG(stage IN (${stage}))) FROM special_need WHERE to_on IS NULL`) / 1000
	within('special needs', need(`'K', 'E'`), 0.53, 0.63)
	within('plans of education, health and care', need(`'E'`), 0.26, 0.36)
})

test('plans stand in every state, complete ones are whole and rated as the rubric says', async () => {
	assert.deepEqual(sql('SELECT DISTINCT state FROM pep ORDER BY 1').flat(), ['CANCELLED', 'COMPLETE', 'HISTORICAL', 'IN_PROGRESS', 'NOT_STARTED', 'READY', 'RETURNED', 'SUBMITTED'])
	none('two plans that stand', `SELECT record FROM pep WHERE state = 'COMPLETE' GROUP BY record HAVING COUNT(*) > 1`)
	none('accepted and red', `SELECT id FROM pep WHERE state IN ('COMPLETE', 'HISTORICAL') AND rating NOT IN ('AMBER', 'GREEN', 'GOLD')`)
	none('without the teacher', `SELECT p.id FROM pep p WHERE p.state IN ('COMPLETE', 'HISTORICAL') AND NOT EXISTS (SELECT 1 FROM pep_sign s WHERE s.pep = p.id AND s.part = 'TEACHER')`)
	none('fewer than three targets', `SELECT p.id FROM pep p WHERE p.state = 'COMPLETE' AND (SELECT COUNT(*) FROM target t WHERE t.pep = p.id) < 3`)
	none('still to come', `SELECT id FROM pep WHERE met_on > CURDATE() OR submitted_on > CURDATE() OR decided_on > CURDATE()`)
	const rated = rating => count(`SELECT ROUND(1000 * AVG(rating = '${rating}')) FROM pep WHERE state IN ('COMPLETE', 'HISTORICAL')`) / 1000
	within('gold', rated('GOLD'), 0.1, 0.2)
	within('green', rated('GREEN'), 0.6, 0.8)
	within('amber', rated('AMBER'), 0.1, 0.22)
	within('complete in the last school year', count(`SELECT ROUND(1000 * AVG(state IN ('COMPLETE', 'HISTORICAL'))) FROM pep WHERE year = ${school} AND state <> 'CANCELLED'`) / 1000, 0.85, 1)
	// The module finds nothing lacking: what is ready can be submitted, what is submitted rated.
	const [handle, number] = sql(`SELECT r.handle, p.number FROM pep p JOIN record r ON r.id = p.record WHERE p.state = 'READY' ORDER BY p.id LIMIT 1`)[0]
	const at = `/education/child/${handle}/plan/${number}`
	const page = await joel.get(at)
	assert.equal((await joel.submit(page, `${at}/submit`, {})).status, 303, page.text.slice(0, 600))
	assert.equal(sql(`SELECT p.state FROM pep p JOIN record r ON r.id = p.record WHERE r.handle = '${handle}' AND p.number = ${number}`)[0][0], 'SUBMITTED')
})

test('who has a part in a child\'s education sees it, and nobody else', async () => {
	const nell = await person('nwest')
	const hers = sql(`SELECT r.handle FROM record r JOIN record_person p ON p.record = r.id JOIN everychild.account a ON a.id = p.account
	    WHERE a.login = 'nwest' AND p.until IS NULL LIMIT 1`)
	const other = sql(`SELECT r.handle FROM record r WHERE NOT EXISTS (SELECT 1 FROM record_person p JOIN everychild.account a ON a.id = p.account
	    WHERE p.record = r.id AND a.login = 'nwest') LIMIT 1`)
	assert.equal((await nell.get(`/education/child/${hers[0][0]}`)).status, 200)
	assert.equal((await nell.get(`/education/child/${other[0][0]}`)).status, 404)
})
