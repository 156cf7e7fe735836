// Another assessment of the child is open (4.2, 6): who is blocked may ask the
// holder to join the team, learns nothing by asking, and ends their own case.
import test, { after, before } from 'node:test'
import assert from 'node:assert/strict'
import * as caf from '../lib/caf.mjs'
import { token } from '../lib/token.mjs'
import { accountId, cell, env, logMark, person, sql, troubles } from '../lib/stack.mjs'

let priya, tom, bola, child, base, own, refused
const idOf = base => cell(`SELECT id FROM everychild_caf.record WHERE handle = '${base.split('/')[3]}'`)
const post = (c, path, fields = {}) => c.post(path, { token: token(env, 'caf', c, path), ...fields })
const requests = () => sql(`SELECT id, answer FROM everychild_caf.approval WHERE record = ${idOf(base)} AND kind = 'JOIN' ORDER BY id`)
const notices = (login, base) => sql(`SELECT title FROM everychild_caf.notice WHERE account = ${accountId(login)} AND record = ${idOf(base)} ORDER BY id`).flat()

before(async () => {
	[priya, tom, bola] = [await person('pnair'), await person('thale'), await person('bcole')]
	logMark()
	const family = `Joiner ${String.fromCharCode(...Array.from({ length: 8 }, () => 97 + Math.floor(Math.random() * 26)))}`
	child = await caf.child(priya, { given: 'Ada', family, born: '2012-05-09' })
	base = await caf.startFor(priya, child, 'CONSENT')
	await caf.ask(priya, base)
	assert.equal((await caf.consent(priya, base, caf.PARENT)).status, 303)
	await caf.open(tom, child)
	own = await caf.startFor(tom, child, 'CONSENT')
	await caf.ask(tom, own)
	refused = await caf.consent(tom, own, caf.PARENT)
})

test('who is blocked sees the holder and their phone, nothing of the case, and a button to ask', () => {
	assert.equal(refused.status, 409)
	assert.match(refused.text, /Held by Priya Nair/)
	assert.match(refused.body, /action="[^"]*\/join"/)
	for (const secret of [base.split('/')[3], cell(`SELECT reference FROM everychild_caf.record WHERE id = ${idOf(base)}`)])
		assert.ok(!refused.body.includes(secret), secret)
})

test('the check for an existing assessment says the same', async () => {
	sql(`UPDATE everychild_caf.record SET state = 'S2' WHERE id = ${idOf(own)}`)
	const page = await post(tom, `${own}/existing`)
	sql(`UPDATE everychild_caf.record SET state = 'S1' WHERE id = ${idOf(own)}`)
	assert.equal(page.status, 409)
	assert.match(page.text, /Held by Priya Nair/)
	assert.match(page.body, /action="[^"]*\/join"[\s\S]*name="note"/)
})

test('asking twice is one request; the holder is told, and the asker gets no way in', async () => {
	for (let i = 0; i < 2; i++)
		assert.equal((await post(tom, `${own}/join`, { note: 'I see the family on Mondays' })).status, 303)
	assert.equal(requests().length, 1)
	assert.deepEqual(notices('pnair', base).filter(t => /asks to join/.test(t)).length, 1)
	const page = await tom.get(`${own}/join`)
	assert.match(page.text, /There is no answer yet/)
	assert.ok(!page.body.includes(base.split('/')[3]))
	assert.equal((await tom.get(base)).status, 404)
	assert.equal((await bola.get(`${own}/join`)).status, 404)
})

test('the holder alone answers: no keeps the asker out, yes leads to adding a member under a consent', async () => {
	const path = `${base}/joins/${requests()[0][0]}`
	for (const c of [tom, bola]) {
		assert.equal((await c.get(path)).status, 404)
		assert.equal((await post(c, path, { answer: 'Y' })).status, 404)
	}
	assert.match((await priya.get(base)).text, /What happens next Answer who asks to join the team/)
	assert.match((await priya.get(base)).text, /Asks to join the team Tom Hale/)
	assert.match((await priya.get(path)).text, /I see the family on Mondays/)
	assert.equal((await post(priya, path)).status, 422)
	assert.equal((await post(priya, path, { answer: 'N' })).status, 303)
	assert.equal((await post(priya, path, { answer: 'Y' })).status, 404)
	assert.deepEqual(notices('thale', own), ['Your question was answered'])
	assert.match((await tom.get(`${own}/join`)).text, /the answer was no/)
	assert.equal((await post(tom, `${own}/join`)).status, 303)
	const answer = await post(priya, `${base}/joins/${requests()[1][0]}`, { answer: 'Y' })
	assert.equal(answer.location, `${base}/consents`)
	assert.match((await tom.get(`${own}/join`)).text, /the answer was yes/)
	assert.equal((await tom.get(base)).status, 404)
	assert.deepEqual(requests().map(row => row[1]), ['N', 'Y'])
})

test('nobody asks about a child who is shielded', async () => {
	sql(`UPDATE everychild_index.child SET shielded = 1 WHERE handle = '${child}'`)
	const page = await tom.get(`${own}/join`)
	assert.ok(!/Priya Nair/.test(page.text))
	assert.ok(!/action="[^"]*\/join"/.test(page.body))
	assert.equal((await post(tom, `${own}/join`)).status, 409)
	sql(`UPDATE everychild_index.child SET shielded = 0 WHERE handle = '${child}'`)
	assert.equal(requests().length, 2)
})

test('the asker ends the own case, and it says why', async () => {
	assert.equal((await post(priya, `${base}/join/close`)).status, 409)
	assert.equal((await post(bola, `${own}/join/close`)).status, 404)
	assert.equal((await post(tom, `${own}/join/close`)).status, 303)
	assert.equal(caf.stateOf(cell, own), 'END')
	const page = await tom.get(own)
	assert.match(page.text, /Closed: another assessment is open/)
	assert.ok(!page.body.includes(base.split('/')[3]))
	assert.equal(caf.stateOf(cell, base), 'S2')
})

after(() => assert.deepEqual(troubles(), []))
