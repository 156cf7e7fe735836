// From a notification to a case that is ready for the panel: acceptance cases AC1, AC2,
// AC5, AC6 and AC9, and what stands beside them.
import test, { after, before } from 'node:test'
import assert from 'node:assert/strict'
import { date } from '../lib/client.mjs'
import { agency, sent } from '../lib/lscb-requests.mjs'
import { day, handleOf, name, notify } from '../lib/lscb.mjs'
import { accept, death, filled, idOf, post, record, scope, state } from '../lib/lscb-triage.mjs'
import { cell, logMark, person, settings, sql, stack, troubles, until } from '../lib/stack.mjs'

let clare, nina, honor, jas, kim, dev

const DB = 'everychild_lscb'
const IN = { termination: 'N', sign_of_life: 'Y', resident: 'Y', place: 'H' }

before(async () => {
	clare = await person('ccole')		// coordinators
	nina = await person('nbirch')
	honor = await person('hfaye')		// chair of the panel
	jas = await person('jsingh')		// designated doctor
	kim = await person('kmills')		// key worker of families
	dev = await person('dwren')		// response team
	logMark()
})

after(() => assert.deepEqual(troubles(), []))

const withSet = async (set, run) => {
	const back = settings({ 'lscb.form_set': set }, 'lscb')
	try { await run() } finally { back() }
}
// What a step brings; every notification brings two of its own (below).
const tasks = base => sql(`SELECT kind, due_on FROM ${DB}.task WHERE record = ${idOf(base)} AND kind NOT IN ('LETTERS', 'NCMD') AND done_on IS NULL AND dropped_on IS NULL ORDER BY id`)
const due = (base, clock) => cell(`SELECT due_on FROM ${DB}.deadline WHERE record = ${idOf(base)} AND clock = '${clock}' AND dropped_at IS NULL ORDER BY id DESC LIMIT 1`)

test('AC1 a baby born alive at 22 weeks and 3 days is in, and the neonatal form comes first', async () => {
	const base = await notify(clare, { born: '2026-03-14', died: '2026-03-14', received: '2026-03-16' })
	assert.equal((await scope(clare, base, { ...IN, weeks: '22', days: '3' })).status, 303)
	assert.deepEqual(death(base, 'scope', 'scope_step', 'age_band'), ['IN', '5', '1'])
	const page = await clare.get(base)
	assert.match(page.text, /Age at death 0 days/)
	assert.doesNotMatch(page.text, /too early/i)
	const form = await clare.get(`${base}/accept`)
	assert.match(form.text, /the first form is the one of a neonatal death/)
	assert.ok(form.form(`${base}/accept`).fields.some(([name, value]) => name === 'events' && value === 'E02'))
})

test('AC2 a stillbirth with a midwife there is out, once the designated doctor confirms it', async () => {
	const base = await notify(clare, { born: day(-3), died: day(-3) })
	await scope(clare, base, { termination: 'N', sign_of_life: 'N', weeks: '38', days: '2', attended: 'Y' })
	assert.deepEqual(death(base, 'scope', 'scope_step'), ['OUT-STILLBIRTH', '2a'])
	const early = await clare.get(`${base}/out`)
	assert.equal(early.status, 409)
	assert.match(early.text, /designated doctor has not confirmed/)
	assert.equal((await post(clare, base, '/scope', '/scope/confirm').catch(() => ({ status: 'none' }))).status, 'none')
	assert.equal((await post(jas, base, '/scope', '/scope/confirm')).status, 303)
	assert.equal((await post(clare, base, '/out', '/out')).status, 303)
	assert.equal(state(base), 'OUT')
	assert.match((await clare.get(base)).text, /to be erased by \d+ \w+ \d{4}/)
	assert.equal(cell(`SELECT COUNT(*) FROM ${DB}.request WHERE record = ${idOf(base)}`), '0')
})

