// The measures of the virtual school (10): each number against a small known set of
// children in 2023/24, a year that no other test touches, and against a recount in
// other SQL; who sees what of them.
import test, { before } from 'node:test'
import assert from 'node:assert/strict'
import { unescape } from '../lib/client.mjs'
import * as edu from '../lib/education.mjs'
import { accountId, cell, logMark, person, sql, troubles, until } from '../lib/stack.mjs'

const DB = 'everychild_education'
// A team that nobody else has, so that children of other tests are in no number.
const TEAM = 990001
const YEAR = `year=2023&team=${TEAM}`
let jon, analyst, panel
const of = {}	// addresses of the children by letter

const TERMS = [['AUTUMN', '2023-09-01', '2023-12-31', '2023-11-29'], ['SPRING', '2024-01-01', '2024-04-12', '2024-03-20'], ['SUMMER', '2024-04-13', '2024-08-31', '2024-06-05']]
// a: year 6; b: came too late for the autumn; c: left in February; d: under 3; e: year 11.
const CHILDREN = { a: { born: '2013-06-01', since: '2023-05-01' }, b: { born: '2014-06-01', since: '2023-11-15' },
	c: { born: '2012-06-01', since: '2023-05-01', until: '2024-02-10' }, d: { born: '2022-01-01', since: '2023-05-01' }, e: { born: '2008-01-01', since: '2023-05-01' } }

const id = child => edu.idOf(of[child])
const plan = (child, number, term, state, met, rating, more = {}) => sql(`INSERT INTO ${DB}.pep (record, number, year, term, why, state, met_on, ready_on, decided_on, rating, account, at)
	VALUES (${id(child)}, ${number}, 2023, '${term}', 'TERM', '${state}', ${met ? `'${met}'` : 'NULL'}, ${more.ready ? `'${more.ready}'` : 'NULL'}, ${met ? `'${met}'` : 'NULL'}, '${rating}', ${accountId('jkite')}, UTC_TIMESTAMP(6))`)

