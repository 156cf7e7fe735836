#include <string.h>

#include "clock.h"
#include "conf.h"
#include "fill-pupil.h"
#include "lists.h"

/* Schools, school days and terms; where a child is on roll, and what the registers say
 * of it (modules/education/sections.md 2, 4 to 7). */

enum { SCHOOLS, DAYS, TERMS };

static const struct db_statement sql[] = {
	[SCHOOLS] = { "SELECT s.id, s.urn, s.name, s.phase, s.type, s.area, s.closed_on, p.account"
	    " FROM everychild_education.school s LEFT JOIN everychild_education.school_person p"
	    " ON p.school = s.id AND p.until IS NULL WHERE s.urn IS NOT NULL ORDER BY s.urn", "",
	    "usssssdu" },
	[DAYS] = { "SELECT day FROM everychild_education.school_day WHERE school = 0 AND sessions > 0"
	    " ORDER BY day", "", "d" },
	[TERMS] = { "SELECT COUNT(*) FROM everychild_education.term", "", "u" },
};

#define SCHOOL_URN_FIRST	199100	/* those of conf/demo are below it */
#define CLASS_DAYS		3000	/* school days that are kept: ten years and more */
#define NEVER_MOVES		100000L

static struct {
	struct pupil_school *school;
	unsigned schools, demo;		/* demo: those that were there */
	struct date day[CLASS_DAYS];
	size_t days;
} state;

void roll_statements_name(void)
{
	db_statements(sql, COUNT(sql));
}

const struct school_days *roll_days(void)
{
	static struct school_days days;

	days = (struct school_days){ state.day, state.days };
	return &days;
}

/* -- the register of schools -- */

static void schools_read(const struct fill *f, unsigned more)
{
	struct db_rows rows;
	size_t i;

	(void)db_list(f->db, &sql[SCHOOLS], &rows);
	state.school = pool_array(f->pool, rows.n + more, sizeof(*state.school));
	for (i = 0; i < rows.n; i++) {
		const struct db_row *row = &rows.row[i];
		struct pupil_school *s = &state.school[state.schools++];

		*s = (struct pupil_school){ .id = db_number(row, 0), .teacher = db_number(row, 7),
		    .urn = pool_strdup(f->pool, db_text(row, 1)),
		    .name = pool_strdup(f->pool, db_text(row, 2)),
		    .phase = pool_strdup(f->pool, db_text(row, 3)),
		    .type = pool_strdup(f->pool, db_text(row, 4)),
		    .area = pool_strdup(f->pool, db_text(row, 5)) };
		if (db_text(row, 6) != NULL)
			(void)date_parse(db_text(row, 6), &s->closed);
	}
	state.demo = state.schools;
}

static const struct kind {
	unsigned below;			/* of 100 */
	const char *phase, *type, *title;
} kinds[] = {
	{ 40, "PRIMARY", "COMMUNITY", "Primary School" },
	{ 52, "PRIMARY", "ACADEMY", "Primary Academy" },
	{ 66, "SECONDARY", "COMMUNITY", "School" },
	{ 82, "SECONDARY", "ACADEMY", "Academy" },
	{ 90, "ALL_THROUGH", "SPECIAL", "Special School" },
	{ 93, "SECONDARY", "PRU", "Centre" },
	{ 100, "POST16", "COLLEGE", "College" },
};

static const struct kind *kind_choose(unsigned number, struct chance *c)
{
	unsigned n = chance_below(c, 100);
	const struct kind *k = kinds;

	/* One of each that an authority cannot do without. */
	if (number < COUNT(kinds))
		return &kinds[number];
	while (n >= k->below)
		k++;
	return k;
}

