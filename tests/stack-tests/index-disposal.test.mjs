// How a child's record of the index ends (modules/caf/sections.md 6.7): who has grown up, or
// died a year ago, is archived; six years later two people may decide that it goes, if no
// program keeps a case of the child.
import test, { after, before } from 'node:test'
import assert from 'node:assert/strict'
import { execFileSync, spawnSync } from 'node:child_process'
import path from 'node:path'
import * as caf from '../lib/caf.mjs'
import { accountId, cell, env, logMark, person, sleep, sql, stack, troubles, until } from '../lib/stack.mjs'

const DB = 'everychild_index', LIST = '/disposal', HOLDS = '/retention'
const PROGRAM = path.join(env.EC_BUILD, 'installed/libexec/everychild/index')
let priya, lee, val, number = 0

before(async () => {
	[priya, lee, val] = [await person('pnair'), await person('lcross'), await person('vking')]
	logMark()
})

const letters = 'abcdefghijklmnopqrstuvwxyz'
const day = years => new Date(Date.UTC(new Date().getUTCFullYear() - years, new Date().getUTCMonth(), new Date().getUTCDate())).toISOString().slice(0, 10)
const went = (page, to = 303) => assert.equal(page.status, to, `${page.title}: ${page.errors().join(' | ')}`)
const submit = async (c, at, fields, to = at) => c.submit(await c.get(at), to, fields)
const fact = (f, column) => cell(`SELECT COALESCE(${column}, '') FROM ${DB}.child WHERE id = ${f.id}`)
const archived = f => fact(f, 'archived_at') !== ''

// A child that somebody recorded long ago, born so many years ago; more: columns set.
async function child(years, more = '') {
	const family = `Zaq${letters[number % 26]}${letters[(number++ * 7) % 26]}wold`
	const handle = await caf.child(priya, { given: 'Elm', family, born: day(10) })
	const f = { handle, family, id: cell(`SELECT id FROM ${DB}.child WHERE handle = '${handle}'`), number: cell(`SELECT number FROM ${DB}.child WHERE handle = '${handle}'`) }
	sql(`UPDATE ${DB}.child SET born_on = '${day(years)}', confirmed_on = '${day(1)}', supplied_on = '${day(years > 1 ? years - 1 : 1)}' ${more && `, ${more}`} WHERE id = ${f.id}; UPDATE ${DB}.child_sound SET born_on = '${day(years)}' WHERE child = ${f.id}`)
	return f
}
// The day's round of the index has been.
async function round() {
	stack('restart-program', 'index')
	await until('the index answers', 20, async () => (await lee.get(HOLDS)).status === 200)
	await until('a round', 20, () => cell(`SELECT COUNT(*) FROM ${DB}.child WHERE archived_at IS NOT NULL AND kept = 1 AND id NOT IN (SELECT child FROM ${DB}.all_kept)`) === '0')
}
const found = async (c, f) => (await c.submit(await c.get('/search'), '/search', { family: f.family, given: 'Elm', sex: 'F' })).body.includes(f.handle)
const old = (f, years = 7) => sql(`UPDATE ${DB}.child SET archived_at = '${day(years)} 03:00:00' WHERE id = ${f.id}`)
const listed = f => `${LIST}?reference=${f.number}`
const due = f => cell(`SELECT due_on FROM ${DB}.retention WHERE record = ${f.id}`)
const dispose = () => spawnSync(path.join(env.EC_BUILD, 'installed/sbin/everychild-dispose'), ['-c', env.EC_SETTINGS], { encoding: 'utf8' })
const stands = f => sql(`SELECT COALESCE(answer, ''), COALESCE(stopped, ''), done_at IS NOT NULL FROM ${DB}.disposal WHERE record = ${f.id} ORDER BY id DESC LIMIT 1`)[0]?.join(' ')
const order = f => `${LIST}/${cell(`SELECT MAX(id) FROM ${DB}.disposal WHERE record = ${f.id}`)}`
const propose = f => submit(lee, listed(f), { chosen: [f.handle], reason: 'Nobody asked for it' }, LIST)
const agree = f => submit(val, order(f), { answer: 'Y', reason: 'As the rule says' })

async function ready() {
	const f = await child(30)
	await round()
	await until('archived', 20, () => archived(f))
	old(f)
	sql(`UPDATE ${DB}.retention SET settings = '' WHERE record = ${f.id}`)
	await round()
	await until('planned', 20, () => due(f) === day(1))
	return f
}

test('every table of the schema ends with a child or is named as one that stays', () => {
	const named = execFileSync(PROGRAM, ['-k'], { encoding: 'utf8' }).trimEnd().split('\n').map(line => line.split('\t')[1])
	const all = sql(`SELECT table_name FROM information_schema.tables WHERE table_schema = '${DB}' AND table_type = 'BASE TABLE'`).flat()
	assert.deepEqual(all.filter(t => !named.includes(t)), [], 'a new table: say in modules/index/disposal.c what becomes of its rows')
	assert.deepEqual(named.filter(t => !all.includes(t)), [])
})