before(async () => {
	[jon, analyst, panel] = [await person('jkite'), await person('ydunne'), await person('hlord')]
	logMark()
	for (const [term, from, to, cut] of TERMS) {
		const day = (name, iso) => Object.fromEntries(['year', 'month', 'day'].map((part, i) => [`${name}-${part}`, iso.split('-')[i]]))
		edu.led(await jon.submit(await jon.get('/education/terms'), '/education/terms', { year: '2023', term, ...day('first_on', from), ...day('last_on', to), ...day('cut_off', cut) }), 'term')
	}
	for (const [letter, c] of Object.entries(CHILDREN)) {
		of[letter] = await edu.inCare(jon, await edu.child(jon, { given: `Tally${letter}`, family: `Measure${letter}`, born: c.born }), c.since)
		if (c.until) await edu.ended(jon, of[letter], c.until)
	}
	sql(`UPDATE ${DB}.record SET team = ${TEAM} WHERE id IN (${Object.keys(CHILDREN).map(id)})`)
	plan('a', 1, 'AUTUMN', 'COMPLETE', '2023-11-20', 'GREEN', { ready: '2023-05-20' })
	plan('a', 2, 'SPRING', 'COMPLETE', '2024-04-01', 'RED')
	plan('b', 1, 'AUTUMN', 'IN_PROGRESS', null, '', { ready: '2023-12-30' })
	plan('c', 1, 'AUTUMN', 'IN_PROGRESS', null, '')
	plan('e', 1, 'AUTUMN', 'COMPLETE', '2023-10-01', 'GOLD', { ready: '2023-05-28' })
	// d lives out of the area by the postcode, of e it is not known.
	sql(`UPDATE ${DB}.care_episode SET place_post = CASE record WHEN ${id('d')} THEN 'ZZ9 1AA' WHEN ${id('e')} THEN '' ELSE place_post END WHERE record IN (${id('d')}, ${id('e')})`)
	const [school, other] = [edu.schoolId('199001'), edu.schoolId('199002')]
	const enrol = (child, at, began, ended, status = 'SINGLE', offered = 100) => sql(`INSERT INTO ${DB}.enrolment (record, school, status, began_on, ended_on, offered, account, at)
		VALUES (${id(child)}, ${at}, '${status}', '${began}', ${ended ? `'${ended}'` : 'NULL'}, ${offered}, 1, UTC_TIMESTAMP(6))`)
	enrol('a', school, '2022-09-03', '2024-01-31'); enrol('a', other, '2024-02-03', null, 'SINGLE', 60)
	enrol('c', school, '2022-09-03', '2024-02-10'); enrol('e', school, '2022-09-03', '2023-10-31'); enrol('e', other, '2023-11-04', null)
	enrol('b', edu.schoolId('199005'), '2023-11-18', null, 'ALTERNATIVE', 80)
	sql(`INSERT INTO ${DB}.no_school (record, began_on, why, due_on, ended_on, account, at) VALUES (${id('b')}, '2023-11-15', 'ENTRY', '2023-12-13', '2024-02-20', 1, UTC_TIMESTAMP(6)),
		(${id('c')}, '2023-12-20', 'MOVE', '2024-01-31', '2024-01-10', 1, UTC_TIMESTAMP(6));
		INSERT INTO ${DB}.suspension (record, school, type, began_on, sessions, cancelled_on, account, at) VALUES (${id('a')}, ${school}, 'SUSP', '2023-10-01', 4, NULL, 1, UTC_TIMESTAMP(6)),
		(${id('a')}, ${school}, 'SUSP', '2023-11-01', 3, NULL, 1, UTC_TIMESTAMP(6)), (${id('c')}, ${school}, 'LNCH', '2023-11-01', 1, NULL, 1, UTC_TIMESTAMP(6)),
		(${id('e')}, ${school}, 'SUSP', '2023-11-02', 10, '2023-11-03', 1, UTC_TIMESTAMP(6)), (${id('e')}, ${other}, 'PERM', '2024-05-01', 0, NULL, 1, UTC_TIMESTAMP(6))`)
	sql(`INSERT INTO ${DB}.special_need (record, stage, from_on, account, at) VALUES (${id('a')}, 'K', '2023-09-01', 1, UTC_TIMESTAMP(6)), (${id('a')}, 'E', '2024-05-01', 1, UTC_TIMESTAMP(6)), (${id('e')}, 'N', '2023-09-01', 1, UTC_TIMESTAMP(6));
		INSERT INTO ${DB}.progress (record, year, term, subject, track, account, at) VALUES (${id('a')}, 2023, 'AUTUMN', 'MATHS', 'ON', 1, UTC_TIMESTAMP(6)), (${id('c')}, 2023, 'AUTUMN', 'MATHS', 'WELL_BELOW', 1, UTC_TIMESTAMP(6)), (${id('a')}, 2023, 'AUTUMN', 'READING', 'ABOVE', 1, UTC_TIMESTAMP(6))`)
})

// Marks of the autumn, half days by code: present, ill, no satisfactory reason.
function marks(child, school, from, codes) {
	let day = 0
	for (const [code, times] of codes) for (let i = 0; i < times; i++, day++)
		sql(`INSERT INTO ${DB}.mark (record, day, session, school, code, source, account, at) VALUES (${id(child)}, '${from}' + INTERVAL ${day >> 1} DAY, '${day & 1 ? 'PM' : 'AM'}', ${school}, '${code}', 'FILE', 1, UTC_TIMESTAMP(6))`)
}

// Cells of a measure's table by the labels of its rows.
function table(page, measure) {
	const at = page.body.indexOf(`id="${measure}"`)
	assert.ok(at >= 0, `${measure} is on the page`)
	const body = page.body.slice(at, page.body.indexOf('</table>', at))
	return Object.fromEntries([...body.matchAll(/<tr[^>]*>([\s\S]*?)<\/tr>/g)].map(([, row]) => [...row.matchAll(/<t[hd][^>]*>([\s\S]*?)<\/t[hd]>/g)]
		.map(([, inside]) => unescape(inside.replace(/<svg[\s\S]*?<\/svg>|<span[^>]*hidden[^>]*>[\s\S]*?<\/span>/g, '').replace(/<[^>]+>/g, ' ')).replace(/\s+/g, ' ').trim()))
		.filter(cells => cells.length > 1).map(([label, ...rest]) => [label, rest]))
}
const shown = async (c, topic, more = '') => c.get(`/education/report${topic && `/${topic}`}?${YEAR}${more}`)

