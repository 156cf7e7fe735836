#include <string.h>

#include "account.h"
#include "lists.h"
#include "text.h"
#include "triage.h"

/* Who works on this one case: the response team (JAR) sees all of it, the family's
 * key worker (KEY) the family's track. */

const struct field lscb_worker_input[] = {
	{ .name = "id", .type = FIELD_HANDLE, .required = true },
	{ .name = "login", .type = FIELD_TEXT, .max = 60, .width = 20, .required = true,
	  .label = "Sign-in name" },
	{ .name = "part", .type = FIELD_CODE, .choices = "lscb-part", .required = true,
	  .label = "As what?" },
	{ 0 }
};

const struct field lscb_worker_end_input[] = {
	{ .name = "id", .type = FIELD_HANDLE, .required = true },
	{ .name = "account", .type = FIELD_NUMBER, .max = 9, .required = true },
	{ .name = "part", .type = FIELD_CODE, .choices = "lscb-part", .required = true },
	{ 0 }
};

static void end_put(struct request *r, struct node *body, const struct record *record,
    const struct db_row *w)
{
	struct node *form = page_form(r, body, pool_printf(r->pool, "%s/workers/end",
	    casework_path(r, record)));
	const char *account = pool_printf(r->pool, "%llu", db_number(w, 0));

	node_set(page_hidden(r, form, "account", account), "id", pool_printf(r->pool, "account-%s-%s",
	    account, db_text(w, 1)));
	node_set(page_hidden(r, form, "part", db_text(w, 1)), "id", pool_printf(r->pool,
	    "part-%s-%s", account, db_text(w, 1)));
	(void)page_button(page_buttons(form), pool_printf(r->pool, "%s no longer works on it",
	    db_text(w, 2)), "secondary", NULL, NULL);
}

static int worker_page(struct request *r, const struct record *record, int status)
{
	struct node *body = casework_page(r, record, "workers", "Who works on it");
	struct db_rows rows;
	size_t i;

	(void)db_list(r->db, &lscb_sql[LSCB_WORKERS], &rows, record->id);
	for (i = 0; i < rows.n; i++) {
		(void)page_para(body, pool_printf(r->pool, "%s: %s", lists_label("lscb-part",
		    db_text(&rows.row[i], 1), r->today), db_text(&rows.row[i], 2)));
		end_put(r, body, record, &rows.row[i]);
	}
	(void)page_heading(body, 2, "Add somebody");
	(void)page_form_of(r, body, lscb_worker_input, pool_printf(r->pool, "%s/workers",
	    casework_path(r, record)), "Add", "primary");
	return status;
}

int lscb_worker_show(struct request *r)
{
	struct record record;

	return casework_load(r, &record) ? worker_page(r, &record, 200) : page_not_found(r);
}

static bool works(struct request *r, const struct record *record, unsigned long long account,
    const char *part)
{
	struct db_rows rows;
	size_t i;

	(void)db_list(r->db, &lscb_sql[LSCB_WORKERS], &rows, record->id);
	for (i = 0; i < rows.n; i++)
		if (db_number(&rows.row[i], 0) == account && strcmp(db_text(&rows.row[i], 1), part) == 0)
			return true;
	return false;
}

int lscb_worker_save(struct request *r)
{
	const char *part = input_text(&r->input, "part"), *login = input_text(&r->input, "login");
	struct account account = { 0 };
	struct record record;

	if (!casework_lock(r, &record))
		return page_not_found(r);
	if (login[0] != '\0' && part[0] != '\0' && !account_find(r, login,
	    strcmp(part, "KEY") == 0 ? "CDK" : "CDJ", &account))
		input_refuse(&r->input, "login", "Nobody with this user name may do this");
	if (account.id != 0 && works(r, &record, account.id, part))
		input_refuse(&r->input, "login", "This person works on it already");
	if (!input_valid(&r->input, r->pool))
		return worker_page(r, &record, 422);
	if (strcmp(part, "KEY") == 0)
		record_person_part(r, &record, account.id, part, "/family");
	else
		record_person(r, &record, account.id, part);
	notice_add(r, &record, account.id, "You work on a child's death");
	event_add(r, &record, "worker", pool_printf(r->pool, "%s: %s", lists_label("lscb-part", part,
	    r->today), account.name), false);
	return request_redirect(r, "%s/workers", casework_path(r, &record));
}

int lscb_worker_end(struct request *r)
{
	const char *part = input_text(&r->input, "part");
	unsigned long long account = 0;
	struct record record;

	if (!casework_lock(r, &record) || !input_valid(&r->input, r->pool) ||
	    !text_number(input_text(&r->input, "account"), &account) ||
	    !works(r, &record, account, part))
		return page_not_found(r);
	record_person_end(r, &record, account, part);
	event_add(r, &record, "worker.end", pool_printf(r->pool, "No longer on it: %s",
	    lists_label("lscb-part", part, r->today)), false);
	return request_redirect(r, "%s/workers", casework_path(r, &record));
}

void lscb_worker_panel(struct request *r, const struct record *record, struct node *list)
{
	const char *who = "";
	struct db_rows rows;
	size_t i;

	if (!request_may(r, LSCB_WORK))
		return;
	(void)db_list(r->db, &lscb_sql[LSCB_WORKERS], &rows, record->id);
	for (i = 0; i < rows.n; i++)
		who = pool_printf(r->pool, "%s%s%s: %s", who, i == 0 ? "" : "\n", lists_label("lscb-part",
		    db_text(&rows.row[i], 1), r->today), db_text(&rows.row[i], 2));
	(void)lscb_part(r, record, list, "Who works on it", rows.n == 0 ? "Nobody beside the "
	    "coordinator" : who, "Open", "/workers");
}
