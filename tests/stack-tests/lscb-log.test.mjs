// The log of child deaths (4.1): every column of the page's list stands in it and says
// which cases are shown; which agency's reports are overdue opens its cases.
import test, { after, before } from 'node:test'
import assert from 'node:assert/strict'
import { date } from '../lib/client.mjs'
import { act, agency, ask, gathering, sent } from '../lib/lscb-requests.mjs'
import { idOf } from '../lib/lscb-triage.mjs'
import { day, handleOf, name, notify, openByName } from '../lib/lscb.mjs'
import { accountId, cell, logMark, noHandle, person, sql, troubles } from '../lib/stack.mjs'

const DB = 'everychild_lscb'
const mine = []
let clare, gemma, gloria

before(async () => {
	clare = await person('ccole')		// coordinator
	gemma = await person('rfox')		// an agency's reporter
	gloria = await person('tlowe')		// Caldicott guardian
	logMark()
})
after(() => {
	// The years of a return are counted by others.
	for (const base of mine) db(`UPDATE death SET completed_on = NULL, return_year = NULL, scope = 'OUT-ADULT', died_on = '1999-01-01' WHERE record = ${idOf(base)};
		DELETE FROM action WHERE record = ${idOf(base)}; DELETE FROM agenda_item WHERE record = ${idOf(base)} AND position = 77`)
	db(`DELETE FROM meeting WHERE kind = 'GENERAL' AND meets_on = '2018-03-01' AND id NOT IN (SELECT meeting FROM agenda_item)`)
	assert.deepEqual(troubles(), [])
})

const log = (c, query) => c.get(`/lscb/?${query}`)
const holds = (page, base) => page.body.includes(`/lscb/case/${handleOf(base)}`)
const db = text => sql(`USE ${DB}; ${text}`)
const reference = base => cell(`SELECT reference FROM ${DB}.record WHERE handle = '${handleOf(base)}'`)
const headings = page => [...page.body.matchAll(/<th scope="col"[^>]*>([\s\S]*?)<\/th>/g)].map(m => m[1].replace(/<[^>]*>/g, '').trim())
const cells = (page, base) => page.body.match(new RegExp(`<tr[^>]*>(?:(?!</tr>)[\\s\\S])*${handleOf(base)}[\\s\\S]*?</tr>`))[0].match(/<t[hd][\s\S]*?<\/t[hd]>/g).map(c => c.replace(/<[^>]*>/g, '').replace(/\s+/g, ' ').trim())
const said = (page, base, column) => cells(page, base)[headings(page).indexOf(column)]

// One case of which every column says something, and the like of it of which none does.
let full, bare, by
async function pair() {
	full = await notify(clare, { born: '2012-02-29', died: '2017-06-07', received: '2017-06-09' })
	bare = await notify(clare, { born: '2000-01-01', died: '2017-01-02', received: '2017-01-03', sex: 'F' })
	mine.push(full, bare)
	const id = idOf(full)
	by = await agency(clare, name('Practice'), 'GP')
	db(`UPDATE death SET expected = 'U', ethnicity = 'AIND', residence = '204', ward = 'Mill Ward', imd_decile = 3, place = 'H-ED', place_event = 'HOME', category = 5, conclusion = 'M', case_review = 'N', delay_reason = 'INQUEST',
			completed_on = '2018-03-01', return_year = 2018, scope = 'IN' WHERE record = ${id};
		UPDATE record SET state = 'CLOSED', closed_at = '2018-06-30 23:30:00' WHERE id = ${id};
		INSERT INTO death_mark (record, kind, code, principal, account, at) VALUES (${id}, 'EVENT', 'E05', 1, 1, UTC_TIMESTAMP(6));
		INSERT INTO gate (record, code, hard, status, organisation, opened_on, note, account, at) VALUES (${id}, 'G-COR', 1, 'ENDED', '', '2017-06-10', '', 1, UTC_TIMESTAMP(6)), (${id}, 'G-CRIM', 1, 'OPEN', '', '2017-06-10', '', 1, UTC_TIMESTAMP(6));
		INSERT INTO response_decision (record, decision, decided_by, decided_at, account, at) VALUES (${id}, 'R', 'Dr Singh', UTC_TIMESTAMP(6), 1, UTC_TIMESTAMP(6));
		INSERT INTO discussion (record, kind, meets_on, chair, account, at) VALUES (${id}, 'LOCAL', '2017-09-10', 'A', 1, UTC_TIMESTAMP(6));
		INSERT INTO meeting (handle, kind, meets_on, meets_at, status, papers_on, account, at) VALUES ('${noHandle()}', 'GENERAL', '2018-03-01', '10:00', 'HELD', '2018-02-01', 1, UTC_TIMESTAMP(6));
		INSERT INTO agenda_item (meeting, record, position, kind, minute, account, at) SELECT MAX(id), ${id}, 77, 'CASE', '', 1, UTC_TIMESTAMP(6) FROM meeting;
		${['SENT', 'ACCEPTED'].map((status, i) => `INSERT INTO request (handle, record, number, agency, status, method, asked, account, at, sent_on, due_on) SELECT '${noHandle()}', ${id}, ${i + 1}, id, '${status}', 'POST', '', 1, UTC_TIMESTAMP(6), '2017-07-01', '2017-07-20'
			FROM agency WHERE handle = '${by}'`).join(';')};
		INSERT INTO action (handle, number, record, text, led_by, made_on, status, account, at) VALUES ('${noHandle()}', 'A-${id}', ${id}, 'x', 'x', '2018-03-01', 'OPEN', 1, UTC_TIMESTAMP(6));
		INSERT INTO deadline (record, clock, title, from_on, due_on, explanation) VALUES (${id}, 'REVIEW', 'x', '2017-06-07', '2017-12-07', '')`)
}

