// The database is lost and comes back from a backup that was made while people saved: with
// the binary logs nothing is missing that anybody was told is saved; without them what is
// missing is said to the row.
import test, { after, before } from 'node:test'
import assert from 'node:assert/strict'
import { spawn, spawnSync } from 'node:child_process'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import * as caf from '../lib/caf.mjs'
import * as guest from '../lib/guest.mjs'
import { SCHEMAS, cell, env, logMark, newSession, sleep, sql, stack, until } from '../lib/stack.mjs'

const SBIN = path.join(env.EC_BUILD, 'installed/sbin'), CNF = `${env.EC_DIR}/db/my.cnf`
const work = fs.mkdtempSync('/tmp/ec-restore.'), binlog = `${env.EC_DIR}/db/binlog`, conf = `${work}/everychild.conf`
const plain = fs.readFileSync(CNF, 'utf8'), data = /^\s*datadir = (.*)$/m.exec(plain)[1]
let entry			// of a guest
const saved = []			// { handle, at }: what people were told is saved

function run(program, ...words) {
	const { status, stdout, stderr } = spawnSync(path.join(SBIN, program), words, { encoding: 'utf8' })
	return { status, out: stdout + stderr }
}
function good(program, ...words) {
	const { status, out } = run(program, ...words)
	assert.equal(status, 0, `${program} ${words.join(' ')}: ${out}`)
	return out
}
const backup = (...words) => good('everychild-backup', '-c', conf, ...words)

// Alone with the server: nobody saves until it is back.
function server(text) {
	stack('db', 'stop')
	fs.writeFileSync(CNF, text)
	stack('db', 'start')
}

let over = false, people
async function works(login) {
	const c = await newSession(login)
	while (!over) {
		const base = await caf.startUnborn(c, { family: 'Restored' })
		saved.push({ handle: base.split('/').at(-1), at: Date.now() })
		await sleep(20)
	}
	return c
}
const more = n => { const from = saved.length; return until(`${n} more saves`, 30, () => saved.length >= from + n) }

before(() => {
	logMark()
	fs.mkdirSync(binlog)
	const own = { 'backup.dir': 'backup', 'checkpoint.dir': 'points', 'checkpoint.key': 'key' }
	fs.writeFileSync(conf, Object.entries(own).reduce((text, [name, file]) => text.replace(new RegExp(`^${name} = .*$`, 'm'), `${name} = ${work}/${file}`),
		fs.readFileSync(env.EC_SETTINGS, 'utf8')))
	fs.mkdirSync(`${work}/points`)
	good('everychild-audit', 'checkpoint-key', `${work}/key`)
	entry = guest.entry(1).id
})
after(async () => {
	over = true
	server(plain)
	fs.rmSync(binlog, { recursive: true, force: true })
	fs.rmSync(work, { recursive: true, force: true })
})

test('without binary logs nobody is let believe that there is more than the backup', () => {
	const { status, out } = run('everychild-backup', '-c', conf, '--logs')
	assert.equal(status, 1)
	assert.match(out, /writes no binary log \(log_bin\): what was saved after the last backup would be lost/)
})

// A name that stands in a log as a statement, in the place of which another can be put.
const STATEMENT = `CREATE DATABASE ${'z'.repeat(60)}`
let made, logged, rows
test('a backup is made while people save, and the binary logs after it', async () => {
	server(plain.replace('skip_log_bin', `log_bin = ${binlog}/log\nserver_id = 1\nbinlog_format = ROW`))
	people = [works('pnair'), works('thale')]
	await more(5)
	const copying = spawn(path.join(SBIN, 'everychild-backup'), ['-c', conf], { stdio: 'pipe' }), from = saved.length
	let out = ''
	copying.stdout.on('data', text => { out += text })
	copying.stderr.on('data', text => { out += text })
	assert.equal(await new Promise(resolve => copying.on('close', resolve)), 0, out)
	assert.ok(saved.length > from, 'somebody saved beside it')
	;[made] = fs.readdirSync(`${work}/backup`).filter(name => /^\d{8}T\d{6}Z$/.test(name)).map(name => `${work}/backup/${name}`)
	assert.match(out, /MB, all that was saved until .*\nNot in it: .*keys/)
	const about = fs.readFileSync(`${made}/about`, 'utf8')
	for (const schema of SCHEMAS) assert.match(about, new RegExp(`^step ${schema}\t`, 'm'))
	await more(10)
	sql(`${STATEMENT}; ${STATEMENT.replace('CREATE', 'DROP')}`)
	backup('--logs')
	logged = Date.now()
	await more(10)
	over = true
	await Promise.all(people)
	good('everychild-audit', '-c', conf, 'checkpoint')
	rows = Object.fromEntries(SCHEMAS.map(schema => [schema, Number(cell(`SELECT COUNT(*) FROM ${schema}.audit`))]))
	stack('db', 'kill')
})

