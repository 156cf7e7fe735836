#include <limits.h>
#include <string.h>

#include "clock.h"
#include "date.h"
#include "index.h"
#include "log.h"
#include "record.h"

/* The front door. Each list is one statement of a fixed length; what is beyond
 * it stands in the module's own list, to which the line below it leads. */

#define SOON	7	/* days that are "due soon" */

enum { D_MODULE, D_HANDLE, D_REFERENCE, D_SUBJECT, D_TITLE, D_ON, D_WHY, D_AT, D_AMBER, D_GIVEN, D_FAMILY };

/* -- cells -- */

void home_record_cell(struct home *h, struct node *row, const struct db_row *of, unsigned subject)
{
	struct node *cell = page_cell(row, db_text(of, subject));

	node_set(cell, "head", "yes");
	node_set(cell, "href", pool_printf(h->r->pool, "/%s/case/%s", db_text(of, 0), db_text(of, 1)));
}

void home_kind_cell(struct home *h, struct node *row, const struct db_row *of)
{
	const char *title = module_title(h->r, &h->modules, db_text(of, 0));
	const char *reference = db_text(of, 2);

	(void)page_cell(row, reference == NULL ? title :
	    pool_printf(h->r->pool, "%s, %s", title, reference));
}

/* In days; of what was due at a moment less than two days ago, in hours or
 * minutes. */
static const char *late_by(struct home *h, const char *on, const char *at)
{
	long long seconds = LLONG_MAX, moment;
	const char *unit = "day";
	struct date date;
	long n;

	n = date_parse(on, &date) ? date_days(date, date_today()) : 0;
	if (at != NULL && date_moment(at, &moment))
		seconds = date_now() - moment;
	if (seconds < 2 * 24 * 3600) {
		unit = seconds < 3600 ? "minute" : "hour";
		n = (long)(seconds / (seconds < 3600 ? 60 : 3600));
	}
	return pool_printf(h->r->pool, "%ld %s%s", n, unit, n == 1 ? "" : "s");
}

static void date_cell(struct home *h, struct node *row, const char *on, const char *at,
    const char *amber)
{
	const char *when = deadline_when(h->r, on, at);
	struct node *cell;

	if (!deadline_past(h->r, on, at)) {
		(void)page_cell(row, pool_printf(h->r->pool, "%s%s", when, strcmp(on, h->r->today) == 0 ?
		    ", today" : deadline_soon(h->r, amber) ? ", due soon" : ""));
		return;
	}
	cell = page_cell(row, pool_printf(h->r->pool, "%s, %s late", when, late_by(h, on, at)));
	node_set(cell, "kind", "overdue");
}

void home_due_rows(struct home *h, struct node *table, const struct db_rows *rows, bool who)
{
	struct node *row;
	size_t i;

	for (i = 0; i < rows->n; i++) {
		const struct db_row *due = &rows->row[i];

		row = node_add(table, "row");
		home_record_cell(h, row, due, D_SUBJECT);
		if (who)
			(void)page_cell(row, pool_printf(h->r->pool, "%s %s",
			    db_text(due, D_GIVEN) == NULL ? "" : db_text(due, D_GIVEN),
			    db_text(due, D_FAMILY) == NULL ? "" : db_text(due, D_FAMILY)));
		(void)page_cell(row, db_text(due, D_TITLE));
		date_cell(h, row, db_text(due, D_ON), db_text(due, D_AT), db_text(due, D_AMBER));
		(void)page_cell(row, db_text(due, D_WHY));
		home_kind_cell(h, row, due);
	}
}

void home_more(struct home *h, struct node *body, const struct db_rows *counts, unsigned column,
    size_t shown, const char *what, const char *query)
{
	unsigned long long all = 0;
	struct node *para;
	size_t i;

	for (i = 0; i < counts->n; i++)
		all += db_number(&counts->row[i], column);
	if (all <= shown)
		return;
	para = page_para(body, pool_printf(h->r->pool, "And %llu more %s. See all: ",
	    all - shown, what));
	for (i = 0; i < counts->n; i++)
		if (db_number(&counts->row[i], column) > 0)
			(void)page_link(para, module_title(h->r, &h->modules,
			    db_text(&counts->row[i], 0)), NULL, "/%s/?%s", db_text(&counts->row[i], 0),
			    query);
}

