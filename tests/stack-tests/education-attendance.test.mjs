// Marks by half day, files of marks and totals, figures, alerts, suspensions, on the
// pages.
import test from 'node:test'
import assert from 'node:assert/strict'
import { date } from '../lib/client.mjs'
import { cell, person, sql } from '../lib/stack.mjs'
import * as edu from '../lib/education.mjs'

const officer = () => person('jkite')
const send = async (c, path, fields) => c.submit(await c.get(path), path, fields)
const head = 'UPN,SCHOOL_URN,DATE,SESSION,CODE,NOTE'
let last = 0
// A child in care on roll at Highfield, with a number for files.
async function pupil(c, more = {}) {
	const child_id = `AT${Date.now() % 100000}${last++}`
	const base = await edu.inCare(c, await edu.child(c, { born: '2012-11-05', ...more }), '2024-05-07', { child_id })
	const place = await edu.place(c, base, '199001', '2023-09-04')
	return { base, child_id, place }
}
const marks = base => sql(`SELECT day, session, code FROM everychild_education.mark WHERE record = ${edu.idOf(base)} ORDER BY day, session`)
const before = base => sql(`SELECT day, session, code FROM everychild_education.mark_before WHERE record = ${edu.idOf(base)} ORDER BY id`)

test('a file of marks: good rows are read, each bad one is listed with its line, and the same file changes nothing', async () => {
	const c = await officer()
	const { base, child_id } = await pupil(c)
	const file = [head, `${child_id},199001,05/01/2026,AM,/,`, `${child_id},199001,05/01/2026,PM,I,"At home, unwell"`, `${child_id},199001,05/01/2026,NOON,I,`,
		`${child_id},199001,05/01/2026,PM,QQ,`, 'NOBODY,199001,05/01/2026,AM,/,', `${child_id},199002,05/01/2026,AM,/,`, `${child_id},199001,04/01/2026,AM,/,`,
		`${child_id},777777,05/01/2026,AM,/,`, `${child_id},199001,05/01/2026,AM`].join('\n')
	const [look, read] = await edu.paste(c, '/education/marks/file', file)
	assert.deepEqual(edu.counts(look), [2, 0, 0, 7])
	assert.deepEqual(edu.counts(read), [2, 0, 0, 7])
	for (const words of ['4 The session is AM or PM', '5 There is no code QQ', '6 No child whom we follow has this number', '7 The child is not on roll there on that day',
		'8 That is no school day there', '9 There is no such school in the register', '10 There are 4 columns in place of 6'])
		assert.ok(read.text.includes(words), `${words}: ${read.text}`)
	assert.deepEqual(marks(base), [['2026-01-05', 'AM', '/'], ['2026-01-05', 'PM', 'I']])
	const [, again] = await edu.paste(c, '/education/marks/file', file)
	assert.deepEqual(edu.counts(again), [0, 0, 2, 7])
	assert.deepEqual(before(base), [])
	const [, corrected] = await edu.paste(c, '/education/marks/file', `${head}\n${child_id},199001,05/01/2026,PM,U,`)
	assert.deepEqual(edu.counts(corrected), [0, 1, 0, 0])
	assert.deepEqual(before(base), [['2026-01-05', 'PM', 'I']])
	assert.match((await c.get(`${base}/week?day=5/1/2026`)).text, /What was corrected .* 5 January 2026 PM I/)
})

