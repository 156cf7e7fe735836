/*
 * sql-measure: the statements of the measures of section 10 (measure.h), for sql.c. A
 * row is a child on a day, or what happened to one.
 */
#ifndef EVERYCHILD_EDUCATION_SQL_MEASURE_H
#define EVERYCHILD_EDUCATION_SQL_MEASURE_H

/* Restricted children are part of what the law counts; behind a number they are shown to
 * who may open them. */
#define REPORT_RESTRICTED ""
#include "report-sql.h"
#include "measure.h"
#include "statute.h"

/* -- settings (rule.h); usual: as long as none is kept -- */

#define M_RULE(name, usual) "COALESCE((SELECT v.number FROM rule_value v WHERE v.name = '" name "'), " \
	usual ")"
#define M_WORD(name) "COALESCE((SELECT v.word FROM rule_value v WHERE v.name = '" name "'), '')"

/* -- days -- */

/* Terms that have begun: each is counted on its last day, the one that runs today. key:
 * "2026AUTUMN". */
#define M_TERMS "(SELECT CONCAT(u.year, u.term) AS code, u.year, u.term, u.first_on, u.last_on," \
	" LEAST(u.last_on, UTC_DATE()) AS day, COALESCE(u.cut_off, u.last_on) AS cut_off," \
	" COALESCE(u.counted_from, u.cut_off - INTERVAL " M_RULE("owed_days", "28") " DAY," \
	" u.last_on - INTERVAL " M_RULE("owed_days", "28") " DAY)" \
	" AS counted_from FROM term u WHERE u.first_on <= UTC_DATE())"
/* That in which a day falls. */
#define M_TERM_OF(day) "(SELECT CONCAT(u.year, u.term) FROM term u WHERE " day \
	" BETWEEN u.first_on AND u.last_on LIMIT 1)"

/* -- who -- */

/* Looked after at the end of a day, short breaks left out (2). */
#define M_IN_CARE(record, on) "EXISTS (SELECT 1 FROM care_episode e WHERE e.record = " record \
	" AND e.superseded_at IS NULL AND e.began_on <= " on \
	" AND (e.ended_on IS NULL OR e.ended_on > " on ") AND e.legal NOT IN ('V3', 'V4'))"
/* National curriculum year by age in the academic year of a day, nursery -1. */
#define M_AUGUST(on) "CONCAT(YEAR(" on ") - (MONTH(" on ") < 9), '-08-31')"
#define M_NCY(born, on) "(TIMESTAMPDIFF(YEAR, " born ", " M_AUGUST(on) ") - 4)"
/* Of the age for a plan, to the end of year 13 (3.1). */
#define M_PLAN_AGE(on) "p.born_on <= " on " - INTERVAL " M_RULE("plan_age", "3") " YEAR AND " \
	M_NCY("p.born_on", on) " <= " M_RULE("plan_year", "13")
/* Of school age, near enough: reception to year 11. */
#define M_SCHOOL_AGE(on) M_NCY("p.born_on", on) " BETWEEN " IN_WORDS(SCHOOL_FIRST) " AND " IN_WORDS(SCHOOL_LAST)
/* Enrolments that count as a place, on a day. */
#define M_ENROLLED(record, on) "enrolment n JOIN school h ON h.id = n.school WHERE n.record = " record \
	" AND n.began_on <= " on " AND (n.ended_on IS NULL OR n.ended_on >= " on ")"

/* -- by what else it is counted: one parameter, the cut (measure.c) -- */
#define M_CUT "COALESCE(CASE ?" \
	" WHEN 'SCHOOL' THEN (SELECT h.handle FROM " M_ENROLLED("x.record", "x.day") \
	"  ORDER BY n.status IN ('SINGLE', 'DUAL_MAIN') DESC, n.began_on DESC, n.id DESC LIMIT 1)" \
	" WHEN 'AREA' THEN (SELECT NULLIF(h.area, '') FROM " M_ENROLLED("x.record", "x.day") \
	"  ORDER BY n.status IN ('SINGLE', 'DUAL_MAIN') DESC, n.began_on DESC, n.id DESC LIMIT 1)" \
	" WHEN 'YEAR' THEN (SELECT CAST(GREATEST(" M_NCY("b.born_on", "x.day") ", -2) + 2 AS CHAR)" \
	"  FROM pupil b WHERE b.record = x.record)" \
	" WHEN 'PLACE' THEN (SELECT e.place FROM care_episode e WHERE e.record = x.record" \
	"  AND e.superseded_at IS NULL AND e.began_on <= x.day ORDER BY e.began_on DESC, e.id DESC LIMIT 1)" \
	" WHEN 'WORKER' THEN (SELECT CAST(w.account AS CHAR) FROM record_person w" \
	"  WHERE w.record = x.record AND w.relation = 'WORKER' AND w.until IS NULL ORDER BY w.id LIMIT 1)" \
	" WHEN 'SCHOOLIN' THEN (SELECT NULLIF(" M_SCHOOL_IN ", 'X') FROM " M_MAIN_SCHOOL("x.record", "x.day") ")" \
	" WHEN 'PLACEIN' THEN (SELECT NULLIF(" M_PLACE_IN ", 'X') FROM " M_PLACED("x.record", "x.day") ")" \
	" WHEN 'OFFICER' THEN CAST(r.owner AS CHAR) WHEN 'TEAM' THEN CAST(r.team AS CHAR)" \
	" ELSE x.k END, '-')"

