// Something breaks in the middle of a save. Each fault falls when the answers
// are written and the audit row is not: a lock on the audit table holds the
// save there. What the person is told must be so, nothing may be half saved,
// and the same post sent again has its effect once.
import test, { after, before, beforeEach } from 'node:test'
import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import fs from 'node:fs'
import path from 'node:path'
import * as caf from '../lib/caf.mjs'
import { cell, env, logMark, person, sleep, sql, stack, top, troubles, until } from '../lib/stack.mjs'
import { Session } from './session.mjs'

const SECTION = 'family', SOON = 3000		// milliseconds until all is well again
const NOT_SAVED = /Nothing was saved\. Your text is still in the browser/
const UNKNOWN = /We are checking whether this was saved/

let c
before(async () => {
	c = await person('pnair')
	logMark()
})

beforeEach(async () => {
	stack('db', 'start')
	await recovered()
})

// -- two posts: a section's answers, and a step of the workflow with its timeline --

class Work {
	constructor(name) { this.name = name }
	static async begin(name) {
		const work = new Work(name)
		work.assessing = await caf.toAssessing(c)
		work.started = await caf.startUnborn(c, { way: 'CONSENT' })
		await caf.ask(c, work.started)
		await caf.consent(c, work.started)
		await caf.search(c, work.started)
		const page = await c.get(work.path)
		const draft = page.form(work.path).fields.map(([k, v]) => [k, k === 'family_situation' ? 'Half a sent' : v])
		assert.equal((await c.post(`${work.path}/draft`, draft)).status, 200)
		work.section = await c.get(work.path)
		work.existing = await c.get(`${work.started}/existing`)
		work.before = work.stored()
		return work
	}
	get path() { return `${this.assessing}/assessment/${SECTION}` }
	get text() { return `Typed before: ${this.name}` }
	save() { return c.submit(this.section, this.path, { then: 'tasks', family_situation: this.text,
		'household.1.household_name': 'Ann Smith', 'household.2.household_name': 'Ben Smith' }) }
	step() { return c.submit(this.existing, `${this.started}/form`) }
	// What a post leads to, or that none came.
	both() { return Promise.all([this.save(), this.step()].map(answer => answer.catch(error => ({ status: 0, text: error.message })))) }
	// Everything that the two posts write.
	stored() {
		const [one, two] = [this.assessing, this.started].map(base => cell(`SELECT id FROM everychild_caf.record WHERE handle = '${base.split('/')[3]}'`))
		return Object.fromEntries(sql(`USE everychild_caf;
			SELECT 'revision', revision FROM document WHERE record = ${one} AND form = 'assessment';
			SELECT 'answers', COUNT(*) FROM answer a JOIN document d ON d.id = a.document WHERE d.record = ${one} AND a.field IN ('family_situation', 'household_name');
			SELECT 'text', COALESCE(GROUP_CONCAT(a.value), '') FROM answer a JOIN document d ON d.id = a.document WHERE d.record = ${one} AND a.field = 'family_situation';
			SELECT 'drafts', COUNT(*) FROM draft f JOIN document d ON d.id = f.document WHERE d.record = ${one};
			SELECT 'audit.save', COUNT(*) FROM audit WHERE action = 'section.save' AND object = 'record' AND object_id = ${one} AND outcome = 303;
			SELECT 'audit.step', COUNT(*) FROM audit WHERE action = 'form.start' AND object = 'record' AND object_id = ${two} AND outcome = 303;
			SELECT 'state', state FROM record WHERE id = ${two};
			SELECT 'events', COUNT(*) FROM event WHERE record = ${two};
			SELECT 'documents', COUNT(*) FROM document WHERE record = ${two};
			SELECT 'deadlines', COUNT(*) FROM deadline WHERE record = ${two};
			SELECT 'tokens', COUNT(*) FROM form_token WHERE path IN ('${this.path}', '${this.started}/form')`)
			.map(([name, value = '']) => [name, /^\d+$/.test(value) ? Number(value) : value]))
	}
	// As if nothing had been sent, and the draft is offered.
	async nothingStored() {
		assert.deepEqual(this.stored(), this.before)
		const page = await c.get(this.path)
		assert.equal(page.form(this.path).fields.find(([name]) => name === 'family_situation')[1], 'Half a sent')
	}
	onceStored() {
		const now = this.stored(), was = this.before
		assert.deepEqual(now, { ...was, revision: was.revision + 1, answers: was.answers + 3, text: this.text, drafts: 0, 'audit.save': was['audit.save'] + 1,
			'audit.step': was['audit.step'] + 1, state: now.state, documents: was.documents + 1, events: was.events + 1, deadlines: now.deadlines, tokens: was.tokens + 2 })
		assert.notEqual(now.state, was.state)
	}
	// The browser's "resend": the same bytes.
	async again() {
		for (const answer of await this.both()) assert.equal(answer.status, 303, answer.text)
		this.onceStored()
		const last = this.stored()
		for (const answer of await this.both()) {
			assert.equal(answer.status, 303)
			assert.match(answer.location, /[?&]saved=/)
		}
		assert.deepEqual(this.stored(), last, 'the third time saves nothing')
	}
}

