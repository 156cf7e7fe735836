#include <string.h>

#include "address-gap.h"
#include "fostering.h"
#include "lists.h"
#include "match.h"
#include "secret.h"
#include "text.h"

/* A person who is not the child. The same carer is one person, whatever the
 * number of arrangements; one's page stands below an arrangement that the person
 * is on, so that who may not see that cannot see the person either. */

#define ID	{ .name = "id", .type = FIELD_HANDLE, .required = true }
#define PERSON	{ .name = "person", .type = FIELD_HANDLE, .required = true }
#define COUNTER	{ .name = "version", .type = FIELD_NUMBER, .max = 9, .required = true }

const struct field fostering_person_input[] = {
	ID, PERSON,
	{ 0 }
};

const struct field fostering_person_change_input[] = {
	ID, PERSON, COUNTER,
	{ .name = "given", .type = FIELD_NAME, .max = 100, .width = 30, .label = "Given name(s)" },
	{ .name = "family", .type = FIELD_NAME, .max = 100, .width = 30, .required = true,
	  .label = "Family name" },
	{ .name = "other_names", .type = FIELD_NAME, .max = 210, .label = "Other names",
	  .hint = "Also names before a marriage" },
	{ .name = "born_on", .type = FIELD_DATE, .not_future = true, .label = "Date of birth" },
	{ .name = "sex", .type = FIELD_CODE, .choices = "sex", .compact = true, .label = "Sex" },
	{ .name = "phone", .type = FIELD_PHONE, .max = 20, .width = 20, .label = "Phone" },
	{ .name = "email", .type = FIELD_TEXT, .max = 120, .label = "E-mail" },
	{ .name = "language", .type = FIELD_CODE, .choices = "language", .compact = true,
	  .label = "First language" },
	{ .name = "interpreter", .type = FIELD_CODE, .choices = "fostering-known",
	  .label = "Is an interpreter needed?" },
	{ .name = "ethnicity", .type = FIELD_CODE, .choices = "ethnicity", .compact = true,
	  .label = "Ethnicity" },
	{ .name = "religion", .type = FIELD_CODE, .choices = "religion", .compact = true,
	  .label = "Religion" },
	{ 0 }
};

#define ADDRESS(needed) \
	{ .name = "line1", .type = FIELD_TEXT, .max = 100, .required = needed, \
	  .label = "Address, first line" }, \
	{ .name = "line2", .type = FIELD_TEXT, .max = 100, .label = "Address, second line" }, \
	{ .name = "town", .type = FIELD_TEXT, .max = 100, .width = 30, .label = "Town" }, \
	{ .name = "postcode", .type = FIELD_POSTCODE, .width = 10, .label = "Postcode" }, \
	{ .name = "country", .type = FIELD_TEXT, .max = 60, .width = 30, .label = "Country", \
	  .hint = "When it is not the United Kingdom" }

const struct field fostering_address_input[] = {
	ID, PERSON,
	ADDRESS(true),
	{ .name = "since", .type = FIELD_DATE, .not_future = true, .label = "Lives or lived there from" },
	{ .name = "until", .type = FIELD_DATE, .not_future = true, .label = "To",
	  .hint = "Leave it empty for where the person lives now" },
	{ 0 }
};

const struct field fostering_address_dates_input[] = {
	ID, PERSON,
	{ .name = "address", .type = FIELD_NUMBER, .max = 18, .required = true },
	COUNTER,
	{ .name = "since", .type = FIELD_DATE, .not_future = true, .label = "Lives or lived there from" },
	{ .name = "until", .type = FIELD_DATE, .not_future = true, .label = "To",
	  .hint = "Leave it empty for where the person lives now" },
	{ 0 }
};

static void person_from(struct request *r, const struct db_row *row, struct fostering_person *p)
{
	*p = (struct fostering_person){ .id = db_number(row, 0), .handle = db_text(row, 1),
	    .given = db_text(row, 2), .family = db_text(row, 3), .other_names = db_text(row, 4),
	    .born_on = db_text(row, 5), .sex = db_text(row, 6), .phone = db_text(row, 7),
	    .email = db_text(row, 8), .language = db_text(row, 9), .interpreter = db_text(row, 10),
	    .ethnicity = db_text(row, 11), .religion = db_text(row, 12), .barred = db_text(row, 13),
	    .disqualified = db_text(row, 14), .version = db_number(row, 15),
	    .unnamed = db_number(row, 16) != 0 };
	p->name = fostering_person_name(r, p->given, p->family);
}

