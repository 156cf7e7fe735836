#include <stdlib.h>
#include <string.h>

#include "date.h"
#include "index.h"

#define SOON	7	/* days that are "due soon" */

/* Records and dates of one person, over all modules. */
struct load {
	struct db_rows work;
	const struct db_row **due;	/* by date */
	size_t due_n;
};

struct home {
	struct request *r;
	struct db_rows modules;
	const char *soon;		/* last day of "soon" */
};

enum { W_MODULE, W_RELATION, W_HANDLE, W_REFERENCE, W_SUBJECT, W_OPENED, W_DRAFT };
enum { D_MODULE, D_HANDLE, D_REFERENCE, D_SUBJECT, D_TITLE, D_ON, D_WHY };

/* -- reading -- */

static bool same_record(const struct db_row *a, unsigned a_handle, const struct db_row *b,
    unsigned b_handle)
{
	return strcmp(db_text(a, 0), db_text(b, 0)) == 0 &&
	    strcmp(db_text(a, a_handle), db_text(b, b_handle)) == 0;
}

static bool owned(const struct load *l, const struct db_row *work)
{
	size_t i;

	for (i = 0; i < l->work.n; i++)
		if (strcmp(db_text(&l->work.row[i], W_RELATION), "OWNER") == 0 &&
		    same_record(&l->work.row[i], W_HANDLE, work, W_HANDLE))
			return true;
	return false;
}

/* Is there an earlier row of the same record (a person with two parts in it)? */
static bool repeated(const struct load *l, size_t n)
{
	size_t i;

	for (i = 0; i < n; i++)
		if (same_record(&l->work.row[i], W_HANDLE, &l->work.row[n], W_HANDLE))
			return true;
	return false;
}

static void due_more(struct request *r, struct load *l, const struct db_rows *rows)
{
	const struct db_row **more = pool_array(r->pool, l->due_n + rows->n + 1, sizeof(*more));
	size_t i;

	if (l->due_n > 0)
		memcpy(more, l->due, l->due_n * sizeof(*more));
	for (i = 0; i < rows->n; i++)
		more[l->due_n++] = &rows->row[i];
	l->due = more;
}

static int by_due(const void *a, const void *b)
{
	const struct db_row *const *x = a, *const *y = b;
	int order = strcmp(db_text(*x, D_ON), db_text(*y, D_ON));

	return order != 0 ? order : strcmp(db_text(*x, D_HANDLE), db_text(*y, D_HANDLE));
}

/* own: the dates of their own records only, so that a team's list has each
 * date once. */
static void load_read(struct request *r, unsigned long long account, bool own, struct load *l)
{
	struct db_rows rows;
	size_t i;

	*l = (struct load){ 0 };
	(void)db_list(r->db, &index_sql[INDEX_WORK], &l->work, index_id(r, account),
	    index_id(r, request_account(r)));
	(void)db_list(r->db, &index_sql[INDEX_DUE_OWNER], &rows, index_id(r, account),
	    index_id(r, request_account(r)));
	due_more(r, l, &rows);
	for (i = 0; i < l->work.n && !own; i++) {
		if (owned(l, &l->work.row[i]) || repeated(l, i))
			continue;
		(void)db_list(r->db, &index_sql[INDEX_DUE_RECORD], &rows,
		    db_text(&l->work.row[i], W_MODULE), db_text(&l->work.row[i], W_HANDLE));
		due_more(r, l, &rows);
	}
	if (l->due_n > 1)
		qsort(l->due, l->due_n, sizeof(*l->due), by_due);
}

/* The first date of the record in this row, NULL when none is running. */
static const struct db_row *next_due(const struct load *l, const struct db_row *row,
    unsigned handle)
{
	size_t i;

	for (i = 0; i < l->due_n; i++)
		if (same_record(l->due[i], D_HANDLE, row, handle))
			return l->due[i];
	return NULL;
}

/* -- cells -- */

