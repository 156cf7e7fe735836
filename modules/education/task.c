#include "place.h"
#include "text.h"

const struct field education_task_input[] = {
	{ .name = "id", .type = FIELD_HANDLE, .required = true },
	{ .name = "task", .type = FIELD_NUMBER, .required = true },
	{ 0 }
};

void education_task_add(struct request *r, const struct record *record, const char *kind,
    const char *what, const char *due)
{
	(void)db_write(r->db, &education_sql[EDUCATION_TASK_ADD], record->id, kind, what, due,
	    request_account(r));
}

void education_tasks_put(struct request *r, const struct record *record, struct node *body)
{
	struct node *form;
	struct db_rows rows;
	size_t i;

	(void)db_list(r->db, &education_sql[EDUCATION_TASKS], &rows, record->id);
	if (rows.n == 0)
		return;
	(void)page_heading(body, 2, "To do");
	for (i = 0; i < rows.n; i++) {
		const char *what = db_text(&rows.row[i], 1), *due = db_text(&rows.row[i], 2);

		(void)page_para(body, due == NULL ? what : pool_printf(r->pool, "%s (by %s)", what,
		    page_day(r, due)));
		if (!request_may(r, EDUCATION_WORK))
			continue;
		form = page_form(r, body, pool_printf(r->pool, "%s/task", casework_path(r, record)));
		(void)page_button(page_buttons(form), pool_printf(r->pool, "Done: %s", what),
		    "secondary", "task", pool_printf(r->pool, "%llu", db_number(&rows.row[i], 0)));
	}
}

int education_task_done(struct request *r)
{
	struct record record;
	unsigned long long id;

	if (!casework_lock(r, &record) || !text_number(input_text(&r->input, "task"), &id))
		return page_not_found(r);
	if (db_write(r->db, &education_sql[EDUCATION_TASK_DONE], r->today, request_account(r), id,
	    record.id) != 1)
		return page_not_found(r);
	return request_redirect(r, "%s", casework_path(r, &record));
}
