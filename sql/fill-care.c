#include <string.h>

#include "fill-pupil.h"

/* Section 16: of 100 who are looked after 39 begin and 42 cease in a year, so that of
 * those of five years a third was there when they began. */
#define STOCK_OF_1000		337
#define NEVER_AGAIN		100000L

/* -- how long, and what happens in it -- */

static long length_choose(struct chance *c)
{
	if (chance_in_1000(c, 330))
		return (long)chance_between(c, 20, 180);
	if (chance_in_1000(c, 450))
		return (long)chance_between(c, 181, 540);
	return (long)chance_between(c, 541, 3400);
}

static struct date eighteen(const struct pupil *p)
{
	return date_add_years(p->child->born, 18);
}

static void stay_add(struct pupil *p, struct date began, struct date ended)
{
	struct cohort_period *s = &p->stay[p->stays++];

	ended = pupil_earlier(ended, eighteen(p));
	s->began = began;
	s->ended = ended;
	s->open = date_compare(ended, p->yesterday) > 0;
}

static bool first_choose(struct pupil *p)
{
	struct date born = p->child->born, began;
	bool stock = date_days(born, p->since) > 1 && chance_in_1000(p->c, STOCK_OF_1000);
	struct date last = pupil_earlier(p->yesterday, date_add_days(eighteen(p), -30));
	long length = length_choose(p->c);

	if (stock) {
		/* Of those who are there on a day most have long stays. */
		if (length < 541 && chance_in_1000(p->c, 650))
			length = (long)chance_between(p->c, 541, 2600);
		began = pupil_between(p->c, pupil_later(born, date_add_days(p->since, -1500)),
		    date_add_days(p->since, -1));
		length += date_days(began, p->since) + 30;
	} else {
		began = pupil_later(born, p->since);
		if (date_compare(began, last) >= 0)
			return false;
		began = pupil_between(p->c, began, last);
		/* Who left grown up since is not in the index any more: the years before had more. */
		if (chance_in_1000(p->c, 450))
			began = pupil_between(p->c, pupil_later(born, p->since), began);
	}
	stay_add(p, began, date_add_days(began, length));
	return date_compare(p->stay[0].began, p->stay[0].ended) < 0;
}

static void second_choose(struct pupil *p)
{
	struct date from = date_add_days(p->stay[0].ended, 60), to = date_add_days(p->yesterday, -5);

	if (p->stay[0].open || date_compare(from, to) >= 0 || !chance_in_1000(p->c, 130) ||
	    date_compare(to, eighteen(p)) >= 0)
		return;
	from = pupil_between(p->c, from, to);
	stay_add(p, from, date_add_days(from, length_choose(p->c)));
}

/* -- episodes -- */

static const char *const outside[] = { "NP4 2AB", "NP7 9QT", "LM1 4HD", "LM6 3RW", "CW2 8ZE", NULL };

/* 12.2: with relatives, in foster care, in homes, with parents. */
static void place_choose(struct pupil *p, struct pupil_step *s, int age)
{
	unsigned n = chance_below(p->c, 1000);
	bool supported = date_compare(s->care.began, (struct date){ 2023, 10, 28 }) >= 0;

	if (age >= 16 && supported && chance_in_1000(p->c, p->asylum ? 750 : 300))
		s->place = "K3";
	else if (age >= 10 && n < 190)
		s->place = "K2";
	else
		s->place = n < 70 ? "P1" : n < 170 ? "U1" : n < 260 ? "U3" : n < 560 ? "U4" : "U6";
	s->provider = s->place[0] == 'P' ? "PR0" : s->place[0] == 'K' ? "PR4" :
	    s->place[1] < '4' || chance_in_1000(p->c, 560) ? "PR1" : "PR4";
	s->post = chance_in_1000(p->c, 420) ? chance_of(p->c, outside) : p->child->place.postcode;
	s->urn = s->place[0] == 'U' || s->place[0] == 'K' ? pool_printf(p->pool, "SC%06u",
	    chance_between(p->c, 30000, 79999)) : "XXXXXXX";
}

static struct pupil_step *step_add(struct pupil *p, struct date began, const char *rne)
{
	struct pupil_step *s = &p->step[p->steps], *before = p->steps == 0 ? s : s - 1;
	int age = date_age(p->child->born, began);

	*s = *before;
	s->care = (struct cohort_episode){ .began = began, .open = true, .rne = rne,
	    .legal = before->care.legal, .rec = "" };
	s->why = "";
	if (rne[0] != 'L')
		place_choose(p, s, age < 0 ? 0 : age);
	p->steps++;
	return s;
}

