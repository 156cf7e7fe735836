#include <string.h>

#include "date.h"
#include "filter.h"
#include "lists.h"
#include "report.h"
#include "return.h"
#include "return-lines.h"
#include "secret.h"
#include "str.h"
#include "text.h"

/* 6.1: the yearly return as it was run. Its numbers are kept as lines "l3 1 M 2":
 * table, row, column, count; of tables of years the column of the year alone. */

#define YEAR_FIRST	2009	/* 2008-09 was the first that was asked for */

const struct field lscb_return_input[] = {
	{ .name = "year", .type = FIELD_NUMBER, .max = 4, .required = true,
	  .label = "Year that ends on 31 March", .hint = "For instance 2026 for 2025 to 2026" },
	{ .name = "why", .type = FIELD_MEMO, .max = 1000, .label = "What changed",
	  .hint = "For an amendment of a return that is locked" },
	{ 0 }
};

const struct field lscb_run_input[] = {
	{ .name = "run", .type = FIELD_HANDLE, .required = true },
	{ 0 }
};

const struct field lscb_run_lock_input[] = {
	{ .name = "run", .type = FIELD_HANDLE, .required = true },
	{ .name = "sure", .type = FIELD_TICK, .required = true,
	  .label = "I have read these tables and approve them" },
	{ 0 }
};

/* -- counting -- */

static bool is_return(const struct report_measure *m)
{
	return m->topic[0] == '\0';
}

static void lines_put(struct str *s, const struct report_measure *m, const struct report_table *t)
{
	size_t i, c, first = m->years ? t->series_n - 1 : 0;

	for (i = 0; i < t->n; i++)
		for (c = first; c < t->series_n; c++)
			str_printf(s, "%s %s %s %llu\n", m->code, t->row[i].key,
			    m->years ? "N" : t->series[c].code, t->row[i].cell[c].n);
}

const char *lscb_return_body(struct request *r, int year)
{
	struct report q = report_whole(r, year - 1);
	const struct report_measure *m;
	struct report_table t;
	struct str s;

	str_init(&s, r->pool);
	for (m = lscb_reports.measures; m->code != NULL; m++)
		if (is_return(m)) {
			report_count_open(&q, m, &t);
			lines_put(&s, m, &t);
		}
	return s.data;
}

static const char *checksum_of(struct request *r, const char *body)
{
	unsigned char hash[SECRET_BYTES];

	secret_hash(body, strlen(body), hash);
	return secret_to_text(r->pool, hash, sizeof(hash));
}

/* -- reading what was kept -- */

static void run_from(struct request *r, const struct db_row *row, struct lscb_run *run_r)
{
	*run_r = (struct lscb_run){ .id = db_number(row, 0), .handle = db_text(row, 1),
	    .year = (int)db_number(row, 2), .number = db_number(row, 3), .status = db_text(row, 4),
	    .body = db_text(row, 5), .checksum = db_text(row, 6), .account = db_number(row, 7),
	    .at = db_text(row, 8),
	    .by = pool_printf(r->pool, "%s %s", db_text(row, 9), db_text(row, 10)),
	    .approved_at = db_text(row, 11), .approved_by = db_text(row, 11) == NULL ? NULL :
	        pool_printf(r->pool, "%s %s", db_text(row, 12), db_text(row, 13)),
	    .why = db_text(row, 14) };
}

bool lscb_run_read(struct request *r, struct lscb_run *run_r)
{
	struct db_row row;

	if (!db_find(r->db, &lscb_sql[LSCB_RUN_FIND], &row, input_text(&r->input, "run")))
		return false;
	run_from(r, &row, run_r);
	run_r->lines = return_lines_read(r, run_r->body);
	r->audit.detail = pool_printf(r->pool, "%d run %llu", run_r->year, run_r->number);
	return true;
}

/* The locked one before it; false: there is none. */
static bool locked_before(struct request *r, const struct lscb_run *run, struct lscb_run *locked_r)
{
	struct db_row row;

	if (!db_find(r->db, &lscb_sql[LSCB_RUN_LOCKED], &row, (unsigned long long)run->year,
	    run->number))
		return false;
	run_from(r, &row, locked_r);
	return true;
}

