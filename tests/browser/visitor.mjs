// A person at a browser: signs in, fills in, presses, and looks at every page and
// state on the way. Shared by the journeys of all programs.
import assert from 'node:assert/strict'
import fs from 'node:fs'
import { createRequire } from 'node:module'
import { env, logMark, troubles } from '../lib/stack.mjs'

const require = createRequire(import.meta.url)
const { chromium } = require('playwright-core')
const Axe = require('@axe-core/playwright').default
export const PASSWORD = fs.readFileSync(env.EC_PASSWORD_FILE, 'utf8').trim()
const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']
// GOV.UK Frontend puts aria-expanded on radios; it places the back link before main.
const ACCEPTED = v => (v.id === 'aria-allowed-attr' && v.nodes.every(n => /type="(radio|checkbox)"/.test(n.html))) ||
	(v.id === 'region' && v.nodes.every(n => /govuk-(back-link|breadcrumbs)/.test(n.html)))

let browser

// Before the tests of a file and after them.
export async function launch() {
	browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium', args: ['--no-sandbox', '--disable-gpu', '--disable-quic',
		'--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'] })
	logMark()
}
export async function close() {
	await browser?.close()
	assert.deepEqual(troubles(), [])
}

// A browser of its own, which notes whatever is wrong on its way. names: of people
// on the pages, which no title may hold.
export async function visitor({ scripts = true, width = 1280, login, names = /Smith|Ann|Winter|Otto/ } = {}) {
	const context = await browser.newContext({ viewport: { width, height: 900 }, ignoreHTTPSErrors: true, baseURL: env.EC_URL, locale: 'en-GB', timezoneId: 'Europe/London' })
	context.setDefaultTimeout(8000)
	const v = { context, wrong: [], scripts, names, seen: new Set() }
	v.page = await newPage(v)
	v.login = name => signIn(v, name)
	if (login) await signIn(v, login)
	return v
}

// The same person's second page.
export const tab = async v => ({ ...v, page: await newPage(v) })

async function newPage({ context, wrong, scripts }) {
	const page = await context.newPage()
	if (!scripts) await page.route('**/*.js*', route => route.abort())
	page.on('console', m => {
		if (!['error', 'warning'].includes(m.type())) return
		if (!scripts && /ERR_FAILED/.test(m.text())) return
		if (/status of (4\d\d)/.test(m.text())) return	// a refusal that the test means
		wrong.push(`${page.url()}: ${m.text()}`)
	})
	page.on('pageerror', error => wrong.push(`${page.url()}: ${error}`))
	page.on('request', r => r.url().startsWith(env.EC_URL) || wrong.push(`foreign request ${r.url()}`))
	page.on('response', r => r.status() >= 500 && wrong.push(`${r.status()} ${r.url()}`))
	return page
}

export async function leave(v) {
	assert.deepEqual(v.wrong, [])
	await v.context.close()
}

async function signIn(v, login) {
	await v.page.goto('/signin')
	await look(v, 'sign in')
	await v.page.fill('#login', login)
	await v.page.fill('#password', PASSWORD)
	await Promise.all([v.page.waitForURL(url => url.pathname !== '/signin'), v.page.locator('main').getByRole('button', { name: 'Sign in' }).click()])
}

// A picture of each page looked at, for who wants to see them: PICTURES names a directory.
async function picture(v, at, width) {
	if (!process.env.PICTURES) return
	await v.page.screenshot({ path: `${process.env.PICTURES}/${at.replace(/\W+/g, '-').slice(0, 90)}-${width}.png`, fullPage: true })
}

// Each page and state once: no violation, nothing wider than the screen, and no
// name in the title.
export async function look(v, what) {
	if (v.seen.has(what)) return
	v.seen.add(what)
	const { page } = v
	await page.waitForLoadState('load')
	const at = `${what} (${new URL(page.url()).pathname})`
	assert.ok(await page.evaluate(() => document.documentElement.scrollWidth) <= page.viewportSize().width, `${at}: wider than the screen`)
	if (page.viewportSize().width > 320) {
		const { width, height } = page.viewportSize()
		await page.setViewportSize({ width: 320, height: 900 })
		const wide = await page.evaluate(() => document.documentElement.scrollWidth)
		await picture(v, what, 320)
		await page.setViewportSize({ width, height })
		assert.ok(wide <= 320, `${at}: ${wide} wide on a screen of 320`)
	}
	await picture(v, what, 1280)
	// No frames: no page of its own is needed to put results together.
	const { violations } = await new Axe({ page }).options({ resultTypes: ['violations'] }).withTags(TAGS).setLegacyMode().analyze()
	assert.deepEqual(violations.filter(x => !ACCEPTED(x)).map(x => `${at}: ${x.id}: ${x.nodes[0].html}`), [])
	assert.doesNotMatch(await page.title(), v.names, at)
	assert.equal(await page.locator('h1').count(), 1, `${at}: one heading`)
}

