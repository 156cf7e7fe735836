#include <string.h>

#include "caf.h"
#include "code.h"
#include "grid.h"
#include "ident.h"
#include "lists.h"
#include "postcode.h"
#include "str.h"
#include "terms.h"
#include "text.h"

/* sections.md 10: search by need, age, distance, day, cost, way of referral, tier
 * and word. An address holds codes only: whoever types a word or a whole
 * postcode, which may be a child's, gets an answer to a POST. */

#define NEED	{ .name = "need", .type = FIELD_CODE, .choices = "aim", .compact = true, \
		  .label = "Aim for the child" }
#define SERVICE	{ .name = "kind", .type = FIELD_CODE, .choices = "service", .compact = true, \
		  .label = "Kind of service" }
#define AGE	{ .name = "age", .type = FIELD_NUMBER, .max = 2, .width = 2, \
		  .label = "Child's age in years" }
#define DAY	{ .name = "day", .type = FIELD_CODE, .choices = "weekday", .compact = true, \
		  .label = "Open on" }
#define COST	{ .name = "cost", .type = FIELD_CODE, .choices = "service-cost", .compact = true, \
		  .label = "Cost" }
#define ROUTE	{ .name = "route", .type = FIELD_CODE, .choices = "referral-route", \
		  .compact = true, .label = "Who refers" }
#define TIER	{ .name = "tier", .type = FIELD_CODE, .choices = "service-tier", .compact = true, \
		  .label = "Tier" }
#define PAGE	{ .name = "page", .type = FIELD_NUMBER, .max = 5 }

const struct field caf_directory_list_input[] = {
	NEED, SERVICE, AGE, DAY, COST, ROUTE, TIER, PAGE,
	{ .name = "near", .type = FIELD_TOKEN, .max = 4 },
	{ 0 }
};

const struct field caf_directory_search_input[] = {
	{ .name = "word", .type = FIELD_TEXT, .max = 60, .label = "Word in the name or description" },
	{ .name = "postcode", .type = FIELD_TEXT, .max = 10, .width = 10, .label = "Near this postcode",
	  .hint = "The whole, or its first half" },
	NEED, SERVICE, AGE, DAY, COST, ROUTE, TIER, PAGE,
	{ 0 }
};

/* Both tables have these. */
static const char *const filters[] = { "need", "kind", "age", "day", "cost", "route", "tier" };
#define FILTERS	(sizeof(filters) / sizeof(filters[0]))

struct search {
	const char *word, *postcode;	/* as typed */
	const char *whole;		/* a whole postcode, canonical; or "" */
	const char *outward, *area;	/* "FY1", "FY" */
	bool point;			/* distances can be worked out from here */
	struct grid from;
	size_t page, total;
};

/* -- where from -- */

/* Letters, then a figure, and at most one letter or figure more. */
static bool outward_is(const char *text)
{
	size_t letters = strspn(text, "ABCDEFGHIJKLMNOPQRSTUVWXYZ"), len = strlen(text);

	return letters >= 1 && letters <= 2 && len >= letters + 1 && len <= letters + 2 &&
	    strspn(text + letters, "0123456789") >= 1 &&
	    strspn(text, "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789") == len;
}

static const char *upper(struct request *r, const char *text)
{
	char *copy = pool_strdup(r->pool, text), *c;

	for (c = copy; *c != '\0'; c++)
		if (*c >= 'a' && *c <= 'z')
			*c = (char)(*c - 'a' + 'A');
	return copy;
}

static bool where_read(struct request *r, struct search *s, const char *typed)
{
	const char *whole, *first = upper(r, typed);

	s->outward = s->area = s->whole = "";
	if (typed[0] == '\0')
		return true;
	if (ident_postcode(r->pool, typed, &whole) == NULL && !ident_postcode_pseudo(whole)) {
		s->whole = whole;
		first = pool_strndup(r->pool, whole, strcspn(whole, " "));
	} else if (!outward_is(first)) {
		return false;
	}
	s->outward = first;
	s->area = pool_strndup(r->pool, first, strcspn(first, "0123456789"));
	s->point = s->whole[0] != '\0' && postcode_find(s->whole, &s->from);
	s->point = s->point || postcode_district(s->outward, &s->from);
	return true;
}

