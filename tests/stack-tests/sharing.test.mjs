// What is shared with whom, with and without agreement, and what is kept back
// (modules/caf/sections.md 5.6, J4, D7; acceptance case 8).
import test, { after, before } from 'node:test'
import assert from 'node:assert/strict'
import * as caf from '../lib/caf.mjs'
import { date } from '../lib/client.mjs'
import { accountId, cell, env, logMark, person, settings, sql, troubles } from '../lib/stack.mjs'
import { token } from '../lib/token.mjs'

const handleOf = base => base.split('/')[3]
const idOf = base => cell(`SELECT id FROM everychild_caf.record WHERE handle = '${handleOf(base)}'`)
const shares = base => sql(`SELECT decision, agreement, ground, to_agency, parts, method, told, not_told FROM everychild_caf.share WHERE record = ${idOf(base)} ORDER BY id`)
const share = (c, base, fields) => c.get(`${base}/share`).then(page => c.submit(page, `${base}/share`, { shared_time: caf.now(), ...fields }))
const MISUSED = { service_type: 'SMS', service_organisation: 'Zqturningzq' }
const service = (n, fields) => Object.fromEntries(Object.entries(fields).map(([k, v]) => [`services_involved.${n}.${k}`, v]))
let priya, base

const POLICE = { decision: 'SHARED', to_person: 'Sgt Doyle', to_agency: 'Sandmouth Constabulary', service: 'POL', parts: ['C', 'K'], purpose: 'To look for her today', agreement: 'REFUSED', method: 'PHONE' }
const RESTS = { ground: 'G1', facts: 'Zqfactzq seen at 8', opinions: 'Zqopinionzq', reported: 'Zqreportedzq', why: 'Only what is needed to find her', consulted: 'Helen Grant', told: 'N', not_told: 'R1' }
const HOUSING = { decision: 'SHARED', to_person: 'Petra Stone', to_agency: 'Housing office', service: 'HOU', parts: ['C'], purpose: 'A home', agreement: 'GIVEN', method: 'PAPER' }

before(async () => {
	logMark()
	priya = await person('pnair')
	base = await caf.toAssessing(priya)
	await caf.fill(priya, base, {
		information: { reason: 'Zqreasonzq' },
		parents: { 'parents_carers.1.parent_withhold_from': 'Zqstalkerzq' },
		family: { family_situation: 'Zqhomezq' },
		conclusions: { conclusions: 'Zqconclusionzq' },
		consent: { exclusions: 'Zqwishzq', excluded_parts: ['E'] },
		copies: { 'service_copies.1.copy_type': 'HOU', 'service_copies.1.copy_organisation': 'Housing office', ...date('service_copies.1.copy_on', caf.today()), 'service_copies.1.copy_method': 'POST' } })
	await caf.section(priya, base, 'assessment', 'services', { ...service(1, { service_type: 'GP', service_organisation: 'Zqsurgeryzq' }), ...service(2, MISUSED), ...service(3, { service_type: 'SCH', service_organisation: 'Zqschoolzq' }) })
	const done = await caf.complete(priya, base)
	assert.equal(done.status, 303, done.errors().join())
	assert.equal(caf.stateOf(cell, base), 'S4', (await caf.gaps(priya, base)).join('; '))
})

test('the copies of L are in the log from completion on, without what is kept back', async () => {
	assert.deepEqual(shares(base), [['SHARED', 'GIVEN', '', 'Housing office', 'B C D F G HD HP HF I', 'PAPER', '', '']])
	assert.equal(cell(`SELECT GROUP_CONCAT(DISTINCT excluded) FROM everychild_caf.consent WHERE record = ${idOf(base)} AND type IN ('C-STORE', 'C-SHARE')`), 'E')
})

test('with agreement only to a service that they agreed to, and not what they keep back', async () => {
	assert.match((await share(priya, base, { ...HOUSING, service: 'POL' })).errors().join(), /no agreement to share with this service/)
	const kept = await share(priya, base, { ...HOUSING, parts: ['C', 'E'], what: 'Zqtypedzq' })
	assert.equal(kept.status, 422)
	assert.match(kept.errors().join(), /does not want this shared: E Family and home/)
	assert.ok(kept.body.includes('Zqtypedzq'), 'what was typed is still there')
	const done = await share(priya, base, HOUSING)
	assert.equal(done.status, 303, done.errors().join())
})

