#include "daily.h"
#include "import.h"
#include "school.h"

/* What the day brings by itself: sight of a child ends some school days after the
 * enrolment has. */

static bool teachers_run(struct request *r, struct record *record)
{
	return education_teachers_settle(r, record);
}

static const struct errand errands[] = {
	{ &education_sql[EDUCATION_TEACHERS_OVER], education_teachers_until, NULL, teachers_run,
	  "daily.teacher" },
	{ 0 }
};

static bool load(struct request *r, const struct record *record)
{
	return education_again(r, record) != NULL;
}

static const struct daily daily = {
	.errands = errands,
	.minutes = "education.daily_minutes",
	.load = load,
	.job = import_job,
};

void education_daily_run(struct db *db)
{
	daily_run(db, &daily);
}
