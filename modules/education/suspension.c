#include <string.h>

#include "attendance.h"
#include "lists.h"
#include "overtaken.h"
#include "statute.h"
#include "suspension-rules.h"
#include "term-rules.h"
#include "text.h"

/* 6: suspensions and permanent exclusions. */

#define ID	{ .name = "id", .type = FIELD_HANDLE, .required = true }
#define MOMENT(field, text) \
	{ .name = field "_on", .type = FIELD_DATE, .not_future = true, .label = text " on" }, \
	{ .name = field "_clock", .type = FIELD_TEXT, .max = 8, .width = 8, \
	  .label = text " at (time)", .hint = "For instance 9:30 or 14:15" }
#define FIELDS \
	{ .name = "days", .type = FIELD_TEXT, .max = 5, .width = 5, \
	  .label = "School days", .hint = "Half days count: 2.5. A lunch time is half a day" }, \
	{ .name = "reasons", .type = FIELD_CODES, .choices = "education-exclusion-reason", \
	  .label = "Reasons, three at most" }, \
	{ .name = "sen", .type = FIELD_CODE, .choices = "education-sen-stage", .compact = true, \
	  .label = "Special educational needs at the time" }, \
	{ .name = "exam", .type = FIELD_TICK, \
	  .label = "A public exam or a national test is missed because of it" }, \
	{ .name = "proposed", .type = FIELD_TICK, .label = "It is proposed, not yet decided" }, \
	MOMENT("told_head", "Virtual school told"), \
	MOMENT("told_worker", "Social worker told"), \
	{ .name = "letter_on", .type = FIELD_DATE, .not_future = true, .label = "Letter of" }, \
	{ .name = "provision_from", .type = FIELD_DATE, .label = "Other provision from" }, \
	{ .name = "provision", .type = FIELD_TEXT, .max = 300, .label = "Other provision" }, \
	{ .name = "governors_on", .type = FIELD_DATE, .label = "Governors meet on" }, \
	{ .name = "governors", .type = FIELD_CODE, .choices = "education-governors", .compact = true, \
	  .label = "Outcome at the governors" }, \
	{ .name = "reintegration_on", .type = FIELD_DATE, .label = "Reintegration meeting on" }, \
	{ .name = "cancelled_on", .type = FIELD_DATE, .not_future = true, \
	  .label = "Cancelled by the head teacher on" }, \
	{ .name = "note", .type = FIELD_MEMO, .max = 1000, .rows = 3, .label = "Note" }

const struct field education_suspension_input[] = {
	ID,
	{ .name = "school", .type = FIELD_HANDLE, .required = true, .label = "School" },
	{ .name = "type", .type = FIELD_CODE, .choices = "education-exclusion", .compact = true,
	  .required = true, .label = "Type" },
	{ .name = "began_on", .type = FIELD_DATE, .required = true, .label = "First day" },
	FIELDS,
	{ 0 }
};

const struct field education_suspension_change_input[] = {
	ID,
	{ .name = "suspension", .type = FIELD_NUMBER, .required = true },
	FIELDS,
	{ .name = "version", .type = FIELD_NUMBER, .required = true },
	{ 0 }
};

struct suspension {
	unsigned long long id, version, school;
	const char *type, *began_on, *reasons, *sen, *letter_on, *told_head, *told_worker;
	const char *provision_from, *provision, *governors_on, *governors, *reintegration_on;
	const char *cancelled_on, *note, *school_name;
	unsigned sessions;
	bool proposed, exam;
};

static struct suspension from(const struct db_row *v)
{
	return (struct suspension){ .id = db_number(v, 0), .version = db_number(v, 1),
	    .school = db_number(v, 2), .type = db_text(v, 3), .began_on = db_text(v, 4),
	    .sessions = (unsigned)db_number(v, 5), .reasons = db_text(v, 6), .sen = db_text(v, 7),
	    .proposed = db_number(v, 8) != 0, .letter_on = db_text(v, 9), .told_head = db_text(v, 10),
	    .told_worker = db_text(v, 11), .provision_from = db_text(v, 12),
	    .provision = db_text(v, 13), .governors_on = db_text(v, 14), .governors = db_text(v, 15),
	    .reintegration_on = db_text(v, 16), .cancelled_on = db_text(v, 17), .note = db_text(v, 18),
	    .school_name = db_text(v, 19), .exam = db_number(v, 20) != 0 };
}

