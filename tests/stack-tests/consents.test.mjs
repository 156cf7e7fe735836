// What a family agrees to and refuses, and that no answer is lost (modules/caf/sections.md 5.1 to 5.3).
import test, { after, before } from 'node:test'
import assert from 'node:assert/strict'
import * as caf from '../lib/caf.mjs'
import { date } from '../lib/client.mjs'
import { accountId, cell, logMark, person, sql, troubles } from '../lib/stack.mjs'

const RUN = [...String(Date.now())].map(d => 'abcdefghij'[d]).join('')
const handleOf = base => base.split('/')[3]
const idOf = base => cell(`SELECT id FROM everychild_caf.record WHERE handle = '${handleOf(base)}'`)
const rows = (base, type) => sql(`SELECT answer, service_code, ended_at IS NULL, reconfirm_on IS NULL FROM everychild_caf.consent
	WHERE record = ${idOf(base)} AND type = '${type}' ORDER BY id`)
const born = years => `${Number(caf.today().slice(0, 4)) - years}-01-02`
let priya

const MOTHER = { answer: 'Y', giver: 'PARENT', giver_name: 'Ann Smith', responsible: 'Y', basis: 'MOTHER', explained: 'Y', method: 'VERBAL' }
const HOUSING = { type: 'C-SHARE', service: 'HOU', organisation: 'Sandmouth Homes' }
const MISUSE = { type: 'C-SENS', service: 'SMS', organisation: 'Turning Tide' }
const further = (c, base, fields) => c.get(`${base}/consents`).then(page => c.submit(page, `${base}/consents`, fields))
const offered = page => [...page.body.matchAll(/<input(?=[^>]*name="(basis|type)")[^>]*value="([^"]+)"/g)].map(m => m[2])

async function caseOf(years, answers) {
	const child = await caf.child(priya, { given: 'Ada', family: 'Merrow' + RUN + 'abcdefghij'[years % 10] + 'abcdefghij'[years / 10 | 0], born: born(years) })
	const base = await caf.startFor(priya, child, 'CONSENT')
	await caf.ask(priya, base)
	if (answers) assert.equal((await caf.consent(priya, base, answers)).status, 303)
	return base
}

before(async () => {
	logMark()
	priya = await person('pnair')
})

test('only the reasons that fit the age are offered, on either page', async () => {
	const FITS = { 5: ['PR', 'ORDER', 'CARER_ONLY'], 13: ['PR', 'COMPETENT', 'ORDER', 'CARER_ONLY'], 16: ['YOUNG'], 18: ['ADULT'] }
	for (const [years, bases] of Object.entries(FITS)) {
		const base = await caseOf(Number(years)), page = await priya.get(`${base}/consent`), more = await priya.get(`${base}/consents`)
		assert.deepEqual(offered(page), bases, `${years}`)
		assert.deepEqual(offered(more).filter(code => !code.startsWith('C-')), bases, `${years}`)
		assert.equal(page.body.includes('name="competence"'), years === '13')
		assert.equal(offered(more).includes('C-KEEP25'), Number(years) >= 16, `${years}: to stay listed after 18`)
	}
	const unborn = await caf.startUnborn(priya, { way: 'CONSENT' })
	await caf.ask(priya, unborn)
	assert.deepEqual(offered(await priya.get(`${unborn}/consent`)), ['MOTHER'])
})

test('a newer answer ends the one before it and overwrites nothing', async () => {
	const base = await caf.toAssessing(priya)
	for (const answer of ['Y', 'N', 'Y']) assert.equal((await further(priya, base, { ...MOTHER, ...HOUSING, answer })).status, 303)
	assert.deepEqual(rows(base, 'C-SHARE'), [['Y', 'HOU', '0', '0'], ['N', 'HOU', '0', '1'], ['Y', 'HOU', '1', '0']])
	assert.equal((await further(priya, base, { ...MOTHER, ...HOUSING, organisation: 'Harbour Homes' })).status, 303)
	assert.equal(rows(base, 'C-SHARE').filter(row => row[2] === '1').length, 2, 'another service is another question')
	const page = await priya.get(`${base}/consents`)
	for (const words of ['Housing, Sandmouth Homes', 'Refused', 'Ann Smith (Parent). Mother of an unborn baby', 'Explained', 'Ended', 'Ask again by']) assert.ok(page.text.includes(words), words)
})

test('messages, and sending it to another authority, are asked in their own right', async () => {
	const base = await caf.toAssessing(priya)
	assert.match((await further(priya, base, { ...MOTHER, type: 'C-CONTACT' })).errors().join(), /which messages/i)
	assert.equal((await further(priya, base, { ...MOTHER, type: 'C-CONTACT', means: ['TEXT', 'EMAIL'] })).status, 303)
	assert.equal((await further(priya, base, { ...MOTHER, type: 'C-CONTACT', means: ['TEXT'] })).status, 303)
	assert.deepEqual(rows(base, 'C-CONTACT').map(row => row[2]), ['0', '1'])
	assert.equal((await further(priya, base, { ...MOTHER, type: 'C-XFER' })).status, 303)
	assert.match((await priya.get(`${base}/consents`)).text, /Text messages, E-mail/)
})

