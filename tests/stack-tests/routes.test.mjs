// Every route of every program, from what the programs say of themselves (-r):
// who is turned away and how, before the page has anything to say.
import test, { after, before } from 'node:test'
import assert from 'node:assert/strict'
import fs from 'node:fs'
import * as caf from '../lib/caf.mjs'
import * as pf from '../lib/fostering.mjs'
import * as edu from '../lib/education.mjs'
import * as lscb from '../lib/lscb.mjs'
import * as asked from '../lib/lscb-requests.mjs'
import * as panel from '../lib/lscb-meeting.mjs'
import { parts } from '../lib/fostering-pages.mjs'
import { Client } from '../lib/client.mjs'
import { token } from '../lib/token.mjs'
import { guest } from '../lib/guest.mjs'
import { PROGRAMS, SCHEMAS, accountId, cell, env, logMark, newSession, noHandle, person, routes, sql, troubles } from '../lib/stack.mjs'
import { elements, parse } from '../xslt/html.mjs'

const ALL = PROGRAMS.flatMap(routes)
const HEADERS = ['content-security-policy', 'strict-transport-security', 'x-content-type-options', 'x-frame-options', 'referrer-policy',
	'cross-origin-opener-policy', 'cross-origin-resource-policy', 'permissions-policy', 'cache-control']
// One for each role, with no other.
const PEOPLE = { pnair: 'PRA', jreid: 'COO', lcross: 'IXM', kdoyle: 'SAF', ofay: 'CME', hgrant: 'MGR', vking: 'AUD', zcarr: 'ADM', fwest: 'DIR LIB',
	pgrey: 'FDO', dmarsh: 'PFW', tbrook: 'PFM', avale: 'PFO', sfinch: 'PAN', ccole: 'CDC', rfox: 'CDR', hfaye: 'CDP', jsingh: 'CDD CDM', uabara: 'CDM', tlowe: 'CDG',
	jkite: 'EVO', snadir: 'ESN', amarlow: 'EVH', mpound: 'EFI', ydunne: 'EAN', hlord: 'EPA', lgower: 'ESW PRA' }
const NAMES = ['Winifred', 'Quillfeather']	// of the mother in the case
let deadline, disposal, hold, share, record, child, arrangement, nobody, stranger
let death, deathDeadline, deathGate, deathEnd, agency, request, meeting
let pupil, pupilDeadline, pupilParts, boardPaper
let visitor, pupilPlan	// a guest, and the plan that they were let in for
let service, provider	// of the service directory
let fostering	// what the arrangement's addresses hold
const expected = new Map()		// audit rows by action
let audited

const holders = route => Object.keys(PEOPLE).filter(login => route.roles.some(role => PEOPLE[login].split(' ').includes(role)))
const outsiders = route => Object.keys(PEOPLE).filter(login => !holders(route).includes(login))
// Priya holds the case, so hers where she has the role; the manager of private
// fostering sees every arrangement.
// Guests have no account: they are let in.
const holder = route => route.roles.includes('EGU') ? visitor : person((route.program === 'caf' && route.roles.includes('PRA')) || route.roles.length === 0 ? 'pnair' :
	route.program === 'fostering' && route.roles.includes('PFM') ? 'tbrook' : holders(route)[0])
const recordOf = { caf: () => record, fostering: () => arrangement, index: () => child, lscb: () => death, education: () => pupil }
// Values of path parts that are a program's own.
// An access that a rule found, made when it is first asked for.
let alert
const alertId = () => alert ??= cell(`INSERT INTO everychild_index.access_alert (rule, day, account, child, n, made_at) VALUES ('MANY', UTC_DATE(), ${accountId('thale')}, 0, 50, UTC_TIMESTAMP(6)); SELECT LAST_INSERT_ID()`)
// A hold on the child, and a record that was destroyed.
let ends
const indexEnds = () => ends ??= { hold: cell(`INSERT INTO everychild_index.legal_hold (record, reason, account, at) SELECT id, 'For the test', 1, UTC_TIMESTAMP(6) FROM everychild_index.child WHERE handle = '${child}'; SELECT LAST_INSERT_ID()`),
	disposal: cell(`INSERT INTO everychild_index.disposal (record, part, reference, title, opened_on, closed_on, archived_on, due_on, rule, why, version, reason, proposed_by, proposed_at, answer, answer_reason, decided_by, decided_at, done_at)
		VALUES (0, '', 'X000000001', 'Index record', '2001-01-01', '2001-01-02', '2002-01-03', '2012-01-01', 'GROWN', '6 years in the archive', 1, 'For the test', 1, UTC_TIMESTAMP(6), 'Y', 'For the test', 2, UTC_TIMESTAMP(6), UTC_TIMESTAMP(6)); SELECT LAST_INSERT_ID()`) }
