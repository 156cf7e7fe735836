#include <string.h>

#include "cohort-rules.h"
#include "date.h"
#include "export.h"
#include "import.h"
#include "lists.h"
#include "str.h"
#include "text.h"

/* The pages of files that are read in. */

#define SQL(statement)	(&education_sql[EDUCATION_IMPORT_##statement])
#define REJECTED_SHOWN	200
#define REJECTED_MOST	100000

const struct field education_imports_input[] = {
	{ .name = "kind", .type = FIELD_CODE, .choices = "education-import", .compact = true,
	  .label = "Which file it is", .hint = "Leave this empty when its columns have the names of "
	  "the return" },
	{ .name = "year", .type = FIELD_NUMBER, .max = 4, .width = 4,
	  .label = "Year to 31 March", .hint = "For instance 2026 for the collection of 2025 to 2026" },
	{ .name = "text", .type = FIELD_MEMO, .max = 200000, .rows = 12, .label = "Text of the file",
	  .hint = "Comma-separated, the names of the columns in the first line. Up to 200,000 "
	  "characters; a longer file is brought by the operator's command and then stands below" },
	{ 0 }
};

const struct field education_import_by[] = {
	{ .name = "import", .type = FIELD_HANDLE, .required = true },
	{ 0 }
};

const struct field education_import_input[] = {
	{ .name = "import", .type = FIELD_HANDLE, .required = true },
	{ .name = "what", .type = FIELD_TOKEN, .max = 8, .required = true },
	{ 0 }
};

#define COLUMN(n)	{ .name = "c" #n, .type = FIELD_NUMBER, .max = 3 }

const struct field education_import_map_input[] = {
	{ .name = "import", .type = FIELD_HANDLE, .required = true },
	{ .name = "kind", .type = FIELD_CODE, .choices = "education-import", .compact = true,
	  .label = "Which file it is" },
	COLUMN(0), COLUMN(1), COLUMN(2), COLUMN(3), COLUMN(4), COLUMN(5), COLUMN(6), COLUMN(7),
	COLUMN(8), COLUMN(9), COLUMN(10), COLUMN(11), COLUMN(12),
	{ 0 }
};

static const struct import_state {
	const char *code, *label, *colour;
} states[] = {
	{ "MAP", "Columns to be named", "yellow" },
	{ "CHECK", "Being checked", "blue" },
	{ "READ", "To be applied", "yellow" },
	{ "APPLY", "Being applied", "blue" },
	{ "APPLIED", "Applied", "green" },
	{ "FAILED", "Failed", "red" },
	{ "DROPPED", "Dropped", "grey" },
};

static const struct import_state *state_of(const char *code)
{
	size_t i = 0;

	while (i + 1 < sizeof(states) / sizeof(states[0]) && strcmp(states[i].code, code) != 0)
		i++;
	return &states[i];
}

static const char *number(struct request *r, unsigned long long n)
{
	return pool_printf(r->pool, "%llu", n);
}

static const char *title_of(struct request *r, const char *kind)
{
	return kind[0] == '\0' ? "Not known yet" : lists_label("education-import", kind, r->today);
}

/* -- all files -- */

static void files(struct request *r, struct node *body)
{
	struct db_rows rows;
	struct node *table, *tr;
	size_t i;

	(void)db_list(r->db, &education_sql[EDUCATION_IMPORTS], &rows);
	table = page_table(body, "imports", "Files read in", "No file has been read in.", "Came",
	    "File", "Year", "State", "Rows", "Made", "Changed", "Same", "Rejected", NULL);
	for (i = 0; i < rows.n; i++) {
		const struct db_row *row = &rows.row[i];
		unsigned k;

		tr = node_add(table, "row");
		node_set(page_cell(tr, page_when(r, db_text(row, 4))), "href",
		    pool_printf(r->pool, "/education/import/%s", db_text(row, 0)));
		(void)page_cell(tr, title_of(r, db_text(row, 1)));
		(void)page_cell(tr, number(r, db_number(row, 2)));
		(void)page_cell(tr, state_of(db_text(row, 3))->label);
		for (k = 5; k < 10; k++)
			(void)page_cell(tr, number(r, db_number(row, k)));
	}
}

