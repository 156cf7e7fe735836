// Records in any state, made fast: one that was walked through the pages is
// copied row by row, under numbers that nothing has yet.
import crypto from 'node:crypto'
import { ask as sql } from './stack.mjs'

export const handle = () => [...crypto.randomBytes(12)].map(b => '0123456789abcdefghjkmnpqrstvwxyz'[b & 31]).join('')

// db: the schema. tables: what hangs on a record, "record" first. numbers: { column:
// table } where a column, or "table.column", holds the number of a copied row of that
// table. of: { table: condition } where a table has no column "record", with :id for
// the record's number. reference: as the program writes it, of a number of six digits.
export function copier({ db, tables, numbers, of = {}, reference }) {
	let columns
	const like = reference(900_000).replace('900000', '9%'), at = reference(900_000).indexOf('900000') + 1
	const condition = (table, record) => table === 'record' ? `id = ${record}` : (of[table] ?? 'record = :id').replaceAll(':id', record)

	function value(table, column, changes) {
		if (changes[column] !== undefined) return changes[column]
		if (table === 'record' && column === 'reference') return '@reference'
		// Handles of other rows: hexadecimal digits are among the letters of a handle.
		if (column === 'handle') return table === 'record' ? '@handle' : `LPAD(LOWER(HEX(id + @of_${table})), 12, '0')`
		const to = column === 'id' ? table : column === 'record' ? 'record' : numbers[`${table}.${column}`] ?? numbers[column]
		return to ? `\`${column}\` + @of_${to}` : `\`${column}\``
	}
	// How far the numbers of a table are from those of its copy. A number that was
	// given once is not given again, though its row be destroyed.
	const next = table => `GREATEST((SELECT MAX(id) + 1 FROM \`${table}\`), (SELECT COALESCE(auto_increment, 1)
		FROM information_schema.tables WHERE table_schema = DATABASE() AND table_name = '${table}'))`
	const distance = (table, record) => `SET @of_${table} = ${next(table)} - (SELECT MIN(id) FROM \`${table}\` WHERE ${condition(table, record)});`
	const statement = (table, record, changes) => `INSERT INTO \`${table}\` (${columns[table].map(c => `\`${c}\``).join(', ')})
		SELECT ${columns[table].map(c => value(table, c, changes[table] ?? {})).join(', ')} FROM \`${table}\` WHERE ${condition(table, record)};`

	// changes: { table: { column: expression } }. more: further statements, with :id for
	// the copy's number. Returns { id, handle }.
	return function copy(record, changes = {}, more = '') {
		columns ??= Object.fromEntries(tables.map(t => [t, sql(`SELECT column_name FROM information_schema.columns
			WHERE table_schema = '${db}' AND table_name = '${t}' AND COALESCE(generation_expression, '') = '' ORDER BY ordinal_position`).flat()]))
		const name = handle()
		const [[id]] = sql(`USE ${db}; START TRANSACTION; SET SESSION foreign_key_checks = 0;
			${tables.filter(t => columns[t].includes('id')).map(t => distance(t, record)).join('\n')}
			SET @handle = '${name}', @reference = (SELECT REPLACE('${reference(900_000)}', '900000',
				COALESCE(MAX(CAST(SUBSTRING(reference, ${at}, 6) AS UNSIGNED)), 900000) + 1) FROM record WHERE reference LIKE '${like}');
			${tables.map(t => statement(t, record, changes)).join('\n')}
			SET @id = ${record} + @of_record;
			${more.replaceAll(':id', '@id')};
			COMMIT; SELECT @id`)
		return { id, handle: name }
	}
}
