// Private fostering 5.6, 6, 11.1 to 11.3: what is decided, imposed and written.
import test, { after, before } from 'node:test'
import assert from 'node:assert/strict'
import fs from 'node:fs'
import { date } from '../lib/client.mjs'
import * as pf from '../lib/fostering.mjs'
import * as m from '../lib/fostering-measures.mjs'
import { cell, env, logMark, person, stack, troubles } from '../lib/stack.mjs'
import { token } from '../lib/token.mjs'

let paula, dan, theresa, arun, vera, made = 0

// A case that Dan holds, in this state.
async function arrangement(state = 'ACTIVE_NEW', names = {}) {
	const kid = await pf.child(dan, { given: 'Nell', family: `Fry${String.fromCharCode(97 + made++ % 26)}`, born: '2014-03-12', sex: 'F', ...names })
	const base = await pf.start(dan, kid)
	m.setState(base, state)
	return base
}
const refused = (page, pattern) => {
	assert.equal(page.status, 422, page.text.slice(0, 400))
	assert.match(page.text, pattern)
}
// A post that no page of this person offers.
const post = (c, path, fields = {}) => c.post(path, { token: token(env, 'fostering', c, path), ...fields })
const settled = page => assert.equal(page.status, 303, `${page.status} ${page.errors().join(' | ')} ${page.text.slice(0, 500)}`)

before(async () => {
	[paula, dan, theresa, arun, vera] = await Promise.all(['pgrey', 'dmarsh', 'tbrook', 'avale', 'vking'].map(person))
	logMark()
})

// -- suitability --

test('a worker proposes, the manager decides, and the case goes on when the action is complete', async () => {
	const base = await arrangement()
	m.reported(base)
	m.acted(base)
	settled(await m.propose(dan, base, 'SUITABLE'))
	assert.match((await dan.get(`${base}/suitability`)).text, /A manager who did not propose it decides/)
	assert.match((await theresa.get(`${base}/suitability`)).text, /Seen and well/)
	settled(await m.decide(theresa, base, 'SUITABLE'))
	assert.equal(pf.stateOf(base), 'ACTIVE')
	assert.equal(pf.fact(base, 'suitability'), 'SUITABLE')
	const assessment = pf.deadline(base, 'TA')
	assert.equal(assessment[0], pf.today(42))
	assert.notEqual(assessment[1], 'NULL')
	assert.match((await dan.get(base)).text, /Suitability decided: Suitable/)
})

test('with the action unfinished the decision stands and the case waits until it is', async () => {
	const base = await arrangement()
	m.reported(base)
	settled(await m.propose(dan, base, 'SUITABLE'))
	settled(await m.decide(theresa, base, 'SUITABLE'))
	assert.equal(pf.stateOf(base), 'ACTIVE_NEW')
	assert.match((await theresa.get(base)).text, /The action under regulation 7 is not complete/)
	m.acted(base)
	settled(await theresa.submit(await theresa.get(`${base}/suitability`), `${base}/suitability/move`))
	assert.equal(pf.stateOf(base), 'ACTIVE')
})

test('before the start the decision makes the proposal ready', async () => {
	const base = await arrangement('PROPOSED')
	m.reported(base, { type: 'REG4' })
	m.acted(base, 4)
	settled(await m.propose(dan, base, 'WITH_REQUIREMENTS'))
	settled(await m.decide(theresa, base, 'WITH_REQUIREMENTS'))
	assert.equal(pf.stateOf(base), 'READY')
})

test('more information is asked for without a report, and decides nothing', async () => {
	const base = await arrangement()
	settled(await m.propose(dan, base, 'SUITABLE'))
	refused(await m.decide(theresa, base, 'SUITABLE'), /There is no written report of a visit since the child came/)
	settled(await m.decide(theresa, base, 'MORE_INFORMATION'))
	assert.equal(pf.stateOf(base), 'ACTIVE_NEW')
	settled(await m.propose(dan, base, 'SUITABLE', 'Now seen'))
})

