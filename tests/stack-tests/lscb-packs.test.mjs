// What the panel reads: a pack without names, from the draft to the last copy.
import test, { after, before } from 'node:test'
import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { date } from '../lib/client.mjs'
import { day, handleOf, notify } from '../lib/lscb.mjs'
import { accountId, cell, logMark, noHandle, person, sql, troubles } from '../lib/stack.mjs'

const DB = 'everychild_lscb'
let clare, nina, ursula, honor, tom, dan

before(async () => {
	clare = await person('ccole')		// coordinator
	nina = await person('nbirch')		// the other coordinator
	ursula = await person('uabara')		// member of the panel
	dan = await person('dwren')			// another member, not invited
	honor = await person('hfaye')		// chair
	tom = await person('rfox')			// an agency's reporter
	for (const login of ['uabara', 'hfaye', 'dwren'])
		sql(`INSERT IGNORE INTO ${DB}.undertaking (account, version, signed_at) VALUES (${accountId(login)}, 1, UTC_TIMESTAMP(6))`)
	logMark()
})
after(() => assert.deepEqual(troubles(), []))

const CANARIES = ['Testwick', 'Żółkiewska', 'Marigolda', 'Acacia', 'Norbridge', 'SM1 4AB', '01632 960123', '999 012 3454', 'Quellhampton', 'Fennimore', 'Hollowby']
const idOf = base => Number(cell(`SELECT id FROM ${DB}.record WHERE handle = '${handleOf(base)}'`))
const clean = (page, what) => {
	for (const name of CANARIES) assert.ok(!page.body.includes(name), `${what} says ${name}`)
}

// A case of which agencies said much, with names wherever people put them.
async function told({ given = 'Marigolda', family = 'Testwick' } = {}) {
	const base = await notify(clare, { given, family }), id = idOf(base), who = accountId('ccole')
	const collated = (form, field, value, how = 'AGREED') => sql(`INSERT INTO ${DB}.collated (record, form, field, item, how, value, account, at)
		VALUES (${id}, '${form}', '${field}', 0, '${how}', '${value.replace(/'/g, "''")}', ${who}, UTC_TIMESTAMP(6))`)
	sql(`UPDATE ${DB}.death SET line1 = '12 Acacia Road', town = 'Norbridge', postcode = 'SM1 4AB', ethnicity = 'CHNE' WHERE record = ${id};
		INSERT INTO ${DB}.person (record, kind, given, family, relation, sex, account, at) VALUES (${id}, 'FAMILY', 'Anya', 'Żółkiewska', 'MOTHER', 'F', ${who}, UTC_TIMESTAMP(6));
		INSERT INTO ${DB}.person (record, kind, given, family, agency, role, organisation, account, at)
			VALUES (${id}, 'PROFESSIONAL', 'Rowena', 'Fennimore', 'GP', 'General practitioner', 'Hollowby Surgery', ${who}, UTC_TIMESTAMP(6));
		INSERT INTO ${DB}.life_event (record, on_day, at_time, text, account, at) VALUES (${id}, '${day(-17)}', '14:30', 'Marigolda''s mother rang Hollowby Surgery', ${who}, UTC_TIMESTAMP(6))`)
	collated('agency', 'summary', `Marigolda Testwick of 12 Acacia Road, Norbridge SM1 4AB was found by Anya Żółkiewska on ${day(-3)} at 03:10. Dr Fennimore rang 01632 960123 about 999 012 3454. They spoke with Quellhampton later.`, 'JOINED')
	collated('agency', 'mode', 'FD')
	collated('agency', 'reporter', 'Rowena Fennimore')
	return base
}

