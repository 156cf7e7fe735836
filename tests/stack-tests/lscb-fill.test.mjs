// What everychild-fill loads of child deaths: five years of a large board (modules/lscb/sections.md
// 8.6), which the module takes for its own, with the shares and times of 8.2 to 8.4. In
// a stack of its own, because it fills empty ones only.
import assert from 'node:assert/strict'
import { execFileSync, spawnSync } from 'node:child_process'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { after, before, test } from 'node:test'
import { Client, environment } from '../lib/client.mjs'
import { dbClient, env as first, top } from '../lib/stack.mjs'

const N = 1200
const DB = 'everychild_lscb'
const dir = fs.mkdtempSync(path.join(os.tmpdir(), 'eccd.'))
const stack = path.join(top, 'tests/stack')
let env, clare, took

const sql = text => execFileSync(dbClient, ['--no-defaults', `--socket=${env.EC_DB_SOCKET}`,
	`--user=${env.EC_DB_ADMIN}`, '--batch', '--skip-column-names', '--default-character-set=utf8mb4', DB,
	'-e', text], { encoding: 'utf8', maxBuffer: 1 << 28 }).split('\n').filter(Boolean)
	.map(line => line.split('\t').map(cell => cell === 'NULL' ? null : cell))
const none = (what, text) => assert.deepEqual(sql(text).slice(0, 5), [], what)
const count = text => Number(sql(text)[0][0])

async function person(login) {
	const c = new Client(env)
	assert.equal((await c.signIn(login)).status, 303, login)
	return c
}

before(async () => {
	env = environment(execFileSync(stack, ['start', dir, first.EC_BUILD, '--deaths', String(N), '--fast',
		'--connections', '100'], { encoding: 'utf8' }).trim())
	took = Number(/deaths,.* in (\d+) seconds/.exec(fs.readFileSync(path.join(dir, 'log/fill.log'), 'utf8'))[1])
	clare = await person('ccole')
})
after(() => {
	spawnSync(stack, ['stop', dir])
	fs.rmSync(dir, { recursive: true, force: true })
})

// -- days, by the law and not by the program --

const day = 86400000
const iso = ms => new Date(ms).toISOString().slice(0, 10)
const ms = text => Date.parse(`${text}T00:00:00Z`)
const holidays = new Set(fs.readFileSync(path.join(top, 'conf/bank-holidays.xml'), 'utf8').match(/date="[\d-]+"/g).map(m => m.slice(6, -1)))
const working = text => ![0, 6].includes(new Date(ms(text)).getUTCDay()) && !holidays.has(text)
function workingDays(text, n) {
	for (const step = Math.sign(n); n !== 0;) if (working(text = iso(ms(text) + step * day))) n -= step
	return text
}
// The same day of a later month, or the last day of one that is shorter (1.4).
function months(text, n) {
	const [y, m, d] = text.split('-').map(Number)
	const last = new Date(Date.UTC(y, m - 1 + n + 1, 0)).getUTCDate()
	return iso(Date.UTC(y, m - 1 + n, Math.min(d, last)))
}
const fullMonths = (from, to) => {
	const [a, b] = [from, to].map(t => t.split('-').map(Number))
	return 12 * (b[0] - a[0]) + b[1] - a[1] - (b[2] < a[2] ? 1 : 0)
}

const reviewed = `FROM death d JOIN record r ON r.id = d.record WHERE d.scope = 'IN' AND d.return_year IS NOT NULL`
const part = (what, from = reviewed) => Number(sql(`SELECT ROUND(100 * AVG(${what}), 3) ${from}`)[0][0])
const within = (what, value, from, to) => assert.ok(value >= from && value <= to, `${what}: ${value}, not ${from} to ${to}`)