const own = { index: () => ({ alert: alertId(), ...indexEnds() }), lscb: route => ({ deadline: deathDeadline, gate: deathGate, agency, request, act: 'EXTEND', step: 'R1', report: 'agency', field: 'place_event', item: 0, pack: noHandle(), ...meeting, ...deathEnd,
	...(/annual\/:report/.test(route.pattern) ? { report: meeting.run } : {}), ...(/:request/.test(route.pattern) ? { section: 'circumstances' } : {}), ...(/collation/.test(route.pattern) ? { item: 0 } : {}) }), fostering: () => fostering,
	education: route => ({ deadline: pupilDeadline, topic: 'places', measure: 'v01', copy: 'published', heading: 'SUMMARY', paper: boardPaper, ...pupilParts, ...(route.guest ? { section: 'needs' } : {}) }) }

function address(route, id) {
	const values = { id: id ?? (recordOf[route.program]?.() ?? accountId('thale')), child: id ?? child, form: 'assessment', section: 'header',
		deadline, disposal, hold, share, topic: 'needs', measure: 'open', service, provider, number: 1, ...own[route.program]?.(route) }
	return route.pattern.replace(/:(\w+)/g, (all, name) => values[name])
}
const withId = route => /:(id|child)\b/.test(route.pattern)

const formOf = (route, path) => route.draft ? path.replace(/\/draft$/, '') : path
const tokenFor = (route, c, path) => token(env, route.program, c, formOf(route, decodeURIComponent(path)))

// What holds of every answer whatsoever.
function answerIsWell(page, what) {
	assert.notEqual(page.status, 500, what)
	for (const name of HEADERS) {
		const times = page.rawHeaders.filter((h, i) => i % 2 === 0 && h.toLowerCase() === name).length
		assert.equal(times, 1, `${what}: ${name} stands ${times} times`)
	}
	assert.equal(page.headers['cache-control'], 'no-store', what)
	assert.match(page.headers['content-security-policy'], /^default-src 'none'; script-src 'self'; style-src 'self';.* frame-ancestors 'none'; base-uri 'none'$/)
	assert.doesNotMatch(page.headers.server ?? '', /\d/, `${what}: a version is told`)
	if (/text\/html/.test(page.headers['content-type'] ?? '') && page.body !== '' && !byNginx(page)) htmlIsWell(page, what)
}

// Its own few words, for a method or an address that never reaches a program.
const byNginx = page => /<hr><center>nginx<\/center>/.test(page.body) && page.body.length < 200

function htmlIsWell(page, what) {
	assert.match(page.body, /^<!DOCTYPE html>/i, what)
	const ids = [...elements(parse(page.body))].map(e => e.attributes.get('id')).filter(Boolean)
	assert.deepEqual(ids.filter((id, i) => ids.indexOf(id) !== i), [], `${what}: ids twice`)
	for (const name of NAMES) assert.ok(!page.title.includes(name), `${what}: a name in the title`)
}

async function ask(route, c, method, path, fields, headers) {
	const body = fields === undefined ? undefined : typeof fields === 'string' ? fields : new URLSearchParams(fields).toString()
	const page = await c.request(method, path, body, headers)
	answerIsWell(page, `${method} ${path} as ${c.login ?? 'nobody'}`)
	const reaches = route && !route.quiet && c.login && (method === 'HEAD' ? 'GET' : method) === route.method
	if (reaches && !/%(00|01|ff|FF|C0|ED|EF%BF%BE)/.test(path + (body ?? '')))
		expected.set(route.action, (expected.get(route.action) ?? 0) + 1)
	return page
}

const get = (route, c, path, headers) => ask(route, c, 'GET', path, undefined, headers)
// A post that only its refusal can stop: the token is right.
const post = (route, c, path, fields = {}, headers = undefined) =>
	ask(route, c, 'POST', path, { token: tokenFor(route, c, path), ...fields }, headers)
const send = (route, c, path, fields, headers) =>
	route.method === 'GET' ? get(route, c, path, headers) : post(route, c, path, fields, headers)

// A page without what differs from one request to the next.
const bare = page => page.body.replace(/Reference: [0-9a-f]{32}/g, '').replace(/(name="token" value|value)="[\w-]{43}"/g, '')
	.replace(/data-(end|idle|warn|expires)="[^"]*"/g, '').replace(/datetime="[^"]*"|\d+:\d\d[ap]m/g, '').replace(/\/\w+\/(case|child)\/\w{12}|\/child\/\w{12}|\/\w+\/start\/\w{12}/g, '')

function same(one, other, what) {
	const a = bare(one), b = bare(other)
	const at = [...a].findIndex((c, i) => c !== b[i])
	assert.ok(a === b, `${what}: ${a.slice(at - 60, at + 60)} <> ${b.slice(at - 60, at + 60)}`)
}

