#include <assert.h>
#include <string.h>

#include "casework.h"
#include "date.h"
#include "deadline.h"
#include "http.h"
#include "late.h"
#include "lists.h"
#include "page.h"
#include "record.h"
#include "request.h"
#include "text.h"
#include "workflow.h"

#define EXPLANATION_MAX	300	/* in bytes */
#define CLOCK_MAX	16	/* characters of deadline.clock */

enum { ADD, MET, DROP, DROP_ALL, MISS, RESTORE, PAUSE, PAUSED, GO_ON, LATE, LIST };

/* Those that run, or will again. */
#define STANDS " AND met_at IS NULL AND (dropped_at IS NULL OR paused_on IS NOT NULL)"

static const struct db_statement sql[] = {
	[ADD] = { "INSERT INTO deadline (record, clock, title, from_on, due_on, due_at,"
	    " amber_on, explanation, readers) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)", "ussddddss", "" },
	/* To the minute where it is met as it is recorded. */
	[MET] = { "UPDATE deadline SET met_at = UTC_TIMESTAMP(6), met_on = ?,"
	    " late = ? > due_on OR (? = 1 AND COALESCE(due_at < UTC_TIMESTAMP(6), 0)),"
	    " dropped_at = NULL, paused_on = NULL, ended_in = ? WHERE record = ? AND clock = ?" STANDS,
	    "ddusus", "" },
	[DROP] = { "UPDATE deadline SET dropped_at = UTC_TIMESTAMP(6), paused_on = NULL, ended_in = ?"
	    " WHERE record = ? AND clock = ?" STANDS, "sus", "" },
	[DROP_ALL] = { "UPDATE deadline SET dropped_at = UTC_TIMESTAMP(6), paused_on = NULL,"
	    " ended_in = ? WHERE record = ?" STANDS, "su", "" },
	/* Over without being met: met_at without a met_on. */
	[MISS] = { "UPDATE deadline SET met_at = UTC_TIMESTAMP(6), late = 1, ended_in = ? WHERE record = ?"
	    " AND (? = '' OR clock = ?) AND met_at IS NULL AND dropped_at IS NULL"
	    " AND (due_on < ? OR COALESCE(due_at < UTC_TIMESTAMP(6), 0))", "sussd", "" },
	/* Those that ended before ended_in was kept: by the time. */
	[RESTORE] = { "UPDATE deadline SET dropped_at = NULL, met_at = NULL, met_on = NULL, late = 0,"
	    " ended_in = '' WHERE record = ? AND paused_on IS NULL AND (? IS NULL OR clock = ?)"
	    " AND (dropped_at IS NOT NULL OR met_at IS NOT NULL) AND CASE WHEN ended_in <> ''"
	    " THEN ended_in = ? ELSE COALESCE(dropped_at, met_at) >= ? END", "usssd", "" },
	[PAUSE] = { "UPDATE deadline SET dropped_at = UTC_TIMESTAMP(6), paused_on = ?"
	    " WHERE record = ? AND clock = ? AND met_at IS NULL AND dropped_at IS NULL", "dus", "" },
	[PAUSED] = { "SELECT id, due_on, paused_on, explanation FROM deadline WHERE record = ?"
	    " AND clock = ? AND paused_on IS NOT NULL", "us", "udds" },
	/* In this order: each assignment sees those before it. */
	[GO_ON] = { "UPDATE deadline SET dropped_at = NULL, paused_on = NULL,"
	    " due_at = due_at + INTERVAL DATEDIFF(?, due_on) DAY, due_on = ?, amber_on = ?,"
	    " explanation = ? WHERE id = ?", "dddsu", "" },
	[LATE] = { "UPDATE deadline SET late_code = ?, late_reason = ? WHERE record = ?"
	    " AND id = ? AND dropped_at IS NULL", "ssuu", "" },
	[LIST] = { "SELECT title, due_on, explanation, met_at, late_reason, id, readers,"
	    " late_code, due_at, late, paused_on, amber_on, met_on, clock FROM deadline WHERE record = ?"
	    " AND (dropped_at IS NULL OR paused_on IS NOT NULL)"
	    " ORDER BY met_at IS NOT NULL, due_on, due_at", "u", "sdsdsussduddds" },
};

