#include "fill-pupil.h"

#include <string.h>

/* Results of assessments and examinations, levels, and the plan of who has one
 * (modules/education/sections.md 7, 8): of each school year that ended while the child was in care. What
 * is measured of them the module's daily round works out. Chances of its own, so that
 * nothing else of the child depends on what is written here. */

struct exam {
	struct pupil *p;
	struct chance c;
	int year;			/* in which the academic year ends */
	unsigned able;			/* of 1000 children so many do worse */
};

static void result_write(struct exam *e, const char *assessment, const char *subject,
    const char *result)
{
	struct date day = { e->year, 8, 24 };

	batch_put(BATCH_ED_RESULT, "uussss" "sus", e->p->record, (unsigned long long)e->year, assessment,
	    subject, result, "FINAL", pupil_day(e->p, day), e->p->owner->id,
	    pupil_moment(e->p, day, 150));
}

/* A number about what the child is able to, within the bounds. */
static unsigned score(struct exam *e, unsigned least, unsigned most)
{
	unsigned span = most - least, middle = least + span * e->able / 1000;
	unsigned low = middle > least + span / 6 ? middle - span / 6 : least;
	unsigned high = middle + span / 6 < most ? middle + span / 6 : most;

	return chance_between(&e->c, low, high);
}

static const char *text(struct exam *e, unsigned n)
{
	return pool_printf(e->p->pool, "%u", n);
}

static void early_years(struct exam *e)
{
	static const char *const goals[] = { "LAU", "SPK", "SELF", "MANAGE", "RELATE", "GROSS", "FINE",
	    "COMP", "WORD", "WRITE", "NUMBER", "PATTERN", "PAST", "PEOPLE", "NATURAL", "CREATE", "IMAGINE" };
	size_t i;

	for (i = 0; i < sizeof(goals) / sizeof(goals[0]); i++)
		result_write(e, "EYFSP", goals[i], chance_in_1000(&e->c, 550 + e->able / 2) ? "2" : "1");
}

static void key_stage_2(struct exam *e)
{
	static const char *const writing[] = { "PKF", "WTS", "WTS", "EXS", "EXS", "GDS" };

	result_write(e, "KS2TEST", "READING", text(e, score(e, 85, 118)));
	result_write(e, "KS2TEST", "MATHS", text(e, score(e, 85, 118)));
	result_write(e, "KS2TEST", "GPS", text(e, score(e, 85, 118)));
	result_write(e, "KS2TA", "WRITING", writing[score(e, 0, 5)]);
}

static const char *grade(struct exam *e)
{
	unsigned n = score(e, 0, 8);

	return n == 0 ? "U" : text(e, n);
}

static void key_stage_4(struct exam *e)
{
	static const char *const more[] = { "HISTORY", "GEOGRAPHY", "FRENCH", "ART", "FOOD", "RE", "PE" };
	static const char *const other[] = { "L1P", "L1M", "L2P", "L2M", "L2D", NULL };
	unsigned n = e->able < 120 ? 0 : e->able < 350 ? chance_below(&e->c, 2) : 2 +
	    chance_below(&e->c, 4), i;

	/* Some are entered for nothing. */
	if (e->able < 60)
		return;
	result_write(e, "GCSE", "ENGLANG", grade(e));
	result_write(e, "GCSE", "MATHS", grade(e));
	if (e->able > 250)
		result_write(e, "GCSE", "ENGLIT", grade(e));
	if (e->able > 200)
		result_write(e, "GCSE", "COMBINED", pool_printf(e->p->pool, "%u-%u", score(e, 1, 8),
		    score(e, 1, 8)));
	for (i = 0; i < n; i++)
		result_write(e, "GCSE", more[i], grade(e));
	if (chance_in_1000(&e->c, 500))
		result_write(e, "VOCATIONAL", "SPORT", chance_of(&e->c, other));
}

static void year_write(struct exam *e)
{
	switch (term_ncy(e->p->child->born, e->year - 1)) {
	case 0:
		early_years(e);
		break;
	case 1:
		result_write(e, "PHONICS", "PHONICS", text(e, score(e, 14, 40)));
		break;
	case 4:
		result_write(e, "MTC", "TABLES", text(e, score(e, 4, 25)));
		break;
	case 6:
		key_stage_2(e);
		break;
	case 11:
		key_stage_4(e);
		break;
	default:
		break;
	}
}

/* Reviewed within the last year, so that the next is due within this one. */
static void plan_write(struct exam *e)
{
	struct pupil *p = e->p;
	struct date reviewed = pupil_between(&e->c, date_add_days(p->f->today, -360), p->yesterday);
	struct date issued = date_add_years(reviewed, -1), due = date_add_months(reviewed, 12);
	unsigned long long id = pupil_number();

	if (p->sen == NULL || strcmp(p->sen, "E") != 0 || !pupil_open(p))
		return;
	batch_put(BATCH_ED_EHC, "uussss" "uss", id, p->record, p->f->authority, pupil_day(p, issued),
	    pupil_day(p, reviewed), pupil_day(p, due), p->owner->id, pupil_moment(p, issued, 90),
	    "Follows a lesson with help from an adult whom the child knows");
	batch_put(BATCH_ED_DEADLINE, "usssss" "sss", p->record, pool_printf(p->pool, "N4-%llu", id),
	    "Annual review of the EHC plan", pupil_day(p, reviewed), pupil_day(p, due),
	    pool_printf(p->pool, "12 months from %s (the last review)", date_long(p->pool, reviewed)), "",
	    "", "");
}

void exam_write(struct pupil *p)
{
	struct exam e = { .p = p };
	struct date end;

	chance_start(&e.c, p->f->seed ^ 0x4558, p->child->id);
	e.able = (chance_below(&e.c, 1000) + chance_below(&e.c, 1000)) / 2;
	for (e.year = p->since.year; e.year <= p->f->today.year; e.year++) {
		end = (struct date){ e.year, 7, 1 };
		if (date_compare((struct date){ e.year, 8, 31 }, p->yesterday) < 0 &&
		    pupil_in_care(p, end))
			year_write(&e);
	}
	plan_write(&e);
}
