// Section 11.2 of modules/fostering/sections.md: a word of its own in every text that an
// arrangement keeps, and every page, list, file, print, letter, calendar and
// error of the suite read by one person of each role and relation. Who finds a
// word that the table does not give them fails the test.
import test, { after, before } from 'node:test'
import assert from 'node:assert/strict'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { execFileSync } from 'node:child_process'
import * as caf from '../lib/caf.mjs'
import * as pf from '../lib/fostering.mjs'
import * as visits from '../lib/fostering-visits.mjs'
import { bare, canary, filled, firstCode, found, kindOf, plant, planted, sections, texts } from '../lib/canary.mjs'
import { Client, date } from '../lib/client.mjs'
import { PROGRAMS, SCHEMAS, accountId, cell, env, logMark, logSince, noHandle, person, routes, sql, troubles } from '../lib/stack.mjs'
import { token } from '../lib/token.mjs'

const SCHEMA = 'everychild_fostering', DB = text => sql(`USE ${SCHEMA}; ${text}`)
const RUN = [...String(Date.now())].map(d => 'abcdefghij'[d]).join('')
const FAMILY = `Birdsong${RUN}`

// One person for each column of the table. The front door officer took the
// notice and gave it to the worker: while it is an enquiry, and after that.
const PEOPLE = { fdo: 'pgrey', front: 'pgrey', owner: 'dmarsh', team: 'lowens', other: 'lowens', pfm: 'tbrook', pfo: 'avale', pan: 'sfinch', aud: 'vking',
	caf: 'pnair', ixm: 'lcross', saf: 'kdoyle', adm: 'zcarr', nobody: null }
const ON_CASE = 'fdo owner team pfm pfo aud'
const STAFF = 'fdo front owner team other pfm pfo aud'		// FOSTERING_REGISTERS
const MAY = {
	case: ON_CASE,
	offence: 'owner pfm pfo aud',
	own: 'owner',				// what one is typing
	holiday: STAFF,
	aware: `${STAFF} pan`,			// stands in the annual evaluation
	evaluation: 'pfm pfo pan aud',
	hold: 'ixm aud',
	disposal: 'ixm aud',
}
const may = (column, kind) => MAY[kind].split(' ').includes(column)

// Every text of the schema by who may read it: [table] or [table.column].
// A new one has to be put here, or under what nobody types.
const KINDS = {
	absence: 'case', aware_correction: 'case', change_ahead: 'case', visit_move: 'case', school_holiday_letter: 'holiday', addendum: 'case', answer: 'case', appeal: 'case', approval: 'case', arrangement: 'case', change_event: 'case', decision: 'case', 'deadline.late_reason': 'case',
	household: 'case', initial_task: 'case', letter: 'case', limit_exemption: 'case', notification: 'case', person: 'case', person_address: 'case', prohibition: 'case', 'record.subject': 'case',
	related_person: 'case', requirement: 'case', requirement_version: 'case', task: 'case', transfer: 'case', visit: 'case', 'legal_test.why': 'case',
	disqualification_consent: 'offence', offence_event: 'offence', person_history: 'offence', safety_check: 'offence',
	draft: 'own', school_holiday_notice: 'holiday', awareness_activity: 'aware', monitoring_officer: 'evaluation', standard_assessment: 'evaluation', annual_text: 'evaluation',
	legal_hold: 'hold', 'disposal.reason': 'disposal', 'disposal.answer_reason': 'disposal',
}
const UNTYPED = {
	audit: 'the access log has nothing of a case (below)', migration: 'of the schema', form_token: 'paths', stash: 'a path; the rest is sealed',
	retention: 'settings', 'legal_test.inputs': 'codes and days, as JSON', 'deadline.title': 'of clocks', 'deadline.explanation': 'of clocks', event: 'the program\'s words (below)',
	involvement: 'of the module', notice: 'the program\'s words', 'disposal.title': 'of the module', 'disposal.why': 'of the rule',
}
// Nothing shows these: for who reads the database. A page that comes to is judged as any other.
const UNSHOWN = ['legal_test.why', 'approval.about']

let base, id, child, handle, reference, clean, ids = {}