test('who proposed cannot decide', async () => {
	const base = await arrangement()
	m.reported(base)
	settled(await m.propose(theresa, base, 'SUITABLE'))
	const page = await theresa.get(`${base}/suitability`)
	assert.doesNotMatch(page.body, /suitability\/decide/)
	assert.equal((await post(theresa, `${base}/suitability/decide`, { outcome: 'SUITABLE', reason: 'x' })).status, 409)
	assert.equal(m.value(base, 'decision', 'outcome'), '')
})

test('a barred person, and a disqualified one without consent, stop a suitable decision', async () => {
	const base = await arrangement()
	m.reported(base)
	settled(await m.propose(dan, base, 'SUITABLE'))
	m.carer(base, "barred = 'Y'")
	refused(await m.decide(theresa, base, 'SUITABLE'), /barred from regulated activity/)
	m.carer(base, "barred = 'N', disqualified = 'Y'")
	refused(await m.decide(theresa, base, 'WITH_REQUIREMENTS'), /disqualified, and consent has not been granted/)
	const steps = { ...date('steps_on', pf.today()), steps: 'Asked the grandmother', steps_outcome: 'She cannot' }
	refused(await m.decide(theresa, base, 'PROHIBIT'), /section 67\(5\) was considered/)
	settled(await m.decide(theresa, base, 'PROHIBIT', steps))
	assert.match((await dan.get(`${base}/suitability`)).text, /Asked the grandmother/)
})

test('steps under section 67(5) are recorded with the day, the steps and what came of them', async () => {
	const base = await arrangement()
	m.reported(base)
	settled(await m.propose(dan, base, 'STEPS_S67_5'))
	refused(await m.decide(theresa, base, 'STEPS_S67_5'), /Enter the day on which section 67\(5\) was considered/)
	settled(await m.decide(theresa, base, 'STEPS_S67_5', { ...date('steps_on', pf.today()), steps: 'Asked the aunt', steps_outcome: 'She can' }))
	assert.match((await dan.get(`${base}/suitability`)).text, /Asked the aunt/)
})

test('a possible offence is recorded for Legal, by and for offence readers alone, and a prosecution is counted', async () => {
	const base = await arrangement('ACTIVE'), path = `${base}/breach`
	refused(await m.send(dan, path, path, { kind: 'REFUSED_VISIT' }), /Enter/)
	settled(await m.send(dan, path, path, { kind: 'REFUSED_VISIT', ...date('on_day', pf.today()), what: 'The door was closed on us' }))
	const id = pf.rows(base, 'offence_event', 'id')[0][0], one = `${path}/${id}`
	assert.match((await theresa.get(path)).text, /Visit refused.*The door was closed on us.*Not decided yet/s)
	for (const who of ['lowens', 'pgrey']) assert.equal((await (await person(who)).get(path)).status, 404)
	refused(await m.send(theresa, one, one, { prosecuted: 'Y' }), /Enter the day/)
	const stale = await dan.get(one)
	settled(await m.send(theresa, one, one, { prosecuted: 'Y', ...date('legal_on', pf.today()), outcome: 'Summons' }))
	refused(await dan.submit(stale, one, { prosecuted: 'N', ...date('legal_on', pf.today()) }), /meanwhile/)
	assert.match((await dan.get(path)).text, /prosecution: Summons/)
})

// -- requirements and prohibitions: acceptance case 14 --

