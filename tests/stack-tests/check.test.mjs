// everychild-check, run where one thing after the other is really broken: each is found,
// named, and comes with what to do; and what is not broken is not called so.
import test from 'node:test'
import assert from 'node:assert/strict'
import { execFile, execFileSync, spawnSync } from 'node:child_process'
import fs from 'node:fs'
import net from 'node:net'
import path from 'node:path'
import { mailServer } from '../lib/smtp.mjs'
import { PROGRAMS, env, person, settings, sql, stack, until } from '../lib/stack.mjs'

const dir = fs.mkdtempSync('/tmp/ec-check.')
process.on('exit', () => fs.rmSync(dir, { recursive: true, force: true }))
const installed = path.join(env.EC_BUILD, 'installed')

function check(...words) {
	const run = spawnSync(path.join(installed, 'sbin/everychild-check'), ['-c', env.EC_SETTINGS, ...words], { encoding: 'utf8' })
	const findings = run.stdout.trim().split('\n').filter(Boolean).map(line => {
		const m = /^(ok|WARNING|ERROR) +(\S+): ([a-z ]+): (.+)$/.exec(line)
		assert.ok(m, `not a finding: ${line}`)
		return { level: m[1], of: m[2], about: m[3], text: m[4] }
	})
	return { status: run.status, findings, of: (who, about) => findings.filter(f => f.of === who && f.about === about) }
}
// One program alone, which is quicker.
function look(program) {
	const run = spawnSync(path.join(installed, 'libexec/everychild', program), ['-c', env.EC_SETTINGS, '-C'], { encoding: 'utf8' })
	const findings = run.stdout.trim().split('\n').map(line => line.split('\t'))
	return { status: run.status, bad: findings.filter(f => f[0] !== 'ok').map(([level, about, text]) => `${level} ${about}: ${text}`), findings }
}
const only = (found, status, pattern) => {
	assert.equal(found.bad.length, 1, found.bad.join('\n'))
	assert.match(found.bad[0], pattern)
	assert.equal(found.status, status)
}
function within(changes, body) {
	const back = settings(changes)
	try { return body() } finally { back() }
}
function certificate(name, days) {
	execFileSync('openssl', ['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-subj', '/CN=localhost',
		'-keyout', `${dir}/${name}.key`, '-out', `${dir}/${name}.pem`, ...(days < 0 ? ['-not_before', '20200101000000Z', '-not_after', '20200201000000Z'] : ['-days', String(days)])], { stdio: 'ignore' })
	return `${dir}/${name}.pem`
}
// openssl of Debian 12 makes no certificate that is over already, but ca does.
function certificateOver() {
	const conf = `${dir}/ca.cnf`
	fs.writeFileSync(conf, `[ca]\ndefault_ca = d\n[d]\ndatabase = ${dir}/index\nserial = ${dir}/serial\nnew_certs_dir = ${dir}\ndefault_md = sha256\npolicy = p\n[p]\ncommonName = supplied\n`)
	fs.writeFileSync(`${dir}/index`, '')
	fs.writeFileSync(`${dir}/serial`, '01\n')
	const one = certificate('base', 10)
	execFileSync('openssl', ['req', '-new', '-key', `${dir}/base.key`, '-subj', '/CN=localhost', '-out', `${dir}/over.csr`])
	execFileSync('openssl', ['ca', '-batch', '-config', conf, '-cert', one, '-keyfile', `${dir}/base.key`, '-in', `${dir}/over.csr`, '-out', `${dir}/over.pem`,
		'-notext', '-startdate', '20200101000000Z', '-enddate', '20200201000000Z'], { stdio: 'ignore' })
	return `${dir}/over.pem`
}

// The file of a day whose last checkpoint was so many minutes ago.
const checkpoint = minutes => fs.writeFileSync(`${dir}/2026-01-02.checkpoints`,
	`checkpoint 1 ${new Date(Date.now() - minutes * 60000).toISOString().slice(0, 19)}Z ${'0'.repeat(64)}\nsigned ${'0'.repeat(128)}\n`)

