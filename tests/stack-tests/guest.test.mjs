// A guest: a designated teacher without an account, let in by reference and code for one
// plan alone (modules/education/sections.md 14; common/guest.h). How the virtual school lets one in, what
// the guest does, and what ends it.
import test, { after, before, beforeEach } from 'node:test'
import assert from 'node:assert/strict'
import { Client } from '../lib/client.mjs'
import { canary, found, kindOf, sections } from '../lib/canary.mjs'
import * as caf from '../lib/caf.mjs'
import * as edu from '../lib/education.mjs'
import * as plan from '../lib/education-plan.mjs'
import { blake2b, token } from '../lib/token.mjs'
import { SCHEMAS, accountId, cell, env, logMark, logSince, newSession, person, settings, sleep, sql, troubles, until } from '../lib/stack.mjs'
import { enter, entry, guest, hashOf, plain } from '../lib/guest.mjs'

const GUEST = '/education/guest'
// What a guest writes, and beside it reads (conf/lists/education-pep-section.xml).
const WRITES = ['setting', 'attendance', 'behaviour', 'needs', 'attainment', 'reviewed', 'targets', 'premium', 'transition']
const READS = [...WRITES, 'child']
const MADE = { guest_given: 'Greta', guest_family: 'Visitor', guest_reason: 'Telephoned the school office' }
let officer, head, base, pepId

const planOf = base => cell(`SELECT id FROM everychild_education.pep WHERE record = ${edu.idOf(base)} AND number = 1`)
const row = (id, columns) => sql(`SELECT ${columns} FROM everychild.guest WHERE id = ${id}`)[0]
async function made(fields = {}, at = base) {
	const path = `${at}/plan/1/guest`
	const page = await officer.submit(await officer.get(path), path, { ...MADE, school: edu.school('199001'), ...fields })
	const [, reference, code] = /Reference ([0-9A-Z]{4}-[0-9A-Z]{4}) Code ([0-9A-Z]{4}(?:-[0-9A-Z]{4}){3}) /.exec(page.text) ?? []
	return { page, reference, code, id: reference && cell(`SELECT id FROM everychild.guest WHERE reference = '${plain(reference)}'`) }
}
async function planned(more) {
	const base = await plan.child(officer, { urn: 'none', ...more })
	await plan.begin(officer, base)
	return base
}

before(async () => {
	;[officer, head] = await Promise.all(['jkite', 'amarlow'].map(person))
	logMark()
	base = await planned({ urn: '199001' })
	pepId = planOf(base)
})
beforeEach(() => sql('DELETE FROM everychild.attempt'))
after(() => assert.deepEqual(troubles(), []))

