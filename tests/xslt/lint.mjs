// House rules for stylesheets and scripts: node lint.mjs FILE…
// Modules' own stylesheets are given to it as well.
import fs from 'node:fs'

const XSL = [
	[/disable-output-escaping/, 'switches escaping off'],
	[/\bdocument\s*\(/, 'reads a file'],
	[/<xsl:(document|message|processing-instruction|namespace-alias|decimal-format)\b/, 'uses an instruction that is not ours to use'],
	[/<(exsl?|func|saxon|xt|php|msxsl|date|str|dyn|math|set):/, 'uses an extension'],
	[/extension-element-prefixes|xsl:fallback|element-available|function-available/, 'uses an extension'],
	[/xmlns:(?!xsl=)[\w-]+=/, 'declares another name space'],
	[/generate-id\s*\(/, 'makes ids that change from run to run'],
	[/<style\b|\sstyle\s*=/i, 'writes style into the page'],
	[/\son[a-z]+\s*=\s*"/i, 'writes an event handler into the page'],
	[/javascript:|data:(text|image)/i, 'writes a script or data address'],
	[/<(wbr|source|track)\b/, 'uses an element that libxslt closes wrongly'],
	[/<xsl:copy(?!-of)\b/, 'copies input into the page'],
	[/<xsl:copy-of\s+select="(?!@)/, 'copies elements of the input into the page'],
	[/<xsl:with-param\s+name="[^"]*"\s*>/, 'hands over a fragment where select would do'],
	[/<!DOCTYPE|<!ENTITY/, 'has a document type'],
	[/https?:\/\/(?!www\.w3\.org\/(1999\/XSL\/Transform|2000\/svg)")/, 'names another host'],
	[/<script(?! (type="module" )?src="\{\$assets\}[a-z]+\.js"><\/script>)/, 'writes a script into the page'],
	[/\b(href|src|action|formaction)="(?!\{@(href|prev|next|action)\}"|\{back\/@href\}"|\{@home\}"|\{\$base\}\/|\{\$assets\}|#|\{ancestor::form\[1\]\/@action\}#|everychild\.xsl"|[a-z-]+\.xsl")[^"]*"/, 'makes an address of its own']
]
const JS = [
	[/\.(innerHTML|outerHTML|insertAdjacentHTML)\b|document\.write/, 'writes markup'],
	[/\beval\s*\(|new Function/, 'runs text'],
	[/(local|session)Storage\b|indexedDB|document\.cookie/, 'keeps something in the browser'],
	[/https?:\/\//, 'names another host']
]

let bad = 0
for (const file of process.argv.slice(2)) {
	const source = fs.readFileSync(file, 'utf8')
	// Comments may speak of what is forbidden; line numbers stay.
	const bare = source.replace(file.endsWith('.js') ? /\/\*[\s\S]*?\*\/|\/\/.*$/gm : /<!--[\s\S]*?-->/g, part => part.replace(/[^\n]/g, ' '))
	for (const [pattern, what] of file.endsWith('.js') ? JS : XSL) {
		const at = bare.search(pattern)
		if (at >= 0) {
			bad++
			console.error(`${file}:${bare.slice(0, at).split('\n').length}: ${what}`)
		}
	}
	if (file.endsWith('.xsl') && (source.match(/<xsl:output\b/g) || []).length > (/everychild\.xsl$/.test(file) ? 1 : 0)) {
		bad++
		console.error(`${file}: only everychild.xsl says how pages are written`)
	}
}
console.log(`lint: ${process.argv.length - 2} files`)
process.exit(bad === 0 ? 0 : 1)
