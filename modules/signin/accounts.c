#include <stdlib.h>
#include <string.h>

#include "date.h"
#include "overtaken.h"
#include "page.h"
#include "signin.h"
#include "text.h"

static const char *day(struct request *r, const char *iso)
{
	struct date date;

	if (iso == NULL)
		return "";
	return date_parse(pool_strndup(r->pool, iso, 10), &date) ? date_long(r->pool, date) : "";
}

static const char *standing(const struct db_row *row, const char **colour_r)
{
	*colour_r = "red";
	if (db_text(row, 8) != NULL)
		return "Closed";
	*colour_r = "orange";
	if (db_text(row, 7) == NULL)
		return "No training date";
	if (db_text(row, 6) == NULL)
		return "No DBS date";
	if (db_text(row, 11) == NULL)
		return "No kind of service";
	*colour_r = "green";
	return "Active";
}

int accounts_list(struct request *r)
{
	struct node *body = page_begin(r, "accounts", "Accounts"), *table, *row, *cell;
	struct db_rows rows;
	const char *colour;
	size_t i;

	(void)page_heading(body, 1, "Accounts");
	(void)page_para(body, "People appear here when they first sign in. Who has which role is "
	    "decided by the directory's groups; the dates without which nobody comes in are kept here.");
	table = page_table(body, "accounts", "People who have signed in", "Nobody has signed in yet.",
	    "Name", "Agency", "Roles", "Last sign-in", "Standing", NULL);
	(void)db_list(r->db, &signin_sql[SIGNIN_ACCOUNTS_LIST], &rows);
	for (i = 0; i < rows.n; i++) {
		row = node_add(table, "row");
		cell = page_cell(row, pool_printf(r->pool, "%s %s", db_text(&rows.row[i], 1),
		    db_text(&rows.row[i], 2)));
		node_set(cell, "head", "yes");
		node_set(cell, "href", pool_printf(r->pool, "/signin/accounts/%llu",
		    db_number(&rows.row[i], 0)));
		(void)page_cell(row, db_text(&rows.row[i], 4));
		(void)page_cell(row, db_text(&rows.row[i], 10));
		(void)page_cell(row, day(r, db_text(&rows.row[i], 9)));
		cell = page_cell(row, standing(&rows.row[i], &colour));
		node_set(cell, "tag", colour);
	}
	return 200;
}

static bool account_get(struct request *r, struct db_row *row)
{
	unsigned long long id;

	if (!text_number(input_text(&r->input, "id"), &id) ||
	    !db_find(r->db, &signin_sql[SIGNIN_ACCOUNT_GET], row, id))
		return false;
	r->audit.object = "account";
	r->audit.object_id = id;
	return true;
}

static void account_facts(struct request *r, struct node *body, const struct db_row *row)
{
	struct node *summary = node_add(body, "summary");

	(void)page_row(summary, "User name", db_text(row, 3));
	(void)page_row(summary, "Job title", db_text(row, 5));
	(void)page_row(summary, "Agency", db_text(row, 4));
	(void)page_row(summary, "Manager", db_text(row, 13) == NULL ? NULL :
	    pool_printf(r->pool, "%s %s", db_text(row, 13), db_text(row, 14)));
	(void)page_row(summary, "Roles", db_text(row, 15));
	(void)page_row(summary, "Last sign-in", page_when(r, db_text(row, 11)));
	(void)page_row(summary, "Confirmed", day(r, db_text(row, 8)));
}

static int account_page(struct request *r, const struct db_row *row, int status)
{
	struct node *body = page_begin(r, "account", "Account"), *form;
	const struct field *table = r->route->input;

	page_back(r, "Accounts", "/signin/accounts");
	(void)page_heading(body, 1, pool_printf(r->pool, "%s %s", db_text(row, 1), db_text(row, 2)));
	account_facts(r, body, row);
	(void)page_heading(body, 2, "Conditions for coming in");
	form = page_form(r, body, r->http->path);
	page_version(r, form, db_number(row, 12));
	page_fields(r, form, table);
	(void)page_button(page_buttons(form), "Confirm this account", "primary", NULL, NULL);
	return status;
}

static void slot_fill(struct request *r, const char *name, const char *value)
{
	input_slot(&r->input, name)->value = value == NULL ? "" : pool_strdup(r->pool, value);
}

static void fill(struct request *r, const struct db_row *row)
{
	slot_fill(r, "checked_on", db_text(row, 6));
	slot_fill(r, "training_on", db_text(row, 7));
	slot_fill(r, "service", db_text(row, 16));
	slot_fill(r, "closed", db_text(row, 9) == NULL ? "" : "Y");
	slot_fill(r, "closed_reason", db_text(row, 10));
}

int account_show(struct request *r)
{
	struct db_row row;

	if (!account_get(r, &row))
		return page_not_found(r);
	fill(r, &row);
	return account_page(r, &row, 200);
}

static const char *or_null(const char *text)
{
	return text[0] == '\0' ? NULL : text;
}

/* Somebody else was quicker. */
static int later(struct request *r, struct db_row *row)
{
	const struct typed *typed = overtaken_typed(r);

	if (!account_get(r, row))
		return page_not_found(r);
	fill(r, row);
	overtaken_by(r, typed);
	return account_page(r, row, 409);
}

int account_keep(struct request *r)
{
	bool closed = input_is(&r->input, "closed", "Y");
	struct db_row row;

	if (!account_get(r, &row))
		return page_not_found(r);
	if (db_number(&row, 0) == request_account(r))
		return page_message(r, 403, "This is your own account",
		    "Another administrator has to confirm it. Nothing was saved.");
	if (closed && input_is(&r->input, "closed_reason", ""))
		input_refuse(&r->input, "closed_reason", "Say why the account is closed");
	if (overtaken(r, db_number(&row, 12)))
		return later(r, &row);
	if (!input_valid(&r->input, r->pool))
		return account_page(r, &row, 422);
	if (db_write(r->db, &signin_sql[SIGNIN_ACCOUNT_KEEP],
	    or_null(input_text(&r->input, "checked_on")), or_null(input_text(&r->input, "training_on")),
	    or_null(input_text(&r->input, "service")),
	    closed ? r->today : NULL, closed ? input_text(&r->input, "closed_reason") : NULL,
	    request_account(r), db_number(&row, 0), db_number(&row, 12)) != 1)
		return later(r, &row);
	if (closed)
		(void)db_write(r->db, &signin_sql[SIGNIN_SESSIONS_END], "closed", db_number(&row, 0));
	return request_redirect(r, "/signin/accounts/%llu", db_number(&row, 0));
}
