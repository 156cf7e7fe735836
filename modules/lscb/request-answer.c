#include <string.h>

#include "account.h"
#include "date.h"
#include "ident.h"
#include "lists.h"
#include "meeting.h"
#include "request.h"
#include "text.h"

/* 7.1: the agency's side. A reporter sees the requests that were given to them, a
 * single point of contact all of the agency, while they are open; of the case nothing
 * but section A. The coordinator keeps the same request on the same page. */

#define ID	{ .name = "request", .type = FIELD_HANDLE, .required = true }

const struct field lscb_request_input[] = { ID, { 0 } };
const struct field lscb_request_submit_input[] = {
	ID,
	{ .name = "late_code", .type = FIELD_CODE, .choices = "lscb-request-late", .compact = true,
	  .label = "Why is it late?" },
	{ .name = "late_reason", .type = FIELD_TEXT, .max = 200, .label = "In your words" },
	{ 0 }
};
const struct field lscb_request_reporter_input[] = {
	ID,
	{ .name = "reporter", .type = FIELD_NUMBER, .required = true, .label = "Who reports?" },
	{ 0 }
};

/* -- one's own -- */

/* 7.1: a single point of contact sees how the agency did. */
static void done_put(struct request *r, struct node *body)
{
	struct date since = date_add_years(date_today(), -1);
	struct db_row row;

	if (session_role(r->session, "CDS") && db_find(r->db, &lscb_sql[LSCB_REQUEST_DONE], &row,
	    date_iso(r->pool, since), request_account(r)) && db_number(&row, 0) > 0)
		(void)page_para(body, pool_printf(r->pool, "In the last 12 months your agency was asked for "
		    "%llu reports. %llu came in, %llu of them late.", db_number(&row, 0),
		    db_number(&row, 1), db_number(&row, 2)));
}

int lscb_requests_own(struct request *r)
{
	struct node *body = page_begin(r, "own", "Agency reports asked of you"), *table, *row, *cell;
	struct lscb_request q;
	const char *due;
	struct db_rows rows;
	size_t i;

	(void)page_heading(body, 1, "Agency reports asked of you");
	(void)db_list(r->db, &lscb_sql[LSCB_REQUESTS_OWN], &rows, request_account(r));
	table = page_table(body, "own", "Open requests", "Nothing is asked of you now.", "Identifier",
	    "Agency", "State", "Due", "Reporter", NULL);
	for (i = 0; i < rows.n; i++) {
		lscb_request_from(r, &rows.row[i], &q);
		row = node_add(table, "row");
		cell = page_cell(row, q.reference);
		node_set(cell, "head", "yes");
		node_set(cell, "href", lscb_request_path(r, &q));
		(void)page_cell(row, q.agency_name);
		lscb_request_status_put(r, row, &q);
		due = lscb_request_part_due(r, &q);
		(void)page_cell(row, due == NULL ? page_day(r, q.due_on) : due[0] == '\0' ?
		    "Your sections are done" : page_day(r, due));
		(void)page_cell(row, q.reporter_name[0] == '\0' ? "Nobody yet" : q.reporter_name);
	}
	done_put(r, body);
	return 200;
}

/* -- one of them -- */

static void child_put(struct request *r, struct node *body, const struct record *record)
{
	struct node *s = node_add(body, "summary");
	struct db_row c;

	if (!db_find(r->db, &lscb_sql[LSCB_REQUEST_CHILD], &c, record->id))
		return;
	(void)page_row(s, "Name", db_text(&c, 0));
	(void)page_row(s, "Date of birth", page_day(r, db_text(&c, 1)));
	(void)page_row(s, "NHS number", ident_nhs_show(r->pool, db_text(&c, 2)));
	(void)page_row(s, "Date of death", page_day(r, db_text(&c, 3)));
	(void)page_row(s, "Sex", lists_label("lscb-sex", db_text(&c, 4), r->today));
	(void)page_row(s, "Address", db_text(&c, 5));
}

