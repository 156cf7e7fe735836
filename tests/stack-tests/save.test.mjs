// What is typed is saved once, or the person is told that it was not; nobody's
// text is lost to another's.
import test, { after, before } from 'node:test'
import assert from 'node:assert/strict'
import * as caf from '../lib/caf.mjs'
import { unescape } from '../lib/client.mjs'
import { dbClient, accountId, cell, env, logMark, person, sleep, sql, stack, troubles, until } from '../lib/stack.mjs'

let c, other, base, id

before(async () => {
	c = await person('pnair')
	other = await person('bcole')
	base = await caf.toAssessing(c)
	id = recordId(base)
	share(base, 'bcole')
	logMark()
})

const recordId = base => cell(`SELECT id FROM everychild_caf.record WHERE handle = '${base.split('/')[3]}'`)

// A second person on the case, as co-assessor.
function share(base, login) {
	sql(`INSERT INTO everychild_caf.record_person (record, account, relation, since, added_by)
		VALUES (${recordId(base)}, ${accountId(login)}, 'COA', UTC_TIMESTAMP(6), ${accountId('pnair')})`)
}

const documentOf = (record = id) => cell(`SELECT id FROM everychild_caf.document WHERE record = ${record} AND form = 'assessment'`)
const revision = () => Number(cell(`SELECT revision FROM everychild_caf.document WHERE id = ${documentOf()}`))
// As it is stored, byte for byte.
const stored = (field, item = 0) => {
	const hex = cell(`SELECT HEX(value) FROM everychild_caf.answer WHERE document = ${documentOf()} AND field = '${field}' AND item = ${item} ORDER BY revision DESC LIMIT 1`)
	return hex === undefined ? undefined : Buffer.from(hex, 'hex').toString('utf8')
}
const rowsOf = field => sql(`SELECT item, value FROM everychild_caf.answer a WHERE document = ${documentOf()} AND field = '${field}'
	AND revision = (SELECT MAX(revision) FROM everychild_caf.answer b WHERE b.document = a.document AND b.field = a.field AND b.item = a.item) ORDER BY item`)
	.map(row => row[1]).filter(value => value !== '')

const path = (section, of = base) => `${of}/assessment/${section}`
const opened = (who, section) => who.get(path(section))
const send = (who, page, section, changes) => who.submit(page, path(section), { then: 'tasks', ...changes })
const value = (page, section, name) => page.form(path(section)).fields.find(f => f[0] === name)?.[1]

// -- once --

test('the same post twenty times at once has one effect, and every answer leads to it', async () => {
	const page = await opened(c, 'family'), before = revision()
	const answers = await Promise.all(Array.from({ length: 20 }, () => send(c, page, 'family', { family_situation: 'Twenty at once' })))
	assert.deepEqual([...new Set(answers.map(a => a.status))], [303])
	for (const a of answers) assert.equal(a.location.split('?')[0], `${base}/assessment`)
	assert.equal(revision(), before + 1)
	assert.equal(stored('family_situation'), 'Twenty at once')
})

test('starting a case twenty times with one form makes one case', async () => {
	const page = await c.get('/caf/unborn'), count = () => Number(cell('SELECT COUNT(*) FROM everychild_caf.record')), before = count()
	const answers = await Promise.all(Array.from({ length: 20 }, () => c.submit(page, '/caf/unborn',
		{ mother_given: 'Twice', mother_family: 'Pressed', 'expected_on': caf.today(50), way: 'CHECKLIST' })))
	assert.equal(count(), before + 1)
	assert.equal(new Set(answers.map(a => a.location.split('?')[0])).size, 1)
	for (const a of answers) assert.equal((await c.get(a.location)).status, 200)
})

test('reloading after success says when it was saved and saves nothing', async () => {
	const page = await opened(c, 'family')
	await send(c, page, 'family', { family_situation: 'First' })
	const before = revision(), again = await send(c, page, 'family', { family_situation: 'First' })
	assert.equal(again.status, 303)
	assert.match(again.location, /\?saved=/)
	assert.equal(revision(), before)
	assert.equal(stored('family_situation'), 'First')
	assert.match((await c.get(again.location)).text, /saved already|was saved|had been saved/i)
	// Back, other words, and the same form again: never taken for saved.
	const other = await send(c, page, 'family', { family_situation: 'Second thoughts' })
	if (other.status === 303) assert.doesNotMatch(other.location, /saved=/)
	else assert.ok(other.text.includes('Second thoughts'), 'nothing of it is lost')
})

