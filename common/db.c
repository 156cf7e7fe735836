#include <assert.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "db.h"
#include "db-inside.h"
#include "db-mysql.h"
#include "log.h"
#include "pool.h"
#include "str.h"

#define TABLES_MAX	32
#define COLUMNS_MAX	64
#define TEXT_LONGEST	(1024 * 1024)

static struct {
	struct { const struct db_statement *first; size_t n; } table[TABLES_MAX];
	size_t n;
	const struct db_step *steps;
} known;

struct prepared {
	MYSQL_STMT *stmt;	/* NULL: not on this connection */
	unsigned long long used;
};

struct db {
	MYSQL *mysql;
	struct prepared *prepared[TABLES_MAX];
	unsigned held;		/* that are prepared */
	unsigned long long turn;
	struct pool *pool;
	enum db_state state;
	bool open;		/* inside a transaction */
	bool may_write;
	bool stale;		/* nothing more can be done on this connection */
	bool locked;		/* as of db_lock */
};

void db_statements(const struct db_statement *table, size_t n)
{
	assert(known.n < TABLES_MAX);
	known.table[known.n].first = table;
	known.table[known.n++].n = n;
}

/* The server's text may quote a user's value, so only number and statement are
 * logged. */
static void fail(struct db *db, unsigned error, const char *what)
{
	db->state = db_error_state(error);
	db->stale = db->stale || db_error_ends(error);
	if (db->state == DB_WRONG)
		log_error("database: defect: error %u in %.200s", error, what);
	else
		log_warn("database: error %u in %.60s", error, what);
}

/* -- statements -- */

static void prepared_drop(struct db *db, struct prepared *p)
{
	if (p->stmt == NULL)
		return;
	(void)mysql_stmt_close(p->stmt);
	p->stmt = NULL;
	db->held--;
}

/* What was used longest ago makes room. Every result is read whole before the next
 * statement, so that none of them is in use. */
static void prepared_room(struct db *db)
{
	struct prepared *oldest = NULL, *p;
	size_t i, k;

	if (db->held < DB_PREPARED_MAX)
		return;
	for (i = 0; i < known.n; i++)
		for (k = 0; k < known.table[i].n; k++) {
			p = &db->prepared[i][k];
			if (p->stmt != NULL && (oldest == NULL || p->used < oldest->used))
				oldest = p;
		}
	prepared_drop(db, oldest);
}

/* False: p->stmt has the server's error, or none where the statement does not fit what
 * its table says of it. */
static bool prepare(struct db *db, const struct db_statement *s, struct prepared *p)
{
	db_flag yes = 1;
	MYSQL_STMT *stmt = mysql_stmt_init(db->mysql);

	if (stmt == NULL)
		abort();
	p->stmt = stmt;
	db->held++;
	(void)mysql_stmt_attr_set(stmt, STMT_ATTR_UPDATE_MAX_LENGTH, &yes);
	return mysql_stmt_prepare(stmt, s->sql, strlen(s->sql)) == 0 &&
	    mysql_stmt_param_count(stmt) == strlen(s->in) &&
	    mysql_stmt_field_count(stmt) == strlen(s->out);
}

static struct prepared *place(struct db *db, const struct db_statement *s)
{
	size_t i;

	for (i = 0; i < known.n; i++)
		if (s >= known.table[i].first && s < known.table[i].first + known.table[i].n)
			return &db->prepared[i][s - known.table[i].first];
	abort();
}

static MYSQL_STMT *prepared(struct db *db, const struct db_statement *s)
{
	struct prepared *p = place(db, s);

	if (p->stmt == NULL) {
		prepared_room(db);
		if (!prepare(db, s, p)) {
			fail(db, mysql_stmt_errno(p->stmt), s->sql);
			prepared_drop(db, p);
			return NULL;
		}
	}
	p->used = ++db->turn;
	return p->stmt;
}

static bool writes(const struct db_statement *s)
{
	return s->out[0] == '\0';
}

/* -- parameters -- */

struct values {
	MYSQL_BIND bind[COLUMNS_MAX];
	unsigned long long number[COLUMNS_MAX];
	unsigned long len[COLUMNS_MAX];
	db_flag null[COLUMNS_MAX];
};

static void bind_bytes(struct values *v, size_t i, enum enum_field_types type,
    const void *bytes, size_t len)
{
	v->bind[i].buffer_type = type;
	v->bind[i].buffer = (void *)(uintptr_t)bytes;
	v->len[i] = len;
	v->bind[i].buffer_length = len;
	v->bind[i].length = &v->len[i];
	v->null[i] = bytes == NULL;
	v->bind[i].is_null = &v->null[i];
}