// A meeting, and of the case an analysis, a referral, a recommendation and an action.
async function panelMet(ccole, base) {
	const id = `(SELECT id FROM everychild_lscb.record WHERE handle = '${lscb.handleOf(base)}')`
	const set = state => sql(`UPDATE everychild_lscb.record SET state = '${state}' WHERE handle = '${lscb.handleOf(base)}'`)
	const [at, recommendation, action] = [(await panel.plan(ccole)).split('/').pop(), noHandle(), noHandle()]
	set('READY')
	await panel.begin(ccole, base)
	set('NOTIFIED')
	sql(`INSERT INTO everychild_lscb.recommendation (handle, number, record, text, addressee, level, led_by, made_on, account, at) SELECT '${recommendation}', '${recommendation}', ${id}, 'x', 'x', 'LOCAL', 'x', '2026-01-02', 1, UTC_TIMESTAMP(6);
		INSERT INTO everychild_lscb.action (handle, number, text, led_by, made_on, status, account, at) VALUES ('${action}', '${action}', 'x', 'x', '2026-01-02', 'OPEN', 1, UTC_TIMESTAMP(6))`)
	const referral = cell(`INSERT INTO everychild_lscb.referral (record, sent_to, referred_on, by_whom, why, account, at) SELECT ${id}, 'HSE', '2026-01-02', 'x', 'x', 1, UTC_TIMESTAMP(6); SELECT LAST_INSERT_ID()`)
	const item = cell(`SELECT MIN(i.id) FROM everychild_lscb.agenda_item i JOIN everychild_lscb.meeting m ON m.id = i.meeting WHERE m.handle = '${at}'`)
	const run = noHandle()
	sql(`INSERT INTO everychild_lscb.return_run (handle, year, number, status, body, checksum, account, at) VALUES ('${run}', 2019, 1, 'RUN', 'l1 ALL M 0\n', 'x', 1, UTC_TIMESTAMP(6));
		INSERT INTO everychild_lscb.annual_report (handle, year, number, status, body, checksum, account, at) VALUES ('${run}', 2019, 1, 'PUT', 'P\tForeword\n', 'x', 1, UTC_TIMESTAMP(6));
		INSERT INTO everychild_lscb.theme (handle, title, account, at) VALUES ('${run}', 'x', 1, UTC_TIMESTAMP(6))`)
	const someone = cell(`INSERT INTO everychild_lscb.person (record, kind, given, family, account, at) SELECT ${id}, 'PROFESSIONAL', 'Ann', 'Hope', 1, UTC_TIMESTAMP(6); SELECT LAST_INSERT_ID()`)
	return { meeting: at, item, recommendation, action, referral, run, year: 2019, heading: 'FOREWORD', theme: run, what: 'TABLES', person: someone, topic: 'work', measure: 'l1', form: 'notification', section: 'referral' }
}

function contentSum() {
	const tables = sql(`SELECT CONCAT('\`', table_schema, '\`.\`', table_name, '\`') FROM information_schema.tables
		WHERE table_schema IN ('${SCHEMAS.join("','")}') AND table_type = 'BASE TABLE' AND table_name NOT IN ('audit', 'session')`)
	return sql(`CHECKSUM TABLE ${tables.map(row => row[0]).join(', ')}`).map(row => row.join('=')).join('\n')
}

const auditMax = () => SCHEMAS.map(schema => [schema, Number(cell(`SELECT COALESCE(MAX(id), 0) FROM ${schema}.audit`))])

// One of the service directory, with its provider.
async function entry(c) {
	const made = async (at, fields) => assert.equal((await c.submit(await c.get(at), at, fields)).status, 303, at)
	const newest = table => cell(`SELECT uuid FROM everychild_caf.${table} ORDER BY id DESC LIMIT 1`)
	await made('/caf/services/providers/new', { name: 'Routes', description: 'Invented' })
	await made('/caf/services/new/edit', { provider: newest('provider'), name: 'Routes', description: 'x', status: 'ACTIVE', aims: 'BH1', tier: 'UNI', eligibility: 'x', min_age: '0', max_age: '1',
		areas: 'ALL', threshold: 'N0', routes: 'SELF', how: 'x', needs_caf: 'N', venue: 'ONLINE', contact: 'x', phone: '01632 960001', sensitive: 'N', public: 'N' })
	return [newest('service'), newest('provider')]
}

// A report that rfox is asked for, and an answer of the case that is in conflict.
async function reportAsked(ccole, base) {
	const set = state => sql(`UPDATE everychild_lscb.record SET state = '${state}' WHERE handle = '${lscb.handleOf(base)}'`)
	const of = await asked.agency(ccole, 'Routes', 'GP', { REPORTER: 'rfox' })
	set('GATHERING')
	const made = await asked.sent(ccole, base, of)
	set('NOTIFIED')
	await ccole.submit(await ccole.get(`${base}/name`), `${base}/name`, { reason: 'MATCH' })
	sql(`INSERT INTO everychild_lscb.collated (record, form, field, item, how, value, account, at) SELECT id, 'agency', 'place_event', 0, 'CONFLICT', 'HOME\\nPUBL', 1, UTC_TIMESTAMP(6)
		FROM everychild_lscb.record WHERE handle = '${lscb.handleOf(base)}'`)
	return [of, made.split('/')[3]]
}

