#include <string.h>

#include "daily.h"
#include "date.h"
#include "fostering.h"
#include "legal-rules.h"
#include "time-rules.h"

/* 10: what the day brings by itself: birthdays, absences that ran out, short stays
 * to be tested again, starts that have come, and what was closed long enough ago. */

/* -- 13: the child's age -- */

/* The day by which the oldest were born of whom somebody is to be told. */
static const char *born_by(struct request *r)
{
	unsigned ahead = time_alert_first(conf_text("fostering.birthday_alerts"));
	struct date day;

	(void)date_parse(r->today, &day);
	return date_iso(r->pool, date_add_days(date_add_years(day, -16), (long)ahead + 1));
}

static const char *alert_code(struct request *r, const char *end, unsigned days)
{
	return pool_printf(r->pool, "age.%u.%s", days, end);
}

static bool alerted(struct request *r, unsigned long long record, const char *code)
{
	struct db_row row;

	return db_find(r->db, &fostering_sql[FOSTERING_DAILY_ALERTED], &row, record, code);
}

/* 2.1: disabled or not, nobody has found out. */
static bool not_known(const char *disabled)
{
	return disabled[0] != 'Y' && disabled[0] != 'N';
}

/* By the program: of a child who may be disabled not before the 18th birthday,
 * which ends it whatever is found out. */
static const char *ends_on(struct request *r, const char *born_on, const char *disabled)
{
	return legal_age_end(r->pool, born_on, not_known(disabled) ? "Y" : disabled);
}

static const char *asked_code(struct request *r, const char *sixteen)
{
	return pool_printf(r->pool, "age.asked.%s", sixteen);
}

static bool age_wanted(struct request *r, const struct db_row *row)
{
	const char *end = legal_age_end(r->pool, db_text(row, 1), db_text(row, 2)), *on;
	const char *disabled = db_text(row, 2);
	unsigned days;

	if (end == NULL)
		return false;
	if (strcmp(end, r->today) <= 0)
		return !not_known(disabled) || !alerted(r, db_number(row, 0), asked_code(r, end)) ||
		    strcmp(ends_on(r, db_text(row, 1), disabled), r->today) <= 0;
	days = time_alert(r->pool, end, r->today, conf_text("fostering.birthday_alerts"), &on);
	return days != 0 && !alerted(r, db_number(row, 0), alert_code(r, end, days));
}

static bool age_alert(struct request *r, const struct record *record, const char *end)
{
	const char *on, *text;
	unsigned days = time_alert(r->pool, end, r->today, conf_text("fostering.birthday_alerts"),
	    &on);

	if (days == 0 || alerted(r, record->id, alert_code(r, end, days)))
		return false;
	text = pool_printf(r->pool, not_known(fostering_of(r)->disabled) ? "By the child's age it ends on "
	    "%s, unless the child is disabled: find that out" : "By the child's age it ends on %s",
	    page_day(r, end));
	event_add(r, record, alert_code(r, end, days), text, false);
	fostering_task_add(r, record, "AGE", text, end);
	notice_add(r, record, record->owner, "An arrangement ends soon by the child's age");
	fostering_managers_tell(r, record, "An arrangement ends soon by the child's age");
	return true;
}

/* At 16 it ends only for a child who is not disabled (s.66(1)(a)): where that is
 * not known, a person decides, and it goes on until then. */
static bool age_ask(struct request *r, const struct record *record, const char *sixteen)
{
	if (alerted(r, record->id, asked_code(r, sixteen)))
		return false;
	event_add(r, record, asked_code(r, sixteen), "16 years old: it ends, unless the child is "
	    "disabled, which is not known", false);
	task_kind_done(r, record, "AGE", "");
	fostering_task_add(r, record, "AGE", "The child is 16, and it is not known whether the child is "
	    "disabled: find it out. If not, the arrangement ended with the birthday", r->today);
	notice_add(r, record, record->owner, "Decide whether an arrangement has ended by the child's age");
	fostering_managers_tell(r, record, "Decide whether an arrangement has ended by the child's age");
	return true;
}

static bool age_run(struct request *r, struct record *record)
{
	const struct fostering_arrangement *a = fostering_of(r);
	const char *end = legal_age_end(r->pool, a->child_born_on, a->disabled);

	if (end == NULL || !fostering_running(record))
		return false;
	if (strcmp(end, r->today) > 0)
		return age_alert(r, record, end);
	if (not_known(a->disabled) && strcmp(ends_on(r, a->child_born_on, a->disabled), r->today) > 0)
		return age_ask(r, record, end);
	task_kind_done(r, record, "AGE", "");
	return fostering_end(r, record, time_day_begins(r->pool, ends_on(r, a->child_born_on,
	    a->disabled)), not_known(a->disabled) ? "" : a->disabled[0] == 'Y' ?
	    "REACHED_18_DISABLED" : "REACHED_16", "By the child's age");
}

/* -- 11: not back -- */

static bool absence_run(struct request *r, struct record *record)
{
	if (strcmp(record->state, "PAUSED") != 0)
		return false;
	fostering_absence_lapse(r, record);
	return true;
}

/* -- 17: a short stay -- */

static bool retest_run(struct request *r, struct record *record)
{
	const char *on = fostering_of(r)->retest_on;

	return on != NULL && strcmp(on, r->today) <= 0 && fostering_retest(r, record);
}

/* What waits for another case of the child, and was told, waits on. */
static bool retest_wanted(struct request *r, const struct db_row *row)
{
	return db_number(row, 1) == 0 || !alerted(r, db_number(row, 0),
	    fostering_retest_asked(r, db_text(row, 2)));
}

/* -- T2: a start that has come -- */

static bool start_run(struct request *r, struct record *record)
{
	const char *on = fostering_of(r)->start_proposed;

	if (on == NULL || strcmp(on, r->today) > 0 || (strcmp(record->state, "PROPOSED") != 0 &&
	    strcmp(record->state, "READY") != 0))
		return false;
	casework_clock_start(r, record, "T2", on);
	fostering_task_add(r, record, "ARRIVAL", "Ask whether the child has arrived, and for the "
	    "notice under regulation 6", r->today);
	notice_add(r, record, record->owner, "A start has come: ask whether the child has arrived");
	return true;
}

/* -- 18: the archive -- */

#define ARCHIVE_AFTER	"fostering.archive_after"

static const char *archive_before(struct request *r)
{
	return daily_closed_before(r, ARCHIVE_AFTER);
}

static bool archive_run(struct request *r, struct record *record)
{
	return daily_archive(r, record, FOSTERING_EVENT_ARCHIVE, ARCHIVE_AFTER);
}

static const struct errand errands[] = {
	{ &fostering_sql[FOSTERING_DAILY_AGES], born_by, age_wanted, age_run, "daily.age" },
	{ &fostering_sql[FOSTERING_DAILY_ABSENCES], daily_today, NULL, absence_run, "daily.absence" },
	{ &fostering_sql[FOSTERING_DAILY_RETESTS], daily_today, retest_wanted, retest_run, "daily.retest" },
	{ &fostering_sql[FOSTERING_DAILY_STARTS], daily_today, NULL, start_run, "daily.start" },
	{ &fostering_sql[FOSTERING_DAILY_ARCHIVE], archive_before, NULL, archive_run, "case.archive" },
	{ 0 }
};

static bool load(struct request *r, const struct record *record)
{
	return fostering_again(r, record) != NULL;
}

static const struct daily daily = {
	.errands = errands,
	.minutes = "fostering.daily_minutes",
	.load = load,
};

void fostering_daily_run(struct db *db)
{
	daily_run(db, &daily);
}
