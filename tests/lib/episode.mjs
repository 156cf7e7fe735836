// An episode in any state: one that was walked through the pages is copied, row
// by row, and put into the state that a test wants.
import crypto from 'node:crypto'
import * as caf from './caf.mjs'
import { accountId, cell, sql } from './stack.mjs'

const TABLES = ['record', 'record_person', 'episode', 'consent', 'document', 'answer', 'team_member', 'meeting', 'lead',
	'referral', 'action', 'progress', 'contact_attempt', 'approval', 'transfer', 'deadline', 'involvement']
const CLOSED = ['S10', 'S11', 'S12', 'S13', 'S14', 'S15', 'END']
const STEP = 100_000
let columns, step

const shifted = (table, column) => ['id', 'record', 'document', 'consent', 'member', 'current_of', 'proposed_of'].includes(column) ||
	(table === 'progress' && column === 'action')

function statement(table, record, shift, changes) {
	const cells = columns[table].map(c => changes[c] ?? (shifted(table, c) ? `${c} + ${shift}` : `\`${c}\``))
	const of = { record: `id = ${record}`, answer: `document IN (SELECT id FROM everychild_caf.document WHERE record = ${record})`,
		progress: `action IN (SELECT id FROM everychild_caf.action WHERE record = ${record})` }[table] ?? `record = ${record}`
	return `INSERT INTO everychild_caf.\`${table}\` (${columns[table].map(c => `\`${c}\``).join(', ')}) SELECT ${cells.join(', ')} FROM everychild_caf.\`${table}\` WHERE ${of};`
}

const handle = () => [...crypto.randomBytes(12)].map(b => '0123456789abcdefghjkmnpqrstvwxyz'[b & 31]).join('')

// Returns { base, id, shift }; more: further statements, with :id for the copy's.
export function copy(record, state, more = '') {
	columns ??= Object.fromEntries(TABLES.map(t => [t, sql(`SELECT column_name FROM information_schema.columns
		WHERE table_schema = 'everychild_caf' AND table_name = '${t}' AND generation_expression IS NULL OR
		(table_schema = 'everychild_caf' AND table_name = '${t}' AND generation_expression = '') ORDER BY ordinal_position`).flat()]))
	step ??= Number(cell('SELECT MAX(id) FROM everychild_caf.record')) / STEP | 0
	step++
	const shift = step * STEP, id = BigInt(record) + BigInt(shift), name = handle()
	sql(`START TRANSACTION; SET SESSION foreign_key_checks = 0;
		${TABLES.map(t => statement(t, record, shift, t === 'record' ? { handle: `'${name}'`, reference: `'CAF-890-2026-${900000 + step}/1'` } :
		t === 'episode' ? { open_child: 'NULL' } : {})).join('\n')}
		UPDATE everychild_caf.record SET state = '${state}', closed_at = ${CLOSED.includes(state) ? 'UTC_TIMESTAMP(6)' : 'NULL'},
			resume = ${state === 'S9' ? "'S7'" : 'NULL'}, archived_at = ${['S14', 'S15'].includes(state) ? 'UTC_TIMESTAMP(6)' : 'NULL'},
			unlisted = ${['S11', 'S12', 'S15'].includes(state) ? 1 : 0} WHERE id = ${id};
		${more.replaceAll(':id', id).replaceAll(':shift', shift)}; COMMIT`)
	return { id, shift, handle: name, base: `/caf/case/${name}` }
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
