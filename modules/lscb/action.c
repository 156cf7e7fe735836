#include <string.h>

#include "lists.h"
#include "meeting.h"
#include "overtaken.h"
#include "secret.h"

/* 5.6: actions by owner, status and day. One is done when there is evidence of it. */

#define TIMES	5

const struct field lscb_actions_input[] = {
	{ .name = "status", .type = FIELD_CODE, .choices = "lscb-action-status", .compact = true,
	  .label = "Status" },
	{ .name = "owner", .type = FIELD_TEXT, .max = 60, .width = 20, .label = "Owner" },
	{ .name = "late", .type = FIELD_TICK, .label = "Overdue alone" },
	{ 0 }
};

const struct field lscb_action_add_input[] = {
	{ .name = "recommendation", .type = FIELD_TOKEN },
	{ .name = "text", .type = FIELD_MEMO, .max = 2000, .rows = 3, .required = true,
	  .label = "Action", .hint = "Do not name a child" },
	{ .name = "agency", .type = FIELD_TOKEN, .label = "Owner" },
	{ .name = "lead", .type = FIELD_NAME, .max = 210, .width = 30, .required = true,
	  .label = "Named lead" },
	{ .name = "due_on", .type = FIELD_DATE, .required = true, .label = "Day it is due" },
	{ 0 }
};

const struct field lscb_action_input[] = {
	{ .name = "action", .type = FIELD_HANDLE, .required = true },
	{ 0 }
};

const struct field lscb_action_save_input[] = {
	{ .name = "action", .type = FIELD_HANDLE, .required = true },
	{ .name = "status", .type = FIELD_CODE, .choices = "lscb-action-status", .required = true,
	  .label = "Status" },
	{ .name = "note", .type = FIELD_MEMO, .max = 2000, .rows = 3, .required = true,
	  .label = "What happened", .hint = "Do not name a child" },
	{ .name = "evidence", .type = FIELD_MEMO, .max = 2000, .rows = 3,
	  .required_if = "status=DONE", .label = "Evidence that it is done", .hint = "Do not name a child" },
	{ 0 }
};

static unsigned long long sees_all(const struct request *r)
{
	return session_role(r->session, "CDC CDD CDP CDB CDA");
}

void lscb_action_keep(struct request *r, const struct lscb_action *made)
{
	unsigned long long id = 0;
	unsigned i;

	for (i = 0; i < TIMES && id == 0; i++)
		id = db_insert(r->db, &lscb_sql[LSCB_ACTION_ADD], secret_handle(r->pool), r->today, r->today,
		    made->recommendation, made->record, made->meeting, made->text, made->agency, made->lead,
		    r->today, made->due_on, request_account(r));
	if (id == 0)
		db_refuse(r->db, "no number for an action");
}

/* -- lists -- */

static bool late(const struct request *r, const struct db_row *a)
{
	return db_text(a, 7) != NULL && strcmp(db_text(a, 7), r->today) < 0 &&
	    !lists_flag("lscb-action-status", db_text(a, 8), "ended");
}

static void row_put(struct request *r, struct node *table, const struct db_row *a)
{
	struct node *row = node_add(table, "row"), *cell;

	cell = page_cell(row, db_text(a, 2));
	node_set(cell, "head", "yes");
	node_set(cell, "href", pool_printf(r->pool, "/lscb/actions/%s", db_text(a, 1)));
	(void)page_cell(row, db_text(a, 3));
	(void)page_cell(row, db_text(a, 4));
	(void)page_cell(row, db_text(a, 5));
	(void)page_cell(row, page_day(r, db_text(a, 6)));
	cell = page_cell(row, page_day(r, db_text(a, 7)));
	if (late(r, a))
		node_set(cell, "kind", "overdue");
	(void)page_cell(row, late(r, a) ? pool_printf(r->pool, "%s, overdue",
	    lists_label("lscb-action-status", db_text(a, 8), r->today)) :
	    lists_label("lscb-action-status", db_text(a, 8), r->today));
}

static struct node *table_put(struct request *r, struct node *body, const struct db_rows *rows,
    const char *none)
{
	struct node *table = page_table(body, "actions", "Actions", none, "Number", "Action", "Owner",
	    "Lead", "Made on", "Due", "Status", NULL);
	size_t i;

	for (i = 0; i < rows->n; i++)
		row_put(r, table, &rows->row[i]);
	return table;
}

