/*
 * Writes audit rows as a program of the suite does: for database/run.sh.
 *
 *	write SETTINGS PROGRAM CHAINS ROWS CHILD
 *
 * CHAINS workers one after the other write ROWS rows each, two of every three
 * about CHILD. Some transactions are undone on the way, which must leave no gap.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "audit.h"
#include "conf.h"
#include "db.h"
#include "pool.h"
#include "request.h"
#include "secret.h"
#include "session.h"

static void now_set(struct request *r)
{
	struct timespec now;
	struct tm utc;

	(void)clock_gettime(CLOCK_REALTIME, &now);
	(void)gmtime_r(&now.tv_sec, &utc);
	r->now = pool_printf(r->pool, "%04d-%02d-%02d %02d:%02d:%02d.%06ld", utc.tm_year + 1900,
	    utc.tm_mon + 1, utc.tm_mday, utc.tm_hour, utc.tm_min, utc.tm_sec, now.tv_nsec / 1000);
}

static void must(bool held, const char *what)
{
	if (!held) {
		(void)fprintf(stderr, "write: %s\n", what);
		exit(1);
	}
}

/* Request number n writes a row, or two, or two that are undone and written again. */
static void request_write(struct request *r, unsigned long n, unsigned long long child)
{
	static const char *const details[] = {
		"", "section b", "a name: Zo\xc3\xab \xe2\x80\x9cx\xe2\x80\x9d, \"y\", 7:z,", "two\nlines\t"
	};
	int tries;

	r->audit = (struct audit){ .action = "case.show", .object = "record", .object_id = n,
	    .child = n % 3 == 0 ? 0 : child, .relation = n % 2 == 0 ? "OWNER" : "",
	    .reason = n % 5 == 0 ? "CARE" : NULL, .detail = details[n % 4] };
	for (tries = n % 7 == 0 ? 2 : 1; tries > 0; tries--) {
		now_set(r);
		must(db_begin(r->db, false), "no transaction");
		if (n % 4 == 0)
			audit_add(r, "case.more", "and something else");
		audit_write(r, n % 11 == 0 ? 403 : 200);
		if (tries > 1) {
			audit_done(false);
			db_rollback(r->db);
		}
	}
	must(db_state(r->db) == DB_GOOD, "a row was not written");
	must(db_commit(r->db), "no commit");
	audit_done(true);
	pool_reset(r->pool);
}

int main(int argc, char **argv)
{
	static const struct session session = { .account = 7, .login = "pnair",
	    .roles = "PRA COA COO MGR SAF AUD IXM CME ADM PRA COA COO MGR SAF AUD IXM CME ADM" };
	static const struct http http = { .request = "00112233445566778899aabbccddeeff",
	    .address = "192.0.2.1", .path = "/" };
	struct request r = { .session = &session, .http = &http };
	unsigned long chains, rows, i, k;
	const char *wrong;

	must(argc == 6, "usage: write SETTINGS PROGRAM CHAINS ROWS CHILD");
	conf_table(db_settings);
	conf_table(secret_settings);
	conf_load(argv[1], argv[2]);
	secret_open(argv[2]);
	db_statements(audit_statements, audit_statements_n);
	r.pool = pool_create();
	r.db = db_open(argv[2]);
	wrong = db_ready(r.db);
	must(wrong == NULL, wrong);
	db_pool(r.db, r.pool);
	chains = strtoul(argv[3], NULL, 10);
	rows = strtoul(argv[4], NULL, 10);
	for (i = 0; i < chains; i++) {
		audit_open();
		for (k = 1; k <= rows; k++)
			request_write(&r, k, strtoull(argv[5], NULL, 10));
	}
	db_close(&r.db);
	pool_destroy(&r.pool);
	return 0;
}
