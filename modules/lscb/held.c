#include <string.h>

#include "keep.h"
#include "lists.h"
#include "meeting.h"
#include "text.h"
#include "triage.h"

/* 4.3 and A1.08: what came in for a case and where its original is. The bytes stay
 * where they are kept; this is the list of them, and says when one is gone. */

const struct field lscb_held_input[] = {
	{ .name = "id", .type = FIELD_HANDLE, .required = true },
	{ .name = "request", .type = FIELD_HANDLE },
	{ .name = "kind", .type = FIELD_CODE, .choices = "lscb-document", .required = true,
	  .compact = true, .label = "Kind of document" },
	{ .name = "received_on", .type = FIELD_DATE, .not_future = true, .required = true,
	  .label = "Day it was received" },
	{ .name = "received_from", .type = FIELD_TEXT, .max = 210, .required = true,
	  .label = "Who it was received from" },
	{ .name = "reference", .type = FIELD_TEXT, .max = 120, .label = "Their reference",
	  .hint = "As the document says it" },
	{ .name = "kept_at", .type = FIELD_TEXT, .max = 210, .required = true,
	  .label = "Where is the original kept?", .hint = "A file store, cabinet or archive" },
	{ .name = "redacted", .type = FIELD_CODE, .choices = "yes-no", .required = true,
	  .label = "Was a redacted copy made?" },
	{ 0 }
};

const struct field lscb_held_gone_input[] = {
	{ .name = "id", .type = FIELD_HANDLE, .required = true },
	{ .name = "document", .type = FIELD_NUMBER, .max = 9, .required = true },
	{ .name = "why", .type = FIELD_TEXT, .max = 300, .required = true,
	  .label = "What became of it?", .hint = "Destroyed, sent back, given to whom" },
	{ 0 }
};

static bool is_archived(const struct record *record)
{
	return strcmp(record->state, "ARCHIVED") == 0 || strcmp(record->state, "DESTROYED") == 0;
}

enum column { ID, KIND, RECEIVED, FROM, REFERENCE, KEPT, REDACTED, GONE, WHY, ASKED };

static const char *from(struct request *r, const struct db_row *f)
{
	const char *agency = db_text(f, ASKED), *reference = db_text(f, REFERENCE);

	return pool_printf(r->pool, "%s%s%s%s%s", db_text(f, FROM), reference[0] == '\0' ? "" : "\n",
	    reference, agency == NULL ? "" : "\nAsked: ", agency == NULL ? "" : agency);
}

static void row_put(struct request *r, struct node *table, const struct db_row *f)
{
	const char *gone = db_text(f, GONE);
	struct node *row = node_add(table, "row"), *cell;

	node_set(page_cell(row, lists_label("lscb-document", db_text(f, KIND), r->today)), "head",
	    "yes");
	(void)page_cell(row, page_day(r, db_text(f, RECEIVED)));
	node_set(page_cell(row, from(r, f)), "kind", "text");
	cell = page_cell(row, gone == NULL ? db_text(f, KEPT) : pool_printf(r->pool,
	    "No longer held, %s\n%s", page_day(r, disposal_on(r, gone)), db_text(f, WHY)));
	node_set(cell, "kind", "text");
	(void)page_cell(row, lists_label("yes-no", db_text(f, REDACTED), r->today));
}

static void list_put(struct request *r, struct node *body, const struct record *record,
    struct db_rows *rows_r)
{
	struct node *table = page_table(body, "held", "Documents held",
	    "No document is held beside the forms.", "Kind", "Received", "From", "Original", "Redacted copy",
	    NULL);
	size_t i;

	node_set(table, "quiet", "yes");
	(void)db_list(r->db, &lscb_sql[LSCB_HELD], rows_r, record->id);
	for (i = 0; i < rows_r->n; i++)
		row_put(r, table, &rows_r->row[i]);
}

void lscb_held_panel(struct request *r, const struct record *record, struct node *list)
{
	struct db_rows rows;

	if (!request_may(r, LSCB_WORK))
		return;
	(void)db_list(r->db, &lscb_sql[LSCB_HELD], &rows, record->id);
	(void)lscb_part(r, record, list, "Documents held", rows.n == 0 ? "None beside the forms" :
	    pool_printf(r->pool, "%zu on the list", rows.n), "Open", "/held");
}

/* -- the page -- */

