#include "date.h"
#include "disposal.h"
#include "keep.h"
#include "lists.h"
#include "sql-disposal.h"

/* 7.3: how long a case is kept, and what of the schema hangs on one. What stays is what
 * was counted: it has no number of a case and no name. */

enum rule { REVIEWED, OUT, MOVED, MOVED_FILE, RULE__MAX };

static const char *const kept[RULE__MAX] = {
	[REVIEWED] = "lscb.keep_case",
	[OUT] = "lscb.out_keep",
	[MOVED] = "lscb.keep_moved",
	[MOVED_FILE] = "lscb.keep_moved_file",
};

static const struct disposal_rule rules[] = {
	[REVIEWED] = { "REVIEWED", "Review of a child's death" },
	[OUT] = { "OUT", "Death that is out of scope, or was notified twice" },
	[MOVED] = { "MOVED", "Death that another panel reviews" },
	[MOVED_FILE] = { "MOVED_FILE", "File of a death that another panel reviews" },
	[RULE__MAX] = { NULL, NULL },
};

/* What a panel that gave a case away knows for longer than its file: who, when, and
 * where it went. */
#define FILE_PART	"FILE"

static const char *const whole[] = {
	NULL, NULL, "factor", "analysis", "pack_mark", "pack_copy", "pack", "request_step",
	"request_form", "request", "not_same", "approval",
	"death_mark", "collated", "life_event", "gate",
	"response_decision", "response_step", "family_contact", "discussion", "conflict",
	"agenda_item", "person", "notification", "referral", "feedback", "file", "disclosure", "national",
	"opening", "task", "theme_death", NULL, NULL, "addendum", "answer", "draft", "document",
	NULL, "transfer", NULL, "death"
};
_Static_assert(sizeof(whole) / sizeof(whole[0]) == LSCB_DISPOSAL_WHOLE_N, "a table for each");

static const struct disposal_part parts[] = {
	{ "", NULL, whole, lscb_disposal_whole, LSCB_DISPOSAL_WHOLE_N },
	{ FILE_PART, "File of a death that another panel reviews", whole + LSCB_DISPOSAL_STAYS_N,
	  lscb_disposal_whole + LSCB_DISPOSAL_STAYS_N, LSCB_DISPOSAL_FILE_N },
	{ NULL, NULL, NULL, NULL, 0 }
};

/* Of no case, and what stays of all of them. */
static const char *const untouched[] = {
	"sequence", "amount", "agency", "agency_person", "panel_member", "undertaking", "meeting", "attendance",
	"theme", "recommendation", "action", "action_update", "return_run", "return_row", "annual_text",
	"annual_draft", "annual_report",
	"kept_death", "kept_factor", NULL
};

static const char *settings(struct pool *pool)
{
	return pool_printf(pool, "%s; %s; %s; %s", conf_text(kept[REVIEWED]), conf_text(kept[OUT]),
	    conf_text(kept[MOVED]), conf_text(kept[MOVED_FILE]));
}

static struct disposal_due due_from(struct request *r, enum rule rule, const char *part,
    struct date from, const char *since)
{
	return (struct disposal_due){ .part = part, .rule = rules[rule].code,
	    .on = date_iso(r->pool, date_add_months(from, disposal_months(kept[rule]))),
	    .why = pool_printf(r->pool, "%s from %s", conf_text(kept[rule]), since) };
}

/* A completed review is kept as one, wherever it went afterwards; scope that nobody
 * decided too, as that is the longest. */
static enum rule rule_of(const struct db_row *row)
{
	if (db_number(row, 2) != 0)
		return REVIEWED;
	if (db_number(row, 3) != 0)
		return OUT;
	if (db_number(row, 5) != 0)
		return MOVED;
	return db_text(row, 4)[0] != '\0' && lists_flag("lscb-scope", db_text(row, 4), "out") ?
	    OUT : REVIEWED;
}

static unsigned due(struct request *r, unsigned long long record,
    struct disposal_due due_r[DISPOSAL_PARTS_MAX])
{
	struct date died, closed;
	long long moment;
	unsigned n = 1;
	enum rule rule;
	struct db_row row;

	if (!db_find(r->db, lscb_disposal_facts, &row, record) || db_text(&row, 0) == NULL ||
	    !date_moment(db_text(&row, 0), &moment))
		return 0;
	closed = date_london(moment, NULL);
	rule = rule_of(&row);
	if (rule == OUT)
		due_r[0] = due_from(r, rule, "", closed, "the end of the case");
	else if (db_text(&row, 1) != NULL && date_parse(db_text(&row, 1), &died))
		due_r[0] = due_from(r, rule, "", died, "the death");
	else
		due_r[0] = due_from(r, rule, "", closed,
		    "the end of the case, as no date of death is known");
	if (rule == MOVED && db_number(&row, 6) != 0)
		due_r[n++] = due_from(r, MOVED_FILE, FILE_PART, closed, "the end of the case");
	return n;
}

void lscb_disposal_start(void)
{
	unsigned i;

	for (i = 0; i < RULE__MAX; i++)
		(void)disposal_months(kept[i]);
	(void)disposal_months("lscb.pack_keep");
}

const struct disposal lscb_disposal = {
	.event = LSCB_EVENT_DESTROY,
	.propose = LSCB_DISPOSE,
	.confirm = LSCB_HOLD,
	.hold = LSCB_EVENT_LEGAL,
	.readers = "CDC CDG",
	.archive_after = "lscb.archive_after",
	.rules = rules,
	.parts = parts,
	.kept = untouched,
	.statements = lscb_disposal_facts,
	.statements_n = 1,
	.settings = settings,
	.due = due,
};
