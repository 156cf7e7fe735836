// The SSDA903: what does not hold is found and leads to where it is mended, the files
// have the bytes of 12.1, and what is exported and read in again is the same.
import test from 'node:test'
import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { date } from '../lib/client.mjs'
import { person, sql } from '../lib/stack.mjs'
import * as edu from '../lib/education.mjs'

const head = () => person('amarlow')
const FILES = {
	Header: 'CHILD,SEX,DOB,ETHNIC,UPN,MOTHER,MC_DOB',
	Episodes: 'CHILD,DECOM,RNE,LS,CIN,PLACE,PLACE_PROVIDER,DEC,REC,REASON_PLACE_CHANGE,HOME_POST,PL_POST,URN',
	Reviews: 'CHILD,DOB,REVIEW,REVIEW_CODE',
	UASC: 'CHILD,SEX,DOB,DUC',
	OC2: 'CHILD,DOB,SDQ_SCORE,SDQ_REASON,CONVICTED,HEALTH_CHECK,IMMUNISATIONS,TEETH_CHECK,HEALTH_ASSESSMENT,SUBSTANCE_MISUSE,INTERVENTION_RECEIVED,INTERVENTION_OFFERED',
	OC3: 'CHILD,DOB,IN_TOUCH,ACTIV,ACCOM',
	AD1: 'CHILD,DOB,DATE_INT,DATE_MATCH,FOSTER_CARE,NB_ADOPTR,SEX_ADOPTR,LS_ADOPTR',
	PlacedAdoption: 'CHILD,DOB,DATE_PLACED,DATE_PLACED_CEASED,REASON_PLACED_CEASED',
	PrevPerm: 'CHILD,DOB,PREV_PERM,LA_PERM,DATE_PERM',
	Missing: 'CHILD,DOB,MISSING,MIS_START,MIS_END',
}
// A year that no other test has children in, with SEX as digits.
const PAST = {
	Header: ['ra1,1,14/09/2003,WBRI,UN3,,', 'ra2,2,11/05/2000,MWBC,UN2,0,', 'ra3,2,01/02/1998,AOTH,UN3,1,02/03/2016'],
	Episodes: ['ra1,01/05/2014,S,C2,N1,U6,PR1,01/09/2015,X1,CARPL,SM1 1AB,SM2 3AD,SC012345', 'ra1,01/09/2015,P,C2,N1,U4,PR1,10/03/2016,E4A,,SM1,SM2,',
		'ra2,03/08/2015,S,V2,N5,K2,PR4,31/03/2016,E4B,,,,XXXXXXX'],
	Reviews: ['ra1,14/09/2003,02/06/2015,PN1', 'ra1,14/09/2003,02/12/2015,PN6'],
	UASC: ['ra2,2,11/05/2000,11/05/2018'],
	OC2: ['ra1,14/09/2003,12,,0,,1,1,1,0,,'],
	OC3: ['ra3,01/02/1998,YES,F2,U1'],
	AD1: ['ra1,14/09/2003,01/02/2016,02/02/2016,0,2,MF,L11'],
	PlacedAdoption: ['ra1,14/09/2003,01/02/2016,,'],
	PrevPerm: ['ra2,11/05/2000,P2,"Smith, Jones",zz/05/2012'],
	Missing: ['ra2,11/05/2000,A,04/10/2015,', 'ra2,11/05/2000,M,04/09/2015,06/09/2015'],
}
const text = (name, rows) => `${FILES[name]}\r\n${rows.map(row => `${row}\r\n`).join('')}`

async function load(c, files, year) {
	for (const [name, rows] of Object.entries(files)) {
		const handle = await edu.readIn(c, typeof rows === 'string' ? rows : text(name, rows), { year, kind: { PlacedAdoption: 'PLACED' }[name] ?? name.toUpperCase() })
		assert.equal(edu.importCounts(handle)[3], 0, `${name}: ${(await c.get(`/education/import/${handle}`)).text.slice(0, 900)}`)
		if (edu.importCounts(handle)[0] + edu.importCounts(handle)[1] > 0)
			await edu.applied(c, handle)
	}
}