test('as many as asked for, by every step of the workflow, in bounded time', () => {
	// Beside them 6, 5 and 4 of 110, and those of the guides (8.6).
	assert.equal(count('SELECT COUNT(*) FROM death'), N + [6, 5, 4].reduce((all, n) => all + Math.floor(N * n / 110), 6))
	assert.ok(count(`SELECT COUNT(*) FROM death WHERE scope = 'IN' AND duplicate_of IS NULL`) >= N - 12)
	assert.ok(took < 60, `${took} seconds`)
	assert.deepEqual(sql('SELECT DISTINCT state FROM record').flat().sort(), ['ADJOURNED', 'ARCHIVED', 'CLOSED', 'COMPLETED',
		'DISCUSSION', 'DUPLICATE', 'GATHERING', 'HOLD', 'LISTED', 'NOTIFIED', 'OUT', 'READY', 'TRANSFERRED'])
	// T1 to T19, and the archive.
	const steps = ['notified', 'out', 'duplicate', 'transferred', 'accepted', 'discussion', 'more', 'hold', 'news', 'ready', 'listed',
		'unlisted', 'deferred', 'answered', 'completed', 'closed', 'reopened', 'back', 'undo', 'archive']
	const there = new Set(sql('SELECT DISTINCT code FROM event').flat())
	assert.deepEqual(steps.filter(code => !there.has(code)), [])
	assert.deepEqual(sql('SELECT DISTINCT form_set FROM death').flat().sort(), ['C', 'L'])
	none('a number that somebody may have', `SELECT record FROM death WHERE nhs <> '' AND nhs NOT LIKE '999%'`)
	none('a telephone', `SELECT id FROM person WHERE phone NOT LIKE '01632 960___'`)
})

test('who died, and of what, is spread as 8.3 has it', () => {
	for (const [band, share] of Object.entries({ 1: 43, 2: 20, 3: 12, 4: 7, 5: 8, 6: 10 }))
		within(`age band ${band}`, part(`d.age_band = '${band}'`), share - 4, share + 4)
	const shares = [2, 3, 6, 7, 6, 5, 24, 33, 6, 8]
	shares.forEach((share, i) => within(`category ${i + 1}`, part(`d.category = ${i + 1}`), share - 2 - share / 10, share + 2 + share / 10))
	within('male', part(`d.sex = 'M'`), 52, 60)
	within('sex not known', part(`d.sex IN ('I', 'U')`), 0, 2)
	for (const [letter, share] of Object.entries({ W: 62, A: 17, B: 9, M: 6 }))
		within(`ethnic group ${letter}`, part(`LEFT(d.ethnicity, 1) = '${letter}'`), share - 4, share + 4)
	within('in hospital', part(`d.place_event LIKE 'H-%'`), 62, 74)
	within('at home', part(`d.place_event = 'HOME'`), 16, 27)
	within('in a hospice', part(`d.place_event = 'HOSP'`), 2, 8)
	within('in public', part(`d.place_event = 'PUBL'`), 2, 8)
	within('unexpected', part(`d.expected = 'U'`), 28, 37)
	none('an age that the category does not have', `SELECT d.record ${reviewed} AND ((d.category = 2 AND d.age_band < '5')
	    OR (d.category = 4 AND d.age_band < '3') OR (d.category = 9 AND DATEDIFF(d.died_on, d.born_on) < 7))`)
})

test('what the panel concluded is as often modifiable as 8.2 and 8.3 say, by era', () => {
	within('modifiable, set L', part(`d.conclusion = 'M'`, `${reviewed} AND d.form_set = 'L'`), 20, 31)
	within('modifiable, set C', part(`d.conclusion = 'M'`, `${reviewed} AND d.form_set = 'C'`), 35, 50)
	within('inadequate', part(`d.conclusion = 'I'`), 0.3, 3)
	within('case reviews', part(`d.case_review = 'Y'`), 0.3, 4)
	const [low, high] = ['4, 7', '1, 2, 3, 10'].map(c => part(`d.conclusion = 'M'`, `${reviewed} AND d.category IN (${c})`))
	assert.ok(low < 25 && high > 50, `${low} ${high}`)
})

