#include <string.h>

#include "lists.h"
#include "meeting.h"
#include "triage.h"

/* A1.10: what the family was told, wishes to say, asked, and heard in the end. The
 * key worker of the family reaches this page and no other. */

const struct field lscb_family_input[] = {
	{ .name = "id", .type = FIELD_HANDLE, .required = true },
	{ .name = "on_day", .type = FIELD_DATE, .not_future = true, .required = true,
	  .label = "Day" },
	{ .name = "status", .type = FIELD_CODE, .choices = "lscb-family", .required = true,
	  .label = "What happened?" },
	{ .name = "method", .type = FIELD_CODE, .choices = "lscb-family-method", .compact = true,
	  .required_if = "status", .label = "How", .hint = "Needed unless the family was not told" },
	{ .name = "by_whom", .type = FIELD_TEXT, .max = 210, .required = true,
	  .label = "By whom" },
	{ .name = "with_whom", .type = FIELD_TEXT, .max = 210, .label = "With whom",
	  .hint = "Relation to the child, for instance: mother" },
	{ .name = "leaflet", .type = FIELD_TICK, .label = "The leaflet was given" },
	{ .name = "note", .type = FIELD_MEMO, .max = 16000, .rows = 5,
	  .label = "What was said, asked or answered",
	  .hint = "Where the family was not told, the reason" },
	{ 0 }
};

static const char *newest(struct request *r, const struct record *record)
{
	struct db_rows rows;

	return db_list(r->db, &lscb_sql[LSCB_FAMILY_LIST], &rows, record->id) == 0 ? "" :
	    db_text(&rows.row[0], 1);
}

bool lscb_family_told(struct request *r, const struct record *record)
{
	struct db_rows rows;
	size_t i;

	(void)db_list(r->db, &lscb_sql[LSCB_FAMILY_LIST], &rows, record->id);
	for (i = 0; i < rows.n; i++)
		if (lists_flag("lscb-family", db_text(&rows.row[i], 1), "told"))
			return true;
	return false;
}

/* 7.1: the coordinator, and who works with the family of this child. */
static bool may(const struct request *r, const struct record *record)
{
	return request_may(r, LSCB_WORK) || record_is(record, "JAR KEY");
}

static void contact_put(struct request *r, struct node *table, const struct db_row *c)
{
	struct node *row = node_add(table, "row"), *cell;

	cell = page_cell(row, page_day(r, db_text(c, 0)));
	node_set(cell, "head", "yes");
	(void)page_cell(row, lists_label("lscb-family", db_text(c, 1), r->today));
	(void)page_cell(row, pool_printf(r->pool, "%s%s%s%s%s", db_text(c, 3),
	    db_text(c, 4)[0] == '\0' ? "" : " with ", db_text(c, 4), db_text(c, 2)[0] == '\0' ? "" : ", ",
	    db_text(c, 2)[0] == '\0' ? "" : lists_label("lscb-family-method", db_text(c, 2), r->today)));
	cell = page_cell(row, pool_printf(r->pool, "%s%s", db_text(c, 6),
	    db_text(c, 5)[0] == 'Y' ? " (leaflet given)" : ""));
	node_set(cell, "kind", "text");
}

static int family_page(struct request *r, const struct record *record, int status)
{
	struct node *body = casework_page(r, record, "family", "Family"), *table;
	struct db_rows rows;
	size_t i;

	(void)db_list(r->db, &lscb_sql[LSCB_FAMILY_LIST], &rows, record->id);
	table = page_table(body, "contacts", "With the family", "Nothing has been recorded yet.", "Day",
	    "What", "By whom", "Note", NULL);
	for (i = 0; i < rows.n; i++)
		contact_put(r, table, &rows.row[i]);
	if (record->closed_at == NULL) {
		(void)page_heading(body, 2, "Record a contact");
		(void)page_form_of(r, body, lscb_family_input, pool_printf(r->pool, "%s/family",
		    casework_path(r, record)), "Save", "primary");
	}
	return status;
}

int lscb_family_show(struct request *r)
{
	struct record record;

	if (!casework_load(r, &record) || !may(r, &record))
		return page_not_found(r);
	return family_page(r, &record, 200);
}

int lscb_family_save(struct request *r)
{
	const struct input *in = &r->input;
	struct record record;

	if (!casework_lock(r, &record) || !may(r, &record))
		return page_not_found(r);
	if (record.closed_at != NULL)
		return casework_moved_on(r);
	if (input_is(in, "status", "NOT-TOLD"))
		input_needs(&r->input, "note", "Say why the family was not told");
	else
		input_needs(&r->input, "method", "Say how the family was spoken with");
	lscb_nameless(r, record.id, "with_whom");
	lscb_nameless(r, record.id, "note");
	if (!input_valid(&r->input, r->pool))
		return family_page(r, &record, 422);
	(void)db_write(r->db, &lscb_sql[LSCB_FAMILY_ADD], record.id, input_text(in, "on_day"),
	    input_text(in, "status"), input_text(in, "method"), input_text(in, "by_whom"),
	    input_text(in, "with_whom"), input_text(in, "leaflet"), input_text(in, "note"),
	    request_account(r));
	if (lists_flag("lscb-family", input_text(in, "status"), "told"))
		task_kind_done(r, &record, "FAMILY", "");
	event_add(r, &record, "family", pool_printf(r->pool, "Family: %s", lists_label("lscb-family",
	    input_text(in, "status"), r->today)), false);
	return request_redirect(r, "%s/family", casework_path(r, &record));
}

void lscb_family_panel(struct request *r, const struct record *record, struct node *list)
{
	const char *status;

	if (strcmp(record->state, "NOTIFIED") == 0 || !may(r, record))
		return;
	status = newest(r, record);
	(void)lscb_part(r, record, list, "Family", status[0] == '\0' ? "Not told of the review yet." :
	    lists_label("lscb-family", status, r->today), "Open", "/family");
}
