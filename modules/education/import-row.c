#include <string.h>

#include "cohort-rules.h"
#include "date.h"
#include "import.h"
#include "lists.h"
#include "step.h"
#include "str.h"

/* What one row of a file does to the record of its child. */

#define SQL(statement)	(&education_sql[EDUCATION_IMPORT_##statement])

static const char *or_null(const char *value)
{
	return value[0] == '\0' ? NULL : value;
}

static bool same(const char *have, const char *want)
{
	return strcmp(have == NULL ? "" : have, want) == 0;
}

void import_change(struct import_run *run, const struct import_row *row, const char *what)
{
	struct request *r = run->r;

	if (run->pass == IMPORT_LOOK)
		(void)db_write(r->db, SQL(CHANGE_ADD), run->import->id,
		    (unsigned long long)row->csv.line, what, row->value[0],
		    pool_strndup(r->pool, row->csv.raw, row->csv.raw_len > 400 ? 0 : row->csv.raw_len));
}

/* -- Header -- */

enum import_result import_header(struct import_run *run, const struct import_row *row,
    unsigned long long record)
{
	const char *const *v = row->value;
	bool unknown = strncmp(v[4], "UN", 2) == 0;
	const char *upn = unknown ? "" : v[4], *why = unknown ? v[4] : "";
	struct db_row was;

	if (!db_find(run->r->db, SQL(HEADER), &was, record))
		return IMPORT_REJECTED;
	if (same(db_text(&was, 0), v[1]) && same(db_text(&was, 1), v[2]) &&
	    same(db_text(&was, 2), v[3]) && same(db_text(&was, 3), upn) &&
	    same(db_text(&was, 4), why) && same(db_text(&was, 5), v[5]) &&
	    same(db_text(&was, 6), v[6]) && same(db_text(&was, 7), v[0]))
		return IMPORT_SAME;
	if (run->pass == IMPORT_DO && db_text(&was, 3) != NULL && !same(db_text(&was, 3), upn))
		(void)db_write(run->r->db, &education_sql[EDUCATION_PUPIL_UPN_KEEP], record,
		    db_text(&was, 3), run->r->today);
	if (run->pass == IMPORT_DO)
		(void)db_write(run->r->db, SQL(HEADER_SET), v[1], v[2], v[3], or_null(upn), why, v[5],
		    or_null(v[6]), v[0], record);
	return IMPORT_CHANGED;
}

unsigned long long import_child_make(struct import_run *run, const struct import_row *row)
{
	const struct transition *t = workflow_beginning(&education_workflow, EDUCATION_EVENT_PLANNED);
	struct request *r = run->r;
	struct record record;

	record_new_of(r, "pupil", pool_printf(r->pool, "Child %s of the SSDA903", row->value[0]),
	    education_workflow.state[t->to].code, run->import->account, &record);
	run->made[run->made_n++] = (struct record){ .id = record.id, .version = record.version };
	(void)db_write(r->db, SQL(PUPIL_MAKE), record.id, row->value[0], row->value[2]);
	event_add(r, &record, t->code, "Read in from the social care system", false);
	return record.id;
}

/* -- Episodes -- */

/* A file of the year has no ends after it: what has ended since stays so. */
static bool ended_later(const struct import_run *run, const struct db_row *was,
    const char *const *v)
{
	const char *on = db_text(was, 7);
	struct date day;

	return v[7][0] == '\0' && on != NULL && date_parse(on, &day) &&
	    date_compare(day, cohort_year_last(run->import->year)) > 0;
}

static bool episode_same(const struct import_run *run, const struct db_row *was,
    const char *const *v)
{
	bool later = ended_later(run, was, v);
	unsigned i;

	for (i = 1; i < 13; i++)
		if (!same(db_text(was, i), v[i]) && !(later && i >= 7 && i <= 9))
			return false;
	return true;
}

static void episode_told(struct import_run *run, const struct import_row *row, bool known,
    bool had_ended)
{
	const char *const *v = row->value;
	bool ends = v[7][0] != '\0' && strcmp(v[8], "X1") != 0 && !had_ended;

	if (!known && strcmp(v[2], "S") == 0)
		run->count.starts++;
	else if (!known)
		run->count.moves++;
	run->count.ends += ends;
	if (!known)
		import_change(run, row, strcmp(v[2], "S") == 0 ? "START" : "MOVE");
	if (ends)
		import_change(run, row, "END");
	else if (known)
		import_change(run, row, "CHANGED");
}

