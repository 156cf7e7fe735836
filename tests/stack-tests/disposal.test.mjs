// The end of a case (modules/caf/sections.md 4.2, 30 and 6.7): what was kept long enough is
// listed, one person proposes, a second decides, a command with an account of
// its own destroys, and a certificate stays. A hold stops it until the end.
import test, { after, before } from 'node:test'
import assert from 'node:assert/strict'
import { execFileSync, spawn, spawnSync } from 'node:child_process'
import path from 'node:path'
import { copy, document, whole } from '../lib/episode.mjs'
import { token } from '../lib/token.mjs'
import * as caf from '../lib/caf.mjs'
import { accountId, cell, dbClient, env, logMark, person, sql, stack, troubles, until } from '../lib/stack.mjs'

const DB = 'everychild_caf', LIST = '/caf/disposal', LOG = '/caf/disposal/log'
const PROGRAM = path.join(env.EC_BUILD, 'installed/libexec/everychild/caf')
const WORD = 'zqdisposalzq'
let priya, lee, ada, val, joan, zoe, origin

before(async () => {
	logMark()
	priya = await person('pnair')
	lee = await person('lcross')
	ada = await person('amoss')
	val = await person('vking')
	joan = await person('jreid')
	zoe = await person('zcarr')
	origin = await whole(priya, await person('pstone'))
})

const dispose = () => spawnSync(PROGRAM, ['-c', env.EC_SETTINGS, '-d'], { encoding: 'utf8' })
const went = (page, to = 303) => assert.equal(page.status, to, `${page.status} ${page.title}: ${page.errors().join(' | ')}`)
const post = (c, at, fields = {}) => c.post(at, { token: token(env, 'caf', c, at), ...fields })
const rows = (page, id) => new RegExp(`id="${id}"[\\s\\S]*?</table>`).exec(page.body)?.[0] ?? ''
const number = f => cell(`SELECT MAX(id) FROM ${DB}.disposal WHERE record = ${f.id}`)
const stands = f => sql(`SELECT COALESCE(answer, ''), COALESCE(stopped, ''), done_at IS NOT NULL FROM ${DB}.disposal WHERE record = ${f.id} ORDER BY id DESC LIMIT 1`)[0]?.join(' ')
const alive = f => cell(`SELECT COUNT(*) FROM ${DB}.record WHERE id = ${f.id}`) === '1'

// An archived case whose time is over, or by born not yet; f.reference.
function archived({ born = '1990-03-04', closed = '2015-06-07', more = '', due = true } = {}) {
	const f = copy(origin.id, 'S14', `UPDATE ${DB}.record SET closed_at = '${closed} 10:00:00', archived_at = '2016-07-01 03:00:00', child = NULL WHERE id = :id;
		UPDATE ${DB}.episode SET born_on = '${born}', unborn = 0 WHERE record = :id; UPDATE ${DB}.involvement SET child = NULL WHERE record = :id; ${more}`)
	f.reference = cell(`SELECT COALESCE(reference, handle) FROM ${DB}.record WHERE id = ${f.id}`)
	if (due) plan(f, `${Number(born.slice(0, 4)) + 25}${born.slice(4)}`)
	return f
}
const plan = (f, on, rule = 'REGISTERED', part = '') => sql(`INSERT INTO ${DB}.retention (record, part, rule, due_on, settings)
	VALUES (${f.id}, '${part}', '${rule}', '${on}', '25 years; 6 years; 12 months; 35 years')`)

const listed = f => `${LIST}?reference=${encodeURIComponent(f.reference)}`
const propose = async (c, f, more = {}) => c.submit(await c.get(listed(f)), LIST, { chosen: [f.handle], reason: 'Nobody asked for it', ...more })
const decide = async (c, f, fields = {}) => c.submit(await c.get(`${LIST}/${number(f)}`), `${LIST}/${number(f)}`, { answer: 'Y', reason: 'As the rule says', ...fields })
async function agreed(options) {
	const f = archived(options)
	went(await propose(lee, f))
	went(await decide(val, f))
	return f
}
const hold = async f => went(await val.submit(await val.get('/caf/retention'), '/caf/retention', { reference: f.reference, reason: 'Inquiry 7' }))