async function fill(c, form, name, changes) {
	const saved = await c.submit(await c.get(`${base}/${form}/${name}`), `${base}/${form}/${name}`, { then: 'tasks', ...changes })
	assert.equal(saved.status, 303, `${form} ${name}: ${saved.status} ${saved.errors().join(' | ')}`)
}

// Rows that hang on the case, the carer and the household.
function rowsPlant(carer, parent, household) {
	const dan = accountId('dmarsh')
	const keys = { record: id, person: carer, household, officer: dan, target: `(SELECT MIN(q.id) FROM ${SCHEMA}.requirement q WHERE q.record = ${id})`, handle: `'${[...Array(12)].map(() => 'abcdefghjk'[Math.floor(Math.random() * 10)]).join('')}'`,
		...Object.fromEntries(['account', 'added_by', 'proposed_by', 'asked_by', 'decided_by', 'imposed_by', 'done_by', 'report_by', 'signed_by'].map(name => [name, dan])) }
	const values = { number: '1', regulation: '7', item: 'a', category: 'CARE', status: 'IMPOSED', type: 'C', grounds: 'a', about: 'REQ', kind: 'ACK', sent_how: 'HAND', in_time: 'Y', suspends: '1',
		way: 'OUT', notifier: 'CARER', channel: 'PHONE', part: 'PARENT', clock: 'T3', section: 'child', revision: '1', version: '7', year: caf.today().slice(0, 4), standard: '3', met: 'MET', heading: 'SUMMARY', children: '2' }
	const put = (table, kind, known = {}, more = {}) => plant(SCHEMA, table, kind, { known, keys: { ...keys, ...more }, values, least: 20 })
	const q = text => `'${text}'`
	ids.requirement = put('requirement', 'case', { status: q('VARIED'), imposed_on: 'UTC_DATE()', met_on: 'UTC_DATE()', served_on: 'UTC_DATE()' })
	put('requirement', 'case', { number: 2, status: q('REMOVED'), imposed_on: 'UTC_DATE()', ended_on: 'UTC_DATE()', served_on: 'UTC_DATE()' })
	put('requirement_version', 'case', { requirement: ids.requirement })
	ids.prohibition = put('prohibition', 'case', { status: q('CANCELLED'), imposed_on: 'UTC_DATE()', served_on: 'UTC_DATE()', cancelled_on: 'UTC_DATE()', cancel_decided_on: 'UTC_DATE()', cancel_decision: q('CANCELLED') })
	ids.consent = put('disqualification_consent', 'offence', { status: q('REFUSED'), grounds: q('OFFENCE'), decided_on: 'UTC_DATE()', decided_by: dan, served_on: 'UTC_DATE()' })
	ids.limit = put('limit_exemption', 'case', { status: q('GRANTED'), decided_on: 'UTC_DATE()', served_on: 'UTC_DATE()' })
	ids.decision = put('decision', 'case', { outcome: q('STEPS_S67_5'), proposed: q('SUITABLE'), proposed_at: 'UTC_TIMESTAMP(6)', proposed_by: dan, decided_on: 'UTC_DATE()', decided_by: dan, steps_on: 'UTC_DATE()' })
	ids.appeal = put('appeal', 'case', { outcome: q('DISMISSED'), outcome_on: 'UTC_DATE()' })
	ids.appealConsent = put('appeal', 'offence', { about: q('CONSENT'), target: ids.consent, outcome: q('DISMISSED'), outcome_on: 'UTC_DATE()' })
	ids.breach = put('offence_event', 'offence', { kind: q('NO_NOTICE'), prosecuted: q('Y'), legal_on: 'UTC_DATE()' })
	put('change_event', 'case', { kind: q('ADDRESS') })
	put('change_event', 'offence', { kind: q('OFFENCE') })
	put('absence', 'case', { open_of: id })
	put('aware_correction', 'case', { was: 'UTC_DATE()', became: 'UTC_DATE()' })
	ids.ahead = put('change_ahead', 'case', { kind: q('ADDRESS'), expected_on: 'UTC_DATE()', fields: q(`line1=${canary('case', 'change_ahead.fields')}`) })
	ids.transfer = put('transfer', 'case', { moved_on: 'UTC_DATE()', notified_on: 'UTC_DATE()', acknowledged_on: 'UTC_DATE()' })
	put('transfer', 'case', { way: q('IN'), notified_on: 'UTC_DATE()', acknowledged_on: 'UTC_DATE()' })
	for (const kind of ['NOT_PF', 'END', 'WITHDRAWN']) put('approval', 'case', { kind: q(kind), answer: q('N'), decided_at: 'UTC_TIMESTAMP(6)' })
	put('approval', 'case', { kind: q('END') })
	put('task', 'case', { kind: q('OTHER'), done_on: 'UTC_DATE()' })
	put('task', 'case', { kind: q('OTHER') })
	put('letter', 'case', { body: `'p ${canary('case', 'letter.body')}'` })
	put('letter', 'offence', { number: 2, kind: q('REFUSAL'), target: ids.consent, body: `'p ${canary('offence', 'letter.body')}'` })
	ids.person_history = put('person_history', 'offence', { kind: q('OFFENCE') })
	ids.check = put('safety_check', 'offence', { kind: q('DBS'), received_on: 'UTC_DATE()', result: q('DISCLOSED') })
	ids.check2 = put('safety_check', 'offence', { kind: q('GP') })
	ids.address = put('person_address', 'case')
	ids.addressParent = put('person_address', 'case', {}, { person: parent })
	ids.part = put('related_person', 'case', { person: parent })
	put('household_member', 'case', { person: parent, role: q('OTHER') })
	put('legal_test', 'case', { inputs: "'{}'", result: q('PF'), rule: 12 })
	ids.action = cell(`SELECT MAX(id) FROM ${SCHEMA}.initial_action WHERE record = ${id}`)
	put('initial_task', 'case', { action: ids.action, not_practicable_on: 'UTC_DATE()' })
	put('visit', 'case', { number: 8, type: q('REQUESTED'), status: q('ABORTIVE'), visited_on: 'UTC_DATE()', asked_by: q('CHILD'), asked_on: 'UTC_DATE()', reasonable: q('N'), alone: q('N'), child_seen: q('Y'), report_on: 'UTC_DATE()', report_by: dan, signed_by: accountId('tbrook') })
	put('visit', 'case', { number: 9, type: q('REG8'), status: q('PLANNED'), planned_at: 'UTC_TIMESTAMP(6) + INTERVAL 2 DAY', handle: q('z' + keys.handle.slice(2, 13)) })
	put('visit_move', 'case', { visit: cell(`SELECT id FROM ${SCHEMA}.visit WHERE record = ${id} AND number = 9`), planned_at: 'UTC_TIMESTAMP(6)' })
	DB(`UPDATE visit SET alone = 'N', alone_reason = '${canary('case', 'visit.alone_reason')}', report_on = UTC_DATE(), report_by = ${dan}, signed_by = ${accountId('tbrook')}, sign_note = '${canary('case', 'visit.sign_note')}'
		WHERE record = ${id} AND type = 'REG7' AND number = (SELECT n FROM (SELECT MIN(number) AS n FROM visit WHERE record = ${id}) z)`)
	put('addendum', 'case', { document: cell(`SELECT MIN(id) FROM ${SCHEMA}.document WHERE record = ${id}`) })
	ids.deadline = put('deadline', 'case', { title: q('A date'), explanation: q('Of a clock'), from_on: "'2026-01-01'", due_on: "'2026-01-02'", late: 1, met_at: 'UTC_TIMESTAMP(6)', met_on: 'UTC_DATE()' })
	ids.hold = put('legal_hold', 'hold', {})
	put('legal_hold', 'hold', { ended_by: dan, ended_at: 'UTC_TIMESTAMP(6)' })
	ids.disposal = put('disposal', 'disposal', { record: 0, part: "''", reference: q('PF-890-2001-000009'), title: q('Private fostering'), why: q('6 years'), rule: q('NOT_PF'), answer: q('Y'), decided_by: accountId('vking'), decided_at: 'UTC_TIMESTAMP(6)', done_at: 'UTC_TIMESTAMP(6)' })
	ids.notice = keys.handle.slice(1, -1)
	put('school_holiday_notice', 'holiday', { first_on: 'UTC_DATE()', last_on: 'UTC_DATE() + INTERVAL 20 DAY' })
	put('school_holiday_letter', 'holiday', { notice: `(SELECT MAX(id) FROM ${SCHEMA}.school_holiday_notice)`, body: `'p ${canary('holiday', 'school_holiday_letter.body')}'` })
	put('awareness_activity', 'aware', { kind: q(firstCode('fostering-activity', 'fostering')) })
	put('monitoring_officer', 'evaluation', { since: "'2020-01-01'" })
	put('standard_assessment', 'evaluation', { year: yearNow() })
	for (const heading of ['SUMMARY', 'PLAN']) put('annual_text', 'evaluation', { heading: q(heading), year: yearNow() })
}
const yearNow = () => { const [y, m] = caf.today().split('-').map(Number); return m < 4 ? y - 1 : y }

