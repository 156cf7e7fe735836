// What everychild-fill loads: cases that the programs themselves take for whole,
// in every state, held by people who have not signed in yet. In a stack of its
// own, because it fills empty ones only.
import assert from 'node:assert/strict'
import { execFileSync, spawnSync } from 'node:child_process'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { after, before, test } from 'node:test'
import { Client, environment } from '../lib/client.mjs'
import { dbClient, env as first, top } from '../lib/stack.mjs'

const dir = fs.mkdtempSync(path.join(os.tmpdir(), 'ecfill.'))
const stack = path.join(top, 'tests/stack')
let env

const sql = text => execFileSync(dbClient, ['--no-defaults', `--socket=${env.EC_DB_SOCKET}`,
	`--user=${env.EC_DB_ADMIN}`, '--batch', '--skip-column-names', '--default-character-set=utf8mb4',
	'-e', text], { encoding: 'utf8' }).split('\n').filter(Boolean).map(line => line.split('\t'))
const cell = text => sql(text)[0]?.[0]

async function person(login) {
	const c = new Client(env)
	assert.equal((await c.signIn(login)).status, 303, login)
	return c
}

function fill(...words) {
	return spawnSync(path.join(env.EC_BUILD, 'installed/sbin/everychild-fill'),
		['-c', env.EC_SETTINGS, ...words], { encoding: 'utf8' })
}

before(() => {
	const file = execFileSync(stack, ['start', dir, first.EC_BUILD, '--children', '400', '--fast'],
		{ encoding: 'utf8' }).trim()
	env = environment(file)
})
after(() => {
	spawnSync(stack, ['stop', dir])
	fs.rmSync(dir, { recursive: true, force: true })
})

test('as many children as asked for, all with numbers that nobody has', () => {
	assert.equal(cell('SELECT COUNT(*) FROM everychild_index.child'), '400')
	assert.equal(cell("SELECT COUNT(*) FROM everychild_index.child WHERE nhs NOT LIKE '999%'"), '0')
	assert.equal(cell("SELECT COUNT(*) FROM everychild_index.child_carer WHERE phone <> '' AND phone NOT LIKE '01632 960___'"), '0')
	assert.ok(Number(cell('SELECT COUNT(*) FROM everychild_index.child WHERE nhs IS NOT NULL')) > 300)
})

test('the children of the acceptance cases', () => {
	const one = (given, family) => sql(`SELECT c.born_on, c.shielded, COALESCE(c.upn, ''), a.postcode,
	    COALESCE(r.reference, ''), COALESCE(r.state, '') FROM everychild_index.child c
	    JOIN everychild_index.child_name n ON n.child = c.id AND n.kind = 'CUR'
	    JOIN everychild_index.child_address a ON a.child = c.id AND a.until IS NULL
	    LEFT JOIN everychild_caf.record r ON r.child = c.id
	    WHERE n.given = '${given}' AND n.family = '${family}'`)
	const year = new Date().getFullYear()
	const [ella] = one('Ella', 'Booth')
	assert.deepEqual([ella[0], ella[1], ella[3], ella[5]], ['2012-05-09', '0', 'FY1 1AD', 'S4'])
	assert.match(ella[4], new RegExp(`^CAF-890-(${year}|${year - 1})-000123/1$`))
	assert.deepEqual(one('Noor', 'Khan')[0].slice(0, 2), ['2019-03-17', '1'])
	assert.deepEqual(one('Jack', 'Dean')[0].slice(0, 3), ['2016-01-11', '0', 'Q890200126001'])
	assert.equal(cell("SELECT e.unborn FROM everychild_caf.record r JOIN everychild_caf.episode e ON e.record = r.id WHERE r.subject = 'unborn baby of Ann Smith'"), '1')
})