test('a post that was refused for what it says can be sent again from the same page', async () => {
	const page = await opened(c, 'family')
	const long = await send(c, page, 'family', { family_situation: 'x'.repeat(4001) })
	assert.equal(long.status, 422)
	const right = await send(c, long, 'family', { family_situation: 'Short' })
	assert.equal(right.status, 303)
	assert.doesNotMatch(right.location, /saved=/)
	assert.equal(stored('family_situation'), 'Short')
})

test('"Add another" pressed twice leads to the same form', async () => {
	const page = await opened(c, 'information'), form = page.form(path('information'))
	const button = /name="(add[^"]*)"[^>]*value="([^"]*)"/.exec(form.html) ?? /name="(rows?[^"]*|add[^"]*)" value="([^"]*)"/.exec(form.html)
	assert.ok(button, 'there is a button that adds a row')
	const press = () => c.post(path('information'), [...form.fields, [button[1], unescape(button[2])]])
	const first = await press(), second = await press()
	assert.equal(first.status, 303)
	assert.equal(second.status, 303)
	for (const answer of [first, second]) {
		const [, query = '', hash = ''] = /^[^?#]*(?:\?([^#]*))?(?:#(.*))?$/.exec(answer.location)
		assert.doesNotMatch(hash, /\?/, `${answer.location}: what stands behind # never reaches the server`)
		assert.equal((await c.get(answer.location.split('#')[0])).status, 200)
		assert.ok(query === '' || query.startsWith('saved='))
	}
})

// -- when something breaks --

test('a worker killed while it saves: sent again, it is saved once', async () => {
	for (let round = 0; round < 3; round++) {
		const page = await opened(c, 'family'), text = `Killed in round ${round}`, before = revision()
		const sending = Array.from({ length: 8 }, () => send(c, page, 'family', { family_situation: text }).catch(error => ({ status: 0, error })))
		await sleep(round * 2)
		stack('kill-program', 'caf')
		const answers = await Promise.all(sending)
		for (const a of answers) assert.ok([0, 303, 502, 503, 504].includes(a.status), `${a.status}`)
		for (const a of answers.filter(a => a.status >= 500)) assert.match(a.text, /resend|reload/i)
		const again = await until('caf is back', 10, async () => {
			const answer = await send(c, page, 'family', { family_situation: text }).catch(() => null)
			return answer?.status === 303 && answer
		})
		assert.equal(again.location.split('?')[0], `${base}/assessment`)
		assert.equal(revision(), before + 1)
		assert.equal(stored('family_situation'), text)
	}
})

// A server that was given (MySQL) is not the stack's to stop.
const given = dbClient === 'mysql'

test('without the database: the page says not saved, and sent again later it is saved once', { skip: given }, async () => {
	const page = await opened(c, 'family'), before = revision()
	stack('db', 'stop')
	let down
	try {
		down = await send(c, page, 'family', { family_situation: 'While the database was away' })
		const read = await c.get(path('family'))
		assert.equal(read.status, 503)
	} finally {
		stack('db', 'start')
	}
	assert.equal(down.status, 503)
	assert.match(down.text, /Nothing was saved/)
	assert.match(down.text, /Reference: [0-9a-f]{32}/)
	assert.doesNotMatch(down.body, /mariadb|mysql|socket|2002|2006|2013/i)
	const from = Date.now()
	const again = await until('caf answers again', 10, async () => {
		const answer = await send(c, page, 'family', { family_situation: 'While the database was away' })
		return answer.status === 303 && answer
	})
	assert.ok(Date.now() - from < 3000, `back after ${Date.now() - from} ms`)
	assert.equal(again.location.split('?')[0], `${base}/assessment`)
	assert.equal(revision(), before + 1)
	assert.equal(stored('family_situation'), 'While the database was away')
})

