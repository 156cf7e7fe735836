#include <string.h>

#include "date.h"
#include "fostering.h"

/* 10, 14 and 16: a manager signs off the end that another wrote, and undoes a
 * closure that was made in error. */

const struct field fostering_close_input[] = {
	{ .name = "id", .type = FIELD_HANDLE, .required = true },
	{ .name = "agreed", .type = FIELD_YESNO, .required = true,
	  .label = "Do you sign off the end and the final report?" },
	{ .name = "answer_note", .type = FIELD_MEMO, .max = 2000, .rows = 3,
	  .label = "If not, what is still to be done" },
	FOSTERING_CLOSE_DOUBTS,
	{ 0 }
};

const struct field fostering_undo_input[] = {
	{ .name = "id", .type = FIELD_HANDLE, .required = true },
	{ .name = "reason", .type = FIELD_TEXT, .max = 120, .required = true,
	  .label = "Why the closure was an error", .hint = "No names: it stands on the timeline" },
	FOSTERING_WARNING_FIELDS,
	{ 0 }
};

#define KIND	"END"

/* -- signing off -- */

const char *fostering_close_guard(struct request *r, const struct record *record)
{
	const char *missing = fostering_ending_missing(r, record);
	struct approval open;

	if (missing != NULL)
		return missing;
	if (!approval_waits(r, record, KIND, &open))
		return "Who wrote the details has to ask for it to be signed off.";
	return fostering_approval_mine(r, &open) ? NULL :
	    "You wrote it yourself: another manager has to sign it off.";
}

static bool counted(struct request *r, const struct record *record, enum fostering_sql statement)
{
	struct db_row row;

	return db_find(r->db, &fostering_sql[statement], &row, record->id) && db_number(&row, 0) > 0;
}

/* 11.1: which of the ticks of the page are needed, by their place in the table. */
static bool doubtful(struct request *r, const struct record *record, const struct field *f)
{
	if (strcmp(f->name, "requirement") == 0)
		return counted(r, record, FOSTERING_END_REQUIREMENTS);
	if (strcmp(f->name, "appeal") == 0)
		return counted(r, record, FOSTERING_END_APPEALS);
	return strcmp(f->name, "safeguarding") == 0 && fostering_of(r)->safeguarding;
}

void fostering_close_doubts_put(struct request *r, struct node *form, const struct record *record,
    const struct field *f, bool sent)
{
	for (; f->name != NULL; f++)
		if (f->type == FIELD_TICK && doubtful(r, record, f))
			(void)page_control(r, form, f, f->name, sent ? input_text(&r->input, f->name) : "",
			    sent ? input_slot(&r->input, f->name)->error : NULL, NULL);
}

static int close_page(struct request *r, const struct record *record,
    const struct approval *open, int status)
{
	struct node *body = casework_page(r, record, "close", "Sign off the end"), *form;
	const struct field *f;

	(void)page_para(body, pool_printf(r->pool, "Written by %s, %s.", open->asker,
	    page_when(r, open->asked_at)));
	fostering_ending_summary(r, body, record);
	form = page_form(r, body, r->http->path);
	for (f = fostering_close_input + 1; f->type != FIELD_TICK; f++)
		(void)page_field(r, form, f, NULL);
	fostering_close_doubts_put(r, form, record, f, true);
	(void)page_button(page_buttons(form), "Decide", "primary", NULL, NULL);
	return status;
}

int fostering_close_show(struct request *r)
{
	struct approval open;
	struct record record;
	const char *why;

	if (!casework_load(r, &record) || !casework_may(r, &record, FOSTERING_EVENT_CLOSE))
		return page_not_found(r);
	why = fostering_close_guard(r, &record);
	if (why != NULL || !approval_waits(r, &record, KIND, &open))
		return casework_not_yet(r, &record, why);
	return close_page(r, &record, &open, 200);
}

static void rules(struct request *r, const struct record *record)
{
	if (input_is(&r->input, "agreed", "N"))
		input_needs(&r->input, "answer_note", "Say what is still to be done");
	if (input_is(&r->input, "agreed", "Y"))
		fostering_close_doubts_check(r, record);
}

void fostering_close_doubts_check(struct request *r, const struct record *record)
{
	const struct field *f;

	for (f = r->route->input; f->name != NULL; f++)
		if (f->type == FIELD_TICK && doubtful(r, record, f))
			input_needs(&r->input, f->name, "Confirm this, or do not close it");
}

void fostering_close_doubts_keep(struct request *r, const struct record *record)
{
	const struct field *f;

	for (f = r->route->input; f->name != NULL; f++)
		if (f->type == FIELD_TICK && doubtful(r, record, f))
			event_add(r, record, "close.confirmed", pool_printf(r->pool, "Closed with an open "
			    "%s, confirmed", strcmp(f->name, "safeguarding") == 0 ? "safeguarding concern" :
			    f->name), false);
}

