/*
 * education: the education of looked-after children (Children Act 1989 s.22(3A) to
 * (3C); SI 2010/959 regs 5 and 10). Section numbers are those of the domain page
 * (sections.md).
 *
 * A record is one child, for as long as the authority follows its education: in
 * care, again in care, advice afterwards. Plans are documents of it, one a term,
 * with a state of their own (pep-rules.h).
 */
#ifndef EVERYCHILD_EDUCATION_H
#define EVERYCHILD_EDUCATION_H

#include "casework-form.h"
#include "document.h"
#include "education-sql.h"
#include "module.h"
#include "page.h"
#include "record.h"
#include "task.h"
#include "workflow.h"

/* 15.3. Roles: EVH head of the virtual school, EVO its officer, ESW social worker, EDT
 * designated teacher, EIR independent reviewing officer, ECA carer, EFI finance
 * officer, ESN special needs officer, EAT attendance collector, EAN analyst, EPA
 * corporate parenting panel, AUD auditor, EGU a guest (pep-guest.h).
 *
 * Relations to a record: OWNER (the officer whose caseload it is), WORKER (social
 * worker), TEACHER (designated teacher of a school where the child is on roll, until
 * 10 school days after), CARER, REVIEWER (reviewing officer), SERVICE (EVH EVO ESN
 * EAT EFI AUD, as far as each permission goes). */
enum education_permission {
	EDUCATION_HOME = PERMISSION_FIRST,	/* own children; a carer sees their plans alone */
	EDUCATION_READ,				/* a child's education record */
	EDUCATION_WORK,				/* keep it: virtual school */
	EDUCATION_CARE,				/* episodes, people, cohorts: virtual school, worker */
	EDUCATION_HEAD,				/* what the head alone decides */
	EDUCATION_GUEST,			/* the one plan that a guest was let in for */
	EDUCATION_VIEW,				/* a plan, as far as the part goes */
	EDUCATION_PLAN,				/* write in a plan; which sections, the form says */
	EDUCATION_SUBMIT,			/* submit a plan: teacher, virtual school */
	EDUCATION_RATE,				/* rate, complete, return: virtual school */
	EDUCATION_PLACE,			/* enrolments, places, moves */
	EDUCATION_MARK,				/* attendance marks: collector, teacher, virtual school */
	EDUCATION_ALERTS,			/* whose attendance is to be asked after */
	EDUCATION_NEED,				/* special needs and plans: teacher, virtual school */
	EDUCATION_RESULT,			/* results and levels: teacher, virtual school */
	EDUCATION_GROUP,			/* those of a whole year group, with names */
	EDUCATION_MONEY,			/* pupil premium, read */
	EDUCATION_APPROVE,			/* … approved, up to a limit by an officer */
	EDUCATION_PAY,				/* … marked as paid */
	EDUCATION_SCHOOL,			/* register of schools, terms, calendars */
	EDUCATION_SCHOOLS,			/* … read */
	EDUCATION_IMPORT,			/* read files in */
	EDUCATION_COUNT,			/* measures */
	EDUCATION_ROWS,				/* the children behind a number */
	EDUCATION_NAMES,			/* … and who they are */
	EDUCATION_QUALITY,			/* missing and implausible data */
	EDUCATION_EXACT,			/* numbers below the least that is published */
	EDUCATION_RETURN,			/* the SSDA903 */
	EDUCATION_ARCHIVE,			/* what is archived, and its end */
	EDUCATION_HOLD,				/* set holds, decide on disposal */
	EDUCATION_DISPOSE,			/* propose what is to be destroyed */
	EDUCATION_EMERGENCY			/* read a child one does not work with (emergency.h) */
};

/* Of the child's record. CARE is being looked after, in whatever placement. */
enum education_state {
	EDUCATION_PLANNED, EDUCATION_IN_CARE, EDUCATION_ADVICE, EDUCATION_VISITOR,
	EDUCATION_LEFT, EDUCATION_LOCKED, EDUCATION_ARCHIVED, EDUCATION_DESTROYED,
	EDUCATION_STATE__MAX
};

