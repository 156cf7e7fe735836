// Child deaths: how long a case is kept, what is left of it once two people have decided
// on its end, and that packs end after their meeting (7.3). The mechanism is common's.
import test, { after, before } from 'node:test'
import assert from 'node:assert/strict'
import { execFileSync, spawnSync } from 'node:child_process'
import path from 'node:path'
import { day, handleOf, notify } from '../lib/lscb.mjs'
import * as panel from '../lib/lscb-meeting.mjs'
import { accountId, cell, env, logMark, noHandle, person, sql, stack, troubles, until } from '../lib/stack.mjs'

const DB = 'everychild_lscb', LIST = '/lscb/disposal', HOLDS = '/lscb/retention'
const PROGRAM = path.join(env.EC_BUILD, 'installed/libexec/everychild/lscb')
let clare, theo, ursula, honor, number = 100 + Math.floor(Math.random() * 30000)

before(async () => {
	clare = await person('ccole')		// coordinator
	theo = await person('tlowe')		// Caldicott guardian
	ursula = await person('uabara')		// member of the panel
	honor = await person('hfaye')		// its chair
	for (const login of ['pcairns', 'dwren', 'eshort', 'jsingh']) await person(login)
	logMark()
})
after(() => assert.deepEqual(troubles(), []))

const submit = async (c, at, fields, to = at) => c.submit(await c.get(at), to, fields)
const went = page => assert.equal(page.status, 303, `${page.title}: ${page.errors().join(' | ')}`)
const tables = () => sql(`SELECT table_name FROM information_schema.tables WHERE table_schema = '${DB}' AND table_type = 'BASE TABLE'`).flat()
const count = (table, where) => Number(cell(`SELECT COUNT(*) FROM ${DB}.\`${table}\` WHERE ${where}`))

async function kept(facts = {}) {
	const base = await notify(clare, facts)
	const [id, reference] = sql(`SELECT id, reference FROM ${DB}.record WHERE handle = '${handleOf(base)}'`)[0]
	return { base, id, reference, handle: handleOf(base) }
}

// Closed and archived long ago.
const archived = (c, { died = '1995-03-04', more = "scope = 'IN'" } = {}) => sql(`UPDATE ${DB}.record SET state = 'ARCHIVED', closed_at = '2008-06-07 10:00:00', archived_at = '2009-07-01 03:00:00' WHERE id = ${c.id};
	UPDATE ${DB}.death SET died_on = '${died}', ${more} WHERE record = ${c.id}`)
// The same, closed long ago and archived by the program.
async function archive(c, more) {
	archived(c, { more })
	sql(`UPDATE ${DB}.record SET state = 'CLOSED', archived_at = NULL WHERE id = ${c.id}`)
	await round('the archive', () => dates(c).length > 0)
}
const dates = c => sql(`SELECT part, rule, due_on FROM ${DB}.retention WHERE record = ${c.id} ORDER BY part`).map(row => row.join(' ').trim())
async function round(what, done) {
	stack('restart-program', 'lscb')
	await until(what, 20, done)
	await until('the pages', 20, async () => (await clare.get(LIST)).status === 200)
}
const planned = c => round('dates', () => dates(c).length > 0)

async function decided(c, more = '') {
	went(await submit(clare, `${LIST}?reference=${encodeURIComponent(c.reference)}`, { chosen: [c.handle + more], reason: 'Nobody asked for it' }, LIST))
	went(await submit(theo, `${LIST}/${cell(`SELECT MAX(id) FROM ${DB}.disposal WHERE record = ${c.id}`)}`, { answer: 'Y', reason: 'As the rule says' }))
}
function run() {
	const done = spawnSync(PROGRAM, ['-c', env.EC_SETTINGS, '-d'], { encoding: 'utf8' })
	assert.equal(done.status, 0, done.stderr)
}

