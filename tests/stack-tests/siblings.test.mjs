// Brothers and sisters (3.2): what is written about parents and home is taken
// over where nothing is written yet; each child keeps an own record.
import test, { after, before } from 'node:test'
import assert from 'node:assert/strict'
import * as caf from '../lib/caf.mjs'
import { token } from '../lib/token.mjs'
import { accountId, cell, env, logMark, person, sql, troubles } from '../lib/stack.mjs'

let priya, tom, first, second
const handleOf = base => base.split('/')[3]
const idOf = base => cell(`SELECT id FROM everychild_caf.record WHERE handle = '${handleOf(base)}'`)
const referenceOf = base => cell(`SELECT reference FROM everychild_caf.record WHERE id = ${idOf(base)}`)
const post = (c, path, fields = {}) => c.post(path, { token: token(env, 'caf', c, path), ...fields })
const answer = (base, field, item = 0) => sql(`SELECT a.value, a.account FROM everychild_caf.answer a JOIN everychild_caf.document d ON d.id = a.document
	WHERE d.record = ${idOf(base)} AND d.form = 'assessment' AND a.field = '${field}' AND a.item = ${item} ORDER BY a.revision DESC LIMIT 1`)[0]
const events = base => sql(`SELECT code, title FROM everychild_caf.event WHERE record = ${idOf(base)} AND code LIKE 'sibling%'`)

before(async () => {
	[priya, tom] = [await person('pnair'), await person('thale')]
	logMark()
	first = await caf.toAssessing(priya)
	await caf.fill(priya, first)
	assert.equal((await caf.section(priya, first, 'assessment', 'wider_family', { h17_strengths: 'An aunt helps' })).status, 303)
	second = await caf.toAssessing(priya, { given: 'Ann', family: 'Other' })
	assert.equal((await caf.section(priya, second, 'assessment', 'family', { family_situation: 'Written here first' })).status, 303)
})

test('a reference that one may not read is like one that does not exist', async () => {
	const toms = await caf.toAssessing(tom)
	const said = []
	for (const reference of [referenceOf(toms), 'CAF-890-2026-999999/1', referenceOf(second)]) {
		const page = await post(priya, `${second}/siblings`, { reference })
		assert.equal(page.status, 422)
		said.push(page.errors().join())
	}
	assert.equal(new Set(said).size, 1)
	assert.equal((await priya.get(`${second}/siblings/${handleOf(toms)}`)).status, 404)
	assert.equal((await post(priya, `${second}/siblings/${handleOf(toms)}`)).status, 404)
	assert.equal((await tom.get(`${second}/siblings`)).status, 404)
})

test('it is said which sections would be copied; looking copies nothing', async () => {
	const found = await post(priya, `${second}/siblings`, { reference: referenceOf(first) })
	assert.equal(found.location, `${second}/siblings/${handleOf(first)}`)
	const page = await priya.get(found.location)
	assert.match(page.text, /Details of parents\/carers \d+ answers/)
	assert.match(page.text, /Social and community elements/)
	assert.doesNotMatch(page.text, /Current family and home situation|Health|Conclusions/)
	assert.equal(answer(second, 'parent_given_names', 1), undefined)
})

test('what the family keeps back is not taken; the rest is, where nothing stands, as an answer of this person', async () => {
	assert.equal((await caf.section(priya, first, 'assessment', 'consent', { excluded_parts: ['HF'] })).status, 303)
	const path = `${second}/siblings/${handleOf(first)}`
	assert.doesNotMatch((await priya.get(path)).text, /Social and community elements/)
	assert.equal((await post(priya, path)).status, 303)
	assert.deepEqual(answer(second, 'parent_given_names', 1), ['Ann', String(accountId('pnair'))])
	assert.equal(answer(second, 'family_situation')[0], 'Written here first')
	for (const field of ['h17_strengths', 'h19_strengths', 'h01_needs', 'conclusions', 'goals'])
		assert.equal(answer(second, field), undefined, field)
	assert.deepEqual(events(second), [['sibling.copy', "Shared sections copied from a sibling's assessment"]])
	assert.equal((await post(priya, path)).status, 303)
	assert.equal(events(second).length, 1)
	assert.equal(cell(`SELECT COUNT(*) FROM everychild_caf.sibling WHERE record IN (${idOf(first)}, ${idOf(second)})`), '2')
})

test('no longer kept back, it is taken too', async () => {
	assert.equal((await caf.section(priya, first, 'assessment', 'consent', { excluded_parts: [] })).status, 303)
	assert.equal((await post(priya, `${second}/siblings/${handleOf(first)}`)).status, 303)
	assert.equal(answer(second, 'h19_strengths')[0], 'Friends near')
	assert.match((await priya.get(`${second}/assessment/check`)).text, /An aunt helps/)
})

test('the cases are linked for who may open both, and for nobody else', async () => {
	assert.ok((await priya.get(second)).body.includes(`href="${first}"`))
	assert.ok((await priya.get(first)).body.includes(`href="${second}"`))
	sql(`INSERT INTO everychild_caf.record_person (record, account, relation, since, added_by)
	    VALUES (${idOf(second)}, ${accountId('thale')}, 'COA', UTC_TIMESTAMP(6), ${accountId('pnair')})`)
	const page = await tom.get(second)
	assert.equal(page.status, 200)
	assert.ok(!page.body.includes(handleOf(first)) && !page.body.includes(referenceOf(first)))
})

test('where consent was withdrawn, nothing is taken any more', async () => {
	sql(`UPDATE everychild_caf.record SET state = 'S12' WHERE id = ${idOf(first)}`)
	assert.equal((await priya.get(`${second}/siblings/${handleOf(first)}`)).status, 404)
	assert.equal((await post(priya, `${second}/siblings`, { reference: referenceOf(first) })).status, 422)
	sql(`UPDATE everychild_caf.record SET state = 'S3' WHERE id = ${idOf(first)}`)
})

test('own cases of children at the same address are offered', async () => {
	const family = `Offer${[...String(Date.now())].map(d => 'abcdefghij'[d]).join('')}`
	const ids = []
	for (const [given, born] of [['Una', '2014-03-02'], ['Ivo', '2016-07-09']]) {
		const handle = await caf.child(priya, { given, family, born })
		ids.push(cell(`SELECT id FROM everychild_index.child WHERE handle = '${handle}'`))
	}
	sql(`INSERT INTO everychild_index.child_address (child, line1, line2, line3, town, postcode, uprn)
	    VALUES ${ids.map(id => `(${id}, '77 Offer Lane', '', '', 'Sandmouth', 'FY1 1AD', '')`).join(', ')};
	    UPDATE everychild_caf.record SET child = ${ids[0]} WHERE id = ${idOf(first)}; UPDATE everychild_caf.record SET child = ${ids[1]} WHERE id = ${idOf(second)}`)
	assert.ok((await priya.get(`${second}/siblings`)).body.includes(`${second}/siblings/${handleOf(first)}`))
	sql(`UPDATE everychild_index.child SET shielded = 1 WHERE id = ${ids[0]}`)
	assert.ok(!(await priya.get(`${second}/siblings`)).body.includes(handleOf(first)))
	sql(`UPDATE everychild_index.child SET shielded = 0 WHERE id = ${ids[0]}; UPDATE everychild_caf.record SET child = NULL WHERE id IN (${idOf(first)}, ${idOf(second)})`)
})

after(() => assert.deepEqual(troubles(), []))
