#include "history.h"

#include <stdlib.h>
#include <string.h>

#include "date.h"
#include "report.h"
#include "statute.h"
#include "text.h"

/* 11: of no use to a return of today, and labelled so. */

#define YEARS	3

const struct field education_history_input[] = {
	{ .name = "on", .type = FIELD_DATE, .not_future = true, .label = "Reference day",
	  .hint = "30 September, or 31 March from 2010; the day a year and two years before stand beside it" },
	{ .name = "english", .type = FIELD_NUMBER, .max = 3, .width = 4,
	  .label = "All pupils of the authority who reached the level in English, per cent" },
	{ .name = "maths", .type = FIELD_NUMBER, .max = 3, .width = 4,
	  .label = "All pupils of the authority who reached the level in mathematics, per cent" },
	{ .name = "line", .type = FIELD_TOKEN, .max = 8 },
	{ 0 }
};

/* Columns of the statement. */
enum column { HANDLE, SUBJECT, OPENS, CLA, AGE, SCHOOL_AGE, STATEMENT, EXCLUDED, MISSED, NCY, READING,
	MATHS, ENTERED, ONE_PASS, FIVE_GOOD, FIVE_BASICS, AFTER, CONVICTED, IMMUNISED, TEETH, HEALTH,
	DEVELOPMENT, LONG, STABLE, MOVES, WORKERS };

/* A column and what it must be; FROM and UNDER compare numbers. is NULL ends a list. */
enum how { SAME, FROM, UNDER, KNOWN };
struct condition {
	enum column column;
	enum how how;
	const char *is;
};

#define IS(column, value)	{ column, SAME, value }
#define ALL_CLA	IS(CLA, "1")

