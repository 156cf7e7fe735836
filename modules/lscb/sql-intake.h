/*
 * sql-intake: statements of intake.h, for sql.c.
 */
#ifndef EVERYCHILD_LSCB_SQL_INTAKE_H
#define EVERYCHILD_LSCB_SQL_INTAKE_H

#include "list-sql.h"

#define PERSON "SELECT id, kind, given, family, aliases, relation, born_on, age, sex, has_pr," \
	" aware, agency, role, organisation, address, phone, email, informed, token FROM person" \
	" WHERE record = ? AND gone_at IS NULL"
#define PERSON_TYPES "ussss" "sdusss" "sssssss" "s"
/* 4.1. Inside, which cases and in which order; outside, what is shown of them. A choice
 * that is "" or 0 leaves every case. */
#define LOG_LAST_SUNDAY(moment, day) "(DATE(CONCAT(YEAR(" moment "), '-" day "'))" \
	" - INTERVAL DAYOFWEEK(CONCAT(YEAR(" moment "), '-" day "')) - 1 DAY + INTERVAL 1 HOUR)"
/* The day in London of a moment, as date_london says it. */
#define LOG_LONDON(moment) "DATE(" moment " + INTERVAL (" moment " >= " \
	LOG_LAST_SUNDAY(moment, "03-31") " AND " moment " < " LOG_LAST_SUNDAY(moment, "10-31") ") HOUR)"
#define LOG_RESPONSE "(SELECT e.decision FROM response_decision e WHERE e.record = r.id" \
	" ORDER BY e.id DESC LIMIT 1)"
#define LOG_AWAITED "(SELECT COUNT(q.id) FROM request q WHERE q.record = r.id AND " REQUEST_AWAITED ")"
#define LOG_ASKED "(SELECT COUNT(q.id) FROM request q WHERE q.record = r.id)"
#define LOG_DISCUSSED "(SELECT MAX(c.meets_on) FROM discussion c WHERE c.record = r.id)"
#define LOG_FIRST(what) "(SELECT " what " FROM deadline u WHERE u.record = r.id" \
	" AND u.met_at IS NULL AND u.dropped_at IS NULL)"
#define LOG_NEXT LOG_FIRST("MIN(u.due_on)")
#define LOG_DUE "(SELECT MAX(u.due_on) FROM deadline u WHERE u.record = r.id" \
	" AND u.clock = 'REVIEW' AND u.dropped_at IS NULL)"
#define LOG_LISTED "(SELECT MAX(t.meets_on) FROM agenda_item i JOIN meeting t" \
	" ON t.id = i.meeting WHERE i.record = r.id AND i.gone_at IS NULL)"
#define LOG_ACTIONS "(SELECT COUNT(a.id) FROM action a WHERE a.record = r.id" \
	" AND a.status IN ('OPEN', 'PROGRESS', 'ESCALATED'))"
/* How a process stands: the newest of the kind. */
#define LOG_GATE(code) "(SELECT g.status FROM gate g WHERE g.record = r.id AND g.code = '" code "'" \
	" AND g.status <> 'CANCELLED' ORDER BY g.id DESC LIMIT 1)"
/* Until when it is kept; parameters: scopes that end as out, then months by rule. */
#define LOG_KEPT "IF(" KEPT_RULE " = 1, " LOG_LONDON("r.closed_at") ", COALESCE(d.died_on, " \
	LOG_LONDON("r.closed_at") ")) + INTERVAL ELT(1 + " KEPT_RULE ", ?, ?, ?) MONTH"