int fostering_close_save(struct request *r)
{
	bool agreed = input_is(&r->input, "agreed", "Y");
	struct approval open;
	struct record record;
	const char *why;
	int status;

	if (!casework_lock(r, &record) || !request_may(r, FOSTERING_DECIDE))
		return page_not_found(r);
	if (!casework_may(r, &record, FOSTERING_EVENT_CLOSE))
		return casework_moved_on(r);
	why = fostering_close_guard(r, &record);
	if (why != NULL || !approval_waits(r, &record, KIND, &open))
		return casework_not_yet(r, &record, why);
	rules(r, &record);
	if (!input_valid(&r->input, r->pool))
		return close_page(r, &record, &open, 422);
	if (agreed) {
		fostering_close_doubts_keep(r, &record);
		if (!casework_move(r, &record, FOSTERING_EVENT_CLOSE, &status))
			return status;
	} else
		event_add(r, &record, "close.refused", "Not signed off: more is to be done", false);
	(void)fostering_approval_answer(r, &record, &open, agreed, input_text(&r->input, "answer_note"),
	    agreed ? "Signed off: the case is closed" : "Not signed off: more is to be done");
	return request_redirect(r, "%s", casework_path(r, &record));
}

/* -- what stops with any closure -- */

void fostering_close_clear(struct request *r, const struct record *record)
{
	(void)db_write(r->db, &fostering_sql[FOSTERING_END_VISITS], record->id);
	task_drop(r, record, "");
}

/* -- a closure in error -- */

const char *fostering_undo_guard(struct request *r, const struct record *record)
{
	const char *closed = fostering_of(r)->closed_on;
	struct date day;

	(void)record;
	if (closed == NULL || !date_parse(closed, &day))
		return "It is not known when it was closed.";
	day = date_add_days(day, conf_number("fostering.undo_days"));
	return strcmp(r->today, date_iso(r->pool, day)) <= 0 ? NULL : pool_printf(r->pool,
	    "It was closed more than %ld days ago.", conf_number("fostering.undo_days"));
}

/* 11.1: a case that was begun since. Of a restricted one nothing is told. */
void fostering_reopen_warnings(struct request *r, const struct record *record,
    struct fostering_warnings *w)
{
	struct db_rows rows;
	size_t i;

	(void)db_list(r->db, &fostering_sql[FOSTERING_KNOWN_CASES], &rows, record->child);
	for (i = 0; i < rows.n; i++)
		fostering_warn(w, "TWICE", pool_printf(r->pool, "This child has another open case, %s. "
		    "Two arrangements on the same days cannot both be right", db_text(&rows.row[i], 1)));
}

static int undo_page(struct request *r, const struct record *record,
    const struct fostering_warnings *w, int status)
{
	struct node *body = casework_page(r, record, "undo", "Undo the closure"), *form;

	(void)page_para(body, pool_printf(r->pool, "Only a closure in error is undone, within %ld days. "
	    "Where the child came back later, or to another carer, take a new notice.",
	    conf_number("fostering.undo_days")));
	form = page_form(r, body, r->http->path);
	(void)page_field(r, form, &fostering_undo_input[1], NULL);
	fostering_warnings_put(r, form, w);
	(void)page_button(page_buttons(form), "Undo the closure", "warning", NULL, NULL);
	return status;
}

int fostering_undo_show(struct request *r)
{
	struct fostering_warnings w = { .n = 0 };
	struct record record;
	const char *why;

	if (!casework_load(r, &record) || !casework_may(r, &record, FOSTERING_EVENT_UNDO))
		return page_not_found(r);
	why = fostering_undo_guard(r, &record);
	if (why != NULL)
		return page_message(r, 409, "This cannot be done any more", why);
	fostering_reopen_warnings(r, &record, &w);
	return undo_page(r, &record, &w, 200);
}

/* What the closure had stopped goes on. */
static void undone(struct request *r, struct record *record, const struct workflow_step *closure)
{
	const char *closed_on = fostering_of(r)->closed_on;
	unsigned long long ended = strcmp(record->state, "END_DUE") == 0;

	(void)db_write(r->db, &fostering_sql[FOSTERING_END_TASKS_AGAIN], record->id,
	    closure->made_in, closed_on);
	(void)db_write(r->db, &fostering_sql[FOSTERING_END_VISITS_AGAIN], record->id);
	(void)db_write(r->db, &fostering_sql[FOSTERING_END_LAPSE_UNDONE], record->id);
	(void)db_write(r->db, &fostering_sql[FOSTERING_END_UNDONE], ended, ended, ended, ended,
	    record->id);
	(void)fostering_again(r, record);
	if (ended)
		fostering_end_came_from(r, record, NULL);
	deadline_restore(r, record, NULL, closure);
	if (fostering_running(record))
		fostering_visits_due(r, record);
	if (fostering_running(record) || ended)
		involvement_restore(r, record, "PF");
	event_add(r, record, "undo.why", pool_printf(r->pool, "Closed in error: %s",
	    input_text(&r->input, "reason")), false);
	notice_add(r, record, record->owner, "A closure was undone");
}

int fostering_undo_save(struct request *r)
{
	struct fostering_warnings w = { .n = 0 };
	struct workflow_step closure;
	struct record record;
	int status;

	if (!casework_lock(r, &record) || !request_may(r, FOSTERING_DECIDE))
		return page_not_found(r);
	if (!casework_may(r, &record, FOSTERING_EVENT_UNDO))
		return casework_moved_on(r);
	fostering_reopen_warnings(r, &record, &w);
	if (!input_valid(&r->input, r->pool) || !fostering_warnings_confirmed(r, &w))
		return undo_page(r, &record, &w, 422);
	(void)workflow_last(r, &fostering_workflow, &record, &closure);
	if (!casework_move(r, &record, FOSTERING_EVENT_UNDO, &status))
		return status;
	undone(r, &record, &closure);
	fostering_warnings_keep(r, &record, &w);
	return request_redirect(r, "%s", casework_path(r, &record));
}
