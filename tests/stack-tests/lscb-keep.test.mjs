// Child deaths: the register of documents that are held without their bytes (4.3), and
// of what was disclosed (7.2).
import test, { after, before } from 'node:test'
import assert from 'node:assert/strict'
import { date } from '../lib/client.mjs'
import { day, handleOf, notify, openByName } from '../lib/lscb.mjs'
import { cell, logMark, person, sql, troubles } from '../lib/stack.mjs'

const DB = 'everychild_lscb'
let clare, ursula

before(async () => {
	clare = await person('ccole')		// coordinator
	ursula = await person('uabara')		// member of the panel
	logMark()
})
after(() => assert.deepEqual(troubles(), []))

const idOf = base => cell(`SELECT id FROM ${DB}.record WHERE handle = '${handleOf(base)}'`)
const post = async (base, page, fields, to = page) => clare.submit(await clare.get(base + page), base + to, fields)
const paper = (more = {}) => ({ kind: 'PM-FINAL', ...date('received_on', day(-2)), received_from: 'Office of the coroner', reference: 'PM/44', kept_at: 'Safe 3, shelf B', redacted: 'N', ...more })
const ask = (more = {}, given = day(-1)) => ({ ...date('asked_on', day(-5)), asked_by: 'Coroner for Sandmouth', power: 'Schedule 5', what: 'The minutes, without names', answer: 'Y', approved_by: 'Tessa Lowe', ...(given ? date('given_on', given) : {}), ...more })

test('what came in for a case stands on its page: kind, from whom, where the original is, and no file is taken', async () => {
	const base = await notify(clare)
	const page = await clare.get(`${base}/held`)
	assert.doesNotMatch(page.body, /type="file"|multipart/)
	assert.equal((await post(base, '/held', paper())).status, 303)
	assert.match((await clare.get(base)).text, /Documents held 1 on the list/)
	const text = (await clare.get(`${base}/held`)).text
	for (const said of ['Final post-mortem report', 'Office of the coroner', 'PM/44', 'Safe 3, shelf B']) assert.ok(text.includes(said), said)
	assert.match((await post(base, '/held', paper())).text, /on the list already/)
	assert.equal(cell(`SELECT COUNT(*) FROM ${DB}.file WHERE record = ${idOf(base)}`), '1')
})

test('a document is not added half, and what was typed stays', async () => {
	const base = await notify(clare)
	const page = await post(base, '/held', paper({ kept_at: '', ...date('received_on', day(3)) }))
	assert.equal(page.status, 422)
	assert.equal(page.errors().length, 2)
	assert.match(page.body, /value="PM\/44"/)
})

