#include <stdio.h>
#include <string.h>

#include "audit.h"
#include "daily.h"
#include "date.h"
#include "disposal.h"
#include "log.h"
#include "module.h"
#include "pool.h"
#include "request.h"
#include "secret.h"

/* The command: runs beside the programs of the web with an account of its own,
 * which alone may delete, and reads keys and dates only. */

/* In the order in which keys let them go: first those that every module with disposal
 * has, then casework's, before which the module's own go. */
enum {
	HOLD, RETENTION,
	CASEWORK,
	ANSWER = CASEWORK, DRAFT, DOCUMENT, DEADLINE, EVENT, EMERGENCY, INVOLVEMENT, NOTICE, PERSON,
	RECORD,
	TABLES,
	/* By the handle, in addresses. */
	TOKEN = TABLES, STASH, HANDLED,
	DECIDED = HANDLED, FIND, STOP, COUNT, DONE, UNPLAN
};

static const char *const tables[HANDLED] = {
	[ANSWER] = "answer", [DRAFT] = "draft", [DOCUMENT] = "document", [DEADLINE] = "deadline",
	[EVENT] = "event", [EMERGENCY] = "emergency", [INVOLVEMENT] = "involvement",
	[NOTICE] = "notice", [HOLD] = "legal_hold", [RETENTION] = "retention", [PERSON] = "record_person", [RECORD] = "record",
	[TOKEN] = "form_token", [STASH] = "stash",
};

static const char *const kept[] = { "audit", "disposal", "disposal_count", "migration", NULL };

#define OF_DOCUMENT " WHERE document IN (SELECT d.id FROM document d WHERE d.record = ?)"

static const struct db_statement sql[] = {
	[ANSWER] = { "DELETE FROM answer" OF_DOCUMENT, "u", "" },
	[DRAFT] = { "DELETE FROM draft" OF_DOCUMENT, "u", "" },
	[DOCUMENT] = { "DELETE FROM document WHERE record = ?", "u", "" },
	[DEADLINE] = { "DELETE FROM deadline WHERE record = ?", "u", "" },
	[EVENT] = { "DELETE FROM event WHERE record = ?", "u", "" },
	[EMERGENCY] = { "DELETE FROM emergency WHERE record = ?", "u", "" },
	[INVOLVEMENT] = { "DELETE FROM involvement WHERE record = ?", "u", "" },
	[NOTICE] = { "DELETE FROM notice WHERE record = ?", "u", "" },
	[HOLD] = { "DELETE FROM legal_hold WHERE record = ?", "u", "" },
	[RETENTION] = { "DELETE FROM retention WHERE record = ?", "u", "" },
	[PERSON] = { "DELETE FROM record_person WHERE record = ?", "u", "" },
	[RECORD] = { "DELETE FROM record WHERE id = ?", "u", "" },
	[TOKEN] = { "DELETE FROM form_token WHERE path LIKE CONCAT('%/', ?, '%')"
	    " OR result LIKE CONCAT('%/', ?, '%')", "ss", "" },
	[STASH] = { "DELETE FROM stash WHERE path LIKE CONCAT('%/', ?, '%')", "s", "" },
	[DECIDED] = { "SELECT id, record FROM disposal WHERE answer = 'Y' AND done_at IS NULL"
	    " AND stopped IS NULL AND id > ? ORDER BY id LIMIT 200", "u", "uu" },
	[FIND] = { "SELECT part, version FROM disposal WHERE id = ? AND answer = 'Y'"
	    " AND decided_by <> proposed_by AND done_at IS NULL AND stopped IS NULL", "u", "su" },
	[STOP] = { "UPDATE disposal SET stopped = ?, stopped_at = UTC_TIMESTAMP(6), open_of = NULL"
	    " WHERE id = ?", "su", "" },
	[COUNT] = { "INSERT INTO disposal_count (disposal, name, n) VALUES (?, ?, ?)", "usu", "" },
	[DONE] = { "UPDATE disposal SET done_at = UTC_TIMESTAMP(6), open_of = NULL WHERE id = ?",
	    "u", "" },
	[UNPLAN] = { "DELETE FROM retention WHERE record = ? AND part = ?", "us", "" },
};

struct order {
	unsigned long long id, record;
	const char *part;
};

static void count(struct request *r, const struct order *o, const char *table, long n)
{
	if (n > 0 && table != NULL)
		(void)db_write(r->db, &sql[COUNT], o->id, table, (unsigned long long)n);
}

static bool has_casework(const struct module *module)
{
	return module->disposal->noun == NULL;
}

static void tables_clear(struct request *r, const struct order *o, unsigned from, unsigned to)
{
	for (; from < to; from++)
		count(r, o, tables[from], db_write(r->db, &sql[from], o->record));
}

/* What is left of it but the record's own tables. */
static void core_clear(struct request *r, const struct order *o,
    const struct disposal_record *record)
{
	if (has_casework(r->module))
		tables_clear(r, o, CASEWORK, TABLES);
	count(r, o, tables[TOKEN], db_write(r->db, &sql[TOKEN], record->handle, record->handle));
	count(r, o, tables[STASH], db_write(r->db, &sql[STASH], record->handle));
}

static void clear(struct request *r, const struct order *o, const struct disposal_record *record)
{
	const struct disposal_part *part = disposal_part(r, o->part);
	size_t i;

	if (part == NULL) {
		db_refuse(r->db, "a disposal of a part that the module does not have");
		return;
	}
	if (part->code[0] == '\0')
		tables_clear(r, o, HOLD, CASEWORK);
	for (i = 0; i < part->n; i++)
		count(r, o, part->tables[i], db_write(r->db, &part->statements[i], o->record));
	if (part->code[0] == '\0')
		core_clear(r, o, record);
	else
		(void)db_write(r->db, &sql[UNPLAN], o->record, part->code);
	(void)db_write(r->db, &sql[DONE], o->id);
}

