/*
 * fill-arrangement: one invented private fostering arrangement on its way from a
 * notice to its end. What happens to it is chosen first, as days (fill-life.c);
 * what has happened by today is then written as the module would have written it,
 * its dates worked out by the module's own rules.
 */
#ifndef EVERYCHILD_FILL_ARRANGEMENT_H
#define EVERYCHILD_FILL_ARRANGEMENT_H

#include "../modules/fostering/visit-rules.h"
#include "fill-paper.h"

/* Days are days ago; one that is less than 1 is still to come. */
#define NEVER	(-1000000L)

static inline bool happened(long days_ago)
{
	return days_ago >= 1;
}

/* What comes of it in the end. */
enum fate { FATE_END, FATE_RELATIVE, FATE_SHORT, FATE_DROPPED, FATE_TRANSFER, FATE__MAX };

/* States of the module (modules/fostering/sections.md 10). */
enum placement {
	PF_ENQUIRY, PF_PROPOSED, PF_READY, PF_ACTIVE_NEW, PF_ACTIVE, PF_PAUSED, PF_END_DUE, PF_NOT_PF,
	PF_WITHDRAWN, PF_ENDED, PF_TRANSFERRED, PF__MAX
};

/* The action under regulation 4 or 7, its visit, report and decision (5.1, 5.6). */
struct stage {
	unsigned regulation;
	long receipt, aborted, visit, partner, parent, report, sign, suit;
};

struct life {
	enum fate fate;
	bool proposed;			/* notified before the start */
	long received, handed, decided;
	long starts;			/* the child comes, or came, or was to come */
	long known;			/* the authority learns that it has */
	struct stage before, after;	/* under regulation 4, and 7 */
	long away, back;
	long ended, told, detailed, closed;
	const char *end_reason;
	long quiet;			/* no visit since then */
	bool requirement, disabled, open_ended;
};

/* Who cares for the child: shared by the arrangements of one carer. */
enum { ADULTS_MAX = 3 };
struct home {
	unsigned long long household, person[ADULTS_MAX];	/* the carer, then others */
	char given[ADULTS_MAX][40], family[40], line1[61], postcode[9];
	unsigned adults, children;
	long since;
};

struct kinship {
	const char *relationship, *scenario, *birthplace, *notifier;
};

struct arrangement {
	const struct fill *f;
	struct pool *pool;
	struct chance *c;
	const struct child *child;
	const struct worker *owner, *front, *manager;	/* front: who took the notice */
	struct life life;
	enum placement state;
	struct home *home;
	struct kinship kin;
	unsigned long long record, parent;
	const char *handle, *reference, *subject, *parent_name;
	const char *first_notice_at, *aware_on, *deemed_start, *next_due;
	const char *test_result, *retest_on, *suitability;
	unsigned test_rule, visits, decisions, notices, moves;
	unsigned made;			/* how many there are with this one */
};

/* -- fill-life.c: what happens, and when -- */

/* False: no such life fits the child. turn: of the guides' list from 0; past its
 * end by chance. */
bool life_choose(const struct fill *f, struct chance *c, const struct child *child, unsigned turn,
    struct life *life_r);
unsigned life_turns(void);
enum placement life_state(const struct life *life);
/* Days since the first of January two years ago, or of the first year whose bank
 * holidays are known. */
long life_history(const struct fill *f);

/* -- fill-arrangement.c: rows that every step writes -- */

const char *arrangement_day(const struct arrangement *a, long days_ago);
const char *arrangement_moment(const struct arrangement *a, long days_ago, unsigned minutes);
void arrangement_event(struct arrangement *a, const struct worker *by, long days_ago,
    unsigned minutes, const char *code, const char *title, bool shared);
/* A clock that runs from this day; met: the day, or one still to come; stop: when
 * it no longer counts. */
void arrangement_clock(struct arrangement *a, const char *code, const char *title,
    const char *setting, long from, long met, long stop);
/* The same from a moment of this day (minutes as in arrangement_moment), never stopped. */
void arrangement_clock_from(struct arrangement *a, const char *code, const char *title,
    const char *setting, long from, unsigned minutes, long met);
/* The same for a day that is worked out elsewhere. */
void arrangement_agreed(struct arrangement *a, const char *code, const char *title, long from,
    const char *due, const char *why, long met, long stop);
/* The day that the clock of this setting gives. */
const char *arrangement_due(const struct arrangement *a, const char *setting, long from);
void arrangement_task(struct arrangement *a, const char *kind, const char *what, const char *due,
    long from, long done);
unsigned long long arrangement_number(void);	/* the next id of any table */
/* When every clock has stopped: the end, or the closure. */
long arrangement_stop(const struct arrangement *a);
void arrangement_document(struct arrangement *a, const struct paper *p, unsigned number,
    const char *from, const char *completed, unsigned long long by);

/* -- fill-course.c: the legal test, the way through the states, the record -- */

void course_tests(struct arrangement *a);
/* The steps, who sees it, and its rows; after the tests, the notices and visits. */
void course_write(struct arrangement *a);

/* -- fill-household.c: people, and what the notices say -- */

void household_open(const struct fill *f);
void household_choose(struct arrangement *a);
void household_write(struct arrangement *a);
void household_notices(struct arrangement *a);

/* -- fill-visit.c: initial action, visits, reports, decisions -- */

void visit_open(const struct fill *f);
void visit_write(struct arrangement *a);

#endif
