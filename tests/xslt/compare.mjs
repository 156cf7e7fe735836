// Compares our templates with the fixtures of GOV.UK Frontend: every fixture
// that the page vocabulary can say must come out as the same HTML, but for the
// differences of our own choosing that are listed with each component.
// usage: node compare.mjs cases NODE_MODULES         writes the page fragments
//        node compare.mjs check NODE_MODULES HTML    compares what came of them
import fs from 'node:fs'
import path from 'node:path'
import { parse, elements, normal } from './html.mjs'

const [, , step, modules, rendered] = process.argv
const escape = value => String(value).replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/"/g, '&quot;')
const attributes = object => Object.entries(object).filter(([, value]) => value !== undefined && value !== null && value !== false)
	.map(([name, value]) => ` ${name}="${escape(value === true ? 'yes' : value)}"`).join('')
const element = (name, object, content = '') => `<${name}${attributes(object)}>${content}</${name}>`

class Unsaid extends Error {}

// All options of a fixture must be ones that we can say.
function only(options, ...names) {
	for (const name of Object.keys(options || {})) {
		if (!names.includes(name)) {
			throw new Unsaid(name)
		}
	}
}

function plain(part) {
	only(part, 'text')
	return part?.text
}

function heading(part, block) {
	only(part, 'text', 'isPageHeading', 'classes')
	const size = part.classes === undefined ? undefined : part.classes.match(new RegExp(`^govuk-${block}--([smlx]+)$`))?.[1]
	if ((part.classes !== undefined) !== (size !== undefined) || (part.isPageHeading && !size)) {
		throw new Unsaid('heading classes')
	}
	return { label: part.text, 'page-heading': part.isPageHeading, 'label-size': size }
}

function common(options) {
	return { hint: plain(options.hint), error: plain(options.errorMessage) }
}

function width(classes) {
	if (classes === undefined) {
		return undefined
	}
	const found = classes.match(/^govuk-input--width-(\d+)$/)
	if (!found) {
		throw new Unsaid('classes')
	}
	return found[1]
}

function list(items, { fieldset, values }) {
	let divider
	return items.filter(Boolean).map(item => {
		if (item.divider) {
			divider = item.divider
			return ''
		}
		only(item, 'value', 'text', 'hint', 'checked', 'behaviour')
		const option = element('option', {
			value: item.value, label: item.text, hint: plain(item.hint), divider,
			selected: item.checked || values.includes(item.value), exclusive: item.behaviour === 'exclusive'
		})
		divider = undefined
		return option
	}).join('')
}

function chosen(type, block) {
	return options => {
		only(options, 'name', 'idPrefix', 'fieldset', 'hint', 'errorMessage', 'items', 'classes', 'value', 'values')
		if (!options.fieldset) {
			throw new Unsaid('no fieldset')
		}
		only(options.fieldset, 'legend')
		const small = options.classes === `govuk-${block}--small`
		const inline = options.classes === `govuk-${block}--inline`
		if (options.classes && !small && !inline) {
			throw new Unsaid('classes')
		}
		return element('field', {
			type: inline ? 'yesno' : type, name: options.name, id: options.idPrefix || options.name, small,
			...heading(options.fieldset.legend, 'fieldset__legend'), ...common(options)
		}, list(options.items || [], { values: [options.value, ...(options.values || [])] }))
	}
}

// A divider has no number of its own in our ids.
function renumber(html, options) {
	const gap = (options.items || []).findIndex(item => item?.divider)
	const id = options.idPrefix || options.name
	return gap < 0 ? html : html.replaceAll(`${id}-${gap + 2}"`, `${id}-${gap + 1}"`)
}

const STATUS = { 'govuk-tag--blue': 'not-started', 'govuk-tag--teal': 'in-progress', 'govuk-tag--red': 'problem' }

