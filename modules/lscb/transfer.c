#include <string.h>

#include "lists.h"
#include "meeting.h"
#include "triage.h"

/* 1.3, step 6: a child who lived elsewhere. The other panel is told, and until it
 * has accepted in writing the case stays open here. It may also be agreed that it is
 * reviewed here; and what was given away can come back. */

#define ID	{ .name = "id", .type = FIELD_HANDLE, .required = true }

const struct field lscb_transfer_input[] = {
	ID,
	{ .name = "area", .type = FIELD_CODE, .choices = "la", .compact = true, .required = true,
	  .label = "Area of the other panel" },
	{ .name = "contact", .type = FIELD_TEXT, .max = 210, .required = true,
	  .label = "Who was told there" },
	{ .name = "sent_on", .type = FIELD_DATE, .not_future = true, .required = true,
	  .label = "Day on which it was sent" },
	{ 0 }
};

const struct field lscb_transfer_accepted_input[] = {
	ID,
	{ .name = "accepted_on", .type = FIELD_DATE, .not_future = true, .required = true,
	  .label = "Day on which it accepted in writing" },
	{ .name = "accepted_by", .type = FIELD_TEXT, .max = 210, .required = true,
	  .label = "Who accepted" },
	{ 0 }
};

const struct field lscb_transfer_agree_input[] = {
	ID,
	{ .name = "counted_by", .type = FIELD_CODE, .choices = "la", .compact = true,
	  .required = true, .label = "Who counts it in its return?",
	  .hint = "The area of residence, unless both boards have agreed otherwise in writing" },
	{ .name = "agreed_with", .type = FIELD_TEXT, .max = 210, .required = true,
	  .label = "With whom it was agreed, and when" },
	{ 0 }
};

const struct field lscb_transfer_back_input[] = {
	ID,
	{ .name = "back_on", .type = FIELD_DATE, .not_future = true, .required = true,
	  .label = "Day of the letter that hands it back" },
	{ 0 }
};

const struct field lscb_transfer_outcome_input[] = {
	ID,
	{ .name = "outcome", .type = FIELD_MEMO, .max = 2000, .rows = 4, .required = true,
	  .label = "Outcome of the other panel's review" },
	{ .name = "outcome_on", .type = FIELD_DATE, .not_future = true, .required = true,
	  .label = "Day on which it was told" },
	{ 0 }
};

enum { NUMBER, AREA, CONTACT, SENT_ON, ACCEPTED_ON, ACCEPTED_BY, BACK_ON, OUTCOME, OUTCOME_ON };

/* The newest that has not come back. */
static bool sent(struct request *r, const struct record *record, struct db_row *row_r)
{
	return db_find(r->db, &lscb_sql[LSCB_TRANSFER_FIND], row_r, record->id);
}

const char *lscb_transfer_guard(struct request *r, const struct record *record)
{
	struct db_row row;

	if (!lists_flag("lscb-scope", lscb_of(r)->scope, "wait"))
		return "By the scope test the child lived here, or the test has not been done.";
	return sent(r, record, &row) ? NULL : "The other panel has not been told yet.";
}

/* -- the page -- */

static void sent_put(struct request *r, struct node *body, const struct db_row *t)
{
	struct node *s = node_add(body, "summary");

	node_set(s, "title", "Another panel");
	(void)page_row(s, "Area", lists_label("la", db_text(t, AREA), r->today));
	(void)page_row(s, "Told", pool_printf(r->pool, "%s, %s", db_text(t, CONTACT),
	    page_day(r, db_text(t, SENT_ON))));
	(void)page_row(s, "Accepted in writing", db_text(t, ACCEPTED_ON) == NULL ? "Not yet" :
	    pool_printf(r->pool, "%s, %s", db_text(t, ACCEPTED_BY), page_day(r,
	    db_text(t, ACCEPTED_ON))));
	if (db_text(t, OUTCOME_ON) != NULL)
		(void)page_row(s, "Outcome", pool_printf(r->pool, "%s\n%s", page_day(r,
		    db_text(t, OUTCOME_ON)), db_text(t, OUTCOME)));
}

