// See one's work: the front door's lists, notices, late reasons, hand-over,
// the list of cases with its filters, archive and legal hold.
import test, { after, before } from 'node:test'
import assert from 'node:assert/strict'
import crypto from 'node:crypto'
import * as caf from '../lib/caf.mjs'
import { token } from '../lib/token.mjs'
import { accountId, cell, env, logMark, person, sql, stack, troubles, until } from '../lib/stack.mjs'

let priya, helen, joan, val, lee, ben

before(async () => {
	priya = await person('pnair')		// practitioner, staff of hgrant
	ben = await person('bcole')		// the same
	helen = await person('hgrant')		// manager
	joan = await person('jreid')		// coordinator
	val = await person('vking')		// auditor
	lee = await person('lcross')		// index manager
	logMark()
})

const handleOf = base => base.split('/')[3]
const idOf = base => cell(`SELECT id FROM everychild_caf.record WHERE handle = '${handleOf(base)}'`)
const referenceOf = base => cell(`SELECT reference FROM everychild_caf.record WHERE id = ${idOf(base)}`)
const state = base => caf.stateOf(cell, base)
const post = (c, path, fields = {}) => c.post(path, { token: token(env, 'caf', c, path), ...fields })
const table = (page, id) => new RegExp(`<table[^>]*id="${id}"[\\s\\S]*?</table>`).exec(page.body)?.[0] ?? ''
const has = (page, id, base) => table(page, id).includes(handleOf(base))
// Names of letters that no run before had.
let n = 0
const run = [...crypto.randomUUID().replace(/[^a-f]/g, '')].join('').slice(0, 6)
const family = () => `List ${run}${String.fromCharCode(97 + n % 26)}${String.fromCharCode(97 + Math.floor(n++ / 26))}`
// A child of its own each time: one open case a child.
const assessing = (c = priya) => caf.toAssessing(c, { given: 'Work', family: family() })
const due = (base, days, clock = 'T2') => sql(`UPDATE everychild_caf.deadline SET due_on = '${caf.today(days)}' WHERE record = ${idOf(base)} AND clock = '${clock}'`)
const only = (base, clock = 'T2') => sql(`UPDATE everychild_caf.deadline SET dropped_at = UTC_TIMESTAMP(6) WHERE record = ${idOf(base)} AND clock <> '${clock}'`)
const give = (base, login, relation) => sql(`INSERT INTO everychild_caf.record_person (record, account, relation, since, added_by) VALUES (${idOf(base)}, ${accountId(login)}, '${relation}', UTC_TIMESTAMP(6), 1)`)

test('a date in hours that ends at midnight names the day that is then over', async () => {
	const base = await assessing(), day = caf.today(3)
	only(base)
	// Midnight in London, of the third day from now.
	const at = new Date(`${day}T00:00:00Z`), off = Number(new Intl.DateTimeFormat('en-GB', { timeZone: 'Europe/London', hour: '2-digit', hourCycle: 'h23' }).format(at))
	const utc = new Date(at.getTime() - off * 3600000).toISOString().slice(0, 19).replace('T', ' ')
	const set = time => sql(`UPDATE everychild_caf.deadline SET due_on = '${day}', due_at = '${time}' WHERE record = ${idOf(base)} AND clock = 'T2'`)
	const long = iso => `${Number(iso.slice(8))} ${new Intl.DateTimeFormat('en-GB', { month: 'long', timeZone: 'UTC' }).format(new Date(iso))} ${iso.slice(0, 4)}`
	set(utc)
	const page = await priya.get(base)
	assert.ok(page.text.includes(`by the end of ${long(caf.today(2))}`), page.text)
	assert.doesNotMatch(page.text, /at 12:00am/)
	set(new Date(Date.parse(utc.replace(' ', 'T') + 'Z') + 60000).toISOString().slice(0, 19).replace('T', ' '))
	assert.ok((await priya.get(base)).text.includes(`${long(day)} at 12:01am`))
})

// Lists show the first twenty: the oldest dates are on them.
const LONG_AGO = -4000

// -- the front door --

