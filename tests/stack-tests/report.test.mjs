// Reports: each number is what was put in, opens as many rows, holds only what
// its reader may see, and leaves as a file only for a reason (modules/caf/sections.md 5.4, 5.6).
import test, { after, before } from 'node:test'
import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import fs from 'node:fs'
import https from 'node:https'
import os from 'node:os'
import path from 'node:path'
import * as caf from '../lib/caf.mjs'
import { date, unescape } from '../lib/client.mjs'
import { accountId, cell, env, logMark, noHandle, person, settings, sql, troubles } from '../lib/stack.mjs'

// A year in which nothing else happens, so that what is counted is known.
const YEAR = 1970 + Math.floor(Math.random() * 40)
const PERIOD = `?from=${YEAR}-01-01&to=${YEAR}-12-31`
const day = (month, d) => `${YEAR}-${String(month).padStart(2, '0')}-${String(d).padStart(2, '0')}`
const STATES = ['S2', 'S4', 'S5', 'S7', 'S9', 'S10']
const FORMULA = '=HYPERLINK("http://x";"y") Oyster'
const q = text => text === null ? 'NULL' : `'${String(text).replace(/'/g, "''")}'`
const cases = []
let joan, helen, priya

// -- what is put in --

function invent() {
	const owners = ['pnair', 'bcole', 'thale'].map(login => ({ login, id: accountId(login),
		team: cell(`SELECT team FROM everychild.account WHERE login = '${login}'`),
		manager: cell(`SELECT m.login FROM everychild.account a JOIN everychild.account m ON m.id = a.manager WHERE a.login = '${login}'`) }))
	for (let i = 0; i < 66; i++) {
		const state = STATES[i % STATES.length], month = 3 + i % 5
		cases.push({ handle: noHandle(), owner: owners[i % 7 < 3 ? 0 : i % 7 < 5 ? 1 : 2], state, month,
			subject: i === 5 ? FORMULA : `Oyster Number${'abcdefghij'[i % 10]}`, closed: state === 'S10',
			restricted: i % 13 === 4, unlisted: i % 17 === 6, archived: state === 'S10' && i % 4 === 1,
			registered: day(month, 1 + i % 27), asked: ['CHILD', 'PARENT', 'PRACT', ''][i % 4],
			completed: state === 'S2' ? null : day(month + 1, 1 + i % 27), level: `N${i % 3}`, step: ['NFA', 'ONE', 'TAC'][i % 3],
			again: i % 11 === 3 && state !== 'S2' ? day(month + 3, 2) : null,
			needs: ['H01', 'H07', 'H19'].filter((n, k) => (i + k) % 3 !== 0), prompts: ['DIS', 'CARER'].filter((n, k) => (i >> k) & 1),
			reason: state === 'S10' ? ['C01', 'C02', 'C10'][i % 3] : null, closedOn: day(12, 1 + i % 20),
			clocks: [['T1', 3, 2], ['T2', 14, i % 20], ['T3', 21, null]].map(([code, due, met], k) => ({ code, met,
				from: day(month, 1 + i % 27), due: i % 5 === 1 && met === null ? 40000 : due, dropped: (i + k) % 9 === 0 })),
			actions: [['BH1', ['OPEN', 'DONE', 'PART', 'DROPPED'][i % 4]], ['EW3', 'OPEN']].slice(i % 2),
			outcomes: i % 6 === 3 ? [['BH1', 'BETTER'], ['EW3', ['SAME', 'WORSE'][i % 2]]] : [] })
	}
}