static void bind_number(struct values *v, size_t i, unsigned long long number, bool null)
{
	v->number[i] = number;
	v->null[i] = null;
	v->bind[i].buffer_type = MYSQL_TYPE_LONGLONG;
	v->bind[i].buffer = &v->number[i];
	v->bind[i].is_unsigned = 1;
	v->bind[i].is_null = &v->null[i];
}

static void bind_all(struct values *v, const char *in, va_list ap)
{
	const char *text;
	const void *bytes;
	unsigned long long number;
	size_t i;

	memset(v, 0, sizeof(*v));
	for (i = 0; in[i] != '\0'; i++) {
		assert(i < COLUMNS_MAX);
		switch (in[i]) {
		case 'u': case 'U':
			number = va_arg(ap, unsigned long long);
			bind_number(v, i, number, in[i] == 'U' && number == 0);
			break;
		case 's': case 'd':
			text = va_arg(ap, const char *);
			bind_bytes(v, i, MYSQL_TYPE_STRING, text, text == NULL ? 0 : strlen(text));
			break;
		case 'b':
			bytes = va_arg(ap, const void *);
			bind_bytes(v, i, MYSQL_TYPE_BLOB, bytes, va_arg(ap, size_t));
			break;
		default:
			abort();
		}
	}
}

static MYSQL_STMT *execute(struct db *db, const struct db_statement *s, va_list ap)
{
	struct values v;
	MYSQL_STMT *stmt;

	bind_all(&v, s->in, ap);
	if (db->state != DB_GOOD || !db->open)
		return NULL;
	if (writes(s) && !db->may_write) {
		log_error("database: a page that only shows tried to write: %.100s", s->sql);
		abort();
	}
	stmt = prepared(db, s);
	if (stmt == NULL)
		return NULL;
	if ((s->in[0] != '\0' && mysql_stmt_bind_param(stmt, v.bind) != 0) ||
	    mysql_stmt_execute(stmt) != 0) {
		if (mysql_stmt_errno(stmt) != DB_ERROR_DUPLICATE)
			fail(db, mysql_stmt_errno(stmt), s->sql);
		return mysql_stmt_errno(stmt) == DB_ERROR_DUPLICATE ? stmt : NULL;
	}
	return stmt;
}

/* -- results -- */

static void row_room(struct db *db, const struct db_statement *s, struct db_row *row)
{
	size_t n = strlen(s->out);

	row->statement = s;
	row->text = pool_array(db->pool, n, sizeof(*row->text));
	row->len = pool_array(db->pool, n, sizeof(*row->len));
	row->number = pool_array(db->pool, n, sizeof(*row->number));
}

/* Binds each column to room for its longest value in this result. */
static bool bind_out(struct db *db, MYSQL_STMT *stmt, const char *out, struct values *v)
{
	MYSQL_RES *meta = mysql_stmt_result_metadata(stmt);
	size_t i;

	memset(v, 0, sizeof(*v));
	for (i = 0; out[i] != '\0'; i++) {
		if (out[i] == 'u') {
			bind_number(v, i, 0, false);
		} else {
			size_t size = mysql_fetch_field_direct(meta, (unsigned)i)->max_length + 1;

			if (size > TEXT_LONGEST)
				size = TEXT_LONGEST;
			bind_bytes(v, i, MYSQL_TYPE_STRING, pool_alloc(db->pool, size), size);
		}
	}
	mysql_free_result(meta);
	return mysql_stmt_bind_result(stmt, v->bind) == 0;
}

static void row_copy(struct db *db, struct db_row *row, const struct values *v)
{
	const char *out = row->statement->out;
	size_t i;

	for (i = 0; out[i] != '\0'; i++) {
		if (v->null[i])
			continue;
		if (out[i] == 'u') {
			row->number[i] = v->number[i];
		} else {
			row->text[i] = pool_strndup(db->pool, v->bind[i].buffer, v->len[i]);
			row->len[i] = v->len[i];
		}
	}
}

static size_t fetch(struct db *db, const struct db_statement *s, MYSQL_STMT *stmt,
    struct db_rows *rows, size_t most)
{
	struct values v;
	size_t n = 0;
	int got;

