// Rules that an authority may decide otherwise: what is counted and what is said follows
// the setting.
import test, { after, before } from 'node:test'
import assert from 'node:assert/strict'
import { date } from '../lib/client.mjs'
import { person, settings, sql, until } from '../lib/stack.mjs'
import * as edu from '../lib/education.mjs'

const DB = 'everychild_education', URN = '199001'
let officer, restore

before(async () => {
	restore = settings({ 'education.ks4_days_before': '10', 'education.ks4_days_after': '5', 'education.ehcp_final': '18 weeks', 'education.p4_school_days': '20',
		'education.p2_complete': '15 working days', 'education.plan_owed_days': '30', 'education.suspension_most': '40' }, 'education')
	officer = await person('jkite')
})
after(() => restore())

const kept = name => sql(`SELECT number FROM ${DB}.rule_value WHERE name = '${name}'`)[0]?.[0]

test('statements count by the settings, as days from a Monday in January', async () => {
	await until('the settings are kept', 20, () => kept('ks4_before') === '10')
	assert.deepEqual(['ks4_after', 'ehcp_days', 'first_days', 'owed_days'].map(kept), ['5', '126', '21', '42'])
})

test('an approval counts for a move when the day it was for is near enough', async () => {
	const year = Number(edu.today().slice(0, 4)) - (edu.today().slice(5) < '09-01' ? 1 : 0)
	const base = await edu.inCare(officer, await edu.child(officer, { born: `${year - 15}-03-05` }), `${year}-09-01`)
	await edu.place(officer, base, URN, edu.today(-3))
	const approved = day => sql(`REPLACE INTO ${DB}.ks4_approval (id, record, moves_on, what, status, account, at) VALUES (987654, ${edu.idOf(base)}, '${day}', 'A move', 'ALLOWED', 1, UTC_TIMESTAMP(6))`)
	const moves = async () => /V07 Moves of school in years 10 and 11: not approved.*/.test((await officer.get('/education/report/places')).text) &&
		(await officer.get(`/education/report/rows/v07k?from=${year}-09-01&to=${edu.today()}&series=YES`)).body.includes(edu.handleOf(base))
	approved(edu.today(-12))
	assert.equal(await moves(), true, 'nine days before')
	approved(edu.today(-14))
	assert.equal(await moves(), false, 'eleven days before')
	sql(`DELETE FROM ${DB}.ks4_approval WHERE id = 987654`)
})

test('measures say what they are counted by', async () => {
	const base = await edu.inCare(officer, await edu.child(officer, { born: '2014-03-05' }), '2026-01-05')
	const requested = weeks => sql(`DELETE FROM ${DB}.ehc_plan WHERE record = ${edu.idOf(base)}; INSERT INTO ${DB}.ehc_plan (record, authority, responsible, requested_on, account, at) VALUES (${edu.idOf(base)}, '890', '890', '${edu.today(-7 * weeks)}', 1, UTC_TIMESTAMP(6))`)
	const over = async () => (await officer.get('/education/report/rows/v10e?key=WEEKS')).body.includes(edu.handleOf(base))
	requested(19)
	assert.equal(await over(), true, '19 weeks')
	requested(17)
	assert.equal(await over(), false, '17 weeks')
	assert.match((await officer.get('/education/report/places')).text, /for a day from 10 days before to 5 days after/)
	assert.match((await officer.get('/education/report/learning')).text, /Assessment, over 18 weeks/)
	for (const topic of ['', '/places', '/attendance', '/exclusion', '/learning', '/health', '/work'])
		assert.doesNotMatch((await officer.get(`/education/report${topic}`)).text, /\{/, topic)
})

test('P4 is counted in school days where the authority counts so; the most days of suspension are the setting’s', async () => {
	const base = await edu.inCare(officer, await edu.child(officer, { born: '2014-03-05' }), '2026-01-05')
	const path = `${base}/plan`
	edu.led(await officer.submit(await officer.get(path), path, { why: 'CHANGE', ...date('changed_on', '2026-03-23') }), 'plan')
	assert.equal(edu.due(base, 'P4-1'), '2026-05-05')
	assert.match((await officer.get(base)).text, /20 school days from 23 March 2026/)
	assert.match((await officer.get(base)).text, /Suspended in this academic year: 0 of 40 school days/)
})