test('a half day that is marked while a file with it is read in: what was typed is kept, or stands before the file’s', async () => {
	const [c, other] = await Promise.all([officer(), person('tmarsh')])
	const { base, child_id } = await pupil(c)
	const days = sql(`SELECT DATE_FORMAT(day, '%d/%m/%Y') FROM everychild_education.school_day WHERE school = 0 AND sessions = 2 AND day BETWEEN '2024-09-02' AND '2026-07-21' ORDER BY day <> '2026-01-13', day`).map(([day]) => day)
	const path = '/education/marks/file', week = `${base}/week`
	const rows = [head, ...days.flatMap(day => [`${child_id},199001,${day},AM,/,`, `${child_id},199001,${day},PM,\\,`])].join('\n')
	const [look, grid] = [await send(c, path, { rows, go: 'look' }), await other.get(`${week}?day=13/1/2026`)]
	const reading = c.submit(look, path, { go: 'read' })
	await new Promise(done => setTimeout(done, 150))
	edu.led(await other.submit(grid, week, { m_1_0: 'I' }), 'week')
	edu.led(await reading, 'read')
	const of = table => sql(`SELECT code FROM everychild_education.${table} WHERE record = ${edu.idOf(base)} AND day = '2026-01-13' AND session = 'AM'`).flat()
	assert.deepEqual([...of('mark'), ...of('mark_before')].sort(), ['/', 'I'])
})

test('acceptance case 7: codes hold by their dates', async () => {
	const c = await officer()
	const { base, child_id } = await pupil(c)
	await edu.paste(c, '/education/calendar/file', 'OWNER,DATE,SESSIONS,REASON\nAUTHORITY,16/07/2024,2,\nAUTHORITY,03/09/2024,2,\n')
	const [, read] = await edu.paste(c, '/education/marks/file', [head, `${child_id},199001,16/07/2024,AM,H,`, `${child_id},199001,03/09/2024,AM,H,`,
		`${child_id},199001,03/09/2024,PM,Y2,`, `${child_id},199001,16/07/2024,PM,Y2,`].join('\n'))
	assert.deepEqual(edu.counts(read), [2, 0, 0, 2])
	assert.match(read.text, /3 Code H is not used on that day/)
	assert.match(read.text, /5 Code Y2 is not used on that day/)
	assert.deepEqual(marks(base), [['2024-07-16', 'AM', 'H'], ['2024-09-03', 'PM', 'Y2']])
})

test('acceptance case 5: the figures of a half term on the page of the child', async () => {
	const c = await officer()
	const { base, child_id } = await pupil(c)
	const days = sql(`SELECT DATE_FORMAT(day, '%d/%m/%Y') FROM everychild_education.school_day WHERE school = 0 AND day BETWEEN '2025-09-02' AND '2026-07-21' ORDER BY day LIMIT 39`).map(([day]) => day)
	const codes = [...Array(66).fill('P'), 'L', 'L', 'B', 'B', 'I', 'I', 'I', 'I', 'U', 'X', 'X', 'Y2']
	const rows = codes.map((code, i) => `${child_id},199001,${days[i >> 1]},${i % 2 ? 'PM' : 'AM'},${code === 'P' ? i % 2 ? '\\' : '/' : code},${code === 'B' ? 'Workshop' : ''}`)
	const [, read] = await edu.paste(c, '/education/marks/file', [head, ...rows].join('\n'))
	assert.deepEqual(edu.counts(read), [78, 0, 0, 0])
	assert.match((await c.get(base)).text, /2025\/26 75 93\.3% 6\.7% 1\.3% 2/)
})

test('the grid of a week: marks are entered and corrected, and a wrong one keeps what was typed', async () => {
	const c = await person('tmarsh')
	const { base } = await pupil(await officer())
	const path = `${base}/week`
	const page = await c.get(`${path}?day=13/1/2026`)
	assert.match(page.text, /Week of 12 January 2026, at Highfield School/)
	edu.led(await c.submit(page, path, { m_0_0: '/', m_0_1: '\\', m_1_0: 'N' }), 'week')
	assert.deepEqual(marks(base), [['2026-01-12', 'AM', '/'], ['2026-01-12', 'PM', '\\\\'], ['2026-01-13', 'AM', 'N']])
	const wrong = await c.submit(await c.get(`${path}?day=13/1/2026`), path, { m_1_0: 'B', m_2_0: 'I' })
	assert.equal(wrong.status, 422)
	assert.match(wrong.errors().join('|'), /Tuesday morning: write a note with code B/)
	assert.equal(wrong.form(path).fields.find(([name]) => name === 'm_2_0')[1], 'I')
	assert.equal(marks(base).length, 3, 'nothing of it is kept')
	edu.led(await c.submit(wrong, path, { m_1_0: 'B', n_1_0: 'Farm visit' }), 'corrected')
	assert.deepEqual(before(base), [['2026-01-13', 'AM', 'N']])
	const forged = await c.submit(await c.get(`${path}?day=13/1/2026`), path, { m_4_0: 'H' })
	assert.equal(forged.status, 422)
	assert.match(forged.errors().join('|'), /Code H is not used on that day/)
})