// What was done is recorded a month later, and counts by its own day.
// Closed now, though the reason is dated in that year: or it would be archived meanwhile.
function put(c) {
	const form = (name, number, on) => `INSERT INTO everychild_caf.document (record, form, form_version, number, started_at, started_by, completed_at,
		completed_by, revision) VALUES (@r, '${name}', 1, ${number}, '${c.registered}', ${c.owner.id}, '${on}', ${c.owner.id}, 1); SET @d = LAST_INSERT_ID();`
	const assessed = (number, on, newest) => `${form('assessment', number, on)} INSERT INTO everychild_caf.assessed VALUES (@d, @r, '${on}',
		'${c.level}', '${c.step}', ${newest ? '@r' : 'NULL'}); ${c.needs.map(n => `INSERT INTO everychild_caf.need VALUES (@d, '${n}');`).join('')}`
	return `INSERT INTO everychild_caf.record (handle, reference, kind, subject, state, owner, team, restricted, unlisted, opened_at, closed_at, archived_at)
		VALUES ('${c.handle}', 'T-${c.handle}', 'caf', ${q(c.subject)}, '${c.state}', ${c.owner.id}, ${c.owner.team}, ${+c.restricted}, ${+c.unlisted},
		'${c.registered}', ${c.closed ? 'UTC_TIMESTAMP(6)' : 'NULL'}, ${c.archived ? q(c.closedOn) : 'NULL'}); SET @r = LAST_INSERT_ID();
	INSERT INTO everychild_caf.episode (record, asked_by, registered_on) VALUES (@r, '${c.asked}', '${c.registered}');
	${c.completed ? assessed(1, c.completed, !c.again) : ''} ${c.again ? assessed(2, c.again, true) : ''}
	${form('checklist', 1, c.registered)} ${c.prompts.map(p => `INSERT INTO everychild_caf.prompt VALUES (@d, '${p}', @r, '${c.registered}');`).join('')}
	${c.reason ? `INSERT INTO everychild_caf.closure (record, reason, closed_on, notes, child_comment, parent_comment, account, at)
		VALUES (@r, '${c.reason}', '${c.closedOn}', '', '', '', ${c.owner.id}, '${c.closedOn}');` : ''}
	${c.clocks.map(k => `INSERT INTO everychild_caf.deadline (record, clock, title, from_on, due_on, explanation, met_at, met_on, late, dropped_at) VALUES (@r, '${k.code}', '',
		'${k.from}', '${k.from}' + INTERVAL ${k.due} DAY, '', ${k.met === null ? 'NULL, NULL, 0' : `'${k.from}' + INTERVAL ${(k.met + 30) * 24 + 9} HOUR, '${k.from}' + INTERVAL ${k.met} DAY, ${+(k.met > k.due)}`}, ${k.dropped ? q(k.from) : 'NULL'});`).join('')}
	${c.actions.map(([aim, status], i) => `INSERT INTO everychild_caf.action (record, number, source, outcome, aim, action, who, agreed_on, due_on, status, account, at)
		VALUES (@r, ${i + 1}, 'PLAN', '', '${aim}', '', '', '${c.registered}', '${c.registered}', '${status}', ${c.owner.id}, '${c.registered}');`).join('')}
	${c.outcomes.length ? form('review', 1, c.registered) : ''} ${c.outcomes.map(([aim, change], i) => `INSERT INTO everychild_caf.outcome
		VALUES (@d, ${i + 1}, @r, '${c.registered}', '${aim}', '${change}');`).join('')}`
}

function takeOut() {
	const ids = sql(`SELECT id FROM everychild_caf.record WHERE handle IN (${cases.map(c => q(c.handle)).join(',')})`).join(',')
	sql(`DELETE FROM everychild_caf.need WHERE document IN (SELECT document FROM everychild_caf.assessed WHERE record IN (${ids}));
		${['assessed', 'prompt', 'outcome', 'retention', 'document', 'closure', 'deadline', 'action', 'episode'].map(t =>
		`DELETE FROM everychild_caf.${t} WHERE record IN (${ids});`).join('')}
		DELETE FROM everychild_caf.record WHERE id IN (${ids});`)
}

// -- what should come out --

const seenBy = who => cases.filter(c => !c.restricted && !c.unlisted && (who === 'jreid' || (c.owner.manager === who && !c.archived)))
const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']
const monthOf = iso => `${MONTHS[Number(iso.slice(5, 7)) - 1]} ${YEAR}`
const stateOf = k => k.met === null ? (k.due > 20000 ? 'Running' : 'Overdue') : k.met > k.due ? 'Late' : 'In time'

// { row: { column: n } } without noughts.
function tally(list) {
	const t = {}
	for (const [row, column] of list) {
		t[row] ??= {}
		t[row][column] = (t[row][column] ?? 0) + 1
	}
	return t
}

