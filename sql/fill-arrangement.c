#include <string.h>

#include "clock.h"
#include "conf.h"
#include "fill-arrangement.h"
#include "lists.h"

enum { LAST, SEQUENCE_ADD, MONITOR_ADD };

#define MAX_OF(table)	"COALESCE((SELECT MAX(id) FROM everychild_fostering." table "), 0)"

static const struct db_statement sql[] = {
	[LAST] = { "SELECT GREATEST(" MAX_OF("record") ", " MAX_OF("person") ", " MAX_OF("household")
	    ", " MAX_OF("document") ", " MAX_OF("visit") ", " MAX_OF("safety_check") ", "
	    MAX_OF("initial_action") ")", "", "u" },
	[SEQUENCE_ADD] = { "INSERT INTO everychild_fostering.sequence (authority, year, last)"
	    " VALUES (?, ?, ?)", "suu", "" },
	/* Regulation 12: of the people of the demo, unless somebody is named. */
	[MONITOR_ADD] = { "INSERT INTO everychild_fostering.monitoring_officer (name, account_of, since,"
	    " account, at) SELECT CONCAT(a.given, ' ', a.family), a.id, ?, a.id, UTC_TIMESTAMP(6)"
	    " FROM everychild.account a WHERE a.login = 'avale' AND NOT EXISTS (SELECT 1"
	    "  FROM everychild_fostering.monitoring_officer)", "d", "" },
};

#define YEARS_MAX	12
#define DEMO_CASES	60	/* held by people of the demo; of the rest one in twenty */

static struct {
	unsigned long long number;
	unsigned made, turn;
	struct { int year; unsigned last; } sequence[YEARS_MAX];
} state;

void arrangement_statements_name(void)
{
	db_statements(sql, COUNT(sql));
}

void arrangement_open(const struct fill *f)
{
	struct db_row row;

	db_pool(f->db, f->pool);
	(void)db_begin(f->db, false);
	state.number = db_find(f->db, &sql[LAST], &row) ? db_number(&row, 0) : 0;
	db_rollback(f->db);
	household_open(f);
	visit_open(f);
}

unsigned long long arrangement_number(void)
{
	return ++state.number;
}

/* -- rows that every step writes -- */

const char *arrangement_day(const struct arrangement *a, long days_ago)
{
	return fill_day(a->f, a->pool, days_ago);
}

const char *arrangement_moment(const struct arrangement *a, long days_ago, unsigned minutes)
{
	struct date date = date_add_days(a->f->today, -days_ago);

	return date_utc(a->pool, date_from_london(date, (int)(8 + minutes / 60), (int)(minutes % 60)));
}

void arrangement_event(struct arrangement *a, const struct worker *by, long days_ago,
    unsigned minutes, const char *code, const char *title, bool shared)
{
	if (!happened(days_ago))
		return;
	batch_row(BATCH_PF_EVENT);
	batch_number(BATCH_PF_EVENT, a->record);
	batch_text(BATCH_PF_EVENT, arrangement_moment(a, days_ago, minutes));
	batch_text(BATCH_PF_EVENT, code);
	batch_text(BATCH_PF_EVENT, title);
	batch_number(BATCH_PF_EVENT, by->id);
	batch_number(BATCH_PF_EVENT, shared);
	a->moves++;
}

static const char *const late_codes[] = { "NO_ACCESS", "CARER_UNAVAILABLE", "CHILD_AWAY", "STAFFING",
	"LATE_INFORMATION", "PARENT_ABROAD", NULL };

static void clock_write(struct arrangement *a, const char *code, const char *title, long from,
    const struct clock_due *due, long met, long stop)
{
	const char *on = date_iso(a->pool, due->date);
	bool kept = happened(met) && met >= stop;
	bool late = strcmp(kept ? arrangement_day(a, met) : a->f->iso_today, on) > 0;

	batch_row(BATCH_PF_DEADLINE);
	batch_number(BATCH_PF_DEADLINE, a->record);
	batch_text(BATCH_PF_DEADLINE, code);
	batch_text(BATCH_PF_DEADLINE, title);
	batch_text(BATCH_PF_DEADLINE, arrangement_day(a, from));
	batch_text(BATCH_PF_DEADLINE, on);
	batch_text(BATCH_PF_DEADLINE, due->text);
	batch_text(BATCH_PF_DEADLINE, due->explanation);
	batch_text(BATCH_PF_DEADLINE, kept ? arrangement_moment(a, met, 480) : "");
	batch_text(BATCH_PF_DEADLINE, kept ? arrangement_day(a, met) : "");
	batch_text(BATCH_PF_DEADLINE, !kept && happened(stop) ? arrangement_moment(a, stop, 540) : "");
	batch_text(BATCH_PF_DEADLINE, kept && late && chance_in_1000(a->c, 800) ?
	    fill_code("late-reason", chance_of(a->c, late_codes)) : "");
}

