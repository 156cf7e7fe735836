/*
 * sql-person: statements of the people of an arrangement, their household and
 * checks, of what else there is of them, and of the chronology. Part of sql.c.
 */
#ifndef EVERYCHILD_FOSTERING_SQL_PERSON_H
#define EVERYCHILD_FOSTERING_SQL_PERSON_H

#define PERSON "SELECT n.id, n.handle, n.given, n.family, n.other_names, n.born_on, n.sex, n.phone," \
	" n.email, n.language, n.interpreter, n.ethnicity, n.religion, n.barred, n.disqualified," \
	" n.version, n.unnamed FROM person n"
#define PERSON_OUT "ussss" "dsss" "ssss" "ssuu"

/* On an arrangement: its carer, related to the child, or ever of the household. */
#define PERSON_ON "(n.id = (SELECT v.carer FROM arrangement v WHERE v.record = ?)" \
	" OR EXISTS (SELECT 1 FROM related_person p WHERE p.record = ? AND p.person = n.id)" \
	" OR EXISTS (SELECT 1 FROM household_member m JOIN arrangement v ON v.household = m.household" \
	"   WHERE v.record = ? AND m.person = n.id))"

#define ADDRESS_LINE(a) "CONCAT_WS(', ', NULLIF(" a ".line1, ''), NULLIF(" a ".line2, '')," \
	" NULLIF(" a ".town, ''), NULLIF(" a ".postcode, '')"

/* Nobody of a restricted record, or of one whose child's address is shielded, is
 * told of, but on that record itself: a carer lives where the child does. Each way
 * to be on one is asked by itself, for together they would read every arrangement. */
#define SECRET_RECORD(r) "(" r ".restricted = 1 OR EXISTS (SELECT 1 FROM everychild_index.child_card z" \
	" WHERE z.id = " r ".child AND z.shielded = 1))"
#define SECRET_PERSON "EXISTS (SELECT 1 FROM arrangement v JOIN record r ON r.id = v.record" \
	"   WHERE r.id <> ? AND v.carer = n.id AND " SECRET_RECORD("r") ")" \
	" OR EXISTS (SELECT 1 FROM household_member m JOIN arrangement v ON v.household = m.household" \
	"   JOIN record r ON r.id = v.record WHERE r.id <> ? AND m.person = n.id AND " \
	SECRET_RECORD("r") ")" \
	" OR EXISTS (SELECT 1 FROM record r JOIN related_person p ON p.record = r.id" \
	"   WHERE r.id <> ? AND p.person = n.id AND " SECRET_RECORD("r") ")"

#define NOW_POSTCODE "COALESCE((SELECT x.postcode FROM person_address x WHERE x.person = n.id" \
	" AND x.until IS NULL ORDER BY x.id DESC LIMIT 1), (SELECT h.postcode FROM household_member m" \
	" JOIN household h ON h.id = m.household WHERE m.person = n.id AND m.left_on IS NULL" \
	" ORDER BY m.id DESC LIMIT 1), '')"

#define NOW_ADDRESS "(SELECT " ADDRESS_LINE("x") ", NULLIF(x.country, '')) FROM person_address x" \
	" WHERE x.person = n.id AND x.until IS NULL ORDER BY x.id DESC LIMIT 1)"

#define RELATED "SELECT p.id, n.handle, n.given, n.family, p.part, p.relation, p.has_pr, p.withheld," \
	" p.cared_for, p.since, p.until, " NOW_ADDRESS " FROM related_person p" \
	" JOIN person n ON n.id = p.person WHERE p.record = ?"
#define RELATED_OUT "ussssssusdds"

/* Parameters: is an archive's reader; me; me; reads all; is a worker; the team. */
#define OTHERS "SELECT r.handle, r.reference, r.subject, r.state," \
	" COALESCE(v.start_actual, v.start_proposed), v.end_on," \
	" IF(r.archived_at IS NOT NULL, ? = 1, r.owner = ? OR EXISTS (SELECT 1 FROM record_person q" \
	"   WHERE q.record = r.id AND q.account = ? AND q.until IS NULL AND (q.relation <> 'FRONT'" \
	"     OR r.state IN ('ENQUIRY', 'NOT_PF')))" \
	"  OR (r.restricted = 0 AND (? = 1 OR (? = 1 AND r.team = ?)))) AS seen, v.end_reason" \
	" FROM arrangement v JOIN record r ON r.id = v.record JOIN arrangement o ON o.record = ?" \
	" WHERE r.id <> ? AND r.state <> 'DESTROYED'"