static const struct line {
	const char *code, *part, *label;
	struct condition of[4], is[2];
	bool absent;			/* nothing of it is stored */
} lines[] = {
	{ "P1E", "PSA", "Year 6: reached the level in English, of those assessed", { ALL_CLA, IS(NCY, "6"),
	  { READING, KNOWN, "" } }, { IS(READING, "Y") }, false },
	{ "P1M", "PSA", "Year 6: reached the level in mathematics, of those assessed", { ALL_CLA,
	  IS(NCY, "6"), { MATHS, KNOWN, "" } }, { IS(MATHS, "Y") }, false },
	{ "P2", "PSA", "Year 11: sat no GCSE or equivalent (no more than 10%)", { ALL_CLA, IS(NCY, "11"),
	  { ENTERED, KNOWN, "" } }, { IS(ENTERED, "N") }, false },
	{ "P3", "PSA", "Year 11: five A* to C (4 points more each year; 15% at least)", { ALL_CLA,
	  IS(NCY, "11"), { ENTERED, KNOWN, "" } }, { IS(FIVE_GOOD, "Y") }, false },
	{ "P4", "PSA", "Under " IN_WORDS(HISTORY_LONG_UNDER) " and looked after for "
	  IN_WORDS(HISTORY_LONG_MONTHS) " months: same placement for " IN_WORDS(HISTORY_SAME_YEARS)
	  " years (80% by 2008)",
	  { { AGE, UNDER, IN_WORDS(HISTORY_LONG_UNDER) }, IS(LONG, "1") }, { IS(STABLE, "1") }, false },
	{ "O1", "OC2", "Looked after for 12 months, of all in care", { { CLA, SAME, NULL } }, { ALL_CLA },
	  false },
	{ "O2", "OC2", "Of school age", { ALL_CLA }, { IS(SCHOOL_AGE, "1") }, false },
	{ "O3", "OC2", "Of them with a statement or an EHC plan", { ALL_CLA, IS(SCHOOL_AGE, "1") },
	  { IS(STATEMENT, "1") }, false },
	{ "O4", "OC2", "Permanently excluded in the year", { ALL_CLA, IS(SCHOOL_AGE, "1") },
	  { IS(EXCLUDED, "1") }, false },
	{ "O5", "OC2", "Missed " IN_WORDS(HISTORY_MISSED_DAYS) " school days or more of the school year "
	  "before (PAF C24)", { ALL_CLA,
	  IS(SCHOOL_AGE, "1") }, { IS(MISSED, "1") }, false },
	{ "O6", "OC2", "Year 2: eligible", { ALL_CLA }, { IS(NCY, "2") }, false },
	{ "O6L", "OC2", "Year 2: level 2 in reading, writing, mathematics", { { CLA, SAME, NULL } },
	  { { CLA, SAME, NULL } }, true },
	{ "O7", "OC2", "Year 6: eligible", { ALL_CLA }, { IS(NCY, "6") }, false },
	{ "O7E", "OC2", "Year 6: level 4 in English (expected standard in reading; NI 99)", { ALL_CLA,
	  IS(NCY, "6") }, { IS(READING, "Y") }, false },
	{ "O7M", "OC2", "Year 6: level 4 in mathematics (expected standard; NI 100)", { ALL_CLA,
	  IS(NCY, "6") }, { IS(MATHS, "Y") }, false },
	{ "O7S", "OC2", "Year 6: level 4 in science", { { CLA, SAME, NULL } }, { { CLA, SAME, NULL } }, true },
	{ "O8", "OC2", "Year 9: eligible", { ALL_CLA }, { IS(NCY, "9") }, false },
	{ "O8L", "OC2", "Year 9: level 5 in English, mathematics, science", { { CLA, SAME, NULL } },
	  { { CLA, SAME, NULL } }, true },
	{ "O9", "OC2", "Year 11", { ALL_CLA }, { IS(NCY, "11") }, false },
	{ "O9N", "OC2", "Year 11: not entered", { ALL_CLA, IS(NCY, "11") }, { IS(ENTERED, "N") }, false },
	{ "O9G", "OC2", "Year 11: one A* to G or more", { ALL_CLA, IS(NCY, "11") }, { IS(ONE_PASS, "Y") },
	  false },
	{ "O9F", "OC2", "Year 11: five A* to G", { { CLA, SAME, NULL } }, { { CLA, SAME, NULL } }, true },
	{ "O9C", "OC2", "Year 11: five A* to C", { ALL_CLA, IS(NCY, "11") }, { IS(FIVE_GOOD, "Y") }, false },
	{ "O9B", "OC2", "Year 11: five A* to C with English and mathematics (NI 101)", { ALL_CLA,
	  IS(NCY, "11") }, { IS(FIVE_BASICS, "Y") }, false },
	{ "O10", "OC2", "Year 11: in education, training or work on 30 September after", { ALL_CLA,
	  IS(NCY, "11") }, { IS(AFTER, "Y") }, false },
	{ "O11", "OC2", "Convicted or given a final warning, of those aged "
	  IN_WORDS(RETURN_CONVICTED_FROM) " and over", { ALL_CLA,
	  { AGE, FROM, IN_WORDS(RETURN_CONVICTED_FROM) } }, { IS(CONVICTED, "1") }, false },
	{ "O12", "OC2", "Immunisations up to date", { ALL_CLA }, { IS(IMMUNISED, "1") }, false },
	{ "O13", "OC2", "Teeth checked by a dentist", { ALL_CLA }, { IS(TEETH, "1") }, false },
	{ "O14", "OC2", "Annual health assessment", { ALL_CLA }, { IS(HEALTH, "1") }, false },
	{ "O15", "OC2", "Development assessment, of those under " IN_WORDS(RETURN_HEALTH_UNDER),
	  { ALL_CLA, { AGE, UNDER, IN_WORDS(RETURN_HEALTH_UNDER) } },
	  { IS(DEVELOPMENT, "1") }, false },
	{ "N62", "OTHER", IN_WORDS(HISTORY_PLACEMENTS) " or more placements in the year (PAF A1, NI 62)", { { CLA, SAME, NULL } },
	  { IS(MOVES, "1") }, false },
	{ "SW3", "OTHER", IN_WORDS(HISTORY_WORKERS) " or more different social workers in the year", { { CLA, SAME, NULL } },
	  { IS(WORKERS, "1") }, false },
};

#define LINES	(sizeof(lines) / sizeof(lines[0]))

/* -- counting -- */

static bool meets(const struct db_row *row, const struct condition *c)
{
	const char *value = db_text(row, c->column);

	switch (c->how) {
	case FROM:
		return strtol(value, NULL, 10) >= strtol(c->is, NULL, 10);
	case UNDER:
		return strtol(value, NULL, 10) < strtol(c->is, NULL, 10);
	case KNOWN:
		return value[0] != '\0';
	default:
		return strcmp(value, c->is) == 0;
	}
}

