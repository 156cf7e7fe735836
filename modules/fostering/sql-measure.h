/*
 * sql-measure: the statements of decisions, of the measures of section 6, of
 * appeals and of letters, for the table of sql.c.
 */
#ifndef EVERYCHILD_FOSTERING_SQL_MEASURE_H
#define EVERYCHILD_FOSTERING_SQL_MEASURE_H

/* A measure's columns in the order of measure.c. Each table gives its own of:
 * what (category, type, grounds), text, applies, reason, by, at, person, on (the
 * day it was decided), decider, comply_by, met_on, evidence, ended_on, ended_why, about
 * (what an appeal of it is called) and more (what only a prohibition has). */
#define MEASURE_APPEALS(about, more) "(SELECT COUNT(*) FROM appeal a WHERE a.about IN (" about ")" \
	" AND a.target = m.id AND a.outcome = ''" more ")"
#define MEASURE_SELECT(what, text, applies, by, at, person, on, decider, comply, about, more) \
	"SELECT m.id, m.number, m.status, " what ", " text ", " applies ", COALESCE(m.reason, '')," \
	" m." by ", m." at ", p.given, p.family, " person ", COALESCE(CONCAT(n.given, ' '," \
	" n.family), ''), m." on ", m.served_on, m.served_how, " comply ", m.version, " \
	MEASURE_APPEALS(about, " AND a.suspends = 1") ", " MEASURE_APPEALS(about, "") ", " more \
	", COALESCE((SELECT CONCAT(y.given, ' ', y.family) FROM everychild.account y" \
	" WHERE y.id = m." decider "), '')"
#define MEASURE_NO_DAY	"CAST(NULL AS DATE)"
#define MEASURE_NO_MORE	"'', 0, CAST(NULL AS DATE), CAST(NULL AS DATE), CAST(NULL AS DATE), 0," \
	" CAST(NULL AS DATE), '', CAST(NULL AS DATE), 0"
#define MEASURE_OUT	"uusssss" "udssus" "dds" "ddsds" "uuu" "su" "dddu" "dsdu" "s"

#define REQUIREMENT_SELECT MEASURE_SELECT("m.category", "m.text", "m.applies_to", "proposed_by", \
	"proposed_at", "0", "imposed_on", "imposed_by", "m.comply_by, m.met_on, COALESCE(m.evidence, '')," \
	" m.ended_on, m.ended_why", "'REQ'", MEASURE_NO_MORE) " FROM requirement m" \
	" LEFT JOIN person n ON n.id = 0 LEFT JOIN everychild.account p ON p.id = m.proposed_by"
#define PROHIBITION_SELECT MEASURE_SELECT("m.type", "''", "''", "proposed_by", "proposed_at", \
	"m.person", "imposed_on", "imposed_by", MEASURE_NO_DAY ", " MEASURE_NO_DAY ", '', m.cancelled_on," \
	" m.cancel_why", "'PROH', 'CANCEL'", "m.grounds, COALESCE(q.number, 0), q.comply_by," \
	" q.met_on, q.ended_on, (SELECT COUNT(*) FROM appeal b WHERE b.about = 'REQ'" \
	" AND b.target = q.id AND b.outcome = '' AND b.suspends = 1), m.cancel_asked_on," \
	" m.cancel_decision, m.cancel_decided_on, COALESCE(m.household, 0)") " FROM prohibition m" \
	" LEFT JOIN requirement q ON q.id = m.requirement LEFT JOIN person n ON n.id = m.person" \
	" LEFT JOIN everychild.account p ON p.id = m.proposed_by"
#define CONSENT_SELECT MEASURE_SELECT("m.grounds", "m.disclosure", "''", "asked_by", "asked_at", \
	"m.person", "decided_on", "decided_by", MEASURE_NO_DAY ", " MEASURE_NO_DAY ", '', " MEASURE_NO_DAY ", ''", \
	"'CONSENT'", "'', 0, CAST(NULL AS DATE), CAST(NULL AS DATE), CAST(NULL AS DATE), 0," \
	" m.applied_on, '', CAST(NULL AS DATE), 0") " FROM disqualification_consent m" \
	" LEFT JOIN person n ON n.id = m.person LEFT JOIN everychild.account p ON p.id = m.asked_by"
