#include <string.h>

#include "lists.h"
#include "place.h"

/* S1: a child without a full-time place. The clock runs from the first day without one,
 * which is not counted, by the authority's school days; it never pauses. */

#define ID	{ .name = "id", .type = FIELD_HANDLE, .required = true }

const struct field education_no_school_input[] = {
	ID,
	{ .name = "began_on", .type = FIELD_DATE, .not_future = true, .required = true,
	  .label = "First day without a full-time place" },
	{ .name = "why", .type = FIELD_CODE, .choices = "education-no-school", .compact = true,
	  .required = true, .label = "Why there is none" },
	{ 0 }
};

const struct field education_interim_input[] = {
	ID,
	{ .name = "week", .type = FIELD_DATE, .not_future = true, .required = true,
	  .label = "A day of the week" },
	{ .name = "hours", .type = FIELD_TEXT, .max = 6, .width = 5, .required = true,
	  .label = "Hours in that week", .hint = "In quarters of an hour, like 12.5" },
	{ .name = "provider", .type = FIELD_TEXT, .max = 120, .width = 30, .label = "Who gave them" },
	{ .name = "note", .type = FIELD_TEXT, .max = 300, .label = "Note" },
	{ 0 }
};

static const char *monday(struct request *r, const char *day)
{
	struct date date = education_day(day);

	return date_iso(r->pool, date_add_days(date, -(long)date_weekday(date)));
}

static unsigned limit(void)
{
	return (unsigned)conf_number("education.place_days");
}

bool education_no_school_begin(struct request *r, const struct record *record, const char *day,
    const char *why)
{
	struct school_days days;
	struct db_row row;
	struct date due;
	const char *on;

	if (db_find(r->db, &education_sql[EDUCATION_NO_SCHOOL_FIND], &row, record->id))
		return true;
	education_days(r, 0, day, date_iso(r->pool, date_add_years(education_day(day), 1)), &days);
	if (!school_day_nth(&days, education_day(day), limit(), &due))
		return false;
	on = date_iso(r->pool, due);
	(void)db_write(r->db, &education_sql[EDUCATION_NO_SCHOOL_ADD], record->id, day, why, on,
	    request_account(r));
	deadline_agree(r, record, "S1", "Full-time school place", on, pool_printf(r->pool,
	    "%u school days of the authority from %s, which is not counted", limit(),
	    page_day(r, day)));
	event_add(r, record, "no-school", "Without a full-time school place", false);
	return true;
}

void education_no_school_end(struct request *r, const struct record *record, const char *day)
{
	struct db_row row;

	if (!db_find(r->db, &education_sql[EDUCATION_NO_SCHOOL_FIND], &row, record->id) ||
	    strcmp(day, db_text(&row, 1)) < 0)
		return;
	(void)db_write(r->db, &education_sql[EDUCATION_NO_SCHOOL_END], day, db_number(&row, 0));
	deadline_met_on(r, record, "S1", day);
	event_add(r, record, "no-school", "Attends a school full time", false);
}

void education_no_school_left(struct request *r, const struct record *record)
{
	struct db_row row;

	if (db_find(r->db, &education_sql[EDUCATION_NO_SCHOOL_FIND], &row, record->id))
		(void)db_write(r->db, &education_sql[EDUCATION_NO_SCHOOL_END], r->today,
		    db_number(&row, 0));
}

static unsigned number_of(struct request *r, const char *since)
{
	struct school_days days;

	education_days(r, 0, since, r->today, &days);
	return school_day_number(&days, education_day(since), education_day(r->today));
}

void education_no_school_put(struct request *r, const struct record *record, struct node *body)
{
	struct db_row row;

	if (db_find(r->db, &education_sql[EDUCATION_NO_SCHOOL_FIND], &row, record->id)) {
		(void)page_heading(body, 2, "No full-time school place");
		(void)page_para(body, pool_printf(r->pool, "Since %s (%s). Today is school day %u of %u; "
		    "a place is due by %s.", page_day(r, db_text(&row, 1)),
		    lists_label("education-no-school", db_text(&row, 2), r->today),
		    number_of(r, db_text(&row, 1)), limit(), page_day(r, db_text(&row, 3))));
		if (request_may(r, EDUCATION_PLACE))
			casework_link(r, body, record, "Interim hours by week", "/interim", NULL);
	} else if (request_may(r, EDUCATION_PLACE) && strcmp(record->state, "CARE") == 0)
		casework_link(r, body, record, "Record that there is no full-time place", "/no-school",
		    NULL);
}

int education_no_school_show(struct request *r)
{
	struct record record;

	return casework_load(r, &record) ? education_form(r, &record, "No full-time school place",
	    education_no_school_input, 200) : page_not_found(r);
}