function expected(who) {
	const some = seenBy(who), done = some.filter(c => c.completed), newest = c => c.again ?? c.completed
	const kept = some.flatMap(c => c.clocks.filter(k => !k.dropped).map(k => [k, c]))
	return {
		months: tally([...some.map(c => [monthOf(c.registered), 'Registered']), ...done.map(c => [monthOf(c.completed), 'Completed']),
			...done.filter(c => c.again).map(c => [monthOf(c.again), 'Completed'])]),
		source: tally(some.map(c => [{ CHILD: 'The child or young person', PARENT: 'A parent or carer', PRACT: 'The practitioner', '': 'Not said' }[c.asked], 'Cases'])),
		level: tally(done.map(c => [{ N0: 'No additional needs', N1: 'Additional needs', N2: 'Complex needs' }[c.level], 'Assessments'])),
		step: tally(done.map(c => [{ NFA: /No further/, ONE: /One service/, TAC: /Several/ }[c.step], 'Assessments'])),
		closure: tally(some.filter(c => c.reason).map(c => [{ C01: /^Needs met/, C02: /^Remaining/, C10: /^Assessed/ }[c.reason], 'Cases'])),
		boxes: tally(done.flatMap(c => c.needs.map(n => [{ H01: 'General health', H07: 'Family and social relationships', H19: /^Social and community/ }[n], 'Assessments']))),
		prompts: tally(some.flatMap(c => c.prompts.map(p => [{ DIS: 'Disabled', CARER: 'Young carer' }[p], 'Cases']))),
		clocks: tally(kept.map(([k]) => [new RegExp(`^${k.code} `), stateOf(k)])),
		teams: tally(kept.map(([k, c]) => [new RegExp(`^${cell(`SELECT name FROM everychild.team WHERE id = ${c.owner.team}`)}, `), stateOf(k)])),
		actions: tally(some.flatMap(c => c.actions.map(([aim, s]) => [{ BH1: /^Physically/, EW3: /^Decent/ }[aim], { OPEN: 'Open', DONE: 'Done', PART: 'Partly done', DROPPED: 'Dropped' }[s]]))),
		outcomes: tally(some.flatMap(c => c.outcomes.map(([aim, s]) => [{ BH1: /^Physically/, EW3: /^Decent/ }[aim], { BETTER: 'Better', SAME: 'The same', WORSE: 'Worse' }[s]]))),
	}
}
const TOPICS = { '': ['months', 'source', 'level', 'step', 'closure'], '/needs': ['boxes', 'prompts'], '/dates': ['clocks', 'teams'], '/plans': ['actions', 'outcomes'] }

// -- pages --

const words = html => unescape(html.replace(/<span class="govuk-visually-hidden">[\s\S]*?<\/span>/g, ' ').replace(/<[^>]+>/g, ' ')).replace(/\s+/g, ' ').trim()

