// How a case is paused, withdrawn, moved and ended: transitions 13, 21 to 28
// and 32, 5.5 in full, and acceptance case 7.
import test, { after, before } from 'node:test'
import assert from 'node:assert/strict'
import * as caf from '../lib/caf.mjs'
import { date } from '../lib/client.mjs'
import { document } from '../lib/episode.mjs'
import { token } from '../lib/token.mjs'
import { accountId, cell, env, logMark, person, sql, troubles } from '../lib/stack.mjs'

let priya, tom, petra, ben, helen, joan, kim, lee

before(async () => {
	priya = await person('pnair')
	ben = await person('bcole')
	tom = await person('thale')
	petra = await person('pstone')
	helen = await person('hgrant')
	joan = await person('jreid')
	kim = await person('kdoyle')
	lee = await person('lcross')
	logMark()
})

const DB = 'everychild_caf'
const handleOf = base => base.split('/')[3]
const idOf = base => cell(`SELECT id FROM ${DB}.record WHERE handle = '${handleOf(base)}'`)
const referenceOf = base => cell(`SELECT reference FROM ${DB}.record WHERE handle = '${handleOf(base)}'`)
const state = base => caf.stateOf(cell, base)
const steps = base => sql(`SELECT code FROM ${DB}.event WHERE record = ${idOf(base)} ORDER BY id`).map(row => row[0])
const post = (c, path, fields = {}) => c.post(path, { token: token(env, 'caf', c, path), ...fields })
const notices = (login, base) => sql(`SELECT title FROM ${DB}.notice WHERE record = ${idOf(base)} AND account = ${accountId(login)} ORDER BY id`).map(row => row[0])
const sees = async (c, base) => (await c.get(base)).status === 200
const went = (page, to = 303) => assert.equal(page.status, to, `${page.status} ${page.title}: ${page.errors().join(' | ')}`)
const send = async (c, path, changes) => c.submit(await c.get(path), path, changes)

let n = 0
const name = () => `Exit ${['ward', 'wick', 'ham', 'ton', 'by', 'ford', 'ley', 'den'][n % 8]}${String.fromCharCode(97 + (n >> 3))}${String.fromCharCode(97 + n++ % 26)}`

async function registered(family = name()) {
	const child = await caf.child(priya, { given: 'Ella', family, born: '2016-05-09', sex: 'F' })
	const base = await caf.startFor(priya, child, 'CONSENT')
	await caf.ask(priya, base)
	went(await caf.consent(priya, base, { ...caf.PARENT, giver_name: 'Mo Booth' }))
	return { base, child }
}

const settle = (base, to) => sql(`UPDATE ${DB}.record SET state = '${to}' WHERE id = ${idOf(base)}`)

// A living consent; its id.
function consent(base, type, service = '', code = '') {
	sql(`INSERT INTO ${DB}.consent (record, type, answer, service, service_code, giver, giver_name, responsible, basis, competence,
		explained, exclusions, method, given_on, note, account, at) VALUES (${idOf(base)}, '${type}', 'Y', '${service}', '${code}', 'PARENT', 'Mo Booth', 'Y', 'PR', '',
		'Y', '', 'VERBAL', CURDATE(), '', ${accountId('pnair')}, UTC_TIMESTAMP(6))`)
	return cell(`SELECT MAX(id) FROM ${DB}.consent WHERE record = ${idOf(base)}`)
}

function member(base, login, service, organisation, by) {
	sql(`INSERT INTO ${DB}.team_member (record, account, capacity, name, service, organisation, consent, since, added_by)
		VALUES (${idOf(base)}, ${accountId(login)}, 'PRACTITIONER', '${login}', '${service}', '${organisation}', ${by ?? 'NULL'}, UTC_TIMESTAMP(6), 1);
		INSERT INTO ${DB}.record_person (record, account, relation, since, added_by)
		VALUES (${idOf(base)}, ${accountId(login)}, 'TAC', UTC_TIMESTAMP(6), 1)`)
}

function lead(base, login) {
	sql(`INSERT INTO ${DB}.lead (record, account, agreed, note, proposed_at, proposed_by, since, current_of)
		VALUES (${idOf(base)}, ${accountId(login)}, 'Y', '', UTC_TIMESTAMP(6), 1, UTC_TIMESTAMP(6), ${idOf(base)});
		INSERT INTO ${DB}.record_person (record, account, relation, since, added_by)
		VALUES (${idOf(base)}, ${accountId(login)}, 'LP', UTC_TIMESTAMP(6), 1)`)
}

// Priya's case with a team: Tom the health visitor and Petra of housing; who leads?
async function teamed(to = 'S7', leader = 'pnair') {
	const { base, child } = await registered()
	const hv = consent(base, 'C-SHARE', 'Health visitor, Sandmouth Community Health', 'HV')
	const housing = consent(base, 'C-SHARE', 'Housing, Sandmouth Homes', 'HOU')
	member(base, 'thale', 'HV', 'Sandmouth Community Health', hv)
	member(base, 'pstone', 'HOU', 'Sandmouth Homes', housing)
	if (leader) lead(base, leader)
	settle(base, to)
	return { base, child, hv, housing }
}

// Section K from opening to its last question; the answers can be changed.
async function concern(c, base, more = {}) {
	went(await c.submit(await c.get(`${base}/harm`), `${base}/harm`))
	return answers(c, base, more)
}
async function answers(c, base, more = {}) {
	went(await caf.section(c, base, 'harm', 'concern', { 'observations.1.observation': 'Purple marks seen', 'observations.1.observation_kind': 'FACT',
		...date('observed_on', caf.today()), observed_at: '09:00' }))
	went(await caf.section(c, base, 'harm', 'advice', { 'advisers.1.adviser_kind': 'MANAGER', 'advisers.1.adviser_name': 'Helen Grant', told_child: 'Y', told_parent: 'Y' }))
	went(await caf.section(c, base, 'harm', 'referral', { referred_to: 'CSC', referral_method: 'PHONE', ...date('referred_on', caf.today()), referred_at: '09:30',
		receiving_officer: 'Duty officer', ...more }))
}
const refer = (c, base, changes = {}) => c.get(`${base}/harm`).then(page => c.submit(page, `${base}/harm/refer`, changes))

