// The acceptance cases of the assessment, by their numbers, and the way from a
// concern to a completed assessment.
import test, { after, before } from 'node:test'
import assert from 'node:assert/strict'
import * as caf from '../lib/caf.mjs'
import { date } from '../lib/client.mjs'
import { token } from '../lib/token.mjs'
import { accountId, cell, env, logMark, person, routes, settings, sql, troubles } from '../lib/stack.mjs'

let priya, tom, joan, lee

before(async () => {
	priya = await person('pnair')
	tom = await person('thale')
	joan = await person('jreid')
	lee = await person('lcross')
	logMark()
})

// A family name that no other run has used, and that is like none of theirs.
const familyNew = () => Array.from({ length: 10 }, (_, i) => String.fromCharCode((i === 0 ? 65 : 97) + Math.floor(Math.random() * 26))).join('')
const handleOf = base => base.split('/')[3]
const idOf = base => cell(`SELECT id FROM everychild_caf.record WHERE handle = '${handleOf(base)}'`)
const state = base => caf.stateOf(cell, base)
const errorsOf = async (c, base, form, section, changes) => {
	const page = await caf.section(c, base, form, section, changes)
	return page.status === 303 ? [] : page.errors()
}
const steps = base => sql(`SELECT code FROM everychild_caf.event WHERE record = ${idOf(base)} ORDER BY id`).map(row => row[0])
const post = (c, path, fields = {}) => c.post(path, { token: token(env, 'caf', c, path), ...fields })

async function children(n) {
	return caf.child(priya, { given: 'Ella', family: `Booth ${n}`, born: '2012-05-09', sex: 'F' })
}

// -- 1 --

test('1. identifiers: right ones are accepted as people write them, wrong ones refused', async () => {
	const base = await caf.toAssessing(priya)
	const numbers = nhs => ({ nhs_number: nhs, nhs_source: 'LETTER' })
	const source = /value="(\w+)"/.exec(/name="nhs_source"[\s\S]*?<\/div>/.exec((await priya.get(`${base}/assessment/numbers`)).body)[0])[1]
	for (const [value, stored] of [['9990000018', '9990000018'], ['999 012 3454', '9990123454'], ['9990000050', '9990000050']]) {
		assert.deepEqual(await errorsOf(priya, base, 'assessment', 'numbers', { ...numbers(value), nhs_source: source }), [], value)
		assert.equal(cell(`SELECT a.value FROM everychild_caf.answer a JOIN everychild_caf.document d ON d.id = a.document WHERE d.record = ${idOf(base)} AND a.field = 'nhs_number' ORDER BY a.revision DESC LIMIT 1`), stored)
	}
	for (const value of ['9991234560', '9876544321', '0000000000', '1111111111', '999000001', '99900000181', 'x'])
		assert.equal((await errorsOf(priya, base, 'assessment', 'numbers', { ...numbers(value), nhs_source: source })).length, 1, value)
	const address = postcode => ({ address_1: '1 Row', postcode, no_address: null, phone: '01632 960123' })
	assert.deepEqual(await errorsOf(priya, base, 'assessment', 'address', address('fy11ad')), [])
	assert.match((await priya.get(`${base}/assessment/check`)).text, /FY1 1AD/)
	for (const value of ['QA1 1AA', 'FY1 1AC', 'F', 'ZZ99 3VZ'])
		assert.equal((await errorsOf(priya, base, 'assessment', 'address', address(value))).length, 1, value)
	assert.deepEqual(await errorsOf(priya, base, 'assessment', 'address', { ...address('ZZ99 3VZ'), no_address: 'NFA' }), [])
	assert.deepEqual(await errorsOf(priya, base, 'assessment', 'address', { ...address('FY1 1AD'), uprn: '100023336956' }), [])
	assert.equal((await errorsOf(priya, base, 'assessment', 'address', { ...address('FY1 1AD'), uprn: '1000233369561' })).length, 1)
})

// -- 2 --