// A row with the least that the table takes, and these values; returns its number.
function row(table, values) {
	const own = sql(`SELECT column_name, data_type, character_maximum_length FROM information_schema.columns WHERE table_schema = '${DB}' AND table_name = '${table}' AND is_nullable = 'NO' AND column_default IS NULL AND extra NOT LIKE '%auto_increment%'`)
	const some = ([name, type, most]) => name === 'handle' ? `'${noHandle()}'` : name === 'number' ? number++ : /int/.test(type) ? 1 : type === 'date' ? "'2008-01-02'" : type === 'datetime' ? "'2008-01-02 03:04:05'" : type === 'binary' ? "''" : `'${noHandle().slice(0, Math.min(most, 8))}'`
	const all = { ...Object.fromEntries(own.map(column => [column[0], some(column)])), ...values }
	return cell(`INSERT INTO ${DB}.\`${table}\` (${Object.keys(all).map(name => `\`${name}\``).join(', ')}) VALUES (${Object.values(all).join(', ')}); SELECT LAST_INSERT_ID()`)
}

// Something in each table that hangs on a case.
// What stays of the analysis is made by the program alone, of one that was signed (below).
const COMMON = ['kept_analysis', 'record', 'disposal', 'retention', 'legal_hold', 'record_person', 'event', 'involvement', 'notice', 'deadline', 'death', 'return_row']
function full(c, other) {
	const of = { agency: row('agency', {}), meeting: row('meeting', {}), theme: row('theme', {}) }
	const has = (table, column) => cell(`SELECT COUNT(*) FROM information_schema.columns WHERE table_schema = '${DB}' AND table_name = '${table}' AND column_name = '${column}' AND is_nullable = 'NO'`) === '1'
	const made = { document: row('document', { record: c.id }) }
	for (const [table] of sql(`SELECT table_name FROM information_schema.columns WHERE table_schema = '${DB}' AND column_name = 'record' AND table_name IN ('${tables().join("','")}')`)) {
		if (COMMON.includes(table) || table === 'document') continue
		made[table] = row(table, { record: c.id, ...Object.fromEntries(Object.entries(of).filter(([name]) => has(table, name))), ...(table === 'not_same' ? { other } : {}), ...(has(table, 'document') ? { document: made.document } : {}) })
	}
	for (const [parent, children] of [['analysis', ['factor']], ['pack', ['pack_mark', 'pack_copy']], ['request', ['request_step', 'request_form']], ['document', ['addendum']], ['action', ['action_update']]])
		for (const child of children) row(child, { [parent]: made[parent], ...(child === 'factor' ? { code: "'A1'", present: "'Y'", influence: 2, modifiable: "'Y'", note: "'zqgone'" } : {}) })
	sql(`UPDATE ${DB}.analysis SET stage = 'P', signed_on = '2008-05-06' WHERE id = ${made.analysis}`)
	return made
}

test('every table of the schema ends with a case or is named as one that stays', () => {
	const known = execFileSync(PROGRAM, ['-k'], { encoding: 'utf8' }).trimEnd().split('\n').map(line => line.split('\t')[1])
	assert.deepEqual(tables().filter(t => !known.includes(t)), [], 'a new table: say in modules/lscb/disposal.c what becomes of its rows')
	assert.deepEqual(known.filter(t => !tables().includes(t)), [])
})

test('kept for 25 years from the death; out of scope and notified twice for a year; the file of a case that went elsewhere for two', async () => {
	const reviewed = await kept(), out = await kept(), twice = await kept(), moved = await kept()
	archived(reviewed)
	archived(out, { more: "scope = 'OUT-STILLBIRTH'" })
	archived(twice, { more: `duplicate_of = ${reviewed.id}` })
	archived(moved, { more: "scope = 'TRANSFER-OUT'" })
	row('transfer', { record: moved.id, direction: "'OUT'", accepted_on: "'2008-06-07'" })
	await planned(moved)
	assert.deepEqual(dates(reviewed), ['REVIEWED 2020-03-04'])
	assert.deepEqual(dates(out), ['OUT 2009-06-07'])
	assert.deepEqual(dates(twice), ['OUT 2009-06-07'])
	assert.deepEqual(dates(moved), ['MOVED 2020-03-04', 'FILE MOVED_FILE 2010-06-07'])
})

test('the coordinator proposes, the guardian decides, the command destroys: what was counted stays without a number or a name', async () => {
	const gone = await kept({ family: 'Zqgone' }), other = await kept()
	const made = full(gone, other.id)
	archived(gone, { more: "scope = 'IN', completed_on = '2008-05-06', return_year = 2009, category = 5, conclusion = 'M', age_band = '3', sex = 'F'" })
	await planned(gone)
	const before = count('kept_death', '1 = 1')
	assert.doesNotMatch((await theo.get(LIST)).body, /Zqgone/i)
	await decided(gone)
	const proposal = `${LIST}/${cell(`SELECT MAX(id) FROM ${DB}.disposal WHERE record = ${gone.id}`)}`
	const named = ` - ${gone.reference} - Everychild`
	assert.ok((await theo.get(proposal)).title.startsWith(`Proposal to destroy${named}`))
	run()
	assert.ok((await theo.get(proposal)).title.startsWith(`Certificate of disposal${named}`))
	for (const [table, column] of sql(`SELECT table_name, column_name FROM information_schema.columns WHERE table_schema = '${DB}' AND column_name = 'record' AND table_name IN ('${tables().join("','")}') AND table_name <> 'disposal'`))
		assert.equal(count(table, `\`${column}\` = ${gone.id}`), 0, table)
	for (const [table, key, parent] of [['factor', 'analysis', 'analysis'], ['pack_mark', 'pack', 'pack'], ['pack_copy', 'pack', 'pack'], ['request_step', 'request', 'request'], ['request_form', 'request', 'request'], ['addendum', 'document', 'document']])
		assert.equal(count(table, `${key} = ${made[parent]}`), 0, table)
	assert.equal(count('kept_death', '1 = 1'), before + 1)
	assert.deepEqual(sql(`SELECT d.year, d.age_band, d.sex, d.category, d.conclusion, f.code, f.influence, f.modifiable FROM ${DB}.kept_death d JOIN ${DB}.kept_factor f ON f.kept = d.id ORDER BY d.id DESC LIMIT 1`)[0],
		['2009', '3', 'F', '5', 'M', 'A1', '2', 'Y'])
	assert.equal(cell(`SELECT record IS NULL FROM ${DB}.recommendation WHERE id = ${made.recommendation}`), '1', 'a recommendation stays, of no case')
	assert.equal(count('action', `id = ${made.action}`) + count('action_update', `action = ${made.action}`), 0, 'what was done about it goes')
	assert.equal((await clare.get(gone.base)).status, 404)
	assert.equal(count('death', `record = ${other.id}`), 1, 'another case stays')
})

