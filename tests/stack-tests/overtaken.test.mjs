// Two people in one small form, and a form whose session ended: what was typed is there.
import test, { after, before } from 'node:test'
import assert from 'node:assert/strict'
import fs from 'node:fs'
import * as caf from '../lib/caf.mjs'
import { Client, date } from '../lib/client.mjs'
import { blake2b } from '../lib/token.mjs'
import * as asked from '../lib/lscb-requests.mjs'
import { accountId, cell, env, logMark, newSession, person, sql, troubles } from '../lib/stack.mjs'

const PASSWORD = fs.readFileSync(env.EC_PASSWORD_FILE, 'utf8').trim()
let clare, jo, ada

before(async () => {
	clare = await person('ccole')
	jo = await person('jkite')
	ada = await person('zcarr')
	logMark()
})
after(() => assert.deepEqual(troubles(), []))

const led = page => (assert.equal(page.status, 303, `${page.title}: ${page.errors().join(' | ')}`), page.location)
const values = (page, path) => new Map(page.form(path).fields)
const hash = c => blake2b(Buffer.from(c.cookies.get('__Host-everychild'), 'base64url')).toString('hex')
const ended = c => sql(`UPDATE everychild.session SET seen_at = seen_at - INTERVAL 31 MINUTE WHERE hash = UNHEX('${hash(c)}')`)
const again = async (c, away, login) => c.follow(await c.submit(await c.get(away.location), '/signin', { login, password: PASSWORD }))

// Opened twice, saved by one: the other is shown both, and saves with the form that comes back.
async function twice(c, path, theirs, mine, saved, typed) {
	const stale = await c.get(path)
	led(await c.submit(await c.get(path), path, theirs))
	const late = await c.submit(stale, path, mine)
	assert.equal(late.status, 409, path)
	assert.match(late.text, /Nothing of yours is saved yet/)
	for (const words of [saved, typed]) assert.ok(late.text.includes(words), `${words} in ${late.text}`)
	for (const [name, value] of Object.entries(mine)) assert.equal(values(late, path).get(name) ?? '', value, name)
	led(await c.submit(late, path, {}))
	return c.get(path)
}

test('an agency changed by two: the second sees both texts and saves again', async () => {
	const path = `/lscb/agency/${await asked.agency(clare, 'Overtaken Trust', 'GP', {}, { address: '1 First Street' })}/change`
	const page = await twice(clare, path, { contact: 'Theirs Person', address: '2 Second Street' }, { contact: 'Mine Person', address: '1 First Street' }, 'Theirs Person', 'Mine Person')
	assert.equal(values(page, path).get('contact'), 'Mine Person')
	assert.equal(values(page, path).get('address'), '1 First Street')
})

test('an action that two tell of keeps what both said happened', async () => {
	const add = '/lscb/actions/add'
	led(await clare.submit(await clare.get(add), add, { text: 'Overtaken leaflet', lead: 'Ann Hope', ...date('due_on', '2030-01-02') }))
	const path = `/lscb/actions/${cell("SELECT handle FROM everychild_lscb.action WHERE text = 'Overtaken leaflet'")}`
	const page = await twice(clare, path, { status: 'PROGRESS', note: 'Theirs happened' }, { status: 'DONE', note: 'Mine happened', evidence: 'A copy' }, 'In progress', 'A copy')
	assert.match(page.text, /Mine happened.*Theirs happened/)
})

test('a school changed by two', async () => {
	const make = '/education/schools/new'
	const path = `${led(await jo.submit(await jo.get(make), make, { name: 'Overtaken Primary', type: 'COMMUNITY' }))}/change`
	await twice(jo, path, { phone: '01632 960801' }, { phone: '01632 960802' }, '01632 960801', '01632 960802')
})

test('an account that two administrators confirm', async () => {
	const path = `/signin/accounts/${accountId('mpound')}`
	await twice(ada, path, { ...date('training_on', '2026-01-05') }, { 'training_on-day': '6', 'training_on-month': '1', 'training_on-year': '2026' }, '5 January 2026', '6 January 2026')
})

test('a form that was typed before the session ended is refused when somebody saved meanwhile', async () => {
	const path = `/lscb/agency/${await asked.agency(clare, 'Kept Trust', 'GP')}/change`
	const c = await newSession('ccole'), page = await c.get(path)
	ended(c)
	const away = await c.submit(page, path, { contact: 'Typed before' })
	assert.match(away.location, /ended=kept/)
	led(await clare.submit(await clare.get(path), path, { contact: 'Saved since' }))
	const back = await again(c, away, 'ccole')
	assert.equal(values(back, path).get('contact'), 'Typed before')
	const late = await c.submit(back, path, {})
	assert.equal(late.status, 409)
	assert.ok(late.text.includes('Saved since') && late.text.includes('Typed before'))
})

test('what was typed into a form within another page comes back in a page of its own, for the same person', async () => {
	const agency = `/lscb/agency/${await asked.agency(clare, 'Within Trust', 'GP')}`, path = `${agency}/person`
	const c = await newSession('ccole'), page = await c.get(agency)
	ended(c)
	const away = await c.submit(page, path, { login: 'rfox', part: 'REPORTER' })
	assert.match(away.location, /ended=kept/)

	const other = new Client(env), stranger = await again(other, away, 'nbirch')
	assert.equal(stranger.status, 404)
	assert.ok(!stranger.body.includes('rfox'))

	const back = await again(c, away, 'ccole')
	assert.equal(back.status, 200)
	assert.match(back.text, /This was not saved yet/)
	assert.deepEqual([values(back, path).get('login'), values(back, path).get('part')], ['rfox', 'REPORTER'])
	const wrong = await c.submit(back, path, { login: 'nobody.here' })
	assert.equal(wrong.status, 422)
	assert.equal(led(await c.submit(await c.get(`${path}?kept=${/kept=(\w+)/.exec(away.location)[1]}`), path, {})), agency)
	assert.match((await c.get(agency)).text, /Fox/)
	assert.equal((await c.get(path)).status, 405, 'there is no such page without what was kept')
})

test('a step that cannot be done any more shows what was typed for it', async () => {
	const priya = await person('pnair'), base = await caf.toAssessing(priya), path = `${base}/withdraw`
	const stale = await priya.get(path), fields = { giver_name: 'Typed and not to be lost', harm_note: 'Two lines\nof it' }
	sql(`UPDATE everychild_caf.record SET state = 'S10' WHERE handle = '${base.split('/').pop()}'`)
	const late = await priya.submit(stale, path, fields)
	assert.equal(late.status, 409)
	assert.match(late.text, /What you typed .*Typed and not to be lost .*Two lines of it/)
})