// -- every table is known --

const known = execFileSync(PROGRAM, ['-k'], { encoding: 'utf8' }).trimEnd().split('\n').map(line => line.split('\t'))
const ending = [...new Set(known.filter(([part]) => part === 'whole').map(([, table]) => table))]

test('every table of the schema ends with a case or is named as one that stays, and what points at a case ends', () => {
	const kept = known.filter(([part]) => part === 'kept').map(([, table]) => table)
	const all = sql(`SELECT table_name FROM information_schema.tables WHERE table_schema = '${DB}' AND table_type = 'BASE TABLE'`).flat()
	assert.deepEqual(all.filter(t => !ending.includes(t) && !kept.includes(t)), [], 'a new table: say in modules/caf/disposal.c what becomes of its rows')
	assert.deepEqual([...ending, ...kept].filter(t => !all.includes(t)), [])
	assert.deepEqual(ending.filter(t => kept.includes(t)), [])
	const keys = sql(`SELECT table_name, referenced_table_name FROM information_schema.key_column_usage WHERE table_schema = '${DB}' AND referenced_table_name IS NOT NULL`)
	const columns = sql(`SELECT c.table_name, c.column_name FROM information_schema.columns c JOIN information_schema.tables t ON t.table_schema = c.table_schema AND t.table_name = c.table_name
		WHERE c.table_schema = '${DB}' AND t.table_type = 'BASE TABLE' AND c.data_type = 'bigint' AND c.column_name IN ('record', 'document', 'other', 'previous', 'pointer')`)
	for (const [table, to] of keys) if (kept.includes(table)) assert.ok(!ending.includes(to), `${table} stays and has a key of ${to}`)
	assert.deepEqual(columns.filter(([table]) => kept.includes(table)), [['disposal', 'record']])
})

// -- dates --

test('6.7: until when: from birth, from the end, longer after harm; a refusal loses its checklist first', async () => {
	const bare = `DELETE FROM ${DB}.consent WHERE record = :id; UPDATE ${DB}.episode SET registered_on = NULL WHERE record = :id; UPDATE ${DB}.record SET reference = NULL WHERE id = :id;`
	const f = {
		whole: archived({ due: false }),
		nobirth: archived({ due: false, more: `UPDATE ${DB}.episode SET born_on = NULL, expected_on = NULL WHERE record = :id` }),
		harm: archived({ due: false, born: '2000-01-01' }),
		refused: archived({ due: false, more: `UPDATE ${DB}.episode SET registered_on = NULL WHERE record = :id` }),
		ended: archived({ due: false, more: bare }),
		end: copy(origin.id, 'END', `${bare} UPDATE ${DB}.record SET closed_at = UTC_TIMESTAMP(6) - INTERVAL 13 MONTH, child = NULL WHERE id = :id`),
	}
	document(f.harm.id, 'harm', { concern: 'x' }, { completed: true })
	for (const one of [f.refused, f.ended]) document(one.id, 'checklist', { healthy: 'Y' }, { completed: true })
	stack('restart-program', 'caf')
	const dates = one => sql(`SELECT part, rule, due_on FROM ${DB}.retention WHERE record = ${one.id} ORDER BY part`).map(row => row.join(' ').trim())
	await until('dates', 20, () => dates(f.ended).length > 0 && dates(f.end).length > 0)
	assert.deepEqual(dates(f.whole), ['REGISTERED 2015-03-04'])
	assert.deepEqual(dates(f.nobirth), ['REGISTERED 2040-06-07'], 'from the end')
	assert.deepEqual(dates(f.harm), ['HARM 2050-06-07'], 'the later of the two')
	assert.deepEqual(dates(f.refused), ['REFUSED 2021-06-07', 'CHECKLIST CHECKLIST 2016-06-07'])
	assert.deepEqual(dates(f.ended), ['CHECKLIST 2016-06-07'])
	assert.equal(cell(`SELECT state FROM ${DB}.record WHERE id = ${f.end.id}`), 'S14', 'what led nowhere is archived too')
	await until('caf answers', 10, async () => (await lee.get(LIST)).status === 200)
	assert.match((await lee.get(f.whole.base)).text, /May be destroyed from 4 March 2015 \(25 years from birth\)/)
	assert.doesNotMatch((await lee.get(listed(f.harm))).body, new RegExp(f.harm.handle), 'not due')
	// A checklist without a reference can be held too.
	await hold({ reference: f.ended.handle })
	assert.match((await lee.get(listed({ reference: f.ended.handle }))).text, /A legal hold stands/)
})

