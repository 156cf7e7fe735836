// Private fostering in a browser: an arrangement from its notice to its end by the
// keys alone, with scripts and without; what axe and the console say of every page.
// On a stack that tests/stack filled with --arrangements.
import test, { after, before } from 'node:test'
import assert from 'node:assert/strict'
import { date } from '../lib/client.mjs'
import * as caf from '../lib/caf.mjs'
import { parts } from '../lib/fostering-pages.mjs'
import * as pf from '../lib/fostering.mjs'
import * as pv from '../lib/fostering-visits.mjs'
import { accountId, cell, newSession, routes, sql } from '../lib/stack.mjs'
import { PASSWORD, close, enter, enterOn, fill, launch, leave, look, path, press, tab, type, unfold, visitor } from './visitor.mjs'

const DB = 'everychild_fostering'
const NAMES = /Tamsin|Jessamy|Thrushcross|Olive|Marsh/
const kid = async (c, given = 'Tamsin') => pf.child(c, { given, family: 'Thrushcross', born: '2014-03-12', sex: 'F' })

before(launch)
after(close)

// Fills in with the keys and presses the button of these words with them.
async function send(v, answers, words, what) {
	await type(v, answers)
	if (what && v.scripts) await look(v, what)
	await enterOn(v, words)
	assert.equal(await v.page.locator('.govuk-error-summary').count(), 0, `${path(v)}: ${await v.page.locator('.govuk-error-summary').allInnerTexts()}`)
}

async function on(v, login, way) {
	const other = await visitor({ scripts: v.scripts, names: NAMES, login })
	await way(other)
	await leave(other)
}

