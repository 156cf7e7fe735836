#include <string.h>
#include <unistd.h>

#include "audit.h"
#include "casework.h"
#include "clock.h"
#include "conf.h"
#include "daily.h"
#include "date.h"
#include "disposal.h"
#include "lockdown.h"
#include "log.h"
#include "module.h"
#include "request.h"
#include "secret.h"
#include "text.h"

#define BREATH	60	/* seconds until the next try when the database is down */
#define NUMBER_BYTES	16	/* of a request's number */
#define JOB_EVERY	2	/* seconds between two looks for what people wait for */

enum { LOCK };

static const struct db_statement sql[] = {
	[LOCK] = { "SELECT id, handle, reference, kind, child, subject, state, owner, team,"
	    " opened_at, closed_at, version, restricted, resume FROM record WHERE id = ?"
	    " AND archived_at IS NULL FOR UPDATE", "u", "usssussuudduus" },
};

void daily_statements_name(void)
{
	db_statements(sql, sizeof(sql) / sizeof(sql[0]));
}

const char *daily_today(struct request *r)
{
	return r->today;
}

/* -- the archive -- */

const char *daily_closed_before(struct request *r, const char *setting)
{
	struct clock clock = { 0 };
	struct clock_due due;

	if (!clock_parse(conf_text(setting), &clock))
		log_fatal("settings: %s is not an amount and a unit", setting);
	clock.amount = -clock.amount;
	if (clock_due(r->pool, &clock, r->today, &due))
		return date_utc(r->pool, date_from_london(due.date, 0, 0));
	log_error("%s: %s", setting, due.error);
	return NULL;
}

bool daily_archive(struct request *r, struct record *record, unsigned event, const char *setting)
{
	const struct workflow *w = r->module->casework->workflow;
	const struct transition *t = workflow_find(r, w, record, event);
	const char *before = daily_closed_before(r, setting);

	if (t == NULL || record->closed_at == NULL || before == NULL ||
	    strcmp(record->closed_at, before) >= 0 || !workflow_move(r, w, record, t))
		return false;
	record_archive(r, record);
	return true;
}

/* -- one record -- */

static bool record_find(struct request *r, const struct daily *daily, unsigned long long id,
    struct record *record_r)
{
	struct db_row row;

	if (!db_find(r->db, &sql[LOCK], &row, id))
		return false;
	*record_r = (struct record){ .id = db_number(&row, 0), .handle = db_text(&row, 1),
	    .reference = db_text(&row, 2), .kind = db_text(&row, 3), .child = db_number(&row, 4),
	    .subject = db_text(&row, 5), .state = db_text(&row, 6), .owner = db_number(&row, 7),
	    .team = db_number(&row, 8), .opened_at = db_text(&row, 9), .closed_at = db_text(&row, 10),
	    .version = (unsigned)db_number(&row, 11), .restricted = db_number(&row, 12) != 0,
	    .resume = db_text(&row, 13), .relation = "SYSTEM", .relations = "SYSTEM" };
	return daily->load == NULL || daily->load(r, record_r);
}

/* With a number of its own, as a browser's request has one. */
static const struct http *own_http(struct request *r)
{
	struct http *http = pool_array(r->pool, 1, sizeof(*http));
	unsigned char number[NUMBER_BYTES];

	secret_random(number, sizeof(number));
	*http = (struct http){ .request = text_hex(r->pool, number, sizeof(number)), .address = "" };
	return http;
}

int daily_one(struct request *r, bool (*run)(struct request *, void *), void *about)
{
	bool ours, done;

	r->http = own_http(r);
	if (!db_begin(r->db, true))
		return -1;
	ours = run(r, about);
	if (ours)
		audit_write(r, 200);
	done = db_state(r->db) == DB_GOOD && (ours ? db_commit(r->db) : true);
	audit_done(done && ours);
	if (!done || !ours)
		db_rollback(r->db);
	return done ? ours : -1;
}

/* An errand for one record. */
struct turn {
	const struct daily *daily;
	const struct errand *e;
	unsigned long long id;
};

static bool errand_run(struct request *r, void *about)
{
	const struct turn *turn = about;
	struct record record;

	if (!record_find(r, turn->daily, turn->id, &record) || !turn->e->run(r, &record))
		return false;
	r->audit = (struct audit){ .action = turn->e->action, .object = "record",
	    .object_id = turn->id, .child = record.child, .relation = "SYSTEM" };
	return true;
}

