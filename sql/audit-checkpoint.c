#include "audit-checkpoint.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "audit-tool.h"
#include "date.h"
#include "log.h"
#include "pool.h"
#include "str.h"
#include "text.h"
#include "tool.h"

enum { ENDS, MAC };

/* From the key of chains and rows alone, whatever else somebody has put into a row. */
static const struct db_statement point_sql[] = {
	[ENDS] = { "SELECT chain, MAX(seq) FROM audit WHERE chain > ? GROUP BY chain"
	    " ORDER BY chain LIMIT 5000", "s", "su" },
	[MAC] = { "SELECT mac FROM audit WHERE chain = ? AND seq = ?", "su", "b" },
};

static struct {
	struct checkpoints last;	/* of the newest file that has one */
	bool today;			/* it is today's: what it has need not be said again */
} state;

/* -- files -- */

static int by_name(const void *a, const void *b)
{
	return strcmp(*(char *const *)a, *(char *const *)b);
}

/* The oldest first; room for one more. */
static char **files_list(struct pool *pool, const char *dir, size_t *n_r)
{
	char **name = NULL, **more;
	struct dirent *entry;
	size_t room = 0;
	DIR *d = opendir(dir);

	if (d == NULL)
		log_fatal("cannot read %s: %s", dir, strerror(errno));
	for (*n_r = 0; (entry = readdir(d)) != NULL; ) {
		if (!checkpoint_file_is(entry->d_name))
			continue;
		if (*n_r == room) {
			room = room == 0 ? 64 : room * 2;
			more = pool_array(pool, room, sizeof(*more));
			if (*n_r > 0)
				memcpy(more, name, *n_r * sizeof(*more));
			name = more;
		}
		name[(*n_r)++] = pool_strdup(pool, entry->d_name);
	}
	(void)closedir(d);
	if (*n_r > 0)
		qsort(name, *n_r, sizeof(*name), by_name);
	return name;
}

/* malloc'd, with a NUL that does not count. Ends the process when it cannot be read. */
static char *file_read(const char *path, size_t *len_r)
{
	FILE *f = fopen(path, "re");
	struct stat st;
	char *text;

	if (f == NULL || fstat(fileno(f), &st) != 0)
		log_fatal("cannot read %s: %s", path, strerror(errno));
	if (st.st_size > CHECKPOINT_FILE_MAX)
		log_fatal("%s is too long to be a file of checkpoints", path);
	text = malloc((size_t)st.st_size + 1);
	if (text == NULL)
		log_fatal("no memory");
	*len_r = fread(text, 1, (size_t)st.st_size, f);
	if (ferror(f))
		log_fatal("cannot read %s", path);
	(void)fclose(f);
	text[*len_r] = '\0';
	return text;
}

/* len bytes as one line of hexadecimal. */
static void key_read(const char *path, unsigned char *key_r, size_t len)
{
	size_t n;
	char *text = file_read(path, &n);

	if (n != len * 2 + 1 || text[n - 1] != '\n' || !secret_from_hex(text, n - 1, key_r, len))
		log_fatal("%s is no key of everychild-audit checkpoint-key", path);
	secret_wipe(text, n);
	free(text);
}

/* False: it says something that is wrong. */
static bool file_add(struct checkpoints *c, const char *path, const unsigned char *key)
{
	size_t len, torn;
	char *text = file_read(path, &len);
	const char *wrong = points_read(c, text, len, key, &torn);

	free(text);
	if (torn > 0)
		(void)printf("%s: %zu not written to the end, and passed over\n", path, torn);
	if (wrong != NULL)
		(void)printf("%s: %s\n", path, wrong);
	return wrong == NULL;
}

bool checkpoints_read(struct checkpoints *c, const char *dir, const char *key_file)
{
	unsigned char key[SECRET_BYTES];
	bool good = true;
	char **name;
	size_t n, i;

	key_read(key_file, key, sizeof(key));
	name = files_list(c->pool, dir, &n);
	for (i = 0; i < n && good; i++) {
		good = file_add(c, pool_printf(c->pool, "%s/%s", dir, name[i]), key);
		points_sort(c);
	}
	if (c->n == 0)
		(void)printf("%s: there is no checkpoint\n", dir);
	else
		(void)printf("%s: checkpoints %llu to %llu, the last of %s\n", dir,
		    c->checkpoint[0].number, c->checkpoint[c->n - 1].number,
		    date_stamp(c->pool, date_utc(c->pool, c->checkpoint[c->n - 1].at)));
	return good && c->n > 0;
}

