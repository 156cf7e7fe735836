#include "education.h"

/* The child's record. A plan has states of its own (pep-rules.h). SYSTEM is the
 * program's daily round. */

#define S(state)	(1u << EDUCATION_##state)
#define ANY		((1u << EDUCATION_STATE__MAX) - 1)

static const struct workflow_state states[EDUCATION_STATE__MAX] = {
	[EDUCATION_PLANNED] = { "PLANNED", "To be looked after", "yellow", false },
	[EDUCATION_IN_CARE] = { "CARE", "Looked after", "green", false },
	[EDUCATION_ADVICE] = { "ADVICE", "Advice only", "blue", false },
	[EDUCATION_VISITOR] = { "VISITOR", "Another authority's child", "blue", false },
	[EDUCATION_LEFT] = { "LEFT", "No longer looked after", "grey", true },
	[EDUCATION_LOCKED] = { "LOCKED", "Locked after adoption", "purple", true },
	[EDUCATION_ARCHIVED] = { "ARCHIVED", "Archived", "grey", true },
	[EDUCATION_DESTROYED] = { "DESTROYED", "Destroyed", "grey", true },
};

static const struct transition transitions[] = {
	{ .number = 1, .event = EDUCATION_EVENT_PLANNED, .from = WORKFLOW_START,
	  .to = EDUCATION_PLANNED, .code = "planned", .title = "To be looked after" },
	{ .number = 2, .event = EDUCATION_EVENT_ENTERED, .from = S(PLANNED) | S(ADVICE) |
	  S(VISITOR) | S(LEFT), .to = EDUCATION_IN_CARE, .relations = "OWNER WORKER SYSTEM",
	  .roles = "EVH EVO", .code = "entered", .title = "Became looked after",
	  .button = "Record the start of care", .path = "/episode" },
	{ .number = 4, .event = EDUCATION_EVENT_LEFT, .from = S(IN_CARE), .to = EDUCATION_LEFT,
	  .relations = "OWNER WORKER SYSTEM", .roles = "EVH EVO", .out = true, .code = "left",
	  .title = "No longer looked after",
	  .button = "Record the end of care", .path = "/episode/end" },
	{ .number = 11, .event = EDUCATION_EVENT_ARCHIVE, .from = S(LEFT) | S(LOCKED),
	  .to = EDUCATION_ARCHIVED, .relations = "SYSTEM", .code = "archive", .title = "Archived" },
	{ .number = 12, .event = EDUCATION_EVENT_DESTROY, .from = S(ARCHIVED),
	  .to = EDUCATION_DESTROYED, .roles = "IXM AUD", .code = "destroy", .title = "Destroyed" },
	{ .number = 13, .event = EDUCATION_EVENT_HOLD, .from = ANY, .to = EDUCATION_PLANNED,
	  .same = true, .roles = "AUD", .code = "hold", .title = "Legal hold set or ended" },
	{ 0 }
};

const struct workflow education_workflow = {
	.state = states,
	.states = EDUCATION_STATE__MAX,
	.transition = transitions,
};
