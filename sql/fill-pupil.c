#include <string.h>

#include "clock.h"
#include "conf.h"
#include "fill-pupil.h"
#include "lists.h"

enum { LAST, SEQUENCE_ADD };

#define MAX_OF(table)	"COALESCE((SELECT MAX(id) FROM everychild_education." table "), 0)"

static const struct db_statement sql[] = {
	[LAST] = { "SELECT GREATEST(" MAX_OF("record") ", " MAX_OF("document") ", " MAX_OF("pep") ", "
	    MAX_OF("school") ")", "", "u" },
	[SEQUENCE_ADD] = { "INSERT INTO everychild_education.sequence (authority, year, last)"
	    " VALUES (?, ?, ?)", "suu", "" },
};

#define DEMO_CHILDREN	60	/* held by people of the demo; of the rest one in twenty */
#define CHILD_FIRST	1000	/* CHILD of the SSDA903, from here on */

static struct {
	unsigned long long number;
	unsigned made;
	struct { int year; unsigned last; } sequence[PUPIL_YEARS + 20];
} state;

void pupil_statements_name(void)
{
	db_statements(sql, COUNT(sql));
	roll_statements_name();
}

void pupil_open_all(const struct fill *f)
{
	struct db_row row;

	db_pool(f->db, f->pool);
	(void)db_begin(f->db, false);
	state.number = db_find(f->db, &sql[LAST], &row) ? db_number(&row, 0) : 0;
	db_rollback(f->db);
	roll_open(f);
	pep_open(f);
}

/* -- for every file of it -- */

unsigned long long pupil_number(void)
{
	return ++state.number;
}

const char *pupil_day(const struct pupil *p, struct date day)
{
	return date_iso(p->pool, day);
}

const char *pupil_moment(const struct pupil *p, struct date day, unsigned minutes)
{
	return date_utc(p->pool, date_from_london(day, (int)(8 + minutes / 60), (int)(minutes % 60)));
}

struct date pupil_between(struct chance *c, struct date from, struct date to)
{
	long days = date_days(from, to);

	return days <= 0 ? from : date_add_days(from, (long)chance_below(c, (unsigned)days + 1));
}

struct date pupil_earlier(struct date a, struct date b)
{
	return date_compare(a, b) < 0 ? a : b;
}

struct date pupil_later(struct date a, struct date b)
{
	return date_compare(a, b) < 0 ? b : a;
}

void pupil_event(struct pupil *p, const struct worker *by, struct date day, unsigned minutes,
    const char *code, const char *title)
{
	batch_put(BATCH_ED_EVENT, "usssu", p->record, pupil_moment(p, day, minutes), code, title,
	    by->id);
	p->moves++;
}

bool pupil_in_care(const struct pupil *p, struct date day)
{
	unsigned i;

	for (i = 0; i < p->stays; i++)
		if (date_compare(day, p->stay[i].began) >= 0 &&
		    (p->stay[i].open || date_compare(day, p->stay[i].ended) < 0))
			return true;
	return false;
}

bool pupil_open(const struct pupil *p)
{
	return p->stay[p->stays - 1].open;
}

/* -- the record, and who sees it -- */

static const struct worker *somebody(const struct pupil *p, const char *role, bool extra)
{
	const struct worker *w = worker_by_role(p->f, p->c, role, extra);

	return w != NULL || !extra ? w : worker_by_role(p->f, p->c, role, false);
}

static void workers_choose(struct pupil *p)
{
	bool extra = state.made > DEMO_CHILDREN && !chance_in_1000(p->c, 50);

	p->head = somebody(p, "EVH", false);
	p->owner = somebody(p, "EVO", extra);
	p->worker = somebody(p, "ESW", extra);
	p->reviewer = somebody(p, "EIR", extra);
	p->carer = state.made <= DEMO_CHILDREN && chance_in_1000(p->c, 250) ?
	    somebody(p, "ECA", false) : NULL;
	if (p->head == NULL || p->owner == NULL || p->worker == NULL || p->reviewer == NULL)
		fill_refuse("nobody may hold a child's education: see the roles EVH, EVO, ESW and EIR");
}

