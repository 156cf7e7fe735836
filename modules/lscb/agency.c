#include <string.h>

#include "account.h"
#include "lists.h"
#include "overtaken.h"
#include "request.h"
#include "secret.h"
#include "text.h"

/* 1.6 and 2.1: the bodies that are asked, and who of them signs in. The coordinator
 * keeps the register. */

#define AGENCY	{ .name = "agency", .type = FIELD_HANDLE, .required = true }
#define FIELDS \
	{ .name = "name", .type = FIELD_TEXT, .max = 210, .required = true, .label = "Name" }, \
	{ .name = "type", .type = FIELD_CODE, .choices = "lscb-agency", .compact = true, \
	  .required = true, .label = "Kind of agency" }, \
	{ .name = "contact", .type = FIELD_NAME, .max = 210, .width = 30, \
	  .label = "Whom requests go to" }, \
	{ .name = "email", .type = FIELD_TEXT, .max = 120, .width = 30, .label = "Secure e-mail" }, \
	{ .name = "phone", .type = FIELD_PHONE, .width = 20, .label = "Phone" }, \
	{ .name = "address", .type = FIELD_MEMO, .max = 300, .rows = 3, .label = "Address" }, \
	{ .name = "lead", .type = FIELD_NAME, .max = 210, .width = 30, \
	  .label = "Lead for child deaths or safeguarding", \
	  .hint = "Gets the letter when a report is late" }, \
	{ .name = "approves", .type = FIELD_YESNO, \
	  .label = "Does a manager of the agency approve a report before it is sent in?" }

const struct field lscb_agency_new_input[] = { FIELDS, { 0 } };
const struct field lscb_agency_input[] = { AGENCY, { 0 } };

const struct field lscb_agency_change_input[] = {
	AGENCY, FIELDS,
	{ .name = "ended", .type = FIELD_TICK, .label = "It is not asked any more" },
	{ 0 }
};

const struct field lscb_agency_person_input[] = {
	AGENCY,
	{ .name = "login", .type = FIELD_TEXT, .max = 64, .width = 20, .required = true,
	  .label = "Sign-in name" },
	{ .name = "part", .type = FIELD_CODE, .choices = "lscb-agency-part", .required = true,
	  .label = "Part" },
	{ 0 }
};

const struct field lscb_agency_person_end_input[] = {
	AGENCY,
	{ .name = "person", .type = FIELD_NUMBER, .required = true },
	{ 0 }
};

struct agency {
	unsigned long long id, version;
	const char *handle, *name, *type, *contact, *email, *phone, *address, *lead, *approves;
	const char *until;
};

static void agency_from(const struct db_row *v, struct agency *a)
{
	*a = (struct agency){ .id = db_number(v, 0), .handle = db_text(v, 1), .name = db_text(v, 2),
	    .type = db_text(v, 3), .contact = db_text(v, 4), .email = db_text(v, 5),
	    .phone = db_text(v, 6), .address = db_text(v, 7), .lead = db_text(v, 8),
	    .approves = db_text(v, 9), .until = db_text(v, 10), .version = db_number(v, 11) };
}

static bool agency_find(struct request *r, struct agency *a, bool lock)
{
	const char *handle = input_text(&r->input, "agency");
	struct db_row row;

	if (lock && !db_find(r->db, &lscb_sql[LSCB_AGENCY_LOCK], &row, handle))
		return false;
	if (!db_find(r->db, &lscb_sql[LSCB_AGENCY_FIND], &row, handle))
		return false;
	agency_from(&row, a);
	r->audit.object = "agency";
	r->audit.object_id = a->id;
	return true;
}

static const char *agency_path(struct request *r, const struct agency *a)
{
	return pool_printf(r->pool, "/lscb/agency/%s", a->handle);
}

/* -- the register -- */

static const char *type_label(struct request *r, const struct agency *a)
{
	return lists_label("lscb-agency", a->type, r->today);
}

int lscb_agencies(struct request *r)
{
	struct node *body = page_begin(r, "agencies", "Agencies"), *table, *row, *cell;
	struct db_rows rows;
	struct agency a;
	size_t i;

	page_back(r, "Child deaths", "/lscb/");
	(void)page_heading(body, 1, "Agencies");
	(void)page_link(body, "Add an agency", "button", "/lscb/agencies/new");
	(void)db_list(r->db, &lscb_sql[LSCB_AGENCIES], &rows);
	table = page_table(body, "agencies", "Agencies that are asked", "There is no agency yet.",
	    "Name", "Kind", "Whom requests go to", "Asked", NULL);
	for (i = 0; i < rows.n; i++) {
		agency_from(&rows.row[i], &a);
		row = node_add(table, "row");
		cell = page_cell(row, a.name);
		node_set(cell, "head", "yes");
		node_set(cell, "href", agency_path(r, &a));
		(void)page_cell(row, type_label(r, &a));
		(void)page_cell(row, a.contact);
		(void)page_cell(row, a.until == NULL ? "Yes" : pool_printf(r->pool, "Until %s",
		    page_day(r, a.until)));
	}
	return 200;
}

