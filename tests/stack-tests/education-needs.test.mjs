// Stages of special educational needs, the clock and reviews of an EHC plan, its nearness
// to a meeting about the personal education plan, and what goes into that plan.
import test from 'node:test'
import assert from 'node:assert/strict'
import { date } from '../lib/client.mjs'
import { cell, person, sql, until } from '../lib/stack.mjs'
import * as edu from '../lib/education.mjs'
import * as peps from '../lib/education-plan.mjs'

const officer = () => person('jkite')
const send = async (c, path, fields) => c.submit(await c.get(path), path, fields)
let last = 0
const pupil = async (c, more = {}) => edu.inCare(c, await edu.child(c, { born: '2012-02-05', ...more }), '2024-05-07', { child_id: `NE${Date.now() % 100000}${last++}` })
const days = (from, n) => new Date(Date.parse(from) + n * 864e5).toISOString().slice(0, 10)
const long = iso => new Date(iso).toLocaleDateString('en-GB', { day: 'numeric', month: 'long', year: 'numeric', timeZone: 'UTC' })
const stages = base => sql(`SELECT stage, primary_need, secondary_need, from_on, COALESCE(to_on, '') FROM everychild_education.special_need WHERE record = ${edu.idOf(base)} ORDER BY id`)
const clock = (base, code) => sql(`SELECT due_on, COALESCE(met_on, '') FROM everychild_education.deadline WHERE record = ${edu.idOf(base)} AND clock LIKE '${code}-%' AND dropped_at IS NULL ORDER BY id`)
const stage = (c, base, stage, on, more = {}) => send(c, `${base}/need`, { stage, ...(stage === 'N' ? {} : { primary: 'SEMH' }), ...date('from_on', on), ...more })
const plan = (c, base, dates, more = {}) => send(c, `${base}/ehc-plan`, Object.assign({ ...more }, ...Object.entries(dates).map(([name, on]) => date(name, on))))
const number = base => cell(`SELECT MAX(id) FROM everychild_education.ehc_plan WHERE record = ${edu.idOf(base)}`)
const go_on = (c, base, dates, more = {}) => send(c, `${base}/ehc-plan/${number(base)}`, Object.assign({ ...more }, ...Object.entries(dates).map(([name, on]) => date(name, on))))
const today = edu.today()

test('a stage ends the day before the next begins, and asks for the need', async () => {
	const c = await officer()
	const base = await pupil(c)
	const wrong = await stage(c, base, 'K', '2025-09-01', { primary: '', secondary: 'SLCN' })
	assert.equal(wrong.status, 422)
	assert.match(wrong.errors().join('|'), /Choose the primary need/)
	assert.equal(wrong.form(`${base}/need`).fields.find(([name]) => name === 'secondary')[1], 'SLCN')
	edu.led(await stage(c, base, 'N', '2022-05-07'), 'none')
	edu.led(await stage(c, base, 'K', '2025-09-01', { secondary: 'SLCN' }), 'support')
	assert.deepEqual(stages(base), [['N', '', '', '2022-05-07', '2025-08-31'], ['K', 'SEMH', 'SLCN', '2025-09-01', '']])
	const before = await stage(c, base, 'E', '2025-09-01')
	assert.match(before.errors().join('|'), /The stage before began on 1 September 2025/)
	edu.led(await stage(c, base, 'E', '2026-05-01'), 'plan')
	const text = (await c.get(base)).text
	assert.match(text, /Stage Education, health and care plan, since 1 May 2026 Needs Social, emotional and mental health/)
	assert.match(text, /no such plan is recorded/)
})

test('the clock of an EHC plan runs from the request: 6, 16 and 20 weeks, each met by its day', async () => {
	const c = await officer()
	const base = await pupil(c)
	const asked = days(today, -50)
	edu.led(await plan(c, base, { requested_on: asked }), 'asked')
	assert.deepEqual(['N1', 'N2', 'N3'].map(code => clock(base, code)), [[[days(asked, 42), '']], [[days(asked, 112), '']], [[days(asked, 140), '']]])
	assert.match((await c.get(`${base}/needs`)).text, new RegExp(`6 weeks from ${long(asked)}`))
	const half = await go_on(c, base, { assess_on: days(today, -2) })
	assert.match(half.errors().join('|'), /Say whether the child is assessed/)
	const early = await go_on(c, base, { assess_on: days(asked, -3) }, { assess: 'Y' })
	assert.match(early.errors().join('|'), new RegExp(`It must not be before it was asked for, ${long(asked)}`))
	edu.led(await go_on(c, base, { assess_on: days(today, -2) }, { assess: 'Y' }), 'assess')
	assert.deepEqual(clock(base, 'N1'), [[days(asked, 42), days(today, -2)]])
	edu.led(await go_on(c, base, { issue_on: today }, { issue: 'N' }), 'no plan')
	assert.deepEqual(clock(base, 'N2'), [[days(asked, 112), today]])
	assert.deepEqual(clock(base, 'N3'), [])
	const again = await plan(c, base, { requested_on: today })
	assert.match(again.errors().join('|'), /There is a plan, or a request for one, already/)
})

