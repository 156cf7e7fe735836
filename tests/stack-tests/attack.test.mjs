// What somebody who means harm, or is curious, tries from inside a case: each
// test is a way in, or a way to learn more than 5.4 gives, that stays shut.
import test, { after, before } from 'node:test'
import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import * as caf from '../lib/caf.mjs'
import { date } from '../lib/client.mjs'
import { token } from '../lib/token.mjs'
import { accountId, cell, dbClient, env, logMark, noHandle, person, sql, troubles } from '../lib/stack.mjs'

let priya, petra, tom, ben

before(async () => {
	priya = await person('pnair')
	petra = await person('pstone')
	tom = await person('thale')
	ben = await person('bcole')
	logMark()
})

after(() => assert.deepEqual(troubles(), []))

const DB = 'everychild_caf'
const idOf = base => cell(`SELECT id FROM ${DB}.record WHERE handle = '${base.split('/')[3]}'`)
const post = (c, path, fields = {}) => c.post(path, { token: token(env, 'caf', c, path), ...fields })
const went = page => assert.equal(page.status, 303, `${page.status} ${page.title}: ${page.errors().join(' | ')}`)
const relations = (base, login) => sql(`SELECT relation FROM ${DB}.record_person WHERE record = ${idOf(base)} AND account = ${accountId(login)} AND until IS NULL ORDER BY relation`).map(row => row[0])

// -- a case that may not be seen and one that does not exist --

test('the database does the same work for a case that may not be seen as for none', async () => {
	const base = await caf.toAssessing(priya)
	const work = async path => {
		const reads = () => Object.fromEntries(sql("SHOW GLOBAL STATUS LIKE 'Handler_read%'").map(([name, n]) => [name, Number(n)]))
		const counts = []
		for (let i = 0; i < 7; i++) {
			const before = reads()
			assert.equal((await tom.get(path)).status, 404)
			const after = reads()
			counts.push(['key', 'next', 'prev', 'first', 'rnd', 'rnd_next'].map(name => after[`Handler_read_${name}`] - before[`Handler_read_${name}`]).join(' '))
		}
		// Somebody else's work may fall into one of them.
		return counts.sort()[3]
	}
	const hidden = await work(base)
	assert.notEqual(hidden, '0 0 0 0 0 0')
	assert.equal(hidden, await work(`/caf/case/${noHandle()}`))
})

test('nobody waits for a case that may not be seen', async () => {
	const base = await caf.toAssessing(priya)
	const held = spawn(dbClient, ['--no-defaults', `--socket=${env.EC_DB_SOCKET}`, `--user=${env.EC_DB_ADMIN}`, '--skip-column-names', '--unbuffered'])
	try {
		held.stdin.write(`START TRANSACTION; SELECT id FROM ${DB}.record WHERE id = ${idOf(base)} FOR UPDATE;\n`)
		await once(held.stdout, 'data')
		const since = Date.now()
		const page = await tom.post(`${base}/ask`, { token: token(env, 'caf', tom, `${base}/ask`) })
		assert.equal(page.status, 404)
		assert.ok(Date.now() - since < 2000, `${Date.now() - since} ms`)
	} finally {
		held.kill()
	}
})

// -- sensitive services (5.4) --

