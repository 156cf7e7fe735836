// A random walk: anybody tries any step on any of some arrangements, in any order.
// After each step what must always hold (modules/fostering/sections.md 5.2, 10, 11.2) is asked
// of the database and of the pages.
import test, { after, before } from 'node:test'
import assert from 'node:assert/strict'
import * as pf from '../lib/fostering.mjs'
import { STATES, STEPS, cases, copy, db, everybody } from '../lib/fostering-steps.mjs'
import { logMark, sql, troubles } from '../lib/stack.mjs'
import { STEPS as AMOUNT, chance, one, walk } from '../lib/walk.mjs'

const RUNNING = ['ACTIVE_NEW', 'ACTIVE', 'PAUSED'], CLOSED = ['NOT_PF', 'WITHDRAWN', 'ENDED', 'TRANSFERRED']
const client = {}
let children

before(async () => {
	logMark()
	Object.assign(client, await everybody())
	await cases(client)
	const made = []
	for (let i = 0; i < 14; i++) {
		const letters = [...String(Date.now() + i)].map(d => 'abcdefghij'[d]).join('')
		made.push(await pf.child(client.dmarsh, { given: 'Wanda', family: `Walk${letters}`, born: '2014-03-12', sex: 'F' }))
	}
	children = sql(`SELECT id, handle FROM everychild_index.child WHERE handle IN (${made.map(h => `'${h}'`).join(', ')})`)
})

// Another case, of a child who has no open one.
function begin() {
	const taken = db('SELECT child FROM record WHERE closed_at IS NULL AND child IS NOT NULL').flat(), state = one(STATES.slice(0, 7))
	const free = children.find(([id]) => !taken.includes(id))
	if (!free) return undefined
	return { ...copy(state, `UPDATE record SET child = ${free[0]} WHERE id = :id; UPDATE involvement SET child = ${free[0]} WHERE record = :id`), state, child: free[1], number: free[0] }
}

// -- what is known of a case --

const list = (f, text) => db(text.replaceAll(':id', f.id)).map(row => row.join(' '))

function seen(f) {
	const names = ['state', 'resume', 'closed_at', 'closed_on', 'start_actual', 'aware_on', 'deemed_start', 'next_visit_due', 'end_on', 'end_reason', 'ended_at', 'suitability']
	const cells = db(`SELECT r.state, COALESCE(r.resume, ''), ${names.slice(2).map(n => `COALESCE(${n}, '')`).join(', ')} FROM record r JOIN arrangement a ON a.record = r.id WHERE r.id = ${f.id}`)[0]
	return { ...Object.fromEntries(names.map((n, i) => [n, cells[i]])),
		dates: list(f, 'SELECT clock, due_on FROM deadline WHERE record = :id AND met_at IS NULL AND dropped_at IS NULL ORDER BY clock, id'),
		endNotice: list(f, "SELECT COALESCE(due_at, ''), met_at IS NOT NULL, dropped_at IS NOT NULL FROM deadline WHERE record = :id AND clock = 'T6' ORDER BY id DESC LIMIT 1")[0],
		tasks: list(f, 'SELECT kind FROM task WHERE record = :id AND done_on IS NULL AND dropped_on IS NULL ORDER BY kind'),
		planned: list(f, "SELECT id FROM visit WHERE record = :id AND status = 'PLANNED' ORDER BY id"),
		visits: list(f, "SELECT DISTINCT visited_on FROM visit WHERE record = :id AND qualifying = 1 AND status = 'DONE' ORDER BY visited_on"),
		dues: list(f, 'SELECT from_on, due_on FROM visit_due WHERE record = :id AND dropped_on IS NULL ORDER BY from_on'),
		initial: list(f, 'SELECT regulation, completed_on IS NOT NULL FROM initial_action WHERE record = :id AND dropped_on IS NULL ORDER BY number DESC LIMIT 1')[0] ?? '',
		requirements: list(f, 'SELECT id, status FROM requirement WHERE record = :id ORDER BY id'),
		prohibitions: list(f, 'SELECT id, status FROM prohibition WHERE record = :id ORDER BY id'),
		inForce: list(f, "SELECT id FROM prohibition WHERE record = :id AND status = 'IMPOSED' AND served_on IS NOT NULL AND requirement IS NULL ORDER BY id"),
		away: list(f, 'SELECT left_on, latest_on FROM absence WHERE open_of = :id'),
		involved: list(f, 'SELECT account, since FROM involvement WHERE record = :id AND until IS NULL ORDER BY id'),
		waiting: list(f, 'SELECT kind FROM approval WHERE record = :id AND decided_at IS NULL ORDER BY id') }
}

// What an undone closure gives back.
const restorable = ({ state, resume, deemed_start, next_visit_due, end_on, end_reason, ended_at, dates, tasks, planned, dues, requirements, prohibitions, inForce, involved }) =>
	({ state, resume, deemed_start, next_visit_due, end_on, end_reason, ended_at, dates, tasks, planned, dues, requirements, prohibitions, inForce, involved })

