// The transitions of modules/fostering/sections.md 10 as the program has them (its own table,
// from -w): every one is tried from every state by every kind of person, with what
// it needs and without. Who may does; who may not, from where not, and without what
// is missing changes nothing. What the day does by itself is tried the same way.
import test, { after, before } from 'node:test'
import assert from 'node:assert/strict'
import { tried } from '../lib/moves.mjs'
import { BY_ITSELF, ELSEWHERE, STATES, STEP, STEPS, cases, copy, everybody, round } from '../lib/fostering-steps.mjs'
import { logMark, troubles } from '../lib/stack.mjs'

const client = {}

before(async () => {
	logMark()
	Object.assign(client, await everybody())
	await cases(client)
})

// Of nobody's child: many at once of one child would be asked about.
const apart = state => copy(state, 'UPDATE record SET child = NULL WHERE id = :id')
function prepare(code, state) {
	const f = apart(state)
	STEP[code].make?.(f, state)
	return f
}

tried(STEPS, { states: STATES, elsewhere: ELSEWHERE, count: 21, prepare, client })

test('what the day brings moves the states that the table gives it, and no other', async () => {
	const own = STEPS.table.filter(t => t.relations.includes('SYSTEM')).map(t => t.code)
	assert.deepEqual(own.sort(), Object.keys(BY_ITSELF).sort())
	const made = own.flatMap(code => STATES.map(state => {
		const f = apart(state)
		BY_ITSELF[code](f)
		return { ...f, code, state, before: STEPS.where(f, code) }
	}))
	await round()
	for (const f of made)
		assert.equal(STEPS.where(f, f.code), STEPS.rows(f.code).some(t => t.from.includes(f.state)) ? `${STEPS.target(f.code, f.state)} 1` : f.before, `${f.code} from ${f.state}`)
})

after(() => assert.deepEqual(troubles(), []))
