#include "attainment.h"

#include <string.h>

#include "lists.h"
#include "str.h"

/* The attainment of a child, by key stage and year; Attainment 8 slot by slot. */

#define SQL(statement)	(&education_sql[EDUCATION_##statement])

static const char *const answers[] = { "Not known", "No", "Yes" };

/* Rows of one year, of all that are listed by year. */
struct year {
	const struct db_row *row;
	size_t n;
	struct attainment_result *list;
	struct education_attainment a;
};

static const char *academic(struct request *r, int year)
{
	return pool_printf(r->pool, "%d/%02d", year - 1, year % 100);
}

/* The next year of the rows, which are in order of years. False: there is none. */
static bool year_next(struct request *r, const struct db_rows *rows, size_t *at, struct year *y)
{
	size_t i;

	if (*at == rows->n)
		return false;
	*y = (struct year){ .row = &rows->row[*at] };
	while (*at + y->n < rows->n && db_number(&y->row[y->n], 1) == db_number(y->row, 1))
		y->n++;
	*at += y->n;
	y->list = pool_array(r->pool, y->n, sizeof(y->list[0]));
	for (i = 0; i < y->n; i++)
		y->list[i] = (struct attainment_result){ db_text(&y->row[i], 2),
		    db_text(&y->row[i], 3), db_text(&y->row[i], 4) };
	education_attainment(r, y->list, y->n, (int)db_number(y->row, 1), &y->a);
	return true;
}

/* -- measures -- */

static const char *of_ninety(struct request *r, const struct attainment_ks4 *k)
{
	return pool_printf(r->pool, "%s of 90; average %s a slot", attainment_points(r->pool, k->total),
	    attainment_points(r->pool, (k->total + 5) / 10));
}

/* Calls put for each headline measure of the year. */
static void measures(struct request *r, const struct education_attainment *a,
    void (*put)(void *, const char *what, const char *value), void *arg)
{
	if (a->stage[0])
		put(arg, "Good level of development", answers[a->good_level]);
	if (a->phonics != ATTAINMENT_UNKNOWN)
		put(arg, "Phonics standard met", answers[a->phonics]);
	if (a->stage[2] && (a->ks2.reading != ATTAINMENT_UNKNOWN ||
	    a->ks2.maths != ATTAINMENT_UNKNOWN || a->ks2.writing != ATTAINMENT_UNKNOWN)) {
		put(arg, "Reading, writing and maths: expected standard", answers[a->ks2.combined]);
		put(arg, "Reading, writing and maths: higher standard", answers[a->ks2.higher]);
	}
	if (!a->stage[4])
		return;
	if (a->ks4.none)
		put(arg, "Key Stage 4", "No entry");
	else if (a->counts) {
		put(arg, "Attainment 8", of_ninety(r, &a->ks4));
		put(arg, "English and maths at 9-4", a->ks4.four ? "Yes" : "No");
		put(arg, "English and maths at 9-5", a->ks4.five ? "Yes" : "No");
		put(arg, "EBacc average point score", attainment_points(r->pool, a->ks4.ebacc));
	}
}

static void summary_row(void *arg, const char *what, const char *value)
{
	(void)page_row(arg, what, value);
}

/* -- the part of the child's page -- */

struct panel {
	struct request *r;
	struct node *table;
	const char *year;
};

static void panel_row(void *arg, const char *what, const char *value)
{
	struct panel *p = arg;
	struct node *tr = node_add(p->table, "row"), *cell = page_cell(tr, p->year);

	node_set(cell, "head", "yes");
	(void)page_cell(tr, what);
	(void)page_cell(tr, value);
}

void education_attainment_put(struct request *r, const struct record *record, struct node *body)
{
	struct panel panel = { .r = r };
	struct db_rows rows;
	struct year y;
	size_t at = 0;

	(void)db_list(r->db, SQL(RESULTS), &rows, record->id);
	panel.table = page_table(body, "attainment", "Attainment", rows.n == 0 ?
	    "No result is recorded." : "No measure can be made of the results yet.", "Year", "Measure",
	    "Result", NULL);
	while (year_next(r, &rows, &at, &y)) {
		panel.year = academic(r, y.a.year);
		measures(r, &y.a, panel_row, &panel);
	}
	if (request_may(r, EDUCATION_READ))
		casework_link(r, body, record, "Results, Attainment 8 step by step, levels", "/attainment",
		    NULL);
}

/* -- Attainment 8 -- */

