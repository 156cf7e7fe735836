// Results by hand and from a file, Attainment 8 step by step, measures of every key
// stage, the year group of the virtual school, who may see and write what.
import test from 'node:test'
import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import path from 'node:path'
import { date } from '../lib/client.mjs'
import { cell, env, person, sql, until } from '../lib/stack.mjs'
import * as edu from '../lib/education.mjs'

const officer = () => person('jkite')
const send = async (c, path, fields) => c.submit(await c.get(path), path, fields)
const HEAD = 'UPN,YEAR,ASSESSMENT,SUBJECT,RESULT,STATUS'
let last = 0
async function pupil(c, more = {}) {
	const child_id = `AM${Date.now() % 100000}${last++}`
	const base = await edu.inCare(c, await edu.child(c, { born: '2010-02-05', ...more }), '2022-05-07', { child_id })
	return { base, child_id }
}
const results = base => sql(`SELECT year, assessment, subject, result, status FROM everychild_education.result WHERE record = ${edu.idOf(base)} AND superseded_at IS NULL ORDER BY assessment, subject`)
const before = base => sql(`SELECT subject, result, status FROM everychild_education.result WHERE record = ${edu.idOf(base)} AND superseded_at IS NOT NULL ORDER BY id`)
const kept = (base, year, columns) => sql(`SELECT ${columns} FROM everychild_education.attainment WHERE record = ${edu.idOf(base)} AND year = ${year}`)[0]
const GCSE = [['ENGLANG', '5'], ['ENGLIT', '6'], ['MATHS', '4'], ['COMBINED', '5-4'], ['HISTORY', '7'], ['FRENCH', '3'], ['ART', '8']]
const file = (child, status = 'FINAL', year = 2026) => [HEAD, ...GCSE.map(([subject, grade]) => `${child},${year},GCSE,${subject},${grade},${status}`)].join('\n')
const read = async (c, text) => (await edu.paste(c, '/education/results/file', text))[1]

test('a file of results: the ten slots of Attainment 8 are shown with their why, and the measures are kept', async () => {
	const c = await officer()
	const { base, child_id } = await pupil(c)
	assert.deepEqual(edu.counts(await read(c, `${file(child_id)}\n${child_id},2026,VOCATIONAL,SPORT,L2M,FINAL`)), [8, 0, 0, 0])
	const text = (await c.get(`${base}/attainment`)).text
	assert.match(text, /1 English English literature 6 6 The better of language and literature 2 English English literature 6 6 The better counts twice, as both were taken/)
	assert.match(text, /3 Maths Mathematics 4 4 Mathematics 4 Maths Mathematics 4 4 Mathematics counts twice 5 EBacc History 7 7 /)
	assert.match(text, /8 Open Art and design 8 8 Best of what is left 9 Open Sport L2M 5\.5 .* 10 Open English language 5 5 /)
	assert.match(text, /Total 54\.5 Of 90 at most/)
	assert.match(text, /Taken, and in no slot: French \(3\)/)
	assert.match(text, /English and maths at 9-4 Yes English and maths at 9-5 No EBacc average point score 4\.83/)
	assert.match(text, /Measures of former years \(legacy\).* Five or more A\*-C with English and maths \(legacy\) Yes/)
	assert.match((await c.get(base)).text, /2025\/26 Attainment 8 54\.5 of 90; average 5\.45 a slot/)
	assert.deepEqual(kept(base, 2026, 'ncy, entries, attainment8, ebacc, basics4, basics5, five_basics, final'), ['11', '9', '5450', '483', 'Y', 'N', 'Y', '1'])
})

