#include "fostering.h"

/* Open arrangements that this person may see, the next date first. */

int fostering_list(struct request *r)
{
	unsigned long long all = session_role(r->session, "PFM PFO AUD");
	unsigned long long team = session_role(r->session, "PFW");
	struct node *body = page_begin(r, "list", "Private fostering"), *table, *row, *cell;
	struct db_rows rows;
	size_t i;

	(void)page_heading(body, 1, "Private fostering");
	(void)db_list(r->db, &fostering_sql[FOSTERING_MINE], &rows, request_account(r),
	    request_account(r), all, team, r->session->team);
	table = page_table(body, "cases", "Open cases", "There is no open case.", "Child",
	    "Reference", "State", "Held by", "Next date", NULL);
	for (i = 0; i < rows.n; i++) {
		const struct db_row *c = &rows.row[i];

		row = node_add(table, "row");
		cell = page_cell(row, db_text(c, 2));
		node_set(cell, "head", "yes");
		node_set(cell, "href", pool_printf(r->pool, "/fostering/case/%s", db_text(c, 0)));
		(void)page_cell(row, db_text(c, 1));
		(void)page_cell(row, fostering_workflow.state[workflow_state(&fostering_workflow,
		    db_text(c, 3))].label);
		(void)page_cell(row, pool_printf(r->pool, "%s %s", db_text(c, 4), db_text(c, 5)));
		(void)page_cell(row, page_day(r, db_text(c, 6)));
	}
	return 200;
}