test('AC2 with nobody there: a response only in set C, a stillbirth in set L', async () => {
	const answers = { termination: 'N', sign_of_life: 'N', weeks: '36', days: '0', attended: 'N' }
	await withSet('C', async () => {
		const base = await notify(clare, { born: day(-3), died: day(-3) })
		await scope(clare, base, answers)
		assert.deepEqual(death(base, 'scope'), ['JAR-ONLY'])
		assert.equal((await accept(clare, base)).status, 303)
		assert.equal(state(base), 'GATHERING')
		assert.deepEqual(sql(`SELECT decision, triggers FROM ${DB}.response_decision WHERE record = ${idOf(base)}`), [['R', '5']])
		assert.equal(due(base, 'REVIEW'), undefined)
		// The response finds that the baby did not live: a stillbirth, and out.
		assert.equal((await post(dev, base, '/response/step', '/response/step', { code: 'FINISHED', ...date('done_on', day()), who: 'Team' }).catch(e => e)).status, undefined)
		const step = fields => post(clare, base, '/response/step', '/response/step', { code: 'FINISHED', ...date('done_on', day()), who: 'Team', ...fields })
		assert.deepEqual((await step({})).errors(), ['Say whether the baby was born alive'])
		assert.equal((await step({ live_born: 'N' })).status, 303)
		assert.equal((await post(jas, base, '/scope', '/scope/confirm')).status, 303)
		assert.equal((await post(clare, base, '/out', '/out')).status, 303)
		assert.equal(state(base), 'OUT')
	})
	await withSet('L', async () => {
		const base = await notify(clare, { born: day(-3), died: day(-3) })
		await scope(clare, base, answers)
		assert.deepEqual(death(base, 'scope'), ['OUT-STILLBIRTH'])
	})
})

test('AC2 a termination is out whatever was certified, and no further question is asked', async () => {
	const base = await notify(clare, { born: day(-3), died: day(-3) })
	await scope(clare, base, { termination: 'Y' })
	assert.deepEqual(death(base, 'scope', 'scope_step', 'scope_answers'), ['OUT-TOP', '1', '1=Y'])
})

test('the scope test asks its questions in order, beside the field, and keeps what was typed', async () => {
	const base = await notify(clare)
	assert.deepEqual((await scope(clare, base, {})).errors(), ['Answer question 1: the test needs it'])
	const next = await scope(clare, base, { termination: 'N', sign_of_life: 'N', why: 'Kept text' })
	assert.equal(next.status, 422)
	assert.ok(next.body.includes('Kept text'))
	assert.equal(death(base, 'scope')[0], '')
	assert.equal((await clare.get(`${base}/accept`)).status, 409)
})

test('AC5 a child of another area: the other panel is told by the next working day, and accepts in writing', async () => {
	const base = await notify(clare, { born: '2019-05-05', died: '2025-10-01', received: '2025-10-02' })
	await scope(clare, base, { ...IN, resident: 'N', event_here: 'Y' })
	assert.deepEqual(death(base, 'scope'), ['NONRES'])
	assert.equal(state(base), 'NOTIFIED')
	assert.deepEqual(tasks(base).map(row => row.join(' ')), ['TELL-CDOP 2025-10-03'])
	assert.equal((await post(clare, base, '/transfer', '/transfer', { area: '204', contact: 'Panel of Q', ...date('sent_on', '2025-10-03') })).status, 303)
	assert.deepEqual(tasks(base), [])
	assert.equal(state(base), 'NOTIFIED')
	assert.equal((await post(clare, base, '/transfer', '/transfer/accepted', { accepted_by: 'Chair of Q' })).status, 422)
	sql(`INSERT INTO ${DB}.agency (handle, name, type) SELECT 'triageagency', 'Invented practice', 'GP' WHERE NOT EXISTS (SELECT 1 FROM ${DB}.agency WHERE handle = 'triageagency');
		INSERT INTO ${DB}.request (handle, record, number, agency, status, method, asked, account, at) SELECT SUBSTRING(MD5(RAND()), 1, 12), ${idOf(base)}, 1, id, 'SENT', 'POST', '', 1, UTC_TIMESTAMP(6) FROM ${DB}.agency WHERE handle = 'triageagency'`)
	assert.equal((await post(clare, base, '/transfer', '/transfer/accepted', { accepted_by: 'Chair of Q', ...date('accepted_on', '2025-10-06') })).status, 303)
	assert.equal(state(base), 'TRANSFERRED')
	assert.equal(cell(`SELECT status FROM ${DB}.request WHERE record = ${idOf(base)}`), 'WAIVED')
	assert.equal((await post(clare, base, '/transfer', '/transfer/outcome', { outcome: 'No modifiable factor', ...date('outcome_on', '2026-05-01') })).status, 303)
	assert.match((await clare.get(base)).text, /No modifiable factor/)
	assert.equal((await post(clare, base, '/transfer', '/transfer/back', date('back_on', '2026-06-01'))).status, 303)
	assert.equal(state(base), 'NOTIFIED')
})