static int imports(struct request *r, int status)
{
	struct node *body = page_begin(r, "imports", "Files read in"), *form;

	page_back(r, "Virtual school", "/education/");
	(void)page_heading(body, 1, "Files of the social care system and of the return");
	(void)page_para(body, "Read in the Header first, then the Episodes, then the others. Nothing "
	    "changes before you have seen what would, and have it applied.");
	form = page_form(r, body, "/education/imports");
	(void)page_field(r, form, &education_imports_input[0], NULL);
	(void)page_field(r, form, &education_imports_input[1], NULL);
	node_set(page_field(r, form, &education_imports_input[2], NULL), "file", "yes");
	(void)page_button(page_buttons(form), "Check the file", "primary", NULL, NULL);
	files(r, body);
	return status;
}

int education_imports_show(struct request *r)
{
	struct date today;

	(void)date_parse(r->today, &today);
	if (input_text(&r->input, "year")[0] == '\0')
		input_slot(&r->input, "year")->value = pool_printf(r->pool, "%d", cohort_year_of(today));
	return imports(r, 200);
}

int education_imports_save(struct request *r)
{
	struct input *in = &r->input;
	const char *handle = "", *why = NULL;
	unsigned long long year = 0;

	input_needs(in, "text", "Enter the text of the file");
	input_needs(in, "year", "Enter the year to 31 March");
	if (input_text(in, "year")[0] != '\0' && (!text_number(input_text(in, "year"), &year) ||
	    year < YEAR_FIRST || year > YEAR_LAST))
		input_refuse(in, "year", "The year must be one from 2005 on, like 2026");
	if (input_valid(in, r->pool))
		why = import_stage(r, input_text(in, "kind"), (int)year, input_text(in, "text"), &handle);
	if (why != NULL)
		input_refuse(in, "text", why);
	return input_valid(in, r->pool) ? request_redirect(r, "/education/import/%s", handle) :
	    imports(r, 422);
}

/* -- one file -- */

static bool find(struct request *r, bool lock, struct education_import *import_r)
{
	struct db_row row;

	if (!db_find(r->db, lock ? SQL(LOCK) : SQL(FIND), &row, input_text(&r->input, "import")))
		return false;
	import_from(&row, import_r);
	r->audit.object = "import";
	r->audit.object_id = import_r->id;
	return true;
}

static bool is(const struct education_import *im, const char *state)
{
	return strcmp(im->state, state) == 0;
}

static void numbers(struct request *r, struct node *body, const struct education_import *im)
{
	struct node *s = node_add(body, "summary");

	(void)page_row(s, "Came", page_when(r, im->at));
	(void)page_row(s, "Year to 31 March", number(r, (unsigned long long)im->year));
	(void)page_row(s, "Rows", number(r, im->rows));
	if (is(im, "CHECK"))
		(void)page_row(s, "Checked so far", number(r, im->done));
	if (is(im, "CHECK") || is(im, "MAP"))
		return;
	(void)page_row(s, "Made", number(r, im->made));
	(void)page_row(s, "Changed", number(r, im->changed));
	(void)page_row(s, "The same as before", number(r, im->same));
	(void)page_row(s, "Rejected", number(r, im->rejected));
	if (im->file == RETURN_EPISODES) {
		(void)page_row(s, "Starts of care", number(r, im->starts));
		(void)page_row(s, "Moves and changes of legal status", number(r, im->moves));
		(void)page_row(s, "Ends of care", number(r, im->ends));
	}
	if (im->ended_at != NULL)
		(void)page_row(s, is(im, "APPLIED") ? "Applied" : is(im, "FAILED") ? "Failed" : "Dropped", page_when(r, im->ended_at));
}

