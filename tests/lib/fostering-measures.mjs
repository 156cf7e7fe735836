// Decisions, requirements, prohibitions, consents, exemptions, appeals and
// letters of an arrangement, through the pages as they stand.
import { date } from './client.mjs'
import { handleOf, idOf, led, today } from './fostering.mjs'
import { cell, sql } from './stack.mjs'

export const db = text => sql(`USE everychild_fostering; ${text}`)
export const setState = (base, state) => db(`UPDATE record SET state = '${state}' WHERE id = ${idOf(base)}`)

// A written report of a visit, and an initial action of which nothing is left to do.
export function reported(base, { type = 'REG7', by = 1 } = {}) {
	const handle = Math.random().toString(36).slice(2).replace(/[ilou]/g, 'x').padEnd(12, '0').slice(0, 12)
	db(`INSERT INTO visit (handle, record, number, type, status, officer, visited_on, report_on, report_by, account, at)
		SELECT '${handle}', ${idOf(base)}, COALESCE(MAX(number), 0) + 1, '${type}', 'DONE', ${by}, '${today()}', '${today()}', ${by}, ${by}, UTC_TIMESTAMP(6)
		FROM visit WHERE record = ${idOf(base)}`)
}
export function acted(base, regulation = 7) {
	db(`INSERT INTO initial_action (record, number, regulation, notified_on, due_on, completed_on, account, at)
		VALUES (${idOf(base)}, ${10 + regulation}, ${regulation}, '${today()}', '${today(9)}', '${today()}', 1, UTC_TIMESTAMP(6));
		INSERT INTO initial_task (action, item, done_on, account, at)
		SELECT LAST_INSERT_ID(), item, '${today()}', 1, UTC_TIMESTAMP(6) FROM (SELECT 'a' AS item UNION SELECT 'e') i`)
}

export const send = async (c, page, path, changes) => c.submit(await c.get(page), path, changes)
export const newest = (base, table) => Number(cell(`SELECT MAX(number) FROM everychild_fostering.${table} WHERE record = ${idOf(base)}`))
export const value = (base, table, column, number = newest(base, table)) =>
	cell(`SELECT ${column} FROM everychild_fostering.${table} WHERE record = ${idOf(base)} AND number = ${number}`)
export const idAt = (base, table, number = newest(base, table)) => value(base, table, 'id', number)

// -- suitability --
export const propose = (c, base, proposed, why = 'Seen and well') =>
	send(c, `${base}/suitability`, `${base}/suitability`, { proposed, proposed_why: why })
export const decide = (c, base, outcome, more = {}) =>
	send(c, `${base}/suitability`, `${base}/suitability/decide`, { outcome, reason: 'As the report says', ...more })

// -- requirements --
export const REQUIREMENT = { category: 'SAFETY', text: 'Fit a stair gate', reason: 'The stairs are steep' }
export const requirement = (c, base, more = {}) => send(c, `${base}/requirement`, `${base}/requirement`, { ...REQUIREMENT, ...more })
export const at = (base, noun, number) => `${base}/${noun}/${number}`
export const act = (c, base, noun, number, what, changes) => send(c, at(base, noun, number), `${at(base, noun, number)}/${what}`, changes)
// Proposed by one, imposed by the manager. Returns its number.
export async function imposed(worker, manager, base, { by = today(30), ...more } = {}) {
	led(await requirement(worker, base, more), 'propose')
	const number = newest(base, 'requirement')
	led(await act(manager, base, 'requirement', number, 'decide', { agreed: 'Y', ...date('comply_by', by) }), 'impose')
	return number
}

// -- prohibitions --
export const prohibition = (c, base, more = {}) => send(c, `${base}/prohibition`, `${base}/prohibition`,
	{ type: 'C', grounds: ['a', 'c'], reason: 'The child is not safe there', ...more })
export async function prohibited(worker, manager, base, more = {}) {
	led(await prohibition(worker, base, more), 'propose')
	const number = newest(base, 'prohibition')
	led(await act(manager, base, 'prohibition', number, 'decide', { agreed: 'Y' }), 'impose')
	return number
}

