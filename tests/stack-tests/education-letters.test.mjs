// Letters and packs of the virtual school (15.4): merged from the record, read, kept as
// they were sent, printed; and what goes to whom.
import test, { before } from 'node:test'
import assert from 'node:assert/strict'
import { date } from '../lib/client.mjs'
import { accountId, cell, person, sql } from '../lib/stack.mjs'
import * as edu from '../lib/education.mjs'

const DB = 'everychild_education', URN = '199001'
let officer, teacher, base, number

const target = {}
const add = (table, columns, values) => cell(`INSERT INTO ${DB}.${table} (record, ${columns}, account, at) VALUES (${edu.idOf(base)}, ${values}, 1, UTC_TIMESTAMP(6)); SELECT LAST_INSERT_ID()`)
const write = (kind, of = 0) => `${base}/letter/${kind}/${of}`
// Shown with what was typed, then kept: the letter as it is printed.
async function sent(kind, of, more = {}) {
	const path = write(kind, of), typed = { to_name: 'Pat Lowe', to_address: '1 Test Road\nSandmouth', sent_how: 'SECURE', ...more }
	const shown = await officer.submit(await officer.get(path), path, { go: 'show', ...typed })
	assert.equal(shown.status, 200, `${kind}: ${shown.title}`)
	edu.led(await officer.submit(shown, path, { go: 'keep' }), kind)
	number = cell(`SELECT MAX(number) FROM ${DB}.letter WHERE record = ${edu.idOf(base)}`)
	return officer.get(`${base}/letter-sent/${number}`)
}

before(async () => {
	;[officer, teacher] = await Promise.all(['jkite', 'nwest'].map(person))
	base = await edu.inCare(officer, await edu.child(officer, { born: '2011-03-05' }), '2026-09-07')
	await edu.place(officer, base, URN, '2026-09-08')
	if (cell(`SELECT COUNT(*) FROM ${DB}.school_person WHERE school = ${edu.schoolId(URN)} AND until IS NULL`) === '0')
		sql(`INSERT INTO ${DB}.school_person (school, account, part, since, added_by, at) VALUES (${edu.schoolId(URN)}, ${accountId('nwest')}, 'TEACHER', '2026-01-01', 1, UTC_TIMESTAMP(6))`)
	const path = `${base}/plan`
	edu.led(await officer.submit(await officer.get(path), path, { why: 'INITIAL' }), 'plan')
	target.plan = 1
	target.payment = add('premium_line', 'year, term, line, amount, school, category, on_day', `2026, 'AUTUMN', 'PAID', 68533, ${edu.schoolId(URN)}, 'TUITION', '2026-10-05'`)
	target.ks4 = add('ks4_approval', 'moves_on, what, status, wishes, promotes, teacher, reviewer, reason, decided_on', `'2026-11-30', 'New school in another town', 'ALLOWED', 1, 1, 1, 1, 'It fits the plan', '2026-11-10'`)
	target.suspension = add('suspension', 'school, type, began_on, sessions, reasons', `${edu.schoolId(URN)}, 'SUSP', '2026-10-05', 4, 'DB PP'`)
})

