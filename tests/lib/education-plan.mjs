// A personal education plan on its pages, for tests that need one that is ready,
// submitted or complete. base: the child's address; plan: "pep-1".
import { date } from './client.mjs'
import * as caf from './caf.mjs'
import { cell } from './stack.mjs'
import * as edu from './education.mjs'

// Everything that is needed, by section and by who writes it.
export const WORKER = {
	care: { place_area: 'IN', aim: 'Stay with the carer' },
	contacts: { worker_name: 'Dev Hale', worker_team: 'Children in care east', worker_phone: '01632 960301', reviewer: 'Ines Rowe', carer_name: 'Clara Finn',
		carer_contact: '01632 960302', responsibility: 'The authority and the mother', consents: 'The carer' },
	health: { sdq: '12' } }
export const TEACHER = {
	setting: { teacher: 'Olaf Brandt', teacher_email: 'obrandt@everychild.example' },
	needs: { stage: 'N' }, meeting: { ...date('held_on', edu.today(-1)), 'people.1.person': 'Olaf Brandt', 'people.1.role': 'Designated teacher', 'people.1.came': 'Y', ...date('next_on', edu.today(90)) },
	child: { leisure: 'Swimming', views: 'GIVEN', would_help: 'A quiet room' }, transition: { applies: 'N' } }
const target = i => ({ [`new.${i}.area`]: 'LITERACY', [`new.${i}.target`]: `Read ${i} books`, [`new.${i}.baseline`]: 'None', [`new.${i}.measure`]: 'Log', [`new.${i}.what`]: 'Paired reading',
	[`new.${i}.who`]: 'Form tutor', [`new.${i}.how_often`]: 'Weekly', [`new.${i}.cost`]: '120.50', ...date(`new.${i}.review_by`, edu.today(60)) })

export const stateOf = (base, number = 1) => cell(`SELECT state FROM everychild_education.pep WHERE record = ${edu.idOf(base)} AND number = ${number}`)
export const send = async (c, path, fields, form = path) => c.submit(await c.get(form), path, fields)
export const write = async (c, base, plan, section, changes) => edu.led(await caf.section(c, base, plan, section, changes), section)
export const grades = (value, more = {}) => Object.assign({}, ...[1, 2, 3, 4, 5, 6, 7, 8].map(i => ({ [`area${i}`]: value })), more)

// Rows of a group, of which a page shows some at a time.
async function rows(c, path, group, first, n, fields) {
	let page = await c.get(path)
	for (let i = 0; i < n && !page.body.includes(`name="${group}.${n}.${first}"`); i++)
		page = await c.get((await c.submit(page, path, { add: group })).location.replace(/#.*/, ''))
	return c.submit(page, path, { then: 'tasks', ...fields })
}
export const targets = (c, base, plan, n = 3) =>
	rows(c, `${base}/${plan}/targets`, 'new', 'area', n, Object.assign({}, ...Array.from({ length: n }, (_, i) => target(i + 1))))
// English, mathematics and science: what years 7 to 11 ask for.
export const subjects = (c, base, plan, codes = ['ENGLISH', 'MATHS', 'SCIENCE']) =>
	rows(c, `${base}/${plan}/attainment`, 'subjects', 'subject', codes.length, Object.assign({}, ...codes.map((code, i) =>
		({ [`subjects.${i + 1}.subject`]: code, [`subjects.${i + 1}.present`]: '4', [`subjects.${i + 1}.track`]: 'ON' }))))

// All that is needed, by worker and teacher (of year 8; for other years the caller adds).
export async function ready(worker, teacher, base, plan = 'pep-1') {
	for (const [section, changes] of Object.entries(WORKER)) await write(worker, base, plan, section, changes)
	for (const [section, changes] of Object.entries(TEACHER)) await write(teacher, base, plan, section, changes)
	edu.led(await subjects(teacher, base, plan), 'subjects')
	edu.led(await targets(teacher, base, plan), 'targets')
}

export const begin = async (c, base, why = 'INITIAL', more = {}) => edu.led(await send(c, `${base}/plan`, { why, ...more }), 'begin')
export const submit = async (c, base, number = 1) => edu.led(await send(c, `${base}/plan/${number}/submit`, {}, `${base}/plan/${number}`), 'submit')
export const accept = async (c, base, number = 1) => edu.led(await send(c, `${base}/plan/${number}/quality`, grades('2', { accept: 'Y' })), 'accept')

const handle = base => edu.handleOf(base).slice(-8).toUpperCase()

// Who is the designated teacher of a school.
export async function designated(officer, urn, login) {
	const school = `/education/school/${edu.school(urn)}`, has = await officer.get(school)
	if (!has.text.includes(login)) edu.led(await officer.submit(has, `${school}/person`, { login }), 'designated')
}

// A child in care of year 8 at Northway Academy (obrandt), with dhale, cfinn and irowe; urn: of another
// school, or 'none'.
export async function child(officer, more = {}) {
	const { born = '2014-03-05', urn = '199002', ...rest } = more
	const base = await edu.inCare(officer, await edu.child(officer, { born }), edu.today(-3), rest)
	edu.led(await send(officer, `${base}/pupil`, { upn_unknown: 'UN4', social_care_id: `S${handle(base)}` }), 'pupil')
	if (urn !== 'none') {
		await designated(officer, urn, urn === '199002' ? 'obrandt' : 'nwest')
		await edu.place(officer, base, urn, edu.today(-2))
	}
	for (const [part, login] of [['WORKER', 'dhale'], ['CARER', 'cfinn'], ['REVIEWER', 'irowe']])
		edu.led(await send(officer, `${base}/people`, { part, login }), part)
	return base
}