int education_no_school_save(struct request *r)
{
	struct input *in = &r->input;
	struct record record;
	struct db_row row;

	if (!casework_lock(r, &record))
		return page_not_found(r);
	if (db_find(r->db, &education_sql[EDUCATION_NO_SCHOOL_FIND], &row, record.id))
		return casework_moved_on(r);
	if (input_valid(in, r->pool) && !education_no_school_begin(r, &record,
	    input_text(in, "began_on"), input_text(in, "why")))
		input_refuse(in, "began_on", "The authority's school days are not recorded far enough "
		    "to count from then");
	if (!input_valid(in, r->pool))
		return education_form(r, &record, "No full-time school place",
		    education_no_school_input, 422);
	return request_redirect(r, "%s", casework_path(r, &record));
}

/* -- all of them -- */

static void board_row(struct request *r, struct node *table, const struct db_row *v)
{
	struct node *tr = node_add(table, "row"), *cell = page_cell(tr, db_text(v, 1));
	unsigned number = number_of(r, db_text(v, 2));

	node_set(cell, "head", "yes");
	node_set(cell, "href", pool_printf(r->pool, "/education/child/%s", db_text(v, 0)));
	(void)page_cell(tr, page_day(r, db_text(v, 2)));
	cell = page_cell(tr, pool_printf(r->pool, "%u of %u", number, limit()));
	if (number > limit())
		node_set(cell, "kind", "overdue");
	(void)page_cell(tr, page_day(r, db_text(v, 3)));
	(void)page_cell(tr, lists_label("education-no-school", db_text(v, 4), r->today));
	(void)page_cell(tr, education_hours(r, (unsigned)db_number(v, 7)));
	(void)page_cell(tr, pool_printf(r->pool, "%s %s", db_text(v, 5), db_text(v, 6)));
}

int education_no_school_board(struct request *r)
{
	struct node *body = page_begin(r, "no-school", "Children without a full-time school place");
	struct node *table;
	struct db_rows rows;
	size_t i;

	page_back(r, "Virtual school", "/education/");
	(void)page_heading(body, 1, "Children without a full-time school place");
	(void)page_para(body, pool_printf(r->pool, "A full-time place is due within %u school days of "
	    "the authority's calendar.", limit()));
	(void)db_list(r->db, &education_sql[EDUCATION_NO_SCHOOL_BOARD], &rows, monday(r, r->today));
	table = page_table(body, "no-school", "The longest without first",
	    "Every child has a full-time place, as far as it is recorded.", "Child", "Since",
	    "School day", "Due", "Why", "Hours this week", "Held by", NULL);
	for (i = 0; i < rows.n; i++)
		board_row(r, table, &rows.row[i]);
	return 200;
}

/* -- interim hours -- */

static int interim_page(struct request *r, const struct record *record, int status)
{
	struct node *body = casework_page(r, record, "place", "Interim hours by week"), *table, *tr;
	struct db_rows rows;
	size_t i;

	(void)db_list(r->db, &education_sql[EDUCATION_INTERIM], &rows, record->id);
	table = page_table(body, "weeks", "Weeks", "No week is recorded.", "Week of", "Hours", "By",
	    "Note", NULL);
	for (i = 0; i < rows.n; i++) {
		tr = node_add(table, "row");
		(void)page_cell(tr, page_day(r, db_text(&rows.row[i], 0)));
		(void)page_cell(tr, education_hours(r, (unsigned)db_number(&rows.row[i], 1)));
		(void)page_cell(tr, db_text(&rows.row[i], 2));
		(void)page_cell(tr, db_text(&rows.row[i], 3));
	}
	page_route_form(r, body, "Save the week", "primary");
	return status;
}

int education_interim_show(struct request *r)
{
	struct record record;

	return casework_load(r, &record) ? interim_page(r, &record, 200) : page_not_found(r);
}

int education_interim_save(struct request *r)
{
	struct input *in = &r->input;
	struct record record;
	unsigned quarters = 0;
	const char *week;

	if (!casework_lock(r, &record))
		return page_not_found(r);
	if (input_text(in, "hours")[0] != '\0' && !education_quarters(input_text(in, "hours"), &quarters))
		input_refuse(in, "hours", "Enter hours in quarters of an hour, like 12.5");
	if (!input_valid(in, r->pool))
		return interim_page(r, &record, 422);
	week = monday(r, input_text(in, "week"));
	if (db_write(r->db, &education_sql[EDUCATION_INTERIM_ADD], record.id, week,
	    (unsigned long long)quarters, input_text(in, "provider"), input_text(in, "note"),
	    request_account(r)) == DB_DUPLICATE)
		(void)db_write(r->db, &education_sql[EDUCATION_INTERIM_SET], (unsigned long long)quarters,
		    input_text(in, "provider"), input_text(in, "note"), request_account(r), record.id,
		    week);
	return request_redirect(r, "%s/interim", casework_path(r, &record));
}