// A table by its id, as rows of cells { text, href }, the first row its labels.
function table(page, id) {
	const html = new RegExp(`<table[^>]*id="${id}"[\\s\\S]*?</table>`).exec(page.body)?.[0]
	if (!html) return null
	return [...html.matchAll(/<tr[\s\S]*?<\/tr>/g)].map(row => [...row[0].matchAll(/<t[hd][\s\S]*?<\/t[hd]>/g)].map(c =>
		({ text: words(c[0]), href: unescape(/href="([^"]*)"/.exec(c[0])?.[1] ?? '') })))
}

function numbers(page, id) {
	const [labels, ...rows] = table(page, id) ?? [[]], t = {}
	for (const [row, ...cells] of rows)
		cells.forEach((c, i) => {
			const n = Number(c.text.replace(/,/g, ''))
			if (n && labels[i + 1].text !== 'Total') (t[row.text] ??= {})[labels[i + 1].text] = n
		})
	return t
}

// The same, with expressions as row labels put in place of what they mean.
function named(wanted, got) {
	return Object.fromEntries(Object.entries(wanted).map(([key, value]) => {
		const m = /^\/(.*)\/$/.exec(key)
		return [m ? Object.keys(got).find(k => new RegExp(m[1]).test(k)) ?? key : key, value]
	}))
}

async function rowsBehind(c, href) {
	const rows = []
	for (let next = href; next;) {
		const page = await c.get(next)
		assert.equal(page.status, 200, next)
		rows.push(...(table(page, 'rows') ?? []).slice(1).filter(row => row.length > 1))
		next = unescape(/<div class="govuk-pagination__next">\s*<a[^>]*href="([^"]*)"/.exec(page.body)?.[1] ?? '')
	}
	return rows
}

before(async () => {
	[joan, helen, priya] = [await person('jreid'), await person('hgrant'), await person('pnair')]
	logMark()
	invent()
	sql(cases.map(put).join('\n'))
})
after(takeOut)

for (const login of ['jreid', 'hgrant', 'rquinn'])
	test(`every number is what was put in, as ${login} may see it`, async () => {
		const c = await person(login), wanted = expected(login)
		assert.ok(Object.keys(wanted.months).length >= 3, 'there is something to count')
		for (const [topic, codes] of Object.entries(TOPICS)) {
			const page = await c.get(`/caf/report${topic}${PERIOD}`)
			assert.equal(page.status, 200)
			assert.match(page.text, /For use inside the service/)
			assert.match(page.text, login === 'jreid' ? /Left out: restricted cases/ : /Left out: restricted and archived cases/)
			for (const code of codes) {
				const got = numbers(page, `${code}-table`)
				assert.deepEqual(got, named(wanted[code], got), `${login} ${code}`)
			}
		}
	})

test('every number opens as many rows, and those are cases that its reader may open', async () => {
	for (const [c, login] of [[joan, 'jreid'], [helen, 'hgrant']]) {
		const may = new Set(seenBy(login).map(x => `/caf/case/${x.handle}`))
		let opened = 0
		for (const [topic, codes] of Object.entries(TOPICS)) {
			const page = await c.get(`/caf/report${topic}${PERIOD}`)
			for (const code of codes)
				for (const row of table(page, `${code}-table`).slice(1))
					for (const number of row.slice(1).filter(n => n.href)) {
						const rows = await rowsBehind(c, number.href)
						assert.equal(rows.length, Number(number.text), number.href)
						assert.deepEqual(rows.map(r => r[0].href).filter(href => !may.has(href)), [], number.href)
						opened++
					}
		}
		assert.ok(opened > 45, `${opened} numbers`)
		assert.equal((await c.get([...may][0])).status, 200)
	}
})

test('open cases are counted as the lists would show them today', async () => {
	for (const [c, reach] of [[joan, '1 = 1'], [helen, `o.manager = ${accountId('hgrant')} AND r.archived_at IS NULL`]]) {
		const page = await c.get('/caf/report'), got = numbers(page, 'open-table')
		const n = cell(`SELECT COUNT(*) FROM everychild_caf.record r JOIN everychild.account o ON o.id = r.owner
			WHERE r.closed_at IS NULL AND r.restricted = 0 AND r.unlisted = 0 AND ${reach}`)
		assert.equal(Object.values(got).reduce((sum, row) => sum + row.Cases, 0), Number(n))
		const paused = table(page, 'open-table').find(row => row[0].text === 'Paused')[1]
		assert.equal((await rowsBehind(c, paused.href)).length, Number(paused.text))
	}
})

test('a date in hours is overdue from its minute on', async () => {
	const c = seenBy('jreid').find(c => !c.closed), count = async () => Object.entries(numbers(await joan.get(`/caf/report/dates${PERIOD}`), 'clocks-table')).find(([row]) => row.startsWith('T1 '))[1]
	const before = await count()
	const id = cell(`INSERT INTO everychild_caf.deadline (record, clock, title, from_on, due_on, due_at, explanation)
		SELECT id, 'T1', '', '${day(5, 5)}', '${caf.today()}', UTC_TIMESTAMP(6) - INTERVAL 1 MINUTE, '' FROM everychild_caf.record WHERE handle = '${c.handle}'; SELECT LAST_INSERT_ID()`)
	const late = await count()
	sql(`UPDATE everychild_caf.deadline SET due_at = UTC_TIMESTAMP(6) + INTERVAL 10 MINUTE WHERE id = ${id}`)
	const ahead = await count()
	sql(`DELETE FROM everychild_caf.deadline WHERE id = ${id}`)
	assert.equal(late.Overdue, (before.Overdue ?? 0) + 1)
	assert.equal(late.Running, before.Running)
	assert.equal(ahead.Overdue, before.Overdue)
	assert.equal(ahead.Running, (before.Running ?? 0) + 1)
})

test('share in time and median of days are those of the dates themselves', async () => {
	const page = await joan.get(`/caf/report/dates${PERIOD}`), rows = table(page, 'clocks-days').slice(1)
	for (const code of ['T1', 'T2', 'T3']) {
		const kept = seenBy('jreid').flatMap(c => c.clocks).filter(k => k.code === code && !k.dropped)
		const of = state => kept.filter(k => stateOf(k) === state).length
		const days = kept.filter(k => k.met !== null).map(k => k.met).sort((a, b) => a - b), n = days.length
		const middle = n === 0 ? 'none' : String((days[(n - 1) >> 1] + days[n >> 1]) / 2)
		const share = of('In time') * 100 / (of('In time') + of('Late') + of('Overdue'))
		const row = rows.find(r => r[0].text.startsWith(code))
		assert.equal(row[2].text, middle, code)
		assert.equal(row[1].text, Number.isInteger(share) ? `${share}%` : `${share.toFixed(1)}%`, code)
	}
})

test('team, assessor, area and clock narrow what is counted, and links keep them', async () => {
	const pnair = seenBy('jreid').filter(c => c.owner.login === 'pnair'), team = seenBy('jreid').filter(c => c.owner.login === 'thale')
	const sum = (page, id) => Object.values(numbers(page, id)).reduce((n, row) => n + Object.values(row).reduce((a, b) => a + b), 0)
	let page = await joan.get(`/caf/report${PERIOD}&holder=${accountId('pnair')}`)
	assert.equal(sum(page, 'source-table'), pnair.length)
	for (const row of table(page, 'source-table').slice(1).filter(r => r[1].href)) {
		assert.match(row[1].href, /holder=\d+/)
		assert.deepEqual([...new Set((await rowsBehind(joan, row[1].href)).map(r => r[5].text))], ['Priya Nair'])
	}
	assert.equal(sum(await joan.get(`/caf/report${PERIOD}&team=${team[0].owner.team}`), 'source-table'), team.length)
	page = await joan.get(`/caf/report/dates${PERIOD}&clock=T2`)
	assert.deepEqual(Object.keys(numbers(page, 'clocks-table')), ['T2 Complete the form'])
	assert.equal(sum(page, 'teams-table'), seenBy('jreid').flatMap(c => c.clocks).filter(k => k.code === 'T2' && !k.dropped).length)
	page = await joan.get(`/caf/report${PERIOD}&area=ZZ9`)
	assert.match(page.text, /Nothing to count/)
	assert.equal((await helen.get(`/caf/report${PERIOD}&holder=${accountId('thale')}`)).text.includes('Nothing to count'), true, 'the staff of another manager')
})

test('an area holds the cases of children who live there, and none of a shielded child', async () => {
	const [one, other] = seenBy('jreid'), children = []
	for (const [i, c] of [one, other].entries()) {
		const handle = await caf.child(priya, { given: 'Area', family: `Oyster${'abcdefghij'[YEAR % 10]}${'ab'[i]}${noHandle().replace(/\d/g, '')}`, born: `${2010 + i}-03-0${1 + i}` })
		const id = cell(`SELECT id FROM everychild_index.child WHERE handle = '${handle}'`)
		sql(`INSERT INTO everychild_index.child_address (child, line1, line2, line3, town, postcode, uprn) VALUES (${id}, '1 Test Row', '', '', '', 'QX${10 + i} 1AA', '');
			UPDATE everychild_caf.record SET child = ${id} WHERE handle = '${c.handle}'`)
		children.push(id)
	}
	const found = async area => {
		const page = await joan.get(`/caf/report${PERIOD}&area=${area}`)
		const links = (table(page, 'source-table') ?? []).slice(1).map(row => row[1]?.href).filter(Boolean)
		return (await Promise.all(links.map(href => rowsBehind(joan, href)))).flat().map(row => row[0].href.slice(-12))
	}
	assert.deepEqual(await found('QX10'), [one.handle])
	assert.deepEqual(await found('qx11'), [other.handle])
	assert.deepEqual(await found('QX1'), [], 'a district is not the beginning of another')
	sql(`UPDATE everychild_index.child SET shielded = 1 WHERE id = ${children[0]}`)
	assert.deepEqual(await found('QX10'), [])
})

test('a period that cannot be is refused beside its field, and what was typed stays', async () => {
	const page = await joan.get('/caf/report?from-day=1&from-month=5&from-year=2020&to-day=1&to-month=4&to-year=2020&area=sm1')
	assert.equal(page.status, 422)
	assert.match(page.errors().join(), /last day must be the first day or later/)
	assert.match(page.body, /name="from-month"[^>]*value="5"/)
	assert.match(page.body, /name="area"[^>]*value="SM1"/)
	assert.match((await joan.get('/caf/report?from=2000-01-01&to=2020-01-01')).errors().join(), /5 years at most/)
	assert.match((await joan.get('/caf/report?area=Sandmouth!')).errors().join(), /first part of a postcode/)
	for (const at of ['/caf/report/nothing', '/caf/report/rows/nothing', '/caf/report/rows/open?from=2020-02-31', '/caf/report/export/nothing'])
		assert.equal((await joan.get(at)).status, 404, at)
})

test('who oversees nobody gets no report', async () => {
	for (const at of ['/caf/report', '/caf/report/needs', '/caf/report/rows/open', '/caf/report/export/open'])
		for (const c of [priya, await person('kdoyle'), await person('zcarr')]) assert.equal((await c.get(at)).status, 403, at)
	assert.ok(!(await priya.get('/caf/')).body.includes('/caf/report'))
	assert.ok((await joan.get('/caf/')).body.includes('/caf/report'))
})

// -- files --

function download(c, action, fields) {
	const body = new URLSearchParams(fields).toString(), url = new URL(action, env.EC_URL)
	return new Promise((resolve, reject) => {
		const r = https.request(url, { method: 'POST', agent: c.agent, headers: { cookie: [...c.cookies].map(([k, v]) => `${k}=${v}`).join('; '),
			'sec-fetch-site': 'same-origin', origin: env.EC_URL, 'content-type': 'application/x-www-form-urlencoded', 'content-length': Buffer.byteLength(body) } }, answer => {
			const parts = []
			answer.on('data', p => parts.push(p))
			answer.on('end', () => resolve({ status: answer.statusCode, headers: answer.headers, bytes: Buffer.concat(parts) }))
		})
		r.on('error', reject)
		r.end(body)
	})
}

function csv(bytes) {
	const text = bytes.toString('utf8')
	assert.equal(text.charCodeAt(0), 0xfeff)
	return [...text.slice(1).matchAll(/((?:"(?:[^"]|"")*"|[^",\r\n]*)(?:,(?:"(?:[^"]|"")*"|[^",\r\n]*))*)\r\n/g)].map(line =>
		[...`${line[1]},`.matchAll(/("(?:[^"]|"")*"|[^",]*),/g)].map(m => m[1].replace(/^"|"$/g, '').replace(/""/g, '"')))
}

