// The steps of a case: what each is asked with, so that tests can try any from
// any state.
import * as caf from './caf.mjs'
import { date } from './client.mjs'
import { document } from './episode.mjs'
import { moves } from './moves.mjs'
import { accountId, ask as sql } from './stack.mjs'

const cell = text => sql(text)[0]?.[0]
export const STATES = ['S0', 'S1', 'S2', 'S3', 'S4', 'S5', 'S6', 'S7', 'S8', 'S9', 'S10', 'S11', 'S12', 'S13', 'S14', 'END']
// Who they are to the case that is copied; the last have nothing to do with it.
const PEOPLE = { pnair: ['OWNER'], bcole: ['COA'], pstone: ['LP', 'TAC'], sidris: ['TAC'], hgrant: ['MANAGER'], jreid: ['COO'],
	kdoyle: ['SAF'], vking: ['AUD'], lcross: ['IXM'], rquinn: [], ofay: [], zcarr: [] }
const MOTHER = { giver: 'PARENT', giver_name: 'Ann Smith' }
const ANSWERED = { closed_on: caf.today(), notes: 'Said', child_absent: 'UNBORN', parent_comment: 'Good' }

const HARM = { 'observation.1': 'Marks', 'observation_kind.1': 'FACT', observed_on: caf.today(), observed_at: '09:00', 'adviser_kind.1': 'MANAGER',
	'adviser_name.1': 'Helen Grant', told_child: 'Y', told_parent: 'Y', referred_to: 'CSC', referral_method: 'PHONE', referred_on: caf.today(),
	referred_at: '09:30', receiving_officer: 'Duty officer' }
const REVIEW = { reviewed_on: caf.today(), 'present_name.1': 'Ann Smith', 'present_attendance.1': 'P', notes: 'Well', 'outcome_aim.1': 'EW3',
	'outcome_change.1': 'BETTER', level_of_need: 'N1', consents: 'Y', lead_continues: 'CONTINUES', next_steps: 'Go on',
	child_comment_absent: 'UNBORN', parent_comment: 'It helps' }
const CHECKLIST = { unborn: 'Y', mother_given_names: 'Ann', family_name: 'Smith', sex: 'U', due_date: caf.today(84), no_address: 'NFA', date_of_checklist: caf.today(), practitioner_name: 'Priya Nair', practitioner_role: 'Learning mentor', practitioner_agency: 'Highfield School',
	healthy: 'Y', safe: 'Y', learning: 'Y', positive: 'N', positive_evidence: 'Seen', poverty: 'Y', needs_clear: 'Y', service_alone: 'N',
	discussed_child: 'N', not_discussed_child: 'unborn', discussed_parent: 'Y', decision_reason: 'More than one service' }

const consentRow = (id, type, code = '') => `INSERT INTO everychild_caf.consent (record, type, answer, service, service_code, giver, giver_name, responsible,
	basis, competence, explained, exclusions, method, given_on, note, account, at) VALUES (${id}, '${type}', 'Y', '', '${code}', 'PARENT', 'Ann Smith', 'Y',
	'MOTHER', '', 'Y', '', 'VERBAL', CURDATE(), '', ${accountId('pnair')}, UTC_TIMESTAMP(6))`
const early = f => sql(`DELETE FROM everychild_caf.answer WHERE document IN (SELECT id FROM everychild_caf.document WHERE record = ${f.id});
	UPDATE everychild_caf.episode SET registered_on = NULL, searched_at = NULL WHERE record = ${f.id}`)
const dropDocuments = (f, form) => sql(`SET SESSION foreign_key_checks = 0; DELETE FROM everychild_caf.answer WHERE document IN
	(SELECT id FROM everychild_caf.document WHERE record = ${f.id} AND form = '${form}'); DELETE FROM everychild_caf.meeting WHERE record = ${f.id} AND '${form}' = 'meeting';
	DELETE FROM everychild_caf.document WHERE record = ${f.id} AND form = '${form}'`)
const unanswer = (f, field) => sql(`DELETE FROM everychild_caf.answer WHERE field = '${field}' AND document IN
	(SELECT id FROM everychild_caf.document WHERE record = ${f.id})`)
