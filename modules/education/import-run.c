#include <stdlib.h>
#include <string.h>

#include "date.h"
#include "import.h"
#include "log.h"
#include "paste.h"
#include "str.h"

/* A staged file, from its first row to its last: once to see what it would do, and then to
 * do it. What is wrong with a row is the same each time.
 *
 * Whoever changes a child's record waits while the transaction that applies a file has it.
 * So the children of whom nothing changes, most of those in a nightly file, are sought out
 * before, without a lock; what a person writes of one of them meanwhile stays, as if it had
 * been written after the file. */

#define SQL(statement)	(&education_sql[EDUCATION_IMPORT_##statement])
#define STEP	200		/* children between two looks of the page at how far it is */

/* -- one child -- */

/* By what rows of one child are told apart; 0: there is one. */
static size_t key_of(enum return_file file)
{
	static const size_t key[RETURN_FILE__MAX] = { [RETURN_EPISODES] = 1, [RETURN_REVIEWS] = 2,
	    [RETURN_PLACED] = 2, [RETURN_MISSING] = 3, [RETURN_WORKERS] = 3, [RETURN_DOLO] = 2 };

	return key[file];
}

static int by_key(const void *a, const void *b)
{
	const struct import_row *x = *(struct import_row *const *)a,
	    *y = *(struct import_row *const *)b;
	int way = strcmp(x->key, y->key);

	return way != 0 ? way : (x->csv.line > y->csv.line) - (x->csv.line < y->csv.line);
}

/* The first that can be read holds; those behind it are refused. */
static void twice(struct import_run *run, struct import_row **row, size_t n)
{
	struct import_row **sorted = pool_array(run->r->pool, n, sizeof(sorted[0]));
	const struct import_row *first = NULL;
	size_t key = key_of(run->import->file), i;

	for (i = 0; i < n; i++) {
		row[i]->key = row[i]->value[key];
		sorted[i] = row[i];
	}
	qsort(sorted, n, sizeof(sorted[0]), by_key);
	for (i = 0; i < n; i++) {
		if (first != NULL && strcmp(sorted[i]->key, first->key) == 0)
			import_reject(sorted[i], run->layout->column[key].name, pool_printf(run->r->pool,
			    "Line %u is of the same child and %s", first->csv.line,
			    run->layout->column[key].name));
		else if (sorted[i]->wrong == NULL)
			first = sorted[i];
	}
}

/* By CHILD; by the real pupil number, or the number in the social care system, where
 * the record has no CHILD yet and the date of birth is the same. Never by a name. */
static unsigned long long child_find(struct import_run *run, struct import_row *row,
    const char **born_r)
{
	struct db *db = run->r->db;
	struct db_rows rows;
	struct db_row one;
	const char *born;

	*born_r = NULL;
	if (db_find(db, SQL(BY_CHILD), &one, row->value[0])) {
		*born_r = db_text(&one, 1);
		return db_number(&one, 0);
	}
	if (run->import->file != RETURN_HEADER)
		return 0;
	born = row->value[2];
	if (row->twin != 0)
		import_reject(row, "UPN", pool_printf(run->r->pool,
		    "Line %u has the same unique pupil number", row->twin));
	if (db_list(db, SQL(BY_CARE), &rows, row->value[0]) == 1 &&
	    strcmp(db_text(&rows.row[0], 1), born) == 0)
		return db_number(&rows.row[0], 0);
	if (!import_upn_real(row->value[4]) || db_list(db, SQL(BY_UPN), &rows, row->value[4]) == 0)
		return 0;
	if (rows.n == 1 && db_text(&rows.row[0], 2) == NULL &&
	    strcmp(db_text(&rows.row[0], 1), born) == 0)
		return db_number(&rows.row[0], 0);
	import_reject(row, "UPN", "Another child has this unique pupil number");
	return 0;
}

static unsigned long long child_of(struct import_run *run, struct import_row **row, size_t n)
{
	const char *born;
	unsigned long long record = child_find(run, row[0], &born);
	size_t i;

	for (i = 0; i < n; i++) {
		if (record == 0 && run->import->file != RETURN_HEADER)
			import_reject(row[i], "CHILD", "This child is not known: read in the Header first");
		else if (row[i]->born && born != NULL && strcmp(row[i]->value[
		    run->import->file == RETURN_UASC ? 2 : 1], born) != 0)
			import_reject(row[i], "DOB", "The child's record has another date of birth");
	}
	return record;
}