/* 16: 35 to 45 of 100 are outside the area. */
static void school_make(const struct fill *f, unsigned number, struct chance *c)
{
	static const char *const areas[] = { "888", "889", "830", "925", NULL };
	static const char *const streets[] = { "Road", "Lane", "Grove", "Street", "Park", "Hill", "Bank",
	    "Green", NULL };
	struct pupil_school *s = &state.school[state.schools++];
	const struct kind *k = kind_choose(number, c);
	unsigned n = 0;

	while (words_streets[n] != NULL)
		n++;
	*s = (struct pupil_school){ .id = pupil_number(), .phase = k->phase, .type = k->type,
	    .urn = pool_printf(f->pool, "%u", SCHOOL_URN_FIRST + number),
	    .area = number >= COUNT(kinds) && chance_in_1000(c, 410) ? chance_of(c, areas) :
	    f->authority,
	    .name = pool_printf(f->pool, "%s %s %s", words_streets[number * 7 % n],
	    streets[number / n % 8], k->title) };
	(void)fill_code("la", s->area);
	batch_put(BATCH_ED_SCHOOL, "ussss" "sssu", s->id, chance_handle(c, f->pool), s->urn,
	    pool_printf(f->pool, "%s/%u", s->area, 2000 + number), s->name, s->type, s->phase,
	    s->area, 1ULL);
	batch_put(BATCH_ED_TEACHER, "uusssus", s->id, 0ULL,
	    pool_printf(f->pool, "%s %s", chance_of(c, words_cultures[0].girls),
	    chance_of(c, words_cultures[0].families)),
	    pool_printf(f->pool, "dt%u@school.example", number), fill_day(f, f->pool, 1500),
	    f->workers.worker[0].id, date_utc(f->pool, date_now()));
}

/* The designated teachers of the demo, at the schools of their names. */
static void teachers_write(const struct fill *f)
{
	static const struct { const char *login, *urn; } demo[] = { { "nwest", "199001" },
	    { "obrandt", "199002" } };
	const struct worker *w;
	unsigned i, k;

	for (i = 0; i < COUNT(demo); i++)
		for (k = 0, w = worker_find(&f->workers, demo[i].login); w != NULL && k < state.demo; k++)
			if (strcmp(state.school[k].urn, demo[i].urn) == 0 && state.school[k].teacher == 0) {
				state.school[k].teacher = w->id;
				batch_put(BATCH_ED_TEACHER, "uusssus", state.school[k].id, w->id, w->name,
				    w->email, fill_day(f, f->pool, 1500), f->workers.worker[0].id,
				    date_utc(f->pool, date_now()));
			}
}

/* -- days and terms -- */

/* Of a year without a calendar: the usual holidays, and five days of training. */
static bool held(struct date d)
{
	enum date_weekday w = date_weekday(d);
	const char *name;
	struct date holiday;
	int at = d.month * 100 + d.day;
	size_t i;

	if (w == DATE_SATURDAY || w == DATE_SUNDAY)
		return false;
	for (i = 0; clock_holiday(i, &holiday, &name); i++)
		if (date_compare(holiday, d) == 0)
			return false;
	return (at >= 903 && at <= 1024) || (at >= 1102 && at <= 1219) || (at >= 105 && at <= 213) ||
	    (at >= 222 && at <= 329) || (at >= 414 && at <= 524) || (at >= 602 && at <= 719);
}

static void year_days(const struct fill *f, int year)
{
	struct date d = { year, 9, 1 }, last = { year + 1, 8, 31 };

	for (; date_compare(d, last) <= 0; d = date_add_days(d, 1))
		if (held(d) && state.days < CLASS_DAYS) {
			batch_put(BATCH_ED_DAY, "us", 0ULL, date_iso(f->pool, d));
			state.day[state.days++] = d;
		}
}

static bool year_known(const struct db_rows *rows, int year)
{
	struct date d;
	size_t i;

	for (i = 0; i < rows->n; i++)
		if (date_parse(db_text(&rows->row[i], 0), &d) && term_year(d) == year)
			return true;
	return false;
}

void roll_term(int year, enum term term, struct date *first_r, struct date *last_r,
    struct date *cut_off_r)
{
	*first_r = term == TERM_AUTUMN ? (struct date){ year, 9, 1 } : term == TERM_SPRING ?
	    (struct date){ year + 1, 1, 1 } : (struct date){ year + 1, 4, 13 };
	*last_r = term == TERM_AUTUMN ? (struct date){ year, 12, 31 } : term == TERM_SPRING ?
	    (struct date){ year + 1, 4, 12 } : (struct date){ year + 1, 8, 31 };
	*cut_off_r = term == TERM_AUTUMN ? (struct date){ year, 11, 28 } : term == TERM_SPRING ?
	    (struct date){ year + 1, 3, 20 } : (struct date){ year + 1, 6, 19 };
}

