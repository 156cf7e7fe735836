#include "date.h"
#include "keep.h"
#include "triage.h"

/* 7.3: a pack is for its meeting. Afterwards its text, the words that were looked at in
 * it and the copies on the screen go; a copy on paper somebody must destroy by hand,
 * and a task says so. */

const char *lscb_pack_end_by(struct request *r)
{
	struct date today;

	if (!date_parse(r->today, &today))
		return NULL;
	return date_iso(r->pool, date_add_months(today, -disposal_months("lscb.pack_keep")));
}

static void one_end(struct request *r, const struct record *record, unsigned long long pack)
{
	struct db_row row;

	(void)db_write(r->db, &lscb_sql[LSCB_PACK_END], pack);
	(void)db_write(r->db, &lscb_sql[LSCB_PACK_MARKS_END], pack);
	(void)db_write(r->db, &lscb_sql[LSCB_PACK_COPIES_END], r->today, pack);
	if (db_find(r->db, &lscb_sql[LSCB_PACK_PAPERS], &row, pack) && db_number(&row, 0) > 0)
		task_add(r, record, "OTHER", "Destroy the paper copies of the pack, and record it",
		    r->today);
}

bool lscb_pack_end(struct request *r, struct record *record, const char *by)
{
	struct db_rows rows;
	size_t i;

	if (db_list(r->db, &lscb_sql[LSCB_PACKS_OLD], &rows, record->id, by) == 0)
		return false;
	for (i = 0; i < rows.n; i++)
		one_end(r, record, db_number(&rows.row[i], 0));
	event_add(r, record, "pack.end", "Pack destroyed after the meeting", false);
	return true;
}
