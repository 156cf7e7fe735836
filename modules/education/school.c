#include <string.h>

#include "lists.h"
#include "overtaken.h"
#include "school.h"
#include "secret.h"
#include "text.h"

#define SCHOOL_PART	{ .name = "school", .type = FIELD_HANDLE, .required = true }
#define FIELDS \
	{ .name = "name", .type = FIELD_TEXT, .max = 120, .required = true, .label = "Name" }, \
	{ .name = "urn", .type = FIELD_TEXT, .max = 6, .width = 10, \
	  .label = "Unique reference number (URN)" }, \
	{ .name = "dfe_number", .type = FIELD_TEXT, .max = 8, .width = 10, .label = "DfE number", \
	  .hint = "For instance 890/4001" }, \
	{ .name = "type", .type = FIELD_CODE, .choices = "education-school-type", .compact = true, \
	  .required = true, .label = "Type" }, \
	{ .name = "phase", .type = FIELD_CODE, .choices = "education-school-phase", .compact = true, \
	  .label = "Phase" }, \
	{ .name = "area", .type = FIELD_CODE, .choices = "la", .compact = true, \
	  .label = "Local authority" }, \
	{ .name = "state_funded", .type = FIELD_TICK, .label = "State funded", \
	  .hint = "Independent and unregistered settings are left out of published measures" }, \
	{ .name = "alternative", .type = FIELD_TICK, .label = "Alternative provision" }, \
	{ .name = "postcode", .type = FIELD_POSTCODE, .width = 10, .label = "Postcode" }, \
	{ .name = "phone", .type = FIELD_PHONE, .max = 20, .width = 20, .label = "Phone" }, \
	{ .name = "email", .type = FIELD_TEXT, .max = 120, .width = 30, .label = "Secure e-mail" }, \
	{ .name = "inspection", .type = FIELD_TEXT, .max = 300, \
	  .label = "Outcome of the last inspection" }, \
	{ .name = "inspected_on", .type = FIELD_DATE, .not_future = true, \
	  .label = "Day of the last inspection" }, \
	{ .name = "opened_on", .type = FIELD_DATE, .label = "Opened on" }, \
	{ .name = "closed_on", .type = FIELD_DATE, .label = "Closed on", \
	  .hint = "A closed school keeps its history and is not offered for a new place" }

const struct field education_school_new_input[] = { FIELDS, { 0 } };
const struct field education_school_input[] = { SCHOOL_PART, { 0 } };
const struct field education_school_change_input[] = { SCHOOL_PART, FIELDS, { 0 } };

static const char *known(const char *value)
{
	return value == NULL ? "" : value;
}

static void school_from(const struct db_row *v, struct education_school *s)
{
	*s = (struct education_school){ .id = db_number(v, 0), .handle = db_text(v, 1),
	    .urn = known(db_text(v, 2)), .dfe_number = db_text(v, 3), .name = db_text(v, 4),
	    .type = db_text(v, 5), .phase = db_text(v, 6), .area = db_text(v, 7),
	    .postcode = db_text(v, 8), .phone = db_text(v, 9), .email = db_text(v, 10),
	    .inspection = db_text(v, 11), .inspected_on = db_text(v, 12),
	    .opened_on = db_text(v, 13), .closed_on = db_text(v, 14),
	    .state_funded = db_number(v, 15) != 0, .alternative = db_number(v, 16) != 0,
	    .version = db_number(v, 17) };
}

bool education_school_find(struct request *r, const char *handle, struct education_school *s_r)
{
	struct db_row row;

	if (!db_find(r->db, &education_sql[EDUCATION_SCHOOL_FIND], &row, handle))
		return false;
	school_from(&row, s_r);
	return true;
}

bool education_school_by_urn(struct request *r, const char *urn, struct education_school *s_r)
{
	struct db_row row;

	if (!db_find(r->db, &education_sql[EDUCATION_SCHOOL_URN], &row, urn))
		return false;
	school_from(&row, s_r);
	return true;
}

/* That of the route. */
static bool of_route(struct request *r, struct education_school *s)
{
	if (!education_school_find(r, input_text(&r->input, "school"), s))
		return false;
	r->audit.object = "school";
	r->audit.object_id = s->id;
	return true;
}

static bool closed(const struct request *r, const struct education_school *s)
{
	return s->closed_on != NULL && strcmp(s->closed_on, r->today) <= 0;
}

