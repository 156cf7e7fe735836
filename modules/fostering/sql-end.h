/*
 * sql-end: changes, absences, the end, transfers and the program's own round.
 * One part of sql.c, which includes it.
 */
#ifndef EVERYCHILD_FOSTERING_SQL_END_H
#define EVERYCHILD_FOSTERING_SQL_END_H

#define END_STATEMENTS \
	/* -- change -- */ \
	[FOSTERING_CHANGE_ADD] = { "INSERT INTO change_event (record, kind, changed_at, told_at," \
	    " in_time, person, household, note, changed_timed, told_timed, account, at)" \
	    " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, UTC_TIMESTAMP(6))", "usddsUUsuuu", "" }, \
	[FOSTERING_CHANGES] = { "SELECT c.kind, c.changed_at, c.told_at, c.in_time, p.given, p.family," \
	    " c.note, c.changed_timed, c.told_timed FROM change_event c LEFT JOIN person p ON p.id = c.person WHERE c.record = ?" \
	    " ORDER BY c.changed_at DESC, c.id DESC LIMIT 200", "u", "sddssssuu" }, \
	[FOSTERING_AHEAD_ADD] = { "INSERT INTO change_ahead (record, kind, expected_on, fields, note," \
	    " account, at) VALUES (?, ?, ?, ?, ?, ?, UTC_TIMESTAMP(6))", "usdssu", "" }, \
	[FOSTERING_AHEAD_FIND] = { "SELECT id, kind, expected_on, fields, note FROM change_ahead" \
	    " WHERE record = ? AND id = ? AND done_on IS NULL AND dropped_on IS NULL", "uu", "usdss" }, \
	[FOSTERING_AHEADS] = { "SELECT id, kind, expected_on, fields, note FROM change_ahead" \
	    " WHERE record = ? AND done_on IS NULL AND dropped_on IS NULL" \
	    " ORDER BY expected_on, id LIMIT 50", "u", "usdss" }, \
	[FOSTERING_AHEAD_DONE] = { "UPDATE change_ahead SET done_on = ? WHERE record = ? AND id = ?", \
	    "duu", "" }, \
	[FOSTERING_AHEAD_DROP] = { "UPDATE change_ahead SET dropped_on = ? WHERE record = ?" \
	    " AND id = ?", "duu", "" }, \
	[FOSTERING_CHANGE_MEMBERS] = { "SELECT m.person, p.given, p.family, m.role" \
	    " FROM household_member m JOIN person p ON p.id = m.person WHERE m.household = ?" \
	    " AND m.left_on IS NULL ORDER BY m.id LIMIT 100", "u", "usss" }, \
	[FOSTERING_CHANGE_PARENTS] = { "SELECT DISTINCT p.id, p.given, p.family FROM related_person x" \
	    " JOIN person p ON p.id = x.person WHERE x.record = ? AND x.part IN ('PARENT', 'PRHOLDER')" \
	    " AND x.until IS NULL ORDER BY p.id LIMIT 20", "u", "uss" }, \
	[FOSTERING_CHANGE_PERSON] = { "INSERT INTO person (handle, given, family, born_on, sound," \
	    " added_by, added_at) VALUES (?, ?, ?, ?, ?, ?, UTC_TIMESTAMP(6))", "sssdsu", "" }, \
	[FOSTERING_CHANGE_LEFT] = { "UPDATE household_member SET left_on = ?," \
	    " version = version + 1 WHERE household = ? AND person = ? AND left_on IS NULL", "duu", "" }, \
	[FOSTERING_CHANGE_HOUSEHOLD] = { "INSERT INTO household (handle, line1, town, postcode, since," \
	    " added_by, added_at) VALUES (?, ?, ?, ?, ?, ?, UTC_TIMESTAMP(6))", "ssssdu", "" }, \
	[FOSTERING_CHANGE_HOUSEHOLD_LEFT] = { "UPDATE household SET until = ?, version = version + 1" \
	    " WHERE id = ?", "du", "" }, \
	[FOSTERING_CHANGE_MEMBERS_MOVE] = { "INSERT INTO household_member (household, person, role," \
	    " employed, joined_on, account, at) SELECT ?, m.person, m.role, m.employed, ?, ?," \
	    " UTC_TIMESTAMP(6) FROM household_member m WHERE m.household = ? AND m.left_on IS NULL", \
	    "uduu", "" }, \
	[FOSTERING_CHANGE_MEMBERS_LEFT] = { "UPDATE household_member SET left_on = ?, version = version + 1" \
	    " WHERE household = ? AND left_on IS NULL", "du", "" }, \
	[FOSTERING_CHANGE_CASES] = { "SELECT v.record, r.owner FROM arrangement v" \
	    " JOIN record r ON r.id = v.record WHERE v.household = ? AND r.closed_at IS NULL" \
	    " ORDER BY v.record LIMIT 100 FOR UPDATE", "u", "uu" }, \
	/* The others that a move changes, and this one, so that two moves wait for each \
	 * other and never for good. */ \
	[FOSTERING_CHANGE_LOCK] = { "SELECT r.id FROM arrangement v JOIN record r ON r.id = v.record" \
	    " WHERE v.household = (SELECT h.id FROM household h JOIN arrangement o ON o.household = h.id" \
	    "  JOIN record q ON q.id = o.record WHERE q.handle = ?) AND r.closed_at IS NULL" \
	    " ORDER BY r.id FOR UPDATE", "s", "u" }, \
	[FOSTERING_CHANGE_MOVE] = { "UPDATE arrangement SET household = ? WHERE record = ?", "uu", "" }, \
	[FOSTERING_CHANGE_ADDRESS_LEFT] = { "UPDATE person_address SET until = ?," \
	    " version = version + 1 WHERE person = ?" \
	    " AND until IS NULL", "du", "" }, \
	[FOSTERING_CHANGE_ADDRESS] = { "INSERT INTO person_address (person, line1, town, postcode," \
	    " since, account, at) VALUES (?, ?, ?, ?, ?, ?, UTC_TIMESTAMP(6))", "usssdu", "" }, \
	\
	/* -- absence -- */ \
	[FOSTERING_ABSENCE_ADD] = { "INSERT INTO absence (record, left_on, expected_on, latest_on," \
	    " note, account, at, open_of) VALUES (?, ?, ?, ?, ?, ?, UTC_TIMESTAMP(6), ?)", \
	    "udddsuu", "" }, \
	[FOSTERING_ABSENCE_OPEN] = { "SELECT left_on, expected_on, latest_on, note FROM absence" \
	    " WHERE open_of = ?", "u", "ddds" }, \
	[FOSTERING_ABSENCE_END] = { "UPDATE absence SET returned_on = ?, ended_on = ?, ended_why = ?," \
	    " open_of = NULL WHERE open_of = ?", "ddsu", "" }, \
	[FOSTERING_ABSENCES] = { "SELECT left_on, expected_on, latest_on, returned_on, ended_on," \
	    " ended_why FROM absence WHERE record = ? ORDER BY left_on DESC, id DESC LIMIT 100", "u", \
	    "ddddds" }, \
	\
	/* -- end -- */ \
	[FOSTERING_END_SET] = { "UPDATE arrangement SET ended_at = ?, ended_timed = ?, end_on = ?," \
	    " end_reason = ?, end_note = ?, aftercare = IF(? = 1, 1, aftercare), next_visit_due = NULL" \
	    " WHERE record = ?", "dudssuu", "" }, \
	[FOSTERING_END_LOOKED_AFTER] = { "UPDATE arrangement SET looked_after = 'Y'," \
	    " looked_after_on = ? WHERE record = ?", "du", "" }, \
	[FOSTERING_END_DETAILS] = { "SELECT end_reason, end_note, receiver_name, receiver_address," \
	    " receiver_relation, end_known, welfare_on, welfare_note, final_report, ended_at," \
	    " ended_timed FROM arrangement WHERE record = ?", "u", "ssssssdssdu" }, \
	[FOSTERING_END_SAVE] = { "UPDATE arrangement SET end_reason = ?, end_note = ?," \
	    " receiver_name = ?, receiver_address = ?, receiver_relation = ?, end_known = ?," \
	    " welfare_on = ?, welfare_note = ?, final_report = ? WHERE record = ?", "ssssssdssu", \
	    "" }, \
	[FOSTERING_END_REQUIREMENTS] = { "SELECT COUNT(*) FROM requirement WHERE record = ?" \
	    " AND status IN ('IMPOSED', 'VARIED', 'BREACHED')", "u", "u" }, \
	[FOSTERING_END_APPEALS] = { "SELECT COUNT(*) FROM appeal WHERE record = ?" \
	    " AND outcome_on IS NULL", "u", "u" }, \
	[FOSTERING_END_LAST_VISIT] = { "SELECT MAX(visited_on) FROM visit WHERE record = ?" \
	    " AND qualifying = 1", "u", "d" }, \
	[FOSTERING_END_VISITS] = { "UPDATE visit SET status = 'CANCELLED'," \
	    " not_done = 'The case was closed', version = version + 1 WHERE record = ?" \
	    " AND status = 'PLANNED'", "u", "" }, \
	[FOSTERING_END_VISITS_AGAIN] = { "UPDATE visit SET status = 'PLANNED', not_done = ''," \
	    " version = version + 1 WHERE record = ? AND status = 'CANCELLED'" \
	    " AND not_done = 'The case was closed'", "u", "" }, \
	[FOSTERING_END_LAPSE] = { "UPDATE requirement SET lapsed = status, status = 'REMOVED', ended_on = ?," \
	    " ended_why = 'The proposal was dropped', version = version + 1 WHERE record = ?" \
	    " AND status IN ('PROPOSED', 'IMPOSED', 'VARIED', 'BREACHED')", "du", "" }, \
	[FOSTERING_END_LAPSE_UNDONE] = { "UPDATE requirement SET status = lapsed, lapsed = ''," \
	    " ended_on = NULL, ended_why = '', version = version + 1 WHERE record = ?" \
	    " AND lapsed <> ''", "u", "" }, \
	[FOSTERING_END_UNDONE] = { "UPDATE arrangement SET closed_on = NULL," \
	    " ended_at = IF(? = 1, ended_at, NULL), end_on = IF(? = 1, end_on, NULL)," \
	    " end_reason = IF(? = 1, end_reason, '')," \
	    " aftercare = IF(? = 1, aftercare, 0) WHERE record = ?", "uuuuu", "" }, \
	[FOSTERING_END_WHEN] = { "SELECT at, made_in FROM event WHERE record = ?" \
	    " AND code IN ('end', 'lapsed', 'birthday') ORDER BY id DESC LIMIT 1", "u", "ds" }, \
	[FOSTERING_END_TASKS_OF] = { "UPDATE task SET dropped_on = ? WHERE record = ? AND done_on IS NULL" \
	    " AND dropped_on IS NULL AND kind IN ('AFTERCARE', 'DEATH', 'OFSTED', 'MISSING')", "du", "" }, \
	[FOSTERING_END_TASKS_AGAIN] = { "UPDATE task SET dropped_on = NULL, ended_in = ''" \
	    " WHERE record = ? AND done_on IS NULL AND dropped_on IS NOT NULL" \
	    " AND CASE WHEN ended_in <> '' THEN ended_in = ? ELSE dropped_on >= ? END", "usd", "" }, \
	[FOSTERING_END_PREVIOUS] = { "UPDATE arrangement v SET v.previous = (SELECT MAX(r.id)" \
	    " FROM record r WHERE r.child = ? AND r.id < v.record AND r.restricted = 0" \
	    " AND r.state IN ('ENDED', 'TRANSFERRED', 'WITHDRAWN', 'NOT_PF')) WHERE v.record = ?", \
	    "uu", "" }, \
	[FOSTERING_END_OTHERS] = { "SELECT r.handle, r.reference, v.record = ? FROM arrangement v" \
	    " JOIN record r ON r.id = v.record WHERE (v.previous = ? OR r.id = ?)" \
	    " AND r.archived_at IS NULL AND (r.owner = ? OR (r.restricted = 0 AND (? = 1" \
	    "  OR (? = 1 AND r.team = ?)))) ORDER BY r.id LIMIT 10", "uuuuuuu", "ssu" }, \
	\
	/* -- transfer -- */ \
	[FOSTERING_TRANSFER_ADD] = { "INSERT INTO transfer (record, way, authority, authority_name," \
	    " moved_on, address, notified_on, reference, note, account, at)" \
	    " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, UTC_TIMESTAMP(6))", "usss" "dsdssu", "" }, \
	[FOSTERING_TRANSFER_TOLD] = { "UPDATE transfer SET notified_on = ? WHERE record = ? AND id = ?" \
	    " AND notified_on IS NULL", "duu", "" }, \
	[FOSTERING_TRANSFERS] = { "SELECT id, way, authority, authority_name, moved_on, address," \
	    " notified_on, acknowledged_on, acknowledged_by, reference, note FROM transfer" \
	    " WHERE record = ? ORDER BY id DESC LIMIT 50", "u", "usssdsddsss" }, \
	[FOSTERING_TRANSFER_LAST] = { "SELECT id, notified_on, acknowledged_on, authority," \
	    " authority_name FROM transfer WHERE record = ? AND way = ? ORDER BY id DESC LIMIT 1", \
	    "us", "uddss" }, \
	[FOSTERING_TRANSFER_ACKNOWLEDGE] = { "UPDATE transfer SET acknowledged_on = ?," \
	    " acknowledged_by = ?, reference = ? WHERE record = ? AND id = ?" \
	    " AND acknowledged_on IS NULL", "dssuu", "" }, \
	\
	/* -- daily -- */ \
	[FOSTERING_DAILY_AGES] = { "SELECT r.id, v.child_born_on, v.disabled FROM arrangement v" \
	    " JOIN record r ON r.id = v.record WHERE r.closed_at IS NULL" \
	    " AND r.state IN ('ACTIVE_NEW', 'ACTIVE', 'PAUSED') AND v.child_born_on <= ?" \
	    " ORDER BY r.id", "d", "uds" }, \
	[FOSTERING_DAILY_ALERTED] = { "SELECT id FROM event WHERE record = ? AND code = ? LIMIT 1", \
	    "us", "u" }, \
	[FOSTERING_DAILY_ABSENCES] = { "SELECT r.id FROM absence a JOIN record r ON r.id = a.open_of" \
	    " WHERE a.latest_on < ? AND r.state = 'PAUSED' ORDER BY r.id LIMIT 200", "d", "u" }, \
	[FOSTERING_DAILY_RETESTS] = { "SELECT r.id, r.state = 'NOT_PF' AND EXISTS (SELECT 1" \
	    "  FROM record o WHERE o.child = r.child AND o.closed_at IS NULL) AS waits, v.retest_on" \
	    " FROM arrangement v JOIN record r ON r.id = v.record" \
	    " WHERE v.retest_on <= ? AND r.state IN ('ENQUIRY', 'NOT_PF') ORDER BY waits, r.id" \
	    " LIMIT 200", "d", "uud" }, \
	[FOSTERING_DAILY_CHILD_OPEN] = { "SELECT o.id FROM record r JOIN record o" \
	    " ON o.child = r.child AND o.closed_at IS NULL WHERE r.id = ? AND o.id <> r.id LIMIT 1", \
	    "u", "u" }, \
	[FOSTERING_DAILY_STARTS] = { "SELECT r.id FROM arrangement v JOIN record r ON r.id = v.record" \
	    " WHERE v.start_proposed <= ? AND r.state IN ('PROPOSED', 'READY')" \
	    " AND NOT EXISTS (SELECT 1 FROM deadline d WHERE d.record = r.id AND d.clock = 'T2'" \
	    "  AND d.from_on = v.start_proposed) ORDER BY r.id LIMIT 200", "d", "u" }, \
	[FOSTERING_DAILY_ARCHIVE] = { "SELECT id FROM record WHERE closed_at < ?" \
	    " AND archived_at IS NULL AND state IN ('NOT_PF', 'WITHDRAWN', 'ENDED', 'TRANSFERRED')" \
	    " ORDER BY closed_at, id LIMIT 200", "d", "u" },

#endif
