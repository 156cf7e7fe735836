#include <string.h>

#include "lists.h"
#include "meeting.h"
#include "request.h"
#include "str.h"

/* 3.3: reminders and escalations, each on its day. What goes out goes by the
 * authority's own channels; here is kept what went, how, to whom and with which words. */

const struct field lscb_request_chase_input[] = {
	{ .name = "request", .type = FIELD_HANDLE, .required = true },
	{ .name = "step", .type = FIELD_TOKEN, .max = 12 },
	{ .name = "method", .type = FIELD_CODE, .choices = "lscb-step-method", .required = true,
	  .label = "How was it sent?" },
	{ .name = "sent_to", .type = FIELD_TEXT, .max = 430, .width = 30, .required = true,
	  .label = "To whom?" },
	{ .name = "text", .type = FIELD_MEMO, .max = 4000, .rows = 8, .required = true,
	  .label = "Text", .hint = "As it was sent. Do not write the child's name here" },
	{ 0 }
};

/* -- what is to be done today -- */

static void cell_link(struct node *row, const char *text, const char *href)
{
	struct node *cell = page_cell(row, text);

	node_set(cell, "head", "yes");
	node_set(cell, "href", href);
}

static void steps_table(struct request *r, struct node *body)
{
	struct node *table, *row;
	struct db_rows rows;
	size_t i;

	(void)db_list(r->db, &lscb_sql[LSCB_CHASE], &rows, r->today, r->today);
	table = page_table(body, "chase", "Reminders and escalations that have had their day",
	    "There is nothing to chase today.", "Identifier", "Agency", "Report due", "Next",
	    "Its day", NULL);
	for (i = 0; i < rows.n; i++) {
		const struct db_row *c = &rows.row[i];

		row = node_add(table, "row");
		cell_link(row, db_text(c, 1), pool_printf(r->pool, "/lscb/request/%s/step/%s",
		    db_text(c, 0), db_text(c, 4)));
		(void)page_cell(row, db_text(c, 2));
		(void)page_cell(row, page_day(r, db_text(c, 3)));
		(void)page_cell(row, lists_label("lscb-request-step", db_text(c, 4), r->today));
		(void)page_cell(row, page_day(r, db_text(c, 5)));
	}
}

static void held_table(struct request *r, struct node *body)
{
	struct node *table, *row;
	struct db_rows rows;
	size_t i;

	(void)db_list(r->db, &lscb_sql[LSCB_CHASE_HELD], &rows, r->today);
	if (rows.n == 0)
		return;
	table = page_table(body, "held", "Lawful bars to look at again", "", "Identifier", "Agency",
	    "Look again on", NULL);
	for (i = 0; i < rows.n; i++) {
		row = node_add(table, "row");
		cell_link(row, db_text(&rows.row[i], 1), pool_printf(r->pool, "/lscb/request/%s",
		    db_text(&rows.row[i], 0)));
		(void)page_cell(row, db_text(&rows.row[i], 2));
		(void)page_cell(row, page_day(r, db_text(&rows.row[i], 3)));
	}
}

/* The number of reports, which opens the cases that they are of (4.1). */
static void cases_put(struct request *r, struct node *row, unsigned long long n, const char *view,
    const char *agency)
{
	struct node *cell = page_cell(row, pool_printf(r->pool, "%llu", n));

	node_set(cell, "numeric", "yes");
	if (n > 0)
		node_set(cell, "href", pool_printf(r->pool, "/lscb/?view=%s&agency=%s", view, agency));
}

static void agencies_table(struct request *r, struct node *body)
{
	struct node *table, *row;
	struct db_rows rows;
	size_t i;

	(void)db_list(r->db, &lscb_sql[LSCB_CHASE_AGENCIES], &rows, r->today);
	table = page_table(body, "overdue", "Reports awaited, by agency",
	    "No report is awaited of anybody.", "Agency", "Kind", "Awaited", "Overdue",
	    "Earliest due", NULL);
	for (i = 0; i < rows.n; i++) {
		const struct db_row *c = &rows.row[i];

		row = node_add(table, "row");
		cell_link(row, db_text(c, 1), pool_printf(r->pool, "/lscb/agency/%s", db_text(c, 0)));
		(void)page_cell(row, lists_label("lscb-agency", db_text(c, 2), r->today));
		cases_put(r, row, db_number(c, 3), "AWAITED", db_text(c, 0));
		cases_put(r, row, db_number(c, 4), "OVERDUE", db_text(c, 0));
		(void)page_cell(row, page_day(r, db_text(c, 5)));
	}
}