static const char *days_text(struct request *r, unsigned sessions)
{
	return pool_printf(r->pool, "%u%s", sessions / 2, sessions % 2 != 0 ? ".5" : "");
}

static bool counts(const char *type)
{
	return lists_flag("education-exclusion", type, "counts");
}

static bool permanent(const char *type)
{
	return strcmp(type, "PERM") == 0;
}

/* Sessions of suspensions that are in force, from one day to another, but this one's. */
static unsigned used(struct request *r, const struct record *record, unsigned long long but,
    const char *first, const char *last)
{
	struct db_row row;

	return db_find(r->db, &education_sql[EDUCATION_SUSPENSION_USED], &row, record->id, but, first,
	    last) ? (unsigned)db_number(&row, 0) : 0;
}

static unsigned used_in_year(struct request *r, const struct record *record,
    unsigned long long but, const char *day)
{
	int year = term_year(education_day(day));

	return used(r, record, but, pool_printf(r->pool, "%d-09-01", year),
	    pool_printf(r->pool, "%d-08-31", year + 1));
}

/* The authority's term; where none is recorded, autumn to 31 December, spring to the
 * middle of April. */
unsigned education_suspended_in_term(struct request *r, const struct record *record, const char *day)
{
	static const char *const first[] = { "09-01", "01-01", "04-16" };
	static const char *const last[] = { "12-31", "04-15", "08-31" };
	struct date on = education_day(day);
	enum term term = term_of(on, (struct date){ on.year, 4, 16 });
	struct db_row row;

	if (db_find(r->db, &education_sql[EDUCATION_TERM_OF], &row, day))
		return used(r, record, 0, db_text(&row, 0), db_text(&row, 1));
	return used(r, record, 0, pool_printf(r->pool, "%d-%s", on.year, first[term]),
	    pool_printf(r->pool, "%d-%s", on.year, last[term]));
}

/* -- the part of the child's page -- */

/* ", by 2 June 2026": so many school days after a day; "" beyond the calendar. */
static const char *by_day(struct request *r, const struct school_days *days, const char *from,
    unsigned n)
{
	struct date due;

	return school_day_nth(days, education_day(from), n, &due) ? pool_printf(r->pool, ", by %s",
	    page_day(r, date_iso(r->pool, due))) : "";
}

/* What the governors owe, or have decided. The head's notice begins the days. */
static void governors_put(struct request *r, struct node *s, const struct record *record,
    const struct suspension *u, const struct school_days *days)
{
	static const struct { const char *words; unsigned within; } meetings[] = {
		[SUSPENSION_CONSIDER] = { "Governors consider what parents say", 0 },
		[SUSPENSION_IF_ASKED] = { "Governors meet if asked, within " IN_WORDS(GOVERNORS_ASKED_WITHIN)
		    " school days", GOVERNORS_ASKED_WITHIN },
		[SUSPENSION_MUST] = { "Governors must meet within " IN_WORDS(GOVERNORS_MUST_WITHIN)
		    " school days", GOVERNORS_MUST_WITHIN },
	};
	enum suspension_meeting owed = suspension_meeting(education_suspended_in_term(r, record,
	    u->began_on), permanent(u->type), u->exam);

	if (u->governors_on == NULL) {
		(void)page_row(s, "Governors", pool_printf(r->pool, "%s%s", meetings[owed].words,
		    meetings[owed].within == 0 ? "" : by_day(r, days, u->letter_on == NULL ? u->began_on :
		    u->letter_on, meetings[owed].within)));
		return;
	}
	(void)page_row(s, "Governors", pool_printf(r->pool, "%s %s", page_day(r, u->governors_on),
	    lists_label("education-governors", u->governors, r->today)));
	if (permanent(u->type) && strcmp(u->governors, "UPHELD") == 0)
		(void)page_row(s, "Independent review panel", pool_printf(r->pool, "May be asked for within %u "
		    "school days%s", PANEL_WITHIN, by_day(r, days, u->governors_on, PANEL_WITHIN)));
}

