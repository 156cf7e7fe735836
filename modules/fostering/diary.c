#include <string.h>

#include "date.h"
#include "fostering.h"
#include "lists.h"

/* The weeks ahead of a visiting officer; of a manager, those of the team. */

#define WEEKS	8		/* due dates so far ahead are shown */

static struct node *case_row(struct request *r, struct node *table, const struct db_row *c)
{
	struct node *row = node_add(table, "row"), *cell = page_cell(row, db_text(c, 2));

	node_set(cell, "head", "yes");
	node_set(cell, "href", pool_printf(r->pool, "/fostering/case/%s", db_text(c, 0)));
	(void)page_cell(row, db_text(c, 1));
	return row;
}

static void planned_put(struct request *r, struct node *body, unsigned long long manager)
{
	struct node *table = page_table(body, "planned", "Visits planned", "No visit is planned.",
	    "Child", "Reference", "When", "Visit", "Officer", NULL), *row, *cell;
	unsigned long long me = request_account(r), team = r->session->team;
	struct db_rows rows;
	size_t i;

	(void)db_list(r->db, &fostering_sql[FOSTERING_DIARY_PLANNED], &rows, me, manager, team, me, me,
	    manager, (unsigned long long)session_role(r->session, "PFW"), team);
	for (i = 0; i < rows.n && i < FOSTERING_ROWS; i++) {
		const struct db_row *v = &rows.row[i];
		bool past = strcmp(db_text(v, 5), r->now) < 0;

		row = case_row(r, table, v);
		cell = page_cell(row, pool_printf(r->pool, "%s%s", page_when(r, db_text(v, 5)),
		    past ? ", to be recorded" : ""));
		if (past)
			node_set(cell, "kind", "overdue");
		cell = page_cell(row, lists_label("fostering-visit-type", db_text(v, 4), r->today));
		node_set(cell, "href", pool_printf(r->pool, "/fostering/case/%s/visits/%s", db_text(v, 0),
		    db_text(v, 3)));
		(void)page_cell(row, pool_printf(r->pool, "%s %s", db_text(v, 7), db_text(v, 8)));
	}
	if (rows.n > FOSTERING_ROWS)
		(void)page_link(body, "More visits are planned than stand here, the nearest: the list has "
		    "all arrangements", NULL, "/fostering/");
}

static void due_put(struct request *r, struct node *body, unsigned long long manager)
{
	struct node *table = page_table(body, "due", "Visits due, and none planned in time",
	    "No visit is due without one planned in time.", "Child", "Reference", "Due", "Planned",
	    "Held by", NULL), *row, *cell;
	unsigned long long me = request_account(r), team = r->session->team;
	struct date today = { 0 };
	struct db_rows rows;
	size_t i;

	(void)date_parse(r->today, &today);
	(void)db_list(r->db, &fostering_sql[FOSTERING_DIARY_DUE], &rows, me, manager, team,
	    date_iso(r->pool, date_add_days(today, 7L * WEEKS)), r->today, me, me, manager,
	    (unsigned long long)session_role(r->session, "PFW"), team);
	for (i = 0; i < rows.n && i < FOSTERING_ROWS; i++) {
		const struct db_row *d = &rows.row[i];
		bool over = strcmp(db_text(d, 3), r->today) < 0;
		bool soon = deadline_soon(r, casework_clock_amber(r, "T4", db_text(d, 3)));

		row = case_row(r, table, d);
		cell = page_cell(row, pool_printf(r->pool, "%s%s", page_day(r, db_text(d, 3)),
		    over ? ", overdue" : soon ? ", due soon" : ""));
		if (over)
			node_set(cell, "kind", "overdue");
		(void)page_cell(row, db_text(d, 6) == NULL ? "No" : page_when(r, db_text(d, 6)));
		(void)page_cell(row, pool_printf(r->pool, "%s %s", db_text(d, 4), db_text(d, 5)));
	}
	if (rows.n > FOSTERING_ROWS)
		(void)page_link(body, "More visits are due than stand here, the nearest dates: the list has "
		    "all arrangements", NULL, "/fostering/");
}

int fostering_diary_show(struct request *r)
{
	unsigned long long manager = request_may(r, FOSTERING_DECIDE);
	struct node *body = page_begin(r, "diary", "Visits in the weeks ahead");

	page_back(r, "Private fostering", "/fostering/");
	(void)page_heading(body, 1, "Visits in the weeks ahead");
	(void)page_para(body, manager ? "Yours and your team's." : "Those that you make, and what is "
	    "due on the cases that you hold.");
	due_put(r, body, manager);
	planned_put(r, body, manager);
	return 200;
}
