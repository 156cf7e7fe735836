/*
 * fill-pupil: one invented child whom an authority looks after or did so in the last
 * five years (modules/education/sections.md 2 to 8 and 16). What happens is chosen first, as periods of
 * care, episodes and school places (fill-care.c, fill-roll.c); what it leaves behind is
 * then written as the module would have written it.
 */
#ifndef EVERYCHILD_FILL_PUPIL_H
#define EVERYCHILD_FILL_PUPIL_H

#include "../modules/education/cohort-rules.h"
#include "../modules/education/school-day-rules.h"
#include "../modules/education/term-rules.h"
#include "fill-paper.h"

/* As far as a case system's history goes back. */
#define PUPIL_YEARS	5

enum { STAYS_MAX = 2, STEPS_MAX = 30, SEATS_MAX = 16, ABSENT_MAX = 12 };

/* An episode, with what the rules do not ask of it. */
struct pupil_step {
	struct cohort_episode care;
	const char *need, *place, *provider, *why, *post, *urn;
};

struct pupil_school {
	unsigned long long id, teacher;		/* teacher: an account; 0 none */
	const char *urn, *name, *phase, *type, *area;
	struct date closed;			/* year 0: open */
};

/* A school place while in care. */
struct pupil_seat {
	const struct pupil_school *school;
	struct date began, ended;
	bool open;
	const char *reason;
};

/* A suspension: its school days are marked E. */
struct pupil_away {
	struct date from, to;
};

struct pupil {
	const struct fill *f;
	struct pool *pool;
	struct chance *c;
	const struct child *child;
	const struct worker *head, *owner, *worker, *reviewer, *carer;	/* carer: or NULL */
	unsigned long long record;
	const char *handle, *reference, *subject, *child_id, *upn, *upn_unknown, *ethnicity;
	struct date since, yesterday;		/* what the history begins and ends with */
	struct cohort_period stay[STAYS_MAX];
	struct pupil_step step[STEPS_MAX];
	struct pupil_seat seat[SEATS_MAX];
	struct pupil_away away[ABSENT_MAX];
	unsigned stays, steps, seats, aways, moves, plans;
	unsigned absent;			/* of 1000 school days */
	const char *sen, *sen_need;		/* stage; "" before school age */
	bool asylum;
};

/* -- fill-pupil.c -- */

unsigned long long pupil_number(void);		/* the next id of any table */
const char *pupil_day(const struct pupil *p, struct date day);
/* On that day, so many minutes after eight. */
const char *pupil_moment(const struct pupil *p, struct date day, unsigned minutes);
/* By chance from one day to another, both included. */
struct date pupil_between(struct chance *c, struct date from, struct date to);
void pupil_event(struct pupil *p, const struct worker *by, struct date day, unsigned minutes,
    const char *code, const char *title);
bool pupil_in_care(const struct pupil *p, struct date day);
bool pupil_open(const struct pupil *p);		/* in care today */
struct date pupil_earlier(struct date a, struct date b);
struct date pupil_later(struct date a, struct date b);

/* -- fill-care.c: periods of care, and what the SSDA903 has of them -- */

/* False: no such life fits the child. */
bool care_choose(struct pupil *p);
void care_write(struct pupil *p);

/* -- fill-roll.c: schools, days and terms; places, attendance, suspensions -- */

void roll_statements_name(void);
/* The register of schools, calendars and terms, as far as they are not there. */
void roll_open(const struct fill *f);
const struct school_days *roll_days(void);
/* 3.2: first day, last day and cut-off of a term. */
void roll_term(int year, enum term term, struct date *first_r, struct date *last_r,
    struct date *cut_off_r);
void roll_choose(struct pupil *p);
void roll_write(struct pupil *p);
/* The place of a day; NULL: none. */
const struct pupil_seat *roll_seat(const struct pupil *p, struct date day);

/* -- fill-pep.c: personal education plans -- */

void pep_open(const struct fill *f);
void pep_write(struct pupil *p);

/* -- fill-exam.c: results of assessments, EHC plans -- */

void exam_write(struct pupil *p);

#endif