static bool newest(struct request *r, const struct lscb_run *run)
{
	struct db_row row;

	return db_find(r->db, &lscb_sql[LSCB_RUN_LAST], &row, (unsigned long long)run->year) &&
	    db_number(&row, 0) == run->number;
}

/* -- what must hold before it is locked (6.1) -- */

static const char *const columns[] = { "M", "N", "I" };
#define COLUMNS	(sizeof(columns) / sizeof(columns[0]))

static const struct { const char *table, *title; } of_all[] = {
	{ "l2", "L2 adds up to L1" }, { "l3", "L3 adds up to L1" }, { "l4", "L4 adds up to L1" },
	{ "l5", "L5 adds up to L1" }, { "l6", "L6 adds up to L1" }, { "l7", "L7 adds up to L1" },
	{ "l8", "L8 adds up to L1" }, { "l9", "L9 adds up to L1" }, { "l10", "L10 adds up to L1" },
	{ "l11", "L11 adds up to L1" }, { "l12", "L12 adds up to L1" }, { "l13", "L13 adds up to L1" }
};
static const struct { const char *table, *title; } of_each[] = {
	{ "l2", "Each review has a day of death and of completion" },
	{ "l3", "Each review has an age band" }, { "l4", "Each review has a sex" },
	{ "l8", "Each review has a category" }
};

static bool adds_up(const struct lscb_run *run, const char *table)
{
	bool same = true;
	size_t c;

	for (c = 0; c < COLUMNS; c++)
		same = same && return_sum(run->lines, table, columns[c]) == return_sum(run->lines, "l1", columns[c]);
	return same;
}

static bool each_has(const struct lscb_run *run, const char *table)
{
	bool all = true;
	size_t c;

	for (c = 0; c < COLUMNS; c++)
		all = all && return_kept(run->lines, &(struct return_line){ .table = table, .key = "-",
		    .series = columns[c] }) == 0;
	return all;
}

static bool check_put(struct node *table, const char *title, bool holds)
{
	struct node *row;

	if (table != NULL) {
		row = node_add(table, "row");
		node_set(page_cell(row, title), "head", "yes");
		node_set(page_cell(row, holds ? "Holds" : "Does not hold"), "tag",
		    holds ? "green" : "red");
	}
	return holds;
}

/* table NULL: only asked. */
static bool checks(struct request *r, const struct lscb_run *run, struct node *table)
{
	struct db_rows unlike = { 0 };
	bool good = true;
	size_t i;

	for (i = 0; i < sizeof(of_all) / sizeof(of_all[0]); i++)
		good = check_put(table, of_all[i].title, adds_up(run, of_all[i].table)) && good;
	for (i = 0; i < sizeof(of_each) / sizeof(of_each[0]); i++)
		good = check_put(table, of_each[i].title, each_has(run, of_each[i].table)) && good;
	(void)db_list(r->db, &lscb_sql[LSCB_RUN_UNLIKE], &unlike, (unsigned long long)run->year);
	return check_put(table, "Conclusions and modifiable factors agree", unlike.n == 0) && good;
}

/* -- pages -- */

static const char *year_label(struct request *r, int year)
{
	return pool_printf(r->pool, "%d to %d", year - 1, year);
}

static void status_cell(struct request *r, struct node *row, const struct lscb_run *run)
{
	bool run_only = strcmp(run->status, "RUN") == 0;

	node_set(page_cell(row, lists_label("lscb-return", run->status, r->today)), "tag",
	    run_only ? "yellow" : "green");
}

void lscb_return_link(struct request *r, struct node *body)
{
	(void)page_link(page_para(body, ""), "Annual report", NULL, "/lscb/annual");
	if (request_may(r, LSCB_RETURN))
		(void)page_link(page_para(body, ""), "Runs of the return, and its approval", NULL,
		    "/lscb/return");
	if (request_may(r, LSCB_ROWS))
		(void)page_link(page_para(body, ""), "What is kept of destroyed cases", NULL, "/lscb/kept");
}

