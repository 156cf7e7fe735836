#include <stdlib.h>
#include <string.h>

#include "import.h"
#include "paste.h"

/* A staged file of 15.1: its rows are read as those of the page where they are pasted.
 * Looking is doing, undone child by child, so that nobody's record is held for long;
 * applying is one transaction. */

#define SQL(statement)	(&education_sql[EDUCATION_IMPORT_##statement])
#define STEP	200		/* children between two looks of the page at how far it is */
#define LISTED	500		/* changes that the page lists */

struct said {
	const struct csv_row *row;
	const char *why;		/* NULL: it is made or changed */
	bool made;
};

struct pasted {
	struct import_run *run;
	const struct paste *paste;
	const struct csv_row **row;	/* by child, then by line */
	size_t columns;
	struct said *said;
	size_t said_n, changes;
};

static int by_child(const void *a, const void *b)
{
	const struct csv_row *x = *(const struct csv_row *const *)a,
	    *y = *(const struct csv_row *const *)b;
	int way = x->n == 0 || y->n == 0 ? (x->n > 0) - (y->n > 0) : strcmp(x->field[0], y->field[0]);

	return way != 0 ? way : (x->line > y->line) - (x->line < y->line);
}

static void rows_read(struct pasted *p)
{
	struct import_run *run = p->run;
	size_t size = run->import->rows;
	struct csv_row header, *row;
	struct csv csv;

	csv_begin(&csv, run->r->pool, import_text(run->r, run->import));
	p->row = pool_array(run->r->pool, size + 1, sizeof(p->row[0]));
	p->said = pool_array(run->r->pool, size + 1, sizeof(p->said[0]));
	if (!csv_next(&csv, &header))
		return;
	p->columns = header.n;
	for (run->n = 0; run->n < size; run->n++) {
		row = pool_new(run->r->pool, struct csv_row);
		if (!csv_next(&csv, row))
			break;
		p->row[run->n] = row;
	}
	qsort(p->row, run->n, sizeof(p->row[0]), by_child);
}

/* What is said of a row outlives the pool in which it was worked out. */
static void row_do(struct pasted *p, const struct csv_row *row, struct pool *all)
{
	struct import_run *run = p->run;
	enum paste_done done = PASTE_SAME;
	const char *why = row->wrong != NULL ? row->wrong : row->n != p->columns ? pool_printf(
	    run->r->pool, "There are %zu columns in place of %zu", row->n, p->columns) :
	    p->paste->row(run->r, row, &done);

	run->count.rejected += why != NULL;
	run->count.made += why == NULL && done == PASTE_MADE;
	run->count.changed += why == NULL && done == PASTE_CHANGED;
	run->count.same += why == NULL && done == PASTE_SAME;
	if (why == NULL && (done == PASTE_SAME || p->changes++ >= LISTED))
		return;
	p->said[p->said_n++] = (struct said){ row, why == NULL ? NULL : pool_strdup(all, why),
	    done == PASTE_MADE };
}

static bool same_child(const struct csv_row *a, const struct csv_row *b)
{
	return a->n > 0 && b->n > 0 && strcmp(a->field[0], b->field[0]) == 0;
}

/* False: the database is in trouble. */
static bool undone(struct pasted *p, bool look)
{
	struct import_run *run = p->run;

	db_rollback(run->r->db);
	return db_begin(run->r->db, true) && (!look || import_shown(run, run->count.made +
	    run->count.changed + run->count.same + run->count.rejected));
}

static bool children(struct pasted *p)
{
	struct import_run *run = p->run;
	struct pool *all = run->r->pool, *one = pool_create();
	size_t i, groups = 0;
	bool good = true;

	run->r->pool = one;
	db_pool(run->r->db, one);
	for (i = 0; good && i < run->n; i++) {
		row_do(p, p->row[i], all);
		good = db_state(run->r->db) == DB_GOOD;
		if (!good || (i + 1 < run->n && same_child(p->row[i], p->row[i + 1])))
			continue;
		if (run->pass != IMPORT_DO)
			good = undone(p, ++groups % STEP == 0);
		pool_reset(one);
	}
	run->r->pool = all;
	db_pool(run->r->db, all);
	pool_destroy(&one);
	return good;
}

static void said_write(struct pasted *p)
{
	struct request *r = p->run->r;
	size_t i;

	(void)db_write(r->db, SQL(ERRORS_DROP), p->run->import->id);
	(void)db_write(r->db, SQL(CHANGES_DROP), p->run->import->id);
	for (i = 0; i < p->said_n; i++) {
		const struct said *s = &p->said[i];
		unsigned long long line = s->row->line;

		if (s->why != NULL)
			(void)db_write(r->db, SQL(ERROR_ADD), p->run->import->id, line, "", s->why,
			    import_row_shown(r, s->row));
		else
			(void)db_write(r->db, SQL(CHANGE_ADD), p->run->import->id, line, s->made ? "MADE" :
			    "CHANGED", "", pool_strndup(r->pool, s->row->raw, s->row->raw_len > 400 ? 0 :
			    s->row->raw_len));
	}
}

bool import_pasted(struct import_run *run)
{
	struct pasted p = { .run = run, .paste = education_paste_of(run->import->kind) };

	run->r->held = &run->import->account;
	rows_read(&p);
	if (!children(&p))
		return false;
	if (run->pass == IMPORT_DO && run->count.rejected != run->import->rejected)
		return import_look_again(run);
	if (run->pass != IMPORT_DO)
		said_write(&p);
	return import_finished(run, run->pass == IMPORT_DO ? "APPLIED" : "READ",
	    run->pass == IMPORT_DO);
}
