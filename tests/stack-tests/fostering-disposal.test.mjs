// Private fostering: how long an arrangement is kept, and that nothing of it is
// left once two people have decided on its end (11). The mechanism is common's.
import test, { after, before } from 'node:test'
import assert from 'node:assert/strict'
import { execFileSync, spawnSync } from 'node:child_process'
import path from 'node:path'
import * as pf from '../lib/fostering.mjs'
import { cell, env, logMark, person, sql, stack, troubles, until } from '../lib/stack.mjs'

const DB = 'everychild_fostering', LIST = '/fostering/disposal', HOLDS = '/fostering/retention'
const PROGRAM = path.join(env.EC_BUILD, 'installed/libexec/everychild/fostering')
let dan, theresa, lee, val, number = 0

before(async () => {
	[dan, theresa, lee, val] = [await person('dmarsh'), await person('tbrook'), await person('lcross'), await person('vking')]
	logMark()
})

const letters = 'abcdefghijklmnopqrstuvwxyz'
const child = () => pf.child(dan, { given: `Old${letters[number++]}`, family: 'Wren', born: '2014-03-12', sex: 'F' })
const submit = async (c, at, fields, to = at) => c.submit(await c.get(at), to, fields)
const went = page => assert.equal(page.status, 303, `${page.title}: ${page.errors().join(' | ')}`)

async function ended() {
	const base = await pf.active(dan, await child(), { starts: pf.today(-60), received: pf.today(-60), carer_given: 'Ida', carer_family: `Kept${letters[number]}`, postcode: pf.postcode() })
	await pf.end(dan, base)
	await pf.ending(dan, base)
	await pf.signOff(theresa, base)
	return { base, id: pf.idOf(base), carer: pf.fact(base, 'carer'), household: pf.fact(base, 'household'),
		reference: cell(`SELECT reference FROM ${DB}.record WHERE id = ${pf.idOf(base)}`), handle: pf.handleOf(base) }
}

// Closed and archived long ago; the child is a grown-up by now.
const archived = (f, { born = '1990-03-04', more = '' } = {}) => sql(`UPDATE ${DB}.record SET state = 'ARCHIVED', child = NULL, closed_at = '2008-06-07 10:00:00', archived_at = '2009-07-01 03:00:00' WHERE id = ${f.id};
	UPDATE ${DB}.involvement SET child = NULL WHERE record = ${f.id}; UPDATE ${DB}.arrangement SET child_born_on = '${born}' WHERE record = ${f.id}; ${more}`)
const dates = f => sql(`SELECT rule, due_on FROM ${DB}.retention WHERE record = ${f.id}`).map(row => row.join(' '))
async function planned(f) {
	stack('restart-program', 'fostering')
	await until('dates', 20, () => dates(f).length > 0)
	await until('the pages', 20, async () => (await lee.get(LIST)).status === 200)
}

test('every table of the schema ends with an arrangement or is named as one that stays', () => {
	const known = execFileSync(PROGRAM, ['-k'], { encoding: 'utf8' }).trimEnd().split('\n').map(line => line.split('\t'))
	const all = sql(`SELECT table_name FROM information_schema.tables WHERE table_schema = '${DB}' AND table_type = 'BASE TABLE'`).flat()
	const named = known.map(([, table]) => table)
	assert.deepEqual(all.filter(t => !named.includes(t)), [], 'a new table: say in modules/fostering/disposal.c what becomes of its rows')
	assert.deepEqual(named.filter(t => !all.includes(t)), [])
})

test('kept until the child is 25; what was not private fostering for 6 years from its end', async () => {
	const fostered = await ended(), enquiry = await ended()
	archived(fostered)
	archived(enquiry, { more: `UPDATE ${DB}.arrangement SET deemed_start = NULL, end_on = NULL, test_result = 'NOT_PF_RELATIVE' WHERE record = ${enquiry.id}` })
	await planned(enquiry)
	assert.deepEqual(dates(fostered), ['FOSTERED 2015-03-04'])
	assert.deepEqual(dates(enquiry), ['NOT_PF 2014-06-07'])
})

