/*
 * sql-import: statements of files that are read in (import.h).
 */
#define IMPORT_COLUMNS "id, handle, kind, year, n_rows, done, made, changed, same, rejected," \
	" starts, moves, ends, mapping, state, account, at, ended_at, digest, tries, failed"
#define IMPORT_OUT "ussuuuuuuu" "uuussudd" "bus"
#define HEADER_COLUMNS "sex, born_on, ethnicity, upn, upn_unknown, mother, mother_child_born_on"

#define EDUCATION_SQL_IMPORT \
	[EDUCATION_IMPORT_ADD] = { "INSERT INTO import (handle, kind, year, digest, bytes, n_rows," \
	    " state, mapping, account, at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, UTC_TIMESTAMP(6))", \
	    "ssubuussu", "" }, \
	[EDUCATION_IMPORT_PART_ADD] = { "INSERT INTO import_part (import, number, first_line, body)" \
	    " VALUES (?, ?, ?, ?)", "uuus", "" }, \
	[EDUCATION_IMPORT_FIND] = { "SELECT " IMPORT_COLUMNS " FROM import WHERE handle = ?", "s", \
	    IMPORT_OUT }, \
	[EDUCATION_IMPORT_LOCK] = { "SELECT " IMPORT_COLUMNS " FROM import WHERE handle = ?" \
	    " FOR UPDATE", "s", IMPORT_OUT }, \
	[EDUCATION_IMPORT_NEXT] = { "SELECT " IMPORT_COLUMNS " FROM import WHERE state = 'CHECK'" \
	    " OR state = 'APPLY' ORDER BY id LIMIT 1", "", IMPORT_OUT }, \
	[EDUCATION_IMPORTS] = { "SELECT handle, kind, year, state, at, n_rows, made, changed, same," \
	    " rejected FROM import WHERE year > 0 ORDER BY id DESC LIMIT 100", "", "ssusduuuuu" }, \
	[EDUCATION_IMPORT_BEFORE] = { "SELECT ended_at FROM import WHERE kind = ? AND digest = ?" \
	    " AND state = 'APPLIED' AND id <> ? ORDER BY id DESC LIMIT 1", "sbu", "d" }, \
	[EDUCATION_IMPORT_PARTS] = { "SELECT body FROM import_part WHERE import = ? ORDER BY number", \
	    "u", "s" }, \
	[EDUCATION_IMPORT_PARTS_DROP] = { "DELETE FROM import_part WHERE import = ?", "u", "" }, \
	[EDUCATION_IMPORT_STATE] = { "UPDATE import SET state = ?, tries = 0, failed = ''," \
	    " account = IF(? = 0, account, ?), ended_at = IF(? = 1, UTC_TIMESTAMP(6), NULL) WHERE id = ? AND state = ?", "suuuus", \
	    "" }, \
	[EDUCATION_IMPORT_TRY] = { "UPDATE import SET tries = tries + 1 WHERE id = ? AND state = ?", \
	    "us", "" }, \
	[EDUCATION_IMPORT_FAIL] = { "UPDATE import SET state = 'FAILED', failed = ?," \
	    " ended_at = UTC_TIMESTAMP(6) WHERE id = ? AND state = ?", "sus", "" }, \
	[EDUCATION_IMPORT_MAP] = { "UPDATE import SET kind = ?, mapping = ?, state = 'CHECK'" \
	    " WHERE id = ? AND state = 'MAP'", "ssu", "" }, \
	[EDUCATION_IMPORT_COUNT] = { "UPDATE import SET done = ?, made = ?, changed = ?, same = ?," \
	    " rejected = ?, starts = ?, moves = ?, ends = ?, n_rows = ? WHERE id = ?", "uuuuuuuuuu", \
	    "" }, \
	[EDUCATION_IMPORT_DONE] = { "UPDATE import SET done = ? WHERE id = ?", "uu", "" }, \
	[EDUCATION_IMPORT_ERROR_ADD] = { "INSERT INTO import_error (import, line, field, message," \
	    " body) VALUES (?, ?, ?, ?, ?)", "uusss", "" }, \
	[EDUCATION_IMPORT_ERRORS] = { "SELECT line, field, message, body FROM import_error" \
	    " WHERE import = ? ORDER BY line, id LIMIT ?", "uu", "usss" }, \
	[EDUCATION_IMPORT_ERRORS_DROP] = { "DELETE FROM import_error WHERE import = ?", "u", "" }, \
	[EDUCATION_IMPORT_CHANGE_ADD] = { "INSERT INTO import_change (import, line, what, child_id," \
	    " body) VALUES (?, ?, ?, ?, ?)", "uusss", "" }, \
	[EDUCATION_IMPORT_CHANGES] = { "SELECT c.line, c.what, c.child_id, c.body, r.handle" \
	    " FROM import_change c LEFT JOIN pupil p ON p.child_id = c.child_id" \
	    " LEFT JOIN record r ON r.id = p.record WHERE c.import = ? ORDER BY c.id LIMIT 500", "u", \
	    "ussss" }, \
	[EDUCATION_IMPORT_CHANGES_DROP] = { "DELETE FROM import_change WHERE import = ?", "u", "" }, \
	[EDUCATION_IMPORT_MAPPING] = { "SELECT mapping FROM import_mapping WHERE kind = ?" \
	    " AND header = ?", "sb", "s" }, \
	[EDUCATION_IMPORT_MAPPING_ANY] = { "SELECT kind, mapping FROM import_mapping WHERE header = ?" \
	    " ORDER BY at DESC LIMIT 1", "b", "ss" }, \
	[EDUCATION_IMPORT_MAPPING_ADD] = { "INSERT INTO import_mapping (kind, header, mapping," \
	    " account, at) VALUES (?, ?, ?, ?, UTC_TIMESTAMP(6))", "sbsu", "" }, \
	[EDUCATION_IMPORT_MAPPING_SET] = { "UPDATE import_mapping SET mapping = ?, account = ?," \
	    " at = UTC_TIMESTAMP(6) WHERE kind = ? AND header = ?", "susb", "" }, \
	/* whom a row is about */ \
	[EDUCATION_IMPORT_BY_CHILD] = { "SELECT record, born_on FROM pupil WHERE child_id = ?", "s", \
	    "ud" }, \
	[EDUCATION_IMPORT_BY_UPN] = { "SELECT record, born_on, child_id FROM pupil WHERE upn = ?" \
	    " LIMIT 2", "s", "uds" }, \
	[EDUCATION_IMPORT_BY_CARE] = { "SELECT record, born_on FROM pupil WHERE social_care_id = ?" \
	    " AND child_id IS NULL LIMIT 2", "s", "ud" }, \
	[EDUCATION_IMPORT_RECORD] = { "SELECT id, handle, reference, kind, child, subject, state," \
	    " owner, team, version FROM record WHERE id = ? FOR UPDATE", "u", "usssussuuu" }, \
	[EDUCATION_IMPORT_PUPIL_MAKE] = { "INSERT INTO pupil (record, child_id, born_on)" \
	    " VALUES (?, ?, ?)", "usd", "" }, \
	[EDUCATION_IMPORT_HEADER] = { "SELECT " HEADER_COLUMNS ", COALESCE(child_id, '') FROM pupil" \
	    " WHERE record = ?", "u", "sdssssds" }, \
	[EDUCATION_IMPORT_HEADER_SET] = { "UPDATE pupil SET sex = ?, born_on = ?, ethnicity = ?," \
	    " upn = ?, upn_unknown = ?, mother = ?, mother_child_born_on = ?, child_id = ?," \
	    " version = version + 1 WHERE record = ?", "sdssssdsu", "" }, \
	/* rows of the files */ \
	[EDUCATION_IMPORT_EPISODE] = { "SELECT id, began_on, rne, legal, need, place, provider," \
	    " ended_on, rec, change_why, home_post, place_post, place_urn FROM care_episode" \
	    " WHERE record = ? AND began_on = ? AND superseded_at IS NULL ORDER BY id DESC LIMIT 1", \
	    "ud", "udsssssdsssss" }, \
	[EDUCATION_IMPORT_EPISODE_ADD] = { "INSERT INTO care_episode (began_on, rne, legal, need," \
	    " place, provider, ended_on, rec, change_why, home_post, place_post, place_urn, record," \
	    " import, account, at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?," \
	    " UTC_TIMESTAMP(6))", "dsssssdsssssuuu", "" }, \
	[EDUCATION_IMPORT_EPISODE_DROP] = { "UPDATE care_episode SET superseded_at =" \
	    " UTC_TIMESTAMP(6) WHERE id = ?", "u", "" }, \
	[EDUCATION_IMPORT_EPISODES] = { "SELECT id, began_on FROM care_episode WHERE record = ?" \
	    " AND superseded_at IS NULL AND import IS NOT NULL AND began_on >= ? AND began_on <= ?" \
	    " ORDER BY began_on", "udd", "ud" }, \
	[EDUCATION_IMPORT_CARE] = { "SELECT began_on, rne, legal, ended_on, rec FROM care_episode" \
	    " WHERE record = ? AND superseded_at IS NULL ORDER BY began_on, id", "u", "dssds" }, \
	[EDUCATION_IMPORT_REVIEW] = { "SELECT id, code FROM care_review WHERE record = ?" \
	    " AND reviewed_on = ? AND superseded_at IS NULL LIMIT 1", "ud", "us" }, \
	[EDUCATION_IMPORT_REVIEW_ADD] = { "INSERT INTO care_review (record, reviewed_on, code," \
	    " import, account, at) VALUES (?, ?, ?, ?, ?, UTC_TIMESTAMP(6))", "udsUu", "" }, \
	[EDUCATION_IMPORT_REVIEW_DROP] = { "UPDATE care_review SET superseded_at =" \
	    " UTC_TIMESTAMP(6) WHERE id = ?", "u", "" }, \
	[EDUCATION_IMPORT_WORKER] = { "SELECT id, worker, ended_on, reason FROM" \
	    " social_worker_episode WHERE record = ? AND began_on = ? AND superseded_at IS NULL" \
	    " LIMIT 1", "ud", "usds" }, \
	[EDUCATION_IMPORT_WORKER_ADD] = { "INSERT INTO social_worker_episode (record, worker," \
	    " began_on, ended_on, reason, import, account, at) VALUES (?, ?, ?, ?, ?, ?, ?," \
	    " UTC_TIMESTAMP(6))", "usddsUu", "" }, \
	[EDUCATION_IMPORT_WORKER_DROP] = { "UPDATE social_worker_episode SET superseded_at =" \
	    " UTC_TIMESTAMP(6) WHERE id = ?", "u", "" }, \
	[EDUCATION_IMPORT_WORKERS] = { "SELECT id, began_on FROM social_worker_episode" \
	    " WHERE record = ? AND superseded_at IS NULL AND import IS NOT NULL AND began_on >= ?" \
	    " AND began_on <= ? ORDER BY began_on", "udd", "ud" }, \
	[EDUCATION_OC2_FIND] = { "SELECT sdq_score, sdq_reason, convicted, health_check," \
	    " immunisations, teeth_check, health_assessment, substance_misuse," \
	    " intervention_received, intervention_offered, id FROM oc2 WHERE record = ?" \
	    " AND year = ? AND superseded_at IS NULL", "uu", "ssssssssssu" }, \
	[EDUCATION_OC2_ADD] = { "INSERT INTO oc2 (sdq_score, sdq_reason, convicted, health_check," \
	    " immunisations, teeth_check, health_assessment, substance_misuse," \
	    " intervention_received, intervention_offered, account, record, year, at)" \
	    " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, UTC_TIMESTAMP(6))", "ssssssssss" "uuu", \
	    "" }, \
	[EDUCATION_IMPORT_ROWS] = { "SELECT id, body FROM return_row WHERE record = ? AND file = ?" \
	    " AND year = ? AND superseded_at IS NULL", "usu", "us" }, \
	[EDUCATION_IMPORT_ROW_ADD] = { "INSERT INTO return_row (record, file, year, body, import," \
	    " account, at) VALUES (?, ?, ?, ?, ?, ?, UTC_TIMESTAMP(6))", "usu" "suu", "" }, \
	[EDUCATION_IMPORT_ROW_DROP] = { "UPDATE return_row SET superseded_at = UTC_TIMESTAMP(6)" \
	    " WHERE id = ?", "u", "" }, \
	/* cohorts by periods of care */ \
	[EDUCATION_IMPORT_COHORTS] = { "SELECT id, since, until FROM cohort_member" \
	    " WHERE record = ? AND cohort = 'LAC' ORDER BY since, id", "u", "udd" }, \
	[EDUCATION_IMPORT_COHORT_ADD] = { "INSERT INTO cohort_member (record, cohort, since, until," \
	    " account, at) VALUES (?, 'LAC', ?, ?, ?, UTC_TIMESTAMP(6))", "uddu", "" }, \
	[EDUCATION_IMPORT_COHORT_END] = { "UPDATE cohort_member SET until = ? WHERE id = ?", "du", "" }, \
	/* linked to the index later */ \
	[EDUCATION_UNLINKED] = { "SELECT r.handle, p.child_id, p.sex FROM pupil p JOIN record r" \
	    " ON r.id = p.record WHERE r.child IS NULL AND p.born_on = ? ORDER BY p.child_id" \
	    " LIMIT 20", "d", "sss" }, \
	[EDUCATION_PUPIL_NAME] = { "UPDATE pupil SET given = ?, family = ?, version = version + 1" \
	    " WHERE record = ?", "ssu", "" },
