// Child deaths in a browser: a notification as far as its acceptance, an agency's
// report, and a pack, with scripts and without; what axe and the console say of it.
import test, { after, before } from 'node:test'
import assert from 'node:assert/strict'
import { date } from '../lib/client.mjs'
import { day, handleOf, name, openByName } from '../lib/lscb.mjs'
import { record, state } from '../lib/lscb-triage.mjs'
import { agency, sent } from '../lib/lscb-requests.mjs'
import { atTable, attend, plan, seat } from '../lib/lscb-meeting.mjs'
import { cell, newSession, noHandle, sql } from '../lib/stack.mjs'
import { close, fill, follow, launch, leave, look, path, press, visitor } from './visitor.mjs'

const NAMES = /Quillmoor|Ivory/

before(launch)
after(close)

const none = async v => assert.equal(await v.page.locator('.govuk-error-summary').count(), 0, `${path(v)}: ${await v.page.locator('.govuk-error-summary').allInnerTexts()}`)
async function send(v, answers, button) {
	await fill(v, answers)
	await press(v, button)
	await none(v)
}
// The one green way on of the case's page.
const next = v => v.page.locator('main a.govuk-button:not(.govuk-button--secondary)').allInnerTexts()

for (const scripts of [true, false]) {
	test(`the coordinator notifies a death and takes it as far as its acceptance, ${scripts ? 'with' : 'without'} scripts`, async () => {
		const v = await visitor({ scripts, names: NAMES, login: 'ccole' }), { page } = v
		await page.goto('/lscb/')
		await look(v, 'log of deaths')
		await follow(v, "Notify a child's death")
		await look(v, 'notify a death')
		await press(v, await page.locator('main form button').last().innerText())
		assert.match(await page.title(), /^Error: /)
		await send(v, { channel: 'PHONE', referrer: 'Ann Hope', agency: 'ED', family: name('Quillmoor'), given: 'Ivory', sex: 'F', ...date('received_on', day(-1)),
			...date('born_on', day(-900 - (scripts ? 0 : 40))), ...date('died_on', day(scripts ? -3 : -9)) }, await page.locator('main form button').last().innerText())
		const base = path(v)
		assert.equal(state(base), 'NOTIFIED')
		assert.deepEqual(await next(v), ['Do the scope test'])
		assert.deepEqual(await page.locator('main details[open] > summary').allInnerTexts(), ['Notification and scope'])
		await look(v, 'case notified')
		await follow(v, 'Do the scope test')
		await look(v, 'scope test')
		await send(v, { termination: 'N', sign_of_life: 'Y', resident: 'Y', place: 'H', why: 'Lived in the area' }, await page.locator('main form button').last().innerText())
		await page.goto(base)
		assert.deepEqual(await next(v), ['Accept for review'])
		await follow(v, 'Accept for review')
		await look(v, 'accept for review')
		await send(v, { expected: 'E', events: 'E99' }, await page.locator('main form button').last().innerText())
		assert.equal(state(base), 'GATHERING')
		assert.deepEqual(await next(v), ['Ask the agencies'])
		assert.deepEqual(await page.locator('main details[open] > summary').allInnerTexts(), ['What is gathered'])
		await look(v, 'case gathering')
		await leave(v)
	})
}

test('a reporter finds the own request alone, and keeps a section of the report', async () => {
	const clare = await newSession('ccole')
	const surgery = await agency(clare, name('Surgery '), 'GP', { REPORTER: 'rfox' })
	const request = await sent(clare, await record(clare), surgery)
	sql(`UPDATE everychild_lscb.request SET reporter = (SELECT id FROM everychild.account WHERE login = 'rfox') WHERE handle = '${request.split('/').pop()}'`)
	const v = await visitor({ names: NAMES, login: 'rfox' }), { page } = v
	await page.goto('/lscb/requests')
	await look(v, 'own requests')
	await page.goto(request)
	await look(v, 'a request')
	await page.goto(`${request}/form/agency`)
	await look(v, 'sections of the report')
	await page.goto(`${request}/form/agency/parenting`)
	await look(v, 'a section')
	await send(v, { abuse: 'N' }, await page.locator('main form button[value="tasks"], main form button').last().innerText())
	await page.goto(`${request}/form/agency/parenting`)
	assert.ok(await page.locator('[name="abuse"][value="N"]').isChecked())
	await leave(v)
})

