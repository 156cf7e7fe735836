// Files of the social care system: brought, checked, seen, applied; all of it or nothing.
import test from 'node:test'
import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import fs from 'node:fs'
import path from 'node:path'
import { ask, cell, env, person, sql, until } from '../lib/stack.mjs'
import * as edu from '../lib/education.mjs'

const HEADER = 'CHILD,SEX,DOB,ETHNIC,UPN,MOTHER,MC_DOB\n'
const EPISODES = 'CHILD,DECOM,RNE,LS,CIN,PLACE,PLACE_PROVIDER,DEC,REC,REASON_PLACE_CHANGE,HOME_POST,PL_POST,URN\n'
const officer = () => person('jkite')
const episodes = child => ask(`SELECT began_on, COALESCE(ended_on, ''), rec, place FROM everychild_education.care_episode e
	JOIN everychild_education.pupil p ON p.record = e.record WHERE p.child_id = '${child}' AND e.superseded_at IS NULL ORDER BY began_on`)
const state = child => edu.stateOf(edu.byNumber(child))

test('Header and Episodes bring children into care, through a move and out of it; the same files again change nothing', async () => {
	const c = await officer()
	const header = `${HEADER}i1,M,14/09/2013,WBRI,UN3,,\ni2,F,11/05/2016,MWBC,UN3,0,\n`
	const rows = `${EPISODES}i1,01/05/2020,S,C2,N1,U6,PR1,01/09/2025,X1,CARPL,SM1 1AB,SM2 3AD,SC012345\n`
		+ 'i1,01/09/2025,P,C2,N1,U4,PR1,,,,SM1 1AB,SM2 3AD,SC012345\ni2,03/03/2025,S,V2,N5,K2,PR4,10/12/2025,E4A,,,,\n'
	const first = await edu.readIn(c, header)
	assert.deepEqual(edu.importCounts(first), [2, 0, 0, 0])
	assert.equal(edu.byNumber('i1'), undefined)	// nothing before it is applied
	await edu.applied(c, first)
	assert.equal(state('i1'), 'PLANNED')
	const second = await edu.readIn(c, rows)
	assert.deepEqual(edu.importCounts(second), [3, 0, 0, 0])
	const page = await c.get(`/education/import/${second}`)
	assert.match(page.text, /Starts of care/)
	assert.deepEqual(ask(`SELECT starts, moves, ends FROM everychild_education.import WHERE handle = '${second}'`)[0], ['2', '1', '1'])
	await edu.applied(c, second)
	assert.deepEqual(episodes('i1'), [['2020-05-01', '2025-09-01', 'X1', 'U6'], ['2025-09-01', '', '', 'U4']])
	assert.deepEqual([state('i1'), state('i2')], ['CARE', 'LEFT'])
	assert.deepEqual(ask(`SELECT since, until FROM everychild_education.cohort_member m JOIN everychild_education.pupil p ON p.record = m.record
		WHERE p.child_id = 'i2'`), [['2025-03-03', '2025-12-10']])
	for (const text of [header, rows]) {
		const again = await edu.readIn(c, text)
		assert.equal(edu.importCounts(again)[2], text === header ? 2 : 3)
		assert.deepEqual([edu.importCounts(again)[0], edu.importCounts(again)[1]], [0, 0])
		assert.match((await c.get(`/education/import/${again}`)).text, /nothing in it to apply/)
	}
	assert.equal((await c.get(edu.byNumber('i1'))).status, 200)
})

test('a corrected day takes the place of the wrong one, and a year before does not open what has ended since', async () => {
	const c = await officer()
	await edu.applied(c, await edu.readIn(c, `${HEADER}j1,M,14/09/2013,WBRI,UN3,,\n`))
	await edu.applied(c, await edu.readIn(c, `${EPISODES}j1,05/05/2025,S,C2,N1,U6,PR1,10/11/2025,E4A,,,,\n`))
	await edu.applied(c, await edu.readIn(c, `${EPISODES}j1,06/05/2025,S,C2,N1,U6,PR1,10/11/2025,E4A,,,,\n`))
	assert.deepEqual(episodes('j1'), [['2025-05-06', '2025-11-10', 'E4A', 'U6']])
	await edu.applied(c, await edu.readIn(c, `${HEADER}j2,M,14/09/2013,WBRI,UN3,,\n`))
	await edu.applied(c, await edu.readIn(c, `${EPISODES}j2,05/05/2024,S,C2,N1,U6,PR1,10/11/2025,E4A,,,,\n`))
	const older = await edu.readIn(c, `${EPISODES}j2,05/05/2024,S,C2,N1,U6,PR1,,,,,,\n`, { year: '2025' })
	assert.deepEqual(edu.importCounts(older), [0, 0, 1, 0])
})

