// The running stack that a test works on: EC_ENV names the env file that
// tests/stack has written.
import { execFileSync, spawn, spawnSync } from 'node:child_process'
import crypto from 'node:crypto'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { Client, environment } from './client.mjs'

export const top = path.join(path.dirname(fileURLToPath(import.meta.url)), '../..')
if (!process.env.EC_ENV) {
	console.error('set EC_ENV to the env file of a stack, or use run.sh')
	process.exit(2)
}
export const env = environment(process.env.EC_ENV)
export const PROGRAMS = env.EC_PROGRAMS.split(' ')
export const SCHEMAS = PROGRAMS.map(name => name === 'signin' ? 'everychild' : `everychild_${name}`)
export const dbClient = spawnSync('mariadb', ['--version']).status === 0 ? 'mariadb' : 'mysql'

const dbWords = user => ['--no-defaults', `--socket=${env.EC_DB_SOCKET}`, `--user=${user}`, '--batch', '--skip-column-names', '--default-character-set=utf8mb4']
const rowsOf = out => out === '' ? [] : out.replace(/\n$/, '').split('\n').map(line => line.split('\t'))

// One or more statements as the server's administrator; rows of text cells.
export function sql(text, { user = env.EC_DB_ADMIN, password } = {}) {
	return rowsOf(execFileSync(dbClient, dbWords(user), {
		input: text, encoding: 'utf8', maxBuffer: 1 << 28, stdio: ['pipe', 'pipe', 'pipe'],
		env: { ...process.env, ...(password ? { MYSQL_PWD: password } : {}) } }))
}

// The same for who asks thousands of times: one client that stays, so that variables
// and the schema in use stay too. Ends with the program.
let talk
function talking() {
	const dir = fs.mkdtempSync(path.join(os.tmpdir(), 'ecsql.')), names = ['in', 'out'].map(name => path.join(dir, name))
	execFileSync('mkfifo', names)
	// Held at both ends while the other side opens, and let go, so that its end is seen.
	const held = names.map(name => fs.openSync(name, 'r+')), theirs = [fs.openSync(names[0], 'r'), fs.openSync(names[1], 'w')]
	talk = { write: fs.openSync(names[0], 'w'), read: fs.openSync(names[1], 'r'), said: path.join(dir, 'said'), n: 0 }
	const child = spawn(dbClient, [...dbWords(env.EC_DB_ADMIN), '--unbuffered'], { stdio: [...theirs, fs.openSync(talk.said, 'w')] })
	for (const fd of [...held, ...theirs]) fs.closeSync(fd)
	child.unref()
	process.on('exit', () => {
		child.kill()
		fs.rmSync(dir, { recursive: true, force: true })
	})
}
export function ask(text) {
	if (!talk) talking()
	const end = `-- ${++talk.n} --\n`, part = Buffer.alloc(1 << 16)
	fs.writeSync(talk.write, `${text};\nSELECT '${end.trim()}';\n`)
	for (let out = ''; ;) {
		const n = fs.readSync(talk.read, part)
		if (n === 0) {
			const { said } = talk
			talk = undefined
			throw new Error(`${fs.readFileSync(said, 'utf8')} in ${text}`)
		}
		out += part.toString('latin1', 0, n)
		if (out.endsWith(end)) return rowsOf(Buffer.from(out.slice(0, -end.length), 'latin1').toString('utf8'))
	}
}
export const cell = text => sql(text)[0]?.[0]

export function stack(...words) {
	return execFileSync(path.join(top, 'tests/stack'), words, { encoding: 'utf8',
		env: { ...process.env, EC_DIR: env.EC_DIR }, stdio: ['ignore', 'pipe', 'pipe'] })
}

// Settings of this stack, for the programs that are then restarted.
// A program's own are in the file beside the common one.
export function settings(changes, ...programs) {
	const before = new Map()
	for (const [name, value] of Object.entries(changes)) {
		const own = path.join(path.dirname(env.EC_SETTINGS), `everychild-${name.split('.')[0]}.conf`)
		const file = fs.existsSync(own) ? own : env.EC_SETTINGS, text = fs.readFileSync(file, 'utf8')
		if (!before.has(file)) before.set(file, text)
		fs.writeFileSync(file, [...text.split('\n').filter(line => !line.startsWith(`${name} =`)), `${name} = ${value}`, ''].join('\n'))
	}
	for (const name of programs) stack('restart-program', name)
	return () => {
		for (const [file, text] of before) fs.writeFileSync(file, text)
		for (const name of programs) stack('restart-program', name)
	}
}

// What the program says of its routes.
export function routes(program) {
	const out = execFileSync(path.join(env.EC_BUILD, 'installed/libexec/everychild', program), ['-r'], { encoding: 'utf8' })
	return out.trimEnd().split('\n').map(line => {
		const [method, pattern, permission, roles, flags, action, inputs] = line.split('\t')
		return { program, method, pattern, permission, roles: roles.split(' ').filter(Boolean), action,
			inputs: (inputs ?? '').split(',').filter(Boolean), looks: !!(flags & 1), quiet: !!(flags & 2), draft: !!(flags & 4), guest: !!(flags & 16) }
	})
}

export const sleep = milliseconds => new Promise(resolve => setTimeout(resolve, milliseconds))

export async function until(what, seconds, test) {
	const end = Date.now() + seconds * 1000
	for (;;) {
		const found = await test()
		if (found) return found
		if (Date.now() > end) throw new Error(`${what}: not within ${seconds} s`)
		await sleep(100)
	}
}

// A handle that nothing has.
export const noHandle = () => [...crypto.randomBytes(12)].map(b => '0123456789abcdefghjkmnpqrstvwxyz'[b & 31]).join('')

// People who are signed in, each once for a file.
const signedIn = new Map()
export async function person(login) {
	if (!signedIn.has(login)) signedIn.set(login, await newSession(login))
	return signedIn.get(login)
}
export async function newSession(login) {
	const c = new Client(env)
	c.login = login
	const p = await c.signIn(login)
	if (p.status !== 303) throw new Error(`${login} cannot sign in: ${p.status} ${p.errors().join(' ')}`)
	return c
}
const accounts = new Map()
export function accountId(login) {
	if (!accounts.has(login)) accounts.set(login, Number(cell(`SELECT id FROM everychild.account WHERE login = '${login}'`)))
	return accounts.get(login)
}

// -- after a run --

const marks = new Map()
const logs = () => fs.readdirSync(env.EC_LOG).map(name => path.join(env.EC_LOG, name))
export function logMark() {
	for (const file of logs()) marks.set(file, fs.statSync(file).size)
}
export function logSince() {
	return logs().map(file => fs.readFileSync(file).subarray(marks.get(file) ?? 0).toString('utf8')).join('\n')
}
// Lines that nobody expected: errors of a program, reports of a sanitizer.
export function troubles(expected = /$^/) {
	return logSince().split('\n').filter(line =>
		/"level":"(error|fatal)"|ERROR: \w+Sanitizer|runtime error:|SUMMARY: /.test(line) && !expected.test(line))
}
