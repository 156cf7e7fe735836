#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "page.h"
#include "request.h"
#include "str.h"

#define TICKS		5
#define BAR_MOST	84.0	/* per cent of the width: the number stands behind the bar */
#define COLUMNS_MOST	72.0	/* per cent of a period's place, for all its columns */
#define PERIODS_NARROW	3	/* labels side by side on a narrow screen */
#define PERIODS_WIDE	8
#define NUMBERS_NARROW	6	/* numbers above columns on a narrow screen */
#define NUMBERS_WIDE	24

struct drawing {
	struct request *r;
	const struct page_chart *c;
	struct node *chart;
	double top, step;
};

static double value_at(const struct page_chart *c, size_t label, size_t series)
{
	return c->values[label * c->series_n + series];
}

static bool over_time(const struct page_chart *c)
{
	return c->kind == PAGE_COLUMNS || c->kind == PAGE_LINE;
}

static void check(const struct page_chart *c)
{
	size_t i;

	if (c->series_n == 0 || c->series_n > PAGE_SERIES_MAX || c->places > 3 ||
	    c->kind >= PAGE_CHART__MAX)
		abort();
	for (i = 0; i < c->n * c->series_n; i++)
		if (c->values[i] < 0 || isinf(c->values[i]))
			abort();
}

/* -- numbers -- */

/* 12,345.6%: with separators, as people read them. */
static const char *number(struct request *r, const struct page_chart *c, double value)
{
	const char *plain = pool_printf(r->pool, "%.*f", (int)c->places, value);
	size_t whole = strcspn(plain, "."), i;
	struct str s;

	str_init(&s, r->pool);
	for (i = 0; i < whole; i++) {
		if (i > 0 && (whole - i) % 3 == 0)
			str_addc(&s, ',');
		str_addc(&s, plain[i]);
	}
	str_add(&s, plain + whole);
	str_add(&s, c->unit == NULL ? "" : c->unit);
	return s.data;
}

static void set_percent(struct drawing *d, struct node *n, const char *attribute, double value)
{
	node_set(n, attribute, pool_printf(d->r->pool, "%.2f", value));
}

static const char *absent(const struct page_chart *c)
{
	return c->absent == NULL ? "none" : c->absent;
}

static const char *absent_at(const struct page_chart *c, size_t label, size_t series)
{
	return c->absents == NULL ? absent(c) : c->absents[label * c->series_n + series];
}

/* What there is at a label, all series together; *none_r: nothing is known, or
 * something is left out, which the sum of the others would give away. */
static double total(const struct page_chart *c, size_t label, bool *none_r)
{
	size_t known = 0, s;
	double sum = 0;

	for (s = 0; s < c->series_n; s++) {
		if (isnan(value_at(c, label, s)))
			continue;
		sum += value_at(c, label, s);
		known++;
	}
	*none_r = known == 0 || (c->absent != NULL && known < c->series_n);
	return sum;
}

static double largest(const struct page_chart *c)
{
	double most = c->top;
	bool none;
	size_t i;

	for (i = 0; i < c->n * c->series_n; i++)
		if (c->values[i] > most)
			most = c->values[i];
	for (i = 0; c->kind == PAGE_STACK && i < c->n; i++)
		if (total(c, i, &none) > most)
			most = total(c, i, &none);
	return most;
}

/* Steps of 1, 2 or 5 times a power of ten, never finer than what is shown. */
static void scale_set(struct drawing *d)
{
	static const double next[] = { 2, 2.5, 2 };
	double most = largest(d->c);
	unsigned i;

	d->step = 1;
	for (i = 0; i < d->c->places; i++)
		d->step /= 10;
	for (i = 0; d->step * TICKS < most * (1 - 1e-9); i++)
		d->step *= next[i % 3];
	d->top = d->step;
	while (d->top < most * (1 - 1e-9))
		d->top += d->step;
}

/* Two series are told apart best by the first and the last look. */
static long long look(const struct page_chart *c, size_t series)
{
	return c->series_n == 2 && series == 1 ? PAGE_SERIES_MAX : (long long)series + 1;
}

/* -- bars -- */

