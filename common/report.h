/*
 * report: what a module counts, and the records behind each number. A number
 * and its rows come from the same statement (report-sql.h), so they agree.
 *
 * A module with casework hands over one struct report_book (module.reports) and
 * points five rows of its route table here:
 *
 *	{ GET, "/x/report", X_OVERSEE, report_input, report_show, 0, "report.show" },
 *	{ GET, "/x/report/:topic", X_OVERSEE, report_input, report_show, 0, "report.topic" },
 *	{ GET, "/x/report/rows/:measure", X_OVERSEE, report_rows_input, report_rows, 0, "report.rows" },
 *	{ GET, "/x/report/export/:measure", X_OVERSEE, report_export_input, report_export_show, 0,
 *	  "report.export.show" },
 *	{ POST, "/x/report/export/:measure", X_OVERSEE, report_export_input, report_export,
 *	  ROUTE_LOOKS, "report.export" },
 *
 * One more number is then a row of its measures and the two statements that
 * report-sql.h makes from one SELECT.
 *
 * Counted is what the lists would show this reader: the whole service, or the
 * records of own staff. What is unlisted is in nobody's numbers, and what is
 * restricted in those of the whole service alone, where the module counts it at
 * all (report-sql.h). Behind a number a restricted record is a row only for who
 * may open it; for the others it is there and tells nothing.
 */
#ifndef EVERYCHILD_REPORT_H
#define EVERYCHILD_REPORT_H

#include "page.h"
#include "request.h"

struct date;
struct report;
struct report_table;

#define REPORT_YEAR_MONTH	4	/* in which the year of an authority begins */
#define REPORT_YEARS	3	/* side by side: a year and the two before */

struct report_series {
	const char *code, *label;
};

/* What must hold between rows of a measure of years, and what is shown beside
 * it: "L3 <= L2", "L9 = L9' + L4 - L8" (' is the year before), or "L3 % L2", the
 * one as a share of the other. Keys and signs are separated by one space. */
struct report_check {
	const char *title;		/* in words; {terms} */
	const char *rule;
};

/* One table. */
struct report_measure {
	const char *code, *topic;	/* in addresses; code is 12 characters at most */
	const char *title;		/* {terms}, as all words here */
	const char *note;		/* as report_text reads it; NULL: none */
	const char *what;		/* over the rows */
	const char *day;		/* what the day of a row is: "Registered" */
	const char *list;		/* code list of the rows, or: */
	void (*keys)(const struct report *report, struct report_table *table);
	const struct report_series *series;	/* with years: one, "" */
	size_t series_n;
	enum page_chart_kind kind;
	unsigned counts, rows;		/* numbers of the module's statements */
	/* That which counts records that were destroyed, of which nothing is left but
	 * this (report-sql.h); 0: none are counted. */
	unsigned gone;
	bool timed;			/* its rows took days; series are TIME LATE RUN OVER */
	bool now;			/* as it is today, whatever the period */
	bool states;			/* its rows are the states of the records */
	bool clocked;			/* one clock can be chosen */
	bool sparse;			/* rows that count nothing are left out */
	bool years;			/* its columns are REPORT_YEARS years, the last that of the period */
	bool lines;			/* its rows are not parts of a whole: a list of counts */
	bool published;			/* counts below the book's least are left out (report_hide) */
	bool cut;			/* can be counted by one of the book's cuts (REPORT_CUT) */
	bool summed;			/* counts more than records: its rows say how many, by `unit` */
	const char *unit;		/* "Sessions" */
	/* Columns, "TIME LATE", shown as a share of each row, over time as a line. */
	const char *share, *share_title;
	const struct report_check *checks;	/* with years; ends with a NULL title. NULL: none */
	/* "pf1 L9": each column adds up to what stands in that row of that measure, of
	 * years or with the same columns. What is hidden there is then not to be worked
	 * out from here. NULL: none. */
	const char *whole;
};

struct report_topic {
	const char *code, *label;	/* the first, the page of the path itself, has code "" */
};

/* By what else than its own rows a measure can be counted: `code` is what the
 * statement's cut is asked by (report-sql.h, REPORT_CUT_COUNTS). */
struct report_cut {
	const char *code, *label;	/* code: 8 characters at most */
	void (*keys)(const struct report *report, struct report_table *table);
};

