// What is of no single arrangement: school holidays (9), awareness (5.8), the
// monitoring officer and compliance (5.7), the self-assessment (12.3), the
// annual evaluation (12.2), and which bank holidays are loaded (8.3).
import test, { after, before } from 'node:test'
import assert from 'node:assert/strict'
import fs from 'node:fs'
import path from 'node:path'
import { date, unescape } from '../lib/client.mjs'
import * as pf from '../lib/fostering.mjs'
import { accountId, cell, env, logMark, newSession, person, sql, stack, troubles } from '../lib/stack.mjs'

const DB = 'everychild_fostering'
const YEAR = 2017	// no other test has a row in it
let paula, dan, theresa, arun, sally, vera

before(async () => {
	[paula, dan, theresa, arun, sally, vera] = [await person('pgrey'), await person('dmarsh'), await person('tbrook'),
		await person('avale'), await person('sfinch'), await person('vking')]
	logMark()
})

const HOLIDAY = { school: 'Cliff House School', person_name: 'Edwin Sharrow', holiday: 'Summer 2018', children: '7',
	...date('first_on', '2017-07-20'), ...date('last_on', '2017-08-28'), ...date('received_on', '2017-07-06') }
const NEW = '/fostering/holiday/new'
const holiday = async (c, changes = {}) => c.submit(await c.get(NEW), NEW, { ...HOLIDAY, ...changes })
// A table's cells, row by row, without the drawings.
function table(page, id) {
	const html = new RegExp(`<table[^>]*\\bid="${id}"[\\s\\S]*?</table>`).exec(page.body)?.[0] ?? assert.fail(`no table ${id} in ${page.path}`)
	return [...html.matchAll(/<tr\b[\s\S]*?<\/tr>/g)].map(tr => [...tr[0].matchAll(/<t[hd]\b[^>]*>([\s\S]*?)<\/t[hd]>/g)]
		.map(m => unescape(m[1].replace(/<[^>]+>/g, ' ')).replace(/\s+/g, ' ').trim()))
}
const holidayOf = async school => {
	const page = await dan.get(`/fostering/holidays?year=${YEAR}`)
	return /\/fostering\/holiday\/\w{12}/.exec(page.body.slice(0, page.body.indexOf(school)).split('href="').at(-1))[0]
}

test('a school-holiday notice is in time with two weeks, late with a day less, and never an arrangement', async () => {
	pf.led(await holiday(paula), 'in time')
	pf.led(await holiday(dan, { school: 'Late School', ...date('received_on', '2017-07-07') }), 'late')
	pf.led(await holiday(dan, { school: 'Exempt School', ...date('received_on', '2017-07-19'), exemption: 'Until further notice' }), 'exempt')
	const page = await arun.get(`/fostering/holidays?year=${YEAR}`)
	const row = school => table(page, 'holidays').find(r => r[0] === school)
	assert.equal(row('Cliff House School')[6], 'In time')
	assert.equal(row('Late School')[6], 'Late')
	assert.equal(row('Exempt School')[6], 'Exempt')
	assert.deepEqual(table(page, 'holiday-counts')[1], ['3', '1', '1', '1', '21', '0'])
	assert.equal(cell(`SELECT COUNT(*) FROM ${DB}.arrangement WHERE start_actual BETWEEN '2017-04-01' AND '2018-03-31'`), '0')
})

test('a stay of two weeks or less needs no notice; wrong answers keep what was typed', async () => {
	const short = await holiday(dan, { ...date('last_on', '2017-08-02') })
	assert.equal(short.status, 422)
	assert.match(short.errors().join(), /14 days or fewer is not private fostering/)
	assert.equal(short.form(NEW).fields.find(([n]) => n === 'school')[1], 'Cliff House School')
	assert.equal((await holiday(dan, { ...date('last_on', '2017-07-01') })).status, 422)
	assert.match((await holiday(dan, { children: '3', deaths: '4' })).errors().join(), /fewer children/)
	pf.led(await holiday(dan, { school: 'Fifteen Days School', ...date('last_on', '2017-08-03') }), 'fifteen days')
})

