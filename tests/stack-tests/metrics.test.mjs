// Figures for monitoring: what was asked for is counted by the pattern of its route, what
// the database knows is counted there, and nothing tells of a person or a record.
import test from 'node:test'
import assert from 'node:assert/strict'
import { execFileSync, spawnSync } from 'node:child_process'
import fs from 'node:fs'
import path from 'node:path'
import { cell, env, noHandle, person, routes, settings, sql, until } from '../lib/stack.mjs'

// A date of no case that is past, one that is met, and one to come: there before the program
// is asked, because it asks its database once a minute.
const dates = [['TEST-PAST', 'CURDATE() - INTERVAL 9 DAY', 'NULL'], ['TEST-MET', 'CURDATE() - INTERVAL 9 DAY', 'NOW()'], ['TEST-AHEAD', 'CURDATE() + INTERVAL 9 DAY', 'NULL']]
for (const [clock, due, met] of dates)
	sql(`SET foreign_key_checks = 0; INSERT INTO everychild_lscb.deadline (record, clock, title, from_on, due_on, explanation, met_at) VALUES (4000000000, '${clock}', 'x', CURDATE() - INTERVAL 20 DAY, ${due}, 'x', ${met})`)
test.after(() => sql(`DELETE FROM everychild_lscb.deadline WHERE record = 4000000000`))
const back = settings({ 'metrics.listen': 'yes' }, 'lscb', 'signin')
test.after(back)
const at = program => path.join(env.EC_SOCKETS, `${program}.metrics`)
const curl = (program, address) => execFileSync('curl', ['-s', '-w', '\n%{http_code} %{content_type}', '--max-time', '20', '--unix-socket', at(program), `http://localhost${address}`], { encoding: 'utf8' })

