// Accesses that somebody has to look at: what each rule finds and does not find, and the
// queue of those who review.
import test, { after, before } from 'node:test'
import assert from 'node:assert/strict'
import * as caf from '../lib/caf.mjs'
import { accountId, cell, logMark, person, settings, sql, stack, troubles, until } from '../lib/stack.mjs'

// A practitioner whom no other test knows, so that the day's log has nothing else of theirs.
let olive, ben, auditor, restore
const RULES = { 'index.review_many': 4, 'index.review_nolink': 3, 'index.review_refused': 5,
	'index.review_from_hour': 0, 'index.review_to_hour': 24 }

before(async () => {
	restore = settings(RULES, 'index')
	;[olive, ben, auditor] = [await person('oriley'), await person('bcole'), await person('vking')]
	logMark()
})
after(() => {
	restore()
	sql('DELETE FROM everychild_index.access_alert; DELETE FROM everychild_index.review_day; DELETE FROM everychild.mail')
	assert.deepEqual(troubles(), [])
})

// Somebody's child page, opened with a reason by c.
async function open(c, given, family) {
	await caf.open(c, await caf.child(ben, { given, family }))
}
// The process beside the workers looks through the log as it starts.
async function look() {
	const before = cell('SELECT COALESCE(MAX(made_at), 0) FROM everychild_index.review_day')
	sql('DELETE FROM everychild_index.review_day')
	stack('restart-program', 'index')
	await until('the log is looked through', 20, () => cell('SELECT COUNT(*) FROM everychild_index.review_day') > 0)
	return before
}
const found = (rule, login = 'oriley') => Number(cell(`SELECT COUNT(*) FROM everychild_index.access_alert WHERE rule = '${rule}' AND account = ${accountId(login)}`))

test('an opened record of the same family name is found, with the same given name as more', async () => {
	const [given, family] = sql(`SELECT given, family FROM everychild.account WHERE login = 'oriley'`)[0]
	await open(olive, 'Zelda', family)
	await open(olive, given, family)
	await look()
	assert.equal(found('SURNAME'), 1)
	assert.equal(found('SELF'), 1)
	assert.equal(found('MANY'), 0)
	assert.equal(found('NOLINK'), 0)
	await look()
	assert.equal(found('SURNAME'), 1, 'once')
})

test('many children in a day, of nobody\'s work, and many refusals are found; a few are not', async () => {
	await open(olive, 'Zara', 'Quillby')
	await look()
	assert.equal(found('NOLINK'), 1)
	assert.equal(found('MANY'), 0)
	await open(olive, 'Zena', 'Quillfeather')
	assert.equal(found('REFUSED'), 0)
	for (let i = 0; i < 5; i++) assert.equal((await olive.get(`/caf/case/0000000000${i}0`)).status, 404)
	await look()
	assert.equal(found('MANY'), 1)
	assert.equal(found('REFUSED'), 1)
})

test('records opened outside the hours of work are found', async () => {
	assert.equal(found('HOURS'), 0)
	// The day of work is over before it begins: any hour of this day is outside.
	const undo = settings({ 'index.review_from_hour': 0, 'index.review_to_hour': 0 })
	await look()
	assert.equal(found('HOURS'), 1)
	undo()
	settings(RULES)
})

test('the auditor reviews with a verdict and why; then it waits no more', async () => {
	const page = await auditor.get('/access/review')
	assert.equal(page.status, 200)
	assert.match(page.body, /The same family name/)
	const id = cell(`SELECT id FROM everychild_index.access_alert WHERE rule = 'SURNAME' AND account = ${accountId('oriley')}`), at = `/access/review/${id}`
	assert.match((await auditor.get(at)).body, /Child&#39;s index number|Child's index number/)
	const bad = await auditor.submit(await auditor.get(at), at, { verdict: 'FINE', note: '' })
	assert.equal(bad.status, 422)
	assert.match(bad.body, /value="FINE"[^>]*checked/)
	const other = await auditor.get(at)
	assert.equal((await auditor.submit(await auditor.get(at), at, { verdict: 'FINE', note: 'A namesake: the manager was asked.' })).status, 303)
	assert.equal((await auditor.submit(other, at, { verdict: 'MISUSE', note: 'No.' })).status, 409)
	assert.match((await auditor.get(at)).body, /A namesake: the manager was asked\./)
	const shown = await auditor.submit(await auditor.get(at), '/access')
	assert.equal(shown.status, 200)
	assert.match(shown.body, /oriley/)
})

test('nobody reviews an access of their own, and nobody but the auditor sees the queue', async () => {
	sql(`INSERT INTO everychild_index.access_alert (rule, day, account, child, n, made_at) VALUES ('MANY', UTC_DATE(), ${accountId('vking')}, 0, 50, UTC_TIMESTAMP(6))`)
	const own = `/access/review/${cell(`SELECT id FROM everychild_index.access_alert WHERE account = ${accountId('vking')} AND rule = 'MANY'`)}`
	assert.match((await auditor.get(own)).body, /somebody else reviews it/)
	const foreign = `/access/review/${cell(`SELECT id FROM everychild_index.access_alert WHERE rule = 'MANY' AND account = ${accountId('oriley')}`)}`
	const form = (await auditor.get(foreign)).form(foreign)
	const fields = [...form.fields.filter(([name]) => !['verdict', 'note'].includes(name)), ['verdict', 'FINE'], ['note', 'It was me.']]
	assert.ok([400, 403].includes((await auditor.post(own, fields)).status))
	assert.equal(cell(`SELECT COUNT(*) FROM everychild_index.access_alert WHERE account = ${accountId('vking')} AND rule = 'MANY' AND verdict IS NULL`), '1')
	for (const login of ['oriley', 'zcarr', 'hgrant', 'lcross'])
		assert.equal((await (await person(login)).get('/access/review')).status, 403, login)
	assert.equal((await auditor.get('/access/review/999999999')).status, 404)
})