test('a death that is out of scope goes a year after its case ended, by the command too', async () => {
	const gone = await kept()
	archived(gone, { died: day(-700), more: "scope = 'OUT-ADULT'" })
	await planned(gone)
	await decided(gone)
	run()
	assert.equal(count('death', `record = ${gone.id}`), 0, 'the command works out the same date as the list of what is due')
})

// Every column of people's words, in every row that hangs on the case.
function named(c, made, word) {
	const of = { factor: 'analysis', pack_mark: 'pack', pack_copy: 'pack', request_step: 'request', request_form: 'request', addendum: 'document', answer: 'document', draft: 'document', action_update: 'action' }
	const where = table => of[table] ? `${of[table]} = ${made[of[table]]}` : table === 'record' ? `id = ${c.id}` : `record = ${c.id}`
	const words = sql(`SELECT c.table_name, c.column_name FROM information_schema.columns c WHERE c.table_schema = '${DB}' AND c.collation_name LIKE 'utf8mb4%'
		AND c.table_name IN ('${tables().join("','")}') AND (c.table_name = 'record' OR c.table_name IN ('${Object.keys(of).join("','")}')
		OR c.table_name IN (SELECT table_name FROM information_schema.columns WHERE table_schema = '${DB}' AND column_name = 'record'))`)
	sql(words.map(([table, column]) => `UPDATE ${DB}.\`${table}\` SET \`${column}\` = '${word}' WHERE ${where(table)}`).join(';\n'))
	return words.length
}
const holds = word => sql(`SELECT table_name, column_name FROM information_schema.columns WHERE table_schema = '${DB}' AND data_type REGEXP 'char|text|blob|binary' AND table_name IN ('${tables().join("','")}')`)
	.filter(([table, column]) => count(table, `LOCATE('${word.toLowerCase()}', LOWER(CONVERT(\`${column}\` USING utf8mb4))) > 0`) > 0).map(row => row.join('.'))