// -- holding a save where it is --

const AT_AUDIT = ['LOCK TABLES everychild_caf.audit WRITE']
const AT_COMMIT = ['BACKUP STAGE START', 'BACKUP STAGE FLUSH', 'BACKUP STAGE BLOCK_DDL', 'BACKUP STAGE BLOCK_COMMIT']

async function hold(statements) {
	const session = new Session()
	session.ended.catch(() => {})
	for (const text of statements) await session.ask(text)
	return session
}

// Transactions that have written and wait.
const waiting = () => Number(cell("SELECT COUNT(*) FROM information_schema.innodb_trx t JOIN information_schema.processlist p ON p.id = t.trx_mysql_thread_id WHERE t.trx_rows_modified > 2 AND p.state LIKE 'Waiting for%'"))

// fault(held): breaks something while both posts are held; may mend it too.
// Leads to the two answers.
async function broken(work, statements, fault) {
	const held = await hold(statements), sent = work.both()
	try {
		await until('both posts have written and wait', 5, () => waiting() === 2)
		await fault(held)
	} finally {
		await held.close()
	}
	return sent
}

// Milliseconds until pages come and a save is possible again.
async function recovered() {
	const from = Date.now()
	await until('caf answers', 20, async () => (await c.get('/caf/').catch(() => null))?.status === 200)
	return Date.now() - from
}

const workers = () => fs.readFileSync(`/proc/${master()}/task/${master()}/children`, 'utf8').trim().split(' ').map(Number)
const master = () => Number(fs.readFileSync(`${env.EC_DIR}/pid/caf`, 'utf8').split(' ')[0])

function told(answers, status, sentence) {
	for (const answer of answers) {
		assert.equal(answer.status, status, answer.text)
		assert.match(answer.text, sentence)
		assert.doesNotMatch(answer.body, /mariadb|mysql|innodb|errno|\b(1114|2006|2013)\b/i)
	}
}

// -- without a fault --

test('held and let go, both posts are saved: what the drills look for would be seen', async () => {
	const work = await Work.begin('no fault')
	for (const answer of await broken(work, AT_AUDIT, () => {})) assert.equal(answer.status, 303)
	work.onceStored()
	await assert.rejects(work.nothingStored(), assert.AssertionError)
	// One row missing is a half save, and is seen too.
	const whole = work.stored()
	work.stored = () => ({ ...whole, 'audit.save': whole['audit.save'] - 1 })
	assert.throws(() => work.onceStored(), assert.AssertionError)
	work.stored = () => ({ ...work.before, tokens: work.before.tokens + 1 })
	await assert.rejects(work.nothingStored(), assert.AssertionError)
})