static void duty_put(struct request *r, struct node *s, const struct record *record,
    const struct suspension *u)
{
	unsigned aim = (unsigned)conf_number("education.provision_aim");
	struct date sixth, first;
	struct school_days days;

	education_days_from(r, u->school, u->began_on, &days);
	if (aim > 0 && u->cancelled_on == NULL && (permanent(u->type) || u->sessions >= aim * 2) &&
	    school_day_nth(&days, date_add_days(education_day(u->began_on), -1), aim, &first))
		(void)page_row(s, "Education aimed at from", pool_printf(r->pool, "%s (school day %u)",
		    page_day(r, date_iso(r->pool, first)), aim));
	if (suspension_sixth(&days, education_day(u->began_on), u->sessions, permanent(u->type), &sixth))
		(void)page_row(s, "Full-time education due from", pool_printf(r->pool, "%s (school day "
		    IN_WORDS(PROVISION_DAY) "), %s", page_day(r, date_iso(r->pool, sixth)),
		    u->provision_from == NULL ? "none is recorded" : pool_printf(r->pool, "given from %s",
		    page_day(r, u->provision_from))));
	if (!u->proposed && u->cancelled_on == NULL)
		governors_put(r, s, record, u, &days);
}

static bool lawful(unsigned had, unsigned sessions)
{
	return suspension_lawful(had, sessions, (unsigned)conf_number("education.suspension_most"));
}

/* 40 used, 6 proposed: 46 is more than the law allows. */
static void year_row(struct request *r, struct node *s, const struct record *record,
    const struct suspension *u)
{
	unsigned had = used_in_year(r, record, u->id, u->began_on);
	bool in_force = u->cancelled_on == NULL && !u->proposed;

	if (permanent(u->type))
		return;
	(void)page_row(s, "Used in that academic year", pool_printf(r->pool, "%s of %ld school days",
	    days_text(r, had + (in_force ? u->sessions : 0)), conf_number("education.suspension_most")));
	if (u->proposed && !lawful(had, u->sessions))
		(void)page_row(s, "Lawful", pool_printf(r->pool, "No: it would make %s, and %ld are the "
		    "most", days_text(r, had + u->sessions), conf_number("education.suspension_most")));
}

static void suspension_put(struct request *r, const struct record *record, struct node *body,
    const struct suspension *u)
{
	struct node *s = node_add(body, "summary");

	node_set(s, "card", "yes");
	node_set(s, "title", pool_printf(r->pool, "%s, %s", lists_label("education-exclusion", u->type,
	    r->today), page_day(r, u->began_on)));
	(void)page_row(s, "School", u->school_name);
	if (!permanent(u->type))
		(void)page_row(s, "School days", pool_printf(r->pool, "%s%s", days_text(r, u->sessions),
		    u->proposed ? " (proposed)" : ""));
	year_row(r, s, record, u);
	if (u->exam)
		(void)page_row(s, "Public exam or national test", "Missed because of it");
	(void)page_row(s, "Virtual school told", page_when(r, u->told_head));
	(void)page_row(s, "Social worker told", page_when(r, u->told_worker));
	if (u->cancelled_on != NULL)
		(void)page_row(s, "Cancelled on", page_day(r, u->cancelled_on));
	duty_put(r, s, record, u);
	if (request_may(r, EDUCATION_MARK))
		casework_link(r, body, record, pool_printf(r->pool, "Change the one of %s",
		    page_day(r, u->began_on)), pool_printf(r->pool, "/suspension/%llu", u->id), NULL);
}

