#include <stdlib.h>
#include <string.h>

#include "../modules/lscb/age-rules.h"
#include "clock.h"
#include "conf.h"
#include "fill-death.h"
#include "lists.h"

#define YEARS		5
#define DAYS		(YEARS * 365 + 1)
#define SERIES_YEARS	8
#define MEETINGS_MAX	400
#define AHEAD		5	/* days to the next meeting, whose papers are out */
#define FORMS_MAX	40

enum { LAST, SEQUENCE_ADD };

#define MAX_OF(table)	"COALESCE((SELECT MAX(id) FROM everychild_lscb." table "), 0)"

static const struct db_statement sql[] = {
	[LAST] = { "SELECT GREATEST(" MAX_OF("record") ", " MAX_OF("agency") ", " MAX_OF("document")
	    ", " MAX_OF("meeting") ", " MAX_OF("person") ", " MAX_OF("request") ")", "", "u" },
	[SEQUENCE_ADD] = { "INSERT INTO everychild_lscb.sequence (authority, year, last)"
	    " VALUES ('', ?, ?)", "uu", "" },
};

/* signs: who of the demo signs in for it, and as what. */
static const struct { const char *name, *type, *contact, *reporter, *spoc, *member; } agencies[] = {
	{ "Harbour Surgery", "GP", "Gil Dunn", "gdunn", NULL, "gdunn" },
	{ "Highfield School", "EDU", "Robin Fox", "rfox", NULL, NULL },
	{ "Sandmouth Community Health", "HV", "Sara Peel", "sgpeel", "sgpeel", NULL },
	{ "Sandmouth General Hospital", "PAED-AC", "Iona Marsden", NULL, NULL, "jsingh" },
	{ "Sandmouth Constabulary", "POL", "Custody and protection desk", NULL, NULL, "dwren" },
	{ "Sandmouth Council social care", "CSC", "Duty manager", NULL, NULL, "uabara" },
	{ "Sandmouth neonatal unit", "NEO", "Perpetua Lowndes", NULL, NULL, NULL },
	{ "Sandmouth maternity service", "MW", "Ottoline Finch", NULL, NULL, NULL },
	{ "Sandmouth obstetrics", "OBS", "Quentin Ashdown", NULL, NULL, NULL },
	{ "Northport Children's Hospital", "TERT", "Records office", NULL, NULL, NULL },
	{ "Sandmouth emergency department", "ED", "Lead nurse", NULL, NULL, NULL },
	{ "Coast Ambulance Service", "AMB", "Safeguarding desk", NULL, NULL, NULL },
	{ "Lantern House", "HOSPICE", "Head of care", NULL, NULL, NULL },
	{ "Sandmouth school nursing", "SN", "Team lead", NULL, NULL, NULL },
	{ "Sandmouth young people's mental health", "CAMHS", "Service manager", NULL, NULL, NULL },
	{ "Sandmouth community paediatrics", "PAED-COM", "Clinic manager", NULL, NULL, NULL },
	{ "Sandmouth Coroner", "CORO", "Coroner's officer", NULL, NULL, NULL },
	{ "Sandmouth early help", "EH", "Hub manager", NULL, NULL, NULL },
	{ "Sandmouth adult mental health", "AMH", "Records office", NULL, NULL, NULL },
	{ "Sandmouth Homes", "HOUS", "Tenancy desk", NULL, NULL, NULL },
	{ "Coast Fire and Rescue", "FIRE", "Prevention team", NULL, NULL, NULL },
	{ "Little Acorns Nursery", "EY", "Manager", NULL, NULL, NULL },
};

/* Numbers of a year: how many are given. */
struct series {
	int year;
	unsigned last;
};

static struct {
	unsigned long long number;
	struct series sequence[SERIES_YEARS], recommended[SERIES_YEARS], acted[SERIES_YEARS];
	struct death_agency agency[COUNT(agencies)];
	struct death_meeting meeting[MEETINGS_MAX];
	int meetings;
	struct death_staff staff;
	const struct form *form[FORMS_MAX];
	unsigned forms;
} state;

void death_statements_name(void)
{
	db_statements(sql, COUNT(sql));
}

unsigned long long death_number(void)
{
	return ++state.number;
}

/* -- rows that every step writes -- */

const char *death_day(const struct death *d, long days_ago)
{
	return fill_day(d->f, d->pool, days_ago);
}