test('dates follow the settings', async () => {
	const f = archived({ due: false })
	sql(`INSERT INTO ${DB}.retention VALUES (${f.id}, '', 'REGISTERED', '2010-01-01', '1 year; 6 years; 12 months; 35 years')`)
	stack('restart-program', 'caf')
	await until('worked out anew', 20, () => cell(`SELECT due_on FROM ${DB}.retention WHERE record = ${f.id}`) === '2015-03-04')
	await until('caf answers', 10, async () => (await lee.get(LIST)).status === 200)
})

// -- the list --

test('who sees the list: the index manager with names, the auditor without; soonest first, with what stands in the way', async () => {
	const late = archived({ born: '1995-05-05' }), soon = archived({ born: '1980-01-01' }), held = archived({ born: '1979-01-01' })
	await hold(held)
	const page = await lee.get(LIST), subject = cell(`SELECT subject FROM ${DB}.record WHERE id = ${soon.id}`)
	went(page, 200)
	const at = f => rows(page, 'due').indexOf(f.reference)
	assert.ok(at(held) > 0 && at(held) < at(soon) && at(soon) < at(late))
	assert.ok(page.text.includes(subject))
	assert.ok(page.body.includes(`value="${soon.handle}"`) && !page.body.includes(`value="${held.handle}"`), 'what is held cannot be chosen')
	const vals = await val.get(LIST)
	assert.ok(rows(vals, 'due').includes(soon.reference))
	assert.ok(!vals.text.includes(subject) && !vals.body.includes('/caf/case/') && !vals.body.includes('name="chosen"'))
	for (const c of [priya, joan, zoe, await person('kdoyle'), await person('hgrant')])
		for (const one of [LIST, LOG]) assert.equal((await c.get(one)).status, 403, c.login)
	assert.ok(!rows(await lee.get(`${LIST}?show=free`), 'due').includes(held.reference))
	assert.ok(rows(await lee.get(`${LIST}?show=kept`), 'due').includes(held.reference))
	assert.ok(!rows(await lee.get(`${LIST}?show=kept`), 'due').includes(soon.reference))
	assert.ok(!rows(await lee.get(`${LIST}?rule=HARM`), 'due').includes(soon.reference))
	assert.equal((await lee.get(`${LIST}?reference=%25`)).status, 422)
})

test('more than a page has pages, and each case is on one of them', async () => {
	const many = Array.from({ length: 27 }, () => archived({ born: '1985-01-01' }))
	const seen = new Set()
	for (let page = 1; page < 9; page++)
		for (const f of many) if (rows(await lee.get(`${LIST}?page=${page}`), 'due').includes(f.reference)) seen.add(f.reference)
	assert.equal(seen.size, 27)
})

// -- the way --

