// A case opened in an emergency by somebody who does not work on it: how, for how long,
// for reading alone, and who learns of it.
import test, { after, before } from 'node:test'
import assert from 'node:assert/strict'
import * as caf from '../lib/caf.mjs'
import { token } from '../lib/token.mjs'
import { accountId, cell, env, logMark, newSession, noHandle, person, sql, stack, troubles, until } from '../lib/stack.mjs'

const GIVEN = 'Zenobia', FAMILY = 'Quartermaine'
let ben, tvance, base, handle, id, child
const WHY = { code: 'HARM', reason: 'Found alone at night, the worker is on leave.' }

before(async () => {
	ben = await person('bcole')
	// A fresh sign-in of a practitioner whom no other test knows.
	tvance = await newSession('tvance')
	child = await caf.child(ben, { given: GIVEN, family: FAMILY })
	base = await caf.startFor(ben, child, 'CONSENT')
	await caf.ask(ben, base)
	assert.equal((await caf.consent(ben, base, { ...caf.PARENT, giver_name: 'Ann Quartermaine' })).status, 303)
	await caf.search(ben, base)
	await caf.form(ben, base)
	handle = base.split('/')[3]
	await caf.open(tvance, child)
	id = cell(`SELECT id FROM everychild_caf.record WHERE handle = '${handle}'`)
	logMark()
})
after(() => {
	sql('DELETE FROM everychild_index.access_alert; DELETE FROM everychild_index.review_day')
	assert.deepEqual(troubles(), [])
})

const at = h => `/caf/emergency?child=${h}`
const ask = async (changes, h = child, c = tvance) => c.submit(await c.get(at(h)), '/caf/emergency', { ...WHY, ...changes })
// Of this file's own opening: what an earlier run left in the log is found again too.
const alert = () => `rule = 'EMERGENCY' AND account = ${accountId('tvance')} AND child = (SELECT child FROM everychild_caf.record WHERE id = ${id})`
const opened = () => Number(cell(`SELECT COUNT(*) FROM everychild_caf.emergency WHERE record = ${id}`))

test('before, the case is not there; the page says the same of one that does not exist', async () => {
	assert.equal((await tvance.get(base)).status, 404)
	const [real, none] = [await tvance.get(at(child)), await tvance.get(at(noHandle()))]
	assert.equal(real.status, 200)
	const plain = page => page.body.replace(/value="[^"]*"|[0-9a-f]{32}/g, '')
	assert.equal(plain(real), plain(none))
	assert.doesNotMatch(real.body, new RegExp(`${GIVEN}|${FAMILY}`))
	assert.equal((await ask({}, noHandle())).status, 404)
})

test('it takes a reason from the list and words of one\'s own', async () => {
	for (const changes of [{ code: null }, { reason: '' }, { reason: 'urgent' }]) {
		const page = await ask(changes)
		assert.equal(page.status, 422, JSON.stringify(changes))
	}
	assert.match((await ask({ reason: 'urgent' })).body, /at least 15 characters[\s\S]*urgent/)
	assert.equal(opened(), 0)
})

test('it takes a fresh sign-in', async () => {
	const was = cell(`SELECT ends_at FROM everychild.session WHERE account = ${accountId('tvance')} AND ended IS NULL LIMIT 1`)
	const form = await tvance.get(at(child))
	sql(`UPDATE everychild.session SET ends_at = ends_at - INTERVAL 16 MINUTE WHERE account = ${accountId('tvance')}`)
	assert.match((await tvance.get(at(child))).body, /fresh sign-in/)
	assert.equal((await tvance.submit(form, '/caf/emergency', WHY)).status, 403)
	assert.equal(opened(), 0)
	sql(`UPDATE everychild.session SET ends_at = '${was}' WHERE account = ${accountId('tvance')}`)
})

test('the child\'s page leads to it; opened, the case is read under a banner, and its holder is told', async () => {
	const page = await tvance.get(`/child/${child}`)
	assert.ok(page.body.includes(`/caf/emergency?child=${child}`))
	const go = await ask()
	assert.equal(go.status, 303)
	assert.equal(go.location, base)
	const shown = await tvance.get(base)
	assert.equal(shown.status, 200)
	assert.match(shown.body, /You read this because of an emergency/)
	assert.match(shown.text, /Quartermaine/)
	assert.equal(cell(`SELECT COUNT(*) FROM everychild_caf.notice WHERE record = ${id} AND account = ${accountId('bcole')} AND title LIKE '%emergency%'`), '1')
	assert.match((await ben.get(base)).body, /Opened to be read in an emergency/)
	assert.equal(cell(`SELECT relation FROM everychild_caf.audit WHERE account = ${accountId('tvance')} AND action = 'case.show' AND outcome = 200 ORDER BY id DESC LIMIT 1`), 'EMERGENCY')
})

