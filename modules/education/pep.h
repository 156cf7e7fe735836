/*
 * pep: personal education plans (sections.md 3; SI 2010/959 reg.5(b)(ii)). One a
 * child and term; its answers are the document "pep" of the same number.
 */
#ifndef EVERYCHILD_EDUCATION_PEP_H
#define EVERYCHILD_EDUCATION_PEP_H

#include "pep-rules.h"
#include "place.h"

struct str;

/* What is not known is "", a day NULL. */
struct education_pep {
	unsigned long long id, document, school, submitted_by, decided_by;
	unsigned number, version;
	int year;			/* in which the academic year begins */
	const char *term, *why;		/* lists education-term, education-pep-why */
	enum pep_state state;
	const char *meeting_on, *met_on, *ready_on, *submitted_on, *decided_on;
	const char *returned_why, *rating;
	unsigned lacks_worker, lacks_teacher;	/* answers that are needed, as last saved */
	bool moderate;			/* chosen for a second rating */
};

/* -- pep.c: the plans of a child -- */
extern const struct field education_plan_input[], education_plan_new_input[];
/* Of a number. False: there is none. */
bool education_pep_find(struct request *r, const struct record *record, unsigned number,
    struct education_pep *p_r);
/* "Personal education plan, autumn term 2026/27" */
const char *education_pep_title(struct request *r, const struct education_pep *p);
/* "Autumn term 2026/27" */
const char *education_pep_term(struct request *r, const struct education_pep *p);
/* Path of its page, below the child's. */
const char *education_pep_path(struct request *r, const struct record *record,
    const struct education_pep *p);
/* May this person see plans of the record, and in which part do they write? VIRTUAL for
 * the virtual school; PEP_PART__MAX: in none. */
enum pep_part education_pep_part(const struct request *r, const struct record *record);
/* Its state by this event, with note; the record is locked. False: not from there. */
bool education_pep_move(struct request *r, const struct record *record, struct education_pep *p,
    enum pep_event event, const char *note);
/* What is next: the plan of this term, to begin or to go on with. */
void education_pep_next_put(struct request *r, const struct record *record, struct node *body);
void education_peps_put(struct request *r, const struct record *record, struct node *body);
int education_plan_new_show(struct request *r);
int education_plan_new(struct request *r);
/* The newest complete one before it; false: there is none. */
bool education_pep_done_before(struct request *r, const struct record *record,
    const struct education_pep *p, struct education_pep *before_r);
/* What plans under way take from the record has changed: pupil, episodes, places. */
void education_peps_refresh(struct request *r, const struct record *record);
/* The authority's term of a day and its cut-off (NULL: none): as registered, else by the
 * months (2). */
void education_term_now(struct request *r, const char *day, int *year_r, const char **term_r,
    const char **cut_off_r);
/* Care has ended: plans that are not complete are cancelled. */
void education_peps_cancel(struct request *r, const struct record *record);

/* -- pep-fill.c: what the record knows, and what is carried forward -- */
void education_pep_fill(struct request *r, const struct record *record, struct document *d);
/* Figures as they stand on the day of submission. */
void education_pep_figures(struct request *r, const struct record *record, struct document *d);
/* Names, team and phone of the social worker, the reviewing officer and the carer, where
 * the plan says nothing of them yet. */
void education_pep_contacts(struct request *r, const struct record *record, struct document *d);
/* Answers of the plan before, each marked as not confirmed, and its open targets. */
void education_pep_carry(struct request *r, const struct record *record,
    const struct education_pep *p, struct document *d);
/* Targets and levels of the plan as rows of their own, and what became of the targets
 * before. */
void education_pep_targets(struct request *r, const struct record *record,
    const struct education_pep *p, const struct document *d);

/* -- pep-form.c: the form's pages (casework-form.h) -- */
extern const struct casework_form education_forms[];
void education_forms_load(void);
const struct form *education_pep_form(void);
/* Messages beside a section's fields, and what follows from answers that were saved (of
 * the route's section): casework_form's section and saved. */
void education_pep_section_rules(struct request *r, const struct record *record,
    const struct form_section *s, struct form_answers *a);
void education_pep_saved(struct request *r, const struct record *record, struct document *d);

/* -- pep-lacks.c: what a plan still needs -- */
/* Beside what the form says: the casework_form's rules. */
void education_pep_lacks(struct request *r, const struct record *record,
    const struct form_answers *a, struct form_gap **gaps);