test('the database killed under saving: what was acknowledged is there, nothing twice', { skip: given }, async () => {
	const bases = []
	for (let i = 0; i < 6; i++) bases.push(await caf.toAssessing(c))
	const acknowledged = new Map(), tries = []
	const work = bases.map(async (of, i) => {
		const end = Date.now() + 2500
		for (let n = 1; Date.now() < end; n++) {
			const page = await c.get(path('family', of)).catch(() => null)
			if (page?.status !== 200) { await sleep(50); continue }
			const text = `${i}/${n}`
			const answer = await c.submit(page, path('family', of), { then: 'tasks', family_situation: text }).catch(() => null)
			if (answer?.status === 303) acknowledged.set(of, [...acknowledged.get(of) ?? [], text])
			else tries.push([of, page, text])
		}
	})
	await sleep(700)
	stack('db', 'kill')
	await sleep(300)
	stack('db', 'start')
	await Promise.all(work)
	await until('caf answers', 10, async () => (await c.get('/caf/')).status === 200)
	for (const [of, page, text] of tries) {
		const answer = await c.submit(page, path('family', of), { then: 'tasks', family_situation: text })
		assert.ok([303, 409].includes(answer.status), `${answer.status} ${answer.title}`)
	}
	for (const of of bases) {
		const values = sql(`SELECT value FROM everychild_caf.answer WHERE document = ${documentOf(recordId(of))} AND field = 'family_situation' ORDER BY revision`).map(row => row[0])
		assert.deepEqual(values.filter((v, i) => values.indexOf(v) !== i), [], 'saved twice')
		for (const text of acknowledged.get(of) ?? []) assert.ok(values.includes(text), `${text} was acknowledged and is not there`)
	}
	assert.ok([...acknowledged.values()].flat().length > 10, 'the test had some load')
})

// -- two people --

test('two people change the same answer: the second sees both texts and chooses', async () => {
	const begin = async (section, both) => {
		const first = await opened(c, section), second = await opened(other, section)
		assert.equal((await send(c, first, section, both[0])).status, 303)
		const conflict = await send(other, second, section, both[1])
		assert.equal(conflict.status, 409)
		return conflict
	}
	const texts = i => [{ family_situation: `Priya ${i} <b>&` }, { family_situation: `Ben ${i} "both"` }]
	for (const [i, choice, wanted] of [[1, 'theirs', 'Priya 1 <b>&'], [2, 'mine', 'Ben 2 "both"'], [3, 'both', 'Priya 3 and Ben 3']]) {
		const conflict = await begin('family', texts(i))
		assert.ok(conflict.text.includes(`Priya ${i} <b>&`), 'theirs is shown')
		assert.ok(conflict.text.includes(`Ben ${i} "both"`), 'mine is shown')
		assert.match(conflict.text, /Priya Nair/)
		const changes = { 'choose-family_situation': choice, then: 'tasks' }
		if (choice === 'both') changes['text-family_situation'] = wanted
		const done = await other.submit(conflict, path('family'), changes)
		assert.equal(done.status, 303, done.errors().join())
		assert.equal(stored('family_situation'), wanted)
	}
})

test('nothing is chosen: nothing is overwritten', async () => {
	const first = await opened(c, 'family'), second = await opened(other, 'family')
	await send(c, first, 'family', { family_situation: 'Hers stays' })
	const conflict = await send(other, second, 'family', { family_situation: 'His is kept' })
	assert.equal(conflict.status, 409)
	const none = await other.submit(conflict, path('family'), { 'choose-family_situation': null, then: 'tasks' })
	assert.ok(none.status === 409, `${none.status}: not choosing saves nothing`)
	assert.equal(stored('family_situation'), 'Hers stays')
	const draft = await opened(other, 'family')
	assert.equal(value(draft, 'family', 'family_situation'), 'His is kept', 'his text is still his draft')
	assert.equal((await send(other, draft, 'family', { family_situation: 'Hers stays' })).status, 303)
})

test('two people change different answers of one section: both stand', async () => {
	const first = await opened(c, 'conclusions'), second = await opened(other, 'conclusions')
	assert.equal((await send(c, first, 'conclusions', { conclusions: 'From Priya' })).status, 303)
	assert.equal((await send(other, second, 'conclusions', { goals: 'From Ben' })).status, 303)
	assert.equal(stored('conclusions'), 'From Priya')
	assert.equal(stored('goals'), 'From Ben')
})