static void gone_put(struct request *r, struct node *body, const struct record *record,
    const struct db_row *f)
{
	struct node *details = node_add(body, "details"), *form, *control;
	const struct field *why = &lscb_held_gone_input[2];
	unsigned long long number = db_number(f, ID), sent = 0;
	bool mine = r->route->input == lscb_held_gone_input &&
	    text_number(input_text(&r->input, "document"), &sent) && sent == number;

	node_set(details, "summary", pool_printf(r->pool, "No longer held: %s of %s",
	    lists_label("lscb-document", db_text(f, KIND), r->today),
	    page_day(r, db_text(f, RECEIVED))));
	form = page_form(r, details, pool_printf(r->pool, "%s/held/gone", casework_path(r, record)));
	control = page_hidden(r, form, "document", pool_printf(r->pool, "%llu", number));
	node_set(control, "id", pool_printf(r->pool, "document-%llu", number));
	control = page_control(r, form, why, why->name, mine ? input_text(&r->input, "why") : "",
	    mine ? input_slot(&r->input, "why")->error : NULL, NULL);
	page_control_id(r, control, pool_printf(r->pool, "why-%llu", number));
	(void)page_button(page_buttons(form), "Save", "secondary", NULL, NULL);
}

static void add_put(struct request *r, struct node *body, const struct record *record)
{
	bool mine = r->route->input == lscb_held_input;
	struct node *form;
	const struct field *f;

	(void)page_heading(body, 2, "Another document");
	form = page_form(r, body, pool_printf(r->pool, "%s/held", casework_path(r, record)));
	if (mine && input_text(&r->input, "request")[0] != '\0')
		(void)page_hidden(r, form, "request", input_text(&r->input, "request"));
	for (f = lscb_held_input + 2; f->name != NULL; f++)
		page_field_of(r, form, f, mine);
	(void)page_button(page_buttons(form), "Add", "secondary", NULL, NULL);
}

static int held_page(struct request *r, const struct record *record, int status)
{
	struct node *body = casework_page(r, record, "held", "Documents held");
	struct db_rows rows;
	size_t i;

	list_put(r, body, record, &rows);
	if (is_archived(record))
		return status;
	for (i = 0; i < rows.n; i++)
		if (db_text(&rows.row[i], GONE) == NULL)
			gone_put(r, body, record, &rows.row[i]);
	add_put(r, body, record);
	return status;
}

/* The request that a document answers; 0 where it answers none. */
static bool asked(struct request *r, const struct record *record, unsigned long long *request_r)
{
	const char *handle = input_text(&r->input, "request");
	struct db_row row;

	*request_r = 0;
	if (handle[0] == '\0')
		return true;
	if (!db_find(r->db, &lscb_sql[LSCB_HELD_REQUEST], &row, record->id, handle))
		return false;
	*request_r = db_number(&row, 0);
	return true;
}

int lscb_held_show(struct request *r)
{
	unsigned long long request;
	struct record record;

	if (!casework_load(r, &record) || !asked(r, &record, &request))
		return page_not_found(r);
	return held_page(r, &record, 200);
}

/* Two documents that are alike in everything are one that was typed twice. */
static bool is_there(struct request *r, const struct record *record)
{
	const struct input *in = &r->input;
	struct db_row row;

	return db_find(r->db, &lscb_sql[LSCB_HELD_SAME], &row, record->id, input_text(in, "kind"),
	    input_text(in, "received_on"), input_text(in, "received_from"), input_text(in, "reference"),
	    input_text(in, "kept_at"));
}

int lscb_held_save(struct request *r)
{
	const struct input *in = &r->input;
	unsigned long long request;
	struct record record;

	if (!casework_lock(r, &record) || !asked(r, &record, &request))
		return page_not_found(r);
	if (is_archived(&record))
		return casework_moved_on(r);
	lscb_nameless(r, record.id, "reference");
	lscb_nameless(r, record.id, "kept_at");
	if (!input_valid(&r->input, r->pool))
		return held_page(r, &record, 422);
	if (is_there(r, &record)) {
		input_refuse(&r->input, "reference", "This document is on the list already");
		return held_page(r, &record, 422);
	}
	(void)db_write(r->db, &lscb_sql[LSCB_HELD_ADD], record.id, request, input_text(in, "kind"),
	    input_text(in, "received_on"), input_text(in, "received_from"),
	    input_text(in, "reference"), input_text(in, "kept_at"), input_text(in, "redacted"),
	    request_account(r));
	event_add(r, &record, "held", pool_printf(r->pool, "Document received: %s",
	    lists_label("lscb-document", input_text(in, "kind"), r->today)), false);
	return request_redirect(r, "%s/held", casework_path(r, &record));
}

int lscb_held_gone(struct request *r)
{
	unsigned long long document;
	struct record record;

	if (!casework_lock(r, &record) ||
	    !text_number(input_text(&r->input, "document"), &document))
		return page_not_found(r);
	if (is_archived(&record))
		return casework_moved_on(r);
	lscb_nameless(r, record.id, "why");
	if (!input_valid(&r->input, r->pool))
		return held_page(r, &record, 422);
	if (db_write(r->db, &lscb_sql[LSCB_HELD_GONE], request_account(r),
	    input_text(&r->input, "why"), record.id, document) != 1)
		return page_not_found(r);
	event_add(r, &record, "held.gone", "A document is no longer held", false);
	r->audit.detail = pool_printf(r->pool, "document=%llu", document);
	return request_redirect(r, "%s/held", casework_path(r, &record));
}