static void counters_put(struct request *r, const struct record *record, struct node *body)
{
	unsigned year = used_in_year(r, record, 0, r->today), warn;

	(void)page_para(body, pool_printf(r->pool, "Suspended in this academic year: %s of %ld "
	    "school days; in this term: %s.", days_text(r, year),
	    conf_number("education.suspension_most"),
	    days_text(r, education_suspended_in_term(r, record, r->today))));
	warn = suspension_warning(conf_text("education.suspension_alerts"), year);
	if (warn != 0)
		(void)node_leaf(body, "warning", pool_printf(r->pool, "%u school days of suspension are "
		    "reached in this academic year.", warn));
}

void education_suspensions_put(struct request *r, const struct record *record, struct node *body)
{
	struct suspension u;
	struct db_rows rows;
	size_t i;

	(void)page_heading(body, 2, "Suspensions and exclusions");
	counters_put(r, record, body);
	(void)db_list(r->db, &education_sql[EDUCATION_SUSPENSIONS], &rows, record->id);
	for (i = 0; i < rows.n; i++) {
		u = from(&rows.row[i]);
		suspension_put(r, record, body, &u);
	}
	if (request_may(r, EDUCATION_MARK))
		casework_link(r, body, record, "Record a suspension or exclusion", "/suspension", NULL);
}

const char *education_suspensions_text(struct request *r, const struct record *record)
{
	int year = term_year(education_day(r->today));
	unsigned n = 0, sessions = 0, permanents = 0;
	struct suspension u;
	struct db_rows rows;
	size_t i;

	(void)db_list(r->db, &education_sql[EDUCATION_SUSPENSIONS], &rows, record->id);
	for (i = 0; i < rows.n; i++) {
		u = from(&rows.row[i]);
		if (u.proposed || u.cancelled_on != NULL || term_year(education_day(u.began_on)) != year)
			continue;
		permanents += permanent(u.type);
		n += counts(u.type);
		sessions += counts(u.type) ? u.sessions : 0;
	}
	return n == 0 && permanents == 0 ? "None this academic year" : pool_printf(r->pool,
	    "Suspensions this academic year: %u, school days: %s%s", n, days_text(r, sessions),
	    permanents > 0 ? "; permanently excluded" : "");
}

/* -- rules -- */

static const char *or_null(const struct input *in, const char *name)
{
	const char *value = input_text(in, name);

	return value[0] == '\0' ? NULL : value;
}

/* "2.5" days as sessions. */
static bool sessions_read(const char *text, unsigned *sessions_r)
{
	size_t digits = strspn(text, "0123456789");
	unsigned long long days;
	char whole[4] = "";

	if (digits == 0 || digits > 3)
		return false;
	memcpy(whole, text, digits);
	if (!text_number(whole, &days))
		return false;
	*sessions_r = (unsigned)days * 2 + (strcmp(text + digits, ".5") == 0);
	return text[digits] == '\0' || strcmp(text + digits, ".5") == 0;
}

/* Day and time of one control pair as the database keeps a moment; NULL: not both. */
static const char *moment(struct request *r, const char *what)
{
	const char *day = input_text(&r->input, pool_printf(r->pool, "%s_on", what));
	const char *name = pool_printf(r->pool, "%s_clock", what);
	int hour, minute;

	if (day[0] == '\0' || !date_clock_read(input_text(&r->input, name), &hour, &minute))
		return NULL;
	return date_utc(r->pool, date_from_london(education_day(day), hour, minute));
}

static void told_rule(struct request *r, const char *what, const char *who)
{
	const char *on = pool_printf(r->pool, "%s_on", what), *at = pool_printf(r->pool, "%s_clock", what);
	int hour, minute;

	if (!input_is(&r->input, "proposed", "Y")) {
		input_needs(&r->input, on, pool_printf(r->pool, "Say on which day the %s was told", who));
		input_needs(&r->input, at, pool_printf(r->pool, "Say at what time the %s was told", who));
	}
	if (input_text(&r->input, at)[0] != '\0' &&
	    !date_clock_read(input_text(&r->input, at), &hour, &minute))
		input_refuse(&r->input, at, "Enter a time like 9:30 or 14:15");
}

