#include <assert.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "conf.h"
#include "db.h"
#include "db-mysql.h"
#include "log.h"
#include "text.h"

#define SERVERS_MAX	8
#define PENALTY_SECONDS	30	/* a server that failed is asked last for so long */

const struct conf_setting db_settings[] = {
	{ "db.socket", CONF_TEXT, "/run/mysqld/mysqld.sock", NULL },
	{ "db.server", CONF_LIST, NULL, NULL },
	{ "db.ca_file", CONF_TEXT, "", NULL },
	{ "db.account_prefix", CONF_TEXT, "ec_", NULL },
	{ "db.account_host", CONF_TEXT, "localhost", NULL },
	{ "db.password_dir", CONF_TEXT, "", NULL },
	{ NULL, CONF_TEXT, NULL, NULL }
};

struct server {
	const char *name;	/* as in the settings */
	bool near;		/* a socket of this machine */
	char host[256];
	unsigned port;
	time_t back_at;		/* until when it is asked last */
};

static struct {
	char account[64], password[128], schema[64], said[320];
	struct server server[SERVERS_MAX];
	size_t n;
	bool locked;
} state;

void db_schema(const char *schema)
{
	(void)snprintf(state.schema, sizeof(state.schema), "%s", schema);
}

/* -- settings -- */

/* "/run/mysqld/mysqld.sock", "db1.example.gov.uk", "10.0.0.5:3307", "[fd00::5]:3306" */
static void server_read(struct server *s, const char *name)
{
	const char *host = name[0] == '[' ? name + 1 : name;
	size_t len = strcspn(host, name[0] == '[' ? "]" : ":");
	const char *rest = host + len + (name[0] == '[' && host[len] == ']');
	unsigned long long port = 3306;

	*s = (struct server){ .name = name, .near = name[0] == '/' };
	if (s->near)
		return;
	if (len == 0 || len >= sizeof(s->host) || (rest[0] != '\0' && (rest[0] != ':' ||
	    !text_number(rest + 1, &port) || port == 0 || port > 65535)))
		log_fatal("settings: db.server %s is neither a path nor host:port", name);
	memcpy(s->host, host, len);
	s->port = (unsigned)port;
	if (conf_text("db.ca_file")[0] == '\0' || conf_text("db.password_dir")[0] == '\0')
		log_fatal("settings: db.server %s needs db.ca_file and db.password_dir", name);
}

static void servers_read(void)
{
	const char *const *names;
	size_t n;

	names = conf_list("db.server", &n);
	if (n > SERVERS_MAX)
		log_fatal("settings: db.server: at most %d lines", SERVERS_MAX);
	for (state.n = 0; state.n < n; state.n++)
		server_read(&state.server[state.n], names[state.n]);
	if (n == 0)
		server_read(&state.server[state.n++], conf_text("db.socket"));
}

static void password_read(void)
{
	char path[512], *end;
	FILE *f;

	(void)snprintf(path, sizeof(path), "%s/%s.password", conf_text("db.password_dir"),
	    state.account);
	f = fopen(path, "re");
	if (f == NULL || fgets(state.password, sizeof(state.password), f) == NULL)
		log_fatal("database: cannot read the password file of %s", state.account);
	(void)fclose(f);
	end = strchr(state.password, '\n');
	if (end != NULL)
		*end = '\0';
}

/* The account is named after the program; where no password file exists the
 * server knows us by our operating-system user. */
void db_server_open(const char *program)
{
	if (state.account[0] != '\0')
		return;
	(void)snprintf(state.account, sizeof(state.account), "%s%s",
	    conf_text("db.account_prefix"), program);
	if (state.schema[0] == '\0')
		(void)snprintf(state.schema, sizeof(state.schema), strcmp(program, "signin") == 0 ?
		    "everychild" : "everychild_%s", program);
	if (conf_text("db.password_dir")[0] != '\0')
		password_read();
	servers_read();
}

void db_server_lock(void)
{
	state.locked = true;
}

static bool reachable(const struct server *s)
{
	return s->near || !state.locked;
}

bool db_server_reachable(void)
{
	size_t i;

	for (i = 0; i < state.n; i++)
		if (reachable(&state.server[i]))
			return true;
	return false;
}

