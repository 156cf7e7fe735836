// The panel's meetings: who may decide on a case, what the analysis may say together,
// and what follows from the chair's signature.
import test, { after, before } from 'node:test'
import assert from 'node:assert/strict'
import { date } from '../lib/client.mjs'
import { day, handleOf } from '../lib/lscb.mjs'
import { atTable, attend, begin, CONCLUSION, declare, list, plan, ready, row, seat, section, sign } from '../lib/lscb-meeting.mjs'
import { token } from '../lib/token.mjs'
import { accountId, cell, env, logMark, noHandle, person, sql, troubles } from '../lib/stack.mjs'

let clare, honor, jas, uma, meeting
const ALL = ['hfaye', 'dwren', 'uabara', 'eshort', 'jsingh']
const stateOf = base => cell(`SELECT state FROM everychild_lscb.record WHERE handle = '${handleOf(base)}'`)
const of = base => `(SELECT id FROM everychild_lscb.record WHERE handle = '${handleOf(base)}')`

before(async () => {
	clare = await person('ccole')		// coordinator
	honor = await person('hfaye')		// chair of the panel
	jas = await person('jsingh')		// designated doctor, paediatrician
	uma = await person('uabara')		// member for social care
	await seat(clare)
	meeting = await plan(clare)
	await attend(clare, meeting, ALL)
	logMark()
})

after(() => assert.deepEqual(troubles(), []))

test('a planned meeting has its standing agenda, its invitations, and papers out ten working days before', async () => {
	// A Tuesday late in June: no bank holiday lies in the fortnight before.
	const on = new Date(Date.UTC(Number(day().slice(0, 4)) + 1, 5, 22))
	while (on.getUTCDay() !== 2) on.setUTCDate(on.getUTCDate() + 1)
	const page = await clare.get(await plan(clare, { on: on.toISOString().slice(0, 10) }))
	on.setUTCDate(on.getUTCDate() - 14)
	assert.ok(page.text.includes(`Papers out by ${on.toLocaleDateString('en-GB', { day: 'numeric', month: 'long', year: 'numeric', timeZone: 'UTC' })}`))
	const items = sql(`SELECT kind FROM everychild_lscb.agenda_item WHERE meeting = (SELECT MAX(id) FROM everychild_lscb.meeting) ORDER BY position`).map(r => r[0])
	assert.deepEqual(items.slice(0, 5), ['WELCOME', 'CONFIDENCE', 'INTERESTS', 'MINUTES', 'ACTIONS'])
	assert.equal(cell('SELECT COUNT(*) FROM everychild_lscb.attendance WHERE meeting = (SELECT MAX(id) FROM everychild_lscb.meeting)'), '6')
})

test('a case listed after the papers went out needs the chair to have agreed, and the typed words stay', async () => {
	const base = await ready(clare), path = `${base}/list`
	const again = await clare.submit(await clare.get(path), path, { meeting: meeting.split('/').pop(), block: 'NEW', agreed_why: 'Kept words' })
	assert.equal(again.status, 422)
	assert.match(again.errors().join(), /enter the day on which the chair agreed/)
	assert.ok(again.body.includes('Kept words'))
	assert.equal(stateOf(base), 'READY')
	await list(clare, base, meeting)
	assert.equal(stateOf(base), 'LISTED')
})

test('cases stand on the agenda by block, and any item can be moved with a button', async () => {
	const on = await plan(clare), bases = []
	for (const block of ['FAST', 'NEONATAL', 'NEW', 'ADJOURNED']) {
		bases.push(await ready(clare))
		await list(clare, bases.at(-1), on, { block })
	}
	const order = () => sql(`SELECT COALESCE(NULLIF(i.block, ''), i.kind) FROM everychild_lscb.agenda_item i JOIN everychild_lscb.meeting m ON m.id = i.meeting
		WHERE m.handle = '${on.split('/').pop()}' AND i.gone_at IS NULL ORDER BY i.position`).map(r => r[0])
	assert.deepEqual(order().slice(5, 10), ['NEW', 'ADJOURNED', 'NEONATAL', 'FAST', 'THEMES'])
	const fast = cell(`SELECT id FROM everychild_lscb.agenda_item WHERE record = ${of(bases[0])}`)
	assert.equal((await clare.submit(await clare.get(on), `${on}/move`, { item: fast, way: 'up' })).status, 303)
	assert.deepEqual(order().slice(5, 10), ['NEW', 'ADJOURNED', 'FAST', 'NEONATAL', 'THEMES'])
})

