// The plan, its reviews, closing, re-assessment and addenda (modules/caf/sections.md 3.3;
// transitions 10, 14 to 18 and 20).
import test, { after, before } from 'node:test'
import assert from 'node:assert/strict'
import * as caf from '../lib/caf.mjs'
import { date } from '../lib/client.mjs'
import { document } from '../lib/episode.mjs'
import { token } from '../lib/token.mjs'
import { accountId, cell, env, logMark, person, sql, troubles } from '../lib/stack.mjs'

let priya, petra, ben, joan, tom, helen, plan

before(async () => {
	priya = await person('pnair')
	petra = await person('pstone')
	ben = await person('bcole')
	joan = await person('jreid')
	tom = await person('thale')
	helen = await person('hgrant')
	logMark()
})

const idOf = base => cell(`SELECT id FROM everychild_caf.record WHERE handle = '${base.split('/')[3]}'`)
const state = base => caf.stateOf(cell, base)
const post = (c, path, fields = {}) => c.post(path, { token: token(env, 'caf', c, path), ...fields })
const clock = (base, code) => sql(`SELECT due_on, met_at IS NOT NULL, dropped_at IS NOT NULL FROM everychild_caf.deadline WHERE record = ${idOf(base)} AND clock = '${code}' ORDER BY id`)
	.map(([due, met, dropped]) => `${due}${met === '1' ? ' met' : dropped === '1' ? ' dropped' : ''}`)
const actions = base => sql(`SELECT number, source, who, status, due_on FROM everychild_caf.action WHERE record = ${idOf(base)} ORDER BY number`)
const ok = page => { assert.equal(page.status, 303, `${page.title}: ${page.errors().join(' | ')} ${page.text.slice(0, 900)}`); return page }
const refused = (page, message) => {
	assert.equal(page.status, 422, page.title)
	assert.match(page.errors().join(' | '), message)
}
const months = (iso, n) => cell(`SELECT DATE_ADD('${iso}', INTERVAL ${n} MONTH)`)
const involved = base => sql(`SELECT part, title FROM everychild_caf.involvement WHERE record = ${idOf(base)} AND until IS NULL ORDER BY id`).map(row => row.join(': '))

// -- the plan and its actions --

test('the actions of a completed assessment are the first of the plan', async () => {
	plan = await caf.toTeam(priya)
	assert.deepEqual(actions(plan), [['1', 'ASSESSMENT', 'Priya Nair', 'OPEN', caf.today(30)]])
	const page = await priya.get(`${plan}/plan`)
	for (const words of ['Apply to housing', 'Safe home', 'Priya Nair', 'Petra Stone']) assert.ok(page.text.includes(words), words)
	assert.equal((await tom.get(`${plan}/plan`)).status, 404)
})

test('an action is for the family or the team, with a date of at most twelve months', async () => {
	const before = actions(plan).length
	refused(await caf.action(priya, plan, 'Petra', date('due_on', caf.today(-1))), /or later/)
	refused(await caf.action(priya, plan, 'Petra', date('due_on', months(caf.today(1), 12))), /twelve months/)
	refused(await caf.action(priya, plan, 'Petra', { ...date('agreed_on', caf.today(-10)), ...date('due_on', caf.today(-11)) }), /or later/)
	const kept = await caf.action(priya, plan, 'Nobody', { action: 'Typed before & kept' })
	refused(kept, /family or the team/)
	assert.ok(kept.body.includes('Typed before &amp; kept'))
	assert.equal(actions(plan).length, before)
	ok(await caf.action(priya, plan, 'Petra', date('due_on', months(caf.today(), 12))))
	ok(await caf.action(priya, plan, 'Ann Smith'))
	assert.deepEqual(actions(plan).slice(before).map(row => row[2]), ['Petra Stone', 'Ann Smith'])
})

test('an action for a service that may not share is refused', async () => {
	const base = await caf.toTeam(priya)
	sql(`UPDATE everychild_caf.consent SET ended_at = UTC_TIMESTAMP(6) WHERE record = ${idOf(base)} AND type = 'C-SHARE'`)
	refused(await caf.action(priya, base, 'Petra'), /not agreed to share/)
	assert.equal(actions(base).length, 1)
})

