/*
 * sql-place: statements of school places.
 */
#ifndef EVERYCHILD_EDUCATION_SQL_PLACE_H
#define EVERYCHILD_EDUCATION_SQL_PLACE_H

#define EDUCATION_SQL_PLACE \
	[EDUCATION_ENROLMENTS] = { "SELECT e.id, e.version, e.school, e.approval, e.status, e.began_on," \
	    " e.attends_from, e.ended_on, e.reason, e.ncy, e.part_time, e.part_time_from," \
	    " e.part_time_review, e.part_time_until, s.handle, s.name, e.offered, e.attended, e.planned, s.area" \
	    " FROM enrolment e JOIN school s ON s.id = e.school WHERE e.record = ?" \
	    " ORDER BY e.began_on DESC, e.id DESC LIMIT 200", "u", "uuuus" "dddss" "sddds" "suuus" }, \
	[EDUCATION_ENROLMENT_ADD] = { "INSERT INTO enrolment (record, school, status, began_on," \
	    " attends_from, ncy, offered, attended, part_time, part_time_from, part_time_review," \
	    " part_time_until, planned, account, at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?," \
	    " UTC_TIMESTAMP(6))", "uusdd" "suus" "ddd" "uu", "" }, \
	[EDUCATION_ENROLMENT_SET] = { "UPDATE enrolment SET status = ?, attends_from = ?, ended_on = ?," \
	    " reason = ?, planned = ?, ncy = ?, offered = ?, attended = ?, part_time = ?," \
	    " part_time_from = ?, part_time_review = ?, part_time_until = ?, version = version + 1" \
	    " WHERE id = ? AND version = ?", "sddsu" "suus" "ddd" "uu", "" }, \
	[EDUCATION_NO_SCHOOL_FIND] = { "SELECT id, began_on, why, due_on FROM no_school WHERE record = ?" \
	    " AND ended_on IS NULL", "u", "udsd" }, \
	[EDUCATION_NO_SCHOOL_ADD] = { "INSERT INTO no_school (record, began_on, why, due_on, account, at)" \
	    " VALUES (?, ?, ?, ?, ?, UTC_TIMESTAMP(6))", "udsdu", "" }, \
	[EDUCATION_NO_SCHOOL_END] = { "UPDATE no_school SET ended_on = ?, version = version + 1" \
	    " WHERE id = ?", "du", "" }, \
	[EDUCATION_NO_SCHOOL_BOARD] = { "SELECT r.handle, r.subject, n.began_on, n.due_on, n.why, o.given," \
	    " o.family, i.quarters FROM no_school n JOIN record r ON r.id = n.record" \
	    " JOIN everychild.account o ON o.id = r.owner LEFT JOIN interim_hours i" \
	    " ON i.record = n.record AND i.monday = ? WHERE n.ended_on IS NULL AND r.closed_at IS NULL" \
	    " AND r.archived_at IS NULL AND r.restricted = 0 AND r.unlisted = 0" \
	    " ORDER BY n.began_on, n.id LIMIT 500", "d", "ssddsssu" }, \
	[EDUCATION_INTERIM] = { "SELECT monday, quarters, provider, note FROM interim_hours" \
	    " WHERE record = ? ORDER BY monday DESC LIMIT 60", "u", "duss" }, \
	[EDUCATION_INTERIM_ADD] = { "INSERT INTO interim_hours (record, monday, quarters, provider, note," \
	    " account, at) VALUES (?, ?, ?, ?, ?, ?, UTC_TIMESTAMP(6))", "uduss" "u", "" }, \
	[EDUCATION_INTERIM_SET] = { "UPDATE interim_hours SET quarters = ?, provider = ?, note = ?," \
	    " account = ?, at = UTC_TIMESTAMP(6), version = version + 1 WHERE record = ? AND monday = ?", \
	    "ussu" "ud", "" }, \
	[EDUCATION_REQUESTS] = { "SELECT q.id, q.kind, q.asked_on, q.answer, q.answered_on, q.reason," \
	    " s.name FROM place_request q JOIN school s ON s.id = q.school WHERE q.record = ?" \
	    " ORDER BY q.asked_on DESC, q.id DESC LIMIT 60", "u", "usdsdss" }, \
	[EDUCATION_REQUEST_ADD] = { "INSERT INTO place_request (record, school, kind, asked_on, account," \
	    " at) VALUES (?, ?, ?, ?, ?, UTC_TIMESTAMP(6))", "uusdu", "" }, \
	[EDUCATION_REQUEST_SET] = { "UPDATE place_request SET answer = ?, answered_on = ?, reason = ?," \
	    " version = version + 1 WHERE id = ? AND record = ? AND answer = ''", "sdsuu", "" }, \
	[EDUCATION_KS4_LIST] = { "SELECT id, moves_on, what, status, wishes, promotes, teacher, reviewer," \
	    " emergency, reason, decided_on, version FROM ks4_approval WHERE record = ?" \
	    " ORDER BY id DESC LIMIT 40", "u", "udss" "uuuu" "ssdu" }, \
	[EDUCATION_KS4_ADD] = { "INSERT INTO ks4_approval (record, moves_on, what, status, emergency," \
	    " account, at) VALUES (?, ?, ?, ?, ?, ?, UTC_TIMESTAMP(6))", "udsssu", "" }, \
	[EDUCATION_KS4_SET] = { "UPDATE ks4_approval SET status = ?, wishes = ?, promotes = ?," \
	    " teacher = ?, reviewer = ?, reason = ?, decided_by = ?, decided_on = ?," \
	    " version = version + 1 WHERE id = ? AND record = ? AND status = 'BLOCKED'", \
	    "suuuusudu" "u", "" },

#endif
