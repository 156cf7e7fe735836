// Coming in, staying in and going out.
import test, { after, before, beforeEach } from 'node:test'
import assert from 'node:assert/strict'
import crypto from 'node:crypto'
import { execFileSync } from 'node:child_process'
import fs from 'node:fs'
import * as caf from '../lib/caf.mjs'
import { Client } from '../lib/client.mjs'
import { blake2b } from '../lib/token.mjs'
import { PROGRAMS, accountId, cell, env, logMark, logSince, newSession, settings, sleep, sql, stack, troubles, until } from '../lib/stack.mjs'

const PASSWORD = fs.readFileSync(env.EC_PASSWORD_FILE, 'utf8').trim()
let restore

// The directory is asked every second whether everybody is still there.
before(() => {
	restore = settings({ 'signin.check_seconds': 1 }, 'signin')
	logMark()
})
beforeEach(() => sql('DELETE FROM everychild.attempt'))

const tried = (login, password, client = new Client(env)) => client.get('/signin').then(page => client.submit(page, '/signin', { login, password }))
const hash = c => blake2b(Buffer.from(c.cookies.get('__Host-everychild'), 'base64url')).toString('hex')
const sessionOf = c => `hash = UNHEX('${hash(c)}')`

function ldap(text) {
	execFileSync('ldapmodify', ['-x', '-H', `ldap://127.0.0.1:${env.EC_LDAP_PORT}`, '-D', 'cn=admin,dc=everychild,dc=example',
		'-y', `${env.EC_LDAP_DIR}/admin.password`], { input: text, stdio: ['pipe', 'ignore', 'pipe'] })
}
const dn = login => `uid=${login},ou=people,dc=everychild,dc=example`

test('the right password leads in, with a cookie that scripts and other sites never see', async () => {
	const c = new Client(env)
	const page = await tried('pnair', PASSWORD, c)
	assert.equal(page.status, 303)
	assert.equal(page.location, '/')
	assert.match(page.headers['set-cookie'].join(), /^__Host-everychild=[\w-]{43}; Path=\/; Secure; HttpOnly; SameSite=Strict$/)
	assert.equal((await c.get('/')).status, 200)
	assert.equal(cell(`SELECT COUNT(*) FROM everychild.session WHERE ${sessionOf(c)}`), '1')
})

test('whatever is wrong, the words are the same', async () => {
	const said = new Set()
	for (const [login, password] of [['pnair', 'wrong'], ['nobody.here', 'wrong'], ['gpike', PASSWORD], ['gpike', 'wrong'], ['*', PASSWORD], ['pnair)(uid=*', PASSWORD],
		['admin', PASSWORD], ['pnair', PASSWORD + ' '.repeat(3) + 'x'], ['pnair\\2a', PASSWORD]]) {
		sql('DELETE FROM everychild.attempt')
		const c = new Client(env), page = await tried(login, password, c)
		assert.equal(page.status, 422, login)
		assert.equal(c.cookies.size, 0)
		said.add(page.errors().join('|'))
		assert.ok(!page.body.includes(password), 'no password comes back')
	}
	assert.equal(said.size, 1, [...said].join('\n'))
})

test('an empty name or password is refused before anybody is asked', async () => {
	for (const [login, password] of [['pnair', ''], ['', PASSWORD], ['', '']]) {
		const page = await tried(login, password)
		assert.equal(page.status, 422)
		assert.equal(cell('SELECT COUNT(*) FROM everychild.attempt'), '0')
	}
})

test('a name in other letters is the same person; spaces around it do no harm', async () => {
	for (const login of ['PNAIR', ' pnair ']) {
		const page = await tried(login, PASSWORD)
		assert.equal(page.status, 303, login)
	}
})

test('after several tries even the right password has to wait, and others come in', async () => {
	for (let i = 0; i < 6; i++) await tried('thale', 'wrong')
	const page = await tried('thale', PASSWORD)
	assert.equal(page.status, 422)
	assert.match(page.errors().join(), /wait/)
	assert.equal((await tried('bcole', PASSWORD)).status, 303)
	sql(`UPDATE everychild.attempt SET last_at = last_at - INTERVAL 60 SECOND`)
	assert.equal((await tried('thale', PASSWORD)).status, 303)
	assert.equal(cell(`SELECT COUNT(*) FROM everychild.attempt WHERE subject = 'n:thale'`), '0', 'a success forgives')
})

