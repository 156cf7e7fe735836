#include <string.h>

#include "fill-death.h"

/* What happens, and when. Months to the panel: 8.6, with 8.4 for how they spread. */


#define READY_BEFORE	28	/* days from ready to the meeting */
#define LISTED_BEFORE	18

/* The guides' cases: one in each state, whatever chance brings. meets: 0 the next
 * meeting, 1 the one after it, -1 the last. */
enum { NO_MEETING = 99 };
enum wish { WISH_NONE, WISH_DEFER, WISH_REOPEN, WISH_CLOSE, WISH_HOLD, WISH_NEWS, WISH_UNLIST,
	WISH_OPEN };
static const struct { long died; int meets; enum wish wish; } turns[] = {
	{ 2, NO_MEETING, WISH_NONE }, { 4, NO_MEETING, WISH_NONE }, { 12, NO_MEETING, WISH_OPEN },
	{ 26, NO_MEETING, WISH_OPEN }, { 33, NO_MEETING, WISH_OPEN }, { 41, NO_MEETING, WISH_OPEN },
	{ 70, NO_MEETING, WISH_OPEN }, { 95, 4, WISH_NONE }, { 330, NO_MEETING, WISH_HOLD },
	{ 420, NO_MEETING, WISH_NEWS }, { 250, 1, WISH_NONE }, { 205, 0, WISH_NONE },
	{ 228, 0, WISH_UNLIST }, { 260, 0, WISH_NONE }, { 300, -1, WISH_DEFER }, { 270, -1, WISH_NONE },
	{ 290, -1, WISH_NONE }, { 520, -8, WISH_REOPEN }, { 400, -3, WISH_CLOSE }, { 240, 1, WISH_NONE },
};
const unsigned death_turns_n = COUNT(turns);

long death_turn_died(unsigned turn)
{
	return turns[turn].died;
}

static enum wish wish(const struct death *d)
{
	return d->plan->turn < 0 ? WISH_NONE : turns[d->plan->turn].wish;
}

static long lesser(long a, long b)
{
	return a < b ? a : b;
}

/* A working day some days later. */
static long later(struct death *d, long from, unsigned least, unsigned most)
{
	return fill_weekday(d->f, from - (long)chance_between(d->c, least, most));
}

/* Tenths of a month: twentieths of reviews that nothing holds up. */
static long days_needed(struct death *d)
{
	static const unsigned tenths[] = { 33, 38, 43, 47, 51, 55, 58, 62, 66, 70, 74, 79, 84, 90, 97, 106,
		116, 130, 150, 185 };
	long n = chance_below(d->c, COUNT(tenths)), months = (long)tenths[n];

	months += (long)chance_below(d->c, 5);
	if (d->fact.set[0] == 'C')
		months += months / 5;
	if (d->fact.criminal || d->fact.review)
		months += 110 + (long)chance_below(d->c, 60);
	else if (d->fact.inquest)
		months += 55 + (long)chance_below(d->c, 50);
	return months * 304 / 100;
}

/* -- processes beside the review -- */

static void gate_add(struct death *d, bool there, struct death_gate g)
{
	if (there)
		d->life.gate[d->life.gates++] = g;
}

