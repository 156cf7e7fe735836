// The service directory (modules/caf/sections.md 10): what practitioners find in it, who may
// change it, and that what it once said stays readable.
import test, { after, before } from 'node:test'
import assert from 'node:assert/strict'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import * as caf from '../lib/caf.mjs'
import { Client, date } from '../lib/client.mjs'
import { accountId, cell, env, newSession, person, settings, sql, troubles, logMark } from '../lib/stack.mjs'

const RUN = [...String(Date.now())].map(d => 'abcdefghij'[d]).join('')
const LIST = '/caf/services', NEW = `${LIST}/new/edit`
const db = 'everychild_caf'
let priya, frank, provider

const fields = (more = {}) => ({ provider, name: `Try ${RUN}`, description: 'What it does & "why" <b>', status: 'ACTIVE', aims: ['BH2', 'SS5'],
	services: 'FAM', tier: 'TAR', eligibility: 'Families', min_age: '3', max_age: '9', areas: ['ALL'], threshold: 'N1', routes: ['PARENT', 'PROF'],
	how: 'Telephone', needs_caf: 'Y', venue: 'VENUE', address_1: '1 Test Row', town: 'Sandmouth', postcode: 'fy11dg', location: 'SD 307 362',
	days: ['MO', 'WE'], times: '9 to 5', cost: 'SOME', cost_text: 'By income', languages: ['en', 'pl'], contact: 'The desk', phone: '01632 960777',
	email: 'desk@service.example', capacity: 'Six places', waiting: 'Four weeks', ...date('waiting_on', caf.today(-3)), sensitive: 'N', public: 'Y', ...more })
const save = async (c, changes, at = NEW) => c.submit(await c.get(at), at, changes)
async function add(more = {}) {
	const page = await save(frank, fields(more))
	assert.equal(page.status, 303, page.errors().join(' | '))
	return /services\/([0-9a-f-]{36})\/assure$/.exec(page.location)[1]
}
async function assure(id, days, more = {}) {
	const at = `${LIST}/${id}/assure`
	return frank.submit(await frank.get(at), at, { assured_by: 'Ann Smith, duty desk', ...date('assured_on', caf.today(-days)), ...date('next_check', caf.today(180 - days)), ...more })
}
const find = async (query = '') => (await priya.get(LIST + query)).body
// The names in a list of results, in their order.
const names = body => [...(/id="services"[\s\S]*?<\/table>/.exec(body)?.[0] ?? '').matchAll(/href="\/caf\/services\/[0-9a-f-]{36}"[^>]*>([^<]*)/g)].map(m => m[1])
const total = body => Number(/(\d+) services? found/.exec(body)?.[1] ?? 0)
const posted = async (changes, c = priya) => c.submit(await c.get(LIST), LIST, changes)
async function json(c = priya) {
	const contents = []
	for (let number = 1; ; number++) {
		const page = await c.get(`/caf/services.json?page=${number}`), list = JSON.parse(page.body)
		assert.equal(page.status, 200)
		assert.equal(list.contents.length, list.size)
		contents.push(...list.contents)
		if (list.last_page) { assert.equal(contents.length, list.total_items); return { contents } }
	}
}
const idOf = uuid => cell(`SELECT id FROM ${db}.service WHERE uuid = '${uuid}'`)

before(async () => {
	logMark()
	priya = await person('pnair')
	frank = await person('fwest')
	const at = `${LIST}/providers/new`
	assert.equal((await save(frank, { name: `Provider ${RUN}`, description: 'Invented', website: 'https://provider.example', email: 'a@b.example', phone: '01632 960700' }, at)).status, 303)
	provider = cell(`SELECT uuid FROM ${db}.provider ORDER BY id DESC LIMIT 1`)
})

test('an editor adds a service; everything entered is on its page, with what a referral needs', async () => {
	const id = await add(), page = await priya.get(`${LIST}/${id}`)
	assert.equal(page.status, 200)
	for (const text of [`Try ${RUN}`, `Provider ${RUN}`, 'What it does & "why" <b>', 'Mentally and emotionally healthy', 'Targeted', 'The whole authority', 'Additional needs',
		'This service needs a common assessment with the referral', 'A parent or carer, A professional', '1 Test Row', 'FY1 1DG', 'Monday, Wednesday', 'Free for some families',
		'English, Polish', '01632 960777', 'desk@service.example', 'Six places', 'Four weeks', 'Nobody has confirmed this entry yet'])
		assert.ok(page.text.includes(text), text)
	assert.ok(!page.body.includes('<b>'), 'what was typed is text')
	assert.doesNotMatch(page.title, /Try/)
})

