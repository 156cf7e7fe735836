// What a page is held against: the program bare, which runs the same SELECTs and
// nothing else, and a static file of the same size, both behind the same nginx.
import { spawn } from 'node:child_process'
import fs from 'node:fs'
import path from 'node:path'
import { Client } from '../lib/client.mjs'
import { env, sleep, sql, stack } from '../lib/stack.mjs'
import { pidOf } from './load.mjs'
import { again, connectAgain, cookie, send } from './site.mjs'

const LOCATIONS = path.join(env.EC_DIR, 'nginx/nginx.d/bench.conf')

export function median(list) {
	const sorted = [...list].sort((a, b) => a - b), half = sorted.length / 2
	return (sorted[Math.ceil(half) - 1] + sorted[Math.floor(half)]) / 2
}

// The server puts values into its log only of a statement that was prepared
// while the log was on, so the programs connect again.
function log(on) {
	sql(`SET GLOBAL log_output = 'TABLE'; SET GLOBAL general_log = ${on}; TRUNCATE mysql.general_log`)
	for (const program of env.EC_PROGRAMS.split(' ').filter(name => name !== 'signin')) stack('restart-program', program)
}

// One page of middling length stands for its kind.
async function middleOf(list) {
	const some = []
	for (const target of list.slice(0, 15)) {
		some.push({ target, length: (await again(() => target.by.get(target.path))).body.length })
	}
	return some.sort((a, b) => a.length - b.length)[Math.floor(some.length / 2)].target
}

function statements(program, login) {
	const rows = sql(`SELECT REPLACE(REPLACE(CONVERT(argument USING utf8mb4), '\\n', ' '), '\\t', ' ')
	    FROM mysql.general_log WHERE user_host LIKE 'ec_${program}[%'
	    AND command_type IN ('Execute', 'Query')`).map(([text]) => text.replace(/\\\\/g, '\\'))
	// The hash of a session is bytes and comes out broken.
	const [[hash]] = sql(`SELECT HEX(s.hash) FROM everychild.session s JOIN everychild.account a
	    ON a.id = s.account WHERE a.login = '${login}' AND s.ended IS NULL ORDER BY s.created_at DESC LIMIT 1`)
	return { trips: rows.length, writes: rows.filter(text => /^(INSERT|UPDATE|DELETE)/i.test(text)).length,
		select: rows.filter(text => /^SELECT/i.test(text) && !/FOR UPDATE/.test(text))
			.map(text => text.replace(/\b((?:hash|session) = )'(?:[^'\\]|\\.)*'/g, `$1x'${hash}'`)) }
}

async function study(kind) {
	const sample = kind.post ? await kind.post.prepare(0) : await middleOf(kind.list)
	if (kind.one) kind.list = [sample]
	sql('TRUNCATE mysql.general_log')
	const answer = kind.post ? await send(sample) : await again(() => sample.by.get(sample.path))
	if (answer.status !== (kind.post?.expect ?? 200)) throw new Error(`${sample.path}: ${answer.status}`)
	await sleep(100)
	Object.assign(kind, statements(kind.program, sample.by.login), { bytes: Buffer.byteLength(answer.body) })
}

export const barePath = kind => `/bench/bare/${kind.id}`
export const listOf = (folder, kind, target) => path.join(folder, `${kind.id}.${target}`)

function files(folder, kind) {
	const line = (where, by) => `${where}\t${by ? cookie(by) : ''}\n`
	fs.writeFileSync(path.join(folder, 'static', kind.id), 'x'.repeat(kind.bytes))
	fs.writeFileSync(listOf(folder, kind, 'bare'), line(barePath(kind)))
	fs.writeFileSync(listOf(folder, kind, 'static'), line(`/bench/static/${kind.id}`))
	if (kind.list) fs.writeFileSync(listOf(folder, kind, 'page'), kind.list.map(t => line(t.path, t.by)).join(''))
}

async function reload() {
	process.kill(pidOf('nginx'), 'SIGHUP')
	connectAgain()
	await sleep(700)
}

// Learns what each kind of page does, and sets both yardsticks up. Returns bare.
export async function setUp(folder, program, kinds) {
	const socket = path.join(folder, 'bare.sock'), told = path.join(folder, 'bare.txt')
	fs.mkdirSync(path.join(folder, 'static'), { recursive: true })
	log('ON')
	for (const kind of kinds) await study(kind)
	log('OFF')
	for (const kind of kinds) files(folder, kind)
	fs.writeFileSync(told, kinds.map(kind => `page ${kind.id} everychild_${kind.program} ${kind.bytes}\n` +
		kind.select.map(text => `sql ${text}\n`).join('')).join(''))
	const bare = spawn(program, [socket, env.EC_DB_SOCKET, env.EC_DB_ADMIN, '4', told],
		{ stdio: ['ignore', 'inherit', 'inherit'] })
	fs.writeFileSync(LOCATIONS, `
location /bench/bare/ {
	include ${env.EC_DIR}/nginx/nginx.d/program;
	fastcgi_pass unix:${socket};
}
location /bench/static/ {
	alias ${folder}/static/;
	include ${env.EC_DIR}/nginx/nginx.d/headers;
	add_header Cache-Control "no-store" always;
}
`)
	await reload()
	const { status } = await new Client(env).get(barePath(kinds[0]))
	if (status !== 200) throw new Error(`bare answers ${status}`)
	return bare
}

export async function tidyUp(bare) {
	bare.kill('SIGTERM')
	fs.rmSync(LOCATIONS, { force: true })
	await reload()
	connectAgain()
}