test('the virtual school makes an entry, told once; the guest comes in, writes, signs; the virtual school submits', async () => {
	const { page, reference, code, id } = await made()
	assert.equal(page.status, 200, page.errors().join())
	assert.match(page.text, new RegExp(`https://\\S+/signin/guest`))
	assert.equal(cell(`SELECT HEX(hash) FROM everychild.guest WHERE id = ${id}`).toLowerCase(), hashOf(reference, code))
	const again = await officer.get(`${base}/plan/1`)
	assert.match(again.text, new RegExp(`${reference} Greta Visitor, \\S.* Not used yet`))
	assert.ok(!again.body.includes(code) && !(await officer.get(`${base}/plan/1/guest`)).body.includes(code), 'shown once')

	const { page: came, client: greta } = await enter({ reference: reference.toLowerCase().replace('-', ' '), code: code.replaceAll('-', '') })
	assert.equal(edu.led(came, 'in'), GUEST)
	const tasks = await greta.get(GUEST)
	assert.equal(tasks.status, 200)
	assert.match(tasks.text, new RegExp(`Guest Entry ${reference}, open until`))
	assert.match(tasks.text, /Greta Visitor \(guest\)/)
	edu.led(await caf.section(greta, '/education', 'guest', 'needs', { stage: 'N' }), 'needs')
	edu.led(await caf.section(greta, '/education', 'guest', 'setting', { teacher: 'Greta Visitor', teacher_email: 'greta@elsewhere.example' }), 'setting')
	assert.match((await greta.get(`${GUEST}/changes`)).text, /Greta Visitor \(guest\)/)
	assert.equal((await officer.get(`${base}/pep-1/needs`)).form(`${base}/pep-1/needs`).fields.find(([name]) => name === 'stage')[1], 'N')
	assert.match((await officer.get(`${base}/pep-1/changes`)).text, /Greta Visitor \(guest\)/)

	const draft = await greta.post(`${GUEST}/behaviour/draft`, { token: (await greta.get(`${GUEST}/behaviour`)).form(`${GUEST}/behaviour`).fields.find(([k]) => k === 'token')[1], strategies: 'Half a word' })
	assert.equal(draft.status, 200)
	assert.match((await greta.get(`${GUEST}/behaviour`)).body, /Half a word/)
	assert.doesNotMatch((await officer.get(`${base}/pep-1/behaviour`)).body, /Half a word/)

	const sign = fields => plan.send(greta, `${GUEST}/sign`, fields, GUEST)
	const why = await sign({ answer: 'NOT_AGREE', note: '' })
	assert.equal(why.status, 422)
	assert.match(why.errors().join(), /Say why/)
	edu.led(await sign({ answer: 'AGREES', note: 'Well done' }), 'sign')
	assert.match((await officer.get(`${base}/plan/1`)).text, new RegExp(`Designated teacher Greta Visitor \\(guest\\), ${reference} Agrees`))
	assert.match((await officer.get(`${base}/plan/1`)).text, new RegExp(`${reference} Greta Visitor, .*? In use`))
	assert.equal((await officer.get('/education/notices')).text.includes('A guest has signed'), true)

	const out = await greta.submit(await greta.get(GUEST), '/signin/out')
	assert.equal(out.location, '/signin/guest?ended=out')
	assert.equal((await greta.get(GUEST)).status, 303)
})

test('what is not told is refused with everything typed still there; one open entry a person', async () => {
	const empty = await made({ guest_given: '', guest_reason: '', school: '' })
	assert.equal(empty.page.status, 422)
	assert.equal(empty.page.errors().length, 3)
	assert.match(empty.page.body, /value="Visitor"/)
	assert.equal((await made({ guest_given: 'One', school: '0'.repeat(12) })).page.status, 422)
	const first = await made({ guest_given: 'Only', guest_family: 'Once' }), second = await made({ guest_given: 'only', guest_family: 'ONCE' })
	assert.equal(first.page.status, 200)
	assert.equal(second.page.status, 422)
	assert.match(second.page.errors().join(), /withdraw it first/)
	edu.led(await officer.submit(await officer.get(`${base}/plan/1`), `${base}/plan/1/guest/${first.id}`), 'withdrawn')
	assert.equal((await made({ guest_given: 'Only', guest_family: 'Once' })).page.status, 200)
})

test('nobody but the virtual school lets a guest in or sees who was', async () => {
	const teacherBase = await planned({ urn: '199002' })
	const { id } = await made({}, teacherBase)
	for (const login of ['dhale', 'obrandt', 'cfinn', 'irowe', 'vking', 'lgower', 'pnair', 'mpound']) {
		const c = await person(login), path = `${teacherBase}/plan/1/guest`, rows = cell('SELECT COUNT(*) FROM everychild.guest')
		assert.ok([403, 404].includes((await c.get(path)).status), login)
		assert.ok([403, 404].includes((await c.post(path, { token: token(env, 'education', c, path), ...MADE, school: edu.school('199001') })).status), login)
		assert.ok([403, 404].includes((await c.post(`${path}/${id}`, { token: token(env, 'education', c, `${path}/${id}`) })).status), login)
		assert.doesNotMatch((await c.get(`${teacherBase}/plan/1`)).text, /Guest entries|Telephoned the school/, login)
		assert.equal(cell('SELECT COUNT(*) FROM everychild.guest'), rows)
		assert.equal(row(id, 'revoked_at')[0], 'NULL')
	}
	assert.match((await head.get(`${teacherBase}/plan/1`)).text, /Guest entries/)
	// Of another plan: nothing is withdrawn by way of this one.
	const path = `${base}/plan/1/guest/${id}`
	assert.equal((await officer.post(path, { token: token(env, 'education', officer, path) })).status, 409)
	assert.equal(row(id, 'revoked_at')[0], 'NULL')
})