// A row of each table that ends with a case, with the word in every text.
function plant(f) {
	const ids = { record: f.id, id: null, document: cell(`SELECT MAX(id) FROM ${DB}.document WHERE record = ${f.id}`), action: cell(`SELECT MAX(id) FROM ${DB}.action WHERE record = ${f.id}`), other: origin.id }
	const columns = sql(`SELECT table_name, column_name, data_type, COALESCE(character_maximum_length, 0), extra FROM information_schema.columns WHERE table_schema = '${DB}' ORDER BY table_name, ordinal_position`)
	let text = 'SET foreign_key_checks = 0; SET SESSION check_constraint_checks = 0;\n'
	for (const table of ending.filter(t => !['record', 'episode', 'retention', 'form_token', 'stash'].includes(t))) {
		const own = columns.filter(c => c[0] === table && !c[4].includes('auto_increment'))
		const value = ([, name, type, length]) => ids[name] ?? (/char|text/.test(type) ? `'${length < WORD.length ? 'z'.repeat(Math.min(length, 1)) : WORD}'` : type === 'date' ? 'CURDATE()' : type === 'datetime' ? 'UTC_TIMESTAMP(6)' : 9)
		text += `INSERT IGNORE INTO ${DB}.\`${table}\` (${own.map(c => `\`${c[1]}\``).join(', ')}) VALUES (${own.map(value).join(', ')});\n`
	}
	text += `UPDATE ${DB}.record SET subject = '${WORD}' WHERE id = ${f.id}; UPDATE ${DB}.episode SET mother_given = '${WORD}', came_summary = '${WORD}' WHERE record = ${f.id};
		INSERT INTO ${DB}.sibling (record, other, account, at) VALUES (${origin.id}, ${f.id}, 1, UTC_TIMESTAMP(6));
		UPDATE ${DB}.episode SET previous = ${f.id} WHERE record = ${origin.id};
		INSERT INTO ${DB}.form_token VALUES (REPEAT('x', 32), 1, '/caf/case/${f.handle}/share', REPEAT('y', 32), UTC_TIMESTAMP(6), '/caf/case/${f.handle}/sharing');
		INSERT INTO ${DB}.stash VALUES ('zzzzzzzzzzzz', 1, '/caf/case/${f.handle}/share', '${WORD}', UTC_TIMESTAMP(6));`
	sql(text)
	// The hold that was planted has ended.
	sql(`UPDATE ${DB}.legal_hold SET ended_at = UTC_TIMESTAMP(6) WHERE record = ${f.id}`)
	for (const table of ending) assert.ok(Number(cell(`SELECT COUNT(*) FROM ${DB}.\`${table}\``)) > 0, `a row in ${table}`)
}

const dump = () => execFileSync(dbClient === 'mariadb' ? 'mariadb-dump' : 'mysqldump', ['--no-defaults', `--socket=${env.EC_DB_SOCKET}`, `--user=${env.EC_DB_ADMIN}`,
	'--skip-extended-insert', '--skip-lock-tables', '--complete-insert', '--databases', 'everychild', 'everychild_index', DB], { encoding: 'latin1', maxBuffer: 1 << 28 }).split('\n')
const found = word => dump().filter(line => line.startsWith('INSERT') && line.includes(word)).map(line => /INTO `(\w+)`/.exec(line)[1])