#define M(name, counted) [EDUCATION_MEASURE_##name] = REPORT_CUT_COUNTS(counted, M_CUT), \
	[EDUCATION_MEASURE_##name##_ROWS] = REPORT_CUT_ROWS(counted, M_CUT),
/* record, day, k, s of one each. */
#define M_ROW(record, day, k, s) "SELECT " record " AS record, " day " AS day, " k " AS k, " s " AS s," \
	" NULL AS due, '' AS f, 1 AS n FROM "
#define M_ROW_N(record, day, k, s, n) "SELECT " record " AS record, " day " AS day, " k " AS k, " s \
	" AS s, NULL AS due, '' AS f, " n " AS n FROM "
/* Each child in care on a day of each term. */
#define M_CHILDREN(on, s, who) M_ROW("p.record", "t.day", "t.code", s) M_TERMS " t JOIN pupil p ON " \
	who " WHERE " M_IN_CARE("p.record", on)

/* -- plans (V01 to V04) -- */

#define M_PLAN_DONE "q.state IN ('COMPLETE', 'HISTORICAL')"
#define M_CUT_DAY "LEAST(t.cut_off, t.day)"
#define M_V01 M_CHILDREN(M_CUT_DAY, "IF(EXISTS (SELECT 1 FROM pep q WHERE q.record = p.record" \
	" AND " M_PLAN_DONE " AND q.met_on BETWEEN t.first_on AND t.cut_off), 'DONE', 'NOT')", \
	M_PLAN_AGE(M_CUT_DAY)) \
	" AND NOT EXISTS (SELECT 1 FROM care_episode v WHERE v.record = p.record" \
	"  AND v.superseded_at IS NULL AND v.rne = 'S' AND v.began_on > t.counted_from" \
	"  AND v.began_on <= " M_CUT_DAY ")"
/* As the clock of the child had it, else as many days as its time has at other times
 * of the year (first_days). A plan of before counts that is no older. */
#define M_ENTRIES "(SELECT e.record, e.began_on, COALESCE((SELECT MIN(d.due_on) FROM deadline d" \
	"  WHERE d.record = e.record AND d.clock = 'P2' AND d.from_on = e.began_on)," \
	"  e.began_on + INTERVAL " M_RULE("first_days", "28") " DAY) AS due_on, (SELECT MIN(COALESCE(q.ready_on, q.submitted_on," \
	"  q.decided_on)) FROM pep q WHERE q.record = e.record AND q.state <> 'CANCELLED'" \
	"  AND COALESCE(q.ready_on, q.submitted_on, q.decided_on) >= e.began_on - INTERVAL " \
	M_RULE("first_days", "28") " DAY)" \
	" AS done_on FROM care_episode e WHERE e.superseded_at IS NULL AND e.rne = 'S'" \
	"  AND e.legal NOT IN ('V3', 'V4'))"
#define M_V02 M_ROW("i.record", "i.due_on", M_TERM_OF("i.due_on"), "CASE WHEN i.done_on <= i.due_on" \
	" THEN 'TIME' WHEN i.done_on IS NULL THEN 'NOT' ELSE 'LATE' END") M_ENTRIES " i" \
	" JOIN pupil p ON p.record = i.record AND " M_PLAN_AGE("i.due_on") \
	" WHERE i.due_on < UTC_DATE() AND " M_IN_CARE("i.record", "i.due_on - INTERVAL 1 DAY")
