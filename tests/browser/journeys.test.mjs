// The journeys in a browser, with scripts and without: what a person does, what
// axe and the console say of every page on the way, at 1280 and 320 pixels.
import test, { after, before } from 'node:test'
import assert from 'node:assert/strict'
import * as caf from '../lib/caf.mjs'
import { accountId, cell, newSession, sql } from '../lib/stack.mjs'
import { close, fill, follow, launch, look, path, press, visitor } from './visitor.mjs'

before(launch)
after(close)

for (const scripts of [true, false]) {
	test(`from sign-in to a completed and printed assessment, ${scripts ? 'with' : 'without'} scripts`, async () => {
		const v = await visitor({ scripts, login: 'pnair' }), { page } = v
		await look(v, 'my work')
		await page.goto('/caf/')
		await look(v, 'assessments')
		await follow(v, 'Start for an unborn baby')
		await look(v, 'unborn')
		await press(v, 'Continue')
		await look(v, 'unborn with errors')
		assert.match(await page.title(), /^Error: /)
		if (scripts) assert.ok(await page.evaluate(() => document.activeElement.classList.contains('govuk-error-summary')), 'the summary of errors has the focus')
		await page.locator('.govuk-error-summary a').first().click()
		assert.equal(await page.evaluate(() => document.activeElement.name ?? location.hash.slice(1)), 'mother_given')
		const [y, m, d] = caf.today(84).split('-')
		await fill(v, { mother_given: 'Ann', mother_family: 'Smith', 'expected_on-day': d, 'expected_on-month': m, 'expected_on-year': y, way: 'CHECKLIST' })
		await press(v, 'Continue')
		assert.match(path(v), /\/checklist$/)
		const base = path(v).replace('/checklist', '')
		await look(v, 'checklist tasks')
		for (const [section, answers] of [['child', { no_address: 'NFA' }],
			['questions', { healthy: 'Y', safe: 'Y', learning: 'N', learning_evidence: 'Few words', positive: 'Y', poverty: 'Y' }],
			['needs', { needs_clear: 'Y', service_alone: 'N', discussed_child: 'N', not_discussed_child: 'Unborn', discussed_parent: 'Y' }],
			['decision', { decision: 'CAF', decision_reason: 'More than one service' }]]) {
			await page.goto(`${base}/checklist/${section}`)
			await fill(v, answers)
			await look(v, `checklist ${section}`)
			await press(v, 'Save and come back later')
			assert.equal(path(v), `${base}/checklist`)
		}
		await look(v, 'checklist done')
		await press(v, 'Carry out the decision')
		await look(v, 'ask')
		const [ty, tm, td] = caf.today().split('-')
		await fill(v, { asked_by: 'PRACT', 'asked_on-day': td, 'asked_on-month': tm, 'asked_on-year': ty, leaflet: 'Y' })
		await press(v, 'Save and continue')
		await look(v, 'consent')
		await fill(v, caf.MOTHER)
		await look(v, 'consent filled in')
		await press(v, 'Save')
		await look(v, 'existing')
		await press(v, 'Check now')
		await look(v, 'existing checked')
		await press(v, 'Start the assessment form')
		await look(v, 'assessment tasks')
		await page.goto(base)
		await look(v, 'case')
		for (const [section, answers] of Object.entries(caf.COMPLETE)) {
			await page.goto(`${base}/assessment/${section}`)
			await fill(v, answers)
			await look(v, `assessment ${section}`)
			const fresh = await page.locator('main').getByRole('button', { name: 'Save and come back later' }).count()
			await press(v, fresh ? 'Save and come back later' : 'Save')
			assert.equal(path(v), `${base}/assessment`, `${section}: ${await page.locator('.govuk-error-summary').allInnerTexts()}`)
		}
		await look(v, 'assessment ready')
		await page.goto(`${base}/assessment/check`)
		await look(v, 'assessment check')
		await page.goto(`${base}/assessment`)
		await press(v, 'Complete the assessment')
		assert.equal(path(v), base)
		await look(v, 'case completed')
		await page.goto(`${base}/assessment/family`)
		await look(v, 'section read only')
		assert.equal(await page.locator('main textarea, main input:not([type=hidden])').count(), 0)
		await page.goto(`${base}/assessment/changes`)
		await look(v, 'history')
		await page.goto(`${base}/assessment/print`)
		await look(v, 'print')
		await page.emulateMedia({ media: 'print' })
		const text = await page.innerText('body')
		assert.match(text, /Priya Nair/)
		assert.match(text, /CAF-890-\d{4}-\d{6}\/1/)
		assert.equal(caf.stateOf(cell, base), 'S4')
		assert.deepEqual(v.wrong, [])
		await v.context.close()
	})

	test(`a birth is recorded, the record made in the index and linked, ${scripts ? 'with' : 'without'} scripts`, async () => {
		const v = await visitor({ scripts, login: 'thale' }), { page } = v, family = scripts ? 'Smithersby' : 'Ottobrook'
		await page.goto('/caf/unborn')
		const [y, m, d] = caf.today(2).split('-'), [by, bm, bd] = caf.today(0).split('-')
		await fill(v, { mother_given: 'Ann', mother_family: family, 'expected_on-day': d, 'expected_on-month': m, 'expected_on-year': y, way: 'CONSENT' })
		await press(v, 'Continue')
		const base = path(v).replace(/\/ask$/, '')
		await page.goto(base)
		await follow(v, 'Record the birth')
		await look(v, 'birth')
		await press(v, 'Continue')
		await look(v, 'birth with errors')
		assert.equal(await page.inputValue('[name=family]'), family)
		await fill(v, { given: 'Grace', 'born_on-day': bd, 'born_on-month': bm, 'born_on-year': by, sex: 'F' })
		await press(v, 'Continue')
		await look(v, 'birth, no record')
		await press(v, 'Create the index record')
		await look(v, 'new child from a birth')
		await fill(v, { address_status: 'ADDR_NONE', source: 'FAMILY' })
		await press(v, 'Create the record')
		assert.equal(path(v), `${base}/birth/match`)
		await look(v, 'birth, one record')
		await press(v, 'This is the child')
		assert.equal(path(v), base)
		assert.match(await page.innerText('body'), new RegExp(`Grace ${family}`))
		assert.deepEqual(v.wrong, [])
		await v.context.close()
	})

	test(`a child is searched for, created and opened, ${scripts ? 'with' : 'without'} scripts`, async () => {
		const v = await visitor({ scripts, login: 'pnair' }), { page } = v, family = scripts ? 'Winterbourne' : 'Ottershaw'
		await page.goto('/search')
		await look(v, 'search')
		await press(v, 'Search')
		await look(v, 'search with errors')
		await fill(v, { given: 'Otto', family, 'born-day': '3', 'born-month': '4', 'born-year': '2016' })
		await Promise.all([page.waitForNavigation({ waitUntil: 'load' }), page.locator('main button').filter({ hasText: /^\s*Search/ }).first().click()])
		await look(v, 'no hit')
		await press(v, 'Create a record')
		await look(v, 'new child')
		await fill(v, { sex: 'M', address_status: 'ADDR_NONE', source: 'FAMILY' })
		await press(v, 'Create the record')
		assert.match(path(v), /^\/child\/\w{12}$/, (await page.locator('.govuk-error-summary').allInnerTexts()).join())
		await look(v, 'child')
		const child = path(v)
		await page.goto(`${child}/chronology`)
		await look(v, 'chronology')
		await page.goto(`${child}/history`)
		await look(v, 'child history')
		await page.goto(`${child}/services`)
		await look(v, 'services')
		const other = await visitor({ scripts, login: 'thale' })
		await other.page.goto('/search')
		await fill(other, { given: 'Otto', family, 'born-day': '3', 'born-month': '4', 'born-year': '2016' })
		await Promise.all([other.page.waitForNavigation({ waitUntil: 'load' }), other.page.locator('main button').filter({ hasText: /^\s*Search/ }).first().click()])
		await look(other, 'hits')
		await other.page.goto(child)
		await look(other, 'reason')
		await fill(other, { reason: 'A2' })
		await press(other, 'Open the record')
		assert.equal(path(other), child)
		await look(other, 'child of another')
		assert.deepEqual([...v.wrong, ...other.wrong], [])
		await other.context.close()
		await v.context.close()
	})
}