const char *fostering_person_name(struct request *r, const char *given, const char *family)
{
	return given[0] == '\0' ? family : pool_printf(r->pool, "%s %s", given, family);
}

bool fostering_person_route(struct request *r, const struct record *record,
    struct fostering_person *person_r)
{
	struct db_row row;

	if (!db_find(r->db, &fostering_sql[FOSTERING_PERSON_FIND], &row,
	    input_text(&r->input, "person"), record->id, record->id, record->id))
		return false;
	person_from(r, &row, person_r);
	r->audit.detail = pool_printf(r->pool, "person=%llu", person_r->id);
	return true;
}

const char *fostering_person_path(struct request *r, const struct record *record,
    const char *handle)
{
	return pool_printf(r->pool, "%s/person/%s", casework_path(r, record), handle);
}

/* -- who is known already -- */

/* The family names sound alike already. One who is known by another given name at
 * another postcode, or was born on another day, is somebody else. */
static bool candidate(struct request *r, const struct db_row *row)
{
	const char *given = input_text(&r->input, "given"), *born = input_text(&r->input, "born_on");
	const char *postcode = input_text(&r->input, "postcode");
	bool place = postcode[0] != '\0' && strcmp(postcode, db_text(row, 5)) == 0;
	bool name = given[0] == '\0' || db_text(row, 2)[0] == '\0' ||
	    match_variants(r->pool, given, db_text(row, 2)) ||
	    match_likeness(r->pool, match_normalise(r->pool, given),
	    match_normalise(r->pool, db_text(row, 2))) >= 0.85;

	if (born[0] != '\0' && db_text(row, 4) != NULL && strcmp(born, db_text(row, 4)) != 0)
		return false;
	return name || (place && given[0] == db_text(row, 2)[0]);
}

/* Enough to know one's own carer again, and no more than was typed of where. */
static const char *candidate_label(struct request *r, const struct db_row *row)
{
	const char *postcode = db_text(row, 5), *typed = input_text(&r->input, "postcode");
	const char *name = fostering_person_name(r, db_text(row, 2), db_text(row, 3));

	if (postcode[0] == '\0')
		return pool_printf(r->pool, "%s, no address known", name);
	if (strcmp(postcode, typed) == 0)
		return pool_printf(r->pool, "%s, same postcode", name);
	return pool_printf(r->pool, "%s, in %.*s", name, (int)strcspn(postcode, " "), postcode);
}

static struct codelist *candidates(struct request *r, const struct record *record)
{
	struct codelist *list = code_list_new(r->pool, "known", "Known already", 12);
	struct db_rows rows;
	size_t i, n = 0;

	(void)db_list(r->db, &fostering_sql[FOSTERING_PERSON_KNOWN], &rows,
	    match_soundex(r->pool, input_text(&r->input, "family")), record->id, record->id,
	    record->id, input_text(&r->input, "postcode"), input_text(&r->input, "given"));
	for (i = 0; i < rows.n && n < 10; i++)
		if (candidate(r, &rows.row[i])) {
			code_add(list, db_text(&rows.row[i], 1), candidate_label(r, &rows.row[i]));
			n++;
		}
	if (n > 0)
		code_add(list, "NEW", "None of these: a new person");
	return list;
}

bool fostering_person_settled(struct request *r, const struct record *record)
{
	struct codelist *list = candidates(r, record);
	const char *known = input_text(&r->input, "known");

	if (list->n == 0 || code_find(list, known) != NULL)
		return true;
	input_refuse(&r->input, "known", "Say whether it is one of these people");
	return false;
}

void fostering_person_known_put(struct request *r, struct node *form, const struct record *record)
{
	struct field field = { .name = "known", .type = FIELD_CODE, .required = true,
	    .label = "Somebody of that name is known already. Is it the same person?" };

	field.list = candidates(r, record);
	if (field.list->n > 0)
		(void)page_control(r, form, &field, "known", input_text(&r->input, "known"),
		    input_slot(&r->input, "known")->error, NULL);
}

/* -- making one -- */

static const char *day(struct request *r, const char *name)
{
	const char *value = input_text(&r->input, name);

	return value[0] == '\0' ? NULL : value;
}

