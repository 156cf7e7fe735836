#include <string.h>

#include "fostering.h"

/* 10, 7: a proposal is dropped before the child came. Front door and worker
 * propose to close it with a reason, a manager agrees. */

const struct field fostering_dropped_input[] = {
	{ .name = "id", .type = FIELD_HANDLE, .required = true },
	{ .name = "reason", .type = FIELD_MEMO, .max = 2000, .required = true,
	  .label = "Why it was dropped", .hint = "What was found out, and from whom" },
	{ 0 }
};

const struct field fostering_dropped_answer_input[] = {
	{ .name = "id", .type = FIELD_HANDLE, .required = true },
	{ .name = "agreed", .type = FIELD_YESNO, .required = true, .label = "Do you agree?" },
	{ .name = "answer_note", .type = FIELD_MEMO, .max = 2000, .rows = 3,
	  .label = "If not, what is still to be found out" },
	{ 0 }
};

#define KIND	"WITHDRAWN"

static bool proposer(struct request *r, const struct record *record)
{
	return (strcmp(record->state, "PROPOSED") == 0 || strcmp(record->state, "READY") == 0) &&
	    request_may(r, FOSTERING_PROPOSE) &&
	    (record_is(record, "OWNER TEAM") || request_may(r, FOSTERING_DECIDE));
}

const char *fostering_drop_guard(struct request *r, const struct record *record)
{
	struct approval open;

	if (!approval_waits(r, record, KIND, &open))
		return "Somebody has to propose it with a reason first.";
	return fostering_approval_mine(r, &open) ? NULL :
	    "You proposed it yourself: another manager has to agree.";
}

void fostering_dropped_put(struct request *r, struct node *body, const struct record *record)
{
	struct approval open;

	if (!proposer(r, record))
		return;
	if (approval_waits(r, record, KIND, &open))
		(void)page_para(body, pool_printf(r->pool, "%s recorded on %s that the proposal is dropped. "
		    "A manager has to agree.", open.asker, page_day(r, open.asked_at)));
	else
		casework_link(r, body, record, "The proposal is dropped", "/dropped", NULL);
}

static void form_put(struct request *r, struct node *body, const struct record *record,
    const struct field *table, const char *below, const char *button)
{
	struct node *form = page_form(r, body, pool_printf(r->pool, "%s%s", casework_path(r, record),
	    below));
	const struct field *f;

	for (f = table + 1; f->name != NULL; f++)
		page_field_of(r, form, f, r->route->input == table);
	(void)page_button(page_buttons(form), button, "primary", NULL, NULL);
}

static int dropped_page(struct request *r, const struct record *record, int status)
{
	struct node *body = casework_page(r, record, "dropped", "The proposal is dropped"), *s;
	struct approval open;

	if (!approval_waits(r, record, KIND, &open)) {
		(void)page_para(body, "Its requirements lapse with it. A manager has to agree.");
		form_put(r, body, record, fostering_dropped_input, "/dropped", "Ask a manager to close it");
		return status;
	}
	s = node_add(body, "summary");
	(void)page_row(s, "Proposed by", open.asker);
	(void)page_row(s, "On", page_when(r, open.asked_at));
	(void)page_row(s, "Why", open.note);
	if (fostering_approval_mine(r, &open))
		form_put(r, body, record, fostering_dropped_answer_input, "/dropped/answer", "Decide");
	else
		(void)page_para(body, "A manager who did not propose it has to agree.");
	return status;
}

int fostering_dropped_show(struct request *r)
{
	struct record record;

	if (!casework_load(r, &record) || !proposer(r, &record))
		return page_not_found(r);
	return dropped_page(r, &record, 200);
}

int fostering_dropped_ask(struct request *r)
{
	struct record record;

	if (!casework_lock(r, &record) || !proposer(r, &record))
		return page_not_found(r);
	if (!input_valid(&r->input, r->pool))
		return dropped_page(r, &record, 422);
	fostering_approval_ask(r, &record, KIND, input_text(&r->input, "reason"),
	    "A proposal was dropped: you are asked to close it");
	event_add(r, &record, "dropped.proposed", "The proposal is said to be dropped", false);
	return request_redirect(r, "%s", casework_path(r, &record));
}

/* False: *status_r is the answer. */
static bool closed(struct request *r, struct record *record, int *status_r)
{
	if (!casework_move(r, record, FOSTERING_EVENT_DROPPED, status_r))
		return false;
	(void)db_write(r->db, &fostering_sql[FOSTERING_END_LAPSE], r->today, record->id);
	return true;
}

int fostering_dropped_answer(struct request *r)
{
	bool agreed = input_is(&r->input, "agreed", "Y");
	struct approval open;
	struct record record;
	const char *why;
	int status;

	if (!casework_lock(r, &record) || !proposer(r, &record))
		return page_not_found(r);
	why = fostering_drop_guard(r, &record);
	if (why != NULL || !approval_waits(r, &record, KIND, &open))
		return casework_not_yet(r, &record, why);
	if (input_is(&r->input, "agreed", "N"))
		input_needs(&r->input, "answer_note", "Say what is still to be found out");
	if (!input_valid(&r->input, r->pool))
		return dropped_page(r, &record, 422);
	if (agreed && !closed(r, &record, &status))
		return status;
	if (!agreed)
		event_add(r, &record, "dropped.refused", "Not closed: more is to be found out", false);
	(void)fostering_approval_answer(r, &record, &open, agreed, input_text(&r->input, "answer_note"),
	    agreed ? "Closed: the proposal is dropped" : "Not closed: more is to be found out");
	return request_redirect(r, "%s", casework_path(r, &record));
}