const KNOWN = {
	'': { v01: [['2', '1'], ['0', '3'], ['0', '3']], 'v01-share': [['66.7%'], ['0.0%'], ['0.0%']], v02: [['0', '1', '0'], ['0', '0', '0'], ['0', '0', '0']],
		v03: [['1', '1', '0', '0'], ['0', '0', '0', '1'], ['0', '0', '0', '0']], v04: [['2', '2'], ['1', '2'], ['0', '3']] },
	places: { v05: [['1', '1'], ['0', '0'], ['0', '0']], v06: [['1', '0', '0'], ['2', '0', '0'], ['2', '0', '0']], v07: [['1', '0'], ['1', '0'], ['0', '0']],
		v07k: [['0', '1'], ['0', '0'], ['0', '0']], v13: [['1', '0', '0'], ['1', '0', '0'], ['1', '0', '0']], v14: [['3', '1', '0', '0'], ['2', '1', '0', '0'], ['2', '1', '0', '0']], 'v14-share': [['25.0%'], ['33.3%'], ['33.3%']],
		v14s: [['4', '0', '0'], ['3', '0', '0'], ['3', '0', '0']], v14p: [['3', '1', '1'], ['2', '1', '1'], ['2', '1', '1']] },
	exclusion: { v09: [['2', '1', '0'], ['0', '0', '0'], ['0', '0', '1']], v09c: [['2'], ['0'], ['0']], v09s: [['8'], ['0'], ['0']] },
	learning: { v10: [['1', '0', '1', '2'], ['1', '0', '1', '1'], ['0', '1', '1', '1']] } }

test('each measure counts the known children of each term by its definition', async () => {
	for (const [topic, measures] of Object.entries(KNOWN)) {
		const page = await shown(jon, topic)
		for (const [measure, rows] of Object.entries(measures))
			assert.deepEqual(['Autumn 2023', 'Spring 2024', 'Summer 2024'].map(term => table(page, measure)[term]), rows, measure)
	}
	const tracks = table(await shown(jon, 'learning'), 'v11')
	assert.deepEqual(tracks.Reading, ['1', '0', '0', '0', '1'])
	assert.deepEqual(tracks.Mathematics, ['0', '1', '0', '1', '2'])
})

async function lookAgain() {
	await jon.submit(await jon.get('/education/quality'), '/education/quality', {})
	await until('marks are added up', 30, () => cell(`SELECT COUNT(*) FROM ${DB}.nightly WHERE ended_at IS NULL`) === '0')
}