test('a member reports on own actions only, the holder on all; each report stays', async () => {
	ok(await caf.report(petra, plan, 2, { status: 'PART', text: 'First call', ...date('due_on', caf.today(40)) }))
	ok(await caf.report(petra, plan, 2, { status: 'DONE', text: 'All done' }))
	assert.deepEqual(actions(plan)[1].slice(3), ['DONE', caf.today(40)])
	assert.equal(cell(`SELECT closed_on FROM everychild_caf.action WHERE record = ${idOf(plan)} AND number = 2`), caf.today())
	const page = await priya.get(`${plan}/plan/action?action=2`)
	for (const words of ['First call', 'All done', 'Petra Stone']) assert.ok(page.text.includes(words), words)

	const others = await petra.get(`${plan}/plan/action?action=1`)
	assert.equal(others.status, 200)
	assert.ok(!others.body.includes('name="text"'))
	const forced = { action: '1', status: 'DONE', text: 'Not mine', ...date('due_on', caf.today(30)) }
	assert.equal((await post(petra, `${plan}/plan/action`, forced)).status, 404)
	assert.equal((await post(petra, `${plan}/plan/add`, {})).status, 404, 'nor adds one')
	assert.equal((await post(tom, `${plan}/plan/action`, forced)).status, 404)
	assert.equal((await post(joan, `${plan}/plan/action`, forced)).status, 404, 'who oversees the service reads')
	assert.equal(actions(plan)[0][3], 'OPEN')
	refused(await caf.report(priya, plan, 1, { text: '' }), /Enter/)
	refused(await caf.report(priya, plan, 1, date('due_on', caf.today(-3))), /or later/)
	ok(await caf.report(priya, plan, 1, { status: 'PART' }))
	assert.equal((await priya.get(`${plan}/plan/action?action=99`)).status, 404)
})

test('a member finds own open actions on the case page, and what is overdue is marked', async () => {
	ok(await caf.action(priya, plan, 'Petra', { action: 'Ask for a grant' }))
	assert.match((await petra.get(plan)).text, /My actions.*Ask for a grant/)
	assert.ok(!(await priya.get(plan)).text.includes('Ask for a grant'))
	sql(`UPDATE everychild_caf.action SET due_on = '2026-01-02' WHERE record = ${idOf(plan)} AND number = 4`)
	assert.match((await petra.get(plan)).text, /2 January 2026 \(overdue\)/)
	assert.match((await petra.get(`${plan}/plan`)).text, /Overdue/)
})

test('a post that comes twice adds one action and one report', async () => {
	const before = actions(plan).length, reports = () => Number(cell(`SELECT COUNT(*) FROM everychild_caf.progress p JOIN everychild_caf.action a ON a.id = p.action WHERE a.record = ${idOf(plan)}`))
	const page = await priya.get(`${plan}/plan/add`)
	const who = /<option value="(m\d+)"/.exec(page.body)[1]
	const answers = { outcome: 'o', aim: 'EW3', action: 'Once', who, ...date('agreed_on', caf.today()), ...date('due_on', caf.today(5)) }
	for (let i = 0; i < 2; i++) await priya.submit(page, `${plan}/plan/add`, answers)
	assert.equal(actions(plan).length, before + 1)
	const n = reports(), form = await priya.get(`${plan}/plan/action?action=1`)
	for (let i = 0; i < 2; i++) await priya.submit(form, `${plan}/plan/action`, { status: 'PART', text: 'Once' })
	assert.equal(reports(), n + 1)
})

// -- 14 --