test('who may not decide cannot, and nothing typed is lost', async () => {
	const base = await caf.toAssessing(priya)
	const refused = await further(priya, base, { ...MOTHER, ...HOUSING, basis: 'CARER_ONLY', giver: 'CARER', note: 'Said at home' })
	assert.equal(refused.status, 422)
	assert.ok(refused.body.includes('Said at home') && refused.body.includes('Sandmouth Homes'))
	assert.match((await further(priya, base, { ...MOTHER, ...HOUSING, type: 'C-SENS' })).errors().join(), /not sensitive/)
	assert.match((await further(priya, base, { ...MOTHER, type: 'C-ASSESS' })).errors().join(), /page of its own/)
	assert.match((await further(priya, base, { ...MOTHER, type: 'C-KEEP25' })).errors().join(), /from 16/)
	assert.match((await further(priya, base, { ...MOTHER, ...HOUSING, explained: 'N' })).errors().join(), /explained/)
	const young = await caseOf(16)
	assert.match((await further(priya, young, { ...MOTHER, ...HOUSING, basis: '', answer: 'N' })).errors().join(), /young person decides/)
	const kept = await further(priya, young, { ...MOTHER, type: 'C-KEEP25', giver: 'CHILD', basis: 'YOUNG' })
	assert.equal(kept.status, 303, kept.errors().join())
})

test('a child who was judged competent is not overruled by a parent, in either direction', async () => {
	const base = await caseOf(14)
	const child = { ...HOUSING, giver: 'CHILD', giver_name: 'Ada', basis: 'COMPETENT', competence: ['WHAT', 'WHY', 'WHO', 'RESULT', 'WEIGH'], competence_note: 'Said it in her own words', explained: 'Y', method: 'VERBAL', given_on: undefined }
	delete child.given_on
	const parent = { ...HOUSING, giver: 'PARENT', giver_name: 'Ann', responsible: 'Y', basis: 'PR', competence_note: 'x', explained: 'Y', method: 'VERBAL' }
	const yes = await further(priya, base, { ...child, answer: 'Y' })
	assert.equal(yes.status, 303, yes.errors().join())
	assert.match((await further(priya, base, { ...parent, answer: 'N' })).errors().join(), /that stands/)
	assert.equal((await further(priya, base, { ...child, answer: 'N' })).status, 303)
	assert.match((await further(priya, base, { ...parent, answer: 'Y' })).errors().join(), /that stands/)
	assert.deepEqual(rows(base, 'C-SHARE').map(row => row[0]), ['Y', 'N'])
})

test('when two with parental responsibility disagree, a manager notes it first', async () => {
	const base = await caseOf(6, { answer: 'Y', giver: 'PARENT', giver_name: 'Ann', responsible: 'Y', basis: 'PR', explained: 'Y', method: 'VERBAL' })
	const parent = { ...HOUSING, giver: 'PARENT', responsible: 'Y', basis: 'PR', explained: 'Y', method: 'VERBAL' }
	assert.equal((await further(priya, base, { ...parent, giver_name: 'Ann', answer: 'N' })).status, 303)
	for (let i = 0; i < 2; i++) assert.match((await further(priya, base, { ...parent, giver_name: 'Bob', answer: 'Y' })).errors().join(), /answered differently/)
	assert.equal(cell(`SELECT COUNT(*) FROM everychild_caf.approval WHERE record = ${idOf(base)} AND kind = 'PRNOTE'`), '1', 'asked once')
	const helen = await person('hgrant')
	assert.equal(cell(`SELECT COUNT(*) FROM everychild_caf.notice WHERE record = ${idOf(base)} AND account = ${accountId('hgrant')}`), '1', 'and told once')
	assert.ok(!(await priya.get(`${base}/consents`)).body.includes('name="dispute_note"'))
	assert.match((await helen.get(base)).text, /What happens next Write the note on a disagreement about consent/)
	assert.equal((await helen.submit(await helen.get(`${base}/consents`), `${base}/consents/note`, { dispute_note: '' })).status, 422)
	assert.equal((await helen.submit(await helen.get(`${base}/consents`), `${base}/consents/note`, { dispute_note: 'Bob has cared for her since May' })).status, 303)
	assert.match((await priya.get(`${base}/consents`)).text, /Helen Grant, .*: Bob has cared for her/)
	assert.equal((await further(priya, base, { ...parent, giver_name: 'Bob', answer: 'Y' })).status, 303)
	assert.deepEqual(rows(base, 'C-SHARE').map(row => [row[0], row[2]]), [['N', '0'], ['Y', '1']])
})

