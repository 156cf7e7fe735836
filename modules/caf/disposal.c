#include <string.h>

#include "caf.h"
#include "date.h"
#include "disposal.h"

/* 6.7: how long a case is kept, and what of the schema hangs on one (4.2, 30). */

enum rule { REGISTERED, REFUSED, CHECKLIST, HARM, RULE__MAX };

static const struct { const char *setting, *from; } kept[RULE__MAX] = {
	[REGISTERED] = { "caf.keep_registered", "birth" },
	[REFUSED] = { "caf.keep_refused", "the end of the case" },
	[CHECKLIST] = { "caf.keep_checklist", "the end of the case" },
	[HARM] = { "caf.keep_harm", "the end of the case" },
};

static const struct disposal_rule rules[] = {
	[REGISTERED] = { "REGISTERED", "Registered {common assessment}" },
	[REFUSED] = { "REFUSED", "{Common assessment} that the family refused" },
	[CHECKLIST] = { "CHECKLIST", "{Checklist} without a {common assessment}" },
	[HARM] = { "HARM", "{Common assessment} with a concern about harm" },
	[RULE__MAX] = { NULL, NULL },
};

static const char *const whole[] = {
	"need", "assessed", "prompt", "outcome", "meeting", "referral", "addendum",
	"progress", "action", "lead", "team_member", "contact_attempt", "approval", "task",
	"withdrawal", "share", "social_care", "transfer", "consent", "closure", "sibling", NULL, NULL,
	NULL, "episode"
};
_Static_assert(sizeof(whole) / sizeof(whole[0]) == CAF_DISPOSAL_WHOLE_N, "a table for each");

static const char *const of_checklist[] = { "prompt", "addendum", "answer", "draft", "document" };
_Static_assert(sizeof(of_checklist) / sizeof(of_checklist[0]) == CAF_DISPOSAL_CHECKLIST_N,
    "a table for each");

static const struct disposal_part parts[] = {
	{ "", NULL, whole, caf_disposal_whole, CAF_DISPOSAL_WHOLE_N },
	{ "CHECKLIST", "{Checklist} before the family refused", of_checklist,
	  caf_disposal_checklist, CAF_DISPOSAL_CHECKLIST_N },
	{ NULL, NULL, NULL, NULL, 0 }
};

static const char *const untouched[] = {
	"sequence", "provider", "provider_version", "service", "service_version", "service_code",
	"service_assurance", NULL
};

static const char *settings(struct pool *pool)
{
	return pool_printf(pool, "%s; %s; %s; %s", conf_text(kept[REGISTERED].setting),
	    conf_text(kept[REFUSED].setting), conf_text(kept[CHECKLIST].setting),
	    conf_text(kept[HARM].setting));
}

/* Dates beyond the calendar's end are its end. */
static struct disposal_due due_from(struct request *r, const char *part, enum rule rule,
    struct date from)
{
	const char *since = kept[rule].from;

	return (struct disposal_due){ .part = part, .rule = rules[rule].code,
	    .on = date_iso(r->pool, date_add_months(from, disposal_months(kept[rule].setting))),
	    .why = pool_printf(r->pool, "%s from %s", conf_text(kept[rule].setting), since) };
}

/* A case that was registered counts from birth; from its end where no date of
 * birth is known. */
static struct disposal_due registered(struct request *r, struct date closed, const char *born)
{
	struct disposal_due due;
	struct date from;

	if (born != NULL && date_parse(born, &from))
		return due_from(r, "", REGISTERED, from);
	due = due_from(r, "", REGISTERED, closed);
	due.why = pool_printf(r->pool, "%s from the end of the case, as no date of birth is known",
	    conf_text(kept[REGISTERED].setting));
	return due;
}

static unsigned due_work_out(struct request *r, const struct db_row *row, struct date closed,
    struct disposal_due *due_r)
{
	struct disposal_due harm = due_from(r, "", HARM, closed);
	unsigned n = 1;

	if (db_number(row, 1) != 0)
		due_r[0] = registered(r, closed, db_text(row, 2));
	else
		due_r[0] = due_from(r, "", db_number(row, 3) != 0 ? REFUSED : CHECKLIST, closed);
	if (db_number(row, 4) != 0) {
		if (strcmp(harm.on, due_r[0].on) > 0)
			due_r[0] = harm;
	} else if (strcmp(due_r[0].rule, rules[REFUSED].code) == 0 && db_number(row, 5) != 0) {
		due_r[n++] = due_from(r, "CHECKLIST", CHECKLIST, closed);
	}
	return n;
}

static unsigned due(struct request *r, unsigned long long record,
    struct disposal_due due_r[DISPOSAL_PARTS_MAX])
{
	long long closed;
	struct db_row row;

	if (!db_find(r->db, caf_disposal_facts, &row, record) || db_text(&row, 0) == NULL ||
	    !date_moment(db_text(&row, 0), &closed))
		return 0;
	return due_work_out(r, &row, date_london(closed, NULL), due_r);
}

void caf_disposal_start(void)
{
	unsigned i;

	for (i = 0; i < RULE__MAX; i++)
		(void)disposal_months(kept[i].setting);
}

void caf_disposal_put(struct request *r, struct node *summary, const struct record *record)
{
	struct disposal_due all[DISPOSAL_PARTS_MAX];

	if (record_is(record, "ARCHIVE") && due(r, record->id, all) > 0)
		(void)page_row(summary, "May be destroyed from", pool_printf(r->pool, "%s (%s)",
		    disposal_day(r, all[0].on), all[0].why));
}

const struct disposal caf_disposal = {
	.event = CAF_EVENT_DESTROY,
	.propose = CAF_DISPOSE,
	.confirm = CAF_HOLD,
	.hold = CAF_EVENT_HOLD,
	.readers = "IXM COO",
	.archive_after = "caf.archive_after",
	.rules = rules,
	.parts = parts,
	.kept = untouched,
	.statements = caf_disposal_facts,
	.statements_n = 1,
	.settings = settings,
	.due = due,
};