test('14. the plan is agreed after a first meeting, with a lead professional, an open action and a date', async () => {
	const guard = async words => {
		assert.match((await priya.get(plan)).text, words)
		assert.equal((await post(priya, `${plan}/plan/agree`, date('review_on', caf.today(30)))).status, 409)
		assert.equal(state(plan), 'S6')
	}
	await guard(/not yet\. There is no lead/i)
	await caf.toLead(priya, plan, 'Petra Stone', petra)
	await guard(/minutes of a first meeting/)
	await caf.hold(priya, plan)
	await guard(/minutes of a first meeting/)
	ok(await caf.minutes(priya, plan))
	sql(`UPDATE everychild_caf.action SET status = 'DONE' WHERE record = ${idOf(plan)}`)
	await guard(/no open action/)
	sql(`UPDATE everychild_caf.action SET status = 'OPEN' WHERE record = ${idOf(plan)} AND number IN (1, 4)`)

	assert.equal((await post(tom, `${plan}/plan/agree`, date('review_on', caf.today(30)))).status, 404)
	assert.equal((await post(joan, `${plan}/plan/agree`, date('review_on', caf.today(30)))).status, 404)
	refused(await caf.agree(petra, plan, caf.today(-1)), /today or later/)
	refused(await caf.agree(petra, plan, caf.today(43)), /or earlier/)
	assert.equal((await post(petra, `${plan}/plan/agree`)).status, 422)
	assert.equal(state(plan), 'S6')
	const page = await petra.get(`${plan}/plan/agree`)
	assert.deepEqual(page.form(`${plan}/plan/agree`).fields.filter(f => /^review_on/.test(f[0])).map(f => f[1].padStart(2, '0')).reverse().join('-'), caf.today(40), 'the assessment agreed on it (I6)')
	ok(await petra.submit(page, `${plan}/plan/agree`, date('review_on', caf.today(42))))
	await petra.submit(page, `${plan}/plan/agree`, date('review_on', caf.today(42)))
	assert.equal(state(plan), 'S7')
	assert.match(clock(plan, 'T4')[0], / met/)
	assert.deepEqual(clock(plan, 'T5').filter(line => !line.includes('dropped')), [caf.today(42)])
	// From now on who holds the case reads the plan, and reports on own actions.
	assert.equal((await post(priya, `${plan}/plan/add`, {})).status, 404)
	assert.ok(!(await priya.get(`${plan}/plan`)).body.includes('/plan/add'))
	assert.ok(!(await priya.get(`${plan}/plan/action?action=4`)).body.includes('name="text"'))
	assert.match((await priya.get(plan)).text, /The plan is under way\. The next step is the review on \d+ \w+ \d{4}, which the lead professional opens/)
	const shown = await priya.get(`${plan}/plan`)
	for (const words of ['Ann Smith', 'Agreed', 'Disagreed', 'Sooner', 'People present']) assert.ok(shown.text.includes(words), words)
})

test('the plan on paper says who printed it and when', async () => {
	const page = await petra.get(`${plan}/plan/print`)
	assert.match(page.text, /Printed by Petra Stone/)
	for (const words of ['Apply to housing', 'Ann Smith', 'OFFICIAL-SENSITIVE']) assert.ok(page.text.includes(words), words)
})

test('while a case is paused its plan is read only', async () => {
	sql(`UPDATE everychild_caf.record SET state = 'S9', resume = 'S7' WHERE id = ${idOf(plan)}`)
	const page = await priya.get(`${plan}/plan`)
	assert.match(page.text, /paused/)
	assert.ok(!page.body.includes('/plan/add') && !page.text.includes('Report progress'))
	assert.equal((await post(priya, `${plan}/plan/action`, { action: '1', status: 'DONE', text: 'x', ...date('due_on', caf.today(30)) })).status, 409)
	assert.equal((await post(priya, `${plan}/plan/add`, {})).status, 409)
	sql(`UPDATE everychild_caf.record SET state = 'S7', resume = NULL WHERE id = ${idOf(plan)}`)
})

// -- 15, 16 --

