// A random walk: anybody tries any step on any of some records, in any order, and
// after each step what must always hold is asked. The seed is printed; WALK_SEED and
// WALK_STEPS choose others.
import assert from 'node:assert/strict'

export const SEED = Number(process.env.WALK_SEED ?? Date.now() % 1000000), STEPS = Number(process.env.WALK_STEPS ?? 500)
let seed = SEED

export function chance(n) {
	seed = (seed * 1103515245 + 12345) % 2147483648
	return Math.floor(seed / 65536) % n
}
export const one = list => list[chance(list.length)]

// steps: of moves.mjs; a step that is no transition has the states that it is tried in
// as from. client: { login: who is signed in }; often: logins that most steps are tried
// by. begin(): another record, { id, base, state }, or undefined. seen(f): what is known
// of it, with its state. holds(f, what, now, { page, code, login, before }): asserts; the
// record stands in now.state and stood in f.state. lines: how many lines of the timeline
// may tell of one move. amount: of steps. over(f): out of the walk from now on? Returns how often each
// step moved a record.
export async function walk({ steps, codes, client, often, begin, seen, holds, lines, over, amount = STEPS }) {
	console.log(`# seed ${SEED}, ${amount} steps`)
	const made = {}, fit = state => codes.filter(code => (steps.asks[code].from ?? []).includes(state) || steps.rows(code).some(t => t.from.includes(state)))
	let records = []
	for (let i = 0; i < amount; i++) {
		if (records.length < 12) records.push(begin())
		records = records.filter(Boolean)
		const f = one(records), login = chance(3) === 0 ? one(steps.everybody) : one(often)
		const fits = fit(f.state), moves = fits.filter(c => steps.rows(c).length > 0), more = chance(2) === 0 && moves.length > 0 ? moves : fits
		const code = chance(4) === 0 || more.length === 0 ? one(codes) : one(more), step = steps.asks[code]
		const what = `seed ${SEED} step ${i}: ${code} by ${login} from ${f.state} (${f.base})`
		// What the step is asked about is prepared where that changes no rule.
		if (chance(3) > 0 && fits.includes(code)) step.make?.(f, f.state)
		if (chance(6) === 0 && fits.includes(code)) step.spoil?.(f)
		const before = seen(f), last = steps.newest(f)
		const page = await steps.attempt(client[login], code, f, f.state, chance(8) === 0 ? step.bad : {}), now = seen(f)
		assert.ok(page.status < 500, `${what}: ${page.status}`)
		await holds(f, what, now, { page, code, login, before })
		tells(steps, f.state, now.state, steps.since(f, last), lines, what)
		if (now.state !== f.state) made[code] = (made[code] ?? 0) + 1
		f.state = now.state
		if (over(f)) records = records.filter(other => other !== f)
	}
	console.log(`# ${JSON.stringify(made)}`)
	return made
}

// A move stands in the timeline, and nothing there tells of one that was not made.
function tells(steps, from, to, codes, lines, what) {
	const moves = codes.filter(c => steps.rows(c).some(t => t.to !== '=' && t.from.includes(from) && (to === from || [to, '<'].includes(t.to))))
	assert.ok(to === from ? moves.length === 0 : moves.length > 0 && moves.length <= lines, `${what}: went to ${to} by ${codes}`)
}
