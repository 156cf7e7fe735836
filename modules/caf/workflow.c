#include "caf.h"

/* caf.md 4.1 and 4.2; numbers are those of its tables. */

#define S(state)	(1u << (state))

static const struct workflow_state states[CAF_STATE__MAX] = {
	[CAF_CONCERN] = { "S0", "Concern", "grey", false },
	[CAF_CONSENT_SOUGHT] = { "S1", "Consent sought", "yellow", false },
	[CAF_REGISTERED] = { "S2", "Registered", "blue", false },
	[CAF_ASSESSING] = { "S3", "Assessing", "blue", false },
	[CAF_COMPLETED] = { "S4", "Completed", "green", false },
	[CAF_REFUSED] = { "S11", "Consent refused", "red", true },
	[CAF_ENDED] = { "END", "Ended after the checklist", "grey", true },
};

static const struct transition transitions[] = {
	{ 1, CAF_EVENT_CHECKLIST, WORKFLOW_START, CAF_CONCERN, false, NULL,
	  "checklist.start", "{Checklist} started", false },
	{ 2, CAF_EVENT_END, S(CAF_CONCERN), CAF_ENDED, false, "OWNER",
	  "checklist.end", "{Checklist} ended without a {common assessment}", false },
	{ 3, CAF_EVENT_ASK, WORKFLOW_START | S(CAF_CONCERN), CAF_CONSENT_SOUGHT, false, "OWNER",
	  "consent.ask", "Family is to be asked for consent", false },
	{ 4, CAF_EVENT_CONSENT, S(CAF_CONSENT_SOUGHT), CAF_REGISTERED, false, "OWNER",
	  "register", "{Common assessment} registered", true },
	{ 5, CAF_EVENT_REFUSE, S(CAF_CONSENT_SOUGHT), CAF_REFUSED, false, "OWNER",
	  "consent.refuse", "Consent not given", false },
	{ 6, CAF_EVENT_SEARCH, S(CAF_REGISTERED), CAF_REGISTERED, true, "OWNER",
	  "search", "Checked for an existing assessment", false },
	{ 7, CAF_EVENT_START, S(CAF_REGISTERED), CAF_ASSESSING, false, "OWNER",
	  "form.start", "Assessment form started", false },
	{ 8, CAF_EVENT_SAVE, S(CAF_ASSESSING), CAF_ASSESSING, true, "OWNER COA",
	  "form.save", "Assessment form saved", false },
	{ 9, CAF_EVENT_COMPLETE, S(CAF_ASSESSING), CAF_COMPLETED, false, "OWNER",
	  "complete", "{Common assessment} completed", true },
	{ 21, CAF_EVENT_HARM, S(CAF_CONCERN) | S(CAF_CONSENT_SOUGHT) | S(CAF_REGISTERED) |
	  S(CAF_ASSESSING) | S(CAF_COMPLETED), CAF_CONCERN, true, NULL,
	  "harm", "Section K opened: concern about significant harm", false },
	{ 0 }
};

const struct workflow caf_workflow = { states, CAF_STATE__MAX, transitions };
