#include <string.h>

#include "people.h"

#include "account.h"
#include "casework.h"
#include "module.h"
#include "page.h"
#include "request.h"
#include "terms.h"
#include "text.h"

enum { LIST, HAS, END };
enum { ID, RELATION, SINCE, GIVEN, FAMILY, AGENCY, PHONE };

static const struct db_statement sql[] = {
	[LIST] = { "SELECT p.id, p.relation, p.since, a.given, a.family, a.agency, a.phone"
	    " FROM record_person p JOIN everychild.account a ON a.id = p.account"
	    " WHERE p.record = ? AND p.until IS NULL ORDER BY p.id", "u", "usdssss" },
	[HAS] = { "SELECT id FROM record_person WHERE record = ? AND account = ?"
	    " AND until IS NULL LIMIT 1", "uu", "u" },
	[END] = { "UPDATE record_person SET until = UTC_TIMESTAMP(6) WHERE record = ?"
	    " AND id = ? AND relation = ? AND until IS NULL", "uus", "" },
};

const struct field people_input[] = {
	{ .name = "id", .type = FIELD_HANDLE, .required = true },
	{ .name = "login", .type = FIELD_TEXT, .max = 64, .required = true, .width = 20,
	  .label = "User name of the colleague" },
	{ 0 }
};

const struct field people_end_input[] = {
	{ .name = "id", .type = FIELD_HANDLE, .required = true },
	{ .name = "person", .type = FIELD_NUMBER, .required = true },
	{ 0 }
};

void people_statements_name(void)
{
	db_statements(sql, sizeof(sql) / sizeof(sql[0]));
}

size_t people_list(struct request *r, const struct record *record, struct db_rows *rows_r)
{
	return db_list(r->db, &sql[LIST], rows_r, record->id);
}

static const struct people *of(const struct request *r)
{
	return r->module->casework->people;
}

static bool holds(const struct record *record)
{
	return record_is(record, "OWNER");
}

static void leave_form(struct request *r, struct node *body, const struct record *record,
    const struct db_row *p)
{
	struct node *form = page_form(r, body, pool_printf(r->pool, "%s/people/end",
	    casework_path(r, record)));
	const char *id = pool_printf(r->pool, "%llu", db_number(p, ID));

	node_set(page_hidden(r, form, "person", id), "id", pool_printf(r->pool, "person-%s", id));
	(void)page_button(page_buttons(form), pool_printf(r->pool, "End %s %s's part",
	    db_text(p, GIVEN), db_text(p, FAMILY)), "secondary", NULL, NULL);
}

static const char *part_of(struct request *r, const char *relation)
{
	const struct people_part *part;

	for (part = of(r)->parts; part->relation != NULL; part++)
		if (strcmp(relation, part->relation) == 0)
			return terms_apply(r->pool, part->label);
	return relation;
}

static void people_put(struct request *r, struct node *body, const struct record *record)
{
	struct node *table = page_table(body, "people", of(r)->title, "Nobody.", "Name", "Part",
	    "Agency", "Phone", "Since", NULL), *row;
	struct db_rows rows;
	size_t i;

	(void)people_list(r, record, &rows);
	for (i = 0; i < rows.n; i++) {
		const struct db_row *p = &rows.row[i];

		row = node_add(table, "row");
		node_set(page_cell(row, pool_printf(r->pool, "%s %s", db_text(p, GIVEN),
		    db_text(p, FAMILY))), "head", "yes");
		(void)page_cell(row, part_of(r, db_text(p, RELATION)));
		(void)page_cell(row, db_text(p, AGENCY));
		(void)page_cell(row, db_text(p, PHONE));
		(void)page_cell(row, page_day(r, db_text(p, SINCE)));
	}
	for (i = 0; holds(record) && i < rows.n; i++)
		if (strcmp(db_text(&rows.row[i], RELATION), of(r)->relation) == 0)
			leave_form(r, body, record, &rows.row[i]);
}

static int people_page(struct request *r, const struct record *record, int status)
{
	struct node *body = casework_page(r, record, "people", of(r)->title);

	people_put(r, body, record);
	if (!holds(record) || record->closed_at != NULL)
		return status;
	(void)page_heading(body, 2, pool_printf(r->pool, "Add a %s", of(r)->one));
	(void)page_para(body, of(r)->what);
	page_route_form(r, body, "Add", "primary");
	return status;
}

int people_show(struct request *r)
{
	struct record record;

	if (!casework_load(r, &record))
		return page_not_found(r);
	return people_page(r, &record, 200);
}

int people_add(struct request *r)
{
	struct account colleague = { .id = 0 };
	struct record record;
	struct db_row row;

	if (!casework_lock(r, &record) || !holds(&record) || record.closed_at != NULL)
		return page_not_found(r);
	if (!account_find(r, input_text(&r->input, "login"), of(r)->roles, &colleague))
		input_refuse(&r->input, "login", of(r)->nobody);
	else if (db_find(r->db, &sql[HAS], &row, record.id, colleague.id))
		input_refuse(&r->input, "login", of(r)->already);
	if (!input_valid(&r->input, r->pool))
		return people_page(r, &record, 422);
	record_person(r, &record, colleague.id, of(r)->relation);
	r->audit.detail = pool_printf(r->pool, "account=%llu", colleague.id);
	event_add(r, &record, "person.add", pool_printf(r->pool, "%s added", of(r)->label), false);
	return request_redirect(r, "%s/people", casework_path(r, &record));
}

int people_end(struct request *r)
{
	unsigned long long person;
	struct record record;

	if (!casework_lock(r, &record) || !holds(&record) ||
	    !text_number(input_text(&r->input, "person"), &person) ||
	    db_write(r->db, &sql[END], record.id, person, of(r)->relation) != 1)
		return page_not_found(r);
	r->audit.detail = pool_printf(r->pool, "person=%llu", person);
	event_add(r, &record, "person.end", pool_printf(r->pool, "%s's part ended", of(r)->label),
	    false);
	return request_redirect(r, "%s/people", casework_path(r, &record));
}