#define M_V03 M_ROW("q.record", "t.day", "t.code", "q.rating") "pep q JOIN " M_TERMS " t" \
	" ON t.year = q.year AND t.term = q.term WHERE q.rating <> ''"
#define M_V04 M_CHILDREN("t.day", "IF(EXISTS (SELECT 1 FROM pep q WHERE q.record = p.record" \
	" AND " M_PLAN_DONE " AND q.met_on <= t.day AND (q.decided_on IS NULL OR q.decided_on <= t.day)" \
	" AND q.met_on >= IF(t.day <= t.cut_off, COALESCE((SELECT MAX(u.first_on) FROM term u" \
	"  WHERE u.first_on < t.first_on), t.first_on), t.first_on)), 'DATE', 'OUT')", \
	M_PLAN_AGE("t.day"))

/* -- places (V05 to V07, V13, V14) -- */

#define M_V05 M_ROW("c.record", "t.day", "t.code", "IF(c.due_on < t.day, 'OVER', 'IN')") \
	M_TERMS " t JOIN no_school c ON c.began_on <= t.day AND (c.ended_on IS NULL OR c.ended_on > t.day)"
/* Waiting now, by school days without one (the day it began is not counted). */
#define M_DAYS "(SELECT COUNT(*) FROM school_day a WHERE a.school = 0 AND a.sessions > 0" \
	" AND a.day > c.began_on AND a.day <= UTC_DATE())"
#define M_WAIT M_ROW("c.record", "c.began_on", "CASE WHEN c.days <= 5 THEN '5' WHEN c.days <= 10" \
	" THEN '10' WHEN c.days <= 20 THEN '20' WHEN c.days <= 40 THEN '40' ELSE 'MORE' END", "''") \
	"(SELECT c.record, c.began_on, " M_DAYS " AS days FROM no_school c WHERE c.ended_on IS NULL) c"
/* In quarters of an hour. */
#define M_KINDS(list) "JSON_TABLE('" list "', '$[*]' COLUMNS (s VARCHAR(8) PATH '$')) o"
#define M_V06 M_ROW("p.record", "t.day", "t.code", "o.s") M_TERMS " t JOIN " \
	M_KINDS("[\"HOURS\",\"C2\",\"TUITION\"]") " JOIN pupil p ON " M_SCHOOL_AGE("t.day") \
	" WHERE " M_IN_CARE("p.record", "t.day") " AND CASE o.s WHEN 'HOURS' THEN EXISTS (SELECT 1 FROM " \
	M_ENROLLED("p.record", "t.day") " AND n.offered > 0 AND n.offered < " M_RULE("full_time", "100") ") WHEN 'C2' THEN" \
	" EXISTS (SELECT 1 FROM mark m WHERE m.record = p.record" \
	"  AND m.day BETWEEN t.day - INTERVAL " IN_WORDS(MEASURE_PART_TIME_DAYS) " DAY AND t.day AND m.code = 'C2')" \
	" ELSE EXISTS (SELECT 1 FROM interim_hours j WHERE j.record = p.record AND j.quarters > 0" \
	"  AND j.monday BETWEEN t.day - INTERVAL 6 DAY AND t.day) AND NOT EXISTS (SELECT 1 FROM " \
	M_ENROLLED("p.record", "t.day") " AND n.status IN ('SINGLE', 'DUAL_MAIN')) END"
/* A school begins while in care, another day than care did: of those in years 10 and 11
 * whether it was decided (S5). */
#define M_BEGUN "enrolment g JOIN pupil p ON p.record = g.record" \
	" WHERE g.status IN ('SINGLE', 'DUAL_MAIN') AND " \
	M_IN_CARE("g.record", "g.began_on - INTERVAL 1 DAY") " AND g.began_on <= UTC_DATE()"
#define M_KS4 M_NCY("p.born_on", "g.began_on") " BETWEEN " IN_WORDS(KS4_FIRST) " AND " IN_WORDS(KS4_LAST)
#define M_V07 M_ROW("g.record", "g.began_on", M_TERM_OF("g.began_on"), \
	"IF(MONTH(g.began_on) BETWEEN " IN_WORDS(SUMMER_FIRST) " AND " IN_WORDS(SUMMER_LAST) ", 'SUMMER', 'MID')") M_BEGUN
