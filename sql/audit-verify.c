#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "audit-checkpoint.h"
#include "audit-entry.h"
#include "audit-tool.h"
#include "conf.h"
#include "date.h"
#include "log.h"
#include "pool.h"
#include "secret.h"
#include "text.h"

#define SECONDS_APART	300	/* that server and program may differ about a row's time */
#define HEX		(SECRET_BYTES * 2)

enum { CHAIN_FIRST, CHAIN_NEXT, CHAIN_ODD, ROWS, ROW_MAC, VERIFY__MAX };

static const struct db_statement verify_sql[VERIFY__MAX] = {
	[CHAIN_FIRST] = { "SELECT chain FROM audit WHERE LENGTH(chain) <= 16 ORDER BY chain LIMIT 1",
	    "", "s" },
	[CHAIN_NEXT] = { "SELECT chain FROM audit WHERE chain > ? AND LENGTH(chain) <= 16"
	    " ORDER BY chain LIMIT 1", "s", "s" },
	/* Of a table that somebody has changed. */
	[CHAIN_ODD] = { "SELECT COALESCE(LEFT(chain, 16), 'NULL') FROM audit WHERE chain IS NULL"
	    " OR LENGTH(chain) > 16 LIMIT 1", "", "s" },
	[ROWS] = { "SELECT " ENTRY_COLUMNS " FROM audit WHERE chain = ? AND seq >= ?"
	    " ORDER BY seq LIMIT 5000", "su", ENTRY_KINDS },
	[ROW_MAC] = { "SELECT mac FROM audit WHERE chain = ? AND seq = ?", "su", "b" },
};

static struct {
	const struct verify *how;
	const char *heads;		/* the file that is kept elsewhere, or NULL */
	struct checkpoints points;
	bool *seen;			/* of each point: its chain is there */
} state;

static void complain(struct look *look, const char *chain, unsigned long long seq,
    const char *what)
{
	(void)printf("%s: chain %s, row %llu: %s\n", look->program, chain, seq, what);
	look->bad = true;
}

struct chain {
	char name[POINT_NAME];
	unsigned long long seq, id;	/* of the last good row */
	char said_at[27];
	unsigned char mac[SECRET_BYTES];
	bool broken;			/* what follows hangs on a bad row and says nothing */
	const struct point *point;	/* the next that a checkpoint has of it */
	size_t points;
};

/* -- what checkpoints have -- */

static const char *checkpoint_name(struct look *look, const struct point *point)
{
	const struct checkpoint *cp = &state.points.checkpoint[point->checkpoint];

	return pool_printf(look->pool, "checkpoint %llu of %s", cp->number,
	    date_stamp(look->pool, date_utc(look->pool, cp->at)));
}

/* The row that was just found good. NULL, or what is wrong. */
static const char *points_check(struct look *look, struct chain *chain)
{
	for (; chain->points > 0 && chain->point->seq <= chain->seq; chain->point++, chain->points--)
		if (chain->point->seq == chain->seq &&
		    memcmp(chain->point->mac, chain->mac, SECRET_BYTES) != 0)
			return pool_printf(look->pool, "is another one than %s has: the chain was "
			    "written anew", checkpoint_name(look, chain->point));
	return NULL;
}

/* The end of a chain has come, and checkpoints have more of it. */
static void points_gone(struct look *look, const struct chain *chain)
{
	const struct point *last = &chain->point[chain->points - 1];

	complain(look, chain->name, chain->seq + 1, pool_printf(look->pool,
	    "is gone, and all to row %llu, which %s has; %s", last->seq, checkpoint_name(look, last),
	    chain->seq == 0 ? "nothing is left of the chain" :
	    pool_printf(look->pool, "the last one left is of %s", chain->said_at)));
}

static void chains_gone(struct look *look)
{
	const struct point *p = state.points.point;
	struct chain chain = { 0 };
	size_t i, n;

	for (i = 0; i < state.points.points; i += n) {
		chain.point = points_of(&state.points, p[i].program, p[i].chain, &n);
		if (state.seen[i] || strcmp(p[i].program, look->program) != 0)
			continue;
		(void)snprintf(chain.name, sizeof(chain.name), "%s", p[i].chain);
		chain.points = n;
		points_gone(look, &chain);
	}
}

