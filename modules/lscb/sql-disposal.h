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

/* What stays without a number (7.3), from the newest signed analysis; then the file;
 * then the rest, which of a case that another panel took stays longer. In the order in
 * which keys let them go; disposal.c names the tables. */
#define LSCB_DISPOSAL_WHOLE \
	{ "INSERT INTO kept_death (year, notified_year, notified_month, died_year, scope, counted, age_band, sex," \
	    " ethnicity, imd_fifth, place_event, event, expected, plan, statutory_order, asylum," \
	    " case_review, response, post_mortem, away, late, delay_reason, days, months, within, category," \
	    " conclusion) SELECT d.return_year, " KEPT_YEAR("d.notified_on") "," \
	    " DATE_FORMAT(d.notified_on, '%Y-%m'), " KEPT_YEAR("d.died_on") "," \
	    " d.scope, d.scope = 'IN' OR (d.scope = 'IN-BY-AGREEMENT' AND d.counted_by = d.reviewing)," \
	    " d.age_band, d.sex, d.ethnicity, CEIL(d.imd_decile / 2), d.place_event," \
	    " COALESCE((SELECT m.code FROM death_mark m WHERE m.record = d.record AND m.kind = 'EVENT'" \
	    "  AND m.principal = 1 AND m.gone_at IS NULL LIMIT 1), ''), d.expected, d.plan," \
	    " d.statutory_order, d.asylum, d.case_review," \
	    " COALESCE((SELECT x.decision FROM response_decision x WHERE x.record = d.record" \
	    "  ORDER BY x.id DESC LIMIT 1), '')," \
	    " IF(EXISTS (SELECT 1 FROM gate e WHERE e.record = d.record AND e.code = 'G-PM'), 'Y', 'N')," \
	    " EXISTS (SELECT 1 FROM death_mark m" \
	    "  WHERE m.record = d.record AND m.kind = 'FLAG' AND m.code = 'OUT-OF-AREA'" \
	    "  AND m.gone_at IS NULL), COALESCE(d.notified_on > d.died_on + INTERVAL " AMOUNT("LATE-NOTICE") " DAY, 0)," \
	    " d.delay_reason, IF(d.completed_on IS NULL, NULL," \
	    "  GREATEST(DATEDIFF(d.completed_on, d.died_on), 0))," \
	    " IF(d.completed_on < d.died_on, NULL, TIMESTAMPDIFF(MONTH, d.died_on, d.completed_on))," \
	    " CASE WHEN d.completed_on <= d.died_on + INTERVAL " AMOUNT("WITHIN") " MONTH THEN " AMOUNT("WITHIN") \
	    "  WHEN d.completed_on <= d.died_on + INTERVAL " AMOUNT("WITHIN-LONG") " MONTH" \
	    "  THEN " AMOUNT("WITHIN-LONG") " ELSE 255 END," \
	    " d.category, d.conclusion FROM death d WHERE d.record = ? AND d.duplicate_of IS NULL" \
	    " AND (d.completed_on IS NOT NULL OR d.scope IN ('IN', 'NONRES', 'TRANSFER-OUT'," \
	    "  'IN-BY-AGREEMENT'))", \
	    "u", "" }, \
	{ "INSERT INTO kept_factor (kept, code, influence, modifiable) SELECT LAST_INSERT_ID()," \
	    " f.code, f.influence, f.modifiable FROM factor f JOIN analysis a ON a.id = f.analysis" \
	    " JOIN death d ON d.record = a.record AND d.completed_on IS NOT NULL" \
	    "  AND d.duplicate_of IS NULL" \
	    " WHERE a.id = (SELECT MAX(x.id) FROM analysis x WHERE x.record = ? AND x.stage = 'P'" \
	    "  AND x.signed_on IS NOT NULL) AND (f.present = 'Y' OR f.influence IN (2, 3))", \
	    "u", "" }, \
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
	{ "UPDATE recommendation SET record = NULL WHERE record = ?", \
	    "u", "" }, \
	{ "UPDATE action SET record = NULL WHERE record = ?", \
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
	LSCB_DISPOSAL_STAYS_N = 2,
	LSCB_DISPOSAL_FILE_N = 37,
	LSCB_DISPOSAL_WHOLE_N = 42
};

#endif