before(async () => {
	const pnair = await person('pnair')
	record = (await caf.toAssessing(pnair, { given: NAMES[0], family: NAMES[1] })).split('/')[3]
	if (PROGRAMS.includes('index')) {
		child = await caf.child(pnair, { given: 'Routia', family: 'Pathfinder', born: '2015-03-17' })
		await caf.open(await person('lcross'), child, 'A7')
		await caf.open(await person('ofay'), child, 'A6')
	}
	if (PROGRAMS.includes('fostering')) {
		arrangement = pf.handleOf(await pf.start(await person('pgrey'), await pf.child(await person('pgrey'), { given: 'Routine', family: 'Farer', born: '2015-04-17' })))
		await caf.open(await person('tbrook'), child)
		fostering = parts(`/fostering/case/${arrangement}`)
	}
	if (PROGRAMS.includes('lscb')) {
		death = lscb.handleOf(await lscb.notify(await person('ccole'), { family: 'Pathfinder', given: 'Routine' }))
		;[agency, request] = await reportAsked(await person('ccole'), `/lscb/case/${death}`)
		meeting = await panelMet(await person('ccole'), `/lscb/case/${death}`)
		deathDeadline = cell(`INSERT INTO everychild_lscb.deadline (record, clock, title, from_on, due_on, explanation) SELECT id, 'T1', 'Missed', '2026-01-01', '2026-01-02', 'For the test' FROM everychild_lscb.record WHERE handle = '${death}'; SELECT LAST_INSERT_ID()`)
		deathEnd = {
			hold: cell(`INSERT INTO everychild_lscb.legal_hold (record, reason, account, at) SELECT id, 'For the test', 1, UTC_TIMESTAMP(6) FROM everychild_lscb.record WHERE handle = '${death}'; SELECT LAST_INSERT_ID()`),
			disposal: cell(`INSERT INTO everychild_lscb.disposal (record, part, reference, title, opened_on, closed_on, archived_on, due_on, rule, why, version, reason, proposed_by, proposed_at, answer, answer_reason, decided_by, decided_at, done_at)
				VALUES (0, '', 'CD-2001-9001', 'Review', '2001-01-01', '2001-01-02', '2002-01-03', '2012-01-01', 'REVIEWED', '25 years', 1, 'For the test', 1, UTC_TIMESTAMP(6), 'Y', 'For the test', 2, UTC_TIMESTAMP(6), UTC_TIMESTAMP(6)); SELECT LAST_INSERT_ID()`) }
		deathGate = cell(`INSERT INTO everychild_lscb.gate (record, code, hard, status, opened_on, account, at) SELECT id, 'G-COR', 1, 'OPEN', '2026-01-02', 1, UTC_TIMESTAMP(6) FROM everychild_lscb.record WHERE handle = '${death}'; SELECT LAST_INSERT_ID()`)
	}
	if (PROGRAMS.includes('education')) {
		const jkite = await person('jkite')
		pupil = edu.handleOf(await edu.inCare(jkite, await edu.child(jkite, { given: 'Routine', family: 'Pupil', born: `${Number(edu.today().slice(0, 4)) - (edu.today().slice(5) < '09-01' ? 15 : 14)}-05-17` }), '2026-01-02'))
		pupilDeadline = cell(`SELECT MIN(id) FROM everychild_education.deadline WHERE record = (SELECT id FROM everychild_education.record WHERE handle = '${pupil}')`)
		edu.led(await jkite.submit(await jkite.get(`/education/child/${pupil}/plan`), `/education/child/${pupil}/plan`, { why: 'INITIAL' }), 'plan')
		boardPaper = cell(`INSERT INTO everychild_education.board_paper (handle, meeting_on, year, body, account, at) VALUES ('0board0paper', '2026-11-20', 2026, '', 1, UTC_TIMESTAMP(6)); SELECT '0board0paper'`)
		pupilParts = { number: 1, form: 'pep-1', section: 'contacts', year: 2026, layout: 'OC2', import: await edu.readIn(jkite, 'Person,Route\n1,2\n'), school: edu.school('199001'), place: await edu.place(jkite, `/education/child/${pupil}`, '199001', '2026-09-02'), request: 1, task: 1,
			approval: cell(`INSERT INTO everychild_education.ks4_approval (record, moves_on, what, status, account, at) SELECT id, '2026-11-30', 'For the test', 'BLOCKED', owner, UTC_TIMESTAMP(6) FROM everychild_education.record WHERE handle = '${pupil}'; SELECT LAST_INSERT_ID()`),
			kind: 'ATTENDANCE', target: 0, letter: cell(`INSERT INTO everychild_education.letter (record, number, kind, to_name, to_address, body, sent_on, sent_how, account, at) SELECT id, 1, 'ATTENDANCE', 'x', '', 'f x\nh x\np x\n', '2026-11-20', 'POST', owner, UTC_TIMESTAMP(6) FROM everychild_education.record WHERE handle = '${pupil}'; SELECT LAST_INSERT_ID()`),
			hold: cell(`INSERT INTO everychild_education.legal_hold (record, reason, account, at) SELECT id, 'For the test', 1, UTC_TIMESTAMP(6) FROM everychild_education.record WHERE handle = '${pupil}'; SELECT LAST_INSERT_ID()`),
			disposal: cell(`INSERT INTO everychild_education.disposal (record, part, reference, title, opened_on, closed_on, archived_on, due_on, rule, why, version, reason, proposed_by, proposed_at, answer, answer_reason, decided_by, decided_at, done_at)
				VALUES (0, '', 'ED-2001-9001', 'Education', '2001-01-01', '2001-01-02', '2002-01-03', '2012-01-01', 'CARE', '75 years', 1, 'For the test', 1, UTC_TIMESTAMP(6), 'Y', 'For the test', 2, UTC_TIMESTAMP(6), UTC_TIMESTAMP(6)); SELECT LAST_INSERT_ID()`),
			line: cell(`INSERT INTO everychild_education.premium_line (record, year, term, line, amount, on_day, account, at) SELECT id, 2026, 'AUTUMN', 'APPROVED', 100, '2026-10-05', owner, UTC_TIMESTAMP(6) FROM everychild_education.record WHERE handle = '${pupil}'; SELECT LAST_INSERT_ID()`),
			episode: cell(`SELECT MIN(id) FROM everychild_education.care_episode WHERE record = (SELECT id FROM everychild_education.record WHERE handle = '${pupil}')`),
			sent: cell(`INSERT INTO everychild_education.school_letter (handle, school, to_name, to_address, body, sent_on, sent_how, account, at) VALUES ('0school0sent', ${edu.schoolId('199001')}, 'x', '', 'f x\nh x\np x\n', '2026-11-20', 'POST', 1, UTC_TIMESTAMP(6)); SELECT '0school0sent'`),
			ehc: cell(`INSERT INTO everychild_education.ehc_plan (record, authority, requested_on, account, at) SELECT id, '890', '2026-10-05', owner, UTC_TIMESTAMP(6) FROM everychild_education.record WHERE handle = '${pupil}'; SELECT LAST_INSERT_ID()`),
			entry: cell(`INSERT INTO everychild_education.result (record, year, assessment, subject, result, status, account, at) SELECT id, 2026, 'GCSE', 'MATHS', '5', 'FINAL', owner, UTC_TIMESTAMP(6) FROM everychild_education.record WHERE handle = '${pupil}'; SELECT LAST_INSERT_ID()`),
			suspension: cell(`INSERT INTO everychild_education.suspension (record, school, type, began_on, sessions, account, at) SELECT id, ${edu.schoolId('199001')}, 'SUSP', '2026-10-05', 2, owner, UTC_TIMESTAMP(6) FROM everychild_education.record WHERE handle = '${pupil}'; SELECT LAST_INSERT_ID()`),
			file: (await edu.paste(jkite, '/education/calendar/file', 'OWNER,DATE,SESSIONS,REASON\n'))[1].path.split('/')[3] }
		await caf.open(jkite, child)
		pupilPlan = cell(`SELECT id FROM everychild_education.pep WHERE record = (SELECT id FROM everychild_education.record WHERE handle = '${pupil}')`)
		visitor = await guest(pupilPlan)
		pupilParts.guest = visitor.entry.id
	}
	if (PROGRAMS.includes('caf')) [service, provider] = await entry(await person('fwest'))
	for (const login of Object.keys(PEOPLE)) await person(login)
	stranger = await person('thale')
	const id = cell(`SELECT id FROM everychild_caf.record WHERE handle = '${record}'`)
	deadline = cell(`INSERT INTO everychild_caf.deadline (record, clock, title, from_on, due_on, explanation) VALUES (${id}, 'T8', 'Missed', '2026-01-01', '2026-01-02', 'For the test'); SELECT LAST_INSERT_ID()`)
	hold = cell(`INSERT INTO everychild_caf.legal_hold (record, reason, account, at) VALUES (${id}, 'For the test', 1, UTC_TIMESTAMP(6)); SELECT LAST_INSERT_ID()`)
	disposal = cell(`INSERT INTO everychild_caf.disposal (record, part, reference, title, opened_on, closed_on, archived_on, due_on, rule, why, version, reason, proposed_by, proposed_at,
		answer, answer_reason, decided_by, decided_at, done_at) VALUES (0, '', 'CAF-890-2001-000001/1', 'Common assessment', '2001-01-01', '2001-01-02', '2002-01-03', '2012-01-01', 'REGISTERED', '25 years from birth', 1,
		'For the test', 1, UTC_TIMESTAMP(6), 'Y', 'For the test', 2, UTC_TIMESTAMP(6), UTC_TIMESTAMP(6)); SELECT LAST_INSERT_ID()`)
	share = sql(`INSERT INTO everychild_caf.share (record, decision, shared_at, to_person, to_agency, what, purpose, agreement, facts, opinions, reported, why, consulted, method, account, at)
		SELECT id, 'SHARED', UTC_TIMESTAMP(6), 'A', 'B', '', 'C', 'REFUSED', '', '', '', '', '', 'PHONE', owner, UTC_TIMESTAMP(6) FROM everychild_caf.record WHERE handle = '${record}'; SELECT LAST_INSERT_ID()`)[0][0]
	nobody = new Client(env)
	logMark()
	audited = auditMax()
})