test('attendance is added up in the night: of half days, and by how much each child missed', async () => {
	marks('a', edu.schoolId('199001'), '2023-10-02', [['/', 17], ['I', 1], ['X', 2]])
	marks('c', edu.schoolId('199001'), '2023-10-02', [['/', 8], ['I', 1], ['O', 1]])
	marks('e', edu.schoolId('199001'), '2023-10-02', [['/', 4], ['U', 6], ['Y2', 2]])
	sql(`INSERT INTO ${DB}.school_day (school, day, sessions) SELECT 0, '2023-10-02' + INTERVAL n.n DAY, 2 FROM (SELECT 0 AS n UNION SELECT 1 UNION SELECT 2 UNION SELECT 3 UNION SELECT 4 UNION SELECT 5 UNION SELECT 6 UNION SELECT 7 UNION SELECT 8 UNION SELECT 9) n`)
	await lookAgain()
	const page = await shown(jon, 'attendance'), autumn = measure => table(page, measure)['Autumn 2023']
	assert.deepEqual(autumn('v08'), ['29', '2', '7'])
	assert.deepEqual(autumn('v08-share'), ['76.3%'])
	assert.deepEqual(autumn('v08u-share'), ['18.4%'])
	// a missed 1 of 18, c 2 of 10, e 6 of 10.
	assert.deepEqual(autumn('v08p'), ['1', '1', '1'])
	assert.deepEqual(autumn('v08s-share'), ['33.3%'])
	assert.deepEqual(autumn('v08y'), ['1', '1', '1'])
	// In the spring a was there for ten half days: of the year 1 of 28 is missed, of c and e what it was.
	marks('a', edu.schoolId('199002'), '2024-02-05', [['/', 10]])
	await lookAgain()
	const spring = await shown(jon, 'attendance')
	assert.deepEqual(table(spring, 'v08p')['Spring 2024'], ['1', '0', '0'])
	assert.deepEqual(table(spring, 'v08y')['Spring 2024'], ['1', '1', '1'])
	// 20 half days of each of the three; a has 20 marks, c 10, e 12.
	assert.deepEqual(autumn('v08m'), ['42', '18'])
	assert.equal(Number(cell(`SELECT COUNT(*) FROM ${DB}.mark WHERE day BETWEEN '2023-10-02' AND '2023-10-31' AND code IN ('/', 'I', 'O', 'U') AND ${ours('record')}`)), 38)
	// Acceptance case 6, in what the night added up.
	const absent = (missed, possible) => sql(`UPDATE ${DB}.mark_term SET authorised = ${missed}, unauthorised = 0, attended = ${possible - missed}, possible = ${possible}
		WHERE record = ${id('a')} AND year = 2023 AND term = 'AUTUMN' AND source = 'MARK'`)
	for (const [missed, possible, among] of [[12, 120, ['0', '2', '1']], [11, 120, ['1', '1', '1']], [190, 380, ['0', '1', '2']], [189, 380, ['0', '2', '1']]]) {
		absent(missed, possible)
		assert.deepEqual(table(await shown(jon, 'attendance'), 'v08p')['Autumn 2023'], among, `${missed} of ${possible}`)
	}
	absent(1, 18)
	const persistent = await jon.get(`/education/report/rows/v08p?${YEAR}&key=2023AUTUMN&series=SEVERE`)
	assert.match(persistent.text, /Tallye/)
	assert.doesNotMatch(persistent.text, /Tallya|Tallyc/)
})

// The same questions asked of the tables in another way.
const ours = record => `${record} IN (SELECT id FROM ${DB}.record WHERE team = ${TEAM})`
const RECOUNTS = {
	v01: `SELECT COUNT(DISTINCT q.record) FROM ${DB}.pep q WHERE q.year = 2023 AND q.term = 'AUTUMN' AND q.state = 'COMPLETE' AND q.met_on <= '2023-11-29' AND ${ours('q.record')}`,
	v03: `SELECT COUNT(*) FROM ${DB}.pep WHERE year = 2023 AND term = 'AUTUMN' AND rating = 'GOLD' AND ${ours('record')}`,
	v05: `SELECT COUNT(*) FROM ${DB}.no_school WHERE began_on <= '2023-12-31' AND ended_on > '2023-12-31' AND due_on >= '2023-12-31' AND ${ours('record')}`,
	v09s: `SELECT SUM(sessions) FROM ${DB}.suspension WHERE began_on BETWEEN '2023-09-01' AND '2023-12-31' AND cancelled_on IS NULL AND type IN ('SUSP', 'LNCH') AND ${ours('record')}`,
	v14s: `SELECT COUNT(DISTINCT e.record) FROM ${DB}.care_episode e JOIN ${DB}.enrolment n ON n.record = e.record AND '2023-12-31' BETWEEN n.began_on AND COALESCE(n.ended_on, '9999-12-31')
		WHERE e.began_on <= '2023-12-31' AND COALESCE(e.ended_on, '9999-12-31') > '2023-12-31' AND ${ours('e.record')}` }