test('a member of the panel is led to the packs, and the chair from the case to the signature', async () => {
	const clare = await newSession('ccole')
	await seat(clare)
	const meeting = await plan(clare)
	await attend(clare, meeting, ['hfaye', 'dwren', 'uabara', 'eshort', 'jsingh'])
	const { base } = await atTable(clare, meeting)
	const m = await visitor({ names: NAMES, login: 'uabara' })
	await m.page.goto('/lscb/packs')
	await look(m, 'packs of a member')
	await m.page.goto(base)
	assert.doesNotMatch(await m.page.title(), /^Child death/, 'the case is not for a member')
	await leave(m)
	const h = await visitor({ names: NAMES, login: 'hfaye' })
	await h.page.goto(base)
	assert.deepEqual(await next(h), ['Sign the analysis'])
	await look(h, 'case listed, for the chair')
	await follow(h, 'Sign the analysis')
	await look(h, 'sign')
	await leave(h)
})

test('a member of the panel reads an issued pack from the list of packs, and its prints', async () => {
	const clare = await newSession('ccole'), nina = await newSession('nbirch')
	const base = await record(clare)
	await openByName(clare, base)
	sql(`INSERT IGNORE INTO everychild_lscb.undertaking (account, version, signed_at) SELECT id, 1, UTC_TIMESTAMP(6) FROM everychild.account WHERE login = 'uabara'`)
	sql(`UPDATE everychild_lscb.record SET state = 'READY' WHERE handle = '${handleOf(base)}'`)
	const went = async (c, at, to, fields) => { const page = await c.submit(await c.get(at), to, fields); assert.equal(page.status, 303, `${to}: ${page.errors().join()}`); return page.location }
	await went(clare, `${base}/pack/build`, `${base}/pack/build`, {})
	for (let next = `${base}/pack/mark/1`; /mark/.test(next) && (await clare.get(next)).status === 200;) next = await went(clare, next, next, { answer: 'REMOVED', put: '[name]', everywhere: 'Y' })
	await went(clare, `${base}/pack`, `${base}/pack/check`, {})
	await went(nina, `${base}/pack`, `${base}/pack/confirm`, { seen: 'Y' })
	const meeting = cell(`INSERT INTO everychild_lscb.meeting (handle, kind, meets_on, meets_at, status, papers_on, account, at) VALUES ('${noHandle()}', 'GENERAL', '${day(3)}', '10:00', 'PLANNED', '${day(-11)}', 1, UTC_TIMESTAMP(6)); SELECT LAST_INSERT_ID()`)
	sql(`INSERT INTO everychild_lscb.attendance (meeting, account, seat, invited_at) SELECT ${meeting}, id, 'POLICE', UTC_TIMESTAMP(6) FROM everychild.account WHERE login = 'uabara';
		INSERT INTO everychild_lscb.agenda_item (meeting, position, kind, record, minute, account, at) SELECT ${meeting}, 1, 'CASE', id, '', 1, UTC_TIMESTAMP(6) FROM everychild_lscb.record WHERE handle = '${handleOf(base)}'`)
	await went(clare, `${base}/pack`, `${base}/pack/issue`, {})
	const pack = `/lscb/packs/${cell(`SELECT p.handle FROM everychild_lscb.pack p JOIN everychild_lscb.record r ON r.id = p.record WHERE r.handle = '${handleOf(base)}' AND p.status = 'ISSUED'`)}`
	const v = await visitor({ names: NAMES, login: 'uabara' }), { page } = v
	await page.goto('/lscb/packs')
	await page.locator(`main a[href="${pack}"]`).first().click()
	assert.equal(path(v), pack)
	await look(v, 'an issued pack')
	assert.match(await page.locator('main').innerText(), /copy no\. \d+, UA\. For U\w+ Abara, read \d+ \w+ \d{4} at /, 'who reads it, and when, stands on it')
	const file = await page.request.get(`${pack}/file`)
	assert.equal(file.status(), 200)
	assert.match((await file.body()).subarray(0, 5).toString(), /^%PDF-/)
	await leave(v)
})
