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
	if (!task_open(r, record, kind, lists_flag("fostering-task", kind, "each") ? what : ""))
		task_new(r, record, kind, what, due_on);
}

void fostering_task_another(struct request *r, const struct record *record, const char *kind,
    const char *what, const char *due_on)
{
	const char *words = what;
	unsigned n;

	for (n = 2; lists_flag("fostering-task", kind, "each") && task_open(r, record, kind, words); n++)
		words = pool_printf(r->pool, "%s (%u)", what, n);
	fostering_task_add(r, record, kind, words, due_on);
}

void fostering_task_one_done(struct request *r, const struct record *record, const char *kind,
    const char *what)
{
	(void)db_write(r->db, &fostering_sql[FOSTERING_TASK_ONE_DONE], r->today, request_account(r),
	    record->id, kind, what, what);
}

static bool needs_reference(const struct task *t)
{
	return lists_flag("fostering-task", t->kind, "reference");
}

static void done_form(struct request *r, struct node *parent, const struct record *record,
    const struct task *t, const char *error)
{
	struct node *form = page_form(r, parent, pool_printf(r->pool, "%s/task",
	    casework_path(r, record))), *control;
	struct field note = fostering_task_input[2];

	if (needs_reference(t))
		note.label = "Reference of the referral, and who took it";

	control = page_control(r, form, &(struct field){ .type = FIELD_TOKEN }, "task",
	    pool_printf(r->pool, "%llu", t->id), NULL, "hidden");
	node_set(control, "id", pool_printf(r->pool, "task-%llu", t->id));
	control = page_control(r, form, &note, "done_note", "", error, NULL);
	node_set(control, "id", pool_printf(r->pool, "note-%llu", t->id));
	(void)page_button(page_buttons(form), "Done", "secondary", NULL, NULL);
}

static void task_put(struct request *r, struct node *parent, const struct record *record,
    const struct task *t, bool may)
{
	struct node *details = node_add(parent, "details");
	const char *due = page_day(r, t->due_on);

	node_set(details, "summary", t->what);
	(void)page_para(details, pool_printf(r->pool, "%s%s%s.",
	    lists_label("fostering-task", t->kind, r->today), due == NULL ? "" : ", by ",
	    due == NULL ? "" : due));
	if (may)
		done_form(r, details, record, t, NULL);
}

/* What is urgent is the manager's, and a check that was refused can be told from it
 * (11.2): only who may read offence data knows of it. */
static bool known(struct request *r, const struct record *record, const struct task *t)
{
	return strcmp(t->kind, "URGENT") != 0 || fostering_offence_reader(r, record) ||
	    request_may(r, FOSTERING_DECIDE);
}

void fostering_tasks_put(struct request *r, struct node *body, const struct record *record)
{
	bool may = record->closed_at == NULL && (record_is(record, "OWNER TEAM") ||
	    request_may(r, FOSTERING_DECIDE)), first = true;
	struct task *tasks;
	size_t i, n;

	n = task_list(r, record, &tasks);
	for (i = 0; i < n && tasks[i].open; i++) {
		if (!known(r, record, &tasks[i]))
			continue;
		if (first)
			(void)page_heading(body, 2, "To do");
		first = false;
		task_put(r, body, record, &tasks[i], may);
	}
}

static int unfinished(struct request *r, const struct record *record, const struct task *t)
{
	struct node *body = casework_page(r, record, "task", "What is to be done");

	(void)page_para(body, t->what);
	done_form(r, body, record, t, input_slot(&r->input, "done_note")->error);
	return 422;
}

int fostering_task_save(struct request *r)
{
	struct record record;
	struct task task;

	if (!casework_lock(r, &record) || record.closed_at != NULL ||
	    !(record_is(&record, "OWNER TEAM") || request_may(r, FOSTERING_DECIDE)) ||
	    !task_find(r, &record, input_text(&r->input, "task"), &task) ||
	    !known(r, &record, &task))
		return page_not_found(r);
	if (needs_reference(&task))
		input_needs(&r->input, "done_note", "Enter the reference of the referral, and who took it");
	if (!input_valid(&r->input, r->pool))
		return unfinished(r, &record, &task);
	if (!task_end(r, &record, &task, false, input_text(&r->input, "done_note")))
		return page_not_found(r);
	if (strcmp(task.kind, "DEATH") == 0)
		deadline_met(r, &record, "TD");
	r->audit.detail = pool_printf(r->pool, "task=%llu", task.id);
	return request_redirect(r, "%s", casework_path(r, &record));
}
