#include <string.h>

#include "caf.h"
#include "terms.h"
#include "text.h"

/* Who works on the case beside the one who holds it: co-assessors (1.1 COA). */

static bool holds(const struct record *record)
{
	return record_is(record, "OWNER");
}

static void leave_form(struct request *r, struct node *body, const struct record *record,
    const struct db_row *row)
{
	struct node *form = page_form(r, body, pool_printf(r->pool, "/caf/case/%s/people/end",
	    record->handle)), *hidden;

	hidden = page_control(r, form, &(struct field){ .type = FIELD_TOKEN }, "person",
	    pool_printf(r->pool, "%llu", db_number(row, 0)), NULL, "hidden");
	node_set(hidden, "id", pool_printf(r->pool, "person-%llu", db_number(row, 0)));
	(void)page_button(page_buttons(form), pool_printf(r->pool, "End %s %s's part",
	    db_text(row, 3), db_text(row, 4)), "secondary", NULL, NULL);
}

static const char *part_of(struct request *r, const char *relation)
{
	static const char *const parts[][2] = {
		{ "OWNER", "Holds the case" }, { "COA", "Co-assessor" }, { "LP", "{Lead professional}" },
		{ "TAC", "Member of the {team around the child}" }
	};
	size_t i;

	for (i = 0; i < sizeof(parts) / sizeof(parts[0]); i++)
		if (strcmp(relation, parts[i][0]) == 0)
			return terms_apply(r->pool, parts[i][1]);
	return relation;
}

static void people_put(struct request *r, struct node *body, const struct record *record)
{
	struct node *table = page_table(body, "people", "People on this case", "Nobody.", "Name",
	    "Part", "Agency", "Phone", "Since", NULL), *row;
	struct db_rows rows;
	size_t i;

	(void)db_list(r->db, &caf_sql[CAF_PEOPLE], &rows, record->id);
	for (i = 0; i < rows.n; i++) {
		const struct db_row *p = &rows.row[i];

		row = node_add(table, "row");
		node_set(page_cell(row, pool_printf(r->pool, "%s %s", db_text(p, 3), db_text(p, 4))),
		    "head", "yes");
		(void)page_cell(row, part_of(r, db_text(p, 1)));
		(void)page_cell(row, db_text(p, 5));
		(void)page_cell(row, db_text(p, 6));
		(void)page_cell(row, caf_day(r, db_text(p, 2)));
	}
	for (i = 0; holds(record) && i < rows.n; i++)
		if (strcmp(db_text(&rows.row[i], 1), "COA") == 0)
			leave_form(r, body, record, &rows.row[i]);
}

static int people_page(struct request *r, const struct record *record,
    const struct caf_episode *e, int status)
{
	struct node *body = page_begin(r, "people", "People on this case"), *form;

	page_back(r, "Case", "/caf/case/%s", record->handle);
	caf_identity(r, record, e);
	(void)page_heading(body, 1, "People on this case");
	people_put(r, body, record);
	if (!holds(record) || record->closed_at != NULL)
		return status;
	(void)page_heading(body, 2, "Add a co-assessor");
	(void)page_para(body, "A co-assessor reads the case and writes in the assessment with you.");
	form = page_form(r, body, r->http->path);
	page_fields(r, form, r->route->input);
	(void)page_button(page_buttons(form), "Add", "primary", NULL, NULL);
	return status;
}

int caf_people_show(struct request *r)
{
	struct caf_episode e;
	struct record record;

	if (!caf_load(r, &record, &e))
		return page_not_found(r);
	return people_page(r, &record, &e, 200);
}

int caf_people_add(struct request *r)
{
	const char *login = input_text(&r->input, "login");
	struct caf_episode e;
	struct record record;
	struct account colleague = { .id = 0 };
	struct db_row row;

	if (!caf_lock(r, &record, &e) || !holds(&record) || record.closed_at != NULL)
		return page_not_found(r);
	if (!account_find(r, login, "PRA COA", &colleague))
		input_refuse(&r->input, "login", "There is no practitioner with this user name");
	else if (db_find(r->db, &caf_sql[CAF_PERSON_HAS], &row, record.id, colleague.id, "", ""))
		input_refuse(&r->input, "login", "This person works on the case already");
	if (!input_valid(&r->input, r->pool))
		return people_page(r, &record, &e, 422);
	record_person(r, &record, colleague.id, "COA");
	r->audit.detail = pool_printf(r->pool, "account=%llu", colleague.id);
	event_add(r, &record, "person.add", "Co-assessor added", false);
	return request_redirect(r, "/caf/case/%s/people", record.handle);
}

int caf_people_end(struct request *r)
{
	unsigned long long person;
	struct caf_episode e;
	struct record record;

	if (!caf_lock(r, &record, &e) || !holds(&record) ||
	    !text_number(input_text(&r->input, "person"), &person) ||
	    db_write(r->db, &caf_sql[CAF_PERSON_END], record.id, person) != 1)
		return page_not_found(r);
	r->audit.detail = pool_printf(r->pool, "person=%llu", person);
	event_add(r, &record, "person.end", "Co-assessor's part ended", false);
	return request_redirect(r, "/caf/case/%s/people", record.handle);
}
