#include <math.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include "annual.h"
#include "conf.h"
#include "report.h"
#include "terms.h"

/* A line each, its fields apart by a tab: P part, T text, M measure (id, kind, title,
 * note, what), S its series, B table (id, caption, columns), R row of either. A cell of
 * a measure that is no number is what stands there instead of one. */

#define FIELDS_MAX	12
#define ROWS_MAX	200
#define LEAST_OF_SHARE	10	/* 5.7: a share of fewer says too much of each */

static void field_add(struct str *s, const char *text)
{
	for (; text != NULL && *text != '\0'; text++)
		str_addc(s, *text == '\t' || *text == '\n' || *text == '\r' ? ' ' : *text);
}

static void line_add(struct str *s, char kind, const char *const *fields, size_t n)
{
	size_t i;

	str_addc(s, kind);
	for (i = 0; i < n; i++) {
		str_addc(s, '\t');
		field_add(s, fields[i]);
	}
	str_addc(s, '\n');
}

void annual_body_part(struct str *s, const char *title)
{
	line_add(s, 'P', &title, 1);
}

void annual_body_text(struct str *s, const char *text)
{
	line_add(s, 'T', &text, 1);
}

void annual_body_row(struct str *s, const char *const *cells, size_t n)
{
	line_add(s, 'R', cells, n);
}

void annual_body_table(struct str *s, const char *id, const char *caption, ...)
{
	const char *fields[FIELDS_MAX] = { id, caption }, *label;
	size_t n = 2;
	va_list args;

	va_start(args, caption);
	while ((label = va_arg(args, const char *)) != NULL && n < FIELDS_MAX)
		fields[n++] = label;
	va_end(args);
	line_add(s, 'B', fields, n);
}

/* -- a measure -- */

static const char *cell_text(const struct report *q, const struct report_cell *cell)
{
	return cell->hidden ? report_absent(q, cell) : pool_printf(q->r->pool, "%llu", cell->n);
}

/* 5.7: shares where there are enough, and nothing of the row is left out. */
static void shares_add(struct str *s, const struct report *q, const struct report_table *t)
{
	const char *cells[3];
	const double *middle = report_medians(q->r->pool, t);
	bool hidden;
	size_t i;

	annual_body_table(s, pool_printf(q->r->pool, "%s-days", t->measure->code), pool_printf(q->r->pool,
	    "%s: how many in time, and how long it took", t->measure->title), t->measure->what,
	    "In time", "Days, median", NULL);
	for (i = 0; i < t->n; i++) {
		bool few = report_sum(t, t->row[i].key, "", &hidden) < LEAST_OF_SHARE || hidden;

		cells[0] = t->row[i].label;
		cells[1] = few ? REPORT_HIDDEN : pool_printf(q->r->pool, "%.0f%%", report_share(&t->row[i]));
		cells[2] = few ? REPORT_HIDDEN : pool_printf(q->r->pool, "%.0f", middle[i]);
		annual_body_row(s, cells, 3);
	}
}

/* What the measure's share is of each row, where nothing of it is left out. */
static void parts_add(struct str *s, const struct report *q, const struct report_table *t)
{
	struct pool *pool = q->r->pool;
	const char *cells[2];
	size_t i;

	annual_body_table(s, pool_printf(pool, "%s-share", t->measure->code), pool_printf(pool, "%s: %s",
	    t->measure->title, t->measure->share_title), t->measure->what, "Share", NULL);
	for (i = 0; i < t->n; i++) {
		double part = report_part(t, t->row[i].key);
		bool hidden;

		(void)report_sum(t, t->row[i].key, "", &hidden);
		cells[0] = t->row[i].label;
		cells[1] = hidden ? REPORT_HIDDEN : part < 0 ? "none" : pool_printf(pool, "%.1f%%", part);
		annual_body_row(s, cells, 2);
	}
}

void annual_body_measure(struct str *s, const struct report *q, const struct report_measure *m)
{
	struct pool *pool = q->r->pool;
	const char *cells[PAGE_SERIES_MAX + 1];
	const char *of[] = { m->code, pool_printf(pool, "%d", (int)m->kind), terms_apply(pool, m->title),
	    m->note == NULL ? "" : report_text(pool, m->note), terms_apply(pool, m->what) };
	struct report_table t;
	size_t i, c;

	report_count(q, m, &t);
	line_add(s, 'M', of, sizeof(of) / sizeof(of[0]));
	for (c = 0; c < t.series_n; c++)
		cells[c] = t.series[c].label;
	line_add(s, 'S', cells, t.series_n);
	for (i = 0; t.all > 0 && i < t.n; i++) {
		cells[0] = t.row[i].label;
		for (c = 0; c < t.series_n; c++)
			cells[c + 1] = cell_text(q, &t.row[i].cell[c]);
		annual_body_row(s, cells, t.series_n + 1);
	}
	if (t.hides)
		annual_body_text(s, pool_printf(pool, "%s: left out, for a number below %ld could be worked "
		    "out from it.", REPORT_HIDDEN, conf_number(q->book->least_setting)));
	if (t.all > 0 && m->share != NULL)
		parts_add(s, q, &t);
	if (t.all > 0 && m->timed)
		shares_add(s, q, &t);
}

/* -- reading it -- */

struct line {
	char kind;
	size_t n;
	const char *field[FIELDS_MAX];
};

