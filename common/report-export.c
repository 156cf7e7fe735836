#include <string.h>

#include "casework.h"
#include "export.h"
#include "lists.h"
#include "module.h"
#include "report.h"
#include "terms.h"

/* A table, or the records behind it, as a file: for a reason that is recorded. */

const struct field report_export_input[] = {
	{ .name = "measure", .type = FIELD_TOKEN, .max = 12, .required = true },
	{ .name = "what", .type = FIELD_TOKEN, .max = 5 },
	{ .name = "key", .type = FIELD_TOKEN, .max = 20 },
	{ .name = "series", .type = FIELD_TOKEN, .max = 8 },
	REPORT_INPUT,
	{ .name = "reason", .type = FIELD_CODE, .choices = "export-reason", .required = true,
	  .label = "Why do you need this file?" },
	{ .name = "reason_text", .type = FIELD_TEXT, .max = 200,
	  .label = "The reason, in your own words" },
	{ .name = "format", .type = FIELD_CODE, .choices = "export-format", .required = true,
	  .label = "Which kind of file?" },
	{ 0 }
};

struct file {
	struct report q;
	struct report_table t;
	const struct report_measure *m;
	const char *key, *series;
	unsigned long long all;
	bool rows;
};

/* False: there is no such table, it is left out of what is published, or the
 * address is not one of ours. What is chosen on the page itself may still be
 * missing. */
static bool file_read(struct request *r, struct file *f)
{
	bool hidden;

	*f = (struct file){ .m = report_measure(r, input_text(&r->input, "measure")) };
	f->key = input_text(&r->input, "key");
	f->series = input_text(&r->input, "series");
	f->rows = input_is(&r->input, "what", "ROWS");
	if (f->m == NULL || (f->rows && !report_opens(r)) || !report_fits(r) ||
	    !report_read(r, &f->q))
		return false;
	report_count(&f->q, f->m, &f->t);
	if (f->rows && f->m->years && report_column(&f->t, f->series) == f->series)
		f->series = f->t.series[f->t.series_n - 1].code;
	f->all = report_sum(&f->t, f->key, f->series, &hidden);
	if (f->rows && f->m->summed)
		f->all = report_list_count(&f->q, f->m, f->key, f->series);
	return !f->rows || !hidden;
}

/* -- the form -- */

static void kept_put(const struct file *f, struct node *form)
{
	static const char *const names[] = { "what", "key", "series", "team", "holder", "area", "clock", "by" };
	struct request *r = f->q.r;
	size_t i;

	for (i = 0; i < sizeof(names) / sizeof(names[0]); i++)
		(void)page_hidden(r, form, names[i], input_text(&r->input, names[i]));
	if (f->q.by_year) {
		(void)page_hidden(r, form, "year", input_text(&r->input, "year"));
		return;
	}
	(void)page_hidden(r, form, "from", f->q.from);
	(void)page_hidden(r, form, "to", f->q.to);
}

/* Words of one's own stand under the reason that needs them. */
static void reasons_put(struct request *r, struct node *form)
{
	const struct input_value *words = input_slot(&r->input, "reason_text");
	struct node *reasons = page_field(r, form, input_slot(&r->input, "reason")->field, NULL), *o;

	for (o = node_child(reasons, "option"); o != NULL; o = node_next(o, "option"))
		if (lists_flag("export-reason", node_get(o, "value"), "specify"))
			(void)page_control(r, o, words->field, words->field->name, words->value,
			    words->error, NULL);
}

/* What the file holds: a table of years goes from the first of them to the last,
 * whatever the period, and what is behind a column is of its year. */
static struct report held(const struct file *f)
{
	const struct report_table *t = &f->t;
	struct report of = report_of_year(&f->q, !f->m->years ? "" : f->rows ? f->series :
	    t->series[t->series_n - 1].code);

	if (f->m->years && !f->rows)
		of.from = report_of_year(&f->q, t->series[0].code).from;
	return of;
}

static void facts_put(const struct file *f, struct node *body)
{
	struct report of = held(f);
	struct node *s = node_add(body, "summary");
	struct pool *pool = f->q.r->pool;

	(void)page_row(s, f->rows ? pool_printf(pool, "%s behind", report_capital(pool,
	    f->q.book->records)) : "Table", terms_apply(pool, f->m->title));
	if (f->key[0] != '\0')
		(void)page_row(s, terms_apply(pool, report_what(&f->q, f->m)), report_label(&f->t, f->key));
	if (f->series[0] != '\0')
		(void)page_row(s, "Column", report_column(&f->t, f->series));
	(void)page_row(s, "Counted", report_scope(&of, f->m));
	(void)page_row(s, "Rows", pool_printf(pool, "%llu", f->rows ? f->all :
	    (unsigned long long)f->t.n));
}

