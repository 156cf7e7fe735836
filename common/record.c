#include <stdlib.h>
#include <string.h>

#include "date.h"
#include "http.h"
#include "lists.h"
#include "module.h"
#include "page.h"
#include "record.h"
#include "request.h"
#include "secret.h"
#include "text.h"

enum {
	FIND, EMERGENCIES, LOCK, ADD, MOVE, REFER, LINK, PERSON, EVENT, EVENTS, RESTRICT, INVOLVE, UNINVOLVE, RESUME, UNLIST, ARCHIVE, OWNER, PERSON_END, NOTICE, NOTICE_SETTLE,
	INVOLVE_AGAIN, INVOLVE_ALSO, UNINVOLVE_OTHERS, UNINVOLVE_ACCOUNT, SEQUENCE_NEXT, SEQUENCE_GET
};

/* The access rule, as the set of relations by which this person may see the
 * record; without one there is no row. Owner or one of the record's people; and
 * unless it is restricted a role that sees its team's, the manager of its owner,
 * or a role that sees the whole service; or, to read it, an emergency. Archived, it is for the archive's roles alone. */
#define COLUMNS "SELECT r.id, r.child, r.owner, r.team, r.handle, r.reference, r.kind," \
	" r.subject, r.state, r.opened_at, r.closed_at, r.version, r.restricted, r.resume," \
	" IF(r.archived_at IS NOT NULL, IF(? = 1, 'ARCHIVE', ''), CONCAT_WS(' '," \
	"  IF(r.owner = ?, 'OWNER', NULL)," \
	"  (SELECT GROUP_CONCAT(DISTINCT q.relation ORDER BY q.relation SEPARATOR ' ')" \
	"    FROM record_person q WHERE q.record = r.id AND q.account = ? AND q.until IS NULL" \
	"     AND q.relation <> 'OWNER')," \
	"  IF(r.restricted = 0 AND ? = 1 AND r.team = ?, 'TEAM', NULL)," \
	"  IF(r.restricted = 0 AND ? = 1 AND o.manager = ?, 'MANAGER', NULL)," \
	"  IF(r.restricted = 0 AND ? = 1, 'SERVICE', NULL)," \
	"  IF(r.restricted = 0 AND r.unlisted = 0 AND ? = 1, 'EMERGENCY', NULL))) AS relations"
/* For a handle that does not exist the newest record is weighed instead, so that
 * the time of the answer does not tell it from one that may not be seen. */
#define FROM " FROM record r JOIN everychild.account o ON o.id = r.owner" \
	" WHERE r.id = (SELECT COALESCE(MAX(h.id), (SELECT MAX(l.id) FROM record l))" \
	"  FROM record h WHERE h.handle = ?)"
#define SEEN "SELECT x.id, x.child, x.owner, x.team, x.handle, x.reference, x.kind, x.subject," \
	" x.state, x.opened_at, x.closed_at, x.version, x.restricted, x.resume, x.relations FROM ("
#define HANDLE ") x WHERE CASE WHEN x.relations = '' THEN 0 ELSE x.handle = ? END"

static const struct db_statement sql[] = {
	[FIND] = { SEEN COLUMNS FROM HANDLE, "uuuuuuuuuss", "uuuusssssdduuss" },
	/* By the person alone, so that it is the same work whatever was asked for. */
	[EMERGENCIES] = { "SELECT r.handle FROM emergency g JOIN record r ON r.id = g.record"
	    " WHERE g.account = ? AND g.ends_at > UTC_TIMESTAMP(6)", "u", "s" },
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
	[EVENT] = { "INSERT INTO event (record, at, code, title, account, shared, made_in)"
	    " VALUES (?, UTC_TIMESTAMP(6), ?, ?, ?, ?, ?)", "ussuus", "" },
	[EVENTS] = { "SELECT e.at, e.title, a.given, a.family FROM event e"
	    " LEFT JOIN everychild.account a ON a.id = e.account WHERE e.record = ?"
	    " AND (? = 1 OR e.account = ? OR e.code NOT LIKE CONCAT(?, '%'))"
	    " ORDER BY e.at DESC, e.id DESC LIMIT 200", "uuus", "dsss" },
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
	[NOTICE] = { "INSERT INTO notice (record, account, title, page, at)"
	    " VALUES (?, ?, ?, ?, UTC_TIMESTAMP(6))", "uuss", "" },
	[NOTICE_SETTLE] = { "UPDATE notice SET read_at = UTC_TIMESTAMP(6) WHERE record = ?"
	    " AND (? = 0 OR account = ?) AND title = ? AND read_at IS NULL", "uuus", "" },
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
	[INVOLVE_AGAIN] = { "UPDATE involvement SET until = NULL WHERE record = ? AND part = ?"
	    " AND until IS NOT NULL ORDER BY id DESC LIMIT 1", "us", "" },
	[UNINVOLVE] = { "UPDATE involvement SET until = ? WHERE record = ? AND part = ?"
	    " AND until IS NULL", "dus", "" },
};

