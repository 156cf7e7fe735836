// How long a child's education record is kept, and that no word of it is left once two
// people have decided on its end. The mechanism is common's.
import test, { after, before } from 'node:test'
import assert from 'node:assert/strict'
import { execFileSync, spawnSync } from 'node:child_process'
import path from 'node:path'
import { entry } from '../lib/guest.mjs'
import * as edu from '../lib/education.mjs'
import { canary, found } from '../lib/canary.mjs'
import { cell, env, logMark, noHandle, person, sql, stack, troubles, until } from '../lib/stack.mjs'

const DB = 'everychild_education', LIST = '/education/disposal', HOLDS = '/education/retention'
const PROGRAM = path.join(env.EC_BUILD, 'installed/libexec/everychild/education')
let jon, head, lee, val

before(async () => {
	[jon, head, lee, val] = [await person('jkite'), await person('amarlow'), await person('lcross'), await person('vking')]
	logMark()
})

const submit = async (c, at, fields, to = at) => c.submit(await c.get(at), to, fields)
const went = page => assert.equal(page.status, 303, `${page.status} ${page.title}: ${page.errors().join(' | ')}`)
const tables = () => execFileSync(PROGRAM, ['-k'], { encoding: 'utf8' }).trimEnd().split('\n').map(line => line.split('\t'))
const dates = f => sql(`SELECT rule, due_on FROM ${DB}.retention WHERE record = ${f.id}`).map(row => row.join(' '))

async function left({ plan = false } = {}) {
	const base = await edu.inCare(jon, await edu.child(jon), '2026-03-02')
	if (plan) went(await submit(jon, `${base}/plan`, { why: 'INITIAL' }))
	await edu.ended(jon, base, '2026-09-30')
	return { base, id: edu.idOf(base), handle: edu.handleOf(base), reference: cell(`SELECT reference FROM ${DB}.record WHERE id = ${edu.idOf(base)}`) }
}

// Closed and archived long ago.
const archived = (f, { born = '1940-03-04', more = '' } = {}) => sql(`UPDATE ${DB}.record SET state = 'ARCHIVED', child = NULL, closed_at = '2008-06-07 10:00:00', archived_at = '2009-07-01 03:00:00' WHERE id = ${f.id};
	UPDATE ${DB}.involvement SET child = NULL WHERE record = ${f.id}; UPDATE ${DB}.pupil SET born_on = '${born}' WHERE record = ${f.id}; ${more}`)
async function planned(f) {
	stack('restart-program', 'education')
	await until('dates', 20, () => dates(f).length > 0)
	await until('the pages', 20, async () => (await lee.get(LIST)).status === 200)
}
const listed = f => `${LIST}?reference=${encodeURIComponent(f.reference)}`
async function decided(f) {
	went(await submit(lee, listed(f), { chosen: [f.handle], reason: 'Nobody asked for it' }, LIST))
	went(await submit(val, `${LIST}/${cell(`SELECT MAX(id) FROM ${DB}.disposal WHERE record = ${f.id}`)}`, { answer: 'Y', reason: 'As the rule says' }))
}
function run() {
	const done = spawnSync(PROGRAM, ['-c', env.EC_SETTINGS, '-d'], { encoding: 'utf8' })
	assert.equal(done.status, 0, done.stderr)
}

test('every table of the schema ends with a child’s record or is named as one that stays', () => {
	const named = tables().map(([, table]) => table)
	const all = sql(`SELECT table_name FROM information_schema.tables WHERE table_schema = '${DB}' AND table_type = 'BASE TABLE'`).flat()
	assert.deepEqual(all.filter(t => !named.includes(t)), [], 'a new table: say in modules/education/disposal.c what becomes of its rows')
	assert.deepEqual(named.filter(t => !all.includes(t)), [])
	const kept = tables().filter(([part]) => part === 'kept').map(([, table]) => table)
	const columns = sql(`SELECT c.table_name FROM information_schema.columns c JOIN information_schema.tables t ON t.table_schema = c.table_schema AND t.table_name = c.table_name
		WHERE c.table_schema = '${DB}' AND t.table_type = 'BASE TABLE' AND c.data_type = 'bigint' AND c.column_name IN ('record', 'document', 'pep', 'target')`).flat()
	assert.deepEqual(columns.filter(table => kept.includes(table)), ['disposal'])
})

