/*
 * sql-visit: the statements of the initial action (5.1), the visits (5.2 to 5.5)
 * and the diary, for the table of sql.c.
 */
#ifndef EVERYCHILD_FOSTERING_SQL_VISIT_H
#define EVERYCHILD_FOSTERING_SQL_VISIT_H

#define INITIAL "SELECT id, number, regulation, notified_on, due_on, completed_on" \
	" FROM initial_action WHERE record = ? AND dropped_on IS NULL"
#define INITIAL_OUT "uuuddd"

/* Who has to be spoken to: those who are there today, and those with whom it was
 * done while they were. */
#define INITIAL_WHO "SELECT 'a' AS item, 0 AS person, 0 AS carer UNION SELECT 'c', 0, 0" \
	" UNION SELECT 'e', 0, 0" \
	" UNION SELECT 'b', v.carer, 1 FROM arrangement v WHERE v.record = ? AND v.carer IS NOT NULL" \
	" UNION SELECT 'b', m.person, COALESCE(m.person = v.carer, 0) FROM arrangement v" \
	"  JOIN household_member m ON m.household = v.household AND m.left_on IS NULL" \
	"   AND m.role <> 'EMPLOYEE' WHERE v.record = ?" \
	" UNION SELECT 'd', q.person, 0 FROM related_person q WHERE q.record = ? AND q.until IS NULL" \
	"  AND (q.part IN ('PARENT', 'PRHOLDER') OR q.has_pr = 'Y')" \
	" UNION SELECT 'd', 0, 0 FROM arrangement v WHERE v.record = ? AND NOT EXISTS (SELECT 1" \
	"  FROM related_person q WHERE q.record = v.record AND q.until IS NULL" \
	"   AND (q.part IN ('PARENT', 'PRHOLDER') OR q.has_pr = 'Y'))" \
	" UNION SELECT d.item, COALESCE(d.person, 0), COALESCE(d.person = v.carer, 0)" \
	"  FROM initial_task d JOIN arrangement v ON v.record = ? WHERE d.action = ?" \
	"   AND COALESCE(d.done_on, d.not_practicable_on) IS NOT NULL"

#define VISIT "SELECT v.id, v.handle, v.number, v.document, v.type, v.status, v.planned_at," \
	" v.minutes, v.officer, v.due_on, v.visited_on, v.started, v.ended, v.method, v.child_seen," \
	" v.alone, v.alone_reason, v.not_done, v.qualifying, v.concerns, v.safeguarding, v.asked_by," \
	" v.asked_name, v.asked_on, v.reasonable, v.refused_why, v.report_on, v.report_by," \
	" v.signed_on, v.signed_by, v.sign_note, v.version, a.given, a.family FROM visit v" \
	" LEFT JOIN everychild.account a ON a.id = v.officer"
#define VISIT_OUT "usuussd" "uuddsss" "s" "sssuus" "ss" "dss" "du" "dus" "uss"

/* Open cases that this person may see; me, me, whole service, team's role, team. */
#define VISIT_SEEN " r.closed_at IS NULL AND r.unlisted = 0 AND r.archived_at IS NULL" \
	" AND (r.owner = ? OR EXISTS (SELECT 1 FROM record_person q WHERE q.record = r.id" \
	"   AND q.account = ? AND q.until IS NULL)" \
	"  OR (r.restricted = 0 AND (? = 1 OR (? = 1 AND r.team = ?))))"

