#include <string.h>

#include "lists.h"
#include "meeting.h"
#include "triage.h"

/* T16: who was told of the outcome, and that nothing is left lying; T17: the chair
 * opens it again for new evidence. */

const struct field lscb_feedback_input[] = {
	{ .name = "id", .type = FIELD_HANDLE, .required = true },
	{ .name = "told_to", .type = FIELD_CODE, .choices = "lscb-feedback", .required = true,
	  .label = "Who?" },
	{ .name = "on_day", .type = FIELD_DATE, .not_future = true, .label = "Told on" },
	{ .name = "by_whom", .type = FIELD_TEXT, .max = 210, .label = "By whom" },
	{ .name = "text", .type = FIELD_MEMO, .max = 4000, .rows = 4, .label = "What was said" },
	{ .name = "why_not", .type = FIELD_TEXT, .max = 300, .label = "Or why they are not told" },
	{ 0 }
};

const struct field lscb_reopen_input[] = {
	{ .name = "id", .type = FIELD_HANDLE, .required = true },
	{ .name = "reason", .type = FIELD_TEXT, .max = 140, .required = true,
	  .label = "Which new evidence?", .hint = "For instance a late inquest. Without the child's name" },
	{ 0 }
};

static bool told(struct request *r, const struct record *record, const char *to)
{
	struct db_row row;

	return db_find(r->db, &lscb_sql[LSCB_FEEDBACK_HAS], &row, record->id, to);
}

/* What 3.2 asks of T16; the other panel only where there is one. */
const char *lscb_close_guard(struct request *r, const struct record *record)
{
	struct db_row row;

	if (!told(r, record, "FAMILY"))
		return "Enter when the family was told of the outcome, or why not.";
	if (!told(r, record, "AGENCIES"))
		return "Enter when the agencies were told of the outcome, or why not.";
	if (!db_find(r->db, &lscb_sql[LSCB_CLOSE_FIND], &row, record->id))
		return "The case has not been read.";
	if ((db_number(&row, 0) > 0 || strcmp(lscb_of(r)->scope, "IN-BY-AGREEMENT") == 0) &&
	    !told(r, record, "CDOP"))
		return "Enter when the other panel was told of the outcome, or why not.";
	if (db_number(&row, 1) > 0)
		return "An action has nobody who takes it on yet.";
	return db_number(&row, 2) > 0 ? "A referral has no answer yet." : NULL;
}

static void list_put(struct request *r, struct node *body, const struct record *record)
{
	struct node *table = page_table(body, "feedback", "Told of the outcome", "Nobody has been told "
	    "yet.", "Who", "When", "By whom", "What, or why not", NULL), *row, *cell;
	struct db_rows rows;
	size_t i;

	(void)db_list(r->db, &lscb_sql[LSCB_FEEDBACKS], &rows, record->id);
	for (i = 0; i < rows.n; i++) {
		row = node_add(table, "row");
		(void)page_cell(row, lists_label("lscb-feedback", db_text(&rows.row[i], 0), r->today));
		(void)page_cell(row, page_day(r, db_text(&rows.row[i], 1)));
		(void)page_cell(row, db_text(&rows.row[i], 2));
		cell = page_cell(row, db_text(&rows.row[i], 4)[0] == '\0' ? db_text(&rows.row[i], 3) :
		    pool_printf(r->pool, "Not told: %s", db_text(&rows.row[i], 4)));
		node_set(cell, "kind", "text");
	}
}

static bool over(const struct record *record)
{
	return strcmp(record->state, "COMPLETED") == 0 || strcmp(record->state, "CLOSED") == 0;
}

void lscb_close_panel(struct request *r, const struct record *record, struct node *list)
{
	struct db_rows rows;
	const char *words = "";
	size_t i;

	if (!over(record) || !request_may(r, LSCB_WORK))
		return;
	(void)db_list(r->db, &lscb_sql[LSCB_FEEDBACKS], &rows, record->id);
	for (i = 0; i < rows.n; i++)
		words = pool_printf(r->pool, "%s%s%s%s%s", words, i == 0 ? "" : "\n",
		    lists_label("lscb-feedback", db_text(&rows.row[i], 0), r->today),
		    db_text(&rows.row[i], 1) == NULL ? ": not told" : ", ",
		    db_text(&rows.row[i], 1) == NULL ? "" : page_day(r, db_text(&rows.row[i], 1)));
	(void)lscb_part(r, record, list, "Told of the outcome", rows.n == 0 ? "Nobody yet" : words,
	    "Open", "/close");
}