for (const scripts of [true, false]) {
	test(`by keyboard from a notice to the end of the arrangement, ${scripts ? 'with' : 'without'} scripts`, async () => {
		const child = await kid(await newSession('dmarsh'), scripts ? 'Tamsin' : 'Jessamy')
		const v = await visitor({ scripts, names: NAMES, login: 'dmarsh' }), { page } = v
		// The same pages: looked at once, and only what the test of every page does not see.
		const see = scripts ? look : () => undefined
		await page.goto(`/child/${child}`)
		await send(v, { reason: 'A1' }, 'Open the record')
		await enterOn(v, 'Take a private fostering notice')
		await enterOn(v, 'Save the notice')
		assert.match(await page.title(), /^Error: /)
		if (scripts) assert.ok(await page.evaluate(() => document.activeElement.classList.contains('govuk-error-summary')), 'the summary of errors has the focus')
		await page.keyboard.press('Tab')
		if (!scripts) while (!await page.evaluate(() => document.activeElement.matches('.govuk-error-summary a'))) await page.keyboard.press('Tab')
		await page.keyboard.press('Enter')
		assert.equal(await page.evaluate(() => document.activeElement.name ?? location.hash.slice(1)), 'regulation')
		await send(v, { regulation: '3(1)', notifier: 'CARER', notifier_name: 'Olive Marsh', channel: 'WRITING', ...date('received_on', pf.today(-2)),
			carer_given: 'Olive', carer_family: `Marsh${scripts ? 'ton' : 'field'}`, line1: '4 Mill Lane', town: 'Sandmouth', postcode: pf.postcode(),
			relationship: 'FAMILY_FRIEND', ...date('starts_on', pf.today(10)) }, 'Save the notice')
		const base = path(v)
		assert.equal(pf.stateOf(base), 'ENQUIRY')
		await see(v, 'enquiry')

		await enterOn(v, 'Answer what it asks')
		const { relationship, ...rest } = pf.FACTS
		await send(v, { ...rest, open_ended: 'Y' }, 'Save and test')
		assert.equal(relationship, pf.fact(base, 'relationship'))
		await see(v, 'tested')
		await page.goto(`${base}/decide`)
		await enterOn(v, 'Confirm')
		assert.equal(pf.stateOf(base), 'PROPOSED')
		await page.goto(base)
		await see(v, 'proposed')

		await enterOn(v, 'The child has arrived')
		await send(v, { ...date('came_on', pf.today(-1)), ...date('known_on', pf.today()) }, 'The child is there')
		assert.equal(pf.stateOf(base), 'ACTIVE_NEW')
		await page.goto(base)
		for (const item of await page.locator('main a[href*="/initial/"]').evaluateAll(all => all.map(a => a.href.split('/').at(-1)))) {
			await page.goto(base)
			await enter(v, `main a[href$="/initial/${item}"]`)
			await send(v, item === 'd' ? { method: pv.NOBODY.method, ...date('done_on', pf.today()), reason: pv.NOBODY.reason } : { method: 'FACE', ...date('done_on', pf.today()), ...(item === 'c' ? { alone: 'Y' } : {}) }, 'Save')
		}

		await page.goto(base)
		await enterOn(v, 'Plan a visit')
		await send(v, { type: 'REG7', ...date('planned_on', pf.today()), planned_time: '10:00' }, 'Plan the visit')
		await send(v, { status: 'DONE', method: 'FACE', child_seen: 'Y', alone: 'Y', ...date('visited_on', pf.today()), safeguarding: 'N' }, 'Save')
		const visit = path(v)
		await see(v, 'visit recorded')
		await enterOn(v, 'Write the report')
		const form = path(v)
		await see(v, 'report tasks')
		for (const [section, answers] of [['visit', { place: 'At home', 'present.1.present_name': 'Olive', 'household.1.member_seen': 'Y', bedroom_seen: 'Y', language: 'English', interpreter: 'N' }],
			['matters_1', { wishes_finding: 'SATISFACTORY', wishes_note: 'She likes it here' }], ['report', { report: 'She is well looked after.' }]]) {
			await enter(v, `main a[href$="${form}/${section}"]`)
			await send(v, answers, 'Save and come back later', `report ${section}`)
			assert.equal(path(v), form)
		}
		await enterOn(v, 'Send it to the manager')
		await on(v, 'tbrook', async m => {
			await m.page.goto(visit)
			await send(m, { sign: 'Y' }, 'Save')
		})
		await page.goto(`${base}/suitability`)
		await send(v, { proposed: 'SUITABLE', proposed_why: 'Seen, and well' }, 'Propose')
		await on(v, 'tbrook', async m => {
			await m.page.goto(`${base}/suitability`)
			await send(m, { outcome: 'SUITABLE', reason: 'As the report says' }, 'Decide')
			await see(m, 'suitability decided')
		})
		assert.equal(pf.stateOf(base), 'ACTIVE')

		await page.goto(base)
		await see(v, 'active')
		await unfold(v, 'If it ends, or goes another way')
		await enterOn(v, 'The arrangement has ended')
		await send(v, { ...date('ended_on', pf.today()), reason: 'RETURNED_PARENT', why: 'Home again' }, 'Record the end')
		await page.goto(`${base}/ending`)
		await send(v, pf.DETAILS, 'Save and ask')
		await on(v, 'tbrook', async m => {
			await m.page.goto(`${base}/close`)
			await send(m, { agreed: 'Y' }, 'Decide')
			await see(m, 'ended')
		})
		assert.equal(pf.stateOf(base), 'ENDED')
		await leave(v)
	})
}

// -- every page --

// Where a page stands in another state than ACTIVE, that state.
const STATE = { again: 'NOT_PF', undo: 'NOT_PF', 'absence/back': 'PAUSED', 'absence/ended': 'PAUSED', ending: 'END_DUE', close: 'END_DUE', arrival: 'PROPOSED', dropped: 'READY' }
const some = state => cell(`SELECT r.handle FROM ${DB}.record r WHERE r.state = '${state}' AND r.restricted = 0 AND r.reference < 'PF-890-2026-9'
	ORDER BY (SELECT COUNT(*) FROM ${DB}.visit v WHERE v.record = r.id) DESC LIMIT 1`)