static void slots_put(struct request *r, struct node *body, const struct education_attainment *a)
{
	struct node *table = page_table(body, pool_printf(r->pool, "slots-%d", a->year),
	    pool_printf(r->pool, "Attainment 8 step by step, %s", academic(r, a->year)), "", "Slot",
	    "Subject", "Grade", "Points", "Why", NULL), *tr;
	unsigned i;

	for (i = 0; i < ATTAINMENT_SLOTS; i++) {
		const struct attainment_slot *s = &a->ks4.slot[i];

		tr = node_add(table, "row");
		node_set(page_cell(tr, pool_printf(r->pool, "%u %s", i + 1, s->part)), "head", "yes");
		(void)page_cell(tr, s->entry == NULL ? "" : s->entry->subject);
		(void)page_cell(tr, s->entry == NULL ? "" : s->entry->grade);
		(void)page_cell(tr, attainment_points(r->pool, s->points));
		(void)page_cell(tr, s->why);
	}
	tr = node_add(table, "row");
	node_set(page_cell(tr, "Total"), "head", "yes");
	(void)page_cell(tr, "");
	(void)page_cell(tr, "");
	node_set(page_cell(tr, attainment_points(r->pool, a->ks4.total)), "kind", "strong");
	(void)page_cell(tr, "Of 90 at most");
}

static void left_put(struct request *r, struct node *body, const struct attainment_ks4 *k)
{
	struct str s;
	size_t i;

	str_init(&s, r->pool);
	for (i = 0; i < k->n; i++)
		if (!k->entry[i].used)
			str_printf(&s, "%s%s (%s)", s.len == 0 ? "" : ", ", k->entry[i].subject,
			    k->entry[i].grade);
	if (s.len > 0)
		(void)page_para(body, pool_printf(r->pool, "Taken, and in no slot: %s.", s.data));
}

/* 8: numbers as letters, for trends over the years alone. */
static void legacy_put(struct request *r, struct node *body, const struct education_attainment *a)
{
	struct node *details = node_add(body, "details"), *s, *table, *tr;
	size_t i;

	node_set(details, "summary", pool_printf(r->pool, "Measures of former years (legacy), %s",
	    academic(r, a->year)));
	(void)page_para(details, "For trends over years only. Numbers are read as letters as the table "
	    "below says. They are no official measures of this year.");
	s = node_add(details, "summary");
	(void)page_row(s, "Five or more A*-C (legacy)", a->ks4.five_good ? "Yes" : "No");
	(void)page_row(s, "Five or more A*-C with English and maths (legacy)",
	    a->ks4.five_good_basics ? "Yes" : "No");
	(void)page_row(s, "One or more A*-G (legacy)", a->ks4.one_pass ? "Yes" : "No");
	table = page_table(details, pool_printf(r->pool, "letters-%d", a->year),
	    "Grades read as letters (legacy)", "Nothing was entered.", "Subject", "Grade", "Read as",
	    NULL);
	for (i = 0; i < a->ks4.n; i++) {
		const struct attainment_entry *e = &a->ks4.entry[i];

		tr = node_add(table, "row");
		(void)page_cell(tr, e->subject);
		(void)page_cell(tr, e->grade);
		(void)page_cell(tr, lists_label("education-grade-letter", e->grade, r->today));
	}
}

/* -- the results -- */

static const char *stages(struct request *r, const struct education_attainment *a)
{
	static const char *const names[] = { "Early years", "Key Stage 1", "Key Stage 2", "Key Stage 3",
	    "Key Stage 4", "After 16" };
	struct str s;
	unsigned i;

	str_init(&s, r->pool);
	for (i = 0; i < 6; i++)
		if (a->stage[i])
			str_printf(&s, "%s%s", s.len == 0 ? "" : ", ", names[i]);
	return s.data;
}

static void result_put(struct request *r, const struct record *record, struct node *table,
    const struct db_row *row, const struct attainment_result *result, bool may)
{
	struct node *tr = node_add(table, "row"), *cell;
	const char *subject = lists_label("education-result-subject", result->subject, r->today);

	(void)page_cell(tr, lists_label("education-assessment", result->assessment, r->today));
	cell = page_cell(tr, subject);
	if (may) {
		node_set(cell, "href", pool_printf(r->pool, "%s/result/%llu", casework_path(r, record),
		    db_number(row, 0)));
		node_set(cell, "what", "result, to correct");
	}
	(void)page_cell(tr, attainment_read(r->pool, result));
	cell = page_cell(tr, lists_label("education-result-status", db_text(row, 5), r->today));
	if (strcmp(db_text(row, 5), "PROV") == 0)
		node_set(cell, "tag", "yellow");
	(void)page_cell(tr, pool_printf(r->pool, "%s%s%s", db_text(row, 6),
	    db_text(row, 7) == NULL ? "" : ", ", db_text(row, 7) == NULL ? "" :
	    page_day(r, db_text(row, 7))));
	(void)page_cell(tr, db_text(row, 10) == NULL ? "" : pool_printf(r->pool, "%s %s, %s",
	    db_text(row, 10), db_text(row, 11), page_when(r, db_text(row, 8))));
}

