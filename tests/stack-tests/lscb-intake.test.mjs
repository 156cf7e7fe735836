// How deaths come in and become cases: acceptance case AC4, several notifications of
// one death, Form A with what follows from it, the people of a case, the log and its file.
import test, { after, before } from 'node:test'
import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { date } from '../lib/client.mjs'
import { day, handleOf, name, notify, notifySend, openByName } from '../lib/lscb.mjs'
import { death, idOf, state } from '../lib/lscb-triage.mjs'
import { cell, logMark, newSession, noHandle, person, sql, troubles } from '../lib/stack.mjs'
import { blake2b } from '../lib/token.mjs'

const DB = 'everychild_lscb'
let clare, nina, honor, jas, rosa, dev, eve

before(async () => {
	clare = await person('ccole')		// coordinators
	nina = await person('nbirch')
	honor = await person('hfaye')		// chair of the panel
	jas = await person('jsingh')		// designated doctor
	rosa = await person('rfox')		// an agency's reporter
	dev = await person('dwren')		// response team
	eve = await person('eshort')		// analyst
	// The number of AC4 is of nobody else here.
	sql(`UPDATE ${DB}.death SET nhs = '' WHERE nhs = '9990123454'`)
	logMark()
})

after(() => assert.deepEqual(troubles(), []))

// A day of birth that hardly anybody else here has: who was born and died on the same days is asked about.
const some = () => day(-200 - Math.floor(Math.random() * 6000))
const rows = (base, ...columns) => sql(`SELECT ${columns.join(', ')} FROM ${DB}.notification WHERE record = ${idOf(base)} ORDER BY received_at, number`)
const caseOf = family => sql(`SELECT r.handle FROM ${DB}.death d JOIN ${DB}.record r ON r.id = d.record WHERE d.family = '${family}' ORDER BY r.id`).flat().map(h => `/lscb/case/${h}`)
const reference = base => cell(`SELECT reference FROM ${DB}.record WHERE handle = '${handleOf(base)}'`)
const asked = page => page.status === 422 && page.body.includes('Is it the same child?')
const choose = (c, page, fields) => c.submit(page, '/lscb/notify', fields)
const join = (c, page, base) => choose(c, page, { same: handleOf(base) })

// -- AC4 --

test('AC4 a form, a coroner\'s notice and the registrar\'s list of one death are one case with three notifications, first notified with the first', async () => {
	const family = name('Ashgrove'), facts = { family, born: '2024-11-20', died: '2026-04-01' }
	const base = await notify(clare, { ...facts, received: '2026-04-02', channel: 'FORM', agency: 'ED', nhs: '999 012 3454' })
	// The coroner has no NHS number: surname and both days agree.
	const coroner = await notifySend(clare, { ...facts, given: '', sex: '', received: '2026-04-08', channel: 'CORONER', agency: 'CORO', referrer: 'Coroner\'s officer' })
	assert.ok(asked(coroner) && coroner.text.includes(reference(base)))
	assert.match(coroner.text, /Date of death, Date of birth, Family name/)
	assert.equal(caseOf(family).length, 1, 'nothing is kept before a person says so')
	assert.equal((await join(clare, coroner, base)).location, base)
	const list = await notifySend(nina, { ...facts, received: '2026-04-15', channel: 'REGISTRAR', agency: 'REG' })
	assert.ok(asked(list))
	assert.equal((await join(nina, list, base)).location, base)
	assert.deepEqual(caseOf(family), [base])
	assert.deepEqual(rows(base, 'received_on', 'channel', 'agency'), [['2026-04-02', 'FORM', 'ED'], ['2026-04-08', 'CORONER', 'CORO'], ['2026-04-15', 'REGISTRAR', 'REG']])
	assert.deepEqual(death(base, 'notified_on'), ['2026-04-02'])
	assert.match((await clare.get(base)).text, /Notifications 2 April 2026.*, Form, .*8 April 2026.*, Coroner's notice, .*15 April 2026.*, Registrar's list/)
})

test('AC4 twins of one birth, day of death, sex and surname are two cases, told apart by a first name or the order of birth, never joined by themselves', async () => {
	const family = name('Elmore'), facts = { family, born: some(), died: day(-3) }
	const one = await notifySend(clare, { ...facts, given: '' })
	assert.equal(one.status, 303)
	const next = await notifySend(clare, { ...facts, given: '' })
	assert.ok(asked(next), 'a person decides')
	const same = await choose(clare, next, { same: 'OTHER', other_why: 'A twin' })
	assert.deepEqual([same.status, same.errors()], [422, [`Enter a first name or an order of birth that is not that of ${reference(one.location)}`]])
	assert.equal(caseOf(family).length, 1)
	assert.ok(same.body.includes('A twin'), 'what was typed stays')
	const two = await choose(clare, same, { birth_order: '2' })
	assert.equal(two.status, 303, two.errors().join())
	assert.deepEqual(caseOf(family), [one.location, two.location])
	// What was said to be another child is not asked about again.
	assert.ok(!(await clare.get(two.location)).text.includes('Perhaps a duplicate'))
	for (const base of [one.location, two.location]) assert.equal(rows(base, 'number').length, 1)
})

test('one NHS number is one child, whatever else differs', async () => {
	const nhs = '9991056785', base = await (async () => { sql(`UPDATE ${DB}.death SET nhs = '' WHERE nhs = '${nhs}'`); return notify(clare, { nhs }) })()
	const next = await notifySend(clare, { nhs })
	assert.ok(asked(next))
	const other = await choose(clare, next, { same: 'OTHER', other_why: 'It looks like another' })
	assert.match(other.errors().join(), new RegExp(`${reference(base)} has this NHS number`))
	assert.equal((await join(clare, other, base)).location, base)
	assert.equal(rows(base, 'number').length, 2)
})

