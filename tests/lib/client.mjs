// A browser without a browser: cookies, redirects by hand, forms as they stand
// in the page. Node 18, no packages.
import https from 'node:https'
import fs from 'node:fs'

export function environment(file) {
	const env = {}
	for (const line of fs.readFileSync(file, 'utf8').split('\n')) {
		const m = /^(\w+)="?(.*?)"?$/.exec(line)
		if (m) env[m[1]] = m[2]
	}
	return env
}

const entities = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", nbsp: '\u00a0' }
export function unescape(text) {
	return text.replace(/&(#x?[0-9a-fA-F]+|\w+);/g, (all, name) => {
		if (name[0] !== '#') return entities[name] ?? all
		const code = name[1] === 'x' ? parseInt(name.slice(2), 16) : parseInt(name.slice(1), 10)
		return String.fromCodePoint(code)
	})
}

function attributes(tag) {
	const found = {}
	for (const m of tag.matchAll(/([\w-]+)(?:="([^"]*)"|='([^']*)')?/g)) found[m[1]] = unescape(m[2] ?? m[3] ?? '')
	return found
}

export class Page {
	constructor(status, headers, body, path, rawHeaders = [], bytes) {
		Object.assign(this, { status, headers, body, path, rawHeaders, bytes })
	}
	get location() { return this.headers.location ?? '' }
	get title() { return unescape(/<title>([^<]*)/.exec(this.body)?.[1] ?? '') }
	get text() {
		return unescape(this.body.replace(/<(script|style)[\s\S]*?<\/\1>/g, ' ')
			.replace(/<[^>]+>/g, ' ')).replace(/\s+/g, ' ')
	}
	// Fields of the form with this action (or the first in main), as a list of
	// [name, value], with what a browser would send: checked boxes, chosen options.
	// One that posts goes before one that filters the same page.
	form(action) {
		const all = [...this.body.matchAll(/<form\b([^>]*)>([\s\S]*?)<\/form>/g)]
		const posts = m => attributes(m[1]).method === 'post'
		for (const m of [...all.filter(posts), ...all.filter(m => !posts(m))]) {
			const form = attributes(m[1])
			if (action === undefined ? form.action === '/signin/out' : form.action !== action) continue
			return { action: form.action, fields: fieldsOf(m[2]), html: m[2] }
		}
		throw new Error(`no form ${action} in ${this.path} (${this.status} ${this.title})`)
	}
	errors() {
		return [...this.body.matchAll(/class="govuk-error-message">[\s\S]*?<\/span>([\s\S]*?)<\/p>/g)]
			.map(m => unescape(m[1]).trim())
	}
}

function fieldsOf(html) {
	const fields = []
	for (const m of html.matchAll(
		/<(input)\b([^>]*)>|<(textarea|select)\b([^>]*)>([\s\S]*?)<\/\3>/g)) {
		const kind = m[1] ?? m[3], inner = m[5] ?? ''
		const a = attributes(m[2] ?? m[4])
		if (!a.name) continue
		if (kind === 'textarea') fields.push([a.name, unescape(inner).replace(/^\n/, '')])
		else if (kind === 'select') {
			const chosen = [...inner.matchAll(/<option\b([^>]*)>/g)].map(o => attributes(o[1]))
				.find(o => 'selected' in o)
			fields.push([a.name, chosen?.value ?? ''])
		} else if (a.type === 'radio' || a.type === 'checkbox') {
			if ('checked' in a) fields.push([a.name, a.value ?? 'on'])
		} else if (a.type !== 'submit') fields.push([a.name, a.value ?? ''])
	}
	return fields
}

// A header of null is left out.
function present(headers) {
	return Object.fromEntries(Object.entries(headers).filter(([, value]) => value !== null))
}

export class Client {
	constructor(env) {
		this.env = env
		this.ca = fs.readFileSync(env.EC_CA)
		this.cookies = new Map()
		this.agent = new https.Agent({ ca: this.ca, keepAlive: true, maxSockets: 4 })
	}
	request(method, path, body, headers = {}) {
		const url = new URL(path, this.env.EC_URL)
		return new Promise((resolve, reject) => {
			const r = https.request(url, { method, agent: this.agent, headers: present({
				cookie: [...this.cookies].map(([k, v]) => `${k}=${v}`).join('; '),
				'sec-fetch-site': 'same-origin',
				...(body === undefined ? {} : { 'content-type': 'application/x-www-form-urlencoded',
					'content-length': Buffer.byteLength(body), origin: this.env.EC_URL }),
				...headers }) }, answer => {
				const parts = []
				answer.on('data', p => parts.push(p))
				answer.on('end', () => {
					for (const c of answer.headers['set-cookie'] ?? []) {
						const [, k, v] = /^([^=]+)=([^;]*)/.exec(c)
						if (/Max-Age=0/.test(c)) this.cookies.delete(k)
						else this.cookies.set(k, v)
					}
					const bytes = Buffer.concat(parts)
					resolve(new Page(answer.statusCode, answer.headers,
						bytes.toString('utf8'), url.pathname, answer.rawHeaders, bytes))
				})
				answer.on('error', reject)
			})
			// A connection kept too long is closed by the server just then: asked anew.
			r.on('error', error => r.reusedSocket && error.code === 'ECONNRESET' && method === 'GET' ?
				resolve(this.request(method, path, body, headers)) : reject(error))
			r.setTimeout(40000, () => r.destroy(new Error(`no answer from ${path}`)))
			r.end(body)
		})
	}
	get(path, headers) { return this.request('GET', path, undefined, headers) }
	post(path, fields, headers) {
		const list = Array.isArray(fields) ? fields : Object.entries(fields)
		return this.request('POST', path, new URLSearchParams(list).toString(), headers)
	}
	// Fills the form of a page and sends it. changes: { name: value | [values] | null }.
	submit(page, action, changes = {}, headers) {
		const form = page.form(action)
		let fields = form.fields.filter(([name]) => !(name in changes))
		for (const [name, value] of Object.entries(changes)) {
			if (value === null) continue
			for (const v of Array.isArray(value) ? value : [value]) fields.push([name, v])
		}
		return this.post(form.action, fields, headers)
	}
	async follow(page, times = 5) {
		while (page.status === 303 && times-- > 0) page = await this.get(page.location)
		return page
	}
	async signIn(login, password) {
		const secret = password ?? fs.readFileSync(this.env.EC_PASSWORD_FILE, 'utf8').trim()
		return this.submit(await this.get('/signin'), '/signin', { login, password: secret })
	}
}

// "9 May 2012" or "2012-05-09" as the three controls of a date.
export function date(name, iso) {
	const [y, m, d] = iso.split('-').map(Number)
	return { [`${name}-day`]: String(d), [`${name}-month`]: String(m), [`${name}-year`]: String(y) }
}
