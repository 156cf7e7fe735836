// The yearly return and the report (modules/lscb/sections.md 5.7, 6.1): AC15 cell for cell.
import test, { after, before } from 'node:test'
import assert from 'node:assert/strict'
import { cell, env, logMark, person, settings, sql, troubles, until } from '../lib/stack.mjs'
import { token } from '../lib/token.mjs'

let clare, nora, honor, paula, eddie, tess

before(async () => {
	clare = await person('ccole')		// coordinator
	nora = await person('nbirch')		// the other coordinator
	honor = await person('hfaye')		// chair of the panel
	paula = await person('pcairns')		// chair of the board
	eddie = await person('eshort')		// analyst
	tess = await person('jsingh')		// designated doctor
	worked()
	logMark()
})

after(() => {
	sql('USE everychild_lscb; DELETE FROM return_row; DELETE FROM return_run; DELETE FROM annual_report; DELETE FROM annual_text')
	forget()
	assert.deepEqual(troubles(), [])
})

const db = text => sql(`USE everychild_lscb; ${text}`)

// AC15, eight years before: no other test has deaths of then. Leap years stay.
const before8 = text => text.replace(/\b(\d{4})(-\d\d-\d\d)\b/g, (all, year, day) => year - 8 + day)
// Identifier (of no other case), born, died, sex, ethnic group, place, event, category, conclusion,
// completed, expected, plan, review of a serious case.
const REVIEWED = `
AC-2024-0031 2024-11-02 2024-11-05 M WBRI H-NNU E02 8 N 2025-04-24 E NEVER N
AC-2024-0029 2024-09-30 2024-10-27 F APKN H-NNU E02 8 M 2025-05-15 U NEVER N
AC-2024-0022 2024-08-01 2024-08-29 M BAFR H-ICU E03 7 N 2025-05-15 E NEVER N
AC-2024-0020 2024-05-10 2024-08-14 F WBRI HOME E04 10 M 2025-08-14 U NEVER N
AC-2024-0035 2020-01-20 2024-11-30 M MWBC PUBL E06 3 M 2025-10-02 U NEVER N
AC-2025-0008 2012-02-29 2025-02-28 F AIND H-ICU E03 4 N 2025-08-28 E NEVER N
AC-2025-0019 2007-07-01 2025-06-30 M WBRI HOME E12 2 M 2026-03-26 U PREVIOUS N
AC-2024-0006 2023-03-01 2024-02-29 F ABAN H-WARD E99 9 N 2025-06-19 U NEVER N
AC-2024-0002 2022-05-05 2024-01-10 M WOTH HOME E11 1 M 2025-12-11 U CURRENT Y
AC-2025-0001 2018-10-10 2025-01-05 F WBRI H-ED E99 5 M 2025-12-11 U NEVER N
AC-2025-0009 2016-06-06 2025-03-03 M BCRB HOSP E03 6 N 2025-08-28 E NEVER N
AC-2024-0024 2009-04-04 2024-09-09 M WBRI PUBL E05 3 I 2026-03-26 U NK N
AC-2024-0017 2023-01-01 2024-06-01 M WBRI HOME E04 10 M 2025-03-31 U NEVER N`.trim().split('\n').map(line => before8(line).split(' '))
// Identifier, died, state, scope, flag.
const OPEN = `
AC-2026-0003 2026-02-10 GATHERING IN -
AC-2025-0022 2025-09-03 GATHERING IN OUT-OF-AREA
AC-2024-0040 2024-12-20 HOLD IN -
AC-2023-0044 2023-11-02 HOLD IN -
AC-2025-0027 2025-10-01 TRANSFERRED NONRES -
AC-2025-0030 2025-10-02 OUT OUT-STILLBIRTH -
AC-2025-0031 2025-11-01 GATHERING JAR-ONLY -
AC-2025-0032 2025-11-02 OUT OUT-TOP -`.trim().split('\n').map(line => before8(line).split(' '))
// The age band of each, by 2.1; filled in by the program where a death is notified.
const BANDS = '1 1 2 2 3 5 6 2 3 4 4 6 3'.split(' ')