static void terms_write(const struct fill *f, int year)
{
	struct date first, last, cut_off;
	unsigned term;

	for (term = 0; term < TERM__MAX; term++) {
		roll_term(year, (enum term)term, &first, &last, &cut_off);
		batch_put(BATCH_ED_TERM, "ussss", (unsigned long long)year, term_code((enum term)term),
		    date_iso(f->pool, first), date_iso(f->pool, last), date_iso(f->pool, cut_off));
	}
}

static void calendar_open(const struct fill *f, bool terms)
{
	int now = term_year(f->today), year;
	struct db_rows rows;
	struct date d;
	size_t i;

	(void)db_list(f->db, &sql[DAYS], &rows);
	for (year = now - PUPIL_YEARS - 1; year <= now + 1; year++) {
		if (year_known(&rows, year))
			for (i = 0; i < rows.n; i++) {
				if (date_parse(db_text(&rows.row[i], 0), &d) && term_year(d) == year &&
				    state.days < CLASS_DAYS)
					state.day[state.days++] = d;
			}
		else
			year_days(f, year);
		if (terms)
			terms_write(f, year);
	}
}

void roll_open(const struct fill *f)
{
	unsigned n = f->looked_after / 10 + COUNT(kinds), i;
	struct chance c;
	struct db_row row;

	chance_start(&c, f->seed ^ 0x5348, 1);
	db_pool(f->db, f->pool);
	(void)db_begin(f->db, false);
	schools_read(f, n);
	calendar_open(f, !db_find(f->db, &sql[TERMS], &row) || db_number(&row, 0) == 0);
	db_rollback(f->db);
	teachers_write(f);
	for (i = 0; i < n; i++)
		school_make(f, i, &c);
	batch_flush();
}

/* -- places -- */

static const char *phase_of(int ncy)
{
	return ncy <= 6 ? "PRIMARY" : ncy <= 11 ? "SECONDARY" : "POST16";
}

static const struct pupil_school *school_choose(struct pupil *p, int ncy, struct date on,
    const struct pupil_school *not)
{
	bool special = p->sen[0] == 'E' && ncy <= 11 && chance_in_1000(p->c, 400);
	const char *phase = special ? "ALL_THROUGH" : phase_of(ncy);
	const struct pupil_school *s;
	unsigned tries;

	/* The same again where there is no other of its kind. */
	for (tries = 0; tries < 3000; tries++) {
		/* The teachers of the demo have something to look at. */
		s = &state.school[tries < 1 && chance_in_1000(p->c, 650) ?
		    chance_below(p->c, state.demo > 2 ? 2 : 1) : chance_below(p->c, state.schools)];
		if ((s != not || tries > 1500) && strcmp(s->phase, phase) == 0 &&
		    (special == (strcmp(s->type, "SPECIAL") == 0)) &&
		    (strcmp(s->type, "PRU") != 0 || chance_in_1000(p->c, 300)) &&
		    (s->closed.year == 0 || date_compare(on, s->closed) < 0))
			return s;
	}
	fill_refuse("there is no school for year %d", ncy);
}

/* The last day of the phase of a curriculum year that begins in this year. */
static struct date phase_end(int ncy, int year)
{
	int years = ncy <= 6 ? 6 - ncy : ncy <= 11 ? 11 - ncy : 13 - ncy;

	return (struct date){ year + years + 1, 8, 31 };
}

/* 4: one change of placement in six means another school; a few move otherwise. */
static struct date move_choose(struct pupil *p, struct date began, const char **reason_r)
{
	unsigned i;

	for (i = 0; i < p->steps; i++)
		if (p->step[i].care.rne[0] == 'P' &&
		    date_compare(p->step[i].care.began, date_add_days(began, 20)) > 0 &&
		    chance_in_1000(p->c, 170)) {
			*reason_r = "PLACEMENT_CHANGE";
			return p->step[i].care.began;
		}
	*reason_r = chance_in_1000(p->c, 60) ? "PEX" : "MANAGED_MOVE";
	return date_add_days(began, chance_in_1000(p->c, 120) ? (long)chance_between(p->c, 90, 900) :
	    NEVER_MOVES);
}

