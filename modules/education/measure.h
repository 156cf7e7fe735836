/*
 * measure: what the head of the virtual school counts (sections.md 10), and for whom:
 * children behind each number for the virtual school, names that say nothing for the
 * analyst, whole years without small numbers for the corporate parenting panel.
 */
#ifndef EVERYCHILD_EDUCATION_MEASURE_H
#define EVERYCHILD_EDUCATION_MEASURE_H

#include "education.h"
#include "report.h"

/* How far the lists of a moment look, in days: back, for marks C2 (V06), and ahead,
 * for meetings (V17). */
#define MEASURE_PART_TIME_DAYS	28
#define MEASURE_MEETING_DAYS	14

/* -- measure.c -- */
extern const struct report_book education_reports;

/* -- measure-key.c: the rows of the measures -- */
extern const struct report_cut education_cuts[];
void education_keys_terms(const struct report *q, struct report_table *t);
void education_keys_officers(const struct report *q, struct report_table *t);
void education_keys_waits(const struct report *q, struct report_table *t);
void education_keys_marches(const struct report *q, struct report_table *t);
void education_keys_fortnight(const struct report *q, struct report_table *t);
void education_keys_week(const struct report *q, struct report_table *t);
void education_keys_schooled(const struct report *q, struct report_table *t);
void education_keys_results(const struct report *q, struct report_table *t);
void education_keys_ehc(const struct report *q, struct report_table *t);
/* What the pages say beside the tables: how long children wait for a place, the mean of
 * the scores. */
void education_measures_more(struct request *r, struct node *body);

#endif
