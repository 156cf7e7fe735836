// Reads the HTML of fixtures and of our own pages: enough of a parser for
// well-formed markup, and a normal form in which two pieces can be compared.

const VOID = new Set(['area', 'br', 'hr', 'img', 'input', 'link', 'meta'])
const TOKEN = /<!--[\s\S]*?-->|<!doctype[^>]*>|<(\/?)([a-z][\w-]*)((?:\s+[^\s=>/"']+(?:\s*=\s*(?:"[^"]*"|'[^']*'|[^\s>"']+))?)*)\s*\/?>|[^<]+|</gi
const ATTRIBUTE = /([^\s=>/"']+)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s>"']+)))?/g
const ENTITY = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", nbsp: '\u00a0', ctdot: '\u22ef', hellip: '\u2026' }

export function decode(text) {
	return text.replace(/&(#x[0-9a-f]+|#\d+|\w+);/gi, (whole, name) => {
		if (name[0] === '#') {
			return String.fromCodePoint(/^#x/i.test(name) ? parseInt(name.slice(2), 16) : Number(name.slice(1)))
		}
		return ENTITY[name] ?? whole
	})
}

// { name, attributes: Map, children: [element | string] }
export function parse(html, empty = VOID) {
	const root = { name: '#root', attributes: new Map(), children: [] }
	const open = [root]
	for (const token of html.matchAll(TOKEN)) {
		const [whole, close, tag, rest] = token
		const top = open.at(-1)
		if (tag === undefined) {
			if (!/^<!/.test(whole)) {
				top.children.push(decode(whole))
			}
		} else if (close) {
			if (top.name !== tag.toLowerCase()) {
				throw new Error(`</${tag}> closes <${top.name}>`)
			}
			open.pop()
		} else {
			const element = { name: tag.toLowerCase(), attributes: new Map(), children: [] }
			for (const [, name, a, b, c] of (rest || '').matchAll(ATTRIBUTE)) {
				if (element.attributes.has(name)) {
					throw new Error(`attribute ${name} twice in <${tag}>`)
				}
				element.attributes.set(name, decode(a ?? b ?? c ?? ''))
			}
			top.children.push(element)
			if (!empty.has(element.name) && !whole.endsWith('/>')) {
				open.push(element)
			}
		}
	}
	if (open.length !== 1) {
		throw new Error(`<${open.at(-1).name}> is not closed`)
	}
	return root
}

export function* elements(node) {
	for (const child of node.children) {
		if (typeof child !== 'string') {
			yield child
			yield* elements(child)
		}
	}
}

export function text(node) {
	return node.children.map(child => typeof child === 'string' ? child : text(child)).join('')
}

// Our own additions do not count: classes that begin with "app-", and wrappers
// that have no other attribute than such a class.
function own(element) {
	const classes = (element.attributes.get('class') || '').split(/\s+/).filter(Boolean)
	return element.attributes.size === 1 && classes.length > 0 && classes.every(name => name.startsWith('app-'))
}

function flat(node) {
	return node.children.flatMap(child => typeof child !== 'string' && own(child) ? flat(child) : [child])
}

// One line an element, attributes in order, white space squeezed.
export function normal(node, depth = 0) {
	const pad = '  '.repeat(depth)
	const lines = []
	let words = ''
	const flush = () => {
		const squeezed = words.replace(/\s+/g, ' ').trim()
		if (squeezed) {
			lines.push(pad + squeezed)
		}
		words = ''
	}
	for (const child of flat(node)) {
		if (typeof child === 'string') {
			words += child
			continue
		}
		flush()
		const attributes = [...child.attributes].map(([name, value]) => {
			if (name === 'class') {
				value = value.split(/\s+/).filter(word => word && !word.startsWith('app-')).sort().join(' ')
			}
			return [name, name === value ? '' : value.replace(/\s+/g, ' ').trim()]
		}).filter(([name, value]) => name !== 'class' || value).sort()
		lines.push(pad + '<' + child.name + attributes.map(([name, value]) => ` ${name}="${value}"`).join('') + '>')
		lines.push(...normal(child, depth + 1))
	}
	flush()
	return lines
}