const download = async (c, year) => Object.fromEntries(await Promise.all(Object.keys(FILES).map(async name => {
	const page = await c.get(`/education/return/${year}/${name}`)
	assert.equal(page.status, 200, name)
	return [name, page.body]
})))

test('round trip: what was read in is exported with the same bytes, also after it is read in anew', async () => {
	const c = await head()
	await load(c, PAST, '2016')
	const first = await download(c, 2016)
	for (const name of Object.keys(FILES))
		assert.equal(first[name], text(name, PAST[name]), name)
	// As an empty schema would be for these children.
	sql(`UPDATE everychild_education.pupil SET child_id = NULL WHERE child_id IN ('ra1', 'ra2', 'ra3')`)
	for (const table of ['care_episode', 'care_review', 'return_row'])
		sql(`UPDATE everychild_education.${table} SET superseded_at = UTC_TIMESTAMP(6) WHERE superseded_at IS NULL AND record IN
			(SELECT record FROM everychild_education.pupil WHERE child_id IS NULL)`)
	sql('DELETE FROM everychild_education.oc2 WHERE year = 2016')
	assert.equal((await download(c, 2016)).Header, text('Header', []))
	await load(c, first, '2016')
	assert.deepEqual(await download(c, 2016), first)
	assert.deepEqual(await download(c, 2016), first)
})

test('what does not hold leads to the page where it is mended, and is gone when it is', async () => {
	const c = await head()
	const files = {
		Header: [['rb1,M,14/09/2013,WBRI,UN3,,'].join('')],
		Episodes: ['rb1,01/05/2020,S,C2,N1,U6,PR1,,,,,,'],
	}
	await load(c, files, '2026')
	const base = edu.byNumber('rb1')
	const findings = async () => (await c.get('/education/return?year=2026')).body
	const about = (body, code) => new RegExp(`${base}(/\\w+)?(\\?year=2026)?"[^>]*>[^<]*</a>[\\s\\S]{0,200}?>${code}<`).test(body)
	for (const code of ['O1', 'S1'])
		assert.ok(about(await (await c.get(`/education/return?year=2026&check=${code}`)).body, code), code)
	assert.ok((await findings()).includes('Looked after for the 12 months, but there is no OC2 row'))
	await load(c, { OC2: ['rb1,14/09/2013,12,,0,,1,1,1,0,,'] }, '2026')
	assert.ok(!about((await c.get('/education/return?year=2026&check=O1')).body, 'O1'))
})

test('acceptance case 11 on the page: what the age at 31 March asks for is asked beside its field', async () => {
	const c = await head()
	const born = { rc1: '14/09/2013', rc2: '11/05/2016', rc3: '20/06/2021', rc4: '01/04/2009' }
	const asked = { rc1: { convicted: true, health_check: false }, rc2: { convicted: false, health_check: false }, rc3: { convicted: false, health_check: true }, rc4: { convicted: true, health_check: false } }
	await load(c, { Header: Object.entries(born).map(([child, day]) => `${child},M,${day},WBRI,UN3,,`), Episodes: Object.keys(born).map(child => `${child},25/06/2021,S,C2,N1,U6,PR1,,,,,,`) }, '2026')
	const rest = { immunisations: '1', teeth_check: '1', health_assessment: '1', substance_misuse: '0' }
	for (const [child, ask] of Object.entries(asked)) {
		const path = `${edu.byNumber(child)}/outcomes`
		const page = await c.get(`${path}?year=2026`)
		const empty = await c.submit(page, path, { year: '2026', ...rest })
		assert.equal(empty.status, 422, child)
		const errors = empty.errors().join('|')
		assert.match(errors, /neither a score/, child)
		assert.equal(/whether convicted/.test(errors), ask.convicted, child)
		assert.equal(/development checks are up to date/.test(errors), ask.health_check, child)
		const full = { year: '2026', sdq_score: '14', ...rest, ...(ask.convicted ? { convicted: '0' } : {}), ...(ask.health_check ? { health_check: '1' } : {}) }
		edu.led(await c.submit(await c.get(`${path}?year=2026`), path, full), child)
	}
	const file = (await c.get('/education/return/2026/OC2')).body
	for (const line of ['rc1,14/09/2013,14,,0,,1,1,1,0,,', 'rc2,11/05/2016,14,,,,1,1,1,0,,', 'rc3,20/06/2021,14,,,1,1,1,1,0,,', 'rc4,01/04/2009,14,,0,,1,1,1,0,,'])
		assert.ok(file.includes(`\r\n${line}\r\n`), line)
	const path = `${edu.byNumber('rc1')}/outcomes`
	edu.led(await c.submit(await c.get(`${path}?year=2026`), path, { year: '2026', remove: 'Y' }), 'removed')
	assert.ok(!(await c.get('/education/return/2026/OC2')).body.includes('rc1'))
})