test('every letter of the list is written from the record, with no bracket left, and kept as it was sent', async () => {
	const wanted = { INVITE: /needs a meeting/, PACK: /as it stood on/, PACK_SCHOOL: /without the social worker/, CHILD: /^.*Hello Pat Lowe/, REMINDER: /still missing:.*Enter/,
		NEW_PUPIL: /born on 5 March 2011.*on roll at Highfield School from 8 September 2026/, HOST: /lives in your area since 7 September 2026/, ATTENDANCE: /No half day of this year is recorded/,
		SUSPENSION: /Suspension, from 5 October 2026, half days: 4.*year together: 4.*the virtual school not told/, KS4: /regulation 10.*New school in another town.*reviewing officer/,
		PAYMENT: /paid £685\.33 to Highfield School on 5 October 2026.*2026-27, Autumn.*Tuition/ }
	const of = { INVITE: 1, PACK: 1, PACK_SCHOOL: 1, CHILD: 1, REMINDER: 1, KS4: target.ks4, SUSPENSION: target.suspension, PAYMENT: target.payment }
	const offered = await officer.get(`${base}/letters`)
	for (const [kind, says] of Object.entries(wanted)) {
		assert.ok(offered.body.includes(write(kind, of[kind] ?? 0)), kind)
		const page = await sent(kind, of[kind] ?? 0)
		assert.match(page.text, says, kind)
		assert.doesNotMatch(page.text, /\[[a-z_]+\]/, kind)
		assert.match(page.text, /Pat Lowe\s*1 Test Road\s*Sandmouth/, kind)
		assert.ok(!page.title.includes('Booth'), kind)
	}
	assert.equal((await officer.get(`${base}/letters`)).text.match(/by secure e-mail/g).length, 11)
})

test('what governors must do follows from the days of the term, not of the year', async () => {
	const school = edu.schoolId(URN)
	add('suspension', 'school, type, began_on, sessions, reasons', `${school}, 'SUSP', '2025-11-03', 24, 'DB'`)
	const later = add('suspension', 'school, type, began_on, sessions, reasons', `${school}, 'SUSP', '2026-05-11', 20, 'DB'`)
	const text = (await officer.get(write('SUSPENSION', later))).text
	assert.match(text, /year together: 44/)
	assert.match(text, /the governors meet if they are asked to, within 50 school days/)
	assert.doesNotMatch(text, /must meet/)
})

test('what is kept is what was read: a note typed since is shown first, and later changes change nothing', async () => {
	const path = write('ATTENDANCE')
	const page = await officer.get(path)
	assert.match(page.form(path).fields.find(([name]) => name === 'to_name')[1], /Nia|West|\w+/)
	const early = await officer.submit(page, path, { go: 'keep', to_name: 'Pat Lowe', note: 'Please ring', sent_how: 'POST' })
	assert.equal(early.status, 422)
	assert.match(early.errors().join(), /not the letter that you have read/)
	assert.match(early.text, /Please ring/)
	edu.led(await officer.submit(early, path, { go: 'keep' }), 'keep')
	const kept = `${base}/letter-sent/${cell(`SELECT MAX(number) FROM ${DB}.letter WHERE record = ${edu.idOf(base)}`)}`
	const before = (await officer.get(kept)).text
	sql(`UPDATE ${DB}.pupil SET given = 'Changed' WHERE record = ${edu.idOf(base)}`)
	assert.match(before, /Please ring/)
	assert.doesNotMatch((await officer.get(kept)).text, /Changed/)
	assert.match((await officer.get(path)).text, /Changed/)
})

test('a letter is not written about what is another child’s, not paid or not decided', async () => {
	const other = await edu.inCare(officer, await edu.child(officer), '2026-09-07')
	for (const [kind, of] of [['PAYMENT', target.payment], ['KS4', target.ks4], ['SUSPENSION', target.suspension], ['REMINDER', 1], ['SCHOOL_TERM', 0], ['NEW_PUPIL', 7], ['NOTHING', 0]])
		assert.equal((await officer.get(`${other}/letter/${kind}/${of}`)).status, 404, kind)
	assert.equal((await officer.get(`${other}/letter-sent/1`)).status, 404)
	for (const login of ['nwest', 'dhale', 'cfinn', 'mpound', 'snadir']) assert.equal((await (await person(login)).get(`${base}/letters`)).status, 403, login)
})

test('the pack without the social worker’s sections leaves out care, contacts and health', async () => {
	const whole = await officer.get(`${base}/pep-1/print`), part = await officer.get(`${base}/pep-1/pack`)
	assert.match(whole.text, /Full care order/)
	assert.match(whole.text, /Contacts/)
	assert.doesNotMatch(part.text, /Full care order|Contacts|Abuse or neglect/)
	assert.match(part.text, /School or setting/)
	assert.equal((await teacher.get(`${base}/pep-1/pack`)).status, 403)
})