test('a wrong code, another reference, one that is over, withdrawn or locked: the same words and the same work', async () => {
	const good = entry(pepId), states = {
		wrong: { ...good, code: '0'.repeat(16) }, 'short code': { ...good, code: 'abc' }, 'no reference': { ...good, reference: 'zzzzzzzz' }, 'not a reference': { ...good, reference: '!!' },
		over: entry(pepId, { days: -1 }), withdrawn: entry(pepId), locked: entry(pepId) }
	sql(`UPDATE everychild.guest SET revoked_at = UTC_TIMESTAMP(6) WHERE id = ${states.withdrawn.id}; UPDATE everychild.guest SET attempts = 10 WHERE id = ${states.locked.id}`)
	const said = new Set(), work = new Map(), READS = ['key', 'next', 'prev', 'first', 'rnd', 'rnd_next']
	const reads = () => Object.fromEntries(sql("SHOW GLOBAL STATUS LIKE 'Handler_read%'").map(([name, n]) => [name, Number(n)]))
	for (const [what, who] of Object.entries(states)) {
		const counts = []
		for (let i = 0; i < 5; i++) {
			sql(`DELETE FROM everychild.attempt; UPDATE everychild.guest SET attempts = 0 WHERE id <> ${states.locked.id}`)
			const c = new Client(env), form = await c.get('/signin/guest'), before = reads()
			const page = await c.submit(form, '/signin/guest', { reference: who.reference, code: who.code }), after = reads()
			counts.push(READS.map(name => after[`Handler_read_${name}`] - before[`Handler_read_${name}`]).join(' '))
			assert.equal(page.status, 422, what)
			assert.equal(c.cookies.size, 0, what)
			said.add(page.errors().join('|'))
			assert.ok(!page.body.includes(who.code) || who.code.length < 4, `${what}: the code comes back`)
		}
		// Somebody else's work may fall into one of them.
		work.set(what, counts.sort()[2])
	}
	assert.equal(said.size, 1, [...said].join('\n'))
	assert.equal(new Set(work.values()).size, 1, [...work].join('\n'))
	assert.equal(edu.led((await enter(good)).page, 'good'), GUEST)
	for (const fields of [{ reference: '', code: 'x' }, { reference: 'x', code: '' }]) {
		const c = new Client(env)
		assert.equal((await c.submit(await c.get('/signin/guest'), '/signin/guest', fields)).status, 422)
	}
})

test('wrong codes make the next try wait, and after ten the entry opens no more, whoever has the code', async () => {
	const good = entry(pepId)
	for (let i = 0; i < 6; i++) assert.equal((await enter({ ...good, code: '0'.repeat(16) })).page.status, 422)
	assert.equal((await enter(good)).page.status, 422, 'it waits')
	assert.equal(row(good.id, 'attempts')[0], '5', 'those that were not looked at do not count')
	sql('DELETE FROM everychild.attempt')
	const { page, client } = await enter(good)
	assert.equal(page.status, 303)
	for (let i = 0; i < 5; i++) {
		sql('DELETE FROM everychild.attempt')
		assert.equal((await enter({ ...good, code: '0'.repeat(16) })).page.status, 422)
	}
	sql('DELETE FROM everychild.attempt')
	assert.equal((await enter(good)).page.status, 422, 'locked')
	assert.match((await officer.get(`${base}/plan/1`)).text, /Locked by wrong codes/)
	assert.equal((await client.get(GUEST)).status, 200, 'who is in stays in')
})

test('withdrawn while the guest is in: the next request is turned away, and what it sent changes nothing', async () => {
	const { id, ...told } = await made({ guest_given: 'With', guest_family: 'Drawn' })
	const { client } = await enter(told)
	const form = await client.get(`${GUEST}/behaviour`)
	edu.led(await officer.submit(await officer.get(`${base}/plan/1`), `${base}/plan/1/guest/${id}`), 'withdraw')
	const answers = cell('SELECT COUNT(*) FROM everychild_education.answer')
	const page = await client.submit(form, `${GUEST}/behaviour`, { strategies: 'Too late' })
	assert.equal(page.status, 303)
	assert.match(page.location, /^\/signin\/guest\?ended=kept/)
	assert.equal(cell('SELECT COUNT(*) FROM everychild_education.answer'), answers)
	assert.match((await client.get(GUEST)).location, /^\/signin\/guest\?ended=/)
	assert.equal((await enter(told)).page.status, 422)
	assert.match((await officer.get(`${base}/plan/1`)).text, /With Drawn, .*? Withdrawn/)
	assert.equal((await officer.post(`${base}/plan/1/guest/${id}`, { token: token(env, 'education', officer, `${base}/plan/1/guest/${id}`) })).status, 409, 'once')
})

