// Agencies and what they are asked, on the real stack.
import { date } from './client.mjs'
import { day, handleOf, notify } from './lscb.mjs'
import { cell, sql } from './stack.mjs'

// Makes an agency by its pages and says who signs in for it: { SPOC: 'sgpeel', … }.
export async function agency(coordinator, name, type, people = {}, fields = {}) {
	const made = await coordinator.submit(await coordinator.get('/lscb/agencies/new'), '/lscb/agencies/new',
		{ name, type, contact: 'Ann Hope', lead: 'Lena Marsh', ...fields })
	if (made.status !== 303) throw new Error(`${made.status}: ${made.errors().join(' | ')}`)
	for (const [part, login] of Object.entries(people)) {
		const added = await coordinator.submit(await coordinator.get(made.location), `${made.location}/person`, { login, part })
		if (added.status !== 303) throw new Error(`${login}: ${added.status} ${added.errors().join(' | ')}`)
	}
	return made.location.split('/')[3]
}

// A case whose agencies are being asked; events as the designated person marked them.
export async function gathering(coordinator, events = [], fields = {}) {
	const base = await notify(coordinator, fields)
	const id = cell(`SELECT id FROM everychild_lscb.record WHERE handle = '${handleOf(base)}'`)
	sql(`UPDATE everychild_lscb.record SET state = 'GATHERING' WHERE id = ${id}`)
	for (const event of events)
		sql(`INSERT INTO everychild_lscb.death_mark (record, kind, code, account, at) VALUES (${id}, 'EVENT', '${event}', 1, UTC_TIMESTAMP(6))`)
	return base
}

export async function ask(coordinator, base, agencyHandle, fields = {}) {
	const made = await coordinator.submit(await coordinator.get(`${base}/requests`), `${base}/requests`, { agency: agencyHandle, method: 'SCREEN', ...fields })
	if (made.status !== 303) throw new Error(`${made.status}: ${made.errors().join(' | ')}`)
	return made.location
}

export async function act(c, request, code, fields = {}) {
	const at = `${request}/do/${code}`, page = await c.get(at)
	return page.status === 200 ? c.submit(page, at, fields) : page
}

export const sent = async (coordinator, base, agencyHandle, fields = {}, on = day(-1)) => {
	const request = await ask(coordinator, base, agencyHandle, fields)
	const done = await act(coordinator, request, 'SENT', date('day', on))
	if (done.status !== 303) throw new Error(`${done.status}: ${done.errors().join(' | ')}`)
	return request
}

// Saves one section of a form of the request.
export async function section(c, request, form, name, fields) {
	const at = `${request}/form/${form}/${name}`, page = await c.get(at)
	return c.submit(page, at, { then: 'tasks', ...fields })
}

// What the completion rule asks, in Form B.
export const ANSWERS = {
	reporting: { reporter: 'Rosa Fox', reporter_role: 'Reporter', reporter_email: 'rfox@example.invalid', nil: 'N' },
	circumstances: { summary: 'Found not breathing.', mode: 'FD', resuscitated: 'Y', place: 'H-ED', place_event: 'HOME', events: ['E04'], expected: 'U', reviews_known: 'N' },
	parenting: { abuse: 'N' },
	service: { services_known: 'N', for_panel: 'N' },
}

export async function report(c, request, changes = {}) {
	for (const [name, fields] of Object.entries(ANSWERS)) {
		const days = name === 'reporting' ? date('completed_on', day()) : {}
		const saved = await section(c, request, 'agency', name, { ...fields, ...days, ...changes[name] })
		if (saved.status !== 303) throw new Error(`${name}: ${saved.status} ${saved.title} ${saved.errors().join(' | ')}`)
	}
}

export const submit = async (c, request, fields = {}) => c.submit(await c.get(`${request}/submit`), `${request}/submit`, fields)
