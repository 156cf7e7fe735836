// Two people write in the same sections of one assessment, in any order, at the
// same time too. Whatever was acknowledged as saved is the present answer or
// stands in the history; nobody's text is replaced by somebody who was not
// shown it; nothing appears that nobody typed.
import test, { after, before } from 'node:test'
import assert from 'node:assert/strict'
import crypto from 'node:crypto'
import * as caf from '../lib/caf.mjs'
import { accountId, cell, logMark, person, sql, troubles } from '../lib/stack.mjs'
import { Session } from './session.mjs'

const MEETINGS = Number(process.env.EC_INTERLEAVINGS ?? 150)
const A_DOCUMENT = 25		// meetings in one document
const ROWS_MAX = 12		// of the household, to stay away from the form's limit
const ITEMS_MAX = 39		// numbers that a row may have
const SEED = Number(process.env.EC_SEED ?? crypto.randomInt(1 << 30))
const PLAIN = { conclusions: ['conclusions', 'goals', 'improvement_signs'], family: ['family_situation'] }
const IN_ROW = ['household_name', 'household_school']

// Mulberry32.
function generator(seed) {
	let a = seed >>> 0
	return n => {
		a = (a + 0x6d2b79f5) >>> 0
		let t = Math.imul(a ^ (a >>> 15), a | 1)
		t ^= t + Math.imul(t ^ (t >>> 7), t | 61)
		return ((t ^ (t >>> 14)) >>> 0) % n
	}
}

let db, people
before(async () => {
	db = new Session()
	people = [await person('pnair'), await person('bcole')].map(c => ({ c, account: accountId(c.login) }))
	logMark()
})

const slotName = (field, item) => item === 0 ? field : `household.${item}.${field}`

// -- what is stored --

class Store {
	constructor(base) {
		const record = cell(`SELECT id FROM everychild_caf.record WHERE handle = '${base.split('/')[3]}'`)
		sql(`INSERT INTO everychild_caf.record_person (record, account, relation, since, added_by)
			VALUES (${record}, ${people[1].account}, 'COA', UTC_TIMESTAMP(6), ${people[0].account})`)
		this.base = base
		this.id = cell(`SELECT id FROM everychild_caf.document WHERE record = ${record} AND form = 'assessment'`)
		this.rows = []			// as they were written
		this.revision = 0
	}
	path(section) { return `${this.base}/assessment/${section}` }
	// Rows that came since the last look, oldest first.
	async news() {
		const rows = (await db.ask(`SELECT field, item, revision, account, COALESCE(value, '') FROM everychild_caf.answer
			WHERE document = ${this.id} AND revision > ${this.revision} ORDER BY revision`))
			.map(([field, item, revision, account, value = '']) =>
				({ slot: slotName(field, Number(item)), field, revision: Number(revision), account: Number(account), value }))
		this.rows.push(...rows)
		if (rows.length) this.revision = rows.at(-1).revision
		return rows
	}
	// The answer as it stood at a revision: { value, revision }.
	at(slot, revision = Infinity) {
		return this.rows.findLast(row => row.slot === slot && row.revision <= revision) ?? { value: '', revision: 0 }
	}
}

// -- what a person does --