static void reference_next(struct pupil *p)
{
	int year = p->stay[0].began.year;
	unsigned i;

	for (i = 0; i < COUNT(state.sequence) - 1 && state.sequence[i].year != 0 &&
	    state.sequence[i].year != year; i++)
		;
	state.sequence[i].year = year;
	p->reference = pool_printf(p->pool, "ED-%s-%d-%06u", p->f->authority, year,
	    ++state.sequence[i].last);
}

/* Codes of the index that the return does not have. */
static const char *ethnicity_of(const struct child *child)
{
	const struct codelist *list = lists_find("education-ethnicity");

	return list != NULL && code_find(list, child->ethnicity) != NULL ? child->ethnicity : "OOTH";
}

/* 12.1: a real number; else why there is none. */
static void numbers_choose(struct pupil *p)
{
	int age = cohort_age_august(p->child->born, cohort_year_of(p->yesterday) + 1);

	p->child_id = pool_printf(p->pool, "%u", CHILD_FIRST + state.made);
	p->upn = p->asylum || age < 4 ? "" : p->child->upn;
	p->upn_unknown = p->upn[0] != '\0' ? "" : p->asylum ? "UN3" : age < 4 ? "UN1" : "UN2";
	p->ethnicity = ethnicity_of(p->child);
}

static struct date ended(const struct pupil *p)
{
	return p->stay[p->stays - 1].ended;
}

static void part_write(struct pupil *p, const struct worker *w, const char *relation,
    struct date since)
{
	batch_put(BATCH_ED_PERSON, "uussus", p->record, w->id, relation,
	    pupil_moment(p, since, 60), p->owner->id, pupil_open(p) ||
	    strcmp(relation, "OWNER") == 0 ? "" : pupil_moment(p, ended(p), 500));
}

static void parts_write(struct pupil *p)
{
	struct date began = p->stay[0].began;

	part_write(p, p->owner, "OWNER", began);
	part_write(p, p->worker, "WORKER", began);
	part_write(p, p->reviewer, "REVIEWER", began);
	if (p->carer != NULL)
		part_write(p, p->carer, "CARER", began);
}

static void record_write(struct pupil *p)
{
	struct date began = p->stay[0].began;
	bool open = pupil_open(p);

	batch_put(BATCH_ED_RECORD, "ussussuussu", p->record, p->handle, p->reference, p->child->id,
	    p->subject, open ? "CARE" : "LEFT", p->owner->id, p->owner->team,
	    pupil_moment(p, began, 60), open ? "" : pupil_moment(p, ended(p), 500),
	    2ULL + p->moves);
	batch_put(BATCH_ED_PUPIL, "usssssssss" "s", p->record, p->child_id, p->upn, p->upn_unknown,
	    p->child->given, p->child->family, pupil_day(p, p->child->born),
	    p->child->sex[0] == 'F' || p->child->sex[0] == 'M' ? p->child->sex : "U", p->ethnicity,
	    p->child->language, p->asylum ? "Y" : "N");
	batch_put(BATCH_ED_INVOLVEMENT, "uuuss", p->record, p->child->id, p->owner->id,
	    pupil_day(p, began), open ? "" : pupil_day(p, ended(p)));
	parts_write(p);
}

/* -- clocks of an entry (3.2: P1, P2) -- */