static void seats_choose(struct pupil *p, const struct cohort_period *stay)
{
	struct date day = stay->began, end = stay->open ? p->yesterday : stay->ended, last;
	const struct pupil_school *before = NULL;
	struct pupil_seat *s;
	const char *reason;
	int year, ncy;

	while (p->seats < SEATS_MAX && date_compare(day, end) < 0) {
		year = term_year(day);
		ncy = term_ncy(p->child->born, year);
		if (ncy > 13)
			return;
		if (ncy < -1) {
			day = (struct date){ year + 1, 9, 1 };
			continue;
		}
		last = phase_end(ncy, year);
		s = &p->seat[p->seats++];
		*s = (struct pupil_seat){ .school = school_choose(p, ncy, day, before), .began = day,
		    .ended = move_choose(p, day, &reason), .reason = reason };
		before = s->school;
		if (date_compare(last, s->ended) <= 0) {
			s->ended = last;
			s->reason = "PHASE";
		}
		if (date_compare(end, s->ended) <= 0) {
			s->open = stay->open;
			s->ended = end;
			s->reason = s->open ? "" : "OTHER";
			return;
		}
		day = date_add_days(s->ended, strcmp(s->reason, "PHASE") == 0 ||
		    chance_in_1000(p->c, 600) ? 1 : (long)chance_between(p->c, 4, 45));
	}
}

/* 10, 16: 9% of sessions are missed, a fifth of the children miss a tenth of theirs,
 * one in sixteen the half. */
static unsigned absent_choose(struct chance *c)
{
	unsigned n = chance_below(c, 1000);

	return n < 800 ? chance_between(c, 5, 70) : n < 935 ? chance_between(c, 125, 290) :
	    chance_between(c, 530, 750);
}

/* 7: 58 of 100 have special needs. */
static void need_choose(struct pupil *p)
{
	static const char *const needs[] = { "SEMH", "SEMH", "SEMH", "SEMH", "MLD", "MLD", "SLCN", "SLCN",
	    "SPLD", "ASD", "ASD", "SLD", "PD", "OTH", NULL };
	unsigned n = chance_below(p->c, 1000);

	p->sen = n < 310 ? "E" : n < 580 ? "K" : "N";
	p->sen_need = p->sen[0] == 'N' ? "" : chance_of(p->c, needs);
}

const struct pupil_seat *roll_seat(const struct pupil *p, struct date day)
{
	unsigned i;

	for (i = 0; i < p->seats; i++)
		if (date_compare(day, p->seat[i].began) >= 0 &&
		    (p->seat[i].open || date_compare(day, p->seat[i].ended) <= 0))
			return &p->seat[i];
	return NULL;
}

void roll_choose(struct pupil *p)
{
	unsigned i;

	need_choose(p);
	p->absent = absent_choose(p->c);
	for (i = 0; i < p->stays; i++)
		seats_choose(p, &p->stay[i]);
	/* A few have no place today. */
	if (p->seats > 0 && p->seat[p->seats - 1].open && chance_in_1000(p->c, 25) &&
	    date_days(p->seat[p->seats - 1].began, p->yesterday) > 60) {
		p->seat[p->seats - 1].open = false;
		p->seat[p->seats - 1].ended = date_add_days(p->yesterday, -(long)chance_between(p->c, 3, 50));
		p->seat[p->seats - 1].reason = chance_in_1000(p->c, 300) ? "PEX" : "PLACEMENT_CHANGE";
	}
}

/* -- as rows -- */

/* S1: 20 school days from the day without a full-time place. */
static void gap_write(struct pupil *p, const struct pupil_seat *s, const struct pupil_seat *next)
{
	struct date due;

	if (s->open || !pupil_in_care(p, date_add_days(s->ended, 1)) ||
	    strcmp(s->reason, "PHASE") == 0 || (next != NULL && date_days(s->ended, next->began) <= 1) ||
	    (next == NULL && !pupil_open(p)) ||
	    !school_day_nth(roll_days(), s->ended, (unsigned)conf_number("education.place_days"), &due))
		return;
	batch_put(BATCH_ED_NO_SCHOOL, "ussss" "us", p->record, pupil_day(p, s->ended),
	    strcmp(s->reason, "PEX") == 0 ? "PEX" : "PLACEMENT_CHANGE", pupil_day(p, due),
	    next == NULL ? "" : pupil_day(p, next->began), p->owner->id,
	    pupil_moment(p, s->ended, 260));
}

