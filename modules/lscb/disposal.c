#include "date.h"
#include "disposal.h"
#include "keep.h"
#include "lists.h"
#include "sql-disposal.h"

/* 7.3: how long a case is kept, and what of the schema hangs on one. What stays is what
 * was counted: it has no number of a case and no name. */

static const char *const kept[LSCB_KEEP__MAX] = {
	[LSCB_KEEP_REVIEWED] = "lscb.keep_case",
	[LSCB_KEEP_OUT] = "lscb.out_keep",
	[LSCB_KEEP_MOVED] = "lscb.keep_moved",
	[LSCB_KEEP_MOVED_FILE] = "lscb.keep_moved_file",
};

static const struct disposal_rule rules[] = {
	[LSCB_KEEP_REVIEWED] = { "REVIEWED", "Review of a child's death" },
	[LSCB_KEEP_OUT] = { "OUT", "Death that is out of scope, or was notified twice" },
	[LSCB_KEEP_MOVED] = { "MOVED", "Death that another panel reviews" },
	[LSCB_KEEP_MOVED_FILE] = { "MOVED_FILE", "File of a death that another panel reviews" },
	[LSCB_KEEP__MAX] = { NULL, NULL },
};

/* What a panel that gave a case away knows for longer than its file: who, when, and
 * where it went. */
#define FILE_PART	"FILE"

static const char *const whole[] = {
	NULL, NULL, NULL, NULL, NULL, "action_update", "action", "factor", "analysis", "pack_mark", "pack_copy", "pack", "request_step",
	"request_form", "request", "not_same", "approval",
	"death_mark", "collated", "life_event", "gate",
	"response_decision", "response_step", "family_contact", "discussion", "conflict",
	"agenda_item", "person", "notification", "referral", "feedback", "file", "disclosure", "national",
	"opening", "task", "theme_death", NULL, "addendum", "answer", "draft", "document",
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
	"theme", "recommendation", "return_run", "return_row", "annual_text",
	"annual_draft", "annual_report",
	"kept_death", "kept_factor", "kept_analysis", "kept_count", NULL
};

static const char *settings(struct pool *pool)
{
	return pool_printf(pool, "%s; %s; %s; %s", conf_text(kept[LSCB_KEEP_REVIEWED]), conf_text(kept[LSCB_KEEP_OUT]),
	    conf_text(kept[LSCB_KEEP_MOVED]), conf_text(kept[LSCB_KEEP_MOVED_FILE]));
}

static struct disposal_due due_from(struct request *r, enum lscb_keep rule, const char *part,
    struct date from, const char *since)
{
	return (struct disposal_due){ .part = part, .rule = rules[rule].code,
	    .on = date_iso(r->pool, date_add_months(from, disposal_months(kept[rule]))),
	    .why = pool_printf(r->pool, "%s from %s", conf_text(kept[rule]), since) };
}

/* The parameter of KEPT_RULE (sql-disposal.h). */
const char *lscb_kept_scopes(struct request *r)
{
	const struct codelist *scopes = lists_find("lscb-scope");
	const char *out = "";
	size_t i;

	for (i = 0; i < scopes->n; i++)
		if (code_flag(&scopes->codes[i], "out"))
			out = pool_printf(r->pool, "%s%s%s", out, out[0] == '\0' ? "" : ",",
			    scopes->codes[i].code);
	return out;
}

unsigned lscb_kept_months(enum lscb_keep rule)
{
	return (unsigned)disposal_months(kept[rule]);
}

/* Of the record: closed NULL while it is open. */
static bool due_whole(struct request *r, enum lscb_keep rule, const char *died_on,
    const char *closed_at, struct disposal_due *due_r)
{
	struct date died, closed;
	long long moment;

	if (closed_at == NULL || !date_moment(closed_at, &moment))
		return false;
	closed = date_london(moment, NULL);
	if (rule == LSCB_KEEP_OUT)
		*due_r = due_from(r, rule, "", closed, "the end of the case");
	else if (died_on != NULL && date_parse(died_on, &died))
		*due_r = due_from(r, rule, "", died, "the death");
	else
		*due_r = due_from(r, rule, "", closed, "the end of the case, as no date of death is known");
	return true;
}

const char *lscb_kept_until(struct request *r, enum lscb_keep rule, const char *died_on,
    const char *closed_at)
{
	struct disposal_due d;

	return due_whole(r, rule, died_on, closed_at, &d) ? d.on : "";
}

static unsigned due(struct request *r, unsigned long long record,
    struct disposal_due due_r[DISPOSAL_PARTS_MAX])
{
	enum lscb_keep rule;
	long long moment;
	unsigned n = 1;
	struct db_row row;

	if (!db_find(r->db, lscb_disposal_facts, &row, lscb_kept_scopes(r), record))
		return 0;
	rule = (enum lscb_keep)db_number(&row, 2);
	if (!due_whole(r, rule, db_text(&row, 1), db_text(&row, 0), &due_r[0]) ||
	    !date_moment(db_text(&row, 0), &moment))
		return 0;
	if (rule == LSCB_KEEP_MOVED && db_number(&row, 3) != 0)
		due_r[n++] = due_from(r, LSCB_KEEP_MOVED_FILE, FILE_PART, date_london(moment, NULL),
		    "the end of the case");
	return n;
}

void lscb_disposal_start(void)
{
	unsigned i;

	for (i = 0; i < LSCB_KEEP__MAX; i++)
		(void)disposal_months(kept[i]);
	(void)disposal_months("lscb.pack_keep");
}

const struct disposal lscb_disposal = {
	.event = LSCB_EVENT_DESTROY,
	.propose = LSCB_DISPOSE,
	.confirm = LSCB_HOLD,
	.hold = LSCB_EVENT_LEGAL,
	.readers = "CDC",
	.archive_after = "lscb.archive_after",
	.rules = rules,
	.parts = parts,
	.kept = untouched,
	.statements = lscb_disposal_facts,
	.statements_n = 1,
	.settings = settings,
	.due = due,
};
