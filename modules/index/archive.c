#include "audit.h"
#include "daily.h"
#include "date.h"
#include "disposal.h"
#include "index.h"
#include "log.h"

/* The archive of the index (modules/caf/sections.md 6.7): who has grown up, or died a year ago, is found and
 * opened by the index managers alone from then on. Whose case a program still works on
 * stays where it is, and comes back from there. */

#define ADULT	18		/* nobody leaves the index as a child */

static struct {
	long long next;		/* when it is looked at again */
} state;

/* Before which days: OVER of sql.c. */
struct limits {
	const char *died, *born, *stays;
};

static const char *years_ago(struct request *r, const char *setting)
{
	return date_iso(r->pool, date_add_months(date_today(), -12 * (int)conf_number(setting)));
}

static const char *months_ago(struct request *r, const char *setting)
{
	return date_iso(r->pool, date_add_months(date_today(), -disposal_months(setting)));
}

static struct limits limits_of(struct request *r)
{
	return (struct limits){ months_ago(r, "index.archive_died"), years_ago(r, "index.archive_age"),
	    years_ago(r, "index.archive_age_stays") };
}

static bool noted(struct request *r, unsigned long long child, const char *action)
{
	r->audit = (struct audit){ .action = action, .object = "child", .object_id = child,
	    .child = child, .relation = "SYSTEM" };
	return true;
}

static bool archive(struct request *r, void *about)
{
	unsigned long long child = *(unsigned long long *)about;

	return db_write(r->db, &index_sql[INDEX_ARCHIVE], child) == 1 &&
	    noted(r, child, "child.archive");
}

static bool bring_back(struct request *r, void *about)
{
	unsigned long long child = *(unsigned long long *)about;

	if (db_write(r->db, &index_sql[INDEX_ARCHIVE_END], child) != 1)
		return false;
	(void)db_write(r->db, &index_sql[INDEX_ARCHIVE_REPLAN], child);
	return noted(r, child, "child.unarchive");
}

static long each(struct request *r, const struct db_rows *rows,
    bool (*run)(struct request *, void *))
{
	long done = 0;
	size_t i;

	for (i = 0; i < rows->n && !http_stopping(); i++) {
		unsigned long long child = db_number(&rows->row[i], 0);

		done += daily_one(r, run, &child) > 0;
	}
	return done;
}

/* The database keeps what it was asked for until the next question. */
static void due_read(struct request *r, struct db_rows *due_r, struct db_rows *back_r,
    struct db_rows *open_r)
{
	struct limits over = limits_of(r);

	*due_r = *back_r = *open_r = (struct db_rows){ 0 };
	if (!db_begin(r->db, false))
		return;
	(void)db_list(r->db, &index_sql[INDEX_ARCHIVE_DUE], due_r,
	    months_ago(r, "index.archive_untouched"), over.died, over.born, over.stays);
	(void)db_list(r->db, &index_sql[INDEX_ARCHIVE_BACK], back_r, over.died, over.born, over.stays);
	(void)db_list(r->db, &index_sql[INDEX_ARCHIVE_OPEN], open_r);
	db_rollback(r->db);
}

/* Of whom a program keeps a case, for the list of what may be destroyed; before anything is
 * it is asked again. */
static void kept_write(struct request *r)
{
	struct db_rows rows = { 0 };
	size_t i;

	if (!db_begin(r->db, true))
		return;
	(void)db_list(r->db, &index_sql[INDEX_ARCHIVE_KEPT], &rows);
	for (i = 0; i < rows.n; i++)
		(void)db_write(r->db, &index_sql[INDEX_ARCHIVE_KEEP], db_number(&rows.row[i], 1),
		    db_number(&rows.row[i], 0));
	if (db_state(r->db) != DB_GOOD || !db_commit(r->db))
		db_rollback(r->db);
}

static void archive_round(struct request *r)
{
	struct db_rows due, back, open;
	long gone, come;

	due_read(r, &due, &back, &open);
	gone = each(r, &due, archive);
	come = each(r, &back, bring_back) + each(r, &open, bring_back);
	kept_write(r);
	if (gone + come > 0)
		log_info("index: %ld archived, %ld brought back", gone, come);
	/* A full list has more. */
	state.next = date_now() + (gone >= DAILY_MANY ? 0 : conf_number("index.archive_minutes") * 60);
}

static void round_run(struct request *r)
{
	review_round(r);
	if (date_now() >= state.next)
		archive_round(r);
}

void archive_watch(struct db *db)
{
	static const struct errand none[] = { { 0 } };
	static const struct daily daily = { .errands = none, .minutes = "index.review_minutes",
	    .round = round_run };

	daily_run(db, &daily);
}

void archive_start(void)
{
	long age = conf_number("index.archive_age"), stays = conf_number("index.archive_age_stays");

	if (age < ADULT || stays < age)
		log_fatal("settings: index.archive_age is at least %d, and index.archive_age_stays no less "
		    "than that", ADULT);
	(void)disposal_months("index.archive_died");
	(void)disposal_months("index.archive_untouched");
	(void)disposal_months("index.keep_archived");
	(void)disposal_months("index.keep_alerts");
}