// Puts in place what was restored; leads to the handles that are gone.
async function restored(...words) {
	fs.rmSync(data, { recursive: true, force: true })
	const out = good('everychild-restore', '--from', made, '--into', data, '--owner', os.userInfo().username, ...words)
	stack('db', 'start')
	const there = new Set(sql('SELECT handle FROM everychild_caf.record').flat())
	return { out, gone: saved.filter(one => !there.has(one.handle)) }
}
const verified = () => run('everychild-audit', '-c', conf, 'verify', '--checkpoints', `${work}/points`, '--key', `${work}/key.pub`)
// Of what verify says, how many rows of the schema are gone.
const saidGone = (out, program) => [...out.matchAll(new RegExp(`^${program}: chain \\S+, row (\\d+): is gone, and all to row (\\d+)`, 'gm'))]
	.reduce((n, [, from, to]) => n + Number(to) - Number(from) + 1, 0)

function missingIsSaid() {
	const { status, out } = verified()
	assert.equal(status, 1, out)
	for (const schema of SCHEMAS) {
		const program = schema === 'everychild' ? 'signin' : schema.replace('everychild_', '')
		assert.equal(saidGone(out, program), rows[schema] - Number(cell(`SELECT COUNT(*) FROM ${schema}.audit`)), `${program}: ${out}`)
	}
	assert.match(out, /the last one left is of 20\d\d-/)
}

test('the backup alone: what was saved before it is there, and what is missing is said to the row', async () => {
	const { gone } = await restored()
	assert.ok(gone.length >= 20, `${gone.length} are gone`)
	assert.equal(gone.length, saved.length - saved.indexOf(gone[0]), 'the last ones, and no other')
	missingIsSaid()
	stack('db', 'stop')
})

test('with the logs that were copied, all is there up to the copy', async () => {
	const { gone } = await restored('--logs', `${work}/backup/logs`)
	assert.ok(gone.length > 0 && gone.length <= 14)
	assert.ok(gone.every(one => one.at > logged - 1000), 'saved after the copy')
	missingIsSaid()
	stack('db', 'stop')
})

test('with the last log from the old disk nothing is missing, everybody is signed out, and work goes on', async () => {
	for (const name of fs.readdirSync(binlog).filter(name => /\d$/.test(name)))
		if (!fs.existsSync(`${work}/backup/logs/${name}`)) fs.copyFileSync(`${binlog}/${name}`, `${work}/backup/logs/${name}`)
	const { gone, out } = await restored('--logs', `${work}/backup/logs`)
	assert.deepEqual(gone, [])
	assert.match(out, new RegExp(`everychild_caf: ${rows.everychild_caf} rows of the audit log, the newest of 20`))
	const { status, out: said } = verified()
	assert.equal(status, 0, said)
	for (const c of await Promise.all(people)) {
		const page = await c.get('/caf/unborn')
		assert.equal(page.status, 303)
		assert.match(page.location, /^\/signin/)
	}
	const c = await newSession('pnair')
	assert.ok(await caf.startUnborn(c, { family: 'Afterwards' }))
	assert.notEqual(cell(`SELECT revoked_at FROM everychild.guest WHERE id = ${entry}`), 'NULL', 'nor does a guest come in')
})

// -- who can write as the server's user, or into a copy of a backup --

function crc32(bytes) {
	let crc = ~0
	for (const byte of bytes) {
		crc ^= byte
		for (let i = 0; i < 8; i++) crc = crc >>> 1 ^ (crc & 1 ? 0xedb88320 : 0)
	}
	return ~crc >>> 0
}