test('the same file twice changes nothing; a final result takes the place of a provisional one, which is kept, and not the other way round', async () => {
	const c = await officer()
	const { base, child_id } = await pupil(c)
	assert.deepEqual(edu.counts(await read(c, file(child_id, 'PROV'))), [7, 0, 0, 0])
	assert.deepEqual(edu.counts(await read(c, file(child_id, 'PROV'))), [0, 0, 7, 0])
	assert.deepEqual(before(base), [])
	assert.deepEqual(kept(base, 2026, 'final'), ['0'])
	assert.match((await c.get(`${base}/attainment`)).text, /Mathematics result, to correct Grade 4 Provisional/)
	assert.deepEqual(edu.counts(await read(c, file(child_id).replace('MATHS,4', 'MATHS,5'))), [0, 7, 0, 0])
	assert.deepEqual(edu.counts(await read(c, file(child_id).replace('MATHS,4', 'MATHS,5'))), [0, 0, 7, 0])
	assert.equal(before(base).length, 7)
	assert.deepEqual(kept(base, 2026, 'final, basics5'), ['1', 'Y'])
	const page = await read(c, [HEAD, `${child_id},2026,GCSE,MATHS,3,PROV`, `${child_id},2026,GCSE,MATHS,3,FINAL`].join('\n'))
	assert.deepEqual(edu.counts(page), [0, 0, 0, 2])
	assert.match(page.text, /2 A final result is recorded .* 3 Another final result is recorded: correct it on the child's page/)
	assert.match((await c.get(`${base}/attainment`)).text, /Results that no longer stand .* Mathematics Grade 4 Provisional/)
})

test('each row that is no result is rejected with its line and why', async () => {
	const c = await officer()
	const { base, child_id } = await pupil(c)
	const rows = [`${child_id},2026,GCSE,MATHS,5,FINAL`, `NOBODY,2026,GCSE,MATHS,5,FINAL`, `${child_id},2026,GCSE,MATHS,A,FINAL`, `${child_id},2026,GCSE,LAU,2,FINAL`, `${child_id},2026,KS7,MATHS,2,FINAL`,
		`${child_id},2021,KS2TEST,MATHS,130,FINAL`, `${child_id},26,GCSE,ART,5,FINAL`, `${child_id},2026,GCSE,ART,5,DONE`, `${child_id},2026,GCSE,COMBINED,5,FINAL`, `${child_id},2026,GCSE,ART,5`, `${child_id},2031,GCSE,ART,5,FINAL`]
	const page = await read(c, [HEAD, ...rows].join('\n'))
	assert.deepEqual(edu.counts(page), [1, 0, 0, 10])
	for (const words of ['3 No child whom we follow has this number', '4 A is no result of GCSE in that year', '5 Listening, attention and understanding is no subject of GCSE', '6 There is no assessment KS7',
		'7 130 is not from 80 to 120', '8 The year is that in which', '9 STATUS is PROV or FINAL', '10 Combined science (two grades) has two grades', '11 There are 5 columns in place of 6', '12 The year is that in which'])
		assert.ok(page.text.includes(words), `${words}: ${page.text}`)
	assert.deepEqual(results(base), [['2026', 'GCSE', 'MATHS', '5', 'FINAL']])
})

test('a result by hand: a wrong one keeps what was typed with the message beside its field, a right one is corrected and withdrawn with its history', async () => {
	const c = await officer()
	const { base } = await pupil(c)
	const typed = { year: '2026', assessment: 'GCSE', subject: 'ENGLANG', result: 'Z', status: 'PROV', source: 'School' }
	const wrong = await send(c, `${base}/result`, typed)
	assert.equal(wrong.status, 422)
	assert.match(wrong.errors().join('|'), /Z is no result of GCSE in that year/)
	assert.match(wrong.body, /id="result-error"[^>]*>[^<]*(<[^>]*>[^<]*<\/[^>]*>)?[^<]*Z is no result/)
	assert.equal(wrong.form(`${base}/result`).fields.find(([name]) => name === 'source')[1], 'School')
	edu.led(await c.submit(wrong, `${base}/result`, { result: '4' }), 'result')
	assert.match((await c.get(`${base}/attainment`)).text, /Attainment 8 4 of 90; .* 2 English 0 Empty: only one of language and literature was taken 3 Maths 0 Mathematics was not taken/)
	const id = cell(`SELECT MAX(id) FROM everychild_education.result WHERE record = ${edu.idOf(base)}`)
	const path = `${base}/result/${id}`
	assert.equal((await send(c, path, { result: 'ten' })).status, 422)
	edu.led(await send(c, path, { result: '5', status: 'FINAL', ...date('on_day', '2026-08-20') }), 'corrected')
	assert.deepEqual(results(base), [['2026', 'GCSE', 'ENGLANG', '5', 'FINAL']])
	assert.equal((await c.get(path)).status, 404, 'it no longer stands')
	const next = cell(`SELECT MAX(id) FROM everychild_education.result WHERE record = ${edu.idOf(base)}`)
	edu.led(await send(c, `${base}/result/${next}`, { drop: 'Y' }), 'dropped')
	assert.deepEqual(results(base), [])
	assert.deepEqual(before(base), [['ENGLANG', '4', 'PROV'], ['ENGLANG', '5', 'FINAL']])
	assert.deepEqual(kept(base, 2026, 'COALESCE(entries, "none"), basics4'), ['none', ''])
})

test('letters of former years are measured by the former measures alone', async () => {
	const c = await officer()
	const { base, child_id } = await pupil(c, { born: '2001-05-05' })
	await read(c, [HEAD, ...[['ENGLISH', 'C'], ['MATHS', 'C'], ['COMBINED', 'A*B'], ['HISTORY', 'B']].map(([s, g]) => `${child_id},2016,GCSE,${s},${g},FINAL`)].join('\n'))
	const text = (await c.get(`${base}/attainment`)).text
	assert.doesNotMatch(text, /step by step,|EBacc average/)
	assert.match(text, /Five or more A\*-C with English and maths \(legacy\) Yes One or more A\*-G \(legacy\) Yes/)
	assert.deepEqual(kept(base, 2016, 'ncy, entries, attainment8 IS NULL, five_good, one_pass'), ['10', '5', '1', 'Y', 'Y'])
})

const GOALS = ['LAU', 'SPK', 'SELF', 'MANAGE', 'RELATE', 'GROSS', 'FINE', 'COMP', 'WORD', 'WRITE', 'NUMBER', 'PATTERN']
test('early years, phonics and Key Stage 2', async () => {
	const c = await officer()
	const { base, child_id } = await pupil(c, { born: '2014-05-05' })
	const row = (year, ...rest) => `${child_id},${year},${rest.join(',')},FINAL`
	const goals = GOALS.map(goal => row(2019, 'EYFSP', goal, 2))
	await read(c, [HEAD, ...goals.slice(0, 11)].join('\n'))
	assert.deepEqual(kept(base, 2019, 'ncy, good_level'), ['0', ''])
	await read(c, [HEAD, goals[11], row(2020, 'PHONICS', 'PHONICS', 31), row(2021, 'PHONICS', 'PHONICS', 32), row(2025, 'KS2TEST', 'READING', 100), row(2025, 'KS2TEST', 'MATHS', 112), row(2025, 'KS2TA', 'WRITING', 'EXS')].join('\n'))
	assert.deepEqual(kept(base, 2019, 'good_level'), ['Y'])
	assert.deepEqual([2020, 2021].map(year => kept(base, year, 'phonics')[0]), ['N', 'Y'])
	assert.deepEqual(kept(base, 2025, 'ncy, reading, writing, maths, combined, higher, attainment8 IS NULL'), ['6', 'Y', 'Y', 'Y', 'Y', 'N', '1'])
	assert.match((await c.get(base)).text, /2024\/25 Reading, writing and maths: expected standard Yes 2024\/25 .*higher standard No 2020\/21 Phonics standard met Yes 2019\/20 Phonics standard met No 2018\/19 Good level of development Yes/)
})

test('the year group of the virtual school: each child with the measures of its age, and who was entered for nothing', async () => {
	const c = await officer()
	const some = await pupil(c, { family: 'Yeargroup' }), entered = await pupil(c, { family: 'Unentered' }), younger = await pupil(c, { family: 'Younger', born: '2010-09-01' }), older = await pupil(c, { family: 'Older', born: '2009-08-31' })
	await read(c, file(some.child_id))
	const text = (await c.get('/education/attainment?year=2026&group=11')).text
	assert.match(text, /Yeargroup 52 Yes No 4\.83 8/)
	assert.match(text, /Unentered No entry/)
	assert.doesNotMatch(text, /Younger|Older/)
	assert.match(text, /English and maths 9-4 \d+ of \d+ \(\d+\.\d%\); known of \d+/)
	assert.match((await c.get('/education/attainment?year=2026&group=10')).text, /Younger/)
	assert.equal((await c.get('/education/attainment?year=26')).status, 422)
	for (const login of ['nwest', 'dhale', 'cfinn', 'mpound', 'ydunne', 'hlord', 'irowe']) assert.equal((await (await person(login)).get('/education/attainment')).status, 403, login)
	assert.ok(entered && younger && older)
})

test('a designated teacher reads and writes results of own pupils alone; a carer reads the measures of the own child and no more', async () => {
	const c = await officer(), teacher = await person('nwest'), carer = await person('cfinn')
	const own = await pupil(c), other = await pupil(c)
	const school = `/education/school/${edu.school('199001')}`
	if (!/nwest/.test((await c.get(school)).text)) edu.led(await c.submit(await c.get(school), `${school}/person`, { login: 'nwest' }), 'designated')
	await edu.place(c, own.base, '199001', '2024-09-02')
	edu.led(await send(c, `${own.base}/people`, { login: 'cfinn', part: 'CARER' }), 'carer')
	const page = await read(teacher, [HEAD, `${own.child_id},2026,GCSE,MATHS,6,FINAL`, `${other.child_id},2026,GCSE,MATHS,6,FINAL`].join('\n'))
	assert.deepEqual(edu.counts(page), [1, 0, 0, 1])
	assert.match(page.text, /3 No child whom we follow has this number/)
	edu.led(await send(teacher, `${own.base}/result`, { year: '2026', assessment: 'GCSE', subject: 'ENGLANG', result: '5', status: 'FINAL' }), 'result')
	for (const path of ['/attainment', '/result', '/progress']) {
		assert.equal((await teacher.get(own.base + path)).status, 200, path)
		assert.equal((await teacher.get(other.base + path)).status, 404, path)
		assert.equal((await carer.get(own.base + path)).status, 403, path)
	}
	assert.match((await carer.get(own.base)).text, /2025\/26 Attainment 8 17 of 90/)
	assert.equal((await carer.get(other.base)).status, 404)
	for (const login of ['dhale', 'irowe', 'snadir']) assert.equal((await (await person(login)).get('/education/results/file')).status, 403, login)
})

test('levels of a term: the newer takes the place of the older', async () => {
	const c = await officer()
	const { base } = await pupil(c)
	const level = more => send(c, `${base}/progress`, { year: '2025', term: 'SPRING', subject: 'MATHS', scale: '9-1', present: '4', expected: '5', target: '6', track: 'ON', ...more })
	const wrong = await level({ year: '1980' })
	assert.equal(wrong.status, 422)
	assert.match(wrong.errors().join('|'), /Enter the year in which an academic year began/)
	edu.led(await level(), 'level')
	edu.led(await level({ present: '5', track: 'ABOVE' }), 'again')
	assert.match((await c.get(`${base}/attainment`)).text, /Levels and predictions .* Spring 2025\/26 Mathematics 5 5 6 Above 9-1/)
	assert.deepEqual(sql(`SELECT present, superseded_at IS NULL FROM everychild_education.progress WHERE record = ${edu.idOf(base)} ORDER BY id`), [['4', '0'], ['5', '1']])
})

test('looking at a file of results holds up nobody who saves one of a child in it', async () => {
	const [c, other] = await Promise.all([officer(), officer()])
	const pupils = []
	for (let i = 0; i < 6; i++) pupils.push(await pupil(c))
	const subjects = ['ENGLANG', 'ENGLIT', 'MATHS', 'BIOLOGY', 'CHEMISTRY', 'PHYSICS', 'COMPUTER', 'HISTORY', 'GEOGRAPHY', 'FRENCH', 'GERMAN', 'SPANISH', 'ITALIAN', 'ARABIC', 'POLISH', 'RUSSIAN', 'URDU', 'ART', 'BUSINESS', 'DANCE', 'DRAMA']
	const rows = [HEAD, ...pupils.flatMap(p => [2022, 2023, 2024, 2025, 2026].flatMap(y => subjects.map(s => `${p.child_id},${y},GCSE,${s},5,PROV`)))].join('\n')
	const path = '/education/results/file', one = `${pupils[0].base}/result`
	const [paste, form] = [await c.get(path), await other.get(one)]
	let looked = false
	const looking = c.submit(paste, path, { rows, go: 'look' }).then(page => ((looked = true), page))
	await new Promise(done => setTimeout(done, 300))
	edu.led(await other.submit(form, one, { assessment: 'GCSE', subject: 'MATHS', year: '2026', result: '7', status: 'PROV' }), 'result')
	assert.equal(looked, false, 'the file is still being looked at')
	assert.deepEqual(edu.counts(await looking), [630, 0, 0, 0])
})

test('a file of results by the nightly command waits for a person, who has it applied whole; the same file again changes nothing', async () => {
	const c = await officer()
	const [one, other] = [await pupil(c), await pupil(c)]
	const name = path.join(env.EC_DIR, 'results.csv')
	const take = text => {
		writeFileSync(name, text)
		return spawnSync(path.join(env.EC_BUILD, 'installed/libexec/everychild/education'), ['-c', env.EC_SETTINGS, '-i', 'RESULTS', name], { encoding: 'utf8' })
	}
	assert.match(take('A,B\n1,2\n').stderr, /The first row must be UPN,YEAR,ASSESSMENT,SUBJECT,RESULT,STATUS/)
	const text = `${file(one.child_id)}\n${file(other.child_id, 'PROV').split('\n').slice(1).join('\n')}\n${one.child_id},2026,GCSE,MATHS,9,FINAL\nNOBODY,2026,GCSE,MATHS,5,FINAL\n`
	const checked = async () => {
		const run = take(text)
		assert.equal(run.status, 0, run.stderr)
		await until('the file is checked', 20, () => cell(`SELECT state FROM everychild_education.import WHERE handle = '${run.stdout.trim()}'`) === 'READ')
		return run.stdout.trim()
	}
	const handle = await checked(), at = `/education/import/${handle}`
	assert.deepEqual(edu.importCounts(handle), [14, 0, 0, 2])
	assert.deepEqual([results(one.base), results(other.base)], [[], []], 'looking has made nothing')
	const page = (await c.get(at)).text
	assert.match(page, /16 .*Another final result is recorded.* 17 .*No child whom we follow has this number/)
	assert.match(page, /2 New row .*,2026,GCSE,ENGLANG,5,FINAL/)
	await edu.applied(c, handle)
	assert.equal(results(one.base).length, 7)
	assert.equal(results(other.base).length, 7)
	assert.deepEqual(kept(one.base, 2026, 'attainment8, final'), ['5200', '1'])
	assert.match((await c.get(`${one.base}/attainment`)).text, /Final File Joel Kite,/, 'who had it applied')
	assert.deepEqual(edu.importCounts(await checked()), [0, 0, 14, 2])
	const pasted = await edu.readIn(c, `${file(other.child_id)}\n`)
	assert.deepEqual(edu.importCounts(pasted), [0, 7, 0, 0])
})

test('measures that were worked out by other settings are worked out again by the daily round', async () => {
	const c = await officer()
	const { base, child_id } = await pupil(c)
	await read(c, file(child_id))
	sql(`UPDATE everychild_education.attainment SET attainment8 = 1, basics4 = 'N', rules = 'of other settings' WHERE record = ${edu.idOf(base)}`)
	spawnSync(new URL('../stack', import.meta.url).pathname, ['restart-program', 'education'], { env: { ...process.env, EC_DIR: env.EC_DIR } })
	await until('the round has been', 60, () => kept(base, 2026, 'attainment8')[0] === '5200')
	assert.deepEqual(kept(base, 2026, 'basics4, LENGTH(rules)'), ['Y', '64'])
})