	if (mysql_stmt_store_result(stmt) != 0 || !bind_out(db, stmt, s->out, &v)) {
		fail(db, mysql_stmt_errno(stmt), s->sql);
		return 0;
	}
	n = (size_t)mysql_stmt_num_rows(stmt);
	if (n > most)
		n = most;
	rows->row = pool_array(db->pool, n, sizeof(*rows->row));
	for (rows->n = 0; rows->n < n; rows->n++) {
		got = mysql_stmt_fetch(stmt);
		if (got != 0) {		/* truncation (101) is as bad as an error */
			fail(db, got == 1 ? mysql_stmt_errno(stmt) : 0, s->sql);
			rows->n = 0;
			break;
		}
		row_room(db, s, &rows->row[rows->n]);
		row_copy(db, &rows->row[rows->n], &v);
	}
	(void)mysql_stmt_free_result(stmt);
	return rows->n;
}

bool db_find(struct db *db, const struct db_statement *s, struct db_row *row_r, ...)
{
	struct db_rows rows = { 0 };
	MYSQL_STMT *stmt;
	va_list ap;

	row_room(db, s, row_r);
	va_start(ap, row_r);
	stmt = execute(db, s, ap);
	va_end(ap);
	if (stmt == NULL || fetch(db, s, stmt, &rows, 1) == 0)
		return false;
	*row_r = rows.row[0];
	return true;
}

size_t db_list(struct db *db, const struct db_statement *s, struct db_rows *rows_r, ...)
{
	MYSQL_STMT *stmt;
	va_list ap;

	*rows_r = (struct db_rows){ 0 };
	va_start(ap, rows_r);
	stmt = execute(db, s, ap);
	va_end(ap);
	return stmt == NULL ? 0 : fetch(db, s, stmt, rows_r, SIZE_MAX);
}

static long changed(struct db *db, const struct db_statement *s, MYSQL_STMT *stmt)
{
	if (stmt == NULL)
		return 0;
	if (mysql_stmt_errno(stmt) == DB_ERROR_DUPLICATE)
		return DB_DUPLICATE;
	if (mysql_warning_count(db->mysql) != 0) {
		db->state = DB_WRONG;
		log_error("database: defect: the server warned about %.200s", s->sql);
		return 0;
	}
	return (long)mysql_stmt_affected_rows(stmt);
}

long db_write(struct db *db, const struct db_statement *s, ...)
{
	MYSQL_STMT *stmt;
	va_list ap;

	va_start(ap, s);
	stmt = execute(db, s, ap);
	va_end(ap);
	return changed(db, s, stmt);
}

unsigned long long db_insert(struct db *db, const struct db_statement *s, ...)
{
	MYSQL_STMT *stmt;
	va_list ap;

	va_start(ap, s);
	stmt = execute(db, s, ap);
	va_end(ap);
	return changed(db, s, stmt) > 0 ? mysql_stmt_insert_id(stmt) : 0;
}

/* -- connection -- */

/* -- is this the schema that the program was built for? -- */

/* The last steps that everychild-migrate has done, in the program's own schema and in
 * the suite's. */
static const char *const steps_done[] = {
	"SELECT DATABASE(), part, MAX(name) FROM migration GROUP BY part",
	"SELECT 'everychild', part, MAX(name) FROM everychild.migration GROUP BY part",
};

/* What stands of a step in one list of what was done. False: the list cannot be read. */
static bool step_find(MYSQL *mysql, const char *query, const struct db_step *step,
    char *done, size_t size)
{
	MYSQL_RES *result;
	MYSQL_ROW row;

	if (mysql_query(mysql, query) != 0 || (result = mysql_store_result(mysql)) == NULL)
		return false;
	while ((row = mysql_fetch_row(result)) != NULL)
		if (strcmp(row[0], step->schema) == 0 && strcmp(row[1], step->part) == 0)
			(void)snprintf(done, size, "%s", row[2]);
	mysql_free_result(result);
	return true;
}

static const char *steps_check(MYSQL *mysql)
{
	static char said[256];
	const struct db_step *s;
	char done[80];
	size_t i;

	for (s = known.steps; s != NULL && s->schema != NULL; s++) {
		done[0] = '\0';
		for (i = 0; i < sizeof(steps_done) / sizeof(steps_done[0]); i++)
			if (!step_find(mysql, steps_done[i], s, done, sizeof(done)))
				return "which steps the schema has cannot be read: run everychild-migrate";
		if (db_step_wrong(s, done[0] == '\0' ? NULL : done, said, sizeof(said)))
			return said;
	}
	return NULL;
}

/* Each fits the schema, the account's rights and what its table says of it. NULL, or the
 * one that does not. */
