// What somebody who means harm, or is curious, tries from inside private
// fostering: each test is a way in, or a way to learn or do more than 11.2
// gives, that stays shut.
import test, { after, before } from 'node:test'
import assert from 'node:assert/strict'
import * as pf from '../lib/fostering.mjs'
import * as m from '../lib/fostering-measures.mjs'
import * as visits from '../lib/fostering-visits.mjs'
import { date } from '../lib/client.mjs'
import { accountId, cell, env, logMark, newSession, person, routes, sql, troubles } from '../lib/stack.mjs'
import { token } from '../lib/token.mjs'

const DB = 'everychild_fostering'
let paula, dan, theresa, vera, arun, sally, clean, made = 0

const post = (c, path, fields = {}) => c.post(path, Array.isArray(fields) ? [['token', token(env, 'fostering', c, path)], ...fields] : { token: token(env, 'fostering', c, path), ...fields })
const went = page => assert.equal(page.status, 303, `${page.status} ${page.title}: ${page.errors().join(' | ')}`)
const kid = (c, names = {}) => pf.child(c, { given: 'Nell', family: `Attack${'abcdefghijklmnopqrstuvwxyz'[made++ % 26]}`, born: '2014-03-12', sex: 'F', ...names })
async function arrangement(state = 'ACTIVE_NEW') {
	const base = await pf.start(dan, await kid(dan))
	m.setState(base, state)
	return base
}
// All that the schema holds, but tokens, drafts and the access log.
const sums = () => {
	const tables = sql(`SELECT table_name FROM information_schema.tables WHERE table_schema = '${DB}' AND table_type = 'BASE TABLE' AND table_name NOT IN ('audit', 'form_token', 'stash', 'draft')`).map(row => row[0])
	return sql(`CHECKSUM TABLE ${tables.map(t => `${DB}.${t}`).join(', ')}`).map(row => row.join(' '))
}

before(async () => {
	[paula, dan, theresa, vera, arun, sally] = await Promise.all(['pgrey', 'dmarsh', 'tbrook', 'vking', 'avale', 'sfinch'].map(person))
	logMark()
	clean = pf.apart()
})
after(() => {
	clean()
	assert.deepEqual(troubles(), [])
})

// -- other records' ids below one's own --