static void address_add(struct request *r, unsigned long long person, const char *since,
    const char *until)
{
	const struct input *in = &r->input;

	(void)db_write(r->db, &fostering_sql[FOSTERING_ADDRESS_ADD], person, input_text(in, "line1"),
	    input_text(in, "line2"), input_text(in, "town"), input_text(in, "postcode"),
	    input_text(in, "country"), since, until, request_account(r));
}

unsigned long long fostering_person_take(struct request *r, const struct record *record)
{
	const struct input *in = &r->input;
	const char *known = input_text(in, "known");
	unsigned long long person;
	struct db_row row;

	/* Only one that was offered: a handle by itself leads to nobody. */
	if (known[0] != '\0' && strcmp(known, "NEW") != 0 &&
	    code_find(candidates(r, record), known) != NULL &&
	    db_find(r->db, &fostering_sql[FOSTERING_PERSON_ID], &row, known))
		return db_number(&row, 0);
	person = db_insert(r->db, &fostering_sql[FOSTERING_PERSON_NEW], secret_handle(r->pool),
	    input_text(in, "given"), input_text(in, "family"), day(r, "born_on"),
	    input_text(in, "phone"), input_text(in, "email"),
	    match_soundex(r->pool, input_text(in, "family")), request_account(r));
	if (input_text(in, "line1")[0] != '\0')
		address_add(r, person, day(r, "lives_since"), NULL);
	return person;
}

/* -- the page -- */

/* The newest first; where the person is or was of a household, its address. */
static void addresses_put(struct request *r, struct node *body, const struct record *record,
    const struct fostering_person *p, const char *path, bool write)
{
	struct node *table = page_table(body, "addresses", "Addresses of the last five years",
	    "No address is known.", "Address", "From", "To", "", NULL), *row, *cell;
	struct address_span *spans;
	struct address_gap *gaps;
	struct db_rows rows;
	size_t i, n;

	(void)db_list(r->db, &fostering_sql[FOSTERING_ADDRESSES], &rows, p->id, p->id, record->id);
	spans = pool_array(r->pool, rows.n + 1, sizeof(*spans));
	for (i = 0; i < rows.n; i++) {
		const struct db_row *a = &rows.row[i];

		spans[i] = (struct address_span){ db_text(a, 2), db_text(a, 3) };
		row = node_add(table, "row");
		(void)page_cell(row, db_text(a, 1));
		(void)page_cell(row, db_text(a, 2) == NULL ? "Not known" : page_day(r, db_text(a, 2)));
		(void)page_cell(row, db_text(a, 3) == NULL ? "Lives there" : page_day(r, db_text(a, 3)));
		cell = page_cell(row, write && db_number(a, 0) != 0 ? "Change dates" : "");
		if (write && db_number(a, 0) != 0)
			node_set(cell, "href", pool_printf(r->pool, "%s/address/%llu", path, db_number(a, 0)));
	}
	n = address_gaps(r->pool, spans, rows.n, r->today, &gaps);
	for (i = 0; i < n; i++)
		(void)node_leaf(body, "inset", strcmp(gaps[i].from, gaps[i].to) == 0 ?
		    pool_printf(r->pool, "The address history has a gap on %s.", page_day(r, gaps[i].from)) :
		    pool_printf(r->pool, "The address history has a gap from %s to %s.",
		    page_day(r, gaps[i].from), page_day(r, gaps[i].to)));
}

static void details_put(struct request *r, struct node *body, const struct fostering_person *p)
{
	struct node *s = node_add(body, "summary");
	const char *known = p->interpreter[0] == '\0' ? NULL :
	    lists_label("fostering-known", p->interpreter, r->today);

	(void)page_row(s, "Name", p->name);
	(void)page_row(s, "Other names", p->other_names);
	(void)page_row(s, "Date of birth", page_day(r, p->born_on));
	(void)page_row(s, "Sex", p->sex[0] == '\0' ? NULL : lists_label("sex", p->sex, r->today));
	(void)page_row(s, "Phone", p->phone);
	(void)page_row(s, "E-mail", p->email);
	(void)page_row(s, "First language", p->language[0] == '\0' ? NULL :
	    lists_label("language", p->language, r->today));
	(void)page_row(s, "Interpreter needed", known);
	(void)page_row(s, "Ethnicity", p->ethnicity[0] == '\0' ? NULL :
	    lists_label("ethnicity", p->ethnicity, r->today));
	(void)page_row(s, "Religion", p->religion[0] == '\0' ? NULL :
	    lists_label("religion", p->religion, r->today));
}

