/*
 * Saves what is being typed as a draft on the server.
 *
 * <form data-module="app-autosave" data-url="/caf/draft/…">
 *   …
 *   <div class="app-autosave" hidden>
 *     <p class="app-autosave__text"></p>          always says the latest
 *     <p class="app-autosave__said" role="status"></p>   is read out: changes of state only
 *
 * All fields of the form are posted as they stand, valid or not. Answers:
 *   204         saved; the time is this computer's
 *   200 text    saved; the text is shown ("Saved at 2:05pm")
 *   401, 403, a redirect   signed out: nothing is sent any more, the text stays
 *   409         somebody else was faster: the text that comes with it is shown
 *   other 4xx   the server will not take this as it is
 *   other       tried again, later each time
 * A header "Session-Seconds" may tell how long the session lasts now.
 *
 * Nothing is kept in the browser: no local or session storage.
 */
const WAIT = 2000
const RETRY = [5000, 10000, 20000, 40000, 60000]
const PATIENCE = 20000
const KEEPALIVE_MAX = 60000	// bytes a browser sends after the page has gone

const WORDS = {
	idle: '',
	saving: 'Saving…',
	failed: 'Not saved, will try again',
	'signed-out': 'You are signed out. Sign in again in another tab; your text stays here',
	conflict: 'Somebody else has saved this meanwhile. Save to see both texts; yours stays here',
	refused: 'Not saved as a draft. Your text stays here'
}

export class Autosave {
	constructor(form) {
		this.form = form
		this.url = form.dataset.url
		this.box = form.querySelector('.app-autosave')
		this.text = form.querySelector('.app-autosave__text')
		this.said = form.querySelector('.app-autosave__said')
		this.state = 'idle'
		this.dirty = false	// something is not on the server
		this.failures = 0
		this.timer = null
		this.flight = null
		this.leaving = false
		if (this.text.textContent) {
			this.box.hidden = false
		}

		form.addEventListener('input', () => this.touch())
		form.addEventListener('change', () => this.touch())
		form.addEventListener('submit', event => this.submitted(event))
		window.addEventListener('online', () => this.state === 'failed' && this.save())
		window.addEventListener('pagehide', () => this.farewell())
		window.addEventListener('beforeunload', event => this.hold(event))
		window.addEventListener('pageshow', () => { this.leaving = false })
	}

	// The first key starts the clock, so a fast writer is saved every WAIT too.
	touch() {
		this.dirty = true
		this.changes = (this.changes || 0) + 1
		if (this.state === 'conflict' || this.state === 'refused') {
			this.show('failed')
		}
		if (this.state !== 'signed-out' && this.timer === null) {
			this.later(this.state === 'failed' ? this.pause() : WAIT)
		}
	}

	later(milliseconds) {
		clearTimeout(this.timer)
		this.timer = setTimeout(() => this.save(), milliseconds)
	}

	pause() {
		return RETRY[Math.min(this.failures, RETRY.length) - 1] || WAIT
	}

	body() {
		const body = new URLSearchParams()
		for (const [name, value] of new FormData(this.form)) {
			if (typeof value === 'string') {
				body.append(name, value)
			}
		}
		return body
	}

	// Resolves to true when nothing is left to save.
	async save() {
		clearTimeout(this.timer)
		this.timer = null
		while (this.flight) {
			await this.flight
		}
		if (!this.dirty || this.state === 'signed-out' || this.leaving) {
			return !this.dirty
		}
		this.flight = this.send()
		await this.flight
		this.flight = null
		if (this.dirty && this.timer === null && this.state === 'saved') {
			this.later(WAIT)
		}
		return !this.dirty
	}

	async send() {
		const seen = this.changes
		this.show(this.failures ? 'failed' : 'saving')
		this.abort = new AbortController()
		const limit = setTimeout(() => this.abort.abort(), PATIENCE)
		try {
			const answer = await fetch(this.url, {
				method: 'POST', body: this.body(), credentials: 'same-origin',
				redirect: 'manual', cache: 'no-store', signal: this.abort.signal
			})
			await this.answered(answer, seen)
		} catch {
			this.failed()
		} finally {
			clearTimeout(limit)
		}
	}

	async answered(answer, seen) {
		const type = answer.headers.get('Content-Type') || ''
		if (answer.status === 204 || (answer.status === 200 && type.startsWith('text/plain'))) {
			const words = answer.status === 200 ? (await answer.text()).trim() : ''
			this.failures = 0
			this.dirty = this.changes !== seen
			this.show('saved', words || 'Saved at ' + clock(new Date()))
			this.alive(answer.headers.get('Session-Seconds'))
		} else if (answer.type === 'opaqueredirect' || answer.status === 401 || answer.status === 403) {
			this.show('signed-out')
		} else if (answer.status === 409) {
			this.show('conflict', type.startsWith('text/plain') ? (await answer.text()).trim() : '')
		} else if (answer.status >= 400 && answer.status < 500 && answer.status !== 408 && answer.status !== 429) {
			this.show('refused')
		} else {
			this.failed()
		}
	}

	failed() {
		if (this.leaving) {
			return
		}
		this.failures++
		this.show('failed')
		this.later(this.pause())
	}

	// Seen always, heard only when the state is another one. "Saving" is not
	// news to a listener.
	show(state, words) {
		const sentence = words || WORDS[state]
		this.box.hidden = false
		this.box.dataset.state = state
		if (this.text.textContent !== sentence) {
			this.text.textContent = sentence
		}
		if (state !== 'saving' && state !== this.announced) {
			this.said.textContent = state === 'saved' ? 'Draft saved' : sentence
			this.announced = state
		}
		this.state = state
	}

	// The server has just seen us: the session lasts on.
	alive(seconds) {
		document.dispatchEvent(new CustomEvent('app:alive', { detail: Number(seconds) || 0 }))
	}

	// A button of the form was pressed: the form itself is on its way now.
	submitted(event) {
		if (event.defaultPrevented) {
			return
		}
		this.leaving = true
		clearTimeout(this.timer)
		this.timer = null
		if (this.abort) {
			this.abort.abort()
		}
	}

	// Leaving by a link within the two seconds: the last words go after.
	farewell() {
		if (!this.dirty || this.leaving || this.state === 'signed-out') {
			return
		}
		const body = this.body()
		if (body.toString().length < KEEPALIVE_MAX) {
			fetch(this.url, {
				method: 'POST', body, credentials: 'same-origin',
				redirect: 'manual', keepalive: true
			}).catch(() => {})
		}
	}

	get stuck() {
		return this.dirty && ['failed', 'signed-out', 'conflict', 'refused'].includes(this.state)
	}

	hold(event) {
		if (this.stuck && !this.leaving) {
			event.preventDefault()
			event.returnValue = ''
		}
	}

	// The session has ended elsewhere or by time.
	ended() {
		clearTimeout(this.timer)
		this.timer = null
		this.show('signed-out')
	}
}

function clock(date) {
	const hours = date.getHours()
	const minutes = String(date.getMinutes()).padStart(2, '0')
	return (hours % 12 || 12) + ':' + minutes + (hours < 12 ? 'am' : 'pm')
}
