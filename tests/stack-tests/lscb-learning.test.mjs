// Child deaths: themes over many deaths (5.6), and Form D, the audit of a response (2.7).
import test, { after, before } from 'node:test'
import assert from 'node:assert/strict'
import { handleOf, notify } from '../lib/lscb.mjs'
import { accountId, cell, logMark, noHandle, person, sql, troubles } from '../lib/stack.mjs'

const DB = 'everychild_lscb'
let clare, honor, paula, eddie, ursula, dora

before(async () => {
	clare = await person('ccole')		// coordinator
	honor = await person('hfaye')		// chair of the panel
	paula = await person('pcairns')		// chair of the board: counts
	eddie = await person('eshort')		// analyst: no small count
	ursula = await person('uabara')		// member of the panel
	dora = await person('jsingh')		// designated doctor
	logMark()
})
after(() => assert.deepEqual(troubles(), []))

const idOf = base => cell(`SELECT id FROM ${DB}.record WHERE handle = '${handleOf(base)}'`)
const referenceOf = base => cell(`SELECT reference FROM ${DB}.record WHERE handle = '${handleOf(base)}'`)
const went = page => (assert.equal(page.status, 303, `${page.title}: ${page.errors().join(' | ')}`), page.location)
const send = async (c, at, fields, to = at) => c.submit(await c.get(at), to, fields)

// A signed analysis with a factor and what was learnt.
function analysed(base, learning, year) {
	const id = idOf(base), account = accountId('hfaye')
	const document = cell(`INSERT INTO ${DB}.document (record, form, form_version, number, revision, started_by, started_at) VALUES (${id}, 'analysis', 1, 1, 1, ${account}, UTC_TIMESTAMP(6)); SELECT LAST_INSERT_ID()`)
	sql(`INSERT INTO ${DB}.answer (document, field, item, revision, value, account, at) VALUES (${document}, 'learning', 0, 1, '${learning}', ${account}, UTC_TIMESTAMP(6));
		INSERT INTO ${DB}.analysis (record, number, stage, document, signed_by, signed_at, signed_on) VALUES (${id}, 1, 'P', ${document}, ${account}, UTC_TIMESTAMP(6), '2026-03-04');
		INSERT INTO ${DB}.factor (analysis, code, present, influence, modifiable) SELECT id, 'B7', 'Y', 2, 'Y' FROM ${DB}.analysis WHERE document = ${document};
		UPDATE ${DB}.death SET return_year = ${year}, conclusion = 'M', category = 10, age_band = '2' WHERE record = ${id}`)
}

