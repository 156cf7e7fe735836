/*
 * return: the SSDA903 of a year to 31 March (sections.md 12), checked and as files.
 */
#ifndef EVERYCHILD_RETURN_H
#define EVERYCHILD_RETURN_H

#include "education.h"
#include "return-rules.h"

/* A child of the year with all its rows. */
struct return_pupil {
	struct return_child child;
	unsigned long long record;
	const char *handle, *subject, *born_on, *mother_child_born_on;
	struct db_row *episode, *review, *worker, *row;	/* as sql-return.h gives them */
	size_t rows;
};

struct return_year {
	int year;
	struct return_pupil *pupil;	/* in the order of their number in the return */
	size_t n;
};

/* -- return-data.c -- */

void return_load(struct request *r, int year, struct return_year *year_r);
/* Bytes of a file; the same data gives the same bytes. Children without a number in
 * the return are left out. n_r: its rows without the header. */
const char *return_bytes(struct request *r, const struct return_year *year, enum return_file file,
    size_t *n_r);

/* -- return-page.c -- */

extern const struct field education_return_input[], education_return_file_input[];
int education_return_show(struct request *r);
int education_return_save(struct request *r);
int education_return_file(struct request *r);

#endif
