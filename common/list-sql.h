/*
 * list-sql: the statements of a list, for the table of a module's sql.c.
 *
 *	enum x_sql { …, X_LIST, X_LIST_LAST = X_LIST + LIST_STATEMENTS_N - 1, … };
 *	LIST_STATEMENTS(X_LIST),
 *
 * takes from macros of the module what is its own. Each may be "" but the
 * conditions, which begin with AND over record r and have two parameters, both
 * the filter's value; the first asks whether there is one:
 *
 *	X_LIST_COLUMNS	", l.given, l.family"	shown beside enum list_from; types
 *	X_LIST_TYPES	"ss"
 *	X_LIST_JOINS	" LEFT JOIN … l ON …"	where they come from
 *	X_LIST_APART	" AND relation <> 'HARM'"	people whose list it is not on
 *	X_LIST_PERSON	" AND (? = 0 OR r.id IN (SELECT … = ?))", or LIST_NO_NUMBER
 *	X_LIST_CODE	the list's own choice, " AND (? = '' OR … = ?)", or LIST_NO_TEXT
 *	X_LIST_AREA	the same by postcode district, or LIST_NO_TEXT
 *	X_LIST_STAFF	LIST_BY_MANAGER or LIST_BY_TEAM (struct list, by_team)
 *
 * Inside, ids in order, from keys alone as far as that goes; outside, what is
 * shown of the 25. Whose: of the reader's own, of staff, of the service; never
 * what is unlisted, and of others never what is restricted.
 */
#ifndef EVERYCHILD_LIST_SQL_H
#define EVERYCHILD_LIST_SQL_H

#define LIST_STATEMENTS_N	18	/* by due, named, counts; open, closed; whose */

#define LIST_BY_MANAGER	"o.manager = ? AND ? <> 0"
#define LIST_BY_TEAM	"? <> 0 AND r.team = ?"
#define LIST_NO_NUMBER	" AND (? = 0 OR ? = 0)"
#define LIST_NO_TEXT	" AND (? = '' OR ? = '')"

#define LIST_FROM_MINE(m) " FROM (SELECT id, owner AS account FROM record WHERE owner = ? UNION SELECT" \
	" record, account FROM record_person WHERE account = ? AND until IS NULL" m##_APART ") v" \
	" JOIN record r ON r.id = v.id"
#define LIST_FROM_STAFF(m) " FROM everychild.account o JOIN record r ON r.owner = o.id"
#define LIST_FROM_SERVICE(m) " FROM record r"
#define LIST_OF_MINE(m) "r.archived_at IS NULL AND r.unlisted = 0"
#define LIST_OF_STAFF(m) m##_STAFF " AND r.archived_at IS NULL AND r.unlisted = 0" \
	" AND r.restricted = 0"
#define LIST_OF_SERVICE(m) "? <> 0 AND ? <> 0 AND r.unlisted = 0 AND r.restricted = 0"
/* Dates that this person may know of; by the person of the row v. */
#define LIST_KNOWN_MINE(d, v) " AND (" d ".readers = '' OR EXISTS (SELECT 1 FROM record_person z" \
	" WHERE z.record = " d ".record AND z.account = " v ".account AND z.until IS NULL" \
	" AND FIND_IN_SET(z.relation, REPLACE(" d ".readers, ' ', ',')) > 0))"
#define LIST_KNOWN_STAFF(d, v) ""
#define LIST_KNOWN_SERVICE(d, v) ""
#define LIST_WHO_MINE ", v.account"
#define LIST_WHO_STAFF ""
#define LIST_WHO_SERVICE ""

#define LIST_OPEN " AND r.closed_at IS NULL AND (? = '' OR r.state = ?)"
#define LIST_CLOSED " AND ? <> '' AND r.state = ?"
#define LIST_FILTERS(whose, m) " AND (? = 0 OR r.team = ?) AND (? = 0 OR r.owner = ?)" \
	m##_PERSON m##_CODE " AND (? = '' OR r.reference LIKE CONCAT('%', ?, '%'))" m##_AREA \
	" AND (? = '' OR r.id IN (SELECT e.record FROM deadline e WHERE e.met_at IS NULL" \
	"   AND e.dropped_at IS NULL AND e.due_on BETWEEN ? AND ? AND " LIST_LATE("e") " = ?" \
	"   AND (? = '' OR SUBSTRING_INDEX(e.clock, '-', 1) = ?)" LIST_KNOWN_##whose("e", "v") "))"
/* 1: by today's date, or to the minute, it should have been met. */
#define LIST_LATE(d) "(" d ".due_on < ? OR COALESCE(" d ".due_at < UTC_TIMESTAMP(6), 0))"
#define LIST_IN "uu" "ss" "uuuu" "uu" "ss" "ss" "ss" "sdddu" "ss"
#define LIST_FOUND(whose, which, m) LIST_OF_##whose(m) LIST_##which LIST_FILTERS(whose, m)
#define LIST_NAMES " ORDER BY SUBSTRING_INDEX(r.subject, ' ', -1) COLLATE utf8mb4_general_ci," \
	" r.subject COLLATE utf8mb4_general_ci, r.id"
