#include <string.h>

#include "clock.h"
#include "lists.h"
#include "school.h"
#include "term-rules.h"
#include "text.h"

/* 2: days of school, of the authority and what is different at a school; terms. */

const struct field education_terms_input[] = {
	{ .name = "year", .type = FIELD_NUMBER, .max = 4, .width = 5, .required = true,
	  .label = "Academic year", .hint = "The year in which it begins: 2026 for 2026/27" },
	{ .name = "term", .type = FIELD_CODE, .choices = "education-term", .required = true,
	  .label = "Term" },
	{ .name = "first_on", .type = FIELD_DATE, .required = true, .label = "First day" },
	{ .name = "last_on", .type = FIELD_DATE, .required = true, .label = "Last day" },
	{ .name = "cut_off", .type = FIELD_DATE, .label = "Plans are to be complete by" },
	{ 0 }
};

const struct field education_day_input[] = {
	{ .name = "school", .type = FIELD_HANDLE, .required = true },
	{ .name = "day", .type = FIELD_DATE, .required = true, .label = "Day that is different here" },
	{ .name = "sessions", .type = FIELD_NUMBER, .max = 1, .width = 2, .required = true,
	  .label = "Sessions on that day", .hint = "0 for a training day (INSET), 1 or 2" },
	{ .name = "reason", .type = FIELD_TEXT, .max = 60, .width = 30, .label = "Reason" },
	{ 0 }
};

struct date education_day(const char *iso)
{
	struct date day = { 1970, 1, 1 };

	(void)date_parse(iso, &day);
	return day;
}

void education_days(struct request *r, unsigned long long school, const char *from,
    const char *to, struct school_days *days_r)
{
	struct db_rows rows;
	struct date *list;
	size_t i;

	(void)db_list(r->db, &education_sql[EDUCATION_DAYS], &rows, school, school, from, to);
	list = pool_array(r->pool, rows.n + 1, sizeof(*list));
	for (i = 0; i < rows.n; i++)
		list[i] = education_day(db_text(&rows.row[i], 0));
	*days_r = (struct school_days){ list, rows.n };
}

void education_days_from(struct request *r, unsigned long long school, const char *from,
    struct school_days *days_r)
{
	education_days(r, school, from, date_iso(r->pool, date_add_years(education_day(from), 1)), days_r);
}

void education_days_near(struct request *r, unsigned long long school, struct school_days *days_r)
{
	struct date today = education_day(r->today);

	education_days(r, school, date_iso(r->pool, date_add_years(today, -2)),
	    date_iso(r->pool, date_add_years(today, 2)), days_r);
}

/* -- the authority's -- */

/* Columns of EDUCATION_DAYS_MONTHS. */
enum { MONTH_YEAR, MONTH_DAYS, MONTH_FROM, MONTH_TO };

static struct node *year_table(struct request *r, struct node *body, unsigned long long year)
{
	return page_table(body, pool_printf(r->pool, "months-%llu", year), pool_printf(r->pool,
	    "%llu/%02llu", year, (year + 1) % 100), "", "From", "To", "School days", NULL);
}

static void months_put(struct request *r, struct node *body)
{
	struct node *table = NULL, *tr;
	unsigned long long year = 0;
	struct db_rows rows;
	size_t i;

	(void)db_list(r->db, &education_sql[EDUCATION_DAYS_MONTHS], &rows);
	if (rows.n == 0)
		(void)page_para(body, "There are no school days yet.");
	for (i = 0; i < rows.n; i++) {
		if (table == NULL || db_number(&rows.row[i], MONTH_YEAR) != year) {
			year = db_number(&rows.row[i], MONTH_YEAR);
			table = year_table(r, body, year);
		}
		tr = node_add(table, "row");
		(void)page_cell(tr, page_day(r, db_text(&rows.row[i], MONTH_FROM)));
		(void)page_cell(tr, page_day(r, db_text(&rows.row[i], MONTH_TO)));
		node_set(page_cell(tr, pool_printf(r->pool, "%llu", db_number(&rows.row[i], MONTH_DAYS))),
		    "numeric", "yes");
	}
}

int education_calendar(struct request *r)
{
	struct node *body = page_begin(r, "calendar", "School days");

	page_back(r, "Virtual school", "/education/");
	(void)page_heading(body, 1, "School days of the authority");
	(void)page_para(body, "A child without a school, and a school whose days are not recorded, "
	    "has these.");
	if (request_may(r, EDUCATION_SCHOOL))
		(void)page_link(body, "Read school days from a file", "button", "/education/calendar/file");
	(void)page_link(body, "Terms and cut-offs", NULL, "/education/terms");
	months_put(r, body);
	return 200;
}

/* -- terms -- */

static int terms_page(struct request *r, int status)
{
	struct node *body = page_begin(r, "terms", "Terms and cut-offs"), *table, *tr;
	struct db_rows rows;
	size_t i;

	page_back(r, "School days", "/education/calendar");
	(void)page_heading(body, 1, "Terms and cut-offs");
	(void)db_list(r->db, &education_sql[EDUCATION_TERMS], &rows);
	table = page_table(body, "terms", "Terms", "There is no term yet.", "Year", "Term", "First day",
	    "Last day", "Plans complete by", NULL);
	for (i = 0; i < rows.n; i++) {
		const struct db_row *t = &rows.row[i];

		tr = node_add(table, "row");
		(void)page_cell(tr, pool_printf(r->pool, "%llu/%02llu", db_number(t, 0),
		    (db_number(t, 0) + 1) % 100));
		(void)page_cell(tr, lists_label("education-term", db_text(t, 1), r->today));
		(void)page_cell(tr, page_day(r, db_text(t, 2)));
		(void)page_cell(tr, page_day(r, db_text(t, 3)));
		(void)page_cell(tr, db_text(t, 4) == NULL ? "" : page_day(r, db_text(t, 4)));
	}
	if (!request_may(r, EDUCATION_SCHOOL))
		return status;
	(void)page_heading(body, 2, "Add or change a term");
	(void)page_form_of(r, body, education_terms_input, "/education/terms", "Save", "primary");
	return status;
}