test('a date that has passed is on the list of who holds the case, who leads it, the manager and the coordinator', async () => {
	const base = await assessing()
	only(base)
	due(base, LONG_AGO)
	give(base, 'thale', 'LP')
	const tom = await person('thale')
	assert.ok(has(await priya.get('/'), 'overdue', base))
	assert.ok(has(await tom.get('/'), 'overdue', base), 'the lead professional')
	assert.ok(has(await helen.get('/'), 'team-dates', base))
	assert.ok(has(await joan.get('/'), 'service-dates', base))
	assert.ok(!(await ben.get('/')).body.includes(handleOf(base)), 'nobody else')
	due(base, 3)
	const page = await priya.get('/')
	assert.ok(!has(page, 'overdue', base))
	assert.equal((await priya.get(base)).status, 200, 'overdue blocks nothing')
	due(base, 30)
	assert.ok(!has(await priya.get('/'), 'soon', base))
})

test('a date in hours is overdue from its minute on, on every list', async () => {
	const base = await assessing(), list = `/caf/?whose=mine&reference=${referenceOf(base)}`
	only(base)
	const at = minutes => {
		const moment = new Date(Date.now() + minutes * 60000)
		sql(`UPDATE everychild_caf.deadline SET due_at = '${moment.toISOString().slice(0, 19).replace('T', ' ')}',
			due_on = '${moment.toLocaleDateString('sv', { timeZone: 'Europe/London' })}' WHERE record = ${idOf(base)} AND clock = 'T2'`)
		return moment.toLocaleTimeString('en-GB', { timeZone: 'Europe/London', hour: 'numeric', minute: '2-digit', hour12: true }).replace(/ /, '').replace(/^0:/, '12:')
	}
	// Nothing else is overdue: a date of today is the last of the twenty that a list shows.
	sql(`UPDATE everychild_caf.deadline SET dropped_at = UTC_TIMESTAMP(6) WHERE due_on <= '${caf.today()}'
		AND record <> ${idOf(base)} AND met_at IS NULL AND dropped_at IS NULL`)
	let time = at(-90), page = await priya.get('/')
	assert.ok(has(page, 'overdue', base) && !has(page, 'soon', base))
	assert.match(page.text, new RegExp(` at ${time}, 1 hour late`))
	assert.ok(has(await helen.get('/'), 'team-dates', base) && has(await joan.get('/'), 'service-dates', base))
	assert.ok((await priya.get(`${list}&overdue=T2`)).body.includes(handleOf(base)))
	assert.ok(!(await priya.get(`${list}&overdue=week`)).body.includes(handleOf(base)))
	assert.match((await priya.get(list)).text, new RegExp(` at ${time} \\(overdue\\)`))
	assert.match((await priya.get(base)).text, new RegExp(` at ${time}[^]*Overdue`))
	time = at(30)
	page = await priya.get('/')
	assert.ok(has(page, 'soon', base) && !has(page, 'overdue', base))
	assert.ok(!has(await joan.get('/'), 'service-dates', base))
	assert.ok((await priya.get(`${list}&overdue=week`)).body.includes(handleOf(base)))
	assert.ok(!(await priya.get(`${list}&overdue=T2`)).body.includes(handleOf(base)))
	assert.doesNotMatch((await priya.get(list)).text, /\(overdue\)/)
	at(30)
	due(base, -1)
	sql(`UPDATE everychild_caf.deadline SET due_at = NULL WHERE record = ${idOf(base)}`)
	assert.ok(has(await priya.get('/'), 'overdue', base), 'in days as ever')
})

test('somebody with two parts in a case has each of its dates once', async () => {
	const base = await assessing()
	only(base)
	due(base, LONG_AGO - 1)
	give(base, 'pnair', 'LP')
	assert.equal(table(await priya.get('/'), 'overdue').split(handleOf(base)).length - 1, 1)
})

test('a restricted case is on the lists of its own people alone', async () => {
	const base = await assessing()
	only(base)
	due(base, LONG_AGO - 2)
	sql(`UPDATE everychild_caf.record SET restricted = 1 WHERE id = ${idOf(base)}`)
	assert.ok(has(await priya.get('/'), 'overdue', base))
	for (const c of [helen, joan])
		for (const path of ['/', '/caf/', `/caf/?reference=${referenceOf(base)}`])
			assert.ok(!(await c.get(path)).body.includes(handleOf(base)), `${c.login} ${path}`)
})

