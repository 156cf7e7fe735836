// Who sees a case, and that nobody else sees a word of it anywhere.
import test, { after, before } from 'node:test'
import assert from 'node:assert/strict'
import * as caf from '../lib/caf.mjs'
import { date } from '../lib/client.mjs'
import { token } from '../lib/token.mjs'
import { SCHEMAS, accountId, cell, env, logMark, logSince, noHandle, person, sql, troubles } from '../lib/stack.mjs'

const EVERYBODY_ELSE = ['thale', 'sidris', 'rquinn', 'ofay', 'kdoyle', 'vking', 'zcarr', 'fwest', 'lcross']
// So that the tests can run again on the same stack.
const RUN = [...String(Date.now())].map(d => 'abcdefghij'[d]).join('')
let priya, base

const handleOf = base => base.split('/')[3]
const idOf = base => cell(`SELECT id FROM everychild_caf.record WHERE handle = '${handleOf(base)}'`)
const post = (c, path, fields = {}) => c.post(path, { token: token(env, 'caf', c, path.replace(/\/draft$/, '')), ...fields })
const statusOf = async (login, path) => (await (await person(login)).get(path)).status
// The list, narrowed to this case: it has 25 rows a page.
const LIST = () => `/caf/?reference=${cell(`SELECT reference FROM everychild_caf.record WHERE id = ${idOf(base)}`)}`
const READ = ['', '/assessment', '/assessment/family', '/assessment/check', '/assessment/changes', '/assessment/print']

function relate(login, relation = 'COA') {
	sql(`INSERT INTO everychild_caf.record_person (record, account, relation, since, added_by)
		VALUES (${idOf(base)}, ${accountId(login)}, '${relation}', UTC_TIMESTAMP(6), ${accountId('pnair')})`)
}

before(async () => {
	priya = await person('pnair')
	base = await caf.toAssessing(priya, { given: 'Hepzibah', family: 'Nightjar' })
	for (const login of ['hgrant', 'jreid', 'bcole', ...EVERYBODY_ELSE]) await person(login)
	logMark()
})

test('a case is read by its holder, the holder’s manager and the coordinator, and by nobody else', async () => {
	for (const login of ['pnair', 'hgrant', 'jreid']) for (const path of READ) assert.equal(await statusOf(login, base + path), 200, `${login} ${path}`)
	for (const login of ['bcole', 'thale', 'sidris', 'rquinn', 'kdoyle', 'lcross']) for (const path of READ) assert.equal(await statusOf(login, base + path), 404, `${login} ${path}`)
	for (const login of ['ofay', 'vking', 'zcarr', 'fwest']) for (const path of READ) assert.equal(await statusOf(login, base + path), 403, `${login} ${path}`)
})

test('who only reads finds no form and can save nothing', async () => {
	for (const login of ['hgrant', 'jreid']) {
		const c = await person(login)
		const page = await c.get(`${base}/assessment/family`)
		assert.ok(!page.body.includes(`action="${base}`), login)
		// A coordinator may write as lead professional, and is none here.
		assert.equal((await post(c, `${base}/assessment/family`, { family_situation: 'x' })).status, login === 'jreid' ? 404 : 403, login)
	}
	// A manager who is a practitioner too.
	const salma = await person('sidris'), luke = await person('lfenn'), theirs = await caf.toAssessing(salma)
	assert.equal((await luke.get(`${theirs}/assessment/family`)).status, 200)
	for (const what of ['/assessment/family', '/complete', '/form', '/existing', '/consent', '/ask', '/harm', '/birth', '/birth/match', '/decide']) {
		const page = await post(luke, theirs + what, { version: '1' })
		assert.ok([404, 409].includes(page.status), `${what}: ${page.status}`)
	}
	assert.ok([404, 409].includes((await post(luke, `${theirs}/assessment/family/draft`, { family_situation: 'x' })).status))
	assert.equal(cell(`SELECT COUNT(*) FROM everychild_caf.answer WHERE account = ${accountId('lfenn')}`), '0')
	assert.equal(cell(`SELECT COUNT(*) FROM everychild_caf.draft WHERE account = ${accountId('lfenn')}`), '0')
})

test('a co-assessor writes in the form and takes no step of the case; afterwards it is as if it were not there', async () => {
	const ben = await person('bcole')
	relate('bcole')
	assert.equal((await caf.section(ben, base, 'assessment', 'family', { family_situation: 'From Ben' })).status, 303)
	await caf.fill(priya, base)
	const version = cell(`SELECT revision FROM everychild_caf.document WHERE record = ${idOf(base)} AND form = 'assessment'`)
	assert.ok(!(await ben.get(`${base}/assessment`)).body.includes(`${base}/complete`))
	assert.ok([403, 404, 409].includes((await post(ben, `${base}/complete`, { version })).status))
	assert.equal(caf.stateOf(cell, base), 'S3')
	sql(`UPDATE everychild_caf.record_person SET until = UTC_TIMESTAMP(6) WHERE record = ${idOf(base)} AND account = ${accountId('bcole')}`)
	for (const path of READ) assert.equal((await ben.get(base + path)).status, 404, path)
	assert.equal((await post(ben, `${base}/assessment/family`, { family_situation: 'x', version })).status, 404)
	assert.ok(!(await ben.get(LIST())).body.includes(handleOf(base)))
})