#define M_V07K M_ROW("g.record", "g.began_on", M_TERM_OF("g.began_on"), \
	"IF(EXISTS (SELECT 1 FROM ks4_approval a WHERE a.record = g.record" \
	" AND a.status IN ('ALLOWED', 'EMERGENCY') AND a.moves_on BETWEEN g.began_on - INTERVAL " \
	M_RULE("ks4_before", "60") " DAY AND g.began_on + INTERVAL " M_RULE("ks4_after", "30") " DAY), 'YES', 'NO')") M_BEGUN " AND " M_KS4
#define M_V13 M_ROW("p.record", "t.day", "t.code", "IF(h.registered = 1, 'REG'," \
	" IF(n.offered > " M_RULE("unregistered", "72") ", 'ALERT', 'UNREG'))") M_TERMS " t JOIN enrolment n ON n.began_on <= t.day" \
	" AND (n.ended_on IS NULL OR n.ended_on >= t.day) JOIN school h ON h.id = n.school" \
	" JOIN pupil p ON p.record = n.record WHERE (n.status = 'ALTERNATIVE' OR h.alternative = 1" \
	" OR h.registered = 0) AND " M_IN_CARE("p.record", "t.day")
/* In or out of the area: of the school by its authority, of the placement by its
 * postcode. Here and for the cuts; e, h as they are named there. */
#define M_SCHOOL_IN "CASE WHEN h.area = '' THEN 'X' WHEN h.area = " M_WORD("authority") " THEN 'IN' ELSE 'OUT' END"
#define M_DISTRICT "SUBSTRING_INDEX(e.place_post, ' ', 1)"
#define M_PLACE_IN "CASE WHEN e.place_post = '' OR " M_WORD("postcodes") " = '' THEN 'X'" \
	" WHEN FIND_IN_SET(" M_DISTRICT ", " M_WORD("postcodes") ") > 0 OR FIND_IN_SET(CONCAT(" M_DISTRICT \
	", '-', LEFT(SUBSTRING_INDEX(e.place_post, ' ', -1), 1)), " M_WORD("postcodes") ") > 0 THEN 'IN'" \
	" ELSE 'OUT' END"
#define M_PLACED(record, on) "care_episode e WHERE e.record = " record " AND e.superseded_at IS NULL" \
	" AND e.began_on <= " on " ORDER BY e.began_on DESC, e.id DESC LIMIT 1"
#define M_MAIN_SCHOOL(record, on) M_ENROLLED(record, on) \
	" ORDER BY n.status IN ('SINGLE', 'DUAL_MAIN') DESC, n.began_on DESC, n.id DESC LIMIT 1"
#define M_V14 M_CHILDREN("t.day", "COALESCE((SELECT " M_SCHOOL_IN " FROM " \
	M_MAIN_SCHOOL("p.record", "t.day") "), 'NONE')", M_SCHOOL_AGE("t.day"))
#define M_V14P M_CHILDREN("t.day", "COALESCE((SELECT " M_PLACE_IN " FROM " \
	M_PLACED("p.record", "t.day") "), 'X')", "p.born_on <= t.day")
#define M_V14S M_CHILDREN("t.day", "COALESCE((SELECT IF(h.state_funded = 1, 'STATE', 'OTHER') FROM " \
	M_ENROLLED("p.record", "t.day") " ORDER BY n.status IN ('SINGLE', 'DUAL_MAIN') DESC," \
	" n.began_on DESC, n.id DESC LIMIT 1), 'NONE')", M_SCHOOL_AGE("t.day"))

/* -- attendance (V08), from what was added up at night (nightly.h) -- */

#define M_SESSIONS "CASE o.s WHEN 'ATT' THEN w.attended WHEN 'AUTH' THEN w.authorised" \
	" ELSE w.unauthorised END"
#define M_V08 M_ROW_N("w.record", "t.day", "t.code", "o.s", M_SESSIONS) M_TERMS " t JOIN mark_term w" \
	" ON w.year = t.year AND w.term = t.term AND w.source <> 'DUE' JOIN " \
	M_KINDS("[\"ATT\",\"AUTH\",\"UNAUTH\"]") " WHERE " M_SESSIONS " > 0"
/* Persistent: a tenth of the child's own possible half days missed; severe: half (settings). */
#define M_LEVEL "CASE WHEN z.absent * 100 >= z.possible * " M_RULE("severe", "50") " THEN 'SEVERE'" \
	" WHEN z.absent * 100 >= z.possible * " M_RULE("persistent", "10") " THEN 'PERSIST' ELSE 'USUAL' END"
