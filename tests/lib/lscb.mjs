// Child deaths on the real stack.
import { randomBytes } from 'node:crypto'
import { today as day } from './caf.mjs'
import { date } from './client.mjs'

export { day }

// A name that nobody else has: deaths with the same days are not proposed as one child.
export const name = (first = 'Quill') => first + [...randomBytes(6)].map(b => 'abcdefghiklmnoprstuw'[b % 20]).join('')

// Another day for each, under eighteen years ago: two of a name are two children.
let births = Math.floor(Math.random() * 6000)
const bornOn = () => day(-200 - births++ % 6000)

// Sends the page for a notification (born on any day of some years), filled in; returns the answer.
export async function notifySend(c, { family = name('Test'), given = name('Ivo'), born = bornOn(), died = day(-3), received = day(-1), ...fields } = {}, page = undefined) {
	return c.submit(page ?? await c.get('/lscb/notify'), '/lscb/notify', { channel: 'PHONE', referrer: 'Ann Hope', agency: 'ED', family, given, sex: 'M',
		note: 'Invented for a test', ...date('received_on', received), ...date('born_on', born), ...date('died_on', died), ...fields })
}

// Notifies a death as the coordinator and returns the case's address. Whoever died on
// the same days is said to be another child.
export async function notify(coordinator, facts = {}) {
	let next = await notifySend(coordinator, facts)
	if (next.status === 422 && next.body.includes('Is it the same child?'))
		next = await coordinator.submit(next, '/lscb/notify', { same: 'OTHER', other_why: 'Invented for a test' })
	if (next.status !== 303) throw new Error(`${next.status} ${next.title}: ${next.errors().join(' | ')}`)
	return next.headers.location
}

// Opens a case by name, with a reason; once is enough for a session.
export async function openByName(c, base) {
	const page = await c.get(`${base}/name`)
	if (page.status === 200) await c.submit(page, `${base}/name`, { reason: 'CORRECT' })
}

export const handleOf = base => base.split('/')[3]