static const char *statements_check(struct db *db)
{
	size_t i, k;

	for (i = 0; i < known.n; i++)
		for (k = 0; k < known.table[i].n; k++) {
			const struct db_statement *s = &known.table[i].first[k];
			struct prepared *p = &db->prepared[i][k];
			bool good = s->sql == NULL || prepare(db, s, p);

			/* No user's value can be in here: show the server's words. */
			if (!good)
				log_error("database: %s", mysql_stmt_error(p->stmt));
			prepared_drop(db, p);
			if (!good)
				return s->sql;
		}
	return NULL;
}

static void disconnect(struct db *db)
{
	size_t i, k;

	for (i = 0; i < known.n; i++) {
		for (k = 0; db->prepared[i] != NULL && k < known.table[i].n; k++)
			prepared_drop(db, &db->prepared[i][k]);
		free(db->prepared[i]);
		db->prepared[i] = NULL;
	}
	if (db->mysql != NULL)
		mysql_close(db->mysql);
	db->mysql = NULL;
	db->stale = false;
}

static const char *reconnect(struct db *db)
{
	const char *wrong;
	size_t i;

	disconnect(db);
	wrong = db_server_connect(&db->mysql);
	if (wrong != NULL)
		return wrong;
	wrong = steps_check(db->mysql);
	if (wrong != NULL) {
		disconnect(db);
		return wrong;
	}
	for (i = 0; i < known.n; i++) {
		db->prepared[i] = calloc(known.table[i].n, sizeof(*db->prepared[i]));
		if (db->prepared[i] == NULL)
			abort();
	}
	return NULL;
}

void db_steps(const struct db_step *steps)
{
	known.steps = steps;
}

struct db *db_open(const char *program)
{
	struct db *db = calloc(1, sizeof(*db));

	if (db == NULL)
		abort();
	db_server_open(program);
	return db;
}

const char *db_ready(struct db *db)
{
	static char said[256];
	const char *wrong = reconnect(db);

	if (wrong != NULL)
		return wrong;
	wrong = statements_check(db);
	if (wrong == NULL)
		return NULL;
	(void)snprintf(said, sizeof(said), "cannot prepare: %.200s", wrong);
	disconnect(db);
	return said;
}

void db_lock(struct db *db)
{
	db->locked = true;
	db_server_lock();
}

bool db_lost(const struct db *db)
{
	return db->locked && (db->mysql == NULL || db->stale) && !db_server_reachable();
}

int db_descriptor(const struct db *db)
{
	return db->mysql == NULL || !db->locked || db_server_reachable() ? -1 :
	    db_server_descriptor(db->mysql);
}

void db_close(struct db **db)
{
	if (*db == NULL)
		return;
	disconnect(*db);
	free(*db);
	*db = NULL;
}

void db_pool(struct db *db, struct pool *pool)
{
	db->pool = pool;
}

bool db_begin(struct db *db, bool may_write)
{
	const char *wrong = NULL;

	db->state = DB_GOOD;
	db->may_write = may_write;
	/* Nothing has been asked yet, so a second try is safe. */
	if (db->mysql == NULL || db->stale || mysql_query(db->mysql, "START TRANSACTION") != 0) {
		wrong = reconnect(db);
		if (wrong == NULL && mysql_query(db->mysql, "START TRANSACTION") != 0)
			wrong = "cannot begin";
	}
	db->open = wrong == NULL;
	if (wrong != NULL) {
		log_error("database: %s", wrong);
		db->state = DB_DOWN;
	}
	return db->open;
}

bool db_commit(struct db *db)
{
	unsigned error;

	if (!db->open || db->state != DB_GOOD)
		return false;
	db->open = false;
	if (mysql_query(db->mysql, "COMMIT") == 0)
		return true;
	error = mysql_errno(db->mysql);
	fail(db, error, "COMMIT");
	if (db->state == DB_DOWN)
		db->state = DB_UNCERTAIN;
	return false;
}

void db_rollback(struct db *db)
{
	if (db->open && db->mysql != NULL && mysql_query(db->mysql, "ROLLBACK") != 0)
		disconnect(db);
	db->open = false;
}

enum db_state db_state(const struct db *db)
{
	return db->state;
}

void db_refuse(struct db *db, const char *why)
{
	if (db->state == DB_GOOD) {
		db->state = DB_WRONG;
		log_error("database: defect: %s", why);
	}
}

void db_may_write(struct db *db, bool may)
{
	db->may_write = may;
}