test('after a case was destroyed no column of any table holds a word that it held', async () => {
	const word = 'Zqeverywhere', gone = await kept({ family: word, given: word, note: `Told by ${word}` }), made = full(gone, (await kept()).id)
	assert.ok(named(gone, made, word) > 60)
	assert.ok(holds(word).length > 60)
	await archive(gone, "scope = 'IN', completed_on = '2008-05-06', return_year = 2009")
	await decided(gone)
	run()
	assert.deepEqual(holds(word), [])
})

test('a recommendation stays for ever without a name of the case, of the family or of who leads it; what was done about it does not stay', async () => {
	const gone = await kept({ family: 'Zqashe', given: 'Will Zqbell' }), made = full(gone, (await kept()).id)
	sql(`INSERT INTO ${DB}.person (record, kind, given, family, account, at) VALUES (${gone.id}, 'FAMILY', 'Zqann', "O'Zqdell-Marsh", 1, UTC_TIMESTAMP(6));
		UPDATE ${DB}.recommendation SET text = 'As Zqann said of WILL: who rents out a home will fit alarms (ZQASHE''s home had none). Ask o''zqdell-marsh, and the zqashery.', addressee = 'Housing, for Zqbell', led_by = 'Dr Zqtold', measure = 'Homes with alarms', response_note = 'zqtold'
			WHERE id = ${made.recommendation};
		UPDATE ${DB}.action SET text = 'zqtold', led_by = 'zqtold', evidence = 'zqtold' WHERE id = ${made.action}; UPDATE ${DB}.action_update SET note = 'zqtold' WHERE action = ${made.action}`)
	await archive(gone)
	await decided(gone)
	run()
	assert.deepEqual(sql(`SELECT text, addressee, led_by, measure, response_note FROM ${DB}.recommendation WHERE id = ${made.recommendation}`)[0],
		["As [name] said of [name]: who rents out a home [name] fit alarms ([name]'s home had none). Ask o'[name]-[name], and the zqashery.", 'Housing, for [name]', '', 'Homes with alarms', ''])
	assert.deepEqual(holds('zqtold'), [])
})

// A review that the chair signed, through the pages; texts by the field of the analysis.
async function signed(facts, more, texts) {
	await panel.seat(clare)
	const meeting = await panel.plan(clare)
	await panel.attend(clare, meeting, ['hfaye', 'dwren', 'uabara', 'eshort', 'jsingh'])
	const { base } = await panel.atTable(clare, meeting, { notified: facts, child: { ...panel.row('child', 'A2', '2', 'Y'), 'child_factors.1.child_note': 'x' },
		conclusion: { conclusion: 'M', modifiable_factors: 'Asthma plan', 'recommendations.1.recommendation': 'Plans for asthma are written down', 'recommendations.1.addressee': 'Practices', 'recommendations.1.level': 'REGIONAL' } })
	const [id, reference] = sql(`SELECT id, reference FROM ${DB}.record WHERE handle = '${handleOf(base)}'`)[0], c = { base, id, reference, handle: handleOf(base) }
	sql(more(c))
	for (const [field, text] of Object.entries(typeof texts === 'function' ? texts(c) : texts))
		sql(`UPDATE ${DB}.answer w JOIN ${DB}.document d ON d.id = w.document SET w.value = '${text.replace(/'/g, "''")}' WHERE d.record = ${id} AND d.form = 'analysis' AND w.field = '${field}'`)
	went(await panel.sign(honor, base))
	return c
}
const analysis = where => Object.fromEntries(sql(`SELECT CONCAT(field, IF(item = 0, '', item)), value FROM ${DB}.kept_analysis WHERE ${where}`))

