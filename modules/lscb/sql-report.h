/*
 * sql-report: the statements of the returns and reports (sections.md 5.7, 6.1),
 * for the table of sql.c.
 */
#ifndef EVERYCHILD_LSCB_SQL_REPORT_H
#define EVERYCHILD_LSCB_SQL_REPORT_H

/* 6.1 counts every review; nothing of a child stands in a number. */
#define REPORT_RESTRICTED ""
#include "report-sql.h"

/* What a setting says, as the program wrote it when it started (daily.c). */
#define AMOUNT(code) "(SELECT a.amount FROM amount a WHERE a.code = '" code "')"

/* -- LSCB1: reviews completed in the year, by the panel's conclusion -- */

#define SAID(column) "IF(" column " = '', '-', " column ")"
/* 1.3 and 3.2: of who lives elsewhere only where the two boards agreed in writing
 * that it is counted here. */
#define SCOPE_HERE "(d.scope = 'IN' OR (d.scope = 'IN-BY-AGREEMENT' AND d.counted_by = d.reviewing))"
/* One that was joined to another is not counted, in the archive neither. */
#define COUNTED_HERE SCOPE_HERE " AND d.duplicate_of IS NULL"
#define COMPLETED "d.return_year IS NOT NULL AND r.state NOT IN ('OUT', 'DUPLICATE', 'TRANSFERRED')"
/* What was reopened counts in the year of its first completion. */
#define RETURN_DAY "LEAST(d.completed_on, DATE(CONCAT(d.return_year, '-03-31')))"
#define L_OF(k, joins) "SELECT d.record, " RETURN_DAY " AS day, " k " AS k, d.conclusion AS s," \
	" NULL AS due, '' AS f FROM death d JOIN record r ON r.id = d.record" joins \
	" WHERE " COMPLETED " AND " COUNTED_HERE
#define L_MONTHS "TIMESTAMPDIFF(MONTH, d.died_on, d.completed_on)"
#define L1 L_OF("'ALL'", "")
#define L2_BAND(unknown, months) "CASE WHEN " unknown " THEN '-'" \
	" WHEN " months " < 6 THEN 'U6' WHEN " months " < 8 THEN '6-7'" \
	" WHEN " months " < 10 THEN '8-9' WHEN " months " < 12 THEN '10-11'" \
	" WHEN " months " = 12 THEN '12' ELSE 'O12' END"
#define L2 L_OF(L2_BAND("d.died_on IS NULL OR d.completed_on < d.died_on", L_MONTHS), "")
#define L3 L_OF(SAID("d.age_band"), "")
#define L4 L_OF(SAID("d.sex"), "")
#define ETHNIC_GROUP "CASE LEFT(d.ethnicity, 1) WHEN '' THEN '-' WHEN 'W' THEN 'WHITE' WHEN 'M' THEN 'MIXED'" \
	" WHEN 'A' THEN 'ASIAN' WHEN 'B' THEN 'BLACK' WHEN 'N' THEN 'UNKNOWN' ELSE 'OTHER' END"
#define L5 L_OF(ETHNIC_GROUP, "")
#define L5_DETAIL L_OF(SAID("d.ethnicity"), "")
#define PLACE_GROUP "CASE WHEN d.place_event = '' THEN '-'" \
	" WHEN d.place_event LIKE 'H-%' OR d.place_event = 'MHIU' THEN 'HOSPITAL'" \
	" WHEN d.place_event = 'HOME' THEN 'HOME' WHEN d.place_event IN ('PRIV', 'FOST') THEN 'PRIVATE'" \
	" WHEN d.place_event IN ('PUBL', 'SCHL') THEN 'PUBLIC' WHEN d.place_event = 'HOSP' THEN 'HOSPICE'" \
	" WHEN d.place_event = 'NK' THEN 'UNKNOWN' ELSE 'OTHER' END"
#define L6 L_OF(PLACE_GROUP, "")
#define L6_DETAIL L_OF(SAID("d.place_event"), "")
#define L7 L_OF("COALESCE(m.code, '-')", " LEFT JOIN death_mark m ON m.record = d.record" \
	" AND m.kind = 'EVENT' AND m.principal = 1 AND m.gone_at IS NULL")
