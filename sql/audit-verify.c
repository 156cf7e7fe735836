#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "audit.h"
#include "audit-tool.h"
#include "log.h"
#include "pool.h"
#include "secret.h"
#include "text.h"

#define SECONDS_APART	300	/* that server and program may differ about a row's time */
#define HEX		(SECRET_BYTES * 2)

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

static struct {
	const char *heads;		/* the file that is kept elsewhere, or NULL */
} state;

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
	return rows.n == PAGE;
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
	if (look->out != NULL && !look->bad)
		(void)fprintf(look->out, "%s %s %llu %s\n", look->program, chain.name, chain.seq,
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
	FILE *f = state.heads == NULL ? NULL : fopen(state.heads, "re");

	while (f != NULL && fgets(line, sizeof(line), f) != NULL) {
		if (!head_read(line, program, chain, &seq, mac))
			log_fatal("%s has a line that is none of its own", state.heads);
		if (strcmp(program, look->program) == 0)
			head_check(look, chain, seq, mac);
		pool_reset(look->pool);
	}
	if (f != NULL)
		(void)fclose(f);
}

static int program_verify(const char *program, FILE *out)
{
	struct look look = { .out = out };

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

/* Lines of programs that were not looked at stay. */
static void heads_of_others(FILE *out)
{
	char line[256], program[17], chain[17], mac[HEX + 1];
	unsigned long long seq;
	FILE *f = fopen(state.heads, "re");

	while (f != NULL && fgets(line, sizeof(line), f) != NULL) {
		if (!head_read(line, program, chain, &seq, mac))
			log_fatal("%s has a line that is none of its own", state.heads);
		if (!look_named(program))
			(void)fputs(line, out);
	}
	if (f != NULL)
		(void)fclose(f);
}

/* The kept ends are renewed only where all was good: else they are evidence. */
int audit_verify(const char *path_of_heads)
{
	char path[1024];
	FILE *out;
	int end;

	state.heads = path_of_heads;
	if (state.heads == NULL)
		return look_all(program_verify, NULL);
	if (snprintf(path, sizeof(path), "%s.new", state.heads) >= (int)sizeof(path))
		log_fatal("the name of the file of heads is too long");
	out = fopen(path, "we");
	if (out == NULL)
		log_fatal("cannot write %s: %s", path, strerror(errno));
	heads_of_others(out);
	end = look_all(program_verify, out);
	if ((fflush(out) != 0 || fsync(fileno(out)) != 0 || fclose(out) != 0) && end == GOOD)
		log_fatal("cannot write %s: %s", path, strerror(errno));
	if (end == GOOD ? rename(path, state.heads) != 0 : unlink(path) != 0)
		log_fatal("cannot renew %s: %s", state.heads, strerror(errno));
	return end;
}