static void dates_rows(struct request *r, struct node *s, const struct lscb_request *q)
{
	const char *late = lscb_request_lateness(r, q);

	if (q->sent_on != NULL)
		(void)page_row(s, "Sent", page_day(r, q->sent_on));
	if (q->due_on != NULL)
		(void)page_row(s, "Due", q->extended == 0 ? page_day(r, q->due_on) : pool_printf(r->pool,
		    "%s (first %s; more time given %u time%s)", page_day(r, q->due_on),
		    page_day(r, q->first_due_on), q->extended, q->extended == 1 ? "" : "s"));
	if (q->acknowledged_on != NULL)
		(void)page_row(s, "Acknowledged", page_day(r, q->acknowledged_on));
	if (q->hold_until != NULL)
		(void)page_row(s, "Lawful bar, looked at again on", page_day(r, q->hold_until));
	if (q->returned_on != NULL)
		(void)page_row(s, "Returned", page_day(r, q->returned_on));
	if (late != NULL)
		(void)page_row(s, "Lateness", late);
	if (q->late_code[0] != '\0')
		(void)page_row(s, "Why late", pool_printf(r->pool, "%s%s%s",
		    lists_label("lscb-request-late", q->late_code, r->today),
		    q->late_reason[0] == '\0' ? "" : ": ", q->late_reason));
	if (q->accepted_on != NULL)
		(void)page_row(s, "Accepted", page_day(r, q->accepted_on));
}

static void facts_put(struct request *r, struct node *body, const struct lscb_request_open *o)
{
	const struct lscb_request *q = &o->q;
	struct node *s = node_add(body, "summary");

	(void)page_row(s, "Identifier", q->reference);
	(void)page_row(s, "Agency", q->agency_name);
	(void)page_row(s, "State", lists_label("lscb-request", request_status_code(q->status),
	    r->today));
	(void)page_row(s, "Answers", lists_label("lscb-request-method", q->method, r->today));
	if (strcmp(q->method, "SCREEN") == 0)
		(void)page_row(s, "Reporter", q->reporter_name[0] == '\0' ? "Nobody yet" :
		    q->reporter_name);
	dates_rows(r, s, q);
	if (q->received_by[0] != '\0')
		(void)page_row(s, "Received by", q->received_by);
	if (q->asked[0] != '\0')
		(void)page_row(s, "Asked in particular", q->asked);
	if (q->why[0] != '\0')
		(void)page_row(s, q->status == REQUEST_MORE ? "What more is needed" : "Reason", q->why);
}

/* What 3.3 lets the coordinator do now. */
static void acts_put(struct request *r, struct node *body, const struct lscb_request_open *o)
{
	struct node *buttons = NULL, *b;
	enum request_act a;

	for (a = 0; a < REQUEST_ACT__MAX && o->record.closed_at == NULL; a++) {
		if (!request_can(a, o->q.status, o->q.hold_until != NULL))
			continue;
		if (buttons == NULL) {
			(void)page_heading(body, 2, "What happens next");
			buttons = node_add(body, "buttons");
		}
		b = node_leaf(buttons, "button", request_rules[a].label);
		node_set(b, "href", pool_printf(r->pool, "%s/do/%s", lscb_request_path(r, &o->q),
		    request_rules[a].code));
		node_set(b, "kind", "secondary");
	}
}

static void coordinator_put(struct request *r, struct node *body,
    const struct lscb_request_open *o)
{
	bool named = lscb_named(r, &o->record);

	acts_put(r, body, o);
	if (!named && (request_writable(o->q.status) || o->q.sent_on != NULL))
		(void)page_link(body, "Open the case by name, to key in a report or to print one", NULL,
		    "%s/name", casework_path(r, &o->record));
	/* Section A has the child's name. */
	if (named && o->q.sent_on != NULL)
		(void)page_link(body, "Print a blank report", NULL, "%s/paper",
		    lscb_request_path(r, &o->q));
	lscb_request_steps_put(r, body, o);
}

static void agency_put(struct request *r, struct node *body, const struct lscb_request_open *o)
{
	(void)page_heading(body, 2, "The child");
	child_put(r, body, &o->record);
	if (!request_writable(o->q.status)) {
		(void)page_para(body, "The report was sent in. It can be read, and not changed.");
		return;
	}
	if (o->part)
		return;
	(void)page_link(body, "Send the report in", "button", "%s/submit", lscb_request_path(r, &o->q));
	(void)page_link(body, "Print a blank report", NULL, "%s/paper", lscb_request_path(r, &o->q));
}

