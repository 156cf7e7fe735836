#include <string.h>

#include "background.h"
#include "clock.h"
#include "conf.h"
#include "fostering.h"
#include "lists.h"
#include "text.h"

/* 5.6: checks of the adults of the household, and what Schedule 1, 2(a) to (f)
 * asks of them. What came of a check, and offences, are for the worker who has
 * the case, managers, the monitoring officer and the auditor (11.2); everybody
 * else on the case sees that it was asked and is back. */

#define ID	{ .name = "id", .type = FIELD_HANDLE, .required = true }
#define PERSON	{ .name = "person", .type = FIELD_HANDLE, .required = true }

const struct field fostering_check_input[] = {
	ID, PERSON,
	{ .name = "kind", .type = FIELD_CODE, .choices = "fostering-check", .required = true,
	  .label = "Which check?" },
	{ .name = "requested_on", .type = FIELD_DATE, .not_future = true, .required = true,
	  .label = "Day on which it was asked for" },
	{ 0 }
};

const struct field fostering_result_input[] = {
	ID, PERSON,
	{ .name = "check", .type = FIELD_NUMBER, .max = 18, .required = true },
	{ .name = "received_on", .type = FIELD_DATE, .not_future = true, .required = true,
	  .label = "Day of the answer" },
	{ .name = "result", .type = FIELD_CODE, .choices = "fostering-check-result", .required = true,
	  .label = "What came of it?" },
	{ .name = "note", .type = FIELD_MEMO, .max = 4000, .label = "Note" },
	{ 0 }
};

const struct field fostering_history_input[] = {
	ID, PERSON,
	{ .name = "kind", .type = FIELD_CODE, .choices = "fostering-history", .required = true,
	  .label = "What is it?" },
	{ .name = "what", .type = FIELD_TEXT, .max = 300, .required = true, .label = "In words" },
	{ .name = "on_day", .type = FIELD_DATE, .not_future = true, .label = "Day" },
	{ .name = "court", .type = FIELD_TEXT, .max = 120, .label = "Court or authority" },
	{ .name = "outcome", .type = FIELD_TEXT, .max = 200, .label = "Outcome" },
	{ .name = "source", .type = FIELD_TEXT, .max = 200, .label = "Where it was learnt from" },
	{ .name = "notice", .type = FIELD_NUMBER, .max = 4 },
	{ 0 }
};

const struct field fostering_standing_input[] = {
	ID, PERSON,
	{ .name = "version", .type = FIELD_NUMBER, .max = 9, .required = true },
	{ .name = "barred", .type = FIELD_CODE, .choices = "fostering-known", .required = true,
	  .label = "Barred from regulated activity with children?" },
	{ .name = "disqualified", .type = FIELD_CODE, .choices = "fostering-known", .required = true,
	  .label = "Disqualified from fostering privately (s.68)?" },
	{ 0 }
};

static bool writer(struct request *r, const struct record *record)
{
	return request_may(r, FOSTERING_WORK) && fostering_people_writer(r, record);
}

/* -- what is missing, adult by adult -- */

static const char *joined(struct request *r, const char *text, const char *more)
{
	return pool_printf(r->pool, "%s%s%s", text, text[0] == '\0' ? "" : "\n", more);
}

/* Which kinds are back, asked for, and not asked for yet. */
struct state {
	const char *back, *asked, *missing;
};

static struct state state_of(struct request *r, unsigned long long person)
{
	const struct codelist *list = lists_find("fostering-check");
	struct state s = { "", "", "" };
	struct db_rows rows;
	size_t i, k;

	(void)db_list(r->db, &fostering_sql[FOSTERING_CHECK_STATE], &rows, person);
	for (i = 0; i < list->n; i++) {
		for (k = 0; k < rows.n && strcmp(db_text(&rows.row[k], 0), list->codes[i].code) != 0; k++)
			;
		if (k == rows.n)
			s.missing = joined(r, s.missing, list->codes[i].label);
		else if (db_number(&rows.row[k], 1) != 0)
			s.back = joined(r, s.back, list->codes[i].label);
		else
			s.asked = joined(r, s.asked, list->codes[i].label);
	}
	return s;
}

static void state_put(struct node *row, const char *text, const char *none)
{
	node_set(page_cell(row, text[0] == '\0' ? none : text), "kind", "text");
}