int fostering_person_show(struct request *r)
{
	struct fostering_person p;
	struct record record;
	struct node *body;
	const char *path;
	bool write;

	if (!casework_load(r, &record) || !fostering_person_route(r, &record, &p))
		return page_not_found(r);
	body = casework_page(r, &record, "person", "Person on the case");
	path = fostering_person_path(r, &record, p.handle);
	write = fostering_people_writer(r, &record);
	details_put(r, body, &p);
	if (write)
		(void)page_link(body, "Change these details", NULL, "%s/details", path);
	addresses_put(r, body, &record, &p, path, write);
	if (write)
		(void)page_link(body, "Add an address", NULL, "%s/address", path);
	fostering_people_parts_put(r, body, &record, &p, write);
	if (fostering_member_adult(r, &record, &p))
		(void)page_link(body, "Checks", NULL, "%s/checks", path);
	(void)page_link(body, "Everybody on the case", NULL, "%s/persons", casework_path(r, &record));
	return 200;
}

/* -- changing -- */

bool fostering_person_open(struct request *r, bool lock, struct record *record_r,
    struct fostering_person *person_r)
{
	return (lock ? casework_lock(r, record_r) : casework_load(r, record_r)) &&
	    fostering_people_writer(r, record_r) && fostering_person_route(r, record_r, person_r);
}

int fostering_person_form(struct request *r, const struct record *record,
    const struct fostering_person *p, const char *title, int status)
{
	struct node *body = page_begin(r, "person", title), *form;
	const struct field *f;

	page_back(r, "Person", "%s", fostering_person_path(r, record, p->handle));
	casework_identity(r, record);
	(void)page_heading(body, 1, title);
	(void)page_para(body, p->name);
	form = page_form(r, body, r->http->path);
	for (f = r->route->input; f->name != NULL; f++)
		if (strcmp(f->name, "version") == 0)
			(void)page_hidden(r, form, "version", input_text(&r->input, "version"));
	page_fields(r, form, r->route->input);
	(void)page_button(page_buttons(form), "Save", "primary", NULL, NULL);
	return status;
}

static void set(struct request *r, const char *name, const char *value)
{
	input_slot(&r->input, name)->value = value == NULL ? "" : value;
}

int fostering_person_details(struct request *r)
{
	struct fostering_person p;
	struct record record;

	if (!fostering_person_open(r, false, &record, &p))
		return page_not_found(r);
	set(r, "version", pool_printf(r->pool, "%llu", p.version));
	set(r, "given", p.given);
	set(r, "family", p.family);
	set(r, "other_names", p.other_names);
	set(r, "born_on", p.born_on);
	set(r, "sex", p.sex);
	set(r, "phone", p.phone);
	set(r, "email", p.email);
	set(r, "language", p.language);
	set(r, "interpreter", p.interpreter);
	set(r, "ethnicity", p.ethnicity);
	set(r, "religion", p.religion);
	return fostering_person_form(r, &record, &p, "Change a person's details", 200);
}

/* Somebody else was quicker: what was typed stands, beside who it is now. */
static int overtaken(struct request *r, const struct record *record,
    const struct fostering_person *p)
{
	input_slot(&r->input, "version")->value = pool_printf(r->pool, "%llu", p->version);
	input_refuse(&r->input, "family", pool_printf(r->pool, "Somebody else has changed this person "
	    "meanwhile: %s, born %s, phone %s. Look at it and save again", p->name,
	    p->born_on == NULL ? "not known" : page_day(r, p->born_on),
	    p->phone[0] == '\0' ? "not known" : p->phone));
	return fostering_person_form(r, record, p, "Change a person's details", 409);
}

int fostering_person_save(struct request *r)
{
	const struct input *in = &r->input;
	unsigned long long version = 0;
	struct fostering_person p;
	struct record record;
	bool unnamed;

	if (!fostering_person_open(r, true, &record, &p))
		return page_not_found(r);
	if (!input_valid(&r->input, r->pool))
		return fostering_person_form(r, &record, &p, "Change a person's details", 422);
	/* A phone number may be known before the name is. */
	unnamed = p.unnamed && input_is(in, "given", p.given) && input_is(in, "family", p.family);
	(void)text_number(input_text(in, "version"), &version);
	if (version != p.version)
		return overtaken(r, &record, &p);
	(void)db_write(r->db, &fostering_sql[FOSTERING_PERSON_CHANGE], input_text(in, "given"),
	    input_text(in, "family"), (unsigned long long)unnamed,
	    input_text(in, "other_names"), day(r, "born_on"),
	    input_text(in, "sex"), input_text(in, "phone"), input_text(in, "email"),
	    input_text(in, "language"), input_text(in, "interpreter"), input_text(in, "ethnicity"),
	    input_text(in, "religion"), unnamed ? "" :
	    match_soundex(r->pool, input_text(in, "family")), p.id, version);
	event_add(r, &record, "person", "A person's details changed", false);
	return request_redirect(r, "%s", fostering_person_path(r, &record, p.handle));
}