test('an answer of a section that is not asked for is refused, and the log says so without it', async () => {
	const c = await guest(pepId), path = `${GUEST}/behaviour`
	const page = await c.post(path, { token: token(env, 'education', c, path), then: 'tasks', version: '1', worker_name: 'Mallory' })
	assert.equal(page.status, 400)
	assert.match(logSince(), /"text":"input refused at \/education\/guest\/:section: an answer that the section does not have"/)
	assert.doesNotMatch(logSince(), /Mallory/)
})

test('an entry that is over, or a child who becomes restricted, or a plan that is decided, shows nothing more', async () => {
	const own = await planned(), c = await guest(planOf(own)), word = edu.handleOf(own), id = edu.idOf(own)
	assert.equal((await c.get(GUEST)).status, 200)
	for (const [set, unset] of [['UPDATE everychild_education.record SET restricted = 1', 'UPDATE everychild_education.record SET restricted = 0'], ['UPDATE everychild_education.record SET unlisted = 1', 'UPDATE everychild_education.record SET unlisted = 0'],
		['UPDATE everychild_education.record SET closed_at = UTC_TIMESTAMP(6)', 'UPDATE everychild_education.record SET closed_at = NULL'], ['UPDATE everychild_education.record SET archived_at = UTC_TIMESTAMP(6)', 'UPDATE everychild_education.record SET archived_at = NULL']]) {
		sql(`${set} WHERE id = ${id}`)
		for (const at of ['', '/needs', '/changes']) assert.equal((await c.get(GUEST + at)).status, 404, `${set} ${at}`)
		const post = await c.post(`${GUEST}/needs`, { token: token(env, 'education', c, `${GUEST}/needs`), then: 'tasks', stage: 'E' })
		assert.equal(post.status, 404, set)
		sql(`${unset} WHERE id = ${id}`)
	}
	for (const state of ['COMPLETE', 'CANCELLED', 'HISTORICAL']) {
		sql(`UPDATE everychild_education.pep SET state = '${state}' WHERE record = ${id}`)
		assert.equal((await c.get(GUEST)).status, 404, state)
	}
	sql(`UPDATE everychild_education.pep SET state = 'SUBMITTED' WHERE record = ${id}`)
	assert.equal((await c.get(GUEST)).status, 200)
	assert.doesNotMatch((await c.get(`${GUEST}/needs`)).body, /<form[^>]*action="\/education\/guest\/needs"/)
	assert.equal((await c.post(`${GUEST}/sign`, { token: token(env, 'education', c, `${GUEST}/sign`), answer: 'AGREES' })).status, 409)
	sql(`UPDATE everychild_education.pep SET state = 'IN_PROGRESS' WHERE record = ${id}`)
	sql(`UPDATE everychild.guest SET expires_at = UTC_TIMESTAMP(6) WHERE id = ${c.entry.id}`)
	assert.equal((await c.get(GUEST)).status, 303)
	// And none is made for a restricted child.
	sql(`UPDATE everychild_education.record SET restricted = 1 WHERE id = ${id}`)
	assert.equal((await officer.get(`${own}/plan/1/guest`)).status, 404)
	sql(`UPDATE everychild_education.record SET restricted = 0 WHERE id = ${id}`)
})