before(async () => {
	for (const login of Object.values(PEOPLE).filter(Boolean)) await person(login)
	logMark()
	clean = pf.apart()
	const dan = await person('dmarsh')
	child = await pf.child(dan, { given: 'Una', family: FAMILY, born: `${Number(caf.today().slice(0, 4)) - 9}-03-04` })
	base = await pf.start(dan, child, { note: canary('case', 'notification.note'), notifier_name: canary('case', 'notification.notifier_name'), notifier_contact: canary('case', 'notification.notifier_contact') })
	id = pf.idOf(base); handle = pf.handleOf(base)
	for (const [name, fields] of sections('fostering', 'notice'))
		await fill(dan, 'notice-1', name, filled(fields, name === 'offences' ? { disqualified: 'Y', household_record: 'Y', order_carer: 'Y', order_child: 'Y', vested: 'Y', convicted: 'Y' } :
			name === 'child' ? { child_name: canary('case', 'answer.value') } : name === 'parents' ? { 'parents.1.parent_part': 'PARENT' } : {},
			{ kind: name === 'offences' ? 'offence' : 'case', where: `notice ${name}`, today: caf.today(-30), only: name === 'offences' }))
	await pf.decide(dan, base)
	await visits.visited(dan, base, { type: 'REG7' })
	for (const [name, fields] of sections('fostering', 'visit'))
		await fill(dan, 'visit-1', name, filled(fields, {}, { kind: 'case', where: `visit ${name}`, today: caf.today() }))
	const [[carer, household]] = sql(`SELECT carer, household FROM ${SCHEMA}.arrangement WHERE record = ${id}`)
	const parent = cell(`INSERT INTO ${SCHEMA}.person (handle, given, family, sound, added_by, added_at) VALUES ('${handle.slice(0, 8)}zzzz', 'x', 'y', '', 1, UTC_TIMESTAMP(6)); SELECT LAST_INSERT_ID()`)
	for (const [table, where] of [['person', `id IN (${carer})`], ['person', `id = ${parent}`], ['household', `id = ${household}`], ['arrangement', `record = ${id}`], ['record', `id = ${id}`], ['notification', `record = ${id}`]])
		for (const [at, column] of texts(SCHEMA).filter(([at, column]) => at === table && !(at === 'notification' && column !== 'class_why') && !(at === 'record' && column !== 'subject')))
			DB(`UPDATE ${table} SET ${column} = '${canary(KINDS[`${at}.${column}`] ?? KINDS[at], `${at}.${column}`)}' WHERE ${where}`)
	rowsPlant(carer, parent, household)
	DB(`UPDATE arrangement SET end_on = UTC_DATE(), ended_at = UTC_TIMESTAMP(6), end_reason = 'OTHER', welfare_on = UTC_DATE(), disabled = 'Y', disabled_by = ${accountId('dmarsh')}, disabled_on = UTC_DATE() WHERE record = ${id};
		INSERT INTO record_person (record, account, relation, since, added_by) VALUES (${id}, ${accountId('pgrey')}, 'FRONT', UTC_TIMESTAMP(6), ${accountId('tbrook')})`)
	ids.people = sql(`SELECT handle FROM ${SCHEMA}.person WHERE id IN (${carer}, ${parent})`).map(row => row[0])
	reference = cell(`SELECT reference FROM ${SCHEMA}.record WHERE id = ${id}`)
	// What one types is one's own until it is saved.
	const at = `${base}/notice-1/child`, typed = canary('own', 'draft.body')
	assert.ok((await dan.post(`${at}/draft`, { ...Object.fromEntries((await dan.get(at)).form(at).fields), child_culture: typed })).status < 400)
	assert.ok(cell(`SELECT COUNT(*) FROM ${SCHEMA}.draft WHERE body LIKE '%${typed}%'`) !== '0')
})