test('how long it took, how much is open and what agencies do is as 8.4 to 8.6 say', () => {
	const took = sql(`SELECT d.died_on, d.completed_on, d.form_set ${reviewed} ORDER BY DATEDIFF(d.completed_on, d.died_on)`)
	const m = took.map(([from, to]) => fullMonths(from, to))
	within('median months', m[m.length >> 1], 5, 18)
	within('under 6 months', 100 * m.filter(n => n < 6).length / m.length, 15, 38)
	within('within 12 months', 100 * took.filter(([from, to]) => to <= months(from, 12)).length / m.length, 60, 85)
	within('over two years', 100 * m.filter(n => n >= 24).length / m.length, 0.5, 15)
	const slow = sql(`SELECT d.died_on, d.completed_on ${reviewed} AND d.category IN (1, 2)`).map(([a, b]) => fullMonths(a, b)).sort((a, b) => a - b)
	assert.ok(slow[slow.length >> 1] > m[m.length >> 1], 'an inquest takes longer')
	within('open, of a year of deaths', count('SELECT COUNT(*) FROM record WHERE closed_at IS NULL') / (N / 5), 0.8, 1.5)
	for (const [what, where, least, most] of [['newborn', `d.age_band = '1' AND d.expected = 'E'`, 3, 6], ['expected', `d.age_band > '1' AND d.expected = 'E'`, 4, 8],
		['unexpected', `d.age_band > '1' AND d.expected = 'U'`, 8, 15], ['category 1', `d.category = 1`, 8, 20]])
		within(`agencies: ${what}`, part('(SELECT COUNT(*) FROM request q WHERE q.record = d.record) / 100', `${reviewed} AND ${where}`), least, most)
	within('late reports', part('returned_on > due_on', 'FROM request WHERE returned_on IS NOT NULL'), 8, 16)
	within('nil returns', part('nil', 'FROM request WHERE returned_on IS NOT NULL'), 3, 7)
	within('escalated', part(`EXISTS (SELECT 1 FROM request_step s WHERE s.request = q.id AND s.code LIKE 'E%' AND s.done_at IS NOT NULL)`, 'FROM request q'), 1, 6)
	within('cases a meeting', part(`(SELECT COUNT(*) FROM agenda_item i WHERE i.meeting = m.id AND i.record IS NOT NULL AND i.gone_at IS NULL) / 100`,
		`FROM meeting m WHERE m.status = 'CLOSED' AND m.meets_on > CURDATE() - INTERVAL 3 YEAR`), 5, 12)
})

test('the state of each case is what its facts say', () => {
	none('completed without a signed analysis', `SELECT d.record FROM death d WHERE (d.completed_on IS NOT NULL) <> EXISTS (SELECT 1 FROM analysis a
	    WHERE a.record = d.record AND a.stage = 'P' AND a.signed_by IS NOT NULL AND a.category = d.category AND a.conclusion = d.conclusion
	    AND a.signed_on = d.completed_on)`)
	none('signed at no meeting', `SELECT a.id FROM analysis a LEFT JOIN meeting m ON m.id = a.meeting AND m.meets_on = a.signed_on
	    WHERE a.stage = 'P' AND (m.id IS NULL OR NOT EXISTS (SELECT 1 FROM agenda_item i WHERE i.meeting = m.id AND i.record = a.record AND i.outcome = 'COMPLETED'))`)
	none('modifiable without a factor', `SELECT a.id FROM analysis a WHERE (a.conclusion = 'M') <> EXISTS (SELECT 1 FROM factor f WHERE f.analysis = a.id AND f.modifiable = 'Y')`)
	none('a factor that had no influence', `SELECT analysis FROM factor WHERE modifiable = 'Y' AND influence < 2`)
	none('category 1 undecided', `SELECT d.record FROM death d WHERE d.category = 1 AND NOT EXISTS (SELECT 1 FROM referral f WHERE f.record = d.record AND f.sent_to = 'SCR' AND f.decision <> '')`)
	none('a secondary category above', `SELECT id FROM analysis WHERE secondary <> '' AND CAST(secondary AS UNSIGNED) <= category`)
	none('with the panel and an open process', `SELECT r.id FROM record r JOIN gate g ON g.record = r.id AND g.status = 'OPEN' AND g.hard = 1
	    WHERE r.state IN ('READY', 'LISTED', 'ADJOURNED', 'COMPLETED', 'CLOSED')`)
	none('with the panel and a report awaited', `SELECT r.id FROM record r JOIN request q ON q.record = r.id AND q.status NOT IN ('ACCEPTED', 'NIL', 'WAIVED')
	    WHERE r.state IN ('READY', 'LISTED', 'ADJOURNED', 'COMPLETED', 'CLOSED')`)
	none('with the panel and a conflict', `SELECT r.id FROM record r JOIN collated c ON c.record = r.id AND c.how = 'CONFLICT' AND c.id = (SELECT MAX(x.id) FROM collated x
	    WHERE x.record = c.record AND x.form = c.form AND x.field = c.field AND x.item = c.item) WHERE r.state IN ('READY', 'LISTED')`)
	none('with the panel without a pack', `SELECT r.id FROM record r WHERE r.state IN ('READY', 'LISTED') AND NOT EXISTS (SELECT 1 FROM pack p WHERE p.record = r.id AND p.status IN ('CONFIRMED', 'ISSUED'))`)
	none('on hold for nobody', `SELECT r.id FROM record r WHERE r.state = 'HOLD' AND NOT EXISTS (SELECT 1 FROM gate g WHERE g.record = r.id AND g.status = 'OPEN' AND g.hard = 1)`)
	none('listed for no meeting', `SELECT r.id FROM record r WHERE (r.state = 'LISTED') <> EXISTS (SELECT 1 FROM agenda_item i JOIN meeting m ON m.id = i.meeting
	    WHERE i.record = r.id AND i.gone_at IS NULL AND i.outcome = '' AND m.status IN ('PLANNED', 'ISSUED'))`)
	none('closed or not', `SELECT id FROM record WHERE (closed_at IS NULL) <> (state IN ('NOTIFIED', 'GATHERING', 'DISCUSSION', 'HOLD', 'READY', 'LISTED', 'ADJOURNED', 'COMPLETED'))`)
	none('closed without an outcome told', `SELECT r.id FROM record r JOIN death d ON d.record = r.id AND d.return_year IS NOT NULL WHERE r.closed_at IS NOT NULL
	    AND (SELECT COUNT(DISTINCT f.told_to) FROM feedback f WHERE f.record = r.id AND f.told_to IN ('FAMILY', 'AGENCIES')) < 2`)
	none('one event that counts', `SELECT d.record ${reviewed} AND (SELECT COUNT(*) FROM death_mark k WHERE k.record = d.record AND k.kind = 'EVENT' AND k.principal = 1 AND k.gone_at IS NULL) <> 1`)
	none('two who are one', `SELECT id FROM pack WHERE confirmed_by IN (built_by, checked_by)`)
	none('identifiers in order of coming', `SELECT a.record FROM death a JOIN record x ON x.id = a.record JOIN death b JOIN record y ON y.id = b.record
	    AND y.id = x.id + 1 WHERE a.notified_on > b.notified_on`)
})