// MySQL cannot leave its checks out for a session, as rows of nonsense need.
test('the whole way: proposed by one, decided by another, destroyed by the command, and nothing of it is left', { skip: dbClient === 'mysql' }, async () => {
	const f = archived(), words = ['healthy and well', 'Petra Stone']
	plant(f)
	assert.ok(found(WORD).length > 20 && found(f.handle).length >= 3)
	const empty = await propose(lee, f, { reason: '' })
	assert.equal(empty.status, 422)
	assert.match(empty.body, new RegExp(`value="${f.handle}"[^>]*checked|checked[^>]*value="${f.handle}"`), 'what was chosen stays chosen')
	const none = await propose(lee, f, { chosen: [], reason: 'Typed' })
	assert.equal(none.status, 422)
	assert.ok(none.body.includes('Typed'))
	assert.equal((await post(val, LIST, { chosen: f.handle, reason: 'x' })).status, 403, 'the auditor proposes nothing')
	const list = await lee.get(listed(f)), fields = { chosen: [f.handle], reason: 'Nobody asked for it' }
	went(await lee.submit(list, LIST, fields))
	went(await lee.submit(list, LIST, fields))
	assert.equal(cell(`SELECT COUNT(*) FROM ${DB}.disposal WHERE record = ${f.id}`), '1', 'sent twice, proposed once')
	assert.match((await post(ada, LIST, fields)).text, /It is proposed already/)
	const at = `${LIST}/${number(f)}`
	assert.match(rows(await val.get(`${LOG}?state=waiting`), 'disposals'), new RegExp(f.reference))
	assert.ok(!(await lee.get(at)).body.includes('name="answer"'), 'who proposes does not decide')
	assert.equal((await post(lee, at, { answer: 'Y', reason: 'Mine' })).status, 403)
	assert.equal((await post(ada, at, { answer: 'Y', reason: 'Mine' })).status, 403, 'nor another of the same role')
	assert.doesNotMatch((await val.get(at)).text, new RegExp(`${WORD}|Ann Smith`))
	assert.equal(dispose().status, 0)
	assert.ok(alive(f), 'not decided, not destroyed')
	const bare = await decide(val, f, { reason: '' })
	assert.equal(bare.status, 422)
	assert.ok(/value="Y"[^>]*checked|checked[^>]*value="Y"/.test(bare.body))
	assert.equal((await lee.get(`${at}/print`)).status, 404, 'no certificate yet')
	went(await decide(val, f))
	assert.equal((await post(val, at, { answer: 'N', reason: 'Rather not' })).status, 409)
	assert.ok(alive(f), 'the pages destroy nothing')
	const run = dispose()
	assert.equal(run.status, 0, run.stderr)
	assert.equal(stands(f), 'Y  1')
	assert.deepEqual(found(WORD), [], 'no word of it in any table')
	assert.deepEqual([...new Set(found(f.handle))], [], 'no address of it')
	assert.deepEqual([...new Set(found(f.reference))].sort(), ['audit', 'disposal'])
	for (const [table, column] of sql(`SELECT table_name, column_name FROM information_schema.columns WHERE table_schema = '${DB}' AND data_type = 'bigint'
		AND column_name IN ('record', 'other', 'previous', 'pointer', 'current_of', 'proposed_of', 'newest_of') AND table_name NOT IN ('disposal', 'shared_involvement')`))
		assert.equal(cell(`SELECT COUNT(*) FROM ${DB}.\`${table}\` WHERE \`${column}\` = ${f.id}`), '0', `${table}.${column}`)
	assert.equal(cell(`SELECT COUNT(*) FROM everychild_index.all_involvement WHERE handle = '${f.handle}'`), '0')
	assert.ok(Number(cell(`SELECT COUNT(*) FROM ${DB}.document WHERE record = ${origin.id}`)) > 0, 'other cases stay')
	assert.deepEqual(sql(`SELECT account, relation, detail FROM ${DB}.audit WHERE action = 'disposal.done' AND object_id = ${f.id}`), [['0', 'SYSTEM', `disposal=${number(f)}`]])
	assert.equal((await lee.get(f.base)).status, 404)
	for (const c of [lee, val]) {
		const page = await c.get(at), print = await c.get(`${at}/print`)
		for (const one of [page, print]) {
			went(one, 200)
			for (const part of [/Certificate of disposal/, new RegExp(f.reference), /25 years from birth/, /Nobody asked for it/, /As the rule says/, /Lee Cross/, /7 June 2015/, /Destroyed/, /answer \d+/, /record 1/])
				assert.match(one.text, part)
			for (const word of [...words, WORD]) assert.ok(!one.text.includes(word), word)
		}
		assert.match(rows(await c.get(`${LOG}?state=done`), 'disposals'), new RegExp(f.reference))
	}
	assert.equal(cell(`SELECT SUM(n) > 40 FROM ${DB}.disposal_count WHERE disposal = ${number(f)}`), '1')
	assert.equal(dispose().status, 0, 'again: nothing to do')
	const verify = spawnSync(path.join(env.EC_BUILD, 'installed/sbin/everychild-audit'), ['-c', env.EC_SETTINGS, 'verify', '--program', 'caf'], { encoding: 'utf8' })
	assert.equal(verify.status, 0, verify.stdout + verify.stderr)
})

test('one person cannot be both, whatever their roles', async () => {
	const f = archived(), lees = accountId('lcross')
	went(await propose(lee, f))
	sql(`INSERT INTO everychild.account_role (account, role) VALUES (${lees}, 'AUD')`)
	try {
		const at = `${LIST}/${number(f)}`
		assert.match((await lee.get(at)).text, /somebody else decides/)
		const page = await post(lee, at, { answer: 'Y', reason: 'Mine too' })
		assert.equal(page.status, 422)
		assert.match(page.text, /somebody else decides/)
	} finally {
		sql(`DELETE FROM everychild.account_role WHERE account = ${lees} AND role = 'AUD'`)
	}
	assert.equal(stands(f), '  0')
	assert.throws(() => sql(`UPDATE ${DB}.disposal SET answer = 'Y', decided_by = proposed_by WHERE id = ${number(f)}`), /disposal_two/)
})

// -- what stops it --

