/*
 * list: the log of deaths (sections.md 4.1), as its page and its file read it. No
 * name, birth or address of a child stands in it.
 */
#ifndef EVERYCHILD_LSCB_LIST_H
#define EVERYCHILD_LSCB_LIST_H

#include "lscb.h"

#define LOG_PAGE	50

/* The choices of the page; those of the file are the same. Which cases, every column of
 * the log: of days and of numbers one at a time, between the two that are given. */
#define LOG_CODE(column, most)	{ .name = column, .type = FIELD_TOKEN, .max = most }
#define LOG_FILTERS \
	LOG_CODE("view", 12), LOG_CODE("state", 12), LOG_CODE("open", 6), \
	{ .name = "died", .type = FIELD_NUMBER, .max = 4, .width = 4, .label = "Year of death" }, \
	{ .name = "year", .type = FIELD_NUMBER, .max = 4, .width = 4, \
	  .label = "Return year, by the year it ends in" }, \
	LOG_CODE("band", 1), LOG_CODE("expected", 1), LOG_CODE("gate", 8), \
	{ .name = "reference", .type = FIELD_TOKEN, .max = 12, .width = 10, .label = "Identifier", \
	  .hint = "Or part of one, like 2026-01" }, \
	LOG_CODE("sex", 1), LOG_CODE("ethnic", 4), LOG_CODE("residence", 3), \
	{ .name = "ward", .type = FIELD_NUMBER, .max = 10 }, \
	LOG_CODE("place", 8), LOG_CODE("event_place", 8), LOG_CODE("response", 1), \
	LOG_CODE("event", 24), LOG_CODE("category", 2), LOG_CODE("conclusion", 2), \
	LOG_CODE("review", 1), LOG_CODE("delay", 16), \
	{ .name = "agency", .type = FIELD_TOKEN, .max = 12 }, \
	LOG_CODE("day", 12), \
	{ .name = "from", .type = FIELD_DATE, .label = "From" }, \
	{ .name = "to", .type = FIELD_DATE, .label = "To" }, \
	LOG_CODE("count", 12), \
	{ .name = "least", .type = FIELD_NUMBER, .max = 4, .width = 4, .label = "At least" }, \
	{ .name = "most", .type = FIELD_NUMBER, .max = 4, .width = 4, .label = "At most" }

/* A column of the log. */
struct log_column {
	const char *label;
	bool day, number;		/* its values are days, numbers */
	bool open, done;		/* on the page without all columns, too: in the view of
					 * what is completed done, in the others open */
};

/* Days since the death; the first date that is due. */
enum { LOG_DAYS = 4, LOG_NEXT_DUE = 27, LOG_COLUMNS_N = 39 };
extern const struct log_column lscb_log_columns[LOG_COLUMNS_N];

/* What the row says in each column; a day as YYYY-MM-DD, "" where nothing is known. */
void lscb_log_cells(struct request *r, const struct db_row *row,
    const char *cells_r[LOG_COLUMNS_N]);
/* The rows that are asked for, and how many there are without a limit. */
unsigned long long lscb_log_read(struct request *r, unsigned long long limit,
    unsigned long long offset, struct db_rows *rows_r);
/* "?view=HOLD&died=2026", without the page; all: with every column. "" nothing. */
const char *lscb_log_query(struct request *r, bool all);
/* The choices beside the list. */
void lscb_log_filters_put(struct request *r);
/* The view's name. */
const char *lscb_log_view(const struct request *r);

#endif
