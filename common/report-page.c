#include <math.h>
#include <string.h>

#include "module.h"
#include "report.h"
#include "terms.h"

#define CONTENTS_FROM	8

/* The reports as pages: tables with their charts, each number a link. */

const struct field report_input[] = {
	{ .name = "topic", .type = FIELD_TOKEN, .max = 12 },
	REPORT_INPUT,
	{ 0 }
};

const char *report_path(const struct report *q, const char *topic)
{
	return topic[0] == '\0' ? q->book->path : pool_printf(q->r->pool, "%s/%s", q->book->path, topic);
}

static void topics_put(const struct report *q, struct node *body, const struct report_topic *current)
{
	struct node *nav = page_nav(body, "Reports");
	const struct report_topic *t;

	for (t = q->book->topics; t->label != NULL; t++)
		page_nav_item(nav, pool_printf(q->r->pool, "%s%s", report_path(q, t->code),
		    report_query(q)), t->label, t == current);
}

/* Nothing is behind a nought, and what is left out opens nothing. */
static const char *rows_href(const struct report *q, const struct report_table *t,
    const char *key, const char *series)
{
	bool hidden;

	return report_sum(t, key, series, &hidden) == 0 || hidden || q->closed || !report_opens(q->r) ? NULL :
	    pool_printf(q->r->pool, "%s/rows/%s%s&key=%s%s%s", q->book->path, t->measure->code,
	    report_query(q), key, series[0] == '\0' ? "" : "&series=", series);
}

static void chart_fill(const struct report *q, const struct report_table *t,
    const char **labels, double *values, const char **hrefs, const char **absents)
{
	size_t i, s;

	for (i = 0; i < t->n; i++) {
		labels[i] = t->row[i].label;
		for (s = 0; s < t->series_n; s++) {
			const struct report_cell *cell = &t->row[i].cell[s];

			values[i * t->series_n + s] = cell->hidden ? NAN : (double)cell->n;
			absents[i * t->series_n + s] = report_absent(q, cell);
			hrefs[i * t->series_n + s] = rows_href(q, t, t->row[i].key, t->series[s].code);
		}
	}
}

/* The sums of a stack, in the last cell of each row. */
static void totals_link(const struct report *q, const struct report_table *t, struct node *table)
{
	struct node *row = node_child(table, "row"), *cell, *last;
	const char *href;
	size_t i;

	for (i = 0; (t->measure->kind == PAGE_STACK || (report_is_cut(q, t->measure) && t->series_n > 1)) &&
	    row != NULL; i++, row = node_next(row, "row")) {
		for (cell = last = node_child(row, "cell"); cell != NULL; cell = node_next(cell, "cell"))
			last = cell;
		href = rows_href(q, t, t->row[i].key, "");
		node_set(last, "href", href);
		node_set(last, "what", href == NULL ? NULL : pool_printf(q->r->pool, "(%s, total)",
		    t->row[i].label));
	}
}

/* Over the rows: the measure's word, or that of the cut. */
static const char *what(const struct report *q, const struct report_measure *m)
{
	return terms_apply(q->r->pool, report_what(q, m));
}

/* Its definition, and what of it was counted. */
static const char *note(const struct report *q, const struct report_measure *m)
{
	const char *text = m->note == NULL ? "" : report_text(q->r->pool, m->note);

	if (q->book->cuts == NULL)
		return m->note == NULL ? NULL : text;
	return pool_printf(q->r->pool, "%s%s%s%s.", text, m->note == NULL ? "" : " ", report_scope(q, m),
	    report_is_cut(q, m) && m->keys != NULL && !m->now ? ", all together" : "");
}

static bool over_time(const struct report *q, const struct report_measure *m)
{
	return (m->kind == PAGE_COLUMNS || m->kind == PAGE_LINE) && !report_is_cut(q, m);
}