static int new_page(struct request *r, int status)
{
	struct node *body = page_begin(r, "agency", "Add an agency");

	page_back(r, "Agencies", "/lscb/agencies");
	(void)page_heading(body, 1, "Add an agency");
	page_route_form(r, body, "Add", "primary");
	return status;
}

int lscb_agency_new(struct request *r)
{
	return new_page(r, 200);
}

static const char *approves(const struct request *r)
{
	return input_is(&r->input, "approves", "Y") ? "Y" : "N";
}

int lscb_agency_add(struct request *r)
{
	const struct input *in = &r->input;
	const char *handle = secret_handle(r->pool);

	if (!input_valid(&r->input, r->pool))
		return new_page(r, 422);
	r->audit.object = "agency";
	r->audit.object_id = db_insert(r->db, &lscb_sql[LSCB_AGENCY_ADD], handle,
	    input_text(in, "name"), input_text(in, "type"), input_text(in, "contact"),
	    input_text(in, "email"), input_text(in, "phone"), input_text(in, "address"),
	    input_text(in, "lead"), approves(r));
	return request_redirect(r, "/lscb/agency/%s", handle);
}

/* -- one of them -- */

static void facts_put(struct request *r, struct node *body, const struct agency *a)
{
	struct node *s = node_add(body, "summary");

	(void)page_row(s, "Kind", type_label(r, a));
	(void)page_row(s, "Whom requests go to", a->contact);
	(void)page_row(s, "Secure e-mail", a->email);
	(void)page_row(s, "Phone", a->phone);
	(void)page_row(s, "Address", a->address);
	(void)page_row(s, "Lead for child deaths or safeguarding", a->lead);
	(void)page_row(s, "A manager approves reports", strcmp(a->approves, "Y") == 0 ? "Yes" : "No");
	if (a->until != NULL)
		(void)page_row(s, "Asked until", page_day(r, a->until));
}

static void person_put(struct request *r, struct node *body, const struct agency *a,
    const struct db_row *p)
{
	const char *part = lists_label("lscb-agency-part", db_text(p, 2), r->today);
	const char *name = pool_printf(r->pool, "%s %s (%s): %s", db_text(p, 5), db_text(p, 6),
	    db_text(p, 4), part);
	struct node *s = node_add(body, "summary"), *form;

	node_set(s, "card", "yes");
	node_set(s, "title", name);
	(void)page_row(s, "Part", part);
	(void)page_row(s, "Since", page_day(r, db_text(p, 3)));
	form = page_form(r, body, pool_printf(r->pool, "%s/person/end", agency_path(r, a)));
	(void)page_button(page_buttons(form), pool_printf(r->pool, "End %s's part: %s", db_text(p, 5), part),
	    "secondary", "person", pool_printf(r->pool, "%llu", db_number(p, 0)));
}

static int agency_page(struct request *r, const struct agency *a, int status)
{
	struct node *body = page_begin(r, "agency", "Agency"), *form;
	struct db_rows people;
	size_t i;

	page_back(r, "Agencies", "/lscb/agencies");
	(void)page_heading(body, 1, a->name);
	facts_put(r, body, a);
	(void)page_link(body, "Change", "secondary", "%s/change", agency_path(r, a));
	(void)page_heading(body, 2, "Who signs in for it");
	(void)db_list(r->db, &lscb_sql[LSCB_AGENCY_PEOPLE], &people, a->id);
	if (people.n == 0)
		(void)page_para(body, "Nobody: it answers on paper or in a file.");
	for (i = 0; i < people.n; i++)
		person_put(r, body, a, &people.row[i]);
	(void)page_heading(body, 2, "Add a person");
	form = page_form(r, body, pool_printf(r->pool, "%s/person", agency_path(r, a)));
	page_field_of(r, form, &lscb_agency_person_input[1], status == 422);
	page_field_of(r, form, &lscb_agency_person_input[2], status == 422);
	(void)page_button(page_buttons(form), "Add", "primary", NULL, NULL);
	return status;
}

int lscb_agency_show(struct request *r)
{
	struct agency a;

	return agency_find(r, &a, false) ? agency_page(r, &a, 200) : page_not_found(r);
}

