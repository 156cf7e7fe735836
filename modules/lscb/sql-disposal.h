/*
 * sql-disposal: what the end of a case asks of the tables of this schema. One part of
 * sql.c, which includes it. Statements that write have one parameter, the record's
 * number, and are prepared by the disposal command alone.
 */
#ifndef EVERYCHILD_LSCB_SQL_DISPOSAL_H
#define EVERYCHILD_LSCB_SQL_DISPOSAL_H

/* By which rule of disposal.c a death d is kept. A completed review is kept as one,
 * wherever it went afterwards; scope that nobody decided too, as that is the longest. The
 * parameter: scopes that end as out, with commas between. */
#define KEPT_RULE "CASE WHEN d.completed_on IS NOT NULL THEN 0 WHEN d.duplicate_of IS NOT NULL" \
	" THEN 1 WHEN EXISTS (SELECT 1 FROM transfer v WHERE v.record = d.record" \
	"  AND v.direction = 'OUT' AND v.accepted_on IS NOT NULL AND v.back_on IS NULL) THEN 2" \
	" WHEN FIND_IN_SET(d.scope, ?) > 0 THEN 1 ELSE 0 END"

/* When it was closed, when the child died, by which rule it is kept, is its file there?
 * Parameters: that of KEPT_RULE, the record's number. */
#define LSCB_DISPOSAL_FACTS \
	{ "SELECT r.closed_at, d.died_on, " KEPT_RULE "," \
	    " EXISTS (SELECT 1 FROM notification n WHERE n.record = d.record) FROM record r" \
	    " JOIN death d ON d.record = r.id WHERE r.id = ?", "su", "dduu" }

/* The year of the authority in which a day falls, by the year it ends in. */
#define KEPT_YEAR(day) "YEAR(" day ") + (MONTH(" day ") > 3)"
#define OF_RECORD(table) { "DELETE FROM " table " WHERE record = ?", "u", "" }

/* A number of a table: its name and its row, where; by the year of the return, of the
 * notification and of the death. */
#define KEPT_IN(part, year, k, s, took, where) " SELECT '" part "' AS part, " year " AS year, " k \
	" AS k, " s " AS s, " took " AS took FROM d WHERE " where " UNION ALL"
#define KEPT_REVIEW(part, k) KEPT_IN(part, "d.return_year", k, "d.conclusion", "0", \
	"d.return_year IS NOT NULL AND " SCOPE_HERE)
#define KEPT_NOTICE(part, k, s) KEPT_IN(part, KEPT_YEAR("d.notified_on"), k, s, "0", "d.scope = 'IN'")
#define KEPT_DEATH(k, where) KEPT_IN("L15", KEPT_YEAR("d.died_on"), k, "''", "0", \
	"d.died_on IS NOT NULL AND " where)
/* R10, for the shorter time and for the longer. */
#define KEPT_TIME(k, amount) KEPT_IN("R10", "d.return_year", "'" k "'", \
	"IF(d.completed_on <= d.died_on + INTERVAL " AMOUNT(amount) " MONTH, 'TIME', 'LATE')", \
	"GREATEST(DATEDIFF(d.completed_on, d.died_on), 0)", "d.return_year IS NOT NULL AND " SCOPE_HERE \
	" AND d.died_on IS NOT NULL AND d.completed_on IS NOT NULL")
/* The newest signed analysis of the panel. */
#define KEPT_ANALYSIS(record) "(SELECT MAX(x.id) FROM analysis x WHERE x.record = " record \
	" AND x.stage = 'P' AND x.signed_on IS NOT NULL)"
#define KEPT_FACTORS(part, k) " SELECT '" part "', d.return_year, " k ", IF(f.modifiable = 'Y'," \
	" 'M', 'N'), 0 FROM d JOIN factor f ON f.analysis = " KEPT_ANALYSIS("d.record") \
	" WHERE d.return_year IS NOT NULL AND " SCOPE_HERE " AND f.influence IN (2, 3) UNION ALL"
