#include <string.h>

#include "account.h"
#include "fostering.h"
#include "text.h"

/* An enquiry is allocated to a worker, and a case to another one, by a manager.
 * Who took the notice at the front door goes on seeing what becomes of it until
 * it is private fostering (11.2: own enquiries), and after that nothing but the
 * notices that they took. */

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

/* -- what the front door took in -- */

bool fostering_front_only(const struct record *record)
{
	return strcmp(record->relations, "FRONT") == 0 && strcmp(record->state, "ENQUIRY") != 0 &&
	    strcmp(record->state, "NOT_PF") != 0;
}

bool fostering_front_took(struct request *r, const struct record *record, unsigned long long number)
{
	struct db_row row;

	return db_find(r->db, &fostering_sql[FOSTERING_FRONT_TOOK], &row, record->id,
	    request_account(r), number, number);
}

bool fostering_front_lets(struct request *r, const struct record *record)
{
	unsigned long long number;
	const char *form;

	if (!fostering_front_only(record))
		return true;
	if (record->restricted || r->route->method != GET)
		return false;
	if (r->route->handler == fostering_case_show)
		return fostering_front_took(r, record, 0);
	if (strstr(r->route->path, "/:form") == NULL)
		return false;
	form = input_text(&r->input, "form");
	return text_starts(form, "notice-") && text_number(form + strlen("notice-"), &number) &&
	    number > 0 && fostering_front_took(r, record, number);
}

/* -- an enquiry that is private fostering, and no worker's -- */

static bool listed(const struct account *accounts, size_t n, unsigned long long id)
{
	size_t i;

	for (i = 0; i < n; i++)
		if (accounts[i].id == id)
			return true;
	return false;
}

static bool works(struct request *r, unsigned long long account)
{
	struct account *workers;
	size_t n = account_list(r, "PFW PFM", &workers);

	return listed(workers, n, account);
}

/* The manager of who holds it, or else the first there is. */
static bool manager_find(struct request *r, unsigned long long owner, struct account *manager_r)
{
	struct account *managers, holder;
	size_t n = account_list(r, "PFM", &managers);

	if (n == 0)
		return false;
	*manager_r = managers[0];
	if (account_load(r, owner, &holder) && listed(managers, n, holder.manager))
		return account_load(r, holder.manager, manager_r);
	return true;
}

const char *fostering_front_guard(struct request *r, const struct record *record)
{
	struct account manager;

	return works(r, record->owner) || manager_find(r, record->owner, &manager) ? NULL :
	    "There is no manager of private fostering to whom the case could go.";
}

bool fostering_front_gives_up(struct request *r, struct record *record)
{
	unsigned long long former = record->owner;
	struct account manager;

	record_person_end(r, record, 0, "FRONT");
	if (works(r, former))
		return true;
	if (!manager_find(r, former, &manager) ||
	    !record_hand_over(r, record, manager.id, manager.team))
		return false;
	event_add(r, record, "hand-over", "Waits for a manager to give it to a worker", false);
	fostering_managers_tell(r, record, "A case has no worker: give it to one");
	return true;
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
	for (i = 0; i < rows.n && i < FOSTERING_ROWS; i++)
		unallocated_row(r, table, &rows.row[i]);
	if (rows.n > FOSTERING_ROWS)
		(void)page_link(body, "More have no worker than stand here, the nearest dates: the list has "
		    "all arrangements", NULL, "/fostering/?whose=service");
	return 200;
}
