// What agencies are asked of a child's death, what each may see, and what their
// answers come to side by side.
import test, { after, before } from 'node:test'
import assert from 'node:assert/strict'
import { date } from '../lib/client.mjs'
import { day, handleOf } from '../lib/lscb.mjs'
import { ANSWERS, act, agency, ask, gathering, report, section, sent, submit } from '../lib/lscb-requests.mjs'
import { token } from '../lib/token.mjs'
import { cell, env, logMark, noHandle, person, sql, troubles } from '../lib/stack.mjs'

let clare, sgpeel, rfox, gdunn, honor, jas, practice, school, police

before(async () => {
	clare = await person('ccole')		// coordinator
	sgpeel = await person('sgpeel')		// single point of contact, and reporter
	rfox = await person('rfox')		// reporter
	gdunn = await person('gdunn')		// reporter of another agency, member of the panel
	honor = await person('hfaye')		// chair of the panel
	jas = await person('jsingh')		// designated doctor
	practice = await agency(clare, 'Harbour Road Practice', 'GP', { SPOC: 'sgpeel', REPORTER: 'rfox' })
	school = await agency(clare, 'Westgate School', 'EDU', { REPORTER: 'gdunn' })
	police = await agency(clare, 'Norborough Police', 'POL')
	logMark()
})

after(() => assert.deepEqual(troubles(), []))

const NAME = 'Hollinsworth'
const steps = page => page.text
const same = (one, other) => assert.equal(bare(one), bare(other))
const bare = page => page.body.replace(/value="[\w-]{43}"/g, '').replace(/data-(end|idle|warn|expires)="[^"]*"/g, '').replace(/Reference: [0-9a-f]{32}/g, '')
	.replace(/datetime="[^"]*"|\d+:\d\d[ap]m/g, '')
// A post that only the rule can stop: its token is right.
const post = (c, path, fields = {}) => c.post(path, { token: token(env, 'lscb', c, path.replace(/\/draft$/, '')), ...fields })
const numberOf = base => cell(`SELECT reference FROM everychild_lscb.record WHERE handle = '${handleOf(base)}'`)

