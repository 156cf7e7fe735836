#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "date.h"
#include "lists.h"
#include "module.h"
#include "page.h"
#include "record.h"
#include "request.h"
#include "secret.h"
#include "text.h"

#define EXPLANATION_MAX	300	/* of a deadline, in bytes */
#define CLOCK_MAX	16	/* characters of deadline.clock */

enum {
	FIND, LOCK, ADD, MOVE, REFER, LINK, PERSON, EVENT, EVENTS, DEADLINE, MET, DROP,
	DROP_ALL, LATE, PAUSE, PAUSED, GO_ON, RESTRICT,
	DEADLINES, INVOLVE, UNINVOLVE, RESUME, UNLIST, ARCHIVE, OWNER, PERSON_END, NOTICE,
	INVOLVE_ALSO, UNINVOLVE_OTHERS, UNINVOLVE_ACCOUNT, SEQUENCE_NEXT, SEQUENCE_GET
};

/* The access rule, as the set of relations by which this person may see the
 * record; without one there is no row. Owner or one of the record's people; and
 * unless it is restricted a role that sees its team's, the manager of its owner,
 * or a role that sees the whole service. Archived, it is for the archive's roles alone. */
#define COLUMNS "SELECT r.id, r.child, r.owner, r.team, r.handle, r.reference, r.kind," \
	" r.subject, r.state, r.opened_at, r.closed_at, r.version, r.restricted, r.resume," \
	" IF(r.archived_at IS NOT NULL, IF(? = 1, 'ARCHIVE', ''), CONCAT_WS(' '," \
	"  IF(r.owner = ?, 'OWNER', NULL)," \
	"  (SELECT GROUP_CONCAT(DISTINCT q.relation ORDER BY q.relation SEPARATOR ' ')" \
	"    FROM record_person q WHERE q.record = r.id AND q.account = ? AND q.until IS NULL" \
	"     AND q.relation <> 'OWNER')," \
	"  IF(r.restricted = 0 AND ? = 1 AND r.team = ?, 'TEAM', NULL)," \
	"  IF(r.restricted = 0 AND ? = 1 AND o.manager = ?, 'MANAGER', NULL)," \
	"  IF(r.restricted = 0 AND ? = 1, 'SERVICE', NULL))) AS relations"
#define FROM " FROM record r JOIN everychild.account o ON o.id = r.owner" \
	" WHERE r.handle = ? HAVING relations <> ''"

/* Deadlines that run, or will again. */
#define STANDS " AND met_at IS NULL AND (dropped_at IS NULL OR paused_on IS NOT NULL)"

