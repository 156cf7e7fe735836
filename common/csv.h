/*
 * csv: rows of comma-separated values as RFC 4180 has them: fields with quotes
 * around may hold commas, line ends and quotes written twice. LF, CRLF and CR end a
 * row; a byte order mark at the front is passed over; so are empty lines. What a
 * field holds is trimmed of spaces at both ends.
 */
#ifndef EVERYCHILD_CSV_H
#define EVERYCHILD_CSV_H

#include <stdbool.h>
#include <stddef.h>

struct pool;
struct str;

#define CSV_FIELDS	64

struct csv {
	struct pool *pool;
	const char *at;
	unsigned line;		/* of what is read next, from 1 */
};

struct csv_row {
	unsigned line;		/* on which it begins */
	size_t n;
	const char *field[CSV_FIELDS];	/* in the pool */
	const char *wrong;	/* a sentence: it cannot be read; NULL: it can */
	const char *raw;	/* as it came, in the text that is read, without its line end */
	size_t raw_len;
};

/* text must live as long as it is read. */
void csv_begin(struct csv *csv, struct pool *pool, const char *text);
/* False: there are no more. A row that is wrong has no fields; reading goes on
 * with the line after it. */
bool csv_next(struct csv *csv, struct csv_row *row_r);
/* Its columns are exactly these, "A,B,C". */
bool csv_is(const struct csv_row *row, const char *columns);

/* Adds a cell, in quotes where it must be; commas and line ends are the caller's.
 * Nothing is put before a sign: for other programs, not for spreadsheets. */
void csv_add(struct str *s, const char *text);

#endif