test('the age band is that of the two days', () => {
	for (const [born, died, band] of sql('SELECT born_on, died_on, age_band FROM death')) {
		const days = (ms(died) - ms(born)) / day, years = Math.floor(fullMonths(born, died) / 12)
		assert.equal(band, days <= 27 ? '1' : years < 1 ? '2' : years < 5 ? '3' : years < 10 ? '4' : years < 15 ? '5' : '6', `${born} ${died}`)
	}
})

test('nothing lies before its beginning, nothing lies ahead, nothing runs in a case that is closed', () => {
	none('before its start', `SELECT id FROM deadline WHERE due_on < from_on OR met_on < from_on`)
	none('still runs', `SELECT x.id FROM deadline x JOIN record r ON r.id = x.record WHERE r.closed_at IS NOT NULL AND x.met_at IS NULL AND x.dropped_at IS NULL`)
	none('late or not', `SELECT id FROM deadline WHERE met_on IS NOT NULL AND late <> (met_on > due_on)`)
	none('a task of a case that is closed', `SELECT t.id FROM task t JOIN record r ON r.id = t.record WHERE r.closed_at IS NOT NULL AND t.done_on IS NULL AND t.dropped_on IS NULL`)
	none('ahead', `SELECT id FROM event WHERE at > UTC_TIMESTAMP(6) UNION ALL SELECT id FROM request WHERE GREATEST(COALESCE(returned_on, 0), COALESCE(accepted_on, 0), COALESCE(sent_on, 0)) > CURDATE()`)
	none('out of order', `SELECT record FROM death WHERE born_on > died_on OR notified_on < died_on OR scope_on < notified_on OR completed_on < scope_on`)
	none('a report before it was asked for', `SELECT id FROM request WHERE returned_on < sent_on OR accepted_on < returned_on OR due_on < sent_on`)
	none('a process that ended before it began', `SELECT id FROM gate WHERE ended_on < opened_on`)
	none('an answer before its document', `SELECT d.id FROM document d WHERE d.saved_at < d.started_at OR d.completed_at < d.saved_at`)
})

