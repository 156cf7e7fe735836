#include <string.h>

#include "fostering.h"
#include "lists.h"
#include "text.h"

/* The people of an arrangement who are not of the carer's household: parents,
 * others with parental responsibility, who the child was received from, brothers
 * and sisters, arrangers (Schedule 1, 1(d) to (f)). */

#define ID	{ .name = "id", .type = FIELD_HANDLE, .required = true }
#define PART_FIELDS \
	{ .name = "relation", .type = FIELD_CODE, .choices = "relationship", .compact = true, \
	  .label = "What is the person to the child?" }, \
	{ .name = "has_pr", .type = FIELD_CODE, .choices = "fostering-known", \
	  .label = "Has parental responsibility?" }, \
	{ .name = "cared_for", .type = FIELD_TEXT, .max = 200, .label = "How cared for, or role", \
	  .hint = "Of a brother or sister who cares for it; of an arranger the role" }, \
	{ .name = "withheld", .type = FIELD_TICK, \
	  .label = "The child's address is withheld from this person" }

const struct field fostering_people_input[] = {
	ID,
	{ .name = "part", .type = FIELD_CODE, .choices = "fostering-part", .required = true,
	  .label = "Part in the child's life" },
	{ .name = "given", .type = FIELD_NAME, .max = 100, .width = 30, .label = "Given name(s)" },
	{ .name = "family", .type = FIELD_NAME, .max = 100, .width = 30, .required = true,
	  .label = "Family name" },
	PART_FIELDS,
	{ .name = "since", .type = FIELD_DATE, .not_future = true, .label = "Since",
	  .hint = "Leave it empty when it was always so" },
	FOSTERING_PERSON_NEW_FIELDS,
	{ 0 }
};

const struct field fostering_part_input[] = {
	ID,
	{ .name = "person", .type = FIELD_HANDLE, .required = true },
	{ .name = "part", .type = FIELD_NUMBER, .max = 18, .required = true },
	{ .name = "version", .type = FIELD_NUMBER, .max = 9, .required = true },
	PART_FIELDS,
	{ .name = "since", .type = FIELD_DATE, .not_future = true, .label = "Since" },
	{ .name = "until", .type = FIELD_DATE, .not_future = true, .label = "Until",
	  .hint = "Leave it empty while it lasts" },
	{ 0 }
};

bool fostering_people_writer(struct request *r, const struct record *record)
{
	return record->closed_at == NULL && request_may(r, FOSTERING_PROPOSE) &&
	    (record_is(record, "OWNER TEAM") || request_may(r, FOSTERING_DECIDE));
}

/* -- what the legal test asks of them (2.2, rows 5 and 7) -- */

/* A parent or holder who comes to live with the carer is family present. When
 * they go again, a relative who cares may still be there: that is for people to
 * say, so they are asked. */
static void sleeps_of(struct request *r, const struct record *record, bool family)
{
	const char *sleeps = fostering_of(r)->sleeps;

	if (family && (sleeps[0] == '\0' || strcmp(sleeps, "CARER_HOME") == 0))
		(void)db_write(r->db, &fostering_sql[FOSTERING_PEOPLE_SLEEPS], "FAMILY_PRESENT",
		    record->id);
	else if (!family && strcmp(sleeps, "FAMILY_PRESENT") == 0)
		fostering_task_add(r, record, "OTHER", "Does a parent or relative who cares for the child "
		    "still live there? Correct the facts", r->today);
}

void fostering_people_facts(struct request *r, const struct record *record, const char *why)
{
	struct db_row row;

	(void)fostering_again(r, record);
	if (record->closed_at != NULL ||
	    !db_find(r->db, &fostering_sql[FOSTERING_PEOPLE_FACTS], &row, record->id))
		return;
	sleeps_of(r, record, db_number(&row, 0) != 0);
	if (db_text(&row, 1) != NULL && db_text(&row, 1)[0] != '\0')
		(void)db_write(r->db, &fostering_sql[FOSTERING_PEOPLE_CARER_PR],
		    strcmp(db_text(&row, 1), "U") == 0 ? "" : db_text(&row, 1), record->id);
	fostering_facts_changed(r, record, why);
}

/* -- the list -- */

enum { PART, HANDLE, GIVEN, FAMILY, WHAT, RELATION, PR, WITHHELD, CARED, SINCE, UNTIL, ADDRESS };

static const char *part_text(struct request *r, const struct db_row *p)
{
	const char *relation = db_text(p, RELATION);

	return pool_printf(r->pool, "%s%s%s%s%s", lists_label("fostering-part", db_text(p, WHAT),
	    r->today), relation[0] == '\0' ? "" : "\n", relation[0] == '\0' ? "" :
	    lists_label("relationship", relation, r->today), db_text(p, CARED)[0] == '\0' ? "" : "\n",
	    db_text(p, CARED));
}

