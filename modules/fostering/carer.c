#include <string.h>

#include "conf.h"
#include "fostering.h"
#include "lists.h"

/* What else there is of this carer and household, and of this child: past and
 * present. Who may not open another arrangement learns that there is one, and
 * nothing of it. */

enum { HANDLE, REFERENCE, SUBJECT, STATE, START, END, SEEN, REASON };

static void read_rows(struct request *r, const struct record *record, unsigned statement,
    struct db_rows *rows_r)
{
	unsigned long long me = request_account(r);

	(void)db_list(r->db, &fostering_sql[statement], rows_r, session_role(r->session,
	    "PFM IXM AUD") ? 1ULL : 0ULL, me, me, session_role(r->session, "PFM PFO AUD") ? 1ULL : 0ULL,
	    session_role(r->session, "PFW") ? 1ULL : 0ULL, r->session->team, record->id, record->id);
}

static void row_put(struct request *r, struct node *table, const struct db_row *o)
{
	struct node *row = node_add(table, "row"), *cell = page_cell(row, db_text(o, SUBJECT));

	node_set(cell, "head", "yes");
	node_set(cell, "href", pool_printf(r->pool, "/fostering/case/%s", db_text(o, HANDLE)));
	(void)page_cell(row, db_text(o, REFERENCE));
	(void)page_cell(row, fostering_workflow.state[workflow_state(&fostering_workflow,
	    db_text(o, STATE))].label);
	(void)page_cell(row, page_day(r, db_text(o, START)));
	(void)page_cell(row, page_day(r, db_text(o, END)));
}

static void rows_put(struct request *r, struct node *body, const struct db_rows *rows,
    const char *id, const char *caption)
{
	struct node *table;
	size_t i, hidden = 0;

	for (i = 0; i < rows->n; i++)
		hidden += db_number(&rows->row[i], SEEN) == 0;
	if (rows->n > hidden) {
		table = page_table(body, id, caption, "", "Child", "Reference", "State", "Start", "End", NULL);
		for (i = 0; i < rows->n; i++)
			if (db_number(&rows->row[i], SEEN) != 0)
				row_put(r, table, &rows->row[i]);
	}
	if (hidden > 0)
		(void)page_para(body, pool_printf(r->pool, "%s: %zu %s that %s not open to you.", caption,
		    hidden, hidden == 1 ? "arrangement" : "arrangements", hidden == 1 ? "is" : "are"));
}

void fostering_others_put(struct request *r, struct node *body, const struct record *record)
{
	struct db_rows carer, child;

	read_rows(r, record, FOSTERING_OTHERS_CARER, &carer);
	read_rows(r, record, FOSTERING_OTHERS_CHILD, &child);
	(void)page_heading(body, 2, "Other arrangements");
	rows_put(r, body, &carer, "others-carer", "Of this carer or household");
	rows_put(r, body, &child, "others-child", "Of this child");
	if (carer.n + child.n == 0)
		(void)page_para(body, "Neither this carer and household nor this child has another one.");
}

/* -- overlaps (11.1) -- */

/* Does one that began on `start` and ended on `end` share a day with this one, which
 * began on `began`? */
static bool overlaps(const struct fostering_arrangement *a, const char *began, const char *start,
    const char *end)
{
	return began != NULL && start != NULL && (a->end_on == NULL || strcmp(start, a->end_on) < 0) &&
	    (end == NULL || strcmp(end, began) > 0);
}

/* It was none, or the child never came. */
static bool never_was(const struct db_row *o)
{
	return strcmp(db_text(o, STATE), "NOT_PF") == 0 || strcmp(db_text(o, STATE), "WITHDRAWN") == 0;
}

/* A day of the arrangement: from its start on, and before it had ended. */
static bool during(const struct fostering_arrangement *a, const char *began, const char *on)
{
	return on != NULL && began != NULL && strcmp(on, began) >= 0 &&
	    (a->end_on == NULL || strcmp(on, a->end_on) < 0);
}