test('2. the checklist stops at harm: no other decision, section K, and nobody asks for consent', async () => {
	const child = await children('two'), base = await caf.startFor(priya, child)
	await caf.section(priya, base, 'checklist', 'child', { address_1: '1 Test Row', postcode: 'FY1 1AD' })
	const hidden = await caf.section(priya, base, 'checklist', 'questions', { healthy: 'Y', safe: 'Y', learning: 'Y', positive: 'Y', poverty: 'Y', harm: 'Y' })
	assert.equal(hidden.status, 303)
	assert.ok(!cell(`SELECT a.value FROM everychild_caf.answer a JOIN everychild_caf.document d ON d.id = a.document WHERE d.record = ${idOf(base)} AND a.field = 'harm'`), 'asked only when the child is not safe')
	await caf.section(priya, base, 'checklist', 'questions', { healthy: 'Y', safe: 'N', safe_evidence: 'Marks on both arms', learning: 'Y', positive: 'Y', poverty: 'Y', harm: 'Y' })
	await caf.section(priya, base, 'checklist', 'needs', { needs_clear: 'Y', service_alone: 'N', discussed_child: 'Y', discussed_parent: 'Y' })
	assert.match((await priya.get(`${base}/checklist`)).text, /suggestion is: [^.]*safeguarding/i)
	for (const decision of ['NFA', 'ONE', 'CAF', 'SPE']) {
		await caf.section(priya, base, 'checklist', 'decision', { decision, decision_reason: 'x' })
		const page = await priya.get(`${base}/checklist`)
		assert.ok(!page.body.includes(`action="${base}/decide"`), `${decision} cannot be carried out`)
		const forced = await post(priya, `${base}/decide`)
		assert.equal(state(base), 'S0', decision)
		assert.ok(forced.status === 303 || forced.status === 409)
	}
	assert.equal((await caf.section(priya, base, 'checklist', 'decision', { decision: 'SAF', decision_reason: 'Harm' })).status, 303)
	assert.equal(await caf.decide(priya, base), `${base}/harm`)
	const page = await priya.get(`${base}/harm`)
	assert.match(page.text, /No consent is needed/)
	const k = await priya.submit(page, `${base}/harm`)
	assert.match(k.location, new RegExp(`^${base}/harm/\\w+$`))
	assert.equal((await priya.get(k.location)).status, 200)
	assert.equal(cell(`SELECT COUNT(*) FROM everychild_caf.consent WHERE record = ${idOf(base)}`), '0')
	assert.deepEqual(steps(base).filter(code => /consent|register/.test(code)), [])
	assert.ok(sql(`SELECT at FROM everychild_caf.audit WHERE object_id = ${idOf(base)} AND object = 'record' AND action IN ('section.save', 'checklist.decide', 'harm.start')`).length >= 5)
})

// -- 3 --

test('3. an unborn baby: no birth date asked, no index record, the same case goes on after the birth', async () => {
	const before = cell('SELECT COUNT(*) FROM everychild_index.child')
	for (const expected of [caf.today(-29), caf.today(295)]) {
		const page = await tom.submit(await tom.get('/caf/unborn'), '/caf/unborn', { mother_given: 'Ann', mother_family: 'Smith', ...date('expected_on', expected), way: 'CONSENT' })
		assert.equal(page.status, 422, expected)
		assert.equal(page.errors().length, 1)
	}
	for (const expected of [caf.today(-28), caf.today(294)]) await caf.startUnborn(tom, { expected })
	const base = await caf.toAssessing(tom, { expected: caf.today(4) })
	const page = await tom.get(base)
	assert.match(page.text, /unborn baby of Ann Smith/)
	assert.equal(cell('SELECT COUNT(*) FROM everychild_index.child'), before)
	assert.deepEqual(await errorsOf(tom, base, 'assessment', 'identifying', {}), [])
	assert.equal((await caf.gaps(tom, base)).filter(([, text]) => /date of birth/i.test(text)).length, 0)

	const born = caf.today(0), child = await caf.child(tom, { given: 'Grace', family: 'Smith', born, sex: 'F' })
	const form = await tom.get(`${base}/birth`)
	assert.ok(form.form(`${base}/birth`).fields.some(([name, value]) => name === 'family' && value === 'Smith'), "the mother's name")
	assert.match((await caf.birth(tom, base, { given: 'Grace', family: 'Smith', born, sex: 'F' })).text, /Grace Smith/)
	const [found] = (await caf.proposals(tom, base)).filter(p => p.handle === child)
	assert.match(found.text, /Possible match: [^.]*date of birth/)
	assert.match(found.text, /Female/)
	assert.equal(cell(`SELECT child IS NULL FROM everychild_caf.record WHERE id = ${idOf(base)}`), '1', 'a person chooses')
	assert.equal((await caf.link(tom, base, child)).status, 303)
	assert.equal(state(base), 'S3', 'the same episode')
	assert.match((await tom.get(base)).text, /Grace Smith/)
	assert.match((await tom.get(`${base}/assessment/check`)).text, /Expected date of delivery/)
	assert.deepEqual(sql(`SELECT expected_on, born_on, unborn, newborn_on, newborn_given FROM everychild_caf.episode WHERE record = ${idOf(base)}`)[0], [caf.today(4), born, '0', 'NULL', ''])
	for (const path of ['/birth', '/birth/match']) assert.equal((await tom.get(base + path)).status, 404, 'one is born once')
	const id = cell(`SELECT id FROM everychild_index.child WHERE handle = '${child}'`)
	assert.equal(cell(`SELECT child FROM everychild_caf.record WHERE id = ${idOf(base)}`), id)
	for (const action of ['search.hit', 'birth.link']) assert.notEqual(cell(`SELECT COUNT(*) FROM everychild_caf.audit WHERE action = '${action}' AND child = ${id}`), '0', action)
	assert.match(cell(`SELECT detail FROM everychild_caf.audit WHERE action = 'birth.link' AND child = ${id}`), new RegExp(`^chosen: ${id}; family: Smith; given: Grace; .*hits: [1-9]`))
})