int lscb_chase_list(struct request *r)
{
	struct node *body = page_begin(r, "chase", "To chase today");

	page_back(r, "Child deaths", "/lscb/");
	(void)page_heading(body, 1, "To chase today");
	steps_table(r, body);
	held_table(r, body);
	agencies_table(r, body);
	(void)page_link(body, "Agencies", NULL, "/lscb/agencies");
	return 200;
}

/* -- the steps of one request -- */

static const char *done_of(struct request *r, const struct db_row *s)
{
	if (db_text(s, 2) != NULL)
		return page_when(r, db_text(s, 2));
	return db_text(s, 3) != NULL ? "Not sent: it had fallen away" : "Still to come";
}

static void step_row(struct request *r, struct node *table, const struct lscb_request_open *o,
    const struct db_row *s)
{
	struct node *row = node_add(table, "row");
	struct node *cell = page_cell(row, lists_label("lscb-request-step", db_text(s, 0), r->today));
	const char *to = db_text(s, 5);

	node_set(cell, "head", "yes");
	if (db_text(s, 2) == NULL && db_text(s, 3) == NULL && o->keeps)
		node_set(cell, "href", pool_printf(r->pool, "%s/step/%s", lscb_request_path(r, &o->q),
		    db_text(s, 0)));
	(void)page_cell(row, db_text(s, 1) == NULL ? "" : page_day(r, db_text(s, 1)));
	(void)page_cell(row, done_of(r, s));
	(void)page_cell(row, db_text(s, 2) == NULL ? "" : pool_printf(r->pool, "%s %s", db_text(s, 7),
	    db_text(s, 8)));
	node_set(page_cell(row, pool_printf(r->pool, "%s%s%s", to[0] == '\0' ? "" :
	    pool_printf(r->pool, "%s to ", lists_label("lscb-step-method", db_text(s, 4), r->today)),
	    to, db_text(s, 6)[0] == '\0' ? "" : pool_printf(r->pool, "%s%s",
	    to[0] == '\0' ? "" : "\n", db_text(s, 6)))), "kind", "text");
}

void lscb_request_steps_put(struct request *r, struct node *body,
    const struct lscb_request_open *o)
{
	struct node *table;
	struct db_rows rows;
	size_t i;

	(void)db_list(r->db, &lscb_sql[LSCB_STEPS], &rows, o->q.id);
	table = page_table(body, "steps", "Steps", "It has not been sent.", "Step", "Its day", "Done",
	    "By", "How, and in which words", NULL);
	for (i = 0; i < rows.n; i++)
		step_row(r, table, o, &rows.row[i]);
}

/* -- one step: what was sent -- */

static const char *value_of(struct request *r, const struct lscb_request *q, const char *name,
    size_t len)
{
	if (len == 9 && strncmp(name, "reference", len) == 0)
		return q->reference;
	if (len == 6 && strncmp(name, "agency", len) == 0)
		return q->agency_name;
	if (len == 4 && strncmp(name, "sent", len) == 0)
		return page_day(r, q->sent_on);
	if (len == 3 && strncmp(name, "due", len) == 0)
		return page_day(r, q->due_on);
	return NULL;
}

/* The words of the list, with [what] filled in; what is not known stays as it stands. */
static const char *merged(struct request *r, const struct lscb_request *q, const char *step)
{
	const char *code = strcmp(step, "E2") == 0 ? pool_printf(r->pool, "E2-%s", q->form_set) : step;
	const char *at = lists_label("lscb-chase-text", code, r->today), *open, *end, *value;
	struct str text;

	str_init(&text, r->pool);
	while ((open = strchr(at, '[')) != NULL && (end = strchr(open, ']')) != NULL) {
		value = value_of(r, q, open + 1, (size_t)(end - open - 1));
		str_printf(&text, "%.*s", (int)(open - at), at);
		if (value == NULL)
			str_printf(&text, "%.*s", (int)(end - open + 1), open);
		else
			str_printf(&text, "%s", value);
		at = end + 1;
	}
	str_printf(&text, "%s", at);
	return text.data;
}

