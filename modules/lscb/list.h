/*
 * list: the log of deaths (child-death.md 4.1), as its page and its file read it. No
 * name, birth or address of a child stands in it.
 */
#ifndef EVERYCHILD_LSCB_LIST_H
#define EVERYCHILD_LSCB_LIST_H

#include "lscb.h"

#define LOG_PAGE	50

/* The choices of the page; those of the file are the same. */
#define LOG_FILTERS \
	{ .name = "view", .type = FIELD_TOKEN, .max = 12 }, \
	{ .name = "state", .type = FIELD_TOKEN, .max = 12 }, \
	{ .name = "open", .type = FIELD_TOKEN, .max = 6 }, \
	{ .name = "died", .type = FIELD_NUMBER, .max = 4, .width = 4, .label = "Year of death" }, \
	{ .name = "year", .type = FIELD_NUMBER, .max = 4, .width = 4, \
	  .label = "Return year, by the year it ends in" }, \
	{ .name = "band", .type = FIELD_TOKEN, .max = 1 }, \
	{ .name = "expected", .type = FIELD_TOKEN, .max = 1 }, \
	{ .name = "gate", .type = FIELD_TOKEN, .max = 8 }

/* A column of the log. */
struct log_column {
	const char *label;
	bool day, number;		/* its values are days, numbers */
	bool open, done;		/* on the page without all columns, too: in the view of
					 * what is completed done, in the others open */
};

enum { LOG_COLUMNS_N = 30 };
extern const struct log_column lscb_log_columns[LOG_COLUMNS_N];

/* What the row says in each column; a day as YYYY-MM-DD, "" where nothing is known. */
void lscb_log_cells(struct request *r, const struct db_row *row,
    const char *cells_r[LOG_COLUMNS_N]);
/* The rows that are asked for, and how many there are without a limit. */
unsigned long long lscb_log_read(struct request *r, unsigned long long limit,
    unsigned long long offset, struct db_rows *rows_r);
/* "?view=HOLD&died=2026", without the page; all: with every column. "" nothing. */
const char *lscb_log_query(struct request *r, bool all);
/* The view's name. */
const char *lscb_log_view(const struct request *r);

#endif
