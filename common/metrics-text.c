#include <string.h>
#include <time.h>

#include "metrics-inside.h"
#include "pool.h"
#include "route.h"
#include "str.h"

#define ASK_EVERY	60	/* seconds: what is asked of the database */

static const struct db_statement overdue[] = {
	{ "SELECT clock, n FROM (SELECT clock, COUNT(id) AS n FROM deadline WHERE met_at IS NULL"
	    " AND dropped_at IS NULL AND (due_on < UTC_DATE()"
	    " OR COALESCE(due_at < UTC_TIMESTAMP(6), 0)) GROUP BY clock) c", "", "su" },
};

static const struct metrics_count counts_overdue[] = {
	{ "everychild_overdue", "Deadlines that are past and not met, by clock.", "clock", overdue },
	{ NULL, NULL, NULL, NULL }
};

/* What the database said last, in a pool of its own. */
static struct {
	struct pool *pool;
	const char *text;
	time_t at;
} state;

void metrics_overdue(void)
{
	db_statements(overdue, 1);
	metrics_counts(counts_overdue);
}

static unsigned long long value(const metrics_number *number)
{
	return atomic_load_explicit(number, memory_order_relaxed);
}

static void head(struct str *out, const char *name, const char *type, const char *help)
{
	str_printf(out, "# HELP %s %s\n# TYPE %s %s\n", name, help, name, type);
}

/* The label that every figure has. */
static void figure(struct str *out, const char *name, const char *labels, unsigned long long n)
{
	str_printf(out, "%s{program=\"%s\"%s%s} %llu\n", name, metrics_told()->program,
	    labels[0] == '\0' ? "" : ",", labels, n);
}

static const char *route_labels(struct pool *pool, size_t i)
{
	const struct metrics_told *told = metrics_told();

	if (i == told->routes_n)
		return "route=\"\",method=\"\"";
	return pool_printf(pool, "route=\"%s\",method=\"%s\"", told->routes[i].path,
	    told->routes[i].method == GET ? "GET" : "POST");
}

static unsigned long long answered(const struct metrics_route *of)
{
	unsigned long long n = 0;
	size_t k;

	for (k = 0; k < CLASS__MAX; k++)
		n += value(&of->answered[k]);
	return n;
}

static void requests(struct pool *pool, struct str *out)
{
	const struct metrics_told *told = metrics_told();
	unsigned long long n;
	size_t i, k;

	head(out, "everychild_requests_total", "counter", "Requests answered.");
	for (i = 0; i <= told->routes_n; i++)
		for (k = 0; k < CLASS__MAX; k++)
			if ((n = value(&told->shared->route[i].answered[k])) > 0)
				figure(out, "everychild_requests_total", pool_printf(pool,
				    "%s,class=\"%zuxx\"", route_labels(pool, i), k), n);
}

/* A route that was never asked for has no lines. */
static void durations_of(struct pool *pool, struct str *out, size_t i)
{
	const struct metrics_route *of = &metrics_told()->shared->route[i];
	const char *labels = route_labels(pool, i);
	unsigned long long n = 0, all = answered(of);
	size_t k;

	for (k = 0; all > 0 && k < METRICS_BUCKETS; k++) {
		n += value(&of->within[k]);
		figure(out, "everychild_request_seconds_bucket", pool_printf(pool, "%s,le=\"%g\"", labels,
		    metrics_bucket_us[k] / 1e6), n);
	}
	if (all == 0)
		return;
	figure(out, "everychild_request_seconds_bucket",
	    pool_printf(pool, "%s,le=\"+Inf\"", labels), all);
	figure(out, "everychild_request_seconds_count", labels, all);
	str_printf(out, "everychild_request_seconds_sum{program=\"%s\",%s} %.6f\n",
	    metrics_told()->program, labels, (double)value(&of->microseconds) / 1e6);
}