test('the pages of a team, its meetings and its lead professional', async () => {
	const c = await newSession('pnair'), base = await caf.toCompleted(c)
	const v = await visitor({ login: 'pnair' }), { page } = v
	for (const [at, what] of [['', 'case to decide'], ['/single', 'one service'], ['/team', 'team of nobody'], ['/team/family', 'family member'],
		['/team/professional', 'professional'], ['/call', 'call']]) {
		await page.goto(base + at)
		await look(v, what)
	}
	await press(v, 'Call the team')
	await look(v, 'call with errors')
	await page.goto(`${base}/team/professional`)
	await press(v, 'Add')
	await look(v, 'professional with errors')
	await caf.toTeam(c, base)
	for (const at of ['/team', '/lead', '/meetings', '/meeting-1', '/people', ...Object.keys(caf.MEETING).map(name => `/meeting-1/${name}`)]) {
		await page.goto(base + at)
		await look(v, `team ${at}`)
	}
	await page.goto(`${base}/lead`)
	await press(v, 'Propose')
	await look(v, 'proposal with errors')
	await caf.propose(c, base, 'Petra')
	await page.goto(`${base}/lead`)
	await look(v, 'proposed')
	await caf.confirm(await newSession('pstone'), base)
	await caf.hold(c, base)
	for (const [at, what] of [['/lead', 'lead'], ['/meeting-1', 'meeting ready'], ['/meeting-1/check', 'minutes'], ['/meetings', 'meeting held'], ['/team', 'team with a lead']]) {
		await page.goto(base + at)
		await look(v, what)
	}
	await page.goto(`${base}/meeting-1`)
	await press(v, 'Minutes are complete')
	await look(v, 'minutes complete')
	assert.deepEqual(v.wrong, [])
	await v.context.close()
})

