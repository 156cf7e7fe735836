// The directory misbehaves while people work: nobody comes in, the page says so
// within the limit, no password is given away, nobody's tries are counted, and
// who is in goes on saving. When it is back, so is sign-in, without a hand.
// What the program says to every kind of directory is in tests/directory.
import test, { after, before } from 'node:test'
import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import fs from 'node:fs'
import path from 'node:path'
import * as caf from '../lib/caf.mjs'
import { Client } from '../lib/client.mjs'
import { hostile } from '../directory/hostile.mjs'
import { good, stub } from '../directory/stub.mjs'
import { cell, env, logMark, person, sleep, sql, stack, troubles, until } from '../lib/stack.mjs'

const LIMIT = 4000, MORE = 1500		// milliseconds: ldap.timeout_seconds, and the rest of a sign-in
const PASSWORD = fs.readFileSync(env.EC_PASSWORD_FILE, 'utf8').trim()
const read = name => fs.readFileSync(path.join(env.EC_LDAP_DIR, name))
const READER = 'cn=reader,dc=everychild,dc=example'

let c, base
before(async () => {
	c = await person('pnair')
	base = await caf.toAssessing(c)
	logMark()
})

const ours = () => ({ cert: read('server.pem'), key: read('server.key') })

function foreign() {
	const [cert, key] = ['wrong.pem', 'wrong.key'].map(name => path.join(env.EC_DIR, name))
	execFileSync('openssl', ['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes', '-days', '2', '-subj', '/CN=localhost',
		'-addext', 'subjectAltName=DNS:localhost,IP:127.0.0.1', '-keyout', key, '-out', cert], { stdio: 'pipe' })
	return { cert: fs.readFileSync(cert), key: fs.readFileSync(key) }
}

// Answers what a good server does, too late.
function late(options) {
	return stub({ ...options, answer(op, conn) {
		setTimeout(() => good(op, conn, options).forEach(reply => conn.send(reply)), LIMIT + 2000)
		return null
	} })
}

const KINDS = {
	'silent in the handshake': options => hostile('tls-silent', options),
	'silent after the handshake': options => hostile('search-silent', options),
	'slow: its answers come after the limit': late,
	'with a certificate of somebody else': options => stub({ ...options, certificate: foreign() })
}

async function tried(login, password = PASSWORD) {
	const from = Date.now(), page = await new Client(env).signIn(login, password)
	return { page, time: Date.now() - from }
}

const sessions = () => cell("SELECT COUNT(*) FROM everychild.session")
const tries = () => cell('SELECT COUNT(*) FROM everychild.attempt')

async function turnedAway(login) {
	const before = sessions(), { page, time } = await tried(login)
	assert.equal(page.status, 422)
	assert.match(page.errors().join(), /directory .* cannot be reached/)
	assert.equal(page.form('/signin').fields.find(([name]) => name === 'login')[1], login, 'the name need not be typed again')
	assert.ok(time < LIMIT + MORE, `${time} ms`)
	assert.equal(sessions(), before)
	assert.equal(tries(), '0', 'it is nobody’s failed try')
	return time
}

async function saves(text) {
	const page = await caf.section(c, base, 'assessment', 'family', { family_situation: text })
	assert.equal(page.status, 303)
	assert.equal(cell(`SELECT a.value FROM everychild_caf.answer a JOIN everychild_caf.document d ON d.id = a.document JOIN everychild_caf.record r ON r.id = d.record
		WHERE r.handle = '${base.split('/')[3]}' AND a.field = 'family_situation' ORDER BY a.revision DESC LIMIT 1`), text)
}

// The good one has its port back.
async function back() {
	stack('ldap', 'start')
	const from = Date.now()
	await until('sign-in works', 10, async () => (await tried('bcole')).page.status === 303)
	return Date.now() - from
}

test('with the directory as it should be, none of this is seen', async () => {
	await assert.rejects(turnedAway('bcole'), assert.AssertionError)
	assert.equal((await tried('bcole', 'wrong')).page.status, 422)
	assert.notEqual(tries(), '0', 'a wrong password is counted')
	sql('DELETE FROM everychild.attempt')
})

for (const [kind, make] of Object.entries(KINDS))
	test(`a directory that is ${kind}`, async t => {
		stack('ldap', 'stop')
		const entries = [{ dn: READER, password: read('reader.password') }]
		const server = await make({ ldaps: true, port: Number(env.EC_LDAPS_PORT), certificate: ours(), entries, elsewhere: 'ldap://127.0.0.1:9' })
		let time
		try {
			time = await turnedAway('bcole')
			assert.ok(server.connections > 0, 'it was asked')
			assert.ok(!server.heard(PASSWORD), 'nobody’s password was given to it')
			// Some wait for it; the work of others does not.
			const crowd = ['thale', 'sidris', 'jreid'].map(login => tried(login))
			await sleep(200)
			const from = Date.now()
			await saves(`While it was ${kind}`)
			assert.ok(Date.now() - from < 2000, 'work does not wait for the directory')
			for (const { page, time } of await Promise.all(crowd)) {
				assert.equal(page.status, 422)
				assert.ok(time < LIMIT + MORE, `${time} ms, one of three at once`)
			}
			assert.equal(tries(), '0')
		} finally {
			await server.close()
		}
		const soon = await back()
		t.diagnostic(`turned away after ${time} ms; sign-in back ${soon} ms after the directory`)
		assert.ok(soon < 3000, `${soon} ms`)
	})

after(() => {
	assert.deepEqual(troubles(/directory|ldap/i), [])
})