static const struct db_statement sql[] = {
	[FIND] = { COLUMNS FROM, "uuuuuuuus", "uuuusssssdduuss" },
	[LOCK] = { "SELECT id FROM record WHERE handle = ? FOR UPDATE", "s", "u" },
	[ADD] = { "INSERT INTO record (handle, kind, child, subject, state, owner, team, opened_at)"
	    " VALUES (?, ?, ?, ?, ?, ?, ?, UTC_TIMESTAMP(6))", "ssUssuU", "" },
	[MOVE] = { "UPDATE record SET state = ?, version = version + 1,"
	    " closed_at = IF(? = 1, COALESCE(closed_at, UTC_TIMESTAMP(6)), NULL)"
	    " WHERE id = ? AND version = ? AND state = ?", "suuus", "" },
	[REFER] = { "UPDATE record SET reference = ?, version = version + 1"
	    " WHERE id = ? AND version = ?", "suu", "" },
	[LINK] = { "UPDATE record SET child = ?, subject = ?, version = version + 1"
	    " WHERE id = ? AND version = ?", "Usuu", "" },
	[PERSON] = { "INSERT INTO record_person (record, account, relation, since, added_by, page)"
	    " VALUES (?, ?, ?, UTC_TIMESTAMP(6), ?, ?)", "uusus", "" },
	[EVENT] = { "INSERT INTO event (record, at, code, title, account, shared)"
	    " VALUES (?, UTC_TIMESTAMP(6), ?, ?, ?, ?)", "ussuu", "" },
	[EVENTS] = { "SELECT e.at, e.title, a.given, a.family FROM event e"
	    " LEFT JOIN everychild.account a ON a.id = e.account WHERE e.record = ?"
	    " AND (? = 1 OR e.account = ? OR e.code NOT LIKE CONCAT(?, '%'))"
	    " ORDER BY e.at DESC, e.id DESC LIMIT 200", "uuus", "dsss" },
	[DEADLINE] = { "INSERT INTO deadline (record, clock, title, from_on, due_on, due_at,"
	    " explanation, readers) VALUES (?, ?, ?, ?, ?, ?, ?, ?)", "ussdddss", "" },
	/* To the minute where it is met as it is recorded. */
	[MET] = { "UPDATE deadline SET met_at = UTC_TIMESTAMP(6), met_on = ?,"
	    " late = ? > due_on OR (? = 1 AND COALESCE(due_at < UTC_TIMESTAMP(6), 0)),"
	    " dropped_at = NULL, paused_on = NULL WHERE record = ? AND clock = ?" STANDS, "dduus", "" },
	[DROP] = { "UPDATE deadline SET dropped_at = UTC_TIMESTAMP(6), paused_on = NULL"
	    " WHERE record = ? AND clock = ?" STANDS, "us", "" },
	[DROP_ALL] = { "UPDATE deadline SET dropped_at = UTC_TIMESTAMP(6), paused_on = NULL"
	    " WHERE record = ?" STANDS, "u", "" },
	[PAUSE] = { "UPDATE deadline SET dropped_at = UTC_TIMESTAMP(6), paused_on = ?"
	    " WHERE record = ? AND clock = ? AND met_at IS NULL AND dropped_at IS NULL", "dus", "" },
	[PAUSED] = { "SELECT id, due_on, paused_on, explanation FROM deadline WHERE record = ?"
	    " AND clock = ? AND paused_on IS NOT NULL", "us", "udds" },
	/* In this order: each assignment sees those before it. */
	[GO_ON] = { "UPDATE deadline SET dropped_at = NULL, paused_on = NULL,"
	    " due_at = due_at + INTERVAL DATEDIFF(?, due_on) DAY, due_on = ?, explanation = ?"
	    " WHERE id = ?", "ddsu", "" },
	[LATE] = { "UPDATE deadline SET late_code = ?, late_reason = ? WHERE record = ?"
	    " AND id = ? AND dropped_at IS NULL", "ssuu", "" },
	[DEADLINES] = { "SELECT title, due_on, explanation, met_at, late_reason, id, readers,"
	    " late_code, due_at, late, paused_on FROM deadline WHERE record = ?"
	    " AND (dropped_at IS NULL OR paused_on IS NOT NULL)"
	    " ORDER BY met_at IS NOT NULL, due_on, due_at", "u", "sdsdsussdud" },
	[RESTRICT] = { "UPDATE record SET restricted = ?, version = version + 1"
	    " WHERE id = ? AND version = ?", "uuu", "" },
	[INVOLVE] = { "INSERT INTO involvement (record, child, account, part, title, since)"
	    " VALUES (?, ?, ?, ?, ?, ?)", "uUussd", "" },
	[RESUME] = { "UPDATE record SET resume = ? WHERE id = ?", "su", "" },
	[UNLIST] = { "UPDATE record SET unlisted = 1 WHERE id = ?", "u", "" },
	[ARCHIVE] = { "UPDATE record SET archived_at = UTC_TIMESTAMP(6) WHERE id = ?", "u", "" },
	[OWNER] = { "UPDATE record SET owner = ?, team = ?, version = version + 1"
	    " WHERE id = ? AND version = ?", "uUuu", "" },
	[PERSON_END] = { "UPDATE record_person SET until = UTC_TIMESTAMP(6) WHERE record = ?"
	    " AND (? = 0 OR account = ?) AND relation = ? AND until IS NULL", "uuus", "" },
	[NOTICE] = { "INSERT INTO notice (record, account, title, at)"
	    " VALUES (?, ?, ?, UTC_TIMESTAMP(6))", "uus", "" },
	[INVOLVE_ALSO] = { "INSERT INTO involvement (record, child, account, part, title, since)"
	    " SELECT i.record, i.child, ?, i.part, i.title, ? FROM involvement i WHERE i.record = ?"
	    " AND i.part = ? AND i.until IS NULL ORDER BY i.id DESC LIMIT 1", "udus", "" },
	[UNINVOLVE_OTHERS] = { "UPDATE involvement SET until = ? WHERE record = ? AND part = ?"
	    " AND account <> ? AND until IS NULL", "dusu", "" },
	[SEQUENCE_NEXT] = { "INSERT INTO sequence (authority, year, last) VALUES (?, ?, 1)"
	    " ON DUPLICATE KEY UPDATE last = last + 1", "su", "" },
	[SEQUENCE_GET] = { "SELECT last FROM sequence WHERE authority = ? AND year = ?", "su", "u" },
	[UNINVOLVE_ACCOUNT] = { "UPDATE involvement SET until = ? WHERE record = ? AND account = ?"
	    " AND until IS NULL", "duu", "" },
	[UNINVOLVE] = { "UPDATE involvement SET until = ? WHERE record = ? AND part = ?"
	    " AND until IS NULL", "dus", "" },
};

