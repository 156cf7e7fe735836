/*
 * school: the register of schools, who answers for looked-after children there, the
 * days of school and the terms (sections.md 2, 15.1).
 */
#ifndef EVERYCHILD_EDUCATION_SCHOOL_H
#define EVERYCHILD_EDUCATION_SCHOOL_H

#include "education.h"
#include "school-day-rules.h"

/* What is not known is "", a day NULL. */
struct education_school {
	unsigned long long id, version;
	const char *handle, *urn, *dfe_number, *name, *type, *phase, *area;
	const char *postcode, *phone, *email, *inspection, *inspected_on, *opened_on, *closed_on;
	bool state_funded, alternative;
};

/* False: there is none. */
bool education_school_find(struct request *r, const char *handle, struct education_school *s_r);
bool education_school_by_urn(struct request *r, const char *urn, struct education_school *s_r);
/* A drop-down of the schools that are open (and this handle, whatever it is) as the
 * control of a field of the route. */
void education_school_choice(struct request *r, struct node *form, const char *name);

/* -- school.c -- */
extern const struct field education_school_new_input[], education_school_input[];
extern const struct field education_school_change_input[];
int education_schools(struct request *r);
int education_school_new(struct request *r);
int education_school_add(struct request *r);
int education_school_show(struct request *r);
int education_school_change_show(struct request *r);
int education_school_change(struct request *r);

/* -- school-person.c: the designated teacher (CYPA 2008 s.20) -- */
extern const struct field education_school_person_input[], education_school_person_end_input[];
void education_school_people_put(struct request *r, const struct education_school *s,
    struct node *body, bool sent);
int education_school_person_add(struct request *r);
int education_school_person_end(struct request *r);
/* Gives the relation TEACHER to who is designated at a school of the record, until
 * the setting's school days after the child has left it, and takes it from all
 * others (15.3). The record is locked. Returns true where something changed. */
bool education_teachers_settle(struct request *r, const struct record *record);
/* For the daily round: an enrolment that ended on this day or before no longer gives
 * sight; NULL: that cannot be said yet. */
const char *education_teachers_until(struct request *r);

/* -- calendar.c -- */
extern const struct field education_terms_input[], education_day_input[];
/* School days of a school (0: the authority) from one day to another, both included. */
void education_days(struct request *r, unsigned long long school, const char *from,
    const char *to, struct school_days *days_r);
/* Those of a year from a day on: for what began then, however long ago. */
void education_days_from(struct request *r, unsigned long long school, const char *from,
    struct school_days *days_r);
/* Two years back and two ahead. */
void education_days_near(struct request *r, unsigned long long school, struct school_days *days_r);
/* The day of an ISO text that was checked before. */
struct date education_day(const char *iso);
int education_calendar(struct request *r);
int education_terms(struct request *r);
int education_terms_save(struct request *r);
int education_day_save(struct request *r);
void education_school_days_put(struct request *r, const struct education_school *s,
    struct node *body, bool sent);

#endif
