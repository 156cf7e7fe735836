#include <string.h>

#include "fostering.h"
#include "legal-rules.h"
#include "lists.h"

/* 10, 3 and 4: an enquiry turns out to be private fostering, proposed or under
 * way. The first receipt of a notice drives the clocks (3). */

const struct field fostering_decide_input[] = {
	{ .name = "id", .type = FIELD_HANDLE, .required = true },
	{ .name = "aware_on", .type = FIELD_DATE, .not_future = true,
	  .label = "Day the authority first knew that the child was there",
	  .hint = "The visits are counted from this day, or from the start where that is later" },
	FOSTERING_WARNING_FIELDS,
	{ 0 }
};

static const char *guard(struct request *r, const char *wanted)
{
	struct legal_result now;

	fostering_test_now(r, &now);
	return strcmp(now.result, wanted) == 0 ? NULL : pool_printf(r->pool, "The legal test says: %s. "
	    "%s.", lists_label("fostering-result", now.result, r->today), now.why);
}

const char *fostering_decide_pf_guard(struct request *r, const struct record *record)
{
	(void)record;
	return guard(r, "PF");
}

const char *fostering_decide_proposed_guard(struct request *r, const struct record *record)
{
	const struct fostering_arrangement *a = fostering_of(r);
	const char *why = guard(r, "PF_PROPOSED");

	(void)record;
	if (why == NULL && (a->start_proposed == NULL || strcmp(a->start_proposed, r->today) < 0))
		why = "The day on which the child was to come has passed. Find out whether the child came, "
		    "and record it or the new day.";
	return why;
}

static unsigned event_now(struct request *r)
{
	struct legal_result now;

	fostering_test_now(r, &now);
	return strcmp(now.result, "PF") == 0 ? FOSTERING_EVENT_PF : FOSTERING_EVENT_PROPOSED;
}

static int decide_page(struct request *r, const struct record *record,
    const struct fostering_warnings *w, int status)
{
	bool there = event_now(r) == FOSTERING_EVENT_PF;
	struct node *body = casework_page(r, record, "decide", there ? "It is private fostering" :
	    "It is proposed private fostering"), *form;
	struct legal_result now;

	fostering_test_now(r, &now);
	(void)node_leaf(body, "inset", pool_printf(r->pool, "Rule %u: %s.", now.rule, now.why));
	(void)page_para(body, there ? "The initial action under regulation 7 starts, and the visits "
	    "under regulation 8." : "The action under regulation 4 starts. When the child has come, "
	    "record the arrival.");
	form = page_form(r, body, r->http->path);
	if (there)
		(void)page_field(r, form, &fostering_decide_input[1], NULL);
	fostering_warnings_put(r, form, w);
	(void)page_button(page_buttons(form), there ? "Start" : "Confirm", "primary", NULL, NULL);
	return status;
}

/* The day of the first notice, or the start of what was notified before. */
static const char *aware(struct request *r)
{
	const struct fostering_arrangement *a = fostering_of(r);
	const char *notified = fostering_notified_on(r);

	return a->start_actual != NULL && strcmp(a->start_actual, notified) > 0 ? a->start_actual :
	    notified;
}

int fostering_decide_show(struct request *r)
{
	static const struct fostering_warnings none = { .n = 0 };
	struct record record;
	const char *why;

	if (!casework_load(r, &record) || !casework_may(r, &record, event_now(r)))
		return page_not_found(r);
	why = event_now(r) == FOSTERING_EVENT_PF ? NULL : fostering_decide_proposed_guard(r, &record);
	if (why != NULL)
		return casework_not_yet(r, &record, why);
	input_slot(&r->input, "aware_on")->value = aware(r);
	return decide_page(r, &record, &none, 200);
}

static int proposed(struct request *r, struct record *record)
{
	int status;

	if (!casework_move(r, record, FOSTERING_EVENT_PROPOSED, &status))
		return status;
	fostering_schedule_decided(r, record);
	approvals_overtaken(r, record);
	if (!fostering_front_gives_up(r, record))
		return casework_moved_on(r);
	fostering_initial_open(r, record, 4, fostering_notified_on(r));
	return request_redirect(r, "%s", session_role(r->session, "PFW PFM") ?
	    casework_path(r, record) : fostering_start_saved_path(r, record->child));
}

static int started(struct request *r, struct record *record, const char *aware_on)
{
	const char *start = fostering_of(r)->start_actual;
	int status;

	if (!casework_move(r, record, FOSTERING_EVENT_PF, &status))
		return status;
	fostering_schedule_decided(r, record);
	(void)db_write(r->db, &fostering_sql[FOSTERING_DECIDE_AWARE], aware_on,
	    strcmp(aware_on, start) > 0 ? aware_on : start, record->id);
	if (!fostering_front_gives_up(r, record))
		return casework_moved_on(r);
	(void)fostering_again(r, record);
	fostering_started(r, record);
	return request_redirect(r, "%s", session_role(r->session, "PFW PFM") ?
	    casework_path(r, record) : fostering_start_saved_path(r, record->child));
}

int fostering_decide_save(struct request *r)
{
	struct fostering_warnings w = { .n = 0 };
	struct record record;
	const char *why;
	unsigned event;

	if (!casework_lock(r, &record))
		return page_not_found(r);
	event = event_now(r);
	if (!casework_may(r, &record, event))
		return casework_moved_on(r);
	why = fostering_front_guard(r, &record);
	if (why != NULL)
		return page_message(r, 409, "This cannot be done yet", why);
	if (event == FOSTERING_EVENT_PF && input_is(&r->input, "aware_on", ""))
		input_refuse(&r->input, "aware_on", "Enter the day the authority first knew");
	fostering_doubts(r, &record, event == FOSTERING_EVENT_PF ? fostering_of(r)->start_actual :
	    fostering_of(r)->start_proposed, &w);
	if (!input_valid(&r->input, r->pool) || !fostering_warnings_confirmed(r, &w))
		return decide_page(r, &record, &w, 422);
	fostering_facts_changed(r, &record, "Decided");
	deadline_met(r, &record, "T0");
	fostering_doubts_keep(r, &record, &w);
	if (event == FOSTERING_EVENT_PROPOSED)
		return proposed(r, &record);
	return started(r, &record, input_text(&r->input, "aware_on"));
}