#define LOG_IN "uu" "ssuu" "sssssu" "ssss" "ssss" "usss" "ssssd" "ssssuuudd" "ssuu" "su"
#define LOG_WHERE " FROM record r JOIN death d ON d.record = r.id WHERE r.archived_at IS NULL" \
	" AND ((? = 1 AND r.restricted = 0) OR EXISTS (SELECT 1 FROM record_person p" \
	"  WHERE p.record = r.id AND p.account = ? AND p.until IS NULL))" \
	" AND ? IN ('', r.state) AND ? IN ('', IF(r.closed_at IS NULL, 'OPEN', 'CLOSED'))" \
	" AND ? IN (0, YEAR(d.died_on)) AND ? IN (0, d.return_year)" \
	" AND ? IN ('', d.age_band) AND ? IN ('', d.sex) AND ? IN ('', d.ethnicity)" \
	" AND ? IN ('', d.residence) AND LOCATE(?, r.reference) > 0 AND ? IN (0, CRC32(d.ward))" \
	" AND ? IN ('', d.place) AND ? IN ('', d.place_event) AND ? IN ('', d.expected)" \
	" AND ? IN ('', " LOG_RESPONSE ")" \
	" AND (? = '' OR EXISTS (SELECT 1 FROM death_mark m WHERE m.record = r.id" \
	"  AND m.kind = 'EVENT' AND m.code = ? AND m.gone_at IS NULL))" \
	" AND (? = '' OR EXISTS (SELECT 1 FROM gate g WHERE g.record = r.id AND g.code = ?" \
	"  AND g.status = 'OPEN'))" \
	" AND ? IN (0, d.category) AND ? IN ('', d.conclusion)" \
	" AND ? IN ('', d.case_review) AND ? IN ('', d.delay_reason)" \
	/* What an agency was asked, and what of it the view means. */ \
	" AND ((? = '' AND ? NOT IN ('OVERDUE', 'AWAITED')) OR EXISTS (SELECT 1 FROM request q" \
	"  JOIN agency a ON a.id = q.agency WHERE q.record = r.id AND ? IN ('', a.handle)" \
	"  AND CASE ? WHEN 'OVERDUE' THEN " REQUEST_AWAITED \
	"   AND q.due_on < ? AND q.hold_until IS NULL AND r.closed_at IS NULL" \
	"   WHEN 'AWAITED' THEN " REQUEST_AWAITED " AND r.closed_at IS NULL ELSE 1 END))" \
	" AND (? = '' OR CASE ? WHEN 'NOTIFIED' THEN d.notified_on WHEN 'DIED' THEN d.died_on" \
	"  WHEN 'DISCUSSED' THEN " LOG_DISCUSSED " WHEN 'NEXT' THEN " LOG_NEXT \
	"  WHEN 'DUE' THEN " LOG_DUE " WHEN 'LISTED' THEN " LOG_LISTED \
	"  WHEN 'COMPLETED' THEN d.completed_on WHEN 'CLOSED' THEN " LOG_LONDON("r.closed_at") \
	"  WHEN 'KEPT' THEN " LOG_KEPT " END BETWEEN ? AND ?)" \
	" AND (? = '' OR CASE ? WHEN 'AGE' THEN TIMESTAMPDIFF(YEAR, d.born_on, d.died_on)" \
	"  WHEN 'DECILE' THEN d.imd_decile WHEN 'AWAITED' THEN " LOG_AWAITED \
	"  WHEN 'ASKED' THEN " LOG_ASKED " WHEN 'MONTHS' THEN" \
	"   TIMESTAMPDIFF(MONTH, d.died_on, d.completed_on) WHEN 'ACTIONS' THEN " LOG_ACTIONS \
	"  END BETWEEN ? AND ?)" \
	" AND CASE ? WHEN 'AGE' THEN r.closed_at IS NULL" \
	"  WHEN 'PANEL' THEN r.state IN ('READY', 'LISTED', 'ADJOURNED')" \
	"  WHEN 'HOLD' THEN r.state = 'HOLD'" \
	"  WHEN 'COMPLETED' THEN d.completed_on IS NOT NULL" \
	"  WHEN 'OUT' THEN r.state = 'OUT' WHEN 'TRANSFERRED' THEN r.state = 'TRANSFERRED'" \
	"  WHEN 'AREA' THEN EXISTS (SELECT 1 FROM death_mark m WHERE m.record = r.id" \
	"   AND m.kind = 'FLAG' AND m.code IN ('OUT-OF-AREA', 'DIED-ABROAD') AND m.gone_at IS NULL)" \
	"  WHEN 'LATE' THEN DATEDIFF(d.notified_on, d.died_on) > ?" \
	"  WHEN 'JAR' THEN EXISTS (SELECT 1 FROM response_decision e WHERE e.record = r.id)" \
	"  WHEN 'ALL' THEN 1 ELSE r.closed_at IS NULL END"