int lscb_request_show(struct request *r)
{
	struct lscb_request_open o;
	struct node *body;

	if (!lscb_request_open(r, &o, false))
		return page_not_found(r);
	body = page_begin(r, "request", "Request for a report");
	if (o.answers)
		page_back(r, "Reports asked of you", "/lscb/requests");
	else
		page_back(r, "Requests to agencies", "%s/requests", casework_path(r, &o.record));
	page_about(r, o.q.reference);
	(void)page_identity(r, o.q.reference, NULL, NULL, NULL);
	(void)page_heading(body, 1, "Request for a report");
	facts_put(r, body, &o);
	if (o.part)
		lscb_request_part_own(r, body, &o, NULL);
	else
		(void)lscb_request_forms_put(r, body, &o);
	if (!o.part)
		lscb_request_parts_put(r, body, &o);
	if (o.answers)
		agency_put(r, body, &o);
	if (o.keeps)
		coordinator_put(r, body, &o);
	if ((o.keeps || o.spoc) && request_writable(o.q.status))
		(void)page_link(body, "Say who reports", NULL, "%s/reporter", lscb_request_path(r, &o.q));
	return 200;
}

/* -- sending it in -- */

void lscb_request_gaps_put(struct node *body, const struct form_gap *gaps)
{
	struct node *list;

	(void)page_heading(body, 2, "Still needed");
	list = node_add(body, "list");
	node_set(list, "kind", "bullet");
	for (; gaps != NULL; gaps = gaps->next)
		node_set(node_leaf(list, "item", gaps->message), "href", gaps->path);
}

static int submit_page(struct request *r, const struct lscb_request_open *o, int status)
{
	struct node *body = lscb_request_page(r, o, "Send the report in"), *form;
	bool nil, late = lscb_request_late(r, &o->q);
	const struct form_gap *gaps = lscb_request_gaps(r, o, &nil);

	if (gaps != NULL) {
		lscb_request_gaps_put(body, gaps);
		return status;
	}
	(void)page_para(body, nil ? "This is a nil return: your agency had nothing to do with the child "
	    "or the family. It ends the request." : "After it is sent in it can be read, and not "
	    "changed, until the coordinator has accepted it or asks for more.");
	form = page_form(r, body, pool_printf(r->pool, "%s/submit", lscb_request_path(r, &o->q)));
	if (late) {
		page_field_of(r, form, &lscb_request_submit_input[1], true);
		page_field_of(r, form, &lscb_request_submit_input[2], true);
	}
	(void)page_button(page_buttons(form), nil ? "Send the nil return" : "Send the report in",
	    "primary", NULL, NULL);
	return status;
}

/* Who has sections alone does not send the whole. */
static bool sends(const struct lscb_request_open *o)
{
	return o->answers && !o->part;
}

int lscb_request_submit_show(struct request *r)
{
	struct lscb_request_open o;

	if (!lscb_request_open(r, &o, false) || !sends(&o))
		return page_not_found(r);
	return request_writable(o.q.status) ? submit_page(r, &o, 200) : casework_moved_on(r);
}

static void late_rules(struct request *r, const struct lscb_request_open *o)
{
	if (lscb_request_late(r, &o->q))
		input_needs(&r->input, "late_code", "Say why it is late");
	if (lists_flag("lscb-request-late", input_text(&r->input, "late_code"), "specify"))
		input_needs(&r->input, "late_reason", "Say why in your words");
}

/* Whoever notified the death may be its owner, and of an agency. */
static void coordinators_told(struct request *r, const struct record *record)
{
	struct account *a;
	size_t n = account_list(r, "CDC", &a), i;

	for (i = 0; i < n; i++)
		notice_add(r, record, a[i].id, "An agency report came in");
}

