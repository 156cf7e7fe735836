// Which columns the statements of a program update, from its own text: every
// statement is a literal (db.h), so that each stands in the program's file.
import fs from 'node:fs'

// At the outermost level alone: what stands in brackets or quotes is passed over.
function* outer(text) {
	for (let i = 0, depth = 0, quoted = false; i < text.length; i++) {
		if (text[i] === "'") quoted = !quoted
		else if (!quoted && text[i] === '(') depth++
		else if (!quoted && text[i] === ')') depth--
		else if (!quoted && depth === 0) yield i
	}
}

function set(text, from) {
	let end = text.length
	const cuts = [from - 1]
	for (const i of outer(text.slice(from))) {
		const rest = text.slice(from + i)
		if (/^ (WHERE|ORDER BY|LIMIT)\b/.test(rest)) { end = from + i; break }
		if (rest[0] === ',') cuts.push(from + i)
	}
	return cuts.map((cut, i) => text.slice(cut + 1, cuts[i + 1] ?? end).trim())
}

// { table: Set of columns } of UPDATE … SET and INSERT … ON DUPLICATE KEY UPDATE.
export function updated(program) {
	const out = {}
	const add = (table, column) => (out[table] ??= new Set()).add(column)
	for (const text of fs.readFileSync(program, 'latin1').split('\0')) {
		const update = /^UPDATE `?([\w.]+)`?(?: (?!SET)(\w+))?/.exec(text), insert = /^INSERT INTO `?(\w+)/.exec(text)
		if (!update && !insert) continue
		const mark = update ? ' SET ' : ' ON DUPLICATE KEY UPDATE '
		const at = [...outer(text)].find(i => text.startsWith(mark, i))
		if (at === undefined) continue
		// The server asks for the right to update what such a statement inserts, too.
		if (insert) for (const column of /\(([^)]*)\)/.exec(text)[1].split(/, */)) add(insert[1], column)
		const names = { [update?.[2] ?? '']: (update ?? insert)[1] }
		for (const [, table, alias] of text.slice(0, at).matchAll(/ JOIN ([\w.]+) (\w+) /g)) names[alias] = table
		for (const one of set(text, at + mark.length)) {
			const [, alias, column] = /^(?:(\w+)\.)?`?(\w+)`? =/.exec(one)
			add(names[alias ?? ''] ?? (update ?? insert)[1], column)
		}
	}
	return out
}