test('a long list is cut, says how many more there are and leads to all of them', async () => {
	const bases = []
	for (let i = 0; i < 2; i++) bases.push(await assessing())
	for (const base of bases) { only(base); due(base, -1) }
	const before = await priya.get('/'), more = / And (\d+) more overdue/.exec(before.text)
	const have = table(before, 'overdue').split('<tr').length - 2 + Number(more?.[1] ?? 0)
	sql(`INSERT INTO everychild_caf.deadline (record, clock, title, from_on, due_on, explanation)
		WITH RECURSIVE many AS (SELECT 1 AS n UNION ALL SELECT n + 1 FROM many WHERE n < 25)
		SELECT ${idOf(bases[0])}, 'T3', 'Of many', '2026-01-01', '${caf.today(-2)}', 'Made for the list' FROM many`)
	const page = await priya.get('/')
	const rows = table(page, 'overdue').split('<tr').length - 2
	assert.equal(rows, 20)
	assert.match(page.text, new RegExp(`And ${have + 25 - 20} more overdue`))
	const link = /href="(\/caf\/\?whose=mine&amp;overdue=any)"/.exec(page.body)
	assert.ok(link)
	const list = await priya.get(link[1].replace('&amp;', '&'))
	assert.equal(list.status, 200)
	assert.match(list.text, /overdue/)
	sql(`DELETE FROM everychild_caf.deadline WHERE title = 'Of many'`)
})

test('T11: an untouched form stands out after 15 working days and is on the manager\'s list after 25', async () => {
	const base = await assessing(), id = idOf(base)
	const touched = days => sql(`UPDATE everychild_caf.document SET started_at = UTC_TIMESTAMP() - INTERVAL ${days} DAY, saved_at = NULL WHERE record = ${id} AND completed_at IS NULL`)
	const row = async () => /<tr(?:(?!<tr)[\s\S])*?HANDLE[\s\S]*?<\/tr>/.exec(table(await priya.get('/'), 'drafts').replaceAll(handleOf(base), 'HANDLE'))?.[0] ?? ''
	sql(`UPDATE everychild_caf.document d JOIN everychild_caf.record r ON r.id = d.record SET d.saved_at = UTC_TIMESTAMP() WHERE r.owner = ${accountId('pnair')}`)
	touched(14)
	assert.match(await row(), /In progress/)
	assert.match(await row(), />\s*Assessment\s*</, 'which form it is')
	touched(30)
	assert.match(await row(), />\s*Untouched\s*</)
	assert.ok(!has(await helen.get('/'), 'team-drafts', base))
	touched(50)
	assert.match(await row(), /Untouched, on your manager/)
	assert.ok(has(await helen.get('/'), 'team-drafts', base))
	assert.match(table(await helen.get('/'), 'team-drafts'), /untouched since/)
	assert.equal((await caf.section(priya, base, 'assessment', 'address', { no_address: 'NFA', phone: '01632 960111' })).status, 303, 'it blocks nothing')
	assert.doesNotMatch(await row(), /Untouched/, 'and a save ends it')
	assert.ok(!has(await helen.get('/'), 'team-drafts', base))
	touched(50)
	sql(`UPDATE everychild_caf.record SET resume = 'S3' WHERE id = ${id}`)
	assert.ok(!has(await helen.get('/'), 'team-drafts', base), 'what is paused waits for others')
	sql(`UPDATE everychild_caf.record SET resume = NULL WHERE id = ${id}`)
})