test('the signed analysis stays for ever, in codes and in words without a name, a number or a day', async () => {
	const family = 'Zyxorchard'
	const gone = await signed({ family, given: 'Zyxivo James', died: '2026-02-10', received: '2026-02-11' },
		c => `INSERT INTO ${DB}.person (record, kind, given, family, account, at, gone_at) VALUES (${c.id}, 'FAMILY', 'Zyxann', 'Zyxdell', 1, UTC_TIMESTAMP(6), UTC_TIMESTAMP(6));
			UPDATE ${DB}.death SET line1 = '12 Zyxacacia Road' WHERE record = ${c.id}`,
		c => ({ attended_names: 'Zyxwren; Dr Ula Zyxabara', documents: 'Report of Zyxhollow Surgery; letter of 3 March 2025', cause: 'Acute asthma',
			summary: `The mother of Zyxivo, ${c.reference}, rang 01632 960123 from 12 Zyxacacia Road, Norbridge SM1 4AB on 8 February 2026: "zyxivo cannot breathe". Zyxquell wrote to zyxhelp@example.invalid about 999 012 3454. ZJZ, Z.Z. or Z. J. Z. is the same child, and so is J; vitamin D was given, said Zyxwren. A ward of 12 beds; I saw it.`,
			child_narrative: `Zyxann Zyxdell gave ${family}'s inhaler late. Care was good, they said.`, 'child_note': 'Zyxabara asked', issues: 'None', family_plan: 'Zyxann is to be rung' }))
	await archive(gone)
	assert.equal(count('kept_analysis', `record = ${gone.id}`) > 20, true, 'written when the case is archived')
	const before = cell(`SELECT COALESCE(MAX(id), 0) FROM ${DB}.kept_death`)
	await decided(gone)
	run()
	const kept = cell(`SELECT MAX(id) FROM ${DB}.kept_death`), words = analysis(`kept = ${kept} AND record IS NULL`)
	assert.ok(Number(kept) > Number(before))
	assert.deepEqual(['attended', 'child_factor1', 'child_present1', 'child_influence1', 'child_modifiable1', 'category', 'conclusion', 'refer_police'].map(field => words[field]), ['POL CSC', 'A2', 'Y', '2', 'Y', '5', 'M', 'N'])
	assert.deepEqual([words.cause, words.issues, words.modifiable_factors], ['Acute asthma', 'None', 'Asthma plan'])
	assert.equal(words.summary, 'The mother of the child, [reference], rang [telephone] from [address], [left out] [postcode] on [date]: "the child cannot breathe". [left out] wrote to [e-mail] about [number]. [left out], the child or [left out] is the same child, and so is [left out]; vitamin D was given, said [name]. A ward of 12 beds; I saw it.')
	assert.equal(words.child_note1, '[name] asked')
	assert.match(words.child_narrative, /inhaler late\. Care was good, they said\.$/)
	for (const [field, text] of Object.entries(words)) assert.doesNotMatch(text, /zyx|ZJZ|Z\.|SM1|\d{3}|March|February|CD-/i, `${field}: ${text}`)
	for (const field of ['identifier', 'age', 'attended_names', 'attended_other', 'recommendation1', 'signed_by', 'signed_on', 'reviewed_on', 'minute']) assert.equal(words[field], undefined, field)
	assert.deepEqual(['zyxivo', 'zyxorchard', 'zyxann', 'zyxdell', 'zyxwren', 'zyxabara', 'zyxhollow', 'zyxacacia', 'zyxquell', 'zyxhelp'].flatMap(holds), [])
	assert.equal(count('recommendation', "text = 'Plans for asthma are written down' AND record IS NULL") > 0, true, 'recommendations stay as such')
	// Read by those who may open the cases behind a number, and by nobody else.
	const at = `/lscb/kept?year=${cell(`SELECT year FROM ${DB}.kept_death WHERE id = ${kept}`)}`
	for (const login of ['ccole', 'hfaye']) {
		const page = await (await person(login)).get(at)
		assert.equal(page.status, 200, login)
		assert.match(page.text, /Acute asthma/)
		assert.match(page.text, /5 Acute medical or surgical condition/)
		assert.match(page.text, /The mother of the child, \[reference\], rang/)
		assert.doesNotMatch(page.body, new RegExp(`${gone.handle}|${gone.reference}|[?&;]id=`))
	}
	for (const login of ['dwren', 'rfox', 'gdunn', 'tlowe', 'vking', 'pnair']) assert.equal((await (await person(login)).get(at)).status, 403, login)
	assert.equal(cell(`SELECT COUNT(*) FROM ${DB}.audit WHERE action = 'kept.show' AND outcome = 200 AND detail LIKE 'year=%'`) > 1, true, 'every look is in the log')
})

