// What the addresses of private fostering hold besides a case: one of each, so that
// every route can be asked for.
import { oneOfEach } from './fostering-measures.mjs'
import { idOf } from './fostering.mjs'
import { cell, noHandle, sql } from './stack.mjs'

const DB = 'everychild_fostering'
const add = (table, columns, values) => cell(`INSERT INTO ${DB}.${table} (${columns}, account, at) VALUES (${values}, 1, UTC_TIMESTAMP(6)); SELECT LAST_INSERT_ID()`)

// A notice of a school with its letter.
function holiday() {
	const handle = noHandle()
	const id = add('school_holiday_notice', 'handle, school, person_name, holiday, first_on, last_on, children, received_on, in_time, note',
		`'${handle}', 'Routes School', 'A', 'Summer', '2026-07-20', '2026-08-20', 1, '2026-07-01', 'Y', ''`)
	add('school_holiday_letter', 'notice, number, to_name, to_address, body, sent_on, sent_how', `${id}, 1, 'A', 'B', 'p z', '2026-07-02', 'POST'`)
	return handle
}

function visit(id) {
	const handle = noHandle()
	sql(`INSERT INTO ${DB}.visit (handle, record, number, type, status, planned_at, officer, account, at)
		SELECT '${handle}', r.id, COALESCE((SELECT MAX(number) FROM ${DB}.visit v WHERE v.record = r.id), 0) + 1, 'REG4', 'PLANNED', UTC_TIMESTAMP(6) + INTERVAL 9 DAY, r.owner, r.owner, UTC_TIMESTAMP(6)
		FROM ${DB}.record r WHERE r.id = ${id}`)
	return handle
}

// The carer of the case, with a row of each kind.
function carer(id) {
	const [[person, handle]] = sql(`SELECT p.id, p.handle FROM ${DB}.arrangement v JOIN ${DB}.person p ON p.id = v.carer WHERE v.record = ${id}`)
	return { person: handle, address: add('person_address', 'person, line1', `${person}, '1 High Street'`),
		part: add('related_person', 'record, person, part', `${id}, ${person}, 'OTHER'`),
		check: add('safety_check', 'person, kind, requested_on, note', `${person}, 'DBS', '2026-01-01', ''`) }
}

// A certificate of what was destroyed long ago.
const disposal = () => cell(`INSERT INTO ${DB}.disposal (record, part, reference, title, opened_on, closed_on, archived_on, due_on, rule, why, version, reason, proposed_by, proposed_at,
	answer, answer_reason, decided_by, decided_at, done_at) VALUES (0, '', 'PF-890-2001-000001', 'Private fostering', '2001-01-01', '2001-01-02', '2002-01-03', '2012-01-01', 'NOT_PF', '6 years', 1,
	'For the test', 1, UTC_TIMESTAMP(6), 'Y', 'For the test', 2, UTC_TIMESTAMP(6), UTC_TIMESTAMP(6)); SELECT LAST_INSERT_ID()`)

// By the names of the path parts, of a case that has no measures yet.
export function parts(base) {
	const id = idOf(base)
	return { form: 'notice-1', section: 'child', topic: 'cases', measure: 'open', number: 1, task: 'a', notice: 'new', year: 2026, standard: 3,
		copy: 'internal', heading: 'SUMMARY', ...oneOfEach(base), visit: visit(id), holiday: holiday(), ...carer(id), disposal: disposal(),
		deadline: cell(`INSERT INTO ${DB}.deadline (record, clock, title, from_on, due_on, explanation) VALUES (${id}, 'T3', 'Missed', '2026-01-01', '2026-01-02', 'For the test'); SELECT LAST_INSERT_ID()`),
		hold: add('legal_hold', 'record, reason', `${id}, 'For the test'`) }
}
