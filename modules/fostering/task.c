#include <string.h>

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
	const char *same = lists_flag("fostering-task", kind, "each") ? what : "";
	struct db_row row;

	if (!db_find(r->db, &fostering_sql[FOSTERING_TASK_HAS], &row, record->id, kind, same, same))
		(void)db_write(r->db, &fostering_sql[FOSTERING_TASK_ADD], record->id, kind, what, due_on,
		    request_account(r));
}

void fostering_task_another(struct request *r, const struct record *record, const char *kind,
    const char *what, const char *due_on)
{
	const char *words = what;
	struct db_row row;
	unsigned n;

	for (n = 2; lists_flag("fostering-task", kind, "each") && db_find(r->db,
	    &fostering_sql[FOSTERING_TASK_HAS], &row, record->id, kind, words, words); n++)
		words = pool_printf(r->pool, "%s (%u)", what, n);
	fostering_task_add(r, record, kind, words, due_on);
}

bool fostering_task_open(struct request *r, const struct record *record, const char *kind)
{
	struct db_row row;

	return db_find(r->db, &fostering_sql[FOSTERING_TASK_HAS], &row, record->id, kind, "", "");
}

void fostering_task_done(struct request *r, const struct record *record, const char *kind)
{
	(void)db_write(r->db, &fostering_sql[FOSTERING_TASK_KIND_DONE], r->today, request_account(r),
	    record->id, kind);
}

void fostering_task_one_done(struct request *r, const struct record *record, const char *kind,
    const char *what)
{
	(void)db_write(r->db, &fostering_sql[FOSTERING_TASK_ONE_DONE], r->today, request_account(r),
	    record->id, kind, what, what);
}

static bool needs_reference(const struct db_row *t)
{
	return lists_flag("fostering-task", db_text(t, 1), "reference");
}

static void done_form(struct request *r, struct node *parent, const struct record *record,
    const struct db_row *t, const char *error)
{
	struct node *form = page_form(r, parent, pool_printf(r->pool, "%s/task",
	    casework_path(r, record))), *control;
	struct field note = fostering_task_input[2];
	unsigned long long task = db_number(t, 0);

	if (needs_reference(t))
		note.label = "Reference of the referral, and who took it";

	control = page_control(r, form, &(struct field){ .type = FIELD_TOKEN }, "task",
	    pool_printf(r->pool, "%llu", task), NULL, "hidden");
	node_set(control, "id", pool_printf(r->pool, "task-%llu", task));
	control = page_control(r, form, &note, "done_note", "", error, NULL);
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
		done_form(r, details, record, t, NULL);
}

/* What is urgent is the manager's, and a check that was refused can be told from it
 * (11.2): only who may read offence data knows of it. */
static bool known(struct request *r, const struct record *record, const struct db_row *t)
{
	return strcmp(db_text(t, 1), "URGENT") != 0 || fostering_offence_reader(r, record) ||
	    request_may(r, FOSTERING_DECIDE);
}

void fostering_tasks_put(struct request *r, struct node *body, const struct record *record)
{
	bool may = record->closed_at == NULL && record_is(record, "OWNER TEAM"), first = true;
	struct db_rows rows;
	size_t i;

	(void)db_list(r->db, &fostering_sql[FOSTERING_TASKS], &rows, record->id);
	for (i = 0; i < rows.n && db_text(&rows.row[i], 4) == NULL; i++) {
		if (!known(r, record, &rows.row[i]))
			continue;
		if (first)
			(void)page_heading(body, 2, "To do");
		first = false;
		task_put(r, body, record, &rows.row[i],
		    may || (record->closed_at == NULL && request_may(r, FOSTERING_DECIDE)));
	}
}

/* The one of this number that is still to be done. */
static bool task_find(struct request *r, const struct record *record, unsigned long long task,
    struct db_row *row_r)
{
	struct db_rows rows;
	size_t i;

	(void)db_list(r->db, &fostering_sql[FOSTERING_TASKS], &rows, record->id);
	for (i = 0; i < rows.n; i++)
		if (db_number(&rows.row[i], 0) == task && db_text(&rows.row[i], 4) == NULL &&
		    known(r, record, &rows.row[i])) {
			*row_r = rows.row[i];
			return true;
		}
	return false;
}

static int unfinished(struct request *r, const struct record *record, const struct db_row *t)
{
	struct node *body = casework_page(r, record, "task", "What is to be done");

	(void)page_para(body, db_text(t, 2));
	done_form(r, body, record, t, input_slot(&r->input, "done_note")->error);
	return 422;
}

int fostering_task_save(struct request *r)
{
	struct record record;
	unsigned long long task;
	struct db_row t;

	if (!casework_lock(r, &record) || record.closed_at != NULL ||
	    !(record_is(&record, "OWNER TEAM") || request_may(r, FOSTERING_DECIDE)) ||
	    !text_number(input_text(&r->input, "task"), &task) || !task_find(r, &record, task, &t))
		return page_not_found(r);
	if (needs_reference(&t))
		input_needs(&r->input, "done_note", "Enter the reference of the referral, and who took it");
	if (!input_valid(&r->input, r->pool))
		return unfinished(r, &record, &t);
	if (db_write(r->db, &fostering_sql[FOSTERING_TASK_DONE], r->today, request_account(r),
	    input_text(&r->input, "done_note"), record.id, task) != 1)
		return page_not_found(r);
	if (strcmp(db_text(&t, 1), "DEATH") == 0)
		deadline_met(r, &record, "TD");
	r->audit.detail = pool_printf(r->pool, "task=%llu", task);
	return request_redirect(r, "%s", casework_path(r, &record));
}
