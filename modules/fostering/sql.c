#include "child-card.h"
#include "fostering.h"
#include "sql-measure.h"
#include "letter.h"
#include "sql-disposal.h"
#include "sql-end.h"
#include "sql-register.h"
#include "sql-report.h"
#include "sql-person.h"
#include "sql-visit.h"

/* What everybody on the case may read of its arrangement, in the order of
 * struct fostering_arrangement as case.c reads it. */
#define ARRANGEMENT "SELECT household, carer, previous, child_born_on, child_sex, relationship," \
	" carer_pr, sleeps, capacity, looked_after, looked_after_on, legal_regime, adoption," \
	" school_pupil, disabled, start_proposed, start_actual, intended_end, left_on, open_ended," \
	" test_result, retest_on, test_rule, aware_on, deemed_start, next_visit_due," \
	" first_notice_at, suitability, scenario, birthplace, purpose, safeguarding, in_need," \
	" address_withheld, aftercare, end_on, end_reason, closed_on, first_notice_timed FROM arrangement" \
	" WHERE record = ?"
#define ARRANGEMENT_OUT "uuuds" "ssssssdsss" "ddddu" "sdu" "dddd" "ssss" "uuuu" "dsdu"

const struct db_statement fostering_sql[FOSTERING_SQL__MAX] = {
	[FOSTERING_ARRANGEMENT_ADD] = { "INSERT INTO arrangement (record, household, carer,"
	    " child_born_on, child_sex, relationship, start_proposed, start_actual, intended_end,"
	    " open_ended, first_notice_at, first_notice_timed)"
	    " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", "uUUdssdddudu",
	    "" },
	[FOSTERING_ARRANGEMENT_FIND] = { ARRANGEMENT, "u", ARRANGEMENT_OUT },
	[FOSTERING_ARRANGEMENT_CLOSED] = { "UPDATE arrangement SET closed_on = ? WHERE record = ?",
	    "du", "" },
	[FOSTERING_PERSON_ADD] = { "INSERT INTO person (handle, given, family, unnamed, phone, sound,"
	    " added_by, added_at) VALUES (?, ?, ?, ?, ?, ?, ?, UTC_TIMESTAMP(6))", "sssussu", "" },
	[FOSTERING_HOUSEHOLD_ADD] = { "INSERT INTO household (handle, line1, town, postcode, area,"
	    " added_by, added_at) VALUES (?, ?, ?, ?, ?, ?, UTC_TIMESTAMP(6))", "sssssu", "" },
	[FOSTERING_MEMBER_ADD] = { "INSERT INTO household_member (household, person, role, employed,"
	    " joined_on, account, at) VALUES (?, ?, ?, ?, ?, ?, UTC_TIMESTAMP(6))", "uussdu", "" },
	[FOSTERING_NOTIFICATION_ADD] = { "INSERT INTO notification (record, number, regulation,"
	    " notifier, notifier_name, notifier_contact, received_at, received_on, channel,"
	    " written_on, event_on, class, class_why, note, timed, account, at) VALUES (?, ?, ?, ?, ?, ?,"
	    " ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, UTC_TIMESTAMP(6))", "uussssddsddsssuu", "" },

	/* -- task -- */
	[FOSTERING_TASK_ONE_DONE] = { "UPDATE task SET done_on = ?, done_by = ? WHERE record = ?"
	    " AND kind = ? AND done_on IS NULL AND dropped_on IS NULL"
	    " AND (what = ? OR what LIKE CONCAT(?, ' (%)')) ORDER BY id LIMIT 1", "duusss", "" },
	[FOSTERING_BREACHES] = { "SELECT o.id, o.kind, o.on_day, o.what, o.legal_on, o.outcome,"
	    " o.prosecuted, o.version, a.given, a.family FROM offence_event o"
	    " LEFT JOIN everychild.account a ON a.id = o.account"
	    " WHERE o.record = ? AND (? = 0 OR o.id = ?) ORDER BY o.on_day, o.id LIMIT 200", "uuu",
	    "usdsdssuss" },
	[FOSTERING_BREACH_ADD] = { "INSERT INTO offence_event (record, kind, on_day, what, account, at)"
	    " VALUES (?, ?, ?, ?, ?, UTC_TIMESTAMP(6))", "usdsu", "" },
	[FOSTERING_BREACH_LEGAL] = { "UPDATE offence_event SET legal_on = ?, outcome = ?,"
	    " prosecuted = ?, version = version + 1 WHERE record = ? AND id = ?", "dssuu", "" },
	[FOSTERING_FLAG_SET] = { "UPDATE arrangement SET safeguarding = ?, in_need = ?"
	    " WHERE record = ?", "uuu", "" },

	/* -- decisions, measures, appeals, letters -- */
	MEASURE_STATEMENTS

	/* -- list, report -- */
	FOSTERING_REPORT_STATEMENTS,

	/* -- facts -- */
	[FOSTERING_FACTS_DISABLED] = { "SELECT v.disabled_basis, v.disabled_evidence, v.disabled_on,"
	    " a.given, a.family FROM arrangement v LEFT JOIN everychild.account a"
	    " ON a.id = v.disabled_by WHERE v.record = ?", "u", "ssdss" },
	[FOSTERING_FACTS_DISABLED_SET] = { "UPDATE arrangement SET disabled = ?, disabled_basis = ?,"
	    " disabled_evidence = ?, disabled_by = ?, disabled_on = ? WHERE record = ?", "sssUdu", "" },
	[FOSTERING_FACTS_SET] = { "UPDATE arrangement SET relationship = ?, carer_pr = ?, sleeps = ?,"
	    " capacity = ?, school_pupil = ?, looked_after = ?, looked_after_on = ?,"
	    " legal_regime = ?, adoption = ?, start_proposed = ?, start_actual = ?,"
	    " intended_end = ?, open_ended = ?, left_on = ?, scenario = ?, birthplace = ?,"
	    " purpose = ? WHERE record = ?", "ssssssdssdddudsssu", "" },

	/* -- legal test -- */
	[FOSTERING_TESTS] = { "SELECT t.at, t.result, t.rule, t.why, a.given, a.family"
	    " FROM legal_test t LEFT JOIN everychild.account a ON a.id = t.account"
	    " WHERE t.record = ? ORDER BY t.id DESC LIMIT 100", "u", "dsusss" },
	[FOSTERING_TEST_LAST] = { "SELECT inputs, result, rule FROM legal_test WHERE record = ?"
	    " ORDER BY id DESC LIMIT 1", "u", "ssu" },
	[FOSTERING_TEST_ADD] = { "INSERT INTO legal_test (record, tested_on, inputs, result, rule,"
	    " why, retest_on, account, at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, UTC_TIMESTAMP(6))",
	    "udssusdu", "" },
	[FOSTERING_TEST_SET] = { "UPDATE arrangement SET test_result = ?, test_rule = ?,"
	    " retest_on = ? WHERE record = ?", "sudu", "" },
	[FOSTERING_TEST_RETESTED] = { "UPDATE arrangement SET retest_on = NULL WHERE record = ?", "u",
	    "" },
	[FOSTERING_AWARE_ADD] = { "INSERT INTO aware_correction (record, was, became, reason, account,"
	    " at) VALUES (?, ?, ?, ?, ?, UTC_TIMESTAMP(6))", "uddsu", "" },
	[FOSTERING_AWARE_LIST] = { "SELECT c.at, c.was, c.became, c.reason, a.given, a.family"
	    " FROM aware_correction c LEFT JOIN everychild.account a ON a.id = c.account"
	    " WHERE c.record = ? ORDER BY c.id DESC LIMIT 50", "u", "dddsss" },
	[FOSTERING_AWARE_VISIT] = { "SELECT MIN(visited_on) FROM visit WHERE record = ?"
	    " AND qualifying = 1 AND type <> 'REG4'", "u", "d" },
	[FOSTERING_DECIDE_AWARE] = { "UPDATE arrangement SET aware_on = ?, deemed_start = ?"
	    " WHERE record = ?", "ddu", "" },

	/* -- notification -- */
	[FOSTERING_NOTIFICATION_LAST] = { "SELECT number FROM notification WHERE record = ?"
	    " ORDER BY number DESC LIMIT 1", "u", "u" },
	[FOSTERING_NOTIFICATION_PROPOSAL] = { "SELECT id FROM notification WHERE record = ?"
	    " AND regulation IN ('3(1)', '3(2)', '3(3)') LIMIT 1", "u", "u" },
	[FOSTERING_NOTIFICATION_UNWRITTEN] = { "SELECT number, received_on FROM notification"
	    " WHERE record = ? AND written_on IS NULL AND regulation NOT IN ('REFERRAL', 'TRANSFER')"
	    " ORDER BY received_on, number LIMIT 200", "u", "ud" },
	[FOSTERING_NOTIFICATION_FIRST] = { "UPDATE arrangement SET first_notice_at = ?,"
	    " first_notice_timed = ? WHERE record = ? AND first_notice_at > ?", "duud", "" },
	[FOSTERING_NOTIFICATION_ARRIVED] = { "SELECT id FROM deadline WHERE record = ?"
	    " AND clock = 'T1' LIMIT 1", "u", "u" },
	[FOSTERING_NOTIFICATION_UNCLASSED] = { "SELECT number, regulation, received_on"
	    " FROM notification WHERE record = ? AND class = '' AND event_on IS NULL", "u", "usd" },
	[FOSTERING_NOTIFICATION_CLASS] = { "UPDATE notification SET class = ?, class_why = ?"
	    " WHERE record = ? AND number = ?", "ssuu", "" },
	[FOSTERING_NOTIFICATIONS] = { "SELECT number, regulation, notifier, notifier_name,"
	    " received_at, channel, written_on, class, class_why, missing, event_on, note,"
	    " timed FROM notification WHERE record = ? ORDER BY received_at DESC, number DESC LIMIT 100",
	    "u", "usssdsdssudsu" },
	[FOSTERING_NOTIFICATION_END] = { "SELECT MIN(n.received_on) FROM notification n"
	    " JOIN arrangement v ON v.record = n.record WHERE n.record = ?"
	    " AND n.regulation IN ('10(1)', '10(2)', '10(3)') AND v.end_on IS NOT NULL"
	    " AND (n.event_on = v.end_on OR n.received_on >= v.end_on)"
	    " HAVING MIN(n.received_on) IS NOT NULL", "u", "d" },
	[FOSTERING_NOTIFICATION_ONE] = { "SELECT received_on, written_on FROM notification"
	    " WHERE record = ? AND number = ?", "uu", "dd" },
	[FOSTERING_NOTIFICATION_WRITTEN] = { "UPDATE notification SET written_on = ?"
	    " WHERE record = ? AND number = ? AND written_on IS NULL", "duu", "" },

	/* -- schedule: what a notice contains -- */
	[FOSTERING_SCHEDULE_LINK] = { "UPDATE notification SET document = ? WHERE record = ?"
	    " AND number = ?", "uuu", "" },
	[FOSTERING_SCHEDULE_MISSING] = { "UPDATE notification SET missing = ? WHERE record = ?"
	    " AND number = ?", "uuu", "" },
	[FOSTERING_SCHEDULE_INCOMPLETE] = { "SELECT id FROM notification WHERE record = ?"
	    " AND missing > 0 LIMIT 1", "u", "u" },
	[FOSTERING_SCHEDULE_NUMBERS] = { "SELECT number, missing FROM notification WHERE record = ?"
	    " ORDER BY number", "u", "uu" },
	[FOSTERING_SCHEDULE_CARER] = { "SELECT p.given, p.family, p.unnamed, p.phone, h.line1, h.line2, h.town,"
	    " h.postcode FROM arrangement v JOIN person p ON p.id = v.carer"
	    " JOIN household h ON h.id = v.household WHERE v.record = ?", "u", "ssusssss" },

	/* -- known: before a notice makes a case -- */
	[FOSTERING_KNOWN_CASES] = { "SELECT r.handle, r.reference, o.given, o.family, p.given,"
	    " p.family FROM record r JOIN arrangement v ON v.record = r.id"
	    " JOIN person p ON p.id = v.carer JOIN everychild.account o ON o.id = r.owner"
	    " WHERE r.child = ? AND r.closed_at IS NULL AND r.restricted = 0 AND r.unlisted = 0"
	    " ORDER BY r.id LIMIT 10", "u", "ssssss" },
	[FOSTERING_KNOWN_CARERS] = { "SELECT p.id, h.id, p.given, p.family, h.line1, h.town,"
	    " (SELECT COUNT(*) FROM arrangement v JOIN record r ON r.id = v.record"
	    "   WHERE v.carer = p.id AND r.closed_at IS NULL) AS children,"
	    " (SELECT COUNT(*) FROM limit_exemption e WHERE e.person = p.id"
	    "   AND e.status = 'GRANTED' AND e.ended_on IS NULL) AS exempt"
	    " FROM person p JOIN household_member m ON m.person = p.id AND m.left_on IS NULL"
	    " JOIN household h ON h.id = m.household AND h.until IS NULL"
	    " WHERE p.sound = ? AND p.sound <> '' AND ((h.postcode = ? AND h.postcode <> '') OR h.id = ?)"
	    " AND m.role = 'CARER' AND NOT EXISTS (SELECT 1 FROM arrangement v"
	    "  JOIN record r ON r.id = v.record WHERE (v.carer = p.id OR v.household = h.id)"
	    "   AND " SECRET_RECORD("r") ")"
	    " ORDER BY p.id LIMIT 10", "ssu", "uussssuu" },
	/* -- same-notice: one notice about several children -- */
	[FOSTERING_SAME] = { "SELECT r.id, r.handle, r.reference, r.subject, v.carer, v.household,"
	    " n.timed, n.received_at, n.regulation, n.notifier, n.notifier_name, n.notifier_contact,"
	    " n.channel, n.received_on, p.given, p.family, p.phone, h.line1, h.town, h.postcode, h.area,"
	    " v.relationship, COALESCE(v.start_actual, v.start_proposed), v.intended_end, n.note"
	    " FROM notification n JOIN record r ON r.id = n.record"
	    " JOIN arrangement v ON v.record = r.id JOIN person p ON p.id = v.carer"
	    " JOIN household h ON h.id = v.household WHERE n.number = 1 AND r.child <> ?"
	    " AND (? = '' OR r.handle = ?) AND r.closed_at IS NULL"
	    " AND ((n.account = ? AND r.state = 'ENQUIRY') OR r.owner = ?)"
	    " AND n.received_on >= CURRENT_DATE - INTERVAL ? DAY AND NOT " SECRET_RECORD("r")
	    " ORDER BY n.id DESC LIMIT 5", "ussuuu", "usssuuud" "sssssd" "sss" "ssss" "sdds" },
	[FOSTERING_SAME_KEEP] = { "UPDATE notification SET same_as = ? WHERE record = ? AND number = 1",
	    "uu", "" },
	[FOSTERING_SAME_OTHERS] = { "SELECT r.id, r.reference, r.subject FROM record r WHERE r.id IN"
	    " (SELECT n.same_as FROM notification n WHERE n.record = ? AND n.number = 1"
	    "  UNION SELECT o.record FROM notification o WHERE o.same_as = ?"
	    "  UNION SELECT o.record FROM notification n JOIN notification o ON o.same_as = n.same_as"
	    "   WHERE n.record = ? AND n.number = 1) AND r.id <> ?"
	    " AND ((r.restricted = 0 AND (? = 1 OR r.team = ?)) OR r.owner = ?)"
	    " ORDER BY r.id LIMIT 8", "uuuuuuu", "uss" },
	[FOSTERING_KNOWN_LOCK] = { "SELECT id, owner, state FROM record WHERE handle = ?"
	    " AND closed_at IS NULL AND restricted = 0 FOR UPDATE", "s", "uus" },

	/* -- person, people, household, check, carer, hand-over, chronology -- */
	PERSON_STATEMENTS
	FOSTERING_SQL_VISIT

	END_STATEMENTS
	/* -- what is of no single arrangement -- */
	FOSTERING_REGISTER_STATEMENTS
};

const struct db_statement fostering_children[CHILD_CARD_SQL__MAX] =
    CHILD_CARD_STATEMENTS("everychild_index");

const struct db_statement fostering_disposal_facts[] = { DISPOSAL_FACTS };
const struct db_statement fostering_disposal_whole[FOSTERING_DISPOSAL_WHOLE_N] = { DISPOSAL_WHOLE };