test('guessing from one address is stopped for a minute, whatever the names', async () => {
	for (let i = 0; i < 20; i++) await tried(`guess${i}`, 'wrong')
	assert.equal((await tried('jreid', PASSWORD)).status, 422)
	sql(`UPDATE everychild.attempt SET last_at = last_at - INTERVAL 61 SECOND`)
	assert.equal((await tried('jreid', PASSWORD)).status, 303)
})

test('an account that lacks what it needs is told what, and only after the right password', async () => {
	for (const [login, words] of [['iwebb', /training date/], ['nfrost', /DBS check date/], ['mlodge', /training date|no role/]]) {
		const page = await tried(login, PASSWORD)
		assert.equal(page.status, 422, login)
		assert.match(page.errors().join(), words, login)
		sql('DELETE FROM everychild.attempt')
		assert.doesNotMatch((await tried(login, 'wrong')).errors().join(), words, login)
	}
	for (const [change, words] of [[`disabled_on = UTC_DATE()`, /closed here/], [`approved_on = UTC_DATE() - INTERVAL 400 DAY`, /more than a year/],
		[`last_signin_at = UTC_TIMESTAMP() - INTERVAL 100 DAY`, /not been used/]]) {
		const row = sql(`SELECT IFNULL(approved_on, 'NULL'), IFNULL(last_signin_at, 'NULL') FROM everychild.account WHERE login = 'sidris'`)[0]
		sql(`UPDATE everychild.account SET ${change} WHERE login = 'sidris'`)
		const page = await tried('sidris', PASSWORD)
		sql(`UPDATE everychild.account SET disabled_on = NULL, approved_on = '${row[0]}', last_signin_at = ${row[1] === 'NULL' ? 'NULL' : `'${row[1]}'`} WHERE login = 'sidris'`)
		assert.equal(page.status, 422, change)
		assert.match(page.errors().join(), words)
	}
	assert.equal((await tried('sidris', PASSWORD)).status, 303)
})

test('sign-in returns to the page that was asked for, and nowhere else', async () => {
	const c = new Client(env)
	const first = await c.get('/caf/unborn')
	assert.equal(first.location, '/signin?return=/caf/unborn')
	const page = await c.submit(await c.get(first.location), '/signin', { login: 'pnair', password: PASSWORD })
	assert.equal(page.location, '/caf/unborn')
	for (const bad of ['https://evil.example/', '//evil.example', '/\\evil.example', '\\\\evil', 'javascript:alert(1)', '/%0d%0aSet-Cookie:x=y', '/x\r\nX: y', 'caf/', '/caf/?x=//evil', '/ x', 'http:/evil']) {
		const d = new Client(env)
		const form = await d.get('/signin')
		const there = await d.submit(form, '/signin', { login: 'pnair', password: PASSWORD, return: bad })
		if (there.status === 303) assert.match(there.location, /^\/(?![\/\\])[\w\/.-]*$/, `${bad} led to ${there.location}`)
		assert.equal(there.headers.x, undefined)
		const shown = await d.get(`/signin?return=${encodeURIComponent(bad)}`)
		assert.ok(!shown.body.includes('evil'), `${bad} stands in the page`)
	}
})

test('nobody can bring a session along: sign-in makes a new one', async () => {
	const c = new Client(env), brought = crypto.randomBytes(32).toString('base64url')
	c.cookies.set('__Host-everychild', brought)
	await tried('pnair', PASSWORD, c)
	assert.notEqual(c.cookies.get('__Host-everychild'), brought)
	const evil = new Client(env)
	evil.cookies.set('__Host-everychild', brought)
	assert.equal((await evil.get('/caf/')).status, 303)
})

test('signing out ends the session on the server and clears the browser', async () => {
	const c = await newSession('pnair'), stolen = c.cookies.get('__Host-everychild')
	const page = await c.submit(await c.get('/'), '/signin/out')
	assert.equal(page.status, 303)
	assert.equal(page.location, '/signin?ended=out')
	assert.match(page.headers['set-cookie'].join(), /^__Host-everychild=; .*Max-Age=0/)
	assert.match(page.headers['clear-site-data'], /"cache"/)
	c.cookies.set('__Host-everychild', stolen)
	assert.equal((await c.get('/caf/')).status, 303)
})

