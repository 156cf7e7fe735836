#include <string.h>

#include "lists.h"
#include "meeting.h"

/* 5.2, 5.4: the minutes of a meeting on one page, to be read, agreed and printed. Like
 * every page of the panel it names no child. */

static void attendance_put(struct request *r, struct node *body, const struct lscb_meeting *m)
{
	struct node *table, *row;
	struct db_rows rows;
	size_t i;

	table = page_table(body, "attendance", "Who came", "Nobody was invited.", "Member", "Seat", "Body",
	    "Came", NULL);
	(void)db_list(r->db, &lscb_sql[LSCB_ATTENDANCE_LIST], &rows, 0ULL, m->id);
	for (i = 0; i < rows.n; i++) {
		const struct db_row *a = &rows.row[i];
		const char *came = lists_label("lscb-came", db_text(a, 4), r->today);

		row = node_add(table, "row");
		node_set(page_cell(row, pool_printf(r->pool, "%s %s", db_text(a, 6), db_text(a, 7))), "head",
		    "yes");
		(void)page_cell(row, db_text(a, 3)[0] == '\0' ? lists_label("lscb-seat", db_text(a, 2),
		    r->today) : lists_label("lscb-chairs", db_text(a, 3), r->today));
		(void)page_cell(row, db_text(a, 8));
		(void)page_cell(row, db_text(a, 4)[0] == '\0' ? "Not recorded" : db_text(a, 5)[0] == '\0' ?
		    came : pool_printf(r->pool, "%s: %s", came, db_text(a, 5)));
	}
}

static void item_put(struct request *r, struct node *body, const struct lscb_item *item, size_t n)
{
	struct node *s;

	(void)page_heading(body, 2, pool_printf(r->pool, "%zu %s%s", n, item->record == 0 ? "" : "Case ",
	    item->record == 0 ? lists_label("lscb-item", item->kind, r->today) : item->reference));
	s = node_add(body, "summary");
	(void)page_row(s, "Minute", item->minute);
	if (item->dissent[0] != '\0')
		(void)page_row(s, "View differed", item->dissent);
	if (item->outcome[0] != '\0')
		(void)page_row(s, "Outcome", lists_label("lscb-outcome", item->outcome, r->today));
	if (item->why[0] != '\0')
		(void)page_row(s, "Note", item->why);
}

int lscb_minutes(struct request *r)
{
	struct lscb_meeting m;
	struct lscb_item *items;
	struct quorum q;
	struct node *body;
	size_t i, n;

	if (!lscb_meeting_load(r, false, &m) || strcmp(m.meets_on, r->today) > 0)
		return page_not_found(r);
	body = lscb_meeting_page(r, &m, "minutes", pool_printf(r->pool, "Minutes of %s",
	    page_day(r, m.meets_on)));
	(void)page_para(body, strcmp(m.status, "CLOSED") == 0 ? "The minutes are closed." :
	    "A draft: the minutes are not closed yet.");
	attendance_put(r, body, &m);
	lscb_quorum(r, &m, NULL, &q);
	lscb_quorum_put(r, body, &q);
	lscb_conflicts_minuted(r, body, &m);
	n = lscb_agenda(r, m.id, &items);
	for (i = 0; i < n; i++)
		item_put(r, body, &items[i], i + 1);
	return 200;
}
