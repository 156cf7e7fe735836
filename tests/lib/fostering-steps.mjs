// The steps of an arrangement: cases in every state, and what each step is asked
// with, so that tests can try any from any state.
import assert from 'node:assert/strict'
import { date } from './client.mjs'
import { copier } from './copy.mjs'
import * as pf from './fostering.mjs'
import { related } from './fostering-measures.mjs'
import { moves, said } from './moves.mjs'
import { accountId, ask, person, stack, until } from './stack.mjs'
import { chance, one } from './walk.mjs'

export const db = text => ask(`USE everychild_fostering; ${text}`)
export const STATES = ['ENQUIRY', 'PROPOSED', 'READY', 'ACTIVE_NEW', 'ACTIVE', 'PAUSED', 'END_DUE', 'NOT_PF', 'WITHDRAWN', 'ENDED', 'TRANSFERRED',
	'ARCHIVED', 'DESTROYED']
// What they are to the case that is copied; the last have nothing to do with it.
const PEOPLE = { pgrey: ['FRONT', 'FDO'], dmarsh: ['OWNER', 'PFW'], lowens: ['TEAM', 'PFW'], tbrook: ['SERVICE', 'PFM'], avale: ['SERVICE', 'PFO'],
	vking: ['SERVICE', 'AUD'], sfinch: ['PAN'], lcross: ['IXM'], pnair: [] }
// The state that each closure and absence of a copy came from.
const CAME_FROM = { PAUSED: 'ACTIVE_NEW', END_DUE: 'ACTIVE', NOT_PF: 'ENQUIRY', WITHDRAWN: 'PROPOSED', ENDED: 'END_DUE', TRANSFERRED: 'ACTIVE' }

// -- cases --

const ACTIONS = 'action IN (SELECT id FROM initial_action WHERE record = :id)', HOUSE = '(SELECT household FROM arrangement WHERE record = :id)'
const copied = copier({ db: 'everychild_fostering', reference: n => `PF-890-2026-${n}`,
	tables: ['record', 'record_person', 'arrangement', 'person', 'household', 'household_member', 'legal_test', 'document', 'answer', 'notification',
		'related_person', 'initial_action', 'initial_task', 'visit', 'visit_due', 'decision', 'requirement', 'prohibition', 'absence', 'transfer',
		'approval', 'task', 'deadline', 'involvement'],
	numbers: { document: 'document', household: 'household', carer: 'person', person: 'person', action: 'initial_action', visit: 'visit', requirement: 'requirement', open_of: 'record' },
	of: { answer: 'document IN (SELECT id FROM document WHERE record = :id)', initial_task: ACTIONS,
		household: `id = ${HOUSE}`, household_member: `household = ${HOUSE}`,
		person: `id IN (SELECT carer FROM arrangement WHERE record = :id UNION SELECT person FROM related_person WHERE record = :id
			UNION SELECT person FROM household_member WHERE household = ${HOUSE})` } })

const at = f => ({ ...f, base: `/fostering/case/${f.handle}` })
export const origin = {}

// A case in this state, held by dmarsh. more: statements, with :id for its number.
// Timelines are not copied but for the step that says how far it had come.
const DECIDED = ['ACTIVE', 'END_DUE', 'ENDED', 'TRANSFERRED']
const decided = `INSERT INTO event (record, at, code, title, account, shared) VALUES (:id, UTC_TIMESTAMP(6), 'decided', 'Decided', 1, 0);`
export const copy = (state, more = '') => at(copied(origin[state], {}, (DECIDED.includes(state) ? decided : '') + more))

// -- what each is asked with --

const me = () => accountId('dmarsh')
const proposed = (f, kind, by = 'dmarsh') => db(`DELETE FROM approval WHERE record = ${f.id} AND kind = '${kind}';
	INSERT INTO approval (record, kind, note, asked_by, asked_at) VALUES (${f.id}, '${kind}', 'As found', ${accountId(by)}, UTC_TIMESTAMP(6))`)