/* Whose dates of one clock are to know of. */
static struct {
	const char *clock, *relations;
} readers;

void deadline_statements_name(void)
{
	db_statements(sql, sizeof(sql) / sizeof(sql[0]));
}

void deadline_readers(const char *clock, const char *relations)
{
	readers.clock = clock;
	readers.relations = relations;
}

static const char *readers_of(const char *clock)
{
	size_t len = readers.clock == NULL ? 0 : strlen(readers.clock);

	if (len == 0 || strncmp(readers.clock, clock, len) != 0 ||
	    (clock[len] != '\0' && clock[len] != '-'))
		return "";
	return readers.relations;
}

const char *deadline_code(struct pool *pool, const char *clock, unsigned long long number)
{
	const char *code = pool_printf(pool, "%s-%llu", clock, number);

	assert(strlen(code) <= CLOCK_MAX);
	return code;
}

const char *deadline_start(struct request *r, const struct record *record,
    const struct clock *clock, const char *from)
{
	struct clock_due due;
	long long moment;
	const char *on;

	if (!clock_due(r->pool, clock, from, &due))
		return due.error;
	if (date_moment(from, &moment))
		from = date_iso(r->pool, date_london(moment, NULL));
	on = date_iso(r->pool, due.date);
	(void)db_write(r->db, &sql[ADD], record->id, clock->code, clock->name, from, on,
	    clock->unit == CLOCK_HOURS ? due.text : NULL, casework_clock_amber(r, clock->code, on),
	    due.explanation, readers_of(clock->code));
	return NULL;
}

void deadline_agree(struct request *r, const struct record *record, const char *clock,
    const char *name, const char *due, const char *why)
{
	(void)db_write(r->db, &sql[ADD], record->id, clock, name, r->today, due, NULL,
	    casework_clock_amber(r, clock, due), why, readers_of(clock));
}

void deadline_met(struct request *r, const struct record *record, const char *clock)
{
	(void)db_write(r->db, &sql[MET], r->today, r->today, 1ULL, r->http->request, record->id, clock);
}

void deadline_met_on(struct request *r, const struct record *record, const char *clock,
    const char *day)
{
	assert(strcmp(day, r->today) <= 0);
	(void)db_write(r->db, &sql[MET], day, day, 0ULL, r->http->request, record->id, clock);
}

void deadline_drop(struct request *r, const struct record *record, const char *clock)
{
	(void)db_write(r->db, &sql[DROP], r->http->request, record->id, clock);
}

void deadline_stop(struct request *r, const struct record *record, const char *clock)
{
	(void)db_write(r->db, &sql[MISS], r->http->request, record->id, clock == NULL ? "" : clock,
	    clock == NULL ? "" : clock, r->today);
	if (clock == NULL)
		deadline_drop_all(r, record);
	else
		deadline_drop(r, record, clock);
}

void deadline_drop_all(struct request *r, const struct record *record)
{
	(void)db_write(r->db, &sql[DROP_ALL], r->http->request, record->id);
}

void deadline_restore(struct request *r, const struct record *record, const char *clock,
    const struct workflow_step *step)
{
	(void)db_write(r->db, &sql[RESTORE], record->id, clock, clock, step->made_in, step->at);
}

void deadline_pause(struct request *r, const struct record *record, const char *clock)
{
	(void)db_write(r->db, &sql[PAUSE], r->today, record->id, clock);
}

/* As many days after today as there were left when it was paused; one that was
 * late then is as late as it was. False: a year has no bank holidays. */