static struct {
	struct record_readers roles;
	const char *hidden, *hidden_for;	/* lines of the timeline */
	const char *clock, *clock_for;		/* dates */
} readers;

void record_statements_name(void)
{
	db_statements(sql, sizeof(sql) / sizeof(sql[0]));
}

void record_readers(const struct record_readers *roles)
{
	readers.roles = *roles;
}

static unsigned long long reads(const struct request *r, const char *roles)
{
	return roles != NULL && session_role(r->session, roles);
}

bool record_service(const struct request *r)
{
	return reads(r, readers.roles.service);
}

static void record_from(struct pool *pool, const struct db_row *row, struct record *record)
{
	record->id = db_number(row, 0);
	record->child = db_number(row, 1);
	record->owner = db_number(row, 2);
	record->team = db_number(row, 3);
	record->handle = db_text(row, 4);
	record->reference = db_text(row, 5);
	record->kind = db_text(row, 6);
	record->subject = db_text(row, 7);
	record->state = db_text(row, 8);
	record->opened_at = db_text(row, 9);
	record->closed_at = db_text(row, 10);
	record->version = (unsigned)db_number(row, 11);
	record->restricted = db_number(row, 12) != 0;
	record->resume = db_text(row, 13);
	record->relations = db_text(row, 14);
	record->relation = pool_strndup(pool, record->relations, strcspn(record->relations, " "));
}

static void audit_about(struct request *r, const struct record *record)
{
	r->audit.object = "record";
	r->audit.object_id = record->id;
	r->audit.child = record->child;
	r->audit.relation = record->relation;
}

bool record_load(struct request *r, const char *handle, struct record *record_r)
{
	unsigned long long me = request_account(r);
	struct db_row row;

	if (!db_find(r->db, &sql[FIND], &row, reads(r, readers.roles.archive), me, me,
	    reads(r, readers.roles.team), r->session->team, reads(r, readers.roles.manager), me,
	    reads(r, readers.roles.service), handle))
		return false;
	record_from(r->pool, &row, record_r);
	audit_about(r, record_r);
	return true;
}

bool record_lock(struct request *r, const char *handle, struct record *record_r)
{
	struct db_row row;

	/* Statements read what is committed when they start, so what is loaded
	 * after the lock is the newest there is. */
	return db_find(r->db, &sql[LOCK], &row, handle) && record_load(r, handle, record_r);
}

void record_new(struct request *r, const char *kind, unsigned long long child,
    const char *subject, const char *state, struct record *record_r)
{
	*record_r = (struct record){ .child = child, .owner = request_account(r),
	    .team = r->session->team, .handle = secret_handle(r->pool), .kind = kind,
	    .subject = subject, .state = state, .opened_at = r->now, .version = 1,
	    .relation = "OWNER", .relations = "OWNER" };
	record_r->id = db_insert(r->db, &sql[ADD], record_r->handle, kind, child, subject, state,
	    record_r->owner, record_r->team);
	record_person(r, record_r, record_r->owner, "OWNER");
	audit_about(r, record_r);
}

bool record_move(struct request *r, struct record *record, const char *state, bool closed)
{
	if (db_write(r->db, &sql[MOVE], state, (unsigned long long)closed, record->id,
	    (unsigned long long)record->version, record->state) != 1)
		return false;
	record->state = state;
	record->version++;
	return true;
}

bool record_refer(struct request *r, struct record *record, const char *reference)
{
	if (db_write(r->db, &sql[REFER], reference, record->id,
	    (unsigned long long)record->version) != 1)
		return false;
	record->reference = reference;
	record->version++;
	return true;
}

bool record_refer_next(struct request *r, struct record *record, const char *prefix,
    const char *suffix)
{
	const char *authority = conf_text("authority.code");
	unsigned long long year = (unsigned long long)date_today().year;
	struct db_row row;

	(void)db_write(r->db, &sql[SEQUENCE_NEXT], authority, year);
	return db_find(r->db, &sql[SEQUENCE_GET], &row, authority, year) &&
	    record_refer(r, record, pool_printf(r->pool, "%s-%s-%llu-%06llu%s", prefix, authority,
	    year, db_number(&row, 0), suffix));
}

