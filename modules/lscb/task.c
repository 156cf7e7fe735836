#include <string.h>

#include "meeting.h"
#include "text.h"
#include "triage.h"

/* What is to be done on a case beside its dates. A task is done, or it is said why
 * it is not to be. */

#define TASKS_SHOWN	3	/* on the case's page */

const struct field lscb_task_input[] = {
	{ .name = "id", .type = FIELD_HANDLE, .required = true },
	{ .name = "what", .type = FIELD_TEXT, .max = 300, .required = true,
	  .label = "What is to be done?", .hint = "Without the child's name" },
	{ .name = "due_on", .type = FIELD_DATE, .label = "By" },
	{ 0 }
};

const struct field lscb_task_done_input[] = {
	{ .name = "id", .type = FIELD_HANDLE, .required = true },
	{ .name = "task", .type = FIELD_NUMBER, .max = 9, .required = true },
	{ .name = "how", .type = FIELD_CODE, .choices = "lscb-task-end", .required = true,
	  .label = "What came of it?" },
	{ .name = "note", .type = FIELD_TEXT, .max = 1000, .label = "What was done, or why not" },
	{ 0 }
};

void lscb_task_add(struct request *r, const struct record *record, const char *kind,
    const char *what, const char *due_on)
{
	struct db_row row;

	if (!db_find(r->db, &lscb_sql[LSCB_TASK_HAS], &row, record->id, kind, what))
		(void)db_write(r->db, &lscb_sql[LSCB_TASK_ADD], record->id, kind, what, due_on,
		    request_account(r));
}

void lscb_task_done(struct request *r, const struct record *record, const char *kind)
{
	(void)db_write(r->db, &lscb_sql[LSCB_TASK_KIND_DONE], r->today, request_account(r),
	    record->id, kind);
}

static void row_put(struct request *r, struct node *table, const struct db_row *t)
{
	const char *due = db_text(t, 3), *done = db_text(t, 4), *dropped = db_text(t, 6);
	struct node *row = node_add(table, "row"), *cell;

	cell = page_cell(row, db_text(t, 2));
	node_set(cell, "head", "yes");
	cell = page_cell(row, page_day(r, due));
	if (done == NULL && dropped == NULL && due != NULL && strcmp(due, r->today) < 0)
		node_set(cell, "kind", "overdue");
	cell = page_cell(row, done != NULL ? pool_printf(r->pool, "Done %s\n%s", page_day(r, done),
	    db_text(t, 5)) : dropped != NULL ? pool_printf(r->pool, "Not to be done, %s\n%s",
	    page_day(r, dropped), db_text(t, 5)) : "To do");
	node_set(cell, "kind", "text");
}

static size_t list_put(struct request *r, struct node *body, const struct record *record,
    bool open_only, struct db_rows *rows_r)
{
	struct node *table = page_table(body, "tasks", "To do", "There is nothing to do.", "What", "By",
	    "Stands", NULL);
	size_t i, n = 0;

	(void)db_list(r->db, &lscb_sql[LSCB_TASKS], rows_r, record->id);
	for (i = 0; i < rows_r->n; i++)
		if (!open_only || (db_text(&rows_r->row[i], 4) == NULL &&
		    db_text(&rows_r->row[i], 6) == NULL)) {
			row_put(r, table, &rows_r->row[i]);
			n++;
		}
	return n;
}

void lscb_task_panel(struct request *r, const struct record *record, struct node *list)
{
	const char *what = NULL;
	struct db_rows rows;
	size_t i, n = 0;

	if (!request_may(r, LSCB_WORK))
		return;
	(void)db_list(r->db, &lscb_sql[LSCB_TASKS], &rows, record->id);
	for (i = 0; i < rows.n; i++)
		if (db_text(&rows.row[i], 4) == NULL && db_text(&rows.row[i], 6) == NULL &&
		    ++n <= TASKS_SHOWN)
			what = pool_printf(r->pool, "%s%s%s", what == NULL ? "" : what, what == NULL ? "" : "\n",
			    db_text(&rows.row[i], 2));
	if (n > TASKS_SHOWN)
		what = pool_printf(r->pool, "%s\nand %zu more", what, n - TASKS_SHOWN);
	(void)lscb_part(r, record, list, "To do", what == NULL ? "Nothing" : what, "Open", "/tasks");
}