static void due_find(const struct arrangement *a, const char *setting, const char *from,
    struct clock *clock_r, struct clock_due *due_r)
{
	if (!clock_parse(conf_text(setting), clock_r))
		fill_refuse("%s is not an amount and a unit", setting);
	if (!clock_due(a->pool, clock_r, from, due_r))
		fill_refuse("%s", due_r->error);
}

const char *arrangement_due(const struct arrangement *a, const char *setting, long from)
{
	struct clock clock = { 0 };
	struct clock_due due;

	due_find(a, setting, arrangement_day(a, from), &clock, &due);
	return date_iso(a->pool, due.date);
}

static void clock_run(struct arrangement *a, const char *code, const char *title,
    const char *setting, long from, const char *since, long met, long stop)
{
	struct clock clock = { 0 };
	struct clock_due due;

	due_find(a, setting, since, &clock, &due);
	if (clock.unit != CLOCK_HOURS)
		due.text = "";
	clock_write(a, code, title, from, &due, met, stop);
}

void arrangement_clock(struct arrangement *a, const char *code, const char *title,
    const char *setting, long from, long met, long stop)
{
	clock_run(a, code, title, setting, from, arrangement_day(a, from), met, stop);
}

void arrangement_clock_from(struct arrangement *a, const char *code, const char *title,
    const char *setting, long from, unsigned minutes, long met)
{
	clock_run(a, code, title, setting, from, arrangement_moment(a, from, minutes), met, NEVER);
}

void arrangement_agreed(struct arrangement *a, const char *code, const char *title, long from,
    const char *due, const char *why, long met, long stop)
{
	struct clock_due d = { .text = "", .explanation = why };

	(void)date_parse(due, &d.date);
	clock_write(a, code, title, from, &d, met, stop);
}

void arrangement_task(struct arrangement *a, const char *kind, const char *what, const char *due,
    long from, long done)
{
	long stop = a->life.closed;

	batch_row(BATCH_PF_TASK);
	batch_number(BATCH_PF_TASK, a->record);
	batch_text(BATCH_PF_TASK, fill_code("fostering-task", kind));
	batch_text(BATCH_PF_TASK, what);
	batch_text(BATCH_PF_TASK, due);
	batch_text(BATCH_PF_TASK, happened(done) ? arrangement_day(a, done) : "");
	batch_text(BATCH_PF_TASK, !happened(done) && happened(stop) ? arrangement_day(a, stop) : "");
	batch_number(BATCH_PF_TASK, a->owner->id);
	batch_text(BATCH_PF_TASK, arrangement_moment(a, from, 90));
}

long arrangement_stop(const struct arrangement *a)
{
	return happened(a->life.ended) ? a->life.ended : a->life.closed;
}

void arrangement_document(struct arrangement *a, const struct paper *p, unsigned number,
    const char *from, const char *completed, unsigned long long by)
{
	batch_row(BATCH_PF_DOCUMENT);
	batch_number(BATCH_PF_DOCUMENT, p->id);
	batch_number(BATCH_PF_DOCUMENT, a->record);
	batch_text(BATCH_PF_DOCUMENT, p->form->name);
	batch_number(BATCH_PF_DOCUMENT, p->form->version);
	batch_number(BATCH_PF_DOCUMENT, number);
	batch_text(BATCH_PF_DOCUMENT, from);
	batch_number(BATCH_PF_DOCUMENT, a->owner->id);
	batch_text(BATCH_PF_DOCUMENT, completed);
	batch_number(BATCH_PF_DOCUMENT, completed == NULL || completed[0] == '\0' ? 0 : by);
	batch_number(BATCH_PF_DOCUMENT, p->revision);
	batch_text(BATCH_PF_DOCUMENT, p->saved);
}

