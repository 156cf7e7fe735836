// Table 5.4 of modules/caf/sections.md: a word of its own in every place where a case keeps
// text, and every page of every program read by one person of each role and
// relation. Who finds a word that the table does not give them fails the test.
import test, { after, before } from 'node:test'
import assert from 'node:assert/strict'
import * as caf from '../lib/caf.mjs'
import { bare, canary, filled, found, kindOf, plant, planted, sections } from '../lib/canary.mjs'
import { PROGRAMS, accountId, cell, logMark, logSince, person, routes, sql, troubles } from '../lib/stack.mjs'

const RUN = [...String(Date.now())].map(d => 'abcdefghij'[d]).join('')

// One person for each column of the table, and the relation that makes it so.
const PEOPLE = { owner: 'pnair', coa: 'bcole', lp: 'thale', tac: 'pstone', coo: 'jreid', mgr: 'hgrant', saf: 'kdoyle',
	stranger: 'sidris', othermgr: 'rquinn', othersaf: 'mbanks', ixm: 'lcross', cme: 'ofay', aud: 'vking', adm: 'zcarr', dir: 'fwest' }
const RELATIONS = { coa: 'COA', lp: 'LP', tac: 'TAC', saf: 'SAF' }

// The table: who may read what. Not said is not allowed.
const ON_CASE = 'owner coa lp coo mgr saf'
const MAY = {
	checklist: `${ON_CASE} tac`,
	form: `${ON_CASE} tac`,
	logged: `${ON_CASE} tac aud`,		// of the form, and in the sharing log
	excluded: ON_CASE,			// less exclusions
	wish: ON_CASE,
	sensitive: 'owner coa',			// those who write it down
	harm: ON_CASE,
	plan: `${ON_CASE} tac`,
	care: ON_CASE,
	carer: 'owner coa lp coo mgr',		// what was tried to reach a parent
	hold: 'owner lp coo mgr ixm aud',
	consent: 'owner coa lp tac coo mgr',
	share: 'owner coa lp coo mgr aud',
}
// Classes that have pages here, and so are found by those who may read them.
const SHOWN = ['checklist', 'form', 'excluded', 'wish', 'sensitive', 'harm', 'consent', 'share']
const may = (column, kind) => MAY[kind].split(' ').includes(column)

// -- what the forms ask --

const formSections = form => sections('caf', form)
const word = (form, section, fields, known, row = 1, kind = form === 'assessment' ? 'form' : form) =>
	filled(fields, known, { kind, where: `${form} ${section}`, row, today: caf.today() })

async function fill(c, base, form, name, changes) {
	const saved = await caf.section(c, base, form, name, changes)
	assert.equal(saved.status, 303, `${form} ${name}: ${saved.errors().join(' | ')}`)
}

// Row 2 of these groups is about a sensitive service.
const SERVICES = { services: ['services_involved', 'service_type'], consent: ['share_services', 'share_type'], copies: ['service_copies', 'copy_type'] }

async function assessment(c, base) {
	for (const [name, fields] of formSections('assessment')) {
		const known = { ...caf.COMPLETE[name], ...(name === 'actions' ? { 'agreed_actions.1.action_who': 'Housing' } : {}),
			...(name === 'consent' ? { excluded_parts: ['E'], exclusions: canary('wish', 'J4'), 'share_services.1.share_organisation': canary('form', 'J3') } : {}),
			...(name === 'comments' ? { child_comment_absent: '', child_comment: canary('form', 'I8') } : {}),
			...(name === 'services' ? { 'services_involved.1.service_type': 'GP' } : {}), ...(name === 'copies' ? { 'service_copies.1.copy_type': 'HOU', 'service_copies.1.copy_organisation': canary('logged', 'L2') } : {}) }
		const changes = word('assessment', name, fields, known, 1, name === 'family' ? 'excluded' : 'form')
		if (name in SERVICES) {
			const [group, type] = SERVICES[name], rows = fields.filter(f => f.group === group)
			Object.assign(changes, word('assessment', name, rows, { [`${group}.2.${type}`]: 'SMS' }, 2, 'sensitive'))
			if (name === 'services') Object.assign(changes, word('assessment', name, rows, { [`${group}.3.${type}`]: 'SCH' }, 3))
		}
		await fill(c, base, 'assessment', name, changes)
	}
}

// -- what other tables keep, straight into them --

const VALUES = { capacity: 'PRACTITIONER', service: 'HOU', status: 'OPEN', aim: 'EW3', agreed: 'Y', source: 'TEAM', means: 'PHONE', kind: 'JOIN', reason: 'C01', giver: 'PARENT', method: 'PHONE',
	decision: 'SHARED', agreement: 'REFUSED', ground: 'G1', not_told: 'R1', told: 'N', parts: 'C G', type: 'C-SHARE', answer: 'Y', service_code: 'HOU', responsible: 'Y', basis: 'PR',
	explained: 'Y', authority: '888', outcome: 'NFA', number: '1', version: '1' }
