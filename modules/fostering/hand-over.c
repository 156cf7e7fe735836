#include <string.h>

#include "fostering.h"

/* An enquiry is allocated to a worker, and a case to another one, by a manager.
 * Who took the notice at the front door goes on seeing what becomes of it until
 * it is private fostering (11.2: own enquiries). */

static void handed_over(struct request *r, const struct record *record, unsigned long long former)
{
	struct db_row row;

	if (db_find(r->db, &fostering_sql[FOSTERING_FRONT_ROLE], &row, former))
		record_person(r, record, former, "FRONT");
}

const struct hand_over fostering_hand_over = {
	.role = "PFW",
	.holder = "private fostering worker",
	.owner = "worker",
	.service = "private fostering manager",
	.part = "PF",
	.new_ends = "FRONT",
	.former_ends = "",
	.handed_over = handed_over,
};

bool fostering_front_lets(const struct record *record)
{
	return strcmp(record->relations, "FRONT") != 0 || strcmp(record->state, "ENQUIRY") == 0 ||
	    strcmp(record->state, "NOT_PF") == 0;
}

/* -- what no worker holds -- */

static void unallocated_row(struct request *r, struct node *table, const struct db_row *c)
{
	struct node *row = node_add(table, "row"), *cell = page_cell(row, db_text(c, 2));
	const char *path = pool_printf(r->pool, "/fostering/case/%s", db_text(c, 0));

	node_set(cell, "head", "yes");
	node_set(cell, "href", path);
	(void)page_cell(row, db_text(c, 1));
	(void)page_cell(row, fostering_workflow.state[workflow_state(&fostering_workflow,
	    db_text(c, 3))].label);
	(void)page_cell(row, page_when(r, db_text(c, 4)));
	(void)page_cell(row, pool_printf(r->pool, "%s %s", db_text(c, 5), db_text(c, 6)));
	(void)page_cell(row, page_day(r, db_text(c, 7)));
	cell = page_cell(row, "Allocate");
	node_set(cell, "href", pool_printf(r->pool, "%s/hand-over", path));
	node_set(cell, "what", db_text(c, 1));
}

int fostering_unallocated_show(struct request *r)
{
	struct node *body = page_begin(r, "list", "Cases without a worker"), *table;
	struct db_rows rows;
	size_t i;

	page_back(r, "Private fostering", "/fostering/");
	(void)page_heading(body, 1, "Cases without a worker");
	(void)db_list(r->db, &fostering_sql[FOSTERING_UNALLOCATED], &rows, request_account(r));
	table = page_table(body, "unallocated", "Open cases that no private fostering worker holds",
	    "A worker holds every open case.", "Child", "Reference", "State", "Received", "Held by",
	    "Next date", "", NULL);
	for (i = 0; i < rows.n; i++)
		unallocated_row(r, table, &rows.row[i]);
	return 200;
}
