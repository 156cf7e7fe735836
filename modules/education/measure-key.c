#include "measure.h"

#include "benchmark.h"

#include <string.h>

#include "date.h"
#include "lists.h"
#include "str.h"

/* The rows of the measures: terms, schools, people, year groups, placements. */

/* "Autumn 2026" is the term's; a year of three terms begins in September. */
void education_keys_terms(const struct report *q, struct report_table *t)
{
	struct db_rows rows;
	struct date last;
	size_t i;

	(void)db_list(q->r->db, &education_sql[EDUCATION_MEASURE_TERMS], &rows, q->to, q->from);
	for (i = 0; i < rows.n; i++) {
		const struct db_row *row = &rows.row[i];
		int year = date_parse(db_text(row, 4), &last) ? last.year : (int)db_number(row, 1);

		report_key(q, t, db_text(row, 0), pool_printf(q->r->pool, "%s %d",
		    lists_label("education-term", db_text(row, 2), q->r->today), year));
	}
}

static void people_put(const struct report *q, struct report_table *t, const struct db_rows *rows)
{
	size_t i;

	for (i = 0; i < rows->n; i++)
		report_key(q, t, pool_printf(q->r->pool, "%llu", db_number(&rows->row[i], 0)),
		    pool_printf(q->r->pool, "%s %s", db_text(&rows->row[i], 1), db_text(&rows->row[i], 2)));
}

void education_keys_officers(const struct report *q, struct report_table *t)
{
	struct db_rows rows;

	(void)db_list(q->r->db, &education_sql[EDUCATION_MEASURE_HOLDERS], &rows,
	    (unsigned long long)q->service, request_account(q->r));
	people_put(q, t, &rows);
}

static void keys_workers(const struct report *q, struct report_table *t)
{
	struct db_rows rows;

	(void)db_list(q->r->db, &education_sql[EDUCATION_MEASURE_WORKERS], &rows);
	people_put(q, t, &rows);
	report_key(q, t, "-", "No social worker here");
}

static void keys_schools(const struct report *q, struct report_table *t)
{
	struct db_rows rows;
	size_t i;

	(void)db_list(q->r->db, &education_sql[EDUCATION_MEASURE_SCHOOLS], &rows);
	for (i = 0; i < rows.n; i++)
		report_key(q, t, db_text(&rows.row[i], 0), db_text(&rows.row[i], 1));
	report_key(q, t, "-", "No school");
}

/* Codes are two more than the year, as -1 is nursery. */
static void keys_years(const struct report *q, struct report_table *t)
{
	int ncy;

	report_key(q, t, "0", "Under nursery age");
	report_key(q, t, "1", "Nursery");
	report_key(q, t, "2", "Reception");
	for (ncy = 1; ncy <= 13; ncy++)
		report_key(q, t, pool_printf(q->r->pool, "%d", ncy + 2),
		    pool_printf(q->r->pool, "Year %d", ncy));
}

static void keys_codes(const struct report *q, struct report_table *t, const char *name,
    const char *none)
{
	const struct codelist *list = lists_find(name);
	size_t i;

	for (i = 0; list != NULL && i < list->n; i++)
		report_key(q, t, list->codes[i].code, code_label(&list->codes[i], q->r->today));
	report_key(q, t, "-", none);
}

static void keys_places(const struct report *q, struct report_table *t)
{
	keys_codes(q, t, "education-place", "Not in care");
}

static void keys_areas(const struct report *q, struct report_table *t)
{
	keys_codes(q, t, "la", "No school, or its authority is not known");
}

static void keys_in_out(const struct report *q, struct report_table *t)
{
	keys_codes(q, t, "education-area", "Not known");
}

const struct report_cut education_cuts[] = {
	{ "SCHOOL", "School", keys_schools },
	{ "AREA", "Authority of the school", keys_areas },
	{ "SCHOOLIN", "School in or out of the area", keys_in_out },
	{ "PLACEIN", "Placement in or out of the area", keys_in_out },
	{ "OFFICER", "Officer", education_keys_officers },
	{ "WORKER", "Social worker", keys_workers },
	{ "TEAM", "Team", report_keys_teams },
	{ "YEAR", "Year group", keys_years },
	{ "PLACE", "Placement", keys_places },
	{ NULL, NULL, NULL }
};

/* -- those of single measures -- */

struct key {
	const char *code, *label;
};

static void keys_put(const struct report *q, struct report_table *t, const struct key *key)
{
	for (; key->code != NULL; key++)
		report_key(q, t, key->code, key->label);
}

