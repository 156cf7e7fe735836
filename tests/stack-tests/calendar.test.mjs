// Due dates in a calendar program: an address of one's own, what it gives, and
// when it stops.
import test, { after, before } from 'node:test'
import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import crypto from 'node:crypto'
import fs from 'node:fs'
import path from 'node:path'
import * as caf from '../lib/caf.mjs'
import { Client } from '../lib/client.mjs'
import { accountId, cell, env, logMark, person, sql, stack, troubles } from '../lib/stack.mjs'

// A name that stands nowhere else.
const run = crypto.randomUUID().replace(/[^a-f]/g, '').slice(0, 6)
const GIVEN = `Zuleika${run}`, FAMILY = `Quizzlewick${run}`
let priya, ben, base, id, reference
const program = new Client(env)		// of nobody: it has no cookie

before(async () => {
	[priya, ben] = [await person('pnair'), await person('bcole')]
	base = await caf.toAssessing(priya, { given: GIVEN, family: FAMILY })
	id = cell(`SELECT id FROM everychild_caf.record WHERE handle = '${base.split('/')[3]}'`)
	reference = cell(`SELECT reference FROM everychild_caf.record WHERE id = ${id}`)
	logMark()
})
after(() => {
	sql('DELETE FROM everychild_index.calendar')
	assert.deepEqual(troubles(/calendar: a key that opens nothing|all_planned/), [])
})

