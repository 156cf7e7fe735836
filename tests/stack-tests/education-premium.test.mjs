// Pupil premium plus of a child: given, asked for, approved, held back, paid, reclaimed
// and returned, and who may do which of it.
import test, { before } from 'node:test'
import assert from 'node:assert/strict'
import { date } from '../lib/client.mjs'
import { cell, person, sql } from '../lib/stack.mjs'
import * as edu from '../lib/education.mjs'

const A = '199001', B = '199002'
let head, officer, finance, base, other

const ledger = of => edu.rows(of, 'premium_line', "year, term, line, amount, COALESCE(school, 0)").map(row => row.join(' '))
const lineOf = (of, kind, term) => cell(`SELECT MAX(id) FROM everychild_education.premium_line WHERE record = ${edu.idOf(of)} AND line = '${kind}' AND term = '${term}'`)
const step = async (c, of, line, go, more = {}) => {
	const path = `${of}/premium/${line}`
	return c.submit(await c.get(path), path, { go, ...more })
}
const plan = (of, number, term, state, rating) => sql(`INSERT INTO everychild_education.pep (record, number, year, term, why, state, rating, account, at)
	VALUES (${edu.idOf(of)}, ${number}, 2024, '${term}', 'TERM', '${state}', '${rating}', 1, UTC_TIMESTAMP(6))`)

before(async () => {
	;[head, officer, finance] = await Promise.all(['amarlow', 'jkite', 'mpound'].map(person))
	sql('DELETE FROM everychild_education.premium_line WHERE year = 2026; DELETE FROM everychild_education.premium_rate WHERE year = 2026')
	base = await edu.inCare(officer, await edu.child(officer, { born: '2014-03-05' }), '2024-02-05')
	const at = await edu.place(officer, base, A, '2022-09-01')
	await edu.placeEnded(officer, base, at, '2025-01-05')
	await edu.place(officer, base, B, '2025-01-06')
	plan(base, 1, 'AUTUMN', 'COMPLETE', 'GREEN')
	plan(base, 2, 'SPRING', 'RETURNED', 'RED')
})

test('the head keeps the rates; an amount that is none is asked for again', async () => {
	const path = '/education/premium/rates'
	const wrong = await head.submit(await head.get(path), path, { year: '2024', phase: 'SCHOOL', pounds: 'much', slice: '120' })
	assert.equal(wrong.status, 422)
	assert.match(wrong.errors().join(), /like 2,630\.00.*0 to 100 per cent/)
	assert.equal(wrong.form(path).fields.find(([name]) => name === 'pounds')[1], 'much')
	edu.led(await head.submit(wrong, path, { year: '2024', phase: 'SCHOOL', pounds: '2,570.00', slice: '20' }), 'rate')
	assert.match((await head.get(path)).text, /2024-25 Reception to Year 11 £2,570\.00 20\.00%/)
	assert.doesNotMatch((await officer.get(path)).body, /<form[^>]*premium\/rates/)
})