test('totals of a school count, and overlap with neither marks nor other totals', async () => {
	const c = await officer()
	const { base, child_id } = await pupil(c)
	const path = '/education/totals/file', columns = 'UPN,SCHOOL_URN,FROM,TO,POSSIBLE,ATTENDED,AUTH,UNAUTH,LATE'
	await edu.paste(c, '/education/marks/file', `${head}\n${child_id},199001,13/04/2026,AM,/,`)
	const [, read] = await edu.paste(c, path, [columns, `${child_id},199001,05/01/2026,13/02/2026,60,54,4,2,3`, `${child_id},199001,05/01/2026,13/02/2026,60,54,4,2,3`,
		`${child_id},199001,01/02/2026,27/03/2026,60,60,0,0,0`, `${child_id},199001,13/04/2026,22/05/2026,58,58,0,0,0`, `${child_id},199001,23/02/2026,27/03/2026,50,40,4,2,0`].join('\n'))
	assert.deepEqual(edu.counts(read), [1, 0, 1, 3])
	for (const words of ['4 Other totals are recorded', '5 Marks are recorded', '6 POSSIBLE must be ATTENDED, AUTH and UNAUTH together']) assert.ok(read.text.includes(words), words)
	const [, late] = await edu.paste(c, '/education/marks/file', `${head}\n${child_id},199001,06/01/2026,AM,/,`)
	assert.match(late.text, /2 Totals are recorded for that day/)
	assert.match((await c.get(base)).text, /2025\/26 61 90\.2% 9\.8% 3\.3% 3/)
})

test('alerts: three days running, a note that is missing, and a year below 90 per cent', async () => {
	const c = await person('tmarsh')
	const { base, child_id } = await pupil(await officer(), { family: 'Alertson' })
	const days = sql(`SELECT DATE_FORMAT(day, '%d/%m/%Y') FROM everychild_education.school_day WHERE school = 0 AND day < '${edu.today()}' ORDER BY day DESC LIMIT 4`).map(([day]) => day).reverse()
	const rows = days.flatMap((day, i) => ['AM', 'PM'].map(session => `${child_id},199001,${day},${session},${i < 3 ? 'I' : 'B'},`))
	await edu.paste(c, '/education/marks/file', [head, ...rows].join('\n'))
	const text = (await c.get('/education/alerts')).text
	assert.match(text, /Alertson Absent on 3 school days running/)
	assert.match(text, /Alertson Code B without a note/)
	assert.match(text, /Alertson 25\.0%, below 50%/)
	assert.equal((await (await person('nwest')).get('/education/alerts')).status, 403)
	assert.ok(base)
})