test('the log has every column of 4.1, with what each says', async () => {
	await pair()
	const page = await log(clare, `view=ALL&died=2017&columns=all`)
	assert.deepEqual(headings(page), ['Identifier', 'State', 'Notified', 'Date of death', 'Days since death', 'Age at death', 'Age band', 'Sex', 'Ethnic group', 'Authority of residence', 'Ward', 'Deprivation decile', 'Place of death', 'Place of event', 'Expected',
		'Response', 'Types of event', 'Open processes', 'Coroner', 'Post-mortem', 'Criminal proceedings', 'Case review', 'Reports awaited', 'Reports overdue', 'Oldest report due', 'Reports asked for', 'Local discussion', 'Next date', 'Review due', 'Listed for', 'Category', 'Conclusion',
		'Completed', 'Months taken', 'Reason for delay', 'Actions open', 'Closed', 'Kept until', 'Return year'])
	const at = column => said(page, full, column)
	assert.deepEqual(['Coroner', 'Post-mortem', 'Criminal proceedings', 'Reports awaited', 'Reports asked for', 'Months taken', 'Actions open', 'Return year'].map(at), ['Ended', '', 'Going on', '1', '2', '8', '1', '2018'])
	assert.match(at('Review due'), /7 Dec\w* 2017/)
	assert.match(at('Closed'), /1 Jul\w* 2018/, 'half past midnight in London')
	assert.match(at('Kept until'), /7 Jun\w* 2042/, '25 years from the death')
	assert.deepEqual([said(page, bare, 'Closed'), said(page, bare, 'Kept until')], ['', ''])
})

test('how long a case is kept is what its disposal says, by each rule of 7.3', async () => {
	const made = {}
	for (const [rule, facts] of Object.entries({ OUT: "scope = 'OUT-ADULT'", REVIEWED: "scope = 'IN', completed_on = '2016-09-09'", MOVED: "scope = 'TRANSFER-OUT'" })) {
		const base = made[rule] = await notify(clare, { born: '2010-01-01', died: '2016-08-31', received: '2016-09-01' })
		mine.push(base)
		db(`UPDATE death SET ${facts} WHERE record = ${idOf(base)}; UPDATE record SET state = 'CLOSED', closed_at = '2016-12-31 12:00:00' WHERE id = ${idOf(base)}`)
	}
	db(`INSERT INTO transfer (record, direction, area, contact, sent_on, accepted_on, account, at) VALUES (${idOf(made.MOVED)}, 'OUT', '205', 'x', '2016-09-02', '2016-09-05', 1, UTC_TIMESTAMP(6))`)
	const page = await log(clare, 'view=ALL&died=2016&columns=all')
	for (const [rule, until] of Object.entries({ OUT: /31 Dec\w* 2017/, REVIEWED: /31 Aug\w* 2041/, MOVED: /31 Aug\w* 2041/ })) assert.match(said(page, made[rule], 'Kept until'), until, rule)
	for (const [from, to, there] of [['2017-12-31', '2017-12-31', ['OUT']], ['2041-08-31', '2041-08-31', ['REVIEWED', 'MOVED']]]) {
		const found = await log(clare, `view=ALL&died=2016&day=KEPT&from=${from}&to=${to}`)
		assert.deepEqual(Object.keys(made).filter(rule => holds(found, made[rule])), there, from)
	}
})