test('signed out in another tab: the form sent leads back to its page, and to the draft that was kept', async () => {
	const c = await newSession('pnair'), base = await caf.toAssessing(c), path = `${base}/assessment/family`
	const page = await c.get(path), old = c.cookies.get('__Host-everychild')
	const words = page.form(path).fields.map(([k, v]) => [k, k === 'family_situation' ? 'Kept while typing' : v])
	assert.equal((await c.post(`${path}/draft`, words)).status, 200)
	await c.submit(await c.get('/'), '/signin/out')
	const away = await c.submit(page, path, { family_situation: 'Sent too late', then: 'tasks' })
	assert.equal(away.location, `/signin?ended=lost&return=${path}`)
	const signIn = await c.get(away.location)
	assert.match(signIn.text, /not saved.*draft/)
	const back = await c.follow(await c.submit(signIn, '/signin', { login: 'pnair', password: PASSWORD }))
	assert.equal(back.path, path)
	assert.match(back.text, /This is what you typed until .* at \d+:\d\d[ap]m/)
	assert.equal(new Map(back.form(path).fields).get('family_situation'), 'Kept while typing')
	// A browser that still sends the cookie of the session: what was sent is kept.
	const still = await newSession('pnair'), form = await still.get(path), cookie = still.cookies.get('__Host-everychild')
	await still.submit(await still.get('/'), '/signin/out')
	still.cookies.set('__Host-everychild', cookie)
	const kept = await still.submit(form, path, { family_situation: 'Sent with the cookie', then: 'tasks' })
	assert.match(kept.location, /ended=kept/)
	still.cookies.set('__Host-everychild', old)
	const there = await still.follow(await still.submit(await still.get(kept.location), '/signin', { login: 'pnair', password: PASSWORD }))
	assert.equal(new Map(there.form(path).fields).get('family_situation'), 'Sent with the cookie')
	// A form of another site leads nowhere near it.
	still.cookies.clear()
	assert.equal((await still.post(path, { then: 'tasks' }, { 'sec-fetch-site': 'cross-site' })).location, '/signin?ended=lost&return=/caf/')
})

test('one person has two sessions at most: the third ends the oldest', async () => {
	const all = [await newSession('ereeve'), await newSession('ereeve'), await newSession('ereeve')]
	const status = []
	for (const c of all) status.push((await c.get('/')).status)
	assert.deepEqual(status, [303, 200, 200])
})

// -- idle --

test('idle too long: signed out, and back where one was', async () => {
	const c = await newSession('pnair')
	sql(`UPDATE everychild.session SET seen_at = seen_at - INTERVAL 31 MINUTE WHERE ${sessionOf(c)}`)
	const page = await c.get('/caf/unborn')
	assert.equal(page.status, 303)
	assert.equal(page.location, '/signin?ended=idle&return=/caf/unborn')
})

test('a working day is the longest, however busy', async () => {
	const c = await newSession('pnair')
	sql(`UPDATE everychild.session SET ends_at = UTC_TIMESTAMP() - INTERVAL 1 SECOND WHERE ${sessionOf(c)}`)
	assert.equal((await c.get('/caf/')).status, 303)
})