void fostering_checks_put(struct request *r, struct node *body, const struct record *record)
{
	struct node *table = page_table(body, "checks", "Checks of adults",
	    "There is no adult in the household.", "Adult", "Back", "Asked for", "Not asked for yet", NULL),
	    *row, *cell;
	struct db_rows rows;
	struct state s;
	size_t i;

	(void)db_list(r->db, &fostering_sql[FOSTERING_MEMBERS], &rows, record->id);
	for (i = 0; i < rows.n; i++) {
		const struct db_row *m = &rows.row[i];

		if (db_text(m, 8) != NULL || !fostering_household_adult(r, db_text(m, 6), db_text(m, 4)))
			continue;
		s = state_of(r, db_number(m, 9));
		row = node_add(table, "row");
		cell = page_cell(row, fostering_person_name(r, db_text(m, 2), db_text(m, 3)));
		node_set(cell, "head", "yes");
		node_set(cell, "href", pool_printf(r->pool, "%s/checks", fostering_person_path(r, record,
		    db_text(m, 1))));
		state_put(row, s.back, "None");
		state_put(row, s.asked, "None");
		state_put(row, s.missing, "Nothing");
	}
}

/* -- a person's checks -- */

enum { CHECK, KIND, ASKED, RECEIVED, RESULT, NOTE, RENEW };

static void check_row(struct request *r, struct node *table, const struct record *record,
    const struct fostering_person *p, const struct db_row *c, bool reader)
{
	struct node *row = node_add(table, "row"), *cell;
	const char *received = db_text(c, RECEIVED);

	node_set(page_cell(row, lists_label("fostering-check", db_text(c, KIND), r->today)), "head",
	    "yes");
	(void)page_cell(row, page_day(r, db_text(c, ASKED)));
	(void)page_cell(row, received == NULL ? "Not back" : page_day(r, received));
	if (!reader)
		return;
	node_set(page_cell(row, received == NULL ? "" : pool_printf(r->pool, "%s%s%s",
	    lists_label("fostering-check-result", db_text(c, RESULT), r->today),
	    db_text(c, NOTE)[0] == '\0' ? "" : "\n", db_text(c, NOTE))), "kind", "text");
	(void)page_cell(row, page_day(r, db_text(c, RENEW)));
	cell = page_cell(row, received == NULL && writer(r, record) ? "Record the answer" : "");
	if (received == NULL && writer(r, record))
		node_set(cell, "href", pool_printf(r->pool, "%s/check/%llu", fostering_person_path(r, record,
		    p->handle), db_number(c, CHECK)));
}

static void list_put(struct request *r, struct node *body, const struct record *record,
    const struct fostering_person *p, bool reader)
{
	static const char empty[] = "No check has been asked for.";
	struct node *table = reader ? page_table(body, "checks", "Checks", empty, "Check", "Asked for",
	    "Back", "Result", "Renew", "", NULL) :
	    page_table(body, "checks", "Checks", empty, "Check", "Asked for", "Back", NULL);
	struct db_rows rows;
	size_t i;

	(void)db_list(r->db, &fostering_sql[FOSTERING_CHECKS], &rows, p->id);
	for (i = 0; i < rows.n; i++)
		check_row(r, table, record, p, &rows.row[i], reader);
}

static void history_put(struct request *r, struct node *body, const struct fostering_person *p)
{
	struct node *table = page_table(body, "history", "Offences, orders and disqualifications",
	    "Nothing has been recorded.", "Kind", "What", "Day", "Court or authority", "Outcome", "Source",
	    NULL), *row;
	struct db_rows rows;
	size_t i, k;

	(void)db_list(r->db, &fostering_sql[FOSTERING_HISTORY], &rows, p->id);
	for (i = 0; i < rows.n; i++) {
		row = node_add(table, "row");
		(void)page_cell(row, lists_label("fostering-history", db_text(&rows.row[i], 0), r->today));
		(void)page_cell(row, db_text(&rows.row[i], 1));
		(void)page_cell(row, page_day(r, db_text(&rows.row[i], 2)));
		for (k = 3; k < 6; k++)
			(void)page_cell(row, db_text(&rows.row[i], (unsigned)k));
	}
}

