// The steps of a review of a death: cases in every state, and what each step is asked
// with, so that tests can try any from any state.
import { date } from './client.mjs'
import { copier } from './copy.mjs'
import * as panel from './lscb-meeting.mjs'
import { idOf } from './lscb-triage.mjs'
import { day, name, notify } from './lscb.mjs'
import { moves } from './moves.mjs'
import { accountId, ask, noHandle, person, sql, stack, until } from './stack.mjs'

export const db = text => ask(`USE everychild_lscb; ${text}`)
export const STATES = ['NOTIFIED', 'OUT', 'DUPLICATE', 'TRANSFERRED', 'GATHERING', 'DISCUSSION', 'HOLD', 'READY', 'LISTED', 'ADJOURNED', 'COMPLETED', 'CLOSED', 'ARCHIVED', 'DESTROYED']
export const CLOSED = ['OUT', 'DUPLICATE', 'TRANSFERRED', 'CLOSED', 'ARCHIVED', 'DESTROYED']
// What they are to the case that is copied: roles of 7.1, and the response team's part in
// it; the last have nothing to do with it.
const PEOPLE = { ccole: ['CDC'], nbirch: ['CDC'], hfaye: ['CDP'], dwren: ['JAR'], jsingh: ['CDD'], kmills: ['CDK'], rfox: ['CDR'], uabara: ['CDM'], pcairns: ['CDB'],
	eshort: ['CDA'], vking: ['AUD'], pnair: [], lcross: [] }
// The state that each was left for, and the event that led there.
export const CAME = { OUT: ['NOTIFIED', 'out'], DUPLICATE: ['NOTIFIED', 'duplicate'], TRANSFERRED: ['NOTIFIED', 'transferred'], GATHERING: ['NOTIFIED', 'accepted'], DISCUSSION: ['GATHERING', 'discussion'],
	HOLD: ['GATHERING', 'hold'], READY: ['GATHERING', 'ready'], LISTED: ['READY', 'listed'], ADJOURNED: ['LISTED', 'deferred'], COMPLETED: ['LISTED', 'completed'], CLOSED: ['COMPLETED', 'closed'] }

// -- cases --

const copied = copier({ db: 'everychild_lscb', reference: n => `CD-2026-${n}`,
	tables: ['record', 'record_person', 'death', 'death_mark', 'person', 'document', 'answer', 'notification', 'gate', 'family_contact', 'request', 'pack', 'agenda_item', 'analysis', 'factor', 'task', 'deadline'],
	numbers: { document: 'document', analysis: 'analysis', person: 'person' },
	of: { answer: 'document IN (SELECT id FROM document WHERE record = :id)', factor: 'analysis IN (SELECT id FROM analysis WHERE record = :id)' } })

export const origin = {}

