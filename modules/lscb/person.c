#include <string.h>

#include "intake.h"
#include "lists.h"
#include "text.h"

/* A.19-A.21, A.27, A.41: the family and household of the child, and the professionals.
 * Their names are what a pack must not hold; what stands there instead can be said. */

#define FAMILY(kind)	(strcmp(kind, "FAMILY") == 0)

#define PERSON_FIELDS \
	{ .name = "given", .type = FIELD_NAME, .max = 100, .width = 30, .label = "First names" }, \
	{ .name = "family", .type = FIELD_NAME, .max = 100, .width = 30, .label = "Family name" }, \
	{ .name = "aliases", .type = FIELD_TEXT, .max = 300, .label = "Other names" }, \
	{ .name = "relation", .type = FIELD_CODE, .choices = "lscb-relation", .compact = true, \
	  .label = "Relation to the child" }, \
	{ .name = "born_on", .type = FIELD_DATE, .not_future = true, .label = "Date of birth" }, \
	{ .name = "age", .type = FIELD_NUMBER, .max = 3, .width = 4, \
	  .label = "Age, where the date is not known" }, \
	{ .name = "sex", .type = FIELD_CODE, .choices = "lscb-sex", .compact = true, \
	  .label = "Sex" }, \
	{ .name = "has_pr", .type = FIELD_CODE, .choices = "lscb-ynk", .compact = true, \
	  .label = "Has parental responsibility" }, \
	{ .name = "aware", .type = FIELD_CODE, .choices = "lscb-ynk", .compact = true, \
	  .label = "Knows of the death" }, \
	{ .name = "agency", .type = FIELD_CODE, .choices = "lscb-agency", .compact = true, \
	  .label = "Kind of agency", .hint = "Of an agency that is to be asked for what it knows" }, \
	{ .name = "organisation", .type = FIELD_TEXT, .max = 210, .label = "Name of the agency" }, \
	{ .name = "role", .type = FIELD_TEXT, .max = 120, .width = 30, .label = "Role" }, \
	{ .name = "address", .type = FIELD_TEXT, .max = 300, .label = "Address" }, \
	{ .name = "phone", .type = FIELD_PHONE, .width = 20, .label = "Phone" }, \
	{ .name = "email", .type = FIELD_TEXT, .max = 120, .width = 30, .label = "E-mail" }, \
	{ .name = "informed", .type = FIELD_CODE, .choices = "lscb-ynk", .compact = true, \
	  .label = "Told of the death" }, \
	{ .name = "in_pack", .type = FIELD_TEXT, .max = 60, .width = 30, \
	  .label = "What stands for them in a pack", \
	  .hint = "For instance Sibling A. Empty: by the rule of the relation or the agency" }

const struct field lscb_person_new_input[] = {
	{ .name = "id", .type = FIELD_HANDLE, .required = true },
	{ .name = "kind", .type = FIELD_TOKEN, .max = 12 },
	PERSON_FIELDS,
	{ 0 }
};

const struct field lscb_person_input[] = {
	{ .name = "id", .type = FIELD_HANDLE, .required = true },
	{ .name = "person", .type = FIELD_NUMBER },
	{ .name = "then", .type = FIELD_TOKEN, .max = 12 },
	PERSON_FIELDS,
	{ 0 }
};

/* -- rows -- */

static const char *text(const char *value)
{
	return value == NULL ? "" : value;
}

void lscb_person_keep(struct request *r, const struct record *record, const struct lscb_person *p)
{
	(void)db_write(r->db, &lscb_sql[LSCB_PERSON_ADD], record->id, p->kind, text(p->given),
	    text(p->family), text(p->aliases), text(p->relation), p->born_on,
	    (unsigned long long)p->age, text(p->sex), text(p->has_pr), text(p->aware),
	    text(p->agency), text(p->role), text(p->organisation), text(p->address), text(p->phone),
	    text(p->email), text(p->informed), text(p->token), request_account(r));
}