const leads = { outcome: 'CP', ...date('decided_on', caf.today()), worker: 'Duty team' }
const back = { ...leads, outcome: 'RETURN', confirmed: 'Y', giver: 'PARENT', giver_name: 'Mo Booth', ...date('given_on', caf.today()), method: 'VERBAL' }
const takeBack = (more = {}) => ({ what: 'ALL', giver: 'PARENT', giver_name: 'Mo Booth', ...date('said_on', caf.today(-1)), said_at: '10:15', method: 'PHONE',
	explained: 'What happens to the papers', ...more })

// -- 21, T10 --

test('section K pauses the case, and the team learns that it is paused and nothing else', async () => {
	const { base } = await teamed('S7')
	await concern(tom, base)
	const mine = await tom.get(`${base}/harm`)
	assert.match(mine.text, /Record the referral/)
	assert.match(mine.body, /<option value="kdoyle">Kim Doyle/, 'by name')
	assert.equal((await refer(tom, base, { safeguarding: 'pnair' })).status, 422, 'Priya is no safeguarding officer')
	assert.equal(state(base), 'S7')
	went(await refer(tom, base, { safeguarding: 'kdoyle' }))
	assert.equal(state(base), 'S9')
	const petras = await petra.get(base)
	assert.match(petras.text, /Paused/)
	assert.doesNotMatch(petras.text, /significant harm[;,.]|Referred|Section K|Exceptional circumstances/)
	for (const path of ['harm/check', 'harm/concern', 'harm-1', 'harm/print', 'harm/changes']) assert.equal((await petra.get(`${base}/${path}`)).status, 404, path)
	assert.doesNotMatch((await petra.get(`${base}/harm`)).text, /Purple marks|Duty officer/)
	assert.match((await tom.get(`${base}/harm/check`)).text, /Purple marks/, 'who wrote it reads it')
	assert.match((await priya.get(`${base}/harm/check`)).text, /Purple marks/)
	assert.match((await kim.get(`${base}/harm/check`)).text, /Purple marks/, 'the officer it was referred to reads')
	assert.deepEqual(notices('pstone', base), ['Paused'])
	assert.match(petras.text, /The case is paused.*coordinator records when it goes on/)
	assert.deepEqual(notices('jreid', base), ['Paused: yours to follow up'], 'who alone lets it go on')
	assert.ok(!(await tom.get(`${base}/harm/concern`)).body.includes('observed_at"'), 'it stands as recorded')
	await post(tom, `${base}/harm/concern`, { then: 'tasks', version: '3', observed_at: '10:00' })
	assert.equal(cell(`SELECT COUNT(*) FROM ${DB}.answer a JOIN ${DB}.document d ON d.id = a.document WHERE d.record = ${idOf(base)} AND a.value = '10:00'`), '0')
	// T10 runs until it is confirmed in writing.
	const due = () => sql(`SELECT due_on, met_at IS NOT NULL FROM ${DB}.deadline WHERE record = ${idOf(base)} AND clock = 'T10'`)
	assert.equal(due()[0][1], '0')
	assert.equal((await tom.submit(await tom.get(`${base}/harm`), `${base}/harm/confirmed`, date('written_on', caf.today(-3)))).status, 422)
	went(await tom.submit(await tom.get(`${base}/harm`), `${base}/harm/confirmed`, date('written_on', caf.today())))
	assert.equal(due()[0][1], '1')
	for (const what of ['', '/check', '/print']) assert.match((await tom.get(`${base}/harm${what}`)).text, /Added afterwards Confirmed in writing on \d/, what)
	assert.equal(cell(`SELECT confirmed_on FROM ${DB}.referral WHERE record = ${idOf(base)}`), caf.today())
	assert.equal((await post(tom, `${base}/harm/confirmed`, date('written_on', caf.today()))).status, 409, 'once')
	assert.equal(cell(`SELECT COUNT(*) FROM ${DB}.addendum d JOIN ${DB}.document o ON o.id = d.document WHERE o.record = ${idOf(base)}`), '0', 'it is no addendum')
})

test('T10: words in an addendum confirm nothing; each referral is confirmed for itself', async () => {
	const { base } = await teamed('S7')
	const due = () => sql(`SELECT from_on, met_at IS NOT NULL FROM ${DB}.deadline WHERE record = ${idOf(base)} AND clock = 'T10' ORDER BY id`).map(row => row.join(' '))
	await concern(priya, base, { ...date('referred_on', caf.today(-1)), suspended: 'N' })
	went(await refer(priya, base))
	went(await send(priya, `${base}/harm-1/addendum`, { text: 'Confirmed in writing on 1 May 2026' }))
	assert.ok((await priya.get(`${base}/harm-1`)).body.includes('written_on-day'), 'still asked for')
	await concern(priya, base, { suspended: 'N' })
	went(await refer(priya, base))
	assert.deepEqual(due(), [`${caf.today(-1)} 0`], 'the older of two')
	const confirm = (number, on) => priya.get(`${base}/harm-${number}`).then(page => priya.submit(page, `${base}/harm-${number}/confirmed`, date('written_on', on)))
	went(await confirm(1, caf.today()))
	assert.deepEqual(due(), [`${caf.today(-1)} 1`, `${caf.today()} 0`], 'the other one waits')
	went(await confirm(2, caf.today()))
	assert.deepEqual(due(), [`${caf.today(-1)} 1`, `${caf.today()} 1`])
})

test('a second concern is a document of its own; a colleague of the team writes theirs unseen by others', async () => {
	const { base } = await teamed('S7')
	await concern(priya, base)
	went(await refer(priya, base))
	await concern(petra, base, { suspended: 'N' })
	went(await refer(petra, base))
	assert.equal(cell(`SELECT GROUP_CONCAT(number ORDER BY number) FROM ${DB}.document WHERE record = ${idOf(base)} AND form = 'harm'`), '1,2')
	assert.equal((await petra.get(`${base}/harm-1`)).status, 404)
	assert.equal((await petra.get(`${base}/harm-2`)).status, 200)
	assert.equal((await priya.get(`${base}/harm-1`)).status, 200)
	assert.equal((await priya.get(`${base}/harm-3`)).status, 404)
})