test('unallocated: the holder\'s account is closed, or the lead professional\'s, or nobody leads any more', async () => {
	const left = await assessing(), led = await assessing()
	assert.ok(!has(await joan.get('/'), 'unallocated', left))
	const owner = cell(`SELECT owner FROM everychild_caf.record WHERE id = ${idOf(left)}`)
	sql(`INSERT INTO everychild.account (directory_id, login, given, family, manager, disabled_on, created_at) VALUES (UUID(), UUID(), 'Una', 'Gone', ${accountId('hgrant')}, '2026-01-01', UTC_TIMESTAMP())`)
	const gone = cell(`SELECT MAX(id) FROM everychild.account WHERE family = 'Gone'`)
	sql(`UPDATE everychild_caf.record SET owner = ${gone}, opened_at = '2000-01-01' WHERE id = ${idOf(left)}`)
	for (const c of [joan, helen]) {
		assert.ok(has(await c.get('/'), 'unallocated', left), c.login)
		assert.match(table(await c.get('/'), 'unallocated'), /Una Gone/)
	}
	assert.ok(!has(await (await person('rquinn')).get('/'), 'unallocated', left), 'not to another manager')
	sql(`UPDATE everychild_caf.record SET restricted = 1 WHERE id = ${idOf(left)}`)
	assert.ok(!has(await joan.get('/'), 'unallocated', left), 'never a restricted one')
	sql(`UPDATE everychild_caf.record SET owner = ${owner}, restricted = 0 WHERE id = ${idOf(left)}`)
	sql(`UPDATE everychild_caf.record SET opened_at = '2000-01-02' WHERE id = ${idOf(led)}`)
	give(led, 'thale', 'LP')
	assert.ok(!has(await joan.get('/'), 'unallocated', led))
	sql(`UPDATE everychild_caf.record_person SET until = UTC_TIMESTAMP(6) WHERE record = ${idOf(led)} AND relation = 'LP'`)
	assert.ok(has(await joan.get('/'), 'unallocated', led))
	assert.match(table(await joan.get('/'), 'unallocated'), /lead professional/i)
})

// -- notices --

test('a notice is on the front page until its reader marks it as read', async () => {
	const base = await assessing()
	sql(`INSERT INTO everychild_caf.notice (record, account, title, at) VALUES (${idOf(base)}, ${accountId('pnair')}, 'Something happened here', UTC_TIMESTAMP(6))`)
	const page = await priya.get('/')
	assert.ok(has(page, 'notices', base))
	assert.ok(page.body.includes('href="/caf/notices"'))
	assert.ok(!(await ben.get('/')).text.includes('Something happened here'))
	const list = await priya.get('/caf/notices')
	assert.match(list.text, /Something happened here/)
	// What comes after the page was shown stays unread.
	sql(`INSERT INTO everychild_caf.notice (record, account, title, at) VALUES (${idOf(base)}, ${accountId('pnair')}, 'Later still', UTC_TIMESTAMP(6))`)
	await post(ben, '/caf/notices', { last: '99999999' })
	assert.equal((await priya.submit(list, '/caf/notices')).status, 303)
	const after = await priya.get('/')
	assert.ok(!after.text.includes('Something happened here'))
	assert.match(after.text, /Later still/, 'and nobody else marks mine')
	await priya.submit(await priya.get('/caf/notices'), '/caf/notices')
	assert.equal(table(await priya.get('/'), 'notices'), '')
})

// -- late reasons --

