/*
 * import: files that are read in (sections.md 12.1, 15.1). Whoever brings a file, a
 * person at the page or the nightly command, stages it; the module's own process
 * checks it, a person looks at what it would change and has it applied, and the
 * process does that in one transaction, or not at all.
 */
#ifndef EVERYCHILD_IMPORT_H
#define EVERYCHILD_IMPORT_H

#include "csv.h"
#include "education.h"
#include "return-layout.h"

struct education_import {
	unsigned long long id, account;
	const char *handle, *kind, *state, *mapping, *at, *ended_at;
	enum return_file file;		/* RETURN_FILE__MAX while its columns are not known */
	int year;			/* to 31 March */
	unsigned long long rows, done, made, changed, same, rejected, starts, moves, ends;
	const void *digest;
	unsigned tries;			/* how often it was begun */
	const char *failed;		/* why it is FAILED */
};

/* A row of the file: what is wrong with it, or its values as 12.2 has them. */
struct import_row {
	struct csv_row csv;
	const char *value[RETURN_COLUMNS_MAX];
	const char *key;		/* by what it is told from others of its child */
	const char *field, *wrong;	/* wrong NULL: nothing */
	bool born;			/* its DOB is that of the child's record */
	bool unread;			/* wrong by itself, whatever is known of its child */
	unsigned twin;			/* of a Header: an earlier line with its pupil number, or 0 */
	bool settled;			/* the first of a child of whom nothing changes */
};

enum import_result { IMPORT_SAME, IMPORT_CHANGED, IMPORT_MADE, IMPORT_REJECTED };

/* What a run over a file is for. LOOK writes down for the page what would change and what
 * is wrong; COMPARE finds the children of whom nothing changes, and writes nothing at all;
 * DO changes the records of the others. */
enum import_pass { IMPORT_LOOK, IMPORT_COMPARE, IMPORT_DO };

/* One run over a file. */
struct import_run {
	struct request *r;
	const struct education_import *import;
	const struct return_layout *layout;
	enum import_pass pass;
	struct import_row **row;	/* by CHILD, then by line */
	size_t n;
	struct education_import count;	/* its numbers only */
	/* Children that were made: their references are given at the end, since whoever
	 * enters a child waits for who gives one. Room for as many as there are rows. */
	struct record *made;
	size_t made_n;
};

/* -- import-stage.c -- */

/* Stages a file. kind: of the list education-import, or "" to know it by its columns.
 * NULL and its handle, or a sentence that says why it cannot be read. */
const char *import_stage(struct request *r, const char *kind, int year, const char *text,
    const char **handle_r);
/* A row that is refused, as it came; of a long one its beginning. In r->pool. */
const char *import_row_shown(struct request *r, const struct csv_row *row);
/* Years to 31 March of which files are read in. */
#define YEAR_FIRST	2005
#define YEAR_LAST	2100
/* The command -i. kind: a file, with or without a dash and its year. */
int import_take_in(struct request *r, const char *kind, const char *path);
/* Text of a staged file, in r->pool. */
const char *import_text(struct request *r, const struct education_import *import);
void import_from(const struct db_row *row, struct education_import *import_r);
/* Of a header row as the file has it. */
void import_header_digest(const struct csv_row *header, unsigned char digest_r[32]);
bool import_known(const char *list, const char *code);

/* -- import-read.c -- */

/* Into run->row: all of them, each with what is wrong with it by itself. */
void import_rows_read(struct import_run *run);
/* The first that is said of a row is what the page shows. */
void import_reject(struct import_row *row, const char *field, const char *wrong);
/* Not one of the reasons why there is none. */
bool import_upn_real(const char *upn);

/* -- import-run.c -- */

/* One file that waits to be checked or applied. What cannot be done for good is FAILED,
 * with a sentence that says why; what stood in the way of somebody else is tried again.
 * False: there is none, or not now. */
bool import_job(struct request *r);

/* So that the page can show how far the check is; commits. */
bool import_shown(struct import_run *run, size_t done);
/* The run is at its end, and the transaction. end: nothing is to be done with the file any
 * more. */
bool import_finished(struct import_run *run, const char *state, bool end);
/* What is wrong is not what was shown when a person said yes: it is to be looked at again,
 * and nothing of it has happened. */
bool import_look_again(struct import_run *run);

/* -- import-paste.c: a file of paste.h that was staged -- */
bool import_pasted(struct import_run *run);

/* -- import-row.c: one row of a child, whose record's number is given -- */

enum import_result import_header(struct import_run *run, const struct import_row *row,
    unsigned long long record);
/* Every other file. */
enum import_result import_one(struct import_run *run, const struct import_row *row,
    unsigned long long record);
/* Rows of an earlier file of the year that this one no longer has. */
void import_gone(struct import_run *run, struct import_row **row, size_t n,
    unsigned long long record);
/* A child of the Header that is not known. Returns its record, which has no reference yet
 * (run->made). */
unsigned long long import_child_make(struct import_run *run, const struct import_row *row);
/* State and cohort of a child whose episodes have changed. */
void import_care(struct import_run *run, unsigned long long record);
/* Adds to the list of what changes. */
void import_change(struct import_run *run, const struct import_row *row, const char *what);

/* -- import-page.c -- */

extern const struct field education_imports_input[], education_import_by[],
    education_import_input[], education_import_map_input[];
int education_imports_show(struct request *r);
int education_imports_save(struct request *r);
int education_import_show(struct request *r);
int education_import_save(struct request *r);
int education_import_map_show(struct request *r);
int education_import_map_save(struct request *r);
int education_import_rejected(struct request *r);

#endif