test('3. a birth that is typed wrongly says why beside the field, and nothing typed is lost', async () => {
	const base = await caf.startUnborn(tom, { family: 'Wrongday', expected: caf.today(30) })
	const late = await caf.startUnborn(tom, { family: 'Wrongday', expected: caf.today(170) })
	const typed = { given: 'Ivy-Mae', family: "O'Wrongday", sex: 'F', postcode: 'fy11ad' }
	for (const [at, changes, words] of [[base, { born: caf.today(1) }, /in the past/], [base, { born: '2012-05-09' }, /too far/], [late, { born: caf.today(0) }, /too far/],
		[base, { postcode: 'FY1 1AC' }, /[Pp]ostcode/], [base, { given: '' }, /[Gg]iven/], [base, { sex: null }, /[Ss]ex/]]) {
		const { born = caf.today(0), ...others } = changes
		const page = await tom.submit(await tom.get(`${at}/birth`), `${at}/birth`, { ...typed, ...date('born_on', born), ...others })
		assert.equal(page.status, 422, JSON.stringify(changes))
		assert.equal(page.errors().length, 1, page.errors().join())
		assert.match(page.errors()[0], words)
		const fields = Object.fromEntries(page.form(`${at}/birth`).fields)
		for (const [name, value] of Object.entries({ ...typed, ...others }))
			if (value !== null && name !== 'postcode') assert.equal(fields[name], value, name)
		assert.match(fields.postcode, /^FY1 ?1A[CD]$/i)
		assert.equal(fields['born_on-year'], born.slice(0, 4))
	}
	assert.equal((await tom.get(`${base}/birth/match`)).location, `${base}/birth`, 'nothing was kept to look for')
})

test('3. the proposal: the nearest first with their bands, and only what is proposed can be chosen', async () => {
	const born = caf.today(-3), family = familyNew(), home = { address_status: 'ADDR_CUR', line1: '5 Row', town: 'Fylde', postcode: 'FY1 1AD' }
	const right = await caf.child(tom, { given: 'Poppy', family, born, sex: 'F', more: home })
	// One digit of the day is another.
	const slipped = [-4, -2, -13].map(days => caf.today(days)).find(day => [...day].filter((digit, i) => digit !== born[i]).length === 1)
	const slip = await caf.child(tom, { given: 'Poppy', family, born: slipped, sex: 'F' })
	const other = await caf.child(tom, { given: 'Zebedee', family: 'Quillfar', born, sex: 'M' })
	const base = await caf.startUnborn(tom, { family, expected: caf.today(0) })
	await caf.birth(tom, base, { given: 'Poppy', family, born, sex: 'F', postcode: 'fy11ad' })
	const list = await caf.proposals(tom, base)
	assert.equal(list[0].handle, right)
	assert.match(list[0].text, /Strong match: /)
	assert.match(list[0].text, /FY1 /)
	assert.doesNotMatch(list[0].text, /1AD|5 Row/)
	assert.match(list.find(p => p.handle === slip).text, /Possible match/)
	assert.ok(!list.some(p => p.handle === other))
	const page = await tom.get(`${base}/birth/match`)
	for (const handle of [other, 'zzzzzzzzzzzz', 'x']) {
		const refused = await caf.link(tom, base, handle)
		assert.equal(refused.status, 422)
		assert.match(refused.text, /Choose one of the records/)
	}
	assert.equal(cell(`SELECT child IS NULL FROM everychild_caf.record WHERE id = ${idOf(base)}`), '1')
	assert.equal((await priya.get(`${base}/birth/match`)).status, 404, 'not of another person')
	// A child that has a case of its own.
	const first = await caf.startFor(tom, right, 'CONSENT')
	await caf.ask(tom, first)
	assert.equal((await caf.consent(tom, first, { ...caf.PARENT, giver_name: 'Ann Parent' })).status, 303)
	const busy = await caf.link(tom, base, right)
	assert.equal(busy.status, 422)
	assert.match(busy.text, /open assessment of its own/)
	assert.equal(cell(`SELECT unborn FROM everychild_caf.episode WHERE record = ${idOf(base)}`), '1')
	assert.equal((await tom.submit(page, `${base}/birth/match`, { child: slip })).status, 303)
	assert.equal(cell(`SELECT born_on FROM everychild_caf.episode WHERE record = ${idOf(base)}`), slipped, "the record's day")
})