static const char *moment(const struct fill *f, struct pool *pool, long days_ago, unsigned minutes)
{
	return date_utc(pool, date_from_london(date_add_days(f->today, -days_ago),
	    (int)(8 + minutes / 60), (int)(minutes % 60)));
}

const char *death_moment(const struct death *d, long days_ago, unsigned minutes)
{
	return moment(d->f, d->pool, days_ago, minutes);
}

void death_event(struct death *d, const struct worker *by, long days_ago, unsigned minutes,
    const char *code, const char *title)
{
	if (!cd_happened(days_ago))
		return;
	batch_put(BATCH_CD_EVENT, "usssu", d->record,
	    death_moment(d, days_ago, minutes), code, title, by->id);
	d->version++;
}

static const char *const state_code[CD__MAX] = {
	[CD_NOTIFIED] = "NOTIFIED", [CD_OUT] = "OUT", [CD_DUPLICATE] = "DUPLICATE",
	[CD_TRANSFERRED] = "TRANSFERRED", [CD_GATHERING] = "GATHERING", [CD_DISCUSSION] = "DISCUSSION",
	[CD_HOLD] = "HOLD", [CD_READY] = "READY", [CD_LISTED] = "LISTED", [CD_ADJOURNED] = "ADJOURNED",
	[CD_COMPLETED] = "COMPLETED", [CD_CLOSED] = "CLOSED", [CD_ARCHIVED] = "ARCHIVED",
};

static bool ends(enum death_state s)
{
	return s == CD_OUT || s == CD_DUPLICATE || s == CD_TRANSFERRED || s == CD_CLOSED;
}

void death_step(struct death *d, const struct worker *by, long days_ago, unsigned minutes,
    const char *code, const char *title, enum death_state to)
{
	if (!cd_happened(days_ago))
		return;
	death_event(d, by, days_ago, minutes, code, title);
	d->resume = state_code[d->state];
	d->state = to;
	d->closed = ends(to) ? days_ago : CD_NEVER;
}

void death_clock(struct death *d, const char *code, const char *title, const char *setting, long from,
    unsigned minutes, long met)
{
	struct clock clock = { 0 };
	struct clock_due due;
	const char *on, *met_on = cd_happened(met) ? death_day(d, met) : "";

	if (!cd_happened(from))
		return;
	if (!clock_parse(conf_text(setting), &clock))
		fill_refuse("%s is not an amount and a unit", setting);
	if (!clock_due(d->pool, &clock, minutes == 0 ? death_day(d, from) : death_moment(d, from, minutes),
	    &due))
		fill_refuse("%s", due.error);
	on = date_iso(d->pool, due.date);
	batch_put(BATCH_CD_DEADLINE, "ussssssssus", d->record, code, title,
	    death_day(d, from), on, clock.unit == CLOCK_HOURS ? due.text : "", due.explanation,
	    cd_happened(met) ? death_moment(d, met, 480) : "", met_on,
	    (unsigned long long)(cd_happened(met) && strcmp(met_on, on) > 0), "");
}

void death_task(struct death *d, const char *kind, const char *what, const char *due, long from,
    long done)
{
	if (!cd_happened(from))
		return;
	batch_put(BATCH_CD_TASK, "ussssusus", d->record, fill_code("lscb-task", kind), what, due,
	    cd_happened(done) ? death_day(d, done) : "", cd_happened(done) ? d->owner->id : 0ULL, "",
	    d->owner->id, death_moment(d, from, 90));
}

void death_document(struct death *d, const struct paper *p, unsigned number, long started,
    const struct worker *by, const char *completed)
{
	batch_put(BATCH_CD_DOCUMENT, "uusuususs" "uu", p->id, d->record, p->form->name,
	    (unsigned long long)p->form->version, (unsigned long long)number,
	    death_moment(d, started, 60), by->id, p->saved, completed, completed[0] == '\0' ? 0ULL :
	    d->owner->id, (unsigned long long)p->revision);
}

struct paper *death_paper(struct death *d, const char *form)
{
	struct paper *p = pool_new(d->pool, struct paper);
	unsigned i;