/* end: about when the last of them lets the case go on. */
static void gates_choose(struct death *d, long end)
{
	const struct death_facts *x = &d->fact;
	struct death_life *l = &d->life;
	long soon = later(d, l->accepted, 20, 60), from = l->accepted;

	gate_add(d, x->coroner, (struct death_gate){ .code = "G-COR", .organisation = "Sandmouth Coroner",
	    .hard = true, .from = from, .to = x->inquest ? end : soon, .outcome = x->inquest ? "CONCLUDED" :
	    "NO-INQUEST", .inquest = !x->inquest ? "" : x->category == 2 ? "SUICIDE" : x->category == 3 ?
	    "ACCIDENT" : x->category == 1 ? "UNLAWFUL" : "NARRATIVE", .note = x->inquest ?
	    "The conclusion as the coroner's officer read it out." : "" });
	gate_add(d, x->criminal, (struct death_gate){ .code = "G-CRIM", .organisation =
	    "Sandmouth Constabulary", .hard = true, .from = from, .to = later(d, end, 0, 4),
	    .outcome = x->category == 1 ? "VERDICT" : "NFA", .inquest = "", .note = "" });
	gate_add(d, x->review, (struct death_gate){ .code = "G-SCR", .organisation = "Safeguarding board",
	    .hard = true, .from = from, .to = later(d, end, 1, 6), .outcome = "REVIEW-DONE", .inquest = "",
	    .note = "" });
	gate_add(d, x->post_mortem, (struct death_gate){ .code = "G-PM", .organisation =
	    "Sandmouth General Hospital", .hard = true, .from = from, .to = later(d, l->accepted, 35, 75),
	    .outcome = "PM-RECEIVED", .inquest = "", .note = "" });
	gate_add(d, x->nhs_review, (struct death_gate){ .code = "G-NHS", .organisation =
	    "Sandmouth General Hospital", .from = from, .to = later(d, l->accepted, 40, 70),
	    .outcome = "REPORT", .inquest = "", .note = "" });
}

/* Of what is ours: the discussion with its draft. */
static void discussion_gate(struct death *d)
{
	gate_add(d, true, (struct death_gate){ .code = "G-CDRM", .organisation = "",
	    .hard = d->fact.expected[0] == 'U', .from = d->life.accepted, .to = d->life.discussed,
	    .outcome = "DISCUSSED", .inquest = "", .note = "" });
}

/* The day on which only others are awaited, and the last of those. */
static void hold_choose(struct death *d)
{
	struct death_life *l = &d->life;
	long quiet = lesser(l->returned, l->discussed), last = l->died;
	unsigned i;

	for (i = 0; i < l->gates; i++)
		if (!l->gate[i].hard)
			quiet = lesser(quiet, l->gate[i].to);
		else if (strcmp(l->gate[i].code, "G-CDRM") != 0)
			last = lesser(last, l->gate[i].to);
	l->hold = l->news = CD_NEVER;
	if (last >= quiet || quiet == CD_NEVER)
		return;
	l->hold = quiet;
	l->news = last == CD_NEVER ? CD_NEVER : last - 1;
	if (l->news >= l->hold)
		l->hold = l->news = CD_NEVER;
}

/* -- the meeting -- */

static int meeting_after(long days_ago)
{
	int i;

	for (i = 0; i < death_meetings(); i++)
		if (death_meeting_of(i)->on <= days_ago)
			return i;
	return -1;
}

static int meeting_next(void)
{
	return meeting_after(0);
}

/* After the last of all that keeps it from the panel. */
static long free_from(const struct death *d)
{
	const struct death_life *l = &d->life;
	long day = lesser(lesser(l->returned, l->discussed), l->news == CD_NEVER ? l->died : l->news);
	unsigned i;

	for (i = 0; i < l->gates; i++)
		day = lesser(day, l->gate[i].to);
	return day;
}

static void meeting_choose(struct death *d, long target)
{
	struct death_life *l = &d->life;
	int turn = d->plan->turn;
	long on;

	if (turn >= 0 && turns[turn].meets == NO_MEETING)
		return;
	l->last = turn >= 0 ? meeting_next() + turns[turn].meets :
	    meeting_after(lesser(target, free_from(d) - READY_BEFORE - 4));
	if (death_meeting_of(l->last) == NULL)
		return;
	on = death_meeting_of(l->last)->on;
	l->ready = lesser(on + READY_BEFORE, free_from(d) - 2);
	if (turn >= 0 && on + READY_BEFORE < 9)
		l->ready = lesser(9, free_from(d) - 2);
	l->listed = fill_weekday(d->f, lesser(on + LISTED_BEFORE, l->ready - 1));
	l->meets = on;
}

