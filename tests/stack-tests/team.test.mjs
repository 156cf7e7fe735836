// The team around the child: who is in it, its meetings, its lead professional
// (modules/caf/sections.md 3.4, 3.5; transitions 11, 12 and 19).
import test, { after, before } from 'node:test'
import assert from 'node:assert/strict'
import * as caf from '../lib/caf.mjs'
import { date } from '../lib/client.mjs'
import { token } from '../lib/token.mjs'
import { accountId, cell, env, logMark, person, sql, troubles } from '../lib/stack.mjs'

let priya, ben, petra, joan, tom, salma, team

before(async () => {
	priya = await person('pnair')
	ben = await person('bcole')
	petra = await person('pstone')
	joan = await person('jreid')
	tom = await person('thale')
	salma = await person('sidris')
	logMark()
})

const handleOf = base => base.split('/')[3]
const idOf = base => cell(`SELECT id FROM everychild_caf.record WHERE handle = '${handleOf(base)}'`)
const state = base => caf.stateOf(cell, base)
const relations = (base, login) => sql(`SELECT relation FROM everychild_caf.record_person WHERE record = ${idOf(base)} AND account = ${accountId(login)} AND until IS NULL ORDER BY relation`).map(row => row[0])
const notices = (base, login) => sql(`SELECT title FROM everychild_caf.notice WHERE record = ${idOf(base)} AND account = ${accountId(login)} ORDER BY id`).map(row => row[0])
const clock = (base, code) => sql(`SELECT due_on, met_at IS NOT NULL, dropped_at IS NOT NULL FROM everychild_caf.deadline WHERE record = ${idOf(base)} AND clock = '${code}' ORDER BY id`).map(([due, met, dropped]) => ({ due, met: met === '1', dropped: dropped === '1' }))
const post = (c, path, fields = {}) => c.post(path, { token: token(env, 'caf', c, path), ...fields })
const ok = page => assert.equal(page.status, 303, `${page.title}: ${page.errors().join(' | ')}`)
const refused = (page, message) => {
	assert.equal(page.status, 422, page.title)
	assert.match(page.errors().join(' | '), message)
}

// -- 11 --

test('11. one service acts: a review date is needed, the offered one is six weeks after completion', async () => {
	const base = await caf.toCompleted(priya, { conclusions: {}, actions: { next_step: 'ONE' } })
	const form = await priya.get(`${base}/single`)
	const review = cell(`SELECT DATE_ADD(completed_on, INTERVAL 42 DAY) FROM everychild_caf.episode WHERE record = ${idOf(base)}`)
	for (const [name, value] of Object.entries(date('review_on', review)))
		assert.equal(form.form(`${base}/single`).fields.find(([n]) => n === name)[1], value)
	const none = await priya.submit(form, `${base}/single`, { 'review_on-day': '', 'review_on-month': '', 'review_on-year': '' })
	assert.equal(none.status, 422)
	refused(await priya.submit(form, `${base}/single`, date('review_on', caf.today(-1))), /today or later/)
	refused(await priya.submit(form, `${base}/single`, date('review_on', cell(`SELECT DATE_ADD('${review}', INTERVAL 1 DAY)`))), /or earlier/)
	assert.equal(state(base), 'S4')
	ok(await priya.submit(await priya.get(`${base}/single`), `${base}/single`, date('review_on', caf.today(30))))
	assert.equal(state(base), 'S5')
	assert.equal(cell(`SELECT review_on FROM everychild_caf.episode WHERE record = ${idOf(base)}`), caf.today(30))

	// A review of what one service does: its date is met, its notes stand below the assessment.
	const at = `${base}/single/review`, again = { ...date('held_on', caf.today()), notes: 'Reads at home & likes it', ...date('review_on', caf.today(60)) }
	refused(await priya.submit(await priya.get(at), at, { ...again, notes: '' }), /notes/)
	refused(await priya.submit(await priya.get(at), at, { ...again, ...date('review_on', caf.today(200)) }), /or earlier/)
	// Not before it was agreed that one service acts, though the assessment is older.
	sql(`UPDATE everychild_caf.episode SET completed_on = completed_on - INTERVAL 9 DAY WHERE record = ${idOf(base)}`)
	refused(await priya.submit(await priya.get(at), at, { ...again, ...date('held_on', caf.today(-1)) }), /before .* one service acts/)
	assert.ok((await priya.get(base)).text.includes('Record a review'))
	ok(await priya.submit(await priya.get(at), at, again))
	assert.equal(state(base), 'S5')
	assert.deepEqual([clock(base, 'T5').at(-1).met, clock(base, 'T6').map(c => c.due)], [true, [caf.today(60)]])
	assert.match((await priya.get(`${base}/assessment/check`)).text, /Reads at home & likes it/)

	// 19: the family agreed to share with Housing, so a team can still be called.
	assert.deepEqual(clock(base, 'T4'), [])
	ok(await caf.call(priya, base))
	assert.equal(state(base), 'S6')
	assert.equal(clock(base, 'T4').length, 1, 'the first meeting has its date')
})

