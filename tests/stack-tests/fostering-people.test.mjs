// Private fostering: the people of an arrangement, the carer's household, checks,
// other arrangements, hand-over, chronology.
import test, { after, before } from 'node:test'
import assert from 'node:assert/strict'
import * as pf from '../lib/fostering.mjs'
import { date } from '../lib/client.mjs'
import { cell, logMark, person, sql, troubles } from '../lib/stack.mjs'

let paula, dan, lily, theresa, arun, vera, kid, base
const today = pf.today

before(async () => {
	[paula, dan, lily, theresa, arun, vera] = await Promise.all(
		['pgrey', 'dmarsh', 'lowens', 'tbrook', 'avale', 'vking'].map(login => person(login)))
	logMark()
	kid = await pf.child(paula, { given: 'Nell', family: 'Fry', born: '2014-03-12', sex: 'F' })
	base = await pf.start(paula, kid)
})

const carer = at => cell(`SELECT p.handle FROM everychild_fostering.person p JOIN everychild_fostering.arrangement v
	ON v.carer = p.id WHERE v.record = ${pf.idOf(at)}`)
const postcode = at => cell(`SELECT h.postcode FROM everychild_fostering.household h JOIN everychild_fostering.arrangement v
	ON v.household = h.id WHERE v.record = ${pf.idOf(at)}`)
const persons = () => Number(cell('SELECT COUNT(*) FROM everychild_fostering.person'))
async function send(c, path, changes) {
	const page = await c.get(path)
	assert.equal(page.status, 200, `${path}: ${page.status} ${page.title}`)
	return c.submit(page, path, changes)
}
// Somebody of that name may be known from another run: it is not the same person.
async function add(c, path, changes) {
	const page = await send(c, path, changes)
	return page.status === 422 && /name="known"/.test(page.body) ? c.submit(page, path, { known: 'NEW' }) : page
}
const newest = given => cell(`SELECT handle FROM everychild_fostering.person WHERE given = '${given}' ORDER BY id DESC LIMIT 1`)
const audited = (action, login) => Number(cell(`SELECT COUNT(*) FROM everychild_fostering.audit
	WHERE action = '${action}' AND login = '${login}'`))

test('an enquiry that nobody holds is on the manager\'s list until a worker has it', async () => {
	const ref = cell(`SELECT reference FROM everychild_fostering.record WHERE id = ${pf.idOf(base)}`)
	assert.match((await theresa.get('/fostering/unallocated')).text, new RegExp(ref))
	assert.equal((await dan.get('/fostering/unallocated')).status, 403)
	const path = `${base}/hand-over`
	assert.equal((await dan.get(base)).status, 404)
	assert.match((await send(theresa, path, { login: 'kdoyle', reason: 'Allocated' })).errors().join(), /no private fostering worker/)
	pf.led(await send(theresa, path, { login: 'dmarsh', reason: 'Allocated' }), 'hand-over')
	assert.equal((await dan.get(base)).status, 200)
	assert.doesNotMatch((await theresa.get('/fostering/unallocated')).text, new RegExp(ref))
	assert.equal((await lily.get(base)).status, 200, 'the same team')
})

test('the front door officer who took it goes on seeing the enquiry, and changes nothing', async () => {
	const page = await paula.get(base)
	assert.equal(page.status, 200)
	assert.doesNotMatch(page.body, /persons\/add/)
	assert.equal((await paula.get(`${base}/persons/add`)).status, 404)
})

