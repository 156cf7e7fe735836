#include <string.h>

#include "date.h"
#include "disposal.h"
#include "input.h"
#include "module.h"
#include "page.h"
#include "request.h"
#include "terms.h"
#include "text.h"

/* What was proposed: the list, one to decide on, and its certificate. */

const struct field disposal_log_input[] = {
	{ .name = "page", .type = FIELD_NUMBER, .max = 6 },
	{ .name = "state", .type = FIELD_TOKEN },
	{ 0 }
};

const struct field disposal_one_input[] = {
	{ .name = "disposal", .type = FIELD_NUMBER, .max = 18, .required = true },
	{ 0 }
};

const struct field disposal_decide_input[] = {
	{ .name = "disposal", .type = FIELD_NUMBER, .max = 18, .required = true },
	{ .name = "answer", .type = FIELD_YESNO, .required = true, .label = "May it be destroyed?",
	  .hint = "After a yes nobody can take it back but by a legal hold" },
	{ .name = "reason", .type = FIELD_TEXT, .max = 300, .required = true,
	  .label = "Why do you decide so?", .hint = "No names" },
	{ 0 }
};

/* Where a disposal stands. */
#define STATE "CASE WHEN d.done_at IS NOT NULL THEN 'done' WHEN d.stopped IS NOT NULL" \
	" THEN 'stopped' WHEN d.answer IS NULL THEN 'waiting' WHEN d.answer = 'Y' THEN 'agreed'" \
	" ELSE 'refused' END"
#define SHOWN " FROM disposal d WHERE ? = '' OR ? = " STATE

enum { ALL, SOME, FIND, COUNTS, HANDLE, DECIDE };

static const struct db_statement sql[] = {
	[ALL] = { "SELECT COUNT(d.id)" SHOWN, "ss", "u" },
	[SOME] = { "SELECT d.id, d.reference, d.title, d.proposed_at, d.decided_at, d.done_at, " STATE
	    SHOWN " ORDER BY d.id DESC LIMIT 25 OFFSET ?", "ssu", "ussddds" },
	[FIND] = { "SELECT d.id, d.record, d.part, d.reference, d.title, d.opened_on, d.closed_on,"
	    " d.archived_on, d.due_on, d.why, d.version, d.reason, d.proposed_by, d.proposed_at,"
	    " p.given, p.family, d.answer, d.answer_reason, d.decided_at, c.given, c.family,"
	    " d.stopped, d.stopped_at, d.done_at, " STATE " FROM disposal d"
	    " LEFT JOIN everychild.account p ON p.id = d.proposed_by"
	    " LEFT JOIN everychild.account c ON c.id = d.decided_by WHERE d.id = ?", "u",
	    "uusssddddsusud" "ssss" "dss" "sdds" },
	[COUNTS] = { "SELECT name, n FROM disposal_count WHERE disposal = ? ORDER BY name", "u", "su" },
	[HANDLE] = { "SELECT handle FROM record WHERE id = ?", "u", "s" },
	[DECIDE] = { "UPDATE disposal SET answer = ?, answer_reason = ?, decided_by = ?,"
	    " decided_at = UTC_TIMESTAMP(6), open_of = IF(? = 'Y', open_of, NULL) WHERE id = ?"
	    " AND answer IS NULL AND stopped IS NULL", "ssusu", "" },
};

static const struct { const char *code, *label, *tag, *colour; } states[] = {
	{ "", "All", "", "" },
	{ "waiting", "Waiting for a decision", "Waiting", "yellow" },
	{ "agreed", "Agreed, not destroyed yet", "Agreed", "blue" },
	{ "done", "Destroyed: certificates", "Destroyed", "grey" },
	{ "refused", "Refused", "Refused", "red" },
	{ "stopped", "Stopped", "Stopped", "orange" },
};
#define STATES (sizeof(states) / sizeof(states[0]))

/* Columns of FIND. */
enum {
	ID, RECORD, PART, REFERENCE, TITLE, OPENED, CLOSED, ARCHIVED, DUE, WHY, MADE_AT, REASON,
	PROPOSER, PROPOSED, PROPOSER_GIVEN, PROPOSER_FAMILY, ANSWER, ANSWER_REASON, DECIDED,
	DECIDER_GIVEN, DECIDER_FAMILY, STOPPED, STOPPED_AT, DONE, STANDS
};

void disposal_page_statements_name(void)
{
	db_statements(sql, sizeof(sql) / sizeof(sql[0]));
}

/* -- what the pages share -- */

const char *disposal_on(struct request *r, const char *utc)
{
	long long moment;

	if (utc != NULL && date_moment(utc, &moment))
		return date_iso(r->pool, date_london(moment, NULL));
	return utc;
}

