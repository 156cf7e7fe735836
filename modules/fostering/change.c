#include <string.h>

#include "clock.h"
#include "code.h"
#include "date.h"
#include "fostering.h"
#include "lists.h"
#include "log.h"
#include "match.h"
#include "secret.h"
#include "text.h"
#include "time-rules.h"

/* 7 and 3, N8 and N9: what has changed with the carer, the household or a
 * parent, whether it was told in time, and what is to be done about it. */

enum { ADDRESS = 1, MEMBER_IN = 2, MEMBER_OUT = 4, OFFENCE = 8, PARENT_ADDRESS = 16, ALL = 31 };

const struct field fostering_change_input[] = {
	{ .name = "id", .type = FIELD_HANDLE, .required = true },
	{ .name = "kind", .type = FIELD_CODE, .choices = "fostering-change", .required = true },
	{ .name = "person", .type = FIELD_TOKEN, .max = 20, .label = "Who?" },
	{ .name = "given", .type = FIELD_NAME, .max = 100, .width = 30, .label = "Given name(s)" },
	{ .name = "family", .type = FIELD_NAME, .max = 100, .width = 30, .label = "Family name" },
	{ .name = "born_on", .type = FIELD_DATE, .not_future = true, .label = "Date of birth" },
	{ .name = "role", .type = FIELD_CODE, .choices = "fostering-household", .compact = true,
	  .label = "Part in the household" },
	{ .name = "line1", .type = FIELD_TEXT, .max = 100, .label = "New address, first line" },
	{ .name = "town", .type = FIELD_TEXT, .max = 100, .width = 30, .label = "Town" },
	{ .name = "postcode", .type = FIELD_POSTCODE, .width = 10, .label = "Postcode" },
	{ .name = "ahead", .type = FIELD_NUMBER, .max = 18 },
	{ .name = "changed_on", .type = FIELD_DATE, .required = true, .label = "Day of the change",
	  .hint = "Where it is told in advance, the day on which it is expected" },
	{ .name = "changed_time", .type = FIELD_TEXT, .max = 5, .width = 5,
	  .label = "Time of the change", .hint = "On the 24-hour clock, when it is known" },
	{ .name = "told_on", .type = FIELD_DATE, .not_future = true, .required = true,
	  .label = "Day on which we were told" },
	{ .name = "told_time", .type = FIELD_TEXT, .max = 5, .width = 5,
	  .label = "Time at which we were told", .hint = "On the 24-hour clock, when it is known" },
	{ .name = "note", .type = FIELD_MEMO, .max = 4000, .rows = 4, .label = "What was said" },
	{ 0 }
};

/* Which changes ask it, in the order of the table. */
static const struct { const char *name; unsigned kinds; bool needed; } asks[] = {
	{ "person", MEMBER_OUT | OFFENCE | PARENT_ADDRESS, true },
	{ "given", MEMBER_IN, false }, { "family", MEMBER_IN, true }, { "born_on", MEMBER_IN, false },
	{ "role", MEMBER_IN, true },
	{ "line1", ADDRESS | PARENT_ADDRESS, true }, { "town", ADDRESS | PARENT_ADDRESS, false },
	{ "postcode", ADDRESS | PARENT_ADDRESS, false },
	{ "changed_on", ALL, false }, { "changed_time", ALL, false }, { "told_on", ALL, false },
	{ "told_time", ALL, false }, { "note", ALL, false },
};

static unsigned kind_of(struct request *r)
{
	static const char *const codes[] = {
		"ADDRESS", "MEMBER_IN", "MEMBER_OUT", "OFFENCE", "PARENT_ADDRESS"
	};
	unsigned i;

	for (i = 0; i < sizeof(codes) / sizeof(codes[0]); i++)
		if (input_is(&r->input, "kind", codes[i]))
			return 1u << i;
	return 0;
}

