/*
 * sql-triage: statements of the steps from a notification to the panel (triage.h).
 */
#ifndef EVERYCHILD_LSCB_SQL_TRIAGE_H
#define EVERYCHILD_LSCB_SQL_TRIAGE_H

#define GATE_COLUMNS "g.id, g.code, g.hard, g.status, g.organisation, g.reference, g.opened_on," \
	" g.expected_on, g.chased_on, g.ended_on, g.outcome, g.note, g.override_why, g.inquest"
#define GATE_OUT "usus" "ssddddssss"

/* Made in the browser's request that took the step. */
#define UNDO_MADE "made_in = ? AND made_in <> ''"
#define UNDO_IN "s"
/* What was typed of a step on an agenda stays in the minute. */
#define UNDO_WHY "minute = CONCAT_WS('\n', NULLIF(minute, '')," \
	" IF(why = '', NULL, CONCAT('Taken back: ', why))), why = ''"

#define LSCB_SQL_TRIAGE \
	/* mark */ \
	[LSCB_MARKS] = { "SELECT code, principal FROM death_mark WHERE record = ? AND kind = ?" \
	    " AND gone_at IS NULL ORDER BY code", "us", "su" }, \
	[LSCB_MARK_ADD] = { "INSERT INTO death_mark (record, kind, code, principal, account, at)" \
	    " VALUES (?, ?, ?, ?, ?, UTC_TIMESTAMP(6))", "ussuu", "" }, \
	[LSCB_MARKS_GONE] = { "UPDATE death_mark SET gone_at = UTC_TIMESTAMP(6) WHERE record = ?" \
	    " AND kind = ? AND gone_at IS NULL", "us", "" }, \
	[LSCB_KNOWN_FIND] = { "SELECT looked_after, plan, learning_disability FROM death" \
	    " WHERE record = ?", "u", "sss" }, \
	/* scope, accept */ \
	[LSCB_SCOPE_FIND] = { "SELECT d.scope, d.scope_step, d.scope_answers, d.scope_why," \
	    " d.scope_by, d.scope_on, CONCAT(a.given, ' ', a.family), d.scope_confirmed_on," \
	    " CONCAT(c.given, ' ', c.family), d.born_on, d.died_on FROM death d" \
	    " LEFT JOIN everychild.account a ON a.id = d.scope_by" \
	    " LEFT JOIN everychild.account c ON c.id = d.scope_confirmed_by WHERE d.record = ?", "u", \
	    "ssssudsdsdd" }, \
	[LSCB_SCOPE_SET] = { "UPDATE death SET scope = ?, scope_step = ?, scope_answers = ?," \
	    " scope_why = ?, scope_by = ?, scope_on = ?, scope_confirmed_by = NULL," \
	    " scope_confirmed_on = NULL, version = version + 1 WHERE record = ?", "ssssudu", "" }, \
	[LSCB_SCOPE_CONFIRM] = { "UPDATE death SET scope_confirmed_by = ?, scope_confirmed_on = ?," \
	    " version = version + 1 WHERE record = ? AND scope_confirmed_by IS NULL", "udu", "" }, \
	[LSCB_SCOPE_AGREE] = { "UPDATE death SET scope = 'IN-BY-AGREEMENT', counted_by = ?," \
	    " version = version + 1 WHERE record = ?", "su", "" }, \
	[LSCB_ACCEPT_SET] = { "UPDATE death SET reviewing = ?, expected = ?, expected_by = ?," \
	    " expected_on = ?, version = version + 1 WHERE record = ?", "ssudu", "" }, \
	[LSCB_EXPECTED_SET] = { "UPDATE death SET expected = ?, expected_by = ?, expected_on = ?," \
	    " version = version + 1 WHERE record = ?", "sudu", "" }, \
	/* transfer */ \
	[LSCB_TRANSFER_ADD] = { "INSERT INTO transfer (record, direction, area, contact, sent_on," \
	    " account, at) VALUES (?, 'OUT', ?, ?, ?, ?, UTC_TIMESTAMP(6))", "ussdu", "" }, \
	[LSCB_TRANSFER_FIND] = { "SELECT id, area, contact, sent_on, accepted_on, accepted_by," \
	    " back_on, outcome, outcome_on FROM transfer WHERE record = ? AND direction = 'OUT'" \
	    " AND back_on IS NULL ORDER BY id DESC LIMIT 1", "u", "ussddsdsd" }, \
	[LSCB_TRANSFER_ACCEPT] = { "UPDATE transfer SET accepted_on = ?, accepted_by = ?," \
	    " version = version + 1 WHERE record = ? AND id = ?", "dsuu", "" }, \
	[LSCB_TRANSFER_BACK] = { "UPDATE transfer SET back_on = ?, version = version + 1" \
	    " WHERE record = ? AND id = ?", "duu", "" }, \
	[LSCB_TRANSFER_OUTCOME] = { "UPDATE transfer SET outcome = ?, outcome_on = ?," \
	    " version = version + 1 WHERE record = ? AND id = ?", "sduu", "" }, \
	/* response */ \
	[LSCB_RESPONSES] = { "SELECT d.id, d.decision, d.triggers, d.decided_at, d.decided_by," \
	    " d.why, d.confirmed_at, d.account, d.near_death, CONCAT(a.given, ' ', a.family)" \
	    " FROM response_decision d LEFT JOIN everychild.account a ON a.id = d.confirmed_by" \
	    " WHERE d.record = ? ORDER BY d.id DESC LIMIT 50", "u", "ussdssduus" }, \
	[LSCB_RESPONSE_ADD] = { "INSERT INTO response_decision (record, decision, triggers," \
	    " decided_at, decided_by, why, near_death, confirmed_by, confirmed_at, account, at)" \
	    " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, UTC_TIMESTAMP(6))", "ussdssuUdu", "" }, \
	[LSCB_RESPONSE_CONFIRM] = { "UPDATE response_decision SET confirmed_by = ?," \
	    " confirmed_at = UTC_TIMESTAMP(6) WHERE record = ? AND id = ?" \
	    " AND confirmed_at IS NULL", "uuu", "" }, \
	[LSCB_RESPONSE_STEPS] = { "SELECT code, done_at, who, note FROM response_step WHERE record = ?" \
	    " ORDER BY done_at, id LIMIT 200", "u", "sdss" }, \
	[LSCB_RESPONSE_STEP_FIND] = { "SELECT id FROM response_step WHERE record = ? AND code = ? LIMIT 1", \
	    "us", "u" }, \
	[LSCB_RESPONSE_STEP_ADD] = { "INSERT INTO response_step (record, code, done_at, who, note, account," \
	    " at) VALUES (?, ?, ?, ?, ?, ?, UTC_TIMESTAMP(6))", "usdssu", "" }, \
	/* gate */ \
	[LSCB_GATES] = { "SELECT " GATE_COLUMNS " FROM gate g WHERE g.record = ?" \
	    " ORDER BY g.status <> 'OPEN', g.id LIMIT 200", "u", GATE_OUT }, \
	[LSCB_GATES_OPEN] = { "SELECT " GATE_COLUMNS " FROM gate g WHERE g.record = ?" \
	    " AND g.status = 'OPEN' ORDER BY g.id LIMIT 200", "u", GATE_OUT }, \
	[LSCB_GATE_FIND] = { "SELECT " GATE_COLUMNS " FROM gate g JOIN record r ON r.id = g.record" \
	    " WHERE g.record = ? AND g.id = ? AND g.status = 'OPEN' AND r.closed_at IS NULL", "uu", \
	    GATE_OUT }, \
	[LSCB_GATE_ADD] = { "INSERT INTO gate (record, code, hard, status, organisation, reference," \
	    " opened_on, expected_on, account, at, made_in) VALUES (?, ?, ?, 'OPEN', ?, ?, ?, ?, ?," \
	    " UTC_TIMESTAMP(6), ?)", "ususs" "ddus", "" }, \
	[LSCB_GATE_END] = { "UPDATE gate SET status = 'ENDED', outcome = ?, inquest = ?, note = ?," \
	    " ended_on = ?, version = version + 1 WHERE record = ? AND id = ? AND status = 'OPEN'", \
	    "sssduu", "" }, \
	[LSCB_GATE_CODE_END] = { "UPDATE gate SET status = 'ENDED', outcome = ?, ended_on = ?," \
	    " version = version + 1 WHERE record = ? AND code = ? AND status = 'OPEN'", "sdus", "" }, \
	[LSCB_GATE_OVERRIDE] = { "UPDATE gate SET status = 'OVERRIDDEN', override_why = ?," \
	    " override_by = ?, override_at = UTC_TIMESTAMP(6), version = version + 1" \
	    " WHERE record = ? AND id = ? AND status = 'OPEN'", "suuu", "" }, \
	[LSCB_GATES_ASK] = { "SELECT " GATE_COLUMNS " FROM gate g WHERE g.record = ?" \
	    " AND g.status = 'OPEN' AND g.hard = 1 AND COALESCE(g.chased_on, g.opened_on) <= ?" \
	    " ORDER BY g.id", "ud", GATE_OUT }, \
	[LSCB_GATE_ASKED] = { "UPDATE gate SET chased_on = ? WHERE record = ? AND id = ?", "duu", \
	    "" }, \
	[LSCB_REQUESTS_OPEN] = { "SELECT COUNT(*) FROM request WHERE record = ?" \
	    " AND status NOT IN ('ACCEPTED', 'NIL', 'WAIVED')", "u", "u" }, \
	/* discussion */ \
	[LSCB_DISCUSSION_FIND] = { "SELECT id, kind, meets_on, chair, invited, held_on," \
	    " received_on, note FROM discussion WHERE record = ? ORDER BY id DESC LIMIT 1", "u", \
	    "usdssdds" }, \
	[LSCB_DISCUSSION_ADD] = { "INSERT INTO discussion (record, kind, meets_on, chair, invited," \
	    " account, at) VALUES (?, ?, ?, ?, ?, ?, UTC_TIMESTAMP(6))", "usdssu", "" }, \
	[LSCB_DISCUSSION_HELD] = { "UPDATE discussion SET held_on = ?, attended = ?," \
	    " received_on = ?, note = ?, version = version + 1 WHERE record = ? AND id = ?", \
	    "dsdsuu", "" }, \
	/* ready */ \
	[LSCB_READY_FIND] = { "SELECT d.nhs <> '' OR d.nhs_none <> ''," \
	    " d.born_on IS NOT NULL AND d.died_on IS NOT NULL, d.sex <> '', d.ethnicity <> ''," \
	    " d.place <> '' AND d.place_event <> ''," \
	    " EXISTS (SELECT 1 FROM death_mark m WHERE m.record = d.record AND m.kind = 'EVENT'" \
	    "  AND m.gone_at IS NULL)," \
	    " EXISTS (SELECT 1 FROM pack p WHERE p.record = d.record" \
	    "  AND p.status IN ('CONFIRMED', 'ISSUED'))," \
	    " d.expected IN ('E', 'U') FROM death d WHERE d.record = ?", "u", "uuuuuuuu" }, \
	/* family */ \
	[LSCB_FAMILY_LIST] = { "SELECT on_day, status, method, by_whom, with_whom, leaflet, note" \
	    " FROM family_contact WHERE record = ? ORDER BY on_day DESC, id DESC LIMIT 200", "u", \
	    "dssssss" }, \
	[LSCB_FAMILY_ADD] = { "INSERT INTO family_contact (record, on_day, status, method, by_whom," \
	    " with_whom, leaflet, note, account, at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?," \
	    " UTC_TIMESTAMP(6))", "udsss" "sssu", "" }, \
	/* undo, close, delay, worker */ \
	[LSCB_UNDO_TASKS] = { "UPDATE task SET dropped_on = ?, done_by = ?," \
	    " done_note = 'The step was taken back' WHERE record = ? AND done_on IS NULL" \
	    " AND dropped_on IS NULL AND " UNDO_MADE, "duu" UNDO_IN, "" }, \
	/* Those that ended because the case left: nobody said why they are not done. */ \
	[LSCB_UNDO_TASKS_LEFT] = { "UPDATE task SET dropped_on = NULL, ended_in = ''" \
	    " WHERE record = ? AND done_by IS NULL AND ended_in = ? AND ended_in <> ''", "us", "" }, \
	[LSCB_UNDO_TASK_DONE] = { "UPDATE task SET done_on = NULL, done_by = NULL, done_note = ''," \
	    " ended_in = '' WHERE record = ? AND kind = ? AND ended_in = ? AND ended_in <> ''", "uss", "" }, \
	[LSCB_UNDO_GATES] = { "UPDATE gate SET status = 'CANCELLED', ended_on = ?," \
	    " version = version + 1 WHERE record = ? AND status = 'OPEN' AND " UNDO_MADE, \
	    "du" UNDO_IN, "" }, \
	/* Not sent yet, so that nobody was asked. */ \
	[LSCB_UNDO_REQUESTS] = { "UPDATE request SET status = 'WAIVED', why = 'The step was taken back'," \
	    " version = version + 1 WHERE record = ? AND status = 'NEW' AND " UNDO_MADE, \
	    "u" UNDO_IN, "" }, \
	[LSCB_UNDO_REQUESTS_LEFT] = { "UPDATE request SET status = CASE WHEN sent_on IS NULL THEN 'NEW'" \
	    " WHEN returned_on IS NOT NULL THEN 'MORE' WHEN acknowledged_on IS NOT NULL THEN 'ACK'" \
	    " ELSE 'SENT' END, why = '', version = version + 1 WHERE record = ?" \
	    " AND status = 'WAIVED' AND id IN (SELECT s.request FROM request_step s" \
	    "  WHERE s.code = 'WAIVED' AND s." UNDO_MADE ")", "us", "" }, \
	[LSCB_UNDO_STEPS_LEFT] = { "UPDATE request_step s JOIN request q ON q.id = s.request" \
	    " SET s.dropped_at = NULL, s.dropped_in = '' WHERE q.record = ? AND s.done_at IS NULL" \
	    " AND s.dropped_at IS NOT NULL AND CASE WHEN s.dropped_in <> '' THEN s.dropped_in = ?" \
	    " ELSE s.dropped_at >= ? END", "usd", "" }, \
	[LSCB_UNDO_TRANSFER] = { "UPDATE transfer SET accepted_on = NULL, accepted_by = ''," \
	    " version = version + 1 WHERE record = ? AND back_on IS NULL", "u", "" }, \
	[LSCB_UNDO_BACK] = { "UPDATE transfer SET back_on = NULL, version = version + 1" \
	    " WHERE record = ? ORDER BY id DESC LIMIT 1", "u", "" }, \
	[LSCB_UNDO_LIST] = { "UPDATE agenda_item SET gone_at = UTC_TIMESTAMP(6), " UNDO_WHY "," \
	    " version = version + 1 WHERE record = ? AND gone_at IS NULL ORDER BY id DESC LIMIT 1", \
	    "u", "" }, \
	[LSCB_UNDO_UNLIST] = { "UPDATE agenda_item SET gone_at = NULL, " UNDO_WHY "," \
	    " version = version + 1 WHERE record = ? ORDER BY gone_at DESC LIMIT 1", "u", "" }, \
	[LSCB_UNDO_DEFER] = { "UPDATE agenda_item SET outcome = '', " UNDO_WHY "," \
	    " version = version + 1 WHERE record = ? AND gone_at IS NULL ORDER BY id DESC LIMIT 1", \
	    "u", "" }, \
	[LSCB_UNDO_DUPLICATE] = { "UPDATE death SET duplicate_of = NULL, version = version + 1" \
	    " WHERE record = ?", "u", "" }, \
	[LSCB_FEEDBACKS] = { "SELECT told_to, on_day, by_whom, text, why_not FROM feedback" \
	    " WHERE record = ? ORDER BY id LIMIT 200", "u", "sdsss" }, \
	[LSCB_FEEDBACK_HAS] = { "SELECT id FROM feedback WHERE record = ? AND told_to = ? LIMIT 1", \
	    "us", "u" }, \
	[LSCB_FEEDBACK_ADD] = { "INSERT INTO feedback (record, told_to, on_day, by_whom, text," \
	    " why_not, account, at) VALUES (?, ?, ?, ?, ?, ?, ?, UTC_TIMESTAMP(6))", "usdsssu", "" }, \
	[LSCB_CLOSE_FIND] = { "SELECT (SELECT COUNT(*) FROM transfer t WHERE t.record = d.record)," \
	    " (SELECT COUNT(*) FROM action a WHERE a.record = d.record AND a.led_by = ''" \
	    "  AND a.status <> 'WITHDRAWN')," \
	    " (SELECT COUNT(*) FROM referral f WHERE f.record = d.record AND f.decision = '')" \
	    " FROM death d WHERE d.record = ?", "u", "uuu" }, \
	[LSCB_DELAY_SET] = { "UPDATE death SET delay_reason = ?, version = version + 1" \
	    " WHERE record = ?", "su", "" }, \
	[LSCB_WORKERS] = { "SELECT p.account, p.relation, CONCAT(a.given, ' ', a.family)" \
	    " FROM record_person p JOIN everychild.account a ON a.id = p.account" \
	    " WHERE p.record = ? AND p.relation IN ('JAR', 'KEY') AND p.until IS NULL" \
	    " ORDER BY p.id LIMIT 50", "u", "uss" }, \
	/* daily */ \
	[LSCB_DAILY_HOLD] = { "SELECT r.id FROM record r WHERE r.closed_at IS NULL" \
	    " AND r.state IN ('GATHERING', 'DISCUSSION') AND ? IS NOT NULL" \
	    " AND EXISTS (SELECT 1 FROM gate g WHERE g.record = r.id AND g.status = 'OPEN'" \
	    "  AND g.hard = 1)" \
	    " AND (EXISTS (SELECT 1 FROM request q WHERE q.record = r.id) OR EXISTS (SELECT 1 FROM death d" \
	    "  WHERE d.record = r.id AND d.unasked_why <> ''))" \
	    " AND NOT EXISTS (SELECT 1 FROM request q WHERE q.record = r.id" \
	    "  AND q.status NOT IN ('ACCEPTED', 'NIL', 'WAIVED')) ORDER BY r.id LIMIT 200", "d", \
	    "u" }, \
	[LSCB_DAILY_LETTERS] = { "SELECT DISTINCT r.id FROM record r JOIN gate g ON g.record = r.id" \
	    " WHERE r.state = 'HOLD' AND g.status = 'OPEN' AND g.hard = 1" \
	    " AND COALESCE(g.chased_on, g.opened_on) <= ? ORDER BY r.id LIMIT 200", "d", "u" }, \

#endif
