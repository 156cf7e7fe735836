// A random walk: anybody tries any step on any of some reviews, in any order, sometimes
// with the child's name in what they type. After each step what must always hold is asked
// of the database and of the pages.
import test, { after, before } from 'node:test'
import assert from 'node:assert/strict'
import { date } from '../lib/client.mjs'
import { CAME, CLOSED, STATES, STEP, STEPS, cases, copy, db, everybody, origin } from '../lib/lscb-steps.mjs'
import { day, name } from '../lib/lscb.mjs'
import { moves } from '../lib/moves.mjs'
import { logMark, troubles } from '../lib/stack.mjs'
import { chance, one, walk } from '../lib/walk.mjs'

const AMOUNT = Number(process.env.WALK_STEPS ?? 300), client = {}
const OPEN = STATES.filter(state => !CLOSED.includes(state)), UNDER_WAY = ['GATHERING', 'DISCUSSION', 'HOLD']

// -- what is typed: words of their own, and now and then the name --

let typed
const word = () => { typed = name('Quod').toLowerCase(); return chance(5) === 0 ? `${typed} of ${origin.family}` : typed }
// Free texts of the steps that a person without the name reads again.
const TYPED = { undo: 'reason', reopened: 'reason', news: 'document', more: 'what', unlisted: 'why', deferred: 'questions', answered: 'note', asked: 'note', out: 'note', task: 'what', notification: 'note',
	person: 'organisation', family: 'note', feedback: 'text', gate: 'reference', unasked: 'why' }
// Where each stands once it is kept.
const ITEM = "agenda_item.CONCAT(why, ' ', minute)"
const KEPT = { more: 'task.what', unlisted: ITEM, deferred: ITEM, task: 'task.what', notification: 'notification.note', person: 'person.organisation', family: 'family_contact.note',
	feedback: 'feedback.text', gate: 'gate.reference', reopened: 'event.title', undo: 'event.title' }

const beside = (path, fields, from, more) => ({ path, fields, from, ...more })
const gateOf = f => db(`SELECT COALESCE(MAX(id), 1) FROM gate WHERE record = ${f.id} AND status = 'OPEN'`)[0][0]
const BESIDE = {
	undo: beside('/undo', { reason: 'A mistake' }, Object.keys(CAME), { bad: { reason: '' } }),
	scope: beside('/scope', () => ({ termination: one(['N', 'N', 'N', 'Y']), sign_of_life: 'Y', resident: one(['Y', 'Y', 'N']), place: 'H', event_here: 'Y', why: 'As told' }), ['NOTIFIED', 'GATHERING']),
	tell: beside('/transfer', () => ({ area: '204', contact: 'Panel of Q', ...date('sent_on', day()) }), ['NOTIFIED', 'GATHERING']),
	task: beside('/tasks', () => ({ what: 'x', ...date('due_on', day(3)) }), OPEN, { bad: { what: '' } }),
	notification: beside('/notifications/new', () => ({ channel: 'PHONE', referrer: 'Ward sister', note: 'x', ...date('received_on', day()) }), OPEN, { bad: { channel: '' } }),
	person: beside('/people/new', { kind: 'PROFESSIONAL', organisation: 'x', agency: 'GP' }, STATES),
	family: beside('/family', () => ({ status: 'TOLD', method: 'VISIT', by_whom: 'K Mills', note: 'x', ...date('on_day', day()) }), OPEN, { bad: { by_whom: '' } }),
	marks: beside('/marks', { expected: 'E', events: 'E03', principal: 'E03' }, UNDER_WAY),
	gate: beside('/gates', () => ({ code: one(['G-COR', 'G-CRIM', 'G-NHS']), reference: 'x', ...date('opened_on', day(-1)) }), OPEN, { bad: { code: '' } }),
	'gate.end': beside(f => `${f.base}/gates/${gateOf(f)}/end`, () => ({ outcome: one(['CONCLUDED', 'NFA', 'DISCUSSED']), inquest: 'NATURAL', note: 'As found', ...date('ended_on', day()) }), OPEN),
	'gate.override': beside(f => `${f.base}/gates/${gateOf(f)}/override`, { why: 'Another matter' }, OPEN, { bad: { why: '' } }),
	unasked: beside('/requests/none', { why: 'x' }, UNDER_WAY),
	feedback: beside('/feedback', () => ({ told_to: one(['FAMILY', 'AGENCIES']), by_whom: 'K Mills', text: 'x', ...date('on_day', day()) }), ['COMPLETED', 'CLOSED']),
}
// What takes an item away beside the program is not for a walk.
const asks = Object.fromEntries(Object.entries({ ...STEP, unlisted: { ...STEP.unlisted, spoil: undefined }, ...BESIDE }).map(([code, step]) => [code, TYPED[code] ? { ...step, fields: (f, state) =>
	({ ...(typeof step.fields === 'function' ? step.fields(f, state) : step.fields), [TYPED[code]]: word() }) } : step]))
