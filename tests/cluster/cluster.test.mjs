// Several machines, one of which dies: nothing that was acknowledged is lost, nothing is
// saved twice, and people wait for seconds. Four people save without a pause, each save
// under a family name of its own; a save that is not acknowledged is sent again with the
// same bytes (the browser's "resend") until it is. Each part is killed with -9 in turn,
// stays away for a while and comes back.
import test, { after, before } from 'node:test'
import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import path from 'node:path'
import { promisify } from 'node:util'
import { newSession, sleep, env, sql, top, until } from '../lib/stack.mjs'
import { date } from '../lib/client.mjs'
import { today } from '../lib/caf.mjs'

const PEOPLE = ['pnair', 'thale', 'bcole', 'sidris']
const AWAY = 5000		// milliseconds that a killed part stays away
const AFTER = 4000		// and that people work on after it is back
const PATIENCE = 45000		// until a save that is sent again and again must be acknowledged
const CUTS = 4			// of the writer from the others
const PAUSE = 250		// before something is sent again
const LONGEST = { db1: 20000, db2: 20000, db3: 20000, 'haproxy-a': 8000, 'haproxy-b': 8000,
	'set-a': 8000, 'set-b': 8000, ldap1: 4000, ldap2: 4000, nginx: 8000 }

const run = promisify(execFile)
const site = (...words) => run(path.join(top, 'tests/cluster/site'), words)
const dir = env.EC_DIR

// -- people who save --

const letters = n => [...String(n).padStart(6, '0')].map(d => 'abcdefghij'[d]).join('')
const saves = []		// { name, from, till, tries, statuses }
let stopping = false, count = 0

// What was told, by status; 0: no answer came.
const asked = promise => promise.catch(error => ({ status: 0, location: '', text: error.message }))

async function save(c) {
	const s = { name: `Zu${letters(++count)}`, from: Date.now(), till: null, told: [] }
	saves.push(s)
	let page
	while ((page = await asked(c.get('/caf/unborn'))).status !== 200 || !page.body.includes('action="/caf/unborn"')) {
		s.told.push(page.status)
		if (Date.now() - s.from > PATIENCE) throw new Error(`${s.name}: no form within ${PATIENCE} ms: ${page.status} ${page.location ?? ''}`)
		await sleep(PAUSE)
	}
	const form = page.form('/caf/unborn')
	const changed = { mother_given: 'Ann', mother_family: s.name, ...date('expected_on', today(84)), way: 'CONSENT' }
	const fields = [...form.fields.filter(([name]) => !(name in changed)), ...Object.entries(changed)]
	for (;;) {
		const answer = await asked(c.post('/caf/unborn', fields))
		if (answer.status === 303 && /^\/caf\/case\/\w+/.test(answer.location)) break
		s.told.push(answer.status)
		assert.ok([0, 502, 503, 504].includes(answer.status), `${s.name}: ${answer.status} ${answer.location} ${answer.text.slice(0, 400)}`)
		if (Date.now() - s.from > PATIENCE) throw new Error(`${s.name}: not saved within ${PATIENCE} ms: ${s.told}`)
		await sleep(PAUSE)
	}
	s.till = Date.now()
}

async function work(c) {
	while (!stopping) {
		await save(c)
		await sleep(50)
	}
}

let working, failed
before(async () => {
	const people = []
	for (const login of PEOPLE) people.push(await newSession(login))
	working = Promise.all(people.map(work)).catch(error => { failed = error })
	await sleep(3000)
})

// -- what people see --

const table = []

// The longest time that anybody waited whose save was under way between these moments.
function seen(part, from, till) {
	const of = saves.filter(s => s.from < till && (s.till ?? Infinity) > from)
	const longest = Math.max(...of.map(s => (s.till ?? Date.now()) - s.from))
	const again = of.filter(s => s.told.length > 0)
	table.push({ part, saves: of.filter(s => s.till).length, again: again.length,
		told: [...new Set(again.flatMap(s => s.told))].sort().join(' ') || '-', longest })
	return longest
}

async function settled() {
	const from = Date.now()
	while (saves.some(s => !s.till && Date.now() - s.from > 2000)) {
		if (failed || Date.now() - from > PATIENCE) throw failed ?? new Error('somebody waits for ever')
		await sleep(100)
	}
}

async function drill(part) {
	const from = Date.now()
	await site('kill', dir, part)
	await sleep(part === 'nginx' ? 1000 : AWAY)
	const back = Date.now()
	await site('again', dir, part)
	await sleep(AFTER)
	await settled()
	const away = seen(`${part} killed`, from, back), again = seen(`${part} back`, back, Date.now())
	assert.equal(failed, undefined)
	assert.ok(Math.max(away, again) <= LONGEST[part], `${part}: somebody waited ${away} and ${again} ms`)
}

test('before anything dies people wait for no more than a second', async () => {
	assert.equal(failed, undefined)
	assert.ok(saves.filter(s => s.till).length > 10, `${saves.length} saves`)
	assert.ok(seen('all well', 0, Date.now()) < 3000)
})

