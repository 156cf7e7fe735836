// What the forms may say together (sections.md 2.0 to 2.8): days that cannot lie before
// others, numbers between bounds, and who must be listed.
import test, { after, before } from 'node:test'
import assert from 'node:assert/strict'
import { date } from '../lib/client.mjs'
import { agency, ANSWERS, gathering, section as answer, sent } from '../lib/lscb-requests.mjs'
import { day, name, notify, openByName } from '../lib/lscb.mjs'
import { idOf, post } from '../lib/lscb-triage.mjs'
import { accountId, logMark, person, settings, sql, troubles } from '../lib/stack.mjs'

const DB = 'everychild_lscb'
let clare, dora, rosa

before(async () => {
	clare = await person('ccole')		// coordinator
	dora = await person('jsingh')		// designated doctor
	rosa = await person('rfox')		// an agency's reporter
	logMark()
})
after(() => assert.deepEqual(troubles(), []))

const withSet = async (set, run) => {
	const back = settings({ 'lscb.form_set': set }, 'lscb')
	try { await run() } finally { back() }
}
const save = async (c, form, section, fields) => c.submit(await c.get(`${form}/${section}`), `${form}/${section}`, { then: 'tasks', ...fields })
const DEATH = { place: 'H-ED', event_same: 'Y', expected: 'E', circumstances: 'Died in the ward after a long illness.', mccd: 'N', social_care: 'NEVER', plan: 'NEVER', looked_after: 'N', events: ['E03'] }

test('Form A: no day of what follows a death lies before it, also when the day of the death is corrected later', () => withSet('L', async () => {
	const base = await notify(clare, { died: day(-9), received: day(-5) }), form = `${base}/notification`
	await openByName(clare, base)
	const wrong = await save(clare, form, 'death', { ...DEATH, pm: 'Y', pm_type: 'HOSP', ...date('pm_on', day(-10)), registered: 'Y', ...date('registered_on', day(-11)), family_told: 'Y',
		...date('family_told_on', day(-12)), coroner: 'Y', ...date('coroner_on', day(-13)), circumstances: 'Kept circumstances of the death' })
	assert.deepEqual([wrong.status, wrong.errors().sort()], [422, ['The death cannot have been referred to the coroner before it', 'The death cannot have been registered before it',
		'The family cannot have been told of the review before the death', 'The post-mortem cannot have been before the death']])
	assert.ok(wrong.body.includes('Kept circumstances of the death'))
	const said = async () => /The notification cannot have come before the death/.test((await clare.get(`${form}/check`)).text + (await clare.get(form)).text)
	assert.equal(await said(), false)
	assert.equal((await save(clare, form, 'child', date('died_on', day(-2)))).status, 303)
	assert.equal(await said(), true)
	assert.equal((await save(clare, form, 'child', date('died_on', day(-5)))).status, 303)
	assert.equal(await said(), false, 'the same day is no earlier one')
}))

test('N.06 and N.08: gestation and weight are between bounds, and the mother is listed', () => withSet('C', async () => {
	const base = await notify(clare, { born: day(-20), died: day(-9), received: day(-5) }), form = `${base}/cdr-notification`
	await openByName(clare, base)
	const wrong = await save(clare, form, 'child', { gestation_weeks: '12', gestation_days: '7', birth_weight: '90', religion: 'Kept' })
	assert.deepEqual([wrong.status, wrong.errors().sort()], [422, ['Enter a birth weight from 200 to 7000 grams', 'Enter days from 0 to 6', 'Enter weeks from 16 to 44']])
	assert.ok(wrong.body.includes('value="Kept"') && wrong.body.includes('value="90"'))
	assert.equal((await save(clare, form, 'child', { gestation_weeks: '22', gestation_days: '0', birth_weight: '480' })).status, 303)
	const parent = relation => save(clare, form, 'family', { 'parents.1.parent_relation': relation, 'parents.1.parent_name': name('Parent') })
	const lacks = async () => /List the mother/.test((await clare.get(form)).text + (await clare.get(`${form}/check`)).text)
	assert.equal((await parent('FATHER')).status, 303)
	assert.equal(await lacks(), true)
	assert.equal((await parent('MOTHER')).status, 303)
	assert.equal(await lacks(), false)
}))

test('N.04: of a child under seven days old the time of death is needed', () => withSet('C', async () => {
	for (const [born, needed] of [[-12, true], [-16, false]]) {
		const base = await notify(clare, { born: day(born), died: day(-9), received: day(-5) }), form = `${base}/cdr-notification`
		await openByName(clare, base)
		const lacks = async () => /Enter the time of death/.test((await clare.get(form)).text + (await clare.get(`${form}/check`)).text)
		assert.equal(await lacks(), needed, `${born}`)
		assert.equal((await save(clare, form, 'child', { died_at: '04:20' })).status, 303)
		assert.equal(await lacks(), false)
	}
}))

