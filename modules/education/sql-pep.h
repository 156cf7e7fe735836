/*
 * sql-pep: statements of plans and of the people of a child, for sql.c.
 */
#ifndef EVERYCHILD_EDUCATION_SQL_PEP_H
#define EVERYCHILD_EDUCATION_SQL_PEP_H

/* In the order in which pep.c reads it. */
#define PLAN "SELECT p.id, p.document, p.number, p.version, p.year, p.term, p.why, p.state, p.school," \
	" p.meeting_on, p.met_on, p.ready_on, p.submitted_on, p.submitted_by, p.decided_on," \
	" p.decided_by, p.returned_why, p.rating, p.lacks_worker, p.lacks_teacher, p.moderate" \
	" FROM pep p WHERE p.record = ?"
#define PLAN_OUT "uuuuu" "sssu" "dddd" "udu" "ss" "uuu"
/* A plan that is still written in or looked at, of children whom this person (1, 2) has a
 * part with, or of all who are not restricted for one who sees the service (3 is 1). */
#define PLANS_MINE " r.archived_at IS NULL AND r.closed_at IS NULL AND (r.owner = ?" \
	" OR EXISTS (SELECT 1 FROM record_person q WHERE q.record = r.id AND q.account = ?" \
	" AND q.until IS NULL) OR (? = 1 AND r.restricted = 0 AND r.unlisted = 0))"
#define PLANS_UNDER_WAY "('NOT_STARTED', 'IN_PROGRESS', 'READY', 'SUBMITTED', 'RETURNED')"
/* The newest rating of a plan; moderation: 0 the first rater's, 1 the second's. */
#define RATING_OF(alias, moderation) " pep_rating " alias " ON " alias ".pep = p.id AND " alias \
	".moderation = " moderation " AND NOT EXISTS (SELECT 1 FROM pep_rating n WHERE n.pep = p.id" \
	" AND n.moderation = " moderation " AND n.id > " alias ".id)"

