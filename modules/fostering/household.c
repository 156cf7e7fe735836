#include <string.h>

#include "conf.h"
#include "date.h"
#include "fostering.h"
#include "lists.h"
#include "secret.h"
#include "text.h"

/* The carer's household: the premises, and who lives or is employed there
 * (Schedule 1, 2(c); 5.1 b). The premises lie in an area, whose authority has
 * the duties (1). */

#define ID	{ .name = "id", .type = FIELD_HANDLE, .required = true }
#define ADULT_YEARS	16	/* 5.6: checks of adults of the household */

const struct field fostering_premises_input[] = {
	ID,
	{ .name = "version", .type = FIELD_NUMBER, .max = 9, .required = true },
	{ .name = "line1", .type = FIELD_TEXT, .max = 100, .required = true,
	  .label = "Address, first line" },
	{ .name = "line2", .type = FIELD_TEXT, .max = 100, .label = "Address, second line" },
	{ .name = "town", .type = FIELD_TEXT, .max = 100, .width = 30, .label = "Town" },
	{ .name = "postcode", .type = FIELD_POSTCODE, .width = 10, .label = "Postcode" },
	{ .name = "uprn", .type = FIELD_UPRN, .width = 12, .label = "UPRN" },
	{ .name = "area", .type = FIELD_CODE, .choices = "la", .compact = true,
	  .label = "In the area of which authority?", .hint = "Leave it empty when it is ours" },
	{ .name = "since", .type = FIELD_DATE, .not_future = true, .label = "The carer lives there since" },
	{ 0 }
};

const struct field fostering_member_input[] = {
	ID,
	{ .name = "role", .type = FIELD_CODE, .choices = "fostering-household", .required = true,
	  .label = "Part in the household" },
	{ .name = "given", .type = FIELD_NAME, .max = 100, .width = 30, .label = "Given name(s)" },
	{ .name = "family", .type = FIELD_NAME, .max = 100, .width = 30, .required = true,
	  .label = "Family name" },
	{ .name = "joined_on", .type = FIELD_DATE, .not_future = true, .label = "Joined" },
	{ .name = "employed", .type = FIELD_TICK, .label = "Is employed there" },
	FOSTERING_PERSON_NEW_FIELDS,
	{ 0 }
};

const struct field fostering_member_change_input[] = {
	ID,
	{ .name = "person", .type = FIELD_HANDLE, .required = true },
	{ .name = "version", .type = FIELD_NUMBER, .max = 9, .required = true },
	{ .name = "role", .type = FIELD_CODE, .choices = "fostering-household", .required = true,
	  .label = "Part in the household" },
	{ .name = "joined_on", .type = FIELD_DATE, .not_future = true, .label = "Joined" },
	{ .name = "left_on", .type = FIELD_DATE, .not_future = true, .label = "Left",
	  .hint = "Leave it empty while the person is there" },
	{ .name = "employed", .type = FIELD_TICK, .label = "Is employed there" },
	{ 0 }
};

/* -- who is an adult -- */

bool fostering_household_adult(struct request *r, const char *born_on, const char *role)
{
	struct date born, today;

	if (born_on == NULL || !date_parse(born_on, &born) || !date_parse(r->today, &today))
		return strcmp(role, "CHILD") != 0 && strcmp(role, "FOSTERED") != 0;
	return date_age(born, today) >= ADULT_YEARS;
}

bool fostering_member_adult(struct request *r, const struct record *record,
    const struct fostering_person *p)
{
	struct db_row row;

	return db_find(r->db, &fostering_sql[FOSTERING_MEMBER_OF], &row, record->id, p->id) &&
	    fostering_household_adult(r, p->born_on, db_text(&row, 1));
}

/* -- the section -- */

static void area_put(struct request *r, struct node *body, const struct record *record,
    const char *area)
{
	const struct transition *t;

	if (area[0] == '\0' || strcmp(area, conf_text("authority.code")) == 0)
		return;
	(void)node_leaf(body, "warning", pool_printf(r->pool, "The premises lie in the area of %s. That "
	    "authority has the duties: the case is to be transferred to it.",
	    lists_label("la", area, r->today)));
	for (t = fostering_workflow.transition; t->number != 0; t++)
		if (t->event == FOSTERING_EVENT_TRANSFERRED && t->button != NULL &&
		    casework_may(r, record, t->event))
			casework_link(r, body, record, t->button, t->path, NULL);
}

