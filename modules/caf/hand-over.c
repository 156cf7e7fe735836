#include <string.h>

#include "caf.h"
#include "text.h"

/* A case changes hands: by the holder's manager within own staff, or by the
 * coordinator. Who held it has no part in it any more, so that a leaver's or a
 * mover's access ends with it. */

const struct field caf_hand_over_input[] = {
	{ .name = "id", .type = FIELD_HANDLE, .required = true },
	{ .name = "login", .type = FIELD_TEXT, .max = 64, .required = true, .width = 20,
	  .label = "User name of the new holder", .hint = "A practitioner with an open account" },
	{ .name = "reason", .type = FIELD_TEXT, .max = 120, .required = true,
	  .label = "Why is it handed over?", .hint = "Shown on the case's timeline" },
	{ 0 }
};

const struct field caf_hand_over_many_input[] = {
	{ .name = "from", .type = FIELD_NUMBER, .max = 18 },
	{ .name = "login", .type = FIELD_TEXT, .max = 64, .required = true, .width = 20,
	  .label = "User name of the new holder", .hint = "A practitioner with an open account" },
	{ .name = "reason", .type = FIELD_TEXT, .max = 120, .required = true,
	  .label = "Why are they handed over?", .hint = "Shown on each case's timeline" },
	{ .name = "cases", .type = FIELD_REST },
	{ 0 }
};

bool caf_hand_over_may(const struct record *record)
{
	return record->closed_at == NULL && record_is(record, "MANAGER SERVICE");
}

static int hand_over_page(struct request *r, const struct record *record,
    const struct caf_episode *e, int status)
{
	struct node *body = page_begin(r, "hand-over", "Hand over the case"), *form;

	page_back(r, "Case", "/caf/case/%s", record->handle);
	caf_identity(r, record, e);
	(void)page_heading(body, 1, "Hand over the case");
	(void)page_para(body, "The new holder does from now on what the assessor does. Whoever holds "
	    "the case now can no longer open it, and gives up any other part in it too.");
	form = page_form(r, body, r->http->path);
	page_fields(r, form, r->route->input);
	(void)page_button(page_buttons(form), "Hand over", "primary", NULL, NULL);
	return status;
}

int caf_hand_over_show(struct request *r)
{
	struct caf_episode e;
	struct record record;

	if (!caf_load(r, &record, &e) || !caf_hand_over_may(&record))
		return page_not_found(r);
	return hand_over_page(r, &record, &e, 200);
}

static void holder_check(struct request *r, const struct record *record, struct account *holder_r)
{
	*holder_r = (struct account){ .id = 0 };
	if (!account_find(r, input_text(&r->input, "login"), "PRA", holder_r))
		input_refuse(&r->input, "login", "There is no practitioner with this user name");
	else if (holder_r->id == record->owner)
		input_refuse(&r->input, "login", "This person holds the case already");
	else if (!record_is(record, "SERVICE") && holder_r->manager != request_account(r))
		input_refuse(&r->input, "login", "You can hand over to your own staff only. The "
		    "coordinator can hand over to anybody");
}

/* Every other part of who held it. A lead professional who goes leaves the
 * team without one: the clock for a new one runs. */
static void former_leaves(struct request *r, const struct record *record,
    unsigned long long former)
{
	caf_lead_unpropose(r, record, former);
	record_person_end(r, record, former, "COA");
	record_person_end(r, record, former, "LP");
	record_person_end(r, record, former, "TAC");
	(void)db_write(r->db, &caf_sql[CAF_HOLDER_LEAVES_TEAM], record->id, former);
	if (db_write(r->db, &caf_sql[CAF_HOLDER_LEAVES_LEAD], record->id, former) == 1)
		casework_clock_start(r, record, "T8", r->today);
	(void)db_write(r->db, &caf_sql[CAF_HOLDER_LEAVES], r->today, record->id, former);
}

static bool hand_over(struct request *r, struct record *record, const struct account *holder)
{
	unsigned long long former = record->owner, holds = holder->id;

	if (!record_hand_over(r, record, holds, holder->team))
		return false;
	record_person_end(r, record, holds, "COA");
	involvement_move(r, record, "CAF", holds);
	former_leaves(r, record, former);
	caf_approval_moved(r, record);
	notice_add(r, record, holds, "A case was handed over to you");
	notice_add(r, record, former, "A case of yours was handed over to somebody else");
	event_add(r, record, "hand-over", pool_printf(r->pool, "Handed over to another assessor: %s",
	    input_text(&r->input, "reason")), false);
	r->audit.detail = pool_printf(r->pool, "from=%llu to=%llu", former, holds);
	return true;
}

int caf_hand_over_save(struct request *r)
{
	struct caf_episode e;
	struct record record;
	struct account holder;

	if (!caf_lock(r, &record, &e) || !caf_hand_over_may(&record))
		return page_not_found(r);
	holder_check(r, &record, &holder);
	if (!input_valid(&r->input, r->pool))
		return hand_over_page(r, &record, &e, 422);
	if (!hand_over(r, &record, &holder))
		return casework_moved_on(r);
	/* To a list: a manager may not see the case any more. */
	return request_redirect(r, "/caf/");
}

