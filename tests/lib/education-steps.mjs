// The steps of a child's education record: copies in every state, and what each step is
// asked with, so that tests can try any from any state.
import { date } from './client.mjs'
import { copier } from './copy.mjs'
import * as edu from './education.mjs'
import { moves } from './moves.mjs'
import { ask, cell, person } from './stack.mjs'

const db = text => ask(`USE everychild_education; ${text}`)
export const STATES = ['PLANNED', 'CARE', 'ADVICE', 'VISITOR', 'LEFT', 'LOCKED', 'ARCHIVED', 'DESTROYED']
// What they are to the child that is copied; the last have nothing to do with it.
const PEOPLE = { jkite: ['OWNER', 'EVO'], psomer: ['EVO'], amarlow: ['EVH'], dhale: ['WORKER'], lgower: [], nwest: ['TEACHER'], irowe: ['REVIEWER'],
	cfinn: ['CARER'], vking: ['AUD'], lcross: ['IXM'], pnair: [] }

const copied = copier({ db: 'everychild_education', reference: n => `ED-890-2026-${n}`,
	tables: ['record', 'record_person', 'pupil', 'care_episode', 'cohort_member', 'involvement', 'deadline'], numbers: {} })

const over = `UPDATE care_episode SET ended_on = CURDATE() - INTERVAL 3 DAY, rec = 'E4A' WHERE record = :id;
	UPDATE cohort_member SET until = CURDATE() - INTERVAL 3 DAY WHERE record = :id`
const none = 'DELETE FROM care_episode WHERE record = :id; DELETE FROM cohort_member WHERE record = :id'
const closed = 'UPDATE record SET closed_at = UTC_TIMESTAMP(6) WHERE id = :id'
const IN = { PLANNED: none, CARE: 'DO 1', VISITOR: none, LEFT: `${over}; ${closed}`, DESTROYED: `${over}; ${closed}`,
	ADVICE: `${none}; INSERT INTO cohort_member (record, cohort, since, account, at) VALUES (:id, 'PLAC', CURDATE() - INTERVAL 30 DAY, 1, UTC_TIMESTAMP(6))`,
	LOCKED: `${over}; ${closed}; UPDATE pupil SET locked_on = CURDATE() WHERE record = :id`,
	ARCHIVED: `${over}; ${closed}; UPDATE record SET archived_at = UTC_TIMESTAMP(6) WHERE id = :id` }
export const origin = {}

// A child in this state; more: statements, with :id for its number.
export function copy(state, more = 'DO 1') {
	const f = copied(origin.record, { record: { child: 'NULL' }, pupil: { child_id: 'NULL', upn: 'NULL' } },
		`UPDATE record SET state = '${state}' WHERE id = :id; ${IN[state]}; ${more}`)
	return { ...f, base: `/education/child/${f.handle}` }
}

// The child that is copied: in care for forty days, with everybody's part in it.
export async function cases(client) {
	const c = client.jkite, base = await edu.inCare(c, await edu.child(c), edu.today(-40))
	for (const [relation, login] of [['WORKER', 'dhale'], ['REVIEWER', 'irowe'], ['CARER', 'cfinn'], ['TEACHER', 'nwest']])
		db(`INSERT INTO record_person (record, account, relation, since, added_by) SELECT ${edu.idOf(base)}, id, '${relation}', UTC_TIMESTAMP(6), 1 FROM everychild.account WHERE login = '${login}'`)
	origin.record = edu.idOf(base)
}

export async function everybody() {
	return Object.fromEntries(await Promise.all(Object.keys(PEOPLE).map(async login => [login, await person(login)])))
}

const on = (name, ago) => date(name, edu.today(ago))
export const STEP = {
	entered: { path: '/episode', fields: () => ({ ...edu.EPISODE, ...on('began_on', 0) }), bad: { legal: '' } },
	left: { path: '/episode/end', fields: () => ({ ...on('ended_on', 0), rec: 'E4A' }), bad: { rec: '' } },
	dropped: { path: '/dropped', fields: { why: 'The family found another way' }, bad: { why: '' } },
	'end.error': { path: '/end-error', fields: { why: 'It was the other child' }, bad: { why: '' },
		spoil: f => db(`UPDATE care_episode SET superseded_at = UTC_TIMESTAMP(6) WHERE record = ${f.id}`) },
	gone: { path: '/gone', fields: () => on('on', 0), bad: on('on', 2) },
	advice: { path: '/advice', fields: () => ({ ...on('on', 0), cohort: 'PLAC' }), bad: { cohort: 'LAC' } },
	'advice.end': { path: '/advice/end', fields: () => on('on', 0), bad: on('on', -31) },
	lock: { path: '/lock', fields: () => on('on', 0), bad: on('on', 2) },
	unlock: { path: '/unlock', fields: { why: 'The order was set aside' }, bad: { why: '' } },
}
// Begun from nothing, or by the program and from another list (their own tests).
export const ELSEWHERE = ['planned', 'visitor', 'advice.start', 'archive', 'destroy', 'hold']
export const STEPS = moves({ program: 'education', people: PEOPLE, asks: STEP })

// -- what must hold of a child, whatever happened --
export function wrong(f) {
	const [[state, open, until, closedAt, locked]] = db(`SELECT r.state, (SELECT COUNT(*) FROM care_episode e WHERE e.record = r.id AND e.superseded_at IS NULL AND e.ended_on IS NULL),
		(SELECT COUNT(*) FROM cohort_member m WHERE m.record = r.id AND m.until IS NULL), COALESCE(r.closed_at, ''), COALESCE(p.locked_on, '')
		FROM record r JOIN pupil p ON p.record = r.id WHERE r.id = ${f.id}`)
	const parts = cell(`SELECT COUNT(*) FROM everychild_education.record_person WHERE record = ${f.id} AND until IS NULL AND relation IN ('WORKER', 'TEACHER', 'CARER', 'REVIEWER')`)
	return [
		(state === 'CARE') !== (Number(open) === 1) && `${state} with ${open} open episodes`,
		['CARE', 'ADVICE'].includes(state) !== (Number(until) === 1) && `${state} in ${until} cohorts`,
		['LEFT', 'LOCKED'].includes(state) !== (closedAt !== '') && `${state}, closed ${closedAt}`,
		(state === 'LOCKED') !== (locked !== '') && `${state}, locked ${locked}`,
		state === 'LOCKED' && parts !== '0' && `locked, and ${parts} people have a part`,
	].filter(Boolean)
}