test('a school-holiday notice is acknowledged in a letter that stays as it was sent', async () => {
	pf.led(await holiday(paula, { school: 'Letter School', holiday: 'Easter 2018' }), 'notice')
	const base = await holidayOf('Letter School')
	const page = await paula.get(`${base}/letter`)
	assert.match(page.text, /received on 6 July 2017, of children who stay at Letter School in the holidays \(Easter 2018\), from 20 July 2017 to 28 August 2017/)
	assert.match(page.text, /within 48 hours/)
	const early = await paula.submit(page, `${base}/letter`, { ...date('sent_on', '2017-07-05'), sent_how: 'POST', to_name: 'Edwin Sharrow-Holm' })
	assert.match(early.errors().join(), /before the notice was received/)
	assert.match(early.body, /value="Edwin Sharrow-Holm"/)
	pf.led(await paula.submit(page, `${base}/letter`, { ...date('sent_on', '2017-07-10'), sent_how: 'POST' }), 'letter')
	assert.match((await dan.get(base)).text, /Letters sent.*Edwin Sharrow 10 July 2017 By post/)
	assert.match((await dan.get(base)).text, /acknowledged 10 July 2017/)
	const first = (await vera.get(`${base}/letter/1`)).text
	assert.match(first, /To Edwin Sharrow.*Letter School/)
	pf.led(await dan.submit(await dan.get(base), base, { children: '9', person_name: 'Somebody Else' }), 'change')
	assert.equal((await vera.get(`${base}/letter/1`)).text.replace(/Printed.*/, ''), first.replace(/Printed.*/, ''))
	assert.equal((await vera.get(`${base}/letter`)).status, 403)
	assert.equal((await dan.get(`${base}/letter/2`)).status, 404)
	sql(`DELETE FROM ${DB}.school_holiday_letter; DELETE FROM ${DB}.school_holiday_notice WHERE school = 'Letter School'`)
})

test('a change is made from the newest state alone, and who may read only changes nothing', async () => {
	const base = await holidayOf('Late School')
	const [one, two] = [await dan.get(base), await arun.get(base)]
	pf.led(await dan.submit(one, base, { deaths: '1', ...date('acknowledged_on', '2017-07-10') }), 'change')
	const stale = await arun.submit(two, base, { children: '9' })
	assert.equal(stale.status, 409)
	assert.match(stale.text, /Somebody changed this notice/)
	assert.equal(cell(`SELECT CONCAT(children, ' ', deaths) FROM ${DB}.school_holiday_notice WHERE school = 'Late School'`), '7 1')
	const seen = await vera.get(base)
	assert.equal(seen.status, 200)
	assert.match(seen.text, /10 July 2017/)
	assert.throws(() => seen.form(base))
	assert.equal((await vera.get(NEW)).status, 404)
	assert.equal((await sally.get(base)).status, 403)
	assert.equal((await dan.get('/fostering/holiday/000000000000')).status, 404)
})

test('an awareness activity shows how many first notices came in the 90 days after it', async () => {
	const path = '/fostering/awareness/new'
	const wrong = await dan.submit(await dan.get(path), path, { ...date('on_day', '2017-05-02'), kind: 'LETTER', audience: 'Language schools', what: 'Letter with leaflet', cost: '12,5' })
	assert.equal(wrong.status, 422)
	pf.led(await dan.submit(wrong, path, { cost: '89.5', reach: '340' }), 'activity')
	const base = await pf.start(paula, await pf.child(paula, { given: 'Aware', family: 'Counted', born: '2012-05-01' }), {})
	const received = day => {
		sql(`UPDATE ${DB}.notification SET received_on = '${day}', class = 'AFTER_START' WHERE record = ${pf.idOf(base)}`)
		return dan.get(`/fostering/awareness?year=${YEAR}`)
	}
	const row = page => table(page, 'activities')[1]
	assert.deepEqual(row(await received('2017-05-02')).slice(1), ['Letter to schools or surgeries', 'Language schools', 'Letter with leaflet', '340', '£89.50', '0'])
	assert.equal(row(await received('2017-05-03')).at(-1), '1')
	assert.equal(row(await received('2017-07-31')).at(-1), '1')
	assert.equal(row(await received('2017-08-01')).at(-1), '0')
	assert.equal((await vera.get(path)).status, 403)
})