test('a further notification that came earlier moves the day from which everything runs; one from before the death is refused', async () => {
	const base = await notify(clare, { received: day(-1) }), at = `${base}/notifications/new`
	const send = fields => clare.get(at).then(page => clare.submit(page, at, { channel: 'PHONE', referrer: 'Ward sister', ...fields }))
	const early = await send({ ...date('received_on', day(-4)), note: 'Typed & kept' })
	assert.deepEqual([early.status, early.errors()], [422, ['The notification cannot have come before the death']])
	assert.ok(early.body.includes('Typed &amp; kept'))
	assert.equal((await send(date('received_on', day(-2)))).status, 303)
	assert.deepEqual(death(base, 'notified_on'), [day(-2)])
	assert.equal((await send(date('received_on', day()))).status, 303)
	assert.deepEqual(death(base, 'notified_on'), [day(-2)])
})

test('everything that a further notification says is kept as it was said, also what only the page for a new death asks', async () => {
	const family = name('Marchbank'), facts = { family, born: some(), died: day(-3) }
	const base = await notify(clare, { ...facts, given: 'Ivo' })
	const next = await notifySend(clare, { ...facts, given: 'Evo', sex: 'M', agency: 'POL', referrer: 'Sergeant Quillfeather', part: 'Custody sergeant', phone: '01632 960123', email: 'q@example.invalid',
		postcode: 'SM9 7QY', age_said: 'about thirteen months', died_time: '04:15', birth_order: '2', note: 'Found by the neighbour of number nine' })
	assert.ok(asked(next))
	assert.equal((await join(clare, next, base)).location, base)
	await openByName(clare, base)
	const page = await clare.get(`${base}/notifications`)
	for (const said of ['Evo', 'Sergeant Quillfeather', 'Custody sergeant', '01632 960123', 'q@example.invalid', 'SM9 7QY', 'about thirteen months', '04:15', 'Found by the neighbour of number nine'])
		assert.ok(page.text.includes(said), said)
	assert.match(page.text, /Order of birth 2/)
	// The case says what it said before.
	assert.deepEqual(death(base, 'given', 'birth_order', 'died_at', 'postcode'), ['Ivo', '', '', ''])
})

// -- T3 --

test('T3 a case that an agency opened is joined: its notification goes along, both originals stay, and it stops being a case', async () => {
	const family = name('Tamworth'), facts = { family, born: some(), died: day(-3) }
	const base = await notify(clare, { ...facts, received: day(-1) })
	const mine = await notifySend(rosa, { ...facts, given: 'Ivor', received: day(-2), note: 'What Rosa was told' })
	assert.equal(mine.status, 200)
	const [, second] = caseOf(family)
	assert.ok(second, 'hers is a case of its own')
	assert.match((await clare.get(second)).text, /Say whether it is the same child .*Perhaps a duplicate 1 other case/)
	const at = `${second}/duplicates`, page = await clare.get(at)
	assert.ok(!page.body.includes(family), 'by name alone')
	assert.deepEqual((await clare.submit(page, at, {})).errors(), ['Say whether it is the same child'])
	const none = await clare.submit(page, at, { same: 'OTHER', reference: 'CD-1999-0001', why: 'Kept' })
	assert.equal(none.status, 422)
	assert.ok(none.body.includes('CD-1999-0001'))
	assert.equal((await clare.submit(await clare.get(at), at, { same: handleOf(base) })).location, base)
	assert.equal(state(second), 'DUPLICATE')
	assert.deepEqual(rows(base, 'given', 'received_on'), [['Ivor', day(-2)], ['Ivo', day(-1)]].map(([given, on]) => [given === 'Ivo' ? cell(`SELECT given FROM ${DB}.death WHERE record = ${idOf(base)}`) : given, on]))
	assert.deepEqual(rows(second, 'number'), [])
	assert.deepEqual(death(base, 'notified_on'), [day(-2)])
	// Both forms are read as they were; nothing of the joined one is written any more.
	for (const one of [base, second]) {
		await openByName(clare, one)
		assert.match((await clare.get(`${one}/notification/check`)).text, new RegExp(family))
	}
	assert.match((await clare.get(`${second}/notification/check`)).text, /What Rosa was told/)
	assert.match((await clare.get(base)).text, new RegExp(`What ${reference(second)} held`))
	assert.match((await clare.get(second)).text, new RegExp(`This case was joined to ${reference(base)}`))
	assert.equal((await clare.get(at)).status, 404)
	assert.ok([404, 409].includes((await clare.get(`${second}/notifications/new`)).status))
	assert.equal((await rosa.get(`${second}/notification`)).status, 404, 'hers to fill in no more')
	assert.deepEqual(sql(`SELECT clock FROM ${DB}.deadline WHERE record = ${idOf(second)} AND met_at IS NULL AND dropped_at IS NULL`), [])
	// Nothing finds it as a likely child any more, and it is in no current register.
	assert.ok(!(await clare.get('/lscb/')).body.includes(handleOf(second)))
})

