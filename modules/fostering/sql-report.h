/*
 * sql-report: the statements of list and reports, for the table of sql.c.
 *
 * PF1 (12.1): parts of a measure of years (report-sql.h). p and c are those of
 * all parts, a an arrangement, l the lines that are counted of the same rows.
 */
#ifndef EVERYCHILD_FOSTERING_SQL_REPORT_H
#define EVERYCHILD_FOSTERING_SQL_REPORT_H

#include "list-sql.h"
/* 12.1 counts every arrangement: a death restricts its own (7). */
#define REPORT_RESTRICTED ""
#include "report-sql.h"

/* -- list -- */
/* What the front door took in is on its list as long as it is an enquiry, or none. */
#define FOSTERING_LIST_APART " AND (relation <> 'FRONT' OR record IN (SELECT z.id FROM record z" \
	" WHERE z.state IN ('ENQUIRY', 'NOT_PF')))"
/* 5.1: an action under regulation 4 or 7 that runs, and a case on which one can. */
#define FOSTERING_ACTION_RUNS " i.completed_on IS NULL AND i.dropped_on IS NULL"
#define FOSTERING_ACTS " r.state IN ('PROPOSED', 'READY', 'ACTIVE_NEW', 'ACTIVE', 'PAUSED')"
#define FOSTERING_LIST_PERSON LIST_NO_NUMBER
#define FOSTERING_LIST_CODE " AND (? = '' OR CASE ?" \
	" WHEN 'seven' THEN " FOSTERING_ACTS " AND r.id IN (SELECT i.record FROM initial_action i" \
	"   WHERE" FOSTERING_ACTION_RUNS ")" \
	" WHEN 'sixteen' THEN r.id IN (SELECT a.record FROM arrangement a WHERE" \
	"   a.child_born_on + INTERVAL IF(a.disabled = 'Y', 18, 16) YEAR BETWEEN CURRENT_DATE AND CURRENT_DATE + INTERVAL 90 DAY)" \
	" WHEN 'items' THEN r.id IN (SELECT n.record FROM notification n WHERE n.missing > 0)" \
	" WHEN 'unsigned' THEN r.id IN (SELECT v.record FROM visit v WHERE v.report_on IS NOT NULL" \
	"   AND v.signed_on IS NULL) ELSE FALSE END)"
#define FOSTERING_LIST_STAFF LIST_BY_TEAM
#define FOSTERING_LIST_AREA " AND (? = '' OR EXISTS (SELECT 1 FROM everychild_index.child_card c" \
	" WHERE c.id = r.child AND c.postcode LIKE CONCAT(?, ' %')))"
#define FOSTERING_LIST_COLUMNS ", w.next_visit_due, w.suitability"
#define FOSTERING_LIST_TYPES "ds"
#define FOSTERING_LIST_JOINS " LEFT JOIN arrangement w ON w.record = r.id"

/* -- PF1 -- */
#define PF1_TAKEN "a.deemed_start IS NOT NULL"
/* The first notice under regulation 3 or 5, or a referral that led to private
 * fostering. */
#define PF1_FIRST "(SELECT n.record, MIN(n.received_on) AS since FROM notification n" \
	" WHERE n.regulation IN ('3(1)', '3(2)', '3(3)', '5') OR (n.regulation = 'REFERRAL'" \
	"  AND EXISTS (SELECT 1 FROM legal_test t WHERE t.record = n.record" \
	"   AND t.result IN ('PF', 'PF_PROPOSED'))) GROUP BY n.record) f"
/* (a) to (d) on completed_on, and (e) with the report of the visit. */
#define PF1_ACTED " LEFT JOIN initial_action i ON i.record = f.record AND i.number = 1" \
	" LEFT JOIN initial_task e ON e.action = i.id AND e.item = 'e'"
#define PF1_ALL_DONE "GREATEST(i.completed_on, e.done_on)"
/* Lines 1 to 3, by the first notice. Line 1 counts whether or not there was
 * action; a notice has one of it, with one of (e). */
#define PF1_NOTICES_FROM PF1_FIRST " STRAIGHT_JOIN p ON f.since BETWEEN p.first AND p.last" \
	" STRAIGHT_JOIN c ON c.id = f.record" PF1_ACTED " STRAIGHT_JOIN (SELECT 'L1' AS k" \
	" UNION ALL SELECT 'L2' UNION ALL SELECT 'L3') l"