#define LIMIT_SELECT MEASURE_SELECT("''", "m.conditions", "m.children", "asked_by", "asked_at", \
	"m.person", "decided_on", "decided_by", MEASURE_NO_DAY ", " MEASURE_NO_DAY ", '', m.ended_on, ''", \
	"'LIMIT'", MEASURE_NO_MORE) " FROM limit_exemption m" \
	" LEFT JOIN person n ON n.id = m.person LEFT JOIN everychild.account p ON p.id = m.asked_by"
#define MEASURES_OF(select) { select " WHERE m.record = ? AND (? = 0 OR m.number = ?)" \
	" ORDER BY m.number LIMIT 200", "uuu", MEASURE_OUT }

/* Who lives or works where the child is, and the carer. */
#define HOUSEHOLD_PEOPLE " FROM person n WHERE n.id = ? OR n.id IN (SELECT b.person" \
	" FROM household_member b WHERE b.household = ? AND b.left_on IS NULL)"

#define MEASURE_STATEMENTS \
	[FOSTERING_MEASURE_REQUIREMENTS] = MEASURES_OF(REQUIREMENT_SELECT), \
	[FOSTERING_MEASURE_PROHIBITIONS] = MEASURES_OF(PROHIBITION_SELECT), \
	[FOSTERING_MEASURE_CONSENTS] = MEASURES_OF(CONSENT_SELECT), \
	[FOSTERING_MEASURE_LIMITS] = MEASURES_OF(LIMIT_SELECT), \
	[FOSTERING_MEASURE_PEOPLE] = { "SELECT n.id, n.handle, n.given, n.family, n.barred," \
	    " n.disqualified, n.id = ?, EXISTS (SELECT 1 FROM disqualification_consent c" \
	    "   WHERE c.person = n.id AND c.record = ? AND c.status = 'GRANTED')," \
	    " EXISTS (SELECT 1 FROM disqualification_consent c WHERE c.person = n.id AND c.record = ?" \
	    "   AND c.status = 'PENDING')" HOUSEHOLD_PEOPLE " ORDER BY n.id <> ?, n.id LIMIT 100", \
	    "uuuuuu", "usssssuuu" }, \
	[FOSTERING_MEASURE_ELSEWHERE] = { PROHIBITION_SELECT " WHERE m.record <> ?" \
	    " AND m.status = 'IMPOSED' AND ((m.type = 'A' AND (m.person = ? OR m.person IN (SELECT b.person" \
	    "  FROM household_member b WHERE b.household = ? AND b.left_on IS NULL)))" \
	    " OR (m.type = 'B' AND (m.household = ? OR m.person = ?))) ORDER BY m.imposed_on, m.id LIMIT 20", \
	    "uuuuu", MEASURE_OUT }, \
	\
	[FOSTERING_DECISION_LIST] = { "SELECT d.id, d.number, d.regulation, d.proposed, d.proposed_why," \
	    " d.proposed_by, d.proposed_at, p.given, p.family, d.outcome, d.reason, d.steps_on, d.steps," \
	    " d.steps_outcome, d.decided_on, m.given, m.family, d.told_on FROM decision d" \
	    " LEFT JOIN everychild.account p ON p.id = d.proposed_by" \
	    " LEFT JOIN everychild.account m ON m.id = d.decided_by WHERE d.record = ?" \
	    " ORDER BY d.number DESC LIMIT 100", "u", "uuuss" "udss" "ssdss" "dssd" }, \
	[FOSTERING_DECISION_PROPOSE] = { "INSERT INTO decision (record, number, regulation, proposed," \
	    " proposed_why, proposed_by, proposed_at) SELECT ?, z.number, ?, ?, ?," \
	    " ?, UTC_TIMESTAMP(6) FROM (SELECT COALESCE(MAX(d.number), 0)" \
	    " + 1 AS number FROM decision d WHERE d.record = ?) z", "uussuu", "" }, \
	[FOSTERING_DECISION_DECIDE] = { "UPDATE decision SET regulation = ?, outcome = ?, reason = ?," \
	    " steps_on = ?, steps = ?, steps_outcome = ?, decided_by = ?, decided_on = ?," \
	    " decided_at = UTC_TIMESTAMP(6) WHERE record = ? AND id = ? AND outcome = ''", \
	    "ussdssuduu", "" }, \
	[FOSTERING_DECISION_SET] = { "UPDATE arrangement SET suitability = ? WHERE record = ?", "su", "" }, \
	[FOSTERING_DECISION_TOLD] = { "UPDATE decision SET told_on = ? WHERE record = ? AND id = ?" \
	    " AND told_on IS NULL", "duu", "" }, \
	[FOSTERING_DECISION_REPORT] = { "SELECT id FROM visit WHERE record = ? AND report_on IS NOT NULL" \
	    " AND (? = 4 OR type <> 'REG4') LIMIT 1", "uu", "u" }, \
	[FOSTERING_DECISION_TA_RUNS] = { "SELECT id FROM deadline WHERE record = ? AND clock = 'TA'" \
	    " AND met_at IS NULL AND dropped_at IS NULL LIMIT 1", "u", "u" }, \
	[FOSTERING_DECISION_TA] = { "SELECT id FROM deadline WHERE record = ? AND clock = 'TA' LIMIT 1", \
	    "u", "u" }, \
	\
	[FOSTERING_REQUIREMENT_PROPOSE] = { "INSERT INTO requirement (record, number, category, text," \
	    " applies_to, reason, status, proposed_by, proposed_at) SELECT ?, z.number, ?, ?, ?, ?," \
	    " 'PROPOSED', ?, UTC_TIMESTAMP(6) FROM (SELECT COALESCE(MAX(q.number), 0) + 1 AS number" \
	    " FROM requirement q WHERE q.record = ?) z", \
	    "ussssuu", "" }, \
	[FOSTERING_REQUIREMENT_DECIDE] = { "UPDATE requirement SET status = ?, imposed_on = ?," \
	    " imposed_by = ?, comply_by = ?, ended_on = ?, ended_why = ?, version = version + 1" \
	    " WHERE record = ? AND id = ? AND version = ?", "sdUddsuuu", "" }, \
	[FOSTERING_REQUIREMENT_SERVED] = { "UPDATE requirement SET served_on = ?, served_how = ?," \
	    " version = version + 1 WHERE record = ? AND id = ? AND version = ?", "dsuuu", "" }, \
	[FOSTERING_REQUIREMENT_KEEP] = { "INSERT INTO requirement_version (requirement, version, text," \
	    " comply_by, account, at) SELECT id, version, text, comply_by, ?, UTC_TIMESTAMP(6)" \
	    " FROM requirement WHERE record = ? AND id = ? AND version = ?", "uuuu", "" }, \
	[FOSTERING_REQUIREMENT_VARY] = { "UPDATE requirement SET status = 'VARIED', text = ?," \
	    " comply_by = ?, reason = ?, served_on = NULL, served_how = '', version = version + 1" \
	    " WHERE record = ? AND id = ? AND version = ?", "sdsuuu", "" }, \
	[FOSTERING_REQUIREMENT_MET] = { "UPDATE requirement SET status = ?, met_on = ?, evidence = ?," \
	    " version = version + 1 WHERE record = ? AND id = ? AND version = ?", "sdsuuu", "" }, \
	[FOSTERING_REQUIREMENT_COMPLY] = { "UPDATE requirement SET comply_by = ?," \
	    " version = version + 1 WHERE record = ? AND id = ?", "duu", "" }, \
	[FOSTERING_REQUIREMENT_END] = { "UPDATE requirement SET status = 'REMOVED', ended_on = ?," \
	    " ended_why = ?, version = version + 1 WHERE record = ? AND id = ?", "dsuu", "" }, \
	[FOSTERING_REQUIREMENT_VERSIONS] = { "SELECT v.text, v.comply_by, v.at, a.given, a.family" \
	    " FROM requirement_version v LEFT JOIN everychild.account a ON a.id = v.account" \
	    " WHERE v.requirement = ? ORDER BY v.version DESC LIMIT 50", "u", "sddss" }, \
	\
	[FOSTERING_PROHIBITION_PROPOSE] = { "INSERT INTO prohibition (record, number, type, person," \
	    " household, grounds, reason, requirement, status, proposed_by, proposed_at) SELECT ?," \
	    " z.number, ?, ?, ?, ?, ?, ?, 'PROPOSED', ?, UTC_TIMESTAMP(6)" \
	    " FROM (SELECT COALESCE(MAX(h.number), 0)" \
	    " + 1 AS number FROM prohibition h WHERE h.record = ?) z", "usuUssUuu", "" }, \
	[FOSTERING_PROHIBITION_DECIDE] = { "UPDATE prohibition SET status = ?, imposed_on = ?," \
	    " imposed_by = ?, cancel_why = ?, version = version + 1" \
	    " WHERE record = ? AND id = ? AND version = ?", "sdUsuuu", "" }, \
	[FOSTERING_PROHIBITION_SERVED] = { "UPDATE prohibition SET served_on = ?, served_how = ?," \
	    " version = version + 1 WHERE record = ? AND id = ? AND version = ?", "dsuuu", "" }, \
	[FOSTERING_PROHIBITION_ASKED] = { "UPDATE prohibition SET cancel_asked_on = ?," \
	    " cancel_decision = '', cancel_decided_on = NULL, version = version + 1" \
	    " WHERE record = ? AND id = ? AND version = ?", "duuu", "" }, \
	[FOSTERING_PROHIBITION_CANCEL] = { "UPDATE prohibition SET status = ?, cancelled_on = ?," \
	    " cancel_why = ?, cancel_decision = ?, cancel_decided_on = ?, version = version + 1" \
	    " WHERE record = ? AND id = ?", "sdssduu", "" }, \
	[FOSTERING_PROHIBITION_ATTACH] = { "UPDATE prohibition SET requirement = ?," \
	    " version = version + 1 WHERE record = ? AND id = ?", "uuu", "" }, \
	\
	[FOSTERING_CONSENT_ASK] = { "INSERT INTO disqualification_consent (record, number, person," \
	    " applied_on, grounds, disclosure, status, asked_by, asked_at) SELECT ?," \
	    " z.number, ?, ?, ?, ?, 'PENDING', ?, UTC_TIMESTAMP(6)" \
	    " FROM (SELECT COALESCE(MAX(c.number), 0)" \
	    " + 1 AS number FROM disqualification_consent c WHERE c.record = ?) z", "uudssuu", "" }, \
	[FOSTERING_CONSENT_DECIDE] = { "UPDATE disqualification_consent SET status = ?, reason = ?," \
	    " decided_by = ?, decided_on = ?, version = version + 1 WHERE record = ? AND id = ?" \
	    " AND version = ?", "ssuduuu", "" }, \
	[FOSTERING_CONSENT_SERVED] = { "UPDATE disqualification_consent SET served_on = ?," \
	    " served_how = ?, version = version + 1 WHERE record = ? AND id = ? AND version = ?", \
	    "dsuuu", "" }, \
	[FOSTERING_CONSENT_DISQUALIFIED] = { "UPDATE person SET disqualified = 'Y'," \
	    " version = version + 1 WHERE id = ? AND disqualified <> 'Y'", "u", "" }, \
	\
	[FOSTERING_LIMIT_ASK] = { "INSERT INTO limit_exemption (record, number, person, children," \
	    " conditions, status, reason, asked_by, asked_at) SELECT ?, z.number," \
	    " ?, ?, ?, 'PENDING', ?, ?, UTC_TIMESTAMP(6) FROM (SELECT" \
	    " COALESCE(MAX(x.number), 0) + 1 AS number FROM limit_exemption x WHERE x.record = ?) z", \
	    "uusssuu", "" }, \
	[FOSTERING_LIMIT_DECIDE] = { "UPDATE limit_exemption SET status = ?, conditions = ?, reason = ?," \
	    " decided_by = ?, decided_on = ?, version = version + 1 WHERE record = ? AND id = ?" \
	    " AND version = ?", "sssuduuu", "" }, \
	[FOSTERING_LIMIT_SERVED] = { "UPDATE limit_exemption SET served_on = ?, served_how = ?," \
	    " version = version + 1 WHERE record = ? AND id = ? AND version = ?", "dsuuu", "" }, \
	[FOSTERING_LIMIT_END] = { "UPDATE limit_exemption SET status = ?, ended_on = ?, reason = ?," \
	    " served_on = NULL, served_how = '', version = version + 1 WHERE record = ? AND id = ?", \
	    "sdsuu", "" }, \
	[FOSTERING_LIMIT_CHILDREN] = { "SELECT r.id, r.subject, r.child, a.child_born_on, r.id = ? OR" \
	    " (r.restricted = 0 AND (? = 1 OR r.team = ?)) OR r.owner = ? FROM arrangement a" \
	    " JOIN record r ON r.id = a.record WHERE a.carer = ? AND r.closed_at IS NULL" \
	    " AND (r.id = ? OR r.state IN ('PROPOSED', 'READY', 'ACTIVE_NEW', 'ACTIVE', 'PAUSED'))" \
	    " ORDER BY r.id LIMIT 60", "uuuuuu", "usudu" }, \
	[FOSTERING_LIMIT_RELATED] = { "SELECT l.record, l.person, l.part, n.given, n.family, n.born_on" \
	    " FROM related_person l JOIN person n ON n.id = l.person" \
	    " JOIN arrangement a ON a.record = l.record JOIN record r ON r.id = l.record" \
	    " WHERE a.carer = ? AND r.closed_at IS NULL AND l.part IN ('PARENT', 'SIBLING')" \
	    " AND l.until IS NULL LIMIT 600", "u", "uusssd" }, \
	[FOSTERING_SIBLINGS] = { "SELECT s.child, s.other FROM sibling s WHERE s.ended_at IS NULL" \
	    " AND s.child IN (SELECT r.child FROM record r JOIN arrangement a ON a.record = r.id" \
	    "  WHERE a.carer = ?) LIMIT 400", "u", "uu" }, \
	[FOSTERING_SIBLING_FIND] = { "SELECT id FROM sibling WHERE ended_at IS NULL" \
	    " AND ((child = ? AND other = ?) OR (child = ? AND other = ?)) LIMIT 1", "uuuu", "u" }, \
	[FOSTERING_SIBLING_ADD] = { "INSERT INTO sibling (record, child, other, account, at)" \
	    " VALUES (?, ?, ?, ?, UTC_TIMESTAMP(6))", "uuuu", "" }, \
	[FOSTERING_SIBLING_END] = { "UPDATE sibling SET ended_at = UTC_TIMESTAMP(6), ended_by = ?" \
	    " WHERE ended_at IS NULL AND ((child = ? AND other = ?) OR (child = ? AND other = ?))", \
	    "uuuuu", "" }, \
	[FOSTERING_LIMIT_EXEMPT] = { "SELECT x.children FROM limit_exemption x WHERE x.person = ?" \
	    " AND (x.status = 'GRANTED' OR (x.status = 'ENDED' AND EXISTS (SELECT 1 FROM appeal a" \
	    "  WHERE a.about = 'LIMIT' AND a.target = x.id AND a.outcome = '' AND a.suspends = 1)))" \
	    " LIMIT 100", "u", "s" }, \
	\
	[FOSTERING_APPEAL_LIST] = { "SELECT a.id, a.about, a.target, a.lodged_on, a.by_name, a.court," \
	    " a.in_time, a.suspends, a.outcome, a.outcome_on, COALESCE(a.outcome_note, ''), a.version" \
	    " FROM appeal a WHERE a.record = ? AND (? = 0 OR a.id = ?) ORDER BY a.id LIMIT 200", "uuu", \
	    "usudsssusdsu" }, \
	[FOSTERING_APPEAL_ADD] = { "INSERT INTO appeal (record, about, target, lodged_on, by_name, court," \
	    " in_time, suspends, account, at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, UTC_TIMESTAMP(6))", \
	    "usudsssuu", "" }, \
	[FOSTERING_APPEAL_OUTCOME] = { "UPDATE appeal SET outcome = ?, outcome_on = ?, outcome_note = ?," \
	    " version = version + 1 WHERE record = ? AND id = ? AND outcome = ''", "sdsuu", "" }, \
	\
	[FOSTERING_LETTER_LIST] = LETTER_SQL_LIST, \
	[FOSTERING_LETTER_FIND] = LETTER_SQL_FIND, \
	[FOSTERING_LETTER_KEEP] = LETTER_SQL_KEEP, \
	[FOSTERING_LETTER_KEPT] = { "SELECT MIN(sent_on) FROM letter WHERE record = ? AND kind = ?" \
	    " AND target = ? AND at >= COALESCE((SELECT MAX(v.at) FROM requirement_version v" \
	    "  WHERE ? = 1 AND v.requirement = ?), '1970-01-01')" \
	    " AND at >= COALESCE((SELECT MAX(m.at) FROM visit_move m" \
	    "  WHERE ? = 1 AND m.visit = ?), '1970-01-01') HAVING MIN(sent_on) IS NOT NULL", \
	    "usuuuuu", "d" }, \
	[FOSTERING_LETTER_PLACE] = { "SELECT n.given, n.family, h.line1, h.line2, h.town, h.postcode" \
	    " FROM arrangement a LEFT JOIN person n ON n.id = a.carer" \
	    " LEFT JOIN household h ON h.id = a.household WHERE a.record = ?", "u", "ssssss" }, \
	[FOSTERING_LETTER_RELATED] = { "SELECT n.handle, n.given, n.family, l.part, l.withheld, d.line1," \
	    " d.line2, d.town, d.postcode, d.country FROM related_person l JOIN person n ON n.id = l.person" \
	    " LEFT JOIN person_address d ON d.id = (SELECT MAX(e.id) FROM person_address e" \
	    "  WHERE e.person = n.id AND e.until IS NULL)" \
	    " WHERE l.record = ? AND l.until IS NULL ORDER BY l.id LIMIT 60", "u", "ssssusssss" }, \
	[FOSTERING_LETTER_NOTICE] = { "SELECT received_on, missing, number, notifier_name" \
	    " FROM notification WHERE record = ? AND (? = 0 OR number = ?)" \
	    " ORDER BY number DESC LIMIT 1", "uuu", "duus" }, \
	[FOSTERING_LETTER_VISIT] = { "SELECT v.planned_at, v.visited_on, v.status, v.signed_on, a.given," \
	    " a.family FROM visit v JOIN everychild.account a ON a.id = v.officer" \
	    " WHERE v.record = ? AND v.id = ?", "uu", "ddsdss" }, \
	[FOSTERING_LETTER_TRANSFER] = { "SELECT authority, authority_name, moved_on, address" \
	    " FROM transfer WHERE record = ? AND id = ? AND way = 'OUT'", "uu", "ssds" }, \
	[FOSTERING_LETTER_PREMISES] = { "SELECT " ADDRESS_LINE("h") ") FROM household h WHERE h.id = ?", \
	    "u", "s" }, \
	/* What came of a check counts where it is not that there is nothing. */ \
	[FOSTERING_LETTER_SECRET] = { "WITH c AS (SELECT ? AS record), n AS (SELECT v.carer AS id" \
	    " FROM arrangement v JOIN c ON v.record = c.record UNION SELECT b.person" \
	    " FROM household_member b JOIN arrangement v ON v.household = b.household" \
	    " JOIN c ON v.record = c.record) SELECT h.what FROM person_history h JOIN n ON n.id = h.person" \
	    " UNION SELECT h.outcome FROM person_history h JOIN n ON n.id = h.person" \
	    " UNION SELECT s.note FROM safety_check s JOIN n ON n.id = s.person" \
	    "  WHERE s.result NOT IN ('NONE', 'GOOD')" \
	    " UNION SELECT t.note FROM change_event t JOIN c ON t.record = c.record WHERE t.kind = 'OFFENCE'" \
	    " UNION SELECT d.disclosure FROM disqualification_consent d JOIN c ON d.record = c.record" \
	    " LIMIT 400", "u", "s" },

#endif