test('a next date that has passed is marked as overdue, to the hour, and one that comes near as due soon', async () => {
	const base = await notify(clare, { born: '2009-01-01', died: '2015-03-04', received: '2015-03-05' }), id = idOf(base)
	mine.push(base)
	const due = (on, at, amber) => {
		db(`UPDATE deadline SET dropped_at = UTC_TIMESTAMP(6) WHERE record = ${id};
			INSERT INTO deadline (record, clock, title, from_on, due_on, due_at, amber_on, explanation) VALUES (${id}, 'REVIEW', 'x', '2015-03-04', ${on}, ${at}, ${amber}, '')`)
		return log(clare, 'view=ALL&died=2015').then(page => [said(page, base, 'Next date').replace(/^\d+ \w+ \d+/, 'day'), /app-cell--overdue/.test(page.body.match(new RegExp(`<tr[^>]*>(?:(?!</tr>)[\\s\\S])*${handleOf(base)}[\\s\\S]*?</tr>`))[0])])
	}
	assert.deepEqual(await due(`'${day(-1)}'`, 'NULL', 'NULL'), ['day (overdue)', true])
	assert.deepEqual(await due(`'${day()}'`, 'NULL', 'NULL'), ['day', false], 'today is in time')
	assert.deepEqual(await due(`'${day()}'`, 'UTC_TIMESTAMP(6) - INTERVAL 1 MINUTE', 'NULL'), ['day (overdue)', true])
	assert.deepEqual(await due(`'${day(3)}'`, 'NULL', `'${day()}'`), ['day (due soon)', false])
	assert.deepEqual(await due(`'${day(3)}'`, 'NULL', `'${day(1)}'`), ['day', false])
})

test('every column of the log says which cases are shown', async () => {
	const ward = cell(`SELECT CRC32('Mill Ward')`)
	const choices = [[`reference=${reference(full)}`, 'reference=CD-1999'], ['state=CLOSED', 'state=HOLD'], ['open=CLOSED', 'open=OPEN'], ['sex=M', 'sex=I'], ['ethnic=AIND', 'ethnic=WBRI'], ['residence=204', 'residence=205'],
		[`ward=${ward}`, 'ward=17'], ['place=H-ED', 'place=HOME'], ['event_place=HOME', 'event_place=H-ED'], ['band=4', 'band=5'], ['expected=U', 'expected=E'], ['response=R', 'response=N'], ['event=E05', 'event=E06'], ['gate=G-CRIM', 'gate=G-COR'],
		['category=5', 'category=6'], ['conclusion=M', 'conclusion=N'], ['review=N', 'review=Y'], ['delay=INQUEST', 'delay=PM'], ['year=2018', 'year=2019'], [`agency=${by}`, 'agency=nosuchagency'],
		...[['NOTIFIED', '2017-06-09'], ['DIED', '2017-06-07'], ['DISCUSSED', '2017-09-10'], ['NEXT', '2017-12-07'], ['DUE', '2017-12-07'], ['LISTED', '2018-03-01'], ['COMPLETED', '2018-03-01'], ['CLOSED', '2018-07-01'], ['KEPT', '2042-06-07']]
			.flatMap(([code, on]) => [[`day=${code}&from=${on}&to=${on}`, `day=${code}&from=2001-01-01&to=2001-12-31`], [`day=${code}&from=${on}`, `day=${code}&from=2090-01-01`]]),
		...[['AGE', 5], ['DECILE', 3], ['AWAITED', 1], ['ASKED', 2], ['MONTHS', 8], ['ACTIONS', 1]].flatMap(([code, n]) => [[`count=${code}&least=${n}&most=${n}`, `count=${code}&least=${n + 1}`]])]
	for (const [yes, no] of choices) {
		const [found, none] = [await log(clare, `view=ALL&died=2017&${yes}`), await log(clare, `view=ALL&died=2017&${no}`)]
		assert.ok(holds(found, full) && !holds(found, bare), yes)
		assert.ok(!holds(none, full), no)
	}
	const page = await log(clare, `view=ALL&died=2017&ward=${ward}&day=KEPT&from=2042-06-07&count=AGE&least=5`)
	assert.match(page.body, /<details[^>]*open/, 'what is chosen is to be seen')
	assert.match(page.body, /name="least"[^>]*value="5"/)
	assert.match((await log(clare, 'reference=CD-2017')).body, /<input[^>]*name="reference"[^>]*value="CD-2017"/)
	assert.ok(page.body.includes(`ward=${ward}&amp;`) && !/href="[^"]*Mill/.test(page.body), 'no free text in an address')
	const wrong = await log(clare, 'day=DIED&from=2017-02-31')
	assert.equal(wrong.status, 422)
	assert.equal((await log(gemma, `agency=${by}`)).status, 403)
	assert.equal((await log(gloria, 'view=ALL&died=2017&sex=M')).status, 200)
})