// -- the database --

test('database killed while it saves: not saved, says so, and back without a hand', async t => {
	const work = await Work.begin('killed'), was = master()
	const answers = await broken(work, AT_AUDIT, () => stack('db', 'kill'))
	told(answers, 503, NOT_SAVED)
	stack('db', 'start')
	const soon = await recovered()
	t.diagnostic(`recovered ${soon} ms after the database`)
	assert.ok(soon < SOON, `${soon} ms`)
	assert.equal(master(), was, 'nothing had to be started anew')
	await work.nothingStored()
	await work.again()
})

test('database killed while it commits: says that it does not know, and knows when asked again', async t => {
	const work = await Work.begin('killed at commit')
	const answers = await broken(work, AT_COMMIT, () => stack('db', 'kill'))
	told(answers, 503, UNKNOWN)
	stack('db', 'start')
	t.diagnostic(`recovered ${await recovered()} ms after the database`)
	await work.nothingStored()
	await work.again()
})

test('connection lost at the commit, with the database up: says what is so', async () => {
	const work = await Work.begin('connection cut')
	const answers = await broken(work, AT_COMMIT, () => {
		for (const [id] of sql("SELECT t.trx_mysql_thread_id FROM information_schema.innodb_trx t WHERE t.trx_rows_modified > 2")) sql(`KILL ${id}`)
	})
	for (const answer of answers) assert.ok(answer.status === 303 || NOT_SAVED.test(answer.text), answer.text)
	const saved = answers.map(answer => answer.status === 303)
	const now = work.stored()
	assert.deepEqual([now['audit.save'] > work.before['audit.save'], now['audit.step'] > work.before['audit.step']], saved)
	await work.again()
})

test('database gone for ten seconds: each page says so at once, and work goes on when it is back', async t => {
	const work = await Work.begin('ten seconds'), was = master(), from = Date.now()
	told(await broken(work, AT_AUDIT, () => stack('db', 'kill')), 503, NOT_SAVED)
	let slowest = 0
	while (Date.now() - from < 10000) {
		const begun = Date.now()
		told(await work.both(), 503, NOT_SAVED)
		for (const page of ['/', '/caf/', '/signin'].map(path => c.get(path))) assert.ok([200, 503].includes((await page).status))
		slowest = Math.max(slowest, Date.now() - begun)
		await sleep(500)
	}
	assert.ok(slowest < 2000, `an answer took ${slowest} ms`)
	stack('db', 'start')
	const soon = await recovered()
	t.diagnostic(`slowest answer ${slowest} ms, recovered ${soon} ms after the database`)
	assert.ok(soon < SOON, `${soon} ms`)
	assert.equal(master(), was)
	await work.nothingStored()
	await work.again()
})

// The server with a library that lets no file of its grow while a flag stands.
function limited(flag) {
	const library = path.join(env.EC_DIR, 'full.so')
	execFileSync(process.env.CC ?? 'cc', ['-std=c11', '-O1', '-shared', '-fPIC', path.join(top, 'tests/drills/full.c'), '-ldl', '-o', library])
	stack('db', 'stop')
	execFileSync(path.join(top, 'tests/stack'), ['db', 'start'], { stdio: 'pipe', env: { ...process.env, EC_DIR: env.EC_DIR, LD_PRELOAD: library, EC_FULL: flag } })
}

