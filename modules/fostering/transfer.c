#include <string.h>

#include "fostering.h"
#include "lists.h"
#include "time-rules.h"

/* 7 and 10, 15: the carer moves to another authority's area. We tell that
 * authority; only its acknowledgement ends the case here. And the other way: an
 * arrangement that another authority passes to us. */

#define ID	{ .name = "id", .type = FIELD_HANDLE, .required = true }
#define WHICH \
	{ .name = "authority", .type = FIELD_CODE, .choices = "la", .compact = true, \
	  .label = "Authority" }, \
	{ .name = "authority_name", .type = FIELD_TEXT, .max = 120, .width = 30, \
	  .label = "Its name, when it is not in the list", \
	  .hint = "For instance one in Wales, Scotland or Northern Ireland" }

const struct field fostering_transfer_input[] = {
	ID,
	WHICH,
	{ .name = "moved_on", .type = FIELD_DATE, .required = true, .label = "Day of the move" },
	{ .name = "address", .type = FIELD_MEMO, .max = 400, .rows = 3, .required = true,
	  .label = "Carer's new address" },
	{ .name = "notified_on", .type = FIELD_DATE, .not_future = true,
	  .label = "Day on which the notice was sent to that authority",
	  .hint = "Leave it empty to write the notice from here" },
	{ .name = "note", .type = FIELD_MEMO, .max = 4000, .rows = 3,
	  .label = "What was sent, to whom, and how" },
	{ 0 }
};

const struct field fostering_acknowledged_input[] = {
	ID,
	{ .name = "acknowledged_on", .type = FIELD_DATE, .not_future = true, .required = true,
	  .label = "Day on which it was acknowledged" },
	{ .name = "acknowledged_by", .type = FIELD_TEXT, .max = 210, .width = 30, .required = true,
	  .label = "Who acknowledged it" },
	{ .name = "reference", .type = FIELD_TEXT, .max = 40, .width = 20,
	  .label = "Their reference" },
	{ 0 }
};

const struct field fostering_transfer_close_input[] = {
	ID,
	FOSTERING_CLOSE_DOUBTS,
	{ 0 }
};

const struct field fostering_transfer_in_input[] = {
	ID,
	WHICH,
	{ .name = "moved_on", .type = FIELD_DATE, .label = "Day of the move into our area" },
	{ .name = "notified_on", .type = FIELD_DATE, .not_future = true, .required = true,
	  .label = "Day on which their notice was received" },
	{ .name = "reference", .type = FIELD_TEXT, .max = 40, .width = 20,
	  .label = "Their reference" },
	{ .name = "acknowledged_on", .type = FIELD_DATE, .not_future = true,
	  .label = "Day on which we acknowledged it", .hint = "Leave it empty when that is to be done" },
	{ .name = "acknowledged_by", .type = FIELD_TEXT, .max = 210, .width = 30,
	  .label = "Who acknowledged it" },
	{ .name = "note", .type = FIELD_MEMO, .max = 4000, .rows = 3, .label = "What they sent" },
	{ 0 }
};

static bool newest(struct request *r, const struct record *record, const char *way,
    struct db_row *row_r)
{
	return db_find(r->db, &fostering_sql[FOSTERING_TRANSFER_LAST], row_r, record->id, way);
}

const char *fostering_transfer_guard(struct request *r, const struct record *record)
{
	struct db_row row;

	if (!newest(r, record, "OUT", &row) || db_text(&row, 1) == NULL)
		return "The other authority has to be told first.";
	return db_text(&row, 2) == NULL ? "The other authority has not acknowledged it yet." : NULL;
}

static const char *day(struct request *r, const char *name)
{
	return input_is(&r->input, name, "") ? NULL : input_text(&r->input, name);
}

static const char *name_of(struct request *r, const char *code, const char *name)
{
	return code[0] == '\0' ? name : lists_label("la", code, r->today);
}

