/*
 * place: school places and moves, children without one, and changes of placement in
 * Key Stage 4 (sections.md 4).
 */
#ifndef EVERYCHILD_EDUCATION_PLACE_H
#define EVERYCHILD_EDUCATION_PLACE_H

#include "school.h"

struct education_enrolment {
	unsigned long long id, version, school, approval;
	const char *status, *began_on, *attends_from, *ended_on, *reason, *ncy;
	const char *part_time, *part_time_from, *part_time_review, *part_time_until;
	const char *school_handle, *school_name, *area;	/* area: the school's authority */
	unsigned offered, attended;		/* quarters of an hour a week */
	bool planned;
};

/* -- enrolment.c -- */
extern const struct field education_place_input[], education_place_change_input[];
/* All of a record, the newest first. */
size_t education_enrolments(struct request *r, const struct record *record,
    struct education_enrolment **list_r);
/* Where the child is on roll on a day; the main school before another. False: nowhere. */
bool education_enrolment_on(struct request *r, const struct record *record, const char *day,
    struct education_enrolment *e_r);
/* National curriculum year today: the school's, else by age. */
int education_ncy(struct request *r, const struct record *record);
void education_places_put(struct request *r, const struct record *record, struct node *body);
int education_place_show(struct request *r);
int education_place_save(struct request *r);
int education_place_change_show(struct request *r);
int education_place_change_save(struct request *r);

/* -- no-school.c: S1 -- */
extern const struct field education_no_school_input[], education_interim_input[];
void education_no_school_put(struct request *r, const struct record *record, struct node *body);
/* No full-time place from this day; nothing where the clock runs already. False: the
 * authority's calendar does not reach far enough. */
bool education_no_school_begin(struct request *r, const struct record *record, const char *day,
    const char *why);
/* The first full-time session has been attended. */
void education_no_school_end(struct request *r, const struct record *record, const char *day);
/* The child is no longer looked after: nobody counts any more. */
void education_no_school_left(struct request *r, const struct record *record);
int education_no_school_show(struct request *r);
int education_no_school_save(struct request *r);
int education_no_school_board(struct request *r);
int education_interim_show(struct request *r);
int education_interim_save(struct request *r);

/* -- place-request.c: S4 -- */
extern const struct field education_request_input[], education_request_answer_input[];
int education_request_show(struct request *r);
int education_request_save(struct request *r);
int education_request_answer(struct request *r);

/* -- ks4.c: S5, SI 2010/959 reg.10 -- */
extern const struct field education_ks4_input[], education_ks4_decide_input[];
void education_ks4_put(struct request *r, const struct record *record, struct node *body);
/* May a placement change on this day that means a new school? NULL: it may. */
const char *education_ks4_refuses(struct request *r, const struct record *record,
    const char *day);
int education_ks4_show(struct request *r);
int education_ks4_save(struct request *r);
int education_ks4_decide_show(struct request *r);
int education_ks4_decide(struct request *r);

/* -- task.c: what has to be done about a child -- */
extern const struct field education_task_input[];
void education_tasks_put(struct request *r, const struct record *record, struct node *body);
int education_task_done(struct request *r);

/* Each labelled field of the route's table; a handle is a choice of schools. */
void education_fields(struct request *r, struct node *form, const struct field *table);
/* A page below the child's with such a form. */
int education_form(struct request *r, const struct record *record, const char *title,
    const struct field *table, int status);
/* "12.5" hours as quarters; false: it is not such a number up to 60. */
bool education_quarters(const char *text, unsigned *quarters_r);
const char *education_hours(struct request *r, unsigned quarters);

#endif
