#include <string.h>

#include "lists.h"
#include "meeting.h"
#include "collation.h"
#include "request.h"
#include "secret.h"

/* 3.3 and A1.06: the requests of a case, and new ones. */

const struct field lscb_request_new_input[] = {
	{ .name = "id", .type = FIELD_HANDLE, .required = true },
	{ .name = "agency", .type = FIELD_TOKEN, .max = 12, .required = true, .label = "Agency" },
	{ .name = "method", .type = FIELD_CODE, .choices = "lscb-request-method", .required = true,
	  .label = "How does it answer?" },
	{ .name = "forms", .type = FIELD_CODES, .choices = "lscb-supplementary",
	  .label = "Supplementary forms",
	  .hint = "Beside the agency report. Those of the events of the case are chosen" },
	{ .name = "asked", .type = FIELD_MEMO, .max = 2000, .rows = 4,
	  .label = "What is asked in particular?",
	  .hint = "The agency reads it. Name nothing that another agency said" },
	{ 0 }
};

/* Agencies are asked while a case is under way, and for the panel. */
const struct field lscb_request_unasked_input[] = {
	{ .name = "id", .type = FIELD_HANDLE, .required = true },
	{ .name = "why", .type = FIELD_TEXT, .max = 500, .required = true,
	  .label = "Why is no agency asked?", .hint = "Do not name a child" },
	{ 0 }
};

static bool asking(const struct record *record)
{
	unsigned in = 1u << workflow_state(&lscb_workflow, record->state);

	return (in & (1u << LSCB_GATHERING | 1u << LSCB_DISCUSSION | 1u << LSCB_HOLD_ON |
	    1u << LSCB_READY | 1u << LSCB_LISTED | 1u << LSCB_ADJOURNED)) != 0;
}

/* -- a new one -- */

static const char *events_forms(struct request *r, const struct record *record,
    const char *form_set)
{
	const struct codelist *list = lscb_supplementary(r, form_set);
	const char *forms = "";
	struct db_rows rows;
	size_t i, k;

	(void)db_list(r->db, &lscb_sql[LSCB_REQUEST_EVENTS], &rows, record->id);
	for (k = 0; list != NULL && k < list->n; k++)
		for (i = 0; i < rows.n; i++)
			if (lists_flag("lscb-event", db_text(&rows.row[i], 0), pool_printf(r->pool,
			    "form-%s", list->codes[k].code))) {
				forms = pool_printf(r->pool, "%s%s%s", forms, forms[0] == '\0' ? "" : " ",
				    list->codes[k].code);
				break;
			}
	return forms;
}

/* The one reporter that it has; where there are more, its single point of contact
 * says who. 0: nobody signs in for it. */
static unsigned long long reporter_of(struct request *r, unsigned long long agency, bool *signs_r)
{
	unsigned long long only = 0;
	struct db_rows rows;
	unsigned n = 0;
	size_t i;

	(void)db_list(r->db, &lscb_sql[LSCB_AGENCY_PEOPLE], &rows, agency);
	*signs_r = false;
	for (i = 0; i < rows.n; i++) {
		if (strcmp(db_text(&rows.row[i], 2), "REPORTER") == 0 && n++ == 0)
			only = db_number(&rows.row[i], 1);
		if (strcmp(db_text(&rows.row[i], 2), "MEMBER") != 0)
			*signs_r = true;
	}
	return n == 1 ? only : 0;
}

static void forms_add(struct request *r, const struct lscb_request *q, const char *forms)
{
	size_t len;

	lscb_request_form_add(r, q, lscb_request_chief(q));
	for (; *forms != '\0'; forms += len, forms += strspn(forms, " ")) {
		len = strcspn(forms, " ");
		lscb_request_form_add(r, q, pool_strndup(r->pool, forms, len));
	}
}

/* Returns its handle. method NULL: by whether somebody signs in for the agency. */
static const char *request_new(struct request *r, const struct record *record,
    unsigned long long agency, unsigned long long person, const char *method, const char *asked,
    const char *forms)
{
	const char *handle = secret_handle(r->pool);
	struct lscb_request q;
	unsigned long long reporter;
	struct db_row row;
	bool signs;

	reporter = reporter_of(r, agency, &signs);
	if (method == NULL)
		method = signs ? "SCREEN" : "PAPER";
	if (!db_find(r->db, &lscb_sql[LSCB_REQUEST_LAST], &row, record->id))
		return handle;
	(void)db_write(r->db, &lscb_sql[LSCB_REQUEST_ADD], handle, record->id, db_number(&row, 0) + 1,
	    agency, person, strcmp(method, "SCREEN") == 0 ? reporter : 0, method, asked,
	    request_account(r), r->http->request);
	if (!db_find(r->db, &lscb_sql[LSCB_REQUEST_FIND], &row, handle))
		return handle;
	lscb_request_from(r, &row, &q);
	forms_add(r, &q, forms);
	return handle;
}