test('a session ends with its entry, after a short rest, and in the first browser when a second one comes in', async () => {
	const made = entry(pepId, { days: 1 })
	sql(`UPDATE everychild.guest SET expires_at = UTC_TIMESTAMP(6) + INTERVAL 1 HOUR WHERE id = ${made.id}`)
	const { client: first } = await enter(made)
	const session = c => `hash = UNHEX('${blake2b(Buffer.from(c.cookies.get('__Host-everychild'), 'base64url')).toString('hex')}')`
	assert.equal(cell(`SELECT s.ends_at = g.expires_at FROM everychild.session s JOIN everychild.guest g ON g.account = s.account WHERE s.${session(first)}`), '1')
	const { client: second } = await enter(made)
	assert.equal((await second.get(GUEST)).status, 200)
	assert.equal((await first.get(GUEST)).status, 303)
	sql(`UPDATE everychild.session SET seen_at = UTC_TIMESTAMP(6) - INTERVAL 19 MINUTE WHERE ${session(second)}`)
	assert.equal((await second.get(GUEST)).status, 200)
	sql(`UPDATE everychild.session SET seen_at = UTC_TIMESTAMP(6) - INTERVAL 21 MINUTE WHERE ${session(second)}`)
	const page = await second.get(`${GUEST}/needs`)
	assert.equal(page.location, '/signin/guest?ended=idle&return=/education/guest/needs')
	// … and the entry leads back to where they were, and nowhere else.
	const form = await second.get(page.location)
	assert.match(form.text, /not signed in any more/)
	assert.equal((await second.submit(form, '/signin/guest', { reference: made.reference, code: made.code })).location, `${GUEST}/needs`)
	for (const back of ['/education/', '/', '/caf/', '/signin/accounts']) {
		const c = new Client(env)
		sql('DELETE FROM everychild.attempt')
		assert.equal((await c.submit(await c.get(`/signin/guest?return=${back}`), '/signin/guest', { reference: made.reference, code: made.code })).location, GUEST, back)
	}
})

test('what was typed when the session ended is in the form after coming in again', async () => {
	const made = entry(pepId), { client } = await enter(made), form = await client.get(`${GUEST}/behaviour`)
	sql(`UPDATE everychild.session SET ended = 'test' WHERE account = (SELECT account FROM everychild.guest WHERE id = ${made.id})`)
	const sent = await client.submit(form, `${GUEST}/behaviour`, { strategies: 'Typed before the end' })
	const back = await client.submit(await client.get(sent.location), '/signin/guest', { reference: made.reference, code: made.code })
	assert.match((await client.get(edu.led(back, 'back'))).body, /Typed before the end/)
})

test('the directory’s round and grace, roles and standing are nothing to a guest; the accounts’ pages have none', async () => {
	const restore = settings({ 'signin.check_seconds': 1 }, 'signin')
	try {
		const c = await guest(pepId), account = cell(`SELECT account FROM everychild.guest WHERE id = ${c.entry.id}`)
		await sleep(2500)
		assert.equal((await c.get(GUEST)).status, 200, 'the round leaves it')
		sql(`UPDATE everychild.session SET checked_at = UTC_TIMESTAMP(6) - INTERVAL 2 HOUR WHERE account = ${account}`)
		assert.equal((await c.get(GUEST)).status, 200)
		const adm = await newSession('zcarr')
		assert.doesNotMatch((await adm.get('/signin/accounts')).text, /\(guest\)/)
		assert.equal((await adm.get(`/signin/accounts/${account}`)).status, 404)
		// Roles and standing that somebody gave the account give it nothing.
		sql(`INSERT INTO everychild.account_role (account, role) VALUES (${account}, 'EVH'), (${account}, 'PRA'), (${account}, 'ADM');
			UPDATE everychild.account SET checked_on = UTC_DATE(), training_on = UTC_DATE(), approved_on = UTC_DATE(), service = 'SCH' WHERE id = ${account}`)
		for (const at of ['/', '/education/', `${base}/plan/1`, '/caf/', '/signin/accounts']) assert.equal((await c.get(at)).status, 403, at)
		assert.equal((await c.get(GUEST)).status, 200)
		sql(`DELETE FROM everychild.account_role WHERE account = ${account}`)
		sql(`UPDATE everychild.account SET disabled_on = UTC_DATE() WHERE id = ${account}`)
	} finally {
		restore()
	}
})

test('who has an account and is in does not become a guest; a role of guests without an entry opens nothing', async () => {
	const made = entry(pepId), c = await newSession('pnair'), page = await c.get('/signin/guest')
	assert.equal(page.location, '/')
	const post = await c.post('/signin/guest', { token: token(env, 'signin', c, '/signin/guest', false), reference: made.reference, code: made.code })
	assert.ok(post.status === 303 ? post.location === '/' : post.status === 400, `${post.status}`)
	assert.equal(row(made.id, 'uses')[0], '0')
	sql(`INSERT INTO everychild.account_role (account, role) VALUES (${accountId('pnair')}, 'EGU')`)
	try {
		for (const at of ['', '/needs', '/changes']) assert.equal((await c.get(GUEST + at)).status, 404, at)
	} finally {
		sql(`DELETE FROM everychild.account_role WHERE account = ${accountId('pnair')} AND role = 'EGU'`)
	}
})