static void standing_put(struct request *r, struct node *body, const struct fostering_person *p)
{
	struct node *s = node_add(body, "summary");

	(void)page_row(s, "Barred from regulated activity", p->barred[0] == '\0' ? "Not known" :
	    lists_label("fostering-known", p->barred, r->today));
	(void)page_row(s, "Disqualified (s.68)", p->disqualified[0] == '\0' ? "Not known" :
	    lists_label("fostering-known", p->disqualified, r->today));
	if (strcmp(p->barred, "Y") == 0)
		(void)node_leaf(body, "warning", "Somebody who is barred may not foster privately, nor live or "
		    "work where a child is fostered, and no consent can be given (s.68(3A)).");
	else if (strcmp(p->disqualified, "Y") == 0)
		(void)node_leaf(body, "warning", "Who is disqualified needs the authority's written consent to "
		    "foster privately (s.68).");
}

static bool route(struct request *r, bool lock, struct record *record_r,
    struct fostering_person *person_r)
{
	return (lock ? casework_lock(r, record_r) : casework_load(r, record_r)) &&
	    fostering_person_route(r, record_r, person_r);
}

int fostering_checks_show(struct request *r)
{
	struct fostering_person p;
	struct record record;
	struct node *body;
	const char *path;

	if (!route(r, false, &record, &p))
		return page_not_found(r);
	body = casework_page(r, &record, "checks", "Checks of an adult");
	path = fostering_person_path(r, &record, p.handle);
	(void)page_para(body, p.name);
	list_put(r, body, &record, &p, false);
	if (writer(r, &record))
		(void)page_link(body, "A check was asked for", NULL, "%s/check", path);
	if (fostering_offence_reader(r, &record))
		(void)page_link(body, "Results, offences and disqualification", NULL, "%s/offences", path);
	(void)page_link(body, "The person", NULL, "%s", path);
	return 200;
}

/* A page of its own, so that every view of such data stands in the access log as
 * one (11). */
int fostering_offences_show(struct request *r)
{
	struct fostering_person p;
	struct record record;
	struct node *body;
	const char *path;

	if (!route(r, false, &record, &p) || !fostering_offence_reader(r, &record))
		return page_not_found(r);
	body = casework_page(r, &record, "checks", "Results of checks, and offences");
	path = fostering_person_path(r, &record, p.handle);
	(void)page_para(body, p.name);
	list_put(r, body, &record, &p, true);
	(void)page_heading(body, 2, "Barred or disqualified");
	standing_put(r, body, &p);
	if (writer(r, &record))
		(void)page_link(body, "Change this", NULL, "%s/standing", path);
	history_put(r, body, &p);
	if (writer(r, &record))
		(void)page_link(body, "Add an offence, order or disqualification", NULL, "%s/history", path);
	background_person_put(r, body, &record, &p, writer(r, &record));
	(void)page_link(body, "All checks", NULL, "%s/checks", path);
	return 200;
}

/* -- asking -- */

int fostering_check_show(struct request *r)
{
	struct fostering_person p;
	struct record record;

	if (!route(r, false, &record, &p) || !writer(r, &record))
		return page_not_found(r);
	input_slot(&r->input, "requested_on")->value = r->today;
	return fostering_person_form(r, &record, &p, "A check was asked for", 200);
}

int fostering_check_save(struct request *r)
{
	const struct input *in = &r->input;
	struct fostering_person p;
	struct record record;
	struct db_row row;

	if (!route(r, true, &record, &p) || !writer(r, &record))
		return page_not_found(r);
	if (db_find(r->db, &fostering_sql[FOSTERING_CHECK_WAITS], &row, p.id, input_text(in, "kind")))
		input_refuse(&r->input, "kind", "This check has been asked for and is not back yet");
	if (!input_valid(&r->input, r->pool))
		return fostering_person_form(r, &record, &p, "A check was asked for", 422);
	(void)db_write(r->db, &fostering_sql[FOSTERING_CHECK_ADD], p.id, input_text(in, "kind"),
	    input_text(in, "requested_on"), "", request_account(r));
	event_add(r, &record, "check", "A check of an adult was asked for", false);
	return request_redirect(r, "%s/checks", fostering_person_path(r, &record, p.handle));
}

/* -- the answer -- */

static bool check_find(struct request *r, const struct fostering_person *p, struct db_row *row_r)
{
	unsigned long long check;

	return text_number(input_text(&r->input, "check"), &check) &&
	    db_find(r->db, &fostering_sql[FOSTERING_CHECK_ONE], row_r, p->id, check);
}