static void read_row(struct request *r, const struct db_row *row, struct lscb_person *p)
{
	(void)r;
	*p = (struct lscb_person){ .kind = db_text(row, 1), .given = db_text(row, 2),
	    .family = db_text(row, 3), .aliases = db_text(row, 4), .relation = db_text(row, 5),
	    .born_on = db_text(row, 6), .age = (unsigned)db_number(row, 7), .sex = db_text(row, 8),
	    .has_pr = db_text(row, 9), .aware = db_text(row, 10), .agency = db_text(row, 11),
	    .role = db_text(row, 12), .organisation = db_text(row, 13), .address = db_text(row, 14),
	    .phone = db_text(row, 15), .email = db_text(row, 16), .informed = db_text(row, 17),
	    .token = db_text(row, 18) };
}

static void read_input(struct request *r, const char *kind, struct lscb_person *p)
{
	const struct input *in = &r->input;
	unsigned long long age;

	*p = (struct lscb_person){ .kind = kind, .given = input_text(in, "given"),
	    .family = input_text(in, "family"), .aliases = input_text(in, "aliases"),
	    .relation = input_text(in, "relation"), .born_on = lscb_notification_day(r, "born_on"),
	    .sex = input_text(in, "sex"), .has_pr = input_text(in, "has_pr"),
	    .aware = input_text(in, "aware"), .agency = input_text(in, "agency"),
	    .role = input_text(in, "role"), .organisation = input_text(in, "organisation"),
	    .address = input_text(in, "address"), .phone = input_text(in, "phone"),
	    .email = input_text(in, "email"), .informed = input_text(in, "informed"),
	    .token = input_text(in, "in_pack") };
	if (text_number(input_text(in, "age"), &age))
		p->age = (unsigned)age;
}

static void rules(struct request *r, const char *kind)
{
	struct input *in = &r->input;
	unsigned long long age;
	bool unnamed = input_is(in, "given", "") && input_is(in, "family", "");

	if (FAMILY(kind)) {
		if (unnamed)
			input_refuse(in, "family", "Enter a name");
		input_needs(in, "relation", "Choose the relation to the child");
		if (lists_flag("lscb-relation", input_text(in, "relation"), "specify"))
			input_needs(in, "role", "Say what the relation to the child is");
	} else if (unnamed && input_is(in, "organisation", "")) {
		input_refuse(in, "organisation", "Enter a name, or the name of the agency");
	}
	if (text_number(input_text(in, "age"), &age) && age > 129)
		input_refuse(in, "age", "Enter an age in years");
}

/* -- who may, and by name alone -- */

static bool keeper(const struct request *r, const struct record *record)
{
	return request_may(r, LSCB_WORK) || record_is(record, "JAR");
}

/* False with the answer in *status_r. What somebody typed is not lost when their
 * opening by name has run out. */
static bool person_case(struct request *r, struct record *record, bool lock, int *status_r)
{
	if (!(lock ? casework_lock(r, record) : casework_load(r, record)) || !keeper(r, record)) {
		*status_r = page_not_found(r);
		return false;
	}
	if (!lscb_of(r)->named && r->http->method != POST) {
		*status_r = request_redirect(r, "%s/name", casework_path(r, record));
		return false;
	}
	return true;
}

static bool changeable(const struct record *record)
{
	return strcmp(record->state, "DUPLICATE") != 0;
}

/* -- the list -- */

static const char *name_of(struct request *r, const struct lscb_person *p)
{
	const char *name = pool_printf(r->pool, "%s%s%s", p->given, p->given[0] == '\0' ||
	    p->family[0] == '\0' ? "" : " ", p->family);

	return name[0] != '\0' ? name : p->organisation;
}

static const char *word(struct request *r, const char *list, const char *code)
{
	return code[0] == '\0' ? "" : lists_label(list, code, r->today);
}

static const char *age_of(struct request *r, const struct lscb_person *p)
{
	if (p->born_on != NULL)
		return page_day(r, p->born_on);
	return p->age == 0 ? "" : pool_printf(r->pool, "%u years", p->age);
}

static const char *reach(struct request *r, const struct lscb_person *p)
{
	return pool_printf(r->pool, "%s%s%s", p->phone, p->phone[0] == '\0' || p->email[0] == '\0' ?
	    "" : ", ", p->email);
}

