// Initial action, visits and reports of a private fostering case, through the
// pages as they stand. c: a Client who is signed in; base: the case's address.
import { date } from './client.mjs'
import * as pf from './fostering.mjs'
import { cell, sql } from './stack.mjs'

// What the page says was wrong, or its redirect.
export async function send(c, path, fields, page = path, action = path) {
	return c.submit(await c.get(page), action, fields)
}

// item: 'a', 'c' or the letter and a person's handle, as the page links it.
export const doItem = (c, base, item, { on = pf.today(), method = 'FACE', ...more } = {}) =>
	send(c, `${base}/initial/${item}`, { method, ...date('done_on', on), ...more })

// (d) of a case on which no parent is.
export const NOBODY = { method: 'NOT_POSSIBLE', reason: 'No parent could be found' }

// Items that the page offers, in its order.
export async function items(c, base) {
	const page = await c.get(base)
	return [...page.body.matchAll(/href="[^"]*\/initial\/([a-z0-9-]+)"/g)].map(m => m[1])
}

// (a) to (d), all on one day.
export async function initialDone(c, base, on = pf.today()) {
	for (const item of await items(c, base))
		pf.led(await doItem(c, base, item, { on, ...(item === 'c' ? { alone: 'Y' } : item === 'd' ? NOBODY : {}) }), `item ${item}`)
}

// Plans a visit; returns its address.
export async function plan(c, base, { type = 'REG8', on = pf.today(), time = '10:00', ...more } = {}) {
	return pf.led(await send(c, `${base}/visit`, { type, ...date('planned_on', on), planned_time: time, ...more }), 'plan')
}

export const DONE = { status: 'DONE', method: 'FACE', child_seen: 'Y', alone: 'Y', safeguarding: 'N' }

export async function record(c, visit, { on = pf.today(), ...fields } = {}) {
	return send(c, visit, { ...DONE, ...date('visited_on', on), ...fields })
}

// A visit that was made and counts. Returns its address.
export async function visited(c, base, { type = 'REG8', on = pf.today(), ...fields } = {}) {
	const visit = await plan(c, base, { type, on })
	pf.led(await record(c, visit, { on, ...fields }), 'record')
	return visit
}

const numberOf = visit => cell(`SELECT number FROM everychild_fostering.visit WHERE handle = '${visit.split('/').at(-1)}'`)
export const visitFact = (visit, column) => cell(`SELECT ${column} FROM everychild_fostering.visit WHERE handle = '${visit.split('/').at(-1)}'`)
export const dues = base => sql(`SELECT from_on, due_on, met_on FROM everychild_fostering.visit_due
	WHERE record = ${pf.idOf(base)} AND dropped_on IS NULL ORDER BY from_on`)

export const formOf = visit => `${visit.split('/').slice(0, 4).join('/')}/${visitFact(visit, 'type') === 'REG4' ? 'proposal' : 'visit'}-${numberOf(visit)}`

// One section of the report, what it does not say left as it is.
export async function section(c, visit, name, fields) {
	const path = `${formOf(visit)}/${name}`
	return send(c, path, { then: 'tasks', ...fields })
}

// Fills in what the report needs, without sending it to the manager.
export async function write(c, visit, { finding = 'SATISFACTORY', ...more } = {}) {
	const first = await c.get(`${formOf(visit)}/visit`)
	const seen = Object.fromEntries(first.form(`${formOf(visit)}/visit`).fields
		.filter(([name]) => /^household\.\d+\.member_name$/.test(name)).map(([name]) => [name.replace('member_name', 'member_seen'), 'Y']))
	pf.led(await section(c, visit, 'visit', { place: 'At home', 'present.1.present_name': 'Olive Marsh', bedroom_seen: 'Y',
		language: 'English', interpreter: 'N', ...seen }), 'who was seen')
	pf.led(await section(c, visit, 'matters_1', { wishes_finding: finding,
		...(finding === 'SATISFACTORY' ? {} : { wishes_note: 'Wants to go home' }), ...more }), 'matters')
	pf.led(await section(c, visit, 'report', { report: 'She is well looked after.' }), 'report')
}

export async function written(c, visit) {
	return send(c, `${formOf(visit)}/written`, {}, formOf(visit))
}

export const sign = (c, visit, fields) => send(c, `${visit}/sign`, fields, visit)