static void bar_put(struct drawing *d, struct node *group, size_t label, size_t series,
    double from)
{
	double value = value_at(d->c, label, series);
	struct node *m = node_add(group, "mark");

	node_set_number(m, "look", look(d->c, series));
	set_percent(d, m, "x", from);
	set_percent(d, m, "size", isnan(value) ? 0 : value / d->top * BAR_MOST);
	if (d->c->kind == PAGE_BARS)
		node_set(m, "label", isnan(value) ? absent_at(d->c, label, series) :
		    number(d->r, d->c, value));
}

static void bars_put(struct drawing *d, size_t label)
{
	struct node *group = node_add(d->chart, "group");
	double from = 0, value;
	bool none;
	size_t s;

	node_set(group, "label", d->c->labels[label]);
	for (s = 0; s < d->c->series_n; s++) {
		bar_put(d, group, label, s, from);
		value = value_at(d->c, label, s);
		if (d->c->kind == PAGE_STACK && !isnan(value))
			from += value / d->top * BAR_MOST;
	}
	if (d->c->kind != PAGE_STACK)
		return;
	value = total(d->c, label, &none);
	node_set(group, "total", none ? absent(d->c) : number(d->r, d->c, value));
	set_percent(d, group, "at", from);
}

/* -- over time -- */

static const char *label_shown(const struct page_chart *c, size_t i)
{
	size_t every = (c->n + PERIODS_WIDE - 1) / PERIODS_WIDE;

	if (c->n <= PERIODS_NARROW || i == 0 || i == c->n - 1 ||
	    (c->n > 2 * PERIODS_NARROW && i == (c->n - 1) / 2 / every * every))
		return "always";
	/* None that would touch the last one. */
	return i % every == 0 && c->n - 1 - i >= every ? "wide" : "no";
}

static const char *number_shown(const struct page_chart *c)
{
	size_t all = c->n * c->series_n;

	return all <= NUMBERS_NARROW ? "always" : all <= NUMBERS_WIDE ? "wide" : "no";
}

static double middle(const struct page_chart *c, size_t label)
{
	return ((double)label + 0.5) / (double)c->n * 100;
}

static void column_put(struct drawing *d, struct node *group, size_t label, size_t series)
{
	double slot = COLUMNS_MOST / (double)d->c->n, wide = slot / (double)d->c->series_n;
	double value = value_at(d->c, label, series);
	struct node *m = node_add(group, "mark");

	node_set_number(m, "look", look(d->c, series));
	set_percent(d, m, "x", middle(d->c, label) - slot / 2 + wide * (double)series);
	set_percent(d, m, "wide", wide);
	set_percent(d, m, "size", value / d->top * 100);
	node_set(m, "label", number(d->r, d->c, value));
	node_set(m, "show", number_shown(d->c));
}

/* Joined to the point before it; a period without a number leaves a gap. */
static void point_put(struct drawing *d, struct node *group, size_t label, size_t series)
{
	double value = value_at(d->c, label, series), before;
	struct node *m = node_add(group, "mark"), *j;

	node_set_number(m, "look", look(d->c, series));
	set_percent(d, m, "x", middle(d->c, label));
	set_percent(d, m, "size", value / d->top * 100);
	if (label == 0 || isnan(value_at(d->c, label - 1, series)))
		return;
	before = value_at(d->c, label - 1, series);
	j = node_add(group, "join");
	node_set_number(j, "look", look(d->c, series));
	set_percent(d, j, "x1", middle(d->c, label - 1));
	set_percent(d, j, "y1", before / d->top * 100);
	set_percent(d, j, "x2", middle(d->c, label));
	set_percent(d, j, "y2", value / d->top * 100);
}

static void period_put(struct drawing *d, size_t label)
{
	struct node *group = node_add(d->chart, "group");
	size_t s;

	node_set(group, "label", d->c->labels[label]);
	set_percent(d, group, "at", middle(d->c, label));
	node_set(group, "show", label_shown(d->c, label));
	for (s = 0; s < d->c->series_n; s++) {
		if (isnan(value_at(d->c, label, s)))
			continue;
		if (d->c->kind == PAGE_COLUMNS)
			column_put(d, group, label, s);
		else
			point_put(d, group, label, s);
	}
}