test('wrong input keeps what was typed, with the message beside the field', async () => {
	const before = cell(`SELECT COUNT(*) FROM ${db}.service`)
	const wrong = { 'Enter a grid reference': { location: 'by the pier' }, 'below the first age': { min_age: '9', max_age: '3' }, '25 or less': { max_age: '40' },
		'first line of the address': { address_1: '' }, 'Enter the town': { town: '' }, 'Enter the postcode': { postcode: '' }, 'at least one aim': { aims: null, services: null },
		'phone number or an e-mail': { phone: '', email: '' }, 'Enter an e-mail address like': { email: 'nobody' }, 'today or in the past': date('waiting_on', caf.today(9)), 'name of the service': { name: '' },
		'provider of the list': { provider: '00000000-0000-4000-8000-000000000000' } }
	for (const [message, change] of Object.entries(wrong)) {
		const page = await save(frank, fields(change))
		assert.equal(page.status, 422, message)
		assert.ok(page.errors().some(e => e.includes(message)), `${message}: ${page.errors().join(' | ')}`)
		const again = page.form(NEW).fields, sent = Object.entries(fields(change)).filter(([name, v]) => v !== null && name !== 'postcode' && name !== 'provider')
		for (const [name, v] of sent)
			assert.deepEqual(again.filter(([n]) => n === name).map(([, value]) => value), [].concat(v), `${message}: ${name}`)
	}
	assert.equal(cell(`SELECT COUNT(*) FROM ${db}.service`), before)
})

test('a refuge has no address, in the form and in the table', async () => {
	const empty = { address_1: '', town: '', postcode: '', location: '' }
	for (const [name, value] of Object.entries({ address_1: 'x', address_2: 'x', town: 'x', postcode: 'FY1 1DG', uprn: '99', location: 'SD 307 362' })) {
		const page = await save(frank, fields({ ...empty, venue: 'REFUGE', [name]: value }))
		assert.equal(page.status, 422, name)
		assert.ok(page.errors().some(e => e.includes('address of a refuge is never kept')), name)
	}
	const id = await add({ ...empty, venue: 'REFUGE', name: `Refuge ${RUN}` })
	assert.throws(() => sql(`UPDATE ${db}.service_version SET town = 'x' WHERE service = ${idOf(id)}`), /service_version_place/)
	await assure(id, 0)
	const s = (await json()).contents.find(s => s.id === id)
	assert.deepEqual(s.service_at_locations, [])
	assert.ok(!(await priya.get(`${LIST}/${id}`)).text.includes('Postcode'))
})

test('each filter finds what fits and leaves out what does not', async () => {
	const id = await add({ name: `Filter ${RUN}`, aims: ['PC5'], services: 'YOT', min_age: '7', max_age: '8', days: ['SU'], cost: 'PAID', routes: ['PANEL'], tier: 'SPE' })
	const name = `Filter ${RUN}`, fits = { need: ['PC5', 'BH5'], kind: ['YOT', 'POL'], age: ['7', '9'], day: ['SU', 'SA'], cost: ['PAID', 'FREE'], route: ['PANEL', 'SELF'], tier: ['SPE', 'UNI'] }
	for (const [filter, [yes, no]] of Object.entries(fits)) {
		const one = names(await find(`?${filter}=${yes}&need=PC5`.replace('need=PC5&need=PC5', 'need=PC5')))
		assert.ok(one.includes(name), `${filter}=${yes}`)
		const other = await find(filter === 'need' ? `?need=${no}` : `?${filter}=${no}&need=PC5`)
		assert.ok(!names(other).includes(name), `${filter}=${no}`)
	}
	for (const [word, there] of [[`filter ${RUN}`, true], [`PROVIDER ${RUN}`, true], ['"WHY"', true], ['%', false], [`no such ${RUN}`, false]]) {
		const page = await posted({ word, need: 'PC5' })
		assert.equal(page.status, 200, word)
		assert.equal(names(page.body).includes(name), there, word)
	}
	assert.equal((await save(frank, { status: 'DEFUNCT' }, `${LIST}/${id}/edit`)).status, 303)
	assert.ok(!names(await find('?need=PC5')).includes(name), 'what has ended is not found')
	assert.ok((await frank.get(`${LIST}/${id}`)).text.includes('Ended'), 'and can be read')
	assert.match(await find('?age=24&day=SU&tier=SPE&cost=PAID'), /No service found/)
})