test('AC10 (a): a cancer with a last infection is category 4; 9 with 4 beside it is refused, and everything typed stays', async () => {
	const { base, form, last } = await atTable(clare, meeting, { conclusion: { category: '9', secondary: ['4'], issues: 'Kept issues' } })
	assert.equal(last.status, 422)
	assert.match(last.errors().join(), /the lowest number is the primary one/)
	assert.ok(last.body.includes('Kept issues'))
	assert.equal((await section(clare, form, 'conclusion', { ...CONCLUSION, category: '4', secondary: ['9'] })).status, 303)
	assert.equal(cell(`SELECT CONCAT(category, ' ', secondary) FROM everychild_lscb.analysis WHERE record = ${of(base)}`), '4 9')
})

test('AC10 (b): an unexplained death with epilepsy asks to look again before it is category 10', async () => {
	const { form, last } = await atTable(clare, meeting, { child: row('child', 'A3', '2'), conclusion: { category: '10' } })
	assert.equal(last.status, 422)
	assert.match(last.errors().join(), /epilepsy/i)
	assert.equal((await section(clare, form, 'conclusion', { ...CONCLUSION, category: '10', looked_again: 'The neurologist ruled it out' })).status, 303)
	const other = await atTable(clare, meeting, { child: row('child', 'A3', '2'), conclusion: { category: '5' } })
	assert.equal(other.last.status, 303, other.last.errors().join())
})

test('AC10 (c): an infection in the first week of life asks whether it is category 8', async () => {
	const { last } = await atTable(clare, meeting, { notified: { born: day(-8), died: day(-3) }, conclusion: { category: '9' } })
	assert.equal(last.status, 422)
	assert.match(last.errors().join(), /first week/i)
})

test('AC10 (d): category 1 is not signed off before it is decided on a case review', async () => {
	const { base } = await atTable(clare, meeting, { conclusion: { category: '1', refer_scr: 'Y' } })
	const refused = await sign(honor, base)
	assert.match(refused.text, /decision on a serious case review/i)
	assert.ok(!refused.body.includes('name="agreed"'))
	const referrals = `${base}/referrals`
	assert.equal((await clare.submit(await clare.get(referrals), referrals, { sent_to: 'SCR', trigger_code: 'CATEGORY-1', ...date('referred_on', day()), why: 'Category 1' })).status, 303)
	const decide = /\/referrals\/\d+/.exec((await clare.get(referrals)).body)[0]
	assert.equal((await clare.submit(await clare.get(base + decide), base + decide, { decision: 'SCR', ...date('decided_on', day()), decision_why: 'Criteria are met' })).status, 303)
	assert.equal((await sign(honor, base)).status, 303)
	assert.deepEqual(sql(`SELECT category, case_review, completed_on FROM everychild_lscb.death WHERE record = ${of(base)}`)[0], ['1', 'Y', day()])
	assert.equal(stateOf(base), 'COMPLETED')
})

test('2.1 an unexplained death is asked about again when the inquest found natural causes, also where only the process says so', async () => {
	const { base, form, last } = await atTable(clare, meeting, { conclusion: { category: '10' } })
	assert.equal(last.status, 303, last.errors().join())
	sql(`INSERT INTO everychild_lscb.gate (record, code, hard, status, opened_on, ended_on, outcome, inquest, account, at) VALUES (${of(base)}, 'G-COR', 1, 'ENDED', '${day(-9)}', '${day(-1)}', 'CONCLUDED', 'NATURAL', 1, UTC_TIMESTAMP(6))`)
	const again = await section(clare, form, 'conclusion', { ...CONCLUSION, category: '10' })
	assert.match(again.errors().join(), /The inquest found natural causes/)
	assert.match((await sign(honor, base)).text, /The inquest found natural causes/)
	assert.equal((await section(clare, form, 'conclusion', { ...CONCLUSION, category: '10', looked_again: 'The pathologist could not say which' })).status, 303)
	assert.equal((await sign(honor, base)).status, 303)
})