const handle = i => `acfifteen${String(i).padStart(3, '0')}`
const account = cell("SELECT id FROM everychild.account WHERE login = 'ccole'")

function put(i, reference, state, columns) {
	const closed = ['CLOSED', 'TRANSFERRED', 'OUT'].includes(state) ? 'UTC_TIMESTAMP(6)' : 'NULL'
	const names = Object.keys(columns), values = Object.values(columns).map(v => v === null ? 'NULL' : `'${v}'`)
	db(`INSERT INTO record (handle, reference, kind, subject, state, owner, opened_at, closed_at) SELECT '${handle(i)}', '${reference}', 'lscb', '${reference}', '${state}', ${account}, UTC_TIMESTAMP(6), ${closed};
		INSERT INTO death (record, form_set, notified_at, family, ${names}) SELECT id, 'L', UTC_TIMESTAMP(6), 'Zqworked', ${values} FROM record WHERE handle = '${handle(i)}'`)
}
const mark = (i, kind, code) => db(`INSERT INTO death_mark (record, kind, code, principal, account, at) SELECT id, '${kind}', '${code}', ${kind === 'EVENT' ? 1 : 0}, ${account}, UTC_TIMESTAMP(6) FROM record WHERE handle = '${handle(i)}'`)

function worked() {
	forget()
	const account = cell("SELECT id FROM everychild.account WHERE login = 'ccole'")
	assert.ok(account)
	REVIEWED.forEach(([reference, born_on, died_on, sex, ethnicity, place_event, event, category, conclusion, completed_on, expected, plan, case_review], i) => {
		put(i, reference, 'CLOSED', { notified_on: died_on, born_on, died_on, sex, ethnicity, place: place_event, place_event, category, conclusion, completed_on, expected, plan, case_review,
			return_year: completed_on < '2017-04-01' ? 2017 : 2018, age_band: BANDS[i], scope: 'IN', asylum: 'N', statutory_order: 'NEVER' })
		mark(i, 'EVENT', event)
	})
	OPEN.forEach(([reference, died_on, state, scope, flag], i) => {
		put(50 + i, reference, state, { notified_on: died_on, died_on, scope })
		if (flag !== '-') mark(50 + i, 'FLAG', flag)
	})
}

function forget() {
	const mine = "SELECT id FROM record WHERE handle LIKE 'acfifteen%'"
	db(`DELETE FROM death_mark WHERE record IN (${mine}); DELETE FROM death WHERE record IN (${mine}); DELETE FROM record WHERE handle LIKE 'acfifteen%'`)
}

// Rows of a table of a page: label, then the numbers.
function rows(page, id) {
	const table = new RegExp(`<table[^>]*id="${id}"[^]*?</table>|<figure[^>]*id="${id}"[^]*?(<table[^]*?</table>)`).exec(page.body)
	assert.ok(table, `table ${id}`)
	return Object.fromEntries((table[1] ?? table[0]).split('<tr').slice(2).map(row => {
		const cells = [...row.matchAll(/<t[hd][^>]*>([^]*?)<\/t[hd]>/g)].map(c => c[1].replace(/<span class="govuk-visually-hidden">[^<]*<\/span>/g, '').replace(/<[^>]*>/g, '').trim())
		return [cells[0], cells.slice(1).join(' ').trim()]
	}))
}

