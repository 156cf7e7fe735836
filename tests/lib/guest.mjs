// Guests: people without an account, let in by reference and code for one thing.
import crypto from 'node:crypto'
import { Client } from './client.mjs'
import { blake2b } from './token.mjs'
import { cell, env, sql } from './stack.mjs'

const ALPHABET = '0123456789abcdefghjkmnpqrstvwxyz'
const letters = n => [...crypto.randomBytes(n)].map(b => ALPHABET[b & 31]).join('')
export const plain = text => text.replaceAll('-', '').toLowerCase()

// What is stored of reference and code.
export const hashOf = (reference, code) => blake2b(Buffer.from(`guest ${plain(reference)} ${plain(code)}`)).toString('hex')

// An entry past the pages; object: the plan's number.
export function entry(object, { given = 'Greta', family = 'Visitor', days = 7, start = '/education/guest' } = {}) {
	const reference = letters(8), code = letters(16)
	const id = cell(`INSERT INTO everychild.guest (reference, hash, module, object, start, given, family, agency, reason, made_by, made_at, expires_at) VALUES
		('${reference}', UNHEX('${hashOf(reference, code)}'), 'education', ${object}, '${start}', '${given}', '${family}', 'Elsewhere School', 'For the test', 1, UTC_TIMESTAMP(6), UTC_TIMESTAMP(6) + INTERVAL ${days} DAY); SELECT LAST_INSERT_ID()`)
	return { id, reference, code }
}

export async function enter({ reference, code }, client = new Client(env)) {
	sql(`DELETE FROM everychild.attempt WHERE subject LIKE 'a:%'`)
	const page = await client.submit(await client.get('/signin/guest'), '/signin/guest', { reference, code })
	client.login = `guest-${plain(reference)}`
	return { page, client }
}

export async function guest(object, more) {
	const made = entry(object, more), { page, client } = await enter(made)
	if (page.status !== 303) throw new Error(`a guest cannot come in: ${page.status} ${page.errors().join(' ')}`)
	return Object.assign(client, { entry: made })
}