test('a form sent after the session had ended: the text is there after signing in, for the same person only', async () => {
	const c = await newSession('pnair'), base = await caf.toAssessing(c), path = `${base}/assessment/family`
	const text = 'Typed for half an hour & more "than" <that>\n\nwith a second paragraph'
	const page = await c.get(path)
	sql(`UPDATE everychild.session SET seen_at = seen_at - INTERVAL 31 MINUTE WHERE ${sessionOf(c)}`)
	const away = await c.submit(page, path, { family_situation: text, then: 'tasks' })
	assert.equal(away.status, 303)
	const kept = /^\/signin\?ended=kept&return=(\/caf\/case\/\w+\/assessment\/family)&kept=(\w{12})$/.exec(away.location)
	assert.ok(kept, away.location)
	assert.equal(kept[1], path)
	const sealed = cell(`SELECT HEX(sealed) FROM everychild_caf.stash WHERE id = '${kept[2]}'`)
	assert.ok(!Buffer.from(sealed, 'hex').includes('Typed for'), 'it is sealed')

	const other = new Client(env)
	let there = await other.submit(await other.get(away.location), '/signin', { login: 'bcole', password: PASSWORD })
	assert.equal(there.location, `${path}?kept=${kept[2]}`)
	there = await other.get(there.location)
	assert.equal(there.status, 404)
	assert.ok(!there.body.includes('Typed for'))

	const again = new Client(env)
	there = await again.submit(await again.get(away.location), '/signin', { login: 'pnair', password: PASSWORD })
	assert.equal(there.location, `${path}?kept=${kept[2]}`)
	there = await again.get(there.location)
	assert.equal(there.status, 200)
	assert.equal(there.form(path).fields.find(f => f[0] === 'family_situation')[1], text)
	assert.match(there.text, /typed|kept/i)
	assert.equal((await again.submit(there, path, { then: 'tasks' })).status, 303)
	assert.equal(cell(`SELECT HEX(value) FROM everychild_caf.answer WHERE field = 'family_situation' ORDER BY at DESC LIMIT 1`), Buffer.from(text).toString('hex').toUpperCase())
})

test('a plain form that was half filled in when the session ended is filled in again', async () => {
	const c = await newSession('pnair')
	const page = await c.get('/caf/unborn')
	sql(`UPDATE everychild.session SET seen_at = seen_at - INTERVAL 31 MINUTE WHERE ${sessionOf(c)}`)
	const away = await c.submit(page, '/caf/unborn', { mother_given: 'Persis', 'expected_on-day': '31', 'expected_on-month': '2' })
	assert.match(away.location, /ended=kept/)
	const back = await c.follow(await c.submit(await c.get(away.location), '/signin', { login: 'pnair', password: PASSWORD }))
	const fields = new Map(back.form('/caf/unborn').fields)
	assert.equal(fields.get('mother_given'), 'Persis')
	assert.equal(fields.get('expected_on-day'), '31')
})

test('what was saved before the session ended is not asked for again', async () => {
	const c = await newSession('pnair'), base = await caf.toAssessing(c), path = `${base}/assessment/family`
	const page = await c.get(path)
	assert.equal((await c.submit(page, path, { family_situation: 'Saved in time', then: 'tasks' })).status, 303)
	sql(`UPDATE everychild.session SET seen_at = seen_at - INTERVAL 31 MINUTE WHERE ${sessionOf(c)}`)
	const again = await c.submit(page, path, { family_situation: 'Saved in time', then: 'tasks' })
	assert.equal(again.location, `/signin?ended=saved&return=${base}/assessment`)
})

test('a form with a token that is not the person’s is not kept', async () => {
	const c = await newSession('pnair')
	sql(`UPDATE everychild.session SET seen_at = seen_at - INTERVAL 31 MINUTE WHERE ${sessionOf(c)}`)
	const before = cell('SELECT COUNT(*) FROM everychild_caf.stash')
	const page = await c.post('/caf/unborn', { token: 'A'.repeat(43), mother_given: 'x' })
	assert.match(page.location, /^\/signin\?ended=lost/)
	assert.equal(cell('SELECT COUNT(*) FROM everychild_caf.stash'), before)
})

// -- the directory --

test('a person locked in the directory is out within a minute, and back when unlocked', async () => {
	const c = await newSession('rbell'), stays = await newSession('kshah')
	assert.equal((await c.get('/caf/')).status, 200)
	ldap(`dn: ${dn('rbell')}\nchangetype: modify\nreplace: pwdAccountLockedTime\npwdAccountLockedTime: 000001010000Z\n`)
	try {
		const from = Date.now()
		await until('rbell is out', 15, async () => (await c.get('/caf/')).status !== 200)
		assert.ok(Date.now() - from < 15000)
		assert.equal((await stays.get('/caf/')).status, 200)
		assert.equal((await tried('rbell', PASSWORD)).status, 422)
	} finally {
		ldap(`dn: ${dn('rbell')}\nchangetype: modify\ndelete: pwdAccountLockedTime\n`)
	}
	sql('DELETE FROM everychild.attempt')
	assert.equal((await tried('rbell', PASSWORD)).status, 303)
})

