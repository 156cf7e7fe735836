// The transitions of modules/caf/sections.md 4.2 as the program has them (its own table, from -w):
// every one is tried from every state by every kind of person, with what it
// needs and without. Who may does; who may not, from where not, and without what
// is missing changes nothing.
import { after, before } from 'node:test'
import assert from 'node:assert/strict'
import { copy, whole } from '../lib/episode.mjs'
import { tried } from '../lib/moves.mjs'
import { ASK, ELSEWHERE, EVERYBODY, STATES, STEPS, known } from '../lib/steps.mjs'
import { accountId, cell, logMark, person, troubles } from '../lib/stack.mjs'

const client = {}
let origin, kdoyle

before(async () => {
	logMark()
	for (const login of EVERYBODY) client[login] = await person(login)
	origin = await whole(client.pnair, client.pstone)
	kdoyle = accountId('kdoyle')
	const first = copy(origin.id, 'S7', 'UPDATE record SET child = 1, opened_at = UTC_TIMESTAMP(6) - INTERVAL 1 YEAR WHERE id = :id')
	known.first = cell(`SELECT reference FROM everychild_caf.record WHERE id = ${first.id}`)
})

function prepare(code, state) {
	const f = copy(origin.id, state, `INSERT INTO record_person (record, account, relation, since, added_by) VALUES (:id, ${kdoyle}, 'SAF', UTC_TIMESTAMP(6), 1)`)
	ASK[code].make?.(f, state)
	return f
}

tried(STEPS, { states: STATES, elsewhere: ELSEWHERE, count: 32, prepare, client })

after(() => assert.deepEqual(troubles(), []))