test('an address has codes only: words and whole postcodes are posted, and not logged', async () => {
	assert.equal((await priya.get(`${LIST}?word=x`)).status, 400)
	assert.equal((await priya.get(`${LIST}?postcode=FY11DG`)).status, 400)
	assert.equal((await priya.get(`${LIST}?near=FY11DG`)).status, 422)
	let page = await posted({ postcode: 'fy4', age: '4' })
	assert.equal(page.status, 303)
	assert.equal(page.location, `${LIST}?age=4&near=FY4&page=1`)
	const before = cell(`SELECT COALESCE(MAX(id), 0) FROM ${db}.audit`)
	page = await posted({ postcode: 'fy4 2ha', word: `secret${RUN}` })
	assert.equal(page.status, 200)
	assert.equal(cell(`SELECT COUNT(*) FROM ${db}.audit WHERE id > ${before} AND (detail LIKE '%FY4 2%' OR detail LIKE '%secret${RUN}%')`), '0')
	page = await posted({ postcode: 'nowhere', word: 'club' })
	assert.equal(page.status, 422)
	assert.match(page.errors().join(), /Enter a postcode like/)
	assert.deepEqual(page.form(LIST).fields.filter(([n]) => n === 'postcode' || n === 'word').map(f => f[1]), ['club', 'nowhere'])
})

test('twenty a page, with links; of a posted search with buttons', async () => {
	const have = Number(cell(`SELECT COUNT(*) FROM ${db}.service`))
	for (let i = have; i < 23; i++) await add({ name: `Page ${i} ${RUN}` })
	const all = total(await find()), seen = []
	for (let page = 1; page <= Math.ceil(all / 20); page++) {
		const list = names(await find(`?page=${page}`))
		assert.equal(list.length, Math.min(20, all - (page - 1) * 20))
		seen.push(...list)
	}
	assert.equal(seen.length, all)
	let page = await posted({ postcode: 'FY1 1DG' })
	const first = names(page.body), second = /<form[^>]*>(?:(?!<\/form>)[\s\S])*?name="page"[\s\S]*?<\/form>/.exec(page.body)?.[0]
	assert.ok(second, 'a button for the next page')
	page = await priya.submit(page, LIST, { postcode: 'FY1 1DG', page: '2' })
	assert.equal(page.status, 200)
	assert.ok(names(page.body).every(name => !first.includes(name) || name.includes('Try')), 'the next ones')
})

test('without a table of postcodes the same district comes first, and the page says so', async () => {
	const page = await posted({ postcode: 'FY4 2HA' })
	assert.match(page.text, /There is no table of postcodes here, so distances are not known/)
	const where = [...page.body.matchAll(/FY\d \d[A-Z]{2}( \(same (?:district|area)\))/g)].map(m => m[1])
	assert.ok(where.length > 0)
	assert.equal(where.join(''), [...where].sort((a, b) => b.localeCompare(a)).join(''))
})

