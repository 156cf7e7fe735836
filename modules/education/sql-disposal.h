/*
 * sql-disposal: what the end of a child's record asks of the tables of this schema. One
 * part of sql.c, which includes it. Statements that delete have one parameter, the
 * record's number, and are prepared by the disposal command alone.
 */
#ifndef EVERYCHILD_EDUCATION_SQL_DISPOSAL_H
#define EVERYCHILD_EDUCATION_SQL_DISPOSAL_H

/* When it was closed, when the child was born, whether ever looked after by us, whether
 * another authority's, the day of adoption, and the day of death in care. */
#define DISPOSAL_FACTS \
	{ "SELECT r.closed_at, p.born_on, EXISTS (SELECT 1 FROM care_episode e" \
	    " WHERE e.record = r.id AND e.superseded_at IS NULL), p.responsible <> '', p.locked_on," \
	    " (SELECT d.ended_on FROM care_episode d WHERE d.record = r.id" \
	    " AND d.superseded_at IS NULL AND d.rec = 'E2' ORDER BY d.ended_on DESC LIMIT 1)" \
	    " FROM record r JOIN pupil p ON p.record = r.id WHERE r.id = ?", "u", "dduudd" }

#define OF_RECORD(table) { "DELETE FROM " table " WHERE record = ?", "u", "" }
#define OF_PLAN(table) { "DELETE FROM " table " WHERE pep IN (SELECT p.id FROM pep p" \
	" WHERE p.record = ?)", "u", "" }
/* Files that were read in name children by number: the rows of this one's, and those of
 * any file of more than a year ago, which nobody mends any more. */
#define OF_OLD_FILES(table) { "DELETE FROM " table " WHERE ? > 0 AND import IN (SELECT i.id" \
	" FROM import i WHERE i.at < UTC_TIMESTAMP(6) - INTERVAL 1 YEAR)", "u", "" }

/* In the order in which keys let them go; disposal.c names the tables. */
#define DISPOSAL_WHOLE \
	{ "DELETE FROM addendum WHERE document IN (SELECT d.id FROM document d WHERE d.record = ?)", \
	    "u", "" }, \
	{ "DELETE FROM everychild.guest WHERE module = 'education' AND object IN (SELECT p.id" \
	    " FROM pep p WHERE p.record = ?)", "u", "" }, \
	OF_PLAN("pep_move"), \
	OF_PLAN("pep_carried"), \
	OF_PLAN("pep_sign"), \
	OF_PLAN("pep_behalf"), \
	OF_PLAN("pep_attendee"), \
	OF_PLAN("pep_rating"), \
	OF_RECORD("premium_line"), \
	OF_RECORD("need_refusal"), \
	OF_RECORD("target"), \
	OF_RECORD("pep"), \
	OF_RECORD("destination"), \
	OF_RECORD("progress"), \
	OF_RECORD("attainment"), \
	OF_RECORD("result"), \
	OF_RECORD("ehc_plan"), \
	OF_RECORD("special_need"), \
	OF_RECORD("suspension"), \
	OF_RECORD("mark_total"), \
	OF_RECORD("mark_before"), \
	OF_RECORD("mark_term"), \
	OF_RECORD("finding"), \
	OF_RECORD("mark"), \
	OF_RECORD("ks4_approval"), \
	OF_RECORD("place_request"), \
	OF_RECORD("interim_hours"), \
	OF_RECORD("no_school"), \
	OF_RECORD("enrolment"), \
	OF_RECORD("return_row"), \
	OF_RECORD("oc2"), \
	OF_RECORD("social_worker_episode"), \
	OF_RECORD("care_review"), \
	OF_RECORD("care_episode"), \
	{ "DELETE FROM import_change WHERE child_id IN (SELECT p.child_id FROM pupil p" \
	    " WHERE p.record = ?)", "u", "" }, \
	OF_OLD_FILES("import_change"), \
	OF_OLD_FILES("import_error"), \
	OF_OLD_FILES("import_part"), \
	OF_RECORD("cohort_member"), \
	OF_RECORD("pupil_upn"), \
	OF_RECORD("approval"), \
	OF_RECORD("task"), \
	OF_RECORD("letter"), \
	{ "DELETE FROM school_letter WHERE id IN (SELECT p.letter FROM school_letter_pupil p" \
	    " WHERE p.record = ?)", "u", "" }, \
	OF_RECORD("school_letter_pupil"), \
	OF_RECORD("pupil")

enum { EDUCATION_DISPOSAL_WHOLE_N = 46 };

#endif