test('who may open what may be destroyed is led there from the start page', async () => {
	assert.ok((await val.get('/education/')).body.includes(`href="${LIST}"`))
	assert.ok(!(await head.get('/education/')).body.includes(`href="${LIST}"`))
})

test('what was closed a year ago is archived once the child has grown up; one who may come into care again is not', async () => {
	const grown = await left(), child = await left(), recent = await left()
	sql(`UPDATE ${DB}.record SET closed_at = UTC_TIMESTAMP(6) - INTERVAL 13 MONTH WHERE id IN (${grown.id}, ${child.id});
		UPDATE ${DB}.pupil SET born_on = '2004-05-06' WHERE record IN (${grown.id}, ${recent.id})`)
	stack('restart-program', 'education')
	await until('it is archived', 30, () => edu.stateOf(grown.base) === 'ARCHIVED')
	assert.deepEqual([child, recent].map(f => edu.stateOf(f.base)), ['LEFT', 'LEFT'])
	await until('the pages', 20, async () => (await head.get('/education/')).status === 200)
	assert.equal((await jon.get(grown.base)).status, 404)
	assert.equal((await head.get(grown.base)).status, 200)
})

test('kept until 75; by the death, the adoption, or another rule for those who were never looked after here', async () => {
	const care = await left(), died = await left(), adopted = await left(), advice = await left(), visitor = await left()
	archived(care, { born: '1999-03-04' })
	archived(died, { born: '1999-03-04', more: `UPDATE ${DB}.care_episode SET rec = 'E2', ended_on = '2008-06-01' WHERE record = ${died.id}` })
	archived(adopted, { born: '1999-03-04', more: `UPDATE ${DB}.pupil SET locked_on = '2007-02-03' WHERE record = ${adopted.id}` })
	archived(advice, { born: '1999-03-04', more: `DELETE FROM ${DB}.care_episode WHERE record = ${advice.id}` })
	archived(visitor, { born: '1999-03-04', more: `DELETE FROM ${DB}.care_episode WHERE record = ${visitor.id}; UPDATE ${DB}.pupil SET responsible = '891' WHERE record = ${visitor.id}` })
	await planned(visitor)
	await until('all dates', 20, () => [care, died, adopted, advice].every(f => dates(f).length > 0))
	assert.deepEqual([care, died, adopted, advice, visitor].flatMap(dates),
		['CARE 2074-03-04', 'DIED 2023-06-01', 'ADOPTED 2107-02-03', 'ADVICE 2024-03-04', 'VISITOR 2014-06-07'])
	assert.doesNotMatch((await lee.get(listed(care))).body, new RegExp(`value="${care.handle}"`), 'not yet')
})

test('a legal hold is set by the auditor alone, stops it, and ends with a reason', async () => {
	const f = await left()
	archived(f)
	await planned(f)
	assert.doesNotMatch((await lee.get(HOLDS)).body, /name="reason"/)
	went(await submit(val, HOLDS, { reference: f.reference, reason: 'Inquiry 7' }))
	assert.doesNotMatch((await lee.get(listed(f))).body, new RegExp(`value="${f.handle}"`), 'cannot be chosen')
	const page = await val.get(HOLDS)
	const to = sql(`SELECT id FROM ${DB}.legal_hold WHERE record = ${f.id}`)[0][0]
	assert.match(page.text, /Inquiry 7/)
	went(await submit(val, `${HOLDS}/${to}`, { reason: 'It is over' }))
	assert.match((await lee.get(listed(f))).body, new RegExp(`value="${f.handle}"`))
	for (const login of ['jkite', 'nwest', 'dhale', 'mpound']) assert.equal((await (await person(login)).get(LIST)).status, 403, login)
})

