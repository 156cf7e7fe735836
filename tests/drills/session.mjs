// A session of the database's administrator that stays open: quick to ask, and
// able to hold a lock while something else waits for it.
import { spawn } from 'node:child_process'
import { dbClient, env } from '../lib/stack.mjs'

export class Session {
	constructor() {
		this.out = ''
		this.errors = ''
		this.asked = 0
		this.child = spawn(dbClient, ['--no-defaults', `--socket=${env.EC_DB_SOCKET}`, `--user=${env.EC_DB_ADMIN}`,
			'--batch', '--skip-column-names', '--unbuffered', '--default-character-set=utf8mb4'], { stdio: 'pipe' })
		this.child.stdout.setEncoding('utf8')
		this.child.stdout.on('data', text => { this.out += text; this.settle() })
		this.child.stderr.on('data', text => { this.errors += text })
		this.child.stdin.on('error', () => {})
		this.ended = new Promise(resolve => this.child.on('close', () => { this.waiting?.reject(new Error(`database session: ${this.errors}`)); resolve() }))
	}
	settle() {
		const mark = `end-${this.asked}\n`
		if (!this.waiting || !this.out.endsWith(mark)) return
		const text = this.out.slice(0, -mark.length)
		this.out = ''
		this.waiting.resolve(text === '' ? [] : text.replace(/\n$/, '').split('\n').map(line => line.split('\t')))
		this.waiting = null
	}
	// Rows of text cells; one question at a time.
	ask(text) {
		return new Promise((resolve, reject) => {
			this.waiting = { resolve, reject }
			this.child.stdin.write(`${text};\nSELECT 'end-${++this.asked}';\n`)
		})
	}
	close() {
		this.child.stdin.end()
		return this.ended
	}
}
