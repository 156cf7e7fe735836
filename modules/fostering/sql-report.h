/*
 * sql-report: the statements of list and reports, for the table of sql.c.
 *
 * PF1 (12.1): one row of x for each arrangement that a line counts. how: F its
 * day `since` falls in the year; S it is under way at the year's end; O it was
 * under way when the year began.
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
#define FOSTERING_LIST_PERSON LIST_NO_NUMBER
#define FOSTERING_LIST_CODE " AND (? = '' OR CASE ?" \
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
	"   AND t.result IN ('PF', 'PF_PROPOSED'))) GROUP BY n.record)"
/* (a) to (d) on completed_on, and (e) with the report of the visit. */
#define PF1_ACTED PF1_FIRST " f JOIN initial_action i ON i.record = f.record AND i.number = 1" \
	" AND i.completed_on IS NOT NULL JOIN initial_task e ON e.action = i.id AND e.item = 'e'" \
	" AND e.done_on IS NOT NULL"
#define PF1_ALL_DONE "GREATEST(i.completed_on, e.done_on)"
#define PF1_ROW(line, how, since, until, done) "'" line "' AS k, '" how "' AS how, " since " AS since, " \
	until " AS until, " done " AS done"
#define PF1 "SELECT f.record, f.since AS day, '' AS s, NULL AS due, '' AS f, " \
	PF1_ROW("L1", "F", "f.since", "NULL", "NULL") " FROM " PF1_FIRST " f" \
	" UNION ALL SELECT f.record, i.completed_on, '', NULL, '', " \
	PF1_ROW("L2", "F", "f.since", "NULL", PF1_ALL_DONE) " FROM " PF1_ACTED \
	" UNION ALL SELECT f.record, i.completed_on, '', NULL, '', " \
	PF1_ROW("L3", "F", "f.since", "NULL", PF1_ALL_DONE) " FROM " PF1_ACTED \
	" WHERE i.completed_on <= i.due_on" \
	" UNION ALL SELECT a.record, a.start_actual, '', NULL, '', " \
	PF1_ROW("L4", "F", "a.start_actual", "a.end_on", "NULL") " FROM arrangement a WHERE " PF1_TAKEN \
	" UNION ALL SELECT a.record, a.start_actual, '', NULL, '', " \
	PF1_ROW("L5", "F", "a.start_actual", "a.end_on", "NULL") " FROM arrangement a WHERE " PF1_TAKEN \
	" UNION ALL SELECT a.record, a.deemed_start, '', NULL, '', " \
	PF1_ROW("L6", "O", "a.deemed_start", "a.end_on", "NULL") " FROM arrangement a WHERE " PF1_TAKEN \
	" UNION ALL SELECT a.record, a.deemed_start, '', NULL, '', " \
	PF1_ROW("L7", "O", "a.deemed_start", "a.end_on", "NULL") " FROM arrangement a WHERE " PF1_TAKEN \
	" UNION ALL SELECT a.record, a.end_on, '', NULL, '', " \
	PF1_ROW("L8", "F", "a.end_on", "NULL", "NULL") " FROM arrangement a WHERE " PF1_TAKEN \
	" UNION ALL SELECT a.record, a.start_actual, '', NULL, '', " \
	PF1_ROW("L9", "S", "a.start_actual", "a.end_on", "NULL") " FROM arrangement a WHERE " PF1_TAKEN \
	" UNION ALL SELECT p.record, p.imposed_on, '', NULL, '', " \
	PF1_ROW("L12a", "F", "p.imposed_on", "NULL", "NULL") " FROM prohibition p" \
	" UNION ALL SELECT q.record, q.imposed_on, '', NULL, '', " \
	PF1_ROW("L12b", "F", "q.imposed_on", "NULL", "NULL") " FROM requirement q" \
	" UNION ALL SELECT l.record, l.lodged_on, '', NULL, '', " \
	PF1_ROW("L12c", "F", "l.lodged_on", "NULL", "NULL") " FROM appeal l" \
	" UNION ALL SELECT o.record, o.legal_on, '', NULL, '', " \
	PF1_ROW("L12d", "F", "o.legal_on", "NULL", "NULL") " FROM offence_event o WHERE o.prosecuted = 'Y'"

#define PF1_WAY "x.since IS NOT NULL AND CASE x.how WHEN 'F' THEN x.since BETWEEN p.first AND p.last" \
	" WHEN 'O' THEN x.since < p.first AND (x.until IS NULL OR x.until >= p.first)" \
	" ELSE x.since <= p.last AND (x.until IS NULL OR x.until > p.last) END"
/* A due date of a visit that has passed and was not kept, among those that the
 * line asks for. */
