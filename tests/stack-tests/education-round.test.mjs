// Five years of the return go out as files, into an empty schema, and out again with the
// same bytes. In a stack of its own, which it empties.
import assert from 'node:assert/strict'
import { execFileSync, spawnSync } from 'node:child_process'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { after, before, test } from 'node:test'
import { Client, environment } from '../lib/client.mjs'
import { dbClient, env as first, top } from '../lib/stack.mjs'

const N = 300
const DB = 'everychild_education'
const dir = fs.mkdtempSync(path.join(os.tmpdir(), 'ecla.'))
const stack = path.join(top, 'tests/stack')
let env, anne, joel

const sql = text => execFileSync(dbClient, ['--no-defaults', `--socket=${env.EC_DB_SOCKET}`,
	`--user=${env.EC_DB_ADMIN}`, '--batch', '--skip-column-names', '--default-character-set=utf8mb4', DB],
	{ input: text, encoding: 'utf8', maxBuffer: 1 << 28 }).split('\n').filter(Boolean)
	.map(line => line.split('\t').map(cell => cell === 'NULL' ? null : cell))
const none = (what, text) => assert.deepEqual(sql(text).slice(0, 5), [], what)

async function person(login) {
	const c = new Client(env)
	assert.equal((await c.signIn(login)).status, 303, login)
	return c
}

before(async () => {
	env = environment(execFileSync(stack, ['start', dir, first.EC_BUILD, '--children', String(6 * N),
		'--looked-after', String(N), '--fast', '--connections', '100'], { encoding: 'utf8' }).trim())
	anne = await person('amarlow')
	joel = await person('jkite')
})
after(() => {
	spawnSync(stack, ['stop', dir])
	fs.rmSync(dir, { recursive: true, force: true })
})

// The last year to 31 March that is over.
const today = new Date()
const year = today.getMonth() >= 3 ? today.getFullYear() : today.getFullYear() - 1

// -- out, in and out again --

const FILES = ['Header', 'Episodes', 'Reviews', 'UASC', 'OC2', 'PrevPerm', 'Missing', 'SWEpisodes']
const YEARS = [4, 3, 2, 1, 0].map(n => year - n)

async function taken() {
	const files = new Map()
	for (const y of YEARS)
		for (const name of FILES.filter(name => name !== 'SWEpisodes' || y >= 2024)) {
			const answer = await anne.get(`/education/return/${y}/${name.toLowerCase()}`)
			assert.equal(answer.status, 200, `${y} ${name}`)
			files.set(`${name.toLowerCase()}-${y}`, answer.body)
		}
	return files
}

function emptied() {
	const kept = ['school', 'school_person', 'school_day', 'term', 'audit', 'sequence', 'form_token', 'migration']
	const tables = sql(`SELECT table_name FROM information_schema.tables WHERE table_schema = '${DB}' AND table_type = 'BASE TABLE'`).flat()
		.filter(name => !kept.includes(name))
	// The daily round may be adding something up in one of them.
	for (const name of tables)
		for (let left = 20; left > 0; left--)
			try {
				sql(`SET FOREIGN_KEY_CHECKS = 0; TRUNCATE \`${name}\``)
				break
			} catch (error) {
				if (left === 1 || !/Lock wait|max_statement_time/.test(error.message)) throw error
			}
}

// The yardstick: so many rows put in one by one, in milliseconds a row.
function yardstick() {
	const n = 5000, at = Date.now()
	sql(`CREATE TEMPORARY TABLE y (id BIGINT PRIMARY KEY AUTO_INCREMENT, body VARCHAR(400)); START TRANSACTION;
	    ${`INSERT INTO y (body) VALUES ('${'x'.repeat(80)}');`.repeat(n)} COMMIT`)
	return (Date.now() - at) / n
}

const pause = ms => new Promise(resolve => setTimeout(resolve, ms))
const states = () => sql('SELECT DISTINCT state FROM import').flat()

async function allOf(state, seconds) {
	for (const end = Date.now() + seconds * 1000; Date.now() < end; await pause(250))
		if (states().every(s => s === state || s === 'APPLIED')) return
	assert.fail(`${states()}: ${sql('SELECT kind, year, state, done, failed FROM import').join(' | ')}`)
}

async function readIn(files) {
	// A file without a row has nothing to read in.
	for (const [kind, text] of files.filter(([, text]) => text.trim().includes('\n'))) {
		const file = path.join(dir, `${kind}.csv`)
		fs.writeFileSync(file, text)
		execFileSync(path.join(env.EC_BUILD, 'installed/libexec/everychild/education'), ['-c', env.EC_SETTINGS, '-i', kind, file])
	}
	await allOf('READ', 200)
	none('rejected', `SELECT i.kind, i.year, e.line, e.field, e.message FROM import_error e JOIN import i ON i.id = e.import LIMIT 5`)
	for (const [handle] of sql(`SELECT handle FROM import WHERE state = 'READ' AND made + changed > 0 ORDER BY id`))
		assert.equal((await joel.submit(await joel.get(`/education/import/${handle}`), `/education/import/${handle}`, { what: 'apply' })).status, 303)
}

test('five years go out as files, into an empty schema and out again with the same bytes', async () => {
	const files = await taken(), measure = [yardstick()]
	const one = async () => { const at = Date.now(); assert.equal((await anne.get('/education/')).status, 200); return Date.now() - at }
	const idle = []
	for (let i = 0; i < 40; i++) idle.push(await one())
	emptied()
	const begun = Date.now(), slow = []
	let over = false
	const watch = (async () => { for (; !over; await pause(100)) slow.push(await one()) })()
	try {
		await readIn([...files].filter(([kind]) => kind.startsWith('header')))
		await allOf('APPLIED', 200)
		await readIn([...files].filter(([kind]) => !kind.startsWith('header')))
		for (let end = Date.now() + 300000; sql(`SELECT COUNT(*) FROM import WHERE state = 'APPLY'`)[0][0] !== '0' && Date.now() < end;) await pause(500)
	} finally {
		over = true
		await watch
	}
	const seconds = (Date.now() - begun) / 1000, rows = Number(sql('SELECT SUM(n_rows) FROM import')[0][0])
	measure.push(yardstick())
	const ratio = 1000 * seconds / rows / ((measure[0] + measure[1]) / 2)
	const p = (list, share) => list.sort((a, b) => a - b)[Math.floor(list.length * share)]
	console.log(`${rows} rows in ${seconds} s, ${ratio} times a row put in; the list: ${p(idle, 0.5)} ms alone, ${p(slow, 0.5)} ms beside it, ${p(slow, 0.99)} ms at most of 99`)
	none('not applied', `SELECT kind, year, state, failed FROM import WHERE state NOT IN ('APPLIED', 'READ')`)
	const again = await taken()
	for (const [kind, text] of files) assert.ok(again.get(kind) === text, `${kind}: other bytes`)
})