const status = base => cell(`SELECT status FROM ${DB}.pack WHERE record = ${idOf(base)} ORDER BY id DESC LIMIT 1`)
async function built(options) {
	const base = await told(options)
	const made = await clare.submit(await clare.get(`${base}/pack/build`), `${base}/pack/build`, { questions: 'Was Marigolda weighed?' })
	assert.equal(made.status, 303)
	return base
}
async function cleared(base) {
	for (let next = `${base}/pack/mark/1`; /mark/.test(next);) {
		const saved = await clare.submit(await clare.get(next), next, { answer: 'REMOVED', put: '[name]', everywhere: 'Y' })
		assert.equal(saved.status, 303)
		next = saved.headers.location
	}
	assert.equal((await clare.submit(await clare.get(`${base}/pack`), `${base}/pack/check`, {})).status, 303)
}
// A meeting so many days from now, with these people invited and the case on its agenda.
function listed(base, days, logins = ['uabara', 'hfaye']) {
	const who = accountId('ccole')
	const meeting = cell(`INSERT INTO ${DB}.meeting (handle, kind, meets_on, meets_at, status, papers_on, account, at)
		VALUES ('${noHandle()}', 'GENERAL', '${day(days)}', '10:00', 'PLANNED', '${day(days - 14)}', ${who}, UTC_TIMESTAMP(6)); SELECT LAST_INSERT_ID()`)
	for (const login of logins) sql(`INSERT INTO ${DB}.attendance (meeting, account, seat, invited_at) VALUES (${meeting}, ${accountId(login)}, 'POLICE', UTC_TIMESTAMP(6))`)
	sql(`INSERT INTO ${DB}.agenda_item (meeting, position, kind, record, minute, account, at) VALUES (${meeting}, 1, 'CASE', ${idOf(base)}, '', ${who}, UTC_TIMESTAMP(6))`)
	return meeting
}
async function issued(days = 3, logins) {
	const base = await built()
	await cleared(base)
	assert.equal((await nina.submit(await nina.get(`${base}/pack`), `${base}/pack/confirm`, { seen: 'Y' })).status, 303)
	const meeting = listed(base, days, logins)
	assert.equal((await clare.submit(await clare.get(`${base}/pack`), `${base}/pack/issue`, {})).status, 303)
	return { base, meeting, path: `/lscb/packs/${cell(`SELECT handle FROM ${DB}.pack WHERE record = ${idOf(base)} AND status = 'ISSUED'`)}` }
}
const move = (meeting, days) => sql(`UPDATE ${DB}.meeting SET meets_on = '${day(days)}' WHERE id = ${meeting}`)

test('a draft has taken out what it knows and marks what it does not', async () => {
	const base = await built()
	const page = await clare.get(`${base}/pack`)
	assert.equal(status(base), 'DRAFT')
	for (const name of CANARIES.filter(name => name !== 'Quellhampton')) assert.ok(!page.body.includes(name), name)
	assert.match(page.text, /«Quellhampton»/)
	assert.match(page.text, /The child of \[address\] \[postcode\] was found by Mother on D-0 at \[night\]/)
	assert.match(page.text, /professional 1|general practitioner 1/i)
	assert.match(page.text, /D-14 \[afternoon\]/)
	assert.match(page.text, /Was the child weighed\?/)
	assert.doesNotMatch(page.text, /Name of who gives the report/, 'section A stays outside')
	assert.match((await clare.get(`${base}/pack/marks`)).text, /They spoke with Quellhampton later/)
})

test('a rare group is said by the group that it belongs to', async () => {
	sql(`UPDATE ${DB}.death SET ethnicity = 'WBRI'`)
	const base = await built()
	assert.doesNotMatch((await clare.get(`${base}/pack`)).text, /Ethnic group Chinese/)
})

test('a draft with open marks goes no further, and wrong answers keep what was typed', async () => {
	const base = await built(), mark = `${base}/pack/mark/1`
	assert.equal((await clare.submit(await clare.get(mark), mark, { put: 'kept while it is mended' })).status, 422)
	const page = await clare.get(`${base}/pack`)
	assert.doesNotMatch(page.body, /pack\/check/)
	const refused = await clare.submit(await clare.get(`${base}/pack/build`), `${base}/pack/build`, {})
	assert.equal(refused.status, 422, 'a second needs a reason')
	assert.equal(status(base), 'DRAFT')
})