test('the member of the team who came by a consent goes on by the newer one, and a no is a withdrawal', async () => {
	const base = await caf.toAssessing(priya), id = idOf(base)
	await further(priya, base, { ...MOTHER, ...HOUSING })
	sql(`INSERT INTO everychild_caf.team_member (record, capacity, name, service, consent, since, added_by)
		SELECT record, 'PRACTITIONER', 'Petra Stone', 'HOU', id, UTC_TIMESTAMP(6), account FROM everychild_caf.consent WHERE record = ${id} AND type = 'C-SHARE'`)
	assert.equal((await further(priya, base, { ...MOTHER, ...HOUSING })).status, 303)
	assert.equal(cell(`SELECT c.ended_at IS NULL FROM everychild_caf.team_member m JOIN everychild_caf.consent c ON c.id = m.consent WHERE m.record = ${id}`), '1')
	assert.match((await further(priya, base, { ...MOTHER, ...HOUSING, answer: 'N' })).errors().join(), /withdrawn/)
})

test('a sensitive service is listed by a consent of its own, and named to nobody else', async () => {
	const base = await caf.toAssessing(priya), id = idOf(base)
	await caf.section(priya, base, 'assessment', 'services', { 'services_involved.1.service_type': 'SMS', 'services_involved.1.service_organisation': 'Zqtidezq', 'services_involved.1.service_on_index': 'Y' })
	await caf.fill(priya, base)
	const lacks = async () => (await caf.gaps(priya, base)).some(gap => /sensitive service/i.test(gap[1]))
	assert.ok(await lacks())
	assert.equal((await further(priya, base, { ...MOTHER, ...MISUSE, organisation: 'Zqtidezq' })).status, 303)
	assert.ok(!await lacks())
	assert.ok((await priya.get(`${base}/consents`)).body.includes('Zqtidezq'))
	for (const login of ['hgrant', 'jreid']) {
		const c = await person(login)
		for (const path of ['', '/consents']) {
			const page = await c.get(base + path)
			assert.equal(page.status, 200, `${login} ${path}`)
			assert.doesNotMatch(page.body, /Zqtidezq|Substance misuse/, `${login} ${path}`)
		}
	}
	assert.equal((await further(priya, base, { ...MOTHER, ...MISUSE, organisation: 'Zqtidezq', answer: 'N' })).status, 303)
	assert.ok(await lacks(), 'no longer')
	sql(`INSERT INTO everychild_caf.share (record, decision, shared_at, to_person, to_agency, service, what, purpose, agreement, ground, facts, opinions, reported, why, consulted, method, account, at)
		VALUES (${id}, 'SHARED', UTC_TIMESTAMP(6), '', 'Index', 'SMS', 'G', '', 'REFUSED', 'G1', 'x', '', '', 'x', 'x', 'PHONE', ${accountId('pnair')}, UTC_TIMESTAMP(6))`)
	assert.ok(!await lacks(), 'or on the ground of harm')
})

test('who does not work on the case records nothing', async () => {
	const base = await caf.toAssessing(priya)
	assert.equal((await (await person('thale')).get(`${base}/consents`)).status, 404)
	assert.ok(!(await (await person('jreid')).get(`${base}/consents`)).body.includes(`action="${base}/consents"`))
	sql(`UPDATE everychild_caf.record SET state = 'S10', closed_at = UTC_TIMESTAMP(6) WHERE id = ${idOf(base)}`)
	assert.ok(!(await priya.get(`${base}/consents`)).body.includes(`action="${base}/consents"`))
})

after(() => { assert.deepEqual(troubles(), []) })

test('what a family does not want shared stands where somebody shares, and not before the team', async () => {
	const base = await caf.startUnborn(priya, { way: 'CONSENT' }), words = 'Zqkeepbackzq: nothing to the school'
	await caf.ask(priya, base)
	assert.equal((await caf.consent(priya, base, { ...caf.MOTHER, exclusions: words })).status, 303)
	await caf.search(priya, base)
	await caf.form(priya, base)
	for (const path of ['/share', '/assessment/print', '/assessment/check']) assert.ok((await priya.get(base + path)).text.includes(words), path)
	const section = await priya.get(`${base}/assessment/consent`)
	assert.equal(new Map(section.form(`${base}/assessment/consent`).fields).get('exclusions'), words, 'J4.1 is filled in')
	sql(`INSERT INTO everychild_caf.record_person (record, account, relation, since, added_by)
		SELECT id, ${accountId('pstone')}, 'TAC', UTC_TIMESTAMP(6), ${accountId('pnair')} FROM everychild_caf.record WHERE handle = '${base.split('/')[3]}'`)
	const petra = await person('pstone')
	const print = await petra.get(`${base}/assessment/print`)
	assert.equal(print.status, 200)
	assert.ok(!print.text.includes('Zqkeepbackzq'))
})
