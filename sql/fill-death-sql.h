/*
 * fill-death-sql: how the rows of the module lscb are written, for the table of
 * fill-batch.c, whose N, T and ROWS it uses.
 */
#ifndef EVERYCHILD_FILL_DEATH_SQL_H
#define EVERYCHILD_FILL_DEATH_SQL_H

#define CD(table)	"INSERT INTO everychild_lscb." table " "

#define FILL_DEATH_STATEMENTS \
	[BATCH_CD_AGENCY] = { CD("agency") "(id, handle, name, type, contact, email, phone, address," \
	    " led_by) SELECT c0, c1, c2, c3, c4, c5, c6, c7, c8" ROWS(N(0) "," T(1, 12) "," T(2, 210) "," \
	    T(3, 8) "," T(4, 210) "," T(5, 120) "," T(6, 30) "," T(7, 300) "," T(8, 210)), "s", "" }, \
	[BATCH_CD_AGENCY_PERSON] = { CD("agency_person") "(agency, account, part, since, added_by)" \
	    " SELECT c0, c1, c2, c3, c4" ROWS(N(0) "," N(1) "," T(2, 8) "," T(3, 10) "," N(4)), "s", "" }, \
	[BATCH_CD_SEAT] = { CD("panel_member") "(account, seat, agency, chairs, since, added_by)" \
	    " SELECT c0, c1, NULLIF(c2, 0), c3, c4, c5" ROWS(N(0) "," T(1, 12) "," N(2) "," T(3, 8) "," \
	    T(4, 10) "," N(5)), "s", "" }, \
	[BATCH_CD_UNDERTAKING] = { CD("undertaking") "(account, version, signed_at) SELECT c0, c1, c2" \
	    ROWS(N(0) "," N(1) "," T(2, 26)), "s", "" }, \
	[BATCH_CD_MEETING] = { CD("meeting") "(id, handle, kind, meets_on, meets_at, place, status," \
	    " papers_on, issued_at, held_at, closed_at, account, at) SELECT c0, c1, c2, c3, c4, c5, c6," \
	    " c7, NULLIF(c8, ''), NULLIF(c9, ''), NULLIF(c10, ''), c11, c12" ROWS(N(0) "," T(1, 12) "," \
	    T(2, 8) "," T(3, 10) "," T(4, 5) "," T(5, 210) "," T(6, 12) "," T(7, 10) "," T(8, 26) "," \
	    T(9, 26) "," T(10, 26) "," N(11) "," T(12, 26)), "s", "" }, \
	[BATCH_CD_ATTENDANCE] = { CD("attendance") "(meeting, account, seat, agency, chairs," \
	    " invited_at, came, deputy) SELECT c0, c1, c2, NULLIF(c3, 0), c4, c5, c6, c7" ROWS(N(0) "," \
	    N(1) "," T(2, 12) "," N(3) "," T(4, 8) "," T(5, 26) "," T(6, 1) "," T(7, 210)), "s", "" }, \
	[BATCH_CD_RECORD] = { CD("record") "(id, handle, reference, kind, subject, state, owner, team," \
	    " opened_at, closed_at, version, resume, archived_at) SELECT c0, c1, c2, 'death', 'A child'," \
	    " c3, c4, NULLIF(c5, 0), c6, NULLIF(c7, ''), c8, NULLIF(c9, ''), NULLIF(c10, '')" \
	    ROWS(N(0) "," T(1, 12) "," T(2, 40) "," T(3, 16) "," N(4) "," N(5) "," T(6, 26) "," T(7, 26) \
	    "," N(8) "," T(9, 16) "," T(10, 26)), "s", "" }, \
	[BATCH_CD_PART] = { CD("record_person") "(record, account, relation, since, added_by, until," \
	    " page) SELECT c0, c1, c2, c3, c4, NULLIF(c5, ''), c6" ROWS(N(0) "," N(1) "," T(2, 16) "," \
	    T(3, 26) "," N(4) "," T(5, 26) "," T(6, 40)), "s", "" }, \
	[BATCH_CD_DEATH] = { CD("death") "(record, form_set, notified_at, notified_on, family, given," \
	    " baby_of, sound, nhs, nhs_none, born_on, sex, died_on, died_at, age_band, line1, town," \
	    " postcode, ward, imd_decile, residence, ethnicity, place, place_event, expected," \
	    " expected_by, expected_on, at_risk, social_care, plan, statutory_order, looked_after," \
	    " asylum, learning_disability, scope, scope_step, scope_answers, scope_why, scope_by," \
	    " scope_on, scope_confirmed_by, scope_confirmed_on, reviewing, counted_by," \
	    " designated_doctor, lead_doctor, key_worker, duplicate_of, delay_reason, completed_on," \
	    " return_year, category, conclusion, case_review)" \
	    " SELECT c0, c1, c2, c3, c4, c5, c6, c7, c8, c9, NULLIF(c10, ''), c11, NULLIF(c12, ''), c13," \
	    " c14, c15, c16, c17, c18, c19, c20, c21, c22, c23, c24, NULLIF(c25, 0), NULLIF(c26, '')," \
	    " c27, c28, c29, c30, c31, c32, c33, c34, c35, c36, c37, NULLIF(c38, 0), NULLIF(c39, '')," \
	    " NULLIF(c40, 0), NULLIF(c41, ''), c42, c43, c44, c45, c46, NULLIF(c47, 0), c48," \
	    " NULLIF(c49, ''), NULLIF(c50, 0), NULLIF(c51, 0), c52, c53" \
	    ROWS(N(0) "," T(1, 1) "," T(2, 26) "," T(3, 10) "," T(4, 100) "," T(5, 210) "," N(6) "," \
	    T(7, 16) "," T(8, 10) "," T(9, 8) "," T(10, 10) "," T(11, 1) "," T(12, 10) "," T(13, 5) "," \
	    T(14, 1) "," T(15, 100) "," T(16, 100) "," T(17, 8) "," T(18, 60) "," N(19) "," T(20, 3) "," \
	    T(21, 4) "," T(22, 8) "," T(23, 8) "," T(24, 1) "," N(25) "," T(26, 10) "," T(27, 1) "," \
	    T(28, 8) "," T(29, 8) "," T(30, 8) "," T(31, 1) "," T(32, 1) "," T(33, 1) "," T(34, 16) "," \
	    T(35, 2) "," T(36, 120) "," T(37, 1000) "," N(38) "," T(39, 10) "," N(40) "," T(41, 10) "," \
	    T(42, 3) "," T(43, 3) "," T(44, 210) "," T(45, 210) "," T(46, 210) "," N(47) "," T(48, 16) \
	    "," T(49, 10) "," N(50) "," N(51) "," T(52, 2) "," T(53, 1)), "s", "" }, \
	[BATCH_CD_MARK] = { CD("death_mark") "(record, kind, code, principal, account, at) SELECT c0," \
	    " c1, c2, c3, c4, c5" ROWS(N(0) "," T(1, 8) "," T(2, 24) "," N(3) "," N(4) "," T(5, 26)), \
	    "s", "" }, \
	[BATCH_CD_DOCUMENT] = { CD("document") "(id, record, form, form_version, number, started_at," \
	    " started_by, saved_at, completed_at, completed_by, revision) SELECT c0, c1, c2, c3, c4, c5," \
	    " c6, NULLIF(c7, ''), NULLIF(c8, ''), NULLIF(c9, 0), c10" ROWS(N(0) "," N(1) "," T(2, 24) "," \
	    N(3) "," N(4) "," T(5, 26) "," N(6) "," T(7, 26) "," T(8, 26) "," N(9) "," N(10)), "s", "" }, \
	[BATCH_CD_ANSWER] = { CD("answer") "(document, field, item, revision, value, account, at)" \
	    " SELECT c0, c1, c2, c3, c4, c5, c6" ROWS(N(0) "," T(1, 64) "," N(2) "," N(3) "," \
	    T(4, 4000) "," N(5) "," T(6, 26)), "s", "" }, \
	[BATCH_CD_NOTIFICATION] = { CD("notification") "(record, number, document, received_at," \
	    " received_on, channel, agency, referrer, part, phone, email, family, given, nhs, born_on," \
	    " died_on, sex, postcode, note, account, at) SELECT c0, c1, NULLIF(c2, 0), c3, c4, c5, c6," \
	    " c7, c8, c9, c10, c11, c12, c13, NULLIF(c14, ''), NULLIF(c15, ''), c16, c17, c18, c19, c20" \
	    ROWS(N(0) "," N(1) "," N(2) "," T(3, 26) "," T(4, 10) "," T(5, 12) "," T(6, 8) "," \
	    T(7, 210) "," T(8, 120) "," T(9, 30) "," T(10, 120) "," T(11, 100) "," T(12, 210) "," \
	    T(13, 10) "," T(14, 10) "," T(15, 10) "," T(16, 1) "," T(17, 8) "," T(18, 2000) "," N(19) \
	    "," T(20, 26)), "s", "" }, \
	[BATCH_CD_PERSON] = { CD("person") "(id, record, kind, given, family, relation, age, sex," \
	    " has_pr, aware, agency, role, organisation, phone, informed, account, at) SELECT c0, c1," \
	    " c2, c3, c4, c5, NULLIF(c6, 0), c7, c8, c9, c10, c11, c12, c13, c14, c15, c16" \
	    ROWS(N(0) "," N(1) "," T(2, 12) "," T(3, 100) "," T(4, 100) "," T(5, 16) "," N(6) "," \
	    T(7, 1) "," T(8, 1) "," T(9, 1) "," T(10, 8) "," T(11, 120) "," T(12, 210) "," T(13, 30) \
	    "," T(14, 1) "," N(15) "," T(16, 26)), "s", "" }, \
	[BATCH_CD_REQUEST] = { CD("request") "(id, handle, record, number, agency, person, reporter," \
	    " status, method, asked, sent_on, due_on, first_due_on, acknowledged_on, returned_on," \
	    " received_by, accepted_on, accepted_by, nil, why, late_code, account, at) SELECT c0, c1," \
	    " c2, c3, c4, NULLIF(c5, 0), NULLIF(c6, 0), c7, c8, '', NULLIF(c9, ''), NULLIF(c10, '')," \
	    " NULLIF(c11, ''), NULLIF(c12, ''), NULLIF(c13, ''), c14, NULLIF(c15, ''), NULLIF(c16, 0)," \
	    " c17, c18, c19, c20, c21" ROWS(N(0) "," T(1, 12) "," N(2) "," N(3) "," N(4) "," N(5) "," \
	    N(6) "," T(7, 12) "," T(8, 8) "," T(9, 10) "," T(10, 10) "," T(11, 10) "," T(12, 10) "," \
	    T(13, 10) "," T(14, 210) "," T(15, 10) "," N(16) "," N(17) "," T(18, 1000) "," T(19, 24) \
	    "," N(20) "," T(21, 26)), "s", "" }, \
	[BATCH_CD_FORM] = { CD("request_form") "(request, form, document) SELECT c0, c1, NULLIF(c2, 0)" \
	    ROWS(N(0) "," T(1, 24) "," N(2)), "s", "" }, \
	[BATCH_CD_STEP] = { CD("request_step") "(request, code, due_on, done_at, dropped_at, method," \
	    " sent_to, text, account) SELECT c0, c1, NULLIF(c2, ''), NULLIF(c3, ''), NULLIF(c4, ''), c5," \
	    " c6, c7, c8" ROWS(N(0) "," T(1, 12) "," T(2, 10) "," T(3, 26) "," T(4, 26) "," T(5, 8) "," \
	    T(6, 210) "," T(7, 2000) "," N(8)), "s", "" }, \
	[BATCH_CD_COLLATED] = { CD("collated") "(record, form, field, item, how, value, source, why," \
	    " account, at) SELECT c0, c1, c2, c3, c4, c5, NULLIF(c6, 0), c7, c8, c9" ROWS(N(0) "," \
	    T(1, 24) "," T(2, 64) "," N(3) "," T(4, 8) "," T(5, 12000) "," N(6) "," T(7, 1000) "," N(8) \
	    "," T(9, 26)), "s", "" }, \
	[BATCH_CD_LIFE] = { CD("life_event") "(record, on_day, text, source, account, at) SELECT c0," \
	    " c1, c2, c3, c4, c5" ROWS(N(0) "," T(1, 10) "," T(2, 2000) "," T(3, 210) "," N(4) "," \
	    T(5, 26)), "s", "" }, \
	[BATCH_CD_GATE] = { CD("gate") "(record, code, hard, status, organisation, opened_on," \
	    " chased_on, ended_on, outcome, inquest, note, override_why, override_by, override_at," \
	    " account, at) SELECT c0, c1, c2, c3, c4, c5, NULLIF(c6, ''), NULLIF(c7, ''), c8, c9, c10," \
	    " c11, NULLIF(c12, 0), NULLIF(c13, ''), c14, c15" ROWS(N(0) "," T(1, 8) "," N(2) "," \
	    T(3, 12) "," T(4, 210) "," T(5, 10) "," T(6, 10) "," T(7, 10) "," T(8, 24) "," T(9, 16) "," \
	    T(10, 2000) "," T(11, 1000) "," N(12) "," T(13, 26) "," N(14) "," T(15, 26)), "s", "" }, \
	[BATCH_CD_RESPONSE] = { CD("response_decision") "(record, decision, triggers, decided_at," \
	    " decided_by, why, confirmed_by, confirmed_at, account, at) SELECT c0, c1, c2, c3, c4, c5," \
	    " NULLIF(c6, 0), NULLIF(c7, ''), c8, c9" ROWS(N(0) "," T(1, 1) "," T(2, 9) "," T(3, 26) "," \
	    T(4, 210) "," T(5, 1000) "," N(6) "," T(7, 26) "," N(8) "," T(9, 26)), "s", "" }, \
	[BATCH_CD_RESPONSE_STEP] = { CD("response_step") "(record, code, done_at, who, account, at)" \
	    " SELECT c0, c1, c2, c3, c4, c2" ROWS(N(0) "," T(1, 12) "," T(2, 26) "," T(3, 300) "," \
	    N(4)), "s", "" }, \
	[BATCH_CD_FAMILY] = { CD("family_contact") "(record, on_day, status, method, by_whom," \
	    " with_whom, leaflet, note, account, at) SELECT c0, c1, c2, c3, c4, c5, c6, '', c7, c8" \
	    ROWS(N(0) "," T(1, 10) "," T(2, 12) "," T(3, 12) "," T(4, 210) "," T(5, 210) "," T(6, 1) \
	    "," N(7) "," T(8, 26)), "s", "" }, \
	[BATCH_CD_DISCUSSION] = { CD("discussion") "(record, kind, meets_on, chair, invited, held_on," \
	    " attended, received_on, account, at) SELECT c0, c1, c2, c3, c4, NULLIF(c5, ''), c6," \
	    " NULLIF(c7, ''), c8, c9" ROWS(N(0) "," T(1, 8) "," T(2, 10) "," T(3, 210) "," T(4, 2000) \
	    "," T(5, 10) "," T(6, 200) "," T(7, 10) "," N(8) "," T(9, 26)), "s", "" }, \
	[BATCH_CD_ITEM] = { CD("agenda_item") "(meeting, position, kind, record, block, minute," \
	    " outcome, why, account, at, gone_at) SELECT c0, c1, c2, NULLIF(c3, 0), c4, c5, c6, c7, c8," \
	    " c9, NULLIF(c10, '')" ROWS(N(0) "," N(1) "," T(2, 12) "," N(3) "," T(4, 12) "," T(5, 2000) \
	    "," T(6, 12) "," T(7, 1000) "," N(8) "," T(9, 26) "," T(10, 26)), "s", "" }, \
	[BATCH_CD_PACK] = { CD("pack") "(id, handle, record, meeting, status, body, checksum, built_by," \
	    " built_at, checked_by, checked_at, confirmed_by, confirmed_at, issued_at, ended_at, why)" \
	    " SELECT c0, c1, c2, NULLIF(c3, 0), c4, c5, c6, c7, c8, c7, c8, c9, c10, NULLIF(c11, '')," \
	    " NULLIF(c12, ''), c13" ROWS(N(0) "," T(1, 12) "," N(2) "," N(3) "," T(4, 12) "," \
	    T(5, 16000) "," T(6, 64) "," N(7) "," T(8, 26) "," N(9) "," T(10, 26) "," T(11, 26) "," \
	    T(12, 26) "," T(13, 300)), "s", "" }, \
	[BATCH_CD_COPY] = { CD("pack_copy") "(pack, number, account, medium, given_at, destroyed_on)" \
	    " SELECT c0, c1, c2, 'SCREEN', c3, NULLIF(c4, '')" ROWS(N(0) "," N(1) "," N(2) "," \
	    T(3, 26) "," T(4, 10)), "s", "" }, \
	[BATCH_CD_ANALYSIS] = { CD("analysis") "(id, record, number, stage, document, meeting," \
	    " category, secondary, conclusion, signed_by, signed_at, signed_on) SELECT c0, c1, c2, c3," \
	    " c4, NULLIF(c5, 0), NULLIF(c6, 0), c7, c8, NULLIF(c9, 0), NULLIF(c10, ''), NULLIF(c11, '')" \
	    ROWS(N(0) "," N(1) "," N(2) "," T(3, 1) "," N(4) "," N(5) "," N(6) "," T(7, 30) "," T(8, 2) \
	    "," N(9) "," T(10, 26) "," T(11, 10)), "s", "" }, \
	[BATCH_CD_FACTOR] = { CD("factor") "(analysis, code, present, influence, modifiable, note)" \
	    " SELECT c0, c1, c2, c3, c4, c5" ROWS(N(0) "," T(1, 8) "," T(2, 1) "," N(3) "," T(4, 1) "," \
	    T(5, 1000)), "s", "" }, \
	[BATCH_CD_RECOMMENDATION] = { CD("recommendation") "(id, handle, number, record, meeting, text," \
	    " addressee, level, led_by, made_on, due_on, response, response_on, response_note, account," \
	    " at) SELECT c0, c1, c2, c3, c4, c5, c6, c7, c8, c9, NULLIF(c10, ''), c11, NULLIF(c12, '')," \
	    " c13, c14, c15" ROWS(N(0) "," T(1, 12) "," T(2, 16) "," N(3) "," N(4) "," T(5, 2000) "," \
	    T(6, 210) "," T(7, 8) "," T(8, 210) "," T(9, 10) "," T(10, 10) "," T(11, 8) "," T(12, 10) \
	    "," T(13, 2000) "," N(14) "," T(15, 26)), "s", "" }, \
	[BATCH_CD_ACTION] = { CD("action") "(id, handle, number, recommendation, record, meeting, text," \
	    " agency, led_by, made_on, due_on, status, evidence, done_on, account, at) SELECT c0, c1, c2," \
	    " NULLIF(c3, 0), c4, c5, c6, NULLIF(c7, 0), c8, c9, NULLIF(c10, ''), c11, c12," \
	    " NULLIF(c13, ''), c14, c15" ROWS(N(0) "," T(1, 12) "," T(2, 16) "," N(3) "," N(4) "," N(5) \
	    "," T(6, 2000) "," N(7) "," T(8, 210) "," T(9, 10) "," T(10, 10) "," T(11, 12) "," \
	    T(12, 2000) "," T(13, 10) "," N(14) "," T(15, 26)), "s", "" }, \
	[BATCH_CD_UPDATE] = { CD("action_update") "(action, status, note, account, at) SELECT c0, c1," \
	    " c2, c3, c4" ROWS(N(0) "," T(1, 12) "," T(2, 2000) "," N(3) "," T(4, 26)), "s", "" }, \
	[BATCH_CD_REFERRAL] = { CD("referral") "(record, sent_to, trigger_code, referred_on, by_whom," \
	    " why, decision, decided_on, decision_why, completed_on, account, at) SELECT c0, c1, c2, c3," \
	    " c4, c5, c6, NULLIF(c7, ''), c8, NULLIF(c9, ''), c10, c11" ROWS(N(0) "," T(1, 12) "," \
	    T(2, 12) "," T(3, 10) "," T(4, 210) "," T(5, 2000) "," T(6, 12) "," T(7, 10) "," \
	    T(8, 2000) "," T(9, 10) "," N(10) "," T(11, 26)), "s", "" }, \
	[BATCH_CD_FEEDBACK] = { CD("feedback") "(record, told_to, on_day, by_whom, text, why_not," \
	    " account, at) SELECT c0, c1, NULLIF(c2, ''), c3, c4, c5, c6, c7" ROWS(N(0) "," T(1, 8) "," \
	    T(2, 10) "," T(3, 210) "," T(4, 2000) "," T(5, 1000) "," N(6) "," T(7, 26)), "s", "" }, \
	[BATCH_CD_TRANSFER] = { CD("transfer") "(record, direction, area, contact, sent_on," \
	    " accepted_on, accepted_by, back_on, outcome, outcome_on, account, at) SELECT c0, 'OUT', c1," \
	    " c2, c3, NULLIF(c4, ''), c5, NULLIF(c6, ''), c7, NULLIF(c8, ''), c9, c10" ROWS(N(0) "," \
	    T(1, 3) "," T(2, 210) "," T(3, 10) "," T(4, 10) "," T(5, 210) "," T(6, 10) "," T(7, 2000) \
	    "," T(8, 10) "," N(9) "," T(10, 26)), "s", "" }, \
	[BATCH_CD_TASK] = { CD("task") "(record, kind, what, due_on, done_on, done_by, dropped_on," \
	    " account, at) SELECT c0, c1, c2, NULLIF(c3, ''), NULLIF(c4, ''), NULLIF(c5, 0)," \
	    " NULLIF(c6, ''), c7, c8" ROWS(N(0) "," T(1, 16) "," T(2, 300) "," T(3, 10) "," T(4, 10) \
	    "," N(5) "," T(6, 10) "," N(7) "," T(8, 26)), "s", "" }, \
	[BATCH_CD_DEADLINE] = { CD("deadline") "(record, clock, title, from_on, due_on, due_at," \
	    " explanation, met_at, met_on, late, dropped_at) SELECT c0, c1, c2, c3, c4, NULLIF(c5, '')," \
	    " c6, NULLIF(c7, ''), NULLIF(c8, ''), c9, NULLIF(c10, '')" ROWS(N(0) "," T(1, 16) "," \
	    T(2, 120) "," T(3, 10) "," T(4, 10) "," T(5, 26) "," T(6, 300) "," T(7, 26) "," T(8, 10) \
	    "," N(9) "," T(10, 26)), "s", "" }, \
	[BATCH_CD_EVENT] = { CD("event") "(record, at, code, title, account, shared) SELECT c0, c1, c2," \
	    " c3, c4, 0" ROWS(N(0) "," T(1, 26) "," T(2, 24) "," T(3, 160) "," N(4)), "s", "" }, \
	[BATCH_CD_NOTICE] = { CD("notice") "(record, account, title, page, at) SELECT c0, c1, c2," \
	    " NULLIF(c3, ''), c4" ROWS(N(0) "," N(1) "," T(2, 120) "," T(3, 40) "," T(4, 26)), "s", "" },

#endif