/* -- mine -- */

static void notices_put(struct home *h, struct node *body)
{
	struct node *table, *row, *cell;
	struct db_rows rows, counts;
	size_t i;

	if (db_list(h->r->db, &index_sql[INDEX_NOTICES], &rows, h->me) == 0)
		return;
	table = page_table(body, "notices", "What has happened", "", "What", "Record", "When", NULL);
	for (i = 0; i < rows.n; i++) {
		const struct db_row *n = &rows.row[i];

		row = node_add(table, "row");
		cell = page_cell(row, db_text(n, 3));
		node_set(cell, "head", "yes");
		if (db_text(n, 1) != NULL)
			node_set(cell, "href", pool_printf(h->r->pool, "/%s/case/%s", db_text(n, 0),
			    db_text(n, 1)));
		home_kind_cell(h, row, n);
		(void)page_cell(row, page_when(h->r, db_text(n, 4)));
	}
	(void)db_list(h->r->db, &index_sql[INDEX_NOTICE_COUNTS], &counts, h->me);
	for (i = 0; i < counts.n; i++)
		(void)page_link(body, pool_printf(h->r->pool, "Mark as read: %llu of %s",
		    db_number(&counts.row[i], 1), module_title(h->r, &h->modules,
		    db_text(&counts.row[i], 0))), "secondary", "/%s/notices", db_text(&counts.row[i], 0));
}

static void due_put(struct home *h, struct node *body, const struct db_rows *late,
    const struct db_rows *soon)
{
	struct db_rows counts;
	struct node *table;

	(void)db_list(h->r->db, &index_sql[INDEX_DUE_COUNTS], &counts, h->r->today, h->r->today,
	    h->me, h->soon);
	table = page_table(body, "overdue", "Overdue", "Nothing of yours is overdue.", "Name",
	    "What is due", "Due", "Why", "Record", NULL);
	home_due_rows(h, table, late, false);
	home_more(h, body, &counts, 1, late->n, "overdue", "whose=mine&overdue=any");
	table = page_table(body, "soon", "Due in the next 7 days",
	    "Nothing of yours is due in the next 7 days.", "Name", "What is due", "Due", "Why",
	    "Record", NULL);
	home_due_rows(h, table, soon, false);
	home_more(h, body, &counts, 2, soon->n, "in the next 7 days", "whose=mine&overdue=week");
}

static const char *age(struct home *h, const char *utc)
{
	long long moment;
	long days;

	if (!date_moment(utc, &moment))
		return "";
	days = date_days(date_london(moment, NULL), date_today());
	if (days <= 0)
		return pool_printf(h->r->pool, "Today at %s", date_clock(h->r->pool, utc));
	return days == 1 ? "Yesterday" : pool_printf(h->r->pool, "%ld days ago", days);
}

/* T11: never in the way of anything; a tag, and beyond it the manager's list. */
static void draft_tag(struct home *h, struct node *row, const char *touched)
{
	bool old = h->warn != NULL && strcmp(touched, h->warn) < 0;
	bool escalated = h->escalate != NULL && strcmp(touched, h->escalate) < 0;
	struct node *cell = page_cell(row, escalated ? "Untouched, on your manager's list" :
	    old ? "Untouched" : "In progress");

	node_set(cell, "tag", escalated ? "red" : old ? "orange" : "blue");
}

void home_draft_rows(struct home *h, struct node *table, const struct db_rows *rows, bool who)
{
	struct node *row;
	size_t i;

	for (i = 0; i < rows->n && i < 20; i++) {
		const struct db_row *d = &rows->row[i];

		row = node_add(table, "row");
		home_record_cell(h, row, d, 3);
		if (who)
			(void)page_cell(row, pool_printf(h->r->pool, "%s %s", db_text(d, 5), db_text(d, 6)));
		(void)page_cell(row, db_text(d, 7) == NULL ? "A form" : db_text(d, 7));
		(void)page_cell(row, who ? pool_printf(h->r->pool, "Draft untouched since %s, escalated",
		    index_day(h->r, db_text(d, 4))) : age(h, db_text(d, 4)));
		if (!who)
			draft_tag(h, row, db_text(d, 4));
		home_kind_cell(h, row, d);
	}
}

