// A random walk: anybody tries any step on any of some cases, in any order. After
// each step what must always hold is asked of the database and of the pages. The
// seed is printed; WALK_SEED and WALK_STEPS choose others.
import test, { after, before } from 'node:test'
import assert from 'node:assert/strict'
import * as caf from '../lib/caf.mjs'
import { copy, whole } from '../lib/episode.mjs'
import { ASK, EVERYBODY, attempt, known, rows } from '../lib/steps.mjs'
import { accountId, cell, logMark, person, sql, troubles } from '../lib/stack.mjs'

const SEED = Number(process.env.WALK_SEED ?? Date.now() % 1000000), STEPS = Number(process.env.WALK_STEPS ?? 500)
const CODES = Object.keys(ASK).filter(code => !['duplicate', 'elsewhere'].includes(code)), OPEN = ['S0', 'S1', 'S2', 'S3', 'S4', 'S5', 'S6', 'S7', 'S8', 'S9']
const REGISTERED = OPEN.slice(2).map(s => `'${s}'`).join(', ')
const client = {}
let origin, seed = SEED, cases = [], children

function chance(n) {
	seed = (seed * 1103515245 + 12345) % 2147483648
	return Math.floor(seed / 65536) % n
}
const one = list => list[chance(list.length)]

// Another case: a registered one has a child to itself, one before that any child.
function begin() {
	const state = one(OPEN), registered = OPEN.indexOf(state) >= 2
	const taken = new Set(sql('SELECT open_child FROM everychild_caf.episode WHERE open_child IS NOT NULL').flat())
	const child = registered ? children.find(id => !taken.has(id)) : one(children)
	if (!child) return undefined
	const f = copy(origin.id, state, `UPDATE everychild_caf.record SET child = ${child} WHERE id = :id;
		UPDATE everychild_caf.involvement SET child = ${child} WHERE record = :id;
		UPDATE everychild_caf.episode SET open_child = ${registered ? child : 'NULL'} WHERE record = :id;
		${registered ? '' : `UPDATE everychild_caf.lead SET current_of = NULL WHERE record = :id;
		UPDATE everychild_caf.record_person SET until = UTC_TIMESTAMP(6) WHERE record = :id AND relation IN ('LP', 'TAC')`}`)
	return { ...f, state }
}

before(async () => {
	console.log(`# seed ${SEED}, ${STEPS} steps`)
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

const state = f => sql(`SELECT r.state, r.closed_at IS NOT NULL, r.unlisted,
	(SELECT COUNT(*) FROM everychild_caf.lead l WHERE l.current_of = r.id),
	(SELECT COUNT(*) FROM everychild_caf.record x JOIN everychild_caf.episode e ON e.record = x.id WHERE r.child IS NOT NULL AND e.open_child = r.child AND x.state IN (${REGISTERED})),
	(SELECT e.open_child IS NOT NULL FROM everychild_caf.episode e WHERE e.record = r.id),
	(SELECT COUNT(*) FROM everychild_caf.document d WHERE d.record = r.id AND d.form = 'assessment' AND d.completed_at IS NOT NULL
		AND NOT EXISTS (SELECT 1 FROM everychild_caf.consent c WHERE c.record = r.id AND c.type = 'C-STORE' AND c.answer = 'Y')),
	(SELECT COUNT(*) FROM everychild_caf.consent c WHERE c.record = r.id AND c.ended_at IS NULL AND c.answer = 'Y'),
	(SELECT COUNT(*) FROM everychild_caf.deadline d WHERE d.record = r.id AND d.met_at IS NULL AND d.dropped_at IS NULL),
	(SELECT COUNT(*) FROM everychild_index.all_involvement i WHERE i.record = r.id) + (SELECT COUNT(*) FROM everychild_index.all_event v WHERE v.handle = r.handle),
	(SELECT COUNT(*) FROM everychild_caf.record_person p WHERE p.record = r.id AND p.until IS NULL AND p.relation = 'TAC'),
	(SELECT COALESCE(MAX(id), 0) FROM everychild_caf.event WHERE record = r.id)
	FROM everychild_caf.record r WHERE r.id = ${f.id}`)[0].map((v, i) => i === 0 ? v : Number(v))

function holds(f, what) {
	const [now, closed, unlisted, leads, open, isOpen, unconsented, living, running, seen, team] = state(f)
	assert.ok(leads <= 1 && (leads === 1 || !['S7', 'S8'].includes(now)), `${what}: ${leads} lead professionals in ${now}`)
	assert.ok(open <= 1, `${what}: ${open} open episodes of one child`)
	assert.equal(unconsented, 0, `${what}: completed without consent`)
	assert.equal(closed === 1, !OPEN.includes(now), `${what}: ${now} closed ${closed}`)
	if (closed) assert.deepEqual([isOpen, running, team, leads], [0, 0, 0, 0], `${what}: ${now} still open, dates, team, lead`)
	if (now === 'S12') assert.deepEqual([unlisted, living, seen], [1, 0, 0], `${what}: withdrawn: unlisted, consents, on the index`)
	if (now === 'S11') assert.deepEqual([unlisted, seen], [1, 0], `${what}: refused`)
	return now
}

test('anybody tries any step in any order, and what must hold always holds', async () => {
	const made = {}
	for (let i = 0; i < STEPS; i++) {
		if (cases.length < 12) cases.push(begin())
		cases = cases.filter(Boolean)
		const f = one(cases), login = chance(3) === 0 ? one(EVERYBODY) : one(['pnair', 'pstone', 'jreid', 'bcole'])
		const fits = CODES.filter(code => rows(code).some(t => t.from.includes(f.state)))
		const code = chance(4) === 0 || fits.length === 0 ? one(CODES) : one(fits)
		const what = `seed ${SEED} step ${i}: ${code} by ${login} from ${f.state} (${f.base})`
		// What the step is asked about is prepared where that changes no rule.
		if (chance(3) > 0 && fits.includes(code)) ASK[code].make?.(f, f.state)
		if (chance(6) === 0) ASK[code].spoil?.(f)
		const last = state(f).at(-1)
		const page = await attempt(client[login], code, f, f.state, chance(8) === 0 ? ASK[code].bad : {})
		assert.ok(page.status < 500, `${what}: ${page.status}`)
		const now = holds(f, what)
		if (now !== f.state) {
			const codes = sql(`SELECT code FROM everychild_caf.event WHERE record = ${f.id} AND id > ${last}`).flat()
			assert.ok(codes.some(c => rows(c).some(t => t.from.includes(f.state) && [now, '<'].includes(t.to))), `${what}: went to ${now} by ${codes}`)
			made[code] = (made[code] ?? 0) + 1
			f.state = now
		}
		if (now === 'S12')
			for (const other of ['pstone', 'sidris']) {
				assert.equal((await client[other].get(f.base)).status, 404, `${what}: ${other} still reads`)
				assert.equal((await client[other].get(`${f.base}/plan`)).status, 404, `${what}: ${other} still reads the plan`)
			}
		if (!OPEN.includes(now)) cases = cases.filter(other => other !== f)
	}
	console.log(`# ${JSON.stringify(made)}`)
	if (STEPS >= 1000) assert.ok(Object.keys(made).length > 15, `only ${Object.keys(made)} ever moved a case`)
	assert.equal(cell(`SELECT COUNT(*) FROM (SELECT child FROM everychild_caf.record r JOIN everychild_caf.episode e ON e.record = r.id WHERE e.open_child = r.child AND r.state IN (${REGISTERED}) GROUP BY child HAVING COUNT(*) > 1) x`), '0')
})

after(() => assert.deepEqual(troubles(), []))