/* What can be chosen beside the period. */
enum report_filter {
	REPORT_BY_TEAM = 1,
	REPORT_BY_HOLDER = 2,
	REPORT_BY_AREA = 4,
	REPORT_BY_CLOCK = 8		/* on topics with a measure that is clocked */
};

struct report_book {
	const char *path;		/* "/x/report" */
	const char *records;		/* what is counted: "cases"; a word of file names, too */
	const char *service;		/* roles that count the whole service's, others own staff's */
	const char *staff;		/* those in words: "My staff's cases" */
	/* What is not counted, a sentence each: for them, for the others, and what
	 * else with an area chosen. */
	const char *left_out, *left_out_staff, *left_out_area;
	const char *holder;		/* who holds a record: "assessor" */
	unsigned filters;		/* set of report_filter */
	unsigned years;			/* that are offered, from 1 April to 31 March; 0: none */
	const struct report_topic *topics;	/* end with a NULL label */
	const struct report_measure *measures;	/* end with a NULL code */
	unsigned rows_permission;	/* who may open the records behind a number; 0: every reader */
	/* Who reads counts below the least, which the others see as what is published;
	 * 0: every reader. */
	unsigned exact_permission;
	/* Who reads who is behind a number; the others have names they can tell apart and
	 * nothing else. 0: every reader of the rows. */
	unsigned names_permission;
	/* Whoever does not read exact numbers chooses whole years alone: of two periods that
	 * differ by a day the difference is one of the numbers left out. */
	bool coarse;
	const struct report_cut *cuts;	/* end with a NULL code; NULL: none */
	unsigned year_month;		/* in which its years begin; 0: REPORT_YEAR_MONTH */
	/* Working days after the period within which what it asks for may still be
	 * done: p.closing of report-sql.h. */
	unsigned grace;
	unsigned sql_teams, sql_holders, sql_area;	/* REPORT_SQL_TEAMS and so on */
	const char *rows_setting;	/* how many rows a file may have: "x.export_rows" */
	const char *least_setting;	/* the least number that is published; NULL: none is */
	bool says_small;		/* a count below it reads "<5" where others left out read [c] */
	/* What else of the module's own stands on the pages; NULL: nothing. */
	void (*more)(struct request *r, struct node *body);
};

/* -- the pages -- */

/* What each of them can be asked. */
#define REPORT_INPUT \
	{ .name = "from", .type = FIELD_DATE, .label = "The first day" }, \
	{ .name = "to", .type = FIELD_DATE, .label = "The last day" }, \
	{ .name = "year", .type = FIELD_NUMBER, .max = 4 }, \
	{ .name = "team", .type = FIELD_NUMBER, .label = "The team" }, \
	{ .name = "holder", .type = FIELD_NUMBER, .label = "The holder" }, \
	{ .name = "area", .type = FIELD_TEXT, .max = 10, .label = "The area" }, \
	{ .name = "clock", .type = FIELD_TOKEN, .max = 4, .label = "The clock" }, \
	{ .name = "by", .type = FIELD_TOKEN, .max = 8, .label = "What it is counted by" }
extern const struct field report_input[], report_rows_input[], report_export_input[];
int report_show(struct request *r);
int report_rows(struct request *r);
int report_export_show(struct request *r);
int report_export(struct request *r);

/* -- what is asked: codes, numbers and days only, for they stand in addresses -- */

struct report {
	struct request *r;
	const struct report_book *book;
	const char *from, *to;		/* days, both included */
	int year;			/* that from 1 April in which `to` falls */
	bool by_year;			/* the period is that year */
	const char *area;		/* postcode district, "SM1"; "" all */
	const char *children;		/* those of the area, a JSON list of numbers */
	const char *clock;		/* "T2"; "" all */
	const struct report_cut *cut;	/* NULL: each measure by its own rows */
	unsigned long long team, holder;	/* 0: all */
	bool service;			/* the service's, else those of own staff */
	struct db_rows teams;		/* id, name, agency: of what this reader may see */
	bool closed;			/* its numbers open nothing: to be handed on */
	struct report_hidden *hidden;	/* what has been hidden of it so far; NULL: nothing is kept */
};

