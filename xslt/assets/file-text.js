/*
 * Puts the text of a chosen file into a text area, so that it need not be pasted.
 * Nothing is sent by choosing: the field has no name, and the text goes with the form
 * as if it had been pasted. Without this script the text area is there alone.
 *
 * <textarea data-file="yes" data-max="200000">
 */
const SIZE = 4	// bytes that a character may have

export class FileText {
	constructor(area) {
		this.area = area
		this.max = Number(area.dataset.max) || Infinity
		const group = document.createElement('div')
		group.className = 'govuk-form-group'
		const label = document.createElement('label')
		label.className = 'govuk-label'
		label.htmlFor = `${area.id}-file`
		label.textContent = 'Take the text from a file'
		this.input = document.createElement('input')
		this.input.type = 'file'
		this.input.id = label.htmlFor
		this.input.className = 'govuk-file-upload'
		this.input.accept = '.csv,.txt,text/csv,text/plain'
		this.said = document.createElement('p')
		this.said.className = 'govuk-hint'
		this.said.setAttribute('role', 'status')
		group.append(label, this.input, this.said)
		area.closest('.govuk-form-group').before(group)
		this.input.addEventListener('change', () => this.take(this.input.files[0]))
	}

	async take(file) {
		if (!file) return
		try {
			if (file.size > this.max * SIZE) throw new RangeError('long')
			// What is not UTF-8 is told now and not when it has been sent.
			const text = new TextDecoder('utf-8', { fatal: true }).decode(await file.arrayBuffer())
			if (text.length > this.max) throw new RangeError('long')
			this.area.value = text
			this.area.dispatchEvent(new Event('input', { bubbles: true }))
			this.said.textContent = `The text of ${file.name} is in the field below. Nothing has been sent yet.`
		} catch (error) {
			this.said.textContent = error instanceof RangeError
				? `${file.name} is too long for this page: the operator's command takes it.`
				: `${file.name} is not a text file in UTF-8.`
		}
		this.input.value = ''
	}
}
