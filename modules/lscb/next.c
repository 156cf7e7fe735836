#include <string.h>

#include "analysis.h"
#include "collation.h"
#include "intake.h"
#include "lists.h"
#include "meeting.h"
#include "pack.h"
#include "request.h"
#include "triage.h"

/* The one step that comes next: the first line of a table that holds for the state,
 * the reader and the case. */

#define S(state)	(1u << LSCB_##state)
#define UNDER_WAY	(S(GATHERING) | S(DISCUSSION))

struct next {
	unsigned from;			/* set of 1u << state */
	enum lscb_permission may;	/* the reader's */
	bool (*when)(struct request *, const struct record *);	/* NULL: always */
	const char *words;		/* why it is next */
	/* What of it, behind the words; NULL: nothing. */
	const char *(*what)(struct request *, const struct record *);
	const char *button, *below;	/* NULL: one waits */
};

static bool scope_flag(const struct request *r, const char *flag)
{
	return lists_flag("lscb-scope", lscb_of(r)->scope, flag);
}

static bool untested(struct request *r, const struct record *record)
{
	(void)record;
	return lscb_of(r)->scope[0] == '\0';
}

static bool elsewhere(struct request *r, const struct record *record)
{
	return scope_flag(r, "wait") && !lscb_transfer_sent(r, record);
}

static bool waits_there(struct request *r, const struct record *record)
{
	return scope_flag(r, "wait") && lscb_transfer_sent(r, record);
}

static bool is_out(struct request *r, const struct record *record)
{
	(void)record;
	return scope_flag(r, "out");
}

static bool response_alone(struct request *r, const struct record *record)
{
	(void)record;
	return scope_flag(r, "jar");
}

static bool response_undecided(struct request *r, const struct record *record)
{
	return strcmp(lscb_of(r)->expected, "E") != 0 && lscb_response(r, record)[0] == '\0';
}

static bool unasked(struct request *r, const struct record *record)
{
	struct lscb_request_count c;
	const char *lack = lscb_requests_lack(r, record);

	lscb_request_count(r, record, &c);
	return lack != NULL && c.all == 0;
}

static bool unsent(struct request *r, const struct record *record)
{
	struct lscb_request_count c;

	lscb_request_count(r, record, &c);
	return c.unsent > 0;
}

static bool untold(struct request *r, const struct record *record)
{
	return !lscb_family_told(r, record);
}

static bool overdue(struct request *r, const struct record *record)
{
	struct lscb_request_count c;

	lscb_request_count(r, record, &c);
	return c.late > 0;
}

static bool returned(struct request *r, const struct record *record)
{
	struct lscb_request_count c;

	lscb_request_count(r, record, &c);
	return c.returned > 0;
}

static bool no_discussion(struct request *r, const struct record *record)
{
	return lscb_discussion_stage(r, record) == LSCB_STAGE_NONE;
}

static bool discussion_set(struct request *r, const struct record *record)
{
	return lscb_discussion_stage(r, record) == LSCB_STAGE_SET;
}

static bool discussion_held(struct request *r, const struct record *record)
{
	return lscb_discussion_stage(r, record) == LSCB_STAGE_HELD;
}

static bool awaited(struct request *r, const struct record *record)
{
	return lscb_requests_lack(r, record) != NULL;
}

static bool conflict(struct request *r, const struct record *record)
{
	return lscb_collation_conflicts(r, record) != 0;
}

static bool no_pack(struct request *r, const struct record *record)
{
	struct lscb_pack pack;

	return !lscb_pack_of(r, record, &pack) || strcmp(pack.status, "VOID") == 0;
}

static bool pack_is(struct request *r, const struct record *record, const char *status)
{
	struct lscb_pack pack;

	return lscb_pack_of(r, record, &pack) && lscb_has(status, pack.status);
}

static bool pack_unchecked(struct request *r, const struct record *record)
{
	return pack_is(r, record, "DRAFT CHECKED");
}