test('the monitoring officer is named by manager or officer; the next ends the one before', async () => {
	const path = '/fostering/monitor/officer', page = '/fostering/monitor'
	assert.match((await sally.get(page)).text, /No monitoring officer is named for today/)
	pf.led(await theresa.submit(await theresa.get(path), path, { name: 'Nora Quill', ...date('since', '2016-01-01') }), 'first')
	const same = await arun.submit(await arun.get(path), path, { name: 'Arun Vale', ...date('since', '2016-01-01') })
	assert.equal(same.status, 422)
	assert.match(same.errors().join(), /begins after it/)
	assert.match((await arun.submit(same, path, { login: 'nobody', ...date('since', '2026-04-01') })).errors().join(), /no monitoring officer/)
	pf.led(await arun.submit(same, path, { login: 'avale', ...date('since', '2026-04-01') }), 'second')
	assert.match((await sally.get(page)).text, /Arun Vale, from 1 April 2026\./)
	assert.deepEqual(sql(`SELECT name, until FROM ${DB}.monitoring_officer ORDER BY since`), [['Nora Quill', '2026-03-31'], ['Arun Vale', 'NULL']])
	for (const c of [dan, sally, vera]) assert.equal((await c.get(path)).status, 403)
	assert.match((await theresa.get(`/fostering/annual?year=${YEAR}`)).text, /Nora Quill, 1 January 2016 to 31 March 2026\./)
	const end = `${path}/end`
	assert.equal((await theresa.submit(await theresa.get(end), end, date('until', '2026-03-31'))).status, 422)
	pf.led(await theresa.submit(await theresa.get(end), end, date('until', '2099-12-31')), 'end')
	assert.match((await theresa.get(page)).text, /Arun Vale, 1 April 2026 to 31 December 2099/)
})

test('compliance by quarter counts what was due in it, and each number opens its arrangements', async () => {
	const base = await pf.start(paula, await pf.child(paula, { given: 'Quarter', family: 'Opened', born: '2012-05-01' }), {})
	const id = pf.idOf(base)
	sql(`UPDATE ${DB}.notification SET received_on = '2017-11-01', class = 'AFTER_START' WHERE record = ${id};
		DELETE FROM ${DB}.initial_action WHERE record = ${id}; DELETE FROM ${DB}.visit_due WHERE record = ${id};
		INSERT INTO ${DB}.initial_action (record, number, regulation, notified_on, due_on, completed_on, account, at) VALUES
			(${id}, 1, 4, '2017-06-20', '2017-06-29', '2017-06-29', 1, UTC_TIMESTAMP(6)), (${id}, 2, 7, '2017-06-23', '2017-07-04', '2017-07-05', 1, UTC_TIMESTAMP(6));
		INSERT INTO ${DB}.visit_due (record, from_on, due_on, met_on) VALUES (${id}, '2017-06-23', '2017-08-04', '2017-08-01'), (${id}, '2017-08-01', '2017-09-12', NULL)`)
	const page = await arun.get(`/fostering/monitor?year=${YEAR}`)
	const rows = id => table(page, id)
	assert.deepEqual(rows('q-initial-days').slice(1).map(r => r[0]), ['Apr to Jun 2017', 'Jul to Sep 2017', 'Oct to Dec 2017', 'Jan to Mar 2018'])
	assert.deepEqual(rows('q-initial-days').slice(1, 4).map(r => r[1]), ['100%', '0%', 'none'])
	assert.equal(rows('q-visits-days')[2][1], '50%')
	assert.match(page.body, /<svg/)
	const opened = await arun.get(`/fostering/report/rows/q-visits?year=${YEAR}&key=2017-3&series=OVER`)
	assert.match(opened.text, /Quarter Opened/)
	assert.doesNotMatch((await sally.get(`/fostering/monitor?year=${YEAR}`)).body, /report\/rows/)
})