test('a lead professional who assesses anew reads section G without the sensitive services and cannot write in it', async () => {
	const service = (i, type, organisation) => ({ [`services_involved.${i}.service_type`]: type, [`services_involved.${i}.service_organisation`]: organisation })
	const old = await caf.toAssessing(priya)
	await caf.fill(priya, old)
	const g = `${old}/assessment/services`
	let page = await priya.get(g)
	went(await priya.submit(page, g, { then: 'tasks', ...service(1, 'GP', 'Quay Surgery'), ...service(2, 'SMS', 'Northgate Recovery') }))
	went(await caf.complete(priya, old))
	const base = await caf.toDelivering(priya, petra, old)
	went(await petra.submit(await petra.get(`${base}/reassess`), `${base}/reassess`, { ...caf.MOTHER, ...date('given_on', caf.today()) }))
	page = await petra.get(g)
	assert.equal(page.status, 200)
	assert.match(page.text, /Quay Surgery/)
	for (const path of ['assessment/services', 'assessment/check', 'assessment/changes', 'assessment/print'])
		assert.doesNotMatch((await petra.get(`${base}/${path}`)).body, /Northgate|Substance misuse/, path)
	assert.doesNotMatch(page.body, /name="services_involved/)
	assert.doesNotMatch((await petra.get(`${base}/assessment/check`)).body, /assessment\/services/, 'nothing to change there')
	const sent = { then: 'tasks', version: '1', ...service(2, 'GP', 'Overwritten') }
	assert.equal((await post(petra, g, sent)).status, 404)
	assert.equal((await petra.post(`${g}/draft`, { token: token(env, 'caf', petra, g), ...sent })).status, 409)
	assert.equal(cell(`SELECT COUNT(*) FROM ${DB}.draft w JOIN ${DB}.document d ON d.id = w.document WHERE d.record = ${idOf(base)} AND w.account = ${accountId('pstone')} AND w.section = 'services'`), '0')
	for (const section of ['consent', 'copies']) {
		assert.doesNotMatch((await petra.get(`${base}/assessment/${section}`)).body, /<textarea|<select|type="radio"/, section)
		assert.equal((await post(petra, `${base}/assessment/${section}`, { then: 'tasks', version: '1' })).status, 404, section)
	}
	page = await priya.get(g)
	assert.match(page.body, /name="services_involved/)
	assert.match(page.body, /Northgate Recovery/)
	went(await caf.section(petra, base, 'assessment', 'health', { h01_needs: 'Iron is low' }))
})

// -- a concern about harm (3.2 K) --

const confirmDate = 'Confirm the referral in writing'

test('the date of a referral tells a member of the team nothing: not on the case, at home, or by a filter of the list', async () => {
	const base = await caf.toTeam(priya), handle = base.split('/')[3]
	sql(`UPDATE ${DB}.deadline SET dropped_at = UTC_TIMESTAMP(6) WHERE record = ${idOf(base)}`)
	const quiet = await petra.get('/caf/?whose=mine&overdue=any')
	assert.ok(!quiet.body.includes(handle))
	// Recorded as the officer of section K would: who may know of it is the program's to say.
	went(await priya.submit(await priya.get(`${base}/harm`), `${base}/harm`))
	went(await caf.section(priya, base, 'harm', 'concern', { 'observations.1.observation': 'Marks seen', 'observations.1.observation_kind': 'FACT', ...date('observed_on', caf.today(-40)), observed_at: '09:00' }))
	went(await caf.section(priya, base, 'harm', 'advice', { 'advisers.1.adviser_kind': 'MANAGER', 'advisers.1.adviser_name': 'Helen Grant', told_child: 'Y', told_parent: 'Y' }))
	went(await caf.section(priya, base, 'harm', 'referral', { referred_to: 'CSC', referral_method: 'PHONE', ...date('referred_on', caf.today(-40)), referred_at: '09:30', receiving_officer: 'Duty officer', suspended: 'N' }))
	went(await priya.submit(await priya.get(`${base}/harm`), `${base}/harm/refer`))
	assert.equal(cell(`SELECT COUNT(*) FROM ${DB}.deadline WHERE record = ${idOf(base)} AND clock = 'T10' AND met_at IS NULL`), '1')
	for (const path of [base, '/']) {
		assert.ok(!(await petra.get(path)).text.includes(confirmDate), path)
		assert.ok((await priya.get(path)).text.includes(confirmDate), `${path}: who holds the case is reminded`)
	}
	for (const query of ['overdue=any', 'overdue=T10', 'overdue=any&sort=name'])
		for (const [c, there] of [[petra, false], [priya, true]])
			assert.equal((await c.get(`/caf/?whose=mine&${query}`)).body.includes(handle), there, query)
	const rows = (await petra.get(`/caf/?whose=mine&reference=${cell(`SELECT reference FROM ${DB}.record WHERE id = ${idOf(base)}`).split('/')[0]}`)).body
	assert.ok(rows.includes(handle))
	assert.doesNotMatch(rows.slice(rows.indexOf('id="cases"')), /overdue\)/)
	const named = (await petra.get(`/caf/?whose=mine&sort=name&reference=${cell(`SELECT reference FROM ${DB}.record WHERE id = ${idOf(base)}`).split('/')[0]}`)).body
	assert.ok(named.includes(handle))
	assert.doesNotMatch(named.slice(named.indexOf('id="cases"')), /overdue\)/)
	assert.ok((await petra.get('/')).body.includes(handle), 'as any other case without a date')
})

test('who was let in for a concern alone finds the case in no list of work', async () => {
	const base = await caf.toTeam(priya), handle = base.split('/')[3]
	sql(`INSERT INTO ${DB}.record_person (record, account, relation, since, added_by) VALUES (${idOf(base)}, ${accountId('thale')}, 'HARM', UTC_TIMESTAMP(6), 1)`)
	assert.equal((await tom.get(base)).status, 404)
	for (const path of ['/caf/?whose=mine', '/caf/?whose=mine&sort=name', '/']) {
		const page = (await tom.get(path)).body
		assert.ok(!new RegExp(`/caf/case/${handle}"`).test(page), path)
	}
	assert.ok((await tom.get('/caf/')).body.includes(`/caf/case/${handle}/harm`), 'but is led to the concern')
})