test('on a site that is well every program is, with a line for each thing that was looked at', () => {
	const good = certificate('good', 300)
	checkpoint(0)
	fs.writeFileSync(`${dir}/well`, 'good\n')
	within({ 'check.certificate': good, 'check.disk': dir, 'checkpoint.dir': dir, 'checkpoint.verified': `${dir}/well`, 'backup.dir': '' }, () => {
		const found = check()
		// Whether a time server keeps the clock is the machine's that tests run on.
		const bad = found.findings.filter(f => f.level !== 'ok' && f.about !== 'clock')
		assert.deepEqual(bad, [])
		assert.ok(found.status <= 1)
		for (const program of PROGRAMS)
			for (const about of ['settings', 'key', 'files', 'bank holidays', 'database', 'database clock', 'database settings', 'database rights', 'socket'])
				assert.equal(found.of(program, about).length, 1, `${program} ${about}`)
		assert.match(found.of('signin', 'directory')[0].text, /good for \d+ days/)
		assert.match(found.of('signin', 'groups')[0].text, /all \d+ .* are there/)
		assert.match(found.of('host', 'web certificate')[0].text, /good for (299|300) days/)
		assert.match(found.of('mail', 'settings')[0].text, /no message is made or sent/)
		assert.ok(check('-q').findings.every(f => f.level !== 'ok'))
	})
})

test('checkpoints of the audit log that were never made, or are no longer made, are found', () => {
	const found = dir => within({ 'checkpoint.dir': dir }, () => check('-q').of('host', 'checkpoints')[0])
	assert.match(found(`${dir}/nowhere`).text, /there is none .*: rows taken from its end would not be missed; everychild-audit checkpoint-key/)
	checkpoint(40)
	assert.match(found(dir).text, /is 40 minutes old: journalctl -u everychild-audit/)
	checkpoint(3)
	assert.equal(found(dir), undefined)
	fs.appendFileSync(`${dir}/2026-01-02.checkpoints`, 'checkpoint 2 2026')	// a disk that was full
	assert.equal(found(dir), undefined)
	fs.writeFileSync(`${dir}/2026-01-02.checkpoints`, 'nothing\n')
	assert.match(found(dir).text, /has no checkpoint that was written to its end/)
})

test('a backup that was never made, is old or was not finished is found', () => {
	const found = () => within({ 'backup.dir': dir }, () => check('-q').of('host', 'backup')[0])
	assert.match(found().text, /there is none in .*: run everychild-backup every night/)
	fs.mkdirSync(`${dir}/20260103T030405Z.part`)
	fs.mkdirSync(`${dir}/20260102T030405Z`)
	fs.utimesSync(`${dir}/20260102T030405Z`, Date.now() / 1000, Date.now() / 1000 - 30 * 3600)
	assert.match(found().text, /the newest is 30 hours old/)
	fs.utimesSync(`${dir}/20260102T030405Z`, Date.now() / 1000, Date.now() / 1000 - 3600)
	assert.equal(found(), undefined)
})

test('certificates that end soon or are over are found, and a file that is none', () => {
	for (const [file, level, text] of [[certificate('soon', 12), 'WARNING', /ends in 1[12] days: renew it/],
		[certificateOver(), 'ERROR', /is over since \d{4} days: browsers refuse the service; renew it/], [env.EC_SETTINGS, 'ERROR', /holds no certificate/]])
		within({ 'check.certificate': file }, () => {
			const [f] = check('-q').of('host', 'web certificate')
			assert.equal(f?.level, level)
			assert.match(f.text, text)
		})
})

test('a value that cannot be used, a setting that does not exist and one that is missing are named', () => {
	for (const [changes, text] of [[{ 'http.workers': 'many' }, /error settings: .*http\.workers must be a whole number/],
		[{ 'session.idle_minuts': '5' }, /error settings: .*there is no setting session\.idle_minuts/], [{ 'ldap.ca_file': '' }, /error settings: .*ldap\.ca_file must be given/]])
		within(changes, () => only(look('signin'), 2, text))
	within({ 'http.workers': 'many' }, () => {
		const found = check()
		assert.equal(found.status, 2)
		assert.match(found.of('host', 'settings')[0].text, /http\.workers must be a whole number/)
	})
})