static void drafts_put(struct home *h, struct node *body, const struct db_rows *rows)
{
	struct node *table = page_table(body, "drafts", "Unfinished forms, longest untouched first",
	    "You have left nothing unfinished.", "Name", "Form", "Last saved", "Status", "Record", NULL);

	home_draft_rows(h, table, rows, false);
	if (rows->n > 20)
		(void)page_para(body, "And more, which somebody has written in since.");
}

/* Open records without a date that is overdue or near. */
static void rest_put(struct home *h, struct node *body, const struct db_rows *rows)
{
	struct node *table = page_table(body, "rest", "My other open records",
	    "You have no other open records.", "Name", "Next date", "Open since", "Record", NULL), *row;
	struct db_rows counts;
	size_t i;

	for (i = 0; i < rows->n; i++) {
		const struct db_row *w = &rows->row[i];

		row = node_add(table, "row");
		home_record_cell(h, row, w, 3);
		(void)page_cell(row, db_text(w, 4) == NULL ? "No date is running" :
		    index_day(h->r, db_text(w, 4)));
		(void)page_cell(row, index_day(h->r, db_text(w, 5)));
		home_kind_cell(h, row, w);
	}
	(void)db_list(h->r->db, &index_sql[INDEX_REST_COUNTS], &counts, h->soon, h->me);
	home_more(h, body, &counts, 1, rows->n, "open", "whose=mine");
}

/* Who only oversees others is spared four empty lists. */
static void mine_put(struct home *h, struct node *body)
{
	struct db_rows late, soon, drafts, rest;
	struct db *db = h->r->db;
	size_t all = db_list(db, &index_sql[INDEX_DUE_LATE], &late, h->me, h->r->today, h->r->today) +
	    db_list(db, &index_sql[INDEX_DUE_SOON], &soon, h->me, h->r->today, h->soon) +
	    db_list(db, &index_sql[INDEX_DRAFTS], &drafts, h->me) +
	    db_list(db, &index_sql[INDEX_REST], &rest, h->me, h->soon);

	if (all == 0 && session_role(h->r->session, "MGR COO") &&
	    !session_role(h->r->session, "PRA COA"))
		return;
	due_put(h, body, &late, &soon);
	drafts_put(h, body, &drafts);
	rest_put(h, body, &rest);
}

/* -- the page -- */

/* The moment before which a form that was last touched counts as untouched for
 * so long (modules/caf/sections.md 4.3, T11); NULL when it cannot be worked out. */
static const char *untouched(struct request *r, const char *setting)
{
	struct clock clock = { 0 };
	struct clock_due due;

	if (!clock_parse(conf_text(setting), &clock))
		log_fatal("settings: %s is not an amount and a unit", setting);
	clock.amount = -clock.amount;
	if (!clock_due(r->pool, &clock, r->today, &due)) {
		log_error("%s: %s", setting, due.error);
		return NULL;
	}
	return date_utc(r->pool, date_from_london(date_add_days(due.date, 1), 0, 0));
}

int home_show(struct request *r)
{
	struct node *body = page_begin(r, "home", "My work");
	struct home h = { .r = r };

	(void)page_heading(body, 1, "My work");
	if (!request_may(r, INDEX_FIND)) {
		(void)page_para(body, "Your role has no records of children. What it has is in the menu "
		    "above.");
		(void)page_link(body, "Messages to you", NULL, "/messages");
		return 200;
	}
	h.me = index_id(r, request_account(r));
	h.soon = date_iso(r->pool, date_add_days(date_today(), SOON));
	h.warn = untouched(r, "index.draft_warning");
	h.escalate = untouched(r, "index.draft_escalation");
	modules_load(r, &h.modules);
	(void)page_link(body, "Find a child", "button", "/search");
	notices_put(&h, body);
	mine_put(&h, body);
	(void)page_link(body, "Your dates in a calendar", NULL, "/calendar");
	(void)page_link(body, "Messages to you", NULL, "/messages");
	home_others(&h, body);
	return 200;
}