test('nothing can be changed by it', async () => {
	const before = cell(`SELECT version FROM everychild_caf.record WHERE id = ${id}`)
	const page = await tvance.get(base)
	for (const path of new Set([...page.body.matchAll(/action="(\/caf\/case\/[^"]+)"/g)].map(m => m[1])))
		assert.notEqual((await tvance.submit(page, path)).status, 303, path)
	// What its holder may do now, with a good token of the reader's own.
	const forms = [...(await ben.get(base)).body.matchAll(/(?:action|href)="(\/caf\/case\/[^"?#]+)"/g)].map(m => m[1])
	assert.ok(forms.length > 3)
	for (const path of new Set(forms)) {
		const page = await tvance.post(path, [['token', token(env, 'caf', tvance, path)]])
		assert.ok([400, 403, 404, 405].includes(page.status), `${path} ${page.status}`)
	}
	assert.equal(cell(`SELECT version FROM everychild_caf.record WHERE id = ${id}`), before)
})

test('it waits for review, with the reason in the access log', async () => {
	sql('DELETE FROM everychild_index.review_day')
	stack('restart-program', 'index')
	await until('the log is looked through', 20, () => cell('SELECT COUNT(*) FROM everychild_index.review_day') > 0)
	assert.equal(cell(`SELECT COUNT(*) FROM everychild_index.access_alert WHERE ${alert()}`), '1')
	assert.match((await (await person('vking')).get('/access/review')).body, /Opened in an emergency/)
	assert.match(cell(`SELECT detail FROM everychild_caf.audit WHERE action = 'emergency.open' AND outcome = 303 ORDER BY id DESC LIMIT 1`), /Found alone at night/)
})

test('a month\'s openings are listed with reason and review, without the child, for the auditor and safeguarding', async () => {
	const at = '/access/emergencies', [auditor, lead] = [await person('vking'), await person('sduke')]
	sql(`DELETE FROM everychild_index.access_alert WHERE rule = 'EMERGENCY' AND NOT (${alert()})`)
	const before = await lead.get(at)
	assert.equal(before.status, 200)
	assert.match(before.text, /Tara Vance[\s\S]*A child may come to harm now[\s\S]*Waits, to be reviewed by/)
	assert.doesNotMatch(before.body, new RegExp(`${GIVEN}|${FAMILY}|Found alone|${child}`))
	assert.doesNotMatch(before.body, /access\/review\//)
	const own = cell(`SELECT id FROM everychild_index.access_alert WHERE ${alert()}`), review = `/access/review/${own}`
	assert.ok((await auditor.get(at)).body.includes(review))
	sql(`UPDATE everychild_index.access_alert SET made_at = UTC_TIMESTAMP(6) - INTERVAL 9 DAY WHERE id = ${own}`)
	assert.match((await lead.get(at)).text, /1 of the reviews wait, 1 of them for more than two working days/)
	assert.equal((await auditor.submit(await auditor.get(review), review, { verdict: 'ADVISED', note: 'Spoke with the person.' })).status, 303)
	const after = await lead.get(at)
	assert.match(after.text, /Not needed for the work: the person was spoken to/)
	assert.match(after.text, /0 of the reviews wait/)
	const now = new Date(), last = new Date(now.getFullYear(), now.getMonth() - 1, 15), month = `${last.getFullYear()}-${String(last.getMonth() + 1).padStart(2, '0')}`
	assert.match((await lead.get(`${at}?month=${month}`)).text, /No case was opened in an emergency in this month/)
	assert.equal((await lead.get(`${at}?month=2099-99`)).text.includes('Vance'), true)
	for (const login of ['pnair', 'lcross', 'zcarr', 'jreid']) assert.equal((await (await person(login)).get(at)).status, 403, login)
	// What a review says of somebody is nothing for another agency.
	const police = await (await person('kdoyle')).get(at)
	assert.match(police.text, /By people of your own agency/)
	assert.doesNotMatch(police.text, /Vance|Not needed for the work/)
	sql(`UPDATE everychild.account SET agency = NULL WHERE login = 'kdoyle'`)
	assert.doesNotMatch((await (await person('kdoyle')).get(at)).text, /Vance/)
	sql(`UPDATE everychild.account SET agency = 'Sandmouth Constabulary' WHERE login = 'kdoyle'`)
	assert.match((await auditor.get(at)).text, /Vance/)
})

test('it ends by itself, and a restricted or unlisted case cannot be opened so, nor read on', async () => {
	for (const column of ['restricted', 'unlisted']) {
		sql(`UPDATE everychild_caf.record SET ${column} = 1 WHERE id = ${id}`)
		assert.equal((await tvance.get(base)).status, 404, column)
		assert.equal((await ask()).status, 404, column)
		sql(`UPDATE everychild_caf.record SET ${column} = 0 WHERE id = ${id}`)
		assert.equal((await tvance.get(base)).status, 200, column)
	}
	sql(`UPDATE everychild_caf.emergency SET ends_at = UTC_TIMESTAMP(6) WHERE record = ${id}`)
	assert.equal((await tvance.get(base)).status, 404)
})

test('roles that do not work with children cannot open one', async () => {
	for (const login of ['zcarr', 'vking', 'lcross'])
		assert.equal((await (await person(login)).get(at(child))).status, 403, login)
})