static bool asked(unsigned kind, const char *name, bool *needed_r)
{
	size_t i;

	for (i = 0; i < sizeof(asks) / sizeof(asks[0]); i++)
		if (strcmp(asks[i].name, name) == 0) {
			*needed_r = asks[i].needed;
			return (asks[i].kinds & kind) != 0;
		}
	return false;
}

/* -- what is known -- */

void fostering_changes_put(struct request *r, struct node *body, const struct record *record)
{
	struct node *table = page_table(body, "changes", "Changes so far", "No change was recorded.",
	    "What", "Who", "When", "Told", "In time", "What was said", NULL), *row, *cell;
	struct db_rows rows;
	size_t i;

	(void)db_list(r->db, &fostering_sql[FOSTERING_CHANGES], &rows, record->id);
	for (i = 0; i < rows.n; i++) {
		const struct db_row *c = &rows.row[i];
		bool late = db_text(c, 3)[0] == 'N';

		/* That there is one is offence data too (11.2). */
		if (strcmp(db_text(c, 0), "OFFENCE") == 0 && !fostering_offence_reader(r, record))
			continue;
		row = node_add(table, "row");
		node_set(page_cell(row, lists_label("fostering-change", db_text(c, 0), r->today)), "head",
		    "yes");
		(void)page_cell(row, db_text(c, 4) == NULL ? "" : pool_printf(r->pool, "%s %s",
		    db_text(c, 4), db_text(c, 5)));
		(void)page_cell(row, fostering_when(r, db_text(c, 1), db_number(c, 7) != 0));
		(void)page_cell(row, fostering_when(r, db_text(c, 2), db_number(c, 8) != 0));
		cell = page_cell(row, late ? "Late" : "Yes");
		node_set(cell, "tag", late ? "red" : "green");
		(void)page_cell(row, db_text(c, 6));
	}
}

static void kinds_put(struct request *r, struct node *body, const struct record *record)
{
	const struct codelist *list = lists_find("fostering-change");
	struct node *links = node_add(body, "list"), *item;
	size_t i;

	node_set(links, "kind", "plain");
	for (i = 0; i < list->n; i++) {
		item = node_leaf(links, "item", list->codes[i].label);
		node_set(item, "href", pool_printf(r->pool, "%s/change/%s", casework_path(r, record),
		    list->codes[i].code));
	}
}

int fostering_changes_show(struct request *r)
{
	struct record record;
	struct node *body;

	if (!casework_load(r, &record))
		return page_not_found(r);
	body = casework_page(r, &record, "changes", "Changes");
	if (fostering_end_writer(r, &record)) {
		(void)page_heading(body, 2, "What has changed?");
		kinds_put(r, body, &record);
	}
	fostering_changes_ahead_put(r, body, &record);
	fostering_changes_put(r, body, &record);
	return 200;
}

/* -- one change -- */

/* Of whom it can be. */
static void people(struct request *r, const struct record *record, unsigned kind,
    struct db_rows *rows_r)
{
	(void)(kind == PARENT_ADDRESS ?
	    db_list(r->db, &fostering_sql[FOSTERING_CHANGE_PARENTS], rows_r, record->id) :
	    db_list(r->db, &fostering_sql[FOSTERING_CHANGE_MEMBERS], rows_r,
	    fostering_of(r)->household));
}

static void person_put(struct request *r, struct node *form, const struct record *record,
    unsigned kind, const struct field *f)
{
	struct input_value *v = input_slot(&r->input, "person");
	struct field field = *f;
	struct codelist *list;
	struct db_rows rows;
	size_t i;

	people(r, record, kind, &rows);
	list = code_list_new(r->pool, "person", "", rows.n + 1);
	for (i = 0; i < rows.n; i++)
		code_add(list, pool_printf(r->pool, "%llu", db_number(&rows.row[i], 0)),
		    pool_printf(r->pool, "%s %s", db_text(&rows.row[i], 1), db_text(&rows.row[i], 2)));
	field.type = FIELD_CODE;
	field.list = list;
	(void)page_control(r, form, &field, "person", v->value, v->error, NULL);
}