static int close_page(struct request *r, const struct record *record, int status)
{
	struct node *body = casework_page(r, record, "close", "Close");
	const char *why = lscb_close_guard(r, record);

	list_put(r, body, record);
	(void)page_heading(body, 2, "Somebody was told");
	(void)page_form_of(r, body, lscb_feedback_input, pool_printf(r->pool, "%s/feedback",
	    casework_path(r, record)), "Save", "secondary");
	if (!casework_may(r, record, LSCB_EVENT_CLOSE))
		return status;
	(void)page_heading(body, 2, "Close");
	if (why != NULL)
		(void)page_para(body, pool_printf(r->pool, "Not yet. %s", why));
	else
		(void)page_button(page_buttons(page_form(r, body, pool_printf(r->pool, "%s/close",
		    casework_path(r, record)))), "Close the case", "primary", NULL, NULL);
	return status;
}

int lscb_close_show(struct request *r)
{
	struct record record;

	if (!casework_load(r, &record))
		return page_not_found(r);
	return over(&record) ? close_page(r, &record, 200) : casework_moved_on(r);
}

int lscb_close_save(struct request *r)
{
	struct record record;
	const char *why;
	int status;

	if (!casework_lock(r, &record))
		return page_not_found(r);
	if (!casework_may(r, &record, LSCB_EVENT_CLOSE))
		return casework_moved_on(r);
	if ((why = lscb_close_guard(r, &record)) != NULL)
		return casework_not_yet(r, &record, why);
	if (!casework_move(r, &record, LSCB_EVENT_CLOSE, &status))
		return status;
	deadline_stop(r, &record, NULL);
	return request_redirect(r, "%s", casework_path(r, &record));
}

int lscb_feedback_save(struct request *r)
{
	const struct input *in = &r->input;
	bool why_not = input_text(in, "why_not")[0] != '\0';
	struct record record;

	if (!casework_lock(r, &record))
		return page_not_found(r);
	if (!over(&record))
		return casework_moved_on(r);
	if (!why_not) {
		input_needs(&r->input, "on_day", "Enter the day, or why they are not told");
		input_needs(&r->input, "by_whom", "Say who told them");
	}
	lscb_nameless(r, record.id, "text");
	lscb_nameless(r, record.id, "why_not");
	if (!input_valid(&r->input, r->pool))
		return close_page(r, &record, 422);
	(void)db_write(r->db, &lscb_sql[LSCB_FEEDBACK_ADD], record.id, input_text(in, "told_to"),
	    why_not ? NULL : lscb_day(r, "on_day"), input_text(in, "by_whom"), input_text(in, "text"),
	    input_text(in, "why_not"), request_account(r));
	event_add(r, &record, "feedback", pool_printf(r->pool, "Outcome: %s%s", lists_label(
	    "lscb-feedback", input_text(in, "told_to"), r->today), why_not ? " not told" : " told"),
	    false);
	if (input_is(in, "told_to", "CDOP"))
		task_kind_done(r, &record, "OUTCOME-CDOP", "");
	return request_redirect(r, "%s/close", casework_path(r, &record));
}

/* -- T17 -- */

static int reopen_page(struct request *r, const struct record *record, int status)
{
	struct node *body = casework_page(r, record, "reopen", "Reopen");

	(void)page_para(body, "The signed analysis stays as it is; a new version follows it. A year whose "
	    "return is locked is not changed.");
	page_route_form(r, body, "Reopen", "warning");
	return status;
}

int lscb_reopen_show(struct request *r)
{
	struct record record;

	if (!casework_load(r, &record))
		return page_not_found(r);
	return casework_may(r, &record, LSCB_EVENT_REOPEN) ? reopen_page(r, &record, 200) :
	    casework_moved_on(r);
}

int lscb_reopen_save(struct request *r)
{
	struct record record;
	int status;

	if (!casework_lock(r, &record))
		return page_not_found(r);
	if (!casework_may(r, &record, LSCB_EVENT_REOPEN))
		return casework_moved_on(r);
	lscb_nameless(r, record.id, "reason");
	if (!input_valid(&r->input, r->pool))
		return reopen_page(r, &record, 422);
	if (!casework_move(r, &record, LSCB_EVENT_REOPEN, &status))
		return status;
	event_add(r, &record, "reopened.why", pool_printf(r->pool, "Why: %s",
	    input_text(&r->input, "reason")), false);
	notice_add(r, &record, record.owner, "A case is reopened");
	return request_redirect(r, "%s", casework_path(r, &record));
}