static int returns_page(struct request *r, int status)
{
	struct node *body = page_begin(r, "return", "Yearly return"), *table, *row, *form;
	struct db_rows rows;
	struct lscb_run run;
	size_t i;

	page_back(r, "Reports", "/lscb/report");
	(void)page_heading(body, 1, "Yearly return");
	(void)db_list(r->db, &lscb_sql[LSCB_RUNS], &rows);
	table = page_table(body, "runs", "Runs", "The return has not been run yet.", "Year", "Run",
	    "Status", "Made", "By", "Approved", "By", NULL);
	for (i = 0; i < rows.n; i++) {
		run_from(r, &rows.row[i], &run);
		row = node_add(table, "row");
		(void)page_cell(row, year_label(r, run.year));
		node_set(page_cell(row, pool_printf(r->pool, "%llu", run.number)), "href",
		    pool_printf(r->pool, "/lscb/return/%s", run.handle));
		status_cell(r, row, &run);
		node_set(page_cell(row, page_when(r, run.at)), "kind", "nowrap");
		(void)page_cell(row, run.by);
		node_set(page_cell(row, run.approved_at == NULL ? "" : page_when(r, run.approved_at)),
		    "kind", "nowrap");
		(void)page_cell(row, run.approved_by == NULL ? "" : run.approved_by);
	}
	if (request_may(r, LSCB_WORK)) {
		(void)page_heading(body, 2, "Run the return");
		form = page_form(r, body, "/lscb/return");
		page_fields(r, form, lscb_return_input);
		(void)page_button(page_buttons(form), "Run", NULL, NULL, NULL);
	}
	return status;
}

int lscb_returns(struct request *r)
{
	return returns_page(r, 200);
}

/* Two at the same moment: the number is unique by year, so one of them is told. */
int lscb_return_run(struct request *r)
{
	unsigned long long year = filter_number(r, "year"), number = 0, id;
	const char *handle = secret_handle(r->pool), *body;
	struct db_row row;

	if (!input_valid(&r->input, r->pool))
		return returns_page(r, 422);
	if (year < YEAR_FIRST || (int)year > report_year(date_today()) + 1) {
		input_refuse(&r->input, "year", "The year must be from 2009 to the one that runs");
		return returns_page(r, 422);
	}
	if (db_find(r->db, &lscb_sql[LSCB_RUN_LAST], &row, year))
		number = db_number(&row, 0) + 1;
	body = lscb_return_body(r, (int)year);
	id = db_insert(r->db, &lscb_sql[LSCB_RUN_ADD], handle, year, number, body,
	    checksum_of(r, body), request_account(r), input_text(&r->input, "why"));
	if (id == 0)
		return page_message(r, 409, "Somebody else ran it", "Somebody else ran the return of "
		    "this year at the same moment. Go back and look at their run.");
	(void)db_write(r->db, &lscb_sql[LSCB_RUN_ROWS_ADD], id, year);
	r->audit.detail = pool_printf(r->pool, "%llu run %llu", year, number);
	return request_redirect(r, "/lscb/return/%s", handle);
}

static unsigned long long number_put(struct request *r, struct node *row, const struct lscb_run *run,
    const char *table, const char *key, const char *series)
{
	unsigned long long n = return_kept(run->lines, &(struct return_line){ .table = table, .key = key,
	    .series = series });

	node_set(page_cell(row, pool_printf(r->pool, "%llu", n)), "numeric", "yes");
	return n;
}

const char *lscb_run_label(struct request *r, const struct report_measure *m, const char *key)
{
	if (strcmp(key, "-") == 0)
		return "Not said";
	return m->list == NULL ? "All" : lists_label(m->list, key, r->today);
}

