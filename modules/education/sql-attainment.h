/*
 * sql-attainment: statements of results, their measures, levels and special needs.
 */
#ifndef EVERYCHILD_EDUCATION_SQL_ATTAINMENT_H
#define EVERYCHILD_EDUCATION_SQL_ATTAINMENT_H

#define RESULT "SELECT t.id, t.year, t.assessment, t.subject, t.result, t.status, t.source," \
	" t.on_day, t.at, t.superseded_at, a.given, a.family FROM result t" \
	" LEFT JOIN everychild.account a ON a.id = t.account WHERE t.record = ?"
#define RESULT_OUT "uusss" "ssddd" "ss"

/* In the order of attainment-store.c. */
#define MEASURES "ncy = ?, good_level = ?, phonics = ?, reading = ?, writing = ?, maths = ?," \
	" combined = ?, higher = ?, entries = IF(? = 'Y', ?, NULL), attainment8 = IF(? = 'Y', ?, NULL)," \
	" ebacc = IF(? = 'Y', ?, NULL), basics4 = ?, basics5 = ?, five_good = ?, five_basics = ?," \
	" one_pass = ?, final = ?, rules = ?, at = UTC_TIMESTAMP(6)"
#define MEASURES_IN "usssss" "ss" "sususu" "sssss" "us"

#define EHC_ROW "SELECT id, version, authority, responsible, requested_on, assess_on, assess, issue_on," \
	" issue, issued_on, reviewed_on, review_due, ceased_on, hours, outcomes, transfer_on FROM ehc_plan" \
	" WHERE record = ?"
#define EHC_OUT "uussd" "dsdsd" "ddd" "usd"