test('who holds, leads or oversees a case says why a date was missed', async () => {
	const base = await assessing()
	due(base, -5)
	const page = await priya.get(base)
	const path = new RegExp(`href="(${base}/late/\\d+)"`).exec(page.body)[1]
	assert.equal((await priya.get(path.replace(/\d+$/, cell(`SELECT id FROM everychild_caf.deadline WHERE record = ${idOf(base)} AND clock = 'T3'`)))).status, 404, 'one that is not late has no reason')
	assert.equal((await priya.submit(await priya.get(path), path, { reason: '' })).status, 422)
	const long = await priya.submit(await priya.get(path), path, { reason: 'x'.repeat(201) })
	assert.equal(long.status, 422)
	assert.ok(long.body.includes('x'.repeat(201)), 'what was typed is kept')
	assert.equal((await priya.submit(await priya.get(path), path, { reason: 'Family away & <ill>' })).status, 303)
	assert.match((await priya.get(base)).text, /Family away & <ill>/)
	assert.equal((await helen.submit(await helen.get(path), path, { reason: 'Staff short' })).status, 303)
	assert.equal((await joan.get(path)).status, 200)
	assert.equal((await ben.get(path)).status, 404)
	give(base, 'bcole', 'COA')
	assert.equal((await ben.get(path)).status, 404, 'a co-assessor neither')
	assert.match((await ben.get(base)).text, /Staff short/, 'but reads it')
	sql(`UPDATE everychild_caf.deadline SET met_at = UTC_TIMESTAMP(6), met_on = '${caf.today()}', late = 1 WHERE record = ${idOf(base)} AND clock = 'T2'`)
	assert.equal((await priya.get(path)).status, 200, 'met late is late too')
	assert.match((await priya.get(base)).text, /Done late/)
	sql(`UPDATE everychild_caf.deadline SET met_on = due_on, late = 0 WHERE record = ${idOf(base)} AND clock = 'T2'`)
	assert.doesNotMatch((await priya.get(base)).text, /Done late/, 'by the day it was done')
	assert.equal((await priya.get(path)).status, 404)
	assert.equal(cell(`SELECT COUNT(*) FROM everychild_caf.event WHERE record = ${idOf(base)} AND code = 'late'`), '2')
})

// -- hand-over --

test('hand-over: the new holder has it all, the former nothing; both are told', async () => {
	const base = await assessing(), path = `${base}/hand-over`, id = idOf(base)
	give(base, 'pnair', 'LP')
	sql(`INSERT INTO everychild_caf.lead (record, account, agreed, note, proposed_at, proposed_by, since, current_of) VALUES (${id}, ${accountId('pnair')}, 'Y', '', UTC_TIMESTAMP(6), 1, UTC_TIMESTAMP(6), ${id})`)
	give(base, 'bcole', 'COA')
	assert.equal((await priya.get(path)).status, 403, 'not by who holds it')
	assert.equal((await (await person('rquinn')).get(path)).status, 404, 'not by another manager')
	assert.ok((await helen.get(base)).body.includes(path))
	const go = async (c, fields) => c.submit(await c.get(path), path, fields)
	for (const login of ['nobody', 'hgrant', 'jreid', 'pnair', 'thale', '']) {
		const page = await go(helen, { login, reason: 'Long illness' })
		assert.equal(page.status, 422, login)
		assert.ok(page.body.includes('Long illness'))
	}
	assert.equal((await go(helen, { login: 'bcole', reason: '' })).status, 422)
	assert.equal(cell(`SELECT owner FROM everychild_caf.record WHERE id = ${id}`), String(accountId('pnair')))
	assert.equal((await go(helen, { login: 'bcole', reason: 'Long illness' })).status, 303)
	assert.equal((await ben.get(base)).status, 200)
	assert.ok(!(await ben.get(base)).text.includes('The next step is for the person who holds'))
	assert.equal((await priya.get(base)).status, 404, 'the former holder keeps no access')
	for (const at of ['/', '/caf/']) assert.ok(!(await priya.get(at)).body.includes(handleOf(base)))
	assert.match(table(await ben.get('/'), 'notices'), new RegExp(`${handleOf(base)}[^]*handed over to you`))
	assert.match(table(await priya.get('/'), 'notices'), /handed over to somebody else/)
	assert.deepEqual(sql(`SELECT account FROM everychild_caf.involvement WHERE record = ${id} AND until IS NULL`), [[String(accountId('bcole'))]])
	assert.deepEqual(sql(`SELECT account, relation FROM everychild_caf.record_person WHERE record = ${id} AND until IS NULL`), [[String(accountId('bcole')), 'OWNER']])
	assert.equal(cell(`SELECT COUNT(*) FROM everychild_caf.lead WHERE current_of = ${id}`), '0')
	assert.equal(cell(`SELECT COUNT(*) FROM everychild_caf.deadline WHERE record = ${id} AND clock = 'T8' AND met_at IS NULL`), '1', 'a new lead professional is looked for')
	assert.match((await ben.get(base)).text, /Long illness/)
	assert.equal((await go(joan, { login: 'thale', reason: 'Moved area' })).status, 303, 'the coordinator, to anybody')
	assert.equal((await helen.get(base)).status, 404)
	assert.equal((await (await person('thale')).get(base)).status, 200)
	assert.ok(cell(`SELECT COUNT(*) FROM everychild_caf.audit WHERE action = 'hand-over.save' AND object_id = ${id} AND detail LIKE 'from=%'`) >= 2)
})