test('one that is gone says what became of it, stays on the list, and ends once', async () => {
	const base = await notify(clare)
	await post(base, '/held', paper())
	const number = cell(`SELECT id FROM ${DB}.file WHERE record = ${idOf(base)}`)
	const before = await clare.get(`${base}/held`)
	assert.equal((await clare.submit(before, `${base}/held/gone`, { why: '' })).status, 422)
	assert.equal((await clare.submit(await clare.get(`${base}/held`), `${base}/held/gone`, { why: 'Sent back by hand' })).status, 303)
	assert.match((await clare.get(`${base}/held`)).text, /No longer held.*Sent back by hand/)
	assert.doesNotMatch((await clare.get(`${base}/held`)).body, /held\/gone"/)
	assert.equal(cell(`SELECT gone_why FROM ${DB}.file WHERE id = ${number}`), 'Sent back by hand')
})

test('a document may answer a request of the same case alone', async () => {
	const base = await notify(clare), other = await notify(clare)
	sql(`INSERT INTO ${DB}.agency (handle, name, type) VALUES ('heldheldheld', 'Held Surgery', 'GP') ON DUPLICATE KEY UPDATE name = name`)
	const handle = (of, n) => {
		const made = handleOf(of).split('').reverse().join('')
		sql(`INSERT INTO ${DB}.request (handle, record, number, agency, status, method, asked, account, at) SELECT '${made}', ${idOf(of)}, ${n}, id, 'SENT', 'POST', '', 1, UTC_TIMESTAMP(6) FROM ${DB}.agency WHERE handle = 'heldheldheld'`)
		return made
	}
	const mine = handle(base, 91), theirs = handle(other, 92)
	assert.equal((await clare.get(`${base}/held?request=${theirs}`)).status, 404)
	const page = await clare.get(`${base}/held?request=${mine}`)
	assert.equal((await clare.submit(page, `${base}/held`, paper())).status, 303)
	assert.match((await clare.get(`${base}/held`)).text, /Asked: Held Surgery/)
})

test('a disclosure says who asked, by what power, who approved and when it was given', async () => {
	const base = await notify(clare)
	assert.equal((await post(base, '/disclosures', ask())).status, 303)
	assert.match((await clare.get(base)).text, /Disclosures 1 entered/)
	assert.match((await clare.get(`${base}/disclosures`)).text, /Coroner for Sandmouth.*Schedule 5.*The minutes, without names.*Approved by Tessa Lowe/)
	assert.equal((await post(base, '/disclosures', ask({ asked_by: 'A newspaper', answer: 'N' }, ''))).status, 303)
	assert.match((await clare.get(`${base}/disclosures`)).text, /A newspaper.*Refused by Tessa Lowe/)
	assert.match((await post(base, '/disclosures', ask({ answer: 'N' }))).text, /What was refused cannot have been given/)
	assert.match((await post(base, '/disclosures', ask({}, day(-9)))).text, /before it was asked for/)
	assert.equal(cell(`SELECT COUNT(*) FROM ${DB}.disclosure WHERE record = ${idOf(base)}`), '2')
})

test('a member of the panel reads neither', async () => {
	const base = await notify(clare)
	for (const page of ['/held', '/disclosures']) assert.equal((await ursula.get(base + page)).status, 403, page)
})

test('the national data set of a completed review: a file with codes and their names, the same bytes each time, made by name alone and written down as a disclosure', async () => {
	const base = await notify(clare, { family: 'Zqnational' }), at = `${base}/national`
	assert.equal((await clare.get(at)).status, 404, 'not before the review is completed')
	sql(`UPDATE ${DB}.record SET state = 'COMPLETED' WHERE id = ${idOf(base)}`)
	assert.match((await clare.get(base)).body, /\/national"/)
	assert.doesNotMatch((await clare.get(at)).body, /name="part"/, 'first by name')
	await openByName(clare, base)
	assert.equal((await post(base, '/national', { part: 'ANALYSIS' })).status, 422, 'there is no analysis')
	assert.equal((await post(base, '/national', { part: 'SHEET' })).status, 303)
	assert.equal((await post(base, '/national', { part: 'NOTIFICATION' })).status, 303)
	const file = await clare.get(`${at}/1/file`), again = await clare.get(`${at}/1/file`)
	assert.equal(file.status, 200)
	assert.equal(file.body, again.body)
	assert.match(file.body, /Identifier,Form,Version,Field,Question,Row,Answer,In words/)
	assert.match(file.body, /,A\.07[.\d]*,[^\n]*Zqnational/)
	assert.match(file.body, /,A\.05,[^\n]*,,[A-Z-]+,[A-Z][a-z]/, 'a code with its name')
	assert.match((await clare.get(`${at}/2/file`)).body.split('\r\n')[0], /^\uFEFF?Identifier,A\.01/)
	assert.match((await clare.get(`${base}/disclosures`)).text, /National Child Mortality Database.*Data set file: All forms/)
	assert.equal((await post(base, '/national/1', { ...date('sent_on', day(-1)), ...date('acknowledged_on', day(-2)), reference: '' })).status, 422)
	assert.equal((await post(base, '/national/1', { ...date('sent_on', day(-1)), ...date('acknowledged_on', day(0)), reference: 'NC-77' })).status, 303)
	assert.match((await clare.get(at)).text, /acknowledged [^.]*as NC-77/)
	assert.deepEqual(sql(`SELECT ncmd_state, ncmd_reference FROM ${DB}.death WHERE record = ${idOf(base)}`)[0], ['FINALISED', 'NC-77'])
	sql(`UPDATE ${DB}.answer a JOIN ${DB}.document d ON d.id = a.document SET a.value = 'Zqother' WHERE d.record = ${idOf(base)} AND a.value = 'Zqnational'`)
	assert.equal((await clare.get(`${at}/1/file`)).status, 409, 'another answer is another file')
	assert.equal((await ursula.get(at)).status, 403)
})

test('rows of the national data set stay together: who lacks an answer is empty in that column', async () => {
	const base = await notify(clare, { family: 'Zqrows' }), at = `${base}/national`
	await openByName(clare, base)
	const path = `${base}/${/\/(cdr-notification|notification)"/.exec((await clare.get(base)).body)[1]}/family`, form = await clare.get(path)
	const [group, kin, named] = form.body.includes('name="parents.1.parent_relation"') ? ['parents', 'parent_relation', 'parent_name'] : ['household', 'member_relation', 'member_name']
	const rows = [['MOTHER', 'Zqada'], ['FATHER', ''], ['SIBLING', 'Zqcleo']]
	const fields = Object.fromEntries(rows.flatMap(([a, b], k) => [[`${group}.${k + 1}.${kin}`, a], [`${group}.${k + 1}.${named}`, b]]))
	const saved = await clare.submit(form, path, { household_known: 'L', ...fields, then: 'tasks' })
	assert.equal(saved.status, 303, saved.errors().join())
	sql(`UPDATE ${DB}.record SET state = 'COMPLETED' WHERE id = ${idOf(base)}`)
	for (const part of ['SHEET', 'NOTIFICATION']) assert.equal((await post(base, '/national', { part })).status, 303)
	assert.match((await clare.get(`${at}/2/file`)).body, /MOTHER \| FATHER \| SIBLING[\s\S]*Zqada \|  \| Zqcleo|Zqada \|  \| Zqcleo[\s\S]*MOTHER \| FATHER \| SIBLING/)
	assert.match((await clare.get(`${at}/1/file`)).body, /,1,Zqada,[\s\S]*,3,Zqcleo,/)
})
