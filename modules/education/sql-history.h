/*
 * sql-history: the statement of the measures of former years (history.c), for sql.c.
 */
#ifndef EVERYCHILD_EDUCATION_SQL_HISTORY_H
#define EVERYCHILD_EDUCATION_SQL_HISTORY_H

#include "sql-measure.h"
#include "statute.h"

#define H_YES(what) "IF(" what ", '1', '0')"
/* Of the academic year that ended before the day: its first day is in year d.school. */
#define H_RESULT(column) "COALESCE((SELECT a." column " FROM attainment a WHERE a.record = p.record" \
	" AND a.year = d.school + 1), '')"
#define H_OC2(column) "COALESCE((SELECT o." column " FROM oc2 o WHERE o.record = p.record" \
	" AND o.year = YEAR(d.last) AND o.superseded_at IS NULL ORDER BY o.id DESC LIMIT 1), '')"
#define H_NCY "(TIMESTAMPDIFF(YEAR, p.born_on, CONCAT(d.school, '-08-31')) - 4)"
/* The day on which the period of care that runs on the day began. */
#define H_SINCE "(SELECT MAX(e.began_on) FROM care_episode e WHERE e.record = p.record" \
	" AND e.superseded_at IS NULL AND e.rne = 'S' AND e.began_on <= d.last)"
#define H_MOVED(from) "(SELECT COUNT(*) FROM care_episode e WHERE e.record = p.record" \
	" AND e.superseded_at IS NULL AND e.rne IN ('S', 'P', 'B') AND e.began_on > " from \
	" AND e.began_on <= d.last)"

/* Children in care on a day, each column as text, in the order of history.c. */
#define EDUCATION_SQL_HISTORY \
	[EDUCATION_HISTORY] = { "SELECT r.handle, r.subject, IF(r.restricted = 0 OR r.owner = ?, '1', '0')," \
	    " " H_YES(M_CLA12("p.record", "d.first", "d.last")) "," \
	    " CAST(TIMESTAMPDIFF(YEAR, p.born_on, d.last) AS CHAR)," \
	    " " H_YES(M_NCY("p.born_on", "d.last") " BETWEEN " IN_WORDS(SCHOOL_FIRST) " AND " IN_WORDS(SCHOOL_LAST)) "," \
	    " " H_YES("EXISTS (SELECT 1 FROM special_need g WHERE g.record = p.record" \
	    "  AND g.stage IN ('E', 'S') AND g.from_on <= d.last AND (g.to_on IS NULL OR g.to_on >= d.last))") \
	    ", " H_YES("EXISTS (SELECT 1 FROM suspension y WHERE y.record = p.record AND y.type = 'PERM'" \
	    "  AND y.cancelled_on IS NULL AND y.proposed = 0 AND y.began_on BETWEEN d.first AND d.last)") \
	    ", " H_YES("(SELECT SUM(w.authorised + w.unauthorised) FROM mark_term w" \
	    "  WHERE w.record = p.record AND w.year = d.school) >= " IN_WORDS(HISTORY_MISSED_DAYS) " * 2") \
	    ", CAST(" H_NCY " AS CHAR), " H_RESULT("reading") ", " H_RESULT("maths") \
	    ", COALESCE((SELECT IF(a.entries > 0, 'Y', 'N') FROM attainment a WHERE a.record = p.record" \
	    "  AND a.year = d.school + 1 AND a.entries IS NOT NULL), ''), " H_RESULT("one_pass") \
	    ", " H_RESULT("five_good") ", " H_RESULT("five_basics") \
	    ", COALESCE((SELECT IF(n.status = 'NEET', 'N', 'Y') FROM destination n WHERE n.record = p.record" \
	    "  AND n.since <= CONCAT(d.school + 1, '-09-30') AND (n.until IS NULL" \
	    "  OR n.until >= CONCAT(d.school + 1, '-09-30')) ORDER BY n.since DESC, n.id DESC LIMIT 1), '')" \
	    ", " H_OC2("convicted") ", " H_OC2("immunisations") ", " H_OC2("teeth_check") \
	    ", " H_OC2("health_assessment") ", " H_OC2("health_check") \
	    ", " H_YES(H_SINCE " <= d.last - INTERVAL " IN_WORDS(HISTORY_LONG_MONTHS) " MONTH") \
	    ", " H_YES(H_MOVED("d.last - INTERVAL " IN_WORDS(HISTORY_SAME_YEARS) " YEAR") " = 0 OR (SELECT e.place FROM care_episode e" \
	    "  WHERE e.record = p.record AND e.superseded_at IS NULL AND e.began_on <= d.last" \
	    "  ORDER BY e.began_on DESC, e.id DESC LIMIT 1) LIKE 'A%'") \
	    ", " H_YES(H_MOVED("d.first") " + (SELECT COUNT(*) > 0 FROM care_episode e" \
	    "  WHERE e.record = p.record AND e.superseded_at IS NULL AND e.began_on <= d.first" \
	    "  AND (e.ended_on IS NULL OR e.ended_on > d.first)) >= " IN_WORDS(HISTORY_PLACEMENTS)) \
	    ", " H_YES("(SELECT COUNT(DISTINCT s.worker) FROM social_worker_episode s" \
	    "  WHERE s.record = p.record AND s.superseded_at IS NULL AND s.began_on <= d.last" \
	    "  AND (s.ended_on IS NULL OR s.ended_on > d.first)) >= " IN_WORDS(HISTORY_WORKERS)) \
	    " FROM (SELECT z.last, z.last - INTERVAL 1 YEAR + INTERVAL 1 DAY AS first," \
	    "  YEAR(z.last) - 1 - (MONTH(z.last) < 8) AS school FROM (SELECT CAST(? AS DATE) AS last) z) d" \
	    " JOIN pupil p JOIN record r ON r.id = p.record AND r.unlisted = 0" \
	    " WHERE " M_IN_CARE("p.record", "d.last") " ORDER BY r.subject, r.id LIMIT 20000", "ud", \
	    "sssss" "sssss" "sssss" "sssss" "ssssss" },

#endif