test('two people each add a row to the same list: both rows stay', async () => {
	const row = (who, n) => ({ [`household.${n}.household_name`]: who, [`household.${n}.household_relationship`]: 'SIB' })
	const first = await opened(c, 'family'), second = await opened(other, 'family')
	assert.equal((await send(c, first, 'family', row('Row of Priya', 1))).status, 303)
	assert.equal((await send(other, second, 'family', row('Row of Ben', 1))).status, 303)
	assert.deepEqual(rowsOf('household_name').sort(), ['Row of Ben', 'Row of Priya'])
	const third = await opened(c, 'family'), fourth = await opened(other, 'family')
	const names = [...third.form(path('family')).fields].filter(f => /household_name$/.test(f[0])).map(f => f[1]).filter(Boolean)
	assert.deepEqual(names.sort(), ['Row of Ben', 'Row of Priya'])
	assert.equal((await send(c, third, 'family', row('Third', 3))).status, 303)
	assert.equal((await send(other, fourth, 'family', row('Fourth', 3))).status, 303)
	assert.deepEqual(rowsOf('household_name').sort(), ['Fourth', 'Row of Ben', 'Row of Priya', 'Third'])
})

test('a hundred interleavings of two people: every text is stored, chosen away or still shown', async () => {
	// A small generator of its own, so that a failure comes again.
	let seed = 7
	const random = n => { seed = (seed * 1103515245 + 12345) % 2147483648; return Math.floor(seed / 65536) % n }
	for (let round = 0; round < 100; round++) {
		const pages = [await opened(c, 'family'), await opened(other, 'family')], people = [c, other]
		const texts = [`A${round} ${'-'.repeat(random(5))}`, `B${round}`], order = random(2) ? [0, 1] : [1, 0]
		const before = stored('family_situation')
		const kinds = [random(3), random(3)]		// change, leave as it is, empty
		const wanted = i => [texts[i].trim(), before, ''][kinds[i]]
		const results = []
		for (const i of order) results[i] = await send(people[i], pages[i], 'family', { family_situation: wanted(i) })
		const [first, second] = order
		assert.equal(results[first].status, 303)
		const differ = wanted(first) !== before && wanted(second) !== before && wanted(first) !== wanted(second)
		assert.equal(results[second].status, differ ? 409 : 303, `round ${round}: ${kinds}`)
		if (!differ) {
			assert.equal(stored('family_situation'), wanted(first) !== before ? wanted(first) : wanted(second))
			continue
		}
		assert.equal(stored('family_situation'), wanted(first), 'nothing was overwritten')
		for (const i of [first, second]) assert.ok(results[second].text.includes(wanted(i)), 'both are shown')
		const choice = ['theirs', 'mine'][random(2)]
		assert.equal((await people[second].submit(results[second], path('family'), { 'choose-family_situation': choice, then: 'tasks' })).status, 303)
		assert.equal(stored('family_situation'), wanted(choice === 'mine' ? second : first))
	}
})

// -- drafts --

test('a draft is kept while one types, is the person’s own, and goes when the section is saved', async () => {
	const page = await opened(c, 'conclusions'), form = page.form(path('conclusions'))
	const before = revision(), was = stored('conclusions')
	const fields = form.fields.map(([k, v]) => [k, k === 'conclusions' ? 'Half a sent' : v])
	const kept = await c.post(`${path('conclusions')}/draft`, fields)
	assert.equal(kept.status, 200)
	assert.match(kept.headers['content-type'], /^text\/plain/)
	assert.match(kept.body, /^Draft kept at \d+:\d\d[ap]m$/)
	assert.equal(revision(), before)
	assert.equal(stored('conclusions'), was)
	const back = await opened(c, 'conclusions')
	assert.equal(value(back, 'conclusions', 'conclusions'), 'Half a sent')
	assert.match(back.text, /kept as a draft and not saved/)
	assert.equal(value(await opened(other, 'conclusions'), 'conclusions', 'conclusions'), was)
	assert.equal((await send(c, back, 'conclusions', { conclusions: 'A whole sentence' })).status, 303)
	assert.equal(cell(`SELECT COUNT(*) FROM everychild_caf.draft WHERE document = ${documentOf()} AND section = 'conclusions' AND account = ${accountId('pnair')}`), '0')
	assert.equal(stored('conclusions'), 'A whole sentence')
})

