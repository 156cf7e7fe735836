import { initAll } from './govuk-frontend.min.js'
import { Autosave } from './autosave.js'
import { FileText } from './file-text.js'
import { Timeout } from './timeout.js'

initAll()

const forms = [...document.querySelectorAll('form[data-module="app-autosave"]')]
const drafts = forms.map(form => new Autosave(form))

for (const area of document.querySelectorAll('textarea[data-file]')) new FileText(area)

for (const dialog of document.querySelectorAll('dialog[data-module="app-timeout"]')) {
	new Timeout(dialog, drafts)
}
