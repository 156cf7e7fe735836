// The steps of a module's records: the program's own table of transitions, and what
// each is asked with, so that tests can try any from any state.
import test from 'node:test'
import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import path from 'node:path'
import { token } from './token.mjs'
import { ask as query, env } from './stack.mjs'

const words = text => text.split(' ').filter(Boolean)

// program: its name, and that of its schema. people: { login: relations and roles to
// the record that is copied }. asks: { code: { path, fields, bad, make, spoil, also,
// writer } }; make: what must stand before; spoil: takes away what the guard asks for;
// bad: the same with an answer that is missing; also: further fields, of the record as
// it stands. confirm: what is sent again with it, by the page that asked (or nothing). path: below the record's, or a function that gives the whole of it.
// alone: what is done in place of a request; returns { status }. back: the state that a step with "<" leads to, by the state it leaves.
export function moves({ program, people, asks, back }) {
	const table = execFileSync(path.join(env.EC_BUILD, 'installed/libexec/everychild', program), ['-w'], { encoding: 'utf8' })
		.trimEnd().split('\n').map(line => {
			const [number, code, from, to, relations, roles] = line.split('\t')
			return { number: Number(number), code, from: from.split(' '), to, relations: words(relations), roles: words(roles) }
		})
	const everybody = Object.keys(people), rows = code => table.filter(t => t.code === code)
	const allowed = (code, state, login) => rows(code).some(t => t.from.includes(state) &&
		(t.relations.length + t.roles.length === 0 || people[login].some(p => t.relations.includes(p) || t.roles.includes(p))))
	const target = (code, state) => {
		const to = rows(code).find(t => t.from.includes(state)).to
		return to === '=' ? state : to === '<' ? back(state) : to
	}
	async function attempt(c, code, f, state, changes = {}) {
		const step = asks[code], at = typeof step.path === 'function' ? step.path(f) : f.base + step.path
		if (step.alone) return step.alone(f, state)
		step.writer?.(f, c.login)
		const fields = { ...(typeof step.fields === 'function' ? step.fields(f, state) : step.fields), ...step.also?.(f), ...changes }
		const send = more => c.post(at, { token: token(env, program, c, at), ...fields, ...more })
		const page = await send(), more = page.status === 422 ? step.confirm?.(page) : undefined
		return more ? send(more) : page
	}
	// Where the record is, and how often this step stands in its timeline.
	const where = (f, code) => query(`SELECT CONCAT(r.state, ' ', (SELECT COUNT(*) FROM everychild_${program}.event e WHERE e.record = r.id AND e.code = '${code}'))
		FROM everychild_${program}.record r WHERE r.id = ${f.id}`)[0][0]
	// The newest line of its timeline, and the codes of those since.
	const newest = f => Number(query(`SELECT COALESCE(MAX(id), 0) FROM everychild_${program}.event WHERE record = ${f.id}`)[0][0])
	const since = (f, last) => query(`SELECT code FROM everychild_${program}.event WHERE record = ${f.id} AND id > ${last} ORDER BY id`).flat()
	return { table, everybody, rows, allowed, target, attempt, where, newest, since, asks }
}

export const said = page => `${page.status} ${page.title}: ${page.errors().join(' | ')}`

// A test for each step: who may does; who may not, from where not, and without what is
// missing changes nothing. prepare(code, state): a copy in this state. client: { login:
// who is signed in }.
export function tried({ table, everybody, allowed, target, attempt, where, asks }, { states, elsewhere, count, prepare, client }) {
	test(`the table has all ${count} transitions, and each is asked here or named as asked elsewhere`, () => {
		assert.deepEqual([...new Set(table.map(t => t.number))].sort((a, b) => a - b), Array.from({ length: count }, (_, i) => i + 1))
		for (const t of table) assert.ok(asks[t.code] || elsewhere.includes(t.code), t.code)
	})
	async function refused(code, state, may) {
		const f = prepare(code, state), start = where(f, code)
		for (const login of everybody.filter(login => !may.includes(login))) {
			const page = await attempt(client[login], code, f, state)
			assert.ok(page.status === 303 || (page.status >= 400 && page.status < 500), `${login} from ${state}: ${said(page)}`)
		}
		assert.equal(where(f, code), start, `from ${state}: somebody who may not`)
	}
	async function unready(code, state, may) {
		for (const spoiled of ['spoil', 'bad'].filter(how => asks[code][how])) {
			const f = prepare(code, state), stood = where(f, code)
			if (spoiled === 'spoil') asks[code].spoil(f)
			for (const login of may) await attempt(client[login], code, f, state, spoiled === 'bad' ? asks[code].bad : {})
			assert.equal(where(f, code), stood, `from ${state} without what it needs (${spoiled})`)
		}
	}
	for (const code of new Set(table.map(t => t.code).filter(code => asks[code]))) {
		test(`${code}: who may, from where, with what it needs`, async () => {
			for (const state of states) {
				const may = everybody.filter(login => allowed(code, state, login))
				await refused(code, state, may)
				await unready(code, state, may)
				for (const login of may) {
					const f = prepare(code, state), page = await attempt(client[login], code, f, state)
					assert.equal(where(f, code), `${target(code, state)} 1`, `${login} from ${state}: ${said(page)}`)
				}
			}
		})
	}
}