bool checkpoints_begin(const struct checkpoints *c, unsigned long long first)
{
	if (c->n == 0 || c->checkpoint[0].number <= first)
		return true;
	(void)printf("checkpoints %llu to %llu are not there: bring the files back, or say --first %llu\n",
	    first, c->checkpoint[0].number - 1, c->checkpoint[0].number);
	return false;
}

bool checkpoints_know(const struct checkpoints *c, const char *known)
{
	unsigned long long number;
	const char *colon = strchr(known, ':');
	size_t i;

	if (colon == NULL || !text_number(pool_strndup(c->pool, known, (size_t)(colon - known)), &number))
		log_fatal("--known is a number and a hash as the log has them, 42:1f…");
	for (i = 0; i < c->n; i++)
		if (c->checkpoint[i].number == number && strcmp(c->checkpoint[i].hash, colon + 1) == 0)
			return true;
	(void)printf("checkpoint %llu as the log has it is not there: the last ones were taken away, or"
	    " all were made anew\n", number);
	return false;
}

/* -- a new one -- */

/* Up to which row of a chain today's checkpoints have it; 0: none. */
static unsigned long long known_of(const char *program, const char *chain)
{
	const struct point *point;
	size_t n;

	point = state.today ? points_of(&state.last, program, chain, &n) : NULL;
	return point == NULL ? 0 : point[n - 1].seq;
}

/* A chain that ends at a row. False: it was longer. */
static bool end_write(struct look *look, const char *chain, unsigned long long seq)
{
	unsigned long long known = known_of(look->program, chain);
	struct db_row row;
	const void *mac;
	size_t len;

	/* Not a program's: verify says so. */
	if (seq == known || strspn(chain, "0123456789abcdef") != POINT_NAME - 1)
		return true;
	if (seq < known) {
		log_warn("%s: chain %s, row %llu: is gone, and all to row %llu", look->program, chain,
		    seq + 1, known);
		return false;
	}
	if (db_find(look->db, &point_sql[MAC], &row, chain, seq)) {
		mac = db_bytes(&row, 0, &len);
		if (len == SECRET_BYTES)
			(void)fprintf(look->out, "%s %s %llu %s\n", look->program, chain, seq,
			    text_hex(look->pool, mac, len));
	}
	look_sure(look);
	return true;
}

/* A page of chains. The last good name becomes chain; false: there are no more. */
static bool ends_write(struct look *look, char chain[POINT_NAME])
{
	struct db_rows rows;
	bool good = false;
	size_t i;

	(void)db_list(look->db, &point_sql[ENDS], &rows, chain);
	look_sure(look);
	for (i = 0; i < rows.n; i++) {
		const char *name = db_text(&rows.row[i], 0);

		/* Of a table that somebody has changed: not a chain's, as verify says too. */
		if (strlen(name) >= POINT_NAME) {
			look->bad = true;
			continue;
		}
		(void)snprintf(chain, POINT_NAME, "%s", name);
		look->bad |= !end_write(look, chain, db_number(&rows.row[i], 1));
		good = true;
	}
	return rows.n == PAGE && good;
}

static int program_ends(const char *program, FILE *out)
{
	struct look look = { .out = out };
	char chain[POINT_NAME] = "";

	db_statements(point_sql, sizeof(point_sql) / sizeof(point_sql[0]));
	look_open(&look, program);
	while (ends_write(&look, chain))
		pool_reset(look.pool);
	look_close(&look);
	return look.bad ? BAD : GOOD;
}

static const char *file_today(struct pool *pool, long long now)
{
	return pool_printf(pool, "%.*s" CHECKPOINT_ENDING, CHECKPOINT_DAY,
	    date_stamp(pool, date_utc(pool, now)));
}

/* What the newest checkpoint says. False: it is not one to go on from. now is no earlier
 * than it then: a clock that was set back makes none that is older than the one before,
 * nor one in a file that stands before it. */
static bool last_read(struct pool *pool, const char *dir, const unsigned char *key,
    long long *now)
{
	const struct checkpoint *newest;
	char **name;
	size_t n;
	bool good = true;

	name = files_list(pool, dir, &n);
	while (good && n-- > 0 && state.last.n == 0) {
		state.last = (struct checkpoints){ .pool = pool };
		good = file_add(&state.last, pool_printf(pool, "%s/%s", dir, name[n]), key);
		if (state.last.n == 0)
			continue;
		newest = &state.last.checkpoint[state.last.n - 1];
		if (newest->at > *now)
			*now = newest->at;
		state.today = strcmp(name[n], file_today(pool, *now)) == 0;
	}
	points_sort(&state.last);
	return good;
}

static void signed_write(struct str *s, const unsigned char *key)
{
	unsigned char signature[SECRET_SIGNATURE];

	secret_sign(key, s->data, s->len, signature);
	str_printf(s, "signed %s\n", text_hex(s->pool, signature, sizeof(signature)));
}