test('14: a requirement, a prohibition attached to it, and an appeal that suspends it', async () => {
	const base = await arrangement('ACTIVE')
	const q = await m.imposed(dan, theresa, base)
	const p = await m.prohibited(dan, theresa, base, { requirement: q })
	refused(await m.act(dan, base, 'requirement', q, 'met', { evidence: 'x' }), /Enter/)
	assert.doesNotMatch((await dan.get(m.at(base, 'requirement', q))).body, new RegExp(`requirement/${q}/served`))
	await m.given(dan, base, 'requirement', q, 'REQUIREMENT')
	await m.given(dan, base, 'prohibition', p, 'PROHIBITION')
	assert.doesNotMatch((await dan.get(base)).text, /Prohibited/, 'a requirement forbids nothing')
	// The dates of the case, which are not of today.
	m.db(`UPDATE requirement SET served_on = '2026-12-17', comply_by = '2027-01-29' WHERE record = ${pf.idOf(base)}`)
	assert.match((await dan.get(m.at(base, 'requirement', q))).text, /Time to appeal ends\s+31 December 2026/)
	assert.match((await dan.get(m.at(base, 'prohibition', p))).text, /From 30 January 2027, if requirement 1 is not met in time/)
	assert.doesNotMatch((await dan.get(base)).text, /Prohibited/)
	m.db(`UPDATE requirement SET served_on = '${pf.today()}' WHERE record = ${pf.idOf(base)}`)
	settled(await dan.submit(await dan.get(`${base}/appeal/REQ/${q}`), `${base}/appeal/REQ/${q}`, { ...date('lodged_on', pf.today()), by_name: 'Olive Marsh' }))
	assert.match((await dan.get(`${base}/measures`)).text, /Suspended by appeal/)
	assert.match((await dan.get(base)).text, /Appeal pending/)
	assert.notEqual(pf.deadline(base, `T8-${q}`)[2], 'NULL')
	assert.match((await dan.get(m.at(base, 'prohibition', p))).text, /It has no effect now/)
	const id = cell(`SELECT id FROM everychild_fostering.appeal WHERE record = ${pf.idOf(base)}`)
	settled(await theresa.submit(await theresa.get(`${base}/appeal-outcome/${id}`), `${base}/appeal-outcome/${id}`, { outcome: 'DISMISSED', ...date('outcome_on', pf.today()) }))
	assert.deepEqual(pf.deadline(base, `T8-${q}`), ['2027-01-29', 'NULL', 'NULL'])
	assert.doesNotMatch((await dan.get(`${base}/measures`)).text, /Suspended by appeal/)
})

test('14: an appeal against a prohibition that stands free leaves it in force', async () => {
	const base = await arrangement('ACTIVE')
	const p = await m.prohibited(dan, theresa, base)
	assert.doesNotMatch((await dan.get(base)).text, /Prohibited/, 'before the notice')
	await m.given(dan, base, 'prohibition', p, 'PROHIBITION')
	assert.match((await dan.get(base)).text, /Prohibited/)
	settled(await dan.submit(await dan.get(`${base}/appeal/PROH/${p}`), `${base}/appeal/PROH/${p}`, { ...date('lodged_on', pf.today()), by_name: 'Olive Marsh' }))
	const page = await dan.get(base)
	assert.match(page.text, /Prohibited/)
	assert.match(page.text, /Appeal pending/)
	assert.match((await dan.get(`${base}/prohibition/${p}`)).text, /Appeal Waits for the court; it stays as it is until then/)
	settled(await m.act(theresa, base, 'prohibition', p, 'cancel', { cancel: 'Y', cancel_why: 'No longer justified' }))
	assert.doesNotMatch((await dan.get(base)).text, /Prohibited/)
})

test('the appeal window is counted from the day after the notice: late is not in time', async () => {
	const base = await arrangement('ACTIVE')
	const q = await m.imposed(dan, theresa, base)
	await m.given(dan, base, 'requirement', q, 'REQUIREMENT')
	m.db(`UPDATE requirement SET served_on = '${pf.today(-15)}' WHERE record = ${pf.idOf(base)}`)
	settled(await dan.submit(await dan.get(`${base}/appeal/REQ/${q}`), `${base}/appeal/REQ/${q}`, { ...date('lodged_on', pf.today()), by_name: 'Olive Marsh' }))
	assert.equal(cell(`SELECT CONCAT(in_time, suspends) FROM everychild_fostering.appeal WHERE record = ${pf.idOf(base)}`), 'N0')
})

// The only appeal of the case ends so.
async function court(base, outcome, more = {}) {
	const id = cell(`SELECT MAX(id) FROM everychild_fostering.appeal WHERE record = ${pf.idOf(base)}`), path = `${base}/appeal-outcome/${id}`
	return theresa.submit(await theresa.get(path), path, { outcome, ...date('outcome_on', pf.today()), ...more })
}
const lodge = async (base, about, number) => dan.submit(await dan.get(`${base}/appeal/${about}/${number}`), `${base}/appeal/${about}/${number}`,
	{ ...date('lodged_on', pf.today()), by_name: 'Olive Marsh' })

