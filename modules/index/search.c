#include <string.h>

#include "conf.h"
#include "date.h"
#include "index.h"
#include "str.h"
#include "text.h"

enum {
	FAMILY, GIVEN, BORN, AGE_FROM, AGE_TO, SEX, POSTCODE, SCHOOL, NHS, UPN, NUMBER, FIELDS
};

const struct field search_fields[] = {
	[FAMILY] = { .name = "family", .type = FIELD_TEXT, .max = 100, .label = "Family name",
	    .width = 30 },
	[GIVEN] = { .name = "given", .type = FIELD_TEXT, .max = 100, .label = "Given name",
	    .width = 30 },
	[BORN] = { .name = "born", .type = FIELD_DATE, .not_future = true, .label = "Date of birth" },
	[AGE_FROM] = { .name = "age_from", .type = FIELD_NUMBER, .max = 2, .label = "Age from",
	    .hint = "When the date of birth is not known: about how old, in years", .width = 2 },
	[AGE_TO] = { .name = "age_to", .type = FIELD_NUMBER, .max = 2, .label = "Age to", .width = 2 },
	[SEX] = { .name = "sex", .type = FIELD_CODE, .label = "Sex", .choices = "sex", .compact = true },
	[POSTCODE] = { .name = "postcode", .type = FIELD_POSTCODE, .label = "Postcode", .width = 10 },
	[SCHOOL] = { .name = "school", .type = FIELD_TEXT, .max = 120,
	    .label = "School, nursery or college", .hint = "The beginning of its name", .width = 30 },
	[NHS] = { .name = "nhs", .type = FIELD_NHS, .label = "NHS number",
	    .hint = "Together with a name or the date of birth", .width = 20 },
	[UPN] = { .name = "upn", .type = FIELD_UPN, .label = "Unique pupil number (UPN)",
	    .hint = "Together with a name or the date of birth", .width = 20 },
	[NUMBER] = { .name = "number", .type = FIELD_INDEX, .label = "Index number",
	    .hint = "Like X123456788; nothing else is needed with it", .width = 20 },
	[FIELDS] = { 0 }
};

static const char *typed(struct request *r, int field)
{
	return r->input.n == 0 ? "" : input_text(&r->input, search_fields[field].name);
}

static bool any(struct request *r, int field)
{
	return typed(r, field)[0] != '\0';
}

static bool named(struct request *r)
{
	return any(r, FAMILY) || any(r, GIVEN);
}

static void refuse(struct request *r, int field, const char *message)
{
	input_refuse(&r->input, search_fields[field].name, message);
}

/* -- what must be typed (6.4) -- */

static void name_check(struct request *r, int field)
{
	const char *key = name_key(r->pool, typed(r, field));

	if (!any(r, field))
		return;
	if (strpbrk(typed(r, field), "*?%_") != NULL)
		refuse(r, field, pool_printf(r->pool,
		    "%s must be a name: signs like * and ? find nothing", search_fields[field].label));
	else if (text_chars(key) < 1 || (text_chars(key) < 2 && !(any(r, FAMILY) && any(r, GIVEN))))
		refuse(r, field, pool_printf(r->pool, "%s must have at least two letters",
		    search_fields[field].label));
}

static void age_check(struct request *r)
{
	unsigned long long from = 0, to = 0;
	long span = conf_number("index.age_span");

	if (!any(r, AGE_FROM) && !any(r, AGE_TO))
		return;
	if (any(r, BORN))
		refuse(r, AGE_FROM, "Enter the date of birth or an age, not both");
	else if (!any(r, AGE_FROM))
		refuse(r, AGE_FROM, "Enter the age from, too");
	else if (!any(r, AGE_TO))
		refuse(r, AGE_TO, "Enter the age to, too");
	else if (text_number(typed(r, AGE_FROM), &from) && text_number(typed(r, AGE_TO), &to) &&
	    (from > to || to - from > (unsigned long long)span))
		refuse(r, AGE_TO, pool_printf(r->pool, "Age to must be the age from or up to %ld years "
		    "more", span));
}

