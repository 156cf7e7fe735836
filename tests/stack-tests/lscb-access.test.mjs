// Section 7.1 of modules/lscb/sections.md: a word of its own in what is kept of a death, and
// every page, list, file, print, pack, header, title and error page of the suite
// read by one person of each role. Who finds a word that the table does not give
// them fails the test.
import test, { after, before } from 'node:test'
import assert from 'node:assert/strict'
import fs from 'node:fs'
import { spawnSync } from 'node:child_process'
import { bare, canary, filled, found as words, kindOf, planted, sections, texts } from '../lib/canary.mjs'
import { Client, date } from '../lib/client.mjs'
import * as panel from '../lib/lscb-meeting.mjs'
import * as asked from '../lib/lscb-requests.mjs'
import * as triage from '../lib/lscb-triage.mjs'
import { day, handleOf, notify, openByName } from '../lib/lscb.mjs'
import { PROGRAMS, SCHEMAS, accountId, ask, cell, env, logMark, logSince, newSession, routes, sql, troubles } from '../lib/stack.mjs'
import { token } from '../lib/token.mjs'

const SCHEMA = 'everychild_lscb', DB = text => sql(`USE ${SCHEMA}; ${text}`)

// One person for each column of 7.1; "named" gave a reason, jar and key work on
// the case, told was asked for a report and other too, for another agency.
const PEOPLE = { cdc: 'ccole', chair: 'hfaye', named: 'hfaye', cdd: 'jsingh', lead: 'dwren', jar: 'dwren', worker: 'kmills', key: 'kmills',
	told: 'sgpeel', other: 'rfox', reporter: 'gdunn', member: 'uabara', board: 'pcairns', analyst: 'eshort', guardian: 'tlowe', aud: 'vking',
	caf: 'pnair', ixm: 'lcross', pfm: 'tbrook', adm: 'zcarr', nobody: null }
const MAY = {
	id: 'cdc named cdd jar key told other',	// the child; section A of one's own request
	kin: 'cdc named cdd jar',		// family, household, who notified: Form A
	said: 'cdc chair named cdd jar told member',	// an agency's report, and the pack that is made of it
	paper: 'cdc chair named cdd jar told',	// … what of it never goes into a pack
	family: 'cdc jar key',
	panel: 'cdc chair named cdd',		// the analysis of the panel
	minute: 'cdc chair named',
	act: 'cdc chair named cdd board analyst',
	why: 'cdc chair named cdd jar',		// why it was taken for review
	ended: 'cdc',				// who was told in the end
}
const may = (column, kind) => MAY[kind].split(' ').includes(column)

// What is no word: numbers and days that only this child has.
const needles = new Map()
const compact = text => text.replace(/&nbsp;|[\s\u00a0]+/g, ' ')
function found(text) {
	const out = words(text), plain = compact(text)
	for (const [needle, where] of needles)
		if (plain.includes(needle)) out.add(needle) && planted.set(needle, where)
	return out
}
const kind = word => needles.has(word) ? 'id' : kindOf(word)

const capital = word => word[0].toUpperCase() + word.slice(1)
const name = (what, where) => capital(canary(what, where))

const year = Number(day().slice(0, 4)) + (day().slice(5) >= '04-01' ? 1 : 0)
let clare, nina, reference, base, id, handle, request, other, meeting, form, pack, item, action, recommendation, referral, gate, deadline, run, files = 0

const well = (page, status = 303) => assert.equal(page.status, status, `${page.path}: ${page.title} ${page.errors().join(' | ')}`) ?? page
const send = async (c, at, fields, action = at) => well(await c.submit(await c.get(at), action, fields))

function number() {
	for (;;) {
		const nine = `999${String(Math.floor(Math.random() * 1e6)).padStart(6, '0')}`
		const check = 11 - [...nine].reduce((sum, d, i) => sum + Number(d) * (10 - i), 0) % 11
		if (check !== 10) return nine + (check === 11 ? '0' : String(check))
	}
}

