// Measures the stack of EC_ENV; tests/bench/run starts it and this. Each kind of
// page is asked for in turns with its two yardsticks (yardstick.mjs): only the
// ratios within one run mean something, on whatever machine.
//
//	node measure.mjs FOLDER BARE [quick] [fostering] [lscb] [education] [rounds=N] [seconds=N] [limit=SECONDS]
//
// Prints the table and writes it to FOLDER/result.txt.
import os from 'node:os'
import fs from 'node:fs'
import path from 'node:path'
import { Client } from '../lib/client.mjs'
import { env, sql } from '../lib/stack.mjs'
import { lanes, memory, pidOf, posts, workersOf, wrk } from './load.mjs'
import { again, kindsOfPage, signInAll } from './site.mjs'
import { starts } from './start.mjs'
import { barePath, listOf, median, setUp, tidyUp } from './yardstick.mjs'

const [, , folder, bareProgram, ...words] = process.argv
const option = (name, fallback) =>
	Number(words.findLast(word => word.startsWith(`${name}=`))?.slice(name.length + 1) ?? fallback)
const quick = words.includes('quick')
const rounds = option('rounds', quick ? 1 : 2)
const seconds = option('seconds', quick ? 1 : 3)
const end = Date.now() + option('limit', quick ? 75 : 420) * 1000
const CONNECTIONS = [1, 16, 64]

function say(text = '') {
	console.log(text)
	fs.appendFileSync(path.join(folder, 'result.txt'), `${text}\n`)
}

// -- measuring --

const results = new Map()	// "kind connections target": a list of measurements
const key = (kind, connections, target) => `${kind.id} ${connections} ${target}`

function keep(kind, connections, target, result) {
	const name = key(kind, connections, target)
	results.set(name, [...results.get(name) ?? [], result])
}

function middle(kind, connections, target) {
	const list = results.get(key(kind, connections, target))
	return list && Object.fromEntries(Object.keys(list[0]).map(k =>
		[k, k === 'errors' ? list.reduce((n, r) => n + r.errors, 0) : median(list.map(r => r[k]))]))
}

// wrk leaves when its time is over, with as many requests still waiting as it had
// connections: what is measured next would pay for them, and get no answer before
// them. One that is asked for now is answered after those.
async function settle(kind, target) {
	const [{ path: page, by }] = kind.list ?? [{}], anybody = new Client(env)
	for (let i = 0; i < 2; i++) {
		if (target === 'bare') await again(() => anybody.get(barePath(kind)))
		else if (target === 'page') await again(() => by.get(page))
	}
}

async function measure(kind, connections, bare) {
	const program = pidOf(kind.program), some = Math.ceil(seconds / 2)
	const ask = async (target, time, pid) => {
		const result = wrk(kind.url, listOf(folder, kind, target), connections, time, pid)
		await settle(kind, target)
		return result
	}
	// A report takes as long as several pages: it is given the time for some.
	keep(kind, connections, 'page', kind.post ? await posts(kind.post, connections, seconds / 2, program) :
		await ask('page', kind.report ? 3 * seconds : seconds, program))
	if (!quick || connections > 1) keep(kind, connections, 'bare', await ask('bare', some, bare.pid))
	if (!quick || connections === 16) keep(kind, connections, 'static', await ask('static', 1, bare.pid))
}

async function round(kinds, bare) {
	for (const kind of kinds) {
		for (const connections of kind.report ? [1] : CONNECTIONS) {
			if (end - Date.now() < seconds * (kind.report ? 6000 : 3000)) return false
			await measure(kind, connections, bare)
		}
	}
	return true
}

// Every page once: what is read from the disk the first time is not the page's.
async function warm(kinds) {
	for (const { list } of kinds.filter(kind => kind.list)) {
		const some = list.slice(0, 100)
		await lanes(4, some.length, i => again(() => some[i].by.get(some[i].path)))
	}
}

// -- telling --

const fixed = (n, digits, width) => (Number.isFinite(n) ? n.toFixed(digits) : '-').padStart(width)

function line(kind, connections) {
	const p = middle(kind, connections, 'page'), b = middle(kind, connections, 'bare')
	const s = middle(kind, connections, 'static')
	if (!p) return
	const wrong = p.errors > 0 ? `  ${p.errors} ERRORS` : p.answers === 0 ? '  NO ANSWER IN THE TIME' :
		p.bytes < kind.bytes / 4 ? '  NOT THE PAGE' : ''
	say([fixed(connections, 0, 18), fixed(p.rps, 0, 9), fixed(p.p50, 2, 9), fixed(p.p99, 2, 9),
		fixed(p.nginx, 0, 8), fixed(p.program, 0, 6), fixed(p.db, 0, 6), fixed(p.sum, 0, 6), ' |',
		fixed(b?.rps, 0, 8), fixed(b?.p50, 2, 8), fixed(b?.p99, 1, 7), fixed(b?.sum, 0, 6), ' |',
		fixed(s?.rps, 0, 10), ' |', fixed(p.sum / b?.sum, 2, 13), fixed(p.rps / b?.rps, 2, 15), wrong].join(''))
}