test('cases in every state, and dates that are over, near and far', () => {
	const states = sql('SELECT DISTINCT state FROM everychild_caf.record').flat().sort()
	assert.deepEqual(states, ['END', 'S0', 'S1', 'S10', 'S11', 'S12', 'S13', 'S2', 'S3', 'S4', 'S5', 'S6', 'S7', 'S8', 'S9'])
	const [late, week, far] = sql(`SELECT SUM(due_on < CURDATE()), SUM(due_on BETWEEN CURDATE() AND
	    CURDATE() + INTERVAL 7 DAY), SUM(due_on > CURDATE() + INTERVAL 7 DAY)
	    FROM everychild_caf.deadline WHERE met_at IS NULL`)[0].map(Number)
	assert.ok(late > 0 && week > 0 && far > 0, `${late} ${week} ${far}`)
	assert.ok(Number(cell('SELECT COUNT(*) FROM everychild_caf.draft')) > 0)
	assert.ok(Number(cell("SELECT COUNT(*) FROM everychild_caf.record_person WHERE relation = 'COA'")) > 0)
	assert.ok(Number(cell('SELECT COUNT(*) FROM everychild_caf.record WHERE restricted = 1')) > 0)
})

test('nothing happened in the future, or in another order than the work is done in', () => {
	assert.equal(cell('SELECT COUNT(*) FROM everychild_caf.answer WHERE at > UTC_TIMESTAMP()'), '0')
	assert.equal(cell(`SELECT COUNT(*) FROM everychild_caf.episode WHERE asked_on > registered_on
	    OR registered_on > started_on OR started_on > completed_on`), '0')
	assert.equal(cell(`SELECT COUNT(*) FROM everychild_caf.event a JOIN everychild_caf.event b
	    ON b.record = a.record WHERE a.at >= b.at AND (a.code, b.code) IN (('checklist.start', 'consent.ask'),
	    ('consent.ask', 'register'), ('register', 'form.start'), ('form.start', 'complete'), ('complete', 'single'), ('complete', 'team'),
	    ('team', 'meeting.complete'), ('meeting.complete', 'agree'), ('agree', 'review'), ('review', 'review.continue'),
	    ('review', 'review.close'), ('team', 'agree'), ('agree', 'harm'), ('agree', 'withdraw'), ('agree', 'transfer'))`), '0')
})

test('a plan under way has one lead professional, a team by consent and actions; what ended has none current', () => {
	assert.equal(cell(`SELECT COUNT(*) FROM everychild_caf.record r WHERE (r.state IN ('S7', 'S8', 'S9')) <>
	    ((SELECT COUNT(*) FROM everychild_caf.lead l WHERE l.current_of = r.id) = 1)`), '0')
	assert.equal(cell(`SELECT COUNT(*) FROM everychild_caf.record r WHERE r.state IN ('S6', 'S7', 'S9') AND NOT EXISTS
	    (SELECT 1 FROM everychild_caf.team_member m JOIN everychild_caf.consent c ON c.id = m.consent
	    WHERE m.record = r.id AND c.record = r.id AND c.type = 'C-SHARE' AND c.answer = 'Y' AND c.service_code = m.service)`), '0')
	assert.equal(cell(`SELECT COUNT(*) FROM everychild_caf.record r WHERE r.state IN ('S5', 'S6', 'S7', 'S9')
	    AND NOT EXISTS (SELECT 1 FROM everychild_caf.action a WHERE a.record = r.id)`), '0')
	assert.equal(cell(`SELECT COUNT(*) FROM everychild_caf.record r JOIN everychild_caf.record_person p ON p.record = r.id
	    WHERE r.closed_at IS NOT NULL AND p.relation IN ('TAC', 'LP') AND p.until IS NULL`), '0')
	assert.equal(cell(`SELECT COUNT(*) FROM everychild_caf.record r WHERE r.state = 'S12' AND (r.unlisted = 0 OR EXISTS
	    (SELECT 1 FROM everychild_caf.consent c WHERE c.record = r.id AND c.ended_at IS NULL))`), '0')
})