#define EDUCATION_SQL_PEP \
	[EDUCATION_PLAN_FIND] = { PLAN " AND p.number = ?", "uu", PLAN_OUT }, \
	[EDUCATION_PLANS] = { PLAN " ORDER BY p.number DESC LIMIT 100", "u", PLAN_OUT }, \
	[EDUCATION_PLAN_LAST] = { "SELECT number FROM pep WHERE record = ? ORDER BY number DESC LIMIT 1", \
	    "u", "u" }, \
	[EDUCATION_PLAN_DONE_BEFORE] = { "SELECT number FROM pep WHERE record = ? AND number < ?" \
	    " AND state IN ('COMPLETE', 'HISTORICAL') ORDER BY number DESC LIMIT 1", "uu", "u" }, \
	[EDUCATION_PLAN_LACKS] = { "UPDATE pep SET lacks_worker = ?, lacks_teacher = ? WHERE id = ?", \
	    "uuu", "" }, \
	[EDUCATION_PLAN_MET] = { "UPDATE pep SET met_on = ? WHERE id = ?", "du", "" }, \
	[EDUCATION_PLAN_CHOSEN] = { "UPDATE pep SET moderate = 1 WHERE id = ?", "u", "" }, \
	[EDUCATION_PLAN_MODERATED] = { "SELECT id FROM pep_rating WHERE pep = ? AND moderation = 1" \
	    " LIMIT 1", "u", "u" }, \
	[EDUCATION_PLAN_RATER] = { "SELECT account FROM pep_rating WHERE pep = ? AND moderation = 0" \
	    " ORDER BY id DESC LIMIT 1", "u", "u" }, \
	[EDUCATION_MODERATION] = { "SELECT r.handle, r.subject, p.number, p.year, p.term, f.overall," \
	    " a.given, a.family, f.account, IFNULL(s.overall, ''), IFNULL(b.given, '')," \
	    " IFNULL(b.family, '') FROM pep p" \
	    " JOIN record r ON r.id = p.record JOIN pupil u ON u.record = r.id" \
	    " AND u.locked_on IS NULL JOIN" RATING_OF("f", "0") " LEFT JOIN" \
	    RATING_OF("s", "1") " LEFT JOIN everychild.account a ON a.id = f.account" \
	    " LEFT JOIN everychild.account b ON b.id = s.account WHERE p.moderate = 1" \
	    " AND r.archived_at IS NULL AND r.unlisted = 0 AND (r.restricted = 0 OR r.owner = ?)" \
	    " ORDER BY s.overall IS NOT NULL, p.decided_on DESC, p.id DESC LIMIT 500", "u", \
	    "ssuus" "sss" "usss" }, \
	[EDUCATION_OWED] = { "SELECT r.handle, r.subject, p.number, p.year, p.term, p.state," \
	    " p.lacks_worker, p.lacks_teacher, (SELECT d.due_on FROM deadline d" \
	    " WHERE d.record = p.record AND d.dropped_at IS NULL AND d.met_at IS NULL" \
	    " AND d.clock LIKE CONCAT('P%-', p.number) ORDER BY d.due_on LIMIT 1) AS due_on" \
	    " FROM pep p JOIN record r ON r.id = p.record WHERE p.state IN " PLANS_UNDER_WAY " AND" \
	    PLANS_MINE " ORDER BY due_on IS NULL, due_on, p.id LIMIT 400", "uuu", "ssuus" "suud" }, \
	[EDUCATION_OWED_BEGIN] = { "SELECT r.handle, r.subject, (SELECT d.due_on FROM deadline d" \
	    " WHERE d.record = r.id AND d.dropped_at IS NULL AND d.met_at IS NULL" \
	    " AND d.clock IN ('P1', 'P2') ORDER BY d.due_on LIMIT 1) AS due_on FROM record r" \
	    " JOIN pupil u ON u.record = r.id LEFT JOIN pep p ON p.record = r.id" \
	    " AND p.open_of = CONCAT(r.id, '/', ?, '/', ?) WHERE r.state = 'CARE' AND p.id IS NULL" \
	    " AND u.born_on <= ? AND u.born_on > ? AND" PLANS_MINE \
	    " ORDER BY due_on IS NULL, due_on, r.id LIMIT 400", "usdd" "uuu", "ssd" }, \
	[EDUCATION_OWED_TASKS] = { "SELECT r.handle, r.subject, t.what, t.due_on FROM task t" \
	    " JOIN record r ON r.id = t.record WHERE t.done_on IS NULL AND t.dropped_on IS NULL AND" \
	    PLANS_MINE " ORDER BY t.due_on IS NULL, t.due_on, t.id LIMIT 200", "uuu", "sssd" }, \
	[EDUCATION_DIARY] = { "SELECT x.on_day, r.handle, r.subject, x.what, x.number FROM" \
	    " (SELECT record, meeting_on AS on_day, 'MEETING' AS what, number FROM pep" \
	    " WHERE met_on IS NULL AND meeting_on IS NOT NULL AND state IN " PLANS_UNDER_WAY \
	    " UNION ALL SELECT record, part_time_review, 'PART_TIME', 0 FROM enrolment" \
	    " WHERE part_time = 'Y' AND ended_on IS NULL AND part_time_review IS NOT NULL" \
	    " UNION ALL SELECT record, review_due, 'EHC', 0 FROM ehc_plan" \
	    " WHERE review_due IS NOT NULL AND ceased_on IS NULL) x JOIN record r ON r.id = x.record" \
	    " WHERE x.on_day >= ? AND" PLANS_MINE " ORDER BY x.on_day, r.id LIMIT 400", "duuu", \
	    "dsssu" }, \
	[EDUCATION_PLAN_TERM] = { "SELECT year, term, cut_off FROM term" \
	    " WHERE ? BETWEEN first_on AND last_on LIMIT 1", "d", "usd" }, \
	[EDUCATION_PLAN_ADD] = { "INSERT INTO pep (record, number, year, term, why, state, meeting_on," \
	    " open_of, account, at) VALUES (?, ?, ?, ?, ?, 'NOT_STARTED', ?, ?, ?, UTC_TIMESTAMP(6))", \
	    "uuussdsu", "" }, \
	[EDUCATION_PLAN_DOCUMENT] = { "UPDATE pep SET document = ?, school = NULLIF(?, 0) WHERE id = ?", \
	    "uuu", "" }, \
	[EDUCATION_PLAN_STATE] = { "UPDATE pep SET state = ?, open_of = IF(? = 1, NULL, open_of)," \
	    " version = version + 1 WHERE id = ? AND version = ?", "suuu", "" }, \
	[EDUCATION_PLAN_MOVE] = { "INSERT INTO pep_move (pep, state, note, account, at)" \
	    " VALUES (?, ?, ?, ?, UTC_TIMESTAMP(6))", "ussu", "" }, \
	[EDUCATION_PLAN_MOVES] = { "SELECT m.at, m.state, m.note, a.given, a.family FROM pep_move m" \
	    " LEFT JOIN everychild.account a ON a.id = m.account WHERE m.pep = ? ORDER BY m.id" \
	    " LIMIT 100", "u", "dssss" }, \
	[EDUCATION_PLAN_READY] = { "UPDATE pep SET ready_on = ? WHERE id = ?", "du", "" }, \
	[EDUCATION_PLAN_MEETING] = { "UPDATE pep SET meeting_on = ?, met_on = ?, version = version + 1" \
	    " WHERE id = ? AND version = ?", "dduu", "" }, \
	[EDUCATION_PLAN_SUBMITTED] = { "UPDATE pep SET submitted_on = ?, submitted_by = ? WHERE id = ?", \
	    "duu", "" }, \
	[EDUCATION_PLAN_DECIDED] = { "UPDATE pep SET decided_on = ?, decided_by = ?, rating = ?," \
	    " returned_why = ? WHERE id = ?", "dussu", "" }, \
	[EDUCATION_PLAN_RATE] = { "INSERT INTO pep_rating (pep, rubric, grades, comments, overall," \
	    " moderation, account, at) VALUES (?, ?, ?, ?, ?, ?, ?, UTC_TIMESTAMP(6))", "uusssuu", \
	    "" }, \
	[EDUCATION_PLAN_RATING] = { "SELECT g.rubric, g.grades, g.comments, g.overall, g.at, a.given, a.family" \
	    " FROM pep_rating g LEFT JOIN everychild.account a ON a.id = g.account WHERE g.pep = ?" \
	    " AND g.moderation = 0 ORDER BY g.id DESC LIMIT 1", "u", "usssdss" }, \
	[EDUCATION_PLAN_SIGN] = { "INSERT INTO pep_sign (pep, part, answer, name, note, account, at)" \
	    " VALUES (?, ?, ?, ?, ?, ?, UTC_TIMESTAMP(6))", "ussssu", "" }, \
	[EDUCATION_PLAN_SIGNS] = { "SELECT s.part, s.answer, s.name, s.note, s.at FROM pep_sign s" \
	    " WHERE s.pep = ? ORDER BY s.id LIMIT 100", "u", "ssssd" }, \
	[EDUCATION_PLAN_CARRIED] = { "INSERT INTO pep_carried (pep, field, item) VALUES (?, ?, ?)", "usu", \
	    "" }, \
	[EDUCATION_PLAN_CARRIES] = { "SELECT field, item FROM pep_carried WHERE pep = ?" \
	    " AND confirmed_by IS NULL ORDER BY field, item", "u", "su" }, \
	[EDUCATION_PLAN_CONFIRM] = { "UPDATE pep_carried SET confirmed_by = ?," \
	    " confirmed_at = UTC_TIMESTAMP(6) WHERE pep = ? AND field = ? AND item = ?" \
	    " AND confirmed_by IS NULL", "uusu", "" }, \
	[EDUCATION_TARGET_ADD] = { "INSERT INTO target (record, pep, area, target, baseline, measure, what," \
	    " who, how_often, from_on, to_on, review_on, need, cost, account, at) VALUES (?, ?, ?, ?, ?," \
	    " ?, ?, ?, ?, ?, ?, ?, ?, NULLIF(?, 0), ?, UTC_TIMESTAMP(6))", "uusssssssdddsuu", "" }, \
	[EDUCATION_TARGETS_OPEN] = { "SELECT id, target FROM target WHERE record = ? AND outcome = ''" \
	    " AND dropped_on IS NULL ORDER BY id LIMIT 20", "u", "us" }, \
	[EDUCATION_TARGET_REVIEWED] = { "UPDATE target SET outcome = ?, reviewed_pep = ?, reviewed_on = ?," \
	    " evidence = ?, impact = ?, version = version + 1 WHERE id = ? AND record = ?", "sudssuu", \
	    "" }, \
	[EDUCATION_PLAN_CARE] = { "SELECT e.legal, e.need, e.place, e.began_on, e.place_post FROM care_episode e" \
	    " WHERE e.record = ? AND e.superseded_at IS NULL AND e.ended_on IS NULL" \
	    " ORDER BY e.began_on DESC LIMIT 1", "u", "sssds" }, \
	/* Who came last to a part first. */ \
	[EDUCATION_PLAN_CONTACTS] = { "SELECT p.relation, CONCAT(a.given, ' ', a.family)," \
	    " COALESCE(t.name, ''), COALESCE(a.phone, ''), COALESCE(CONCAT(m.given, ' ', m.family), '')" \
	    " FROM record_person p JOIN everychild.account a ON a.id = p.account" \
	    " LEFT JOIN everychild.team t ON t.id = a.team LEFT JOIN everychild.account m ON m.id = a.manager" \
	    " WHERE p.record = ? AND p.until IS NULL AND p.relation IN ('WORKER', 'REVIEWER', 'CARER')" \
	    " ORDER BY p.since DESC, p.id DESC LIMIT 20", "u", "sssss" }, \
	[EDUCATION_PLAN_TEACHER] = { "SELECT COALESCE(NULLIF(p.name, ''), CONCAT(a.given, ' ', a.family), '')," \
	    " COALESCE(NULLIF(p.email, ''), a.email, '') FROM school_person p" \
	    " LEFT JOIN everychild.account a ON a.id = p.account WHERE p.school = ? AND p.part = 'TEACHER'" \
	    " AND p.until IS NULL ORDER BY p.since DESC, p.id DESC LIMIT 1", "u", "ss" }, \
	[EDUCATION_PLAN_GAPS] = { "SELECT began_on, ended_on FROM no_school WHERE record = ?" \
	    " ORDER BY began_on DESC, id DESC LIMIT 50", "u", "dd" }, \
	/* That of the day counts, and each that began since (11: as the Department does). */ \
	[EDUCATION_PLAN_PLACED] = { "SELECT COUNT(*) FROM care_episode e WHERE e.record = ?" \
	    " AND e.superseded_at IS NULL AND ((e.rne IN ('S', 'P', 'B') AND e.began_on > ?)" \
	    " OR (e.began_on <= ? AND (e.ended_on IS NULL OR e.ended_on > ?)))", "uddd", "u" }, \
	[EDUCATION_PLAN_PLACE_SINCE] = { "SELECT MAX(e.began_on) FROM care_episode e WHERE e.record = ?" \
	    " AND e.superseded_at IS NULL AND e.rne IN ('S', 'P', 'T', 'B', 'U')" \
	    " HAVING MAX(e.began_on) IS NOT NULL", "u", "d" }, \
	[EDUCATION_PEOPLE] = { "SELECT p.id, p.relation, p.since, a.given, a.family, a.login," \
	    " p.account FROM record_person p JOIN everychild.account a ON a.id = p.account" \
	    " WHERE p.record = ? AND p.until IS NULL ORDER BY p.relation, a.family, p.id LIMIT 100", "u", \
	    "usdsssu" }, \
	[EDUCATION_PERSON_ONE] = { "SELECT account, relation FROM record_person WHERE record = ?" \
	    " AND id = ? AND until IS NULL", "uu", "us" },

#endif