async function take(c, at, answers) {
	const page = await c.get(at)
	assert.equal(page.status, 200, at)
	const form = page.form(at.split('?')[0])
	return download(c, form.action, [...form.fields.filter(([name]) => !(name in answers)), ...Object.entries(answers)])
}
const lastAudit = () => sql(`SELECT reason, detail FROM everychild_caf.audit WHERE action = 'report.export' AND account = ${accountId('jreid')} ORDER BY id DESC LIMIT 1`)[0]

test('the cases behind a number as CSV: all of them, no formula, and the reason on record', async () => {
	const file = await take(joan, `/caf/report/export/source${PERIOD}&what=ROWS`, { reason: 'OTHER', reason_text: 'Asked by the board', format: 'CSV' })
	assert.equal(file.status, 200)
	assert.match(file.headers['content-type'], /^text\/csv/)
	assert.equal(file.headers['content-disposition'], `attachment; filename="caf-source-cases-${YEAR}-01-01-${YEAR}-12-31.csv"`)
	const [labels, ...rows] = csv(file.bytes), some = seenBy('jreid')
	assert.deepEqual(labels, ['Reference', 'Child', 'State', 'Asked by', 'Counted as', 'Registered', 'Held by', 'Team'])
	assert.deepEqual(rows.map(r => r[0]).sort(), some.map(c => `T-${c.handle}`).sort())
	assert.equal(rows.filter(r => r[1] === `'${FORMULA}`).length, 1, 'a formula stays text')
	assert.deepEqual(rows.filter(r => /^[=+@-]/.test(r[1])), [])
	const [reason, detail] = lastAudit()
	assert.equal(reason, 'OTHER')
	assert.match(detail, new RegExp(`cases of source\\?from=${YEAR}-01-01&to=${YEAR}-12-31; Asked by the board; csv file, rows: ${some.length}`))
	assert.ok(!detail.includes('Oyster'))
})