test('a draft is discarded: what is saved stands there again, and nobody else\'s draft goes', async () => {
	const at = path('conclusions'), was = stored('conclusions'), before = revision()
	assert.ok(!(await opened(c, 'conclusions')).body.includes('Discard this draft'), 'there is none')
	const draft = async (who, text) => {
		const fields = (await opened(who, 'conclusions')).form(at).fields.map(([k, v]) => [k, k === 'conclusions' ? text : v])
		assert.equal((await who.post(`${at}/draft`, fields)).status, 200)
	}
	await draft(c, 'Half of hers')
	await draft(other, 'Half of his')
	const page = await opened(c, 'conclusions')
	assert.match(page.body, /<button[^>]*name="then" value="discard"[^>]*>\s*Discard this draft/)
	const gone = await c.post(at, { token: page.body.match(/name="token" value="([^"]+)"[^]*?Discard this draft/)[0].match(/.*name="token" value="([^"]+)"/s)[1], then: 'discard' })
	assert.equal(gone.status, 303)
	assert.equal(gone.location, at)
	assert.equal(value(await opened(c, 'conclusions'), 'conclusions', 'conclusions'), was)
	assert.equal(value(await opened(other, 'conclusions'), 'conclusions', 'conclusions'), 'Half of his')
	assert.equal(revision(), before)
	assert.equal((await send(other, await opened(other, 'conclusions'), 'conclusions', { conclusions: was })).status, 303)
})

test('a draft keeps what would be refused', async () => {
	const page = await opened(c, 'header'), form = page.form(path('header'))
	const fields = form.fields.map(([k, v]) => [k, k === 'date_completed-day' ? '31' : k === 'date_completed-month' ? '2' : k === 'date_completed-year' ? '20' : v])
	assert.equal((await c.post(`${path('header')}/draft`, fields)).status, 200)
	const back = await opened(c, 'header')
	assert.deepEqual(['day', 'month', 'year'].map(part => value(back, 'header', `date_completed-${part}`)), ['31', '2', '20'])
	assert.equal((await send(c, back, 'header', { 'date_completed-day': '31', 'date_completed-month': '2', 'date_completed-year': '2026' })).status, 422)
	assert.equal((await send(c, await opened(c, 'header'), 'header', { 'date_completed-day': '', 'date_completed-month': '', 'date_completed-year': '' })).status, 303)
})

// -- text --

const TEXTS = {
	'markup': '<script>alert(1)</script> & </textarea><b> &amp; &#60; ]]> <!-- -->',
	'quotes and formulas': `"double" 'single' =1+1\n+44 -1 @home \`back\` \\n {brace} %41 $x`,
	'every script': 'Zoë O’Néill 😀👩‍👧 مرحبا עברית 한국어 ไทย ß ı İ',
	'combining and NFD': 'Zoe\u0308 e\u0301 A\u030a \u1e9b\u0323',
	'direction marks': 'left \u202eright\u202c \u2067isolated\u2069 zero\u200bwidth \ufeff',
	'white space inside': 'one\t\ttwo\n\n\nthree   four\n  five',
	'the longest': ('Ä😀=<&"'.repeat(800)).slice(0, 0) + 'é'.repeat(3999) + '&',
	'last letters of Unicode': '\u{10FFFD} \u{E000} \u0085 \u009f \ufffd'
}

test('text comes back letter for letter: stored, edited, viewed, printed and in the history', async () => {
	for (const [what, text] of Object.entries(TEXTS)) {
		const answer = await send(c, await opened(c, 'family'), 'family', { family_situation: text })
		assert.equal(answer.status, 303, `${what}: ${answer.status} ${answer.errors()}`)
		assert.equal(stored('family_situation'), text, what)
		assert.equal(value(await opened(c, 'family'), 'family', 'family_situation'), text, what)
		const words = text.replace(/\s+/g, ' ').trim()
		for (const view of ['check', 'print', 'changes']) {
			const page = await c.get(path(view))
			assert.ok(unescape(page.body.replace(/<br[^>]*>/g, '\n').replace(/<[^>]+>/g, ' ')).replace(/\s+/g, ' ').includes(words), `${what} in ${view}`)
			assert.doesNotMatch(page.body, /<script>alert|<\/textarea><b>/)
		}
	}
})