test('a restricted case is seen by its own people only, in no list of others', async () => {
	sql(`UPDATE everychild_caf.record SET restricted = 1 WHERE id = ${idOf(base)}`)
	try {
		for (const login of ['hgrant', 'jreid']) {
			for (const path of READ) assert.equal(await statusOf(login, base + path), 404, `${login} ${path}`)
			for (const list of ['/', '/caf/', LIST()]) assert.ok(!(await (await person(login)).get(list)).body.includes(handleOf(base)), `${login} ${list}`)
		}
		assert.equal(await statusOf('pnair', base), 200)
	} finally {
		sql(`UPDATE everychild_caf.record SET restricted = 0 WHERE id = ${idOf(base)}`)
	}
	assert.ok((await (await person('hgrant')).get(LIST())).body.includes(handleOf(base)))
})

test('what is written in a case is in no page of anybody else, no title, no address and no log', async () => {
	const canary = name => `zq${name.replace(/[^a-z0-9]/g, '')}zq`
	const child = await caf.child(priya, { given: 'Canaria', family: 'Birdsong', born: '2013-06-07' })
	const mine = await caf.startFor(priya, child, 'CONSENT')
	await caf.ask(priya, mine)
	const agreed = await caf.consent(priya, mine, { ...caf.PARENT, giver_name: canary('giver'), note: canary('note'), support: canary('support') })
	assert.equal(agreed.status, 303, agreed.errors().join())
	await caf.search(priya, mine)
	await caf.form(priya, mine)
	const planted = [canary('giver'), canary('note'), canary('support')]
	for (const section of Object.keys(caf.COMPLETE)) {
		const page = await priya.get(`${mine}/assessment/${section}`), form = page.form(`${mine}/assessment/${section}`), changes = {}
		for (const m of form.html.matchAll(/<textarea\b[^>]*name="([^"]+)"|<input\b(?=[^>]*type="text")[^>]*name="([^"]+)"/g)) {
			const name = m[1] ?? m[2]
			if (/-(day|month|year)$|postcode|phone|uprn|nhs|upn|index/.test(name)) continue
			changes[name] = canary(name)
		}
		const whole = { ...caf.COMPLETE[section], ...changes, then: 'tasks' }
		const names = new Set(form.fields.map(f => f[0]))
		let saved = await priya.submit(page, form.action, whole)
		if (saved.status !== 303) saved = await priya.submit(saved, form.action, caf.COMPLETE[section])
		if (saved.status === 303) planted.push(...Object.values(changes).filter(v => cell(`SELECT COUNT(*) FROM everychild_caf.answer WHERE value = '${v}'`) !== '0'))
	}
	assert.ok(planted.length > 30, `${planted.length} canaries`)
	const whole = (await priya.get(`${mine}/assessment/print`)).body
	assert.ok(planted.filter(word => whole.includes(word)).length > 20, 'its own people read it')

	const paths = ['/', '/caf/', '/search', '/access', `/child/${child}`, `/child/${child}/chronology`, `/child/${child}/history`, `/child/${child}/services`, `/caf/start/${child}`, '/signin/accounts',
		...READ.map(path => mine + path), `${mine}/consent`, `${mine}/ask`, `${mine}/people`]
	for (const login of EVERYBODY_ELSE) {
		const c = await person(login)
		if (['thale', 'sidris', 'rquinn', 'ofay', 'kdoyle', 'lcross'].includes(login)) await caf.open(c, child, 'A2')
		const pages = []
		for (const path of paths) pages.push(await c.get(path))
		const search = await c.get('/search')
		if (search.status === 200) {
			pages.push(await c.submit(search, '/search', { family: 'Birdsong', given: 'Canaria' }))
			for (const word of planted.slice(0, 5)) pages.push(await c.submit(search, '/search', { family: word, given: 'Canaria' }))
		}
		const access = await c.get('/access')
		if (access.status === 200) pages.push(await c.submit(access, '/access', { number: cell(`SELECT number FROM everychild_index.child WHERE handle = '${child}'`) }))
		for (const page of pages) {
			const echo = page.path === '/search' ? planted.slice(0, 5) : []
			const found = planted.filter(word => !echo.includes(word) && page.body.includes(word))
			assert.deepEqual(found, [], `${login} ${page.path}`)
		}
	}
	const log = logSince()
	assert.deepEqual(planted.filter(word => log.includes(word)), [], 'in a log')
	for (const name of ['Birdsong', 'Canaria', 'Nightjar', 'Hepzibah']) assert.ok(!log.includes(name), `${name} in a log`)
	for (const path of READ) {
		const page = await priya.get(mine + path)
		assert.ok(!/zq\w+zq|Birdsong|Canaria/.test(page.title), `title of ${path}`)
		assert.ok(![...page.body.matchAll(/(?:href|src|action)="([^"]*)"/g)].some(m => /zq\w+zq|Birdsong/.test(m[1])), `an address in ${path}`)
	}
	for (const schema of SCHEMAS)
		for (const word of planted.slice(5))
			assert.equal(cell(`SELECT COUNT(*) FROM ${schema}.audit WHERE CONCAT(detail, reason, object) LIKE '%${word}%'`), '0', `${word} in the access log`)
})

// -- 9 and 11 --

const bare = page => page.body.replace(/(name="token" )?value="[\w-]{43}"/g, '').replace(/data-(end|idle|warn)="[^"]*"|datetime="[^"]*"|\d+:\d\d[ap]m/g, '')

test('9. a shielded child: no hit by address, the same words as for nobody, and no address on any page', async () => {
	const lee = await person('lcross'), omar = await person('ofay'), tom = await person('thale')
	const address = { address_status: 'ADDR_CUR', line1: '77 Zqshieldzq Terrace', town: 'Zqtownzq', postcode: 'FY4 2XX', school: 'Zqschoolzq', school_kind: 'SCH', gp: 'Zqgpzq' }
	const child = await caf.child(lee, { given: 'Noor', family: 'Khanshield' + RUN, born: '2019-03-17', more: address })
	const find = (c, fields) => c.get('/search').then(page => c.submit(page, '/search', fields))
	assert.ok((await find(tom, { family: 'Khanshield' + RUN, postcode: 'FY4 2XX' })).body.includes(child), 'found as long as not shielded')
	sql(`UPDATE everychild_index.child SET shielded = 1 WHERE handle = '${child}'`)
	const hidden = await find(tom, { family: 'Khanshield' + RUN, postcode: 'FY4 2XX' }), miss = await find(tom, { family: 'Nobodyhere' + RUN, postcode: 'FY4 2XX' })
	assert.ok(!hidden.body.includes(child))
	assert.equal(bare(hidden).replaceAll('Khanshield' + RUN, 'Nobodyhere' + RUN), bare(miss))
	const seen = await find(tom, { family: 'Khanshield' + RUN, given: 'Noor', ...date('born', '2019-03-17') })
	assert.ok(seen.body.includes(child))
	await caf.open(tom, child)
	await caf.open(omar, child, 'A6')
	for (const c of [tom, omar]) for (const path of [`/child/${child}`, `/child/${child}/chronology`, `/child/${child}/history`, `/child/${child}/services`, `/caf/start/${child}`]) {
		const page = await c.get(path)
		assert.doesNotMatch(page.body + seen.body, /Zqshieldzq|Zqtownzq|Zqschoolzq|Zqgpzq|FY4 2XX/i, `${c.login} ${path}`)
	}
	const case_ = await caf.startFor(tom, child)
	for (const path of ['/checklist/child', '/checklist/check', '/checklist/print']) assert.doesNotMatch((await tom.get(case_ + path)).body, /Zqshieldzq|Zqtownzq|FY4 2XX/, path)
	await caf.open(lee, child, 'A7')
	assert.match((await lee.get(`/child/${child}`)).body, /Zqshieldzq/, 'the index manager sees it')
	assert.ok(!logSince().includes('Zqshieldzq'))
})

test('11. a sensitive service leaves every practitioner’s view as it was, letter for letter', async () => {
	const tom = await person('thale'), lee = await person('lcross')
	const child = await caf.child(tom, { given: 'Ella', family: 'Quietwater' + RUN, born: '2012-05-19' })
	await caf.open(lee, child, 'A7')
	await caf.open(priya, child, 'A2')
	const find = () => priya.get('/search').then(page => priya.submit(page, '/search', { family: 'Quietwater' + RUN, given: 'Ella', ...date('born', '2012-05-19') }))
	const views = async () => [bare(await priya.get(`/child/${child}`)), bare(await priya.get(`/child/${child}/chronology`)), bare(await priya.get(`/child/${child}/history`)), bare(await priya.get(`/child/${child}/services`)), bare(await find())]
	const number = sql(`SELECT number FROM everychild_index.child WHERE handle = '${child}'`)[0][0]
	assert.match((await priya.submit(await priya.get('/search'), '/search', { number })).text, /\b1 record may match[^]*This is not the child/)
	const before = await views(), page = await lee.get(`/child/${child}/services`)
	const add = fields => lee.submit(page, `/child/${child}/services`, { service: 'SMS', organisation: 'Zqturningzq', contact: 'A Worker', phone: '01632 960999', do: 'add', ...fields })
	const ungrounded = await add({})
	assert.ok(ungrounded.status === 422, `without a ground it is refused: ${ungrounded.status} ${ungrounded.title}`)
	const ground = /name="ground"[\s\S]*?value="(\w+)"/.exec(ungrounded.body)?.[1]
	const done = await lee.submit(ungrounded, `/child/${child}/services`, { ground })
	assert.equal(done.status, 303, done.errors().join())
	assert.match((await lee.get(`/child/${child}`)).body, /Zqturningzq/, 'the index manager sees it')
	const now = await views()
	now.forEach((view, i) => assert.ok(view === before[i], `view ${i} changed`))
})

after(() => {
	assert.deepEqual(troubles(), [])
})
