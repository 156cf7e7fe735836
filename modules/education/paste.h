/*
 * paste: rows of a file of 15.1 that a person pastes into a page: looked at first, with
 * every rejected row and its reason, then read in, all of it or nothing. Looking is reading
 * in, undone child by child (the first column), so that it holds nobody up. Rows that are
 * rejected are kept with their line; the others are read, each child's in the order of the
 * file. The same file again changes nothing.
 */
#ifndef EVERYCHILD_EDUCATION_PASTE_H
#define EVERYCHILD_EDUCATION_PASTE_H

#include "csv.h"
#include "education.h"
#include "import.h"

enum paste_done { PASTE_MADE, PASTE_CHANGED, PASTE_SAME, PASTE_DONE__MAX };

struct paste {
	const char *code;		/* list education-paste */
	const char *title;
	const char *columns;		/* its first row, exactly */
	const char *back, *back_label;
	/* Writes what one row says. NULL and what became of it, or why it is rejected. Of a
	 * file of education_paste_of also with nobody signed in: r->held is then the number
	 * of the account that has it applied. */
	const char *(*row)(struct request *, const struct csv_row *, enum paste_done *done_r);
};

extern const struct field education_paste_input[], education_pasted_input[];

int education_paste_show(struct request *r, const struct paste *paste);
int education_paste_save(struct request *r, const struct paste *paste);
/* What was read in and what was not. */
int education_pasted(struct request *r);

/* A file of this kind (list education-paste) that can be staged as well, whole and of any
 * length, and is read in the background (import.h). NULL: there is none. */
const struct paste *education_paste_of(const char *code);
extern const struct paste education_results_paste;	/* result.c */

/* A day of a column, dd/mm/yyyy, as YYYY-MM-DD; NULL: it is none. */
const char *education_paste_day(struct request *r, const char *text);

/* -- the files, in school-file.c -- */
int education_schools_file(struct request *r);
int education_schools_file_read(struct request *r);
int education_calendar_file(struct request *r);
int education_calendar_file_read(struct request *r);

#endif