const EXPECTED = {
	l1: { All: '6 5 1 12' },
	l2: { 'Under 6 months': '0 2 0 2', '6 or 7 months': '1 1 0 2', '8 or 9 months': '1 1 0 2', '10 or 11 months': '2 0 0 2', '12 months': '1 0 0 1', 'Over 1 year': '1 1 1 3' },
	l3: { '0 to 27 days': '1 1 0 2', '28 to 364 days': '1 2 0 3', '1 to 4 years': '2 0 0 2', '5 to 9 years': '1 1 0 2', '10 to 14 years': '0 1 0 1', '15 to 17 years': '1 0 1 2' },
	l4: { Male: '3 3 1 7', Female: '3 2 0 5' },
	l5: { White: '4 1 1 6', Mixed: '1 0 0 1', 'Asian or Asian British': '1 2 0 3', Black: '0 2 0 2' },
	l6: { Hospital: '2 4 0 6', Home: '3 0 0 3', Public: '1 0 1 2', Hospice: '0 1 0 1' },
	l6d: { 'Acute hospital: emergency department': '1 0 0 1', 'Acute hospital: paediatric ward': '0 1 0 1', 'Acute hospital: neonatal unit': '1 1 0 2', 'Acute hospital: intensive care unit': '0 2 0 2' },
	l7: { 'Neonatal death': '1 1 0 2', 'Known life-limiting condition': '0 3 0 3', 'Sudden unexpected death in infancy': '1 0 0 1', 'Road traffic collision': '0 0 1 1', Drowning: '1 0 0 1',
		'Apparent homicide': '1 0 0 1', 'Apparent suicide': '1 0 0 1', 'None of these, or not known': '1 1 0 2' },
	l8: { 1: '1 0 0 1', 2: '1 0 0 1', 3: '1 0 1 2', 4: '0 1 0 1', 5: '1 0 0 1', 6: '0 1 0 1', 7: '0 1 0 1', 8: '1 1 0 2', 9: '0 1 0 1', 10: '1 0 0 1' },
	l9: { 'At death': '1 0 0 1', Previously: '1 0 0 1', Never: '4 5 0 9', 'Not known': '0 0 1 1' },
	l12: { Yes: '1 0 0 1', No: '5 5 1 11' },
	l13: { Expected: '0 4 0 4', Unexpected: '6 1 1 8', 'Not known': '0 0 0 0' },
	l14: { 'In the year': '2', 'In the year before': '1', Earlier: '1' },
	l15: { Residents: '3', 'Of residents: died in the area of another board': '1', 'Not resident, died here': '1' },
}

function asExpected(page, id, expected) {
	const found = rows(page, id)
	for (const [label, numbers] of Object.entries(expected)) {
		const row = Object.keys(found).find(k => k === label || (id === 'l8' && k.startsWith(`${label} `)) || (label === 'Black' && k.startsWith('Black')))
		assert.equal(found[row], numbers, `${id} ${label}`)
	}
	for (const [label, numbers] of Object.entries(found))
		if (!Object.keys(expected).some(k => k === label || (id === 'l8' && label.startsWith(`${k} `)) || (k === 'Black' && label.startsWith('Black'))) && id !== 'l6d')
			assert.match(numbers, /^[0 ]*$/, `${id} ${label}`)
}

test('AC15: the return comes out cell for cell', async () => {
	const page = await clare.get('/lscb/report?year=2017')
	for (const [id, expected] of Object.entries(EXPECTED)) {
		if (id === 'l14' || id === 'l15') continue
		if (id === 'l1' || id === 'l13' || EXPECTED[id]) asExpected(page, id, expected)
	}
	const open = rows(page, 'l14')
	assert.deepEqual(Object.values(open).map(v => v.split(' ').pop()), ['2', '1', '1'])
})