test('an analysis that nobody signed goes with its case, and of one that was reopened the newest signed one stays', async () => {
	const draft = await kept()
	sql(`UPDATE ${DB}.record SET state = 'READY' WHERE id = ${draft.id}`)
	const meeting = await panel.plan(clare)
	await panel.list(clare, draft.base, meeting)
	await panel.fill(clare, await panel.begin(clare, draft.base, `${draft.base}/table`))
	const twice = await signed({ family: 'Zqtwice' }, () => 'DO 0', { cause: 'As first thought' })
	went(await submit(honor, `${twice.base}/reopen`, { reason: 'A late inquest' }))
	sql(`UPDATE ${DB}.record SET state = 'READY' WHERE id = ${twice.id}`)
	await panel.list(clare, twice.base, meeting, { block: 'ADJOURNED' })
	await panel.attend(clare, meeting, ['hfaye', 'dwren', 'uabara', 'eshort', 'jsingh'])
	await panel.section(clare, await panel.begin(clare, twice.base, `${twice.base}/table`), 'header', { cause: 'As the inquest found' })
	went(await panel.sign(honor, twice.base))
	await archive(draft, "scope = 'OUT-ADULT'")
	await archive(twice)
	assert.deepEqual([count('kept_analysis', `record = ${draft.id}`), analysis(`record = ${twice.id}`).cause], [0, 'As the inquest found'])
})

test('the row that stays is that of 7.3, and no number beside it says which others are of the same child', () => {
	const columns = table => sql(`SELECT column_name FROM information_schema.columns WHERE table_schema = '${DB}' AND table_name = '${table}' ORDER BY ordinal_position`).flat()
	assert.deepEqual(columns('kept_death'), ['id', 'year', 'age_band', 'sex', 'category', 'conclusion'])
	assert.deepEqual(columns('kept_factor'), ['kept', 'code', 'influence', 'modifiable'])
	assert.deepEqual(columns('kept_analysis'), ['id', 'record', 'kept', 'form', 'version', 'field', 'item', 'value'])
	assert.deepEqual(columns('kept_count'), ['part', 'year', 'k', 's', 'took', 'n'])
})

test('the numbers of a year say the same after a case was destroyed, and tell how many rows are no more', async () => {
	const gone = await kept(), made = full(gone, (await kept()).id)
	archived(gone, { died: '2000-01-05', more: "scope = 'IN', notified_on = '2024-02-03', completed_on = '2024-11-06', return_year = 2025, category = 5, conclusion = 'M', age_band = '3', sex = 'F', ethnicity = 'AIND', place_event = 'H-ED', expected = 'U', plan = 'PREVIOUS', statutory_order = 'NEVER', asylum = 'N', case_review = 'N', imd_decile = 3, delay_reason = 'INQUEST'" })
	sql(`UPDATE ${DB}.death_mark SET kind = 'EVENT', code = 'E04', principal = 1 WHERE record = ${gone.id}; UPDATE ${DB}.response_decision SET decision = 'Y' WHERE record = ${gone.id}; UPDATE ${DB}.analysis SET signed_at = '2024-11-06 10:00:00' WHERE record = ${gone.id};
		UPDATE ${DB}.action SET made_on = '2024-11-06' WHERE id = ${made.action}`)
	await planned(gone)
	const pages = [...[2022, 2023, 2024].flatMap(year => ['', '/work', '/published'].map(topic => `/lscb/report${topic}?year=${year}`))]
	const numbers = async () => Promise.all(pages.map(async at => (await clare.get(at)).text.replace(/(Median|Open cases)[^]*$/, '')))
	const rows = '/lscb/report/rows/l8?year=2024&key=5&series=M'
	const before = await numbers(), listed = (await clare.get(rows)).text, already = Number(/Counted without a record (\d+)/.exec(listed)?.[1] ?? 0)
	assert.match(listed, new RegExp(gone.reference))
	await decided(gone)
	run()
	const now = await numbers()
	pages.forEach((at, i) => assert.equal(now[i], before[i], at))
	const left = (await clare.get(rows)).text
	assert.doesNotMatch(left, new RegExp(gone.reference))
	assert.match(left, new RegExp(`Counted without a record ${already + 1}: the record was destroyed`))
})