/* -- the form -- */

/* A filter that is not set is "Any", not a choice still to make. */
static const struct codelist *any_or(struct request *r, const char *name)
{
	const struct codelist *list = lists_find(name);
	struct codelist *copy = code_list_new(r->pool, name, list->title, list->n + 1);
	size_t i;

	code_add(copy, "", "Any");
	for (i = 0; i < list->n; i++)
		code_take(copy, &list->codes[i]);
	return copy;
}

static void form_put(struct request *r, struct node *parent, const struct search *s)
{
	struct node *form = page_form(r, parent, "/caf/services");
	bool post = r->http->method == POST;
	const struct field *f;

	for (f = caf_directory_search_input; f->name != NULL; f++) {
		bool word = f->choices == NULL && f->type == FIELD_TEXT;
		const struct input_value *v = word && !post ? NULL : input_slot(&r->input, f->name);
		struct field shown = *f;

		if (f->label == NULL)
			continue;
		if (f->choices != NULL)
			shown.list = any_or(r, f->choices);
		(void)page_control(r, form, &shown, f->name, v != NULL ? v->value :
		    strcmp(f->name, "word") == 0 ? s->word : s->postcode,
		    v != NULL ? v->error : NULL, NULL);
	}
	(void)page_button(page_buttons(form), "Search", "primary", NULL, NULL);
}

/* -- the list -- */

enum { UUID, NAME, PROVIDER, MIN, MAX, VENUE, TOWN, POSTCODE, PRICE, WAITING, WAITING_ON,
	SENSITIVE, STATUS, ASSURED, METRES, NEAR, TOTAL };

static const char *place_text(struct request *r, const struct search *s, const struct db_row *row)
{
	const char *town = db_text(row, TOWN);

	if (strcmp(db_text(row, VENUE), "VENUE") != 0)
		return strcmp(db_text(row, VENUE), "ONLINE") == 0 ? "Online or by telephone" :
		    "Address not kept";
	if (s->point && db_number(row, METRES) > 0)
		return pool_printf(r->pool, "%.1f miles, %s",
		    (double)(db_number(row, METRES) - 1) / 1609.344, town);
	if (s->outward[0] == '\0' || s->point)
		return pool_printf(r->pool, "%s, %s", town, db_text(row, POSTCODE));
	return pool_printf(r->pool, "%s, %s%s", town, db_text(row, POSTCODE),
	    db_number(row, NEAR) == 0 ? " (same district)" :
	    db_number(row, NEAR) == 1 ? " (same area)" : "");
}

static const char *waiting_text(struct request *r, const struct db_row *row)
{
	if (db_text(row, WAITING)[0] == '\0')
		return "Not said";
	if (db_text(row, WAITING_ON) == NULL)
		return db_text(row, WAITING);
	return pool_printf(r->pool, "%s (on %s)", db_text(row, WAITING),
	    caf_day(r, db_text(row, WAITING_ON)));
}

static void note_put(struct request *r, struct node *row, const struct db_row *d)
{
	const char *assured = db_text(d, ASSURED);
	struct node *cell;

	if (strcmp(db_text(d, STATUS), "CLOSED") == 0) {
		cell = page_cell(row, "Temporarily closed");
		node_set(cell, "tag", "yellow");
	} else if (strcmp(db_text(d, SENSITIVE), "Y") == 0) {
		cell = page_cell(row, "Sensitive");
		node_set(cell, "tag", "purple");
	} else if (assured == NULL || strcmp(assured, caf_directory_remind_before(r)) < 0) {
		cell = page_cell(row, "Not confirmed lately");
		node_set(cell, "tag", "orange");
	} else {
		(void)page_cell(row, "");
	}
}