static int change_page(struct request *r, const struct record *record, int status)
{
	unsigned kind = kind_of(r);
	struct node *body = casework_page(r, record, "change", "Record a change"), *form;
	const struct field *f;
	struct field shown;
	bool needed;

	(void)page_heading(body, 2, lists_label("fostering-change", input_text(&r->input, "kind"),
	    r->today));
	if (kind == ADDRESS) {
		(void)page_para(body, "This is for a move inside our area. Every open arrangement in the "
		    "household moves with the carer.");
		casework_link(r, body, record, "The move is to another authority's area", "/transfer", NULL);
	}
	form = page_form(r, body, r->http->path);
	(void)page_hidden(r, form, "ahead", input_text(&r->input, "ahead"));
	for (f = fostering_change_input + 2; f->name != NULL; f++) {
		if (!asked(kind, f->name, &needed))
			continue;
		shown = *f;
		shown.required = f->required || needed;
		if (strcmp(f->name, "person") == 0)
			person_put(r, form, record, kind, &shown);
		else
			(void)page_field(r, form, &shown, NULL);
	}
	(void)page_button(page_buttons(form), "Record the change", "primary", NULL, NULL);
	return status;
}

int fostering_change_show(struct request *r)
{
	struct record record;

	if (!casework_load(r, &record) || !fostering_end_writer(r, &record) || kind_of(r) == 0)
		return page_not_found(r);
	input_slot(&r->input, "told_on")->value = r->today;
	fostering_change_ahead_fill(r, &record);
	return change_page(r, &record, 200);
}

/* -- what follows -- */

static const char *premises_due(struct request *r)
{
	struct clock clock = { 0 };
	struct clock_due due;

	if (!clock_parse(conf_text("fostering.new_premises"), &clock))
		log_fatal("settings: fostering.new_premises is not an amount and a unit");
	if (clock_due(r->pool, &clock, input_text(&r->input, "told_on"), &due))
		return date_iso(r->pool, due.date);
	log_error("fostering.new_premises: %s", due.error);
	return NULL;
}

static void address_add(struct request *r, unsigned long long person)
{
	const struct input *in = &r->input;
	const char *day = input_text(in, "changed_on");

	(void)db_write(r->db, &fostering_sql[FOSTERING_CHANGE_ADDRESS_LEFT], day, person);
	(void)db_write(r->db, &fostering_sql[FOSTERING_CHANGE_ADDRESS], person, input_text(in, "line1"),
	    input_text(in, "town"), input_text(in, "postcode"), day, request_account(r));
}

/* 7: a carer who moves has a new household, and everybody in it moves along, with
 * the other arrangements there. */
static unsigned long long household_move(struct request *r)
{
	const struct input *in = &r->input;
	unsigned long long old = fostering_of(r)->household, new;
	const char *day = input_text(in, "changed_on");
	struct db_rows cases;
	size_t i;

	new = db_insert(r->db, &fostering_sql[FOSTERING_CHANGE_HOUSEHOLD], secret_handle(r->pool),
	    input_text(in, "line1"), input_text(in, "town"), input_text(in, "postcode"), day,
	    request_account(r));
	(void)db_write(r->db, &fostering_sql[FOSTERING_CHANGE_MEMBERS_MOVE], new, day,
	    request_account(r), old);
	(void)db_write(r->db, &fostering_sql[FOSTERING_CHANGE_MEMBERS_LEFT], day, old);
	(void)db_write(r->db, &fostering_sql[FOSTERING_CHANGE_HOUSEHOLD_LEFT], day, old);
	(void)db_list(r->db, &fostering_sql[FOSTERING_CHANGE_CASES], &cases, old);
	for (i = 0; i < cases.n; i++) {
		struct record other = { .id = db_number(&cases.row[i], 0),
		    .owner = db_number(&cases.row[i], 1) };

		(void)db_write(r->db, &fostering_sql[FOSTERING_CHANGE_MOVE], new, other.id);
		fostering_task_add(r, &other, "PREMISES", "Visit the new premises", premises_due(r));
		notice_add(r, &other, other.owner, "The carer has moved: visit the new premises");
	}
	return new;
}