test('at 18, with consent at 25, and a year after a death; not before, not just recorded, not while a case is open', async () => {
	const f = { grown: await child(18), young: await child(17), stays: await child(20, `stays_on = '${day(3)}'`), stayed: await child(25, `stays_on = '${day(8)}'`),
		died: await child(5, `died_on = '${day(1)}'`), lately: await child(5, `died_on = '${day(0)}'`), fresh: await child(19), open: await child(19) }
	sql(`UPDATE ${DB}.child SET confirmed_on = '${day(0)}' WHERE id = ${f.fresh.id}`)
	await caf.open(priya, f.open.handle)
	await caf.startFor(priya, f.open.handle)
	sql(`UPDATE ${DB}.child SET confirmed_on = '${day(1)}' WHERE id = ${f.open.id}`)
	await round()
	await until('archived', 20, () => archived(f.grown) && archived(f.stayed) && archived(f.died))
	assert.deepEqual(Object.keys(f).filter(name => archived(f[name])), ['grown', 'stayed', 'died'])
	assert.equal(cell(`SELECT COUNT(*) FROM ${DB}.audit WHERE action = 'child.archive' AND child = ${f.grown.id} AND relation = 'SYSTEM'`), '1')
	// A consent that stands on a case counts as one recorded here; taken back it does not.
	const consent = await child(20), record = cell('SELECT MIN(id) FROM everychild_caf.record')
	sql(`INSERT INTO everychild_caf.record (handle, kind, child, subject, state, owner, team, opened_at, closed_at, archived_at) SELECT '1${consent.handle.slice(1)}', kind, ${consent.id}, 'x', 'S14', owner, team, opened_at, opened_at, opened_at FROM everychild_caf.record WHERE id = ${record};
		INSERT INTO everychild_caf.consent (record, type, answer, giver, giver_name, responsible, basis, competence, explained, exclusions, method, given_on, note, account, at)
		SELECT LAST_INSERT_ID(), 'C-KEEP25', 'Y', 'CHILD', 'x', 'N', 'YOUNG', '', 'Y', '', 'WRITTEN', '${day(1)}', '', 1, UTC_TIMESTAMP(6)`)
	await round()
	await sleep(1500)
	assert.ok(!archived(consent), 'it stays')
	sql(`UPDATE everychild_caf.consent SET ended_at = UTC_TIMESTAMP(6) WHERE type = 'C-KEEP25' AND record = (SELECT id FROM everychild_caf.record WHERE child = ${consent.id})`)
	await round()
	await until('taken back', 20, () => archived(consent))
	// From then on only the index manager finds and opens it.
	assert.ok(!await found(priya, f.grown) && await found(lee, f.grown) && await found(priya, f.young))
	assert.equal((await priya.get(`/child/${f.grown.handle}`)).status, 404)
	await caf.open(lee, f.grown.handle)
	assert.match((await lee.get(`/child/${f.grown.handle}`)).text, /Archived/)
	// A date that was wrong, or a case begun, brings it back.
	sql(`UPDATE ${DB}.child SET born_on = '${day(16)}' WHERE id = ${f.grown.id}; UPDATE everychild_caf.record SET child = ${f.died.id} WHERE child = ${f.open.id}`)
	await round()
	await until('back', 20, () => !archived(f.grown) && !archived(f.died))
	assert.ok(archived(f.stayed))
})

test('the index manager records consent to stay, and takes it back; the change is in the history', async () => {
	const f = await child(17)
	await caf.open(lee, f.handle)
	const at = `/child/${f.handle}/edit/stay`, [y, m, d] = day(0).split('-')
	assert.match((await submit(lee, at, { 'stays-day': '1', 'stays-month': '1', 'stays-year': '1990' })).errors().join(), /before the date of birth/)
	went(await submit(lee, at, { 'stays-day': d, 'stays-month': m, 'stays-year': y }))
	assert.equal(fact(f, 'stays_on'), day(0))
	assert.match((await lee.get(`/child/${f.handle}/history`)).text, /Consent to stay when grown up/)
	went(await submit(lee, at, { 'stays-day': '', 'stays-month': '', 'stays-year': '' }))
	assert.equal(fact(f, 'stays_on'), '')
	assert.equal((await priya.get(at)).status, 403)
})