const facts = (f, more) => db(`UPDATE arrangement SET relationship = 'FAMILY_FRIEND', carer_pr = 'N', sleeps = 'CARER_HOME', capacity = 'PRIVATE', looked_after = 'N',
	legal_regime = 'N', adoption = 'N', intended_end = NULL, open_ended = 1, ${more} WHERE record = ${f.id}`)
// The action under a regulation done, and suitability decided on a written report.
export function acted(f, regulation) {
	db(`INSERT INTO initial_action (record, number, regulation, notified_on, due_on, completed_on, account, at)
			SELECT ${f.id}, COALESCE(MAX(number), 0) + 1, ${regulation}, CURDATE(), CURDATE() + INTERVAL 9 DAY, CURDATE(), ${me()}, UTC_TIMESTAMP(6) FROM initial_action WHERE record = ${f.id};
		INSERT INTO initial_task (action, item, done_on, account, at) SELECT LAST_INSERT_ID(), item, CURDATE(), ${me()}, UTC_TIMESTAMP(6) FROM (SELECT 'a' AS item UNION SELECT 'e') i;
		UPDATE deadline SET met_at = UTC_TIMESTAMP(6), met_on = CURDATE() WHERE record = ${f.id} AND clock = '${regulation === 4 ? 'T1' : 'T3'}' AND met_at IS NULL AND dropped_at IS NULL;
		INSERT INTO decision (record, number, regulation, proposed, proposed_why, proposed_by, proposed_at, outcome, reason, decided_by, decided_on, decided_at)
			SELECT ${f.id}, COALESCE(MAX(number), 0) + 1, ${regulation}, 'SUITABLE', 'Seen', ${me()}, UTC_TIMESTAMP(6), 'SUITABLE', 'Seen', ${accountId('tbrook')}, CURDATE(), UTC_TIMESTAMP(6)
			FROM decision WHERE record = ${f.id}`)
}
const undecided = f => db(`UPDATE decision SET outcome = 'MORE_INFORMATION' WHERE record = ${f.id} AND outcome <> ''`)
export const details = f => db(`UPDATE arrangement SET end_on = COALESCE(end_on, CURDATE()), ended_at = COALESCE(ended_at, UTC_TIMESTAMP(6)), end_reason = 'RETURNED_PARENT', receiver_name = 'Iris Fry', receiver_address = '2 Hill Road',
	receiver_relation = 'PARENT', end_known = 'Told', welfare_on = CURDATE(), welfare_note = 'Well', final_report = 'Went home' WHERE record = ${f.id}`)
const absent = f => db(`INSERT INTO absence (record, left_on, expected_on, latest_on, note, account, at, open_of) SELECT ${f.id}, CURDATE(), CURDATE(), CURDATE() + INTERVAL 27 DAY,
	'', ${me()}, UTC_TIMESTAMP(6), ${f.id} FROM (SELECT 1) one WHERE NOT EXISTS (SELECT 1 FROM absence WHERE open_of = ${f.id})`)
const told = (f, acknowledged = 'CURDATE()') => db(`DELETE FROM transfer WHERE record = ${f.id}; INSERT INTO transfer (record, way, authority, moved_on, address, notified_on, acknowledged_on, note, account, at)
	VALUES (${f.id}, 'OUT', '826', CURDATE(), '1 Far Road', CURDATE(), ${acknowledged}, '', ${me()}, UTC_TIMESTAMP(6))`)
const closedOn = (f, ago) => db(`UPDATE arrangement SET closed_on = CURDATE() - INTERVAL ${ago} DAY WHERE record = ${f.id}`)
const result = (f, code) => db(`UPDATE arrangement SET test_result = '${code}' WHERE record = ${f.id}`)

// The copies are of one child, so that they overlap: what the page warns of is looked at.
const confirm = page => { const about = /value="([^"]*)"/.exec(/<input[^>]*name="about"[^>]*>/.exec(page.body)?.[0])?.[1]; return about && { about, confirmed: 'Y' } }