bool record_link(struct request *r, struct record *record, unsigned long long child,
    const char *subject)
{
	if (db_write(r->db, &sql[LINK], child, subject, record->id,
	    (unsigned long long)record->version) != 1)
		return false;
	record->child = child;
	r->audit.child = child;
	record->subject = subject;
	record->version++;
	return true;
}

void record_person(struct request *r, const struct record *record, unsigned long long account,
    const char *relation)
{
	record_person_part(r, record, account, relation, "");
}

void record_person_part(struct request *r, const struct record *record,
    unsigned long long account, const char *relation, const char *page)
{
	(void)db_write(r->db, &sql[PERSON], record->id, account, relation, request_account(r), page);
}

void record_person_end(struct request *r, const struct record *record,
    unsigned long long account, const char *relation)
{
	(void)db_write(r->db, &sql[PERSON_END], record->id, account, account, relation);
}

bool record_is(const struct record *record, const char *relations)
{
	const struct session one = { .roles = record->relations };

	return session_role(&one, relations);
}

bool record_works_on(const struct record *record)
{
	return record_is(record, "OWNER COA LP TAC");
}

bool record_hand_over(struct request *r, struct record *record, unsigned long long account,
    unsigned long long team)
{
	if (db_write(r->db, &sql[OWNER], account, team, record->id,
	    (unsigned long long)record->version) != 1)
		return false;
	record->version++;
	record_person_end(r, record, record->owner, "OWNER");
	record_person(r, record, account, "OWNER");
	record->owner = account;
	record->team = team;
	return true;
}

bool record_restrict(struct request *r, struct record *record, bool on)
{
	if (record->restricted == on)
		return true;
	if (db_write(r->db, &sql[RESTRICT], (unsigned long long)on, record->id,
	    (unsigned long long)record->version) != 1)
		return false;
	record->restricted = on;
	record->version++;
	return true;
}

void record_resume(struct request *r, struct record *record, const char *state)
{
	(void)db_write(r->db, &sql[RESUME], state, record->id);
	record->resume = state;
}

void record_unlist(struct request *r, const struct record *record)
{
	(void)db_write(r->db, &sql[UNLIST], record->id);
}

void record_archive(struct request *r, const struct record *record)
{
	(void)db_write(r->db, &sql[ARCHIVE], record->id);
}

void notice_add(struct request *r, const struct record *record, unsigned long long account,
    const char *title)
{
	if (account != 0 && account != request_account(r))
		(void)db_write(r->db, &sql[NOTICE], record->id, account, title);
}

void event_add(struct request *r, const struct record *record, const char *code,
    const char *title, bool shared)
{
	(void)db_write(r->db, &sql[EVENT], record->id, code, title, request_account(r),
	    (unsigned long long)shared);
}

void event_readers(const char *prefix, const char *relations)
{
	readers.hidden = prefix;
	readers.hidden_for = relations;
}

void deadline_readers(const char *clock, const char *relations)
{
	readers.clock = clock;
	readers.clock_for = relations;
}

static const char *readers_of(const char *clock)
{
	size_t len = readers.clock == NULL ? 0 : strlen(readers.clock);

	if (len == 0 || strncmp(readers.clock, clock, len) != 0 ||
	    (clock[len] != '\0' && clock[len] != '-'))
		return "";
	return readers.clock_for;
}

void event_list(struct request *r, struct node *parent, const struct record *record)
{
	struct node *timeline = node_add(parent, "timeline"), *n;
	bool all = readers.hidden == NULL || record_is(record, readers.hidden_for);
	struct db_rows rows;
	size_t i;

	(void)db_list(r->db, &sql[EVENTS], &rows, record->id, (unsigned long long)all,
	    request_account(r), all ? "" : readers.hidden);
	for (i = 0; i < rows.n; i++) {
		const char *at = db_text(&rows.row[i], 0);

		n = node_add(timeline, "event");
		node_set(n, "at", date_stamp(r->pool, at));
		node_set(n, "when", date_reading(r->pool, at));
		node_set(n, "title", db_text(&rows.row[i], 1));
		node_set(n, "by", db_text(&rows.row[i], 2) == NULL ? "Everychild" : pool_printf(r->pool,
		    "%s %s", db_text(&rows.row[i], 2), db_text(&rows.row[i], 3)));
	}
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

	if (!clock_due(r->pool, clock, from, &due))
		return due.error;
	if (date_moment(from, &moment))
		from = date_iso(r->pool, date_london(moment, NULL));
	(void)db_write(r->db, &sql[DEADLINE], record->id, clock->code, clock->name, from,
	    date_iso(r->pool, due.date), clock->unit == CLOCK_HOURS ? due.text : NULL,
	    due.explanation, readers_of(clock->code));
	return NULL;
}