/* R1 and R2 go to who reports, R2 with a copy to the agency's single point of contact, R3
 * to its lead; beyond it to people of the board, whom the coordinator names. */
static const char *addressee(struct request *r, const struct lscb_request *q, const char *step)
{
	if (strcmp(step, "R3") == 0)
		return q->agency_lead;
	if (step[0] == 'E')
		return "";
	if (strcmp(step, "R2") == 0 && q->reporter_name[0] != '\0' && q->agency_contact[0] != '\0' &&
	    strcmp(q->reporter_name, q->agency_contact) != 0)
		return pool_printf(r->pool, "%s; copy to %s", q->reporter_name, q->agency_contact);
	return q->reporter_name[0] != '\0' ? q->reporter_name : q->agency_contact;
}

static int step_page(struct request *r, const struct lscb_request_open *o, const char *step,
    int status)
{
	struct node *body = lscb_request_page(r, o, lists_label("lscb-request-step", step, r->today));
	const struct { const char *name, *ready; } fields[] = {
		{ "method", step[0] == 'R' && step[1] != '3' ? "EMAIL" : "LETTER" },
		{ "sent_to", addressee(r, &o->q, step) }, { "text", merged(r, &o->q, step) },
	};
	struct node *form;
	size_t i;

	(void)page_para(body, pool_printf(r->pool, "%s. The report was due on %s.", o->q.agency_name,
	    page_day(r, o->q.due_on)));
	form = page_form(r, body, pool_printf(r->pool, "%s/step/%s", lscb_request_path(r, &o->q),
	    step));
	for (i = 0; i < sizeof(fields) / sizeof(fields[0]); i++) {
		const struct input_value *v = input_slot(&r->input, fields[i].name);

		(void)page_control(r, form, v->field, fields[i].name, status == 422 ? v->value :
		    fields[i].ready, v->error, NULL);
	}
	(void)page_button(page_buttons(form), "Record that it was sent", "primary", NULL, NULL);
	return status;
}

/* The step is still to be done, and nothing says that it must not. */
static bool step_find(struct request *r, const struct lscb_request_open *o, struct db_row *row)
{
	return o->record.closed_at == NULL && request_writable(o->q.status) &&
	    o->q.hold_until == NULL && db_find(r->db, &lscb_sql[LSCB_STEP_FIND], row, o->q.id,
	    input_text(&r->input, "step"));
}

int lscb_request_chase_show(struct request *r)
{
	struct lscb_request_open o;
	struct db_row row;

	if (!lscb_request_keep(r, &o, false) ||
	    !lists_flag("lscb-request-step", input_text(&r->input, "step"), "ladder"))
		return page_not_found(r);
	return step_find(r, &o, &row) ? step_page(r, &o, input_text(&r->input, "step"), 200) :
	    casework_moved_on(r);
}

int lscb_request_chase_save(struct request *r)
{
	const char *step = input_text(&r->input, "step");
	struct lscb_request_open o;
	struct db_row row;

	if (!lscb_request_keep(r, &o, true) || !lists_flag("lscb-request-step", step, "ladder"))
		return page_not_found(r);
	if (!step_find(r, &o, &row))
		return casework_moved_on(r);
	lscb_nameless(r, o.record.id, "text");
	if (!input_valid(&r->input, r->pool))
		return step_page(r, &o, step, 422);
	(void)db_write(r->db, &lscb_sql[LSCB_STEP_DONE], input_text(&r->input, "method"),
	    input_text(&r->input, "sent_to"), input_text(&r->input, "text"), request_account(r),
	    db_number(&row, 0));
	(void)db_write(r->db, &lscb_sql[LSCB_STEP_DROP_BEFORE], r->http->request, o.q.id,
	    db_text(&row, 1));
	event_add(r, &o.record, "request", pool_printf(r->pool, "Request %u, %s: %s", o.q.number,
	    lists_label("lscb-agency", o.q.agency_type, r->today),
	    lists_label("lscb-request-step", step, r->today)), false);
	if (step[0] == 'R' && step[1] != '3' && o.q.reporter != 0)
		notice_add_page(r, &o.record, o.q.reporter, "An agency report is awaited of you", "/asked");
	lscb_request_audit(r, &o, step);
	return request_redirect(r, "%s", lscb_request_path(r, &o.q));
}
