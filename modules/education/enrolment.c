#include <stdlib.h>
#include <string.h>

#include "lists.h"
#include "overtaken.h"
#include "pep.h"
#include "place-rules.h"
#include "rule.h"
#include "term-rules.h"
#include "text.h"

/* 4: school places, and why each came to an end. */

#define ID	{ .name = "id", .type = FIELD_HANDLE, .required = true }
#define STATUS	{ .name = "status", .type = FIELD_CODE, .choices = "education-enrolment", \
	.compact = true, .required = true, .label = "Status on roll" }
#define FIELDS \
	{ .name = "attends_from", .type = FIELD_DATE, .not_future = true, \
	  .label = "First full-time session attended on", \
	  .hint = "It stops the clock of a child without a full-time place" }, \
	{ .name = "ncy", .type = FIELD_TEXT, .max = 2, .width = 3, \
	  .label = "National curriculum year, as the school says", \
	  .hint = "-1 nursery, 0 reception, 1 to 13. Empty: by age" }, \
	{ .name = "offered", .type = FIELD_TEXT, .max = 6, .width = 5, \
	  .label = "Hours offered a week", .hint = "In quarters of an hour, like 25 or 12.5" }, \
	{ .name = "attended", .type = FIELD_TEXT, .max = 6, .width = 5, \
	  .label = "Hours attended a week" }, \
	{ .name = "part_time", .type = FIELD_TEXT, .max = 300, .label = "Part-time timetable: plan" }, \
	{ .name = "part_time_from", .type = FIELD_DATE, .label = "Part-time timetable from" }, \
	{ .name = "part_time_review", .type = FIELD_DATE, .label = "It is reviewed on" }, \
	{ .name = "part_time_until", .type = FIELD_DATE, .label = "It ends on" }, \
	{ .name = "planned", .type = FIELD_TICK, .label = "The move was planned" }

const struct field education_place_input[] = {
	ID,
	{ .name = "school", .type = FIELD_HANDLE, .required = true, .label = "School" },
	STATUS,
	{ .name = "began_on", .type = FIELD_DATE, .required = true, .label = "First day on roll" },
	FIELDS,
	{ 0 }
};

const struct field education_place_change_input[] = {
	ID,
	{ .name = "place", .type = FIELD_NUMBER, .required = true },
	STATUS, FIELDS,
	{ .name = "ended_on", .type = FIELD_DATE, .label = "Last day on roll" },
	{ .name = "reason", .type = FIELD_CODE, .choices = "education-move", .compact = true,
	  .label = "Why it ended" },
	{ .name = "version", .type = FIELD_NUMBER, .required = true },
	{ 0 }
};

static struct education_enrolment from(const struct db_row *v)
{
	return (struct education_enrolment){ .id = db_number(v, 0), .version = db_number(v, 1),
	    .school = db_number(v, 2), .approval = db_number(v, 3), .status = db_text(v, 4),
	    .began_on = db_text(v, 5), .attends_from = db_text(v, 6), .ended_on = db_text(v, 7),
	    .reason = db_text(v, 8), .ncy = db_text(v, 9), .part_time = db_text(v, 10),
	    .part_time_from = db_text(v, 11), .part_time_review = db_text(v, 12),
	    .part_time_until = db_text(v, 13), .school_handle = db_text(v, 14),
	    .school_name = db_text(v, 15), .offered = (unsigned)db_number(v, 16),
	    .attended = (unsigned)db_number(v, 17), .planned = db_number(v, 18) != 0, .area = db_text(v, 19) };
}

size_t education_enrolments(struct request *r, const struct record *record,
    struct education_enrolment **list_r)
{
	struct db_rows rows;
	size_t i;

	(void)db_list(r->db, &education_sql[EDUCATION_ENROLMENTS], &rows, record->id);
	*list_r = pool_array(r->pool, rows.n + 1, sizeof(**list_r));
	for (i = 0; i < rows.n; i++)
		(*list_r)[i] = from(&rows.row[i]);
	return rows.n;
}

static bool full(const struct education_enrolment *e)
{
	return lists_flag("education-enrolment", e->status, "full");
}

bool education_enrolment_on(struct request *r, const struct record *record, const char *day,
    struct education_enrolment *e_r)
{
	struct education_enrolment *list;
	size_t i, n = education_enrolments(r, record, &list);
	bool found = false;

	for (i = 0; i < n; i++) {
		if (strcmp(list[i].began_on, day) > 0 ||
		    (list[i].ended_on != NULL && strcmp(list[i].ended_on, day) < 0))
			continue;
		if (!found || (full(&list[i]) && !full(e_r)))
			*e_r = list[i];
		found = true;
	}
	return found;
}