test('a child of another area reviewed here by agreement says who counts it', async () => {
	const base = await notify(clare)
	await scope(clare, base, { ...IN, resident: 'N', event_here: 'Y' })
	assert.equal((await clare.get(`${base}/accept`)).status, 409)
	assert.equal((await post(clare, base, '/transfer', '/transfer/agree', { counted_by: '204', agreed_with: 'Chair of Q' })).status, 303)
	assert.deepEqual(death(base, 'scope', 'counted_by'), ['IN-BY-AGREEMENT', '204'])
	assert.equal((await accept(clare, base)).status, 303)
})

test('AC6 against triggers, "not required" needs a reason and the designated doctor', async () => {
	for (const set of ['C', 'L']) await withSet(set, async () => {
		const base = await notify(clare, { born: day(-125), died: day(-2), received: day(-2) })
		await scope(clare, base, IN)
		await accept(clare, base, { expected: 'U', events: 'E99' })
		const decide = fields => post(clare, base, '/response', '/response', { decision: 'N', triggers: ['2', '4'], decided_by: 'A Doctor',
			...date('decided_on', day(-1)), decided_time: '03:10', ...fields })
		assert.deepEqual((await decide({})).errors(), ['Say why a response is not required'])
		const refused = await decide({ why: 'Known illness' })
		assert.match(refused.errors().join(), /designated doctor must confirm/)
		assert.equal(cell(`SELECT COUNT(*) FROM ${DB}.response_decision WHERE record = ${idOf(base)}`), '0')
		assert.equal((await decide({ why: 'Known illness', ask: 'Y' })).status, 303)
		assert.match((await clare.get(base)).text, /That none is required waits for the designated doctor/)
		assert.equal((await post(jas, base, '/response', '/response/confirm')).status, 303)
		assert.match((await clare.get(base)).text, /Not required/)
		assert.equal((await decide({ decision: 'R' })).status, 303)
		assert.equal(due(base, 'PLANNING'), day(-1))
		assert.equal(cell(`SELECT due_at FROM ${DB}.deadline WHERE record = ${idOf(base)} AND clock = 'VISIT'`).slice(0, 16), `${day(0)} 03:10`)
		assert.equal(tasks(base).some(([kind]) => kind === 'FORM-D'), set === 'L')
		assert.equal(cell(`SELECT COUNT(*) FROM ${DB}.death_mark WHERE record = ${idOf(base)} AND code = 'E04' AND gone_at IS NULL`), '1')
		assert.equal((await post(clare, base, '/response/step', '/response/step', { code: 'PLANNING', ...date('done_on', day(-1)), who: 'All' })).status, 303)
		assert.equal(cell(`SELECT late FROM ${DB}.deadline WHERE record = ${idOf(base)} AND clock = 'PLANNING' AND met_at IS NOT NULL`), '0')
	})
})

