// The register of schools, school days, terms and designated teachers, on the pages.
import test from 'node:test'
import assert from 'node:assert/strict'
import { date } from '../lib/client.mjs'
import { cell, person, sql } from '../lib/stack.mjs'
import * as edu from '../lib/education.mjs'

const officer = () => person('jkite')
const columns = 'URN,DFE_NUMBER,NAME,TYPE,PHASE,LA_CODE,STATE_FUNDED,OPEN,CLOSE'

async function added(c, more = {}) {
	const path = '/education/schools/new'
	return c.submit(await c.get(path), path, { name: 'Test School', type: 'COMMUNITY', ...more })
}

test('a school is added, changed and closed; a closed one keeps its page', async () => {
	const c = await officer()
	const base = edu.led(await added(c, { name: 'Brook Lane School', urn: '198101' }), 'school')
	const path = `${base}/change`
	const changed = await c.submit(await c.get(path), path, { name: 'Brook Lane Academy', type: 'ACADEMY', ...date('closed_on', '2026-08-31') })
	edu.led(changed, 'change')
	const page = await c.get(base)
	assert.match(page.text, /Brook Lane Academy/)
	assert.match(page.text, /Closed 31 August 2026/)
	assert.match((await c.get('/education/schools')).text, /Brook Lane Academy 198101 Academy or free school .*?Closed on 31 August 2026/)
})

test('two schools cannot have one number, and what was typed stays', async () => {
	const c = await officer()
	edu.led(await added(c, { urn: '198102' }), 'first')
	const page = await added(c, { name: 'The Second', urn: '198102' })
	assert.equal(page.status, 422)
	assert.match(page.errors().join('|'), /Another school has this number/)
	assert.equal(page.form('/education/schools/new').fields.find(([name]) => name === 'name')[1], 'The Second')
})

test('a file of schools: looked at, read in, and the same file again changes nothing', async () => {
	const c = await officer()
	const path = '/education/schools/file'
	const file = `${columns}\n198201,890/9001,"Alpha, Beta School",COMMUNITY,PRIMARY,890,Y,01/09/2001,\n19820,890/9002,Short,COMMUNITY,,890,Y,,\n198203,,Gamma,CIRCUS,,890,Y,,\n198204,,Delta,COLLEGE,POST16,890,N,01/09/2010,31/12/2020\n`
	const [look, read] = await edu.paste(c, path, file)
	assert.deepEqual(edu.counts(look), [2, 0, 0, 2])
	assert.deepEqual(edu.counts(read), [2, 0, 0, 2])
	assert.match(read.text, /3 The URN has six digits 19820,/)
	assert.match(read.text, /4 There is no such type/)
	const [, again] = await edu.paste(c, path, file)
	assert.deepEqual(edu.counts(again), [0, 0, 2, 2])
	const [, changed] = await edu.paste(c, path, file.replace('Delta', 'Delta College'))
	assert.deepEqual(edu.counts(changed), [0, 1, 1, 2])
	assert.deepEqual(sql("SELECT name, closed_on FROM everychild_education.school WHERE urn = '198204'"), [['Delta College', '2020-12-31']])
})

test('looking at a file keeps nothing of it', async () => {
	const c = await officer()
	const path = '/education/schools/file'
	const look = await c.submit(await c.get(path), path, { rows: `${columns}\n198301,,Seen,COLLEGE,,890,N,,`, go: 'look' })
	assert.deepEqual(edu.counts(look), [1, 0, 0, 0])
	assert.equal(cell("SELECT COUNT(*) FROM everychild_education.school WHERE urn = '198301'"), '0')
	const wrong = await c.submit(look, path, { rows: 'URN,NAME\n1,2', go: 'read' })
	assert.equal(wrong.status, 422)
	assert.match(wrong.errors().join('|'), /The first row must be URN,DFE_NUMBER/)
})

test('school days come from a file, and a training day is recorded at a school', async () => {
	const c = await officer()
	const [, read] = await edu.paste(c, '/education/calendar/file', 'OWNER,DATE,SESSIONS,REASON\n199001,14/12/2026,0,INSET\n199001,15/12/2026,3,\n999999,14/12/2026,0,\nAUTHORITY,31/02/2026,2,\n')
	assert.deepEqual(edu.counts(read), [1, 0, 0, 3])
	assert.match(read.text, /3 A day has 0, 1 or 2 sessions/)
	const base = `/education/school/${edu.school('199001')}`
	edu.led(await c.submit(await c.get(base), `${base}/day`, { ...date('day', '2026-12-15'), sessions: '0', reason: 'INSET again' }), 'day')
	assert.match((await c.get(base)).text, /14 December 2026 0 INSET 15 December 2026 0 INSET again/)
	const refused = await c.submit(await c.get(base), `${base}/day`, { ...date('day', '2026-12-16'), sessions: '4' })
	assert.equal(refused.status, 422)
})

test('the newest school year stands first, and its months as they come', async () => {
	const c = await officer()
	await edu.paste(c, '/education/calendar/file', 'OWNER,DATE,SESSIONS,REASON\nAUTHORITY,05/11/2018,2,\nAUTHORITY,04/03/2019,2,\nAUTHORITY,02/09/2019,2,\n')
	const { text } = await c.get('/education/calendar')
	assert.match(text, /2019\/20 .*2 September 2019 .*2018\/19 From To School days 5 November 2018 5 November 2018 1 4 March 2019 4 March 2019 1/)
	const years = [...text.matchAll(/(\d{4})\/\d\d From/g)].map(m => Number(m[1]))
	assert.deepEqual(years, years.toSorted((a, b) => b - a))
})

test('terms have cut-offs within them', async () => {
	const c = await officer()
	const path = '/education/terms'
	const term = { year: '2026', term: 'AUTUMN', ...date('first_on', '2026-09-02'), ...date('last_on', '2026-12-18') }
	const page = await c.submit(await c.get(path), path, { ...term, ...date('cut_off', '2027-01-08') })
	assert.match(page.errors().join('|'), /The cut-off must be within the term/)
	edu.led(await c.submit(page, path, { ...term, ...date('cut_off', '2026-11-27') }), 'term')
	edu.led(await c.submit(await c.get(path), path, { ...term, ...date('cut_off', '2026-11-30') }), 'term again')
	assert.match((await c.get(path)).text, /2026\/27 Autumn 2 September 2026 18 December 2026 30 November 2026/)
	assert.equal((await (await person('nwest')).get(path)).status, 403)
})