/* False: the address asks for what this book does not offer (404). */
bool report_fits(const struct request *r);
/* May this reader open the records behind a number? */
bool report_opens(const struct request *r);
/* … and read who they are? */
bool report_names(const struct request *r);
/* Does this reader see numbers below the least? */
bool report_exact(const struct request *r);
/* A name for the record with this handle that says nothing, always the same. */
const char *report_pseudonym(struct pool *pool, const char *handle);
/* The cut that the address asks for; NULL: none. */
const struct report_cut *report_cut_asked(const struct request *r);
/* Nothing wrong in what filters ask; what else a page asks may still be missing. */
bool report_filters_valid(const struct input *input);
/* From the route's input: from and to or year, team, holder, area, clock. False:
 * one of them cannot be right and has its message. */
bool report_read(struct request *r, struct report *report_r);
/* Of a whole year and all that this reader counts, whatever the route's input. */
struct report report_whole(struct request *r, int year);
/* {terms}, and {x.name} of a setting as it is set: a note, and a row's label. */
const char *report_text(struct pool *pool, const char *words);
/* "?from=…" or "?year=…" with every filter that is set. */
const char *report_query(const struct report *report);
/* The same question of another year; "" leaves it as it is. */
struct report report_of_year(const struct report *report, const char *year);
/* The year from 1 April in which a day falls. */
int report_year(struct date date);
/* … of a book that has its own. */
int report_book_year(const struct report_book *book, struct date date);

const struct report_measure *report_measure(const struct request *r, const char *code);	/* or NULL */

/* -- counts -- */

struct report_cell {
	unsigned long long n;
	unsigned long long gone;	/* of them, records that were destroyed */
	bool hidden;			/* left out of what is published */
};

struct report_row {
	const char *key, *label;
	/* By series; with years the year before the first of them is the last. */
	struct report_cell cell[PAGE_SERIES_MAX];
};

struct report_table {
	const struct report_measure *measure;
	const struct report_series *series;	/* the measure's, or the years */
	size_t series_n;
	size_t n, size;
	struct report_row *row;
	unsigned long long all;
	bool hides;			/* some cell is hidden */
	struct db_rows counted;		/* key, series, number; of a timed one days */
};

/* Rows in the order to show. */
void report_count(const struct report *report, const struct report_measure *measure,
    struct report_table *table_r);
/* The same with nothing left out of it. */
void report_count_open(const struct report *report, const struct report_measure *measure,
    struct report_table *table_r);
/* Is its row i shown, by what it counts and whether its code is still chosen? */
bool report_shown(const struct report *report, const struct report_table *table, size_t i);
/* For a measure's keys(): one more row. Ready ones: months of the period, open
 * states of the module's workflow, clocks of its casework, teams. */
void report_key(const struct report *report, struct report_table *table, const char *key,
    const char *label);
void report_keys_months(const struct report *report, struct report_table *table);
void report_keys_states(const struct report *report, struct report_table *table);
void report_keys_clocks(const struct report *report, struct report_table *table);
void report_keys_teams(const struct report *report, struct report_table *table);
/* NULL: there is none. */
struct report_row *report_row(const struct report_table *table, const char *key);
/* Label of a row or column; the code itself where there is none. */
const char *report_label(const struct report_table *table, const char *key);
const char *report_column(const struct report_table *table, const char *series);
/* What stands in these rows and columns; "" is all. *hidden_r (NULL: not asked):
 * some of it is left out. */
unsigned long long report_sum(const struct report_table *table, const char *key,
    const char *series, bool *hidden_r);
/* Of them, records that were destroyed: they are no rows behind the number. */
unsigned long long report_gone(const struct report_table *table, const char *key,
    const char *series);
/* -- report-time.c -- */
/* Counts of a timed measure, of which both rise by key and days: so do they together. */
void report_timed_join(struct pool *pool, struct db_rows *rows, const struct db_rows *more);
/* Median of days by row of the table, in its order; -1 where nothing is done. */
const double *report_medians(struct pool *pool, const struct report_table *table);
/* What the measure's share is of a row, in per cent; -1: of nothing, or unknown because
 * some of it is hidden. key "": of the whole table. */
double report_part(const struct report_table *table, const char *key);
/* In time, of those that are done or overdue, in per cent; -1: none. */
double report_share(const struct report_row *row);

