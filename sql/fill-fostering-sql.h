/*
 * fill-fostering-sql: how the rows of the module fostering are written, for the
 * table of fill-batch.c, whose N, T and ROWS it uses.
 */
#ifndef EVERYCHILD_FILL_FOSTERING_SQL_H
#define EVERYCHILD_FILL_FOSTERING_SQL_H

#define PF(table)	"INSERT INTO everychild_fostering." table " "

#define FILL_FOSTERING_STATEMENTS \
	[BATCH_PF_HOUSEHOLD] = { PF("household") "(id, handle, line1, town, postcode, since," \
	    " added_by, added_at) SELECT c0, c1, c2, c3, c4, c5, c6, c7" ROWS(N(0) "," T(1, 12) "," \
	    T(2, 100) "," T(3, 100) "," T(4, 8) "," T(5, 10) "," N(6) "," T(7, 26)), "s", "" }, \
	[BATCH_PF_PERSON] = { PF("person") "(id, handle, given, family, born_on, sex, phone, sound," \
	    " barred, disqualified, added_by, added_at) SELECT c0, c1, c2, c3, NULLIF(c4, ''), c5, c6," \
	    " c7, 'N', 'N', c8, c9" ROWS(N(0) "," T(1, 12) "," T(2, 100) "," T(3, 100) "," T(4, 10) \
	    "," T(5, 1) "," T(6, 20) "," T(7, 16) "," N(8) "," T(9, 26)), "s", "" }, \
	[BATCH_PF_ADDRESS] = { PF("person_address") "(person, line1, town, postcode, country, since," \
	    " account, at) SELECT c0, c1, c2, c3, c4, NULLIF(c5, ''), c6, c7" ROWS(N(0) "," T(1, 100) \
	    "," T(2, 100) "," T(3, 8) "," T(4, 60) "," T(5, 10) "," N(6) "," T(7, 26)), "s", "" }, \
	[BATCH_PF_MEMBER] = { PF("household_member") "(household, person, role, employed, joined_on," \
	    " account, at) SELECT c0, c1, c2, 'N', c3, c4, c5" ROWS(N(0) "," N(1) "," T(2, 12) "," \
	    T(3, 10) "," N(4) "," T(5, 26)), "s", "" }, \
	[BATCH_PF_CHECK] = { PF("safety_check") "(id, person, kind, requested_on, received_on, result," \
	    " note, renew_on, account, at) SELECT c0, c1, c2, c3, NULLIF(c4, ''), c5, ''," \
	    " NULLIF(c6, ''), c7, c8" ROWS(N(0) "," N(1) "," T(2, 12) "," T(3, 10) "," T(4, 10) "," \
	    T(5, 12) "," T(6, 10) "," N(7) "," T(8, 26)), "s", "" }, \
	[BATCH_PF_RECORD] = { PF("record") "(id, handle, reference, kind, child, subject, state," \
	    " owner, team, restricted, opened_at, closed_at, version, resume, archived_at) SELECT c0," \
	    " c1, c2, 'arrangement', c3, c4, c5, c6, NULLIF(c7, 0), c8, c9, NULLIF(c10, ''), c11," \
	    " NULLIF(c12, ''), NULLIF(c13, '')" ROWS(N(0) "," T(1, 12) "," T(2, 40) "," N(3) "," T(4, 210) "," \
	    T(5, 16) "," N(6) "," N(7) "," N(8) "," T(9, 26) "," T(10, 26) "," N(11) "," T(12, 16) \
	    "," T(13, 26)), "s", "" }, \
	[BATCH_PF_RECORD_PERSON] = { PF("record_person") "(record, account, relation, since," \
	    " added_by, until) SELECT c0, c1, c2, c3, c4, NULLIF(c5, '')" ROWS(N(0) "," N(1) "," \
	    T(2, 16) "," T(3, 26) "," N(4) "," T(5, 26)), "s", "" }, \
	[BATCH_PF_ARRANGEMENT] = { PF("arrangement") "(record, household, carer, child_born_on," \
	    " child_sex, relationship, carer_pr, sleeps, capacity, looked_after, legal_regime," \
	    " adoption, disabled, disabled_basis, disabled_by, disabled_on, start_proposed," \
	    " start_actual, intended_end, open_ended, left_on, test_result, test_rule, retest_on," \
	    " aware_on, deemed_start, next_visit_due, first_notice_at, suitability, scenario," \
	    " birthplace, ended_timed, ended_at, end_on, end_reason, receiver_name, receiver_address," \
	    " receiver_relation, end_known, welfare_on, welfare_note, final_report, closed_on)" \
	    " SELECT c0, c1, c2, c3, c4, c5, c6, c7, c8, c6, c6, c6, c9, c10, NULLIF(c11, 0)," \
	    " NULLIF(c12, ''), NULLIF(c13, ''), NULLIF(c14, ''), NULLIF(c15, ''), c16, NULLIF(c17, '')," \
	    " c18, c19, NULLIF(c20, ''), NULLIF(c21, ''), NULLIF(c22, ''), NULLIF(c23, ''), c24, c25," \
	    " c26, c27, c28 <> '', NULLIF(c28, ''), NULLIF(c29, ''), c30, c31, c32, c33, c34, NULLIF(c35, '')," \
	    " NULLIF(c36, ''), NULLIF(c37, ''), NULLIF(c38, '')" ROWS(N(0) "," N(1) "," N(2) "," \
	    T(3, 10) "," T(4, 1) "," T(5, 24) "," T(6, 1) "," T(7, 16) "," T(8, 8) "," T(9, 1) "," \
	    T(10, 300) "," N(11) "," T(12, 10) "," T(13, 10) "," T(14, 10) "," T(15, 10) "," N(16) "," \
	    T(17, 10) "," T(18, 20) "," N(19) "," T(20, 10) "," T(21, 10) "," T(22, 10) "," T(23, 10) \
	    "," T(24, 26) "," T(25, 24) "," T(26, 4) "," T(27, 8) "," T(28, 26) "," T(29, 10) "," \
	    T(30, 24) "," T(31, 210) "," T(32, 400) "," T(33, 24) "," T(34, 300) "," T(35, 10) "," \
	    T(36, 2000) "," T(37, 2000) "," T(38, 10)), "s", "" }, \
	[BATCH_PF_TEST] = { PF("legal_test") "(record, tested_on, inputs, result, rule, why," \
	    " retest_on, account, at) SELECT c0, c1, c2, c3, c4, c5, NULLIF(c6, ''), c7, c8" \
	    ROWS(N(0) "," T(1, 10) "," T(2, 2000) "," T(3, 20) "," N(4) "," T(5, 300) "," T(6, 10) "," \
	    N(7) "," T(8, 26)), "s", "" }, \
	[BATCH_PF_NOTIFICATION] = { PF("notification") "(record, number, document, regulation," \
	    " notifier, notifier_name, received_at, received_on, channel, written_on, event_on, class," \
	    " class_why, missing, note, account, at) SELECT c0, c1, NULLIF(c2, 0), c3, c4, c5, c6, c7," \
	    " c8, NULLIF(c9, ''), NULLIF(c10, ''), c11, c12, c13, c14, c15, c6" ROWS(N(0) "," N(1) "," \
	    N(2) "," T(3, 12) "," T(4, 16) "," T(5, 210) "," T(6, 26) "," T(7, 10) "," T(8, 12) "," \
	    T(9, 10) "," T(10, 10) "," T(11, 16) "," T(12, 200) "," N(13) "," T(14, 2000) "," N(15)), \
	    "s", "" }, \
	[BATCH_PF_RELATED] = { PF("related_person") "(record, person, part, relation, has_pr," \
	    " account, at) SELECT c0, c1, 'PARENT', c2, 'Y', c3, c4" ROWS(N(0) "," N(1) "," T(2, 24) \
	    "," N(3) "," T(4, 26)), "s", "" }, \
	[BATCH_PF_DOCUMENT] = { PF("document") "(id, record, form, form_version, number, started_at," \
	    " started_by, completed_at, completed_by, revision, saved_at) SELECT c0, c1, c2, c3, c4, c5," \
	    " c6, NULLIF(c7, ''), NULLIF(c8, 0), c9, NULLIF(c10, '')" ROWS(N(0) "," N(1) "," T(2, 24) \
	    "," N(3) "," N(4) "," T(5, 26) "," N(6) "," T(7, 26) "," N(8) "," N(9) "," T(10, 26)), \
	    "s", "" }, \
	[BATCH_PF_ANSWER] = { PF("answer") "(document, field, item, revision, value, account, at)" \
	    " SELECT c0, c1, c2, c3, c4, c5, c6" ROWS(N(0) "," T(1, 64) "," N(2) "," N(3) "," \
	    T(4, 4000) "," N(5) "," T(6, 26)), "s", "" }, \
	[BATCH_PF_INITIAL] = { PF("initial_action") "(id, record, number, regulation, notified_on," \
	    " due_on, completed_on, dropped_on, account, at) SELECT c0, c1, c2, c3, c4, c5," \
	    " NULLIF(c6, ''), NULLIF(c7, ''), c8, c9" ROWS(N(0) "," N(1) "," N(2) "," N(3) "," \
	    T(4, 10) "," T(5, 10) "," T(6, 10) "," T(7, 10) "," N(8) "," T(9, 26)), "s", "" }, \
	[BATCH_PF_TASK_OF] = { PF("initial_task") "(action, item, person, method, done_on, alone," \
	    " reason, not_practicable_on, visit, account, at) SELECT c0, c1, NULLIF(c2, 0), c3," \
	    " NULLIF(c4, ''), c5, c6, NULLIF(c7, ''), NULLIF(c8, 0), c9, c10" ROWS(N(0) "," T(1, 1) \
	    "," N(2) "," T(3, 12) "," T(4, 10) "," T(5, 1) "," T(6, 300) "," T(7, 10) "," N(8) "," \
	    N(9) "," T(10, 26)), "s", "" }, \
	[BATCH_PF_VISIT] = { PF("visit") "(id, handle, record, number, document, type, status," \
	    " planned_at, minutes, officer, due_on, visited_on, started, ended, method, child_seen," \
	    " alone, alone_reason, not_done, qualifying, concerns, safeguarding, asked_by, asked_on," \
	    " reasonable, report_on, report_by, signed_on, signed_by, account, at) SELECT c0, c1, c2," \
	    " c3, NULLIF(c4, 0), c5, c6, NULLIF(c7, ''), 60, c8, NULLIF(c9, ''), NULLIF(c10, ''), c11," \
	    " c12, c13, c14, c15, c16, c17, c18, c19, c20, c21, NULLIF(c22, ''), c23, NULLIF(c24, '')," \
	    " NULLIF(c25, 0), NULLIF(c26, ''), NULLIF(c27, 0), c8, c28" ROWS(N(0) "," T(1, 12) "," \
	    N(2) "," N(3) "," N(4) "," T(5, 12) "," T(6, 10) "," T(7, 26) "," N(8) "," T(9, 10) "," \
	    T(10, 10) "," T(11, 5) "," T(12, 5) "," T(13, 12) "," T(14, 1) "," T(15, 1) "," T(16, 300) \
	    "," T(17, 300) "," N(18) "," N(19) "," T(20, 1) "," T(21, 12) "," T(22, 10) "," T(23, 1) \
	    "," T(24, 10) "," N(25) "," T(26, 10) "," N(27) "," T(28, 26)), "s", "" }, \
	[BATCH_PF_DUE] = { PF("visit_due") "(record, from_on, due_on, met_on, dropped_on) SELECT c0," \
	    " c1, c2, NULLIF(c3, ''), NULLIF(c4, '')" ROWS(N(0) "," T(1, 10) "," T(2, 10) "," T(3, 10) \
	    "," T(4, 10)), "s", "" }, \
	[BATCH_PF_DECISION] = { PF("decision") "(record, number, regulation, proposed, proposed_why," \
	    " proposed_by, proposed_at, outcome, reason, decided_by, decided_on, decided_at, told_on)" \
	    " SELECT c0, c1, c2, c3, c4, c5, c6, c7, NULLIF(c8, ''), NULLIF(c9, 0), NULLIF(c10, '')," \
	    " NULLIF(c11, ''), NULLIF(c12, '')" ROWS(N(0) "," N(1) "," N(2) "," T(3, 24) "," \
	    T(4, 2000) "," N(5) "," T(6, 26) "," T(7, 24) "," T(8, 2000) "," N(9) "," T(10, 10) "," \
	    T(11, 26) "," T(12, 10)), "s", "" }, \
	[BATCH_PF_REQUIREMENT] = { PF("requirement") "(record, number, category, text, applies_to," \
	    " reason, status, proposed_by, proposed_at, imposed_on, imposed_by, served_on, served_how," \
	    " comply_by, met_on, evidence) SELECT c0, 1, c1, c2, '', c3, c4, c5, c6, c7, c8, c7," \
	    " 'POST', c9, NULLIF(c10, ''), NULLIF(c11, '')" ROWS(N(0) "," T(1, 12) "," T(2, 2000) "," \
	    T(3, 2000) "," T(4, 12) "," N(5) "," T(6, 26) "," T(7, 10) "," N(8) "," T(9, 10) "," \
	    T(10, 10) "," T(11, 2000)), "s", "" }, \
	[BATCH_PF_ABSENCE] = { PF("absence") "(record, left_on, expected_on, latest_on, returned_on," \
	    " ended_on, ended_why, note, account, at, open_of) SELECT c0, c1, c2, c3, NULLIF(c4, '')," \
	    " NULLIF(c4, ''), c5, c6, c7, c8, NULLIF(c9, 0)" ROWS(N(0) "," T(1, 10) "," T(2, 10) "," \
	    T(3, 10) "," T(4, 10) "," T(5, 12) "," T(6, 2000) "," N(7) "," T(8, 26) "," N(9)), "s", \
	    "" }, \
	[BATCH_PF_TRANSFER] = { PF("transfer") "(record, way, authority, moved_on, address," \
	    " notified_on, acknowledged_on, acknowledged_by, note, account, at) SELECT c0, 'OUT', c1," \
	    " c2, c3, c4, NULLIF(c5, ''), c6, '', c7, c8" ROWS(N(0) "," T(1, 3) "," T(2, 10) "," T(3, 400) "," \
	    T(4, 10) "," T(5, 10) "," T(6, 210) "," N(7) "," T(8, 26)), "s", "" }, \
	[BATCH_PF_APPROVAL] = { PF("approval") "(record, kind, note, asked_by, asked_at, answer," \
	    " answer_note, decided_by, decided_at) SELECT c0, c1, c2, c3, c4, NULLIF(c5, '')," \
	    " NULLIF(c5, 'Y'), NULLIF(c6, 0), NULLIF(c7, '')" ROWS(N(0) "," T(1, 12) "," T(2, 2000) \
	    "," N(3) "," T(4, 26) "," T(5, 1) "," N(6) "," T(7, 26)), "s", "" }, \
	[BATCH_PF_TASK] = { PF("task") "(record, kind, what, due_on, done_on, done_by, dropped_on," \
	    " account, at) SELECT c0, c1, c2, NULLIF(c3, ''), NULLIF(c4, ''), IF(c4 = '', NULL, c6)," \
	    " NULLIF(c5, ''), c6, c7" ROWS(N(0) "," T(1, 16) "," T(2, 200) "," T(3, 10) "," T(4, 10) \
	    "," T(5, 10) "," N(6) "," T(7, 26)), "s", "" }, \
	[BATCH_PF_DEADLINE] = { PF("deadline") "(record, clock, title, from_on, due_on, due_at," \
	    " explanation, met_at, met_on, late, dropped_at, late_code) SELECT c0, c1, c2, c3, c4," \
	    " NULLIF(c5, ''), c6, NULLIF(c7, ''), NULLIF(c8, ''), COALESCE(NULLIF(c8, '') > c4, 0)," \
	    " NULLIF(c9, ''), c10" ROWS(N(0) "," T(1, 16) "," T(2, 120) "," T(3, 10) "," T(4, 10) "," \
	    T(5, 26) "," T(6, 300) "," T(7, 26) "," T(8, 10) "," T(9, 26) "," T(10, 24)), "s", "" }, \
	[BATCH_PF_EVENT] = { PF("event") "(record, at, code, title, account, shared) SELECT c0, c1," \
	    " c2, c3, c4, c5" ROWS(N(0) "," T(1, 26) "," T(2, 24) "," T(3, 160) "," N(4) "," N(5)), \
	    "s", "" }, \
	[BATCH_PF_INVOLVEMENT] = { PF("involvement") "(record, child, account, part, title, since," \
	    " until) SELECT c0, c1, c2, 'PF', 'Private fostering', c3, NULLIF(c4, '')" ROWS(N(0) "," \
	    N(1) "," N(2) "," T(3, 10) "," T(4, 10)), "s", "" }

#endif