const components = {
	input: {
		say(options) {
			only(options, 'label', 'name', 'id', 'hint', 'errorMessage', 'value', 'classes', 'spellcheck', 'autocomplete', 'inputmode', 'type')
			if ((options.inputmode || 'numeric') !== 'numeric' || options.spellcheck === true || (options.type || 'text') !== 'text') {
				throw new Unsaid('kind')
			}
			return element('field', {
				type: options.inputmode ? 'number' : 'text', name: options.name, id: options.id || options.name,
				...heading(options.label, 'label'), ...common(options), width: width(options.classes),
				spellcheck: options.spellcheck === false ? 'no' : undefined, autocomplete: options.autocomplete
			}, options.value === undefined ? '' : element('value', {}, escape(options.value)))
		},
		// A number is short without being told.
		want: (html, options) => options.inputmode ? html.replace('class="govuk-input"', 'class="govuk-input govuk-input--width-5"') : html
	},
	textarea: {
		say(options) {
			only(options, 'label', 'name', 'id', 'hint', 'errorMessage', 'value', 'rows')
			return element('field', {
				type: 'memo', name: options.name, id: options.id || options.name, rows: options.rows,
				...heading(options.label, 'label'), ...common(options)
			}, options.value === undefined ? '' : element('value', {}, escape(options.value)))
		}
	},
	'character-count': {
		say(options) {
			only(options, 'label', 'name', 'id', 'hint', 'errorMessage', 'value', 'rows', 'maxlength', 'threshold')
			if (!options.maxlength) {
				throw new Unsaid('no maxlength')
			}
			return element('field', {
				type: 'memo', name: options.name, id: options.id || options.name, rows: options.rows, max: options.maxlength,
				...heading(options.label, 'label'), ...common(options)
			}, options.value === undefined ? '' : element('value', {}, escape(options.value)))
		},
		// We are silent until three quarters are used.
		want: html => html.includes('data-threshold') ? html : html.replace('data-module="govuk-character-count"', '$& data-threshold="75"')
	},
	'password-input': {
		say(options) {
			only(options, 'label', 'name', 'id', 'hint', 'errorMessage', 'classes', 'autocomplete')
			return element('field', {
				type: 'password', name: options.name, id: options.id || options.name, autocomplete: options.autocomplete,
				...heading(options.label, 'label'), ...common(options), width: width(options.classes)
			})
		}
	},
	select: {
		say(options) {
			only(options, 'label', 'name', 'id', 'hint', 'errorMessage', 'items', 'value')
			return element('field', {
				type: 'select', name: options.name, id: options.id || options.name,
				...heading(options.label, 'label'), ...common(options)
			}, (options.items || []).filter(Boolean).map(item => {
				only(item, 'value', 'text', 'selected')
				if (!item.value) {
					throw new Unsaid('no value')
				}
				return element('option', { value: item.value, label: item.text, selected: item.selected ?? options.value === item.value })
			}).join(''))
		},
		// Nothing is chosen by not looking.
		want: html => html.replace(/<select[^>]*>/, '$&<option value="">Choose one</option>')
	},
	radios: { say: chosen('radios', 'radios'), want: renumber },
	checkboxes: { say: chosen('checkboxes', 'checkboxes'), want: renumber },
	'date-input': {
		say(options) {
			only(options, 'id', 'namePrefix', 'fieldset', 'hint', 'errorMessage', 'values', 'day', 'month', 'year')
			if (!options.fieldset) {
				throw new Unsaid('no fieldset')
			}
			only(options.fieldset, 'legend')
			const parts = ['day', 'month', 'year']
			if (parts.some(part => options[part] === false || (options[part]?.error && !options.errorMessage))) {
				throw new Unsaid('two parts, or marked without a message')
			}
			parts.forEach(part => only(options[part], 'error'))
			const named = parts.some(part => options[part]?.error === true)
			const bad = parts.filter(part => options[part]?.error ?? !named)
			const prefix = options.namePrefix ? options.namePrefix + '-' : ''
			const values = Object.fromEntries(parts.map(part => [part, options.values?.[prefix + part]]))
			return element('field', {
				type: 'date', name: options.namePrefix || options.id, id: options.id,
				...heading(options.fieldset.legend, 'fieldset__legend'), ...common(options)
			}, element('date', { ...values, bad: options.errorMessage && bad.join(' ') }))
		},
		// Without a prefix the fixtures name the controls "day"; ours is the field's name.
		want: (html, options) => options.namePrefix ? html : html.replace(/name="(day|month|year)"/g, `name="${options.id}-$1"`)
	},
	'error-summary': {
		say(options) {
			only(options, 'titleText', 'errorList')
			if (options.titleText !== 'There is a problem') {
				throw new Unsaid('title')
			}
			return element('errors', {}, options.errorList.map(item => {
				only(item, 'text', 'href')
				return element('error', { href: item.href }, escape(item.text))
			}).join(''))
		}
	},
	'summary-list': {
		say(options) {
			only(options, 'rows', 'card')
			only(options.card, 'title', 'actions')
			const actions = (options.card?.actions?.items || []).map(item => element('action', { href: item.href }, escape(item.text)))
			return element('summary', { card: Boolean(options.card), title: plain(options.card?.title) }, actions.join('') + options.rows.filter(Boolean).map(row => {
				only(row, 'key', 'value', 'actions')
				only(row.actions, 'items')
				const items = row.actions?.items || []
				if (items.length > 1) {
					throw new Unsaid('two actions')
				}
				only(items[0], 'href', 'text', 'visuallyHiddenText')
				if (items[0] && !items[0].visuallyHiddenText) {
					throw new Unsaid('link without an object')
				}
				return element('row', {
					key: plain(row.key), href: items[0]?.href, action: items[0]?.text, what: items[0]?.visuallyHiddenText
				}, element('value', {}, escape(plain(row.value))))
			}).join(''))
		}
	},
	'task-list': {
		say(options) {
			only(options, 'items')
			if (options.items.some(item => !item)) {
				throw new Unsaid('hole')
			}
			return element('tasks', {}, options.items.map(item => {
				only(item, 'title', 'href', 'hint', 'status')
				only(item.status, 'text', 'tag', 'classes')
				const status = item.status.tag ? STATUS[item.status.tag.classes.replace('magenta', 'blue')]
					: item.status.classes ? 'cannot-start' : 'completed'
				if (!status) {
					throw new Unsaid('tag')
				}
				return element('task', {
					title: plain(item.title), href: item.href, hint: plain(item.hint), status,
					label: item.status.tag?.text || item.status.text
				})
			}).join(''))
		},
		// There may be several lists on a page; the colour follows from the status.
		want: html => html.replace(/task-list-(\d+)-(hint|status)/g, 'task-1-$1-$2').replaceAll('govuk-tag--magenta', 'govuk-tag--blue')
	},
	button: {
		say(options) {
			only(options, 'text', 'name', 'value', 'href', 'classes', 'element')
			const kind = options.classes?.match(/^govuk-button--(secondary|warning)$/)?.[1]
			if (options.classes && !kind) {
				throw new Unsaid('classes')
			}
			return element('button', { name: options.name, value: options.value, href: options.href, kind }, escape(options.text))
		}
	},
	details: {
		say(options) {
			only(options, 'summaryText', 'text')
			return element('details', { summary: options.summaryText }, escape(options.text))
		}
	},
	'inset-text': {
		say(options) {
			only(options, 'text')
			return element('inset', {}, escape(options.text))
		}
	},
	'warning-text': {
		say(options) {
			only(options, 'text', 'iconFallbackText')
			if (options.iconFallbackText !== 'Warning') {
				throw new Unsaid('fallback')
			}
			return element('warning', {}, escape(options.text))
		}
	},
	panel: {
		say(options) {
			only(options, 'titleText', 'text')
			return element('panel', { title: options.titleText }, escape(options.text || ''))
		}
	},
	pagination: {
		say(options) {
			only(options, 'previous', 'next', 'items')
			if (!options.items?.length || options.items.some(item => !item)) {
				throw new Unsaid('no pages')
			}
			only(options.previous, 'href')
			only(options.next, 'href')
			return element('pagination', { prev: options.previous?.href, next: options.next?.href }, (options.items || []).filter(Boolean).map(item => {
				only(item, 'number', 'href', 'current', 'ellipsis')
				if (!item.href && !item.ellipsis) {
					throw new Unsaid('no link')
				}
				return element('item', { number: item.number, href: item.href, current: item.current && 'page', gap: item.ellipsis })
			}).join(''))
		}
	},
	table: {
		say(options) {
			only(options, 'caption', 'captionClasses', 'head', 'rows', 'firstCellIsHeader')
			if (!options.caption || !options.head || options.captionClasses !== 'govuk-table__caption--m') {
				throw new Unsaid('no caption')
			}
			return element('table', { caption: options.caption }, options.head.map(cell => {
				only(cell, 'text', 'format')
				return element('col', { label: cell.text, numeric: cell.format === 'numeric' })
			}).join('') + options.rows.map(row => element('row', {}, row.map((cell, index) => {
				only(cell, 'text', 'format')
				return element('cell', { head: options.firstCellIsHeader && index === 0, numeric: cell.format === 'numeric' }, escape(cell.text))
			}).join(''))).join(''))
		}
	},
	breadcrumbs: {
		say(options) {
			only(options, 'items')
			return element('page', {}, (options.items || []).filter(Boolean).map(item => {
				only(item, 'text', 'href')
				if (!item.href) {
					throw new Unsaid('current page')
				}
				return element('crumb', { href: item.href }, escape(item.text))
			}).join(''))
		}
	},
	'back-link': {
		say(options) {
			only(options, 'text', 'href')
			return element('page', {}, element('back', { href: options.href || '#' }, escape(options.text || '')))
		}
	},
	'service-navigation': {
		say(options) {
			only(options, 'serviceName', 'serviceUrl', 'navigation')
			if (!options.navigation?.length || !options.serviceUrl) {
				throw new Unsaid('no navigation')
			}
			return element('page', { service: options.serviceName, home: options.serviceUrl }, options.navigation.map(item => {
				only(item, 'href', 'text', 'active', 'current')
				if (!item.href) {
					throw new Unsaid('no link')
				}
				return element('nav', { href: item.href, label: item.text, current: item.current ? 'page' : item.active ? 'section' : undefined })
			}).join(''))
		}
	}
}