test('a recount in other SQL says the same', async () => {
	const topics = { v01: '', v03: '', v05: 'places', v09s: 'exclusion', v14s: 'places' }
	for (const [measure, recount] of Object.entries(RECOUNTS))
		assert.equal(table(await shown(jon, topics[measure]), measure)['Autumn 2023'][0], cell(recount), measure)
})

test('each number opens its children, and a statement that runs again says the same', async () => {
	for (let i = 0; i < 8; i++) {
		const late = await jon.get(`/education/report/rows/v01?${YEAR}&key=2023AUTUMN&series=NOT`)
		assert.match(late.text, /Tallyc Measurec/)
		assert.doesNotMatch(late.text, /Tallya|Tallyb|Tallye/)
	}
	const lost = await jon.get(`/education/report/rows/v09s?${YEAR}&key=2023AUTUMN`)
	assert.match(lost.text, /3 rows/)
	assert.match(lost.text, /Tallya Measurea/)
})

test('a measure is cut by school, officer, worker, year group and placement', async () => {
	const by = async cut => table(await shown(jon, '', `&by=${cut}`), 'v01')
	assert.deepEqual((await by('SCHOOL'))['Highfield School'], ['1', '1', '2'])
	assert.deepEqual((await by('SCHOOL'))['Northway Academy'], ['1', '4', '5'])
	assert.deepEqual((await by('SCHOOL'))['Long Moss High School'], ['0', '2', '2'])
	assert.deepEqual((await by('SCHOOLIN'))['In our area'], ['2', '5', '7'])
	assert.deepEqual((await by('SCHOOLIN'))['Out of our area'], ['0', '2', '2'])
	assert.deepEqual((await by('PLACEIN'))['In our area'], ['1', '5', '6'])
	assert.deepEqual((await by('PLACEIN'))['Not known'], ['1', '2', '3'])
	assert.deepEqual((await by('YEAR'))['Year 11'], ['1', '2', '3'])
	assert.deepEqual((await by('PLACE'))['Foster care, other'], ['2', '7', '9'])
	assert.deepEqual((await by('OFFICER'))['Joel Kite'], ['2', '7', '9'])
	assert.deepEqual((await by('WORKER'))['No social worker here'], ['2', '7', '9'])
	assert.equal((await jon.get(`/education/report?${YEAR}&by=STAR`)).status, 404)
})

test('what a statement counts by is a setting: it is kept when the program starts', async () => {
	const rule = (name, number) => sql(`UPDATE ${DB}.rule_value SET number = ${number} WHERE name = '${name}'`)
	assert.deepEqual(sql(`SELECT name, number, word FROM ${DB}.rule_value WHERE name IN ('plan_age', 'full_time', 'ehcp_days', 'authority', 'postcodes') ORDER BY name`),
		[['authority', '0', '890'], ['ehcp_days', '140', ''], ['full_time', '100', ''], ['plan_age', '3', ''], ['postcodes', '0', ',SM1,SM2,SM3,SM4-1,']])
	rule('plan_age', 1)
	rule('full_time', 120)
	const [plans, places] = [await shown(jon, ''), await shown(jon, 'places')]
	rule('plan_age', 3)
	rule('full_time', 100)
	assert.deepEqual(table(plans, 'v04')['Autumn 2023'], ['2', '3'], 'who is not yet 3 counts')
	assert.equal(table(places, 'v06')['Autumn 2023'][0], '4', 'all have less than 30 hours')
})

test('an analyst sees numbers, and children by names that say nothing', async () => {
	const page = await shown(analyst, '')
	assert.deepEqual(table(page, 'v01')['Autumn 2023'], ['2', '1'])
	const rows = await analyst.get(`/education/report/rows/v01?${YEAR}&key=2023AUTUMN`)
	assert.equal(rows.status, 200)
	assert.doesNotMatch(rows.body, /Measure[a-e]|\/education\/child\/|ED-20/)
	const names = page => [...page.text.matchAll(/Child [\w-]{10}/g)].map(found => found[0])
	assert.equal(new Set(names(rows)).size, 3)
	assert.deepEqual(names(await analyst.get(`/education/report/rows/v01?${YEAR}&key=2023AUTUMN`)), names(rows), 'the same names again')
	assert.equal((await analyst.get(of.a)).status, 404)
})