static bool beside_name(struct request *r)
{
	return any(r, BORN) || any(r, AGE_FROM) || any(r, SEX) || any(r, POSTCODE) || any(r, SCHOOL);
}

static void enough_check(struct request *r)
{
	bool identifier = any(r, NHS) || any(r, UPN);

	if (any(r, NUMBER))
		return;
	if (identifier && !named(r) && !any(r, BORN))
		refuse(r, FAMILY, "Enter a name or the date of birth together with the number");
	else if (!identifier && !named(r))
		refuse(r, FAMILY, "Enter a family or given name, or an index number");
	else if (!identifier && !beside_name(r))
		refuse(r, BORN, "Enter one thing more beside the name: date of birth, age, sex, "
		    "postcode or school");
}

static bool search_valid(struct request *r)
{
	/* No slot for a number that this person's work has no use for. */
	if (!index_sees_upn(r)) {
		input_slot(&r->input, "upn")->value = "";
		input_slot(&r->input, "upn")->error = NULL;
	}
	if (any(r, SCHOOL) && text_chars(name_key(r->pool, typed(r, SCHOOL))) < 3)
		refuse(r, SCHOOL, "School must have at least three letters of its name");
	name_check(r, FAMILY);
	name_check(r, GIVEN);
	age_check(r);
	enough_check(r);
	return input_valid(&r->input, r->pool);
}

/* -- the quest -- */

/* Somebody of the age `from` today was born this long ago at the latest. */
static void age_span(struct request *r, struct quest *q)
{
	unsigned long long from = 0, to = 0;
	struct date today = date_today();

	if (!text_number(typed(r, AGE_FROM), &from) || !text_number(typed(r, AGE_TO), &to))
		return;
	q->from = date_iso(r->pool, date_add_days(date_add_years(today, -(int)to - 1), 1));
	q->to = date_iso(r->pool, date_add_years(today, -(int)from));
}

/* A shielded child is found by what is visible of it; whoever searches by
 * anything that it hides does not find it at all (6.4). */
static bool visible_only(struct request *r)
{
	return !any(r, POSTCODE) && !any(r, SCHOOL) && !any(r, NHS) && !any(r, UPN);
}

static void quest_make(struct request *r, struct quest *q)
{
	bool manager = index_manager(r), known;

	*q = (struct quest){ .name = { typed(r, GIVEN), typed(r, FAMILY), MATCH_CURRENT },
	    .from = DAY_FIRST, .to = DAY_LAST,
	    .school = name_key(r->pool, typed(r, SCHOOL)), .number = typed(r, NUMBER),
	    /* A number is not a likeness: who has it may see whose it is. */
	    .manager = manager || any(r, NUMBER), .shielded = visible_only(r) };
	q->person = (struct match_person){ .names = &q->name, .names_n = 1, .dob = typed(r, BORN),
	    .sex = typed(r, SEX), .postcode = typed(r, POSTCODE), .nhs = typed(r, NHS),
	    .upn = typed(r, UPN) };
	/* A wrongly recorded sex must not hide a child whose birth date is right. */
	known = input_is(&r->input, "sex", "M") || input_is(&r->input, "sex", "F");
	q->sex = any(r, BORN) || !known ? "" : typed(r, SEX);
	if (any(r, AGE_FROM))
		age_span(r, q);
}

/* -- the page -- */

static struct node *field_put(struct request *r, struct node *form, int field)
{
	const char *error = r->input.n == 0 ? NULL :
	    input_slot(&r->input, search_fields[field].name)->error;

	return page_control(r, form, &search_fields[field], search_fields[field].name,
	    typed(r, field), error, NULL);
}

static void form_put(struct request *r, struct node *body, const char *button)
{
	struct node *form = page_form(r, body, "/search");
	int field;

	for (field = 0; field < FIELDS; field++)
		if (field != UPN || index_sees_upn(r))
			(void)field_put(r, form, field);
	(void)page_button(page_buttons(form), button, "primary", NULL, NULL);
}

int search_show(struct request *r)
{
	struct node *body = page_begin(r, "search", "Find a child");

	(void)page_heading(body, 1, "Find a child");
	(void)page_para(body, "Enter a name and one thing more that you know, or an index number. "
	    "Former names, names that sound alike, and dates of birth with a slip in them are found "
	    "too. Each search is recorded.");
	form_put(r, body, "Search");
	return 200;
}

