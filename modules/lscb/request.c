#include <string.h>

#include "clock.h"
#include "chase-rules.h"
#include "lists.h"
#include "request.h"

/* 3.3: one request to an agency, and who may see it. Whoever answers it reaches it by
 * its own address alone: nothing of the case, and no other agency's. */

void lscb_request_from(struct request *r, const struct db_row *v, struct lscb_request *q)
{
	*q = (struct lscb_request){ .id = db_number(v, 0), .handle = db_text(v, 1),
	    .number = (unsigned)db_number(v, 2), .version = (unsigned)db_number(v, 3),
	    .agency = db_number(v, 4), .agency_handle = db_text(v, 5), .agency_name = db_text(v, 6),
	    .agency_type = db_text(v, 7), .agency_contact = db_text(v, 8),
	    .agency_email = db_text(v, 9), .agency_lead = db_text(v, 10),
	    .approves = db_number(v, 11) != 0, .reporter = db_number(v, 12),
	    .reporter_name = db_text(v, 13), .status = request_status_of(db_text(v, 14)),
	    .method = db_text(v, 15), .asked = db_text(v, 16), .sent_on = db_text(v, 17),
	    .due_on = db_text(v, 18), .first_due_on = db_text(v, 19),
	    .acknowledged_on = db_text(v, 20), .returned_on = db_text(v, 21),
	    .accepted_on = db_text(v, 22), .accepted_by = db_number(v, 23),
	    .received_by = db_text(v, 24), .why = db_text(v, 25), .hold_until = db_text(v, 26),
	    .late_code = db_text(v, 27), .late_reason = db_text(v, 28), .nil = db_number(v, 29) != 0,
	    .record_handle = db_text(v, 30), .reference = db_text(v, 31), .form_set = db_text(v, 32),
	    .extended = (unsigned)db_number(v, 33) };
	(void)r;
}

static bool find(struct request *r, struct lscb_request *q)
{
	struct db_row row;

	if (!db_find(r->db, &lscb_sql[LSCB_REQUEST_FIND], &row, input_text(&r->input, "request")))
		return false;
	lscb_request_from(r, &row, q);
	return true;
}

/* Who looks: the coordinator keeps it, its agency answers it while it is open. Others
 * of the service read reports (7.1), and the response team those of its own case. */
static bool seen(struct request *r, struct lscb_request_open *o)
{
	struct db_row row;

	o->keeps = request_may(r, LSCB_WORK) && !lscb_reporter_only(&o->record);
	o->answers = request_may(r, LSCB_ANSWER) && db_find(r->db, &lscb_sql[LSCB_REQUEST_MINE], &row,
	    o->q.id, request_account(r));
	o->spoc = o->answers && strcmp(db_text(&row, 0), "SPOC") == 0;
	o->part = o->answers && strcmp(db_text(&row, 0), "SECTIONS") == 0;
	return o->keeps || o->answers || record_is(&o->record, "JAR") ||
	    session_role(r->session, "CDD");
}

bool lscb_request_open(struct request *r, struct lscb_request_open *o, bool lock)
{
	if (!find(r, &o->q))
		return false;
	if (!(lock ? record_lock(r, o->q.record_handle, &o->record) :
	    record_load(r, o->q.record_handle, &o->record)))
		return false;
	if (!find(r, &o->q) || !seen(r, o))
		return false;
	lscb_request_audit(r, o, NULL);
	return true;
}

bool lscb_request_keep(struct request *r, struct lscb_request_open *o, bool lock)
{
	return lscb_request_open(r, o, lock) && o->keeps;
}

bool lscb_reporter_only(const struct record *record)
{
	const char *at = record->relations;
	size_t len;

	for (; *at != '\0'; at += len, at += strspn(at, " ")) {
		len = strcspn(at, " ");
		if (!(len == 8 && strncmp(at, "REPORTER", len) == 0) &&
		    !(len == 4 && strncmp(at, "SPOC", len) == 0))
			return false;
	}
	return true;
}

void lscb_request_audit(struct request *r, const struct lscb_request_open *o, const char *what)
{
	r->audit.relation = o->answers ? (o->spoc ? "SPOC" : "REPORTER") : o->record.relation;
	r->audit.detail = pool_printf(r->pool, "%s request=%u%s%s", o->q.reference, o->q.number,
	    what == NULL ? "" : " ", what == NULL ? "" : what);
}

void lscb_request_people(struct request *r, const struct record *record)
{
	struct db_rows rows;
	size_t i;

	(void)db_list(r->db, &lscb_sql[LSCB_REQUEST_UNWANTED], &rows, record->id, record->id);
	for (i = 0; i < rows.n; i++)
		record_person_end(r, record, db_number(&rows.row[i], 0), db_text(&rows.row[i], 1));
	(void)db_list(r->db, &lscb_sql[LSCB_REQUEST_WANTED], &rows, record->id);
	for (i = 0; i < rows.n; i++)
		record_person_part(r, record, db_number(&rows.row[i], 0), db_text(&rows.row[i], 1),
		    "/asked");
}

/* -- as read -- */

const char *lscb_request_path(struct request *r, const struct lscb_request *q)
{
	return pool_printf(r->pool, "/lscb/request/%s", q->handle);
}

struct node *lscb_request_page(struct request *r, const struct lscb_request_open *o,
    const char *title)
{
	struct node *body = page_begin(r, "request", title);

	page_back(r, "Request", "%s", lscb_request_path(r, &o->q));
	page_about(r, o->q.reference);
	(void)page_identity(r, o->q.reference, NULL, NULL, NULL);
	(void)page_heading(body, 1, title);
	return body;
}

bool lscb_request_late(const struct request *r, const struct lscb_request *q)
{
	const char *day = request_writable(q->status) ? r->today : q->returned_on;

	return q->due_on != NULL && day != NULL && strcmp(day, q->due_on) > 0 &&
	    (q->hold_until == NULL || !request_writable(q->status));
}

const char *lscb_request_lateness(struct request *r, const struct lscb_request *q)
{
	const char *on = request_writable(q->status) ? r->today : q->returned_on;
	struct date due, day;
	long days;

	if (!lscb_request_late(r, q) || !date_parse(q->due_on, &due) || !date_parse(on, &day))
		return NULL;
	days = chase_late(due, day);
	return days < 0 ? "Late" : pool_printf(r->pool, "%ld working day%s late", days,
	    days == 1 ? "" : "s");
}

static const char *status_label(struct request *r, const struct lscb_request *q)
{
	return lists_label("lscb-request", request_status_code(q->status), r->today);
}

void lscb_request_status_put(struct request *r, struct node *row, const struct lscb_request *q)
{
	static const char *const colours[REQUEST_STATUS__MAX] = {
		[REQUEST_NEW] = "grey", [REQUEST_SENT] = "blue", [REQUEST_ACK] = "blue",
		[REQUEST_RETURNED] = "teal", [REQUEST_ACCEPTED] = "green",
		[REQUEST_MORE] = "orange", [REQUEST_NIL] = "green", [REQUEST_WAIVED] = "grey",
		[REQUEST_REFUSED] = "red",
	};
	bool late = request_writable(q->status) && lscb_request_late(r, q);
	struct node *cell = page_cell(row, q->hold_until != NULL && request_writable(q->status) ?
	    "Legal hold" : late ? pool_printf(r->pool, "%s, overdue", status_label(r, q)) :
	    status_label(r, q));

	node_set(cell, "tag", late ? "red" : colours[q->status]);
}
