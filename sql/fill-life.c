#include <string.h>

#include "../modules/fostering/legal-rules.h"
#include "clock.h"
#include "fill-arrangement.h"

#define HISTORY_YEARS	2	/* and the one that runs */

/* Days of a life that the guides show: a case in every state, some of them late.
 * lead: days from the notice to the start, negative when the child is there
 * already. Delays follow one another; 0: by chance, -1: it is still to come. */
static const struct turn {
	long received, lead;
	int handed, decided;		/* -1: still to come */
	int visit, report, sign, suit;
	enum fate fate;
	long ended, away, quiet;
	bool requirement, detailed;
} turns[] = {
	{ .received = 100, .lead = -20 },					/* ACTIVE */
	{ .received = 3, .lead = -10, .visit = -1 },				/* ACTIVE_NEW */
	{ .received = 135, .lead = -30, .quiet = 52 },				/* a visit overdue */
	{ .received = 1, .lead = -4, .handed = -1, .decided = -1 },		/* ENQUIRY */
	{ .received = 20, .lead = -45, .visit = -1 },				/* T3 overdue */
	{ .received = 4, .lead = 55, .visit = -1 },				/* PROPOSED */
	{ .received = 520, .lead = -12 },					/* second year */
	{ .received = 32, .lead = -15, .visit = 5, .report = 9, .sign = -1 },	/* to sign off */
	{ .received = 7, .lead = -12, .decided = -1 },				/* T0 overdue */
	{ .received = 40, .lead = 66, .visit = 4, .report = 5, .sign = 2, .suit = 3 },	/* READY */
	{ .received = 210, .lead = -30, .away = 12 },				/* PAUSED */
	{ .received = 16, .lead = 60, .visit = -1 },				/* T1 overdue */
	{ .received = 300, .lead = -3, .ended = 5, .detailed = false },		/* END_DUE */
	{ .received = 160, .lead = -25, .requirement = true },
	{ .received = 30, .lead = -8, .fate = FATE_RELATIVE },
	{ .received = 15, .lead = -6, .fate = FATE_SHORT },
	{ .received = 90, .lead = 58, .fate = FATE_DROPPED },
	{ .received = 250, .lead = -20, .fate = FATE_TRANSFER, .ended = 45 },
	{ .received = 400, .lead = -20, .ended = 90, .detailed = true },	/* ENDED */
};

unsigned life_turns(void)
{
	return COUNT(turns);
}

long life_history(const struct fill *f)
{
	struct date first;
	const char *name;

	if (!clock_holiday(0, &first, &name))
		fill_refuse("no bank holidays are known");
	if (first.year < f->today.year - HISTORY_YEARS)
		first.year = f->today.year - HISTORY_YEARS;
	return date_days((struct date){ first.year, 1, 1 }, f->today);
}

/* A delay that is given, or between two; NEVER once something is still to come. */
static long after(const struct fill *f, struct chance *c, long from, int given, unsigned least,
    unsigned most)
{
	unsigned by_chance = chance_between(c, least, most);

	if (given < 0 || from == NEVER)
		return NEVER;
	return fill_weekday(f, from - (given > 0 ? given : (long)by_chance));
}

static long least(long a, long b)
{
	return a < b ? a : b;
}

/* Most are in time, one in eight is not. */
static void stage_choose(const struct fill *f, struct chance *c, const struct turn *t,
    unsigned regulation, long receipt, long from, struct stage *s)
{
	bool late = t->visit == 0 && chance_in_1000(c, 120);

	*s = (struct stage){ .regulation = regulation, .receipt = receipt, .aborted = NEVER };
	s->visit = after(f, c, least(receipt, from), t->visit, late ? 11 : 2, late ? 22 : 6);
	if (s->visit != NEVER && chance_in_1000(c, 90) && receipt - s->visit > 3)
		s->aborted = fill_weekday(f, s->visit + 2);
	s->partner = after(f, c, s->visit, 0, 0, 1);
	s->parent = after(f, c, s->visit, 0, 0, 2);
	s->report = after(f, c, least(s->visit, least(s->partner, s->parent)), t->report, 1, 11);
	s->sign = after(f, c, s->report, t->sign, 1, 5);
	s->suit = after(f, c, s->sign, t->suit, 1, 10);
}

static const unsigned lasts[] = { 80, 95, 110, 130, 150, 180, 190, 210, 240, 280, 300, 340, 365, 380, 420,
	520, 650, 800, 950, 1300 };

static void end_choose(const struct fill *f, struct chance *c, const struct child *child,
    const struct turn *t, bool guide, struct life *l)
{
	static const char *const reasons[] = { "RETURNED_PARENT", "RETURNED_PARENT", "RETURNED_PARENT",
	    "RETURNED_ABROAD", "RETURNED_ABROAD", "TO_RELATIVE", "TO_OTHER_PF_CARER", "COURT_ORDER",
	    "TO_PR_HOLDER", "OTHER", NULL };
	struct pool *pool = pool_create();
	long base = l->proposed ? l->starts : l->received, age;
	unsigned last = lasts[chance_below(c, COUNT(lasts))] + chance_below(c, 25);
	struct date birthday;

	(void)date_parse(legal_age_end(pool, date_iso(pool, child->born), l->disabled ? "Y" : "N"),
	    &birthday);
	pool_destroy(&pool);
	age = date_days(birthday, f->today);
	l->end_reason = l->fate == FATE_TRANSFER ? "MOVED_AREA" : chance_of(c, reasons);
	l->ended = t->ended > 0 ? t->ended : guide ? NEVER : base - (long)last;
	if (age > l->ended) {
		l->fate = FATE_END;
		l->ended = age;
		l->end_reason = l->disabled ? "REACHED_18_DISABLED" : "REACHED_16";
	}
	l->told = l->ended - (long)chance_below(c, 4);
	l->detailed = guide && !t->detailed && l->fate != FATE_TRANSFER ? NEVER :
	    fill_weekday(f, l->ended - (long)chance_between(c, 4, 12));
	l->closed = after(f, c, l->detailed, 0, 1, 9);
}