class Editor {
	constructor(who, store, random, name) {
		Object.assign(this, { ...who, store, random, name })
		this.page = this.conflict = null
		this.kept = new Map()		// by section: what the server keeps as a draft
		this.typed = new Map(IN_ROW.concat(...Object.values(PLAIN)).map(field => [field, new Set([''])]))
	}
	async open(section) {
		const page = await this.c.get(this.store.path(section))
		assert.equal(page.status, 200)
		const fields = new Map(page.form(this.store.path(section)).fields)
		const kept = this.kept.get(section), draft = page.text.includes('kept as a draft')
		assert.equal(draft, kept !== undefined, `${this.name}: what was typed and not saved is offered again, and nothing else`)
		this.page = { page, section, fields, base: Number(fields.get('version')), touched: new Set(kept?.touched),
			shown: new Map(), settled: new Set(), theirs: new Set() }
		// A row that was emptied is not on the page.
		for (const slot of kept?.touched ?? []) {
			if (!fields.has(slot)) fields.set(slot, '')
			assert.equal(fields.get(slot), kept.fields.get(slot), `${this.name}: ${slot} comes back as it was typed`)
		}
	}
	put(slot, value) {
		this.page.fields.set(slot, value)
		this.page.touched.add(slot)
		this.typed.get(slot.split('.').at(-1)).add(value)
	}
	word() { return this.random(1 << 30).toString(36) }
	text(store) {
		const kind = this.random(10)
		if (kind === 0) return ''
		if (kind === 1) return `Agreed ${store.rows.length >> 3}`		// both may type it
		return `${this.name}${this.word()} & <b>"é`
	}
	// The rows of the page, by number.
	shownRows() {
		return [...new Set([...this.page.fields].filter(([name, value]) => /^household\.\d+\./.test(name) && value !== '').map(([name]) => Number(name.split('.')[1])))]
	}
	typeRow() {
		const rows = this.shownRows(), row = rows[this.random(rows.length || 1)]
		switch (rows.length === 0 ? 0 : this.random(4)) {
		case 0: case 1: {
			if (rows.length >= ROWS_MAX) return
			const next = Math.max(0, ...rows) + 1
			if (next >= ITEMS_MAX) return
			for (const field of IN_ROW) this.put(slotName(field, next), `${this.name}${this.word()} row`)
			return }
		case 2:
			return this.put(slotName(IN_ROW[this.random(2)], row), `${this.name}${this.word()} changed`)
		default:
			for (const field of IN_ROW) this.put(slotName(field, row), '')
		}
	}
	type() {
		const fields = PLAIN[this.page.section]
		for (let n = 1 + this.random(2); n > 0; n--) {
			if (this.page.section === 'family' && this.random(2) === 0) this.typeRow()
			else this.put(fields[this.random(fields.length)], this.text(this.store))
		}
	}
	keep(upTo) {
		const fields = new Map(this.page.fields)
		for (const slot of this.page.theirs) {
			fields.set(slot, this.store.at(slot, upTo).value)
			this.typed.get(slot.split('.').at(-1)).add(fields.get(slot))
		}
		this.kept.set(this.page.section, { fields, touched: new Set(this.page.touched) })
	}
	async draft() {
		const { section, fields } = this.page
		const answer = await this.c.post(`${this.store.path(section)}/draft`, [...fields])
		assert.equal(answer.status, 200, answer.text)
		this.keep()
	}
	post() {
		const { section, fields } = this.page
		const version = this.pretends ? this.store.revision : this.page.base
		return this.c.post(this.store.path(section), [...new Map([...fields, ['version', version], ['then', 'tasks']])])
	}
	// Answers the comparison page; a question may be left open.
	choose() {
		const changes = { then: 'tasks' }
		this.conflict.open = new Set()
		for (const slot of asked(this.conflict.page)) {
			const choice = ['mine', 'mine', 'theirs', 'both', 'none'][this.random(5)]
			const memo = this.conflict.page.body.includes(`name="text-${slot}"`)
			if (choice === 'none') { this.conflict.open.add(slot); continue }
			if (choice === 'both' && memo) {
				this.put(slot, `${this.page.fields.get(slot)} and ${this.word()}`.trim())
				changes[`text-${slot}`] = this.page.fields.get(slot)
			}
			if (choice === 'theirs') this.page.theirs.add(slot)
			this.page.settled.add(slot)
			changes[`choose-${slot}`] = choice === 'both' && !memo ? 'mine' : choice
		}
		return this.c.submit(this.conflict.page, this.store.path(this.page.section), changes)
	}
	// Up to which revision the person knows a slot.
	seen(slot) {
		return Math.max(this.page.base, this.page.settled.has(slot) ? this.page.shown.get(slot) ?? 0 : 0)
	}
	// What is to stand in a slot that holds `now` when the page is sent: what
	// was left as it was shown is the other person's to change.
	means(slot, now) {
		const then = this.store.at(slot, this.page.base).value
		const mine = this.page.touched.has(slot) ? this.page.fields.get(slot) : then
		if (this.page.theirs.has(slot)) return now.value
		return mine === then && !this.page.settled.has(slot) && now.revision > this.page.base ? now.value : mine
	}
}

// -- what must be --

// Questions that a save must lead to, with the answers as they stood before it.
function questions(editor, upTo) {
	const { store, page } = editor, must = []
	for (const slot of page.touched) {
		const now = store.at(slot, upTo)
		if (editor.means(slot, now) === now.value || now.revision <= editor.seen(slot)) continue
		const row = /^(household\.\d+\.)/.exec(slot)
		// A row that is new on the page gets a number of its own.
		const fresh = row && IN_ROW.every(field => store.at(row[1] + field, page.base).value === '')
		if (!fresh) must.push(slot)
	}
	return must.sort()
}

