// Checks whole pages: node pages.mjs PAGE.xml PAGE.html [PAGE.xml PAGE.html …]
// What a page must hold whatever stands on it: ids are unique and what points
// at an id finds it, every word of the page document arrives, text in a box is
// the writer's text to the last line break, nothing in it runs or leaves the host.
import fs from 'node:fs'
import { parse, elements, text } from './html.mjs'

const squeeze = string => string.replace(/\s+/g, ' ').trim()
let bad = 0
let file = ''
function fail(sentence) {
	bad++
	console.error(`${file}: ${sentence}`)
}

function checkIds(page) {
	const ids = new Set()
	for (const element of page) {
		const id = element.attributes.get('id')
		if (id !== undefined) {
			if (ids.has(id)) {
				fail(`id ${id} twice`)
			}
			ids.add(id)
		}
	}
	for (const element of page) {
		for (const name of ['for', 'aria-describedby', 'aria-labelledby', 'aria-controls', 'data-aria-controls', 'form']) {
			for (const id of (element.attributes.get(name) || '').split(/\s+/).filter(Boolean)) {
				if (!ids.has(id)) {
					fail(`<${element.name} ${name}="${id}"> points at nothing`)
				}
			}
		}
		const href = element.attributes.get('href')
		if (href?.startsWith('#') && !ids.has(href.slice(1))) {
			fail(`link to ${href} leads nowhere`)
		}
	}
}

function checkSafe(page) {
	for (const element of page) {
		for (const [name, value] of element.attributes) {
			if (name === 'style' || name.startsWith('on')) {
				fail(`<${element.name}> has ${name}`)
			}
			if (['href', 'src', 'action', 'formaction', 'data-url'].includes(name) && !/^([/](?![/\\])|[#?])/.test(value)) {
				fail(`${name}="${value}" is not a local path`)
			}
		}
		if (element.name === 'style' || element.name === 'wbr' || (element.name === 'script' && (text(element) !== '' || !element.attributes.has('src')))) {
			fail(`<${element.name}> with content of its own`)
		}
	}
}

// Each radio group and each box has a name to be read out.
function checkNames(page) {
	const labelled = new Set(page.filter(element => element.name === 'label').map(element => element.attributes.get('for')))
	for (const element of page) {
		const type = element.attributes.get('type')
		if (['input', 'select', 'textarea'].includes(element.name) && !['hidden', 'submit'].includes(type) && !labelled.has(element.attributes.get('id'))) {
			fail(`<${element.name} name="${element.attributes.get('name')}"> has no label`)
		}
	}
}

function checkHeadings(page) {
	const headings = page.filter(element => element.name === 'h1').length
	if (headings !== 1) {
		fail(`${headings} headings of level 1`)
	}
}

// What the browser shows in a box is what is stored; the first line break after
// the tag is the parser's.
function checkBoxes(source, page) {
	const boxes = new Map(page.filter(element => element.name === 'textarea').map(element => [element.attributes.get('id'), text(element)]))
	for (const field of source.filter(element => element.name === 'field' && element.attributes.get('type') === 'memo')) {
		const id = field.attributes.get('id')
		const value = field.children.filter(child => child.name === 'value').map(text).join('')
		if (boxes.get(id) !== '\n' + value) {
			fail(`box ${id} does not hold its text`)
		}
	}
}

function checkWords(source, page) {
	const shown = page.map(element => squeeze(text(element)))
	const whole = squeeze(shown[0] + ' ' + page.flatMap(element => [...element.attributes.values()].map(squeeze)).join(' '))
	// A table without rows shows one sentence, one with rows does not show it.
	const unseen = new Set(source.filter(element => element.name === 'table' && !element.children.some(child => child.name === 'row'))
		.flatMap(table => table.children.filter(child => child.name === 'col')))
	for (const table of source.filter(element => element.name === 'table' && element.children.some(child => child.name === 'row'))) {
		table.children.filter(child => child.name === 'empty').forEach(child => unseen.add(child))
	}
	for (const element of source) {
		if (unseen.has(element) || (element.name === 'value' && element.attributes.get('kind') === 'none')) {
			continue
		}
		for (const child of element.children) {
			if (typeof child === 'string' && squeeze(child) && !whole.includes(squeeze(child))) {
				fail(`<${element.name}> lost "${squeeze(child)}"`)
			}
		}
		for (const name of ['label', 'hint', 'error', 'title', 'caption', 'key', 'summary', 'by', 'when', 'official']) {
			const value = element.attributes.get(name)
			if (value && value !== 'yes' && !whole.includes(squeeze(value))) {
				fail(`<${element.name}> lost ${name}="${value}"`)
			}
		}
	}
}

const files = process.argv.slice(2)
for (let i = 0; i < files.length; i += 2) {
	file = files[i]
	const source = [...elements(parse(fs.readFileSync(files[i], 'utf8').replace(/<\?xml[^>]*\?>/, ''), new Set()))]
	const html = fs.readFileSync(files[i + 1], 'utf8')
	if (!html.startsWith('<!DOCTYPE html>')) {
		fail('does not begin with <!DOCTYPE html>')
	}
	const page = [...elements(parse(html))]
	checkIds(page)
	checkSafe(page)
	checkNames(page)
	checkHeadings(page)
	checkBoxes(source, page)
	checkWords(source, page)
}
console.log(`pages: ${files.length / 2} checked`)
process.exit(bad === 0 ? 0 : 1)