test('a parent is added with what Schedule 1 asks; what was typed wrongly stands', async () => {
	const path = `${base}/persons/add`
	const bad = await send(dan, path, { part: 'PARENT', given: 'Ann', family: '', ...date('born_on', '1985-02-03'), town: 'Sandmouth' })
	assert.equal(bad.status, 422)
	assert.match(bad.body, /value="Ann"/)
	assert.match(bad.body, /value="Sandmouth"/)
	const before = persons()
	pf.led(await add(dan, path, { part: 'PARENT', given: 'Ann', family: 'Fry', relation: 'MOT', has_pr: 'Y', withheld: 'Y',
		line1: '2 Quay Street', town: 'Sandmouth', postcode: 'SM1 1AA', ...date('lives_since', today(-400)) }), 'parent')
	assert.equal(persons(), before + 1)
	const page = await dan.get(`${base}/persons`)
	assert.match(page.text, /Ann Fry Parent Mother Child's address withheld Yes 2 Quay Street, Sandmouth/)
})

test('addresses of the last five years are shown with their gaps', async () => {
	const handle = newest('Ann')
	const at = `${base}/person/${handle}`
	assert.match((await dan.get(at)).text, /The address history has a gap from .* to /)
	pf.led(await send(dan, `${at}/address`, { line1: '1 Old Road', ...date('since', '2010-01-01'), ...date('until', today(-401)) }), 'address')
	assert.doesNotMatch((await dan.get(at)).text, /has a gap/)
})

test('a person stands below an arrangement that the person is on, and nowhere else', async () => {
	const other = await pf.start(paula, await pf.child(paula, { given: 'Una', family: 'Gale', born: '2013-05-01', sex: 'F' }),
		{ carer_given: 'Peter', carer_family: 'Quill' })
	assert.equal((await theresa.get(`${other}/person/${carer(other)}`)).status, 200)
	assert.equal((await theresa.get(`${base}/person/${carer(other)}`)).status, 404)
	assert.equal((await dan.get(`${other}/person/${carer(other)}`)).status, 404)
})

test('who is known already is asked for, and the same carer stays one person', async () => {
	const before = persons()
	const path = `${base}/household/add`
	const more = { role: 'ADULT', given: 'Olive', family: 'Marsch', postcode: postcode(base) }
	const asked = await send(dan, path, more)
	assert.equal(asked.status, 422)
	assert.match(asked.text, /Olive Marsh, same postcode/)
	assert.equal(persons(), before)
	const again = await dan.submit(asked, path, { known: carer(base) })
	assert.match(again.errors().join(), /of the household already/)
	pf.led(await dan.submit(asked, path, { ...more, given: 'Olivia', family: 'Marsh', known: 'NEW' }), 'new')
	assert.equal(persons(), before + 1)
})

test('two who change a person at once lose nothing', async () => {
	const path = `${base}/person/${carer(base)}/details`
	const mine = await dan.get(path), theirs = await lily.get(path)
	pf.led(await lily.submit(theirs, path, { phone: '01632 960111' }), 'first')
	const late = await dan.submit(mine, path, { other_names: 'Pell' })
	assert.equal(late.status, 409)
	assert.match(late.body, /value="Pell"/)
	assert.match(late.text, /changed this person meanwhile.*960111/)
	pf.led(await dan.submit(late, path), 'second')
	assert.deepEqual(sql(`SELECT other_names FROM everychild_fostering.person WHERE handle = '${carer(base)}'`), [['Pell']])
})

test('two who change a part in the household, or the dates of an address, at once lose nothing', async () => {
	pf.led(await add(dan, `${base}/household/add`, { role: 'ADULT', given: 'Gil', family: 'Storr' }), 'member')
	const path = `${base}/person/${newest('Gil')}/household`
	let mine = await dan.get(path), theirs = await lily.get(path)
	pf.led(await lily.submit(theirs, path, { role: 'PARTNER' }), 'first')
	let late = await dan.submit(mine, path, { role: 'EMPLOYEE', ...date('joined_on', '2020-02-03') })
	assert.equal(late.status, 409)
	assert.match(late.text, /changed this meanwhile: Carer's partner, joined not known/)
	assert.equal(late.form(path).fields.find(([n]) => n === 'joined_on-year')[1], '2020')
	assert.equal(late.form(path).fields.find(([n]) => n === 'role')[1], 'EMPLOYEE')
	pf.led(await dan.submit(late, path), 'second')
	const at = `${base}/person/${newest('Ann')}`
	const [, dates] = new RegExp(`"(${at}/address/\\d+)"`).exec((await dan.get(at)).body)
	mine = await dan.get(dates)
	theirs = await lily.get(dates)
	pf.led(await lily.submit(theirs, dates, date('since', '2019-01-02')), 'first')
	late = await dan.submit(mine, dates, date('since', '2018-03-04'))
	assert.equal(late.status, 409)
	assert.match(late.text, /changed this meanwhile: from 2 January 2019 to/)
	assert.equal(late.form(dates).fields.find(([n]) => n === 'since-year')[1], '2018')
	pf.led(await dan.submit(late, dates), 'second')
})

test('a parent who comes to live with the carer makes it no private fostering', async () => {
	const child = await pf.child(paula, { given: 'Sam', family: 'Hale', born: '2014-01-01', sex: 'M' })
	const at = await pf.start(paula, child, { carer_given: 'Rose', carer_family: 'Tilley' })
	pf.led(await add(theresa, `${at}/persons/add`, { part: 'PARENT', given: 'Ivy', family: 'Hale', has_pr: 'Y' }), 'parent')
	const tests = pf.rows(at, 'legal_test', 'result').length
	const asked = await send(theresa, `${at}/household/add`, { role: 'ADULT', given: 'Ivy', family: 'Hale', known: '' })
	const ivy = newest('Ivy')
	pf.led(await theresa.submit(asked, `${at}/household/add`, { known: ivy }), 'joins')
	assert.equal(pf.fact(at, 'sleeps'), 'FAMILY_PRESENT')
	assert.equal(pf.rows(at, 'legal_test', 'result').length, tests + 1)
	assert.match(pf.fact(at, 'test_result'), /NOT_PF/)
})

test('checks of each adult: what is missing is listed, what came of them is for offence readers', async () => {
	const at = `${base}/person/${carer(base)}`
	pf.led(await send(lily, `${at}/check`, { kind: 'DBS' }), 'asked')
	const mine = await dan.get(`${at}/offences`)
	const [, check] = /\/check\/(\d+)/.exec(mine.body)
	assert.equal((await lily.get(`${at}/check/${check}`)).status, 404, 'of the team, not the case worker')
	const bad = await send(dan, `${at}/check/${check}`, { ...date('received_on', today()), result: 'DISCLOSED' })
	assert.match(bad.errors().join(), /Say what it is/)
	pf.led(await dan.submit(bad, `${at}/check/${check}`, { note: 'Zanzibar caution' }), 'answer')
	pf.led(await send(dan, `${at}/history`, { kind: 'OFFENCE', what: 'Zebra theft' }), 'history')
	const team = (await lily.get(`${at}/checks`)).text
	assert.match(team, /Enhanced DBS check/)
	assert.doesNotMatch(team, /Zanzibar|Zebra|Something disclosed/)
	assert.doesNotMatch((await paula.get(`${at}/checks`)).text, /Zanzibar|Zebra|Something disclosed/)
	const read = audited('offences.show', 'vking')
	for (const c of [dan, theresa, arun, vera])
		assert.match((await c.get(`${at}/offences`)).text, /Something disclosed Zanzibar caution.*Zebra theft/)
	for (const c of [lily, paula])
		assert.equal((await c.get(`${at}/offences`)).status, 404)
	assert.equal(audited('offences.show', 'vking'), read + 1)
	assert.match((await lily.get(`${base}/persons`)).text, /Olive Marsh Enhanced DBS check None Own children's services records/)
	const due = pf.deadline(base, `T11-${check}`)
	assert.equal(due[0], cell(`SELECT '${today()}' + INTERVAL 36 MONTH`))
	// The day of its renewal tells that an answer came, and when: not to the team.
	assert.match((await dan.get(base)).text, /Renew the DBS check of an adult/)
	assert.doesNotMatch((await lily.get(base)).text, /Renew the DBS check of an adult/)
})

test('the access log names the form that was printed, checked or looked at for its changes', async () => {
	for (const [page, action] of [['print', 'form.print'], ['check', 'form.check'], ['changes', 'form.history']]) {
		assert.equal((await dan.get(`${base}/notice-1/${page}`)).status, 200, page)
		assert.equal(cell(`SELECT detail FROM everychild_fostering.audit WHERE action = '${action}' ORDER BY id DESC LIMIT 1`), 'notice-1')
	}
})

test('a manager is told the same day of a refusal and of what disqualifies', async () => {
	const at = `${base}/person/${carer(base)}`
	pf.led(await send(dan, `${at}/check`, { kind: 'POLICE' }), 'asked')
	const [, check] = /\/check\/(\d+)/.exec((await dan.get(`${at}/offences`)).body)
	pf.led(await send(dan, `${at}/check/${check}`, { ...date('received_on', today()), result: 'REFUSED', note: 'Will not' }), 'refused')
	// From what is urgent nobody else can tell that a check was refused.
	assert.match((await dan.get(base)).text, /A manager has to look at this case today/)
	assert.doesNotMatch((await lily.get(base)).text, /manager has to look at this case today|Urgent: manager/)
	assert.ok(pf.rows(base, 'task', 'kind').some(([kind]) => kind === 'URGENT'))
	pf.led(await send(dan, `${at}/standing`, { barred: 'Y', disqualified: 'U' }), 'standing')
	assert.match((await dan.get(`${at}/offences`)).text, /no consent can be given/)
	assert.doesNotMatch((await arun.get(`${at}/offences`)).body, /\/standing"/, 'read only')
	assert.equal((await arun.get(`${at}/standing`)).status, 403)
})

test('the date on which a check is to be renewed stands on every open case of the carer', async () => {
	const next = async (path, fields, use) => {
		let page = await paula.submit(await paula.get(path), path, fields)
		const [choice] = [...page.body.matchAll(/value="(carer-[^"]+)"/g)].map(m => m[1])
		page = await paula.submit(page, path, { use: choice })
		return /^\/fostering\/case\/\w+/.exec(pf.led(page, use))[0]
	}
	const where = { carer_given: 'Tess', carer_family: 'Yarrow', postcode: pf.postcode() }
	const kids = []
	for (const given of ['Una', 'Vic', 'Wes']) kids.push(await pf.child(paula, { given, family: 'Rees', born: '2012-03-12', sex: 'M' }))
	const fields = { ...pf.NOTICE, ...where, ...date('received_on', today()), ...date('starts_on', today(-1)) }
	const first = await pf.start(paula, kids[0], where)
	const second = await next(`/fostering/start/${kids[1]}`, fields, 'second')
	const at = `${first}/person/${carer(first)}`
	pf.led(await send(theresa, `${at}/check`, { kind: 'DBS' }), 'asked')
	const [, check] = /\/check\/(\d+)/.exec((await theresa.get(`${at}/offences`)).body)
	pf.led(await send(theresa, `${at}/check/${check}`, { ...date('received_on', today()), result: 'NONE' }), 'answer')
	const third = await next(`/fostering/start/${kids[2]}`, fields, 'third, begun later')
	for (const base of [first, second, third]) {
		assert.equal(pf.deadline(base, `T11-${check}`)?.[0], cell(`SELECT '${today()}' + INTERVAL 36 MONTH`))
		assert.match((await theresa.get(base)).text, /Renew the DBS check of an adult/)
	}
	pf.led(await send(theresa, `${at}/check`, { kind: 'DBS' }), 'asked again')
	const later = /\/check\/(\d+)"/.exec((await theresa.get(`${at}/offences`)).body)[1]
	pf.led(await send(theresa, `${at}/check/${later}`, { ...date('received_on', today()), result: 'NONE' }), 'answer')
	for (const base of [first, second, third]) {
		assert.notEqual(pf.deadline(base, `T11-${check}`)[1], 'NULL', 'met on each')
		assert.equal(pf.deadline(base, `T11-${later}`)[1], 'NULL')
	}
})

test('other arrangements of the carer are links for who may open them, else a count', async () => {
	const brother = await pf.child(paula, { given: 'Tom', family: 'Fry', born: '2012-03-12', sex: 'M' })
	const path = `/fostering/start/${brother}`
	const fields = { ...pf.NOTICE, postcode: postcode(base), ...date('received_on', today()), ...date('starts_on', today(-1)) }
	let page = await paula.submit(await paula.get(path), path, fields)
	const use = [...page.body.matchAll(/value="(carer-[^"]+)"/g)].map(m => m[1])
	page = await paula.submit(page, path, { use: use[0] })
	const second = /^\/fostering\/case\/\w+/.exec(pf.led(page, 'second'))[0]
	assert.equal(carer(second), carer(base))
	assert.match((await theresa.get(`${base}/persons`)).body, new RegExp(second))
	const hidden = await dan.get(`${base}/persons`)
	assert.match(hidden.text, /Of this carer or household: 1 arrangement that is not open to you/)
	assert.doesNotMatch(hidden.text, /Tom Fry/)
})

test('the same child in two arrangements on a day is a warning that a manager confirms', async () => {
	const child = await pf.child(paula, { given: 'Kit', family: 'Dunn', born: '2013-01-01', sex: 'M' })
	const first = await pf.start(paula, child, { carer_given: 'Jo', carer_family: 'Abel' })
	const path = `/fostering/start/${child}`
	let page = await paula.submit(await paula.get(path), path, { ...pf.NOTICE, carer_given: 'Ed', carer_family: 'Zorn', postcode: 'SM4 4AB',
		...date('received_on', today()), ...date('starts_on', today(-1)) })
	page = await paula.submit(page, path, { use: 'NEW' })
	if (page.status === 422 && /name="confirmed"/.test(page.body)) page = await paula.submit(page, path, { confirmed: 'Y' })
	const second = /^\/fostering\/case\/\w+/.exec(pf.led(page, 'second'))[0]
	const warned = await theresa.get(second)
	assert.match(warned.text, /in another arrangement, PF-\S+ on the same days/)
	pf.led(await theresa.submit(warned, `${second}/overlap`, { overlap_note: 'Weekdays and weekends' }), 'confirm')
	assert.match((await theresa.get(second)).text, /confirmed by a manager on/)
	assert.match((await theresa.get(first)).text, /in another arrangement/)
})

test('premises outside the area are a warning', async () => {
	const [page, other] = [await dan.get(`${base}/household`), await lily.get(`${base}/household`)]
	assert.doesNotMatch((await dan.get(base)).text, /premises lie in the area of/)
	pf.led(await dan.submit(page, `${base}/household`, { area: '889' }), 'area')
	assert.match((await dan.get(base)).text, /The premises lie in the area of/)
	const stale = await lily.submit(other, `${base}/household`, { line2: 'Flat 3' })
	assert.equal(stale.status, 409)
	assert.match(stale.body, /value="Flat 3"/)
	pf.led(await send(dan, `${base}/household`, { area: '' }), 'back')
})

test('the chronology has notices, tests and people by day, is filtered, and prints', async () => {
	for (let i = 0; i < 2; i++) {
		const all = (await dan.get(`${base}/chronology`)).text
		assert.match(all, /Notice received: /)
		assert.match(all, /Legal test: /)
		assert.match(all, /The child came/)
		const notices = (await dan.get(`${base}/chronology?kind=NOTICE`)).text
		assert.match(notices, /Notice received: /)
		assert.doesNotMatch(notices, /Legal test: /)
	}
	const print = await dan.get(`${base}/chronology/print`)
	assert.equal(print.status, 200)
	assert.match(print.text, /Printed by .*Notice received: /)
})

test('once it is private fostering the front door officer sees of it the notice that she took, and no more', async () => {
	assert.equal((await paula.get(base)).status, 200)
	sql(`UPDATE everychild_fostering.record SET state = 'ACTIVE_NEW' WHERE id = ${pf.idOf(base)}`)
	const left = await paula.get(base)
	assert.match(left.text, /the notices that you took stay open to you/)
	assert.doesNotMatch(left.text, /What happened|To do|Dates|Household/)
	assert.equal((await paula.get(`${base}/persons`)).status, 404)
	assert.equal((await paula.get(`${base}/person/${carer(base)}`)).status, 404)
	assert.equal((await dan.get(base)).status, 200)
})

after(() => assert.deepEqual(troubles(), []))