test('reviews and social workers recorded on the pages stand in their files', async () => {
	const c = await head()
	await load(c, { Header: ['rd1,F,14/09/2013,WBRI,UN3,,'], Episodes: ['rd1,01/05/2020,S,C2,N1,U6,PR1,,,,,,'] }, '2026')
	const base = edu.byNumber('rd1')
	const wrong = await c.submit(await c.get(`${base}/reviews`), `${base}/reviews`, { ...date('reviewed_on', '2025-06-02'), code: 'PN0' })
	assert.equal(wrong.status, 422)
	assert.match(wrong.errors().join('|'), /4 or more on the day/)
	for (const code of ['PN1', 'PN4'])
		edu.led(await c.submit(await c.get(`${base}/reviews`), `${base}/reviews`, { ...date('reviewed_on', '2025-06-02'), code }), 'review')
	assert.ok((await c.get('/education/return/2026/Reviews')).body.includes('\r\nrd1,14/09/2013,02/06/2025,PN4\r\n'))
	const worker = async (number, day, more = {}) => c.submit(await c.get(`${base}/workers`), `${base}/workers`, { worker: number, ...date('began_on', day), ...more })
	assert.match((await worker('AB1', '2025-04-07')).errors().join('|'), /SW or XX/)
	edu.led(await worker('SW100', '2023-04-07'), 'first')
	assert.match((await worker('SW200', '2025-09-01')).errors().join('|'), /why it ended/)
	edu.led(await worker('SW200', '2025-09-01', { reason: 'LEFTRL' }), 'second')
	const file = (await c.get('/education/return/2026/SWEpisodes')).body
	assert.ok(file.includes('\r\nrd1,14/09/2013,SW100,07/04/2023,01/09/2025,LEFTRL\r\nrd1,14/09/2013,SW200,01/09/2025,,\r\n'), file)
})

test('a return that was kept says later whether its files are still the same', async () => {
	const c = await head()
	const at = '/education/return?year=2016'
	const page = await c.get(at)
	assert.equal((await c.submit(page, '/education/return', { year: '2016' })).status, 303)
	assert.match((await c.get(at)).text, /The same bytes/)
	await load(c, { OC3: ['ra3,01/02/1998,NO,0,0'] }, '2016')
	assert.match((await c.get(at)).text, /Have changed since/)
})

test('the files are as long and as wide as 12.1 says for any year, without a byte order mark', async () => {
	const c = await head()
	const page = await c.get('/education/return/2026/SWEpisodes')
	assert.equal(page.body.split('\r\n')[0], 'CHILD,DOB,SW_ID,SW_DECOM,SW_DEC,SW_REASON')
	assert.equal((await c.get('/education/return/2026/DoLo')).status, 404)
	assert.equal((await c.get('/education/return/2027/DoLo')).body, 'CHILD,DOB,DOLO_START,DOLO_END\r\n')
	assert.equal(createHash('sha256').update((await c.get('/education/return/2026/OC2')).body).digest('hex'),
		createHash('sha256').update((await c.get('/education/return/2026/OC2')).body).digest('hex'))
})

test('the return is the head’s alone', async () => {
	for (const login of ['jkite', 'nwest', 'dhale', 'vking', 'ydunne'])
		for (const page of ['/education/return', '/education/return/2026/OC2'])
			assert.ok([403, 404].includes((await (await person(login)).get(page)).status), `${login} ${page}`)
})