export const STEP = {
	'not-pf': { path: '/not-pf/answer', fields: { agreed: 'Y' }, bad: { agreed: '' },
		make: f => { facts(f, "relationship = 'GRANDPARENT'"); proposed(f, 'NOT_PF') }, spoil: f => proposed(f, 'NOT_PF', 'tbrook') },
	proposed: { path: '/decide', confirm, make: f => facts(f, 'start_actual = NULL, start_proposed = CURDATE() + INTERVAL 20 DAY'),
		spoil: f => facts(f, "start_actual = NULL, start_proposed = CURDATE() + INTERVAL 20 DAY, carer_pr = ''") },
	pf: { path: '/decide', make: f => facts(f, 'start_actual = CURDATE() - INTERVAL 4 DAY'), confirm, fields: () => date('aware_on', pf.today()), bad: date('aware_on', pf.today(3)),
		spoil: f => facts(f, "start_actual = CURDATE() - INTERVAL 4 DAY, sleeps = ''") },
	ready: { path: '/suitability/move', make: f => acted(f, 4), spoil: undecided },
	decided: { path: '/suitability/move', make: f => acted(f, 7), spoil: f => db(`UPDATE initial_action SET completed_on = NULL WHERE record = ${f.id};
		UPDATE deadline SET met_at = NULL, met_on = NULL WHERE record = ${f.id} AND clock = 'T3' AND dropped_at IS NULL ORDER BY id DESC LIMIT 1`) },
	arrived: { path: '/arrival', fields: () => ({ ...date('came_on', pf.today(-1)), ...date('known_on', pf.today()) }), confirm, bad: date('known_on', pf.today(-2)) },
	dropped: { path: '/dropped/answer', fields: { agreed: 'Y' }, make: f => proposed(f, 'WITHDRAWN'), spoil: f => proposed(f, 'WITHDRAWN', 'tbrook'), bad: { agreed: 'N' } },
	away: { path: '/absence', fields: () => ({ ...date('left_on', pf.today()), ...date('expected_on', pf.today(27)) }), bad: date('expected_on', pf.today(28)) },
	back: { path: '/absence/back', make: f => absent(f), fields: () => date('returned_on', pf.today()), bad: date('returned_on', pf.today(-4)) },
	lapsed: { path: '/absence/ended', make: f => absent(f), fields: () => ({ ...date('dropped_on', pf.today()), reason: 'RETURNED_PARENT' }), bad: { reason: '' } },
	end: { path: '/end', fields: () => ({ ...date('ended_on', pf.today()), reason: 'RETURNED_PARENT', why: 'Home' }), bad: date('ended_on', pf.today(1)) },
	close: { path: '/close', make: f => { details(f); proposed(f, 'END') }, fields: { agreed: 'Y', requirement: 'Y', appeal: 'Y', safeguarding: 'Y' },
		bad: { agreed: 'N' }, spoil: f => proposed(f, 'END', 'tbrook') },
	transferred: { path: '/transfer/close', make: f => told(f), spoil: f => told(f, 'NULL') },
	'not-ended': { path: '/not-ended', fields: { reason: 'Another family was meant' }, bad: { reason: '' },
		spoil: f => db(`UPDATE arrangement SET child_born_on = CURDATE() - INTERVAL 18 YEAR WHERE record = ${f.id}`) },
	undo: { path: '/undo', make: f => closedOn(f, 28), fields: { reason: 'Another family was meant' }, bad: { reason: '' }, spoil: f => closedOn(f, 29) },
	again: { path: '/again', make: f => result(f, 'NOT_PF_SHORT'), fields: { reason: 'They stay longer' }, bad: { reason: '' }, spoil: f => result(f, 'NOT_PF_RELATIVE') }
}
// What the day itself asks for: the child's birthday, the last day of a return gone by,
// a short stay at its limit, a closure of long ago.
export const BY_ITSELF = {
	birthday: f => db(`UPDATE arrangement SET child_born_on = CURDATE() - INTERVAL 16 YEAR, disabled = 'N' WHERE record = ${f.id}`),
	lapsed: f => { absent(f); db(`UPDATE absence SET left_on = left_on - INTERVAL 28 DAY, latest_on = latest_on - INTERVAL 28 DAY WHERE open_of = ${f.id}`) },
	again: f => facts(f, 'start_actual = CURDATE() - INTERVAL 28 DAY, retest_on = CURDATE()'),
	archive: f => db(`UPDATE record SET closed_at = closed_at - INTERVAL 13 MONTH WHERE id = ${f.id}`)
}
// One more round of what the program does by itself; the archive is the last of it.
export async function round() {
	const last = copy('ENDED')
	BY_ITSELF.archive(last)
	stack('restart-program', 'fostering')
	await until('the round', 30, () => STEPS.where(last, 'archive') === 'ARCHIVED 1')
	await until('the pages', 30, async () => (await (await person('dmarsh')).get('/fostering/')).status === 200)
}
// Begun from nothing, by the day itself, or from another list.
export const ELSEWHERE = ['notice', 'birthday', 'archive', 'destroy', 'hold']