function put(table, kind, more = {}, id) {
	const priya = accountId('pnair')
	plant('everychild_caf', table, kind, { known: more, values: VALUES, keys: { record: id, action: '(SELECT MAX(a.id) FROM everychild_caf.action a)',
		document: `(SELECT MAX(d.id) FROM everychild_caf.document d WHERE d.record = ${id} AND d.form = 'assessment')`,
		...Object.fromEntries(['account', 'added_by', 'asked_by', 'decided_by', 'proposed_by', 'harm_by'].map(name => [name, priya])) } })
}

let base, id, child, reference, lastShare

before(async () => {
	for (const login of Object.values(PEOPLE)) await person(login)
	logMark()
	const priya = await person('pnair')
	child = await caf.child(priya, { given: 'Una', family: 'Tabell' + RUN, born: `${Number(caf.today().slice(0, 4)) - 7}-03-04` })
	base = await caf.startFor(priya, child, 'CHECKLIST')
	id = cell(`SELECT id FROM everychild_caf.record WHERE handle = '${base.split('/')[3]}'`)
	await caf.checklist(priya, base, { questions: { positive_evidence: canary('checklist', 'CK') }, needs: { not_discussed_child: canary('checklist', 'CK') } })
	await caf.decide(priya, base)
	await caf.ask(priya, base)
	const agreed = await caf.consent(priya, base, { ...caf.PARENT, giver_name: canary('consent', 'C-ASSESS giver') })
	assert.equal(agreed.status, 303, agreed.errors().join())
	await caf.search(priya, base)
	await caf.form(priya, base)
	await assessment(priya, base)
	assert.deepEqual(await caf.gaps(priya, base), [])
	const done = await caf.complete(priya, base)
	assert.equal(caf.stateOf(cell, base), 'S4', `${done.errors()} ${(await caf.gaps(priya, base)).join('; ')}`)
	assert.equal((await priya.submit(await priya.get(`${base}/harm`), `${base}/harm`)).status, 303)
	for (const [name, fields] of formSections('harm'))
		await fill(priya, base, 'harm', name, word('harm', name, fields, {}))
	for (const [column, relation] of Object.entries(RELATIONS))
		sql(`INSERT INTO everychild_caf.record_person (record, account, relation, since, added_by)
			VALUES (${id}, ${accountId(PEOPLE[column])}, '${relation}', UTC_TIMESTAMP(6), ${accountId('pnair')})`)
	put('action', 'plan', { number: 77 }, id)
	for (const table of ['progress', 'team_member', 'lead', 'contact_attempt', 'addendum', 'closure']) put(table, 'plan', {}, id)
	for (const table of ['approval', 'withdrawal', 'social_care', 'transfer']) put(table, 'care', {}, id)
	put('approval', 'carer', { kind: "'CARER'" }, id)
	put('legal_hold', 'hold', {}, id)
	put('consent', 'consent', {}, id)
	put('consent', 'sensitive', { type: "'C-SENS'", service_code: "'SMS'" }, id)
	put('consent', 'sensitive', { type: "'C-SHARE'", service_code: "'MHS'" }, id)
	put('share', 'share', {}, id)
	put('share', 'sensitive', { service: "'SXH'" }, id)
	sql(`UPDATE everychild_caf.episode SET came_summary = '${canary('plan', 'came_summary')}' WHERE record = ${id}`)
	reference = cell(`SELECT reference FROM everychild_caf.record WHERE id = ${id}`)
	lastShare = sql(`SELECT id FROM everychild_caf.share WHERE record = ${id}`).map(row => row[0])
})

// Every address that a route can have here.
function addresses() {
	const forms = ['checklist', 'assessment', 'harm'], out = new Set()
	for (const route of PROGRAMS.flatMap(routes).filter(route => route.method === 'GET')) {
		const names = [...route.pattern.matchAll(/:(\w+)/g)].map(m => m[1])
		let all = [route.pattern]
		for (const name of names) {
			const values = { id: [route.program === 'caf' ? base.split('/')[3] : route.program === 'index' ? child : String(accountId('pnair'))], child: [child], form: forms, share: lastShare,
				section: forms.flatMap(form => [...formSections(form).keys()]) }[name] ?? ['1']
			all = all.flatMap(one => values.map(value => one.replace(`:${name}`, value)))
		}
		for (const one of all) out.add(one)
	}
	return [...out]
}

async function everything(c, column, paths) {
	const pages = []
	if (['stranger', 'lp', 'tac', 'cme', 'ixm', 'saf', 'coa', 'othersaf'].includes(column)) await caf.open(c, child, 'A2')
	for (const one of paths) pages.push(await c.get(one))
	for (const [form, fields] of [['/search', { family: 'Tabell' + RUN, given: 'Una' }], ['/caf/sharing', { reference }],
		['/access', { number: cell(`SELECT number FROM everychild_index.child WHERE handle = '${child}'`) }]]) {
		const page = await c.get(form)
		if (page.status === 200) pages.push(await c.submit(page, form, fields))
	}
	// What goes wrong is answered without a word of it too.
	for (const one of [`${base}/share`, `${base}/assessment/services`, `${base}/consents`, base]) pages.push(await c.post(one, { token: 'x', type: 'C-SHARE' }))
	return pages
}