// -- 12 --

test('12. without consent to share with another service there is no team', async () => {
	const base = await caf.toCompleted(priya, { actions: { next_step: 'ONE' },
		consent: { share_consent: 'N', 'share_services.1.share_type': null, 'share_services.1.share_organisation': null } })
	assert.ok(!(await priya.get(base)).body.includes('/call"'), 'no button')
	assert.equal((await priya.get(`${base}/call`)).status, 303)
	const page = await priya.get(`${base}/team`)
	assert.ok(!page.body.includes('/meetings/'))
	assert.equal(await caf.serviceOf(priya, base, 'Housing'), undefined)
	assert.equal(state(base), 'S4')
})

test('12. the team is called with members, a date and a place', async () => {
	team = await caf.toCompleted(priya)
	ok(await caf.family(priya, team))
	refused(await caf.family(priya, team, { capacity: 'PARENT', name: '' }), /[Nn]ame/)
	const kept = await caf.family(priya, team, { capacity: 'CARER', name: '', phone: '01632 960111' })
	assert.ok(kept.body.includes('value="01632 960111"'), 'what was typed stands there again')
	assert.match(kept.body, /value="CARER"[^>]*checked/)

	ok(await caf.professional(priya, team, 'Housing', { login: 'pstone' }))
	assert.deepEqual(relations(team, 'pstone'), ['TAC'])
	assert.equal(notices(team, 'pstone').length, 1)
	refused(await caf.professional(priya, team, 'Housing', { login: 'pstone' }), /already/)
	refused(await caf.professional(priya, team, 'Housing', { login: 'nosuch' }), /no practitioner/)
	refused(await caf.professional(priya, team, 'Housing'), /name/)

	for (const answers of [{ meets_at: '25:00' }, { meets_at: '9:30' }, date('meets_on', caf.today(-3)), { place: '' }])
		assert.equal((await caf.call(priya, team, answers)).status, 422, JSON.stringify(answers))
	assert.equal(state(team), 'S4')
	ok(await caf.call(priya, team, { ...date('meets_on', caf.today()), place: 'Room 4' }))
	assert.equal(state(team), 'S6')
	const page = await priya.get(`${team}/team`)
	for (const name of ['Ann Smith', 'Petra Stone', 'Priya Nair']) assert.ok(page.text.includes(name), name)
	const where = await priya.get(`${team}/meeting-1/where`)
	assert.ok(where.body.includes('value="Room 4"') && where.body.includes('value="00:01"'))
	const who = await priya.get(`${team}/meeting-1/who`)
	for (const name of ['Ann Smith', 'Petra Stone', 'Priya Nair']) assert.ok(who.body.includes(`value="${name}"`), `${name} is invited`)
})

test('a service that the family has not agreed to share with does not come in', async () => {
	refused(await caf.professional(priya, team, 'Housing', { login: 'bnoor' }), /another service.*Substance misuse/)
	assert.deepEqual(relations(team, 'bnoor'), [])
	assert.equal((await (await person('bnoor')).get(`${team}/team`)).status, 404)
	// A consent of another case, and one that has ended.
	const other = cell(`SELECT MAX(id) FROM everychild_caf.consent WHERE record <> ${idOf(team)} AND type = 'C-SHARE'`)
	refused(await caf.professional(priya, team, 'Housing', { consent: other, name: 'Una Other' }), /has not agreed/)
	const base = await caf.toCompleted(priya), consent = await caf.serviceOf(priya, base, 'Housing')
	const page = await priya.get(`${base}/team/professional`)
	sql(`UPDATE everychild_caf.consent SET ended_at = UTC_TIMESTAMP(6) WHERE id = ${consent}`)
	refused(await priya.submit(page, `${base}/team/professional`, { capacity: 'PRACTITIONER', consent, name: 'Una Other' }), /has not agreed/)
	assert.equal((await priya.get(`${base}/call`)).status, 303, 'and no team can be called')
})

