// Child deaths: the timeline of the child's life, which a pack shows by days before the
// death and without names (5.3); ward and deprivation, by which the log and the reports count.
import test, { after, before } from 'node:test'
import assert from 'node:assert/strict'
import { date } from '../lib/client.mjs'
import { gathering } from '../lib/lscb-requests.mjs'
import { idOf } from '../lib/lscb-triage.mjs'
import { day, handleOf, name, notify, openByName } from '../lib/lscb.mjs'
import { cell, logMark, person, sql, troubles } from '../lib/stack.mjs'

const DB = 'everychild_lscb'
let clare, nina, honor, dev

before(async () => {
	clare = await person('ccole')		// coordinators
	nina = await person('nbirch')
	honor = await person('hfaye')		// chair of the panel
	dev = await person('dwren')		// response team
	logMark()
})
after(() => assert.deepEqual(troubles(), []))

const send = async (c, at, fields, page = at) => c.submit(await c.get(page), at, fields)

test('entries of the timeline are added by who has opened the case by name, in their order, and a pack has them without the name', async () => {
	const family = name('Lifeline'), died = day(-10), base = await gathering(clare, [], { family, died, received: day(-9) }), at = `${base}/life`
	assert.equal((await nina.get(at)).location, `${base}/name`, 'by name, with a reason')
	assert.equal((await honor.get(at)).status, 403)
	assert.equal((await dev.get(at)).status, 403)
	await openByName(clare, base)
	assert.match((await clare.get(at)).text, /Nothing is entered/)
	for (const [fields, why] of [[{ text: 'x' }, /on_day/], [{ ...date('on_day', day(-12)) }, /text/], [{ text: 'Kept words', ...date('on_day', day(3)) }, /on_day/], [{ text: 'Kept words', at_time: '25:99', ...date('on_day', day(-12)) }, /at_time/]]) {
		const page = await send(clare, at, fields)
		assert.equal(page.status, 422)
		assert.match(page.body, new RegExp(`id="${why.source}-error"`))
		if (fields.text) assert.ok(page.body.includes(fields.text))
	}
	assert.equal((await send(clare, at, { text: `Mother of ${family} rang the practice`, at_time: '22:15', source: 'The practice', ...date('on_day', day(-12)) })).status, 303)
	assert.equal((await send(clare, at, { text: 'Weighed by the health visitor', ...date('on_day', day(-24)) })).status, 303)
	assert.equal((await send(clare, at, { text: 'Entered by mistake', ...date('on_day', day(-20)) })).status, 303)
	const page = await clare.get(at)
	assert.match(page.text, /Weighed by the health visitor.*Entered by mistake.*rang the practice The practice/)
	assert.match((await clare.get(base)).text, /Timeline of the child's life 3 entries/)
	const wrong = cell(`SELECT id FROM ${DB}.life_event WHERE record = ${idOf(base)} AND text LIKE 'Entered%'`)
	assert.equal((await clare.submit(page, `${at}/gone`, {})).status, 422)
	const other = await notify(clare)
	await openByName(clare, other)
	assert.equal((await clare.post(`${other}/life/gone`, { token: (await clare.get(at)).form(`${at}/gone`).token ?? '', entry: wrong })).status >= 400, true, 'of another case')
	assert.equal((await send(clare, `${at}/gone`, { entry: wrong }, at)).status, 303)
	assert.doesNotMatch((await clare.get(at)).text, /Entered by mistake/)
	assert.equal(cell(`SELECT COUNT(*) FROM ${DB}.life_event WHERE record = ${idOf(base)}`), '3', 'what was taken out stays known')
	// The pack's draft.
	assert.equal((await send(clare, `${base}/pack/build`, {}, `${base}/pack/build`)).status, 303)
	const body = cell(`SELECT REPLACE(body, '\n', ' ') FROM ${DB}.pack WHERE record = ${idOf(base)} ORDER BY id DESC LIMIT 1`)
	assert.match(body, /Timeline.*D-14.*Weighed by the health visitor.*D-2.*evening.*rang the practice/)
	assert.ok(!body.includes(family) && !body.includes('22:15') && !body.includes('mistake'))
	sql(`UPDATE ${DB}.record SET closed_at = UTC_TIMESTAMP(6), state = 'CLOSED' WHERE handle = '${handleOf(base)}'`)
	assert.doesNotMatch((await clare.get(at)).body, /name="text"/, 'of a closed case it is read')
})

test('doctors, references, ward and decile are recorded, and the log has the area', async () => {
	const family = name('Warden'), base = await notify(clare, { born: '2015-02-03', died: '2019-03-04', received: '2019-03-05', family }), at = `${base}/details`
	for (const decile of ['0', '11', 'x']) {
		const page = await send(clare, at, { ward: 'Mill Ward', decile })
		assert.equal(page.status, 422, decile)
		assert.ok(page.body.includes('value="Mill Ward"'))
	}
	for (const field of ['ward', 'coroner_reference', 'police_reference', 'other_reference', 'old_number']) assert.equal((await send(clare, at, { [field]: `Of ${family}` })).status, 422, field)
	assert.equal((await send(clare, at, { ward: 'Mill Ward', decile: '3', designated_doctor: 'Dr Zaqdoc', lead_doctor: 'Dr Zaqlead', key_worker: 'K Zaqwork', coroner_reference: 'C/19/7', police_reference: 'P/7', other_reference: 'Q-1', old_number: '19-04' })).status, 303)
	assert.match((await clare.get(base)).text, /Designated doctor: Dr Zaqdoc.*Key worker of the family: K Zaqwork.*The coroner's reference: C\/19\/7.*Number in the records before these: 19-04.*Ward: Mill Ward.*Deprivation decile: 3/)
	assert.match((await clare.get('/lscb/?died=2019&columns=all')).text, /Mill Ward 3/)
	assert.ok((await clare.get('/lscb/?died=2019&count=DECILE&least=3&most=3')).body.includes(handleOf(base)))
	assert.match((await clare.get(at)).body, /name="lead_doctor"[^>]*value="Dr Zaqlead"/, 'what stands is there to change')
	assert.equal((await send(clare, at, { ward: '', decile: '' })).status, 303)
	assert.equal(cell(`SELECT imd_decile IS NULL AND ward = '' AND lead_doctor = 'Dr Zaqlead' FROM ${DB}.death WHERE record = ${idOf(base)}`), '1')
	assert.equal((await honor.get(at)).status, 403)
})

test('1.9: cases of one event know of each other, each a case of its own', async () => {
	const [one, two, three] = [await notify(clare), await notify(clare), await notify(clare)], of = base => cell(`SELECT reference FROM ${DB}.record WHERE handle = '${handleOf(base)}'`)
	for (const [reference, why] of [['CD-1999-0001', /There is no such case/], [of(two), /This is the case itself/]]) {
		const page = await send(clare, `${two}/details`, { same_event: reference })
		assert.equal(page.status, 422)
		assert.match(page.text, why)
	}
	assert.equal((await send(clare, `${two}/details`, { same_event: of(one) })).status, 303)
	assert.equal((await send(clare, `${three}/details`, { same_event: of(two) })).status, 303, 'of the second is of the first')
	const others = async base => /Of the same event ((?:CD-\d{4}-\d{4}(?:, )?)+)/.exec((await clare.get(base)).text)?.[1].trim()
	assert.deepEqual([await others(one), await others(two), await others(three)], [`${of(two)}, ${of(three)}`, `${of(one)}, ${of(three)}`, `${of(one)}, ${of(two)}`])
	assert.equal((await send(clare, `${one}/details`, { same_event: of(three) })).status, 422, 'the first follows none of its own')
	assert.equal((await send(clare, `${three}/details`, { same_event: '' })).status, 303)
	assert.equal(await others(one), of(two))
})