static enum import_result episode(struct import_run *run, const struct import_row *row,
    unsigned long long record)
{
	const char *const *v = row->value;
	struct db *db = run->r->db;
	struct db_row was;
	bool known = db_find(db, SQL(EPISODE), &was, record, v[1]), later, ended;

	if (known && episode_same(run, &was, v))
		return IMPORT_SAME;
	later = known && ended_later(run, &was, v);
	ended = known && db_text(&was, 7) != NULL && strcmp(db_text(&was, 8), "X1") != 0;
	episode_told(run, row, known, ended);
	if (run->pass == IMPORT_DO && known)
		(void)db_write(db, SQL(EPISODE_DROP), db_number(&was, 0));
	if (run->pass == IMPORT_DO)
		(void)db_write(db, SQL(EPISODE_ADD), v[1], v[2], v[3], v[4], v[5], v[6],
		    later ? db_text(&was, 7) : or_null(v[7]), later ? db_text(&was, 8) : v[8],
		    later ? db_text(&was, 9) : v[9], v[10], v[11], v[12], record, run->import->id,
		    run->import->account);
	return known ? IMPORT_CHANGED : IMPORT_MADE;
}

/* -- Reviews, SWEpisodes, OC2 -- */

static enum import_result review(struct import_run *run, const struct import_row *row,
    unsigned long long record)
{
	const char *const *v = row->value;
	struct db *db = run->r->db;
	struct db_row was;
	bool known = db_find(db, SQL(REVIEW), &was, record, v[2]);

	if (known && same(db_text(&was, 1), v[3]))
		return IMPORT_SAME;
	if (run->pass == IMPORT_DO && known)
		(void)db_write(db, SQL(REVIEW_DROP), db_number(&was, 0));
	if (run->pass == IMPORT_DO)
		(void)db_write(db, SQL(REVIEW_ADD), record, v[2], v[3], run->import->id,
		    run->import->account);
	return known ? IMPORT_CHANGED : IMPORT_MADE;
}

static enum import_result worker(struct import_run *run, const struct import_row *row,
    unsigned long long record)
{
	const char *const *v = row->value;
	struct db *db = run->r->db;
	struct db_row was;
	bool known = db_find(db, SQL(WORKER), &was, record, v[3]);

	if (known && same(db_text(&was, 1), v[2]) && same(db_text(&was, 2), v[4]) &&
	    same(db_text(&was, 3), v[5]))
		return IMPORT_SAME;
	if (run->pass == IMPORT_DO && known)
		(void)db_write(db, SQL(WORKER_DROP), db_number(&was, 0));
	if (run->pass == IMPORT_DO)
		(void)db_write(db, SQL(WORKER_ADD), record, v[2], v[3], or_null(v[4]), v[5],
		    run->import->id, run->import->account);
	return known ? IMPORT_CHANGED : IMPORT_MADE;
}

static enum import_result outcomes(struct import_run *run, const struct import_row *row,
    unsigned long long record)
{
	const char *const *v = row->value;
	unsigned long long year = (unsigned long long)run->import->year;
	struct db *db = run->r->db;
	struct db_row was;
	bool known = db_find(db, &education_sql[EDUCATION_OC2_FIND], &was, record, year), equal = known;
	unsigned i;

	for (i = 0; equal && i < 10; i++)
		equal = same(db_text(&was, i), v[i + 2]);
	if (equal)
		return IMPORT_SAME;
	if (run->pass == IMPORT_DO) {
		(void)db_write(db, &education_sql[EDUCATION_OC2_DROP], record, year);
		(void)db_write(db, &education_sql[EDUCATION_OC2_ADD], v[2], v[3], v[4], v[5], v[6], v[7],
		    v[8], v[9], v[10], v[11], run->import->account, record, year);
	}
	return known ? IMPORT_CHANGED : IMPORT_MADE;
}

/* -- files that are carried as they are -- */

/* A child may have several rows of these, told apart by this column of the body. */
static int body_key(enum return_file file)
{
	return file == RETURN_PLACED || file == RETURN_DOLO ? 0 : file == RETURN_MISSING ? 1 : -1;
}

static bool carried_column(const struct return_layout *l, size_t i)
{
	return i > 0 && strcmp(l->column[i].name, "DOB") != 0 && strcmp(l->column[i].name, "SEX") != 0;
}

