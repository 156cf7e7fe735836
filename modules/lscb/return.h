/*
 * return: runs of the yearly return LSCB1 (sections.md 6.1). A run is every
 * number of the tables as they stood when it was made, and a row of each review
 * that made them, without name, day of birth or address. It is locked by the
 * chair's approval; what is run and approved after that is an amendment, shown
 * with its differences.
 */
#ifndef EVERYCHILD_LSCB_RETURN_H
#define EVERYCHILD_LSCB_RETURN_H

#include "lscb.h"

extern const struct report_book lscb_reports;

/* Link to the runs, for who may open them. */
void lscb_return_link(struct request *r, struct node *body);

struct report_measure;
struct return_lines;

/* Every number of the tables as they stand now (return-lines.h), of the year that ends
 * in this one. */
const char *lscb_return_body(struct request *r, int year);

struct lscb_run {
	unsigned long long id, number, account;
	int year;			/* in which it ends */
	const char *handle, *status, *body, *checksum, *at, *by, *approved_at, *approved_by, *why;
	const struct return_lines *lines;	/* of the body; lscb_run_read alone */
};

/* That of the route's "run". False: there is none. */
bool lscb_run_read(struct request *r, struct lscb_run *run_r);
/* How a row of a table reads. */
const char *lscb_run_label(struct request *r, const struct report_measure *m, const char *key);

extern const struct field lscb_return_input[], lscb_run_input[], lscb_run_lock_input[],
    lscb_run_file_input[];
int lscb_returns(struct request *r);
int lscb_return_run(struct request *r);
int lscb_run_show(struct request *r);
int lscb_run_lock(struct request *r);
/* Its tables, or the rows of its reviews, as a file. */
int lscb_run_file(struct request *r);

#endif
