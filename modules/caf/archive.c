#include "caf.h"
#include "daily.h"

/* 4.2, 29: what was closed long enough ago is archived by itself. */

#define ARCHIVE_AFTER	"caf.archive_after"

static const char *archive_before(struct request *r)
{
	return daily_closed_before(r, ARCHIVE_AFTER);
}

static bool archive_record(struct request *r, struct record *record)
{
	return daily_archive(r, record, CAF_EVENT_ARCHIVE, ARCHIVE_AFTER);
}

static const struct errand errands[] = {
	{ &caf_sql[CAF_ARCHIVE_DUE], archive_before, NULL, archive_record, "case.archive" },
	{ 0 }
};

static const struct daily daily = { .errands = errands, .minutes = "caf.archive_minutes" };

void caf_archive_run(struct db *db)
{
	daily_run(db, &daily);
}