const char *disposal_day(struct request *r, const char *utc)
{
	const char *on = disposal_on(r, utc);
	struct date date;

	return on != NULL && date_parse(on, &date) ? date_long(r->pool, date) : NULL;
}

void disposal_nav(struct request *r, struct node *body, const char *path)
{
	static const struct { const char *path, *label; } pages[] = {
		{ "retention", "Archive and holds" }, { "disposal", "What may be destroyed" },
		{ "disposal/log", "Proposals and certificates" }
	};
	struct node *nav = node_add(body, "subnav"), *item;
	size_t i;

	node_set(nav, "label", "Retention");
	for (i = 0; i < sizeof(pages) / sizeof(pages[0]); i++) {
		item = node_add(nav, "item");
		node_set(item, "href", pool_printf(r->pool, "%s%s", r->module->home, pages[i].path));
		node_set(item, "label", pages[i].label);
		if (strcmp(path, pages[i].path) == 0)
			node_set(item, "current", "page");
	}
}

void disposal_pages(struct request *r, struct node *body, const char *address,
    unsigned long long page, unsigned long long all)
{
	unsigned long long last = (all + DISPOSAL_ROWS - 1) / DISPOSAL_ROWS, end, i;
	struct node *n, *item;

	if (last < 2)
		return;
	end = page * DISPOSAL_ROWS;
	n = node_add(body, "pagination");
	if (page > 1)
		node_set(n, "prev", pool_printf(r->pool, "%s&page=%llu", address, page - 1));
	if (page < last)
		node_set(n, "next", pool_printf(r->pool, "%s&page=%llu", address, page + 1));
	node_set(n, "results", pool_printf(r->pool, "Showing %llu to %llu of %llu",
	    end - DISPOSAL_ROWS + 1, end < all ? end : all, all));
	for (i = 1; i <= last; i++) {
		if (i != 1 && i != last && (i + 1 < page || i > page + 1)) {
			if (i == 2 || i == page + 2)
				node_set(node_add(n, "item"), "gap", "yes");
			continue;
		}
		item = node_add(n, "item");
		node_set_number(item, "number", (long long)i);
		node_set(item, "href", pool_printf(r->pool, "%s&page=%llu", address, i));
		if (i == page)
			node_set(item, "current", "page");
	}
}

static size_t state_of(const char *code)
{
	size_t i;

	for (i = 1; i < STATES; i++)
		if (strcmp(states[i].code, code) == 0)
			return i;
	return 0;
}

/* -- the list -- */

static void log_row(struct request *r, struct node *table, const struct db_row *d)
{
	size_t state = state_of(db_text(d, 6));
	struct node *row = node_add(table, "row"), *cell = page_cell(row, db_text(d, 1));

	node_set(cell, "head", "yes");
	node_set(cell, "href", pool_printf(r->pool, "%sdisposal/%llu", r->module->home,
	    db_number(d, 0)));
	(void)page_cell(row, db_text(d, 2));
	node_set(page_cell(row, states[state].tag), "tag", states[state].colour);
	(void)page_cell(row, disposal_day(r, db_text(d, 3)));
	(void)page_cell(row, disposal_day(r, db_text(d, 4)));
	(void)page_cell(row, disposal_day(r, db_text(d, 5)));
}

static void log_filter(struct request *r, size_t state)
{
	struct node *aside = page_aside(r), *form, *control, *o;
	size_t i;

	node_set(aside, "side", "left");
	(void)page_heading(aside, 2, "Filter");
	form = node_add(aside, "form");
	node_set(form, "action", r->http->path);
	node_set(form, "method", "get");
	control = page_control(r, form, &(struct field){ .type = FIELD_TOKEN, .label = "Show" },
	    "state", "", NULL, "select");
	for (i = 0; i < STATES; i++) {
		o = node_add(control, "option");
		node_set(o, "value", states[i].code);
		node_set(o, "label", states[i].label);
		if (i == state)
			node_set(o, "selected", "yes");
	}
	(void)page_button(page_buttons(form), "Show", "primary", NULL, NULL);
}

int disposal_log(struct request *r)
{
	size_t state = state_of(input_text(&r->input, "state")), i;
	struct node *body = page_begin(r, "disposal-log", "Proposals and certificates"), *table;
	const char *code = states[state].code;
	unsigned long long page, all = 0;
	struct db_rows rows;
	struct db_row row;

	if (db_find(r->db, &sql[ALL], &row, code, code))
		all = db_number(&row, 0);
	if (!text_number(input_text(&r->input, "page"), &page) || page == 0 ||
	    (page - 1) * DISPOSAL_ROWS >= all)
		page = 1;
	(void)db_list(r->db, &sql[SOME], &rows, code, code, (page - 1) * DISPOSAL_ROWS);
	disposal_nav(r, body, "disposal/log");
	(void)page_heading(body, 1, "Proposals and certificates");
	log_filter(r, state);
	table = page_table(body, "disposals", state == 0 ? "Everything proposed" :
	    states[state].label, "There are none.", "Reference", "What",
	    "State", "Proposed", "Decided", "Destroyed", NULL);
	for (i = 0; i < rows.n; i++)
		log_row(r, table, &rows.row[i]);
	disposal_pages(r, body, pool_printf(r->pool, "%s?state=%s", r->http->path, code), page, all);
	return 200;
}