#define FOSTERING_SQL_VISIT \
	/* -- initial -- */ \
	[FOSTERING_INITIAL_ADD] = { "INSERT INTO initial_action (record, number, regulation," \
	    " notified_on, due_on, account, at) SELECT ?, n.next, ?, ?, ?, ?, UTC_TIMESTAMP(6)" \
	    " FROM (SELECT COALESCE(MAX(number), 0) + 1 AS next FROM initial_action" \
	    "  WHERE record = ?) n", "uudduu", "" }, \
	[FOSTERING_INITIAL_NEWEST] = { INITIAL " ORDER BY number DESC LIMIT 1", "u", INITIAL_OUT }, \
	[FOSTERING_INITIAL_OF] = { INITIAL " AND regulation = ? ORDER BY number DESC LIMIT 1", "uu", \
	    INITIAL_OUT }, \
	[FOSTERING_INITIAL_MOVE] = { "UPDATE initial_action SET notified_on = ?, due_on = ?" \
	    " WHERE id = ? AND completed_on IS NULL", "ddu", "" }, \
	[FOSTERING_INITIAL_DROP] = { "UPDATE initial_action SET dropped_on = ? WHERE record = ?" \
	    " AND regulation = ? AND completed_on IS NULL AND dropped_on IS NULL", "duu", "" }, \
	[FOSTERING_INITIAL_COMPLETED] = { "UPDATE initial_action SET completed_on = ? WHERE id = ?" \
	    " AND completed_on IS NULL", "du", "" }, \
	[FOSTERING_INITIAL_TASKS] = { "SELECT n.item, n.person, n.carer, p.handle, p.given, p.family," \
	    " t.id, t.method, t.done_on, t.alone, t.reason, t.not_practicable_on FROM (" INITIAL_WHO \
	    ") n LEFT JOIN person p ON p.id = n.person LEFT JOIN initial_task t ON t.action = ?" \
	    " AND t.item = n.item AND COALESCE(t.person, 0) = n.person" \
	    " ORDER BY n.item, n.carer DESC, p.family, p.given, n.person LIMIT 200", "uuuuuuu", \
	    "suusssusdssd" }, \
	[FOSTERING_INITIAL_TASK_ADD] = { "INSERT INTO initial_task (action, item, person, account, at)" \
	    " VALUES (?, ?, ?, ?, UTC_TIMESTAMP(6))", "usUu", "" }, \
	[FOSTERING_INITIAL_TASK_SET] = { "UPDATE initial_task SET method = ?, done_on = ?, alone = ?," \
	    " reason = ?, not_practicable_on = ?, visit = ?, account = ?, at = UTC_TIMESTAMP(6)" \
	    " WHERE id = ?", "sdssdUuu", "" }, \
	/* -- arrival -- */ \
	[FOSTERING_ARRIVAL_SET] = { "UPDATE arrangement SET start_actual = ?, aware_on = ?," \
	    " deemed_start = ? WHERE record = ?", "dddu", "" }, \
	[FOSTERING_ARRIVAL_NOTICE] = { "SELECT received_on, event_on FROM notification" \
	    " WHERE record = ? AND regulation IN ('6(1)', '6(2)') ORDER BY received_on, number LIMIT 1", "u", "dd" }, \
	/* -- visit due -- */ \
	[FOSTERING_DUE_VISITS] = { "SELECT DISTINCT visited_on FROM visit WHERE record = ?" \
	    " AND qualifying = 1 AND status = 'DONE' AND visited_on IS NOT NULL ORDER BY visited_on", \
	    "u", "d" }, \
	[FOSTERING_DUES] = { "SELECT id, from_on, due_on, met_on FROM visit_due WHERE record = ?" \
	    " AND dropped_on IS NULL ORDER BY from_on", "u", "uddd" }, \
	[FOSTERING_DUE_ADD] = { "INSERT INTO visit_due (record, from_on, due_on, met_on)" \
	    " VALUES (?, ?, ?, ?)", "uddd", "" }, \
	[FOSTERING_DUE_KEEP] = { "UPDATE visit_due SET due_on = ?, met_on = ?, dropped_on = NULL" \
	    " WHERE record = ? AND from_on = ?", "ddud", "" }, \
	[FOSTERING_DUE_DROP] = { "UPDATE visit_due SET dropped_on = ? WHERE id = ?", "du", "" }, \
	[FOSTERING_DUE_SET] = { "UPDATE arrangement SET deemed_start = ?, next_visit_due = ?" \
	    " WHERE record = ?", "ddu", "" }, \
	[FOSTERING_DUE_CLOCK] = { "SELECT due_on FROM deadline WHERE record = ? AND clock = 'T4'" \
	    " AND met_at IS NULL AND dropped_at IS NULL ORDER BY id DESC LIMIT 1", "u", "d" }, \
	/* -- visit -- */ \
	[FOSTERING_VISIT_ADD] = { "INSERT INTO visit (handle, record, number, type, status," \
	    " planned_at, minutes, officer, due_on, asked_by, asked_name, asked_on, reasonable," \
	    " refused_why, account, at) SELECT ?, ?, n.next, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?," \
	    " UTC_TIMESTAMP(6) FROM (SELECT COALESCE(MAX(number), 0) + 1 AS next FROM visit" \
	    "  WHERE record = ?) n", \
	    "sussduudssdssuu", "" }, \
	[FOSTERING_VISIT_FIND] = { VISIT " WHERE v.record = ? AND v.handle = ?", "us", VISIT_OUT }, \
	[FOSTERING_VISIT_NUMBER] = { VISIT " WHERE v.record = ? AND v.number = ?", "uu", VISIT_OUT }, \
	[FOSTERING_VISIT_LIST] = { VISIT " WHERE v.record = ? ORDER BY COALESCE(v.visited_on," \
	    " DATE(v.planned_at), v.asked_on) DESC, v.number DESC LIMIT ?", "uu", VISIT_OUT }, \
	[FOSTERING_VISIT_RECORD] = { "UPDATE visit SET status = ?, visited_on = ?, started = ?," \
	    " ended = ?, method = ?, child_seen = ?, alone = ?, alone_reason = ?, not_done = ?," \
	    " qualifying = ?, safeguarding = ?, document = ?, version = version + 1" \
	    " WHERE id = ? AND version = ? AND status = 'PLANNED'", "sdsssssssusUuu", "" }, \
	[FOSTERING_VISIT_MOVE] = { "UPDATE visit SET planned_at = ?, minutes = ?, officer = ?," \
	    " version = version + 1 WHERE id = ? AND version = ? AND status = 'PLANNED'", "duuuu", "" }, \
	[FOSTERING_VISIT_MOVED] = { "INSERT INTO visit_move (record, visit, planned_at, officer, why," \
	    " account, at) VALUES (?, ?, ?, ?, ?, ?, UTC_TIMESTAMP(6))", "uudusu", "" }, \
	[FOSTERING_VISIT_MOVES] = { "SELECT m.planned_at, a.given, a.family, m.why, b.given, b.family," \
	    " m.at FROM visit_move m LEFT JOIN everychild.account a ON a.id = m.officer" \
	    " LEFT JOIN everychild.account b ON b.id = m.account WHERE m.record = ? AND m.visit = ?" \
	    " ORDER BY m.id LIMIT 100", "uu", "dsssssd" }, \
	[FOSTERING_VISIT_CONCERNS] = { "UPDATE visit SET concerns = ? WHERE id = ?", "uu", "" }, \
	[FOSTERING_VISIT_WRITTEN] = { "UPDATE visit SET report_on = ?, report_by = ?," \
	    " version = version + 1 WHERE id = ? AND report_on IS NULL", "duu", "" }, \
	[FOSTERING_VISIT_SENT_BACK] = { "UPDATE visit SET report_on = NULL, signed_by = ?," \
	    " sign_note = ?, version = version + 1 WHERE id = ? AND report_on IS NOT NULL" \
	    " AND signed_on IS NULL", "usu", "" }, \
	[FOSTERING_VISIT_SIGNED] = { "UPDATE visit SET signed_on = ?, signed_by = ?, sign_note = ?," \
	    " version = version + 1 WHERE id = ? AND report_on IS NOT NULL AND signed_on IS NULL", \
	    "dusu", "" }, \
	[FOSTERING_VISIT_HARM] = { "UPDATE arrangement SET safeguarding = 1 WHERE record = ?", "u", \
	    "" }, \
	[FOSTERING_VISIT_MEMBERS] = { "SELECT p.given, p.family FROM arrangement v" \
	    " JOIN household_member m ON m.household = v.household AND m.left_on IS NULL" \
	    "  AND m.role <> 'EMPLOYEE' JOIN person p ON p.id = m.person WHERE v.record = ?" \
	    " ORDER BY m.person = v.carer DESC, p.family, p.given, m.id LIMIT 30", "u", "ss" }, \
	[FOSTERING_VISIT_OFFICERS] = { "SELECT a.id, a.login, a.given, a.family" \
	    " FROM everychild.account a JOIN record r ON r.id = ? WHERE a.disabled_on IS NULL" \
	    " AND EXISTS (SELECT 1 FROM everychild.account_role x WHERE x.account = a.id" \
	    "  AND x.role IN ('PFW', 'PFM'))" \
	    " AND (a.id = r.owner OR EXISTS (SELECT 1 FROM record_person q WHERE q.record = r.id" \
	    "   AND q.account = a.id AND q.until IS NULL) OR (r.restricted = 0 AND (a.team = r.team" \
	    "   OR EXISTS (SELECT 1 FROM everychild.account_role x WHERE x.account = a.id" \
	    "    AND x.role = 'PFM')))) ORDER BY a.family, a.given, a.id LIMIT 200", "u", "usss" }, \
	/* -- diary -- */ \
	[FOSTERING_DIARY_PLANNED] = { "SELECT r.handle, r.reference, r.subject, v.handle, v.type," \
	    " v.planned_at, v.minutes, a.given, a.family, v.number FROM visit v" \
	    " JOIN record r ON r.id = v.record JOIN everychild.account a ON a.id = v.officer" \
	    " WHERE v.status = 'PLANNED' AND (v.officer = ? OR (? = 1 AND a.team = ?)) AND" VISIT_SEEN \
	    " ORDER BY v.planned_at, v.id LIMIT 201", "uuuuuuuu", "sssssduss" "u" }, \
	[FOSTERING_BOARD] = { "SELECT r.id, r.handle, r.reference, r.subject, i.id, i.regulation," \
	    " i.notified_on, i.due_on, a.given, a.family FROM initial_action i" \
	    " JOIN record r ON r.id = i.record LEFT JOIN everychild.account a ON a.id = r.owner" \
	    " WHERE" FOSTERING_ACTION_RUNS " AND" FOSTERING_ACTS " AND" VISIT_SEEN \
	    " ORDER BY i.due_on IS NULL, i.due_on, r.id LIMIT 201", "uuuuu", "usssuuddss" }, \
	[FOSTERING_DIARY_DUE] = { "SELECT r.handle, r.reference, r.subject, v.next_visit_due, a.given," \
	    " a.family, (SELECT MIN(p.planned_at) FROM visit p WHERE p.record = r.id" \
	    "  AND p.status = 'PLANNED') AS planned FROM arrangement v" \
	    " JOIN record r ON r.id = v.record JOIN everychild.account a ON a.id = r.owner" \
	    " WHERE v.next_visit_due IS NOT NULL AND (r.owner = ? OR (? = 1 AND r.team = ?))" \
	    " AND v.next_visit_due <= ? AND (v.next_visit_due < ? OR NOT EXISTS (SELECT 1" \
	    "  FROM visit p WHERE p.record = r.id AND p.status = 'PLANNED'" \
	    "   AND p.planned_at < v.next_visit_due + INTERVAL 1 DAY)) AND" VISIT_SEEN \
	    " ORDER BY v.next_visit_due, r.id LIMIT 201", "uuudduuuuu", "sssdssd" },

#endif