/* L14 and R12: at the end of each year in which it was known and not completed; k by
 * y.record, and the years y.died and y.ends. */
#define KEPT_ONGOING(part, k) " SELECT '" part "', y.ends, " k ", '', 0 FROM (SELECT d.record, " \
	KEPT_YEAR("d.died_on") " AS died, GREATEST(" KEPT_YEAR("d.died_on") ", " \
	KEPT_YEAR("d.notified_on") ") + j.n AS ends, d.return_year FROM d JOIN JSON_TABLE('[0,1,2,3,4," \
	"5,6,7,8,9,10,11,12,13,14,15,16,17,18,19,20,21,22,23,24,25,26,27,28,29,30]', '$[*]'" \
	"  COLUMNS (n INT PATH '$')) j WHERE " SCOPE_HERE " AND d.died_on IS NOT NULL) y" \
	" WHERE y.ends < y.return_year UNION ALL"
#define KEPT_ENDS "DATE(CONCAT(y.ends, '-03-31'))"
#define KEPT_WAITED "COALESCE((SELECT w.code FROM gate w WHERE w.record = y.record" \
	" AND w.opened_on <= " KEPT_ENDS " AND (w.ended_on IS NULL OR w.ended_on > " KEPT_ENDS ")" \
	" ORDER BY w.opened_on, w.id LIMIT 1), 'NONE')"
#define KEPT_ACTIONS " SELECT 'R16', " KEPT_YEAR("a.made_on") ", a.status, '', 0 FROM d" \
	" JOIN action a ON a.record = d.record"

/* What every table of returns and reports counts of it (sql-report.h has the same words
 * for what is there). */
#define KEPT_COUNTS \
	KEPT_REVIEW("L1", "'ALL'") \
	KEPT_REVIEW("L2", L2_BAND("d.died_on IS NULL OR d.completed_on < d.died_on", L_MONTHS)) \
	KEPT_REVIEW("L3", SAID("d.age_band")) KEPT_REVIEW("L4", SAID("d.sex")) \
	KEPT_REVIEW("L5", ETHNIC_GROUP) KEPT_REVIEW("L5D", SAID("d.ethnicity")) \
	KEPT_REVIEW("L6", PLACE_GROUP) KEPT_REVIEW("L6D", SAID("d.place_event")) \
	KEPT_REVIEW("L7", "COALESCE((SELECT m.code FROM death_mark m WHERE m.record = d.record" \
	    " AND m.kind = 'EVENT' AND m.principal = 1 AND m.gone_at IS NULL LIMIT 1), '-')") \
	KEPT_REVIEW("L8", "COALESCE(CAST(d.category AS CHAR), '-')") \
	KEPT_REVIEW("L9", SAID("d.plan")) KEPT_REVIEW("L10", SAID("d.statutory_order")) \
	KEPT_REVIEW("L11", SAID("d.asylum")) KEPT_REVIEW("L12", SAID("d.case_review")) \
	KEPT_REVIEW("L13", SAID("d.expected")) \
	KEPT_REVIEW("NEO", "IF(d.age_band = '', '-', IF(d.age_band = '1', 'NEO', 'OLDER'))") \
	KEPT_REVIEW("PM", "IF(EXISTS (SELECT 1 FROM gate e WHERE e.record = d.record" \
	    " AND e.code = 'G-PM'), 'Y', 'N')") \
	KEPT_IN("L16", "d.return_year", "COALESCE((SELECT x.decision FROM response_decision x" \
	    " WHERE x.record = d.record ORDER BY x.id DESC LIMIT 1), '-')", "d.conclusion", "0", \
	    "d.return_year IS NOT NULL AND d.expected = 'U' AND " SCOPE_HERE) \
	KEPT_DEATH("'RESIDENT'", "d.scope = 'IN'") \
	KEPT_DEATH("'AWAY'", "d.scope = 'IN' AND EXISTS (SELECT 1 FROM death_mark m" \
	    " WHERE m.record = d.record AND m.kind = 'FLAG' AND m.code = 'OUT-OF-AREA'" \
	    " AND m.gone_at IS NULL)") \
	KEPT_DEATH("'VISITOR'", "d.scope IN ('NONRES', 'TRANSFER-OUT', 'IN-BY-AGREEMENT')") \
	KEPT_NOTICE("R2", "'ALL'", "''") KEPT_NOTICE("R2A", SAID("d.residence"), "''") \
	KEPT_NOTICE("R3", SAID("d.age_band"), SAID("d.sex")) \
	KEPT_NOTICE("R4", SAID("d.ethnicity"), "''") \
	KEPT_NOTICE("R5", "IF(d.imd_decile IS NULL, '-', CAST(CEIL(d.imd_decile / 2) AS CHAR))", "''") \
	KEPT_NOTICE("R6", "DATE_FORMAT(d.notified_on, '%Y-%m')", "''") \
	KEPT_NOTICE("R11", SAID("d.age_band"), SAID("d.expected")) \
	KEPT_IN("LATE", KEPT_YEAR("d.notified_on"), "'LATE'", "''", "0", "d.scope = 'IN'" \
	    " AND d.notified_on > d.died_on + INTERVAL " AMOUNT("LATE-NOTICE") " DAY") \
	KEPT_IN("DELAY", KEPT_YEAR("d.notified_on"), SAID("d.delay_reason"), "''", "0", \
	    "d.scope = 'IN' AND d.died_on + INTERVAL " AMOUNT("RED") " MONTH" \
	    " < COALESCE(d.completed_on, CURRENT_DATE)") \
	KEPT_TIME("ALL", "WITHIN") KEPT_TIME("YEAR", "WITHIN-LONG") \
	KEPT_FACTORS("R13", "LEFT(f.code, 1)") KEPT_FACTORS("R14", "f.code") \
	KEPT_ONGOING("L14", "CASE WHEN y.died = y.ends THEN 'YEAR'" \
	    " WHEN y.died = y.ends - 1 THEN 'BEFORE' ELSE 'EARLIER' END") \
	KEPT_ONGOING("R12", KEPT_WAITED) KEPT_ACTIONS

