#include <string.h>

#include "casework.h"
#include "module.h"
#include "report.h"
#include "terms.h"
#include "text.h"

/* The records behind a number, 25 a page. */

#define PAGE_ROWS	25

const struct field report_rows_input[] = {
	{ .name = "measure", .type = FIELD_TOKEN, .max = 12, .required = true },
	{ .name = "key", .type = FIELD_TOKEN, .max = 20 },
	{ .name = "series", .type = FIELD_TOKEN, .max = 8 },
	{ .name = "page", .type = FIELD_NUMBER, .max = 6 },
	REPORT_INPUT,
	{ 0 }
};

struct behind {
	struct report q;
	struct report_table t;
	const struct report_measure *m;
	const char *key, *series;
	unsigned long long all, gone, page;
};

/* Of "rows" or "export" below the reports' path. */
static const char *address(const struct behind *b, const char *part, unsigned long long page)
{
	struct pool *pool = b->q.r->pool;
	const char *series = b->series[0] == '\0' ? "" : pool_printf(pool, "&series=%s", b->series);
	const char *key = b->key[0] == '\0' ? "" : pool_printf(pool, "&key=%s", b->key);
	const char *further = page < 2 ? "" : pool_printf(pool, "&page=%llu", page);

	return pool_printf(pool, "%s/%s%s%s%s%s", part, b->m->code, report_query(&b->q), key,
	    series, further);
}

static const char *link_of(const struct behind *b, const char *part, unsigned long long page)
{
	return address(b, pool_printf(b->q.r->pool, "%s/%s", b->q.book->path, part), page);
}

/* -- the table -- */

static const char *label_of(const struct behind *b, const struct db_row *c)
{
	const char *series = report_column(&b->t, db_text(c, 8));
	const char *key = report_label(&b->t, db_text(c, 7));

	return b->m->series_n == 1 ? key : pool_printf(b->q.r->pool, "%s: %s", key, series);
}

/* As wide as the others. */
static void closed_put(const struct behind *b, struct node *row)
{
	unsigned i, n = (b->m->states ? 5 : 6) + (b->m->summed ? 1 : 0);

	node_set(page_cell(row, REPORT_CLOSED_ROW), "head", "yes");
	for (i = 0; i < n; i++)
		(void)page_cell(row, "");
}

static void amount_put(const struct behind *b, struct node *row, const struct db_row *c)
{
	if (b->m->summed)
		node_set(page_cell(row, pool_printf(b->q.r->pool, "%llu", db_number(c, 11))), "numeric",
		    "yes");
}

/* What says who it is is left out. */
static void unnamed_put(const struct behind *b, struct node *table, const struct db_row *c)
{
	struct node *row = node_add(table, "row");
	struct pool *pool = b->q.r->pool;

	node_set(page_cell(row, report_row_opens(c) ? report_pseudonym(pool, db_text(c, 0)) :
	    REPORT_CLOSED_ROW), "head", "yes");
	(void)page_cell(row, report_row_opens(c) ? label_of(b, c) : "");
	(void)page_cell(row, report_row_opens(c) ? page_day(b->q.r, db_text(c, 9)) : "");
	amount_put(b, row, c);
}

static void row_put(const struct behind *b, struct node *table, const struct db_row *c)
{
	const struct workflow *w = b->q.r->module->casework->workflow;
	unsigned state = workflow_state(w, db_text(c, 3));
	struct node *row = node_add(table, "row"), *cell;
	struct pool *pool = b->q.r->pool;

	if (!report_row_opens(c)) {
		closed_put(b, row);
		return;
	}
	cell = page_cell(row, db_text(c, 2));
	node_set(cell, "head", "yes");
	node_set(cell, "href", pool_printf(pool, "%s/%s", b->q.r->module->casework->path, db_text(c, 0)));
	(void)page_cell(row, db_text(c, 1) == NULL ? "" : db_text(c, 1));
	node_set(page_cell(row, terms_apply(pool, w->state[state].label)), "tag",
	    w->state[state].colour);
	if (!b->m->states)
		(void)page_cell(row, label_of(b, c));
	node_set(page_cell(row, page_day(b->q.r, db_text(c, 9))), "kind", "nowrap");
	(void)page_cell(row, pool_printf(pool, "%s %s", db_text(c, 4), db_text(c, 5)));
	(void)page_cell(row, db_text(c, 6) == NULL ? "" : db_text(c, 6));
	amount_put(b, row, c);
}