static void list_put(struct request *r, struct node *body, const struct record *record)
{
	struct node *table, *row;
	struct db_rows rows;
	size_t i;

	(void)db_list(r->db, &fostering_sql[FOSTERING_TRANSFERS], &rows, record->id);
	if (rows.n == 0)
		return;
	table = page_table(body, "transfers", "Other authorities", "", "Authority", "Moved", "Notice",
	    "Acknowledged", "Reference", NULL);
	for (i = 0; i < rows.n; i++) {
		const struct db_row *t = &rows.row[i];
		bool out = strcmp(db_text(t, 1), "OUT") == 0;

		row = node_add(table, "row");
		node_set(page_cell(row, pool_printf(r->pool, "%s %s", out ? "To" : "From",
		    name_of(r, db_text(t, 2), db_text(t, 3)))), "head", "yes");
		(void)page_cell(row, db_text(t, 4) == NULL ? "" : page_day(r, db_text(t, 4)));
		(void)page_cell(row, db_text(t, 6) == NULL ? "To be written" : pool_printf(r->pool,
		    out ? "Sent %s" : "Received %s", page_day(r, db_text(t, 6))));
		(void)page_cell(row, db_text(t, 7) == NULL ? "Not yet" : pool_printf(r->pool, "%s, %s",
		    page_day(r, db_text(t, 7)), db_text(t, 8)));
		(void)page_cell(row, db_text(t, 9));
	}
}

static bool active(const struct record *record)
{
	return strcmp(record->state, "ACTIVE_NEW") == 0 || strcmp(record->state, "ACTIVE") == 0;
}

static bool writer(struct request *r, const struct record *record)
{
	return active(record) && fostering_end_writer(r, record);
}

static void form_put(struct request *r, struct node *body, const struct record *record,
    const struct field *table, const char *below, const char *button)
{
	struct node *form = page_form(r, body, pool_printf(r->pool, "%s%s", casework_path(r, record),
	    below));
	const struct field *f;

	for (f = table + 1; f->name != NULL; f++)
		page_field_of(r, form, f, r->route->input == table);
	(void)page_button(page_buttons(form), button, "primary", NULL, NULL);
}

/* -- to another authority -- */

static void step_put(struct request *r, struct node *body, const struct record *record)
{
	struct node *form;
	struct db_row row;

	if (!newest(r, record, "OUT", &row)) {
		(void)page_para(body, "Record the move. The notice to the other authority is then written from "
		    "here: it tells the carer's name and new address, the child's name, and the names and "
		    "addresses of the parents and of everybody with parental responsibility. The case stays "
		    "open until it is acknowledged.");
		form_put(r, body, record, fostering_transfer_input, "/transfer", "Record the move");
	} else if (db_text(&row, 1) == NULL) {
		(void)page_para(body, "The other authority has to be told now. When the notice is kept as "
		    "sent, its day stands here.");
		fostering_letter_offer(r, body, record, "TRANSFER", db_number(&row, 0));
	} else if (db_text(&row, 2) == NULL) {
		(void)page_para(body, "The case stays open here, with its visits, until the other authority "
		    "has acknowledged the notice.");
		fostering_letter_offer(r, body, record, "TRANSFER", db_number(&row, 0));
		form_put(r, body, record, fostering_acknowledged_input, "/transfer/acknowledged",
		    "Record the acknowledgement");
	} else if (casework_may(r, record, FOSTERING_EVENT_TRANSFERRED)) {
		form = page_form(r, body, pool_printf(r->pool, "%s/transfer/close",
		    casework_path(r, record)));
		fostering_close_doubts_put(r, form, record, fostering_transfer_close_input,
		    r->route->input == fostering_transfer_close_input);
		(void)page_button(page_buttons(form), "Close the case", "warning", NULL, NULL);
	} else
		(void)page_para(body, "A manager has to close the case.");
}

static int transfer_page(struct request *r, const struct record *record, int status)
{
	struct node *body = casework_page(r, record, "transfer", "Move to another authority's area");

	list_put(r, body, record);
	if (writer(r, record))
		step_put(r, body, record);
	return status;
}

int fostering_transfer_show(struct request *r)
{
	struct record record;

	if (!casework_load(r, &record))
		return page_not_found(r);
	return transfer_page(r, &record, 200);
}