static void premises_put(struct request *r, struct node *body, const struct record *record,
    bool write)
{
	struct node *s;
	struct db_row h;

	if (!db_find(r->db, &fostering_sql[FOSTERING_HOUSEHOLD_FIND], &h, record->id)) {
		(void)page_para(body, "No premises are known.");
		return;
	}
	area_put(r, body, record, db_text(&h, 6));
	s = node_add(body, "summary");
	(void)page_row(s, "Premises", db_text(&h, 9));
	(void)page_row(s, "Authority area", db_text(&h, 6)[0] == '\0' ? "Ours" :
	    lists_label("la", db_text(&h, 6), r->today));
	(void)page_row(s, "Since", page_day(r, db_text(&h, 7)));
	if (write)
		casework_link(r, body, record, "Correct the premises", "/household", NULL);
}

enum { MEMBER, HANDLE, GIVEN, FAMILY, ROLE, EMPLOYED, BORN, JOINED, LEFT };

static void members_put(struct request *r, struct node *body, const struct record *record,
    bool write)
{
	struct node *table = page_table(body, "household", "Who lives or is employed there",
	    "Nobody is known to live there.", "Name", "Part", "Date of birth", "Joined", "Left", "", NULL),
	    *row, *cell;
	struct db_rows rows;
	size_t i;

	(void)db_list(r->db, &fostering_sql[FOSTERING_MEMBERS], &rows, record->id);
	for (i = 0; i < rows.n; i++) {
		const struct db_row *m = &rows.row[i];
		const char *path = fostering_person_path(r, record, db_text(m, HANDLE));

		row = node_add(table, "row");
		cell = page_cell(row, fostering_person_name(r, db_text(m, GIVEN), db_text(m, FAMILY)));
		node_set(cell, "head", "yes");
		node_set(cell, "href", path);
		(void)page_cell(row, pool_printf(r->pool, "%s%s", lists_label("fostering-household",
		    db_text(m, ROLE), r->today), strcmp(db_text(m, EMPLOYED), "Y") == 0 &&
		    strcmp(db_text(m, ROLE), "EMPLOYEE") != 0 ? ", employed" : ""));
		(void)page_cell(row, db_text(m, BORN) == NULL ? "Not known" : page_day(r, db_text(m, BORN)));
		(void)page_cell(row, page_day(r, db_text(m, JOINED)));
		(void)page_cell(row, page_day(r, db_text(m, LEFT)));
		cell = page_cell(row, write ? "Change" : "");
		if (write)
			node_set(cell, "href", pool_printf(r->pool, "%s/household", path));
	}
}

void fostering_household_put(struct request *r, struct node *body, const struct record *record)
{
	bool write = fostering_people_writer(r, record);

	(void)page_heading(body, 2, "Carer and household");
	premises_put(r, body, record, write);
	members_put(r, body, record, write);
	if (write)
		casework_link(r, body, record, "Add somebody to the household", "/household/add", NULL);
}

/* -- the premises -- */

static const char *day(struct request *r, const char *name)
{
	const char *value = input_text(&r->input, name);

	return value[0] == '\0' ? NULL : value;
}

static void set(struct request *r, const char *name, const char *value)
{
	input_slot(&r->input, name)->value = value == NULL ? "" : value;
}

static int premises_page(struct request *r, const struct record *record, int status)
{
	struct node *body = casework_page(r, record, "household", "Correct the premises"), *form;

	(void)page_para(body, "Only what is wrong about the place is corrected here. A carer who has moved "
	    "gets new premises by a notice of the change.");
	form = page_form(r, body, r->http->path);
	(void)page_hidden(r, form, "version", input_text(&r->input, "version"));
	page_fields(r, form, fostering_premises_input);
	(void)page_button(page_buttons(form), "Save", "primary", NULL, NULL);
	return status;
}

static bool premises_open(struct request *r, bool lock, struct record *record, struct db_row *h)
{
	return (lock ? casework_lock(r, record) : casework_load(r, record)) &&
	    fostering_people_writer(r, record) &&
	    db_find(r->db, &fostering_sql[FOSTERING_HOUSEHOLD_FIND], h, record->id);
}

