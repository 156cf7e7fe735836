#include "meeting.h"
#include "triage.h"

/* sections.md 3.2: numbers are those of its table; SYSTEM is the program's own
 * daily round. Every step keeps the state it left, so that a wrong one can be taken
 * back (T19). */

#define S(state)	(1u << LSCB_##state)
#define UNDER_WAY	(S(GATHERING) | S(DISCUSSION) | S(HOLD_ON))
#define CLOSED_STATES	(S(OUT) | S(DUPLICATE) | S(TRANSFERRED) | S(CLOSED))
#define ANY		((1u << LSCB_STATE__MAX) - 1)
#define COORDINATOR	.roles = "CDC", .suspends = true
#define CHAIR		.roles = "CDP", .suspends = true

static const struct workflow_state states[LSCB_STATE__MAX] = {
	[LSCB_DRAFT] = { "DRAFT", "Notification draft", "grey", false },
	[LSCB_NOTIFIED] = { "NOTIFIED", "Notified", "yellow", false },
	[LSCB_OUT] = { "OUT", "Out of scope", "grey", true },
	[LSCB_DUPLICATE] = { "DUPLICATE", "Duplicate", "grey", true },
	[LSCB_TRANSFERRED] = { "TRANSFERRED", "Transferred out", "grey", true },
	[LSCB_GATHERING] = { "GATHERING", "Gathering", "blue", false },
	[LSCB_DISCUSSION] = { "DISCUSSION", "Local discussion", "magenta", false },
	[LSCB_HOLD_ON] = { "HOLD", "On hold", "purple", false },
	[LSCB_READY] = { "READY", "Ready for the panel", "green", false },
	[LSCB_LISTED] = { "LISTED", "Listed", "green", false },
	[LSCB_ADJOURNED] = { "ADJOURNED", "Adjourned", "orange", false },
	[LSCB_COMPLETED] = { "COMPLETED", "Review completed", "teal", false },
	[LSCB_CLOSED] = { "CLOSED", "Closed", "grey", true },
	[LSCB_ARCHIVED] = { "ARCHIVED", "Archived", "grey", true },
	[LSCB_DESTROYED] = { "DESTROYED", "Destroyed", "grey", true },
};