const addressIn = page => /https:\/\/[^\s<"]*\/calendar\/dates\.ics\?key=[\w-]{43}/.exec(page.body)?.[0]
const make = async c => {
	const page = await c.submit(await c.get('/calendar'), '/calendar')
	assert.equal(page.status, 200)
	return addressIn(page)
}
const fetched = () => Number(cell(`SELECT COUNT(*) FROM everychild_index.audit WHERE action = 'calendar.fetch'`))
const stopped = async (address, why) => {
	const page = await program.get(address)
	assert.equal(page.status, 404, why)
	assert.doesNotMatch(page.body, /VCALENDAR|Priya/, why)
}
const works = async (address, why) => assert.equal((await program.get(address)).status, 200, why)

// Components as { name, properties: { NAME: { parameters, value } }, parts }.
function parse(text) {
	assert.ok(text.endsWith('\r\n') && !/[^\r]\n/.test(text), 'every line ends as it must')
	const root = { parts: [] }, open = [root]
	for (const line of text.replace(/\r\n[ \t]/g, '').split('\r\n').slice(0, -1)) {
		const [, name, parameters, value] = /^([A-Z-]+)((?:;[^:"]*(?:"[^"]*")?)*):(.*)$/.exec(line)
		if (name === 'BEGIN') open.push({ name: value, properties: {}, parts: [] })
		else if (name === 'END') {
			const done = open.pop()
			assert.equal(done.name, value)
			open.at(-1).parts.push(done)
		} else {
			assert.ok(!(name in open.at(-1).properties), `${name} twice`)
			open.at(-1).properties[name] = { parameters, value: value.replace(/\\([;,\\])/g, '$1') }
		}
	}
	assert.equal(open.length, 1)
	assert.equal(root.parts.length, 1)
	return root.parts[0]
}
const eventsOf = page => parse(page.body).parts.filter(part => part.name === 'VEVENT')
const dueId = clock => cell(`SELECT id FROM everychild_caf.deadline WHERE record = ${id} AND clock = '${clock}' AND dropped_at IS NULL AND met_at IS NULL`)
const due = async (address, clock = 'T2') => eventsOf(await program.get(address)).find(e => e.properties.UID.value === `caf-due-${dueId(clock)}`)

test('an address is shown once, kept as a hash alone, and made once however often the form is sent', async () => {
	const form = await priya.get('/calendar')
	assert.equal(addressIn(form), undefined)
	const page = await priya.submit(form, '/calendar'), address = addressIn(page)
	assert.ok(address)
	assert.match((await priya.submit(form, '/calendar')).text, /saved already/)
	assert.equal(addressIn(await priya.get('/calendar')), undefined)
	const key = address.split('=')[1]
	const bytes = Buffer.from(key, 'base64url')
	assert.equal(bytes.length, 32)
	assert.equal(cell(`SELECT COUNT(*) FROM everychild_index.calendar WHERE hash = x'${bytes.toString('hex')}'`), '0')
	await works(address)
	assert.match((await priya.get('/calendar')).text, /Last fetched .* at .*, from 127\.0\.0\.1/)
	for (const name of fs.readdirSync(env.EC_LOG))
		assert.ok(!fs.readFileSync(path.join(env.EC_LOG, name)).includes(key), `the key is in ${name}`)
	assert.ok(!sql('SELECT detail FROM everychild_index.audit').flat().some(text => text?.includes(key)))
})

test('what is due stands in it by its day or minute, in London’s time, with a reference and a link, and no name', async () => {
	const address = await make(priya), before = fetched()
	let e = await due(address)
	assert.deepEqual(e.properties.DTSTART, { parameters: ';VALUE=DATE', value: cell(`SELECT DATE_FORMAT(due_on, '%Y%m%d') FROM everychild_caf.deadline WHERE id = ${dueId('T2')}`) })
	assert.equal(e.properties.SUMMARY.value, `${cell(`SELECT title FROM everychild_caf.deadline WHERE id = ${dueId('T2')}`)}, ${reference}`)
	assert.equal(e.properties.URL.value, `${env.EC_URL}${base}`)
	for (const [utc, london] of [['2027-07-01 23:15:00', '20270702T001500'], ['2027-01-15 09:30:00', '20270115T093000']]) {
		sql(`UPDATE everychild_caf.deadline SET due_at = '${utc}', due_on = '${london.slice(0, 8)}' WHERE id = ${dueId('T2')}`)
		e = await due(address)
		assert.deepEqual(e.properties.DTSTART, { parameters: ';TZID=Europe/London', value: london })
	}
	const page = await program.get(address)
	assert.match(page.headers['content-type'], /^text\/calendar; charset=utf-8$/)
	assert.equal(page.headers['cache-control'], 'no-store')
	assert.doesNotMatch(page.body, /zuleika|quizzlewick/i)
	const zone = parse(page.body).parts.find(part => part.name === 'VTIMEZONE')
	assert.equal(zone.properties.TZID.value, 'Europe/London')
	assert.deepEqual(zone.parts.map(part => [part.name, part.properties.TZOFFSETTO.value, part.properties.RRULE.value.split(';').sort().join(';')]),
		[['DAYLIGHT', '+0100', 'BYDAY=-1SU;BYMONTH=3;FREQ=YEARLY'], ['STANDARD', '+0000', 'BYDAY=-1SU;BYMONTH=10;FREQ=YEARLY']])
	const uids = eventsOf(page).map(event => event.properties.UID.value)
	assert.equal(new Set(uids).size, uids.length)
	assert.equal(fetched(), before + 4)
	assert.deepEqual(sql(`SELECT account, login, outcome FROM everychild_index.audit WHERE action = 'calendar.fetch' ORDER BY id DESC LIMIT 1`)[0],
		[String(accountId('pnair')), 'pnair', '200'])
})

test('a key does not reach the error log of the web server while the program is away', async () => {
	const address = await make(priya), socket = path.join(env.EC_SOCKETS, 'index.sock')
	fs.renameSync(socket, `${socket}-away`)
	try {
		assert.equal((await program.get(address)).status, 502)
		assert.equal((await program.get('/help')).status, 502)
	} finally {
		fs.renameSync(`${socket}-away`, socket)
	}
	const log = fs.readFileSync(path.join(env.EC_LOG, 'nginx-error.log'), 'utf8')
	assert.match(log, /GET \/help/, 'it writes what it is asked for')
	assert.ok(!log.includes(address.split('=')[1]))
	await works(address)
})

test('nobody has the dates of others, or those that are not for them to know', async () => {
	const address = await make(ben)
	assert.equal(await due(address), undefined)
	sql(`INSERT INTO everychild_caf.record_person (record, account, relation, since, added_by) VALUES (${id}, ${accountId('bcole')}, 'TAC', UTC_TIMESTAMP(6), 1)`)
	assert.ok(await due(address))
	sql(`UPDATE everychild_caf.deadline SET readers = 'OWNER' WHERE id = ${dueId('T2')}`)
	assert.equal(await due(address), undefined)
	sql(`UPDATE everychild_caf.deadline SET readers = '' WHERE id = ${dueId('T2')}; UPDATE everychild_caf.record_person SET until = UTC_TIMESTAMP(6) WHERE record = ${id} AND relation = 'TAC'`)
	assert.equal(await due(address), undefined)
})

test('a key that is none, or not any more, finds nothing and is nobody’s', async () => {
	const address = await make(priya), before = fetched(), key = address.split('=')[1]
	for (const wrong of ['', 'x', key.slice(1), `${key}A`, `${key[0] === 'A' ? 'B' : 'A'}${key.slice(1)}`, '%2e%2e', 'A'.repeat(43)])
		await stopped(address.replace(key, wrong), wrong)
	await stopped(address.split('?')[0], 'no key')
	const another = await make(priya)
	await stopped(address, 'a new address ends the old')
	await works(another)
	await make(ben)
	assert.equal((await ben.submit(await ben.get('/calendar'), '/calendar/end')).status, 303)
	await works(another, 'nobody ends that of another')
	assert.equal((await priya.submit(await priya.get('/calendar'), '/calendar/end')).location, '/calendar')
	await stopped(another, 'it was stopped')
	assert.doesNotMatch((await priya.get('/calendar')).body, /action="\/calendar\/end"/)
	assert.equal(fetched(), before + 2)
})

test('an address ends with its days, its account, its role, and sign-ins', async () => {
	const address = await make(priya), me = accountId('pnair'), trained = cell(`SELECT training_on FROM everychild.account WHERE id = ${me}`)
	await works(address)
	assert.equal(cell(`SELECT TIMESTAMPDIFF(DAY, made_at, ends_at) FROM everychild_index.calendar WHERE account = ${me}`), '90')
	for (const [why, from, to] of [
		['its time is over', `everychild_index.calendar SET ends_at = UTC_TIMESTAMP(6) - INTERVAL 1 MINUTE WHERE account = ${me}`, `everychild_index.calendar SET ends_at = UTC_TIMESTAMP(6) + INTERVAL 1 DAY WHERE account = ${me}`],
		['the account is closed', `everychild.account SET disabled_on = UTC_DATE() WHERE id = ${me}`, `everychild.account SET disabled_on = NULL WHERE id = ${me}`],
		['the check is missing', `everychild.account SET training_on = NULL WHERE id = ${me}`, `everychild.account SET training_on = '${trained}' WHERE id = ${me}`],
		['nobody has signed in', `everychild.account SET last_signin_at = UTC_TIMESTAMP(6) - INTERVAL 31 DAY WHERE id = ${me}`, `everychild.account SET last_signin_at = UTC_TIMESTAMP(6) WHERE id = ${me}`],
		['the role is gone', `everychild.account_role SET role = 'ADM' WHERE account = ${me} AND role = 'PRA'`, `everychild.account_role SET role = 'PRA' WHERE account = ${me} AND role = 'ADM'`]]) {
		sql(`UPDATE ${from}`)
		try {
			await stopped(address, why)
		} finally {
			sql(`UPDATE ${to}`)
		}
		await works(address, `not any more: ${why}`)
	}
})

test('a module’s planned visits stand beside what is due, where it has any', async () => {
	const address = await make(priya), migrate = () => execFileSync(path.join(env.EC_BUILD, 'installed/sbin/everychild-migrate'),
		['-c', env.EC_SETTINGS, '--accounts-with-passwords', env.EC_DB_PASSWORDS], { stdio: ['ignore', 'ignore', 'inherit'] })
	sql(`CREATE DEFINER='ec_views'@'localhost' SQL SECURITY DEFINER VIEW everychild_caf.shared_planned AS SELECT owner AS account, id, 'Visit' AS title, DATE'2027-06-01' AS planned_on,
		TIMESTAMP'2027-06-01 13:00:00' AS planned_at, 90 AS minutes, handle, reference FROM everychild_caf.record WHERE id = ${id}`)
	// While it goes, the workers that start find it gone from under all_planned.
	try {
		migrate()
		stack('restart-program', 'index')
		const e = eventsOf(await program.get(address)).find(event => event.properties.UID.value === `caf-planned-${id}`)
		assert.equal(e.properties.DTSTART.value, '20270601T140000')
		assert.equal(e.properties.DTEND.value, '20270601T153000')
		assert.equal(e.properties.SUMMARY.value, `Visit, ${reference}`)
	} finally {
		sql('DROP VIEW everychild_caf.shared_planned')
		migrate()
		stack('restart-program', 'index')
	}
	assert.ok(await due(address), 'and without them it is as it was')
})
