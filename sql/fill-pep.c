#include <string.h>

#include "../modules/education/pep-rules.h"
#include "clock.h"
#include "conf.h"
#include "fill-pupil.h"
#include "lists.h"

/* Personal education plans: one a term of care, as far as each has come (modules/education/sections.md
 * 3). */

enum { PLANS_MAX = 3 * (PUPIL_YEARS + 2), AREAS = 8, TARGETS = 3 };

struct scheme {
	unsigned long long id, document;
	unsigned number;
	int year;
	enum term term;
	const char *why;
	enum pep_state state;
	struct date cut_off, begun, met, ready, submitted, decided, cancelled;
	const char *rating, *grades, *comments;
	const struct pupil_seat *seat;
};

static const struct form *form;

void pep_open(const struct fill *f)
{
	form = form_load(pool_printf(f->pool, "%s/forms/education/pep-1.xml", conf_text("data.dir")), 0);
}

/* -- how far each has come -- */

static bool past(const struct pupil *p, struct date day)
{
	return date_compare(day, p->yesterday) <= 0;
}

/* 3.5: of 100 that were accepted some 15 gold and 15 amber. Red ones go back. */
static void rate(struct pupil *p, struct scheme *s, bool red)
{
	unsigned grade[AREAS], n = chance_below(p->c, 100), ambers = n < 16 ? 2 : n < 45 ? 1 : 0, i;
	bool gold = n >= 85;
	char *grades = pool_alloc(p->pool, AREAS + 1);

	s->comments = "";
	for (i = 0; i < AREAS; i++) {
		grade[i] = gold ? (i == 2 ? 2 : 3) : chance_in_1000(p->c, 250) && i != 4 ? 3 : 2;
		if (!gold && i < ambers)
			grade[i] = 1;
		if (red && i == 3)
			grade[i] = 0;
		grades[i] = (char)('0' + grade[i]);
		s->comments = pool_printf(p->pool, "%s%s\n", s->comments,
		    grade[i] == 0 ? "The targets do not say how success is seen." :
		    grade[i] == 1 ? "Say what the child's wishes have changed." : "");
	}
	grades[AREAS] = '\0';
	s->grades = grades;
	s->rating = pep_overall(grade, AREAS, (unsigned)conf_number("education.gold_areas"),
	    (unsigned)conf_number("education.amber_areas"));
}

static void state_choose(struct pupil *p, struct scheme *s, struct date last)
{
	unsigned n = chance_below(p->c, 1000);

	if (past(p, last)) {
		/* One in sixteen was never finished; that of last term still may be. */
		s->state = n < 940 ? PEP_COMPLETE : date_days(last, p->yesterday) < 130 ?
		    PEP_IN_PROGRESS : PEP_CANCELLED;
		s->cancelled = last;
		return;
	}
	s->state = n < 330 ? PEP_COMPLETE : n < 430 ? PEP_SUBMITTED : n < 470 ? PEP_RETURNED :
	    n < 590 ? PEP_READY : n < 820 ? PEP_IN_PROGRESS : PEP_NOT_STARTED;
}

static struct date weekday(struct date d)
{
	enum date_weekday w = date_weekday(d);

	return date_add_days(d, w == DATE_SATURDAY ? 2 : w == DATE_SUNDAY ? 1 : 0);
}

static struct date some(struct pupil *p, struct date after, unsigned least, unsigned most)
{
	return weekday(date_add_days(after, (long)chance_between(p->c, least, most)));
}

/* Steps back where a day has not come yet. */
static void days_choose(struct pupil *p, struct scheme *s)
{
	struct date latest = date_add_days(s->cut_off, -6);

	s->met = weekday(pupil_between(p->c, date_add_days(s->begun, 8), pupil_later(latest,
	    date_add_days(s->begun, 12))));
	s->ready = some(p, s->met, 1, 5);
	s->submitted = some(p, s->ready, 0, 2);
	s->decided = some(p, s->submitted, 1, chance_in_1000(p->c, 120) ? 20 : 7);
	if ((s->state == PEP_COMPLETE || s->state == PEP_RETURNED) && !past(p, s->decided))
		s->state = PEP_SUBMITTED;
	if (s->state == PEP_SUBMITTED && !past(p, s->submitted))
		s->state = PEP_READY;
	if (s->state == PEP_READY && !past(p, s->ready))
		s->state = PEP_IN_PROGRESS;
	if (s->state == PEP_IN_PROGRESS && !past(p, s->begun))
		s->state = PEP_NOT_STARTED;
	/* Nothing is whole without a school. */
	s->seat = roll_seat(p, pupil_earlier(s->met, p->yesterday));
	if (s->seat == NULL && s->state != PEP_CANCELLED && s->state != PEP_NOT_STARTED)
		s->state = PEP_IN_PROGRESS;
	/* Care that has ended cancels what is not complete. */
	if (s->state != PEP_COMPLETE && s->state != PEP_CANCELLED && !pupil_open(p)) {
		s->state = PEP_CANCELLED;
		s->cancelled = p->stay[p->stays - 1].ended;
	}
}

