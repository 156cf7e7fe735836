#include <string.h>

#include "caf.h"
#include "date.h"
#include "lists.h"

/* sections.md 4.2, 26: the family moves to another authority. What is sent does not
 * end the case; that the other authority has accepted it does. */

#define ID	{ .name = "id", .type = FIELD_HANDLE, .required = true }

const struct field caf_transfer_input[] = {
	ID,
	{ .name = "authority", .type = FIELD_CODE, .choices = "la", .compact = true, .required = true,
	  .label = "Authority to which the family moves" },
	{ .name = "contact", .type = FIELD_TEXT, .max = 200, .required = true,
	  .label = "Who receives the case there" },
	{ .name = "phone", .type = FIELD_PHONE, .width = 20, .label = "Their telephone number" },
	{ .name = "email", .type = FIELD_TEXT, .max = 120, .label = "Their e-mail address" },
	{ .name = "moved_on", .type = FIELD_DATE, .required = true, .label = "Date of the move" },
	{ .name = "sent_on", .type = FIELD_DATE, .not_future = true, .required = true,
	  .label = "Date on which the case was sent" },
	{ .name = "method", .type = FIELD_CODE, .choices = "share-method", .required = true,
	  .label = "How was it sent?" },
	{ .name = "note", .type = FIELD_MEMO, .max = 2000, .label = "What was sent, and anything else" },
	{ 0 }
};

const struct field caf_accepted_input[] = {
	ID,
	{ .name = "accepted_on", .type = FIELD_DATE, .not_future = true, .required = true,
	  .label = "Date on which they accepted it" },
	{ .name = "accepted_by", .type = FIELD_TEXT, .max = 200, .required = true,
	  .label = "Who accepted it" },
	{ .name = "accepted_reference", .type = FIELD_TEXT, .max = 40, .width = 20, .required = true,
	  .label = "Their reference" },
	{ 0 }
};

const char *caf_transfer_guard(struct request *r, const struct record *record)
{
	return caf_consent_living(r, record, "C-XFER", "") ? NULL :
	    "The family's consent to send the case to another authority is not recorded.";
}

void caf_transfer_put(struct request *r, struct node *body, const struct record *record)
{
	struct node *table, *row;
	struct db_rows rows;
	size_t i;

	/* A disclosure like those of the sharing log, and for its readers. */
	if (!caf_share_reader(record))
		return;
	(void)db_list(r->db, &caf_sql[CAF_TRANSFER_LIST], &rows, record->id);
	if (rows.n == 0)
		return;
	table = page_table(body, "transfers", "Sent to another authority", "Not sent.", "Authority",
	    "Received by", "Sent", "Accepted", NULL);
	for (i = 0; i < rows.n; i++) {
		const struct db_row *t = &rows.row[i];

		row = node_add(table, "row");
		node_set(page_cell(row, lists_label("la", db_text(t, 0), r->today)), "head", "yes");
		(void)page_cell(row, pool_printf(r->pool, "%s %s %s", db_text(t, 1), db_text(t, 2),
		    db_text(t, 3)));
		(void)page_cell(row, caf_day(r, db_text(t, 4)));
		(void)page_cell(row, db_text(t, 5) == NULL ? "Not yet" : pool_printf(r->pool,
		    "%s, %s, reference %s", caf_day(r, db_text(t, 5)), db_text(t, 6), db_text(t, 7)));
	}
}

static bool waiting(struct request *r, const struct record *record, struct db_row *row_r)
{
	return db_find(r->db, &caf_sql[CAF_TRANSFER_OPEN], row_r, record->id);
}

static int transfer_page(struct request *r, const struct record *record,
    const struct caf_episode *e, int status)
{
	struct node *body = caf_exit_page(r, record, e, "transfer", "Move to another authority");
	struct db_row row;

	caf_transfer_put(r, body, record);
	if (waiting(r, record, &row)) {
		(void)page_para(body, "The case stays open here until the other authority accepts it.");
		(void)page_link(body, "Record that it was accepted", "button",
		    "/caf/case/%s/transfer/accepted", record->handle);
		return status;
	}
	(void)page_para(body, "Send the case first, then record it here. It stays open until the other "
	    "authority has accepted it.");
	caf_exit_form(r, body, "Record that it was sent", "primary");
	return status;
}