const WALK = { ...moves({ program: 'lscb', people: Object.fromEntries(STEPS.everybody.map(login => [login, []])), asks }), }

before(async () => {
	logMark()
	Object.assign(client, await everybody())
	await cases()
})

const begin = () => ({ ...copy(one(STATES.slice(0, 12))), words: [] })

// -- what is known of a case --

const list = (f, text) => db(text.replaceAll(':id', f.id)).map(row => row.join(' '))
function seen(f) {
	typed = undefined
	const [state, resume, closed, subject, completed, year] = db(`SELECT r.state, COALESCE(r.resume, ''), COALESCE(r.closed_at, ''), r.subject, COALESCE(d.completed_on, ''), COALESCE(d.return_year, '') FROM record r JOIN death d ON d.record = r.id WHERE r.id = ${f.id}`)[0]
	return { state, resume, closed, subject, completed, year,
		dates: list(f, 'SELECT clock FROM deadline WHERE record = :id AND met_at IS NULL AND dropped_at IS NULL ORDER BY clock'),
		tasks: list(f, "SELECT kind FROM task WHERE record = :id AND done_on IS NULL AND dropped_on IS NULL AND kind <> 'OUTCOME-CDOP' ORDER BY kind"),
		items: list(f, "SELECT id FROM agenda_item WHERE record = :id AND gone_at IS NULL AND outcome = ''"),
		asked: list(f, "SELECT status FROM request WHERE record = :id AND status IN ('NEW', 'SENT', 'ACK', 'MORE')"),
		signed: list(f, 'SELECT a.id, d.revision FROM analysis a JOIN document d ON d.id = a.document WHERE a.record = :id AND a.signed_at IS NOT NULL'),
		notices: list(f, 'SELECT number FROM notification WHERE record = :id ORDER BY number'),
		steps: Number(db(`SELECT COUNT(*) FROM event WHERE record = ${f.id}`)[0][0]) }
}

function nothingLost(f, what, page, code, said) {
	if (said && page.status === 422) assert.ok(page.body.includes(said), `${what}: what was typed is gone from the page`)
	if (said && page.status === 303 && KEPT[code]) f.words.push([KEPT[code], said])
	for (const [where, text] of f.words) {
		const [table, column] = where.split('.')
		assert.equal(db(`SELECT COUNT(*) FROM ${table} WHERE ${column} LIKE '%${text}%'`)[0][0], '1', `${what}: ${text}, typed into ${where}`)
	}
}

// 7.1: where nobody may read a name there is none, whatever was typed.
function nameless(f, now, what) {
	assert.equal(now.subject, 'A child', what)
	const lines = db(`SELECT title FROM event WHERE record = ${f.id} UNION ALL SELECT title FROM notice WHERE record = ${f.id} UNION ALL SELECT CONCAT_WS(' ', title, explanation) FROM deadline WHERE record = ${f.id}
		UNION ALL SELECT CONCAT_WS(' ', detail, reason) FROM audit WHERE object = 'record' AND object_id = ${f.id} UNION ALL SELECT what FROM task WHERE record = ${f.id} UNION ALL SELECT CONCAT_WS(' ', why, minute, dissent) FROM agenda_item WHERE record = ${f.id}`).flat()
	assert.deepEqual(lines.filter(line => line.toLowerCase().includes(origin.family.toLowerCase())), [], `${what}: the name`)
}

