/*
 * sql-step: statements of the steps of a child's record (step.h).
 */
#ifndef EVERYCHILD_EDUCATION_SQL_STEP_H
#define EVERYCHILD_EDUCATION_SQL_STEP_H

#define EDUCATION_SQL_STEP \
	[EDUCATION_STEP_EPISODE_LAST] = { "SELECT id, ended_on FROM care_episode WHERE record = ?" \
	    " AND superseded_at IS NULL ORDER BY began_on DESC, id DESC LIMIT 1", "u", "ud" }, \
	[EDUCATION_STEP_EPISODE_AGAIN] = { "INSERT INTO care_episode (record, began_on, rne, legal, need," \
	    " place, provider, home_post, place_post, place_urn, account, at) SELECT record, began_on," \
	    " rne, legal, need, place, provider, home_post, place_post, place_urn, ?, UTC_TIMESTAMP(6)" \
	    " FROM care_episode WHERE id = ?", "uu", "" }, \
	[EDUCATION_STEP_COHORT_AGAIN] = { "UPDATE cohort_member SET until = NULL WHERE record = ?" \
	    " AND cohort = 'LAC' AND until = ? ORDER BY since DESC, id DESC LIMIT 1", "ud", "" }, \
	[EDUCATION_STEP_LOCK] = { "UPDATE pupil SET locked_on = ?, known_as = '', version = version + 1" \
	    " WHERE record = ?", "du", "" }, \
	[EDUCATION_STEP_LOCKED] = { "SELECT r.handle, r.reference, p.born_on, p.locked_on FROM pupil p" \
	    " JOIN record r ON r.id = p.record WHERE p.locked_on IS NOT NULL AND r.state = 'LOCKED'" \
	    " ORDER BY p.locked_on DESC, r.id LIMIT 500", "", "ssdd" }, \
	[EDUCATION_STEP_ASYLUM] = { "UPDATE pupil SET asylum = 'Y', version = version + 1" \
	    " WHERE record = ? AND asylum <> 'Y'", "u", "" },

#endif
