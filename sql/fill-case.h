/*
 * fill-case: one invented common assessment on its way through the states, and
 * what happens to it after the assessment is complete (fill-plan.c).
 */
#ifndef EVERYCHILD_FILL_CASE_H
#define EVERYCHILD_FILL_CASE_H

#include "fill-answer.h"

/* States of a common assessment (caf.md 4.1); those from COMPLETED to MOVED
 * have a complete assessment. */
enum state {
	CONCERN, SOUGHT, REGISTERED, ASSESSING, COMPLETED, SINGLE, FORMING, DELIVERING, PAUSED,
	CLOSED, WITHDRAWN, MOVED, REFUSED, ENDED, STATE__MAX
};

enum { MEMBERS_MAX = 8 };

struct member {
	unsigned long long id;
	const struct worker *worker;	/* NULL: does not sign in here */
	const char *name;
};

struct episode {
	struct telling t;
	const char *handle, *subject;
	enum state state;
	long opened, asked, registered, started, completed;	/* days ago */
	long teamed, agreed, ended;
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
void case_deadline(struct episode *e, const char *code, const char *from, const char *met);
/* Section K, recorded that many days ago. */
void case_harm(struct episode *e, long days_ago, bool done);
long case_weekday(const struct fill *f, long days_ago);

/* What follows the completed assessment. */
void plan_open(const struct fill *f);
void plan_statements_name(void);
void plan_days(struct episode *e);
void plan_steps(struct episode *e);

#endif
