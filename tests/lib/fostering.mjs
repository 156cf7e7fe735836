// The way of an arrangement through the pages as they stand. c: a Client who is
// signed in; base: the case's address.
import assert from 'node:assert/strict'
import { date } from './client.mjs'
import * as caf from './caf.mjs'
import { cell, sql } from './stack.mjs'

export const today = caf.today
export const handleOf = base => base.split('/')[3]
export const idOf = base => cell(`SELECT id FROM everychild_fostering.record WHERE handle = '${handleOf(base)}'`)
export const stateOf = base => cell(`SELECT state FROM everychild_fostering.record WHERE handle = '${handleOf(base)}'`)
export const fact = (base, column) => cell(`SELECT ${column} FROM everychild_fostering.arrangement WHERE record = ${idOf(base)}`)
// Rows of a table that hang on the case: rows(base, 'notification', 'class, received_on').
export const rows = (base, table, columns) => sql(`SELECT ${columns} FROM everychild_fostering.${table} WHERE record = ${idOf(base)} ORDER BY id`)
export const deadline = (base, clock) => sql(`SELECT due_on, met_at, dropped_at FROM everychild_fostering.deadline
	WHERE record = ${idOf(base)} AND clock = '${clock}' ORDER BY id DESC LIMIT 1`)[0]

export function led(page, what) {
	assert.equal(page.status, 303, `${what}: ${page.status} ${page.title}: ${page.errors().join(' | ')} ${page.status >= 400 ? page.text.slice(0, 600) : ''}`)
	return page.location
}

export const NOTICE = { regulation: '5', notifier: 'CARER', notifier_name: 'Olive Marsh', channel: 'PHONE',
	carer_given: 'Olive', carer_family: 'Marsh', relationship: 'FAMILY_FRIEND', line1: '4 Mill Lane', town: 'Sandmouth', postcode: 'SM1 1AB' }

// What a file of tests has made counts in no report and register of another's:
// to be called first, and what it returns at the end.
export function apart() {
	const registers = ['school_holiday_letter', 'school_holiday_notice', 'awareness_activity', 'monitoring_officer', 'standard_assessment', 'annual_text', 'legal_hold', 'disposal']
	const newest = table => cell(`SELECT COALESCE(MAX(id), 0) FROM everychild_fostering.${table}`)
	const before = new Map(['record', ...registers].map(table => [table, newest(table)]))
	return () => sql(`USE everychild_fostering; UPDATE record SET unlisted = 1 WHERE id > ${before.get('record')};
		${registers.map(table => `DELETE FROM ${table} WHERE id > ${before.get(table)};`).join('\n')}`)
}

// A child of the index whose page is open, made by c.
export const child = caf.child

// Somewhere new each time: at a known place a carer of the same name is asked about.
const pick = list => list[Math.floor(Math.random() * list.length)]
export const postcode = () => `SM${1 + Math.floor(Math.random() * 90)} ${pick('123456789')}${pick('ABDEFGHJLNPQRSTUWXYZ')}${pick('ABDEFGHJLNPQRSTUWXYZ')}`

// A case from a notice received today, the child there since `starts`. Returns its address.
export async function start(c, kid, { received = today(), starts = today(-1), ends, ...more } = {}) {
	const path = `/fostering/start/${kid}`
	const location = led(await c.submit(await c.get(path), path, { ...NOTICE, postcode: postcode(), ...date('received_on', received),
		...(starts ? date('starts_on', starts) : {}), ...(ends ? date('ends_on', ends) : {}), ...more }), 'start')
	return /^\/fostering\/case\/\w+/.exec(location)[0]
}

// -- the legal test --

// What makes it private fostering, when nothing else is known.
export const FACTS = { relationship: 'FAMILY_FRIEND', carer_pr: 'N', sleeps: 'CARER_HOME', capacity: 'PRIVATE',
	looked_after: 'N', legal_regime: 'N', adoption: 'N' }

// The facts of the case as they are, and these in place of some. open: no end planned.
export async function facts(c, base, { open = true, came, comes, ends, left, ...more } = {}) {
	const path = `${base}/facts`
	const page = await c.get(path)
	assert.equal(page.status, 200, page.text)
	led(await c.submit(page, path, { ...FACTS, ...(open && !ends ? { open_ended: 'Y' } : { open_ended: null }),
		...(came ? date('start_actual', came) : {}), ...(comes ? date('start_proposed', comes) : {}),
		...(ends ? date('intended_end', ends) : {}), ...(left ? date('left_on', left) : {}), ...more }), 'facts')
}

// From an enquiry to PROPOSED or ACTIVE_NEW, by what the facts say.
export async function decide(c, base, more = {}) {
	await facts(c, base, more)
	const path = `${base}/decide`
	led(await c.submit(await c.get(path), path, more.aware ? date('aware_on', more.aware) : {}), 'decide')
	return base
}

// Cases in the two states that most begin from.
export const proposed = async (c, kid, more = {}) => decide(c, await start(c, kid, { starts: today(50), regulation: '3(1)', ...more }))
export const active = async (c, kid, more = {}) => decide(c, await start(c, kid, more))

// -- changes and ends --

const form = async (c, base, below, fields, to = below) => led(await c.submit(await c.get(base + below), base + to, fields), below)
export const tasks = (base, open = true) => rows(base, 'task', 'kind, due_on').filter((_, i) =>
	!open || rows(base, 'task', 'done_on IS NULL AND dropped_on IS NULL')[i][0] === '1').map(row => row.join(' ').replace(' NULL', ''))
export const end = (c, base, more = {}) => form(c, base, '/end', { ...date('ended_on', today(-1)), reason: 'RETURNED_PARENT', why: 'Home again', ...more })
export const DETAILS = { receiver_name: 'Iris Fry', receiver_address: '2 Hill Road, Sandmouth', receiver_relation: 'PARENT', end_known: 'Told by her',
	...date('welfare_on', today()), welfare_note: 'Seen at home and well', final_report: 'She went home as planned.' }
export const ending = (c, base, more = {}) => form(c, base, '/ending', { ...DETAILS, then: 'close', ...more })
export const signOff = (c, base, more = {}) => form(c, base, '/close', { agreed: 'Y', ...more })
export const away = (c, base, left, back) => form(c, base, '/absence', { ...date('left_on', left), ...date('expected_on', back), note: 'With an aunt' })
export const change = (c, base, kind, more = {}) => form(c, base, `/change/${kind}`, { ...date('changed_on', today(-1)), ...date('told_on', today(-1)), ...more })