test('3. a shielded newborn is proposed by what everybody may see, never by where the child lives', async () => {
	const born = caf.today(-1), family = familyNew(), home = { address_status: 'ADDR_CUR', line1: '9 Hidden Row', town: 'Fylde', postcode: 'FY4 2XX' }
	const shielded = await caf.child(lee, { given: 'Noor', family, born, sex: 'F', more: home })
	const secret = await caf.child(lee, { given: 'Nour', family, born, sex: 'F', more: { ...home, different: 'Y', why: 'Test' } })
	const base = await caf.startUnborn(tom, { family, expected: caf.today(5) })
	const typed = { given: 'Noor', family, born, sex: 'F' }
	const seen = async postcode => {
		await caf.birth(tom, base, { ...typed, postcode })
		return caf.proposals(tom, base)
	}
	assert.ok((await seen('FY4 2XX')).some(p => p.handle === shielded), 'found as long as not shielded')
	sql(`UPDATE everychild_index.child SET shielded = 1 WHERE handle = '${shielded}'`)
	sql(`UPDATE everychild_index.child SET unlinked = 1 WHERE handle = '${secret}'`)
	for (const postcode of ['FY4 2XX', 'FY1 1AD']) assert.deepEqual(await seen(postcode), [], postcode)
	const page = await tom.get(`${base}/birth/match`)
	assert.match(page.text, /No record of the index matches/)
	const list = await seen('')
	assert.deepEqual(list.map(p => p.handle), [shielded], 'and one that must not be linked, never')
	assert.match(list[0].text, /Not shown/)
	assert.doesNotMatch((await tom.get(`${base}/birth/match`)).body, /FY4|Hidden Row/)
})

test('3. none of these: the index makes the record with what was typed, and leads back to the case', async () => {
	const born = caf.today(-2), family = `O'${familyNew()}`
	const base = await caf.startUnborn(tom, { family, expected: caf.today(3) })
	const page = await caf.birth(tom, base, { given: 'Grace-Joy', family, born, sex: 'F', postcode: 'FY1 1AD' })
	assert.deepEqual(await caf.proposals(tom, base), [])
	const start = await tom.submit(page, '/child/start')
	assert.equal(start.status, 200, start.text.slice(0, 300))
	assert.deepEqual(start.errors(), [])
	const fields = Object.fromEntries(start.form('/child/new').fields)
	assert.deepEqual([fields.family, fields.given, fields['born-year'], fields.sex, fields.postcode], [family, 'Grace-Joy', born.slice(0, 4), 'F', 'FY1 1AD'])
	const wrong = await tom.submit(start, '/child/new', { address_status: 'ADDR_NONE', postcode: '' })
	assert.equal(wrong.status, 422, 'the source is missing')
	const made = await tom.submit(wrong, '/child/new', { source: 'FAMILY' })
	assert.equal(made.status, 303, made.errors().join())
	assert.equal(made.location, `${base}/birth/match`)
	const kept = Object.fromEntries((await tom.get(`${base}/birth`)).form(`${base}/birth`).fields)
	assert.deepEqual([kept.family, kept.given, kept.sex, kept.postcode], [family, 'Grace-Joy', 'F', 'FY1 1AD'])
	const [only, ...more] = await caf.proposals(tom, base)
	assert.equal(more.length, 0)
	assert.equal((await caf.link(tom, base, only.handle)).status, 303)
	const shown = await tom.get(base)
	assert.match(shown.text, new RegExp(`Grace-Joy ${family}`))
	assert.equal(cell(`SELECT expected_on FROM everychild_caf.episode WHERE record = ${idOf(base)}`), caf.today(3))
	assert.equal(cell(`SELECT number FROM everychild_index.child WHERE handle = '${only.handle}'`).length, 10)
})

test('a form of another program is taken where a route says so, with the token of this session alone', async () => {
	const base = await caf.startUnborn(tom, { family: 'Tokenless', expected: caf.today(3) })
	const page = await caf.birth(tom, base, { given: 'Tess', family: 'Tokenless', born: caf.today(0), sex: 'F' })
	const form = page.form('/child/start'), fields = Object.fromEntries(form.fields)
	assert.equal((await tom.post('/child/start', fields)).status, 200)
	assert.equal((await priya.post('/child/start', fields)).status, 400, "another session's")
	const shared = path => ({ ...fields, token: token(env, 'caf', tom, path, true) })
	assert.equal((await tom.post('/child/start', shared('/child/start'))).status, 200)
	for (const path of ['/child/new', '/search']) assert.equal((await tom.post(path, shared(path))).status, 400, `${path} takes its own program's alone`)
	assert.equal((await tom.post('/child/start', { ...fields, back: '//elsewhere.example/x' })).status, 200)
	const away = await tom.submit(await tom.post('/child/start', { ...fields, back: '//elsewhere.example/x' }), '/child/new', { source: 'FAMILY', address_status: 'ADDR_NONE', postcode: '' })
	assert.ok(!away.location.includes('elsewhere'), away.location)
})

// -- 4 --