static void row_put(struct request *r, struct node *table, const struct record *record,
    unsigned long long id, const struct lscb_person *p)
{
	struct node *row = node_add(table, "row"), *cell = page_cell(row, name_of(r, p));

	node_set(cell, "head", "yes");
	if (changeable(record))
		node_set(cell, "href", pool_printf(r->pool, "%s/people/%llu", casework_path(r, record),
		    id));
	if (FAMILY(p->kind)) {
		(void)page_cell(row, p->role[0] != '\0' ? p->role : word(r, "lscb-relation", p->relation));
		(void)page_cell(row, age_of(r, p));
		(void)page_cell(row, word(r, "lscb-ynk", p->has_pr));
		(void)page_cell(row, word(r, "lscb-ynk", p->aware));
	} else {
		(void)page_cell(row, word(r, "lscb-agency", p->agency));
		(void)page_cell(row, p->role[0] != '\0' ? p->role : p->organisation);
		(void)page_cell(row, reach(r, p));
		(void)page_cell(row, word(r, "lscb-ynk", p->informed));
	}
	(void)page_cell(row, p->token[0] == '\0' ? "By the rule" : p->token);
}

int lscb_person_list(struct request *r)
{
	struct node *body, *family, *others;
	struct lscb_person p;
	struct record record;
	struct db_rows rows;
	int status;
	size_t i;

	if (!person_case(r, &record, false, &status))
		return status;
	body = casework_page(r, &record, "people", "Family and professionals");
	(void)page_para(body, "A pack has none of these names, but the words that stand for them.");
	family = page_table(body, "family", "Family and household", "Nobody is listed.", "Name",
	    "Relation", "Born, or age", "Parental responsibility", "Knows of the death", "In a pack",
	    NULL);
	if (changeable(&record))
		casework_link(r, body, &record, "Add somebody of the family or household",
		    "/people/new?kind=FAMILY", "secondary");
	others = page_table(body, "professionals", "Professionals and agencies", "Nobody is listed.",
	    "Name", "Kind of agency", "Role, or agency", "Reached at", "Told of the death", "In a pack",
	    NULL);
	if (changeable(&record))
		casework_link(r, body, &record, "Add a professional or an agency",
		    "/people/new?kind=PROFESSIONAL", "secondary");
	(void)db_list(r->db, &lscb_sql[LSCB_PERSONS], &rows, record.id);
	for (i = 0; i < rows.n; i++) {
		read_row(r, &rows.row[i], &p);
		row_put(r, FAMILY(p.kind) ? family : others, &record, db_number(&rows.row[i], 0), &p);
	}
	return 200;
}

/* -- one of them -- */

static bool asked(const char *kind, const char *field)
{
	static const char *const of_family[] = { "relation", "born_on", "age", "sex", "has_pr",
	    "aware" };
	static const char *const of_others[] = { "agency", "organisation", "informed" };
	size_t i;

	for (i = 0; i < sizeof(of_family) / sizeof(of_family[0]); i++)
		if (strcmp(field, of_family[i]) == 0)
			return FAMILY(kind);
	for (i = 0; i < sizeof(of_others) / sizeof(of_others[0]); i++)
		if (strcmp(field, of_others[i]) == 0)
			return !FAMILY(kind);
	return true;
}

static const char *value_of(struct request *r, const struct lscb_person *p, const char *field)
{
	const struct { const char *name, *value; } values[] = {
		{ "given", p->given }, { "family", p->family }, { "aliases", p->aliases },
		{ "relation", p->relation }, { "born_on", p->born_on }, { "sex", p->sex },
		{ "has_pr", p->has_pr }, { "aware", p->aware }, { "agency", p->agency },
		{ "organisation", p->organisation }, { "role", p->role }, { "address", p->address },
		{ "phone", p->phone }, { "email", p->email }, { "informed", p->informed },
		{ "in_pack", p->token }
	};
	size_t i;

	if (strcmp(field, "age") == 0)
		return p->age == 0 ? "" : pool_printf(r->pool, "%u", p->age);
	for (i = 0; i < sizeof(values) / sizeof(values[0]); i++)
		if (strcmp(field, values[i].name) == 0)
			return text(values[i].value);
	return "";
}