test('with a table of postcodes the nearest comes first, in miles', async () => {
	const dir = fs.mkdtempSync(path.join(os.tmpdir(), 'ecpost.')), file = path.join(dir, 'postcodes.csv')
	fs.chmodSync(dir, 0o755)
	fs.writeFileSync(file, '\ufeff"pcd","oseast1m","osnrth1m","ctry"\n"FY1 1DG","330700","436200","E"\n"FY4 2HA",331100,432900,E\n"FY4  1RT",330500,433200,E\n"ZZ9 9ZZ","","","E"\n')
	const near = await add({ name: `Near ${RUN}`, aims: ['EW2'], postcode: 'FY4 2HA', location: '' }), far = await add({ name: `Far ${RUN}`, aims: ['EW2'], location: '53.8800, -2.9500' })
	const back = settings({ 'caf.postcode_file': file }, 'caf')
	try {
		const taken = await add({ name: `Taken ${RUN}`, aims: ['EW2'], postcode: 'FY4 2HA', location: '' })
		assert.equal(cell(`SELECT CONCAT(easting, ' ', northing) FROM ${db}.service_version WHERE service = ${idOf(taken)}`), '331100 432900', 'from its postcode')
		assert.equal(cell(`SELECT easting IS NULL FROM ${db}.service_version WHERE service = ${idOf(near)}`), '1')
		const page = await posted({ postcode: 'FY4 1RT', word: RUN, need: 'EW2' })
		assert.match(page.text, /Nearest first, in a straight line from this postcode/)
		const order = names(page.body)
		assert.ok(order.indexOf(`Taken ${RUN}`) < order.indexOf(`Far ${RUN}`) && order.indexOf(`Taken ${RUN}`) === 0, order.join())
		assert.match(page.text, /0\.4 miles, Sandmouth/)
		assert.match(await find('?near=FY4'), /in a straight line from the middle of FY4/)
		assert.match((await posted({ postcode: 'FY9 9ZZ' })).text, /not in the table of postcodes/)
		void far
	} finally {
		back()
		fs.rmSync(dir, { recursive: true, force: true })
	}
})

test('a change leaves the former version readable, and two editors do not overwrite each other', async () => {
	const id = await add({ name: `First ${RUN}` }), at = `${LIST}/${id}/edit`
	const slow = await frank.get(at)
	assert.equal((await save(frank, { name: `Second ${RUN}`, days: ['FR'] }, at)).status, 303)
	const late = await frank.submit(slow, at, { name: `Third ${RUN}` })
	assert.equal(late.status, 409)
	assert.match(late.text, /Somebody changed this entry/)
	assert.ok(late.body.includes(`Third ${RUN}`), 'nothing typed is lost')
	assert.ok((await priya.get(`${LIST}/${id}`)).text.includes(`Second ${RUN}`))
	const former = await priya.get(`${LIST}/${id}/versions/1`)
	assert.ok(former.text.includes(`First ${RUN}`) && former.text.includes('Monday, Wednesday') && former.text.includes('not how it stands now'))
	assert.ok((await priya.get(`${LIST}/${id}/versions`)).text.includes('Version 2'))
	assert.equal((await priya.get(`${LIST}/${id}/versions/9`)).status, 404)
	assert.equal((await frank.submit(late, at)).status, 303, 'saved again, knowing it')
	assert.equal(cell(`SELECT GROUP_CONCAT(number ORDER BY number) FROM ${db}.service_version WHERE service = ${idOf(id)}`), '1,2,3')
	assert.equal(cell(`SELECT GROUP_CONCAT(code) FROM ${db}.service_code WHERE service = ${idOf(id)} AND version = 2 AND kind = 'DAY'`), 'FR')
})

test('a repeated post adds one service', async () => {
	const before = Number(cell(`SELECT COUNT(*) FROM ${db}.service`)), page = await frank.get(NEW)
	const one = await frank.submit(page, NEW, fields({ name: `Once ${RUN}` })), two = await frank.submit(page, NEW, fields({ name: `Once ${RUN}` }))
	assert.equal(one.status, 303)
	assert.equal(two.status, 303)
	assert.equal(Number(cell(`SELECT COUNT(*) FROM ${db}.service`)), before + 1)
})

