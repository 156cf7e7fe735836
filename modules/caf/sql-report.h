/*
 * sql-report: the statements of the reports, for the table of sql.c.
 */
#ifndef EVERYCHILD_CAF_SQL_REPORT_H
#define EVERYCHILD_CAF_SQL_REPORT_H

#include "report-sql.h"

/* What each table of the reports counts. */
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
#define REPORT_ACTION "SELECT record, agreed_on AS day, aim AS k, status AS s, NULL AS due, '' AS f" \
	" FROM action"
#define REPORT_OUTCOME "SELECT record, reviewed_on AS day, aim AS k, changed AS s, NULL AS due," \
	" '' AS f FROM outcome"
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
	[CAF_REPORT_CLOCK] = REPORT_TIMED(REPORT_KEPT_CLOCK), \
	[CAF_REPORT_CLOCK_ROWS] = REPORT_ROWS(REPORT_KEPT_CLOCK), \
	[CAF_REPORT_TEAM] = REPORT_TIMED(REPORT_KEPT_TEAM), \
	[CAF_REPORT_TEAM_ROWS] = REPORT_ROWS(REPORT_KEPT_TEAM), \
	[CAF_REPORT_ACTION] = REPORT_COUNTS(REPORT_ACTION), \
	[CAF_REPORT_ACTION_ROWS] = REPORT_ROWS(REPORT_ACTION), \
	[CAF_REPORT_OUTCOME] = REPORT_COUNTS(REPORT_OUTCOME), \
	[CAF_REPORT_OUTCOME_ROWS] = REPORT_ROWS(REPORT_OUTCOME), \
	[CAF_REPORT_AREA] = { "SELECT DISTINCT k.child FROM everychild_index.child_key k" \
	    " JOIN record r ON r.child = k.child WHERE k.postcode LIKE CONCAT(?, ' %')", "s", "u" }, \
	[CAF_REPORT_TEAMS] = REPORT_SQL_TEAMS, \
	[CAF_REPORT_HOLDERS] = REPORT_SQL_HOLDERS, \
	[CAF_REPORT_FORMER] = { "UPDATE assessed SET newest_of = NULL WHERE newest_of = ?", "u", "" }, \
	[CAF_REPORT_ASSESSED] = { "INSERT INTO assessed (document, record, completed_on, level," \
	    " next_step, newest_of) VALUES (?, ?, ?, ?, ?, ?)", "uudssu", "" }, \
	[CAF_REPORT_NEEDED] = { "INSERT INTO need (document, element) VALUES (?, ?)", "us", "" }, \
	[CAF_REPORT_PROMPTED] = { "INSERT INTO prompt (document, code, record, ticked_on)" \
	    " VALUES (?, ?, ?, ?)", "usud", "" }, \
	[CAF_REPORT_CHANGED] = { "INSERT INTO outcome (document, item, record, reviewed_on, aim," \
	    " changed) VALUES (?, ?, ?, ?, ?, ?)", "uuudss", "" },

#endif
