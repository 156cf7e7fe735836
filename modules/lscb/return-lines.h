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

struct return_lines {
	const struct return_line *line;
	size_t n;
};

/* All of a body, read once for whoever asks often; as far as it is well formed. */
const struct return_lines *return_lines_read(struct request *r, const char *body);
/* The count of this table, row and column; 0 where there is no such line. */
unsigned long long return_kept(const struct return_lines *lines, const struct return_line *of);
/* Of all rows of a table, in this column. */
unsigned long long return_sum(const struct return_lines *lines, const char *table,
    const char *series);

/* -- plausible.c: figures of other years and places (8.3): said, never in the way -- */
struct node;
struct str;
/* body: the numbers of the run with this id. */
void lscb_plausible_put(struct request *r, struct node *parent, const char *body,
    unsigned long long run);
/* Its shares as a table of the annual report: only where a number and what is left of it
 * are least or more, so that none is given away. */
void lscb_plausible_publish(struct request *r, const char *body, unsigned long long least,
    struct str *annual);

#endif