static bool line_next(struct pool *pool, const char **at, struct line *l)
{
	size_t len = strcspn(*at, "\n");
	char *text, *tab;

	if (len == 0)
		return false;
	text = pool_strndup(pool, *at, len);
	*at += len + ((*at)[len] == '\n');
	*l = (struct line){ .kind = text[0] };
	for (tab = strchr(text, '\t'); tab != NULL && l->n < FIELDS_MAX; tab = strchr(tab, '\t')) {
		*tab++ = '\0';
		l->field[l->n++] = tab;
	}
	return true;
}

/* The rows that follow; *at then stands behind them. */
static size_t rows_read(struct pool *pool, const char **at, struct line *rows)
{
	const char *next = *at;
	size_t n = 0;

	while (n < ROWS_MAX && line_next(pool, &next, &rows[n]) && rows[n].kind == 'R') {
		n++;
		*at = next;
	}
	return n;
}

static void measure_put(struct request *r, struct node *parent, const struct line *m,
    const char **at)
{
	struct line *rows = pool_array(r->pool, ROWS_MAX + 1, sizeof(*rows)), series = { 0 };
	const char **labels = pool_array(r->pool, ROWS_MAX, sizeof(*labels));
	const char **absents = pool_array(r->pool, ROWS_MAX * PAGE_SERIES_MAX, sizeof(*absents));
	double *values = pool_array(r->pool, ROWS_MAX * PAGE_SERIES_MAX, sizeof(*values));
	bool hides = false;
	size_t n, i, c;

	if (m->n < 5 || !line_next(r->pool, at, &series) || series.n > PAGE_SERIES_MAX)
		return;
	n = rows_read(r->pool, at, rows);
	for (i = 0; i < n; i++) {
		labels[i] = rows[i].field[0];
		for (c = 0; c < series.n; c++) {
			const char *cell = c + 1 < rows[i].n ? rows[i].field[c + 1] : "";
			bool number = cell[0] >= '0' && cell[0] <= '9';

			values[i * series.n + c] = number ? strtod(cell, NULL) : NAN;
			absents[i * series.n + c] = number ? NULL : cell;
			hides = hides || !number;
		}
	}
	(void)page_chart(r, parent, &(struct page_chart){
	    .kind = (enum page_chart_kind)(strtol(m->field[1], NULL, 10) % PAGE_CHART__MAX),
	    .id = m->field[0], .title = m->field[2], .note = m->field[3][0] == '\0' ? NULL : m->field[3],
	    .empty = "Nothing to count.", .what = m->field[4], .labels = labels, .n = n,
	    .series = series.field, .series_n = series.n, .values = values,
	    .absent = hides ? REPORT_HIDDEN : NULL, .absents = hides ? absents : NULL });
}

static bool numeric(const char *text)
{
	return strchr("0123456789<[", text[0]) != NULL || strcmp(text, "none") == 0;
}

static struct node *columns_put(struct node *parent, const struct line *b, const struct line *first)
{
	struct node *table = node_add(parent, "table"), *col;
	size_t c;

	node_set(table, "id", b->field[0]);
	node_set(table, "caption", b->field[1]);
	node_set(table, "scroll", "yes");
	for (c = 2; c < b->n; c++) {
		col = node_add(table, "col");
		node_set(col, "label", b->field[c]);
		if (c > 2 && c - 2 < first->n && numeric(first->field[c - 2]))
			node_set(col, "numeric", "yes");
	}
	return table;
}

static void table_put(struct request *r, struct node *parent, const struct line *b,
    const char **at)
{
	struct line *rows = pool_array(r->pool, ROWS_MAX + 1, sizeof(*rows));
	size_t n = rows_read(r->pool, at, rows), i, c;
	struct node *table = columns_put(parent, b, &rows[0]), *row, *cell;

	for (i = 0; i < n; i++) {
		row = node_add(table, "row");
		for (c = 0; c < rows[i].n; c++) {
			cell = page_cell(row, rows[i].field[c]);
			node_set(cell, "head", c == 0 ? "yes" : NULL);
			node_set(cell, "numeric", c > 0 && numeric(rows[i].field[c]) ? "yes" : NULL);
		}
	}
	(void)node_leaf(table, "empty", "Nothing to count.");
}

#define FOLDED	4	/* parts from which they are folded on a page */

static bool many_parts(struct pool *pool, const char *body)
{
	unsigned parts = 0;
	struct line l;

	while (line_next(pool, &body, &l))
		parts += l.kind == 'P';
	return parts >= FOLDED;
}

/* On a page of many the parts are folded, so that their titles stand below each other as
 * its contents. */
static struct node *part_put(struct node *parent, const char *title, bool print, bool fold)
{
	struct node *part;

	if (!print && !fold) {
		(void)page_heading(parent, 2, title);
		return parent;
	}
	if (!print) {
		part = node_add(parent, "details");
		node_set(part, "summary", title);
		return part;
	}
	part = node_add(parent, "part");
	node_set(part, "title", title);
	return part;
}

void annual_body_put(struct request *r, struct node *parent, const char *body, bool print)
{
	bool fold = !print && many_parts(r->pool, body);
	struct node *part = parent;
	struct line l;

	while (line_next(r->pool, &body, &l)) {
		if (l.n == 0)
			continue;
		if (l.kind == 'P')
			part = part_put(parent, l.field[0], print, fold);
		else if (l.kind == 'T')
			(void)page_para(part, l.field[0]);
		else if (l.kind == 'M')
			measure_put(r, part, &l, &body);
		else if (l.kind == 'B')
			table_put(r, part, &l, &body);
	}
}