test('the assessor’s own service needs no further agreement, another school does', async () => {
	ok(await caf.professional(priya, team, 'own', { login: 'bcole' }))
	refused(await caf.professional(priya, team, 'own', { login: 'sidris' }), /another service/)
	assert.deepEqual(relations(team, 'bcole'), ['TAC'])
	assert.match((await priya.get(`${team}/team`)).text, /own service need no further agreement/)
	assert.ok((await priya.get(`${team}/meeting-1/who`)).body.includes('value="Ben Cole"'), 'who joins is invited too')
})

test('a member reads the case, the team and the meetings; to anybody else there is none', async () => {
	for (const path of ['', '/team', '/meetings', '/meeting-1', '/meeting-1/who', '/lead', '/assessment/check']) {
		assert.equal((await petra.get(team + path)).status, 200, path)
		assert.equal((await salma.get(team + path)).status, 404, path)
	}
	assert.equal((await petra.get(`${team}/team/family`)).status, 404, 'members are added by who runs the team')
	assert.doesNotMatch((await petra.get(`${team}/meeting-1/notes`)).body, /<textarea/)
	for (const path of ['/meeting', '/meeting-0', '/meeting-01', '/meeting-2', '/meeting-x', '/meeting-1x', '/checklist-1', '/meeting-1/none'])
		assert.equal((await priya.get(team + path)).status, 404, path)
})

test('the index shows nothing of the team', async () => {
	const parts = sql(`SELECT part FROM everychild_caf.involvement WHERE record = ${idOf(team)} AND until IS NULL`).map(row => row[0])
	assert.deepEqual(parts, ['CAF'])
	assert.equal(cell(`SELECT COUNT(*) FROM everychild_caf.event WHERE record = ${idOf(team)} AND shared = 1 AND code LIKE 'team%'`), '0')
})

// -- meetings --

test('a meeting is held when somebody was present; only then the clock of the first meeting stops', async () => {
	assert.equal(clock(team, 'T4')[0].met, false)
	const mark = changes => caf.section(priya, team, 'meeting-1', 'who', changes)
	const later = await caf.section(priya, team, 'meeting-1', 'where', { ...date('meets_on', caf.today(2)), chair: 'Priya Nair', note_taker: 'Petra Stone' })
	ok(later)
	refused(await mark({ 'invited.1.attendance': 'P' }), /still to come/)
	ok(await caf.section(priya, team, 'meeting-1', 'where', date('meets_on', caf.today())))
	refused(await caf.section(priya, team, 'meeting-1', 'where', { meets_at: '7pm' }), /24-hour/)
	if (caf.now() < '23:59') {
		ok(await caf.section(priya, team, 'meeting-1', 'where', { meets_at: '23:59' }))
		refused(await mark({ 'invited.1.attendance': 'P' }), /still to come/, 'today, and later than now')
		ok(await caf.section(priya, team, 'meeting-1', 'where', { meets_at: '00:01' }))
	}
	assert.ok((await caf.gaps(priya, team, 'meeting-1')).some(gap => /^Select attendance for \w+/.test(gap[1])), 'who is not marked yet, by name')
	ok(await mark({ 'invited.1.attendance': 'A' }))
	assert.equal(clock(team, 'T4')[0].met, false, 'apologies do not make a meeting')
	ok(await mark({ 'invited.1.attendance': 'P', 'invited.2.attendance': 'P', 'invited.3.attendance': 'R', 'invited.4.attendance': 'N' }))
	assert.equal(clock(team, 'T4')[0].met, true)
	assert.equal(cell(`SELECT held_on FROM everychild_caf.meeting WHERE record = ${idOf(team)} AND number = 1`), caf.today())
})