#define L8 L_OF("COALESCE(CAST(d.category AS CHAR), '-')", "")
#define L9 L_OF(SAID("d.plan"), "")
#define L10 L_OF(SAID("d.statutory_order"), "")
#define L11 L_OF(SAID("d.asylum"), "")
#define L12 L_OF(SAID("d.case_review"), "")
#define L13 L_OF(SAID("d.expected"), "")
#define NEO L_OF("IF(d.age_band = '', '-', IF(d.age_band = '1', 'NEO', 'OLDER'))", "")
#define PM L_OF("IF(EXISTS (SELECT 1 FROM gate e WHERE e.record = d.record AND e.code = 'G-PM'), 'Y', 'N')", "")
/* The clocks of a response, of what is counted here. */
#define JAR REPORT_KEPT("SUBSTRING_INDEX(d.clock, '-', 1)") " JOIN death h ON h.record = d.record" \
	" WHERE d.dropped_at IS NULL AND h.duplicate_of IS NULL AND h.scope = 'IN'" \
	" AND d.clock IN ('PLANNING', 'VISIT', 'MEETING', 'INTERIM')"
/* Of unexpected deaths: was there a response (the newest decision)? */
#define L16 L_OF("COALESCE((SELECT x.decision FROM response_decision x WHERE x.record = d.record" \
	" ORDER BY x.id DESC LIMIT 1), '-')", "") " AND d.expected = 'U'"

/* -- 6.1 L14, L15: years -- */

#define L_FROM "c STRAIGHT_JOIN death d ON d.record = c.id STRAIGHT_JOIN record g ON g.id = c.id" \
	" STRAIGHT_JOIN p"
#define L_OURS "g.state NOT IN ('DRAFT', 'OUT', 'DUPLICATE', 'TRANSFERRED') AND " COUNTED_HERE
#define L14(PART) PART("CASE WHEN d.died_on >= p.first THEN 'YEAR'" \
	" WHEN d.died_on >= p.first - INTERVAL 1 YEAR THEN 'BEFORE' ELSE 'EARLIER' END", "d.died_on", \
	L_FROM, L_OURS " AND d.died_on <= p.last AND d.notified_on <= p.last" \
	" AND (d.return_year IS NULL OR d.return_year > YEAR(p.last))")
/* The same by what the review waited for on that day: of several the one that began first. */
#define R12(PART) PART("COALESCE((SELECT w.code FROM gate w WHERE w.record = d.record" \
	" AND w.opened_on <= p.last AND (w.ended_on IS NULL OR w.ended_on > p.last)" \
	" ORDER BY w.opened_on, w.id LIMIT 1), 'NONE')", "d.died_on", \
	L_FROM, L_OURS " AND d.died_on <= p.last AND d.notified_on <= p.last" \
	" AND (d.return_year IS NULL OR d.return_year > YEAR(p.last))")
#define L15_IN_YEAR "d.duplicate_of IS NULL AND d.died_on BETWEEN p.first AND p.last"
#define L15(PART) PART("'RESIDENT'", "d.died_on", L_FROM, "d.scope = 'IN' AND " L15_IN_YEAR \
	    " AND g.state NOT IN ('DRAFT', 'OUT', 'DUPLICATE')") \
	" UNION ALL " PART("'AWAY'", "d.died_on", L_FROM, "d.scope = 'IN' AND " L15_IN_YEAR \
	    " AND g.state NOT IN ('DRAFT', 'OUT', 'DUPLICATE') AND EXISTS (SELECT 1 FROM death_mark m" \
	    "  WHERE m.record = d.record AND m.kind = 'FLAG' AND m.code = 'OUT-OF-AREA'" \
	    "  AND m.gone_at IS NULL)") \
	" UNION ALL " PART("'VISITOR'", "d.died_on", L_FROM, "d.scope IN ('NONRES', 'TRANSFER-OUT'," \
	    " 'IN-BY-AGREEMENT') AND " L15_IN_YEAR " AND g.state NOT IN ('DRAFT', 'DUPLICATE')")

/* -- 5.7: the annual report -- */

#define R_NOTIFIED "d.scope = 'IN' AND d.duplicate_of IS NULL AND g.state NOT IN ('DRAFT', 'OUT', 'DUPLICATE')"
#define R2(PART) PART("'ALL'", "d.notified_on", L_FROM, R_NOTIFIED \
	" AND d.notified_on BETWEEN p.first AND p.last")
