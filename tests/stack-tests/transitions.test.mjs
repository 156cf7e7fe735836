// The transitions of caf.md 4.2 as the program has them (its own table, from -w):
// every one is tried from every state by every kind of person, with what it
// needs and without. Who may does; who may not, from where not, and without what
// is missing changes nothing.
import test, { after, before } from 'node:test'
import assert from 'node:assert/strict'
import { copy, whole } from '../lib/episode.mjs'
import { ASK, ELSEWHERE, EVERYBODY, STATES, allowed, attempt, known, table, target, where } from '../lib/steps.mjs'
import { accountId, cell, logMark, person, sql, troubles } from '../lib/stack.mjs'

let origin, client = {}

before(async () => {
	logMark()
	for (const login of EVERYBODY) client[login] = await person(login)
	origin = await whole(client.pnair, client.pstone)
	const first = copy(origin.id, 'S7', 'UPDATE everychild_caf.record SET child = 1, opened_at = UTC_TIMESTAMP(6) - INTERVAL 1 YEAR WHERE id = :id')
	known.first = cell(`SELECT reference FROM everychild_caf.record WHERE id = ${first.id}`)
})

function prepare(code, state) {
	const f = copy(origin.id, state, `INSERT INTO everychild_caf.record_person (record, account, relation, since, added_by) VALUES (:id, ${accountId('kdoyle')}, 'SAF', UTC_TIMESTAMP(6), 1)`)
	ASK[code].make?.(f, state)
	return f
}

const said = page => `${page.status} ${page.title}: ${page.errors().join(' | ')}`

test('the table has all 32 transitions, and each is asked here or named as asked elsewhere', () => {
	assert.deepEqual([...new Set(table.map(t => t.number))].sort((a, b) => a - b), Array.from({ length: 32 }, (_, i) => i + 1))
	for (const t of table) assert.ok(ASK[t.code] || ELSEWHERE.includes(t.code), t.code)
})

for (const code of Object.keys(ASK)) {
	test(`${code}: who may, from where, with what it needs`, async () => {
		for (const state of STATES) {
			const may = EVERYBODY.filter(login => allowed(code, state, login))
			const f = prepare(code, state), start = where(f, code)
			for (const login of EVERYBODY.filter(login => !may.includes(login))) {
				const page = await attempt(client[login], code, f, state)
				assert.ok(page.status === 303 || (page.status >= 400 && page.status < 500), `${login} from ${state}: ${said(page)}`)
			}
			assert.equal(where(f, code), start, `from ${state}: somebody who may not`)
			if (may.length > 0 && (ASK[code].spoil || ASK[code].bad)) {
				const g = prepare(code, state), stood = where(g, code)
				ASK[code].spoil?.(g)
				for (const login of may) await attempt(client[login], code, g, state, ASK[code].spoil ? {} : ASK[code].bad)
				assert.equal(where(g, code), stood, `from ${state} without what it needs`)
			}
			for (const login of may) {
				const g = prepare(code, state)
				const page = await attempt(client[login], code, g, state)
				assert.equal(where(g, code), `${target(code, state)} 1`, `${login} from ${state}: ${said(page)}`)
			}
		}
	})
}

after(() => assert.deepEqual(troubles(), []))