test('two decide, the command destroys: nothing of it is left, and its people go unless another arrangement uses them', async () => {
	const gone = await ended(), shared = await ended(), other = await ended()
	sql(`UPDATE ${DB}.arrangement SET carer = ${shared.carer}, household = ${shared.household} WHERE record = ${other.id}`)
	sql(`INSERT INTO ${DB}.person_address (person, line1, account, at) VALUES (${gone.carer}, 'zqgone', 1, UTC_TIMESTAMP(6)), (${shared.carer}, 'zqstays', 1, UTC_TIMESTAMP(6));
		INSERT INTO ${DB}.safety_check (person, kind, requested_on, note, account, at) VALUES (${gone.carer}, 'DBS', '2008-01-01', 'zqgone', 1, UTC_TIMESTAMP(6));
		INSERT INTO ${DB}.person_history (person, kind, what, account, at) VALUES (${gone.carer}, 'OFFENCE', 'zqgone', 1, UTC_TIMESTAMP(6))`)
	for (const f of [gone, shared]) archived(f)
	await planned(shared)
	for (const f of [gone, shared]) {
		const listed = `${LIST}?reference=${encodeURIComponent(f.reference)}`
		went(await submit(lee, listed, { chosen: [f.handle], reason: 'Nobody asked for it' }, LIST))
		const one = `${LIST}/${cell(`SELECT MAX(id) FROM ${DB}.disposal WHERE record = ${f.id}`)}`
		went(await submit(val, one, { answer: 'Y', reason: 'As the rule says' }))
	}
	const run = spawnSync(PROGRAM, ['-c', env.EC_SETTINGS, '-d'], { encoding: 'utf8' })
	assert.equal(run.status, 0, run.stderr)
	const columns = sql(`SELECT c.table_name, c.column_name FROM information_schema.columns c JOIN information_schema.tables t ON t.table_schema = c.table_schema AND t.table_name = c.table_name
		WHERE c.table_schema = '${DB}' AND t.table_type = 'BASE TABLE' AND c.column_name IN ('record', 'previous') AND c.table_name <> 'disposal'`)
	for (const f of [gone, shared])
		for (const [table, column] of columns) assert.equal(cell(`SELECT COUNT(*) FROM ${DB}.\`${table}\` WHERE \`${column}\` = ${f.id}`), '0', `${table}.${column}`)
	for (const [table, column] of [['person', 'id'], ['household_member', 'person'], ['person_address', 'person'], ['safety_check', 'person'], ['person_history', 'person']]) {
		assert.equal(cell(`SELECT COUNT(*) FROM ${DB}.${table} WHERE ${column} = ${gone.carer}`), '0', table)
	}
	assert.equal(cell(`SELECT COUNT(*) FROM ${DB}.household WHERE id = ${gone.household}`), '0')
	assert.equal(cell(`SELECT COUNT(*) FROM ${DB}.person WHERE id = ${shared.carer}`), '1', 'used by another arrangement')
	assert.equal(cell(`SELECT line1 FROM ${DB}.person_address WHERE person = ${shared.carer}`), 'zqstays')
	assert.equal(cell(`SELECT COUNT(*) FROM ${DB}.household WHERE id = ${shared.household}`), '1')
	assert.equal(pf.stateOf(other.base), 'ENDED')
})

test('a legal hold is set by the auditor, stands on the lists, and ends with a reason', async () => {
	const f = await ended()
	went(await submit(val, HOLDS, { reference: f.reference, reason: 'Inquiry 7' }))
	assert.match((await lee.get(HOLDS)).text, /Inquiry 7/)
	const closed = pf.fact(f.base, 'closed_on')
	const page = await val.get(HOLDS)
	const to = new RegExp(`${HOLDS}/\\d+`).exec(page.body)[0]
	went(await submit(val, to, { reason: 'It is over' }))
	assert.equal(pf.fact(f.base, 'closed_on'), closed)
	// Who asks later why it could be destroyed finds it beside the hold's own reason.
	assert.match((await val.get(HOLDS)).text, new RegExp(`Legal holds that ended.*${f.reference}.*Inquiry 7.*It is over`))
	assert.equal(cell(`SELECT COUNT(*) FROM ${DB}.legal_hold WHERE record = ${f.id} AND ended_at IS NULL`), '0')
})

after(() => assert.deepEqual(troubles(), []))