test('every text that the schema of private fostering keeps has a word in it', () => {
	const has = new Set(planted.values())
	const all = texts(SCHEMA), name = ([table, column]) => `${table}.${column}`
	const typed = all.filter(t => !(t[0] in UNTYPED) && !(name(t) in UNTYPED))
	assert.deepEqual(typed.filter(t => !(name(t) in KINDS) && !(t[0] in KINDS)).map(name), [], 'who may read these?')
	assert.deepEqual(typed.filter(t => !has.has(name(t))).map(name), [], 'no word')
	const known = new Set([...all.map(name), ...all.map(t => t[0])])
	assert.deepEqual([...Object.keys(KINDS), ...Object.keys(UNTYPED)].filter(key => !known.has(key)), [], 'there are no such texts')
	// What is filled in a form is in the answers.
	for (const [text, where] of planted)
		if (/^(notice|visit) /.test(where)) assert.equal(cell(`SELECT COUNT(*) > 0 FROM ${SCHEMA}.answer WHERE value = '${text}'`), '1', where)
})

// -- what there is to read --

const measures = () => ['pf1', 'age', 'place', 'began', 'open', 'months', 'notifiers', 'tested', 'decided', 'relation', 'scenario', 'ended', 'clocks', 'teams', 'workers', 'late', 'visits', 'q-initial', 'q-visits', 'q-dates', 'm-initial', 'm-visits', 'm-dates', 'mt-initial', 'mt-visits', 'mt-dates',
	'quality', 'pub-pf1', 'pub-age', 'pub-sex', 'pub-disabled', 'pub-place']