/* The panel asks, and decides at the next meeting. */
static void deferral_choose(struct death *d)
{
	struct death_life *l = &d->life;
	int next;

	if (l->last < 0 || (wish(d) != WISH_DEFER && (d->plan->turn >= 0 || !chance_in_1000(d->c, 60))))
		return;
	next = meeting_after(l->meets - 40);
	if (next < 0)
		return;
	l->first = l->last;
	l->deferred = l->meets;
	l->answered = wish(d) == WISH_DEFER ? CD_NEVER : later(d, l->deferred, 8, 15);
	l->last = next;
	l->meets = wish(d) == WISH_DEFER ? CD_NEVER : death_meeting_of(next)->on;
}

static void end_choose(struct death *d)
{
	struct death_life *l = &d->life;

	if (!cd_happened(l->meets))
		return;
	l->told = later(d, l->meets, 14, 40);
	l->closed = later(d, l->told, 10, 50);
	if (wish(d) == WISH_REOPEN || (d->plan->turn < 0 && l->meets > 150 && chance_in_1000(d->c, 8))) {
		l->closed = CD_NEVER;
		l->reopened = lesser(l->told - 20, 45);
	}
	if (!cd_happened(l->reopened))
		l->reopened = CD_NEVER;
}

/* -- all of it -- */

static void review_choose(struct death *d)
{
	struct death_life *l = &d->life;
	long target = l->died - days_needed(d), half;

	l->sent = later(d, l->accepted, 1, 3);
	l->returned = death_requests_plan(d);
	half = (l->died - target) / 2;
	l->discussed = fill_weekday(d->f, lesser(lesser(l->died - (half > 110 ? 110 : half),
	    l->returned), l->accepted - 25));
	l->set = l->discussed + 20 < l->sent ? l->discussed + 20 : l->sent - 1;
	gates_choose(d, wish(d) == WISH_NEWS ? 30 : lesser(target + 40, l->accepted - 70));
	discussion_gate(d);
	hold_choose(d);
	meeting_choose(d, target);
	deferral_choose(d);
	end_choose(d);
	if (cd_happened(l->listed) && (wish(d) == WISH_UNLIST || chance_in_1000(d->c, 25)) &&
	    l->ready - 2 > l->listed)
		l->unlisted = l->ready - 1;
}

void death_life_choose(struct death *d)
{
	struct death_life *l = &d->life;
	long died = d->plan->died, notified = d->plan->notified;

	*l = (struct death_life){ .died = died, .notified = notified, .first = -1, .last = -1,
	    .hold = CD_NEVER, .news = CD_NEVER, .ready = CD_NEVER, .unlisted = CD_NEVER,
	    .listed = CD_NEVER, .deferred = CD_NEVER, .answered = CD_NEVER, .meets = CD_NEVER,
	    .told = CD_NEVER, .closed = CD_NEVER, .reopened = CD_NEVER, .set = CD_NEVER,
	    .discussed = CD_NEVER };
	l->scoped = d->plan->kind == DEATH_REVIEW && d->plan->turn == 0 ? CD_NEVER :
	    later(d, notified, 1, 2);
	l->accepted = later(d, l->scoped == CD_NEVER ? 1 : l->scoped, 1, 3);
	if (d->plan->kind == DEATH_REVIEW) {
		if (d->plan->turn == 0)
			l->accepted = CD_NEVER;
		review_choose(d);
		return;
	}
	l->sent = later(d, l->scoped, 0, 1);
	l->accepted = later(d, l->sent, 2, 6);
	if (d->plan->kind == DEATH_TRANSFER)
		l->accepted = d->plan->turn == 0 ? 12 : l->accepted;
	if (d->plan->kind == DEATH_TRANSFER && d->plan->turn == 0)
		l->reopened = 3;
}