// One case, through the pages: notified, at the table of a meeting of today with a
// quorum, its analysis filled in; and all that 2.9 asks for.
export async function cases() {
	const clare = await person('ccole')
	await panel.seat(clare)
	origin.meeting = await panel.plan(clare)
	await panel.attend(clare, origin.meeting, ['hfaye', 'dwren', 'uabara', 'eshort', 'jsingh'])
	origin.family = name('Stepwell')
	const { base } = await panel.atTable(clare, origin.meeting, { notified: { family: origin.family, note: `Found by the mother of ${origin.family}` } })
	const other = await notify(clare, { family: name('Survivor') })
	origin.survivor = db(`SELECT reference FROM record WHERE id = ${idOf(other)}`)[0][0]
	origin.id = idOf(base)
	const by = accountId('ccole')
	sql(`USE everychild_lscb; UPDATE death SET nhs = '', nhs_none = 'NOTYET', ethnicity = 'WBRI', place = 'HOME', place_event = 'HOME', expected = 'E', scope = 'IN', scope_step = '5' WHERE record = ${origin.id};
		INSERT INTO death_mark (record, kind, code, principal, account, at) VALUES (${origin.id}, 'EVENT', 'E03', 1, ${by}, UTC_TIMESTAMP(6));
		INSERT INTO agency (handle, name, type) VALUES ('${noHandle()}', 'Invented practice', 'GP');
		INSERT INTO request (handle, record, number, agency, status, method, asked, account, at) SELECT '${noHandle()}', ${origin.id}, 1, MAX(id), 'ACCEPTED', 'POST', '', ${by}, UTC_TIMESTAMP(6) FROM agency;
		INSERT INTO family_contact (record, on_day, status, method, by_whom, with_whom, leaflet, note, account, at) VALUES (${origin.id}, CURDATE(), 'TOLD', 'VISIT', 'K Mills', '', 'Y', '', ${by}, UTC_TIMESTAMP(6));
		INSERT INTO pack (handle, record, status, body, checksum, built_by, built_at, checked_by, checked_at, confirmed_by, confirmed_at) VALUES ('${noHandle()}', ${origin.id}, 'CONFIRMED', 'x', '', ${by}, UTC_TIMESTAMP(6), ${by}, UTC_TIMESTAMP(6), ${accountId('nbirch')}, UTC_TIMESTAMP(6));
		INSERT INTO record_person (record, account, relation, since, added_by) VALUES (${origin.id}, ${accountId('dwren')}, 'JAR', UTC_TIMESTAMP(6), ${by})`)
}

// A case in this state. more: statements, with :id for its number.
export function copy(state, more = '') {
	const [from, code] = CAME[state] ?? [], closed = CLOSED.includes(state), seated = ['LISTED', 'ADJOURNED', 'COMPLETED', 'CLOSED'].includes(state)
	const changes = { record: { state: `'${state}'`, resume: from ? `'${from}'` : 'NULL', closed_at: closed ? 'UTC_TIMESTAMP(6)' : 'NULL' } }
	const f = copied(origin.id, changes, `${seated ? `UPDATE agenda_item SET outcome = '${state === 'LISTED' ? '' : state === 'ADJOURNED' ? 'ADJOURNED' : 'COMPLETED'}' WHERE record = :id;` : 'UPDATE agenda_item SET gone_at = UTC_TIMESTAMP(6) WHERE record = :id;'}
		${code ? `INSERT INTO event (record, at, code, title, account, shared) VALUES (:id, UTC_TIMESTAMP(6) - INTERVAL 1 MINUTE, '${code}', 'Step', ${accountId('ccole')}, 0);` : ''} ${more}`)
	return { ...f, base: `/lscb/case/${f.handle}`, state }
}

// -- what each is asked with --

const scope = (f, code) => db(`UPDATE death SET scope = '${code}' WHERE record = ${f.id}`)
const told = f => db(`INSERT INTO transfer (record, direction, area, contact, sent_on, account, at) SELECT ${f.id}, 'OUT', '204', 'Panel of Q', CURDATE(), 1, UTC_TIMESTAMP(6) FROM (SELECT 1) x
	WHERE NOT EXISTS (SELECT 1 FROM transfer WHERE record = ${f.id} AND back_on IS NULL)`)
const feedback = f => db(`INSERT INTO feedback (record, told_to, by_whom, text, account, at) SELECT ${f.id}, w, 'K Mills', '', 1, UTC_TIMESTAMP(6) FROM (SELECT 'FAMILY' AS w UNION SELECT 'AGENCIES') x`)
const item = f => db(`UPDATE agenda_item SET gone_at = NULL, outcome = '' WHERE record = ${f.id}`)
const version = f => ({ version: db(`SELECT MAX(d.revision) FROM document d JOIN analysis a ON a.document = d.id WHERE a.record = ${f.id}`)[0][0] })
const meeting = () => origin.meeting.split('/').pop()