test('K9: work that goes on is not paused; before registration nothing is', async () => {
	const { base } = await teamed('S7')
	await concern(priya, base, { suspended: 'N' })
	went(await refer(priya, base))
	assert.equal(state(base), 'S7')
	assert.ok(steps(base).includes('harm.noted'))
	assert.equal((await petra.get(`${base}/social-care/outcome`)).status, 404)
	went(await send(priya, `${base}/social-care/outcome`, { ...leads, outcome: 'ADVICE' }))
	assert.match((await priya.get(base)).text, /Advice or information only/)
	const sought = await caf.startUnborn(priya, { way: 'CONSENT' })
	await concern(priya, sought)
	went(await refer(priya, sought))
	assert.equal(state(sought), 'S1')
})

test('an incomplete section K cannot be recorded', async () => {
	const { base } = await registered()
	went(await priya.submit(await priya.get(`${base}/harm`), `${base}/harm`))
	assert.match((await priya.get(`${base}/harm`)).text, /Still needed/)
	await post(priya, `${base}/harm/refer`)
	assert.equal(state(base), 'S2')
	assert.equal(cell(`SELECT completed_at IS NULL FROM ${DB}.document WHERE record = ${idOf(base)} AND form = 'harm'`), '1')
})

test('a checklist that found harm ends when the referral is recorded', async () => {
	const base = await caf.startUnborn(priya)
	await caf.checklist(priya, base, { decision: 'SAF', questions: { safe: 'N', safe_evidence: 'Marks', harm: 'Y' } })
	assert.equal(await caf.decide(priya, base), `${base}/harm`)
	assert.equal(state(base), 'S0')
	await concern(priya, base)
	went(await refer(priya, base))
	assert.equal(state(base), 'S0')
	await caf.decide(priya, base)
	assert.equal(state(base), 'END')
	assert.equal(cell(`SELECT decision FROM ${DB}.episode WHERE record = ${idOf(base)}`), 'SAF')
})

// -- 13 --