test('six years in the archive, then two decide and the command destroys: nothing is left but the log and a certificate', async () => {
	const f = await ready()
	assert.ok((await lee.get(listed(f))).text.includes(f.family), 'the manager sees whose it is')
	const vals = await val.get(listed(f))
	assert.ok(vals.text.includes(f.number) && !vals.text.includes(f.family), 'the auditor does not')
	assert.equal((await priya.get(LIST)).status, 403)
	went(await propose(f))
	assert.ok(!(await lee.get(order(f))).body.includes('name="answer"'), 'another one decides')
	went(await agree(f))
	const run = dispose()
	assert.equal(run.status, 0, run.stderr)
	assert.equal(stands(f), 'Y  1')
	for (const [table] of sql(`SELECT DISTINCT c.table_name FROM information_schema.columns c JOIN information_schema.tables t ON t.table_schema = c.table_schema AND t.table_name = c.table_name WHERE c.table_schema = '${DB}' AND t.table_type = 'BASE TABLE' AND c.column_name = 'child' AND c.table_name NOT IN ('audit', 'access_alert')`))
		assert.equal(cell(`SELECT COUNT(*) FROM ${DB}.${table} WHERE child = ${f.id}`), '0', table)
	assert.equal(cell(`SELECT COUNT(*) FROM ${DB}.child WHERE id = ${f.id}`), '0')
	const certificate = await val.get(`${order(f)}/print`)
	went(certificate, 200)
	assert.match(certificate.text, new RegExp(`${f.number}.*6 years in the archive.*child_name`))
	assert.ok(!certificate.text.includes(f.family))
	// Who looked at the child can still be said.
	const log = await submit(val, '/access', { number: f.number })
	assert.match(log.text, /Destroyed/)
})

test('what stands in the way: a case that a program keeps, a legal hold, a change after the proposal', async () => {
	const f = { kept: await ready(), held: await ready(), changed: await ready() }
	for (const one of Object.values(f)) went(await propose(one))
	for (const one of Object.values(f)) went(await agree(one))
	sql(`INSERT INTO everychild_caf.record (handle, kind, child, subject, state, owner, team, opened_at, closed_at, archived_at) SELECT '0${f.kept.handle.slice(1)}', kind, ${f.kept.id}, 'x', 'S14', owner, team, opened_at, opened_at, opened_at FROM everychild_caf.record LIMIT 1`)
	went(await submit(val, HOLDS, { reference: f.held.number, reason: 'Inquiry 7' }))
	await caf.open(lee, f.changed.handle)
	const [y, m, d] = day(2).split('-')
	went(await submit(lee, `/child/${f.changed.handle}/edit/stay`, { 'stays-day': d, 'stays-month': m, 'stays-year': y }))
	assert.equal(dispose().status, 0)
	assert.deepEqual(Object.values(f).map(stands), ['Y EARLY 0', 'Y HOLD 0', 'Y CHANGED 0'])
	for (const one of Object.values(f)) assert.equal(cell(`SELECT COUNT(*) FROM ${DB}.child_name WHERE child = ${one.id}`) > 0, true)
	await round()
	await until('of whom a program keeps a case is not on the list', 20, async () => !(await lee.get(listed(f.kept))).text.includes(f.kept.family))
	assert.match((await lee.get(listed(f.held))).text, /A legal hold stands/)
	const to = new RegExp(`${HOLDS}/\\d+`).exec((await val.get(HOLDS)).body)[0]
	went(await submit(val, to, { reason: 'It is over' }))
	assert.match((await val.get(HOLDS)).text, new RegExp(`Legal holds that ended.*${f.held.number}.*Inquiry 7.*It is over`))
})

test('the case of a module that was hidden still keeps the child', () => {
	const f = cell(`SELECT child FROM everychild_caf.record WHERE child IS NOT NULL LIMIT 1`)
	const migrate = (...words) => execFileSync(path.join(env.EC_BUILD, 'installed/sbin/everychild-migrate'), ['-c', env.EC_SETTINGS, ...words])
	migrate('--hide', 'caf')
	try {
		assert.notEqual(cell(`SELECT COUNT(*) FROM ${DB}.all_kept WHERE child = ${f}`), '0')
	} finally {
		migrate('--accounts-with-passwords', env.EC_DB_PASSWORDS, '--demo')
	}
})

test('accesses that were reviewed long ago go with the command, others stay', () => {
	const alert = (rule, more) => sql(`INSERT INTO ${DB}.access_alert (rule, day, account, child, n, made_at, verdict, reviewed_by, reviewed_at) VALUES ('${rule}', '2010-01-01', ${accountId('pnair')}, 0, 1, '2010-01-02', ${more})`)
	sql(`DELETE FROM ${DB}.access_alert WHERE day = '2010-01-01'`)
	alert('HOURS', `'WORK', 1, '2010-01-03'`)
	alert('MANY', `'WORK', 1, UTC_TIMESTAMP(6)`)
	alert('REFUSED', 'NULL, NULL, NULL')
	assert.equal(dispose().status, 0)
	assert.deepEqual(sql(`SELECT rule FROM ${DB}.access_alert WHERE day = '2010-01-01' ORDER BY rule`).flat(), ['MANY', 'REFUSED'])
	sql(`DELETE FROM ${DB}.access_alert WHERE day = '2010-01-01'`)
})

after(() => assert.deepEqual(troubles(), []))
