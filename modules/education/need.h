/*
 * need: special educational needs, and education, health and care plans
 * (sections.md 7). attainment.h says how reports read the tables.
 */
#ifndef EVERYCHILD_EDUCATION_NEED_H
#define EVERYCHILD_EDUCATION_NEED_H

#include "education.h"

struct document;

/* What is not known is "", a day NULL. */
struct education_ehc {
	unsigned long long id, version;
	const char *authority, *responsible;	/* list la */
	const char *requested_on, *assess_on, *assess, *issue_on, *issue, *issued_on;
	const char *reviewed_on, *review_due, *transfer_on, *ceased_on, *outcomes;
	unsigned hours;				/* quarters of an hour a week */
};

/* A plan's stage that is neither recorded nor turned down. */
struct education_need_said {
	unsigned plan;				/* its number */
	unsigned long long pep;
	const char *stage, *on, *primary, *secondary;
};

/* -- need.c: the stage, and the pages -- */
extern const struct field education_need_input[];
/* The part of the child's page, and of what a carer sees. */
void education_needs_put(struct request *r, const struct record *record, struct node *body);
/* Warns of a plan's meeting and a review of the EHC plan that may be held together. */
void education_need_near_put(struct request *r, const struct record *record, struct node *body);
int education_needs_show(struct request *r);
int education_need_show(struct request *r);
int education_need_save(struct request *r);
/* "Autism; Speech and language": of codes, "" none. */
const char *education_need_types(struct request *r, const char *primary, const char *secondary);
/* Section I of a personal education plan in which nobody has said the stage yet. */
void education_need_fill(struct request *r, const struct record *record, struct document *d);

/* -- need-said.c: what the newest plan says otherwise, to take over or to turn down -- */
extern const struct field education_need_refuse_input[];
/* False: nothing that waits. */
bool education_need_said(struct request *r, const struct record *record,
    struct education_need_said *s_r);
/* For who may decide on it; links: with the ways to do so. */
void education_need_said_put(struct request *r, const struct record *record, struct node *body,
    bool links);
void education_need_refusals_put(struct request *r, const struct record *record,
    struct node *body);
int education_need_refuse_show(struct request *r);
int education_need_refuse(struct request *r);

/* -- ehc-plan.c -- */
extern const struct field education_ehc_input[], education_ehc_change_input[];
/* The one that has not ceased. False: there is none. */
bool education_ehc_now(struct request *r, const struct record *record, struct education_ehc *p_r);
void education_ehc_put(struct request *r, const struct record *record, struct node *body,
    const struct education_ehc *p);
/* Its dates, met and to come. */
void education_ehc_dates(struct request *r, struct node *body, const struct record *record,
    const struct education_ehc *p);
/* All, the newest first. */
size_t education_ehc_list(struct request *r, const struct record *record,
    struct education_ehc **list_r);
int education_ehc_show(struct request *r);
int education_ehc_save(struct request *r);
int education_ehc_change_show(struct request *r);
int education_ehc_change_save(struct request *r);
/* The daily round: does a move of phase lie before the child in this school year? */
const char *education_transfer_year(struct request *r);
bool education_transfer_run(struct request *r, struct record *record);

#endif