/* The whole of it, or the process ends: what stands there of it is passed over later. */
static void text_append(int dir, const char *name, const struct str *s)
{
	int fd = openat(dir, name, O_RDWR | O_APPEND | O_CREAT | O_CLOEXEC, 0644);
	struct stat st;
	size_t done = 0;
	char end = '\n';
	ssize_t n;

	if (fd < 0 || fstat(fd, &st) != 0 ||
	    (st.st_size > 0 && pread(fd, &end, 1, st.st_size - 1) != 1))
		log_fatal("cannot write %s: %s", name, strerror(errno));
	if (end != '\n' && write(fd, "\n", 1) != 1)
		log_fatal("cannot write %s: %s", name, strerror(errno));
	for (; done < s->len; done += (size_t)n) {
		n = write(fd, s->data + done, s->len - done);
		if (n <= 0)
			log_fatal("cannot write %s: %s", name, n < 0 ? strerror(errno) : "no room");
	}
	if (fsync(fd) != 0 || close(fd) != 0 || fsync(dir) != 0)
		log_fatal("cannot write %s: %s", name, strerror(errno));
}

static void file_copy(struct str *s, FILE *f)
{
	char part[4096];
	size_t n;

	rewind(f);
	while ((n = fread(part, 1, sizeof(part), f)) > 0)
		str_addn(s, part, n);
}

/* The log's line goes where the log goes, to another machine with journald or syslog:
 * even the newest checkpoint then cannot be taken away unseen. */
static void checkpoint_make(struct pool *pool, int dir, const unsigned char *key, long long now,
    FILE *ends)
{
	const struct checkpoints *l = &state.last;
	unsigned long long number = l->n == 0 ? 1 : l->checkpoint[l->n - 1].number + 1;
	const char *stamp = date_stamp(pool, date_utc(pool, now));
	unsigned char hash[SECRET_BYTES];
	struct str s;

	str_init(&s, pool);
	str_printf(&s, "checkpoint %llu %s %s\n", number, stamp,
	    l->n == 0 ? POINT_ZERO : l->checkpoint[l->n - 1].hash);
	file_copy(&s, ends);
	signed_write(&s, key);
	text_append(dir, file_today(pool, now), &s);
	secret_hash(s.data, s.len, hash);
	log_info("checkpoint %llu %s", number, text_hex(pool, hash, sizeof(hash)));
}

int audit_checkpoint(void)
{
	unsigned char key[SECRET_SIGNER];
	struct pool *pool = pool_create();
	const char *name = conf_text("checkpoint.dir");
	int dir = open(name, O_RDONLY | O_DIRECTORY | O_CLOEXEC), end = BAD;
	long long now = date_now();
	FILE *ends;

	if (dir < 0 || flock(dir, LOCK_EX) != 0)
		log_fatal("cannot open %s: %s", name, strerror(errno));
	key_read(conf_text("checkpoint.key"), key, sizeof(key));
	ends = tmpfile();
	if (ends == NULL)
		log_fatal("cannot make a temporary file: %s", strerror(errno));
	/* The second half is the public key. */
	if (last_read(pool, name, key + SECRET_SIGNER - SECRET_BYTES, &now)) {
		end = look_all(program_ends, ends);
		if (end != FAILED)
			checkpoint_make(pool, dir, key, now, ends);
	}
	secret_wipe(key, sizeof(key));
	(void)fclose(ends);
	(void)close(dir);
	pool_destroy(&pool);
	return end;
}

/* -- the pair of keys -- */

static void key_write(const char *path, mode_t mode, const char *hex)
{
	int fd = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, mode);
	FILE *f = fd < 0 ? NULL : fdopen(fd, "w");

	if (f == NULL || fprintf(f, "%s\n", hex) < 0 || fflush(f) != 0 || fsync(fd) != 0 ||
	    fclose(f) != 0)
		log_fatal("cannot make %s: %s", path, strerror(errno));
}

int audit_key(const char *path)
{
	unsigned char public[SECRET_BYTES], secret[SECRET_SIGNER];
	struct pool *pool = pool_create();

	secret_pair(public, secret);
	key_write(path, 0400, text_hex(pool, secret, sizeof(secret)));
	key_write(pool_printf(pool, "%s.pub", path), 0444, text_hex(pool, public, sizeof(public)));
	(void)printf("%s signs checkpoints: nobody but the user that makes them may read it.\n"
	    "%s.pub tells whether they were signed with it: keep copies on other machines.\n",
	    path, path);
	secret_wipe(secret, sizeof(secret));
	pool_destroy(&pool);
	return GOOD;
}
