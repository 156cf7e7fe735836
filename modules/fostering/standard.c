#include <string.h>

#include "code.h"
#include "filter.h"
#include "lists.h"
#include "register.h"

/* 12.3: self-assessment against the national minimum standards, year by year.
 * Each save is a row of its own; the newest counts. */

const struct field fostering_standard_input[] = {
	{ .name = "year", .type = FIELD_NUMBER, .max = 4, .required = true },
	{ .name = "standard", .type = FIELD_TOKEN, .max = 8, .required = true },
	{ .name = "met", .type = FIELD_CODE, .choices = "fostering-met", .required = true,
	  .label = "How far is it met?" },
	{ .name = "evidence", .type = FIELD_MEMO, .max = 10000, .required = true,
	  .label = "Evidence" },
	{ .name = "action", .type = FIELD_MEMO, .max = 10000, .label = "Action",
	  .required_if = "met=PARTLY NOT",
	  .hint = "Who does what, and by when. Needed where it is not fully met" },
	{ 0 }
};

/* Of one year; standard, met, evidence, action. NULL: not assessed. */
static const struct db_row *assessed(const struct db_rows *rows, const char *standard)
{
	size_t i;

	for (i = 0; i < rows->n; i++)
		if (strcmp(db_text(&rows->row[i], 0), standard) == 0)
			return &rows->row[i];
	return NULL;
}

static void rows_read(struct request *r, int year, struct db_rows *rows_r)
{
	(void)db_list(r->db, &fostering_sql[FOSTERING_STANDARDS], rows_r, (unsigned long long)year);
}

static void met_cell(struct request *r, struct node *row, const struct db_row *a)
{
	struct node *cell = page_cell(row, a == NULL ? "Not assessed" :
	    lists_label("fostering-met", db_text(a, 1), r->today));

	node_set(cell, "kind", a == NULL ? "none" : NULL);
}

static void standard_row(struct request *r, struct node *table, const struct code *c,
    const struct db_row *now, const struct db_row *before, const char *edit)
{
	struct node *row = node_add(table, "row"), *cell;

	cell = page_cell(row, pool_printf(r->pool, "%s. %s", c->code, code_label(c, r->today)));
	node_set(cell, "head", "yes");
	node_set(cell, "href", edit);
	met_cell(r, row, now);
	met_cell(r, row, before);
	node_set(page_cell(row, now == NULL ? "" : db_text(now, 2)), "kind", "text");
	node_set(page_cell(row, now == NULL ? "" : db_text(now, 3)), "kind", "text");
}

void fostering_standards_put(struct request *r, struct node *parent,
    const struct fostering_year *year, bool edits)
{
	const struct codelist *list = lists_find("fostering-standard");
	struct node *table = page_table(parent, "standards",
	    "Self-assessment against the national minimum standards", "", "Standard", year->label,
	    fostering_year_of(r, year->year - 1).label, "Evidence", "Action", NULL);
	struct db_rows now, before;
	size_t i;

	rows_read(r, year->year, &now);
	rows_read(r, year->year - 1, &before);
	for (i = 0; i < list->n; i++)
		standard_row(r, table, &list->codes[i], assessed(&now, list->codes[i].code),
		    assessed(&before, list->codes[i].code), !edits ? NULL : pool_printf(r->pool,
		    "/fostering/standards/%d/%s", year->year, list->codes[i].code));
}

int fostering_standards(struct request *r)
{
	struct fostering_year year;
	struct node *body;

	if (!fostering_year_read(r, &year))
		return page_not_found(r);
	body = fostering_register_page(r, "standards", "Self-assessment", year.label);
	fostering_years_put(r, body, "/fostering/standards", &year);
	fostering_standards_put(r, body, &year, request_may(r, FOSTERING_MONITOR));
	return 200;
}

/* -- one -- */

