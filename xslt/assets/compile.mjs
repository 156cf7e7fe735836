// Compiles the style sheets with the library, not the command: the command
// needs Node 20 (its file watcher does), the library runs on Node 18 as well.
// usage: node compile.mjs OUTDIR
import { compile, Logger, NodePackageImporter } from 'sass'
import fs from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'

const here = path.dirname(fileURLToPath(import.meta.url))
const out = path.resolve(process.argv[2])

function css(name) {
	return compile(path.join(here, name + '.scss'), {
		style: 'compressed',
		charset: false,
		quietDeps: true,
		// MOJ Frontend uses a mixin that GOV.UK Frontend means to drop.
		...(name === 'moj' && { logger: Logger.silent }),
		loadPaths: [here],
		importers: [new NodePackageImporter(here)]
	}).css
}

// GOV.UK and MOJ parts are configured apart, since each sets up the same base.
const bundle = '@charset "UTF-8";' + css('govuk') + '\n' + css('moj') + '\n' + css('app') + '\n'
if (/GDS Transport|@font-face/.test(bundle)) {
	throw new Error('the style sheet still names a font that may not be used')
}
fs.writeFileSync(path.join(out, 'everychild.css'), bundle)
fs.writeFileSync(path.join(out, 'print.css'), '@charset "UTF-8";' + css('print') + '\n')