/* -- one -- */

typedef void (*put_fn)(struct node *, const char *label, const char *value);

static void row_put(struct node *to, const char *label, const char *value)
{
	(void)page_row(to, label, value);
}

static void answer_put(struct node *to, const char *label, const char *value)
{
	node_set(node_leaf(to, "answer", value), "label", label);
}

static const char *by(struct request *r, const struct db_row *d, unsigned given, unsigned at)
{
	return pool_printf(r->pool, "%s %s, %s", db_text(d, given) == NULL ? "Somebody" :
	    db_text(d, given), db_text(d, given) == NULL ? "" : db_text(d, given + 1),
	    date_reading(r->pool, db_text(d, at)));
}

static void facts_put(struct request *r, struct node *to, const struct db_row *d, put_fn put)
{
	put(to, "Reference", db_text(d, REFERENCE));
	put(to, "What", db_text(d, TITLE));
	put(to, "Opened", disposal_day(r, db_text(d, OPENED)));
	put(to, "Closed", disposal_day(r, db_text(d, CLOSED)));
	put(to, "Archived", disposal_day(r, db_text(d, ARCHIVED)));
	put(to, "Rule", db_text(d, WHY));
	put(to, "Kept until", disposal_day(r, db_text(d, DUE)));
}

static void story_put(struct request *r, struct node *to, const struct db_row *d, put_fn put)
{
	put(to, "Proposed by", by(r, d, PROPOSER_GIVEN, PROPOSED));
	put(to, "Reason", db_text(d, REASON));
	if (db_text(d, ANSWER) != NULL) {
		put(to, strcmp(db_text(d, ANSWER), "Y") == 0 ? "Confirmed by" : "Refused by",
		    by(r, d, DECIDER_GIVEN, DECIDED));
		put(to, "Reason of the second person", db_text(d, ANSWER_REASON));
	}
	if (db_text(d, STOPPED) != NULL)
		put(to, "Stopped", pool_printf(r->pool, "%s. %s",
		    date_reading(r->pool, db_text(d, STOPPED_AT)), disposal_bar_text(db_text(d, STOPPED))));
	if (db_text(d, DONE) != NULL)
		put(to, "Destroyed", pool_printf(r->pool, "%s, by the disposal command of %s",
		    date_reading(r->pool, db_text(d, DONE)), conf_text("authority.name")));
}

static void counts_put(struct request *r, struct node *to, const struct db_row *d)
{
	struct node *table = page_table(to, "counts", "What was destroyed", "Nothing was there.",
	    "Table", "Rows", NULL), *row;
	struct db_rows rows;
	size_t i;

	node_set(node_next(node_child(table, "col"), "col"), "numeric", "yes");
	(void)db_list(r->db, &sql[COUNTS], &rows, db_number(d, ID));
	for (i = 0; i < rows.n; i++) {
		row = node_add(table, "row");
		node_set(page_cell(row, db_text(&rows.row[i], 0)), "head", "yes");
		node_set(page_cell(row, pool_printf(r->pool, "%llu", db_number(&rows.row[i], 1))),
		    "numeric", "yes");
	}
}

static bool one_load(struct request *r, struct db_row *row_r)
{
	unsigned long long id;

	if (!text_number(input_text(&r->input, "disposal"), &id) ||
	    !db_find(r->db, &sql[FIND], row_r, id))
		return false;
	r->audit.object = "record";
	r->audit.object_id = db_number(row_r, RECORD);
	r->audit.detail = pool_printf(r->pool, "disposal=%llu", id);
	return true;
}

static bool stands(const struct db_row *d, const char *state)
{
	return strcmp(db_text(d, STANDS), state) == 0;
}

static bool decides(struct request *r, const struct db_row *d)
{
	return stands(d, "waiting") && request_may(r, r->module->disposal->confirm);
}

/* Who proposed, and may confirm for others, is told so; else the two answers. */
static void decision_put(struct request *r, struct node *body, const struct db_row *d)
{
	bool sent = r->route->input == disposal_decide_input;
	struct node *form;
	unsigned f;

	if (!decides(r, d))
		return;
	(void)page_heading(body, 2, "Decide");
	if (db_number(d, PROPOSER) == request_account(r)) {
		(void)page_para(body, "You proposed this, so somebody else decides.");
		return;
	}
	form = page_form(r, body, pool_printf(r->pool, "%sdisposal/%llu", r->module->home,
	    db_number(d, ID)));
	for (f = 1; f < 3; f++)
		if (sent)
			(void)page_field(r, form, &disposal_decide_input[f], NULL);
		else
			(void)page_control(r, form, &disposal_decide_input[f],
			    disposal_decide_input[f].name, "", NULL, NULL);
	(void)page_button(page_buttons(form), "Save the decision", "warning", NULL, NULL);
}

