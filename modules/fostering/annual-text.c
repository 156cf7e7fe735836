#include <string.h>

#include "code.h"
#include "lists.h"
#include "register.h"

/* 12.2: the written parts of the annual evaluation, one for each heading. Each
 * save is a row of its own; the newest counts, and none is lost. */

const struct field fostering_text_input[] = {
	{ .name = "year", .type = FIELD_NUMBER, .max = 4, .required = true },
	{ .name = "heading", .type = FIELD_TOKEN, .max = 12, .required = true },
	{ .name = "text", .type = FIELD_MEMO, .max = 50000, .rows = 20, .label = "Text",
	  .hint = "Without names of children or carers: it leaves the service" },
	{ 0 }
};

bool fostering_text_put(struct request *r, struct node *parent,
    const struct fostering_year *year, const char *heading)
{
	const char *text = "", *end;
	struct db_rows rows;
	bool any = false;
	size_t i;

	(void)db_list(r->db, &fostering_sql[FOSTERING_TEXTS], &rows, (unsigned long long)year->year);
	for (i = 0; i < rows.n; i++)
		if (strcmp(db_text(&rows.row[i], 0), heading) == 0)
			text = db_text(&rows.row[i], 1);
	for (; text[0] != '\0'; text = end + strspn(end, "\n")) {
		end = text + strcspn(text, "\n");
		if (end == text)
			continue;
		(void)page_para(parent, pool_strndup(r->pool, text, (size_t)(end - text)));
		any = true;
	}
	return any;
}

static bool heading_read(struct request *r, struct fostering_year *year_r, struct db_rows *rows_r)
{
	const char *heading = input_text(&r->input, "heading");

	if (code_find(lists_find("fostering-annual"), heading) == NULL ||
	    !fostering_year_read(r, year_r))
		return false;
	(void)db_list(r->db, &fostering_sql[FOSTERING_TEXT_VERSIONS], rows_r,
	    (unsigned long long)year_r->year, heading);
	return true;
}

static void versions_put(struct request *r, struct node *body, const struct db_rows *rows)
{
	struct node *table = page_table(body, "versions", "Versions", "None yet.", "Saved", "By", "Text",
	    NULL), *row;
	size_t i;

	for (i = 0; i < rows->n; i++) {
		const struct db_row *v = &rows->row[i];

		row = node_add(table, "row");
		node_set(page_cell(row, page_when(r, db_text(v, 2))), "head", "yes");
		(void)page_cell(row, pool_printf(r->pool, "%s %s", db_text(v, 3) == NULL ? "" :
		    db_text(v, 3), db_text(v, 4) == NULL ? "" : db_text(v, 4)));
		node_set(page_cell(row, db_text(v, 1)), "kind", "text");
	}
}

static unsigned long long newest(const struct db_rows *rows)
{
	return rows->n == 0 ? 0 : db_number(&rows->row[0], 0);
}

static int text_page(struct request *r, const struct fostering_year *year,
    const struct db_rows *rows, int status)
{
	struct node *body = page_begin(r, "annual-text", "Write the annual evaluation"), *form;

	page_back(r, "Annual evaluation", "/fostering/annual?year=%d", year->year);
	node_set(page_heading(body, 1, lists_label("fostering-annual",
	    input_text(&r->input, "heading"), r->today)), "caption", pool_printf(r->pool,
	    "Annual evaluation, %s", year->label));
	if (status == 409)
		(void)node_leaf(body, "warning", "Somebody saved this part after you opened it; see the "
		    "versions below. What you typed is in the form and is not saved.");
	form = page_form(r, body, r->http->path);
	node_set_number(form, "version", (long long)newest(rows));
	page_fields(r, form, fostering_text_input);
	(void)page_button(page_buttons(form), "Save", "primary", NULL, NULL);
	versions_put(r, body, rows);
	return status;
}

int fostering_text_show(struct request *r)
{
	struct fostering_year year;
	struct db_rows rows;

	if (!heading_read(r, &year, &rows))
		return page_not_found(r);
	if (rows.n > 0)
		input_slot(&r->input, "text")->value = db_text(&rows.row[0], 1);
	return text_page(r, &year, &rows, 200);
}

int fostering_text_save(struct request *r)
{
	const struct input *in = &r->input;
	struct fostering_year year;
	struct db_rows rows;

	if (!heading_read(r, &year, &rows))
		return page_not_found(r);
	if (!input_valid(&r->input, r->pool))
		return text_page(r, &year, &rows, 422);
	if (fostering_version_sent(r) != newest(&rows))
		return text_page(r, &year, &rows, 409);
	r->audit.object = "annual-text";
	r->audit.object_id = db_insert(r->db, &fostering_sql[FOSTERING_TEXT_ADD],
	    (unsigned long long)year.year, input_text(in, "heading"), input_text(in, "text"),
	    request_account(r));
	return request_redirect(r, "/fostering/annual?year=%d", year.year);
}
