// The pages in a browser: accessibility, narrow screens, console, paper, and
// what the scripts do. Every page is opened with and without scripts.
//
//	ASSETS=… MODULES=… node --test tests/xslt/browser.test.mjs
//
// ASSETS is the folder that xslt/assets/build.sh made, MODULES a node_modules
// with playwright-core and @axe-core/playwright. Needs xsltproc and Chromium
// (CHROMIUM, or /usr/bin/chromium).
import test, { after, before } from 'node:test'
import assert from 'node:assert/strict'
import fs from 'node:fs'
import http from 'node:http'
import path from 'node:path'
import { createRequire } from 'node:module'
import { execFileSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'

const here = path.dirname(fileURLToPath(import.meta.url))
const { ASSETS, MODULES, CHROMIUM = '/usr/bin/chromium' } = process.env
if (!ASSETS || !MODULES) {
	console.error('set ASSETS and MODULES, see the head of this file')
	process.exit(2)
}
const require = createRequire(path.join(path.resolve(MODULES), 'here.js'))
const { chromium } = require('playwright-core')
const Axe = require('@axe-core/playwright').default

const POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; connect-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'"
const TYPES = { '.css': 'text/css', '.js': 'text/javascript', '.svg': 'image/svg+xml', '.html': 'text/html; charset=utf-8' }
const PAGES = fs.readdirSync(path.join(here, 'pages')).map(name => path.basename(name, '.xml'))
const STATIC = path.join(here, '../../conf/static')
const IDLE = 1800000
const WARN = 1500000

// Known and accepted: GOV.UK Frontend puts aria-expanded on radios, and the
// back link before main.
const ACCEPTED = violation => (violation.id === 'aria-allowed-attr' && violation.nodes.every(node => /type="radio"/.test(node.html))) ||
	(violation.id === 'region' && violation.nodes.every(node => /govuk-back-link/.test(node.html)))

let browser
let base
let posts = []		// what the server was sent
let draft = '200'	// how it answers to a draft
const server = http.createServer(serve)

function file(response, name) {
	response.setHeader('Content-Type', TYPES[path.extname(name)])
	response.end(fs.readFileSync(name))
}

function answerDraft(response) {
	if (draft === '303') {
		response.writeHead(303, { Location: '/signin' })
		response.end()
	} else if (draft === '200') {
		response.writeHead(200, { 'Content-Type': 'text/plain; charset=utf-8' })
		response.end('Draft kept at 2:05pm\n')
	} else {
		response.writeHead(Number(draft.slice(0, 3)), { 'Content-Type': draft.endsWith('html') ? 'text/html' : 'text/plain' })
		response.end()
	}
}

function serve(request, response) {
	const at = new URL(request.url, 'http://here').pathname.replace(/^\/children\//, '/')
	response.setHeader('Content-Security-Policy', POLICY)
	if (at.startsWith('/assets/')) {
		return file(response, path.join(ASSETS, at.slice(8)))
	}
	if (at.startsWith('/error/')) {
		return file(response, path.join(STATIC, at.slice(7)))
	}
	if (request.method === 'GET') {
		response.setHeader('Content-Type', TYPES['.html'])
		const page = path.join(here, 'pages', at.slice(1) + '.xml')
		return response.end(fs.existsSync(page) ? execFileSync('xsltproc', ['--nonet', path.join(here, '../../xslt/everychild.xsl'), page]) : '<title>elsewhere</title>')
	}
	let body = ''
	request.on('data', data => { body += data })
	request.on('end', () => {
		posts.push({ at, type: request.headers['content-type'], fields: new URLSearchParams(body) })
		if (at.endsWith('/draft')) {
			return answerDraft(response)
		}
		response.writeHead(at === '/signin/extend' ? 204 : 200, { 'Content-Type': TYPES['.html'] })
		response.end()
	})
}

before(async () => {
	server.listen(0, '127.0.0.1')
	await new Promise(done => server.once('listening', done))
	base = 'http://127.0.0.1:' + server.address().port
	browser = await chromium.launch({ executablePath: CHROMIUM, args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking', '--disable-component-update', '--disable-sync'] })
})
after(async () => {
	await browser?.close()
	server.close()
})

const drafts = () => posts.filter(post => post.at.endsWith('/draft'))
const settle = () => new Promise(done => setTimeout(done, 250))

// A page whose clock can be moved on.
async function opened(name, context) {
	const page = await (context || await browser.newContext()).newPage()
	await page.clock.install()
	await page.goto(`${base}/${name}`)
	await page.waitForLoadState('load')
	posts = []
	return page
}

async function pass(page, milliseconds) {
	await page.clock.runFor(milliseconds)
	await settle()
}

async function typed(page, text) {
	await page.locator('#family').pressSequentially(text)
	await pass(page, 2100)
}

const shown = page => page.textContent('.app-autosave__text')
const leaves = page => page.evaluate(() => {
	const event = new Event('beforeunload', { cancelable: true })
	window.dispatchEvent(event)
	return !event.defaultPrevented
})

// ---------- pages ----------

for (const scripts of [true, false]) {
	for (const width of [1280, 320]) {
		test(`pages ${scripts ? 'with' : 'without'} scripts, ${width} wide`, async t => {
			const context = await browser.newContext({ viewport: { width, height: 900 } })
			const paths = [...PAGES, ...fs.readdirSync(STATIC).filter(name => name.endsWith('.html')).map(name => 'error/' + name)]
			for (const name of paths) {
				await t.test(name, () => look(context, name, scripts, width))
			}
			await context.close()
		})
	}
}

async function look(context, name, scripts, width) {
	const page = await context.newPage()
	const said = []
	if (!scripts) {
		await page.route('**/*.js', route => route.abort())
	}
	page.on('console', message => ['error', 'warning'].includes(message.type()) && said.push(message.text()))
	page.on('pageerror', error => said.push(String(error)))
	await page.goto(`${base}/${name}`)
	await settle()
	assert.deepEqual(said.filter(text => scripts || !/ERR_FAILED/.test(text)), [], 'the console is clean')
	assert.ok(await page.evaluate(() => document.documentElement.scrollWidth) <= width, 'nothing is wider than the screen')
	if (scripts && name !== 'print' && !name.startsWith('error/')) {
		assert.ok(await page.evaluate(() => document.body.classList.contains('js-enabled')), 'scripts run')
	}
	const { violations } = await new Axe({ page }).withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']).analyze()
	assert.deepEqual(violations.filter(violation => !ACCEPTED(violation)).map(violation => `${violation.id}: ${violation.nodes[0].html}`), [])
	await page.close()
}

test('without scripts everything that may be asked is on the page', async () => {
	const page = await (await browser.newContext()).newPage()
	await page.route('**/*.js', route => route.abort())
	await page.goto(base + '/form')
	for (const id of ['access', 'shield_why', 'ethnicity_other', 'disability']) {
		assert.ok(await page.isVisible('#' + id), id)
	}
	assert.match(await page.innerText('.app-session-ends'), /You will be signed out at 2:35pm/)
	assert.equal(await page.isVisible('dialog'), false)
	await page.close()
})

test('paper names the sheet, the reference and who printed it', async () => {
	const page = await (await browser.newContext()).newPage()
	await page.goto(base + '/print')
	const foot = await page.evaluate(() => document.documentElement.dataset.foot)
	assert.equal(foot, 'CAF-26-0142. Printed by Asha Rao, 22 November 2026 at 2:05pm')
	await page.emulateMedia({ media: 'print' })
	await page.setViewportSize({ width: 673, height: 900 })	// A4 within its margins
	assert.ok(await page.evaluate(() => [...document.querySelectorAll('dd, td, th')].every(element => element.scrollWidth <= element.clientWidth + 1)), 'no text is cut off')
	assert.equal(await page.isVisible('.print-screen'), false)
	await page.close()
})

// ---------- drafts ----------

test('a draft is saved two seconds after the first key, with all fields and no button', async () => {
	draft = '200'
	const page = await opened('form')
	await page.locator('#family').pressSequentially('Booth')
	await pass(page, 1000)
	assert.equal(drafts().length, 0)
	await pass(page, 1100)
	assert.equal(drafts().length, 1)
	const { type, fields } = drafts()[0]
	assert.match(type, /^application\/x-www-form-urlencoded/)
	assert.equal(fields.get('family'), 'Booth')
	assert.equal(fields.get('token'), 'Zm9ybQ')
	assert.equal(fields.get('version'), '7')
	assert.equal(fields.get('born-day'), '9')
	assert.equal(fields.get('disability'), '\nWears glasses; hearing test due.')
	assert.equal(fields.has('do'), false)
	assert.equal(await shown(page), 'Draft kept at 2:05pm')
	await page.close()
})

test('204 is shown with the time of this computer', async () => {
	draft = '204'
	const page = await opened('form')
	await typed(page, 'B')
	assert.match(await shown(page), /^Saved at \d{1,2}:\d\d[ap]m$/)
	await page.close()
})

test('a failed draft is tried again, later each time, and holds the page', async () => {
	draft = '500'
	const page = await opened('form')
	await typed(page, 'B')
	assert.equal(await shown(page), 'Not saved, will try again')
	assert.equal(await leaves(page), false)
	await typed(page, 'CDE')
	assert.equal(drafts().length, 1, 'typing does not hurry it')
	await pass(page, 3000)
	assert.equal(drafts().length, 2)
	await pass(page, 5100)
	assert.equal(drafts().length, 2)
	draft = '200'
	await pass(page, 5100)
	assert.equal(drafts().length, 3)
	assert.equal(drafts()[2].fields.get('family'), 'BCDE')
	assert.equal(await shown(page), 'Draft kept at 2:05pm')
	assert.equal(await leaves(page), true)
	await page.close()
})

for (const answer of ['401', '403', '303']) {
	test(`signed out (${answer}): nothing more is sent, the text stays`, async () => {
		draft = answer
		const page = await opened('form')
		await typed(page, 'B')
		assert.match(await shown(page), /^You are signed out\./)
		await typed(page, 'C')
		await pass(page, 90000)
		assert.equal(drafts().length, 1)
		assert.equal(await page.inputValue('#family'), 'BC')
		assert.equal(await leaves(page), false)
		await page.close()
	})
}

for (const [answer, words] of [['200 html', /^Not saved, will try again/], ['409', /^Somebody else has saved/], ['400', /^Not saved as a draft/], ['422', /^Not saved as a draft/]]) {
	test(`${answer} is not taken for saved`, async () => {
		draft = answer
		const page = await opened('form')
		await typed(page, 'B')
		assert.match(await shown(page), words)
		await page.close()
	})
}

test('saving again and again is read out once', async () => {
	draft = '200'
	const page = await opened('form')
	await page.evaluate(() => {
		window.heard = 0
		new MutationObserver(changes => { window.heard += changes.length }).observe(document.querySelector('.app-autosave__said'), { childList: true, characterData: true, subtree: true })
	})
	for (const key of 'abc') {
		await typed(page, key)
	}
	assert.equal(drafts().length, 3)
	assert.equal(await page.evaluate(() => window.heard), 1)
	await page.close()
})

test('leaving by a link within two seconds sends the rest', async () => {
	draft = '200'
	const page = await opened('form')
	await page.locator('#family').pressSequentially('Zed')
	await page.click('.govuk-back-link')
	await settle()
	assert.equal(drafts().at(-1).fields.get('family'), 'Zed')
	await page.close()
})

test('signing out saves first', async () => {
	draft = '200'
	const page = await opened('form')
	await page.locator('#family').pressSequentially('Q')
	await page.click('.app-account__out')
	await settle()
	assert.deepEqual(posts.map(post => post.at), ['/caf/142/s/b/draft', '/signin/out'])
	await page.close()
})

test('nothing is kept in the browser', async () => {
	draft = '200'
	const page = await opened('form')
	await typed(page, 'B')
	assert.equal(await page.evaluate(() => localStorage.length + sessionStorage.length + document.cookie.length), 0)
	await page.close()
})

// ---------- forms ----------

test('Enter presses the main button, not the first that removes a row', async () => {
	const page = await opened('group')
	await page.locator('[id="people.0.name"]').press('Enter')
	await settle()
	assert.equal(posts[0].fields.get('do'), 'save')
	assert.equal(posts[0].fields.has('remove'), false)
	await page.close()
})

test('add and remove say which group and row, and the browser goes there', async () => {
	const page = await opened('group')
	await page.click('button[name=add][value=people]')
	await settle()
	assert.equal(posts[0].fields.get('add'), 'people')
	assert.equal(posts[0].fields.get('people.0.name'), 'Ruth Booth')
	assert.equal(new URL(page.url()).hash, '#people-last')
	await page.goto(base + '/group')
	posts = []
	await page.click('button[value="people.3"]')
	await settle()
	assert.equal(posts[0].fields.get('remove'), 'people.3')
	await page.close()
})

test('what depends on a choice appears with it', async () => {
	const page = await opened('form')
	assert.equal(await page.isVisible('#access'), false)
	await page.check('#needs-3')
	assert.equal(await page.isVisible('#access'), true)
	await page.check('#needs-4')
	assert.equal(await page.isVisible('#access'), false)
	assert.equal(await page.isChecked('#needs-2'), false, 'none of these unticks the others')
	await page.check('#shield')
	assert.equal(await page.isVisible('#shield_why'), true)
	await page.close()
})

test('each error leads to its control', async () => {
	const page = await opened('errors')
	for (const [words, id] of [['Enter the child’s name', 'child'], ['The date the arrangement began must include a month', 'began-month'], ['Enter the date of the first visit', 'due-day'], ['Choose the carer’s relationship to the child', 'relation'], ['Tick the box', 'agree']]) {
		await page.locator('.govuk-error-summary a', { hasText: words }).click()
		assert.equal(await page.evaluate(() => document.activeElement.id), id)
	}
	await page.close()
})

test('what has the focus is never behind the bar or the note', async () => {
	const page = await opened('form')
	await page.setViewportSize({ width: 1280, height: 700 })
	for (let i = 0; i < 60; i++) {
		await page.keyboard.press(i < 40 ? 'Tab' : 'Shift+Tab')
		await page.clock.runFor(50)
		const hidden = await page.evaluate(() => {
			const focus = document.activeElement
			const box = focus.getBoundingClientRect()
			if (focus === document.body || focus.closest('.app-identity')) {
				return ''
			}
			const over = document.elementFromPoint(box.left + 3, Math.max(1, box.top + 3))
			return box.bottom < 0 || box.top > innerHeight || over?.closest('.app-identity, .app-autosave') ? focus.outerHTML : ''
		})
		assert.equal(hidden, '')
	}
	await page.close()
})

// ---------- time-out ----------

test('the dialog warns in time, says the minutes, and staying works by button and by Escape', async () => {
	const page = await opened('form')
	await pass(page, WARN - 2000)
	assert.equal(await page.isVisible('dialog'), false)
	await pass(page, 3000)
	assert.equal(await page.isVisible('dialog'), true)
	assert.equal(await page.textContent('.app-timeout__said'), 'You will be signed out in 5 minutes.')
	await pass(page, 61000)
	assert.equal(await page.textContent('.app-timeout__said'), 'You will be signed out in 4 minutes.')
	await pass(page, 195000)
	assert.match(await page.textContent('.app-timeout__said'), /in (60|40) seconds\.$/)
	await page.click('.app-timeout__stay button')
	await settle()
	assert.equal(posts.at(-1).at, '/signin/extend')
	assert.equal(await page.isVisible('dialog'), false)
	await pass(page, WARN + 1000)
	await page.keyboard.press('Escape')
	await settle()
	assert.equal(posts.filter(post => post.at === '/signin/extend').length, 2)
	assert.equal(await page.isVisible('dialog'), false)
	await page.close()
})

test('a saved draft keeps the session: who types is not warned', async () => {
	draft = '200'
	const page = await opened('form')
	await pass(page, WARN - 60000)
	await typed(page, 'B')
	await pass(page, 120000)
	assert.equal(await page.isVisible('dialog'), false)
	await page.close()
})

test('the end leads to sign-in and back', async () => {
	const page = await opened('case')
	await pass(page, IDLE + 1000)
	assert.equal(page.url(), base + '/signin?ended=idle&return=%2Fcase')
	await page.close()
})

test('text that could not be saved stays on the screen', async () => {
	draft = '500'
	const page = await opened('form')
	await typed(page, 'B')
	await pass(page, IDLE + 1000)
	assert.equal(page.url(), base + '/form')
	assert.match(await shown(page), /^You are signed out\./)
	assert.equal(await page.isVisible('dialog'), false)
	await page.close()
})

test('other tabs stay signed in and are signed out together', async () => {
	const context = await browser.newContext()
	const one = await opened('case', context)
	const other = await opened('list', context)
	await pass(one, WARN + 10000)	// one clock for both
	assert.equal(await other.isVisible('dialog'), true)
	await one.bringToFront()
	await one.click('.app-timeout__stay button')
	await settle()
	assert.equal(await other.isVisible('dialog'), false)
	await one.click('.app-account__out')
	await settle()
	await pass(other, 3100)
	assert.equal(other.url(), base + '/signin?ended=out&return=%2Flist')
	await context.close()
})