static int search_again(struct request *r)
{
	struct node *body = page_begin(r, "search", "Find a child");

	(void)page_heading(body, 1, "Find a child");
	form_put(r, body, "Search");
	return 422;
}

static void none_put(struct node *body)
{
	struct node *list;

	node_text(node_add(body, "inset"), "No record matches what you entered.");
	(void)page_para(body, "You can:");
	list = node_add(body, "list");
	node_set(list, "kind", "bullet");
	(void)node_leaf(list, "item", "check the spelling, or try another name that the child is known by");
	(void)node_leaf(list, "item", "leave out what you are not sure of");
	(void)node_leaf(list, "item", "enter an age from and to instead of a date of birth");
}

/* Beside the visible control of the same name, so with an id of its own. */
static void carry(struct request *r, struct node *form, int field)
{
	const char *name = search_fields[field].name;
	struct node *n;

	if (!any(r, field))
		return;
	n = node_add(form, "field");
	node_set(n, "name", name);
	node_set(n, "id", pool_printf(r->pool, "carried-%s", name));
	node_set(n, "type", "hidden");
	node_set(n, "label", search_fields[field].label);
	(void)node_leaf(n, "value", typed(r, field));
}

/* What was searched for is what the new record begins with. */
static void create_put(struct request *r, struct node *body, size_t n)
{
	static const int carried[] = { FAMILY, GIVEN, BORN, SEX, POSTCODE, SCHOOL, NHS, UPN };
	struct node *form;
	size_t i;

	if (!request_may(r, INDEX_CREATE))
		return;
	(void)page_heading(body, 2, n == 0 ? "The child has no record" : n == 1 ?
	    "This is not the child" : "None of these is the child");
	form = page_form(r, body, "/child/start");
	for (i = 0; i < sizeof(carried) / sizeof(carried[0]); i++)
		carry(r, form, carried[i]);
	(void)page_button(page_buttons(form), "Create a record", "secondary", NULL, NULL);
}

static void results_put(struct request *r, struct node *body, const struct hit *hits, size_t n,
    bool more)
{
	if (n == 0)
		none_put(body);
	else
		hits_table(r, body, hits, n, more ?
		    pool_printf(r->pool, "More than %d records may match: these come nearest", HITS_MAX) :
		    pool_printf(r->pool, n == 1 ? "%zu record may match" : "%zu records may match", n));
	if (more)
		(void)page_para(body, "Add more of what you know to see the others.");
}

/* What was asked and what was answered, for the access log (6.8). */
static void search_log(struct request *r, const struct hit *hits, size_t n, bool more)
{
	struct str s;
	size_t i;
	int field;

	str_init(&s, r->pool);
	for (field = 0; field < FIELDS; field++)
		if (any(r, field))
			str_printf(&s, "%s: %s; ", search_fields[field].name, typed(r, field));
	str_printf(&s, "hits: %zu%s; ids: %s", n, more ? " and more" : "", hits_ids(r, hits, n));
	/* Each child that was shown has a row of its own: who looked at this child? */
	for (i = 0; i < n; i++) {
		r->audit.object = "child";
		r->audit.object_id = r->audit.child = hits[i].id;
		audit_add(r, "search.hit", "");
	}
	r->audit.object = "search";
	r->audit.object_id = r->audit.child = 0;
	r->audit.detail = s.data;
}

int search_run(struct request *r)
{
	struct hit hits[HITS_MAX];
	struct node *body;
	struct quest q;
	size_t n;
	bool more;

	if (!search_valid(r))
		return search_again(r);
	quest_make(r, &q);
	n = hits_find(r, &q, hits, HITS_MAX, &more);
	search_log(r, hits, n, more);
	body = page_begin(r, "search", "Search results");
	(void)page_heading(body, 1, "Search results");
	results_put(r, body, hits, n, more);
	create_put(r, body, n);
	(void)page_heading(body, 2, "Change the search");
	form_put(r, body, "Search again");
	return 200;
}
