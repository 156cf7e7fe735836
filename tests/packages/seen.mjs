// What somebody sees: node seen.mjs ENV first-sign-in LOGIN | as LOGIN PATH STATUS [WORDS]
// | lacks LOGIN PATH WORDS | notify LOGIN | during LOGIN PATH: for six seconds, without a refusal.
import { Client, environment } from '../lib/client.mjs'
import { notify } from '../lib/lscb.mjs'

const [file, what, login, path, ...rest] = process.argv.slice(2)
const client = new Client(environment(file))
const fail = words => { console.error(words); process.exit(1) }

if (what === 'first-sign-in') {
	// Known from then on, but not let in yet.
	const page = await client.signIn(login)
	if (page.status === 303) fail(`${login} was let in unasked`)
	if (page.status >= 500) fail(`${login}: ${page.status} ${page.text}`)
	process.exit(0)
}
const signed = await client.signIn(login)
if (signed.status !== 303) fail(`${login} cannot sign in: ${signed.status} ${signed.text}`)

if (what === 'notify') {
	await notify(client)
	process.exit(0)
}
if (what === 'during') {
	for (const end = Date.now() + 6000; Date.now() < end;) {
		const { status, title } = await client.get(path)
		if (status !== 200) fail(`${path}: ${status} ${title}`)
	}
	process.exit(0)
}

// What is wrong with the page, or nothing.
async function wrong() {
	// nginx that reads its settings anew hangs up on who keeps a connection.
	const page = await client.get(path).catch(error => error)
	if (page instanceof Error) return page.message
	if (what === 'lacks') return page.text.includes(rest[0]) && `${path} still has "${rest[0]}"`
	if (page.status !== Number(rest[0])) return `${path}: ${page.status} ${page.title}`
	if (rest[1] !== undefined && !page.text.includes(rest[1])) return `${path} lacks "${rest[1]}": ${page.text.slice(0, 300)}`
	return null
}
// A worker keeps the links of the menu for half a minute.
const end = Date.now() + 40000
let answer
while ((answer = await wrong()) && Date.now() < end) await new Promise(done => setTimeout(done, 2000))
if (answer) fail(answer)
process.exit(0)
