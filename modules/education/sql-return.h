/*
 * sql-return: statements of the SSDA903 (return.h). Each list is in the order of the
 * records' numbers, and each record's rows in that of their days.
 */
#define IN_YEAR " superseded_at IS NULL AND began_on <= ? AND (ended_on IS NULL OR ended_on >= ?)"

#define EDUCATION_SQL_RETURN \
	/* outcomes.h */ \
	[EDUCATION_OC2_DROP] = { "UPDATE oc2 SET superseded_at = UTC_TIMESTAMP(6)" \
	    " WHERE record = ? AND year = ? AND superseded_at IS NULL", "uu", "" }, \
	[EDUCATION_REVIEWS] = { "SELECT reviewed_on, code FROM care_review WHERE record = ?" \
	    " AND superseded_at IS NULL ORDER BY reviewed_on DESC, id LIMIT 300", "u", "ds" }, \
	[EDUCATION_WORKERS] = { "SELECT worker, began_on, ended_on, reason FROM" \
	    " social_worker_episode WHERE record = ? AND superseded_at IS NULL" \
	    " ORDER BY began_on DESC, id LIMIT 300", "u", "sdds" }, \
	[EDUCATION_WORKER_OPEN] = { "SELECT id, began_on FROM social_worker_episode" \
	    " WHERE record = ? AND superseded_at IS NULL AND ended_on IS NULL" \
	    " ORDER BY began_on DESC LIMIT 1", "u", "ud" }, \
	[EDUCATION_WORKER_END] = { "UPDATE social_worker_episode SET ended_on = ?, reason = ?" \
	    " WHERE id = ?", "dsu", "" }, \
	[EDUCATION_RETURN_PUPILS] = { "SELECT p.record, r.handle, r.subject, COALESCE(p.child_id, '')," \
	    " p.sex, p.born_on, p.ethnicity, COALESCE(p.upn, ''), p.upn_unknown, p.mother," \
	    " p.mother_child_born_on FROM pupil p JOIN record r ON r.id = p.record WHERE p.record IN" \
	    " (SELECT record FROM care_episode WHERE" IN_YEAR " UNION SELECT record FROM oc2" \
	    " WHERE year = ? AND superseded_at IS NULL UNION SELECT record FROM return_row WHERE year = ?" \
	    " AND superseded_at IS NULL) ORDER BY p.record", "dduu", "ussss" "dsssss" }, \
	[EDUCATION_RETURN_EPISODES] = { "SELECT record, began_on, rne, legal, need, place, provider," \
	    " ended_on, rec, change_why, home_post, place_post, place_urn FROM care_episode WHERE" \
	    IN_YEAR " ORDER BY record, began_on, id", "dd", "udsssss" "dsssss" }, \
	[EDUCATION_RETURN_REVIEWS] = { "SELECT record, reviewed_on, code FROM care_review" \
	    " WHERE superseded_at IS NULL AND reviewed_on <= ? AND reviewed_on >= ?" \
	    " ORDER BY record, reviewed_on, id", "dd", "uds" }, \
	[EDUCATION_RETURN_WORKERS] = { "SELECT record, worker, began_on, ended_on, reason" \
	    " FROM social_worker_episode WHERE" IN_YEAR " ORDER BY record, began_on, id", "dd", \
	    "usdds" }, \
	[EDUCATION_RETURN_OC2] = { "SELECT record, sdq_score, sdq_reason, convicted, health_check," \
	    " immunisations, teeth_check, health_assessment, substance_misuse," \
	    " intervention_received, intervention_offered FROM oc2 WHERE year = ?" \
	    " AND superseded_at IS NULL ORDER BY record", \
	    "u", "ussssssssss" }, \
	[EDUCATION_RETURN_ROWS] = { "SELECT record, file, body FROM return_row WHERE year = ?" \
	    " AND superseded_at IS NULL ORDER BY record, file, body", "u", "uss" }, \
	[EDUCATION_RETURN_RUNS] = { "SELECT t.at, t.findings, t.digests, a.given, a.family" \
	    " FROM return_run t JOIN everychild.account a ON a.id = t.account WHERE t.year = ?" \
	    " ORDER BY t.id DESC LIMIT 20", "u", "dusss" }, \
	[EDUCATION_RETURN_RUN_ADD] = { "INSERT INTO return_run (year, findings, digests, account, at)" \
	    " VALUES (?, ?, ?, ?, UTC_TIMESTAMP(6))", "uusu", "" },
