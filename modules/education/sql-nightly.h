/*
 * sql-nightly: statements of the night's work (nightly.h), for sql.c.
 */
#ifndef EVERYCHILD_EDUCATION_SQL_NIGHTLY_H
#define EVERYCHILD_EDUCATION_SQL_NIGHTLY_H

#include "sql-measure.h"

/* -- the findings of 15.2: record, rule, ref, detail -- */

/* Of children in care today, another authority's and those of former times left out. */
#define Q_CARE "JOIN record v ON v.id = p.record AND v.state = 'CARE'"
#define Q_NOW(from, to) from " <= UTC_DATE() AND (" to " IS NULL OR " to " >= UTC_DATE())"
#define Q_ACADEMIC "DATE(CONCAT(YEAR(UTC_DATE()) - (MONTH(UTC_DATE()) < 9), '-09-01'))"
/* The rule's rows become findings of this run; since when is the run's before. */
#define Q(name, rule_, ref, detail, from) [EDUCATION_QUALITY_##name] = { "INSERT INTO finding (run, rule," \
	" record, ref, detail, since) SELECT y.run, '" rule_ "', z.record, z.ref, z.detail," \
	" COALESCE(b.since, UTC_DATE()) FROM (SELECT DISTINCT p.record, CONCAT(" ref ", '') AS ref," \
	" LEFT(" detail ", 200) AS detail FROM " from ") z JOIN (SELECT ? AS run) y LEFT JOIN finding b" \
	" ON b.run = ? AND b.rule = '" rule_ "' AND b.record = z.record AND b.ref = z.ref", \
	"uu", "" },
#define Q_ENROLLED "enrolment n JOIN school h ON h.id = n.school JOIN pupil p ON p.record = n.record " Q_CARE
#define Q_DAY(day) "DATE_FORMAT(" day ", '%e %b %Y')"
#define Q_LAST_DAYS "(SELECT l.day, l.sessions FROM (SELECT a.day, a.sessions, ROW_NUMBER() OVER" \
	" (ORDER BY a.day DESC) AS nth FROM school_day a WHERE a.school = 0 AND a.sessions > 0" \
	" AND a.day < UTC_DATE() AND a.day > UTC_DATE() - INTERVAL 200 DAY) l" \
	" WHERE l.nth <= " M_RULE("unmarked_days", "10") ")"

