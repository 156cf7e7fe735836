// Child deaths: whatever form a page has, who sends it with nothing in it, or with one thing
// wrong, reads a message beside the field and finds all that was typed where it was. The
// forms are those that the pages of cases in every state have for people of every role, so
// that a new one is tried without being named here.
import test, { after, before } from 'node:test'
import assert from 'node:assert/strict'
import { unescape } from '../lib/client.mjs'
import { STATES, cases, copy, db, everybody, origin } from '../lib/lscb-steps.mjs'
import { declare } from '../lib/lscb-meeting.mjs'
import { agency, ask, sent } from '../lib/lscb-requests.mjs'
import { name, openByName } from '../lib/lscb.mjs'
import { accountId, logMark, noHandle, person, troubles } from '../lib/stack.mjs'

// The coordinator last, whose forms move a case on.
const PEOPLE = ['hfaye', 'jsingh', 'dwren', 'kmills', 'uabara', 'rfox', 'sgpeel', 'pcairns', 'tlowe', 'ccole']
let client

// Something of each kind that a page ends, answers or decides on.
const by = "(SELECT a.id FROM everychild.account a WHERE a.login = 'ccole')"
const BESIDE = `INSERT INTO gate (record, code, hard, status, organisation, opened_on, note, account, at) VALUES (:id, 'G-COR', 1, 'OPEN', '', CURDATE(), '', 1, UTC_TIMESTAMP(6));
	INSERT INTO task (record, kind, what, account, at) VALUES (:id, 'OTHER', 'Ask the ward', ${by}, UTC_TIMESTAMP(6));
	INSERT INTO file (record, kind, received_on, received_from, kept_at, redacted, account, at) VALUES (:id, 'PM-FINAL', CURDATE(), 'The coroner', 'Cabinet 3', 'N', ${by}, UTC_TIMESTAMP(6));
	INSERT INTO life_event (record, on_day, text, account, at) VALUES (:id, CURDATE() - INTERVAL 40 DAY, 'Was weighed', ${by}, UTC_TIMESTAMP(6));
	INSERT INTO referral (record, sent_to, referred_on, by_whom, why, account, at) VALUES (:id, 'POLICE', CURDATE(), 'H Faye', 'As concluded', ${by}, UTC_TIMESTAMP(6));
	INSERT INTO discussion (record, kind, meets_on, chair, account, at) VALUES (:id, 'LOCAL', CURDATE(), 'Dr Singh', ${by}, UTC_TIMESTAMP(6));
	INSERT INTO deadline (record, clock, title, from_on, due_on, explanation, readers) VALUES (:id, 'REVIEW', 'Review', CURDATE() - INTERVAL 9 DAY, CURDATE() - INTERVAL 2 DAY, 'As agreed', '')`
const TOLD = `INSERT INTO transfer (record, direction, area, contact, sent_on, account, at) VALUES (:id, 'OUT', '204', 'Panel of Q', CURDATE(), ${by}, UTC_TIMESTAMP(6))`
const SCOPE = scope => `UPDATE death SET scope = '${scope}' WHERE record = :id`
const PACKS = { DISCUSSION: 'DRAFT', READY: 'CHECKED', LISTED: 'ISSUED' }
const made = []
let signed