#define R2_AREA(PART) PART(SAID("d.residence"), "d.notified_on", L_FROM, R_NOTIFIED \
	" AND d.notified_on BETWEEN p.first AND p.last")
#define R_NOTICE(k, s) "SELECT d.record, d.notified_on AS day, " k " AS k, " s " AS s, NULL AS due," \
	" '' AS f FROM death d JOIN record g ON g.id = d.record WHERE " R_NOTIFIED
#define R3 R_NOTICE(SAID("d.age_band"), SAID("d.sex"))
#define R4 R_NOTICE(SAID("d.ethnicity"), "''")
#define R5 R_NOTICE("IF(d.imd_decile IS NULL, '-', CAST(CEIL(d.imd_decile / 2) AS CHAR))", "''")
#define R6 R_NOTICE("DATE_FORMAT(d.notified_on, '%Y-%m')", "''")
#define R11 R_NOTICE(SAID("d.age_band"), SAID("d.expected"))
/* Days from the death to the completion, for the median; within so many months or not. */
#define R10 "SELECT d.record, " RETURN_DAY " AS day, 'ALL' AS k," \
	" IF(d.completed_on <= d.died_on + INTERVAL " AMOUNT("WITHIN") " MONTH, 'TIME', 'LATE') AS s, NULL AS due," \
	" '' AS f, GREATEST(DATEDIFF(d.completed_on, d.died_on), 0) AS days FROM death d" \
	" JOIN record r ON r.id = d.record WHERE " COMPLETED " AND " COUNTED_HERE \
	" AND d.died_on IS NOT NULL UNION ALL SELECT d.record, " RETURN_DAY ", 'YEAR'," \
	" IF(d.completed_on <= d.died_on + INTERVAL " AMOUNT("WITHIN-LONG") " MONTH, 'TIME', 'LATE'), NULL," \
	" '', GREATEST(DATEDIFF(d.completed_on, d.died_on), 0) FROM death d" \
	" JOIN record r ON r.id = d.record WHERE " COMPLETED " AND " COUNTED_HERE \
	" AND d.died_on IS NOT NULL"
#define OPEN_DIED "SELECT d.record, d.died_on AS day, CAST(YEAR(d.died_on) AS CHAR) AS k," \
	" IF(r.state = 'HOLD', 'HOLD', 'OPEN') AS s, NULL AS due, '' AS f FROM death d" \
	" JOIN record r ON r.id = d.record WHERE r.closed_at IS NULL AND d.completed_on IS NULL" \
	" AND " COUNTED_HERE " AND d.died_on IS NOT NULL"
/* Factors that may have contributed (influence 2 or 3), of the newest signed analysis
 * of the panel. */
#define R_FACTOR(k) "SELECT d.record, " RETURN_DAY " AS day, " k " AS k," \
	" IF(x.modifiable = 'Y', 'M', 'N') AS s, NULL AS due, '' AS f FROM factor x" \
	" JOIN analysis a ON a.id = x.analysis JOIN death d ON d.record = a.record" \
	" JOIN record r ON r.id = d.record WHERE " COMPLETED " AND " COUNTED_HERE \
	" AND x.influence IN (2, 3) AND a.id = (SELECT MAX(b.id) FROM analysis b" \
	"  WHERE b.record = a.record AND b.stage = 'P' AND b.signed_at IS NOT NULL)"
#define R13 R_FACTOR("LEFT(x.code, 1)")
#define R14 R_FACTOR("x.code")
#define R16 "SELECT a.record, a.made_on AS day, a.status AS k, '' AS s, NULL AS due, '' AS f" \
	" FROM action a WHERE a.record IS NOT NULL"

/* -- what is left of reviews that were destroyed (7.3): numbers of the same tables, as
 * sql-disposal.h kept them -- */

#define KEPT_OF(part) { "SELECT c.k, c.s, CAST(SUM(c.n) AS UNSIGNED) FROM kept_count c" \
	" WHERE c.part = '" part "' AND CONCAT(c.year, '-03-31') BETWEEN ? AND ?" \
	" GROUP BY c.k, c.s", "dd", "ssu" }
