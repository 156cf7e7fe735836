// What somebody sees: node seen.mjs ENV first-sign-in LOGIN | as LOGIN PATH STATUS [WORDS]
// | lacks LOGIN PATH WORDS.
import { Client, environment } from '../lib/client.mjs'

const [file, what, login, path, ...rest] = process.argv.slice(2)
const client = new Client(environment(file))
const fail = words => { console.error(words); process.exit(1) }

if (what === 'first-sign-in') {
	// Known from then on, but not let in yet.
	const page = await client.signIn(login)
	if (page.status === 303) fail(`${login} was let in unasked`)
	process.exit(0)
}
const signed = await client.signIn(login)
if (signed.status !== 303) fail(`${login} cannot sign in: ${signed.status} ${signed.text}`)
const page = await client.get(path)
if (what === 'lacks') {
	if (page.text.includes(rest[0])) fail(`${path} still has "${rest[0]}"`)
} else {
	if (page.status !== Number(rest[0])) fail(`${path}: ${page.status} ${page.title}`)
	if (rest[1] !== undefined && !page.text.includes(rest[1])) fail(`${path} lacks "${rest[1]}": ${page.text.slice(0, 300)}`)
}