test('more than 20 weeks without a final plan are said', async () => {
	const c = await officer()
	const base = await pupil(c)
	edu.led(await plan(c, base, { requested_on: days(today, -140) }), 'asked')
	assert.doesNotMatch((await c.get(`${base}/needs`)).text, /More than 20 weeks/)
	const late = await pupil(c)
	edu.led(await plan(c, late, { requested_on: days(today, -141) }), 'asked')
	assert.match((await c.get(`${late}/needs`)).text, /More than 20 weeks have passed without a final plan/)
})

test('a plan is reviewed every 12 months, of a child under five every 6; a review starts the next', async () => {
	const c = await officer()
	const base = await pupil(c)
	edu.led(await plan(c, base, { issued_on: '2025-06-30' }, { authority: '891', hours: '12.5', outcomes: 'Reads with a partner' }), 'issued')
	assert.deepEqual(clock(base, 'N4'), [['2026-06-30', '']])
	const text = (await c.get(`${base}/needs`)).text
	assert.match(text, /Maintained by Nottinghamshire Child looked after, and provision paid, by Sandmouth|Maintained by .* Child looked after, and provision paid, by /)
	assert.match(text, /Next review due by 30 June 2026 \(overdue\)/)
	edu.led(await go_on(c, base, { reviewed_on: '2026-07-06' }), 'reviewed')
	assert.deepEqual(clock(base, 'N4'), [['2026-06-30', '2026-07-06'], ['2027-07-06', '']])
	assert.match((await c.get(`${base}/needs`)).text, /12 months from 6 July 2026 \(the last review\)/)
	edu.led(await go_on(c, base, { ceased_on: '2026-11-01' }), 'ceased')
	assert.deepEqual(clock(base, 'N4'), [['2026-06-30', '2026-07-06']])
	assert.doesNotMatch((await c.get(base)).text, /Next review due/)
	const small = await pupil(c, { born: '2023-02-05' })
	edu.led(await plan(c, small, { issued_on: '2026-09-01' }), 'issued')
	assert.deepEqual(clock(small, 'N4'), [['2027-03-01', '']])
})

test('the day brings the date by which the plan names the school of the next phase', async () => {
	const c = await officer()
	const [y, m] = today.split('-').map(Number), year = m >= 9 ? y : y - 1
	const six = await pupil(c, { born: `${year - 10}-02-05` }), seven = await pupil(c, { born: `${year - 11}-02-05` })
	for (const base of [six, seven]) edu.led(await plan(c, base, { issued_on: '2026-01-12' }), 'issued')
	assert.deepEqual(clock(six, 'N5'), [])
	// The round comes every ten minutes, and as the program starts.
	const { execFileSync } = await import('node:child_process')
	const { env } = await import('../lib/stack.mjs')
	execFileSync(new URL('../stack', import.meta.url).pathname, ['restart-program', 'education'], { env: { ...process.env, EC_DIR: env.EC_DIR } })
	await until('the round has looked', 60, () => cell(`SELECT COUNT(*) FROM everychild_education.ehc_plan WHERE record IN (${edu.idOf(six)}, ${edu.idOf(seven)}) AND transfer_year = ${year}`) === '2')
	assert.deepEqual(clock(six, 'N5'), [[`${year + 1}-02-15`, '']])
	assert.deepEqual(clock(seven, 'N5'), [])
	edu.led(await go_on(await officer(), six, { transfer_on: today }), 'named')
	assert.deepEqual(clock(six, 'N5'), [[`${year + 1}-02-15`, today]])
})