test('L10, L11 and L16: orders, asylum seekers and responses, each by the panel\'s conclusion', async () => {
	const set = (i, column, value) => db(`UPDATE death SET ${column} = '${value}' WHERE record = (SELECT id FROM record WHERE handle = '${handle(i)}')`)
	const decide = (i, decision) => db(`INSERT INTO response_decision (record, decision, triggers, decided_at, decided_by, account, at) SELECT id, '${decision}', '', UTC_TIMESTAMP(6), 'x', ${account}, UTC_TIMESTAMP(6) FROM record WHERE handle = '${handle(i)}'`)
	// Conclusions: 0 N, 1 M, 3 M, 4 M, 5 N, 6 M, 11 I; 0 and 5 were expected.
	for (const [i, value] of [[0, 'CURRENT'], [1, 'PREVIOUS'], [11, 'NK']]) set(i, 'statutory_order', value)
	for (const [i, value] of [[3, 'Y'], [5, 'K']]) set(i, 'asylum', value)
	for (const [i, decision] of [[1, 'R'], [3, 'N'], [3, 'R'], [4, 'N'], [11, 'U'], [0, 'R']]) decide(i, decision)
	try {
		const page = await clare.get('/lscb/report?year=2017')
		assert.deepEqual(rows(page, 'l10'), { 'At death': '0 1 0 1', Previously: '1 0 0 1', Never: '5 4 0 9', 'Not known': '0 0 1 1' })
		assert.deepEqual(rows(page, 'l11'), { Yes: '1 0 0 1', No: '5 4 1 10', 'Not known': '0 1 0 1' })
		const response = rows(page, 'l16'), labels = Object.fromEntries(Object.entries(response).map(([label, numbers]) => [numbers, label]))
		assert.deepEqual(Object.values(response).sort(), ['0 0 1 1', '1 0 0 1', '2 0 0 2', '3 1 0 4'], 'the newest decision of each unexpected death counts')
		assert.match(labels['2 0 0 2'], /[Rr]equired|Held|Yes/)
	} finally {
		for (const i of [0, 1, 11]) set(i, 'statutory_order', 'NEVER')
		for (const i of [3, 5]) set(i, 'asylum', 'N')
		db(`DELETE FROM response_decision WHERE record IN (SELECT id FROM record WHERE handle LIKE 'acfifteen%')`)
	}
})

test('R12: what was open at 31 March by what it waited for then, of several what began first', async () => {
	const gate = (i, code, opened, ended) => db(`INSERT INTO gate (record, code, hard, status, opened_on, ended_on, account, at) SELECT id, '${code}', 1, 'OPEN', '${opened}', ${ended ? `'${ended}'` : 'NULL'}, ${account}, UTC_TIMESTAMP(6) FROM record WHERE handle = '${handle(i)}'`)
	gate(52, 'G-COR', '2017-01-05')
	gate(52, 'G-PM', '2017-01-06')
	gate(53, 'G-CRIM', '2016-01-01', '2016-06-01')
	gate(53, 'G-SCR', '2016-02-01', '2018-05-01')
	gate(50, 'G-NHS', '2018-06-01')
	try {
		const last = page => Object.fromEntries(Object.entries(rows(page, 'r12h')).map(([label, numbers]) => [label, numbers.split(' ').pop()]))
		const hidden = n => n === '&lt;5' || n === '[c]'
		const found = last(await clare.get('/lscb/report/published?year=2017'))
		for (const label of ['Coroner', 'Case review', 'Nothing of these']) assert.ok(hidden(found[label]), `${label}: ${found[label]}`)
		for (const label of ['Criminal proceedings', 'Post-mortem report', 'NHS review']) assert.ok(['0', '[c]', undefined].includes(found[label]), `${label}: ${found[label]}`)
		const said = (await clare.get('/lscb/annual?year=2018')).text
		assert.match(said, /Reviews not completed at 31 March, by what they waited for/)
		assert.match(said, /Reviews not completed at 31 March, by the day of death/)
		assert.match(said, /Deaths notified, by authority of residence/)
	} finally { db(`DELETE FROM gate WHERE record IN (SELECT id FROM record WHERE handle LIKE 'acfifteen%')`) }
})