test('a plan follows a first meeting with minutes; a review is open where the case is in review, signed where it went on', () => {
	const held = `(SELECT COUNT(*) FROM everychild_caf.meeting m JOIN everychild_caf.document d ON d.id = m.document
	    WHERE m.record = r.id AND m.type = 'FIRST' AND m.held_on IS NOT NULL AND d.completed_at IS NOT NULL)`
	assert.equal(cell(`SELECT COUNT(*) FROM everychild_caf.record r WHERE r.state IN ('S7', 'S8', 'S9', 'S12', 'S13') AND ${held} <> 1`), '0')
	assert.equal(cell(`SELECT COUNT(*) FROM everychild_caf.record r WHERE r.state = 'S6' AND
	    (SELECT COUNT(*) FROM everychild_caf.meeting m WHERE m.record = r.id AND m.held_on IS NULL) <> 1`), '0')
	assert.equal(cell('SELECT COUNT(*) FROM everychild_caf.meeting WHERE held_on > CURDATE()'), '0')
	assert.equal(cell(`SELECT COUNT(*) FROM everychild_caf.record r WHERE (r.state = 'S8') <> ((SELECT COUNT(*)
	    FROM everychild_caf.document d WHERE d.record = r.id AND d.form = 'review' AND d.completed_at IS NULL) = 1)`), '0')
	assert.ok(Number(cell("SELECT COUNT(*) FROM everychild_caf.document d JOIN everychild_caf.record r ON r.id = d.record WHERE d.form = 'review' AND r.state = 'S7'")) > 0)
	assert.equal(cell(`SELECT COUNT(*) FROM everychild_caf.document d WHERE d.form = 'review' AND (d.completed_at IS NULL) <>
	    (NOT EXISTS (SELECT 1 FROM everychild_caf.outcome o WHERE o.document = d.id))`), '0')
})

test('dates run as the program sets them, and none runs in a case that ended', () => {
	assert.equal(cell(`SELECT COUNT(*) FROM everychild_caf.deadline u JOIN everychild_caf.record r ON r.id = u.record
	    WHERE r.closed_at IS NOT NULL AND u.met_at IS NULL AND u.dropped_at IS NULL`), '0')
	assert.equal(cell('SELECT COUNT(*) FROM everychild_caf.deadline WHERE met_at > UTC_TIMESTAMP() OR dropped_at > UTC_TIMESTAMP()'), '0')
	const running = clock => `(SELECT COUNT(*) FROM everychild_caf.deadline u WHERE u.record = r.id AND u.clock IN (${clock})
	    AND u.met_at IS NULL AND u.dropped_at IS NULL)`
	assert.equal(cell(`SELECT COUNT(*) FROM everychild_caf.record r JOIN everychild_caf.episode e ON e.record = r.id
	    WHERE r.state IN ('S7', 'S8', 'S9') AND (${running("'T7'")} <> 1 OR ${running("'T12'")} <> 1 OR ${running("'T5', 'T6'")} <> 1
	    OR NOT EXISTS (SELECT 1 FROM everychild_caf.deadline u WHERE u.record = r.id AND u.clock IN ('T5', 'T6')
	    AND u.dropped_at IS NULL AND u.met_at IS NULL AND u.due_on = e.review_on))`), '0')
	assert.equal(cell(`SELECT COUNT(*) FROM everychild_caf.record r LEFT JOIN everychild_caf.closure c ON c.record = r.id
	    WHERE (r.state = 'S12' AND c.reason <> 'C03') OR (r.state = 'S13' AND c.reason <> 'C05') OR (r.state IN ('S10', 'S12', 'S13') AND c.record IS NULL)`), '0')
	assert.deepEqual(sql(`SELECT DISTINCT r.state, i.title FROM everychild_caf.record r JOIN everychild_caf.involvement i ON i.record = r.id
	    WHERE r.closed_at IS NOT NULL AND i.until IS NULL`).map(row => row[0]), ['S10'])
	assert.ok(Number(cell('SELECT COUNT(*) FROM everychild_caf.notice')) > 0)
	assert.ok(Number(cell('SELECT COUNT(*) FROM everychild_caf.contact_attempt')) > 0)
	assert.ok(Number(cell("SELECT COUNT(*) FROM everychild_caf.share WHERE what = 'Copy of the assessment'")) > 0)
})

test('who said no has no assessment', () => {
	assert.equal(cell(`SELECT COUNT(*) FROM everychild_caf.record r JOIN everychild_caf.document d
	    ON d.record = r.id WHERE r.state = 'S11' AND d.form = 'assessment'`), '0')
	assert.equal(cell(`SELECT COUNT(*) FROM everychild_caf.record r WHERE r.state IN ('S3', 'S4')
	    AND NOT EXISTS (SELECT 1 FROM everychild_caf.consent c WHERE c.record = r.id
	    AND c.type = 'C-ASSESS' AND c.answer = 'Y')`), '0')
})

test('a manager who never signed in before sees the cases of her people', async () => {
	const helen = await person('hgrant')
	const page = await helen.get('/caf/')
	assert.match(page.text, /My team .*Priya Nair/)
})

