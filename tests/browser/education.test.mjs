// The education of a looked-after child in a browser: from the start of care to a
// complete plan, each in their own part, with scripts and without; then the lists and
// pages of each person, empty and full; what axe and the console say of all of it.
import test, { after, before } from 'node:test'
import assert from 'node:assert/strict'
import { date } from '../lib/client.mjs'
import * as edu from '../lib/education.mjs'
import * as plan from '../lib/education-plan.mjs'
import { cell, newSession, noHandle, sql } from '../lib/stack.mjs'
import { close, fill, follow, launch, leave, look as seen, path, press, visitor } from './visitor.mjs'

const NAMES = /Booth|Wexcombe/
before(launch)
after(close)

const none = async v => assert.equal(await v.page.locator('.govuk-error-summary').count(), 0, `${path(v)}: ${await v.page.locator('.govuk-error-summary').allInnerTexts()}`)
async function send(v, answers, button) {
	await fill(v, answers)
	await press(v, button)
	await none(v)
}
// The same pages look the same without scripts.
const look = (v, what) => v.scripts ? seen(v, what) : undefined
// The form sent empty: every message is tied to its field, and the title says so.
async function wrong(v, what, button) {
	await press(v, button)
	assert.match(await v.page.title(), /^Error: /)
	await look(v, `${what}, with errors`)
}
const main = v => v.page.locator('main').innerText()