/* -- several of one person at once -- */

static bool ticked(const struct request *r, const char *handle)
{
	size_t i;

	for (i = 0; i < r->params.n; i++)
		if (strcmp(r->params.param[i].name, "cases") == 0 &&
		    strcmp(r->params.param[i].value, handle) == 0)
			return true;
	return false;
}

static unsigned long long from(const struct request *r)
{
	unsigned long long account;

	return text_number(input_text(&r->input, "from"), &account) ? account : 0;
}

/* Open cases of the person that the reader may hand over. */
static void cases_read(struct request *r, struct db_rows *rows_r)
{
	unsigned long long service = session_role(r->session, "COO");

	(void)db_list(r->db, &caf_sql[CAF_HOLDER_CASES], rows_r, from(r), service,
	    request_account(r));
}

static void cases_put(struct request *r, struct node *form, const struct db_rows *rows,
    const char *error)
{
	struct node *control = page_control(r, form, &(struct field){ .type = FIELD_TOKEN,
	    .label = "Which cases?" }, "cases", "", error, "checkboxes"), *option;
	size_t i;

	for (i = 0; i < rows->n; i++) {
		const char *handle = db_text(&rows->row[i], 0);

		option = node_add(control, "option");
		node_set(option, "value", handle);
		node_set(option, "label", db_text(&rows->row[i], 1));
		node_set(option, "hint", db_text(&rows->row[i], 2));
		if (ticked(r, handle))
			node_set(option, "selected", "yes");
	}
}

static int many_page(struct request *r, const char *error, int status)
{
	struct node *body = page_begin(r, "hand-over", "Hand over several cases"), *form;
	struct db_rows rows;

	page_back(r, "Cases", "/caf/");
	(void)page_heading(body, 1, "Hand over several cases");
	cases_read(r, &rows);
	if (rows.n == 0) {
		(void)page_para(body, "This person holds no open case that you can hand over.");
		return status;
	}
	(void)page_para(body, pool_printf(r->pool, "Held by %s %s, who can no longer open what is "
	    "handed over.", db_text(&rows.row[0], 3), db_text(&rows.row[0], 4)));
	form = page_form(r, body, r->http->path);
	(void)page_control(r, form, &(struct field){ .type = FIELD_TOKEN }, "from",
	    input_text(&r->input, "from"), NULL, "hidden");
	cases_put(r, form, &rows, error);
	(void)page_field(r, form, &caf_hand_over_many_input[1], NULL);
	(void)page_field(r, form, &caf_hand_over_many_input[2], NULL);
	(void)page_button(page_buttons(form), "Hand over", "primary", NULL, NULL);
	return status;
}

int caf_hand_over_many_show(struct request *r)
{
	size_t i;

	for (i = 0; i < r->params.n; i++)
		if (!r->params.param[i].used)
			return page_message(r, 400, "This request cannot be used",
			    "It has parts that the page does not know.");
	r->audit.detail = pool_printf(r->pool, "from=%llu", from(r));
	return many_page(r, NULL, 200);
}

/* All of what is ticked or nothing. False: a page in *status_r. */
static bool many_go(struct request *r, const struct db_rows *rows, unsigned *n_r, int *status_r)
{
	struct record record;
	struct account holder;
	size_t i;

	for (i = 0; i < rows->n; i++) {
		if (!ticked(r, db_text(&rows->row[i], 0)))
			continue;
		if (!record_lock(r, db_text(&rows->row[i], 0), &record) ||
		    !caf_hand_over_may(&record) || record.owner != from(r)) {
			*status_r = casework_moved_on(r);
			return false;
		}
		holder_check(r, &record, &holder);
		if (!input_valid(&r->input, r->pool)) {
			*status_r = many_page(r, NULL, 422);
			return false;
		}
		(void)hand_over(r, &record, &holder);
		audit_add(r, "hand-over.save", r->audit.detail);
		(*n_r)++;
	}
	return true;
}

int caf_hand_over_many_save(struct request *r)
{
	struct db_rows rows;
	unsigned n = 0;
	int status = 0;
	size_t i;

	for (i = 0; i < r->params.n; i++)
		if (!r->params.param[i].used && strcmp(r->params.param[i].name, "cases") != 0)
			return page_message(r, 400, "This request cannot be used",
			    "It has parts that the page does not know. Nothing was saved.");
	if (!input_valid(&r->input, r->pool))
		return many_page(r, NULL, 422);
	cases_read(r, &rows);
	if (!many_go(r, &rows, &n, &status))
		return status;
	if (n == 0)
		return many_page(r, "Choose the cases to hand over", 422);
	r->audit = (struct audit){ .action = r->route->action,
	    .detail = pool_printf(r->pool, "cases=%u", n) };
	return request_redirect(r, "/caf/");
}