static const struct transition transitions[] = {
	{ .number = 1, .event = LSCB_EVENT_NOTIFY, .from = WORKFLOW_START, .to = LSCB_NOTIFIED,
	  .code = "notified", .title = "Notified" },
	{ .number = 2, .event = LSCB_EVENT_OUT, .from = S(NOTIFIED) | S(GATHERING), .to = LSCB_OUT, COORDINATOR,
	  .out = true, .code = "out", .title = "Out of scope",
	  .guard = lscb_out_guard, .button = "Out of scope", .path = "/out" },
	{ .number = 3, .event = LSCB_EVENT_DUPLICATE, .from = S(NOTIFIED), .to = LSCB_DUPLICATE,
	  COORDINATOR, .out = true, .code = "duplicate", .title = "Joined to another case",
	  .button = "Join it to another case of this child", .path = "/duplicates" },
	{ .number = 4, .event = LSCB_EVENT_TRANSFER, .from = S(NOTIFIED) | S(GATHERING),
	  .to = LSCB_TRANSFERRED, COORDINATOR, .out = true,
	  .code = "transferred", .title = "Accepted by another panel",
	  .guard = lscb_transfer_guard,
	  .button = "Accepted by another panel", .path = "/transfer" },
	{ .number = 5, .event = LSCB_EVENT_ACCEPT, .from = S(NOTIFIED), .to = LSCB_GATHERING,
	  COORDINATOR, .code = "accepted", .title = "Accepted for review",
	  .guard = lscb_accept_guard,
	  .button = "Accept for review", .path = "/accept" },
	{ .number = 6, .event = LSCB_EVENT_DISCUSS, .from = S(GATHERING), .to = LSCB_DISCUSSION,
	  .relations = "JAR", COORDINATOR, .code = "discussion", .title = "Local discussion set",
	  .button = "Set the local discussion", .path = "/discussion" },
	{ .number = 7, .event = LSCB_EVENT_MORE, .from = S(DISCUSSION), .to = LSCB_GATHERING,
	  .relations = "JAR", COORDINATOR, .code = "more", .title = "More is needed",
	  .button = "More is needed", .path = "/discussion" },
	{ .number = 8, .event = LSCB_EVENT_HOLD, .from = S(GATHERING) | S(DISCUSSION),
	  .to = LSCB_HOLD_ON, .relations = "SYSTEM", .suspends = true,
	  .code = "hold", .title = "On hold for another process" },
	{ .number = 9, .event = LSCB_EVENT_NEWS, .from = S(HOLD_ON), .to = LSCB_GATHERING,
	  COORDINATOR, .code = "news", .title = "New material after a process ended",
	  .button = "Go on gathering: new material", .path = "/news" },
	{ .number = 10, .event = LSCB_EVENT_READY, .from = UNDER_WAY, .to = LSCB_READY, COORDINATOR,
	  .code = "ready", .title = "Ready for the panel",
	  .guard = lscb_ready_missing,
	  .button = "Ready for the panel", .path = "/ready" },
	{ .number = 11, .event = LSCB_EVENT_LIST, .from = S(READY), .to = LSCB_LISTED, COORDINATOR,
	  .code = "listed", .title = "Listed for a meeting",
	  .button = "Put on an agenda", .path = "/list" },
	{ .number = 12, .event = LSCB_EVENT_UNLIST, .from = S(LISTED), .to = LSCB_READY, COORDINATOR,
	  .out = true, .code = "unlisted", .title = "Taken off the agenda",
	  .button = "Take off the agenda", .path = "/unlist" },
	{ .number = 13, .event = LSCB_EVENT_DEFER, .from = S(LISTED), .to = LSCB_ADJOURNED, CHAIR,
	  .code = "deferred", .title = "Adjourned by the panel",
	  .guard = lscb_defer_guard,
	  .button = "Adjourn", .path = "/defer" },
	{ .number = 14, .event = LSCB_EVENT_ANSWERED, .from = S(ADJOURNED), .to = LSCB_READY,
	  COORDINATOR, .code = "answered", .title = "What the panel asked is answered",
	  .button = "Go on after the adjournment", .path = "/answered" },
	{ .number = 14, .event = LSCB_EVENT_ASKED, .from = S(ADJOURNED), .to = LSCB_GATHERING,
	  COORDINATOR, .code = "asked", .title = "Asked agencies for the panel" },
	{ .number = 15, .event = LSCB_EVENT_SIGN, .from = S(LISTED), .to = LSCB_COMPLETED, CHAIR,
	  .code = "completed", .title = "Review completed",
	  .guard = lscb_sign_guard,
	  .button = "Sign the analysis", .path = "/sign" },
	{ .number = 16, .event = LSCB_EVENT_CLOSE, .from = S(COMPLETED), .to = LSCB_CLOSED,
	  COORDINATOR, .code = "closed", .title = "Closed",
	  .guard = lscb_close_guard,
	  .button = "Close", .path = "/close" },
	{ .number = 17, .event = LSCB_EVENT_REOPEN, .from = S(COMPLETED) | S(CLOSED),
	  .to = LSCB_GATHERING, CHAIR, .out = true,
	  .code = "reopened", .title = "Reopened",
	  .button = "Reopen", .path = "/reopen" },
	{ .number = 18, .event = LSCB_EVENT_BACK, .from = S(TRANSFERRED), .to = LSCB_NOTIFIED,
	  COORDINATOR, .out = true, .code = "back", .title = "Handed back by the other panel",
	  .button = "Handed back by the other panel", .path = "/transfer" },
	{ .number = 19, .event = LSCB_EVENT_UNDO, .from = ANY, .to = WORKFLOW_RESUME,
	  .roles = "CDC", .out = true, .code = "undo", .title = "Step taken back",
	  .guard = lscb_undo_guard,
	  .button = "Take back the last step", .path = "/undo" },
	{ .number = 20, .event = LSCB_EVENT_ARCHIVE, .from = CLOSED_STATES, .to = LSCB_ARCHIVED,
	  .relations = "SYSTEM", .code = "archive", .title = "Archived" },
	{ .number = 21, .event = LSCB_EVENT_DESTROY, .from = S(ARCHIVED), .to = LSCB_DESTROYED,
	  .roles = "CDC CDG", .code = "destroy", .title = "Destroyed" },
	{ .number = 22, .event = LSCB_EVENT_LEGAL, .from = ANY, .to = LSCB_DRAFT, .same = true,
	  .roles = "CDG", .code = "legal-hold", .title = "Legal hold set or ended" },
	{ 0 }
};

const struct workflow lscb_workflow = { states, LSCB_STATE__MAX, transitions };