test('a refusal with its reason: it stays, and can be proposed again', async () => {
	const f = archived()
	went(await propose(lee, f))
	assert.equal((await decide(val, f, { answer: 'N', reason: '' })).status, 422)
	went(await decide(val, f, { answer: 'N', reason: 'A claim may come' }))
	assert.match((await lee.get(`${LIST}/${number(f)}`)).text, /Refused by .*A claim may come/)
	assert.equal(dispose().status, 0)
	assert.ok(alive(f))
	went(await propose(lee, f))
	assert.equal(stands(f), '  0')
})

test('a hold stops it before it is proposed, before it is decided, and at the last moment', async () => {
	const first = archived(), second = archived(), third = await agreed()
	await hold(first)
	assert.match((await post(lee, LIST, { chosen: first.handle, reason: 'x' })).text, /A legal hold stands/)
	assert.equal(stands(first), undefined)
	went(await propose(lee, second))
	await hold(second)
	const page = await decide(val, second)
	assert.equal(page.status, 422)
	assert.match(page.text, /cannot be destroyed. A legal hold stands/)
	assert.ok(page.body.includes('As the rule says'), 'what was typed stays')
	await hold(third)
	assert.equal(dispose().status, 0)
	for (const f of [first, second, third]) assert.ok(alive(f))
	assert.equal(stands(third), 'Y HOLD 0')
	assert.match((await lee.get(`${LIST}/${number(third)}`)).text, /Stopped .*A legal hold stands/)
	// A hold that ended meanwhile still means that somebody looks again.
	const fourth = await agreed()
	await hold(fourth)
	const end = cell(`SELECT id FROM ${DB}.legal_hold WHERE record = ${fourth.id}`)
	went(await val.submit(await val.get(`/caf/retention/${end}`), `/caf/retention/${end}`, { reason: 'Over' }))
	assert.equal(dispose().status, 0)
	assert.equal(stands(fourth), 'Y CHANGED 0')
	assert.ok(alive(fourth))
})

test('a case of the same child that is open again, a longer rule and a state that moved stop it', async () => {
	const child = accountId('pnair') + 7_000_000, again = await agreed({ more: `UPDATE ${DB}.record SET child = ${child} WHERE id = :id` })
	const longer = await agreed(), moved = await agreed()
	copy(origin.id, 'S3', `UPDATE ${DB}.record SET child = ${child} WHERE id = :id`)
	sql(`UPDATE ${DB}.episode SET born_on = '2012-01-01' WHERE record = ${longer.id}; UPDATE ${DB}.record SET state = 'S10', archived_at = NULL WHERE id = ${moved.id}`)
	assert.equal(dispose().status, 0)
	assert.deepEqual([again, longer, moved].map(stands), ['Y CHILD 0', 'Y EARLY 0', 'Y STATE 0'])
	for (const f of [again, longer, moved]) assert.ok(alive(f))
	sql(`UPDATE ${DB}.record SET state = 'S14', archived_at = UTC_TIMESTAMP(6) WHERE id = ${moved.id}`)
	assert.match((await post(lee, LIST, { chosen: again.handle, reason: 'x' })).text, /open case again/)
	assert.match((await post(lee, LIST, { chosen: longer.handle, reason: 'x' })).text, /kept for longer/)
	assert.match((await post(lee, LIST, { chosen: 'zzzzzzzzzzzz', reason: 'x' })).text, /Choose from the list/)
	assert.match((await post(lee, LIST, { chosen: `${moved.handle}-NOTHING`, reason: 'x' })).text, /Choose from the list/)
	// All of what is chosen, or none.
	const good = archived()
	assert.equal((await lee.submit(await lee.get(listed(good)), LIST, { chosen: [good.handle, longer.handle], reason: 'Both' })).status, 422)
	assert.equal(stands(good), undefined)
	assert.equal((await lee.get(`${LIST}/999999999`)).status, 404)
})

// -- the checklist of a refusal --