test('the note-taker writes the minutes; complete, nobody changes them', async () => {
	ok(await caf.section(petra, team, 'meeting-1', 'notes', { notes: 'Housing wrote in April' }))
	assert.equal((await caf.section(ben, team, 'meeting-1', 'notes', { notes: 'x' }).catch(() => ({ status: 'no form' }))).status, 'no form')
	let page = await priya.get(`${team}/meeting-1`)
	assert.ok(!page.body.includes('minutes-complete'), 'not while answers are missing')
	assert.match(page.text, /child/i)
	for (const name of ['child', 'decisions']) ok(await caf.section(priya, team, 'meeting-1', name, caf.MEETING[name]))
	page = await priya.get(`${team}/meeting-1`)
	assert.ok(page.body.includes(`${team}/plan`))
	ok(await priya.submit(page, `${team}/meeting-1/minutes-complete`))
	assert.doesNotMatch((await priya.get(`${team}/meeting-1/notes`)).body, /<textarea/)
	const again = await priya.submit(page, `${team}/meeting-1/minutes-complete`)
	assert.ok([303, 409].includes(again.status))
	assert.equal(cell(`SELECT COUNT(*) FROM everychild_caf.event WHERE record = ${idOf(team)} AND code = 'meeting.complete'`), '1')
	assert.match((await petra.get(`${team}/meetings`)).text, /To be sent/)
})

test('T13: minutes are sent once they are complete; until then the date for it runs', async () => {
	const path = `${team}/meeting-1`, typed = { sent_to: 'All & the school' }
	const due = clock(team, 'T13')
	assert.equal(due.length, 1)
	assert.deepEqual([due[0].met, due[0].dropped], [false, false])
	assert.match((await priya.get(team)).text, /Send the minutes of the meeting/)
	for (const c of [tom, ben]) assert.ok([403, 404].includes((await post(c, `${path}/minutes-sent`, { ...typed, ...date('sent_on', caf.today()) })).status))
	assert.ok(!(await ben.get(path)).body.includes('minutes-sent'), 'a member reads')
	const wrong = await caf.minutesSent(priya, team, 1, { ...typed, ...date('sent_on', caf.today(-40)) })
	refused(wrong, /before the meeting/)
	assert.ok(wrong.body.includes('All &amp; the school'), 'what was typed stands')
	refused(await caf.minutesSent(priya, team, 1, date('sent_on', caf.today(1))), /future|past/)
	refused(await caf.minutesSent(priya, team, 1, { sent_to: '' }), /Enter/)
	assert.equal(clock(team, 'T13')[0].met, false)
	const page = await priya.get(path)
	for (let i = 0; i < 2; i++) await priya.submit(page, `${path}/minutes-sent`, { ...typed, ...date('sent_on', caf.today()) })
	assert.deepEqual(sql(`SELECT sent_on, sent_to FROM everychild_caf.meeting WHERE record = ${idOf(team)} AND number = 1`), [[caf.today(), 'All & the school']])
	assert.equal(clock(team, 'T13')[0].met, true)
	for (const at of [path, `${path}/check`, `${path}/print`]) assert.match((await petra.get(at)).text, /Minutes sent \d+ \w+ \d{4}, to: All & the school/, at)
	assert.match((await petra.get(`${team}/meetings`)).text, /Sent/)
	assert.equal((await post(priya, `${path}/minutes-sent`, { ...typed, ...date('sent_on', caf.today()) })).status, 409, 'once')
	assert.equal(cell(`SELECT COUNT(*) FROM everychild_caf.event WHERE record = ${idOf(team)} AND code = 'meeting.sent'`), '1')
})

test('a further meeting has its own number and the members of its day', async () => {
	const more = { type: 'EXTRA', ...date('meets_on', caf.today(7)), meets_at: '10:00', place: 'School' }
	const page = await priya.get(`${team}/meetings`)
	const wrong = await priya.submit(page, `${team}/meetings`, { ...more, meets_at: 'ten' })
	refused(wrong, /24-hour/)
	assert.ok(wrong.body.includes('value="School"'))
	const led = await priya.submit(page, `${team}/meetings`, more)
	assert.equal(led.location, `${team}/meeting-2`)
	assert.equal((await priya.submit(page, `${team}/meetings`, more)).location.split('?')[0], led.location, 'sent twice, called once')
	assert.equal(cell(`SELECT COUNT(*) FROM everychild_caf.meeting WHERE record = ${idOf(team)}`), '2')
	assert.ok((await priya.get(`${team}/meeting-2/who`)).body.includes('value="Ben Cole"'))
	assert.ok(!(await petra.get(`${team}/meetings`)).body.includes('<form action="/caf'), 'a member calls none')
})

// -- the lead professional --