int education_terms(struct request *r)
{
	return terms_page(r, 200);
}

static void terms_rules(struct request *r)
{
	struct input *in = &r->input;
	const char *first = input_text(in, "first_on"), *last = input_text(in, "last_on");
	const char *cut = input_text(in, "cut_off");
	unsigned long long year = 0;

	(void)text_number(input_text(in, "year"), &year);
	if (year < 2000 || year > 2099)
		input_needs(in, "year", "Enter the year in which the academic year begins, like 2026");
	if (year < 2000 || year > 2099)
		input_refuse(in, "year", "The year must be from 2000 to 2099");
	else if (first[0] != '\0' && (unsigned long long)term_year(education_day(first)) != year)
		input_refuse(in, "first_on", "The first day is not in that academic year");
	if (first[0] != '\0' && last[0] != '\0' && strcmp(last, first) < 0)
		input_refuse(in, "last_on", "The last day must not be before the first");
	if (cut[0] != '\0' && first[0] != '\0' && last[0] != '\0' &&
	    (strcmp(cut, first) < 0 || strcmp(cut, last) > 0))
		input_refuse(in, "cut_off", "The cut-off must be within the term");
}

/* The last day of entry of those who were looked after for so many working days at the
 * cut-off; NULL where bank holidays are not known. */
static const char *counted_from(struct request *r, const char *last, const char *cut)
{
	struct date end = education_day(cut == NULL ? last : cut), day = date_add_days(end, -60), due;
	const char *found = NULL;

	for (; date_compare(day, end) < 0; day = date_add_days(day, 1)) {
		if (clock_add_working_days(day, (int)conf_number("education.plan_owed_days"), &due) != 1)
			return NULL;
		if (date_compare(due, end) <= 0)
			found = date_iso(r->pool, day);
	}
	return found;
}

int education_terms_save(struct request *r)
{
	const struct input *in = &r->input;
	const char *cut = input_text(in, "cut_off"), *from;
	unsigned long long year = 0;

	terms_rules(r);
	if (!input_valid(&r->input, r->pool) || !text_number(input_text(in, "year"), &year))
		return terms_page(r, 422);
	if (cut[0] == '\0')
		cut = NULL;
	from = counted_from(r, input_text(in, "last_on"), cut);
	if (db_write(r->db, &education_sql[EDUCATION_TERM_ADD], year, input_text(in, "term"),
	    input_text(in, "first_on"), input_text(in, "last_on"), cut, from) == DB_DUPLICATE)
		(void)db_write(r->db, &education_sql[EDUCATION_TERM_SET], input_text(in, "first_on"),
		    input_text(in, "last_on"), cut, from, year, input_text(in, "term"));
	return request_redirect(r, "/education/terms");
}

/* -- what is different at a school -- */

void education_school_days_put(struct request *r, const struct education_school *s,
    struct node *body, bool sent)
{
	struct node *table, *tr, *form;
	struct db_rows rows;
	size_t i;

	(void)page_heading(body, 2, "School days");
	(void)db_list(r->db, &education_sql[EDUCATION_DAYS_OWN], &rows, s->id, r->today);
	table = page_table(body, "days", "Days that are different from the authority's",
	    "None from today on.", "Day", "Sessions", "Reason", NULL);
	for (i = 0; i < rows.n; i++) {
		tr = node_add(table, "row");
		(void)page_cell(tr, page_day(r, db_text(&rows.row[i], 0)));
		(void)page_cell(tr, pool_printf(r->pool, "%llu", db_number(&rows.row[i], 1)));
		(void)page_cell(tr, db_text(&rows.row[i], 2));
	}
	if (!request_may(r, EDUCATION_SCHOOL))
		return;
	form = page_form(r, body, pool_printf(r->pool, "/education/school/%s/day", s->handle));
	for (i = 1; education_day_input[i].name != NULL; i++)
		page_field_of(r, form, &education_day_input[i], sent);
	(void)page_button(page_buttons(form), "Record the day", "secondary", NULL, NULL);
}

int education_day_save(struct request *r)
{
	struct input *in = &r->input;
	const char *sessions = input_text(in, "sessions");
	struct education_school s;
	unsigned long long n = 0;
	struct node *body;

	if (!education_school_find(r, input_text(in, "school"), &s))
		return page_not_found(r);
	if (sessions[0] != '\0' && (!text_number(sessions, &n) || n > 2))
		input_refuse(in, "sessions", "A day has 0, 1 or 2 sessions");
	if (!input_valid(in, r->pool)) {
		body = page_begin(r, "school", "School");
		page_back(r, s.name, "/education/school/%s", s.handle);
		(void)page_heading(body, 1, s.name);
		education_school_days_put(r, &s, body, true);
		return 422;
	}
	if (db_write(r->db, &education_sql[EDUCATION_DAY_ADD], s.id, input_text(in, "day"), n,
	    input_text(in, "reason")) == DB_DUPLICATE)
		(void)db_write(r->db, &education_sql[EDUCATION_DAY_SET], n, input_text(in, "reason"),
		    s.id, input_text(in, "day"));
	return request_redirect(r, "/education/school/%s", s.handle);
}
