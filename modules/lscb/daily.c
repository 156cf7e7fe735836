#include <string.h>

#include "conf.h"
#include "daily.h"
#include "date.h"
#include "keep.h"
#include "lists.h"
#include "text.h"
#include "triage.h"

/* What the day brings: cases for which only others are awaited go on hold (T8), and
 * those others are asked again every so many days; packs end, and cases are
 * archived. */

#define TITLE_CHARS	150	/* of a line of the timeline, less the word before */

static bool hold_run(struct request *r, struct record *record)
{
	const struct transition *t = workflow_find(r, &lscb_workflow, record, LSCB_EVENT_HOLD);
	const char *awaited;

	if (t == NULL || !lists_flag("lscb-scope", lscb_of(r)->scope, "in") ||
	    lscb_gates_open(r, record, false) != NULL ||
	    (awaited = lscb_gates_awaited(r, record)) == NULL ||
	    !workflow_move(r, &lscb_workflow, record, t))
		return false;
	event_add(r, record, "hold.why", pool_printf(r->pool, "Awaited: %s",
	    text_chars(awaited) > TITLE_CHARS ? "several processes" : awaited), false);
	notice_add(r, record, record->owner, "A case is on hold for another process");
	return true;
}

/* -- the letters -- */

static const char *asked_before(struct request *r)
{
	struct date today;

	(void)date_parse(r->today, &today);
	return date_iso(r->pool, date_add_days(today, -(long)conf_number("lscb.hold_letter_days")));
}

static bool letter_run(struct request *r, struct record *record)
{
	const char *before = asked_before(r);
	struct db_rows rows;
	bool any = false;
	size_t i;

	(void)db_list(r->db, &lscb_sql[LSCB_GATES_ASK], &rows, record->id, before);
	for (i = 0; i < rows.n; i++) {
		task_add(r, record, "PARALLEL", pool_printf(r->pool, "Write and ask how it stands: %s",
		    lists_label("lscb-gate", db_text(&rows.row[i], 1), r->today)), r->today);
		any = db_write(r->db, &lscb_sql[LSCB_GATE_ASKED], r->today, record->id,
		    db_number(&rows.row[i], 0)) == 1 || any;
	}
	if (any)
		notice_add(r, record, record->owner, "Ask how a process stands");
	return any;
}

/* -- 7.3: packs after the meeting, and the archive -- */

#define ARCHIVE_AFTER	"lscb.archive_after"

static bool pack_run(struct request *r, struct record *record)
{
	const char *by = lscb_pack_end_by(r);

	return by != NULL && lscb_pack_end(r, record, by);
}

static const char *archive_before(struct request *r)
{
	return daily_closed_before(r, ARCHIVE_AFTER);
}

/* What is archived is locked for good, so no pack of it is left to be ended later, and no
 * name of it will be known that what stays for ever of it might hold. */
static bool archive_run(struct request *r, struct record *record)
{
	if (!daily_archive(r, record, LSCB_EVENT_ARCHIVE, ARCHIVE_AFTER))
		return false;
	(void)lscb_pack_end(r, record, r->today);
	(void)db_write(r->db, &lscb_sql[LSCB_RECOMMENDATION_NAMELESS], record->id);
	lscb_analysis_keep(r, record);
	return true;
}

static const struct errand errands[] = {
	{ &lscb_sql[LSCB_DAILY_HOLD], daily_today, NULL, hold_run, "daily.hold" },
	{ &lscb_sql[LSCB_DAILY_LETTERS], asked_before, NULL, letter_run, "daily.letter" },
	{ &lscb_sql[LSCB_DAILY_PACKS], lscb_pack_end_by, NULL, pack_run, "daily.pack" },
	{ &lscb_sql[LSCB_DAILY_ARCHIVE], archive_before, NULL, archive_run, "case.archive" },
	{ 0 }
};

static bool load(struct request *r, const struct record *record)
{
	return lscb_again(r, record) != NULL;
}

static const struct daily daily = {
	.errands = errands,
	.minutes = "lscb.daily_minutes",
	.load = load,
};

/* What the statements of the reports ask for of the settings. */
static void amounts_write(struct db *db)
{
	static const struct { const char *code, *setting; } amounts[] = {
		{ "LATE-NOTICE", "lscb.late_notice_days" }, { "RED", "lscb.red_months" },
		{ "WITHIN", "lscb.report_months" }, { "WITHIN-LONG", "lscb.report_months_long" }
	};
	unsigned long long amount;
	size_t i;

	if (!db_begin(db, true))
		return;
	for (i = 0; i < sizeof(amounts) / sizeof(amounts[0]); i++) {
		amount = (unsigned long long)conf_number(amounts[i].setting);
		(void)db_write(db, &lscb_sql[LSCB_AMOUNT_SET], amounts[i].code, amount, amount);
	}
	(void)db_commit(db);
}

void lscb_daily_run(struct db *db)
{
	amounts_write(db);
	daily_run(db, &daily);
}