test('13. on to social care: with consent or a recorded concern, not without', async () => {
	const { base } = await registered()
	settle(base, 'S4')
	sql(`UPDATE ${DB}.episode SET next_step = 'CSC' WHERE record = ${idOf(base)}`)
	const fields = { ...date('decided_on', caf.today()), worker: 'Duty team' }
	assert.match((await priya.get(base)).text, /Refer to children's social care: not yet/)
	assert.equal((await post(priya, `${base}/social-care/refer`, fields)).status, 409)
	consent(base, 'C-SHARE', 'Social care', 'CSC')
	assert.equal((await send(priya, `${base}/social-care/refer`, { worker: '' })).status, 422)
	went(await send(priya, `${base}/social-care/refer`, fields))
	assert.equal(state(base), 'S9')
	assert.equal((await post(priya, `${base}/social-care/refer`, fields)).status, 409)
})

// -- 22, 23 --

test('22. social care leads: closed with its reason, and the officer sees it no more', async () => {
	const { base, child } = await teamed('S7')
	await concern(priya, base)
	went(await refer(priya, base, { safeguarding: 'kdoyle' }))
	assert.equal((await kim.get(`${base}/social-care/return`)).status, 404, 'the coordinator decides that it goes on')
	assert.equal((await post(priya, `${base}/social-care/lead`, leads)).status, 403)
	assert.equal((await send(kim, `${base}/social-care/lead`, { ...leads, outcome: '' })).status, 422)
	went(await send(kim, `${base}/social-care/lead`, leads))
	assert.equal(state(base), 'S10')
	assert.deepEqual(sql(`SELECT part, title FROM ${DB}.involvement WHERE record = ${idOf(base)} AND until IS NULL`), [['CAF', 'Common assessment held (closed)']], 'the index says so (4.1)')
	assert.equal(cell(`SELECT COUNT(*) FROM ${DB}.record_person WHERE record = ${idOf(base)} AND until IS NULL AND relation IN ('LP', 'TAC')`), '0')
	assert.equal(cell(`SELECT reason FROM ${DB}.closure WHERE record = ${idOf(base)}`), 'C06')
	assert.equal(await sees(kim, base), false)
	assert.equal(await sees(petra, base), false)
	assert.equal(await sees(priya, base), true)
	assert.equal(cell(`SELECT open_child IS NULL FROM ${DB}.episode WHERE record = ${idOf(base)}`), '1', 'another may begin')
	assert.ok(child)
})

test('23. paused work goes on where it was, in each former state, once the family has agreed again', async () => {
	for (const from of ['S2', 'S3', 'S4', 'S5', 'S6', 'S7', 'S8']) {
		const { base } = from >= 'S6' ? await teamed(from) : await registered()
		settle(base, from)
		await concern(priya, base)
		went(await refer(priya, base, { safeguarding: 'kdoyle' }))
		assert.equal(state(base), 'S9', from)
		const path = `${base}/social-care/return`
		assert.equal((await send(joan, path, { ...back, confirmed: 'N' })).status, 422)
		assert.equal((await send(joan, path, { ...back, outcome: 'ENQUIRY' })).status, 422, 'not while social care is at work')
		assert.equal((await send(joan, path, { ...back, giver_name: '' })).status, 422)
		for (const giver of ['CHILD', 'CARER']) assert.match((await send(joan, path, { ...back, giver })).errors().join(), /ask/, giver)
		const consents = Number(cell(`SELECT COUNT(*) FROM ${DB}.consent WHERE record = ${idOf(base)}`))
		went(await send(joan, path, back))
		assert.equal(state(base), from)
		assert.equal(cell(`SELECT COUNT(*) FROM ${DB}.notice WHERE record = ${idOf(base)} AND title LIKE 'Paused%' AND read_at IS NULL`), '0', 'nobody follows up a pause that is over')
		assert.equal(Number(cell(`SELECT COUNT(*) FROM ${DB}.consent WHERE record = ${idOf(base)}`)), consents + 1)
		assert.equal(await sees(kim, base), false)
		assert.equal((await post(joan, path, back)).status, 409)
	}
})

// -- 24 --

test('24. social care steps down to a team: the named lead professional holds it', async () => {
	const child = await caf.child(priya, { given: 'Ella', family: name(), born: '2016-05-09', sex: 'F' })
	const path = `/caf/step-down/${child}`
	assert.equal((await kim.get(path)).status, 404, 'the child was not looked up')
	await caf.open(kim, child)
	await caf.open(joan, child)
	assert.equal((await priya.get(path)).status, 403)
	assert.equal((await joan.get(`/caf/start/${child}`)).location, path, 'where a coordinator begins')
	const fields = { ...caf.PARENT, giver_name: 'Mo Booth', lead: 'thale', worker: 'Malik Banks', summary: 'Plan ended; help with housing goes on' }
	assert.equal((await send(kim, path, { ...fields, giver: 'CHILD' })).status, 422, 'not a child of this age')
	assert.equal((await send(kim, path, { ...fields, lead: 'kdoyle' })).status, 422, 'an officer leads no team')
	assert.equal((await send(kim, path, { ...fields, answer: 'N' })).status, 422)
	assert.equal((await send(kim, path, { ...fields, summary: '' })).status, 422)
	const page = await send(kim, path, fields)
	went(page)
	const base = page.location
	assert.equal(state(base), 'S6')
	assert.match(referenceOf(base), /^CAF-890-\d{4}-\d{6}\/1$/)
	assert.equal(cell(`SELECT owner FROM ${DB}.record WHERE id = ${idOf(base)}`), String(accountId('thale')))
	assert.equal(cell(`SELECT account FROM ${DB}.lead WHERE current_of = ${idOf(base)}`), String(accountId('thale')))
	assert.match((await tom.get(base)).text, /help with housing goes on/)
	assert.equal(await sees(kim, base), true, 'social care stays until the team accepts')
	assert.equal(await sees(priya, base), false)
	await caf.open(priya, child)
	assert.match((await priya.get(`/child/${child}`)).text, /Tom Hale/)
	assert.equal((await send(joan, path, fields)).status, 409, 'one at a time')
})

// -- 25, acceptance case 7 --

test('7. withdrawal: the housing officer is out at once, the child\'s page shows nothing, the lead professional answers', async () => {
	const { base, child, housing } = await teamed('S7', 'pstone')
	const record = idOf(base), reference = referenceOf(base)
	sql(`INSERT INTO ${DB}.share (record, decision, shared_at, to_person, to_agency, what, purpose, agreement, facts, opinions, reported, why, consulted, method, account, at)
		VALUES (${record}, 'SHARED', UTC_TIMESTAMP(6), 'Petra Stone', 'Sandmouth Homes', 'The plan', 'Repairs', 'GIVEN', '', '', '', '', '', 'PAPER', ${accountId('pnair')}, UTC_TIMESTAMP(6));
		INSERT INTO ${DB}.approval (record, kind, note, asked_by, asked_at) VALUES (${record}, 'JOIN', '', 1, UTC_TIMESTAMP(6))`)
	assert.equal(await sees(petra, base), true)
	await caf.open(tom, child)
	assert.match((await tom.get(`/child/${child}`)).text, /Common assessment/)
	const page = await tom.get(`${base}/withdraw`)
	assert.match(page.text, /Housing, Sandmouth Homes/)
	assert.ok(!page.body.includes('name="harm"'), 'the question is not his')
	for (const [wrong, field] of [[{ said_at: '25:00' }, /time like/], [{ ...date('said_on', caf.today()), said_at: '23:59' }, /still to come/], [{ what: null }, /Choose what/],
		[{ explained: '' }, /explained/], [{ what: '99999999' }, /Choose what/], [{ giver: 'CHILD' }, /under 12/]]) {
		const refused = await tom.submit(page, `${base}/withdraw`, takeBack(wrong))
		assert.equal(refused.status, 422, JSON.stringify(wrong))
		assert.match(refused.errors().join(' '), field)
		assert.match(refused.body, /Mo Booth/, 'what was typed is kept')
	}
	went(await tom.submit(page, `${base}/withdraw`, takeBack()))
	assert.equal(state(base), 'S12')
	for (const path of ['', '/assessment', '/people', '/harm', '/withdraw']) assert.equal((await petra.get(base + path)).status, 404, path)
	document(record, 'assessment', { reason: 'Worries' }, { completed: true })
	// Who still reads it is told not to use it, on screen and on paper.
	for (const path of ['', '/assessment', '/assessment/family', '/assessment/print', '/plan', '/plan/print', '/people', '/consents'])
		assert.match((await priya.get(base + path)).text, /Consent was withdrawn on .*: do not use this or pass it on/, path)
	assert.equal(await sees(tom, base), false)
	assert.equal(await sees(priya, base), true, 'the assessor\'s own service keeps what it lawfully needs')
	for (const what of ['', '/chronology']) {
		const shown = await tom.get(`/child/${child}${what}`)
		assert.doesNotMatch(shown.text, /Common assessment (held|under way|registered)|Consent withdrawn|Priya Nair/i, what)
	}
	assert.equal(cell(`SELECT COUNT(*) FROM ${DB}.shared_involvement WHERE record = ${record}`), '0')
	for (const login of ['pstone', 'pnair']) assert.ok(notices(login, base).includes('Consent withdrawn'), login)
	assert.deepEqual(sql(`SELECT DISTINCT title FROM ${DB}.notice WHERE record = ${record} ORDER BY title`).map(r => r[0]), ['Consent withdrawn', 'Consent withdrawn: a question for you'])
	assert.equal(cell(`SELECT COUNT(*) FROM ${DB}.consent WHERE record = ${record} AND ended_at IS NULL`), '0')
	assert.equal(cell(`SELECT COUNT(*) FROM ${DB}.deadline WHERE record = ${record} AND met_at IS NULL AND dropped_at IS NULL`), '0')
	assert.equal(cell(`SELECT COUNT(*) FROM ${DB}.deadline WHERE record = ${record} AND clock = 'T7' AND met_at IS NOT NULL`), '0', 'nobody re-assessed')
	assert.equal(cell(`SELECT COUNT(*) FROM ${DB}.approval WHERE record = ${record} AND decided_at IS NULL`), '0')
	assert.equal(cell(`SELECT COUNT(*) FROM ${DB}.team_member WHERE record = ${record} AND until IS NULL`), '0')
	const [giver, said, shared] = sql(`SELECT giver_name, said_at, shared FROM ${DB}.withdrawal WHERE record = ${record}`)[0]
	assert.equal(giver, 'Mo Booth')
	assert.match(said, /10:15|09:15/)
	assert.match(shared, /Housing, Sandmouth Homes/)
	assert.equal(cell(`SELECT COUNT(*) FROM ${DB}.share WHERE record = ${record}`), '1', 'the log is kept')
	assert.ok(Number(cell(`SELECT COUNT(*) FROM ${DB}.audit WHERE object_id = ${record} AND action = 'withdraw'`)) > 0)
	assert.ok(housing)
	// The lead professional's question, though nothing else of the case is theirs.
	assert.match((await petra.get('/caf/')).text, new RegExp(`${reference}: consent withdrawn`))
	const harm = `${base}/withdraw/harm`
	assert.equal((await tom.get(harm)).status, 404)
	assert.equal((await priya.get(harm)).status, 404)
	// My work and the notices lead there, and there stands whose case it was.
	for (const at of ['/caf/notices', '/']) assert.match((await petra.get(at)).body, new RegExp(`href="${harm}"[^>]*>\\s*Consent withdrawn: a question for you`), at)
	const asks = (await petra.get(harm)).text
	assert.match(asks, /On \d+ \w+ \d{4} consent for Ella Exit \w+ \(CAF-/)
	assert.match(asks, /worry that the child may be harmed\?/)
	assert.doesNotMatch(asks, /Booth|Mo /, 'nothing else of the case')
	assert.equal((await send(petra, harm, { harm: 'Y' })).status, 422, 'a yes has its reason')
	went(await send(petra, harm, { harm: 'N' }))
	assert.equal((await petra.get(harm)).status, 404, 'answered')
	assert.ok(!(await petra.get('/caf/notices')).body.includes(harm), 'and asked no more')
	assert.equal(state(base), 'S12')
	assert.equal(await sees(petra, base), false)
})

test('a withdrawal that raises a concern leads to section K, and to nothing else of the case', async () => {
	const { base } = await teamed('S7', 'pstone')
	went(await send(tom, `${base}/withdraw`, takeBack()))
	const page = await send(petra, `${base}/withdraw/harm`, { harm: 'Y', harm_note: 'They are leaving tonight' })
	assert.equal(page.location, `${base}/harm`)
	for (const path of ['', '/assessment', '/people', '/checklist', '/no-contact']) assert.equal((await petra.get(base + path)).status, 404, path)
	// A notice leads to what she may see.
	sql(`INSERT INTO ${DB}.notice (record, account, title, at) VALUES (${idOf(base)}, ${accountId('pstone')}, 'Zq happened', UTC_TIMESTAMP(6))`)
	for (const at of ['/caf/notices', '/']) assert.equal(new RegExp(`href="([^"]*${handleOf(base)}[^"]*)"[^>]*>[^<]*(Zq happened|)`).exec((await petra.get(at)).body)?.[1], `${base}/harm`, at)
	assert.equal((await petra.get(`${base}/harm`)).status, 200)
	await concern(petra, base)
	assert.match((await petra.get('/caf/')).text, /go on with the record of a concern/)
	went(await refer(petra, base))
	assert.equal(state(base), 'S12')
	assert.equal((await petra.get(`${base}/harm`)).status, 404)
	assert.match((await priya.get(`${base}/harm/check`)).text, /Purple marks/)
})

test('who leads and enters the withdrawal answers on the same page; so does the holder before anybody leads', async () => {
	const led = await teamed('S7', 'pnair'), single = await registered()
	for (const base of [led.base, single.base]) {
		assert.equal((await send(priya, `${base}/withdraw`, takeBack())).status, 422, 'the question is open')
		went(await send(priya, `${base}/withdraw`, takeBack({ harm: 'N' })))
		assert.equal(state(base), 'S12')
		assert.equal((await priya.get(`${base}/withdraw/harm`)).status, 404)
		assert.equal((await post(priya, `${base}/withdraw`, takeBack({ harm: 'N' }))).status, 409)
	}
})

test('withdrawal is possible from S1 to S9, and by nobody from outside', async () => {
	for (const from of ['S1', 'S2', 'S3', 'S4', 'S5', 'S6', 'S7', 'S8', 'S9']) {
		const { base } = await registered()
		settle(base, from)
		assert.equal((await tom.get(`${base}/withdraw`)).status, 404)
		went(await send(priya, `${base}/withdraw`, takeBack({ harm: 'N' })))
		assert.equal(state(base), 'S12', from)
	}
	const { base } = await registered()
	settle(base, 'S10')
	assert.equal((await priya.get(`${base}/withdraw`)).status, 404)
})

test('the yes of a young person or of a competent child is not taken back by a parent', async () => {
	const { base } = await registered(), id = idOf(base), path = `${base}/withdraw`
	sql(`UPDATE ${DB}.episode SET born_on = CURDATE() - INTERVAL 17 YEAR WHERE record = ${id};
		UPDATE ${DB}.consent SET giver = 'CHILD', basis = 'YOUNG' WHERE record = ${id}`)
	assert.match((await send(priya, path, takeBack({ harm: 'N' }))).errors().join(), /From 16 the young person decides/)
	sql(`UPDATE ${DB}.episode SET born_on = CURDATE() - INTERVAL 13 YEAR WHERE record = ${id};
		UPDATE ${DB}.consent SET giver = 'CHILD', basis = 'COMPETENT' WHERE record = ${id}`)
	const refused = await send(priya, path, takeBack({ harm: 'N' }))
	assert.match(refused.errors().join(), /judged competent and agreed/)
	assert.ok(refused.body.includes('Mo Booth'), 'what was typed stands')
	assert.equal(state(base), 'S2')
	went(await send(priya, path, takeBack({ giver: 'CHILD', giver_name: 'Ella', harm: 'N' })))
	assert.equal(state(base), 'S12')

	// What a parent gave before the sixteenth birthday a parent may take back.
	const other = await registered()
	sql(`UPDATE ${DB}.episode SET born_on = CURDATE() - INTERVAL 16 YEAR WHERE record = ${idOf(other.base)}`)
	went(await send(priya, `${other.base}/withdraw`, takeBack({ harm: 'N' })))
	assert.equal(state(other.base), 'S12')
})

test('when the family has said no, a concern about harm is still recorded', async () => {
	const base = await caf.startUnborn(priya, { way: 'CONSENT' })
	await caf.ask(priya, base)
	went(await caf.consent(priya, base, { ...caf.MOTHER, answer: 'N' }))
	assert.equal(state(base), 'S11')
	assert.ok((await priya.get(base)).body.includes(`href="${base}/harm"`))
	await concern(priya, base)
	went(await refer(priya, base))
	assert.equal(state(base), 'S11')
	assert.match((await priya.get(`${base}/harm/check`)).text, /Purple marks/)
})

test('5.5, 5: one service leaves and the team goes on; with the last one service acts', async () => {
	const { base, hv, housing } = await teamed('S7', 'pnair')
	went(await send(priya, `${base}/withdraw`, takeBack({ what: housing, harm: 'N' })))
	assert.equal(state(base), 'S7')
	assert.equal(await sees(petra, base), false)
	assert.equal(await sees(tom, base), true)
	assert.deepEqual(notices('pstone', base), ['Consent withdrawn'])
	assert.deepEqual(notices('thale', base), [])
	assert.equal(cell(`SELECT ended_at IS NULL FROM ${DB}.consent WHERE id = ${hv}`), '1')
	assert.equal((await send(priya, `${base}/withdraw`, takeBack({ what: housing, harm: 'N' }))).status, 422, 'it has ended')
	went(await send(tom, `${base}/withdraw`, takeBack({ what: hv })))
	assert.equal(state(base), 'S5')
	assert.equal(await sees(tom, base), false)
	assert.equal(cell(`SELECT COUNT(*) FROM ${DB}.lead WHERE current_of = ${idOf(base)}`), '0')
	assert.deepEqual(steps(base).filter(c => c.startsWith('withdraw')), ['withdraw.part', 'withdraw.alone'])
	went(await send(priya, `${base}/withdraw/harm`, { harm: 'N' }))
	const led = await teamed('S8', 'pstone')
	went(await send(tom, `${led.base}/withdraw`, takeBack({ what: led.housing })))
	assert.equal(state(led.base), 'S6', 'another lead professional is needed')
	assert.equal((await petra.get(`${led.base}/withdraw/harm`)).status, 200)
	const paused = await teamed('S9', 'pnair')
	sql(`UPDATE ${DB}.record SET resume = 'S7' WHERE id = ${idOf(paused.base)}`)
	for (const what of [paused.housing, paused.hv]) went(await send(priya, `${paused.base}/withdraw`, takeBack({ what, harm: 'N' })))
	assert.equal(state(paused.base), 'S9')
	went(await send(joan, `${paused.base}/social-care/return`, back))
	assert.equal(state(paused.base), 'S5')
})

// -- 26 --

test('26. a transfer is sent, and is over when the other authority has accepted', async () => {
	const { base, child } = await teamed('S7', 'pnair'), path = `${base}/transfer`
	const sent = { authority: '888', contact: 'Ann Other', ...date('moved_on', caf.today()), ...date('sent_on', caf.today(-1)), method: 'MESSAGE' }
	const accepted = { ...date('accepted_on', caf.today()), accepted_by: 'Ann Other', accepted_reference: 'EH-77' }
	assert.equal((await priya.get(path)).status, 409)
	assert.equal((await post(priya, path, sent)).status, 409, 'without consent')
	consent(base, 'C-XFER')
	assert.equal((await petra.get(path)).status, 409, 'the lead professional\'s to do')
	assert.equal((await send(priya, path, { ...sent, authority: '890' })).status, 422)
	assert.equal((await priya.get(`${path}/accepted`)).status, 404)
	went(await send(priya, path, sent))
	assert.equal(state(base), 'S7', 'still open')
	await post(priya, path, sent)
	assert.equal(cell(`SELECT COUNT(*) FROM ${DB}.transfer WHERE record = ${idOf(base)}`), '1')
	assert.deepEqual(sql(`SELECT decision, to_person, agreement FROM ${DB}.share WHERE record = ${idOf(base)}`), [['SHARED', 'Ann Other', 'GIVEN']], 'in the sharing log')
	assert.equal((await send(joan, `${path}/accepted`, { ...accepted, ...date('accepted_on', caf.today(-2)) })).status, 422, 'not before it was sent')
	assert.equal((await send(joan, `${path}/accepted`, { ...accepted, accepted_reference: '' })).status, 422)
	went(await send(joan, `${path}/accepted`, accepted))
	assert.equal(state(base), 'S13')
	assert.equal(cell(`SELECT reason FROM ${DB}.closure WHERE record = ${idOf(base)}`), 'C05')
	assert.match((await joan.get(base)).text, /EH-77/)
	await caf.open(tom, child)
	assert.match((await tom.get(`/child/${child}/chronology`)).text, /Moved to another authority/)
	// Taken back in between, it does not leave.
	const other = await registered()
	consent(other.base, 'C-XFER')
	went(await send(priya, `${other.base}/transfer`, sent))
	sql(`UPDATE ${DB}.consent SET ended_at = UTC_TIMESTAMP(6) WHERE record = ${idOf(other.base)} AND type = 'C-XFER'`)
	assert.equal((await post(priya, `${other.base}/transfer/accepted`, accepted)).status, 409)
})

test('a case of another authority begins with what was sent', async () => {
	const child = await caf.child(priya, { given: 'Ella', family: name(), born: '2016-05-09', sex: 'F' }), path = `/caf/start/${child}`
	assert.equal((await send(priya, path, { way: 'TRANSFER' })).status, 422)
	const page = await send(priya, path, { way: 'TRANSFER', came_from: '888', came_reference: 'EH-12', came_summary: 'Help at school' })
	went(page)
	const base = /^\/caf\/case\/\w+/.exec(page.location)[0]
	assert.equal(state(base), 'S1')
	assert.match((await priya.get(base)).text, /Help at school/)
})

// -- 27 --

test('27. no contact: enough attempts, by enough means, over enough days, and the manager agrees', async () => {
	const { base } = await registered(), path = `${base}/no-contact`
	const attempt = (on, means, more = {}) => priya.get(path).then(page => priya.submit(page, path, { ...date('tried_on', on), means, ...more }))
	// Fifteen working days: three weeks without a bank holiday, weekday to weekday.
	const first = '2026-09-07', short = '2026-09-25', enough = '2026-09-28'
	assert.equal((await attempt(caf.today(1), 'PHONE')).status, 422)
	went(await attempt(first, 'PHONE'))
	went(await attempt('2026-09-14', 'PHONE'))
	went(await attempt(short, 'PHONE'))
	const lacks = async what => {
		const page = await priya.get(path)
		assert.ok(!page.body.includes(`action="${path}/ask"`), what)
		assert.equal((await post(priya, `${path}/ask`)).status, 409, what)
	}
	await lacks('one means, fourteen days')
	went(await attempt(short, 'LETTER'))
	await lacks('fourteen days')
	went(await attempt(enough, 'PHONE'))
	assert.equal((await post(priya, `${path}/close`, { notes: 'x' })).status, 409, 'the manager was not asked')
	went(await priya.submit(await priya.get(path), `${path}/ask`, { asked_note: 'Letters come back' }))
	assert.deepEqual(notices('hgrant', base), ['A decision is asked of you'])
	assert.match((await helen.get(base)).text, /What happens next Decide about closing for no contact/)
	assert.ok(!(await priya.get(base)).text.includes('Decide about closing'))
	assert.equal((await post(priya, `${path}/decide`, { answer: 'Y' })).status, 403)
	assert.equal((await post(joan, `${path}/decide`, { answer: 'Y' })).status, 404, 'the manager\'s to decide')
	assert.equal((await helen.submit(await helen.get(path), `${path}/decide`, { answer: 'N' })).status, 422)
	went(await helen.submit(await helen.get(path), `${path}/decide`, { answer: 'N', answer_note: 'Try the school' }))
	assert.equal((await post(priya, `${path}/close`, { notes: 'x' })).status, 409, 'declined')
	went(await priya.submit(await priya.get(path), `${path}/ask`))
	went(await helen.submit(await helen.get(path), `${path}/decide`, { answer: 'Y' }))
	assert.equal((await send(priya, `${path}/close`, { notes: '' })).status, 422)
	went(await send(priya, `${path}/close`, { notes: 'Nobody there' }))
	assert.equal(state(base), 'S10')
	assert.equal(cell(`SELECT reason FROM ${DB}.closure WHERE record = ${idOf(base)}`), 'C04')
})

test('27. who has no manager asks the coordinator, who is told and decides', async () => {
	const { base } = await registered(), path = `${base}/no-contact`
	const before = cell(`SELECT COALESCE(manager, 0) FROM everychild.account WHERE id = ${accountId('pnair')}`)
	for (const [ago, means] of [[40, 'PHONE'], [30, 'LETTER'], [2, 'VISIT']])
		went(await priya.submit(await priya.get(path), path, { ...date('tried_on', caf.today(-ago)), means }))
	try {
		sql(`UPDATE everychild.account SET manager = NULL WHERE id = ${accountId('pnair')}`)
		const page = await priya.get(path)
		assert.match(page.text, /decision of the [a-z ]*coordinator/i)
		went(await priya.submit(page, `${path}/ask`, { asked_note: 'Moved, it seems' }))
		assert.deepEqual(notices('jreid', base), ['A decision is asked of you'])
		assert.deepEqual(notices('hgrant', base), [])
		went(await joan.submit(await joan.get(path), `${path}/decide`, { answer: 'Y' }))
		assert.deepEqual(notices('pnair', base), ['Your question was answered'])
		// A manager who has left decides nothing either.
		const other = (await registered()).base
		sql(`UPDATE everychild.account SET manager = ${accountId('bcole')} WHERE id = ${accountId('pnair')};
			INSERT INTO ${DB}.contact_attempt (record, tried_on, means, note, account, at) SELECT ${idOf(other)}, tried_on, means, note, account, at
				FROM ${DB}.contact_attempt WHERE record = ${idOf(base)}`)
		went(await priya.submit(await priya.get(`${other}/no-contact`), `${other}/no-contact/ask`, {}))
		assert.deepEqual(notices('jreid', other), ['A decision is asked of you'], 'no manager by role')
	} finally {
		sql(`UPDATE everychild.account SET manager = NULLIF(${before}, 0) WHERE id = ${accountId('pnair')}`)
	}
	const third = (await registered()).base
	sql(`INSERT INTO ${DB}.contact_attempt (record, tried_on, means, note, account, at) SELECT ${idOf(third)}, tried_on, means, note, account, at
		FROM ${DB}.contact_attempt WHERE record = ${idOf(base)}`)
	went(await priya.submit(await priya.get(`${third}/no-contact`), `${third}/no-contact/ask`, {}))
	assert.deepEqual([notices('hgrant', third), notices('jreid', third)], [['A decision is asked of you'], []])
})

// -- 4.3: clocks of a paused case --

test('while a case is paused its reviews are not due; afterwards they have the days that were left', async () => {
	const { base } = await teamed('S7'), id = idOf(base)
	const clocks = () => Object.fromEntries(sql(`SELECT clock, due_on, dropped_at IS NULL, met_at IS NULL, explanation FROM ${DB}.deadline WHERE record = ${id}`)
		.map(([clock, ...rest]) => [clock, rest]))
	sql(`DELETE FROM ${DB}.deadline WHERE record = ${id}; UPDATE ${DB}.episode SET review_on = '${caf.today(20)}' WHERE record = ${id};
		INSERT INTO ${DB}.deadline (record, clock, title, from_on, due_on, explanation) VALUES
		${[['T5', 20], ['T7', 200], ['T8', 3]].map(([clock, days]) => `(${id}, '${clock}', 'Date ${clock}', CURDATE(), '${caf.today(days)}', 'Agreed')`).join(', ')}`)
	await concern(priya, base)
	went(await refer(priya, base))
	assert.equal(state(base), 'S9')
	let page = await priya.get(base)
	assert.match(page.text, /Date T5 [^.]*? Paused/)
	assert.match(page.text, /Date T8 [^.]*? Due/)
	assert.equal(clocks().T10[1], '1', 'the written confirmation is still due')
	// As if that had been 30 days ago: the review would be overdue by 10 days.
	sql(`UPDATE ${DB}.deadline SET paused_on = '${caf.today(-30)}', due_on = due_on - INTERVAL 30 DAY WHERE record = ${id} AND paused_on IS NOT NULL`)
	page = await priya.get(base)
	assert.doesNotMatch(page.text, /Date T[57] [^.]*? Overdue/)
	assert.doesNotMatch((await priya.get('/')).text, /Date T5/)
	assert.doesNotMatch((await joan.get(`/caf/?overdue=any&reference=${referenceOf(base)}`)).text, new RegExp(`Ella .*${referenceOf(base)}`))
	went(await send(joan, `${base}/social-care/return`, back))
	assert.deepEqual([clocks().T5.slice(0, 3), clocks().T7.slice(0, 3)], [[caf.today(20), '1', '1'], [caf.today(200), '1', '1']])
	assert.equal(clocks().T8[0], caf.today(3))
	assert.match(clocks().T5[3], /^Agreed; paused from \d+ \w+ 2026 to \d+ \w+ 20\d\d$/)
	assert.equal(cell(`SELECT review_on FROM ${DB}.episode WHERE record = ${id}`), caf.today(20))
})

test('a paused case that social care takes over has no dates left', async () => {
	const { base } = await teamed('S7'), id = idOf(base)
	sql(`INSERT INTO ${DB}.deadline (record, clock, title, from_on, due_on, explanation) VALUES (${id}, 'T6', 'Date T6', CURDATE(), '${caf.today(20)}', 'Agreed')`)
	await concern(priya, base)
	went(await refer(priya, base))
	went(await send(joan, `${base}/social-care/lead`, leads))
	assert.equal(state(base), 'S10')
	assert.equal(cell(`SELECT COUNT(*) FROM ${DB}.deadline WHERE record = ${id} AND met_at IS NULL AND (dropped_at IS NULL OR paused_on IS NOT NULL)`), '0')
	assert.doesNotMatch((await joan.get(base)).text, /Date T6/)
})

// -- 28 --

test('28. a new need is a new episode that names the earlier one', async () => {
	const { base, child } = await registered(), reference = referenceOf(base)
	consent(base, 'C-XFER')
	settle(base, 'S10')
	sql(`UPDATE ${DB}.record SET closed_at = UTC_TIMESTAMP(6) WHERE id = ${idOf(base)}; UPDATE ${DB}.episode SET open_child = NULL WHERE record = ${idOf(base)}`)
	const again = await caf.startFor(priya, child, 'CONSENT')
	assert.equal(cell(`SELECT previous FROM ${DB}.episode WHERE record = ${idOf(again)}`), idOf(base))
	assert.deepEqual(steps(again), ['again'])
	assert.match((await priya.get(again)).text, new RegExp(`Earlier case: ${reference}`))
	await caf.ask(priya, again)
	went(await caf.consent(priya, again, { ...caf.PARENT, giver_name: 'Mo Booth' }))
	assert.notEqual(referenceOf(again), reference)
	assert.match(referenceOf(again), /\/1$/)
	went(await caf.search(priya, again))
	await caf.form(priya, again)
	assert.ok((await priya.get(`${again}/assessment/header`)).body.includes(reference), 'A6')
	// Who may not open the earlier one is not told of it.
	sql(`UPDATE ${DB}.record SET owner = ${accountId('thale')} WHERE id = ${idOf(base)}; UPDATE ${DB}.record_person SET until = UTC_TIMESTAMP(6) WHERE record = ${idOf(base)}`)
	assert.doesNotMatch((await priya.get(again)).text, /Earlier case/)
})

// -- 32 --

test('32. of two episodes the coordinator closes the later one', async () => {
	const { base, child } = await registered()
	const later = await caf.startFor(priya, child, 'CONSENT')
	const path = `${later}/duplicate`, reference = referenceOf(base)
	assert.equal((await priya.get(path)).status, 403)
	for (const wrong of ['CAF-890-2026-999999/1', '', referenceOf((await registered()).base)])
		assert.equal((await send(joan, path, { goes_on: wrong })).status, 422, wrong)
	sql(`UPDATE ${DB}.record SET reference = 'CAF-890-2020-${idOf(later).padStart(6, '0')}/1' WHERE id = ${idOf(later)}`)
	const earlier = await send(joan, `${base}/duplicate`, { goes_on: referenceOf(later) })
	assert.equal(earlier.status, 422)
	assert.match(earlier.errors().join(' '), /opened later/)
	went(await send(joan, path, { goes_on: reference }))
	assert.equal(state(later), 'S10')
	assert.equal(cell(`SELECT CONCAT(reason, pointer) FROM ${DB}.closure WHERE record = ${idOf(later)}`), `C09${idOf(base)}`)
	assert.match((await joan.get(later)).text, new RegExp(`The case that goes on: ${reference}`))
	assert.equal(state(base), 'S2')
})

after(() => {
	assert.deepEqual(troubles(), [])
})