static int file_page(const struct file *f, int status)
{
	struct request *r = f->q.r;
	struct node *body = page_begin(r, "report", "Download a report"), *form;

	page_back(r, "Report", "%s%s", report_path(&f->q, f->m->topic), report_query(&f->q));
	(void)page_heading(body, 1, "Download a report");
	facts_put(f, body);
	report_limits(&f->q, body);
	(void)page_para(body, "Your name, the reason, what you chose and how many rows there were are "
	    "recorded. Keep the file where only those who need it can open it, and delete it when it is "
	    "no longer needed.");
	form = page_form(r, body, pool_printf(r->pool, "%s/export/%s", f->q.book->path,
	    f->m->code));
	kept_put(f, form);
	reasons_put(r, form);
	(void)page_field(r, form, input_slot(&r->input, "format")->field, NULL);
	(void)page_button(page_buttons(form), "Download", "primary", NULL, NULL);
	return status;
}

int report_export_show(struct request *r)
{
	struct file f;

	if (!file_read(r, &f))
		return page_not_found(r);
	return file_page(&f, 200);
}

/* -- the file -- */

static void shares_put(const struct file *f, struct export *e, size_t i, const double *middle)
{
	double share = report_share(&f->t.row[i]);
	struct pool *pool = f->q.r->pool;
	bool hidden;

	(void)report_sum(&f->t, f->t.row[i].key, "", &hidden);
	if (hidden) {
		export_cell(e, REPORT_HIDDEN);
		export_cell(e, REPORT_HIDDEN);
		return;
	}
	export_cell(e, share < 0 ? "" : pool_printf(pool, "%.1f", share));
	export_cell(e, middle[i] < 0 ? "" : pool_printf(pool, "%.1f", middle[i]));
}

static void counts_put(const struct file *f, struct export *e, size_t i)
{
	const struct report_cell *cell = f->t.row[i].cell;
	size_t s;

	export_cell(e, f->t.row[i].label);
	for (s = 0; s < f->t.series_n; s++) {
		if (cell[s].hidden)
			export_cell(e, report_absent(&f->q, &cell[s]));
		else
			export_number(e, (long long)cell[s].n);
	}
}

static void part_put(const struct file *f, struct export *e, size_t i)
{
	double part;

	if (f->m->share == NULL)
		return;
	part = report_part(&f->t, f->t.row[i].key);
	export_cell(e, part < 0 ? (f->t.hides ? REPORT_HIDDEN : "") :
	    pool_printf(f->q.r->pool, "%.1f", part));
}

static struct export *table_make(const struct file *f, const char *title)
{
	struct pool *pool = f->q.r->pool;
	const double *middle = f->m->timed ? report_medians(pool, &f->t) : NULL;
	struct export_column *column = pool_array(pool, PAGE_SERIES_MAX + 4, sizeof(*column));
	struct export *e;
	size_t i, s, n = 1;

	column[0] = (struct export_column){ terms_apply(pool, report_what(&f->q, f->m)), EXPORT_TEXT, 0 };
	for (s = 0; s < f->t.series_n; s++)
		column[n++] = (struct export_column){ f->t.series[s].label, EXPORT_WHOLE, 0 };
	if (f->m->share != NULL)
		column[n++] = (struct export_column){ pool_printf(pool, "%s, per cent",
		    f->m->share_title), EXPORT_DECIMAL, 1 };
	if (middle != NULL) {
		column[n++] = (struct export_column){ "In time, per cent", EXPORT_DECIMAL, 1 };
		column[n++] = (struct export_column){ "Days until done, median", EXPORT_DECIMAL, 1 };
	}
	e = export_new(pool, title, column, n);
	for (i = 0; i < f->t.n; i++) {
		counts_put(f, e, i);
		part_put(f, e, i);
		if (middle != NULL)
			shares_put(f, e, i, middle);
	}
	return e;
}

#define ROW_COLUMNS	9	/* the last of what is summed alone */
#define COLUMNS(f)	(ROW_COLUMNS - ((f)->m->summed ? 0 : 1))