	for (i = 0; i < state.forms && strcmp(state.form[i]->name, form) != 0; i++)
		;
	if (i == state.forms) {
		if (i == FORMS_MAX)
			fill_refuse("more than %d forms", FORMS_MAX);
		state.form[state.forms++] = form_load(pool_printf(d->f->pool, "%s/forms/lscb/%s-1.xml",
		    conf_text("data.dir"), form), 0);
	}
	paper_start(p, d->pool, state.form[i], d->f->iso_today, death_number());
	p->answer = BATCH_CD_ANSWER;
	return p;
}

const char *death_form_age(const struct death *d)
{
	return lscb_age_form(d->fact.born_on, d->fact.died_on);
}

const struct death_agency *death_agency_of(const char *type, unsigned nth)
{
	size_t i;

	for (i = 0; i < COUNT(agencies); i++)
		if (strcmp(agencies[i].type, type) == 0 && nth-- == 0)
			return &state.agency[i];
	return NULL;
}

struct death_meeting *death_meeting_of(int i)
{
	return i >= 0 && i < state.meetings ? &state.meeting[i] : NULL;
}

int death_meetings(void)
{
	return state.meetings;
}

/* The next of the year, of references or of recommendations and actions. */
static unsigned next_of(const struct fill *f, long days_ago, int *year_r,
    struct series *list)
{
	unsigned i;

	*year_r = date_add_days(f->today, -days_ago).year;
	for (i = 0; i < SERIES_YEARS - 1 && list[i].year != 0 && list[i].year != *year_r; i++)
		;
	list[i].year = *year_r;
	return ++list[i].last;
}

const char *death_series(struct death *d, char kind, long days_ago)
{
	int year;
	unsigned number = next_of(d->f, days_ago, &year, kind == 'R' ? state.recommended : state.acted);

	return pool_printf(d->pool, "%c-%d-%04u", kind, year, number);
}

/* -- who asks, is asked and meets -- */

static const struct worker *role_find(const struct fill *f, const char *login)
{
	const struct worker *w = worker_find(&f->workers, login);

	if (w == NULL)
		fill_refuse("%s is not among the accounts", login);
	return w;
}

static unsigned long long person_add(const struct fill *f, unsigned i, const char *login,
    const char *part)
{
	const struct worker *w;

	if (login == NULL)
		return 0;
	w = role_find(f, login);
	batch_put(BATCH_CD_AGENCY_PERSON, "uussu", state.agency[i].id, w->id, part,
	    fill_day(f, f->pool, DAYS), state.staff.cdc->id);
	return w->id;
}

static void agencies_open(const struct fill *f, struct chance *c)
{
	unsigned i;

	for (i = 0; i < COUNT(agencies); i++) {
		struct death_agency *a = &state.agency[i];

		*a = (struct death_agency){ .id = death_number(), .name = agencies[i].name,
		    .type = fill_code("lscb-agency", agencies[i].type), .contact = agencies[i].contact };
		batch_put(BATCH_CD_AGENCY, "ussssssss", a->id, chance_handle(c, f->pool), a->name, a->type,
		    a->contact, pool_printf(f->pool, "reports%u@everychild.example", i + 1),
		    pool_printf(f->pool, "01632 960%03u", 700 + i), "Town Hall, Market Square, Sandmouth",
		    "Safeguarding lead");
		a->reporter = person_add(f, i, agencies[i].reporter, "REPORTER");
		a->spoc = person_add(f, i, agencies[i].spoc, "SPOC");
		(void)person_add(f, i, agencies[i].member, "MEMBER");
	}
}

static const struct { const char *login, *seat, *chairs, *agency; } seats[] = {
	{ "hfaye", "OTHER", "CHAIR", NULL }, { "jsingh", "DESIGNATED", "", "PAED-AC" },
	{ "dwren", "POLICE", "", "POL" }, { "uabara", "CSC", "", "CSC" }, { "gdunn", "GP", "", "GP" },
	{ "eshort", "PUBLIC", "", NULL }, { "ccole", "MANAGER", "", NULL },
};

static void panel_open(const struct fill *f)
{
	size_t i;

	for (i = 0; i < COUNT(seats); i++) {
		const struct worker *w = role_find(f, seats[i].login);

		batch_put(BATCH_CD_SEAT, "usussu", w->id, fill_code("lscb-seat", seats[i].seat),
		    seats[i].agency == NULL ? 0ULL : death_agency_of(seats[i].agency, 0)->id,
		    seats[i].chairs, fill_day(f, f->pool, DAYS), state.staff.cdc->id);
		batch_put(BATCH_CD_UNDERTAKING, "uus", w->id, 1ULL, moment(f, f->pool, DAYS - 3, 200));
	}
}