/* -- whose turn it is -- */

static void workers_choose(struct arrangement *a)
{
	bool extra = state.made > DEMO_CASES && !chance_in_1000(a->c, 50);
	const struct worker *w = worker_by_role(a->f, a->c, "PFW", extra);
	const struct worker *front = worker_by_role(a->f, a->c, "FDO", false);

	a->owner = w != NULL ? w : worker_by_role(a->f, a->c, "PFW", false);
	a->manager = worker_by_role(a->f, a->c, "PFM", false);
	if (a->owner == NULL || a->manager == NULL)
		fill_refuse("nobody may hold an arrangement, or decide: see the roles PFW and PFM");
	a->front = front != NULL && (a->life.handed == NEVER || chance_in_1000(a->c, 600)) ? front :
	    a->owner;
	if (a->front == a->owner)
		a->life.handed = a->life.received;
}

static const char *reference_next(const struct arrangement *a)
{
	int year = date_add_days(a->f->today, -a->life.received).year;
	unsigned i;

	for (i = 0; i < YEARS_MAX - 1 && state.sequence[i].year != 0 && state.sequence[i].year != year; i++)
		;
	state.sequence[i].year = year;
	return pool_printf(a->pool, "PF-%s-%d-%06u", a->f->authority, year, ++state.sequence[i].last);
}

/* 5.2: deemed to begin when the authority knows, or with a start that it knew of. */
static void start_choose(struct arrangement *a)
{
	struct life *l = &a->life;
	long aware = l->proposed ? l->starts : l->received;

	a->test_result = a->suitability = "";
	if (a->state == PF_ENQUIRY || a->state == PF_PROPOSED || a->state == PF_READY ||
	    a->state == PF_NOT_PF || a->state == PF_WITHDRAWN)
		return;
	a->aware_on = arrangement_day(a, aware);
	a->deemed_start = arrangement_day(a, aware < l->starts ? aware : l->starts);
}

static void made(struct arrangement *a)
{
	a->record = arrangement_number();
	a->handle = chance_handle(a->c, a->pool);
	a->reference = reference_next(a);
	a->subject = pool_printf(a->pool, "%s %s", a->child->given, a->child->family);
	a->state = life_state(&a->life);
	a->first_notice_at = arrangement_moment(a, a->life.received, 60 + chance_below(a->c, 50));
	start_choose(a);
	household_choose(a);
	household_write(a);
	course_tests(a);
	household_notices(a);
	visit_write(a);
	course_write(a);
}

static bool due(const struct fill *f, const struct child *child)
{
	unsigned long long so_far = child->id * f->arrangements / f->children + 1;

	return state.made < so_far && state.made < f->arrangements && !child->shielded &&
	    !child->unlinked && child->died[0] == '\0' && child->place.line1[0] != '\0' &&
	    child->id > 17;
}

void arrangement_seen(const struct fill *f, struct pool *pool, struct child *child)
{
	struct arrangement a = { .f = f, .pool = pool, .child = child };
	struct chance c;

	if (!due(f, child))
		return;
	chance_start(&c, f->seed ^ 0x5046, child->id);
	a.c = &c;
	if (!life_choose(f, &c, child, state.turn, &a.life))
		return;
	a.made = ++state.made;
	state.turn++;
	workers_choose(&a);
	made(&a);
}

void arrangement_end(const struct fill *f)
{
	unsigned i;

	if (!db_begin(f->db, true))
		fill_refuse("the database cannot be reached");
	for (i = 0; i < YEARS_MAX && state.sequence[i].year != 0; i++)
		(void)db_write(f->db, &sql[SEQUENCE_ADD], f->authority,
		    (unsigned long long)state.sequence[i].year, (unsigned long long)state.sequence[i].last);
	if (state.made > 0)
		(void)db_write(f->db, &sql[MONITOR_ADD], fill_day(f, f->pool, life_history(f)));
	if (!db_commit(f->db))
		fill_refuse("the numbers of the arrangements could not be written");
}