test('the panel sees whole years without small numbers, and nobody behind them', async () => {
	const page = await panel.get('/education/report?year=2023')
	assert.equal(page.status, 200)
	for (const row of Object.values(table(page, 'v01')).slice(1)) for (const cell of row) assert.doesNotMatch(cell, /^[1-5]$/)
	assert.deepEqual(table(page, 'v01')['Autumn 2023'], ['[c]', '[c]'])
	assert.deepEqual(table(page, 'v01-share')['Autumn 2023'], ['[c]'])
	assert.doesNotMatch(page.body, /\/report\/rows\//)
	assert.equal((await panel.get(`/education/report/rows/v01?year=2023`)).status, 403)
	for (const more of ['from=2023-09-01&to=2023-12-31', 'year=2023&by=SCHOOL', 'year=2023&team=1']) assert.equal((await panel.get(`/education/report?${more}`)).status, 404, more)
	assert.equal((await panel.get('/education/')).location, '/education/report')
})

test('the annual report sets three years side by side, and leaves small numbers out for publication', async () => {
	const page = await jon.get('/education/annual?year=2023')
	const year = async (topic, measure, column) => Object.values(table(await jon.get(`/education/report${topic}?year=2023`), measure)).slice(1).map(row => Number(row[column]))
	const sum = numbers => String(numbers.reduce((a, b) => a + b, 0))
	assert.equal(table(page, 'v01-years').Complete.length, 3)
	assert.equal(table(page, 'v01-years').Complete.at(-1), sum(await year('', 'v01', 0)))
	assert.equal(table(page, 'v04-years')['Not in date'].at(-1), String((await year('', 'v04', 1)).at(-1)), 'of the last term')
	assert.equal(table(page, 'v09s-years').Sessions.at(-1), sum(await year('/exclusion', 'v09s', 0)))
	const published = await jon.get('/education/annual/published?year=2023')
	assert.equal(table(published, 'v01-years').Complete.at(-1), '[c]')
	for (const c of [panel, analyst]) assert.equal((await c.get('/education/annual?year=2023')).status, 200)
	assert.equal(table(await panel.get('/education/annual?year=2023'), 'v01-years').Complete.at(-1), '[c]')
	assert.equal((await panel.get('/education/annual/internal?year=2023')).status, 404)
	const path = '/education/annual-text/2023/SUMMARY'
	assert.equal((await jon.submit(await jon.get(path), path, { text: 'Plans came late in spring.' })).status, 303)
	assert.match((await panel.get('/education/annual/published/print?year=2023')).text, /Plans came late in spring/)
})

test('a paper of the panel stays as it was', async () => {
	const day = iso => Object.fromEntries(['year', 'month', 'day'].map((part, i) => [`meeting_on-${part}`, iso.split('-')[i]]))
	const made = edu.led(await jon.submit(await jon.get('/education/board'), '/education/board', { ...day('2024-07-01'), note: 'Look at the spring.' }), 'paper')
	const before = await panel.get(made)
	assert.match(before.text, /Corporate parenting panel, 1 July 2024/)
	assert.match(before.text, /Look at the spring/)
	assert.deepEqual(table(before, 'v01')['Autumn 2023'], ['[c]', '[c]'])
	assert.doesNotMatch(before.body, /\/report\/rows\/|Measure[a-e]/)
	const parts = [...before.body.matchAll(/<summary[^>]*>\s*<span[^>]*>([^<]*)/g)].map(([, title]) => title)
	assert.deepEqual(parts, ['Plans', 'Places and moves', 'Attendance', 'Suspensions', 'Needs and learning', 'Pupil premium plus', 'Strengths and difficulties', 'By term, 2023 to 2024'], 'folded by parts')
	plan('c', 2, 'SUMMER', 'COMPLETE', '2024-05-01', 'GOLD')
	assert.equal((await panel.get(made)).body.replace(/[\s\S]*<main/, '').replace(/token[^>]*/g, ''), before.body.replace(/[\s\S]*<main/, '').replace(/token[^>]*/g, ''))
	assert.equal((await panel.get(`${made}/print`)).status, 200)
	assert.equal((await panel.get('/education/board')).text.includes('Make a paper'), false)
	assert.equal((await jon.submit(await jon.get('/education/board'), '/education/board', day('2090-07-01'))).status, 422)
})

test('national figures stand beside our own, with their year, whose they are and their source', async () => {
	const learning = await jon.get('/education/report/learning?year=2023')
	assert.match(learning.text, /National figures to compare with/)
	assert.match(learning.text, /Key Stage 2 reading, writing and mathematics, expected standard 35% 2024\/25 England, looked after for 12 months at 31 March Department for Education/)
	assert.doesNotMatch(learning.text, /Overall absence/)
	assert.match((await jon.get('/education/report/attendance?year=2023')).text, /Overall absence 9\.0% 2024\/25/)
	const group = async n => (await jon.get(`/education/attainment?year=2025&group=${n}`)).text
	assert.match(await group(11), /Attainment 8, average 17\.3 2024\/25/)
	assert.doesNotMatch(await group(11), /Key Stage 2 reading, expected/)
	assert.match(await group(6), /Key Stage 2 reading, expected standard 51%/)
	assert.doesNotMatch(await group(6), /Attainment 8/)
	assert.doesNotMatch(await group(1), /National figures/)
	assert.doesNotMatch((await jon.get('/education/report/work')).text, /National figures/)
})

test('the historical page counts on the day that is chosen, and says what is not held', async () => {
	sql(`INSERT INTO ${DB}.attainment (record, year, ncy, entries, one_pass, five_good, five_basics, final, at) VALUES (${id('e')}, 2024, 11, 5, 'Y', 'N', 'N', 1, UTC_TIMESTAMP(6));
		INSERT INTO ${DB}.attainment (record, year, ncy, reading, maths, final, at) VALUES (${id('a')}, 2024, 6, 'Y', 'N', 1, UTC_TIMESTAMP(6));
		INSERT INTO ${DB}.oc2 (record, year, immunisations, convicted, account, at) VALUES (${id('e')}, 2024, '1', '1', 1, UTC_TIMESTAMP(6))`)
	const page = await jon.get('/education/history?on=2024-09-30&english=80&maths=70')
	assert.equal(page.status, 200)
	// Who is behind a number of the day, of ours.
	const behindLine = async (on, line) => [...(await jon.get(`/education/history?on=${on}&line=${line}`)).text.matchAll(/Tally([a-e])/g)].map(found => found[1]).sort().join('')
	// In care on 30 September 2024: a, b, d, e; for twelve months: a, d, e.
	for (const [line, who] of Object.entries({ O1: 'ade', O2: 'a', O3: 'a', O4: '', O7: 'a', O7E: 'a', O7M: '', O9: 'e', O9N: '', O9G: 'e', O9C: '', O11: 'e', O12: 'e', P1E: 'a', P2: '', N62: '' }))
		assert.equal(await behindLine('2024-09-30', line), who, line)
	assert.equal(table(page, 'OC2')['Year 11: five A* to G'].at(-1), 'not held')
	assert.match(page.text, /English: children in care [\d.]+%, all pupils 80%: \d+% as well/)
	assert.match(page.text, /historical/)
	// On 31 March 2024 none of them was in care for the year.
	assert.equal(await behindLine('2024-03-31', 'O1'), '')
	const behind = await jon.get('/education/history?on=2024-09-30&line=O9')
	assert.match(behind.text, /Tallye Measuree/)
	assert.doesNotMatch(behind.text, /Tallya/)
	assert.doesNotMatch((await analyst.get('/education/history?on=2024-09-30&line=O9')).body, /Measure[a-e]|\/education\/child\//)
	assert.equal((await panel.get('/education/history')).status, 403)
	assert.equal((await jon.get('/education/history?on=2024-09-30&line=X')).status, 404)
})

test('nothing broke on the way', () => assert.deepEqual(troubles(), []))