/* The record is locked first, so that of two commands the second finds it done. */
static bool order_do(struct request *r, struct order *o)
{
	struct disposal_record record = { .id = o->record };
	bool there = disposal_lock(r, o->record, &record);
	const char *bar;
	struct db_row row;

	if (!db_find(r->db, &sql[FIND], &row, o->id))
		return false;
	o->part = db_text(&row, 0);
	bar = !there ? "GONE" : disposal_bar(r, &record, o->part, (unsigned)db_number(&row, 1));
	r->audit = (struct audit){ .action = bar == NULL ? "disposal.done" : "disposal.stopped",
	    .object = "record", .object_id = o->record, .child = record.child,
	    .relation = "SYSTEM", .detail = pool_printf(r->pool, "disposal=%llu%s%s", o->id,
	    bar == NULL ? "" : " why=", bar == NULL ? "" : bar) };
	if (bar == NULL)
		clear(r, o, &record);
	else
		(void)db_write(r->db, &sql[STOP], bar, o->id);
	audit_write(r, 200);
	return true;
}

/* 1 done or stopped, 0 nothing left to do, -1 not done. */
static int order_run(struct request *r, struct order *o)
{
	bool ours, done;

	if (!db_begin(r->db, true))
		return -1;
	ours = order_do(r, o);
	done = db_state(r->db) == DB_GOOD && (ours ? db_commit(r->db) : true);
	if (!done || !ours)
		db_rollback(r->db);
	audit_done(done && ours);
	return !done ? -1 : ours;
}

static void orders_read(struct request *r, unsigned long long after, struct db_rows *rows_r)
{
	*rows_r = (struct db_rows){ 0 };
	if (db_begin(r->db, false))
		(void)db_list(r->db, &sql[DECIDED], rows_r, after);
	db_rollback(r->db);
}

/* Up to 200 from *after_r on. False: there are no more, or they cannot be read. */
static bool some_run(const struct module *module, struct db *db, unsigned long long *after_r,
    unsigned long *done_r, unsigned long *failed_r)
{
	static const struct http nobody = { .request = "", .address = "" };
	struct pool *pool = pool_create();
	struct request r = { .pool = pool, .module = module, .db = db, .http = &nobody };
	struct db_rows rows;
	size_t i;

	db_pool(db, pool);
	r.now = date_utc(pool, date_now());
	r.today = date_iso(pool, date_today());
	orders_read(&r, *after_r, &rows);
	if (db_state(db) != DB_GOOD)
		(*failed_r)++;
	for (i = 0; i < rows.n; i++) {
		struct order o = { db_number(&rows.row[i], 0), db_number(&rows.row[i], 1), "" };
		int one = order_run(&r, &o);

		*done_r += one > 0;
		*failed_r += one < 0;
		*after_r = o.id;
	}
	pool_destroy(&pool);
	return rows.n > 0;
}

/* What is old enough to go without a decision; -1: not done. */
static long expired_clear(const struct module *module, struct db *db)
{
	const struct disposal *disposal = module->disposal;
	struct request r;
	struct date before;
	long n;

	if (disposal->expired == NULL)
		return 0;
	daily_request(&r, db);
	before = date_add_months(date_today(), -disposal_months(disposal->expired_after));
	n = db_begin(db, true) ? db_write(db, disposal->expired,
	    date_utc(r.pool, date_from_london(before, 0, 0))) : -1;
	if (n >= 0 && !db_commit(db))
		n = -1;
	if (n < 0)
		db_rollback(db);
	pool_destroy(&r.pool);
	return n;
}

static void statements_name(const struct module *module)
{
	if (has_casework(module)) {
		db_statements(sql, sizeof(sql) / sizeof(sql[0]));
	} else {
		db_statements(&sql[HOLD], CASEWORK);
		db_statements(&sql[TABLES], sizeof(sql) / sizeof(sql[0]) - TABLES);
	}
	if (module->disposal->expired != NULL)
		db_statements(module->disposal->expired, 1);
}

int disposal_run(const struct module *module, struct db *db)
{
	unsigned long long after = 0;
	unsigned long done = 0, failed = 0;
	const char *error;
	long expired;

	statements_name(module);
	error = db_ready(db);
	if (error != NULL)
		log_fatal("database: %s", error);
	audit_open();
	while (some_run(module, db, &after, &done, &failed))
		;
	expired = expired_clear(module, db);
	if (expired > 0)
		log_info("disposal: %ld rows were old enough to go", expired);
	log_info("disposal: %lu destroyed or stopped, %lu failed", done, failed);
	return failed == 0 && expired >= 0 ? 0 : 1;
}

void disposal_tables_print(const struct module *module)
{
	const struct disposal_part *p;
	size_t i;

	for (p = module->disposal->parts; p->code != NULL; p++)
		for (i = 0; i < p->n; i++)
			if (p->tables[i] != NULL)
				(void)printf("%s\t%s\n", p->code[0] == '\0' ? "whole" : p->code, p->tables[i]);
	for (i = 0; i < HANDLED; i++)
		if (has_casework(module) || i < CASEWORK || i >= TABLES)
			(void)printf("whole\t%s\n", tables[i]);
	for (i = 0; kept[i] != NULL; i++)
		(void)printf("kept\t%s\n", kept[i]);
	for (i = 0; module->disposal->kept[i] != NULL; i++)
		(void)printf("kept\t%s\n", module->disposal->kept[i]);
}