// A day that no page has for another reason; of two figures, as 5 April stands in 15 April.
const holidays = fs.readFileSync(new URL('../../conf/bank-holidays.xml', import.meta.url), 'utf8')
function birthday() {
	const on = day(-900 - Math.floor(Math.random() * 900))
	return holidays.includes(on) || on.at(-2) === '0' ? birthday() : on
}

const child = {}
async function told() {
	Object.assign(child, { given: name('id', 'death.given'), family: name('id', 'death.family'), alias: name('id', 'death.aliases'), mother: name('kin', 'person.family'), doctor: name('kin', 'professional'),
		street: name('id', 'death.line1'), nhs: number(), postcode: 'SM9 7QX', born: birthday() })
	const [y, m, d] = child.born.split('-').map(Number), month = new Date(y, m - 1, d).toLocaleDateString('en-GB', { month: 'long' })
	for (const needle of [child.nhs, child.nhs.replace(/(...)(...)(....)/, '$1 $2 $3')]) needles.set(needle, 'death.nhs')
	for (const needle of [child.born, `${d} ${month} ${y}`]) needles.set(needle, 'death.born_on')
	for (const needle of [child.postcode, child.postcode.replace(' ', '')]) needles.set(needle, 'death.postcode')
	base = await notify(clare, { family: child.family, given: child.given, born: child.born, nhs: child.nhs, postcode: child.postcode,
		referrer: name('kin', 'notification.referrer'), note: canary('kin', 'notification.note') })
	handle = handleOf(base)
	id = cell(`SELECT id FROM ${SCHEMA}.record WHERE handle = '${handle}'`)
	for (const c of [clare, nina]) await openByName(c, base)
	for (const [section, fields] of [...sections('lscb', 'notification')].filter(([section]) => section !== 'completion'))
		await send(clare, `${base}/notification/${section}`, { then: 'tasks', ...filled(fields.filter(f => !['family_name', 'given_names', 'nhs', 'place_name', 'referrer_role'].includes(f.name)), {
			...(section === 'child' ? { has_nhs: 'Y', fixed_address: 'Y', aliases: child.alias, address: `7 ${child.street}` } : {}),
			...(section === 'family' ? { household_known: 'L', 'household.1.member_relation': 'MOTHER', 'household.1.member_name': `Ann ${child.mother}` } : {}) },
		{ kind: 'kin', where: `Form A ${section}`, today: day(-1) }) })
	await send(clare, `${base}/people/new?kind=FAMILY`, { given: 'Ann', family: child.mother, relation: 'MOTHER', address: `7 ${child.street}` }, `${base}/people/new`)
	await send(clare, `${base}/people/new?kind=PROFESSIONAL`, { given: 'Rowena', family: child.doctor, agency: 'GP', role: 'Practitioner', organisation: name('kin', 'person.organisation') }, `${base}/people/new`)
	DB(`UPDATE death SET line1 = '7 ${child.street}', aliases = '${child.alias}', key_worker = '${name('kin', 'death.key_worker')}' WHERE record = ${id}`)
}

async function reported() {
	well(await triage.scope(clare, base, { termination: 'N', sign_of_life: 'Y', resident: 'Y', place: 'H', why: canary('why', 'death.scope_why') }))
	well(await triage.accept(clare, base))
	const practice = await asked.agency(clare, 'Harbour Road', 'GP', { SPOC: 'sgpeel', REPORTER: 'sgpeel' }), school = await asked.agency(clare, 'Westgate', 'EDU', { REPORTER: 'rfox' })
	await asked.agency(clare, 'Nobody', 'POL', { REPORTER: 'gdunn' })
	request = await asked.sent(clare, base, practice, { asked: canary('paper', 'request.asked') })
	other = await asked.sent(clare, base, school)
	const peel = await newSession('sgpeel')
	await asked.report(peel, request, { reporting: { reporter: name('paper', 'reporter'), reporter_email: `${canary('paper', 'reporter_email')}@example.invalid` },
		circumstances: { summary: `${child.given} ${child.family}, called ${child.alias}, born ${child.born}, NHS ${child.nhs}, of 7 ${child.street}, ${child.postcode}, was found by Ann ${child.mother}. Dr ${child.doctor} said ${canary('said', 'circumstances')}.` } })
	well(await asked.submit(peel, request))
	for (const code of ['ACCEPTED']) await asked.act(clare, request, code, date('day', day()))
	await send(clare, `${base}/family`, { ...date('on_day', day(-1)), status: 'TOLD', method: 'VISIT', by_whom: name('family', 'family_contact.by_whom'), with_whom: name('family', 'family_contact.with_whom'), note: canary('family', 'family_contact.note') })
	DB(`INSERT INTO life_event (record, on_day, text, account, at) VALUES (${id}, '${day(-10)}', 'Ann ${child.mother} rang: ${canary('said', 'life_event.text')}', 1, UTC_TIMESTAMP(6))`)
	await clare.get(`${base}/collation`)
}