test('a meeting about the personal education plan within 30 days of the review is told, and the plan begins with what is recorded', async () => {
	const c = await officer()
	const base = await pupil(c)
	edu.led(await stage(c, base, 'E', '2024-09-01', { secondary: 'SLCN' }), 'stage')
	const review = days(today, 40), issued = `${Number(review.slice(0, 4)) - 1}${review.slice(4)}`
	edu.led(await plan(c, base, { issued_on: issued }, { outcomes: 'Reads with a partner' }), 'issued')
	const due = clock(base, 'N4')[0][0]
	await edu.paste(c, '/education/results/file', `UPN,YEAR,ASSESSMENT,SUBJECT,RESULT,STATUS\n${cell(`SELECT child_id FROM everychild_education.pupil WHERE record = ${edu.idOf(base)}`)},2019,PHONICS,PHONICS,35,FINAL`)
	const path = `${base}/plan`
	edu.led(await send(c, path, { why: 'INITIAL', ...date('meeting_on', days(due, -31)) }), 'plan')
	assert.doesNotMatch((await c.get(base)).text, /may be held together/)
	sql(`UPDATE everychild_education.pep SET meeting_on = '${days(due, -30)}' WHERE record = ${edu.idOf(base)}`)
	for (const at of [base, `${base}/needs`, `${base}/plan/1`])
		assert.match((await c.get(at)).text, new RegExp(`on ${long(days(due, -30))} and the review of the EHC plan, due by ${long(due)}, are within 30 days`), at)
	const needs = (await c.get(`${base}/pep-1/needs`)).form(`${base}/pep-1/needs`).fields
	const filled = Object.fromEntries(needs)
	assert.deepEqual([filled.stage, filled.primary, filled.secondary, filled.plan_outcomes], ['E', 'SEMH', 'SLCN', 'Reads with a partner'])
	assert.match((await c.get(`${base}/pep-1/attainment`)).text + JSON.stringify((await c.get(`${base}/pep-1/attainment`)).form(`${base}/pep-1/attainment`).fields), /2018\/19: Phonics standard met, Yes/)
})

test('a designated teacher writes of own pupils alone, a special needs officer of all, a social worker reads, a carer reads the stage', async () => {
	const c = await officer(), teacher = await person('nwest'), carer = await person('cfinn'), needs = await person('snadir')
	const own = await pupil(c), other = await pupil(c)
	const school = `/education/school/${edu.school('199001')}`
	if (!/nwest/.test((await c.get(school)).text)) edu.led(await c.submit(await c.get(school), `${school}/person`, { login: 'nwest' }), 'designated')
	await edu.place(c, own, '199001', '2024-09-02')
	edu.led(await send(c, `${own}/people`, { login: 'cfinn', part: 'CARER' }), 'carer')
	edu.led(await send(c, `${own}/people`, { login: 'dhale', part: 'WORKER' }), 'worker')
	edu.led(await stage(teacher, own, 'K', '2025-09-01'), 'stage')
	edu.led(await plan(needs, other, { requested_on: '2026-10-01' }), 'asked')
	for (const path of ['/needs', '/need', '/ehc-plan']) {
		assert.equal((await teacher.get(own + path)).status, 200, path)
		assert.equal((await teacher.get(other + path)).status, 404, path)
		assert.equal((await carer.get(own + path)).status, 403, path)
	}
	const worker = await person('dhale')
	assert.equal((await worker.get(`${own}/needs`)).status, 200)
	assert.equal((await worker.get(`${own}/need`)).status, 403)
	assert.match((await carer.get(own)).text, /Stage SEN support, since 1 September 2025/)
})

test('another stage in a plan is a proposal: it is shown and listed until the virtual school takes it over', async () => {
	const c = await officer()
	const base = await pupil(c)
	edu.led(await stage(c, base, 'K', days(today, -200), { secondary: 'SLCN' }), 'support')
	edu.led(await send(c, `${base}/plan`, { why: 'TERM' }), 'begin')
	assert.doesNotMatch((await c.get(base)).text, /says since/)
	await peps.write(c, base, 'pep-1', 'needs', { stage: 'E', primary: 'ASD', secondary: '', plan_authority: '890', ...date('plan_issued', days(today, -5)) })
	const page = await c.get(base)
	assert.match(page.text, /The plan of the .* term .* says since .*: Education, health and care plan\. That is not what is recorded here/)
	assert.deepEqual(stages(base).map(row => row[0]), ['K'], 'nothing is changed by it')
	await c.submit(await c.get('/education/quality'), '/education/quality', {})
	await until('it was looked for', 30, () => cell('SELECT COUNT(*) FROM everychild_education.nightly WHERE ended_at IS NULL') === '0')
	const found = () => sql(`SELECT detail FROM everychild_education.finding WHERE rule = 'NEED_PLAN' AND record = ${edu.idOf(base)}`)
	assert.deepEqual(found(), [['Plan 1 says stage E; recorded is K']])
	const path = `${base}/need`, form = await c.get(path)
	const filled = Object.fromEntries(form.form(path).fields)
	assert.equal(filled.primary, 'ASD')
	edu.led(await c.submit(form, path, {}), 'taken over as it is')
	assert.deepEqual(stages(base), [['K', 'SEMH', 'SLCN', days(today, -200), days(today, -1)], ['E', 'ASD', '', today, '']])
	assert.doesNotMatch((await c.get(base)).text, /says since/)
	await c.submit(await c.get('/education/quality'), '/education/quality', {})
	await until('it was looked for', 30, () => cell('SELECT COUNT(*) FROM everychild_education.nightly WHERE ended_at IS NULL') === '0')
	assert.deepEqual(found(), [])
})