test('4. an open episode blocks a second, and shows its holder and nothing else', async () => {
	const child = await children('four')
	const first = await caf.startFor(priya, child, 'CONSENT')
	await caf.ask(priya, first)
	assert.equal((await caf.consent(priya, first, { ...caf.PARENT, giver_name: 'Mo Booth' })).status, 303)
	const search = await tom.submit(await tom.get('/search'), '/search', { given: 'Ella', family: 'Boothe four', ...date('born', '2012-05-09') })
	assert.ok(search.body.includes(`/child/${child}`), 'found though it is spelt otherwise')
	await caf.open(tom, child)
	const second = await caf.startFor(tom, child, 'CONSENT')
	await caf.ask(tom, second)
	const refused = await caf.consent(tom, second, { ...caf.PARENT, giver_name: 'Mo Booth' })
	assert.equal(refused.status, 409)
	assert.match(refused.text, /Priya Nair/)
	assert.match(refused.text, /01632 960101/)
	assert.ok(!refused.body.includes(handleOf(first)))
	assert.equal(state(second), 'S1')
	assert.equal(cell(`SELECT COUNT(*) FROM everychild_caf.consent WHERE record = ${idOf(second)}`), '0')
	assert.equal((await tom.get(first)).status, 404)
	assert.equal((await tom.get(`${first}/assessment`)).status, 404)
})

// -- 5 --

test('5. completion needs consent: each thing that is missing is named, and a team needs sharing', async () => {
	const child = await caf.child(priya, { given: 'Noah', family: 'Fivecase', born: '2012-05-09', sex: 'M' })
	const base = await caf.startFor(priya, child, 'CONSENT')
	await caf.ask(priya, base)
	await caf.consent(priya, base, { ...caf.PARENT, giver_name: 'Mo Five' })
	await caf.search(priya, base)
	await caf.form(priya, base)
	await caf.fill(priya, base, { comments: { child_comment: 'Fine by me', child_comment_absent: '' } })
	assert.deepEqual(await caf.gaps(priya, base), [])
	const missing = [
		['background', { ethnicity: '' }, /B12/], ['background', { ethnicity: 'WOTH' }, /B13/], ['background', { child_language: '' }, /B15/], ['background', { disabled: '' }, /B17/],
		['background', { disabled: 'Y' }, /B18/], ['header', { 'date_completed-day': '', 'date_completed-month': '', 'date_completed-year': '' }, /A2/],
		['identifying', { family_name: '' }, /B3/], ['identifying', { sex: '' }, /B4/], ['address', { phone: '' }, /B11/], ['address', { address_1: '' }, /B7/], ['address', { postcode: '' }, /B8/],
		['information', { reason: '' }, /C2/], ['information', { 'people_present.1.present_name': '', 'people_present.1.present_capacity': '' }, /C1/],
		['parents', { 'parents_carers.1.parent_responsibility': 'N' }, /D5/], ['family', { family_situation: '' }, /E1/], ['assessors', { assessor_address: '' }, /F3/],
		['health', { h01_strengths: '', h01_needs: '', h01_state: '' }, /H0?1/], ['community', { h19_strengths: '', h19_state: '' }, /H13/], ['conclusions', { conclusions: '' }, /I\d/], ['conclusions', { level_of_need: '' }, /I\d/],
		['conclusions', { level_of_need: 'N3' }, /section K|I\d/], ['actions', { next_step: '' }, /I7/],
		['comments', { child_comment: '' }, /I\d/], ['comments', { parent_comment: '' }, /I\d/],
		['consent', { store_consent: null }, /J1/], ['consent', { informed: '' }, /J2/],
		['consent', { 'share_services.1.share_type': '', 'share_services.1.share_organisation': '' }, /J\d/], ['consent', { 'signatures.1.signature_name': '' }, /J\d/]
	]
	for (const [section, changes, words] of missing) {
		const what = `${section} ${JSON.stringify(changes)}`
		const whole = { ...caf.COMPLETE[section], ...(section === 'identifying' ? { family_name: 'Fivecase', sex: 'M' } : section === 'comments' ? { child_comment: 'Fine by me', child_comment_absent: '' } : {}) }
		const saved = await caf.section(priya, base, 'assessment', section, { ...whole, ...changes })
		assert.equal(saved.status, 303, `${what} is saved as it is: ${saved.errors?.()}`)
		const gaps = await caf.gaps(priya, base)
		assert.ok(gaps.length >= 1, `${what} is missed`)
		assert.ok(gaps.some(([href, text]) => words.test(text) && href.startsWith(`${base}/assessment/`)), `${what}: ${JSON.stringify(gaps)}`)
		const path = `${base}/complete`, version = cell(`SELECT revision FROM everychild_caf.document WHERE record = ${idOf(base)} AND form = 'assessment'`)
		await post(priya, path, { version })
		assert.equal(state(base), 'S3', `${what}: completed all the same`)
		assert.equal((await caf.section(priya, base, 'assessment', section, whole)).status, 303, what)
	}
	assert.deepEqual(await caf.gaps(priya, base), [])
	// J3 = N: no team.
	const unshared = { share_consent: 'N', 'share_services.1.share_type': '', 'share_services.1.share_organisation': '' }
	await caf.section(priya, base, 'assessment', 'consent', { ...caf.COMPLETE.consent, ...unshared })
	const gaps = await caf.gaps(priya, base)
	assert.equal(gaps.length, 1, JSON.stringify(gaps))
	assert.match(gaps[0][1], /no team can be formed/)
	await caf.section(priya, base, 'assessment', 'actions', { ...caf.COMPLETE.actions, next_step: 'ONE' })
	assert.deepEqual(await caf.gaps(priya, base), [])
	// An answer saved after the page was opened: read it again first.
	const early = await priya.get(`${base}/assessment`)
	await caf.section(priya, base, 'assessment', 'family', { family_situation: 'Changed meanwhile' })
	assert.equal((await priya.submit(early, `${base}/complete`)).status, 409)
	assert.equal(state(base), 'S3')
	assert.equal((await caf.complete(priya, base)).status, 303)
	assert.equal(state(base), 'S4')
	// T5: 42 days from A2.
	assert.equal(cell(`SELECT due_on FROM everychild_caf.deadline WHERE record = ${idOf(base)} AND clock = 'T5' AND dropped_at IS NULL`), caf.today(42))
	assert.equal(cell(`SELECT GROUP_CONCAT(type, answer ORDER BY id) FROM everychild_caf.consent WHERE record = ${idOf(base)}`), 'C-ASSESSY,C-STOREY,C-SHAREN')
})