static struct node *unnamed_table(const struct behind *b, struct node *body, const char *found,
    const char *none, const char *what)
{
	return page_table(body, "rows", found, none, "Child", what, b->m->day,
	    b->m->summed ? b->m->unit : NULL, NULL);
}

static void table_put(struct behind *b, struct node *body)
{
	struct request *r = b->q.r;
	const char *found = pool_printf(r->pool, "%llu row%s", b->all, b->all == 1 ? "" : "s");
	const char *none = "There is nothing behind this number that you may see.";
	const char *what = terms_apply(r->pool, report_what(&b->q, b->m));
	const char *unit = b->m->summed ? b->m->unit : NULL;
	struct node *table = !report_names(r) ? unnamed_table(b, body, found, none, what) : b->m->states ? page_table(body, "rows", found, none, "Child", "Reference",
	    what, b->m->day, "Held by", "Team", unit, NULL) : page_table(body, "rows", found, none, "Child",
	    "Reference", "State", what, b->m->day, "Held by", "Team", unit, NULL);
	struct db_rows rows = { 0 };
	size_t i;

	if (b->all > 0)
		(void)report_list(&b->q, b->m, b->key, b->series, PAGE_ROWS,
		    (b->page - 1) * PAGE_ROWS, &rows);
	for (i = 0; i < rows.n; i++)
		(report_names(r) ? row_put : unnamed_put)(b, table, &rows.row[i]);
}

/* -- the page -- */

/* False: it is left out of what is published. Of years one is shown, the newest
 * where none is named. */
static bool behind_read(struct behind *b)
{
	struct request *r = b->q.r;
	bool hidden;

	b->key = input_text(&r->input, "key");
	b->series = input_text(&r->input, "series");
	report_count(&b->q, b->m, &b->t);
	if (b->m->years && report_column(&b->t, b->series) == b->series)
		b->series = b->t.series[b->t.series_n - 1].code;
	b->gone = report_gone(&b->t, b->key, b->series);
	b->all = report_sum(&b->t, b->key, b->series, &hidden) - b->gone;
	if (b->m->summed)
		b->all = report_list_count(&b->q, b->m, b->key, b->series);
	if (!text_number(input_text(&r->input, "page"), &b->page) ||
	    b->page == 0 || (b->page - 1) * PAGE_ROWS >= b->all)
		b->page = 1;
	return !hidden;
}

static void facts_put(const struct behind *b, struct node *body)
{
	struct report of = report_of_year(&b->q, b->m->years ? b->series : "");
	struct node *s = node_add(body, "summary");
	struct pool *pool = b->q.r->pool;

	(void)page_row(s, "Report", terms_apply(pool, b->m->title));
	(void)page_row(s, terms_apply(pool, report_what(&b->q, b->m)), b->key[0] == '\0' ? "All" :
	    report_label(&b->t, b->key));
	if (b->t.series_n > 1)
		(void)page_row(s, "Column", b->series[0] == '\0' ? "All" :
		    report_column(&b->t, b->series));
	(void)page_row(s, "Counted", report_scope(&of, b->m));
	if (b->gone > 0)
		(void)page_row(s, "Counted without a record", pool_printf(pool, "%llu: the record was "
		    "destroyed, or there was none", b->gone));
}

int report_rows(struct request *r)
{
	struct behind b = { .m = report_measure(r, input_text(&r->input, "measure")) };
	struct node *body;
	const char *title;

	if (b.m == NULL || !report_opens(r) || !report_fits(r) || !report_read(r, &b.q) || !behind_read(&b))
		return page_not_found(r);
	title = pool_printf(r->pool, "%s behind a number", report_capital(r->pool, b.q.book->records));
	body = page_begin(r, "report", title);
	page_back(r, "Report", "%s%s", report_path(&b.q, b.m->topic), report_query(&b.q));
	(void)page_heading(body, 1, title);
	facts_put(&b, body);
	report_limits(&b.q, body);
	table_put(&b, body);
	page_pages(r, body, link_of(&b, "rows", 0), b.page, PAGE_ROWS, b.all, false);
	if (b.all > 0)
		(void)page_link(body, "Download these rows", NULL, "%s&what=ROWS",
		    link_of(&b, "export", 0));
	r->audit.detail = address(&b, "", b.page);
	return 200;
}