// The pack: whatever it marks is taken out; a second person reads it and it goes out.
async function packed() {
	await send(clare, `${base}/pack/build`, { questions: `Was ${child.given} weighed?` })
	const marks = () => Number(cell(`SELECT COUNT(*) FROM ${SCHEMA}.pack_mark m JOIN ${SCHEMA}.pack p ON p.id = m.pack WHERE p.record = ${id} AND m.answer = ''`))
	if (marks() > 0)
		for (let next = `${base}/pack/mark/${cell(`SELECT MIN(m.number) FROM ${SCHEMA}.pack_mark m JOIN ${SCHEMA}.pack p ON p.id = m.pack WHERE p.record = ${id}`)}`; /mark\//.test(next);)
			next = (await send(clare, next, { answer: 'KEPT' })).headers.location
	await send(clare, `${base}/pack`, {}, `${base}/pack/check`)
	await send(nina, `${base}/pack`, { seen: 'Y' }, `${base}/pack/confirm`)
}

async function met() {
	DB(`UPDATE record SET state = 'READY' WHERE id = ${id}`)
	await panel.seat(clare)
	meeting = await panel.plan(clare)
	await panel.list(clare, base, meeting)
	const invite = await clare.get(meeting)
	if (invite.body.includes(`${meeting}/invite`)) well(await clare.submit(invite, `${meeting}/invite`))
	if (cell(`SELECT COUNT(*) FROM ${SCHEMA}.pack WHERE record = ${id} AND status = 'ISSUED'`) === '0') await send(clare, `${base}/pack`, {}, `${base}/pack/issue`)
	pack = cell(`SELECT handle FROM ${SCHEMA}.pack WHERE record = ${id} AND status = 'ISSUED'`)
	form = await panel.begin(clare, base, `${base}/table`)
	const word = field => canary('panel', `analysis ${field}`)
	well(await panel.section(clare, form, 'header', { attended: ['POL'], attended_names: word('attended'), documents: word('documents'), cause: word('cause'), summary: word('summary') }))
	well(await panel.section(clare, form, 'child', { child_narrative: word('narrative'), child_listed: 'N', child_overall: '1' }))
	well(await panel.section(clare, form, 'conclusion', { ...panel.CONCLUSION, issues: word('issues'), learning: word('learning'), family_plan: word('family_plan') }))
	item = cell(`SELECT i.id FROM ${SCHEMA}.agenda_item i WHERE i.record = ${id} AND i.gone_at IS NULL`)
	await send(clare, `${base}/referrals`, { sent_to: 'HSE', ...date('referred_on', day()), why: canary('minute', 'referral.why') })
	DB(`UPDATE agenda_item SET minute = '${canary('minute', 'agenda_item.minute')}' WHERE id = ${item}`)
	referral = cell(`SELECT MAX(id) FROM ${SCHEMA}.referral WHERE record = ${id}`)
	await send(clare, '/lscb/actions/add', { text: canary('act', 'action.text'), lead: name('act', 'action.lead'), ...date('due_on', day(20)) })
	action = cell(`SELECT handle FROM ${SCHEMA}.action ORDER BY id DESC LIMIT 1`)
	DB(`INSERT INTO recommendation (handle, number, record, text, addressee, level, led_by, made_on, account, at) VALUES ('${handle.slice(1)}z', 'R${id}', ${id}, '${canary('act', 'recommendation.text')}', 'x', 'LOCAL', 'x', '2026-01-02', 1, UTC_TIMESTAMP(6));
		INSERT INTO gate (record, code, hard, status, organisation, opened_on, note, account, at) VALUES (${id}, 'INQ', 0, 'OPEN', 'x', '2026-01-02', '', 1, UTC_TIMESTAMP(6));
		INSERT INTO feedback (record, told_to, by_whom, text, account, at) VALUES (${id}, 'FAMILY', 'x', '${canary('ended', 'feedback.text')}', 1, UTC_TIMESTAMP(6))`)
	recommendation = `${handle.slice(1)}z`
	gate = cell(`SELECT MAX(id) FROM ${SCHEMA}.gate WHERE record = ${id}`)
	reference = cell(`SELECT reference FROM ${SCHEMA}.record WHERE id = ${id}`)
	// As the return will count it.
	DB(`UPDATE death SET completed_on = UTC_DATE(), return_year = ${year}, category = 5, conclusion = 'N' WHERE record = ${id}`)
	run = (await send(clare, '/lscb/return', { year: String(year) })).headers.location.split('/').pop()
	deadline = cell(`SELECT COALESCE(MAX(id), 1) FROM ${SCHEMA}.deadline WHERE record = ${id}`)
}

before(async () => {
	logMark()
	clare = await newSession('ccole')
	nina = await newSession('nbirch')
	for (const login of ['uabara', 'hfaye']) sql(`INSERT IGNORE INTO ${SCHEMA}.undertaking (account, version, signed_at) VALUES (${accountId(login)}, 1, UTC_TIMESTAMP(6))`)
	await told()
	await reported()
	await packed()
	await met()
})

// -- what there is to read --

const reports = fs.readFileSync(new URL('../../modules/lscb/report.c', import.meta.url), 'utf8')
const measures = what => [...new Set([...reports.matchAll(new RegExp(`(?:${what})(?: = |\\()"([\\w-]+)"`, 'g'))].map(m => m[1]))]
const requestOf = one => one.split('/')[3]
// By route; of each those that lead to one thing, all sections and fields of it.
let shapes
function addresses() {
	if (shapes) return shapes
	const out = new Map()
	for (const route of PROGRAMS.flatMap(routes).filter(route => route.method === 'GET')) {
		const names = [...route.pattern.matchAll(/:(\w+)/g)].map(m => m[1])
		if (route.program !== 'lscb' && names.length > 0) continue
		const values = { id: [handle], request: [request, other].map(requestOf), report: ['agency'], field: ['summary', 'mode', 'reporter', 'place_event'], item: route.pattern.includes('/item/') ? [item] : ['0'], act: ['EXTEND', 'RETURNED', 'MORE'], step: ['R1'],
			agency: sql(`SELECT handle FROM ${SCHEMA}.agency ORDER BY id DESC LIMIT 3`).map(row => row[0]), deadline: [deadline], gate: [gate], person: sql(`SELECT id FROM ${SCHEMA}.person WHERE record = ${id}`).map(row => row[0]),
			meeting: [meeting.split('/').pop()], referral: [referral], recommendation: [recommendation], action: [action], pack: [pack], number: ['1', '2'], form: ['notification', form.split('/').pop()],
			measure: measures('code|\\bL|REVIEWS'), topic: measures('topic'), run: [run], what: ['ROWS', 'TABLES'] }
		let all = [route.pattern]
		for (const part of names)
			all = all.flatMap(one => (part === 'section' ? [...sections('lscb', /\/(agency|notification|analysis-\d+)\//.exec(one)[1].replace(/-\d+$/, '')).keys()] : values[part] ?? ['1']).map(value => one.replace(`:${part}`, value)))
		for (const one of all) {
			const [, , thing, owner] = one.split('/'), shape = `${route.method} ${route.pattern}`
			if (!out.has(shape)) out.set(shape, new Map())
			const things = out.get(shape), key = thing === 'report' ? one : `${thing}/${owner}`
			things.set(key, [...things.get(key) ?? [], one])
		}
	}
	return shapes = [...out.values()]
}

// Whatever is not text is read as its reader would.
function read(page) {
	if (/pdf/.test(page.headers['content-type'] ?? '') && page.bytes?.length) {
		const said = spawnSync('pdftotext', ['-layout', '-', '-'], { input: page.bytes, encoding: 'utf8' })
		assert.equal(said.status, 0, `${page.path}: no PDF`)
		files++
		page.body = said.stdout + spawnSync('pdfinfo', ['-'], { input: page.bytes, encoding: 'utf8' }).stdout
	}
	return page
}

// Four at a time.
async function each(list, run) {
	const left = [...list]
	await Promise.all(Array.from({ length: 4 }, async () => { while (left.length > 0) await run(left.shift()) }))
}

// here: the pages of the case alone, not those that are the same whatever its state.
async function everything(c, here = false) {
	const pages = []
	await each(addresses().filter(things => !here || [...things.keys()].some(key => key.split('/')[1] === handle || key.includes(requestOf(request)) || /^(packs|meetings)\//.test(key))), async things => {
		for (const list of things.values()) {
			const first = read(await c.get(list[0]))
			pages.push(first)
			// Refused by the route itself: to this reader every address of it is.
			if (first.status === 403 || first.location.startsWith('/signin')) return
			// None there for this reader: no part of it is.
			if (first.status !== 404) for (const one of list.slice(1)) pages.push(read(await c.get(one)))
			else if (list.length > 1) pages.push(read(await c.get(list.at(-1))))
		}
	})
	for (const query of ['columns=all', 'state=LISTED', 'open=Y', 'sort=name', 'order=family', `reference=${reference}`]) pages.push(await c.get(`/lscb/?${query}`))
	for (const at of ['/lscb/export', ...['l1', 'l14', 'state'].flatMap(code => [`/lscb/report/export/${code}`, `/lscb/report/export/${code}?what=ROWS`])]) {
		const page = await c.get(at), action = at.replace(/\?.*/, '')
		if (page.status === 200 && page.body.includes(`action="${action}"`)) pages.push(await c.submit(page, action, { reason: 'PLAN', format: 'CSV' }))
	}
	for (const one of [`/lscb/nothing/${handle}`, `${base}/nothing-9`, `/caf/case/${handle}`, `/fostering/case/${handle}`, `/child/${handle}`]) pages.push(await c.get(one))
	// Wrong tokens, and one's own with nothing filled in.
	const stranger = pages.find(page => page.path === base).status !== 200 && pages.find(page => page.path === `${base}/notification`).status !== 200
	for (const one of stranger ? ['/name', '/notification/child'] : ['/name', '/requests', '/scope', '/family', '/people/new', '/list', '/defer', '/sign', '/pack/build', '/notification/child', '/notifications/new', '/duplicates', '/marks', '/conflict', '/referrals'])
		pages.push(await c.post(base + one, { token: 'x' }), ...c.login ? [await c.post(base + one, { token: token(env, 'lscb', c, base + one), version: '1' })] : [])
	for (const one of [request, other]) pages.push(await c.post(`${one}/submit`, { token: 'x' }), await c.post(`${one}/form/agency/circumstances`, { token: 'x' }))
	return pages
}

const readers = {}
function wrongs(column, pages) {
	const wrong = new Set()
	for (const page of pages) {
		assert.ok(page.status < 500, `${page.path}: ${page.status}`)
		for (const one of found(page.body)) {
			(readers[planted.get(one)] ??= new Set()).add(column)
			// A request that is not one's own gives none of it.
			const theirs = column === 'told' && page.path.startsWith(other) || column === 'other' && page.path.startsWith(request)
			const only = column === 'member' && !page.path.startsWith('/lscb/packs')
			if (theirs || only || !may(column, kind(one))) wrong.add(`${page.path}: ${one} (${planted.get(one)})`)
		}
		assert.deepEqual([...found(`${page.title} ${JSON.stringify(page.rawHeaders)}`)], [], `title or headers of ${page.path}`)
	}
	return [...wrong]
}

async function reader(column) {
	if (!PEOPLE[column]) return new Client(env)
	const c = await newSession(PEOPLE[column]), relation = { jar: 'JAR', key: 'KEY' }[column]
	DB(`UPDATE record_person SET until = UTC_TIMESTAMP(6) WHERE record = ${id} AND relation IN ('JAR', 'KEY') AND until IS NULL`)
	if (relation) DB(`INSERT INTO record_person (record, account, relation, since, added_by) VALUES (${id}, ${accountId(PEOPLE[column])}, '${relation}', UTC_TIMESTAMP(6), ${accountId('ccole')})`)
	if (['cdc', 'named', 'cdd'].includes(column)) await openByName(c, base)
	return c
}

for (const column of Object.keys(PEOPLE))
	test(`7.1: what ${column} (${PEOPLE[column] ?? 'not signed in'}) finds in the pages of every program`, async () => {
		const pages = await everything(await reader(column))
		assert.ok(pages.length > (may(column, 'said') ? 150 : 100) && planted.size > 40, `${pages.length} pages, ${planted.size} words`)
		assert.deepEqual(wrongs(column, pages), [])
	})

// Those who are nearest to it, after the panel.
test('7.1: … and of a case whose review is completed', async () => {
	DB(`UPDATE record SET state = 'COMPLETED' WHERE id = ${id}`)
	for (const column of ['cdc', 'chair', 'lead', 'worker', 'told', 'member']) assert.deepEqual(wrongs(column, await everything(await reader(column), true)), [], column)
})

// Whom one search does not find, none does: the index knows nothing of a case.
test('a search by a name answers as for a name that nobody has', async () => {
	for (const login of ['pnair', 'lcross', 'tbrook']) {
		const c = await newSession(login), none = name('none', 'nowhere')
		const search = async (given, family) => bare(await c.submit(await c.get('/search'), '/search', { given, family })).replaceAll(given, '').replaceAll(family, '')
		assert.equal(await search(child.given, child.family), await search(none, none), login)
		planted.delete(none.toLowerCase())
	}
})

// Nothing shows these: a page that comes to is judged as any other.
const UNSHOWN = ['death.key_worker']

// So that nothing above holds because a page was not asked for.
test('each text was found by somebody whom the table gives it', () => {
	assert.deepEqual([...new Set(planted.values())].filter(where => !readers[where] && !UNSHOWN.includes(where)), [])
	for (const where of ['death.given', 'death.family']) assert.ok(readers[where].has('other') && readers[where].has('jar'), where)
	assert.ok(readers.circumstances.has('member') && files > 2, 'the pack was read, and its file')
})

test('no log, no access log, no notice and no line of what happened has a word of it', () => {
	assert.deepEqual([...found(logSince())], [])
	for (const schema of SCHEMAS)
		assert.deepEqual([...found(sql(`SELECT CONCAT_WS(' ', detail, reason, object) FROM ${schema}.audit`).join(' '))], [], schema)
	assert.deepEqual([...found(sql(`SELECT title FROM ${SCHEMA}.event UNION ALL SELECT title FROM ${SCHEMA}.notice UNION ALL SELECT CONCAT_WS(' ', title, explanation) FROM ${SCHEMA}.deadline UNION ALL SELECT subject FROM ${SCHEMA}.record`).join(' '))], [], 'lines that others read')
})

test('nothing of it stands in another module', () => {
	for (const schema of SCHEMAS.filter(schema => schema !== SCHEMA))
		for (const [table, column] of texts(schema))
			assert.deepEqual([...found(ask(`SELECT \`${column}\` FROM ${schema}.\`${table}\` WHERE \`${column}\` LIKE '%zq%-%zq%'`).join(' '))], [], `${schema}.${table}.${column}`)
})

after(() => assert.deepEqual(troubles(), []))