static void ticks_put(struct drawing *d)
{
	double at;

	for (at = 0; at <= d->top * (1 + 1e-9); at += d->step) {
		struct node *t = node_add(d->chart, "tick");

		set_percent(d, t, "at", at / d->top * 100);
		node_set(t, "label", number(d->r, d->c, at));
	}
}

/* -- the table -- */

static void cell_put(struct request *r, struct node *row, const struct page_chart *c,
    size_t label, size_t series)
{
	double value = value_at(c, label, series);
	const char *href = c->hrefs == NULL ? NULL : c->hrefs[label * c->series_n + series];
	struct node *cell = page_cell(row, isnan(value) ? absent_at(c, label, series) :
	    number(r, c, value));

	node_set(cell, "numeric", "yes");
	if (isnan(value)) {
		node_set(cell, "kind", "none");
	} else if (href != NULL) {
		node_set(cell, "href", href);
		node_set(cell, "what", pool_printf(r->pool, "(%s, %s)", c->labels[label],
		    c->series[series]));
	}
}

static void row_put(struct request *r, struct node *table, const struct page_chart *c,
    size_t label)
{
	struct node *row = node_add(table, "row"), *cell;
	bool none;
	size_t s;
	double sum;

	cell = page_cell(row, c->labels[label]);
	node_set(cell, "head", "yes");
	if (over_time(c))
		node_set(cell, "kind", "nowrap");
	for (s = 0; s < c->series_n; s++)
		cell_put(r, row, c, label, s);
	if (c->kind != PAGE_STACK)
		return;
	sum = total(c, label, &none);
	cell = page_cell(row, none ? absent(c) : number(r, c, sum));
	node_set(cell, "numeric", "yes");
	node_set(cell, "kind", none ? "none" : "strong");
}

static void col_put(struct node *table, const char *label, bool numeric)
{
	struct node *col = node_add(table, "col");

	node_set(col, "label", label);
	if (numeric)
		node_set(col, "numeric", "yes");
}

static struct node *table_put(struct request *r, struct node *parent, const struct page_chart *c)
{
	struct node *table = node_add(parent, "table");
	size_t i;

	node_set(table, "id", pool_printf(r->pool, "%s-table", c->id));
	node_set(table, "caption", c->title);
	col_put(table, c->what, false);
	for (i = 0; i < c->series_n; i++)
		col_put(table, c->series[i], true);
	if (c->kind == PAGE_STACK)
		col_put(table, "Total", true);
	for (i = 0; i < c->n; i++)
		row_put(r, table, c, i);
	if (c->n == 0)
		(void)node_leaf(table, "empty", c->empty);
	else
		node_set(table, "quiet", "yes");
	return table;
}

/* -- both -- */

static void series_put(struct drawing *d)
{
	size_t s;

	for (s = 0; s < d->c->series_n; s++) {
		struct node *n = node_add(d->chart, "series");

		node_set_number(n, "look", look(d->c, s));
		node_set(n, "label", d->c->series[s]);
	}
}

struct node *page_chart(struct request *r, struct node *parent, const struct page_chart *c)
{
	static const char *const kinds[PAGE_CHART__MAX] = { [PAGE_BARS] = "bars",
	    [PAGE_STACK] = "stack", [PAGE_COLUMNS] = "columns", [PAGE_LINE] = "line" };
	struct drawing d = { .r = r, .c = c };
	size_t i;

	check(c);
	if (c->n == 0)
		return table_put(r, parent, c);
	d.chart = node_add(parent, "chart");
	node_set(d.chart, "id", c->id);
	node_set(d.chart, "kind", kinds[c->kind]);
	node_set(d.chart, "title", c->title);
	node_set(d.chart, "note", c->note);
	scale_set(&d);
	series_put(&d);
	if (over_time(c))
		ticks_put(&d);
	for (i = 0; i < c->n; i++) {
		if (over_time(c))
			period_put(&d, i);
		else
			bars_put(&d, i);
	}
	return table_put(r, d.chart, c);
}