test('C.11 a factor has one row, what has no code as many as it needs, and "listed" has rows', async () => {
	const { base, form } = await atTable(clare, meeting)
	const second = (factor, influence, modifiable = 'N') => Object.fromEntries(Object.entries(row('child', factor, influence, modifiable)).filter(([key]) => /\.1\./.test(key)).map(([key, value]) => [key.replace('.1.', '.2.'), value]))
	const twice = await section(clare, form, 'child', { ...row('child', 'A2', '2', 'Y'), ...second('A2', '1'), child_narrative: 'Kept account' })
	assert.deepEqual([twice.status, twice.errors()], [422, ['This factor has a row above: say all of it there']])
	assert.ok(twice.body.includes('Kept account'))
	const other = { 'child_factors.1.child_factor_other': 'Heat', 'child_factors.2.child_factor_other': 'Altitude' }
	assert.equal((await section(clare, form, 'child', { ...row('child', 'A99', '2', 'Y'), ...second('A99', '0'), ...other })).status, 303)
	assert.deepEqual(sql(`SELECT code, influence, modifiable FROM everychild_lscb.factor f JOIN everychild_lscb.analysis a ON a.id = f.analysis WHERE a.record = ${of(base)} AND f.present = 'Y'`), [['A99', '2', 'Y']], 'the weightiest is counted')
	assert.equal((await section(clare, form, 'family', { family_narrative: 'As told', family_listed: 'L', family_overall: '1' })).status, 303, 'a draft')
	assert.match((await sign(honor, base)).text, /List the factors, or say that there are none/)
})

test('C.11 a draft may say that a factor is modifiable before it says its influence', async () => {
	const { form } = await atTable(clare, meeting), fields = row('child', 'A2', '2', 'Y')
	assert.equal((await section(clare, form, 'child', { ...fields, 'child_factors.1.child_influence': '' })).status, 303)
	const low = await section(clare, form, 'child', { ...fields, 'child_factors.1.child_influence': '1' })
	assert.match(low.errors().join(), /A factor is modifiable only where it may have contributed/)
})

test('5.4 what was said of a case can be minuted after it was signed, until the minutes are closed', async () => {
	const on = await plan(clare)
	await attend(clare, on, ALL)
	const { base } = await atTable(clare, on), table = `${base}/table`
	assert.equal((await sign(honor, base)).status, 303)
	assert.equal((await clare.submit(await clare.get(table), table, { minute: 'Care before the death was talked over', dissent: 'Police saw it otherwise' })).status, 303)
	const page = await clare.get(table)
	assert.ok(page.body.includes('Police saw it otherwise'))
	assert.doesNotMatch(page.body, new RegExp(`href="${base}/conflict"`), 'no conflict is declared after the outcome')
	for (const status of ['HELD', 'CLOSED']) assert.equal((await clare.submit(await clare.get(on), `${on}/status`, { status })).status, 303)
	for (const c of [clare, honor]) {
		const minutes = await c.get(`${on}/minutes`)
		assert.match(minutes.text, /The minutes are closed\..*Honor Faye Chair .* Present.*Quorum met.*Case CD-.* Minute Care before the death was talked over View differed Police saw it otherwise Outcome Completed/)
	}
	assert.ok([403, 404].includes((await uma.get(`${on}/minutes`)).status))
	assert.equal((await clare.get(`${await plan(clare, { on: day(9) })}/minutes`)).status, 404, 'of a meeting to come there are none')
	const closed = await clare.get(table)
	assert.ok(!closed.body.includes('name="minute"') && closed.text.includes('Care before the death'))
	assert.equal((await clare.post(table, { token: token(env, 'lscb', clare, table), minute: 'Later', version: '2' })).status, 409)
})

test('C.22 a signed analysis says where the minutes have it, also when the agenda is put in another order later', async () => {
	const { base, form } = await atTable(clare, meeting)
	assert.equal((await sign(honor, base)).status, 303)
	const reference = cell(`SELECT reference FROM everychild_lscb.record WHERE id = ${of(base)}`)
	assert.match((await clare.get(`${form}/check`)).text, new RegExp(`Minute Meeting of \\d+ \\w+ \\d{4}, ${reference}`))
	assert.match((await clare.get(meeting)).text, new RegExp(`Case ${reference}`))
})

test('T15: the review is completed on the day of the meeting, or of the signature when its text was circulated', async () => {
	const on = await plan(clare), yesterday = "meets_on - INTERVAL 1 DAY"
	await attend(clare, on, ALL)
	const [then, later] = [await atTable(clare, on), await atTable(clare, on)]
	assert.doesNotMatch((await honor.get(`${then.base}/sign`)).body, /name="circulated"/, 'on the day itself there is no choice')
	sql(`UPDATE everychild_lscb.meeting SET meets_on = ${yesterday} WHERE handle = '${on.split('/').at(-1)}'`)
	assert.equal((await sign(honor, then.base)).status, 303)
	assert.equal((await sign(honor, later.base, { circulated: 'Y' })).status, 303)
	const days = ({ base }) => cell(`SELECT DATEDIFF(d.completed_on, m.meets_on) FROM everychild_lscb.death d JOIN everychild_lscb.agenda_item i ON i.record = d.record JOIN everychild_lscb.meeting m ON m.id = i.meeting WHERE d.record = ${of(base)}`)
	assert.deepEqual([days(then), days(later)], ['0', '1'])
	assert.match((await clare.get(`${later.form}/check`)).text, /Meeting of \d+ \w+ \d{4}/)
})