test('the draft of case 5 lacks its date and a consent to share, and nothing else', async () => {
	const priya = await person('pnair')
	const handle = cell("SELECT handle FROM everychild_caf.record WHERE subject = 'Leo Marsh'")
	const page = await priya.get(`/caf/case/${handle}/assessment`)
	assert.match(page.text, /Something is still needed in 2 of \d+ sections/)
	assert.match(page.text, /date assessment completed \(A2\)/i)
	assert.match(page.text, /There is no consent to share, so no team can be formed/)
})

// Opened again, by force, for somebody who may work on all of them.
test('the program finds nothing missing in what is complete', async () => {
	const priya = await person('pnair')
	sql(`UPDATE everychild_caf.record r JOIN everychild_caf.document d ON d.record = r.id
	    SET d.completed_at = NULL, r.closed_at = NULL, r.state = IF(d.form = 'assessment', 'S3', 'S0'),
	    r.owner = (SELECT id FROM everychild.account WHERE login = 'pnair')
	    WHERE d.completed_at IS NOT NULL AND (d.form = 'assessment' OR r.state IN ('END', 'S1', 'S11'))`)
	const handles = form => sql(`SELECT r.handle FROM everychild_caf.record r
	    JOIN everychild_caf.document d ON d.record = r.id JOIN everychild_caf.episode e ON e.record = r.id
	    WHERE d.form = '${form}' AND ${form === 'assessment' ? 'e.completed_on IS NOT NULL' :
	    "r.state = 'S0' AND e.decision NOT IN ('', 'SAF')"}`).flat()
	for (const [form, button] of [['assessment', 'Complete the assessment'], ['checklist', 'Carry out the decision']]) {
		const list = handles(form)
		assert.ok(list.length > 5, `${list.length} of ${form}`)
		for (const handle of list) {
			const page = await priya.get(`/caf/case/${handle}/${form}`)
			assert.ok(page.body.includes(`${button}</button>`), `${form} ${handle}: ${page.text.slice(0, 3000)}`)
		}
	}
})

test('nor in the minutes and reviews that are complete', async () => {
	const priya = await person('pnair')
	const list = form => sql(`SELECT r.handle, r.state FROM everychild_caf.record r JOIN everychild_caf.document d ON d.record = r.id
	    WHERE d.form = '${form}' AND d.completed_at IS NOT NULL`)
	for (const [form, state, button, path] of [['meeting', 'S6', 'Minutes are complete', 'meeting-1'], ['review', 'S8', 'Sign off', 'review']]) {
		const handles = list(form).flat().filter(text => text.length > 3)
		assert.ok(handles.length > 3, `${handles.length} of ${form}`)
		sql(`UPDATE everychild_caf.record r JOIN everychild_caf.document d ON d.record = r.id
		    SET d.completed_at = NULL, r.closed_at = NULL, r.state = '${state}', r.resume = NULL,
		    r.owner = (SELECT id FROM everychild.account WHERE login = 'pnair')
		    WHERE d.completed_at IS NOT NULL AND d.form = '${form}'`)
		sql(`INSERT INTO everychild_caf.record_person (record, account, relation, since, added_by)
		    SELECT r.id, a.id, 'LP', UTC_TIMESTAMP(6), a.id FROM everychild_caf.record r JOIN everychild.account a ON a.login = 'pnair'
		    WHERE r.state = '${state}' AND NOT EXISTS (SELECT 1 FROM everychild_caf.record_person p
		    WHERE p.record = r.id AND p.account = a.id AND p.relation = 'LP' AND p.until IS NULL)`)
		for (const handle of handles) {
			const page = await priya.get(`/caf/case/${handle}/${path}`)
			assert.match(page.body, new RegExp(`${button}[^<]*</button>`), `${form} ${handle}: ${page.text.slice(0, 3000)}`)
		}
	}
})

test('it fills once, and only where test mode is on', () => {
	const again = fill('--children', '10')
	assert.equal(again.status, 1)
	assert.match(again.stderr, /there are children in the index already/)
	const settings = fs.readFileSync(env.EC_SETTINGS, 'utf8')
	fs.writeFileSync(env.EC_SETTINGS, settings.replace('authority.test_mode = yes', 'authority.test_mode = no'))
	const live = fill('--children', '10')
	fs.writeFileSync(env.EC_SETTINGS, settings)
	assert.equal(live.status, 1)
	assert.match(live.stderr, /test_mode is not on/)
})
