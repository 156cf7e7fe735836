/*
 * letters: letters and packs of the virtual school (sections.md 15.4): written from the
 * child's record, read, kept exactly as they were sent, and printed.
 */
#ifndef EVERYCHILD_EDUCATION_LETTERS_H
#define EVERYCHILD_EDUCATION_LETTERS_H

#include "letter-facts.h"

extern const struct field education_letter_input[], education_letter_sent_input[];
/* What was sent about a child, and what can be written. */
int education_letters_show(struct request *r);
int education_letter_show(struct request *r);
int education_letter_keep(struct request *r);
int education_letter_sent_show(struct request *r);

/* -- school-summary.c: the pupils of a school in a term -- */
extern const struct field education_school_summary_input[], education_school_sent_input[];
int education_school_summary(struct request *r);
int education_school_summary_keep(struct request *r);
int education_school_summary_sent(struct request *r);

#endif