/* Is it counted by what was chosen, not by its own rows? */
bool report_is_cut(const struct report *report, const struct report_measure *measure);
/* Over the rows: "Term", or what it is counted by. */
const char *report_what(const struct report *report, const struct report_measure *measure);

/* -- the rows -- */

/* The rows behind a number (key, series; "" any): handle, reference, subject,
 * state, given and family name of the holder, team, key, series, day, whether it opens,
 * and of a measure that can be cut how much it counts for. Last come
 * those that this reader may not open, of which nothing may be shown. */
size_t report_list(const struct report *report, const struct report_measure *measure,
    const char *key, const char *series, unsigned long long limit, unsigned long long offset,
    struct db_rows *rows_r);
bool report_row_opens(const struct db_row *row);
/* How many rows are behind a number of a measure that is summed. */
unsigned long long report_list_count(const struct report *report,
    const struct report_measure *measure, const char *key, const char *series);
#define REPORT_CLOSED_ROW	"1 that you may not open"

/* -- report-check.c: small numbers, and what must hold -- */

#define REPORT_HIDDEN	"[c]"	/* confidential: as official statistics mark it */
/* What stands in a cell that is hidden. */
const char *report_absent(const struct report *report, const struct report_cell *cell);

/* Hides what is above 0 and below least, and with it as many others as it takes
 * that neither a row, a column (unless the measure's rows are lines) nor an "="
 * of its checks gives one away: wherever something is hidden two are, which
 * together are not below least, or all of it is hidden. Smallest first; a 0
 * only where nothing else is left. */
void report_hide(struct report_table *table, unsigned long long least);
/* The same for tables of one report: neither does one give away what is hidden in
 * another. The others add up to rows of the first (the measure's whole): where
 * that row is hidden, so is something of each of them. */
void report_hide_together(struct report_table *tables, size_t n, unsigned long long least);
/* The same for numbers that stand on a page of the module's own, row by row: the sum
 * of a column may be known, and that of a row of several. As many in hidden_r;
 * columns PAGE_SERIES_MAX at most. */
void report_hide_numbers(struct pool *pool, const unsigned long long *numbers, size_t rows,
    size_t columns, unsigned long long least, bool *hidden_r);
/* What stands in its place: "<5" of a small one, else REPORT_HIDDEN. */
const char *report_number(struct pool *pool, unsigned long long n, bool hidden,
    unsigned long long least);
/* Counts one that is published, with all that add up to the same measure, so that
 * page and file leave out the same. */
void report_count_hidden(const struct report *report, const struct report_measure *measure,
    struct report_table *table_r);
/* Where a report keeps what it has hidden, so that it is counted once. */
struct report_hidden *report_hidden_new(struct pool *pool);

enum report_verdict { REPORT_HOLDS, REPORT_DIFFERS, REPORT_SHARE, REPORT_UNKNOWN, REPORT_SECRET };

/* Of one rule in one column. *value_r: by how much it differs (left less right),
 * or the share in per cent. A share of nothing is unknown; what a hidden number
 * is part of is secret. A key without a row counts 0. */
enum report_verdict report_check(const struct report_table *table, const char *rule,
    size_t column, double *value_r);

/* -- parts of the pages -- */

/* The page of a topic. */
const char *report_path(const struct report *report, const char *topic);
/* "Cases" of "cases", terms applied. */
const char *report_capital(struct pool *pool, const char *word);
/* What is left out, in sentences. */
void report_limits(const struct report *report, struct node *body);
/* One measure: its chart and table, and below them shares and medians of a timed
 * one and the checks of one that has some. On a page of the module's own, too. */
void report_measure_put(const struct report *report, struct node *parent,
    const struct report_measure *measure, struct report_table *table_r);
/* The last day on which what the period asks for may still be done (the book's
 * grace); NULL: its bank holidays are not known, and the period's last day is
 * taken. */
const char *report_closing(const struct report *report);
/* "1 April 2026 to 22 November 2026; team …": what is counted. */
const char *report_scope(const struct report *report, const struct report_measure *measure);
/* Periods to choose with one click, and the form of period and filters: folded
 * away unless something in it is to be mended. */
void report_filters(const struct report *report, struct node *body, const char *topic, bool open);

#endif