#define Q_FINDINGS \
	Q(UPN_NONE, "UPN_NONE", "''", "'No number, and no reason why'", "pupil p " Q_CARE \
	    " WHERE p.upn IS NULL AND p.upn_unknown = ''") \
	Q(UPN_TEMP, "UPN_TEMP", "''", "'The number is a temporary one'", "pupil p " Q_CARE \
	    " WHERE p.upn REGEXP '[A-Z]$'") \
	Q(UPN_TWICE, "UPN_TWICE", "''", "'Another child has the same number'", "pupil p " Q_CARE \
	    " JOIN pupil w ON w.upn = p.upn AND w.record <> p.record") \
	Q(NO_PLACE, "NO_PLACE", "''", "'Of school age, without a school and without the count of days'", \
	    "pupil p " Q_CARE " WHERE " M_SCHOOL_AGE("UTC_DATE()") " AND NOT EXISTS (SELECT 1 FROM " \
	    M_ENROLLED("p.record", "UTC_DATE()") ") AND NOT EXISTS (SELECT 1 FROM no_school c" \
	    " WHERE c.record = p.record AND c.ended_on IS NULL)") \
	Q(PLACE_TWICE, "PLACE_TWICE", "n.id", "CONCAT(h.name, ' and another school at the same time')", \
	    Q_ENROLLED " JOIN enrolment o ON o.record = n.record AND o.id > n.id" \
	    " AND o.status = 'SINGLE' AND o.began_on <= COALESCE(n.ended_on, '9999-12-31')" \
	    " AND n.began_on <= COALESCE(o.ended_on, '9999-12-31') WHERE n.status = 'SINGLE'") \
	Q(SCHOOL_SHUT, "SCHOOL_SHUT", "n.id", "CONCAT(h.name, ' closed on ', " Q_DAY("h.closed_on") ")", \
	    Q_ENROLLED " WHERE h.closed_on < COALESCE(n.ended_on, UTC_DATE())") \
	Q(MARK_OUTSIDE, "MARK_OUTSIDE", "''", "'Marks of this school year on days when the child was not on" \
	    " roll there'", "pupil p " Q_CARE " JOIN mark m ON m.record = p.record AND m.day >= " Q_ACADEMIC \
	    " WHERE NOT EXISTS (SELECT 1 FROM enrolment n WHERE n.record = m.record AND n.school = m.school" \
	    " AND n.began_on <= m.day AND (n.ended_on IS NULL OR n.ended_on >= m.day))") \
	Q(UNMARKED, "UNMARKED", "''", "CONCAT(p.lacking, ' of ', p.due, ' half days of the last school" \
	    " days have no mark')", "(SELECT q.record, q.due, q.due - q.marked AS lacking FROM" \
	    " (SELECT n.record, SUM(a.sessions) AS due, SUM((SELECT COUNT(DISTINCT m.session) FROM mark m" \
	    "   WHERE m.record = n.record AND m.day = a.day)) AS marked FROM " Q_LAST_DAYS " a" \
	    "  JOIN enrolment n ON n.status IN ('SINGLE', 'DUAL_MAIN') AND n.began_on <= a.day" \
	    "  AND (n.ended_on IS NULL OR n.ended_on >= a.day) JOIN record v ON v.id = n.record" \
	    "  AND v.state = 'CARE' GROUP BY n.record) q WHERE (q.due - q.marked) * 100 > q.due * " M_RULE("unmarked", "2") ") p") \
	Q(NCY, "NCY", "n.id", "CONCAT('Year group ', n.ncy, ' at ', h.name, ', ', " \
	    M_NCY("p.born_on", "UTC_DATE()") ", ' by age')", Q_ENROLLED " WHERE " \
	    Q_NOW("n.began_on", "n.ended_on") " AND p.out_of_cohort = 0 AND n.ncy <> ''" \
	    " AND n.ncy <> CAST(" M_NCY("p.born_on", "UTC_DATE()") " AS CHAR)") \
	Q(PLAN_UNMET, "PLAN_UNMET", "q.number", "CONCAT('Plan ', q.number, ' has no day of a meeting')", \
	    "pep q JOIN pupil p ON p.record = q.record " Q_CARE " JOIN term t ON t.year = q.year" \
	    " AND t.term = q.term AND t.first_on <= UTC_DATE() WHERE q.meeting_on IS NULL" \
	    " AND q.met_on IS NULL AND q.state NOT IN ('CANCELLED', 'HISTORICAL')") \
	Q(TARGET_OPEN, "TARGET_OPEN", "q.number", "CONCAT('Plan ', q.number, ': ', COUNT(*)," \
	    " ' targets not reviewed by their day')", "target g JOIN pep q ON q.id = g.pep" \
	    " JOIN pupil p ON p.record = g.record " Q_CARE " WHERE g.outcome = '' AND g.dropped_on IS NULL" \
	    " AND COALESCE(g.review_on, g.to_on) < UTC_DATE() GROUP BY p.record, q.number") \
	Q(PREMIUM, "PREMIUM", "''", "'Paid without a target that was approved'", "premium_line b" \
	    " JOIN pupil p ON p.record = b.record " Q_CARE " WHERE b.line = 'PAID'" \
	    " AND NOT EXISTS (SELECT 1 FROM premium_line o WHERE o.follows = b.id" \
	    "  AND o.line = 'RECLAIMED' AND o.amount >= b.amount) AND (b.target IS NULL" \
	    "  OR NOT EXISTS (SELECT 1 FROM premium_line a WHERE a.record = b.record AND a.line = 'APPROVED'" \
	    "  AND a.target = b.target))") \
	Q(EHC_NONE, "EHC_NONE", "''", "'Stage E, and no plan is recorded'", "special_need g" \
	    " JOIN pupil p ON p.record = g.record " Q_CARE " WHERE g.stage = 'E' AND " \
	    Q_NOW("g.from_on", "g.to_on") " AND NOT EXISTS (SELECT 1 FROM ehc_plan l" \
	    " WHERE l.record = g.record AND l.ceased_on IS NULL)") \
	Q(NEED_PLAN, "NEED_PLAN", "q.number", "CONCAT('Plan ', q.number, ' says stage ', a.value, '; recorded is '," \
	    " COALESCE(g.stage, 'none'))", "pep q JOIN pupil p ON p.record = q.record " Q_CARE \
	    " JOIN answer a ON a.document = q.document AND a.field = 'stage' AND a.item = 0 AND a.value <> ''" \
	    " LEFT JOIN special_need g ON g.record = q.record AND g.to_on IS NULL" \
	    " WHERE q.state <> 'CANCELLED' AND NOT EXISTS (SELECT 1 FROM pep w WHERE w.record = q.record" \
	    "  AND w.number > q.number AND w.state <> 'CANCELLED') AND NOT EXISTS (SELECT 1 FROM answer b" \
	    "  WHERE b.document = a.document AND b.field = a.field AND b.item = a.item" \
	    "  AND b.revision > a.revision) AND NOT EXISTS (SELECT 1 FROM need_refusal f WHERE f.pep = q.id" \
	    "  AND f.at >= a.at) AND (g.id IS NULL OR (g.at < a.at AND g.stage <> a.value))") \
	Q(OC2_EXTRA, "OC2_EXTRA", "o.year", "CONCAT('To 31 March ', o.year, ': looked after for a part of" \
	    " the year')", "oc2 o JOIN " M_YEARS " j ON j.year = o.year AND j.last < UTC_DATE()" \
	    " JOIN pupil p ON p.record = o.record WHERE o.superseded_at IS NULL AND NOT (" \
	    M_CLA12("p.record", "j.first", "j.last") ")") \
	Q(OC2_NONE, "OC2_NONE", "j.year", "CONCAT('To 31 March ', j.year, ': nothing is recorded')", M_YEARS \
	    " j JOIN pupil p ON p.born_on <= j.last WHERE j.last < UTC_DATE()" \
	    " AND j.last > UTC_DATE() - INTERVAL 1 YEAR AND " M_CLA12("p.record", "j.first", "j.last") \
	    " AND NOT EXISTS (SELECT 1 FROM oc2 o WHERE o.record = p.record AND o.year = j.year" \
	    " AND o.superseded_at IS NULL)") \
	Q(SDQ_OLD, "SDQ_OLD", "''", "COALESCE((SELECT CONCAT('The last score is of the year to 31 March '," \
	    " MAX(o.year)) FROM oc2 o WHERE o.record = p.record AND o.superseded_at IS NULL" \
	    " AND o.sdq_score <> ''), 'There is no score')", "pupil p " Q_CARE \
	    " WHERE p.born_on <= UTC_DATE() - INTERVAL " IN_WORDS(RETURN_SDQ_FROM) " YEAR AND p.born_on > UTC_DATE() - INTERVAL " IN_WORDS(RETURN_SDQ_UNDER) " YEAR" \
	    " AND EXISTS (SELECT 1 FROM care_episode e WHERE e.record = p.record AND e.superseded_at IS NULL" \
	    "  AND e.rne = 'S' AND e.began_on < UTC_DATE() - INTERVAL 1 YEAR)" \
	    " AND NOT EXISTS (SELECT 1 FROM care_episode e WHERE e.record = p.record" \
	    "  AND e.superseded_at IS NULL AND e.rne = 'S' AND e.began_on >= UTC_DATE() - INTERVAL 1 YEAR)" \
	    " AND NOT EXISTS (SELECT 1 FROM oc2 o WHERE o.record = p.record AND o.superseded_at IS NULL" \
	    "  AND o.sdq_score <> '' AND CONCAT(o.year, '-03-31') > UTC_DATE() - INTERVAL 1 YEAR)") \
	Q(LEFT_PLAN, "LEFT_PLAN", "q.number", "CONCAT('Care has ended, and plan ', q.number, ' is open')", \
	    "pep q JOIN pupil p ON p.record = q.record JOIN record v ON v.id = p.record" \
	    " AND v.state = 'LEFT' WHERE q.state NOT IN ('COMPLETE', 'CANCELLED', 'HISTORICAL')") \
	Q(LEFT_CARE, "LEFT_CARE", "''", "'Care has ended, and an episode is open'", "care_episode e" \
	    " JOIN pupil p ON p.record = e.record JOIN record v ON v.id = p.record AND v.state = 'LEFT'" \
	    " WHERE e.superseded_at IS NULL AND e.ended_on IS NULL") \
	Q(PART_TIME, "PART_TIME", "n.id", "CONCAT('Part time at ', h.name, ' with no last day')", Q_ENROLLED \
	    " WHERE " Q_NOW("n.began_on", "n.ended_on") " AND (n.part_time <> '' OR n.part_time_from IS NOT" \
	    " NULL) AND n.part_time_until IS NULL") \
	Q(SUSPENSION, "SUSPENSION", "y.id", "CONCAT(y.sessions, ' half days from ', " Q_DAY("y.began_on") \
	    ", ' are not all marked E, K, B or D')", "suspension y JOIN pupil p ON p.record = y.record " \
	    Q_CARE " WHERE y.type IN ('SUSP', 'LNCH') AND y.proposed = 0 AND y.cancelled_on IS NULL" \
	    " AND y.began_on BETWEEN " Q_ACADEMIC " AND UTC_DATE() - INTERVAL 14 DAY" \
	    " AND EXISTS (SELECT 1 FROM mark m WHERE m.record = y.record AND m.day >= y.began_on)" \
	    " AND (SELECT COUNT(DISTINCT m.day, m.session) FROM mark m WHERE m.record = y.record" \
	    "  AND m.day BETWEEN y.began_on AND y.began_on + INTERVAL (y.sessions + 14) DAY" \
	    "  AND m.code IN ('E', 'K', 'B', 'D')) < y.sessions")

