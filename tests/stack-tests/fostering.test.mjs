// Private fostering: a notice makes a case.
import test, { after, before } from 'node:test'
import assert from 'node:assert/strict'
import * as pf from '../lib/fostering.mjs'
import { logMark, person, troubles } from '../lib/stack.mjs'

let paula, dan, theresa, kid, base

before(async () => {
	[paula, dan, theresa] = [await person('pgrey'), await person('dmarsh'), await person('tbrook')]
	logMark()
	kid = await pf.child(paula, { given: 'Nell', family: 'Fry', born: '2014-03-12', sex: 'F' })
	base = await pf.start(paula, kid)
})

test('a notice by telephone makes an enquiry with a reference and the date to decide by', async () => {
	const page = await paula.get(base)
	assert.match(page.text, /PF-\d{3}-\d{4}-\d{6}/)
	assert.match(page.text, /Enquiry/)
	assert.equal(pf.stateOf(base), 'ENQUIRY')
	assert.equal(pf.deadline(base, 'T0')[1], 'NULL')
})

test('own enquiries are for the front door and the manager, not for other people', async () => {
	assert.equal((await theresa.get(base)).status, 200)
	assert.equal((await dan.get(base)).status, 404)
})

after(() => assert.deepEqual(troubles(), []))