/* -- one server -- */

/* A CA file or "enforce" alone connects in clear text to a server without TLS;
 * only verification refuses. */
static void encryption_set(MYSQL *mysql)
{
	unsigned tcp = MYSQL_PROTOCOL_TCP;
#ifdef MARIADB_PACKAGE_VERSION
	my_bool yes = 1;

	(void)mysql_options(mysql, MYSQL_OPT_SSL_VERIFY_SERVER_CERT, &yes);
#else
	unsigned verify = SSL_MODE_VERIFY_IDENTITY;

	(void)mysql_options(mysql, MYSQL_OPT_SSL_MODE, &verify);
#endif
	(void)mysql_options(mysql, MYSQL_OPT_PROTOCOL, &tcp);
	(void)mysql_options(mysql, MYSQL_OPT_SSL_CA, conf_text("db.ca_file"));
}

static void options_set(MYSQL *mysql, const struct server *s)
{
	unsigned connect = 2, wait = 12, no = 0;

	(void)mysql_options(mysql, MYSQL_OPT_CONNECT_TIMEOUT, &connect);
	(void)mysql_options(mysql, MYSQL_OPT_READ_TIMEOUT, &wait);
	(void)mysql_options(mysql, MYSQL_OPT_WRITE_TIMEOUT, &wait);
	(void)mysql_options(mysql, MYSQL_OPT_LOCAL_INFILE, &no);
	(void)mysql_options(mysql, MYSQL_SET_CHARSET_NAME, "utf8mb4");
	if (!s->near)
		encryption_set(mysql);
}

static bool connect_to(MYSQL *mysql, const struct server *s)
{
	if (s->near)
		return mysql_real_connect(mysql, NULL, state.account, state.password, state.schema, 0,
		    s->name, 0) != NULL;
	return mysql_real_connect(mysql, s->host, state.account, state.password, state.schema,
	    s->port, NULL, 0) != NULL && mysql_get_ssl_cipher(mysql) != NULL;
}

int db_server_descriptor(MYSQL *mysql)
{
#ifdef MARIADB_PACKAGE_VERSION
	return mysql_get_socket(mysql);
#else
	return mysql->net.fd;
#endif
}

/*
 * What a session must be like, and the reading back that proves it. This table
 * is all that the programs do differently on the two servers: where one does not
 * know a variable it is told .other. (everychild-migrate's function account_make
 * is all that the schemas need.) A cluster's node answers when it has applied
 * what the cluster knew at the beginning of the transaction: after another
 * node's end nobody misses what was saved there.
 */
static const struct { const char *set, *get, *want, *other; } modes[] = {
	{ "SET NAMES utf8mb4 COLLATE utf8mb4_bin", "SELECT @@collation_connection", "utf8mb4_bin", NULL },
	{ "SET SESSION sql_mode='STRICT_ALL_TABLES,ERROR_FOR_DIVISION_BY_ZERO,"
	  "NO_ENGINE_SUBSTITUTION,NO_ZERO_DATE,NO_ZERO_IN_DATE,ONLY_FULL_GROUP_BY'",
	  "SELECT @@sql_mode LIKE '%STRICT_ALL_TABLES%'", "1", NULL },
	{ "SET SESSION time_zone='+00:00'", "SELECT @@time_zone", "+00:00", NULL },
	{ "SET SESSION innodb_lock_wait_timeout=5", "SELECT @@innodb_lock_wait_timeout", "5", NULL },
	{ "SET SESSION lock_wait_timeout=10", "SELECT @@lock_wait_timeout", "10", NULL },
	{ "SET SESSION transaction_isolation='READ-COMMITTED'", NULL, NULL,
	  "SET SESSION tx_isolation='READ-COMMITTED'" },
	{ "SET SESSION max_statement_time=10", NULL, NULL, "SET SESSION max_execution_time=10000" },
	{ "SET SESSION innodb_snapshot_isolation=ON", NULL, NULL, "DO 0" },
	{ "SET SESSION idle_transaction_timeout=30", NULL, NULL, "DO 0" },
	{ "SET SESSION wsrep_sync_wait=1", NULL, NULL, "DO 0" },
	{ NULL, "SELECT @@innodb_flush_log_at_trx_commit", "1", NULL },
	{ NULL, "SELECT @@local_infile", "0", NULL },
};