static void rejected(struct request *r, struct node *body, const struct education_import *im)
{
	struct db_rows rows;
	struct node *table, *tr;
	size_t i;

	if (im->rejected == 0)
		return;
	(void)page_link(body, "Download all of them", NULL, "/education/import/%s/rejected", im->handle);
	(void)db_list(r->db, SQL(ERRORS), &rows, im->id, (unsigned long long)REJECTED_SHOWN);
	table = page_table(body, "rejected", "Rejected rows", "", "Line", "Column", "Why", "Row", NULL);
	for (i = 0; i < rows.n; i++) {
		tr = node_add(table, "row");
		(void)page_cell(tr, number(r, db_number(&rows.row[i], 0)));
		(void)page_cell(tr, db_text(&rows.row[i], 1));
		(void)page_cell(tr, db_text(&rows.row[i], 2));
		(void)page_cell(tr, db_text(&rows.row[i], 3));
	}
}

static const char *what_label(const char *what)
{
	static const struct { const char *code, *label; } labels[] = {
		{ "CHILD", "New child" }, { "START", "Start of care" },
		{ "MOVE", "Move or change of legal status" }, { "END", "End of care" },
		{ "MADE", "New row" }, { "CHANGED", "Changed row" },
		{ "GONE", "A row of before is no longer in the file" },
	};
	size_t i;

	for (i = 0; i < sizeof(labels) / sizeof(labels[0]); i++)
		if (strcmp(labels[i].code, what) == 0)
			return labels[i].label;
	return what;
}

static void changes(struct request *r, struct node *body, const struct education_import *im)
{
	struct db_rows rows;
	struct node *table, *tr;
	size_t i;

	(void)db_list(r->db, SQL(CHANGES), &rows, im->id);
	if (rows.n == 0)
		return;
	if (rows.n == 500)
		(void)page_para(body, "The first 500 are listed.");
	table = page_table(body, "changes", is(im, "APPLIED") ? "What has changed" :
	    "What would change", "", "Line", "What", "Child", "Row", NULL);
	for (i = 0; i < rows.n; i++) {
		const char *handle = db_text(&rows.row[i], 4);

		tr = node_add(table, "row");
		(void)page_cell(tr, number(r, db_number(&rows.row[i], 0)));
		(void)page_cell(tr, what_label(db_text(&rows.row[i], 1)));
		if (handle == NULL)
			(void)page_cell(tr, db_text(&rows.row[i], 2));
		else
			node_set(page_cell(tr, db_text(&rows.row[i], 2)), "href",
		    pool_printf(r->pool, "/education/child/%s", handle));
		(void)page_cell(tr, db_text(&rows.row[i], 3));
	}
}

static void steps(struct request *r, struct node *body, const struct education_import *im)
{
	struct node *form, *buttons;
	struct db_row before;

	if (is(im, "CHECK") || is(im, "APPLY"))
		(void)page_link(body, "Look again how far it is", "button", "/education/import/%s",
		    im->handle);
	if (is(im, "MAP"))
		(void)page_link(body, "Say which column is which", "button", "/education/import/%s/map",
		    im->handle);
	if (is(im, "FAILED"))
		(void)page_para(body, pool_printf(r->pool, "%s. Nothing of it has been taken in.",
		    im->failed));
	if (!is(im, "READ") && !is(im, "MAP") && !is(im, "FAILED"))
		return;
	if (is(im, "READ") && db_find(r->db, SQL(BEFORE), &before, im->kind, im->digest, (size_t)32,
	    im->id))
		(void)page_para(body, pool_printf(r->pool, "The same file was applied on %s.",
		    page_when(r, db_text(&before, 0))));
	if (is(im, "READ") && im->made + im->changed == 0)
		(void)page_para(body, im->rows == 0 ? "The file has the names of its columns and no rows: there is "
		    "nothing in it to apply, and nothing changes." : "There is nothing in it to apply.");
	form = page_form(r, body, pool_printf(r->pool, "/education/import/%s", im->handle));
	buttons = page_buttons(form);
	if (is(im, "READ") && im->made + im->changed > 0)
		(void)page_button(buttons, im->rejected == 0 ? "Apply" : "Apply without the rejected rows",
		    "primary", "what", "apply");
	if (!is(im, "MAP"))
		(void)page_button(buttons, "Check it again", "secondary", "what", "check");
	(void)page_button(buttons, "Drop it", "warning", "what", "drop");
}