// One save's rows: by this person, and nothing the person did not mean to write.
function judgeRows(editor, rows) {
	const { store, page } = editor
	for (const row of rows) {
		const was = store.at(row.slot, row.revision - 1), item = row.slot.startsWith('household.')
		const fresh = item && store.at(row.slot, page.base).value === '' && was.value === ''
		assert.ok(editor.typed.get(row.field)?.has(row.value), `${row.slot} "${row.value}" was never typed by ${editor.name}`)
		assert.ok(fresh || page.touched.has(row.slot), `${editor.name} changed ${row.slot} from "${was.value}" to "${row.value}" without touching it`)
		assert.ok(was.value === '' || was.revision <= editor.seen(row.slot),
			`${editor.name} replaced "${was.value}" in ${row.slot} (revision ${was.revision}) and had seen ${editor.seen(row.slot)} only`)
	}
}

// Everything about one answer that can be told from the state it met (revision
// upTo), the answer itself and the rows that it wrote.
function check(editor, answer, rows, upTo) {
	const { page, store } = editor, open = [...editor.conflict?.open ?? []].sort()
	const must = open.length ? open : questions(editor, upTo)
	assert.equal(answer.status, must.length ? 409 : 303, `${editor.name}: [${must}] ${answer.title} ${answer.errors()}`)
	if (must.length) {
		assert.equal(rows.length, 0, 'a question saves nothing')
		assert.deepEqual(asked(answer), must, 'asked about what both have changed, and nothing else')
		const texts = must.flatMap(slot => [store.at(slot, upTo).value, page.fields.get(slot)])
		for (const text of texts) assert.ok(answer.text.includes(words(text)), `"${text}" is shown`)
		assert.equal(answer.text.split(' Empty ').length - 1, texts.filter(text => text === '').length, 'what is empty is shown as such')
		return
	}
	judgeRows(editor, rows)
	for (const slot of page.touched) {
		if (slot.startsWith('household.')) continue
		assert.equal(store.at(slot, rows.at(-1)?.revision ?? upTo).value, editor.means(slot, store.at(slot, upTo)), `${slot} as it was meant`)
	}
}

function take(editor, answer, upTo, acknowledged) {
	const { page, store } = editor
	if (answer.status === 409) {
		for (const slot of asked(answer)) {
			page.shown.set(slot, store.at(slot, upTo).revision)
			page.settled.delete(slot)
			page.theirs.delete(slot)
		}
		editor.conflict = { page: answer }
		editor.keep(upTo)
		return
	}
	for (const slot of page.touched)
		if (!page.theirs.has(slot) && page.fields.get(slot) !== '') acknowledged.push({ field: slot.split('.').at(-1), value: page.fields.get(slot) })
	editor.kept.delete(page.section)
	editor.page = editor.conflict = null
}