/* -- for the rest of the module -- */

/* The agency of a professional: the only one of the kind, or the one of that name. */
static unsigned long long agency_of(const struct db_rows *agencies, const struct db_row *person)
{
	unsigned long long found = 0;
	unsigned n = 0;
	size_t i;

	for (i = 0; i < agencies->n; i++) {
		if (strcmp(db_text(&agencies->row[i], 3), db_text(person, 1)) != 0)
			continue;
		if (strcmp(db_text(&agencies->row[i], 2), db_text(person, 2)) == 0)
			return db_number(&agencies->row[i], 0);
		found = db_number(&agencies->row[i], 0);
		n++;
	}
	return n == 1 ? found : 0;
}

static bool asked_already(const struct db_rows *requests, unsigned long long agency)
{
	size_t i;

	for (i = 0; i < requests->n; i++)
		if (db_number(&requests->row[i], 4) == agency &&
		    strcmp(db_text(&requests->row[i], 14), "WAIVED") != 0)
			return true;
	return false;
}

void lscb_requests_begin(struct request *r, const struct record *record)
{
	struct db_rows agencies, people, requests;
	const char *forms = NULL;
	unsigned long long agency;
	struct db_row set;
	size_t i;

	(void)db_list(r->db, &lscb_sql[LSCB_AGENCIES_NOW], &agencies);
	(void)db_list(r->db, &lscb_sql[LSCB_REQUEST_PROFESSIONALS], &people, record->id);
	for (i = 0; i < people.n; i++) {
		agency = agency_of(&agencies, &people.row[i]);
		(void)db_list(r->db, &lscb_sql[LSCB_REQUESTS], &requests, record->id);
		if (agency == 0 || asked_already(&requests, agency))
			continue;
		if (forms == NULL)
			forms = events_forms(r, record, db_find(r->db, &lscb_sql[LSCB_REQUEST_SET_OF], &set,
			    record->id) ? db_text(&set, 0) : "L");
		(void)request_new(r, record, agency, db_number(&people.row[i], 0), NULL, "", forms);
	}
}

void lscb_requests_withdraw(struct request *r, const struct record *record, const char *why)
{
	const struct request_fact fact = { .why = why };
	struct lscb_request q;
	struct db_rows rows;
	const char *wrong;
	size_t i;

	(void)db_list(r->db, &lscb_sql[LSCB_REQUESTS], &rows, record->id);
	for (i = 0; i < rows.n; i++) {
		lscb_request_from(r, &rows.row[i], &q);
		if (request_can(REQUEST_ACT_WAIVED, q.status, q.hold_until != NULL))
			(void)lscb_request_do(r, record, &q, REQUEST_ACT_WAIVED, &fact, &wrong);
	}
}

const char *lscb_requests_lack(struct request *r, const struct record *record)
{
	struct db_row row;

	if (db_find(r->db, &lscb_sql[LSCB_REQUEST_AWAITED], &row, record->id))
		return "Some are awaited";
	if (!db_find(r->db, &lscb_sql[LSCB_REQUEST_UNASKED], &row, record->id) ||
	    (db_number(&row, 0) == 0 && db_text(&row, 1)[0] == '\0'))
		return "No agency was asked, and it is not said why";
	return NULL;
}

/* -- its part of the case's page, and its own -- */

static unsigned open_count(const struct lscb_request *q, size_t n, bool (*is)(enum request_status))
{
	unsigned count = 0;
	size_t i;

	for (i = 0; i < n; i++)
		if (is(q[i].status))
			count++;
	return count;
}

static size_t requests_read(struct request *r, const struct record *record,
    struct lscb_request **q_r)
{
	struct db_rows rows;
	size_t i;

	(void)db_list(r->db, &lscb_sql[LSCB_REQUESTS], &rows, record->id);
	*q_r = pool_array(r->pool, rows.n + 1, sizeof(**q_r));
	for (i = 0; i < rows.n; i++)
		lscb_request_from(r, &rows.row[i], &(*q_r)[i]);
	return rows.n;
}

