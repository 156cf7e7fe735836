#include <string.h>

#include "account.h"
#include "conf.h"
#include "lists.h"
#include "meeting.h"
#include "text.h"

/* 1.7: who sits on the panel, and with which seat; 7.2: each of them has undertaken to
 * keep what they read to themselves, in the words of a setting. */

const struct field lscb_panel_input[] = {
	{ .name = "login", .type = FIELD_TEXT, .max = 64, .required = true, .label = "Member" },
	{ .name = "seat", .type = FIELD_CODE, .choices = "lscb-seat", .compact = true,
	  .required = true, .label = "Seat", .hint = "What counts for the quorum" },
	{ .name = "agency", .type = FIELD_TOKEN, .label = "Sits for",
	  .hint = "Conflicts of interest are looked for by it" },
	{ .name = "chairs", .type = FIELD_CODE, .choices = "lscb-chairs", .compact = true,
	  .label = "Chairs" },
	{ 0 }
};

const struct field lscb_panel_end_input[] = {
	{ .name = "member", .type = FIELD_NUMBER, .max = 12, .required = true },
	{ 0 }
};

const struct field lscb_undertaking_input[] = {
	{ .name = "agreed", .type = FIELD_TICK, .required = true, .label = "I undertake this" },
	{ 0 }
};

void lscb_option(struct node *control, const char *value, const char *label, const char *chosen)
{
	struct node *option = node_add(control, "option");

	node_set(option, "value", value);
	node_set(option, "label", label);
	if (strcmp(value, chosen) == 0)
		node_set(option, "selected", "yes");
}

static unsigned long long wording(void)
{
	return (unsigned long long)conf_number("lscb.undertaking_version");
}

/* -- the members -- */

static void member_end(struct request *r, struct node *body, const struct db_row *m)
{
	struct node *form = page_form(r, body, "/lscb/panel/end");
	const char *id = pool_printf(r->pool, "%llu", db_number(m, 0));

	node_set(page_hidden(r, form, "member", id), "id", pool_printf(r->pool, "member-%s", id));
	(void)page_button(page_buttons(form), pool_printf(r->pool, "End the seat of %s %s",
	    db_text(m, 5), db_text(m, 6)), "secondary", NULL, NULL);
}

static void members_put(struct request *r, struct node *body)
{
	struct node *table = page_table(body, "members", "Members", "The panel has no members yet.",
	    "Name", "Seat", "Sits for", "Chairs", "Since", "Undertaking", NULL), *row, *details;
	struct db_rows rows;
	size_t i;

	(void)db_list(r->db, &lscb_sql[LSCB_PANEL_LIST], &rows, wording());
	for (i = 0; i < rows.n; i++) {
		const struct db_row *m = &rows.row[i];

		row = node_add(table, "row");
		node_set(page_cell(row, pool_printf(r->pool, "%s %s", db_text(m, 5), db_text(m, 6))), "head",
		    "yes");
		(void)page_cell(row, lists_label("lscb-seat", db_text(m, 2), r->today));
		(void)page_cell(row, db_text(m, 7));
		(void)page_cell(row, db_text(m, 3)[0] == '\0' ? "" :
		    lists_label("lscb-chairs", db_text(m, 3), r->today));
		(void)page_cell(row, page_day(r, db_text(m, 4)));
		(void)page_cell(row, db_text(m, 8) == NULL ? "Not yet" : page_day(r, db_text(m, 8)));
	}
	if (rows.n == 0 || !request_may(r, LSCB_WORK))
		return;
	details = node_add(body, "details");
	node_set(details, "summary", "End a seat");
	for (i = 0; i < rows.n; i++)
		member_end(r, details, &rows.row[i]);
}

static void agencies_put(struct request *r, struct node *form, const struct field *field)
{
	struct node *control = page_field(r, form, field, "select");
	const char *chosen = input_text(&r->input, field->name);
	struct db_rows rows;
	size_t i;

	(void)db_list(r->db, &lscb_sql[LSCB_AGENCY_NAMES], &rows);
	lscb_option(control, "", "As in the directory", chosen);
	for (i = 0; i < rows.n; i++)
		lscb_option(control, db_text(&rows.row[i], 0), db_text(&rows.row[i], 1), chosen);
}

