#include <unistd.h>

#include "audit.h"
#include "caf.h"
#include "clock.h"
#include "date.h"
#include "disposal.h"
#include "lockdown.h"
#include "log.h"

/* 4.2, 29: what was closed long enough ago is archived, by a process beside the
 * workers. Each case in a transaction of its own, with its line on the timeline
 * and in the audit log: one that fails holds nobody up, and what was not done
 * is done the next time. */

#define BREATH	60	/* seconds until the next try when the database is down */

/* The moment before which it must have been closed; NULL: cannot be said. */
static const char *archive_before(struct pool *pool)
{
	struct clock clock = { 0 };
	struct clock_due due;

	if (!clock_parse(conf_text("caf.archive_after"), &clock))
		log_fatal("settings: caf.archive_after is not an amount and a unit");
	clock.amount = -clock.amount;
	if (clock_due(pool, &clock, date_iso(pool, date_today()), &due))
		return date_utc(pool, date_from_london(due.date, 0, 0));
	log_error("caf.archive_after: %s", due.error);
	return NULL;
}

static void archive_record(struct request *r, const struct db_row *row)
{
	struct record record = { .id = db_number(row, 0), .handle = db_text(row, 1),
	    .reference = db_text(row, 2), .child = db_number(row, 3), .state = db_text(row, 4),
	    .opened_at = db_text(row, 5), .closed_at = db_text(row, 6),
	    .version = (unsigned)db_number(row, 7), .relation = "SYSTEM", .relations = "SYSTEM" };
	const struct transition *t = workflow_find(r, &caf_workflow, &record, CAF_EVENT_ARCHIVE);

	if (t == NULL || !workflow_move(r, &caf_workflow, &record, t))
		return;
	record_archive(r, &record);
	r->audit = (struct audit){ .action = "case.archive", .object = "record",
	    .object_id = record.id, .child = record.child, .relation = "SYSTEM" };
	audit_write(r, 200);
}

static bool archive_one(struct request *r, unsigned long long id, const char *before)
{
	struct db_row row;
	bool done;

	if (!db_begin(r->db, true))
		return false;
	if (db_find(r->db, &caf_sql[CAF_ARCHIVE_LOCK], &row, id, before))
		archive_record(r, &row);
	done = db_state(r->db) == DB_GOOD && db_commit(r->db);
	audit_done(done);
	if (!done)
		db_rollback(r->db);
	return done;
}

/* Up to 200. Returns how many were done, or -1 when the database is down; of as
 * many, until when they are kept. */
static long archive_some(struct db *db, long *planned_r)
{
	static const struct http nobody = { .request = "", .address = "" };
	struct pool *pool = pool_create();
	struct request r = { .pool = pool, .module = &caf_module, .db = db, .http = &nobody };
	const char *before = archive_before(pool);
	struct db_rows rows = { 0 };
	long done = 0;
	size_t i;

	db_pool(db, pool);
	if (!db_begin(db, false))
		done = -1;
	else if (before != NULL)
		(void)db_list(db, &caf_sql[CAF_ARCHIVE_DUE], &rows, before);
	db_rollback(db);
	r.now = date_utc(pool, date_now());
	r.today = date_iso(pool, date_today());
	for (i = 0; i < rows.n && !http_stopping(); i++)
		done += archive_one(&r, db_number(&rows.row[i], 0), before);
	*planned_r = done < 0 ? 0 : disposal_plan(&r);
	pool_destroy(&pool);
	return done;
}

void caf_archive_run(struct db *db)
{
	const char *error = db_ready(db);
	long done, planned;

	if (error != NULL)
		log_error("database: %s", error);
	audit_open();
	lockdown_worker(false);
	while (!http_stopping()) {
		done = archive_some(db, &planned);
		if (done > 0)
			log_info("archived %ld cases", done);
		if (planned > 0)
			log_info("worked out how long %ld cases are kept", planned);
		if (done <= 0 && planned <= 0 && !http_stopping())
			(void)sleep(done < 0 ? BREATH : (unsigned)conf_number("caf.archive_minutes") * 60);
	}
}