#define LOG_ORDER "CASE ? WHEN 'AGE' THEN d.died_on WHEN 'COMPLETED' THEN d.return_year" \
	" WHEN 'HOLD' THEN (SELECT MIN(g.code) FROM gate g WHERE g.record = r.id" \
	"  AND g.status = 'OPEN') WHEN 'OVERDUE' THEN (SELECT MIN(a.name) FROM request q" \
	"  JOIN agency a ON a.id = q.agency WHERE q.record = r.id AND " REQUEST_AWAITED \
	"  AND q.due_on < CURRENT_DATE) ELSE '' END"
#define LOG_COLUMNS "r.handle, r.reference, r.state, d.notified_on, d.died_on, d.born_on," \
	" d.age_band, d.sex, d.ethnicity, d.residence, d.ward, d.imd_decile, d.place," \
	" d.place_event, d.expected, " LOG_RESPONSE " AS response," \
	" (SELECT GROUP_CONCAT(m.code ORDER BY m.principal DESC, m.code SEPARATOR ' ')" \
	"  FROM death_mark m WHERE m.record = r.id AND m.kind = 'EVENT' AND m.gone_at IS NULL) AS ev," \
	" (SELECT GROUP_CONCAT(DISTINCT g.code ORDER BY g.code SEPARATOR ' ') FROM gate g" \
	"  WHERE g.record = r.id AND g.status = 'OPEN') AS gates, d.case_review," \
	" " LOG_AWAITED " AS waiting, " LOG_ASKED " AS asked, " LOG_DISCUSSED " AS discussed," \
	" " LOG_NEXT " AS next_on, " LOG_LISTED " AS listed, d.category, d.conclusion, d.completed_on," \
	" d.delay_reason, " LOG_ACTIONS " AS actions, r.closed_at, d.return_year," \
	" " LOG_GATE("G-COR") " AS coroner, " LOG_GATE("G-PM") " AS pm, " LOG_GATE("G-CRIM") " AS crim," \
	" " LOG_DUE " AS due, " KEPT_RULE " AS kept, (SELECT COUNT(q.id) FROM request q" \
	"  WHERE q.record = r.id AND " REQUEST_AWAITED " AND q.due_on < CURRENT_DATE) AS overdue," \
	" (SELECT MIN(q.due_on) FROM request q WHERE q.record = r.id AND " REQUEST_AWAITED ") AS oldest," \
	" " LOG_FIRST("MIN(u.due_at)") " AS next_at, " LOG_FIRST(LIST_AMBER) " AS next_amber"
#define LOG_TYPES "sssddd" "sssssu" "sss" "ssss" "uudddu" "sdsudu" "sssd" "u" "ud" "ds"
#define LIKELY_TYPES "usss" "d" "sss" "dd" "sss"