static const char *dates_text(struct request *r, const struct db_row *p)
{
	const char *since = page_day(r, db_text(p, SINCE)), *until = page_day(r, db_text(p, UNTIL));

	if (since == NULL && until == NULL)
		return "";
	return pool_printf(r->pool, "%s%s%s%s", since == NULL ? "" : "from ", since == NULL ? "" : since,
	    until == NULL ? "" : since == NULL ? "until " : " until ", until == NULL ? "" : until);
}

void fostering_people_put(struct request *r, struct node *body, const struct record *record)
{
	struct node *table = page_table(body, "others", "Parents and others",
	    "Nobody has been named yet.", "Name", "Part", "Parental responsibility", "Address", "Dates",
	    NULL), *row, *cell;
	struct db_rows rows;
	size_t i;

	(void)db_list(r->db, &fostering_sql[FOSTERING_PEOPLE], &rows, record->id);
	for (i = 0; i < rows.n; i++) {
		const struct db_row *p = &rows.row[i];

		row = node_add(table, "row");
		cell = page_cell(row, fostering_person_name(r, db_text(p, GIVEN), db_text(p, FAMILY)));
		node_set(cell, "head", "yes");
		node_set(cell, "href", fostering_person_path(r, record, db_text(p, HANDLE)));
		cell = page_cell(row, pool_printf(r->pool, "%s%s", part_text(r, p),
		    db_number(p, WITHHELD) == 0 ? "" : "\nChild's address withheld"));
		node_set(cell, "kind", "text");
		(void)page_cell(row, db_text(p, PR)[0] == '\0' ? "Not known" :
		    lists_label("fostering-known", db_text(p, PR), r->today));
		(void)page_cell(row, db_text(p, ADDRESS));
		(void)page_cell(row, dates_text(r, p));
	}
}

int fostering_people_show(struct request *r)
{
	struct record record;
	struct node *body;

	if (!casework_load(r, &record))
		return page_not_found(r);
	body = casework_page(r, &record, "persons", "Carer, household, parents and others");
	fostering_named_put(r, body, &record);
	fostering_household_put(r, body, &record);
	fostering_checks_put(r, body, &record);
	fostering_people_put(r, body, &record);
	if (fostering_people_writer(r, &record))
		casework_link(r, body, &record, "Add a parent or somebody else", "/persons/add", NULL);
	fostering_others_put(r, body, &record);
	if (fostering_of(r)->carer != 0)
		casework_link(r, body, &record, "Brothers and sisters with this carer", "/siblings", NULL);
	return 200;
}

/* -- adding -- */

static int add_page(struct request *r, const struct record *record, int status)
{
	struct node *body = casework_page(r, record, "persons", "Add a parent or somebody else");
	struct node *form = page_form(r, body, r->http->path);

	page_fields(r, form, fostering_people_input);
	if (status != 200)
		fostering_person_known_put(r, form, record);
	(void)page_button(page_buttons(form), "Add", "primary", NULL, NULL);
	return status;
}

int fostering_people_add_show(struct request *r)
{
	struct record record;

	if (!casework_load(r, &record) || !fostering_people_writer(r, &record))
		return page_not_found(r);
	return add_page(r, &record, 200);
}

static const char *day(struct request *r, const char *name)
{
	const char *value = input_text(&r->input, name);

	return value[0] == '\0' ? NULL : value;
}

static unsigned long long ticked(struct request *r, const char *name)
{
	return input_is(&r->input, name, "Y");
}

int fostering_people_add(struct request *r)
{
	const struct input *in = &r->input;
	unsigned long long person;
	struct record record;
	struct db_row row;

	if (!casework_lock(r, &record) || !fostering_people_writer(r, &record))
		return page_not_found(r);
	if (!input_valid(&r->input, r->pool) || !fostering_person_settled(r, &record))
		return add_page(r, &record, 422);
	person = fostering_person_take(r, &record);
	if (db_find(r->db, &fostering_sql[FOSTERING_PEOPLE_HAS], &row, record.id, person,
	    input_text(in, "part"))) {
		input_refuse(&r->input, "part", "This person has this part already");
		return add_page(r, &record, 422);
	}
	(void)db_write(r->db, &fostering_sql[FOSTERING_PEOPLE_ADD], record.id, person,
	    input_text(in, "part"), input_text(in, "relation"), input_text(in, "has_pr"),
	    ticked(r, "withheld"), input_text(in, "cared_for"), day(r, "since"), request_account(r));
	r->audit.detail = pool_printf(r->pool, "person=%llu", person);
	event_add(r, &record, "person", pool_printf(r->pool, "Added to the case: %s",
	    lists_label("fostering-part", input_text(in, "part"), r->today)), false);
	fostering_people_facts(r, &record, "A person was added");
	return request_redirect(r, "%s/persons", casework_path(r, &record));
}

