/*
 * everychild-audit: is the audit log as it was written, and who looked at a
 * child. everychild-audit(8) tells how to use it.
 *
 * Each program is looked at by a process of its own: the key and the schema of
 * the next one need not be got out of the way.
 */
#include <dirent.h>
#include <errno.h>
#include <grp.h>
#include <pwd.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "audit.h"
#include "conf.h"
#include "date.h"
#include "db.h"
#include "ident.h"
#include "log.h"
#include "pool.h"
#include "secret.h"
#include "text.h"

#define PROGRAMS_MAX	32
#define SECONDS_APART	300	/* that server and program may differ about a row's time */
#define HEX		(SECRET_BYTES * 2)

/* What a process ends with. A fatal error of common is FAILED too. */
enum ending { GOOD, FAILED, BAD = 10 };

enum { CHAIN_FIRST, CHAIN_NEXT, ROWS, ROW_MAC, VERIFY__MAX };

static const struct db_statement verify_sql[VERIFY__MAX] = {
	[CHAIN_FIRST] = { "SELECT MIN(chain) FROM audit", "", "s" },
	[CHAIN_NEXT] = { "SELECT MIN(chain) FROM audit WHERE chain > ?", "s", "s" },
	[ROWS] = { "SELECT id, seq, said_at, account, login, role, relation, action, object,"
	    " object_id, child, reason, detail, request, address, outcome, mac,"
	    " ABS(TIMESTAMPDIFF(SECOND, said_at, at)) FROM audit"
	    " WHERE chain = ? AND seq >= ? ORDER BY seq LIMIT 5000", "su",
	    "uususssssuussssubu" },
	[ROW_MAC] = { "SELECT mac FROM audit WHERE chain = ? AND seq = ?", "su", "b" },
};

static const struct db_statement find_sql[] = {
	{ "SELECT id FROM everychild_index.child WHERE number = ?", "s", "u" },
};

static const struct db_statement child_sql[] = {
	{ "SELECT a.id, a.at, a.login, p.given, p.family, a.role, a.relation, a.action, a.reason,"
	    " a.detail, a.address, a.outcome FROM audit a"
	    " LEFT JOIN everychild.account p ON p.id = a.account"
	    " WHERE a.child = ? AND (a.at > ? OR (a.at = ? AND a.id > ?))"
	    " ORDER BY a.at, a.id LIMIT 5000", "uddu", "udssssssssSu" },
};

static struct {
	const char *settings, *heads, *number;
	const char *program[PROGRAMS_MAX];
	unsigned programs;
} options;

/* One program being looked at. */
struct look {
	const char *program;
	struct db *db;
	struct pool *pool;
	FILE *heads;			/* where its chains' ends are written, or NULL */
	FILE *lines;			/* of the command child */
	unsigned long long child;
	unsigned long long rows, chains;
	bool bad;
};

static int usage(void)
{
	(void)fputs("usage: everychild-audit -c SETTINGS verify [--program NAME]... [--heads FILE]\n"
	    "       everychild-audit -c SETTINGS child NUMBER\n", stderr);
	return FAILED;
}

/* -- one program: its key, its schema, and no more rights than that needs -- */

/* Where the server knows accounts by operating-system user, root becomes the
 * one it knows us by. */
static void become(void)
{
	char name[80];
	const struct passwd *user;

	(void)snprintf(name, sizeof(name), "%saudit", conf_text("db.account_prefix"));
	user = geteuid() == 0 ? getpwnam(name) : NULL;
	if (user != NULL && (initgroups(name, user->pw_gid) != 0 || setgid(user->pw_gid) != 0 ||
	    setuid(user->pw_uid) != 0))
		log_fatal("cannot become %s: %s", name, strerror(errno));
}

static void look_open(struct look *look, const char *program)
{
	const char *wrong;

	look->program = program;
	look->pool = pool_create();
	db_schema(strcmp(program, "signin") == 0 ? "everychild" :
	    pool_printf(look->pool, "everychild_%s", program));
	look->db = db_open("audit");
	become();
	wrong = db_ready(look->db);
	if (wrong != NULL)
		log_fatal("%s: %s", program, wrong);
	db_pool(look->db, look->pool);
	if (!db_begin(look->db, false))
		exit(FAILED);
}