/* 5.6: checks are of those of 16 and over, and of who may be. */
static bool grown(struct request *r)
{
	struct date born, today;

	return !date_parse(input_text(&r->input, "born_on"), &born) ||
	    !date_parse(r->today, &today) || date_age(born, today) >= 16;
}

static unsigned long long member_add(struct request *r, const struct record *record)
{
	const struct input *in = &r->input;
	const char *family = input_text(in, "family"), *born = input_text(in, "born_on");
	unsigned long long person = db_insert(r->db, &fostering_sql[FOSTERING_CHANGE_PERSON],
	    secret_handle(r->pool), input_text(in, "given"), family, born[0] == '\0' ? NULL : born,
	    match_soundex(r->pool, family), request_account(r));

	(void)db_write(r->db, &fostering_sql[FOSTERING_MEMBER_ADD], fostering_of(r)->household, person,
	    input_text(in, "role"), input_is(in, "role", "EMPLOYEE") ? "Y" : "N",
	    input_text(in, "changed_on"), request_account(r));
	if (grown(r))
		task_new(r, record, "CHECKS", pool_printf(r->pool, "Checks of %s %s, who joined the household",
		    input_text(in, "given"), family), NULL);
	fostering_household_tell(r, record, "REDECIDE", "Somebody joined the household: decide "
	    "suitability again", NULL);
	return person;
}

static void member_left(struct request *r, const struct record *record, unsigned long long person)
{
	(void)db_write(r->db, &fostering_sql[FOSTERING_CHANGE_LEFT],
	    input_text(&r->input, "changed_on"), fostering_of(r)->household, person);
	fostering_household_tell(r, record, "REDECIDE", "Somebody left the household: decide "
	    "suitability again", NULL);
}

static void urgent(struct request *r, const struct record *record)
{
	fostering_household_tell(r, record, "URGENT", "A manager has to look at this case today",
	    r->today);
	fostering_household_tell(r, record, "REDECIDE", "Decide suitability again", NULL);
	fostering_managers_tell(r, record, "Urgent: look at this case today");
}

/* False: not one of those it can be. */
static bool person_of(struct request *r, const struct record *record, unsigned kind,
    unsigned long long *person_r)
{
	struct db_rows rows;
	bool needed;
	size_t i;

	*person_r = 0;
	if (!asked(kind, "person", &needed))
		return true;
	if (!text_number(input_text(&r->input, "person"), person_r))
		return false;
	people(r, record, kind, &rows);
	for (i = 0; i < rows.n; i++)
		if (db_number(&rows.row[i], 0) == *person_r)
			return true;
	return false;
}

static void change_apply(struct request *r, const struct record *record, unsigned kind,
    unsigned long long *person, unsigned long long *household_r)
{
	*household_r = 0;
	if (kind == ADDRESS) {
		*person = fostering_of(r)->carer;
		*household_r = household_move(r);
		address_add(r, *person);
		(void)fostering_again(r, record);
	} else if (kind == MEMBER_IN)
		*person = member_add(r, record);
	else if (kind == MEMBER_OUT)
		member_left(r, record, *person);
	else if (kind == OFFENCE)
		urgent(r, record);
	else
		address_add(r, *person);
}