test('what is overdue of an agency opens its cases, and counts them as the list of the day does', async () => {
	const family = name('Late'), late = await agency(clare, family, 'HV'), other = await agency(clare, name('Prompt'), 'HV')
	const base = await gathering(clare, [], { died: day(-60), received: day(-59) }), held = await gathering(clare, [], { died: day(-60), received: day(-59) }), soon = await gathering(clare, [], { died: day(-60), received: day(-59) })
	await sent(clare, base, late, {}, day(-50))
	await act(clare, await sent(clare, held, late, {}, day(-50)), 'HOLD', { ...date('hold_until', day(20)), why: 'The police investigate' })
	await sent(clare, soon, late, {}, day(-1))
	await sent(clare, held, other, {}, day(-50))
	await ask(clare, soon, other)
	const chase = await clare.get('/lscb/chase'), row = chase.body.match(new RegExp(`<tr(?:(?!</tr>)[\\s\\S])*/lscb/agency/${late}[\\s\\S]*?</tr>`))[0]
	const links = [...row.matchAll(/href="([^"]*)"[^>]*>\s*(\d+)/g)].map(m => [m[1].replaceAll('&amp;', '&'), m[2]])
	assert.deepEqual(links, [[`/lscb/?view=AWAITED&agency=${late}`, '3'], [`/lscb/?view=OVERDUE&agency=${late}`, '1']])
	const [awaited, overdue] = [await clare.get(links[0][0]), await clare.get(links[1][0])]
	assert.deepEqual([base, held, soon].filter(b => holds(awaited, b)), [base, held, soon])
	assert.deepEqual([base, held, soon].filter(b => holds(overdue, b)), [base])
	assert.ok(!holds(await log(clare, `view=OVERDUE&agency=${other}`), base))
})

// From the coordinator, who made it.
const hide = base => db(`UPDATE record SET restricted = 1, owner = ${accountId('vking')} WHERE id = ${idOf(base)}; UPDATE record_person SET until = UTC_TIMESTAMP(6) WHERE record = ${idOf(base)}`)
const show = base => db(`UPDATE record SET restricted = 0, owner = ${accountId('ccole')} WHERE id = ${idOf(base)}`)

test('4.5 who opened a case is read by its coordinator, the guardian and the auditor alone, without a name or a word', async () => {
	const family = name('Seenby'), base = await notify(clare, { family, born: '2011-02-03', died: '2014-05-06', received: '2014-05-07' }), at = `${base}/seen`
	mine.push(base)
	await openByName(clare, base)
	const honor = await person('hfaye'), victor = await person('vking')
	assert.equal((await honor.get(base)).status, 200)
	const page = await clare.get(at)
	assert.equal(page.status, 200)
	assert.match(page.text, /Honor Faye \(hfaye\) .{0,80}Opened a case Done/)
	assert.match(page.text, /Clare Cole \(ccole\) Child death coordinator Opened a case by name .+? Done/)
	assert.ok(page.title.includes(reference(base)))
	assert.ok((await clare.get(base)).body.includes(`href="${at}"`))
	for (const c of [gloria, victor]) {
		const read = await c.get(at)
		assert.equal(read.status, 200, c.login)
		for (const p of [read, page]) assert.ok(!p.body.includes(family) && !p.body.includes('Invented for a test'))
		assert.ok((await log(c, 'view=ALL&died=2014')).body.includes(`href="${at}"`), 'from the log')
	}
	assert.match((await clare.get(at)).text, /\(vking\) Auditor Read who opened a case Done/, 'and that it was read')
	for (const login of ['hfaye', 'jsingh', 'dwren', 'rfox', 'uabara', 'pcairns', 'eshort', 'pnair']) assert.equal((await (await person(login)).get(at)).status, 403, login)
	assert.equal((await victor.get(`/lscb/case/${noHandle()}/seen`)).status, 404)
	hide(base)
	assert.deepEqual([(await clare.get(at)).status, (await victor.get(at)).status], [404, 200], 'of a restricted case those who watch over it')
	show(base)
})

test('who opened a case that one may not ask for is asked for as one that does not exist', async () => {
	const base = await notify(clare, { family: name('Seenless'), born: '2011-02-03', died: '2014-05-06', received: '2014-05-07' })
	mine.push(base)
	hide(base)
	const work = async path => {
		const reads = () => sql("SHOW GLOBAL STATUS LIKE 'Handler_read%'").map(([, n]) => Number(n))
		const counts = []
		for (let i = 0; i < 7; i++) {
			const before = reads()
			assert.equal((await clare.get(path)).status, 404)
			counts.push(reads().map((n, j) => n - before[j]).join(' '))
		}
		return counts.sort()[3]
	}
	try {
		assert.equal(await work(`${base}/seen`), await work(`/lscb/case/${noHandle()}/seen`))
	} finally {
		show(base)
	}
})