test('AC12: who treated the child does not count for that case, and counts for the next', async () => {
	const on = await plan(clare)
	await attend(clare, on, ALL)
	const first = await atTable(clare, on), next = await atTable(clare, on)
	await declare(clare, first.base, 'jsingh')
	const page = await clare.get(`${first.base}/table`)
	assert.match(page.text, /No quorum/)
	assert.match(page.text, /missing are health \(medical\)/)
	assert.match(page.text, /Jas Singh Treated the child or a parent Stepped back/)
	const refused = await sign(honor, first.base)
	assert.match(refused.text, /missing are health \(medical\)/)
	assert.ok(!refused.body.includes('name="agreed"'))
	assert.match((await clare.get(`${next.base}/table`)).text, /Quorum met/)
	assert.equal((await sign(honor, next.base)).status, 303)
	assert.equal(stateOf(first.base), 'LISTED')
	const reference = cell(`SELECT reference FROM everychild_lscb.record WHERE id = ${of(first.base)}`)
	for (const c of [clare, honor]) assert.match((await c.get(on)).text, new RegExp(`${reference} Jas Singh Treated the child or a parent Stepped back`), 'in the minutes')
})

test('1.7 a neonatal panel has a quorum of its own: neonatologist, obstetrician and midwife, and no police', async () => {
	const on = await plan(clare, { kind: 'NEONATAL' })
	await attend(clare, on, ALL)
	const { base } = await atTable(clare, on)
	assert.match((await clare.get(`${base}/table`)).text, /missing are neonatology, obstetrics, midwifery/)
	const seats = { dwren: 'NEONATAL', uabara: 'OBSTETRIC', jsingh: 'MIDWIFERY' }
	for (const [login, seat] of Object.entries(seats)) sql(`UPDATE everychild_lscb.attendance t JOIN everychild.account a ON a.id = t.account JOIN everychild_lscb.meeting m ON m.id = t.meeting
		SET t.seat = '${seat}' WHERE m.handle = '${on.split('/').pop()}' AND a.login = '${login}'`)
	assert.match((await clare.get(`${base}/table`)).text, /Quorum met/)
	assert.equal((await sign(honor, base)).status, 303)
})

test('T19 a listing and an adjournment that are taken back leave no item, no question and no outcome behind', async () => {
	const base = await ready(clare), undo = () => clare.get(`${base}/undo`).then(page => clare.submit(page, `${base}/undo`, { reason: 'Another case was meant' }))
	await list(clare, base, meeting)
	assert.equal((await undo()).status, 303)
	assert.equal(stateOf(base), 'READY')
	assert.equal(cell(`SELECT COUNT(*) FROM everychild_lscb.agenda_item WHERE record = ${of(base)} AND gone_at IS NULL`), '0')
	await list(clare, base, meeting)
	const at = `${base}/defer`
	assert.equal((await honor.submit(await honor.get(at), at, { outcome: 'ADJOURNED', questions: 'What was the weight?', whom: 'The practice', ...date('due_on', day(20)) })).status, 303)
	assert.equal((await undo()).status, 303)
	assert.equal(stateOf(base), 'LISTED')
	assert.deepEqual(sql(`SELECT outcome, why FROM everychild_lscb.agenda_item WHERE record = ${of(base)} AND gone_at IS NULL`), [['', '']])
	assert.equal(cell(`SELECT COUNT(*) FROM everychild_lscb.task WHERE record = ${of(base)} AND kind = 'QUESTION' AND dropped_on IS NULL`), '0')
})