test('15. only the lead professional opens a review; team and aims are filled in', async () => {
	for (const c of [priya, joan, tom]) assert.equal((await post(c, `${plan}/review/open`)).status, 404)
	const page = await petra.get(`${plan}/review/open`)
	ok(await petra.submit(page, `${plan}/review/open`))
	await petra.submit(page, `${plan}/review/open`)
	assert.equal(state(plan), 'S8')
	assert.equal(cell(`SELECT COUNT(*) FROM everychild_caf.document WHERE record = ${idOf(plan)} AND form = 'review'`), '1')
	const people = await petra.get(`${plan}/review/meeting`)
	for (const name of ['Ann Smith', 'Petra Stone', 'Priya Nair']) assert.ok(people.body.includes(`value="${name}"`), name)
	assert.ok(!(await priya.get(`${plan}/review/decision`)).body.includes('<textarea'), 'who holds the case reads')
})

test('16. a review is signed off with everything said, and either a next date or a reason', async () => {
	assert.equal(state(plan), 'S8')
	const both = await caf.section(petra, plan, 'review', 'decision', { next_steps: 'x', ...date('next_review', caf.today(60)), closure_reason: 'C01' })
	refused(both, /not both/)
	// What was chosen by mistake is taken back: no browser unchooses a radio.
	assert.match(both.body, /name="closure_reason" type="radio" value=""/)
	assert.match(both.body, /name="closure_reason" type="radio" value="C01" checked/)
	const taken = await petra.submit(both, `${plan}/review/decision`, { closure_reason: '', ...date('next_review', caf.today()), then: 'tasks' })
	refused(taken, /after today/)
	assert.doesNotMatch(taken.errors().join(), /not both/)
	refused(await caf.section(petra, plan, 'review', 'decision', date('next_review', caf.today())), /after today/)
	refused(await caf.section(petra, plan, 'review', 'decision', date('next_review', months(caf.today(1), 3))), /or earlier/)
	const offered = [...(await petra.get(`${plan}/review/decision`)).body.matchAll(/name="closure_reason"[^>]*value="(C\d\d)"/g)].map(m => m[1])
	assert.deepEqual(offered, ['C01', 'C02', 'C05', 'C06', 'C07', 'C08'])
	assert.equal((await caf.section(petra, plan, 'review', 'decision', { closure_reason: 'C03' })).status, 422)

	// R3: of each open action, by name and with the way to it; what is typed stays.
	const open = sql(`SELECT number, action FROM everychild_caf.action WHERE record = ${idOf(plan)} AND status IN ('OPEN', 'PART') ORDER BY number`)
	sql(`UPDATE everychild_caf.progress p JOIN everychild_caf.action a ON a.id = p.action SET p.at = '2020-01-01' WHERE a.record = ${idOf(plan)}`)
	ok(await caf.section(petra, plan, 'review', 'progress', { ...caf.REVIEW.progress, notes: 'Typed before R3' }))
	assert.deepEqual((await caf.gaps(petra, plan, 'review')).filter(gap => gap[1].includes('R3')), open.map(([number, action]) =>
		[`${plan}/plan/action?action=${number}&amp;from=review`, `Report the progress of action ${number} (R3): ${action}`]))
	assert.match((await petra.get(`${plan}/review`)).text, /Since the last review Nothing reported/)
	assert.equal((await post(petra, `${plan}/review/sign`, { version: cell(`SELECT revision FROM everychild_caf.document WHERE record = ${idOf(plan)} AND form = 'review'`) })).location, `${plan}/review`)
	assert.equal(state(plan), 'S8')
	assert.ok((await petra.get(`${plan}/review/progress`)).body.includes('Typed before R3'))
	ok(await caf.report(petra, plan, open[0][0]))
	assert.deepEqual(await caf.toReport(petra, plan), open.slice(1).map(row => row[0]))
	// R11: a change is one that is proposed on the case.
	const change = next => caf.section(petra, plan, 'review', 'consent', { consents: 'Y', lead_continues: 'CHANGES', lead_next: next })
	const lead = async () => (await caf.gaps(petra, plan, 'review')).filter(gap => gap[0].includes('lead_next')).map(gap => gap[1]).join()
	ok(await change('Priya Nair'))
	assert.match(await lead(), /Nobody is proposed yet: propose the change of lead professional/)
	ok(await caf.propose(petra, plan, 'Priya Nair', { reason: 'Knows the family' }))
	assert.equal(await lead(), '')
	ok(await change('Somebody Else'))
	assert.match(await lead(), /Priya Nair is proposed/)
	ok(await post(petra, `${plan}/lead/drop`, { lead: cell(`SELECT id FROM everychild_caf.lead WHERE proposed_of = ${idOf(plan)}`) }))
	ok(await caf.section(petra, plan, 'review', 'consent', { consents: 'Y', lead_continues: 'CONTINUES', lead_next: '' }))
	// Not before the plan, though the assessment is older.
	sql(`UPDATE everychild_caf.episode SET completed_on = completed_on - INTERVAL 9 DAY WHERE record = ${idOf(plan)}`)
	refused(await caf.section(petra, plan, 'review', 'meeting', { ...caf.REVIEW.meeting, ...date('reviewed_on', caf.today(-1)) }), /before .* the plan was agreed/)
	ok(await caf.section(petra, plan, 'review', 'meeting', { ...caf.REVIEW.meeting, ...date('reviewed_on', caf.today()) }))
	await caf.review(petra, plan, { decision: null })
	const gaps = async () => (await caf.gaps(petra, plan, 'review')).map(gap => gap[1]).join(' | ')
	assert.match(await gaps(), /next review date, or choose a reason/)
	const revision = cell(`SELECT revision FROM everychild_caf.document WHERE record = ${idOf(plan)} AND form = 'review'`)
	const forced = async () => (await post(petra, `${plan}/review/sign`, { version: cell(`SELECT revision FROM everychild_caf.document WHERE record = ${idOf(plan)} AND form = 'review'`) })).status
	assert.ok(revision > 0 && await forced() === 303)
	assert.equal(state(plan), 'S8', 'nothing was signed')

	await caf.review(petra, plan, { consent: { consents: 'N' }, progress: { level_of_need: 'N3' } })
	assert.match(await gaps(), /no longer agree.*|section K/)
	assert.match(await gaps(), /section K/)
	document(idOf(plan), 'harm', { 'observation.1': 'Marks', 'observation_kind.1': 'FACT', observed_on: caf.today(), observed_at: '09:00', 'adviser_kind.1': 'MANAGER',
		'adviser_name.1': 'Helen Grant', told_child: 'Y', told_parent: 'Y', referred_to: 'CSC', referral_method: 'PHONE', referred_on: caf.today(),
		referred_at: '09:30', receiving_officer: 'Duty officer' })
	assert.match(await gaps(), /section K.*record the referral/, 'filled in is not referred')
	assert.ok((await petra.get(`${plan}/review`)).body.includes(`${plan}/withdraw`))
	await forced()
	assert.equal(state(plan), 'S8')
	await caf.review(petra, plan)
	assert.equal(await gaps(), '')
	assert.equal((await post(priya, `${plan}/review/sign`, { version: '9' })).status, 404)

	// The plan is brought up to date from the review.
	const link = /href="([^"]*action=1&amp;from=review)"/.exec((await petra.get(`${plan}/review`)).body)[1].replace('&amp;', '&')
	const back = ok(await petra.submit(await petra.get(link), `${plan}/plan/action`, { status: 'PART', text: 'At the review' }))
	assert.equal(back.location, `${plan}/review`)

	const page = await petra.get(`${plan}/review`)
	ok(await petra.submit(page, `${plan}/review/sign`))
	await petra.submit(page, `${plan}/review/sign`)
	assert.equal(state(plan), 'S7')
	assert.deepEqual(clock(plan, 'T6'), [caf.today(60)])
	assert.match(clock(plan, 'T5').at(-1), / met/)
	assert.equal(clock(plan, 'T12').length, 2)
	assert.match(clock(plan, 'T12')[0], / met/)
	assert.equal(cell(`SELECT review_on FROM everychild_caf.episode WHERE record = ${idOf(plan)}`), caf.today(60))
	assert.equal(cell(`SELECT COUNT(*) FROM everychild_caf.event WHERE record = ${idOf(plan)} AND code = 'consent.confirm'`), '1')
})