/* Episodes of a child belong together: none is taken without the others. */
static void together(struct import_run *run, struct import_row **row, size_t n)
{
	size_t i, bad = n;

	if (run->import->file != RETURN_EPISODES && run->import->file != RETURN_WORKERS)
		return;
	for (i = 0; i < n && bad == n; i++)
		if (row[i]->wrong != NULL)
			bad = i;
	for (i = 0; bad < n && i < n; i++)
		import_reject(row[i], "CHILD", pool_printf(run->r->pool,
		    "Line %u of the same child cannot be read", row[bad]->csv.line));
}

static void rejected(struct import_run *run, const struct import_row *row)
{
	struct request *r = run->r;

	run->count.rejected++;
	if (run->pass == IMPORT_LOOK)
		(void)db_write(r->db, SQL(ERROR_ADD), run->import->id, (unsigned long long)row->csv.line,
		    row->field, row->wrong, import_row_shown(r, &row->csv));
}

static enum import_result header_row(struct import_run *run, struct import_row *row,
    unsigned long long record)
{
	enum import_result result;

	if (record == 0) {
		import_change(run, row, "CHILD");
		if (run->pass == IMPORT_DO)
			(void)import_header(run, row, import_child_make(run, row));
		return IMPORT_MADE;
	}
	result = import_header(run, row, record);
	if (result == IMPORT_CHANGED)
		import_change(run, row, "CHANGED");
	return result;
}

/* False: nothing of the child changes. */
static bool child(struct import_run *run, struct import_row **row, size_t n)
{
	unsigned long long record, before = run->count.made + run->count.changed;
	size_t i, bad = 0;

	twice(run, row, n);
	record = child_of(run, row, n);
	together(run, row, n);
	for (i = 0; i < n; i++) {
		enum import_result result = row[i]->wrong != NULL ? IMPORT_REJECTED :
		    run->import->file == RETURN_HEADER ? header_row(run, row[i], record) :
		    import_one(run, row[i], record);

		run->count.made += result == IMPORT_MADE;
		run->count.changed += result == IMPORT_CHANGED;
		run->count.same += result == IMPORT_SAME;
		if (result == IMPORT_REJECTED) {
			rejected(run, row[i]);
			bad++;
		}
	}
	if (bad == 0 && record != 0)
		import_gone(run, row, n, record);
	if (run->count.made + run->count.changed == before)
		return false;
	if (run->pass == IMPORT_DO && run->import->file == RETURN_EPISODES && record != 0)
		import_care(run, record);
	return true;
}

/* Of a child of whom something changes everything is found out anew when it is done. */
static void compare(struct import_run *run, struct import_row **row, size_t n)
{
	struct education_import before = run->count;
	size_t i;

	row[0]->settled = !child(run, row, n);
	if (row[0]->settled)
		return;
	run->count = before;
	for (i = 0; i < n; i++)
		if (!row[i]->unread)
			row[i]->wrong = NULL;
}

/* -- the whole file -- */

static void counted(struct import_run *run, size_t done)
{
	const struct education_import *c = &run->count;

	(void)db_write(run->r->db, SQL(COUNT), (unsigned long long)done, c->made, c->changed, c->same,
	    c->rejected, c->starts, c->moves, c->ends, (unsigned long long)run->n, run->import->id);
}

bool import_shown(struct import_run *run, size_t done)
{
	if (run->pass == IMPORT_LOOK)
		counted(run, done);
	else
		(void)db_write(run->r->db, SQL(DONE), (unsigned long long)done, run->import->id);
	return db_commit(run->r->db) && db_begin(run->r->db, true);
}

static void group(struct import_run *run, struct import_row **row, size_t n)
{
	if (run->pass == IMPORT_COMPARE)
		compare(run, row, n);
	else if (!row[0]->settled)
		(void)child(run, row, n);
}

/* False: the database is in trouble, and nothing was done since the last look. */
static bool children(struct import_run *run, enum import_pass pass)
{
	struct pool *all = run->r->pool, *one = pool_create();
	size_t i, n, groups = 0;
	bool good = true;

	run->pass = pass;
	run->r->pool = one;
	db_pool(run->r->db, one);
	for (i = 0; good && i < run->n; i += n) {
		for (n = 1; i + n < run->n &&
		    strcmp(run->row[i]->value[0], run->row[i + n]->value[0]) == 0; n++)
			;
		group(run, &run->row[i], n);
		if (++groups % STEP == 0) {
			good = pass == IMPORT_DO || import_shown(run, i + n);
			pool_reset(one);
		}
		good = good && db_state(run->r->db) == DB_GOOD;
	}
	run->r->pool = all;
	db_pool(run->r->db, all);
	pool_destroy(&one);
	return good;
}

