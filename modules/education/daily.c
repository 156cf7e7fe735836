#include "attainment.h"
#include "daily.h"
#include "import.h"
#include "log.h"
#include "need.h"
#include "nightly.h"
#include "rule.h"
#include "school.h"

/* What the day brings by itself: sight of a child ends some school days after the
 * enrolment has; what was closed long ago is archived; once a school year, whether an
 * EHC plan must name the school of the next phase. */

static bool teachers_run(struct request *r, struct record *record)
{
	return education_teachers_settle(r, record);
}

#define ARCHIVE_AFTER	"education.archive_after"

static const char *archive_before(struct request *r)
{
	return daily_closed_before(r, ARCHIVE_AFTER);
}

static bool archive_run(struct request *r, struct record *record)
{
	return daily_archive(r, record, EDUCATION_EVENT_ARCHIVE, ARCHIVE_AFTER);
}

static const struct errand errands[] = {
	{ &education_sql[EDUCATION_TEACHERS_OVER], education_teachers_until, NULL, teachers_run,
	  "daily.teacher" },
	{ &education_sql[EDUCATION_DAILY_ARCHIVE], archive_before, NULL, archive_run,
	  "daily.archive" },
	{ &education_sql[EDUCATION_ATTAINMENT_STALE], education_attainment_rules, NULL,
	  education_attainment_run, "daily.attainment" },
	{ &education_sql[EDUCATION_EHC_TRANSFERS], education_transfer_year, NULL,
	  education_transfer_run, "daily.transfer" },
	{ 0 }
};

static bool load(struct request *r, const struct record *record)
{
	return education_again(r, record) != NULL;
}

/* What somebody waits for comes first. */
static bool job(struct request *r)
{
	return import_job(r) || education_nightly_job(r);
}

static const struct daily daily = {
	.errands = errands,
	.minutes = "education.daily_minutes",
	.load = load,
	.job = job,
};

void education_daily_run(struct db *db)
{
	struct request r;

	daily_request(&r, db);
	if (!education_rules_keep(&r))
		log_error("settings that statements count by were not kept: they count by former ones");
	pool_destroy(&r.pool);
	daily_run(db, &daily);
}