test('every number opens its rows, and they are as many', async () => {
	const page = await clare.get('/lscb/report?year=2017')
	const links = [...page.body.matchAll(/href="(\/lscb\/report\/rows\/[^"]+)"[^>]*>(\d+)/g)].filter(l => Number(l[2]) > 0)
	assert.ok(links.length > 60, String(links.length))
	for (const [, href, n] of links.filter((_, i) => i % 7 === 0)) {
		const behind = await clare.get(href.replaceAll('&amp;', '&'))
		assert.equal(behind.status, 200, href)
		assert.match(behind.text, new RegExp(`\\b${n} rows?\\b`), href)
		assert.ok(!behind.body.includes('Zqworked'))
	}
})

test('the coordinator runs it, the chair approves it, and nobody changes it after that', async () => {
	const made = await clare.submit(await clare.get('/lscb/return'), '/lscb/return', { year: '2018' })
	assert.equal(made.status, 303)
	const path = made.headers.location
	let page = await clare.get(path)
	for (const [id, expected] of Object.entries(EXPECTED)) asExpected(page, id, expected)
	assert.ok(!page.text.includes('Does not hold'), 'all checks hold')
	assert.match(page.text, /55% of the 11 with a judgement, as the country counts it; 50% of all 12/)
	assert.ok(!page.body.includes('Approve and lock'), 'not who made it')
	assert.equal(rows(page, 'plausible')['Under 28 days'], '17% 33% to 50% Unusual')
	assert.equal(rows(page, 'plausible')['With modifiable factors'], '50% 12% to 60%')
	assert.equal(rows(page, 'plausible')['Time to completion, median'], '9 months 5 to 18 months', 'the sixth has 8, the seventh 10')
	page = await honor.get(path)
	assert.equal((await honor.submit(page, path, {})).status, 422)
	assert.equal((await honor.submit(page, path, { sure: 'Y' })).status, 303)
	assert.match((await clare.get(path)).text, /Approved and locked/)
	assert.ok(!(await honor.get(path)).body.includes('Approve and lock'), 'once')
	const again = (await clare.submit(await clare.get('/lscb/return'), '/lscb/return', { year: '2018' })).headers.location
	assert.match((await clare.get(again)).text, /No number differs/)
	page = await honor.get(again)
	assert.match(page.text, /There is nothing to approve/)
	assert.match(page.title, /^Return 2017 to 2018 - run 2 - Everychild/)
	assert.ok(!page.body.includes('Approve and lock'), 'no amendment that amends nothing')
	const same = await honor.post(again, { token: token(env, 'lscb', honor, again), sure: 'Y' })
	assert.equal(same.status, 422)
	assert.equal(cell(`SELECT status FROM everychild_lscb.return_run WHERE handle = '${again.split('/').pop()}'`), 'RUN')
	// Two reviews that change places: no number differs, and a row does.
	db(`UPDATE return_row SET body = CONCAT(body, '9') WHERE run = (SELECT id FROM return_run WHERE handle = '${again.split('/').pop()}') LIMIT 1`)
	assert.match((await honor.get(again)).body, /Approve and lock/)
})

test('what changes later is an amendment with its differences', async () => {
	db(`UPDATE death SET conclusion = 'N' WHERE record = (SELECT id FROM record WHERE handle = '${handle(3)}')`)
	const path = (await nora.submit(await nora.get('/lscb/return'), '/lscb/return', { year: '2018', why: 'The panel corrected one' })).headers.location
	const page = await honor.get(path), found = /<table[^>]*id="differences"[^]*?<\/table>/.exec(page.body)[0]
	assert.match(found, /L1: all reviews[^]*Modifiable[^]*>6<[^]*>5</)
	assert.equal((await honor.submit(page, path, { sure: 'Y' })).status, 303)
	assert.match((await nora.get(path)).text, /Amendment/)
	assert.match((await nora.get(path)).text, /The panel corrected one/)
	db(`UPDATE death SET conclusion = 'M' WHERE record = (SELECT id FROM record WHERE handle = '${handle(3)}')`)
})

