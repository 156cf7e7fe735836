// The way of a child's education record through the pages as they stand. c: a
// Client who is signed in; base: the record's address.
import assert from 'node:assert/strict'
import { date } from './client.mjs'
import * as caf from './caf.mjs'
import { ask, cell, sql, until } from './stack.mjs'

export const today = caf.today
export const handleOf = base => base.split('/')[3]
export const idOf = base => cell(`SELECT id FROM everychild_education.record WHERE handle = '${handleOf(base)}'`)
export const stateOf = base => cell(`SELECT state FROM everychild_education.record WHERE handle = '${handleOf(base)}'`)
// Rows of a table that hang on the child: rows(base, 'care_episode', 'began_on, rne').
export const rows = (base, table, columns) => sql(`SELECT ${columns} FROM everychild_education.${table} WHERE record = ${idOf(base)} ORDER BY id`)
// The day on which a clock is due.
export const due = (base, clock) => cell(`SELECT due_on FROM everychild_education.deadline
	WHERE record = ${idOf(base)} AND clock = '${clock}' AND dropped_at IS NULL ORDER BY id DESC LIMIT 1`)

export function led(page, what) {
	assert.equal(page.status, 303, `${what}: ${page.status} ${page.title}: ${page.errors().join(' | ')} ${page.status >= 400 ? page.text.slice(0, 600) : ''}`)
	return page.location
}

// A child of the index whose page is open, made by c.
export const child = caf.child

export async function start(c, kid, more = {}) {
	const path = `/education/start/${kid}`
	const { notified, ...rest } = more
	const location = led(await c.submit(await c.get(path), path, { how: 'CARE', ...(notified ? date('notified_on', notified) : {}), ...rest }), 'start')
	return /^\/education\/child\/\w+/.exec(location)[0]
}

export const EPISODE = { rne: 'S', legal: 'C2', need: 'N1', place: 'U6', provider: 'PR1', home_post: 'SM1 1AB', place_post: 'SM2 3AD', place_urn: 'SC012345' }

export async function episode(c, base, began, more = {}) {
	const path = `${base}/episode`
	return led(await c.submit(await c.get(path), path, { ...EPISODE, ...date('began_on', began), ...more }), 'episode')
}

export async function ended(c, base, day, rec = 'E4A') {
	const path = `${base}/episode/end`
	return led(await c.submit(await c.get(path), path, { ...date('ended_on', day), rec }), 'end')
}

// In care since a day: the record's address.
export async function inCare(c, kid, since, more = {}) {
	const base = await start(c, kid, more)
	await episode(c, base, since)
	return base
}

// The handle of a school of conf/demo/schools.csv by its number.
export const school = urn => cell(`SELECT handle FROM everychild_education.school WHERE urn = '${urn}'`)
export const schoolId = urn => cell(`SELECT id FROM everychild_education.school WHERE urn = '${urn}'`)

// Rows of a file pasted into its page, looked at, then read in: [the look, the result].
export async function paste(c, path, rows) {
	const look = await c.submit(await c.get(path), path, { rows, go: 'look' })
	const read = await c.submit(look, path, { go: 'read' })
	return [look, read.status === 303 ? await c.get(read.location) : read]
}
// "New 3 Changed 0 As it was 1 Rejected 2" of such a page.
export const counts = page => ['New', 'Changed', 'As it was', 'Rejected'].map(what => Number(new RegExp(`${what} (\\d+)`).exec(page.text)?.[1]))

// A school place from a day: its number.
export async function place(c, base, urn, began, more = {}) {
	const path = `${base}/place`
	led(await c.submit(await c.get(path), path, { school: school(urn), status: 'SINGLE', ...date('began_on', began), offered: '25', ...more }), 'place')
	return cell(`SELECT MAX(id) FROM everychild_education.enrolment WHERE record = ${idOf(base)}`)
}

export async function placeEnded(c, base, place, last, reason = 'OTHER', more = {}) {
	const path = `${base}/place/${place}`
	return led(await c.submit(await c.get(path), path, { ...date('ended_on', last), reason, ...more }), 'place ended')
}
// A file of the return is brought by c and checked: its handle.
export async function readIn(c, text, more = {}) {
	const path = '/education/imports'
	const handle = led(await c.submit(await c.get(path), path, { year: '2026', text, ...more }), 'file').split('/')[3]
	const state = () => cell(`SELECT state FROM everychild_education.import WHERE handle = '${handle}'`)
	await until('the file is checked', 20, () => state() !== 'CHECK')
	return handle
}

export async function applied(c, handle) {
	const path = `/education/import/${handle}`
	led(await c.submit(await c.get(path), path, { what: 'apply' }), 'apply')
	await until('the file is applied', 20, () => cell(`SELECT state FROM everychild_education.import WHERE handle = '${handle}'`) === 'APPLIED')
}

// made, changed, same, rejected
export const importCounts = handle => ask(`SELECT made, changed, same, rejected FROM everychild_education.import WHERE handle = '${handle}'`)[0].map(Number)
export const byNumber = child => cell(`SELECT CONCAT('/education/child/', r.handle) FROM everychild_education.record r
	JOIN everychild_education.pupil p ON p.record = r.id WHERE p.child_id = '${child}'`)