test('several cases of one person are handed over at once, all that were chosen or none', async () => {
	const sam = await person('sidris'), luke = await person('lfenn')
	const bases = []
	for (let i = 0; i < 3; i++) bases.push(await caf.toAssessing(sam, { given: 'Many', family: `Handed ${'abc'[i]}` }))
	const path = '/caf/hand-over', from = accountId('sidris')
	const page = await luke.get(`/caf/?whose=team&assessor=${from}`)
	assert.ok(page.body.includes(`href="${path}?from=${from}"`))
	const form = await luke.get(`${path}?from=${from}`)
	const fields = changes => new URLSearchParams([['token', token(env, 'caf', luke, path)], ['from', String(from)], ...changes]).toString()
	const send = changes => luke.request('POST', path, fields(changes))
	const chosen = bases.slice(0, 2).map(base => ['cases', handleOf(base)])
	for (const base of bases) assert.ok(form.body.includes(handleOf(base)))
	assert.ok(!(await helen.get(`${path}?from=${from}`)).body.includes(handleOf(bases[0])), 'not the staff of another manager')
	assert.equal((await send([['login', 'lfenn'], ['reason', 'x']])).status, 422, 'none chosen')
	const kept = await send([...chosen, ['login', 'nobody'], ['reason', 'Leaves in May']])
	assert.equal(kept.status, 422)
	assert.ok(kept.body.includes('Leaves in May') && (kept.body.match(/checked/g) ?? []).length === 2, 'what was chosen stays chosen')
	assert.equal((await send([...chosen, ['login', 'lfenn'], ['reason', 'x'], ['zzz', '1']])).status, 400)
	// Luke is a practitioner too, but nobody's staff: the coordinator can.
	const done = await joan.request('POST', path, new URLSearchParams([['token', token(env, 'caf', joan, path)], ['from', String(from)], ...chosen, ['login', 'lfenn'], ['reason', 'Leaves in May']]).toString())
	assert.equal(done.status, 303)
	const owners = bases.map(base => cell(`SELECT owner FROM everychild_caf.record WHERE id = ${idOf(base)}`))
	assert.deepEqual(owners, [accountId('lfenn'), accountId('lfenn'), from].map(String))
	assert.equal(cell(`SELECT COUNT(*) FROM everychild_caf.audit WHERE action = 'hand-over.save' AND object_id IN (${bases.map(idOf).join()})`), '2')
	assert.equal((await sam.get(bases[0])).status, 404)
	assert.equal((await sam.get(bases[2])).status, 200)
})

// -- the list --

const listed = (page, base) => table(page, 'cases').includes(handleOf(base))
const counted = page => Number(/(\d+) cases?\s*</.exec(page.body)?.[1] ?? 0)

