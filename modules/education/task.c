#include "place.h"

const struct field education_task_input[] = {
	{ .name = "id", .type = FIELD_HANDLE, .required = true },
	{ .name = "task", .type = FIELD_NUMBER, .required = true },
	{ 0 }
};

void education_tasks_put(struct request *r, const struct record *record, struct node *body)
{
	size_t i, n, shown = 0;
	struct task *tasks;
	struct node *form;

	n = task_list(r, record, &tasks);
	for (i = 0; i < n && tasks[i].open; i++) {
		const struct task *t = &tasks[i];

		if (shown++ == 0)
			(void)page_heading(body, 2, "To do");
		(void)page_para(body, t->due_on == NULL ? t->what : pool_printf(r->pool, "%s (by %s)",
		    t->what, page_day(r, t->due_on)));
		if (!request_may(r, EDUCATION_WORK))
			continue;
		form = page_form(r, body, pool_printf(r->pool, "%s/task", casework_path(r, record)));
		(void)page_button(page_buttons(form), pool_printf(r->pool, "Done: %s", t->what),
		    "secondary", "task", pool_printf(r->pool, "%llu", t->id));
	}
}

int education_task_done(struct request *r)
{
	struct record record;
	struct task task;

	if (!casework_lock(r, &record) || !task_find(r, &record, input_text(&r->input, "task"),
	    &task) || !task_end(r, &record, &task, false, ""))
		return page_not_found(r);
	return request_redirect(r, "%s", casework_path(r, &record));
}