test('the alert of the year counts totals, and of two schools the one that counts', async () => {
	const c = await person('tmarsh'), by = await officer()
	const year = Number(edu.today().slice(0, 4)) - (edu.today().slice(5) < '09-01' ? 1 : 0)
	const days = sql(`SELECT DATE_FORMAT(day, '%d/%m/%Y') FROM everychild_education.school_day WHERE school = 0 AND sessions = 2 AND day BETWEEN '${year}-09-01' AND '${edu.today(-1)}' ORDER BY day LIMIT 10`).map(([day]) => day)
	if (days.length < 10) return // the year has hardly begun
	const totals = await pupil(by, { family: 'Totalled' }), dual = await pupil(by, { family: 'Twoschools' })
	await edu.paste(c, '/education/totals/file', `UPN,SCHOOL_URN,FROM,TO,POSSIBLE,ATTENDED,AUTH,UNAUTH,LATE\n${totals.child_id},199001,${days[0]},${days[9]},20,17,3,0,0`)
	sql(`UPDATE everychild_education.enrolment SET status = 'DUAL_MAIN' WHERE record = ${edu.idOf(dual.base)}`)
	await edu.place(by, dual.base, '199002', '2024-09-02', { status: 'DUAL_SUBSIDIARY' })
	// Main: there half of the time, elsewhere (D) the other; the subsidiary sees half of it as absence.
	const rows = days.flatMap((day, i) => [`${dual.child_id},199001,${day},AM,${i % 2 ? '/' : 'D'},`, `${dual.child_id},199002,${day},AM,${i % 2 ? 'U' : '/'},`])
	await edu.paste(by, '/education/marks/file', [head, ...rows].join('\n'))
	const text = (await c.get('/education/alerts')).text
	assert.match(text, /Totalled 85\.0%, below 90%/)
	assert.doesNotMatch(text, /Twoschools [\d.]+%/)
})

test('a half day without a known reason is asked after when five school days have passed', async () => {
	const c = await person('tmarsh')
	const days = sql(`SELECT DATE_FORMAT(day, '%d/%m/%Y') FROM everychild_education.school_day WHERE school = 0 AND day < '${edu.today()}' ORDER BY day DESC LIMIT 8`).map(([day]) => day)
	const late = await pupil(await officer(), { family: 'Unreasoned' }), recent = await pupil(await officer(), { family: 'Justnow' })
	await edu.paste(c, '/education/marks/file', [head, `${late.child_id},199001,${days[7]},AM,N,`, `${late.child_id},199001,${days[0]},AM,N,`, `${recent.child_id},199001,${days[2]},AM,N,`].join('\n'))
	const text = (await c.get('/education/alerts')).text
	assert.match(text, /Unreasoned Code N since \d+ \w+ \d+: [78] school days, and no reason is recorded/)
	assert.doesNotMatch(text, /Justnow Code N/)
	await edu.paste(c, '/education/marks/file', `${head}\n${late.child_id},199001,${days[7]},AM,I,`)
	assert.doesNotMatch((await c.get('/education/alerts')).text, /Unreasoned Code N/)
})

test("a designated teacher's file marks own pupils alone", async () => {
	const c = await officer(), teacher = await person('obrandt')
	const own = await pupil(c), other = await pupil(c)
	const school = `/education/school/${edu.school('199002')}`
	const has = await c.get(school)
	if (!/obrandt/.test(has.text)) edu.led(await c.submit(has, `${school}/person`, { login: 'obrandt' }), 'designated')
	await edu.placeEnded(c, own.base, own.place, '2025-12-19')
	await edu.place(c, own.base, '199002', '2026-01-05')
	const row = id => `${id},199002,06/01/2026,AM,/,`
	const [, read] = await edu.paste(teacher, '/education/marks/file', [head, row(own.child_id), row(other.child_id)].join('\n'))
	assert.deepEqual(edu.counts(read), [1, 0, 0, 1])
	assert.match(read.text, /3 No child whom we follow has this number/)
	assert.deepEqual(marks(other.base), [])
	const earlier = (await edu.paste(teacher, '/education/marks/file', `${head}\n${own.child_id},199001,11/12/2025,AM,O,`))[1].text
	assert.match(earlier, /2 You are not the designated teacher of this school/, 'what another school marked stays its own')
	const totals = 'UPN,SCHOOL_URN,FROM,TO,POSSIBLE,ATTENDED,AUTH,UNAUTH,LATE'
	for (const [urn, count] of [['199001', [0, 0, 0, 1]], ['199002', [1, 0, 0, 0]]])
		assert.deepEqual(edu.counts((await edu.paste(teacher, '/education/totals/file', `${totals}\n${own.child_id},${urn},12/01/2026,16/01/2026,10,10,0,0,0`))[1]), count, urn)
	const twin = await pupil(c), number = `H80120${Date.now() % 10000000}`
	const numbered = (...bases) => sql(bases.map(base => `INSERT INTO everychild_education.pupil_upn (record, upn, until) VALUES (${edu.idOf(base)}, '${number}', '2025-01-01')`).join(';'))
	numbered(other.base, twin.base)
	const lines = async who => (await edu.paste(who, '/education/marks/file', [head, row(number)].join('\n')))[1].text
	assert.match(await lines(teacher), /2 No child whom we follow has this number/, 'nor that two others have a number')
	numbered(own.base)
	assert.doesNotMatch(await lines(teacher), /More than one child|No child/)
	assert.match(await lines(c), /2 More than one child has this number/)
})