void lscb_actions_put(struct request *r, struct node *body, unsigned long long recommendation)
{
	struct db_rows rows;

	(void)db_list(r->db, &lscb_sql[LSCB_ACTIONS_OF], &rows, recommendation);
	(void)table_put(r, body, &rows, "It has no action yet.");
}

int lscb_actions(struct request *r)
{
	const char *status = input_text(&r->input, "status"), *owner = input_text(&r->input, "owner");
	unsigned long long over = input_text(&r->input, "late")[0] != '\0';
	struct node *body = page_begin(r, "actions", "Actions"), *form;
	const struct field *f;
	struct db_rows rows;

	page_back(r, "Child deaths", "/lscb/");
	(void)page_heading(body, 1, "Actions");
	if (request_may(r, LSCB_ACT))
		(void)page_link(body, "Add an action", "button", "/lscb/actions/add");
	form = node_add(body, "form");
	node_set(form, "method", "get");
	node_set(form, "action", "/lscb/actions");
	for (f = lscb_actions_input; f->name != NULL; f++)
		(void)page_field(r, form, f, NULL);
	(void)page_button(page_buttons(form), "Show", "secondary", NULL, NULL);
	(void)db_list(r->db, &lscb_sql[LSCB_ACTIONS], &rows, sees_all(r), request_account(r), status,
	    status, over, r->today, owner, owner);
	node_set(table_put(r, body, &rows, "There is no such action."), "quiet", "yes");
	if (sees_all(r))
		(void)page_link(body, "Recommendations", NULL, "/lscb/recommendations");
	return 200;
}

/* -- a new one -- */

static int add_page(struct request *r, int status)
{
	struct node *body = page_begin(r, "action-add", "Add an action"), *form, *control;
	const char *chosen = input_text(&r->input, "agency");
	const char *of = input_text(&r->input, "recommendation");
	struct db_rows rows;
	size_t i;

	page_back(r, "Actions", "/lscb/actions");
	(void)page_heading(body, 1, "Add an action");
	form = page_form(r, body, "/lscb/actions/add");
	if (of[0] != '\0')
		(void)page_hidden(r, form, "recommendation", of);
	(void)page_field(r, form, &lscb_action_add_input[1], NULL);
	control = page_field(r, form, &lscb_action_add_input[2], "select");
	(void)db_list(r->db, &lscb_sql[LSCB_AGENCY_NAMES], &rows);
	lscb_option(control, "", "The panel itself", chosen);
	for (i = 0; i < rows.n; i++)
		lscb_option(control, db_text(&rows.row[i], 0), db_text(&rows.row[i], 1), chosen);
	(void)page_field(r, form, &lscb_action_add_input[3], NULL);
	(void)page_field(r, form, &lscb_action_add_input[4], NULL);
	(void)page_button(page_buttons(form), "Add", "primary", NULL, NULL);
	return status;
}

int lscb_action_add_show(struct request *r)
{
	return add_page(r, 200);
}

int lscb_action_add(struct request *r)
{
	const struct input *in = &r->input;
	const char *of = input_text(in, "recommendation"), *agency = input_text(in, "agency");
	struct lscb_action made = { .text = input_text(in, "text"), .lead = input_text(in, "lead"),
	    .due_on = input_text(in, "due_on") };
	struct db_row row;

	if (of[0] != '\0') {
		if (!db_find(r->db, &lscb_sql[LSCB_RECOMMENDATION_FIND], &row, of))
			return page_not_found(r);
		made.recommendation = db_number(&row, 0);
		made.record = db_number(&row, 13);
	}
	if (agency[0] != '\0' && !db_find(r->db, &lscb_sql[LSCB_AGENCY_OF], &row, agency))
		input_refuse(&r->input, "agency", "Choose an owner of the list");
	else if (agency[0] != '\0')
		made.agency = db_number(&row, 0);
	lscb_nameless(r, made.record, "text");
	if (!input_valid(&r->input, r->pool))
		return add_page(r, 422);
	lscb_action_keep(r, &made);
	return request_redirect(r, "/lscb/actions");
}

/* -- one -- */

