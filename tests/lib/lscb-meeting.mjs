// The panel at work: seats, a meeting of today, a case on its agenda, its analysis.
import { date } from './client.mjs'
import { day, handleOf, notify } from './lscb.mjs'
import { accountId, cell, sql } from './stack.mjs'

const done = (page, status = 303) => {
	if (page.status !== status) throw new Error(`${page.path}: ${page.status} ${page.title}: ${page.errors().join(' | ')} ${page.status >= 400 ? page.text.slice(0, 600) : ''}`)
	return page
}

export const SEATS = { hfaye: ['OTHER', 'CHAIR'], pcairns: ['BOARD', 'DEPUTY'], dwren: ['POLICE', ''], uabara: ['CSC', ''], eshort: ['PUBLIC', ''], jsingh: ['DESIGNATED', ''] }

// Gives the seats that nobody has given yet.
export async function seat(coordinator, seats = SEATS) {
	for (const [login, [code, chairs]] of Object.entries(seats)) {
		if (cell(`SELECT COUNT(*) FROM everychild_lscb.panel_member WHERE account = ${accountId(login)} AND until IS NULL`) !== '0') continue
		done(await coordinator.submit(await coordinator.get('/lscb/panel'), '/lscb/panel', { login, seat: code, chairs }))
	}
}

export async function plan(coordinator, { on = day(), ...fields } = {}) {
	const page = await coordinator.get('/lscb/meetings/plan')
	return done(await coordinator.submit(page, '/lscb/meetings/plan', { kind: 'GENERAL', meets_at: '14:00', place: 'Council offices', ...date('meets_on', on), ...fields })).location
}

// Everybody who is named came; the rest sent apologies.
export async function attend(coordinator, meeting, logins) {
	const path = `${meeting}/attendance`, page = await coordinator.get(path)
	const rows = sql(`SELECT t.id, a.login FROM everychild_lscb.attendance t JOIN everychild.account a ON a.id = t.account
		JOIN everychild_lscb.meeting m ON m.id = t.meeting WHERE m.handle = '${meeting.split('/').pop()}'`)
	const came = Object.fromEntries(rows.map(([id, login]) => [`came_${id}`, logins.includes(login) ? 'P' : 'A']))
	done(await coordinator.submit(page, path, came))
}

// A case as it stands when all that comes before the panel is done.
export async function ready(coordinator, fields = {}) {
	const base = await notify(coordinator, fields)
	sql(`UPDATE everychild_lscb.record SET state = 'READY' WHERE handle = '${handleOf(base)}'`)
	return base
}

export async function list(coordinator, base, meeting, fields = {}) {
	const path = `${base}/list`
	return done(await coordinator.submit(await coordinator.get(path), path, { meeting: meeting.split('/').pop(), block: 'NEW',
		...date('agreed_on', day()), agreed_why: 'The inquest ended last week', ...fields }))
}

export async function begin(who, base, from = base) {
	return done(await who.submit(await who.get(from), `${base}/analysis`)).location
}

export async function section(who, form, name, fields) {
	const path = `${form}/${name}`
	return who.submit(await who.get(path), path, { then: 'tasks', ...fields })
}

const NONE = domain => ({ [`${domain}_narrative`]: 'Nothing was found', [`${domain}_listed`]: 'N', [`${domain}_overall`]: '1' })
export const row = (domain, factor, influence, modifiable = 'N', present = 'Y') => ({ [`${domain}_narrative`]: 'As told', [`${domain}_listed`]: 'L',
	[`${domain}_overall`]: influence === '11' ? '1' : influence, [`${domain}_factors.1.${domain}_factor`]: factor, [`${domain}_factors.1.${domain}_present`]: present,
	[`${domain}_factors.1.${domain}_influence`]: influence, [`${domain}_factors.1.${domain}_modifiable`]: modifiable })
export const CONCLUSION = { category: '5', conclusion: 'N', issues: 'None', learning: 'None', refer_police: 'N', refer_coroner: 'N', refer_hse: 'N',
	refer_scr: 'N', refer_other: 'N', family_plan: 'Told by the key worker' }

// Every section, so that nothing of the form itself is missing; the coordinator writes.
export async function fill(coordinator, form, { conclusion = {}, ...domains } = {}) {
	done(await section(coordinator, form, 'header', { attended: ['POL', 'CSC'], attended_names: 'D Wren, U Abara', documents: 'Reports of four agencies',
		cause: 'As certified', summary: 'A short account' }))
	for (const domain of ['child', 'family', 'parenting', 'service']) done(await section(coordinator, form, domain, domains[domain] ?? NONE(domain)))
	return section(coordinator, form, 'conclusion', { ...CONCLUSION, ...conclusion })
}

// A case at the table of a meeting of today, its analysis filled in.
export async function atTable(coordinator, meeting, { notified = {}, ...analysis } = {}) {
	const base = await ready(coordinator, notified)
	await list(coordinator, base, meeting)
	const form = await begin(coordinator, base, `${base}/table`)
	const last = await fill(coordinator, form, analysis)
	return { base, form, last }
}

export async function sign(chair, base, fields = {}) {
	const path = `${base}/sign`, page = await chair.get(path)
	return page.body.includes('name="agreed"') ? chair.submit(page, path, { agreed: 'Y', ...fields }) : page
}

export async function declare(coordinator, base, login, fields = {}) {
	const path = `${base}/conflict`, page = await coordinator.get(path)
	const member = cell(`SELECT t.id FROM everychild_lscb.attendance t JOIN everychild_lscb.agenda_item i ON i.meeting = t.meeting AND i.gone_at IS NULL
		JOIN everychild_lscb.record r ON r.id = i.record WHERE r.handle = '${handleOf(base)}' AND t.account = ${accountId(login)}`)
	return done(await coordinator.submit(page, path, { member, code: 'DIRECT-CARE', effect: 'STEPPED-BACK', ...fields }))
}