static bool days_left(const struct clock *clock, struct date due, struct date paused,
    struct date today, struct date *due_r)
{
	bool late = date_compare(due, paused) < 0;
	long days;

	if (clock->unit != CLOCK_WORKING_DAYS) {
		*due_r = date_add_days(today, date_days(paused, due));
		return true;
	}
	return clock_working_days_between(late ? due : paused, late ? paused : due, &days) == 1 &&
	    clock_add_working_days(today, (int)(late ? -days : days), due_r) == 1;
}

static const char *paused_text(struct request *r, const char *before, struct date from,
    struct date to)
{
	const char *text = pool_printf(r->pool, "%s; paused from %s to %s", before,
	    date_long(r->pool, from), date_long(r->pool, to));

	return strlen(text) <= EXPLANATION_MAX ? text : before;
}

const char *deadline_go_on(struct request *r, const struct record *record,
    const struct clock *clock)
{
	struct date due, paused, today;
	struct db_rows rows;
	size_t i;

	(void)db_list(r->db, &sql[PAUSED], &rows, record->id, clock->code);
	for (i = 0; i < rows.n; i++) {
		const struct db_row *d = &rows.row[i];

		if (!date_parse(db_text(d, 1), &due) || !date_parse(db_text(d, 2), &paused) ||
		    !date_parse(r->today, &today) || !days_left(clock, due, paused, today, &due))
			return "the days that were left cannot be counted: a year has no bank holidays";
		(void)db_write(r->db, &sql[GO_ON], date_iso(r->pool, due), date_iso(r->pool, due),
		    casework_clock_amber(r, clock->code, date_iso(r->pool, due)), paused_text(r, db_text(d, 3), paused, today), db_number(d, 0));
	}
	return NULL;
}

bool deadline_late(struct request *r, const struct record *record, unsigned long long deadline,
    const char *code, const char *reason)
{
	return db_write(r->db, &sql[LATE], code, reason, record->id, deadline) == 1;
}

bool deadline_past(struct request *r, const char *on, const char *at)
{
	long long moment;

	if (at != NULL && date_moment(at, &moment))
		return moment < date_now();
	return strcmp(on, r->today) < 0;
}

bool deadline_soon(const struct request *r, const char *on)
{
	return on != NULL && strcmp(on, r->today) <= 0;
}

const char *deadline_when(struct request *r, const char *on, const char *at)
{
	struct date date = { 0 };
	long long moment;
	int minutes;

	if (!date_parse(on, &date))
		return on;
	if (at == NULL || !date_moment(at, &moment) ||
	    date_compare(date_london(moment, &minutes), date) != 0)
		return date_long(r->pool, date);
	/* Midnight belongs to the day that is over: 12:00am reads a day late. */
	if (minutes == 0 && moment % 60 == 0)
		return pool_printf(r->pool, "by the end of %s",
		    date_long(r->pool, date_london(moment - 1, NULL)));
	return date_reading(r->pool, at);
}

static bool was_late(struct request *r, const struct db_row *d)
{
	if (db_text(d, 10) != NULL)
		return false;
	return db_text(d, 3) != NULL ? db_number(d, 9) != 0 :
	    deadline_past(r, db_text(d, 1), db_text(d, 8));
}

static const char *deadline_tag(struct request *r, const struct db_row *d, const char **colour_r)
{
	bool late = was_late(r, d);

	*colour_r = late && db_text(d, 12) == NULL ? "red" : "green";
	if (db_text(d, 3) != NULL && db_text(d, 12) == NULL)
		return "Missed";
	if (db_text(d, 3) != NULL)
		return late ? "Done late" : "Done";
	*colour_r = late ? "red" : "yellow";
	if (late)
		return "Overdue";
	if (strcmp(db_text(d, 1), r->today) == 0)
		return "Due today";
	*colour_r = deadline_soon(r, db_text(d, 11)) ? "orange" : "blue";
	return deadline_soon(r, db_text(d, 11)) ? "Due soon" : "Due";
}