test('compliance by month and team: each month on its own, each team beside it, and the files say the same', async () => {
	const id = pf.idOf(await pf.start(paula, await pf.child(paula, { given: 'Month', family: 'Teamed', born: '2012-05-01' }), {}))
	const team = cell(`SELECT team FROM everychild.account WHERE login = 'dmarsh'`)
	sql(`UPDATE ${DB}.record SET team = ${team} WHERE id = ${id};
		UPDATE ${DB}.notification SET received_on = '2018-06-20', class = 'AFTER_START' WHERE record = ${id};
		DELETE FROM ${DB}.initial_action WHERE record = ${id}; DELETE FROM ${DB}.visit_due WHERE record = ${id};
		INSERT INTO ${DB}.initial_action (record, number, regulation, notified_on, due_on, completed_on, account, at) VALUES
			(${id}, 1, 4, '2018-06-20', '2018-06-29', '2018-06-29', 1, UTC_TIMESTAMP(6)), (${id}, 2, 7, '2018-06-23', '2018-07-04', '2018-07-05', 1, UTC_TIMESTAMP(6));
		INSERT INTO ${DB}.visit_due (record, from_on, due_on, met_on) VALUES (${id}, '2018-06-23', '2018-08-04', '2018-08-01'), (${id}, '2018-08-01', '2018-08-31', NULL)`)
	const at = '/fostering/report/months?year=2018'
	const page = await arun.get(at), name = cell(`SELECT name FROM everychild.team WHERE id = ${team}`)
	const of = (id, label) => table(page, id).find(r => r[0] === label)
	assert.equal(table(page, 'm-initial-days').length, 13)
	for (const [label, share] of [['Jun 2018', '100%'], ['Jul 2018', '0%'], ['Aug 2018', 'none']]) assert.equal(of('m-initial-days', label)[1], share, label)
	for (const [label, share] of [[`Jun 2018, ${name}`, '100%'], [`Jul 2018, ${name}`, '0%']]) assert.equal(of('mt-initial-days', label)[1], share, label)
	assert.equal(of('mt-visits-days', `Aug 2018, ${name}`)[1], '50%')
	// Months in which a team had nothing due stand nowhere.
	assert.equal(table(page, 'mt-visits-days').length, 2)
	assert.match((await arun.get(`/fostering/report/rows/mt-visits?year=2018&key=2018-08-${team}&series=OVER`)).text, /Month Teamed/)
	assert.equal(table(await arun.get(`${at}&team=${team}`), 'mt-initial-days').length, 3)
	assert.match((await arun.get('/fostering/monitor?year=2018')).body, /report\/months\?year=2018/)
	const download = await arun.get('/fostering/report/export/mt-initial?year=2018&what=TABLE')
	const file = await arun.submit(download, '/fostering/report/export/mt-initial', { reason: 'QUALITY', format: 'CSV' })
	assert.match(file.body, new RegExp(`Jul 2018, ${name}"?,0,1,0,0`))
	assert.match((await arun.submit(download, '/fostering/report/export/mt-initial', { reason: 'QUALITY', format: 'XLSX' })).headers['content-type'], /spreadsheet/)
	sql(`UPDATE ${DB}.record SET team = NULL WHERE id = ${id}`)
	assert.equal(table(await arun.get(at), 'mt-visits-days')[1][0], 'Aug 2018, no team')
})

test('a standard is assessed again and nothing is lost; last year stands beside it', async () => {
	const path = year => `/fostering/standards/${year}/3`
	const save = async (year, changes) => theresa.submit(await theresa.get(path(year)), path(year), changes)
	pf.led(await save(YEAR - 1, { met: 'NOT', evidence: 'No visits on time', action: 'Recruit' }), 'last year')
	const wants = await save(YEAR, { met: 'PARTLY', evidence: 'Most visits on time' })
	assert.match(wants.errors().join(), /what is to be done/)
	const stale = await arun.get(path(YEAR))
	pf.led(await save(YEAR, { met: 'PARTLY', evidence: 'Most visits on time', action: 'Weekly board' }), 'this year')
	const clash = await arun.submit(stale, path(YEAR), { met: 'MET', evidence: 'All fine' })
	assert.equal(clash.status, 409)
	assert.match(clash.body, /All fine/)
	assert.match(clash.text, /Most visits on time/)
	pf.led(await save(YEAR, { met: 'MET', evidence: 'All on time' }), 'again')
	assert.deepEqual(sql(`SELECT met FROM ${DB}.standard_assessment WHERE year = ${YEAR} ORDER BY id`), [['PARTLY'], ['MET']])
	const row = table(await sally.get(`/fostering/standards?year=${YEAR}`), 'standards').find(r => r[0].startsWith('3.'))
	assert.deepEqual(row.slice(1, 4), ['Met', 'Not met', 'All on time'])
	assert.match((await theresa.get(path(YEAR))).text, /Weekly board/)
	assert.equal((await sally.get(path(YEAR))).status, 403)
	assert.equal((await theresa.get('/fostering/standards/2017/8')).status, 404)
	assert.equal((await theresa.get('/fostering/standards/1999/3')).status, 404)
})

