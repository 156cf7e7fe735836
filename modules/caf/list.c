#include <string.h>

#include "caf.h"
#include "date.h"
#include "exit.h"
#include "str.h"
#include "terms.h"
#include "text.h"

/* The list of cases: whose, filtered by codes and account numbers alone (no
 * name stands in an address), 25 a page. Other pages link to it to show the
 * rows behind a number: /caf/?whose=service&state=S7&team=3&overdue=T6. */

#define PAGE_ROWS	25
#define WEEK		7	/* days of "due in the next 7 days" */

#define FILTER(field)	{ .name = field, .type = FIELD_TOKEN, .max = 12 }

const struct field caf_list_input[] = {
	FILTER("whose"),
	FILTER("state"),
	FILTER("overdue"),
	FILTER("sort"),
	{ .name = "team", .type = FIELD_NUMBER },
	{ .name = "assessor", .type = FIELD_NUMBER },
	{ .name = "lead", .type = FIELD_NUMBER },
	{ .name = "area", .type = FIELD_TEXT, .max = 10, .label = "Postcode district", .width = 5,
	  .hint = "Like SM1. Never of a shielded child" },
	{ .name = "reference", .type = FIELD_TEXT, .max = 40, .label = "Reference", .width = 20,
	  .hint = "All or part of it" },
	{ .name = "page", .type = FIELD_NUMBER, .max = 6 },
	{ 0 }
};

enum whose { MINE, STAFF, SERVICE, WHOSE__MAX };

static const struct { const char *code, *label, *none; } whoses[WHOSE__MAX] = {
	[MINE] = { "mine", "Mine", "You have no such case." },
	[STAFF] = { "team", "My team", "Your team has no such case." },
	[SERVICE] = { "service", "The service", "There is no such case." },
};

struct list {
	struct request *r;
	enum whose whose;
	bool may[WHOSE__MAX];
	bool closed, named;		/* a closed state; by name */
	unsigned long long team, assessor, lead, page, all;
	unsigned long long late;	/* 1: dates that are overdue; 0: others */
	const char *state, *area, *reference, *overdue, *clock, *from, *to;
};

/* -- what is asked -- */

static unsigned long long number(const struct list *l, const char *name)
{
	unsigned long long n;

	return text_number(input_text(&l->r->input, name), &n) ? n : 0;
}

static void whose_read(struct list *l)
{
	enum whose i;

	l->may[MINE] = true;
	l->may[STAFF] = session_role(l->r->session, "MGR");
	l->may[SERVICE] = session_role(l->r->session, "COO");
	l->whose = l->may[SERVICE] ? SERVICE : l->may[STAFF] ? STAFF : MINE;
	for (i = 0; i < WHOSE__MAX; i++)
		if (l->may[i] && input_is(&l->r->input, "whose", whoses[i].code))
			l->whose = i;
}

/* States that a list can be of: what is unlisted or destroyed is on none, and
 * the archive is the coordinator's. */
static bool listed(const struct list *l, unsigned state)
{
	return state != CAF_REFUSED && state != CAF_WITHDRAWN && state != CAF_DESTROYED &&
	    (state != CAF_ARCHIVED || l->whose == SERVICE);
}

static void state_read(struct list *l)
{
	unsigned i;

	l->state = "";
	for (i = 0; i < caf_workflow.states; i++)
		if (listed(l, i) && input_is(&l->r->input, "state", caf_workflow.state[i].code)) {
			l->state = caf_workflow.state[i].code;
			l->closed = caf_workflow.state[i].closed;
		}
}

static void overdue_read(struct list *l)
{
	const char *code;
	unsigned i;

	l->overdue = l->clock = "";
	l->late = 1;
	l->from = "1000-01-01";
	l->to = l->r->today;
	if (input_is(&l->r->input, "overdue", "any"))
		l->overdue = "any";
	if (input_is(&l->r->input, "overdue", "week")) {
		l->overdue = "week";
		l->late = 0;
		l->from = l->r->today;
		l->to = date_iso(l->r->pool, date_add_days(date_today(), WEEK));
	}
	for (i = 0; caf_clock_title(l->r, i, &code) != NULL; i++)
		if (input_is(&l->r->input, "overdue", code))
			l->overdue = l->clock = code;
}

/* "sm1 " and "SM1 1AA" mean SM1. */
static void area_read(struct list *l)
{
	char *area = pool_strdup(l->r->pool, input_text(&l->r->input, "area")), *c;

	for (c = area; *c != '\0'; c++)
		if (*c >= 'a' && *c <= 'z')
			*c = (char)(*c - 'a' + 'A');
	area[strcspn(area, " ")] = '\0';
	l->area = area;
	if (area[0] != '\0' && !text_only(area, "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789", 4)) {
		input_refuse(&l->r->input, "area", "A postcode district is the first part of a postcode, "
		    "like SM1");
		l->area = "";
	}
}