bool import_finished(struct import_run *run, const char *state, bool end)
{
	struct request *r = run->r;
	bool good;

	counted(run, run->n);
	(void)db_write(r->db, SQL(STATE), state, 0ULL, 0ULL, (unsigned long long)end, run->import->id,
	    run->import->state);
	if (end)
		(void)db_write(r->db, SQL(PARTS_DROP), run->import->id);
	r->audit = (struct audit){ .action = end ? "import.applied" : "import.checked",
	    .object = "import", .object_id = run->import->id, .relation = "SYSTEM",
	    .detail = pool_printf(r->pool, "%llu made, %llu changed, %llu rejected", run->count.made,
	    run->count.changed, run->count.rejected) };
	audit_write(r, 200);
	good = db_state(r->db) == DB_GOOD && db_commit(r->db);
	audit_done(good);
	return good;
}

bool import_look_again(struct import_run *run)
{
	bool good;

	db_rollback(run->r->db);
	good = db_begin(run->r->db, true) && db_write(run->r->db, SQL(STATE), "CHECK", 0ULL, 0ULL, 0ULL,
	    run->import->id, run->import->state) >= 0 && db_commit(run->r->db);
	return good;
}

static bool looked(struct import_run *run)
{
	(void)db_write(run->r->db, SQL(ERRORS_DROP), run->import->id);
	(void)db_write(run->r->db, SQL(CHANGES_DROP), run->import->id);
	return children(run, IMPORT_LOOK) && import_finished(run, "READ", false);
}

static bool applied(struct import_run *run)
{
	struct request *r = run->r;
	size_t i;

	if (!children(run, IMPORT_COMPARE) || !import_shown(run, run->n) || !children(run, IMPORT_DO))
		return false;
	if (run->count.rejected != run->import->rejected)
		return import_look_again(run);
	for (i = 0; i < run->made_n; i++)
		(void)record_refer_next(r, &run->made[i], "ED", "");
	return import_finished(run, "APPLIED", true);
}

/* A file is not begun again and again that breaks off each time, or breaks the program. */
#define TRIES_MOST	5

static bool failed(struct request *r, const struct education_import *import, const char *why)
{
	bool good;

	log_error("import %s: %s", import->handle, why);
	if (!db_begin(r->db, true))
		return false;
	(void)db_write(r->db, SQL(FAIL), why, import->id, import->state);
	r->audit = (struct audit){ .action = "import.failed", .object = "import",
	    .object_id = import->id, .relation = "SYSTEM", .detail = why };
	audit_write(r, 500);
	good = db_state(r->db) == DB_GOOD && db_commit(r->db);
	audit_done(good);
	if (!good)
		db_rollback(r->db);
	return good;
}

/* Noted before the work, so that it stands when the work breaks off. */
static bool begun(struct request *r, const struct education_import *import)
{
	(void)db_write(r->db, SQL(TRY), import->id, import->state);
	return db_commit(r->db) && db_begin(r->db, true);
}

static bool tried(struct import_run *run)
{
	struct request *r = run->r;
	bool apply = run->pass == IMPORT_DO, done;
	enum db_state state;

	if (run->import->file < RETURN_FILE__MAX)
		run->layout = &return_layouts[run->import->file];
	if (!begun(r, run->import))
		return false;
	if (run->import->file < RETURN_FILE__MAX) {
		import_rows_read(run);
		done = apply ? applied(run) : looked(run);
	} else {
		done = import_pasted(run);
	}
	if (done)
		return true;
	state = db_state(r->db);
	db_rollback(r->db);
	log_error("import %s: not %s", run->import->handle, apply ? "applied" : "checked");
	/* Of no lock and no lost connection is there anything to hope for. */
	return state == DB_WRONG && failed(r, run->import, "The database did not take a row of it: the "
	    "operator finds which one in the program's log");
}

bool import_job(struct request *r)
{
	struct education_import import;
	struct import_run run = { .r = r, .import = &import };
	struct db_row row;
	bool known;

	if (!db_begin(r->db, true))
		return false;
	if (!db_find(r->db, SQL(NEXT), &row)) {
		db_rollback(r->db);
		return false;
	}
	import_from(&row, &import);
	run.pass = strcmp(import.state, "APPLY") == 0 ? IMPORT_DO : IMPORT_LOOK;
	known = import.file < RETURN_FILE__MAX || education_paste_of(import.kind) != NULL;
	if (known && import.tries < TRIES_MOST)
		return tried(&run);
	db_rollback(r->db);
	return failed(r, &import, !known ? "It is no file of a kind that is known" :
	    "It was begun five times and broke off each time: the operator finds why in the program's log");
}