test('a return in which a check does not hold is not approved', async () => {
	db(`UPDATE death SET age_band = '' WHERE record = (SELECT id FROM record WHERE handle = '${handle(0)}')`)
	const path = (await nora.submit(await nora.get('/lscb/return'), '/lscb/return', { year: '2018' })).headers.location
	const page = await honor.get(path)
	assert.match(page.text, /Each review has an age band Does not hold/)
	assert.ok(!page.body.includes('Approve and lock'))
	db(`UPDATE death SET age_band = '1' WHERE record = (SELECT id FROM record WHERE handle = '${handle(0)}')`)
})

test('a row for each review has no name, no day of birth and no address', async () => {
	const path = cell('SELECT handle FROM everychild_lscb.return_run WHERE year = 2018 AND number = 1')
	const file = await clare.get(`/lscb/return/${path}/ROWS`)
	assert.equal(file.status, 200)
	const lines = file.body.trim().split('\r\n')
	assert.equal(lines.length, 13)
	assert.ok(lines.some(l => l.includes('AC-2024-0031,2016Q4,1,M,WBRI,H-NNU,E02,8,N,E,NEVER')), lines[1])
	assert.match(lines[0], /^\ufeff?LSCB code,CDOP code,Identifier,/)
	assert.ok(lines.slice(1).every(l => l.startsWith(',,') && l.split(',').length === 19), 'no code until it is set')
	const back = settings({ 'lscb.board_code': 'E09900', 'lscb.panel_code': 'CD12' }, 'lscb')
	try {
		await until('the codes', 20, async () => (await clare.get(`/lscb/return/${path}/ROWS`)).body.includes('\r\nE09900,CD12,AC-2024-0031,2016Q4'))
	} finally { back() }
	await until('no codes', 20, async () => (await clare.get(`/lscb/return/${path}/ROWS`)).body.includes('\r\n,,AC-2024-0031'))
	assert.doesNotMatch(file.body, /Zqworked|2016-11-02/)
	assert.equal((await clare.get(`/lscb/return/${path}/TABLES`)).status, 200)
	assert.equal((await clare.get(`/lscb/return/${path}/ELSE`)).status, 404)
})

test('AC14: the chair of the board sees counts and no row; the analyst no count below five', async () => {
	const page = await paula.get('/lscb/report?year=2017')
	assert.match(rows(page, 'l1').All, /^6 5 1 12/)
	assert.ok(!page.body.includes('/lscb/report/rows/'))
	assert.equal((await paula.get('/lscb/report/rows/l1?year=2017')).status, 403)
	assert.equal((await paula.get('/lscb/')).status, 403)
	const hidden = await eddie.get('/lscb/report?year=2017')
	assert.match(rows(hidden, 'l4').Female, /^&lt;5 /)
	assert.equal((await eddie.get('/lscb/report/rows/l1?year=2017')).status, 403)
	assert.equal((await eddie.get('/lscb/return')).status, 403)
	for (const topic of ['work', 'published', 'early'])
		for (const year of ['2017', '1999']) assert.equal((await eddie.get(`/lscb/report/${topic}?year=${year}`)).status, 200, topic)
	for (const id of ['l1', 'l2', 'l3', 'l4', 'l5', 'l6', 'l7', 'l8', 'l9', 'l12', 'l13'])
		for (const [label, numbers] of Object.entries(rows(hidden, id)))
			assert.doesNotMatch(numbers.replace(/\[c\]|&lt;5/g, 'c'), /(^| )[1-4]( |$)/, `${id} ${label}: ${numbers}`)
})

test('AC15: how long it took', async () => {
	const page = await clare.get('/lscb/report/published?year=2017'), days = rows(page, 'r10-days')
	assert.deepEqual(days, { '6 months': '[c] [c]', '12 months': '[c] [c]' })
	const all = rows(await clare.get('/lscb/report/work?year=2017'), 'months-days')
	assert.deepEqual(all, { '6 months': '25% 287.5', '12 months': '75% 287.5' })
})