test('a key that is missing, too short or open to others is an error', () => {
	const key = path.join(env.EC_DIR, 'keys/lscb.key'), bytes = fs.readFileSync(key)
	try {
		fs.chmodSync(key, 0o644)
		only(look('lscb'), 2, /error key: .* every user of this machine: chmod 600/)
		fs.chmodSync(key, 0o640)
		only(look('lscb'), 1, /warning key: .* whole group/)
		fs.writeFileSync(key, 'short')
		only(look('lscb'), 2, /error key: .*must hold 32 random bytes/)
		fs.unlinkSync(key)
		only(look('lscb'), 2, /error key: .*must hold 32 random bytes/)
	} finally {
		fs.rmSync(key, { force: true })
		fs.writeFileSync(key, bytes, { mode: 0o600 })
	}
})

test('a server variable that the programs insist on, or that is advised, is named', () => {
	const tried = (name, value, was, test) => {
		sql(`SET GLOBAL ${name} = ${value}`)
		try { test(look('lscb')) } finally { sql(`SET GLOBAL ${name} = ${was}`) }
	}
	tried('innodb_flush_log_at_trx_commit', 0, 1, found => only(found, 2, /error database: .* is not set up as it must be: .*innodb_flush_log_at_trx_commit/))
	tried('local_infile', 1, 0, found => only(found, 2, /error database: .*local_infile/))
})

test('a schema of another version, and an account that may do too much, are errors', () => {
	const schema = 'everychild_lscb'
	sql(`INSERT INTO ${schema}.migration VALUES ('lscb', '0999-later.sql', 'x', UTC_TIMESTAMP())`)
	try {
		only(look('lscb'), 2, /error database: the schema everychild_lscb is newer/)
	} finally {
		sql(`DELETE FROM ${schema}.migration WHERE name = '0999-later.sql'`)
	}
	sql(`GRANT DELETE ON ${schema}.audit TO 'ec_lscb'@'localhost'`)
	try {
		only(look('lscb'), 2, /error database rights: .* 1 things that it must not/)
	} finally {
		sql(`REVOKE DELETE ON ${schema}.audit FROM 'ec_lscb'@'localhost'`)
	}
	sql(`REVOKE INSERT ON ${schema}.stash FROM 'ec_lscb'@'localhost'`)
	try {
		const found = look('lscb')
		assert.equal(found.status, 2)
		assert.match(found.bad.join('\n'), /error database: .*INSERT command denied|cannot prepare/)
	} finally {
		sql(`GRANT INSERT ON ${schema}.stash TO 'ec_lscb'@'localhost'`)
	}
})

test('the last year of bank holidays is a warning, and a year without them an error', () => {
	const file = path.join(installed, 'share/everychild/bank-holidays.xml'), text = fs.readFileSync(file, 'utf8')
	const year = new Date().getFullYear(), without = y => text.replace(new RegExp(`\\s*<year number="${y}"[\\s\\S]*?</year>`), '')
	const ahead = new Date(Date.now() + 300 * 86400e3).getFullYear()
	try {
		fs.writeFileSync(file, without(year + 1))
		if (ahead > year) only(look('lscb'), 1, new RegExp(`warning bank holidays: the year ${year + 1} is not in`))
		fs.writeFileSync(file, without(year))
		only(look('lscb'), 2, new RegExp(`error bank holidays: this year, ${year}, is not`))
	} finally {
		fs.writeFileSync(file, text)
	}
})

test('a directory that is not trusted, does not answer, or lacks a group is an error', () => {
	within({ 'ldap.ca_file': certificate('stranger', 30) }, () => {
		const found = look('signin')
		assert.equal(found.status, 2)
		assert.match(found.bad.join('\n'), /warning directory: .*TLS: .*\nerror directory: no server of ldap.server can be asked/)
	})
	within({ 'role.group': 'PRA ec-nobody-has-this' }, () => only(look('signin'), 2, /error groups: there is no group ec-nobody-has-this in the directory \(role.group = PRA ec-nobody-has-this\)/))
	stack('ldap', 'stop')
	try {
		const found = look('signin')
		assert.equal(found.status, 2)
		assert.match(found.bad.join('\n'), /directory: no server .* nobody can sign in/)
	} finally {
		stack('ldap', 'start')
	}
})