// -- two answers at once --

test('the question after a withdrawal has one answer, also when two are sent at once', async () => {
	for (let i = 0; i < 3; i++) {
		const base = await caf.toTeam(priya), path = `${base}/withdraw/harm`
		await caf.toLead(priya, base, 'Petra Stone', petra)
		went(await priya.submit(await priya.get(`${base}/withdraw`), `${base}/withdraw`, { what: 'ALL', giver: 'PARENT', giver_name: 'Ann Smith', ...date('said_on', caf.today(-1)),
			said_at: '10:15', method: 'PHONE', explained: 'What happens to the papers' }))
		assert.equal((await petra.get(base)).status, 404)
		const all = await Promise.all([post(petra, path, { harm: 'N' }), post(petra, path, { harm: 'Y', harm_note: 'Marks' }), post(petra, path, { harm: 'N' })])
		assert.deepEqual(all.map(page => page.status).sort(), [303, 404, 404])
		assert.equal(cell(`SELECT COUNT(*) FROM ${DB}.event WHERE record = ${idOf(base)} AND code = 'harm.answered'`), '1')
		assert.deepEqual(relations(base, 'pstone'), cell(`SELECT harm FROM ${DB}.withdrawal WHERE record = ${idOf(base)}`) === 'Y' ? ['HARM'] : [])
	}
})

// -- parts that have ended --

test('a proposal does not bring back who has left the team meanwhile', async () => {
	const base = await caf.toTeam(priya)
	went(await caf.professional(priya, base, 'own', { login: 'bcole' }))
	await caf.toLead(priya, base, 'Ben Cole', ben)
	went(await caf.propose(ben, base, 'Petra Stone', { reason: 'Closer to the family' }))
	went(await caf.confirm(petra, base))
	const stale = await ben.get(`${base}/lead`)
	const housing = cell(`SELECT id FROM ${DB}.consent WHERE record = ${idOf(base)} AND type = 'C-SHARE' AND service_code = 'HOU' AND ended_at IS NULL`)
	sql(`INSERT INTO ${DB}.consent (record, type, answer, service, service_code, giver, giver_name, responsible, basis, competence, explained, exclusions, method, given_on, note, account, at)
		VALUES (${idOf(base)}, 'C-SHARE', 'Y', 'Health visitor, Sandmouth Community Health', 'HV', 'PARENT', 'Ann Smith', 'Y', 'MOTHER', '', 'Y', '', 'VERBAL', CURDATE(), '', ${accountId('pnair')}, UTC_TIMESTAMP(6))`)
	went(await priya.submit(await priya.get(`${base}/withdraw`), `${base}/withdraw`, { what: housing, giver: 'PARENT', giver_name: 'Ann Smith', ...date('said_on', caf.today(-1)),
		said_at: '10:15', method: 'PHONE', explained: 'What happens to the papers' }))
	assert.deepEqual(relations(base, 'pstone'), [])
	assert.equal((await ben.submit(stale, `${base}/lead/confirm`)).status, 409)
	assert.deepEqual(relations(base, 'pstone'), [])
	assert.equal((await petra.get(base)).status, 404)
	assert.equal(cell(`SELECT account FROM ${DB}.lead WHERE current_of = ${idOf(base)}`), String(accountId('bcole')))
	assert.equal(cell(`SELECT COUNT(*) FROM ${DB}.lead WHERE proposed_of = ${idOf(base)}`), '0', 'another may be proposed')
})

test('who held a case and was to lead it is out of it when it is handed over', async () => {
	const helen = await person('hgrant'), base = await caf.toTeam(priya)
	went(await caf.professional(priya, base, 'own', { login: 'bcole' }))
	await caf.toLead(priya, base, 'Ben Cole', ben)
	went(await caf.propose(ben, base, 'Priya Nair', { reason: 'Knows the family' }))
	went(await caf.confirm(priya, base))
	const stale = await ben.get(`${base}/lead`), path = `${base}/hand-over`
	went(await helen.submit(await helen.get(path), path, { login: 'bcole', reason: 'Moves to another team' }))
	assert.equal((await ben.submit(stale, `${base}/lead/confirm`)).status, 409)
	assert.deepEqual(relations(base, 'pnair'), [])
	assert.equal((await priya.get(base)).status, 404)
})

// -- numbers of other cases --