test('B.B7, B.C18 and B.F1: the event is not after the death, no plan ends before it began and no last contact is before the first', () => withSet('L', async () => {
	const base = await gathering(clare, [], { died: day(-9), received: day(-8) })
	const request = await sent(clare, base, await agency(clare, name('Practice '), 'GP', { REPORTER: 'rfox' }))
	assert.equal((await answer(rosa, request, 'agency', 'reporting', { ...ANSWERS.reporting, ...date('completed_on', day()) })).status, 303)
	const late = await answer(rosa, request, 'agency', 'circumstances', { ...ANSWERS.circumstances, summary: 'Kept summary', ...date('event_on', day(-8)) })
	assert.deepEqual([late.status, late.errors()], [422, ['The event cannot have been after the death']])
	assert.ok(late.body.includes('Kept summary'))
	assert.equal((await answer(rosa, request, 'agency', 'circumstances', { ...ANSWERS.circumstances, ...date('event_on', day(-9)) })).status, 303)
	const plan = await answer(rosa, request, 'agency', 'child', { plan: 'PREVIOUS', plan_category: 'NEGLECT', ...date('plan_from', day(-90)), ...date('plan_to', day(-100)) })
	assert.deepEqual(plan.errors(), ['The plan cannot end before it began'])
	const contact = n => ({ [`services.${n}.service`]: `Service ${n}`, [`services.${n}.service_when`]: 'AT-DEATH', ...date(`services.${n}.service_first`, day(-40)), ...date(`services.${n}.service_last`, day(n === 1 ? -30 : -50)) })
	const services = await answer(rosa, request, 'agency', 'service', { services_known: 'L', ...contact(1), ...contact(2), for_panel: 'N' })
	assert.deepEqual(services.errors(), ['The last contact cannot have been before the first'])
	assert.ok(/id="services\.2\.service_last[^"]*-error"/.test(services.body) && !/id="services\.1\.service_last[^"]*-error"/.test(services.body), 'in its own row')
}))

test('Form D: results, discussions and what the family was told lie after the death, and the final result after the interim one', () => withSet('L', async () => {
	const base = await notify(clare, { died: day(-9), received: day(-8) }), form = `${base}/audit`
	sql(`INSERT INTO ${DB}.response_decision (record, decision, triggers, decided_at, decided_by, account, at) VALUES (${idOf(base)}, 'R', '2', UTC_TIMESTAMP(6), 'Dr Singh', ${accountId('jsingh')}, UTC_TIMESTAMP(6))`)
	assert.equal((await post(dora, base, '/audit', '/audit')).status, 303)
	const wrong = await save(dora, form, 'results', { ...date('pm_interim_on', day(-3)), ...date('pm_final_on', day(-4)), ...date('findings_on', day(-10)),
		'discussions.1.discussion_kind': 'LOCAL', ...date('discussions.1.discussion_on', day(-11)), went_well: 'Kept words' })
	assert.deepEqual([wrong.status, wrong.errors().sort()], [422, ['The discussion cannot have been before the death', 'The family cannot have been told the findings before the death', 'The final result cannot have come before the interim one']])
	assert.ok(wrong.body.includes('Kept words'))
	assert.equal((await save(dora, form, 'results', { ...date('pm_interim_on', day(-5)), ...date('pm_final_on', day(-4)), ...date('findings_on', day(-3)), ...date('discussions.1.discussion_on', day(-4)) })).status, 303)
	assert.equal((await save(dora, form, 'notified', date('died_on', day(-1)))).status, 303)
	assert.match((await dora.get(form)).text, /cannot have been before the death/)
}))

test('B.C4, B.C14, B.D8: weights, centiles, shares and the like are numbers between bounds, and what was typed stays', () => withSet('L', async () => {
	const base = await gathering(clare, [], { died: day(-9), received: day(-8) })
	const request = await sent(clare, base, await agency(clare, name('Surgery '), 'GP', { REPORTER: 'rfox' }))
	assert.equal((await answer(rosa, request, 'agency', 'reporting', { ...ANSWERS.reporting, ...date('completed_on', day()) })).status, 303)
	const wrong = await answer(rosa, request, 'agency', 'child', { weight: '3,4 kg', weight_centile: '101', height: '1.2.3', height_centile: '=2', attended: '95%' })
	assert.deepEqual([wrong.status, wrong.errors().sort()], [422, ['Enter a centile from 0 to 100, such as 9 or <0.4', 'Enter a centile from 0 to 100, such as 9 or <0.4',
		'Enter a height as a number, such as 52.5', 'Enter a share from 0 to 100, such as 92.5', 'Enter a weight in kilograms, such as 3.45'].sort()])
	assert.ok(wrong.body.includes('value="3,4 kg"') && wrong.body.includes('value="95%"'))
	assert.equal((await answer(rosa, request, 'agency', 'child', { weight: '3.45', weight_centile: '<0.4', height: '52', height_centile: '99.6', attended: '92.5' })).status, 303)
}))

test('A.30: of a certificate the cause of death is needed, as Ia or as the main disease of a newborn baby', () => withSet('L', async () => {
	const base = await notify(clare, { born: day(-20), died: day(-9), received: day(-5) }), form = `${base}/notification`
	await openByName(clare, base)
	const lacks = async () => /Enter the cause of death as the certificate has it/.test((await clare.get(form)).text + (await clare.get(`${form}/check`)).text)
	assert.equal((await save(clare, form, 'death', { ...DEATH, mccd: 'Y' })).status, 303)
	assert.equal(await lacks(), true)
	assert.equal((await save(clare, form, 'death', { cause_infant: 'Prematurity' })).status, 303)
	assert.equal(await lacks(), false)
	assert.equal((await save(clare, form, 'death', { cause_infant: '', cause_1a: 'Sepsis' })).status, 303)
	assert.equal(await lacks(), false)
}))