test('line ends of every system, and a blank line first, are the same text', async () => {
	await send(c, await opened(c, 'family'), 'family', { family_situation: 'a\r\nb\rc\nd' })
	assert.equal(stored('family_situation').replace(/\r\n?/g, '\n'), 'a\nb\nc\nd')
	await send(c, await opened(c, 'family'), 'family', { family_situation: '\r\n\r\nafter two blank lines' })
	const shown = value(await opened(c, 'family'), 'family', 'family_situation')
	assert.equal(shown, stored('family_situation'))
	// Sent back as it was shown, nothing has changed.
	const before = revision()
	await send(c, await opened(c, 'family'), 'family', { family_situation: shown.replace(/\n/g, '\r\n') })
	assert.equal(revision(), before)
})

test('too long: a message beside the field, and every letter kept', async () => {
	const text = 'x'.repeat(4001) + ' & <end>'
	const page = await send(c, await opened(c, 'family'), 'family', { family_situation: text })
	assert.equal(page.status, 422)
	assert.match(page.title, /^Error: /)
	assert.equal(page.errors().length, 1)
	assert.match(page.errors()[0], /4,?000/)
	assert.equal(value(page, 'family', 'family_situation'), text)
	assert.equal(value(await opened(c, 'family'), 'family', 'family_situation'), text, 'it is a draft now')
	await send(c, await opened(c, 'family'), 'family', { family_situation: 'Short again' })
})

test('dates that do not exist, lie in the future or before others are refused beside the field', async () => {
	const date = (d, m, y) => ({ 'date_completed-day': d, 'date_completed-month': m, 'date_completed-year': y })
	const [y, m, d] = caf.today(1).split('-')
	for (const [what, changes] of [['30 February', date('30', '2', '2026')], ['29 February of no leap year', date('29', '2', '2025')], ['month 13', date('1', '13', '2026')],
		['tomorrow', date(d, m, y)], ['words', date('first', 'of', 'May')], ['half a date', date('1', '', '2026')], ['two digits', date('1', '1', '26')], ['zero', date('0', '0', '0000')],
		['before it began', date('1', '1', '2020')]]) {
		const page = await send(c, await opened(c, 'header'), 'header', changes)
		assert.equal(page.status, 422, what)
		assert.equal(page.errors().length, 1, `${what}: ${page.errors()}`)
		assert.deepEqual(['day', 'month', 'year'].map(part => value(page, 'header', `date_completed-${part}`)), Object.values(changes), what)
	}
	await send(c, await opened(c, 'header'), 'header', date('', '', ''))
})

test('a code that is not on the list is refused; a field that the choice hides is ignored', async () => {
	const bad = await send(c, await opened(c, 'background'), 'background', { ethnicity: 'MARS', child_language: 'en', disabled: 'N' })
	assert.equal(bad.status, 422)
	const hidden = await send(c, bad, 'background', { ethnicity: 'WBRI', ethnicity_other: 'Should not be here', child_language: 'en', disabled: 'N', disability_details: 'Nor this' })
	assert.equal(hidden.status, 303, hidden.errors().join())
	assert.ok(!stored('ethnicity_other'))
	assert.ok(!stored('disability_details'))
	const page = await c.get(path('check'))
	assert.ok(!page.text.includes('Should not be here') && !page.text.includes('Nor this'))
})

test('a field that the section does not have, or only the program writes, saves nothing', async () => {
	const before = revision()
	for (const changes of [{ made_up: 'x' }, { reference: 'CAF-1' }, { 'household.99999.household_name': 'x' }, { 'other.1.household_name': 'x' }, { 'household.x.household_name': 'x' }]) {
		const page = await send(c, await opened(c, 'family'), 'family', changes)
		assert.equal(page.status, 400, JSON.stringify(changes))
		assert.equal(revision(), before, JSON.stringify(changes))
	}
	const reference = stored('reference')
	const page = await send(c, await opened(c, 'header'), 'header', { reference: 'CAF-890-1999-000001/1' })
	assert.equal(stored('reference'), reference)
	assert.ok([400, 303].includes(page.status))
})

after(() => {
	// The database that was stopped is an error of the programs, rightly.
	assert.deepEqual(troubles(/database|lost connection|gone away|"text":"(commit|cannot|worker \d+ ended by signal 9)|server has|no page came out of|Can't connect/i), [])
})
