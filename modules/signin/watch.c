#include <string.h>
#include <unistd.h>

#include "date.h"
#include "http.h"
#include "lockdown.h"
#include "log.h"
#include "signin.h"

static void session_check(struct request *r, const struct db_row *row)
{
	struct directory_person person;
	struct signin_account account;

	switch (directory_check(r->pool, db_text(row, 1), &person)) {
	case DIRECTORY_OK:
		account_update(r, &person, &account);
		(void)db_write(r->db, &signin_sql[SIGNIN_CHECKED], db_number(row, 0));
		break;
	case DIRECTORY_REFUSED:
		log_info("account %llu is out: %s", db_number(row, 0),
		    directory_reason_word(person.reason));
		(void)db_write(r->db, &signin_sql[SIGNIN_SESSIONS_END], "directory",
		    db_number(row, 0));
		break;
	case DIRECTORY_DOWN:
		break;			/* the sessions' own grace runs */
	}
}

/* How to reach whoever left, and what they could do here. */
static void leavers_forget(struct request *r)
{
	const char *before = date_iso(r->pool, date_add_months(date_today(),
	    -(int)conf_number("signin.keep_contact_months")));

	(void)db_write(r->db, &signin_sql[SIGNIN_LEAVERS_FORGET], before);
	(void)db_write(r->db, &signin_sql[SIGNIN_LEAVERS_ROLES], before);
}

/* Each account in a transaction of its own: one that fails holds nobody up. */
static void round_run(struct db *db)
{
	struct pool *pool = pool_create();
	struct request r = { .pool = pool, .module = &signin_module, .db = db };
	struct db_rows rows;
	size_t i, n = 0;

	db_pool(db, pool);
	if (db_begin(db, false))
		n = db_list(db, &signin_sql[SIGNIN_LIVE], &rows);
	db_rollback(db);
	for (i = 0; i < n && !http_stopping(); i++) {
		if (!db_begin(db, true))
			break;
		session_check(&r, &rows.row[i]);
		if (!db_commit(db))
			db_rollback(db);
	}
	if (db_begin(db, true)) {
		(void)db_write(db, &signin_sql[SIGNIN_SESSIONS_OLD]);
		(void)db_write(db, &signin_sql[SIGNIN_ATTEMPTS_OLD]);
		(void)db_write(db, &signin_sql[SIGNIN_GUESTS_FORGET]);
		leavers_forget(&r);
		(void)db_commit(db);
	}
	directory_close();
	pool_destroy(&pool);
}

void signin_watch(struct db *db)
{
	(void)db_ready(db);
	lockdown_worker(true);
	while (!http_stopping()) {
		(void)sleep((unsigned)conf_number("signin.check_seconds"));
		if (!http_stopping())
			round_run(db);
	}
}
