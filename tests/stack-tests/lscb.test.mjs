// A child's death, from its notification: who may know of it, and by which name.
import test, { after, before } from 'node:test'
import assert from 'node:assert/strict'
import fs from 'node:fs'
import { spawnSync } from 'node:child_process'
import { date } from '../lib/client.mjs'
import { day, handleOf, notify } from '../lib/lscb.mjs'
import { cell, dbClient, env, logMark, PROGRAMS, person, sql, troubles } from '../lib/stack.mjs'

let clare, honor, jas, priya, lee

before(async () => {
	clare = await person('ccole')		// coordinator
	honor = await person('hfaye')		// chair of the panel
	jas = await person('jsingh')		// designated doctor
	priya = await person('pnair')		// practitioner of another service
	lee = await person('lcross')		// manager of the child index
	logMark()
})

after(() => assert.deepEqual(troubles(), []))

const NAME = 'Quellington'
const passwordOf = program => fs.readFileSync(`${env.EC_DB_PASSWORDS}/ec_${program}.password`, 'utf8').trim()

test('a notification becomes a case with an identifier of the year it came in', async () => {
	const base = await notify(clare, { born: day(-140), received: day(-1) })
	const page = await clare.get(base)
	assert.match(page.text, new RegExp(`CD-${day(-1).slice(0, 4)}-\\d{4}`))
	assert.match(page.text, /Age at death 4 months/)
})

test('what is missing or cannot be is said beside the field, with everything typed still there', async () => {
	const page = await clare.get('/lscb/notify')
	const again = await clare.submit(page, '/lscb/notify', { channel: 'PHONE', referrer: 'Ann Hope', family: NAME, given: 'Ivo',
		...date('received_on', day(-5)), ...date('died_on', day(-3)), note: 'Kept while it is mended' })
	assert.equal(again.status, 422)
	assert.deepEqual(again.errors(), ['The notification cannot have come before the death', 'Enter the date of birth, or the age'])
	assert.ok(again.body.includes('Kept while it is mended') && again.body.includes(NAME))
	assert.equal(cell(`SELECT COUNT(*) FROM everychild_lscb.death WHERE family = '${NAME}'`), '0')
})

test('AC14: no page has the name until somebody who may says why they need it, and that is logged', async () => {
	const base = await notify(clare, { family: NAME })
	for (const c of [clare, honor, jas]) {
		for (const path of ['/lscb/', base]) assert.ok(!(await c.get(path)).body.includes(NAME), `${c.login} ${path}`)
		const name = `${base}/name`
		assert.equal((await c.submit(await c.get(name), name, {})).status, 422, 'a reason is needed')
		assert.ok(!(await c.get(base)).body.includes(NAME))
		assert.equal((await c.submit(await c.get(name), name, { reason: 'MATCH' })).status, 303)
		assert.ok((await c.get(base)).body.includes(NAME), c.login)
	}
	const looks = sql(`SELECT a.login FROM everychild_lscb.audit u JOIN everychild.account a ON a.id = u.account
		WHERE u.action = 'name.open' AND u.reason = 'MATCH' AND u.object_id = (SELECT id FROM everychild_lscb.record WHERE handle = '${handleOf(base)}')`)
	assert.deepEqual(looks.map(row => row[0]).sort(), ['ccole', 'hfaye', 'jsingh'])
})

test('nobody of another service finds a death, in the index or by its address', async () => {
	const base = await notify(clare, { family: NAME })
	for (const c of [priya, lee]) assert.ok([403, 404].includes((await c.get(base)).status), c.login)
	for (const path of ['/', '/search', '/notices', '/calendar'])
		assert.ok(!(await lee.get(path)).body.includes(handleOf(base)), path)
})

test('the database accounts of the other programs can read nothing of it', async () => {
	await notify(clare, { family: NAME })
	for (const program of PROGRAMS.filter(name => name !== 'lscb')) {
		const run = spawnSync(dbClient, ['--no-defaults', `--socket=${env.EC_DB_SOCKET}`, `--user=ec_${program}`, '--batch', '--skip-column-names'],
			{ input: "SELECT COUNT(*) FROM information_schema.tables WHERE table_schema = 'everychild_lscb'; SELECT * FROM everychild_lscb.death;",
				encoding: 'utf8', env: { ...process.env, MYSQL_PWD: passwordOf(program) } })
		assert.doesNotMatch(run.stdout, new RegExp(NAME), program)
		assert.match(run.stderr, /denied/, program)
	}
})
