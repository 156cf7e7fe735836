#include <string.h>

#include "casework.h"
#include "date.h"
#include "filter.h"
#include "list-sql.h"
#include "list.h"
#include "lists.h"
#include "module.h"
#include "page.h"
#include "str.h"
#include "terms.h"
#include "text.h"

#define PAGE_ROWS	25

static const struct { const char *code, *label, *none; } whoses[LIST_WHOSE__MAX] = {
	[LIST_MINE] = { "mine", "Mine", "You have no such" },
	[LIST_STAFF] = { "team", "My team", "Your team has no such" },
	[LIST_SERVICE] = { "service", "The service", "There is no such" },
};

/* -- what is asked -- */

static void whose_read(struct list_asked *l)
{
	enum list_whose i;

	l->may[LIST_MINE] = true;
	l->may[LIST_STAFF] = session_role(l->r->session, l->list->staff);
	l->may[LIST_SERVICE] = session_role(l->r->session, l->list->service);
	l->whose = l->may[LIST_SERVICE] ? LIST_SERVICE : l->may[LIST_STAFF] ? LIST_STAFF : LIST_MINE;
	for (i = 0; i < LIST_WHOSE__MAX; i++)
		if (l->may[i] && input_is(&l->r->input, "whose", whoses[i].code))
			l->whose = i;
}

static const struct workflow *workflow(const struct list_asked *l)
{
	return l->r->module->casework->workflow;
}

static bool listed(const struct list_asked *l, unsigned state)
{
	return l->list->listed == NULL || l->list->listed(state, l->whose);
}

static void state_read(struct list_asked *l)
{
	unsigned i;

	l->state = "";
	for (i = 0; i < workflow(l)->states; i++)
		if (listed(l, i) && input_is(&l->r->input, "state", workflow(l)->state[i].code)) {
			l->state = workflow(l)->state[i].code;
			l->closed = workflow(l)->state[i].closed;
		}
}

static const char *day(const struct list_asked *l, int days)
{
	return days == LIST_EVER ? "1000-01-01" : date_iso(l->r->pool, date_add_days(date_today(), days));
}

static void overdue_read(struct list_asked *l)
{
	const struct list_dates *d;
	const char *code;
	unsigned i;

	l->overdue = l->clock = "";
	l->late = 1;
	l->from = day(l, LIST_EVER);
	l->to = l->r->today;
	for (d = l->list->dates; d->code != NULL; d++)
		if (input_is(&l->r->input, "overdue", d->code)) {
			l->overdue = d->code;
			l->clock = d->clock == NULL ? "" : d->clock;
			l->late = d->to < 0;
			l->from = day(l, d->from);
			l->to = d->to < 0 ? l->r->today : day(l, d->to);
		}
	for (i = 0; casework_clock_title(l->r, i, &code) != NULL; i++)
		if (input_is(&l->r->input, "overdue", code))
			l->overdue = l->clock = code;
}

static const char *own_read(const struct list_asked *l)
{
	const struct list_choice *c = l->list->own.choices;

	for (; l->list->own.name != NULL && c->code != NULL; c++)
		if (input_is(&l->r->input, l->list->own.name, c->code))
			return c->code;
	return "";
}

