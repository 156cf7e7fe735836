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

/* There was care whose end can be taken back. */
static const char *ended(struct request *r, const struct record *record)
{
	struct db_row last;

	return db_find(r->db, &education_sql[EDUCATION_STEP_EPISODE_LAST], &last, record->id) ? NULL :
	    "No end of care was recorded";
}

static const struct transition transitions[] = {
	{ .number = 1, .event = EDUCATION_EVENT_PLANNED, .from = WORKFLOW_START,
	  .to = EDUCATION_PLANNED, .code = "planned", .title = "To be looked after" },
	{ .number = 2, .event = EDUCATION_EVENT_ENTERED, .from = S(PLANNED) | S(ADVICE) |
	  S(VISITOR) | S(LEFT), .to = EDUCATION_IN_CARE, .relations = "OWNER WORKER SYSTEM",
	  .roles = "EVH EVO", .code = "entered", .title = "Became looked after",
	  .button = "Record the start of care", .path = "/episode" },
	{ .number = 3, .event = EDUCATION_EVENT_DROPPED, .from = S(PLANNED), .to = EDUCATION_LEFT,
	  .relations = "OWNER", .roles = "EVH EVO", .out = true, .code = "dropped",
	  .title = "Care did not begin", .button = "Care did not begin", .path = "/dropped" },
	{ .number = 4, .event = EDUCATION_EVENT_LEFT, .from = S(IN_CARE), .to = EDUCATION_LEFT,
	  .relations = "OWNER WORKER SYSTEM", .roles = "EVH EVO", .out = true, .code = "left",
	  .title = "No longer looked after",
	  .button = "Record the end of care", .path = "/episode/end" },
	{ .number = 5, .event = EDUCATION_EVENT_BACK, .from = S(LEFT), .to = EDUCATION_IN_CARE,
	  .relations = "OWNER", .roles = "EVH EVO", .out = true, .code = "end.error",
	  .title = "The end of care was recorded in error", .guard = ended,
	  .button = "The end of care was recorded in error", .path = "/end-error" },
	{ .number = 6, .event = EDUCATION_EVENT_VISITOR, .from = WORKFLOW_START,
	  .to = EDUCATION_VISITOR, .code = "visitor", .title = "Another authority's child" },
	{ .number = 7, .event = EDUCATION_EVENT_GONE, .from = S(VISITOR), .to = EDUCATION_LEFT,
	  .relations = "OWNER", .roles = "EVH EVO", .code = "gone", .title = "Left our schools",
	  .button = "The child has left our schools", .path = "/gone" },
	{ .number = 8, .event = EDUCATION_EVENT_ADVICE, .from = WORKFLOW_START,
	  .to = EDUCATION_ADVICE, .code = "advice.start", .title = "Advice only" },
	{ .number = 8, .event = EDUCATION_EVENT_ADVICE, .from = S(PLANNED) | S(VISITOR) | S(LEFT),
	  .to = EDUCATION_ADVICE, .relations = "OWNER", .roles = "EVH EVO", .out = true,
	  .code = "advice", .title = "Advice only", .button = "Give advice from now on",
	  .path = "/advice" },
	{ .number = 9, .event = EDUCATION_EVENT_ENDED, .from = S(ADVICE), .to = EDUCATION_LEFT,
	  .relations = "OWNER", .roles = "EVH EVO", .out = true, .code = "advice.end",
	  .title = "Advice has ended", .button = "End the advice", .path = "/advice/end" },
	{ .number = 10, .event = EDUCATION_EVENT_LOCK, .from = S(LEFT), .to = EDUCATION_LOCKED,
	  .relations = "OWNER WORKER SYSTEM", .roles = "EVH EVO", .out = true, .code = "lock",
	  .title = "Locked after adoption", .button = "Lock it after an adoption order",
	  .path = "/lock" },
	{ .number = 14, .event = EDUCATION_EVENT_UNLOCK, .from = S(LOCKED), .to = EDUCATION_LEFT,
	  .roles = "EVH", .out = true, .code = "unlock", .title = "Unlocked", .button = "Unlock it",
	  .path = "/unlock" },
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
