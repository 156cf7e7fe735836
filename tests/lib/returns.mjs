// The files of five years' returns: taken from the program, and read in again by it.
import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import fs from 'node:fs'
import path from 'node:path'
import { promisify } from 'node:util'

const DB = 'everychild_education'
const FILES = ['Header', 'Episodes', 'Reviews', 'UASC', 'OC2', 'PrevPerm', 'Missing', 'SWEpisodes']
const KEPT = ['school', 'school_person', 'school_day', 'term', 'audit', 'sequence', 'form_token', 'migration']
const WORKERS_SINCE = 2024	// files of social workers' episodes

export const pause = ms => new Promise(resolve => setTimeout(resolve, ms))

// The last year to 31 March that is over, and the four before it.
export function years(today = new Date()) {
	const last = today.getMonth() >= 3 ? today.getFullYear() : today.getFullYear() - 1
	return [4, 3, 2, 1, 0].map(n => last - n)
}

// "header-2026" and its text, the oldest first.
export async function taken(client) {
	const files = new Map()
	for (const year of years())
		for (const name of FILES.filter(name => name !== 'SWEpisodes' || year >= WORKERS_SINCE)) {
			const answer = await client.get(`/education/return/${year}/${name.toLowerCase()}`)
			assert.equal(answer.status, 200, `${year} ${name}`)
			files.set(`${name.toLowerCase()}-${year}`, answer.body)
		}
	return files
}

// Nothing is left of any child. The daily round may be adding something up in a table.
export async function emptied(sql) {
	const tables = sql(`SELECT table_name FROM information_schema.tables WHERE table_schema = '${DB}'
	    AND table_type = 'BASE TABLE'`).flat().filter(name => !KEPT.includes(name))
	for (const name of tables)
		for (let left = 20; left > 0; left--)
			try {
				sql(`SET FOREIGN_KEY_CHECKS = 0; TRUNCATE ${DB}.\`${name}\``)
				break
			} catch (error) {
				if (left === 1 || !/Lock wait|max_statement_time/.test(error.message)) throw error
			}
}

const header = ([kind]) => kind.startsWith('header')

// By the operator's command, in the order of the return. A file without a row has nothing
// to read in.
export async function staged(env, folder, files) {
	for (const [kind, text] of files.filter(([, text]) => text.trim().includes('\n'))) {
		const file = path.join(folder, `${kind}.csv`)
		fs.writeFileSync(file, text)
		await promisify(execFile)(path.join(env.EC_BUILD, 'installed/libexec/everychild/education'),
			['-c', env.EC_SETTINGS, '-i', kind, file])
	}
}

const counts = sql => Object.fromEntries(sql(`SELECT state, COUNT(*) FROM ${DB}.import GROUP BY state`))

// Until no file waits to be checked or applied.
export async function settled(sql, seconds) {
	for (const end = Date.now() + seconds * 1000; Date.now() < end; await pause(250)) {
		const now = counts(sql)
		if (!now.CHECK && !now.APPLY) return
	}
	assert.fail(sql(`SELECT kind, year, state, done, failed FROM ${DB}.import`).join(' | '))
}

async function applied(sql, client) {
	for (const [handle] of sql(`SELECT handle FROM ${DB}.import WHERE state = 'READ' AND made + changed > 0 ORDER BY id`)) {
		const at = `/education/import/${handle}`
		assert.equal((await client.submit(await client.get(at), at, { what: 'apply' })).status, 303)
	}
}

// Stages, checks and applies: children first, then what is said of them. on(step) is told
// when a step begins. An officer (client) has them applied.
export async function readIn({ env, sql, client, folder, files, seconds, on = () => {} }) {
	for (const part of [[...files].filter(header), [...files].filter(file => !header(file))]) {
		const what = header(part[0]) ? 'children' : 'files'
		on(`${what} staged`)
		await staged(env, folder, part)
		on(`${what} checked`)
		await settled(sql, seconds)
		assert.deepEqual(sql(`SELECT i.kind, i.year, e.line, e.field, e.message FROM ${DB}.import_error e
		    JOIN ${DB}.import i ON i.id = e.import LIMIT 5`), [], 'rejected')
		on(`${what} applied`)
		await applied(sql, client)
		await settled(sql, seconds)
	}
	on('')
	assert.deepEqual(sql(`SELECT kind, year, state, failed FROM ${DB}.import
	    WHERE state NOT IN ('APPLIED', 'READ')`), [], 'not applied')
}