test('signing locks the analysis, fixes the year, and makes recommendations, actions and referrals of it', async () => {
	const { base, form } = await atTable(clare, meeting, { family: row('family', 'B7', '2', 'Y'), conclusion: { conclusion: 'M', modifiable_factors: 'Where the baby slept',
		'recommendations.1.recommendation': 'Give safe sleep advice at every visit', 'recommendations.1.addressee': 'Community Health', 'recommendations.1.level': 'LOCAL',
		'recommendations.1.lead': 'Head of health visiting', refer_coroner: 'Y' } })
	const page = await honor.get(`${base}/sign`)
	assert.equal((await honor.submit(page, `${base}/sign`, { agreed: 'Y' })).status, 303)
	const [completed, year, category, conclusion] = sql(`SELECT completed_on, return_year, category, conclusion FROM everychild_lscb.death WHERE record = ${of(base)}`)[0]
	const [y, m] = day().split('-').map(Number)
	assert.deepEqual([completed, year, category, conclusion], [day(), String(m < 4 ? y : y + 1), '5', 'M'])
	assert.deepEqual(sql(`SELECT code, influence, modifiable FROM everychild_lscb.factor f JOIN everychild_lscb.analysis a ON a.id = f.analysis
		WHERE a.record = ${of(base)} AND f.present = 'Y'`), [['B7', '2', 'Y']])
	assert.equal(cell(`SELECT COUNT(*) FROM everychild_lscb.recommendation m JOIN everychild_lscb.action x ON x.recommendation = m.id WHERE m.record = ${of(base)}`), '1')
	assert.equal(cell(`SELECT sent_to FROM everychild_lscb.referral WHERE record = ${of(base)}`), 'CORONER')
	assert.ok(!(await clare.get(`${form}/conclusion`)).body.includes('<textarea'), 'nobody writes in it any more')
	assert.ok([404, 409].includes((await honor.post(`${form}/conclusion`, { token: token(env, 'lscb', honor, `${form}/conclusion`), category: '1' })).status), 'nor by hand')
	assert.match((await honor.get(form)).text, /Completed|completed/)
})

test('a correction of a signed analysis is an addition below it, with who and when', async () => {
	const { base, form } = await atTable(clare, meeting)
	assert.equal((await sign(honor, base)).status, 303)
	const path = `${form}/addendum`
	assert.equal((await clare.submit(await clare.get(path), path, { text: 'The report of the second hospital came later' })).status, 303)
	assert.match((await clare.get(form)).text, /The report of the second hospital came later/)
})

test('the draft of the discussion stays as it was when the panel begins from it', async () => {
	const base = await ready(clare), draft = await begin(jas, base)
	assert.equal((await section(jas, draft, 'header', { attended: ['POL'], documents: 'Two reports', cause: 'Cause as drafted', summary: 'Drafted' })).status, 303)
	await list(clare, base, meeting)
	const panel = await begin(clare, base, `${base}/table`)
	assert.notEqual(panel, draft)
	assert.ok((await clare.get(`${panel}/header`)).body.includes('Cause as drafted'))
	assert.equal((await section(clare, panel, 'header', { cause: 'Cause as the panel sees it' })).status, 303)
	assert.ok((await jas.get(`${draft}/check`)).body.includes('Cause as drafted'))
	assert.ok(!(await jas.get(`${draft}/header`)).body.includes('<textarea'))
})

test('the pages of the panel hold no name, also for who has opened the case by name', async () => {
	const { base, form } = await atTable(clare, meeting, { notified: { family: 'Quellmoor', given: 'Isidora', postcode: 'SM1 4ZZ' } })
	const name = `${base}/name`
	assert.equal((await clare.submit(await clare.get(name), name, { reason: 'MATCH' })).status, 303)
	assert.ok((await clare.get(base)).body.includes('Quellmoor'), 'the name is open')
	for (const path of [`${base}/table`, `${base}/conflict`, `${base}/defer`, `${base}/unlist`, `${base}/referrals`, `${base}/sign`, form, `${form}/header`, `${form}/check`, `${form}/print`, `${form}/changes`, meeting])
		for (const c of [clare, honor]) {
			const page = await c.get(path)
			for (const word of ['Quellmoor', 'Isidora', 'SM1 4ZZ']) assert.ok(!page.body.includes(word), `${path} ${c.login} ${word}`)
		}
})