test('what is signed off is not changed, only added to, with name and time', async () => {
	const path = `${plan}/review-1`
	assert.ok(!(await petra.get(`${path}/decision`)).body.includes('<textarea'))
	assert.equal((await post(petra, `${path}/decision`, { then: 'tasks', next_steps: 'Other' })).status, 404)
	assert.equal((await priya.get(`${path}/addendum`)).status, 303, 'only who could write it')
	assert.equal((await post(priya, `${path}/addendum`, { text: 'x' })).status, 404)
	refused(await petra.submit(await petra.get(`${path}/addendum`), `${path}/addendum`, { text: '' }), /Enter/)
	const page = await petra.get(`${path}/addendum`)
	for (let i = 0; i < 2; i++) await petra.submit(page, `${path}/addendum`, { text: 'The date was the 3rd & not the 2nd' })
	for (const where of ['/check', '/print']) {
		const shown = await priya.get(path + where)
		assert.equal(shown.text.split('The date was the 3rd & not the 2nd').length, 2, where)
		assert.match(shown.text, /Added afterwards Petra Stone, \d+ \w+ \d{4} at/)
	}
	const table = 'everychild_caf.addendum'
	assert.throws(() => sql(`UPDATE ${table} SET text = 'x'`, { user: 'everychild_caf', password: 'x' }))
	assert.equal((await priya.get(`${plan}/assessment/addendum`)).status, 200, 'the assessment too')
	assert.equal((await tom.get(`${plan}/assessment/addendum`)).status, 404)
})

