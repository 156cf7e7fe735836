// An episode in any state: one that was walked through the pages is copied, row
// by row, and put into the state that a test wants.
import * as caf from './caf.mjs'
import { copier } from './copy.mjs'
import { accountId, cell, sql } from './stack.mjs'

const CLOSED = ['S10', 'S11', 'S12', 'S13', 'S14', 'S15', 'END']

const copied = copier({ db: 'everychild_caf', reference: n => `CAF-890-2026-${n}/1`,
	tables: ['record', 'record_person', 'episode', 'consent', 'document', 'answer', 'team_member', 'meeting', 'lead',
		'referral', 'action', 'progress', 'contact_attempt', 'approval', 'transfer', 'deadline', 'involvement'],
	numbers: { document: 'document', consent: 'consent', member: 'team_member', current_of: 'record', proposed_of: 'record', 'progress.action': 'action' },
	of: { answer: 'document IN (SELECT id FROM document WHERE record = :id)', progress: 'action IN (SELECT id FROM action WHERE record = :id)' } })

// Returns { base, id }; more: further statements, with :id for the copy's.
export function copy(record, state, more = '') {
	const f = copied(record, { episode: { open_child: 'NULL' } }, `UPDATE record SET state = '${state}', closed_at = ${CLOSED.includes(state) ? 'UTC_TIMESTAMP(6)' : 'NULL'},
			resume = ${state === 'S9' ? "'S7'" : 'NULL'}, archived_at = ${['S14', 'S15'].includes(state) ? 'UTC_TIMESTAMP(6)' : 'NULL'},
			unlisted = ${['S11', 'S12', 'S15'].includes(state) ? 1 : 0} WHERE id = :id; ${more}`)
	return { ...f, base: `/caf/case/${f.handle}` }
}

// A plan under way with all that any step needs: a finished assessment, a held
// meeting, a lead professional, a further member of the team and a co-assessor, a
// concern written down and not referred, a review filled in and not signed, tries
// to reach the family, a transfer that was sent. Held by pnair, led by pstone.
export async function whole(priya, petra) {
	const base = await caf.toDelivering(priya, petra)
	const id = cell(`SELECT id FROM everychild_caf.record WHERE handle = '${base.split('/')[3]}'`)
	sql(`INSERT INTO everychild_caf.record_person (record, account, relation, since, added_by) VALUES
		(${id}, ${accountId('bcole')}, 'COA', UTC_TIMESTAMP(6), ${accountId('pnair')}), (${id}, ${accountId('sidris')}, 'TAC', UTC_TIMESTAMP(6), ${accountId('pnair')})`)
	return { base, id }
}

// A further document of a form, answered as its pages would, by SQL.
export function document(record, form, answers, { completed = false, account = accountId('pnair') } = {}) {
	sql(`INSERT INTO everychild_caf.document (record, form, form_version, number, started_at, started_by, completed_at, completed_by, revision)
		SELECT ${record}, '${form}', 1, COALESCE(MAX(number), 0) + 1, UTC_TIMESTAMP(6), ${account}, ${completed ? `UTC_TIMESTAMP(6), ${account}` : 'NULL, NULL'}, 1
		FROM everychild_caf.document WHERE record = ${record} AND form = '${form}';
		SET @d = LAST_INSERT_ID();
		INSERT INTO everychild_caf.answer (document, field, item, revision, value, account, at) VALUES
		${Object.entries(answers).map(([name, value]) => {
			const [field, item] = name.split('.')
			return `(@d, '${field}', ${item ?? 0}, 1, '${String(value).replaceAll("'", "''")}', ${account}, UTC_TIMESTAMP(6))`
		}).join(',')}`)
}
