/*
 * sql-letter: statements of the letters of the virtual school, and of what was entered
 * for those who sent it by letter, for sql.c.
 */
#ifndef EVERYCHILD_EDUCATION_SQL_LETTER_H
#define EVERYCHILD_EDUCATION_SQL_LETTER_H

#include "letter.h"

#define EDUCATION_SQL_LETTER \
	[EDUCATION_LETTER_LIST] = LETTER_SQL_LIST, \
	[EDUCATION_LETTER_FIND] = LETTER_SQL_FIND, \
	[EDUCATION_LETTER_KEEP] = LETTER_SQL_KEEP, \
	[EDUCATION_BEHALF_ADD] = { "INSERT INTO pep_behalf (pep, section, name, part, how, on_day," \
	    " account, at) VALUES (?, ?, ?, ?, ?, ?, ?, UTC_TIMESTAMP(6))", "ussss" "du", "" }, \
	[EDUCATION_BEHALF_LIST] = { "SELECT b.section, b.name, b.part, b.how, b.on_day, a.given," \
	    " a.family FROM pep_behalf b LEFT JOIN everychild.account a ON a.id = b.account" \
	    " WHERE b.pep = ? ORDER BY b.id LIMIT 100", "u", "ssssdss" }, \
	[EDUCATION_LETTER_PAYMENTS] = { "SELECT id, on_day FROM premium_line WHERE record = ?" \
	    " AND line = 'PAID' ORDER BY id DESC LIMIT 6", "u", "ud" }, \
	[EDUCATION_LETTER_KS4] = { "SELECT id, moves_on FROM ks4_approval WHERE record = ?" \
	    " AND status <> 'BLOCKED' ORDER BY id DESC LIMIT 6", "u", "ud" }, \
	[EDUCATION_LETTER_SUSPENSIONS] = { "SELECT id, began_on FROM suspension WHERE record = ?" \
	    " AND cancelled_on IS NULL ORDER BY began_on DESC, id DESC LIMIT 6", "u", "ud" }, \
	[EDUCATION_LETTER_SUSPENSION] = { "SELECT type, began_on, sessions, reasons, told_school_head_at," \
	    " told_worker_at, exam_missed FROM suspension WHERE record = ? AND id = ?" \
	    " AND cancelled_on IS NULL", "uu", "sdusddu" }, \
	[EDUCATION_SCHOOL_LETTERS] = { "SELECT l.handle, l.to_name, l.sent_on, l.sent_how," \
	    " COALESCE(a.given, ''), COALESCE(a.family, '') FROM school_letter l" \
	    " LEFT JOIN everychild.account a ON a.id = l.account WHERE l.school = ?" \
	    " ORDER BY l.id DESC LIMIT 100", "u", "ssdsss" }, \
	[EDUCATION_SCHOOL_LETTER_FIND] = { "SELECT to_name, to_address, body, sent_on, sent_how" \
	    " FROM school_letter WHERE school = ? AND handle = ? AND NOT EXISTS (SELECT 1" \
	    " FROM school_letter_pupil n JOIN record r ON r.id = n.record JOIN pupil w ON w.record = r.id" \
	    " WHERE n.letter = school_letter.id AND (r.restricted = 1 OR w.locked_on IS NOT NULL))", "us", \
	    "sssds" }, \
	[EDUCATION_SCHOOL_LETTER_ADD] = { "INSERT INTO school_letter (handle, school, to_name, to_address," \
	    " body, sent_on, sent_how, account, at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, UTC_TIMESTAMP(6))", \
	    "susssdsu", "" }, \
	[EDUCATION_SCHOOL_LETTER_NAMES] = { "INSERT INTO school_letter_pupil (letter, record)" \
	    " VALUES (?, ?)", "uu", "" }, \
	[EDUCATION_LETTER_PUPILS] = { "SELECT r.id, r.handle, r.subject FROM enrolment e JOIN record r" \
	    " ON r.id = e.record WHERE e.school = ? AND e.ended_on IS NULL AND r.state = 'CARE'" \
	    " AND r.archived_at IS NULL AND r.restricted = 0 AND r.unlisted = 0" \
	    " AND NOT EXISTS (SELECT 1 FROM pupil w WHERE w.record = r.id AND w.locked_on IS NOT NULL)" \
	    " ORDER BY r.subject, r.id LIMIT 100", "u", "uss" },

#endif