test('T19 of T3: a case that was joined by mistake has its own notification again', async () => {
	const family = name('Underhill'), facts = { family, born: some(), died: day(-3) }
	const base = await notify(clare, { ...facts, received: day(-1) })
	await notifySend(rosa, { ...facts, given: 'Ivor', received: day(-2) })
	const [, second] = caseOf(family), at = `${second}/duplicates`
	await clare.submit(await clare.get(at), at, { same: handleOf(base) })
	assert.equal(rows(base, 'number').length, 2)
	const undone = await clare.submit(await clare.get(`${second}/undo`), `${second}/undo`, { reason: 'Another child' })
	assert.equal(undone.status, 303)
	assert.equal(state(second), 'NOTIFIED')
	assert.deepEqual(rows(second, 'given'), [['Ivor']])
	assert.equal(rows(base, 'number').length, 1)
	assert.deepEqual(death(base, 'notified_on'), [day(-1)])
	assert.ok(!(await clare.get(base)).text.includes(`What ${reference(second)} held`))
})

test('two cases are not joined to each other, and none to one that is itself joined, archived or not there', async () => {
	const [a, b, c] = [await notify(clare), await notify(clare), await notify(clare)]
	const joined = (from, to) => clare.get(`${from}/duplicates`).then(page => clare.submit(page, `${from}/duplicates`, { same: 'OTHER', reference: to }))
	assert.equal((await joined(a, reference(a))).status, 422, 'itself')
	assert.equal((await joined(a, reference(b))).status, 303)
	assert.equal((await joined(c, reference(a))).status, 422, 'joined itself')
	sql(`UPDATE ${DB}.record SET archived_at = UTC_TIMESTAMP(6), state = 'ARCHIVED' WHERE id = ${idOf(b)}`)
	assert.equal((await joined(c, reference(b))).status, 422, 'archived')
	assert.equal(state(c), 'NOTIFIED')
})

// -- at the same moment --

test('two people who notify one death at the same moment make one case, or are asked', async () => {
	for (let i = 0; i < 4; i++) {
		const family = name('Moment'), facts = { family, born: some(), died: day(-3) }
		const pages = await Promise.all([clare, nina].map(c => c.get('/lscb/notify')))
		const answers = await Promise.all([clare, nina].map((c, k) => notifySend(c, { ...facts, given: 'Ivo' }, pages[k])))
		assert.equal(caseOf(family).length, 1)
		assert.deepEqual(answers.map(a => a.status).sort(), [303, 422])
		assert.ok(answers.some(asked))
	}
})

test('what is shown as likely must be what there is now: a case made meanwhile is asked about', async () => {
	const family = name('Meanwhile'), facts = { family, born: some(), died: day(-3), given: 'Ivo' }
	const base = await notify(clare, facts)
	const first = await notifySend(nina, facts)
	assert.ok(asked(first))
	await notifySend(rosa, { ...facts, given: 'Third' })
	const again = await choose(nina, first, { same: 'OTHER', other_why: 'Another child', given: 'Fourth' })
	assert.ok(asked(again), 'the third was not shown')
	assert.equal(caseOf(family).length, 2)
	assert.equal((await join(nina, again, base)).location, base)
})

test('a repeated post has one effect: a new death, a further notification, somebody of the family, a join', async () => {
	const family = name('Twice'), born = some(), page = await clare.get('/lscb/notify')
	const send = () => notifySend(clare, { family, given: 'Ivo', born }, page)
	const answers = await Promise.all([send(), send(), send()])
	assert.equal(caseOf(family).length, 1)
	const [base] = caseOf(family)
	assert.ok(answers.every(a => a.status === 303 && a.location.split('?')[0] === base), answers.map(a => `${a.status} ${a.location}`).join())
	await openByName(clare, base)
	for (const [at, action, fields, count] of [
		[`${base}/notifications/new`, undefined, { channel: 'PHONE', referrer: 'Ann Hope', ...date('received_on', day()) }, `SELECT COUNT(*) FROM ${DB}.notification WHERE record = ${idOf(base)}`],
		[`${base}/people/new?kind=FAMILY`, `${base}/people/new`, { given: 'Ann', family: 'Twice', relation: 'MOTHER' }, `SELECT COUNT(*) FROM ${DB}.person WHERE record = ${idOf(base)} AND family = 'Twice'`]]) {
		const form = await clare.get(at), before = Number(cell(count))
		const both = [await clare.submit(form, action ?? at, fields), await clare.submit(form, action ?? at, fields)]
		assert.ok(both.every(p => p.status === 303), both.map(p => p.status).join())
		assert.equal(Number(cell(count)) - before, 1, at)
	}
	const other = await notify(clare), at = `${other}/duplicates`, form = await clare.get(at)
	for (let i = 0; i < 2; i++) assert.equal((await clare.submit(form, at, { same: 'OTHER', reference: reference(base) })).status, 303)
	assert.equal(rows(base, 'number').length, 3)
	assert.equal(cell(`SELECT COUNT(*) FROM ${DB}.event WHERE record = ${idOf(base)} AND code = 'joined'`), '1')
})

// -- Form A --