test('what belongs to another arrangement is not there below one\'s own, to read or to write', async () => {
	const mine = await pf.active(dan, await kid(dan)), other = await pf.active(dan, await kid(dan))
	const rows = {}
	for (const base of [mine, other]) {
		const one = m.oneOfEach(base), id = pf.idOf(base), carer = pf.fact(base, 'carer')
		const add = (table, columns, values) => cell(`INSERT INTO ${DB}.${table} (${columns}, account, at) VALUES (${values}, 1, UTC_TIMESTAMP(6)); SELECT LAST_INSERT_ID()`)
		rows[base] = { ...one, person: m.carerHandle(base), check: add('safety_check', 'person, kind, requested_on, note', `${carer}, 'DBS', '2026-01-01', ''`), address: add('person_address', 'person, line1', `${carer}, '1 High Street'`),
			part: add('related_person', 'record, person, part', `${id}, ${carer}, 'OTHER'`), visit: (await visits.plan(dan, base)).split('/').at(-1), requirement: m.idAt(base, 'requirement'),
			deadline: cell(`INSERT INTO ${DB}.deadline (record, clock, title, from_on, due_on, explanation, late) VALUES (${id}, 'T3', 'Missed', '2026-01-01', '2026-01-02', 'x', 1); SELECT LAST_INSERT_ID()`),
			task: cell(`INSERT INTO ${DB}.task (record, kind, what, account, at) VALUES (${id}, 'OTHER', 'x', 1, UTC_TIMESTAMP(6)); SELECT LAST_INSERT_ID()`) }
	}
	const paths = o => [`/visits/${o.visit}`, `/person/${o.person}`, `/person/${o.person}/checks`, `/person/${o.person}/offences`, `/person/${o.person}/details`, `/appeal-outcome/${o.appeal}`, `/late/${o.deadline}`, `/letter/REQUIREMENT/${o.requirement}?to=carer`,
		`/initial/b-${o.person}`]
	const within = (person, o) => [`/person/${person}/check/${o.check}`, `/person/${person}/address/${o.address}`, `/person/${person}/part/${o.part}`]
	for (const at of [...paths(rows[mine]), ...within(rows[mine].person, rows[mine])])
		assert.ok([200, 409].includes((await theresa.get(mine + at)).status), `its own ${at}: ${(await theresa.get(mine + at)).status}`)
	for (const at of [...paths(rows[other]), ...within(rows[mine].person, rows[other]), ...within(rows[other].person, rows[other])])
		assert.equal((await theresa.get(mine + at)).status, 404, at)
	const before = sums()
	for (const [at, fields] of [[`/visits/${rows[other].visit}`, { ...visits.DONE, ...date('visited_on', pf.today()) }], [`/visits/${rows[other].visit}/sign`, { sign: 'Y' }], [`/person/${rows[other].person}/details`, { version: '1', family: 'Stolen' }],
		[`/person/${rows[mine].person}/check/${rows[other].check}`, { ...date('received_on', pf.today()), result: 'NONE' }], [`/person/${rows[mine].person}/address/${rows[other].address}`, date('until', pf.today())],
		[`/person/${rows[mine].person}/part/${rows[other].part}`, { version: '1', has_pr: 'Y' }], [`/late/${rows[other].deadline}`, { code: 'STAFFING', reason: 'x' }], [`/appeal-outcome/${rows[other].appeal}`, { outcome: 'DISMISSED', ...date('outcome_on', pf.today()) }],
		['/task', { task: rows[other].task, done_note: 'x' }], [`/letter/REQUIREMENT/${rows[other].requirement}`, { to: 'carer', sent_how: 'HAND', ...date('sent_on', pf.today()) }]]) {
		const status = (await post(theresa, mine + at, fields)).status
		assert.ok([404, 409].includes(status), `${at}: ${status}`)
	}
	assert.deepEqual(sums(), before)
})

// -- who reads and does not write --

test('the front door, the monitoring officer and the auditor change nothing of a case, whatever they post', async () => {
	const base = await pf.start(paula, await kid(paula)), one = m.oneOfEach(base)
	went(await theresa.submit(await theresa.get(`${base}/hand-over`), `${base}/hand-over`, { login: 'dmarsh', reason: 'Allocated' }))
	assert.equal((await paula.get(base)).status, 200)
	const before = sums()
	const SENT = { version: '1', then: 'tasks', agreed: 'Y', sign: 'Y', granted: 'Y', outcome: 'SUITABLE', proposed: 'SUITABLE', category: 'CARE', task: '1', part: 'PARENT', to: 'carer', sent_how: 'HAND', served_how: 'HAND' }
	let reached = 0
	const values = { id: pf.handleOf(base), form: 'notice-1', section: 'child', number: 1, person: m.carerHandle(base), ...one }
	for (const route of routes('fostering').filter(route => route.method === 'POST' && route.pattern.includes('/case/:id'))) {
		const path = route.pattern.replace(/:(\w+)/g, (all, name) => values[name] ?? (name === 'kind' ? 'ACK' : 1))
		for (const c of [paula, arun, vera, sally]) {
			const asked = Object.fromEntries(route.inputs.filter(name => !route.pattern.includes(`:${name}`)).map(name => [name, SENT[name] ?? 'x']))
			const page = await post(c, path, asked)
			assert.ok([400, 403, 404, 409].includes(page.status), `${c.login} ${path}: ${page.status}`)
			reached += page.status !== 400
		}
	}
	assert.ok(reached > 200, `${reached} went as far as being refused to this person`)
	assert.deepEqual(sums(), before)
	assert.equal(cell(`SELECT COUNT(*) FROM ${DB}.draft WHERE account IN (${accountId('pgrey')}, ${accountId('avale')}, ${accountId('vking')})`), '0')
})

// -- what is sent --