/* In care for twenty working days at the cut-off, or now where that is to come. */
static const struct cohort_period *stay_of(const struct pupil *p, struct date on, struct date first)
{
	unsigned i;

	for (i = 0; i < p->stays; i++)
		if (date_compare(p->stay[i].began, on) <= 0 &&
		    (p->stay[i].open || date_compare(p->stay[i].ended, on) > 0) &&
		    date_days(pupil_later(p->stay[i].began, first), on) >= 12)
			return &p->stay[i];
	return NULL;
}

static void scheme_add(struct pupil *p, struct scheme *list, int year, enum term term)
{
	struct scheme *s = &list[p->plans];
	const struct cohort_period *stay;
	struct date first, last, cut_off;
	int ncy = term_ncy(p->child->born, year);

	roll_term(year, term, &first, &last, &cut_off);
	stay = stay_of(p, pupil_earlier(cut_off, p->yesterday), first);
	if (stay == NULL || ncy < -1 || ncy > 13 || date_compare(first, p->since) < 0 ||
	    p->plans == PLANS_MAX)
		return;
	*s = (struct scheme){ .id = pupil_number(), .document = pupil_number(),
	    .number = ++p->plans, .year = year, .term = term, .cut_off = cut_off,
	    .why = date_compare(stay->began, first) >= 0 ? "INITIAL" : "TERM", .rating = "",
	    .begun = some(p, pupil_later(first, stay->began), 3, 9) };
	s->begun = pupil_earlier(s->begun, p->yesterday);
	state_choose(p, s, last);
	days_choose(p, s);
	if (s->state == PEP_COMPLETE || s->state == PEP_RETURNED)
		rate(p, s, s->state == PEP_RETURNED);
}

/* Of those that were accepted the newest stands. */
static void supersede(struct scheme *list, unsigned n)
{
	bool newer = false;

	while (n-- > 0) {
		if (list[n].state != PEP_COMPLETE)
			continue;
		if (newer)
			list[n].state = PEP_HISTORICAL;
		newer = true;
	}
}

/* -- the answers -- */

static const struct aim {
	const char *area, *target, *baseline, *measure, *what, *who, *often, *cost;
} aims[] = {
	{ "LITERACY", "Reads a chapter book alone and retells it.", "Reads picture books with help.",
	  "Retells three chapters to the class teacher.", "Paired reading with a trained volunteer.",
	  "Reading mentor", "Three times a week", "240.00" },
	{ "NUMERACY", "Knows the times tables to twelve.", "Sure of two, five and ten.",
	  "Scores 20 of 25 in the check.", "Small group with a tutor.", "Mathematics tutor",
	  "Twice a week", "310.50" },
	{ "ATTENDANCE", "Is in school for all of every week.", "Missed eleven sessions last term.",
	  "No more than two sessions missed.", "Meets the key adult at the gate.", "Key adult",
	  "Every morning", "" },
	{ "SEMH", "Asks for time out before things boil over.", "Leaves the room four times a week.",
	  "Uses the card in eight of ten lessons.", "Sessions with the emotional literacy assistant.",
	  "Emotional literacy assistant", "Once a week", "420.00" },
	{ "ASPIRATION", "Has seen two places of work that appeal.", "Has no picture of work yet.",
	  "Writes half a page about each visit.", "Visits with the careers adviser.",
	  "Careers adviser", "Once a half term", "65.00" },
	{ "INDEPENDENCE", "Packs the bag for the next day alone.", "Is reminded every evening.",
	  "Four of five days without a reminder.", "Checklist by the door, looked at by the carer.",
	  "Carer and form tutor", "Every day", "" },
	{ "SLCN", "Answers questions in whole sentences.", "Answers with single words.",
	  "Eight of ten answers in a small group.", "Language group.", "Speech and language assistant",
	  "Twice a week", "180.00" },
};

