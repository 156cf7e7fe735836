// What each program's database account may do, and that it may do nothing else.
// The rights are those of the grants files; here they are tried.
import test from 'node:test'
import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import fs from 'node:fs'
import path from 'node:path'
import { PROGRAMS, cell, dbClient, env, sql } from '../lib/stack.mjs'
import { updated } from '../lib/written.mjs'

const schemaOf = program => program === 'signin' ? 'everychild' : `everychild_${program}`
const password = account => fs.readFileSync(`${env.EC_DB_PASSWORDS}/${account}.password`, 'utf8').trim()
const as = (program, text) => sql(text, { user: `ec_${program}`, password: password(`ec_${program}`) })
const SYSTEM = `('information_schema', 'mysql', 'performance_schema', 'sys')`

// { 'schema.table': { SELECT: '*' | Set of columns, … } } of a program.
function granted(program) {
	const about = fs.readFileSync(path.join(env.EC_BUILD, `installed/share/everychild/sql/${program}/module`), 'utf8')
	const parts = /^parts\s*=\s*(.*)$/m.exec(about)[1].split(/\s+/)
	const files = [...parts, program].map(part => [part, schemaOf(program)])
	if (program !== 'signin') files.push(['common', 'everychild', 'grants-program'])
	const rights = {}
	for (const [part, schema, name = 'grants'] of files) {
		const file = path.join(env.EC_BUILD, `installed/share/everychild/sql/${part}/${name}`)
		if (fs.existsSync(file)) linesRead(rights, file, schema)
	}
	return rights
}

function linesRead(rights, file, schema) {
	for (const line of fs.readFileSync(file, 'utf8').split('\n').filter(line => /^\w/.test(line))) {
		const [, what, where] = /^(.*) ON (\S+)$/.exec(line)
		const table = rights[where.includes('.') ? where : `${schema}.${where}`] ??= {}
		for (const [, kind, columns] of what.matchAll(/(SELECT|INSERT|UPDATE|DELETE)(?:\s*\(([^)]*)\))?/g))
			table[kind] = columns && table[kind] !== '*' ? new Set([...table[kind] ?? [], ...columns.split(/,\s*/)]) : '*'
	}
}

const TABLES = sql(`SELECT table_schema, table_name, GROUP_CONCAT(column_name ORDER BY ordinal_position) FROM information_schema.columns
	WHERE table_schema NOT IN ${SYSTEM} GROUP BY table_schema, table_name`).map(([schema, table, columns]) => ({ schema, table, name: `${schema}.${table}`, columns: columns.split(',') }))

const may = (right, column) => right === '*' || (right instanceof Set && right.has(column))
const DENIED = /denied|ERROR 1142|ERROR 1143|ERROR 1370/

// Statements that change nothing whatever is in the table, so that only the
// right to make them is tried.
function tries(t, column) {
	return {
		SELECT: `SELECT \`${column}\` FROM \`${t.schema}\`.\`${t.table}\` WHERE 1 = 0`,
		INSERT: `INSERT INTO \`${t.schema}\`.\`${t.table}\` (\`${column}\`) SELECT NULL FROM DUAL WHERE 1 = 0`,
		UPDATE: `UPDATE \`${t.schema}\`.\`${t.table}\` SET \`${column}\` = NULL WHERE 1 = 0`
	}
}

// The same of the disposal command, from the files beside those.
function grantedDispose() {
	const rights = {}
	for (const program of PROGRAMS) {
		const at = name => path.join(env.EC_BUILD, `installed/share/everychild/sql/${name}`)
		if (!fs.existsSync(at(`${program}/grants-dispose`))) continue
		for (const part of [.../^parts\s*=\s*(.*)$/m.exec(fs.readFileSync(at(`${program}/module`), 'utf8'))[1].split(/\s+/), program])
			if (fs.existsSync(at(`${part}/grants-dispose`))) linesRead(rights, at(`${part}/grants-dispose`), schemaOf(program))
	}
	return rights
}

// All at once, each with its own outcome: the client goes on after an error.
function outcomes(program, statements) {
	const file = statements.map(([, text]) => `${text};`).join('\n')
	const run = spawnSync(dbClient, ['--no-defaults', `--socket=${env.EC_DB_SOCKET}`, `--user=ec_${program}`, '--batch', '--force', '--skip-column-names'],
		{ input: file, encoding: 'utf8', env: { ...process.env, MYSQL_PWD: password(`ec_${program}`) }, maxBuffer: 1 << 28 })
	const denied = new Map()
	for (const m of run.stderr.matchAll(/^ERROR (\d+) .*? at line (\d+): (.*)$/gm)) denied.set(Number(m[2]) - 1, m[3])
	return statements.map(([mark], i) => [mark, denied.get(i)])
}