static void row_put(struct request *r, struct node *table, const struct search *s,
    const struct db_row *d)
{
	struct node *row = node_add(table, "row"), *cell = page_cell(row, db_text(d, NAME));

	node_set(cell, "head", "yes");
	node_set(cell, "href", pool_printf(r->pool, "/caf/services/%s", db_text(d, UUID)));
	(void)page_cell(row, waiting_text(r, d));
	(void)page_cell(row, place_text(r, s, d));
	(void)page_cell(row, caf_directory_ages(r, db_text(d, MIN), db_text(d, MAX)));
	(void)page_cell(row, caf_directory_shown(r, CAF_DIR_COST, db_text(d, PRICE)));
	(void)page_cell(row, db_text(d, PROVIDER));
	note_put(r, row, d);
}

/* Which order it is, so that nobody takes a district for a distance. */
static const char *order_text(struct request *r, const struct search *s)
{
	if (s->outward[0] == '\0')
		return "In the order of their names.";
	if (s->point && s->whole[0] != '\0' && postcode_find(s->whole, &(struct grid){ 0, 0 }))
		return "Nearest first, in a straight line from this postcode. Those whose place is "
		    "not known come last.";
	if (s->point)
		return pool_printf(r->pool, "Nearest first, in a straight line from the middle of %s. "
		    "Those whose place is not known come last.", s->outward);
	return pool_printf(r->pool, "%s Services in %s come first, then others in %s, then all others.",
	    postcode_known() ? "This postcode is not in the table of postcodes, so distances are not "
	    "known." : "There is no table of postcodes here, so distances are not known.",
	    s->outward, s->area);
}

/* -- further pages -- */

/* "/caf/services?age=4&near=FY1&": all of it codes, a number and a district. */
static const char *link_make(struct request *r, const char *near)
{
	struct str path;
	size_t i;

	str_init(&path, r->pool);
	str_add(&path, "/caf/services?");
	for (i = 0; i < FILTERS; i++)
		if (input_text(&r->input, filters[i])[0] != '\0')
			str_printf(&path, "%s=%s&", filters[i], input_text(&r->input, filters[i]));
	if (near[0] != '\0')
		str_printf(&path, "near=%s&", near);
	return path.data;
}

static void hidden(struct request *r, struct node *form, const char *name, const char *value,
    size_t number)
{
	struct node *c = page_control(r, form, &(struct field){ .type = FIELD_TOKEN }, name, value,
	    NULL, "hidden");

	node_set(c, "id", pool_printf(r->pool, "%s-%zu", name, number));
}

/* The next page of what must not stand in an address: a button. */
static void page_form_put(struct request *r, struct node *body, const struct search *s,
    const char *label, size_t page)
{
	struct node *form = page_form(r, body, "/caf/services");
	size_t i;

	hidden(r, form, "word", s->word, page);
	hidden(r, form, "postcode", s->postcode, page);
	for (i = 0; i < FILTERS; i++)
		hidden(r, form, filters[i], input_text(&r->input, filters[i]), page);
	(void)page_button(page_buttons(form), label, "secondary", "page",
	    pool_printf(r->pool, "%zu", page));
}

static void pages_put(struct request *r, struct node *body, const struct search *s)
{
	size_t first = (s->page - 1) * CAF_PAGE + 1, last = s->page * CAF_PAGE;

	if (r->http->method == GET) {
		page_pages(r, body, link_make(r, s->outward), s->page, CAF_PAGE, s->total, true);
		return;
	}
	if (s->total <= CAF_PAGE)
		return;
	(void)page_para(body, pool_printf(r->pool, "Showing %zu to %zu of %zu", first,
	    last < s->total ? last : s->total, s->total));
	if (s->page > 1)
		page_form_put(r, body, s, "Previous page", s->page - 1);
	if (last < s->total)
		page_form_put(r, body, s, "Next page", s->page + 1);
}

/* -- the page -- */

