// The pages that are measured, for people who are signed in.
import https from 'node:https'
import { date } from '../lib/client.mjs'
import { env, newSession, sql } from '../lib/stack.mjs'

const PEOPLE = ['pnair', 'thale', 'sidris', 'rbell', 'kshah', 'ewhyte', 'hyoung', 'ymensah', 'jpatel', 'gosei',
	'tvance', 'achan']
const FOSTERING = ['dmarsh', 'tbrook', 'avale']
const LSCB = ['ccole', 'gdunn', 'jsingh']
const EDUCATION = ['amarlow', 'jkite', 'nwest']
const SECTION = 'health'	// fifteen fields

const people = []

// More connections than a browser has; fresh ones after nginx hung up on all.
export function connectAgain() {
	for (const c of people) {
		c.agent.destroy()
		c.agent = new https.Agent({ ca: c.ca, keepAlive: true, maxSockets: 64 })
	}
}

export async function signInAll() {
	for (const login of [...PEOPLE, ...FOSTERING, ...LSCB, ...EDUCATION]) people.push(await newSession(login))
	connectAgain()
}

export const cookie = c => [...c.cookies].map(([k, v]) => `${k}=${v}`).join('; ')

// A kept connection that nginx closes in the same moment took nothing.
export async function again(work) {
	try {
		return await work()
	} catch (error) {
		if (error.code !== 'ECONNRESET') throw error
		return work()
	}
}

const who = login => people.find(c => c.login === login)
const quoted = list => list.map(text => `'${text}'`).join(', ')

function cases(state, after) {
	const rows = sql(`SELECT a.login, r.handle FROM everychild_caf.record r
	    JOIN everychild.account a ON a.id = r.owner WHERE r.state = '${state}'
	    AND r.child IS NOT NULL AND a.login IN (${quoted(PEOPLE)}) ORDER BY r.id LIMIT 500`)
	return rows.map(([login, handle]) => ({ path: `/caf/case/${handle}${after}`,
		by: who(login) }))
}

// Those of a worker; the manager's list and the reports go over all there are.
function arrangements(after) {
	return sql(`SELECT r.handle FROM everychild_fostering.record r JOIN everychild.account a ON a.id = r.owner
	    WHERE r.state = 'ACTIVE' AND a.login = 'dmarsh' ORDER BY r.id LIMIT 100`)
		.map(([handle]) => ({ path: `/fostering/case/${handle}${after}`, by: who('dmarsh') }))
}

// report: its database work is that of a year of everybody's cases, and it is
// asked for by one person at a time.
function kindsOfFostering() {
	const page = (name, path, login, more) => ({ name: `pf ${name}`, program: 'fostering', one: true,
		list: [{ path: `/fostering${path}`, by: who(login) }], ...more })

	if (!env.EC_PROGRAMS.split(' ').includes('fostering') ||
		sql('SELECT COUNT(*) FROM everychild_fostering.record')[0][0] === '0') return []
	return [
		page('list', '/', 'tbrook'),
		page('list filter', '/?state=ACTIVE&overdue=T4', 'tbrook'),
		{ name: 'pf case', program: 'fostering', list: arrangements('') },
		{ name: 'pf visit', program: 'fostering', list: arrangements('/visit') },
		page('diary', '/diary', 'dmarsh'),
		page('return', '/report', 'tbrook', { report: true }),
		page('annual', '/annual', 'avale', { report: true }),
	]
}

const lscb = text => sql(`USE everychild_lscb; ${text}`)

// The coordinator's pages go over the whole board; a return that is run is counted anew
// on its page, to say what has changed since.
async function kindsOfLscb() {
	const clare = who('ccole'), doctor = who('jsingh')
	const page = (name, path, by, more) => ({ name: `cd ${name}`, program: 'lscb', one: true, list: [{ path: `/lscb${path}`, by }], ...more })
	const pages = (name, rows, path, by) => ({ name: `cd ${name}`, program: 'lscb', list: rows.map(([handle]) => ({ path: path(handle), by })) })

	if (!env.EC_PROGRAMS.split(' ').includes('lscb') || sql('SELECT COUNT(*) FROM everychild_lscb.death')[0][0] === '0') return []
	const cases = lscb(`SELECT handle FROM record WHERE state IN ('COMPLETED', 'CLOSED', 'LISTED') ORDER BY id LIMIT 100`)
	const requests = lscb(`SELECT q.handle FROM request q JOIN agency_person p ON p.agency = q.agency JOIN everychild.account a ON a.id = p.account
	    WHERE a.login = 'gdunn' AND p.part = 'REPORTER' AND q.status IN ('SENT', 'ACK') ORDER BY q.id LIMIT 50`)
	const meetings = lscb(`SELECT handle FROM meeting WHERE status IN ('HELD', 'CLOSED') ORDER BY meets_on DESC LIMIT 20`)
	const packs = [...new Set((await doctor.get('/lscb/packs')).body.match(/\/lscb\/packs\/[a-z0-9]{12}/g))]
	const year = lscb('SELECT MAX(return_year) FROM death')[0][0] - 1
	const run = (await clare.submit(await clare.get('/lscb/return'), '/lscb/return', { year: String(year) })).location
	return [
		page('list', '/', clare),
		page('list all', '/?view=ALL', clare),
		page('chase', '/chase', clare),
		pages('case', cases, handle => `/lscb/case/${handle}`, clare),
		pages('collation', cases, handle => `/lscb/case/${handle}/collation`, clare),
		pages('request', requests, handle => `/lscb/request/${handle}`, who('gdunn')),
		pages('meeting', meetings, handle => `/lscb/meetings/${handle}`, clare),
		pages('pack', packs.map(path => [path]), path => path, doctor),
		pages('pack file', packs.map(path => [path]), path => `${path}/file`, doctor),
		page('return run', run.slice('/lscb'.length), clare, { report: true }),
		page('report', '/report', clare, { report: true }),
	]
}