test('a program that does not answer on its socket is an error, and so is a database that is gone', async () => {
	within({ 'http.socket_dir': dir, 'check.disk': dir }, () => {
		const found = check('-q')
		assert.equal(found.status, 2)
		for (const program of PROGRAMS) assert.match(found.of(program, 'socket')[0].text, /does not answer: start it \(systemctl start everychild-/)
	})
	stack('db', 'stop')
	try {
		const found = check('-q')
		assert.equal(found.status, 2)
		for (const program of PROGRAMS) {
			assert.match(found.of(program, 'database')[0].text, /cannot connect/)
			assert.match(found.of(program, 'socket')[0].text, /cannot serve/)
		}
	} finally {
		stack('db', 'start')
	}
	await until('the programs', 30, () => look('lscb').status === 0)
})

test('a mail server that takes letters is well, and one that is silent, gone or not trusted is not', async () => {
	const silent = net.createServer(() => {}), good = await mailServer()
	const port = await new Promise(resolve => silent.listen(0, '127.0.0.1', () => resolve(silent.address().port)))
	const run = async changes => {
		const back = settings({ 'mail.from': 'everychild@sandmouth.example', 'mail.site': 'https://everychild.sandmouth.example', 'mail.timeout_seconds': '3', ...changes })
		try {
			return await new Promise(resolve => execFile(path.join(installed, 'sbin/everychild-check'), ['-c', env.EC_SETTINGS], (error, out) =>
				resolve(Object.fromEntries([...out.matchAll(/^(.*)mail: (\S+): (.*)$/gm)].map(m => [m[2], m[1] + m[3]])))))
		} finally { back() }
	}
	const at = port => ({ 'mail.server': `smtp://127.0.0.1:${port}` })
	let found = await run(at(good.port))
	assert.match(found.server, /^ok .*takes letters/)
	assert.equal(good.letters.length, 0)
	assert.match(found.database, /^WARNING .*no message was made yet: systemctl enable --now everychild-mail.timer|^ok/)
	assert.match((await run({ ...at(good.port), 'mail.starttls': 'yes' })).server, /^ERROR .*cannot be used \(.*SSL.*\): mend mail.server, mail.starttls or mail.ca_file/)
	assert.match((await run(at(port))).server, /^ERROR .*cannot be used \(.*[Tt]ime/)
	silent.close()
	await good.close()
	assert.match((await run(at(good.port))).server, /^ERROR .*cannot be used \(.*connect/)
	assert.match((await run({ ...at(port), 'mail.from': 'somebody' })).settings, /^ERROR .*mail.from must be the address/)
	assert.match((await run({ ...at(port), 'mail.site': 'http://x' })).settings, /^ERROR .*mail.site must say where/)
})

test('an audit log that was never verified, long ago, or was not as it was written is found', async () => {
	await (await person('ccole')).get('/lscb/')
	const file = path.join(dir, 'verified'), verify = () => spawnSync(path.join(installed, 'sbin/everychild-audit'), ['-c', env.EC_SETTINGS, 'verify'], { encoding: 'utf8' })
	const found = () => within({ 'checkpoint.verified': file }, () => check('-q').of('host', 'audit log')[0])
	assert.match(found().text, /never verified to the end: systemctl enable --now everychild-verify.timer/)
	within({ 'checkpoint.verified': file }, () => assert.equal(verify().status, 0))
	assert.equal(found(), undefined)
	fs.utimesSync(file, Date.now() / 1000, Date.now() / 1000 - 20 * 86400)
	assert.match(found().text, /verified 20 days ago/)
	const [[id, detail]] = sql(`SELECT id, detail FROM everychild_lscb.audit WHERE action <> '' ORDER BY id LIMIT 1`)
	sql(`UPDATE everychild_lscb.audit SET detail = CONCAT(detail, '.') WHERE id = ${id}`)
	try {
		within({ 'checkpoint.verified': file }, () => assert.equal(verify().status, 1))
	} finally {
		sql(`UPDATE everychild_lscb.audit SET detail = LEFT(detail, ${Buffer.from(detail === 'NULL' ? '' : detail).length}) WHERE id = ${id}`)
	}
	assert.equal(found().level, 'ERROR')
	assert.match(found().text, /not as it was written .*: run everychild-audit verify, and treat/)
	within({ 'checkpoint.verified': file }, () => assert.equal(verify().status, 0))
	assert.equal(found(), undefined)
})