static void chart_put(const struct report *q, struct node *body, const struct report_table *t)
{
	const struct report_measure *m = t->measure;
	struct pool *pool = q->r->pool;
	const char **labels = pool_array(pool, t->n + 1, sizeof(*labels)), *series[PAGE_SERIES_MAX];
	double *values = pool_array(pool, t->n * t->series_n + 1, sizeof(*values));
	const char **hrefs = pool_array(pool, t->n * t->series_n + 1, sizeof(*hrefs));
	const char **absents = pool_array(pool, t->n * t->series_n + 1, sizeof(*absents));
	size_t s;

	chart_fill(q, t, labels, values, hrefs, absents);
	for (s = 0; s < t->series_n; s++)
		series[s] = t->series[s].label;
	totals_link(q, t, page_chart(q->r, body, &(struct page_chart){ .kind = report_is_cut(q, m) ? (m->series_n == 1 ? PAGE_BARS : PAGE_STACK) : m->kind, .id = m->code,
	    .title = terms_apply(pool, m->title), .note = note(q, m), .empty = "Nothing to count.",
	    .what = what(q, m), .labels = labels, .n = t->all == 0 ? 0 : t->n,
	    .series = series, .series_n = t->series_n, .values = values, .hrefs = hrefs,
	    .absent = t->hides ? REPORT_HIDDEN : NULL, .absents = t->hides ? absents : NULL }));
}

/* -- shares and medians, beside the counts of a clock; and what must hold -- */

static const char *figure(struct request *r, double value, const char *unit)
{
	return value < 0 ? "none" : pool_printf(r->pool, value == (double)(long)value ? "%.0f%s" :
	    "%.1f%s", value, unit);
}

static void figure_cell(struct node *row, const char *text)
{
	struct node *cell = page_cell(row, text);

	node_set(cell, "numeric", "yes");
	if (strcmp(text, "none") == 0 || strcmp(text, REPORT_HIDDEN) == 0)
		node_set(cell, "kind", "none");
}

static void figure_columns(struct node *table)
{
	struct node *col;

	for (col = node_next(node_child(table, "col"), "col"); col != NULL; col = node_next(col, "col"))
		node_set(col, "numeric", "yes");
}

static void lengths_put(const struct report *q, struct node *body, const struct report_table *t)
{
	const struct report_measure *m = t->measure;
	const double *middle = report_medians(q->r->pool, t);
	struct node *table = page_table(body, pool_printf(q->r->pool, "%s-days", m->code),
	    pool_printf(q->r->pool, "%s: how many in time, and how long it took", m->title), "",
	    m->what, "In time, of those done or overdue", "Days until done, median", NULL), *row;
	bool hidden;
	size_t i;

	figure_columns(table);
	for (i = 0; i < t->n; i++) {
		(void)report_sum(t, t->row[i].key, "", &hidden);
		row = node_add(table, "row");
		node_set(page_cell(row, t->row[i].label), "head", "yes");
		figure_cell(row, hidden ? REPORT_HIDDEN : figure(q->r, report_share(&t->row[i]), "%"));
		figure_cell(row, hidden ? REPORT_HIDDEN : figure(q->r, middle[i], ""));
	}
}

/* 5.7: what the measure's share is of each row, over time as a line. */
static void parts_put(const struct report *q, struct node *body, const struct report_table *t)
{
	const struct report_measure *m = t->measure;
	struct pool *pool = q->r->pool;
	const char **labels = pool_array(pool, t->n + 1, sizeof(*labels));
	const char *const series[] = { "Share" };
	double *values = pool_array(pool, t->n + 1, sizeof(*values));
	size_t i;

	for (i = 0; i < t->n; i++) {
		double part = report_part(t, t->row[i].key);

		labels[i] = t->row[i].label;
		values[i] = part < 0 ? NAN : part;
	}
	(void)page_chart(q->r, body, &(struct page_chart){ .kind = over_time(q, m) ? PAGE_LINE :
	    PAGE_BARS, .id = pool_printf(pool, "%s-share", m->code), .title = pool_printf(pool,
	    "%s: %s", terms_apply(pool, m->title), terms_apply(pool, m->share_title)), .empty = "",
	    .what = what(q, m), .labels = labels, .n = t->n, .series = series, .series_n = 1,
	    .values = values, .places = 1, .unit = "%", .absent = t->hides ? REPORT_HIDDEN : NULL,
	    .top = 100 });
}

static const char *verdict(struct request *r, const struct report_table *t, const char *rule,
    size_t column)
{
	double value;

	switch (report_check(t, rule, column, &value)) {
	case REPORT_HOLDS:
		return "Holds";
	case REPORT_DIFFERS:
		return pool_printf(r->pool, "Differs by %+.0f", value);
	case REPORT_SHARE:
		return figure(r, value, "%");
	case REPORT_SECRET:
		return REPORT_HIDDEN;
	default:
		return "none";
	}
}