static bool meets_all(const struct db_row *row, const struct condition *c, size_t most)
{
	size_t i;

	for (i = 0; i < most && c[i].is != NULL; i++)
		if (!meets(row, &c[i]))
			return false;
	return true;
}

#define OF(row, l)	meets_all(row, (l)->of, sizeof((l)->of) / sizeof((l)->of[0]))
#define IN(row, l)	(OF(row, l) && meets_all(row, (l)->is, sizeof((l)->is) / sizeof((l)->is[0])))

struct history {
	struct request *r;
	struct date on[YEARS];		/* the last is the day asked for */
	struct db_rows children[YEARS];
};

static void count(const struct history *h, const struct line *l, size_t year,
    unsigned long long *n_r, unsigned long long *of_r)
{
	size_t i;

	*n_r = *of_r = 0;
	for (i = 0; i < h->children[year].n; i++) {
		*of_r += OF(&h->children[year].row[i], l);
		*n_r += IN(&h->children[year].row[i], l);
	}
}

/* -- the page -- */

static const char *query(const struct history *h, size_t year)
{
	const struct input *in = &h->r->input;

	return pool_printf(h->r->pool, "on=%s&english=%s&maths=%s", date_iso(h->r->pool, h->on[year]),
	    input_slot(in, "english")->error == NULL ? input_text(in, "english") : "",
	    input_slot(in, "maths")->error == NULL ? input_text(in, "maths") : "");
}

static void cell_put(const struct history *h, struct node *tr, const struct line *l, size_t year)
{
	struct pool *pool = h->r->pool;
	unsigned long long n, of;
	struct node *cell;

	count(h, l, year, &n, &of);
	if (l->absent) {
		cell = page_cell(tr, "not held");
		node_set(cell, "kind", "none");
		node_set(cell, "numeric", "yes");
		return;
	}
	cell = page_cell(tr, of == 0 ? "0" : pool_printf(pool, "%llu of %llu, %.1f%%", n, of,
	    (double)n * 100 / (double)of));
	node_set(cell, "numeric", "yes");
	if (n > 0)
		node_set(cell, "href", pool_printf(pool, "/education/history?%s&line=%s", query(h, year),
		    l->code));
}

/* "Care 40.0%, all 80%: 0.50 of 0.60" */
static void ratio_put(const struct history *h, struct node *body, const char *code,
    const char *name, const char *word)
{
	const struct line *l = lines;
	unsigned long long n, of, all;

	while (strcmp(l->code, code) != 0)
		l++;
	count(h, l, YEARS - 1, &n, &of);
	if (!text_number(input_text(&h->r->input, name), &all) || all == 0 || all > 100)
		(void)page_para(body, pool_printf(h->r->pool, "%s, against all pupils: not held. Enter the "
		    "share of all pupils to see it.", word));
	else if (of == 0)
		(void)page_para(body, pool_printf(h->r->pool, "%s, against all pupils: nobody was assessed.",
		    word));
	else
		(void)page_para(body, pool_printf(h->r->pool, "%s: children in care %.1f%%, all pupils %llu%%: "
		    "%.0f%% as well (at least 60%% by 2006).", word, (double)n * 100 / (double)of, all,
		    (double)n * 10000 / (double)of / (double)all));
}

static void part_put(const struct history *h, struct node *body, const char *part,
    const char *title)
{
	struct node *table = page_table(body, part, title, "", "Line",
	    page_day(h->r, date_iso(h->r->pool, h->on[0])), page_day(h->r, date_iso(h->r->pool, h->on[1])),
	    page_day(h->r, date_iso(h->r->pool, h->on[2])), NULL), *tr;
	struct node *col = node_child(table, "col");
	size_t i, y;

	while ((col = node_next(col, "col")) != NULL)
		node_set(col, "numeric", "yes");
	for (i = 0; i < LINES; i++) {
		if (strcmp(lines[i].part, part) != 0)
			continue;
		tr = node_add(table, "row");
		node_set(page_cell(tr, lines[i].label), "head", "yes");
		for (y = 0; y < YEARS; y++)
			cell_put(h, tr, &lines[i], y);
	}
}