// -- 20 --

test('20. a new version is started with fresh consent; the former stays and can be read', async () => {
	ok(await caf.openReview(petra, plan))
	assert.equal(state(plan), 'S8')
	for (const c of [priya, joan, tom]) assert.equal((await post(c, `${plan}/reassess`, { answer: 'Y' })).status, 404)
	const again = { ...caf.MOTHER, ...date('given_on', caf.today()) }
	const page = await petra.get(`${plan}/reassess`)
	refused(await petra.submit(page, `${plan}/reassess`, { ...again, answer: 'N' }), /nothing is started/)
	refused(await petra.submit(page, `${plan}/reassess`, { ...again, explained: 'N' }), /explained/)
	refused(await petra.submit(page, `${plan}/reassess`, { ...again, giver: 'CARER', basis: 'CARER_ONLY' }), /carer/i)
	refused(await petra.submit(page, `${plan}/reassess`, { ...again, giver: '' }), /Who answers/)
	assert.equal(state(plan), 'S8')
	const form = await petra.get(`${plan}/reassess`)
	ok(await petra.submit(form, `${plan}/reassess`, again))
	await petra.submit(form, `${plan}/reassess`, again)
	assert.equal(state(plan), 'S3')
	assert.deepEqual(sql(`SELECT number, completed_at IS NOT NULL FROM everychild_caf.document WHERE record = ${idOf(plan)} AND form = 'assessment' ORDER BY number`), [['1', '1'], ['2', '0']])
	assert.equal(cell(`SELECT assessment FROM everychild_caf.episode WHERE record = ${idOf(plan)}`), '2')

	const old = await priya.get(`${plan}/assessment-1/check`), now = await priya.get(`${plan}/assessment/check`)
	for (const words of ['Keeps appointments', 'Needs help with housing']) {
		assert.ok(old.text.includes(words), words)
		assert.ok(now.text.includes(words), `copied: ${words}`)
	}
	assert.match(old.text, /comment I agree/)
	assert.doesNotMatch(now.text, /comment I agree/, 'comments are asked anew')
	assert.match(now.text, /Version no\. 2/)
	assert.ok(!(await petra.get(`${plan}/assessment-1/family`)).body.includes('<textarea'))
	assert.equal((await post(priya, `${plan}/assessment-1/family`, { then: 'tasks', family_situation: 'Other' })).status, 404)

	// The review that was open is kept, and says why it ends.
	assert.match((await priya.get(`${plan}/review-2/check`)).text, /Not signed off: version 2/)
	assert.equal((await priya.get(`${plan}/review-3/check`)).status, 404)
	assert.match(clock(plan, 'T7')[0], / met/)
	assert.deepEqual(clock(plan, 'T7').slice(1), [months(caf.today(), 12)])
	assert.deepEqual(clock(plan, 'T2').filter(line => !line.includes(' ')).length, 1)
	assert.ok(!clock(plan, 'T6').some(line => !line.includes(' ')))
	assert.equal(cell(`SELECT COUNT(*) FROM everychild_caf.consent WHERE record = ${idOf(plan)} AND type = 'C-STORE' AND answer = 'Y'`), '2')
})