test('a parameter that comes twice, or that no page asks, does nothing', async () => {
	const base = await arrangement('PROPOSED'), at = `${base}/suitability`
	for (const fields of [[['proposed', 'SUITABLE'], ['proposed', 'NOT_SUITABLE_PROHIBIT'], ['proposed_why', 'x']], [['proposed', 'SUITABLE'], ['proposed_why', 'x'], ['proposed_why', 'y']]])
		assert.equal((await post(dan, at, fields)).status, 400)
	assert.equal(cell(`SELECT COUNT(*) FROM ${DB}.decision WHERE record = ${pf.idOf(base)}`), '0')
	went(await m.propose(dan, base, 'SUITABLE'))
	// Nobody decides in the same breath as proposing, whatever the form says.
	const mass = await post(dan, `${base}/requirement`, { ...m.REQUIREMENT, status: 'IMPOSED', imposed_on: pf.today(), imposed_by: '1', number: '77' })
	assert.ok([303, 400].includes(mass.status))
	assert.equal(cell(`SELECT COUNT(*) FROM ${DB}.requirement WHERE record = ${pf.idOf(base)} AND (status <> 'PROPOSED' OR number = 77)`), '0')
	const other = await arrangement()
	for (const query of [`id=${pf.handleOf(other)}`, `id=${pf.handleOf(other)}&id=${pf.handleOf(base)}`]) {
		const page = await dan.get(`${base}?${query}`)
		assert.ok(page.status === 400 || page.body.includes(cell(`SELECT reference FROM ${DB}.record WHERE id = ${pf.idOf(base)}`)), query)
	}
})

test('what is too long is refused beside its field with all that was typed; a huge body never reaches a page', async () => {
	const base = await arrangement(), at = `${base}/suitability`
	const long = `Begin ${'x'.repeat(4100)} end`
	const page = await post(dan, at, { proposed: 'SUITABLE', proposed_why: long })
	assert.equal(page.status, 422)
	assert.ok(page.body.includes(long))
	assert.equal((await post(dan, at, { proposed: 'SUITABLE', proposed_why: 'x'.repeat(400000) })).status, 413)
	assert.ok([400, 413].includes((await post(dan, at, Array.from({ length: 9000 }, (_, i) => [`field${i}`, 'x']))).status))
	assert.equal(cell(`SELECT COUNT(*) FROM ${DB}.decision WHERE record = ${pf.idOf(base)}`), '0')
})