static void requests_table(struct request *r, struct node *body, const struct lscb_request *q,
    size_t n)
{
	struct node *table = page_table(body, "requests", "Requests to agencies",
	    "No agency has been asked.", "Number", "Agency", "State", "Due", "Returned", NULL);
	struct node *row, *cell;
	size_t i;

	for (i = 0; i < n; i++) {
		row = node_add(table, "row");
		cell = page_cell(row, pool_printf(r->pool, "%u", q[i].number));
		node_set(cell, "head", "yes");
		if (request_may(r, LSCB_REPORTS))
			node_set(cell, "href", lscb_request_path(r, &q[i]));
		(void)page_cell(row, q[i].agency_name);
		lscb_request_status_put(r, row, &q[i]);
		(void)page_cell(row, q[i].due_on == NULL ? "" : page_day(r, q[i].due_on));
		(void)page_cell(row, q[i].returned_on == NULL ? "" : pool_printf(r->pool, "%s%s%s",
		    page_day(r, q[i].returned_on), lscb_request_lateness(r, &q[i]) == NULL ? "" : ", ",
		    lscb_request_lateness(r, &q[i]) == NULL ? "" : lscb_request_lateness(r, &q[i])));
	}
}

static bool may_read(const struct request *r, const struct record *record)
{
	return session_role(r->session, "CDC CDD CDP") || record_is(record, "JAR");
}

void lscb_request_count(struct request *r, const struct record *record,
    struct lscb_request_count *count_r)
{
	struct lscb_request *q;
	size_t n = requests_read(r, record, &q), i;

	*count_r = (struct lscb_request_count){ .all = (unsigned)n,
	    .answered = open_count(q, n, request_counts), .awaited = open_count(q, n, request_writable) };
	for (i = 0; i < n; i++) {
		if (q[i].status == REQUEST_NEW)
			count_r->unsent++;
		if (q[i].status == REQUEST_RETURNED)
			count_r->returned++;
		if (request_writable(q[i].status) && lscb_request_late(r, &q[i]))
			count_r->late++;
	}
}

void lscb_request_panel(struct request *r, const struct record *record, struct node *list)
{
	struct lscb_request_count c;

	if (!may_read(r, record) || strcmp(record->state, "NOTIFIED") == 0)
		return;
	lscb_request_count(r, record, &c);
	(void)lscb_part(r, record, list, "Reports of the agencies", c.all == 0 ?
	    "No agency has been asked." : pool_printf(r->pool, "%u of %u awaited, %u overdue.",
	    c.awaited, c.all, c.late), "Open", "/requests");
	if (c.answered > 0 && lscb_collation_mine(r, record))
		(void)lscb_part(r, record, list, "Answers side by side", lscb_collation_conflicts(r,
		    record) == 0 ? "No conflict between the agencies" : "Agencies answered differently",
		    "Open", "/collation");
}

static void people_left(struct request *r, struct node *body, const struct record *record,
    const struct lscb_request *q, size_t n)
{
	struct db_rows people;
	struct node *list = NULL;
	size_t i, k;

	(void)db_list(r->db, &lscb_sql[LSCB_REQUEST_PROFESSIONALS], &people, record->id);
	for (i = 0; i < people.n; i++) {
		for (k = 0; k < n; k++)
			if (strcmp(q[k].agency_type, db_text(&people.row[i], 1)) == 0)
				break;
		if (k < n)
			continue;
		if (list == NULL) {
			(void)page_heading(body, 2, "Worked with the child, and not asked");
			list = node_add(body, "list");
			node_set(list, "kind", "bullet");
		}
		(void)node_leaf(list, "item", pool_printf(r->pool, "%s%s%s",
		    lists_label("lscb-agency", db_text(&people.row[i], 1), r->today),
		    db_text(&people.row[i], 2)[0] == '\0' ? "" : ": ", db_text(&people.row[i], 2)));
	}
}

static void agency_put(struct request *r, struct node *form, bool sent)
{
	const struct input_value *v = input_slot(&r->input, "agency");
	struct node *control = page_control(r, form, v->field, "agency", "", sent ? v->error : NULL,
	    "select"), *option;
	struct db_rows rows;
	size_t i;

	(void)db_list(r->db, &lscb_sql[LSCB_AGENCIES_NOW], &rows);
	for (i = 0; i < rows.n; i++) {
		option = node_add(control, "option");
		node_set(option, "value", db_text(&rows.row[i], 1));
		node_set(option, "label", pool_printf(r->pool, "%s (%s)", db_text(&rows.row[i], 2),
		    lists_label("lscb-agency", db_text(&rows.row[i], 3), r->today)));
		if (sent && strcmp(v->value, db_text(&rows.row[i], 1)) == 0)
			node_set(option, "selected", "yes");
	}
}