for (const program of [...PROGRAMS, 'dispose']) {
	test(`ec_${program} has exactly the rights of its grants, column by column`, () => {
		const rights = program === 'dispose' ? grantedDispose() : granted(program), statements = [], wanted = []
		for (const t of TABLES) {
			const own = rights[t.name] ?? {}
			for (const column of t.columns) {
				const all = tries(t, column)
				for (const kind of ['SELECT', 'INSERT', 'UPDATE']) {
					statements.push([`${kind} ${t.name}.${column}`, all[kind]])
					wanted.push(may(own[kind], column))
				}
			}
			statements.push([`DELETE ${t.name}`, `DELETE FROM \`${t.schema}\`.\`${t.table}\` WHERE 1 = 0`])
			wanted.push(own.DELETE === '*')
			for (const [kind, text] of [['TRUNCATE', `TRUNCATE TABLE \`${t.schema}\`.\`${t.table}\``], ['DROP', `DROP TABLE \`${t.schema}\`.\`${t.table}\``],
				['ALTER', `ALTER TABLE \`${t.schema}\`.\`${t.table}\` ADD x INT`], ['LOCK', `LOCK TABLES \`${t.schema}\`.\`${t.table}\` WRITE`]]) {
				statements.push([`${kind} ${t.name}`, text])
				wanted.push(false)
			}
		}
		assert.ok(statements.length > 500)
		const wrong = outcomes(program, statements).map(([mark, error], i) => {
			if (wanted[i] && error && DENIED.test(error)) return `${mark} is refused: ${error}`
			if (!wanted[i] && !(error && (DENIED.test(error) || /not updatable|not insertable|doesn't exist|is not of type/.test(error)))) return `${mark} is allowed: ${error ?? 'done'}`
			return null
		}).filter(Boolean)
		// A row can only be updated by those who can read it; that right alone proves nothing.
		assert.deepEqual(wrong.filter(w => !/^(UPDATE|DELETE) .* is refused: SELECT/.test(w)), [])
	})
}

// What is never changed may not be changed. Of the tables that several programs have
// (part record), a column that any of them updates.
test('every column that a program may update is updated by one of its statements', () => {
	const programs = ['caf', 'education', 'fostering', 'lscb'].filter(program => PROGRAMS.includes(program)), of = {}, shared = {}
	for (const program of programs) {
		of[program] = updated(path.join(env.EC_BUILD, 'installed/libexec/everychild', program))
		for (const [table, columns] of Object.entries(of[program])) shared[table] = new Set([...shared[table] ?? [], ...columns])
	}
	const wide = [], files = [...programs.map(program => [program, of[program]]), ['record', shared]]
	for (const [part, written] of files) {
		const rights = {}
		linesRead(rights, path.join(env.EC_BUILD, `installed/share/everychild/sql/${part}/grants`), 'x')
		for (const [table, own] of Object.entries(rights)) {
			if (!own.UPDATE) continue
			const done = written[table] ?? written[table.split('.')[1]] ?? new Set()
			if (own.UPDATE === '*') wide.push(`${part} ${table}: all of it`)
			else wide.push(...[...own.UPDATE].filter(column => !done.has(column)).map(column => `${part} ${table}.${column}`))
		}
	}
	assert.ok(of[programs[0]].record.has('state') && of[programs[0]].record.size > 5, 'the statements were found')
	assert.deepEqual(wide, [])
})

test('the disposal command may read no words and no answer of a family: keys, codes, dates and addresses alone', () => {
	// Which step of a schema was done is nobody's word.
	const rights = grantedDispose(), type = new Map(sql(`SELECT CONCAT(table_schema, '.', table_name, '.', column_name), collation_name FROM information_schema.columns WHERE collation_name LIKE 'utf8mb4%'`))
	const read = Object.entries(rights).filter(([table]) => !/\.migration$/.test(table)).flatMap(([table, own]) => [...own.SELECT ?? []].map(column => `${table}.${column}`))
	assert.ok(read.length > 40)
	assert.deepEqual(read.filter(column => (type.has(column) && !/\.(path|result)$/.test(column)) || /\.(consent|answer|draft)\.(answer|value)$/.test(column)), [])
})

test('nobody but ec_signin makes a session, and nobody changes or deletes what the access log holds', () => {
	for (const program of PROGRAMS) {
		const rights = granted(program)
		assert.equal(Boolean(rights['everychild.session']?.INSERT), program === 'signin', program)
		for (const [table, own] of Object.entries(rights)) {
			if (!/\.audit$/.test(table)) continue
			assert.equal(own.UPDATE, undefined)
			assert.equal(own.DELETE, undefined)
			assert.ok(own.INSERT instanceof Set && !own.INSERT.has('at') && !own.INSERT.has('id'), 'neither time nor number')
		}
		for (const table of ['answer', 'consent', 'event', 'child_change'])
			for (const kind of ['UPDATE', 'DELETE'])
				assert.ok(rights[`${schemaOf(program)}.${table}`]?.[kind] === undefined || (table === 'consent' && kind === 'UPDATE'), `${program} ${kind} ${table}`)
	}
})

test('only the disposal command deletes what belongs to a case, and it reads nothing that was written', () => {
	const SCRATCH = ['form_token', 'stash', 'draft', 'session', 'attempt', 'account_role', 'opening', 'calendar', 'mail_off',
		'annual_draft', 'import_part', 'import_error', 'import_change',	// what a program throws away of its own
		'finding', 'mark_term', 'attainment']				// and works out anew
	for (const program of PROGRAMS)
		for (const [table, own] of Object.entries(granted(program)))
			if (own.DELETE) assert.ok(SCRATCH.includes(table.split('.')[1]), `${program} ${table}`)
	const all = grantedDispose()
	assert.ok(Object.keys(all).length > 30)
	for (const [table, own] of Object.entries(all)) {
		if (/\.migration$/.test(table)) continue	// which step of the schema was done: nobody's words
		// Of which children there is a case: two numbers, and rights on columns of a view over
		// views cannot be given.
		const kept = table === 'everychild_index.all_kept'
		if (kept) assert.deepEqual(TABLES.find(t => t.name === table).columns, ['child', 'is_open'])
		const read = own.SELECT instanceof Set ? [...own.SELECT] : []
		assert.notEqual(!kept && own.SELECT, '*', table)
		for (const column of read) {
			const type = cell(`SELECT data_type FROM information_schema.columns WHERE CONCAT(table_schema, '.', table_name) = '${table}' AND column_name = '${column}'`)
			assert.notEqual(type, undefined, `${table}.${column}`)
			assert.doesNotMatch(type, /text|blob/, `${table}.${column}`)
		}
		assert.ok(!read.some(c => /name|subject|note|reason_text|value|body|detail/.test(c)), table)
	}
	assert.equal(all['everychild_caf.audit']?.DELETE, undefined)
	assert.equal(all['everychild_caf.disposal']?.DELETE, undefined)
})

test('the access log’s time is the server’s, whatever the session says', () => {
	const program = PROGRAMS.includes('caf') ? 'caf' : PROGRAMS[0], schema = schemaOf(program)
	const columns = 'chain, seq, said_at, account, login, role, relation, action, object, object_id, child, reason, detail, request, address, outcome, mac'
	const row = seq => `'${'f'.repeat(16)}', ${seq}, '1999-01-01 00:00:00.000000', 1, 'x', '', '', 'test.try', '', 0, 0, '', '', '${'0'.repeat(32)}', '127.0.0.1', 200, REPEAT('x', 32)`
	sql(`DELETE FROM ${schema}.audit WHERE chain = '${'f'.repeat(16)}'`)
	assert.throws(() => as(program, `INSERT INTO ${schema}.audit (at, ${columns}) VALUES ('1999-01-01', ${row(1)})`), DENIED)
	assert.throws(() => as(program, `INSERT INTO ${schema}.audit (id, ${columns}) VALUES (18446744073709551614, ${row(2)})`), DENIED)
	try {
		as(program, `SET timestamp = 915148800; INSERT INTO ${schema}.audit (${columns}) VALUES (${row(3)})`)
	} catch (error) {
		assert.match(String(error.stderr ?? error), /timestamp|denied/i)
		as(program, `INSERT INTO ${schema}.audit (${columns}) VALUES (${row(3)})`)
	}
	const right = cell(`SELECT ABS(TIMESTAMPDIFF(SECOND, at, SYSDATE(6))) < 5 FROM ${schema}.audit WHERE chain = '${'f'.repeat(16)}'`)
	sql(`DELETE FROM ${schema}.audit WHERE chain = '${'f'.repeat(16)}'`)
	assert.equal(right, '1')
})

test('no account has a right over the whole server or may do more than its own', () => {
	for (const program of PROGRAMS) {
		const lines = sql(`SHOW GRANTS FOR 'ec_${program}'@'localhost'`).map(row => row[0])
		for (const line of lines) {
			if (/ON \*\.\*/.test(line)) assert.match(line, /^GRANT USAGE ON \*\.\*/, line)
			else assert.match(line, /^GRANT (SELECT|INSERT|UPDATE|DELETE|[\s,()`\w])+ ON `\w+`\.`\w+` TO/, line)
			assert.doesNotMatch(line, /GRANT OPTION|ALL PRIVILEGES|EXECUTE|FILE|SUPER/, line)
		}
		assert.throws(() => as(program, `SELECT LOAD_FILE('/etc/passwd') IS NULL OR 1 / 0 INTO OUTFILE '/tmp/everychild-test'`), DENIED)
	}
	assert.match(cell(`SHOW CREATE USER 'ec_views'@'localhost'`), / ACCOUNT LOCK\b/, 'nobody signs in as the owner of the views')
	assert.equal(cell(`SELECT COUNT(*) FROM mysql.user WHERE User = '' OR (User LIKE 'ec\\_%' AND Host <> 'localhost')`), '0')
})