// Without these the comparison would be worth nothing.
const MUST = ['input', 'textarea', 'radios', 'checkboxes', 'date-input', 'error-summary', 'summary-list', 'task-list', 'button', 'character-count']

function cases() {
	const found = []
	for (const [name, component] of Object.entries(components)) {
		const file = path.join(modules, 'govuk-frontend/dist/govuk/components', name, 'fixtures.json')
		for (const fixture of JSON.parse(fs.readFileSync(file, 'utf8')).fixtures) {
			try {
				const xml = component.say(fixture.options)
				const html = component.want ? component.want(fixture.html, fixture.options) : fixture.html
				found.push({ id: `${name}: ${fixture.name}`, name, xml, html })
			} catch (error) {
				if (!(error instanceof Unsaid)) {
					throw new Error(`${name}: ${fixture.name}: ${error.message}`)
				}
			}
		}
	}
	return found
}

function check() {
	const ours = new Map()
	for (const section of elements(parse(fs.readFileSync(rendered, 'utf8')))) {
		if (section.attributes.has('data-case')) {
			ours.set(section.attributes.get('data-case'), normal(section))
		}
	}
	let bad = 0
	const tally = new Map()
	for (const { id, name, html } of cases()) {
		const want = normal(parse(html))
		const have = ours.get(id) || []
		const at = want.findIndex((line, index) => line !== have[index])
		tally.set(name, (tally.get(name) || 0) + 1)
		if (at >= 0 || have.length !== want.length) {
			bad++
			const from = at < 0 ? want.length : at
			console.error(`${id}: line ${from + 1}\n  want ${(want[from] || '(nothing)').trim()}\n  have ${(have[from] || '(nothing)').trim()}`)
		}
	}
	for (const name of MUST) {
		if (!(tally.get(name) >= 2)) {
			bad++
			console.error(`${name}: no fixture could be compared`)
		}
	}
	console.log(`fixtures: ${[...tally].map(([name, count]) => `${name} ${count}`).join(', ')}`)
	return bad === 0
}

if (step === 'cases') {
	console.log(element('cases', {}, '\n' + cases().map(({ id, xml }) => element('case', { id }, xml) + '\n').join('')))
} else if (!check()) {
	process.exit(1)
}