static void updates_put(struct request *r, struct node *body, const struct db_row *a)
{
	struct node *table = page_table(body, "updates", "What happened", "Nothing was said yet.", "When",
	    "Status", "What", "By", NULL), *row;
	struct db_rows rows;
	size_t i;

	(void)db_list(r->db, &lscb_sql[LSCB_ACTION_UPDATES], &rows, db_number(a, 0));
	for (i = 0; i < rows.n; i++) {
		const struct db_row *u = &rows.row[i];

		row = node_add(table, "row");
		node_set(page_cell(row, page_when(r, db_text(u, 0))), "head", "yes");
		(void)page_cell(row, lists_label("lscb-action-status", db_text(u, 1), r->today));
		(void)page_cell(row, db_text(u, 2));
		(void)page_cell(row, pool_printf(r->pool, "%s %s", db_text(u, 3), db_text(u, 4)));
	}
}

static int one_page(struct request *r, const struct db_row *a, int status)
{
	struct node *body = page_begin(r, "action", "Action"), *s, *form;
	const struct field *f;

	page_about(r, db_text(a, 2));
	page_back(r, "Actions", "/lscb/actions");
	(void)page_heading(body, 1, pool_printf(r->pool, "Action %s", db_text(a, 2)));
	s = node_add(body, "summary");
	(void)page_row(s, "Action", db_text(a, 3));
	(void)page_row(s, "Owner", db_text(a, 4));
	(void)page_row(s, "Lead", db_text(a, 5));
	(void)page_row(s, "Due", page_day(r, db_text(a, 7)));
	(void)page_row(s, "Status", pool_printf(r->pool, "%s%s",
	    lists_label("lscb-action-status", db_text(a, 8), r->today), late(r, a) ? ", overdue" : ""));
	(void)page_row(s, "Evidence", db_text(a, 9));
	(void)page_row(s, "Done on", page_day(r, db_text(a, 10)));
	if (session_role(r->session, "CDC CDD CDP"))
		(void)page_row(s, "Case", db_text(a, 13));
	updates_put(r, body, a);
	if (!request_may(r, LSCB_ACT))
		return status;
	(void)page_heading(body, 2, "Say what happened");
	form = page_form(r, body, pool_printf(r->pool, "/lscb/actions/%s", db_text(a, 1)));
	page_version(r, form, db_number(a, 11));
	for (f = lscb_action_save_input + 1; f->name != NULL; f++)
		page_field_of(r, form, f, r->route->input == lscb_action_save_input);
	(void)page_button(page_buttons(form), "Save", "primary", NULL, NULL);
	return status;
}

static bool find(struct request *r, struct db_row *row_r)
{
	return db_find(r->db, &lscb_sql[LSCB_ACTION_FIND], row_r, input_text(&r->input, "action"),
	    sees_all(r), request_account(r));
}

int lscb_action_show(struct request *r)
{
	struct db_row a;

	if (!find(r, &a))
		return page_not_found(r);
	return one_page(r, &a, 200);
}

/* Somebody else was quicker. What happened is added to what stands there. */
static int later(struct request *r, struct db_row *a)
{
	const struct typed *typed = overtaken_typed(r);

	if (!find(r, a))
		return page_not_found(r);
	input_slot(&r->input, "status")->value = db_text(a, 8);
	input_slot(&r->input, "evidence")->value = db_text(a, 9);
	overtaken_by(r, typed);
	return one_page(r, a, 409);
}

int lscb_action_save(struct request *r)
{
	const char *evidence = input_text(&r->input, "evidence"), *status;
	struct db_row a;
	bool done;

	if (!find(r, &a))
		return page_not_found(r);
	status = input_text(&r->input, "status");
	done = lists_flag("lscb-action-status", status, "evidence");
	if (done)
		input_needs(&r->input, "evidence", "Enter the evidence that it is done");
	lscb_nameless(r, db_number(&a, 12), "note");
	lscb_nameless(r, db_number(&a, 12), "evidence");
	if (overtaken(r, db_number(&a, 11)))
		return later(r, &a);
	if (!input_valid(&r->input, r->pool))
		return one_page(r, &a, 422);
	if (db_write(r->db, &lscb_sql[LSCB_ACTION_SAVE], status,
	    evidence[0] != '\0' ? evidence : db_text(&a, 9), done ? r->today : NULL, db_number(&a, 0),
	    db_number(&a, 11)) != 1)
		return later(r, &a);
	(void)db_write(r->db, &lscb_sql[LSCB_ACTION_UPDATE_ADD], db_number(&a, 0), status,
	    input_text(&r->input, "note"), request_account(r));
	r->audit.detail = db_text(&a, 2);
	return request_redirect(r, "/lscb/actions/%s", db_text(&a, 1));
}