test('a number from another case is nobody’s in this one', async () => {
	const mine = await caf.toTeam(priya), other = await caf.toTeam(priya), id = idOf(other)
	went(await caf.propose(priya, other, 'Petra Stone'))
	const one = (what, table, more = '') => cell(`SELECT ${what} FROM ${DB}.${table} WHERE record = ${id} ${more} ORDER BY id DESC LIMIT 1`)
	sql(`INSERT INTO ${DB}.record_person (record, account, relation, since, added_by) VALUES (${id}, ${accountId('sidris')}, 'COA', UTC_TIMESTAMP(6), 1);
		INSERT INTO ${DB}.deadline (record, clock, title, from_on, due_on, explanation) VALUES (${id}, 'T8', 'Missed', '2026-01-01', '2026-01-02', 'For the test');
		INSERT INTO ${DB}.share (record, decision, shared_at, to_person, to_agency, what, purpose, agreement, facts, opinions, reported, why, consulted, method, account, at)
		VALUES (${id}, 'SHARED', UTC_TIMESTAMP(6), 'Una', 'Elsewhere', '', '', 'GIVEN', '', '', '', '', '', 'POST', ${accountId('pnair')}, UTC_TIMESTAMP(6))`)
	const member = one('id', 'team_member'), lead = one('id', 'lead'), person = one('id', 'record_person', `AND relation = 'COA'`)
	const deadline = one('id', 'deadline', `AND title = 'Missed'`), share = one('id', 'share'), consent = one('id', 'consent', `AND type = 'C-SHARE'`)
	const before = () => sql(`SELECT COUNT(*) FROM ${DB}.team_member WHERE record = ${id} AND until IS NULL UNION ALL SELECT COUNT(*) FROM ${DB}.lead WHERE proposed_of = ${id}
		UNION ALL SELECT COUNT(*) FROM ${DB}.record_person WHERE record = ${id} AND until IS NULL UNION ALL SELECT COUNT(*) FROM ${DB}.consent WHERE record = ${id} AND ended_at IS NULL
		UNION ALL SELECT COUNT(*) FROM ${DB}.deadline WHERE record = ${id} AND late_reason IS NOT NULL`).flat().join(' ')
	const was = before()
	const tries = [['team/end', { member }, 404], ['lead/confirm', { lead }, 409], ['lead/drop', { lead }, 409], ['people/end', { person }, 404],
		[`late/${deadline}`, { reason: 'Nothing' }, 404], ['lead', { member, agreed: 'Y', ...date('agreed_on', caf.today()) }, 422],
		['team/professional', { capacity: 'PRACTITIONER', consent, name: 'Una Other' }, 422],
		['withdraw', { what: consent, giver: 'PARENT', giver_name: 'Ann Smith', ...date('said_on', caf.today(-1)), said_at: '10:15', method: 'PHONE', explained: 'All', harm: 'N' }, 422],
		['plan/add', { outcome: 'Safe', aim: 'EW3', action: 'Call', who: `m${member}`, ...date('agreed_on', caf.today()), ...date('due_on', caf.today(9)) }, 422]]
	for (const [path, fields, status] of tries)
		assert.equal((await post(priya, `${mine}/${path}`, fields)).status, status, path)
	for (const path of [`late/${deadline}`, `sharing/${share}`, `sharing/${share}/copy`])
		assert.equal((await priya.get(`${mine}/${path}`)).status, 404, path)
	assert.equal(before(), was)
})

// -- what is typed --

test('what is typed is text on every page, and what is no text is refused', async () => {
	const base = await caf.toTeam(priya), bad = `"><script>alert(1)</script>&amp;'"]]><!--`
	went(await caf.action(priya, base, 'Petra Stone', { outcome: bad, action: bad }))
	went(await priya.submit(await priya.get(`${base}/share?decision=WITHHELD`), `${base}/share`, { decision: 'WITHHELD', ...date('shared_on', caf.today(-1)), shared_time: '10:00', to_person: bad, to_agency: bad,
		what: bad, purpose: bad, agreement: 'GIVEN', why: bad, consulted: bad, method: 'PHONE' }))
	for (const path of ['', '/plan', '/plan/print', '/plan/action?action=1', '/sharing', `/sharing/${cell(`SELECT MAX(id) FROM ${DB}.share WHERE record = ${idOf(base)}`)}`])
		assert.doesNotMatch((await priya.get(base + path)).body, /<script>alert/, path)
	const path = `${base}/plan/action`, count = () => cell(`SELECT COUNT(*) FROM ${DB}.progress p JOIN ${DB}.action a ON a.id = p.action WHERE a.record = ${idOf(base)}`)
	for (const text of ['a\u0000b', 'a\u0001b', 'a\u001bb', '\ufffe', 'x'.repeat(2001)]) {
		const page = await post(priya, path, { action: '1', status: 'OPEN', ...date('due_on', caf.today(9)), text })
		assert.ok([400, 422].includes(page.status), `${JSON.stringify(text.slice(0, 5))}: ${page.status}`)
	}
	assert.equal(count(), '0')
})