test('AC9 only the inquest is awaited: on hold by itself, refused for the panel, and on when the chair says so', async () => {
	await withSet('C', async () => {
		const base = await notify(clare, { born: '2019-05-05', died: '2026-02-10', received: '2026-02-11' })
		await scope(clare, base, IN)
		assert.equal((await accept(clare, base, { expected: 'E', events: 'E03', gates: ['G-COR'] })).status, 303)
		assert.equal(due(base, 'REVIEW'), '2026-08-10')
		filled(base)
		stack('restart-program', 'lscb')
		await until('on hold', 20, () => state(base) === 'HOLD')
		const page = await clare.get(base)
		assert.match(page.text, /Awaited: Coroner/)
		assert.match(page.text, /On hold/)
		// Nobody has asked the coroner for more than sixty days.
		sql(`UPDATE ${DB}.gate SET opened_on = '2026-02-11' WHERE record = ${idOf(base)}`)
		stack('restart-program', 'lscb')
		await until('a letter', 20, () => tasks(base).some(([kind]) => kind === 'PARALLEL'))
		const form = await post(clare, base, '/family', '/family', { status: 'TOLD', method: 'VISIT', by_whom: 'K Mills', ...date('on_day', '2026-02-12') })
		assert.equal(form.status, 303)
		const refused = await clare.get(`${base}/ready`)
		assert.match(refused.text, /No process open that keeps it from the panel\s+Coroner: post-mortem or inquest/)
		assert.throws(() => refused.form(`${base}/ready`))
		const gate = cell(`SELECT id FROM ${DB}.gate WHERE record = ${idOf(base)}`)
		assert.equal((await clare.get(`${base}/gates/${gate}/override`)).status, 403)
		assert.equal((await post(honor, base, `/gates/${gate}/override`, `/gates/${gate}/override`, {})).status, 422)
		assert.equal((await post(honor, base, `/gates/${gate}/override`, `/gates/${gate}/override`, { why: 'natural causes agreed, inquest on other matter' })).status, 303)
		assert.equal((await post(clare, base, '/ready', '/ready')).status, 303)
		assert.equal(state(base), 'READY')
	})
})

test('AC9 the six weeks of the panel run from the end of the inquest', async () => {
	await withSet('C', async () => {
		const base = await notify(clare, { born: '2019-05-05', died: '2026-02-10', received: '2026-02-11' })
		await scope(clare, base, IN)
		await accept(clare, base, { expected: 'E', events: 'E03', gates: ['G-COR'] })
		const gate = `/gates/${cell(`SELECT id FROM ${DB}.gate WHERE record = ${idOf(base)}`)}/end`
		assert.deepEqual((await post(clare, base, gate, gate, { outcome: 'NFA', ...date('ended_on', '2026-05-20') })).errors(), ['Choose an outcome of this process'])
		assert.equal((await post(clare, base, gate, gate, { outcome: 'CONCLUDED', ...date('ended_on', '2026-05-20') })).status, 422, 'conclusion and text')
		assert.equal((await post(clare, base, gate, gate, { outcome: 'CONCLUDED', inquest: 'NATURAL', note: 'Natural causes', ...date('ended_on', '2026-05-20') })).status, 303)
		assert.equal(due(base, 'PANEL'), '2026-07-01')
	})
})

test('a wrong step is taken back within a day, with a reason, and only once', async () => {
	const base = await record(clare)
	assert.equal(state(base), 'GATHERING')
	assert.equal((await post(clare, base, '/undo', '/undo', {})).status, 422)
	assert.equal((await post(clare, base, '/undo', '/undo', { reason: 'Another child was meant' })).status, 303)
	assert.equal(state(base), 'NOTIFIED')
	assert.equal((await clare.get(`${base}/undo`)).status, 409)
	assert.equal((await accept(clare, base)).status, 303)
	sql(`UPDATE ${DB}.event SET at = at - INTERVAL 25 HOUR WHERE record = ${idOf(base)}`)
	assert.match((await clare.get(`${base}/undo`)).text, /too long ago/)
})

const undo = async base => {
	assert.equal((await post(clare, base, '/undo', '/undo', { reason: 'Another child was meant' })).status, 303)
}

