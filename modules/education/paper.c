#include "paper.h"

#include <string.h>

#include "conf.h"
#include "measure.h"

/* Measures side by side, three years of them. */

#define YEARS	REPORT_YEARS

/* What of a year stands in its column. */
enum take { TAKE_SUM, TAKE_LAST, TAKE_MARCH, TAKE_ROW };

static const struct line {
	const char *code;
	enum take take;
	const char *row, *label;	/* of TAKE_ROW */
} lines[] = {
	{ "v01", TAKE_SUM, NULL, NULL }, { "v02", TAKE_SUM, NULL, NULL }, { "v03", TAKE_SUM, NULL, NULL }, { "v04", TAKE_LAST, NULL, NULL },
	{ "v05", TAKE_LAST, NULL, NULL }, { "v06", TAKE_LAST, NULL, NULL }, { "v07", TAKE_SUM, NULL, NULL }, { "v07k", TAKE_SUM, NULL, NULL },
	{ "v13", TAKE_LAST, NULL, NULL }, { "v14", TAKE_LAST, NULL, NULL }, { "v14p", TAKE_LAST, NULL, NULL }, { "v14s", TAKE_LAST, NULL, NULL }, { "v08", TAKE_SUM, NULL, NULL }, { "v08u", TAKE_SUM, NULL, NULL },
	{ "v08y", TAKE_LAST, NULL, NULL }, { "v08p", TAKE_LAST, NULL, NULL }, { "v08m", TAKE_SUM, NULL, NULL }, { "v09", TAKE_SUM, NULL, NULL }, { "v09c", TAKE_SUM, NULL, NULL },
	{ "v09s", TAKE_SUM, NULL, NULL }, { "v10", TAKE_LAST, NULL, NULL }, { "v11", TAKE_SUM, NULL, NULL },
	{ "v11r", TAKE_ROW, "RWM", "Key Stage 2 reading, writing and mathematics" },
	{ "v11r", TAKE_ROW, "EM4", "GCSE English and mathematics, 9 to 4" },
	{ "v15", TAKE_LAST, NULL, NULL }, { "v15g", TAKE_LAST, NULL, NULL },
	{ "v12", TAKE_SUM, NULL, NULL }, { "v16", TAKE_MARCH, NULL, NULL },
};

static const char *const takes[] = { [TAKE_SUM] = "terms of the year added up",
	[TAKE_LAST] = "last term of the year", [TAKE_MARCH] = "year to 31 March",
	[TAKE_ROW] = "" };

static unsigned long long taken(const struct report *q, const struct report_table *t,
    const struct line *l, size_t s)
{
	const struct report_row *row;

	if (l->take == TAKE_SUM)
		return report_sum(t, "", t->series[s].code, NULL);
	row = l->take == TAKE_ROW ? report_row(t, l->row) : l->take == TAKE_LAST ? (t->n == 0 ? NULL : &t->row[t->n - 1]) :
	    report_row(t, pool_printf(q->r->pool, "%d", q->year + 1));
	return row == NULL ? 0 : row->cell[s].n;
}

struct figures {
	const struct report_measure *m;
	const struct line *line;
	unsigned long long n[PAGE_SERIES_MAX * YEARS];
	bool hidden[PAGE_SERIES_MAX * YEARS];
};

static void figures_read(struct request *r, const struct line *l, int year, bool published,
    struct figures *f)
{
	struct report_table t;
	size_t s, y;

	*f = (struct figures){ .m = report_measure(r, l->code), .line = l };
	for (y = 0; y < YEARS; y++) {
		struct report q = report_whole(r, year - YEARS + 1 + (int)y);

		report_count_open(&q, f->m, &t);
		for (s = 0; s < f->m->series_n; s++)
			f->n[s * YEARS + y] = taken(&q, &t, l, s);
	}
	if (published)
		report_hide_numbers(r->pool, f->n, f->m->series_n, YEARS,
		    (unsigned long long)conf_number("education.small_numbers"), f->hidden);
}