const education = text => sql(`USE everychild_education; ${text}`)

// The alerts go over everybody's marks, the return over everybody's year.
function kindsOfEducation() {
	const head = who('amarlow'), officer = who('jkite')
	const page = (name, path, by, more) => ({ name: `ed ${name}`, program: 'education', one: true, list: [{ path: `/education${path}`, by }], ...more })
	const pages = (name, rows, path, by) => ({ name: `ed ${name}`, program: 'education', list: rows.map(row => ({ path: `/education/child/${path(...row)}`, by })) })

	if (!env.EC_PROGRAMS.split(' ').includes('education') || sql('SELECT COUNT(*) FROM everychild_education.pupil')[0][0] === '0') return []
	const cases = education(`SELECT handle FROM record WHERE state = 'CARE' ORDER BY id LIMIT 100`)
	const plans = education(`SELECT r.handle, p.number FROM pep p JOIN record r ON r.id = p.record WHERE p.state = 'SUBMITTED' ORDER BY p.id LIMIT 100`)
	const year = new Date().getFullYear()
	return [
		page('list', '/', officer),
		page('places', '/no-school', officer),
		pages('case', cases, handle => handle, officer),
		pages('week', cases, handle => `${handle}/week`, officer),
		pages('plan', plans, (handle, number) => `${handle}/plan/${number}`, head),
		pages('plan check', plans, (handle, number) => `${handle}/pep-${number}/check`, head),
		page('alerts', '/alerts', officer, { report: true }),
		page('return', `/return?year=${year}`, head, { report: true }),
		page('return file', `/return/${year}/episodes`, head, { report: true }),
	]
}

// A stated reason opens a child's page for the rest of the session.
async function children(each) {
	const rows = sql(`SELECT handle FROM everychild_index.child WHERE shielded = 0 AND unlinked = 0 AND archived_at IS NULL
	    AND died_on IS NULL ORDER BY CRC32(handle) LIMIT ${each * PEOPLE.length}`)
	const list = rows.map(([handle], i) => ({ path: `/child/${handle}`, by: people[i % PEOPLE.length] }))
	for (const { path, by } of list) {
		const opened = await by.submit(await by.get(path), `${path}/open`, { reason: 'A2' })
		if (opened.status !== 303) throw new Error(`${path}/open: ${opened.status}`)
	}
	return list
}

// What is posted wants a token of a fresh page each time. prepare() fetches it
// and is not measured; no two lanes post to the same form.
function searches() {
	const names = sql(`SELECT n.family, n.given, c.born_on FROM everychild_index.child_name n
	    JOIN everychild_index.child c ON c.id = n.child WHERE n.kind = 'CUR' AND c.shielded = 0 AND c.archived_at IS NULL
	    ORDER BY CRC32(c.handle) LIMIT 400`)
	let next = 0
	return { lanes: 64, expect: 200, async prepare(lane) {
		const by = people[lane % PEOPLE.length], [family, given, born] = names[next++ % names.length]
		const page = await again(() => by.get('/search'))
		return { by, path: '/search', page,
			changes: { family, given: given.slice(0, 3), ...date('born', born) } }
	} }
}

function saves(list) {
	let count = 0
	return { lanes: list.length, expect: 303, async prepare(lane) {
		const { path, by } = list[lane]
		const page = await again(() => by.get(path))
		const [field] = page.form(path).fields.find(([name]) => name.endsWith('_strengths'))
		return { by, path, page, changes: { then: 'tasks', [field]: `Seen again, visit ${++count}: all `
			+ 'is much as it was, and everybody agrees that this is good.' } }
	} }
}

export const send = ready => again(() => ready.by.submit(ready.page, ready.path, ready.changes))

// one: a page differs so much from person to person that only one is asked for.
export async function kindsOfPage(childrenEach) {
	return [
		{ name: 'front door', program: 'index', list: people.slice(0, PEOPLE.length).map(by => ({ path: '/', by })), one: true },
		{ name: 'list', program: 'caf', list: people.slice(0, PEOPLE.length).map(by => ({ path: '/caf/', by })), one: true },
		{ name: 'search', program: 'index', post: searches() },
		{ name: 'child', program: 'index', list: await children(childrenEach) },
		{ name: 'case', program: 'caf', list: cases('S4', '') },
		{ name: 'task list', program: 'caf', list: cases('S3', '/assessment') },
		{ name: 'section edit', program: 'caf', list: cases('S3', `/assessment/${SECTION}`) },
		{ name: 'check', program: 'caf', list: cases('S4', '/assessment/check') },
		{ name: 'print', program: 'caf', list: cases('S4', '/assessment/print') },
		{ name: 'section save', program: 'caf', post: saves(cases('S3', `/assessment/${SECTION}`)) },
		...kindsOfFostering(),
		...await kindsOfLscb(),
		...kindsOfEducation(),
	].map(kind => ({ ...kind, id: kind.name.replaceAll(' ', '-'), url: env.EC_URL }))
}
