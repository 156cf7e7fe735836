// Child deaths on the real stack.
import { date } from './client.mjs'

// A day so many days from today.
export const day = (days = 0) => new Date(Date.now() + days * 86400000).toLocaleDateString('sv', { timeZone: 'Europe/London' })

// Notifies a death as the coordinator and returns the case's address.
export async function notify(coordinator, { family = 'Testwick', given = 'Ivo', born = day(-140), died = day(-3), received = day(-1), ...fields } = {}) {
	const page = await coordinator.get('/lscb/notify')
	const next = await coordinator.submit(page, '/lscb/notify', { channel: 'PHONE', referrer: 'Ann Hope', agency: 'ED', family, given, sex: 'M',
		note: 'Invented for a test', ...date('received_on', received), ...date('born_on', born), ...date('died_on', died), ...fields })
	if (next.status !== 303) throw new Error(`${next.status} ${next.title}: ${next.errors().join(' | ')}`)
	return next.headers.location
}

export const handleOf = base => base.split('/')[3]