test('every rejected row is listed with its line, column and reason, and nothing of its child is taken', async () => {
	const c = await officer()
	await edu.applied(c, await edu.readIn(c, `${HEADER}k1,M,14/09/2013,WBRI,UN3,,\nk2,M,14/09/2013,WBRI,UN3,,\n`))
	const handle = await edu.readIn(c, `${EPISODES}k1,05/05/2024,S,C2,N1,U6,PR1,10/11/2025,X1,,,,\nk1,10/11/2025,P,C2,N1,Q9,PR1,,,,,,\n`
		+ 'k2,05/05/2024,S,C2,N1,U6,PR1,,,,,,\nnobody,05/05/2024,S,C2,N1,U6,PR1,,,,,,\nk2,31/02/2025,P,C2\n')
	assert.deepEqual(edu.importCounts(handle), [0, 0, 0, 5])
	const page = await c.get(`/education/import/${handle}`)
	for (const words of ['PLACE', 'This is not a code of its list', 'Line 3 of the same child', 'not known: read in the Header first', 'The row has 4 columns, not 13'])
		assert.ok(page.text.includes(words), words)
	const file = await c.get(`/education/import/${handle}/rejected`)
	assert.equal(file.status, 200)
	assert.equal(file.body.split('\r\n').filter(line => line !== '').length, 6)
	const good = await edu.readIn(c, `${EPISODES}k1,05/05/2024,S,C2,N1,U6,PR1,,,,,,\nnobody,05/05/2024,S,C2,N1,U6,PR1,,,,,,\n`)
	await edu.applied(c, good)
	assert.deepEqual(edu.importCounts(good), [1, 0, 0, 1])
	assert.equal(state('k1'), 'CARE')
})

test('a child is found by pupil number or social care number where the date of birth is the same, never by a name', async () => {
	const c = await officer()
	const base = await edu.start(c, await edu.child(c), { upn: 'H801200001001' })
	const born = cell(`SELECT DATE_FORMAT(born_on, '%d/%m/%Y') FROM everychild_education.pupil WHERE record = ${edu.idOf(base)}`)
	const wrong = await edu.readIn(c, `${HEADER}m1,F,01/01/2001,WBRI,H801200001001,,\n`)
	assert.deepEqual(edu.importCounts(wrong), [0, 0, 0, 1])
	await edu.applied(c, await edu.readIn(c, `${HEADER}m1,F,${born},WBRI,H801200001001,,\n`))
	assert.equal(edu.byNumber('m1'), base)
})

test('two children of one file are not both made with one pupil number, and the file can be applied without the second', async () => {
	const c = await officer()
	const handle = await edu.readIn(c, `${HEADER}w1,M,14/09/2013,WBRI,N801200001010,,\nw2,M,15/09/2013,WBRI,N801200001010,,\n`)
	assert.deepEqual(edu.importCounts(handle), [1, 0, 0, 1])
	assert.match((await c.get(`/education/import/${handle}`)).text, /Line 2 has the same unique pupil number/)
	await edu.applied(c, handle)
	assert.deepEqual(['w1', 'w2'].map(child => edu.byNumber(child) !== undefined), [true, false])
	assert.match(cell(`SELECT reference FROM everychild_education.record r JOIN everychild_education.pupil p ON p.record = r.id WHERE p.child_id = 'w1'`), /^ED-/)
})

test('a file with other columns is mapped once, and its next edition is known', async () => {
	const c = await officer()
	const head = 'Person,Gender,Born,Extra\n'
	const handle = await edu.readIn(c, `${head}n1,M,14/09/2013,x\n`)
	assert.equal(cell(`SELECT state FROM everychild_education.import WHERE handle = '${handle}'`), 'MAP')
	const at = `/education/import/${handle}/map`
	const page = await c.submit(await c.get(at), at, { kind: 'HEADER' })
	assert.equal(page.status, 422)
	assert.match(page.errors().join('|'), /Choose the column of CHILD/)
	edu.led(await c.submit(page, at, { kind: 'HEADER', c0: '0', c1: '1', c2: '2' }), 'mapping')
	await until('checked', 20, () => cell(`SELECT state FROM everychild_education.import WHERE handle = '${handle}'`) === 'READ')
	assert.deepEqual(edu.importCounts(handle), [1, 0, 0, 0])
	assert.deepEqual(edu.importCounts(await edu.readIn(c, `${head}n2,F,14/09/2013,x\n`)), [1, 0, 0, 0])
})