/* Nothing found is only so when nothing went wrong. */
static void look_sure(const struct look *look)
{
	if (db_state(look->db) != DB_GOOD)
		log_fatal("%s: the audit log cannot be read", look->program);
}

static void look_close(struct look *look)
{
	db_rollback(look->db);
	db_close(&look->db);
	pool_destroy(&look->pool);
}

/* -- verify -- */

static void complain(struct look *look, const char *chain, unsigned long long seq,
    const char *what)
{
	(void)printf("%s: chain %s, row %llu: %s\n", look->program, chain, seq, what);
	look->bad = true;
}

struct chain {
	char name[17];
	unsigned long long seq, id;	/* of the last good row */
	unsigned char mac[SECRET_BYTES];
};

static void row_from(const struct db_row *row, const char *chain, struct audit_row *r)
{
	*r = (struct audit_row){ .chain = chain, .seq = db_number(row, 1),
	    .said_at = db_text(row, 2), .account = db_number(row, 3), .login = db_text(row, 4),
	    .role = db_text(row, 5), .relation = db_text(row, 6), .action = db_text(row, 7),
	    .object = db_text(row, 8), .object_id = db_number(row, 9), .child = db_number(row, 10),
	    .reason = db_text(row, 11), .detail = db_text(row, 12), .request = db_text(row, 13),
	    .address = db_text(row, 14), .outcome = db_number(row, 15) };
}

/* NULL, or what is wrong with the row that follows the chain's last good one. */
static const char *row_check(struct look *look, struct chain *chain, const struct db_row *row)
{
	unsigned char mac[SECRET_BYTES];
	struct audit_row r;
	const void *stored;
	size_t len;

	row_from(row, chain->name, &r);
	if (r.seq != chain->seq + 1)
		return pool_printf(look->pool, "is missing, the next is %llu", r.seq);
	audit_mac(look->pool, &r, chain->mac, mac);
	stored = db_bytes(row, 16, &len);
	if (len != SECRET_BYTES || !secret_same(mac, stored, SECRET_BYTES))
		return "is not as it was written, or does not belong there";
	if (db_number(row, 0) <= chain->id)
		return "is not where it was written";
	if (db_number(row, 17) > SECONDS_APART)
		return pool_printf(look->pool, "says %s, which is %llu seconds from the server's time",
		    r.said_at, db_number(row, 17));
	chain->seq = r.seq;
	chain->id = db_number(row, 0);
	memcpy(chain->mac, mac, sizeof(mac));
	return NULL;
}

/* One page of rows; true when there may be more. Rows after a bad one hang on
 * it and say nothing. */
static bool page_check(struct look *look, struct chain *chain, unsigned long long from)
{
	struct db_rows rows;
	const char *wrong;
	size_t i;

	(void)db_list(look->db, &verify_sql[ROWS], &rows, chain->name, from);
	look_sure(look);
	for (i = 0; i < rows.n; i++) {
		look->rows++;
		wrong = row_check(look, chain, &rows.row[i]);
		if (wrong == NULL)
			continue;
		complain(look, chain->name, db_number(&rows.row[i], 1) < chain->seq + 1 ?
		    db_number(&rows.row[i], 1) : chain->seq + 1, wrong);
		return false;
	}
	return rows.n > 0;
}

static void chain_check(struct look *look, const char *name)
{
	struct chain chain = { 0 };
	unsigned long long from = 0;

	(void)snprintf(chain.name, sizeof(chain.name), "%s", name);
	look->chains++;
	while (page_check(look, &chain, from)) {
		from = chain.seq + 1;
		pool_reset(look->pool);
	}
	if (look->heads != NULL && !look->bad)
		(void)fprintf(look->heads, "%s %s %llu %s\n", look->program, chain.name, chain.seq,
		    text_hex(look->pool, chain.mac, SECRET_BYTES));
}

static void chains_check(struct look *look)
{
	char name[17] = "";
	struct db_row row;
	bool found = db_find(look->db, &verify_sql[CHAIN_FIRST], &row);

	while (look_sure(look), found && db_text(&row, 0) != NULL) {
		(void)snprintf(name, sizeof(name), "%s", db_text(&row, 0));
		chain_check(look, name);
		pool_reset(look->pool);
		found = db_find(look->db, &verify_sql[CHAIN_NEXT], &row, name);
	}
}