static void targets_put(struct pupil *p, struct paper *paper, const struct scheme *s,
    const struct aim **aim_r)
{
	const char *review = pupil_day(p, date_add_days(s->met, 120));
	unsigned first = chance_below(p->c, COUNT(aims)), i;

	for (i = 0; i < TARGETS; i++) {
		const struct aim *a = aim_r[i] = &aims[(first + 2 * i) % COUNT(aims)];

		paper_put(paper, "area", i + 1, a->area);
		paper_put(paper, "target", i + 1, a->target);
		paper_put(paper, "baseline", i + 1, a->baseline);
		paper_put(paper, "measure", i + 1, a->measure);
		paper_put(paper, "what", i + 1, a->what);
		paper_put(paper, "who", i + 1, a->who);
		paper_put(paper, "how_often", i + 1, a->often);
		paper_put(paper, "review_by", i + 1, review);
		paper_put(paper, "cost", i + 1, a->cost);
	}
}

/* What the record knows goes in by itself when the plan begins. */
static void known_put(struct pupil *p, struct paper *paper, const struct scheme *s)
{
	const struct pupil_step *step = &p->step[0];
	const struct cohort_period *stay = &p->stay[0];
	unsigned i;

	for (i = 0; i < p->steps && date_compare(p->step[i].care.began, s->begun) <= 0; i++)
		step = &p->step[i];
	for (i = 0; i < p->stays && date_compare(p->stay[i].began, s->begun) <= 0; i++)
		stay = &p->stay[i];
	paper_put(paper, "name", 0, p->subject);
	paper_put(paper, "born_on", 0, pupil_day(p, p->child->born));
	paper_put(paper, "upn", 0, p->upn[0] != '\0' ? p->upn : lists_label("education-upn-unknown",
	    p->upn_unknown, p->f->iso_today));
	paper_put(paper, "social_care_id", 0, p->child_id);
	paper_put(paper, "legal", 0, step->care.legal);
	paper_put(paper, "entered_on", 0, pupil_day(p, stay->began));
	paper_put(paper, "place", 0, step->place);
	paper_put(paper, "place_since", 0, pupil_day(p, step->care.began));
	if (s->seat == NULL)
		return;
	paper_put(paper, "school", 0, s->seat->school->name);
	paper_put(paper, "urn", 0, s->seat->school->urn);
	paper_put(paper, "since", 0, pupil_day(p, s->seat->began));
}

static void people_put(struct pupil *p, struct paper *paper)
{
	paper_put(paper, "worker_name", 0, p->worker->name);
	paper_put(paper, "worker_team", 0, p->worker->service);
	paper_put(paper, "worker_phone", 0, p->worker->phone[0] == '\0' ? "01632 960900" :
	    p->worker->phone);
	paper_put(paper, "reviewer", 0, p->reviewer->name);
}

static void rest_put(struct pupil *p, struct paper *paper, const struct scheme *s, int ncy)
{
	bool moves = ncy == 5 || ncy == 6 || ncy == 9 || ncy == 11 || ncy == 13;

	paper_put(paper, "year", 0, pool_printf(p->pool, "%d", ncy < 0 ? 0 : ncy));
	paper_put(paper, "stage", 0, p->sen);
	if (p->sen[0] != 'N')
		paper_put(paper, "primary", 0, p->sen_need);
	if (p->sen[0] == 'E')
		paper_put(paper, "plan_authority", 0, p->f->authority);
	paper_put(paper, "person", 1, p->worker->name);
	paper_put(paper, "role", 1, "Social worker");
	paper_put(paper, "came", 1, chance_in_1000(p->c, 850) ? "Y" : "N");
	paper_put(paper, "person", 2, "The designated teacher");
	paper_put(paper, "role", 2, "Designated teacher");
	paper_put(paper, "came", 2, "Y");
	paper_put(paper, "leisure", 0, "Football on Saturdays, and a club after school.");
	paper_put(paper, "views", 0, chance_in_1000(p->c, 880) ? "GIVEN" : "REFUSED");
	paper_put(paper, "applies", 0, moves ? "Y" : "N");
	if (moves)
		paper_put(paper, "phase", 0, "The next school is being visited this year.");
	paper_fill(paper, p->c, 300, pupil_day(p, s->met), "As agreed at the meeting");
}

/* -- rows -- */

static bool decided(const struct scheme *s)
{
	return s->state == PEP_COMPLETE || s->state == PEP_HISTORICAL || s->state == PEP_RETURNED;
}

static bool submitted(const struct scheme *s)
{
	return decided(s) || s->state == PEP_SUBMITTED;
}

static bool whole(const struct scheme *s)
{
	return submitted(s) || s->state == PEP_READY;
}