#define PF1_NOTICES_WHEN "(l.k = 'L1' OR (" PF1_ALL_DONE " <= p.closing" \
	" AND (l.k = 'L2' OR i.completed_on <= i.due_on)))"

/* Lines 4 to 9, by the arrangement, which is read once: what has any day in a
 * year, then the lines. */
#define PF1_TAKEN_FROM "c STRAIGHT_JOIN arrangement a ON a.record = c.id STRAIGHT_JOIN p" \
	" ON LEAST(a.deemed_start, COALESCE(a.start_actual, a.deemed_start)," \
	"  COALESCE(a.end_on, a.deemed_start)) <= p.last AND (a.end_on IS NULL" \
	"  OR GREATEST(a.end_on, COALESCE(a.start_actual, a.end_on)) >= p.first)" \
	" STRAIGHT_JOIN (SELECT 'L4' AS k UNION ALL SELECT 'L5' UNION ALL SELECT 'L6'" \
	"  UNION ALL SELECT 'L7' UNION ALL SELECT 'L8' UNION ALL SELECT 'L9') l"
/* A due date of a visit that has passed and was not kept, among those that the
 * line asks for. Few are: they are looked up once and found by record. */
#define PF1_BROKEN "EXISTS (SELECT 1 FROM (SELECT DISTINCT v.record, v.due_on FROM visit_due v" \
	" WHERE v.dropped_on IS NULL AND v.due_on < CURRENT_DATE" \
	"  AND (v.met_on IS NULL OR v.met_on > v.due_on)) d WHERE d.record = a.record" \
	" AND IF(l.k = 'L5', d.due_on <= LEAST(p.last, COALESCE(a.end_on, p.last))" \
	"  AND d.due_on < a.deemed_start + INTERVAL 1 YEAR, d.due_on BETWEEN p.first AND p.last))"
#define PF1_LASTS "a.start_actual <= p.last AND (a.end_on IS NULL OR a.end_on > p.last)"
/* A child in two arrangements at once is one child (line 9). */
#define PF1_TWIN "EXISTS (SELECT 1 FROM record g JOIN arrangement b ON b.record = g.id" \
	" WHERE g.child = c.child AND b.record < a.record AND b.deemed_start IS NOT NULL" \
	" AND b.start_actual <= p.last AND (b.end_on IS NULL OR b.end_on > p.last))"
#define PF1_TAKEN_WHEN PF1_TAKEN " AND CASE" \
	" WHEN l.k IN ('L4', 'L5') THEN a.start_actual BETWEEN p.first AND p.last" \
	" WHEN l.k IN ('L6', 'L7') THEN a.deemed_start < p.first" \
	"  AND (a.end_on IS NULL OR a.end_on >= p.first)" \
	" WHEN l.k = 'L8' THEN a.end_on BETWEEN p.first AND p.last" \
	" ELSE " PF1_LASTS " AND NOT " PF1_TWIN " END" \
	" AND (l.k NOT IN ('L5', 'L7') OR NOT " PF1_BROKEN ")"
/* Line 12: what was imposed, lodged or brought in the year. */
#define PF1_IN_YEAR(PART, line, of, day) PART("'" line "'", day, \
	"p STRAIGHT_JOIN " of " z STRAIGHT_JOIN c ON c.id = z.record", day " BETWEEN p.first AND p.last")

#define PF1(PART) PART("l.k", "IF(l.k = 'L1', f.since, i.completed_on)", PF1_NOTICES_FROM, \
	    PF1_NOTICES_WHEN) \
	" UNION ALL " PART("l.k", "CASE WHEN l.k IN ('L6', 'L7') THEN a.deemed_start" \
	    " WHEN l.k = 'L8' THEN a.end_on ELSE a.start_actual END", PF1_TAKEN_FROM, PF1_TAKEN_WHEN) \
	" UNION ALL " PF1_IN_YEAR(PART, "L12a", "prohibition", "z.imposed_on") \
	" UNION ALL " PF1_IN_YEAR(PART, "L12b", "requirement", "z.imposed_on") \
	" UNION ALL " PF1_IN_YEAR(PART, "L12c", "appeal", "z.lodged_on") \
	" UNION ALL " PF1_IN_YEAR(PART, "L12d", "(SELECT o.record, o.legal_on FROM offence_event o" \
	    " WHERE o.prosecuted = 'Y')", "z.legal_on")