static void record_cell(struct home *h, struct node *row, const char *module, const char *handle,
    const char *subject)
{
	struct node *cell = page_cell(row, subject);

	node_set(cell, "head", "yes");
	node_set(cell, "href", pool_printf(h->r->pool, "/%s/case/%s", module, handle));
}

static const char *kind(struct home *h, const char *module, const char *reference)
{
	const char *title = module_title(h->r, &h->modules, module);

	return reference == NULL ? title : pool_printf(h->r->pool, "%s, %s", title, reference);
}

static long days_from_today(const char *iso)
{
	struct date date;

	return date_parse(iso, &date) ? date_days(date_today(), date) : 0;
}

static void date_cell(struct home *h, struct node *row, const char *iso)
{
	long days = days_from_today(iso);
	const char *day = index_day(h->r, iso);
	struct node *cell;

	if (days >= 0) {
		(void)page_cell(row, days == 0 ? pool_printf(h->r->pool, "%s, today", day) : day);
		return;
	}
	cell = page_cell(row, pool_printf(h->r->pool, "%s, %ld day%s late", day, -days,
	    days == -1 ? "" : "s"));
	node_set(cell, "kind", "overdue");
}

static void due_row(struct home *h, struct node *table, const struct db_row *due, const char *who)
{
	struct node *row = node_add(table, "row");

	record_cell(h, row, db_text(due, D_MODULE), db_text(due, D_HANDLE), db_text(due, D_SUBJECT));
	if (who != NULL)
		(void)page_cell(row, who);
	(void)page_cell(row, db_text(due, D_TITLE));
	date_cell(h, row, db_text(due, D_ON));
	(void)page_cell(row, db_text(due, D_WHY));
	(void)page_cell(row, kind(h, db_text(due, D_MODULE), db_text(due, D_REFERENCE)));
}

/* -- mine -- */

static bool late(const struct home *h, const struct db_row *due)
{
	return strcmp(db_text(due, D_ON), h->r->today) < 0;
}

static bool soon(const struct home *h, const struct db_row *due)
{
	return !late(h, due) && strcmp(db_text(due, D_ON), h->soon) <= 0;
}

static void overdue_put(struct home *h, struct node *body, const struct load *l)
{
	struct node *table = page_table(body, "overdue", "Overdue", "Nothing of yours is overdue.",
	    "Name", "What is due", "Due", "Why", "Record", NULL);
	size_t i;

	for (i = 0; i < l->due_n; i++)
		if (late(h, l->due[i]))
			due_row(h, table, l->due[i], NULL);
}

static void soon_put(struct home *h, struct node *body, const struct load *l)
{
	struct node *table = page_table(body, "soon", "Due in the next 7 days",
	    "Nothing of yours is due in the next 7 days.", "Name", "What is due", "Due", "Why",
	    "Record", NULL);
	size_t i;

	for (i = 0; i < l->due_n; i++)
		if (soon(h, l->due[i]))
			due_row(h, table, l->due[i], NULL);
}

static void rest_row(struct home *h, struct node *table, const struct db_row *work)
{
	struct node *row = node_add(table, "row");

	record_cell(h, row, db_text(work, W_MODULE), db_text(work, W_HANDLE), db_text(work, W_SUBJECT));
	(void)page_cell(row, "No date is running");
	(void)page_cell(row, "");
	(void)page_cell(row, "");
	(void)page_cell(row, kind(h, db_text(work, W_MODULE), db_text(work, W_REFERENCE)));
}

