// Child deaths: from the notification to the panel.
import { day, handleOf, notify } from './lscb.mjs'
import { cell, sql } from './stack.mjs'

const DB = 'everychild_lscb'

export const idOf = base => cell(`SELECT id FROM ${DB}.record WHERE handle = '${handleOf(base)}'`)
export const state = base => cell(`SELECT state FROM ${DB}.record WHERE handle = '${handleOf(base)}'`)
export const death = (base, ...columns) => sql(`SELECT ${columns.join(', ')} FROM ${DB}.death WHERE record = ${idOf(base)}`)[0]

// Opens a page below the case and sends the form that stands there for `action`.
export const post = async (c, base, page, action, fields = {}) => c.submit(await c.get(base + page), base + action, fields)

export const scope = (c, base, answers) => post(c, base, '/scope', '/scope', { why: 'Invented for a test', ...answers })
export const accept = (c, base, fields = {}) => post(c, base, '/accept', '/accept', { expected: 'U', events: 'E99', ...fields })

// A case that has been accepted.
export async function record(c, facts = {}) {
	const base = await notify(c, { born: day(-2000), ...facts })
	for (const page of [await scope(c, base, { termination: 'N', sign_of_life: 'Y', resident: 'Y', place: 'H' }), await accept(c, base)])
		if (page.status !== 303) throw new Error(`${page.status} ${page.title}: ${page.errors().join(' | ')}`)
	return base
}

// What others fill in: the notification form, an agency's report, the checked pack.
export function filled(base) {
	const id = idOf(base)
	sql(`UPDATE ${DB}.death SET nhs = '9990123454', ethnicity = 'WBRI', place = 'HOME', place_event = 'HOME' WHERE record = ${id};
		INSERT INTO ${DB}.agency (handle, name, type) SELECT 'triageagency', 'Invented practice', 'GP' WHERE NOT EXISTS (SELECT 1 FROM ${DB}.agency WHERE handle = 'triageagency');
		INSERT INTO ${DB}.request (handle, record, number, agency, status, method, asked, account, at) SELECT SUBSTRING(MD5(RAND()), 1, 12), ${id}, 1, id, 'ACCEPTED', 'POST', '', 1, UTC_TIMESTAMP(6) FROM ${DB}.agency WHERE handle = 'triageagency';
		INSERT INTO ${DB}.pack (handle, record, status, body, checksum, built_by, built_at, checked_by, checked_at, confirmed_by, confirmed_at) VALUES (SUBSTRING(MD5(RAND()), 1, 12), ${id}, 'CONFIRMED', 'x', '', 1, UTC_TIMESTAMP(6), 1, UTC_TIMESTAMP(6), 2, UTC_TIMESTAMP(6))`)
}