static const char *overlap_text(struct request *r, const struct db_row *o)
{
	return pool_printf(r->pool, "This child was in another arrangement%s%s on the same days. A manager "
	    "is to look at it and confirm it", db_number(o, SEEN) == 0 ? "" : ", ",
	    db_number(o, SEEN) == 0 ? "" : db_text(o, REFERENCE));
}

void fostering_overlap_warnings(struct request *r, const struct record *record,
    const char *start, struct fostering_warnings *w)
{
	const struct fostering_arrangement *a = fostering_of(r);
	const char *began = start != NULL ? start : a->start_actual;
	struct db_rows rows;
	size_t i;

	read_rows(r, record, FOSTERING_OTHERS_CHILD, &rows);
	for (i = 0; i < rows.n; i++) {
		const struct db_row *o = &rows.row[i];

		if (!never_was(o) && overlaps(a, began, db_text(o, START), db_text(o, END)))
			fostering_warn(w, "OVERLAP", overlap_text(r, o));
		if (strcmp(db_text(o, REASON), "BECAME_LOOKED_AFTER") == 0 && during(a, began, db_text(o, END)))
			fostering_warn(w, "CARE", pool_printf(r->pool, "This child became looked after on %s, by "
			    "another arrangement: it is not private fostering from that day",
			    page_day(r, db_text(o, END))));
	}
	if (strcmp(a->looked_after, "Y") == 0 && during(a, began, a->looked_after_on))
		fostering_warn(w, "CARE", pool_printf(r->pool, "This child is looked after since %s: it is not "
		    "private fostering from that day", page_day(r, a->looked_after_on)));
}

/* On the case's page, until a manager has confirmed it. */
void fostering_overlaps_put(struct request *r, struct node *body, const struct record *record)
{
	struct fostering_warnings w = { .n = 0 };
	struct db_row row;
	struct node *form;
	unsigned i;

	fostering_overlap_warnings(r, record, NULL, &w);
	if (w.n == 0)
		return;
	if (db_find(r->db, &fostering_sql[FOSTERING_OVERLAP_CONFIRMED], &row, record->id,
	    pool_printf(r->pool, "overlap.%u", w.n))) {
		(void)page_para(body, pool_printf(r->pool, "Arrangements or care of this child on the same days "
		    "were confirmed by a manager on %s.", page_day(r, db_text(&row, 0))));
		return;
	}
	for (i = 0; i < w.n; i++)
		(void)node_leaf(body, "warning", pool_printf(r->pool, "%s.", w.item[i].text));
	if (!request_may(r, FOSTERING_DECIDE) || record->closed_at != NULL)
		return;
	form = page_form(r, body, pool_printf(r->pool, "%s/overlap", casework_path(r, record)));
	page_field_of(r, form, &fostering_overlap_input[1], strcmp(r->route->action, "overlap") == 0);
	(void)page_button(page_buttons(form), "Confirm", "secondary", NULL, NULL);
}

const struct field fostering_overlap_input[] = {
	{ .name = "id", .type = FIELD_HANDLE, .required = true },
	{ .name = "overlap_note", .type = FIELD_TEXT, .max = 100, .required = true,
	  .label = "Why that is right" },
	{ 0 }
};

int fostering_overlap_confirm(struct request *r)
{
	struct fostering_warnings w = { .n = 0 };
	struct record record;
	struct node *body;

	if (!casework_lock(r, &record) || record.closed_at != NULL)
		return page_not_found(r);
	fostering_overlap_warnings(r, &record, NULL, &w);
	if (w.n == 0)
		return casework_moved_on(r);
	if (!input_valid(&r->input, r->pool)) {
		body = casework_page(r, &record, "case", "Arrangements on the same days");
		fostering_overlaps_put(r, body, &record);
		return 422;
	}
	/* How many it was that were confirmed: another one asks again. */
	event_add(r, &record, pool_printf(r->pool, "overlap.%u", w.n), pool_printf(r->pool,
	    "Same days confirmed by a manager: %s", input_text(&r->input, "overlap_note")), false);
	return request_redirect(r, "%s", casework_path(r, &record));
}