/* Rows were written and no checkpoint after them: it has stopped, or its last ones were
 * taken away. */
static void points_late(struct look *look)
{
	const struct checkpoint *last = &state.points.checkpoint[state.points.n - 1];
	long long at;

	if (!date_moment(look->newest, &at) || at - last->at <= state.how->minutes * 60)
		return;
	(void)printf("%s: rows were written until %s, and the last checkpoint is of %s: it has "
	    "stopped, or the last ones were taken away\n", look->program,
	    date_stamp(look->pool, date_utc(look->pool, at)),
	    date_stamp(look->pool, date_utc(look->pool, last->at)));
	look->bad = true;
}

/* -- chains and rows -- */

static void chain_begin(struct look *look, struct chain *chain, const char *name)
{
	*chain = (struct chain){ 0 };
	(void)snprintf(chain->name, sizeof(chain->name), "%s", name);
	look->chains++;
	chain->point = points_of(&state.points, look->program, name, &chain->points);
	if (chain->points > 0)
		state.seen[chain->point - state.points.point] = true;
}

/* NULL, or what is wrong with the row that follows the chain's last good one. */
static const char *row_check(struct look *look, struct chain *chain, const struct entry *entry)
{
	unsigned char mac[SECRET_BYTES];
	const struct audit_row *r = &entry->row;

	if (r->seq != chain->seq + 1)
		return pool_printf(look->pool, "is missing, the next is %llu", r->seq);
	if (entry->mac_len != SECRET_BYTES)
		return "is not as it was written, or does not belong there";
	if (state.how->keys) {
		audit_mac(look->pool, r, chain->mac, mac);
		if (!secret_same(mac, entry->mac, SECRET_BYTES))
			return "is not as it was written, or does not belong there";
	}
	if (entry->id <= chain->id)
		return "is not where it was written";
	if (entry->apart > SECONDS_APART)
		return pool_printf(look->pool, "says %s, which is %llu seconds from the server's time",
		    r->said_at, entry->apart);
	chain->seq = r->seq;
	chain->id = entry->id;
	(void)snprintf(chain->said_at, sizeof(chain->said_at), "%s", r->said_at);
	memcpy(chain->mac, entry->mac, sizeof(chain->mac));
	return points_check(look, chain);
}

static void row_feed(struct look *look, struct chain *chain, const struct entry *entry)
{
	const char *wrong;

	look->rows++;
	if (strcmp(entry->row.said_at, look->newest) > 0)
		(void)snprintf(look->newest, sizeof(look->newest), "%s", entry->row.said_at);
	if (chain->broken)
		return;
	wrong = row_check(look, chain, entry);
	if (wrong == NULL)
		return;
	chain->broken = true;
	complain(look, chain->name, entry->row.seq < chain->seq + 1 ? entry->row.seq :
	    chain->seq + 1, wrong);
}

static void chain_end(struct look *look, const struct chain *chain)
{
	if (!chain->broken && chain->points > 0)
		points_gone(look, chain);
	if (look->out != NULL && !look->bad)
		(void)fprintf(look->out, "%s %s %llu %s\n", look->program, chain->name, chain->seq,
		    text_hex(look->pool, chain->mac, SECRET_BYTES));
}

/* -- from the database -- */

/* One page of rows; true when there may be more. Rows after a bad one are not read. */
static bool page_check(struct look *look, struct chain *chain, unsigned long long from)
{
	struct db_rows rows;
	struct entry entry;
	size_t i;

	(void)db_list(look->db, &verify_sql[ROWS], &rows, chain->name, from);
	look_sure(look);
	for (i = 0; i < rows.n && !chain->broken; i++) {
		entry_from(&rows.row[i], &entry);
		row_feed(look, chain, &entry);
	}
	return rows.n == PAGE && !chain->broken;
}

static void chain_check(struct look *look, const char *name)
{
	struct chain chain;
	unsigned long long from = 0;

	chain_begin(look, &chain, name);
	while (page_check(look, &chain, from)) {
		from = chain.seq + 1;
		pool_reset(look->pool);
	}
	chain_end(look, &chain);
}