static void measure_put(struct request *r, struct node *body, const struct lscb_run *run,
    const struct report_measure *m)
{
	struct node *table = m->years ?
	    page_table(body, m->code, m->title, "Nothing to count.", m->what, "Total", NULL) :
	    page_table(body, m->code, m->title, "Nothing to count.", m->what, "Modifiable",
	    "None modifiable", "Insufficient", "Total", NULL), *row;
	const char *before = "";
	unsigned long long all;
	size_t i, c;

	for (i = 0; i < run->lines->n; i++) {
		const struct return_line line = run->lines->line[i];

		if (strcmp(line.table, m->code) != 0 || strcmp(line.key, before) == 0)
			continue;
		before = line.key;
		row = node_add(table, "row");
		node_set(page_cell(row, lscb_run_label(r, m, line.key)), "head", "yes");
		if (m->years) {
			(void)number_put(r, row, run, m->code, line.key, "N");
			continue;
		}
		for (all = 0, c = 0; c < COLUMNS; c++)
			all += number_put(r, row, run, m->code, line.key, columns[c]);
		node_set(page_cell(row, pool_printf(r->pool, "%llu", all)), "numeric", "yes");
	}
}

static void difference_put(struct request *r, struct node *table, const struct return_line *line,
    unsigned long long from, unsigned long long to)
{
	const struct report_measure *m = report_measure(r, line->table);
	struct node *row;

	if (from == to || m == NULL)
		return;
	row = node_add(table, "row");
	node_set(page_cell(row, m->title), "head", "yes");
	(void)page_cell(row, lscb_run_label(r, m, line->key));
	(void)page_cell(row, m->years ? "Total" : lists_label("lscb-conclusion", line->series, r->today));
	node_set(page_cell(row, pool_printf(r->pool, "%llu", from)), "numeric", "yes");
	node_set(page_cell(row, pool_printf(r->pool, "%llu", to)), "numeric", "yes");
}

/* What stood before and what stands now; a line that one of them lacks counts 0. */
static void differences_put(struct request *r, struct node *body, const char *caption,
    const char *from, const char *to)
{
	struct node *table = page_table(body, "differences", caption, "No number differs.", "Table",
	    "Row", "Column", "Before", "Now", NULL);
	const struct return_lines *old = return_lines_read(r, from), *now = return_lines_read(r, to);
	const struct return_line *line;

	for (line = old->line; line < old->line + old->n; line++)
		difference_put(r, table, line, line->n, return_kept(now, line));
	for (line = now->line; line < now->line + now->n; line++)
		if (return_kept(old, line) == 0)
			difference_put(r, table, line, 0, line->n);
}

/* 6.1: of those with a judgement, as the country counts it, and of all. */
static const char *modifiable(struct request *r, const struct lscb_run *run)
{
	double m = (double)return_sum(run->lines, "l1", "M"), n = (double)return_sum(run->lines, "l1", "N");
	double all = m + n + (double)return_sum(run->lines, "l1", "I");

	return m + n == 0 ? "none" : pool_printf(r->pool, "%.0f%% of the %.0f with a judgement, as the "
	    "country counts it; %.0f%% of all %.0f", m * 100 / (m + n), m + n, m * 100 / all, all);
}

static void facts_put(struct request *r, struct node *body, const struct lscb_run *run)
{
	struct node *s = node_add(body, "summary");

	(void)page_row(s, "Year", year_label(r, run->year));
	(void)page_row(s, "Run", pool_printf(r->pool, "%llu, by %s, %s", run->number, run->by,
	    page_when(r, run->at)));
	(void)page_row(s, "Status", lists_label("lscb-return", run->status, r->today));
	if (run->approved_at != NULL)
		(void)page_row(s, "Approved", pool_printf(r->pool, "%s, %s", run->approved_by,
		    page_when(r, run->approved_at)));
	(void)page_row(s, "With modifiable factors", modifiable(r, run));
	if (run->why[0] != '\0')
		(void)page_row(s, "What changed", run->why);
	(void)page_row(s, "Checksum", run->checksum);
}

/* The chair who has not made it; nobody a second time. */
static bool may_lock(struct request *r, const struct lscb_run *run)
{
	return request_may(r, LSCB_APPROVE) && run->account != request_account(r) &&
	    strcmp(run->status, "RUN") == 0 && newest(r, run);
}

