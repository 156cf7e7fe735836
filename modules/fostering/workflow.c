#include "fostering.h"

/* sections.md 10; numbers are the rows of its table in order. Who: a
 * worker is the holder or of the same team (11.2); SYSTEM is the program's own
 * daily round. A closure keeps the state it came from, so that one in error can
 * be undone (16). */

#define S(state)	(1u << FOSTERING_##state)
#define PROPOSALS	(S(PROPOSED) | S(READY))
#define ACTIVES		(S(ACTIVE_NEW) | S(ACTIVE))
#define CLOSED		(S(NOT_PF) | S(WITHDRAWN) | S(ENDED) | S(TRANSFERRED))
#define ANY		((1u << FOSTERING_STATE__MAX) - 1)
#define WORKER		.relations = "OWNER TEAM", .roles = "PFM"
#define MANAGER		.roles = "PFM"

static const struct workflow_state states[FOSTERING_STATE__MAX] = {
	[FOSTERING_ENQUIRY] = { "ENQUIRY", "Enquiry", "yellow", false },
	[FOSTERING_PROPOSED] = { "PROPOSED", "Proposed", "blue", false },
	[FOSTERING_READY] = { "READY", "Proposed, decided", "blue", false },
	[FOSTERING_ACTIVE_NEW] = { "ACTIVE_NEW", "Active, initial action", "teal", false },
	[FOSTERING_ACTIVE] = { "ACTIVE", "Active", "green", false },
	[FOSTERING_PAUSED] = { "PAUSED", "Child away", "orange", false },
	[FOSTERING_END_DUE] = { "END_DUE", "Ended, details due", "purple", false },
	[FOSTERING_NOT_PF] = { "NOT_PF", "Closed: not private fostering", "grey", true },
	[FOSTERING_WITHDRAWN] = { "WITHDRAWN", "Closed: proposal dropped", "grey", true },
	[FOSTERING_ENDED] = { "ENDED", "Closed: ended", "grey", true },
	[FOSTERING_TRANSFERRED] = { "TRANSFERRED", "Closed: moved to another area", "grey", true },
	[FOSTERING_ARCHIVED] = { "ARCHIVED", "Archived", "grey", true },
	[FOSTERING_DESTROYED] = { "DESTROYED", "Destroyed", "grey", true },
};