test('a school’s summary names its own pupils in care with plan, attendance and money', async () => {
	const page = await officer.get(`/education/school/${edu.school(URN)}/summary`)
	assert.equal(page.status, 200)
	assert.match(page.text, /plan of the .*attended|no marks this year/)
	assert.match(page.text, /pupil premium plus paid in 2026-27: £685\.33/)
	const elsewhere = await officer.get(`/education/school/${edu.school('199003')}/summary`)
	assert.doesNotMatch(elsewhere.text, /£685\.33/)
	assert.equal((await teacher.get(`/education/school/${edu.school(URN)}/summary`)).status, 403)
})

test('what a teacher without an account sent is entered for them: who, how and when stand beside the plan and on paper, not for a carer', async () => {
	const plan = `${base}/plan/1`, path = `${plan}/behalf`
	const said = { section: 'attainment', behalf_name: 'Rita Marsh', behalf_part: 'TEACHER', behalf_how: 'PAPER', ...date('behalf_on', '2026-11-20') }
	const wrong = await officer.submit(await officer.get(plan), path, { ...said, section: 'pupil', behalf_how: '' })
	assert.equal(wrong.status, 422)
	assert.match(wrong.errors().join(), /The program fills this section/)
	assert.match(wrong.errors().join(), /how it came/i)
	assert.equal(wrong.form(path).fields.find(([name]) => name === 'behalf_name')[1], 'Rita Marsh')
	edu.led(await officer.submit(await officer.get(plan), path, said), 'behalf')
	const line = /Attainment and progress Rita Marsh, Designated teacher, on paper on 20 November 2026; entered by Joel Kite/
	assert.match((await officer.get(plan)).text, line)
	assert.match((await officer.get(`${base}/pep-1/print`)).text, /Entered for others[^]*Rita Marsh/)
	sql(`INSERT INTO ${DB}.record_person (record, account, relation, since, added_by) VALUES (${edu.idOf(base)}, ${accountId('cfinn')}, 'CARER', '2026-09-07', 1)`)
	const carer = await person('cfinn')
	for (const at of [plan, `${base}/pep-1/print`]) {
		const page = await carer.get(at)
		assert.equal(page.status, 200)
		assert.doesNotMatch(page.text, /Rita Marsh/)
	}
})

test('a school’s summary is kept as it was sent, and not shown while a child in it is restricted', async () => {
	const path = `/education/school/${edu.school(URN)}/summary`
	const page = await officer.get(path)
	const unsaid = await officer.submit(page, path, { go: 'keep', sent_how: '', to_name: 'Olga Brandt' })
	assert.equal(unsaid.status, 422)
	assert.match(unsaid.errors().join(), /not the summary that you have read/)
	edu.led(await officer.submit(unsaid, path, { go: 'keep', sent_how: 'SECURE' }), 'keep')
	const sent = cell(`SELECT handle FROM everychild_education.school_letter ORDER BY id DESC LIMIT 1`)
	assert.match((await officer.get(path)).body, new RegExp(`${path}/${sent}`))
	sql(`UPDATE everychild_education.pep SET state = 'RETURNED' WHERE record = ${edu.idOf(base)}`)
	const kept = await officer.get(`${path}/${sent}`)
	assert.match(kept.text, /Dear Olga Brandt/)
	assert.match(kept.text, /£685\.33/)
	assert.doesNotMatch(kept.text, /Returned/)
	assert.equal((await teacher.get(`${path}/${sent}`)).status, 403)
	assert.ok(Number(cell(`SELECT COUNT(*) FROM everychild_education.school_letter_pupil WHERE record = ${edu.idOf(base)}`)) > 0)
	sql(`UPDATE everychild_education.record SET restricted = 1 WHERE id = ${edu.idOf(base)}`)
	assert.equal((await officer.get(`${path}/${sent}`)).status, 404)
	sql(`UPDATE everychild_education.record SET restricted = 0 WHERE id = ${edu.idOf(base)}`)
})