// Presses a button of main and waits for the next page.
export async function press(v, name) {
	await Promise.all([v.page.waitForNavigation({ waitUntil: 'load' }), v.page.locator('main').getByRole('button', { name, exact: true }).first().click()])
}
export const follow = (v, name) => Promise.all([v.page.waitForNavigation({ waitUntil: 'load' }), v.page.locator('main a').filter({ hasText: name }).first().click()])

// By name and value, as the forms have them.
export async function fill(v, answers) {
	for (const [name, value] of Object.entries(answers)) {
		if (value === null) continue
		// A list begins without a row.
		if (/\.1\./.test(name) && await v.page.locator(`main [name="${name}"], main [name="${name}-day"]`).count() === 0)
			await Promise.all([v.page.waitForNavigation({ waitUntil: 'load' }), v.page.locator(`main button[name="add"][value="${name.split('.')[0]}"]`).click()])
		const control = v.page.locator(`main [name="${name}"]`).first()
		const kind = await control.evaluate(e => e.tagName === 'SELECT' ? 'select' : e.type)
		if (kind === 'radio' || kind === 'checkbox') {
			const one = v.page.locator(`main [name="${name}"][value="${value}"]`)
			if (!await one.isChecked()) await one.check({ force: true })
		} else if (kind === 'select') await control.selectOption(value)
		else await control.fill(value)
	}
}

export const path = v => new URL(v.page.url()).pathname

// -- by keyboard --

// Tab until the focus is on what CSS finds first; fails where Tab does not lead there.
async function reach(v, css) {
	const { page } = v
	const there = () => page.evaluate(css => {
		const a = document.activeElement
		return a.matches(css) && a.checkVisibility()
	}, css)
	// On a page that is new the first Tab leads to the link over all that is before main.
	if (await page.evaluate(() => document.activeElement === document.body)) {
		await page.keyboard.press('Tab')
		if (await there()) return
		await page.keyboard.press('Enter')
	}
	let found = await there()
	// Held down, it goes on.
	for (let i = 0; i < 250 && !found; i++) {
		await page.keyboard.down('Tab')
		found = await there()
	}
	await page.keyboard.up('Tab')
	assert.ok(found, `${page.url()}: Tab does not lead to ${css}`)
}

// Into the group of radios, and along it to the value.
async function choose(v, name, value) {
	await reach(v, `main [name="${name}"]`)
	const { page } = v, chosen = () => page.evaluate(value => document.activeElement.value === value, value)
	for (let i = 0; i < 60 && !await chosen(); i++) await page.keyboard.press('ArrowDown')
	assert.ok(await chosen(), `${page.url()}: no way to ${name} ${value} with the arrows`)
	if (!await page.evaluate(() => document.activeElement.checked ?? true)) await page.keyboard.press('Space')
}

// fill() by the keys alone. Answers in the order of the page need the fewest.
export async function type(v, answers) {
	const { page } = v
	for (const [name, value] of Object.entries(answers)) {
		if (value === null) continue
		if (/\.1\./.test(name) && await page.locator(`main [name="${name}"], main [name="${name}-day"]`).count() === 0)
			await enter(v, `main button[name="add"][value="${name.split('.')[0]}"]`)
		const kind = await page.locator(`main [name="${name}"]`).first().evaluate(e => e.tagName === 'SELECT' ? 'select' : e.type)
		if (kind === 'radio' || kind === 'select') await choose(v, name, value)
		else if (kind === 'checkbox') {
			const css = `main [name="${name}"][value="${value}"]`
			await reach(v, css)
			if (!await page.isChecked(css)) await page.keyboard.press('Space')
		} else {
			await reach(v, `main [name="${name}"]`)
			await page.keyboard.press('ControlOrMeta+a')
			await page.keyboard.insertText(value)
		}
	}
}

// Enter on a link or button, and the page it leads to.
export async function enter(v, css) {
	await reach(v, css)
	await Promise.all([v.page.waitForNavigation({ waitUntil: 'load' }), v.page.keyboard.press('Enter')])
}
// By the words on it, in main.
export async function enterOn(v, words) {
	await v.page.locator('main a, main button').filter({ hasText: words }).first().evaluate(e => e.setAttribute('data-sought', ''))
	await enter(v, '[data-sought]')
}
// Opens what is folded below these words.
export async function unfold(v, words) {
	await v.page.locator('main summary').filter({ hasText: words }).first().evaluate(e => e.setAttribute('data-fold', ''))
	await reach(v, '[data-fold]')
	await v.page.keyboard.press('Enter')
}