static const struct transition transitions[] = {
	{ .number = 1, .event = FOSTERING_EVENT_NOTICE, .from = WORKFLOW_START,
	  .to = FOSTERING_ENQUIRY,
	  .code = "notice", .title = "Notice received" },
	{ .number = 2, .event = FOSTERING_EVENT_NOT_PF, .from = S(ENQUIRY), .to = FOSTERING_NOT_PF,
	  MANAGER,
	  .suspends = true, .guard = fostering_not_pf_guard,
	  .button = "Agree to close: not private fostering", .path = "/not-pf",
	  .code = "not-pf", .title = "Closed: not private fostering" },
	{ .number = 3, .event = FOSTERING_EVENT_PROPOSED, .from = S(ENQUIRY),
	  .to = FOSTERING_PROPOSED, .relations = "OWNER TEAM", .roles = "PFM",
	  .guard = fostering_decide_proposed_guard, .button = "Confirm: proposed private fostering",
	  .path = "/decide",
	  .code = "proposed", .title = "Proposed private fostering", .shared = true },
	{ .number = 4, .event = FOSTERING_EVENT_PF, .from = S(ENQUIRY), .to = FOSTERING_ACTIVE_NEW,
	  .relations = "OWNER TEAM", .roles = "PFM",
	  .guard = fostering_decide_pf_guard, .button = "Start: it is private fostering",
	  .path = "/decide",
	  .code = "pf", .title = "Private fostering", .shared = true },
	{ .number = 5, .event = FOSTERING_EVENT_READY, .from = S(PROPOSED), .to = FOSTERING_READY,
	  MANAGER, .guard = fostering_decision_guard,
	  .button = "Decided before the start: go on", .path = "/suitability",
	  .code = "ready", .title = "Decided before the start" },
	{ .number = 6, .event = FOSTERING_EVENT_ARRIVED, .from = PROPOSALS,
	  .to = FOSTERING_ACTIVE_NEW, WORKER,
	  .button = "The child has arrived", .path = "/arrival",
	  .code = "arrived", .title = "Child arrived", .shared = true },
	{ .number = 7, .event = FOSTERING_EVENT_DROPPED, .from = PROPOSALS,
	  .to = FOSTERING_WITHDRAWN, MANAGER, .out = true,
	  .suspends = true, .guard = fostering_drop_guard,
	  .button = "Agree that the proposal is dropped", .path = "/dropped",
	  .code = "dropped", .title = "Proposal dropped" },
	{ .number = 8, .event = FOSTERING_EVENT_DECIDED, .from = S(ACTIVE_NEW),
	  .to = FOSTERING_ACTIVE, MANAGER, .guard = fostering_decision_guard,
	  .button = "Initial action complete and decided: go on", .path = "/suitability",
	  .code = "decided", .title = "Initial action complete and decided" },
	{ .number = 9, .event = FOSTERING_EVENT_AWAY, .from = ACTIVES, .to = FOSTERING_PAUSED,
	  .suspends = true, WORKER, .out = true,
	  .button = "The child is away and to return", .path = "/absence",
	  .code = "away", .title = "Child away, to return" },
	{ .number = 10, .event = FOSTERING_EVENT_BACK, .from = S(PAUSED), .to = WORKFLOW_RESUME,
	  WORKER, .button = "The child is back", .path = "/absence/back",
	  .code = "back", .title = "Child back" },
	{ .number = 11, .event = FOSTERING_EVENT_LAPSED, .from = S(PAUSED),
	  .to = FOSTERING_END_DUE, .relations = "OWNER TEAM SYSTEM", .roles = "PFM",
	  .button = "The child does not come back", .path = "/absence/ended", .out = true,
	  .code = "lapsed", .title = "Child does not return" },
	{ .number = 12, .event = FOSTERING_EVENT_END, .from = ACTIVES | S(PAUSED),
	  .to = FOSTERING_END_DUE, WORKER, .out = true,
	  .button = "The arrangement has ended", .path = "/end",
	  .code = "end", .title = "Arrangement ended", .shared = true },
	{ .number = 13, .event = FOSTERING_EVENT_BIRTHDAY, .from = ACTIVES | S(PAUSED),
	  .to = FOSTERING_END_DUE, .relations = "SYSTEM",
	  .code = "birthday", .title = "Arrangement ended by the child's age", .shared = true },
	{ .number = 14, .event = FOSTERING_EVENT_CLOSE, .from = S(END_DUE), .to = FOSTERING_ENDED,
	  MANAGER,
	  .suspends = true, .guard = fostering_close_guard,
	  .button = "Sign off the end", .path = "/close",
	  .code = "close", .title = "Closed", .shared = true },
	{ .number = 15, .event = FOSTERING_EVENT_TRANSFERRED, .from = ACTIVES,
	  .to = FOSTERING_TRANSFERRED, MANAGER, .out = true,
	  .suspends = true, .guard = fostering_transfer_guard,
	  .button = "Close: the other authority has it", .path = "/transfer",
	  .code = "transferred", .title = "Moved to another authority's area", .shared = true },
	{ .number = 16, .event = FOSTERING_EVENT_UNDO, .from = CLOSED, .to = WORKFLOW_RESUME,
	  MANAGER, .out = true, .guard = fostering_undo_guard,
	  .button = "Closed in error: undo it", .path = "/undo",
	  .code = "undo", .title = "Closure undone" },
	{ .number = 17, .event = FOSTERING_EVENT_AGAIN, .from = S(NOT_PF), .to = FOSTERING_ENQUIRY,
	  .relations = "OWNER TEAM SYSTEM", .roles = "PFM", .out = true,
	  .guard = fostering_again_guard, .button = "Test it again", .path = "/again",
	  .code = "again", .title = "To be tested again" },
	{ .number = 18, .event = FOSTERING_EVENT_ARCHIVE, .from = CLOSED,
	  .to = FOSTERING_ARCHIVED, .relations = "SYSTEM",
	  .code = "archive", .title = "Archived" },
	{ .number = 19, .event = FOSTERING_EVENT_DESTROY, .from = S(ARCHIVED),
	  .to = FOSTERING_DESTROYED, .roles = "IXM AUD",
	  .code = "destroy", .title = "Destroyed" },
	{ .number = 20, .event = FOSTERING_EVENT_HOLD, .from = ANY, .to = FOSTERING_ENQUIRY,
	  .same = true, .roles = "AUD",
	  .code = "hold", .title = "Legal hold set or ended" },
	/* Beside the table of 10: an end in error is no end, and 13 comes by itself. */
	{ .number = 21, .event = FOSTERING_EVENT_NOT_ENDED, .from = S(END_DUE), .to = WORKFLOW_RESUME,
	  MANAGER, .out = true, .guard = fostering_not_ended_guard,
	  .button = "It has not ended: go on", .path = "/not-ended",
	  .code = "not-ended", .title = "It has not ended", .shared = true },
	{ 0 }
};

const struct workflow fostering_workflow = { states, FOSTERING_STATE__MAX, transitions };