const below = route => route.pattern.replace('/fostering/case/:id', '').slice(1)
// A file is no page.
const ALL = routes('fostering'), PAGES = ALL.filter(r => r.method === 'GET' && !/\/export\//.test(r.pattern))
// A page that is a form is empty already.
const isForm = route => ALL.some(r => r.method === 'POST' && r.pattern === route.pattern)
const login = route => route.roles.length === 0 ? 'dmarsh' : ['PFM tbrook', 'PFW dmarsh', 'PFO avale', 'AUD vking'].map(w => w.split(' ')).find(([role]) => route.roles.includes(role))[1]

// What a person finds who sends a form with nothing in it, or nonsense.
async function nonsense(v, what) {
	const { page } = v
	const forms = await page.evaluate(() => [...document.querySelectorAll('main form[method=post]')].filter(f => f.querySelector('input:not([type=hidden]), select, textarea')).length)
	for (let i = 0, at = page.url(); i < forms; i++) {
		if (i > 0) await page.goto(at)
		await Promise.all([page.waitForNavigation({ waitUntil: 'load' }), page.evaluate(i => {
			const form = [...document.querySelectorAll('main form[method=post]')].filter(f => f.querySelector('input:not([type=hidden]), select, textarea'))[i]
			for (const e of form.elements) {
				if (['radio', 'checkbox'].includes(e.type)) e.checked = false
				else if (e.type === 'text') e.value = /-(day|month)$/.test(e.name) ? '77' : ''
				else if (e.type !== 'hidden' && e.tagName !== 'BUTTON') e.value = ''
			}
			HTMLFormElement.prototype.submit.call(form)
		}, i)])
		if (await page.locator('.govuk-error-summary').count() > 0) await look(v, `${what} with errors${i || ''}`)
	}
}

test('every page: as it is filled, as it is empty, and with errors', async () => {
	const dan = await newSession('dmarsh'), base = await pf.active(dan, await kid(dan, 'Tamsina'))
	const empty = await pf.start(dan, await kid(dan, 'Tamsinella')), ready = await pf.proposed(dan, await kid(dan, 'Tamsinetta'), {})
	sql(`UPDATE ${DB}.record SET team = (SELECT team FROM everychild.account WHERE login = 'dmarsh') WHERE handle IN (${[base, empty, ready].map(b => `'${pf.handleOf(b)}'`)})`)
	const tested = await pf.start(dan, await kid(dan, 'Tamsinda')), uncle = await pf.start(dan, await kid(dan, 'Tamsinora'))
	await pf.facts(dan, tested)
	await pf.facts(dan, uncle, { relationship: 'UNCLE_AUNT_FULL' })
	const child = await kid(await newSession('tbrook'), 'Tamsinessa'), values = { ...parts(base), child }, people = {}
	const someone = async login => people[login] ??= await visitor({ names: NAMES, login })
	const manager = await someone('tbrook')
	await manager.page.goto(`/child/${child}`)
	await manager.page.check('[name=reason][value=A1]', { force: true })
	await press(manager, 'Open the record')
	STATE.decide = pf.handleOf(tested)
	STATE['not-pf'] = pf.handleOf(uncle)
	const address = (route, id) => route.pattern.replace(/:(\w+)/g, (all, name) => name === 'id' ? id : name === 'kind' && route.pattern.includes('/change/') ? 'ADDRESS' : values[name])
	const pages = PAGES.map(route => {
		const state = STATE[below(route)] ?? 'ACTIVE', own = /:(?!id)/.test(route.pattern) && !route.pattern.includes(':form')
		const id = own ? pf.handleOf(base) : /^[A-Z_]+$/.test(state) ? some(state) : state
		return { login: login(route), at: address(route, id), what: route.pattern.replace('/fostering', '').replace('/case/:id', 'case'),
			// Only where a birthday ended it by itself.
			allowed: below(route) === 'not-ended' ? [200, 404, 409] : [200, 409] }
	})
	pages.push({ login: 'tbrook', at: `${base}/letter/ACK/0?to=carer`, what: 'letter to the carer', allowed: [200] })
	for (const route of PAGES.filter(r => /^\/fostering\/case\/:id(\/[a-z-]+)*$/.test(r.pattern) && !(below(r) in STATE) && !isForm(r)))
		pages.push({ login: 'tbrook', at: address(route, pf.handleOf(empty)), what: `empty ${route.pattern.replace('/fostering/case/:id', 'case')}`, empty: true, allowed: [200, 404] })
	for (const { login } of pages) await someone(login)
	// Two at a time: most of it is waiting for axe.
	const wrong = []
	await Promise.all([0, 1].map(async () => {
		const mine = {}
		for (let one; (one = pages.shift());) {
			const v = mine[one.login] ??= await tab(people[one.login]), answer = await v.page.goto(one.at)
			if (!one.allowed.includes(answer.status())) wrong.push(`${one.at}: ${answer.status()}`)
			if (answer.status() === 404) continue
			await look(v, one.what)
			if (!one.empty) await nonsense(v, one.what)
		}
	}))
	assert.deepEqual(wrong, [])
	for (const v of Object.values(people)) await leave(v)
})

// -- typing is never lost --

for (const scripts of [true, false]) {
	test(`what was typed is there after the session ended, ${scripts ? 'with' : 'without'} scripts`, async () => {
		const c = await newSession('dmarsh'), base = await pf.start(c, await kid(c, scripts ? 'Tamsinetta' : 'Jessamyn'))
		const v = await visitor({ scripts, names: NAMES, login: 'dmarsh' }), { page } = v, at = `${base}/another-notice`
		await page.goto(at)
		await fill(v, { notifier_name: 'Typed & left', note: 'Rang twice' })
		sql(`UPDATE everychild.session SET seen_at = seen_at - INTERVAL 31 MINUTE WHERE account = ${accountId('dmarsh')}`)
		await enterOn(v, 'Save')
		assert.equal(path(v), '/signin')
		await fill(v, { login: 'dmarsh', password: PASSWORD })
		await Promise.all([page.waitForURL(url => url.pathname === at), page.locator('main').getByRole('button', { name: 'Sign in' }).click()])
		assert.equal(await page.inputValue('[name=notifier_name]'), 'Typed & left')
		await leave(v)
	})
}

test('what is typed in a notice or a report is kept as a draft, and is there again after leaving', async () => {
	const c = await newSession('dmarsh'), base = await pf.active(c, await kid(c, 'Tamsindra')), visit = await pv.plan(c, base, { type: 'REG7' })
	pf.led(await pv.record(c, visit, {}))
	const v = await visitor({ names: NAMES, login: 'dmarsh' }), { page } = v
	for (const [at, name] of [[`${base}/notice-1/child`, 'child_culture'], [`${pv.formOf(visit)}/report`, 'report']]) {
		await page.goto(at)
		await page.locator(`[name=${name}]`).fill('Typed & left')
		await page.waitForFunction(() => /Draft kept at/.test(document.querySelector('.app-autosave__text').textContent), null, { timeout: 10000 })
		await page.goto('/fostering/')
		await page.goto(at)
		assert.equal(await page.inputValue(`[name=${name}]`), 'Typed & left')
		assert.match(await page.innerText('body'), /kept as a draft and not saved/)
		await look(v, `from a draft ${name}`)
		// With the session gone the draft is still there.
		sql(`UPDATE everychild.session SET seen_at = seen_at - INTERVAL 31 MINUTE WHERE account = ${accountId('dmarsh')}`)
		await page.goto(at)
		assert.equal(path(v), '/signin')
		await fill(v, { login: 'dmarsh', password: PASSWORD })
		await Promise.all([page.waitForURL(url => url.pathname === at), page.locator('main').getByRole('button', { name: 'Sign in' }).click()])
		assert.equal(await page.inputValue(`[name=${name}]`), 'Typed & left')
	}
	await leave(v)
})