test('a theme gathers deaths of several years: shared factors, learning and recommendations, for each as far as they may', async () => {
	const cases = []
	for (const year of [2024, 2025, 2025]) {
		cases.push(await notify(clare, { family: 'Zqtheme' }))
		analysed(cases.at(-1), `Learning of ${year}, ${cases.length}`, year)
	}
	assert.equal((await send(clare, '/lscb/themes', { title: '' })).status, 422)
	const title = `Sleeping beside ${noHandle()}`
	const theme = went(await send(clare, '/lscb/themes', { title, note: 'After drink' }))
	assert.equal((await send(clare, theme, { reference: 'CD-1999-9999', how: 'JOINS' }, `${theme}/death`)).status, 422)
	for (const base of cases) went(await send(honor, theme, { reference: referenceOf(base), how: 'JOINS' }, `${theme}/death`))
	const recommendation = noHandle()
	sql(`INSERT INTO ${DB}.recommendation (handle, number, record, text, addressee, level, led_by, made_on, account, at) VALUES ('${recommendation}', 'T-${recommendation.slice(0, 6)}', ${idOf(cases[0])}, 'Zq tell every parent', 'The Trust', 'LOCAL', 'x', '2024-01-02', 1, UTC_TIMESTAMP(6))`)
	const page = await clare.get(theme)
	assert.match(page.text, /2024 to 2025 2 2/)
	assert.match(page.text, /2023 to 2024 1 1/)
	assert.match(page.text, /Zq tell every parent/)
	for (const said of ['Learning of 2024, 1', 'Learning of 2025, 3', referenceOf(cases[2])]) assert.ok(page.text.includes(said), said)
	assert.doesNotMatch(page.text, /Zqtheme/)
	const one = (await clare.get(`${theme}?year=2024`)).text
	assert.ok(one.includes('Learning of 2024, 1') && !one.includes('Learning of 2025'), 'of one year')
	const board = await paula.get(theme)
	assert.match(board.text, /2024 to 2025 2 2/)
	assert.doesNotMatch(board.text, /Learning of|CD-20/, 'no route to a case')
	const counts = (await eddie.get(theme)).text
	assert.match(counts, /2024 to 2025 <5 \[c\]/)
	assert.doesNotMatch(counts, /Learning of|CD-20/)
	assert.match((await eddie.get('/lscb/themes')).text, new RegExp(`${title} <5`))
	assert.equal((await ursula.get('/lscb/themes')).status, 403)
	assert.doesNotMatch(board.body, /\/death"/, 'and no case is added by her')
	went(await send(clare, theme, { reference: referenceOf(cases[2]), how: 'LEAVES' }, `${theme}/death`))
	assert.doesNotMatch((await clare.get(theme)).text, /Learning of 2025, 3/)
	assert.equal((await send(clare, theme, { reference: referenceOf(cases[2]), how: 'LEAVES' }, `${theme}/death`)).status, 422)
	assert.equal((await send(clare, theme, {}, `${theme}/end`)).status, 422)
	went(await send(clare, theme, { sure: 'Y' }, `${theme}/end`))
	assert.doesNotMatch((await clare.get('/lscb/themes')).text, new RegExp(title))
	assert.match((await clare.get('/lscb/themes?show=all')).text, new RegExp(title))
})

test('5.6: a recommendation is made of a theme, of no single death, and names none of its children', async () => {
	const family = `Zq${noHandle().replace(/[^a-z]/g, '')}child`, theme = went(await send(clare, '/lscb/themes', { title: `Zqrec ${noHandle()}` })), at = `${theme}/recommend`
	const base = await notify(clare, { family })
	sql(`INSERT INTO ${DB}.theme_death (theme, record, account, at) SELECT t.id, r.id, 1, UTC_TIMESTAMP(6) FROM ${DB}.theme t JOIN ${DB}.record r ON r.handle = '${handleOf(base)}' WHERE t.handle = '${theme.split('/').pop()}'`)
	const fields = { text: 'Fit a fence beside every canal', addressee: 'Parks', level: 'LOCAL', lead: 'Head of parks' }
	for (const wrong of [{ ...fields, text: '' }, { ...fields, addressee: '' }, { ...fields, level: '' }, { ...fields, text: `As ${family} showed, fit a fence` }]) {
		const page = await send(clare, theme, wrong, at)
		assert.equal(page.status, 422)
		assert.ok(page.body.includes('Head of parks'), 'what was typed stays')
	}
	went(await send(clare, theme, fields, at))
	assert.match((await clare.get(theme)).text, /R-\d{4}-\d{4} Fit a fence beside every canal Parks/)
	assert.match((await clare.get('/lscb/recommendations')).text, /Fit a fence beside every canal/)
	assert.equal(sql(`SELECT record IS NULL AND meeting IS NULL AND theme IS NOT NULL FROM ${DB}.recommendation WHERE text LIKE 'Fit a fence beside every%'`).flat()[0], '1')
	assert.doesNotMatch((await eddie.get(theme)).body, /\/recommend"/)
	went(await send(clare, theme, { sure: 'Y' }, `${theme}/end`))
	assert.doesNotMatch((await clare.get(theme)).body, /\/recommend"/, 'not of one that ended')
})

test('what a theme counts by year cannot be taken from its total, nor a factor of one year from that of all', async () => {
	const title = `Zqsum ${noHandle()}`, theme = went(await send(clare, '/lscb/themes', { title }))
	const base = []
	for (let i = 0; i < 9; i++) {
		base.push(await notify(clare, { family: 'Zqtheme' }))
		analysed(base[i], `Learning ${i}`, i < 2 ? 2024 : 2025)
	}
	sql(`INSERT INTO ${DB}.theme_death (theme, record, account, at) SELECT t.id, r.id, 1, UTC_TIMESTAMP(6) FROM ${DB}.theme t JOIN ${DB}.record r ON r.handle IN ('${base.map(handleOf).join("','")}') WHERE t.title = '${title}'`)
	assert.match((await clare.get(theme)).text, /2023 to 2024 2 2 2024 to 2025 7 7/)
	assert.match((await eddie.get('/lscb/themes')).text, new RegExp(`${title} 9 `), 'the total is known')
	const counts = (await eddie.get(theme)).text
	assert.match(counts, /2023 to 2024 <5 \[c\] 2024 to 2025 \[c\] \[c\]/)
	assert.match(counts, /Factors that they share .* 9 9 /)
	const one = (await eddie.get(`${theme}?year=2025`)).text
	assert.match(one, /Factors that they share, of all years .* 9 9 /, 'of one year: 7, of all 9, so 2 in the other')
	assert.match((await clare.get(`${theme}?year=2025`)).text, /Factors that they share .* 7 7 /)
})

test('themes are 25 a page', async () => {
	sql(Array.from({ length: 27 }, (_, i) => `INSERT INTO ${DB}.theme (handle, title, account, at) VALUES ('${noHandle()}', '!Aapaged ${i}', 1, UTC_TIMESTAMP(6))`).join(';'))
	const first = await clare.get('/lscb/themes'), second = await clare.get('/lscb/themes?page=2')
	assert.equal((first.text.match(/Aapaged/g) ?? []).length, 25)
	assert.equal((second.text.match(/Aapaged/g) ?? []).length, 2)
	sql(`DELETE FROM ${DB}.theme WHERE title LIKE '!Aapaged%'`)
})

test('Form D is begun where a response was required, its times are worked out, and complete it is not written in', async () => {
	const base = await notify(clare), at = `${base}/audit`, id = idOf(base)
	assert.equal((await dora.get(at)).status, 404, 'no response is required')
	sql(`INSERT INTO ${DB}.response_decision (record, decision, triggers, decided_at, decided_by, account, at) VALUES (${id}, 'R', '2', UTC_TIMESTAMP(6), 'Dr Singh', ${accountId('jsingh')}, UTC_TIMESTAMP(6));
		INSERT INTO ${DB}.response_step (record, code, done_at, who, account, at) SELECT record, 'VISIT', notified_at + INTERVAL 5 HOUR, 'x', 1, UTC_TIMESTAMP(6) FROM ${DB}.death WHERE record = ${id}`)
	assert.match((await dora.get(base)).body, /\/audit"/)
	assert.equal((await honor.get(at)).status, 404, 'the chair does not begin one')
	went(await send(dora, at, {}))
	for (const section of ['notified', 'hospital', 'multi', 'results']) assert.equal((await dora.get(`${at}/${section}`)).status, 200, section)
	assert.doesNotMatch((await dora.get(at)).body, /audit\/complete"/, 'not before it is filled in')
	const fill = (field, value) => sql(`INSERT INTO ${DB}.answer (document, field, item, revision, value, account, at) SELECT id, '${field}', 0, revision, '${value}', 1, UTC_TIMESTAMP(6) FROM ${DB}.document WHERE record = ${id} AND form = 'audit'`)
	for (const [field, value] of Object.entries({ notified_by: 'POLICE', notified_after: '2H', history_by: 'PAEDIATRICIAN', examined_by: 'PAEDIATRICIAN', laboratory: 'ALL', offered: 'HOLD', strategy: 'NO', visit: 'N', scene: 'Y', photographs: 'N', video: 'N', concerns: 'N', scr_considered: 'N' })) fill(field, value)
	assert.match((await dora.get(at)).text, /Still needed Enter the age, or say that it is not known/)
	fill('age_days', '3')
	const page = await dora.get(at)
	assert.match(page.body, /audit\/complete"/, page.text.slice(-600))
	went(await dora.submit(page, `${at}/complete`, {}))
	assert.equal(cell(`SELECT a.value FROM ${DB}.answer a JOIN ${DB}.document d ON d.id = a.document WHERE d.record = ${id} AND d.form = 'audit' AND a.field = 'hours_visit'`), '5')
	assert.doesNotMatch((await dora.get(`${at}/notified`)).body, /<button[^>]*>\s*Save/)
	assert.equal((await honor.get(at)).status, 200, 'and the chair reads it')
	assert.equal((await ursula.get(at)).status, 403)
})