static bool accepted(const struct scheme *s)
{
	return s->state == PEP_COMPLETE || s->state == PEP_HISTORICAL;
}

static unsigned long long teacher(const struct pupil *p, const struct scheme *s)
{
	return s->seat != NULL && s->seat->school->teacher != 0 ? s->seat->school->teacher :
	    p->owner->id;
}

static void target_write(struct pupil *p, const struct scheme *s, const struct aim *a,
    const struct scheme *next)
{
	static const char *const outcomes[] = { "FULLY", "FULLY", "PARTLY", "PARTLY", "NOT", NULL };
	unsigned pence = 0;
	bool seen = next != NULL && accepted(next);

	(void)pep_pence(a->cost, &pence);
	batch_put(BATCH_ED_TARGET, "uussss" "ssss" "uussuss", p->record, s->id, a->area, a->target,
	    a->baseline, a->measure, a->what, a->who, a->often,
	    pupil_day(p, date_add_days(s->met, 120)), (unsigned long long)pence, p->owner->id,
	    pupil_moment(p, s->decided, 400), seen ? chance_of(p->c, outcomes) : "",
	    seen ? next->id : 0ULL, seen ? pupil_day(p, next->met) : "",
	    seen ? "Seen by the class teacher." : "");
}

static void paper_write(struct pupil *p, const struct scheme *s, const struct scheme *next)
{
	const struct aim *aim[TARGETS] = { NULL };
	struct paper paper = { 0 };
	unsigned i;

	paper_start(&paper, p->pool, form, p->f->iso_today, s->document);
	paper.answer = BATCH_ED_ANSWER;
	known_put(p, &paper, s);
	paper_save(&paper, p->owner->id, pupil_moment(p, s->begun, 120));
	if (s->state != PEP_NOT_STARTED) {
		people_put(p, &paper);
		paper_save(&paper, p->worker->id, pupil_moment(p, pupil_earlier(
		    date_add_days(s->begun, 4), p->yesterday), 130));
	}
	if (whole(s)) {
		targets_put(p, &paper, s, aim);
		rest_put(p, &paper, s, term_ncy(p->child->born, s->year));
		paper_save(&paper, teacher(p, s), pupil_moment(p, s->ready, 200));
		paper_check(&paper, true);
	}
	batch_put(BATCH_ED_DOCUMENT, "uuuusu" "suus", s->document, p->record,
	    (unsigned long long)form->version, (unsigned long long)s->number,
	    pupil_moment(p, s->begun, 120), p->owner->id,
	    accepted(s) ? pupil_moment(p, s->decided, 400) : "",
	    accepted(s) ? p->head->id : 0ULL, (unsigned long long)paper.revision, paper.saved);
	for (i = 0; accepted(s) && i < TARGETS; i++)
		target_write(p, s, aim[i], next);
}

static void move_write(struct pupil *p, const struct scheme *s, enum pep_state to, struct date on,
    unsigned minutes, unsigned long long by, const char *note)
{
	batch_put(BATCH_ED_PEP_MOVE, "ussus", s->id, pep_code(to), note, by,
	    pupil_moment(p, on, minutes));
}

#define RETURNED_WHY	"The targets do not say how success is seen."

static void moves_write(struct pupil *p, const struct scheme *s)
{
	move_write(p, s, PEP_NOT_STARTED, s->begun, 120, p->owner->id, "");
	if (s->state == PEP_NOT_STARTED)
		return;
	move_write(p, s, PEP_IN_PROGRESS, pupil_earlier(date_add_days(s->begun, 4), p->yesterday), 130,
	    p->worker->id, "");
	if (s->state == PEP_CANCELLED)
		move_write(p, s, PEP_CANCELLED, s->cancelled, 500, p->owner->id,
		    pupil_open(p) ? "Not finished in its term" : "Care has ended");
	if (!whole(s))
		return;
	move_write(p, s, PEP_READY, s->ready, 200, teacher(p, s), "");
	if (submitted(s))
		move_write(p, s, PEP_SUBMITTED, s->submitted, 260, teacher(p, s), "");
	if (decided(s))
		move_write(p, s, s->state == PEP_RETURNED ? PEP_RETURNED : PEP_COMPLETE, s->decided, 400,
		    p->head->id, s->state == PEP_RETURNED ? RETURNED_WHY : "");
}

static void sign(struct pupil *p, const struct scheme *s, const char *part, const char *name,
    struct date on)
{
	batch_put(BATCH_ED_PEP_SIGN, "ussus", s->id, part, name, p->owner->id,
	    pupil_moment(p, on, 300));
}