int education_ncy(struct request *r, const struct record *record)
{
	struct education_enrolment e;
	struct date today = education_day(r->today);

	if (education_enrolment_on(r, record, r->today, &e) && e.ncy[0] != '\0')
		return (int)strtol(e.ncy, NULL, 10);
	return term_ncy(education_day(education_of(r)->born_on), term_year(today));
}

bool education_quarters(const char *text, unsigned *quarters_r)
{
	static const struct { const char *part; unsigned quarters; } parts[] = {
		{ "", 0 }, { ".0", 0 }, { ".25", 1 }, { ".5", 2 }, { ".50", 2 }, { ".75", 3 }
	};
	size_t digits = strspn(text, "0123456789"), i;

	if (digits == 0 || digits > 2)
		return false;
	for (i = 0; i < sizeof(parts) / sizeof(parts[0]); i++)
		if (strcmp(text + digits, parts[i].part) == 0) {
			*quarters_r = (unsigned)strtoul(text, NULL, 10) * 4 + parts[i].quarters;
			return *quarters_r <= 240;
		}
	return false;
}

const char *education_hours(struct request *r, unsigned quarters)
{
	static const char *const parts[] = { "", ".25", ".5", ".75" };

	return pool_printf(r->pool, "%u%s", quarters / 4, parts[quarters % 4]);
}

void education_fields(struct request *r, struct node *form, const struct field *table)
{
	for (; table->name != NULL; table++) {
		if (table->label == NULL)
			continue;
		if (table->type == FIELD_HANDLE)
			education_school_choice(r, form, table->name);
		else
			(void)page_field(r, form, table, NULL);
	}
}

int education_form(struct request *r, const struct record *record, const char *title,
    const struct field *table, int status)
{
	struct node *body = casework_page(r, record, "place", title), *form;

	form = page_form(r, body, r->http->path);
	education_fields(r, form, table);
	(void)page_button(page_buttons(form), "Save", "primary", NULL, NULL);
	return status;
}

/* -- the part of the child's page -- */

static bool is_full_time(const struct education_enrolment *e)
{
	return full(e) && (e->offered == 0 || place_full_time(e->offered,
	    (unsigned)conf_number("education.full_time_hours")));
}

static void place_put(struct request *r, const struct record *record, struct node *table,
    const struct education_enrolment *e, bool first)
{
	const char *entered = education_entered_on(r, record);
	struct node *tr = node_add(table, "row"), *cell = page_cell(tr, e->school_name);
	bool mid = !first && entered != NULL && place_mid_year(education_day(e->began_on),
	    education_day(entered));

	node_set(cell, "head", "yes");
	if (request_may(r, EDUCATION_PLACE))
		node_set(cell, "href", pool_printf(r->pool, "%s/place/%llu", casework_path(r, record),
		    e->id));
	(void)page_cell(tr, page_day(r, e->began_on));
	(void)page_cell(tr, e->ended_on == NULL ? "" : page_day(r, e->ended_on));
	(void)page_cell(tr, pool_printf(r->pool, "%s%s%s", lists_label("education-enrolment", e->status,
	    r->today), strcmp(education_area_of_school(e->area), "OUT") == 0 ? ", out of our area: " : "",
	    strcmp(education_area_of_school(e->area), "OUT") == 0 ? lists_label("la", e->area, r->today) :
	    ""));
	(void)page_cell(tr, e->offered == 0 ? "" : education_hours(r, e->offered));
	(void)page_cell(tr, e->reason[0] == '\0' ? "" :
	    lists_label("education-move", e->reason, r->today));
	(void)page_cell(tr, mid ? "Yes" : "");
}

static void links_put(struct request *r, const struct record *record, struct node *body)
{
	if (!request_may(r, EDUCATION_PLACE))
		return;
	casework_link(r, body, record, "Record a school place", "/place", "secondary");
	casework_link(r, body, record, "Ask for a place, refusals and directions", "/request", NULL);
}

void education_places_put(struct request *r, const struct record *record, struct node *body)
{
	struct education_enrolment *list;
	size_t i, n = education_enrolments(r, record, &list);
	struct node *table = page_table(body, "places", "School places",
	    "No school place is recorded.", "School", "From", "To", "Status", "Hours", "Why it ended",
	    "Mid-year move", NULL);

	for (i = 0; i < n; i++)
		place_put(r, record, table, &list[i], i + 1 == n);
	links_put(r, record, body);
	education_no_school_put(r, record, body);
	education_ks4_put(r, record, body);
}

/* -- a place -- */

static const char *or_null(const struct input *in, const char *name)
{
	const char *value = input_text(in, name);

	return value[0] == '\0' ? NULL : value;
}

static unsigned quarters_of(struct request *r, const char *name)
{
	const char *value = input_text(&r->input, name);
	unsigned quarters = 0;

	if (value[0] != '\0' && !education_quarters(value, &quarters))
		input_refuse(&r->input, name, "Enter hours in quarters of an hour, like 25 or 12.5");
	return quarters;
}

