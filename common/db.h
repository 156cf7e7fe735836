/*
 * db: the only module of common that knows the client library of MySQL or
 * MariaDB (db.c statements and transactions, db-server.c where to connect).
 *
 * Every statement of a program is a literal in a table; nothing else can be sent. All
 * are tried when a worker starts; a connection then keeps those it used last prepared,
 * DB_PREPARED_MAX of them: each costs the server some ten KiB a connection, and all
 * connections together may have max_prepared_stmt_count. Types are letters:
 *   u  BIGINT UNSIGNED or smaller      unsigned long long; NULL reads as 0
 *   U  the same, and 0 is written as NULL (parameters only)
 *   s  text                            const char *; NULL is NULL
 *   d  DATE or DATETIME, ISO, UTC      const char *; NULL is NULL
 *   b  bytes                           const void *, size_t (two arguments); NULL is NULL
 *
 * Errors stick. After a failed statement every further call does nothing and
 * finds nothing, and the request is rolled back and answered with 503 whatever
 * the handler returns. So a handler checks for "none", never for "broken".
 */
#ifndef EVERYCHILD_DB_H
#define EVERYCHILD_DB_H

#include <stdbool.h>
#include <stddef.h>

#include "conf.h"

struct pool;
struct db;

struct db_statement {
	const char *sql;
	const char *in;		/* a letter a parameter */
	const char *out;	/* a letter a column; "" for a write */
};

struct db_row {
	const struct db_statement *statement;
	const char **text;	/* s, d, b */
	size_t *len;
	unsigned long long *number;
};

struct db_rows {
	size_t n;
	struct db_row *row;
};

enum db_state {
	DB_GOOD,
	DB_AGAIN,		/* deadlock, lock wait, snapshot conflict: nothing is done */
	DB_DOWN,		/* connection lost, server full or busy: nothing is done */
	DB_UNCERTAIN,		/* lost during COMMIT: may or may not be done */
	DB_WRONG		/* our own mistake, logged as such */
};

#define DB_DUPLICATE (-1)

#define DB_PREPARED_MAX	128

extern const struct conf_setting db_settings[];

/* Names a table of statements (n entries). */
void db_statements(const struct db_statement *table, size_t n);

/* The newest numbered step of a part of a schema: "everychild_caf", "record",
 * "0001-record.sql". */
struct db_step {
	const char *schema;
	const char *part;
	const char *name;
};

/* What the program was built for; the table ends with schema NULL. A connection to a
 * database in which another step ran last, older or newer, is refused. */
void db_steps(const struct db_step *steps);

/* For a tool that works on several schemas: the one to start in, in place of
 * the program's own. Before db_open. */
void db_schema(const char *schema);

/* A handle that is not connected yet. Reads the list of servers and the password
 * of the program's account, so call it before privileges are dropped. */
struct db *db_open(const char *program);
/* Connects to the first server of db.server that can be written to (not read
 * only; of a Galera cluster, ready and in the majority), each with a limit of two
 * seconds; one that failed is asked last for 30 seconds. Sets the session's modes,
 * reads them and the server's flags back, and tries whether every statement can be
 * prepared. NULL, or a sentence for the log. */
const char *db_ready(struct db *db);
/* In a worker that has given up files and the network (lockdown_worker(false)):
 * a connection to another machine cannot be made again from now on. */
void db_lock(struct db *db);
/* The connection is gone and cannot be made again here: the worker is to make
 * room for one that has it. */
bool db_lost(const struct db *db);
/* Of a locked worker's connection to another machine, which speaks while the
 * worker waits for a request only when the server has ended it; else -1. */
int db_descriptor(const struct db *db);
void db_close(struct db **db);

/* Row memory of what follows comes from this pool. */
void db_pool(struct db *db, struct pool *pool);

/* A transaction. With may_write false a write is a bug and aborts. Reconnects
 * when the connection was lost while idle. False: the database is down. */
bool db_begin(struct db *db, bool may_write);
/* True when durable. After false, db_state says which kind. */
bool db_commit(struct db *db);
void db_rollback(struct db *db);
enum db_state db_state(const struct db *db);

/* First row into *row_r; false when there is none (or db_state is bad). */
bool db_find(struct db *db, const struct db_statement *statement,
    struct db_row *row_r, ...);
/* All rows. Returns how many. */
size_t db_list(struct db *db, const struct db_statement *statement,
    struct db_rows *rows_r, ...);
/* Rows changed, or DB_DUPLICATE when a unique key refused it (the transaction
 * goes on). A warning of the server (truncation, a bad date) is an error. */
long db_write(struct db *db, const struct db_statement *statement, ...);
/* As db_write for an INSERT; the new AUTO_INCREMENT id, 0 when duplicate or broken. */
unsigned long long db_insert(struct db *db, const struct db_statement *statement, ...);

/* Breaks the transaction: what was to be written was not. */
void db_refuse(struct db *db, const char *why);

/* Allows writes in a transaction that was begun without them, for the rows
 * that a view leaves behind (audit, last seen, an opening). */
void db_may_write(struct db *db, bool may);

const char *db_text(const struct db_row *row, unsigned column);
unsigned long long db_number(const struct db_row *row, unsigned column);
const void *db_bytes(const struct db_row *row, unsigned column, size_t *len_r);

#endif