#define KEPT_TIMED(part) { "SELECT c.k, c.s, CAST(SUM(c.n) AS UNSIGNED), c.took FROM kept_count c" \
	" WHERE c.part = '" part "' AND CONCAT(c.year, '-03-31') BETWEEN ? AND ?" \
	" GROUP BY c.k, c.s, c.took ORDER BY c.k, c.took", "dd", "ssuu" }
#define KEPT_YEARS(part) { "WITH p AS (SELECT y.year, YEAR(y.last) AS ends FROM" \
	" JSON_TABLE(?, '$[*]' COLUMNS (year SMALLINT UNSIGNED PATH '$.year'," \
	" last DATE PATH '$.last')) y) SELECT p.year, c.k, CAST(SUM(c.n) AS UNSIGNED) FROM p" \
	" JOIN kept_count c ON c.part = '" part "' AND c.year = p.ends GROUP BY p.year, c.k", "s", "usu" }
#define LSCB_KEPT_STATEMENTS \
	[LSCB_KEPT_L1] = KEPT_OF("L1"), [LSCB_KEPT_L2] = KEPT_OF("L2"), [LSCB_KEPT_L3] = KEPT_OF("L3"), \
	[LSCB_KEPT_L4] = KEPT_OF("L4"), [LSCB_KEPT_L5] = KEPT_OF("L5"), \
	[LSCB_KEPT_L5_DETAIL] = KEPT_OF("L5D"), [LSCB_KEPT_L6] = KEPT_OF("L6"), \
	[LSCB_KEPT_L6_DETAIL] = KEPT_OF("L6D"), [LSCB_KEPT_L7] = KEPT_OF("L7"), \
	[LSCB_KEPT_L8] = KEPT_OF("L8"), [LSCB_KEPT_L9] = KEPT_OF("L9"), \
	[LSCB_KEPT_L10] = KEPT_OF("L10"), [LSCB_KEPT_L11] = KEPT_OF("L11"), \
	[LSCB_KEPT_L12] = KEPT_OF("L12"), [LSCB_KEPT_L13] = KEPT_OF("L13"), \
	[LSCB_KEPT_NEO] = KEPT_OF("NEO"), [LSCB_KEPT_PM] = KEPT_OF("PM"), \
	[LSCB_KEPT_L14] = KEPT_YEARS("L14"), [LSCB_KEPT_R12] = KEPT_YEARS("R12"), [LSCB_KEPT_L15] = KEPT_YEARS("L15"), \
	[LSCB_KEPT_L16] = KEPT_OF("L16"), [LSCB_KEPT_R2] = KEPT_YEARS("R2"), [LSCB_KEPT_R2_AREA] = KEPT_YEARS("R2A"), \
	[LSCB_KEPT_R3] = KEPT_OF("R3"), [LSCB_KEPT_R4] = KEPT_OF("R4"), [LSCB_KEPT_R5] = KEPT_OF("R5"), \
	[LSCB_KEPT_R6] = KEPT_OF("R6"), [LSCB_KEPT_R10] = KEPT_TIMED("R10"), \
	[LSCB_KEPT_R11] = KEPT_OF("R11"), [LSCB_KEPT_R13] = KEPT_OF("R13"), \
	[LSCB_KEPT_R14] = KEPT_OF("R14"), \
	/* Actions of no case are counted here, too: they have no row in the other statement. */ \
	[LSCB_KEPT_R16] = { "SELECT x.k, '', CAST(SUM(x.n) AS UNSIGNED) FROM (SELECT a.status AS k," \
	    " 1 AS n, a.made_on AS day FROM action a WHERE a.record IS NULL UNION ALL SELECT c.k, c.n," \
	    " CONCAT(c.year, '-03-31') FROM kept_count c WHERE c.part = 'R16') x" \
	    " WHERE x.day BETWEEN ? AND ? GROUP BY x.k", "dd", "ssu" }, \
	[LSCB_KEPT_LATE] = KEPT_OF("LATE"), [LSCB_KEPT_DELAY] = KEPT_OF("DELAY"),