test('the nightly command brings a file to the same page', async () => {
	const c = await officer()
	const file = path.join(env.EC_DIR, 'header.csv')
	fs.writeFileSync(file, `\ufeff${HEADER}o1,M,14/09/2013,WBRI,UN3,,\r\n`)
	const run = spawnSync(path.join(env.EC_BUILD, 'installed/libexec/everychild/education'), ['-c', env.EC_SETTINGS, '-i', 'header', file], { encoding: 'utf8' })
	assert.equal(run.status, 0, run.stderr)
	const handle = run.stdout.trim()
	await until('checked', 20, () => cell(`SELECT state FROM everychild_education.import WHERE handle = '${handle}'`) === 'READ')
	await edu.applied(c, handle)
	assert.ok(edu.byNumber('o1'))
})

const taken = (kind, text) => {
	const file = path.join(env.EC_DIR, 'taken.csv')
	fs.writeFileSync(file, text)
	return spawnSync(path.join(env.EC_BUILD, 'installed/libexec/everychild/education'), ['-c', env.EC_SETTINGS, '-i', kind, file], { encoding: 'utf8' })
}

test('a file that is not text to its last byte, or has more rows than are read in, is refused whole', () => {
	const before = cell('SELECT COUNT(*) FROM everychild_education.import')
	for (const [text, why] of [[`${HEADER}r1,M,14/09/2013,WBRI,UN3,,\n\0r2,M,14/09/2013,WBRI,UN3,,\n`, /cannot be read/],
		[Buffer.from(`${HEADER}r1,M,14/09/2013,\xff,UN3,,\n`, 'latin1'), /cannot be read/], [HEADER + 'r\n'.repeat(100001), /100001 rows/]]) {
		const run = taken('header', text)
		assert.notEqual(run.status, 0)
		assert.match(run.stderr, why)
	}
	assert.equal(cell('SELECT COUNT(*) FROM everychild_education.import'), before)
})

test('a quotation mark that is never closed refuses its row, however long, and the next file is checked', async () => {
	const c = await officer()
	const long = await edu.readIn(c, `${HEADER}s1,M,"${'x'.repeat(70000)}\ns2,M,14/09/2013,WBRI,UN3,,\n`)
	assert.deepEqual(edu.importCounts(long), [1, 0, 0, 1])
	assert.equal((await c.get(`/education/import/${long}/rejected`)).status, 200)
	assert.deepEqual(edu.importCounts(await edu.readIn(c, `${HEADER}s3,M,14/09/2013,WBRI,UN3,,\n`)), [1, 0, 0, 0])
	const at = '/education/schools/file'
	const read = await c.submit(await c.get(at), at, { rows: `URN,DFE_NUMBER,NAME,TYPE,PHASE,LA_CODE,STATE_FUNDED,OPEN,CLOSE\n"${'x'.repeat(70000)}\n`, go: 'read' })
	assert.match((await c.get(edu.led(read, 'read in'))).text, /A quotation mark is not closed/)
})

test('of rows of one child and one day the first that can be read is taken, whatever stands between', async () => {
	const c = await officer()
	await edu.applied(c, await edu.readIn(c, `${HEADER}t1,M,14/09/2013,WBRI,UN3,,\n`))
	const row = (on, place = 'U6') => `t1,${on},S,C2,N1,${place},PR1,,,,,,\n`
	const handle = await edu.readIn(c, EPISODES + row('06/05/2024') + row('05/05/2024') + row('06/05/2024') + row('05/05/2024'))
	const why = ask(`SELECT e.line, e.message FROM everychild_education.import_error e JOIN everychild_education.import i ON i.id = e.import WHERE i.handle = '${handle}' AND e.field = 'DECOM' ORDER BY e.line`)
	assert.deepEqual(why, [['4', 'Line 2 is of the same child and DECOM'], ['5', 'Line 3 is of the same child and DECOM']])
})