static void year_put(struct request *r, const struct record *record, struct node *body,
    const struct year *y)
{
	bool may = request_may(r, EDUCATION_RESULT), four = y->a.stage[4] && !y->a.ks4.none;
	struct node *table;
	size_t i;

	(void)page_heading(body, 2, pool_printf(r->pool, "%s, %s", stages(r, &y->a),
	    academic(r, y->a.year)));
	measures(r, &y->a, summary_row, node_add(body, "summary"));
	if (four && y->a.counts) {
		slots_put(r, body, &y->a);
		left_put(r, body, &y->a.ks4);
	}
	table = page_table(body, pool_printf(r->pool, "results-%d", y->a.year),
	    pool_printf(r->pool, "Results, %s", academic(r, y->a.year)), "", "Assessment", "Subject",
	    "Result", "Status", "Source", "Recorded", NULL);
	for (i = 0; i < y->n; i++)
		result_put(r, record, table, &y->row[i], &y->list[i], may);
	if (four)
		legacy_put(r, body, &y->a);
}

static void before_put(struct request *r, const struct record *record, struct node *body)
{
	struct attainment_result result;
	struct db_rows rows;
	struct node *table, *tr;
	size_t i;

	(void)db_list(r->db, SQL(RESULTS_BEFORE), &rows, record->id);
	if (rows.n == 0)
		return;
	table = page_table(body, "before", "Results that no longer stand", "", "Year", "Assessment",
	    "Subject", "Result", "Status", "Recorded", "Until", NULL);
	for (i = 0; i < rows.n; i++) {
		const struct db_row *row = &rows.row[i];

		result = (struct attainment_result){ db_text(row, 2), db_text(row, 3), db_text(row, 4) };
		tr = node_add(table, "row");
		(void)page_cell(tr, academic(r, (int)db_number(row, 1)));
		(void)page_cell(tr, lists_label("education-assessment", result.assessment, r->today));
		(void)page_cell(tr, lists_label("education-result-subject", result.subject, r->today));
		(void)page_cell(tr, attainment_read(r->pool, &result));
		(void)page_cell(tr, lists_label("education-result-status", db_text(row, 5), r->today));
		(void)page_cell(tr, page_when(r, db_text(row, 8)));
		(void)page_cell(tr, page_when(r, db_text(row, 9)));
	}
}

int education_attainment_show(struct request *r)
{
	struct record record;
	struct db_rows rows;
	struct node *body;
	struct year y;
	size_t at = 0;

	if (!casework_load(r, &record))
		return page_not_found(r);
	body = casework_page(r, &record, "attainment", "Attainment");
	if (request_may(r, EDUCATION_RESULT)) {
		casework_link(r, body, &record, "Add a result", "/result", "secondary");
		casework_link(r, body, &record, "Add a level", "/progress", "secondary");
	}
	(void)db_list(r->db, SQL(RESULTS), &rows, record.id);
	if (rows.n == 0)
		(void)page_para(body, "No result is recorded.");
	while (year_next(r, &rows, &at, &y))
		year_put(r, &record, body, &y);
	education_progress_put(r, &record, body);
	before_put(r, &record, body);
	return 200;
}

/* -- for the plan -- */

struct line {
	struct str s;
	const char *year;
};

static void line(void *arg, const char *what, const char *value)
{
	struct line *l = arg;

	str_printf(&l->s, "%s%s: %s, %s", l->s.len == 0 ? "" : "\n", l->year, what, value);
}

const char *education_attainment_text(struct request *r, const struct record *record)
{
	struct db_rows rows;
	struct line l;
	struct year y;
	size_t at = 0;

	str_init(&l.s, r->pool);
	(void)db_list(r->db, SQL(RESULTS), &rows, record->id);
	while (year_next(r, &rows, &at, &y)) {
		l.year = academic(r, y.a.year);
		measures(r, &y.a, line, &l);
	}
	return l.s.data;
}