/* Of those under way at the year's end (line 9). */
#define PF1_STOCK_FROM "c STRAIGHT_JOIN arrangement a ON a.record = c.id STRAIGHT_JOIN p"
#define PF1_LASTING PF1_TAKEN " AND " PF1_LASTS
#define PF1_STOCK(PART, k) PART(k, "a.start_actual", PF1_STOCK_FROM, PF1_LASTING " AND NOT " PF1_TWIN)
#define PF1_SAID(column) "IF(" column " = '', '-', " column ")"
#define PF1_AGE(PART) PF1_STOCK(PART, "CASE WHEN a.child_born_on IS NULL THEN '-'" \
	" WHEN TIMESTAMPDIFF(YEAR, a.child_born_on, p.last) < 1 THEN '0'" \
	" WHEN TIMESTAMPDIFF(YEAR, a.child_born_on, p.last) < 5 THEN '1'" \
	" WHEN TIMESTAMPDIFF(YEAR, a.child_born_on, p.last) < 10 THEN '5'" \
	" WHEN TIMESTAMPDIFF(YEAR, a.child_born_on, p.last) < 16 THEN '10' ELSE '16' END")
#define PF1_PLACE(PART) PF1_STOCK(PART, PF1_SAID("a.birthplace"))
#define PF1_SEX(PART) PF1_STOCK(PART, PF1_SAID("a.child_sex"))
#define PF1_DISABLED(PART) PF1_STOCK(PART, PF1_SAID("a.disabled"))
/* Of the child, as the newest notice that says it does (Schedule 1, 1(a)). */
#define PF1_ETHNIC(PART) PF1_STOCK(PART, "COALESCE((SELECT w.value FROM notification n JOIN answer w" \
	" ON w.document = n.document AND w.field = 'child_origin' AND w.item = 0" \
	" WHERE n.record = a.record AND w.value <> '' AND w.revision = (SELECT MAX(z.revision)" \
	"  FROM answer z WHERE z.document = w.document AND z.field = w.field AND z.item = w.item)" \
	" ORDER BY n.number DESC LIMIT 1), '-')")
/* The carer and everybody else who lived there at the year's end. */
#define PF1_SIZE(PART) PF1_STOCK(PART, "IF(a.household IS NULL, '-', CAST(LEAST(6, 1 + (SELECT" \
	" COUNT(DISTINCT m.person) FROM household_member m WHERE m.household = a.household" \
	"  AND m.role <> 'EMPLOYEE' AND NOT (m.person <=> a.carer)" \
	"  AND (m.joined_on IS NULL OR m.joined_on <= p.last)" \
	"  AND (m.left_on IS NULL OR m.left_on > p.last))) AS CHAR))")
/* Arrangements of the same carer at the year's end. */
#define PF1_SAME_CARER " FROM arrangement b JOIN record g ON g.id = b.record" \
	" WHERE b.carer = a.carer AND b.deemed_start IS NOT NULL" \
	" AND g.unlisted = 0 AND b.start_actual <= p.last" \
	" AND (b.end_on IS NULL OR b.end_on > p.last)"
#define PF1_SEVERAL(PART) PART("CAST(GREATEST(1, LEAST(4, (SELECT" \
	" COUNT(DISTINCT COALESCE(g.child, g.id))" PF1_SAME_CARER "))) AS CHAR)", "a.start_actual", \
	PF1_STOCK_FROM, PF1_LASTING " AND NOT EXISTS (SELECT 1" PF1_SAME_CARER \
	" AND b.record < a.record)")
#define PF1_BEGAN_AT(PART) PART(PF1_SAID("a.birthplace"), "a.start_actual", PF1_STOCK_FROM, \
	PF1_TAKEN " AND a.start_actual BETWEEN p.first AND p.last")

