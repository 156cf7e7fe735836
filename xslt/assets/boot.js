// Before first paint: tells the style sheet that scripts run. A classic script
// on purpose; a module would run after the page has been shown.
document.body.className += ' js-enabled' +
	('noModule' in HTMLScriptElement.prototype ? ' govuk-frontend-supported' : '')