test('a role taken away in the directory is gone from the session', async () => {
	const c = await newSession('ofay')
	const groups = execFileSync('ldapsearch', ['-x', '-LLL', '-o', 'ldif-wrap=no', '-H', `ldap://127.0.0.1:${env.EC_LDAP_PORT}`, '-D', 'cn=admin,dc=everychild,dc=example',
		'-y', `${env.EC_LDAP_DIR}/admin.password`, '-b', 'dc=everychild,dc=example', `(member=${dn('ofay')})`, 'dn'], { encoding: 'utf8' })
		.split('\n').filter(line => line.startsWith('dn: ')).map(line => line.slice(4))
	assert.equal(cell(`SELECT COUNT(*) FROM everychild.account_role WHERE account = ${accountId('ofay')} AND role = 'CME'`), '1')
	for (const group of groups) ldap(`dn: ${group}\nchangetype: modify\ndelete: member\nmember: ${dn('ofay')}\n`)
	try {
		await until('the role is gone', 15, () => cell(`SELECT COUNT(*) FROM everychild.account_role WHERE account = ${accountId('ofay')} AND role = 'CME'`) === '0')
		if (PROGRAMS.includes('index')) assert.notEqual((await c.get('/search')).status, 200)
	} finally {
		for (const group of groups) ldap(`dn: ${group}\nchangetype: modify\nadd: member\nmember: ${dn('ofay')}\n`)
	}
	await until('the role is back', 15, () => cell(`SELECT COUNT(*) FROM everychild.account_role WHERE account = ${accountId('ofay')} AND role = 'CME'`) === '1')
})

test('an account closed here is out at once', async () => {
	const c = await newSession('kshah')
	sql(`UPDATE everychild.account SET disabled_on = UTC_DATE() WHERE login = 'kshah'`)
	const page = await c.get('/caf/')
	sql(`UPDATE everychild.account SET disabled_on = NULL WHERE login = 'kshah'`)
	assert.equal(page.status, 403)
	assert.match(page.text, /no longer active/)
})

test('without the directory nobody comes in, the page says so at once, and work goes on', async () => {
	const c = await newSession('pnair')
	stack('ldap', 'stop')
	try {
		const from = Date.now(), page = await tried('bcole', PASSWORD)
		assert.equal(page.status, 422)
		assert.ok(Date.now() - from < 5000)
		assert.match(page.errors().join(), /directory .* cannot be reached/)
		assert.equal(cell('SELECT COUNT(*) FROM everychild.attempt'), '0', 'it is nobody’s failed try')
		await sleep(2500)
		assert.equal((await c.get('/caf/')).status, 200)
		sql(`UPDATE everychild.session SET checked_at = checked_at - INTERVAL 16 MINUTE WHERE ${sessionOf(c)}`)
		const late = await c.get('/caf/')
		assert.equal(late.status, 503, 'a quarter of an hour is the longest without a check')
		assert.match(late.text, /cannot be checked/)
	} finally {
		stack('ldap', 'start')
	}
	await until('sign-in works again', 10, async () => (await tried('bcole', PASSWORD)).status === 303)
	await until('the session goes on', 10, async () => (await c.get('/caf/')).status === 200)
})

test('a sign-in form sent again with another password keeps nothing of it, sealed or not', async () => {
	const form = await new Client(env).get('/signin'), send = password => new Client(env).submit(form, '/signin', { login: 'pnair', password })
	assert.equal((await send(PASSWORD)).status, 303)
	const again = await send(`${PASSWORD} typed on`)
	assert.equal(again.status, 303)
	assert.doesNotMatch(again.location, /kept=/)
	assert.equal(cell("SELECT COUNT(*) FROM everychild.stash WHERE path LIKE '/signin%'"), '0')
})

test('no password and no cookie is in any log', async () => {
	const c = await newSession('pnair')
	await tried(PASSWORD, PASSWORD)
	const log = logSince()
	assert.ok(!log.includes(PASSWORD))
	assert.ok(!log.includes(c.cookies.get('__Host-everychild')))
	assert.equal(cell(`SELECT COUNT(*) FROM everychild.audit WHERE detail LIKE '%${PASSWORD}%'`), '0')
})

after(() => {
	restore()
	assert.deepEqual(troubles(/directory|ldap/i), [])
})