test('a refusal: its checklist goes alone and its note stays, until that is due', async () => {
	const f = archived({ due: false, more: `UPDATE ${DB}.episode SET registered_on = NULL WHERE record = :id; UPDATE ${DB}.record SET closed_at = UTC_TIMESTAMP(6) - INTERVAL 2 YEAR, unlisted = 1 WHERE id = :id` })
	document(f.id, 'checklist', { positive_evidence: WORD }, { completed: true })
	plan(f, '2016-06-07', 'CHECKLIST', 'CHECKLIST')
	went(await propose(lee, f, { chosen: [`${f.handle}-CHECKLIST`] }))
	went(await decide(val, f))
	const others = cell(`SELECT COUNT(*) FROM ${DB}.document WHERE record = ${f.id} AND form <> 'checklist'`)
	assert.equal(dispose().status, 0)
	assert.equal(stands(f), 'Y  1')
	assert.deepEqual(found(WORD), [])
	assert.ok(alive(f))
	assert.equal(cell(`SELECT COUNT(*) FROM ${DB}.document WHERE record = ${f.id}`), others)
	assert.equal(cell(`SELECT COUNT(*) > 0 FROM ${DB}.consent WHERE record = ${f.id}`), '1', 'who said no, and when')
	assert.match((await val.get(`${LIST}/${number(f)}`)).text, /Pre-assessment checklist before the family refused/)
	assert.match((await post(lee, LIST, { chosen: f.handle, reason: 'x' })).text, /kept for longer/)
})

// -- killed, and twice --

test('killed in the middle it is as it was, and done when it runs again', async () => {
	const f = await agreed(), before = sql(ending.filter(t => t !== 'record').map(t => `SELECT '${t}', COUNT(*) FROM ${DB}.\`${t}\``).join(' UNION ALL '))
	// Somebody else has the last rows that go, so that it waits there.
	const other = spawn(dbClient, ['--no-defaults', `--socket=${env.EC_DB_SOCKET}`, `--user=${env.EC_DB_ADMIN}`], { stdio: ['pipe', 'ignore', 'inherit'] })
	other.stdin.write(`START TRANSACTION; SELECT id FROM ${DB}.record_person WHERE record = ${f.id} FOR UPDATE;\n`)
	await until('a lock', 5, () => cell(`SELECT COUNT(*) FROM information_schema.innodb_trx WHERE trx_rows_locked > 0`) !== '0')
	const run = spawn(PROGRAM, ['-c', env.EC_SETTINGS, '-d'], { stdio: 'ignore' })
	await until('it waits', 5, () => cell(`SELECT COUNT(*) FROM information_schema.innodb_trx WHERE trx_state = 'LOCK WAIT' AND trx_rows_modified > 20`) === '1')
	const gone = new Promise(done => run.on('exit', (code, signal) => done(signal)))
	run.kill('SIGKILL')
	assert.equal(await gone, 'SIGKILL')
	other.stdin.end('ROLLBACK;\n')
	await new Promise(done => other.on('exit', done))
	await until('rolled back', 10, () => cell('SELECT COUNT(*) FROM information_schema.innodb_trx WHERE trx_rows_modified > 0') === '0')
	assert.deepEqual(sql(ending.filter(t => t !== 'record').map(t => `SELECT '${t}', COUNT(*) FROM ${DB}.\`${t}\``).join(' UNION ALL ')), before)
	assert.equal(stands(f), 'Y  0')
	assert.equal(dispose().status, 0)
	assert.equal(stands(f), 'Y  1')
	assert.ok(!alive(f))
})

test('two commands at once destroy each case once', async () => {
	const all = []
	for (let i = 0; i < 4; i++) all.push(await agreed())
	const runs = [1, 2, 3].map(() => spawn(PROGRAM, ['-c', env.EC_SETTINGS, '-d'], { stdio: 'ignore' }))
	const ends = await Promise.all(runs.map(run => new Promise(done => run.on('exit', done))))
	assert.deepEqual(ends, [0, 0, 0])
	for (const f of all) {
		assert.equal(stands(f), 'Y  1')
		assert.equal(cell(`SELECT COUNT(*) FROM ${DB}.audit WHERE action IN ('disposal.done', 'disposal.stopped') AND object_id = ${f.id}`), '1')
		assert.equal(cell(`SELECT n FROM ${DB}.disposal_count WHERE disposal = ${number(f)} AND name = 'record'`), '1')
	}
})

after(() => assert.deepEqual(troubles(), []))