#define M_V08P M_ROW("z.record", "z.day", "z.code", M_LEVEL) "(SELECT w.record, t.code," \
	" MIN(t.day) AS day, SUM(w.authorised + w.unauthorised) AS absent, SUM(w.possible) AS possible" \
	" FROM " M_TERMS " t JOIN mark_term w ON w.year = t.year AND w.term = t.term AND w.source <> 'DUE'" \
	" GROUP BY w.record, t.code) z WHERE z.possible > 0"
/* The same of the school year up to the end of the term. */
#define M_V08Y M_ROW("z.record", "z.day", "z.code", M_LEVEL) "(SELECT w.record, t.code," \
	" MIN(t.day) AS day, SUM(w.authorised + w.unauthorised) AS absent, SUM(w.possible) AS possible" \
	" FROM " M_TERMS " t JOIN term u ON u.year = t.year AND u.first_on <= t.first_on JOIN mark_term w" \
	" ON w.year = u.year AND w.term = u.term AND w.source <> 'DUE'" \
	" GROUP BY w.record, t.code) z WHERE z.possible > 0"
#define M_V08M M_ROW_N("z.record", "z.day", "z.code", "o.s", "IF(o.s = 'MARKED', z.marked, z.lacking)") \
	"(SELECT d.record, t.code, t.day, LEAST(d.possible, COALESCE(y.possible + y.not_possible, 0))" \
	" AS marked, d.possible - LEAST(d.possible, COALESCE(y.possible + y.not_possible, 0)) AS lacking" \
	" FROM " M_TERMS " t JOIN mark_term d ON d.year = t.year AND d.term = t.term AND d.source = 'DUE'" \
	" LEFT JOIN mark_term y ON y.record = d.record AND y.year = d.year AND y.term = d.term" \
	"  AND y.source = 'MARK') z JOIN " M_KINDS("[\"MARKED\",\"LACKING\"]") \
	" WHERE IF(o.s = 'MARKED', z.marked, z.lacking) > 0"

/* -- suspensions (V09) -- */

#define M_SUSPENDED "suspension y WHERE y.cancelled_on IS NULL AND y.proposed = 0" \
	" AND y.type IN ('SUSP', 'LNCH', 'PERM')"
#define M_V09 M_ROW("y.record", "y.began_on", M_TERM_OF("y.began_on"), "y.type") M_SUSPENDED
#define M_V09S M_ROW_N("y.record", "y.began_on", M_TERM_OF("y.began_on"), "''", "y.sessions") \
	M_SUSPENDED " AND y.type <> 'PERM'"
#define M_V09C M_ROW("z.record", "z.day", "z.code", "''") "(SELECT y.record, t.code, MIN(t.day) AS day" \
	" FROM " M_TERMS " t JOIN suspension y ON y.began_on BETWEEN t.first_on AND t.last_on" \
	" WHERE y.cancelled_on IS NULL AND y.proposed = 0 AND y.type IN ('SUSP', 'LNCH')" \
	" GROUP BY y.record, t.code) z"

/* -- special needs and attainment (V10, V11) -- */

#define M_V10 M_CHILDREN("t.day", "COALESCE((SELECT IF(g.stage IN ('N', 'K', 'E'), g.stage, 'K')" \
	" FROM special_need g WHERE g.record = p.record AND g.from_on <= t.day" \
	" AND (g.to_on IS NULL OR g.to_on >= t.day) ORDER BY g.from_on DESC, g.id DESC LIMIT 1), 'X')", \
	M_SCHOOL_AGE("t.day"))
#define M_V10E M_ROW("l.record", "COALESCE(l.review_due, l.requested_on, DATE(l.at))", "CASE" \
	" WHEN l.issued_on IS NULL AND l.requested_on < UTC_DATE() - INTERVAL " M_RULE("ehcp_days", "140") " DAY THEN 'WEEKS'" \
	" WHEN l.issued_on IS NULL THEN 'ASKED' WHEN l.review_due < UTC_DATE() THEN 'REVIEW'" \
	" ELSE 'KEPT' END", "''") "ehc_plan l WHERE l.ceased_on IS NULL AND " \
	M_IN_CARE("l.record", "UTC_DATE()") " AND NOT (l.issued_on IS NULL AND (l.assess = 'N' OR l.issue = 'N'))"
#define M_V11 M_ROW("g.record", "t.day", "g.subject", "IF(g.track = 'WELL_BELOW', 'WELL', g.track)") \
	"progress g JOIN " M_TERMS " t ON t.year = g.year AND t.term = g.term" \
	" WHERE g.superseded_at IS NULL AND g.track <> ''"