/* May it be moved, by this person, now? *status_r: what to answer when not. */
static bool movable(struct request *r, const struct record *record, int *status_r)
{
	const struct transition *t = workflow_find(r, &caf_workflow, record, CAF_EVENT_TRANSFER);
	const char *why = t == NULL ? NULL : workflow_why(r, record, t);

	if (t != NULL && why == NULL)
		return true;
	*status_r = t == NULL ? caf_moved_on(r) :
	    page_message(r, 409, "This cannot be done yet", why);
	return false;
}

int caf_transfer_show(struct request *r)
{
	struct caf_episode e;
	struct record record;
	int status = 0;

	if (!caf_load(r, &record, &e))
		return page_not_found(r);
	if (!movable(r, &record, &status))
		return status;
	return transfer_page(r, &record, &e, 200);
}

/* 5.6: a disclosure like any other. */
static void shared(struct request *r, const struct record *record)
{
	const struct input *in = &r->input;
	struct date day;

	if (!date_parse(input_text(in, "sent_on"), &day))
		return;
	caf_share_add(r, record, &(struct caf_share){ .decision = "SHARED",
	    .shared_at = date_utc(r->pool, date_from_london(day, 0, 0)),
	    .as_at = date_utc(r->pool, date_from_london(day, 24, 0)),
	    .to_person = input_text(in, "contact"),
	    .to_agency = lists_label("la", input_text(in, "authority"), r->today),
	    .what = input_is(in, "note", "") ? "The case" : input_text(in, "note"),
	    .purpose = "The family moves to this authority", .agreement = "GIVEN",
	    .method = input_text(in, "method") });
}

int caf_transfer_send(struct request *r)
{
	struct input *in = &r->input;
	struct caf_episode e;
	struct record record;
	struct db_row row;
	int status = 0;

	if (!caf_lock(r, &record, &e))
		return page_not_found(r);
	if (!movable(r, &record, &status))
		return status;
	if (waiting(r, &record, &row))
		return request_redirect(r, "/caf/case/%s/transfer", record.handle);
	if (input_is(in, "authority", conf_text("authority.code")))
		input_refuse(in, "authority", "This is our own authority");
	if (!input_valid(in, r->pool))
		return transfer_page(r, &record, &e, 422);
	(void)db_write(r->db, &caf_sql[CAF_TRANSFER_ADD], record.id, input_text(in, "authority"),
	    input_text(in, "contact"), input_text(in, "phone"), input_text(in, "email"),
	    input_text(in, "moved_on"), input_text(in, "sent_on"), input_text(in, "method"),
	    input_text(in, "note"), request_account(r));
	shared(r, &record);
	event_add(r, &record, "transfer.sent", "Sent to another authority", false);
	return request_redirect(r, "/caf/case/%s/transfer", record.handle);
}

static int accepted_page(struct request *r, const struct record *record,
    const struct caf_episode *e, int status)
{
	struct node *body = caf_exit_page(r, record, e, "transfer", "Accepted by the other authority");

	caf_transfer_put(r, body, record);
	(void)page_para(body, "This closes the case here.");
	caf_exit_form(r, body, "Close the case", "primary");
	return status;
}

int caf_accepted_show(struct request *r)
{
	struct caf_episode e;
	struct record record;
	struct db_row row;
	int status = 0;

	if (!caf_load(r, &record, &e) || !waiting(r, &record, &row))
		return page_not_found(r);
	if (!movable(r, &record, &status))
		return status;
	return accepted_page(r, &record, &e, 200);
}

int caf_accepted_save(struct request *r)
{
	const char *on = input_text(&r->input, "accepted_on");
	struct caf_episode e;
	struct record record;
	struct db_row row;
	int status = 0;

	if (!caf_lock(r, &record, &e) || !waiting(r, &record, &row))
		return page_not_found(r);
	if (!movable(r, &record, &status))
		return status;
	if (on[0] != '\0' && strcmp(on, db_text(&row, 1)) < 0)
		input_refuse(&r->input, "accepted_on", "This cannot be before the day it was sent");
	if (!input_valid(&r->input, r->pool))
		return accepted_page(r, &record, &e, 422);
	(void)db_write(r->db, &caf_sql[CAF_TRANSFER_ACCEPT], on, input_text(&r->input, "accepted_by"),
	    input_text(&r->input, "accepted_reference"), db_number(&row, 0));
	caf_notify(r, &record, "Closed");
	if (!caf_move(r, &record, CAF_EVENT_TRANSFER, &status))
		return status;
	caf_exit_close(r, &record, "C05", on, "", 0);
	return request_redirect(r, "/caf/case/%s", record.handle);
}
