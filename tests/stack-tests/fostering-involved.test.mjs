// Private fostering: who else works with the child, on the case, as the index shows it.
import test, { after, before } from 'node:test'
import assert from 'node:assert/strict'
import * as caf from '../lib/caf.mjs'
import * as pf from '../lib/fostering.mjs'
import { cell, logMark, person, sql, troubles } from '../lib/stack.mjs'

let dan, lily, kid, base, service

before(async () => {
	[dan, lily] = [await person('dmarsh'), await person('lowens')]
	logMark()
	kid = await pf.child(dan, { given: 'Inga', family: 'Voss', born: '2014-03-12', sex: 'F' })
	base = await pf.active(dan, kid)
	involve('pnair', 'Zqwork under way')
	involve('thale', 'Zqsensitive part')
	service = cell("SELECT service FROM everychild.account WHERE login = 'thale'")
})

// On a record of another module that the reader may not open.
function involve(login, title) {
	const child = cell(`SELECT id FROM everychild_index.child WHERE handle = '${kid}'`)
	const handle = Math.random().toString(36).slice(2).replace(/[ilou]/g, 'x').padEnd(12, '0').slice(0, 12)
	sql(`USE everychild_caf; INSERT INTO record (handle, kind, child, subject, state, owner, opened_at) SELECT '${handle}', 'caf', ${child}, 'x', 'S4', id, UTC_TIMESTAMP(6) FROM everychild.account WHERE login = '${login}';
		INSERT INTO involvement (record, child, account, part, title, since) SELECT LAST_INSERT_ID(), ${child}, id, 'CAF', '${title}', CURRENT_DATE FROM everychild.account WHERE login = '${login}'`)
}

test('who has opened the child\'s page sees who else works with the child, and nothing of what about', async () => {
	const page = await dan.get(base)
	assert.match(page.text, /What the index says of the child.*Zqwork under way Priya Nair/)
	assert.match(page.text, /Private fostering Dan Marsh/)
	assert.doesNotMatch(page.body, /\/caf\/case/)
})

test('without a reason given in this session the page is offered instead', async () => {
	const before = await lily.get(base)
	assert.doesNotMatch(before.text, /Zqwork/)
	assert.ok(before.body.includes(`/child/${kid}`))
	await caf.open(lily, kid)
	assert.match((await lily.get(base)).text, /Zqwork under way/)
})

test('a sensitive service is not shown to others', async () => {
	assert.match((await dan.get(base)).text, /Zqsensitive/)
	sql("UPDATE everychild.account SET service = 'SXH' WHERE login = 'thale'")
	const page = await dan.get(base)
	sql(`UPDATE everychild.account SET service = '${service}' WHERE login = 'thale'`)
	assert.doesNotMatch(page.text, /Zqsensitive/)
})

test('of a shielded child nothing is shown, and the program cannot read it', async () => {
	const id = cell(`SELECT id FROM everychild_index.child WHERE handle = '${kid}'`)
	const rows = () => cell(`SELECT COUNT(*) FROM everychild_index.child_involved WHERE child = ${id}`)
	assert.notEqual(rows(), '0')
	sql(`UPDATE everychild_index.child SET shielded = 1 WHERE id = ${id}`)
	assert.equal(rows(), '0')
	const page = await dan.get(base)
	assert.match(page.text, /Nothing is shown here of this child/)
	assert.doesNotMatch(page.text, /Zqwork/)
})

after(() => assert.deepEqual(troubles(), []))
