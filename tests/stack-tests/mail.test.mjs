// Messages to people's addresses: when one is sent, to whom, what it says and does not
// say, and what happens when the mail server does not take it.
import test, { after, before } from 'node:test'
import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import crypto from 'node:crypto'
import fs from 'node:fs'
import path from 'node:path'
import * as caf from '../lib/caf.mjs'
import { mailServer } from '../lib/smtp.mjs'
import { accountId, cell, env, logMark, person, settings, sql, top, troubles } from '../lib/stack.mjs'

const run = crypto.randomUUID().replace(/[^a-f]/g, '').slice(0, 6)
const GIVEN = `Zuleika${run}`, FAMILY = `Quizzlewick${run}`
// A practitioner whom no other test gives work.
const WHO = 'rlane', ME = `${WHO}@everychild.example`
let server, restore, priya, base, id, reference, day

const addDays = (date, n) => new Date(Date.parse(date) + n * 86400000).toISOString().slice(0, 10)
const holidays = new Set([...fs.readFileSync(path.join(top, 'conf/bank-holidays.xml'), 'utf8').matchAll(/<holiday date="([^"]*)"/g)].map(m => m[1]))
const works = date => ![0, 6].includes(new Date(date).getUTCDay()) && !holidays.has(date)
const nextWorking = date => {
	for (date = addDays(date, 1); !works(date); date = addDays(date, 1));
	return date
}
const nextMonday = date => {
	for (date = addDays(date, 1); new Date(date).getUTCDay() !== 1 || !works(date); date = addDays(date, 1));
	return date
}

before(async () => {
	server = await mailServer()
	restore = settings({ 'mail.server': `smtp://127.0.0.1:${server.port}`, 'mail.from': 'everychild@sandmouth.example',
		'mail.site': 'https://children.sandmouth.example' }, 'index')
	priya = await person(WHO)
	base = await caf.toAssessing(priya, { given: GIVEN, family: FAMILY })
	id = cell(`SELECT id FROM everychild_caf.record WHERE handle = '${base.split('/')[3]}'`)
	reference = cell(`SELECT reference FROM everychild_caf.record WHERE id = ${id}`)
	logMark()
	// Far enough on that no other test's date is near, and no round was.
	day = nextWorking(addDays(new Date().toISOString().slice(0, 10), 400 + Math.floor(Math.random() * 100)))
})
after(async () => {
	await server.close()
	restore()
	sql('DELETE FROM everychild.mail; DELETE FROM everychild.mail_round; DELETE FROM everychild.mail_off')
	assert.deepEqual(troubles(/mail server cannot be used/), [])
})

// As if it were this hour of this day; gives the exit status and the letters to `to`.
function sent(on, { to = ME, at = '09:00:00' } = {}) {
	const from = server.letters.length
	return new Promise(done => execFile(path.join(env.EC_BUILD, 'installed/sbin/everychild-mail'),
		['-c', env.EC_SETTINGS, '--at', `${on} ${at}`], { encoding: 'utf8' }, (error, out, errors) => {
			assert.doesNotMatch(errors, /Sanitizer|runtime error/)
			done({ status: error?.code ?? 0, errors, letters: server.letters.slice(from).filter(l => l.to === to) })
		}))
}
const subject = letter => /^Subject: (.*)$/m.exec(letter.text)[1]
const about = (letters, word) => letters.filter(l => subject(l).includes(word))
// The only date of the case is due on this day.
const dueOn = date => sql(`UPDATE everychild_caf.deadline SET dropped_at = UTC_TIMESTAMP() WHERE record = ${id};
	UPDATE everychild_caf.deadline SET dropped_at = NULL, met_at = NULL, met_on = NULL, due_on = '${date}' WHERE record = ${id} ORDER BY id LIMIT 1`)
const state = message => cell(`SELECT CONCAT(ended, '/', tries, '/', answer) FROM everychild.mail
	WHERE account = ${accountId(WHO)} AND message = '${message}' ORDER BY id DESC LIMIT 1`)
// Nothing waits for anybody else.
const quiet = () => sql(`UPDATE everychild.mail SET ended = 'void' WHERE ended = ''`)
const again = () => sql(`UPDATE everychild.mail SET next_at = UTC_TIMESTAMP(6) WHERE ended = ''`)

test('a date that comes near is told once, by reference and link, without a name', async () => {
	dueOn(addDays(day, 3))
	await sent(day)
	quiet()
	// Its round was today's: the next working day's brings what came near since.
	const next = nextWorking(day)
	dueOn(addDays(next, 3))
	const told = about((await sent(next)).letters, 'near or past')
	assert.equal(told.length, 1)
	assert.match(told[0].text, new RegExp(`${reference} is due on .*\r\n.*https://children\\.sandmouth\\.example/caf/case/${base.split('/')[3]}`))
	assert.match(told[0].text, /^Auto-Submitted: auto-generated\r$/m)
	assert.equal(about((await sent(next)).letters, 'near or past').length, 0, 'once a day')
	const after = nextWorking(next)
	if (addDays(next, 3) >= after)
		assert.equal(about((await sent(after)).letters, 'near or past').length, 0, 'not again while it is near')
	day = after
})

test('a date that has passed unmet is told of once more; met, it is not', async () => {
	await sent(day)
	const next = nextWorking(day)
	dueOn(day)
	const told = about((await sent(next)).letters, 'near or past')
	assert.equal(told.length, 1)
	assert.match(told[0].text, new RegExp(`${reference} was due on `))
	const after = nextWorking(next)
	dueOn(next)
	sql(`UPDATE everychild_caf.deadline SET met_at = UTC_TIMESTAMP(), met_on = '${next}' WHERE record = ${id}`)
	assert.equal(about((await sent(after)).letters, 'near or past').length, 0)
	day = after
})

test('no message is made at the weekend, on a bank holiday or before the hour', async () => {
	let free = addDays(day, 1)
	while (works(free)) free = addDays(free, 1)
	const before = cell('SELECT COUNT(*) FROM everychild.mail_round')
	await sent(free)
	await sent(nextWorking(free), { at: '05:30:00' })
	assert.equal(cell('SELECT COUNT(*) FROM everychild.mail_round'), before)
	day = free
})

test('the week ahead comes once a week with its counts, and not to whom it is switched off', async () => {
	const monday = nextMonday(addDays(day, 14))
	dueOn(addDays(monday, 10))
	const week = about((await sent(monday)).letters, 'week ahead')
	assert.equal(week.length, 1)
	assert.match(week[0].text, /Dates in the next two weeks and past ones: [1-9]/)
	assert.match(week[0].text, new RegExp(reference))
	assert.equal(about((await sent(nextWorking(monday))).letters, 'week ahead').length, 0)

	const page = await priya.get('/messages')
	assert.match(page.body, new RegExp(ME))
	assert.equal((await priya.submit(page, '/messages', { off: 'week' })).status, 303)
	const later = nextMonday(addDays(monday, 6))
	dueOn(addDays(later, 10))
	assert.equal(about((await sent(later)).letters, 'week ahead').length, 0)
	await priya.submit(await priya.get('/messages'), '/messages', { off: null })
	assert.equal(cell(`SELECT COUNT(*) FROM everychild.mail_off WHERE account = ${accountId(WHO)}`), '0')
	day = later
})

test('a notice not seen is told of; one that was read meanwhile is not', async () => {
	await sent(day)
	const add = () => sql(`INSERT INTO everychild_caf.notice (record, account, title, at) VALUES (${id}, ${accountId(WHO)}, 'Something about ${GIVEN}', UTC_TIMESTAMP(6))`)
	add()
	let next = nextWorking(day)
	const told = about((await sent(next)).letters, 'something new')
	assert.equal(told.length, 1)
	assert.match(told[0].text, /not seen yet: [1-9]/)
	// The server is away; by the time it is back the notice was read.
	next = nextWorking(next)
	add()
	server.answer = () => '451 later'
	await sent(next)
	assert.equal(state('news'), '/1/451')
	sql(`UPDATE everychild_caf.notice SET read_at = UTC_TIMESTAMP(6) WHERE account = ${accountId(WHO)}`)
	for (const schema of ['everychild_fostering', 'everychild_education', 'everychild_lscb'])
		sql(`UPDATE ${schema}.notice SET read_at = UTC_TIMESTAMP(6) WHERE account = ${accountId(WHO)} AND read_at IS NULL`)
	server.answer = () => null
	again()
	assert.equal(about((await sent(next)).letters, 'something new').length, 0)
	assert.match(state('news'), /^void/)
	day = next
})

test('refused for now it is tried again; for good, given up and shown to the administrator', async () => {
	const next = nextWorking(day)
	await sent(day)
	dueOn(addDays(next, 3))
	server.answer = to => to === ME ? '450 full' : null
	await sent(next)
	assert.equal(state('due'), '/1/450')
	assert.equal((await sent(next)).letters.length, 0, 'not before its time')
	server.answer = to => to === ME ? '550 nobody' : null
	again()
	await sent(next)
	assert.equal(state('due'), 'failed/2/550')
	server.answer = () => null
	again()
	assert.equal((await sent(next)).letters.length, 0, 'nobody is written to again')
	const page = await (await person('zcarr')).get('/messages')
	assert.match(page.body, /Not delivered[\s\S]*rlane[\s\S]*550/)
	assert.doesNotMatch((await priya.get('/messages')).body, /Not delivered/)
	day = next
})

test('a server that is away costs nothing: the message goes out when it is back', async () => {
	const next = nextWorking(day), port = server.port
	dueOn(addDays(next, 3))
	const undo = settings({ 'mail.server': 'smtp://127.0.0.1:1' })
	const away = await sent(next)
	assert.equal(away.status, 1)
	assert.match(away.errors, /mail server cannot be used/)
	assert.doesNotMatch(away.errors, /everychild\.example/, 'no address in a log')
	undo()
	settings({ 'mail.server': `smtp://127.0.0.1:${port}` })
	again()
	assert.equal(about((await sent(next)).letters, 'near or past').length, 1)
	day = next
})

test('nobody is written to at an address that is none, or whose account is closed', async () => {
	const next = nextWorking(day), account = accountId(WHO)
	try {
		for (const email of [`${ME}\\r\\nBcc: all@example.org`, 'a@b, c@d', '', '<x@y>']) {
			sql(`DELETE FROM everychild.mail; DELETE FROM everychild.mail_round WHERE day = '${next}';
				UPDATE everychild.account SET email = '${email}' WHERE id = ${account}`)
			dueOn(addDays(next, 3))
			const from = server.letters.length
			await sent(next)
			assert.ok(server.letters.slice(from).every(l => !l.text.includes(reference)), email)
		}
		sql(`UPDATE everychild.account SET email = '${ME}', disabled_on = UTC_DATE() WHERE id = ${account};
			DELETE FROM everychild.mail; DELETE FROM everychild.mail_round WHERE day = '${next}'`)
		assert.equal((await sent(next)).letters.length, 0)
	} finally {
		sql(`UPDATE everychild.account SET email = '${ME}', disabled_on = NULL WHERE id = ${account}`)
	}
	day = next
})

test('who makes a calendar address is told at the own address', async () => {
	await priya.submit(await priya.get('/calendar'), '/calendar')
	const told = about((await sent(day)).letters, 'calendar address')
	assert.equal(told.length, 1)
	assert.doesNotMatch(told[0].text, /key=/)
})

test('an account that will be closed is told of once', async () => {
	const account = accountId(WHO), was = cell(`SELECT last_signin_at FROM everychild.account WHERE id = ${account}`)
	try {
		sql(`UPDATE everychild.account SET last_signin_at = UTC_TIMESTAMP(6) - INTERVAL 80 DAY WHERE id = ${account}`)
		const next = nextWorking(new Date().toISOString().slice(0, 10))
		const told = about((await sent(next)).letters, 'will be closed')
		assert.equal(told.length, 1)
		assert.match(told[0].text, /closed in (9|10) days/)
		assert.equal(about((await sent(nextWorking(next))).letters, 'will be closed').length, 0)
	} finally {
		sql(`UPDATE everychild.account SET last_signin_at = '${was}' WHERE id = ${account}`)
	}
})

test('in no letter to anybody stands a name of a child or a title of what is due', () => {
	assert.ok(server.letters.length > 5)
	for (const letter of server.letters) {
		assert.doesNotMatch(letter.text, new RegExp(`${GIVEN}|${FAMILY}`))
		assert.doesNotMatch(letter.text, /Something about|T[0-9]/)
	}
})

test('its account reads whom to write to and which reference is due, and nothing else', () => {
	const password = fs.readFileSync(path.join(env.EC_DIR, 'passwords/ec_mail.password'), 'utf8').trim()
	const as = text => sql(text, { user: 'ec_mail', password })
	assert.ok(as('SELECT COUNT(*) FROM everychild.mail_due').length)
	for (const table of ['everychild.session', 'everychild.account', 'everychild_caf.record', 'everychild_caf.person_due',
		'everychild_caf.answer', 'everychild_index.child', 'everychild_lscb.record', 'everychild_caf.audit'])
		assert.throws(() => as(`SELECT * FROM ${table} LIMIT 1`), /denied/, table)
	assert.throws(() => as(`UPDATE everychild.account SET email = 'x@y'`), /denied/)
})

test('every message that the suite can send is on the page', async () => {
	const page = await priya.get('/messages'), file = fs.readFileSync(path.join(top, 'conf/messages.xml'), 'utf8')
	const subjects = [...file.matchAll(/<subject>([^<]*)</g)].map(m => m[1])
	assert.ok(subjects.length >= 5)
	for (const s of subjects) assert.ok(page.body.includes(s), s)
})
