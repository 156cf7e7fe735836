// What everychild-fill loads of private fostering: arrangements that the module
// takes for its own, in every state, with every date where the regulations put
// it. In a stack of its own, because it fills empty ones only.
import assert from 'node:assert/strict'
import { execFileSync, spawnSync } from 'node:child_process'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { after, before, test } from 'node:test'
import { Client, environment } from '../lib/client.mjs'
import { dbClient, env as first, top } from '../lib/stack.mjs'

const N = 300
const DB = 'everychild_fostering'
const dir = fs.mkdtempSync(path.join(os.tmpdir(), 'ecpf.'))
const stack = path.join(top, 'tests/stack')
let env

const sql = text => execFileSync(dbClient, ['--no-defaults', `--socket=${env.EC_DB_SOCKET}`,
	`--user=${env.EC_DB_ADMIN}`, '--batch', '--skip-column-names', '--default-character-set=utf8mb4',
	'-e', text], { encoding: 'utf8', maxBuffer: 1 << 26 }).split('\n').filter(Boolean)
	.map(line => line.split('\t').map(cell => cell === 'NULL' ? null : cell))
const none = (what, text) => assert.deepEqual(sql(text).slice(0, 5), [], what)
const count = text => Number(sql(text)[0][0])

async function person(login) {
	const c = new Client(env)
	assert.equal((await c.signIn(login)).status, 303, login)
	return c
}

before(() => {
	env = environment(execFileSync(stack, ['start', dir, first.EC_BUILD, '--children', '1500',
		'--arrangements', String(N), '--fast'], { encoding: 'utf8' }).trim())
})
after(() => {
	spawnSync(stack, ['stop', dir])
	fs.rmSync(dir, { recursive: true, force: true })
})

// -- dates, by the regulations and not by the program --

const day = 86400000
const iso = ms => new Date(ms).toISOString().slice(0, 10)
const ms = text => Date.parse(`${text}T00:00:00Z`)
const plus = (text, n) => iso(ms(text) + n * day)
const holidays = new Set(fs.readFileSync(path.join(top, 'conf/bank-holidays.xml'), 'utf8').match(/date="[\d-]+"/g).map(m => m.slice(6, -1)))
const working = text => ![0, 6].includes(new Date(ms(text)).getUTCDay()) && !holidays.has(text)

function workingDays(text, n) {
	while (n > 0) if (working(text = plus(text, 1))) n--
	return text
}

// Born, or begun, on 29 February: a year later it is 1 March.
const yearOn = text => `${Number(text.slice(0, 4)) + 1}${text.slice(4) === '-02-29' ? '-03-01' : text.slice(4)}`

test('as many as asked for, in every state, about children of the index', () => {
	assert.equal(count(`SELECT COUNT(*) FROM ${DB}.record`), N)
	assert.deepEqual(sql(`SELECT DISTINCT state FROM ${DB}.record`).flat().sort(), ['ACTIVE', 'ACTIVE_NEW', 'ARCHIVED', 'ENDED',
		'END_DUE', 'ENQUIRY', 'NOT_PF', 'PAUSED', 'PROPOSED', 'READY', 'TRANSFERRED', 'WITHDRAWN'])
	none('another child', `SELECT r.id FROM ${DB}.record r JOIN ${DB}.arrangement a ON a.record = r.id
	    LEFT JOIN everychild_index.child c ON c.id = r.child WHERE c.id IS NULL OR c.born_on <> a.child_born_on`)
	none('an invented number', `SELECT id FROM ${DB}.person WHERE phone NOT LIKE '01632 960___'`)
	assert.ok(count(`SELECT COUNT(*) FROM ${DB}.deadline WHERE met_at IS NULL AND dropped_at IS NULL AND due_on < CURDATE()`) >= 4, 'some are overdue')
})