static const char *end_choose(struct pupil *p, struct date ended)
{
	static const char *const grown[] = { "E7", "E17", "E17", "E5", "E6", NULL };
	static const char *const others[] = { "E4A", "E4A", "E4A", "E4B", "E41", "E45", "E46", "E47",
	    "E13", "E8", "E3", NULL };
	int age = date_age(p->child->born, ended);

	if (age >= 18)
		return chance_of(p->c, grown);
	if (p->asylum)
		return "E3";
	return chance_of(p->c, others);
}

static long next_move(struct pupil *p, bool first)
{
	if (first)
		return chance_in_1000(p->c, 500) ? (long)chance_between(p->c, 4, 120) :
		    (long)chance_between(p->c, 250, 900);
	return chance_in_1000(p->c, 300) ? (long)chance_between(p->c, 20, 160) :
	    (long)chance_between(p->c, 200, 1300);
}

static void stay_episodes(struct pupil *p, const struct cohort_period *stay, unsigned most)
{
	static const char *const why[] = { "CARPL", "CARPL", "CREQB", "CREQO", "CHILD", "LAREQ", "PLACE",
	    "STAND", "CLOSE", "ALLEG", "OTHER", NULL };
	static const char *const needs[] = { "N1", "N1", "N1", "N1", "N1", "N1", "N5", "N5", "N4", "N3",
	    "N2", "N6", "N8", NULL };
	struct date last = stay->open ? p->yesterday : date_add_days(stay->ended, -1);
	struct pupil_step *s;
	struct date legal, move, next;
	bool interim = !p->asylum && chance_in_1000(p->c, 500), change;

	s = step_add(p, stay->began, "S");
	s->need = p->asylum ? "N8" : chance_of(p->c, needs);
	s->care.legal = interim ? "C1" : p->asylum || chance_in_1000(p->c, 550) ? "V2" : "C2";
	legal = date_add_days(stay->began, interim ? (long)chance_between(p->c, 150, 270) : NEVER_AGAIN);
	move = date_add_days(stay->began, next_move(p, true));
	while (p->steps < most) {
		change = date_compare(legal, move) < 0;
		next = change ? legal : move;
		if (date_compare(next, last) > 0)
			break;
		s->care.open = false;
		s->care.ended = next;
		s->care.rec = "X1";
		if (!change)
			s->why = chance_of(p->c, why);
		s = step_add(p, next, change ? "L" : "P");
		if (change) {
			s->care.legal = "C2";
			legal = date_add_days(next, NEVER_AGAIN);
		} else {
			move = date_add_days(next, next_move(p, false));
		}
		/* Never two changes of a day. */
		if (date_compare(legal, next) == 0 || date_compare(move, next) == 0)
			move = date_add_days(next, 30);
	}
	if (stay->open)
		return;
	s->care.open = false;
	s->care.ended = stay->ended;
	s->care.rec = end_choose(p, stay->ended);
}

bool care_choose(struct pupil *p)
{
	unsigned i;

	if (!first_choose(p))
		return false;
	second_choose(p);
	p->asylum = date_age(p->child->born, p->stay[0].began) >= 14 && chance_in_1000(p->c, 450);
	for (i = 0; i < p->stays; i++)
		stay_episodes(p, &p->stay[i], i + 1 == p->stays ? STEPS_MAX : STEPS_MAX / 2);
	return true;
}

/* -- as rows -- */

static void step_write(struct pupil *p, const struct pupil_step *s)
{
	batch_put(BATCH_ED_EPISODE, "usssss" "ssssss" "sus", p->record, pupil_day(p, s->care.began),
	    s->care.rne, s->care.legal, s->need, s->place, s->provider,
	    s->care.open ? "" : pupil_day(p, s->care.ended), s->care.rec, s->why,
	    p->asylum ? "" : p->child->place.postcode, s->post, s->urn, p->owner->id,
	    pupil_moment(p, s->care.began, 70));
	if (s->care.rne[0] != 'S')
		pupil_event(p, p->owner, s->care.began, 71, "episode",
		    "Placement or legal status changed");
}

static const char *review_code(struct pupil *p, struct date on)
{
	static const char *const codes[] = { "PN1", "PN1", "PN1", "PN2", "PN3", "PN4", "PN5", "PN6",
	    "PN6", "PN7", NULL };

	return date_age(p->child->born, on) < 4 ? "PN0" : chance_of(p->c, codes);
}

/* 3.2 P2, reg.33: within 20 working days, then 3 months, then every 6. */
static void reviews_write(struct pupil *p, const struct cohort_period *stay)
{
	struct date end = stay->open ? p->yesterday : stay->ended, on;
	unsigned n;

	on = date_add_days(stay->began, (long)chance_between(p->c, 18, 30));
	for (n = 0; date_compare(on, end) < 0; n++) {
		batch_put(BATCH_ED_REVIEW, "ussuus", p->record, pupil_day(p, on), review_code(p, on),
		    chance_in_1000(p->c, 800) ? 1ULL : 0ULL, p->owner->id, pupil_moment(p, on, 420));
		on = date_add_days(on, n == 0 ? (long)chance_between(p->c, 75, 92) :
		    (long)chance_between(p->c, 160, 184));
	}
}