test('a number and its filters as XLSX: as many rows, formulas only as text', async () => {
	const dir = fs.mkdtempSync(path.join(os.tmpdir(), 'ecreport.'))
	try {
		const at = `/caf/report/export/months${PERIOD}&holder=${accountId('pnair')}&key=${YEAR}-03&series=REG&what=ROWS`
		const file = await take(joan, at, { reason: 'PLAN', format: 'XLSX' })
		assert.equal(file.status, 200)
		assert.equal(file.bytes.subarray(0, 2).toString(), 'PK')
		fs.writeFileSync(path.join(dir, 'a.xlsx'), file.bytes)
		const sheet = execFileSync('unzip', ['-p', path.join(dir, 'a.xlsx'), 'xl/worksheets/sheet1.xml'], { encoding: 'utf8' })
		const n = seenBy('jreid').filter(c => c.owner.login === 'pnair' && c.month === 3).length
		assert.ok(n > 0)
		assert.equal([...sheet.matchAll(/<row /g)].length, n + 1)
		assert.match(lastAudit()[1], new RegExp(`&holder=\\d+&key=${YEAR}-03&series=REG; xlsx file, rows: ${n}$`))
		const all = await take(joan, `/caf/report/export/source${PERIOD}&what=ROWS`, { reason: 'PLAN', format: 'XLSX' })
		fs.writeFileSync(path.join(dir, 'b.xlsx'), all.bytes)
		const inside = ['xl/worksheets/sheet1.xml', 'xl/sharedStrings.xml'].map(name => {
			try { return execFileSync('unzip', ['-p', path.join(dir, 'b.xlsx'), name], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }) } catch { return '' }
		}).join('')
		assert.doesNotMatch(inside, /<f[ >]/)
		assert.ok(unescape(inside).includes(FORMULA))
	} finally {
		fs.rmSync(dir, { recursive: true })
	}
})