const save = async (c, base, section, fields) => {
	const at = `${base}/notification/${section}`
	return c.submit(await c.get(at), at, { then: 'tasks', ...fields })
}
// What Form A asks, of a looked-after child whose siblings are at risk.
const A = { referral: { referrer: 'Ann Hope', agency: 'ED', referrer_role: 'Registrar', referrer_phone: '01632 960456', channel: 'FORM' },
	child: { has_nhs: 'N', nhs_none: 'NOTYET', aliases: 'Quilly', sex: 'F', fixed_address: 'Y', address: '7 Elm Row\nLower Quay\nNorborough', postcode: 'SM9 7QZ', residence: '204', ethnicity: 'BAFR', gp_known: 'Y', gp: 'Dr Rowena Marl', born_at: '03:10', died_at: '04:20' },
	family: { household_known: 'L', 'household.1.member_name': 'Ann Larkrise', 'household.1.member_relation': 'MOTHER', 'household.1.member_pr': 'Y', 'household.1.member_age': '29',
		'household.2.member_name': 'Ben Larkrise', 'household.2.member_relation': 'SIBLING', 'household.2.member_sex': 'M', carer_known: 'N', at_risk: 'Y', at_risk_note: 'A brother of two' },
	death: { place: 'H-ED', event_same: 'N', place_event: 'HOME', expected: 'U', expected_confirmed: 'N', circumstances: 'Found not breathing in the cot at six in the morning.', mccd: 'N', coroner: 'Y', coroner_area: 'Norborough',
		coroner_accepted: 'Y', pm: 'Y', pm_type: 'COR', pathologist: 'Dr Silas Fenn', police: 'Y', police_reference: 'POL-77', response: 'N', social_care: 'CURRENT', plan: 'PREVIOUS', looked_after: 'Y', events: ['E04', 'E07'], support: 'N', family_told: 'N' },
	agencies: { 'agencies.1.agency_type': 'GP', 'agencies.1.agency_name': 'Harbour Road Practice', 'agencies.1.agency_contact': 'Dr Rowena Marl', 'agencies.1.agency_informed': 'Y' },
	completion: { complete: 'Y' } }

test('Form A says what is wrong beside the field with everything typed kept, and is sent in only when it is complete', async () => {
	const base = await notify(clare, { born: day(-140) })
	await openByName(clare, base)
	const wrong = await save(clare, base, 'child', { ...A.child, ...date('died_on', day(-200)), died_at: '25:61', address: '7 Kept Row' })
	assert.deepEqual([wrong.status, wrong.errors().sort()], [422, ['Enter a time like 14:05', 'The date of death is before the date of birth']])
	assert.ok(wrong.body.includes('7 Kept Row') && wrong.body.includes('25:61'))
	assert.equal((await save(clare, base, 'child', { ...A.child, has_nhs: 'Y', nhs: '999 012 3455' })).status, 422, 'modulus 11')
	assert.equal((await save(clare, base, 'referral', { ...A.referral, ...date('referred_on', day(-30)) })).status, 422)
	assert.match((await clare.get(`${base}/notification`)).text, /Not started|In progress|Incomplete/i)
	const early = await clare.get(`${base}/notification/check`)
	assert.throws(() => early.form(`${base}/notification/complete`), 'no button yet')
	for (const [section, fields] of Object.entries(A)) {
		const page = await save(clare, base, section, { ...fields, ...(section === 'referral' ? date('referred_on', day(-1)) : {}), ...(section === 'child' ? date('died_on', day(-3)) : {}), ...(section === 'family' ? { 'household.1.member_relation': 'FATHER' } : {}) })
		assert.equal(page.status, 303, `${section}: ${page.errors().join(' | ')}`)
	}
	assert.match((await clare.get(`${base}/notification`)).text + (await clare.get(`${base}/notification/check`)).text, /List the mother among the family and household/)
})

test('Form A that is sent in sets the columns, events, people and tasks of the case, once, and is then only read', async () => {
	const base = await notify(clare, { born: day(-140) })
	await openByName(clare, base)
	for (const [section, fields] of Object.entries(A)) {
		const page = await save(clare, base, section, fields)
		assert.equal(page.status, 303, `${section}: ${page.errors().join(' | ')}`)
	}
	const front = await clare.get(`${base}/notification`), complete = `${base}/notification/complete`
	const from = front.body.includes(`action="${complete}"`) ? front : await clare.get(`${base}/notification/check`)
	assert.equal((await clare.submit(from, complete)).status, 303)
	assert.equal((await clare.submit(from, complete)).status, 303, 'again')
	assert.deepEqual(death(base, 'aliases', 'nhs', 'nhs_none', 'sex', 'line1', 'line2', 'town', 'postcode', 'residence', 'ethnicity'),
		['Quilly', '', 'NOTYET', 'F', '7 Elm Row', 'Lower Quay', 'Norborough', 'SM9 7QZ', '204', 'BAFR'])
	assert.deepEqual(death(base, 'place', 'place_event', 'expected', 'at_risk', 'social_care', 'plan', 'looked_after', 'police_reference', 'age_band'),
		['H-ED', 'HOME', 'U', 'Y', 'CURRENT', 'PREVIOUS', 'Y', 'POL-77', '2'])
	// Two types of event: which of them counts the coordinator says.
	assert.deepEqual(sql(`SELECT code, principal FROM ${DB}.death_mark WHERE record = ${idOf(base)} AND kind = 'EVENT' AND gone_at IS NULL ORDER BY code`), [['E04', '0'], ['E07', '0']])
	assert.deepEqual(sql(`SELECT kind, given, family, relation, COALESCE(age, 0), organisation FROM ${DB}.person WHERE record = ${idOf(base)} AND gone_at IS NULL ORDER BY kind, family, given, organisation`).map(row => row.join('|')),
		['FAMILY|Ann|Larkrise|MOTHER|29|', 'FAMILY|Ben|Larkrise|SIBLING|0|', 'PROFESSIONAL|Dr Silas|Fenn||0|', 'PROFESSIONAL|Ann|Hope||0|', 'PROFESSIONAL|Dr Rowena|Marl||0|',
			'PROFESSIONAL|Dr Rowena|Marl||0|Harbour Road Practice'])
	const tasks = sql(`SELECT kind, due_on FROM ${DB}.task WHERE record = ${idOf(base)} AND done_on IS NULL AND dropped_on IS NULL ORDER BY kind`)
	assert.deepEqual(tasks.filter(([kind]) => kind === 'SAFEGUARD'), [['SAFEGUARD', day()]])
	const [, statutory] = tasks.find(([kind]) => kind === 'STATUTORY')
	assert.ok(statutory > day(4) && statutory <= day(14), statutory)
	// Nothing of it is written any more; what is learnt later is added below it.
	assert.ok([404, 409].includes((await clare.get(`${base}/notification/child`).then(p => p.body.includes('name="family_name"') ? p : { status: 404 })).status))
	const late = await clare.submit(await clare.get(`${base}/notification/addendum`), `${base}/notification/addendum`, { text: 'The practice moved' })
	assert.equal(late.status, 303)
	assert.match((await clare.get(`${base}/notification/check`)).text, /The practice moved/)
})