// [{ name, labels, value }], every line of the text looked at.
function figures(program) {
	const out = curl(program, '/metrics'), end = out.lastIndexOf('\n')
	assert.equal(out.slice(end + 1), '200 text/plain; version=0.0.4; charset=utf-8')
	const typed = new Set(), found = []
	for (const line of out.slice(0, end).trimEnd().split('\n')) {
		const head = /^# (HELP|TYPE) (\w+) (.+)$/.exec(line), m = /^(\w+)\{(.*)\} (\d+(\.\d+)?)$/.exec(line)
		assert.ok(head || m, line)
		if (head) { if (head[1] === 'TYPE') typed.add(head[2]); continue }
		assert.ok(typed.has(m[1].replace(/_(bucket|sum|count)$/, '')) || typed.has(m[1]), `${m[1]} has no type`)
		found.push({ name: m[1], labels: Object.fromEntries([...m[2].matchAll(/(\w+)="([^"]*)"/g)].map(l => [l[1], l[2]])), value: Number(m[3]) })
	}
	return found
}
const sum = (found, name, labels = {}) => found.filter(f => f.name === name && Object.entries(labels).every(([k, v]) => f.labels[k] === v)).reduce((n, f) => n + f.value, 0)

test('requests are counted by route, method and class, and their times add up', async () => {
	const c = await person('ccole'), before = figures('lscb'), none = `/lscb/case/${noHandle()}`
	for (let i = 0; i < 3; i++) assert.equal((await c.get('/lscb/')).status, 200)
	assert.equal((await c.get(none)).status, 404)
	const after = figures('lscb'), grown = (name, labels) => sum(after, name, labels) - sum(before, name, labels)
	assert.equal(grown('everychild_requests_total', { route: '/lscb/', method: 'GET', class: '2xx' }), 3)
	assert.equal(grown('everychild_requests_total', { class: '4xx' }), 1)
	assert.equal(grown('everychild_request_seconds_count', { route: '/lscb/' }), 3)
	assert.equal(grown('everychild_request_seconds_bucket', { route: '/lscb/', le: '+Inf' }), 3)
	assert.ok(grown('everychild_request_seconds_sum', { route: '/lscb/' }) > 0)
	const buckets = after.filter(f => f.name === 'everychild_request_seconds_bucket' && f.labels.route === '/lscb/').map(f => f.value)
	assert.deepEqual(buckets, [...buckets].sort((a, b) => a - b))
	assert.ok(sum(after, 'everychild_request_memory_bytes_max') > 1000)
	assert.ok(Math.abs(sum(after, 'everychild_audit_last_seconds') - Date.now() / 1000) < 30)
	assert.equal(sum(after, 'everychild_workers'), 6)
})

test('no label comes from a request: routes are patterns of the program, and no other label has a value of a record', () => {
	for (const program of ['lscb', 'signin']) {
		const known = new Set(['', ...routes(program).map(r => r.pattern)])
		for (const f of figures(program)) {
			assert.deepEqual(Object.keys(f.labels).filter(k => !['program', 'route', 'method', 'class', 'le', 'kind', 'level', 'how', 'clock'].includes(k)), [])
			if ('route' in f.labels) assert.ok(known.has(f.labels.route), f.labels.route)
		}
	}
})

test('what is overdue is counted by clock, and who is signed in', async () => {
	const counted = sql(`SELECT clock, COUNT(*) FROM everychild_lscb.deadline WHERE met_at IS NULL AND dropped_at IS NULL
		AND (due_on < UTC_DATE() OR COALESCE(due_at < UTC_TIMESTAMP(6), 0)) GROUP BY clock ORDER BY clock`)
	assert.deepEqual(counted.filter(([clock]) => clock.startsWith('TEST-')), [['TEST-PAST', '1']])
	assert.deepEqual(figures('lscb').filter(f => f.name === 'everychild_overdue').map(f => [f.labels.clock, String(f.value)]).sort(), counted)
	const live = Number(cell('SELECT COUNT(*) FROM everychild.session WHERE ended IS NULL AND ends_at > UTC_TIMESTAMP(6)'))
	assert.equal(sum(figures('signin'), 'everychild_sessions_live'), live)
})

test('a worker that dies is counted, and so is what the database did not do', async () => {
	const before = figures('lscb'), master = Number(fs.readFileSync(path.join(env.EC_DIR, 'pid/lscb'), 'utf8').split(/\s/)[0])
	const workers = execFileSync('ps', ['-o', 'pid=', '--ppid', String(master)], { encoding: 'utf8' }).trim().split(/\s+/).map(Number)
	process.kill(workers[0], 'SIGKILL')
	await until('the count', 10, () => sum(figures('lscb'), 'everychild_workers_ended_total', { how: 'died' }) === sum(before, 'everychild_workers_ended_total', { how: 'died' }) + 1)
	assert.equal(sum(figures('lscb'), 'everychild_workers'), 6)
	const c = await person('ccole')
	sql('RENAME TABLE everychild_lscb.audit TO everychild_lscb.audit_gone')
	try {
		assert.ok((await c.get('/lscb/')).status >= 500)
	} finally {
		sql('RENAME TABLE everychild_lscb.audit_gone TO everychild_lscb.audit')
	}
	const after = figures('lscb')
	assert.ok(sum(after, 'everychild_database_errors_total') > sum(before, 'everychild_database_errors_total'))
	assert.ok(sum(after, 'everychild_requests_total', { class: '5xx' }) > sum(before, 'everychild_requests_total', { class: '5xx' }))
	assert.ok(sum(after, 'everychild_log_entries_total', { level: 'error' }) > sum(before, 'everychild_log_entries_total', { level: 'error' }))
})

test('there is nothing else at that socket, others than nginx’s group cannot reach it, and without the setting it is not there', () => {
	assert.match(curl('lscb', '/'), /404 text\/plain/)
	assert.match(curl('lscb', '/lscb/'), /404 text\/plain/)
	assert.equal(fs.statSync(at('lscb')).mode & 0o777, 0o660)
	assert.ok(!fs.existsSync(at('caf')))
	assert.equal(spawnSync('curl', ['-s', '--max-time', '5', `${env.EC_URL}/metrics`, '--cacert', env.EC_CA, '-o', '/dev/null', '-w', '%{http_code}'], { encoding: 'utf8' }).stdout === '200', false)
})
