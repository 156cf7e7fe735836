// The socket outlives the program: who asks while it is being started again waits, and is
// answered. Nobody sees that it was gone.
import test from 'node:test'
import assert from 'node:assert/strict'
import { execFileSync, spawn } from 'node:child_process'
import fs from 'node:fs'
import net from 'node:net'
import path from 'node:path'
import { env, sleep, top, until } from '../lib/stack.mjs'

const dir = fs.mkdtempSync('/tmp/ec-hold.'), socket = path.join(dir, 'lscb.sock')
const program = path.join(env.EC_BUILD, 'installed/libexec/everychild/lscb')
process.on('exit', () => fs.rmSync(dir, { recursive: true, force: true }))

// A question as nginx puts it, for an address that the program does not have.
function question() {
	const record = (kind, bytes) => Buffer.concat([Buffer.from([1, kind, 0, 1, bytes.length >> 8, bytes.length & 255, 0, 0]), bytes])
	const pair = (name, value) => Buffer.concat([Buffer.from([name.length, value.length]), Buffer.from(name + value)])
	const parameters = [['REQUEST_METHOD', 'GET'], ['DOCUMENT_URI', '/lscb-none'], ['QUERY_STRING', ''], ['REMOTE_ADDR', '127.0.0.1'], ['REQUEST_ID', '0'.repeat(32)]]
	return Buffer.concat([record(1, Buffer.from([0, 1, 0, 0, 0, 0, 0, 0])), record(4, Buffer.concat(parameters.map(p => pair(...p)))), record(4, Buffer.alloc(0)), record(5, Buffer.alloc(0))])
}
const ask = () => new Promise(resolve => {
	let got = ''
	const s = net.connect(socket, () => s.write(question()))
	s.on('data', bytes => { got += bytes.toString('latin1') }).on('error', error => resolve(error.code)).on('close', () => resolve(/Status: (\d+)/.exec(got)?.[1] ?? 'nothing'))
})

const masters = []
const holder = spawn('perl', [path.join(top, 'tests/lib/hold.pl'), socket, program, '-c', env.EC_SETTINGS], { stdio: ['ignore', 'pipe', fs.openSync(path.join(env.EC_LOG, 'held.log'), 'a')] })
holder.stdout.on('data', text => masters.push(...String(text).trim().split('\n').map(Number)))
test.after(() => {
	holder.kill('SIGTERM')
	for (const master of masters) try { process.kill(-master, 'SIGKILL') } catch { }
})
const alone = pid => execFileSync('ps', ['-o', 'pid=', '--ppid', String(pid)], { encoding: 'utf8' }).trim().split(/\s+/).map(Number)

test('requests that come while the program is dead wait in its socket, and every one is answered', async () => {
	await until('the program', 30, async () => fs.existsSync(socket) && await ask() === '404')
	for (const signal of ['SIGKILL', 'SIGTERM']) {
		const master = masters.at(-1), workers = alone(master)
		assert.ok(workers.length > 1)
		process.kill(-master, signal)
		// None of them is there any more; the next has not begun.
		await until('the end', 10, () => { try { process.kill(master, 0); return masters.at(-1) !== master } catch { return true } })
		const answers = await Promise.all(Array.from({ length: 40 }, ask))
		assert.deepEqual(answers, Array(40).fill('404'))
		assert.notEqual(masters.at(-1), master)
	}
})

test('a worker that dies is replaced within a second, and the others go on', async () => {
	const master = masters.at(-1), before = alone(master), dead = before[0], from = Date.now()
	process.kill(dead, 'SIGKILL')
	await until('another worker', 5, () => { const now = alone(master); return now.length === before.length && !now.includes(dead) })
	assert.ok(Date.now() - from < 2000, `${Date.now() - from} ms`)
	assert.equal(await ask(), '404')
	await sleep(10)
})

test('asked to stop, every worker ends at once, also one that woke for a request that another got', async () => {
	for (let round = 0; round < 8; round++) {
		const master = masters.at(-1), workers = alone(master)
		for (let n = 0; n < 40; n++) assert.deepEqual(await Promise.all([ask(), ask(), ask()]), Array(3).fill('404'))
		const from = Date.now()
		for (const pid of [...workers, master]) try { process.kill(pid, 'SIGTERM') } catch { }	// it was quicker
		await until('the end', 10, () => masters.at(-1) !== master)
		assert.ok(Date.now() - from < 3000, `round ${round}: ${Date.now() - from} ms`)
		await until('the next', 10, async () => await ask() === '404')
	}
})

test('the units start a program again at once, for ever, and leave its socket alone', () => {
	const service = fs.readFileSync(path.join(top, 'conf/systemd/program.service.in'), 'utf8'), unit = fs.readFileSync(path.join(top, 'conf/systemd/program.socket.in'), 'utf8')
	assert.match(service, /^Restart=always$/m)
	assert.match(service, /^RestartSec=200ms$/m)
	assert.match(service, /^StartLimitIntervalSec=0$/m)
	assert.match(unit, /^ListenStream=\/run\/everychild\/@NAME@\.sock$/m)
})