/* p: as it stands; NULL: somebody new. */
static int person_page(struct request *r, const struct record *record, const char *kind,
    const struct lscb_person *p, int status)
{
	bool sent = r->http->method == POST;
	const struct field *field;
	struct node *body = casework_page(r, record, "person", p != NULL ? "Change what is known" :
	    FAMILY(kind) ? "Add somebody of the family or household" :
	    "Add a professional or an agency"), *form, *buttons, *control;

	form = page_form(r, body, r->http->path);
	if (p == NULL)
		(void)page_hidden(r, form, "kind", kind);
	for (field = r->route->input; field->name != NULL; field++) {
		const struct input_value *v = input_slot(&r->input, field->name);

		if (field->label == NULL || !asked(kind, field->name))
			continue;
		control = page_control(r, form, field, field->name, sent || p == NULL ? v->value :
		    value_of(r, p, field->name), v->error, NULL);
		node_set(control, "optional", "yes");
	}
	buttons = page_buttons(form);
	(void)page_button(buttons, "Save", "primary", NULL, NULL);
	if (p != NULL)
		(void)page_button(buttons, "Take out of the case", "secondary", "then", "remove");
	return status;
}

static const char *kind_asked(const struct request *r)
{
	return input_is(&r->input, "kind", "PROFESSIONAL") ? "PROFESSIONAL" : "FAMILY";
}

int lscb_person_new(struct request *r)
{
	struct record record;
	int status;

	if (!person_case(r, &record, false, &status))
		return status;
	return changeable(&record) ? person_page(r, &record, kind_asked(r), NULL, 200) :
	    page_not_found(r);
}

int lscb_person_add(struct request *r)
{
	struct lscb_person p;
	struct record record;
	int status;

	if (!person_case(r, &record, true, &status))
		return status;
	if (!changeable(&record))
		return casework_moved_on(r);
	rules(r, kind_asked(r));
	if (!input_valid(&r->input, r->pool))
		return person_page(r, &record, kind_asked(r), NULL, 422);
	read_input(r, kind_asked(r), &p);
	lscb_person_keep(r, &record, &p);
	return request_redirect(r, "%s/people", casework_path(r, &record));
}

static bool find(struct request *r, const struct record *record, unsigned long long *id_r,
    struct lscb_person *p)
{
	struct db_row row;

	if (!text_number(input_text(&r->input, "person"), id_r) ||
	    !db_find(r->db, &lscb_sql[LSCB_PERSON_FIND], &row, record->id, *id_r))
		return false;
	read_row(r, &row, p);
	return true;
}

int lscb_person_show(struct request *r)
{
	struct lscb_person p;
	struct record record;
	unsigned long long id;
	int status;

	if (!person_case(r, &record, false, &status))
		return status;
	if (!find(r, &record, &id, &p) || !changeable(&record))
		return page_not_found(r);
	return person_page(r, &record, p.kind, &p, 200);
}

static void set(struct request *r, const struct record *record, unsigned long long id,
    const struct lscb_person *p)
{
	(void)db_write(r->db, &lscb_sql[LSCB_PERSON_SET], p->given, p->family, p->aliases,
	    p->relation, p->born_on, (unsigned long long)p->age, p->sex, p->has_pr, p->aware,
	    p->agency, p->role, p->organisation, p->address, p->phone, p->email, p->informed,
	    p->token, request_account(r), id, record->id);
}

int lscb_person_save(struct request *r)
{
	struct lscb_person was, p;
	struct record record;
	unsigned long long id;
	int status;

	if (!person_case(r, &record, true, &status))
		return status;
	if (!find(r, &record, &id, &was))
		return page_not_found(r);
	if (!changeable(&record))
		return casework_moved_on(r);
	if (input_is(&r->input, "then", "remove")) {
		(void)db_write(r->db, &lscb_sql[LSCB_PERSON_GONE], id, record.id);
		return request_redirect(r, "%s/people", casework_path(r, &record));
	}
	rules(r, was.kind);
	if (!input_valid(&r->input, r->pool))
		return person_page(r, &record, was.kind, &was, 422);
	read_input(r, was.kind, &p);
	set(r, &record, id, &p);
	return request_redirect(r, "%s/people", casework_path(r, &record));
}

void lscb_person_panel(struct request *r, const struct record *record, struct node *list)
{
	if (keeper(r, record))
		(void)lscb_part(r, record, list, "Family and professionals",
		    "Who they are, and what stands for them in a pack", "Open", "/people");
}