enum education_event {
	EDUCATION_EVENT_PLANNED,	/* 1: to be looked after */
	EDUCATION_EVENT_ENTERED,	/* 2: looked after; also again */
	EDUCATION_EVENT_DROPPED,	/* 3: was not looked after in the end */
	EDUCATION_EVENT_LEFT,		/* 4: the last episode has ended */
	EDUCATION_EVENT_BACK,		/* 5: that end was recorded in error */
	EDUCATION_EVENT_VISITOR,	/* 6: another authority's child (14) */
	EDUCATION_EVENT_GONE,		/* 7: … has left our schools */
	EDUCATION_EVENT_ADVICE,		/* 8: advice only: another cohort than care (2) */
	EDUCATION_EVENT_ENDED,		/* 9: … no longer */
	EDUCATION_EVENT_LOCK,		/* 10: adoption order (15.3) */
	EDUCATION_EVENT_ARCHIVE,	/* 11 */
	EDUCATION_EVENT_DESTROY,	/* 12 */
	EDUCATION_EVENT_HOLD,		/* 13 */
	EDUCATION_EVENT_UNLOCK,		/* 14: the head opens it again */
	EDUCATION_EVENT__MAX
};

extern const struct db_statement education_sql[EDUCATION_SQL__MAX];
extern const struct db_statement education_children[];
extern const struct module education_module;
extern const struct workflow education_workflow;
extern const struct casework education_casework;

/* The child's own columns beside its record (sql/0001-education.sql, pupil). What is
 * not known is "", a day NULL. */
struct education_pupil {
	const char *child_id, *social_care_id, *upn, *upn_unknown, *uln;
	const char *given, *family, *known_as, *born_on, *sex, *ethnicity;
	const char *language, *eal, *religion, *country, *asylum;
	const char *responsible, *responsible_contact, *notified_on, *locked_on;
	bool out_of_cohort;
	unsigned version;
};

/* -- child.c: the page of a child -- */

/* Of the record that casework_load or casework_lock has loaded. */
const struct education_pupil *education_of(const struct request *r);
/* Reads it again after a change in the same request. */
const struct education_pupil *education_again(struct request *r, const struct record *record);
int education_child_show(struct request *r);
/* From the address that the front door, calendars and messages have of every module's records. */
int education_child_there(struct request *r);
/* Below it one says why a date was missed; NULL: not this person. */
const char *education_late_path(struct request *r, const struct record *record);
/* A part of the child's page with its own heading; nothing where there is nothing that
 * this person may see. Reads only. */
typedef void education_panel(struct request *, const struct record *, struct node *body);

/* -- start.c: a child of the index becomes one of the virtual school's -- */
extern const struct field education_start_input[];
int education_start_show(struct request *r);
int education_start_save(struct request *r);

/* -- pupil.c: who the child is (3.4 A) -- */
extern const struct field education_pupil_input[];
int education_pupil_show(struct request *r);
int education_pupil_save(struct request *r);
/* Refuses the field of the route when it holds anything else. */
void education_letters_digits(struct request *r, const char *name);

/* -- episode.c: periods and episodes of care (12.1 Episodes) -- */
extern const struct field education_episode_input[], education_episode_end_input[];
void education_episodes_put(struct request *r, const struct record *record, struct node *body);
int education_episode_show(struct request *r);
int education_episode_save(struct request *r);
int education_episode_end_show(struct request *r);
int education_episode_end_save(struct request *r);
/* Day of the first episode of the present period of care; NULL: not in care. */
const char *education_entered_on(struct request *r, const struct record *record);
/* One episode more, and what follows from it: state, cohort, clocks. The record is
 * locked. import: 0, or the import's number. */
struct education_episode {
	const char *began_on, *rne, *legal, *need, *place, *provider;
	const char *ended_on;			/* NULL: open */
	const char *rec, *change_why, *home_post, *place_post, *place_urn;
};
void education_episode_add(struct request *r, struct record *record,
    const struct education_episode *e, unsigned long long import);

/* -- episode-correct.c: what was recorded wrongly is put right -- */
extern const struct field education_episode_correct_input[];
int education_episode_correct_show(struct request *r);
int education_episode_correct_save(struct request *r);

/* -- daily.c: what the day brings by itself; the process beside the workers -- */
void education_daily_run(struct db *db);

/* -- disposal.c: how long a record is kept, and what hangs on it -- */
struct disposal;
extern const struct db_statement education_disposal_facts[1];
extern const struct db_statement education_disposal_whole[];
extern const struct disposal education_disposal;
/* Ends the program with a sentence when a setting of it is none. */
void education_disposal_start(void);

/* -- list.c -- */
extern const struct field education_list_input[];
int education_list(struct request *r);

#endif