/* By their next date; those without one last. */
static void rest_put(struct home *h, struct node *body, const struct load *l)
{
	struct node *table = page_table(body, "rest", "My other open records",
	    "You have no other open records.", "Name", "What is due", "Due", "Why", "Record", NULL);
	size_t i;

	for (i = 0; i < l->due_n; i++)
		if (!late(h, l->due[i]) && !soon(h, l->due[i]) &&
		    next_due(l, l->due[i], D_HANDLE) == l->due[i])
			due_row(h, table, l->due[i], NULL);
	for (i = 0; i < l->work.n; i++)
		if (!repeated(l, i) && next_due(l, &l->work.row[i], W_HANDLE) == NULL)
			rest_row(h, table, &l->work.row[i]);
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

static void drafts_put(struct home *h, struct node *body, const struct load *l)
{
	struct node *table = page_table(body, "drafts", "Unfinished work",
	    "You have left nothing unfinished.", "Name", "Last typed", "Record", NULL);
	struct node *row;
	size_t i;

	for (i = 0; i < l->work.n; i++) {
		const struct db_row *work = &l->work.row[i];

		if (db_text(work, W_DRAFT) == NULL || repeated(l, i))
			continue;
		row = node_add(table, "row");
		record_cell(h, row, db_text(work, W_MODULE), db_text(work, W_HANDLE),
		    db_text(work, W_SUBJECT));
		(void)page_cell(row, age(h, db_text(work, W_DRAFT)));
		(void)page_cell(row, kind(h, db_text(work, W_MODULE), db_text(work, W_REFERENCE)));
	}
}

/* -- my team: people whose manager I am -- */

struct member {
	const char *name;
	bool gone;			/* the account is closed: their records are nobody's */
	struct load load;
};

static size_t team_read(struct request *r, struct member **team_r)
{
	struct db_rows rows;
	struct member *team;
	size_t i;

	(void)db_list(r->db, &index_sql[INDEX_STAFF], &rows, request_account(r));
	team = pool_array(r->pool, rows.n + 1, sizeof(*team));
	for (i = 0; i < rows.n; i++) {
		team[i].name = pool_printf(r->pool, "%s %s", db_text(&rows.row[i], 1),
		    db_text(&rows.row[i], 2));
		team[i].gone = db_number(&rows.row[i], 3) != 0;
		load_read(r, db_number(&rows.row[i], 0), true, &team[i].load);
	}
	*team_r = team;
	return rows.n;
}

static size_t open_records(const struct load *l)
{
	size_t i, n = 0;

	for (i = 0; i < l->work.n; i++)
		n += !repeated(l, i);
	return n;
}

static void count_cell(struct home *h, struct node *row, size_t n)
{
	node_set(page_cell(row, pool_printf(h->r->pool, "%zu", n)), "numeric", "yes");
}

static void team_counts(struct home *h, struct node *body, const struct member *team, size_t n)
{
	struct node *table = page_table(body, "team", "My team", "Nobody has you as their manager.",
	    "Name", "Open records", "Overdue", "Due in 7 days", NULL), *row, *col;
	size_t i, k, overdue, near;

	for (col = node_next(node_child(table, "col"), "col"); col != NULL; col = node_next(col, "col"))
		node_set(col, "numeric", "yes");
	for (i = 0; i < n; i++) {
		const struct load *l = &team[i].load;

		if (team[i].gone)
			continue;
		for (k = overdue = near = 0; k < l->due_n; k++) {
			overdue += late(h, l->due[k]);
			near += soon(h, l->due[k]);
		}
		row = node_add(table, "row");
		node_set(page_cell(row, team[i].name), "head", "yes");
		count_cell(h, row, open_records(l));
		count_cell(h, row, overdue);
		count_cell(h, row, near);
	}
}

struct team_due {
	const struct db_row *due;
	const char *who;
};

static int by_team_due(const void *a, const void *b)
{
	const struct team_due *x = a, *y = b;

	return by_due(&x->due, &y->due);
}

static void team_dates(struct home *h, struct node *body, const struct member *team, size_t n)
{
	struct node *table = page_table(body, "team-dates", "My team's dates, overdue and next 7 days",
	    "Nothing of your team's is overdue or due in the next 7 days.", "Name", "Who",
	    "What is due", "Due", "Why", "Record", NULL);
	struct team_due *list;
	size_t i, k, all = 0, m = 0;

	for (i = 0; i < n; i++)
		all += team[i].load.due_n;
	list = pool_array(h->r->pool, all + 1, sizeof(*list));
	for (i = 0; i < n; i++)
		for (k = 0; k < team[i].load.due_n; k++)
			if (late(h, team[i].load.due[k]) || soon(h, team[i].load.due[k]))
				list[m++] = (struct team_due){ team[i].load.due[k], team[i].name };
	if (m > 1)
		qsort(list, m, sizeof(*list), by_team_due);
	for (i = 0; i < m; i++)
		due_row(h, table, list[i].due, list[i].who);
}

/* -- unallocated: open, and their owner's account is closed -- */

static struct node *unallocated_table(struct node *body)
{
	return page_table(body, "unallocated", "Unallocated", "Every open record has somebody who "
	    "works on it.", "Name", "Was with", "Open since", "Record", NULL);
}

static void unallocated_row(struct home *h, struct node *table, const char *module,
    const char *handle, const char *subject, const char *who, const char *opened,
    const char *reference)
{
	struct node *row = node_add(table, "row");

	record_cell(h, row, module, handle, subject);
	(void)page_cell(row, who);
	(void)page_cell(row, index_day(h->r, opened));
	(void)page_cell(row, kind(h, module, reference));
}

static void left_in_team(struct home *h, struct node *table, const struct member *team, size_t n)
{
	size_t i, k;

	for (i = 0; i < n; i++)
		for (k = 0; team[i].gone && k < team[i].load.work.n; k++) {
			const struct db_row *w = &team[i].load.work.row[k];

			if (strcmp(db_text(w, W_RELATION), "OWNER") == 0)
				unallocated_row(h, table, db_text(w, W_MODULE), db_text(w, W_HANDLE),
				    db_text(w, W_SUBJECT), team[i].name, db_text(w, W_OPENED),
				    db_text(w, W_REFERENCE));
		}
}

static void left_anywhere(struct home *h, struct node *table)
{
	struct db_rows rows;
	size_t i;

	(void)db_list(h->r->db, &index_sql[INDEX_LEFT_BEHIND], &rows);
	for (i = 0; i < rows.n; i++) {
		const struct db_row *w = &rows.row[i];

		unallocated_row(h, table, db_text(w, 0), db_text(w, 1), db_text(w, 3),
		    pool_printf(h->r->pool, "%s %s", db_text(w, 5), db_text(w, 6)), db_text(w, 4),
		    db_text(w, 2));
	}
}

static void others_put(struct home *h, struct node *body)
{
	bool everybody = session_role(h->r->session, "COO");
	struct member *team = NULL;
	size_t n = 0;

	if (!everybody && !session_role(h->r->session, "MGR"))
		return;
	if (session_role(h->r->session, "MGR")) {
		n = team_read(h->r, &team);
		team_counts(h, body, team, n);
		team_dates(h, body, team, n);
	}
	if (everybody)
		left_anywhere(h, unallocated_table(body));
	else
		left_in_team(h, unallocated_table(body), team, n);
}

int home_show(struct request *r)
{
	struct node *body = page_begin(r, "home", "My work");
	struct home h = { .r = r };
	struct load mine;

	h.soon = date_iso(r->pool, date_add_days(date_today(), SOON));
	(void)page_heading(body, 1, "My work");
	if (!request_may(r, INDEX_FIND)) {
		(void)page_para(body, "Your role has no records of children. What it has is in the menu "
		    "above.");
		return 200;
	}
	modules_load(r, &h.modules);
	load_read(r, request_account(r), false, &mine);
	(void)page_link(body, "Find a child", "button", "/search");
	overdue_put(&h, body, &mine);
	soon_put(&h, body, &mine);
	rest_put(&h, body, &mine);
	drafts_put(&h, body, &mine);
	others_put(&h, body);
	return 200;
}