for (const scripts of [true, false]) {
	const how = scripts ? 'with' : 'without'
	test(`from the start of care to a complete plan, ${how} scripts`, async () => {
		const v = await visitor({ scripts, names: NAMES, login: 'jkite' }), { page } = v
		const jkite = await newSession('jkite')
		const kid = await edu.child(jkite, { born: '2014-03-05' })
		await page.goto('/education/')
		await look(v, 'virtual school list')
		await page.goto(`/child/${kid}`)
		await send(v, { reason: 'A1' }, 'Open the record')
		await look(v, 'page of the child in the index')
		await page.goto(`/education/start/${kid}`)
		await look(v, 'start to follow a child')
		await wrong(v, 'start', await page.locator('main form button').last().innerText())
		await send(v, { how: 'CARE' }, await page.locator('main form button').last().innerText())
		const base = /^\/education\/child\/\w+/.exec(path(v))[0]
		await page.goto(base)
		await look(v, 'child to be looked after')
		await follow(v, 'Record the start of care')
		await look(v, 'start of care')
		await wrong(v, 'start of care', 'Save')
		await send(v, { ...edu.EPISODE, ...date('began_on', edu.today(-3)) }, 'Save')
		await look(v, 'child in care')
		await page.goto(`${base}/pupil`)
		await look(v, 'who the child is')
		await send(v, { upn_unknown: 'UN4', social_care_id: `S${edu.handleOf(base).slice(-8).toUpperCase()}` }, 'Save')
		await page.goto(`${base}/people`)
		await look(v, 'people around the child, none')
		for (const [part, login] of [['WORKER', 'dhale'], ['CARER', 'cfinn'], ['REVIEWER', 'irowe']]) await send(v, { part, login }, 'Add')
		await look(v, 'people around the child')
		await plan.designated(jkite, '199002', 'obrandt')
		await page.goto(`${base}/place`)
		await look(v, 'school place')
		await send(v, { school: edu.school('199002'), status: 'SINGLE', ...date('began_on', edu.today(-2)), offered: '25' }, await page.locator('main form button').last().innerText())
		await leave(v)

		const w = await visitor({ scripts, names: NAMES, login: 'dhale' })
		await w.page.goto('/education/owed')
		await look(w, 'who owes what, to begin')
		await w.page.goto(base)
		await look(w, 'child, social worker')
		await follow(w, 'Begin the plan of this term')
		await look(w, 'begin a plan')
		await wrong(w, 'begin a plan', 'Begin')
		await send(w, { why: 'INITIAL' }, 'Begin')
		await look(w, 'plan not started')
		await follow(w, 'Write in the plan')
		await look(w, 'sections, social worker')
		for (const [section, answers] of Object.entries(plan.WORKER)) {
			await w.page.goto(`${base}/pep-1/${section}`)
			await look(w, `section ${section}`)
			await send(w, answers, 'Save and come back later')
		}
		await leave(w)

		const t = await visitor({ scripts, names: NAMES, login: 'obrandt' })
		await t.page.goto('/education/')
		await look(t, 'list, teacher')
		for (const [section, answers] of Object.entries(plan.TEACHER)) {
			await t.page.goto(`${base}/pep-1/${section}`)
			await look(t, `section ${section}`)
			await send(t, answers, 'Save and come back later')
		}
		const obrandt = await newSession('obrandt')
		for (const section of ['attainment', 'targets', 'reviewed', 'premium', 'history', 'attendance', 'behaviour']) {
			await t.page.goto(`${base}/pep-1/${section}`)
			await look(t, `section ${section}`)
		}
		await t.page.goto(`${base}/pep-1`)
		await look(t, 'sections with gaps')
		await t.page.goto(`${base}/plan/1`)
		await look(t, 'plan in progress')
		assert.match(await main(t), /Still needed/)
		await t.page.goto(`${base}/pep-1/targets`)
		edu.led(await plan.subjects(obrandt, base, 'pep-1'), 'subjects')
		edu.led(await plan.targets(obrandt, base, 'pep-1'), 'targets')
		await t.page.goto(`${base}/plan/1`)
		await look(t, 'plan ready')
		await send(t, { part: 'CHILD', answer: 'AGREES', name: 'Ella' }, 'Save the signature')
		await press(t, 'Submit the plan')
		await none(t)
		assert.equal(plan.stateOf(base), 'SUBMITTED')
		await look(t, 'plan submitted')
		await leave(t)

		const o = await visitor({ scripts, names: NAMES, login: 'jkite' })
		await o.page.goto(`${base}/plan/1`)
		await follow(o, 'Rate it, and accept or return it')
		await look(o, 'rate a plan')
		await wrong(o, 'rate a plan', 'Save')
		await send(o, plan.grades('2', { accept: 'Y' }), 'Save')
		assert.equal(plan.stateOf(base), 'COMPLETE')
		await look(o, 'plan complete')
		for (const [at, what] of [['/pep-1', 'sections of a complete plan'], ['/pep-1/check', 'plan read'], ['/pep-1/print', 'plan on paper'], ['/pep-1/changes', 'history of a plan'], ['/pep-1/addendum', 'addendum']]) {
			await o.page.goto(base + at)
			await look(o, what)
		}
		sql(`UPDATE everychild_education.pep SET moderate = 1 WHERE record = ${edu.idOf(base)}`)
		const h = await visitor({ scripts, names: NAMES, login: 'amarlow' })
		await h.page.goto('/education/moderation')
		await look(h, 'second ratings')
		await h.page.goto(`${base}/plan/1/moderate`)
		await look(h, 'second rating')
		await send(h, plan.grades('2'), 'Save the rating')
		await look(h, 'second ratings made')
		await leave(h)
		await o.page.goto(`${base}/plan`)
		await send(o, { why: 'CHANGE', ...date('changed_on', edu.today(-1)) }, 'Begin')
		await o.page.goto(`${base}/pep-2/contacts`)
		await look(o, 'section with the last answers beside')
		await o.page.goto(`${base}/pep-2`)
		await look(o, 'sections carried forward')
		await o.page.goto(`${base}/plan/2/cancel`)
		await look(o, 'cancel a plan')
		await leave(o)

		const r = await visitor({ scripts, names: NAMES, login: 'irowe' })
		await r.page.goto(`${base}/plan/1`)
		await look(r, 'plan, reviewing officer')
		await send(r, {}, 'The plan was seen at the review')
		assert.match(await main(r), /Seen at the review/)
		await leave(r)
		const f = await visitor({ scripts, names: NAMES, login: 'cfinn' })
		for (const [at, what] of [['/education/', 'list, carer'], [base, 'child, carer'], [`${base}/plan/1`, 'plan, carer'], [`${base}/pep-2`, 'sections, carer'], [`${base}/pep-2/carer`, 'views of the carer'], ['/education/owed', 'owed, carer'], ['/education/diary', 'diary, carer']]) {
			await f.page.goto(at)
			await look(f, what)
		}
		await leave(f)
	})
}

