// A carer without parental responsibility, when nobody who holds it can be
// reached: the holder asks, the manager approves, the carer signs (modules/caf/sections.md 5.3).
import test, { after, before } from 'node:test'
import assert from 'node:assert/strict'
import * as caf from '../lib/caf.mjs'
import { date } from '../lib/client.mjs'
import { token } from '../lib/token.mjs'
import { accountId, cell, env, logMark, person, sql, troubles } from '../lib/stack.mjs'

const DB = 'everychild_caf', RUN = [...String(Date.now())].map(d => 'abcdefghij'[d]).join('')
const idOf = base => cell(`SELECT id FROM ${DB}.record WHERE handle = '${base.split('/')[3]}'`)
const state = base => caf.stateOf(cell, base)
const settle = (base, to, resume = null) => sql(`UPDATE ${DB}.record SET state = '${to}', resume = ${resume ? `'${resume}'` : 'NULL'} WHERE id = ${idOf(base)}`)
const notices = (login, base) => sql(`SELECT title FROM ${DB}.notice WHERE record = ${idOf(base)} AND account = ${accountId(login)} ORDER BY id`).map(row => row[0])
const asked = base => sql(`SELECT COALESCE(answer, '-') FROM ${DB}.approval WHERE record = ${idOf(base)} AND kind = 'CARER' ORDER BY id`).flat()
const post = (c, path, fields = {}) => c.post(path, { token: token(env, 'caf', c, path), ...fields })
const went = page => assert.equal(page.status, 303, `${page.status} ${page.title}: ${page.errors().join(' | ')}`)
const refused = (page, words) => {
	assert.equal(page.status, 422, `${page.status} ${page.location ?? ''}`)
	assert.match(page.errors().join(' | '), words)
}

const GLORIA = 'Gloria Adeyemi', TRIED = 'Mother rang four times since 2 November, letters to her last address came back; father unknown'
const CARER = { answer: 'Y', giver: 'CARER', giver_name: GLORIA, responsible: 'N', basis: 'CARER_ONLY', explained: 'Y', method: 'VERBAL', competence_note: 'Asked, and wants her aunt to decide' }
const PARENT = { ...caf.PARENT, giver_name: 'Ann Smith' }
const HOUSING = { type: 'C-SHARE', service: 'HOU', organisation: 'Housing office' }
const FORM = {
	parents: { 'parents_carers.1.parent_given_names': 'Gloria', 'parents_carers.1.parent_family_name': 'Adeyemi', 'parents_carers.1.parent_relationship': 'KIN',
		'parents_carers.1.parent_responsibility': 'N', no_responsibility_reason: 'The mother holds it and cannot be found' },
	comments: { child_comment_absent: '', child_comment: 'I like living with my aunt', parent_comment: 'She needs a room' },
	consent: { store_capacity: 'CARER', 'signatures.1.signature_capacity': 'CARER', 'signatures.1.signature_name': GLORIA }
}

let priya, ben, petra, helen, joan, n = 0

async function caseOf(answers = CARER, years = 6, holder = priya) {
	const child = await caf.child(holder, { given: 'Ada', family: 'Okoro' + RUN + 'abcdefghijklmnopqrstuvwxyz'[n++], born: `${Number(caf.today().slice(0, 4)) - years}-01-02` })
	const base = await caf.startFor(holder, child, 'CONSENT')
	await caf.ask(holder, base)
	if (answers) went(await caf.consent(holder, base, answers))
	return base
}
async function assessing(answers, years, changes = FORM) {
	const base = await caseOf(answers, years)
	went(await caf.search(priya, base))
	await caf.form(priya, base)
	await caf.fill(priya, base, changes)
	return base
}
const ask = async (c, base, changes = {}) => c.submit(await c.get(`${base}/carer`), `${base}/carer/ask`, { carer: GLORIA, tried: TRIED, ...changes })
const decide = async (c, base, changes = {}) => c.submit(await c.get(`${base}/carer`), `${base}/carer/decide`, { answer: 'Y', reason: 'Enough was tried', ...changes })
async function approved(base, carer = GLORIA) {
	went(await ask(priya, base, { carer }))
	went(await decide(helen, base))
}
const further = async (c, base, fields) => c.submit(await c.get(`${base}/consents`), `${base}/consents`, fields)
const signature = async base => (await caf.gaps(priya, base)).map(gap => gap[1]).filter(text => /has to sign/.test(text))