int education_import_show(struct request *r)
{
	struct education_import im;
	struct node *body;

	if (!find(r, false, &im))
		return page_not_found(r);
	body = page_begin(r, "import", "File read in");
	page_back(r, "Files read in", "/education/imports");
	(void)page_heading(body, 1, title_of(r, im.kind));
	node_set(node_leaf(body, "tag", state_of(im.state)->label), "colour",
	    state_of(im.state)->colour);
	numbers(r, body, &im);
	steps(r, body, &im);
	rejected(r, body, &im);
	changes(r, body, &im);
	return 200;
}

int education_import_save(struct request *r)
{
	static const struct { const char *what, *from, *to; } moves[] = {
		{ "apply", "READ", "APPLY" }, { "check", "READ", "CHECK" },
		{ "check", "FAILED", "CHECK" }, { "drop", "FAILED", "DROPPED" },
		{ "drop", "READ", "DROPPED" }, { "drop", "MAP", "DROPPED" },
	};
	struct education_import im;
	bool drop;
	size_t i;

	if (!find(r, true, &im))
		return page_not_found(r);
	for (i = 0; i < sizeof(moves) / sizeof(moves[0]); i++) {
		if (!input_is(&r->input, "what", moves[i].what) || !is(&im, moves[i].from))
			continue;
		drop = strcmp(moves[i].to, "DROPPED") == 0;
		(void)db_write(r->db, SQL(STATE), moves[i].to, request_account(r), request_account(r),
		    (unsigned long long)drop, im.id, im.state);
		if (drop)
			(void)db_write(r->db, SQL(PARTS_DROP), im.id);
		return request_redirect(r, "/education/import/%s", im.handle);
	}
	return page_message(r, 409, "This has moved on",
	    "Somebody else has gone on with this file since you opened the page.");
}

/* -- which column is which -- */

static bool header_of(struct request *r, const struct education_import *im,
    struct csv_row *header_r)
{
	struct csv csv;

	csv_begin(&csv, r->pool, import_text(r, im));
	return csv_next(&csv, header_r);
}

static const char *column_name(struct request *r, size_t i)
{
	return pool_printf(r->pool, "c%zu", i);
}

static void column_put(struct request *r, struct node *form, const struct return_column *column,
    size_t i, const struct csv_row *header)
{
	struct codelist *list = code_list_new(r->pool, "columns", "", header->n);
	const struct input_value *slot = input_slot(&r->input, column_name(r, i));
	struct field field = { .name = slot->field->name, .type = FIELD_CODE, .label = column->name,
	    .list = list, .compact = true, .required = column->needed };
	const char *value = slot->value;
	size_t k;

	for (k = 0; k < header->n; k++) {
		code_add(list, number(r, k), header->field[k]);
		/* The same name is the same column, until somebody says otherwise. */
		if (value[0] == '\0' && r->http->method != POST &&
		    strcmp(header->field[k], column->name) == 0)
			value = number(r, k);
	}
	(void)page_control(r, form, &field, field.name, value, slot->error, NULL);
}

static int map_page(struct request *r, const struct education_import *im,
    const struct csv_row *header, int status)
{
	enum return_file file = return_file_named(input_text(&r->input, "kind"));
	struct node *body = page_begin(r, "import-map", "Which column is which"), *form;
	size_t i;

	page_back(r, "File read in", "/education/import/%s", im->handle);
	(void)page_heading(body, 1, "Which column is which");
	form = page_form(r, body, r->http->path);
	(void)page_field(r, form, &education_import_map_input[1], NULL);
	for (i = 0; file < RETURN_FILE__MAX && i < return_layouts[file].n; i++)
		column_put(r, form, &return_layouts[file].column[i], i, header);
	(void)page_button(page_buttons(form), file < RETURN_FILE__MAX ? "Check the file" : "Continue",
	    "primary", NULL, NULL);
	return status;
}