static struct {
	struct record_readers roles;
	const char *hidden, *hidden_for;	/* lines of the timeline */
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

static bool load(struct request *r, const char *handle, bool emergency, struct record *record_r)
{
	unsigned long long me = request_account(r);
	struct db_row row;

	if (!db_find(r->db, &sql[FIND], &row, reads(r, readers.roles.archive), me, me,
	    reads(r, readers.roles.team), r->session->team, reads(r, readers.roles.manager), me,
	    reads(r, readers.roles.service), emergency ? 1ULL : 0ULL, handle, handle))
		return false;
	record_from(r->pool, &row, record_r);
	audit_about(r, record_r);
	return true;
}

/* Is the request's page one for reading? The page of a form, whose save would be refused, is not. */
static bool for_reading(const struct request *r)
{
	const unsigned *may = r->module->emergency_may;

	if (r->route == NULL || r->route->method != GET)
		return false;
	while (may != NULL && *may != 0 && *may != r->route->permission)
		may++;
	return may == NULL || *may != 0;
}

/* Did this person open the record in an emergency (emergency.h)? It is for reading alone. */
static bool emergency(struct request *r, const char *handle)
{
	struct db_rows rows;
	size_t i;

	if (!for_reading(r))
		return false;
	(void)db_list(r->db, &sql[EMERGENCIES], &rows, request_account(r));
	for (i = 0; i < rows.n; i++)
		if (strcmp(db_text(&rows.row[i], 0), handle) == 0)
			return true;
	return false;
}

bool record_load(struct request *r, const char *handle, struct record *record_r)
{
	return load(r, handle, false, record_r) ||
	    (emergency(r, handle) && load(r, handle, true, record_r));
}

bool record_lock(struct request *r, const char *handle, struct record *record_r)
{
	struct db_row row;

	/* What may not be seen is not waited for: that would tell that it exists.
	 * Statements read what is committed when they start, so what is loaded
	 * after the lock is the newest there is. */
	return record_load(r, handle, record_r) && db_find(r->db, &sql[LOCK], &row, handle) &&
	    record_load(r, handle, record_r);
}

static void record_make(struct request *r, struct record *record)
{
	record->handle = secret_handle(r->pool);
	record->opened_at = r->now;
	record->version = 1;
	record->id = db_insert(r->db, &sql[ADD], record->handle, record->kind, record->child,
	    record->subject, record->state, record->owner, record->team);
	record_person(r, record, record->owner, "OWNER");
	audit_about(r, record);
}

void record_new(struct request *r, const char *kind, unsigned long long child,
    const char *subject, const char *state, struct record *record_r)
{
	*record_r = (struct record){ .child = child, .owner = request_account(r),
	    .team = r->session->team, .kind = kind, .subject = subject, .state = state,
	    .relation = "OWNER", .relations = "OWNER" };
	record_make(r, record_r);
}

void record_new_of(struct request *r, const char *kind, const char *subject, const char *state,
    unsigned long long owner, struct record *record_r)
{
	*record_r = (struct record){ .owner = owner, .kind = kind, .subject = subject, .state = state,
	    .relation = "SYSTEM", .relations = "SYSTEM" };
	record_make(r, record_r);
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

/* 0: not to be had. */
static unsigned long long sequence_next(struct request *r, const char *authority,
    unsigned long long year)
{
	struct db_row row;

	(void)db_write(r->db, &sql[SEQUENCE_NEXT], authority, year);
	return db_find(r->db, &sql[SEQUENCE_GET], &row, authority, year) ? db_number(&row, 0) : 0;
}

bool record_refer_next(struct request *r, struct record *record, const char *prefix,
    const char *suffix)
{
	const char *authority = conf_text("authority.code");
	unsigned long long year = (unsigned long long)date_today().year;
	unsigned long long number = sequence_next(r, authority, year);

	return number != 0 && record_refer(r, record, pool_printf(r->pool, "%s-%s-%llu-%06llu%s",
	    prefix, authority, year, number, suffix));
}

bool record_refer_year(struct request *r, struct record *record, const char *prefix,
    const char *day)
{
	unsigned long long year = 0, number;
	struct date date;

	if (date_parse(day, &date))
		year = (unsigned long long)date.year;
	number = year == 0 ? 0 : sequence_next(r, "", year);
	return number != 0 && record_refer(r, record, pool_printf(r->pool, "%s-%llu-%04llu", prefix,
	    year, number));
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
	notice_add_page(r, record, account, title, NULL);
}

void notice_add_page(struct request *r, const struct record *record, unsigned long long account,
    const char *title, const char *page)
{
	if (account != 0 && account != request_account(r))
		(void)db_write(r->db, &sql[NOTICE], record->id, account, title, page);
}

void notice_settle(struct request *r, const struct record *record, unsigned long long account,
    const char *title)
{
	(void)db_write(r->db, &sql[NOTICE_SETTLE], record->id, account, account, title);
}

void event_add(struct request *r, const struct record *record, const char *code,
    const char *title, bool shared)
{
	(void)db_write(r->db, &sql[EVENT], record->id, code, title, request_account(r),
	    (unsigned long long)shared, r->http->request);
}

void event_readers(const char *prefix, const char *relations)
{
	readers.hidden = prefix;
	readers.hidden_for = relations;
}

#define EVENTS_OPEN	12	/* of which a page shows the newest; the rest is folded */

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

		/* Not for the sake of one or two. */
		if (i == EVENTS_OPEN && rows.n > EVENTS_OPEN + 3) {
			n = node_add(parent, "details");
			node_set(n, "summary", pool_printf(r->pool, "%zu earlier", rows.n - i));
			timeline = node_add(n, "timeline");
		}
		n = node_add(timeline, "event");
		node_set(n, "at", date_stamp(r->pool, at));
		node_set(n, "when", date_reading(r->pool, at));
		node_set(n, "title", db_text(&rows.row[i], 1));
		node_set(n, "by", db_text(&rows.row[i], 2) == NULL ? "Everychild" : pool_printf(r->pool,
		    "%s %s", db_text(&rows.row[i], 2), db_text(&rows.row[i], 3)));
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

void involvement_restore(struct request *r, const struct record *record, const char *part)
{
	(void)db_write(r->db, &sql[INVOLVE_AGAIN], record->id, part);
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
