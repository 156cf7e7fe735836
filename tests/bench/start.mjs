// From exec to the first page, in milliseconds: a second copy of a program on a
// socket of its own, asked without nginx.
import { spawn } from 'node:child_process'
import fs from 'node:fs'
import net from 'node:net'
import path from 'node:path'
import { env, sleep } from '../lib/stack.mjs'
import { cookie } from './site.mjs'

const number = n => Buffer.from([n >> 8, n & 255])
const record = (type, body) => Buffer.concat([Buffer.from([1, type, 0, 1]), number(body.length),
	Buffer.from([0, 0]), body])
const length = n => n < 128 ? [n] : [128 | n >> 24, n >> 16 & 255, n >> 8 & 255, n & 255]

function ask(socket, params) {
	const pairs = Buffer.concat(Object.entries(params).map(([name, value]) => Buffer.concat([
		Buffer.from([...length(name.length), ...length(value.length)]), Buffer.from(name + value)])))
	return new Promise((resolve, reject) => {
		const c = net.connect(socket), parts = []
		c.on('error', reject)
		c.on('data', part => parts.push(part))
		c.on('close', () => resolve(Buffer.concat(parts).toString('latin1')))
		c.write(Buffer.concat([record(1, Buffer.from([0, 1, 0, 0, 0, 0, 0, 0])), record(4, pairs),
			record(4, Buffer.alloc(0)), record(5, Buffer.alloc(0))]))
	})
}

// The stack's settings, with another folder for the socket.
function settings(folder) {
	const file = path.join(folder, 'start.conf')
	fs.writeFileSync(file, fs.readFileSync(env.EC_SETTINGS, 'utf8')
		.replace(/^http\.socket_dir = .*$/m, `http.socket_dir = ${folder}`))
	for (const name of fs.readdirSync(env.EC_DIR).filter(n => /^everychild-.*\.conf$/.test(n))) {
		fs.copyFileSync(path.join(env.EC_DIR, name), path.join(folder, name.replace('everychild', 'start')))
	}
	return file
}

async function once(folder, program, target) {
	const socket = path.join(folder, `${program}.sock`), file = settings(folder)
	fs.rmSync(socket, { force: true })
	const params = { REQUEST_METHOD: 'GET', DOCUMENT_URI: target.path, QUERY_STRING: '', CONTENT_TYPE: '',
		CONTENT_LENGTH: '', REMOTE_ADDR: '127.0.0.1', HTTPS: 'on', REQUEST_ID: '0'.repeat(32),
		SERVER_NAME: 'localhost', HTTP_HOST: `localhost:${env.EC_PORT}`, HTTP_COOKIE: cookie(target.by) }
	const from = process.hrtime.bigint()
	const child = spawn(path.join(env.EC_BUILD, 'installed/libexec/everychild', program), ['-c', file],
		{ stdio: 'ignore' })
	let answer = ''
	while (answer === '' && process.hrtime.bigint() - from < 5e9) {
		answer = await ask(socket, params).catch(() => '')
		if (answer === '') await sleep(0.2)
	}
	const taken = Number(process.hrtime.bigint() - from) / 1e6
	const ended = new Promise(resolve => child.once('exit', resolve))
	child.kill('SIGTERM')
	await Promise.race([ended, sleep(3000)])
	child.kill('SIGKILL')
	if (!answer.includes('200 OK')) throw new Error(`${program} gave no page at its start`)
	return taken
}

export async function starts(folder, kinds, times) {
	const taken = {}
	for (const program of ['index', 'caf', 'fostering']) {
		const target = kinds.find(kind => kind.program === program && kind.list)?.list[0]
		if (!target) continue
		taken[program] = []
		for (let i = 0; i < times; i++) taken[program].push(await once(folder, program, target))
	}
	return taken
}
