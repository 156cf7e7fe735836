#include <string.h>

#include "keep.h"
#include "lists.h"
#include "meeting.h"
#include "triage.h"

/* 7.2: somebody asked for papers of a case. Each is written down, also one that was
 * refused: who asked, by what power, for what, who approved, and when it was given. */

const struct field lscb_disclosure_input[] = {
	{ .name = "id", .type = FIELD_HANDLE, .required = true },
	{ .name = "asked_on", .type = FIELD_DATE, .not_future = true, .required = true,
	  .label = "Day of the request" },
	{ .name = "asked_by", .type = FIELD_TEXT, .max = 210, .required = true,
	  .label = "Who asked?" },
	{ .name = "power", .type = FIELD_TEXT, .max = 210, .required = true,
	  .label = "By what power?", .hint = "The coroner's powers, a court order, their own data" },
	{ .name = "what", .type = FIELD_MEMO, .max = 2000, .rows = 3, .required = true,
	  .label = "What was asked for, and what was given?" },
	{ .name = "answer", .type = FIELD_CODE, .choices = "yes-no", .required = true,
	  .label = "Was it approved?" },
	{ .name = "approved_by", .type = FIELD_TEXT, .max = 210, .required = true,
	  .label = "Who decided?", .hint = "The Caldicott guardian, or for whom they decided" },
	{ .name = "given_on", .type = FIELD_DATE, .not_future = true, .label = "Given on",
	  .hint = "Of what was approved" },
	{ 0 }
};

enum column { ASKED_ON, ASKED_BY, POWER, WHAT, ANSWER, APPROVED_BY, GIVEN_ON };

static const char *stands(struct request *r, const struct db_row *d)
{
	const char *by = db_text(d, APPROVED_BY);

	if (strcmp(db_text(d, ANSWER), "Y") != 0)
		return pool_printf(r->pool, "Refused by %s", by);
	return pool_printf(r->pool, "Approved by %s\nGiven %s", by, page_day(r, db_text(d, GIVEN_ON)));
}

static size_t list_put(struct request *r, struct node *body, const struct record *record)
{
	struct node *table = page_table(body, "disclosures", "Disclosures",
	    "Nobody has asked for papers of this case.", "Asked", "Who", "Power", "What", "Decision",
	    NULL), *row;
	struct db_rows rows;
	size_t i;

	node_set(table, "quiet", "yes");
	(void)db_list(r->db, &lscb_sql[LSCB_DISCLOSURES], &rows, record->id);
	for (i = 0; i < rows.n; i++) {
		const struct db_row *d = &rows.row[i];

		row = node_add(table, "row");
		node_set(page_cell(row, page_day(r, db_text(d, ASKED_ON))), "head", "yes");
		(void)page_cell(row, db_text(d, ASKED_BY));
		(void)page_cell(row, db_text(d, POWER));
		node_set(page_cell(row, db_text(d, WHAT)), "kind", "text");
		node_set(page_cell(row, stands(r, d)), "kind", "text");
	}
	return rows.n;
}

void lscb_disclosure_panel(struct request *r, const struct record *record, struct node *list)
{
	struct db_rows rows;

	if (!request_may(r, LSCB_WORK))
		return;
	(void)db_list(r->db, &lscb_sql[LSCB_DISCLOSURES], &rows, record->id);
	(void)lscb_part(r, record, list, "Disclosures", rows.n == 0 ? "Nobody has asked for papers" :
	    pool_printf(r->pool, "%zu entered", rows.n), "Open", "/disclosures");
}

static int disclosure_page(struct request *r, const struct record *record, int status)
{
	struct node *body = casework_page(r, record, "disclosures", "Disclosures");

	(void)list_put(r, body, record);
	(void)page_heading(body, 2, "Somebody asked for papers");
	(void)page_form_of(r, body, lscb_disclosure_input, pool_printf(r->pool, "%s/disclosures",
	    casework_path(r, record)), "Add", "secondary");
	return status;
}

int lscb_disclosure_show(struct request *r)
{
	struct record record;

	return casework_load(r, &record) ? disclosure_page(r, &record, 200) : page_not_found(r);
}

/* The days in their order; nothing given that was not approved, and what was approved
 * is written down once it was given. */
static void rules(struct request *r)
{
	const char *asked = lscb_day(r, "asked_on"), *given = lscb_day(r, "given_on");

	if (given == NULL && input_is(&r->input, "answer", "Y"))
		input_refuse(&r->input, "given_on", "Say when it was given");
	if (given == NULL)
		return;
	if (input_is(&r->input, "answer", "N"))
		input_refuse(&r->input, "given_on", "What was refused cannot have been given");
	else if (asked != NULL && strcmp(given, asked) < 0)
		input_refuse(&r->input, "given_on", "It cannot have been given before it was asked for");
}

int lscb_disclosure_save(struct request *r)
{
	const struct input *in = &r->input;
	struct record record;

	if (!casework_lock(r, &record))
		return page_not_found(r);
	rules(r);
	lscb_nameless(r, record.id, "what");
	if (!input_valid(&r->input, r->pool))
		return disclosure_page(r, &record, 422);
	(void)db_write(r->db, &lscb_sql[LSCB_DISCLOSURE_ADD], record.id, input_text(in, "asked_on"),
	    input_text(in, "asked_by"), input_text(in, "power"), input_text(in, "what"),
	    input_text(in, "answer"), input_text(in, "approved_by"), lscb_day(r, "given_on"),
	    request_account(r));
	event_add(r, &record, "disclosure", input_is(in, "answer", "Y") ?
	    "Papers were asked for: approved" : "Papers were asked for: refused", false);
	return request_redirect(r, "%s/disclosures", casework_path(r, &record));
}