// -- what a guest reads --

test('a guest reads the school’s sections and the child’s views of that plan, and not a word of anything else', async () => {
	const own = await planned({ urn: '199001' }), document = cell(`SELECT document FROM everychild_education.pep WHERE id = ${planOf(own)}`), c = await guest(planOf(own))
	const planted = new Set()
	sql(`UPDATE everychild_education.document SET revision = 900 WHERE id = ${document}`)
	for (const [section, fields] of sections('education', 'pep')) for (const field of fields.filter(f => ['memo', 'text'].includes(f.type) && !f.only)) {
		sql(`INSERT INTO everychild_education.answer (document, field, item, revision, value, account, at) VALUES (${document}, '${field.name}', ${field.group ? 1 : 0}, 900, '${canary(section, section)}', 1, UTC_TIMESTAMP(6))`)
		planted.add(section)
	}
	sql(`UPDATE everychild_education.pep SET returned_why = '${canary('beside', 'beside')}' WHERE id = ${planOf(own)};
		INSERT INTO everychild_education.pep_sign (pep, part, answer, name, note, account, at) VALUES (${planOf(own)}, 'CHILD', 'NOT_AGREE', '${canary('beside', 'beside')}', '${canary('beside', 'beside')}', 1, UTC_TIMESTAMP(6));
		INSERT INTO everychild_education.pep_move (pep, state, note, account, at) VALUES (${planOf(own)}, 'RETURNED', '${canary('beside', 'beside')}', 1, UTC_TIMESTAMP(6))`)
	assert.ok(planted.size > 14)
	const bodies = []
	for (const at of ['', '/changes', ...[...sections('education', 'pep').keys()].map(section => `/${section}`)]) {
		const page = await c.get(GUEST + at), section = at.slice(1)
		if (section && section !== 'changes') assert.equal(page.status, READS.includes(section) ? 200 : 404, section)
		if (section && section !== 'changes') assert.equal(new RegExp(`<form[^>]*action="${GUEST}/${section}"`).test(page.body), WRITES.includes(section), `${section}: a form`)
		bodies.push(page.body)
	}
	const kinds = new Set(bodies.flatMap(body => [...found(body)].map(kindOf)))
	assert.deepEqual([...kinds].sort(), READS.filter(section => planted.has(section)).sort())
	for (const body of bodies) {
		assert.doesNotMatch(body, /SM[12] [13]A[BD]|01632/, 'no address or number')
		for (const [, href] of body.matchAll(/href="(\/[^"]*)"/g)) if (!/^\/(assets|help|accessibility|education\/guest|signin)/.test(href)) assert.fail(`a link to ${href}`)
		assert.ok(!body.includes(edu.handleOf(own)), 'the child’s address')
	}
	// Sections that are not theirs: posts of what would be written there.
	const answers = () => cell(`SELECT COUNT(*) FROM everychild_education.answer WHERE document = ${document}`), n = answers()
	for (const section of ['pupil', 'care', 'contacts', 'health', 'history', 'child', 'carer', 'meeting', 'actions', 'sign', 'nothing']) {
		const path = `${GUEST}/${section}`, page = await c.post(path, { token: token(env, 'education', c, path), then: 'tasks', version: '900', aim: 'Mallory', worker_name: 'Mallory', home: 'Mallory', views: 'GIVEN' })
		assert.ok([400, 404].includes(page.status), `${section}: ${page.status}`)
		const draft = await c.post(`${path}/draft`, { token: token(env, 'education', c, path), aim: 'Mallory' })
		assert.ok([400, 404, 409].includes(draft.status), `${section} draft: ${draft.status}`)
	}
	assert.equal(answers(), n)
})