#define OTHERS_IN "uuuuuuuu"
#define OTHERS_OUT "ssssddus"

/* One source of the chronology: its table t, and what of it counts. */
#define TOLD(day, kind, what, code, note, source) " SELECT " day " AS day, '" kind "' AS kind, '" \
	what "' AS what, " code " AS code, " note " AS note FROM c JOIN " source
#define AND_TOLD(day, kind, what, code, note, source) \
	" UNION ALL" TOLD(day, kind, what, code, note, source)
/* What was said with it, where something was. */
#define WITH(text, more) "CONCAT_WS('. ', NULLIF(" text ", ''), NULLIF(" more ", ''))"
#define ON_CASE " t ON t.record = c.record WHERE "

#define CHRONOLOGY "WITH c AS (SELECT ? AS record, ? AS reader) SELECT e.day, e.kind, e.what, e.code," \
	" e.note FROM (" \
	TOLD("t.start_actual", "ARRANGEMENT", "start", "''", "''", "arrangement" ON_CASE "1 = 1") \
	AND_TOLD("t.aware_on", "ARRANGEMENT", "aware", "''", "''", "arrangement" ON_CASE "1 = 1") \
	AND_TOLD("t.end_on", "ARRANGEMENT", "end", "t.end_reason", "''", "arrangement" ON_CASE "1 = 1") \
	AND_TOLD("t.closed_on", "ARRANGEMENT", "closed", "''", "''", "arrangement" ON_CASE "1 = 1") \
	AND_TOLD("t.received_on", "NOTICE", "notice", "t.regulation", WITH("t.notifier_name", "t.note"), \
	    "notification" ON_CASE "1 = 1") \
	AND_TOLD("t.tested_on", "TEST", "test", "t.result", "t.why", "legal_test" ON_CASE "1 = 1") \
	AND_TOLD("t.visited_on", "VISIT", "visit", "t.type", "''", "visit" ON_CASE "t.status = 'DONE'") \
	AND_TOLD("t.visited_on", "VISIT", "visit-not", "t.type", "t.not_done", \
	    "visit" ON_CASE "t.status = 'ABORTIVE'") \
	AND_TOLD("t.report_on", "VISIT", "report", "t.type", "''", "visit" ON_CASE "1 = 1") \
	AND_TOLD("t.signed_on", "VISIT", "signed", "t.type", "''", "visit" ON_CASE "1 = 1") \
	AND_TOLD("t.completed_on", "VISIT", "initial", "CAST(t.regulation AS CHAR)", "''", \
	    "initial_action" ON_CASE "1 = 1") \
	AND_TOLD("t.decided_on", "DECISION", "decision", "t.outcome", "''", \
	    "decision" ON_CASE "t.outcome <> ''") \
	AND_TOLD("t.imposed_on", "DECISION", "requirement", "t.category", "''", \
	    "requirement" ON_CASE "1 = 1") \
	AND_TOLD("t.met_on", "DECISION", "requirement-met", "t.category", "''", \
	    "requirement" ON_CASE "1 = 1") \
	AND_TOLD("t.ended_on", "DECISION", "requirement-end", "t.category", "t.ended_why", \
	    "requirement" ON_CASE "t.status = 'REMOVED'") \
	AND_TOLD("t.imposed_on", "DECISION", "prohibition", "t.type", "''", \
	    "prohibition" ON_CASE "1 = 1") \
	AND_TOLD("t.cancelled_on", "DECISION", "prohibition-end", "t.type", "t.cancel_why", \
	    "prohibition" ON_CASE "1 = 1") \
	AND_TOLD("t.decided_on", "DECISION", "consent", "''", "''", \
	    "disqualification_consent" ON_CASE "c.reader = 1") \
	AND_TOLD("t.decided_on", "DECISION", "exemption", "''", "''", "limit_exemption" ON_CASE "1 = 1") \
	AND_TOLD("t.lodged_on", "DECISION", "appeal", "''", "''", \
	    "appeal" ON_CASE "(c.reader = 1 OR t.about <> 'CONSENT')") \
	AND_TOLD("t.outcome_on", "DECISION", "appeal-end", "t.outcome", "''", \
	    "appeal" ON_CASE "(c.reader = 1 OR t.about <> 'CONSENT')") \
	AND_TOLD("t.changed_at", "CHANGE", "change", "t.kind", "''", \
	    "change_event" ON_CASE "(c.reader = 1 OR t.kind <> 'OFFENCE')") \
	AND_TOLD("t.left_on", "CHANGE", "away", "''", "t.note", "absence" ON_CASE "1 = 1") \
	AND_TOLD("t.returned_on", "CHANGE", "back", "''", "''", "absence" ON_CASE "1 = 1") \
	AND_TOLD("t.notified_on", "CHANGE", "transfer", "''", WITH("t.authority_name", "t.note"), \
	    "transfer" ON_CASE "t.way = 'OUT'") \
	AND_TOLD("t.acknowledged_on", "CHANGE", "transfer-ack", "''", "t.authority_name", \
	    "transfer" ON_CASE "t.way = 'OUT'") \
	AND_TOLD("t.notified_on", "CHANGE", "transfer-in", "''", WITH("t.authority_name", "t.note"), \
	    "transfer" ON_CASE "t.way = 'IN'") \
	AND_TOLD("DATE(t.decided_at)", "DECISION", "agreed", "''", WITH("t.note", "t.answer_note"), \
	    "approval" ON_CASE "t.answer = 'Y'") \
	AND_TOLD("DATE(t.decided_at)", "DECISION", "not-agreed", "''", WITH("t.note", "t.answer_note"), \
	    "approval" ON_CASE "t.answer = 'N'") \
	AND_TOLD("t.done_on", "CHANGE", "done", "''", WITH("t.what", "t.done_note"), \
	    "task" ON_CASE "1 = 1") \
	AND_TOLD("m.joined_on", "CHANGE", "joined", "m.role", "CONCAT_WS(' ', n.given, n.family)", \
	    "arrangement v ON v.record = c.record JOIN household_member m ON m.household = v.household" \
	    " JOIN person n ON n.id = m.person") \
	AND_TOLD("m.left_on", "CHANGE", "left", "m.role", "CONCAT_WS(' ', n.given, n.family)", \
	    "arrangement v ON v.record = c.record JOIN household_member m ON m.household = v.household" \
	    " JOIN person n ON n.id = m.person") \
	") e WHERE e.day IS NOT NULL ORDER BY e.day DESC, e.kind, e.what LIMIT 2000"