test('T19 an acceptance that is taken back takes its tasks, processes, dates and requests along, and nothing else', async () => {
	const base = await notify(clare, { born: day(-2000) })
	await scope(clare, base, IN)
	assert.equal((await post(clare, base, '/tasks', '/tasks', { what: 'Ring the registrar' })).status, 303)
	assert.equal((await accept(clare, base, { expected: 'E', events: 'E03', gates: ['G-COR'] })).status, 303)
	assert.ok(tasks(base).some(([kind]) => kind === 'FAMILY') && due(base, 'REVIEW'))
	// What the same person typed a moment later is not of the step, however near; what is of it is, however long it took.
	assert.equal((await post(clare, base, '/tasks', '/tasks', { what: 'Ring the school' })).status, 303)
	assert.equal((await post(clare, base, '/gates', '/gates', { code: 'G-NHS', ...date('opened_on', day()) })).status, 303)
	sql(`UPDATE ${DB}.task SET at = at + INTERVAL 1 MINUTE WHERE record = ${idOf(base)} AND kind = 'FAMILY'`)
	await undo(base)
	assert.deepEqual(tasks(base).map(([kind]) => kind), ['OTHER', 'OTHER'])
	assert.deepEqual(sql(`SELECT code, status FROM ${DB}.gate WHERE record = ${idOf(base)} AND code IN ('G-NHS', 'G-COR') ORDER BY code`), [['G-COR', 'CANCELLED'], ['G-NHS', 'OPEN']])
	sql(`UPDATE ${DB}.gate SET status = 'CANCELLED' WHERE record = ${idOf(base)} AND code = 'G-NHS'`)
	assert.deepEqual(['REVIEW', 'LOCAL', 'CDRM'].map(clock => due(base, clock)), [undefined, undefined, undefined])
	assert.equal(cell(`SELECT COUNT(*) FROM ${DB}.request WHERE record = ${idOf(base)} AND status <> 'WAIVED'`), '0')
	// Once more, and each stands once.
	assert.equal((await accept(clare, base, { expected: 'E', events: 'E03', gates: ['G-COR'] })).status, 303)
	assert.equal(tasks(base).filter(([kind]) => kind === 'FAMILY').length, 1)
	assert.equal(cell(`SELECT COUNT(*) FROM ${DB}.gate WHERE record = ${idOf(base)} AND status = 'OPEN'`), '1')
})

test('T19 what a transfer ended goes on when it is taken back: requests as they stood, tasks, and no acceptance', async () => {
	const base = await notify(clare)
	await scope(clare, base, { ...IN, resident: 'N', event_here: 'Y' })
	await post(clare, base, '/transfer', '/transfer', { area: '204', contact: 'Panel of Q', ...date('sent_on', day()) })
	await post(clare, base, '/tasks', '/tasks', { what: 'Ring the registrar' })
	sql(`INSERT INTO ${DB}.agency (handle, name, type) SELECT 'triageagency', 'Invented practice', 'GP' WHERE NOT EXISTS (SELECT 1 FROM ${DB}.agency WHERE handle = 'triageagency');
		INSERT INTO ${DB}.request (handle, record, number, agency, status, method, asked, sent_on, account, at) SELECT SUBSTRING(MD5(RAND()), 1, 12), ${idOf(base)}, 1, id, 'SENT', 'POST', '', UTC_DATE(), 1, UTC_TIMESTAMP(6) FROM ${DB}.agency WHERE handle = 'triageagency'`)
	assert.equal((await post(clare, base, '/transfer', '/transfer/accepted', { accepted_by: 'Chair of Q', ...date('accepted_on', day()) })).status, 303)
	assert.equal(cell(`SELECT status FROM ${DB}.request WHERE record = ${idOf(base)}`), 'WAIVED')
	await undo(base)
	assert.equal(state(base), 'NOTIFIED')
	assert.equal(cell(`SELECT status FROM ${DB}.request WHERE record = ${idOf(base)}`), 'SENT')
	assert.deepEqual(tasks(base).map(([kind]) => kind), ['OTHER'])
	assert.match((await clare.get(`${base}/transfer`)).text, /Accepted in writing Not yet/)
})