int fostering_premises_show(struct request *r)
{
	struct record record;
	struct db_row h;

	if (!premises_open(r, false, &record, &h))
		return page_not_found(r);
	set(r, "line1", db_text(&h, 1));
	set(r, "line2", db_text(&h, 2));
	set(r, "town", db_text(&h, 3));
	set(r, "postcode", db_text(&h, 4));
	set(r, "uprn", db_text(&h, 5));
	set(r, "area", db_text(&h, 6));
	set(r, "since", db_text(&h, 7));
	set(r, "version", pool_printf(r->pool, "%llu", db_number(&h, 8)));
	return premises_page(r, &record, 200);
}

/* Ours is kept as nothing, so that a code that changes does not matter. */
static const char *area(struct request *r)
{
	return input_is(&r->input, "area", conf_text("authority.code")) ? "" :
	    input_text(&r->input, "area");
}

int fostering_premises_save(struct request *r)
{
	const struct input *in = &r->input;
	unsigned long long version = 0;
	struct record record;
	struct db_row h;

	if (!premises_open(r, true, &record, &h))
		return page_not_found(r);
	(void)text_number(input_text(in, "version"), &version);
	if (!input_valid(&r->input, r->pool))
		return premises_page(r, &record, 422);
	if (db_write(r->db, &fostering_sql[FOSTERING_HOUSEHOLD_CHANGE], input_text(in, "line1"),
	    input_text(in, "line2"), input_text(in, "town"), input_text(in, "postcode"),
	    input_text(in, "uprn"), area(r), day(r, "since"), db_number(&h, 0), version) != 1) {
		set(r, "version", pool_printf(r->pool, "%llu", db_number(&h, 8)));
		input_refuse(&r->input, "line1", pool_printf(r->pool, "Somebody else has changed this "
		    "meanwhile: it is now %s, %s %s. Look at it and save again", db_text(&h, 1),
		    db_text(&h, 3), db_text(&h, 4)));
		return premises_page(r, &record, 409);
	}
	event_add(r, &record, "household", "The premises were corrected", false);
	return request_redirect(r, "%s/persons", casework_path(r, &record));
}

/* -- members -- */

static int member_page(struct request *r, const struct record *record, int status)
{
	struct node *body = casework_page(r, record, "household", "Add somebody to the household");
	struct node *form = page_form(r, body, r->http->path);

	page_fields(r, form, fostering_member_input);
	if (status != 200)
		fostering_person_known_put(r, form, record);
	(void)page_button(page_buttons(form), "Add", "primary", NULL, NULL);
	return status;
}

static bool member_open(struct request *r, bool lock, struct record *record)
{
	return (lock ? casework_lock(r, record) : casework_load(r, record)) &&
	    fostering_people_writer(r, record) && fostering_of(r)->household != 0;
}

int fostering_member_new(struct request *r)
{
	struct record record;

	if (!member_open(r, false, &record))
		return page_not_found(r);
	return member_page(r, &record, 200);
}

static void others_tell(struct request *r, const struct record *record, const char *kind,
    const char *what, const char *due_on)
{
	struct db_rows cases;
	size_t i;

	(void)db_list(r->db, &fostering_sql[FOSTERING_CHANGE_CASES], &cases,
	    fostering_of(r)->household);
	for (i = 0; i < cases.n; i++) {
		struct record other = { .id = db_number(&cases.row[i], 0),
		    .owner = db_number(&cases.row[i], 1) };

		if (other.id == record->id)
			continue;
		fostering_task_another(r, &other, kind, what, due_on);
		notice_add(r, &other, other.owner, "Something has changed in the carer's household");
	}
}

void fostering_household_tell(struct request *r, const struct record *record, const char *kind,
    const char *what, const char *due_on)
{
	fostering_task_another(r, record, kind, what, due_on);
	others_tell(r, record, kind, what, due_on);
}

void fostering_household_changed(struct request *r, const struct record *record, bool adult)
{
	static const char changed[] = "The household has changed: decide suitability again";

	if (adult)
		fostering_task_add(r, record, "CHECKS", "Ask for the checks of a new member of the household",
		    NULL);
	if (fostering_of(r)->suitability[0] != '\0')
		fostering_task_add(r, record, "REDECIDE", changed, NULL);
	others_tell(r, record, "REDECIDE", changed, NULL);
}

