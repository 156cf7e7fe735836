#include <string.h>

#include "conf.h"
#include "known.h"
#include "lists.h"
#include "triage.h"

/* T5: accepted. Who reviews, expected or not, what happened, which ways of working
 * apply, and which processes run beside the review. What follows from that starts by
 * itself: dates, requests, the family's track. */

#define LIST_IN		"lscb-scope"

const struct field lscb_accept_input[] = {
	{ .name = "id", .type = FIELD_HANDLE, .required = true },
	{ .name = "reviewing", .type = FIELD_CODE, .choices = "la", .compact = true,
	  .required = true, .label = "Which panel reviews?" },
	{ .name = "expected", .type = FIELD_CODE, .choices = "lscb-expected", .required = true,
	  .label = "Was the death expected?" },
	{ .name = "events", .type = FIELD_CODES, .required_if = "expected", .choices = "lscb-event",
	  .label = "What happened?", .hint = "Each opens its own supplementary form" },
	{ .name = "principal", .type = FIELD_CODE, .choices = "lscb-event", .compact = true,
	  .label = "Which of them counts in the return?", .hint = "Needed where there is more than one" },
	{ .name = "flags", .type = FIELD_CODES, .choices = "lscb-pathway",
	  .label = "Special pathways" },
	{ .name = "gates", .type = FIELD_CODES, .choices = "lscb-gate",
	  .label = "Which of these run beside the review?",
	  .hint = "The agencies' reports are watched by themselves" },
	{ 0 }
};

const char *lscb_accept_guard(struct request *r, const struct record *record)
{
	const char *scope = lscb_of(r)->scope;

	(void)record;
	if (scope[0] == '\0')
		return "Do the scope test first.";
	if (lists_flag(LIST_IN, scope, "in") || lists_flag(LIST_IN, scope, "jar"))
		return NULL;
	return lists_flag(LIST_IN, scope, "wait") ? "It is not agreed yet who reviews." :
	    "By the scope test it is not reviewed here.";
}

static bool response_only(struct request *r)
{
	return lists_flag(LIST_IN, lscb_of(r)->scope, "jar");
}

/* -- the page -- */

static void prefill(struct request *r, const struct record *record)
{
	const struct lscb_death *d = lscb_of(r);

	input_slot(&r->input, "reviewing")->value = conf_text("authority.code");
	input_slot(&r->input, "expected")->value = response_only(r) ? "U" : d->expected;
	input_slot(&r->input, "events")->value = lscb_known_events(r, record);
	input_slot(&r->input, "flags")->value = lscb_known_pathways(r, record);
	input_slot(&r->input, "gates")->value = lscb_known_gates(r, record);
}

static void first_form(struct request *r, struct node *body)
{
	if (strcmp(lscb_of(r)->age_band, "1") == 0)
		(void)node_leaf(body, "inset", "A baby of less than 28 days: the first form is the one of a "
		    "neonatal death.");
	if (response_only(r))
		(void)node_leaf(body, "inset", "Joint agency response only: no agency is asked for a report, "
		    "and the case is in none of the counts of reviews unless it turns out that the baby was "
		    "born alive.");
}

static int accept_page(struct request *r, const struct record *record, int status)
{
	struct node *body = casework_page(r, record, "accept", "Accept for review");

	first_form(r, body);
	page_route_form(r, body, "Accept", "primary");
	return status;
}

int lscb_accept_show(struct request *r)
{
	struct record record;

	if (!casework_load(r, &record))
		return page_not_found(r);
	if (!casework_may(r, &record, LSCB_EVENT_ACCEPT))
		return casework_moved_on(r);
	if (lscb_accept_guard(r, &record) != NULL)
		return casework_not_yet(r, &record, lscb_accept_guard(r, &record));
	prefill(r, &record);
	return accept_page(r, &record, 200);
}

/* -- T5 -- */

static void gates_open(struct request *r, const struct record *record)
{
	const char *codes = input_text(&r->input, "gates"), *at;
	size_t n;

	for (at = codes; *at != '\0'; at += n + (at[n] == ' ')) {
		const char *code = pool_printf(r->pool, "%.*s", (int)(n = strcspn(at, " ")), at);

		if (!lists_flag("lscb-gate", code, "watched") &&
		    (!response_only(r) || lists_flag("lscb-gate", code, "response")))
			lscb_gate_open(r, record, code);
	}
}

static void clocks_start(struct request *r, const struct record *record)
{
	const struct lscb_death *d = lscb_of(r);

	if (d->died_on == NULL)
		return;
	deadline_drop(r, record, "REVIEW");
	casework_clock_start(r, record, "REVIEW", d->died_on);
	casework_clock_start(r, record, d->form_set[0] == 'C' ? "CDRM" : "LOCAL", d->died_on);
}

void lscb_begin(struct request *r, const struct record *record)
{
	if (response_only(r)) {
		lscb_response_require(r, record, "5");
		return;
	}
	clocks_start(r, record);
	if (!lscb_family_told(r, record))
		task_add(r, record, "FAMILY", "Tell the family of the review, with the leaflet", NULL);
	lscb_accepted(r, record);
}

int lscb_accept_save(struct request *r)
{
	struct record record;
	const char *why;
	int status;

	if (!casework_lock(r, &record))
		return page_not_found(r);
	if (!casework_may(r, &record, LSCB_EVENT_ACCEPT))
		return casework_moved_on(r);
	if ((why = lscb_accept_guard(r, &record)) != NULL)
		return casework_not_yet(r, &record, why);
	lscb_marks_rules(r);
	if (!input_valid(&r->input, r->pool))
		return accept_page(r, &record, 422);
	(void)db_write(r->db, &lscb_sql[LSCB_ACCEPT_SET], input_text(&r->input, "reviewing"),
	    input_text(&r->input, "expected"), request_account(r), r->today, record.id);
	lscb_marks_keep(r, &record);
	if (!casework_move(r, &record, LSCB_EVENT_ACCEPT, &status))
		return status;
	(void)lscb_again(r, &record);
	gates_open(r, &record);
	lscb_begin(r, &record);
	return request_redirect(r, "%s", casework_path(r, &record));
}