int fostering_result_show(struct request *r)
{
	struct fostering_person p;
	struct record record;
	struct db_row row;

	if (!route(r, false, &record, &p) || !writer(r, &record) ||
	    !fostering_offence_reader(r, &record) || !check_find(r, &p, &row))
		return page_not_found(r);
	return fostering_person_form(r, &record, &p, pool_printf(r->pool, "Answer: %s",
	    lists_label("fostering-check", db_text(&row, 1), r->today)), 200);
}

/* T11: a check that wears out is to be asked for again, on every open case of the
 * person. The date of the one it follows has been met. */
#define RENEW_NAME	"Renew the DBS check of an adult"
static const char *renew(struct request *r,
    const struct fostering_person *p, const struct db_row *row)
{
	const char *received = input_text(&r->input, "received_on"), *kind = db_text(row, 1);
	struct clock clock = { .name = RENEW_NAME };
	struct clock_due due;
	struct db_rows former, cases;
	size_t i, k;

	(void)db_list(r->db, &fostering_sql[FOSTERING_CHECK_FORMER], &former, p->id, kind,
	    db_number(row, 0));
	(void)db_list(r->db, &fostering_sql[FOSTERING_RENEW_CASES], &cases, p->id, p->id);
	for (k = 0; k < cases.n; k++)
		for (i = 0; i < former.n; i++)
			deadline_met_on(r, &(struct record){ .id = db_number(&cases.row[k], 0) },
			    deadline_code(r->pool, "T11", db_number(&former.row[i], 0)), received);
	if (!lists_flag("fostering-check", kind, "renew") ||
	    input_is(&r->input, "result", "REFUSED") ||
	    !clock_parse(conf_text("fostering.t11_dbs_renewal"), &clock) ||
	    !clock_due(r->pool, &clock, received, &due))
		return NULL;
	clock.code = deadline_code(r->pool, "T11", db_number(row, 0));
	for (k = 0; k < cases.n; k++)
		(void)deadline_start(r, &(struct record){ .id = db_number(&cases.row[k], 0) }, &clock,
		    received);
	return due.text;
}

/* A check is of a person, and its date stands on every open case of the carer and
 * household: on one that begins later, or whose household somebody joins, too. */
void fostering_renewals_start(struct request *r, const struct record *record)
{
	struct clock clock = { .name = RENEW_NAME };
	struct db_rows rows;
	size_t i;

	if (!clock_parse(conf_text("fostering.t11_dbs_renewal"), &clock))
		return;
	(void)db_list(r->db, &fostering_sql[FOSTERING_RENEW_DUE], &rows, record->id);
	for (i = 0; i < rows.n; i++) {
		clock.code = deadline_code(r->pool, "T11", db_number(&rows.row[i], 0));
		(void)deadline_start(r, record, &clock, db_text(&rows.row[i], 1));
	}
}

static void refused(struct request *r, const struct record *record)
{
	fostering_household_tell(r, record, "URGENT", "A manager has to look at this case today",
	    r->today);
	fostering_managers_tell(r, record, "A check of the household needs a manager's look");
}

int fostering_result_save(struct request *r)
{
	const struct input *in = &r->input;
	struct fostering_person p;
	struct record record;
	struct db_row row;

	if (!route(r, true, &record, &p) || !writer(r, &record) ||
	    !fostering_offence_reader(r, &record) || !check_find(r, &p, &row))
		return page_not_found(r);
	if (input_text(in, "received_on")[0] != '\0' &&
	    strcmp(input_text(in, "received_on"), db_text(&row, 2)) < 0)
		input_refuse(&r->input, "received_on", "The answer cannot be older than the question");
	if (!input_is(in, "result", "NONE") && !input_is(in, "result", "GOOD"))
		input_needs(&r->input, "note", "Say what it is");
	if (!input_valid(&r->input, r->pool))
		return fostering_person_form(r, &record, &p, pool_printf(r->pool, "Answer: %s",
		    lists_label("fostering-check", db_text(&row, 1), r->today)), 422);
	(void)db_write(r->db, &fostering_sql[FOSTERING_CHECK_RESULT], input_text(in, "received_on"),
	    input_text(in, "result"), input_text(in, "note"), renew(r, &p, &row), p.id,
	    db_number(&row, 0));
	event_add(r, &record, "check", "A check of an adult is back", false);
	if (input_is(in, "result", "REFUSED"))
		refused(r, &record);
	return request_redirect(r, "%s/offences", fostering_person_path(r, &record, p.handle));
}