static void which_rules(struct request *r)
{
	const struct input *in = &r->input;

	if (input_is(in, "authority", "") && input_is(in, "authority_name", ""))
		input_refuse(&r->input, "authority", "Choose the authority, or enter its name");
	if (input_is(in, "authority", conf_text("authority.code")))
		input_refuse(&r->input, "authority", "This is our own authority");
}

int fostering_transfer_save(struct request *r)
{
	const struct input *in = &r->input;
	struct record record;
	struct db_row row;

	if (!casework_lock(r, &record) || !writer(r, &record))
		return page_not_found(r);
	if (newest(r, &record, "OUT", &row))
		return request_redirect(r, "%s/transfer", casework_path(r, &record));
	which_rules(r);
	if (!input_valid(&r->input, r->pool))
		return transfer_page(r, &record, 422);
	(void)db_write(r->db, &fostering_sql[FOSTERING_TRANSFER_ADD], record.id, "OUT",
	    input_text(in, "authority"), input_text(in, "authority_name"), input_text(in, "moved_on"),
	    input_text(in, "address"), day(r, "notified_on"), "", input_text(in, "note"),
	    request_account(r));
	event_add(r, &record, "transfer.sent", day(r, "notified_on") == NULL ? "A move to another area "
	    "was recorded" : "Another authority was told of the move", false);
	return request_redirect(r, "%s/transfer", casework_path(r, &record));
}

int fostering_transfer_acknowledged(struct request *r)
{
	const char *on = input_text(&r->input, "acknowledged_on");
	struct record record;
	struct db_row row;

	if (!casework_lock(r, &record) || !writer(r, &record) || !newest(r, &record, "OUT", &row) ||
	    db_text(&row, 1) == NULL)
		return page_not_found(r);
	if (on[0] != '\0' && strcmp(on, db_text(&row, 1)) < 0)
		input_refuse(&r->input, "acknowledged_on", "This is before the day of the notice");
	if (!input_valid(&r->input, r->pool))
		return transfer_page(r, &record, 422);
	if (db_write(r->db, &fostering_sql[FOSTERING_TRANSFER_ACKNOWLEDGE], on,
	    input_text(&r->input, "acknowledged_by"), input_text(&r->input, "reference"), record.id,
	    db_number(&row, 0)) != 1)
		return casework_moved_on(r);
	event_add(r, &record, "transfer.acknowledged", "The other authority has acknowledged it", false);
	fostering_managers_tell(r, &record, "A move was acknowledged: the case can be closed");
	return request_redirect(r, "%s/transfer", casework_path(r, &record));
}

void fostering_transfer_told(struct request *r, const struct record *record,
    unsigned long long transfer, const char *on)
{
	if (db_write(r->db, &fostering_sql[FOSTERING_TRANSFER_TOLD], on, record->id, transfer) == 1)
		event_add(r, record, "transfer.sent", "Another authority was told of the move", false);
}

/* The day of the move; NULL: it is still to come. */
static const char *moved_on(struct request *r, const struct record *record)
{
	struct db_rows rows;

	(void)db_list(r->db, &fostering_sql[FOSTERING_TRANSFERS], &rows, record->id);
	return rows.n == 0 || db_text(&rows.row[0], 4) == NULL ? r->today : db_text(&rows.row[0], 4);
}

int fostering_transfer_close(struct request *r)
{
	struct record record;
	const char *on;
	int status;

	if (!casework_lock(r, &record))
		return page_not_found(r);
	on = moved_on(r, &record);
	if (strcmp(on, r->today) > 0)
		return casework_not_yet(r, &record, "The day of the move is still to "
		    "come.");
	if (!casework_may(r, &record, FOSTERING_EVENT_TRANSFERRED))
		return casework_moved_on(r);
	fostering_close_doubts_check(r, &record);
	if (!input_valid(&r->input, r->pool))
		return transfer_page(r, &record, 422);
	fostering_close_doubts_keep(r, &record);
	if (!casework_move(r, &record, FOSTERING_EVENT_TRANSFERRED, &status))
		return status;
	(void)db_write(r->db, &fostering_sql[FOSTERING_END_SET], time_day_begins(r->pool, on), 0ULL, on,
	    "MOVED_AREA", "", 0ULL, record.id);
	fostering_visits_due(r, &record);
	notice_add(r, &record, record.owner, "Closed: the other authority has it");
	return request_redirect(r, "%s", casework_path(r, &record));
}