#define LSCB_SQL_INTAKE \
	[LSCB_LIST] = { "SELECT " LOG_COLUMNS " FROM (SELECT r.id, " LOG_ORDER " AS place" \
	    LOG_WHERE " ORDER BY place, r.reference LIMIT ? OFFSET ?) x JOIN record r ON r.id = x.id" \
	    " JOIN death d ON d.record = r.id ORDER BY x.place, r.reference", "ss" LOG_IN "uu", \
	    LOG_TYPES }, \
	[LSCB_LIST_COUNT] = { "SELECT COUNT(r.id)" LOG_WHERE, LOG_IN, "u" }, \
	/* life, details */ \
	[LSCB_LIFE] = { "SELECT id, on_day, at_time, text, source FROM life_event WHERE record = ?" \
	    " AND gone_at IS NULL ORDER BY on_day, at_time, id LIMIT 300", "u", "udsss" }, \
	[LSCB_LIFE_ADD] = { "INSERT INTO life_event (record, on_day, at_time, text, source, account, at)" \
	    " VALUES (?, ?, ?, ?, ?, ?, UTC_TIMESTAMP(6))", "udsssu", "" }, \
	[LSCB_LIFE_GONE] = { "UPDATE life_event SET gone_at = UTC_TIMESTAMP(6) WHERE record = ?" \
	    " AND id = ? AND gone_at IS NULL", "uu", "" }, \
	[LSCB_DETAILS_FIND] = { "SELECT d.designated_doctor, d.lead_doctor, d.key_worker," \
	    " d.other_reference, d.coroner_reference, d.police_reference, d.old_number, d.ward," \
	    " COALESCE(d.imd_decile, 0), COALESCE((SELECT r.reference FROM record r" \
	    "  WHERE r.id = d.event_of), '') FROM death d WHERE d.record = ?", "u", "ssssssss" "us" }, \
	[LSCB_DETAILS_SET] = { "UPDATE death SET designated_doctor = ?, lead_doctor = ?," \
	    " key_worker = ?, other_reference = ?, coroner_reference = ?, police_reference = ?," \
	    " old_number = ?, ward = ?, imd_decile = ?, event_of = ?, version = version + 1" \
	    " WHERE record = ?", "ssssssss" "UUu", "" }, \
	/* Its event's first case, unless that is the one that asks. */ \
	[LSCB_DETAILS_CASE] = { "SELECT COALESCE(d.event_of, d.record) FROM record r JOIN death d" \
	    " ON d.record = r.id WHERE r.reference = ? AND COALESCE(d.event_of, d.record) <> ?" \
	    " AND d.duplicate_of IS NULL", "su", "u" }, \
	[LSCB_DETAILS_EVENT] = { "SELECT r.reference FROM death o JOIN death d" \
	    " ON COALESCE(d.event_of, d.record) = COALESCE(o.event_of, o.record) JOIN record r" \
	    " ON r.id = d.record WHERE o.record = ? AND d.record <> ? ORDER BY r.reference LIMIT 30", \
	    "uu", "s" }, \
	[LSCB_LIST_WARDS] = { "SELECT DISTINCT CRC32(ward), ward, '' FROM death WHERE ward <> ''" \
	    " ORDER BY ward LIMIT 300", "", "uss" }, \
	\
	/* A row of the identifiers' own table that no year has: whoever makes a case waits \
	 * for it, so that who looks and finds none is the one who makes it. */ \
	[LSCB_LIKELY_ALONE] = { "INSERT INTO sequence (authority, year, last) VALUES ('', 0, 0)" \
	    " ON DUPLICATE KEY UPDATE last = last", "", "" }, \
	/* Each way by its key. */ \
	[LSCB_LIKELY] = { "SELECT r.id, r.handle, r.reference, r.state, d.notified_on, d.nhs," \
	    " d.family, d.given, d.born_on, d.died_on, d.sex, d.postcode, d.birth_order FROM (" \
	    "  SELECT record FROM death WHERE nhs = ? AND ? <> ''" \
	    "  UNION SELECT record FROM death WHERE sound = ? AND ? <> ''" \
	    "  UNION SELECT record FROM death WHERE died_on BETWEEN DATE_SUB(?, INTERVAL 1 DAY)" \
	    "   AND DATE_ADD(?, INTERVAL 1 DAY)" \
	    "  UNION SELECT record FROM death WHERE postcode = ? AND ? <> '') x" \
	    " JOIN record r ON r.id = x.record JOIN death d ON d.record = x.record" \
	    " WHERE r.id <> ? AND r.archived_at IS NULL AND r.state NOT IN ('DUPLICATE', 'DESTROYED')" \
	    " AND NOT EXISTS (SELECT 1 FROM not_same n WHERE n.record = LEAST(r.id, ?)" \
	    "  AND n.other = GREATEST(r.id, ?)) ORDER BY r.id", "ssssddss" "uuu", LIKELY_TYPES }, \
	[LSCB_APART_ADD] = { "INSERT IGNORE INTO not_same (record, other, why, account, at)" \
	    " VALUES (?, ?, ?, ?, UTC_TIMESTAMP(6))", "uusu", "" }, \
	[LSCB_ORDER_SET] = { "UPDATE death SET birth_order = ?, version = version + 1" \
	    " WHERE record = ?", "su", "" }, \
	\
	[LSCB_NOTIFICATION_NEXT] = { "SELECT COALESCE(MAX(number), 0) + 1 FROM notification" \
	    " WHERE record = ?", "u", "u" }, \
	[LSCB_NOTIFICATION_FIRST] = { "SELECT MIN(received_at), MIN(received_on)" \
	    " FROM notification WHERE record = ?", "u", "dd" }, \
	[LSCB_NOTIFICATION_EARLIEST] = { "UPDATE death SET notified_at = ?, notified_on = ?," \
	    " version = version + 1 WHERE record = ? AND notified_at <> ?", "ddud", "" }, \
	[LSCB_NOTIFICATIONS] = { "SELECT n.number, n.received_at, n.channel, n.agency, n.referrer," \
	    " n.part, n.phone, n.email, n.family, n.given, n.nhs, n.born_on, n.died_on, n.sex," \
	    " n.postcode, n.note, n.document, a.given, a.family, n.at, n.age_said, n.died_at," \
	    " n.birth_order, n.baby_of FROM notification n" \
	    " LEFT JOIN everychild.account a ON a.id = n.account WHERE n.record = ?" \
	    " ORDER BY n.received_at, n.number", "u", "udssss" "sssss" "ddsss" "ussd" "sssu" }, \
	[LSCB_NOTIFICATION_DOCUMENT] = { "UPDATE notification SET document = ? WHERE record = ?" \
	    " AND number = 1", "uu", "" }, \
	[LSCB_NOTIFICATION_MOVE] = { "UPDATE notification SET number = number + ?," \
	    " came = COALESCE(came, record), record = ? WHERE record = ?", "uuu", "" }, \
	[LSCB_NOTIFICATION_RETURN] = { "UPDATE notification SET number = number - ?, record = ?," \
	    " came = NULL WHERE came = ?", "uuu", "" }, \
	[LSCB_NOTIFICATION_AWAY] = { "SELECT MIN(number) - 1, MIN(record) FROM notification" \
	    " WHERE came = ?", "u", "uu" }, \
	[LSCB_NOTIFICATION_MINE] = { "SELECT r.handle, r.reference, d.notified_on, d.form_set" \
	    " FROM record_person p" \
	    " JOIN record r ON r.id = p.record JOIN death d ON d.record = r.id WHERE p.account = ?" \
	    " AND p.relation = 'NOTIFIER' AND p.until IS NULL AND r.archived_at IS NULL" \
	    " ORDER BY r.id DESC LIMIT 50", "u", "ssds" }, \
	\
	[LSCB_DUPLICATE_OF] = { "SELECT r.handle, r.reference FROM death d JOIN record r" \
	    " ON r.id = d.duplicate_of WHERE d.record = ?", "u", "ss" }, \
	[LSCB_DUPLICATES] = { "SELECT r.handle, r.reference FROM death d JOIN record r" \
	    " ON r.id = d.record WHERE d.duplicate_of = ? AND r.state = 'DUPLICATE' ORDER BY r.id", \
	    "u", "ss" }, \
	[LSCB_DUPLICATE_SET] = { "UPDATE death SET duplicate_of = ?, version = version + 1" \
	    " WHERE record = ?", "uu", "" }, \
	[LSCB_DUPLICATE_FACTS] = { "SELECT record, '', '', '', notified_on, nhs, family, given," \
	    " born_on, died_on, sex, postcode, birth_order FROM death WHERE record = ?", "u", \
	    LIKELY_TYPES }, \
	[LSCB_DUPLICATE_FIND] = { "SELECT handle FROM record WHERE reference = ?", "s", "s" }, \
	\
	[LSCB_FACTS_CHILD] = { "UPDATE death SET family = ?, given = ?, aliases = ?, sound = ?," \
	    " nhs = ?, nhs_none = ?, born_on = ?, born_at = ?, sex = ?, died_on = ?, died_at = ?," \
	    " age_band = ?, line1 = LEFT(?, 100), line2 = LEFT(?, 100), town = LEFT(?, 100)," \
	    " postcode = ?, residence = ?, ethnicity = ?, version = version + 1 WHERE record = ?", \
	    "ssssss" "dssds" "ssss" "sssu", "" }, \
	[LSCB_FACTS_DEATH] = { "UPDATE death SET place = ?, place_event = ?, expected = ?," \
	    " expected_on = ?, at_risk = ?, social_care = ?, plan = ?, looked_after = ?, asylum = ?," \
	    " learning_disability = ?, police_reference = IF(police_reference = '', LEFT(?, 40)," \
	    "  police_reference), version = version + 1 WHERE record = ?", "sssd" "ssssss" "su", "" }, \
	[LSCB_FACTS_MARK] = { "SELECT record FROM death_mark WHERE record = ? AND kind = 'EVENT'" \
	    " AND code = ? AND gone_at IS NULL", "us", "u" }, \
	[LSCB_FACTS_MARK_ADD] = { "INSERT INTO death_mark (record, kind, code, principal, account," \
	    " at) VALUES (?, 'EVENT', ?, ?, ?, UTC_TIMESTAMP(6))", "usuu", "" }, \
	\
	[LSCB_PERSON_SAME] = { "SELECT id FROM person WHERE record = ? AND kind = ? AND given = ?" \
	    " AND family = ? AND organisation = ? AND gone_at IS NULL", "ussss", "u" }, \
	[LSCB_PERSON_ADD] = { "INSERT INTO person (record, kind, given, family, aliases, relation," \
	    " born_on, age, sex, has_pr, aware, agency, role, organisation, address, phone, email," \
	    " informed, token, account, at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?," \
	    " ?, ?, ?, UTC_TIMESTAMP(6))", "usssss" "dUsss" "ssssss" "ssu", "" }, \
	[LSCB_PERSON_SET] = { "UPDATE person SET given = ?, family = ?, aliases = ?, relation = ?," \
	    " born_on = ?, age = ?, sex = ?, has_pr = ?, aware = ?, agency = ?, role = ?," \
	    " organisation = ?, address = ?, phone = ?, email = ?, informed = ?, token = ?," \
	    " account = ?, at = UTC_TIMESTAMP(6), version = version + 1 WHERE id = ? AND record = ?" \
	    " AND gone_at IS NULL", "ssss" "dUsss" "ssssss" "ss" "uuu", "" }, \
	[LSCB_PERSON_GONE] = { "UPDATE person SET gone_at = UTC_TIMESTAMP(6)," \
	    " version = version + 1 WHERE id = ? AND record = ? AND gone_at IS NULL", "uu", "" }, \
	[LSCB_PERSON_FIND] = { PERSON " AND id = ?", "uu", PERSON_TYPES }, \
	[LSCB_PERSONS] = { PERSON " ORDER BY kind, id", "u", PERSON_TYPES },

#endif
