// Words that stand nowhere else, put wherever a program keeps text, and looked
// for in what it answers: who finds one that is not theirs has found a leak.
import fs from 'node:fs'
import path from 'node:path'
import { sql, top } from './stack.mjs'

// a to p: no word has the "zq" that ends one in the middle.
const letters = n => [...n.toString(16)].map(c => String.fromCharCode(97 + parseInt(c, 16))).join('')

// Other words in each run, on a stack that was used before.
const run = letters(16 ** 4 + Math.floor(Math.random() * 15 * 16 ** 4))
let n = 0
export const planted = new Map()	// word: where it was put
// kind: who may read it, small letters.
export function canary(kind, where) {
	const word = `zq${kind}-${letters(n++)}${run}zq`
	planted.set(word, where)
	return word
}
export const found = text => new Set([...text.toLowerCase().matchAll(/zq[a-z]+-[a-z]+?zq/g)].map(m => m[0]).filter(word => planted.has(word)))
// A page without what differs each time it is asked for.
export const bare = page => page.body.replace(/(name="token" )?value="[\w-]{43}"/g, '').replace(/data-(end|idle|warn)="[^"]*"|datetime="[^"]*"|\d+:\d\d[ap]m|Reference: [\w-]+/g, '')
export const kindOf = word => /^zq([a-z]+)-/.exec(word)[1]

// -- what the forms ask, from their definitions --

const attribute = (tag, name) => new RegExp(`\\b${name}="([^"]*)"`).exec(tag)?.[1]
// list: "relationship", or "relationship:flag".
export function firstCode(list, module) {
	const [name, flag] = list.split(':')
	const file = ['conf/lists', `modules/${module}/conf/lists`].map(at => path.join(top, at, `${name}.xml`)).find(file => fs.existsSync(file))
	const codes = [...fs.readFileSync(file, 'utf8').matchAll(/<code\b[^>]*>/g)].map(m => m[0])
	return attribute(codes.find(tag => !flag || (attribute(tag, 'flags') ?? '').split(' ').includes(flag)), 'code')
}

// Sections of a form with their fields.
export function sections(module, form) {
	const text = fs.readFileSync(path.join(top, 'modules', module, 'forms', `${form}-1.xml`), 'utf8'), out = new Map()
	let section, group = ''
	for (const m of text.matchAll(/<(section|group|field)\b([^>]*)>|<\/group>/g)) {
		if (m[0] === '</group>') group = ''
		else if (m[1] === 'section') out.set(section = attribute(m[2], 'name'), [])
		else if (m[1] === 'group') group = attribute(m[2], 'name')
		else out.get(section).push({ module, group, tag: m[2], name: attribute(m[2], 'name'), type: attribute(m[2], 'type'), max: Number(attribute(m[2], 'max') ?? 0),
			choices: attribute(m[2], 'choices'), required: m[2].includes('required="yes"'), only: attribute(m[2], 'only-if'), system: m[2].includes('"SYSTEM"') || m[2].includes('system="yes"') })
	}
	return out
}

// A word in every text of a section; rows of groups get what they need besides.
// known: what is said otherwise. only: also fields that hang on another.
export function filled(fields, known, { kind, where, row = 1, today, only = false }) {
	const out = {}
	for (const f of fields) {
		const name = f.group ? `${f.group}.${row}.${f.name}` : f.name
		if (name in known || f.system || (f.only && !only)) continue
		if (['text', 'memo'].includes(f.type) && f.max >= 24) out[name] = canary(kind, `${where} ${name}`)
		else if (f.group && f.required && f.type === 'code') out[name] = firstCode(f.choices, f.module)
		else if (f.group && f.required && f.type === 'yesno') out[name] = 'N'
		else if (f.group && f.required && f.type === 'date') {
			const [y, m, d] = today.split('-').map(Number)
			Object.assign(out, { [`${name}-day`]: String(d), [`${name}-month`]: String(m), [`${name}-year`]: String(y) })
		}
	}
	return { ...out, ...known }
}

// -- what other tables keep, straight into them --

// Texts that people type, as [table, column, most characters]: codes are ascii.
export const texts = schema => sql(`SELECT c.table_name, c.column_name, c.character_maximum_length FROM information_schema.columns c
	JOIN information_schema.tables t ON t.table_schema = c.table_schema AND t.table_name = c.table_name AND t.table_type = 'BASE TABLE'
	WHERE c.table_schema = '${schema}' AND c.collation_name LIKE 'utf8mb4%' ORDER BY 1, c.ordinal_position`).map(([table, column, max]) => [table, column, Number(max)])

// A row with a word in each of its texts. known: columns as SQL, whatever they
// hold; keys: the same of columns that hold no text; values: of codes, in
// plain words. kind: of the row, or a function of the column. Returns its id.
export function plant(schema, table, kind, { known = {}, keys = {}, values = {}, least = 24 }) {
	const names = [], cells = []
	const columns = sql(`SELECT column_name, data_type, COALESCE(character_maximum_length, 0), character_set_name, is_nullable FROM information_schema.columns
		WHERE table_schema = '${schema}' AND table_name = '${table}' AND extra NOT LIKE '%auto_increment%' ORDER BY ordinal_position`)
	for (const [name, type, max, set, empty] of columns) {
		let value
		if (name in known) value = known[name]
		else if (/text$|varchar/.test(type) && Number(max) >= least && set !== 'ascii') value = `'${canary(typeof kind === 'function' ? kind(name) : kind, `${table}.${name}`)}'`
		else if (name in keys) value = keys[name]
		else if (empty === 'YES') continue
		else if (name in values) value = `'${values[name]}'`
		else if (type === 'datetime') value = name === 'ended_at' ? 'NULL' : 'UTC_TIMESTAMP(6)'
		else if (type === 'date') value = 'UTC_DATE()'
		else continue
		names.push(`\`${name}\``)
		cells.push(value)
	}
	return sql(`INSERT INTO ${schema}.${table} (${names.join(', ')}) VALUES (${cells.join(', ')}); SELECT LAST_INSERT_ID()`)[0][0]
}
