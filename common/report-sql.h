/*
 * report-sql: the statements of a measure, for the table of a module's sql.c.
 *
 * What is counted is one SELECT with rows of: record; day, by which the period
 * takes it; k and s, its row and column ("-": not said); due, a date that is not
 * kept yet (past it the column is OVER), else NULL; f, a clock to choose by; for
 * REPORT_TIMED also days, that it took. The same rows are counted and listed, so
 * that a number and what it opens agree:
 *
 *	#define NOTICES "SELECT record, received_on AS day, source AS k, '' AS s," \
 *		" NULL AS due, '' AS f FROM notice"
 *	[X_NOTICES] = REPORT_COUNTS(NOTICES),
 *	[X_NOTICES_ROWS] = REPORT_ROWS(NOTICES),
 *
 * A measure of years is counted of all of them at once, in parts joined by UNION
 * ALL: PART(k, day, from, where). Each joins p, with a row a year: year, first and
 * last day, and closing, the book's grace after it; and c, the records that this
 * reader counts: id, child. No two parts have a key in common.
 *
 *	#define ENDS(PART) PART("e.reason", "e.on_day", \
 *		"p STRAIGHT_JOIN ending e STRAIGHT_JOIN c ON c.id = e.record", \
 *		"e.on_day BETWEEN p.first AND p.last")
 *	[X_ENDS] = REPORT_COUNTS_YEARS(ENDS),
 *	[X_ENDS_ROWS] = REPORT_ROWS_YEARS(ENDS),
 */
#ifndef EVERYCHILD_REPORT_SQL_H
#define EVERYCHILD_REPORT_SQL_H

/* Whose: the service's or those of own staff, as in the lists: never what is
 * unlisted; the archive is the service's. What is restricted is in nobody's
 * numbers, unless the module defines REPORT_RESTRICTED as "" before it includes
 * this: then it is in the service's, as long as no holder and no area is chosen,
 * for what is left of a few would point to it. Then team, holder, area and clock,
 * each asked for and given. */
#ifndef REPORT_RESTRICTED
#define REPORT_RESTRICTED " AND r.restricted = 0"
#endif
#define REPORT_OF " JOIN record r ON r.id = x.record LEFT JOIN everychild.account o ON o.id = r.owner"
#define REPORT_FILTERS REPORT_RESTRICTED " AND r.unlisted = 0" \
	" AND (? = 1 OR (o.manager = ? AND r.archived_at IS NULL AND r.restricted = 0))" \
	" AND (? = 0 OR r.team = ?) AND (? = 0 OR (r.owner = ? AND r.restricted = 0))" \
	" AND (? = '' OR r.restricted = 0 AND r.child IN (SELECT j.child FROM JSON_TABLE(?, '$[*]'" \
	"   COLUMNS (child BIGINT UNSIGNED PATH '$')) j)) AND (? = '' OR x.f = ?)"
#define REPORT_ASKED "dd" "uu" "uu" "uu" "ss" "ss"
#define REPORT_IN "d" REPORT_ASKED
#define REPORT_IN_ROWS "d" "uu" REPORT_ASKED
/* May this reader open it? As record.c has it, for a record that is counted. */
#define REPORT_OPENS "(r.restricted = 0 OR (r.archived_at IS NULL AND (r.owner = ?" \
	" OR EXISTS (SELECT 1 FROM record_person z WHERE z.record = r.id AND z.account = ?" \
	"  AND z.until IS NULL)))) AS opens"
#define REPORT_SERIES "IF(x.due < ?, 'OVER', x.s) AS series"

#define REPORT_FROM(counted) " FROM (" counted ") x" REPORT_OF
#define REPORT_DAYS " WHERE x.day BETWEEN ? AND ?" REPORT_FILTERS

#define REPORT_COUNTS(counted) { "SELECT x.k, " REPORT_SERIES ", COUNT(*)" REPORT_FROM(counted) \
	REPORT_DAYS " GROUP BY x.k, series", REPORT_IN, "ssu" }
/* Of one, its record, names and team, beside its key, series and day. */
#define REPORT_ROW(series, from) "SELECT r.handle, r.reference, r.subject, r.state, o.given, o.family," \
	" t.name, x.k AS report_key, " series ", x.day, " REPORT_OPENS from \
	" LEFT JOIN everychild.team t ON t.id = r.team"
#define REPORT_ROW_ORDER " ORDER BY opens DESC, x.day DESC, r.id DESC, report_key, series LIMIT ? OFFSET ?"
#define REPORT_ROW_OUT "sssssssssdu"
#define REPORT_ROWS(counted) { REPORT_ROW(REPORT_SERIES, REPORT_FROM(counted)) REPORT_DAYS \
	" AND (? = '' OR x.k = ?) HAVING (? = '' OR series = ?)" REPORT_ROW_ORDER, \
	REPORT_IN_ROWS "ss" "ss" "uu", REPORT_ROW_OUT }

/* The same filters but a clock's. */
#define REPORT_OF_YEARS "WITH p AS (SELECT y.year, y.first, y.last, y.closing FROM JSON_TABLE(?, '$[*]'" \
	" COLUMNS (year SMALLINT UNSIGNED PATH '$.year', first DATE PATH '$.first'," \
	"  last DATE PATH '$.last', closing DATE PATH '$.closing')) y)," \
	" c AS (SELECT r.id, r.child FROM record r WHERE r.unlisted = 0" REPORT_RESTRICTED \
	"  AND (? = 1 OR (r.archived_at IS NULL AND r.restricted = 0" \
	"   AND r.owner IN (SELECT o.id FROM everychild.account o WHERE o.manager = ?)))" \
	"  AND (? = 0 OR r.team = ?) AND (? = 0 OR (r.owner = ? AND r.restricted = 0))" \
	"  AND (? = '' OR r.restricted = 0 AND r.child IN (SELECT j.child FROM JSON_TABLE(?, '$[*]'" \
	"   COLUMNS (child BIGINT UNSIGNED PATH '$')) j))) "