static void signs_write(struct pupil *p, const struct scheme *s)
{
	if (!submitted(s))
		return;
	sign(p, s, "TEACHER", "The designated teacher", s->submitted);
	if (!accepted(s))
		return;
	sign(p, s, "VIRTUAL", p->head->name, s->decided);
	if (chance_in_1000(p->c, 900))
		sign(p, s, "WORKER", p->worker->name, s->ready);
	if (chance_in_1000(p->c, 700))
		sign(p, s, "CARER", "The carer", s->met);
	if (chance_in_1000(p->c, 800))
		sign(p, s, "CHILD", p->child->given, s->met);
}

/* P3 runs to the cut-off; P6 while it is looked at. */
static void clocks_write(struct pupil *p, const struct scheme *s)
{
	struct clock clock = { 0 };
	struct clock_due due;
	bool met = accepted(s), over = s->state == PEP_CANCELLED;

	batch_put(BATCH_ED_DEADLINE, "usssss" "sss", p->record, pool_printf(p->pool, "P3-%u", s->number),
	    "Plan of the term complete", pupil_day(p, s->begun), pupil_day(p, s->cut_off),
	    "The authority's cut-off of this term", met ? pupil_moment(p, s->decided, 400) : "",
	    met ? pupil_day(p, s->decided) : "", over ? pupil_moment(p, s->cancelled, 500) : "");
	if (s->state != PEP_SUBMITTED || !clock_parse(conf_text("education.p6_quality"), &clock) ||
	    !clock_due(p->pool, &clock, pupil_day(p, s->submitted), &due))
		return;
	batch_put(BATCH_ED_DEADLINE, "usssss" "sss", p->record, pool_printf(p->pool, "P6-%u", s->number),
	    "Plan looked at for quality", pupil_day(p, s->submitted), date_iso(p->pool, due.date),
	    due.explanation, "", "", "");
}

static void scheme_write(struct pupil *p, const struct scheme *s)
{
	bool met = whole(s) || past(p, s->met);
	const char *title = pool_printf(p->pool, "Personal education plan, %s term %d/%02d",
	    s->term == TERM_AUTUMN ? "autumn" : s->term == TERM_SPRING ? "spring" : "summer", s->year,
	    (s->year + 1) % 100);

	batch_put(BATCH_ED_PEP, "uuuuuss" "sussss" "usu" "sss" "us", s->id, p->record,
	    (unsigned long long)s->number, s->document, (unsigned long long)s->year,
	    term_code(s->term), s->why, pep_code(s->state), s->seat == NULL ? 0ULL :
	    s->seat->school->id, pupil_day(p, s->met), met && whole(s) ? pupil_day(p, s->met) : "",
	    whole(s) ? pupil_day(p, s->ready) : "", submitted(s) ? pupil_day(p, s->submitted) : "",
	    submitted(s) ? teacher(p, s) : 0ULL, decided(s) ? pupil_day(p, s->decided) : "",
	    decided(s) ? p->head->id : 0ULL, s->state == PEP_RETURNED ? RETURNED_WHY : "", s->rating,
	    s->state == PEP_CANCELLED ? "" : pool_printf(p->pool, "%llu/%d/%s", p->record, s->year,
	    term_code(s->term)), p->owner->id, pupil_moment(p, s->begun, 120));
	if (decided(s))
		batch_put(BATCH_ED_PEP_RATING, "usssus", s->id, s->grades, s->comments, s->rating,
		    p->head->id, pupil_moment(p, s->decided, 399));
	moves_write(p, s);
	signs_write(p, s);
	clocks_write(p, s);
	pupil_event(p, p->owner, s->begun, 121, "plan", title);
	if (decided(s))
		pupil_event(p, p->head, s->decided, 401, "plan.decided", accepted(s) ?
		    "Personal education plan accepted" : "Personal education plan returned");
}

void pep_write(struct pupil *p)
{
	struct scheme list[PLANS_MAX] = { 0 };
	int year;
	unsigned term, i;

	for (year = term_year(p->since); year <= term_year(p->f->today); year++)
		for (term = 0; term < TERM__MAX; term++) {
			struct date first, last, cut_off;

			roll_term(year, (enum term)term, &first, &last, &cut_off);
			if (date_compare(first, p->yesterday) < 0)
				scheme_add(p, list, year, (enum term)term);
		}
	supersede(list, p->plans);
	for (i = 0; i < p->plans; i++) {
		scheme_write(p, &list[i]);
		paper_write(p, &list[i], i + 1 < p->plans ? &list[i + 1] : NULL);
	}
}