/* -- the page -- */

static void done_put(struct request *r, struct node *body, const struct record *record,
    const struct db_row *t)
{
	struct node *details = node_add(body, "details"), *form, *control;
	unsigned long long number = db_number(t, 0), sent = 0;
	bool mine = r->route->input == lscb_task_done_input &&
	    text_number(input_text(&r->input, "task"), &sent) && sent == number;
	const struct field *f;

	node_set(details, "summary", db_text(t, 2));
	form = page_form(r, details, pool_printf(r->pool, "%s/tasks/done", casework_path(r, record)));
	control = page_hidden(r, form, "task", pool_printf(r->pool, "%llu", number));
	node_set(control, "id", pool_printf(r->pool, "task-%llu", number));
	for (f = lscb_task_done_input + 2; f->name != NULL; f++) {
		control = page_control(r, form, f, f->name, mine ? input_text(&r->input, f->name) : "",
		    mine ? input_slot(&r->input, f->name)->error : NULL, NULL);
		node_set(control, "id", pool_printf(r->pool, "%s-%llu", f->name, number));
	}
	(void)page_button(page_buttons(form), "Save", "secondary", NULL, NULL);
}

static int task_page(struct request *r, const struct record *record, int status)
{
	struct node *body = casework_page(r, record, "tasks", "Tasks");
	struct db_rows rows;
	size_t i;

	(void)list_put(r, body, record, false, &rows);
	if (record->closed_at != NULL)
		return status;
	for (i = 0; i < rows.n; i++)
		if (db_text(&rows.row[i], 4) == NULL && db_text(&rows.row[i], 6) == NULL)
			done_put(r, body, record, &rows.row[i]);
	(void)page_heading(body, 2, "Another task");
	(void)page_form_of(r, body, lscb_task_input, pool_printf(r->pool, "%s/tasks",
	    casework_path(r, record)), "Add", "secondary");
	return status;
}

int lscb_task_show(struct request *r)
{
	struct record record;

	return casework_load(r, &record) ? task_page(r, &record, 200) : page_not_found(r);
}

int lscb_task_save(struct request *r)
{
	struct record record;

	if (!casework_lock(r, &record))
		return page_not_found(r);
	if (record.closed_at != NULL)
		return casework_moved_on(r);
	lscb_nameless(r, record.id, "what");
	if (!input_valid(&r->input, r->pool))
		return task_page(r, &record, 422);
	lscb_task_add(r, &record, "OTHER", input_text(&r->input, "what"), lscb_day(r, "due_on"));
	return request_redirect(r, "%s/tasks", casework_path(r, &record));
}

int lscb_task_done_save(struct request *r)
{
	bool dropped = input_is(&r->input, "how", "NOT");
	struct record record;
	unsigned long long task;

	if (!casework_lock(r, &record) || !text_number(input_text(&r->input, "task"), &task))
		return page_not_found(r);
	if (dropped)
		input_needs(&r->input, "note", "Say why it is not to be done");
	if (!input_valid(&r->input, r->pool))
		return task_page(r, &record, 422);
	if (db_write(r->db, &lscb_sql[LSCB_TASK_END], dropped ? NULL : r->today,
	    dropped ? r->today : NULL, request_account(r), input_text(&r->input, "note"), record.id,
	    task) != 1)
		return page_not_found(r);
	r->audit.detail = pool_printf(r->pool, "task=%llu", task);
	return request_redirect(r, "%s/tasks", casework_path(r, &record));
}