static void accounts_put(struct request *r, struct node *form, const struct field *field)
{
	struct node *control = page_field(r, form, field, "select");
	struct account *list;
	size_t i, n = account_list(r, LSCB_SEATED, &list);

	for (i = 0; i < n; i++)
		lscb_option(control, list[i].login, pool_printf(r->pool, "%s, %s", list[i].name,
		    list[i].agency), input_text(&r->input, field->name));
}

static int panel_page(struct request *r, int status)
{
	struct node *body = page_begin(r, "panel", "The panel"), *form;

	page_back(r, "Meetings", "/lscb/meetings");
	(void)page_heading(body, 1, "The panel");
	members_put(r, body);
	if (!request_may(r, LSCB_WORK))
		return status;
	(void)page_heading(body, 2, "Give a seat");
	form = page_form(r, body, "/lscb/panel");
	accounts_put(r, form, &lscb_panel_input[0]);
	(void)page_field_of(r, form, &lscb_panel_input[1], true);
	agencies_put(r, form, &lscb_panel_input[2]);
	(void)page_field_of(r, form, &lscb_panel_input[3], true);
	(void)page_button(page_buttons(form), "Give the seat", "primary", NULL, NULL);
	return status;
}

int lscb_panel_show(struct request *r)
{
	return panel_page(r, 200);
}

/* 0: none was chosen, or there is none. */
static unsigned long long agency_of(struct request *r)
{
	const char *handle = input_text(&r->input, "agency");
	struct db_row row;

	return handle[0] != '\0' && db_find(r->db, &lscb_sql[LSCB_AGENCY_OF], &row, handle) ?
	    db_number(&row, 0) : 0;
}

int lscb_panel_add(struct request *r)
{
	const char *login = input_text(&r->input, "login");
	struct account member = { .id = 0 };
	struct db_row row;

	input_needs(&r->input, "login", "Choose a member");
	if (login[0] != '\0' && !account_find(r, login, LSCB_SEATED, &member))
		input_refuse(&r->input, "login", "Choose somebody who may sit on the panel");
	else if (member.id != 0 && db_find(r->db, &lscb_sql[LSCB_PANEL_HAS], &row, member.id))
		input_refuse(&r->input, "login", "They have a seat already. End that first");
	if (input_text(&r->input, "agency")[0] != '\0' && agency_of(r) == 0)
		input_refuse(&r->input, "agency", "Choose a body of the list");
	if (!input_valid(&r->input, r->pool))
		return panel_page(r, 422);
	(void)db_write(r->db, &lscb_sql[LSCB_PANEL_ADD], member.id, input_text(&r->input, "seat"),
	    agency_of(r), input_text(&r->input, "chairs"), r->today, request_account(r));
	r->audit.detail = pool_printf(r->pool, "account=%llu seat=%s", member.id,
	    input_text(&r->input, "seat"));
	return request_redirect(r, "/lscb/panel");
}

int lscb_panel_end(struct request *r)
{
	unsigned long long member;

	if (!text_number(input_text(&r->input, "member"), &member) ||
	    db_write(r->db, &lscb_sql[LSCB_PANEL_END], r->today, member) != 1)
		return page_not_found(r);
	r->audit.detail = pool_printf(r->pool, "member=%llu", member);
	return request_redirect(r, "/lscb/panel");
}

/* -- the undertaking -- */

static int undertaking_page(struct request *r, int status)
{
	struct node *body = page_begin(r, "undertaking", "Undertaking of confidentiality");
	struct db_row row;

	(void)page_heading(body, 1, "Undertaking of confidentiality");
	(void)page_para(body, conf_text("lscb.undertaking"));
	if (db_find(r->db, &lscb_sql[LSCB_UNDERTAKING_FIND], &row, request_account(r), wording()))
		(void)page_para(body, pool_printf(r->pool, "You undertook this on %s.",
		    page_when(r, db_text(&row, 0))));
	else
		page_route_form(r, body, "Sign", "primary");
	return status;
}

int lscb_undertaking_show(struct request *r)
{
	return undertaking_page(r, 200);
}

int lscb_undertaking_sign(struct request *r)
{
	if (!input_valid(&r->input, r->pool))
		return undertaking_page(r, 422);
	(void)db_write(r->db, &lscb_sql[LSCB_UNDERTAKING_ADD], request_account(r), wording());
	r->audit.detail = pool_printf(r->pool, "version=%llu", wording());
	return request_redirect(r, "/lscb/undertaking");
}