static int one_page(struct request *r, const struct db_row *d, int status)
{
	bool done = stands(d, "done");
	const char *title = done ? "Certificate of disposal" : "Proposal to destroy";
	struct node *body = page_begin(r, "disposal-one", title), *s;
	const struct disposal_noun *noun = r->module->disposal->noun;
	size_t state = state_of(db_text(d, STANDS));
	struct db_row row;

	page_about(r, db_text(d, REFERENCE));
	page_back(r, "Proposals and certificates", "%sdisposal/log", r->module->home);
	(void)page_heading(body, 1, title);
	node_set(node_leaf(body, "tag", states[state].tag), "colour", states[state].colour);
	s = node_add(body, "summary");
	facts_put(r, s, d, row_put);
	story_put(r, s, d, row_put);
	if (done) {
		counts_put(r, body, d);
		(void)page_link(body, "Print", NULL, "%sdisposal/%llu/print", r->module->home,
		    db_number(d, ID));
	} else if (request_may(r, r->module->disposal->propose) &&
	    db_find(r->db, &sql[HANDLE], &row, db_number(d, RECORD))) {
		(void)page_link(body, noun == NULL ? "Look at the case" : noun->look, NULL, "%s/%s",
		    disposal_path(r), db_text(&row, 0));
	}
	decision_put(r, body, d);
	return status;
}

int disposal_show(struct request *r)
{
	struct db_row row;

	return one_load(r, &row) ? one_page(r, &row, 200) : page_not_found(r);
}

/* The record first locked, then read; what bars it bars a yes. */
static void decision_check(struct request *r, const struct db_row *d)
{
	struct disposal_record record;
	const char *bar = "GONE";

	if (db_number(d, PROPOSER) == request_account(r))
		input_refuse(&r->input, "answer", "You proposed this, so somebody else decides");
	if (!input_is(&r->input, "answer", "Y"))
		return;
	if (disposal_lock(r, db_number(d, RECORD), &record)) {
		r->audit.child = record.child;
		bar = disposal_bar(r, &record, db_text(d, PART), (unsigned)db_number(d, MADE_AT));
	}
	if (bar != NULL)
		input_refuse(&r->input, "answer", pool_printf(r->pool, "It cannot be destroyed. %s",
		    disposal_bar_text(bar)));
}

int disposal_decide(struct request *r)
{
	struct db_row row;

	if (!one_load(r, &row))
		return page_not_found(r);
	if (!stands(&row, "waiting"))
		return page_message(r, 409, "This was decided already",
		    "Nothing was saved. Open the proposal again to see what was decided.");
	decision_check(r, &row);
	if (!input_valid(&r->input, r->pool))
		return one_page(r, &row, 422);
	if (db_write(r->db, &sql[DECIDE], input_text(&r->input, "answer"),
	    input_text(&r->input, "reason"), request_account(r), input_text(&r->input, "answer"),
	    db_number(&row, ID)) != 1)
		return page_message(r, 409, "Somebody else has decided", "Nothing of yours was saved.");
	r->audit.detail = pool_printf(r->pool, "disposal=%llu answer=%s", db_number(&row, ID),
	    input_text(&r->input, "answer"));
	return request_redirect(r, "%sdisposal/%llu", r->module->home, db_number(&row, ID));
}

static struct node *print_part(struct node *print, const char *title)
{
	struct node *part = node_add(print, "part");

	node_set(part, "title", title);
	return part;
}

int disposal_print(struct request *r)
{
	struct node *body, *print;
	struct db_row row;

	if (!one_load(r, &row) || !stands(&row, "done"))
		return page_not_found(r);
	body = page_begin(r, "print", "Print");
	page_back(r, "Certificate of disposal", "%sdisposal/%llu", r->module->home,
	    db_number(&row, ID));
	print = node_add(body, "print");
	node_set(print, "title", "Certificate of disposal");
	node_set(print, "reference", db_text(&row, REFERENCE));
	page_about(r, db_text(&row, REFERENCE));
	node_set(print, "marking", "OFFICIAL");
	node_set(print, "printed-by", r->session->name);
	node_set(print, "printed-at", date_reading(r->pool, r->now));
	facts_put(r, print_part(print, "What it was"), &row, answer_put);
	story_put(r, print_part(print, "Who decided"), &row, answer_put);
	counts_put(r, print_part(print, "How much"), &row);
	return 200;
}