test('the first review is due 42 days after completion, however the months lie', async () => {
	const base = await caf.toAssessing(priya)
	await caf.fill(priya, base)
	await caf.complete(priya, base)
	const page = await priya.get(base)
	assert.match(page.text, /42 days from/)
})

// -- after completion --

test('a completed assessment is read only for everybody, by every way', async () => {
	const base = await caf.toAssessing(priya)
	await caf.fill(priya, base)
	const stale = await priya.get(`${base}/assessment/family`)
	assert.equal((await caf.complete(priya, base)).status, 303)
	const count = () => cell(`SELECT COUNT(*), MAX(a.revision) FROM everychild_caf.answer a JOIN everychild_caf.document d ON d.id = a.document WHERE d.record = ${idOf(base)}`)
	const before = count()
	for (const name of Object.keys(caf.COMPLETE)) {
		const page = await priya.get(`${base}/assessment/${name}`)
		assert.equal(page.status, 200)
		assert.ok(!page.body.includes(`action="${base}/assessment/${name}"`), `${name} has a form`)
		assert.ok(![...page.body.matchAll(/<(textarea|select)\b/g)].length, `${name} has a control`)
	}
	assert.ok([404, 409].includes((await priya.submit(stale, `${base}/assessment/family`, { family_situation: 'Too late' })).status))
	assert.ok([404, 409].includes((await post(priya, `${base}/assessment/family`, { family_situation: 'Too late', version: '1' })).status))
	assert.ok([404, 409].includes((await priya.post(`${base}/assessment/family/draft`, { token: token(env, 'caf', priya, `${base}/assessment/family`), family_situation: 'Too late' })).status))
	for (const what of ['complete', 'form', 'existing', 'decide']) assert.ok((await post(priya, `${base}/${what}`, { version: '1' })).status >= 303)
	assert.equal(state(base), 'S4')
	assert.equal(count(), before)
	const print = await priya.get(`${base}/assessment/print`)
	assert.match(print.text, /Priya Nair/)
	assert.match(print.text, /Completed/)
	assert.match(print.text, /OFFICIAL-SENSITIVE/)
	const order = Object.keys(caf.COMPLETE).length
	assert.ok(order > 10 && print.text.indexOf('Assessment dates') < print.text.indexOf('Agreed actions'), 'in the official order')
})

// -- consent (5.3) --