test('no address of another plan, child or form lets a guest in, and a second guest has a plan of their own', async () => {
	const own = await planned(), other = await planned(), [c, d] = [await guest(planOf(own)), await guest(planOf(other), { given: 'Second' })]
	for (const where of [own, other]) for (const at of ['', '/plan/1', '/plan/1/guest', '/pep-1', '/pep-1/needs', '/pep-1/print', '/pep-1/pack', '/people', '/pupil'])
		for (const who of [c, d]) assert.equal((await who.get(where + at)).status, 403, where + at)
	edu.led(await caf.section(c, '/education', 'guest', 'behaviour', { strategies: 'Of the first alone' }), 'first')
	assert.match((await c.get(`${GUEST}/changes`)).text, /Of the first alone/)
	assert.doesNotMatch((await d.get(`${GUEST}/changes`)).text + (await d.get(`${GUEST}/behaviour`)).body, /Of the first alone/)
	for (const more of ['?id=1', '?number=2', `?object=${planOf(other)}`]) assert.equal((await c.get(GUEST + more)).status, 400, more)
})

// -- traces --

test('every look and every try leaves a trace by reference; no code and no guest’s name is in a log, and no code in any table', async () => {
	const word = 'Quintessa', { reference, code, id } = await made({ guest_given: word, guest_family: 'Tracer' })
	const last = Object.fromEntries(SCHEMAS.map(schema => [schema, cell(`SELECT COALESCE(MAX(id), 0) FROM ${schema}.audit`)]))
	await enter({ reference, code: '0'.repeat(16) })
	await enter({ reference: code, code: reference })
	const { client } = await enter({ reference, code })
	await client.get(GUEST)
	await client.get(`${GUEST}/needs`)
	await client.get(`${base}/plan/1`)
	const rows = schema => sql(`SELECT action, login, role, relation, detail, outcome, object_id FROM ${schema}.audit WHERE id > ${last[schema]} ORDER BY id`)
	const login = `guest-${plain(reference)}`
	assert.deepEqual(rows('everychild').filter(r => r[0].startsWith('signin.guest')).map(r => [r[0], r[4]]),
		[['signin.guest.failed', `reference=${reference}`], ['signin.guest.failed', 'reference=?'], ['signin.guest', `reference=${reference}`]])
	assert.deepEqual(rows('everychild_education').filter(r => r[1] === login).map(r => [r[0], r[2], r[3], r[5]]),
		[['guest.plan', 'EGU', 'GUEST', '200'], ['guest.section', 'EGU', 'GUEST', '200'], ['plan.show', 'EGU', '', '403']])
	assert.equal(rows('everychild_education').find(r => r[0] === 'guest.plan')[6], edu.idOf(base))
	const vking = await person('vking')
	assert.match((await vking.submit(await vking.get('/access'), '/access', { login })).text, /Opened the plan as a guest/)

	const log = logSince()
	for (const secret of [code, plain(code), word, 'Tracer']) assert.ok(!log.includes(secret), `${secret} in a log`)
	const dump = SCHEMAS.flatMap(schema => sql(`SELECT table_name FROM information_schema.tables WHERE table_schema = '${schema}' AND table_type = 'BASE TABLE'`)
		.map(([table]) => sql(`SELECT * FROM ${schema}.${table}`).flat().join('\t'))).join('\n').toLowerCase()
	assert.ok(dump.includes(plain(reference)))
	for (const secret of [code.toLowerCase(), plain(code)]) assert.ok(!dump.includes(secret), 'the code is in a table')
})

test('the name goes with the plan: when the entry is destroyed, so is what the account says', async () => {
	const restore = settings({ 'signin.check_seconds': 1 }, 'signin')
	try {
		const c = await guest(pepId, { given: 'Fading', family: 'Name' }), account = cell(`SELECT account FROM everychild.guest WHERE id = ${c.entry.id}`)
		sql(`DELETE FROM everychild.guest WHERE id = ${c.entry.id}`)
		assert.equal((await c.get(GUEST)).status, 303, 'and its session')
		await until('the name is gone', 15, () => cell(`SELECT given FROM everychild.account WHERE id = ${account}`) === 'Guest')
		assert.deepEqual(sql(`SELECT given, family, agency FROM everychild.account WHERE id = ${account}`)[0], ['Guest', `guest-${c.entry.reference}`, 'NULL'])
	} finally {
		restore()
	}
})