test('who built it or cleared its marks cannot be the second person', async () => {
	const base = await built()
	await cleared(base)
	clean(await clare.get(`${base}/pack`), 'the checked pack')
	assert.doesNotMatch((await clare.get(`${base}/pack`)).body, /pack\/confirm/)
	const seen = `${base}/pack/confirm`
	assert.equal((await nina.submit(await nina.get(`${base}/pack`), seen, {})).status, 422, 'all of it has to be read')
	assert.equal((await nina.submit(await nina.get(`${base}/pack`), seen, { seen: 'Y' })).status, 303)
	assert.equal(status(base), 'CONFIRMED')
	assert.match((await clare.get(`${base}/pack`)).text, /once the case is on the agenda/)
})

test('AC14: who is invited reads it without a name, and each look and each print is logged', async () => {
	const { path } = await issued()
	const list = await ursula.get('/lscb/packs')
	assert.ok(list.body.includes(path))
	const page = await ursula.get(path)
	assert.equal(page.status, 200)
	for (const p of [list, page]) clean(p, p.path)
	assert.doesNotMatch(page.text, new RegExp(`${day(-3)}|${day(-140)}`))
	assert.match(page.text, /OFFICIAL-SENSITIVE, CDOP, copy no\. 1/)
	await ursula.get(path)
	await honor.get(path)
	await ursula.get(`${path}/file`)
	const pack = cell(`SELECT id FROM ${DB}.pack WHERE handle = '${path.split('/').pop()}'`)
	assert.deepEqual(sql(`SELECT number, account, medium FROM ${DB}.pack_copy WHERE pack = ${pack} ORDER BY number`),
		[['1', `${accountId('uabara')}`, 'SCREEN'], ['2', `${accountId('hfaye')}`, 'SCREEN']])
	const record = cell(`SELECT record FROM ${DB}.pack WHERE id = ${pack}`)
	assert.deepEqual(sql(`SELECT action, COUNT(*) FROM ${DB}.audit WHERE object_id = ${record} AND relation = 'PANEL' GROUP BY action ORDER BY action`),
		[['pack.file', '1'], ['pack.read', '3']])
})

test('the file has the stamp, reader and number of the copy on every page, and no name', async () => {
	const { path } = await issued()
	const file = await ursula.get(`${path}/file`)
	assert.equal(file.headers['content-type'], 'application/pdf')
	const pages = spawnSync('pdftotext', ['-layout', '-', '-'], { input: file.bytes, encoding: 'utf8' }).stdout.split('\f').filter(Boolean)
	for (const page of pages) {
		assert.match(page, /OFFICIAL-SENSITIVE, CDOP, copy no\. 1, \S\S/)
		assert.match(page, new RegExp(`Page \\d+ of ${pages.length}`))
		assert.match(page, /printed \d+ \w+ \d{4} at/)
	}
	clean({ body: pages.join() }, 'the file')
	assert.match(pages.join(), /found\s+by Mother/)
})

test('AC14: a meeting that is too far off, or over too long, has no packs', async () => {
	const { path, meeting } = await issued()
	for (const [days, status] of [[40, 404], [17, 404], [3, 200], [-1, 200], [-30, 200], [-31, 404], [-400, 404]]) {
		move(meeting, days)
		assert.equal((await ursula.get(path)).status, status, `${days} days`)
		assert.equal((await ursula.get(`${path}/file`)).status, status)
		assert.equal((await ursula.get('/lscb/packs')).body.includes(path), status === 200)
	}
})

