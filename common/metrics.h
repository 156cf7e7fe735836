/*
 * metrics: figures of a program for a monitoring system, in Prometheus' text form:
 * requests and how long they took by route, errors, the database, workers, memory, and
 * counts that a module names. No figure tells of a person or a record: a route is named
 * by its pattern, and there is no label that comes from a request.
 *
 * Workers count in memory that they share; a process beside them, which serves nobody
 * else, answers on a local socket of its own. Nothing listens unless the settings or
 * the service manager say so.
 */
#ifndef EVERYCHILD_METRICS_H
#define EVERYCHILD_METRICS_H

#include <stdbool.h>
#include <stddef.h>

#include "conf.h"
#include "db.h"

struct pool;
struct route;

/* A figure out of the database: statement without parameters; out "u", or "su" for one
 * each of label. Asked at most once a minute, with the program's own account. */
struct metrics_count {
	const char *name;		/* "everychild_sessions_live" */
	const char *help;
	const char *label;		/* NULL: out is "u" */
	const struct db_statement *statement;
};

extern const struct conf_setting metrics_settings[];

/* In the parent, before it forks. The table ends with path NULL, and stays. */
void metrics_open(const char *program, const struct route *routes);
/* Counts to show; the table ends with name NULL. Its statements are named for db by who
 * calls this. */
void metrics_counts(const struct metrics_count *counts);
/* Deadlines that are past, by clock: of a program with records. Names its statement. */
void metrics_overdue(void);

/* Binds socket_dir/<program>.metrics (0660), or takes the socket that the service
 * manager handed over. False: nobody wants figures. */
bool metrics_listen(const char *program);
/* A worker has no business with that socket. */
void metrics_close(void);
/* The process that answers; returns when the program is to end. */
void metrics_serve(struct db *db);

/* -- what happens; nothing before metrics_open -- */

/* route NULL: none was found, or the request could not be used. */
void metrics_request(const struct route *route, int status, long long microseconds);
void metrics_database(enum db_state state);
void metrics_retry(void);
/* Bytes that one request took of its pool. */
void metrics_pool(size_t bytes);
/* A row of the audit log was committed. */
void metrics_audit(void);
void metrics_worker_started(void);
/* died: not because it had served its number of requests, or was asked to. */
void metrics_worker_ended(bool died);

/* The whole answer, in the pool; db NULL: without what is asked of the database. */
const char *metrics_text(struct pool *pool, struct db *db);

#endif