before(async () => {
	logMark()
	signed = db('SELECT account FROM undertaking').flat().join(',')
	client = await everybody()
	for (const login of PEOPLE) client[login] ??= await person(login)
	await cases()
	made.push(...[SCOPE('OUT-ADULT'), SCOPE('NONRES'), `${SCOPE('NONRES')}; ${TOLD}`].map(more => copy('NOTIFIED', more)))
	for (const state of STATES.filter(state => state !== 'DESTROYED')) made.push(copy(state, state === 'TRANSFERRED' ? `${BESIDE}; ${TOLD}` : BESIDE))
	for (const [state, status] of Object.entries(PACKS)) {
		const f = made.findLast(f => f.state === state)
		db(`UPDATE pack SET status = '${status}', confirmed_by = NULL, confirmed_at = NULL WHERE record = ${f.id};
			INSERT INTO pack_mark (pack, number, word, around) SELECT id, 1, 'Quell', 'with Quell later' FROM pack WHERE record = ${f.id} AND status = 'DRAFT';
			INSERT INTO pack_copy (pack, number, account, medium, given_at) SELECT id, 1, ${accountId('uabara')}, 'PAPER', UTC_TIMESTAMP(6) FROM pack WHERE record = ${f.id} AND status = 'ISSUED'`)
	}
	const at = made.findLast(f => f.state === 'LISTED')
	await declare(client.ccole, at.base, 'uabara')
	const gathering = made.findLast(f => f.state === 'GATHERING')
	const school = await agency(client.ccole, name('School '), 'EDU', { REPORTER: 'rfox' }), practice = await agency(client.ccole, name('Practice '), 'GP', { SPOC: 'sgpeel' })
	gathering.asked = [await sent(client.ccole, gathering.base, practice), await ask(client.ccole, gathering.base, school), await sent(client.ccole, gathering.base, school)]
	db(`INSERT INTO action (handle, number, text, led_by, made_on, status, account, at) VALUES ('${noHandle()}', 'A-${noHandle().slice(0, 8)}', 'Fit alarms', 'Housing', CURDATE(), 'OPEN', ${by}, UTC_TIMESTAMP(6));
		INSERT INTO recommendation (handle, number, text, addressee, level, led_by, made_on, account, at) VALUES ('${noHandle()}', 'R-${noHandle().slice(0, 8)}', 'Fit alarms', 'Housing', 'LOCAL', '', CURDATE(), ${by}, UTC_TIMESTAMP(6));
		INSERT INTO theme (handle, title, account, at) VALUES ('${noHandle()}', 'Safe sleep', ${by}, UTC_TIMESTAMP(6))`)
})
after(() => {
	// Who has signed reads packs from then on, those of other tests too.
	db(`DELETE FROM undertaking WHERE NOT FIND_IN_SET(account, '${signed}')`)
	assert.deepEqual(troubles(), [])
})

// -- forms as they stand in a page --

