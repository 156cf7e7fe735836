#include "attainment.h"
#include "benchmark.h"

#include <stdlib.h>
#include <string.h>

#include "school.h"
#include "term-rules.h"

/* A year group of the virtual school: every child in care in that school year, with
 * what is measured at its age. */

const struct field education_attainment_group_input[] = {
	{ .name = "year", .type = FIELD_NUMBER, .max = 4, .width = 4,
	  .label = "Year in which the academic year ends" },
	{ .name = "group", .type = FIELD_NUMBER, .max = 2, .width = 3,
	  .label = "Year group", .hint = "0 is reception, 1 to 13" },
	{ 0 }
};

/* Columns of EDUCATION_ATTAINMENT_GROUP. */
enum { HANDLE, SUBJECT, SCHOOL, GOOD_LEVEL, PHONICS, READING, WRITING, MATHS, COMBINED, HIGHER,
    HAS_ENTRIES, ENTRIES, HAS_POINTS, POINTS, EBACC, BASICS4, BASICS5, FINAL };

#define COLUMNS_MAX	5

struct column {
	const char *label;
	unsigned at;
};

static const struct column reception[] = { { "Good level of development", GOOD_LEVEL }, { 0 } };
static const struct column check[] = { { "Phonics standard", PHONICS }, { 0 } };
static const struct column ks2[] = { { "Reading", READING }, { "Writing", WRITING },
    { "Maths", MATHS }, { "All three", COMBINED }, { "All three, higher", HIGHER }, { 0 } };
static const struct column ks4[] = { { "Attainment 8", POINTS }, { "English and maths 9-4", BASICS4 },
    { "English and maths 9-5", BASICS5 }, { "EBacc score", EBACC }, { "Grades", ENTRIES }, { 0 } };
static const struct column none[] = { { 0 } };

static const struct column *columns_of(int group)
{
	switch (group) {
	case 0:
		return reception;
	case 1: case 2:
		return check;
	case 6:
		return ks2;
	case 11:
		return ks4;
	default:
		return none;
	}
}

static const char *letter(const struct db_row *row, unsigned at)
{
	const char *value = db_text(row, at);

	return value == NULL || value[0] == '\0' ? "" : value[0] == 'Y' ? "Yes" : "No";
}

static const char *shown(struct request *r, const struct db_row *row, unsigned at)
{
	if (at == ENTRIES)
		return db_number(row, ENTRIES) == 0 ? "No entry" : pool_printf(r->pool, "%llu",
		    db_number(row, ENTRIES));
	if (at == POINTS || at == EBACC)
		return db_number(row, HAS_POINTS) == 0 ? "" : attainment_points(r->pool,
		    (unsigned)db_number(row, at));
	return letter(row, at);
}

/* "3 of 5, 60.0%": of all the children, and of how many it is known. */
static const char *share(struct request *r, const struct db_rows *rows, unsigned at)
{
	size_t yes = 0, known = 0, i, n = rows->n;

	for (i = 0; i < n; i++) {
		yes += strcmp(letter(&rows->row[i], at), "Yes") == 0;
		known += letter(&rows->row[i], at)[0] != '\0';
	}
	return pool_printf(r->pool, "%zu of %zu%s; known of %zu", yes, n, n == 0 ? "" :
	    pool_printf(r->pool, " (%zu.%zu%%)", (2000 * yes + n) / (2 * n) / 10,
	    (2000 * yes + n) / (2 * n) % 10), known);
}

static const char *average(struct request *r, const struct db_rows *rows, unsigned at)
{
	unsigned long long sum = 0;
	size_t i;

	for (i = 0; i < rows->n; i++)
		sum += db_number(&rows->row[i], HAS_POINTS) == 0 ? 0 : db_number(&rows->row[i], at);
	return rows->n == 0 ? "" : pool_printf(r->pool, "%s on average of %zu children",
	    attainment_points(r->pool, (unsigned)((sum + rows->n / 2) / rows->n)), rows->n);
}