test('every due date of a visit is where regulation 8 puts it, from the day the authority knew', () => {
	const deemed = new Map(sql(`SELECT record, deemed_start, GREATEST(start_actual, aware_on), next_visit_due FROM ${DB}.arrangement
	    WHERE deemed_start IS NOT NULL`).map(([id, start, latest, next]) => {
		assert.equal(start, latest)
		return [id, { start, next, from: start }]
	}))
	const visits = new Map()
	for (const [id, on] of sql(`SELECT DISTINCT record, visited_on FROM ${DB}.visit WHERE qualifying = 1 ORDER BY record, visited_on`))
		visits.set(id, [...visits.get(id) ?? [], on])
	let checked = 0, last
	for (const [id, from, due, met, dropped] of sql(`SELECT record, from_on, due_on, met_on, dropped_on FROM ${DB}.visit_due ORDER BY record, from_on`)) {
		const a = deemed.get(id)
		assert.equal(from, a.from, `${id}: counted from the start or the visit before`)
		const soon = plus(from, 42)
		assert.equal(due, soon < yearOn(a.start) ? soon : plus(from, 84), `${id} from ${from}`)
		assert.equal(met, (visits.get(id) ?? []).find(on => on > from) ?? null, `${id}: met by the next visit`)
		a.from = met
		if (met === null && dropped === null && a.next !== null) assert.equal(a.next, due)
		last = id
		checked++
	}
	assert.ok(checked > N && last)
	none('a visit without its date', `SELECT a.record FROM ${DB}.arrangement a JOIN ${DB}.record r ON r.id = a.record
	    WHERE (a.next_visit_due IS NULL) = (r.state IN ('ACTIVE_NEW', 'ACTIVE', 'PAUSED'))`)
	none('one that runs on the case', `SELECT a.record FROM ${DB}.arrangement a WHERE a.next_visit_due IS NOT NULL AND (SELECT COUNT(*)
	    FROM ${DB}.deadline d WHERE d.record = a.record AND d.clock = 'T4' AND d.met_at IS NULL AND d.dropped_at IS NULL
	    AND d.due_on = a.next_visit_due) <> 1`)
})

test('seven working days for the initial action, from the notice or the arrival', () => {
	const rows = sql(`SELECT notified_on, due_on FROM ${DB}.initial_action`)
	assert.ok(rows.length > N / 2)
	for (const [from, due] of rows) assert.equal(due, workingDays(from, 7))
	none('on the case too', `SELECT i.record FROM ${DB}.initial_action i WHERE NOT EXISTS (SELECT 1 FROM ${DB}.deadline d WHERE d.record = i.record
	    AND d.clock = IF(i.regulation = 4, 'T1', 'T3') AND d.due_on = i.due_on AND d.met_on <=> i.completed_on)`)
	none('complete with its last item', `SELECT i.id FROM ${DB}.initial_action i WHERE i.dropped_on IS NULL AND NOT i.completed_on <=>
	    (SELECT IF(SUM(t.done_on IS NULL AND t.not_practicable_on IS NULL) > 0, NULL, MAX(COALESCE(t.done_on, t.not_practicable_on)))
	    FROM ${DB}.initial_task t WHERE t.action = i.id AND t.item <> 'e')`)
	for (const [from, due] of sql(`SELECT from_on, due_on FROM ${DB}.deadline WHERE clock = 'T0'`)) assert.equal(due, workingDays(from, 2))
	for (const [from, due] of sql(`SELECT from_on, due_on FROM ${DB}.deadline WHERE clock LIKE 'T10-%'`)) assert.equal(due, workingDays(from, 10))
})