static int errand_one(struct request *r, const struct daily *daily, const struct errand *e,
    unsigned long long id)
{
	return daily_one(r, errand_run, &(struct turn){ daily, e, id });
}

/* Which of them there is something to do for. */
static void errand_read(struct request *r, const struct errand *e, struct db_rows *rows_r)
{
	const char *by;
	size_t i, n = 0;

	*rows_r = (struct db_rows){ 0 };
	if (!db_begin(r->db, false))
		return;
	by = e->by(r);
	if (by != NULL)
		(void)db_list(r->db, e->due, rows_r, by);
	for (i = 0; i < rows_r->n; i++)
		if (e->wanted == NULL || e->wanted(r, &rows_r->row[i]))
			rows_r->row[n++] = rows_r->row[i];
	rows_r->n = n;
	db_rollback(r->db);
}

/* -- the round -- */

void daily_request(struct request *r, struct db *db)
{
	static const struct http nobody = { .request = "", .address = "" };
	struct pool *pool = pool_create();

	*r = (struct request){ .pool = pool, .module = module_self(), .db = db, .http = &nobody };
	db_pool(db, pool);
	r->now = date_utc(pool, date_now());
	r->today = date_iso(pool, date_today());
}

/* Returns how many were done, or -1 when the database is down. */
static long errand_all(struct db *db, const struct daily *daily, const struct errand *e)
{
	struct request r;
	struct db_rows rows;
	long done = 0;
	size_t i;

	daily_request(&r, db);
	errand_read(&r, e, &rows);
	if (db_state(db) != DB_GOOD)
		done = -1;
	for (i = 0; done >= 0 && i < rows.n && !http_stopping(); i++) {
		int one = errand_one(&r, daily, e, db_number(&rows.row[i], 0));

		done = one < 0 && db_state(db) == DB_DOWN ? -1 : done + (one > 0);
	}
	pool_destroy(&r.pool);
	if (done > 0)
		log_info("%s: %ld cases", e->action, done);
	return done;
}

/* Until when what is archived is kept; as errand_all. */
static long plan(struct db *db)
{
	struct request r;
	long planned;

	if (module_self()->disposal == NULL)
		return 0;
	daily_request(&r, db);
	planned = disposal_plan(&r);
	pool_destroy(&r.pool);
	if (planned > 0)
		log_info("worked out how long %ld cases are kept", planned);
	return planned;
}

/* False: the database is down. more: one has stopped at its limit. */
static bool round_all(struct db *db, const struct daily *daily, bool *more_r)
{
	const struct errand *e;
	long n;

	*more_r = false;
	for (e = daily->errands; e->action != NULL && !http_stopping(); e++) {
		if ((n = errand_all(db, daily, e)) < 0)
			return false;
		*more_r = *more_r || n >= DAILY_MANY;
	}
	if (http_stopping())
		return true;
	n = plan(db);
	*more_r = *more_r || n >= DAILY_MANY;
	return n >= 0;
}

/* Tried as long as it has done something. */
static void job(struct db *db, const struct daily *daily)
{
	struct request r;
	bool more = true;

	while (more && !http_stopping()) {
		daily_request(&r, db);
		more = daily->job(&r);
		pool_destroy(&r.pool);
	}
}

/* Until the next round. */
static void wait(struct db *db, const struct daily *daily, unsigned seconds)
{
	unsigned left = seconds;

	if (daily->job == NULL) {
		(void)sleep(seconds);
		return;
	}
	for (; left >= JOB_EVERY && !http_stopping(); left -= JOB_EVERY) {
		job(db, daily);
		if (!http_stopping())
			(void)sleep(JOB_EVERY);
	}
}

static void round_own(struct db *db, const struct daily *daily)
{
	struct request r;

	daily_request(&r, db);
	daily->round(&r);
	pool_destroy(&r.pool);
}

void daily_run(struct db *db, const struct daily *daily)
{
	const char *error = db_ready(db);
	bool more, up;

	if (error != NULL)
		log_error("database: %s", error);
	audit_open();
	lockdown_worker(false);
	db_lock(db);
	do {
		if (daily->round != NULL)
			round_own(db, daily);
		up = round_all(db, daily, &more);
		if (!http_stopping() && !more)
			wait(db, daily, up ? (unsigned)conf_number(daily->minutes) * 60 : BREATH);
	} while (!http_stopping() && !db_lost(db));
}