static void seat_write(struct pupil *p, const struct pupil_seat *s)
{
	batch_put(BATCH_ED_ENROLMENT, "uusss" "uus", p->record, s->school->id, pupil_day(p, s->began),
	    s->open ? "" : pupil_day(p, s->ended), s->open ? "" : s->reason,
	    chance_in_1000(p->c, 700) ? 1ULL : 0ULL, p->owner->id, pupil_moment(p, s->began, 100));
	if (s->school->teacher != 0 && s->open)
		batch_put(BATCH_ED_PERSON, "uussus", p->record, s->school->teacher, "TEACHER",
		    pupil_moment(p, s->began, 101), p->owner->id, "");
}

/* -- suspensions -- */

static void suspension_write(struct pupil *p, struct date on, const struct pupil_seat *seat)
{
	static const char *const reasons[] = { "DB", "DB", "DB", "PP", "VA", "VA", "PA", "DM", "BU",
	    "DB VA", "PP VP", "OW", "DA", "MT", NULL };
	static const unsigned days[] = { 1, 1, 1, 2, 2, 3, 3, 4, 5, 5, 7, 10 };
	unsigned n = days[chance_below(p->c, COUNT(days))];
	const char *told;
	struct date last, sixth;

	if (!school_day_nth(roll_days(), date_add_days(on, -1), n, &last) ||
	    date_compare(last, p->yesterday) > 0 || roll_seat(p, last) != seat ||
	    !pupil_in_care(p, last))
		return;
	(void)school_day_nth(roll_days(), date_add_days(on, -1), 6, &sixth);
	p->away[p->aways++] = (struct pupil_away){ on, last };
	told = pupil_moment(p, on, chance_between(p->c, 120, 500));
	batch_put(BATCH_ED_SUSPENSION, "uusus" "sssssu", p->record, seat->school->id,
	    pupil_day(p, on), 2ULL * n, chance_of(p->c, reasons), p->sen, told,
	    n > 5 ? pupil_day(p, sixth) : "", n > 5 ? "Lessons at the Harbour Centre" : "",
	    date_compare(date_add_days(last, 1), p->yesterday) < 0 ?
	    pupil_day(p, date_add_days(last, 1)) : "", p->owner->id);
}

/* 6: of those in years 7 to 11 one in seven in a year, of younger ones one in twenty. */
static void suspensions_write(struct pupil *p, int year)
{
	int ncy = term_ncy(p->child->born, year);
	const struct pupil_seat *seat;
	struct date on;
	unsigned n;

	if (ncy < 1 || ncy > 11 || !chance_in_1000(p->c, ncy < 7 ? 60 : 190))
		return;
	for (n = 0; n < 3 && p->aways < ABSENT_MAX; n++) {
		on = pupil_between(p->c, (struct date){ year, 9, 1 }, (struct date){ year + 1, 7, 10 });
		if (!school_day_from(roll_days(), on, &on) || date_compare(on, p->yesterday) > 0 ||
		    (p->aways > 0 && date_days(p->away[p->aways - 1].to, on) < 5))
			continue;
		seat = roll_seat(p, on);
		if (seat != NULL && pupil_in_care(p, on) && term_school_age(p->child->born, on))
			suspension_write(p, on, seat);
		if (chance_in_1000(p->c, 500))
			return;
	}
}

/* -- attendance -- */

static bool away(const struct pupil *p, struct date day)
{
	unsigned i;

	for (i = 0; i < p->aways; i++)
		if (date_compare(day, p->away[i].from) >= 0 && date_compare(day, p->away[i].to) <= 0)
			return true;
	return false;
}