const codes = list => [...fs.readFileSync(new URL(`../../modules/fostering/conf/lists/${list}.xml`, import.meta.url), 'utf8').matchAll(/<code code="([^"]*)"/g)].map(m => m[1])

function addresses() {
	const out = new Set()
	for (const route of PROGRAMS.flatMap(routes).filter(route => route.method === 'GET')) {
		const names = [...route.pattern.matchAll(/:(\w+)/g)].map(m => m[1])
		if (route.program !== 'fostering' && names.some(name => name !== 'child' && !(route.program === 'index' && name === 'id'))) continue
		const values = { id: [route.program === 'fostering' ? handle : child], child: [child], person: ids.people, form: ['notice-1', 'visit-1'], number: ['1', '2', '8'], about: codes('fostering-appeal'), appeal: [ids.appeal, ids.appealConsent],
			kind: route.pattern.includes('/letter/') ? codes('fostering-letter') : codes('fostering-change'), target: ['0', ...new Set([ids.requirement, ids.prohibition, ids.consent, ids.limit, ids.decision, ids.transfer])],
			visit: sql(`SELECT handle FROM ${SCHEMA}.visit WHERE record = ${id}`).map(row => row[0]), task: ['a', 'c', `b-${ids.people[0]}`], deadline: [ids.deadline], hold: [ids.hold], disposal: [ids.disposal],
			measure: measures(), topic: ['cases', 'dates', 'months', 'quarters', 'quality', 'published'], year: [String(yearNow())], standard: ['3'], copy: ['internal', 'published'], heading: ['SUMMARY', 'PLAN'], notice: [ids.notice, 'new'], holiday: [ids.notice], breach: [ids.breach],
			part: [ids.part], check: [ids.check, ids.check2], address: [ids.address, ids.addressParent] }
		values.section = form => [...sections('fostering', form.replace(/-\d$/, '')).keys()]
		let all = [route.pattern]
		for (const name of names)
			all = all.flatMap(one => (typeof values[name] === 'function' ? values[name](/\/(\w+-\d)\//.exec(one)[1]) : values[name] ?? ['1']).map(value => one.replace(`:${name}`, value)))
		for (const one of all) out.add(one)
		if (route.pattern.endsWith('/change/:kind')) out.add(`${base}/change/ADDRESS?ahead=${ids.ahead}`)
	}
	return [...out]
}

// Every letter as it would be written to everybody it can go to.
const recipients = page => [...page.body.matchAll(/href="([^"]*\/letter\/[^"]*\?to=[^"]*)"/g)].map(m => m[1].replace(/&amp;/g, '&'))

const unzipped = (name, bytes) => {
	const dir = fs.mkdtempSync(path.join(os.tmpdir(), 'canary')), file = path.join(dir, 'a.xlsx')
	try {
		fs.writeFileSync(file, bytes)
		return execFileSync('unzip', ['-p', file], { encoding: 'utf8' })
	} finally { fs.rmSync(dir, { recursive: true }) }
}

// Tables and what is behind them, as files.
async function files(c) {
	const out = []
	for (const [measure, what] of [['open', 'ROWS'], ['quality', 'ROWS'], ['pf1', 'ROWS'], ['workers', 'ROWS'], ['open', ''], ['pf1', '']])
		for (const format of ['CSV', 'XLSX']) {
			const at = `/fostering/report/export/${measure}`, page = await c.get(`${at}?what=${what}`)
			if (page.status !== 200) { out.push(page); continue }
			const file = await c.submit(page, at, { reason: 'PLAN', format })
			if (format === 'XLSX' && file.status === 200) file.body = unzipped(measure, file.bytes)
			out.push(file)
		}
	return out
}

// A calendar program's copy.
async function calendar(c) {
	if (!(c instanceof Client) || !c.login) return []
	const page = await c.get('/calendar')
	if (page.status !== 200) return [page]
	const made = await c.submit(page, '/calendar'), at = /\/calendar\/dates\.ics\?key=[\w-]{43}/.exec(made.body)?.[0]
	return at ? [await new Client(env).get(at)] : []
}

async function everything(c, column) {
	const pages = []
	if (c.login && column !== 'adm' && column !== 'pan' && column !== 'aud' && column !== 'pfo') await caf.open(c, child, 'A2')
	for (const one of addresses()) {
		const page = await c.get(one)
		pages.push(page)
		for (const letter of page.status === 200 ? recipients(page) : []) pages.push(await c.get(letter))
	}
	for (const query of ['whose=mine', 'whose=service', 'sort=name', 'overdue=any', `reference=${reference}`, 'code=items', 'code=unsigned', 'code=sixteen', 'state=ACTIVE'])
		pages.push(await c.get(`/fostering/?${query}`))
	for (const kind of ['NOTICE', 'DECISION', 'CHANGE']) pages.push(await c.get(`${base}/chronology?kind=${kind}`), await c.get(`${base}/chronology/print?kind=${kind}`))
	for (const [form, fields] of [['/search', { family: FAMILY, given: 'Una' }], ['/access', { number: cell(`SELECT number FROM everychild_index.child WHERE handle = '${child}'`) }]]) {
		const page = await c.get(form)
		if (page.status === 200 && page.body.includes(`action="${form}"`)) pages.push(await c.submit(page, form, fields))
	}
	if (['pfm', 'pfo', 'pan', 'aud', 'owner', 'fdo'].includes(column)) pages.push(...await files(c))
	pages.push(...await calendar(c))
	// What goes wrong is answered without a word of it too: another's token, and one's own with nothing filled in.
	for (const one of ['', '/task', '/suitability', '/requirement', '/consent', '/change/OFFENCE', '/end', '/persons/add', `/person/${ids.people[0]}/history`, '/notice-1/offences'])
		pages.push(await c.post(base + one, { token: 'x' }), ...c.login ? [await c.post(base + one, { token: token(env, 'fostering', c, base + one), version: '1' })] : [])
	return pages
}

const STATES = { fdo: 'ENQUIRY' }, readers = {}
function stateSet(column) {
	// The decision that it is private fostering ends what the front door sees.
	if (column === 'front') DB(`UPDATE record_person SET until = UTC_TIMESTAMP(6) WHERE record = ${id} AND relation = 'FRONT'`)
	DB(`UPDATE record SET state = '${STATES[column] ?? 'ACTIVE'}', team = ${column === 'other' ? 'NULL' : `(SELECT team FROM everychild.account WHERE login = 'dmarsh')`} WHERE id = ${id}`)
}
const client = async column => PEOPLE[column] ? person(PEOPLE[column]) : new Client(env)

// Whoever, in these pages: what they find that is not theirs.
function wrongs(column, pages, seen = new Set()) {
	const wrong = new Set()
	for (const page of pages) {
		assert.ok(page.status < 500, `${page.path}: ${page.status}`)
		for (const one of found(page.body)) {
			seen.add(one)
			if (!may(column, kindOf(one))) wrong.add(`${page.path}: ${one} (${planted.get(one)})`)
		}
		assert.equal(found(page.title + page.location).size, 0, `title or address of ${page.path}`)
	}
	return [...wrong]
}

for (const column of Object.keys(PEOPLE))
	test(`11.2: what ${column} (${PEOPLE[column] ?? 'not signed in'}) finds in the pages of every program`, async () => {
		stateSet(column)
		const seen = new Set(), pages = await everything(await client(column), column)
		assert.ok(pages.length > 200 && planted.size > 150, `${pages.length} pages, ${planted.size} words`)
		assert.deepEqual(wrongs(column, pages, seen), [])
		for (const one of seen) (readers[planted.get(one)] ??= new Set()).add(column)
	})

// So that nothing above holds because a page was not asked for.
test('each text was found by somebody whom the table gives it', () => {
	const lacks = [...new Set(planted.values())].filter(where => !readers[where] && !UNSHOWN.includes(where))
	assert.deepEqual(lacks, [])
})

// -- restricted --

const OUTSIDE = ['team', 'pfm', 'pfo', 'pan', 'aud', 'caf', 'ixm']

test('a restricted arrangement: not a word of it but for who holds it, and its address answers as one that there never was', async () => {
	stateSet('owner')
	DB(`UPDATE record SET restricted = 1 WHERE id = ${id}`)
	try {
		for (const column of OUTSIDE) {
			const c = await client(column), pages = await everything(c, column)
			const wrong = new Set(pages.flatMap(page => [...found(page.body)].filter(one => ['case', 'offence', 'own'].includes(kindOf(one))).map(one => `${page.path}: ${one} (${planted.get(one)})`)))
			assert.deepEqual([...wrong], [], column)
			const none = noHandle()
			for (const at of ['', '/measures', '/persons', `/person/${ids.people[0]}`, '/notice-1', '/notice-1/offences', '/letters', '/letter-sent/1', '/visits', '/chronology/print', '/consent/1']) {
				const [here, nowhere] = [await c.get(base + at), await c.get(base.replace(handle, none) + at)]
				assert.equal(here.status, nowhere.status, `${column} ${at}`)
				assert.equal(bare(here), bare(nowhere).replaceAll(none, handle), `${column} ${at}`)
			}
		}
		assert.equal((await (await person('dmarsh')).get(base)).status, 200)
	} finally { DB(`UPDATE record SET restricted = 0 WHERE id = ${id}`) }
})

// Whatever becomes of it, nobody outside learns it from a list, an order or a choice;
// the return counts every arrangement (12.1), and missing data and one worker's none that is restricted.
const COUNTED = /^\/fostering\/(report(?!\/(quality|rows\/(quality|workers)))|annual|awareness|monitor)/
test('a restricted arrangement changes no list, choice or number of anybody else but those of the return', async () => {
	// Retention is the archive's, restricted or not (record.h); education says when its round was.
	const year = yearNow(), asked = [...addresses().filter(one => !one.includes(handle) && !/\/(notices|calendar|account|sessions|retention|education\/quality)/.test(one) && !COUNTED.test(one)),
		...['whose=service', 'whose=service&sort=name', 'overdue=any', `reference=${reference}`, 'which=items', 'which=unsigned', 'which=sixteen', 'state=ACTIVE', 'state=ENDED', 'area=SM1'].map(query => `/fostering/?${query}`),
		`/fostering/report/quality?year=${year}`, `/fostering/report?year=${year}&holder=${accountId('dmarsh')}`, `/fostering/report/cases?year=${year}&holder=${accountId('dmarsh')}`]
	const views = async () => {
		const out = new Map()
		for (const column of OUTSIDE) for (const at of asked) out.set(`${column} ${at}`, bare(await (await client(column)).get(at)))
		return out
	}
	const one = { state: 'ACTIVE', closed: 'NULL', due: caf.today(-20), start: caf.today(-60), end: 'NULL', received: caf.today(-61), relation: 'COUSIN', place: 'UK' }
	const other = { state: 'ENDED', closed: 'UTC_TIMESTAMP(6)', due: caf.today(3), start: caf.today(-400), end: `'${caf.today(-2)}'`, received: caf.today(-200), relation: 'GODPARENT', place: 'AFRICA' }
	const be = x => DB(`UPDATE record SET restricted = 1, state = '${x.state}', closed_at = ${x.closed} WHERE id = ${id}; UPDATE deadline SET due_on = '${x.due}', met_at = NULL, met_on = NULL WHERE record = ${id};
		UPDATE arrangement SET start_actual = '${x.start}', deemed_start = '${x.start}', end_on = ${x.end}, relationship = '${x.relation}', birthplace = '${x.place}' WHERE record = ${id};
		UPDATE notification SET received_on = '${x.received}', missing = ${x.end === 'NULL' ? 3 : 0} WHERE record = ${id}; UPDATE visit SET visited_on = '${x.end === 'NULL' ? x.due : caf.today(-90)}' WHERE record = ${id}`)
	try {
		be(one)
		const before = await views()
		be(other)
		const now = await views()
		assert.deepEqual([...now].filter(([at, body]) => body !== before.get(at)).map(([at]) => at), [])
		assert.ok(now.size > 400)
	} finally { DB(`UPDATE record SET restricted = 0, state = 'ACTIVE', closed_at = NULL WHERE id = ${id}`) }
})

// -- shielded --

test('where a shielded child lives is not told by the carer\'s name: not to who takes another notice, not to who adds a person', async () => {
	const paula = await person('pgrey'), dan = await person('dmarsh')
	const postcode = cell(`SELECT h.postcode FROM ${SCHEMA}.household h JOIN ${SCHEMA}.arrangement v ON v.household = h.id WHERE v.record = ${id}`)
	const kid = await pf.child(paula, { given: 'Ned', family: `Sparrow${RUN}` }), start = `/fostering/start/${kid}`
	const mine = await pf.start(dan, await pf.child(dan, { given: 'Nan', family: `Wren${RUN}` })), add = `${mine}/persons/add`
	const asked = async () => [await paula.submit(await paula.get(start), start, { ...pf.NOTICE, carer_given: '', ...date('received_on', pf.today()), ...date('starts_on', pf.today(-1)), postcode }),
		await dan.submit(await dan.get(add), add, { part: 'OTHER', given: '', family: 'Marsh', postcode })]
	const told = async () => (await asked()).map(page => found(page.body).size > 0 || /same postcode/.test(page.text))
	assert.deepEqual(await told(), [true, true], 'as a rule the same carer is known again')
	for (const [on, off] of [[`UPDATE everychild_index.child SET shielded = 1 WHERE handle = '${child}'`, `UPDATE everychild_index.child SET shielded = 0 WHERE handle = '${child}'`],
		[`UPDATE ${SCHEMA}.record SET restricted = 1 WHERE id = ${id}`, `UPDATE ${SCHEMA}.record SET restricted = 0 WHERE id = ${id}`]]) {
		sql(on)
		try {
			const kid2 = await pf.child(paula, { given: 'Nob', family: `Linnet${RUN}` })
			const page = await paula.submit(await paula.get(`/fostering/start/${kid2}`), `/fostering/start/${kid2}`, { ...pf.NOTICE, carer_given: 'Zed', regulation: '', ...date('received_on', pf.today()), postcode })
			assert.equal(page.status, 422)
			assert.deepEqual([...found(page.body)], [], on)
			const other = await dan.submit(await dan.get(add), add, { part: '', given: '', family: 'Marsh', postcode })
			assert.equal(other.status, 422)
			assert.deepEqual([...found(other.body)], [], on)
			assert.doesNotMatch(other.text, /same postcode/, on)
		} finally { sql(off) }
	}
})

test('no log and no access log has a word of it', () => {
	assert.deepEqual([...found(logSince())], [])
	for (const schema of SCHEMAS)
		assert.deepEqual([...found(sql(`SELECT CONCAT_WS(' ', detail, reason, object) FROM ${schema}.audit`).join(' '))], [], schema)
	assert.deepEqual([...found(sql(`SELECT CONCAT_WS(' ', title) FROM ${SCHEMA}.event UNION ALL SELECT title FROM ${SCHEMA}.notice`).join(' '))], [], 'lines that others read')
})

after(() => {
	clean()
	assert.deepEqual(troubles(), [])
})