test('acceptance case 8: 40 days used, 6 more proposed are shown as unlawful, and cannot be recorded as in force', async () => {
	const c = await officer()
	const { base } = await pupil(c)
	const path = `${base}/suspension`
	const told = { ...date('told_head_on', '2026-06-02'), told_head_clock: '9:30', ...date('told_worker_on', '2026-06-02'), told_worker_clock: '10:15' }
	const one = (urn, began, days, more = {}, by = c) => send(by, path, { school: edu.school(urn), type: 'SUSP', ...date('began_on', began), days, ...told, ...more })
	const untold = await one('199001', '2025-11-03', '10', { told_worker_clock: '', 'told_head_on-day': '', 'told_head_on-month': '', 'told_head_on-year': '' })
	assert.equal(untold.status, 422)
	assert.match(untold.errors().join('|'), /Say on which day the virtual school was told/)
	assert.match(untold.errors().join('|'), /Say at what time the social worker was told/)
	edu.led(await one('199001', '2025-11-03', '10'), 'autumn')
	edu.led(await one('199002', '2026-02-23', '30', {}, await person('psomer')), 'spring')
	const due = (await c.get(base)).text
	assert.match(due, /Full-time education due from 10 November 2025 \(school day 6\), none is recorded/)
	assert.match(due, /Full-time education due from 2 March 2026 \(school day 6\)/)
	assert.match(due, /40 school days of suspension are reached|Suspended in this academic year: 0 of 45/, 'as long as that year runs')
	const refused = await one('199002', '2026-06-15', '6')
	assert.equal(refused.status, 422)
	assert.match(refused.errors().join('|'), /40 school days are used in this academic year: 6 more would make 46, and more than 45 is not lawful/)
	edu.led(await one('199002', '2026-06-15', '6', { proposed: 'Y' }), 'proposed')
	const text = (await c.get(base)).text
	assert.match(text, /Used in that academic year 40 of 45 school days Lawful No: it would make 46, and 45 are the most/)
	assert.match(text, /Full-time education due from 22 June 2026 \(school day 6\)/)
	assert.match(text, /Governors must meet within 15 school days/)
	assert.equal(cell(`SELECT COUNT(*) FROM everychild_education.notice WHERE record = ${edu.idOf(base)} AND title LIKE '%40 school days%'`), '1')
	const id = cell(`SELECT MAX(id) FROM everychild_education.suspension WHERE record = ${edu.idOf(base)}`)
	const change = `${path}/${id}`
	const page = await send(c, change, { proposed: null })
	assert.match(page.errors().join('|'), /not lawful/)
	edu.led(await send(c, change, { proposed: null, days: '5', ...date('provision_from', '2026-06-22'), provision: 'Harbour Centre' }), 'five')
	assert.match((await c.get(base)).text, /Used in that academic year 45 of 45 school days/)
})

