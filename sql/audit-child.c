#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "audit-tool.h"
#include "date.h"
#include "ident.h"
#include "log.h"
#include "pool.h"
#include "text.h"

static const struct db_statement find_sql[] = {
	/* The log outlives the record. */
	{ "SELECT id FROM everychild_index.child WHERE number = ? UNION ALL SELECT record"
	    " FROM everychild_index.disposal WHERE reference = ? AND done_at IS NOT NULL LIMIT 1",
	    "ss", "u" },
};

static const struct db_statement child_sql[] = {
	{ "SELECT a.id, a.at, a.login, p.given, p.family, a.role, a.relation, a.action, a.reason,"
	    " a.detail, a.address, a.outcome FROM audit a"
	    " LEFT JOIN everychild.account p ON p.id = a.account"
	    " WHERE a.child = ? AND (a.at > ? OR (a.at = ? AND a.id > ?))"
	    " ORDER BY a.at, a.id LIMIT 5000", "uddu", "udsssssssssu" },
};

static struct {
	const char *number;		/* of the child in the index */
	unsigned long long child;
} state;

/* Bytes of what a terminal obeys instead of showing it: controls, of one byte and of two, and
 * what turns the direction of a line; 0: none. */
static size_t obeyed(const unsigned char *c)
{
	if (c[0] < ' ' || c[0] == 0x7f)
		return 1;
	if (c[0] == 0xc2 && c[1] >= 0x80 && c[1] <= 0x9f)
		return 2;
	if (c[0] != 0xe2 || c[1] < 0x80 || c[1] > 0x81)
		return 0;
	return c[1] == 0x80 ? (c[2] >= 0x8e && c[2] <= 0x8f) || (c[2] >= 0xa8 && c[2] <= 0xae) ? 3 : 0 :
	    c[2] >= 0xa6 && c[2] <= 0xa9 ? 3 : 0;
}

/* On one line, whatever is in it. */
static const char *shown(struct look *look, const char *before, const char *text,
    const char *after)
{
	char *line, *c;
	size_t len;

	if (text == NULL || text[0] == '\0')
		return "";
	line = pool_printf(look->pool, "%s%s%s", before, text, after);
	for (c = line; *c != '\0'; c += len == 0 ? 1 : len) {
		len = obeyed((const unsigned char *)c);
		memset(c, ' ', len);
	}
	return line;
}

/* First the time as it sorts, then what is shown. */
static void line_print(struct look *look, const struct db_row *row)
{
	const char *at = db_text(row, 1);

	(void)fprintf(look->out, "%s\t%s: %s%s(%s%s%s) %s in %s%s%s, from %s, answered %llu\n", at,
	    date_reading(look->pool, at), shown(look, "", db_text(row, 3), " "),
	    shown(look, "", db_text(row, 4), " "), shown(look, "", db_text(row, 2), ""),
	    shown(look, "; ", db_text(row, 5), ""), shown(look, "; ", db_text(row, 6), ""),
	    shown(look, "", db_text(row, 7), ""), look->program,
	    shown(look, ", reason ", db_text(row, 8), ""),
	    shown(look, ", \"", db_text(row, 9), "\""), shown(look, "", db_text(row, 10), ""),
	    db_number(row, 11));
}

static int program_child(const char *program, FILE *out)
{
	struct look look = { .out = out };
	char at[32] = "1000-01-01 00:00:00";
	unsigned long long id = 0;
	struct db_rows rows;
	size_t i;

	db_statements(child_sql, 1);
	look_open(&look, program);
	do {
		(void)db_list(look.db, &child_sql[0], &rows, state.child, at, at, id);
		look_sure(&look);
		for (i = 0; i < rows.n; i++)
			line_print(&look, &rows.row[i]);
		if (rows.n > 0) {
			(void)snprintf(at, sizeof(at), "%s", db_text(&rows.row[rows.n - 1], 1));
			id = db_number(&rows.row[rows.n - 1], 0);
		}
		pool_reset(look.pool);
	} while (id != 0 && rows.n == PAGE);
	look_close(&look);
	return GOOD;
}

static int child_find(const char *program, FILE *out)
{
	struct look look = { 0 };
	struct db_row row;
	bool found;

	db_statements(find_sql, 1);
	look_open(&look, program);
	found = db_find(look.db, &find_sql[0], &row, state.number, state.number);
	look_sure(&look);
	if (!found)
		log_fatal("no child has the number %s", state.number);
	(void)fprintf(out, "%llu\n", db_number(&row, 0));
	look_close(&look);
	return GOOD;
}

static int by_time(const void *a, const void *b)
{
	return strcmp(*(char *const *)a, *(char *const *)b);
}

static void lines_print(struct pool *pool, FILE *f)
{
	char **line = NULL, *text = NULL;
	size_t n = 0, room = 0, size = 0, i;

	rewind(f);
	while (getline(&text, &size, f) > 0) {
		if (n == room) {
			char **more = pool_array(pool, room == 0 ? 64 : room * 2, sizeof(*more));

			if (n > 0)
				memcpy(more, line, n * sizeof(*more));
			line = more;
			room = room == 0 ? 64 : room * 2;
		}
		line[n++] = pool_strdup(pool, text);
	}
	free(text);
	if (n > 0)
		qsort(line, n, sizeof(*line), by_time);
	for (i = 0; i < n; i++)
		(void)fputs(strchr(line[i], '\t') + 1, stdout);
	(void)printf("%zu entries about %s\n", n, state.number);
}

static bool child_read(FILE *f)
{
	char line[32];

	rewind(f);
	if (fgets(line, sizeof(line), f) == NULL)
		return false;
	line[strcspn(line, "\n")] = '\0';
	return text_number(line, &state.child);
}

int audit_child(const char *typed)
{
	struct pool *pool = pool_create();
	FILE *id = tmpfile(), *lines = tmpfile();
	const char *wrong = ident_index(pool, typed, &state.number);
	int end;

	if (wrong != NULL)
		log_fatal("%s", wrong);
	if (id == NULL || lines == NULL)
		log_fatal("cannot make a temporary file: %s", strerror(errno));
	end = look_apart(child_find, "index", id);
	if (end == GOOD)
		end = child_read(id) ? look_all(program_child, lines) : FAILED;
	if (end == GOOD)
		lines_print(pool, lines);
	(void)fclose(id);
	(void)fclose(lines);
	pool_destroy(&pool);
	return end;
}