void education_school_choice(struct request *r, struct node *form, const char *name)
{
	const struct input_value *v = input_slot(&r->input, name);
	struct field field = *v->field;
	struct education_school s;
	struct codelist *list;
	struct db_rows rows;
	size_t i;

	(void)db_list(r->db, &education_sql[EDUCATION_SCHOOL_LIST], &rows);
	list = code_list_new(r->pool, name, field.label, rows.n);
	for (i = 0; i < rows.n; i++) {
		school_from(&rows.row[i], &s);
		if (!closed(r, &s) || strcmp(s.handle, v->value) == 0)
			code_add(list, s.handle, s.name);
	}
	field.type = FIELD_CODE;
	field.compact = true;
	field.list = list;
	(void)page_control(r, form, &field, name, v->value, v->error, NULL);
}

/* -- the register -- */

int education_schools(struct request *r)
{
	struct node *body = page_begin(r, "schools", "Schools"), *table, *tr, *cell;
	struct education_school s;
	struct db_rows rows;
	size_t i;

	page_back(r, "Virtual school", "/education/");
	(void)page_heading(body, 1, "Schools");
	if (request_may(r, EDUCATION_SCHOOL)) {
		(void)page_link(body, "Add a school", "button", "/education/schools/new");
		(void)page_link(body, "Read schools from a file", NULL, "/education/schools/file");
	}
	(void)db_list(r->db, &education_sql[EDUCATION_SCHOOL_LIST], &rows);
	table = page_table(body, "schools", "Register of schools", "There is no school yet.", "Name",
	    "URN", "Type", "Authority", "State", NULL);
	for (i = 0; i < rows.n; i++) {
		school_from(&rows.row[i], &s);
		tr = node_add(table, "row");
		cell = page_cell(tr, s.name);
		node_set(cell, "head", "yes");
		node_set(cell, "href", pool_printf(r->pool, "/education/school/%s", s.handle));
		(void)page_cell(tr, s.urn);
		(void)page_cell(tr, lists_label("education-school-type", s.type, r->today));
		(void)page_cell(tr, lists_label("la", s.area, r->today));
		(void)page_cell(tr, closed(r, &s) ? pool_printf(r->pool, "Closed on %s",
		    page_day(r, s.closed_on)) : "Open");
	}
	return 200;
}

static int new_page(struct request *r, int status)
{
	struct node *body = page_begin(r, "school", "Add a school");

	page_back(r, "Schools", "/education/schools");
	(void)page_heading(body, 1, "Add a school");
	page_route_form(r, body, "Add", "primary");
	return status;
}

int education_school_new(struct request *r)
{
	return new_page(r, 200);
}

static const char *or_null(const struct input *in, const char *name)
{
	const char *value = input_text(in, name);

	return value[0] == '\0' ? NULL : value;
}

static bool rules(struct request *r, unsigned long long self)
{
	struct input *in = &r->input;
	struct education_school other;
	const char *urn = input_text(in, "urn"), *closed_on = input_text(in, "closed_on");

	if (urn[0] != '\0' && !text_only(urn, "0123456789", 6))
		input_refuse(in, "urn", "The unique reference number has six digits");
	else if (urn[0] != '\0' && education_school_by_urn(r, urn, &other) && other.id != self)
		input_refuse(in, "urn", "Another school has this number");
	if (closed_on[0] != '\0' && strcmp(closed_on, input_text(in, "opened_on")) < 0)
		input_refuse(in, "closed_on", "A school cannot close before it opened");
	return input_valid(in, r->pool);
}

int education_school_add(struct request *r)
{
	const struct input *in = &r->input;
	const char *handle = secret_handle(r->pool);

	if (!rules(r, 0))
		return new_page(r, 422);
	r->audit.object = "school";
	r->audit.object_id = db_insert(r->db, &education_sql[EDUCATION_SCHOOL_ADD], handle,
	    or_null(in, "urn"), input_text(in, "dfe_number"), input_text(in, "name"),
	    input_text(in, "type"), input_text(in, "phase"), input_text(in, "area"),
	    input_text(in, "postcode"), input_text(in, "phone"), input_text(in, "email"),
	    input_text(in, "inspection"), or_null(in, "inspected_on"), or_null(in, "opened_on"),
	    or_null(in, "closed_on"), (unsigned long long)input_is(in, "state_funded", "Y"),
	    (unsigned long long)input_is(in, "alternative", "Y"));
	return request_redirect(r, "/education/school/%s", handle);
}

/* -- one of them -- */