test('T19 of two steps within one second the one that is taken back gives back what it ended, and no more', async () => {
	const base = await record(clare), id = idOf(base), request = await sent(clare, base, await agency(clare, name('Practice '), 'GP'), {}, day(-40))
	const ladder = () => sql(`SELECT s.code FROM ${DB}.request_step s JOIN ${DB}.request q ON q.id = s.request WHERE q.record = ${id} AND s.due_on IS NOT NULL AND s.done_at IS NULL AND s.dropped_at IS NULL ORDER BY s.id`).flat()
	const dates = () => sql(`SELECT clock, due_on FROM ${DB}.deadline WHERE record = ${id} AND met_at IS NULL AND dropped_at IS NULL ORDER BY id`)
	assert.deepEqual(ladder(), ['R1', 'R2', 'R3', 'E1', 'E2'])
	const step = await clare.get(`${request}/step/R2`)
	assert.equal((await clare.submit(step, `${request}/step/R2`, { method: 'PHONE', sent_to: 'The practice' })).status, 303)
	sql(`UPDATE ${DB}.death SET form_set = 'C' WHERE record = ${id};
		INSERT INTO ${DB}.deadline (record, clock, title, from_on, due_on, explanation, readers) VALUES (${id}, 'PANEL', 'Panel', CURDATE(), CURDATE() + INTERVAL 400 DAY, 'As agreed', '')`)
	assert.equal((await post(clare, base, '/gates', '/gates', { code: 'G-COR', ...date('opened_on', day(-1)) })).status, 303)
	const gate = cell(`SELECT MAX(id) FROM ${DB}.gate WHERE record = ${id}`)
	assert.equal((await clare.submit(await clare.get(`${base}/gates/${gate}/end`), `${base}/gates/${gate}/end`, { outcome: 'CONCLUDED', inquest: 'NATURAL', note: 'As found', ...date('ended_on', day()) })).status, 303)
	sql(`UPDATE ${DB}.gate SET status = 'ENDED' WHERE record = ${id}; UPDATE ${DB}.death SET scope = 'NONRES' WHERE record = ${id}`)
	await post(clare, base, '/transfer', '/transfer', { area: '204', contact: 'Panel of Q', ...date('sent_on', day()) })
	const before = [ladder(), dates()]
	assert.deepEqual(before[0], ['R3', 'E1', 'E2'])
	assert.ok(before[1].length > 0 && before[1].every(([, on]) => on !== day(400)), 'the end of the process dropped the day that stood')
	assert.equal((await post(clare, base, '/transfer', '/transfer/accepted', { accepted_by: 'Chair of Q', ...date('accepted_on', day()) })).status, 303)
	assert.deepEqual([ladder(), dates()], [[], []])
	const moment = `(SELECT MAX(e.at) FROM ${DB}.event e WHERE e.record = ${id} AND e.code = 'transferred')`
	sql(`UPDATE ${DB}.deadline SET dropped_at = ${moment} WHERE record = ${id} AND dropped_at IS NOT NULL;
		UPDATE ${DB}.request_step s JOIN ${DB}.request q ON q.id = s.request SET s.dropped_at = ${moment} WHERE q.record = ${id} AND s.dropped_at IS NOT NULL`)
	await undo(base)
	assert.equal(state(base), 'GATHERING')
	assert.deepEqual([ladder(), dates()], before)
})

test('2.9 a case of which no agency was asked is not ready until it is said why', async () => {
	const base = await record(clare)
	filled(base)
	sql(`DELETE FROM ${DB}.request WHERE record = ${idOf(base)}`)
	await post(clare, base, '/family', '/family', { status: 'TOLD', method: 'VISIT', by_whom: 'K Mills', ...date('on_day', day()) })
	for (const [gate] of sql(`SELECT id FROM ${DB}.gate WHERE record = ${idOf(base)} AND status = 'OPEN'`)) sql(`UPDATE ${DB}.gate SET status = 'ENDED' WHERE id = ${gate}`)
	const refused = await clare.get(`${base}/ready`)
	assert.match(refused.text, /No agency was asked, and it is not said why/)
	assert.throws(() => refused.form(`${base}/ready`))
	const empty = await post(clare, base, '/requests', '/requests/none', {})
	assert.deepEqual([empty.status, empty.errors().length], [422, 1])
	assert.equal((await post(clare, base, '/requests', '/requests/none', { why: 'Lived forty minutes, known to the labour ward alone' })).status, 303)
	assert.match((await clare.get(`${base}/requests`)).text, /known to the labour ward alone/)
	assert.equal((await post(clare, base, '/ready', '/ready')).status, 303)
	assert.equal(state(base), 'READY')
})

