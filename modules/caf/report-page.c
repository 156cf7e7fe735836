#include <string.h>

#include "report.h"
#include "terms.h"

/* The reports as pages: tables with their charts, each number a link. */

static const struct { const char *code, *label; } topics[] = {
	{ "", "Cases" }, { "needs", "Needs" }, { "dates", "Dates kept" },
	{ "plans", "Actions and outcomes" }
};
#define TOPICS	(sizeof(topics) / sizeof(topics[0]))

const struct field caf_report_input[] = {
	{ .name = "topic", .type = FIELD_TOKEN, .max = 12 },
	{ .name = "from", .type = FIELD_DATE, .label = "The first day" },
	{ .name = "to", .type = FIELD_DATE, .label = "The last day" },
	{ .name = "team", .type = FIELD_NUMBER, .label = "The team" },
	{ .name = "assessor", .type = FIELD_NUMBER, .label = "The assessor" },
	{ .name = "area", .type = FIELD_TEXT, .max = 10, .label = "The area" },
	{ .name = "clock", .type = FIELD_TOKEN, .max = 4, .label = "The clock" },
	{ 0 }
};

static const char *path_of(struct request *r, const char *topic)
{
	return topic[0] == '\0' ? "/caf/report" : pool_printf(r->pool, "/caf/report/%s", topic);
}

const char *caf_report_path(struct request *r, const struct caf_report_measure *m)
{
	return path_of(r, m->topic);
}

static void topics_put(const struct caf_report *q, struct node *body, size_t current)
{
	struct node *nav = node_add(body, "subnav"), *item;
	size_t i;

	node_set(nav, "label", "Reports");
	for (i = 0; i < TOPICS; i++) {
		item = node_add(nav, "item");
		node_set(item, "href", pool_printf(q->r->pool, "%s%s", path_of(q->r, topics[i].code),
		    caf_report_query(q)));
		node_set(item, "label", topics[i].label);
		if (i == current)
			node_set(item, "current", "page");
	}
}

/* Nothing is behind a nought. */
static const char *rows_href(const struct caf_report *q, const struct caf_report_measure *m,
    const char *key, const char *series, unsigned long long n)
{
	return n == 0 ? NULL : pool_printf(q->r->pool, "/caf/report/rows/%s%s&key=%s%s%s", m->code,
	    caf_report_query(q), key, series[0] == '\0' ? "" : "&series=", series);
}

static void chart_fill(const struct caf_report *q, const struct caf_report_table *t,
    const char **labels, double *values, const char **hrefs)
{
	const struct caf_report_measure *m = t->measure;
	size_t i, s;

	for (i = 0; i < t->n; i++) {
		labels[i] = t->row[i].label;
		for (s = 0; s < m->series_n; s++) {
			values[i * m->series_n + s] = (double)t->row[i].count[s];
			hrefs[i * m->series_n + s] = rows_href(q, m, t->row[i].key, m->series[s].code,
			    t->row[i].count[s]);
		}
	}
}

/* The sums of a stack, in the last cell of each row. */
static void totals_link(const struct caf_report *q, const struct caf_report_table *t,
    struct node *table)
{
	struct node *row = node_child(table, "row"), *cell, *last;
	size_t i;

	for (i = 0; t->measure->kind == PAGE_STACK && row != NULL; i++, row = node_next(row, "row")) {
		for (cell = last = node_child(row, "cell"); cell != NULL; cell = node_next(cell, "cell"))
			last = cell;
		node_set(last, "href", rows_href(q, t->measure, t->row[i].key, "",
		    caf_report_sum(t, t->row[i].key, "")));
		node_set(last, "what", pool_printf(q->r->pool, "(%s, total)", t->row[i].label));
	}
}