test('markup, formulas and line ends that somebody typed stay text in pages, letters and files', async () => {
	const bad = `</p></textarea></script><img src=x onerror=alert(1)>&lt;b>'"`, base = await arrangement()
	m.reported(base)
	m.acted(base)
	went(await m.propose(dan, base, 'SUITABLE', bad))
	went(await m.decide(theresa, base, 'SUITABLE', { reason: `${bad}\nh False heading\n=1+1` }))
	const id = m.idAt(base, 'decision')
	went(await m.letter(dan, base, 'DECISION', id))
	const number = cell(`SELECT MAX(number) FROM ${DB}.letter WHERE record = ${pf.idOf(base)}`)
	for (const at of ['', '/suitability', '/letters', `/letter-sent/${number}`, `/letter/DECISION/${id}?to=carer`, '/chronology', '/chronology/print']) {
		const page = await theresa.get(base + at)
		assert.equal(page.status, 200, at)
		assert.doesNotMatch(page.body, /<img/, at)
	}
	const sent = await theresa.get(`${base}/letter-sent/${number}`)
	assert.ok(sent.text.includes('<img src=x onerror=alert(1)>'))
	assert.doesNotMatch(sent.body, /<h[1-6][^>]*>\s*False heading/, 'a line of the reason is no heading of ours')
	sql(`UPDATE ${DB}.record SET subject = '=HYPERLINK("http://x","y")' WHERE id = ${pf.idOf(base)}`)
	const at = '/fostering/report/export/open', file = await theresa.submit(await theresa.get(`${at}?what=ROWS`), at, { reason: 'PLAN', format: 'CSV' })
	assert.equal(file.status, 200)
	assert.match(file.body, /'=HYPERLINK/)
	assert.doesNotMatch(file.body, /(^|,|")=HYPERLINK/m)
})

// -- letters --

test('a letter is kept as it was read: what changed meanwhile is shown first, and what is kept never changes', async () => {
	const base = await arrangement(), number = await m.imposed(dan, theresa, base, { text: 'Fit a stair gate' })
	const id = m.idAt(base, 'requirement', number), path = m.letterPath(base, 'REQUIREMENT', id)
	const read = await dan.get(`${path}?to=carer`)
	assert.match(read.text, /Fit a stair gate/)
	sql(`UPDATE ${DB}.requirement SET text = 'Fit two stair gates' WHERE id = ${id}`)
	const late = await dan.submit(read, path, { sent_how: 'HAND' })
	assert.equal(late.status, 422)
	assert.match(late.text, /changed since you read this letter/)
	assert.match(late.text, /Fit two stair gates/)
	assert.equal(cell(`SELECT COUNT(*) FROM ${DB}.letter WHERE record = ${pf.idOf(base)}`), '0')
	went(await dan.submit(late, path, { sent_how: 'HAND' }))
	sql(`UPDATE ${DB}.requirement SET text = 'Something else' WHERE id = ${id}`)
	m.carer(base, "given = 'Other'")
	const sent = await theresa.get(`${base}/letter-sent/1`)
	assert.match(sent.text, /Fit two stair gates/)
	assert.doesNotMatch(sent.text, /Something else|Other/)
})

test('a letter holds neither what came of a check nor the outcome of a conviction', async () => {
	const base = await arrangement(), carer = pf.fact(base, 'carer')
	sql(`INSERT INTO ${DB}.person_history (person, kind, what, outcome, account, at) VALUES (${carer}, 'OFFENCE', 'Zebra theft of 1998', 'Nine months suspended', 1, UTC_TIMESTAMP(6));
		INSERT INTO ${DB}.safety_check (person, kind, requested_on, received_on, result, note, account, at) VALUES (${carer}, 'DBS', '2026-01-01', '2026-02-01', 'DISCLOSED', 'Caution for affray', 1, UTC_TIMESTAMP(6)),
		(${carer}, 'GP', '2026-01-01', '2026-02-01', 'GOOD', 'Nothing of note', 1, UTC_TIMESTAMP(6))`)
	for (const [reason, refused] of [['Because of: nine months suspended.', true], ['There is a caution for affray', true], ['The zebra theft of 1998', true], ['Nothing of note was found', false]]) {
		went(await m.requirement(dan, base, { reason }))
		const number = m.newest(base, 'requirement')
		went(await m.act(theresa, base, 'requirement', number, 'decide', { agreed: 'Y', ...date('comply_by', pf.today(30)) }))
		const page = await dan.get(`${m.letterPath(base, 'REQUIREMENT', m.idAt(base, 'requirement', number))}?to=carer`)
		assert.equal(/would hold offence data/.test(page.text), refused, reason)
	}
})

// -- at once --

test('two decisions at once, two records of one visit, dropping while it is decided: one is done, the others are told', async () => {
	const second = await newSession('tbrook')
	const base = await arrangement()
	m.reported(base)
	m.acted(base)
	went(await m.propose(dan, base, 'SUITABLE'))
	const at = `${base}/suitability/decide`
	let all = await Promise.all([post(theresa, at, { outcome: 'SUITABLE', reason: 'x' }), post(second, at, { outcome: 'MORE_INFORMATION', reason: 'y' }), post(second, at, { outcome: 'SUITABLE', reason: 'z' })])
	assert.equal(all.filter(page => page.status === 303).length, 1, all.map(page => page.status).join())
	assert.ok(all.every(page => [303, 404, 409, 422].includes(page.status)))
	assert.equal(cell(`SELECT COUNT(*) FROM ${DB}.decision WHERE record = ${pf.idOf(base)} AND outcome <> ''`), '1')

	const other = await pf.active(dan, await kid(dan)), visit = await visits.plan(dan, other, { type: 'REG8' })
	const done = { ...visits.DONE, ...date('visited_on', pf.today()), version: visits.visitFact(visit, 'version') }
	all = await Promise.all([post(dan, visit, done), post(theresa, visit, { ...done, status: 'ABORTIVE', child_seen: 'N', not_done: 'Nobody there' }), post(second, visit, done)])
	assert.ok(all.filter(page => page.status === 303).length <= 1, all.map(page => page.status).join())
	assert.equal(cell(`SELECT COUNT(*) FROM ${DB}.event WHERE record = ${pf.idOf(other)} AND code = 'visit'`), String(all.filter(page => page.status === 303).length))

	const drop = await pf.proposed(dan, await kid(dan))
	went(await dan.submit(await dan.get(`${drop}/dropped`), `${drop}/dropped`, { reason: 'The family has changed its mind' }))
	m.reported(drop, { type: 'REG4' })
	m.acted(drop, 4)
	went(await m.propose(dan, drop, 'SUITABLE'))
	all = await Promise.all([post(theresa, `${drop}/dropped/answer`, { agreed: 'Y' }), post(second, `${drop}/suitability/decide`, { outcome: 'SUITABLE', reason: 'x' })])
	assert.ok(all.every(page => [303, 404, 409].includes(page.status)), all.map(page => `${page.status} ${page.errors()}`).join())
	const state = pf.stateOf(drop)
	assert.ok(['WITHDRAWN', 'READY'].includes(state), state)
	if (state === 'WITHDRAWN') assert.equal(cell(`SELECT COUNT(*) FROM ${DB}.deadline WHERE record = ${pf.idOf(drop)} AND met_at IS NULL AND dropped_at IS NULL`), '0', 'nothing runs on')
})

// -- the access log --

test('each look at offence data stands in the access log, with whose and which', async () => {
	const base = await arrangement(), carer = pf.fact(base, 'carer'), id = pf.idOf(base)
	sql(`INSERT INTO ${DB}.disqualification_consent (record, number, person, applied_on, grounds, disclosure, status, asked_by, asked_at) VALUES (${id}, 1, ${carer}, '${pf.today()}', 'OFFENCE', 'z', 'PENDING', 1, UTC_TIMESTAMP(6));
		INSERT INTO ${DB}.letter (record, number, kind, to_name, to_address, body, sent_on, sent_how, account, at) VALUES (${id}, 1, 'REFUSAL', 'x', 'y', 'p z', '${pf.today()}', 'HAND', 1, UTC_TIMESTAMP(6))`)
	for (const [at, action, detail] of [[`/person/${m.carerHandle(base)}/offences`, 'offences.show', `person=${carer}`], ['/consent/1', 'consent.show', 'number=1'], ['/letter-sent/1', 'letter-sent.show', 'number=1 kind=REFUSAL'], ['/notice-1/offences', 'section.show', 'offences']]) {
		const last = Number(cell(`SELECT MAX(id) FROM ${DB}.audit`))
		assert.equal((await vera.get(base + at)).status, 200, at)
		assert.deepEqual(sql(`SELECT action, login, object_id, detail FROM ${DB}.audit WHERE id > ${last}`), [[action, 'vking', id, detail]])
	}
})

// -- what is published --

test('a number that is left out of the return cannot be added up from another table', async () => {
	const dans = accountId('dmarsh'), rows = [...Array(6).fill(['2012-05-10', '2013-06-01']), ...Array(3).fill(['2012-05-10', null]), ...Array(3).fill(['2013-05-10', null])]
	for (const [i, [start, end]] of rows.entries()) {
		const handle = [...`${Date.now()}`.slice(-9)].map(d => 'abcdefghjk'[d]).join('') + String(i).padStart(3, 'z')
		sql(`INSERT INTO ${DB}.record (handle, kind, subject, state, owner, team, opened_at) SELECT '${handle}', kind, 'Nobody', 'ACTIVE', ${dans}, team, UTC_TIMESTAMP(6) FROM ${DB}.record LIMIT 1;
			INSERT INTO ${DB}.arrangement (record, child_born_on, child_sex, disabled, birthplace, relationship, end_reason, start_actual, deemed_start, end_on) SELECT id, '2010-01-01', 'F', 'N', 'UK', 'COUSIN', '${end ? 'OTHER' : ''}', '${start}', '${start}', ${end ? `'${end}'` : 'NULL'} FROM ${DB}.record WHERE handle = '${handle}'`)
	}
	// 2013: 3 began, 6 ended, 6 at the end after 9: the 3 is small, and the 6 of line 9 goes with it.
	const page = await theresa.get('/fostering/report/published?year=2013')
	const table = (html, id) => [...html.matchAll(/<table[\s\S]*?<\/table>/g)].map(x => x[0]).filter(x => x.includes(id))[0]
	const last = (html, id) => [...table(html, id).matchAll(/<tr[\s\S]*?<\/tr>/g)].slice(1).map(row => [...row[0].matchAll(/<td[^>]*>([\s\S]*?)<\/td>/g)].at(-1)?.[1].replace(/<[^>]+>/g, '').trim()).filter(x => x !== undefined)
	const lines = last(page.body, 'Children in arrangements at 31 March')
	assert.ok(lines.filter(x => x === '[c]').length >= 2, lines.join())
	for (const what of ['Age', 'Sex', 'Disabled', 'Place of birth'])
		assert.ok(last(page.body, `>${what}<`).includes('[c]'), `${what}: ${last(page.body, `>${what}<`)} adds up to line 9`)
	const annual = await theresa.get('/fostering/annual/published?year=2013')
	for (const what of ['Age', 'Sex', 'Relationship']) assert.ok(last(annual.body, `>${what}<`).includes('[c]'), `${what} of the evaluation: ${last(annual.body, `>${what}<`)}`)
})

// -- what is not to be guessed --

test('a new offence tells the rest of the team nothing: not on the timeline, in the changes, the tasks or the chronology', async () => {
	const base = await arrangement('ACTIVE'), lily = await person('lowens'), carer = pf.fact(base, 'carer')
	await pf.change(dan, base, 'OFFENCE', { person: carer, note: 'Convicted of zebra theft' })
	went(await dan.submit(await dan.get(`${base}/person/${m.carerHandle(base)}/history`), `${base}/person/${m.carerHandle(base)}/history`, { kind: 'OFFENCE', what: 'Zebra theft' }))
	const lines = async c => [(await c.get(base)).text, /<table[^>]*id="changes"[\s\S]*?<\/table>|$/.exec((await c.get(`${base}/change`)).body)[0], (await c.get(`${base}/chronology`)).text].join(' ')
	const ABOUT = /offence|disqualif|background|zebra/i
	assert.match(await lines(dan), ABOUT)
	assert.match(await lines(theresa), ABOUT)
	assert.doesNotMatch(await lines(lily), ABOUT)
})

test('an earlier case of the child is named to who may open it alone', async () => {
	const child = await kid(dan), old = await pf.start(dan, child)
	m.setState(old, 'ENDED')
	sql(`UPDATE ${DB}.record SET closed_at = UTC_TIMESTAMP(6) WHERE id = ${pf.idOf(old)}`)
	const now = await pf.start(dan, child), reference = cell(`SELECT reference FROM ${DB}.record WHERE id = ${pf.idOf(old)}`), lily = await person('lowens')
	sql(`UPDATE ${DB}.arrangement SET previous = ${pf.idOf(old)} WHERE record = ${pf.idOf(now)}`)
	for (const c of [dan, lily, theresa]) assert.ok((await c.get(now)).text.includes(reference), c.login)
	sql(`UPDATE ${DB}.record SET team = NULL WHERE id = ${pf.idOf(old)}`)
	for (const [c, there] of [[dan, true], [lily, false], [theresa, true]]) assert.equal((await c.get(now)).text.includes(reference), there, c.login)
})

// -- 7: after a death --

test('after a death the officers whom the settings name read all of the case, and nobody else is let in', async () => {
	const base = await arrangement('ACTIVE')
	went(await dan.submit(await dan.get(`${base}/end`), `${base}/end`, { ...date('ended_on', pf.today(-1)), reason: 'DEATH', why: 'Known from the police' }))
	const person = m.carerHandle(base)
	for (const c of [dan, theresa, arun]) assert.equal((await c.get(`${base}/person/${person}/offences`)).status, 200, c.login)
	for (const c of [vera, paula, await newSession('lowens')]) assert.equal((await c.get(base)).status, 404, c.login)
})
