// Private fostering: who is named in a notice (Schedule 1) comes to the case by one press.
import test, { after, before } from 'node:test'
import assert from 'node:assert/strict'
import * as pf from '../lib/fostering.mjs'
import { date } from '../lib/client.mjs'
import { cell, logMark, person, sql, troubles } from '../lib/stack.mjs'

let dan, theresa, arun, base
const letters = 'abcdefghijklmnopqrstuvwxyz'
let number = 0
// A family name of this run's own: nobody is known by it.
const tag = Array.from({ length: 5 }, () => letters[Math.floor(Math.random() * 26)]).join('')
const family = `Vell${tag}`
const child = () => pf.child(dan, { given: `Named${letters[number++]}`, family, born: '2014-03-12', sex: 'F' })
const section = async (c, at, name, changes) => {
	const path = `${at}/notice-1/${name}`
	return pf.led(await c.submit(await c.get(path), path, changes), name)
}
const press = async (c, at) => c.submit(await c.get(`${at}/persons`), `${at}/named`, {})
const parts = at => sql(`SELECT x.part, n.given, n.family, x.has_pr, x.cared_for, n.phone, n.email FROM everychild_fostering.related_person x
	JOIN everychild_fostering.person n ON n.id = x.person WHERE x.record = ${pf.idOf(at)} ORDER BY x.id`).map(row => row.join('|'))
const members = at => sql(`SELECT m.role, n.given, n.family, n.born_on FROM everychild_fostering.household_member m JOIN everychild_fostering.person n ON n.id = m.person
	JOIN everychild_fostering.arrangement v ON v.household = m.household WHERE v.record = ${pf.idOf(at)} ORDER BY m.id`).map(row => row.join('|'))
const addresses = (given, name = family) => sql(`SELECT a.line1, a.line2, a.town, a.postcode, a.since, a.until FROM everychild_fostering.person_address a
	JOIN everychild_fostering.person n ON n.id = a.person WHERE n.given = '${given}' AND n.family = '${name}' ORDER BY a.id`).map(row => row.join('|'))
const persons = () => Number(cell('SELECT COUNT(*) FROM everychild_fostering.person'))

before(async () => {
	[dan, theresa, arun] = [await person('dmarsh'), await person('tbrook'), await person('avale')]
	logMark()
	base = await pf.start(dan, await child(), { carer_given: 'Olive', carer_family: `Marsh${tag}`, relationship: null })
	await section(dan, base, 'carer', { carer_address: '4 Mill Lane\nSandmouth', carer_contact: 'olive@example.org, 01632 960123', carer_relationship: 'GODPARENT',
		'carer_addresses.1.carer_address_was': '9 Old Row, Upper Bank, Sandmouth SM2 2AB',
		...date('carer_addresses.1.carer_address_from', '2021-01-05'), ...date('carer_addresses.1.carer_address_to', '2023-06-30') })
	await section(dan, base, 'parents', { 'parents.1.parent_name': `Efua ${family}`, 'parents.1.parent_part': 'PARENT',
		'parents.1.parent_address': '1 High Road, Sandmouth, SM1 1AA', 'parents.1.parent_pr': 'Y', 'parents.1.parent_contact': '01632 960555' })
	await section(dan, base, 'siblings', { has_siblings: 'Y', 'siblings.1.sibling_name': `Kofi ${family}`, 'siblings.1.sibling_address': '1 High Road, Sandmouth, SM1 1AA',
		'siblings.1.sibling_care': 'With the mother' })
	await section(dan, base, 'local', { 'household.1.member_name': `Peter Marsh${tag}`, ...date('household.1.member_born_on', '1980-02-03'), 'household.1.member_role': 'PARTNER',
		'household.2.member_name': `Nameda ${family}`, 'household.2.member_role': 'FOSTERED' })
})

test('who Schedule 1 names is proposed, and added by one press with address, dates and contact', async () => {
	assert.match((await dan.get(base)).text, /Add who is named in the notice/)
	const page = await dan.get(`${base}/persons`)
	assert.match(page.text, new RegExp(`Efua ${family} New Parent Address: 1 High Road`))
	assert.match((await dan.get(`${base}/notice-1`)).text, /Add these to the case/)
	const before = persons()
	pf.led(await press(dan, base), 'added')
	assert.equal(persons(), before + 3)
	assert.deepEqual(parts(base), [`PARENT|Efua|${family}|Y||01632 960555|`, `SIBLING|Kofi|${family}||With the mother||`])
	assert.deepEqual(members(base), [`CARER|Olive|Marsh${tag}|NULL`, `PARTNER|Peter|Marsh${tag}|1980-02-03`], 'the child is not a member twice')
	assert.deepEqual(addresses('Efua'), ['1 High Road||Sandmouth|SM1 1AA|NULL|NULL'])
	assert.deepEqual(addresses('Olive', `Marsh${tag}`), ['9 Old Row|Upper Bank|Sandmouth|SM2 2AB|2021-01-05|2023-06-30'], 'where the carer lives now is the household\'s')
	assert.equal(pf.fact(base, 'relationship'), 'GODPARENT')
	assert.deepEqual(sql(`SELECT phone, email FROM everychild_fostering.person WHERE family = 'Marsh${tag}' AND given = 'Olive'`), [['01632 960123', 'olive@example.org']])
	assert.ok(pf.tasks(base).includes('CHECKS NULL') || pf.tasks(base).some(t => t.startsWith('CHECKS')), 'an adult of the household is to be checked')
	assert.doesNotMatch((await dan.get(`${base}/persons`)).text, /Add these to the case/)
})