test('a text that names the child is refused, and the message does not say the name', async () => {
	const { base, form, last } = await atTable(clare, meeting, { notified: { family: 'Quellmoor', given: 'Isidora' }, conclusion: {
		'recommendations.1.recommendation': 'Nobody asked how isidora slept', 'recommendations.1.addressee': 'Health', 'recommendations.1.level': 'LOCAL' } })
	assert.equal(last.status, 422)
	assert.match(last.errors().join(), /holds a name of the case/)
	for (const [part, fields, field] of [['header', { attended: ['POL'], attended_names: 'Isidora Wren', documents: 'Three reports', cause: 'As certified', summary: 'Isidora’s last day, kept words' }, 'summary'],
		['child', { ...row('child', 'A2', '2'), 'child_factors.1.child_note': 'Said of QUELLMOOR', child_narrative: 'Kept words' }, 'child_factors.1.child_note'],
		['conclusion', { ...CONCLUSION, learning: 'Ask how Isidóra sleeps, kept words' }, 'learning']]) {
		const refused = await section(clare, form, part, fields)
		assert.equal(refused.status, 422, part)
		assert.ok(refused.body.includes(`id="${field}-error"`) && /[Kk]ept words/.test(refused.body), part)
	}
	assert.ok(!/isidora|quellmoor/i.test(last.errors().join()))
	assert.equal((await section(clare, form, 'conclusion', { ...CONCLUSION, 'recommendations.1.recommendation': 'Ask how a baby sleeps', 'recommendations.1.addressee': 'Health', 'recommendations.1.level': 'LOCAL', 'recommendations.1.lead': 'A lead' })).status, 303)
	const table = `${base}/table`
	const minute = await clare.submit(await clare.get(table), table, { minute: 'Quellmoor was discussed', dissent: 'Kept view' })
	assert.equal(minute.status, 422)
	assert.ok(minute.body.includes('Kept view'))
	assert.equal((await sign(honor, base)).status, 303)
	const action = `/lscb/actions/${cell(`SELECT handle FROM everychild_lscb.action WHERE record = ${of(base)}`)}`
	assert.equal((await clare.submit(await clare.get(action), action, { status: 'PROGRESS', note: 'Told the mother of Isidora' })).status, 422)
})

test('an action is done only with its evidence, and its history says what happened', async () => {
	const add = '/lscb/actions/add'
	assert.equal((await clare.submit(await clare.get(add), add, { text: 'Print the leaflet anew', lead: 'Ann Hope', ...date('due_on', day(20)) })).status, 303)
	const action = `/lscb/actions/${cell('SELECT handle FROM everychild_lscb.action ORDER BY id DESC LIMIT 1')}`
	const refused = await clare.submit(await clare.get(action), action, { status: 'DONE', note: 'Printed' })
	assert.deepEqual(refused.errors(), ['Enter the evidence that it is done'])
	const stale = await clare.get(action)
	assert.equal((await clare.submit(await clare.get(action), action, { status: 'DONE', note: 'Printed', evidence: 'Copy on file' })).status, 303)
	assert.equal((await clare.submit(stale, action, { status: 'WITHDRAWN', note: 'Not needed' })).status, 409)
	assert.match((await clare.get(action)).text, /Evidence Copy on file/)
	sql("UPDATE everychild_lscb.action SET due_on = '2020-01-01', status = 'OPEN' WHERE handle = '" + action.split('/').pop() + "'")
	assert.match((await clare.get('/lscb/actions?late=Y')).text, /Print the leaflet anew/)
})

test('the panel adjourns with its questions, of whom and by when, and the coordinator goes on', async () => {
	const { base } = await atTable(clare, meeting), path = `${base}/defer`
	assert.equal((await honor.submit(await honor.get(path), path, { outcome: 'ADJOURNED', questions: 'What did the scan show?', whom: 'The hospital' })).status, 422)
	assert.equal((await honor.submit(await honor.get(path), path, { outcome: 'ADJOURNED', questions: 'What did the scan show?', whom: 'The hospital', ...date('due_on', day(14)) })).status, 303)
	assert.equal(stateOf(base), 'ADJOURNED')
	assert.equal(cell(`SELECT due_on FROM everychild_lscb.task WHERE kind = 'QUESTION' AND record = ${of(base)}`), day(14))
	const answered = `${base}/answered`, page = await clare.get(answered)
	assert.match(page.text, /What did the scan show/)
	assert.equal((await clare.submit(page, answered, { next: 'ready', note: 'The scan was clear' })).status, 303)
	assert.equal(stateOf(base), 'READY')
	await list(clare, base, meeting, { block: 'ADJOURNED' })
	assert.equal((await sign(honor, base)).status, 303)
})