test('one type of event is the one that counts', async () => {
	const base = await notify(clare, { born: day(-140) })
	await openByName(clare, base)
	for (const [section, fields] of Object.entries(A)) await save(clare, base, section, section === 'death' ? { ...fields, events: ['E04'] } : fields)
	const complete = `${base}/notification/complete`, front = await clare.get(`${base}/notification`)
	await clare.submit(front.body.includes(`action="${complete}"`) ? front : await clare.get(`${base}/notification/check`), complete)
	assert.deepEqual(sql(`SELECT code, principal FROM ${DB}.death_mark WHERE record = ${idOf(base)} AND kind = 'EVENT' AND gone_at IS NULL`), [['E04', '1']])
})

// -- the people of a case --

test('people are listed, changed and taken out by who keeps the case, by name alone, and nobody is lost to a mistake', async () => {
	const base = await notify(clare), c = clare
	assert.equal((await c.get(`${base}/people`)).location, `${base}/name`)
	await openByName(c, base)
	const add = `${base}/people/new`, send = async (kind, fields) => c.submit(await c.get(`${add}?kind=${kind}`), add, fields)
	const none = await send('FAMILY', { address: '7 Kept Row' })
	assert.deepEqual([none.status, none.errors().sort()], [422, ['Choose the relation to the child', 'Enter a name']])
	assert.ok(none.body.includes('7 Kept Row'))
	assert.deepEqual((await send('FAMILY', { family: 'Fenwick', relation: 'OTHER' })).errors(), ['Say what the relation to the child is'])
	assert.deepEqual((await send('FAMILY', { family: 'Fenwick', relation: 'MOTHER', age: '130' })).errors(), ['Enter an age in years'])
	assert.deepEqual((await send('PROFESSIONAL', {})).errors(), ['Enter a name, or the name of the agency'])
	assert.equal((await send('FAMILY', { given: 'Ada', family: 'Fenwick', relation: 'MOTHER', has_pr: 'Y', age: '31', in_pack: 'the mother' })).status, 303)
	assert.equal((await send('PROFESSIONAL', { organisation: 'Fell Practice', agency: 'GP', informed: 'N' })).status, 303)
	const list = await c.get(`${base}/people`)
	assert.match(list.text, /Ada Fenwick Mother 31 years Yes/)
	assert.match(list.text, /Fell Practice General practice/)
	const id = cell(`SELECT id FROM ${DB}.person WHERE record = ${idOf(base)} AND family = 'Fenwick'`), at = `${base}/people/${id}`
	assert.equal((await c.submit(await c.get(at), at, { age: '32' })).status, 303)
	assert.match((await c.get(`${base}/people`)).text, /Ada Fenwick Mother 32 years/)
	assert.equal((await c.submit(await c.get(at), at, { then: 'remove' })).status, 303)
	assert.ok(!(await c.get(`${base}/people`)).text.includes('Fenwick'))
	assert.equal((await c.get(at)).status, 404)
	assert.equal(cell(`SELECT COUNT(*) FROM ${DB}.person WHERE id = ${id}`), '1', 'it stays in the record of what was known')
	const another = await notify(clare)
	await openByName(c, another)
	assert.equal((await c.get(`${another}/people/${id}`)).status, 404, 'of another case')
	assert.equal((await dev.get(`${base}/people`)).status, 404, 'a team that has no part in it')
	for (const who of [honor, rosa, eve]) assert.equal((await who.get(`${base}/people`)).status, 403)
})

// -- the log --

const log = (c, query = '') => c.get(`/lscb/${query}`)
const holds = (page, base) => page.body.includes(`/lscb/case/${handleOf(base)}`)