test('a second press adds nothing, and what a person has is never written over', async () => {
	await section(dan, base, 'parents', { 'parents.1.parent_contact': '01632 960777', 'parents.1.parent_address': '5 Other Street, Sandmouth' })
	const before = persons()
	assert.doesNotMatch((await dan.get(`${base}/persons`)).text, /Add these to the case/)
	assert.equal(persons(), before)
	assert.deepEqual(addresses('Efua').length, 1)
	assert.match(parts(base)[0], /960555/)
})

test('somebody of the same name with another birth date is somebody else', async () => {
	await section(dan, base, 'local', { 'household.3.member_name': `Peter Marsh${tag}`, ...date('household.3.member_born_on', '2010-05-05'), 'household.3.member_role': 'CHILD' })
	pf.led(await press(dan, base), 'the son')
	assert.deepEqual(members(base).slice(1), [`PARTNER|Peter|Marsh${tag}|1980-02-03`, `CHILD|Peter|Marsh${tag}|2010-05-05`])
})

test('the mother of a second child is the same person, by name and postcode', async () => {
	const second = await pf.start(dan, await child(), { carer_given: 'Ada', carer_family: `Quill${tag}`, regulation: '3(3)', notifier: 'PARENT', notifier_name: `Efua ${family}`, starts: pf.today(50) })
	await section(dan, second, 'notifier', { notifier_address: '1 High Road, Sandmouth SM1 1AA' })
	assert.match((await dan.get(`${second}/persons`)).text, new RegExp(`Efua ${family} Known from another arrangement Parent`))
	const before = persons()
	pf.led(await press(dan, second), 'mother')
	assert.equal(persons(), before)
	assert.match(parts(second)[0], new RegExp(`^PARENT\\|Efua\\|${family}`))
	assert.deepEqual(addresses('Efua').length, 1)
})

test('a professional who refers stays with the notice', async () => {
	const at = await pf.start(dan, await child(), { carer_given: 'Ivo', carer_family: `Rook${tag}`, regulation: 'REFERRAL', notifier: 'SCHOOL', notifier_name: 'Jo Teacher' })
	await section(dan, at, 'notifier', { notifier_address: 'The School, Sandmouth', 'notifier_addresses.1.notifier_address_was': '3 Lane',
		...date('notifier_addresses.1.notifier_address_from', '2020-01-01'), ...date('notifier_addresses.1.notifier_address_to', '2021-01-01') })
	assert.doesNotMatch((await dan.get(`${at}/persons`)).text, /Add these to the case/)
})

test('what changed since the list was seen is shown again, and added by nobody', async () => {
	const at = await pf.start(dan, await child(), { carer_given: 'Una', carer_family: `Teal${tag}` })
	await section(dan, at, 'parents', { 'parents.1.parent_name': `Ama ${family}`, 'parents.1.parent_part': 'PARENT' })
	const stale = await dan.get(`${at}/persons`)
	await section(theresa, at, 'parents', { 'parents.1.parent_pr': 'N', 'parents.1.parent_address': '2 Low Road' })
	const again = await dan.submit(stale, `${at}/named`, {})
	assert.equal(again.status, 409)
	assert.deepEqual(parts(at), [])
	assert.match(again.text, /This has changed since you looked.*2 Low Road/)
	pf.led(await dan.submit(again, `${at}/named`, {}), 'as it is now')
	assert.match(parts(at)[0], /^PARENT\|Ama\|.*\|N\|/)
})

test('readers are not offered it', async () => {
	const at = await pf.start(dan, await child(), { carer_given: 'Eve', carer_family: `Dunn${tag}` })
	await section(dan, at, 'parents', { 'parents.1.parent_name': `Abe ${family}`, 'parents.1.parent_part': 'PARENT' })
	assert.doesNotMatch((await arun.get(`${at}/persons`)).text, /Add these to the case/)
})

after(() => assert.deepEqual(troubles(), []))