static const char *reference_read(struct request *r)
{
	const char *reference = input_text(&r->input, "reference");

	if (reference[0] == '\0' || text_only(reference,
	    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-/", 40))
		return reference;
	input_refuse(&r->input, "reference", "A reference has letters, digits, hyphens and slashes only");
	return "";
}

static unsigned long long person_read(const struct request *r, const struct list_people *people)
{
	return people->name == NULL ? 0 : filter_number(r, people->name);
}

bool list_read(struct request *r, const struct list *list, struct list_asked *l)
{
	*l = (struct list_asked){ .r = r, .list = list };
	whose_read(l);
	state_read(l);
	overdue_read(l);
	l->own = own_read(l);
	l->area = filter_district(r, "area");
	l->reference = reference_read(r);
	l->team = filter_number(r, "team");
	l->holder = person_read(r, &list->holder);
	l->person = person_read(r, &list->person);
	l->page = filter_number(r, "page");
	l->page = l->page == 0 ? 1 : l->page;
	l->named = input_is(&r->input, "sort", "name");
	return input_valid(&r->input, r->pool);
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

/* The same list in another order or on another page. */
static const char *address(const struct list_asked *l, bool named, unsigned long long page)
{
	struct str s;

	str_init(&s, l->r->pool);
	str_printf(&s, "%s?whose=%s", l->list->path, whoses[l->whose].code);
	part(&s, "state", l->state);
	part(&s, "overdue", l->overdue);
	part_number(&s, "team", l->team);
	part_number(&s, l->list->holder.name, l->holder);
	part_number(&s, l->list->person.name, l->person);
	part(&s, l->list->own.name, l->own);
	part(&s, "area", l->area);
	part(&s, "reference", l->reference);
	part(&s, "sort", named ? "name" : "");
	part_number(&s, "page", page > 1 ? page : 0);
	return s.data;
}

static const char *plain(const struct list_asked *l, enum list_whose whose)
{
	return pool_printf(l->r->pool, "%s?whose=%s", l->list->path, whoses[whose].code);
}

/* -- what is found -- */

enum { BY_DUE, BY_NAME, COUNT, SORT__MAX };

_Static_assert(SORT__MAX * 2 * LIST_WHOSE__MAX == LIST_STATEMENTS_N, "as list-sql.h makes them");

static const struct db_statement *statement(const struct list_asked *l, unsigned sort)
{
	return &l->r->module->statements[l->list->sql + (sort * 2 + (l->closed ? 1 : 0)) *
	    LIST_WHOSE__MAX + (unsigned)l->whose];
}

/* First the person or "yes", twice; then the filters, each asked for and given. */
#define ASKED(l)	first(l), second(l), l->state, l->state, \
	l->team, l->team, l->holder, l->holder, l->person, l->person, l->own, l->own, \
	l->reference, l->reference, l->area, l->area, l->overdue, l->from, l->to, \
	l->r->today, l->late, l->clock, l->clock

static unsigned long long first(const struct list_asked *l)
{
	return l->whose == LIST_SERVICE ? 1 : request_account(l->r);
}

static unsigned long long second(const struct list_asked *l)
{
	return l->whose != LIST_STAFF ? first(l) : l->list->by_team ? l->r->session->team : 1;
}

static void count_read(struct list_asked *l)
{
	struct db_row row;

	if (db_find(l->r->db, statement(l, COUNT), &row, ASKED(l)))
		l->all = db_number(&row, 0);
	if ((l->page - 1) * PAGE_ROWS >= l->all)
		l->page = 1;
}

static void rows_read(const struct list_asked *l, struct db_rows *rows_r)
{
	(void)db_list(l->r->db, statement(l, l->named ? BY_NAME : BY_DUE), rows_r, ASKED(l),
	    (l->page - 1) * PAGE_ROWS);
}

/* -- the filters -- */

static void states_put(const struct list_asked *l, struct node *form)
{
	struct node *choice = filter_choice(l->r, form, "state", "State");
	const struct workflow *w = workflow(l);
	unsigned i;

	filter_option(choice, "", pool_printf(l->r->pool, "All open %s", l->list->many),
	    l->state[0] == '\0');
	for (i = 0; i < w->states; i++)
		if (listed(l, i))
			filter_option(choice, w->state[i].code, terms_apply(l->r->pool, w->state[i].label),
			    strcmp(l->state, w->state[i].code) == 0);
}

static void overdue_put(const struct list_asked *l, struct node *form)
{
	struct node *choice = filter_choice(l->r, form, "overdue", "Dates due");
	const struct list_dates *d;
	const char *code, *title;
	unsigned i;

	filter_option(choice, "", "Any", l->overdue[0] == '\0');
	for (d = l->list->dates; d->code != NULL; d++)
		filter_option(choice, d->code, d->label, strcmp(l->overdue, d->code) == 0);
	for (i = 0; (title = casework_clock_title(l->r, i, &code)) != NULL; i++)
		filter_option(choice, code, pool_printf(l->r->pool, "Overdue: %s", title),
		    strcmp(l->overdue, code) == 0);
}

static void own_put(const struct list_asked *l, struct node *form)
{
	const struct list_choice *c = l->list->own.choices;
	struct node *choice;

	if (l->list->own.name == NULL)
		return;
	choice = filter_choice(l->r, form, l->list->own.name, l->list->own.label);
	filter_option(choice, "", l->list->own.any, l->own[0] == '\0');
	for (; c->code != NULL; c++)
		filter_option(choice, c->code, terms_apply(l->r->pool, c->label),
		    strcmp(l->own, c->code) == 0);
}

static void some_put(const struct list_asked *l, struct node *form, const struct list_people *people,
    const char *between, unsigned long long chosen)
{
	struct db_rows rows;

	if (people->name == NULL || l->whose == LIST_MINE)
		return;
	(void)db_list(l->r->db, &l->r->module->statements[people->sql], &rows,
	    (unsigned long long)(l->whose == LIST_SERVICE), request_account(l->r));
	filter_rows(l->r, filter_choice(l->r, form, people->name, people->label), &rows, between, chosen);
}

static void filters_put(const struct list_asked *l)
{
	const struct list_people team = { "team", "Team", l->list->sql_teams };
	struct node *aside = page_aside(l->r), *form, *buttons;

	node_set(aside, "side", "left");
	(void)page_heading(aside, 2, "Filter");
	form = node_add(aside, "form");
	node_set(form, "action", l->list->path);
	node_set(form, "method", "get");
	(void)page_hidden(l->r, form, "whose", whoses[l->whose].code);
	if (l->named)
		(void)page_hidden(l->r, form, "sort", "name");
	states_put(l, form);
	overdue_put(l, form);
	own_put(l, form);
	some_put(l, form, &team, ", ", l->team);
	some_put(l, form, &l->list->holder, " ", l->holder);
	some_put(l, form, &l->list->person, " ", l->person);
	filter_typed(l->r, form, "area");
	filter_typed(l->r, form, "reference");
	buttons = page_buttons(form);
	(void)page_button(buttons, "Show", "primary", NULL, NULL);
	node_set(page_button(buttons, "Clear", "link", NULL, NULL), "href", plain(l, l->whose));
}

/* -- the rows -- */

static const char *person(const struct list_asked *l, const struct db_row *c, unsigned from,
    bool closed)
{
	return db_text(c, from) == NULL ? "" : pool_printf(l->r->pool, "%s %s%s", db_text(c, from),
	    db_text(c, from + 1), closed ? " (account closed)" : "");
}

/* The first moment is of the first day or none: where it is past, so is that. */
static void due_cell(const struct list_asked *l, struct node *row, const struct db_row *c)
{
	const char *due = db_text(c, LIST_DUE), *at = db_text(c, LIST_DUE + 1);
	bool late = due != NULL && (strcmp(due, l->r->today) < 0 ||
	    (at != NULL && deadline_past(l->r, due, at)));
	struct node *cell = page_cell(row, due == NULL ? "" : pool_printf(l->r->pool, "%s%s",
	    deadline_when(l->r, due, at), late ? " (overdue)" :
	    deadline_soon(l->r, db_text(c, LIST_DUE + 2)) ? " (due soon)" : ""));

	if (late)
		node_set(cell, "kind", "overdue");
}

static void link_cell(const struct list_asked *l, struct node *row, const struct db_row *c,
    const char *text)
{
	struct node *cell = page_cell(row, text);

	node_set(cell, "head", "yes");
	node_set(cell, "href", pool_printf(l->r->pool, "%s/%s", l->r->module->casework->path,
	    db_text(c, LIST_HANDLE)));
}

static void state_cell(const struct list_asked *l, struct node *row, const char *code)
{
	const struct workflow_state *state = &workflow(l)->state[workflow_state(workflow(l), code)];

	node_set(page_cell(row, terms_apply(l->r->pool, state->label)), "tag", state->colour);
}

static void cell_put(const struct list_asked *l, struct node *row, const struct list_column *col,
    const struct db_row *c)
{
	switch (col->as) {
	case LIST_AS_TEXT:
		(void)page_cell(row, db_text(c, col->from));
		break;
	case LIST_AS_LINK:
		link_cell(l, row, c, db_text(c, col->from));
		break;
	case LIST_AS_DAY:
		node_set(page_cell(row, page_day(l->r, db_text(c, col->from))), "kind", "nowrap");
		break;
	case LIST_AS_DUE:
		due_cell(l, row, c);
		break;
	case LIST_AS_STATE:
		state_cell(l, row, db_text(c, col->from));
		break;
	case LIST_AS_CODE:
		(void)page_cell(row, db_text(c, col->from) == NULL ? "" : terms_apply(l->r->pool,
		    lists_label(col->codes, db_text(c, col->from), l->r->today)));
		break;
	case LIST_AS_PERSON:
		(void)page_cell(row, person(l, c, col->from, false));
		break;
	case LIST_AS_HOLDER:
		(void)page_cell(row, person(l, c, col->from, db_number(c, col->from + 2) != 0));
	}
}

static bool shown(const struct list_asked *l, const struct list_column *col)
{
	return !col->others || l->whose != LIST_MINE;
}

static void col_put(const struct list_asked *l, struct node *table, const struct list_column *col)
{
	struct node *n = node_add(table, "col");

	node_set(n, "label", terms_apply(l->r->pool, col->label));
	if (!col->by_name && !col->by_due)
		return;
	node_set(n, "sort", l->named == col->by_name ? "ascending" : "none");
	node_set(n, "href", address(l, col->by_name, 1));
}

static void table_put(const struct list_asked *l, struct node *body)
{
	struct node *table = node_add(body, "table"), *row;
	const struct list_column *col;
	struct db_rows rows = { 0 };
	size_t i;

	node_set(table, "id", l->list->many);
	node_set(table, "caption", pool_printf(l->r->pool, "%llu %s", l->all, l->all == 1 ?
	    l->list->one : l->list->many));
	node_set(table, "scroll", "yes");
	for (col = l->list->columns; col->label != NULL; col++)
		if (shown(l, col))
			col_put(l, table, col);
	if (l->all > 0)
		rows_read(l, &rows);
	for (i = 0; i < rows.n; i++) {
		row = node_add(table, "row");
		for (col = l->list->columns; col->label != NULL; col++)
			if (shown(l, col))
				cell_put(l, row, col, &rows.row[i]);
	}
	(void)node_leaf(table, "empty", pool_printf(l->r->pool, "%s %s.", whoses[l->whose].none,
	    l->list->one));
}

/* -- the page -- */

static void whose_put(const struct list_asked *l, struct node *body)
{
	struct node *nav;
	enum list_whose i;

	if (!l->may[LIST_STAFF] && !l->may[LIST_SERVICE])
		return;
	nav = page_nav(body, pool_printf(l->r->pool, "Whose %s", l->list->many));
	for (i = 0; i < LIST_WHOSE__MAX; i++)
		if (l->may[i])
			page_nav_item(nav, plain(l, i), whoses[i].label, i == l->whose);
}

struct node *list_begin(const struct list_asked *l)
{
	struct node *body = page_begin(l->r, "list", l->list->title);

	whose_put(l, body);
	(void)page_heading(body, 1, terms_apply(l->r->pool, l->list->title));
	return body;
}

int list_end(struct list_asked *l, struct node *body, bool valid)
{
	filters_put(l);
	if (valid)
		count_read(l);
	table_put(l, body);
	page_pages(l->r, body, address(l, l->named, 1), l->page, PAGE_ROWS, l->all, true);
	l->r->audit.detail = address(l, l->named, l->page);
	return valid ? 200 : 422;
}

int list_show(struct request *r, const struct list *list)
{
	struct list_asked asked;
	bool valid = list_read(r, list, &asked);

	return list_end(&asked, list_begin(&asked), valid);
}