#define CONSENTS "SELECT c.record, c.decided_on AS day, c.status AS k, '' AS s, NULL AS due, '' AS f" \
	" FROM disqualification_consent c WHERE c.decided_on IS NOT NULL"
#define APPEALS "SELECT l.record, l.outcome_on AS day, l.outcome AS k, '' AS s, NULL AS due, '' AS f" \
	" FROM appeal l WHERE l.outcome_on IS NOT NULL"
/* Of those that began in the year (line 4), and that ended (line 8). */
#define PF1_BEGAN(what) "SELECT a.record, a.start_actual AS day, " PF1_SAID(what) " AS k, '' AS s," \
	" NULL AS due, '' AS f FROM arrangement a WHERE " PF1_TAKEN
#define PF1_OVER(what) "SELECT a.record, a.end_on AS day, " PF1_SAID(what) " AS k, '' AS s," \
	" NULL AS due, '' AS f FROM arrangement a WHERE " PF1_TAKEN " AND a.end_on IS NOT NULL"

#define NOTICES "SELECT n.record, n.received_on AS day, DATE_FORMAT(n.received_on, '%Y-%m') AS k," \
	" n.class AS s, NULL AS due, '' AS f FROM notification n WHERE n.class <> ''"
#define NOTIFIERS "SELECT n.record, n.received_on AS day, n.notifier AS k, '' AS s, NULL AS due," \
	" '' AS f FROM notification n WHERE n.class <> ''"
#define TESTED "SELECT t.record, t.tested_on AS day, t.result AS k, '' AS s, NULL AS due, '' AS f" \
	" FROM legal_test t WHERE t.id = (SELECT MAX(u.id) FROM legal_test u WHERE u.record = t.record)"
#define DECIDED "SELECT d.record, d.decided_on AS day, d.outcome AS k, '' AS s, NULL AS due, '' AS f" \
	" FROM decision d WHERE d.decided_on IS NOT NULL"
#define VISITED "SELECT v.record, v.visited_on AS day, v.type AS k, v.status AS s, NULL AS due," \
	" '' AS f FROM visit v WHERE v.visited_on IS NOT NULL AND v.status <> 'PLANNED'"
#define KEPT_WORKER REPORT_KEPT("CAST(v.owner AS CHAR)") \
	" JOIN record v ON v.id = d.record WHERE d.dropped_at IS NULL AND v.restricted = 0"
#define LATE_WHY "SELECT d.record, d.due_on AS day, " PF1_SAID("COALESCE(d.late_code, '')") " AS k," \
	" '' AS s, NULL AS due, '' AS f FROM deadline d WHERE d.dropped_at IS NULL AND (d.late = 1" \
	" OR (d.met_on IS NULL AND d.due_on < CURRENT_DATE))"

/* What is missing or cannot be (12.4, 11.1), of open cases, as it is today: to be
 * mended, so that a restricted one stands there for nobody. */
#define LACKS(code, of, when) "SELECT a.record, DATE(r.opened_at) AS day, '" code "' AS k, '' AS s," \
	" NULL AS due, '' AS f FROM arrangement a JOIN record r ON r.id = a.record" of \
	" WHERE r.closed_at IS NULL AND r.restricted = 0 AND " when
