/*
 * fill-death: one invented death of a child and its review, from the notification to
 * the return (modules/lscb/sections.md 8.6). What happens is chosen first, as days
 * (fill-death-life.c); what has happened by today is then written as the module lscb
 * would have written it, its dates worked out by the module's own rules.
 */
#ifndef EVERYCHILD_FILL_DEATH_H
#define EVERYCHILD_FILL_DEATH_H

#include "../modules/lscb/collation-rules.h"
#include "date.h"
#include "fill-paper.h"

/* Days are days ago; one that is less than 1 is still to come. */
#define CD_NEVER	(-1000000L)

static inline bool cd_happened(long days_ago)
{
	return days_ago >= 1;
}

enum death_kind { DEATH_REVIEW, DEATH_OUT, DEATH_DUPLICATE, DEATH_TRANSFER, DEATH_KIND__MAX };

/* States of the module (modules/lscb/sections.md 3.1). */
enum death_state {
	CD_NOTIFIED, CD_OUT, CD_DUPLICATE, CD_TRANSFERRED, CD_GATHERING, CD_DISCUSSION, CD_HOLD,
	CD_READY, CD_LISTED, CD_ADJOURNED, CD_COMPLETED, CD_CLOSED, CD_ARCHIVED, CD__MAX
};

struct death_staff {
	const struct worker *cdc, *other, *chair, *doctor, *lead, *key;
};

struct death_agency {
	unsigned long long id, reporter, spoc;
	const char *name, *type, *contact;
};

struct death_meeting {
	unsigned long long id;
	long on, papers;		/* days ago */
	unsigned cases;
};

/* Who died, and of what. */
struct death_facts {
	unsigned category, imd;
	char band[2];
	const char *set, *family, *given, *sex, *ethnicity, *nhs, *nhs_none, *born_on, *died_on;
	const char *line1, *postcode, *ward, *place, *place_event, *expected, *event, *plan, *order;
	const char *social_care, *looked_after, *asylum, *disability, *at_risk, *conclusion;
	bool baby_of, inquest, criminal, review, response, away;
	bool coroner, post_mortem, nhs_review;
};

enum { CD_GATES_MAX = 6 };

struct death_gate {
	const char *code, *organisation, *outcome, *inquest, *note;
	bool hard, overridden;
	long from, to;			/* to CD_NEVER: no end is known */
};

struct death_life {
	long died, notified, scoped, accepted, sent, returned;	/* returned: the last report */
	long set, discussed, hold, news, ready, unlisted, listed, deferred, answered, meets;
	long told, closed, reopened;
	int first, last;		/* meetings: where it was deferred (-1), and decided */
	struct death_gate gate[CD_GATES_MAX];
	unsigned gates;
};

enum { CD_REQUESTS_MAX = 20 };

struct death_request {
	const struct death_agency *agency;
	struct date due;
	long returned, accepted;	/* CD_NEVER: not yet */
	bool nil, waived;
};

/* One case that is to be, before it is made. */
struct death_plan {
	enum death_kind kind;
	long died, notified;
	unsigned number;		/* its stream of chance */
	int turn;			/* of the guides' list, or -1 */
	struct death_plan *of;		/* DEATH_DUPLICATE: the case that it is joined to */
	unsigned long long record;
};

struct death {
	const struct fill *f;
	struct pool *pool;
	struct chance *c;
	struct death_plan *plan;
	const struct death_staff *staff;
	struct death_facts fact;
	struct death_life life;
	enum death_state state;
	const char *resume, *reference, *handle;
	const struct worker *owner;	/* the coordinator who keeps it */
	unsigned long long record;
	struct death_request request[CD_REQUESTS_MAX];
	unsigned requests;
	long closed, archived;		/* when, or CD_NEVER */
	unsigned version;
	struct paper *paper[40];	/* reports that count, with who gave them */
	unsigned long long source[40];
	const char *role[40];
	unsigned papers;
	struct paper *draft;		/* the analysis of the discussion; NULL: none yet */
};

/* -- fill-death-facts.c -- */

/* The same of the same chance, so that a duplicate is of the same child. */
void death_facts_choose(const struct fill *f, struct chance *c, const struct death_plan *plan,
    struct pool *pool, struct death_facts *facts_r);
/* The row, marks, notification with its form, family and professionals. */
void death_facts_write(struct death *d);
/* The agencies that know the child, into the requests. */
void death_agencies_choose(struct death *d);

/* -- fill-death-life.c -- */

extern const unsigned death_turns_n;
/* Days ago on which the child of this turn died. */
long death_turn_died(unsigned turn);
void death_life_choose(struct death *d);

/* -- fill-death.c: rows that every step writes -- */

unsigned long long death_number(void);
const char *death_day(const struct death *d, long days_ago);
const char *death_moment(const struct death *d, long days_ago, unsigned minutes);
void death_event(struct death *d, const struct worker *by, long days_ago, unsigned minutes,
    const char *code, const char *title);
/* A step of the workflow; CD__MAX: back to the state before. */
void death_step(struct death *d, const struct worker *by, long days_ago, unsigned minutes,
    const char *code, const char *title, enum death_state to);
/* A clock of the module from this day (minutes: from this moment) to the day it was met. */
void death_clock(struct death *d, const char *code, const char *title, const char *setting, long from,
    unsigned minutes, long met);
void death_task(struct death *d, const char *kind, const char *what, const char *due, long from,
    long done);
void death_document(struct death *d, const struct paper *p, unsigned number, long started,
    const struct worker *by, const char *completed);
struct paper *death_paper(struct death *d, const char *form);
const struct death_agency *death_agency_of(const char *type, unsigned nth);
struct death_meeting *death_meeting_of(int i);
int death_meetings(void);
/* "R" or "A": the next number of the year of the day. */
const char *death_series(struct death *d, char kind, long days_ago);
const char *death_form_age(const struct death *d);

/* -- fill-death-request.c: agencies' reports, and what they say side by side -- */

/* Whom is asked and when each answers; the day of the last. */
long death_requests_plan(struct death *d);
void death_requests_write(struct death *d);
void death_collate(struct death *d);
/* What stands for a question after that; and the form of the report i, NULL where an earlier
 * one has the same. */
struct collation death_collated(struct death *d, const struct form *form, unsigned field);
const struct form *death_report(const struct death *d, unsigned i);

/* -- fill-death-review.c: draft, pack, agenda, analysis, what follows -- */
void death_draft_write(struct death *d);
void death_pack_write(struct death *d);
void death_panel_write(struct death *d);

#endif