test('the key worker reaches the family of this child and nothing else', async () => {
	const base = await record(clare)
	assert.equal((await kim.get(`${base}/family`)).status, 404)
	assert.equal((await post(clare, base, '/workers', '/workers', { login: 'pnair', part: 'KEY' })).status, 422)
	assert.equal((await post(clare, base, '/workers', '/workers', { login: 'kmills', part: 'KEY' })).status, 303)
	assert.equal((await kim.get(base)).location, `${base}/family`)
	for (const below of ['/scope', '/gates', '/ready']) assert.equal((await kim.get(base + below)).status, 404, below)
	assert.equal((await post(kim, base, '/family', '/family', { status: 'NOT-TOLD', by_whom: 'K Mills', ...date('on_day', day()) })).status, 422)
	assert.equal((await post(kim, base, '/family', '/family', { status: 'TOLD', method: 'VISIT', leaflet: 'Y', by_whom: 'K Mills', ...date('on_day', day()) })).status, 303)
	assert.ok(!tasks(base).some(([kind]) => kind === 'FAMILY'))
	assert.equal((await honor.get(`${base}/family`)).status, 403)
})

test('the draft of the discussion ends its process; more can be asked for', async () => {
	const base = await record(clare)
	const at = '/discussion'
	assert.equal((await post(clare, base, at, at, { kind: 'LOCAL', chair: 'Dr Singh', invited: 'All who knew the child', ...date('meets_on', day(7)) })).status, 303)
	assert.equal(state(base), 'DISCUSSION')
	assert.equal((await post(clare, base, at, `${at}/more`, { what: 'The school nurse\'s notes' })).status, 303)
	assert.equal(state(base), 'GATHERING')
	assert.equal((await post(clare, base, at, `${at}/held`, { attended: ['GP', 'POL'], ...date('held_on', day(-1)), ...date('received_on', day()) })).status, 303)
	assert.equal(cell(`SELECT status FROM ${DB}.gate WHERE record = ${idOf(base)} AND code = 'G-CDRM'`), 'ENDED')
})

test('what happened can be changed while the review goes on, with one that counts', async () => {
	const base = await record(clare)
	assert.deepEqual((await post(clare, base, '/marks', '/marks', { expected: 'U', events: ['E05', 'E07'], principal: '' })).errors(), ['Say which of them counts in the return'])
	assert.equal((await post(clare, base, '/marks', '/marks', { expected: 'U', events: ['E05', 'E07'], principal: 'E07', flags: 'MULTIPLE' })).status, 303)
	assert.deepEqual(sql(`SELECT code, principal FROM ${DB}.death_mark WHERE record = ${idOf(base)} AND gone_at IS NULL ORDER BY code`),
		[['E05', '0'], ['E07', '1'], ['MULTIPLE', '0']])
})

test('a review older than six months is red and asks why; notified late is proposed', async () => {
	const base = await record(clare, { born: '2019-05-05', died: day(-220), received: day(-180) })
	const page = await clare.get(base)
	assert.match(page.text, /220 days since the death/)
	assert.match(page.body, /govuk-tag--red[^>]*>\s*Late/)
	const form = await clare.get(`${base}/delay`)
	assert.ok(form.form(`${base}/delay`).fields.some(([name, value]) => name === 'code' && value === 'LATE-NOTICE'))
	assert.equal((await clare.submit(form, `${base}/delay`, { code: 'OTHER' })).status, 422)
	assert.equal((await clare.submit(form, `${base}/delay`, { code: 'INQUEST' })).status, 303)
	assert.deepEqual(death(base, 'delay_reason'), ['INQUEST'])
	assert.equal((await clare.get(`${await record(clare)}/delay`)).status, 404, 'one in time asks nothing')
})