test('governors must meet when an exam is missed, however short the suspension; and education is aimed at from the first day', async () => {
	const c = await officer()
	const { base } = await pupil(c)
	const path = `${base}/suspension`
	const told = { ...date('told_head_on', '2026-06-02'), told_head_clock: '9:30', ...date('told_worker_on', '2026-06-02'), told_worker_clock: '10:15' }
	edu.led(await send(c, path, { school: edu.school('199001'), type: 'SUSP', ...date('began_on', '2026-05-11'), days: '2', ...told, exam: 'Y' }), 'exam')
	const text = (await c.get(base)).text
	assert.match(text, /Public exam or national test Missed because of it/)
	assert.match(text, /Education aimed at from 11 May 2026 \(school day 1\) Governors Governors must meet within 15 school days, by 8 June 2026/)
	const former = await pupil(c), school = edu.schoolId('199001')
	sql(`INSERT IGNORE INTO everychild_education.school_day (school, day, sessions) SELECT 0, '2021-10-04' + INTERVAL n.n DAY, 2 FROM (SELECT 0 AS n UNION SELECT 1 UNION SELECT 2 UNION SELECT 3 UNION SELECT 4 UNION SELECT 7) n;
		INSERT INTO everychild_education.suspension (record, school, type, began_on, sessions, account, at) VALUES (${edu.idOf(former.base)}, ${school}, 'SUSP', '2021-10-04', 14, 1, UTC_TIMESTAMP(6))`)
	assert.match((await c.get(former.base)).text, /Education aimed at from 4 October 2021 \(school day 1\) Full-time education due from 11 October 2021/)
	const change = `${path}/${cell(`SELECT MAX(id) FROM everychild_education.suspension WHERE record = ${edu.idOf(base)}`)}`
	const letter = `${base}/letter/SUSPENSION/${change.split('/').pop()}`
	assert.match((await c.get(letter)).text, /the governors must meet within 15 school days/)
	edu.led(await send(c, change, { exam: null }), 'none after all')
	assert.match((await c.get(base)).text, /Governors Governors consider what parents say/)
	assert.doesNotMatch((await c.get(letter)).text, /governors (must )?meet/)
	edu.led(await send(c, path, { school: edu.school('199001'), type: 'PERM', ...date('began_on', '2026-06-15'), ...told, ...date('governors_on', '2026-07-01'), governors: 'UPHELD' }), 'permanent')
	assert.match((await c.get(base)).text, /Governors 1 July 2026 Upheld Independent review panel May be asked for within 15 school days, by \d+ (July|September) 2026/)
})

test('a file of suspensions is read; one that would pass 45 days is not', async () => {
	const c = await officer()
	const { base, child_id } = await pupil(c)
	const columns = 'UPN,SCHOOL_URN,TYPE,START,SESSIONS,REASON1,REASON2,REASON3,SEN'
	const file = [columns, `${child_id},199001,SUSP,03/11/2025,4,PP,,DB,K`, `${child_id},199001,SUSP,05/01/2026,86,PP,,,K`, `${child_id},199001,SUSP,23/02/2026,1,PP,,,K`,
		`${child_id},199001,FIXD,23/02/2026,1,PP,,,K`, `${child_id},199001,SUSP,23/02/2026,1,ZZ,,,K`].join('\n')
	const [, read] = await edu.paste(c, '/education/suspensions/file', file)
	assert.deepEqual(edu.counts(read), [2, 0, 0, 3])
	for (const words of ['4 It would make more than 45 school days', '5 There is no such type', '6 There is no such reason']) assert.ok(read.text.includes(words), words)
	assert.deepEqual(edu.rows(base, 'suspension', 'began_on, sessions, reasons, sen'), [['2025-11-03', '4', 'PP DB', 'K'], ['2026-01-05', '86', 'PP', 'K']])
	const [, again] = await edu.paste(c, '/education/suspensions/file', file)
	assert.deepEqual(edu.counts(again), [0, 0, 2, 3])
	assert.equal((await (await person('nwest')).get(read.path)).status, 404, "another's file")
})