// Puts a text into the statement's event, whose sum is made anew.
function forged(file, text) {
	const bytes = fs.readFileSync(file), at = bytes.indexOf(STATEMENT)
	assert.ok(at > 0 && text.length <= STATEMENT.length)
	let event = 4, size
	for (; event + (size = bytes.readUInt32LE(event + 9)) <= at;) event += size
	bytes.write(text.padEnd(STATEMENT.length), at)
	bytes.writeUInt32LE(crc32(bytes.subarray(event, event + size - 4)), event + size - 4)
	fs.writeFileSync(file, bytes)
}

test('what stands in a log as a command of the client is not run', () => {
	const logs = `${work}/forged`, ran = `${work}/ran`
	fs.cpSync(`${work}/backup/logs`, logs, { recursive: true })
	forged(fs.readdirSync(logs).map(name => `${logs}/${name}`).find(file => fs.readFileSync(file).includes(STATEMENT)), `\\! touch ${ran}`)
	const { status, out } = run('everychild-restore', '--from', made, '--into', `${work}/new`, '--logs', logs, '--owner', os.userInfo().username)
	assert.ok(!fs.existsSync(ran), 'it was run')
	assert.equal(status, 1, out)
	assert.match(out, /the binary logs cannot be brought back/)
	fs.rmSync(`${work}/new`, { recursive: true, force: true })
})

test('root restores for another user as that user', { skip: process.getuid() !== 0 && 'not root' }, () => {
	const dir = fs.mkdtempSync('/tmp/ec-restored.'), seen = []
	fs.chmodSync(dir, 0o711)
	fs.mkdirSync(`${dir}/bin`, { mode: 0o755 })
	fs.chmodSync(`${dir}/bin`, 0o755)
	for (const name of ['mariadbd', 'mariadb-backup']) {
		fs.writeFileSync(`${dir}/bin/${name}`, `#!/bin/sh\nid -un >>"$EC_SEEN"\nexec /usr/${name === 'mariadbd' ? 's' : ''}bin/${name} "$@"\n`, { mode: 0o755 })
		fs.chmodSync(`${dir}/bin/${name}`, 0o755)
	}
	fs.writeFileSync(`${dir}/seen`, '')
	fs.chmodSync(`${dir}/seen`, 0o666)
	const { status, stdout, stderr } = spawnSync(path.join(SBIN, 'everychild-restore'), ['--from', made, '--into', `${dir}/data`],
		{ encoding: 'utf8', env: { ...process.env, PATH: `${dir}/bin:${process.env.PATH}`, EC_SEEN: `${dir}/seen` } })
	assert.equal(status, 0, stdout + stderr)
	seen.push(...fs.readFileSync(`${dir}/seen`, 'utf8').trim().split('\n'))
	assert.deepEqual(seen, ['mysql', 'mysql'])
	assert.equal(spawnSync('find', [dir + '/data', '!', '-user', 'mysql'], { encoding: 'utf8' }).stdout, '')
	fs.rmSync(dir, { recursive: true, force: true })
})

test('nothing is written over, and a backup that was changed or has a gap is not taken', () => {
	const refused = (pattern, ...words) => {
		const { status, out } = run('everychild-restore', '--owner', os.userInfo().username, ...words)
		assert.equal(status, 1, out)
		assert.match(out, pattern)
	}
	refused(/is not empty: what is there is never written over/, '--from', made, '--into', data)
	refused(/is no backup that came to its end/, '--from', work, '--into', `${work}/new`)
	refused(/lacks .*, in which the backup ends/, '--from', made, '--into', `${work}/new`, '--logs', work)
	fs.rmSync(`${work}/new`, { recursive: true, force: true })
	const logs = fs.readdirSync(`${work}/backup/logs`).sort()
	fs.mkdirSync(`${work}/gap`)
	const needed = logs.filter(name => name >= /^(\S+)/.exec(['mariadb_backup_binlog_info', 'xtrabackup_binlog_info'].map(f => `${made}/data/${f}`).filter(f => fs.existsSync(f)).map(f => fs.readFileSync(f, 'utf8'))[0])[1])
	for (const name of [needed[0], `log.${String(Number(needed[0].slice(-6)) + 2).padStart(6, '0')}`]) fs.copyFileSync(`${work}/backup/logs/${needed[0]}`, `${work}/gap/${name}`)
	refused(/lacks what is between/, '--from', made, '--into', `${work}/new`, '--logs', `${work}/gap`)
	fs.rmSync(`${work}/new`, { recursive: true, force: true })
	const file = `${made}/data/ibdata1`, bytes = fs.readFileSync(file)
	bytes[1000] ^= 1
	fs.writeFileSync(file, bytes)
	refused(/is not as it was made: take another backup/, '--from', made, '--into', `${work}/new`)
	assert.ok(!fs.existsSync(`${work}/new`))
})