static void clock_write(struct pupil *p, const struct cohort_period *stay, const char *code,
    const char *title, const char *setting, unsigned least, unsigned most)
{
	struct date met = date_add_days(stay->began, (long)chance_between(p->c, least, most));
	struct clock clock = { 0 };
	struct clock_due due;
	bool over, past;

	/* Bank holidays of long ago are not known. */
	if (!clock_parse(conf_text(setting), &clock) ||
	    !clock_due(p->pool, &clock, pupil_day(p, stay->began), &due))
		return;
	over = !stay->open && date_compare(stay->ended, met) <= 0;
	past = !over && date_compare(met, p->yesterday) <= 0;
	batch_put(BATCH_ED_DEADLINE, "usssss" "sss", p->record, code, title,
	    pupil_day(p, stay->began), date_iso(p->pool, due.date), due.explanation,
	    past ? pupil_moment(p, met, 300) : "", past ? pupil_day(p, met) : "",
	    over ? pupil_moment(p, stay->ended, 500) : "");
}

static void stays_write(struct pupil *p)
{
	unsigned i;

	for (i = 0; i < p->stays; i++) {
		const struct cohort_period *s = &p->stay[i];

		batch_put(BATCH_ED_COHORT, "ussus", p->record, pupil_day(p, s->began),
		    s->open ? "" : pupil_day(p, s->ended), p->owner->id,
		    pupil_moment(p, s->began, 60));
		clock_write(p, s, "P1", "Plan initiated", "education.p1_initiated", 3, 19);
		clock_write(p, s, "P2", "First plan complete", "education.p2_complete", 20, 36);
		pupil_event(p, p->owner, s->began, 61, "entered", "Became looked after");
		if (!s->open)
			pupil_event(p, p->owner, s->ended, 500, "left", "No longer looked after");
	}
}

/* -- whose turn it is -- */

/* 2: rather those of school age, as there are more of them in care. */
static bool suits(const struct fill *f, struct chance *c, const struct child *child)
{
	unsigned age = child_age(f, child);

	return chance_in_1000(c, age < 5 ? 600 : age < 10 ? 800 : 1000);
}

static bool due(const struct fill *f, const struct child *child)
{
	unsigned long long so_far = child->id * f->looked_after * 5 / (f->children * 4ULL) + 1;

	return state.made < so_far && state.made < f->looked_after && !child->shielded &&
	    !child->unlinked && child->died[0] == '\0' && child->place.line1[0] != '\0' &&
	    child->id > 17;
}

static void made(struct pupil *p)
{
	p->record = pupil_number();
	p->handle = chance_handle(p->c, p->pool);
	p->subject = pool_printf(p->pool, "%s %s", p->child->given, p->child->family);
	reference_next(p);
	workers_choose(p);
	numbers_choose(p);
	roll_choose(p);
	stays_write(p);
	care_write(p);
	roll_write(p);
	pep_write(p);
	exam_write(p);
	record_write(p);
	batch_settle();
}

void pupil_seen(const struct fill *f, struct pool *pool, struct child *child)
{
	struct pupil p = { .f = f, .pool = pool, .child = child };
	struct chance c;

	if (!due(f, child))
		return;
	chance_start(&c, f->seed ^ 0x4544, child->id);
	p.c = &c;
	p.yesterday = date_add_days(f->today, -1);
	p.since = date_add_years(f->today, -PUPIL_YEARS);
	if (!suits(f, &c, child) || !care_choose(&p))
		return;
	state.made++;
	made(&p);
}

void pupil_end(const struct fill *f)
{
	unsigned i;

	if (!db_begin(f->db, true))
		fill_refuse("the database cannot be reached");
	for (i = 0; i < COUNT(state.sequence) && state.sequence[i].year != 0; i++)
		(void)db_write(f->db, &sql[SEQUENCE_ADD], f->authority,
		    (unsigned long long)state.sequence[i].year,
		    (unsigned long long)state.sequence[i].last);
	if (!db_commit(f->db))
		fill_refuse("the numbers of the children in care could not be written");
	if (state.made < f->looked_after)
		fill_refuse("there are children enough in the index for %u in care, not for %u: "
		    "take --children of six times as many", state.made, f->looked_after);
}