const noSharing = f => sql(`UPDATE everychild_caf.consent SET ended_at = UTC_TIMESTAMP(6) WHERE record = ${f.id} AND type = 'C-SHARE'`)
const attempts = f => sql(`INSERT INTO everychild_caf.contact_attempt (record, tried_on, means, note, account, at) VALUES
	${[[40, 'PHONE'], [30, 'LETTER'], [2, 'VISIT']].map(([ago, means]) => `(${f.id}, CURDATE() - INTERVAL ${ago} DAY, '${means}', '', ${accountId('pnair')}, UTC_TIMESTAMP(6))`).join(', ')};
	INSERT INTO everychild_caf.approval (record, kind, note, asked_by, asked_at, answer, decided_by, decided_at) VALUES
	(${f.id}, 'NOCONTACT', '', ${accountId('pnair')}, UTC_TIMESTAMP(6), 'Y', ${accountId('hgrant')}, UTC_TIMESTAMP(6))`)
const sent = f => sql(`${consentRow(f.id, 'C-XFER')}; INSERT INTO everychild_caf.transfer (record, authority, contact, moved_on, sent_on, method, note, account, at)
	VALUES (${f.id}, '888', 'Early help desk', CURDATE(), CURDATE(), 'MESSAGE', '', ${accountId('pnair')}, UTC_TIMESTAMP(6))`)
// R3: each open action was reported on, now.
const reported = f => sql(`INSERT INTO everychild_caf.progress (action, status, due_on, text, account, at) SELECT id, status, due_on, 'Under way',
	${accountId('pnair')}, UTC_TIMESTAMP(6) FROM everychild_caf.action WHERE record = ${f.id}`)
const version = (f, form) => ({ version: cell(`SELECT COALESCE(MAX(revision), 0) FROM everychild_caf.document WHERE record = ${f.id} AND form = '${form}'`) })

// The concern is referred by who wrote it down.
const writes = (f, login) => sql(`UPDATE everychild_caf.document SET started_by = ${accountId(login)} WHERE record = ${f.id} AND form = 'harm'`)

