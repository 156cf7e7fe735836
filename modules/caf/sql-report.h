/*
 * sql-report: the statements of the reports, for the table of sql.c.
 */
#ifndef EVERYCHILD_CAF_SQL_REPORT_H
#define EVERYCHILD_CAF_SQL_REPORT_H

/* What each table of the reports counts, as rows of: record; day, by which the
 * period takes it; k and s, its row and column; due, a date that is not kept
 * yet; f, a clock to choose by. The same rows are counted and listed, so that a
 * number and what it opens agree. */
#define REPORT_OPEN "SELECT id AS record, DATE(opened_at) AS day, state AS k, '' AS s," \
	" NULL AS due, '' AS f FROM record WHERE closed_at IS NULL"
#define REPORT_MONTH "SELECT record, registered_on AS day, DATE_FORMAT(registered_on, '%Y-%m') AS k," \
	" 'REG' AS s, NULL AS due, '' AS f FROM episode WHERE registered_on IS NOT NULL UNION ALL" \
	" SELECT record, completed_on, DATE_FORMAT(completed_on, '%Y-%m'), 'DONE', NULL, '' FROM assessed"
#define REPORT_SOURCE "SELECT record, registered_on AS day, IF(asked_by = '', '-', asked_by) AS k," \
	" '' AS s, NULL AS due, '' AS f FROM episode"
#define REPORT_NEWEST(what) "SELECT record, completed_on AS day, IF(" what " = '', '-', " what ") AS k," \
	" '' AS s, NULL AS due, '' AS f FROM assessed WHERE newest_of IS NOT NULL"
#define REPORT_CLOSURE "SELECT record, closed_on AS day, reason AS k, '' AS s, NULL AS due, '' AS f" \
	" FROM closure"
#define REPORT_NEED "SELECT a.record, a.completed_on AS day, n.element AS k, '' AS s, NULL AS due," \
	" '' AS f FROM assessed a JOIN need n ON n.document = a.document WHERE a.newest_of IS NOT NULL"
#define REPORT_PROMPT "SELECT record, ticked_on AS day, code AS k, '' AS s, NULL AS due, '' AS f" \
	" FROM prompt"
#define REPORT_KEPT(k) "SELECT d.record, d.from_on AS day, " k " AS k, IF(d.met_on IS NULL," \
	" IF(d.due_at < UTC_TIMESTAMP(6), 'OVER', 'RUN'), IF(d.late, 'LATE', 'TIME')) AS s," \
	" IF(d.met_on IS NULL, d.due_on, NULL) AS due, d.clock AS f," \
	" GREATEST(DATEDIFF(d.met_on, d.from_on), 0) AS days FROM deadline d"
#define REPORT_CLOCK REPORT_KEPT("d.clock") " WHERE d.dropped_at IS NULL"
#define REPORT_TEAM REPORT_KEPT("CAST(COALESCE(v.team, 0) AS CHAR)") \
	" JOIN record v ON v.id = d.record WHERE d.dropped_at IS NULL"
#define REPORT_ACTION "SELECT record, agreed_on AS day, aim AS k, status AS s, NULL AS due, '' AS f" \
	" FROM action"
#define REPORT_OUTCOME "SELECT record, reviewed_on AS day, aim AS k, changed AS s, NULL AS due," \
	" '' AS f FROM outcome"
/* Whose: the service's or those of own staff, as in the lists: never what is
 * restricted or unlisted; the archive is the coordinator's. */
#define REPORT_REACH " r.restricted = 0 AND r.unlisted = 0" \
	" AND (? = 1 OR (o.manager = ? AND r.archived_at IS NULL))"
#define REPORT_OF(counted) " FROM (" counted ") x JOIN record r ON r.id = x.record" \
	" LEFT JOIN everychild.account o ON o.id = r.owner"
#define REPORT_WHERE " WHERE x.day BETWEEN ? AND ? AND" REPORT_REACH \
	" AND (? = 0 OR r.team = ?) AND (? = 0 OR r.owner = ?)" \
	" AND (? = '' OR r.child IN (SELECT j.child FROM JSON_TABLE(?, '$[*]'" \
	"   COLUMNS (child BIGINT UNSIGNED PATH '$')) j)) AND (? = '' OR x.f = ?)"
#define REPORT_IN "dd" "uu" "uu" "uu" "ss" "ss"
#define REPORT_SERIES "IF(x.due < ?, 'OVER', x.s)"
#define REPORT_COUNTS(counted) { "SELECT x.k, " REPORT_SERIES " AS series, COUNT(*)" \
	REPORT_OF(counted) REPORT_WHERE " GROUP BY x.k, series", "d" REPORT_IN, "ssu" }
#define REPORT_ROWS(counted) { "SELECT r.handle, r.reference, r.subject, r.state, o.given, o.family," \
	" t.name, x.k, " REPORT_SERIES " AS series, x.day" REPORT_OF(counted) \
	" LEFT JOIN everychild.team t ON t.id = r.team" REPORT_WHERE " AND (? = '' OR x.k = ?)" \
	" HAVING (? = '' OR series = ?) ORDER BY x.day DESC, r.id DESC, x.k, series LIMIT ? OFFSET ?", \
	"d" REPORT_IN "ss" "ss" "uu", "sssssssssd" }