function statesHold(f, now, what) {
	assert.equal(now.closed !== '', CLOSED.includes(now.state), `${what}: ${now.state} closed ${now.closed}`)
	assert.equal(new Set(now.dates).size, now.dates.length, `${what}: a clock runs twice: ${now.dates}`)
	if (['OUT', 'TRANSFERRED', 'DUPLICATE', 'CLOSED'].includes(now.state) && now.state !== f.state) assert.deepEqual(now.dates, [], `${what}: ${now.state} has dates that run`)
	if (['OUT', 'TRANSFERRED'].includes(now.state) && now.state !== f.state) assert.deepEqual([now.tasks, now.asked], [[], []], `${what}: ${now.state} still asks for work`)
	if (now.state === 'LISTED') assert.equal(now.items.length, 1, `${what}: ${now.items.length} places on agendas`)
	if (['NOTIFIED', ...UNDER_WAY, 'READY', 'OUT', 'TRANSFERRED', 'DUPLICATE'].includes(now.state)) assert.equal(now.items.length, 0, `${what}: ${now.state} on an agenda`)
	if (now.state === 'NOTIFIED') assert.ok(!now.dates.includes('REVIEW'), `${what}: the review runs before the acceptance`)
	if (now.state === 'DUPLICATE' && f.state !== 'DUPLICATE') assert.deepEqual(now.notices, [], `${what}: joined, and its notifications stayed`)
}

// 2.6: one signature, and what was signed does not change.
function signedHolds(f, now, what, code) {
	assert.ok(now.signed.length <= 1, `${what}: ${now.signed.length} signed analyses`)
	if (f.signed) assert.deepEqual(now.signed, f.signed, `${what}: the signed analysis changed`)
	if (code === 'completed' && now.state !== f.state) {
		assert.ok(now.signed.length === 1 && now.completed !== '' && now.year !== '', `${what}: completed ${now.completed}, year ${now.year}`)
		f.signed = now.signed
	}
}

const audited = () => Number(db('SELECT COUNT(*) FROM audit WHERE account <> 0')[0][0])
const SEES = ['ccole', 'nbirch', 'hfaye', 'dwren', 'jsingh']
async function looked(f, now, what) {
	const login = one(STEPS.everybody), below = one(['', '/gates', '/requests', '/ready']), rows = audited(), page = await client[login].get(f.base + below)
	const may = SEES.includes(login) && !['ARCHIVED', 'DESTROYED'].includes(now.state)
	assert.equal(page.status === 200, may, `${what}: ${login} looks at ${below} of ${now.state}: ${page.status}`)
	assert.equal(audited(), rows + 1, `${what}: a look of ${login} (${page.status}) has no row of its own`)
	assert.ok(!page.title.includes(origin.family), `${what}: title`)
	if (login !== 'dwren') assert.ok(!page.body.includes(origin.family) || page.status !== 200, `${what}: ${login} reads the name at ${below} without having opened it`)
	if (page.status === 200) assert.deepEqual(db('SELECT object, object_id, login FROM audit WHERE account <> 0 ORDER BY id DESC LIMIT 1'), [['record', String(f.id), login]], `${what}: audit`)
}

async function holds(f, what, now, { page, code, before }) {
	const said = page.typed
	nothingLost(f, what, page, code, said)
	nameless(f, now, what)
	statesHold(f, now, what)
	signedHolds(f, now, what, code)
	if (code === 'undo' && now.state !== f.state) {
		assert.deepEqual(now.asked.length >= before.asked.length, true, `${what}: requests were not given back`)
		assert.equal(now.state, before.resume, what)
	}
	if (chance(4) === 0) await looked(f, now, what)
}

// What was typed in this step goes along with its answer.
const attempt = WALK.attempt
WALK.attempt = async (c, code, f, state, changes = {}) => {
	typed = undefined
	const page = await attempt(c, code, f, state, changes ?? {})
	page.typed = TYPED[code] && !(TYPED[code] in (changes ?? {})) ? typed : undefined
	return page
}

test('anybody tries any step in any order, and what must hold always holds', async () => {
	const made = await walk({ steps: WALK, codes: Object.keys(asks), client, often: ['ccole', 'ccole', 'nbirch', 'hfaye', 'dwren'], begin, seen, holds, lines: 1, amount: AMOUNT,
		over: f => (f.state === 'DUPLICATE' || CLOSED.includes(f.state)) && chance(4) === 0 })
	if (AMOUNT >= 300) assert.ok(Object.keys(made).length >= 8, `only ${Object.keys(made)} ever moved a case`)
})

after(() => assert.deepEqual(troubles(), []))