#define LIST_SHOWN(inner, due, order, m) { "SELECT r.handle, r.reference, r.subject, r.state, o.given," \
	" o.family, o.disabled_on IS NOT NULL, " due ", t.name" m##_COLUMNS " FROM (" inner ") x" \
	" JOIN record r ON r.id = x.id LEFT JOIN everychild.account o ON o.id = r.owner" \
	" LEFT JOIN everychild.team t ON t.id = r.team" m##_JOINS order, \
	LIST_IN "u", "ssssssuddss" m##_TYPES }

#define LIST_BY_DUE(whose, which, m) LIST_SHOWN("SELECT r.id, MIN(u.due_on) AS due, MIN(u.due_at) AS at, " LIST_AMBER \
	" AS amber" \
	LIST_FROM_##whose(m) " LEFT JOIN deadline u ON u.record = r.id AND u.met_at IS NULL" \
	" AND u.dropped_at IS NULL" LIST_KNOWN_##whose("u", "v") " WHERE " LIST_FOUND(whose, which, m) \
	" GROUP BY r.id ORDER BY COALESCE(MIN(u.due_on), '9999-12-31'), r.id LIMIT 25 OFFSET ?", \
	"x.due, x.at, x.amber", " ORDER BY COALESCE(x.due, '9999-12-31'), x.id", m)
#define LIST_BY_NAME(whose, which, m) LIST_SHOWN("SELECT r.id" LIST_WHO_##whose \
	LIST_FROM_##whose(m) " WHERE " LIST_FOUND(whose, which, m) LIST_NAMES " LIMIT 25 OFFSET ?", \
	LIST_FIRST(whose, "MIN(u.due_on)") ", " LIST_FIRST(whose, "MIN(u.due_at)") ", " \
	LIST_FIRST(whose, LIST_AMBER), LIST_NAMES, m)
/* From when the first date is due soon; "9999-12-31": never. */
#define LIST_AMBER "SUBSTRING(MIN(CONCAT(u.due_on, COALESCE(u.amber_on, '9999-12-31'))), 11)"
#define LIST_FIRST(whose, what) "(SELECT " what " FROM deadline u WHERE u.record = r.id" \
	" AND u.met_at IS NULL AND u.dropped_at IS NULL" LIST_KNOWN_##whose("u", "x") ")"
#define LIST_COUNT(whose, which, m) { "SELECT COUNT(r.id)" LIST_FROM_##whose(m) " WHERE " \
	LIST_FOUND(whose, which, m), LIST_IN, "u" }

#define LIST_SIX(make, n, m) \
	[m + n] = make(MINE, OPEN, m), [m + n + 1] = make(STAFF, OPEN, m), \
	[m + n + 2] = make(SERVICE, OPEN, m), [m + n + 3] = make(MINE, CLOSED, m), \
	[m + n + 4] = make(STAFF, CLOSED, m), [m + n + 5] = make(SERVICE, CLOSED, m)
#define LIST_STATEMENTS(m) LIST_SIX(LIST_BY_DUE, 0, m), LIST_SIX(LIST_BY_NAME, 6, m), \
	LIST_SIX(LIST_COUNT, 12, m)

/* What a reader can choose from: of the open records they may see. */
#define LIST_PEOPLE "SELECT a.id, a.given, a.family FROM everychild.account a WHERE "
#define LIST_FAMILIES " ORDER BY a.family, a.given, a.id LIMIT 500"
#define LIST_SQL_HOLDERS { LIST_PEOPLE "(? = 1 OR a.manager = ?) AND EXISTS (SELECT 1" \
	" FROM record r WHERE r.owner = a.id AND r.closed_at IS NULL AND r.restricted = 0)" \
	LIST_FAMILIES, "uu", "uss" }
#define LIST_SQL_PERSONS(relation) { LIST_PEOPLE "a.id IN (SELECT p.account FROM record_person p" \
	" JOIN record r ON r.id = p.record WHERE p.relation = '" relation "' AND p.until IS NULL" \
	" AND r.closed_at IS NULL AND r.restricted = 0 AND (? = 1 OR r.owner IN (SELECT o.id" \
	"   FROM everychild.account o WHERE o.manager = ?)))" LIST_FAMILIES, "uu", "uss" }
#define LIST_SQL_TEAMS { "SELECT t.id, t.name, t.agency FROM everychild.team t" \
	" WHERE t.id IN (SELECT a.team FROM everychild.account a WHERE ? = 1 OR a.manager = ?)" \
	" ORDER BY t.name, t.agency, t.id LIMIT 500", "uu", "uss" }

#endif