test('each date is where the law puts it', () => {
	for (const [died, due] of sql(`SELECT from_on, due_on FROM deadline WHERE clock = 'REVIEW'`)) assert.equal(due, months(died, 6))
	for (const [band, sent, due] of sql(`SELECT d.age_band, q.sent_on, q.due_on FROM request q JOIN death d ON d.record = q.record WHERE q.sent_on IS NOT NULL`))
		assert.equal(due, workingDays(sent, band === '1' ? 10 : 15), sent)
	for (const [due, code, on] of sql(`SELECT q.due_on, s.code, s.due_on FROM request q JOIN request_step s ON s.request = q.id WHERE s.due_on IS NOT NULL ORDER BY s.id LIMIT 3000`))
		assert.equal(on, workingDays(due, { R1: -5, R2: 1, R3: 6, E1: 11, E2: 21 }[code]), `${code} of ${due}`)
	for (const [meets, papers] of sql('SELECT meets_on, papers_on FROM meeting')) assert.equal(papers, workingDays(meets, -10))
})

test('no name stands where the core, a pack or a recommendation could show it', () => {
	const names = sql(`SELECT d.record, d.family FROM death d WHERE LENGTH(d.family) > 5`)
	const said = new Map()
	for (const [record, text] of sql(`SELECT record, title FROM event UNION ALL SELECT record, what FROM task UNION ALL SELECT record, title FROM deadline
	    UNION ALL SELECT record, title FROM notice UNION ALL SELECT record, body FROM pack WHERE body <> '' UNION ALL SELECT id, subject FROM record
	    UNION ALL SELECT record, text FROM recommendation`)) said.set(record, (said.get(record) ?? '') + text + '\n')
	for (const [record, family] of names) assert.ok(!(said.get(record) ?? '').includes(family), `${record} ${family}`)
})

test('the program has nothing to put right by itself', async () => {
	for (let i = 0; i < 100 && count(`SELECT COUNT(*) FROM retention`) < count(`SELECT COUNT(*) FROM record WHERE state = 'ARCHIVED'`); i++)
		await new Promise(go => setTimeout(go, 100))
	none('its own round', `SELECT action, object_id FROM audit WHERE action LIKE 'daily.%' OR action = 'case.archive'`)
})

// -- the return, counted here by another way --

function tables(rows) {
	const t = {}
	const add = (table, key, m) => (t[`${table} ${key || '-'} ${m}`] = (t[`${table} ${key || '-'} ${m}`] ?? 0) + 1)
	const ethnic = e => ({ W: 'WHITE', M: 'MIXED', A: 'ASIAN', B: 'BLACK', N: 'UNKNOWN' })[e[0]] ?? 'OTHER'
	const place = p => p.startsWith('H-') || p === 'MHIU' ? 'HOSPITAL' : p === 'HOME' ? 'HOME' : ['PRIV', 'FOST'].includes(p) ? 'PRIVATE' :
		['PUBL', 'SCHL'].includes(p) ? 'PUBLIC' : p === 'HOSP' ? 'HOSPICE' : p === 'NK' ? 'UNKNOWN' : 'OTHER'
	for (const r of rows) {
		const n = fullMonths(r.died_on, r.completed_on)
		for (const [table, key] of [['l1', 'ALL'], ['l2', n < 6 ? 'U6' : n < 8 ? '6-7' : n < 10 ? '8-9' : n < 12 ? '10-11' : n === 12 ? '12' : 'O12'],
			['l3', r.age_band], ['l4', r.sex], ['l5', ethnic(r.ethnicity)], ['l6', place(r.place_event)], ['l7', r.event], ['l8', r.category],
			['l9', r.plan], ['l10', r.statutory_order], ['l11', r.asylum], ['l12', r.case_review], ['l13', r.expected]])
			add(table, key, r.conclusion)
	}
	return t
}