test('what nobody confirmed for 180 days is to be checked, after 365 families do not see it', async () => {
	const id = await add({ name: `Checked ${RUN}` }), listed = async () => (await json()).contents.some(s => s.id === id)
	const todo = async () => {
		for (let page = 1; ; page++) {
			const body = (await frank.get(`${LIST}/entries?page=${page}`)).body
			const row = body.split('<tr').find(row => row.includes(`Checked ${RUN}`))
			if (row) return /Check now|Hidden from families/.exec(row)?.[0] ?? ''
			assert.match(body, /rel="next"/, 'the entry is in the list')
		}
	}
	assert.equal(await listed(), false, 'never confirmed')
	assert.equal(await todo(), 'Hidden from families')
	for (const [days, state, seen] of [[366, 'Hidden from families', false], [365, 'Check now', true], [181, 'Check now', true], [180, '', true], [0, '', true]]) {
		assert.equal((await assure(id, days, date('next_check', caf.today(30)))).status, 303)
		assert.equal(await todo(), state, `${days} days`)
		assert.equal(await listed(), seen, `${days} days`)
	}
	assert.equal((await assure(id, 10, date('next_check', caf.today(-2)))).status, 303)
	assert.equal(await todo(), 'Check now', 'the agreed day has gone by')
	for (const [message, more] of [['Next check', date('next_check', caf.today(-200))], ['today or in the past', date('assured_on', caf.today(1))], ['Who confirmed', { assured_by: '' }]]) {
		const page = await assure(id, 100, more)
		assert.equal(page.status, 422, message)
		assert.ok(page.errors().join().toLowerCase().includes(message.toLowerCase()), page.errors().join())
	}
	assert.match((await priya.get(`${LIST}/${id}/versions`)).text, /Ann Smith, duty desk/)
})