test('the state is what the facts say', () => {
	const open = "r.state IN ('ACTIVE_NEW', 'ACTIVE', 'PAUSED')"
	const from = `FROM ${DB}.record r JOIN ${DB}.arrangement a ON a.record = r.id WHERE`
	none('there before the start', `SELECT r.id ${from} r.state IN ('PROPOSED', 'READY') AND (a.start_actual IS NOT NULL OR a.deemed_start IS NOT NULL)`)
	none('a state without a start', `SELECT r.id ${from} ${open} AND (a.start_actual IS NULL OR a.end_on IS NOT NULL OR a.test_result <> 'PF')`)
	none('a child who is too old', `SELECT r.id ${from} ${open} AND a.child_born_on + INTERVAL IF(a.disabled = 'Y', 18, 16) YEAR < CURDATE()`)
	none('active without a report, the action and a decision', `SELECT r.id ${from} r.state = 'ACTIVE' AND NOT EXISTS (SELECT 1 FROM ${DB}.decision d
	    JOIN ${DB}.initial_action i ON i.record = d.record AND i.regulation = 7 AND i.completed_on <= d.decided_on
	    JOIN ${DB}.visit v ON v.record = d.record AND v.type = 'REG7' AND v.signed_on <= d.decided_on
	    WHERE d.record = r.id AND d.regulation = 7 AND d.outcome <> '')`)
	none('decided and still new', `SELECT r.id ${from} r.state = 'ACTIVE_NEW' AND EXISTS (SELECT 1 FROM ${DB}.decision d WHERE d.record = r.id AND d.regulation = 7 AND d.outcome <> '')`)
	none('away or not', `SELECT r.id ${from} (r.state = 'PAUSED') <> EXISTS (SELECT 1 FROM ${DB}.absence b WHERE b.open_of = r.id)`)
	none('ended or not', `SELECT r.id ${from} (r.state IN ('END_DUE', 'ENDED', 'TRANSFERRED')) AND a.end_on IS NULL`)
	none('closed or not', `SELECT r.id ${from} (r.closed_at IS NULL) <> (r.state IN ('ENQUIRY', 'PROPOSED', 'READY', 'ACTIVE_NEW', 'ACTIVE', 'PAUSED', 'END_DUE'))
	    OR (r.closed_at IS NULL) <> (a.closed_on IS NULL)`)
	none('not private fostering by the test', `SELECT r.id ${from} r.state = 'NOT_PF' AND a.test_result NOT LIKE 'NOT\\_PF%'`)
	none('the newest test', `SELECT a.record FROM ${DB}.arrangement a WHERE a.test_result <> (SELECT t.result FROM ${DB}.legal_test t WHERE t.record = a.record ORDER BY t.id DESC LIMIT 1)`)
	none('involved while it is under way', `SELECT r.id ${from} (a.deemed_start IS NOT NULL) <> EXISTS (SELECT 1 FROM ${DB}.involvement i WHERE i.record = r.id
	    AND i.child = r.child AND (i.until IS NULL) = (r.closed_at IS NULL))`)
})

test('nothing lies ahead but what is planned, and nothing runs in a case that is closed', () => {
	none('a date that runs', `SELECT d.id FROM ${DB}.deadline d JOIN ${DB}.record r ON r.id = d.record WHERE r.closed_at IS NOT NULL AND d.met_at IS NULL AND d.dropped_at IS NULL`)
	none('a task', `SELECT t.id FROM ${DB}.task t JOIN ${DB}.record r ON r.id = t.record WHERE r.closed_at IS NOT NULL AND t.done_on IS NULL AND t.dropped_on IS NULL`)
	none('a visit of tomorrow', `SELECT id FROM ${DB}.visit WHERE visited_on > CURDATE() OR report_on > CURDATE() OR signed_on > CURDATE() OR report_on < visited_on OR signed_on < report_on`)
	none('an event', `SELECT id FROM ${DB}.event WHERE at > UTC_TIMESTAMP(6)`)
	none('after the end', `SELECT v.id FROM ${DB}.visit v JOIN ${DB}.arrangement a ON a.record = v.record WHERE v.visited_on > a.end_on`)
	none('before the start', `SELECT v.id FROM ${DB}.visit v JOIN ${DB}.arrangement a ON a.record = v.record WHERE v.type = 'REG8' AND v.visited_on < a.deemed_start`)
	assert.ok(count(`SELECT COUNT(*) FROM ${DB}.visit WHERE status = 'PLANNED'`) > 0)
})

test('nobody decided or signed what they wrote, and who did was somebody who may', () => {
	none('signed', `SELECT id FROM ${DB}.visit WHERE signed_by IN (report_by, officer)`)
	none('decided', `SELECT id FROM ${DB}.decision WHERE decided_by = proposed_by`)
	none('agreed', `SELECT id FROM ${DB}.approval WHERE decided_by = asked_by`)
	none('a closure that nobody agreed to', `SELECT r.id FROM ${DB}.record r WHERE r.closed_at IS NOT NULL AND r.state NOT IN ('TRANSFERRED', 'ARCHIVED')
	    AND NOT EXISTS (SELECT 1 FROM ${DB}.approval p WHERE p.record = r.id AND p.answer = 'Y')`)
	none('a manager', `SELECT v.signed_by FROM ${DB}.visit v WHERE v.signed_by IS NOT NULL AND NOT EXISTS (SELECT 1 FROM everychild.account_role p WHERE p.account = v.signed_by AND p.role = 'PFM')`)
})