/* -- meetings -- */

static void attendance_write(const struct fill *f, struct chance *c, const struct death_meeting *m)
{
	size_t i;

	for (i = 0; i < COUNT(seats); i++) {
		const struct worker *w = role_find(f, seats[i].login);
		bool needed = seats[i].chairs[0] != '\0' || strcmp(seats[i].seat, "MANAGER") != 0;

		batch_put(BATCH_CD_ATTENDANCE, "uusussss", m->id, w->id, seats[i].seat,
		    seats[i].agency == NULL ? 0ULL : death_agency_of(seats[i].agency, 0)->id,
		    seats[i].chairs, moment(f, f->pool, m->papers + 20 > 1 ? m->papers + 20 : 1, 60),
		    !cd_happened(m->on) ? "" : needed ? "P" : chance_in_1000(c, 700) ? "P" : "A", "");
	}
}

static void standing_write(const struct fill *f, const struct death_meeting *m)
{
	const struct codelist *list = lists_find("lscb-item");
	size_t i;

	for (i = 0; i < list->n; i++)
		if (code_flag(&list->codes[i], "standing"))
			batch_put(BATCH_CD_ITEM, "uusu" "ssssuss", m->id, (unsigned long long)((i + 1) * 100),
			    list->codes[i].code, 0ULL, "", cd_happened(m->on) ? "Noted." : "", "", "",
			    state.staff.cdc->id, moment(f, f->pool, m->papers + 20 > 1 ? m->papers + 20 : 1,
			    61), "");
}

static void meeting_add(const struct fill *f, struct chance *c, long on)
{
	struct death_meeting *m = &state.meeting[state.meetings++];
	struct date day, papers;
	const char *status;
	long made;

	*m = (struct death_meeting){ .id = death_number(), .on = fill_weekday(f, on) };
	day = date_add_days(f->today, -m->on);
	while (clock_working_day(day) == 0)
		day = date_add_days(f->today, -(--m->on));
	if (clock_add_working_days(day, -10, &papers) != 1)
		fill_refuse("the bank holidays of the years of the meetings are not known");
	m->papers = date_days(papers, f->today);
	made = m->papers + 30 > 1 ? m->papers + 30 : 1;
	status = m->on > 30 ? "CLOSED" : cd_happened(m->on) ? "HELD" : cd_happened(m->papers) ? "ISSUED" :
	    "PLANNED";
	batch_put(BATCH_CD_MEETING, "ussssssssssus", m->id, chance_handle(c, f->pool), "GENERAL",
	    date_iso(f->pool, day), "09:30", "Town Hall, committee room 2", status,
	    date_iso(f->pool, papers), cd_happened(m->papers) ? moment(f, f->pool, m->papers, 300) : "",
	    cd_happened(m->on) ? moment(f, f->pool, m->on, 400) : "",
	    m->on > 30 ? moment(f, f->pool, m->on - 9, 100) : "", state.staff.cdc->id,
	    moment(f, f->pool, made, 30));
	attendance_write(f, c, m);
	standing_write(f, m);
}

/* About nine cases each, at least one a month and at most one a week. */
static void meetings_open(const struct fill *f, struct chance *c)
{
	long apart = f->deaths == 0 ? 28 : 9 * (long)DAYS / (long)f->deaths, from;

	apart = apart < 7 ? 7 : apart > 28 ? 28 : apart;
	from = (DAYS - 60) / apart * apart - AHEAD;
	for (; from > -AHEAD - 4 * apart && state.meetings < MEETINGS_MAX; from -= apart)
		meeting_add(f, c, from);
}

/* -- one case -- */

static long archived(const struct death *d)
{
	struct clock clock = { 0 };
	struct clock_due due;
	long ago;

	if (d->closed == CD_NEVER || !clock_parse(conf_text("lscb.archive_after"), &clock) ||
	    !clock_due(d->pool, &clock, death_day(d, d->closed), &due))
		return CD_NEVER;
	ago = date_days(due.date, d->f->today) - 1;
	/* What the program would do today stands as done the evening before. */
	return ago == 0 ? 1 : ago;
}