/* 10: 27% have three or more workers in a year. */
static void workers_write(struct pupil *p, const struct cohort_period *stay)
{
	static const char *const why[] = { "LEFTRL", "TSPROC", "TSPROC", "MANAGE", "ORGRST", "ABSENC",
	    NULL };
	struct date end = stay->open ? p->yesterday : stay->ended, from = stay->began, to;
	bool last;

	do {
		to = date_add_days(from, chance_in_1000(p->c, 400) ? (long)chance_between(p->c, 40, 160) :
		    (long)chance_between(p->c, 200, 800));
		last = date_compare(to, end) >= 0;
		batch_put(BATCH_ED_WORKER, "ussss" "us", p->record, pool_printf(p->pool, "SW%u",
		    100000 + chance_below(p->c, 800)), pupil_day(p, from), !last ? pupil_day(p, to) :
		    stay->open ? "" : pupil_day(p, stay->ended), !last ? chance_of(p->c, why) :
		    stay->open ? "" : "OTHERS", p->owner->id, pupil_moment(p, from, 80));
		from = to;
	} while (!last);
}

static const char *bit(struct pupil *p, unsigned of_1000)
{
	return chance_in_1000(p->c, of_1000) ? "1" : "0";
}

/* 12.3, with its gates of age. */
static void outcomes_write(struct pupil *p, int year)
{
	struct date born = p->child->born;
	bool sdq = cohort_asks_sdq(born, year), score = sdq && chance_in_1000(p->c, 800);
	unsigned points = chance_below(p->c, 16) + chance_below(p->c, 14);
	const char *misuse = bit(p, date_age(born, cohort_year_last(year)) >= 13 ? 70 : 0);
	const char *received = misuse[0] == '1' ? bit(p, 500) : "";

	batch_put(BATCH_ED_OC2, "uussss" "ssssss" "us", p->record, (unsigned long long)year,
	    score ? pool_printf(p->pool, "%u", points) : "", sdq && !score ? "SDQ2" : "",
	    cohort_asks_convicted(born, year) ? bit(p, 20) : "",
	    cohort_asks_health_check(born, year) ? bit(p, 900) : "", bit(p, 860), bit(p, 780),
	    bit(p, 900), misuse, received, received[0] == '0' ? bit(p, 500) : "", p->owner->id,
	    pupil_moment(p, cohort_year_last(year), 200));
}

/* Of the first day that it is known, the day's year to 31 March has it. */
static void row_write(struct pupil *p, const char *file, int year, const char *body)
{
	batch_put(BATCH_ED_ROW, "ususus", p->record, file, (unsigned long long)year, body,
	    p->owner->id, pupil_moment(p, pupil_earlier(p->yesterday, cohort_year_last(year)), 210));
}

static bool began_in(const struct pupil *p, int year)
{
	unsigned i;

	for (i = 0; i < p->stays; i++)
		if (cohort_year_of(p->stay[i].began) == year)
			return true;
	return false;
}

static void year_write(struct pupil *p, int year)
{
	struct cohort_episode e[STEPS_MAX];
	bool in = false;
	unsigned i;
	struct date on;

	for (i = 0; i < p->steps; i++) {
		e[i] = p->step[i].care;
		in = in || cohort_in_year(&e[i], year);
	}
	if (date_compare(cohort_year_last(year), p->yesterday) <= 0 && cohort_cla12(e, p->steps, year))
		outcomes_write(p, year);
	if (began_in(p, year))
		row_write(p, "PREVPERM", year, "Z1\t\t");
	if (in && p->asylum)
		row_write(p, "UASC", year, pupil_day(p, eighteen(p)));
	on = pupil_between(p->c, cohort_year_first(year), cohort_year_last(year));
	if (date_age(p->child->born, on) >= 12 && chance_in_1000(p->c, 120) &&
	    date_compare(date_add_days(on, 3), p->yesterday) < 0 && pupil_in_care(p, on) &&
	    pupil_in_care(p, date_add_days(on, 2)))
		row_write(p, "MISSING", year, pool_printf(p->pool, "M\t%s\t%s", pupil_day(p, on),
		    pupil_day(p, date_add_days(on, 2))));
}

void care_write(struct pupil *p)
{
	int year;
	unsigned i;

	for (i = 0; i < p->steps; i++)
		step_write(p, &p->step[i]);
	for (i = 0; i < p->stays; i++) {
		reviews_write(p, &p->stay[i]);
		workers_write(p, &p->stay[i]);
	}
	for (year = cohort_year_of(p->since); year <= cohort_year_of(p->yesterday); year++)
		year_write(p, year);
}