test('AC14: nobody else reads it, by any address', async () => {
	const { base, path, meeting } = await issued()
	const none = (await dan.get(`/lscb/packs/${noHandle()}`)).status
	for (const at of [path, `${path}/file`]) assert.equal((await dan.get(at)).status, none, 'who is not invited')
	for (const at of [path, `${path}/file`]) assert.equal((await tom.get(at)).status, 403, 'an agency')
	for (const at of [`${base}/pack`, `${base}/pack/marks`, `${base}/pack/copy/1/file`, base, '/lscb/'])
		assert.ok([403, 404].includes((await ursula.get(at)).status), at)
	sql(`INSERT INTO ${DB}.conflict (meeting, record, account, code, effect, added_by, at)
		VALUES (${meeting}, ${idOf(base)}, ${accountId('uabara')}, 'PERSONAL', 'WITHDREW', 1, UTC_TIMESTAMP(6))`)
	assert.equal((await ursula.get(path)).status, 404, 'who withdrew from the case')
	assert.equal((await honor.get(path)).status, 200)
	sql(`UPDATE ${DB}.agenda_item SET gone_at = UTC_TIMESTAMP(6) WHERE meeting = ${meeting}`)
	assert.equal((await honor.get(path)).status, 404, 'what is off the agenda')
})

test('being invited to one meeting opens no pack of another', async () => {
	const mine = await issued(3, ['uabara']), theirs = await issued(3, ['hfaye'])
	assert.equal((await ursula.get(mine.path)).status, 200)
	assert.equal((await ursula.get(theirs.path)).status, 404)
	sql(`INSERT INTO ${DB}.panel_member (account, seat, since, until, added_by) VALUES (${accountId('uabara')}, 'POLICE', '2020-01-01', '${day(-1)}', 1);
		UPDATE ${DB}.panel_member SET until = '${day(-2)}' WHERE account = ${accountId('uabara')} AND until IS NULL`)
	assert.equal((await ursula.get(mine.path)).status, 404, 'who has left the panel')
	sql(`DELETE FROM ${DB}.panel_member WHERE account = ${accountId('uabara')} AND until = '${day(-1)}';
		UPDATE ${DB}.panel_member SET until = NULL WHERE account = ${accountId('uabara')}`)
})

test('7.1 who reports on a case reads its pack, also one listed before they were asked, only once a conflict of theirs stands', async () => {
	const { base, path, meeting } = await issued(3, ['uabara', 'hfaye']), uma = accountId('uabara'), id = idOf(base), who = accountId('ccole')
	assert.equal((await ursula.get(path)).status, 200)
	sql(`UPDATE ${DB}.record SET state = 'LISTED' WHERE id = ${id}`)
	const agency = cell(`INSERT INTO ${DB}.agency (handle, name, type) VALUES ('${noHandle()}', 'Invented body', 'GP'); SELECT LAST_INSERT_ID()`)
	const request = cell(`INSERT INTO ${DB}.request (handle, record, number, agency, status, method, asked, account, at)
		VALUES ('${noHandle()}', ${id}, 1, ${agency}, 'NEW', 'SCREEN', '', ${who}, UTC_TIMESTAMP(6)); SELECT LAST_INSERT_ID()`)
	const seen = async status => {
		for (const at of [path, `${path}/file`]) assert.equal((await ursula.get(at)).status, status, at)
		assert.equal((await ursula.get('/lscb/packs')).body.includes(path), status === 200)
		assert.equal((await clare.get(`${base}/pack/paper`)).body.includes('value="uabara"'), status === 200)
		assert.equal(/Uma Abara.*reports on the case, and cannot read its pack/.test((await clare.get(`${base}/table`)).text), status === 404)
	}
	const asked = async (words, what) => {
		sql(words)
		await seen(404)
		assert.equal((await honor.get(path)).status, 200, `${what}: nobody else is kept out`)
		const paper = `${base}/pack/paper`, typed = await clare.submit(await clare.get(paper), paper, { login: 'uabara' })
		assert.equal(typed.status, 422, `${what}: nor is a copy printed`)
	}
	await asked(`UPDATE ${DB}.request SET status = 'SENT', sent_on = '${day()}', reporter = ${uma} WHERE id = ${request}`, 'the reporter')
	sql(`UPDATE ${DB}.request SET reporter = NULL WHERE id = ${request}`)
	await seen(200)
	await asked(`INSERT INTO ${DB}.agency_person (agency, account, part, since, added_by) VALUES (${agency}, ${uma}, 'SPOC', '${day(-9)}', ${who})`, 'whom requests go to')
	sql(`DELETE FROM ${DB}.agency_person WHERE agency = ${agency}`)
	await asked(`UPDATE ${DB}.request SET status = 'ACCEPTED' WHERE id = ${request};
		INSERT INTO ${DB}.request_form (request, form, sections, reporter) VALUES (${request}, 'agency', 'child', ${uma})`, 'who wrote a section')
	const declare = async effect => {
		const member = cell(`SELECT id FROM ${DB}.attendance WHERE meeting = ${meeting} AND account = ${uma}`)
		const page = await clare.submit(await clare.get(`${base}/conflict`), `${base}/conflict`, { member, code: 'DIRECT-CARE', effect })
		assert.equal(page.status, 303, page.errors().join())
	}
	await declare('STEPPED-BACK')
	await seen(200)
	sql(`UPDATE ${DB}.conflict SET cleared_at = UTC_TIMESTAMP(6) WHERE record = ${id}`)
	await seen(404)
	await declare('WITHDREW')
	for (const at of [path, `${path}/file`]) assert.equal((await ursula.get(at)).status, 404)
	sql(`DELETE FROM ${DB}.request_form WHERE request = ${request}; DELETE FROM ${DB}.request WHERE id = ${request}; DELETE FROM ${DB}.agency WHERE id = ${agency}`)
})