static void record_write(struct death *d)
{
	long archive = archived(d);

	if (cd_happened(archive)) {
		death_event(d, d->owner, archive, 5, "archive", "Archived");
		d->resume = state_code[d->state];
		d->state = CD_ARCHIVED;
		d->archived = archive;
	}
	batch_put(BATCH_CD_RECORD, "usssuussuss", d->record, d->handle, d->reference,
	    state_code[d->state], d->owner->id, d->owner->team, death_moment(d, d->life.notified, 100),
	    d->closed == CD_NEVER ? "" : death_moment(d, d->closed, 540), (unsigned long long)d->version,
	    d->resume, cd_happened(archive) ? death_moment(d, archive, 5) : "");
	batch_put(BATCH_CD_PART, "uussuss", d->record, d->owner->id, "OWNER",
	    death_moment(d, d->life.notified, 100), d->owner->id, "", "");
}

static const char *reference_next(const struct death *d)
{
	int year;
	unsigned number = next_of(d->f, d->life.notified, &year, state.sequence);

	return pool_printf(d->pool, "CD-%d-%04u", year, number);
}

static void turned_away(struct death *d)
{
	const struct death_life *l = &d->life;
	bool other = d->plan->kind == DEATH_TRANSFER;

	death_event(d, d->owner, l->scoped, 200, "scope", pool_printf(d->pool, "Scope: %s",
	    other ? "Not resident here: agree who reviews (step 6)" : "Out of scope: stillbirth (step 2a)"));
	if (other) {
		bool back = cd_happened(l->reopened);

		death_task(d, "TELL-CDOP", "Tell the panel where the child normally lived, and agree who "
		    "reviews", death_day(d, l->scoped - 1), l->scoped, l->sent);
		death_event(d, d->owner, l->sent, 90, "transfer.sent", "The panel of residence was told");
		if (cd_happened(l->sent))
			batch_put(BATCH_CD_TRANSFER, "usss" "sssssus", d->record, fill_code("la", "888"),
			    "Panel office, Northport", death_day(d, l->sent), cd_happened(l->accepted) ?
			    death_day(d, l->accepted) : "", cd_happened(l->accepted) ? "Jo Field" : "",
			    back ? death_day(d, l->reopened) : "", "", "", d->owner->id,
			    death_moment(d, l->sent, 90));
		death_step(d, d->owner, l->accepted, 210, "transferred", "Accepted by another panel",
		    CD_TRANSFERRED);
		death_step(d, d->owner, l->reopened, 220, "back", "Handed back by the other panel",
		    CD_NOTIFIED);
		return;
	}
	if (d->plan->kind == DEATH_DUPLICATE) {
		death_step(d, d->owner, l->accepted, 205, "duplicate", "Joined to another case", CD_DUPLICATE);
		return;
	}
	death_event(d, d->staff->doctor, l->accepted, 150, "scope.confirmed",
	    "Scope result confirmed by the designated doctor");
	death_step(d, d->owner, l->accepted, 230, "out", "Out of scope", CD_OUT);
}

static void death_make(const struct fill *f, struct pool *pool, struct death_plan *plan)
{
	struct chance c, facts;
	struct death d = { .f = f, .pool = pool, .c = &c, .plan = plan, .staff = &state.staff,
	    .resume = "", .closed = CD_NEVER, .archived = CD_NEVER, .version = 1 };

	chance_start(&facts, f->seed ^ 0x4344, plan->of == NULL ? plan->number : plan->of->number);
	chance_start(&c, f->seed ^ 0x434443, plan->number);
	death_facts_choose(f, &facts, plan->of == NULL ? plan : plan->of, pool, &d.fact);
	d.owner = plan->number % 3 == 0 ? state.staff.other : state.staff.cdc;
	d.record = plan->record = death_number();
	d.handle = chance_handle(&c, pool);
	death_life_choose(&d);
	d.reference = reference_next(&d);
	death_step(&d, d.owner, d.life.notified, 100, "notified", "Notified", CD_NOTIFIED);
	d.resume = "";
	if (plan->kind == DEATH_REVIEW) {
		death_requests_write(&d);
		death_collate(&d);
		death_draft_write(&d);
		death_pack_write(&d);
		death_panel_write(&d);
	} else
		turned_away(&d);
	death_facts_write(&d);
	record_write(&d);
}

/* -- all of them, in order of coming -- */