/* -- a person's parts, and changing one -- */

void fostering_people_parts_put(struct request *r, struct node *body, const struct record *record,
    const struct fostering_person *p, bool write)
{
	struct node *table = page_table(body, "parts", "Part in this arrangement",
	    "Of the carer's household only.", "Part", "Parental responsibility", "Dates", "", NULL), *row,
	    *cell;
	struct db_rows rows;
	size_t i;

	(void)db_list(r->db, &fostering_sql[FOSTERING_PEOPLE_PARTS], &rows, record->id, p->id);
	for (i = 0; i < rows.n; i++) {
		const struct db_row *part = &rows.row[i];

		row = node_add(table, "row");
		cell = page_cell(row, part_text(r, part));
		node_set(cell, "kind", "text");
		(void)page_cell(row, db_text(part, PR)[0] == '\0' ? "Not known" :
		    lists_label("fostering-known", db_text(part, PR), r->today));
		(void)page_cell(row, dates_text(r, part));
		cell = page_cell(row, write ? "Change or end" : "");
		if (write)
			node_set(cell, "href", pool_printf(r->pool, "%s/part/%llu",
			    fostering_person_path(r, record, p->handle), db_number(part, PART)));
	}
}

static bool part_find(struct request *r, const struct record *record,
    const struct fostering_person *p, struct db_row *row_r)
{
	unsigned long long part;

	return text_number(input_text(&r->input, "part"), &part) &&
	    db_find(r->db, &fostering_sql[FOSTERING_PEOPLE_PART], row_r, record->id, p->id, part);
}

static void set(struct request *r, const char *name, const char *value)
{
	input_slot(&r->input, name)->value = value == NULL ? "" : value;
}

int fostering_part_show(struct request *r)
{
	struct fostering_person p;
	struct record record;
	struct db_row row;

	if (!fostering_person_open(r, false, &record, &p) || !part_find(r, &record, &p, &row))
		return page_not_found(r);
	set(r, "relation", db_text(&row, 1));
	set(r, "has_pr", db_text(&row, 2));
	set(r, "withheld", db_number(&row, 3) == 0 ? "" : "Y");
	set(r, "cared_for", db_text(&row, 4));
	set(r, "since", db_text(&row, 5));
	set(r, "until", db_text(&row, 6));
	set(r, "version", pool_printf(r->pool, "%llu", db_number(&row, 7)));
	return fostering_person_form(r, &record, &p, "Change or end a person's part", 200);
}

static void part_write(struct request *r, const struct record *record, const struct db_row *row)
{
	const struct input *in = &r->input;

	(void)db_write(r->db, &fostering_sql[FOSTERING_PEOPLE_CHANGE], input_text(in, "relation"),
	    input_text(in, "has_pr"), ticked(r, "withheld"), input_text(in, "cared_for"),
	    day(r, "since"), day(r, "until"), record->id, db_number(row, 0), db_number(row, 7));
	event_add(r, record, "person", day(r, "until") == NULL ? "A person's part changed" :
	    "A person's part ended", false);
	fostering_people_facts(r, record, "A person's part changed");
}

int fostering_part_save(struct request *r)
{
	unsigned long long version = 0;
	struct fostering_person p;
	struct record record;
	struct db_row row;

	if (!fostering_person_open(r, true, &record, &p) || !part_find(r, &record, &p, &row))
		return page_not_found(r);
	(void)text_number(input_text(&r->input, "version"), &version);
	if (day(r, "since") != NULL && day(r, "until") != NULL &&
	    strcmp(day(r, "until"), day(r, "since")) < 0)
		input_refuse(&r->input, "until", "The end must not be before the beginning");
	if (!input_valid(&r->input, r->pool))
		return fostering_person_form(r, &record, &p, "Change or end a person's part", 422);
	if (version != db_number(&row, 7)) {
		set(r, "version", pool_printf(r->pool, "%llu", db_number(&row, 7)));
		input_refuse(&r->input, "relation", "Somebody else has changed this meanwhile. Look at the "
		    "person's page, then save again");
		return fostering_person_form(r, &record, &p, "Change or end a person's part", 409);
	}
	part_write(r, &record, &row);
	return request_redirect(r, "%s", fostering_person_path(r, &record, p.handle));
}