static void fill(struct request *r, const struct agency *a)
{
	const struct { const char *name, *value; } now[] = {
		{ "name", a->name }, { "type", a->type }, { "contact", a->contact },
		{ "email", a->email }, { "phone", a->phone }, { "address", a->address },
		{ "lead", a->lead }, { "approves", a->approves },
		{ "ended", a->until == NULL ? "" : "Y" },
	};
	size_t i;

	for (i = 0; i < sizeof(now) / sizeof(now[0]); i++)
		input_slot(&r->input, now[i].name)->value = now[i].value;
}

static int change_page(struct request *r, const struct agency *a, int status)
{
	struct node *body = page_begin(r, "agency", "Change an agency"), *form;

	page_back(r, a->name, "%s", agency_path(r, a));
	(void)page_heading(body, 1, "Change an agency");
	form = page_form(r, body, pool_printf(r->pool, "%s/change", agency_path(r, a)));
	page_version(r, form, a->version);
	page_fields(r, form, lscb_agency_change_input);
	(void)page_button(page_buttons(form), "Save", "primary", NULL, NULL);
	return status;
}

int lscb_agency_change_show(struct request *r)
{
	struct agency a;

	if (!agency_find(r, &a, false))
		return page_not_found(r);
	fill(r, &a);
	return change_page(r, &a, 200);
}

int lscb_agency_change(struct request *r)
{
	const struct input *in = &r->input;
	const struct typed *typed;
	struct agency a;

	if (!agency_find(r, &a, true))
		return page_not_found(r);
	if (overtaken(r, a.version)) {
		typed = overtaken_typed(r);
		fill(r, &a);
		overtaken_by(r, typed);
		return change_page(r, &a, 409);
	}
	if (!input_valid(&r->input, r->pool))
		return change_page(r, &a, 422);
	if (!input_is(in, "ended", "Y"))
		a.until = NULL;
	else if (a.until == NULL)
		a.until = r->today;
	(void)db_write(r->db, &lscb_sql[LSCB_AGENCY_SET], input_text(in, "name"),
	    input_text(in, "type"), input_text(in, "contact"), input_text(in, "email"),
	    input_text(in, "phone"), input_text(in, "address"), input_text(in, "lead"),
	    approves(r), a.until, a.id, a.version);
	return request_redirect(r, "%s", agency_path(r, &a));
}

/* -- who signs in for it -- */

/* What it is asked now is for them from now on, or not any more. Records are locked in
 * one order, the agency after none of them. */
static void records_settle(struct request *r, const struct agency *a)
{
	struct record record;
	struct db_rows rows;
	size_t i;

	(void)db_list(r->db, &lscb_sql[LSCB_AGENCY_RECORDS], &rows, a->id);
	for (i = 0; i < rows.n; i++)
		if (record_lock(r, db_text(&rows.row[i], 0), &record))
			lscb_request_people(r, &record);
	r->audit.object = "agency";
	r->audit.object_id = a->id;
	r->audit.relation = "";
}

static const char *roles_of(const char *part)
{
	return strcmp(part, "SPOC") == 0 ? "CDS" : strcmp(part, "REPORTER") == 0 ? "CDR" : "CDM CDP";
}

int lscb_agency_person_add(struct request *r)
{
	const char *part = input_text(&r->input, "part");
	struct account who = { 0 };
	struct agency a;
	struct db_row row;

	if (!agency_find(r, &a, false))
		return page_not_found(r);
	if (input_text(&r->input, "login")[0] != '\0' && part[0] != '\0' &&
	    !account_find(r, input_text(&r->input, "login"), roles_of(part), &who))
		input_refuse(&r->input, "login", "Nobody with this sign-in name has the role for it");
	else if (who.id != 0 && db_find(r->db, &lscb_sql[LSCB_AGENCY_PERSON_FIND], &row, a.id, who.id,
	    part))
		input_refuse(&r->input, "login", "This person has this part already");
	if (!input_valid(&r->input, r->pool))
		return agency_page(r, &a, 422);
	(void)db_write(r->db, &lscb_sql[LSCB_AGENCY_PERSON_ADD], a.id, who.id, part, r->today,
	    request_account(r));
	records_settle(r, &a);
	r->audit.detail = pool_printf(r->pool, "account=%llu part=%s", who.id, part);
	return request_redirect(r, "%s", agency_path(r, &a));
}

int lscb_agency_person_end(struct request *r)
{
	struct agency a;
	unsigned long long id;

	if (!agency_find(r, &a, false) || !text_number(input_text(&r->input, "person"), &id) ||
	    db_write(r->db, &lscb_sql[LSCB_AGENCY_PERSON_END], r->today, id, a.id) != 1)
		return page_not_found(r);
	records_settle(r, &a);
	r->audit.detail = pool_printf(r->pool, "person=%llu", id);
	return request_redirect(r, "%s", agency_path(r, &a));
}
