/*
 * fill-case: one invented common assessment on its way through the states, and
 * what happens to it after the assessment is complete (fill-plan.c).
 */
#ifndef EVERYCHILD_FILL_CASE_H
#define EVERYCHILD_FILL_CASE_H

#include "fill-answer.h"

/* States of a common assessment (modules/caf/sections.md 4.1); those from COMPLETED to MOVED
 * have a complete assessment. */
enum state {
	CONCERN, SOUGHT, REGISTERED, ASSESSING, COMPLETED, SINGLE, FORMING, DELIVERING, REVIEWING, PAUSED,
	CLOSED, WITHDRAWN, MOVED, REFUSED, ENDED, STATE__MAX
};

enum { MEMBERS_MAX = 8 };

/* Minutes after eight at which the team is called, and meets, minutes are complete, the plan is
 * agreed, a review is opened and signed. */
enum { AT_TEAM = 566, AT_HELD = 300, AT_MINUTES = 350, AT_MEETING = 360, AT_REVIEW = 240, AT_SIGNED = 330 };

struct member {
	unsigned long long id;
	const struct worker *worker;	/* NULL: does not sign in here */
	const char *name, *capacity, *organisation;
};

struct episode {
	struct telling t;
	const char *handle, *subject;
	enum state state;
	long opened, asked, registered, started, completed;	/* days ago */
	long teamed, agreed, ended;
	long reviewed;			/* or its review was opened; 0: no review yet */
	const char *review_on;		/* agreed for; NULL not yet */
	const struct worker *lead;
	const char *reason;		/* why it was closed, by a review */
	unsigned moves;			/* of the record: its version */
	bool checklist, restricted, harm, near;	/* near: all but the last step is done */
	unsigned long long record;
	struct paper paper;		/* the assessment */
	unsigned long long share[MEMBERS_MAX];	/* consents, one a service */
	unsigned shares;
	struct member member[MEMBERS_MAX];
	unsigned members;
};

bool case_done(const struct episode *e);	/* the assessment is complete */

/* Rows that every step writes. */
const char *case_day(const struct episode *e, long days_ago);
const char *case_moment(const struct episode *e, long days_ago, unsigned minutes);
void case_event(struct episode *e, const char *at, const char *code, const char *title,
    bool shared);
void case_person(struct episode *e, const struct worker *w, const char *relation,
    const char *at, const char *until);
void case_involvement(struct episode *e, const struct worker *w, const char *part,
    const char *title, const char *since, const char *until);
void case_event_by(struct episode *e, const struct worker *by, const char *at, const char *code,
    const char *title, bool shared);
void case_notice(struct episode *e, const struct worker *w, const char *title, const char *at,
    bool seen);

#define CLOSING_NOTES "The actions of the plan are done. School and family know whom to ask if " \
	"things become harder again."
#define CLOSING_COMMENT "It was good to have one person to ring."

/* What became of a deadline: moments, or "". What is met is not dropped. */
struct fate {
	const char *met, *dropped;
};

/* Dropped when the case ended, unless it was met. */
struct fate case_met(const struct episode *e, const char *met);
const char *case_end_moment(const struct episode *e);	/* "" while it is open */
/* The day that the clock gives, and its explanation. */
const char *case_due(const struct episode *e, const char *code, const char *from,
    const char **why_r);
void case_deadline(struct episode *e, const char *code, const char *from, struct fate fate);
/* The same for a day that people have agreed. */
void case_agreed(struct episode *e, const char *code, const char *from, const char *due,
    const char *why, struct fate fate);

/* One entry of the sharing log, by agreement. */
struct shared {
	const char *at, *person, *agency, *service, *what, *parts, *purpose, *method, *written;
};

void case_share(struct episode *e, const struct shared *s);
void case_document(struct episode *e, const struct paper *p, const struct worker *by,
    const char *from, const char *completed);
unsigned long long case_document_number(void);
const struct form *case_form(const struct fill *f, const char *name);
/* Section K, recorded that many days ago. */
void case_harm(struct episode *e, long days_ago, bool done);
long case_weekday(const struct fill *f, long days_ago);

/* What follows the completed assessment. */
void plan_open(const struct fill *f);
void plan_statements_name(void);
void plan_days(struct episode *e);
void plan_steps(struct episode *e);

/* Meetings of the team and reviews of the plan (fill-meeting.c). */
void meeting_open(const struct fill *f);
void meeting_make(struct episode *e);
void review_make(struct episode *e);
/* When the review was signed; "": there is none, or it is open. */
const char *review_signed(const struct episode *e);

#endif