test('the court allows more time, makes a prohibition depend on a requirement, and cancels one', async () => {
	const base = await arrangement('ACTIVE')
	const q = await m.imposed(dan, theresa, base)
	await m.given(dan, base, 'requirement', q, 'REQUIREMENT')
	settled(await lodge(base, 'REQ', q))
	refused(await court(base, 'CONDITIONAL', { court_requirement: q }), /no outcome of such an appeal/)
	refused(await court(base, 'MORE_TIME'), /Enter the day to comply by that the court set/)
	settled(await court(base, 'MORE_TIME', date('court_by', pf.today(60))))
	assert.equal(pf.deadline(base, `T8-${q}`)[0], pf.today(60))
	const p = await m.prohibited(dan, theresa, base)
	await m.given(dan, base, 'prohibition', p, 'PROHIBITION')
	settled(await lodge(base, 'PROH', p))
	settled(await court(base, 'CONDITIONAL', { court_requirement: q }))
	assert.doesNotMatch((await dan.get(base)).text, /Prohibited/)
	settled(await lodge(base, 'REQ', q))
	settled(await court(base, 'CANCELLED'))
	assert.equal(m.value(base, 'requirement', 'status'), 'REMOVED')
})

test('who asks for a prohibition to be cancelled and is refused can appeal, and it stays', async () => {
	const base = await arrangement('ACTIVE')
	const p = await m.prohibited(dan, theresa, base)
	await m.given(dan, base, 'prohibition', p, 'PROHIBITION')
	refused(await m.act(theresa, base, 'prohibition', p, 'cancel', { cancel: 'N', cancel_why: 'x' }), /Nobody has applied/)
	settled(await m.act(dan, base, 'prohibition', p, 'ask', date('asked_on', pf.today())))
	settled(await m.act(theresa, base, 'prohibition', p, 'cancel', { cancel: 'N', cancel_why: 'Nothing has changed' }))
	assert.equal((await dan.get(`${base}/appeal/CANCEL/${p}`)).status, 404, 'before the letter')
	settled(await m.letter(dan, base, 'CANCELLATION', m.idAt(base, 'prohibition')))
	settled(await lodge(base, 'CANCEL', p))
	assert.match((await dan.get(base)).text, /Prohibited/)
})

test('a requirement is breached only when its day has passed, and its date stays missed', async () => {
	const base = await arrangement('ACTIVE')
	const q = await m.imposed(dan, theresa, base), path = m.at(base, 'requirement', q)
	assert.equal((await post(theresa, `${path}/breach`, { breach: 'No gate' })).status, 409)
	m.db(`UPDATE requirement SET comply_by = '${pf.today(-1)}' WHERE record = ${pf.idOf(base)}`)
	settled(await m.act(theresa, base, 'requirement', q, 'breach', { breach: 'No gate' }))
	assert.equal(m.value(base, 'requirement', 'status'), 'BREACHED')
	assert.equal(pf.deadline(base, `T8-${q}`)[1], 'NULL')
})

test('no notice is given before its letter is kept, nor before the day of the letter', async () => {
	const base = await arrangement('ACTIVE')
	const q = await m.imposed(dan, theresa, base), path = m.at(base, 'requirement', q)
	assert.match((await dan.get(path)).text, /When the letter is kept as sent, record here how it was given/)
	settled(await m.letter(dan, base, 'REQUIREMENT', m.idAt(base, 'requirement')))
	const page = await dan.get(path)
	m.db(`UPDATE letter SET target = 0 WHERE record = ${pf.idOf(base)}`)
	refused(await dan.submit(page, `${path}/served`, { ...date('served_on', pf.today()), served_how: 'POST' }), /Write the letter and keep it as sent first/)
	m.db(`UPDATE letter SET target = ${m.idAt(base, 'requirement')} WHERE record = ${pf.idOf(base)}`)
	refused(await m.served(dan, base, 'requirement', q, pf.today(-1)), /cannot have been given before/)
	settled(await m.served(dan, base, 'requirement', q))
	assert.equal(m.value(base, 'requirement', 'served_on'), pf.today())
})