static void new_form(struct request *r, struct node *body, const struct record *record, bool sent)
{
	const char *set = lscb_of(r)->form_set;
	struct field forms = *input_slot(&r->input, "forms")->field;
	struct node *form;

	(void)page_heading(body, 2, "Ask an agency");
	form = page_form(r, body, pool_printf(r->pool, "%s/requests", casework_path(r, record)));
	agency_put(r, form, sent);
	page_field_of(r, form, &lscb_request_new_input[2], sent);
	forms.list = lscb_supplementary(r, set);
	(void)page_control(r, form, &forms, "forms", sent ? input_text(&r->input, "forms") :
	    events_forms(r, record, set), input_slot(&r->input, "forms")->error, NULL);
	page_field_of(r, form, &lscb_request_new_input[4], sent);
	(void)page_button(page_buttons(form), "Make the request", "primary", NULL, NULL);
}

/* 2.9: a case of which nobody was asked goes no further until it is said why. */
static void unasked_put(struct request *r, struct node *body, const struct record *record)
{
	struct db_row row;

	(void)page_heading(body, 2, "No agency is to be asked");
	if (db_find(r->db, &lscb_sql[LSCB_REQUEST_UNASKED], &row, record->id) &&
	    db_text(&row, 1)[0] != '\0')
		(void)page_para(body, pool_printf(r->pool, "Reason kept: %s", db_text(&row, 1)));
	(void)page_form_of(r, body, lscb_request_unasked_input, pool_printf(r->pool,
	    "%s/requests/none", casework_path(r, record)), "Keep the reason", "secondary");
}

static int requests_page(struct request *r, const struct record *record, int status)
{
	struct node *body = casework_page(r, record, "requests", "Requests to agencies");
	struct lscb_request *q;
	size_t n = requests_read(r, record, &q);

	requests_table(r, body, q, n);
	people_left(r, body, record, q, n);
	if (request_may(r, LSCB_WORK) && asking(record)) {
		new_form(r, body, record, status == 422);
		if (n == 0)
			unasked_put(r, body, record);
	}
	return status;
}

int lscb_requests_show(struct request *r)
{
	struct record record;

	if (!casework_load(r, &record) || !may_read(r, &record))
		return page_not_found(r);
	return requests_page(r, &record, 200);
}

static unsigned long long agency_chosen(struct request *r)
{
	const char *handle = input_text(&r->input, "agency");
	struct db_row row;

	if (handle[0] == '\0')
		return 0;
	if (db_find(r->db, &lscb_sql[LSCB_AGENCY_FIND], &row, handle) && db_text(&row, 10) == NULL)
		return db_number(&row, 0);
	input_refuse(&r->input, "agency", "Choose an agency of the register");
	return 0;
}

static void forms_rule(struct request *r, const char *set)
{
	const char *forms = input_text(&r->input, "forms");
	size_t len;

	for (; *forms != '\0'; forms += len, forms += strspn(forms, " ")) {
		len = strcspn(forms, " ");
		if (!lists_flag("lscb-supplementary", pool_strndup(r->pool, forms, len),
		    lscb_set_flag(set)))
			input_refuse(&r->input, "forms", "Choose forms of the set of this case");
	}
}

int lscb_request_add(struct request *r)
{
	struct record record;
	unsigned long long agency;

	if (!casework_lock(r, &record))
		return page_not_found(r);
	if (!asking(&record))
		return casework_moved_on(r);
	agency = agency_chosen(r);
	forms_rule(r, lscb_of(r)->form_set);
	lscb_nameless(r, record.id, "asked");
	if (!input_valid(&r->input, r->pool))
		return requests_page(r, &record, 422);
	return request_redirect(r, "/lscb/request/%s", request_new(r, &record, agency, 0,
	    input_text(&r->input, "method"), input_text(&r->input, "asked"),
	    input_text(&r->input, "forms")));
}

static int unasked_page(struct request *r, const struct record *record)
{
	struct node *body = casework_page(r, record, "requests", "Requests to agencies");

	unasked_put(r, body, record);
	return 422;
}

int lscb_request_unasked(struct request *r)
{
	struct record record;

	if (!casework_lock(r, &record))
		return page_not_found(r);
	if (!asking(&record))
		return casework_moved_on(r);
	lscb_nameless(r, record.id, "why");
	if (!input_valid(&r->input, r->pool))
		return unasked_page(r, &record);
	(void)db_write(r->db, &lscb_sql[LSCB_REQUEST_UNASKED_SET], input_text(&r->input, "why"),
	    record.id);
	event_add(r, &record, "unasked", "No agency is to be asked: the reason is kept", false);
	return request_redirect(r, "%s/requests", casework_path(r, &record));
}

int lscb_request_asked(struct request *r)
{
	struct record record;

	if (!record_load(r, input_text(&r->input, "id"), &record) || !record_is(&record, "REPORTER SPOC"))
		return page_not_found(r);
	return request_redirect(r, "/lscb/requests");
}