#define PF1_BROKEN(which) "EXISTS (SELECT 1 FROM visit_due d JOIN arrangement b" \
	" ON b.record = d.record WHERE d.record = x.record AND d.dropped_on IS NULL" \
	" AND d.due_on < CURRENT_DATE AND (d.met_on IS NULL OR d.met_on > d.due_on) AND " which ")"
/* A child in two arrangements at once is one child (line 9). */
#define PF1_TWIN "EXISTS (SELECT 1 FROM arrangement b JOIN record g ON g.id = b.record" \
	" WHERE g.child = r.child AND b.record < x.record AND b.deemed_start IS NOT NULL" \
	" AND b.start_actual <= p.last AND (b.end_on IS NULL OR b.end_on > p.last))"
#define PF1_WHEN PF1_WAY " AND CASE x.k WHEN 'L2' THEN x.done <= p.closing" \
	" WHEN 'L3' THEN x.done <= p.closing" \
	" WHEN 'L5' THEN NOT " PF1_BROKEN("d.due_on <= LEAST(p.last, COALESCE(x.until, p.last))" \
	"  AND d.due_on < b.deemed_start + INTERVAL 1 YEAR") \
	" WHEN 'L7' THEN NOT " PF1_BROKEN("d.due_on BETWEEN p.first AND p.last") \
	" WHEN 'L9' THEN NOT " PF1_TWIN " ELSE TRUE END"

/* Of those under way at the year's end (line 9). */
#define PF1_STOCK(what) "SELECT a.record, a.start_actual AS day, " what " AS k, '' AS s, NULL AS due," \
	" '' AS f, a.child_born_on AS born, a.start_actual AS since, a.end_on AS until, 'S' AS how" \
	" FROM arrangement a WHERE " PF1_TAKEN
#define PF1_STOCK_WHEN PF1_WAY " AND NOT " PF1_TWIN
#define PF1_SAID(column) "IF(" column " = '', '-', " column ")"
#define PF1_AGE "CASE WHEN x.born IS NULL THEN '-'" \
	" WHEN TIMESTAMPDIFF(YEAR, x.born, p.last) < 1 THEN '0'" \
	" WHEN TIMESTAMPDIFF(YEAR, x.born, p.last) < 5 THEN '1'" \
	" WHEN TIMESTAMPDIFF(YEAR, x.born, p.last) < 10 THEN '5'" \
	" WHEN TIMESTAMPDIFF(YEAR, x.born, p.last) < 16 THEN '10' ELSE '16' END"
/* Of the child, as the newest notice that says it does (Schedule 1, 1(a)). */
#define PF1_ETHNIC "COALESCE((SELECT w.value FROM notification n JOIN answer w" \
	" ON w.document = n.document AND w.field = 'child_origin' AND w.item = 0" \
	" WHERE n.record = x.record AND w.value <> '' AND w.revision = (SELECT MAX(z.revision)" \
	"  FROM answer z WHERE z.document = w.document AND z.field = w.field AND z.item = w.item)" \
	" ORDER BY n.number DESC LIMIT 1), '-')"
/* The carer and everybody else who lived there at the year's end. */
#define PF1_SIZE "(SELECT IF(b.household IS NULL, '-', CAST(LEAST(6, 1 + (SELECT" \
	" COUNT(DISTINCT m.person) FROM household_member m WHERE m.household = b.household" \
	"  AND m.role <> 'EMPLOYEE' AND NOT (m.person <=> b.carer)" \
	"  AND (m.joined_on IS NULL OR m.joined_on <= p.last)" \
	"  AND (m.left_on IS NULL OR m.left_on > p.last))) AS CHAR)) FROM arrangement b" \
	" WHERE b.record = x.record)"
/* Other arrangements of the same carer at the year's end. */
#define PF1_SAME_CARER(and) " FROM arrangement b JOIN arrangement c ON c.carer = b.carer" \
	" JOIN record g ON g.id = c.record WHERE b.record = x.record AND c.deemed_start IS NOT NULL" \
	" AND g.unlisted = 0 AND c.start_actual <= p.last" \
	" AND (c.end_on IS NULL OR c.end_on > p.last)" and
#define PF1_SEVERAL "CAST(GREATEST(1, LEAST(4, (SELECT COUNT(DISTINCT COALESCE(g.child, g.id))" \
	PF1_SAME_CARER("") "))) AS CHAR)"
#define PF1_SEVERAL_WHEN PF1_WAY " AND NOT EXISTS (SELECT 1" \
	PF1_SAME_CARER(" AND c.record < x.record") ")"
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
	" UNION ALL " LACKS("SCENARIO", "", RUNS " AND a.scenario = ''") \
	" UNION ALL " LACKS("PLACE", "", RUNS " AND a.birthplace = ''") \
	" UNION ALL " LACKS("DISABLED", "", "a.disabled = ''") \
	" UNION ALL " LACKS("START", "", RUNS " AND a.start_actual IS NULL") \
	" UNION ALL " LACKS("PREMISES", " LEFT JOIN household h ON h.id = a.household", \
	    "(h.id IS NULL OR h.line1 = '')") \
	" UNION ALL " LACKS("ITEMS", "", "EXISTS (SELECT 1 FROM notification n" \
	    " WHERE n.record = a.record AND n.missing > 0)") \
	" UNION ALL " LACKS("WRITTEN", "", "EXISTS (SELECT 1 FROM notification n" \
	    " WHERE n.record = a.record AND n.written_on IS NULL)") \
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