test('20. completed anew, sharing is what was agreed anew, and the team goes on by it', async () => {
	// Services, consent and copies name what a lead professional may not read: they are the assessor's to write.
	await caf.fill(petra, plan, { consent: null, copies: null })
	assert.ok(!(await petra.get(`${plan}/assessment/consent`)).body.includes('name="store_consent"'))
	for (const name of ['consent', 'copies']) ok(await caf.section(priya, plan, 'assessment', name, caf.COMPLETE[name]))
	ok(await caf.complete(petra, plan))
	assert.equal(state(plan), 'S4')
	const shares = sql(`SELECT ended_at IS NULL FROM everychild_caf.consent WHERE record = ${idOf(plan)} AND type = 'C-SHARE' ORDER BY id`).map(row => row[0])
	assert.deepEqual(shares, ['0', '1'])
	assert.equal(cell(`SELECT c.ended_at IS NULL FROM everychild_caf.team_member m JOIN everychild_caf.consent c ON c.id = m.consent WHERE m.record = ${idOf(plan)} AND m.until IS NULL`), '1')
	assert.equal((await petra.get(plan)).status, 200)
	assert.deepEqual(actions(plan).slice(-1).map(row => row[1]), ['ASSESSMENT'], 'its actions join the plan')
	// A meeting from before the new version does not agree the plan that follows it.
	ok(await caf.call(priya, plan))
	assert.match((await priya.get(plan)).text, /minutes of a first meeting/)
})

test('20. a service with which sharing was not agreed again has no part any more', async () => {
	const base = await caf.toDelivering(priya, petra)
	ok(await petra.submit(await petra.get(`${base}/reassess`), `${base}/reassess`, { ...caf.MOTHER, ...date('given_on', caf.today()) }))
	await caf.fill(priya, base, { consent: { 'share_services.1.share_type': 'SCH', 'share_services.1.share_organisation': 'Hill School' } })
	ok(await caf.complete(priya, base))
	assert.equal((await petra.get(base)).status, 404)
	assert.equal(cell(`SELECT COUNT(*) FROM everychild_caf.lead WHERE current_of = ${idOf(base)}`), '0')
})

// -- 17, 18, 10 --

test('17. a review closes the case with its reason, and the index says so', async () => {
	const base = await caf.toDelivering(priya, petra)
	ok(await caf.openReview(petra, base))
	await caf.review(petra, base, { decision: { closure_reason: 'C01', 'next_review-day': '', 'next_review-month': '', 'next_review-year': '' } })
	const page = await petra.get(`${base}/review`)
	assert.equal(ok(await petra.submit(page, `${base}/review/sign`)).location, '/caf/')
	await petra.submit(page, `${base}/review/sign`)
	assert.equal(state(base), 'S10')
	assert.deepEqual(sql(`SELECT reason, closed_on, notes, child_absent, parent_comment FROM everychild_caf.closure WHERE record = ${idOf(base)}`), [['C01', caf.today(), 'Keep at it', 'UNBORN', 'It helps']])
	assert.deepEqual(involved(base), ['CAF: Common assessment held (closed)'])
	assert.match(clock(base, 'T7')[0], / met/)
	assert.ok(!['T5', 'T6', 'T12'].some(code => clock(base, code).some(line => !line.includes(' '))), 'no clock runs on')
	assert.match((await priya.get(base)).text, /Needs met.*It helps/)
	assert.equal((await petra.get(base)).status, 404, 'the team’s part ends')
	assert.equal((await post(priya, `${base}/plan/add`, {})).status, 409)
})