/* -- marks added up -- */

/* As a child's own attendance counts them (sql-attendance.h): of two schools the main
 * one's, and where that has D the other's. codes: a list of {c, k}. */
#define MARKED "SELECT m.record, k.k FROM mark m FORCE INDEX (mark_day)" \
	" JOIN JSON_TABLE(?, '$[*]' COLUMNS (c VARCHAR(2) PATH '$.c', k VARCHAR(12) PATH '$.k')) k" \
	" ON k.c COLLATE utf8mb4_bin = m.code WHERE m.day BETWEEN ? AND ? AND m.code <> 'D'" \
	" AND " M_IN_CARE("m.record", "m.day") " AND NOT EXISTS (SELECT 1 FROM mark o" \
	"  JOIN enrolment e ON e.record = o.record AND e.school = o.school" \
	"  AND e.status IN ('SINGLE', 'DUAL_MAIN') AND e.began_on <= o.day" \
	"  AND (e.ended_on IS NULL OR e.ended_on >= o.day) WHERE o.record = m.record AND o.day = m.day" \
	"  AND o.session = m.session AND o.school <> m.school AND o.code <> 'D')"

#define EDUCATION_SQL_NIGHTLY \
	[EDUCATION_NIGHTLY_NEXT] = { "SELECT id, at FROM nightly WHERE ended_at IS NULL ORDER BY id LIMIT 1" \
	    " FOR UPDATE", "", "ud" }, \
	[EDUCATION_NIGHTLY_OF] = { "SELECT id FROM nightly WHERE day = ? LIMIT 1", "d", "u" }, \
	[EDUCATION_NIGHTLY_ADD] = { "INSERT INTO nightly (day, account, at) VALUES (?, ?," \
	    " UTC_TIMESTAMP(6))", "du", "" }, \
	[EDUCATION_NIGHTLY_BEGIN] = { "UPDATE nightly SET began_at = UTC_TIMESTAMP(6) WHERE id = ?", "u", "" }, \
	[EDUCATION_NIGHTLY_END] = { "UPDATE nightly SET ended_at = UTC_TIMESTAMP(6), findings =" \
	    " (SELECT COUNT(*) FROM finding f WHERE f.run = ?) WHERE id = ?", "uu", "" }, \
	[EDUCATION_NIGHTLY_LAST] = { "SELECT id, ended_at, began_at FROM nightly WHERE ended_at IS NOT NULL" \
	    " ORDER BY ended_at DESC LIMIT 1", "", "udd" }, \
	[EDUCATION_NIGHTLY_WAITS] = { "SELECT id FROM nightly WHERE ended_at IS NULL LIMIT 1", "", "u" }, \
	/* Terms of which something came since a moment, and those that run. */ \
	[EDUCATION_NIGHTLY_TERMS] = { "SELECT t.year, t.term, t.first_on, t.last_on FROM term t" \
	    " WHERE t.first_on <= UTC_DATE() AND (t.last_on >= UTC_DATE() OR EXISTS (SELECT 1 FROM mark m" \
	    " FORCE INDEX (mark_day) WHERE m.day BETWEEN t.first_on AND t.last_on AND m.at >= ?)" \
	    " OR EXISTS (SELECT 1 FROM mark_total o WHERE o.from_on BETWEEN t.first_on AND t.last_on" \
	    "  AND COALESCE(o.superseded_at, o.at) >= ?) OR EXISTS (SELECT 1 FROM enrolment n" \
	    "  WHERE n.at >= ? AND n.began_on <= t.last_on AND (n.ended_on IS NULL" \
	    "  OR n.ended_on >= t.first_on)) OR EXISTS (SELECT 1 FROM care_episode e" \
	    "  WHERE ((e.superseded_by IS NOT NULL AND e.superseded_at >= ?)" \
	    "  OR (e.corrects IS NOT NULL AND e.at >= ?)) AND e.began_on <= t.last_on" \
	    "  AND (e.ended_on IS NULL OR e.ended_on >= t.first_on))) ORDER BY t.first_on LIMIT 60", \
	    "ddddd", "usdd" }, \
	[EDUCATION_NIGHTLY_TERM_DROP] = { "DELETE FROM mark_term WHERE year = ? AND term = ?", "us", "" }, \
	[EDUCATION_NIGHTLY_MARKS] = { "INSERT INTO mark_term (record, year, term, source, attended," \
	    " authorised, unauthorised, not_possible, possible) SELECT y.record, ?, ?, 'MARK', y.present," \
	    " y.authorised, y.unauthorised, y.other, y.present + y.authorised + y.unauthorised FROM" \
	    " (SELECT z.record, SUM(z.k IN ('present', 'activity')) AS present," \
	    "  SUM(z.k = 'authorised') AS authorised, SUM(z.k = 'unauthorised') AS unauthorised," \
	    "  SUM(z.k = 'out') AS other FROM (" MARKED ") z GROUP BY z.record) y", "ussdd", "" }, \
	[EDUCATION_NIGHTLY_TOTALS] = { "INSERT INTO mark_term (record, year, term, source, attended," \
	    " authorised, unauthorised, possible) SELECT y.record, ?, ?, 'TOTAL', y.attended, y.authorised," \
	    " y.unauthorised, y.possible FROM (SELECT o.record, SUM(o.attended) AS attended," \
	    "  SUM(o.authorised) AS authorised, SUM(o.unauthorised) AS unauthorised," \
	    "  SUM(o.possible) AS possible FROM mark_total o WHERE o.superseded_at IS NULL" \
	    "  AND o.from_on BETWEEN ? AND ? AND " M_IN_CARE("o.record", "o.from_on") \
	    "  GROUP BY o.record) y", "usdd", "" }, \
	[EDUCATION_NIGHTLY_DUE] = { "INSERT INTO mark_term (record, year, term, source, possible)" \
	    " SELECT y.record, ?, ?, 'DUE', y.due FROM (SELECT n.record," \
	    "  SUM(COALESCE(s.sessions, a.sessions)) AS due FROM school_day a JOIN enrolment n" \
	    "  ON n.status IN ('SINGLE', 'DUAL_MAIN') AND n.began_on <= a.day" \
	    "  AND (n.ended_on IS NULL OR n.ended_on >= a.day) LEFT JOIN school_day s" \
	    "  ON s.school = n.school AND s.day = a.day WHERE a.school = 0 AND a.day BETWEEN ? AND ?" \
	    "  AND a.day < UTC_DATE() AND " M_IN_CARE("n.record", "a.day") \
	    "  AND NOT EXISTS (SELECT 1 FROM mark_term x WHERE x.record = n.record AND x.year = ?" \
	    "   AND x.term = ? AND x.source = 'TOTAL') GROUP BY n.record) y WHERE y.due > 0", \
	    "usddus", "" }, \
	[EDUCATION_FINDINGS_DROP] = { "DELETE FROM finding WHERE run < ?", "u", "" }, \
	[EDUCATION_FINDINGS] = { "SELECT f.rule, f.ref, f.detail, f.since, r.handle, r.subject, r.state," \
	    " a.given, a.family, (r.restricted = 0 OR r.owner = ?) AS opens FROM finding f" \
	    " JOIN record r ON r.id = f.record AND r.unlisted = 0 LEFT JOIN everychild.account a" \
	    " ON a.id = r.owner WHERE f.run = ? AND (? = 0 OR r.owner = ?) AND (? = '' OR f.rule = ?)" \
	    " ORDER BY a.family, a.given, r.owner, f.rule, f.since, f.record, f.ref LIMIT ? OFFSET ?", \
	    "uuuussuu", "sssdsssssu" }, \
	[EDUCATION_FINDINGS_OWNERS] = { "SELECT z.owner, a.given, a.family, z.n FROM (SELECT r.owner," \
	    " COUNT(*) AS n FROM finding f JOIN record r ON r.id = f.record AND r.unlisted = 0" \
	    " WHERE f.run = ? GROUP BY r.owner) z JOIN everychild.account a ON a.id = z.owner" \
	    " ORDER BY a.family, a.given, a.id LIMIT 500", "u", "ussu" }, \
	[EDUCATION_FINDINGS_RULES] = { "SELECT z.rule, z.n FROM (SELECT f.rule, COUNT(*) AS n" \
	    " FROM finding f JOIN record r ON r.id = f.record AND r.unlisted = 0 WHERE f.run = ?" \
	    " AND (? = 0 OR r.owner = ?) GROUP BY f.rule) z ORDER BY z.rule", "uuu", "su" }, \
	Q_FINDINGS

#endif
