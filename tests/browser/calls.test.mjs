// The process that tells figures, as it is installed: with the list of system calls, of
// which one that is not on it ends the process. It must answer all the same, again and again.
import test, { after } from 'node:test'
import assert from 'node:assert/strict'
import { execFileSync, spawnSync } from 'node:child_process'
import fs from 'node:fs'
import path from 'node:path'
import { env, person, settings, sql } from '../lib/stack.mjs'

const PROGRAMS = ['lscb', 'signin']
// A date that is past, to be counted in the database.
sql(`SET foreign_key_checks = 0; INSERT INTO everychild_lscb.deadline (record, clock, title, from_on, due_on, explanation) VALUES (4000000001, 'TEST', 'x', CURDATE() - INTERVAL 20 DAY, CURDATE() - INTERVAL 9 DAY, 'x')`)
after(() => sql('DELETE FROM everychild_lscb.deadline WHERE record = 4000000001'))
after(settings({ 'metrics.listen': 'yes' }, ...PROGRAMS))

const children = program => {
	const master = fs.readFileSync(path.join(env.EC_DIR, `pid/${program}`), 'utf8').split(/\s/)[0]
	return execFileSync('ps', ['-o', 'pid=', '--ppid', master], { encoding: 'utf8' }).trim().split(/\s+/)
}
const limited = pid => /^Seccomp:\s*(\d)/m.exec(fs.readFileSync(`/proc/${pid}/status`, 'utf8'))[1]
const at = program => path.join(env.EC_SOCKETS, `${program}.metrics`)
const figures = program => execFileSync('curl', ['-s', '--fail', '--max-time', '20', '--unix-socket', at(program), 'http://localhost/metrics'], { encoding: 'utf8' })
// Whose end of the socket it is: the one child that holds the listening one.
const teller = program => {
	const socket = new RegExp(`(\\d+) ${at(program)}$`, 'm').exec(fs.readFileSync('/proc/net/unix', 'utf8'))[1]
	return children(program).filter(pid => fs.readdirSync(`/proc/${pid}/fd`).some(fd => {
		try { return fs.readlinkSync(`/proc/${pid}/fd/${fd}`) === `socket:[${socket}]` } catch { return false }
	}))
}

for (const program of PROGRAMS)
	test(`the figures of ${program} are told by a process under the list of system calls, which lives on`, async () => {
		const c = await person('ccole')
		assert.equal((await c.get(program === 'lscb' ? '/lscb/' : '/')).status, 200)
		const before = figures(program), [pid, ...others] = teller(program)
		assert.deepEqual(others, [])
		assert.equal(limited(pid), '2')
		for (let i = 0; i < 5; i++) assert.match(figures(program), /^everychild_workers\{.*\} [1-9]/m)
		assert.match(before, program === 'lscb' ? /^everychild_overdue\{/m : /^everychild_sessions_live\{/m)
		// What comes broken, or not at all, ends it no more than what it can answer.
		assert.equal(spawnSync('curl', ['-s', '--fail', '--max-time', '20', '--unix-socket', at(program), 'http://localhost/nothing']).status, 22)
		spawnSync('curl', ['-s', '--max-time', '1', '--unix-socket', at(program), '--data', '@-', 'http://localhost/metrics'], { input: 'x'.repeat(100000) })
		figures(program)
		assert.deepEqual(teller(program), [pid])
	})