static void reference_read(struct list *l)
{
	l->reference = input_text(&l->r->input, "reference");
	if (l->reference[0] != '\0' && !text_only(l->reference,
	    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-/", 40)) {
		input_refuse(&l->r->input, "reference", "A reference has letters, digits, hyphens and "
		    "slashes only");
		l->reference = "";
	}
}

static void list_read(struct request *r, struct list *l)
{
	*l = (struct list){ .r = r };
	whose_read(l);
	state_read(l);
	overdue_read(l);
	area_read(l);
	reference_read(l);
	l->team = number(l, "team");
	l->assessor = number(l, "assessor");
	l->lead = number(l, "lead");
	l->page = number(l, "page");
	l->page = l->page == 0 ? 1 : l->page;
	l->named = input_is(&r->input, "sort", "name");
}

/* -- addresses -- */

static void part(struct str *s, const char *name, const char *value)
{
	if (value[0] != '\0')
		str_printf(s, "&%s=%s", name, value);
}

static void part_number(struct str *s, const char *name, unsigned long long value)
{
	if (value != 0)
		str_printf(s, "&%s=%llu", name, value);
}

/* The same list with another order, page or owner of the cases. */
static const char *address(const struct list *l, enum whose whose, bool named,
    unsigned long long page)
{
	struct str s;

	str_init(&s, l->r->pool);
	str_printf(&s, "/caf/?whose=%s", whoses[whose].code);
	part(&s, "state", l->state);
	part(&s, "overdue", l->overdue);
	part_number(&s, "team", l->team);
	part_number(&s, "assessor", l->assessor);
	part_number(&s, "lead", l->lead);
	part(&s, "area", l->area);
	part(&s, "reference", l->reference);
	part(&s, "sort", named ? "name" : "");
	part_number(&s, "page", page > 1 ? page : 0);
	return s.data;
}

/* -- what is found -- */

static const struct db_statement *statement(const struct list *l, enum caf_sql first)
{
	return &caf_sql[first + (l->closed ? 3u : 0u) + (unsigned)l->whose];
}

/* First the person or "yes", twice; then the filters, each asked for and given. */
#define ASKED(l)	first(l), l->whose == STAFF ? 1 : first(l), l->state, l->state, \
	l->team, l->team, l->assessor, l->assessor, l->lead, l->lead, l->reference, \
	l->reference, l->area, l->area, l->overdue, l->from, l->to, l->r->today, l->late, l->clock, l->clock

static unsigned long long first(const struct list *l)
{
	return l->whose == SERVICE ? 1 : request_account(l->r);
}

static void count_read(struct list *l)
{
	struct db_row row;

	if (db_find(l->r->db, statement(l, CAF_LIST_MINE_OPEN_COUNT), &row, ASKED(l)))
		l->all = db_number(&row, 0);
	if ((l->page - 1) * PAGE_ROWS >= l->all)
		l->page = 1;
}

static void rows_read(struct list *l, struct db_rows *rows_r)
{
	(void)db_list(l->r->db, statement(l, l->named ? CAF_LIST_MINE_OPEN_NAMED :
	    CAF_LIST_MINE_OPEN), rows_r, ASKED(l), (l->page - 1) * PAGE_ROWS);
}

/* -- the filters -- */

static struct node *choice(struct list *l, struct node *form, const char *name, const char *label)
{
	struct node *n = page_control(l->r, form, &(struct field){ .type = FIELD_TOKEN,
	    .label = label }, name, "", NULL, "select");

	return n;
}

static void option(struct node *control, const char *value, const char *label, bool selected)
{
	struct node *o = node_add(control, "option");

	node_set(o, "value", value);
	node_set(o, "label", label);
	if (selected)
		node_set(o, "selected", "yes");
}

static void states_put(struct list *l, struct node *form)
{
	struct node *control = choice(l, form, "state", "State");
	unsigned i;

	option(control, "", "All open cases", l->state[0] == '\0');
	for (i = 0; i < caf_workflow.states; i++)
		if (listed(l, i))
			option(control, caf_workflow.state[i].code,
			    terms_apply(l->r->pool, caf_workflow.state[i].label),
			    strcmp(l->state, caf_workflow.state[i].code) == 0);
}

static void overdue_put(struct list *l, struct node *form)
{
	struct node *control = choice(l, form, "overdue", "Dates");
	const char *code, *title;
	unsigned i;

	option(control, "", "Any", l->overdue[0] == '\0');
	option(control, "any", "Overdue", strcmp(l->overdue, "any") == 0);
	option(control, "week", "Due in the next 7 days", strcmp(l->overdue, "week") == 0);
	for (i = 0; (title = caf_clock_title(l->r, i, &code)) != NULL; i++)
		option(control, code, pool_printf(l->r->pool, "Overdue: %s", title),
		    strcmp(l->overdue, code) == 0);
}

/* People and teams of what the reader may see; one that is asked for and not
 * among them keeps its place, so that the filter is not dropped unseen. */
static void some_put(struct list *l, struct node *form, enum caf_sql which, const char *name,
    const char *label, unsigned long long chosen)
{
	struct node *control = choice(l, form, name, terms_apply(l->r->pool, label));
	unsigned long long service = l->whose == SERVICE;
	struct db_rows rows;
	bool there = false;
	size_t i;

	(void)db_list(l->r->db, &caf_sql[which], &rows, service, request_account(l->r));
	option(control, "", "All", chosen == 0);
	for (i = 0; i < rows.n; i++) {
		unsigned long long id = db_number(&rows.row[i], 0);

		there = there || id == chosen;
		option(control, pool_printf(l->r->pool, "%llu", id), pool_printf(l->r->pool,
		    which == CAF_LIST_TEAMS ? "%s, %s" : "%s %s", db_text(&rows.row[i], 1),
		    db_text(&rows.row[i], 2)), id == chosen);
	}
	if (chosen != 0 && !there)
		option(control, pool_printf(l->r->pool, "%llu", chosen), "Number in the address", true);
}

static void hidden_put(struct list *l, struct node *form, const char *name, const char *value)
{
	(void)page_control(l->r, form, &(struct field){ .type = FIELD_TOKEN }, name, value, NULL,
	    "hidden");
}

/* No filter is "optional": none has to be used. */
static void typed_put(struct list *l, struct node *form, const struct field *field)
{
	const struct input_value *v = input_slot(&l->r->input, field->name);

	(void)page_control(l->r, form, field, field->name, v->value, v->error, NULL);
}

static void filters_put(struct list *l)
{
	struct node *aside = page_aside(l->r), *form, *buttons;

	node_set(aside, "side", "left");
	(void)page_heading(aside, 2, "Filter");
	form = node_add(aside, "form");
	node_set(form, "action", "/caf/");
	node_set(form, "method", "get");
	hidden_put(l, form, "whose", whoses[l->whose].code);
	if (l->named)
		hidden_put(l, form, "sort", "name");
	states_put(l, form);
	overdue_put(l, form);
	if (l->whose != MINE) {
		some_put(l, form, CAF_LIST_TEAMS, "team", "Team", l->team);
		some_put(l, form, CAF_LIST_OWNERS, "assessor", "Held by", l->assessor);
		some_put(l, form, CAF_LIST_LEADS, "lead", "{Lead professional}", l->lead);
	}
	typed_put(l, form, &caf_list_input[7]);
	typed_put(l, form, &caf_list_input[8]);
	buttons = page_buttons(form);
	(void)page_button(buttons, "Show", "primary", NULL, NULL);
	node_set(page_button(buttons, "Clear", "link", NULL, NULL), "href",
	    pool_printf(l->r->pool, "/caf/?whose=%s", whoses[l->whose].code));
}

/* -- the rows -- */

static void person_cell(struct list *l, struct node *row, const char *given, const char *family,
    bool left)
{
	(void)page_cell(row, given == NULL ? "" : pool_printf(l->r->pool, "%s %s%s", given, family,
	    left ? " (account closed)" : ""));
}

static void row_put(struct list *l, struct node *table, const struct db_row *c)
{
	unsigned state = workflow_state(&caf_workflow, db_text(c, 3));
	const char *due = db_text(c, 7);
	/* The first moment is of the first day or none: where it is past, so is that. */
	bool late = due != NULL && (strcmp(due, l->r->today) < 0 ||
	    (db_text(c, 8) != NULL && deadline_past(l->r, due, db_text(c, 8))));
	struct node *row = node_add(table, "row"), *cell;

	cell = page_cell(row, db_text(c, 2));
	node_set(cell, "head", "yes");
	node_set(cell, "href", pool_printf(l->r->pool, "/caf/case/%s", db_text(c, 0)));
	(void)page_cell(row, db_text(c, 1));
	cell = page_cell(row, due == NULL ? "" : pool_printf(l->r->pool, "%s%s",
	    deadline_when(l->r, due, db_text(c, 8)), late ? " (overdue)" : ""));
	if (late)
		node_set(cell, "kind", "overdue");
	node_set(page_cell(row, caf_workflow.state[state].label), "tag",
	    caf_workflow.state[state].colour);
	person_cell(l, row, db_text(c, 4), db_text(c, 5), db_number(c, 6) != 0);
	person_cell(l, row, db_text(c, 10), db_text(c, 11), false);
	if (l->whose != MINE)
		(void)page_cell(row, db_text(c, 9));
}

static void sorted(struct list *l, struct node *col, bool named)
{
	node_set(col, "sort", l->named == named ? "ascending" : "none");
	node_set(col, "href", address(l, l->whose, named, 1));
}

static void table_put(struct list *l, struct node *body)
{
	struct node *table = page_table(body, "cases", pool_printf(l->r->pool, "%llu case%s",
	    l->all, l->all == 1 ? "" : "s"), whoses[l->whose].none, "Child", "Reference", "Next date",
	    "State", "Held by", terms_apply(l->r->pool, "{Lead professional}"),
	    l->whose == MINE ? NULL : "Team", NULL), *col = node_child(table, "col");
	struct db_rows rows = { 0 };
	size_t i;

	sorted(l, col, true);
	sorted(l, node_next(node_next(col, "col"), "col"), false);
	if (l->all > 0)
		rows_read(l, &rows);
	for (i = 0; i < rows.n; i++)
		row_put(l, table, &rows.row[i]);
}

/* First, last, the page and its neighbours; gaps between. */
static void pages_put(struct list *l, struct node *body)
{
	unsigned long long last = (l->all + PAGE_ROWS - 1) / PAGE_ROWS, end = l->page * PAGE_ROWS, i;
	struct node *n, *item;

	if (last < 2)
		return;
	n = node_add(body, "pagination");
	if (l->page > 1)
		node_set(n, "prev", address(l, l->whose, l->named, l->page - 1));
	if (l->page < last)
		node_set(n, "next", address(l, l->whose, l->named, l->page + 1));
	node_set(n, "results", pool_printf(l->r->pool, "Showing %llu to %llu of %llu",
	    end - PAGE_ROWS + 1, end < l->all ? end : l->all, l->all));
	for (i = 1; i <= last; i++) {
		bool near = i + 1 >= l->page && i <= l->page + 1;

		if (!near && i != 1 && i != last) {
			if (i == 2 || i == l->page + 2)
				node_set(node_add(n, "item"), "gap", "yes");
			continue;
		}
		item = node_add(n, "item");
		node_set_number(item, "number", (long long)i);
		node_set(item, "href", address(l, l->whose, l->named, i));
		if (i == l->page)
			node_set(item, "current", "page");
	}
}

static void whose_put(struct list *l, struct node *body)
{
	struct node *nav, *item;
	enum whose i;

	if (!l->may[STAFF] && !l->may[SERVICE])
		return;
	nav = node_add(body, "subnav");
	node_set(nav, "label", "Whose cases");
	for (i = 0; i < WHOSE__MAX; i++) {
		if (!l->may[i])
			continue;
		item = node_add(nav, "item");
		node_set(item, "href", pool_printf(l->r->pool, "/caf/?whose=%s", whoses[i].code));
		node_set(item, "label", whoses[i].label);
		if (i == l->whose)
			node_set(item, "current", "page");
	}
}

int caf_list(struct request *r)
{
	struct node *body = page_begin(r, "list", "{Common assessments}");
	bool valid;
	struct list l;

	list_read(r, &l);
	valid = input_valid(&r->input, r->pool);
	whose_put(&l, body);
	(void)page_heading(body, 1, terms_apply(r->pool, "{Common assessments}"));
	if (request_may(r, CAF_WORK)) {
		(void)page_para(body, "To start one, find the child first. For a child who is not born "
		    "yet, start here.");
		(void)page_link(body, "Find a child", "button", "/search");
		(void)page_link(body, "Start for an unborn baby", "secondary", "/caf/unborn");
	}
	if (request_may(r, CAF_OVERSEE))
		(void)page_link(body, "Reports", NULL, "/caf/report");
	caf_withdraw_waiting(r, body);
	filters_put(&l);
	if (l.whose != MINE && l.assessor != 0 && request_may(r, CAF_OVERSEE))
		(void)page_link(body, "Hand over cases of this person", "secondary",
		    "/caf/hand-over?from=%llu", l.assessor);
	if (valid)
		count_read(&l);
	table_put(&l, body);
	pages_put(&l, body);
	r->audit.detail = address(&l, l.whose, l.named, l.page);
	return valid ? 200 : 422;
}