/* What stays (7.3): numbers, the row, the factors of the newest signed analysis and the
 * analysis itself, of which names were taken when the case was archived (kept.c); then the
 * file; then the rest, which of a case that another panel took stays longer. In the order
 * in which keys let them go; disposal.c names the tables. A recommendation stays, of no
 * case and nobody; names were taken out of its words when the case was archived
 * (sql-keep.h), as this account reads no words. What was done about it goes. */
#define LSCB_DISPOSAL_WHOLE \
	{ "INSERT INTO kept_count (part, year, k, s, took, n) WITH d AS (SELECT record, scope," \
	    " counted_by, reviewing, notified_on, died_on, completed_on, return_year, age_band, sex," \
	    " residence, ethnicity, imd_decile, place_event, expected, plan, statutory_order, asylum, case_review," \
	    " delay_reason, category, conclusion FROM death WHERE record = ? AND duplicate_of IS NULL) SELECT x.part, x.year, x.k, x.s, x.took, 1" \
	    " FROM (" KEPT_COUNTS ") x WHERE 1 = 1 ON DUPLICATE KEY UPDATE n = kept_count.n + 1", \
	    "u", "" }, \
	{ "INSERT INTO kept_death (year, age_band, sex, category, conclusion) SELECT d.return_year," \
	    " d.age_band, d.sex, d.category, d.conclusion FROM death d WHERE d.record = ?" \
	    " AND d.return_year IS NOT NULL AND d.duplicate_of IS NULL", "u", "" }, \
	{ "INSERT INTO kept_factor (kept, code, influence, modifiable) SELECT LAST_INSERT_ID()," \
	    " f.code, f.influence, f.modifiable FROM factor f JOIN analysis a ON a.id = f.analysis" \
	    " JOIN death d ON d.record = a.record AND d.return_year IS NOT NULL" \
	    "  AND d.duplicate_of IS NULL WHERE a.id = " KEPT_ANALYSIS("?") \
	    " AND (f.present = 'Y' OR f.influence IN (2, 3))", "u", "" }, \
	{ "UPDATE kept_analysis SET record = NULL, kept = LAST_INSERT_ID() WHERE record = ?" \
	    " AND EXISTS (SELECT 1 FROM death d WHERE d.record = kept_analysis.record" \
	    "  AND d.return_year IS NOT NULL AND d.duplicate_of IS NULL)", "u", "" }, \
	OF_RECORD("kept_analysis"), \
	{ "DELETE FROM action_update WHERE action IN (SELECT a.id FROM action a WHERE a.record = ?)", \
	    "u", "" }, \
	OF_RECORD("action"), \
	{ "DELETE FROM factor WHERE analysis IN (SELECT a.id FROM analysis a WHERE a.record = ?)", \
	    "u", "" }, \
	OF_RECORD("analysis"), \
	{ "DELETE FROM pack_mark WHERE pack IN (SELECT p.id FROM pack p WHERE p.record = ?)", \
	    "u", "" }, \
	{ "DELETE FROM pack_copy WHERE pack IN (SELECT p.id FROM pack p WHERE p.record = ?)", \
	    "u", "" }, \
	OF_RECORD("pack"), \
	{ "DELETE FROM request_step WHERE request IN (SELECT q.id FROM request q WHERE q.record = ?)", \
	    "u", "" }, \
	{ "DELETE FROM request_form WHERE request IN (SELECT q.id FROM request q WHERE q.record = ?)", \
	    "u", "" }, \
	OF_RECORD("request"), \
	{ "DELETE FROM not_same WHERE ? IN (record, other)", \
	    "u", "" }, \
	OF_RECORD("approval"), \
	OF_RECORD("death_mark"), \
	OF_RECORD("collated"), \
	OF_RECORD("life_event"), \
	OF_RECORD("gate"), \
	OF_RECORD("response_decision"), \
	OF_RECORD("response_step"), \
	OF_RECORD("family_contact"), \
	OF_RECORD("discussion"), \
	OF_RECORD("conflict"), \
	OF_RECORD("agenda_item"), \
	OF_RECORD("person"), \
	OF_RECORD("notification"), \
	OF_RECORD("referral"), \
	OF_RECORD("feedback"), \
	OF_RECORD("file"), \
	OF_RECORD("disclosure"), \
	OF_RECORD("national"), \
	OF_RECORD("opening"), \
	OF_RECORD("task"), \
	OF_RECORD("theme_death"), \
	{ "UPDATE recommendation SET record = NULL, led_by = '', response_note = ''" \
	    " WHERE record = ?", \
	    "u", "" }, \
	{ "DELETE FROM addendum WHERE document IN (SELECT d.id FROM document d WHERE d.record = ?)", \
	    "u", "" }, \
	{ "DELETE FROM answer WHERE document IN (SELECT d.id FROM document d WHERE d.record = ?)", \
	    "u", "" }, \
	{ "DELETE FROM draft WHERE document IN (SELECT d.id FROM document d WHERE d.record = ?)", \
	    "u", "" }, \
	OF_RECORD("document"), \
	{ "UPDATE death SET aliases = '', nhs = '', nhs_none = '', line1 = '', line2 = '', town = ''," \
	    " postcode = '', ward = '', ethnicity = '', social_care = '', plan = '', statutory_order = ''," \
	    " scope_why = '', designated_doctor = '', lead_doctor = '', key_worker = ''," \
	    " ncmd_reference = '', other_reference = '', coroner_reference = '', police_reference = ''" \
	    " WHERE record = ?", \
	    "u", "" }, \
	OF_RECORD("transfer"), \
	{ "UPDATE death SET event_of = NULL WHERE event_of = ?", \
	    "u", "" }, \
	OF_RECORD("death")

enum {
	LSCB_DISPOSAL_STAYS_N = 4,
	LSCB_DISPOSAL_FILE_N = 39,
	LSCB_DISPOSAL_WHOLE_N = 46
};

#endif