static void summary_put(struct request *r, struct node *body, const struct db_rows *rows,
    const struct column *column)
{
	struct node *s = node_add(body, "summary");

	(void)page_row(s, "Children", pool_printf(r->pool, "%zu", rows->n));
	for (; column->label != NULL; column++)
		if (column->at != ENTRIES)
			(void)page_row(s, column->label, column->at == POINTS || column->at == EBACC ?
			    average(r, rows, column->at) : share(r, rows, column->at));
}

static struct node *table_of(struct node *body, const struct column *column)
{
	const char *label[COLUMNS_MAX + 1] = { NULL };
	size_t i;

	for (i = 0; column[i].label != NULL; i++)
		label[i] = column[i].label;
	label[i] = "Status";
	return page_table(body, "children", "Children", "No child of that year group was in care in that "
	    "year.", "Child", "School", label[0], label[1], label[2], label[3], label[4], label[5], NULL);
}

static void child_put(struct request *r, struct node *table, const struct db_row *row,
    const struct column *column)
{
	struct node *tr = node_add(table, "row"), *cell = page_cell(tr, db_text(row, SUBJECT));

	node_set(cell, "href", pool_printf(r->pool, "/education/child/%s/attainment",
	    db_text(row, HANDLE)));
	(void)page_cell(tr, db_text(row, SCHOOL) == NULL ? "" : db_text(row, SCHOOL));
	for (; column->label != NULL; column++)
		(void)page_cell(tr, shown(r, row, column->at));
	(void)page_cell(tr, db_number(row, FINAL) == 0 ? "Provisional" : "");
}

static size_t children(struct request *r, int year, int group, struct db_rows *rows_r)
{
	const char *summer = pool_printf(r->pool, "%04d-05-01", year);

	return db_list(r->db, &education_sql[EDUCATION_ATTAINMENT_GROUP], rows_r,
	    (unsigned long long)year, summer, summer,
	    pool_printf(r->pool, "%04d-09-01", year - group - 6),
	    pool_printf(r->pool, "%04d-08-31", year - group - 5), pool_printf(r->pool, "%d", group),
	    pool_printf(r->pool, "%04d-08-31", year), pool_printf(r->pool, "%04d-09-01", year - 1));
}

static void asked_put(struct request *r, struct node *body)
{
	struct node *form = node_add(body, "form");

	node_set(form, "action", "/education/attainment");
	node_set(form, "method", "get");
	page_fields(r, form, education_attainment_group_input);
	(void)page_button(page_buttons(form), "Show", "secondary", NULL, NULL);
}

int education_attainment_group(struct request *r)
{
	struct input *in = &r->input;
	struct node *body = page_begin(r, "attainment-group", "Attainment of a year group"), *table;
	struct db_rows rows;
	size_t i;
	int year, group;

	if (input_text(in, "year")[0] == '\0')
		input_slot(in, "year")->value = pool_printf(r->pool, "%d",
		    term_year(education_day(r->today)));
	if (input_text(in, "group")[0] == '\0')
		input_slot(in, "group")->value = "11";
	year = (int)strtol(input_text(in, "year"), NULL, 10);
	group = (int)strtol(input_text(in, "group"), NULL, 10);
	if (year < 1990 || year > 2100)
		input_refuse(in, "year", "Enter the year in which an academic year ends, like 2026");
	if (group > 13)
		input_refuse(in, "group", "Enter a year group from 0 to 13");
	page_back(r, "Virtual school", "/education/");
	(void)page_heading(body, 1, "Attainment of a year group");
	asked_put(r, body);
	if (!input_valid(in, r->pool))
		return 422;
	(void)children(r, year, group, &rows);
	(void)page_para(body, pool_printf(r->pool, "Children of year group %d who were in care for at "
	    "least a day of %d/%02d; restricted records are not counted.", group, year - 1, year % 100));
	summary_put(r, body, &rows, columns_of(group));
	table = table_of(body, columns_of(group));
	for (i = 0; i < rows.n; i++)
		child_put(r, table, &rows.row[i], columns_of(group));
	education_benchmarks_group(r, body, "v11r", group);
	return 200;
}