test('how soon is in time is a setting of the board', async () => {
	const back = settings({ 'lscb.report_months': 24 }, 'lscb')
	try {
		await until('the amounts', 20, () => cell("SELECT amount FROM everychild_lscb.amount WHERE code = 'WITHIN'") === '24')
		assert.equal(rows(await clare.get('/lscb/report/work?year=2017'), 'months-days')['6 months'], '100% 287.5')
	} finally { back() }
	await until('the amounts', 20, () => cell("SELECT amount FROM everychild_lscb.amount WHERE code = 'WITHIN'") === '6')
})

test('what is published leaves out every count from one to four', async () => {
	const page = await clare.get('/lscb/report/published?year=2017')
	assert.match(rows(page, 'r7')['4 Malignancy'], /&lt;5/)
	for (const id of ['r7a', 'r7', 'r8', 'r9', 'r15'])
		for (const [label, numbers] of Object.entries(rows(page, id)))
			assert.doesNotMatch(numbers.replace(/\[c\]|&lt;5/g, 'c'), /(^| )[1-4]( |$)/, `${id} ${label}: ${numbers}`)
})

// -- the annual report, 5.7 --

const submit = async (c, at, fields, to = at) => c.submit(await c.get(at), to, fields)
const went = page => (assert.equal(page.status, 303, `${page.title}: ${page.errors().join(' | ')}`), page.location)

test('the annual report: words with drafts, charts beside the tables, no count from one to four', async () => {
	const at = '/lscb/annual-text/2018/FOREWORD'
	const form = await clare.get(at)
	const draft = await clare.post(`${at}/draft`, { ...Object.fromEntries(form.form(at).fields), text: 'Half a thought' })
	assert.equal(draft.status, 200)
	assert.match(draft.body, /Draft kept at/)
	assert.match((await clare.get(at)).text, /Half a thought/)
	assert.doesNotMatch((await nora.get(at)).text, /Half a thought/, 'it is her own')
	went(await submit(clare, at, { text: 'A year of work.\n\nWe met <often>.' }))
	assert.doesNotMatch((await clare.get(at)).text, /Your draft/)
	const clash = await nora.submit(await nora.get(at), at, { text: 'Other words', version: '0' })
	assert.equal(clash.status, 409)
	assert.match(clash.body, /Other words/)
	const page = await clare.get('/lscb/annual?year=2018')
	assert.match(page.text, /A year of work\. We met <often>\./)
	for (const heading of ['Foreword', 'Organisation, membership and attendance', 'Modifiable factors', 'Terms of reference']) assert.match(page.text, new RegExp(heading))
	assert.match(page.body, /<svg/)
	assert.doesNotMatch(page.body, /report\/rows|AC-20|Zqworked/)
	for (const id of ['r7a', 'r7', 'r8', 'r9', 'r15', 'revent', 'rscr', 'rsex', 'rethnic', 'rneo'])
		for (const [label, numbers] of Object.entries(rows(page, id)))
			assert.doesNotMatch(numbers.replace(/\[c\]|&lt;5/g, 'c'), /(^| )[1-4]( |$)/, `${id} ${label}: ${numbers}`)
	assert.match(rows(page, 'r7')['4 Malignancy'], /&lt;5/)
	for (const c of [honor, paula, eddie]) assert.equal((await c.get('/lscb/annual?year=2018')).status, 200)
	assert.equal((await honor.get(at)).status, 403, 'coordinators write')
	assert.equal((await clare.get('/lscb/annual-text/2018/NONSENSE')).status, 404)
	assert.equal((await clare.get('/lscb/annual?year=1999')).status, 404)
})