static void versions_put(struct request *r, struct node *body, const char *caption,
    const struct db_rows *rows)
{
	struct node *table = page_table(body, caption[0] == 'L' ? "before" : "versions", caption, "None.",
	    "Saved", "By", "Met", "Evidence", "Action", NULL), *row;
	size_t i;

	for (i = 0; i < rows->n; i++) {
		const struct db_row *v = &rows->row[i];

		row = node_add(table, "row");
		node_set(page_cell(row, page_when(r, db_text(v, 4))), "head", "yes");
		(void)page_cell(row, pool_printf(r->pool, "%s %s", db_text(v, 5) == NULL ? "" :
		    db_text(v, 5), db_text(v, 6) == NULL ? "" : db_text(v, 6)));
		(void)page_cell(row, lists_label("fostering-met", db_text(v, 1), r->today));
		node_set(page_cell(row, db_text(v, 2)), "kind", "text");
		node_set(page_cell(row, db_text(v, 3)), "kind", "text");
	}
}

static void versions_read(struct request *r, int year, struct db_rows *rows_r)
{
	(void)db_list(r->db, &fostering_sql[FOSTERING_STANDARD_VERSIONS], rows_r,
	    (unsigned long long)year, input_text(&r->input, "standard"));
}

static unsigned long long newest(const struct db_rows *rows)
{
	return rows->n == 0 ? 0 : db_number(&rows->row[0], 0);
}

static bool standard_read(struct request *r, struct fostering_year *year_r, struct db_rows *rows_r)
{
	const struct code *c = code_find(lists_find("fostering-standard"),
	    input_text(&r->input, "standard"));

	if (c == NULL || !fostering_year_read(r, year_r))
		return false;
	versions_read(r, year_r->year, rows_r);
	return true;
}

static int standard_page(struct request *r, const struct fostering_year *year,
    const struct db_rows *rows, int status)
{
	const char *standard = input_text(&r->input, "standard");
	struct node *body = page_begin(r, "standard", "Assess a standard"), *form;
	struct db_rows before;

	page_back(r, "Self-assessment", "/fostering/standards?year=%d", year->year);
	node_set(page_heading(body, 1, pool_printf(r->pool, "%s. %s", standard,
	    lists_label("fostering-standard", standard, r->today))), "caption", year->label);
	if (status == 409)
		(void)node_leaf(body, "warning", "Somebody saved this standard after you opened it; see the "
		    "versions below. What you typed is in the form and is not saved.");
	form = page_form(r, body, r->http->path);
	page_version(r, form, newest(rows));
	page_fields(r, form, fostering_standard_input);
	(void)page_button(page_buttons(form), "Save", "primary", NULL, NULL);
	versions_read(r, year->year - 1, &before);
	versions_put(r, body, "Last year's", &before);
	versions_put(r, body, "Versions of this year", rows);
	return status;
}

int fostering_standard_show(struct request *r)
{
	struct fostering_year year;
	struct db_rows rows;

	if (!standard_read(r, &year, &rows))
		return page_not_found(r);
	if (rows.n > 0) {
		input_slot(&r->input, "met")->value = db_text(&rows.row[0], 1);
		input_slot(&r->input, "evidence")->value = db_text(&rows.row[0], 2);
		input_slot(&r->input, "action")->value = db_text(&rows.row[0], 3);
	}
	return standard_page(r, &year, &rows, 200);
}

int fostering_standard_save(struct request *r)
{
	const struct input *in = &r->input;
	struct fostering_year year;
	struct db_rows rows;

	if (!standard_read(r, &year, &rows))
		return page_not_found(r);
	if (input_is(in, "met", "PARTLY") || input_is(in, "met", "NOT"))
		input_needs(&r->input, "action", "Enter what is to be done, or choose that it is met");
	if (!input_valid(&r->input, r->pool))
		return standard_page(r, &year, &rows, 422);
	if (fostering_version_sent(r) != newest(&rows))
		return standard_page(r, &year, &rows, 409);
	r->audit.object = "standard";
	r->audit.object_id = db_insert(r->db, &fostering_sql[FOSTERING_STANDARD_ADD],
	    (unsigned long long)year.year, input_text(in, "standard"), input_text(in, "met"),
	    input_text(in, "evidence"), input_text(in, "action"), request_account(r));
	return request_redirect(r, "/fostering/standards?year=%d", year.year);
}