static const char *body_of(const struct import_run *run, const struct import_row *row)
{
	struct str s;
	bool first = true;
	size_t i;

	str_init(&s, run->r->pool);
	for (i = 0; i < run->layout->n; i++) {
		if (!carried_column(run->layout, i))
			continue;
		str_printf(&s, "%s%s", first ? "" : "\t", row->value[i]);
		first = false;
	}
	return s.data;
}

/* Column of a body, with its length. */
static const char *body_part(const char *body, int column, size_t *len_r)
{
	for (; column > 0 && strchr(body, '\t') != NULL; column--)
		body = strchr(body, '\t') + 1;
	*len_r = strcspn(body, "\t");
	return body;
}

static bool body_about(const char *one, const char *other, int key)
{
	size_t n, m;
	const char *a = key < 0 ? "" : body_part(one, key, &n), *b = key < 0 ? "" :
	    body_part(other, key, &m);

	return key < 0 || (n == m && strncmp(a, b, n) == 0);
}

static enum import_result carried(struct import_run *run, const struct import_row *row,
    unsigned long long record)
{
	const char *body = body_of(run, row), *file = run->layout->code;
	unsigned long long year = (unsigned long long)run->import->year;
	struct db *db = run->r->db;
	struct db_rows rows;
	bool known = false;
	size_t i;

	(void)db_list(db, SQL(ROWS), &rows, record, file, year);
	for (i = 0; i < rows.n; i++) {
		const char *was = db_text(&rows.row[i], 1);

		if (strcmp(was, body) == 0)
			return IMPORT_SAME;
		if (!body_about(was, body, body_key(run->import->file)))
			continue;
		known = true;
		if (run->pass == IMPORT_DO)
			(void)db_write(db, SQL(ROW_DROP), db_number(&rows.row[i], 0));
	}
	if (run->pass == IMPORT_DO && run->import->file == RETURN_UASC)
		(void)db_write(db, &education_sql[EDUCATION_STEP_ASYLUM], record);
	if (run->pass == IMPORT_DO)
		(void)db_write(db, SQL(ROW_ADD), record, file, year, body, run->import->id,
		    run->import->account);
	return known ? IMPORT_CHANGED : IMPORT_MADE;
}

enum import_result import_one(struct import_run *run, const struct import_row *row,
    unsigned long long record)
{
	enum import_result result;

	switch (run->import->file) {
	case RETURN_EPISODES:
		return episode(run, row, record);
	case RETURN_REVIEWS:
		result = review(run, row, record);
		break;
	case RETURN_WORKERS:
		result = worker(run, row, record);
		break;
	case RETURN_OC2:
		result = outcomes(run, row, record);
		break;
	default:
		result = carried(run, row, record);
	}
	if (result == IMPORT_MADE || result == IMPORT_CHANGED)
		import_change(run, row, result == IMPORT_MADE ? "MADE" : "CHANGED");
	return result;
}

/* -- what the file no longer has -- */

static bool in_file(struct import_row **row, size_t n, size_t column, const char *day)
{
	size_t i;

	for (i = 0; i < n; i++)
		if (strcmp(row[i]->value[column], day) == 0)
			return true;
	return false;
}

void import_gone(struct import_run *run, struct import_row **row, size_t n,
    unsigned long long record)
{
	bool episodes = run->import->file == RETURN_EPISODES;
	struct db *db = run->r->db;
	struct pool *pool = run->r->pool;
	struct db_rows rows;
	size_t i;

	if (!episodes && run->import->file != RETURN_WORKERS)
		return;
	(void)db_list(db, episodes ? SQL(EPISODES) : SQL(WORKERS), &rows, record,
	    date_iso(pool, cohort_year_first(run->import->year)),
	    date_iso(pool, cohort_year_last(run->import->year)));
	for (i = 0; i < rows.n; i++) {
		if (in_file(row, n, episodes ? 1 : 3, db_text(&rows.row[i], 1)))
			continue;
		run->count.changed++;
		import_change(run, row[0], "GONE");
		if (run->pass == IMPORT_DO)
			(void)db_write(db, episodes ? SQL(EPISODE_DROP) : SQL(WORKER_DROP),
			    db_number(&rows.row[i], 0));
	}
}

/* -- state and cohort -- */

static size_t care_read(struct import_run *run, unsigned long long record,
    struct cohort_episode **episode_r)
{
	struct db_rows rows;
	size_t i;