static void part(struct request *r, struct node *body, const struct record *record,
    const char *title, const struct field *input, const char *below, const char *button)
{
	(void)page_heading(body, 2, title);
	(void)page_form_of(r, body, input, pool_printf(r->pool, "%s/transfer%s",
	    casework_path(r, record), below), button, "secondary");
}

static void away_put(struct request *r, struct node *body, const struct record *record)
{
	if (casework_may(r, record, LSCB_EVENT_BACK))
		part(r, body, record, "Handed back", lscb_transfer_back_input, "/back", "It is ours again");
	part(r, body, record, "Outcome", lscb_transfer_outcome_input, "/outcome", "Save the outcome");
}

static int transfer_page(struct request *r, const struct record *record, int status)
{
	struct node *body = casework_page(r, record, "transfer", "Another panel");
	struct db_row row;
	bool is_sent = sent(r, record, &row);

	if (is_sent)
		sent_put(r, body, &row);
	if (strcmp(record->state, "TRANSFERRED") == 0) {
		away_put(r, body, record);
		return status;
	}
	if (!lists_flag("lscb-scope", lscb_of(r)->scope, "wait") || record->closed_at != NULL)
		return status;
	if (is_sent)
		part(r, body, record, "It accepted", lscb_transfer_accepted_input, "/accepted",
		    "It accepted: the case goes there");
	else
		part(r, body, record, "Tell the other panel", lscb_transfer_input, "", "It has been told");
	part(r, body, record, "Or: reviewed here by agreement", lscb_transfer_agree_input, "/agree",
	    "We review it");
	return status;
}

int lscb_transfer_show(struct request *r)
{
	struct record record;

	return casework_load(r, &record) ? transfer_page(r, &record, 200) : page_not_found(r);
}

bool lscb_transfer_sent(struct request *r, const struct record *record)
{
	struct db_row row;

	return sent(r, record, &row);
}

static const char *stands(struct request *r, const struct db_row *t)
{
	const char *accepted = db_text(t, ACCEPTED_ON);

	return pool_printf(r->pool, "%s, told %s%s%s%s%s", lists_label("la", db_text(t, AREA),
	    r->today), page_day(r, db_text(t, SENT_ON)), accepted == NULL ? "; not accepted yet" :
	    "; accepted ", accepted == NULL ? "" : page_day(r, accepted),
	    db_text(t, OUTCOME_ON) == NULL ? "" : "\nOutcome: ",
	    db_text(t, OUTCOME_ON) == NULL ? "" : db_text(t, OUTCOME));
}

void lscb_transfer_panel(struct request *r, const struct record *record, struct node *list)
{
	struct db_row row;
	bool is_sent = sent(r, record, &row);

	if (is_sent || lists_flag("lscb-scope", lscb_of(r)->scope, "wait"))
		(void)lscb_part(r, record, list, "Another panel", is_sent ? stands(r, &row) :
		    "The panel where the child lived has not been told yet", "Open",
		    request_may(r, LSCB_WORK) ? "/transfer" : NULL);
}

/* -- what was done -- */

static bool time_for_it(const struct request *r, const struct record *record)
{
	return record->closed_at == NULL && lists_flag("lscb-scope", lscb_of(r)->scope, "wait");
}

int lscb_transfer_send(struct request *r)
{
	struct record record;
	struct db_row row;

	if (!casework_lock(r, &record))
		return page_not_found(r);
	if (!time_for_it(r, &record) || sent(r, &record, &row))
		return casework_moved_on(r);
	if (!input_valid(&r->input, r->pool))
		return transfer_page(r, &record, 422);
	(void)db_write(r->db, &lscb_sql[LSCB_TRANSFER_ADD], record.id, input_text(&r->input, "area"),
	    input_text(&r->input, "contact"), input_text(&r->input, "sent_on"), request_account(r));
	event_add(r, &record, "transfer.sent", "The panel of residence was told", false);
	task_kind_done(r, &record, "TELL-CDOP", "");
	return request_redirect(r, "%s", casework_path(r, &record));
}