static void checks_put(const struct report *q, struct node *body, const struct report_table *t)
{
	struct node *table = page_table(body, pool_printf(q->r->pool, "%s-checks", t->measure->code),
	    pool_printf(q->r->pool, "%s: checks and shares", t->measure->title), "", "Between the rows",
	    t->series[0].label, t->series[1].label, t->series[2].label, NULL), *row;
	const struct report_check *c;
	size_t s;

	figure_columns(table);
	for (c = t->measure->checks; c->title != NULL; c++) {
		row = node_add(table, "row");
		node_set(page_cell(row, terms_apply(q->r->pool, c->title)), "head", "yes");
		for (s = 0; s < t->series_n; s++)
			figure_cell(row, verdict(q->r, t, c->rule, s));
	}
}

/* -- the page -- */

static void export_links(const struct report *q, struct node *body, const struct report_table *t)
{
	const char *query = report_query(q), *code = t->measure->code;
	struct node *para = page_para(body, "");

	(void)page_link(para, "Download this table", NULL, "%s/export/%s%s&what=TABLE", q->book->path,
	    code, query);
	if (t->hides || !report_opens(q->r))
		return;
	node_text(para, " or ");
	(void)page_link(para, terms_apply(q->r->pool, pool_printf(q->r->pool, "the %s behind it",
	    q->book->records)), NULL, "%s/export/%s%s&what=ROWS%s%s", q->book->path, code, query,
	    t->measure->years ? "&series=" : "", t->measure->years ? t->series[t->series_n - 1].code : "");
}

void report_measure_put(const struct report *q, struct node *body,
    const struct report_measure *m, struct report_table *t)
{
	report_count(q, m, t);
	chart_put(q, body, t);
	if (t->hides)
		(void)page_para(body, pool_printf(q->r->pool, q->book->says_small ? "%s: left out, for a "
		    "number below %ld could be worked out from it." : "%s: left out, for it is below "
		    "%ld, or a number below it could be worked out from it.", REPORT_HIDDEN,
		    conf_number(q->book->least_setting)));
	if (t->all > 0 && m->share != NULL)
		parts_put(q, body, t);
	if (t->all > 0 && m->timed)
		lengths_put(q, body, t);
	if (t->all > 0 && m->checks != NULL)
		checks_put(q, body, t);
}

/* On a page of more tables than are seen at a glance: where each stands. NULL: on none. */
static struct node *contents(const struct report *q, struct node *body, const char *topic)
{
	const struct report_measure *m;
	struct node *box, *list;
	unsigned n = 0;

	for (m = q->book->measures; m->code != NULL; m++)
		n += strcmp(m->topic, topic) == 0;
	if (n < CONTENTS_FROM)
		return NULL;
	box = node_add(body, "details");
	node_set(box, "summary", pool_printf(q->r->pool, "Go to one of %u tables", n));
	list = node_add(box, "list");
	node_set(list, "kind", "plain");
	return list;
}

static void report_put(const struct report *q, struct node *body, const char *topic)
{
	const struct report_measure *m;
	struct report_table t;
	struct node *list;

	report_limits(q, body);
	list = contents(q, body, topic);
	for (m = q->book->measures; m->code != NULL; m++)
		if (strcmp(m->topic, topic) == 0) {
			report_measure_put(q, body, m, &t);
			if (list != NULL)
				node_set(node_leaf(list, "item", terms_apply(q->r->pool, m->title)), "href",
				    pool_printf(q->r->pool, t.all == 0 ? "#%s-table" : "#%s", m->code));
			if (t.all > 0)
				export_links(q, body, &t);
		}
}

int report_show(struct request *r)
{
	const struct report_topic *t = r->module->reports->topics;
	struct report q;
	struct node *body;
	bool valid;

	while (t->label != NULL && !input_is(&r->input, "topic", t->code))
		t++;
	if (t->label == NULL || !report_fits(r))
		return page_not_found(r);
	valid = report_read(r, &q);
	body = page_begin(r, "report", pool_printf(r->pool, "Reports: %s", t->label));
	page_back(r, terms_apply(r->pool, r->module->title), "%s", r->module->home);
	topics_put(&q, body, t);
	node_set(page_heading(body, 1, t->label), "caption", "Reports");
	if (valid)
		(void)page_para(body, pool_printf(r->pool, "%s.", report_scope(&q, NULL)));
	if (q.book->more != NULL)
		q.book->more(r, body);
	report_filters(&q, body, t->code, !valid);
	if (valid)
		report_put(&q, body, t->code);
	r->audit.detail = report_query(&q);
	return valid ? 200 : 422;
}