test('the program has nothing to put right: not by itself, and not when a visit is recorded', async () => {
	const [lily, dan] = [await person('lowens'), await person('dmarsh')]
	none('its own round', `SELECT action, object_id FROM ${DB}.audit WHERE action IN ('daily.absence', 'daily.retest', 'case.archive')`)
	none('ended by age today', `SELECT record FROM ${DB}.event WHERE code = 'birthday' AND at > UTC_TIMESTAMP() - INTERVAL 1 HOUR`)
	const planned = sql(`SELECT a.login, r.handle, v.handle, r.id FROM ${DB}.visit v JOIN ${DB}.record r ON r.id = v.record
	    JOIN everychild.account a ON a.id = r.owner WHERE v.status = 'PLANNED' AND r.state = 'ACTIVE' AND a.login IN ('lowens', 'dmarsh') ORDER BY v.id LIMIT 4`)
	assert.ok(planned.length > 1)
	for (const [login, handle, visit, id] of planned) {
		const c = login === 'lowens' ? lily : dan, at = `/fostering/case/${handle}/visits/${visit}`
		const dues = () => sql(`SELECT from_on, due_on, met_on, dropped_on FROM ${DB}.visit_due WHERE record = ${id} ORDER BY from_on`)
		const before = dues()
		const answer = await c.submit(await c.get(at), at, { status: 'CANCELLED', not_done: 'The carer asked for another day' })
		assert.equal(answer.status, 303, answer.errors?.().join())
		assert.deepEqual(dues(), before)
	}
})

test('what a notice leaves open is what its page counts', async () => {
	const theresa = await person('tbrook')
	const some = sql(`SELECT r.handle, n.missing FROM ${DB}.notification n JOIN ${DB}.record r ON r.id = n.record WHERE n.number = 1 AND r.closed_at IS NULL
	    AND r.restricted = 0 ORDER BY n.missing DESC, n.id`)
	for (const [handle, missing] of [some[0], some.at(-1)]) {
		const page = await theresa.get(`/fostering/case/${handle}/notice-1`)
		assert.equal(page.status, 200)
		const needed = Number(/(\d+) (?:items? )?(?:is|are) still needed/i.exec(page.text)?.[1] ?? /Something is still needed/.test(page.text))
		assert.equal(needed > 0, Number(missing) > 0, page.text.slice(0, 1500))
	}
})

test('the return holds together over the years', async () => {
	const theresa = await person('tbrook')
	const page = await theresa.get('/fostering/report')
	const text = page.body.replace(/<svg[\s\S]*?<\/svg>/g, ' ').replace(/<[^>]+>/g, ' ').replace(/\s+/g, ' ')
	// Each number is followed by what it counts, for who hears the page.
	const row = label => [...text.matchAll(new RegExp(`(\\d+) \\(${label.replaceAll('.', '\\.')}, 20\\d\\d to`, 'g'))].map(m => Number(m[1]))
	const [one, two, three, four, five, six, seven] = ['1. Notifications received', '2. Of line 1: action taken as required for visits',
		'3. Of line 2: within 7 working days of receipt', '4. New arrangements that began', '5. Of line 4: visits at intervals of not more than six weeks',
		'6. Began before 1 April and continued on it', '7. Of line 6: visits in the required timescale'].map(row)
	for (let i = 0; i < 3; i++) {
		assert.ok(one[i] > 10 && four[i] > 10, `${one} ${four}`)
		assert.ok(three[i] <= two[i] && two[i] <= one[i] && five[i] <= four[i] && seven[i] <= six[i])
		assert.ok(three[i] > two[i] * 0.6 && three[i] < two[i], 'most in time, not all')
	}
	assert.doesNotMatch(text, /Does not hold|Differs/)
	assert.ok((text.match(/Holds/g) ?? []).length >= 12)
})