/* With the days that each took; one that is not done took none. */
#define REPORT_TIMED(counted) { "SELECT x.k, " REPORT_SERIES " AS series, COUNT(*), x.days" \
	REPORT_OF(counted) REPORT_WHERE " GROUP BY x.k, series, x.days ORDER BY x.k, x.days", \
	"d" REPORT_IN, "ssuu" }

/* The children of an area are asked for as everybody may see them: nothing of a
 * shielded one. */
#define REPORT_STATEMENTS \
	[CAF_REPORT_OPEN] = REPORT_COUNTS(REPORT_OPEN), \
	[CAF_REPORT_OPEN_ROWS] = REPORT_ROWS(REPORT_OPEN), \
	[CAF_REPORT_MONTH] = REPORT_COUNTS(REPORT_MONTH), \
	[CAF_REPORT_MONTH_ROWS] = REPORT_ROWS(REPORT_MONTH), \
	[CAF_REPORT_SOURCE] = REPORT_COUNTS(REPORT_SOURCE), \
	[CAF_REPORT_SOURCE_ROWS] = REPORT_ROWS(REPORT_SOURCE), \
	[CAF_REPORT_LEVEL] = REPORT_COUNTS(REPORT_NEWEST("level")), \
	[CAF_REPORT_LEVEL_ROWS] = REPORT_ROWS(REPORT_NEWEST("level")), \
	[CAF_REPORT_STEP] = REPORT_COUNTS(REPORT_NEWEST("next_step")), \
	[CAF_REPORT_STEP_ROWS] = REPORT_ROWS(REPORT_NEWEST("next_step")), \
	[CAF_REPORT_CLOSURE] = REPORT_COUNTS(REPORT_CLOSURE), \
	[CAF_REPORT_CLOSURE_ROWS] = REPORT_ROWS(REPORT_CLOSURE), \
	[CAF_REPORT_NEED] = REPORT_COUNTS(REPORT_NEED), \
	[CAF_REPORT_NEED_ROWS] = REPORT_ROWS(REPORT_NEED), \
	[CAF_REPORT_PROMPT] = REPORT_COUNTS(REPORT_PROMPT), \
	[CAF_REPORT_PROMPT_ROWS] = REPORT_ROWS(REPORT_PROMPT), \
	[CAF_REPORT_CLOCK] = REPORT_TIMED(REPORT_CLOCK), \
	[CAF_REPORT_CLOCK_ROWS] = REPORT_ROWS(REPORT_CLOCK), \
	[CAF_REPORT_TEAM] = REPORT_TIMED(REPORT_TEAM), \
	[CAF_REPORT_TEAM_ROWS] = REPORT_ROWS(REPORT_TEAM), \
	[CAF_REPORT_ACTION] = REPORT_COUNTS(REPORT_ACTION), \
	[CAF_REPORT_ACTION_ROWS] = REPORT_ROWS(REPORT_ACTION), \
	[CAF_REPORT_OUTCOME] = REPORT_COUNTS(REPORT_OUTCOME), \
	[CAF_REPORT_OUTCOME_ROWS] = REPORT_ROWS(REPORT_OUTCOME), \
	[CAF_REPORT_AREA] = { "SELECT DISTINCT k.child FROM everychild_index.child_key k" \
	    " JOIN record r ON r.child = k.child WHERE k.postcode LIKE CONCAT(?, ' %')", "s", "u" }, \
	[CAF_REPORT_TEAMS] = { "SELECT t.id, t.name, t.agency FROM everychild.team t WHERE ? = 1" \
	    " OR t.id IN (SELECT r.team FROM everychild.account o JOIN record r ON r.owner = o.id" \
	    "  WHERE o.manager = ?) ORDER BY t.name, t.agency, t.id LIMIT 500", "uu", "uss" }, \
	[CAF_REPORT_HOLDERS] = { "SELECT a.id, a.given, a.family FROM everychild.account a" \
	    " WHERE (? = 1 OR a.manager = ?) AND a.id IN (SELECT r.owner FROM record r)" \
	    " ORDER BY a.family, a.given, a.id LIMIT 500", "uu", "uss" }, \
	[CAF_REPORT_FORMER] = { "UPDATE assessed SET newest_of = NULL WHERE newest_of = ?", "u", "" }, \
	[CAF_REPORT_ASSESSED] = { "INSERT INTO assessed (document, record, completed_on, level," \
	    " next_step, newest_of) VALUES (?, ?, ?, ?, ?, ?)", "uudssu", "" }, \
	[CAF_REPORT_NEEDED] = { "INSERT INTO need (document, element) VALUES (?, ?)", "us", "" }, \
	[CAF_REPORT_PROMPTED] = { "INSERT INTO prompt (document, code, record, ticked_on)" \
	    " VALUES (?, ?, ?, ?)", "usud", "" }, \
	[CAF_REPORT_CHANGED] = { "INSERT INTO outcome (document, item, record, reviewed_on, aim," \
	    " changed) VALUES (?, ?, ?, ?, ?, ?)", "uuudss", "" },

#endif