/* The first chain, or the one behind name, which it becomes. */
static bool chain_next(struct look *look, bool first, char name[POINT_NAME])
{
	struct db_row row;
	bool found = first ? db_find(look->db, &verify_sql[CHAIN_FIRST], &row) :
	    db_find(look->db, &verify_sql[CHAIN_NEXT], &row, name);

	look_sure(look);
	if (found)
		(void)snprintf(name, POINT_NAME, "%s", db_text(&row, 0));
	return found;
}

static void chains_check(struct look *look)
{
	char name[POINT_NAME] = "";
	struct db_row row;
	bool first;

	if (db_find(look->db, &verify_sql[CHAIN_ODD], &row))
		complain(look, db_text(&row, 0), 0, "is of no chain: a name like that was never written");
	look_sure(look);
	for (first = true; chain_next(look, first, name); first = false) {
		chain_check(look, name);
		pool_reset(look->pool);
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

static int program_end(struct look *look)
{
	if (state.points.n > 0) {
		chains_gone(look);
		points_late(look);
	}
	(void)printf("%s: %llu rows in %llu chains%s%s\n", look->program, look->rows, look->chains,
	    look->bad ? "" : state.how->keys ? ", all as they were written" : ", none missing",
	    !look->bad && !state.how->keys ? "; without the keys nobody can tell more" : "");
	return look->bad ? BAD : GOOD;
}

static int program_verify(const char *program, FILE *out)
{
	struct look look = { .out = out };
	int end;

	secret_open(program);
	db_statements(verify_sql, VERIFY__MAX);
	look_open(&look, program);
	heads_check(&look);
	chains_check(&look);
	end = program_end(&look);
	look_close(&look);
	return end;
}

/* -- rows as a file, and from it -- */

static int program_export(const char *program, FILE *out)
{
	struct look look = { .out = out };
	unsigned long long from;
	char name[POINT_NAME] = "";
	struct entry entry;
	struct db_rows rows;
	bool first;
	size_t i;

	db_statements(verify_sql, VERIFY__MAX);
	look_open(&look, program);
	for (first = true; chain_next(&look, first, name); first = false) {
		from = 0;
		do {
			(void)db_list(look.db, &verify_sql[ROWS], &rows, name, from);
			look_sure(&look);
			for (i = 0; i < rows.n; i++) {
				entry_from(&rows.row[i], &entry);
				entry_write(look.pool, out, program, &entry);
				from = entry.row.seq + 1;
			}
			look.rows += rows.n;
			pool_reset(look.pool);
		} while (rows.n == PAGE && from != 0);
	}
	(void)printf("%s: %llu rows\n", program, look.rows);
	look_close(&look);
	return GOOD;
}

/* The number of lines between the first one and the last. */
static unsigned long long lines_count(FILE *f)
{
	unsigned long long n = 0;
	int c;

	rewind(f);
	while ((c = getc(f)) != EOF)
		n += c == '\n';
	return n == 0 ? 0 : n - 1;
}

int audit_export(const char *path)
{
	char name[1024];
	FILE *out;
	int end;

	if (snprintf(name, sizeof(name), "%s.new", path) >= (int)sizeof(name))
		log_fatal("the name of the file is too long");
	(void)umask(077);
	out = fopen(name, "w+xe");
	if (out == NULL)
		log_fatal("cannot make %s: %s", name, strerror(errno));
	(void)fprintf(out, "%s\n", ENTRY_FIRST);
	end = look_all(program_export, out);
	if (end == GOOD) {
		(void)fprintf(out, "end %llu\n", lines_count(out));
		if (fflush(out) != 0 || fsync(fileno(out)) != 0 || rename(name, path) != 0)
			log_fatal("cannot write %s: %s", path, strerror(errno));
	} else
		(void)unlink(name);
	(void)fclose(out);
	return end;
}

struct exported {
	FILE *f;
	char *line;
	size_t size;
	unsigned long long n;		/* rows that were read */
};

/* The next row. False: they are at their end. Ends the process when it is not the file
 * that was made. */
static bool exported_next(struct exported *x, struct pool *pool, struct entry *entry_r)
{
	ssize_t len = getline(&x->line, &x->size, x->f);
	unsigned long long n;

	if (len <= 0 || x->line[len - 1] != '\n')
		log_fatal("%s ends before its end", state.how->file);
	x->line[--len] = '\0';
	if (text_starts(x->line, "end ") && text_number(x->line + 4, &n) && n == x->n) {
		if (getc(x->f) != EOF)
			log_fatal("%s goes on after its end", state.how->file);
		return false;
	}
	x->n++;
	if (!entry_read(pool, x->line, (size_t)len, entry_r))
		log_fatal("%s, line %llu: no row that was exported", state.how->file, x->n + 1);
	return true;
}

static void exported_open(struct exported *x)
{
	*x = (struct exported){ .f = fopen(state.how->file, "re") };
	if (x->f == NULL)
		log_fatal("cannot read %s: %s", state.how->file, strerror(errno));
	if (getline(&x->line, &x->size, x->f) <= 0 || strcmp(x->line, ENTRY_FIRST "\n") != 0)
		log_fatal("%s was not made by everychild-audit export", state.how->file);
}

static void exported_close(struct exported *x)
{
	(void)fclose(x->f);
	free(x->line);
}

static int file_verify(const char *program, FILE *out)
{
	struct look look = { .program = program, .pool = pool_create(), .out = out };
	struct chain chain = { 0 };
	struct exported x;
	struct entry entry;
	int order;

	if (state.how->keys)
		secret_open(program);
	exported_open(&x);
	for (; exported_next(&x, look.pool, &entry); pool_reset(look.pool)) {
		if (strcmp(entry.program, program) != 0)
			continue;
		order = strcmp(entry.row.chain, chain.name);
		if (look.chains == 0 || order > 0) {
			if (look.chains > 0)
				chain_end(&look, &chain);
			chain_begin(&look, &chain, entry.row.chain);
		} else if (order < 0)
			log_fatal("%s, line %llu: its chain stood before", state.how->file, x.n + 1);
		row_feed(&look, &chain, &entry);
	}
	if (look.chains > 0)
		chain_end(&look, &chain);
	exported_close(&x);
	order = program_end(&look);
	pool_destroy(&look.pool);
	return order;
}

/* Whose rows there are, as the file says and as checkpoints do. */
static void file_programs(void)
{
	struct pool *pool = pool_create();
	struct exported x;
	struct entry entry;
	size_t i;

	exported_open(&x);
	for (; exported_next(&x, pool, &entry); pool_reset(pool))
		look_add(entry.program);
	exported_close(&x);
	for (i = 0; i < state.points.points; i++)
		look_add(state.points.point[i].program);
	pool_destroy(&pool);
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
static int heads_verify(const char *path_of_heads)
{
	char path[1024];
	FILE *out;
	int end;

	state.heads = path_of_heads;
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

/* Of the database as it is now, checkpoints must be of now too, whether or not there are
 * rows after them: both may have been taken away. */
static bool points_young(const struct verify *how)
{
	long long late = state.points.n == 0 || how->file != NULL ? 0 :
	    date_now() - state.points.checkpoint[state.points.n - 1].at;

	if (late <= how->minutes * 60)
		return true;
	(void)printf("the last checkpoint is %lld minutes old: it has stopped, or the last ones were"
	    " taken away\n", late / 60);
	return false;
}

static bool points_read_all(const struct verify *how)
{
	unsigned long long first = 1;
	bool good;

	if (how->first != NULL && !text_number(how->first, &first))
		log_fatal("--first is a number");
	good = checkpoints_read(&state.points, how->checkpoints, how->key);
	good &= checkpoints_begin(&state.points, first);
	good &= how->known == NULL || checkpoints_know(&state.points, how->known);
	good &= points_young(how);
	state.seen = pool_array(state.points.pool, state.points.points + 1, sizeof(*state.seen));
	memset(state.seen, 0, (state.points.points + 1) * sizeof(*state.seen));
	return good;
}

int audit_verify(const struct verify *how)
{
	struct pool *pool = pool_create();
	bool good = true;
	int end;

	state.how = how;
	state.points.pool = pool;
	if (how->checkpoints != NULL)
		good = points_read_all(how);
	if (how->file != NULL && !how->named)
		file_programs();
	end = how->heads != NULL ? heads_verify(how->heads) :
	    look_all(how->file != NULL ? file_verify : program_verify, NULL);
	pool_destroy(&pool);
	return good ? end : BAD;
}