const words = text => text.replace(/\s+/g, ' ').trim()
// The questions of a comparison page; what was chosen before goes along hidden.
const asked = page => [...new Set([...page.body.matchAll(/<input\b[^>]*>/g)].map(m => m[0]).filter(tag => tag.includes('type="radio"'))
	.map(tag => /name="choose-([^"]+)"/.exec(tag)?.[1]).filter(Boolean))].sort()

// Everything acknowledged so far is there, by a look of its own.
async function nothingLost(store, acknowledged) {
	const rows = await db.ask(`SELECT DISTINCT field, value FROM everychild_caf.answer WHERE document = ${store.id}`)
	const there = new Set(rows.map(([field, value = '']) => `${field} ${value}`))
	for (const { field, value } of acknowledged) assert.ok(there.has(`${field} ${value}`), `"${value}" was acknowledged as ${field} and is gone`)
}

// -- one meeting --

const answerOf = editor => editor.conflict ? editor.choose() : editor.post()

async function send(editor, acknowledged) {
	const upTo = editor.store.revision, answer = await answerOf(editor)
	check(editor, answer, await editor.store.news(), upTo)
	take(editor, answer, upTo, acknowledged)
}

// Both at the same moment: one of the two orders must explain what came.
async function sendBoth(editors, acknowledged) {
	const { store } = editors[0], from = store.revision
	const answers = await Promise.all(editors.map(answerOf)), rows = await store.news()
	const own = editors.map(e => rows.filter(row => row.account === e.account))
	let wrong
	for (const [first, second] of [[0, 1], [1, 0]]) {
		const upTo = own[first].at(-1)?.revision ?? from
		if (own[second].some(row => row.revision < upTo)) continue
		try {
			check(editors[first], answers[first], own[first], from)
			check(editors[second], answers[second], own[second], upTo)
		} catch (error) {
			wrong = wrong ?? error
			continue
		}
		take(editors[first], answers[first], from, acknowledged)
		take(editors[second], answers[second], upTo, acknowledged)
		return
	}
	throw wrong
}

function plan(random) {
	const steps = ['open']
	for (let n = random(3); n > 0; n--) steps.push('draft')
	steps.push('save')
	if (random(4) === 0) steps.push('open', 'save')
	return steps
}

async function step(editor, what, section, acknowledged) {
	switch (what) {
	case 'open':
		await editor.open(section)
		return editor.type()
	case 'draft':
		if (editor.random(2)) editor.type()
		return editor.draft()
	default:
		return send(editor, acknowledged)
	}
}

async function meeting(editors, random, acknowledged, counts) {
	const section = Object.keys(PLAIN)[random(2)], plans = editors.map(() => plan(random))
	while (plans.some(p => p.length)) {
		if (plans.every(p => p[0] === 'save') && random(2)) {
			plans.forEach(p => p.shift())
			await sendBoth(editors, acknowledged)
			counts.together++
		} else {
			const i = plans[0].length === 0 ? 1 : plans[1].length === 0 ? 0 : random(2)
			await step(editors[i], plans[i].shift(), section, acknowledged)
		}
		// A question is answered later, or the page is left.
		editors.forEach((e, i) => {
			if (!e.conflict || e.conflict.planned) return
			counts.conflicts++
			e.conflict.planned = true
			if (random(6) === 0) { e.page = e.conflict = null; plans[i].length = 0 }
			else plans[i] = ['save']
		})
	}
	counts.meetings++
}

async function documentOf(random) {
	const store = new Store(await caf.toAssessing(people[0].c))
	await store.news()
	return { store, editors: people.map((who, i) => new Editor(who, store, random, 'AB'[i])) }
}

async function run(meetings, random, counts, plant = () => {}) {
	for (let left = meetings; left > 0; left -= A_DOCUMENT) {
		const { store, editors } = await documentOf(random), acknowledged = []
		plant(editors)
		for (let i = 0; i < Math.min(A_DOCUMENT, left); i++) {
			await meeting(editors, random, acknowledged, counts)
			await nothingLost(store, acknowledged)
		}
		// The history is for people too.
		const page = await people[0].c.get(store.path('changes')), changes = page.text
		assert.equal(page.status, 200)
		for (const { value } of acknowledged) assert.ok(changes.includes(words(value)), `"${value}" is in the history`)
		counts.texts += acknowledged.length
	}
}

const none = () => ({ meetings: 0, conflicts: 0, together: 0, texts: 0 })

// Does the test see what it looks for?
test('an editor whose page pretends to be newer than it is overwrites the other, and is found out', async () => {
	await assert.rejects(run(A_DOCUMENT, generator(1), none(), editors => { editors[1].pretends = true }),
		error => error instanceof assert.AssertionError)
})

test('an acknowledged answer that goes missing is missed', async () => {
	const random = generator(2), { store, editors } = await documentOf(random), acknowledged = []
	while (!acknowledged.some(({ field }) => field === 'goals')) await meeting(editors, random, acknowledged, none())
	await nothingLost(store, acknowledged)
	sql(`DELETE FROM everychild_caf.answer WHERE document = ${store.id} AND field = 'goals'`)
	await assert.rejects(nothingLost(store, acknowledged), /was acknowledged as goals and is gone/)
})

test(`${MEETINGS} meetings of two editors (EC_SEED=${SEED}) lose nothing`, async t => {
	const counts = none(), from = Date.now()
	await run(MEETINGS, generator(SEED), counts)
	t.diagnostic(`${JSON.stringify(counts)} in ${Date.now() - from} ms`)
	assert.ok(counts.conflicts >= Math.floor(MEETINGS / 20) && counts.together >= Math.floor(MEETINGS / 50), 'they did meet')
})

after(async () => {
	await db.close()
	assert.deepEqual(troubles(), [])
})