test('the programs have routes, and each has a name in the access log of its own', () => {
	assert.ok(ALL.length >= 20)
	const names = ALL.map(route => route.program + route.action)
	assert.deepEqual(names.filter((name, i) => names.indexOf(name) !== i), [])
})

test('without a session every page leads to sign-in and says nothing', async () => {
	for (const route of ALL.filter(route => route.permission !== 'public')) {
		for (const id of withId(route) ? [undefined, noHandle()] : [undefined]) {
			const path = address(route, id), what = `${route.method} ${path}`
			const page = await ask(route, nobody, route.method, path, route.method === 'POST' ? { token: tokenFor(route, nobody, path) } : undefined)
			assert.equal(page.status, 303, what)
			assert.match(page.location, route.method === 'GET' ? /^\/signin\?return=\// : /^\/signin\?ended=lost&return=\//, what)
			if (route.method === 'GET') assert.equal(page.location, `/signin?return=${path}`, what)
			assert.equal(page.body, '', what)
		}
	}
})

test('a link from another site gets one page that says nothing', async () => {
	for (const route of ALL.filter(route => route.permission !== 'public' && route.method === 'GET')) {
		const page = await get(route, nobody, address(route), { 'sec-fetch-site': 'cross-site' })
		assert.equal(page.status, 200)
		assert.match(page.text, /You came here by a link from somewhere else/)
		for (const name of NAMES) assert.ok(!page.body.includes(name))
	}
})

test('a session that was made up is none', async () => {
	for (const value of ['x', 'A'.repeat(43), '', 'A'.repeat(43) + '; __Host-everychild=' + 'B'.repeat(43)]) {
		const c = new Client(env)
		c.cookies.set('__Host-everychild', value)
		const page = await get(undefined, c, '/caf/')
		assert.equal(page.status, 303)
		assert.match(page.location, /^\/signin/)
	}
})

test('whoever has not the role is refused, whether the record is there or not', async () => {
	let n = 0
	for (const route of ALL.filter(route => route.roles.length > 0)) {
		for (const login of outsiders(route)) {
			const c = await person(login)
			const there = await send(route, c, address(route))
			const what = `${route.method} ${route.pattern} as ${login}`
			assert.equal(there.status, 403, what)
			for (const name of NAMES) assert.ok(!there.body.includes(name), what)
			if (withId(route)) {
				const none = await send(route, c, address(route, noHandle()))
				assert.equal(none.status, 403, what)
				same(there, none, what)
			}
			n++
		}
	}
	assert.ok(n > 100, `${n} pairs of route and role`)
})

// What is for guests, by name: a row that is added to it is seen here.
const FOR_GUESTS = ['accessibility.show', 'guest.changes', 'guest.draft', 'guest.plan', 'guest.save', 'guest.section', 'guest.sign', 'help.show', 'signin.extend',
	'signin.guest.show', 'signin.guest.try', 'signin.out']

test('a guest is turned away from every page of every program that is not for guests, before it looks at anything, whatever roles the account has', { skip: !PROGRAMS.includes('education') }, async () => {
	assert.deepEqual(ALL.filter(route => route.guest).map(route => route.action).sort(), FOR_GUESTS)
	const account = cell(`SELECT account FROM everychild.guest WHERE id = ${visitor.entry.id}`)
	const roles = [...new Set(ALL.flatMap(route => route.roles))].filter(role => role !== 'EGU')
	sql(`INSERT INTO everychild.account_role (account, role) VALUES ${roles.map(role => `(${account}, '${role}')`).join(', ')};
		UPDATE everychild.account SET checked_on = UTC_DATE(), training_on = UTC_DATE(), approved_on = UTC_DATE(), service = 'SCH' WHERE id = ${account}`)
	const sum = contentSum()
	let n = 0
	for (const route of ALL.filter(route => !route.guest)) {
		const there = await send(route, visitor, address(route)), what = `${route.method} ${route.pattern}`
		assert.equal(there.status, 403, what)
		assert.match(there.text, /Your entry opens one thing alone/, what)
		for (const name of NAMES) assert.ok(!there.body.includes(name), what)
		if (withId(route)) same(there, await send(route, visitor, address(route, noHandle())), what)
		n++
	}
	assert.ok(n > 400, `${n} routes`)
	assert.equal(contentSum(), sum, 'nothing was changed')
	sql(`DELETE FROM everychild.account_role WHERE account = ${account}`)
	assert.equal((await get(ALL.find(route => route.action === 'guest.plan'), visitor, '/education/guest')).status, 200)
})

test('who has the role and nothing to do with the record learns nothing of it', async () => {
	for (const route of ALL.filter(route => route.program === 'caf' && route.roles.includes('PRA') && withId(route))) {
		const what = `${route.method} ${route.pattern}`
		const there = await send(route, stranger, address(route)), none = await send(route, stranger, address(route, noHandle()))
		assert.equal(there.status, 404, what)
		assert.equal(none.status, 404, what)
		same(there, none, what)
	}
})

test('an id that is not one, and one that does not exist, are the same', async () => {
	for (const route of ALL.filter(withId)) {
		const c = await holder(route)
		for (const id of ['x', 'ABCDEFGHJKMN', 'a%20b', "1'or'1", '999999999999', noHandle()]) {
			const page = await send(route, c, address(route, id))
			assert.equal(page.status, 404, `${route.method} ${address(route, id)}`)
		}
	}
})

test('a parameter that the page does not have is refused', async () => {
	for (const route of ALL.filter(route => !route.draft)) {
		const c = route.permission === 'public' ? nobody : await holder(route)
		const path = address(route), what = `${route.method} ${path}`
		const page = route.method === 'GET' ? await get(route, c, `${path}?zzz=1`) : await post(route, c, path, { zzz: '1' })
		assert.equal(page.status, 400, what)
	}
})

test('a parameter that comes twice is refused, and one of the path cannot be given again', async () => {
	for (const route of ALL.filter(route => route.method === 'GET' && withId(route))) {
		const name = /:(id|child)\b/.exec(route.pattern)[1]
		const page = await get(route, await holder(route), `${address(route)}?${name}=${noHandle()}`)
		assert.equal(page.status, 400, `${route.pattern} with a second ${name}`)
	}
})

test('a post without its own form’s token is refused', async () => {
	const second = new Map()
	for (const route of ALL.filter(route => route.method === 'POST')) {
		const c = route.permission === 'public' ? nobody : await holder(route)
		if (c.login && !second.has(c)) second.set(c, await (c === visitor ? guest(pupilPlan) : newSession(c.login)))
		const path = address(route), other = second.get(c) ?? stranger
		const own = tokenFor(route, c, path)
		const wrong = { missing: undefined, empty: '', short: own.slice(0, 20), changed: (own[0] === 'A' ? 'B' : 'A') + own.slice(1),
			'of another form': token(env, route.program, c, path + 'x'), 'of another program': token(env, route.program === 'caf' ? 'signin' : 'caf', c, path),
			'of another person': tokenFor(route, stranger, path), 'of another session': tokenFor(route, other, path) }
		if (path.startsWith('/signin/')) delete wrong['of another program']	// every page has these forms
		for (const [what, value] of Object.entries(wrong)) {
			const page = await ask(route, c, 'POST', path, value === undefined ? {} : { token: value })
			assert.equal(page.status, 400, `${path}: token ${what}`)
			assert.match(page.text, /Nothing was saved/, `${path}: token ${what}`)
		}
	}
})

test('a post from elsewhere is refused', async () => {
	const refused = [{ origin: 'https://evil.example' }, { origin: 'https://localhost' }, { 'sec-fetch-site': 'cross-site' }, { 'sec-fetch-site': 'same-site' },
		{ 'sec-fetch-site': 'none' }, { 'sec-fetch-site': null, origin: 'null' }, { 'sec-fetch-site': null, origin: `http://localhost:${env.EC_PORT}` }]
	for (const route of ALL.filter(route => route.method === 'POST')) {
		const c = route.permission === 'public' ? nobody : await holder(route)
		for (const headers of refused) {
			const page = await post(route, c, address(route), {}, headers)
			assert.equal(page.status, 400, `${route.pattern} ${JSON.stringify(headers)}`)
		}
	}
	const route = ALL.find(route => route.action === 'caf.unborn')
	if (route) for (const headers of [{ origin: 'null' }, { origin: null }, { 'sec-fetch-site': null }])
		assert.equal((await post(route, await person('pnair'), '/caf/unborn', {}, headers)).status, 422, JSON.stringify(headers))
})

test('what is not text is refused at the door', async () => {
	for (const route of ALL) {
		const c = route.permission === 'public' ? nobody : await holder(route)
		for (const bad of ['%00', '%01', '%1f', '%ff', '%C0%AF', '%ED%A0%80', '%EF%BF%BE', '%F4%90%80%80', '%zz', '%4']) {
			const name = route.inputs.find(name => name !== 'id') ?? 'x'
			const path = address(route)
			const page = route.method === 'GET' ? await c.get(`${path}?${name}=a${bad}`) :
				await c.request('POST', path, `token=${tokenFor(route, c, path)}&${name}=a${bad}`)
			answerIsWell(page, path)
			assert.equal(page.status, 400, `${route.method} ${path} ${name} ${bad}`)
		}
	}
})

test('HEAD answers as GET does, without a body; other methods are refused', async () => {
	for (const route of ALL) {
		const c = route.permission === 'public' ? nobody : await holder(route), path = address(route)
		if (route.method === 'GET') {
			const whole = await get(route, c, path), head = await ask(route, c, 'HEAD', path)
			assert.equal(head.status, whole.status, path)
			assert.equal(head.body, '', path)
			assert.equal(head.headers['content-type'], whole.headers['content-type'], path)
			if (!ALL.some(other => other.method === 'POST' && other.program === route.program && matches(other.pattern, path)))
				assert.equal((await ask(undefined, c, 'POST', path, {})).status, 405, `POST ${path}`)
		} else if (!ALL.some(other => other.method === 'GET' && other.program === route.program && matches(other.pattern, path))) {
			assert.equal((await ask(undefined, c, 'GET', path)).status, 405, `GET ${path}`)
		}
		for (const method of ['PUT', 'DELETE', 'TRACE', 'PATCH', 'OPTIONS', 'PROPFIND'])
			assert.equal((await ask(undefined, c, method, path)).status, 405, `${method} ${path}`)
	}
})

const matches = (pattern, path) => new RegExp('^' + pattern.replace(/:\w+/g, '[^/]+') + '$').test(path)

test('an address that nobody has is not found', async () => {
	for (const path of ['/nothing', '/caf', '/caf/case/', `/caf/case/${record}/`, '/signinx', '/signin/', '/child/', '/error/502.html', '/.env', '/caf/%2e%2e/caf/x']) {
		const page = await ask(undefined, await person('pnair'), 'GET', path)
		assert.ok(page.status === 404 || (path === '/caf' && page.status === 301), `${path}: ${page.status}`)
	}
})

const EXITS = /\/(national|social-care|step-down|transfer|duplicate|withdraw\/harm|no-contact\/close|siblings\/|joins?\b|not-pf|not-ended|again|decide|absence|end$|ending$|fostering\/case\/:id\/close$|undo$|dropped$|change\/|arrival$|initial\/|visit\/asked|aware$|lscb\/case\/:id\/(out|accept|news|close|reopen|delay|marks|list|unlist|table|conflict|sign|defer|answered)$|packs\/:pack|pack\/(marks|mark\/|paper|copy)|response\/step$|lscb\/request\/:request\/part$|plan\/:number\/(quality|moderate)$|child\/:id\/(end-error|gone|advice|lock|unlock|need\/refuse)$)/

test('who may, gets the page, and no page writes anything', async () => {
	let sum = contentSum()
	const wrong = []
	for (const route of ALL.filter(route => route.method === 'GET')) {
		const path = address(route)
		const page = await get(route, route.permission === 'public' ? nobody : await holder(route), path)
		// Steps that cannot be taken from where the case is.
		if (EXITS.test(route.pattern) && [404, 409].includes(page.status)) continue
		// Its key is its own (calendar.test.mjs).
		if (route.action === 'calendar.fetch' && page.status === 404) continue
		if (page.status !== 200 && !(page.status === 303 && page.location.startsWith('/'))) wrong.push(`${path}: ${page.status} ${page.title}`)
		const now = contentSum()
		if (now !== sum) wrong.push(`${path} changed something`)
		sum = now
	}
	assert.deepEqual(wrong, [])
})

test('nothing that was refused has changed anything', async () => {
	assert.equal(cell(`SELECT state FROM everychild_caf.record WHERE handle = '${record}'`), 'S3')
	const pnair = await person('pnair')
	assert.equal((await get(ALL.find(route => route.action === 'case.show'), pnair, `/caf/case/${record}`)).status, 200)
})

test('the access log has one row for each request that reached a page', () => {
	const rows = new Map()
	// What the daily round does by itself nobody has asked for.
	for (const [schema, id] of audited)
		for (const [action, n] of sql(`SELECT action, COUNT(*) FROM ${schema}.audit WHERE id > ${id} AND action NOT LIKE 'daily.%' GROUP BY action`))
			rows.set(action, (rows.get(action) ?? 0) + Number(n))
	for (const action of ['signin.done', 'signin.try', 'signin.guest', 'signin.guest.try']) { rows.delete(action); expected.delete(action) }	// of newSession
	const actions = [...new Set([...rows.keys(), ...expected.keys()])]
	assert.deepEqual(actions.filter(a => rows.get(a) !== expected.get(a)).map(a => `${a}: ${rows.get(a)} rows, ${expected.get(a)} requests`), [])
})

test('the access log says in words what was done', async () => {
	const wordsOf = file => fs.existsSync(file) ? [...fs.readFileSync(file, 'utf8').matchAll(/code="([^"]*)" label="/g)].map(m => m[1]) : []
	const shared = wordsOf(new URL('../../conf/lists/action.xml', import.meta.url))
	const known = Object.fromEntries(PROGRAMS.map(program => [program, new Set([...shared,
		...wordsOf(new URL(`../../modules/${program}/conf/lists/action-${program}.xml`, import.meta.url))])]))
	assert.deepEqual(ALL.filter(route => !known[route.program].has(route.action)).map(route => `${route.program} ${route.action}`), [], 'without words')
	const pnair = await person('pnair'), vking = await person('vking')
	await pnair.get(`/caf/case/${record}`)
	const log = async () => (await vking.submit(await vking.get('/access'), '/access', { login: 'pnair' })).text
	const text = await log()
	assert.match(text, /Opened a case/)
	assert.match(text, /Read the delivery plan/)
	assert.doesNotMatch(text, /case\.show|\{\w/)
})

test('after every page a connection holds the statements that it used last, not all there are', () => {
	const held = Number(sql("SHOW GLOBAL STATUS LIKE 'Prepared_stmt_count'")[0][1])
	const connections = Number(cell("SELECT COUNT(*) FROM information_schema.processlist WHERE user LIKE 'ec\\_%'"))
	assert.ok(held > 128 && held <= 128 * connections, `${held} on ${connections} connections`)
})

after(() => {
	assert.deepEqual(troubles(), [])
})