test('lists and pages of the virtual school, empty and full, and what each person comes to', async () => {
	const jkite = await newSession('jkite')
	const base = await plan.child(jkite, { urn: 'none' })
	edu.led(await plan.send(jkite, `${base}/no-school`, { why: 'OTHER', ...date('began_on', edu.today(-2)) }), 'no school')
	const v = await visitor({ names: NAMES, login: 'jkite' })
	const pages = ['/education/no-school', '/education/imports', '/education/alerts', '/education/schools', '/education/schools/new', '/education/schools/file', '/education/calendar', '/education/terms', '/education/marks/file',
		'/education/totals/file', '/education/suspensions/file', `/education/school/${edu.school('199002')}`, '/education/owed', '/education/owed?who=TEACHER', '/education/diary', '/education/moderation', base, `${base}/week`, `${base}/suspension`, `${base}/outcomes`, `${base}/reviews`,
		`${base}/workers`, `${base}/request`, `${base}/interim`, `${base}/ks4`, `${base}/no-school`, `${base}/episode/end`]
	for (const at of pages) {
		await v.page.goto(at)
		await look(v, at.replace(edu.handleOf(base), 'x'))
	}
	await v.page.goto('/education/imports')
	await wrong(v, 'imports', await v.page.locator('main form button').last().innerText())
	const handle = await edu.readIn(jkite, 'Person,Route\n1,2\n')
	for (const at of ['', '/map']) {
		await v.page.goto(`/education/import/${handle}${at}`)
		await look(v, `import ${at}`)
	}
	await v.page.goto(`/education/child/${noHandle()}`)
	await look(v, 'child not found')
	await leave(v)
	for (const login of ['dhale', 'nwest', 'irowe', 'cfinn', 'tmarsh', 'amarlow', 'ydunne', 'hlord', 'mpound', 'snadir', 'vking']) {
		const p = await visitor({ names: NAMES, login })
		await p.page.goto('/education/')
		await look(p, `list of ${login}`)
		for (const href of await p.page.locator('main a[href^="/education/"]').evaluateAll(all => [...new Set(all.map(a => a.getAttribute('href')))].filter(a => !/child\/|[?]|import\/|school\/|notices/.test(a)).slice(0, 20))) {
			const answer = await p.page.goto(href)
			assert.equal(answer.status(), 200, `${login} is led to ${href}: ${answer.status()}`)
			assert.equal(await p.page.locator('h1').count(), 1, href)
		}
		await leave(p)
	}
	assert.equal(cell('SELECT 1'), '1')
})

test('results with Attainment 8 slot by slot, levels, special needs: pages empty, full and refused', async () => {
	const jkite = await newSession('jkite')
	const child_id = `BR${Date.now() % 1000000}`
	const base = await edu.inCare(jkite, await edu.child(jkite, { born: '2010-02-05' }), '2024-05-07', { child_id })
	const v = await visitor({ names: NAMES, login: 'jkite' })
	const walk = async what => {
		for (const at of [base, `${base}/attainment`, `${base}/result`, `${base}/progress`, `${base}/needs`, `${base}/need`, `${base}/ehc-plan`, '/education/attainment', '/education/attainment?year=2026&group=6', '/education/results/file']) {
			await v.page.goto(at)
			await look(v, `${at.replace(edu.handleOf(base), 'x')}, ${what}`)
		}
	}
	await walk('empty')
	for (const at of ['result', 'progress', 'need', 'ehc-plan']) {
		await v.page.goto(`${base}/${at}`)
		await wrong(v, at, 'Save')
	}
	const rows = [['ENGLANG', '5'], ['MATHS', '4'], ['COMBINED', '5-4'], ['HISTORY', 'U']].map(([subject, grade]) => `${child_id},2026,GCSE,${subject},${grade},PROV`)
	await edu.paste(jkite, '/education/results/file', ['UPN,YEAR,ASSESSMENT,SUBJECT,RESULT,STATUS', ...rows].join('\n'))
	await edu.paste(jkite, '/education/results/file', `UPN,YEAR,ASSESSMENT,SUBJECT,RESULT,STATUS\n${rows[1].replace('PROV', 'FINAL')}`)
	edu.led(await plan.send(jkite, `${base}/progress`, { year: '2025', term: 'SPRING', subject: 'MATHS', present: '4', track: 'ON' }), 'level')
	edu.led(await plan.send(jkite, `${base}/need`, { stage: 'E', primary: 'SEMH', secondary: 'SLCN', ...date('from_on', '2025-09-01') }), 'stage')
	edu.led(await plan.send(jkite, `${base}/ehc-plan`, { ...date('requested_on', '2025-01-06'), ...date('issued_on', '2025-09-01'), outcomes: 'Reads with a partner' }), 'EHC plan')
	await walk('full')
	for (const [table, at] of [['result', 'result'], ['ehc_plan', 'ehc-plan']]) {
		await v.page.goto(`${base}/${at}/${cell(`SELECT MAX(id) FROM everychild_education.${table} WHERE record = ${edu.idOf(base)}`)}`)
		await look(v, `${at}, to change`)
	}
	await leave(v)
})

