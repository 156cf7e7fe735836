#include "nightly.h"

#include <string.h>

#include "attendance-rules.h"
#include "date.h"
#include "http.h"
#include "lists.h"
#include "log.h"
#include "str.h"

/* The night's work: in one transaction, so that the pages show one run or the other. The
 * first, or after a large import, goes over years of marks: who stops the program does not
 * wait for it, and it is begun again. */

static const char *const kinds[ATTENDANCE_CATEGORY__MAX] = {
	[ATTENDANCE_PRESENT] = "present",
	[ATTENDANCE_ACTIVITY] = "activity",
	[ATTENDANCE_AUTHORISED] = "authorised",
	[ATTENDANCE_UNAUTHORISED] = "unauthorised",
	[ATTENDANCE_OUT] = "out",
};

/* What each code counts as, for the statements: the list says so, not they. */
static const char *codes(struct pool *pool)
{
	const struct codelist *list = lists_find("education-mark");
	struct str s;
	size_t i;

	str_init(&s, pool);
	str_addc(&s, '[');
	for (i = 0; list != NULL && i < list->n; i++) {
		const char *code = list->codes[i].code;

		str_printf(&s, "%s{\"c\":\"%s%s\",\"k\":\"%s\"}", i == 0 ? "" : ",",
		    strcmp(code, "\\") == 0 ? "\\" : "", code, kinds[attendance_category(list, code)]);
	}
	str_addc(&s, ']');
	return s.data;
}

static void term_add_up(struct request *r, const struct db_row *t, const char *list)
{
	unsigned long long year = db_number(t, 0);
	const char *term = db_text(t, 1), *first = db_text(t, 2), *last = db_text(t, 3);

	(void)db_write(r->db, &education_sql[EDUCATION_NIGHTLY_TERM_DROP], year, term);
	(void)db_write(r->db, &education_sql[EDUCATION_NIGHTLY_MARKS], year, term, list, first, last);
	(void)db_write(r->db, &education_sql[EDUCATION_NIGHTLY_TOTALS], year, term, first, last);
	(void)db_write(r->db, &education_sql[EDUCATION_NIGHTLY_DUE], year, term, first, last, year, term);
}

/* Since the run before began: what came while it ran is counted again. */
static void marks_add_up(struct request *r, const struct db_row *last)
{
	const char *since = last == NULL || db_text(last, 2) == NULL ? "2000-01-01 00:00:00" :
	    db_text(last, 2);
	const char *list = codes(r->pool);
	struct db_rows terms;
	size_t i;

	(void)db_list(r->db, &education_sql[EDUCATION_NIGHTLY_TERMS], &terms, since, since, since,
	    since, since);
	for (i = 0; i < terms.n && !http_stopping(); i++)
		term_add_up(r, &terms.row[i], list);
}

static bool run_all(struct request *r, unsigned long long run)
{
	struct db_row last;
	bool before = db_find(r->db, &education_sql[EDUCATION_NIGHTLY_LAST], &last);
	unsigned rule;

	(void)db_write(r->db, &education_sql[EDUCATION_NIGHTLY_BEGIN], run);
	marks_add_up(r, before ? &last : NULL);
	for (rule = EDUCATION_QUALITY_FIRST; rule <= EDUCATION_QUALITY_LAST && !http_stopping(); rule++)
		(void)db_write(r->db, &education_sql[rule], run, before ? db_number(&last, 0) : 0ULL);
	if (http_stopping())
		return false;
	(void)db_write(r->db, &education_sql[EDUCATION_FINDINGS_DROP], run);
	(void)db_write(r->db, &education_sql[EDUCATION_NIGHTLY_END], run, run);
	r->audit = (struct audit){ .action = "nightly", .relation = "SYSTEM" };
	audit_write(r, 200);
	return db_state(r->db) == DB_GOOD;
}

bool education_nightly_job(struct request *r)
{
	struct db_row row;
	bool good;

	if (!db_begin(r->db, true))
		return false;
	if (!db_find(r->db, &education_sql[EDUCATION_NIGHTLY_OF], &row, r->today))
		(void)db_write(r->db, &education_sql[EDUCATION_NIGHTLY_ADD], r->today, 0ULL);
	if (!db_find(r->db, &education_sql[EDUCATION_NIGHTLY_NEXT], &row)) {
		db_rollback(r->db);
		return false;
	}
	good = run_all(r, db_number(&row, 0)) && db_commit(r->db);
	audit_done(good);
	if (!good) {
		if (!http_stopping())
			log_error("the night's work was not done");
		db_rollback(r->db);
	}
	return good;
}

const char *education_nightly_last(struct request *r, unsigned long long *run_r)
{
	struct db_row row;

	*run_r = 0;
	if (!db_find(r->db, &education_sql[EDUCATION_NIGHTLY_LAST], &row))
		return NULL;
	*run_r = db_number(&row, 0);
	return db_text(&row, 1);
}