function table(kinds) {
	say('CPU in microseconds a request. bare: the same SELECTs and no page; static: a file of that size.')
	say()
	say(`page          conn      rps   p50 ms   p99 ms   nginx  prog    db   sum |bare rps  p50 ms p99 ms${
		''}   sum |static rps | CPU page/bare  rps page/bare`)
	for (const kind of kinds) {
		say(`${kind.name}: ${kind.bytes} bytes, ${kind.select.length} SELECTs, ${kind.writes} writes, ${
			kind.trips} round trips${kind.post ? ' (posted by Node)' : ''}`)
		for (const connections of CONNECTIONS) line(kind, connections)
	}
}

const programs = () => env.EC_PROGRAMS.split(' ').map(name =>
	({ name, pid: pidOf(name), workers: workersOf(pidOf(name)).map(memory) }))

function memoryTable() {
	const all = programs()
	say()
	say('memory, MiB       RSS    PSS  private   (middle of the workers)')
	for (const { name, workers } of all) {
		const of = what => median(workers.map(m => m[what]))
		say(`${name.padEnd(14)} ${fixed(of('rss'), 1, 6)} ${fixed(of('pss'), 2, 6)} ${
			fixed(of('own'), 2, 8)}   ${workers.length} workers`)
	}
	say(`all programs, PSS  ${fixed(all.reduce((n, p) => p.workers.reduce((k, m) => k + m.pss,
		n + memory(p.pid).pss), 0), 1, 6)}`)
}

function aim(what, value, most, digits = 1) {
	say(`${value <= most ? 'met    ' : 'not met'}  ${what.padEnd(58)} ${fixed(value, digits, 8)}   (at most ${most})`)
}

// A page here always leaves its audit row.
function aims(kinds, started) {
	const pages = kinds.filter(kind => !kind.post && !kind.report && middle(kind, 64, 'page'))
	const worst = (connections, f) => Math.max(...pages.map(kind => f(middle(kind, connections, 'page'))))
	const open = kinds.find(k => k.name.endsWith('case'))
	const ratio = connections =>
		middle(open, connections, 'page')?.sum / middle(open, connections, 'bare')?.sum
	const largest = what => Math.max(...programs().flatMap(p => p.workers.map(m => m[what])))
	say()
	say('aims')
	aim(`${open.name} page with audit row, CPU against bare, 16 connections`, ratio(16), 1.5, 2)
	aim(`${open.name} page with audit row, CPU against bare, 64 connections`, ratio(64), 1.3, 2)
	const reports = kinds.filter(k => k.report && middle(k, 1, 'page'))
	if (reports.length > 0)
		aim('slowest report of a module, p50 at 1 connection, ms',
			Math.max(...reports.map(k => middle(k, 1, 'page').p50)), 1000)
	aim('slowest page, p99 at 64 connections, ms', worst(64, p => p.p99), 35)
	aim('slowest page, p99 against p50 at 64 connections', worst(64, p => p.p99 / p.p50), 3, 2)
	aim('slowest single request at 64 connections, ms', worst(64, p => p.max), 250)
	aim('slowest page, p99 at 1 connection, ms', worst(1, p => p.p99), 2.5, 2)
	for (const [program, times] of Object.entries(started)) {
		aim(`${program}, exec to first page, ms`, median(times), 15)
	}
	aim('RSS of the largest worker, MiB', largest('rss'), 8)
	aim('PSS of the largest worker, MiB', largest('pss'), 1.5, 2)
	aim('private memory of the largest worker, MiB', largest('own'), 1, 2)
}

async function main() {
	const [[children, answers]] = sql(`SELECT (SELECT COUNT(*) FROM everychild_index.child),
	    (SELECT COUNT(*) FROM everychild_caf.answer)`)
	fs.rmSync(path.join(folder, 'result.txt'), { force: true })
	const [[arrangements]] = env.EC_PROGRAMS.split(' ').includes('fostering') ?
		sql('SELECT COUNT(*) FROM everychild_fostering.arrangement') : [[0]]
	const [[deaths]] = env.EC_PROGRAMS.split(' ').includes('lscb') ? sql('SELECT COUNT(*) FROM everychild_lscb.death') : [[0]]
	const [[cared]] = env.EC_PROGRAMS.split(' ').includes('education') ? sql('SELECT COUNT(*) FROM everychild_education.pupil') : [[0]]
	say(`Everychild, measured on ${new Date().toISOString().slice(0, 10)}: ${children} children, ${
		answers} answers, ${arrangements} arrangements, ${deaths} deaths, ${cared} in care, ${os.availableParallelism()} processors that make the load too`)
	sql('SET GLOBAL innodb_buffer_pool_size = 536870912')
	await signInAll()
	const kinds = (await kindsOfPage(quick ? 8 : 25))
		.filter(kind => ['fostering', 'lscb', 'education'].every(alone => !words.includes(alone) || kind.program === alone))
	const bare = await setUp(folder, bareProgram, kinds)
	try {
		let n = 0
		await warm(kinds)
		while (n < rounds && await round(kinds, bare)) n++
		say(`middle of ${n} interleaved round${n === 1 ? '' : 's'}${n < rounds ? ' and a part of one' : ''}`)
		say()
		table(kinds)
		memoryTable()
		aims(kinds, await starts(folder, kinds, quick ? 3 : 7))
	} finally {
		await tidyUp(bare)
	}
}

await main()
process.exit(0)
