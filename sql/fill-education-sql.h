/*
 * fill-education-sql: how the rows of the module education are written, for the
 * table of fill-batch.c, whose N, T and ROWS it uses.
 */
#ifndef EVERYCHILD_FILL_EDUCATION_SQL_H
#define EVERYCHILD_FILL_EDUCATION_SQL_H

#define ED(table)	"INSERT INTO everychild_education." table " "

#define FILL_EDUCATION_STATEMENTS \
	[BATCH_ED_SCHOOL] = { ED("school") "(id, handle, urn, dfe_number, name, type, phase, area," \
	    " state_funded, opened_on) SELECT c0, c1, c2, c3, c4, c5, c6, c7, c8, '1990-09-01'" \
	    ROWS(N(0) "," T(1, 12) "," T(2, 6) "," T(3, 8) "," T(4, 120) "," T(5, 16) "," T(6, 16) "," \
	    T(7, 3) "," N(8)), "s", "" }, \
	[BATCH_ED_TEACHER] = { ED("school_person") "(school, account, part, name, email, since," \
	    " added_by, at) SELECT c0, NULLIF(c1, 0), 'TEACHER', c2, c3, c4, c5, c6" ROWS(N(0) "," \
	    N(1) "," T(2, 120) "," T(3, 120) "," T(4, 10) "," N(5) "," T(6, 26)), "s", "" }, \
	[BATCH_ED_DAY] = { ED("school_day") "(school, day, sessions) SELECT c0, c1, 2" ROWS(N(0) "," \
	    T(1, 10)), "s", "" }, \
	[BATCH_ED_TERM] = { ED("term") "(year, term, first_on, last_on, cut_off) SELECT c0, c1, c2," \
	    " c3, c4" ROWS(N(0) "," T(1, 6) "," T(2, 10) "," T(3, 10) "," T(4, 10)), "s", "" }, \
	[BATCH_ED_RECORD] = { ED("record") "(id, handle, reference, kind, child, subject, state, owner," \
	    " team, opened_at, closed_at, version) SELECT c0, c1, c2, 'pupil', c3, c4, c5, c6," \
	    " NULLIF(c7, 0), c8, NULLIF(c9, ''), c10" ROWS(N(0) "," T(1, 12) "," T(2, 40) "," N(3) "," \
	    T(4, 210) "," T(5, 16) "," N(6) "," N(7) "," T(8, 26) "," T(9, 26) "," N(10)), "s", "" }, \
	[BATCH_ED_PERSON] = { ED("record_person") "(record, account, relation, since, added_by, until)" \
	    " SELECT c0, c1, c2, c3, c4, NULLIF(c5, '')" ROWS(N(0) "," N(1) "," T(2, 16) "," T(3, 26) \
	    "," N(4) "," T(5, 26)), "s", "" }, \
	[BATCH_ED_PUPIL] = { ED("pupil") "(record, child_id, social_care_id, upn, upn_unknown, given," \
	    " family, born_on, sex, ethnicity, language, asylum, mother) SELECT c0, c1, c1," \
	    " NULLIF(c2, ''), c3, c4, c5, c6, c7, c8, c9, c10, ''" ROWS(N(0) "," T(1, 10) "," T(2, 13) \
	    "," T(3, 3) "," T(4, 100) "," T(5, 100) "," T(6, 10) "," T(7, 1) "," T(8, 4) "," T(9, 8) \
	    "," T(10, 1)), "s", "" }, \
	[BATCH_ED_COHORT] = { ED("cohort_member") "(record, cohort, since, until, account, at) SELECT" \
	    " c0, 'LAC', c1, NULLIF(c2, ''), c3, c4" ROWS(N(0) "," T(1, 10) "," T(2, 10) "," N(3) "," \
	    T(4, 26)), "s", "" }, \
	[BATCH_ED_EPISODE] = { ED("care_episode") "(record, began_on, rne, legal, need, place, provider," \
	    " ended_on, rec, change_why, home_post, place_post, place_urn, account, at) SELECT c0, c1," \
	    " c2, c3, c4, c5, c6, NULLIF(c7, ''), c8, c9, c10, c11, c12, c13, c14" ROWS(N(0) "," \
	    T(1, 10) "," T(2, 1) "," T(3, 2) "," T(4, 2) "," T(5, 3) "," T(6, 3) "," T(7, 10) "," \
	    T(8, 3) "," T(9, 6) "," T(10, 8) "," T(11, 8) "," T(12, 8) "," N(13) "," T(14, 26)), "s", \
	    "" }, \
	[BATCH_ED_REVIEW] = { ED("care_review") "(record, reviewed_on, code, seen_pep, account, at)" \
	    " SELECT c0, c1, c2, c3, c4, c5" ROWS(N(0) "," T(1, 10) "," T(2, 3) "," N(3) "," N(4) "," \
	    T(5, 26)), "s", "" }, \
	[BATCH_ED_WORKER] = { ED("social_worker_episode") "(record, worker, began_on, ended_on, reason," \
	    " account, at) SELECT c0, c1, c2, NULLIF(c3, ''), c4, c5, c6" ROWS(N(0) "," T(1, 12) "," \
	    T(2, 10) "," T(3, 10) "," T(4, 6) "," N(5) "," T(6, 26)), "s", "" }, \
	[BATCH_ED_OC2] = { ED("oc2") "(record, year, sdq_score, sdq_reason, convicted, health_check," \
	    " immunisations, teeth_check, health_assessment, substance_misuse, intervention_received," \
	    " intervention_offered, account, at) SELECT c0, c1, c2, c3, c4, c5, c6, c7, c8, c9, c10," \
	    " c11, c12, c13" ROWS(N(0) "," N(1) "," T(2, 2) "," T(3, 4) "," T(4, 1) "," T(5, 1) "," \
	    T(6, 1) "," T(7, 1) "," T(8, 1) "," T(9, 1) "," T(10, 1) "," T(11, 1) "," N(12) "," \
	    T(13, 26)), "s", "" }, \
	[BATCH_ED_ROW] = { ED("return_row") "(record, file, year, body, account, at) SELECT c0, c1, c2," \
	    " c3, c4, c5" ROWS(N(0) "," T(1, 16) "," N(2) "," T(3, 400) "," N(4) "," T(5, 26)), "s", \
	    "" }, \
	[BATCH_ED_ENROLMENT] = { ED("enrolment") "(record, school, status, began_on, attends_from," \
	    " ended_on, reason, planned, offered, attended, account, at) SELECT c0, c1, 'SINGLE', c2," \
	    " c2, NULLIF(c3, ''), c4, c5, 100, 100, c6, c7" ROWS(N(0) "," N(1) "," T(2, 10) "," \
	    T(3, 10) "," T(4, 16) "," N(5) "," N(6) "," T(7, 26)), "s", "" }, \
	[BATCH_ED_NO_SCHOOL] = { ED("no_school") "(record, began_on, why, due_on, ended_on, account, at)" \
	    " SELECT c0, c1, c2, c3, NULLIF(c4, ''), c5, c6" ROWS(N(0) "," T(1, 10) "," T(2, 16) "," \
	    T(3, 10) "," T(4, 10) "," N(5) "," T(6, 26)), "s", "" }, \
	[BATCH_ED_MARK] = { ED("mark") "(record, day, session, school, code, source, note, account, at)" \
	    " SELECT c0, c1, c2, c3, c4, 'FILE', c5, c6, c7" ROWS(N(0) "," T(1, 10) "," T(2, 2) "," \
	    N(3) "," T(4, 2) "," T(5, 200) "," N(6) "," T(7, 26)), "s", "" }, \
	[BATCH_ED_TOTAL] = { ED("mark_total") "(record, school, from_on, to_on, possible, attended," \
	    " authorised, unauthorised, late, account, at) SELECT c0, c1, c2, c3, c4, c5, c6, c7, c8," \
	    " c9, c10" ROWS(N(0) "," N(1) "," T(2, 10) "," T(3, 10) "," N(4) "," N(5) "," N(6) "," N(7) \
	    "," N(8) "," N(9) "," T(10, 26)), "s", "" }, \
	[BATCH_ED_SUSPENSION] = { ED("suspension") "(record, school, type, began_on, sessions, reasons," \
	    " sen, letter_on, told_school_head_at, told_worker_at, provision_from, provision," \
	    " reintegration_on, account, at) SELECT c0, c1, 'SUSP', c2, c3, c4, c5, c2, c6, c6," \
	    " NULLIF(c7, ''), c8, NULLIF(c9, ''), c10, c6" ROWS(N(0) "," N(1) "," T(2, 10) "," N(3) "," T(4, 12) \
	    "," T(5, 1) "," T(6, 26) "," T(7, 10) "," T(8, 300) "," T(9, 10) "," N(10)), "s", "" }, \
	[BATCH_ED_NEED] = { ED("special_need") "(record, stage, primary_need, from_on, account, at)" \
	    " SELECT c0, c1, c2, c3, c4, c5" ROWS(N(0) "," T(1, 1) "," T(2, 4) "," T(3, 10) "," N(4) \
	    "," T(5, 26)), "s", "" }, \
	[BATCH_ED_RESULT] = { ED("result") "(record, year, assessment, subject, result, status, source," \
	    " on_day, account, at) SELECT c0, c1, c2, c3, c4, c5, 'File', c6, c7, c8" ROWS(N(0) "," \
	    N(1) "," T(2, 12) "," T(3, 12) "," T(4, 8) "," T(5, 5) "," T(6, 10) "," N(7) "," \
	    T(8, 26)), "s", "" }, \
	[BATCH_ED_EHC] = { ED("ehc_plan") "(id, record, authority, responsible, issued_on, reviewed_on," \
	    " review_due, account, at, outcomes) SELECT c0, c1, c2, c2, c3, c4, c5, c6, c7, c8" \
	    ROWS(N(0) "," N(1) "," T(2, 3) "," T(3, 10) "," T(4, 10) "," T(5, 10) "," N(6) "," \
	    T(7, 26) "," T(8, 2000)), "s", "" }, \
	[BATCH_ED_DOCUMENT] = { ED("document") "(id, record, form, form_version, number, started_at," \
	    " started_by, completed_at, completed_by, revision, saved_at) SELECT c0, c1, 'pep', c2, c3," \
	    " c4, c5, NULLIF(c6, ''), NULLIF(c7, 0), c8, NULLIF(c9, '')" ROWS(N(0) "," N(1) "," N(2) \
	    "," N(3) "," T(4, 26) "," N(5) "," T(6, 26) "," N(7) "," N(8) "," T(9, 26)), "s", "" }, \
	[BATCH_ED_ANSWER] = { ED("answer") "(document, field, item, revision, value, account, at)" \
	    " SELECT c0, c1, c2, c3, c4, c5, c6" ROWS(N(0) "," T(1, 64) "," N(2) "," N(3) "," \
	    T(4, 4000) "," N(5) "," T(6, 26)), "s", "" }, \
	[BATCH_ED_PEP] = { ED("pep") "(id, record, number, document, year, term, why, state, school," \
	    " meeting_on, met_on, ready_on, submitted_on, submitted_by, decided_on, decided_by," \
	    " returned_why, rating, open_of, account, at) SELECT c0, c1, c2, c3, c4, c5, c6, c7," \
	    " NULLIF(c8, 0), NULLIF(c9, ''), NULLIF(c10, ''), NULLIF(c11, ''), NULLIF(c12, '')," \
	    " NULLIF(c13, 0), NULLIF(c14, ''), NULLIF(c15, 0), c16, c17, NULLIF(c18, ''), c19, c20" \
	    ROWS(N(0) "," N(1) "," N(2) "," N(3) "," N(4) "," T(5, 6) "," T(6, 12) "," T(7, 12) "," \
	    N(8) "," T(9, 10) "," T(10, 10) "," T(11, 10) "," T(12, 10) "," N(13) "," T(14, 10) "," \
	    N(15) "," T(16, 1000) "," T(17, 6) "," T(18, 32) "," N(19) "," T(20, 26)), "s", "" }, \
	[BATCH_ED_PEP_MOVE] = { ED("pep_move") "(pep, state, note, account, at) SELECT c0, c1, c2, c3," \
	    " c4" ROWS(N(0) "," T(1, 12) "," T(2, 1000) "," N(3) "," T(4, 26)), "s", "" }, \
	[BATCH_ED_PEP_SIGN] = { ED("pep_sign") "(pep, part, answer, name, account, at) SELECT c0, c1," \
	    " 'AGREES', c2, c3, c4" ROWS(N(0) "," T(1, 8) "," T(2, 120) "," N(3) "," T(4, 26)), "s", \
	    "" }, \
	[BATCH_ED_PEP_RATING] = { ED("pep_rating") "(pep, rubric, grades, comments, overall, account, at)" \
	    " SELECT c0, 1, c1, c2, c3, c4, c5" ROWS(N(0) "," T(1, 40) "," T(2, 2000) "," T(3, 6) "," \
	    N(4) "," T(5, 26)), "s", "" }, \
	[BATCH_ED_TARGET] = { ED("target") "(record, pep, area, target, baseline, measure, what, who," \
	    " how_often, review_on, cost, account, at, outcome, reviewed_pep, reviewed_on, evidence)" \
	    " SELECT c0, c1, c2, c3, c4, c5, c6, c7, c8, c9, NULLIF(c10, 0), c11, c12, c13," \
	    " NULLIF(c14, 0), NULLIF(c15, ''), c16" ROWS(N(0) "," N(1) "," T(2, 16) "," T(3, 1000) "," T(4, 500) \
	    "," T(5, 500) "," T(6, 1000) "," T(7, 200) "," T(8, 100) "," T(9, 10) "," N(10) "," N(11) \
	    "," T(12, 26) "," T(13, 6) "," N(14) "," T(15, 10) "," T(16, 1000)), "s", "" }, \
	[BATCH_ED_DEADLINE] = { ED("deadline") "(record, clock, title, from_on, due_on, explanation," \
	    " met_at, met_on, late, dropped_at) SELECT c0, c1, c2, c3, c4, c5, NULLIF(c6, '')," \
	    " NULLIF(c7, ''), COALESCE(NULLIF(c7, '') > c4, 0), NULLIF(c8, '')" ROWS(N(0) "," \
	    T(1, 16) "," T(2, 120) "," T(3, 10) "," T(4, 10) "," T(5, 300) "," T(6, 26) "," T(7, 10) \
	    "," T(8, 26)), "s", "" }, \
	[BATCH_ED_EVENT] = { ED("event") "(record, at, code, title, account, shared) SELECT c0, c1, c2," \
	    " c3, c4, 0" ROWS(N(0) "," T(1, 26) "," T(2, 24) "," T(3, 160) "," N(4)), "s", "" }, \
	[BATCH_ED_INVOLVEMENT] = { ED("involvement") "(record, child, account, part, title, since," \
	    " until) SELECT c0, c1, c2, 'EDUCATION', 'Virtual school', c3, NULLIF(c4, '')" ROWS(N(0) \
	    "," N(1) "," N(2) "," T(3, 10) "," T(4, 10)), "s", "" }

#endif