int fostering_member_add(struct request *r)
{
	const struct input *in = &r->input;
	unsigned long long person;
	struct record record;
	struct db_row row;

	if (!member_open(r, true, &record))
		return page_not_found(r);
	if (!input_valid(&r->input, r->pool) || !fostering_person_settled(r, &record))
		return member_page(r, &record, 422);
	person = fostering_person_take(r, &record);
	if (db_find(r->db, &fostering_sql[FOSTERING_MEMBER_OF], &row, record.id, person)) {
		input_refuse(&r->input, "family", "This person is of the household already");
		return member_page(r, &record, 422);
	}
	(void)db_write(r->db, &fostering_sql[FOSTERING_MEMBER_ADD], fostering_of(r)->household, person,
	    input_text(in, "role"), input_is(in, "employed", "Y") ? "Y" : "N", day(r, "joined_on"),
	    request_account(r));
	r->audit.detail = pool_printf(r->pool, "person=%llu", person);
	event_add(r, &record, "household", "Somebody was added to the household", false);
	fostering_household_changed(r, &record, fostering_household_adult(r, day(r, "born_on"),
	    input_text(in, "role")));
	fostering_renewals_start(r, &record);
	fostering_people_facts(r, &record, "The household changed");
	return request_redirect(r, "%s/persons", casework_path(r, &record));
}

int fostering_member_show(struct request *r)
{
	struct fostering_person p;
	struct record record;
	struct db_row m;

	if (!fostering_person_open(r, false, &record, &p) ||
	    !db_find(r->db, &fostering_sql[FOSTERING_MEMBER_LAST], &m, record.id, p.id))
		return page_not_found(r);
	set(r, "role", db_text(&m, 1));
	set(r, "employed", strcmp(db_text(&m, 2), "Y") == 0 ? "Y" : "");
	set(r, "joined_on", db_text(&m, 3));
	set(r, "left_on", db_text(&m, 4));
	set(r, "version", pool_printf(r->pool, "%llu", db_number(&m, 5)));
	return fostering_person_form(r, &record, &p, "Change a person's part in the household", 200);
}

static void member_rules(struct request *r, const struct fostering_person *p)
{
	if (day(r, "left_on") != NULL && p->id == fostering_of(r)->carer)
		input_refuse(&r->input, "left_on", "The carer cannot leave the household. Record that the "
		    "arrangement has ended");
	if (day(r, "left_on") != NULL && day(r, "joined_on") != NULL &&
	    strcmp(day(r, "left_on"), day(r, "joined_on")) < 0)
		input_refuse(&r->input, "left_on", "The person cannot leave before joining");
}

/* Somebody else was quicker: what was typed stands, beside how it is now. */
static int member_overtaken(struct request *r, const struct record *record,
    const struct fostering_person *p, const struct db_row *m)
{
	set(r, "version", pool_printf(r->pool, "%llu", db_number(m, 5)));
	input_refuse(&r->input, "role", pool_printf(r->pool, "Somebody else has changed this meanwhile: "
	    "%s, joined %s, left %s. Look at it and save again", lists_label("fostering-household",
	    db_text(m, 1), r->today), db_text(m, 3) == NULL ? "not known" : page_day(r, db_text(m, 3)),
	    db_text(m, 4) == NULL ? "not yet" : page_day(r, db_text(m, 4))));
	return fostering_person_form(r, record, p, "Change a person's part in the household", 409);
}

int fostering_member_save(struct request *r)
{
	const struct input *in = &r->input;
	unsigned long long version = 0;
	struct fostering_person p;
	struct record record;
	struct db_row m;

	if (!fostering_person_open(r, true, &record, &p) ||
	    !db_find(r->db, &fostering_sql[FOSTERING_MEMBER_LAST], &m, record.id, p.id))
		return page_not_found(r);
	member_rules(r, &p);
	if (!input_valid(&r->input, r->pool))
		return fostering_person_form(r, &record, &p, "Change a person's part in the household", 422);
	(void)text_number(input_text(in, "version"), &version);
	if (db_write(r->db, &fostering_sql[FOSTERING_MEMBER_CHANGE], input_text(in, "role"),
	    input_is(in, "employed", "Y") ? "Y" : "N", day(r, "joined_on"), day(r, "left_on"),
	    db_number(&m, 0), version) != 1)
		return member_overtaken(r, &record, &p, &m);
	event_add(r, &record, "household", "A person's part in the household changed", false);
	if (day(r, "left_on") != NULL && db_text(&m, 4) == NULL)
		fostering_household_changed(r, &record, false);
	fostering_people_facts(r, &record, "The household changed");
	return request_redirect(r, "%s/persons", casework_path(r, &record));
}