test('the JSON is that of the standard, escaped, and without what practitioners alone see', async () => {
	const id = await add({ name: `JSON "${RUN}" \\ </script> é`, times: 'one\ntwo', public: 'Y' }), shut = await add({ name: `Shut ${RUN}`, public: 'N' })
	await assure(id, 1)
	await assure(shut, 1)
	const page = await priya.get('/caf/services.json'), all = { ...JSON.parse(page.body), ...await json() }
	assert.equal(page.headers['content-type'], 'application/json')
	for (const [name, type] of Object.entries({ total_items: 'number', total_pages: 'number', page_number: 'number', size: 'number', first_page: 'boolean', last_page: 'boolean', empty: 'boolean' }))
		assert.equal(typeof all[name], type, name)
	assert.ok(!all.contents.some(s => s.id === shut), 'not public')
	const s = all.contents.find(s => s.id === id)
	assert.equal(s.name, `JSON "${RUN}" \\ </script> é`)
	assert.equal(s.description, 'What it does & "why" <b>')
	assert.equal(s.status, 'active')
	assert.deepEqual([s.minimum_age, s.maximum_age, s.assured_date, s.url], [3, 9, caf.today(-1), 'https://provider.example'])
	assert.match(s.application_process, /Telephone\nA common assessment is needed/)
	assert.deepEqual([s.organization.id, s.organization.name], [provider, `Provider ${RUN}`])
	assert.deepEqual([s.schedules[0].freq, s.schedules[0].byday, s.schedules[0].description], ['WEEKLY', 'MO,WE', 'one\ntwo'])
	assert.deepEqual(s.languages.map(l => l.code), ['en', 'pl'])
	assert.deepEqual(s.service_areas.map(a => a.name), ['The whole authority'])
	assert.deepEqual([s.cost_options[0].option, s.cost_options[0].amount_description], ['Free for some families', 'By income'])
	assert.deepEqual([s.contacts[0].name, s.contacts[0].phones[0].number, s.phones[0].number], ['The desk', '01632 960777', '01632 960777'])
	const l = s.service_at_locations[0].location
	assert.deepEqual([l.location_type, l.addresses[0].address_1, l.addresses[0].city, l.addresses[0].postal_code, l.addresses[0].country], ['physical', '1 Test Row', 'Sandmouth', 'FY1 1DG', 'GB'])
	assert.ok(Math.abs(l.latitude - 53.8165) < 0.01 && Math.abs(l.longitude + 3.0535) < 0.01, `${l.latitude} ${l.longitude}`)
	assert.deepEqual(s.attributes.map(a => a.taxonomy_term.code).sort(), ['BH2', 'FAM', 'N1', 'PARENT', 'PROF', 'SS5', 'TAR'])
	assert.doesNotMatch(page.body, /Six places|Four weeks/)
	const ids = [...page.body.matchAll(/"id":"([^"]*)"/g)].map(m => m[1])
	assert.ok(ids.every(i => /^[0-9a-f]{8}-[0-9a-f]{4}-[48][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/.test(i)))
	assert.deepEqual((await json()).contents.find(s => s.id === id), s, 'the same each time')
})

test('the JSON is for those who are signed in, and for all when the authority says so', async () => {
	const nobody = new Client(env)
	assert.equal((await nobody.get('/caf/services.json')).location, '/signin?return=/caf/services.json')
	assert.equal((await (await person('zcarr')).get('/caf/services.json')).status, 403)
	const back = settings({ 'caf.directory_public': 'yes' }, 'caf')
	try {
		assert.ok((await json(nobody)).contents.length > 0)
		assert.equal((await nobody.get(LIST)).status, 303, 'the pages stay shut')
	} finally {
		back()
	}
})

test('only editors change the directory; every practitioner reads it', async () => {
	const id = await add({ name: `Who ${RUN}` })
	for (const login of ['pnair', 'jreid', 'hgrant', 'lcross', 'kdoyle', 'ofay']) {
		const c = await person(login)
		assert.equal((await c.get(LIST)).status, 200, login)
		assert.equal((await c.get(`${LIST}/${id}`)).status, 200, login)
		for (const at of [NEW, `${LIST}/${id}/edit`, `${LIST}/${id}/assure`, `${LIST}/entries`, `${LIST}/providers`, `${LIST}/providers/${provider}`])
			assert.equal((await c.get(at)).status, 403, `${login} ${at}`)
		assert.ok(!(await c.get(`${LIST}/${id}`)).body.includes('/edit'), login)
	}
	for (const login of ['zcarr', 'vking']) assert.equal((await (await person(login)).get(LIST)).status, 403, login)
	for (const at of [`${LIST}/x`, `${LIST}/00000000-0000-4000-8000-000000000000`, `${LIST}/x/versions`, `${LIST}/x/versions/1`]) assert.equal((await priya.get(at)).status, 404, at)
	for (const at of [`${LIST}/x/edit`, `${LIST}/x/assure`, `${LIST}/providers/x`]) assert.equal((await frank.get(at)).status, 404, at)
})

test('a sensitive service is in the directory, as such', async () => {
	const id = await add({ name: `Sensitive ${RUN}`, services: 'SXH', sensitive: 'Y' })
	assert.match((await posted({ word: `Sensitive ${RUN}` })).text, /Sensitive/)
	assert.match((await priya.get(`${LIST}/${id}`)).text, /That the service is listed here says nothing about any child/)
})

test('a provider’s former words stay, and wrong ones are not taken', async () => {
	const at = `${LIST}/providers/${provider}`
	for (const [message, change] of [['website like', { website: 'provider' }], ['e-mail address like', { email: 'x@' }], ['Enter', { name: '' }]]) {
		const page = await save(frank, { ...change, description: 'Kept words' }, at)
		assert.equal(page.status, 422)
		assert.ok(page.errors().join().includes(message), page.errors().join())
		assert.ok(page.body.includes('Kept words'))
	}
	const slow = await frank.get(at)
	assert.equal((await save(frank, { description: 'Other words' }, at)).status, 303)
	assert.equal((await frank.submit(slow, at, { description: 'Late words' })).status, 409)
	const page = await frank.get(at)
	assert.ok(page.text.includes('Other words') && page.text.includes('Invented') && !page.text.includes('Late words'))
})

test('what an editor typed before the session ended is there after sign-in', async () => {
	const c = await newSession('fwest'), page = await c.get(NEW)
	sql(`UPDATE everychild.session SET seen_at = seen_at - INTERVAL 31 MINUTE WHERE account = ${accountId('fwest')}`)
	const sent = await c.submit(page, NEW, fields({ name: `Ended ${RUN}` }))
	assert.equal(sent.status, 303)
	assert.match(sent.location, /^\/signin\?ended=kept/)
	const back = await c.follow(await c.submit(await c.get(sent.location), '/signin', { login: 'fwest', password: fs.readFileSync(env.EC_PASSWORD_FILE, 'utf8').trim() }))
	assert.equal(back.path, NEW)
	const kept = back.form(NEW).fields
	assert.equal(kept.find(([n]) => n === 'name')[1], `Ended ${RUN}`)
	assert.deepEqual(kept.filter(([n]) => n === 'days').map(f => f[1]), ['MO', 'WE'])
})

test('a case leads to the directory, and takes nothing along', async () => {
	const base = await caf.toAssessing(priya), page = await priya.get(base)
	assert.match(page.body.slice(page.body.indexOf('<main')), /href="\/caf\/services"/)
})

after(() => { assert.deepEqual(troubles(), []) })