static const char *cell(struct request *r, const struct figures *f, size_t i)
{
	if (f->hidden[i])
		return REPORT_HIDDEN;
	return f->m->unit != NULL && strcmp(f->m->unit, "Pence") == 0 ? pool_printf(r->pool,
	    "%llu.%02llu", f->n[i] / 100, f->n[i] % 100) : pool_printf(r->pool, "%llu", f->n[i]);
}

/* The measure's share of one year, from the same numbers. */
static const char *share(struct request *r, const struct figures *f, size_t year)
{
	struct report_row row = { .key = "", .label = "" };
	struct report_table t = { .measure = f->m, .series = f->m->series, .series_n = f->m->series_n,
	    .n = 1, .row = &row };
	bool hides = false;
	double part;
	size_t s;

	for (s = 0; s < f->m->series_n; s++) {
		row.cell[s] = (struct report_cell){ .n = f->n[s * YEARS + year],
		    .hidden = f->hidden[s * YEARS + year] };
		hides = hides || row.cell[s].hidden;
	}
	part = report_part(&t, "");
	return hides ? REPORT_HIDDEN : part < 0 ? "none" : pool_printf(r->pool, "%.1f%%", part);
}

static const char *label(struct request *r, int year)
{
	return pool_printf(r->pool, "%d to %d", year, year + 1);
}

static void figures_put(struct request *r, struct str *body, const struct figures *f, int year)
{
	const char *cells[YEARS + 1];
	size_t s, y;

	annual_body_table(body, pool_printf(r->pool, "%s%s-years", f->m->code, f->line->row == NULL ? "" :
	    f->line->row), pool_printf(r->pool, "%s (%s)", strcmp(f->m->code, "v12") == 0 ?
	    "V12 Pupil premium plus, in pounds" : f->m->title, f->line->label == NULL ?
	    takes[f->line->take] : f->line->label), "", label(r, year - 2), label(r, year - 1), label(r, year), NULL);
	for (s = 0; s < f->m->series_n; s++) {
		cells[0] = f->m->series[s].label;
		for (y = 0; y < YEARS; y++)
			cells[y + 1] = cell(r, f, s * YEARS + y);
		annual_body_row(body, cells, YEARS + 1);
	}
	if (f->m->share == NULL)
		return;
	cells[0] = pool_printf(r->pool, "Share %s", f->m->share_title);
	for (y = 0; y < YEARS; y++)
		cells[y + 1] = share(r, f, y);
	annual_body_row(body, cells, YEARS + 1);
}

/* Begins the part of a measure's topic where it is another than the one before. */
static const char *part(struct request *r, struct str *body, const char *before, const char *code)
{
	const struct report_topic *t = r->module->reports->topics;
	const char *topic = report_measure(r, code)->topic;

	if (before != NULL && strcmp(before, topic) == 0)
		return before;
	while (t->label != NULL && strcmp(t->code, topic) != 0)
		t++;
	annual_body_part(body, t->label == NULL ? "Pupil premium plus" : t->label);
	return topic;
}

void education_paper_years(struct request *r, struct str *body, int year, bool published)
{
	const char *topic = NULL;
	struct figures f;
	size_t i;

	for (i = 0; i < sizeof(lines) / sizeof(lines[0]); i++) {
		topic = part(r, body, topic, lines[i].code);
		figures_read(r, &lines[i], year, published, &f);
		figures_put(r, body, &f, year);
		if (f.m->note != NULL)
			annual_body_text(body, f.m->note);
	}
}

void education_paper_terms(struct request *r, struct str *body, int year)
{
	struct report q = report_whole(r, year);
	struct report_measure *m;
	size_t i;

	q.closed = true;
	annual_body_part(body, pool_printf(r->pool, "By term, %s", label(r, year)));
	for (i = 0; i < sizeof(lines) / sizeof(lines[0]); i++) {
		m = pool_new(r->pool, struct report_measure);
		*m = *report_measure(r, lines[i].code);
		m->published = true;
		if (!m->summed && lines[i].take != TAKE_ROW)
			annual_body_measure(body, &q, m);
	}
}