// -- steps beside them, for the walk: from: the states that they are tried in --

const RUNNING = ['ACTIVE_NEW', 'ACTIVE', 'PAUSED'], OPEN = STATES.slice(0, 7), BEFORE_END = OPEN.slice(0, 6)
const newest = (f, table, column = 'number', where = '1 = 1') => db(`SELECT ${column} FROM ${table} WHERE record = ${f.id} AND ${where} ORDER BY number DESC LIMIT 1`)[0]?.[0]
const ago = (...days) => pf.today(-one(days))
const measure = (noun, what, fields, more) => ({ path: f => `${f.base}/${noun}/${newest(f, noun) ?? 1}/${what}`, fields, from: OPEN, ...more })
// The letter that a notice is given with.
const letter = (f, noun) => db(`INSERT INTO letter (record, number, kind, target, to_name, to_address, body, sent_on, sent_how, account, at)
	SELECT ${f.id}, (SELECT COALESCE(MAX(number), 0) + 1 FROM letter WHERE record = ${f.id}), '${noun.toUpperCase()}', id, 'Ida Quern', 'x', 'p z', CURDATE(), 'HAND', ${me()}, UTC_TIMESTAMP(6)
	FROM ${noun} WHERE record = ${f.id} ORDER BY number DESC LIMIT 1`)
const reported = f => db(`UPDATE visit SET report_on = visited_on, report_by = ${me()} WHERE record = ${f.id} AND status = 'DONE' AND report_on IS NULL`)
const item = f => one(['a', 'c', ...db(`SELECT CONCAT('b-', p.handle) FROM arrangement a JOIN person p ON p.id = a.carer WHERE a.record = ${f.id}
	UNION SELECT CONCAT('d-', p.handle) FROM related_person q JOIN person p ON p.id = q.person WHERE q.record = ${f.id}`).flat()])
const DONE = { status: 'DONE', method: 'FACE', child_seen: 'Y', alone: 'Y', safeguarding: 'N' }