static void change_keep(struct request *r, const struct record *record, unsigned kind,
    unsigned long long person, const char *changed, const char *told)
{
	const struct input *in = &r->input;
	unsigned long long household;
	bool in_time = time_told_in_time(r->pool, changed, told, conf_text("fostering.change_notice"));

	change_apply(r, record, kind, &person, &household);
	(void)db_write(r->db, &fostering_sql[FOSTERING_CHANGE_ADD], record->id, input_text(in, "kind"),
	    changed, told, in_time ? "Y" : "N", person, household, input_text(in, "note"),
	    (unsigned long long)!input_is(in, "changed_time", ""),
	    (unsigned long long)!input_is(in, "told_time", ""), request_account(r));
	event_add(r, record, kind == OFFENCE ? "offence.change" : "change", pool_printf(r->pool,
	    "Changed: %s%s", lists_label("fostering-change", input_text(in, "kind"), r->today),
	    in_time ? "" : ", told late"), false);
	notice_add(r, record, record->owner, "A change was recorded");
}

static void rules(struct request *r, const struct record *record, unsigned kind,
    unsigned long long *person_r)
{
	size_t i;

	for (i = 0; i < sizeof(asks) / sizeof(asks[0]); i++)
		if ((asks[i].kinds & kind) != 0 && asks[i].needed)
			input_needs(&r->input, asks[i].name, strcmp(asks[i].name, "person") == 0 ?
			    "Choose who it is" : strcmp(asks[i].name, "family") == 0 ?
			    "Enter the family name" : strcmp(asks[i].name, "role") == 0 ?
			    "Choose the part in the household" : "Enter the first line of the address");
	if (!person_of(r, record, kind, person_r))
		input_refuse(&r->input, "person", "Choose who it is");
	if (kind == MEMBER_OUT && *person_r != 0 && *person_r == fostering_of(r)->carer)
		input_refuse(&r->input, "person", "Without the carer it is another arrangement: record "
		    "that this one has ended");
}

/* What has not happened yet waits; an offence or order is one once it is there. */
static bool is_ahead(struct request *r, unsigned kind)
{
	const char *day = input_text(&r->input, "changed_on");

	if (input_slot(&r->input, "changed_on")->error != NULL || strcmp(day, r->today) <= 0)
		return false;
	if (kind == OFFENCE)
		input_refuse(&r->input, "changed_on", "The day must be today or in the past");
	if (!input_is(&r->input, "ahead", ""))
		input_refuse(&r->input, "changed_on", "It has not happened yet");
	return true;
}

static int ahead_save(struct request *r, const struct record *record, unsigned kind)
{
	const char *names[sizeof(asks) / sizeof(asks[0])];
	size_t i, n = 0;

	for (i = 0; i < sizeof(asks) / sizeof(asks[0]); i++)
		if ((asks[i].kinds & kind) != 0 && strncmp(asks[i].name, "changed", 7) != 0)
			names[n++] = asks[i].name;
	fostering_change_ahead_keep(r, record, names, n);
	return request_redirect(r, "%s/change", casework_path(r, record));
}

/* A move changes every open case of the household: all of them are locked, in the
 * order of their numbers, before the one that is asked for is. Whose household it
 * is shows nothing, for nothing is said before that one is loaded. */
static void household_lock(struct request *r, unsigned kind)
{
	struct db_rows rows;

	if (kind == ADDRESS)
		(void)db_list(r->db, &fostering_sql[FOSTERING_CHANGE_LOCK], &rows,
		    input_text(&r->input, "id"));
}

int fostering_change_save(struct request *r)
{
	bool ahead;
	unsigned kind = kind_of(r);
	const char *changed, *told;
	unsigned long long person;
	struct record record;

	household_lock(r, kind);
	if (!casework_lock(r, &record) || !fostering_end_writer(r, &record) || kind == 0)
		return page_not_found(r);
	ahead = is_ahead(r, kind);
	changed = ahead ? NULL : fostering_moment(r, "changed_on", "changed_time");
	told = fostering_moment(r, "told_on", "told_time");
	rules(r, &record, kind, &person);
	if (!input_valid(&r->input, r->pool))
		return change_page(r, &record, 422);
	if (ahead)
		return ahead_save(r, &record, kind);
	change_keep(r, &record, kind, person, changed, told);
	fostering_change_ahead_done(r, &record);
	return request_redirect(r, "%s/change", casework_path(r, &record));
}
