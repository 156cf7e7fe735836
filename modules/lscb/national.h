/*
 * national: the national data set of a review that is completed (sections.md 6.2), as
 * files for who re-keys or sends it. What goes into which file is data: the list
 * lscb-national names the parts, the forms' definitions the fields in their official
 * order, lscb-national-omit what is left out.
 */
#ifndef EVERYCHILD_LSCB_NATIONAL_H
#define EVERYCHILD_LSCB_NATIONAL_H

#include "lscb.h"

void lscb_national_panel(struct request *r, const struct record *record, struct node *list);
extern const struct field lscb_national_input[], lscb_national_file_input[],
    lscb_national_mark_input[];
int lscb_national_show(struct request *r);
/* Makes one: it is a disclosure, and written down as one. */
int lscb_national_make(struct request *r);
/* … which is downloaded as long as the case still says the same. */
int lscb_national_file(struct request *r);
/* Sent, and acknowledged. */
int lscb_national_mark_show(struct request *r);
int lscb_national_mark(struct request *r);

/* -- national-file.c -- */
/* The bytes of a part (list lscb-national): the same answers give the same bytes. NULL:
 * there is nothing of it. */
const char *lscb_national_bytes(struct request *r, const struct record *record,
    const char *part, size_t *len_r);

#endif