test('a lead professional is agreed with the family, and confirms', async () => {
	refused(await caf.propose(priya, team, 'Petra', { agreed: 'N' }), /family’s choice decides|family's choice decides/)
	const wrong = await caf.propose(priya, team, 'Petra', { agreed: 'Y', ...date('agreed_on', caf.today(1)) })
	assert.equal(wrong.status, 422)
	ok(await caf.propose(priya, team, 'Petra'))
	assert.equal(clock(team, 'T8')[0].met, false)
	assert.ok(notices(team, 'pstone').some(title => /proposed/.test(title)))
	assert.deepEqual(relations(team, 'pstone'), ['TAC'], 'not before it is confirmed')
	assert.ok(!(await priya.get(`${team}/lead`)).body.includes('/lead/confirm'), 'nobody confirms for another')
	const first = await petra.get(team)
	assert.match(first.body, new RegExp(`What happens next</h2>\\s*<a href="${team}/lead"[^>]*class="govuk-button"[^>]*>\\s*Confirm that you take this on`), 'her own step comes first')
	assert.doesNotMatch(first.text, /The next step is for the person who holds the case/)
	assert.ok(!(await priya.get(team)).text.includes('Confirm that'), 'it is hers alone')
	const page = await petra.get(`${team}/lead`)
	ok(await petra.submit(page, `${team}/lead/confirm`))
	assert.ok(!(await petra.get(team)).text.includes('Confirm that you take this on'))
	assert.equal(cell(`SELECT COUNT(*) FROM everychild_caf.notice WHERE record = ${idOf(team)} AND title LIKE '%please confirm' AND read_at IS NULL`), '0', 'nothing is left to confirm')
	assert.deepEqual(relations(team, 'pstone'), ['LP', 'TAC'])
	assert.equal(clock(team, 'T8')[0].met, true)
	assert.deepEqual(sql(`SELECT account, title FROM everychild_caf.involvement WHERE record = ${idOf(team)} AND part = 'LP' AND until IS NULL`),
		[[String(accountId('pstone')), 'Lead professional']])
	assert.match((await ben.get(`${team}/lead`)).text, /Petra Stone/)
	assert.match((await priya.get(`${team}/team`)).text, /Professional, lead professional/)
})

test('a change counts when both have confirmed', async () => {
	refused(await caf.propose(priya, team, 'Ben'), /reason/)
	ok(await caf.propose(priya, team, 'Ben', { reason: 'Housing is settled', note: 'Tenancy from May' }))
	ok(await caf.confirm(ben, team))
	assert.deepEqual(relations(team, 'pstone'), ['LP', 'TAC'])
	assert.deepEqual(relations(team, 'bcole'), ['TAC'])
	ok(await caf.confirm(petra, team))
	assert.deepEqual(relations(team, 'pstone'), ['TAC'])
	assert.deepEqual(relations(team, 'bcole'), ['LP', 'TAC'])
	assert.deepEqual(sql(`SELECT account, until IS NULL FROM everychild_caf.involvement WHERE record = ${idOf(team)} AND part = 'LP' ORDER BY id`),
		[[String(accountId('pstone')), '0'], [String(accountId('bcole')), '1']])
	const page = await priya.get(`${team}/lead`)
	assert.match(page.text, /Housing is settled/)
	assert.match(page.text, /Tenancy from May/)
	assert.equal(cell(`SELECT COUNT(*) FROM everychild_caf.lead WHERE current_of = ${idOf(team)}`), '1')
})

test('of two proposals at once one stands', async () => {
	const forms = await Promise.all([priya, joan].map(c => c.get(`${team}/lead`)))
	const member = [...forms[0].body.matchAll(/name="member"[^>]*value="(\d+)"[\s\S]*?<label[^>]*>([^<]*)/g)].find(m => m[2].includes('Petra'))[1]
	const answers = { member, agreed: 'Y', ...date('agreed_on', caf.today()), reason: 'Asked for' }
	const both = await Promise.all([priya.submit(forms[0], `${team}/lead`, answers), joan.submit(forms[1], `${team}/lead`, { ...answers, member: '0' })])
	assert.deepEqual(both.map(page => page.status).sort(), [303, 422])
	refused(both.find(page => page.status === 422), /is proposed already/)
	assert.equal(cell(`SELECT COUNT(*) FROM everychild_caf.lead WHERE proposed_of = ${idOf(team)}`), '1')
	ok(await priya.submit(await priya.get(`${team}/lead`), `${team}/lead/drop`))
	assert.equal(clock(team, 'T8').at(-1).dropped, true)
	assert.deepEqual(relations(team, 'bcole'), ['LP', 'TAC'], 'the one who has the part keeps it')
})

test('a proposal that was taken back is not confirmed from an old page', async () => {
	ok(await caf.propose(priya, team, 'Petra', { reason: 'Back to housing' }))
	const old = await petra.get(`${team}/lead`)
	ok(await priya.submit(await priya.get(`${team}/lead`), `${team}/lead/drop`))
	ok(await caf.propose(priya, team, 'Petra', { reason: 'Once more' }))
	assert.equal((await petra.submit(old, `${team}/lead/confirm`)).status, 409)
	ok(await petra.submit(await petra.get(`${team}/lead`), `${team}/lead/drop`))
})

test('when nobody is found the coordinator holds the part', async () => {
	const base = await caf.toTeam(priya)
	ok(await caf.propose(joan, base, 'until somebody is found'))
	ok(await caf.confirm(joan, base))
	assert.deepEqual(relations(base, 'jreid'), ['LP'])
	ok(await caf.professional(joan, base, 'own', { login: 'bcole' }))
})

test('for a lead professional who has left the service the coordinator hands over', async () => {
	const base = await caf.toTeam(priya), account = accountId('mdacosta'), marta = await person('mdacosta')
	const consent = cell(`SELECT id FROM everychild_caf.consent WHERE record = ${idOf(base)} AND type = 'C-SHARE'`)
	sql(`UPDATE everychild_caf.consent SET service_code = 'EYP' WHERE id = ${consent}`)
	ok(await caf.professional(priya, base, 'Housing', { login: 'mdacosta' }))
	await caf.toLead(priya, base, 'Marta', marta)
	ok(await caf.propose(priya, base, 'Petra', { reason: 'Left' }))
	ok(await caf.confirm(petra, base))
	await assert.rejects(caf.confirm(joan, base), /no form/, 'not while the other can sign in')
	sql(`UPDATE everychild.account SET disabled_on = CURRENT_DATE WHERE id = ${account}`)
	try {
		assert.match((await joan.get(`${base}/lead`)).text, /can no longer sign in/)
		ok(await caf.confirm(joan, base))
	} finally {
		sql(`UPDATE everychild.account SET disabled_on = NULL WHERE id = ${account}`)
	}
	assert.deepEqual(relations(base, 'pstone'), ['LP', 'TAC'])
	assert.deepEqual(relations(base, 'mdacosta'), ['TAC'])
})

// -- leaving --

test('a member who leaves loses the case, a lead professional hands over first', async () => {
	const end = async (c, base, name) => {
		const page = await c.get(`${base}/team`)
		const id = [...page.body.matchAll(/name="member" value="(\d+)"[\s\S]*?End the part of ([^<]*)/g)].find(m => m[2].includes(name))?.[1] ??
			[...page.body.matchAll(/value="(\d+)"[^>]*>[\s\S]{0,400}?End the part of ([^<]*)/g)].find(m => m[2].includes(name))[1]
		return c.submit(page, `${base}/team/end`, { member: id })
	}
	assert.equal((await end(priya, team, 'Ben Cole')).status, 409)
	assert.equal((await petra.get(team)).status, 200)
	ok(await end(priya, team, 'Petra Stone'))
	assert.equal((await petra.get(team)).status, 404)
	assert.ok(notices(team, 'pstone').some(title => /ended/.test(title)))
	assert.ok(!(await priya.get(`${team}/team`)).text.includes('Petra Stone'))
})

test('from nothing to a held first meeting and a lead professional', async () => {
	const base = await caf.toTeam(priya)
	await caf.hold(priya, base)
	await caf.toLead(priya, base, 'Petra', petra)
	assert.equal(state(base), 'S6')
	assert.ok((await petra.get(`${base}/team/professional`)).status === 200, 'who leads adds members')
	ok(await petra.submit(await petra.get(`${base}/meetings`), `${base}/meetings`, { type: 'REVIEW', ...date('meets_on', caf.today(20)), meets_at: '09:15', place: 'Home' }))
	const steps = sql(`SELECT code FROM everychild_caf.event WHERE record = ${idOf(base)} ORDER BY id`).map(row => row[0])
	assert.deepEqual(steps.slice(-4), ['team', 'team.add', 'lead.propose', 'lead.confirm'].concat(['meeting.call']).slice(-4))
	assert.equal(steps.filter(code => code === 'team.add').length, 3)
})

after(() => {
	assert.deepEqual(troubles(), [])
})
