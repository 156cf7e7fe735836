/*
 * sql-school: statements of schools, their people, days and terms.
 */
#ifndef EVERYCHILD_EDUCATION_SQL_SCHOOL_H
#define EVERYCHILD_EDUCATION_SQL_SCHOOL_H

/* In the order in which school.c reads it. */
#define SCHOOL "SELECT id, handle, urn, dfe_number, name, type, phase, area, postcode, phone," \
	" email, inspection, inspected_on, opened_on, closed_on, state_funded, alternative, version" \
	" FROM school"
#define SCHOOL_OUT "usssssssss" "ssddd" "uuu"

#define EDUCATION_SQL_SCHOOL \
	[EDUCATION_SCHOOL_LIST] = { SCHOOL " ORDER BY closed_on IS NOT NULL, name, id LIMIT 1500", "", SCHOOL_OUT }, \
	[EDUCATION_SCHOOL_FIND] = { SCHOOL " WHERE handle = ?", "s", SCHOOL_OUT }, \
	[EDUCATION_SCHOOL_URN] = { SCHOOL " WHERE urn = ?", "s", SCHOOL_OUT }, \
	[EDUCATION_SCHOOL_LOCK] = { "SELECT id FROM school WHERE handle = ? FOR UPDATE", "s", "u" }, \
	[EDUCATION_SCHOOL_ADD] = { "INSERT INTO school (handle, urn, dfe_number, name, type, phase, area," \
	    " postcode, phone, email, inspection, inspected_on, opened_on, closed_on, state_funded," \
	    " alternative) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", \
	    "sssssss" "ssss" "ddd" "uu", "" }, \
	[EDUCATION_SCHOOL_SET] = { "UPDATE school SET urn = ?, dfe_number = ?, name = ?, type = ?," \
	    " phase = ?, area = ?, postcode = ?, phone = ?, email = ?, inspection = ?," \
	    " inspected_on = ?, opened_on = ?, closed_on = ?, state_funded = ?, alternative = ?," \
	    " version = version + 1 WHERE id = ? AND version = ?", \
	    "ssssss" "ssss" "ddd" "uu" "uu", "" }, \
	[EDUCATION_SCHOOL_PEOPLE] = { "SELECT p.id, p.account, p.part, p.name, p.email, p.since, t.login," \
	    " t.given, t.family FROM school_person p LEFT JOIN everychild.account t ON t.id = p.account" \
	    " WHERE p.school = ? AND p.until IS NULL ORDER BY p.id LIMIT 50", "u", "uusssdsss" }, \
	[EDUCATION_SCHOOL_PERSON_FIND] = { "SELECT id FROM school_person WHERE school = ? AND account = ?" \
	    " AND until IS NULL", "uu", "u" }, \
	[EDUCATION_SCHOOL_PERSON_ADD] = { "INSERT INTO school_person (school, account, part, name, email," \
	    " since, added_by, at) VALUES (?, ?, ?, ?, ?, ?, ?, UTC_TIMESTAMP(6))", "uUsssdu", "" }, \
	[EDUCATION_SCHOOL_PERSON_END] = { "UPDATE school_person SET until = ? WHERE id = ? AND school = ?" \
	    " AND until IS NULL", "duu", "" }, \
	[EDUCATION_SCHOOL_RECORDS] = { "SELECT DISTINCT r.handle FROM enrolment e JOIN record r" \
	    " ON r.id = e.record WHERE e.school = ? AND (e.ended_on IS NULL OR e.ended_on >= ?)" \
	    " ORDER BY r.handle LIMIT 1000", "ud", "s" }, \
	[EDUCATION_SCHOOL_PUPILS] = { "SELECT COUNT(DISTINCT record) FROM enrolment WHERE school = ?" \
	    " AND ended_on IS NULL", "u", "u" }, \
	/* Who is to see a record as designated teacher: of its schools, until some day \
	 * after the end; and who does. */ \
	[EDUCATION_TEACHERS_DUE] = { "SELECT DISTINCT p.account FROM enrolment e JOIN school_person p" \
	    " ON p.school = e.school AND p.until IS NULL AND p.account IS NOT NULL WHERE e.record = ?" \
	    " AND (e.ended_on IS NULL OR e.ended_on > ?)", "ud", "u" }, \
	[EDUCATION_TEACHERS_NOW] = { "SELECT DISTINCT account FROM record_person WHERE record = ?" \
	    " AND relation = 'TEACHER' AND until IS NULL", "u", "u" }, \
	[EDUCATION_TEACHERS_OVER] = { "SELECT DISTINCT p.record FROM record_person p" \
	    " WHERE p.relation = 'TEACHER' AND p.until IS NULL AND NOT EXISTS (SELECT 1 FROM enrolment e" \
	    " JOIN school_person s ON s.school = e.school AND s.until IS NULL WHERE e.record = p.record" \
	    " AND s.account = p.account AND (e.ended_on IS NULL OR e.ended_on > ?)) LIMIT 200", "d", "u" }, \
	/* -- days and terms -- */ \
	[EDUCATION_DAYS] = { "SELECT DISTINCT a.day FROM school_day a LEFT JOIN school_day s" \
	    " ON s.school = ? AND s.day = a.day WHERE a.school IN (0, ?) AND a.day BETWEEN ? AND ?" \
	    " AND COALESCE(s.sessions, a.sessions) > 0 ORDER BY a.day", "uudd", "d" }, \
	[EDUCATION_DAY_FIND] = { "SELECT sessions, reason FROM school_day WHERE school = ? AND day = ?", \
	    "ud", "us" }, \
	[EDUCATION_DAY_ADD] = { "INSERT INTO school_day (school, day, sessions, reason)" \
	    " VALUES (?, ?, ?, ?)", "udus", "" }, \
	[EDUCATION_DAY_SET] = { "UPDATE school_day SET sessions = ?, reason = ? WHERE school = ?" \
	    " AND day = ?", "usud", "" }, \
	[EDUCATION_DAYS_OWN] = { "SELECT day, sessions, reason FROM school_day WHERE school = ?" \
	    " AND day >= ? ORDER BY day LIMIT 60", "ud", "dus" }, \
	/* By school year, the newest first. */ \
	[EDUCATION_DAYS_MONTHS] = { "SELECT YEAR(MIN(day)) - (MONTH(MIN(day)) < 9), COUNT(NULLIF(sessions, 0))," \
	    " MIN(day), MAX(day) FROM school_day WHERE school = 0 GROUP BY YEAR(day), MONTH(day)" \
	    " ORDER BY 1 DESC, 3", "", "uudd" }, \
	[EDUCATION_TERMS] = { "SELECT year, term, first_on, last_on, cut_off FROM term" \
	    " ORDER BY year DESC, first_on LIMIT 60", "", "usddd" }, \
	[EDUCATION_TERM_ADD] = { "INSERT INTO term (year, term, first_on, last_on, cut_off," \
	    " counted_from) VALUES (?, ?, ?, ?, ?, ?)", "usdddd", "" }, \
	[EDUCATION_TERM_SET] = { "UPDATE term SET first_on = ?, last_on = ?, cut_off = ?," \
	    " counted_from = ?, version = version + 1 WHERE year = ? AND term = ?", "ddddus", "" }, \
	/* -- pasted files -- */ \
	[EDUCATION_PASTE_ADD] = { "INSERT INTO import (handle, kind, digest, bytes, n_rows, done, made," \
	    " changed, same, rejected, state, account, at, ended_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?," \
	    " 'APPLIED', ?, UTC_TIMESTAMP(6), UTC_TIMESTAMP(6))", "ssb" "uuuuuuu" "u", "" }, \
	[EDUCATION_PASTE_ERROR] = { "INSERT INTO import_error (import, line, field, message, body)" \
	    " VALUES (?, ?, '', ?, ?)", "uuss", "" }, \
	[EDUCATION_PASTE_FIND] = { "SELECT id, kind, n_rows, made, changed, same, rejected, at FROM import" \
	    " WHERE handle = ? AND state = 'APPLIED' AND (account = ? OR ? = 1)", "suu", "usuuuuud" }, \
	[EDUCATION_PASTE_ERRORS] = { "SELECT line, message, body FROM import_error WHERE import = ?" \
	    " ORDER BY line, id LIMIT 500", "u", "uss" },

#endif