test('attendance, recommendations and actions of the annual report: no small number, and none to be worked out', async () => {
	const people = sql('SELECT id FROM everychild.account ORDER BY id LIMIT 12').flat()
	try {
		for (const [status, n] of [['OPEN', 7], ['DONE', 2], ['PROGRESS', 6]])
			for (let i = 0; i < n; i++) db(`INSERT INTO action (handle, number, text, led_by, made_on, status, account, at) VALUES ('zqa${status.slice(0, 4)}${String(i).padStart(5, '0')}', 'Z-${status}-${i}', 'Zq', 'x', '2017-06-01', '${status}', ${account}, UTC_TIMESTAMP(6))`)
		for (const i of [1, 2]) db(`INSERT INTO recommendation (handle, number, text, addressee, level, led_by, made_on, account, at) VALUES ('zqrecommen0${i}', 'ZQ-${i}', 'Zq', 'The Trust', 'LOCAL', 'x', '2017-06-01', ${account}, UTC_TIMESTAMP(6))`)
		db(`INSERT INTO meeting (handle, kind, meets_on, meets_at, status, papers_on, account, at) VALUES ('zqmeeting001', 'MAIN', '2017-07-04', '10:00', 'HELD', '2017-06-20', ${account}, UTC_TIMESTAMP(6))`)
		people.forEach((id, i) => db(`INSERT INTO attendance (meeting, account, seat, invited_at, came) SELECT id, ${id}, '${i < 3 ? 'POLICE' : i < 8 ? 'CSC' : 'PH'}', UTC_TIMESTAMP(6), '${i === 0 ? 'D' : 'P'}' FROM meeting WHERE handle = 'zqmeeting001'`))
		const page = await clare.get('/lscb/annual?year=2018')
		const said = id => Object.values(rows(page, id)).map(v => v.replace('&lt;', '<')).sort()
		assert.deepEqual(said('actions'), ['7', '<5', '[c]'])
		for (const id of ['seats', 'meetings', 'actions', 'answers'])
			for (const numbers of said(id)) assert.doesNotMatch(numbers.replaceAll('<5', 'c'), /(^| )[1-4]( |$)/, `${id}: ${numbers}`)
		assert.deepEqual(said('answers'), ['<5'])
		assert.deepEqual(said('seats').map(v => v.split(' ')[0]), ['5', '<5', '<5'])
		assert.match(said('meetings').join(), / 12 /)
	} finally {
		db(`DELETE FROM attendance WHERE meeting IN (SELECT id FROM meeting WHERE handle = 'zqmeeting001'); DELETE FROM meeting WHERE handle = 'zqmeeting001'; DELETE FROM action WHERE text = 'Zq'; DELETE FROM recommendation WHERE text = 'Zq'`)
	}
})

test('the chair approves the annual report, and what is published stays as it was', async () => {
	const version = went(await submit(clare, '/lscb/annual?year=2018', {}, '/lscb/annual'))
	assert.doesNotMatch((await clare.get(version)).body, /name="sure"/, 'not by who made it')
	const print = await clare.get(`${version}/print`)
	assert.match(print.text, /not approved yet/)
	assert.equal((await honor.submit(await honor.get(version), version, {})).status, 422, 'she says that she has read it')
	went(await submit(honor, version, { sure: 'Y' }))
	const kept = (await paula.get(version)).text.replace(/signed out at \S+/g, '')
	went(await submit(clare, '/lscb/annual-text/2018/FOREWORD', { text: 'Changed since' }))
	db(`UPDATE death SET category = 5 WHERE category = 8 AND return_year = 2018`)
	const after = (await paula.get(version)).text.replace(/signed out at \S+/g, '')
	db(`UPDATE death d JOIN record r ON r.id = d.record SET d.category = 8 WHERE r.reference IN ('${before8('AC-2024-0031')}', 'AC-2024-0031', 'AC-2024-0029')`)
	assert.equal(after, kept)
	assert.match(kept, /A year of work/)
	assert.match((await clare.get('/lscb/annual?year=2018')).text, /Changed since/)
	const paper = await paula.get(`${version}/print`)
	assert.doesNotMatch(paper.text, /not approved yet/)
	assert.match(paper.body, /<svg/)
	assert.doesNotMatch((await honor.get(version)).body, /name="sure"/, 'once')
	assert.equal((await paula.get('/lscb/annual/nonsuch00000')).status, 404)
})