/* All of it. */
struct form_gap *education_pep_gaps(struct request *r, const struct record *record,
    const struct form_answers *a);
/* On the plan's page, and what is worth a look. */
void education_pep_lacks_put(struct request *r, const struct record *record, struct node *body,
    const struct education_pep *p);
/* Ready or in progress, and who owes what. written: somebody has saved answers. */
void education_pep_settle(struct request *r, const struct record *record,
    struct education_pep *p, const struct document *d, bool written);
/* P2: the date for the reviewing officer, from the day of the next review. */
void education_pep_review(struct request *r, const struct record *record,
    const struct education_pep *p, const struct form_answers *a);

/* -- pep-sign.c: signatures (3.3) -- */
extern const struct field education_plan_sign_input[];
/* By who is signed in; name "": their own. */
void education_pep_sign(struct request *r, const struct education_pep *p, const char *part,
    const char *answer, const char *name, const char *note);
bool education_pep_signed(struct request *r, const struct education_pep *p, const char *part);
/* The lines of all parts, and the form to sign. */
void education_pep_signs_put(struct request *r, const struct record *record, struct node *body,
    const struct education_pep *p);
/* As a part of a <print>. */
void education_pep_signs_print(struct request *r, const struct education_pep *p,
    struct node *print);
int education_plan_sign(struct request *r);

/* -- pep-moderate.c: a second rating of some plans (3.5) -- */
extern const struct field education_plan_moderate_input[];
/* Complete now: by chance it is one of those. */
void education_pep_choose(struct request *r, const struct education_pep *p);
int education_plan_moderate_show(struct request *r);
int education_plan_moderate(struct request *r);
int education_moderation(struct request *r);

/* -- pep-owed.c: who owes what; meetings to come -- */
extern const struct field education_owed_input[];
int education_owed(struct request *r);
int education_diary(struct request *r);

/* -- pep-plan.c: one plan: meeting, submission; pep-quality.c -- */
/* May it still be cancelled? */
bool education_pep_under_way(const struct education_pep *p);
int education_plan_page(struct request *r, const struct record *record,
    const struct education_pep *p, int status);
/* Its meeting was held: P4 is met, P5 begins. */
void education_pep_met(struct request *r, const struct record *record,
    const struct education_pep *p, const char *met_on);
/* Who has this part now is told. */
void education_pep_tell(struct request *r, const struct record *record, const char *relation,
    const char *title);
/* The areas of the rubric as controls; what was sent of them: the overall rating, NULL: an
 * area is left open; and kept, second: the second rater's. */
void education_pep_areas_put(struct request *r, struct node *form);
const char *education_pep_rated(struct request *r, struct str *grades, struct str *comments);
void education_pep_rate(struct request *r, const struct education_pep *p, const char *grades,
    const char *comments, const char *overall, bool second);
/* Record and plan of the route; lock: to be changed. False: none that this person may see. */
bool education_plan_load(struct request *r, struct record *record, struct education_pep *p);
bool education_plan_lock(struct request *r, struct record *record, struct education_pep *p);
extern const struct field education_plan_meeting_input[],
    education_plan_submit_input[], education_plan_decide_input[], education_plan_cancel_input[];
int education_plan_show(struct request *r);
/* How the plan was last rated, area by area, for who writes in plans but a carer. */
void education_pep_rating_put(struct request *r, const struct record *record, struct node *body,
    const struct education_pep *p);
int education_plan_meeting(struct request *r);
int education_plan_submit(struct request *r);
int education_plan_decide_show(struct request *r);
int education_plan_decide(struct request *r);
int education_plan_cancel_show(struct request *r);
int education_plan_cancel(struct request *r);

/* -- pep-behalf.c: who said what somebody else has entered (14) -- */
extern const struct field education_plan_behalf_input[];
/* sent: the form on it is this request's. */
void education_pep_behalf_put(struct request *r, const struct record *record, struct node *body,
    const struct education_pep *p, bool sent);
void education_pep_behalf_print(struct request *r, const struct education_pep *p,
    struct node *print);
int education_plan_behalf(struct request *r);

/* -- person.c: social worker, reviewing officer, carer -- */
extern const struct field education_people_input[], education_people_end_input[];
int education_people_show(struct request *r);
int education_people_add(struct request *r);
int education_people_end(struct request *r);

#endif
