/*
 * Warns before the session ends, and closes the page when it has ended.
 *
 * <dialog data-module="app-timeout" data-idle="1800" data-warn="1500"
 *     data-end="/signin">
 *   … <form class="app-timeout__stay" action="/signin/extend">token, button</form>
 *
 * data-idle: seconds from the making of the page until the session ends;
 * data-warn: seconds from then until the dialog opens. The page counts by the
 * difference of this computer's clock, so a wrong clock does no harm, and a
 * computer that slept knows.
 *
 * Posting the form: 200 or 204 = extended, by the seconds in the header
 * "Session-Seconds" or else by data-idle. Every page that is opened, every draft
 * that is saved and every "Stay signed in" tells the other tabs.
 *
 * At the end drafts are saved first. A page with text that could not be saved
 * stays as it is and says so; every other page goes to data-end with its own
 * path behind it, so that no case is left on an unattended screen and signing in
 * leads back.
 */
const CHANNEL = 'everychild-session'
const AFTER_OTHERS = 3000	// the tab that signs out gets there first
// Seconds before the end at which drafts are saved. The server notes a visit
// at most every half minute, so its end may come that much earlier than ours.
const SAVE_BEFORE = 60

export class Timeout {
	constructor(dialog, drafts) {
		this.dialog = dialog
		this.drafts = drafts
		this.idle = Number(dialog.dataset.idle)
		this.warned = this.idle - Number(dialog.dataset.warn)	// seconds before the end
		this.left = dialog.querySelector('.app-timeout__left')
		this.said = dialog.querySelector('.app-timeout__said')
		this.stay = dialog.querySelector('.app-timeout__stay')
		this.out = document.getElementById('app-sign-out')
		if (!(this.idle > 0) || !(this.warned > 0) || !this.out || typeof dialog.showModal !== 'function') {
			return
		}
		dialog.querySelector('.app-timeout__kept').hidden = drafts.length === 0
		this.stay.addEventListener('submit', event => { event.preventDefault(); this.extend() })
		dialog.addEventListener('cancel', event => { event.preventDefault(); this.extend() })
		this.out.addEventListener('submit', event => this.leave(event))
		document.addEventListener('app:alive', event => this.prolong(event.detail || this.idle, true))
		window.addEventListener('pageshow', () => this.tick())
		document.addEventListener('visibilitychange', () => this.tick())

		if ('BroadcastChannel' in window) {
			this.channel = new BroadcastChannel(CHANNEL)
			this.channel.addEventListener('message', event => this.heard(event.data))
		}
		this.prolong(this.idle, true)
		setInterval(() => this.tick(), 1000)
	}

	tell(message) {
		if (this.channel) {
			this.channel.postMessage(message)
		}
	}

	heard(message) {
		if (message && message.kind === 'alive' && message.seconds > 0) {
			this.prolong(message.seconds, false)
		} else if (message && message.kind === 'ended') {
			setTimeout(() => this.end('ended=out'), AFTER_OTHERS)
		}
	}

	prolong(seconds, tell) {
		this.ends = Date.now() + seconds * 1000
		this.flushed = false
		this.spoken = null
		if (this.dialog.open) {
			this.dialog.close()
		}
		if (tell) {
			this.tell({ kind: 'alive', seconds })
		}
	}

	tick() {
		if (this.over) {
			return
		}
		const left = Math.ceil((this.ends - Date.now()) / 1000)
		if (left <= SAVE_BEFORE && !this.flushed) {
			this.flushed = true
			this.flush()
		}
		if (left <= 0) {
			this.end('ended=idle')
		} else if (left <= this.warned) {
			this.show(left)
		}
	}

	flush() {
		return Promise.all(this.drafts.map(draft => draft.save()))
	}

	// Signing out by hand: what was typed goes first.
	async leave(event) {
		if (this.drafts.some(draft => draft.dirty && !draft.stuck)) {
			event.preventDefault()
			await this.flush()
			this.tell({ kind: 'ended' })
			this.out.submit()
		} else {
			this.tell({ kind: 'ended' })
		}
	}

	show(left) {
		if (!this.dialog.open) {
			this.dialog.showModal()
		}
		this.left.textContent = 'You will be signed out in ' + span(left) + '.'
		// Read out by the minute, in the last one every twenty seconds.
		const step = left > 60 ? Math.ceil(left / 60) * 60 : Math.ceil(left / 20) * 20
		if (step !== this.spoken) {
			this.spoken = step
			this.said.textContent = 'You will be signed out in ' + span(step) + '.'
		}
	}

	async extend() {
		const body = new URLSearchParams(new FormData(this.stay))
		try {
			const answer = await fetch(this.stay.action, {
				method: 'POST', body, credentials: 'same-origin', redirect: 'manual', cache: 'no-store'
			})
			if (answer.status === 200 || answer.status === 204) {
				this.prolong(Number(answer.headers.get('Session-Seconds')) || this.idle, true)
			} else if (answer.type === 'opaqueredirect' || answer.status === 401 || answer.status === 403) {
				this.end('ended=idle')
			} else {
				this.trouble()
			}
		} catch {
			this.trouble()
		}
	}

	trouble() {
		this.said.textContent = this.left.textContent = 'The service could not be reached. Try again.'
	}

	async end(reason) {
		if (this.over) {
			return
		}
		this.over = true
		if (this.dialog.open) {
			this.dialog.close()
		}
		// A draft on its way may still arrive.
		await Promise.all(this.drafts.map(draft => draft.flight))
		const unsaved = this.drafts.filter(draft => draft.dirty)
		for (const draft of unsaved) {
			draft.ended()
		}
		if (unsaved.length === 0) {
			window.location.assign(this.dialog.dataset.end + '?' + reason +
				'&return=' + encodeURIComponent(window.location.pathname))
		}
	}
}

function span(seconds) {
	if (seconds > 60) {
		const minutes = Math.ceil(seconds / 60)
		return minutes + ' minutes'
	}
	return seconds === 1 ? '1 second' : seconds + ' seconds'
}