void education_keys_waits(const struct report *q, struct report_table *t)
{
	static const struct key keys[] = { { "5", "0 to 5 school days" }, { "10", "6 to 10" },
		{ "20", "11 to 20" }, { "40", "21 to 40" }, { "MORE", "Over 40" }, { NULL, NULL } };

	keys_put(q, t, keys);
}

void education_keys_week(const struct report *q, struct report_table *t)
{
	static const struct key keys[] = { { "NEW", "New to care" }, { "PLACE", "Change of placement" },
		{ "LEFT", "Left care" }, { NULL, NULL } };

	keys_put(q, t, keys);
}

void education_keys_schooled(const struct report *q, struct report_table *t)
{
	report_key(q, t, "SCHOOL", "New school");
}

void education_keys_results(const struct report *q, struct report_table *t)
{
	static const struct key keys[] = { { "GLD", "Good level of development (reception)" },
		{ "PHONICS", "Phonics" }, { "READING", "Key Stage 2 reading" },
		{ "WRITING", "Key Stage 2 writing" }, { "MATHS", "Key Stage 2 mathematics" },
		{ "RWM", "Key Stage 2 reading, writing and mathematics" },
		{ "EM4", "GCSE English and mathematics, 9 to 4" },
		{ "EM5", "GCSE English and mathematics, 9 to 5" }, { NULL, NULL } };

	keys_put(q, t, keys);
}

void education_keys_ehc(const struct report *q, struct report_table *t)
{
	static const struct key keys[] = { { "KEPT", "Plan, review not overdue" },
		{ "REVIEW", "Plan, review overdue" }, { "ASKED", "Assessment, up to {education.ehcp_final}" },
		{ "WEEKS", "Assessment, over {education.ehcp_final}" }, { NULL, NULL } };

	keys_put(q, t, keys);
}

/* Years to 31 March that lie in the period or end after it began. */
void education_keys_marches(const struct report *q, struct report_table *t)
{
	struct date from, to;
	int year;

	if (!date_parse(q->from, &from) || !date_parse(q->to, &to))
		return;
	for (year = report_year(from) + 1; year <= report_year(to) + 1; year++)
		report_key(q, t, pool_printf(q->r->pool, "%d", year),
		    pool_printf(q->r->pool, "To 31 March %d", year));
}

void education_keys_fortnight(const struct report *q, struct report_table *t)
{
	struct date day = date_today();
	int i;

	for (i = 0; i <= MEASURE_MEETING_DAYS; i++)
		report_key(q, t, date_iso(q->r->pool, date_add_days(day, i)),
		    page_day(q->r, date_iso(q->r->pool, date_add_days(day, i))));
}

/* -- beside the tables -- */

static void waits_put(struct request *r, struct node *body)
{
	struct db_rows rows;
	unsigned long long middle;

	if (db_list(r->db, &education_sql[EDUCATION_MEASURE_DAYS], &rows) == 0)
		return;
	middle = db_number(&rows.row[(rows.n - 1) / 2], 0) + db_number(&rows.row[rows.n / 2], 0);
	(void)page_para(body, pool_printf(r->pool, "Without a place now: %zu. School days without one: "
	    "median %llu%s, most %llu.", rows.n, middle / 2, middle % 2 == 0 ? "" : ".5",
	    db_number(&rows.row[rows.n - 1], 0)));
}

static void scores_put(struct request *r, struct node *body)
{
	int year = report_year(date_today()) + 1, i;
	unsigned long long sum;
	struct db_rows rows;
	size_t k;

	for (i = 0; i < REPORT_YEARS; i++, year--) {
		(void)db_list(r->db, &education_sql[EDUCATION_MEASURE_SDQ], &rows, (unsigned long long)year);
		for (k = 0, sum = 0; k < rows.n; k++)
			sum += db_number(&rows.row[k], 0);
		if (rows.n > 0)
			(void)page_para(body, pool_printf(r->pool, "Mean score of the year to 31 March %d: %.1f "
			    "of %zu children.", year, (double)sum / (double)rows.n, rows.n));
	}
}

void education_measures_more(struct request *r, struct node *body)
{
	struct node *para = page_para(body, "");

	(void)page_link(para, "Annual report", NULL, "/education/annual");
	node_text(para, ", ");
	(void)page_link(para, "papers of the corporate parenting panel", NULL, "/education/board");
	education_benchmarks_topic(r, body, input_text(&r->input, "topic"));
	if (!report_exact(r))
		return;
	node_text(para, ", ");
	(void)page_link(para, "historical measures", NULL, "/education/history");
	if (input_is(&r->input, "topic", "places"))
		waits_put(r, body);
	if (input_is(&r->input, "topic", "health"))
		scores_put(r, body);
}