test('binary logs that are counted anew after a restore are not taken for those of before', () => {
	const before = fs.readdirSync(`${work}/backup/logs`)
	sql('RESET MASTER')
	assert.match(backup('--logs'), /a new series, the server counts its binary logs anew/)
	const [aside] = fs.readdirSync(`${work}/backup`).filter(name => name.startsWith('logs.until-'))
	assert.deepEqual(fs.readdirSync(`${work}/backup/${aside}`), before)
	assert.deepEqual(fs.readFileSync(`${work}/backup/logs/log.000001`), fs.readFileSync(`${binlog}/log.000001`))
	assert.doesNotMatch(backup('--logs'), /new series/)
})

test('what stands in the place of a binary log and is none is not copied, nor is anything written elsewhere', () => {
	sql('FLUSH BINARY LOGS; FLUSH BINARY LOGS')
	const name = sql('SHOW BINARY LOGS').at(-2)[0], file = `${binlog}/${name}`
	fs.renameSync(file, `${file}.aside`)
	fs.writeFileSync(`${work}/secret`, 'not for a copy')
	fs.symlinkSync(`${work}/secret`, file)
	const link = run('everychild-backup', '-c', conf, '--logs')
	fs.rmSync(file)
	fs.renameSync(`${file}.aside`, file)
	assert.equal(link.status, 1, link.out)
	assert.match(link.out, /is no file of the server's/)
	assert.ok(!fs.existsSync(`${work}/backup/logs/${name}`))
	// A server that is not the one that it seems.
	fs.mkdirSync(`${work}/bin`)
	fs.writeFileSync(`${work}/bin/mariadb`, `#!/bin/sh\ncase "$*" in\n*'SHOW BINARY LOGS'*) printf '../../outside.1\\t1\\nlog.2\\t1\\n' ;;\n*log_bin_basename*) echo ${work}/a/b/c ;;\nesac\n`, { mode: 0o755 })
	fs.mkdirSync(`${work}/a/b`, { recursive: true })
	fs.writeFileSync(`${work}/outside.1`, 'x')
	const { status, stdout, stderr } = spawnSync(path.join(SBIN, 'everychild-backup'), ['-c', conf, '--logs'],
		{ encoding: 'utf8', env: { ...process.env, PATH: `${work}/bin:${process.env.PATH}` } })
	assert.equal(status, 1, stdout + stderr)
	assert.match(stderr, /says that one of its binary logs is '..\/..\/outside.1'/)
	assert.ok(!fs.existsSync(`${work}/outside.1.new`))
	assert.equal(run('everychild-backup', '-c', conf, '--logs').status, 0)
})

test('a folder into which others may write holds no backup', () => {
	fs.chmodSync(`${work}/backup`, 0o770)
	const { status, out } = run('everychild-backup', '-c', conf, '--logs')
	fs.chmodSync(`${work}/backup`, 0o700)
	assert.equal(status, 1, out)
	assert.match(out, /others may write into/)
})

test('of several backups the newest are kept', async () => {
	await sleep(1100)
	backup()
	await sleep(1100)
	assert.match(backup('--keep', '2'), /removed, the 2 newest are kept/)
	assert.equal(fs.readdirSync(`${work}/backup`).filter(name => /^\d{8}T\d{6}Z$/.test(name)).length, 2)
	assert.ok(!fs.existsSync(made))
})