int lscb_request_submit(struct request *r)
{
	struct lscb_request_open o;
	struct request_fact fact;
	const char *why;
	bool nil;

	if (!lscb_request_open(r, &o, true) || !sends(&o))
		return page_not_found(r);
	if (!request_writable(o.q.status))
		return casework_moved_on(r);
	late_rules(r, &o);
	lscb_nameless(r, o.record.id, "late_reason");
	if (lscb_request_gaps(r, &o, &nil) != NULL || !input_valid(&r->input, r->pool))
		return submit_page(r, &o, 422);
	fact = (struct request_fact){ .day = r->today, .why = "",
	    .late_code = input_text(&r->input, "late_code"),
	    .late_reason = input_text(&r->input, "late_reason") };
	if (!lscb_request_do(r, &o.record, &o.q, nil ? REQUEST_ACT_NIL : REQUEST_ACT_RETURNED, &fact,
	    &why))
		return casework_moved_on(r);
	coordinators_told(r, &o.record);
	lscb_request_audit(r, &o, nil ? "NIL" : "RETURNED");
	return request_redirect(r, "/lscb/requests");
}

/* -- who reports -- */

static int reporter_page(struct request *r, const struct lscb_request_open *o, int status)
{
	struct node *body = lscb_request_page(r, o, "Who reports"), *form, *control, *option;
	const struct input_value *v = input_slot(&r->input, "reporter");
	struct db_rows rows;
	size_t i, n;

	(void)db_list(r->db, &lscb_sql[LSCB_AGENCY_PEOPLE], &rows, o->q.agency);
	for (i = n = 0; i < rows.n; i++)
		if (strcmp(db_text(&rows.row[i], 2), "REPORTER") == 0)
			rows.row[n++] = rows.row[i];
	if (n == 0) {
		(void)page_para(body, "Nobody signs in to report for this agency. The coordinator of the "
		    "reviews enters who does.");
		return status;
	}
	form = page_form(r, body, pool_printf(r->pool, "%s/reporter", lscb_request_path(r, &o->q)));
	control = page_control(r, form, v->field, "reporter", "", v->error, "radios");
	for (i = 0; i < n; i++) {
		option = node_add(control, "option");
		node_set(option, "value", pool_printf(r->pool, "%llu", db_number(&rows.row[i], 1)));
		node_set(option, "label", pool_printf(r->pool, "%s %s", db_text(&rows.row[i], 5),
		    db_text(&rows.row[i], 6)));
		if (db_number(&rows.row[i], 1) == o->q.reporter)
			node_set(option, "selected", "yes");
	}
	(void)page_button(page_buttons(form), "Save", "primary", NULL, NULL);
	return status;
}

static bool assignable(struct request *r, struct lscb_request_open *o, bool lock)
{
	return lscb_request_open(r, o, lock) && (o->keeps || o->spoc) &&
	    (o->q.status == REQUEST_NEW || request_writable(o->q.status));
}

int lscb_request_reporter_show(struct request *r)
{
	struct lscb_request_open o;

	return assignable(r, &o, false) ? reporter_page(r, &o, 200) : page_not_found(r);
}

int lscb_request_reporter_save(struct request *r)
{
	struct lscb_request_open o;
	unsigned long long account = 0;
	struct db_row row;

	if (!assignable(r, &o, true))
		return page_not_found(r);
	if (text_number(input_text(&r->input, "reporter"), &account) &&
	    !db_find(r->db, &lscb_sql[LSCB_AGENCY_PERSON_FIND], &row, o.q.agency, account, "REPORTER"))
		input_refuse(&r->input, "reporter", "Choose a reporter of the agency");
	if (!input_valid(&r->input, r->pool))
		return reporter_page(r, &o, 422);
	if (db_write(r->db, &lscb_sql[LSCB_REQUEST_REPORTER], account, o.q.id,
	    (unsigned long long)o.q.version) != 1)
		return casework_moved_on(r);
	lscb_request_people(r, &o.record);
	if (o.q.status != REQUEST_NEW)
		notice_add_page(r, &o.record, account, "An agency report is asked of you", "/asked");
	lscb_request_audit(r, &o, pool_printf(r->pool, "reporter=%llu", account));
	return request_redirect(r, "%s", lscb_request_path(r, &o.q));
}
