/*
 * return-lines: what a run of the return keeps of its numbers (return_run.body): a
 * line each, "l3 1 M 2": table, row, column, count; of tables of years the column
 * is "N". Texts are in r->pool.
 */
#ifndef EVERYCHILD_LSCB_RETURN_LINES_H
#define EVERYCHILD_LSCB_RETURN_LINES_H

#include <stdbool.h>

#include "request.h"

struct return_line {
	const char *table, *key, *series;
	unsigned long long n;
};

/* *body moves on to the next line. False: no more lines. */
bool return_line_next(struct request *r, const char **body, struct return_line *line_r);
/* The count of this table, row and column; 0 where there is no such line. */
unsigned long long return_kept(struct request *r, const char *body, const struct return_line *of);
/* Of all rows of a table, in this column. */
unsigned long long return_sum(struct request *r, const char *body, const char *table,
    const char *series);

/* -- plausible.c: figures of other years and places (8.3): said, never in the way -- */
struct node;
void lscb_plausible_put(struct request *r, struct node *parent, const char *body);

#endif