test('a case closes when family and agencies were told, and the chair opens it again', async () => {
	const base = await record(clare)
	sql(`UPDATE ${DB}.record SET state = 'COMPLETED' WHERE id = ${idOf(base)}`)
	assert.match((await clare.get(`${base}/close`)).text, /Not yet\. Enter when the family was told/)
	assert.equal((await post(clare, base, '/close', '/feedback', { told_to: 'FAMILY' })).status, 422)
	assert.equal((await post(clare, base, '/close', '/feedback', { told_to: 'FAMILY', why_not: 'Asked not to be told' })).status, 303)
	assert.equal((await post(clare, base, '/close', '/feedback', { told_to: 'AGENCIES', by_whom: 'Clare Cole', ...date('on_day', day()) })).status, 303)
	assert.equal((await post(clare, base, '/close', '/close')).status, 303)
	assert.equal(state(base), 'CLOSED')
	assert.equal((await clare.get(`${base}/reopen`)).status, 403)
	assert.equal((await post(honor, base, '/reopen', '/reopen', { reason: 'A late inquest' })).status, 303)
	assert.equal(state(base), 'GATHERING')
})

test('tasks are done, or it is said why not', async () => {
	const base = await record(clare)
	assert.equal((await post(nina, base, '/tasks', '/tasks', { what: 'Ask the registrar', ...date('due_on', day(5)) })).status, 303)
	const id = cell(`SELECT id FROM ${DB}.task WHERE record = ${idOf(base)} AND kind = 'OTHER'`)
	const end = fields => post(nina, base, '/tasks', '/tasks/done', { task: id, ...fields })
	assert.deepEqual((await end({ how: 'NOT' })).errors(), ['Say why it is not to be done'])
	assert.equal((await end({ how: 'DONE', note: 'Asked' })).status, 303)
	assert.equal(cell(`SELECT done_note FROM ${DB}.task WHERE id = ${id}`), 'Asked')
	assert.equal((await end({ how: 'DONE' }).catch(() => ({ status: 404 }))).status, 404)
	assert.ok(handleOf(base))
})

test('1.2 who is told at once: appointment letters stop on the day, the national database hears within two days where the forms are of today', async () => {
	const told = base => sql(`SELECT kind, DATEDIFF(due_on, CURDATE()) FROM ${DB}.task WHERE record = ${idOf(base)} ORDER BY kind`).map(row => row.join(' '))

	assert.deepEqual(told(await notify(clare, { received: day() })), ['LETTERS 0'])
	await withSet('C', async () => assert.deepEqual(told(await notify(clare, { received: day() })), ['LETTERS 0', 'NCMD 2']))
})

test('1.4 a case review that is asked for has its days, and the decision ends them', async () => {
	const refer = async base => {
		const page = await clare.get(`${base}/referrals`)
		assert.equal((await clare.submit(page, `${base}/referrals`, { sent_to: 'SCR', trigger_code: 'CATEGORY-1', ...date('referred_on', day()), why: 'Category 1' })).status, 303)
		const decide = /\/lscb\/case\/\w+\/referrals\/\d+/.exec((await clare.get(`${base}/referrals`)).body)[0]
		return async decision => assert.equal((await clare.submit(await clare.get(decide), decide, { decision, ...date('decided_on', day()), decision_why: 'It meets the criteria' })).status, 303)
	}
	const running = base => sql(`SELECT clock, DATEDIFF(due_on, CURDATE()) BETWEEN 15 AND 190, met_on IS NOT NULL FROM ${DB}.deadline WHERE record = ${idOf(base)} AND clock IN ('SCR', 'SCR-DONE', 'RAPID') AND dropped_at IS NULL ORDER BY id`).map(row => row.join(' '))

	const base = await notify(clare), decided = await refer(base)
	assert.deepEqual(running(base), ['SCR 1 0'])
	await decided('SCR')
	assert.deepEqual(running(base), ['SCR 1 1', 'SCR-DONE 1 0'])
	await decided('NO')
	assert.deepEqual(running(base), ['SCR 1 1'])
	await withSet('C', async () => {
		const today = await notify(clare), later = await refer(today)
		assert.deepEqual(running(today), ['RAPID 1 0'])
		assert.ok(tasks(today).some(([kind]) => kind === 'CASE-NOTICE'))
		await later('SCR')
		assert.deepEqual(running(today), ['RAPID 1 1'])
	})
})
