// The panel as those see it who do not coordinate: chair, member, analyst, board.
import test, { after, before } from 'node:test'
import assert from 'node:assert/strict'
import { attend, begin, list, plan, ready, seat } from '../lib/lscb-meeting.mjs'
import { agency, gathering, sent } from '../lib/lscb-requests.mjs'
import { day, handleOf, name } from '../lib/lscb.mjs'
import { idOf, record } from '../lib/lscb-triage.mjs'
import { accountId, cell, logMark, person, sql, troubles } from '../lib/stack.mjs'

const DB = 'everychild_lscb'
const MEMBERS = ['hfaye', 'dwren', 'uabara', 'eshort', 'jsingh']
let clare, honor, uma, meeting

before(async () => {
	clare = await person('ccole')		// coordinator
	honor = await person('hfaye')		// chair of the panel
	uma = await person('uabara')		// member for social care
	await seat(clare)
	meeting = await plan(clare)
	await attend(clare, meeting, MEMBERS)
	logMark()
})
after(() => assert.deepEqual(troubles(), []))

const modern = base => sql(`UPDATE ${DB}.death d JOIN ${DB}.record r ON r.id = d.record SET d.form_set = 'C' WHERE r.handle = '${handleOf(base)}'`)
// Where a page's links lead that stay in this program.
const links = page => [...new Set([...page.body.matchAll(/<a\b[^>]*href="(\/lscb\/[^"#]*)"/g)].map(m => m[1].replace(/&amp;/g, '&')))]

test('2.8: the analysis of a case with forms of 2018 opens, section by section, and prints', async () => {
	const base = await ready(clare)
	modern(base)
	await list(clare, base, meeting)
	const form = await begin(clare, base, `${base}/table`)
	assert.match(form, /\/cdr-analysis-1/)
	const tasks = await honor.get(form)
	assert.equal(tasks.status, 200)
	const sections = links(tasks).filter(path => path.startsWith(`${form}/`))
	assert.ok(sections.length > 4, sections.join())
	for (const path of sections) assert.equal((await honor.get(path)).status, 200, path)
})

test('AN.01: the analysis of 2018 begins with the days of the death and of the review meeting, which the panel does not read', async () => {
	const base = await ready(clare, { died: day(-40), received: day(-39) })
	modern(base)
	sql(`INSERT INTO ${DB}.discussion (record, kind, meets_on, chair, invited, held_on, account, at) VALUES (${idOf(base)}, 'CDRM', '${day(-12)}', 'A Chair', 'All', '${day(-11)}', 1, UTC_TIMESTAMP(6))`)
	await list(clare, base, meeting)
	const form = await begin(clare, base, `${base}/table`)
	const words = on => new Date(on).toLocaleDateString('en-GB', { day: 'numeric', month: 'long', year: 'numeric', timeZone: 'UTC' })
	const [keeper, chair] = [(await clare.get(`${form}/check`)).text, (await honor.get(`${form}/check`)).text]
	assert.ok(keeper.includes(`Date of death ${words(day(-40))}`) && keeper.includes(`Date of the child death review meeting ${words(day(-11))}`), keeper.slice(0, 900))
	assert.ok(!chair.includes(words(day(-40))))
})

test('2.8: every report that an event of today asks for opens for who gives it', async () => {
	const rosa = await person('rfox'), school = await agency(clare, name('School '), 'EDU', { REPORTER: 'rfox' })
	const base = await gathering(clare, ['E02', 'E04', 'E05', 'E06', 'E07', 'E08', 'E09', 'E11', 'E12'])
	modern(base)
	const request = await sent(clare, base, school)
	const forms = links(await rosa.get(request)).filter(path => path.startsWith(`${request}/form/`))
	for (const form of ['suicide', 'trauma', 'violence']) assert.ok(forms.includes(`${request}/form/cdr-${form}`), forms.join())
	for (const path of forms) assert.equal((await rosa.get(path)).status, 200, path)
})

test('7.1: nobody is led from a page of theirs to one that they may not open', async () => {
	const base = await record(clare, { died: day(-9), received: day(-8) })
	sql(`UPDATE ${DB}.deadline SET due_on = '${day(-2)}', due_at = NULL WHERE record = ${idOf(base)} AND dropped_at IS NULL AND met_at IS NULL LIMIT 1`)
	const start = { pcairns: ['/lscb/report', '/lscb/actions', '/lscb/recommendations', '/lscb/annual'], eshort: ['/lscb/report', '/lscb/actions', '/lscb/themes'],
		hfaye: [base, '/lscb/meetings', meeting, '/lscb/recommendations', '/lscb/themes'], uabara: ['/lscb/packs'], tlowe: ['/lscb/', '/lscb/report'] }
	for (const [login, paths] of Object.entries(start)) {
		const who = await person(login), seen = new Set()
		for (const path of paths) {
			const page = await who.get(path)
			assert.equal(page.status, 200, `${login} ${path}`)
			for (const to of links(page).filter(to => !/\/export|\/file|[?]/.test(to))) seen.add(to)
		}
		for (const to of seen) assert.ok(![403, 404].includes((await who.get(to)).status), `${login} is led to ${to}`)
	}
	assert.match((await clare.get(base)).body, new RegExp(`${base}/late/`), 'a coordinator says why a date was missed')
})

test('meetings to come stand first, the next one above, and what was is turned page by page', async () => {
	const soon = await plan(clare, { on: day(3), meets_at: '09:05' }), later = await plan(clare, { on: day(30) })
	sql(`INSERT INTO ${DB}.meeting (handle, kind, theme, meets_on, meets_at, place, papers_on, status, account, at)
		SELECT CONCAT('zz', LPAD(n, 10, '0')), 'GENERAL', '', DATE_SUB('${day()}', INTERVAL 3000 + n DAY), '14:00', 'Long ago', DATE_SUB('${day()}', INTERVAL 3014 + n DAY), 'CLOSED', 1, UTC_TIMESTAMP(6)
		FROM (SELECT a.x * 10 + b.x AS n FROM (SELECT 0 AS x UNION SELECT 1 UNION SELECT 2) a
		JOIN (SELECT 0 AS x UNION SELECT 1 UNION SELECT 2 UNION SELECT 3 UNION SELECT 4 UNION SELECT 5 UNION SELECT 6 UNION SELECT 7 UNION SELECT 8 UNION SELECT 9) b) numbers`)
	try {
		const page = await honor.get('/lscb/meetings'), at = path => page.body.indexOf(path)
		assert.ok(at(soon) > 0 && at(soon) < at(later) && at(later) < at('Before today'))
		assert.match(page.text, /9:05am/)
		assert.doesNotMatch(page.text, /09:05/)
		assert.doesNotMatch(page.body, /zz0000000029/)
		const last = [...page.body.matchAll(/href="(\/lscb\/meetings\?page=\d+)"/g)].map(m => m[1]).at(-2)
		const all = []
		for (let n = 1; n <= Number(last.split('=')[1]); n++) all.push((await honor.get(`/lscb/meetings?page=${n}`)).body)
		assert.match(all.join(), /zz0000000029/)
	} finally { sql(`DELETE FROM ${DB}.meeting WHERE handle LIKE 'zz%'`) }
	const planned = await honor.get(soon)
	assert.doesNotMatch(planned.text, /No quorum|nobody is there to chair/)
	assert.match(planned.text, /Whether there is a quorum is said on the day/)
	assert.match((await honor.get(meeting)).text, /Quorum met|No quorum/)
})

test('a heading over numbers stands where they stand', async () => {
	const body = (await honor.get('/lscb/meetings')).body
	assert.match(body, /<th scope="col" class="govuk-table__header govuk-table__header--numeric">Cases/)
	assert.match(body, /<th scope="col" class="govuk-table__header">Status/)
})

test('7.1: a member sees when and where each meeting is, until when its packs are read, and when the next ones come', async () => {
	sql(`INSERT IGNORE INTO ${DB}.undertaking (account, version, signed_at) VALUES (${accountId('uabara')}, 1, UTC_TIMESTAMP(6))`)
	const next = await plan(clare, { on: day(200), meets_at: '10:30', place: 'The Old Library' })
	const papers = cell(`SELECT papers_on FROM ${DB}.meeting WHERE handle = '${next.split('/').pop()}'`)
	sql(`UPDATE ${DB}.meeting SET status = 'CANCELLED' WHERE meets_on > '${day(20)}' AND meets_on < '${day(200)}'`)
	const text = (await uma.get('/lscb/packs')).text
	assert.match(text, /10:30am, The Old Library/)
	const [y, m, d] = papers.split('-').map(Number)
	assert.ok(text.includes(`Its packs can be read from ${new Date(Date.UTC(y, m - 1, d)).toLocaleDateString('en-GB', { day: 'numeric', month: 'long', year: 'numeric', timeZone: 'UTC' })}`), text)
})

test('7.1: an analyst counts by whole years, for two periods that differ by a day give away one death', async () => {
	const eddie = await person('eshort'), page = await eddie.get('/lscb/report')
	assert.equal(page.status, 200)
	assert.match(page.text, /Numbers below 5 are left out/)
	assert.doesNotMatch(page.text, /Last 12 months|Choose another period/)
	for (const query of [`from=${day(-300)}&to=${day()}`, `to=${day(-1)}`]) assert.equal((await eddie.get(`/lscb/report?${query}`)).status, 404, query)
	assert.equal((await eddie.get('/lscb/report/published?year=2024')).status, 200)
	assert.equal((await honor.get(`/lscb/report?from=${day(-300)}&to=${day()}`)).status, 200, 'who reads exact numbers chooses any')
})

test('1.6: the chair of the board approves the annual report', async () => {
	const piers = await person('pcairns'), at = '/lscb/annual?year=2016'
	const put = await clare.submit(await clare.get(at), '/lscb/annual')
	assert.equal(put.status, 303)
	assert.match((await piers.get(put.location)).body, /name="sure"/)
	assert.equal((await piers.submit(await piers.get(put.location), put.location, { sure: 'Y' })).status, 303)
	assert.match((await piers.get(put.location)).text, /Approved Piers Cairns/)
	const eddie = await person('eshort')
	assert.doesNotMatch((await eddie.get(put.location)).body, /name="sure"/)
})

test('a long report says which tables it has, and leads to each', async () => {
	for (const path of ['/lscb/report', '/lscb/report/published']) {
		const page = await honor.get(path), box = /<details[^>]*>(?:(?!<details)[\s\S])*?Go to one of (\d+) tables[\s\S]*?<\/details>/.exec(page.body)
		const to = [...box[0].matchAll(/href="#([^"]+)"/g)].map(m => m[1])
		assert.equal(to.length, Number(box[1]))
		for (const id of to) assert.ok(page.body.includes(`id="${id}"`), `${path} ${id}`)
	}
	assert.doesNotMatch((await honor.get('/lscb/report/early')).text, /Go to one of/)
})