const attributes = tag => Object.fromEntries([...tag.matchAll(/([\w-]+)(?:="([^"]*)")?/g)].map(m => [m[1], unescape(m[2] ?? '')]))
function controls(html) {
	const all = []
	for (const m of html.matchAll(/<(input)\b([^>]*)>|<(textarea|select)\b([^>]*)>([\s\S]*?)<\/\3>/g)) {
		const a = attributes(m[2] ?? m[4]), kind = m[3] ?? a.type ?? 'text', inner = m[5] ?? ''
		if (!a.name || kind === 'submit') continue
		const value = kind === 'textarea' ? unescape(inner).replace(/^\n/, '') : kind !== 'select' ? a.value ?? '' :
			[...inner.matchAll(/<option\b([^>]*)>/g)].map(o => attributes(o[1])).find(o => 'selected' in o)?.value ?? ''
		all.push({ name: a.name, kind, value, checked: 'checked' in a, options: [...inner.matchAll(/<option\b[^>]*value="([^"]*)"/g)].map(o => o[1]) })
	}
	return all
}
const forms = page => [...page.body.matchAll(/<form\b([^>]*)>([\s\S]*?)<\/form>/g)].map(m => ({ ...attributes(m[1]), html: m[2], controls: controls(m[2]) }))
	.filter(f => f.method === 'post' && f.action.startsWith('/lscb/'))
const typed = c => !['hidden', 'checkbox', 'radio'].includes(c.kind)
const kind = path => path.replace(/\/[0-9a-z]{12}(?=\/|$)/g, '/:h').replace(/\/\d+(?=\/|$)/g, '/:n')
const pattern = f => `${kind(f.action)} ${[...new Set(f.controls.filter(c => c.kind !== 'hidden').map(c => c.name.replace(/\d+/g, 'n')))].join(' ')}`

// What is sent: nothing, or a word of its own in each text, no day that there is, and the
// first of each choice.
const hidden = f => f.controls.filter(c => c.kind === 'hidden').map(c => [c.name, c.value])
const NOTHING = f => [...hidden(f), ...f.controls.filter(c => typed(c) && c.kind !== 'file').map(c => [c.name, ''])]
let words = 0
const part = c => /-(day|month|year)$/.exec(c.name)?.[1]
const text = c => part(c) ? { day: '31', month: '2', year: '2030' }[part(c)] : c.kind === 'select' ? c.options.find(o => o !== '') ?? '' : `quod${(words += 1)}x`
function WRONG(f) {
	const once = new Set()
	return [...hidden(f), ...f.controls.filter(typed).map(c => [c.name, text(c)]),
		...f.controls.filter(c => c.kind === 'radio' && !once.has(c.name) && once.add(c.name)).map(c => [c.name, c.value])]
}
// Of what was sent: what no form of the page has any more.
function lost(page, f, fields) {
	const sent = fields.filter(([n]) => f.controls.some(c => c.name === n && c.kind !== 'hidden'))
	const has = (c, n, v) => c.name === n && (c.kind === 'radio' || c.kind === 'checkbox' ? c.checked && c.value === v : c.value === v)
	return forms(page).map(g => sent.filter(([n, v]) => v !== '' && !g.controls.some(c => has(c, n, v))))
		.sort((a, b) => a.length - b.length)[0] ?? sent
}

// A section of a form: what is not asked because of another answer is not kept.
const long = f => /name="then"/.test(f.html)

// Where the pages begin that belong to no case.
const ELSEWHERE = ['/lscb/', '/lscb/notify', '/lscb/agencies', '/lscb/agencies/new', '/lscb/panel', '/lscb/meetings', '/lscb/meetings/plan', '/lscb/themes', '/lscb/actions', '/lscb/actions/add', '/lscb/recommendations', '/lscb/return', '/lscb/annual',
	'/lscb/retention', '/lscb/disposal', '/lscb/undertaking', '/lscb/requests', '/lscb/chase', '/lscb/export']
// Those of a case to which a button leads.
const MORE = ['/transfer', '/transfer/accepted', '/transfer/agree', '/transfer/back', '/out', '/defer', '/sign', '/delay', '/response/step', '/pack/paper', '/requests/none', '/collation', '/close']
const links = page => [...page.body.matchAll(/<a\b[^>]*href="(\/lscb\/[^"?#]*)[^"]*"/g)].map(m => unescape(m[1]))

// A page of a kind is looked at in some states.
const looked = {}
const closed = f => db(`SELECT closed_at IS NOT NULL FROM record WHERE id = ${f.id}`)[0][0] === '1'
async function pagesOf(login, start, below, shut = false) {
	const seen = new Set(), found = [], left = [...start], often = looked[`${login} ${shut}`] ??= {}
	while (left.length > 0) {
		const at = left.shift()
		if (seen.has(at) || often[kind(at)] > 2) continue
		seen.add(at)
		const page = await client[login].get(at)
		if (page.status === 303 && page.location.startsWith('/lscb/')) left.push(page.location.replace(/[?#].*/, ''))
		if (page.status !== 200 || !/html/.test(page.headers['content-type'])) continue
		if (!start.includes(at) || MORE.some(part => at.endsWith(part))) often[kind(at)] = (often[kind(at)] ?? 0) + 1
		found.push([at, forms(page)])
		left.push(...links(page).filter(below))
	}
	return found
}

const tried = new Map()
async function tries(login, at, f, of) {
	const mark = pattern(f), key = `${of && closed(of) ? 'closed ' : ''}${mark}`
	if (tried.has(key) || !f.controls.some(c => c.kind !== 'hidden')) return
	const wrong = []
	tried.set(key, wrong)
	for (const [how, made] of [['empty', NOTHING], ['wrong', WRONG]]) {
		const page = await client[login].get(at), now = forms(page).find(g => pattern(g) === mark)
		if (now === undefined) {
			if (how === 'empty') tried.delete(key)
			continue
		}
		const fields = made(now), answer = await client[login].post(now.action, fields)
		const said = `${how}, ${login} at ${at}: ${answer.status} ${answer.title}`
		if (answer.status !== 422 && answer.status >= 400) wrong.push(said)
		if (answer.status !== 422 || long(now)) continue
		if (answer.errors().length === 0) wrong.push(`${said} without a message`)
		const gone = lost(answer, now, fields)
		if (gone.length > 0) wrong.push(`${said} without ${gone.map(([n, v]) => `${n}=${v}`).join(', ')}`)
	}
}

test('no form answers an omission or a day that there is not with anything but a message and what was typed', async () => {
	for (const login of PEOPLE) {
		for (const f of made) {
			await openByName(client[login], f.base)
			const start = [f.base, ...MORE.map(part => f.base + part), ...f.asked ?? []]
			for (const [at, all] of await pagesOf(login, start, path => start.some(of => path.startsWith(of)), closed(f)))
				for (const form of all) await tries(login, at, form, f)
		}
		for (const [at, all] of await pagesOf(login, [...ELSEWHERE, origin.meeting], path => !path.startsWith('/lscb/case/') && !/\/(rows|print|file)\b/.test(path)))
			for (const form of all) await tries(login, at, form)
	}
	assert.deepEqual([...tried.values()].flat(), [])
	assert.ok(tried.size > 110, `${tried.size} forms`)
	assert.ok([...tried.keys()].some(key => key.includes('/conflict/clear ')))
})