#define FOSTERING_REPORT_STATEMENTS \
	[FOSTERING_REPORT_PF1] = REPORT_COUNTS_IN(PF1, "x.k", PF1_WHEN), \
	[FOSTERING_REPORT_PF1_ROWS] = REPORT_ROWS_IN(PF1, "x.k", PF1_WHEN), \
	[FOSTERING_REPORT_AGE] = REPORT_COUNTS_IN(PF1_STOCK("''"), PF1_AGE, PF1_STOCK_WHEN), \
	[FOSTERING_REPORT_AGE_ROWS] = REPORT_ROWS_IN(PF1_STOCK("''"), PF1_AGE, PF1_STOCK_WHEN), \
	[FOSTERING_REPORT_PLACE] = REPORT_COUNTS_IN(PF1_STOCK(PF1_SAID("a.birthplace")), "x.k", \
	    PF1_STOCK_WHEN), \
	[FOSTERING_REPORT_PLACE_ROWS] = REPORT_ROWS_IN(PF1_STOCK(PF1_SAID("a.birthplace")), "x.k", \
	    PF1_STOCK_WHEN), \
	[FOSTERING_REPORT_SEX] = REPORT_COUNTS_IN(PF1_STOCK(PF1_SAID("a.child_sex")), "x.k", \
	    PF1_STOCK_WHEN), \
	[FOSTERING_REPORT_SEX_ROWS] = REPORT_ROWS_IN(PF1_STOCK(PF1_SAID("a.child_sex")), "x.k", \
	    PF1_STOCK_WHEN), \
	[FOSTERING_REPORT_DISABLED] = REPORT_COUNTS_IN(PF1_STOCK(PF1_SAID("a.disabled")), "x.k", \
	    PF1_STOCK_WHEN), \
	[FOSTERING_REPORT_DISABLED_ROWS] = REPORT_ROWS_IN(PF1_STOCK(PF1_SAID("a.disabled")), "x.k", \
	    PF1_STOCK_WHEN), \
	[FOSTERING_REPORT_ETHNIC] = REPORT_COUNTS_IN(PF1_STOCK("''"), PF1_ETHNIC, PF1_STOCK_WHEN), \
	[FOSTERING_REPORT_ETHNIC_ROWS] = REPORT_ROWS_IN(PF1_STOCK("''"), PF1_ETHNIC, PF1_STOCK_WHEN), \
	[FOSTERING_REPORT_SIZE] = REPORT_COUNTS_IN(PF1_STOCK("''"), PF1_SIZE, PF1_STOCK_WHEN), \
	[FOSTERING_REPORT_SIZE_ROWS] = REPORT_ROWS_IN(PF1_STOCK("''"), PF1_SIZE, PF1_STOCK_WHEN), \
	[FOSTERING_REPORT_SEVERAL] = REPORT_COUNTS_IN(PF1_STOCK("''"), PF1_SEVERAL, PF1_SEVERAL_WHEN), \
	[FOSTERING_REPORT_SEVERAL_ROWS] = REPORT_ROWS_IN(PF1_STOCK("''"), PF1_SEVERAL, \
	    PF1_SEVERAL_WHEN), \
	[FOSTERING_REPORT_CONSENTS] = REPORT_COUNTS(CONSENTS), \
	[FOSTERING_REPORT_CONSENTS_ROWS] = REPORT_ROWS(CONSENTS), \
	[FOSTERING_REPORT_APPEALS] = REPORT_COUNTS(APPEALS), \
	[FOSTERING_REPORT_APPEALS_ROWS] = REPORT_ROWS(APPEALS), \
	[FOSTERING_REPORT_BEGAN] = REPORT_COUNTS(PF1_BEGAN("a.birthplace")), \
	[FOSTERING_REPORT_BEGAN_ROWS] = REPORT_ROWS(PF1_BEGAN("a.birthplace")), \
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
	[FOSTERING_REPORT_TEAMS] = REPORT_SQL_TEAMS, \
	[FOSTERING_REPORT_HOLDERS] = REPORT_SQL_HOLDERS, \
	[FOSTERING_LIST_OWNERS] = LIST_SQL_HOLDERS, \
	[FOSTERING_LIST_TEAMS] = LIST_SQL_TEAMS, \
	LIST_STATEMENTS(FOSTERING_LIST)

#endif
