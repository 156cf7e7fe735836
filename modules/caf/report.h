/*
 * report: what the service counts, and the cases behind each number. A number
 * and its rows come from the same statement, so they agree.
 *
 * Counted is what the lists would show this reader: a coordinator the service,
 * a manager the cases of own staff. Restricted cases and those that are listed
 * nowhere (refused, withdrawn, destroyed) are in nobody's numbers.
 */
#ifndef EVERYCHILD_CAF_REPORT_H
#define EVERYCHILD_CAF_REPORT_H

#include "caf.h"

/* What is asked: period and filters. Codes, numbers and days only, for they
 * stand in addresses. */
struct caf_report {
	struct request *r;
	const char *from, *to;		/* days, both included */
	const char *area;		/* postcode district, "SM1"; "" all */
	const char *children;		/* those of the area, a JSON list of numbers */
	const char *clock;		/* "T2"; "" all */
	unsigned long long team, holder;	/* 0: all */
	bool service;			/* the service's, else those of own staff */
	struct db_rows teams;		/* id, name, agency: of what this reader may see */
};

struct caf_report_series {
	const char *code, *label;
};

struct caf_report_table;

/* One table. */
struct caf_report_measure {
	const char *code, *topic;	/* in addresses */
	const char *title;		/* {terms}, as all words here */
	const char *note;
	const char *what;		/* over the rows */
	const char *day;		/* what the day of a row is: "Registered" */
	const char *list;		/* code list of the rows, or: */
	void (*keys)(const struct caf_report *report, struct caf_report_table *table);
	const struct caf_report_series *series;
	size_t series_n;
	enum page_chart_kind kind;
	enum caf_sql counts, rows;
	bool timed;			/* its rows took days */
	bool now;			/* as it is today, whatever the period */
	bool states;			/* its rows are the states of the cases */
	bool clocked;			/* one clock can be chosen */
	bool sparse;			/* rows that count nothing are left out */
};

struct caf_report_table {
	const struct caf_report_measure *measure;
	size_t n, size;
	struct caf_report_row {
		const char *key, *label;
		unsigned long long count[PAGE_SERIES_MAX];
	} *row;
	unsigned long long all;
	struct db_rows counted;		/* key, series, number; of a timed one days */
};

/* -- the pages -- */

extern const struct field caf_report_input[], caf_report_rows_input[], caf_report_export_input[];
int caf_report_show(struct request *r);
int caf_report_rows(struct request *r);
int caf_report_export_show(struct request *r);
int caf_report_export(struct request *r);

/* -- report-facts.c: what reports count of what was just frozen -- */

void caf_report_assessed(struct request *r, const struct record *record,
    const struct document *document, const struct form_answers *answers);
void caf_report_reviewed(struct request *r, const struct record *record,
    const struct document *document, const struct form_answers *answers);
void caf_report_prompts(struct request *r, const struct record *record,
    const struct document *document, const struct form_answers *answers);

/* -- report.c -- */

extern const struct caf_report_measure caf_report_measures[];	/* ends with a NULL code */

const struct caf_report_measure *caf_report_measure(const char *code);	/* NULL: none */
/* From the route's input: from, to, team, assessor, area, clock. False: one of
 * them cannot be right and has its message. */
bool caf_report_read(struct request *r, struct caf_report *report_r);
/* "?from=…" with every filter that is set. */
const char *caf_report_query(const struct caf_report *report);

/* Counts. Rows in the order to show. */
void caf_report_count(const struct caf_report *report, const struct caf_report_measure *measure,
    struct caf_report_table *table_r);
void caf_report_key(const struct caf_report *report, struct caf_report_table *table,
    const char *key, const char *label);
/* Label of a row or column; key "" is all. */
const char *caf_report_label(const struct caf_report_table *table, const char *key);
const char *caf_report_series(const struct caf_report_measure *measure, const char *code);
unsigned long long caf_report_sum(const struct caf_report_table *table, const char *key,
    const char *series);
/* Median of days by row of the table, in its order; -1 where nothing is done. */
const double *caf_report_medians(struct pool *pool, const struct caf_report_table *table);
/* In time, of those that are done or overdue, in per cent; -1: none. */
double caf_report_share(const struct caf_report_row *row);

/* The rows behind a number (key, series; "" any): handle, reference, subject,
 * state, given and family name of the holder, team, key, series, day. */
size_t caf_report_list(const struct caf_report *report, const struct caf_report_measure *measure,
    const char *key, const char *series, unsigned long long limit, unsigned long long offset,
    struct db_rows *rows_r);

/* -- report-page.c -- */

/* The page that shows this table. */
const char *caf_report_path(struct request *r, const struct caf_report_measure *measure);

/* -- report-words.c -- */

/* What is left out, in sentences. */
void caf_report_limits(const struct caf_report *report, struct node *body);
/* "1 April 2026 to 22 November 2026; team …": what is counted. */
const char *caf_report_scope(const struct caf_report *report,
    const struct caf_report_measure *measure);
/* Periods to choose with one click, and the form of period and filters: folded
 * away unless something in it is to be mended. */
void caf_report_filters(const struct caf_report *report, struct node *body, const char *path,
    bool open);

#endif