/* -- from another authority -- */

static bool receiver(struct request *r, const struct record *record)
{
	return record->closed_at == NULL && request_may(r, FOSTERING_PROPOSE) &&
	    (record_is(record, "OWNER TEAM") || request_may(r, FOSTERING_DECIDE));
}

static void received_put(struct request *r, struct node *body, const struct record *record)
{
	struct db_row row;

	if (!newest(r, record, "IN", &row)) {
		(void)page_para(body, "Record the notice of the other authority, and acknowledge it: until "
		    "then the case stays open there.");
		form_put(r, body, record, fostering_transfer_in_input, "/transfer/in", "Save");
	} else if (db_text(&row, 2) == NULL)
		form_put(r, body, record, fostering_acknowledged_input, "/transfer/in/acknowledged",
		    "We have acknowledged it");
}

static int in_page(struct request *r, const struct record *record, int status)
{
	struct node *body = casework_page(r, record, "transfer-in", "From another authority");

	list_put(r, body, record);
	received_put(r, body, record);
	return status;
}

int fostering_transfer_in_show(struct request *r)
{
	struct record record;

	if (!casework_load(r, &record) || !receiver(r, &record))
		return page_not_found(r);
	return in_page(r, &record, 200);
}

/* The newest of that way is acknowledged. */
static void acknowledge(struct request *r, const struct record *record, const char *reference)
{
	struct db_row row;

	if (!newest(r, record, "IN", &row))
		return;
	(void)db_write(r->db, &fostering_sql[FOSTERING_TRANSFER_ACKNOWLEDGE],
	    input_text(&r->input, "acknowledged_on"), input_text(&r->input, "acknowledged_by"),
	    reference, record->id, db_number(&row, 0));
	task_kind_done(r, record, "ACK", "");
	event_add(r, record, "transfer.in", "Acknowledged to the other authority", false);
}

int fostering_transfer_in_save(struct request *r)
{
	const struct input *in = &r->input;
	struct record record;
	struct db_row row;

	if (!casework_lock(r, &record) || !receiver(r, &record))
		return page_not_found(r);
	if (newest(r, &record, "IN", &row))
		return request_redirect(r, "%s/transfer/in", casework_path(r, &record));
	which_rules(r);
	if (day(r, "acknowledged_on") != NULL)
		input_needs(&r->input, "acknowledged_by", "Say who acknowledged it");
	if (!input_valid(&r->input, r->pool))
		return in_page(r, &record, 422);
	(void)db_write(r->db, &fostering_sql[FOSTERING_TRANSFER_ADD], record.id, "IN",
	    input_text(in, "authority"), input_text(in, "authority_name"), day(r, "moved_on"), "",
	    input_text(in, "notified_on"), input_text(in, "reference"), input_text(in, "note"),
	    request_account(r));
	event_add(r, &record, "transfer.received", "Received from another authority", false);
	if (day(r, "acknowledged_on") != NULL)
		acknowledge(r, &record, input_text(in, "reference"));
	else
		fostering_task_add(r, &record, "ACK", "Acknowledge it to the other authority", NULL);
	return request_redirect(r, "%s", casework_path(r, &record));
}

int fostering_transfer_in_acknowledged(struct request *r)
{
	struct record record;
	struct db_row row;

	if (!casework_lock(r, &record) || !receiver(r, &record) || !newest(r, &record, "IN", &row) ||
	    db_text(&row, 2) != NULL)
		return page_not_found(r);
	if (!input_valid(&r->input, r->pool))
		return in_page(r, &record, 422);
	acknowledge(r, &record, input_text(&r->input, "reference"));
	return request_redirect(r, "%s", casework_path(r, &record));
}