test('database full: what has no room is refused whole, says so, and is saved when there is room', async t => {
	const flag = path.join(env.EC_DIR, 'full'), long = n => `${n} ${'\u00c4'.repeat(1000)}`
	limited(flag)
	try {
		await recovered()
		const base = await caf.toAssessing(c), at = `${base}/assessment/${SECTION}`, pages = []
		const record = cell(`SELECT id FROM everychild_caf.record WHERE handle = '${base.split('/')[3]}'`)
		// Opened while there is room: to open a page writes an audit row.
		while (pages.length < 60) pages.push(await c.get(at))
		const first = Number(pages[0].form(at).fields.find(([name]) => name === 'version')[1])
		const put = n => c.submit(pages[n], at, { then: 'tasks', family_situation: long(n), version: first + n })
		const stored = () => sql(`USE everychild_caf;
			SELECT SUBSTRING_INDEX(a.value, ' ', 1) FROM answer a JOIN document d ON d.id = a.document WHERE d.record = ${record} AND a.field = 'family_situation' ORDER BY a.revision;
			SELECT COUNT(*) FROM audit WHERE action = 'section.save' AND object_id = ${record} AND outcome = 303;
			SELECT COUNT(*) FROM form_token WHERE path = '${at}'; SELECT COUNT(*) FROM draft f JOIN document d ON d.id = f.document WHERE d.record = ${record}`).map(row => Number(row[0]))
		const saved = n => [...Array(n).keys(), n, n, 0]		// the texts, and a row of audit and one of the token for each; no draft
		assert.equal((await put(0)).status, 303)
		fs.writeFileSync(flag, '')
		let n = 1, answer
		while ((answer = await put(n)).status === 303) assert.ok(++n < pages.length, 'it was never full')
		t.diagnostic(`full after ${n - 1} saves of 2 kB`)
		told([answer], 503, NOT_SAVED)
		// To sort long texts the server writes files too, and has no room for them.
		for (const path of ['/', '/caf/', `${base}/assessment`, `${base}/assessment/changes`]) {
			const page = await c.get(path)
			if (page.status !== 200) told([page], 503, NOT_SAVED)
		}
		fs.unlinkSync(flag)
		// A server without room even to roll back ends itself; its unit starts it again.
		stack('db', 'start')
		const stands = stored(), soon = await recovered()
		t.diagnostic(`recovered ${soon} ms after there was room`)
		assert.deepEqual(stands, saved(n), 'what was acknowledged is there, and nothing of what was refused')
		assert.ok(soon < SOON, `${soon} ms`)
		for (const query of ['', 'saved=']) {
			const again = await put(n)
			assert.equal(again.status, 303)
			assert.ok(again.location.includes(query))
			assert.deepEqual(stored(), saved(n + 1))
		}
	} finally {
		fs.rmSync(flag, { force: true })
		stack('db', 'stop')
		stack('db', 'start')
	}
})

// -- the program --

test('workers killed while they save: the transaction dies with them, others take their place', async t => {
	const work = await Work.begin('worker killed'), was = master()
	let soon
	const answers = await broken(work, AT_AUDIT, async () => {
		const gone = workers()
		for (const pid of gone) process.kill(pid, 'SIGKILL')
		const from = Date.now()
		await until('new workers', 5, () => { const now = workers(); return now.length >= gone.length && !now.some(pid => gone.includes(pid)) })
		soon = Date.now() - from
	})
	t.diagnostic(`new workers after ${soon} ms`)
	assert.ok(soon < SOON, `${soon} ms`)
	assert.equal(master(), was)
	for (const answer of answers) {
		assert.ok([502, 503, 504].includes(answer.status), `${answer.status}`)
		assert.match(answer.text, /resend/i)
		assert.doesNotMatch(answer.text, /Nothing was saved/, 'the web server cannot know')
	}
	await recovered()
	await until('the server has undone it', 15, () => waiting() === 0)
	await work.nothingStored()
	await work.again()
})

after(() => {
	// What was cut off in the middle leaves no gap in the log's chains.
	execFileSync(path.join(env.EC_BUILD, 'installed/sbin/everychild-audit'), ['-c', env.EC_SETTINGS, 'verify'], { stdio: 'pipe' })
	assert.deepEqual(troubles(/database|"text":"(commit|cannot|worker \d+ ended by signal 9)|InnoDB|\[ERROR\]/i), [])
})