static void absence_choose(const struct fill *f, struct chance *c, const struct turn *t,
    struct life *l)
{
	l->away = t->away > 0 ? t->away : NEVER;
	l->back = l->away == NEVER ? NEVER : l->away - 21;
	if (l->away != NEVER || !chance_in_1000(c, 60) || l->after.suit == NEVER)
		return;
	l->away = l->after.suit - (long)chance_between(c, 3, 40);
	l->back = l->away - (long)chance_between(c, 5, 24);
	if (l->back <= l->ended || l->back <= 2)
		l->away = l->back = NEVER;
	(void)f;
}

/* The end of an enquiry, or of a proposal. */
static void closure_choose(const struct fill *f, struct chance *c, struct life *l)
{
	if (l->fate == FATE_DROPPED)
		l->ended = l->received - (long)chance_between(c, 20, 28);
	else
		l->ended = l->decided;
	l->closed = after(f, c, l->ended, 0, 1, 4);
	l->before.suit = l->fate == FATE_DROPPED ? NEVER : l->before.suit;
}

static enum fate fate_choose(struct chance *c, bool proposed)
{
	unsigned n = chance_below(c, 1000);

	return proposed ? n < 110 ? FATE_DROPPED : n < 140 ? FATE_TRANSFER : FATE_END :
	    n < 130 ? FATE_RELATIVE : n < 210 ? FATE_SHORT : n < 240 ? FATE_TRANSFER : FATE_END;
}

/* Any day since the calendar begins on which the child was of an age for it. */
static bool turn_choose(const struct fill *f, struct chance *c, const struct child *child,
    struct turn *t)
{
	long most = least(life_history(f) - 1, date_days(child->born, f->today) - 400);
	long fifteen = date_days(child->born, f->today) - 15 * 365 - 60, span;
	bool proposed = chance_in_1000(c, 260);

	span = most - (fifteen < 1 ? 1 : fifteen);
	if (span < 1)
		return false;
	*t = (struct turn){ .received = most - (long)chance_below(c, (unsigned)span),
	    .lead = proposed ? (long)chance_between(c, 30, 75) : -(long)chance_between(c, 1, 90),
	    .fate = fate_choose(c, proposed), .requirement = chance_in_1000(c, 60), .detailed = true };
	t->received = fill_weekday(f, t->received);
	/* Most are of secondary school age. */
	return t->received >= 1 && (date_age(child->born, date_add_days(f->today, -t->received)) >= 10 ||
	    chance_in_1000(c, 350));
}

/* Of an age that no birthday ends it while the guide is read. */
static bool fits_guide(const struct fill *f, const struct child *child)
{
	int age = date_age(child->born, f->today);

	return age >= 7 && age <= 14 && !child->estimated;
}

bool life_choose(const struct fill *f, struct chance *c, const struct child *child, unsigned turn,
    struct life *l)
{
	bool guide = turn < COUNT(turns);
	struct turn t;

	if (guide ? !fits_guide(f, child) : !turn_choose(f, c, child, &t))
		return false;
	if (guide)
		t = turns[turn];
	*l = (struct life){ .fate = t.fate, .proposed = t.lead > 0, .quiet = t.quiet,
	    .received = t.received, .starts = t.received - t.lead, .requirement = t.requirement,
	    .disabled = !guide && chance_in_1000(c, 40), .open_ended = chance_in_1000(c, 550),
	    .ended = NEVER, .told = NEVER, .detailed = NEVER, .closed = NEVER };
	l->handed = t.handed < 0 ? NEVER : t.received;
	l->decided = t.decided < 0 ? NEVER : guide ? fill_weekday(f, t.received) :
	    after(f, c, t.received, 0, 0, 2);
	l->known = l->proposed ? fill_weekday(f, l->starts - (long)chance_below(c, 3)) : l->received;
	stage_choose(f, c, &t, 4, l->received, l->decided, &l->before);
	stage_choose(f, c, &t, 7, l->known, l->proposed ? l->known : l->decided, &l->after);
	if (l->fate == FATE_END || l->fate == FATE_TRANSFER)
		end_choose(f, c, child, &t, guide, l);
	else
		closure_choose(f, c, l);
	absence_choose(f, c, &t, l);
	return true;
}

static enum placement there(const struct life *l)
{
	if (happened(l->ended) && l->fate == FATE_END)
		return happened(l->closed) ? PF_ENDED : PF_END_DUE;
	if (l->fate == FATE_TRANSFER && happened(l->closed))
		return PF_TRANSFERRED;
	if (happened(l->away) && !happened(l->back))
		return PF_PAUSED;
	return happened(l->after.suit) ? PF_ACTIVE : PF_ACTIVE_NEW;
}

enum placement life_state(const struct life *l)
{
	if (!happened(l->decided))
		return PF_ENQUIRY;
	if (l->fate == FATE_RELATIVE || l->fate == FATE_SHORT)
		return happened(l->closed) ? PF_NOT_PF : PF_ENQUIRY;
	if (l->fate == FATE_DROPPED && happened(l->closed))
		return PF_WITHDRAWN;
	if (l->proposed && (l->fate == FATE_DROPPED || !happened(l->known)))
		return happened(l->before.suit) ? PF_READY : PF_PROPOSED;
	return there(l);
}
