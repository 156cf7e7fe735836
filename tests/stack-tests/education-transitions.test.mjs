// The transitions of a child's record as the program has them (its own table, from -w):
// every one is tried from every state by every kind of person, with what it needs and
// without. Then what each leaves behind, and a walk of random steps.
import test, { after, before } from 'node:test'
import assert from 'node:assert/strict'
import { tried } from '../lib/moves.mjs'
import { ELSEWHERE, STATES, STEP, STEPS, cases, copy, everybody, wrong } from '../lib/education-steps.mjs'
import * as edu from '../lib/education.mjs'
import { date } from '../lib/client.mjs'
import { SEED, STEPS as WALK, one } from '../lib/walk.mjs'
import { ask, cell, logMark, person, sql, troubles } from '../lib/stack.mjs'

const client = {}

before(async () => {
	logMark()
	Object.assign(client, await everybody())
	await cases(client)
})

tried(STEPS, { states: STATES, elsewhere: ELSEWHERE, count: 14, prepare: (code, state) => copy(state), client })

const led = async (f, code, login = 'jkite', changes = {}) => {
	const page = await STEPS.attempt(client[login], code, f, '', changes)
	assert.equal(page.status, 303, `${code}: ${page.status} ${page.title} ${page.errors().join()}`)
	return page
}
const episodes = f => ask(`SELECT began_on, COALESCE(ended_on, ''), rec, superseded_at IS NOT NULL FROM everychild_education.care_episode WHERE record = ${f.id} ORDER BY id`)

test('an end of care that was recorded in error is taken back, and what was recorded stays', async () => {
	const f = copy('LEFT'), [before] = episodes(f)
	await led(f, 'end.error')
	assert.deepEqual(episodes(f), [[before[0], before[1], 'E4A', '1'], [before[0], '', '', '0']])
	assert.deepEqual(wrong(f), [])
	assert.match((await client.jkite.get(f.base)).text, /It was the other child/)
})

test('an adoption order locks the record at once: nobody but the head opens it, and no other name stands in it', async () => {
	const f = copy('CARE')
	sql(`UPDATE everychild_education.pupil SET known_as = 'Newname' WHERE record = ${f.id}`)
	const page = await led(f, 'left', 'dhale', { rec: 'E11' })
	assert.equal(page.location, '/education/')
	assert.deepEqual(wrong(f), [])
	assert.equal(edu.stateOf(f.base), 'LOCKED')
	for (const login of ['jkite', 'psomer', 'dhale', 'nwest', 'irowe', 'cfinn', 'vking'])
		assert.equal((await client[login].get(f.base)).status, 404, login)
	const head = await client.amarlow.get(f.base)
	assert.equal(head.status, 200)
	assert.doesNotMatch(head.body, /Newname/)
	const list = await client.amarlow.get('/education/locked'), reference = cell(`SELECT reference FROM everychild_education.record WHERE id = ${f.id}`)
	assert.ok(list.text.includes(reference) && list.body.includes(f.base))
	for (const [login, path] of [['jkite', '/education/?state=LOCKED'], ['amarlow', '/education/?state=LOCKED'], ['amarlow', '/education/']])
		assert.ok(!(await client[login].get(path)).body.includes(f.base), `${login} ${path}`)
	await led(f, 'unlock', 'amarlow')
	assert.deepEqual(wrong(f), [])
	assert.equal((await client.jkite.get(f.base)).status, 200)
})

test('an adopted child of the social care system\'s file is locked too, and one of its UASC file is marked', async () => {
	const c = await person('jkite')
	const header = 'CHILD,SEX,DOB,ETHNIC,UPN,MOTHER,MC_DOB\nad1,M,14/09/2019,WBRI,UN1,,\nad2,M,14/09/2010,OOTH,UN3,,\n'
	const rows = 'CHILD,DECOM,RNE,LS,CIN,PLACE,PLACE_PROVIDER,DEC,REC,REASON_PLACE_CHANGE,HOME_POST,PL_POST,URN\n'
		+ 'ad1,03/03/2025,S,E1,N1,A5,PR1,10/12/2025,E12,,,,\nad2,03/03/2025,S,V2,N8,K3,PR4,,,,,,\n'
	for (const text of [header, rows, 'CHILD,SEX,DOB,DUC\nad2,M,14/09/2010,14/09/2028\n']) await edu.applied(c, await edu.readIn(c, text))
	assert.equal(cell(`SELECT CONCAT(r.state, p.locked_on) FROM everychild_education.record r JOIN everychild_education.pupil p ON p.record = r.id WHERE p.child_id = 'ad1'`), 'LOCKED2025-12-10')
	assert.deepEqual(ask(`SELECT child_id, asylum FROM everychild_education.pupil WHERE child_id IN ('ad1', 'ad2') ORDER BY 1`), [['ad1', ''], ['ad2', 'Y']])
})

test('another authority\'s child is followed lightly: no plan, and gone when it leaves our schools', async () => {
	const c = client.jkite, base = await edu.start(c, await edu.child(c), { how: 'VISITOR', responsible: '888', responsible_contact: 'Jo Field', notified: edu.today(-3) })
	assert.equal(edu.stateOf(base), 'VISITOR')
	assert.equal((await c.get(`${base}/plan`)).status, 404)
	const f = { base, id: edu.idOf(base), handle: edu.handleOf(base) }
	await led(f, 'gone')
	assert.equal(edu.stateOf(base), 'LEFT')
	assert.match((await c.get(base)).text, /Left our schools on/)
})

test('advice is given without plans, begins from the start or later, and ends', async () => {
	const c = client.jkite, base = await edu.start(c, await edu.child(c), { how: 'KINSHIP' })
	assert.equal(edu.stateOf(base), 'ADVICE')
	assert.equal((await c.get(`${base}/plan`)).status, 404)
	const f = copy('LEFT')
	await led(f, 'advice', 'jkite', { cohort: 'CSW', ...date('on', edu.today(-2)) })
	assert.deepEqual(wrong(f), [])
	await led(f, 'advice.end')
	assert.deepEqual(wrong(f), [])
	assert.equal(cell(`SELECT until FROM everychild_education.cohort_member WHERE record = ${f.id} AND cohort = 'CSW'`), edu.today())
})

test('random steps by anybody leave every child as it must be', async () => {
	const people = [...STEPS.everybody, 'jkite', 'jkite', 'amarlow', 'amarlow', 'dhale', 'psomer'], codes = Object.keys(STEP)
	let done = 0
	for (let i = 0; i < WALK / 50; i++) {
		const f = copy(one(STATES.slice(0, 6)), `UPDATE record_person SET until = UTC_TIMESTAMP(6) WHERE record = :id AND relation <> 'OWNER' AND (SELECT state FROM record WHERE id = :id) = 'LOCKED'`)
		for (let k = 0; k < 50; k++) {
			const code = one(codes), login = one(people), state = edu.stateOf(f.base)
			const page = await STEPS.attempt(client[login], code, f, state)
			assert.ok(page.status === 303 || (page.status >= 400 && page.status < 500), `${code} by ${login} from ${state}: ${page.status}`)
			if (page.status === 303) {
				done++
				assert.ok(STEPS.allowed(code, state, login), `${code} by ${login} from ${state} was done`)
			}
			assert.deepEqual(wrong(f), [], `WALK_SEED=${SEED}: ${code} by ${login} from ${state}`)
		}
	}
	assert.ok(done > WALK / 25, `${done} were done`)
})

after(() => assert.deepEqual(troubles(), []))