test('a case is adjourned by who chaired, at a meeting that has come: not before, nor by who was away or has a conflict', async () => {
	const ask = { outcome: 'ADJOURNED', questions: 'What did the scan show?', whom: 'The hospital', ...date('due_on', day(14)) }
	const refused = async (at, why) => {
		const page = await honor.get(`${at}/defer`)
		assert.equal(page.status, 409)
		assert.match(page.text, why)
		const sent = await honor.post(`${at}/defer`, { token: token(env, 'lscb', honor, `${at}/defer`), ...ask })
		assert.equal(sent.status, 409)
		assert.equal(stateOf(at), 'LISTED')
		assert.equal(cell(`SELECT COUNT(*) FROM everychild_lscb.task WHERE record = ${of(at)} AND kind = 'QUESTION'`), '0')
	}
	const later = await ready(clare)
	await list(clare, later, await plan(clare, { on: day(40) }))
	await refused(later, /The meeting is still to come, on .* taken off its agenda/)
	const on = await plan(clare), away = await ready(clare)
	await list(clare, away, on)
	await attend(clare, on, ALL.filter(login => login !== 'hfaye'))
	await refused(away, /You are not recorded as present at this meeting/)
	await attend(clare, on, ALL)
	await declare(clare, away, 'hfaye', { code: 'PERSONAL', effect: 'WITHDREW' })
	await refused(away, /You have declared a conflict of interest on this case: the deputy chairs/)
	const next = await ready(clare)
	await list(clare, next, on)
	assert.equal((await honor.submit(await honor.get(`${next}/defer`), `${next}/defer`, ask)).status, 303)
	assert.equal(stateOf(next), 'ADJOURNED')
})

test('each deputy is asked for beside the name of the member, and a message says whose is missing', async () => {
	const at = `${await plan(clare)}/attendance`, page = await clare.get(at)
	const [id] = sql(`SELECT t.id FROM everychild_lscb.attendance t JOIN everychild_lscb.meeting m ON m.id = t.meeting JOIN everychild.account a ON a.id = t.account WHERE a.login = 'dwren' AND m.handle = '${at.split('/')[3]}'`)[0]
	assert.match(page.text, /Deputy of Dale Wren/)
	const wrong = await clare.submit(page, at, { [`came_${id}`]: 'D' })
	assert.equal(wrong.status, 422)
	assert.deepEqual(wrong.errors(), ['Enter the name of the deputy of Dale Wren'])
})

test('a hard process that goes on keeps from signing, until it ends or the chair overrides it', async () => {
	const { base } = await atTable(clare, meeting)
	sql(`INSERT INTO everychild_lscb.gate (record, code, hard, status, opened_on, account, at) VALUES (${of(base)}, 'G-COR', 1, 'OPEN', '2026-01-05', 1, NOW())`)
	assert.match((await sign(honor, base)).text, /Still going on: Coroner/)
	sql(`UPDATE everychild_lscb.gate SET status = 'OVERRIDDEN' WHERE record = ${of(base)}`)
	assert.equal((await sign(honor, base)).status, 303)
})

test('the coordinator alone is told who may have a conflict', async () => {
	const { base } = await atTable(clare, meeting)
	sql(`INSERT INTO everychild_lscb.person (record, kind, given, family, organisation, account, at) VALUES (${of(base)}, 'PROFESSIONAL', 'Pat', 'Ward', 'Sandmouth Constabulary', 1, NOW())`)
	assert.match((await clare.get(`${base}/table`)).text, /may have a conflict.*Dale Wren/)
	const reference = cell(`SELECT reference FROM everychild_lscb.record WHERE id = ${of(base)}`), said = new RegExp(`Case ${reference}: [^:]*Dale Wren`)
	assert.match((await clare.get(meeting)).text, said, 'before the meeting, of all its cases')
	for (const path of [`${base}/table`, meeting])
		assert.ok(!/coordinator alone/.test((await honor.get(path)).text), path)
	await declare(clare, base, 'dwren')
	assert.doesNotMatch((await clare.get(meeting)).text, said)
})

test('signing and adjourning are offered from the day of the meeting, and signing once the analysis was begun', async () => {
	const ahead = await plan(clare, { on: day(30) }), base = await ready(clare)
	await list(clare, base, ahead)
	const offers = async path => ['sign', 'defer'].filter(step => new RegExp(`href="${base}/${step}"`).test(path.body))
	for (const path of [base, `${base}/table`]) assert.deepEqual(await offers(await honor.get(path)), [], path)
	assert.match((await honor.get(`${base}/table`)).text, /can be signed from the day of the meeting/)
	sql(`UPDATE everychild_lscb.meeting SET meets_on = '${day()}' WHERE handle = '${ahead.split('/').pop()}'`)
	const early = await honor.get(`${base}/table`)
	assert.match(early.text, /analysis was not begun/)
	assert.deepEqual(await offers(early), ['defer'])
	const form = await begin(clare, base, `${base}/table`)
	assert.deepEqual(await offers(await honor.get(`${base}/table`)), ['sign', 'defer'])
	assert.equal((await section(clare, form, 'child', row('child', 'A2', '2'))).status, 303)
	const said = (await clare.get(`${form}/child`)).text
	assert.match(said, /Only where “Factor” is “Other/)
	assert.doesNotMatch(said, /“[A-Z]+\d+”/, 'a code that cannot be chosen here is not named')
})

