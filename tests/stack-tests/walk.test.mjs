// A random walk: anybody tries any step on any of some cases, in any order. After
// each step what must always hold is asked of the database and of the pages.
import test, { after, before } from 'node:test'
import assert from 'node:assert/strict'
import * as caf from '../lib/caf.mjs'
import { copy, whole } from '../lib/episode.mjs'
import { ASK, EVERYBODY, STEPS, known } from '../lib/steps.mjs'
import { ask as sql, cell, logMark, person, troubles } from '../lib/stack.mjs'
import { STEPS as AMOUNT, one, walk } from '../lib/walk.mjs'

const OPEN = ['S0', 'S1', 'S2', 'S3', 'S4', 'S5', 'S6', 'S7', 'S8', 'S9']
const REGISTERED = OPEN.slice(2).map(s => `'${s}'`).join(', ')
const client = {}
let origin, children

// Another case: a registered one has a child to itself, one before that any child.
function begin() {
	const state = one(OPEN), registered = OPEN.indexOf(state) >= 2
	const taken = new Set(sql('SELECT open_child FROM everychild_caf.episode WHERE open_child IS NOT NULL').flat())
	const child = registered ? children.find(id => !taken.has(id)) : one(children)
	if (!child) return undefined
	const f = copy(origin.id, state, `UPDATE record SET child = ${child} WHERE id = :id;
		UPDATE involvement SET child = ${child} WHERE record = :id;
		UPDATE episode SET open_child = ${registered ? child : 'NULL'} WHERE record = :id;
		${registered ? '' : `UPDATE lead SET current_of = NULL WHERE record = :id;
		UPDATE record_person SET until = UTC_TIMESTAMP(6) WHERE record = :id AND relation IN ('LP', 'TAC')`}`)
	return { ...f, state }
}

before(async () => {
	logMark()
	for (const login of EVERYBODY) client[login] = await person(login)
	origin = await whole(client.pnair, client.pstone)
	const made = []
	for (let i = 0; i < 8; i++) {
		const letters = [...String(Date.now() + i)].map(d => 'abcdefghij'[d]).join('')
		made.push(await caf.child(client.pnair, { given: 'Wanda', family: `Walk${letters}`, born: `2015-0${i + 1}-11` }))
	}
	children = sql(`SELECT id FROM everychild_index.child WHERE handle IN (${made.map(h => `'${h}'`).join(', ')})`).flat()
	known.first = 'none'
})

function seen(f) {
	const [state, closed, unlisted, leads, open, isOpen, unconsented, living, running, shown, team] = sql(`SELECT r.state, r.closed_at IS NOT NULL, r.unlisted,
	(SELECT COUNT(*) FROM everychild_caf.lead l WHERE l.current_of = r.id),
	(SELECT COUNT(*) FROM everychild_caf.record x JOIN everychild_caf.episode e ON e.record = x.id WHERE r.child IS NOT NULL AND e.open_child = r.child AND x.state IN (${REGISTERED})),
	(SELECT e.open_child IS NOT NULL FROM everychild_caf.episode e WHERE e.record = r.id),
	(SELECT COUNT(*) FROM everychild_caf.document d WHERE d.record = r.id AND d.form = 'assessment' AND d.completed_at IS NOT NULL
		AND NOT EXISTS (SELECT 1 FROM everychild_caf.consent c WHERE c.record = r.id AND c.type = 'C-STORE' AND c.answer = 'Y')),
	(SELECT COUNT(*) FROM everychild_caf.consent c WHERE c.record = r.id AND c.ended_at IS NULL AND c.answer = 'Y'),
	(SELECT COUNT(*) FROM everychild_caf.deadline d WHERE d.record = r.id AND d.met_at IS NULL AND d.dropped_at IS NULL),
	(SELECT COUNT(*) FROM everychild_index.all_involvement i WHERE i.handle = r.handle) + (SELECT COUNT(*) FROM everychild_index.all_event v WHERE v.handle = r.handle),
	(SELECT COUNT(*) FROM everychild_caf.record_person p WHERE p.record = r.id AND p.until IS NULL AND p.relation = 'TAC')
	FROM everychild_caf.record r WHERE r.id = ${f.id}`)[0].map((v, i) => i === 0 ? v : Number(v))
	return { state, closed, unlisted, leads, open, isOpen, unconsented, living, running, shown, team }
}

async function holds(f, what, { state: now, closed, unlisted, leads, open, isOpen, unconsented, living, running, shown, team }) {
	assert.ok(leads <= 1 && (leads === 1 || !['S7', 'S8'].includes(now)), `${what}: ${leads} lead professionals in ${now}`)
	assert.ok(open <= 1, `${what}: ${open} open episodes of one child`)
	assert.equal(unconsented, 0, `${what}: completed without consent`)
	assert.equal(closed === 1, !OPEN.includes(now), `${what}: ${now} closed ${closed}`)
	if (closed) assert.deepEqual([isOpen, running, team, leads], [0, 0, 0, 0], `${what}: ${now} still open, dates, team, lead`)
	if (now === 'S12') assert.deepEqual([unlisted, living, shown], [1, 0, 0], `${what}: withdrawn: unlisted, consents, on the index`)
	if (now === 'S11') assert.deepEqual([unlisted, shown], [1, 0], `${what}: refused`)
	if (now === 'S12')
		for (const other of ['pstone', 'sidris']) {
			assert.equal((await client[other].get(f.base)).status, 404, `${what}: ${other} still reads`)
			assert.equal((await client[other].get(`${f.base}/plan`)).status, 404, `${what}: ${other} still reads the plan`)
		}
}

test('anybody tries any step in any order, and what must hold always holds', async () => {
	const made = await walk({ steps: STEPS, codes: Object.keys(ASK).filter(code => !['duplicate', 'elsewhere'].includes(code)), client,
		often: ['pnair', 'pstone', 'jreid', 'bcole'], begin, seen, holds, lines: 2, over: f => !OPEN.includes(f.state) })
	if (AMOUNT >= 1000) assert.ok(Object.keys(made).length > 15, `only ${Object.keys(made)} ever moved a case`)
	assert.equal(cell(`SELECT COUNT(*) FROM (SELECT child FROM everychild_caf.record r JOIN everychild_caf.episode e ON e.record = r.id WHERE e.open_child = r.child AND r.state IN (${REGISTERED}) GROUP BY child HAVING COUNT(*) > 1) x`), '0')
})

after(() => assert.deepEqual(troubles(), []))