for (const [column, login] of Object.entries(PEOPLE))
	test(`5.4: what ${column} (${login}) finds in the pages of every program`, async () => {
		const c = await person(login), paths = addresses(), seen = new Set(), wrong = []
		assert.ok(paths.length > 100 && planted.size > 150, `${paths.length} pages, ${planted.size} words`)
		for (const page of await everything(c, column, paths)) {
			assert.ok(page.status < 500, `${page.path}: ${page.status}`)
			for (const word of found(page.body)) {
				seen.add(word)
				if (!may(column, kindOf(word))) wrong.push(`${page.path}: ${word} (${planted.get(word)})`)
			}
			assert.equal(found(page.title + page.location).size, 0, `title or address of ${page.path}`)
			if (!may(column, 'sensitive') && page.path.startsWith(base)) {
				const shown = page.text.replace(/Substance misuse|Sexual health|Mental health/g, '').length < page.text.length &&
					!/\/(share|consents)$/.test(page.path)		// there they are choices
				if (shown) wrong.push(`${page.path} names a kind of sensitive service`)
			}
		}
		assert.deepEqual(wrong, [])
		const lacks = [...planted.keys()].filter(word => SHOWN.includes(kindOf(word)) && may(column, kindOf(word)) && !seen.has(word))
		// Of entries that are hidden with their service, and of notes that no page has, nothing is asked.
		assert.deepEqual(lacks.filter(word => /^(checklist|assessment|harm) /.test(planted.get(word))).map(word => planted.get(word)), [], 'what the table gives is there')
	})

test('5.4: no log and no access log has a word of it', () => {
	assert.deepEqual([...found(logSince())], [])
	for (const program of PROGRAMS) {
		const schema = program === 'signin' ? 'everychild' : `everychild_${program}`
		assert.deepEqual([...found(sql(`SELECT CONCAT_WS(' ', detail, reason, object) FROM ${schema}.audit`).join(' '))], [], schema)
	}
})

// -- 11: with and without --

const service = (row, fields) => Object.fromEntries(Object.entries(fields).map(([k, v]) => [`services_involved.${row}.${k}`, v]))

test('11. a sensitive service in the assessment leaves every other reader’s pages as they were, letter for letter', async () => {
	const priya = await person('pnair'), one = await caf.toAssessing(priya), record = cell(`SELECT id FROM everychild_caf.record WHERE handle = '${one.split('/')[3]}'`)
	await caf.section(priya, one, 'assessment', 'services', service(1, { service_type: 'GP', service_organisation: 'The surgery' }))
	for (const column of ['lp', 'tac'])
		sql(`INSERT INTO everychild_caf.record_person (record, account, relation, since, added_by)
			VALUES (${record}, ${accountId(PEOPLE[column])}, '${RELATIONS[column]}', UTC_TIMESTAMP(6), ${accountId('pnair')})`)
	const views = async () => {
		const out = []
		for (const column of ['tac', 'coo', 'mgr'])	// who re-assesses, writes
			for (const what of ['', '/assessment', '/assessment/services', '/assessment/consent', '/assessment/copies', '/assessment/check', '/assessment/print', '/assessment/changes', '/consents', '/sharing'])
				out.push([`${column} ${what}`, bare(await (await person(PEOPLE[column])).get(one + what))])
		return out
	}
	const before = await views()
	assert.equal((await caf.section(priya, one, 'assessment', 'services', service(2, { service_type: 'SMS', service_organisation: 'Turning Tide' }))).status, 303)
	sql(`INSERT INTO everychild_caf.share (record, decision, shared_at, to_person, to_agency, service, what, purpose, agreement, facts, opinions, reported, why, consulted, method, account, at)
		VALUES (${record}, 'SHARED', UTC_TIMESTAMP(6), 'A', 'B', 'SMS', '', 'C', 'GIVEN', '', '', '', '', '', 'PHONE', ${accountId('pnair')}, UTC_TIMESTAMP(6))`)
	const now = await views()
	for (const [i, [what, body]] of now.entries()) assert.ok(body === before[i][1], `${what} changed`)
	// And one behind it is counted as if it were not there, in the history too.
	assert.equal((await caf.section(priya, one, 'assessment', 'services', service(3, { service_type: 'SCH', service_organisation: 'Highfield' }))).status, 303)
	for (const column of ['tac', 'coo']) {
		const c = await person(PEOPLE[column])
		for (const what of ['/assessment/check', '/assessment/services', '/assessment/changes']) {
			const text = (await c.get(one + what)).text
			assert.ok(/service 2\b/.test(text) && !/service 3\b/.test(text), `${column} ${what}`)
		}
	}
	// A row that once was one stays hidden with what it was.
	assert.equal((await caf.section(priya, one, 'assessment', 'services', service(2, { service_type: 'HOU' }))).status, 303)
	assert.ok(!(await (await person('jreid')).get(`${one}/assessment/changes`)).body.includes('Turning Tide'))
})

after(() => { assert.deepEqual(troubles(), []) })