// -- letters --
export const letterPath = (base, kind, target = 0) => `${base}/letter/${kind}/${target}`
export const letter = async (c, base, kind, target, to = 'carer', more = {}) => {
	const path = letterPath(base, kind, target)
	return c.submit(await c.get(`${path}?to=${to}`), path, { sent_how: 'HAND', ...more })
}
export const served = (c, base, noun, number, on = today()) => act(c, base, noun, number, 'served', { ...date('served_on', on), served_how: 'HAND' })
// The letter kept and the notice given, today.
export async function given(c, base, noun, number, kind) {
	led(await letter(c, base, kind, idAt(base, noun, number)), 'letter')
	led(await served(c, base, noun, number), 'served')
}

// -- people of the case --
export function carer(base, changes) {
	db(`UPDATE person SET ${changes} WHERE id = (SELECT carer FROM arrangement WHERE record = ${idOf(base)})`)
}
export const carerHandle = base => cell(`SELECT p.handle FROM everychild_fostering.person p JOIN everychild_fostering.arrangement a ON a.carer = p.id WHERE a.record = ${idOf(base)}`)
// The same carer and household as another case's.
export function sameCarer(base, other) {
	db(`UPDATE arrangement a JOIN arrangement o ON o.record = ${idOf(other)} SET a.carer = o.carer, a.household = o.household WHERE a.record = ${idOf(base)}`)
}
export function related(base, part, given, family, { withheld = 0, person } = {}) {
	const handle = handleOf(base).slice(0, 6) + Math.random().toString(36).slice(2).replace(/[ilou]/g, 'x').padEnd(6, '0').slice(0, 6)
	if (!person) db(`INSERT INTO person (handle, given, family, sound, added_by, added_at) VALUES ('${handle}', '${given}', '${family}', '', 1, UTC_TIMESTAMP(6))`)
	const id = person ?? cell(`SELECT id FROM everychild_fostering.person WHERE handle = '${handle}'`)
	db(`INSERT INTO related_person (record, person, part, withheld, account, at) VALUES (${idOf(base)}, ${id}, '${part}', ${withheld}, 1, UTC_TIMESTAMP(6));
		INSERT INTO person_address (person, line1, town, postcode, account, at) VALUES (${id}, '9 Far Street', 'Inland', 'IN1 2CD', 1, UTC_TIMESTAMP(6))`)
	return { id, handle }
}

// One of each, so that every page has something to show. Returns what their addresses hold.
export function oneOfEach(base) {
	const id = idOf(base), one = "1, UTC_TIMESTAMP(6)"
	db(`INSERT INTO requirement (record, number, category, text, reason, status, served_on, comply_by, proposed_by, proposed_at) VALUES (${id}, 1, 'CARE', 'x', 'y', 'IMPOSED', '${today()}', '${today(30)}', ${one});
		INSERT INTO prohibition (record, number, type, person, grounds, reason, status, served_on, proposed_by, proposed_at) SELECT ${id}, 1, 'C', carer, 'a', 'y', 'IMPOSED', '${today()}', ${one} FROM arrangement WHERE record = ${id};
		INSERT INTO disqualification_consent (record, number, person, applied_on, grounds, disclosure, status, asked_by, asked_at) SELECT ${id}, 1, carer, '${today()}', 'OFFENCE', 'z', 'PENDING', ${one} FROM arrangement WHERE record = ${id};
		INSERT INTO limit_exemption (record, number, person, children, conditions, status, reason, asked_by, asked_at) SELECT ${id}, 1, carer, 'x', '', 'PENDING', 'y', ${one} FROM arrangement WHERE record = ${id};
		INSERT INTO appeal (record, about, target, lodged_on, by_name, in_time, suspends, account, at) SELECT ${id}, 'REQ', id, '${today()}', 'z', 'Y', 1, ${one} FROM requirement WHERE record = ${id};
		INSERT INTO offence_event (record, kind, on_day, what, account, at) VALUES (${id}, 'FALSE', '${today()}', 'z', ${one});
		INSERT INTO letter (record, number, kind, to_name, to_address, body, sent_on, sent_how, account, at) VALUES (${id}, 1, 'ACK', 'x', 'y', 'p z', '${today()}', 'HAND', ${one})`)
	return { about: 'PROH', kind: 'ACK', target: 0, breach: cell(`SELECT MAX(id) FROM everychild_fostering.offence_event WHERE record = ${id}`), appeal: cell(`SELECT MAX(id) FROM everychild_fostering.appeal WHERE record = ${id}`) }
}