/* Results of the summer: what was assessed, and whether it was reached. */
#define M_V11R M_ROW("a.record", "DATE(CONCAT(a.year, '-07-31'))", "o.s", "IF(CASE o.s" M_RESULT \
	" END = 'Y', 'YES', 'NO')") "attainment a JOIN " \
	M_KINDS("[\"GLD\",\"PHONICS\",\"READING\",\"WRITING\",\"MATHS\",\"RWM\",\"EM4\",\"EM5\"]") \
	" WHERE CASE o.s" M_RESULT " END IN ('Y', 'N') AND " \
	M_IN_CARE("a.record", "DATE(CONCAT(a.year, '-03-31'))")
#define M_RESULT " WHEN 'GLD' THEN a.good_level WHEN 'PHONICS' THEN a.phonics WHEN 'READING' THEN" \
	" a.reading WHEN 'WRITING' THEN a.writing WHEN 'MATHS' THEN a.maths WHEN 'RWM' THEN a.combined" \
	" WHEN 'EM4' THEN a.basics4 ELSE a.basics5"

/* -- pupil premium plus (V12), in pence -- */

#define M_V12 M_ROW_N("b.record", "b.on_day", M_TERM_OF("b.on_day"), "CASE b.line" \
	" WHEN 'ALLOCATION' THEN 'ALLOC' WHEN 'APPROVED' THEN 'APPROVED' WHEN 'PAID' THEN 'PAID'" \
	" ELSE 'BACK' END", "b.amount") "premium_line b WHERE b.amount > 0" \
	" AND b.line IN ('ALLOCATION', 'APPROVED', 'PAID', 'RECLAIMED', 'RETURNED')"

/* -- after 16 (V15), strengths and difficulties (V16) -- */

#define M_V15 M_CHILDREN("t.day", "COALESCE((SELECT IF(d.status = 'NEET', 'NEET', 'EET')" \
	" FROM destination d WHERE d.record = p.record AND d.since <= t.day" \
	" AND (d.until IS NULL OR d.until >= t.day) ORDER BY d.since DESC, d.id DESC LIMIT 1), 'X')", \
	M_NCY("p.born_on", "t.day") " BETWEEN " IN_WORDS(AFTER_FIRST) " AND " IN_WORDS(AFTER_LAST))
/* Year 11 in the autumn: an offer of a place after 16 (September guarantee). */
#define M_V15G M_CHILDREN("t.day", "IF(EXISTS (SELECT 1 FROM destination d WHERE d.record = p.record" \
	" AND d.offer_on <= t.day), 'YES', 'NO')", M_NCY("p.born_on", "t.day") " = " IN_WORDS(SCHOOL_LAST))
/* Years to 31 March, of the last 12: cla12 (2) of those asked for a score (12.3). */
#define M_MARCHES "(SELECT 0 AS i UNION ALL SELECT 1 UNION ALL SELECT 2 UNION ALL SELECT 3" \
	" UNION ALL SELECT 4 UNION ALL SELECT 5)"
#define M_YEARS "(SELECT c.y AS year, DATE(CONCAT(c.y - 1, '-04-01')) AS first," \
	" DATE(CONCAT(c.y, '-03-31')) AS last, LEAST(DATE(CONCAT(c.y, '-03-31')), UTC_DATE()) AS day" \
	" FROM (SELECT YEAR(UTC_DATE()) + (MONTH(UTC_DATE()) > 3) - a.i AS y FROM " M_MARCHES " a) c)"
#define M_CLA12(record, first, last) "EXISTS (SELECT 1 FROM care_episode e WHERE e.record = " record \
	" AND e.superseded_at IS NULL AND e.began_on <= " last " AND (e.ended_on IS NULL OR e.ended_on >= " \
	first ")) AND NOT EXISTS (SELECT 1 FROM care_episode e WHERE e.record = " record \
	" AND e.superseded_at IS NULL AND e.began_on <= " last " AND (e.ended_on IS NULL OR e.ended_on >= " \
	first ") AND (e.legal IN ('V3', 'V4') OR (e.rne = 'S' AND e.began_on > " first ")" \
	" OR (e.ended_on IS NOT NULL AND e.rec <> 'X1' AND e.ended_on < " last ")))"