test('8. without agreement nothing is recorded as shared until it is said on what ground, on what facts, with whose advice and whether the family knows', async () => {
	const before = shares(base).length
	for (const missing of [['ground'], ['facts'], ['why'], ['consulted'], ['told', 'not_told'], ['not_told']]) {
		const fields = { ...POLICE, ...RESTS }
		for (const name of missing) fields[name] = null
		const page = await share(priya, base, fields)
		assert.equal(page.status, 422, missing.join())
		assert.equal(page.errors().length, 1, `${missing}: ${page.errors()}`)
	}
	assert.equal(shares(base).length, before)
	const done = await share(priya, base, { ...POLICE, ...RESTS })
	assert.equal(done.status, 303, done.errors().join())
	assert.deepEqual(shares(base).at(-1), ['SHARED', 'REFUSED', 'G1', 'Sandmouth Constabulary', 'C K', 'PHONE', 'N', 'R1'])
	const kept = await share(priya, base, { ...POLICE, decision: 'WITHHELD', why: null })
	assert.match(kept.errors().join(), /why it was not shared/)
	assert.equal((await share(priya, base, { ...POLICE, decision: 'WITHHELD', to_agency: 'Zqasker', why: 'It would do more harm', consulted: 'Helen Grant' })).status, 303)
	const log = await priya.get(`${base}/sharing`)
	for (const words of ['Refused. A child is suffering', 'Not shared', 'Zqasker', 'C Assessment information, K Concern about harm']) assert.ok(log.text.includes(words), words)
})

test('8. the duty to share is a ground only where the authority has said so', async () => {
	assert.ok(!/value="G6"/.test((await priya.get(`${base}/share`)).body))
	assert.equal((await share(priya, base, { ...POLICE, ...RESTS, ground: 'G6' })).status, 422)
	const back = settings({ 'caf.share_regime': 'DUTY2026' }, 'caf')
	try {
		assert.ok(/value="G6"/.test((await priya.get(`${base}/share`)).body))
		assert.equal((await share(priya, base, { ...POLICE, ...RESTS, ground: 'G6' })).status, 303)
	} finally { back() }
})

test('8. the copy has the parts that were chosen and no other, each marked, and says whom it must not reach', async () => {
	assert.equal((await priya.submit(await priya.get(`${base}/harm`), `${base}/harm`)).status, 303)
	const saved = await caf.section(priya, base, 'harm', 'concern', { 'observations.1.observation': 'Zqharmzq', 'observations.1.observation_kind': 'FACT', ...date('observed_on', caf.today()), observed_at: '08:00' })
	assert.equal(saved.status, 303, saved.errors().join())
	await share(priya, base, { ...POLICE, ...RESTS, parts: ['C', 'G', 'K'] })
	const id = cell(`SELECT MAX(id) FROM everychild_caf.share WHERE record = ${idOf(base)}`)
	const copy = await priya.get(`${base}/sharing/${id}/copy`)
	assert.equal(copy.status, 200)
	for (const word of ['Zqreasonzq', 'Zqharmzq', 'Zqfactzq', 'Zqopinionzq', 'Zqreportedzq', 'Zqturningzq', 'Zqstalkerzq']) assert.ok(copy.body.includes(word), word)
	for (const word of ['Zqhomezq', 'Zqconclusionzq', 'Zqwishzq', '1 Test Row', 'Housing office']) assert.ok(!copy.body.includes(word), word)
	assert.match(copy.text, /Fact Zqfactzq/)
	// With agreement the sensitive service stays out.
	await share(priya, base, { ...HOUSING, parts: ['G'] })
	const given = await priya.get(`${base}/sharing/${Number(cell(`SELECT MAX(id) FROM everychild_caf.share WHERE record = ${idOf(base)}`))}/copy`)
	assert.ok(given.body.includes('Zqsurgeryzq') && given.body.includes('Zqschoolzq') && !given.body.includes('Zqturningzq') && !given.body.includes('Substance'))
	// What a person may not read is in no copy that this person prints.
	assert.ok(!(await (await person('jreid')).get(`${base}/sharing/${id}/copy`)).body.includes('Zqturningzq'))
})