static void durations(struct pool *pool, struct str *out)
{
	size_t i;

	head(out, "everychild_request_seconds", "histogram", "Time to answer a request.");
	for (i = 0; i <= metrics_told()->routes_n; i++)
		durations_of(pool, out, i);
}

static void database(struct str *out)
{
	static const char *const kinds[DB_WRONG + 1] = {
		[DB_AGAIN] = "kind=\"again\"", [DB_DOWN] = "kind=\"down\"",
		[DB_UNCERTAIN] = "kind=\"uncertain\"", [DB_WRONG] = "kind=\"wrong\"",
	};
	const struct metrics_shared *s = metrics_told()->shared;
	size_t i;

	head(out, "everychild_database_errors_total", "counter",
	    "Transactions that the database did not do, by what it meant.");
	for (i = DB_GOOD + 1; i <= DB_WRONG; i++)
		figure(out, "everychild_database_errors_total", kinds[i], value(&s->database[i]));
	head(out, "everychild_database_retries_total", "counter", "Requests tried again.");
	figure(out, "everychild_database_retries_total", "", value(&s->retries));
}

static void program(struct pool *pool, struct str *out)
{
	const struct metrics_shared *s = metrics_told()->shared;
	size_t i;

	head(out, "everychild_log_entries_total", "counter", "Entries in the log.");
	for (i = 0; i < LOG_LEVEL__MAX; i++)
		figure(out, "everychild_log_entries_total", pool_printf(pool, "level=\"%s\"",
		    metrics_levels[i]), value(&s->logged[i]));
	head(out, "everychild_workers", "gauge", "Processes that run.");
	figure(out, "everychild_workers", "", value(&s->workers));
	head(out, "everychild_workers_ended_total", "counter", "Processes that ended.");
	figure(out, "everychild_workers_ended_total", "how=\"retired\"", value(&s->retired));
	figure(out, "everychild_workers_ended_total", "how=\"died\"", value(&s->died));
	head(out, "everychild_request_memory_bytes_max", "gauge",
	    "Memory of the request that took most.");
	figure(out, "everychild_request_memory_bytes_max", "", value(&s->pool_most));
	if (value(&s->audit_at) == 0)
		return;
	head(out, "everychild_audit_last_seconds", "gauge",
	    "When the newest row of the audit log was written, in seconds since 1970.");
	figure(out, "everychild_audit_last_seconds", "", value(&s->audit_at));
}

static void count_one(struct db *db, struct pool *pool, struct str *out,
    const struct metrics_count *c)
{
	struct db_rows rows;
	size_t i, n = db_list(db, c->statement, &rows);

	head(out, c->name, "gauge", c->help);
	for (i = 0; i < n; i++)
		figure(out, c->name, c->label == NULL ? "" : pool_printf(pool, "%s=\"%s\"", c->label,
		    db_text(&rows.row[i], 0)), db_number(&rows.row[i], c->label == NULL ? 0 : 1));
}

/* What the last minute said, or new. While the database is down nothing: an old figure
 * would look like a new one. */
static const char *counts(struct db *db)
{
	const struct metrics_count *c;
	time_t now = time(NULL);
	struct str out;

	if (state.pool != NULL && now >= state.at && now - state.at < ASK_EVERY)
		return state.text;
	pool_destroy(&state.pool);
	state.pool = pool_create();
	state.at = now;
	state.text = "";
	db_pool(db, state.pool);
	if (!db_begin(db, false))
		return state.text;
	str_init(&out, state.pool);
	for (c = metrics_told()->counts; c != NULL && c->name != NULL; c++)
		count_one(db, state.pool, &out, c);
	if (db_state(db) == DB_GOOD && out.data != NULL)
		state.text = out.data;
	db_rollback(db);
	return state.text;
}

const char *metrics_text(struct pool *pool, struct db *db)
{
	struct str out;

	str_init(&out, pool);
	requests(pool, &out);
	durations(pool, &out);
	database(&out);
	program(pool, &out);
	if (db != NULL && metrics_told()->counts != NULL)
		str_add(&out, counts(db));
	return out.data;
}