// -- 5.2, in days --

const plus = (day, n) => new Date(Date.parse(`${day}T12:00:00Z`) + n * 86_400_000).toISOString().slice(0, 10)
const yearOn = day => day.endsWith('-02-29') ? `${Number(day.slice(0, 4)) + 1}-03-01` : `${Number(day.slice(0, 4)) + 1}${day.slice(4)}`
const london = moment => new Date(moment).toLocaleString('sv-SE', { timeZone: 'Europe/London' }).slice(0, 16)
const later = (a, b) => a > b ? a : b
function dueFrom(deemed, from) {
	const c = plus(from, 42)
	return c < yearOn(deemed) ? c : plus(from, 84)
}

function visitsHold(now, what) {
	const clock = now.dates.filter(d => d.startsWith('T4 '))
	if (!RUNNING.includes(now.state))
		return assert.deepEqual([now.next_visit_due, clock], ['', []], `${what}: ${now.state} has a visit due`)
	assert.equal(now.deemed_start, later(now.start_actual, now.aware_on), `${what}: deemed start`)
	const last = now.visits.filter(day => day >= now.deemed_start).at(-1) ?? now.deemed_start
	assert.equal(now.next_visit_due, dueFrom(now.deemed_start, last), `${what}: next visit from ${last}, deemed start ${now.deemed_start}`)
	assert.deepEqual(clock, [`T4 ${now.next_visit_due}`], `${what}: the clock of the visits`)
	assert.equal(now.dues.at(-1), `${last} ${now.next_visit_due}`, `${what}: the date that runs`)
}

// -- 10 --

function clocksHold(now, what) {
	const runs = code => now.dates.some(d => d.startsWith(`${code} `)), has = (code, states) => assert.ok(!runs(code) || states.includes(now.state), `${what}: ${code} runs in ${now.state}`)
	assert.equal(new Set(now.dates.map(d => d.split(' ')[0])).size, now.dates.length, `${what}: a clock runs twice: ${now.dates}`)
	has('T0', ['ENQUIRY'])
	has('T1', ['PROPOSED', 'READY'])
	has('T2', ['PROPOSED', 'READY'])
	has('T3', RUNNING)
	assert.equal(runs('T5'), now.state === 'PAUSED', `${what}: T5 in ${now.state}`)
	has('T6', ['END_DUE'])
	if (now.state === 'PROPOSED') assert.equal(runs('T1'), now.initial === '4 0', `${what}: T1, action ${now.initial}`)
	if (RUNNING.includes(now.state)) assert.equal(runs('T3'), now.initial === '7 0', `${what}: T3, action ${now.initial}`)
	if (now.state === 'ACTIVE') assert.equal(now.initial, '7 1', `${what}: active without its initial action`)
	if (now.state === 'PAUSED') assert.deepEqual(now.dates.filter(d => d.startsWith('T5 ')), [`T5 ${plus(now.away[0].split(' ')[0], 27)}`], `${what}: T5`)
	assert.equal(now.away.length, now.state === 'PAUSED' ? 1 : 0, `${what}: away in ${now.state}`)
}

function endsHold(now, what) {
	const over = ['END_DUE', 'ENDED', 'TRANSFERRED'].includes(now.state)
	assert.equal(now.end_on !== '', over, `${what}: ${now.state} ended on ${now.end_on}`)
	if (now.state === 'ENDED' || now.state === 'TRANSFERRED') assert.notEqual(now.end_reason, '', `${what}: ended without a reason`)
	if (now.state !== 'END_DUE' && now.state !== 'ENDED') return
	const [due, met, dropped] = [now.endNotice.slice(0, 19), ...now.endNotice.split(' ').slice(-2)]
	const gap = (Date.parse(`${due}Z`) - Date.parse(`${now.ended_at.slice(0, 19)}Z`)) / 3_600_000
	assert.ok(gap === 48 || (gap > 48 && gap < 73 && london(`${due}Z`) === `${plus(now.end_on, 2)} 23:59`), `${what}: 48 hours from the end, or from the end of its day: ${due} of ${now.ended_at}`)
	assert.equal(dropped, '0', `${what}: the notice of the end is forgotten`)
	if (now.state === 'ENDED') assert.equal(met, '1', `${what}: closed with the notice of the end open`)
}