static void row_make(const struct file *f, struct export *e, const struct db_row *c)
{
	const struct workflow *w = f->q.r->module->casework->workflow;
	unsigned state = workflow_state(w, db_text(c, 3));
	struct pool *pool = f->q.r->pool;
	size_t i;

	if (!report_row_opens(c)) {
		export_cell(e, "");
		export_cell(e, REPORT_CLOSED_ROW);
		for (i = 2; i < COLUMNS(f); i++)
			export_cell(e, "");
		return;
	}
	if (report_names(f->q.r)) {
		export_cell(e, db_text(c, 1));
		export_cell(e, db_text(c, 2));
	} else {
		export_cell(e, "");
		export_cell(e, report_pseudonym(pool, db_text(c, 0)));
	}
	export_cell(e, terms_apply(pool, w->state[state].label));
	export_cell(e, report_label(&f->t, db_text(c, 7)));
	export_cell(e, report_column(&f->t, f->m->years ? f->series : db_text(c, 8)));
	export_cell(e, db_text(c, 9));
	export_cell(e, report_names(f->q.r) ? pool_printf(pool, "%s %s", db_text(c, 4), db_text(c, 5)) :
	    "");
	export_cell(e, db_text(c, 6));
	if (f->m->summed)
		export_number(e, (long long)db_number(c, 11));
}

static struct export *rows_make(const struct file *f, const char *title, const struct db_rows *rows)
{
	static const struct export_column columns[ROW_COLUMNS] = { { "Reference", EXPORT_TEXT, 0 },
		{ "Child", EXPORT_TEXT, 0 }, { "State", EXPORT_TEXT, 0 }, { NULL, EXPORT_TEXT, 0 },
		{ "Counted as", EXPORT_TEXT, 0 }, { NULL, EXPORT_DATE, 0 }, { "Held by", EXPORT_TEXT, 0 },
		{ "Team", EXPORT_TEXT, 0 }, { NULL, EXPORT_WHOLE, 0 } };
	struct pool *pool = f->q.r->pool;
	struct export_column *column = pool_alloc(pool, sizeof(columns));
	struct export *e;
	size_t i;

	memcpy(column, columns, sizeof(columns));
	column[3].label = terms_apply(pool, report_what(&f->q, f->m));
	column[5].label = f->m->day;
	if (f->m->summed)
		column[8].label = f->m->unit;
	e = export_new(pool, title, column, COLUMNS(f));

	for (i = 0; i < rows->n; i++)
		row_make(f, e, &rows->row[i]);
	return e;
}

/* Who took what and why, without the free words of the address. */
static void audit_put(const struct file *f)
{
	struct request *r = f->q.r;
	const char *words = lists_flag("export-reason", input_text(&r->input, "reason"), "specify") ?
	    input_text(&r->input, "reason_text") : "";

	r->audit.reason = input_text(&r->input, "reason");
	r->audit.detail = pool_printf(r->pool, "%s of %s%s%s%s%s%s%s", f->rows ?
	    f->q.book->records : "table", f->m->code, report_query(&f->q), f->key[0] == '\0' ? "" : "&key=", f->key,
	    f->series[0] == '\0' ? "" : "&series=", f->series,
	    words[0] == '\0' ? "" : pool_printf(r->pool, "; %s", words));
}

static int too_many(const struct file *f, long most)
{
	return page_message(f->q.r, 422, "There are too many rows for one file", pool_printf(
	    f->q.r->pool, "A file holds %ld %s at most, and nothing was left out without saying so: "
	    "there is no file. Go back and choose a shorter period, a team or an area.", most,
	    f->q.book->records));
}

/* "x-measure-table-2026-04-01-2027-03-31" */
static const char *name_of(const struct file *f)
{
	struct report of = held(f);
	struct request *r = f->q.r;

	return pool_printf(r->pool, "%s-%s-%s-%s-%s", r->module->name, f->m->code, f->rows ?
	    f->q.book->records : "table", f->m->now ? r->today : of.from, f->m->now ? r->today : of.to);
}

int report_export(struct request *r)
{
	const char *reason = input_text(&r->input, "reason"), *title;
	enum export_format format = input_is(&r->input, "format", "XLSX") ? EXPORT_XLSX : EXPORT_CSV;
	long most = conf_number(r->module->reports->rows_setting);
	struct db_rows rows;
	struct file f;

	if (!file_read(r, &f))
		return page_not_found(r);
	if (lists_flag("export-reason", reason, "specify") && input_is(&r->input, "reason_text", ""))
		input_refuse(&r->input, "reason_text", "Enter the reason in your own words");
	if (!input_valid(&r->input, r->pool))
		return file_page(&f, 422);
	audit_put(&f);
	title = terms_apply(r->pool, f.m->title);
	if (!f.rows)
		return export_answer(r, table_make(&f, title), format, name_of(&f));
	if (f.all > (unsigned long long)most)
		return too_many(&f, most);
	(void)report_list(&f.q, f.m, f.key, f.series, (unsigned long long)most, 0, &rows);
	return export_answer(r, rows_make(&f, title, &rows), format, name_of(&f));
}