/* The last column of the only row; no row is as good where it may be missing. */
static bool mode_is(MYSQL *mysql, const char *query, const char *want, bool missing)
{
	MYSQL_RES *result;
	MYSQL_ROW row;
	const char *value;
	bool same;

	if (mysql_query(mysql, query) != 0 || (result = mysql_store_result(mysql)) == NULL)
		return false;
	row = mysql_fetch_row(result);
	value = row == NULL ? NULL : row[mysql_num_fields(result) - 1];
	same = row == NULL ? missing : value != NULL && strcmp(value, want) == 0;
	mysql_free_result(result);
	return same;
}

static const char *modes_set(MYSQL *mysql)
{
	size_t i;

	for (i = 0; i < sizeof(modes) / sizeof(modes[0]); i++) {
		if (modes[i].set != NULL && mysql_query(mysql, modes[i].set) != 0 &&
		    (modes[i].other == NULL || mysql_query(mysql, modes[i].other) != 0))
			return modes[i].set;
		if (modes[i].get != NULL && !mode_is(mysql, modes[i].get, modes[i].want, false))
			return modes[i].get;
	}
	return NULL;
}

/* A replica, and a cluster's node that is not of the majority or has not caught
 * up, let us in and take nothing. */
static const char *writable(MYSQL *mysql)
{
	if (!mode_is(mysql, "SHOW GLOBAL VARIABLES LIKE 'read_only'", "OFF", false))
		return "it is read only";
	if (mode_is(mysql, "SHOW GLOBAL VARIABLES LIKE 'wsrep_on'", "OFF", true))
		return NULL;
	if (!mode_is(mysql, "SHOW GLOBAL STATUS LIKE 'wsrep_cluster_status'", "Primary", false) ||
	    !mode_is(mysql, "SHOW GLOBAL STATUS LIKE 'wsrep_ready'", "ON", false))
		return "its cluster is not ready";
	return NULL;
}

/* NULL, or why not. */
static const char *server_try(const struct server *s, MYSQL *mysql)
{
	const char *wrong;

	options_set(mysql, s);
	if (!connect_to(mysql, s)) {
		(void)snprintf(state.said, sizeof(state.said), "cannot connect to %.100s: error %u",
		    s->name, mysql_errno(mysql));
		return state.said;
	}
	wrong = writable(mysql);
	if (wrong != NULL) {
		(void)snprintf(state.said, sizeof(state.said), "%.100s cannot be used: %s", s->name, wrong);
		return state.said;
	}
	wrong = modes_set(mysql);
	if (wrong == NULL)
		return NULL;
	(void)snprintf(state.said, sizeof(state.said), "%.80s is not set up as it must be: %.150s",
	    s->name, wrong);
	return state.said;
}

/* -- all of them -- */

/* The first in order that is not to be asked last; else the one that failed
 * longest ago. NULL when all have been tried. */
static struct server *server_next(const bool *tried)
{
	struct server *s, *best = NULL;
	time_t now = time(NULL);
	size_t i;

	for (i = 0; i < state.n; i++) {
		s = &state.server[i];
		if (tried[i] || !reachable(s))
			continue;
		if (s->back_at <= now)
			return s;
		if (best == NULL || s->back_at < best->back_at)
			best = s;
	}
	return best;
}

const char *db_server_connect(MYSQL **mysql_r)
{
	bool tried[SERVERS_MAX] = { false };
	const char *wrong = "no server can be reached from here";
	struct server *s;

	while ((s = server_next(tried)) != NULL) {
		tried[s - state.server] = true;
		*mysql_r = mysql_init(NULL);
		if (*mysql_r == NULL)
			abort();
		wrong = server_try(s, *mysql_r);
		s->back_at = wrong == NULL ? 0 : time(NULL) + PENALTY_SECONDS;
		if (wrong == NULL)
			return NULL;
		mysql_close(*mysql_r);
		*mysql_r = NULL;
		if (state.n > 1)
			log_warn("database: %s", wrong);
	}
	return wrong;
}