test('the evaluation has its written parts, newest words first, and the words before them are kept', async () => {
	const path = `/fostering/annual-text/${YEAR}/SUMMARY`
	const first = await arun.get(path)
	pf.led(await arun.submit(first, path, { text: 'A year of growth.\n\nMore schools <wrote> to us.' }), 'text')
	const clash = await theresa.submit(await theresa.get(path), path, { text: 'Second words.', version: '0' })
	assert.equal(clash.status, 409)
	assert.match(clash.body, /Second words\./)
	pf.led(await theresa.submit(clash, path, { text: 'Second words.' }), 'second')
	const page = await sally.get(`/fostering/annual?year=${YEAR}`)
	assert.match(page.text, /Summary Second words\./)
	assert.match((await arun.get(path)).text, /A year of growth\. More schools <wrote> to us\./)
	assert.equal((await sally.get(path)).status, 403)
	assert.equal((await arun.get(`/fostering/annual-text/${YEAR}/NONSENSE`)).status, 404)
	const print = await sally.get(`/fostering/annual/internal/print?year=${YEAR}`)
	for (const word of ['Second words.', 'The return, this year and two before', 'Children at school in the holidays', 'All on time', 'Letter with leaflet', 'OFFICIAL-SENSITIVE'])
		assert.ok(print.text.includes(word), word)
	assert.match(print.body, /<svg/)
	for (const c of [dan, paula]) assert.equal((await c.get(`/fostering/annual?year=${YEAR}`)).status, 403)
})

test('what is published leaves small numbers out and opens nothing', async () => {
	const inside = await theresa.get(`/fostering/annual?year=${YEAR}`), out = await theresa.get(`/fostering/annual/published?year=${YEAR}`)
	assert.match(inside.body, /report\/rows\/months/)
	assert.doesNotMatch(out.body, /report\/rows/)
	assert.deepEqual(table(inside, 'holiday-counts')[1], ['4', '2', '1', '1', '28', '1'])
	assert.deepEqual(table(out, 'holiday-counts')[1], ['[c]', '[c]', '[c]', '[c]', '[c]', '[c]'])
	const numbers = (page, id) => table(page, id).slice(1).flatMap(r => r.slice(1)).filter(n => /^[1-4]\b/.test(n))
	assert.ok(numbers(inside, 'months-table').length > 0)
	const tables = [...out.body.matchAll(/<table[^>]*\bid="((?:pf1|months|notifiers|tested|q-initial|q-visits|late|visits|age|pub-\w+|place|scenario|relation|decided|ended)-(?:table|days))"/g)].map(m => m[1])
	assert.ok(tables.length > 5, tables.join())
	for (const id of tables) assert.deepEqual(numbers(out, id), [], id)
	const print = await theresa.get(`/fostering/annual/published/print?year=${YEAR}`)
	assert.doesNotMatch(print.text, /OFFICIAL/)
	assert.equal((await theresa.get('/fostering/annual/other')).status, 404)
})

test('bank holidays: which years are loaded, and loudly when one is missing', async () => {
	const show = '/fostering/bank-holidays'
	assert.match((await arun.get(show)).text, /2026 8 /)
	assert.doesNotMatch((await arun.get(show)).text, /are not loaded/)
	const file = path.join(env.EC_BUILD, 'installed/share/everychild/bank-holidays.xml'), text = fs.readFileSync(file, 'utf8')
	const next = new Date().getFullYear() + 1
	try {
		fs.writeFileSync(file, text.replace(new RegExp(`\\t<year number="${next}">[\\s\\S]*?</year>\\n`), ''))
		stack('restart-program', 'fostering')
		const officer = await newSession('avale')
		for (const p of [show, '/fostering/monitor', '/fostering/', '/fostering/annual'])
			assert.match((await officer.get(p)).text, new RegExp(`bank holidays of ${next} are not loaded`), p)
	} finally {
		fs.writeFileSync(file, text)
		stack('restart-program', 'fostering')
	}
})

after(() => assert.deepEqual(troubles(/bank holidays/), []))