static void facts_put(struct request *r, struct node *body, const struct education_school *s)
{
	struct node *sum = node_add(body, "summary");
	struct db_row row;

	(void)page_row(sum, "Unique reference number", s->urn);
	(void)page_row(sum, "DfE number", s->dfe_number);
	(void)page_row(sum, "Type", lists_label("education-school-type", s->type, r->today));
	(void)page_row(sum, "Phase", lists_label("education-school-phase", s->phase, r->today));
	(void)page_row(sum, "Local authority", lists_label("la", s->area, r->today));
	(void)page_row(sum, "State funded", s->state_funded ? "Yes" : "No");
	(void)page_row(sum, "Phone", s->phone);
	(void)page_row(sum, "Secure e-mail", s->email);
	(void)page_row(sum, "Last inspection", s->inspection);
	if (s->opened_on != NULL)
		(void)page_row(sum, "Opened", page_day(r, s->opened_on));
	if (s->closed_on != NULL)
		(void)page_row(sum, "Closed", page_day(r, s->closed_on));
	if (db_find(r->db, &education_sql[EDUCATION_SCHOOL_PUPILS], &row, s->id))
		(void)page_row(sum, "Children on roll whom we follow", pool_printf(r->pool, "%llu",
		    db_number(&row, 0)));
}

int education_school_show(struct request *r)
{
	struct education_school s;
	struct node *body;

	if (!of_route(r, &s))
		return page_not_found(r);
	body = page_begin(r, "school", "School");
	page_back(r, "Schools", "/education/schools");
	(void)page_heading(body, 1, s.name);
	facts_put(r, body, &s);
	if (request_may(r, EDUCATION_SCHOOL))
		(void)page_link(body, "Change", "secondary", "/education/school/%s/change", s.handle);
	if (request_may(r, EDUCATION_WORK))
		(void)page_link(body, "Summary of the term for the school", NULL, "/education/school/%s/summary",
		    s.handle);
	education_school_people_put(r, &s, body, false);
	education_school_days_put(r, &s, body, false);
	return 200;
}

static void fill(struct request *r, const struct education_school *s)
{
	const struct { const char *name, *value; } now[] = {
		{ "name", s->name }, { "urn", s->urn }, { "dfe_number", s->dfe_number },
		{ "type", s->type }, { "phase", s->phase }, { "area", s->area },
		{ "state_funded", s->state_funded ? "Y" : "" },
		{ "alternative", s->alternative ? "Y" : "" }, { "postcode", s->postcode },
		{ "phone", s->phone }, { "email", s->email }, { "inspection", s->inspection },
		{ "inspected_on", s->inspected_on }, { "opened_on", s->opened_on },
		{ "closed_on", s->closed_on },
	};
	size_t i;

	for (i = 0; i < sizeof(now) / sizeof(now[0]); i++)
		input_slot(&r->input, now[i].name)->value = known(now[i].value);
}

static int change_page(struct request *r, const struct education_school *s, int status)
{
	struct node *body = page_begin(r, "school", "Change a school"), *form;

	page_back(r, s->name, "/education/school/%s", s->handle);
	(void)page_heading(body, 1, "Change a school");
	form = page_form(r, body, r->http->path);
	page_version(r, form, s->version);
	page_fields(r, form, education_school_change_input);
	(void)page_button(page_buttons(form), "Save", "primary", NULL, NULL);
	return status;
}

int education_school_change_show(struct request *r)
{
	struct education_school s;

	if (!of_route(r, &s))
		return page_not_found(r);
	fill(r, &s);
	return change_page(r, &s, 200);
}

static void change_save(struct request *r, const struct education_school *s)
{
	const struct input *in = &r->input;

	(void)db_write(r->db, &education_sql[EDUCATION_SCHOOL_SET], or_null(in, "urn"),
	    input_text(in, "dfe_number"), input_text(in, "name"), input_text(in, "type"),
	    input_text(in, "phase"), input_text(in, "area"), input_text(in, "postcode"),
	    input_text(in, "phone"), input_text(in, "email"), input_text(in, "inspection"),
	    or_null(in, "inspected_on"), or_null(in, "opened_on"), or_null(in, "closed_on"),
	    (unsigned long long)input_is(in, "state_funded", "Y"),
	    (unsigned long long)input_is(in, "alternative", "Y"), s->id, s->version);
}

int education_school_change(struct request *r)
{
	struct education_school s;
	const struct typed *typed;
	struct db_row row;

	if (!db_find(r->db, &education_sql[EDUCATION_SCHOOL_LOCK], &row,
	    input_text(&r->input, "school")) || !of_route(r, &s))
		return page_not_found(r);
	if (overtaken(r, s.version)) {
		typed = overtaken_typed(r);
		fill(r, &s);
		overtaken_by(r, typed);
		return change_page(r, &s, 409);
	}
	if (!rules(r, s.id))
		return change_page(r, &s, 422);
	change_save(r, &s);
	return request_redirect(r, "/education/school/%s", s.handle);
}