/* A line of the kept file: "caf 0123456789abcdef 42 MAC". */
static bool head_read(const char *line, char program[17], char chain[17],
    unsigned long long *seq_r, char mac[HEX + 1])
{
	char seq[21], *const word[] = { program, chain, seq, mac };
	static const size_t room[] = { 16, 16, 20, HEX };
	size_t i, len;

	for (i = 0; i < 4; i++) {
		len = strcspn(line, " \n");
		if (len == 0 || len > room[i] || line[len] != (i < 3 ? ' ' : '\n'))
			return false;
		memcpy(word[i], line, len);
		word[i][len] = '\0';
		line += len + 1;
	}
	return strlen(mac) == HEX && text_number(seq, seq_r);
}

/* What was the end of a chain must still be there and be the same. */
static void head_check(struct look *look, const char *chain, unsigned long long seq,
    const char *mac)
{
	struct db_row row;
	const void *stored;
	size_t len;

	if (!db_find(look->db, &verify_sql[ROW_MAC], &row, chain, seq)) {
		look_sure(look);
		complain(look, chain, seq, "was there before and is not any more: rows were cut off, "
		    "or an older copy was brought back");
		return;
	}
	stored = db_bytes(&row, 0, &len);
	if (len != SECRET_BYTES || strcmp(text_hex(look->pool, stored, len), mac) != 0)
		complain(look, chain, seq, "is another one than was there before");
}

static void heads_check(struct look *look)
{
	char line[256], program[17], chain[17], mac[HEX + 1];
	unsigned long long seq;
	FILE *f = options.heads == NULL ? NULL : fopen(options.heads, "re");

	while (f != NULL && fgets(line, sizeof(line), f) != NULL) {
		if (!head_read(line, program, chain, &seq, mac))
			log_fatal("%s has a line that is none of its own", options.heads);
		if (strcmp(program, look->program) == 0)
			head_check(look, chain, seq, mac);
		pool_reset(look->pool);
	}
	if (f != NULL)
		(void)fclose(f);
}

static int program_verify(const char *program, FILE *out)
{
	struct look look = { .heads = out };

	secret_open(program);
	db_statements(verify_sql, VERIFY__MAX);
	look_open(&look, program);
	heads_check(&look);
	chains_check(&look);
	(void)printf("%s: %llu rows in %llu chains%s\n", program, look.rows, look.chains,
	    look.bad ? "" : ", all as they were written");
	look_close(&look);
	return look.bad ? BAD : GOOD;
}

/* -- child -- */

static const char *or_empty(const char *text)
{
	return text == NULL ? "" : text;
}

/* First the time as it sorts, then what is shown. */
static void line_print(struct look *look, const struct db_row *row)
{
	const char *reason = db_text(row, 8), *detail = db_text(row, 9);

	(void)fprintf(look->lines, "%s\t%s: %s %s (%s; %s%s%s) %s in %s%s%s%s%s%s, from %s, answered %llu\n",
	    db_text(row, 1), date_reading(look->pool, db_text(row, 1)), or_empty(db_text(row, 3)),
	    or_empty(db_text(row, 4)), db_text(row, 2), db_text(row, 5),
	    db_text(row, 6)[0] == '\0' ? "" : "; by relation ", db_text(row, 6), db_text(row, 7),
	    look->program, reason[0] == '\0' ? "" : ", reason ", reason,
	    detail[0] == '\0' ? "" : ", \"", detail, detail[0] == '\0' ? "" : "\"",
	    db_text(row, 10), db_number(row, 11));
}

static int program_child(const char *program, FILE *out)
{
	struct look look = { .lines = out, .child = options.programs };
	char at[32] = "1000-01-01 00:00:00";
	unsigned long long id = 0;
	struct db_rows rows;
	size_t i;

	db_statements(child_sql, 1);
	look_open(&look, program);
	do {
		(void)db_list(look.db, &child_sql[0], &rows, look.child, at, at, id);
		look_sure(&look);
		for (i = 0; i < rows.n; i++)
			line_print(&look, &rows.row[i]);
		if (rows.n > 0) {
			(void)snprintf(at, sizeof(at), "%s", db_text(&rows.row[rows.n - 1], 1));
			id = db_number(&rows.row[rows.n - 1], 0);
		}
		pool_reset(look.pool);
	} while (rows.n > 0);
	look_close(&look);
	return GOOD;
}