/* -- what is wrong or missing, in who is counted (8.3) -- */
#define LATE_NOTICE "SELECT d.record, d.notified_on AS day, 'LATE' AS k, '' AS s, NULL AS due, '' AS f" \
	" FROM death d WHERE d.duplicate_of IS NULL AND d.scope = 'IN' AND d.notified_on > d.died_on + INTERVAL " AMOUNT("LATE-NOTICE") " DAY"
#define DELAYS "SELECT d.record, d.notified_on AS day, " SAID("d.delay_reason") " AS k, '' AS s," \
	" NULL AS due, '' AS f FROM death d WHERE d.duplicate_of IS NULL AND d.scope = 'IN'" \
	" AND d.died_on + INTERVAL " AMOUNT("RED") " MONTH < COALESCE(d.completed_on, CURRENT_DATE)"

/* -- return.c -- */
#define RUN "SELECT n.id, n.handle, n.year, n.number, n.status, n.body, n.checksum, n.account," \
	" n.at, m.given, m.family, n.approved_at, a.given, a.family, n.why FROM return_run n" \
	" JOIN everychild.account m ON m.id = n.account" \
	" LEFT JOIN everychild.account a ON a.id = n.approved_by"
#define RUN_OUT "usuusssussssss" "s"
#define LSCB_RETURN_STATEMENTS \
	[LSCB_RUNS] = { RUN " ORDER BY n.year DESC, n.number DESC LIMIT 200", "", RUN_OUT }, \
	[LSCB_RUN_FIND] = { RUN " WHERE n.handle = ?", "s", RUN_OUT }, \
	[LSCB_RUN_LOCKED] = { RUN " WHERE n.year = ? AND n.number < ? AND n.status <> 'RUN'" \
	    " ORDER BY n.number DESC LIMIT 1", "uu", RUN_OUT }, \
	[LSCB_RUN_LAST] = { "SELECT COALESCE(MAX(number), 0) FROM return_run WHERE year = ?", "u", "u" }, \
	[LSCB_RUN_ADD] = { "INSERT INTO return_run (handle, year, number, status, body, checksum," \
	    " account, at, why) VALUES (?, ?, ?, 'RUN', ?, ?, ?, UTC_TIMESTAMP(6), ?)", "suussus", "" }, \
	[LSCB_RUN_LOCK] = { "UPDATE return_run SET status = ?, approved_by = ?," \
	    " approved_at = UTC_TIMESTAMP(6) WHERE id = ? AND status = 'RUN'", "suu", "" }, \
	[LSCB_RUN_ROWS] = { "SELECT w.body FROM return_row w WHERE w.run = ? ORDER BY w.record", "u", "s" }, \
	[LSCB_RUN_ROWS_ADD] = { "INSERT INTO return_row (run, record, body) SELECT ?, d.record, CONCAT_WS(','," \
	    " r.reference, CONCAT(YEAR(d.died_on), 'Q', QUARTER(d.died_on)), d.age_band, d.sex, d.ethnicity," \
	    " d.place_event, COALESCE((SELECT m.code FROM death_mark m WHERE m.record = d.record" \
	    "  AND m.kind = 'EVENT' AND m.principal = 1 AND m.gone_at IS NULL LIMIT 1), '')," \
	    " COALESCE(CAST(d.category AS CHAR), ''), d.conclusion, d.expected, d.plan, d.statutory_order," \
	    " d.asylum, d.case_review, TIMESTAMPDIFF(MONTH, d.died_on, d.completed_on)," \
	    " COALESCE((SELECT MIN('Y') FROM gate g WHERE g.record = d.record AND g.code = 'G-PM'), 'N')," \
	    " COALESCE((SELECT MIN('Y') FROM gate g WHERE g.record = d.record AND g.code = 'G-COR'), 'N'))" \
	    " FROM death d JOIN record r ON r.id = d.record WHERE d.return_year = ? AND " COMPLETED \
	    " AND " COUNTED_HERE, "uu", "" }, \
	/* Cases whose conclusion and factors do not agree (6.1), by reference. */ \
	[LSCB_RUN_UNLIKE] = { "SELECT r.handle, r.reference FROM death d JOIN record r ON r.id = d.record" \
	    " JOIN analysis a ON a.record = d.record AND a.id = (SELECT MAX(b.id) FROM analysis b" \
	    "  WHERE b.record = d.record AND b.stage = 'P' AND b.signed_at IS NOT NULL)" \
	    " WHERE d.return_year = ? AND " COMPLETED " AND " COUNTED_HERE \
	    " AND (d.conclusion = 'M') <> EXISTS (SELECT 1 FROM factor x WHERE x.analysis = a.id" \
	    "  AND x.modifiable = 'Y') ORDER BY r.reference LIMIT 50", "u", "ss" },