test('the list finds by state, holder, team, lead professional, dates and reference, and by nothing that may not be seen', async () => {
	const base = await assessing(), id = idOf(base), reference = referenceOf(base)
	const by = async (query, c = joan) => listed(await c.get(`/caf/?reference=${reference}&${query}`), base)
	give(base, 'thale', 'LP')
	only(base)
	due(base, -3)
	const team = cell(`SELECT team FROM everychild_caf.record WHERE id = ${id}`)
	assert.ok(await by('whose=service&state=S3'))
	assert.ok(!await by('state=S4'))
	assert.ok(await by(`assessor=${accountId('pnair')}`))
	assert.ok(!await by(`assessor=${accountId('bcole')}`))
	assert.ok(await by(`team=${team}`))
	assert.ok(!await by('team=999999'))
	assert.ok(await by(`lead=${accountId('thale')}`))
	assert.ok(!await by(`lead=${accountId('pnair')}`))
	assert.ok(await by('overdue=any'))
	assert.ok(await by('overdue=T2'))
	assert.ok(!await by('overdue=T3'))
	assert.ok(!await by('overdue=week'))
	due(base, 0)
	assert.ok(await by('overdue=week'))
	assert.ok(!await by('overdue=any'), 'due today is not overdue')
	assert.ok(await by('whose=mine', priya))
	assert.ok(await by('whose=team', helen))
	assert.ok(await by('whose=mine', await person('thale')), 'also of those one leads')
	assert.ok(!await by('whose=service', ben), 'the service is the coordinator\'s to see')
	assert.ok(!await by('whose=team', await person('rquinn')))
	for (const sort of ['name', 'due']) assert.ok(await by(`sort=${sort}`))
	assert.equal((await joan.get('/caf/?area=%3Cx%3E')).status, 422)
	assert.equal((await joan.get('/caf/?nonsense=1')).status, 400)
	sql(`UPDATE everychild_caf.record SET unlisted = 1 WHERE id = ${id}`)
	for (const [c, whose] of [[joan, 'service'], [helen, 'team'], [priya, 'mine']]) assert.ok(!await by(`whose=${whose}`, c), `${whose}: unlisted`)
	sql(`UPDATE everychild_caf.record SET unlisted = 0 WHERE id = ${id}`)
})

test('by area: the district of the child\'s address, and never of a shielded child', async () => {
	const handle = await caf.child(priya, { given: 'Area', family: family(), born: '2014-02-03', more: { address_status: 'ADDR_CUR', line1: '1 Row', postcode: 'FY9 1AD' } })
	const base = await caf.startFor(priya, handle)
	const district = cell(`SELECT SUBSTRING_INDEX(a.postcode, ' ', 1) FROM everychild_index.child_address a JOIN everychild_index.child c ON c.id = a.child WHERE c.handle = '${handle}' AND a.until IS NULL`)
	const find = async query => listed(await priya.get(`/caf/?whose=mine&sort=name&${query}&state=S0`), base)
	assert.ok(await find(`area=${district}`))
	assert.ok(await find(`area=${district.toLowerCase()}%20`))
	assert.ok(!await find('area=ZE9'))
	assert.ok(!await find(`area=${district.slice(0, 2)}`), 'a whole district')
	sql(`UPDATE everychild_index.child SET shielded = 1 WHERE handle = '${handle}'`)
	assert.ok(!await find(`area=${district}`))
	sql(`UPDATE everychild_index.child SET shielded = 0 WHERE handle = '${handle}'`)
})

test('pages: 25 rows each, by links that keep the filters, no case twice and none left out', async () => {
	const seen = new Set()
	let path = '/caf/?whose=service&state=S3', pages = 0, all
	while (path) {
		const page = await joan.get(path)
		assert.equal(page.status, 200)
		all ??= counted(page)
		const rows = [...table(page, 'cases').matchAll(/href="\/caf\/case\/(\w+)"/g)].map(m => m[1])
		assert.ok(rows.length <= 25)
		for (const row of rows) { assert.ok(!seen.has(row), row); seen.add(row) }
		const next = /href="([^"]*)" rel="next"|rel="next" href="([^"]*)"/.exec(page.body) ?? /govuk-pagination__next[\s\S]*?href="([^"]*)"/.exec(page.body)
		path = (next?.[1] ?? next?.[2] ?? '').replaceAll('&amp;', '&')
		if (path) assert.match(path, /whose=service&state=S3/)
		assert.ok(++pages < 50)
	}
	assert.equal(seen.size, all)
	assert.equal(all, Number(cell(`SELECT COUNT(*) FROM everychild_caf.record WHERE state = 'S3' AND restricted = 0 AND unlisted = 0`)))
})

// -- archive --

