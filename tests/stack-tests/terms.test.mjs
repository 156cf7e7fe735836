// The words of the law's day come from the chosen terms file: it changes every
// label and nothing else. The pages are asked for with the terms of 2009, of
// 2026, and with a file in which each term is a mark: the page of marks with the
// words put in has to be the page, byte for byte.
import test, { after, before } from 'node:test'
import assert from 'node:assert/strict'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import * as caf from '../lib/caf.mjs'
import { cell, env, newSession, routes, settings, sql, troubles, logMark } from '../lib/stack.mjs'

const shared = path.join(env.EC_BUILD, 'installed/share/everychild')
const dir = fs.mkdtempSync(path.join(os.tmpdir(), 'ecterms.'))
const terms = Object.fromEntries(['ecm2009', 'fh2026'].map(name => [name, [...fs.readFileSync(path.join(shared,
	`terms-${name}.xml`), 'utf8').matchAll(/<term key="([^"]*)" text="([^"]*)"/g)].map(([, key, text]) => [key, text])]))
const mark = key => `<<${Buffer.from(key).toString('hex')}>>`.replace('<<', '⟦').replace('>>', '⟧')
let c, pages

function same(got, wanted, what) {
	if (got === wanted) return
	let i = 0
	while (got[i] === wanted[i]) i++
	assert.fail(`${what}: …${got.slice(Math.max(0, i - 80), i + 80)}… is not …${wanted.slice(i, i + 80)}…`)
}

// What differs with every request.
const steady = body => body.replace(/datetime="[^"]*"/g, 'datetime').replace(/name="token" value="[^"]*"/g, 'token').replace(/value="[^"]*" name="token"/g, 'token')
	.replace(/data-token="[^"]*"/g, 'token').replace(/nonce="[^"]*"/g, 'nonce').replace(/\b\d{1,2}:\d{2}(:\d{2})?\s?[ap]m\b/g, 'time')
	.replace(/[Rr]equest [0-9a-f-]{8,}/g, 'request').replace(/\d+ seconds/g, 'seconds').replace(/data-(idle|left|session)[a-z-]*="\d+"/g, 'left')

async function see() {
	const seen = {}
	c = await newSession('pnair')
	for (const page of pages) {
		const got = await c.get(page)
		assert.equal(got.status, 200, page)
		seen[page] = steady(got.body)
	}
	return seen
}

before(async () => {
	logMark()
	c = await newSession('pnair')
	const base = await caf.toAssessing(c, { given: 'Terra', family: 'Wordsworth' })
	await caf.fill(c, base)
	const done = await caf.toAssessing(c, { given: 'Lexa', family: 'Glossop' })
	await caf.fill(c, done)
	assert.equal((await caf.complete(c, done)).status, 303)
	const below = route => route.pattern.replace('/caf/case/:id', '')
	const plain = routes('caf').filter(r => r.method === 'GET' && r.pattern.startsWith('/caf/case/:id') && !below(r).includes(':')).map(below)
	pages = ['/', '/search', '/caf/', '/caf/unborn']
	for (const at of [base, done])
		for (const what of [...plain, '/assessment', '/assessment/check', '/assessment/print', '/assessment/consent', '/assessment/conclusions'])
			if ((await c.get(at + what)).status === 200)
				pages.push(at + what)
	assert.ok(pages.length > 15, String(pages.length))
})

test('the chosen terms change every label and nothing else', async () => {
	fs.cpSync(shared, dir, { recursive: true })
	fs.writeFileSync(path.join(dir, 'terms-fh2026.xml'), '<?xml version="1.0" encoding="UTF-8"?>\n<terms name="fh2026" title="Marks">\n' +
		terms.ecm2009.map(([key]) => `<term key="${key}" text="${mark(key)}"/>\n`).join('') + '</terms>\n')
	const old = await see()
	let back = settings({ 'authority.terms': 'fh2026' }, 'caf', 'index')
	const today = await see()
	back()
	back = settings({ 'authority.terms': 'fh2026', 'data.dir': dir }, 'caf', 'index')
	const marks = await see()
	back()
	const speak = (body, words) => words.reduce((text, [key, word]) => text.replaceAll(mark(key), word.replaceAll('&', '&amp;')), body)
	// What was written down with its title keeps the words of its day.
	const stored = new Set(sql('SELECT title FROM everychild_caf.event UNION SELECT title FROM everychild_caf.deadline UNION SELECT title FROM everychild_caf.involvement UNION SELECT title FROM everychild_caf.notice').flat())
	for (const page of pages) {
		assert.ok(page === '/search' || marks[page].includes('⟦'), `no term on ${page}`)
		same(speak(marks[page], terms.ecm2009), old[page], page)
		same(speak(marks[page], terms.fh2026), today[page], page)
		let text = marks[page].replace(/<[^>]*>/g, ' ').replace(/CAF-890-\d{4}-\d+\/\d+/g, '')
		for (const title of stored) text = text.replaceAll(title, '')
		const left = /.{0,60}(common assessment|\bCAF\b|lead professional|team around|delivery plan|lead practitioner|\bTAC\b).{0,40}/i.exec(text)
		assert.equal(left, null, `${page}: a word of the terms that is not one: ${left?.[0]}`)
	}
})

after(() => {
	fs.rmSync(dir, { recursive: true, force: true })
	assert.equal(cell('SELECT 1'), '1')
	assert.deepEqual(troubles(), [])
})