#define L_PAIR(name, sql) [name] = REPORT_COUNTS(sql), [name##_ROWS] = REPORT_ROWS(sql)
#define LSCB_REPORT_STATEMENTS \
	L_PAIR(LSCB_REPORT_L1, L1), L_PAIR(LSCB_REPORT_L2, L2), L_PAIR(LSCB_REPORT_L3, L3), \
	L_PAIR(LSCB_REPORT_L4, L4), L_PAIR(LSCB_REPORT_L5, L5), \
	L_PAIR(LSCB_REPORT_L5_DETAIL, L5_DETAIL), L_PAIR(LSCB_REPORT_L6, L6), \
	L_PAIR(LSCB_REPORT_L6_DETAIL, L6_DETAIL), L_PAIR(LSCB_REPORT_L7, L7), \
	L_PAIR(LSCB_REPORT_L8, L8), L_PAIR(LSCB_REPORT_L9, L9), L_PAIR(LSCB_REPORT_L10, L10), \
	L_PAIR(LSCB_REPORT_L11, L11), L_PAIR(LSCB_REPORT_L12, L12), L_PAIR(LSCB_REPORT_L13, L13), \
	[LSCB_REPORT_L14] = REPORT_COUNTS_YEARS(L14), [LSCB_REPORT_L14_ROWS] = REPORT_ROWS_YEARS(L14), \
	[LSCB_REPORT_L15] = REPORT_COUNTS_YEARS(L15), [LSCB_REPORT_L15_ROWS] = REPORT_ROWS_YEARS(L15), \
	[LSCB_REPORT_R12] = REPORT_COUNTS_YEARS(R12), [LSCB_REPORT_R12_ROWS] = REPORT_ROWS_YEARS(R12), \
	L_PAIR(LSCB_REPORT_L16, L16), L_PAIR(LSCB_REPORT_NEO, NEO), L_PAIR(LSCB_REPORT_PM, PM), \
	[LSCB_REPORT_JAR] = REPORT_TIMED(JAR), [LSCB_REPORT_JAR_ROWS] = REPORT_ROWS(JAR), \
	[LSCB_REPORT_R2] = REPORT_COUNTS_YEARS(R2), [LSCB_REPORT_R2_ROWS] = REPORT_ROWS_YEARS(R2), \
	[LSCB_REPORT_R2_AREA] = REPORT_COUNTS_YEARS(R2_AREA), \
	[LSCB_REPORT_R2_AREA_ROWS] = REPORT_ROWS_YEARS(R2_AREA), \
	L_PAIR(LSCB_REPORT_R3, R3), L_PAIR(LSCB_REPORT_R4, R4), L_PAIR(LSCB_REPORT_R5, R5), \
	L_PAIR(LSCB_REPORT_R6, R6), \
	[LSCB_REPORT_R10] = REPORT_TIMED(R10), [LSCB_REPORT_R10_ROWS] = REPORT_ROWS(R10), \
	L_PAIR(LSCB_REPORT_R11, R11), L_PAIR(LSCB_REPORT_OPEN_DIED, OPEN_DIED), L_PAIR(LSCB_REPORT_R13, R13), \
	L_PAIR(LSCB_REPORT_R14, R14), L_PAIR(LSCB_REPORT_R16, R16), \
	L_PAIR(LSCB_REPORT_STATE, REPORT_OPEN), L_PAIR(LSCB_REPORT_LATE, LATE_NOTICE), \
	L_PAIR(LSCB_REPORT_DELAY, DELAYS), \
	[LSCB_REPORT_TEAMS] = REPORT_SQL_TEAMS, \
	[LSCB_REPORT_HOLDERS] = REPORT_SQL_HOLDERS, \
	LSCB_RETURN_STATEMENTS \
	LSCB_KEPT_STATEMENTS

#endif
