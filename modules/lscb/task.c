#include <string.h>

#include "clock.h"
#include "lists.h"
#include "meeting.h"
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

const char *lscb_task_day(struct request *r, const char *setting, const char *from)
{
	struct clock clock = { .code = "TASK", .name = "done" };
	struct clock_due due;

	return clock_parse(conf_text(setting), &clock) && clock_due(r->pool, &clock, from, &due) ?
	    due.text : NULL;
}

void lscb_task_labelled(struct request *r, const struct record *record, const char *kind,
    const char *due_on)
{
	if (!task_open(r, record, kind, ""))
		task_new(r, record, kind, lists_label("lscb-task", kind, r->today), due_on);
}

static void row_put(struct request *r, struct node *table, const struct task *t)
{
	struct node *row = node_add(table, "row"), *cell;

	cell = page_cell(row, t->what);
	node_set(cell, "head", "yes");
	cell = page_cell(row, page_day(r, t->due_on));
	if (t->open && t->due_on != NULL && strcmp(t->due_on, r->today) < 0)
		node_set(cell, "kind", "overdue");
	cell = page_cell(row, t->open ? "To do" : t->done_on != NULL ? pool_printf(r->pool,
	    "Done %s\n%s", page_day(r, t->done_on), t->note) : pool_printf(r->pool,
	    "Not to be done, %s\n%s", page_day(r, t->dropped_on), t->note));
	node_set(cell, "kind", "text");
}

void lscb_task_panel(struct request *r, const struct record *record, struct node *list)
{
	const char *what = NULL;
	struct task *tasks;
	size_t i, n;

	if (!request_may(r, LSCB_WORK))
		return;
	n = task_list(r, record, &tasks);
	for (i = 0; i < n && tasks[i].open; i++)
		if (i < TASKS_SHOWN)
			what = pool_printf(r->pool, "%s%s%s", what == NULL ? "" : what, what == NULL ? "" : "\n",
			    tasks[i].what);
	if (i > TASKS_SHOWN)
		what = pool_printf(r->pool, "%s\nand %zu more", what, i - TASKS_SHOWN);
	(void)lscb_part(r, record, list, "To do", what == NULL ? "Nothing" : what, "Open", "/tasks");
}

/* -- the page -- */

static void done_put(struct request *r, struct node *body, const struct record *record,
    const struct task *t)
{
	struct node *details = node_add(body, "details"), *form, *control;
	const char *number = pool_printf(r->pool, "%llu", t->id);
	bool mine = r->route->input == lscb_task_done_input && input_is(&r->input, "task", number);
	const struct field *f;

	node_set(details, "summary", pool_printf(r->pool, "What came of it: %s", t->what));
	form = page_form(r, details, pool_printf(r->pool, "%s/tasks/done", casework_path(r, record)));
	control = page_hidden(r, form, "task", number);
	node_set(control, "id", pool_printf(r->pool, "task-%s", number));
	for (f = lscb_task_done_input + 2; f->name != NULL; f++) {
		control = page_control(r, form, f, f->name, mine ? input_text(&r->input, f->name) : "",
		    mine ? input_slot(&r->input, f->name)->error : NULL, NULL);
		page_control_id(r, control, pool_printf(r->pool, "%s-%s", f->name, number));
	}
	(void)page_button(page_buttons(form), "Save", "secondary", NULL, NULL);
}

static int task_page(struct request *r, const struct record *record, int status)
{
	struct node *body = casework_page(r, record, "tasks", "Tasks"), *table;
	struct task *tasks;
	size_t i, n;

	table = page_table(body, "tasks", "To do", "There is nothing to do.", "What", "By", "Stands",
	    NULL);
	n = task_list(r, record, &tasks);
	for (i = 0; i < n; i++)
		row_put(r, table, &tasks[i]);
	if (record->closed_at != NULL)
		return status;
	for (i = 0; i < n && tasks[i].open; i++)
		done_put(r, body, record, &tasks[i]);
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
	task_add(r, &record, "OTHER", input_text(&r->input, "what"), lscb_day(r, "due_on"));
	return request_redirect(r, "%s/tasks", casework_path(r, &record));
}

int lscb_task_done_save(struct request *r)
{
	bool dropped = input_is(&r->input, "how", "NOT");
	struct record record;
	struct task task;

	if (!casework_lock(r, &record) ||
	    !task_find(r, &record, input_text(&r->input, "task"), &task))
		return page_not_found(r);
	if (dropped)
		input_needs(&r->input, "note", "Say why it is not to be done");
	lscb_nameless(r, record.id, "note");
	if (!input_valid(&r->input, r->pool))
		return task_page(r, &record, 422);
	if (!task_end(r, &record, &task, dropped, input_text(&r->input, "note")))
		return page_not_found(r);
	r->audit.detail = pool_printf(r->pool, "task=%llu", task.id);
	return request_redirect(r, "%s/tasks", casework_path(r, &record));
}