export const BESIDE = {
	'not-pf.propose': { path: '/not-pf', fields: { reason: 'Her grandmother' }, bad: { reason: '' }, from: ['ENQUIRY'], make: f => facts(f, "relationship = 'GRANDPARENT'") },
	'dropped.propose': { path: '/dropped', fields: { reason: 'They changed their minds' }, from: ['PROPOSED', 'READY'] },
	facts: { path: '/facts', from: BEFORE_END, fields: f => {
		const [came, comes] = db(`SELECT COALESCE(start_actual, ''), COALESCE(start_proposed, '') FROM arrangement WHERE record = ${f.id}`)[0]
		return { ...pf.FACTS, relationship: one(['COUSIN', 'COUSIN', 'FAMILY_FRIEND', 'GRANDPARENT']), looked_after: one(['N', 'N', 'N', 'Y']), ...(chance(2) ? { open_ended: 'Y' } : date('intended_end', pf.today(40))),
			...(came ? date('start_actual', chance(3) ? came : ago(2, 30, 400)) : {}), ...(comes ? date('start_proposed', comes) : {}) } }, bad: date('intended_end', '1999-01-01') },
	'suitability.propose': { path: '/suitability', from: BEFORE_END, fields: () => ({ proposed: 'SUITABLE', proposed_why: 'Seen and well' }), bad: { proposed_why: '' } },
	'suitability.decide': { path: '/suitability/decide', from: BEFORE_END, make: reported, fields: () => ({ outcome: one(['SUITABLE', 'MORE_INFORMATION', 'PROHIBIT']), reason: 'As reported' }) },
	'requirement.propose': { path: '/requirement', from: OPEN, fields: { category: 'SAFETY', text: 'Fit a stair gate', reason: 'The stairs are steep' }, bad: { text: '' } },
	'requirement.decide': measure('requirement', 'decide', () => ({ agreed: 'Y', ...date('comply_by', pf.today(30)) })),
	'requirement.served': measure('requirement', 'served', () => ({ ...date('served_on', pf.today()), served_how: 'HAND' }), { make: f => letter(f, 'requirement') }),
	'requirement.met': measure('requirement', 'met', () => ({ ...date('met_on', pf.today()), evidence: 'Seen' })),
	'prohibition.propose': { path: '/prohibition', from: OPEN, fields: f => ({ type: one(['A', 'B', 'C']), grounds: 'a', reason: 'Not safe there',
		requirement: chance(3) ? '' : newest(f, 'requirement') ?? '' }), bad: { reason: '' } },
	'prohibition.decide': measure('prohibition', 'decide', { agreed: 'Y' }),
	'prohibition.served': measure('prohibition', 'served', () => ({ ...date('served_on', pf.today()), served_how: 'HAND' }), { make: f => letter(f, 'prohibition') }),
	'prohibition.cancel': measure('prohibition', 'cancel', { cancel: 'Y', cancel_why: 'No longer justified' }, { from: ['ACTIVE', 'READY'] }),
	'visit.plan': { path: '/visit', from: OPEN, fields: () => ({ type: one(['REG4', 'REG7', 'REG8', 'REG8', 'UNANNOUNCED']), ...date('planned_on', pf.today(one([0, 7, 40]))), planned_time: '10:00', minutes: '60', officer: 'dmarsh' }) },
	'visit.record': { path: f => `${f.base}/visits/${newest(f, 'visit', 'handle', "status = 'PLANNED'") ?? 'none'}`, from: OPEN,
		also: f => ({ version: newest(f, 'visit', 'version', "status = 'PLANNED'") ?? '1' }),
		fields: () => ({ ...(chance(3) ? DONE : { status: one(['ABORTIVE', 'MISSED', 'CANCELLED']), not_done: 'Nobody came to the door' }), ...date('visited_on', ago(0, 0, 0, 1, 3)) }),
		bad: { child_seen: 'N' } },
	'visit.sign': { path: f => `${f.base}/visits/${newest(f, 'visit', 'handle', "status = 'DONE'") ?? 'none'}/sign`, from: OPEN, make: reported, fields: { agreed: 'Y' } },
	initial: { path: f => `${f.base}/initial/${item(f)}`, from: ['PROPOSED', 'ACTIVE_NEW', 'PAUSED'], fields: () => ({ method: 'FACE', ...date('done_on', pf.today()), alone: 'Y' }), bad: { method: '' } },
	ending: { path: '/ending', from: ['END_DUE'], fields: { ...pf.DETAILS, end_reason: 'RETURNED_PARENT', ...date('welfare_on', pf.today()), then: 'close' }, bad: { receiver_name: '' } },
	'transfer.send': { path: '/transfer', from: ['ACTIVE_NEW', 'ACTIVE'], fields: () => ({ authority: '826', ...date('moved_on', pf.today()), address: '1 Far Road', ...date('notified_on', pf.today()) }) },
	'transfer.acknowledged': { path: '/transfer/acknowledged', from: ['ACTIVE_NEW', 'ACTIVE'], fields: () => ({ ...date('acknowledged_on', pf.today()), acknowledged_by: 'N Fox' }) },
	task: { path: '/task', from: OPEN, fields: f => ({ task: db(`SELECT id FROM task WHERE record = ${f.id} AND done_on IS NULL AND dropped_on IS NULL LIMIT 1`)[0]?.[0] ?? '1', done_note: 'Done' }) },
	'another-notice': { path: '/another-notice', from: OPEN, fields: () => ({ regulation: one(['5', '6', '3(1)']), notifier: 'CARER', notifier_name: 'Ida Quern', channel: one(['PHONE', 'WRITING']), ...date('received_on', ago(0, 1, 9)) }) },
	// The day brings what it brings; now and then, since a round takes seconds.
	day: { from: ['ACTIVE_NEW', 'ACTIVE', 'PAUSED', 'NOT_PF'], alone: async (f, state) => {
		const code = { PAUSED: chance(2) ? 'lapsed' : 'birthday', NOT_PF: 'again' }[state] ?? 'birthday'
		if (chance(8) > 0 || !STEPS.rows(code).some(t => t.from.includes(state))) return { status: 303 }
		BY_ITSELF[code](f)
		await round()
		return { status: 303 }
	} },
	// A second notice about the same child from the start.
	start: { path: f => `/fostering/start/${f.child}`, from: OPEN, fields: () => ({ ...pf.NOTICE, ...date('received_on', pf.today()), ...date('starts_on', pf.today(-1)) }) }
}