static void ncy_rule(struct request *r)
{
	const char *ncy = input_text(&r->input, "ncy");

	if (ncy[0] != '\0' && strcmp(ncy, "-1") != 0 && (!text_only(ncy, "0123456789", 2) ||
	    strtol(ncy, NULL, 10) > 13))
		input_refuse(&r->input, "ncy", "The year must be -1, 0 or 1 to 13");
}

static void rules(struct request *r, const char *began)
{
	struct input *in = &r->input;
	const char *attends = input_text(in, "attends_from");

	ncy_rule(r);
	(void)quarters_of(r, "offered");
	(void)quarters_of(r, "attended");
	if (attends[0] != '\0' && strcmp(attends, began) < 0)
		input_refuse(in, "attends_from", "It cannot be before the first day on roll");
	if (input_text(in, "part_time")[0] == '\0' && input_text(in, "part_time_from")[0] == '\0')
		return;
	input_needs(in, "part_time_from", "Say from when the timetable is part time");
	input_needs(in, "part_time_until", "A part-time timetable must have an end");
	if (strcmp(input_text(in, "part_time_until"), input_text(in, "part_time_from")) < 0)
		input_refuse(in, "part_time_until", "It cannot end before it begins");
}

static void school_rule(struct request *r, const struct record *record, struct education_school *s)
{
	struct input *in = &r->input;
	const char *began = input_text(in, "began_on");
	struct education_enrolment other;

	if (input_text(in, "school")[0] == '\0')
		return;
	if (!education_school_find(r, input_text(in, "school"), s))
		input_refuse(in, "school", "Choose a school of the register");
	else if (began[0] != '\0' && s->closed_on != NULL && strcmp(s->closed_on, began) <= 0)
		input_refuse(in, "school", "This school had closed by then");
	if (began[0] != '\0' && lists_flag("education-enrolment", input_text(in, "status"), "full") &&
	    education_enrolment_on(r, record, began, &other) && full(&other))
		input_refuse(in, "began_on", pool_printf(r->pool, "On that day the child is on roll at "
		    "%s: end that place first", other.school_name));
}

/* Stops the clock by the first full-time session. */
static void settle(struct request *r, const struct record *record,
    const struct education_enrolment *e)
{
	if (e->attends_from != NULL && e->ended_on == NULL && is_full_time(e))
		education_no_school_end(r, record, e->attends_from);
	(void)education_teachers_settle(r, record);
}

static struct education_enrolment of_input(struct request *r)
{
	const struct input *in = &r->input;

	return (struct education_enrolment){ .status = input_text(in, "status"),
	    .attends_from = or_null(in, "attends_from"), .ncy = input_text(in, "ncy"),
	    .offered = quarters_of(r, "offered"), .attended = quarters_of(r, "attended"),
	    .part_time = input_text(in, "part_time"), .part_time_from = or_null(in, "part_time_from"),
	    .part_time_review = or_null(in, "part_time_review"),
	    .part_time_until = or_null(in, "part_time_until"),
	    .planned = input_is(in, "planned", "Y") };
}

int education_place_show(struct request *r)
{
	struct record record;

	return casework_load(r, &record) ? education_form(r, &record, "School place",
	    education_place_input, 200) : page_not_found(r);
}

int education_place_save(struct request *r)
{
	struct education_school s = { 0 };
	struct education_enrolment e;
	struct record record;

	if (!casework_lock(r, &record))
		return page_not_found(r);
	rules(r, input_text(&r->input, "began_on"));
	school_rule(r, &record, &s);
	if (!input_valid(&r->input, r->pool))
		return education_form(r, &record, "School place", education_place_input, 422);
	e = of_input(r);
	(void)db_write(r->db, &education_sql[EDUCATION_ENROLMENT_ADD], record.id, s.id, e.status,
	    input_text(&r->input, "began_on"), e.attends_from, e.ncy, (unsigned long long)e.offered,
	    (unsigned long long)e.attended, e.part_time, e.part_time_from, e.part_time_review,
	    e.part_time_until, (unsigned long long)e.planned, request_account(r));
	event_add(r, &record, "place", "School place recorded", false);
	settle(r, &record, &e);
	education_peps_refresh(r, &record);
	return request_redirect(r, "%s", casework_path(r, &record));
}

/* -- changed, ended -- */

static bool of_route(struct request *r, const struct record *record, struct education_enrolment *e)
{
	struct education_enrolment *list;
	size_t i, n = education_enrolments(r, record, &list);
	unsigned long long id;

	if (!text_number(input_text(&r->input, "place"), &id))
		return false;
	for (i = 0; i < n; i++)
		if (list[i].id == id) {
			*e = list[i];
			return true;
		}
	return false;
}