test('who may consent follows the age: unborn, under 12, 12 to 15, 16 and 17, adult', async () => {
	const years = n => { const [y, m, d] = caf.today(-3).split('-'); return `${y - n}-${m}-${d === '29' && m === '02' ? '28' : d}` }
	const asked = async age => {
		const child = await caf.child(priya, { given: 'Agnes', family: ['Zero', 'Five', 'Eleven', 'Twelve', 'Fifteen', 'Sixteen', 'Eighteen'][[0, 5, 11, 12, 15, 16, 18].indexOf(age)] + 'years', born: years(age), sex: 'F' })
		const base = await caf.startFor(priya, child, 'CONSENT')
		await caf.ask(priya, base)
		return base
	}
	const by = (giver, basis, more = {}) => ({ answer: 'Y', competence_note: 'As judged on the day', giver, giver_name: 'A Person', responsible: 'Y', basis, explained: 'Y', method: 'VERBAL', ...more })
	const ALL = ['WHAT', 'WHY', 'WHO', 'RESULT', 'WEIGH']
	const no = async (base, answers, what) => assert.equal((await caf.consent(priya, base, answers)).status, 422, what)
	const yes = async (base, answers, what) => {
		const page = await caf.consent(priya, base, answers)
		assert.equal(page.status, 303, `${what}: ${page.errors()}`)
		assert.equal(state(base), 'S2')
	}
	let base = await asked(5)
	await no(base, by('CHILD', 'COMPETENT', { competence: ALL }), 'a child of five')
	await no(base, by('PARENT', 'PR', { responsible: 'N' }), 'a parent without responsibility')
	await no(base, by('PARENT', 'PR', { explained: 'N' }), 'not explained')
	await no(base, by('PARENT', 'PR', { method: null }), 'no method')
	await no(base, by('PARENT', 'MOTHER'), 'the basis of an unborn')
	await yes(base, by('PARENT', 'PR'), 'a parent of a child of five')
	base = await asked(11)
	await no(base, by('CHILD', 'COMPETENT', { competence: ALL }), 'a child of eleven')
	base = await asked(12)
	await no(base, by('CHILD', 'COMPETENT', { competence: ALL.slice(1) }), 'competent but for one')
	await no(base, by('CHILD', 'PR'), 'a child by parental responsibility')
	await yes(base, by('CHILD', 'COMPETENT', { competence: ALL }), 'a competent child of twelve')
	base = await asked(15)
	await yes(base, by('PARENT', 'PR'), 'a parent of a child of fifteen')
	base = await asked(16)
	await no(base, by('PARENT', 'PR'), 'a parent of a young person of sixteen')
	await yes(base, by('CHILD', 'YOUNG'), 'the young person')
	base = await asked(18)
	await no(base, by('PARENT', 'PR'), 'a parent of an adult')
	await yes(base, by('CHILD', 'ADULT'), 'the adult')
})

test('no consent: the case ends there, and no form can be started', async () => {
	const base = await caf.startUnborn(priya, { way: 'CONSENT' })
	await caf.ask(priya, base)
	const page = await caf.consent(priya, base, { ...caf.MOTHER, answer: 'N' })
	assert.equal(page.status, 303)
	assert.equal(state(base), 'S11')
	for (const what of ['existing', 'form']) await post(priya, `${base}/${what}`)
	assert.equal(state(base), 'S11')
	assert.equal((await priya.get(`${base}/assessment`)).status, 404)
	assert.equal(cell(`SELECT COUNT(*) FROM everychild_caf.involvement WHERE record = ${idOf(base)}`), '0')
})

// -- the table of the workflow (4.2) --

test('each event from each state is done or refused, as the table says', async () => {
	const to = { S0: () => caf.startUnborn(priya), S1: async () => { const b = await caf.startUnborn(priya, { way: 'CONSENT' }); await caf.ask(priya, b); return b } }
	to.S2 = async () => { const b = await to.S1(); await caf.consent(priya, b); return b }
	to.S3 = () => caf.toAssessing(priya)
	to.S4 = async () => { const b = await to.S3(); await caf.fill(priya, b); await caf.complete(priya, b); return b }
	to.S11 = async () => { const b = await to.S1(); await caf.consent(priya, b, { ...caf.MOTHER, answer: 'N' }); return b }
	to.END = async () => { const b = await to.S0(); await caf.checklist(priya, b, { decision: 'NFA' }); await caf.decide(priya, b); return b }
	const given = { ...caf.MOTHER, ...date('given_on', caf.today()) }
	const version = b => cell(`SELECT revision FROM everychild_caf.document WHERE record = ${idOf(b)} AND form = 'assessment' ORDER BY id DESC LIMIT 1`) ?? '0'
	const events = {
		ask: b => post(priya, `${b}/ask`, { asked_by: 'PRACT', ...date('asked_on', caf.today()), leaflet: 'Y' }),
		consent: b => post(priya, `${b}/consent`, given),
		refuse: b => post(priya, `${b}/consent`, { ...given, answer: 'N' }),
		search: b => post(priya, `${b}/existing`),
		form: b => post(priya, `${b}/form`),
		complete: b => post(priya, `${b}/complete`, { version: version(b) }),
		decide: b => post(priya, `${b}/decide`),
		harm: b => post(priya, `${b}/harm`)
	}
	// What the event leads to; all others leave the state as it is.
	const done = { S0: { harm: 'S0' }, S1: { ask: 'S1', consent: 'S2', refuse: 'S11', harm: 'S1' }, S2: { search: 'S2', harm: 'S2' },
		S3: { harm: 'S3' }, S4: { harm: 'S4' }, S11: { harm: 'S11' }, END: {} }
	for (const [from, make] of Object.entries(to)) {
		for (const [event, run] of Object.entries(events)) {
			const base = await make()
			assert.equal(state(base), from)
			const before = steps(base).length, page = await run(base), what = `${event} from ${from}`
			if (done[from][event]) {
				assert.equal(page.status, 303, `${what}: ${page.status} ${page.title} ${page.errors()}`)
				assert.equal(state(base), done[from][event], what)
			} else {
				assert.ok([303, 404, 409].includes(page.status), `${what}: ${page.status} ${page.title}`)
				assert.equal(state(base), from, what)
				assert.equal(steps(base).length, before, `${what} left a line on the timeline`)
			}
		}
	}
})

