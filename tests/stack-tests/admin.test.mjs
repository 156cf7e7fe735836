// What an administrator sees of how the suite is set up, with where it comes from.
import test, { after, before } from 'node:test'
import assert from 'node:assert/strict'
import fs from 'node:fs'
import path from 'node:path'
import { cell, env, logMark, person, settings, sql, top, troubles, until } from '../lib/stack.mjs'

let admin
before(async () => {
	admin = await person('zcarr')
	logMark()
})
after(() => assert.deepEqual(troubles(), []))

const text = page => page.body.replace(/<[^>]+>/g, ' ').replace(/&amp;/g, '&').replace(/\s+/g, ' ')
const get = async (where, c = admin) => {
	const page = await c.get(where)
	assert.equal(page.status, 200, where)
	return text(page)
}

test('every role stands beside its group and the number of people who have it', async () => {
	const page = await get('/signin/admin/roles')
	const people = cell(`SELECT COUNT(*) FROM everychild.account_role r JOIN everychild.account a ON a.id = r.account WHERE r.role = 'PRA' AND a.disabled_on IS NULL`)
	assert.match(page, new RegExp(`Practitioner PRA ec-practitioners .*? ${people} Co-assessor COA`))
	const roles = [...fs.readFileSync(path.join(top, 'conf/everychild.conf'), 'utf8').matchAll(/^#role\.group = (\w+)/gm)].map(m => m[1])
	assert.ok(roles.length > 30)
	for (const role of roles) assert.ok(page.includes(` ${role} ec-`), role)
})

test('teams stand with their agency and the accounts in them', async () => {
	const [name, agency] = sql('SELECT t.name, t.agency FROM everychild.team t JOIN everychild.account a ON a.team = t.id LIMIT 1')[0]
	assert.ok((await get('/signin/admin/teams')).includes(`${name} ${agency} `))
})

test('a setting that was changed stands with its value, the line it is in, and what was delivered', async () => {
	const undo = settings({ 'session.idle_minutes': 27 }, 'signin')
	try {
		const again = await person('zcarr')
		const page = await get('/signin/admin/settings', again)
		const line = fs.readFileSync(env.EC_SETTINGS, 'utf8').split('\n').indexOf('session.idle_minutes = 27') + 1
		assert.ok(line > 0)
		assert.match(page, new RegExp(`Not as delivered .*session\\.idle_minutes 27 everychild\\.conf, line ${line}; delivered: 30 Minutes without a request`))
		// Those of modules, at their default.
		assert.match(page, /everychild-fostering\.conf/)
		assert.match(page, /fostering\.t1_regulation_4 7 working days/)
		const password = fs.readFileSync(path.join(env.EC_DIR, 'ldap/reader.password'), 'utf8').trim()
		assert.ok(!page.includes(password))
	} finally {
		undo()
	}
	admin = await person('zcarr')
})

test('code lists open with their codes; one that there is not is not found', async () => {
	assert.match(await get('/signin/admin/lists'), /How the copy was given copy-method 4/)
	assert.match(await get('/signin/admin/list?name=copy-method'), /HAND By hand 1 Apr 2006/)
	assert.equal((await admin.get('/signin/admin/list?name=nothing')).status, 404)
	assert.equal((await admin.get('/signin/admin/list?name=../role')).status, 404)
})

test('terms stand with the file they come from', async () => {
	assert.match(await get('/signin/admin/terms'), /terms-ecm2009\.xml .*common assessment/)
})

test('of who left a year ago the contact details and roles go, and the name stays; of others nothing goes', async () => {
	const account = (login, closed, signed) => sql(`INSERT INTO everychild.account (directory_id, login, given, family, agency, phone, email, work_address, disabled_on, last_signin_at, last_signin_from, created_at)
		VALUES ('left-${login}', '${login}', 'Ida', 'Zqleaver', 'Sandmouth Council', '01632 960111', 'ida@example.invalid', '1 Quay', ${closed}, ${signed}, '10.0.0.1', '2015-01-01');
		INSERT INTO everychild.account_role (account, role) SELECT id, 'PRA' FROM everychild.account WHERE login = '${login}'`)
	const ago = months => `UTC_TIMESTAMP() - INTERVAL ${months} MONTH`
	account('zqclosed', `DATE(${ago(13)})`, ago(14))
	account('zqunused', 'NULL', ago(13))
	account('zqlately', `DATE(${ago(11)})`, ago(30))
	account('zqhere', 'NULL', ago(2))
	const has = login => sql(`SELECT family, agency, COALESCE(phone, ''), COALESCE(email, ''), COALESCE(work_address, ''), COALESCE(last_signin_from, ''), (SELECT COUNT(*) FROM everychild.account_role r WHERE r.account = a.id) FROM everychild.account a WHERE login = '${login}'`)[0].join('|')
	await until('forgotten', 70, () => /\|0$/.test(has('zqclosed')))
	for (const login of ['zqclosed', 'zqunused']) assert.equal(has(login), 'Zqleaver|Sandmouth Council|||||0', login)
	for (const login of ['zqlately', 'zqhere']) assert.equal(has(login), 'Zqleaver|Sandmouth Council|01632 960111|ida@example.invalid|1 Quay|10.0.0.1|1', login)
	sql(`DELETE FROM everychild.account_role WHERE account IN (SELECT id FROM everychild.account WHERE family = 'Zqleaver'); DELETE FROM everychild.account WHERE family = 'Zqleaver'`)
})

test('nobody but an administrator sees any of it', async () => {
	for (const login of ['pnair', 'vking', 'hgrant'])
		for (const page of ['', '/roles', '/teams', '/settings', '/lists', '/list?name=role', '/terms'])
			assert.equal((await (await person(login)).get(`/signin/admin${page}`)).status, 403, `${login} ${page}`)
})
