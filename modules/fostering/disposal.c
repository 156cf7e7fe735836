#include "date.h"
#include "disposal.h"
#include "fostering.h"
#include "sql-disposal.h"

/* 11: how long an arrangement is kept, and what of the schema hangs on one. People
 * and households go with the last arrangement that uses them. */

enum rule { FOSTERED, NOT_PF, RULE__MAX };

static const struct { const char *setting, *from; } kept[RULE__MAX] = {
	[FOSTERED] = { "fostering.keep_fostered", "birth" },
	[NOT_PF] = { "fostering.keep_not_pf", "the end of the case" },
};

static const struct disposal_rule rules[] = {
	[FOSTERED] = { "FOSTERED", "Private fostering" },
	[NOT_PF] = { "NOT_PF", "Enquiry that was not private fostering" },
	[RULE__MAX] = { NULL, NULL },
};

static const char *const whole[] = {
	"addendum", "legal_test", "notification", "related_person", "initial_task", "initial_action",
	"visit_move", "visit", "visit_due", "decision", "appeal", "requirement_version", "prohibition",
	"requirement", "disqualification_consent", "limit_exemption", "offence_event",
	"change_event", "change_ahead", "aware_correction", "sibling", "absence", "transfer", "approval", "task", "letter", NULL, "arrangement",
	"household_member", "household", "person_address", "safety_check", "person_history",
	"person"
};
_Static_assert(sizeof(whole) / sizeof(whole[0]) == FOSTERING_DISPOSAL_WHOLE_N,
    "a table for each");

static const struct disposal_part parts[] = {
	{ "", NULL, whole, fostering_disposal_whole, FOSTERING_DISPOSAL_WHOLE_N },
	{ NULL, NULL, NULL, NULL, 0 }
};

/* Of no child. */
static const char *const untouched[] = {
	"sequence", "school_holiday_notice", "school_holiday_letter", "awareness_activity",
	"monitoring_officer", "standard_assessment", "annual_text", NULL
};

static const char *settings(struct pool *pool)
{
	return pool_printf(pool, "%s; %s", conf_text(kept[FOSTERED].setting),
	    conf_text(kept[NOT_PF].setting));
}

static struct disposal_due due_from(struct request *r, enum rule rule, struct date from,
    const char *since)
{
	return (struct disposal_due){ .part = "", .rule = rules[rule].code,
	    .on = date_iso(r->pool, date_add_months(from, disposal_months(kept[rule].setting))),
	    .why = pool_printf(r->pool, "%s from %s", conf_text(kept[rule].setting), since) };
}

static unsigned due(struct request *r, unsigned long long record,
    struct disposal_due due_r[DISPOSAL_PARTS_MAX])
{
	struct date born, closed;
	long long moment;
	struct db_row row;

	if (!db_find(r->db, fostering_disposal_facts, &row, record) || db_text(&row, 0) == NULL ||
	    !date_moment(db_text(&row, 0), &moment))
		return 0;
	closed = date_london(moment, NULL);
	if (db_number(&row, 2) != 0)
		due_r[0] = due_from(r, NOT_PF, closed, kept[NOT_PF].from);
	else if (db_text(&row, 1) != NULL && date_parse(db_text(&row, 1), &born))
		due_r[0] = due_from(r, FOSTERED, born, kept[FOSTERED].from);
	else
		due_r[0] = due_from(r, FOSTERED, closed,
		    "the end of the case, as no date of birth is known");
	return 1;
}

void fostering_disposal_start(void)
{
	unsigned i;

	for (i = 0; i < RULE__MAX; i++)
		(void)disposal_months(kept[i].setting);
}

const struct disposal fostering_disposal = {
	.event = FOSTERING_EVENT_DESTROY,
	.propose = FOSTERING_DISPOSE,
	.confirm = FOSTERING_HOLD,
	.hold = FOSTERING_EVENT_HOLD,
	.readers = "IXM PFM",
	.archive_after = "fostering.archive_after",
	.rules = rules,
	.parts = parts,
	.kept = untouched,
	.statements = fostering_disposal_facts,
	.statements_n = 1,
	.settings = settings,
	.due = due,
};