int lscb_transfer_accepted(struct request *r)
{
	struct record record;
	struct db_row row;
	int status;

	if (!casework_lock(r, &record))
		return page_not_found(r);
	if (!time_for_it(r, &record) || !sent(r, &record, &row))
		return casework_moved_on(r);
	if (input_text(&r->input, "accepted_on")[0] != '\0' && strcmp(input_text(&r->input,
	    "accepted_on"), db_text(&row, SENT_ON)) < 0)
		input_refuse(&r->input, "accepted_on", "This is before it was sent");
	if (!input_valid(&r->input, r->pool))
		return transfer_page(r, &record, 422);
	(void)db_write(r->db, &lscb_sql[LSCB_TRANSFER_ACCEPT], input_text(&r->input, "accepted_on"),
	    input_text(&r->input, "accepted_by"), record.id, db_number(&row, NUMBER));
	if (!casework_move(r, &record, LSCB_EVENT_TRANSFER, &status))
		return status;
	lscb_left(r, &record, LSCB_LEFT_TRANSFER);
	return request_redirect(r, "%s", casework_path(r, &record));
}

int lscb_transfer_agree(struct request *r)
{
	struct record record;

	if (!casework_lock(r, &record))
		return page_not_found(r);
	if (!time_for_it(r, &record) || strcmp(record.state, "NOTIFIED") != 0)
		return casework_moved_on(r);
	if (!input_valid(&r->input, r->pool))
		return transfer_page(r, &record, 422);
	(void)db_write(r->db, &lscb_sql[LSCB_SCOPE_AGREE], input_text(&r->input, "counted_by"),
	    record.id);
	event_add(r, &record, "scope.agreed", "Reviewed here by agreement", false);
	r->audit.detail = pool_printf(r->pool, "counted=%s", input_text(&r->input, "counted_by"));
	task_kind_done(r, &record, "TELL-CDOP", "");
	task_add(r, &record, "OUTCOME-CDOP", "Tell the panel of residence the outcome", NULL);
	return request_redirect(r, "%s", casework_path(r, &record));
}

int lscb_transfer_back(struct request *r)
{
	struct record record;
	struct db_row row;
	int status;

	if (!casework_lock(r, &record))
		return page_not_found(r);
	if (!sent(r, &record, &row) || !casework_may(r, &record, LSCB_EVENT_BACK))
		return casework_moved_on(r);
	if (!input_valid(&r->input, r->pool))
		return transfer_page(r, &record, 422);
	(void)db_write(r->db, &lscb_sql[LSCB_TRANSFER_BACK], input_text(&r->input, "back_on"),
	    record.id, db_number(&row, NUMBER));
	return casework_move(r, &record, LSCB_EVENT_BACK, &status) ?
	    request_redirect(r, "%s", casework_path(r, &record)) : status;
}

int lscb_transfer_outcome(struct request *r)
{
	struct record record;
	struct db_row row;

	if (!casework_lock(r, &record))
		return page_not_found(r);
	if (strcmp(record.state, "TRANSFERRED") != 0 || !sent(r, &record, &row))
		return casework_moved_on(r);
	lscb_nameless(r, record.id, "outcome");
	if (!input_valid(&r->input, r->pool))
		return transfer_page(r, &record, 422);
	(void)db_write(r->db, &lscb_sql[LSCB_TRANSFER_OUTCOME], input_text(&r->input, "outcome"),
	    input_text(&r->input, "outcome_on"), record.id, db_number(&row, NUMBER));
	event_add(r, &record, "transfer.outcome", "The other panel told its outcome", false);
	return request_redirect(r, "%s", casework_path(r, &record));
}