test('a child that was read in is linked to the index by a person', async () => {
	const c = await officer()
	const kid = await edu.child(c)
	const path = `/education/start/${kid}`
	const born = sql(`SELECT DATE_FORMAT(born_on, '%d/%m/%Y') FROM everychild_index.child WHERE handle = '${kid}'`)[0][0]
	await edu.applied(c, await edu.readIn(c, `${HEADER}p1,F,${born},WBRI,UN3,,\n`))
	const same = edu.handleOf(edu.byNumber('p1'))
	const page = await c.get(path)
	assert.match(page.text, /It is child p1/)
	assert.equal(edu.led(await c.submit(page, path, { same }), 'link'), edu.byNumber('p1'))
	assert.match((await c.get(edu.byNumber('p1'))).text, /Booth/)
	assert.doesNotMatch((await c.get(`/education/start/${await edu.child(c)}`)).text, /It is child p1/)
})

test('who does not read in files finds no page of them', async () => {
	const handle = await edu.readIn(await officer(), `${HEADER}q1,M,14/09/2013,WBRI,UN3,,\n`)
	for (const login of ['nwest', 'dhale', 'cfinn', 'snadir', 'vking'])
		for (const page of ['/education/imports', `/education/import/${handle}`, `/education/import/${handle}/rejected`])
			assert.ok([403, 404].includes((await (await person(login)).get(page)).status), `${login} ${page}`)
})

test('what can never be done is failed once, with the reason, and a person has it tried again or drops it', async () => {
	const c = await officer()
	const state = handle => cell(`SELECT CONCAT(state, ' ', tries) FROM everychild_education.import WHERE handle = '${handle}'`)
	const settled = async (handle, wanted) => until(wanted, 20, () => state(handle).startsWith(wanted))
	sql(`ALTER TABLE everychild_education.import_change ADD CONSTRAINT never CHECK (body NOT LIKE '%fa1%')`)
	const handle = await edu.readIn(c, `${HEADER}fa1,M,14/09/2013,WBRI,UN3,,\n`)
	const at = `/education/import/${handle}`
	assert.equal(state(handle), 'FAILED 1')
	sql('ALTER TABLE everychild_education.import_change DROP CONSTRAINT never')
	const page = await c.get(at)
	assert.match(page.text, /did not take a row of it.*Nothing of it has been taken in/)
	assert.match((await c.get('/education/imports')).text, /Failed/)
	edu.led(await c.submit(page, at, { what: 'check' }), 'again')
	await settled(handle, 'READ')
	assert.equal(state(handle), 'READ 0')
	await edu.applied(c, handle)
	assert.ok(edu.byNumber('fa1'))
	// One that broke the program off each time waits for nobody's fifth fall.
	const other = await edu.readIn(c, `${HEADER}fa2,M,14/09/2013,WBRI,UN3,,\n`)
	sql(`UPDATE everychild_education.import SET state = 'CHECK', tries = 5 WHERE handle = '${other}'`)
	await settled(other, 'FAILED')
	const there = `/education/import/${other}`
	assert.match((await c.get(there)).text, /begun five times/)
	edu.led(await c.submit(await c.get(there), there, { what: 'drop' }), 'drop')
	assert.equal(state(other), 'DROPPED 0')
	assert.equal(cell(`SELECT COUNT(*) FROM everychild_education.import_part p JOIN everychild_education.import i ON i.id = p.import WHERE i.handle = '${other}'`), '0')
})

test('the command takes a file of a year that is over, and refuses what is no year', async () => {
	const run = taken('header-2024', `${HEADER}yr1,1,14/09/2013,WBRI,UN3,,\n`)
	assert.equal(run.status, 0, run.stderr)
	assert.equal(cell(`SELECT year FROM everychild_education.import WHERE handle = '${run.stdout.trim()}'`), '2024')
	assert.match(taken('header-24', HEADER).stderr, /does not end with a year/)
})

test('a file without rows is taken in with a clear word, and changes nothing', async () => {
	const c = await officer()
	const handle = await edu.readIn(c, 'CHILD,DOB,MISSING,MIS_START,MIS_END\n')
	assert.deepEqual(edu.importCounts(handle), [0, 0, 0, 0])
	const page = await c.get(`/education/import/${handle}`)
	assert.match(page.text, /the names of its columns and no rows: there is nothing in it to apply, and nothing changes/)
	assert.doesNotMatch(page.body, /value="apply"/)
	const none = await c.submit(await c.get('/education/imports'), '/education/imports', { year: '2026', text: ' ' })
	assert.equal(none.status, 422)
})