static void form_put(const struct history *h, struct node *body)
{
	struct request *r = h->r;
	struct node *form = node_add(body, "form");
	const struct input_value *on = input_slot(&r->input, "on");
	const struct field *f;

	node_set(form, "action", "/education/history");
	node_set(form, "method", "get");
	(void)page_control(r, form, on->field, "on", on->value[0] == '\0' ? date_iso(r->pool,
	    h->on[YEARS - 1]) : on->value, on->error, NULL);
	for (f = education_history_input + 1; strcmp(f->name, "line") != 0; f++)
		(void)page_field(r, form, f, NULL);
	(void)page_button(page_buttons(form), "Show", "secondary", NULL, NULL);
}

/* The children behind a number of the day. */
static bool children_put(const struct history *h, struct node *body)
{
	const struct db_rows *all = &h->children[YEARS - 1];
	struct request *r = h->r;
	const struct line *l = lines;
	struct node *table, *cell;
	size_t i;

	while (l < lines + LINES && !input_is(&r->input, "line", l->code))
		l++;
	if (l == lines + LINES || l->absent)
		return false;
	table = page_table(body, "children", l->label, "Nobody.", "Child", NULL);
	for (i = 0; i < all->n; i++) {
		const struct db_row *c = &all->row[i];

		if (!IN(c, l))
			continue;
		if (!report_names(r)) {
			(void)page_cell(node_add(table, "row"), report_pseudonym(r->pool, db_text(c, HANDLE)));
		} else if (db_text(c, OPENS)[0] == '0') {
			(void)page_cell(node_add(table, "row"), REPORT_CLOSED_ROW);
		} else {
			cell = page_cell(node_add(table, "row"), db_text(c, SUBJECT));
			node_set(cell, "href", pool_printf(r->pool, "/education/child/%s", db_text(c, HANDLE)));
		}
	}
	return true;
}

/* The last reference day that has passed where none is asked for. */
static void days_read(struct history *h)
{
	struct date today = date_today(), on;
	size_t i;

	if (!date_parse(input_text(&h->r->input, "on"), &on))
		on = today.month >= 4 ? (struct date){ today.year, 3, 31 } :
		    (struct date){ today.year - 1, 3, 31 };
	for (i = 0; i < YEARS; i++)
		h->on[i] = date_add_years(on, (int)i - YEARS + 1);
}

static int history_page(struct history *h, bool valid)
{
	struct request *r = h->r;
	struct node *body = page_begin(r, "history", "Historical measures");

	page_back(r, "Measures", "/education/report");
	node_set(page_heading(body, 1, "Historical: the PSA target and the OC2"), "caption", "Measures");
	(void)page_para(body, "Targets and lines of a return that are no longer made, worked out from what "
	    "is stored here. Levels and A* to C are the nearest of today's results: the expected standard "
	    "and grades 9 to 4. For use inside the service: small numbers can point to a child.");
	form_put(h, body);
	if (!valid)
		return 422;
	part_put(h, body, "PSA", "PSA target for children in care, 2003 to 2008 (historical)");
	ratio_put(h, body, "P1E", "english", "English");
	ratio_put(h, body, "P1M", "maths", "Mathematics");
	part_put(h, body, "OC2", "OC2, children looked after for 12 months (historical)");
	part_put(h, body, "OTHER", "Other indicators of the period (historical)");
	return 200;
}

int education_history(struct request *r)
{
	struct history h = { .r = r };
	bool valid = input_valid(&r->input, r->pool);
	struct node *body;
	size_t i;

	days_read(&h);
	for (i = 0; valid && i < YEARS; i++)
		(void)db_list(r->db, &education_sql[EDUCATION_HISTORY], &h.children[i], request_account(r),
		    date_iso(r->pool, h.on[i]));
	if (input_is(&r->input, "line", "") || !valid)
		return history_page(&h, valid);
	body = page_begin(r, "history", "Children behind a historical number");
	page_back(r, "Historical measures", "/education/history?%s", query(&h, YEARS - 1));
	node_set(page_heading(body, 1, "Children behind a historical number"), "caption",
	    page_day(r, date_iso(r->pool, h.on[YEARS - 1])));
	return children_put(&h, body) ? 200 : page_not_found(r);
}
