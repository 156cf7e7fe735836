#include <string.h>

#include "clock.h"
#include "fostering.h"

/* 12.4: the seven working days. Each action under regulation 4 or 7 that runs: when
 * its notice came, which day this is, and what of (a) to (e) is still to be done. */

enum { RECORD, HANDLE, REFERENCE, SUBJECT, ACTION, REGULATION, NOTIFIED, DUE, GIVEN, FAMILY };

/* "Day 3 of 7"; "" where the calendar does not say. */
static const char *day_text(struct request *r, const struct db_row *b)
{
	struct clock clock = { 0 };
	struct date from, today;
	long days;

	if (!clock_parse(conf_text(db_number(b, REGULATION) == 4 ? "fostering.t1_regulation_4" :
	    "fostering.t3_regulation_7"), &clock) || !date_parse(db_text(b, NOTIFIED), &from) ||
	    !date_parse(r->today, &today))
		return "";
	if (clock.unit != CLOCK_WORKING_DAYS)
		return pool_printf(r->pool, "Day %ld", date_days(from, today));
	if (clock_working_days_between(from, today, &days) < 0)
		return "";
	return pool_printf(r->pool, "Day %ld of %d", days, clock.amount);
}

static void row_put(struct request *r, struct node *table, const struct db_row *b)
{
	struct node *row = node_add(table, "row"), *cell = page_cell(row, db_text(b, SUBJECT));
	const char *due = db_text(b, DUE);
	bool over = due != NULL && strcmp(due, r->today) < 0;

	node_set(cell, "head", "yes");
	node_set(cell, "href", pool_printf(r->pool, "/fostering/case/%s#initial", db_text(b, HANDLE)));
	(void)page_cell(row, db_text(b, REFERENCE));
	(void)page_cell(row, pool_printf(r->pool, "%llu", db_number(b, REGULATION)));
	(void)page_cell(row, page_day(r, db_text(b, NOTIFIED)));
	(void)page_cell(row, day_text(r, b));
	cell = page_cell(row, due == NULL ? "Calendar not loaded" : pool_printf(r->pool, "%s%s",
	    page_day(r, due), over ? ", overdue" : ""));
	node_set(cell, "kind", over || due == NULL ? "overdue" : NULL);
	(void)page_cell(row, fostering_initial_missing(r, db_number(b, RECORD), db_number(b, ACTION)));
	(void)page_cell(row, db_text(b, GIVEN) == NULL ? "Nobody" : pool_printf(r->pool, "%s %s",
	    db_text(b, GIVEN), db_text(b, FAMILY)));
}

int fostering_board_show(struct request *r)
{
	struct node *body = page_begin(r, "board", "The seven working days"), *table;
	unsigned long long me = request_account(r);
	struct db_rows rows;
	size_t i;

	page_back(r, "Private fostering", "/fostering/");
	(void)page_heading(body, 1, "The seven working days");
	(void)page_para(body, "What is to be done within seven working days of a notice (regulations 4 "
	    "and 7): (a) the premises, (b) carer and household, (c) the child, (d) parents and holders of "
	    "parental responsibility, (e) the matters of the schedule and the report.");
	table = page_table(body, "board", "Initial action that runs", "None runs.", "Child",
	    "Reference", "Regulation", "Received", "Day", "Due", "Still to do", "Held by", NULL);
	(void)db_list(r->db, &fostering_sql[FOSTERING_BOARD], &rows, me, me,
	    (unsigned long long)session_role(r->session, "PFM PFO AUD"),
	    (unsigned long long)session_role(r->session, "PFW"), r->session->team);
	for (i = 0; i < rows.n && i < FOSTERING_ROWS; i++)
		row_put(r, table, &rows.row[i]);
	if (rows.n == 0)
		(void)page_link(body, "All arrangements", NULL, "/fostering/");
	if (rows.n > FOSTERING_ROWS)
		(void)page_link(body, "More run than stand here, the nearest dates: the list has all",
		    NULL, "/fostering/?which=seven");
	return 200;
}
