/*
 * attainment: results of assessments and examinations, the measures made of them, and
 * levels as the school sees them (sections.md 8, 15.1).
 *
 * For reports. Each child and year with a result has one row of the table attainment,
 * written anew in the transaction that changes a result (education_result,
 * education_result_end) and by the daily round after a setting was changed, so that a SELECT of it is all that counting needs:
 *
 *	year, ncy	academic year's end (2026), and the year group by age in it; of a
 *			pupil out of cohort the school's year is enrolment.ncy
 *	good_level	good level of development, ncy 0
 *	phonics		met the threshold; ncy 1, again in 2
 *	reading writing maths combined higher
 *			the expected standard at Key Stage 2, ncy 6; higher is all three
 *	entries		grades in Key Stage 4; NULL: no such results are recorded. A child of
 *			ncy 11 with NULL or no row, or with 0, was entered for nothing
 *	attainment8, ebacc
 *			hundredths (4650 is 46.5); NULL also before education.attainment_8_from
 *	basics4, basics5
 *			English and maths at 9-4 and 9-5
 *	five_good, five_basics, one_pass
 *			measures of former years: 5 A*-C, with English and maths, 1 A*-G
 *	final		0 while any of its results is provisional
 *
 * Letters are Y, N, or "" where it is not known or was not assessed: a share counts
 * those with Y of all the children, or of those not "", and has to say which.
 *
 * Special needs: special_need holds the stage (N, K, E) from from_on to to_on, both
 * included (NULL: to this day); ehc_plan the plans: overdue review where ceased_on IS
 * NULL AND review_due < today; over 20 weeks where issued_on, or today, is after
 * requested_on + 20 weeks and assess and issue are not 'N'.
 *
 * progress holds the levels: track ABOVE, ON, BELOW, WELL_BELOW by subject in a term
 * (year is that in which the academic year begins), superseded_at IS NULL.
 */
#ifndef EVERYCHILD_EDUCATION_ATTAINMENT_H
#define EVERYCHILD_EDUCATION_ATTAINMENT_H

#include "attainment-rules.h"
#include "paste.h"

/* What is measured of a year; of the parts that have no result, nothing. */
struct education_attainment {
	int year;
	bool stage[6];			/* it has results of that key stage */
	bool final;
	bool counts;			/* Attainment 8 and what is made of numbers hold in that year */
	enum attainment_answer good_level, phonics;
	struct attainment_ks2 ks2;
	struct attainment_ks4 ks4;
};

/* -- attainment.c -- */

/* From all results of a record in that year. */
void education_attainment(struct request *r, const struct attainment_result *list, size_t n,
    int year, struct education_attainment *a_r);
/* A result of a record as it now stands: in the place of a provisional one, which is
 * kept. A provisional one does not take the place of a final one, and nothing does that
 * differs from what a person corrects. NULL, or why not; field_r as attainment_wrong. */
const char *education_result(struct request *r, unsigned long long record, int year,
    const struct attainment_result *result, const char *status, const char *source,
    const char *on_day, enum paste_done *done_r, char *field_r);
/* It does not stand any more. False: it did not. */
bool education_result_end(struct request *r, unsigned long long record, unsigned long long id,
    int year);

/* The daily round: what was worked out by other settings than those of today (a digest
 * of them), or not at all yet, is worked out. */
const char *education_attainment_rules(struct request *r);
bool education_attainment_run(struct request *r, struct record *record);

/* -- attainment-page.c -- */
void education_attainment_put(struct request *r, const struct record *record, struct node *body);
int education_attainment_show(struct request *r);
/* Results at the end of key stages, a line each; "" none. */
const char *education_attainment_text(struct request *r, const struct record *record);

/* -- attainment-group.c: a year group of the virtual school -- */
extern const struct field education_attainment_group_input[];
int education_attainment_group(struct request *r);

/* -- result.c: one by hand, and the file of 15.1 -- */
extern const struct field education_result_input[], education_result_change_input[];
int education_result_show(struct request *r);
int education_result_save(struct request *r);
int education_result_change_show(struct request *r);
int education_result_change_save(struct request *r);
int education_results_file(struct request *r);
int education_results_file_read(struct request *r);

/* -- progress.c: levels and what is expected -- */
extern const struct field education_progress_input[];
void education_progress_put(struct request *r, const struct record *record, struct node *body);
int education_progress_show(struct request *r);
int education_progress_save(struct request *r);
/* In the place of what stood there for that term (year: in which it begins) and
 * subject. */
struct education_level {
	const char *subject, *scale, *present, *expected, *target, *track;
};
void education_level(struct request *r, unsigned long long record, int year, const char *term,
    const struct education_level *level);

#endif
