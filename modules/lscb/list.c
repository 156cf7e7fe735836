#include "lists.h"
#include "lscb.h"

/* 4.1: open cases by identifier, without names. */

int lscb_list(struct request *r)
{
	unsigned long long all = session_role(r->session, "CDC CDD CDP");
	struct node *body = page_begin(r, "list", "Child deaths"), *table, *row, *cell;
	struct db_rows rows;
	size_t i;

	(void)page_heading(body, 1, "Child deaths");
	if (session_role(r->session, "CDC CDD CDJ CDS CDR"))
		(void)page_link(body, "Notify a child's death", "button", "/lscb/notify");
	(void)db_list(r->db, &lscb_sql[LSCB_LIST], &rows, all, request_account(r));
	table = page_table(body, "cases", "Open cases", "There is no open case.", "Identifier",
	    "State", "Notified", "Date of death", "Age", "Sex", "Next date", NULL);
	for (i = 0; i < rows.n; i++) {
		const struct db_row *c = &rows.row[i];

		row = node_add(table, "row");
		cell = page_cell(row, db_text(c, 1));
		node_set(cell, "head", "yes");
		node_set(cell, "href", pool_printf(r->pool, "/lscb/case/%s", db_text(c, 0)));
		(void)page_cell(row, lscb_workflow.state[workflow_state(&lscb_workflow,
		    db_text(c, 2))].label);
		(void)page_cell(row, page_day(r, db_text(c, 3)));
		(void)page_cell(row, page_day(r, db_text(c, 4)));
		(void)page_cell(row, lscb_age(r->pool, db_text(c, 5), db_text(c, 4)));
		(void)page_cell(row, lists_label("lscb-sex", db_text(c, 6), r->today));
		(void)page_cell(row, page_day(r, db_text(c, 8)));
	}
	return 200;
}
