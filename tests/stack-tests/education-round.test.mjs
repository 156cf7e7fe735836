// Five years of the return go out as files, into an empty schema, and out again with the
// same bytes. In a stack of its own, which it empties.
//
//	EC_LOOKED_AFTER   children in care in five years (300); of a large authority 2500
import assert from 'node:assert/strict'
import { execFileSync, spawnSync } from 'node:child_process'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { after, before, test } from 'node:test'
import { Client, environment } from '../lib/client.mjs'
import { emptied, pause, readIn, taken } from '../lib/returns.mjs'
import { dbClient, env as first, top } from '../lib/stack.mjs'
import { share, watch } from '../lib/watcher.mjs'

const N = Number(process.env.EC_LOOKED_AFTER ?? 300)
const SECONDS = 200 + N / 2	// at most for a step
const SLOWER = 10		// a person does not wait so many times as long beside an import
const dir = fs.mkdtempSync(path.join(os.tmpdir(), 'ecla.'))
const stack = path.join(top, 'tests/stack')
let file, env, head, officer, files

const sql = text => execFileSync(dbClient, ['--no-defaults', `--socket=${env.EC_DB_SOCKET}`,
	`--user=${env.EC_DB_ADMIN}`, '--batch', '--skip-column-names', '--default-character-set=utf8mb4'],
	{ input: text, encoding: 'utf8', maxBuffer: 1 << 28 }).split('\n').filter(Boolean)
	.map(line => line.split('\t').map(cell => cell === 'NULL' ? null : cell))

async function person(login) {
	const c = new Client(env)
	assert.equal((await c.signIn(login)).status, 303, login)
	return c
}

before(async () => {
	file = execFileSync(stack, ['start', dir, first.EC_BUILD, '--children', String(6 * N),
		'--looked-after', String(N), '--fast', '--connections', '100'], { encoding: 'utf8' }).trim()
	env = environment(file)
	head = await person('amarlow')
	officer = await person('jkite')
	files = await taken(head)
})
after(() => {
	spawnSync(stack, ['stop', dir])
	fs.rmSync(dir, { recursive: true, force: true })
	// What the watchers' threads leave behind does not hold up the files that follow.
	setTimeout(() => process.exit(), 5000).unref()
})

async function same() {
	const again = await taken(head)
	for (const [kind, text] of files) assert.ok(again.get(kind) === text, `${kind}: other bytes`)
}

test('five years go out as files, into an empty schema and out again with the same bytes, beside people at work', async () => {
	await emptied(sql)
	const children = sql('SELECT handle FROM everychild_index.child WHERE shielded = 0 AND unlinked = 0 AND archived_at IS NULL AND died_on IS NULL LIMIT 2000').flat()
	// An answer that is none, as that of who waited for too long, ends them.
	const watchers = [await watch({ file, login: 'psomer', page: '/education/' }), await watch({ file, login: 'jkite', children })]
	const begun = Date.now(), on = step => watchers.forEach(w => w.during(step && (step === 'alone' ? step : 'beside')))
	await readIn({ env, sql, client: officer, folder: dir, files, seconds: SECONDS, on })
	const seconds = (Date.now() - begun) / 1000, [[rows]] = sql('SELECT SUM(n_rows) FROM everychild_education.import')
	on('alone')
	await pause(4000)
	const times = await Promise.all(watchers.map(w => w.ended()))
	console.log(`${rows} rows in ${seconds} s`)
	for (const [i, what] of ['the list', 'entering a child'].entries()) {
		const { beside, alone } = times[i]
		console.log(`${what}: ms at 50, 99 and 100 of 100: alone ${[0.5, 0.99, 1].map(p => share(alone, p).toFixed(0))}, beside ${[0.5, 0.99, 1].map(p => share(beside, p).toFixed(0))}`)
		assert.ok(share(beside, 0.5) < SLOWER * share(alone, 0.5), what)
	}
	await same()
})

test('a program that is killed while it applies files begins them again, and nothing is in twice', async () => {
	await emptied(sql)
	let kills = 0, over = false
	const killed = (async () => {
		for (; kills < 3 && !over; await pause(30)) {
			// Not before the officer has asked for every file.
			const [[begun, waiting]] = sql(`SELECT SUM(state = 'APPLY' AND tries > 0), SUM(state = 'READ' AND made + changed > 0)
			    FROM everychild_education.import`)
			if (Number(begun) === 0 || Number(waiting) > 0) continue
			execFileSync(stack, ['kill-program', 'education'], { env: { ...process.env, EC_DIR: dir } })
			kills++
			await pause(1500)
		}
	})()
	const some = [...files].filter(([kind]) => /^(header|episodes)/.test(kind))
	try {
		await readIn({ env, sql, client: officer, folder: dir, files: some, seconds: SECONDS })
	} finally {
		over = true
		await killed
	}
	assert.ok(kills > 0, 'it was killed')
	const again = await taken(head)
	for (const [kind, text] of some) assert.ok(again.get(kind) === text, `${kind}: other bytes`)
	assert.deepEqual(sql(`SELECT record, began_on FROM everychild_education.care_episode WHERE superseded_at IS NULL
	    GROUP BY record, began_on HAVING COUNT(*) > 1`), [])
})