test('each number of the return is what another count gives, in each year, and no more than one looks unusual', async () => {
	const columns = ['died_on', 'completed_on', 'return_year', 'age_band', 'sex', 'ethnicity', 'place_event', 'category', 'plan', 'statutory_order', 'asylum',
		'case_review', 'expected', 'conclusion']
	const rows = sql(`SELECT ${columns.map(c => `d.${c}`)}, (SELECT k.code FROM death_mark k WHERE k.record = d.record AND k.principal = 1 AND k.kind = 'EVENT' AND k.gone_at IS NULL)
	    FROM death d JOIN record r ON r.id = d.record WHERE d.scope = 'IN' AND d.return_year IS NOT NULL`)
		.map(row => Object.fromEntries([...columns, 'event'].map((c, i) => [c, row[i]])))
	const open = sql(`SELECT d.died_on, d.notified_on, d.return_year, d.scope, r.state, EXISTS (SELECT 1 FROM death_mark k WHERE k.record = d.record AND k.code = 'OUT-OF-AREA'),
	    d.duplicate_of FROM death d JOIN record r ON r.id = d.record`)
	for (const year of [2023, 2024, 2025, 2026]) {
		const made = await clare.submit(await clare.get('/lscb/return'), '/lscb/return', { year: String(year) })
		assert.equal(made.status, 303, made.text?.slice(0, 300))
		const body = sql(`SELECT REPLACE(body, '\\n', ';') FROM return_run WHERE year = ${year}`)[0][0]
		const kept = Object.fromEntries(body.split(';').filter(Boolean).map(line => [line.slice(0, line.lastIndexOf(' ')), Number(line.slice(line.lastIndexOf(' ') + 1))]))
		const wanted = tables(rows.filter(r => Number(r.return_year) === year))
		for (const [key, n] of Object.entries(wanted)) assert.equal(kept[key] ?? 0, n, `${year} ${key}`)
		for (const [key, n] of Object.entries(kept)) if (/^l([1-9]|1[0-3]) /.test(key)) assert.equal(n, wanted[key] ?? 0, `${year} ${key}`)
		const [from, to] = [`${year - 1}-04-01`, `${year}-03-31`]
		const died = open.filter(([on]) => on >= from && on <= to)
		const ours = died.filter(([, , , scope, , , twin]) => scope === 'IN' && twin === null)
		assert.equal(kept['l15 RESIDENT N'] ?? 0, ours.length, `${year} residents`)
		assert.equal(kept['l15 AWAY N'] ?? 0, ours.filter(r => r[5] === '1').length, `${year} died elsewhere`)
		assert.equal(kept['l15 VISITOR N'] ?? 0, died.filter(r => r[3] === 'NONRES').length, `${year} visitors`)
		const ongoing = open.filter(([on, told, done, scope, , , twin]) => twin === null && scope === 'IN' && on <= to && told <= to && (done === null || Number(done) > year))
		const before = `${year - 2}-04-01`
		for (const [key, test] of [['YEAR', on => on >= from], ['BEFORE', on => on < from && on >= before], ['EARLIER', on => on < before]])
			assert.equal(kept[`l14 ${key} N`] ?? 0, ongoing.filter(([on]) => test(on)).length, `${year} ongoing ${key}`)
		const page = await clare.get(made.location)
		assert.equal(page.status, 200)
		assert.doesNotMatch(page.text, /Does not hold/)
		assert.ok((page.text.match(/\bUnusual\b/g) ?? []).length <= 1, `${year}: ${page.text.slice(0, 2500)}`)
	}
})

test('every page of a case in each state answers, and those of the demo\'s people', async () => {
	for (const [handle] of sql(`SELECT MIN(handle) FROM record GROUP BY state UNION SELECT MAX(handle) FROM record GROUP BY state`))
		for (const page of ['', '/requests', '/collation', '/gates', '/family', '/tasks', '/ready', '/response', '/discussion', '/referrals', '/workers', '/held'])
			assert.equal((await clare.get(`/lscb/case/${handle}${page}`)).status, 200, `${handle}${page}`)
	for (const login of ['rfox', 'gdunn', 'sgpeel'])
		assert.match((await (await person(login)).get('/lscb/requests')).body, /\/lscb\/request\/[a-z0-9]{12}/, login)
	for (const login of ['jsingh', 'uabara', 'dwren']) {
		const c = await person(login), pack = /\/lscb\/packs\/[a-z0-9]{12}/.exec((await c.get('/lscb/packs')).body)?.[0]
		assert.equal((await c.get(pack)).status, 200, login)
	}
})