/* -- offences, orders, disqualification, barred -- */

/* What a notice says of the household, of one of whom it may be. */
static void notice_fill(struct request *r, const struct record *record)
{
	const char *what, *source = "";
	unsigned long long notice;

	if (!text_number(input_text(&r->input, "notice"), &notice))
		return;
	what = background_household(r, record, (unsigned)notice, &source);
	if (what == NULL)
		return;
	input_slot(&r->input, "what")->value = what;
	input_slot(&r->input, "source")->value = source;
}

int fostering_history_show(struct request *r)
{
	struct fostering_person p;
	struct record record;

	if (!route(r, false, &record, &p) || !writer(r, &record) || !fostering_offence_reader(r, &record))
		return page_not_found(r);
	notice_fill(r, &record);
	return fostering_person_form(r, &record, &p, "Add an offence, order or disqualification", 200);
}

/* 7: the manager looks at it the same day. */
void fostering_background_serious(struct request *r, const struct record *record)
{
	fostering_household_tell(r, record, "URGENT", "A manager has to look at this case today",
	    r->today);
	fostering_managers_tell(r, record, "A case needs a manager's look today");
}

int fostering_history_save(struct request *r)
{
	const struct input *in = &r->input;
	struct fostering_person p;
	struct record record;

	if (!route(r, true, &record, &p) || !writer(r, &record) || !fostering_offence_reader(r, &record))
		return page_not_found(r);
	if (!input_valid(&r->input, r->pool))
		return fostering_person_form(r, &record, &p, "Add an offence, order or disqualification", 422);
	(void)db_write(r->db, &fostering_sql[FOSTERING_HISTORY_ADD], p.id, input_text(in, "kind"),
	    input_text(in, "what"), input_text(in, "on_day")[0] == '\0' ? NULL : input_text(in, "on_day"),
	    input_text(in, "court"), input_text(in, "outcome"), input_text(in, "source"),
	    request_account(r));
	event_add(r, &record, "offence.known", "Something was recorded of an adult's background", false);
	fostering_background_serious(r, &record);
	return request_redirect(r, "%s/offences", fostering_person_path(r, &record, p.handle));
}

int fostering_standing_show(struct request *r)
{
	struct fostering_person p;
	struct record record;

	if (!route(r, false, &record, &p) || !writer(r, &record) || !fostering_offence_reader(r, &record))
		return page_not_found(r);
	input_slot(&r->input, "version")->value = pool_printf(r->pool, "%llu", p.version);
	input_slot(&r->input, "barred")->value = p.barred;
	input_slot(&r->input, "disqualified")->value = p.disqualified;
	return fostering_person_form(r, &record, &p, "Barred or disqualified", 200);
}

int fostering_standing_save(struct request *r)
{
	const struct input *in = &r->input;
	unsigned long long version = 0;
	struct fostering_person p;
	struct record record;

	if (!route(r, true, &record, &p) || !writer(r, &record) || !fostering_offence_reader(r, &record))
		return page_not_found(r);
	if (!input_valid(&r->input, r->pool))
		return fostering_person_form(r, &record, &p, "Barred or disqualified", 422);
	(void)text_number(input_text(in, "version"), &version);
	if (version != p.version) {
		input_slot(&r->input, "version")->value = pool_printf(r->pool, "%llu", p.version);
		input_refuse(&r->input, "barred", "Somebody else has changed this person meanwhile. Look at the "
		    "person's checks, then save again");
		return fostering_person_form(r, &record, &p, "Barred or disqualified", 409);
	}
	(void)db_write(r->db, &fostering_sql[FOSTERING_STANDING_SET],
	    input_is(in, "barred", "U") ? "" : input_text(in, "barred"),
	    input_is(in, "disqualified", "U") ? "" : input_text(in, "disqualified"), p.id, version);
	event_add(r, &record, "offence.known", "Something was recorded of an adult's background", false);
	if (input_is(in, "barred", "Y") || input_is(in, "disqualified", "Y"))
		fostering_background_serious(r, &record);
	return request_redirect(r, "%s/offences", fostering_person_path(r, &record, p.handle));
}