export const STEP = {
	out: { path: '/out', fields: { note: '' }, make: f => scope(f, 'OUT-ADULT'), spoil: f => scope(f, 'IN') },
	duplicate: { path: '/duplicates', fields: () => ({ same: 'OTHER', reference: origin.survivor }), bad: { reference: 'CD-1999-0001' } },
	transferred: { path: '/transfer/accepted', fields: () => ({ accepted_by: 'Chair of Q', ...date('accepted_on', day()) }), bad: { accepted_by: '' },
		make: f => { scope(f, 'NONRES'); told(f) }, spoil: f => scope(f, 'IN') },
	accepted: { path: '/accept', fields: { expected: 'E', events: 'E03', principal: 'E03', reviewing: '204' }, bad: { events: '' }, make: f => scope(f, 'IN'), spoil: f => scope(f, '') },
	discussion: { path: '/discussion', fields: () => ({ kind: 'LOCAL', chair: 'Dr Singh', invited: 'All who knew the child', ...date('meets_on', day(7)) }), bad: { chair: '' } },
	more: { path: '/discussion/more', fields: { what: 'Notes of the school nurse' }, bad: { what: '' } },
	news: { path: '/news', fields: { document: 'Record of inquest' }, bad: { document: '' } },
	ready: { path: '/ready', fields: {}, make: f => scope(f, 'IN'), spoil: f => db(`UPDATE death SET ethnicity = '' WHERE record = ${f.id}`) },
	listed: { path: '/list', fields: () => ({ meeting: meeting(), block: 'NEW', agreed_why: 'It cannot wait', ...date('agreed_on', day()) }), bad: { agreed_why: '' } },
	unlisted: { path: '/unlist', fields: { why: 'More came in' }, bad: { why: '' }, spoil: f => db(`UPDATE agenda_item SET gone_at = UTC_TIMESTAMP(6) WHERE record = ${f.id}`) },
	deferred: { path: '/defer', fields: () => ({ outcome: 'ADJOURNED', questions: 'What was the weight?', whom: 'The practice', ...date('due_on', day(14)) }), bad: { questions: '' } },
	answered: { path: '/answered', fields: { next: 'ready', note: 'Answered in writing' }, bad: { note: '' } },
	asked: { path: '/answered', fields: { next: 'ask', note: 'The practice is asked' }, bad: { note: '' } },
	completed: { path: '/sign', fields: { agreed: 'Y' }, also: version, bad: { agreed: '' },
		spoil: f => db(`INSERT INTO gate (record, code, hard, status, organisation, opened_on, note, account, at) VALUES (${f.id}, 'G-COR', 1, 'OPEN', '', CURDATE(), '', 1, UTC_TIMESTAMP(6))`) },
	closed: { path: '/close', fields: {}, make: feedback, spoil: f => db(`UPDATE feedback SET told_to = 'CDOP' WHERE record = ${f.id}`) },
	reopened: { path: '/reopen', fields: { reason: 'A late inquest' }, bad: { reason: '' } },
	back: { path: '/transfer/back', fields: () => date('back_on', day()), make: told, bad: date('back_on', day(3)) },
}
// What the day itself asks for: all that is awaited is a hard process; a closure of long ago.
export const BY_ITSELF = {
	hold: f => STEP.completed.spoil(f),
	archive: f => db(`UPDATE record SET closed_at = closed_at - INTERVAL 7 MONTH WHERE id = ${f.id}`)
}
// One more round of what the program does by itself; the archive is the last of it.
export async function round() {
	const last = copy('CLOSED')
	BY_ITSELF.archive(last)
	stack('restart-program', 'lscb')
	await until('the round', 30, () => STEPS.where(last, 'archive') === 'ARCHIVED 1')
	await until('the pages', 30, async () => (await (await person('ccole')).get('/lscb/')).status === 200)
}
// Begun from nothing, by the day itself, taken back (a test of its own), by the command,
// or from the list of holds.
export const ELSEWHERE = ['notified', 'hold', 'archive', 'undo', 'destroy', 'legal-hold']

export const STEPS = moves({ program: 'lscb', people: PEOPLE, asks: STEP })

export async function everybody() {
	const client = {}
	for (const login of STEPS.everybody) client[login] = await person(login)
	return client
}