test('18. a case of one service is closed by its holder or manager, with reason, notes and comments', async () => {
	for (const c of [priya, helen]) {
		const base = await caf.toCompleted(priya, { actions: { next_step: 'ONE' } })
		assert.equal((await priya.get(`${base}/close`)).status, 200)
		ok(await priya.submit(await priya.get(`${base}/single`), `${base}/single`, date('review_on', caf.today(30))))
		assert.deepEqual(clock(base, 'T5').filter(line => !line.includes('dropped')), [caf.today(30)], 'due when it was agreed')
		const page = await c.get(`${base}/close`)
		assert.deepEqual([...page.body.matchAll(/name="reason"[^>]*value="(C\d\d)"/g)].map(m => m[1]), ['C01', 'C02', 'C05', 'C06', 'C07', 'C08'])
		const all = { reason: 'C01', ...date('closed_on', caf.today()), notes: 'Housed & well', child_absent: 'UNBORN', parent_comment: 'Thank you' }
		for (const [changes, message] of [[{ reason: 'C03' }, /does not fit/], [{ reason: 'C10' }, /does not fit/], [{ reason: null }, /Reason|reason/], [{ notes: '' }, /notes/],
			[date('closed_on', caf.today(1)), /future|past/], [date('closed_on', caf.today(-1)), /before the assessment/], [{ child_absent: null }, /child's comment/], [{ parent_comment: '' }, /parent's comment/]]) {
			const wrong = await c.submit(page, `${base}/close`, { ...all, ...changes })
			refused(wrong, message)
			if (!('notes' in changes)) assert.ok(wrong.body.includes('Housed &amp; well'), 'what was typed stands')
		}
		for (const other of [tom, joan]) assert.equal((await post(other, `${base}/close`, all)).status, 404)
		assert.equal(state(base), 'S5')
		const form = await c.get(`${base}/close`)
		ok(await c.submit(form, `${base}/close`, all))
		await c.submit(form, `${base}/close`, all)
		assert.equal(state(base), 'S10')
		assert.deepEqual(involved(base), ['CAF: Common assessment held (closed)'])
		assert.equal(cell(`SELECT account FROM everychild_caf.involvement WHERE record = ${idOf(base)} AND until IS NULL`), String(accountId('pnair')), 'held by who held it')
	}
})

test('10. an assessment that ends with no further action closes with that reason only', async () => {
	const all = { reason: 'C10', ...date('closed_on', caf.today()), notes: 'Nothing needed', child_absent: 'UNBORN', parent_comment: 'Fine' }
	const other = await caf.toCompleted(priya)
	const stands = await priya.get(other)
	assert.ok(!stands.body.includes(`href="${other}/close"`))
	const classOf = what => new RegExp(`<a(?=[^>]*href="${other}/${what}")[^>]*class="([^"]*)"`).exec(stands.body)?.[1]
	assert.match(classOf('single'), /secondary/)
	assert.doesNotMatch(classOf('call'), /secondary/, 'the main step is what was agreed')
	assert.equal((await priya.submit(await priya.get(`${other}/close`), `${other}/close`, all)).status, 409)
	const base = await caf.toCompleted(priya, { actions: { next_step: 'NFA' } })
	refused(await priya.submit(await priya.get(`${base}/close`), `${base}/close`, { ...all, reason: 'C01' }), /does not fit/)
	ok(await priya.submit(await priya.get(`${base}/close`), `${base}/close`, all))
	assert.equal(state(base), 'S10')
	assert.equal(cell(`SELECT reason FROM everychild_caf.closure WHERE record = ${idOf(base)}`), 'C10')
})

after(() => {
	assert.deepEqual(troubles(), [])
})