#define RUNS "r.state IN ('ACTIVE_NEW', 'ACTIVE', 'PAUSED')"
#define QUALITY \
	LACKS("BORN", "", "a.child_born_on IS NULL") \
	" UNION ALL " LACKS("RELATION", "", "a.relationship = ''") \
	" UNION ALL " LACKS("CARER", " JOIN person q ON q.id = a.carer", "q.unnamed = 1") \
	" UNION ALL " LACKS("SCENARIO", "", RUNS " AND a.scenario = ''") \
	" UNION ALL " LACKS("PLACE", "", RUNS " AND a.birthplace = ''") \
	" UNION ALL " LACKS("DISABLED", "", "a.disabled = ''") \
	" UNION ALL " LACKS("START", "", RUNS " AND a.start_actual IS NULL") \
	" UNION ALL " LACKS("PREMISES", " LEFT JOIN household h ON h.id = a.household", \
	    "(h.id IS NULL OR h.line1 = '')") \
	" UNION ALL " LACKS("ITEMS", "", "EXISTS (SELECT 1 FROM notification n" \
	    " WHERE n.record = a.record AND n.missing > 0)") \
	" UNION ALL " LACKS("WRITTEN", "", "EXISTS (SELECT 1 FROM notification n" \
	    " WHERE n.record = a.record AND n.written_on IS NULL" \
	    " AND n.regulation NOT IN ('REFERRAL', 'TRANSFER'))") \
	" UNION ALL " LACKS("DBS", "", RUNS " AND EXISTS (SELECT 1 FROM household_member m" \
	    " JOIN person q ON q.id = m.person WHERE m.household = a.household AND m.left_on IS NULL" \
	    " AND (q.born_on IS NULL OR q.born_on <= CURRENT_DATE - INTERVAL 16 YEAR)" \
	    " AND NOT EXISTS (SELECT 1 FROM safety_check c WHERE c.person = q.id AND c.kind = 'DBS'" \
	    "  AND c.received_on IS NOT NULL))") \
	" UNION ALL " LACKS("SIGNED", "", "EXISTS (SELECT 1 FROM visit v WHERE v.record = a.record" \
	    " AND v.report_on IS NOT NULL AND v.signed_on IS NULL)") \
	" UNION ALL " LACKS("ORDER", "", "a.start_actual > a.intended_end") \
	" UNION ALL " LACKS("TWICE", "", RUNS " AND EXISTS (SELECT 1 FROM record g" \
	    " WHERE g.child = r.child AND g.id <> r.id" \
	    " AND g.state IN ('ACTIVE_NEW', 'ACTIVE', 'PAUSED'))")

/* Teams that have arrangements: few of an authority's many do. */
#define FOSTERING_TEAMS { "SELECT t.id, t.name, t.agency FROM everychild.team t WHERE t.id IN" \
	" (SELECT r.team FROM record r LEFT JOIN everychild.account o ON o.id = r.owner" \
	"  WHERE ? = 1 OR o.manager = ?) ORDER BY t.name, t.agency, t.id LIMIT 500", "uu", "uss" }

