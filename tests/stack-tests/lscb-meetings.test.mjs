// The panel's meetings: who may decide on a case, what the analysis may say together,
// and what follows from the chair's signature.
import test, { after, before } from 'node:test'
import assert from 'node:assert/strict'
import { date } from '../lib/client.mjs'
import { day, handleOf } from '../lib/lscb.mjs'
import { atTable, attend, begin, CONCLUSION, declare, list, plan, ready, row, seat, section, sign } from '../lib/lscb-meeting.mjs'
import { cell, logMark, noHandle, person, sql, troubles } from '../lib/stack.mjs'

let clare, honor, jas, uma, meeting
const ALL = ['hfaye', 'dwren', 'uabara', 'eshort', 'jsingh']
const stateOf = base => cell(`SELECT state FROM everychild_lscb.record WHERE handle = '${handleOf(base)}'`)
const of = base => `(SELECT id FROM everychild_lscb.record WHERE handle = '${handleOf(base)}')`

before(async () => {
	clare = await person('ccole')		// coordinator
	honor = await person('hfaye')		// chair of the panel
	jas = await person('jsingh')		// designated doctor, paediatrician
	uma = await person('uabara')		// member for social care
	await seat(clare)
	meeting = await plan(clare)
	await attend(clare, meeting, ALL)
	logMark()
})

after(() => assert.deepEqual(troubles(), []))

test('a planned meeting has its standing agenda, its invitations, and papers out ten working days before', async () => {
	const page = await clare.get(await plan(clare, { on: '2026-12-22' }))
	assert.match(page.text, /Papers out by 8 December 2026/)
	const items = sql(`SELECT kind FROM everychild_lscb.agenda_item WHERE meeting = (SELECT MAX(id) FROM everychild_lscb.meeting) ORDER BY position`).map(r => r[0])
	assert.deepEqual(items.slice(0, 5), ['WELCOME', 'CONFIDENCE', 'INTERESTS', 'MINUTES', 'ACTIONS'])
	assert.equal(cell('SELECT COUNT(*) FROM everychild_lscb.attendance WHERE meeting = (SELECT MAX(id) FROM everychild_lscb.meeting)'), '6')
})