/* 5: four of ten absences are unauthorised. */
static const char *code_choose(struct pupil *p, const char *present)
{
	static const char *const absent[] = { "I", "I", "I", "I", "M", "C", "O", "O", "U", "O", NULL };
	unsigned n;

	if (chance_in_1000(p->c, p->absent))
		return chance_of(p->c, absent);
	n = chance_below(p->c, 1000);
	return n < 14 ? "L" : n < 18 ? "V" : n < 21 ? "Y1" : present;
}

static void day_write(struct pupil *p, struct date day, const struct pupil_seat *s)
{
	const char *iso = pupil_day(p, day), *at = pupil_moment(p, day, 480);
	const char *am = away(p, day) ? "E" : code_choose(p, "/");
	/* Who does not come in the morning seldom does in the afternoon. */
	const char *pm = am[0] == '/' ? (chance_in_1000(p->c, 8) ? "M" : "\\") :
	    strchr("LV", am[0]) != NULL ? "\\" : strcmp(am, "M") == 0 ? "\\" : am;

	batch_put(BATCH_ED_MARK, "ussuss" "us", p->record, iso, "AM", s->school->id, am, "",
	    p->head->id, at);
	batch_put(BATCH_ED_MARK, "ussuss" "us", p->record, iso, "PM", s->school->id, pm, "",
	    p->head->id, at);
}

static bool counts(const struct pupil *p, struct date day, const struct pupil_seat **seat_r)
{
	*seat_r = roll_seat(p, day);
	return *seat_r != NULL && pupil_in_care(p, day) && term_school_age(p->child->born, day);
}

static void marks_write(struct pupil *p, int from)
{
	const struct pupil_seat *seat;
	size_t i;

	for (i = 0; i < state.days; i++) {
		if (term_year(state.day[i]) < from)
			continue;
		if (date_compare(state.day[i], p->yesterday) > 0)
			return;
		if (counts(p, state.day[i], &seat))
			day_write(p, state.day[i], seat);
	}
}

/* Before that schools sent totals of each term. */
static void total_write(struct pupil *p, const struct pupil_seat *s, struct date from,
    struct date to, unsigned sessions)
{
	unsigned missed = sessions * p->absent / 1000, unauthorised = missed * 4 / 10;

	batch_put(BATCH_ED_TOTAL, "uussu" "uuuuus", p->record, s->school->id, pupil_day(p, from),
	    pupil_day(p, to), (unsigned long long)sessions, (unsigned long long)sessions - missed,
	    (unsigned long long)missed - unauthorised, (unsigned long long)unauthorised,
	    (unsigned long long)(sessions - missed) / 70, p->head->id, pupil_moment(p, to, 300));
}

static void totals_write(struct pupil *p, int before)
{
	const struct pupil_seat *seat, *last = NULL;
	struct date from = { 0 }, to = { 0 };
	unsigned sessions = 0;
	size_t i;
	bool in;

	for (i = 0; i < state.days && term_year(state.day[i]) < before; i++) {
		struct date d = state.day[i];

		in = date_compare(d, p->since) >= 0 && counts(p, d, &seat);
		if (sessions > 0 && (!in || seat != last || (from.month < 9) != (d.month < 9) ||
		    (from.month < 4) != (d.month < 4))) {
			total_write(p, last, from, to, sessions);
			sessions = 0;
		}
		if (!in)
			continue;
		if (sessions == 0)
			from = d;
		last = seat;
		to = d;
		sessions += 2;
	}
	if (sessions > 0)
		total_write(p, last, from, to, sessions);
}

void roll_write(struct pupil *p)
{
	int now = term_year(p->f->today), year;
	unsigned i;

	for (i = 0; i < p->seats; i++) {
		seat_write(p, &p->seat[i]);
		gap_write(p, &p->seat[i], i + 1 < p->seats ? &p->seat[i + 1] : NULL);
	}
	if (p->seats > 0)
		batch_put(BATCH_ED_NEED, "usssus", p->record, p->sen, p->sen_need,
		    pupil_day(p, p->seat[0].began), p->owner->id,
		    pupil_moment(p, p->seat[0].began, 110));
	for (year = term_year(p->since); year <= now; year++)
		suspensions_write(p, year);
	totals_write(p, now - 1);
	marks_write(p, now - 1);
}