static void fill(struct request *r, const struct education_enrolment *e)
{
	const struct { const char *name, *value; } now[] = {
		{ "status", e->status }, { "attends_from", e->attends_from }, { "ncy", e->ncy },
		{ "offered", e->offered == 0 ? "" : education_hours(r, e->offered) },
		{ "attended", e->attended == 0 ? "" : education_hours(r, e->attended) },
		{ "part_time", e->part_time }, { "part_time_from", e->part_time_from },
		{ "part_time_review", e->part_time_review },
		{ "part_time_until", e->part_time_until }, { "planned", e->planned ? "Y" : "" },
		{ "ended_on", e->ended_on }, { "reason", e->reason },
	};
	size_t i;

	for (i = 0; i < sizeof(now) / sizeof(now[0]); i++)
		input_slot(&r->input, now[i].name)->value = now[i].value == NULL ? "" : now[i].value;
}

static int change_page(struct request *r, const struct record *record,
    const struct education_enrolment *e, int status)
{
	struct node *body = casework_page(r, record, "place", pool_printf(r->pool, "Place at %s",
	    e->school_name)), *form;

	(void)page_para(body, pool_printf(r->pool, "On roll from %s.", page_day(r, e->began_on)));
	form = page_form(r, body, r->http->path);
	education_fields(r, form, education_place_change_input);
	(void)page_hidden(r, form, "version", pool_printf(r->pool, "%llu", e->version));
	(void)page_button(page_buttons(form), "Save", "primary", NULL, NULL);
	return status;
}

int education_place_change_show(struct request *r)
{
	struct education_enrolment e;
	struct record record;

	if (!casework_load(r, &record) || !of_route(r, &record, &e))
		return page_not_found(r);
	fill(r, &e);
	return change_page(r, &record, &e, 200);
}

/* The first school day without: where nothing full time follows, the clock begins. */
static void ended(struct request *r, const struct record *record, const char *last)
{
	struct education_enrolment next;
	struct school_days days;
	struct date day = date_add_days(education_day(last), 1);
	const char *reason = input_text(&r->input, "reason");

	education_days_near(r, 0, &days);
	(void)school_day_from(&days, day, &day);
	if (strcmp(record->state, "CARE") != 0 ||
	    !term_school_age(education_day(education_of(r)->born_on), day) ||
	    (education_enrolment_on(r, record, date_iso(r->pool, day), &next) && is_full_time(&next)))
		return;
	if (!education_no_school_begin(r, record, date_iso(r->pool, day),
	    lists_flag("education-move", reason, "clock") ? reason : "OTHER"))
		task_new(r, record, "PLACE", "Have the authority's school days recorded, then "
		    "record that there is no full-time place", r->today);
}

static void end_rules(struct request *r, const struct education_enrolment *e)
{
	struct input *in = &r->input;
	const char *last = input_text(in, "ended_on");

	rules(r, e->began_on);
	if (last[0] == '\0' && input_text(in, "reason")[0] != '\0')
		input_refuse(in, "ended_on", "Say on which day it ended");
	if (last[0] == '\0')
		return;
	input_needs(in, "reason", "Say why it ended");
	if (strcmp(last, e->began_on) < 0)
		input_refuse(in, "ended_on", "It cannot end before it began");
}

int education_place_change_save(struct request *r)
{
	struct education_enrolment e, to;
	const struct typed *typed;
	struct record record;
	const char *last;

	if (!casework_lock(r, &record) || !of_route(r, &record, &e))
		return page_not_found(r);
	end_rules(r, &e);
	if (overtaken(r, e.version)) {
		typed = overtaken_typed(r);
		fill(r, &e);
		overtaken_by(r, typed);
		return change_page(r, &record, &e, 409);
	}
	if (!input_valid(&r->input, r->pool))
		return change_page(r, &record, &e, 422);
	to = of_input(r);
	last = to.ended_on = or_null(&r->input, "ended_on");
	(void)db_write(r->db, &education_sql[EDUCATION_ENROLMENT_SET], to.status, to.attends_from, last,
	    input_text(&r->input, "reason"), (unsigned long long)to.planned, to.ncy,
	    (unsigned long long)to.offered, (unsigned long long)to.attended, to.part_time,
	    to.part_time_from, to.part_time_review, to.part_time_until, e.id, e.version);
	event_add(r, &record, "place", last != NULL && e.ended_on == NULL ? "School place ended" :
	    "School place changed", false);
	settle(r, &record, &to);
	if (last != NULL && e.ended_on == NULL)
		ended(r, &record, last);
	education_peps_refresh(r, &record);
	return request_redirect(r, "%s", casework_path(r, &record));
}