#define M_V16 M_ROW("p.record", "j.day", "CONCAT(j.year, '')", "COALESCE((SELECT CASE" \
	" WHEN o.sdq_score <> '' THEN 'SCORE' WHEN o.sdq_reason <> '' THEN 'WHY' ELSE 'NO' END FROM oc2 o" \
	" WHERE o.record = p.record AND o.year = j.year AND o.superseded_at IS NULL ORDER BY o.id DESC" \
	" LIMIT 1), 'NO')") M_YEARS " j JOIN pupil p ON p.born_on <= j.last - INTERVAL " IN_WORDS(RETURN_SDQ_FROM) " YEAR" \
	" AND p.born_on >= j.first - INTERVAL " IN_WORDS(RETURN_SDQ_UNDER) " YEAR WHERE " M_CLA12("p.record", "j.first", "j.last")

/* -- the work (V17, V18) -- */

#define M_V17 M_ROW("v.id", "DATE(v.opened_at)", "CAST(v.owner AS CHAR)", "''") \
	"record v WHERE v.state = 'CARE'"
#define M_V17M M_ROW("q.record", "q.meeting_on", "CAST(q.meeting_on AS CHAR)", "''") \
	"pep q WHERE q.met_on IS NULL AND q.state NOT IN ('CANCELLED', 'HISTORICAL')" \
	" AND q.meeting_on BETWEEN UTC_DATE() AND UTC_DATE() + INTERVAL " IN_WORDS(MEASURE_MEETING_DAYS) " DAY"
/* Who owes what is late: the clocks of 3.2 by who keeps them, and tasks by their part. */
#define M_V17O M_ROW("d.record", "d.due_on", "CASE SUBSTRING_INDEX(d.clock, '-', 1)" \
	" WHEN 'P1' THEN 'WORKER' WHEN 'P6' THEN 'VIRTUAL' ELSE 'TEACHER' END", "''") "deadline d" \
	" WHERE d.met_on IS NULL AND d.dropped_at IS NULL AND d.due_at < UTC_TIMESTAMP(6)" \
	" AND d.clock REGEXP '^P[1-6](-|$)'"
#define M_V17T M_ROW("k.record", "k.due_on", "IF(k.part = '', 'VIRTUAL', k.part)", "''") "task k" \
	" WHERE k.done_on IS NULL AND k.dropped_on IS NULL AND k.due_on < UTC_DATE()"
#define M_WEEK " BETWEEN UTC_DATE() - INTERVAL 6 DAY AND UTC_DATE()"
/* Not joined by UNION ALL: MariaDB 10.11 loses the columns of such a table when the
 * statement is executed again. */
#define M_V18 M_ROW("e.record", "IF(o.s = 'LEFT', e.ended_on, e.began_on)", "o.s", "''") \
	M_KINDS("[\"NEW\",\"PLACE\",\"LEFT\"]") " JOIN care_episode e ON CASE o.s" \
	" WHEN 'NEW' THEN e.rne = 'S' AND e.began_on" M_WEEK " WHEN 'PLACE' THEN e.rne IN ('P', 'B')" \
	" AND e.began_on" M_WEEK " ELSE e.rec NOT IN ('', 'X1') AND e.ended_on" M_WEEK " END" \
	" WHERE e.superseded_at IS NULL AND e.legal NOT IN ('V3', 'V4')"
#define M_V18S M_ROW("g.record", "g.began_on", "'SCHOOL'", "''") "enrolment g WHERE g.status IN" \
	" ('SINGLE', 'DUAL_MAIN') AND g.began_on" M_WEEK

