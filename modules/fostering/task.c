#include "fostering.h"
#include "lists.h"
#include "text.h"

/* What is to be done on a case beside its statutory dates. */

const struct field fostering_task_input[] = {
	{ .name = "id", .type = FIELD_HANDLE, .required = true },
	{ .name = "task", .type = FIELD_NUMBER, .max = 9, .required = true },
	{ .name = "done_note", .type = FIELD_TEXT, .max = 300, .label = "What was done" },
	{ 0 }
};

void fostering_task_add(struct request *r, const struct record *record, const char *kind,
    const char *what, const char *due_on)
{
	struct db_row row;

	if (!db_find(r->db, &fostering_sql[FOSTERING_TASK_HAS], &row, record->id, kind))
		(void)db_write(r->db, &fostering_sql[FOSTERING_TASK_ADD], record->id, kind, what, due_on,
		    request_account(r));
}

void fostering_task_done(struct request *r, const struct record *record, const char *kind)
{
	(void)db_write(r->db, &fostering_sql[FOSTERING_TASK_KIND_DONE], r->today, request_account(r),
	    record->id, kind);
}

static void done_form(struct request *r, struct node *parent, const struct record *record,
    unsigned long long task)
{
	struct node *form = page_form(r, parent, pool_printf(r->pool, "%s/task",
	    casework_path(r, record))), *control;

	control = page_control(r, form, &(struct field){ .type = FIELD_TOKEN }, "task",
	    pool_printf(r->pool, "%llu", task), NULL, "hidden");
	node_set(control, "id", pool_printf(r->pool, "task-%llu", task));
	control = page_control(r, form, &fostering_task_input[2], "done_note", "", NULL, NULL);
	node_set(control, "id", pool_printf(r->pool, "note-%llu", task));
	(void)page_button(page_buttons(form), "Done", "secondary", NULL, NULL);
}

static void task_put(struct request *r, struct node *parent, const struct record *record,
    const struct db_row *t, bool may)
{
	struct node *details = node_add(parent, "details");
	const char *due = page_day(r, db_text(t, 3));

	node_set(details, "summary", db_text(t, 2));
	(void)page_para(details, pool_printf(r->pool, "%s%s%s.",
	    lists_label("fostering-task", db_text(t, 1), r->today), due == NULL ? "" : ", by ",
	    due == NULL ? "" : due));
	if (may)
		done_form(r, details, record, db_number(t, 0));
}

void fostering_tasks_put(struct request *r, struct node *body, const struct record *record)
{
	bool may = record->closed_at == NULL && record_is(record, "OWNER TEAM");
	struct db_rows rows;
	size_t i;

	(void)db_list(r->db, &fostering_sql[FOSTERING_TASKS], &rows, record->id);
	for (i = 0; i < rows.n && db_text(&rows.row[i], 4) == NULL; i++) {
		if (i == 0)
			(void)page_heading(body, 2, "To do");
		task_put(r, body, record, &rows.row[i],
		    may || (record->closed_at == NULL && request_may(r, FOSTERING_DECIDE)));
	}
}

int fostering_task_save(struct request *r)
{
	struct record record;
	unsigned long long task;

	if (!casework_lock(r, &record) || record.closed_at != NULL ||
	    !(record_is(&record, "OWNER TEAM") || request_may(r, FOSTERING_DECIDE)) ||
	    !text_number(input_text(&r->input, "task"), &task) ||
	    db_write(r->db, &fostering_sql[FOSTERING_TASK_DONE], r->today, request_account(r),
	    input_text(&r->input, "done_note"), record.id, task) != 1)
		return page_not_found(r);
	r->audit.detail = pool_printf(r->pool, "task=%llu", task);
	return request_redirect(r, "%s", casework_path(r, &record));
}