// Of the service directory: an entry and all that an editor does with it.
function services() {
	const uuid = cell('SELECT uuid FROM everychild_caf.service LIMIT 1')
	return uuid === undefined ? ['/caf/services/providers/new'] : ['', '/edit', '/assure', '/versions', '/versions/1'].map(at => `/caf/services/${uuid}${at}`)
}

test('the pages of managers, auditors and administrators', async () => {
	for (const [login, paths] of [['zcarr', ['/signin/accounts', `/signin/accounts/${accountId('thale')}`, '/caf/unborn', '/nothing-here', '/help', '/accessibility']],
		['fwest', ['/caf/services', '/caf/services?age=1&day=SU&cost=PAID', '/caf/services/entries', '/caf/services/providers', '/caf/services/new/edit', ...services()]],
		['vking', ['/', '/access', '/caf/retention', '/caf/disposal', '/caf/disposal/log']], ['jreid', ['/', '/caf/', '/caf/?overdue=any&sort=name', '/caf/notices',
			'/caf/report', '/caf/report/needs', '/caf/report/dates', '/caf/report/plans', '/caf/report/rows/open', '/caf/report/export/open?what=ROWS',
			'/caf/report?from=2020-02-01&to=2020-01-01', '/caf/report?from=1999-01-01&to=1999-12-31']],
		['hgrant', ['/', `/caf/hand-over?from=${accountId('pnair')}`]], ['lcross', ['/', '/retention', '/disposal', '/disposal/log', '/caf/retention', '/caf/disposal', '/caf/disposal/log?state=done']]]) {
		const v = await visitor({ login })
		for (const at of paths) {
			await v.page.goto(at)
			await look(v, `${login} ${at}`)
		}
		assert.deepEqual(v.wrong, [], login)
		await v.context.close()
	}
})

test('what is typed is kept as a draft, and is there again after leaving', async () => {
	const c = await newSession('pnair'), base = await caf.toAssessing(c)
	const v = await visitor({ login: 'pnair' }), { page } = v
	await page.goto(`${base}/assessment/family`)
	await page.locator('[name=family_situation]').pressSequentially('Typed & left')
	await page.waitForFunction(() => /Draft kept at/.test(document.querySelector('.app-autosave__text').textContent), null, { timeout: 10000 })
	await look(v, 'section with a draft kept')
	await page.goto('/caf/')
	await page.goto(`${base}/assessment/family`)
	assert.equal(await page.inputValue('[name=family_situation]'), 'Typed & left')
	assert.match(await page.innerText('main, body'), /kept as a draft and not saved/)
	await look(v, 'section from a draft')
	await press(v, 'Save and come back later')
	assert.deepEqual(v.wrong, [])
	await v.context.close()
})

