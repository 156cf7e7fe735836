#include <string.h>

#include "child-card.h"
#include "date.h"
#include "fostering.h"
#include "lists.h"
#include "terms.h"

/* 11.4: who else works with the child, as the index shows it to this reader: who,
 * from where and since when, never about what; after the child's page was opened
 * in this session with a reason; of a shielded child nothing. */

enum { ACCOUNT, TITLE, SINCE, UNTIL, GIVEN, FAMILY, AGENCY, PHONE, SERVICE };

/* As in the index: a sensitive service is shown to itself and to index managers. */
static bool hidden(const struct request *r, const char *service)
{
	return service != NULL && lists_flag("service", service, "sensitive") &&
	    !session_role(r->session, "IXM") && strcmp(r->session->service, service) != 0;
}

static const char *span(struct request *r, const struct db_row *i)
{
	return db_text(i, UNTIL) == NULL ? page_day(r, db_text(i, SINCE)) : pool_printf(r->pool,
	    "%s to %s", page_day(r, db_text(i, SINCE)), page_day(r, db_text(i, UNTIL)));
}

static void row_put(struct request *r, struct node *table, const struct db_row *i)
{
	struct node *row = node_add(table, "row");

	node_set(page_cell(row, terms_apply(r->pool, db_text(i, TITLE))), "head", "yes");
	(void)page_cell(row, db_text(i, GIVEN) == NULL ? "" : pool_printf(r->pool, "%s %s",
	    db_text(i, GIVEN), db_text(i, FAMILY)));
	(void)page_cell(row, db_text(i, AGENCY));
	(void)page_cell(row, db_text(i, PHONE));
	(void)page_cell(row, span(r, i));
}

static void table_put(struct request *r, struct node *body, const struct record *record)
{
	struct node *table = page_table(body, "involved", "Who works with this child",
	    "Nobody has recorded that they work with this child.", "Part", "Name", "Agency", "Phone",
	    "Since", NULL);
	struct db_rows rows;
	size_t i;

	(void)db_list(r->db, &fostering_sql[FOSTERING_INVOLVED], &rows, pool_printf(r->pool, "%llu",
	    record->child), date_iso(r->pool, date_add_years(date_today(), -1)));
	for (i = 0; i < rows.n; i++)
		if (!hidden(r, db_text(&rows.row[i], SERVICE)))
			row_put(r, table, &rows.row[i]);
}

void fostering_involved_put(struct request *r, struct node *body, const struct record *record)
{
	struct child_card c;

	if (!child_card_load(r, record->child, &c))
		return;
	(void)page_heading(body, 2, "What the index says of the child");
	if (!child_card_opened(r, &c)) {
		(void)page_para(body, "Who else works with the child is shown here once you have opened the "
		    "child's page with a reason.");
		(void)page_link(body, "Open the child's page", NULL, "/child/%s", c.handle);
	} else if (c.shielded)
		(void)page_para(body, "Nothing is shown here of this child.");
	else
		table_put(r, body, record);
}