#define EDUCATION_SQL_MEASURE \
	[EDUCATION_RULE_FIND] = { "SELECT number, word FROM rule_value WHERE name = ?", "s", "us" }, \
	[EDUCATION_RULE_ADD] = { "INSERT INTO rule_value (name, number, word) VALUES (?, ?, ?)", "sus", "" }, \
	[EDUCATION_RULE_SET] = { "UPDATE rule_value SET number = ?, word = ? WHERE name = ?", "uss", "" }, \
	[EDUCATION_MEASURE_TEAMS] = REPORT_SQL_TEAMS, \
	[EDUCATION_MEASURE_HOLDERS] = REPORT_SQL_HOLDERS, \
	[EDUCATION_MEASURE_TERMS] = { "SELECT CONCAT(year, term), year, term, first_on, last_on" \
	    " FROM term WHERE first_on <= ? AND last_on >= ? AND first_on <= UTC_DATE()" \
	    " ORDER BY first_on LIMIT 60", "dd", "susdd" }, \
	[EDUCATION_MEASURE_SCHOOLS] = { "SELECT handle, name FROM school ORDER BY name, id LIMIT 2000", \
	    "", "ss" }, \
	[EDUCATION_MEASURE_WORKERS] = { "SELECT DISTINCT a.id, a.given, a.family FROM record_person w" \
	    " JOIN everychild.account a ON a.id = w.account WHERE w.relation = 'WORKER'" \
	    " AND w.until IS NULL ORDER BY a.family, a.given, a.id LIMIT 500", "", "uss" }, \
	[EDUCATION_MEASURE_DAYS] = { "SELECT c.days FROM (SELECT " M_DAYS " AS days FROM no_school c" \
	    " JOIN record r ON r.id = c.record WHERE c.ended_on IS NULL AND r.unlisted = 0) c" \
	    " ORDER BY c.days LIMIT 5000", "", "u" }, \
	[EDUCATION_MEASURE_SDQ] = { "SELECT z.score FROM (SELECT CAST(o.sdq_score AS UNSIGNED) AS score" \
	    " FROM " M_YEARS " j JOIN pupil p JOIN record r ON r.id = p.record AND r.unlisted = 0" \
	    " JOIN oc2 o ON o.record = p.record AND o.year = j.year AND o.superseded_at IS NULL" \
	    " AND o.sdq_score <> '' WHERE j.year = ? AND p.born_on <= j.last - INTERVAL " IN_WORDS(RETURN_SDQ_FROM) " YEAR" \
	    " AND p.born_on >= j.first - INTERVAL " IN_WORDS(RETURN_SDQ_UNDER) " YEAR AND " M_CLA12("p.record", "j.first", "j.last") \
	    ") z LIMIT 5000", "u", "u" }, \
	[EDUCATION_ANNUAL_TEXTS] = { "SELECT s.heading, s.text FROM annual_text s WHERE s.year = ?" \
	    " AND s.id = (SELECT MAX(t.id) FROM annual_text t WHERE t.year = s.year" \
	    " AND t.heading = s.heading)", "u", "ss" }, \
	[EDUCATION_ANNUAL_VERSIONS] = { "SELECT s.id, s.text, s.at, a.given, a.family FROM annual_text s" \
	    " LEFT JOIN everychild.account a ON a.id = s.account WHERE s.year = ? AND s.heading = ?" \
	    " ORDER BY s.id DESC LIMIT 200", "us", "usdss" }, \
	[EDUCATION_ANNUAL_ADD] = { "INSERT INTO annual_text (year, heading, text, account, at)" \
	    " VALUES (?, ?, ?, ?, UTC_TIMESTAMP(6))", "ussu", "" }, \
	[EDUCATION_BOARD] = { "SELECT b.handle, b.meeting_on, b.at, a.given, a.family FROM board_paper b" \
	    " LEFT JOIN everychild.account a ON a.id = b.account ORDER BY b.meeting_on DESC, b.id DESC" \
	    " LIMIT 100", "", "sddss" }, \
	[EDUCATION_BOARD_FIND] = { "SELECT meeting_on, year, note, body, at FROM board_paper" \
	    " WHERE handle = ?", "s", "dussd" }, \
	[EDUCATION_BOARD_ADD] = { "INSERT INTO board_paper (handle, meeting_on, year, note, body, account," \
	    " at) VALUES (?, ?, ?, ?, ?, ?, UTC_TIMESTAMP(6))", "sdussu", "" }, \
	M(V11R, M_V11R) \
	M(V01, M_V01) M(V02, M_V02) M(V03, M_V03) M(V04, M_V04) M(V05, M_V05) M(WAIT, M_WAIT) \
	M(V06, M_V06) M(V07, M_V07) M(V07K, M_V07K) M(V08, M_V08) \
	M(V08P, M_V08P) M(V08Y, M_V08Y) M(V08M, M_V08M) M(V09, M_V09) M(V09S, M_V09S) M(V09C, M_V09C) \
	M(V10, M_V10) M(V10E, M_V10E) M(V11, M_V11) M(V12, M_V12) M(V13, M_V13) M(V14, M_V14) \
	M(V14S, M_V14S) M(V14P, M_V14P) M(V15, M_V15) \
	M(V15G, M_V15G) M(V16, M_V16) M(V17, M_V17) M(V17M, M_V17M) M(V17O, M_V17O) M(V17T, M_V17T) \
	M(V18, M_V18) M(V18S, M_V18S)

#endif