#define EDUCATION_SQL_ATTAINMENT \
	[EDUCATION_RESULTS] = { RESULT " AND t.superseded_at IS NULL ORDER BY t.year DESC," \
	    " t.assessment, t.subject, t.id LIMIT 2000", "u", RESULT_OUT }, \
	[EDUCATION_RESULTS_BEFORE] = { RESULT " AND t.superseded_at IS NOT NULL" \
	    " ORDER BY t.superseded_at DESC, t.id DESC LIMIT 500", "u", RESULT_OUT }, \
	[EDUCATION_RESULTS_YEAR] = { "SELECT assessment, subject, result, status FROM result" \
	    " WHERE record = ? AND year = ? AND superseded_at IS NULL ORDER BY assessment, subject, id" \
	    " LIMIT 200", "uu", "ssss" }, \
	[EDUCATION_RESULT_LOCK] = { "SELECT id FROM record WHERE id = ? FOR UPDATE", "u", "u" }, \
	[EDUCATION_RESULT_NOW] = { "SELECT id, result, status FROM result WHERE record = ? AND year = ?" \
	    " AND assessment = ? AND subject = ? AND superseded_at IS NULL ORDER BY id DESC LIMIT 1", \
	    "uuss", "uss" }, \
	[EDUCATION_RESULT_ADD] = { "INSERT INTO result (record, year, assessment, subject, result," \
	    " status, source, on_day, account, at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?," \
	    " UTC_TIMESTAMP(6))", "uusss" "ssdu", "" }, \
	[EDUCATION_RESULT_END] = { "UPDATE result SET superseded_at = UTC_TIMESTAMP(6) WHERE id = ?" \
	    " AND record = ? AND superseded_at IS NULL", "uu", "" }, \
	[EDUCATION_ATTAINMENT_SET] = { "UPDATE attainment SET " MEASURES " WHERE record = ? AND year = ?", \
	    MEASURES_IN "uu", "" }, \
	[EDUCATION_ATTAINMENT_ADD] = { "INSERT INTO attainment (record, year, ncy, final, at)" \
	    " VALUES (?, ?, ?, 0, UTC_TIMESTAMP(6))", "uuu", "" }, \
	[EDUCATION_ATTAINMENT_FIND] = { "SELECT record FROM attainment WHERE record = ? AND year = ?", \
	    "uu", "u" }, \
	/* By other settings, or never: results that came by another way than education_result. */ \
	[EDUCATION_ATTAINMENT_STALE] = { "SELECT r.id FROM record r JOIN pupil p ON p.record = r.id" \
	    " WHERE r.archived_at IS NULL AND p.locked_on IS NULL AND (EXISTS (SELECT 1 FROM attainment a" \
	    "  WHERE a.record = r.id AND a.rules <> ?) OR EXISTS (SELECT 1 FROM result t" \
	    "  LEFT JOIN attainment n ON n.record = t.record AND n.year = t.year WHERE t.record = r.id" \
	    "  AND t.superseded_at IS NULL AND n.record IS NULL)) LIMIT 200", "s", "u" }, \
	[EDUCATION_ATTAINMENT_YEARS] = { "SELECT year FROM attainment WHERE record = ? UNION" \
	    " SELECT year FROM result WHERE record = ? AND superseded_at IS NULL", "uu", "u" }, \
	[EDUCATION_ATTAINMENT_BORN] = { "SELECT born_on FROM pupil WHERE record = ?", "u", "d" }, \
	/* Children of a year group who were in care in a school year, and what is measured of \
	 * them. What is restricted stands in nobody's list. */ \
	[EDUCATION_ATTAINMENT_GROUP] = { "SELECT r.handle, r.subject, s.name, a.good_level, a.phonics," \
	    " a.reading, a.writing, a.maths, a.combined, a.higher, a.entries IS NOT NULL," \
	    " COALESCE(a.entries, 0), a.attainment8 IS NOT NULL, COALESCE(a.attainment8, 0)," \
	    " COALESCE(a.ebacc, 0), a.basics4, a.basics5, COALESCE(a.final, 1) FROM pupil p" \
	    " JOIN record r ON r.id = p.record LEFT JOIN attainment a ON a.record = p.record AND a.year = ?" \
	    " LEFT JOIN enrolment e ON e.id = (SELECT MAX(o.id) FROM enrolment o WHERE o.record = p.record" \
	    "  AND o.status IN ('SINGLE', 'DUAL_MAIN') AND o.began_on <= ?" \
	    "  AND (o.ended_on IS NULL OR o.ended_on >= ?)) LEFT JOIN school s ON s.id = e.school" \
	    " WHERE ((p.out_of_cohort = 0 AND p.born_on BETWEEN ? AND ?) OR (p.out_of_cohort = 1" \
	    "  AND e.ncy = ?)) AND p.locked_on IS NULL AND r.archived_at IS NULL AND r.restricted = 0" \
	    " AND r.unlisted = 0 AND EXISTS (SELECT 1 FROM care_episode c WHERE c.record = p.record" \
	    "  AND c.superseded_at IS NULL AND c.began_on <= ? AND (c.ended_on IS NULL OR c.ended_on >= ?))" \
	    " ORDER BY r.subject, r.id LIMIT 2000", "udddd" "sdd", "sssss" "sssss" "uuuuu" "ssu" }, \
	[EDUCATION_PROGRESS] = { "SELECT p.year, p.term, p.subject, p.scale, p.present, p.expected," \
	    " p.target, p.track, p.at, a.given, a.family FROM progress p LEFT JOIN everychild.account a" \
	    " ON a.id = p.account WHERE p.record = ? AND p.superseded_at IS NULL ORDER BY p.year DESC," \
	    " FIELD(p.term, 'SUMMER', 'SPRING', 'AUTUMN'), p.subject LIMIT 300", "u", \
	    "ussss" "sssd" "ss" }, \
	[EDUCATION_PROGRESS_END] = { "UPDATE progress SET superseded_at = UTC_TIMESTAMP(6)" \
	    " WHERE record = ? AND year = ? AND term = ? AND subject = ? AND superseded_at IS NULL", \
	    "uuss", "" }, \
	[EDUCATION_PROGRESS_ADD] = { "INSERT INTO progress (record, year, term, subject, scale, present," \
	    " expected, target, track, account, at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?," \
	    " UTC_TIMESTAMP(6))", "uusss" "ssssu", "" }, \
	/* -- special needs -- */ \
	[EDUCATION_NEEDS] = { "SELECT id, stage, primary_need, secondary_need, from_on, to_on" \
	    " FROM special_need WHERE record = ? ORDER BY from_on DESC, id DESC LIMIT 100", "u", \
	    "usssdd" }, \
	[EDUCATION_NEED_END] = { "UPDATE special_need SET to_on = ? WHERE id = ? AND to_on IS NULL", \
	    "du", "" }, \
	[EDUCATION_NEED_PLAN] = { "SELECT q.number, a.value, DATE(a.at), COALESCE((SELECT b.value" \
	    " FROM answer b WHERE b.document = a.document AND b.field = 'primary' AND b.item = 0" \
	    " ORDER BY b.revision DESC LIMIT 1), ''), COALESCE((SELECT b.value FROM answer b" \
	    " WHERE b.document = a.document AND b.field = 'secondary' AND b.item = 0" \
	    " ORDER BY b.revision DESC LIMIT 1), ''), q.id FROM pep q JOIN answer a" \
	    " ON a.document = q.document AND a.field = 'stage' AND a.item = 0 WHERE q.record = ?" \
	    " AND q.state <> 'CANCELLED' AND NOT EXISTS (SELECT 1 FROM answer b" \
	    "  WHERE b.document = a.document AND b.field = a.field AND b.item = a.item" \
	    "  AND b.revision > a.revision) AND NOT EXISTS (SELECT 1 FROM special_need g" \
	    "  WHERE g.record = q.record AND g.to_on IS NULL AND (g.at >= a.at OR g.stage = a.value))" \
	    " AND NOT EXISTS (SELECT 1 FROM need_refusal f WHERE f.pep = q.id AND f.at >= a.at)" \
	    " AND NOT EXISTS (SELECT 1 FROM pep w WHERE w.record = q.record AND w.number > q.number" \
	    "  AND w.state <> 'CANCELLED') LIMIT 1", "u", "usdssu" }, \
	[EDUCATION_NEED_REFUSE] = { "INSERT INTO need_refusal (record, pep, stage, primary_need," \
	    " secondary_need, reason, account, at) VALUES (?, ?, ?, ?, ?, ?, ?, UTC_TIMESTAMP(6))", \
	    "uussssu", "" }, \
	[EDUCATION_NEED_REFUSALS] = { "SELECT q.number, f.stage, f.primary_need, f.secondary_need, f.reason," \
	    " COALESCE(c.given, ''), COALESCE(c.family, ''), f.at FROM need_refusal f JOIN pep q ON q.id = f.pep" \
	    " LEFT JOIN everychild.account c ON c.id = f.account WHERE f.record = ?" \
	    " ORDER BY f.id DESC LIMIT 100", "u", "ussssssd" }, \
	[EDUCATION_NEED_ADD] = { "INSERT INTO special_need (record, stage, primary_need, secondary_need," \
	    " from_on, account, at) VALUES (?, ?, ?, ?, ?, ?, UTC_TIMESTAMP(6))", "ussssu", "" }, \
	[EDUCATION_EHC_PLANS] = { EHC_ROW " ORDER BY id DESC LIMIT 20", "u", EHC_OUT }, \
	[EDUCATION_EHC_PLAN] = { EHC_ROW " AND id = ?", "uu", EHC_OUT }, \
	[EDUCATION_EHC_ADD] = { "INSERT INTO ehc_plan (record, authority, responsible, requested_on," \
	    " assess_on, assess, issue_on, issue, issued_on, reviewed_on, review_due, transfer_on," \
	    " ceased_on, hours, outcomes, account, at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?," \
	    " UTC_TIMESTAMP(6))", "ussdd" "sdsdd" "dddus" "u", "" }, \
	[EDUCATION_EHC_SET] = { "UPDATE ehc_plan SET authority = ?, responsible = ?, requested_on = ?," \
	    " assess_on = ?, assess = ?, issue_on = ?, issue = ?, issued_on = ?, reviewed_on = ?," \
	    " review_due = ?, transfer_on = ?, ceased_on = ?, hours = ?, outcomes = ?, version = version + 1" \
	    " WHERE id = ? AND version = ?", "ssdd" "sdsdd" "dddus" "uu", "" }, \
	/* Of plans that are issued: whose move of phase was not looked at in this year. */ \
	[EDUCATION_EHC_TRANSFERS] = { "SELECT e.record FROM ehc_plan e JOIN record r ON r.id = e.record" \
	    " WHERE e.transfer_year < ? AND e.issued_on IS NOT NULL AND e.ceased_on IS NULL" \
	    " AND r.closed_at IS NULL AND r.archived_at IS NULL LIMIT 200", "s", "u" }, \
	[EDUCATION_EHC_TRANSFER] = { "UPDATE ehc_plan SET transfer_year = ? WHERE id = ?", "uu", "" }, \
	/* Meetings about plans that have not come yet, and those of the last month. */ \
	[EDUCATION_NEED_MEETINGS] = { "SELECT meeting_on FROM pep WHERE record = ?" \
	    " AND meeting_on BETWEEN ? AND ? AND state NOT IN ('CANCELLED', 'HISTORICAL')" \
	    " ORDER BY meeting_on LIMIT 10", "udd", "d" },

#endif