/* s.51A Education Act 2002 and its regulations: no more than 45 days in a year. */
static void limit_rule(struct request *r, const struct record *record, const char *type,
    const char *began, unsigned long long self, unsigned sessions)
{
	unsigned had;

	if (!counts(type) || began[0] == '\0' || input_text(&r->input, "cancelled_on")[0] != '\0')
		return;
	had = used_in_year(r, record, self, began);
	if (!lawful(had, sessions) && !input_is(&r->input, "proposed", "Y"))
		input_refuse(&r->input, "days", pool_printf(r->pool, "%s school days are used in this "
		    "academic year: %s more would make %s, and more than %ld is not lawful",
		    days_text(r, had), days_text(r, sessions), days_text(r, had + sessions),
		    conf_number("education.suspension_most")));
}

static unsigned rules(struct request *r, const struct record *record, const char *type,
    const char *began, unsigned long long self)
{
	struct input *in = &r->input;
	const char *days = input_text(in, "days");
	unsigned sessions = 0;

	if (counts(type))
		input_needs(in, "days", "Enter how many school days");
	if (days[0] != '\0' && !sessions_read(days, &sessions))
		input_refuse(in, "days", "Enter school days in halves, like 2 or 2.5");
	if (strlen(input_text(in, "reasons")) > 8)
		input_refuse(in, "reasons", "Choose three reasons at most");
	told_rule(r, "told_head", "virtual school");
	told_rule(r, "told_worker", "social worker");
	limit_rule(r, record, type, began, self, sessions);
	return sessions;
}

static void warn(struct request *r, const struct record *record, const char *began)
{
	unsigned all = used_in_year(r, record, 0, began);
	unsigned reached = suspension_warning(conf_text("education.suspension_alerts"), all);

	if (reached != 0)
		notice_add(r, record, record->owner, pool_printf(r->pool,
		    "A child's suspensions reach %u school days in the academic year", reached));
}

/* -- recorded -- */

int education_suspension_show(struct request *r)
{
	struct record record;

	return casework_load(r, &record) ? education_form(r, &record, "Suspension or exclusion",
	    education_suspension_input, 200) : page_not_found(r);
}

int education_suspension_save(struct request *r)
{
	struct input *in = &r->input;
	struct education_school s = { 0 };
	struct record record;
	unsigned sessions;

	if (!casework_lock(r, &record))
		return page_not_found(r);
	if (input_text(in, "school")[0] != '\0' && !education_school_find(r, input_text(in, "school"), &s))
		input_refuse(in, "school", "Choose a school of the register");
	sessions = rules(r, &record, input_text(in, "type"), input_text(in, "began_on"), 0);
	if (!input_valid(in, r->pool))
		return education_form(r, &record, "Suspension or exclusion", education_suspension_input, 422);
	(void)db_write(r->db, &education_sql[EDUCATION_SUSPENSION_ADD], record.id, s.id,
	    input_text(in, "type"), input_text(in, "began_on"), (unsigned long long)sessions,
	    input_text(in, "reasons"), input_text(in, "sen"),
	    (unsigned long long)input_is(in, "proposed", "Y"), or_null(in, "letter_on"),
	    moment(r, "told_head"), moment(r, "told_worker"), or_null(in, "provision_from"),
	    input_text(in, "provision"), or_null(in, "governors_on"), input_text(in, "governors"),
	    or_null(in, "reintegration_on"), or_null(in, "cancelled_on"), input_text(in, "note"),
	    (unsigned long long)input_is(in, "exam", "Y"), request_account(r));
	event_add(r, &record, "suspension", "Suspension or exclusion recorded", false);
	warn(r, &record, input_text(in, "began_on"));
	return request_redirect(r, "%s", casework_path(r, &record));
}

/* -- changed -- */

static bool of_route(struct request *r, const struct record *record, struct suspension *u)
{
	struct db_rows rows;
	unsigned long long id;
	size_t i;

	if (!text_number(input_text(&r->input, "suspension"), &id))
		return false;
	(void)db_list(r->db, &education_sql[EDUCATION_SUSPENSIONS], &rows, record->id);
	for (i = 0; i < rows.n; i++)
		if (db_number(&rows.row[i], 0) == id) {
			*u = from(&rows.row[i]);
			return true;
		}
	return false;
}

