#include <string.h>

#include "fostering.h"
#include "lists.h"
#include "text.h"

/* 3, N8: a change that is told before it happens, which the regulation asks for
 * where practicable. What was typed waits until somebody says that it has happened,
 * and stands in the form again then. */

const struct field fostering_change_ahead_input[] = {
	{ .name = "id", .type = FIELD_HANDLE, .required = true },
	{ .name = "ahead", .type = FIELD_NUMBER, .max = 18, .required = true },
	{ 0 }
};

enum { NUMBER, KIND, EXPECTED, FIELDS, NOTE };

/* Each change has a task of its own; of two alike it does not matter which is done. */
static const char *task_words(struct request *r, const char *kind, const char *expected)
{
	return pool_printf(r->pool, "Told in advance for %s: %s. Record it when it has happened",
	    page_day(r, expected), lists_label("fostering-change", kind, r->today));
}

void fostering_change_ahead_keep(struct request *r, const struct record *record,
    const char *const *names, size_t n)
{
	const struct input *in = &r->input;
	struct params params = { 0 };
	size_t i;

	for (i = 0; i < n; i++)
		params_add(&params, r->pool, names[i], input_text(in, names[i]));
	(void)db_write(r->db, &fostering_sql[FOSTERING_AHEAD_ADD], record->id, input_text(in, "kind"),
	    input_text(in, "changed_on"), params_encode(&params, r->pool), input_text(in, "note"),
	    request_account(r));
	event_add(r, record, "change.ahead", pool_printf(r->pool, "Told in advance: %s, on %s",
	    lists_label("fostering-change", input_text(in, "kind"), r->today),
	    page_day(r, input_text(in, "changed_on"))), false);
	fostering_task_another(r, record, "CHANGE", task_words(r, input_text(in, "kind"),
	    input_text(in, "changed_on")), input_text(in, "changed_on"));
	notice_add(r, record, record->owner, "A change was told in advance");
}

static bool find(struct request *r, const struct record *record, struct db_row *row_r)
{
	unsigned long long number;

	return text_number(input_text(&r->input, "ahead"), &number) &&
	    db_find(r->db, &fostering_sql[FOSTERING_AHEAD_FIND], row_r, record->id, number);
}

void fostering_change_ahead_fill(struct request *r, const struct record *record)
{
	struct params params = { 0 };
	const struct field *f;
	struct db_row row;

	if (!find(r, record, &row) || !input_is(&r->input, "kind", db_text(&row, KIND)) ||
	    !params_parse(&params, r->pool, db_text(&row, FIELDS), strlen(db_text(&row, FIELDS))))
		return;
	/* Kept by an older version it may lack a question, or have one that is not asked now. */
	for (f = r->route->input; f->name != NULL; f++)
		if (params_get(&params, f->name) != NULL)
			input_slot(&r->input, f->name)->value = params_get(&params, f->name);
	input_slot(&r->input, "changed_on")->value = strcmp(db_text(&row, EXPECTED), r->today) > 0 ?
	    r->today : db_text(&row, EXPECTED);
}

static void settle(struct request *r, const struct record *record, unsigned statement,
    const struct db_row *a)
{
	(void)db_write(r->db, &fostering_sql[statement], r->today, record->id, db_number(a, NUMBER));
	fostering_task_one_done(r, record, "CHANGE", task_words(r, db_text(a, KIND),
	    db_text(a, EXPECTED)));
}

void fostering_change_ahead_done(struct request *r, const struct record *record)
{
	struct db_row row;

	if (find(r, record, &row) && input_is(&r->input, "kind", db_text(&row, KIND)))
		settle(r, record, FOSTERING_AHEAD_DONE, &row);
}

static void row_put(struct request *r, struct node *body, const struct record *record,
    const struct db_row *a, bool writes)
{
	struct node *s = node_add(body, "summary"), *form;
	const char *path = casework_path(r, record);

	node_set(s, "title", lists_label("fostering-change", db_text(a, KIND), r->today));
	(void)page_row(s, "Expected on", page_day(r, db_text(a, EXPECTED)));
	(void)page_row(s, "What was said", db_text(a, NOTE));
	if (!writes)
		return;
	(void)page_link(body, "It has happened", NULL, "%s/change/%s?ahead=%llu", path, db_text(a, KIND),
	    db_number(a, NUMBER));
	form = page_form(r, body, pool_printf(r->pool, "%s/change-ahead", path));
	(void)page_hidden(r, form, "ahead", pool_printf(r->pool, "%llu", db_number(a, NUMBER)));
	(void)page_button(page_buttons(form), "It does not happen", "secondary", NULL, NULL);
}

void fostering_changes_ahead_put(struct request *r, struct node *body, const struct record *record)
{
	struct db_rows rows;
	size_t i;

	(void)db_list(r->db, &fostering_sql[FOSTERING_AHEADS], &rows, record->id);
	if (rows.n > 0)
		(void)page_heading(body, 2, "Told in advance");
	for (i = 0; i < rows.n; i++)
		row_put(r, body, record, &rows.row[i], fostering_end_writer(r, record));
}

int fostering_change_ahead_drop(struct request *r)
{
	struct record record;
	struct db_row row;

	if (!casework_lock(r, &record) || !fostering_end_writer(r, &record) || !find(r, &record, &row))
		return page_not_found(r);
	settle(r, &record, FOSTERING_AHEAD_DROP, &row);
	event_add(r, &record, "change.ahead", "A change told in advance does not happen", false);
	return request_redirect(r, "%s/change", casework_path(r, &record));
}
