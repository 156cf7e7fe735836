// Load, and what it costs: time, and CPU by group of processes.
import { execFileSync } from 'node:child_process'
import fs from 'node:fs'
import path from 'node:path'
import { env } from '../lib/stack.mjs'
import { connectAgain, send } from './site.mjs'

const TICK = 1e6 / Number(execFileSync('getconf', ['CLK_TCK'], { encoding: 'utf8' }))
const SCRIPT = path.join(import.meta.dirname ?? path.dirname(new URL(import.meta.url).pathname), 'get.lua')

export const pidOf = name => Number(fs.readFileSync(path.join(env.EC_DIR, 'pid', name), 'utf8').split(' ')[0])

export function workersOf(pid) {
	const text = fs.readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim()
	return text === '' ? [] : text.split(' ').map(Number)
}

// Microseconds of a process and its children; those that ended are in its
// account, so a worker that made room for a fresh one is not lost.
function cpu(pid) {
	let ticks = 0
	for (const p of [pid, ...workersOf(pid)]) {
		let text
		try {
			text = fs.readFileSync(`/proc/${p}/stat`, 'utf8')
		} catch {
			continue
		}
		const [user, system, childUser, childSystem] = text.split(') ').at(-1).split(' ').slice(11, 15).map(Number)
		ticks += user + system + (p === pid ? childUser + childSystem : 0)
	}
	return ticks * TICK
}

// Starts counting; the result says microseconds a request.
export function meter(program) {
	const pids = { nginx: pidOf('nginx'), program, db: pidOf('db') }
	const read = () => Object.entries(pids).map(([name, pid]) => [name, cpu(pid)])
	const before = Object.fromEntries(read())
	return requests => {
		const each = Object.fromEntries(read().map(([name, now]) => [name, (now - before[name]) / requests]))
		return { ...each, sum: each.nginx + each.program + each.db }
	}
}

// MiB
export function memory(pid) {
	const text = fs.readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8')
	const mib = name => Number(new RegExp(`^${name}:\\s+(\\d+)`, 'm').exec(text)[1]) / 1024
	return { rss: mib('Rss'), pss: mib('Pss'), own: mib('Private_Clean') + mib('Private_Dirty') }
}

// Whole seconds: wrk knows no others. list: a file for get.lua.
export function wrk(url, list, connections, seconds, program) {
	const used = meter(program)
	const out = execFileSync('wrk', ['-t', Math.min(connections, 2), '-c', connections, '-d', `${seconds}s`,
		'--timeout', '5s', '-s', SCRIPT, url, '--', list].map(String), { encoding: 'utf8' })
	const r = JSON.parse(out.trim().split('\n').at(-1)), n = Math.max(r.requests, 1)
	return { rps: r.requests / (r.us / 1e6), p50: r.p50 / 1000, p99: r.p99 / 1000, max: r.max / 1000,
		errors: r.errors, answers: r.requests, bytes: r.bytes / n, ...used(n) }
}

// work(0) … work(count - 1), so many at a time.
export async function lanes(width, count, work) {
	let next = 0
	await Promise.all(Array.from({ length: Math.min(width, count) }, async () => {
		while (next < count) await work(next++)
	}))
}

const now = () => Number(process.hrtime.bigint()) / 1e6

// Prepares a post for each lane, then sends them over so many connections; again
// until that took so many seconds.
export async function posts(post, connections, seconds, program) {
	const times = [], total = { nginx: 0, program: 0, db: 0, sum: 0 }
	const many = Math.min(post.lanes, connections * 8), end = now() + seconds * 4000
	let busy = 0, errors = 0
	// While wrk ran, this process slept and nginx gave its idle connections up.
	connectAgain()
	do {
		const ready = new Array(many)
		await lanes(8, many, async i => { ready[i] = await post.prepare(i) })
		const used = meter(program), from = now()
		await lanes(connections, many, async i => {
			const at = now(), answer = await send(ready[i])
			times.push(now() - at)
			errors += answer.status === post.expect ? 0 : 1
		})
		busy += now() - from
		for (const [name, spent] of Object.entries(used(1))) total[name] += spent
	} while (busy < seconds * 1000 && now() < end)
	times.sort((a, b) => a - b)
	const at = share => times[Math.min(times.length - 1, Math.floor(times.length * share))]
	return { rps: times.length / busy * 1000, p50: at(0.5), p99: at(0.99), max: times.at(-1), errors,
		...Object.fromEntries(Object.entries(total).map(([name, spent]) => [name, spent / times.length])) }
}
