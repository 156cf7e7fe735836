// The transitions of modules/lscb/sections.md 3.2 as the program has them (its own table, from
// -w): every one is tried from every state by every kind of person, with what it needs
// and without. Who may does; who may not, from where not, and without what is missing
// changes nothing. What the day does by itself, and what is taken back, the same way.
import test, { after, before } from 'node:test'
import assert from 'node:assert/strict'
import { said, tried } from '../lib/moves.mjs'
import { BY_ITSELF, CAME, ELSEWHERE, STATES, STEP, STEPS, cases, copy, db, everybody, round } from '../lib/lscb-steps.mjs'
import { env, logMark, troubles } from '../lib/stack.mjs'
import { token } from '../lib/token.mjs'

const client = {}

before(async () => {
	logMark()
	Object.assign(client, await everybody())
	await cases()
})

function prepare(code, state) {
	const f = copy(state)
	STEP[code].make?.(f, state)
	return f
}

tried(STEPS, { states: STATES, elsewhere: ELSEWHERE, count: 22, prepare, client })

test('what the day brings moves the states that the table gives it, and no other', async () => {
	const own = STEPS.table.filter(t => t.relations.includes('SYSTEM')).map(t => t.code)
	assert.deepEqual(own.sort(), Object.keys(BY_ITSELF).sort())
	const made = own.flatMap(code => STATES.map(state => {
		const f = copy(state)
		BY_ITSELF[code](f)
		return { ...f, code, state, before: STEPS.where(f, code) }
	}))
	await round()
	for (const f of made) {
		const moves = STEPS.rows(f.code).some(t => t.from.includes(f.state))
		assert.equal(STEPS.where(f, f.code), moves ? `${STEPS.target(f.code, f.state)} 1` : f.before, `${f.code} from ${f.state}`)
	}
})

// T19. A signed review is only reopened; what is archived or was never moved has no step.
const BACK = Object.fromEntries(Object.entries(CAME).filter(([state]) => state !== 'COMPLETED').map(([state, [from]]) => [state, from]))
test('undo: the coordinator, once, within a day, with a reason, to the state that was left', async () => {
	const undo = (c, f, fields) => c.post(`${f.base}/undo`, { token: token(env, 'lscb', c, `${f.base}/undo`), ...fields })
	const state = f => db(`SELECT state FROM record WHERE id = ${f.id}`)[0][0]
	for (const from of STATES) {
		const f = copy(from)
		for (const login of STEPS.everybody.filter(login => !['ccole', 'nbirch'].includes(login))) {
			const page = await undo(client[login], f, { reason: 'A mistake' })
			assert.ok(page.status >= 400 && page.status < 500, `${login} from ${from}: ${said(page)}`)
		}
		await undo(client.ccole, f, {})
		const late = copy(from, 'UPDATE event SET at = at - INTERVAL 25 HOUR WHERE record = :id')
		await undo(client.ccole, late, { reason: 'A mistake' })
		assert.deepEqual([state(f), state(late)], [from, from], from)
		const page = await undo(client.nbirch, f, { reason: 'A mistake' })
		assert.equal(state(f), BACK[from] ?? from, `${from}: ${said(page)}`)
		const again = await undo(client.ccole, f, { reason: 'A mistake' })
		assert.ok(again.status >= 400, `${from}: twice`)
		assert.equal(state(f), BACK[from] ?? from)
	}
})

after(() => assert.deepEqual(troubles(), []))