	(void)db_list(run->r->db, SQL(CARE), &rows, record);
	*episode_r = pool_array(run->r->pool, rows.n + 1, sizeof(**episode_r));
	for (i = 0; i < rows.n; i++) {
		struct cohort_episode *e = &(*episode_r)[i];
		const char *to = db_text(&rows.row[i], 3);

		*e = (struct cohort_episode){ .open = to == NULL, .rne = db_text(&rows.row[i], 1),
		    .legal = db_text(&rows.row[i], 2), .rec = db_text(&rows.row[i], 4) };
		(void)date_parse(db_text(&rows.row[i], 0), &e->began);
		if (to != NULL)
			(void)date_parse(to, &e->ended);
	}
	return rows.n;
}

/* Each period of care is one row; one that is no period any more ends as it began. */
static void cohorts(struct import_run *run, unsigned long long record,
    const struct cohort_period *period, size_t n)
{
	struct pool *pool = run->r->pool;
	struct db *db = run->r->db;
	bool *there = pool_array(pool, n + 1, sizeof(bool));
	struct db_rows rows;
	const char *until;
	size_t i, k;

	(void)db_list(db, SQL(COHORTS), &rows, record);
	for (i = 0; i < rows.n; i++) {
		const char *since = db_text(&rows.row[i], 1), *was = db_text(&rows.row[i], 2);

		for (k = 0; k < n && strcmp(date_iso(pool, period[k].began), since) != 0; k++)
			;
		until = k == n ? since : period[k].open ? NULL : date_iso(pool, period[k].ended);
		if (k < n)
			there[k] = true;
		if ((until == NULL) != (was == NULL) || (until != NULL && strcmp(until, was) != 0))
			(void)db_write(db, SQL(COHORT_END), until, db_number(&rows.row[i], 0));
	}
	for (k = 0; k < n; k++)
		if (!there[k])
			(void)db_write(db, SQL(COHORT_ADD), record, date_iso(pool, period[k].began),
			    period[k].open ? NULL : date_iso(pool, period[k].ended), run->import->account);
}

static bool record_of(struct import_run *run, unsigned long long id, struct record *record_r)
{
	struct db_row row;

	if (!db_find(run->r->db, SQL(RECORD), &row, id))
		return false;
	*record_r = (struct record){ .id = id, .handle = db_text(&row, 1),
	    .reference = db_text(&row, 2), .kind = db_text(&row, 3), .child = db_number(&row, 4),
	    .subject = db_text(&row, 5), .state = db_text(&row, 6), .owner = db_number(&row, 7),
	    .team = db_number(&row, 8), .version = (unsigned)db_number(&row, 9),
	    .relation = "SYSTEM", .relations = "SYSTEM" };
	return true;
}

/* The dates of the first plan, where they are not past: of children who came long ago
 * nothing is asked that their schools have long done. */
static void clocks(struct request *r, const struct record *record, const char *since)
{
	static const char *const code[] = { "P1", "P2" };
	size_t i;

	for (i = 0; i < sizeof(code) / sizeof(code[0]); i++) {
		const char *due = casework_clock_date(r, code[i], since);

		if (due != NULL && strcmp(due, r->today) >= 0)
			casework_clock_start(r, record, code[i], since);
	}
}

static void moved(struct import_run *run, struct record *record, enum education_event event)
{
	int status;

	if (casework_may(run->r, record, event))
		(void)casework_move(run->r, record, event, &status);
}

void import_care(struct import_run *run, unsigned long long id)
{
	struct cohort_episode *e;
	size_t n = care_read(run, id, &e), periods;
	struct cohort_period *p = pool_array(run->r->pool, n + 1, sizeof(*p));
	struct record record;
	bool was;

	periods = cohort_periods(e, n, p);
	cohorts(run, id, p, periods);
	if (periods == 0 || !record_of(run, id, &record))
		return;
	was = strcmp(record.state, "CARE") == 0;
	if (p[periods - 1].open && !was) {
		moved(run, &record, EDUCATION_EVENT_ENTERED);
		education_advice_over(run->r, &record, date_iso(run->r->pool, p[periods - 1].began));
		clocks(run->r, &record, date_iso(run->r->pool, p[periods - 1].began));
	}
	if (p[periods - 1].open)
		return;
	/* Known only as one who is to come: came, and went. */
	if (strcmp(record.state, "PLANNED") == 0)
		moved(run, &record, EDUCATION_EVENT_ENTERED);
	moved(run, &record, EDUCATION_EVENT_LEFT);
	if (lists_flag("education-rec", e[n - 1].rec, "adopted"))
		(void)education_lock(run->r, &record, date_iso(run->r->pool, p[periods - 1].ended));
}