test('a notice names child, place, who decided and who signs, how long one may appeal and how to reach us', async () => {
	const base = await arrangement('ACTIVE', { given: 'Noticed' })
	const subject = cell(`SELECT subject FROM everychild_fostering.record WHERE id = ${pf.idOf(base)}`)
	const place = cell(`SELECT CONCAT_WS(', ', line1, town, postcode) FROM everychild_fostering.household h JOIN everychild_fostering.arrangement a ON a.household = h.id WHERE a.record = ${pf.idOf(base)}`)
	const q = await m.imposed(dan, theresa, base, { text: 'Fit a stair gate' })
	const read = async kind => (await dan.get(`${m.letterPath(base, kind, m.idAt(base, kind.toLowerCase()))}?to=carer`)).text
	const requirement = await read('REQUIREMENT')
	for (const part of [/Theresa Brook decided this for the authority on/, /within 14 days of the day/, /family court/, /Dan Marsh for Sandmouth Council/, /reach us at: 12 Harbour Street/])
		assert.match(requirement, part)
	await m.prohibited(dan, theresa, base, { type: 'C' })
	assert.ok((await read('PROHIBITION')).includes(`from privately fostering ${subject} at ${place}. The prohibition has effect from the day on which you are given this notice.`), await read('PROHIBITION'))
	await m.prohibited(dan, theresa, base, { type: 'B' })
	assert.ok((await read('PROHIBITION')).includes(`any child at ${place}`))
	await m.prohibited(dan, theresa, base, { type: 'A', requirement: String(q) })
	const attached = await read('PROHIBITION')
	assert.match(attached, /any child at any place in our area\. The prohibition goes with this requirement: Fit a stair gate \(by /)
	assert.doesNotMatch(attached, /has effect from the day/)
})

test('what a notice still lacks stands item by item in its acknowledgement', async () => {
	const base = await arrangement()
	const page = await dan.get(`${m.letterPath(base, 'ACK', 1)}?to=carer`)
	assert.match(page.body, /<li>\s*Place of birth\s*<\/li>/)
	assert.doesNotMatch(page.text, /Place of birth;/)
})

test('a letter kept shows again as it was sent, whatever the authority is called by then', async () => {
	const base = await arrangement('ACTIVE')
	await m.imposed(dan, theresa, base)
	settled(await m.letter(dan, base, 'REQUIREMENT', m.idAt(base, 'requirement')))
	const sent = (await theresa.get(`${base}/letter-sent/1`)).body
	assert.match(sent, /print-from">Sandmouth Council</)
	const settings = fs.readFileSync(env.EC_SETTINGS, 'utf8')
	try {
		fs.writeFileSync(env.EC_SETTINGS, settings.replace(/^(authority\.name =).*$/m, '$1 Another Council'))
		stack('restart-program', 'fostering')
		const again = (await theresa.get(`${base}/letter-sent/1`)).body
		assert.equal(again.replaceAll('Another Council', 'Sandmouth Council'), sent)
		assert.match(again, /print-from">Sandmouth Council</)
	} finally {
		fs.writeFileSync(env.EC_SETTINGS, settings)
		stack('restart-program', 'fostering')
	}
})

test('a requirement is varied, met and removed, with what it said before', async () => {
	const base = await arrangement('ACTIVE')
	const q = await m.imposed(dan, theresa, base)
	assert.equal(pf.deadline(base, `T8-${q}`)[0], pf.today(30))
	await m.given(dan, base, 'requirement', q, 'REQUIREMENT')
	settled(await m.act(theresa, base, 'requirement', q, 'vary', { vary_text: 'Fit two stair gates', ...date('vary_by', pf.today(40)), vary_why: 'There are two flights' }))
	assert.equal(m.value(base, 'requirement', 'served_on'), 'NULL', 'the change needs a notice of its own')
	assert.match((await dan.get(m.at(base, 'requirement', q))).text, /What it said before.*Fit a stair gate/)
	assert.equal(pf.deadline(base, `T8-${q}`)[0], pf.today(40))
	settled(await m.act(dan, base, 'requirement', q, 'met', { ...date('met_on', pf.today()), evidence: 'Seen on the visit' }))
	assert.notEqual(pf.deadline(base, `T8-${q}`)[1], 'NULL')
	const second = await m.imposed(dan, theresa, base)
	settled(await m.act(theresa, base, 'requirement', second, 'remove', { remove_why: 'The child sleeps downstairs' }))
	assert.equal(m.value(base, 'requirement', 'status'), 'REMOVED')
	assert.doesNotMatch((await dan.get(base)).text, /Requirement open/)
})

test('what a manager does not impose was never imposed, and says why', async () => {
	const base = await arrangement('ACTIVE')
	settled(await m.requirement(dan, base))
	settled(await m.prohibition(dan, base))
	refused(await m.act(theresa, base, 'requirement', 1, 'decide', { agreed: 'N' }), /Say why it is not imposed/)
	settled(await m.act(theresa, base, 'requirement', 1, 'decide', { agreed: 'N', refuse_why: 'The gate is there' }))
	settled(await m.act(theresa, base, 'prohibition', 1, 'decide', { agreed: 'N', refuse_why: 'A requirement is enough' }))
	assert.match((await dan.get(m.at(base, 'requirement', 1))).text, /Refused.*The gate is there/)
	assert.match((await dan.get(m.at(base, 'prohibition', 1))).text, /Refused.*A requirement is enough/)
	assert.deepEqual([m.value(base, 'requirement', 'imposed_on'), m.value(base, 'prohibition', 'imposed_on')], ['NULL', 'NULL'])
	assert.equal(pf.deadline(base, 'T8-1'), undefined)
})

test('a prohibition of any child shows on the carer\'s other cases and stops a suitable decision there', async () => {
	const base = await arrangement('ACTIVE'), other = await arrangement()
	m.sameCarer(other, base)
	m.reported(other)
	const p = await m.prohibited(dan, theresa, base, { type: 'A' })
	await m.given(dan, base, 'prohibition', p, 'PROHIBITION')
	assert.match((await dan.get(other)).text, /Prohibition from another arrangement\. Any child, in any premises/)
	settled(await m.propose(dan, other, 'SUITABLE'))
	refused(await m.decide(theresa, other, 'SUITABLE'), /A prohibition of this carer or household from another arrangement/)
})

// -- disqualification --

test('consent is for who may read offence data; a barred person can be given none', async () => {
	const base = await arrangement()
	m.reported(base)
	m.carer(base, "barred = 'Y'")
	const apply = async () => dan.submit(await dan.get(`${base}/consent`), `${base}/consent`, { person: m.carerHandle(base),
		...date('applied_on', pf.today()), grounds: ['OFFENCE'], disclosure: 'Quillback affair of 1998' })
	refused(await apply(), /no consent can be given/)
	m.carer(base, "barred = 'N'")
	settled(await apply())
	assert.match((await dan.get(base)).text, /Consent pending/)
	assert.equal((await paula.get(m.at(base, 'consent', 1))).status, 404)
	assert.match((await vera.get(m.at(base, 'consent', 1))).text, /Quillback/)
	m.carer(base, "barred = 'Y'")
	refused(await m.act(theresa, base, 'consent', 1, 'decide', { granted: 'Y', consent_why: 'Long ago' }), /no consent can be given/)
	m.carer(base, "barred = 'N'")
	settled(await m.act(theresa, base, 'consent', 1, 'decide', { granted: 'Y', consent_why: 'Long ago' }))
	assert.doesNotMatch((await dan.get(base)).text, /Consent pending/)
	settled(await m.propose(dan, base, 'SUITABLE'))
	settled(await m.decide(theresa, base, 'SUITABLE'))
})

test('offence data never stands in a letter', async () => {
	const base = await arrangement()
	settled(await dan.submit(await dan.get(`${base}/consent`), `${base}/consent`, { person: m.carerHandle(base),
		...date('applied_on', pf.today()), grounds: ['OFFENCE'], disclosure: 'Quillback affair of 1998' }))
	settled(await m.act(theresa, base, 'consent', 1, 'decide', { granted: 'N', consent_why: 'Because of the Quillback affair of 1998' }))
	const page = await dan.get(`${m.letterPath(base, 'REFUSAL', m.idAt(base, 'disqualification_consent'))}?to=carer`)
	assert.match(page.text, /The letter would hold offence data/)
	assert.doesNotMatch(page.text, /Keep as sent/)
})

// -- the limit --

test('the fourth child of a carer warns and wants the manager\'s note, brothers and sisters do not', async () => {
	const cases = []
	for (const given of ['Ash', 'Bea', 'Cy', 'Di']) cases.push(await arrangement('ACTIVE', { given }))
	for (const other of cases.slice(1, 3)) m.sameCarer(other, cases[0])
	assert.doesNotMatch((await dan.get(cases[0])).text, /more than the usual limit/)
	m.sameCarer(cases[3], cases[0])
	assert.match((await dan.get(cases[0])).text, /4 children, more than the usual limit of 3/)
	m.reported(cases[0])
	settled(await m.propose(dan, cases[0], 'SUITABLE'))
	refused(await m.decide(theresa, cases[0], 'SUITABLE'), /more children than the usual limit/)
	settled(await m.decide(theresa, cases[0], 'SUITABLE', { limit_note: 'Until the summer' }))
	const parent = m.related(cases[0], 'PARENT', 'Jo', 'Fry')
	for (const other of cases.slice(1)) m.related(other, 'PARENT', 'Jo', 'Fry', { person: parent.id })
	assert.doesNotMatch((await dan.get(cases[0])).text, /more than the usual limit/)
})

test('an exemption for the named children takes the warning away, and its cancellation brings it back', async () => {
	const cases = []
	for (const given of ['Ed', 'Flo', 'Gus', 'Hal']) cases.push(await arrangement('ACTIVE', { given }))
	for (const other of cases.slice(1)) m.sameCarer(other, cases[0])
	settled(await dan.submit(await dan.get(`${cases[0]}/limit`), `${cases[0]}/limit`, { reason: 'Friends of one school' }))
	settled(await m.act(theresa, cases[0], 'limit', 1, 'decide', { granted: 'Y', limit_why: 'All are well' }))
	assert.doesNotMatch((await dan.get(cases[0])).text, /more than the usual limit/)
	settled(await m.act(theresa, cases[0], 'limit', 1, 'end', { end_why: 'The house is full' }))
	assert.match((await dan.get(cases[0])).text, /more than the usual limit/)
})

// -- letters --

test('a letter is shown later exactly as it was sent', async () => {
	const base = await arrangement('ACTIVE')
	settled(await m.letter(dan, base, 'LEAFLET_CHILD', 0, 'child'))
	const first = (await dan.get(`${base}/letter-sent/1`)).text
	assert.match(first, /You can talk alone/)
	m.carer(base, "given = 'Somebody'")
	assert.equal((await dan.get(`${base}/letter-sent/1`)).text.replace(/Printed.*/, ''), first.replace(/Printed.*/, ''))
	const letters = await dan.get(`${base}/letters`)
	assert.match(letters.text, /Leaflet: child/)
	for (const below of ['visits', 'suitability', 'measures'])
		assert.match(letters.body, new RegExp(`href="${base}/${below}"[^>]*>[^<]+: |href="${base}/${below}"[^>]*>Requirements`), `where else a letter is written: ${below}`)
})

test('a notice gives the reason, the right of appeal and fourteen days', async () => {
	const base = await arrangement('ACTIVE')
	await m.imposed(dan, theresa, base)
	const page = await dan.get(`${m.letterPath(base, 'REQUIREMENT', m.idAt(base, 'requirement'))}?to=carer`)
	for (const part of [/Fit a stair gate/, /The stairs are steep/, /appeal to the family court/, /within 14 days/]) assert.match(page.text, part)
})

test('an address that is withheld from a parent never stands in a letter to them', async () => {
	const base = await arrangement('ACTIVE')
	m.reported(base)
	const parent = m.related(base, 'PARENT', 'Jo', 'Fry', { withheld: 1 })
	const open = m.related(base, 'PARENT', 'Al', 'Fry')
	settled(await m.propose(dan, base, 'SUITABLE'))
	settled(await m.decide(theresa, base, 'SUITABLE', { reason: 'The room at 4 Mill Lane is warm' }))
	const id = m.idAt(base, 'decision')
	const page = await dan.get(`${m.letterPath(base, 'DECISION', id)}?to=${parent.handle}`)
	assert.match(page.text, /The address of the child is withheld from this person/)
	assert.equal((await m.letter(dan, base, 'DECISION', id, open.handle)).status, 303)
	m.db(`UPDATE decision SET reason = 'All is well' WHERE id = ${id}`)
	settled(await m.letter(dan, base, 'DECISION', id, parent.handle))
	const sent = (await dan.get(`${base}/letter-sent/2`)).text
	assert.match(sent, /Jo Fry/)
	assert.doesNotMatch(sent, /Mill Lane|SM1 1AB/)
})

test('each notice is acknowledged where it stands, to who gave it, and what is sent is kept', async () => {
	const base = await arrangement('ACTIVE')
	assert.match((await dan.get(base)).text, /Write the letter: Acknowledgement of the notice 1/)
	const path = m.letterPath(base, 'ACK', 1)
	const page = await dan.get(`${path}?to=other`)
	assert.match(page.text, /still missing/)
	assert.deepEqual(page.form(path).fields.find(([name]) => name === 'to_name'), ['to_name', 'Olive Marsh'])
	settled(await m.letter(dan, base, 'ACK', 1, 'other', { sent_how: 'POST' }))
	assert.match((await dan.get(`${base}/letter-sent/1`)).text, /Olive Marsh.*Thank you for your notice/)
	assert.doesNotMatch((await dan.get(base)).text, /Write the letter: Acknowledgement/)
	assert.match((await dan.get(`${base}/letters`)).text, /Acknowledgement of the notice 1: sent on .* Write it to somebody else/)
	assert.equal((await dan.get(m.letterPath(base, 'ACK', 7))).status, 404)
})

test('a decision is told to the carer and, from the same page, to a parent', async () => {
	const base = await arrangement('ACTIVE')
	m.reported(base)
	const parent = m.related(base, 'PARENT', 'Jo', 'Fry')
	settled(await m.propose(dan, base, 'SUITABLE'))
	settled(await m.decide(theresa, base, 'SUITABLE'))
	const id = m.idAt(base, 'decision')
	settled(await m.letter(dan, base, 'DECISION', id))
	assert.match((await dan.get(`${base}/suitability`)).text, /Decision on suitability: sent on .* Write it to somebody else/)
	settled(await m.letter(dan, base, 'DECISION', id, parent.handle))
	assert.match((await dan.get(`${base}/letters`)).text, /Jo Fry/)
})

test('a letter of the end is written from the details of the end; there is none for a death', async () => {
	const base = await arrangement('ACTIVE')
	await pf.end(dan, base)
	await pf.ending(dan, base)
	assert.match((await dan.get(`${base}/ending`)).text, /Write the letter: End of the arrangement/)
	settled(await m.letter(dan, base, 'END', 0))
	assert.match((await dan.get(`${base}/letter-sent/1`)).text, /ended on/)
	m.db(`UPDATE arrangement SET end_reason = 'DEATH' WHERE record = ${pf.idOf(base)}`)
	assert.equal((await dan.get(m.letterPath(base, 'END', 0))).status, 404)
	assert.doesNotMatch((await dan.get(`${base}/letters`)).text, /Write the letter: End of the arrangement/)
})

// -- who may what (11.2) --

test('front door and worker propose only; monitoring officer and auditor post nothing', async () => {
	const kid = await pf.child(paula, { given: 'Nell', family: 'Own', born: '2014-03-12', sex: 'F' })
	const own = await pf.start(paula, kid)
	settled(await m.requirement(paula, own))
	const base = await arrangement('ACTIVE')
	settled(await m.requirement(dan, base))
	const page = await dan.get(m.at(base, 'requirement', 1))
	assert.doesNotMatch(page.body, /requirement\/1\/decide/)
	for (const [c, where] of [[dan, base], [paula, own], [arun, base], [vera, base]]) {
		assert.equal((await c.get(m.at(where, 'requirement', 1))).status, 200)
		assert.equal((await post(c, `${m.at(where, 'requirement', 1)}/decide`, { agreed: 'Y' })).status, 403, c.login)
	}
	for (const c of [arun, vera]) {
		for (const path of ['suitability', 'requirement', 'prohibition', 'consent', 'limit', 'letter/ACK/0'])
			assert.equal((await post(c, `${base}/${path}`, {})).status, 403, path)
		assert.doesNotMatch((await c.get(`${base}/measures`)).body, /href="[^"]*\/(requirement|prohibition|consent|limit)"/)
	}
	assert.equal((await paula.get(`${base}/measures`)).status, 404)
})

after(() => assert.deepEqual(troubles(), []))