static void dates_rule(struct request *r)
{
	const char *since = input_text(&r->input, "since"), *until = input_text(&r->input, "until");

	if (since[0] != '\0' && until[0] != '\0' && strcmp(until, since) < 0)
		input_refuse(&r->input, "until", "The last day must not be before the first");
}

int fostering_address_show(struct request *r)
{
	struct fostering_person p;
	struct record record;

	if (!fostering_person_open(r, false, &record, &p))
		return page_not_found(r);
	return fostering_person_form(r, &record, &p, "Add an address", 200);
}

int fostering_address_save(struct request *r)
{
	struct fostering_person p;
	struct record record;

	if (!fostering_person_open(r, true, &record, &p))
		return page_not_found(r);
	dates_rule(r);
	if (!input_valid(&r->input, r->pool))
		return fostering_person_form(r, &record, &p, "Add an address", 422);
	/* Who lives somewhere else from a day on does not live at the former place. */
	if (day(r, "until") == NULL)
		(void)db_write(r->db, &fostering_sql[FOSTERING_ADDRESS_LEAVE],
		    day(r, "since") == NULL ? r->today : day(r, "since"), p.id,
		    day(r, "since") == NULL ? r->today : day(r, "since"));
	address_add(r, p.id, day(r, "since"), day(r, "until"));
	event_add(r, &record, "person", "An address was added", false);
	return request_redirect(r, "%s", fostering_person_path(r, &record, p.handle));
}

static bool address_find(struct request *r, const struct fostering_person *p,
    unsigned long long *address_r, struct db_row *row_r)
{
	return text_number(input_text(&r->input, "address"), address_r) &&
	    db_find(r->db, &fostering_sql[FOSTERING_ADDRESS_ONE], row_r, p->id, *address_r);
}

int fostering_address_dates_show(struct request *r)
{
	unsigned long long address;
	struct fostering_person p;
	struct record record;
	struct db_row row;

	if (!fostering_person_open(r, false, &record, &p) || !address_find(r, &p, &address, &row))
		return page_not_found(r);
	set(r, "since", db_text(&row, 0));
	set(r, "until", db_text(&row, 1));
	set(r, "version", pool_printf(r->pool, "%llu", db_number(&row, 2)));
	return fostering_person_form(r, &record, &p, "Change the dates of an address", 200);
}

static int dates_overtaken(struct request *r, const struct record *record,
    const struct fostering_person *p, const struct db_row *row)
{
	set(r, "version", pool_printf(r->pool, "%llu", db_number(row, 2)));
	input_refuse(&r->input, "since", pool_printf(r->pool, "Somebody else has changed this meanwhile: "
	    "from %s to %s. Look at it and save again", db_text(row, 0) == NULL ? "not known" :
	    page_day(r, db_text(row, 0)), db_text(row, 1) == NULL ? "now" :
	    page_day(r, db_text(row, 1))));
	return fostering_person_form(r, record, p, "Change the dates of an address", 409);
}

int fostering_address_dates_save(struct request *r)
{
	unsigned long long address, version = 0;
	struct fostering_person p;
	struct record record;
	struct db_row row;

	if (!fostering_person_open(r, true, &record, &p) || !address_find(r, &p, &address, &row))
		return page_not_found(r);
	dates_rule(r);
	if (!input_valid(&r->input, r->pool))
		return fostering_person_form(r, &record, &p, "Change the dates of an address", 422);
	(void)text_number(input_text(&r->input, "version"), &version);
	if (db_write(r->db, &fostering_sql[FOSTERING_ADDRESS_DATES], day(r, "since"),
	    day(r, "until"), p.id, address, version) != 1)
		return dates_overtaken(r, &record, &p, &row);
	event_add(r, &record, "person", "The dates of an address changed", false);
	return request_redirect(r, "%s", fostering_person_path(r, &record, p.handle));
}