for (const scripts of [true, false]) {
	test(`two people, one answer: the comparison shows both, ${scripts ? 'with' : 'without'} scripts`, async () => {
		const c = await newSession('pnair'), base = await caf.toAssessing(c)
		sql(`INSERT INTO everychild_caf.record_person (record, account, relation, since, added_by)
			SELECT id, ${accountId('bcole')}, 'COA', UTC_TIMESTAMP(6), owner FROM everychild_caf.record WHERE handle = '${base.split('/')[3]}'`)
		const v = await visitor({ scripts, login: 'bcole' }), { page } = v, at = `${base}/assessment/family`
		await page.goto(at)
		await c.submit(await c.get(at), at, { family_situation: 'What Priya wrote', then: 'tasks' })
		await page.fill('[name=family_situation]', 'What Ben wrote')
		await press(v, 'Save and come back later')
		assert.match(await page.innerText('main'), /What Priya wrote/)
		assert.match(await page.innerText('main'), /What Ben wrote/)
		await look(v, 'comparison')
		await press(v, 'Save')
		await look(v, 'comparison with nothing chosen')
		assert.match(await page.innerText('main'), /Choose which text to keep/)
		await page.locator('[value=both]').check({ force: true })
		await page.fill('[name="text-family_situation"]', 'Both together')
		await look(v, 'comparison with both')
		await press(v, 'Save')
		assert.equal(path(v), `${base}/assessment`)
		await page.goto(at)
		assert.equal(await page.inputValue('[name=family_situation]'), 'Both together')
		assert.deepEqual(v.wrong, [])
		await v.context.close()
	})
}

test('by keyboard: the first Tab is the skip link, and it leads to the content', async () => {
	const v = await visitor({ login: 'pnair' }), { page } = v
	for (const at of ['/', '/caf/', '/caf/unborn', '/search', '/help']) {
		await page.goto(at)
		await page.keyboard.press('Tab')
		assert.equal(await page.evaluate(() => document.activeElement.className), 'govuk-skip-link', at)
		await page.keyboard.press('Enter')
		assert.equal(await page.evaluate(() => document.activeElement.id), 'main-content', at)
	}
	assert.deepEqual(v.wrong, [])
	await v.context.close()
})

test('before the session ends a dialog offers to stay; it does, and signs out at the end', async () => {
	const v = await visitor({ login: 'pnair' }), { page } = v
	await page.clock.install()
	await page.goto('/caf/unborn')
	await page.clock.runFor(25 * 60 * 1000 + 2000)
	await page.waitForSelector('dialog[open]')
	await look(v, 'time-out dialog')
	assert.match(await page.innerText('dialog'), /You will be signed out in \d/)
	const extended = page.waitForResponse(r => r.url().endsWith('/signin/extend'))
	await page.click('dialog >> text=Stay signed in')
	assert.equal((await extended).status(), 200)
	await page.waitForSelector('dialog[open]', { state: 'detached' })
	await page.clock.runFor(26 * 60 * 1000)
	await page.waitForSelector('dialog[open]')
	// The server's clock is another: there too the time has gone.
	sql(`UPDATE everychild.session SET seen_at = seen_at - INTERVAL 31 MINUTE WHERE account = ${accountId('pnair')}`)
	await Promise.all([page.waitForURL(/\/signin\?/), page.clock.runFor(5 * 60 * 1000)])
	await look(v, 'signed out by time')
	assert.match(page.url(), /return=%2Fcaf%2Funborn|return=\/caf\/unborn/)
	assert.deepEqual(v.wrong, [])
	await v.context.close()
})

test('after signing out, Back shows nothing of what was there', async () => {
	const c = await newSession('pnair'), base = await caf.toAssessing(c, { given: 'Backwards', family: 'Glance' })
	const v = await visitor({ login: 'pnair' }), { page } = v
	await page.goto(base)
	assert.match(await page.innerText('body'), /Backwards Glance/)
	await page.goto(`${base}/assessment/family`)
	await Promise.all([page.waitForURL(/ended=out/), page.click('#app-sign-out button')])
	await look(v, 'signed out')
	for (let i = 0; i < 4; i++) {
		await page.goBack().catch(() => null)
		assert.doesNotMatch(await page.innerText('body'), /Backwards|Glance/)
	}
	assert.deepEqual(v.wrong, [])
	await v.context.close()
})

test('scripts that somebody types are text', async () => {
	const evil = '"><img src=x onerror=alert(1)><script>alert(2)</script>\'</textarea><svg onload=alert(3)>'
	const c = await newSession('pnair'), base = await caf.toAssessing(c)
	for (const section of ['family', 'conclusions'])
		assert.equal((await caf.section(c, base, 'assessment', section, section === 'family' ? { family_situation: evil } : { conclusions: evil, goals: evil })).status, 303)
	const v = await visitor({ login: 'pnair' })
	v.page.on('dialog', d => { v.wrong.push('an alert'); d.dismiss() })
	for (const at of ['/assessment/family', '/assessment/conclusions', '/assessment/check', '/assessment/print', '/assessment/changes', '/assessment', '']) {
		await v.page.goto(base + at)
		assert.equal(await v.page.locator('img[src=x], main script, svg[onload]').count(), 0, at)
	}
	assert.deepEqual(v.wrong, [])
	await v.context.close()
})