// What each event is asked with (moves.mjs).
export const ASK = {
	'checklist.end': { path: '/decide', make: f => { early(f); dropDocuments(f, 'checklist'); document(f.id, 'checklist', { ...CHECKLIST, decision: 'NFA' }) },
		spoil: f => unanswer(f, 'decision_reason'),
		also: f => version(f, 'checklist') },
	'consent.ask': { path: '/decide', make: f => { early(f); dropDocuments(f, 'checklist'); document(f.id, 'checklist', { ...CHECKLIST, decision: 'CAF' }) },
		spoil: f => unanswer(f, 'decision_reason'),
		also: f => version(f, 'checklist') },
	register: { path: '/consent', make: early, fields: { answer: 'Y', ...MOTHER, responsible: 'Y', basis: 'MOTHER', explained: 'Y', method: 'VERBAL', ...date('given_on', caf.today()) },
		bad: { basis: 'PR' } },
	'consent.refuse': { path: '/consent', make: early, fields: { answer: 'N', ...MOTHER, ...date('given_on', caf.today()) }, bad: { giver_name: '' } },
	search: { path: '/existing', make: f => sql(`UPDATE everychild_caf.episode SET searched_at = NULL WHERE record = ${f.id}`) },
	elsewhere: { path: '/join/close', make: f => sql(`UPDATE everychild_caf.record SET child = 1 WHERE id = ${f.id}`),
		spoil: f => sql(`UPDATE everychild_caf.record SET child = NULL WHERE id = ${f.id}`) },
	'form.start': { path: '/form', make: f => dropDocuments(f, 'assessment'), spoil: f => sql(`UPDATE everychild_caf.episode SET searched_at = NULL WHERE record = ${f.id}`) },
	complete: { path: '/complete', make: f => sql(`UPDATE everychild_caf.document SET completed_at = NULL WHERE record = ${f.id} AND form = 'assessment'`),
		spoil: f => unanswer(f, 'store_consent'),
		also: f => version(f, 'assessment') },
	close: { path: '/close', make: f => sql(`UPDATE everychild_caf.episode SET next_step = IF((SELECT state FROM everychild_caf.record WHERE id = ${f.id}) = 'S4', 'NFA', 'ONE') WHERE record = ${f.id}`),
		fields: (f, state) => ({ ...ANSWERED, ...date('closed_on', caf.today()), reason: state === 'S4' ? 'C10' : 'C01' }), bad: { reason: 'C03' } },
	single: { path: '/single', fields: date('review_on', caf.today(30)), bad: date('review_on', caf.today(-1)) },
	'single.review': { path: '/single/review', fields: { ...date('held_on', caf.today()), notes: 'Better', ...date('review_on', caf.today(30)) }, bad: { notes: '' } },
	team: { path: '/call', fields: { ...date('meets_on', caf.today()), meets_at: '14:30', place: 'Family centre' }, spoil: noSharing },
	'social-care': { path: '/social-care/refer', make: f => sql(consentRow(f.id, 'C-SHARE', 'CSC')), fields: { ...date('decided_on', caf.today()), worker: 'Duty team' },
		spoil: f => noSharing(f) },
	agree: { path: '/plan/agree', fields: date('review_on', caf.today(30)), spoil: f => sql(`UPDATE everychild_caf.action SET status = 'DONE' WHERE record = ${f.id}`) },
	review: { path: '/review/open' },
	'review.continue': { path: '/review/sign', make: f => { document(f.id, 'review', { ...REVIEW, next_review: caf.today(60) }); reported(f) },
		spoil: f => unanswer(f, 'next_review'),
		also: f => version(f, 'review') },
	'review.close': { path: '/review/sign', make: f => { document(f.id, 'review', { ...REVIEW, closure_reason: 'C01' }); reported(f) },
		spoil: f => sql(`UPDATE everychild_caf.answer a JOIN everychild_caf.document d ON d.id = a.document SET a.value = 'N' WHERE d.record = ${f.id} AND field = 'consents'`),
		also: f => version(f, 'review') },
	reassess: { path: '/reassess', fields: { answer: 'Y', ...MOTHER, responsible: 'Y', basis: 'MOTHER', explained: 'Y', method: 'VERBAL', ...date('given_on', caf.today()) }, bad: { answer: 'N' } },
	'harm.open': { path: '/harm' },
	harm: { path: '/harm/refer', make: f => document(f.id, 'harm', { ...HARM, suspended: 'Y' }), writer: writes,
		spoil: f => unanswer(f, 'receiving_officer'),
		also: f => version(f, 'harm') },
	'harm.noted': { path: '/harm/refer', make: f => document(f.id, 'harm', { ...HARM, suspended: 'N' }), writer: writes,
		spoil: f => unanswer(f, 'receiving_officer'),
		also: f => version(f, 'harm') },
	'social-care.lead': { path: '/social-care/lead', fields: { outcome: 'CP', ...date('decided_on', caf.today()), worker: 'Duty team' }, bad: { worker: '' } },
	'social-care.return': { path: '/social-care/return', fields: { outcome: 'RETURN', ...date('decided_on', caf.today()), worker: 'Duty team', confirmed: 'Y', ...MOTHER,
		...date('given_on', caf.today()), method: 'VERBAL' }, bad: { confirmed: 'N' } },
	withdraw: { path: '/withdraw', fields: { what: 'ALL', ...MOTHER, ...date('said_on', caf.today(-1)), said_at: '10:15', method: 'PHONE', explained: 'What is kept', harm: 'N' },
		bad: { giver_name: '' } },
	transfer: { path: '/transfer/accepted', make: sent, fields: { ...date('accepted_on', caf.today()), accepted_by: 'Early help desk', accepted_reference: 'X1' },
		spoil: f => sql(`UPDATE everychild_caf.consent SET ended_at = UTC_TIMESTAMP(6) WHERE record = ${f.id} AND type = 'C-XFER'`) },
	'no-contact': { path: '/no-contact/close', make: attempts, fields: { notes: 'No answer' },
		spoil: f => sql(`UPDATE everychild_caf.approval SET answer = 'N' WHERE record = ${f.id}`) },
	duplicate: { path: '/duplicate', make: f => sql(`UPDATE everychild_caf.record SET child = 1, opened_at = UTC_TIMESTAMP(6) WHERE id = ${f.id}`),
		fields: () => ({ goes_on: known.first }), bad: { goes_on: 'CAF-890-2026-999999/1' } }
}
// Not a page of a case: begun from nothing (their own tests), by daily work, or
// from another list.
export const ELSEWHERE = ['checklist.start', 'step-down', 'again', 'archive', 'destroy', 'hold', 'form.save', 'withdraw.part', 'withdraw.lead', 'withdraw.alone']

// What tests tell the steps: the reference of an older episode of the same child.
export const known = { first: '' }

export const STEPS = moves({ program: 'caf', people: PEOPLE, asks: ASK, back: () => 'S7' })
export const EVERYBODY = STEPS.everybody
