#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "clock.h"
#include "conf.h"
#include "date.h"
#include "db.h"
#include "module.h"
#include "pool.h"
#include "probe.h"

#define HOLIDAYS_AHEAD	300	/* days: a plan or a return looks as far */
#define CLOCK_WARN	2	/* seconds between two machines' clocks */
#define CLOCK_WRONG	60

enum { TIME, SERVER, EVERYWHERE, SCHEMAS, TABLES };

static const struct db_statement sql[] = {
	[TIME] = { "SELECT UNIX_TIMESTAMP()", "", "u" },
	[SERVER] = { "SHOW GLOBAL VARIABLES WHERE Variable_name IN ('secure_timestamp',"
	    " 'sync_binlog', 'innodb_doublewrite', 'binlog_format', 'log_bin', 'skip_networking',"
	    " 'require_secure_transport', 'innodb_rollback_on_timeout')", "", "ss" },
	[EVERYWHERE] = { "SELECT COUNT(*) FROM information_schema.user_privileges"
	    " WHERE privilege_type <> 'USAGE'", "", "u" },
	[SCHEMAS] = { "SELECT COUNT(*) FROM information_schema.schema_privileges", "", "u" },
	/* What was written down stays, and the shape of a table is everychild-migrate's. */
	[TABLES] = { "SELECT COUNT(*) FROM information_schema.table_privileges WHERE"
	    " privilege_type NOT IN ('SELECT', 'INSERT', 'UPDATE', 'DELETE') OR"
	    " (table_name IN ('audit', 'answer', 'event') AND privilege_type IN ('UPDATE', 'DELETE'))",
	    "", "u" },
};

/* What is only advised; what a program insists on, db.c asks for. log_bin: it matters
 * where the server keeps a binary log. */
static const struct {
	const char *name, *want, *why;
	bool log_bin;
} advised[] = {
	{ "secure_timestamp", "YES", "else an account may date rows as it likes", false },
	{ "innodb_doublewrite", "ON", "else a power cut may tear a page", false },
	{ "innodb_rollback_on_timeout", "ON", "else half a transaction may stay", false },
	{ "sync_binlog", "1", "else the newest rows may be missing from backup and replicas", true },
	{ "binlog_format", "ROW", "else a replica may come to other rows", true },
};

void probe_statements_name(void)
{
	db_statements(sql, sizeof(sql) / sizeof(sql[0]));
}

/* -- files -- */

static void key_look(const char *program)
{
	struct pool *pool = pool_create();
	const char *path = pool_printf(pool, "%s/%s.key", conf_text("secret.key_dir"), program);
	struct stat st;

	probe_about("key");
	if (stat(path, &st) != 0)
		probe_error("%s cannot be looked at", path);
	else if ((st.st_mode & S_IRWXO) != 0)
		probe_error("%s can be used by every user of this machine: chmod 600 %s, and think of "
		    "a new key: what is signed with it proves nothing", path, path);
	else if ((st.st_mode & S_IRWXG) != 0)
		probe_warn("%s can be used by its whole group: chmod 600 %s", path, path);
	else
		probe_ok("readable by its user alone");
	pool_destroy(&pool);
}

static void holidays_look(void)
{
	struct date today = date_today(), ahead = date_add_days(today, HOLIDAYS_AHEAD);
	int missing = clock_years_missing(today);

	probe_about("bank holidays");
	if (missing == today.year)
		probe_error("this year, %d, is not in bank-holidays.xml: no date in working days can "
		    "be worked out; take the file of a newer version", missing);
	else if (missing != 0 && missing <= ahead.year)
		probe_warn("the year %d is not in bank-holidays.xml, and dates reach into it: take the "
		    "file of a newer version", missing);
	else
		probe_ok("known as far as dates reach now");
}

/* -- the database -- */

static void time_look(struct db *db)
{
	struct db_row row;
	long long apart;

	if (!db_find(db, &sql[TIME], &row))
		return;
	apart = (long long)db_number(&row, 0) - date_now();
	probe_about("database clock");
	if (llabs(apart) >= CLOCK_WRONG)
		probe_error("it is %lld seconds apart from this machine's: dates and the order of the "
		    "audit log are wrong; set both by a time server", llabs(apart));
	else if (llabs(apart) > CLOCK_WARN)
		probe_warn("it is %lld seconds apart from this machine's: set both by a time server",
		    llabs(apart));
	else
		probe_ok("agrees with this machine's");
}

static const char *variable(const struct db_rows *rows, const char *name)
{
	size_t i;

	for (i = 0; i < rows->n; i++)
		if (strcmp(db_text(&rows->row[i], 0), name) == 0)
			return db_text(&rows->row[i], 1);
	return NULL;		/* another kind of server has none */
}

static void server_look(struct db *db)
{
	struct db_rows rows;
	const char *is, *log;
	size_t i, servers, wrong = 0;

	if (db_list(db, &sql[SERVER], &rows) == 0)
		return;
	probe_about("database settings");
	log = variable(&rows, "log_bin");
	for (i = 0; i < sizeof(advised) / sizeof(advised[0]); i++) {
		is = variable(&rows, advised[i].name);
		if (is == NULL || strcmp(is, advised[i].want) == 0 ||
		    (advised[i].log_bin && (log == NULL || strcmp(log, "ON") != 0)))
			continue;
		probe_warn("%s is %s and should be %s: %s", advised[i].name, is, advised[i].want,
		    advised[i].why);
		wrong++;
	}
	is = variable(&rows, "require_secure_transport");
	(void)conf_list("db.server", &servers);
	if (servers > 0 && is != NULL && strcmp(is, "ON") != 0) {
		probe_warn("require_secure_transport is %s and should be ON: the server is reached "
		    "over the network", is);
		wrong++;
	}
	if (wrong == 0)
		probe_ok("as they should be");
}

static unsigned long long count(struct db *db, unsigned statement)
{
	struct db_row row;

	return db_find(db, &sql[statement], &row) ? db_number(&row, 0) : 0;
}

/* That the account may do what it must shows when its statements are prepared. */
static void rights_look(struct db *db)
{
	unsigned long long n = count(db, EVERYWHERE) + count(db, SCHEMAS) + count(db, TABLES);

	if (db_state(db) != DB_GOOD)
		return;
	probe_about("database rights");
	if (n > 0)
		probe_error("the program's account may do %llu things that it must not (change the audit "
		    "log, or more than one table at a time): drop the account and run "
		    "everychild-migrate", n);
	else
		probe_ok("what the program needs, and no more");
}

static void database_look(const struct module *m, struct db *db)
{
	struct pool *pool = pool_create();
	const char *wrong;

	probe_about("database");
	wrong = db_ready(db);
	if (wrong != NULL)
		probe_error("%s", wrong);
	db_pool(db, pool);
	if (wrong == NULL && db_begin(db, false)) {
		probe_ok("answers, and its schema is the one of this program");
		time_look(db);
		server_look(db);
		rights_look(db);
		probe_about("database");
		if (db_state(db) != DB_GOOD)
			probe_error("it did not answer everything that was asked");
		db_rollback(db);
	}
	if (m->probe != NULL)
		m->probe();
	pool_destroy(&pool);
}

int probe_self(const struct module *m)
{
	struct db *db;

	key_look(m->name);
	holidays_look();
	probe_about("database");
	db = db_open(m->name);
	database_look(m, db);
	db_close(&db);
	return probe_status();
}