test('a table as a file has the numbers of the page', async () => {
	const file = await take(helen, `/caf/report/export/clocks${PERIOD}&what=TABLE`, { reason: 'QUALITY', format: 'CSV' })
	const [labels, ...rows] = csv(file.bytes), got = {}
	assert.deepEqual(labels.slice(1), ['In time', 'Late', 'Running', 'Overdue', 'In time, per cent', 'Days until done, median'])
	for (const [row, ...cells] of rows) cells.slice(0, 4).forEach((n, i) => { if (n !== '0') (got[row] ??= {})[labels[i + 1]] = Number(n) })
	assert.deepEqual(got, numbers(await helen.get(`/caf/report/dates${PERIOD}`), 'clocks-table'))
})

test('without a reason there is no file', async () => {
	const at = '/caf/report/export/open', count = () => cell("SELECT COUNT(*) FROM everychild_caf.audit WHERE action = 'report.export' AND detail LIKE '%rows:%'"), before = count()
	const first = await joan.get(`${at}${PERIOD}&what=ROWS`)
	assert.deepEqual(first.errors(), [], 'nothing is wrong before it is sent')
	let page = await joan.submit(first, at, { format: 'XLSX' })
	assert.equal(page.status, 422)
	assert.match(page.errors().join(), /Why do you need this file/)
	assert.match(page.body, /value="XLSX"[^>]*checked/)
	page = await joan.submit(page, at, { reason: 'OTHER', reason_text: ' ', format: 'CSV' })
	assert.equal(page.status, 422)
	assert.match(page.errors().join(), /in your own words/)
	assert.match(page.body, new RegExp(`name="from"[^>]*value="${YEAR}-01-01"`))
	assert.equal((await joan.submit(page, at, { reason: 'NONE', format: 'CSV' })).status, 422)
	assert.equal(count(), before)
})