static int by_notice(const void *left, const void *right)
{
	const struct death_plan *a = *(struct death_plan *const *)left;
	const struct death_plan *b = *(struct death_plan *const *)right;

	if (a->notified != b->notified)
		return a->notified > b->notified ? -1 : 1;
	return a->number < b->number ? -1 : a->number > b->number;
}

static long notice(struct chance *c, long died)
{
	long late = chance_in_1000(c, 20) ? (long)chance_between(c, 35, 90) : (long)chance_below(c, 4);

	return died - late < 1 ? 1 : died - late;
}

/* Of 110 reviewed, besides: 6 out of scope, 5 notified twice, 4 of other areas (8.6). */
static unsigned plans_make(const struct fill *f, struct death_plan *plan)
{
	unsigned reviews = f->deaths, i, n = 0, more[DEATH_KIND__MAX] = {
	    [DEATH_OUT] = f->deaths * 6 / 110 + 2, [DEATH_DUPLICATE] = f->deaths * 5 / 110 + 1,
	    [DEATH_TRANSFER] = f->deaths * 4 / 110 + 3 };
	enum death_kind kind;
	struct chance c;

	for (i = 0; i < reviews; i++, n++) {
		chance_start(&c, f->seed ^ 0x4443, n);
		plan[n] = (struct death_plan){ .number = n + 1, .turn = i < death_turns_n ? (int)i : -1 };
		plan[n].died = i < death_turns_n ? death_turn_died(i) : 1 + (long)chance_below(&c, DAYS - 8);
		plan[n].notified = i < death_turns_n && plan[n].died < 3 ? 1 : notice(&c, plan[n].died);
	}
	for (kind = DEATH_OUT; kind < DEATH_KIND__MAX; kind++)
		for (i = 0; i < more[kind]; i++, n++) {
			chance_start(&c, f->seed ^ 0x4443, n);
			plan[n] = (struct death_plan){ .kind = kind, .number = n + 1, .turn = (int)i };
			plan[n].died = i == 0 ? 24 : 2 + (long)chance_below(&c, DAYS - 9);
			plan[n].notified = notice(&c, plan[n].died);
			if (kind == DEATH_DUPLICATE && reviews > 0) {
				plan[n].of = &plan[reviews - 1 - i * 7 % reviews];
				plan[n].died = plan[n].of->died;
				plan[n].notified = plan[n].of->notified - 2 < 1 ? 1 : plan[n].of->notified - 2;
			}
		}
	return n;
}

static void numbers_write(const struct fill *f)
{
	unsigned i;

	if (!db_begin(f->db, true))
		fill_refuse("the database cannot be reached");
	for (i = 0; i < SERIES_YEARS && state.sequence[i].year != 0; i++)
		(void)db_write(f->db, &sql[SEQUENCE_ADD], (unsigned long long)state.sequence[i].year,
		    (unsigned long long)state.sequence[i].last);
	if (!db_commit(f->db))
		fill_refuse("the identifiers could not be written");
}

static void staff_find(const struct fill *f)
{
	state.staff = (struct death_staff){ .cdc = role_find(f, "ccole"), .other = role_find(f, "nbirch"),
	    .chair = role_find(f, "hfaye"), .doctor = role_find(f, "jsingh"),
	    .lead = role_find(f, "dwren"), .key = role_find(f, "kmills") };
}

void death_fill(const struct fill *f)
{
	struct death_plan *plan = pool_array(f->pool, f->deaths * 2 + 20, sizeof(*plan)), **order;
	struct pool *pool = pool_create();
	struct chance c;
	struct db_row row;
	unsigned i, n;

	db_pool(f->db, f->pool);
	(void)db_begin(f->db, false);
	state.number = db_find(f->db, &sql[LAST], &row) ? db_number(&row, 0) : 0;
	db_rollback(f->db);
	chance_start(&c, f->seed ^ 0x43, 0);
	staff_find(f);
	agencies_open(f, &c);
	panel_open(f);
	meetings_open(f, &c);
	n = plans_make(f, plan);
	order = pool_array(f->pool, n, sizeof(struct death_plan *));
	for (i = 0; i < n; i++)
		order[i] = &plan[i];
	qsort(order, n, sizeof(struct death_plan *), by_notice);
	for (i = 0; i < n; i++) {
		death_make(f, pool, order[i]);
		batch_settle();
		pool_reset(pool);
	}
	batch_flush();
	numbers_write(f);
	pool_destroy(&pool);
}