test('AC7: a request of 2 April 2026 is due, reminded of and escalated on its days, and late by working days', async () => {
	const base = await gathering(clare)
	const request = await sent(clare, base, practice, {}, '2026-04-02')
	const page = await clare.get(request)
	assert.match(page.text, /Due 27 April 2026/)
	const ladder = [['Reminder to the reporter', '20 April 2026'], ['Second reminder, copy to the single point of contact', '28 April 2026'],
		["Letter to the agency's lead", '6 May 2026'], ['Escalated to the chair of the panel', '13 May 2026'],
		['Escalated to the executive of board or partners', '28 May 2026']]
	for (const [step, on] of ladder) assert.ok(page.text.includes(`${step} ${on} Still to come`), step)
	const back = await act(clare, request, 'RETURNED', { ...date('day', '2026-05-05'), received_by: 'Clare Cole' })
	assert.deepEqual([back.status, back.errors()], [422, ['Say why it is late']])
	const done = await act(clare, request, 'RETURNED', { ...date('day', '2026-05-05'), received_by: 'Clare Cole', late_code: 'STAFF' })
	assert.equal(done.status, 303)
	const after = await clare.get(request)
	assert.match(after.text, /State Returned .*Returned 5 May 2026 Lateness 5 working days late Why late Reporter away or left/)
	assert.match(after.text, /Letter to the agency's lead 6 May 2026 Not sent/)
	assert.equal((await clare.get(`${request}/step/R3`)).status, 409)
})

test('a newborn baby’s report is due in ten working days, and each extension is counted with its reason', async () => {
	const base = await gathering(clare, ['E02'], { born: '2026-03-20', died: '2026-03-25', received: '2026-03-26' })
	const request = await sent(clare, base, practice, {}, '2026-04-02')
	assert.match((await clare.get(request)).text, /Due 20 April 2026/)
	const without = await act(clare, request, 'EXTEND', date('due_on', day(20)))
	assert.deepEqual([without.status, without.errors()], [422, ['Give the reason']])
	assert.equal((await act(clare, request, 'EXTEND', { ...date('due_on', day(20)), why: 'Records in store' })).status, 303)
	const page = await clare.get(request)
	assert.match(page.text, /first 20 April 2026; more time given 1 time/)
	assert.match(page.text, /More time given .* Records in store/)
})

test('what is to be chased is listed, and what was sent is kept with how, to whom and in which words', async () => {
	const base = await gathering(clare, [], { family: NAME })
	const request = await sent(clare, base, practice, {}, '2026-04-02')
	const list = await clare.get('/lscb/chase')
	assert.ok(list.body.includes(`${request}/step/E2`), 'the last one owed')
	assert.match(list.text, /Harbour Road Practice General practice \d+ \d+/)
	const at = `${request}/step/R3`, page = await clare.get(at)
	assert.ok(page.text.includes(`Harbour Road Practice was asked on 2 April 2026 for a report on the death ${numberOf(base)}, due on 27 April 2026`))
	assert.ok(!page.body.includes(NAME))
	assert.equal((await clare.submit(page, at, { method: 'LETTER' })).status, 303)
	const after = await clare.get(request)
	assert.match(after.text, /Letter to Lena Marsh Harbour Road Practice was asked on/)
	assert.match(after.text, /Second reminder, copy to the single point of contact 28 April 2026 Not sent/)
	assert.equal((await clare.get(at)).status, 409, 'once')
	assert.match((await clare.get(`${request}/step/E2`)).body, /section 14B/)
})

test('the second reminder goes to the reporter, with a copy to the single point of contact', async () => {
	const request = await sent(clare, await gathering(clare), practice, {}, '2026-04-02')
	const account = cell(`SELECT id FROM everychild.account WHERE login = 'rfox'`)
	assert.equal((await sgpeel.submit(await sgpeel.get(`${request}/reporter`), `${request}/reporter`, { reporter: account })).status, 303)
	assert.match((await clare.get(`${request}/step/R1`)).body, /value="Robin Fox"/)
	assert.match((await clare.get(`${request}/step/R2`)).body, /value="Robin Fox; copy to [A-Z][^"]+"/)
})

test('while a lawful bar stands nothing is chased, and after it a new day is given', async () => {
	const request = await sent(clare, await gathering(clare), practice, {}, '2026-04-02')
	assert.equal((await act(clare, request, 'HOLD', { ...date('hold_until', day(30)), why: 'Evidence of the police' })).status, 303)
	assert.ok(!(await clare.get('/lscb/chase')).body.includes(`${request}/step`))
	assert.match((await clare.get(request)).text, new RegExp('Lawful bar, looked at again on'))
	assert.equal((await act(clare, request, 'EXTEND')).status, 409)
	assert.equal((await act(clare, request, 'FREED', date('due_on', day(15)))).status, 303)
	assert.doesNotMatch((await clare.get(request)).text, /Lawful bar, looked at/)
})

test('each page of a request is told from the others by its title', async () => {
	const own = await sent(clare, await gathering(clare), practice)
	const titles = ['', '/paper', '/form/agency', '/form/agency/print', '/form/agency/check', '/form/agency/changes'].map(async at => (await rfox.get(own + at)).title)
	assert.equal(new Set(await Promise.all(titles)).size, titles.length)
})

test('AC14: a reporter sees their own open request with section A and nothing else of the case', async () => {
	const base = await gathering(clare, ['E04'], { family: NAME, given: 'Ivo' })
	const own = await sent(clare, base, practice), other = await sent(clare, base, school)
	const home = await rfox.get('/lscb/requests')
	assert.ok(home.body.includes(own) && !home.body.includes(other))
	const page = await rfox.get(own)
	assert.equal(page.status, 200)
	assert.ok(page.text.includes(`Ivo ${NAME}`), 'section A')
	assert.match(page.text, /Form B: Agency report .*Form B4: Sudden unexpected death in infancy/)
	for (const word of ['Westgate', other, handleOf(base)]) assert.ok(!page.body.includes(word), word)
	const none = await rfox.get(`/lscb/request/${noHandle()}`)
	assert.equal(none.status, 404)
	for (const path of [other, `${other}/form/agency`, `${other}/form/agency/circumstances`, `${other}/form/agency/check`, `${other}/paper`, `${other}/submit`,
		`${own}/form/b7`, `${own}/form/notification`, `${own}/form/analysis`, `${own}/form/agency-2`]) {
		const answer = await rfox.get(path)
		assert.equal(answer.status, 404, path)
		same(answer, none)
	}
	for (const path of [base, `${base}/requests`, `${base}/collation`, `${base}/name`, '/lscb/', '/lscb/chase', '/lscb/agencies', `${own}/do/ACCEPTED`, `${own}/do/WAIVED`, `${own}/step/R1`])
		assert.equal((await rfox.get(path)).status, 403, path)
	for (const path of [`${other}/submit`, `${other}/form/agency/circumstances`, `${other}/form/agency/circumstances/draft`, `${other}/reporter`, `${own}/form/b7/report`,
		`/lscb/request/${noHandle()}/submit`])
		assert.equal((await post(rfox, path, { version: '1' })).status, 404, path)
	// A designated doctor that reports for nobody reads it without the name; a chair does not.
	const read = await jas.get(`${own}/form/agency/reporting`)
	assert.equal(read.status, 200)
	assert.ok(!read.body.includes(NAME))
	assert.equal((await honor.get(own)).status, 403)
	const looks = sql(`SELECT u.action, u.relation, u.detail FROM everychild_lscb.audit u JOIN everychild.account a ON a.id = u.account
		WHERE a.login = 'rfox' AND u.outcome = 200 AND u.detail LIKE '${numberOf(base)} %'`)
	assert.deepEqual(looks, [['request.show', 'REPORTER', `${numberOf(base)} request=1`]])
})

test('a report is answered section by section, kept as a draft, completed by the rule, sent in, and then only read', async () => {
	const base = await gathering(clare, [], { family: NAME })
	const request = await sent(clare, base, practice)
	const at = `${request}/form/agency/circumstances`, page = await rfox.get(at)
	assert.equal((await rfox.submit(page, at, { then: 'tasks', event_at: '25:99', summary: 'Kept while it is mended' })).status, 422)
	const draft = `${at}/draft`
	assert.equal((await rfox.post(draft, [['token', page.form(at).fields.find(f => f[0] === 'token')[1]], ['version', page.form(at).fields.find(f => f[0] === 'version')[1]],
		['summary', 'A draft of it']])).status, 200)
	assert.match((await rfox.get(at)).body, /A draft of it/)
	const early = await rfox.get(`${request}/submit`)
	assert.match(early.text, /Still needed/)
	assert.equal((await post(rfox, `${request}/submit`)).status, 422)
	await report(rfox, request)
	assert.match((await rfox.get(request)).text, /Form B4/, 'the event opened its form')
	assert.equal((await submit(rfox, request)).status, 303)
	assert.match((await rfox.get(request)).text, /State Returned/)
	assert.match((await rfox.get(at)).text, /Found not breathing/)
	assert.equal((await post(rfox, at, { then: 'tasks', version: '9', summary: 'Changed after all' })).status, 404)
	assert.equal((await post(rfox, `${request}/submit`)).status, 409)
	// Back for more: it can be written in again.
	assert.equal((await act(clare, request, 'MORE', { ...date('due_on', day(14)), why: 'What was the temperature?' })).status, 303)
	assert.match((await rfox.get(request)).text, /What more is needed What was the temperature\?/)
	assert.equal((await section(rfox, request, 'agency', 'circumstances', { summary: 'Found not breathing, cold.' })).status, 303)
	assert.equal((await submit(rfox, request)).status, 303)
	assert.equal((await act(clare, request, 'ACCEPTED')).status, 303)
	const none = await rfox.get(`/lscb/request/${noHandle()}`)
	for (const path of [request, at, `${request}/submit`]) same(await rfox.get(path), none)
	assert.equal((await post(rfox, at, { then: 'tasks', version: '9', summary: 'Changed after all' })).status, 404)
	assert.ok(!(await rfox.get('/lscb/requests')).body.includes(request))
	assert.equal(cell(`SELECT COUNT(*) FROM everychild_lscb.record_person p JOIN everychild_lscb.record r ON r.id = p.record
		WHERE r.handle = '${handleOf(base)}' AND p.relation <> 'OWNER' AND p.until IS NULL`), '0')
	assert.equal(cell(`SELECT COUNT(*) FROM everychild_lscb.answer WHERE value = 'Changed after all'`), '0')
})

test('a report that comes late from its reporter says why, and concern about abuse asks for a referral', async () => {
	const base = await gathering(clare)
	const request = await sent(clare, base, practice, {}, '2026-04-02')
	await report(rfox, request, { parenting: { abuse: 'Y', abuse_note: 'Seen with bruises' } })
	const again = await submit(rfox, request)
	assert.deepEqual([again.status, again.errors()], [422, ['Say why it is late']])
	const words = await submit(rfox, request, { late_code: 'OTHER' })
	assert.deepEqual([words.status, words.errors()], [422, ['Say why in your words']])
	assert.equal((await submit(rfox, request, { late_code: 'OTHER', late_reason: 'Flood' })).status, 303)
	assert.match((await clare.get(request)).text, /Why late Other: Flood/)
	assert.equal(cell(`SELECT COUNT(*) FROM everychild_lscb.task t JOIN everychild_lscb.record r ON r.id = t.record
		WHERE r.handle = '${handleOf(base)}' AND t.kind = 'CONSIDER-SCR'`), '1')
	assert.match((await sgpeel.get('/lscb/requests')).text, /your agency was asked for \d+ reports\. \d+ came in, \d+ of them late/)
})

test('a case of the forms of 2018 is reported on with those', async () => {
	const base = await gathering(clare, ['E04'])
	sql(`UPDATE everychild_lscb.death d JOIN everychild_lscb.record r ON r.id = d.record SET d.form_set = 'C' WHERE r.handle = '${handleOf(base)}'`)
	const page = await clare.get(`${base}/requests`)
	assert.ok(page.body.includes('Perinatal') || page.text.includes('Labour ward or neonatal unit'))
	assert.ok(!page.text.includes('B4 Sudden unexpected'))
	const wrong = await clare.submit(page, `${base}/requests`, { agency: practice, method: 'SCREEN', forms: ['b4'] })
	assert.deepEqual([wrong.status, wrong.errors()], [422, ['Choose forms of the set of this case']])
	const request = await sent(clare, base, practice)
	assert.match((await rfox.get(request)).text, /Child death reporting form .*Sudden/)
	await section(rfox, request, 'cdr-report', 'reporting', { ...ANSWERS.reporting, ...date('completed_on', day()) })
	assert.equal((await section(rfox, request, 'cdr-report', 'circumstances', ANSWERS.circumstances)).status, 303)
	assert.match((await rfox.get(`${request}/submit`)).text, /Still needed/)
	assert.match((await clare.get(`${request}/step/E2`)).body, /section 16N/)
})

test('a nil return ends a request with section A alone', async () => {
	const request = await sent(clare, await gathering(clare), practice)
	await section(rfox, request, 'agency', 'reporting', { ...ANSWERS.reporting, ...date('completed_on', day()), nil: 'Y' })
	const page = await rfox.get(`${request}/submit`)
	assert.match(page.text, /This is a nil return/)
	assert.equal((await submit(rfox, request)).status, 303)
	assert.match((await clare.get(request)).text, /State Nil return/)
})

test('a request that is withdrawn, or not sent yet, is for its agency as if there were none', async () => {
	const base = await gathering(clare)
	const request = await ask(clare, base, practice)
	const none = await rfox.get(`/lscb/request/${noHandle()}`)
	same(await rfox.get(request), none)
	await act(clare, request, 'SENT', date('day', day(-1)))
	assert.equal((await rfox.get(request)).status, 200)
	assert.equal((await act(clare, request, 'WAIVED', { why: 'Asked of the wrong practice' })).status, 303)
	same(await rfox.get(request), none)
	assert.equal((await post(rfox, `${request}/form/agency/reporting`, { then: 'tasks', version: '1', reporter: 'x' })).status, 404)
})

test('the single point of contact sees all of the agency and says who reports; who left the agency sees nothing', async () => {
	const two = await agency(clare, 'Fellside Trust', 'CAMHS', { SPOC: 'sgpeel', REPORTER: 'rfox' })
	const at = `/lscb/agency/${two}`
	await clare.submit(await clare.get(at), `${at}/person`, { login: 'gdunn', part: 'REPORTER' })
	const request = await sent(clare, await gathering(clare), two)
	assert.equal((await rfox.get(request)).status, 404, 'nobody reports yet')
	assert.match((await sgpeel.get('/lscb/requests')).text, /Fellside Trust .*Nobody yet/)
	const who = `${request}/reporter`, page = await sgpeel.get(who)
	const wrong = await sgpeel.submit(page, who, { reporter: cell(`SELECT id FROM everychild.account WHERE login = 'ccole'`) })
	assert.deepEqual([wrong.status, wrong.errors()], [422, ['Choose a reporter of the agency']])
	assert.equal((await sgpeel.submit(page, who, { reporter: cell(`SELECT id FROM everychild.account WHERE login = 'gdunn'`) })).status, 303)
	assert.equal((await gdunn.get(request)).status, 200)
	assert.equal((await gdunn.get(who)).status, 404)
	assert.equal((await rfox.get(request)).status, 404)
	const members = await clare.get(at)
	const end = [...members.body.matchAll(/name="person" value="(\d+)"[^>]*>\s*End Gita's|value="(\d+)"/g)].length
	assert.ok(end > 0)
	const row = cell(`SELECT p.id FROM everychild_lscb.agency_person p JOIN everychild.account a ON a.id = p.account JOIN everychild_lscb.agency g ON g.id = p.agency
		WHERE a.login = 'gdunn' AND g.handle = '${two}' AND p.until IS NULL`)
	assert.equal((await post(clare, `${at}/person/end`, { person: row })).status, 303)
	assert.equal((await gdunn.get(request)).status, 404)
})

test('on paper: a blank form with section A is printed by who opened the name, and the report keyed in', async () => {
	const base = await gathering(clare, ['E04'], { family: NAME, given: 'Ivo' })
	const request = await sent(clare, base, police, { method: 'PAPER' })
	assert.equal((await clare.get(`${request}/paper`)).status, 409, 'the name first')
	await clare.submit(await clare.get(`${base}/name`), `${base}/name`, { reason: 'MATCH' })
	const paper = await clare.get(`${request}/paper`)
	assert.equal(paper.status, 200)
	assert.ok(paper.text.includes(NAME) && paper.text.includes('B.B1 What happened ..') && paper.text.includes('B.B9.2 Date of the post-mortem') && paper.text.includes('B4.A1'))
	await report(clare, request, { reporting: { reporter: 'Sergeant Ash' } })
	assert.equal((await act(clare, request, 'RETURNED', { ...date('day', day()), received_by: 'Clare Cole' })).status, 303)
	assert.match((await clare.get(request)).text, /Received by Clare Cole/)
})

test('answers stand side by side: agreed, known to some, joined under roles, and conflicts that the coordinator settles', async () => {
	const base = await gathering(clare)
	await clare.submit(await clare.get(`${base}/name`), `${base}/name`, { reason: 'MATCH' })
	const gp = await sent(clare, base, practice), edu = await sent(clare, base, school), pol = await sent(clare, base, police, { method: 'PAPER' })
	await report(rfox, gp, { circumstances: { summary: 'The practice knew of a cold.', place_event: 'HOME', mode: 'FD' } })
	await report(gdunn, edu, { circumstances: { summary: 'The school knew nothing.', place_event: 'PUBL', mode: 'NK' } })
	await report(clare, pol, { circumstances: { summary: 'Officers came at six.', place_event: 'HOME', mode: 'FD' } })
	assert.equal((await submit(rfox, gp)).status, 303)
	assert.equal((await submit(gdunn, edu)).status, 303)
	assert.equal((await act(clare, pol, 'RETURNED', { ...date('day', day()), received_by: 'Clare Cole' })).status, 303)
	const at = `${base}/collation`, page = await clare.get(at)
	assert.match(page.text, /Answers that differ Where the event happened Home of normal residence Public place Differs/)
	assert.match(page.text, /What happened General practice: The practice knew of a cold\. School or education: The school knew nothing\. Police: Officers came at six\. Joined/)
	assert.match(page.text, /Mode of death Found dead or collapsed Known to some/)
	assert.match(page.text, /Was resuscitation attempted\? Yes Agreed/)
	assert.ok(!page.text.includes('Rosa Fox') && !page.text.includes('Westgate'), 'roles, not names')
	const one = `${at}/agency/place_event/0`, form = await clare.get(one)
	assert.match(form.text, /General practice Home of normal residence School or education Public place/)
	assert.deepEqual((await clare.submit(form, one, { value: 'HOME' })).errors(), ['Give the reason'])
	assert.equal((await clare.submit(form, one, { value: 'HOME', why: 'Two saw it' })).status, 303)
	const settled = await clare.get(at)
	assert.match(settled.text, /Answers that differ No answers differ/)
	assert.match(settled.text, /Where the event happened Home of normal residence Chosen/)
	// The originals stand, and a new answer opens it again.
	assert.match((await clare.get(`${edu}/form/agency/check`)).text, /Public place/)
	await act(clare, edu, 'MORE', { ...date('due_on', day(14)), why: 'Which place?' })
	await section(gdunn, edu, 'agency', 'circumstances', { place_event: 'SCHL' })
	assert.equal((await submit(gdunn, edu)).status, 303)
	assert.match((await clare.get(at)).text, /Answers that differ Where the event happened .*Differs/)
	assert.equal((await rfox.get(at)).status, 403)
	assert.equal((await honor.get(at)).status, 404, 'the chair reads a pack')
})

test('sections of a report are given to different people of the agency: each sees and writes their own', async () => {
	const trust = await agency(clare, 'Northfell Trust', 'CAMHS', { SPOC: 'sgpeel', REPORTER: 'rfox' })
	await clare.submit(await clare.get(`/lscb/agency/${trust}`), `/lscb/agency/${trust}/person`, { login: 'gdunn', part: 'REPORTER' })
	const account = login => cell(`SELECT id FROM everychild.account WHERE login = '${login}'`)
	const request = await sent(clare, await gathering(clare, [], { family: NAME }), trust), form = `${request}/form/agency`
	await sgpeel.submit(await sgpeel.get(`${request}/reporter`), `${request}/reporter`, { reporter: account('rfox') })
	const give = async (part, login, c = sgpeel) => c.submit(await c.get(`${request}/part`), `${request}/part`, { part, person: login && account(login) })
	assert.equal((await gdunn.get(request)).status, 404)
	assert.equal((await give('agency nonsense', 'gdunn')).status, 422)
	assert.equal((await give('agency parenting', 'ccole')).status, 422)
	assert.equal((await give('', 'gdunn')).status, 422)
	assert.equal((await rfox.get(`${request}/part`)).status, 404)
	assert.equal((await give('agency parenting', 'gdunn')).status, 303)
	assert.match((await gdunn.get('/lscb/requests')).text, /Northfell Trust/)
	assert.match((await sgpeel.get(request)).text, /Sections given to others .*Parenting capacity Gil Dunn .*To be written/)

	await report(rfox, request)		// all of it, by who reports
	assert.match((await rfox.get(`${form}/circumstances`)).body, /Found not breathing/)
	const own = await gdunn.get(request)
	assert.match(own.text, /Your sections/)
	assert.doesNotMatch(own.body, /circumstances|\/submit|\/reporter|\/part"/)
	for (const page of [own, await gdunn.get(form), await gdunn.get(`${form}/parenting`), await gdunn.get(`${form}/changes`)]) {
		assert.equal(page.status, 200)
		assert.doesNotMatch(page.body, /Found not breathing|Rosa Fox|rfox@/, page.title)
	}
	for (const path of [`${form}/circumstances`, `${form}/reporting`, `${form}/check`, `${form}/print`, `${request}/submit`, `${request}/part`])
		assert.equal((await gdunn.get(path)).status, 404, path)
	for (const [path, fields] of [[`${form}/circumstances`, { then: 'tasks', version: '1', summary: 'x' }], [`${form}/circumstances/draft`, { version: '1', summary: 'x' }],
		[`${request}/submit`, {}], [`${request}/part`, { part: 'agency service', person: '0' }]])
		assert.equal((await post(gdunn, path, fields)).status, 404, path)
	const saved = await section(gdunn, request, 'agency', 'parenting', { abuse: 'N', then: 'next' })
	assert.deepEqual([saved.status, saved.location], [303, form])

	const waits = await rfox.get(`${request}/submit`)
	assert.match(waits.text, /Still needed .*Parenting capacity is with Gil Dunn, who has not said that it is done/)
	assert.equal((await post(rfox, `${request}/submit`, {})).status, 422, 'what is with somebody keeps it back')
	assert.equal((await give('agency service', 'gdunn')).status, 303)
	assert.equal((await gdunn.get(`${form}/service`)).status, 200)
	assert.equal((await sgpeel.submit(await sgpeel.get(`${request}/part`), `${request}/part`, { part: 'agency service', person: '0' })).status, 303)
	assert.equal((await gdunn.get(`${form}/service`)).status, 404, 'taken back')
	assert.match((await sgpeel.get(`${request}/submit`)).text, /with Gil Dunn/, 'whoever sends it in')
	const taken = await sgpeel.submit(await sgpeel.get(`${request}/part`), `${request}/part`, { part: 'agency parenting', person: '0' })
	assert.equal(taken.status, 303)
	assert.equal((await submit(sgpeel, request)).status, 303)
	assert.equal((await post(gdunn, `${form}/parenting`, { then: 'tasks', version: '1', abuse: 'N' })).status, 404, 'it is sent in')
})

test('2.8: a section has a day of its own, its writer says that it is done, and who reports sends it in when all are', async () => {
	const trust = await agency(clare, 'Westfell Trust', 'CAMHS', { SPOC: 'sgpeel', REPORTER: 'rfox' })
	await clare.submit(await clare.get(`/lscb/agency/${trust}`), `/lscb/agency/${trust}/person`, { login: 'gdunn', part: 'REPORTER' })
	const account = login => cell(`SELECT id FROM everychild.account WHERE login = '${login}'`), long = iso => new Date(iso).toLocaleDateString('en-GB', { day: 'numeric', month: 'long', year: 'numeric' })
	const request = await sent(clare, await gathering(clare, [], { family: NAME }), trust), form = `${request}/form/agency`
	const whole = cell(`SELECT due_on FROM everychild_lscb.request WHERE handle = '${request.split('/').pop()}'`)
	await sgpeel.submit(await sgpeel.get(`${request}/reporter`), `${request}/reporter`, { reporter: account('rfox') })
	const give = async (part, login, due) => sgpeel.submit(await sgpeel.get(`${request}/part`), `${request}/part`, { part, person: account(login), ...(due ? date('due_on', due) : {}) })
	for (const [due, why] of [[day(-1), /must not be in the past/], [day(200), /The whole report is due on/]]) {
		const refused = await give('agency parenting', 'gdunn', due)
		assert.equal(refused.status, 422)
		assert.match(refused.text, why)
		assert.match(refused.body, new RegExp(`name="due_on-day"[^>]*value="${Number(due.slice(8))}"`), 'what was typed stays')
	}
	assert.equal((await give('agency parenting', 'gdunn', day(3))).status, 303)
	assert.equal((await give('agency service', 'gdunn')).status, 303)
	const own = await gdunn.get(request)
	assert.match(own.text, new RegExp(`Parenting capacity Due on ${long(day(3))} To be written.*Service provision Due on ${long(whole)} To be written`))
	assert.match((await gdunn.get('/lscb/requests')).text, new RegExp(`Westfell Trust Sent ${long(day(3))}`), 'by the first of the days')
	assert.match((await sgpeel.get(request)).text, new RegExp(`Gil Dunn ${long(day(3))} To be written`))

	await report(rfox, request, { parenting: { abuse: '' } })
	const done = (part, yes = 'Y', c = gdunn) => post(c, `${request}/part/done`, { part, done: yes })
	const lacks = await done('agency parenting')
	assert.equal(lacks.status, 422)
	assert.match(lacks.body, new RegExp(`href="${form}/parenting#abuse"`), 'what it lacks, and where')
	assert.equal((await section(gdunn, request, 'agency', 'parenting', { abuse: 'N' })).status, 303)
	for (const [c, part] of [[gdunn, 'agency circumstances'], [gdunn, 'agency nonsense'], [gdunn, 'x'], [rfox, 'agency parenting'], [sgpeel, 'agency parenting'], [clare, 'agency parenting']]) assert.ok([403, 404].includes((await done(part, 'Y', c)).status), `${c.login} ${part}`)
	assert.equal((await gdunn.submit(await gdunn.get(request), `${request}/part/done`, { part: 'agency parenting', done: 'Y' })).status, 303)
	assert.match((await gdunn.get(request)).text, new RegExp(`Parenting capacity Done on ${long(day())}`))
	assert.doesNotMatch((await gdunn.get(`${form}/parenting`)).body, /name="abuse"/, 'then it is only read')
	assert.match((await rfox.get(`${request}/submit`)).text, /Service provision is with Gil Dunn/)
	assert.doesNotMatch((await rfox.get(`${request}/submit`)).text, /Parenting capacity is with/)
	assert.equal((await done('agency parenting', 'N')).status, 303)
	assert.match((await gdunn.get(`${form}/parenting`)).body, /name="abuse"/, 'written again')
	for (const part of ['agency parenting', 'agency service']) assert.equal((await done(part)).status, 303, part)
	assert.match((await gdunn.get('/lscb/requests')).text, /Westfell Trust Sent Your sections are done/)
	assert.ok(Number(cell(`SELECT COUNT(*) FROM everychild_lscb.notice WHERE account = ${account('rfox')} AND title = 'Part of an agency report is done'`)) >= 1)
	assert.equal((await submit(rfox, request)).status, 303, 'who reports sends it in')
	assert.equal((await done('agency parenting', 'N')).status, 409, 'it is sent in')
})