export const STEPS = moves({ program: 'fostering', people: PEOPLE, asks: { ...STEP, ...BESIDE }, back: state => CAME_FROM[state] })

// -- one case in every state, as the program makes it --

async function led(client, from, code, state, login = 'tbrook') {
	const f = copy(from)
	STEP[code].make?.(f, from)
	const page = await STEPS.attempt(client[login], code, f, from)
	assert.equal(STEPS.where(f, code), `${state} 1`, `${code}: ${said(page)} ${page.text.slice(0, 400)}`)
	origin[state] = f.id
}

// client: { login: who is signed in }.
export async function cases(client) {
	const kid = await pf.child(client.dmarsh, { given: 'Wanda', family: 'Wren', born: '2014-03-12', sex: 'F' })
	const base = await pf.start(client.dmarsh, kid, { received: pf.today(-5), starts: pf.today(-4), channel: 'WRITING', carer_given: 'Ida', carer_family: 'Quern' })
	related(base, 'PARENT', 'Wilma', 'Wren')
	origin.ENQUIRY = pf.idOf(base)
	db(`INSERT INTO record_person (record, account, relation, since, added_by) VALUES (${origin.ENQUIRY}, ${accountId('pgrey')}, 'FRONT', UTC_TIMESTAMP(6), 1);
		INSERT INTO visit (handle, record, number, type, status, officer, visited_on, report_on, report_by, account, at)
			VALUES ('${at({ handle: 'f' + base.slice(-11) }).handle}', ${origin.ENQUIRY}, 1, 'REG4', 'DONE', ${me()}, CURDATE(), CURDATE(), ${me()}, ${me()}, UTC_TIMESTAMP(6))`)
	for (const [from, code, state, login] of [['ENQUIRY', 'proposed', 'PROPOSED', 'dmarsh'], ['PROPOSED', 'ready', 'READY'], ['ENQUIRY', 'pf', 'ACTIVE_NEW', 'dmarsh'],
		['ACTIVE_NEW', 'decided', 'ACTIVE'], ['ACTIVE_NEW', 'away', 'PAUSED', 'dmarsh'], ['ACTIVE', 'end', 'END_DUE', 'dmarsh'], ['ENQUIRY', 'not-pf', 'NOT_PF'],
		['PROPOSED', 'dropped', 'WITHDRAWN'], ['END_DUE', 'close', 'ENDED'], ['ACTIVE', 'transferred', 'TRANSFERRED']])
		await led(client, from, code, state, login)
	for (const state of ['ARCHIVED', 'DESTROYED'])
		origin[state] = copy('ENDED', `UPDATE record SET state = '${state}', archived_at = UTC_TIMESTAMP(6) WHERE id = :id`).id
}

export async function everybody() {
	const client = {}
	for (const login of STEPS.everybody) client[login] = await person(login)
	return client
}