#define PERSON_STATEMENTS \
	[FOSTERING_PERSON_FIND] = { PERSON " WHERE n.handle = ? AND " PERSON_ON, "suuu", PERSON_OUT }, \
	[FOSTERING_PERSON_ID] = { "SELECT id FROM person WHERE handle = ?", "s", "u" }, \
	[FOSTERING_PERSON_NEW] = { "INSERT INTO person (handle, given, family, born_on, phone, email," \
	    " sound, added_by, added_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, UTC_TIMESTAMP(6))", \
	    "sssdsssu", "" }, \
	[FOSTERING_PERSON_KNOWN] = { "SELECT n.id, n.handle, n.given, n.family, n.born_on," \
	    " " NOW_POSTCODE " AS place FROM person n WHERE n.sound = ? AND n.sound <> ''" \
	    " AND NOT (" SECRET_PERSON ") ORDER BY place = ? DESC, n.given = ? DESC, n.id DESC" \
	    " LIMIT 50", "suuuss", "usssds" }, \
	[FOSTERING_PERSON_CHANGE] = { "UPDATE person SET given = ?, family = ?, unnamed = ?, other_names = ?," \
	    " born_on = ?, sex = ?, phone = ?, email = ?, language = ?, interpreter = ?, ethnicity = ?," \
	    " religion = ?, sound = ?, version = version + 1 WHERE id = ? AND version = ?", \
	    "ssusdssssssssuu", "" }, \
	[FOSTERING_ADDRESSES] = { "SELECT e.id, e.line, e.since, e.until FROM (SELECT x.id, " ADDRESS_LINE("x") ", NULLIF(x.country, '')) AS line," \
	    " x.since, x.until FROM person_address x WHERE x.person = ? UNION ALL SELECT 0," \
	    " " ADDRESS_LINE("h") ") AS line, COALESCE(m.joined_on, h.since) AS since," \
	    " COALESCE(m.left_on, h.until) AS until FROM household_member m JOIN household h ON h.id = m.household" \
	    " WHERE m.person = ? AND m.role <> 'EMPLOYEE' AND NOT EXISTS (SELECT 1 FROM record r" \
	    "  JOIN arrangement v ON v.record = r.id WHERE v.household = h.id AND r.restricted = 1" \
	    "  AND r.id <> ?)) e ORDER BY e.until IS NOT NULL, e.until DESC, e.since DESC LIMIT 100", "uuu", "usdd" }, \
	[FOSTERING_ADDRESS_ADD] = { "INSERT INTO person_address (person, line1, line2, town, postcode," \
	    " country, since, until, account, at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, UTC_TIMESTAMP(6))", \
	    "ussssdddu", "" }, \
	[FOSTERING_ADDRESS_LEAVE] = { "UPDATE person_address SET until = ?, version = version + 1 WHERE person = ?" \
	    " AND until IS NULL AND (since IS NULL OR since <= ?)", "dud", "" }, \
	[FOSTERING_ADDRESS_ONE] = { "SELECT since, until, version FROM person_address WHERE person = ?" \
	    " AND id = ?", "uu", "ddu" }, \
	[FOSTERING_ADDRESS_DATES] = { "UPDATE person_address SET since = ?, until = ?," \
	    " version = version + 1 WHERE person = ? AND id = ? AND version = ?", "dduuu", "" }, \
	\
	[FOSTERING_PEOPLE] = { RELATED " ORDER BY p.until IS NOT NULL, FIELD(p.part, 'PARENT'," \
	    " 'PRHOLDER', 'RECEIVED', 'SIBLING', 'ARRANGER', 'OTHER'), p.id LIMIT 200", "u", \
	    RELATED_OUT }, \
	[FOSTERING_PEOPLE_PARTS] = { RELATED " AND p.person = ? ORDER BY p.until IS NOT NULL, p.id" \
	    " LIMIT 50", "uu", RELATED_OUT }, \
	[FOSTERING_PEOPLE_PART] = { "SELECT p.id, p.relation, p.has_pr, p.withheld, p.cared_for," \
	    " p.since, p.until, p.version FROM related_person p WHERE p.record = ? AND p.person = ?" \
	    " AND p.id = ?", "uuu", "ussusddu" }, \
	[FOSTERING_PEOPLE_HAS] = { "SELECT id FROM related_person WHERE record = ? AND person = ?" \
	    " AND part = ? AND until IS NULL", "uus", "u" }, \
	[FOSTERING_PEOPLE_ADD] = { "INSERT INTO related_person (record, person, part, relation, has_pr," \
	    " withheld, cared_for, since, account, at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?," \
	    " UTC_TIMESTAMP(6))", "uusssusdu", "" }, \
	[FOSTERING_PEOPLE_CHANGE] = { "UPDATE related_person SET relation = ?, has_pr = ?," \
	    " withheld = ?, cared_for = ?, since = ?, until = ?, version = version + 1" \
	    " WHERE record = ? AND id = ? AND version = ?", "ssusdduuu", "" }, \
	[FOSTERING_PEOPLE_FACTS] = { "SELECT EXISTS (SELECT 1 FROM related_person p" \
	    "  JOIN household_member m ON m.person = p.person WHERE p.record = v.record" \
	    "  AND p.until IS NULL AND (p.part IN ('PARENT', 'PRHOLDER') OR p.has_pr = 'Y')" \
	    "  AND m.household = v.household AND m.left_on IS NULL AND m.role <> 'EMPLOYEE'" \
	    "  AND m.person <> v.carer), (SELECT p.has_pr FROM related_person p" \
	    "  WHERE p.record = v.record AND p.person = v.carer AND p.until IS NULL AND p.has_pr <> ''" \
	    "  ORDER BY p.has_pr DESC LIMIT 1) FROM arrangement v WHERE v.record = ?", "u", "us" }, \
	[FOSTERING_PEOPLE_SLEEPS] = { "UPDATE arrangement SET sleeps = ? WHERE record = ?", "su", "" }, \
	[FOSTERING_PEOPLE_CARER_PR] = { "UPDATE arrangement SET carer_pr = ? WHERE record = ?", "su", \
	    "" }, \
	\
	[FOSTERING_INVOLVED] = { "SELECT i.account, i.title, i.since, i.until, a.given, a.family," \
	    " a.agency, a.phone, a.service FROM everychild_index.child_involved i" \
	    " LEFT JOIN everychild.account a ON a.id = i.account" \
	    " WHERE i.child = ? AND (i.until IS NULL OR i.until >= ?)" \
	    " ORDER BY i.until IS NOT NULL, i.since DESC LIMIT 100", "sd", "usddsssss" }, \
	[FOSTERING_NAMED_PEOPLE] = { "SELECT n.id, n.given, n.family, n.born_on, n.phone, n.email" \
	    " FROM person n WHERE " PERSON_ON " ORDER BY n.id LIMIT 200", "uuu", "ussdss" }, \
	[FOSTERING_NAMED_PART] = { "SELECT id FROM related_person WHERE record = ? AND person = ?" \
	    " AND part = ? LIMIT 1", "uus", "u" }, \
	[FOSTERING_NAMED_FILL] = { "UPDATE person SET born_on = COALESCE(born_on, ?)," \
	    " phone = IF(phone = '', ?, phone), email = IF(email = '', ?, email)," \
	    " version = version + 1 WHERE id = ?", "dssu", "" }, \
	[FOSTERING_NAMED_RELATION] = { "UPDATE arrangement SET relationship = ? WHERE record = ?" \
	    " AND relationship = ''", "su", "" }, \
	\
	[FOSTERING_HOUSEHOLD_FIND] = { "SELECT h.id, h.line1, h.line2, h.town, h.postcode, h.uprn," \
	    " h.area, h.since, h.version, " ADDRESS_LINE("h") ") FROM arrangement v JOIN household h ON h.id = v.household" \
	    " WHERE v.record = ?", "u", "ussssssdus" }, \
	[FOSTERING_HOUSEHOLD_CHANGE] = { "UPDATE household SET line1 = ?, line2 = ?, town = ?," \
	    " postcode = ?, uprn = ?, area = ?, since = ?, version = version + 1" \
	    " WHERE id = ? AND version = ?", "ssssssduu", "" }, \
	[FOSTERING_MEMBERS] = { "SELECT m.id, n.handle, n.given, n.family, m.role, m.employed," \
	    " n.born_on, m.joined_on, m.left_on, n.id FROM arrangement v" \
	    " JOIN household_member m ON m.household = v.household JOIN person n ON n.id = m.person" \
	    " WHERE v.record = ? ORDER BY m.left_on IS NOT NULL, m.role <> 'CARER', m.id LIMIT 100", \
	    "u", "usssssdddu" }, \
	[FOSTERING_MEMBER_OF] = { "SELECT m.id, m.role FROM arrangement v JOIN household_member m" \
	    " ON m.household = v.household WHERE v.record = ? AND m.person = ? AND m.left_on IS NULL" \
	    " ORDER BY m.id DESC LIMIT 1", "uu", "us" }, \
	[FOSTERING_MEMBER_LAST] = { "SELECT m.id, m.role, m.employed, m.joined_on, m.left_on," \
	    " m.version FROM arrangement v JOIN household_member m ON m.household = v.household" \
	    " WHERE v.record = ? AND m.person = ? ORDER BY m.left_on IS NOT NULL, m.id DESC LIMIT 1", \
	    "uu", "ussddu" }, \
	[FOSTERING_MEMBER_CHANGE] = { "UPDATE household_member SET role = ?, employed = ?," \
	    " joined_on = ?, left_on = ?, version = version + 1 WHERE id = ? AND version = ?", "ssdduu", "" }, \
	\
	[FOSTERING_CHECKS] = { "SELECT id, kind, requested_on, received_on, result, note, renew_on" \
	    " FROM safety_check WHERE person = ? ORDER BY kind, requested_on DESC, id DESC LIMIT 200", \
	    "u", "usddssd" }, \
	[FOSTERING_CHECK_STATE] = { "SELECT kind, MAX(received_on IS NOT NULL) FROM safety_check" \
	    " WHERE person = ? GROUP BY kind", "u", "su" }, \
	[FOSTERING_CHECK_WAITS] = { "SELECT id FROM safety_check WHERE person = ? AND kind = ?" \
	    " AND received_on IS NULL LIMIT 1", "us", "u" }, \
	[FOSTERING_CHECK_ADD] = { "INSERT INTO safety_check (person, kind, requested_on, note, account," \
	    " at) VALUES (?, ?, ?, ?, ?, UTC_TIMESTAMP(6))", "usdsu", "" }, \
	[FOSTERING_CHECK_ONE] = { "SELECT id, kind, requested_on FROM safety_check WHERE person = ?" \
	    " AND id = ? AND received_on IS NULL", "uu", "usd" }, \
	[FOSTERING_CHECK_FORMER] = { "SELECT id FROM safety_check WHERE person = ? AND kind = ?" \
	    " AND id <> ? AND renew_on IS NOT NULL", "usu", "u" }, \
	[FOSTERING_CHECK_RESULT] = { "UPDATE safety_check SET received_on = ?, result = ?, note = ?," \
	    " renew_on = ? WHERE person = ? AND id = ? AND received_on IS NULL", "dssduu", "" }, \
	[FOSTERING_HISTORY] = { "SELECT kind, what, on_day, court, outcome, source FROM person_history" \
	    " WHERE person = ? ORDER BY COALESCE(on_day, DATE(at)) DESC, id DESC LIMIT 200", "u", \
	    "ssdsss" }, \
	[FOSTERING_HISTORY_ADD] = { "INSERT INTO person_history (person, kind, what, on_day, court," \
	    " outcome, source, account, at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, UTC_TIMESTAMP(6))", \
	    "ussdsssu", "" }, \
	[FOSTERING_STANDING_SET] = { "UPDATE person SET barred = ?, disqualified = ?," \
	    " version = version + 1 WHERE id = ? AND version = ?", "ssuu", "" }, \
	\
	[FOSTERING_RENEW_CASES] = { "SELECT DISTINCT r.id, r.owner FROM arrangement v" \
	    " JOIN record r ON r.id = v.record WHERE r.closed_at IS NULL AND (v.carer = ?" \
	    "  OR v.household IN (SELECT m.household FROM household_member m WHERE m.person = ?" \
	    "    AND m.left_on IS NULL)) ORDER BY r.id LIMIT 100", "uu", "uu" }, \
	[FOSTERING_RENEW_DUE] = { "SELECT c.id, c.received_on FROM safety_check c" \
	    " JOIN arrangement v ON v.record = ? WHERE c.renew_on IS NOT NULL AND (c.person = v.carer" \
	    "  OR c.person IN (SELECT m.person FROM household_member m" \
	    "    WHERE m.household = v.household AND m.left_on IS NULL))" \
	    " AND NOT EXISTS (SELECT 1 FROM safety_check n WHERE n.person = c.person" \
	    "  AND n.kind = c.kind AND n.id > c.id AND n.received_on IS NOT NULL)" \
	    " AND NOT EXISTS (SELECT 1 FROM deadline d WHERE d.record = v.record" \
	    "  AND d.clock = CONCAT('T11-', c.id)) ORDER BY c.id LIMIT 100", "u", "ud" }, \
	[FOSTERING_OTHERS_CARER] = { OTHERS " AND (v.carer = o.carer OR v.household = o.household" \
	    "  OR v.carer IN (SELECT m.person FROM household_member m WHERE m.household = o.household" \
	    "    AND m.left_on IS NULL)) ORDER BY r.id DESC LIMIT 200", OTHERS_IN, OTHERS_OUT }, \
	[FOSTERING_OTHERS_CHILD] = { OTHERS " AND r.child = (SELECT z.child FROM record z" \
	    "  WHERE z.id = o.record) ORDER BY r.id DESC LIMIT 100", OTHERS_IN, OTHERS_OUT }, \
	[FOSTERING_OVERLAP_CONFIRMED] = { "SELECT at FROM event WHERE record = ? AND code = ?" \
	    " ORDER BY id DESC LIMIT 1", "us", "d" }, \
	\
	[FOSTERING_FRONT_ROLE] = { "SELECT a.id FROM everychild.account a WHERE a.id = ?" \
	    " AND EXISTS (SELECT 1 FROM everychild.account_role x WHERE x.account = a.id" \
	    "  AND x.role = 'FDO')", "u", "u" }, \
	[FOSTERING_FRONT_TOOK] = { "SELECT number FROM notification WHERE record = ? AND account = ?" \
	    " AND (? = 0 OR number = ?) LIMIT 1", "uuuu", "u" }, \
	[FOSTERING_UNALLOCATED] = { "SELECT r.handle, r.reference, r.subject, r.state, r.opened_at," \
	    " o.given, o.family, (SELECT MIN(d.due_on) FROM deadline d WHERE d.record = r.id" \
	    "   AND d.met_at IS NULL AND d.dropped_at IS NULL) AS due FROM record r" \
	    " LEFT JOIN everychild.account o ON o.id = r.owner WHERE r.closed_at IS NULL" \
	    " AND (r.restricted = 0 OR r.owner = ?) AND NOT EXISTS (SELECT 1" \
	    "  FROM everychild.account_role x JOIN everychild.account a ON a.id = x.account" \
	    "  WHERE x.account = r.owner AND x.role = 'PFW' AND a.disabled_on IS NULL)" \
	    " ORDER BY COALESCE(due, '9999-12-31'), r.id LIMIT 201", "u", "ssssdssd" }, \
	[FOSTERING_CHRONOLOGY] = { CHRONOLOGY, "uu", "dssss" },

#endif