void deadline_agree(struct request *r, const struct record *record, const char *clock,
    const char *name, const char *due, const char *why)
{
	(void)db_write(r->db, &sql[DEADLINE], record->id, clock, name, r->today, due, NULL, why,
	    readers_of(clock));
}

void deadline_met(struct request *r, const struct record *record, const char *clock)
{
	(void)db_write(r->db, &sql[MET], r->today, r->today, 1ULL, record->id, clock);
}

void deadline_met_on(struct request *r, const struct record *record, const char *clock,
    const char *day)
{
	assert(strcmp(day, r->today) <= 0);
	(void)db_write(r->db, &sql[MET], day, day, 0ULL, record->id, clock);
}

void deadline_drop(struct request *r, const struct record *record, const char *clock)
{
	(void)db_write(r->db, &sql[DROP], record->id, clock);
}

void deadline_drop_all(struct request *r, const struct record *record)
{
	(void)db_write(r->db, &sql[DROP_ALL], record->id);
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
		    paused_text(r, db_text(d, 3), paused, today), db_number(d, 0));
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

const char *deadline_when(struct request *r, const char *on, const char *at)
{
	struct date date = { 0 };
	long long moment;

	if (!date_parse(on, &date))
		return on;
	if (at != NULL && date_moment(at, &moment) &&
	    date_compare(date_london(moment, NULL), date) == 0)
		return date_reading(r->pool, at);
	return date_long(r->pool, date);
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

	*colour_r = "green";
	if (db_text(d, 3) != NULL)
		return late ? "Done late" : "Done";
	*colour_r = late ? "red" : "yellow";
	if (late)
		return "Overdue";
	if (strcmp(db_text(d, 1), r->today) == 0)
		return "Due today";
	*colour_r = "blue";
	return "Due";
}

static const char *late_reason(struct request *r, const struct db_row *d)
{
	const char *code = db_text(d, 7);

	return db_text(d, 4) == NULL || code[0] == '\0' ? db_text(d, 4) : pool_printf(r->pool,
	    "%s: %s", lists_label("late-reason", code, r->today), db_text(d, 4));
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

	(void)db_list(r->db, &sql[DEADLINES], rows_r, record->id);
	for (i = 0; i < rows_r->n; i++) {
		const char *for_them = db_text(&rows_r->row[i], 6);

		if (for_them[0] == '\0' || record_is(record, for_them))
			rows_r->row[n++] = rows_r->row[i];
	}
	rows_r->n = n;
}

void deadline_list(struct request *r, struct node *parent, const struct record *record,
    const char *late_path)
{
	struct node *table, *row, *cell;
	bool late = false;
	struct db_rows rows;
	const char *colour;
	size_t i;

	deadlines_read(r, record, &rows);
	for (i = 0; i < rows.n; i++)
		late = late || was_late(r, &rows.row[i]);
	table = page_table(parent, "deadlines", "Dates", "No dates are running.", "What", "Due", "Why",
	    "Status", late ? "Why late" : NULL, NULL);
	for (i = 0; i < rows.n; i++) {
		const struct db_row *d = &rows.row[i];

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

void involvement_start_of(struct request *r, const struct record *record,
    unsigned long long account, const char *part, const char *title)
{
	(void)db_write(r->db, &sql[INVOLVE], record->id, record->child, account, part, title,
	    r->today);
}

void involvement_start(struct request *r, const struct record *record, const char *part,
    const char *title)
{
	involvement_start_of(r, record, request_account(r), part, title);
}

void involvement_end(struct request *r, const struct record *record, const char *part)
{
	(void)db_write(r->db, &sql[UNINVOLVE], r->today, record->id, part);
}

void involvement_leave(struct request *r, const struct record *record,
    unsigned long long account)
{
	(void)db_write(r->db, &sql[UNINVOLVE_ACCOUNT], r->today, record->id, account);
}

void involvement_move(struct request *r, const struct record *record, const char *part,
    unsigned long long account)
{
	(void)db_write(r->db, &sql[INVOLVE_ALSO], account, r->today, record->id, part);
	(void)db_write(r->db, &sql[UNINVOLVE_OTHERS], r->today, record->id, part, account);
}
