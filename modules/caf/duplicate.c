#include <string.h>

#include "caf.h"

/* sections.md 4.2, 32: two episodes of one child. The one that was opened later is
 * closed and points at the other. */

const struct field caf_duplicate_input[] = {
	{ .name = "id", .type = FIELD_HANDLE, .required = true },
	{ .name = "goes_on", .type = FIELD_TEXT, .max = 40, .width = 20, .required = true,
	  .label = "Reference of the case that goes on", .hint = "Like CAF-890-2026-000123/1" },
	{ .name = "notes", .type = FIELD_MEMO, .max = 2000, .label = "Notes" },
	{ 0 }
};

static int duplicate_page(struct request *r, const struct record *record, int status)
{
	struct node *body = casework_page(r, record, "duplicate", "Close as a duplicate");

	(void)page_para(body, "Of two cases of one child the later one is closed. What stands in it can "
	    "still be read there. Tell the people who work on it.");
	page_route_form(r, body, "Close this case", "warning");
	return status;
}

int caf_duplicate_show(struct request *r)
{
	struct record record;

	if (!casework_load(r, &record) || !casework_may(r, &record, CAF_EVENT_DUPLICATE))
		return page_not_found(r);
	return duplicate_page(r, &record, 200);
}

/* The other case; its message is the same whether there is none, it is closed,
 * or it is not for this person's eyes. */
static unsigned long long other(struct request *r, const struct record *record)
{
	static const char none[] = "There is no other open case with this reference";
	struct audit about = r->audit;
	struct record before;
	struct db_row row;
	bool found;

	if (input_is(&r->input, "goes_on", ""))
		return 0;
	found = db_find(r->db, &caf_sql[CAF_DUPLICATE_FIND], &row,
	    input_text(&r->input, "goes_on")) && record_load(r, db_text(&row, 0), &before);
	r->audit = about;
	if (!found || before.closed_at != NULL || before.id == record->id)
		input_refuse(&r->input, "goes_on", none);
	else if (before.child != 0 && record->child != 0 && before.child != record->child)
		input_refuse(&r->input, "goes_on", "That case is about another child");
	else if (strcmp(before.opened_at, record->opened_at) > 0)
		input_refuse(&r->input, "goes_on", "That case was opened later than this one: close that "
		    "one, and let this go on");
	return found ? before.id : 0;
}

int caf_duplicate_close(struct request *r)
{
	unsigned long long pointer;
	struct record record;
	int status = 0;

	if (!casework_lock(r, &record))
		return page_not_found(r);
	pointer = other(r, &record);
	if (casework_may(r, &record, CAF_EVENT_DUPLICATE) && !input_valid(&r->input, r->pool))
		return duplicate_page(r, &record, 422);
	caf_notify(r, &record, "Closed");
	if (!casework_move(r, &record, CAF_EVENT_DUPLICATE, &status))
		return status;
	caf_exit_close(r, &record, "C09", r->today, input_text(&r->input, "notes"), pointer);
	return request_redirect(r, "/caf/case/%s", record.handle);
}

/* On the page of the closed one. */
void caf_duplicate_put(struct request *r, struct node *body, const struct record *record)
{
	struct audit about = r->audit;
	struct record before;
	struct db_row row;

	if (record->closed_at != NULL &&
	    db_find(r->db, &caf_sql[CAF_DUPLICATE_POINTER], &row, record->id) &&
	    record_load(r, db_text(&row, 0), &before))
		(void)page_link(body, pool_printf(r->pool, "The case that goes on: %s",
		    before.reference == NULL ? "without a reference" : before.reference), NULL,
		    "/caf/case/%s", before.handle);
	r->audit = about;
}