// The writer is db1, and when it is away db2.
for (const part of Object.keys(LONGEST)) test(`${part} is killed, and comes back`, () => drill(part))

test('the writer dies with a set of programs and a directory, and others are left', async () => {
	const from = Date.now()
	await Promise.all(['db1', 'set-a', 'ldap1'].map(part => site('kill', dir, part)))
	await sleep(AWAY)
	for (const part of ['db1', 'set-a', 'ldap1']) await site('again', dir, part)
	await sleep(AFTER)
	await settled()
	assert.ok(seen('db1, set-a, ldap1 at once', from, Date.now()) <= 25000)
})

test('somebody can sign in with either directory away', async () => {
	for (const part of ['ldap1', 'ldap2']) {
		await site('kill', dir, part)
		const from = Date.now(), c = await newSession('jreid')
		assert.equal((await c.get('/caf/')).status, 200)
		table.push({ part: `sign-in without ${part}`, saves: 0, again: 0, told: '-', longest: Date.now() - from })
		await site('again', dir, part)
	}
})

const NODES = env.EC_DB_SOCKETS.split(' ')
const on = socket => text => {
	const kept = env.EC_DB_SOCKET
	env.EC_DB_SOCKET = socket
	try { return sql(text) } finally { env.EC_DB_SOCKET = kept }
}

test('a cluster without its majority saves nothing and says so; the majority back, all goes on', async () => {
	const from = Date.now()
	await Promise.all(['db2', 'db3'].map(part => site('kill', dir, part)))
	await sleep(8000)
	const known = saves.filter(s => s.till).length
	await sleep(3000)
	assert.equal(saves.filter(s => s.till).length, known, 'a node alone acknowledges nothing')
	// Those that are left are told that they are the whole: what an operator does.
	on(NODES[0])("SET GLOBAL wsrep_provider_options='pc.bootstrap=true'")
	for (const part of ['db2', 'db3']) await site('again', dir, part)
	await sleep(AFTER)
	await settled()
	seen('db2 and db3 at once', from, Date.now())
})

// Killed is not the only way to go: here the writer works on, and what it is committing at
// that moment is what nobody may be told of. Some rounds, so that there is something.
test('the writer is cut off from the others in the middle of saves: none is acknowledged that the others do not have', async () => {
	const from = Date.now()
	for (let round = 0; round < CUTS; round++) {
		on(NODES[0])("SET GLOBAL wsrep_provider_options='gmcast.isolate=1'")
		await sleep(AWAY)
		on(NODES[0])("SET GLOBAL wsrep_provider_options='gmcast.isolate=0'")
		await until('it is one of them again', 60, () => on(NODES[0])("SHOW STATUS LIKE 'wsrep_local_state'")[0][1] === '4')
		await sleep(1000)
		await settled()
	}
	seen(`db1 cut off ${CUTS} times`, from, Date.now())
})

test('every acknowledged save is there once, and of the others there is at most one copy', async () => {
	stopping = true
	await working
	assert.equal(failed, undefined)
	const done = saves.filter(s => s.till)
	assert.ok(done.length > 100)
	const stored = on(NODES[0])(`SELECT subject, COUNT(*) FROM everychild_caf.record GROUP BY subject`)
	for (const s of saves) {
		const n = stored.filter(([subject]) => subject.includes(s.name)).reduce((sum, row) => sum + Number(row[1]), 0)
		if (s.till) assert.equal(n, 1, `${s.name} was acknowledged and is there ${n} times`)
		else assert.ok(n <= 1, `${s.name} is there ${n} times`)
	}
})

test('all three databases say the same', async () => {
	const ask = `SELECT COUNT(*), COALESCE(SUM(CRC32(CONCAT_WS('|', id, handle, subject, state, version))), 0) FROM everychild_caf.record;
		SELECT COUNT(*), COALESCE(SUM(CRC32(CONCAT_WS('|', id, chain, seq, action, outcome, HEX(mac)))), 0) FROM everychild_caf.audit;
		SELECT COUNT(*) FROM everychild_caf.form_token`
	await sleep(500)
	const first = on(NODES[0])(ask)
	for (const socket of NODES.slice(1)) assert.deepEqual(on(socket)(ask), first)
})

test('the audit chain has no gap', async () => {
	const { stdout } = await run(path.join(env.EC_BUILD, 'installed/sbin/everychild-audit'), ['-c', path.join(dir, 'a/everychild.conf'), 'verify'])
	assert.doesNotMatch(stdout, /broken|missing/i)
})

after(() => {
	const width = Math.max(...table.map(row => row.part.length))
	console.log(`# ${'what'.padEnd(width)}  saves  sent again  told          longest wait`)
	for (const row of table)
		console.log(`# ${row.part.padEnd(width)}  ${String(row.saves).padStart(5)}  ${String(row.again).padStart(10)}  ${row.told.padEnd(12)}  ${(row.longest / 1000).toFixed(1)} s`)
	stopping = true
})
