#include <string.h>

#include "lists.h"
#include "meeting.h"

/* T13: the panel cannot decide yet and says what it needs, of whom, by when. T14: it is
 * answered, or agencies are asked anew. */

#define ID	{ .name = "id", .type = FIELD_HANDLE, .required = true }

const struct field lscb_defer_input[] = {
	ID,
	{ .name = "outcome", .type = FIELD_CODE, .choices = "lscb-outcome:defers", .required = true,
	  .label = "Outcome" },
	{ .name = "questions", .type = FIELD_MEMO, .max = 700, .rows = 5, .required = true,
	  .label = "What the panel needs to know", .hint = "Do not name a child" },
	{ .name = "whom", .type = FIELD_TEXT, .max = 200, .required = true,
	  .label = "Who is to answer" },
	{ .name = "due_on", .type = FIELD_DATE, .required = true, .label = "By when" },
	{ 0 }
};

const struct field lscb_answered_input[] = {
	ID,
	{ .name = "next", .type = FIELD_TOKEN, .required = true, .label = "How does it go on?" },
	{ .name = "note", .type = FIELD_TEXT, .max = 500, .required = true,
	  .label = "What came of the questions", .hint = "Do not name a child" },
	{ 0 }
};

const char *lscb_defer_guard(struct request *r, const struct record *record)
{
	struct lscb_meeting m;
	struct lscb_item item;

	if (!lscb_item_of(r, record, &m, &item) || strcmp(m.meets_on, r->today) <= 0)
		return NULL;
	return pool_printf(r->pool, "The meeting is still to come, on %s. Until then the case can be "
	    "taken off its agenda.", page_day(r, m.meets_on));
}

/* The panel has met, and who chaired it adjourns. Before that it is taken off the agenda. */
static const char *lacks(struct request *r, const struct record *record,
    const struct lscb_meeting *m)
{
	const char *why = lscb_defer_guard(r, record);

	return why != NULL ? why : lscb_chair_lacks(r, m, record->id);
}

static int defer_page(struct request *r, const struct record *record, int status)
{
	struct lscb_meeting *ahead, m;
	struct lscb_item item;
	struct node *body;
	const char *why;
	size_t n, i;

	if (!lscb_item_of(r, record, &m, &item))
		return casework_moved_on(r);
	why = lacks(r, record, &m);
	if (why != NULL)
		return casework_not_yet(r, record, why);
	n = lscb_meetings_ahead(r, &ahead);
	body = lscb_table_page(r, record, "defer", "Adjourn the case");
	for (i = 0; i < n && strcmp(ahead[i].meets_on, r->today) <= 0; i++)
		;
	if (i < n)
		(void)page_para(body, pool_printf(r->pool, "The next meeting is on %s, with papers out by %s.",
		    page_day(r, ahead[i].meets_on), page_day(r, ahead[i].papers_on)));
	page_route_form(r, body, "Adjourn", "primary");
	return status;
}

int lscb_defer_show(struct request *r)
{
	return casework_step_show(r, LSCB_EVENT_DEFER, defer_page);
}

int lscb_defer(struct request *r)
{
	const char *due = input_text(&r->input, "due_on"), *whom = input_text(&r->input, "whom");
	struct lscb_meeting m;
	struct lscb_item item;
	struct record record;
	int status;

	if (!casework_lock(r, &record))
		return page_not_found(r);
	if (due[0] != '\0' && input_slot(&r->input, "due_on")->error == NULL &&
	    strcmp(due, r->today) < 0)
		input_refuse(&r->input, "due_on", "This day has passed");
	lscb_nameless(r, record.id, "questions");
	lscb_nameless(r, record.id, "whom");
	if (!lscb_item_of(r, &record, &m, &item))
		return casework_moved_on(r);
	if (lacks(r, &record, &m) != NULL || !input_valid(&r->input, r->pool))
		return defer_page(r, &record, 422);
	if (!casework_move(r, &record, LSCB_EVENT_DEFER, &status))
		return status;
	(void)db_write(r->db, &lscb_sql[LSCB_ITEM_OUTCOME], input_text(&r->input, "outcome"),
	    pool_printf(r->pool, "%s, by %s: %s", whom, page_day(r, due),
	    input_text(&r->input, "questions")), item.id);
	task_new(r, &record, "QUESTION", pool_printf(r->pool, "The panel asks %s", whom), due);
	return request_redirect(r, "%s/table", casework_path(r, &record));
}

/* -- T14 -- */

static int answered_page(struct request *r, const struct record *record, int status)
{
	struct node *body = lscb_table_page(r, record, "answered", "What the panel asked"), *form;
	const char *next = input_text(&r->input, "next");
	struct lscb_meeting m;
	struct lscb_item item;
	struct node *control;

	if (lscb_item_of(r, record, &m, &item))
		(void)page_para(body, item.why);
	form = page_form(r, body, r->http->path);
	control = page_field(r, form, &lscb_answered_input[1], "radios");
	lscb_option(control, "ready", "It is answered: ready for the panel", next);
	lscb_option(control, "ask", "Agencies are asked anew: back to gathering", next);
	(void)page_field(r, form, &lscb_answered_input[2], NULL);
	(void)page_button(page_buttons(form), "Go on", "primary", NULL, NULL);
	return status;
}

int lscb_answered_show(struct request *r)
{
	return casework_step_show(r, LSCB_EVENT_ANSWERED, answered_page);
}

int lscb_answered(struct request *r)
{
	const char *next = input_text(&r->input, "next"), *note = input_text(&r->input, "note");
	bool ready = strcmp(next, "ready") == 0;
	struct record record;
	int status;

	if (!casework_lock(r, &record))
		return page_not_found(r);
	if (next[0] != '\0' && !ready && strcmp(next, "ask") != 0)
		input_refuse(&r->input, "next", "Choose how it goes on");
	lscb_nameless(r, record.id, "note");
	if (!input_valid(&r->input, r->pool))
		return answered_page(r, &record, 422);
	if (!casework_move(r, &record, ready ? LSCB_EVENT_ANSWERED : LSCB_EVENT_ASKED, &status))
		return status;
	if (ready)
		task_kind_done(r, &record, "QUESTION", note);
	r->audit.detail = note;
	return request_redirect(r, "%s", casework_path(r, &record));
}