static const char *late_reason(struct request *r, const struct db_row *d)
{
	const char *code = db_text(d, 7);

	return db_text(d, 4) == NULL || code[0] == '\0' ? db_text(d, 4) : pool_printf(r->pool,
	    "%s: %s", late_label(r, code), db_text(d, 4));
}

/* The reason, or a link to say it; both when it can be said better. */
static void reason_cell(struct request *r, struct node *row, const struct db_row *d,
    const char *late_path)
{
	const char *reason = late_reason(r, d);
	struct node *cell;

	if (!was_late(r, d) || (reason == NULL && late_path == NULL)) {
		(void)page_cell(row, "");
		return;
	}
	cell = page_cell(row, reason == NULL ? "Say why" : reason);
	if (late_path == NULL)
		return;
	node_set(cell, "href", pool_printf(r->pool, "%s/%llu", late_path, db_number(d, 5)));
	node_set(cell, "what", pool_printf(r->pool, reason == NULL ? "it is late: %s" :
	    "(change why it is late: %s)", db_text(d, 0)));
}

/* What this person may know of, moved to the front. */
static void deadlines_read(struct request *r, const struct record *record, struct db_rows *rows_r)
{
	size_t i, n = 0;

	(void)db_list(r->db, &sql[LIST], rows_r, record->id);
	for (i = 0; i < rows_r->n; i++) {
		const char *for_them = db_text(&rows_r->row[i], 6);

		if (for_them[0] == '\0' || record_is(record, for_them))
			rows_r->row[n++] = rows_r->row[i];
	}
	rows_r->n = n;
}

bool deadline_any(struct request *r, const struct record *record)
{
	struct db_rows rows;

	deadlines_read(r, record, &rows);
	return rows.n > 0;
}

static void rows_put(struct request *r, struct node *parent, const struct db_rows *rows,
    const char *late_path)
{
	struct node *table, *row, *cell;
	bool late = false;
	const char *colour;
	size_t i;

	for (i = 0; i < rows->n; i++)
		late = late || was_late(r, &rows->row[i]);
	table = page_table(parent, "deadlines", "Dates", "No dates are running.", "What", "Due", "Why",
	    "Status", late ? "Why late" : NULL, NULL);
	for (i = 0; i < rows->n; i++) {
		const struct db_row *d = &rows->row[i];

		row = node_add(table, "row");
		node_set(page_cell(row, db_text(d, 0)), "head", "yes");
		(void)page_cell(row, deadline_when(r, db_text(d, 1), db_text(d, 8)));
		(void)page_cell(row, db_text(d, 2));
		colour = "grey";
		cell = page_cell(row, db_text(d, 10) != NULL ? "Paused" : deadline_tag(r, d, &colour));
		node_set(cell, "tag", colour);
		if (late)
			reason_cell(r, row, d, late_path);
	}
}

void deadline_list(struct request *r, struct node *parent, const struct record *record,
    const char *late_path)
{
	struct db_rows rows;

	deadlines_read(r, record, &rows);
	rows_put(r, parent, &rows, late_path);
}

static bool code_among(const char *codes, const char *code)
{
	size_t n;

	for (; *codes != '\0'; codes += n + (codes[n] == ' ')) {
		n = strcspn(codes, " ");
		if (n == strlen(code) && strncmp(codes, code, n) == 0)
			return true;
	}
	return false;
}

void deadline_list_of(struct request *r, struct node *parent, const struct record *record,
    const char *clocks, const char *late_path)
{
	struct db_rows rows;
	size_t i, n = 0;

	deadlines_read(r, record, &rows);
	for (i = 0; i < rows.n; i++)
		if (code_among(clocks, db_text(&rows.row[i], 13)))
			rows.row[n++] = rows.row[i];
	rows.n = n;
	if (n > 0)
		rows_put(r, parent, &rows, late_path);
}