// A row of a table with a word in each of its texts; known: columns by name, as SQL.
function row(table, known) {
	const columns = sql(`SELECT column_name, data_type, COALESCE(character_maximum_length, 0), COALESCE(character_set_name, ''), is_nullable FROM information_schema.columns
		WHERE table_schema = '${DB}' AND table_name = '${table}' AND extra NOT LIKE '%auto_increment%' ORDER BY ordinal_position`)
	const value = ([name, type, max, set, empty]) => name in known ? known[name] : set === 'utf8mb4' ? `'${canary('gone', `${table}.${name}`).slice(-Number(max))}'` :
		empty === 'YES' ? 'NULL' : set === 'ascii' ? "'X'" : /^date/.test(type) ? "'2008-01-02'" : /binary|blob/.test(type) ? "'x'" : '1'
	return cell(`INSERT INTO ${DB}.\`${table}\` (${columns.map(([name]) => `\`${name}\``).join(', ')}) VALUES (${columns.map(value).join(', ')}); SELECT LAST_INSERT_ID()`)
}

// A row of every table that ends with a record. Why a file failed is one of the program's own sentences.
function full(f) {
	const record = f.id, old = row('import', { failed: "''", handle: `'${noHandle()}'`, digest: "REPEAT('x', 32)" }), pep = row('pep', { record, number: '9', term: "'AUTUMN'", state: "'COMPLETE'" })
	const known = { record, pep, import: old, school: edu.schoolId('199001'), part: "''", document: cell(`SELECT MAX(id) FROM ${DB}.document WHERE record = ${record}`) }
	const own = { legal_hold: { ended_at: 'UTC_TIMESTAMP(6)' } }
	const planted = new Set(['pep', 'pupil', 'record', 'retention', 'document', 'answer', 'draft', 'form_token', 'stash'])
	for (const [part, table] of tables()) {
		if (part !== 'whole' || planted.has(table)) continue
		planted.add(table)
		row(table, { ...known, ...own[table] })
	}
	const texts = sql(`SELECT column_name, character_maximum_length FROM information_schema.columns WHERE table_schema = '${DB}' AND table_name = 'pupil' AND collation_name LIKE 'utf8mb4%'`)
	sql(`UPDATE ${DB}.pupil SET ${texts.map(([name]) => `${name} = '${canary('gone', `pupil.${name}`)}'`).join(', ')} WHERE record = ${record}`)
	sql(`UPDATE ${DB}.record SET subject = '${canary('gone', 'record.subject')}' WHERE id = ${record}`)
	return planted.size
}
const texts = () => sql(`SELECT c.table_name, c.column_name FROM information_schema.columns c JOIN information_schema.tables t ON t.table_schema = c.table_schema AND t.table_name = c.table_name AND t.table_type = 'BASE TABLE'
	WHERE c.table_schema = '${DB}' AND c.data_type REGEXP 'char|text|blob|binary'`)
const holds = () => texts().filter(([table, column]) => found(sql(`SELECT CONVERT(\`${column}\` USING utf8mb4) FROM ${DB}.\`${table}\` WHERE LOCATE('zqgone', LOWER(CONVERT(\`${column}\` USING utf8mb4))) > 0`).flat().join(' ')).size > 0).map(row => row.join('.'))

test('two decide, the command destroys: no column of any table holds a word of the record, and others stay', async () => {
	const gone = await left({ plan: true }), other = await left()
	assert.ok(full(gone) > 40)
	const planOf = f => cell(`SELECT MIN(id) FROM ${DB}.pep WHERE record = ${f.id}`) ?? 'NULL'
	const guests = [entry(planOf(gone)), entry(0)], there = e => cell(`SELECT COUNT(*) FROM everychild.guest WHERE id = ${e.id}`)
	const words = holds()
	assert.ok(words.length > 50, `${words.length} columns`)
	archived(gone)
	await planned(gone)
	await decided(gone)
	run()
	assert.deepEqual(holds(), [])
	assert.deepEqual(guests.map(there), ['0', '1'], 'who was let in to its plan, and nobody else')
	const columns = sql(`SELECT c.table_name FROM information_schema.columns c JOIN information_schema.tables t ON t.table_schema = c.table_schema AND t.table_name = c.table_name
		WHERE c.table_schema = '${DB}' AND t.table_type = 'BASE TABLE' AND c.column_name = 'record' AND c.table_name <> 'disposal'`).flat()
	for (const table of columns) assert.equal(cell(`SELECT COUNT(*) FROM ${DB}.\`${table}\` WHERE record = ${gone.id}`), '0', table)
	assert.equal((await jon.get(other.base)).status, 200, 'the other child')
	assert.match((await lee.get(`${LIST}/log`)).text, new RegExp(gone.reference))
	assert.equal(edu.stateOf(other.base), 'LEFT')
})

after(() => assert.deepEqual(troubles(), []))