test('acceptance case 14: 514.00 is pooled and 2,056.00 planned in three payments; once', async () => {
	const path = `${base}/premium/grant`
	const page = await officer.get(`${base}/premium?year=2024`)
	edu.led(await officer.submit(page, path, { year: '2024' }), 'grant')
	assert.deepEqual(ledger(base), ['2024  ALLOCATION 257000 0', '2024  TOP_SLICE 51400 0', '2024 SUMMER PLANNED 68533 0',
		'2024 AUTUMN PLANNED 68533 0', '2024 SPRING PLANNED 68534 0'])
	const shown = await officer.get(`${base}/premium?year=2024`)
	assert.match(shown.text, /Pooled by the authority £514\.00 The child's own £2,056\.00/)
	assert.equal((await officer.submit(await officer.get(`${base}/premium?year=2025`), path, { year: '2024' })).status, 409)
	assert.equal(ledger(base).length, 5)
})

test('an officer approves up to the limit, above it the head; finance approves nothing', async () => {
	const line = lineOf(base, 'PLANNED', 'AUTUMN')
	const over = await step(officer, base, line, 'approve', { note: 'Tuition' })
	assert.equal(over.status, 422)
	assert.match(over.errors().join(), /More than £500\.00 is for the head/)
	assert.match(over.body, /Tuition/)
	assert.doesNotMatch((await finance.get(`${base}/premium/${line}`)).body, /Approve/)
	for (const term of ['AUTUMN', 'SPRING']) edu.led(await step(head, base, lineOf(base, 'PLANNED', term), 'approve'), term)
	const summer = lineOf(base, 'PLANNED', 'SUMMER')
	assert.match((await step(officer, base, summer, 'refuse')).errors().join(), /Say why/)
	edu.led(await step(officer, base, summer, 'approve', { pounds: '400' }), 'in part')
	assert.deepEqual(ledger(base).slice(-2), [`2024 SUMMER APPROVED 40000 ${edu.schoolId(A)}`, '2024 SUMMER LESS 28533 0'])
	assert.doesNotMatch((await officer.get(`${base}/premium/${summer}`)).body, /value="approve"/)
})

test('acceptance case 14: autumn stays with school A; the red plan of spring holds its payment, which then goes to school B', async () => {
	const autumn = lineOf(base, 'APPROVED', 'AUTUMN'), spring = lineOf(base, 'APPROVED', 'SPRING')
	const late = await step(finance, base, autumn, 'pay', date('on_day', '2025-04-01'))
	assert.equal(late.status, 422)
	assert.match(late.errors().join(), /1 April 2024 to 31 March 2025/)
	edu.led(await step(finance, base, autumn, 'pay', date('on_day', '2025-01-20')), 'autumn')
	assert.equal(ledger(base).at(-1), `2024 AUTUMN PAID 68533 ${edu.schoolId(A)}`)
	edu.led(await step(finance, base, spring, 'pay', date('on_day', '2025-01-20')), 'spring')
	assert.equal(ledger(base).at(-1), `2024 SPRING HELD 68534 ${edu.schoolId(B)}`)
	assert.match((await officer.get(`${base}/premium?year=2024`)).text, /Held back/)
	edu.led(await step(finance, base, spring, 'pay', date('on_day', '2025-01-21')), 'again')
	assert.equal(ledger(base).filter(row => / HELD /.test(row)).length, 1)
	sql(`UPDATE everychild_education.pep SET state = 'COMPLETE', rating = 'GREEN' WHERE record = ${edu.idOf(base)} AND term = 'SPRING'`)
	const form = await finance.get(`${base}/premium/${spring}`)
	edu.led(await step(finance, base, spring, 'pay', date('on_day', '2025-02-20')), 'paid')
	assert.deepEqual(ledger(base).slice(-2), [`2024 SPRING RELEASED 68534 ${edu.schoolId(B)}`, `2024 SPRING PAID 68534 ${edu.schoolId(B)}`])
	assert.equal((await finance.submit(form, `${base}/premium/${spring}`, { go: 'pay', ...date('on_day', '2025-02-21') })).status, 409)
	assert.equal(ledger(base).filter(row => /SPRING PAID/.test(row)).length, 1)
})

test('acceptance case 14: 120.00 that is unspent at 31 March is listed for return, and returned once', async () => {
	const spring = lineOf(base, 'PAID', 'SPRING')
	sql(`UPDATE everychild_education.pep SET state = 'COMPLETE', rating = 'GREEN' WHERE record = ${edu.idOf(base)}`)
	sql(`INSERT INTO everychild_education.pep (record, number, year, term, why, state, rating, account, at)
		VALUES (${edu.idOf(base)}, 3, 2023, 'SUMMER', 'TERM', 'HISTORICAL', 'AMBER', 1, UTC_TIMESTAMP(6))`)
	edu.led(await step(finance, base, lineOf(base, 'APPROVED', 'SUMMER'), 'pay', date('on_day', '2024-06-20')), 'summer')
	assert.match((await step(finance, base, spring, 'reclaim', { pounds: '700', note: 'Tutor fell ill' })).errors().join(), /No more than £685\.34/)
	const path = `${base}/premium`
	edu.led(await officer.submit(await officer.get(`${path}?year=2024`), path, { term: 'SPRING', pounds: '165.33', category: 'ICT', evidence: 'A computer' }), 'ask')
	edu.led(await step(officer, base, lineOf(base, 'PLANNED', 'SPRING'), 'approve'), 'approve')
	edu.led(await step(finance, base, lineOf(base, 'APPROVED', 'SPRING'), 'pay', date('on_day', '2025-03-20')), 'pay')
	const list = await head.get('/education/premium?year=2024&show=return')
	assert.match(list.text, /£2,056\.00 £1,936\.00 £1,936\.00 £120\.00 £120\.00/)
	assert.match((await officer.get(`${base}/premium?year=2024`)).text, /Unspent £120\.00/)
	const csv = await finance.get('/education/premium/file?year=2024&show=return')
	assert.match(csv.body, /,120\.00,/)
	const back = '/education/premium/return'
	assert.doesNotMatch((await officer.get('/education/premium?year=2024')).body, /premium\/return/)
	edu.led(await head.submit(list, back, { year: '2024' }), 'return')
	assert.equal(ledger(base).at(-1), '2024  RETURNED 12000 0')
	assert.doesNotMatch((await head.get('/education/premium?year=2024')).body, /premium\/return/)
})

test('finance reads a name, a school and amounts, and nothing of the plan', async () => {
	sql(`INSERT INTO everychild_education.target (record, pep, area, target, account, at) SELECT record, id, 'LITERACY', 'Reads a secret book', 1, UTC_TIMESTAMP(6)
		FROM everychild_education.pep WHERE record = ${edu.idOf(base)} AND number = 1`)
	const target = cell(`SELECT MAX(id) FROM everychild_education.target WHERE record = ${edu.idOf(base)}`), path = `${base}/premium`
	edu.led(await officer.submit(await officer.get(`${path}?year=2024`), path, { term: 'AUTUMN', pounds: '20', category: 'THERAPY', target, evidence: 'A secret reason' }), 'ask')
	const line = lineOf(base, 'PLANNED', 'AUTUMN')
	assert.match((await officer.get(`${base}/premium/${line}`)).text, /Reads a secret book/)
	for (const page of [await finance.get(`${base}/premium?year=2024`), await finance.get(`${base}/premium/${line}`), await finance.get('/education/premium/payments?year=2024')]) {
		assert.equal(page.status, 200)
		assert.doesNotMatch(page.text, /secret|Therapy|Born|2014/)
	}
	assert.equal((await finance.get(base)).status, 403)
	assert.equal((await finance.get('/education/premium?year=2024&show=target')).status, 404)
	assert.equal((await finance.get('/education/premium/file?year=2024&show=impact')).status, 404)
	for (const login of ['dhale', 'nwest', 'cfinn', 'irowe', 'hlord'])
		assert.equal((await (await person(login)).get(path)).status, 403, login)
})

test('spending without a target, and for a target of which nobody said what it did, is listed', async () => {
	assert.match((await officer.get('/education/premium?year=2024&show=target')).text, /£165\.33/)
	const asked = lineOf(base, 'PLANNED', 'AUTUMN')
	edu.led(await step(officer, base, asked, 'approve', { note: 'From the pool' }), 'approve')
	const paid = lineOf(base, 'APPROVED', 'AUTUMN')
	edu.led(await step(finance, base, paid, 'pay', date('on_day', '2025-03-30')), 'pay')
	assert.match((await officer.get('/education/premium?year=2024&show=impact')).text, /£20\.00/)
	edu.led(await step(officer, base, lineOf(base, 'PAID', 'AUTUMN'), 'impact', { impact: 'HIGH', note: 'Reads daily' }), 'impact')
	assert.match((await officer.get('/education/premium?year=2024&show=impact')).text, /Without an impact There is none/)
})

test('the grant is given to all at once, to those of school age in care in the year; nothing spent is listed', async () => {
	other = await edu.inCare(officer, await edu.child(officer, { born: '2015-03-05' }), '2026-10-05')
	const young = await edu.inCare(officer, await edu.child(officer, { born: '2023-03-05' }), '2026-10-05')
	const rates = '/education/premium/rates'
	assert.match((await officer.get('/education/premium?year=2026')).text, /rate is not recorded yet/)
	edu.led(await head.submit(await head.get(rates), rates, { year: '2026', phase: 'SCHOOL', pounds: '2,690', slice: '0' }), 'rate')
	const page = await officer.get('/education/premium?year=2026')
	edu.led(await officer.submit(page, '/education/premium/give', { year: '2026' }), 'give')
	assert.deepEqual(ledger(other), ['2026  ALLOCATION 269000 0', '2026 AUTUMN PLANNED 134500 0', '2026 SPRING PLANNED 134500 0'])
	assert.deepEqual(ledger(young), [])
	assert.match((await officer.get('/education/premium?year=2026&show=nil')).text, /£2,690\.00/)
	assert.doesNotMatch((await head.get('/education/premium?year=2026')).body, /premium\/return/)
	assert.match((await officer.get(other)).text, /The child's own in 2026-27 £2,690\.00/)
})

test('finance marks a list as paid at once; what the plan holds back is left', async () => {
	await edu.place(officer, other, A, '2026-10-06')
	edu.led(await step(head, other, lineOf(other, 'PLANNED', 'AUTUMN'), 'approve'), 'approve')
	const path = '/education/premium/payments'
	assert.match((await finance.get(path)).text, /Held back/)
	assert.doesNotMatch((await finance.get(path)).body, /Mark \d+ as paid/)
	sql(`INSERT INTO everychild_education.pep (record, number, year, term, why, state, rating, account, at)
		VALUES (${edu.idOf(other)}, 1, 2026, 'AUTUMN', 'TERM', 'COMPLETE', 'GREEN', 1, UTC_TIMESTAMP(6))`)
	const list = await finance.get(`${path}?term=AUTUMN`)
	assert.match(list.text, /1 to be paid, £1,345\.00 in all; 0 held back/)
	assert.doesNotMatch((await officer.get(path)).body, /as paid<\/button>/)
	edu.led(await finance.submit(list, path, { note: 'Run 7' }), 'pay')
	assert.equal(ledger(other).at(-1), `2026 AUTUMN PAID 134500 ${edu.schoolId(A)}`)
})

test('money is asked for with an amount, for a target of this child or with a reason', async () => {
	const year = await officer.get(`${other}/premium`)
	const wrong = await officer.submit(year, `${other}/premium`, { term: 'SPRING', pounds: '0', category: 'ICT' })
	assert.equal(wrong.status, 422)
	assert.match(wrong.errors().join(), /like 120\.50/)
	const forged = await officer.submit(year, `${other}/premium`, { term: 'SPRING', pounds: '5', category: 'ICT', target: cell('SELECT MAX(id) FROM everychild_education.target') })
	assert.match(forged.errors().join(), /Choose a target of this child's plans/)
})

test('more than the child’s own money is approved with a reason alone', async () => {
	const path = `${other}/premium`
	edu.led(await officer.submit(await officer.get(path), path, { term: 'SPRING', pounds: '1,400', category: 'TUITION', evidence: 'A tutor' }), 'ask')
	const line = lineOf(other, 'PLANNED', 'SPRING')
	const refused = await step(head, other, line, 'approve')
	assert.equal(refused.status, 422)
	assert.match(refused.errors().join(), /Only £1,345\.00 of the child's own money is left: say why/)
	edu.led(await step(head, other, line, 'approve', { note: 'From the council’s own budget' }), 'approve')
	assert.match((await head.get('/education/premium?year=2026&show=over')).text, /There is none/)
})

test('money of a restricted child is paid by a reference: neither name nor page is shown to finance', async () => {
	const kid = await edu.inCare(officer, await edu.child(officer, { given: 'Hidden', family: 'Ledger', born: '2014-03-05' }), '2024-02-05')
	await edu.place(officer, kid, A, '2022-09-01')
	edu.led(await officer.submit(await officer.get(`${kid}/premium?year=2024`), `${kid}/premium/grant`, { year: '2024' }), 'grant')
	plan(kid, 1, 'AUTUMN', 'COMPLETE', 'GREEN')
	edu.led(await step(head, kid, lineOf(kid, 'PLANNED', 'AUTUMN'), 'approve'), 'approve')
	sql(`UPDATE everychild_education.record SET restricted = 1 WHERE handle = '${edu.handleOf(kid)}'`)
	const reference = cell(`SELECT reference FROM everychild_education.record WHERE handle = '${edu.handleOf(kid)}'`)
	const list = await finance.get('/education/premium/payments?year=2024&term=AUTUMN')
	assert.match(list.text, new RegExp(`Restricted: ${reference} Highfield School Autumn £685\\.33 To be paid`))
	assert.doesNotMatch(list.body, new RegExp(`Hidden|Ledger, |${edu.handleOf(kid)}`))
	const year = await finance.get('/education/premium?year=2024')
	assert.match(year.text, new RegExp(`Restricted: ${reference}`))
	assert.doesNotMatch(year.body, new RegExp(`Hidden|${edu.handleOf(kid)}`))
	assert.doesNotMatch((await finance.get('/education/premium/file?year=2024&show=due')).body, /Hidden/)
	assert.equal((await finance.get(`${kid}/premium?year=2024`)).status, 404)
	edu.led(await finance.submit(list, '/education/premium/payments', { note: 'Run 8', ...date('on_day', '2025-03-03') }), 'pay')
	assert.equal(ledger(kid).at(-1), `2024 AUTUMN PAID 68533 ${edu.schoolId(A)}`)
})

test('pooled money: each child’s share to the penny, no more than is left, taken back with a reason', async () => {
	sql(`DELETE FROM everychild_education.premium_line WHERE year = 2023; DELETE FROM everychild_education.premium_pool WHERE year = 2023;
		DELETE FROM everychild_education.premium_rate WHERE year = 2023`)
	edu.led(await head.submit(await head.get('/education/premium/rates'), '/education/premium/rates', { year: '2023', phase: 'SCHOOL', pounds: '1,000', slice: '10' }), 'rate')
	const kids = []
	for (const born of ['2014-03-05', '2014-04-05', '2010-03-05']) {
		kids.push(await edu.inCare(officer, await edu.child(officer, { born }), '2024-02-05'))
		edu.led(await officer.submit(await officer.get(`${kids.at(-1)}/premium?year=2023`), `${kids.at(-1)}/premium/grant`, { year: '2023' }), 'grant')
	}
	const path = '/education/premium/pool', spend = async more => head.submit(await head.get(`${path}?year=2023`), path, { year: '2023', category: 'TRAINING', for: 'ALL', what: 'A course on attachment', ...date('on_day', '2024-03-01'), ...more })
	const over = await spend({ pounds: '300.01' })
	assert.equal(over.status, 422)
	assert.match(over.errors().join(), /No more than £300\.00 is left/)
	assert.match((await spend({ pounds: '10', ...date('on_day', '2024-04-01') })).errors().join(), /1 April 2023 to 31 March 2024/)
	edu.led(await spend({ pounds: '100' }), 'spend')
	const shares = kid => sql(`SELECT line, amount FROM everychild_education.premium_line WHERE record = ${edu.idOf(kid)} AND year = 2023 AND line LIKE '%POOLED' ORDER BY id`)
	assert.deepEqual(kids.map(kid => shares(kid)), [[['POOLED', '3334']], [['POOLED', '3333']], [['POOLED', '3333']]])
	edu.led(await spend({ pounds: '50.01', for: 'PRIMARY', what: 'Books' }), 'spend')
	assert.deepEqual(kids.map(kid => shares(kid).at(-1)), [['POOLED', '2501'], ['POOLED', '2500'], ['POOLED', '3333']])
	const page = await head.get(`${path}?year=2023`)
	assert.match(page.text, /Pooled of the grants £300\.00 Spent of what is pooled £150\.01 Left of what is pooled; to be returned after 31 March £149\.99/)
	assert.match((await officer.get(`${kids[0]}/premium?year=2023`)).text, /bought with pooled money £58\.35/)
	assert.match((await officer.get(`${kids[0]}/premium?year=2023`)).text, /The child's own £900\.00/)
	const books = cell('SELECT MAX(id) FROM everychild_education.premium_pool')
	assert.match((await spend({ undo: books, what: '' })).errors().join(), /Say why/)
	edu.led(await spend({ undo: books, what: 'Typed twice' }), 'undo')
	assert.match((await spend({ undo: books, what: 'Again' })).errors().join(), /taken back before/)
	assert.deepEqual(shares(kids[1]).at(-1), ['UNPOOLED', '2500'])
	assert.match((await finance.get(`${path}?year=2023`)).text, /Typed twice/)
	assert.doesNotMatch((await officer.get(`${path}?year=2023`)).body, /<form[^>]*premium\/pool/)
})
