#include <string.h>
#include <unistd.h>

#include "audit.h"
#include "clock.h"
#include "date.h"
#include "disposal.h"
#include "fostering.h"
#include "legal-rules.h"
#include "lockdown.h"
#include "log.h"
#include "time-rules.h"

/* 10: what the day brings by itself, by a process beside the workers: birthdays,
 * absences that ran out, short stays to be tested again, starts that have come,
 * and what was closed long enough ago. The day is the day in London. Each case in
 * a transaction of its own, with its audit row: one that fails holds nobody up. What
 * was done is not found again, so that a second round does nothing twice. */

#define BREATH	60	/* seconds until the next try when the database is down */

/* One kind of work. due: lists numbers of records by the day. run: has the record
 * locked, and finds out whether there is still something to do. */
struct errand {
	const struct db_statement *due;
	const char *(*by)(struct request *);	/* its parameter; NULL: not this time */
	/* NULL: everything that is listed. Looked at before a case is locked. */
	bool (*wanted)(struct request *, const struct db_row *);
	bool (*run)(struct request *, struct record *);
	const char *action;
};

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
	fostering_task_done(r, record, "AGE");
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
	fostering_task_done(r, record, "AGE");
	return fostering_end(r, record, time_day_begins(r->pool, ends_on(r, a->child_born_on,
	    a->disabled)), not_known(a->disabled) ? "" : a->disabled[0] == 'Y' ?
	    "REACHED_18_DISABLED" : "REACHED_16", "By the child's age");
}

/* -- 11: not back -- */

static const char *today(struct request *r)
{
	return r->today;
}

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

	if (on == NULL || strcmp(on, r->today) > 0)
		return false;
	fostering_retest(r, record);
	return true;
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

/* The moment before which it must have been closed; NULL: cannot be said. */
static const char *archive_before(struct request *r)
{
	struct clock clock = { 0 };
	struct clock_due due;

	if (!clock_parse(conf_text("fostering.archive_after"), &clock))
		log_fatal("settings: fostering.archive_after is not an amount and a unit");
	clock.amount = -clock.amount;
	if (clock_due(r->pool, &clock, r->today, &due))
		return date_utc(r->pool, date_from_london(due.date, 0, 0));
	log_error("fostering.archive_after: %s", due.error);
	return NULL;
}

static bool archive_run(struct request *r, struct record *record)
{
	const struct transition *t = workflow_find(r, &fostering_workflow, record,
	    FOSTERING_EVENT_ARCHIVE);
	const char *before = archive_before(r);

	if (t == NULL || record->closed_at == NULL || before == NULL ||
	    strcmp(record->closed_at, before) >= 0 || !workflow_move(r, &fostering_workflow, record, t))
		return false;
	record_archive(r, record);
	return true;
}

static const struct errand errands[] = {
	{ &fostering_sql[FOSTERING_DAILY_AGES], born_by, age_wanted, age_run, "daily.age" },
	{ &fostering_sql[FOSTERING_DAILY_ABSENCES], today, NULL, absence_run, "daily.absence" },
	{ &fostering_sql[FOSTERING_DAILY_RETESTS], today, NULL, retest_run, "daily.retest" },
	{ &fostering_sql[FOSTERING_DAILY_STARTS], today, NULL, start_run, "daily.start" },
	{ &fostering_sql[FOSTERING_DAILY_ARCHIVE], archive_before, NULL, archive_run, "case.archive" },
};

/* -- one case -- */

static bool record_find(struct request *r, unsigned long long id, struct record *record_r)
{
	struct db_row row;

	if (!db_find(r->db, &fostering_sql[FOSTERING_DAILY_LOCK], &row, id))
		return false;
	*record_r = (struct record){ .id = db_number(&row, 0), .handle = db_text(&row, 1),
	    .reference = db_text(&row, 2), .child = db_number(&row, 3), .subject = db_text(&row, 4),
	    .state = db_text(&row, 5), .owner = db_number(&row, 6), .team = db_number(&row, 7),
	    .opened_at = db_text(&row, 8), .closed_at = db_text(&row, 9),
	    .version = (unsigned)db_number(&row, 10), .restricted = db_number(&row, 11) != 0,
	    .resume = db_text(&row, 12), .kind = "arrangement", .relation = "SYSTEM",
	    .relations = "SYSTEM" };
	return fostering_again(r, record_r) != NULL;
}

