/*
 * sql-attendance: statements of marks, totals and suspensions.
 */
#ifndef EVERYCHILD_EDUCATION_SQL_ATTENDANCE_H
#define EVERYCHILD_EDUCATION_SQL_ATTENDANCE_H

#define SUSPENSION "SELECT u.id, u.version, u.school, u.type, u.began_on, u.sessions, u.reasons," \
	" u.sen, u.proposed, u.letter_on, u.told_school_head_at, u.told_worker_at, u.provision_from," \
	" u.provision, u.governors_on, u.governors, u.reintegration_on, u.cancelled_on, u.note, s.name," \
	" u.exam_missed" \
	" FROM suspension u JOIN school s ON s.id = u.school"
#define SUSPENSION_OUT "uuusdussu" "ddd" "dsds" "ddssu"

#define EDUCATION_SQL_ATTENDANCE \
	[EDUCATION_MARK_FIND] = { "SELECT code, source, note, account, at FROM mark WHERE record = ?" \
	    " AND day = ? AND session = ? AND school = ?", "udsu", "sssud" }, \
	[EDUCATION_MARK_ADD] = { "INSERT INTO mark (record, day, session, school, code, source, note," \
	    " account, at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, UTC_TIMESTAMP(6))", "udsusssu", "" }, \
	[EDUCATION_MARK_SET] = { "UPDATE mark SET code = ?, source = ?, note = ?, account = ?," \
	    " at = UTC_TIMESTAMP(6) WHERE record = ? AND day = ? AND session = ? AND school = ?", \
	    "sssu" "udsu", "" }, \
	[EDUCATION_MARK_KEEP] = { "INSERT INTO mark_before (record, day, session, school, code, source," \
	    " note, account, at, replaced_by, replaced_at) SELECT record, day, session, school, code," \
	    " source, note, account, at, ?, UTC_TIMESTAMP(6) FROM mark WHERE record = ? AND day = ?" \
	    " AND session = ? AND school = ?", "uudsu", "" }, \
	[EDUCATION_MARKS] = { "SELECT m.day, m.session, m.school, m.code, m.note, s.name FROM mark m" \
	    " JOIN school s ON s.id = m.school WHERE m.record = ? AND m.day BETWEEN ? AND ?" \
	    " ORDER BY m.day, m.session, m.school LIMIT 2000", "udd", "dsusss" }, \
	[EDUCATION_MARKS_BEFORE] = { "SELECT b.day, b.session, b.code, b.replaced_at, a.given, a.family" \
	    " FROM mark_before b LEFT JOIN everychild.account a ON a.id = b.replaced_by" \
	    " WHERE b.record = ? AND b.day BETWEEN ? AND ? ORDER BY b.id LIMIT 100", "udd", "dssdss" }, \
	/* 5.1: of two schools the main one's, and where that has D the other's. Counted \
	 * where no other mark of the half day is to be taken. */ \
	[EDUCATION_MARKS_COUNT] = { "SELECT m.code, COUNT(*) FROM mark m WHERE m.record = ?" \
	    " AND m.day BETWEEN ? AND ? AND m.code <> 'D' AND NOT EXISTS (SELECT 1 FROM mark o" \
	    "  JOIN enrolment e ON e.record = o.record AND e.school = o.school" \
	    "  AND e.status IN ('SINGLE', 'DUAL_MAIN') AND e.began_on <= o.day" \
	    "  AND (e.ended_on IS NULL OR e.ended_on >= o.day)" \
	    "  WHERE o.record = m.record AND o.day = m.day AND o.session = m.session" \
	    "  AND o.school <> m.school AND o.code <> 'D') GROUP BY m.code", "udd", "su" }, \
	[EDUCATION_TOTALS_COUNT] = { "SELECT COALESCE(SUM(attended), 0), COALESCE(SUM(authorised), 0)," \
	    " COALESCE(SUM(unauthorised), 0), COALESCE(SUM(late), 0) FROM mark_total WHERE record = ?" \
	    " AND superseded_at IS NULL AND from_on >= ? AND to_on <= ?", "udd", "uuuu" }, \
	[EDUCATION_TOTAL_SAME] = { "SELECT id FROM mark_total WHERE record = ? AND school = ?" \
	    " AND from_on = ? AND to_on = ? AND possible = ? AND attended = ? AND authorised = ?" \
	    " AND unauthorised = ? AND late = ? AND superseded_at IS NULL", "uudd" "uuuuu", "u" }, \
	[EDUCATION_TOTAL_OVERLAP] = { "SELECT id FROM mark_total WHERE record = ? AND superseded_at IS NULL" \
	    " AND from_on <= ? AND to_on >= ? LIMIT 1", "udd", "u" }, \
	[EDUCATION_TOTAL_MARKS] = { "SELECT record FROM mark WHERE record = ? AND day BETWEEN ? AND ?" \
	    " LIMIT 1", "udd", "u" }, \
	[EDUCATION_TOTAL_ADD] = { "INSERT INTO mark_total (record, school, from_on, to_on, possible," \
	    " attended, authorised, unauthorised, late, account, at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?," \
	    " UTC_TIMESTAMP(6))", "uudd" "uuuuu" "u", "" }, \
	[EDUCATION_ATTENDANCE_PUPIL] = { "SELECT p.record, r.handle FROM pupil p JOIN record r" \
	    " ON r.id = p.record WHERE (p.upn = ? OR p.child_id = ? OR EXISTS (SELECT 1 FROM pupil_upn q" \
	    " WHERE q.record = p.record AND q.upn = ?)) AND r.archived_at IS NULL AND r.restricted = 0" \
	    " AND p.locked_on IS NULL LIMIT 20", "sss", "us" }, \
	[EDUCATION_ON_ROLL] = { "SELECT id FROM enrolment WHERE record = ? AND school = ?" \
	    " AND began_on <= ? AND (ended_on IS NULL OR ended_on >= ?) LIMIT 1", "uudd", "u" }, \
	/* Children in care, and marks of some of them since some day, for the alerts. */ \
	[EDUCATION_ALERT_WHO] = { "SELECT id FROM record WHERE state = 'CARE' AND restricted = 0" \
	    " AND unlisted = 0 ORDER BY id", "", "u" }, \
	[EDUCATION_ALERT_MARKS] = { "SELECT r.id, r.handle, r.subject, m.day, m.session, m.code, m.note" \
	    " FROM record r JOIN mark m ON m.record = r.id AND m.day BETWEEN ? AND ?" \
	    " WHERE r.id BETWEEN ? AND ? AND r.state = 'CARE' AND r.restricted = 0 AND r.unlisted = 0" \
	    " ORDER BY r.id, m.day, m.session", "dduu", "ussdsss" }, \
	[EDUCATION_ALERT_UNMARKED] = { "SELECT r.handle, r.subject, s.name, m.code FROM enrolment e" \
	    " JOIN record r ON r.id = e.record JOIN school s ON s.id = e.school LEFT JOIN mark m" \
	    " ON m.record = e.record AND m.day = ? AND m.school = e.school AND m.session = 'AM'" \
	    " WHERE e.began_on <= ? AND e.ended_on IS NULL AND e.status IN ('SINGLE', 'DUAL_MAIN')" \
	    " AND r.state = 'CARE' AND r.restricted = 0 AND r.unlisted = 0" \
	    " AND (m.code IS NULL OR m.code IN ('N', 'O')) ORDER BY r.id LIMIT 500", "dd", "ssss" }, \
	[EDUCATION_ALERT_YEAR] = { "SELECT r.id, r.handle, r.subject, m.code, COUNT(*) FROM mark m" \
	    " FORCE INDEX (mark_day) JOIN record r ON r.id = m.record WHERE m.day BETWEEN ? AND ?" \
	    " AND r.state = 'CARE' AND r.restricted = 0 AND r.unlisted = 0" \
	    " GROUP BY r.id, r.handle, r.subject, m.code ORDER BY r.id LIMIT 50000", "dd", "usssu" }, \
	/* Of whom marks alone do not say it: two schools, or totals in their place. */ \
	[EDUCATION_ALERT_APART] = { "SELECT r.id, r.handle, r.subject FROM record r WHERE r.state = 'CARE'" \
	    " AND r.restricted = 0 AND r.unlisted = 0 AND (EXISTS (SELECT 1 FROM enrolment e" \
	    "  WHERE e.record = r.id AND e.status IN ('DUAL_MAIN', 'DUAL_SUBSIDIARY')" \
	    "  AND (e.ended_on IS NULL OR e.ended_on >= ?)) OR EXISTS (SELECT 1 FROM mark_total o" \
	    "  WHERE o.record = r.id AND o.superseded_at IS NULL AND o.from_on >= ?))" \
	    " ORDER BY r.id LIMIT 5000", "dd", "uss" }, \
	[EDUCATION_SUSPENSIONS] = { SUSPENSION " WHERE u.record = ? ORDER BY u.began_on DESC, u.id DESC" \
	    " LIMIT 200", "u", SUSPENSION_OUT }, \
	[EDUCATION_SUSPENSION_USED] = { "SELECT COALESCE(SUM(sessions), 0) FROM suspension WHERE record = ?" \
	    " AND id <> ? AND type IN ('SUSP', 'LNCH') AND proposed = 0 AND cancelled_on IS NULL" \
	    " AND began_on BETWEEN ? AND ?", "uudd", "u" }, \
	[EDUCATION_SUSPENSION_SAME] = { "SELECT sessions FROM suspension WHERE record = ? AND school = ?" \
	    " AND type = ? AND began_on = ? AND cancelled_on IS NULL LIMIT 1", "uusd", "u" }, \
	[EDUCATION_TERM_OF] = { "SELECT first_on, last_on FROM term WHERE ? BETWEEN first_on AND last_on" \
	    " LIMIT 1", "d", "dd" }, \
	[EDUCATION_SUSPENSION_ADD] = { "INSERT INTO suspension (record, school, type, began_on, sessions," \
	    " reasons, sen, proposed, letter_on, told_school_head_at, told_worker_at, provision_from," \
	    " provision, governors_on, governors, reintegration_on, cancelled_on, note, exam_missed, account," \
	    " at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, UTC_TIMESTAMP(6))", \
	    "uusdussu" "ddd" "dsds" "ddsuu", "" }, \
	[EDUCATION_SUSPENSION_SET] = { "UPDATE suspension SET sessions = ?, reasons = ?, sen = ?," \
	    " proposed = ?, letter_on = ?, told_school_head_at = ?, told_worker_at = ?," \
	    " provision_from = ?, provision = ?, governors_on = ?, governors = ?, reintegration_on = ?," \
	    " cancelled_on = ?, note = ?, exam_missed = ?, version = version + 1 WHERE id = ?" \
	    " AND version = ?", "ussu" "ddd" "dsds" "ddsu" "uu", "" },

#endif