test('of a case that went elsewhere the file goes first: who it was and where it went stays', async () => {
	const moved = await kept({ family: 'Zqmoved', died: day(-30) })
	full(moved, (await kept()).id)
	archived(moved, { died: day(-30), more: "scope = 'TRANSFER-OUT', nhs = '9990123454', line1 = 'zqgone'" })
	sql(`UPDATE ${DB}.transfer SET direction = 'OUT', accepted_on = '2008-06-07' WHERE record = ${moved.id}`)
	await planned(moved)
	await decided(moved, '-FILE')
	run()
	for (const table of ['request', 'notification', 'person', 'pack', 'analysis', 'file', 'document', 'family_contact']) assert.equal(count(table, `record = ${moved.id}`), 0, table)
	assert.deepEqual(sql(`SELECT family, died_on, nhs, line1 FROM ${DB}.death WHERE record = ${moved.id}`)[0], ['Zqmoved', day(-30), '', ''])
	assert.equal(count('transfer', `record = ${moved.id}`), 1)
})

test('a legal hold stops it, and only the guardian sets one', async () => {
	const held = await kept()
	archived(held)
	await planned(held)
	assert.doesNotMatch((await clare.get(HOLDS)).body, /name="reason"/)
	went(await submit(theo, HOLDS, { reference: held.reference, reason: 'Inquiry 7' }))
	assert.match((await clare.get(HOLDS)).text, /Inquiry 7/)
	const page = await clare.get(`${LIST}?reference=${encodeURIComponent(held.reference)}`)
	assert.doesNotMatch(page.body, new RegExp(`value="${held.handle}"`), 'cannot be chosen')
	assert.equal((await ursula.get(LIST)).status, 403)
})

test('a pack ends three months after its meeting, with its copies; who had one stays known, and paper is to be destroyed by hand', async () => {
	const one = await kept(), meeting = on => row('meeting', { meets_on: `'${on}'` })
	const pack = (on, marks) => {
		const id = row('pack', { record: one.id, meeting: meeting(on), status: "'ISSUED'", body: "'zqbody'", checksum: "'x'" })
		if (marks) row('pack_mark', { pack: id, word: "'zqword'", around: "'zqword here'" })
		for (const [number, medium] of [[1, 'SCREEN'], [2, 'PAPER']]) row('pack_copy', { pack: id, number, medium: `'${medium}'`, account: accountId('uabara') })
		return id
	}
	const old = pack(day(-100), true), young = pack(day(-80))
	const of = id => sql(`SELECT status, body FROM ${DB}.pack WHERE id = ${id}`)[0]
	await round('the pack', () => of(old)[0] === 'DESTROYED')
	assert.deepEqual(of(old), ['DESTROYED', ''])
	assert.deepEqual(of(young), ['ISSUED', 'zqbody'])
	assert.equal(count('pack_mark', `pack = ${old} AND (word <> '' OR around <> '')`), 0)
	assert.deepEqual(sql(`SELECT medium, destroyed_on IS NULL FROM ${DB}.pack_copy WHERE pack = ${old} ORDER BY number`), [['SCREEN', '0'], ['PAPER', '1']])
	assert.match((await clare.get(one.base)).text, /Destroy the paper copies of the pack/)
})

test('what was closed half a year ago is archived by the daily round, and read by coordinators and the guardian alone', async () => {
	const c = await kept()
	sql(`UPDATE ${DB}.record SET state = 'CLOSED', closed_at = '${day(-200)} 10:00:00' WHERE id = ${c.id}`)
	await round('the archive', () => cell(`SELECT state FROM ${DB}.record WHERE id = ${c.id}`) === 'ARCHIVED')
	assert.match((await clare.get(`${HOLDS}`)).text, new RegExp(c.reference))
	const theos = await theo.get(HOLDS)
	assert.ok(theos.text.includes(c.reference) && !theos.body.includes('/lscb/case/'), 'the guardian opens no case')
})