test('a time to come is refused, and a late record says why it is late', async () => {
	assert.match((await share(priya, base, { ...POLICE, ...RESTS, shared_time: '24:10' })).errors().join(), /like 14:30/)
	assert.match((await share(priya, base, { ...POLICE, ...RESTS, ...date('shared_on', caf.today(1)) })).errors().join(), /past|future/)
	if (new Date().getUTCHours() < 22) assert.match((await share(priya, base, { ...POLICE, ...RESTS, shared_time: '23:59' })).errors().join(), /later than now/)
	const late = { ...POLICE, ...RESTS, ...date('shared_on', caf.today(-14)), shared_time: '11:40' }
	const asked = await share(priya, base, late)
	assert.match(asked.errors().join(), /should have been recorded by/)
	assert.equal((await share(priya, base, { ...late, late_note: 'Zqlatezq' })).status, 303)
	const log = await priya.get(`${base}/sharing`)
	assert.match(log.text, /11:40am/)
	assert.match(log.text, /Priya Nair, late/)
	assert.ok((await priya.get(/href="([^"]*\/sharing\/\d+)"[^>]*>[^<]*11:40am/.exec(log.body)[1])).body.includes('Zqlatezq'))
})

test('nobody can change or take out an entry, not even the program', () => {
	assert.deepEqual(sql(`SELECT DISTINCT privilege_type FROM information_schema.table_privileges WHERE table_schema = 'everychild_caf' AND table_name = 'share' AND grantee LIKE '''ec_caf''@%'
		UNION SELECT CONCAT('column ', privilege_type) FROM information_schema.column_privileges WHERE table_schema = 'everychild_caf' AND table_name = 'share' AND grantee LIKE '''ec_caf''@%' ORDER BY 1`), [['INSERT'], ['SELECT']])
})

test('the auditor reads the log of a case by its reference, and nothing else of it', async () => {
	const vera = await person('vking'), reference = cell(`SELECT reference FROM everychild_caf.record WHERE id = ${idOf(base)}`)
	const ask = text => vera.get('/caf/sharing').then(page => vera.submit(page, '/caf/sharing', { reference: text }))
	const withdrawn = `UPDATE everychild_caf.record SET state = 'S12', closed_at = UTC_TIMESTAMP(6), unlisted = 1 WHERE id = ${idOf(base)}`
	for (const change of ['DO 0', withdrawn]) {
		sql(change)
		const log = await ask(reference)
		assert.equal(log.status, 200)
		for (const word of ['Sandmouth Constabulary', 'Zqfactzq', 'Zqlatezq']) assert.ok(log.body.includes(word), word)
		for (const word of ['Zqreasonzq', 'Zqturningzq', 'Ann Smith']) assert.ok(!log.body.includes(word), word)
	}
	assert.match((await ask('CAF-890-1999-000001/1')).text, /Nothing is recorded/)
	assert.equal((await vera.get(base)).status, 403)
	assert.equal((await vera.get(`${base}/sharing`)).status, 403)
	for (const login of ['pnair', 'jreid', 'lcross', 'zcarr']) assert.equal((await (await person(login)).get('/caf/sharing')).status, 403, login)
	assert.equal(cell(`SELECT COUNT(*) > 0 FROM everychild_caf.audit WHERE action = 'sharing.read' AND object_id = ${idOf(base)}`), '1')
	sql(`UPDATE everychild_caf.record SET state = 'S4', closed_at = NULL, unlisted = 0 WHERE id = ${idOf(base)}`)
})

test('a share with a sensitive service is named to nobody who does not write in the assessment', async () => {
	assert.equal((await share(priya, base, { ...POLICE, ...RESTS, service: 'MHS', to_agency: 'Zqminds', to_person: 'Zqdoctor' })).status, 303)
	const id = cell(`SELECT MAX(id) FROM everychild_caf.share WHERE record = ${idOf(base)}`)
	assert.ok((await priya.get(`${base}/sharing`)).body.includes('Zqminds'))
	for (const login of ['hgrant', 'jreid']) {
		const c = await person(login)
		assert.ok(!/Zqminds|Mental health/.test((await c.get(`${base}/sharing`)).body), login)
		assert.equal((await c.get(`${base}/sharing/${id}`)).status, 404, login)
		assert.equal((await c.get(`${base}/sharing/${id}/copy`)).status, 404, login)
	}
})

test('whom it must not reach stands over what is read and printed', async () => {
	for (const path of ['/assessment/check', '/assessment/print', '/assessment/parents']) assert.match((await priya.get(base + path)).text, /Do not disclose details of Ann Smith to: Zqstalkerzq/, path)
})

test('once the agreement has ended the entry stays and no copy goes out by it', async () => {
	assert.equal((await share(priya, base, HOUSING)).status, 303)
	const id = cell(`SELECT MAX(id) FROM everychild_caf.share WHERE record = ${idOf(base)}`), ended = at => sql(`UPDATE everychild_caf.consent SET ended_at = ${at}
		WHERE record = ${idOf(base)} AND type = 'C-SHARE' AND service_code = 'HOU'`)
	assert.equal((await priya.get(`${base}/sharing/${id}/copy`)).status, 200)
	ended('UTC_TIMESTAMP(6)')
	const copy = await priya.get(`${base}/sharing/${id}/copy`)
	assert.equal(copy.status, 409)
	assert.ok(!copy.body.includes('Zqreasonzq'))
	assert.equal((await priya.get(`${base}/sharing/${id}`)).status, 200)
	ended('NULL')
})

test('who only reads the case records nothing; the coordinator may', async () => {
	const helen = await person('hgrant'), joan = await person('jreid')
	assert.equal((await helen.get(`${base}/share`)).status, 404)
	assert.equal((await helen.post(`${base}/share`, { token: token(env, 'caf', helen, `${base}/share`), ...POLICE, ...RESTS, ...date('shared_on', caf.today()) })).status, 404)
	assert.equal((await share(joan, base, { ...POLICE, ...RESTS })).status, 303)
	for (const login of ['thale', 'kdoyle', 'lcross']) assert.equal((await (await person(login)).get(`${base}/sharing`)).status, 404, login)
	assert.equal(String(accountId('jreid')), cell(`SELECT account FROM everychild_caf.share WHERE record = ${idOf(base)} ORDER BY id DESC LIMIT 1`))
})

after(() => { assert.deepEqual(troubles(), []) })