#define REPORT_YEARS_IN "s" "uu" "uu" "uu" "ss"
#define REPORT_PART_COUNT(k, day, from, where) "SELECT p.year, " k " AS report_key, COUNT(*) FROM " \
	from " WHERE " where " GROUP BY p.year, report_key"
#define REPORT_PART_ROWS(k, day, from, where) "SELECT c.id AS record, " k " AS k, " day " AS day FROM " \
	from " WHERE " where
#define REPORT_COUNTS_YEARS(parts) { REPORT_OF_YEARS parts(REPORT_PART_COUNT) \
	" ORDER BY year, report_key", REPORT_YEARS_IN, "usu" }
#define REPORT_ROWS_YEARS(parts) { REPORT_OF_YEARS REPORT_ROW("'' AS series", \
	REPORT_FROM(parts(REPORT_PART_ROWS))) " WHERE (? = '' OR x.k = ?)" REPORT_ROW_ORDER, \
	REPORT_YEARS_IN "uu" "ss" "uu", REPORT_ROW_OUT }
/* What counts records that were destroyed (report_measure.gone) answers as these do, of
 * the period ("dd"; with years: "s", as REPORT_OF_YEARS has it): row, column, number, and
 * where rows took time the days; with years: year, row, number. */
/* With the days that each took; one that is not done took none. */
#define REPORT_TIMED(counted) { "SELECT x.k, " REPORT_SERIES ", COUNT(*), x.days" \
	REPORT_FROM(counted) REPORT_DAYS " GROUP BY x.k, series, x.days ORDER BY x.k, x.days", \
	REPORT_IN, "ssuu" }

/* One that can also be counted by something else, as the book's cuts say. counted has a
 * column more, n, how much the row counts for. cut: an expression of x (record, day, k)
 * and r with one parameter, the code of the cut, '' for x.k. */
#define REPORT_CUT_IN "s" REPORT_IN
#define REPORT_CUT_COUNTS(counted, cut) { "SELECT z.k, z.series, CAST(SUM(z.n) AS UNSIGNED) FROM" \
	" (SELECT " cut " AS k, " REPORT_SERIES ", x.n" REPORT_FROM(counted) REPORT_DAYS ") z" \
	" GROUP BY z.k, z.series", REPORT_CUT_IN, "ssu" }
#define REPORT_CUT_OF(counted, cut) " FROM (SELECT r.handle, r.reference, r.subject, r.state," \
	" o.given, o.family, t.name, " cut " AS report_key, " REPORT_SERIES ", x.day, " REPORT_OPENS \
	", x.n, r.id" REPORT_FROM(counted) " LEFT JOIN everychild.team t ON t.id = r.team" REPORT_DAYS \
	") z WHERE (? = '' OR z.report_key = ?) AND (? = '' OR z.series = ?)"
#define REPORT_CUT_ROWS(counted, cut) { "SELECT z.handle, z.reference, z.subject, z.state, z.given," \
	" z.family, z.name, z.report_key, z.series, z.day, z.opens, z.n" REPORT_CUT_OF(counted, cut) \
	" ORDER BY z.opens DESC, z.day DESC, z.id DESC, z.report_key, z.series LIMIT ? OFFSET ?", \
	"s" REPORT_IN_ROWS "ss" "ss" "uu", REPORT_ROW_OUT "u" }

/* Dates kept or not, from the rows of deadline; k by its columns d. */
#define REPORT_KEPT(k) "SELECT d.record, d.from_on AS day, " k " AS k, IF(d.met_on IS NULL," \
	" IF(d.due_at < UTC_TIMESTAMP(6), 'OVER', 'RUN'), IF(d.late, 'LATE', 'TIME')) AS s," \
	" IF(d.met_on IS NULL, d.due_on, NULL) AS due, SUBSTRING_INDEX(d.clock, '-', 1) AS f," \
	" GREATEST(DATEDIFF(d.met_on, d.from_on), 0) AS days FROM deadline d"
#define REPORT_OPEN "SELECT id AS record, DATE(opened_at) AS day, state AS k, '' AS s," \
	" NULL AS due, '' AS f FROM record WHERE closed_at IS NULL"
#define REPORT_KEPT_CLOCK REPORT_KEPT("SUBSTRING_INDEX(d.clock, '-', 1)") " WHERE d.dropped_at IS NULL"
#define REPORT_KEPT_TEAM REPORT_KEPT("CAST(COALESCE(v.team, 0) AS CHAR)") \
	" JOIN record v ON v.id = d.record WHERE d.dropped_at IS NULL"

/* Of the book. That of an area is the module's own: "s", the district, gives
 * "u", children as everybody may see them, nothing of a shielded one. */
#define REPORT_SQL_TEAMS { "SELECT t.id, t.name, t.agency FROM everychild.team t WHERE ? = 1" \
	" OR t.id IN (SELECT r.team FROM everychild.account o JOIN record r ON r.owner = o.id" \
	"  WHERE o.manager = ?) ORDER BY t.name, t.agency, t.id LIMIT 500", "uu", "uss" }
#define REPORT_SQL_HOLDERS { "SELECT a.id, a.given, a.family FROM everychild.account a" \
	" WHERE (? = 1 OR a.manager = ?) AND a.id IN (SELECT r.owner FROM record r)" \
	" ORDER BY a.family, a.given, a.id LIMIT 500", "uu", "uss" }

#endif