static void results_find(struct request *r, struct search *s, struct db_rows *rows_r)
{
	const char *v[FILTERS];
	size_t i;

	for (i = 0; i < FILTERS; i++)
		v[i] = input_text(&r->input, filters[i]);
	(void)db_list(r->db, &caf_sql[CAF_DIRECTORY_SEARCH], rows_r,
	    (unsigned long long)s->point, (unsigned long long)s->from.easting,
	    (unsigned long long)s->from.northing, (unsigned long long)s->point, s->outward, s->outward,
	    s->area, v[0], v[0], v[1], v[1], v[3], v[3], v[5], v[5], v[2], v[2], v[2], v[4], v[4],
	    v[6], v[6], s->word, s->word, s->word, s->word, (unsigned long long)CAF_PAGE,
	    (unsigned long long)((s->page - 1) * CAF_PAGE));
	s->total = rows_r->n == 0 ? 0 : (size_t)db_number(&rows_r->row[0], TOTAL);
	/* Neither word nor postcode: they may be a person's. */
	r->audit.detail = pool_printf(r->pool, "%s found=%zu", link_make(r, "") +
	    strlen("/caf/services?"), s->total);
}

static void results_put(struct request *r, struct node *body, struct search *s)
{
	struct db_rows rows;
	struct node *table;
	size_t i;

	results_find(r, s, &rows);
	(void)page_heading(body, 2, s->total == 0 ? "No service found" :
	    pool_printf(r->pool, "%zu service%s found", s->total, s->total == 1 ? "" : "s"));
	if (s->total == 0) {
		(void)page_para(body, "No service in the directory fits all of this. Leave out what "
		    "matters least and search again.");
		return;
	}
	node_set(page_para(body, order_text(r, s)), "kind", "hint");
	table = page_table(body, "services", "Services", "None.", "Service", "Waiting time",
	    "Where", "Ages", "Cost", "Provider", "Note", NULL);
	node_set(table, "quiet", "yes");
	for (i = 0; i < rows.n; i++)
		row_put(r, table, s, &rows.row[i]);
	pages_put(r, body, s);
}

static int search_page(struct request *r, struct search *s, int status)
{
	struct node *body = page_begin(r, "services", "{Service directory}"), *aside, *links;

	(void)page_heading(body, 1, terms_apply(r->pool, "{Service directory}"));
	if (request_may(r, CAF_DIRECTORY)) {
		links = page_buttons(body);
		node_set(page_button(links, "Entries to check", "secondary", NULL, NULL), "href",
		    "/caf/services/entries");
		node_set(page_button(links, "Providers", "secondary", NULL, NULL), "href",
		    "/caf/services/providers");
		node_set(page_button(links, "Add a service", NULL, NULL, NULL), "href",
		    "/caf/services/new/edit");
	}
	/* On a narrow screen the search stands below the list. */
	(void)page_link(body, "Go to the search", NULL, "#word");
	if (status == 200)
		results_put(r, body, s);
	aside = page_aside(r);
	node_set(aside, "side", "left");
	(void)page_heading(aside, 2, "Search");
	form_put(r, aside, s);
	return status;
}

int caf_directory_list(struct request *r)
{
	struct search s = { .word = "", .postcode = input_text(&r->input, "near"),
	    .page = caf_page(r) };

	if (!input_valid(&r->input, r->pool))
		return search_page(r, &s, 422);
	if (!where_read(r, &s, s.postcode) || s.whole[0] != '\0')
		return page_not_found(r);
	return search_page(r, &s, 200);
}

int caf_directory_search(struct request *r)
{
	struct search s = { .word = input_text(&r->input, "word"),
	    .postcode = input_text(&r->input, "postcode"), .page = caf_page(r) };

	if (!where_read(r, &s, s.postcode))
		input_refuse(&r->input, "postcode", "Enter a postcode like FY1 1AD, or its first half, "
		    "like FY1");
	if (!input_valid(&r->input, r->pool))
		return search_page(r, &s, 422);
	if (s.word[0] == '\0' && s.whole[0] == '\0')
		return request_redirect(r, "%spage=%zu", link_make(r, s.outward), s.page);
	return search_page(r, &s, 200);
}