// -- who tries what they may not --

test('a member of the panel reaches no case and no meeting by their addresses', async () => {
	const { base, form } = await atTable(clare, meeting)
	for (const path of [base, `${base}/table`, `${base}/sign`, `${base}/referrals`, form, `${form}/check`, meeting, `${meeting}/attendance`, '/lscb/recommendations', '/lscb/actions'])
		assert.ok([403, 404].includes((await uma.get(path)).status), path)
})

test('a coordinator cannot sign off, and the chair not in place of the deputy on a case of their own conflict', async () => {
	const { base } = await atTable(clare, meeting)
	assert.ok([403, 404].includes((await clare.get(`${base}/sign`)).status))
	const page = await honor.get(`${base}/sign`)
	assert.ok([403, 404].includes((await clare.post(`${base}/sign`, { token: token(env, 'lscb', clare, `${base}/sign`), agreed: 'Y', version: page.form(`${base}/sign`).fields.find(f => f[0] === 'version')[1] })).status))
	await declare(clare, base, 'hfaye', { code: 'PERSONAL', effect: 'WITHDREW' })
	assert.match((await sign(honor, base)).text, /the deputy chairs and signs/)
	assert.equal((await honor.submit(page, `${base}/sign`, { agreed: 'Y' })).status, 409, 'nor from a page of before')
	const conflict = cell(`SELECT id FROM everychild_lscb.conflict WHERE record = ${of(base)}`)
	assert.ok([403, 404].includes((await honor.post(`${base}/conflict/clear`, { token: token(env, 'lscb', honor, `${base}/conflict/clear`), conflict, why: 'none' })).status), 'nor takes it back')
	assert.equal(stateOf(base), 'LISTED')
	// Nor would a coordinator who is on the panel too.
	const clear = () => clare.post(`${base}/conflict/clear`, { token: token(env, 'lscb', clare, `${base}/conflict/clear`), conflict, why: 'It was none' })
	sql(`UPDATE everychild_lscb.conflict SET account = ${accountId('ccole')} WHERE id = ${conflict}`)
	assert.ok(!(await clare.get(`${base}/table`)).body.includes(`${base}/conflict/clear`))
	assert.equal((await clear()).status, 409)
	assert.equal(cell(`SELECT cleared_at FROM everychild_lscb.conflict WHERE id = ${conflict}`), 'NULL')
	sql(`UPDATE everychild_lscb.conflict SET account = ${accountId('hfaye')} WHERE id = ${conflict}`)
	assert.equal((await clear()).status, 303)
})

test('an analysis is signed once, and not from a page that is older than its last answer', async () => {
	const { base, form } = await atTable(clare, meeting), path = `${base}/sign`
	const stale = await honor.get(path)
	assert.equal((await section(clare, form, 'conclusion', { learning: 'A further point' })).status, 303)
	assert.equal((await honor.submit(stale, path, { agreed: 'Y' })).status, 409)
	assert.equal(stateOf(base), 'LISTED')
	const [one, two] = [await honor.get(path), await honor.get(path)]
	const both = await Promise.all([honor.submit(one, path, { agreed: 'Y' }), honor.submit(two, path, { agreed: 'Y' })])
	assert.deepEqual(both.map(page => page.status).sort(), [303, 409])
	assert.equal(cell(`SELECT COUNT(*) FROM everychild_lscb.analysis WHERE signed_at IS NOT NULL AND record = ${of(base)}`), '1')
	assert.equal(cell(`SELECT COUNT(*) FROM everychild_lscb.task WHERE kind = 'NCMD-FINAL' AND record = ${of(base)}`), '1')
})

test('what does not exist and what one may not see answer alike', async () => {
	for (const path of [`/lscb/meetings/${noHandle()}`, `/lscb/actions/${noHandle()}`, `/lscb/recommendations/${noHandle()}`, `/lscb/case/${noHandle()}/table`])
		assert.equal((await clare.get(path)).status, 404, path)
	const sara = await person('sgpeel'), action = `/lscb/actions/${cell('SELECT handle FROM everychild_lscb.action WHERE agency IS NULL LIMIT 1')}`
	const bare = page => page.body.replace(/Reference: \w+/, '').replace(/value="[\w-]{43}"/g, '').replace(/\d+:\d\d[ap]m/g, '').replace(/data-(end|idle|warn)="[^"]*"|datetime="[^"]*"/g, '')
	assert.equal(bare(await sara.get(action)), bare(await sara.get(`/lscb/actions/${noHandle()}`)))
})
