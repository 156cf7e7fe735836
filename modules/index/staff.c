#include <string.h>

#include "index.h"
#include "terms.h"

/* What a manager sees of own staff's work, and the coordinator of the
 * service's; restricted records never (the statements leave them out). */

static unsigned long long count(const struct db_rows *rows, unsigned column,
    const struct db_row *module, const struct db_row *person)
{
	unsigned long long sum = 0;
	size_t i;

	for (i = 0; i < rows->n; i++)
		if (db_number(&rows->row[i], 1) == db_number(person, 0) &&
		    (module == NULL || strcmp(db_text(&rows->row[i], 0), db_text(module, 0)) == 0))
			sum += db_number(&rows->row[i], column);
	return sum;
}

/* The number opens its rows where one module has them all. */
static void count_cell(struct home *h, struct node *row, const struct db_rows *rows,
    unsigned column, const struct db_row *person, const char *filter)
{
	unsigned long long all = count(rows, column, NULL, person);
	struct node *cell = page_cell(row, pool_printf(h->r->pool, "%llu", all));
	size_t i;

	node_set(cell, "numeric", "yes");
	for (i = 0; all > 0 && i < h->modules.n; i++)
		if (count(rows, column, &h->modules.row[i], person) == all)
			node_set(cell, "href", pool_printf(h->r->pool, "/%s/?whose=team&assessor=%llu%s",
			    db_text(&h->modules.row[i], 0), db_number(person, 0), filter));
}

static void staff_counts(struct home *h, struct node *body)
{
	struct node *table = page_table(body, "team", "My team", "Nobody has you as their manager.",
	    "Name", "Open records", "Dates overdue", "Dates in 7 days", NULL), *row, *col;
	struct db_rows staff, open, due;
	size_t i;

	(void)db_list(h->r->db, &index_sql[INDEX_STAFF], &staff, request_account(h->r));
	(void)db_list(h->r->db, &index_sql[INDEX_STAFF_OPEN], &open, h->me);
	(void)db_list(h->r->db, &index_sql[INDEX_STAFF_COUNTS], &due, h->r->today, h->r->today,
	    h->me, h->soon);
	for (col = node_next(node_child(table, "col"), "col"); col != NULL; col = node_next(col, "col"))
		node_set(col, "numeric", "yes");
	for (i = 0; i < staff.n; i++) {
		const struct db_row *s = &staff.row[i];

		row = node_add(table, "row");
		node_set(page_cell(row, pool_printf(h->r->pool, "%s %s", db_text(s, 1), db_text(s, 2))),
		    "head", "yes");
		count_cell(h, row, &open, 2, s, "");
		count_cell(h, row, &due, 2, s, "&overdue=any");
		count_cell(h, row, &due, 3, s, "&overdue=week");
	}
}

static void staff_dates(struct home *h, struct node *body)
{
	struct node *table = page_table(body, "team-dates", "My team's dates, overdue and next 7 days",
	    "Nothing of your team's is overdue or due in the next 7 days.", "Name", "Who",
	    "What is due", "Due", "Why", "Record", NULL);
	struct db_rows rows;

	(void)db_list(h->r->db, &index_sql[INDEX_STAFF_DUE], &rows, h->me, h->soon);
	home_due_rows(h, table, &rows, true);
	if (rows.n == 20)
		(void)page_para(body, "The numbers above lead to all of them.");
}

static void staff_drafts(struct home *h, struct node *body)
{
	struct node *table = page_table(body, "team-drafts", "My team's forms that nobody writes in",
	    "None of your team's forms has been left for long.", "Name", "Who", "Form", "Draft",
	    "Record", NULL);
	struct db_rows rows = { 0 };

	if (h->escalate != NULL)
		(void)db_list(h->r->db, &index_sql[INDEX_STAFF_DRAFTS], &rows, h->me, h->escalate);
	home_draft_rows(h, table, &rows, true);
	if (rows.n > 20)
		(void)page_para(body, "And more, which were touched later.");
}

static void service_dates(struct home *h, struct node *body)
{
	struct node *table = page_table(body, "service-dates", "Overdue in the service",
	    "Nothing is overdue.", "Name", "Who", "What is due", "Due", "Why", "Record", NULL);
	struct db_rows rows, counts;

	(void)db_list(h->r->db, &index_sql[INDEX_SERVICE_DUE], &rows, h->r->today,
	    h->r->today);
	(void)db_list(h->r->db, &index_sql[INDEX_SERVICE_COUNTS], &counts, h->r->today,
	    h->r->today);
	home_due_rows(h, table, &rows, true);
	home_more(h, body, &counts, 1, rows.n, "overdue", "whose=service&overdue=any");
}

static void unallocated_put(struct home *h, struct node *body, const struct db_rows *rows)
{
	struct node *table = page_table(body, "unallocated", "Unallocated", "Every open record has "
	    "somebody who works on it.", "Name", "Was with", "What is missing", "Open since", "Record",
	    NULL), *row;
	size_t i;

	for (i = 0; i < rows->n && i < 20; i++) {
		const struct db_row *w = &rows->row[i];

		row = node_add(table, "row");
		home_record_cell(h, row, w, 3);
		(void)page_cell(row, db_text(w, 5) == NULL ? "Nobody" : pool_printf(h->r->pool, "%s %s",
		    db_text(w, 5), db_text(w, 6)));
		(void)page_cell(row, strcmp(db_text(w, 7), "OWNER") == 0 ?
		    "Somebody to hold it" : terms_apply(h->r->pool, "A {lead professional}"));
		(void)page_cell(row, index_day(h->r, db_text(w, 4)));
		home_kind_cell(h, row, w);
	}
	if (rows->n > 20)
		(void)page_para(body, "And more, which were opened later.");
}

void home_others(struct home *h, struct node *body)
{
	bool service = session_role(h->r->session, "COO");
	bool manager = session_role(h->r->session, "MGR");
	struct db_rows rows;

	if (manager) {
		staff_counts(h, body);
		staff_dates(h, body);
		staff_drafts(h, body);
	}
	if (service)
		service_dates(h, body);
	if (service)
		(void)db_list(h->r->db, &index_sql[INDEX_SERVICE_LEFT], &rows);
	else if (manager)
		(void)db_list(h->r->db, &index_sql[INDEX_STAFF_LEFT], &rows, h->me);
	if (service || manager)
		unallocated_put(h, body, &rows);
}