static void chart_put(const struct caf_report *q, struct node *body, const struct caf_report_table *t)
{
	const struct caf_report_measure *m = t->measure;
	struct pool *pool = q->r->pool;
	const char **labels = pool_array(pool, t->n + 1, sizeof(*labels)), *series[PAGE_SERIES_MAX];
	double *values = pool_array(pool, t->n * m->series_n + 1, sizeof(*values));
	const char **hrefs = pool_array(pool, t->n * m->series_n + 1, sizeof(*hrefs));
	size_t s;

	chart_fill(q, t, labels, values, hrefs);
	for (s = 0; s < m->series_n; s++)
		series[s] = m->series[s].label;
	totals_link(q, t, page_chart(q->r, body, &(struct page_chart){ .kind = m->kind, .id = m->code,
	    .title = terms_apply(pool, m->title), .note = terms_apply(pool, m->note), .empty = "Nothing to count.",
	    .what = terms_apply(pool, m->what), .labels = labels, .n = t->all == 0 ? 0 : t->n,
	    .series = series, .series_n = m->series_n, .values = values, .hrefs = hrefs }));
}

/* -- shares and medians, beside the counts of a clock -- */

static const char *figure(struct request *r, double value, const char *unit)
{
	return value < 0 ? "none" : pool_printf(r->pool, value == (double)(long)value ? "%.0f%s" :
	    "%.1f%s", value, unit);
}

static void figure_cell(struct node *row, const char *text)
{
	struct node *cell = page_cell(row, text);

	node_set(cell, "numeric", "yes");
	if (strcmp(text, "none") == 0)
		node_set(cell, "kind", "none");
}

static void lengths_put(const struct caf_report *q, struct node *body,
    const struct caf_report_table *t)
{
	const struct caf_report_measure *m = t->measure;
	const double *middle = caf_report_medians(q->r->pool, t);
	struct node *table = page_table(body, pool_printf(q->r->pool, "%s-days", m->code),
	    pool_printf(q->r->pool, "%s: how many in time, and how long it took", m->title), "",
	    m->what, "In time, of those done or overdue", "Days until done, median", NULL), *col, *row;
	size_t i;

	for (col = node_next(node_child(table, "col"), "col"); col != NULL; col = node_next(col, "col"))
		node_set(col, "numeric", "yes");
	for (i = 0; i < t->n; i++) {
		row = node_add(table, "row");
		node_set(page_cell(row, t->row[i].label), "head", "yes");
		figure_cell(row, figure(q->r, caf_report_share(&t->row[i]), "%"));
		figure_cell(row, figure(q->r, middle[i], ""));
	}
}

/* -- the page -- */

static void export_links(const struct caf_report *q, struct node *body,
    const struct caf_report_measure *m)
{
	const char *query = caf_report_query(q);
	struct node *para = page_para(body, "");

	(void)page_link(para, "Download this table", NULL, "/caf/report/export/%s%s&what=TABLE",
	    m->code, query);
	node_text(para, " or ");
	(void)page_link(para, "the cases behind it", NULL, "/caf/report/export/%s%s&what=ROWS",
	    m->code, query);
}

static void measure_put(const struct caf_report *q, struct node *body,
    const struct caf_report_measure *m)
{
	struct caf_report_table t;

	caf_report_count(q, m, &t);
	chart_put(q, body, &t);
	if (t.all == 0)
		return;
	if (m->timed)
		lengths_put(q, body, &t);
	export_links(q, body, m);
}

static void report_put(const struct caf_report *q, struct node *body, size_t topic)
{
	const struct caf_report_measure *m;

	caf_report_limits(q, body);
	for (m = caf_report_measures; m->code != NULL; m++)
		if (strcmp(m->topic, topics[topic].code) == 0)
			measure_put(q, body, m);
}

int caf_report_show(struct request *r)
{
	const char *topic = input_text(&r->input, "topic");
	struct caf_report q;
	struct node *body;
	bool valid;
	size_t i;

	for (i = 0; i < TOPICS && strcmp(topics[i].code, topic) != 0; i++)
		;
	if (i == TOPICS)
		return page_not_found(r);
	valid = caf_report_read(r, &q);
	body = page_begin(r, "report", pool_printf(r->pool, "Reports: %s", topics[i].label));
	page_back(r, terms_apply(r->pool, "{Common assessments}"), "/caf/");
	topics_put(&q, body, i);
	node_set(page_heading(body, 1, topics[i].label), "caption", "Reports");
	if (valid)
		(void)page_para(body, pool_printf(r->pool, "%s.", caf_report_scope(&q, NULL)));
	caf_report_filters(&q, body, path_of(r, topics[i].code), !valid);
	if (valid)
		report_put(&q, body, i);
	r->audit.detail = caf_report_query(&q);
	return valid ? 200 : 422;
}