/* 1 done, 0 nothing to do any more, -1 not done. */
static int errand_one(struct request *r, const struct errand *e, unsigned long long id)
{
	struct record record;
	bool ours, done;

	if (!db_begin(r->db, true))
		return -1;
	ours = record_find(r, id, &record) && e->run(r, &record);
	if (ours) {
		r->audit = (struct audit){ .action = e->action, .object = "record", .object_id = id,
		    .child = record.child, .relation = "SYSTEM" };
		audit_write(r, 200);
	}
	done = db_state(r->db) == DB_GOOD && (ours ? db_commit(r->db) : true);
	audit_done(done && ours);
	if (!done || !ours)
		db_rollback(r->db);
	return done ? ours : -1;
}

/* Which of them there is something to do for. */
static size_t errand_read(struct request *r, const struct errand *e, struct db_rows *rows)
{
	const char *by = e->by(r);
	size_t i, n = 0;

	*rows = (struct db_rows){ 0 };
	if (by == NULL || !db_begin(r->db, false))
		return 0;
	(void)db_list(r->db, e->due, rows, by);
	for (i = 0; i < rows->n; i++)
		if (e->wanted == NULL || e->wanted(r, &rows->row[i]))
			rows->row[n++] = rows->row[i];
	rows->n = n;
	db_rollback(r->db);
	return n;
}

/* -- the round -- */

/* Returns how many were done, or -1 when the database is down. */
static long errand_all(struct db *db, const struct errand *e)
{
	static const struct http nobody = { .request = "", .address = "" };
	struct pool *pool = pool_create();
	struct request r = { .pool = pool, .module = &fostering_module, .db = db, .http = &nobody };
	struct db_rows rows;
	long done = 0;
	size_t i;

	db_pool(db, pool);
	r.now = date_utc(pool, date_now());
	r.today = date_iso(pool, date_today());
	(void)errand_read(&r, e, &rows);
	if (db_state(db) != DB_GOOD)
		done = -1;
	for (i = 0; done >= 0 && i < rows.n && !http_stopping(); i++) {
		int one = errand_one(&r, e, db_number(&rows.row[i], 0));

		done = one < 0 && db_state(db) == DB_DOWN ? -1 : done + (one > 0);
	}
	pool_destroy(&pool);
	return done;
}

/* Until when what is archived is kept. False: the database is down. */
static bool plan(struct db *db)
{
	static const struct http nobody = { .request = "", .address = "" };
	struct pool *pool = pool_create();
	struct request r = { .pool = pool, .module = &fostering_module, .db = db, .http = &nobody };
	long planned;

	db_pool(db, pool);
	r.now = date_utc(pool, date_now());
	r.today = date_iso(pool, date_today());
	planned = disposal_plan(&r);
	pool_destroy(&pool);
	if (planned > 0)
		log_info("worked out how long %ld cases are kept", planned);
	return planned >= 0;
}

static bool round_all(struct db *db)
{
	size_t i;

	for (i = 0; i < sizeof(errands) / sizeof(errands[0]) && !http_stopping(); i++) {
		long done = errand_all(db, &errands[i]);

		if (done < 0)
			return false;
		if (done > 0)
			log_info("%s: %ld cases", errands[i].action, done);
	}
	return !http_stopping() && plan(db);
}

void fostering_daily_run(struct db *db)
{
	const char *error = db_ready(db);
	bool up;

	if (error != NULL)
		log_error("database: %s", error);
	audit_open();
	lockdown_worker(false);
	while (!http_stopping()) {
		up = round_all(db);
		if (!http_stopping())
			(void)sleep(up ? (unsigned)conf_number("fostering.daily_minutes") * 60 : BREATH);
	}
}