test('the log filters by state, open or closed, year of death, return year, age band, expected and process, and keeps what was chosen', async () => {
	const base = await notify(clare, { born: '2001-05-05', died: '2013-06-07', received: '2013-06-08' }), other = await notify(clare, { born: '2012-01-01', died: '2014-02-03', received: '2014-02-04' })
	const id = idOf(base)
	sql(`UPDATE ${DB}.death SET expected = 'E', return_year = 2014, category = 4 WHERE record = ${id}; UPDATE ${DB}.record SET state = 'HOLD' WHERE id = ${id};
		INSERT INTO ${DB}.gate (record, code, hard, status, organisation, opened_on, note, account, at) VALUES (${id}, 'G-COR', 1, 'OPEN', '', '2013-06-10', '', 1, UTC_TIMESTAMP(6))`)
	for (const [yes, no] of [['died=2013', 'died=2014'], ['died=2013&state=HOLD', 'died=2013&state=NOTIFIED'], ['died=2013&open=OPEN', 'died=2013&open=CLOSED'], ['died=2013&year=2014', 'died=2013&year=2015'],
		['died=2013&band=5', 'died=2013&band=3'], ['died=2013&expected=E', 'died=2013&expected=U'], ['died=2013&gate=G-COR', 'died=2013&gate=G-CRIM']]) {
		const [found, none] = [await log(clare, `?${yes}`), await log(clare, `?${no}`)]
		assert.ok(holds(found, base) && !holds(found, other), yes)
		assert.ok(!holds(none, base), no)
	}
	const page = await log(clare, '?died=2013&band=5&gate=G-COR&columns=all')
	assert.match(page.body, /name="died"[^>]*value="2013"/)
	assert.match(page.text, /Malignancy|Category/)
	const wrong = await log(clare, '?died=x')
	assert.equal(wrong.status, 422)
	assert.ok(wrong.body.includes('value="x"'), 'what was typed stays')
})

test('each view of the log has the cases that it names', async () => {
	const died = '2015-06-07', at = { born: '2011-05-05', died, received: '2015-08-08' }, made = {}
	for (const view of ['PANEL', 'HOLD', 'OVERDUE', 'COMPLETED', 'OUT', 'TRANSFERRED', 'AREA', 'JAR']) made[view] = await notify(clare, { ...at, born: `2011-05-${10 + Object.keys(made).length}`, ...(view === 'AREA' ? {} : { received: '2015-06-08' }) })
	made.LATE = made.AREA
	const set = (view, text) => sql(text.replaceAll(':id', idOf(made[view])).replaceAll('DB.', `${DB}.`))
	set('PANEL', "UPDATE DB.record SET state = 'READY' WHERE id = :id")
	set('HOLD', "UPDATE DB.record SET state = 'HOLD' WHERE id = :id")
	set('OVERDUE', `INSERT INTO DB.agency (handle, name, type) VALUES ('${noHandle()}', 'Invented practice', 'GP'); INSERT INTO DB.request (handle, record, number, agency, status, method, asked, account, at, sent_on, due_on)
		SELECT '${noHandle()}', :id, 1, MAX(id), 'SENT', 'POST', '', 1, UTC_TIMESTAMP(6), '2015-07-01', '2015-07-20' FROM DB.agency`)
	set('COMPLETED', "UPDATE DB.record SET state = 'COMPLETED' WHERE id = :id; UPDATE DB.death SET completed_on = '2015-12-12', return_year = 2016 WHERE record = :id")
	set('OUT', "UPDATE DB.record SET state = 'OUT', closed_at = UTC_TIMESTAMP(6) WHERE id = :id")
	set('TRANSFERRED', "UPDATE DB.record SET state = 'TRANSFERRED', closed_at = UTC_TIMESTAMP(6) WHERE id = :id")
	set('AREA', "INSERT INTO DB.death_mark (record, kind, code, account, at) VALUES (:id, 'FLAG', 'DIED-ABROAD', 1, UTC_TIMESTAMP(6))")
	set('JAR', `INSERT INTO DB.response_decision (${sql(`SELECT GROUP_CONCAT(column_name) FROM information_schema.columns WHERE table_schema = '${DB}' AND table_name = 'response_decision' AND is_nullable = 'NO' AND column_default IS NULL AND extra = ''`)[0][0]})
		SELECT ${sql(`SELECT GROUP_CONCAT(CASE WHEN column_name = 'record' THEN ':id' WHEN column_name = 'decision' THEN "'R'" WHEN data_type = 'datetime' THEN 'UTC_TIMESTAMP(6)' WHEN data_type = 'date' THEN 'UTC_DATE()' WHEN data_type LIKE '%int' THEN '1' ELSE "''" END) FROM information_schema.columns
			WHERE table_schema = '${DB}' AND table_name = 'response_decision' AND is_nullable = 'NO' AND column_default IS NULL AND extra = ''`)[0][0]}`)
	const all = [...new Set(Object.values(made))]
	for (const [view, base] of Object.entries(made)) {
		const page = await log(clare, `?view=${view}&died=2015`)
		assert.ok(holds(page, base), view)
		for (const other of all.filter(one => one !== base)) assert.ok(!holds(page, other), `${view}: ${Object.keys(made).find(k => made[k] === other)}`)
	}
	const now = await log(clare, '?died=2015'), every = await log(clare, '?view=ALL&died=2015'), age = await log(clare, '?view=AGE&died=2015')
	for (const page of [now, age]) assert.deepEqual(all.filter(base => !holds(page, base)).sort(), [made.OUT, made.TRANSFERRED].sort())
	assert.ok(all.every(base => holds(every, base)))
})