static void fill_moment(struct request *r, const char *what, const char *utc)
{
	long long at;
	int minutes;

	if (utc == NULL || !date_moment(utc, &at))
		return;
	input_slot(&r->input, pool_printf(r->pool, "%s_on", what))->value =
	    date_iso(r->pool, date_london(at, &minutes));
	input_slot(&r->input, pool_printf(r->pool, "%s_clock", what))->value =
	    pool_printf(r->pool, "%d:%02d", minutes / 60, minutes % 60);
}

static void fill(struct request *r, const struct suspension *u)
{
	const struct { const char *name, *value; } now[] = {
		{ "days", u->sessions == 0 ? "" : days_text(r, u->sessions) }, { "reasons", u->reasons },
		{ "sen", u->sen }, { "exam", u->exam ? "Y" : "" },
		{ "proposed", u->proposed ? "Y" : "" }, { "letter_on", u->letter_on },
		{ "provision_from", u->provision_from }, { "provision", u->provision },
		{ "governors_on", u->governors_on }, { "governors", u->governors },
		{ "reintegration_on", u->reintegration_on }, { "cancelled_on", u->cancelled_on },
		{ "note", u->note },
	};
	size_t i;

	for (i = 0; i < sizeof(now) / sizeof(now[0]); i++)
		input_slot(&r->input, now[i].name)->value = now[i].value == NULL ? "" : now[i].value;
	fill_moment(r, "told_head", u->told_head);
	fill_moment(r, "told_worker", u->told_worker);
}

static int change_page(struct request *r, const struct record *record, const struct suspension *u,
    int status)
{
	struct node *body = casework_page(r, record, "place", "Change a suspension or exclusion"), *form;

	(void)page_para(body, pool_printf(r->pool, "%s at %s from %s.", lists_label(
	    "education-exclusion", u->type, r->today), u->school_name, page_day(r, u->began_on)));
	form = page_form(r, body, r->http->path);
	page_fields(r, form, education_suspension_change_input);
	(void)page_hidden(r, form, "version", pool_printf(r->pool, "%llu", u->version));
	(void)page_button(page_buttons(form), "Save", "primary", NULL, NULL);
	return status;
}

int education_suspension_change_show(struct request *r)
{
	struct record record;
	struct suspension u;

	if (!casework_load(r, &record) || !of_route(r, &record, &u))
		return page_not_found(r);
	fill(r, &u);
	return change_page(r, &record, &u, 200);
}

int education_suspension_change_save(struct request *r)
{
	const struct input *in = &r->input;
	const struct typed *typed;
	struct record record;
	struct suspension u;
	unsigned sessions;

	if (!casework_lock(r, &record) || !of_route(r, &record, &u))
		return page_not_found(r);
	sessions = rules(r, &record, u.type, u.began_on, u.id);
	if (overtaken(r, u.version)) {
		typed = overtaken_typed(r);
		fill(r, &u);
		overtaken_by(r, typed);
		return change_page(r, &record, &u, 409);
	}
	if (!input_valid(&r->input, r->pool))
		return change_page(r, &record, &u, 422);
	(void)db_write(r->db, &education_sql[EDUCATION_SUSPENSION_SET], (unsigned long long)sessions,
	    input_text(in, "reasons"), input_text(in, "sen"),
	    (unsigned long long)input_is(in, "proposed", "Y"), or_null(in, "letter_on"),
	    moment(r, "told_head"), moment(r, "told_worker"), or_null(in, "provision_from"),
	    input_text(in, "provision"), or_null(in, "governors_on"), input_text(in, "governors"),
	    or_null(in, "reintegration_on"), or_null(in, "cancelled_on"), input_text(in, "note"),
	    (unsigned long long)input_is(in, "exam", "Y"), u.id, u.version);
	event_add(r, &record, "suspension", "Suspension or exclusion changed", false);
	warn(r, &record, u.began_on);
	return request_redirect(r, "%s", casework_path(r, &record));
}