function closedHolds(f, now, what) {
	const closed = CLOSED.includes(now.state)
	assert.deepEqual([now.closed_at !== '', now.closed_on !== ''], [closed, closed], `${what}: ${now.state} closed at, on`)
	assert.equal(now.resume !== '', closed || ['PAUSED', 'END_DUE'].includes(now.state), `${what}: ${now.state} comes back to ${now.resume}`)
	if (closed) assert.deepEqual([now.dates, now.tasks, now.planned, now.waiting], [[], [], [], []], `${what}: ${now.state} still asks for work`)
	assert.equal(now.involved.length, [...RUNNING, 'END_DUE'].includes(now.state) ? 1 : 0, `${what}: ${now.state}: who is involved`)
	// A proposal that another step has overtaken asks nobody any more.
	const asked = { ENQUIRY: ['NOT_PF'], PROPOSED: ['WITHDRAWN'], READY: ['WITHDRAWN'], END_DUE: ['END'] }[now.state] ?? []
	assert.deepEqual(now.waiting.filter(kind => !asked.includes(kind)), [], `${what}: proposals wait in ${now.state}`)
}

// -- 11.2 --

const TWO = [['decision', 'decided_by', 'proposed_by', "outcome <> ''"], ['approval', 'decided_by', 'asked_by', "answer = 'Y'"], ['requirement', 'imposed_by', 'proposed_by', 'imposed_on IS NOT NULL'],
	['prohibition', 'imposed_by', 'proposed_by', 'imposed_on IS NOT NULL'], ['visit', 'signed_by', 'report_by', 'signed_on IS NOT NULL']]
function twoHold(f, what) {
	for (const [table, by, other, when] of TWO)
		assert.deepEqual(db(`SELECT x.id FROM ${table} x WHERE x.record = ${f.id} AND ${when} AND (${by} IS NULL OR ${other} IS NULL OR ${by} = ${other}
			OR NOT EXISTS (SELECT 1 FROM everychild.account_role a WHERE a.account = x.${by} AND a.role = 'PFM'))`), [], `${what}: ${table} by one person alone`)
}

// -- 6.3 --

async function prohibitionsHold(f, now, before, code, what) {
	if (code !== 'prohibition.cancel') assert.deepEqual(before.inForce.filter(id => !now.inForce.includes(id)), [], `${what}: a prohibition in force is lost`)
	if (now.inForce.length > 0 && chance(4) === 0)
		assert.match((await client.tbrook.get(f.base)).body, /govuk-tag--red[^>]*>\s*Prohibited/, `${what}: a prohibition in force is not shown`)
}

// -- looks --

const audited = () => db("SELECT COUNT(*) FROM audit WHERE account <> 0")[0][0]
const SEES = { dmarsh: () => true, lowens: () => true, tbrook: () => true, avale: () => true, vking: () => true, pgrey: state => ['ENQUIRY', 'NOT_PF'].includes(state) }

async function looked(f, now, what) {
	const login = one(STEPS.everybody), below = one(['', '/measures', '/visits', '/chronology', '/persons', '/change']), rows = Number(audited())
	const page = await client[login].get(f.base + below), may = SEES[login]?.(now.state) ?? false
	const front = login === 'pgrey' && db(`SELECT COUNT(*) FROM record_person WHERE record = ${f.id} AND relation = 'FRONT' AND until IS NULL`)[0][0] === '0'
	assert.equal(page.status === 200, may && !front, `${what}: ${login} looks at ${below} of ${now.state}: ${page.status}`)
	assert.equal(Number(audited()), rows + 1, `${what}: a look of ${login} (${page.status}) has no row of its own`)
	if (page.status !== 200) return
	assert.deepEqual(db('SELECT object, object_id, login FROM audit WHERE account <> 0 ORDER BY id DESC LIMIT 1'), [['record', String(f.id), login]], `${what}: audit`)
}

// -- the walk --

async function holds(f, what, now, { page, code, login, before }) {
	visitsHold(now, what)
	clocksHold(now, what)
	endsHold(now, what)
	if (now.state === 'END_DUE' && f.state !== now.state) f.unsaid = code === 'day'
	if (now.state === 'END_DUE' && !f.unsaid) assert.notEqual(now.end_reason, '', `${what}: ended without a reason`)
	closedHolds(f, now, what)
	twoHold(f, what)
	await prohibitionsHold(f, now, before, code, what)
	const open = db(`SELECT id FROM record WHERE child = ${f.number} AND closed_at IS NULL`)
	assert.ok(open.length <= 1, `${what}: ${open.length} open arrangements of one child`)
	if (CLOSED.includes(now.state) && !CLOSED.includes(before.state)) f.kept = { ...before, state: f.state }
	if (code === 'undo' && now.state !== f.state && f.kept) assert.deepEqual(restorable(now), restorable(f.kept), `${what}: undone is not as it was`)
	if (chance(4) === 0) await looked(f, now, what)
}

test('anybody tries any step in any order, and what must hold always holds', async () => {
	const made = await walk({ steps: STEPS, codes: Object.keys(STEPS.asks), client, often: ['dmarsh', 'tbrook', 'tbrook', 'lowens'], begin, seen, holds, lines: 1,
		over: f => CLOSED.includes(f.state) && chance(3) === 0 })
	if (AMOUNT >= 1000) assert.ok(Object.keys(made).length >= 13, `only ${Object.keys(made)} ever moved a case`)
})

after(() => assert.deepEqual(troubles(), []))