#define FOSTERING_REPORT_STATEMENTS \
	[FOSTERING_REPORT_PF1] = REPORT_COUNTS_YEARS(PF1), \
	[FOSTERING_REPORT_PF1_ROWS] = REPORT_ROWS_YEARS(PF1), \
	[FOSTERING_REPORT_AGE] = REPORT_COUNTS_YEARS(PF1_AGE), \
	[FOSTERING_REPORT_AGE_ROWS] = REPORT_ROWS_YEARS(PF1_AGE), \
	[FOSTERING_REPORT_PLACE] = REPORT_COUNTS_YEARS(PF1_PLACE), \
	[FOSTERING_REPORT_PLACE_ROWS] = REPORT_ROWS_YEARS(PF1_PLACE), \
	[FOSTERING_REPORT_SEX] = REPORT_COUNTS_YEARS(PF1_SEX), \
	[FOSTERING_REPORT_SEX_ROWS] = REPORT_ROWS_YEARS(PF1_SEX), \
	[FOSTERING_REPORT_DISABLED] = REPORT_COUNTS_YEARS(PF1_DISABLED), \
	[FOSTERING_REPORT_DISABLED_ROWS] = REPORT_ROWS_YEARS(PF1_DISABLED), \
	[FOSTERING_REPORT_ETHNIC] = REPORT_COUNTS_YEARS(PF1_ETHNIC), \
	[FOSTERING_REPORT_ETHNIC_ROWS] = REPORT_ROWS_YEARS(PF1_ETHNIC), \
	[FOSTERING_REPORT_SIZE] = REPORT_COUNTS_YEARS(PF1_SIZE), \
	[FOSTERING_REPORT_SIZE_ROWS] = REPORT_ROWS_YEARS(PF1_SIZE), \
	[FOSTERING_REPORT_SEVERAL] = REPORT_COUNTS_YEARS(PF1_SEVERAL), \
	[FOSTERING_REPORT_SEVERAL_ROWS] = REPORT_ROWS_YEARS(PF1_SEVERAL), \
	[FOSTERING_REPORT_CONSENTS] = REPORT_COUNTS(CONSENTS), \
	[FOSTERING_REPORT_CONSENTS_ROWS] = REPORT_ROWS(CONSENTS), \
	[FOSTERING_REPORT_APPEALS] = REPORT_COUNTS(APPEALS), \
	[FOSTERING_REPORT_APPEALS_ROWS] = REPORT_ROWS(APPEALS), \
	[FOSTERING_REPORT_BEGAN] = REPORT_COUNTS_YEARS(PF1_BEGAN_AT), \
	[FOSTERING_REPORT_BEGAN_ROWS] = REPORT_ROWS_YEARS(PF1_BEGAN_AT), \
	[FOSTERING_REPORT_SCENARIO] = REPORT_COUNTS(PF1_BEGAN("a.scenario")), \
	[FOSTERING_REPORT_SCENARIO_ROWS] = REPORT_ROWS(PF1_BEGAN("a.scenario")), \
	[FOSTERING_REPORT_RELATION] = REPORT_COUNTS(PF1_BEGAN("a.relationship")), \
	[FOSTERING_REPORT_RELATION_ROWS] = REPORT_ROWS(PF1_BEGAN("a.relationship")), \
	[FOSTERING_REPORT_ENDED] = REPORT_COUNTS(PF1_OVER("a.end_reason")), \
	[FOSTERING_REPORT_ENDED_ROWS] = REPORT_ROWS(PF1_OVER("a.end_reason")), \
	[FOSTERING_REPORT_OPEN] = REPORT_COUNTS(REPORT_OPEN), \
	[FOSTERING_REPORT_OPEN_ROWS] = REPORT_ROWS(REPORT_OPEN), \
	[FOSTERING_REPORT_NOTICES] = REPORT_COUNTS(NOTICES), \
	[FOSTERING_REPORT_NOTICES_ROWS] = REPORT_ROWS(NOTICES), \
	[FOSTERING_REPORT_NOTIFIERS] = REPORT_COUNTS(NOTIFIERS), \
	[FOSTERING_REPORT_NOTIFIERS_ROWS] = REPORT_ROWS(NOTIFIERS), \
	[FOSTERING_REPORT_TESTED] = REPORT_COUNTS(TESTED), \
	[FOSTERING_REPORT_TESTED_ROWS] = REPORT_ROWS(TESTED), \
	[FOSTERING_REPORT_DECIDED] = REPORT_COUNTS(DECIDED), \
	[FOSTERING_REPORT_DECIDED_ROWS] = REPORT_ROWS(DECIDED), \
	[FOSTERING_REPORT_VISITED] = REPORT_COUNTS(VISITED), \
	[FOSTERING_REPORT_VISITED_ROWS] = REPORT_ROWS(VISITED), \
	[FOSTERING_REPORT_CLOCK] = REPORT_TIMED(REPORT_KEPT_CLOCK), \
	[FOSTERING_REPORT_CLOCK_ROWS] = REPORT_ROWS(REPORT_KEPT_CLOCK), \
	[FOSTERING_REPORT_TEAM] = REPORT_TIMED(REPORT_KEPT_TEAM), \
	[FOSTERING_REPORT_TEAM_ROWS] = REPORT_ROWS(REPORT_KEPT_TEAM), \
	[FOSTERING_REPORT_WORKER] = REPORT_TIMED(KEPT_WORKER), \
	[FOSTERING_REPORT_WORKER_ROWS] = REPORT_ROWS(KEPT_WORKER), \
	[FOSTERING_REPORT_LATE] = REPORT_COUNTS(LATE_WHY), \
	[FOSTERING_REPORT_LATE_ROWS] = REPORT_ROWS(LATE_WHY), \
	[FOSTERING_REPORT_QUALITY] = REPORT_COUNTS(QUALITY), \
	[FOSTERING_REPORT_QUALITY_ROWS] = REPORT_ROWS(QUALITY), \
	[FOSTERING_REPORT_TEAMS] = FOSTERING_TEAMS, \
	[FOSTERING_REPORT_HOLDERS] = REPORT_SQL_HOLDERS, \
	[FOSTERING_LIST_OWNERS] = LIST_SQL_HOLDERS, \
	[FOSTERING_LIST_TEAMS] = LIST_SQL_TEAMS, \
	LIST_STATEMENTS(FOSTERING_LIST)

#endif