static bool pack_kept_back(struct request *r, const struct record *record)
{
	return pack_is(r, record, "CONFIRMED");
}

static bool missing(struct request *r, const struct record *record)
{
	return lscb_ready_missing(r, record) != NULL;
}

static bool analysed(struct request *r, const struct record *record)
{
	struct lscb_analysis a;

	return lscb_analysis_find(r, record, "P", &a) && a.signed_on == NULL &&
	    lscb_sign_guard(r, record) == NULL;
}

static bool unclosable(struct request *r, const struct record *record)
{
	return lscb_close_guard(r, record) != NULL;
}

static const char *at_meeting(struct request *r, const struct record *record)
{
	struct lscb_meeting m;
	struct lscb_item i;

	return lscb_item_of(r, record, &m, &i) ? lscb_meeting_title(r, &m) : NULL;
}

static const char *held_by(struct request *r, const struct record *record)
{
	return lscb_gates_open(r, record, true);
}

static bool held_up(struct request *r, const struct record *record)
{
	return held_by(r, record) != NULL;
}

static const struct next steps[] = {
	{ S(NOTIFIED), LSCB_WORK, lscb_duplicate_likely, "Another case may be of the same child.",
	  NULL, "Say whether it is the same child", "/duplicates" },
	{ S(NOTIFIED), LSCB_WORK, untested, "It is not known yet whether the death is reviewed here.",
	  NULL, "Do the scope test", "/scope" },
	{ S(NOTIFIED) | S(GATHERING), LSCB_DOCTOR, lscb_scope_waits,
	  "The scope result waits for you to confirm it.", NULL, "Look at the scope result", "/scope" },
	{ S(NOTIFIED) | S(GATHERING), LSCB_WORK, lscb_scope_waits,
	  "The scope result waits for the designated doctor to confirm it.", NULL, NULL, NULL },
	{ S(NOTIFIED) | S(GATHERING), LSCB_WORK, is_out, "By the scope test it is not reviewed here.",
	  NULL, "Out of scope", "/out" },
	{ S(NOTIFIED) | S(GATHERING), LSCB_WORK, elsewhere,
	  "The child lived elsewhere. The panel there has not been told yet.", NULL,
	  "Tell the other panel", "/transfer" },
	{ S(NOTIFIED) | S(GATHERING), LSCB_WORK, waits_there,
	  "The panel where the child lived has been told.", NULL, "Enter what it answered",
	  "/transfer" },
	{ S(NOTIFIED), LSCB_WORK, NULL, "By the scope test it is reviewed here.", NULL,
	  "Accept for review", "/accept" },
	{ S(NOTIFIED) | UNDER_WAY, LSCB_DOCTOR, lscb_response_waits,
	  "That no response is required waits for you to confirm it.", NULL, "Look at the decision",
	  "/response" },
	{ UNDER_WAY, LSCB_RESPOND, response_undecided,
	  "Nobody has decided yet whether this death needs a response.", NULL,
	  "Decide on the response", "/response" },
	{ UNDER_WAY, LSCB_RESPOND, response_alone, "Only the response runs here.", NULL,
	  "Open the response", "/response" },
	{ UNDER_WAY, LSCB_WORK, unasked, "No agency has been asked for a report yet.", NULL,
	  "Ask the agencies", "/requests" },
	{ UNDER_WAY, LSCB_WORK, unsent, "A request to an agency has not been sent yet.", NULL,
	  "Send the requests", "/requests" },
	{ UNDER_WAY, LSCB_WORK, untold, "The family has not been told of the review yet.", NULL,
	  "Enter when the family was told", "/family" },
	{ UNDER_WAY, LSCB_WORK, returned, "A report came in and has not been accepted yet.", NULL,
	  "Look at the reports", "/requests" },
	{ UNDER_WAY, LSCB_WORK, overdue, "A report of an agency is overdue.", NULL,
	  "Chase what is overdue", "/requests" },
	{ S(GATHERING), LSCB_WORK, no_discussion, "No local discussion has been set yet.", NULL,
	  "Set the local discussion", "/discussion" },
	{ UNDER_WAY, LSCB_WORK, discussion_set, "A local discussion has been set.", NULL,
	  "Enter what came of it", "/discussion" },
	{ UNDER_WAY, LSCB_WORK, discussion_held, "The discussion was held. Its draft analysis has not "
	  "come in.", NULL, "Enter when it came in", "/discussion" },
	{ UNDER_WAY, LSCB_WORK, awaited, "Reports of agencies are awaited.", NULL,
	  "Look at the reports", "/requests" },
	{ UNDER_WAY, LSCB_WORK, conflict, "Agencies answered the same question differently.", NULL,
	  "Settle the answers", "/collation" },
	{ UNDER_WAY, LSCB_WORK, no_pack, "There is no pack for the panel yet.", NULL, "Build the pack",
	  "/pack/build" },
	{ UNDER_WAY, LSCB_WORK, pack_unchecked, "The pack has not been checked by two people.", NULL,
	  "Check the pack", "/pack" },
	{ S(HOLD_ON), LSCB_WORK, held_up, "Waits for: ", held_by, "Enter what came of it", "/gates" },
	{ UNDER_WAY | S(HOLD_ON), LSCB_WORK, missing, "Something is missing before the panel can "
	  "review it.", NULL, "See what is missing", "/ready" },
	{ UNDER_WAY | S(HOLD_ON), LSCB_WORK, NULL, "All is there that the panel needs.", NULL,
	  "Ready for the panel", "/ready" },
	{ S(READY), LSCB_WORK, NULL, "It waits for a meeting of the panel.", NULL,
	  "Put on an agenda", "/list" },
	{ S(LISTED), LSCB_CHAIR, analysed, "The panel's analysis is there. ", at_meeting,
	  "Sign the analysis", "/sign" },
	{ S(LISTED), LSCB_WORK, pack_kept_back, "The members cannot read the pack yet. ", at_meeting,
	  "Issue the pack", "/pack" },
	{ S(LISTED), LSCB_MEET, NULL, "It is on an agenda. ", at_meeting, "Open it at the table",
	  "/table" },
	{ S(ADJOURNED), LSCB_WORK, NULL, "The panel asked for more.", NULL,
	  "Go on after the adjournment", "/answered" },
	{ S(COMPLETED), LSCB_WORK, unclosable, "", lscb_close_guard, "Tell of the outcome",
	  "/close" },
	{ S(COMPLETED), LSCB_WORK, NULL, "Everybody has been told and nothing is left to do.", NULL,
	  "Close the case", "/close" },
	{ 0 }
};

/* Whose the next step is where it is not this reader's. */
static const char *whose(unsigned state)
{
	if (lscb_workflow.state[state].closed)
		return "This case is closed.";
	return S(LISTED) & 1u << state ? "The panel reviews it at its meeting. There is no step for you "
	    "to take now." : "The next step is for the coordinator. There is no step for you to take "
	    "now.";
}

const char *lscb_next_put(struct request *r, const struct record *record, struct node *body)
{
	unsigned state = workflow_state(&lscb_workflow, record->state);
	const struct next *next;
	const char *what;

	for (next = steps; next->from != 0; next++)
		if ((next->from & 1u << state) != 0 && request_may(r, next->may) &&
		    (next->when == NULL || next->when(r, record)))
			break;
	if (next->from == 0) {
		(void)page_para(body, whose(state));
		return NULL;
	}
	what = next->what == NULL ? NULL : next->what(r, record);
	(void)page_para(body, pool_printf(r->pool, "%s%s%s", next->words, what == NULL ? "" : what,
	    what == NULL || next->words[0] == '\0' ? "" : "."));
	if (next->below != NULL)
		casework_link(r, body, record, next->button, next->below, "button");
	return next->below;
}