/* Two reviews that change places leave every number as it was, and two rows that differ. */
static bool rows_same(struct request *r, const struct lscb_run *a, const struct lscb_run *b)
{
	struct db_rows of_a, of_b;
	size_t i;

	(void)db_list(r->db, &lscb_sql[LSCB_RUN_ROWS], &of_a, a->id);
	(void)db_list(r->db, &lscb_sql[LSCB_RUN_ROWS], &of_b, b->id);
	for (i = 0; i < of_a.n && i < of_b.n; i++)
		if (strcmp(db_text(&of_a.row[i], 0), db_text(&of_b.row[i], 0)) != 0)
			return false;
	return of_a.n == of_b.n;
}

/* The first, or one that says something else than the one that was locked. */
static bool says_more(struct request *r, const struct lscb_run *run)
{
	struct lscb_run before;

	return !locked_before(r, run, &before) || strcmp(before.body, run->body) != 0 ||
	    !rows_same(r, run, &before);
}

static void lock_put(struct request *r, struct node *body, const struct lscb_run *run, bool good)
{
	struct node *form;

	if (!may_lock(r, run))
		return;
	if (!says_more(r, run)) {
		(void)page_para(body, "There is nothing to approve: it is the return that was locked.");
		return;
	}
	if (!good) {
		(void)page_para(body, "It cannot be approved while one of the checks does not hold.");
		return;
	}
	form = page_form(r, body, pool_printf(r->pool, "/lscb/return/%s", run->handle));
	page_field_of(r, form, &lscb_run_lock_input[1], r->route->input == lscb_run_lock_input);
	(void)page_button(page_buttons(form), "Approve and lock", NULL, NULL, NULL);
}

static void compare_put(struct request *r, struct node *body, const struct lscb_run *run)
{
	struct lscb_run before;

	if (locked_before(r, run, &before))
		differences_put(r, body, "Differences from the return that was locked before",
		    before.body, run->body);
	else if (strcmp(run->status, "RUN") != 0)
		differences_put(r, body, "What has changed since, and is not in this return",
		    run->body, lscb_return_body(r, run->year));
}

static int run_page(struct request *r, const struct lscb_run *run, int status)
{
	struct node *body = page_begin(r, "return", pool_printf(r->pool, "Return %s",
	    year_label(r, run->year))), *para;
	const struct report_measure *m;
	bool good;

	page_about(r, pool_printf(r->pool, "run %llu", run->number));
	page_back(r, "Yearly return", "/lscb/return");
	(void)page_heading(body, 1, pool_printf(r->pool, "Return %s", year_label(r, run->year)));
	facts_put(r, body, run);
	good = checks(r, run, page_table(body, "checks", run->approved_at == NULL ?
	    "Before it is approved" : "What must hold", "", "Check", "Result", NULL));
	lscb_plausible_put(r, body, run->body, run->id);
	compare_put(r, body, run);
	lock_put(r, body, run, good);
	for (m = lscb_reports.measures; m->code != NULL; m++)
		if (is_return(m))
			measure_put(r, body, run, m);
	para = page_para(body, "");
	(void)page_link(para, "Download the tables", NULL, "/lscb/return/%s/TABLES", run->handle);
	if (request_may(r, LSCB_ROWS)) {
		node_text(para, " or ");
		(void)page_link(para, "a row for each review, without names", NULL,
		    "/lscb/return/%s/ROWS", run->handle);
	}
	return status;
}

int lscb_run_show(struct request *r)
{
	struct lscb_run run;

	return lscb_run_read(r, &run) ? run_page(r, &run, 200) : page_not_found(r);
}

int lscb_run_lock(struct request *r)
{
	struct lscb_run run, before;

	if (!lscb_run_read(r, &run) || !may_lock(r, &run))
		return page_not_found(r);
	if (!input_valid(&r->input, r->pool) || !checks(r, &run, NULL) || !says_more(r, &run))
		return run_page(r, &run, 422);
	if (db_write(r->db, &lscb_sql[LSCB_RUN_LOCK], locked_before(r, &run, &before) ? "AMENDMENT" :
	    "LOCKED", request_account(r), run.id) != 1)
		return page_message(r, 409, "Already approved", "Somebody else has approved this run.");
	return request_redirect(r, "/lscb/return/%s", run.handle);
}
