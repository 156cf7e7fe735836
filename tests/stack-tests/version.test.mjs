// A program and the schema that it finds must be of the same version: what an upgrade
// leaves half done, or a program of yesterday beside the records of today, answers
// nothing rather than something wrong.
import test from 'node:test'
import assert from 'node:assert/strict'
import { logMark, logSince, person, sql, stack, until } from '../lib/stack.mjs'

const LSCB = 'everychild_lscb'

// Connections of before stay; the next that is made is refused. Mended, it serves again
// without being started again.
async function refusal(schema, change, back) {
	const c = await person('ccole'), put = text => sql(text.replaceAll('MIGRATION', `${schema}.migration`))
	put(change)
	try {
		logMark()
		stack('kill-program', 'lscb')
		const page = await until('the refusal', 20, async () => {
			const p = await c.get('/lscb/')
			return p.status === 503 && /Reference/.test(p.text) ? p : null
		})
		return { page, said: logSince() }
	} finally {
		put(back)
		await until('the program', 20, async () => (await c.get('/lscb/')).status === 200)
	}
}

const cases = [
	['a newer schema', LSCB, `INSERT INTO MIGRATION VALUES ('lscb', '0999-later.sql', 'x', UTC_TIMESTAMP())`,
		`DELETE FROM MIGRATION WHERE name = '0999-later.sql'`,
		/schema everychild_lscb is newer than this program: lscb\/0999-later.sql was done last, lscb\/\d{4}-[a-z-]+\.sql is needed: install the version/],
	['an older schema', LSCB, `UPDATE MIGRATION SET name = CONCAT('0000-', name) WHERE part = 'record'`,
		`UPDATE MIGRATION SET name = SUBSTRING(name, 6) WHERE part = 'record'`,
		/schema everychild_lscb is older than this program: record\/0000-.*: run everychild-migrate/],
	['a part that was never made', LSCB, `UPDATE MIGRATION SET part = 'other' WHERE part = 'core'`,
		`UPDATE MIGRATION SET part = 'core' WHERE part = 'other'`, /core\/nothing was done last/],
	['a newer schema of the suite', 'everychild', `INSERT INTO MIGRATION VALUES ('common', '0999-later.sql', 'x', UTC_TIMESTAMP())`,
		`DELETE FROM MIGRATION WHERE name = '0999-later.sql'`, /schema everychild is newer than this program: common\/0999-later/]
]

for (const [what, schema, change, back, said] of cases) {
	test(`a program refuses ${what}, says which, and serves again once it is mended`, async () => {
		const seen = await refusal(schema, change, back)
		assert.equal(seen.page.status, 503)
		assert.match(seen.page.text, /service is unavailable.*Nothing was saved/)
		assert.doesNotMatch(seen.page.text, /schema|migrate/)
		assert.match(seen.said, said)
	})
}
