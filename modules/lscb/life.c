#include <string.h>

#include "intake.h"
#include "text.h"
#include "triage.h"

/* 5.3: what happened in the child's life, day by day, as it is known by name. A pack has
 * it without names and by days before the death (pack-build.c). Nothing is changed: an
 * entry that is wrong is taken out. */

const struct field lscb_life_input[] = {
	{ .name = "id", .type = FIELD_HANDLE, .required = true },
	{ .name = "on_day", .type = FIELD_DATE, .not_future = true, .required = true,
	  .label = "Day" },
	{ .name = "at_time", .type = FIELD_TEXT, .max = 5, .width = 5, .label = "Time",
	  .hint = "For instance 14:05" },
	{ .name = "text", .type = FIELD_MEMO, .max = 2000, .rows = 3, .required = true,
	  .label = "What happened", .hint = "A pack shows it without names" },
	{ .name = "source", .type = FIELD_TEXT, .max = 210, .label = "Who says so" },
	{ 0 }
};

const struct field lscb_life_gone_input[] = {
	{ .name = "id", .type = FIELD_HANDLE, .required = true },
	{ .name = "entry", .type = FIELD_NUMBER, .max = 19, .required = true,
	  .label = "Which entry is wrong?" },
	{ 0 }
};

enum column { ID, DAY, TIME, TEXT, SOURCE };

static size_t entries(struct request *r, const struct record *record, struct db_rows *rows_r)
{
	return db_list(r->db, &lscb_sql[LSCB_LIFE], rows_r, record->id);
}

static const char *when(struct request *r, const struct db_row *e)
{
	return pool_printf(r->pool, "%s%s%s", page_day(r, db_text(e, DAY)),
	    db_text(e, TIME)[0] == '\0' ? "" : ", ", db_text(e, TIME));
}

static void list_put(struct request *r, struct node *body, const struct db_rows *rows)
{
	struct node *table = page_table(body, "life", "Timeline", "Nothing is entered.", "When",
	    "What happened", "Who says so", NULL), *row;
	size_t i;

	for (i = 0; i < rows->n; i++) {
		row = node_add(table, "row");
		node_set(page_cell(row, when(r, &rows->row[i])), "head", "yes");
		node_set(page_cell(row, db_text(&rows->row[i], TEXT)), "kind", "text");
		(void)page_cell(row, db_text(&rows->row[i], SOURCE));
	}
}

/* Their own days alone tell them apart in a list of choices. */
static void gone_put(struct request *r, struct node *body, const struct record *record,
    const struct db_rows *rows)
{
	bool mine = r->route->input == lscb_life_gone_input;
	struct node *details = node_add(body, "details"), *form, *control, *option;
	size_t i;

	node_set(details, "summary", "Take an entry out");
	if (mine)
		node_set(details, "open", "yes");
	form = page_form(r, details, pool_printf(r->pool, "%s/life/gone", casework_path(r, record)));
	control = page_control(r, form, &lscb_life_gone_input[1], "entry", "",
	    mine ? input_slot(&r->input, "entry")->error : NULL, "radios");
	for (i = 0; i < rows->n; i++) {
		option = node_add(control, "option");
		node_set(option, "value", pool_printf(r->pool, "%llu", db_number(&rows->row[i], ID)));
		node_set(option, "label", pool_printf(r->pool, "%s: %s", when(r, &rows->row[i]),
		    text_cut(r->pool, db_text(&rows->row[i], TEXT), 60)));
	}
	(void)page_button(page_buttons(form), "Take it out", "secondary", NULL, NULL);
}

static void add_put(struct request *r, struct node *body, const struct record *record)
{
	bool mine = r->route->input == lscb_life_input;
	const struct field *f;
	struct node *form;

	(void)page_heading(body, 2, "Add an entry");
	form = page_form(r, body, pool_printf(r->pool, "%s/life", casework_path(r, record)));
	for (f = lscb_life_input + 1; f->name != NULL; f++)
		(void)page_control(r, form, f, f->name, mine ? input_slot(&r->input, f->name)->value : "",
		    mine ? input_slot(&r->input, f->name)->error : NULL, NULL);
	(void)page_button(page_buttons(form), "Add", "primary", NULL, NULL);
}

static int life_page(struct request *r, const struct record *record, int status)
{
	struct node *body = casework_page(r, record, "life", "Timeline of the child's life");
	struct db_rows rows;

	if (entries(r, record, &rows) > 0)
		(void)page_para(body, "A pack shows it without names, by days before the death.");
	list_put(r, body, &rows);
	if (record->closed_at != NULL)
		return status;
	add_put(r, body, record);
	if (rows.n > 0)
		gone_put(r, body, record, &rows);
	return status;
}

void lscb_life_panel(struct request *r, const struct record *record, struct node *list)
{
	struct db_rows rows;

	if (!request_may(r, LSCB_WORK))
		return;
	(void)entries(r, record, &rows);
	(void)lscb_part(r, record, list, "Timeline of the child's life", rows.n == 0 ?
	    "Nothing is entered" : pool_printf(r->pool, "%zu entries", rows.n), "Open", "/life");
}

int lscb_life_show(struct request *r)
{
	struct record record;

	if (!casework_load(r, &record))
		return page_not_found(r);
	if (!lscb_of(r)->named)
		return request_redirect(r, "%s/name", casework_path(r, &record));
	return life_page(r, &record, 200);
}

int lscb_life_add(struct request *r)
{
	const struct input *in = &r->input;
	struct record record;

	if (!casework_lock(r, &record))
		return page_not_found(r);
	if (record.closed_at != NULL)
		return casework_moved_on(r);
	lscb_time_rule(r, "at_time");
	if (!input_valid(&r->input, r->pool))
		return life_page(r, &record, 422);
	(void)db_write(r->db, &lscb_sql[LSCB_LIFE_ADD], record.id, input_text(in, "on_day"),
	    input_text(in, "at_time"), input_text(in, "text"), input_text(in, "source"),
	    request_account(r));
	return request_redirect(r, "%s/life", casework_path(r, &record));
}

int lscb_life_gone(struct request *r)
{
	unsigned long long entry;
	struct record record;

	if (!casework_lock(r, &record))
		return page_not_found(r);
	if (record.closed_at != NULL)
		return casework_moved_on(r);
	if (!input_valid(&r->input, r->pool))
		return life_page(r, &record, 422);
	if (!text_number(input_text(&r->input, "entry"), &entry) ||
	    db_write(r->db, &lscb_sql[LSCB_LIFE_GONE], record.id, entry) != 1)
		return page_not_found(r);
	r->audit.detail = pool_printf(r->pool, "entry=%llu", entry);
	return request_redirect(r, "%s/life", casework_path(r, &record));
}