test('two people act at once: one does it, the other is told that the case has moved on', async () => {
	const base = await caf.startUnborn(priya, { way: 'CONSENT' })
	await caf.ask(priya, base)
	const yes = await priya.get(`${base}/consent`), no = await priya.get(`${base}/consent`)
	const answers = await Promise.all([priya.submit(yes, `${base}/consent`, caf.MOTHER), priya.submit(no, `${base}/consent`, { ...caf.MOTHER, answer: 'N' })])
	assert.deepEqual(answers.map(a => a.status).sort(), [303, 409])
	assert.ok(['S2', 'S11'].includes(state(base)))
	assert.equal(cell(`SELECT COUNT(*) FROM everychild_caf.consent WHERE record = ${idOf(base)}`), '1')
})

test('two registrations at once never get the same reference', async () => {
	const bases = []
	for (let i = 0; i < 8; i++) { const b = await caf.startUnborn(priya, { way: 'CONSENT' }); await caf.ask(priya, b); bases.push(b) }
	const pages = await Promise.all(bases.map(b => priya.get(`${b}/consent`)))
	const answers = await Promise.all(bases.map((b, i) => priya.submit(pages[i], `${b}/consent`, caf.MOTHER)))
	for (let i = 0; i < 8; i++) if (answers[i].status === 503) answers[i] = await priya.submit(pages[i], `${bases[i]}/consent`, caf.MOTHER)
	assert.deepEqual([...new Set(answers.map(a => a.status))], [303])
	const references = bases.map(b => cell(`SELECT reference FROM everychild_caf.record WHERE id = ${idOf(b)}`))
	assert.equal(new Set(references).size, 8)
	for (const reference of references) assert.match(reference, /^CAF-890-\d{4}-\d{6}\/1$/)
})

test('a whole journey for a child of the index, from search to print', async () => {
	const child = await caf.child(priya, { given: 'Wilf', family: 'Journeyman', born: '2014-02-28', sex: 'M' })
	const base = await caf.startFor(priya, child)
	assert.match((await priya.get(base)).text, /Go on with the [\w -]*checklist/i)
	assert.match((await priya.get(base)).text, /Reference Not yet/)
	await caf.checklist(priya, base, { address: { address_1: '1 Test Row', postcode: 'FY1 1AD' }, needs: { discussed_child: 'Y', not_discussed_child: '' } })
	const filled = await priya.get(base)
	assert.match(filled.body, new RegExp(`href="${base}/checklist"[^>]*>\\s*Carry out the decision`))
	assert.doesNotMatch(filled.text, /Go on with the [\w -]*checklist/i)
	assert.equal(await caf.decide(priya, base), `${base}/ask`)
	assert.equal(await caf.ask(priya, base), `${base}/consent`)
	await caf.consent(priya, base, { ...caf.PARENT, giver_name: 'Mo Journeyman' })
	await caf.search(priya, base)
	await caf.form(priya, base)
	await caf.fill(priya, base, { comments: { child_comment: 'I want help with reading', child_comment_absent: '' } })
	assert.equal((await caf.complete(priya, base)).status, 303)
	const page = await priya.get(`/child/${child}`)
	assert.match(page.text, /Priya Nair/)
	assert.match(page.text, /Common assessment held/i)
	await caf.open(tom, child)
	const seen = await tom.get(`/child/${child}`), chronology = await tom.get(`/child/${child}/chronology`)
	for (const p of [seen, chronology]) for (const words of ['reading', 'housing', 'Iron low', handleOf(base)]) assert.ok(!p.body.includes(words), `never what about: ${words}`)
	assert.match(seen.text, /Priya Nair/)
	assert.equal((await joan.get(base)).status, 200, 'the coordinator reads')
	assert.equal((await lee.get(base)).status, 404)
})

test('how far a birth may be from the expected date is the authority\'s to say', async () => {
	const base = await caf.startUnborn(priya, { expected: caf.today(60) })
	const path = `${base}/birth`
	const born = async () => (await priya.submit(await priya.get(path), path, { given: 'Baby', family: 'Smith', ...date('born_on', caf.today()), sex: 'F' })).status
	const back = settings({ 'caf.birth_early_days': '59' }, 'caf')
	try {
		assert.equal(await born(), 422)
	} finally {
		back()
	}
	assert.equal(await born(), 303)
})

after(() => {
	assert.deepEqual(troubles(), [])
})