const csv = text => text.replace(/^\ufeff/, '').trimEnd().split(/\r?\n/).map(line => [...line.matchAll(/("(?:[^"]|"")*"|[^,]*)(?:,|$)/g)].slice(0, -1).map(m => m[1].replace(/^"|"$/g, '').replaceAll('""', '"')))
async function file(c, query, fields) {
	const page = await c.get(`/lscb/export?${query}`)
	return page.status === 200 ? c.submit(page, '/lscb/export', { reason: 'PLAN', ...fields }) : page
}

test('the log as CSV and XLSX: the rows of the view, a formula as text, no name, birth or address, and for a reason that is kept', async () => {
	const family = name('Formula'), FORMULA = '=HYPERLINK("//x.example","x")'
	const base = await notify(clare, { family, given: 'Evelyn', born: '', 'born_on-day': '', 'born_on-month': '', 'born_on-year': '', age_said: 'Evelyn said two', died: '2016-06-07', received: '2016-06-08', postcode: 'SM9 7QX', nhs: '' }).catch(e => e)
	assert.equal(typeof base, 'string', String(base))
	const other = await notify(clare, { born: '2012-01-01', died: '2016-07-07', received: '2016-07-08' })
	sql(`UPDATE ${DB}.death SET line1 = '7 Formula Row', ward = '${FORMULA}' WHERE record = ${idOf(base)}; UPDATE ${DB}.death SET ward = '@SUM(1)' WHERE record = ${idOf(other)}`)
	const query = 'died=2016'
	assert.equal((await clare.submit(await clare.get(`/lscb/export?${query}`), '/lscb/export', { format: 'CSV' })).status, 422, 'for a reason')
	const refused = await clare.submit(await clare.get(`/lscb/export?${query}`), '/lscb/export', { reason: 'OTHER', format: 'CSV' })
	assert.equal(refused.status, 422)
	assert.match(refused.body, /name="died"[^>]*value="2016"/)
	const out = await file(clare, query, { format: 'CSV' }), n = Number(cell(`SELECT COUNT(*) FROM ${DB}.death d JOIN ${DB}.record r ON r.id = d.record WHERE YEAR(d.died_on) = 2016 AND r.closed_at IS NULL AND r.archived_at IS NULL`))
	assert.equal(out.status, 200)
	const table = csv(out.body), row = of => table.find(cells => cells[0] === reference(of))
	assert.equal(table.length, n + 1)
	assert.ok(row(base).some(v => v.includes('HYPERLINK')) && row(other).some(v => v.includes('SUM')), row(base).join('|'))
	for (const value of table.flat()) assert.doesNotMatch(value, /^[=+@\t\r]|^-\D/, value)
	const dir = fs.mkdtempSync(path.join(os.tmpdir(), 'eclog.'))
	try {
		const sheet = await file(clare, query, { format: 'XLSX' })
		fs.writeFileSync(path.join(dir, 'a.xlsx'), sheet.bytes)
		const inside = execFileSync('unzip', ['-p', path.join(dir, 'a.xlsx')], { encoding: 'utf8' })
		assert.doesNotMatch(inside, /<f[ >]/)
		assert.ok(inside.includes('HYPERLINK'))
		assert.equal([...inside.matchAll(/<row /g)].length, n + 1)
		for (const text of [inside, out.body]) for (const word of [family, 'Evelyn', 'SM9 7QX', 'Formula Row']) assert.ok(!text.includes(word), word)
	} finally {
		fs.rmSync(dir, { recursive: true })
	}
	const [reason, detail] = sql(`SELECT reason, detail FROM ${DB}.audit WHERE action = 'log.export' OR action LIKE '%export%' ORDER BY id DESC LIMIT 1`)[0]
	assert.equal(reason, 'PLAN')
	assert.match(detail, new RegExp(`died=2016.*rows: ${n}`))
	for (const who of [rosa, dev, await person('uabara'), await person('pcairns'), await person('pnair')]) assert.equal((await who.get('/lscb/export')).status, 403, who.login)
})

// -- who learns nothing --

test('an agency\'s reporter learns from no page and no answer whether there is a case of a child', async () => {
	const family = name('Hidden'), facts = { family, given: 'Ivo', born: some(), died: day(-3) }
	const base = await notify(clare, facts), unknown = { ...facts, family: name('Nobody') }
	const bare = (page, ...words) => words.reduce((body, word) => body.replaceAll(word, ''), page.body.replace(/CD-\d{4}-\d+|value="[\w-]{43}"|\/case\/\w{12}|data-(end|idle|warn)="[^"]*"|datetime="[^"]*"|\d+:\d\d[ap]m|Reference: [\w-]+/g, ''))
	const [known, other] = [await notifySend(rosa, facts), await notifySend(rosa, unknown)]
	assert.deepEqual([known.status, other.status], [200, 200])
	assert.equal(bare(known, facts.family), bare(other, unknown.family), 'one answer')
	assert.ok(!known.body.includes(reference(base)))
	// Refused, too, in one way.
	const wrong = one => notifySend(rosa, { ...one, channel: '' })
	assert.equal(bare(await wrong(facts), facts.family), bare(await wrong(unknown), unknown.family))
	// She goes on with her own form and reaches nothing else of either.
	const own = caseOf(family).find(one => one !== base)
	assert.equal((await rosa.get(`${own}/notification`)).status, 200)
	assert.ok((await rosa.get('/lscb/notify')).body.includes(`${own}/notification`))
	assert.ok(!(await rosa.get('/lscb/notify')).body.includes(handleOf(base)))
	const none = await rosa.get(`/lscb/case/${noHandle()}/notification`)
	assert.equal(none.status, 404)
	assert.equal(bare(await rosa.get(`${base}/notification`)), bare(none))
	for (const below of ['', '/duplicates', '/notifications', '/notifications/new', '/people', '/name', '/scope', '/requests'])
		for (const one of [base, own, `/lscb/case/${noHandle()}`]) assert.equal((await rosa.get(one + below)).status, 403, one + below)
	for (const at of ['/lscb/', `/lscb/?state=NOTIFIED`, '/lscb/export']) assert.equal((await rosa.get(at)).status, 403, at)
	// Nor by what she sends beside the fields: what a coordinator is shown does nothing for her.
	const sent = await rosa.post('/lscb/notify', [...(await rosa.get('/lscb/notify')).form('/lscb/notify').fields.filter(([k]) => !/family|given|born|died|received|referrer|channel|same/.test(k)),
		...Object.entries({ channel: 'PHONE', referrer: 'R Fox', family, given: 'Ivo', same: handleOf(base), ...date('received_on', day()), ...date('born_on', facts.born), ...date('died_on', facts.died) })])
	assert.equal(sent.status, 200)
	assert.equal(rows(base, 'number').length, 1, 'nothing was added to the case that there was')
	// What she sent in is hers no longer once the coordinator goes on with it.
	sql(`UPDATE ${DB}.record SET state = 'GATHERING' WHERE id = ${idOf(own)}`)
	assert.equal((await rosa.get(`${own}/notification`)).status, 404)
})

test('the coordinator and the designated doctor see likely cases without a name before the case is opened by name', async () => {
	const family = name('Veiled'), facts = { family, born: some(), died: day(-3) }
	await notify(clare, { ...facts, given: 'Winifred' })
	const page = await notifySend(jas, { ...facts, given: 'Ivo' })
	assert.ok(asked(page))
	assert.ok(!page.body.includes('Winifred'))
})

// -- what is typed when a session ends; last, for signing in again ends older sessions --

test('a draft of Form A is kept while one types, found again, and comes back after the session had ended', async () => {
	const base = await notify(clare), at = `${base}/notification/death`, c = await newSession('nbirch')
	await openByName(c, base)
	const page = await c.get(at), text = 'Half a sentence of the circumst'
	const kept = await c.post(`${at}/draft`, page.form(at).fields.map(([k, v]) => [k, k === 'circumstances' ? text : v]))
	assert.deepEqual([kept.status, /^Draft kept at/.test(kept.body)], [200, true])
	assert.ok((await c.get(at)).body.includes(text))
	assert.ok(!(await c.get(`${base}/notification/check`)).body.includes(text), 'it is not saved')
	// The session ends under the typing.
	const more = `${text}ances & the rest of it`, again = await c.get(at)
	idle(c)
	const away = await c.submit(again, at, { then: 'tasks', circumstances: more })
	assert.match(away.location, /^\/signin\?ended=kept&return=/)
	// Not by name any more: one says why once again, and the words stand there.
	const why = await c.follow(await signedIn(c, away.location))
	assert.match(why.text, /Open the case by name .*What you typed is kept/)
	const back = await c.follow(await c.submit(why, `${base}/name`, { reason: 'CORRECT' }))
	assert.equal(back.form(at).fields.find(([k]) => k === 'circumstances')[1], more)
	assert.equal((await c.submit(back, at, { then: 'tasks' })).status, 303)
	assert.ok((await c.get(`${base}/notification/check`)).text.includes(more))
})

// The session ends for want of use.
const idle = c => sql(`UPDATE everychild.session SET seen_at = seen_at - INTERVAL 31 MINUTE WHERE hash = UNHEX('${blake2b(Buffer.from(c.cookies.get('__Host-everychild'), 'base64url')).toString('hex')}')`)
const signedIn = async (c, at) => c.submit(await c.get(at), '/signin', { login: 'nbirch', password: fs.readFileSync(c.env.EC_PASSWORD_FILE, 'utf8').trim() })

test('a notification that was half typed when the session ended is there after signing in', async () => {
	const c = await newSession('nbirch'), page = await c.get('/lscb/notify')
	idle(c)
	const away = await c.submit(page, '/lscb/notify', { family: 'Halfpenny', note: 'Said on the telephone', ...date('died_on', day(-3)) })
	assert.match(away.location, /ended=kept/)
	assert.ok(!away.location.includes('Halfpenny'))
	const back = await c.follow(await signedIn(c, away.location)), fields = new Map(back.form('/lscb/notify').fields)
	assert.deepEqual([fields.get('family'), fields.get('note'), fields.get('died_on-day')], ['Halfpenny', 'Said on the telephone', String(Number(day(-3).slice(8)))])
})

test('the age as somebody said it may hold a name: only who has opened the case by name reads it, and the log says the days briefly', async () => {
	const died = day(-3), said = `${name('Zqsaid')} was two`
	const base = await notify(clare, { died, age_said: said, 'born_on-day': '', 'born_on-month': '', 'born_on-year': '' })
	sql(`UPDATE ${DB}.death SET age_band = '3' WHERE record = ${idOf(base)}`)
	const looks = await newSession('ccole')
	const pages = [await looks.get(base), await looks.get('/lscb/?view=ALL&columns=all'), await looks.get(`/lscb/?view=ALL&died=${died.slice(0, 4)}`)]
	for (const page of pages) assert.ok(page.status === 200 && !page.body.includes(said), page.title)
	assert.match(pages[0].text, /Age at death 1-4|Age at death 1 to 4/)
	await openByName(looks, base)
	assert.match((await looks.get(base)).text, new RegExp(`Age at death ${said}`))
	assert.ok(!(await looks.get('/lscb/?view=ALL&columns=all')).body.includes(said), 'the log has no names, whoever reads it')
	const brief = new Date(died).toLocaleDateString('en-GB', { day: 'numeric', month: 'short', year: 'numeric', timeZone: 'UTC' }).replace('Sept', 'Sep')
	assert.match((await looks.get('/lscb/')).body, new RegExp(`app-cell--nowrap">${brief}<`))
})
