#include <string.h>

#include "account.h"
#include "date.h"
#include "lists.h"
#include "school.h"
#include "text.h"

#define SCHOOL_PART	{ .name = "school", .type = FIELD_HANDLE, .required = true }

const struct field education_school_person_input[] = {
	SCHOOL_PART,
	{ .name = "login", .type = FIELD_TEXT, .max = 64, .width = 20, .label = "Sign-in name",
	  .hint = "Of a designated teacher who signs in; sees the children on roll here" },
	{ .name = "person_name", .type = FIELD_NAME, .max = 120, .width = 30,
	  .label = "Name of one who does not sign in" },
	{ .name = "person_email", .type = FIELD_TEXT, .max = 120, .width = 30,
	  .label = "Secure e-mail of one who does not sign in" },
	{ 0 }
};

const struct field education_school_person_end_input[] = {
	SCHOOL_PART,
	{ .name = "person", .type = FIELD_NUMBER, .required = true },
	{ 0 }
};

static void person_put(struct request *r, struct node *body, const struct education_school *s,
    const struct db_row *p)
{
	const char *login = db_text(p, 6), *name = login == NULL ? db_text(p, 3) :
	    pool_printf(r->pool, "%s %s (%s)", db_text(p, 7), db_text(p, 8), login);
	struct node *sum = node_add(body, "summary"), *form;

	node_set(sum, "card", "yes");
	node_set(sum, "title", name);
	(void)page_row(sum, "Part", lists_label("education-school-part", db_text(p, 2), r->today));
	(void)page_row(sum, "Since", page_day(r, db_text(p, 5)));
	if (login == NULL)
		(void)page_row(sum, "Secure e-mail", db_text(p, 4));
	if (!request_may(r, EDUCATION_SCHOOL))
		return;
	form = page_form(r, body, pool_printf(r->pool, "/education/school/%s/person/end", s->handle));
	(void)page_button(page_buttons(form), pool_printf(r->pool, "End the part of %s", name),
	    "secondary", "person", pool_printf(r->pool, "%llu", db_number(p, 0)));
}

void education_school_people_put(struct request *r, const struct education_school *s,
    struct node *body, bool sent)
{
	struct node *form;
	struct db_rows rows;
	size_t i;

	(void)page_heading(body, 2, "Designated teacher");
	(void)db_list(r->db, &education_sql[EDUCATION_SCHOOL_PEOPLE], &rows, s->id);
	if (rows.n == 0)
		(void)page_para(body, "Nobody is recorded.");
	for (i = 0; i < rows.n; i++)
		person_put(r, body, s, &rows.row[i]);
	if (!request_may(r, EDUCATION_SCHOOL))
		return;
	form = page_form(r, body, pool_printf(r->pool, "/education/school/%s/person", s->handle));
	for (i = 1; education_school_person_input[i].name != NULL; i++)
		page_field_of(r, form, &education_school_person_input[i], sent);
	(void)page_button(page_buttons(form), "Add a designated teacher", "secondary", NULL, NULL);
}

/* The record of each child there, one after the other in one order. */
static void records_settle(struct request *r, const struct education_school *s)
{
	const char *since = education_teachers_until(r);
	struct record record;
	struct db_rows rows;
	size_t i;

	(void)db_list(r->db, &education_sql[EDUCATION_SCHOOL_RECORDS], &rows, s->id,
	    since == NULL ? "2000-01-01" : since);
	for (i = 0; i < rows.n; i++)
		if (record_lock(r, db_text(&rows.row[i], 0), &record))
			(void)education_teachers_settle(r, &record);
	r->audit.object = "school";
	r->audit.object_id = s->id;
	r->audit.relation = "";
}

static int person_page(struct request *r, const struct education_school *s)
{
	struct node *body = page_begin(r, "school", "School");

	page_back(r, s->name, "/education/school/%s", s->handle);
	(void)page_heading(body, 1, s->name);
	education_school_people_put(r, s, body, true);
	return 422;
}

int education_school_person_add(struct request *r)
{
	struct input *in = &r->input;
	const char *login = input_text(in, "login");
	struct account who = { 0 };
	struct education_school s;
	struct db_row row;

	if (!education_school_find(r, input_text(in, "school"), &s))
		return page_not_found(r);
	if (login[0] == '\0')
		input_needs(in, "person_name", "Enter a sign-in name, or a name");
	else if (!account_find(r, login, "EDT", &who))
		input_refuse(in, "login", "No designated teacher has this sign-in name");
	else if (db_find(r->db, &education_sql[EDUCATION_SCHOOL_PERSON_FIND], &row, s.id, who.id))
		input_refuse(in, "login", "This person is designated here already");
	if (!input_valid(in, r->pool))
		return person_page(r, &s);
	(void)db_write(r->db, &education_sql[EDUCATION_SCHOOL_PERSON_ADD], s.id, who.id, "TEACHER",
	    input_text(in, "person_name"), input_text(in, "person_email"), r->today,
	    request_account(r));
	records_settle(r, &s);
	r->audit.detail = pool_printf(r->pool, "account=%llu", who.id);
	return request_redirect(r, "/education/school/%s", s.handle);
}

int education_school_person_end(struct request *r)
{
	struct education_school s;
	unsigned long long id;

	if (!education_school_find(r, input_text(&r->input, "school"), &s) ||
	    !text_number(input_text(&r->input, "person"), &id) || db_write(r->db,
	    &education_sql[EDUCATION_SCHOOL_PERSON_END], r->today, id, s.id) != 1)
		return page_not_found(r);
	records_settle(r, &s);
	r->audit.detail = pool_printf(r->pool, "person=%llu", id);
	return request_redirect(r, "/education/school/%s", s.handle);
}

/* -- who sees a record -- */

const char *education_teachers_until(struct request *r)
{
	unsigned stay = (unsigned)conf_number("education.teacher_days");
	struct date today = education_day(r->today);
	struct school_days days;
	size_t n;

	education_days(r, 0, date_iso(r->pool, date_add_days(today, -366)), r->today, &days);
	n = days.n;
	return n <= stay ? NULL : date_iso(r->pool, date_add_days(days.day[n - stay - 1], -1));
}

static bool among(const struct db_rows *rows, unsigned long long account)
{
	size_t i;

	for (i = 0; i < rows->n; i++)
		if (db_number(&rows->row[i], 0) == account)
			return true;
	return false;
}

bool education_teachers_settle(struct request *r, const struct record *record)
{
	const char *until = education_teachers_until(r);
	struct db_rows due, now;
	bool changed = false;
	size_t i;

	(void)db_list(r->db, &education_sql[EDUCATION_TEACHERS_DUE], &due, record->id,
	    until == NULL ? "2000-01-01" : until);
	(void)db_list(r->db, &education_sql[EDUCATION_TEACHERS_NOW], &now, record->id);
	for (i = 0; i < due.n; i++)
		if (!among(&now, db_number(&due.row[i], 0))) {
			record_person(r, record, db_number(&due.row[i], 0), "TEACHER");
			changed = true;
		}
	for (i = 0; i < now.n; i++)
		if (!among(&due, db_number(&now.row[i], 0))) {
			record_person_end(r, record, db_number(&now.row[i], 0), "TEACHER");
			changed = true;
		}
	return changed;
}