test('the text of a file comes into the field by choosing it; without scripts the field is there to paste into', async () => {
	const v = await visitor({ scripts: true, names: NAMES, login: 'jkite' }), { page } = v
	const choose = buffer => page.setInputFiles('main input[type=file]', { name: 'days.csv', mimeType: 'text/csv', buffer })
	for (const [at, field] of [['/education/calendar/file', 'rows'], ['/education/imports', 'text']]) {
		await page.goto(at)
		await look(v, `${at}, a file may be chosen`)
		await choose(Buffer.from('OWNER,DATE,SESSIONS,REASON\nAUTHORITY,02/09/2030,2,é\n'))
		await page.getByText('The text of days.csv is in the field below').waitFor()
		assert.equal(await page.inputValue(`textarea[name=${field}]`), 'OWNER,DATE,SESSIONS,REASON\nAUTHORITY,02/09/2030,2,é\n')
		await choose(Buffer.from([0x41, 0xff, 0x41]))
		await page.getByText('days.csv is not a text file in UTF-8').waitFor()
		await choose(Buffer.from('x'.repeat(200001)))
		await page.getByText('days.csv is too long for this page').waitFor()
		assert.match(await page.inputValue(`textarea[name=${field}]`), /^OWNER/)
	}
	await leave(v)
	const plain = await visitor({ scripts: false, names: NAMES, login: 'jkite' })
	await plain.page.goto('/education/imports')
	assert.equal(await plain.page.locator('input[type=file]').count(), 0)
	assert.ok(await plain.page.locator('textarea[name=text]').isVisible())
	await leave(plain)
})

test('a designated teacher without an account is let in, writes a section and signs', async () => {
	const jkite = await newSession('jkite'), base = await plan.child(jkite, { urn: '199001' })
	await plan.begin(jkite, base)
	const v = await visitor({ names: NAMES, login: 'jkite' })
	await v.page.goto(`${base}/plan/1`)
	await follow(v, 'Let in a designated teacher without an account')
	await look(v, 'letting in a guest')
	await wrong(v, 'letting in a guest', 'Make the entry')
	await send(v, { guest_given: 'Greta', guest_family: 'Visitor', school: edu.school('199001'), guest_reason: 'Telephoned the school' }, 'Make the entry')
	await look(v, 'entry of a guest, made')
	const [, reference, code] = /(\w{4}-\w{4})\s+Code\s+(\w{4}-\w{4}-\w{4}-\w{4})/.exec(await main(v))
	await follow(v, 'Back to the plan')
	await look(v, 'plan with an entry of a guest')
	await leave(v)
	for (const scripts of [true, false]) {
		const g = await visitor({ scripts, names: NAMES })
		await g.page.goto('/signin/guest')
		await look(g, 'way in of guests')
		await wrong(g, 'way in of guests', 'Continue')
		await send(g, { reference, code }, 'Continue')
		await look(g, 'plan of a guest')
		await follow(g, 'Behaviour and exclusion')
		await look(g, 'section of a guest')
		await send(g, { strategies: `Time out ${scripts}` }, 'Save and come back later')
		assert.equal(path(g), '/education/guest')
		await send(g, { answer: 'AGREES' }, 'Sign as designated teacher')
		assert.match(await main(g), /Greta Visitor \(guest\)/)
		await g.page.goto('/education/')
		await look(g, 'page that is not for guests')
		await leave(g)
	}
})