before(async () => {
	[priya, ben, petra, helen, joan] = await Promise.all(['pnair', 'bcole', 'pstone', 'hgrant', 'jreid'].map(person))
	logMark()
})

test('an aunt takes part, the manager approves her, she signs, and the assessment is completed', async () => {
	const base = await assessing()
	assert.equal((await signature(base)).length, 1, 'she does not sign alone')
	await caf.complete(priya, base).catch(() => post(priya, `${base}/complete`))
	assert.equal(state(base), 'S3')
	assert.match((await priya.get(`${base}/consents`)).body, new RegExp(`href="${base}/carer"`), 'the way is shown where consents are')

	const kept = await ask(priya, base, { tried: '' })
	refused(kept, /what was tried/)
	assert.ok(kept.body.includes(GLORIA), 'what was typed is kept')
	refused(await ask(priya, base, { carer: '' }), /name of the carer/)
	assert.deepEqual(asked(base), [])
	went(await ask(priya, base))
	went(await post(priya, `${base}/carer/ask`, { carer: GLORIA, tried: 'Again' }))
	assert.deepEqual(asked(base), ['-'], 'asked once')
	assert.deepEqual(notices('hgrant', base), ['Your approval of a carer\'s consent is asked for'])
	assert.deepEqual(notices('jreid', base), [], 'who has a manager does not ask the coordinator')
	assert.match((await priya.get(base)).text, /carer's consent waits for the manager/)
	assert.equal((await signature(base)).length, 1, 'to ask is not enough')

	const page = await helen.get(`${base}/carer`)
	assert.match((await helen.get(base)).text, /What happens next Decide about a carer's consent/)
	assert.doesNotMatch((await helen.get(base)).text, /The next step is for the person who holds/)
	assert.match(page.text, /Mother rang four times/)
	refused(await decide(helen, base, { reason: '' }), /your reason/i)
	refused(await decide(helen, base, { answer: null }), /approve/i)
	went(await decide(helen, base, { answer: 'N', reason: 'The school has a number for the mother' }))
	assert.equal(cell(`SELECT COUNT(*) FROM ${DB}.notice WHERE record = ${idOf(base)} AND account = ${accountId('hgrant')} AND read_at IS NULL`), '0', 'decided: nothing is asked any more')
	assert.deepEqual(notices('pnair', base), ['Your question about a carer\'s consent was answered'])
	assert.match((await priya.get(`${base}/carer`)).text, /Not approved Reason The school has a number/)
	assert.equal((await signature(base)).length, 1)

	went(await ask(priya, base, { tried: TRIED + '; the number at school is dead' }))
	went(await decide(helen, base))
	assert.deepEqual(asked(base), ['N', 'Y'])
	assert.match((await priya.get(`${base}/carer`)).text, /Stands Until \d+ \w+ \d{4} at the latest/)
	assert.deepEqual(await caf.gaps(priya, base), [])
	went(await caf.section(priya, base, 'assessment', 'consent', { 'signatures.1.signature_name': 'Grace Bello' }))
	assert.equal((await signature(base)).length, 1, 'another carer was not approved')
	went(await caf.section(priya, base, 'assessment', 'consent', { 'signatures.1.signature_name': GLORIA.toUpperCase() }))
	went(await caf.complete(priya, base))
	assert.equal(state(base), 'S4')
	assert.deepEqual(sql(`SELECT type, answer, giver, responsible, basis, service_code FROM ${DB}.consent WHERE record = ${idOf(base)} AND type <> 'C-ASSESS' ORDER BY id`),
		[['C-STORE', 'Y', 'CARER', 'N', 'CARER_ONLY', ''], ['C-SHARE', 'Y', 'CARER', 'N', 'CARER_ONLY', 'HOU']])
	assert.match((await priya.get(`${base}/consents`)).text, /\(Carer\)\. Carer without parental responsibility/)
	went(await caf.family(priya, base, { capacity: 'CARER', name: GLORIA }))
	went(await caf.professional(priya, base, 'Housing', { login: 'pstone' }))
	went(await caf.call(priya, base))
	assert.equal((await petra.get(`${base}/carer`)).status, 404, 'a member of the team reads nothing of it')
	assert.ok(!(await petra.get(`${base}/consents`)).body.includes('/carer"'))
})

test('nobody asks or decides who may not', async () => {
	const base = await caseOf()
	sql(`INSERT INTO ${DB}.record_person (record, account, relation, since, added_by) VALUES (${idOf(base)}, ${accountId('bcole')}, 'COA', UTC_TIMESTAMP(6), 1)`)
	assert.equal((await ben.get(`${base}/carer`)).status, 200)
	assert.ok(!(await ben.get(`${base}/carer`)).body.includes('/carer/ask'))
	assert.equal((await post(ben, `${base}/carer/ask`, { carer: GLORIA, tried: TRIED })).status, 404, 'the co-assessor')
	assert.equal((await post(helen, `${base}/carer/ask`, { carer: GLORIA, tried: TRIED })).status, 403, 'the manager')
	assert.equal((await post(await person('thale'), `${base}/carer/ask`, { carer: GLORIA, tried: TRIED })).status, 404, 'a stranger')
	assert.equal((await post(helen, `${base}/carer/decide`, { answer: 'Y', reason: 'x' })).status, 409, 'nothing was asked')
	went(await ask(priya, base))
	const request = cell(`SELECT MAX(id) FROM ${DB}.approval WHERE record = ${idOf(base)}`), answer = { request, answer: 'Y', reason: 'x' }
	for (const login of ['pnair', 'bcole']) assert.equal((await post(await person(login), `${base}/carer/decide`, answer)).status, 403, login)
	for (const login of ['jreid', 'rquinn']) {
		const c = await person(login), page = await c.get(`${base}/carer`)
		assert.equal((await post(c, `${base}/carer/decide`, answer)).status, 404, login)
		assert.ok(!page.body.includes('/carer/decide'), login)
	}
	assert.deepEqual(asked(base), ['-'])
	assert.equal((await post(helen, `${base}/carer/decide`, { ...answer, request: request - 1 })).status, 409, 'another question')
	went(await decide(helen, base))
	assert.equal((await post(helen, `${base}/carer/decide`, answer)).status, 409, 'answered already')
	assert.deepEqual(asked(base), ['Y'])
})

test('without a manager who can sign in, and when it is the manager who asks, the coordinator decides', async () => {
	const base = await caseOf(), helens = accountId('hgrant')
	try {
		sql(`UPDATE everychild.account SET manager = NULL WHERE login = 'pnair'`)
		went(await ask(priya, base))
		assert.deepEqual(notices('hgrant', base), [])
		for (const login of ['jreid', 'dlowe']) assert.deepEqual(notices(login, base), ['Your approval of a carer\'s consent is asked for'], login)
		assert.equal((await post(helen, `${base}/carer/decide`, { answer: 'Y', reason: 'x' })).status, 404, 'who does not manage the holder')
		went(await decide(joan, base))
		assert.deepEqual(asked(base), ['Y'])
		sql(`UPDATE everychild.account SET manager = ${helens} WHERE login = 'pnair'; UPDATE everychild.account_role SET role = 'XXX' WHERE account = ${helens} AND role = 'MGR'`)
		const other = await caseOf()
		went(await ask(priya, other))
		assert.equal(notices('jreid', other).length, 1, 'a manager who is none any more')
	} finally {
		sql(`UPDATE everychild.account SET manager = ${helens} WHERE login = 'pnair'; UPDATE everychild.account_role SET role = 'MGR' WHERE account = ${helens} AND role = 'XXX'`)
	}
	const salma = await person('sidris'), luke = await person('lfenn'), of = await caseOf(CARER, 6, salma)
	sql(`INSERT INTO ${DB}.record_person (record, account, relation, since, added_by) VALUES (${idOf(of)}, ${accountId('lfenn')}, 'LP', UTC_TIMESTAMP(6), 1)`)
	went(await ask(luke, of))
	assert.equal((await post(luke, `${of}/carer/decide`, { answer: 'Y', reason: 'x' })).status, 404, 'not his own question')
	assert.equal(notices('jreid', of).length, 1)
	went(await decide(joan, of))
	assert.deepEqual([notices('lfenn', of).length, notices('sidris', of).length], [1, 1], 'who asked and who holds it are told')
})

test('what waits goes with a case that is handed over', async () => {
	const base = await caseOf()
	went(await ask(priya, base))
	went(await joan.submit(await joan.get(`${base}/hand-over`), `${base}/hand-over`, { login: 'thale', reason: 'Moved' }))
	assert.equal((await post(helen, `${base}/carer/decide`, { answer: 'Y', reason: 'x' })).status, 404)
	assert.deepEqual(notices('rquinn', base), ['A decision is asked of you'])
	went(await decide(await person('rquinn'), base))
	assert.ok(notices('thale', base).includes('Your question about a carer\'s consent was answered'))
})

test('approved, a carer agrees to sharing and to a transfer; to what a sensitive service says, and for another carer, never', async () => {
	const base = await caseOf()
	for (const type of [HOUSING, { type: 'C-XFER' }]) refused(await further(priya, base, { ...CARER, ...type }), /cannot agree to this alone/)
	went(await further(priya, base, { ...CARER, type: 'C-CONTACT', means: ['TEXT'] }))
	await approved(base)
	refused(await further(priya, base, { ...CARER, ...HOUSING, giver_name: 'Grace Bello' }), /cannot agree to this alone/)
	refused(await further(priya, base, { ...CARER, ...HOUSING, responsible: 'Y' }), /answers as a parent/)
	refused(await further(priya, base, { ...CARER, type: 'C-SENS', service: 'SMS', organisation: 'Turning Tide' }), /Only the child, or a person with parental responsibility/)
	refused(await further(priya, base, { ...CARER, type: 'C-KEEP25' }), /young person/)
	went(await further(priya, base, { ...CARER, ...HOUSING }))
	went(await further(priya, base, { ...CARER, type: 'C-XFER' }))
})

test('the approval ends: a parent is heard, it is too old, or the manager says no', async () => {
	const yes = async base => (await further(priya, base, { ...CARER, ...HOUSING })).status === 303
	const heard = await caseOf(), old = await caseOf(), no = await caseOf(), withdrawn = await caseOf()
	for (const base of [heard, old, no, withdrawn]) {
		await approved(base)
		assert.ok(await yes(base))
	}
	went(await further(priya, heard, { ...PARENT, type: 'C-CONTACT', means: ['TEXT'], responsible: 'N', basis: 'ORDER', note: 'An order' }))
	assert.ok(await yes(heard), 'a parent without it')
	went(await further(priya, heard, { ...PARENT, type: 'C-CONTACT', means: ['TEXT'] }))
	assert.ok(!await yes(heard))
	assert.match((await priya.get(`${heard}/carer`)).text, /Ended: a parent who holds parental responsibility was heard/)
	sql(`UPDATE ${DB}.approval SET decided_at = decided_at - INTERVAL 7 MONTH WHERE record = ${idOf(old)}`)
	assert.ok(!await yes(old))
	assert.match((await priya.get(`${old}/carer`)).text, /too long ago/)
	went(await ask(priya, old))
	went(await decide(helen, old))
	assert.ok(await yes(old), 'until it is asked anew')
	went(await ask(priya, no))
	assert.ok(await yes(no), 'to ask again ends nothing')
	went(await decide(helen, no, { answer: 'N', reason: 'The mother is back' }))
	assert.ok(!await yes(no))
	sql(`INSERT INTO ${DB}.withdrawal (record, giver, giver_name, said_at, method, reason, shared, explained, account, at)
		VALUES (${idOf(withdrawn)}, 'PARENT', 'Ann Smith', UTC_TIMESTAMP(6), 'PHONE', '', '', '', 1, UTC_TIMESTAMP(6))`)
	assert.ok(!await yes(withdrawn))
})

test('a parent who is heard between the question and the answer counts too', async () => {
	const base = await caseOf(), spoke = () => further(priya, base, { ...PARENT, type: 'C-CONTACT', means: ['TEXT'] })
	went(await ask(priya, base))
	went(await spoke())
	refused(await decide(helen, base), /was heard since this was asked/)
	assert.deepEqual(asked(base), ['-'])
	went(await decide(helen, base, { answer: 'N' }))
	await approved(base)
	// As it was before that was refused: approved after the parent had spoken.
	sql(`UPDATE ${DB}.approval SET asked_at = asked_at - INTERVAL 1 DAY WHERE record = ${idOf(base)}`)
	refused(await further(priya, base, { ...CARER, ...HOUSING }), /cannot agree to this alone/)
	assert.match((await priya.get(`${base}/carer`)).text, /Ended: a parent who holds parental responsibility was heard/)
})

test('what a parent has said a carer does not undo, in either direction', async () => {
	const base = await assessing(PARENT)
	went(await further(priya, base, { ...PARENT, ...HOUSING, answer: 'N' }))
	await approved(base)
	refused(await further(priya, base, { ...CARER, ...HOUSING }), /parent said no to this/)
	assert.ok((await caf.gaps(priya, base)).some(gap => /refused by the child or a parent/.test(gap[1])), 'nor by a signature')
	went(await further(priya, base, { ...PARENT, ...HOUSING, answer: 'Y' }))
	refused(await further(priya, base, { ...CARER, ...HOUSING, answer: 'N' }), /parent agreed to this/)
	await approved(base)
	assert.deepEqual(await caf.gaps(priya, base), [], 'a parent who agreed to take part may be the one who is gone')
})

test('who signs besides a carer and may decide, counts', async () => {
	const base = await assessing(CARER, 6, { ...FORM, parents: {}, consent: { ...FORM.consent, 'signatures.2.signature_capacity': 'PARENT', 'signatures.2.signature_name': 'Ann Smith',
		...date('signatures.2.signature_date', caf.today()), 'signatures.2.signature_method': 'WET' } })
	await approved(base)
	went(await caf.complete(priya, base))
	assert.deepEqual(sql(`SELECT giver, giver_name, responsible, basis FROM ${DB}.consent WHERE record = ${idOf(base)} AND type = 'C-STORE'`), [['PARENT', 'Ann Smith', 'Y', '']])
})

test('by age: the child decides from 16, and from 12 when judged competent', async () => {
	const wrong = await caseOf(null, 13)
	refused(await caf.consent(priya, wrong, { ...CARER, competence_note: '' }), /why the child does not decide/)
	refused(await caf.consent(priya, wrong, { ...CARER, responsible: 'Y' }), /answers as a parent/)
	const child = { ...CARER, giver: 'CHILD', giver_name: 'Ada', responsible: '', basis: 'COMPETENT', competence: ['WHAT', 'WHY', 'WHO', 'RESULT', 'WEIGH'] }
	const competent = await assessing(child, 13)
	await approved(competent)
	assert.equal((await signature(competent)).length, 1, 'a competent child signs')
	const not = await assessing(CARER, 13)
	await approved(not)
	assert.deepEqual(await caf.gaps(priya, not), [])
	const young = await caseOf({ ...CARER, giver: 'CHILD', basis: 'YOUNG', giver_name: 'Ada', responsible: '' }, 16)
	const page = await priya.get(`${young}/carer`)
	assert.match(page.text, /At 16 and 17 the young person decides/)
	assert.ok(!page.body.includes('/carer/ask'))
	assert.equal((await post(priya, `${young}/carer/ask`, { carer: GLORIA, tried: TRIED })).status, 409)
	assert.ok(!(await priya.get(`${young}/consents`)).body.includes('/carer"'))
})

const takeBack = (more = {}) => ({ what: 'ALL', giver: 'CARER', giver_name: GLORIA, ...date('said_on', caf.today(-1)), said_at: '10:15', method: 'PHONE', explained: 'What is kept', harm: 'N', ...more })
const withdraw = async (base, fields) => priya.submit(await priya.get(`${base}/withdraw`), `${base}/withdraw`, fields)

test('a carer takes back what a carer gave; what a parent gave is the parent’s; a parent may take back either', async () => {
	const base = await caseOf()
	await approved(base)
	went(await further(priya, base, { ...CARER, ...HOUSING }))
	went(await further(priya, base, { ...PARENT, type: 'C-SHARE', service: 'GP', organisation: 'The surgery' }))
	const of = code => cell(`SELECT MAX(id) FROM ${DB}.consent WHERE record = ${idOf(base)} AND service_code = '${code}'`)
	refused(await withdraw(base, takeBack({ what: of('GP') })), /takes back what a carer gave/)
	refused(await withdraw(base, takeBack()), /takes back what a carer gave/)
	went(await withdraw(base, takeBack({ what: of('HOU') })))
	went(await withdraw(base, takeBack({ giver: 'PARENT', giver_name: 'Ann Smith' })))
	assert.equal(state(base), 'S12')
	const alone = await caseOf()
	went(await withdraw(alone, takeBack()))
	assert.equal(state(alone), 'S12')
})

test('the end of the case ends what was asked and what was approved', async () => {
	const base = await caseOf(), other = await caseOf()
	went(await ask(priya, base))
	await approved(other)
	went(await withdraw(base, takeBack()))
	went(await withdraw(other, takeBack()))
	assert.deepEqual(sql(`SELECT answer, answer_note, decided_at IS NULL FROM ${DB}.approval WHERE record = ${idOf(base)}`), [['N', 'The case has ended', '0']])
	assert.ok(!(await helen.get(`${base}/carer`)).body.includes('/carer/decide'))
	assert.equal((await post(helen, `${base}/carer/decide`, { answer: 'Y', reason: 'x' })).status, 409)
	assert.equal((await post(priya, `${other}/carer/ask`, { carer: GLORIA, tried: TRIED })).status, 409)
	assert.match((await priya.get(`${other}/carer`)).text, /Stands Ended with the case/)
})

test('fresh consent for a re-assessment, and to go on after a pause, by an approved carer alone', async () => {
	const base = await caseOf(), id = idOf(base)
	sql(`INSERT INTO ${DB}.record_person (record, account, relation, since, added_by) VALUES (${id}, ${accountId('pnair')}, 'LP', UTC_TIMESTAMP(6), 1)`)
	const again = async () => priya.submit(await priya.get(`${base}/reassess`), `${base}/reassess`, CARER)
	const back = { outcome: 'RETURN', ...date('decided_on', caf.today()), worker: 'Duty team', confirmed: 'Y', giver: 'CARER', giver_name: GLORIA, ...date('given_on', caf.today()), method: 'VERBAL' }
	const goOn = async changes => joan.submit(await joan.get(`${base}/social-care/return`), `${base}/social-care/return`, { ...back, ...changes })
	settle(base, 'S7')
	refused(await again(), /cannot agree to this alone/)
	settle(base, 'S9', 'S7')
	refused(await goOn(), /approve this carer/)
	settle(base, 'S9', 'S2')
	went(await goOn())
	assert.equal(state(base), 'S2', 'to take part again needs none')
	await approved(base)
	settle(base, 'S9', 'S7')
	refused(await goOn({ giver_name: 'Grace Bello' }), /approve this carer/)
	went(await goOn())
	assert.deepEqual(sql(`SELECT type, giver, responsible, basis FROM ${DB}.consent WHERE record = ${id} ORDER BY id DESC LIMIT 1`), [['C-STORE', 'CARER', 'N', 'CARER_ONLY']])
	went(await again())
	assert.equal(state(base), 'S3')
})

after(() => { assert.deepEqual(troubles(), []) })
