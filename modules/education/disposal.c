#include "date.h"
#include "disposal.h"
#include "education.h"
#include "sql-disposal.h"

/* How long a child's education record is kept, and what of the schema hangs on one. The
 * law keeps the case record of a looked-after child until the 75th birthday, or 15 years
 * from the death of one who died before 18 (SI 2010/959 reg.50); for the others the
 * authority's rule is a setting. */

enum rule { CARE, DIED, ADOPTED, ADVICE, VISITOR, RULE__MAX };

static const struct { const char *setting, *from; } kept[RULE__MAX] = {
	[CARE] = { "education.keep_care", "birth" },
	[DIED] = { "education.keep_died", "the death" },
	[ADOPTED] = { "education.keep_adopted", "the adoption order" },
	[ADVICE] = { "education.keep_advice", "birth" },
	[VISITOR] = { "education.keep_visitor", "the end of the record" },
};

static const struct disposal_rule rules[] = {
	[CARE] = { "CARE", "Education of a looked-after child" },
	[DIED] = { "DIED", "Education of a looked-after child who died" },
	[ADOPTED] = { "ADOPTED", "Education of a child who was adopted" },
	[ADVICE] = { "ADVICE", "Advice about a child who was not looked after here" },
	[VISITOR] = { "VISITOR", "Another authority's child in our schools" },
	[RULE__MAX] = { NULL, NULL },
};

/* NULL: of the suite's own schema, entries of guests to the plans. */
static const char *const whole[] = {
	"addendum", NULL, "pep_move", "pep_carried", "pep_sign", "pep_behalf", "pep_attendee",
	"pep_rating", "premium_line",
	"need_refusal", "target", "pep", "destination", "progress", "attainment", "result", "ehc_plan", "special_need",
	"suspension", "mark_total", "mark_before", "mark_term", "finding", "mark", "ks4_approval",
	"place_request", "interim_hours", "no_school", "enrolment", "return_row", "oc2",
	"social_worker_episode", "care_review", "care_episode",
	"import_change", "import_change", "import_error", "import_part", "cohort_member", "pupil_upn",
	"approval", "task", "letter", "school_letter", "school_letter_pupil", "pupil"
};
_Static_assert(sizeof(whole) / sizeof(whole[0]) == EDUCATION_DISPOSAL_WHOLE_N,
    "a table for each");

static const struct disposal_part parts[] = {
	{ "", NULL, whole, education_disposal_whole, EDUCATION_DISPOSAL_WHOLE_N },
	{ NULL, NULL, NULL, NULL, 0 }
};

/* Of no child. */
static const char *const untouched[] = {
	"sequence", "import", "import_mapping", "return_run", "school", "school_person", "school_day",
	"term", "premium_rate", "nightly", "annual_text",
	"board_paper", "rule_value", "premium_pool", NULL
};

static const char *settings(struct pool *pool)
{
	return pool_printf(pool, "%s; %s; %s; %s; %s", conf_text(kept[CARE].setting),
	    conf_text(kept[DIED].setting), conf_text(kept[ADOPTED].setting),
	    conf_text(kept[ADVICE].setting), conf_text(kept[VISITOR].setting));
}

static struct disposal_due due_from(struct request *r, enum rule rule, struct date from)
{
	return (struct disposal_due){ .part = "", .rule = rules[rule].code,
	    .on = date_iso(r->pool, date_add_months(from, disposal_months(kept[rule].setting))),
	    .why = pool_printf(r->pool, "%s from %s", conf_text(kept[rule].setting), kept[rule].from) };
}

static bool day_of(const struct db_row *row, unsigned column, struct date *day_r)
{
	const char *text = db_text(row, column);

	return text != NULL && date_parse(text, day_r);
}

static unsigned due(struct request *r, unsigned long long record,
    struct disposal_due due_r[DISPOSAL_PARTS_MAX])
{
	struct date born, day;
	long long moment;
	struct db_row row;
	bool cared;

	if (!db_find(r->db, education_disposal_facts, &row, record) || db_text(&row, 0) == NULL ||
	    !date_moment(db_text(&row, 0), &moment) || !day_of(&row, 1, &born))
		return 0;
	cared = db_number(&row, 2) != 0;
	if (day_of(&row, 4, &day))
		due_r[0] = due_from(r, ADOPTED, day);
	else if (day_of(&row, 5, &day) && date_age(born, day) < 18)
		due_r[0] = due_from(r, DIED, day);
	else if (!cared && db_number(&row, 3) != 0)
		due_r[0] = due_from(r, VISITOR, date_london(moment, NULL));
	else
		due_r[0] = due_from(r, cared ? CARE : ADVICE, born);
	return 1;
}

void education_disposal_start(void)
{
	unsigned i;

	for (i = 0; i < RULE__MAX; i++)
		(void)disposal_months(kept[i].setting);
}

const struct disposal education_disposal = {
	.event = EDUCATION_EVENT_DESTROY,
	.propose = EDUCATION_DISPOSE,
	.confirm = EDUCATION_HOLD,
	.hold = EDUCATION_EVENT_HOLD,
	.readers = "IXM EVH",
	.archive_after = "education.archive_after",
	.rules = rules,
	.parts = parts,
	.kept = untouched,
	.statements = education_disposal_facts,
	.statements_n = 1,
	.settings = settings,
	.due = due,
};
