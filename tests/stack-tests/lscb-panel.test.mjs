// The panel as those see it who do not coordinate: chair, member, analyst, board.
import test, { after, before } from 'node:test'
import assert from 'node:assert/strict'
import { atTable, attend, begin, list, plan, ready, seat } from '../lib/lscb-meeting.mjs'
import { agency, gathering, sent } from '../lib/lscb-requests.mjs'
import { day, handleOf, name } from '../lib/lscb.mjs'
import { cell, logMark, person, sql, troubles } from '../lib/stack.mjs'

const DB = 'everychild_lscb'
const MEMBERS = ['hfaye', 'dwren', 'uabara', 'eshort', 'jsingh']
let clare, honor, uma, meeting

before(async () => {
	clare = await person('ccole')		// coordinator
	honor = await person('hfaye')		// chair of the panel
	uma = await person('uabara')		// member for social care
	await seat(clare)
	meeting = await plan(clare)
	await attend(clare, meeting, MEMBERS)
	logMark()
})
after(() => assert.deepEqual(troubles(), []))

const modern = base => sql(`UPDATE ${DB}.death d JOIN ${DB}.record r ON r.id = d.record SET d.form_set = 'C' WHERE r.handle = '${handleOf(base)}'`)
// Where a page's links lead that stay in this program.
const links = page => [...new Set([...page.body.matchAll(/<a\b[^>]*href="(\/lscb\/[^"#]*)"/g)].map(m => m[1].replace(/&amp;/g, '&')))]

test('2.8: the analysis of a case with forms of 2018 opens, section by section, and prints', async () => {
	const base = await ready(clare)
	modern(base)
	await list(clare, base, meeting)
	const form = await begin(clare, base, `${base}/table`)
	assert.match(form, /\/cdr-analysis-1/)
	const tasks = await honor.get(form)
	assert.equal(tasks.status, 200)
	const sections = links(tasks).filter(path => path.startsWith(`${form}/`))
	assert.ok(sections.length > 4, sections.join())
	for (const path of sections) assert.equal((await honor.get(path)).status, 200, path)
})

test('2.8: every report that an event of today asks for opens for who gives it', async () => {
	const rosa = await person('rfox'), school = await agency(clare, name('School '), 'EDU', { REPORTER: 'rfox' })
	const base = await gathering(clare, ['E02', 'E04', 'E05', 'E06', 'E07', 'E08', 'E09', 'E11', 'E12'])
	modern(base)
	const request = await sent(clare, base, school)
	const forms = links(await rosa.get(request)).filter(path => path.startsWith(`${request}/form/`))
	for (const form of ['suicide', 'trauma', 'violence']) assert.ok(forms.includes(`${request}/form/cdr-${form}`), forms.join())
	for (const path of forms) assert.equal((await rosa.get(path)).status, 200, path)
})
