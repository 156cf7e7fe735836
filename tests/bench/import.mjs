// Five years of everybody's return, out of the program, into an empty schema and out
// again: how long the import takes, and how long people wait beside it who read a list or
// enter a child, against the same with no import. Empties everychild_education of EC_ENV.
//
//	node import.mjs FOLDER
//
// Prints the table and adds it to FOLDER/result.txt.
import fs from 'node:fs'
import { env, newSession, sql } from '../lib/stack.mjs'
import { emptied, pause, readIn, taken } from '../lib/returns.mjs'
import { share, watch } from '../lib/watcher.mjs'

const ALONE = 5000	// ms with no import
const SECONDS = 400	// at most for a step
const [, , folder] = process.argv

const fixed = (n, digits, width) => (Number.isFinite(n) ? n.toFixed(digits) : '-').padStart(width)
const three = list => [0.5, 0.99, 1].map(part => fixed(share(list, part), 1, 9)).join('')
const beside = (times, steps) => steps.filter(step => !step.startsWith('alone')).flatMap(step => times[step] ?? []).sort((a, b) => a - b)

function table(steps, read, written) {
	const say = (name, seconds, a, b) => `${name.padEnd(20)}${fixed(seconds, 1, 8)}${three(a)}${fixed(a?.length, 0, 7)} |${three(b)}${fixed(b?.length, 0, 7)}`
	const ratio = (times, part) => fixed(share(beside(times, steps.map(s => s.step)), part) / share(times['alone after'], part), 2, 0)
	return [
		`                     seconds   list p50      p99      max  times | enter p50     p99      max  times   (ms)`,
		...steps.map(({ step, seconds }) => say(step, seconds, read[step], written[step])),
		`beside the import against alone: list p50 ${ratio(read, 0.5)}, p99 ${ratio(read, 0.99)}; entering a child p50 ${ratio(written, 0.5)}, p99 ${ratio(written, 0.99)}`,
	]
}

async function main() {
	const head = await newSession('amarlow'), officer = await newSession('jkite')
	const files = await taken(head), steps = []
	const children = sql(`SELECT handle FROM everychild_index.child WHERE shielded = 0 AND unlinked = 0 AND archived_at IS NULL AND died_on IS NULL
	    ORDER BY CRC32(handle) LIMIT 2000`).flat()
	const file = process.env.EC_ENV
	const watchers = [await watch({ file, login: 'psomer', page: '/education/' }), await watch({ file, login: 'jkite', children })]
	const on = step => {
		const last = steps.at(-1)
		if (last) last.seconds ??= (Date.now() - last.at) / 1000
		if (step) steps.push({ step, at: Date.now() })
		for (const watcher of watchers) watcher.during(step)
	}
	await emptied(sql)
	await readIn({ env, sql, client: officer, folder, files, seconds: SECONDS, on })
	on('alone after')
	await pause(ALONE)
	on('')
	const times = await Promise.all(watchers.map(watcher => watcher.ended()))
	const again = await taken(head), other = [...files].filter(([kind, text]) => again.get(kind) !== text).map(([kind]) => kind)
	const [[rows, known]] = sql(`SELECT SUM(n_rows), (SELECT COUNT(*) FROM everychild_education.pupil WHERE child_id IS NOT NULL)
	    FROM everychild_education.import`)
	const text = ['', `import of ${known} children, ${rows} rows in ${files.size} files`, ...table(steps, ...times),
		other.length === 0 ? 'out again with the same bytes' : `OTHER BYTES: ${other.join(' ')}`].join('\n')
	console.log(text)
	fs.appendFileSync(`${folder}/result.txt`, `${text}\n`)
	return other.length === 0 ? 0 : 1
}

process.exit(await main())
