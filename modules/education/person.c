#include <string.h>

#include "account.h"
#include "pep.h"
#include "text.h"

/* Who beside the virtual school has a part in a child's education: social worker,
 * reviewing officer, carer. A school's designated teachers come with the enrolment. */

const struct field education_people_input[] = {
	{ .name = "id", .type = FIELD_HANDLE, .required = true },
	{ .name = "part", .type = FIELD_CODE, .choices = "education-person", .required = true,
	  .label = "Part" },
	{ .name = "login", .type = FIELD_TEXT, .max = 60, .width = 20, .required = true,
	  .label = "User name" },
	{ 0 }
};

const struct field education_people_end_input[] = {
	{ .name = "id", .type = FIELD_HANDLE, .required = true },
	{ .name = "person", .type = FIELD_NUMBER, .required = true },
	{ 0 }
};

/* Code of the part, and the role that who has it must hold. */
static const struct person_part {
	const char *relation, *role, *title;
} parts[] = {
	{ "WORKER", "ESW", "Social worker" },
	{ "REVIEWER", "EIR", "Reviewing officer" },
	{ "CARER", "ECA", "Carer" },
	{ "TEACHER", "EDT", "Designated teacher" },
};
enum { GIVEN = 3 };		/* the first of them are given here */

static const struct person_part *part_of(const char *relation)
{
	size_t i;

	for (i = 0; i < sizeof(parts) / sizeof(parts[0]); i++)
		if (strcmp(parts[i].relation, relation) == 0)
			return &parts[i];
	return NULL;
}

static void row_put(struct request *r, struct node *table, const struct record *record,
    const struct db_row *row)
{
	const struct person_part *part = part_of(db_text(row, 1));
	const char *name = pool_printf(r->pool, "%s %s", db_text(row, 3), db_text(row, 4));
	struct node *tr, *cell, *form;

	if (part == NULL)
		return;
	tr = node_add(table, "row");
	(void)page_cell(tr, name);
	(void)page_cell(tr, part->title);
	(void)page_cell(tr, page_day(r, db_text(row, 2)));
	cell = page_cell(tr, "");
	if (!request_may(r, EDUCATION_WORK) || part == &parts[GIVEN])
		return;
	form = page_form(r, cell, pool_printf(r->pool, "%s/people/end", casework_path(r, record)));
	(void)page_button(page_buttons(form), pool_printf(r->pool, "End the part of %s", name),
	    "secondary", "person", pool_printf(r->pool, "%llu", db_number(row, 0)));
}

static int page(struct request *r, const struct record *record, int status)
{
	struct node *body = casework_page(r, record, "people", "People around the child"), *table, *form;
	struct db_rows rows;
	size_t i;

	(void)db_list(r->db, &education_sql[EDUCATION_PEOPLE], &rows, record->id);
	table = page_table(body, "people", "Who has a part", "Nobody but the virtual school.", "Name",
	    "Part", "Since", "", NULL);
	for (i = 0; i < rows.n; i++)
		row_put(r, table, record, &rows.row[i]);
	if (!request_may(r, EDUCATION_WORK))
		return status;
	(void)page_heading(body, 2, "Add somebody");
	form = page_form(r, body, pool_printf(r->pool, "%s/people", casework_path(r, record)));
	page_field_of(r, form, &education_people_input[1],
	    r->route->input == education_people_input);
	page_field_of(r, form, &education_people_input[2],
	    r->route->input == education_people_input);
	(void)page_button(page_buttons(form), "Add", "primary", NULL, NULL);
	return status;
}

int education_people_show(struct request *r)
{
	struct record record;

	return casework_load(r, &record) ? page(r, &record, 200) : page_not_found(r);
}

static bool has(struct request *r, const struct record *record, const struct account *a,
    const char *relation)
{
	struct db_rows rows;
	size_t i;

	(void)db_list(r->db, &education_sql[EDUCATION_PEOPLE], &rows, record->id);
	for (i = 0; i < rows.n; i++)
		if (strcmp(db_text(&rows.row[i], 5), a->login) == 0 &&
		    strcmp(db_text(&rows.row[i], 1), relation) == 0)
			return true;
	return false;
}

int education_people_add(struct request *r)
{
	const char *relation = input_text(&r->input, "part");
	const struct person_part *part = part_of(relation);
	struct record record;
	struct account a;

	if (!casework_lock(r, &record))
		return page_not_found(r);
	if (!input_valid(&r->input, r->pool) || part == NULL)
		return page(r, &record, 422);
	if (!account_find(r, input_text(&r->input, "login"), part->role, &a))
		input_refuse(&r->input, "login", pool_printf(r->pool,
		    "There is nobody with this user name who may be the %s", part->relation[0] == 'W' ?
		    "social worker" : part->relation[0] == 'R' ? "reviewing officer" : "carer"));
	else if (has(r, &record, &a, relation))
		input_refuse(&r->input, "login", "This person has this part already");
	if (!input_valid(&r->input, r->pool))
		return page(r, &record, 422);
	record_person(r, &record, a.id, relation);
	event_add(r, &record, "person", pool_printf(r->pool, "%s added", part->title), false);
	return request_redirect(r, "%s/people", casework_path(r, &record));
}

int education_people_end(struct request *r)
{
	unsigned long long id;
	struct record record;
	struct db_row row;

	if (!casework_lock(r, &record) || !text_number(input_text(&r->input, "person"), &id) ||
	    !db_find(r->db, &education_sql[EDUCATION_PERSON_ONE], &row, record.id, id))
		return page_not_found(r);
	record_person_end(r, &record, db_number(&row, 0), db_text(&row, 1));
	event_add(r, &record, "person", "Somebody's part in it ended", false);
	return request_redirect(r, "%s/people", casework_path(r, &record));
}