test('more cases than a file may hold are said, not cut', async () => {
	const back = settings({ 'caf.export_rows': '5' }, 'caf')
	try {
		const file = await take(joan, `/caf/report/export/source${PERIOD}&what=ROWS`, { reason: 'PLAN', format: 'CSV' })
		assert.equal(file.status, 422)
		assert.match(file.bytes.toString(), /A file holds 5 cases at most/)
	} finally {
		back()
	}
})

// -- what the program itself writes --

test('a checklist that is decided and an assessment that is completed are counted', async () => {
	const one = () => Promise.all([joan.get('/caf/report'), joan.get('/caf/report/needs')])
	const was = await one()
	const checked = await caf.startUnborn(priya)
	await caf.section(priya, checked, 'checklist', 'decision', { vulnerabilities: ['DIS', 'TEEN'] })
	await caf.checklist(priya, checked)
	await caf.decide(priya, checked)
	const base = await caf.toAssessing(priya)
	await caf.fill(priya, base)
	assert.equal((await caf.complete(priya, base)).status, 303)
	const is = await one()
	const more = (page, id, row, column) => (numbers(is[page], id)[row]?.[column] ?? 0) - (numbers(was[page], id)[row]?.[column] ?? 0)
	assert.equal(more(0, 'level-table', 'Additional needs', 'Assessments'), 1)
	assert.equal(more(0, 'source-table', 'The practitioner', 'Cases'), 1)
	assert.equal(more(1, 'boxes-table', 'General health', 'Assessments'), 1, 'its box says a need')
	assert.equal(more(1, 'boxes-table', 'Social and community elements and resources, including education', 'Assessments'), 0, 'strengths alone are no need')
	assert.equal(more(1, 'prompts-table', 'Teenage parent', 'Cases'), 1)
})

test('what a review finds changed is counted when it is signed off', async () => {
	const petra = await person('pstone'), base = await caf.toDelivering(priya, petra)
	const get = async () => [await joan.get('/caf/report/plans'), await joan.get('/caf/report')]
	const before = await get()
	assert.equal((await caf.openReview(petra, base)).status, 303)
	await caf.review(petra, base)
	const open = await get()
	assert.deepEqual(numbers(open[0], 'outcomes-table'), numbers(before[0], 'outcomes-table'), 'not while it is open')
	assert.equal((await caf.signReview(petra, base)).status, 303)
	const signed = await get(), better = page => Object.values(numbers(page, 'outcomes-table')).reduce((n, row) => n + (row.Better ?? 0), 0)
	assert.equal(better(signed[0]) - better(before[0]), 1)
})

test('of an assessment done again the newest alone counts, but both were completed', async () => {
	const petra = await person('pstone'), base = await caf.toDelivering(priya, petra)
	const get = async () => {
		const page = await joan.get('/caf/report'), month = Object.keys(numbers(page, 'months-table')).at(-1)
		return { level: numbers(page, 'level-table'), completed: numbers(page, 'months-table')[month].Completed }
	}
	const before = await get()
	assert.equal((await petra.submit(await petra.get(`${base}/reassess`), `${base}/reassess`, { ...caf.MOTHER, ...date('given_on', caf.today()) })).status, 303)
	await caf.fill(priya, base, { conclusions: { level_of_need: 'N2' } })
	assert.equal((await caf.complete(priya, base)).status, 303)
	const after = await get(), n = (was, level) => was.level[level]?.Assessments ?? 0
	assert.equal(n(after, 'Complex needs') - n(before, 'Complex needs'), 1)
	assert.equal(n(after, 'Additional needs') - n(before, 'Additional needs'), -1)
	assert.equal(after.completed - before.completed, 1)
})

test('nothing went wrong in the programs meanwhile', () => assert.deepEqual(troubles(), []))