int education_import_map_show(struct request *r)
{
	struct education_import im;
	struct csv_row header;

	if (!find(r, false, &im) || !is(&im, "MAP") || !header_of(r, &im, &header))
		return page_not_found(r);
	input_slot(&r->input, "kind")->value = im.kind;
	return map_page(r, &im, &header, 200);
}

/* "0,1,-,2" of what was chosen; needed columns that were not have their message. */
static const char *chosen(struct request *r, enum return_file file, const struct csv_row *header)
{
	const struct return_layout *l = &return_layouts[file];
	struct str s;
	size_t i;

	str_init(&s, r->pool);
	for (i = 0; i < l->n; i++) {
		const char *name = column_name(r, i), *value = input_text(&r->input, name);
		unsigned long long at;

		if (value[0] == '\0' && l->column[i].needed)
			input_refuse(&r->input, name, pool_printf(r->pool, "Choose the column of %s",
			    l->column[i].name));
		else if (value[0] != '\0' && (!text_number(value, &at) || at >= header->n))
			input_refuse(&r->input, name, "The file has no such column");
		str_printf(&s, "%s%s", i == 0 ? "" : ",", value[0] == '\0' ? "-" : value);
	}
	return s.data;
}

static void mapping_keep(struct request *r, const char *kind, const struct csv_row *header,
    const char *mapping)
{
	unsigned char digest[32];

	import_header_digest(header, digest);
	if (db_write(r->db, SQL(MAPPING_ADD), kind, digest, sizeof(digest), mapping,
	    request_account(r)) == DB_DUPLICATE)
		(void)db_write(r->db, SQL(MAPPING_SET), mapping, request_account(r), kind, digest,
		    sizeof(digest));
}

int education_import_map_save(struct request *r)
{
	struct education_import im;
	struct csv_row header;
	enum return_file file;
	const char *mapping;

	if (!find(r, true, &im) || !is(&im, "MAP") || !header_of(r, &im, &header))
		return page_not_found(r);
	input_needs(&r->input, "kind", "Choose which file it is");
	file = return_file_named(input_text(&r->input, "kind"));
	mapping = file < RETURN_FILE__MAX ? chosen(r, file, &header) : "";
	if (!input_valid(&r->input, r->pool))
		return map_page(r, &im, &header, 422);
	(void)db_write(r->db, SQL(MAP), return_layouts[file].code, mapping, im.id);
	mapping_keep(r, return_layouts[file].code, &header, mapping);
	return request_redirect(r, "/education/import/%s", im.handle);
}

/* -- what was rejected, as a file -- */

int education_import_rejected(struct request *r)
{
	static const struct export_column columns[] = {
		{ .label = "Line", .type = EXPORT_WHOLE }, { .label = "Column", .type = EXPORT_TEXT },
		{ .label = "Why", .type = EXPORT_TEXT }, { .label = "Row", .type = EXPORT_TEXT },
	};
	struct education_import im;
	struct export *e;
	struct db_rows rows;
	size_t i;

	if (!find(r, false, &im))
		return page_not_found(r);
	e = export_new(r->pool, "Rejected rows", columns, 4);
	(void)db_list(r->db, SQL(ERRORS), &rows, im.id, (unsigned long long)REJECTED_MOST);
	for (i = 0; i < rows.n; i++) {
		export_cell(e, number(r, db_number(&rows.row[i], 0)));
		export_cell(e, db_text(&rows.row[i], 1));
		export_cell(e, db_text(&rows.row[i], 2));
		export_cell(e, db_text(&rows.row[i], 3));
	}
	return export_answer(r, e, EXPORT_CSV, "rejected-rows");
}