test('without an undertaking nothing is shown', async () => {
	const { path } = await issued()
	const undo = `account = ${accountId('uabara')}`
	sql(`DELETE FROM ${DB}.undertaking WHERE ${undo}`)
	const list = await ursula.get('/lscb/packs')
	assert.ok(!list.body.includes(path) && /undertak/.test(list.text))
	assert.equal((await ursula.get(path)).status, 303)
	assert.equal((await ursula.get(`${path}/file`)).status, 303)
	sql(`INSERT INTO ${DB}.undertaking (account, version, signed_at) VALUES (${accountId('uabara')}, 1, UTC_TIMESTAMP(6))`)
})

test('a pack that is void, or not as it was issued, is read by nobody', async () => {
	const one = await issued(), two = await issued()
	const again = await clare.submit(await clare.get(`${one.base}/pack/build`), `${one.base}/pack/build`, { why: 'A report came late' })
	assert.equal(again.status, 303)
	assert.equal((await ursula.get(one.path)).status, 404)
	sql(`UPDATE ${DB}.pack SET body = CONCAT(body, 'pMore\n') WHERE handle = '${two.path.split('/').pop()}'`)
	logMark()
	assert.equal((await ursula.get(two.path)).status, 500)
	logMark()
})

test('a copy on paper has a number and an end', async () => {
	const { base } = await issued(), paper = `${base}/pack/paper`
	assert.equal((await clare.submit(await clare.get(paper), paper, { login: 'dwren' })).status, 422, 'only who is invited')
	assert.equal((await clare.submit(await clare.get(paper), paper, { login: 'uabara' })).status, 303)
	const copy = `${base}/pack/copy/1`
	const file = await clare.get(`${copy}/file`)
	assert.match(spawnSync('pdftotext', ['-', '-'], { input: file.bytes, encoding: 'utf8' }).stdout, /copy no\. 1/)
	const wrong = await clare.submit(await clare.get(copy), copy, { ...date('back_on', day(-1)), ...date('destroyed_on', day(-2)) })
	assert.deepEqual([wrong.status, wrong.errors().length], [422, 1])
	assert.equal((await clare.submit(await clare.get(copy), copy, { ...date('back_on', day(-1)), ...date('destroyed_on', day()) })).status, 303)
	assert.match((await clare.get(`${base}/pack`)).text, /On paper/)
})