test('what was closed a year ago is archived by the system, and then read by the archive\'s people alone', async () => {
	const base = await assessing(), young = await assessing(), id = idOf(base)
	sql(`UPDATE everychild_caf.record SET state = 'S10', closed_at = UTC_TIMESTAMP() - INTERVAL 13 MONTH WHERE id = ${id}`)
	sql(`UPDATE everychild_caf.record SET state = 'S10', closed_at = UTC_TIMESTAMP() - INTERVAL 11 MONTH WHERE id = ${idOf(young)}`)
	sql(`UPDATE everychild_caf.episode SET open_child = NULL WHERE record IN (${id}, ${idOf(young)})`)
	assert.equal((await priya.get(base)).status, 200)
	stack('restart-program', 'caf')
	await until('archived', 10, () => state(base) === 'S14')
	await until('caf answers', 10, async () => (await joan.get('/caf/')).status === 200)
	assert.equal(state(young), 'S10')
	assert.equal((await priya.get(base)).status, 404)
	assert.equal((await helen.get(base)).status, 404)
	for (const c of [joan, lee]) assert.equal((await c.get(base)).status, 200, c.login)
	assert.match((await joan.get(base)).text, /Archived[\s\S]*Everychild/)
	assert.ok(listed(await joan.get(`/caf/?state=S14&reference=${referenceOf(base)}`), base))
	assert.ok(!listed(await priya.get(`/caf/?whose=mine&state=S14`), base))
	assert.deepEqual(sql(`SELECT relation, outcome, account FROM everychild_caf.audit WHERE action = 'case.archive' AND object_id = ${id}`), [['SYSTEM', '200', '0']])
	assert.equal(cell(`SELECT COUNT(*) FROM everychild_caf.event WHERE record = ${id} AND code = 'archive'`), '1')
	assert.equal(cell(`SELECT COUNT(*) FROM everychild_index.all_involvement WHERE handle = '${base.split('/')[3]}'`), '0')
	const page = await lee.get('/caf/retention')
	assert.ok(has(page, 'archived', base))
})

// -- legal hold --

test('the auditor sets and ends a hold by reference, and sees no case', async () => {
	const base = await assessing(), reference = referenceOf(base), path = '/caf/retention'
	const subject = cell(`SELECT subject FROM everychild_caf.record WHERE id = ${idOf(base)}`)
	const set = async (c, fields) => c.submit(await c.get(path), path, fields)
	assert.equal((await val.get(base)).status, 403)
	const none = await set(val, { reference: 'CAF-890-2026-999999/9', reason: 'Inquiry 7' })
	assert.equal(none.status, 422)
	assert.ok(none.body.includes('Inquiry 7'))
	assert.equal((await set(val, { reference, reason: '' })).status, 422)
	assert.equal((await set(val, { reference, reason: 'Inquiry 7' })).status, 303)
	const page = await val.get(path)
	assert.match(table(page, 'holds'), new RegExp(reference))
	assert.ok(!page.text.includes(subject) && !page.body.includes(handleOf(base)), 'reference, state and dates only')
	assert.ok(!table(page, 'archived').includes('/caf/case/'))
	assert.match((await lee.get(path)).text, /Inquiry 7/)
	assert.ok(!(await lee.get(path)).body.includes('name="reference"'), 'an index manager sets none')
	assert.equal((await post(lee, path, { reference, reason: 'Mine' })).status, 403)
	for (const c of [priya, joan]) assert.equal((await c.get(path)).status, 403)
	const end = new RegExp(`href="(/caf/retention/\\d+)"[^]*?${reference}|${reference}[^]*?href="(/caf/retention/\\d+)"`).exec(table(page, 'holds'))
	const at = end[1] ?? end[2]
	assert.equal((await lee.get(at)).status, 403)
	assert.equal((await val.submit(await val.get(at), at, { reason: '' })).status, 422)
	assert.equal((await val.submit(await val.get(at), at, { reason: 'Inquiry over' })).status, 303)
	assert.equal((await val.get(at)).status, 404)
	assert.deepEqual(sql(`SELECT reason, end_reason, ended_by FROM everychild_caf.legal_hold WHERE record = ${idOf(base)}`), [['Inquiry 7', 'Inquiry over', String(accountId('vking'))]])
	assert.equal(cell(`SELECT COUNT(*) FROM everychild_caf.event WHERE record = ${idOf(base)} AND code = 'hold'`), '2')
	assert.equal(state(base), 'S3', 'the case goes on')
})

after(() => assert.deepEqual(troubles(), []))
