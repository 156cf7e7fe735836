/*
 * sql-meeting: the statements of the panel, its meetings, the analysis and what
 * follows from it, for the table of sql.c.
 */
#ifndef EVERYCHILD_LSCB_SQL_MEETING_H
#define EVERYCHILD_LSCB_SQL_MEETING_H

#define MEETING "SELECT id, handle, kind, theme, meets_on, meets_at, place, status, papers_on," \
	" version FROM meeting"
#define MEETING_OUT "usssdsssdu"
#define ITEM "SELECT i.id, i.record, i.position, i.version, i.kind, i.block, i.title, i.minute," \
	" i.dissent, i.outcome, i.why, q.handle, q.reference"
#define ITEM_OUT "uuuusssssss" "ss"
#define ANALYSIS "SELECT id, document, meeting, number, stage, signed_on FROM analysis" \
	" WHERE record = ?"
#define ANALYSIS_OUT "uuuusd"
#define RECOMMENDATION "SELECT m.id, m.handle, m.number, m.text, m.addressee, m.level, m.led_by," \
	" m.made_on, m.due_on, m.response, m.response_on, m.response_note, m.version," \
	" COALESCE(m.record, 0), q.reference, m.measure, m.strategy FROM recommendation m" \
	" LEFT JOIN record q ON q.id = m.record"
#define RECOMMENDATION_OUT "ussssssddsdsu" "usss"
#define ACTION "SELECT x.id, x.handle, x.number, x.text, COALESCE(g.name, ''), x.led_by, x.made_on," \
	" x.due_on, x.status, x.evidence, x.done_on, x.version, COALESCE(x.record, 0), q.reference" \
	" FROM action x LEFT JOIN agency g ON g.id = x.agency LEFT JOIN record q ON q.id = x.record"
#define ACTION_OUT "ussss" "sddssdu" "us"
#define REFERRAL "SELECT id, sent_to, trigger_code, referred_on, by_whom, why, decision," \
	" decided_on, decision_why, completed_on, published_on, version FROM referral WHERE record = ?"
#define REFERRAL_OUT "ussdsssdsddu"
/* Names of people of a case; the child's own first, with their number and address. */
#define NAMES_OF "SELECT d.given, d.family, d.aliases, d.nhs, d.postcode, d.line1," \
	" NULLIF(d.born_on, d.died_on)" \
	" FROM death d WHERE d.record = ? UNION ALL SELECT p.given, p.family, p.aliases, '', '', ''," \
	" NULL FROM person p WHERE p.gone_at IS NULL AND p.kind = 'FAMILY' AND p.record = ?"

#define MEETING_LISTED	"SELECT m.handle, m.meets_on, m.meets_at, m.kind, m.place, m.status," \
	" m.papers_on, (SELECT COUNT(*) FROM agenda_item i WHERE i.meeting = m.id" \
	"  AND i.record IS NOT NULL AND i.gone_at IS NULL) AS cases FROM meeting m"
#define MEETING_LISTED_OUT "sdssssdu"
#define LSCB_SQL_MEETING \
	/* -- panel, undertaking -- */ \
	[LSCB_PANEL_LIST] = { "SELECT p.id, p.account, p.seat, p.chairs, p.since, a.given, a.family," \
	    " COALESCE(g.name, a.agency), (SELECT u.signed_at FROM undertaking u" \
	    "  WHERE u.account = p.account AND u.version = ?) AS signed FROM panel_member p" \
	    " JOIN everychild.account a ON a.id = p.account LEFT JOIN agency g ON g.id = p.agency" \
	    " WHERE p.until IS NULL ORDER BY a.family, a.given, p.id", "u", "uussdsssd" }, \
	[LSCB_PANEL_HAS] = { "SELECT id FROM panel_member WHERE account = ? AND until IS NULL", "u", \
	    "u" }, \
	[LSCB_PANEL_ADD] = { "INSERT INTO panel_member (account, seat, agency, chairs, since," \
	    " added_by) VALUES (?, ?, ?, ?, ?, ?)", "usUsdu", "" }, \
	[LSCB_PANEL_END] = { "UPDATE panel_member SET until = ? WHERE id = ? AND until IS NULL", "du", \
	    "" }, \
	[LSCB_AGENCY_NAMES] = { "SELECT handle, name FROM agency WHERE until IS NULL ORDER BY name" \
	    " LIMIT 500", "", "ss" }, \
	[LSCB_AGENCY_OF] = { "SELECT id FROM agency WHERE handle = ?", "s", "u" }, \
	[LSCB_UNDERTAKING_FIND] = { "SELECT signed_at FROM undertaking WHERE account = ?" \
	    " AND version = ?", "uu", "d" }, \
	[LSCB_UNDERTAKING_ADD] = { "INSERT INTO undertaking (account, version, signed_at)" \
	    " VALUES (?, ?, UTC_TIMESTAMP(6))", "uu", "" }, \
	/* -- meeting -- */ \
	[LSCB_MEETING_ADD] = { "INSERT INTO meeting (handle, kind, theme, meets_on, meets_at, place," \
	    " status, papers_on, account, at) VALUES (?, ?, ?, ?, ?, ?, 'PLANNED', ?, ?," \
	    " UTC_TIMESTAMP(6))", "sssdssdu", "" }, \
	[LSCB_MEETING_COMING] = { MEETING_LISTED " WHERE m.meets_on >= ? ORDER BY m.meets_on, m.id" \
	    " LIMIT 100", "d", MEETING_LISTED_OUT }, \
	[LSCB_MEETING_PAST] = { MEETING_LISTED " WHERE m.meets_on < ? ORDER BY m.meets_on DESC, m.id DESC" \
	    " LIMIT ? OFFSET ?", "duu", MEETING_LISTED_OUT }, \
	[LSCB_MEETING_PAST_ALL] = { "SELECT COUNT(*) FROM meeting WHERE meets_on < ?", "d", "u" }, \
	[LSCB_MEETING_FIND] = { MEETING " WHERE handle = ?", "s", MEETING_OUT }, \
	[LSCB_MEETING_LOCK] = { MEETING " WHERE handle = ? FOR UPDATE", "s", MEETING_OUT }, \
	[LSCB_MEETING_STATUS] = { "UPDATE meeting SET status = ?," \
	    " issued_at = IF(? = 'ISSUED', UTC_TIMESTAMP(6), issued_at)," \
	    " held_at = IF(? = 'HELD', UTC_TIMESTAMP(6), held_at)," \
	    " closed_at = IF(? = 'CLOSED', UTC_TIMESTAMP(6), closed_at), version = version + 1" \
	    " WHERE id = ? AND version = ?", "ssssuu", "" }, \
	[LSCB_MEETINGS_AHEAD] = { MEETING " WHERE meets_on >= ? AND status IN ('PLANNED', 'ISSUED')" \
	    " ORDER BY meets_on, meets_at, id LIMIT 30", "d", MEETING_OUT }, \
	/* -- agenda -- */ \
	[LSCB_ITEM_ADD] = { "INSERT INTO agenda_item (meeting, position, kind, record, block, title," \
	    " minute, why, account, at) VALUES (?, ?, ?, ?, ?, ?, '', ?, ?, UTC_TIMESTAMP(6))", \
	    "uusUsssu", "" }, \
	[LSCB_ITEM_LIST] = { ITEM " FROM agenda_item i LEFT JOIN record q ON q.id = i.record" \
	    " WHERE i.meeting = ? AND i.gone_at IS NULL ORDER BY i.position, i.id", "u", ITEM_OUT }, \
	[LSCB_ITEM_CASE] = { ITEM ", m.handle FROM agenda_item i JOIN record q ON q.id = i.record" \
	    " JOIN meeting m ON m.id = i.meeting WHERE i.record = ? AND i.gone_at IS NULL" \
	    " ORDER BY i.id DESC LIMIT 1", "u", ITEM_OUT "s" }, \
	[LSCB_ITEM_PLACE] = { "UPDATE agenda_item SET position = ? WHERE id = ? AND meeting = ?", \
	    "uuu", "" }, \
	[LSCB_ITEM_MINUTE] = { "UPDATE agenda_item SET minute = ?, dissent = ?, version = version + 1" \
	    " WHERE id = ? AND version = ?", "ssuu", "" }, \
	[LSCB_ITEM_OUTCOME] = { "UPDATE agenda_item SET outcome = ?, why = ?, version = version + 1" \
	    " WHERE id = ?", "ssu", "" }, \
	[LSCB_ITEM_GONE] = { "UPDATE agenda_item SET gone_at = UTC_TIMESTAMP(6), why = ?," \
	    " version = version + 1 WHERE id = ? AND gone_at IS NULL", "su", "" }, \
	/* -- attendance, conflict -- */ \
	[LSCB_INVITE] = { "INSERT INTO attendance (meeting, account, seat, agency, chairs," \
	    " invited_at) SELECT ?, p.account, p.seat, p.agency, p.chairs, UTC_TIMESTAMP(6)" \
	    " FROM panel_member p WHERE p.until IS NULL AND p.id = (SELECT MIN(n.id)" \
	    "  FROM panel_member n WHERE n.account = p.account AND n.until IS NULL)" \
	    " AND NOT EXISTS (SELECT 1 FROM attendance t WHERE t.meeting = ?" \
	    "  AND t.account = p.account)", "uu", "" }, \
	[LSCB_ATTENDANCE_LIST] = { "SELECT t.id, t.account, t.seat, t.chairs, t.came, t.deputy," \
	    " a.given, a.family, COALESCE(g.name, a.agency), EXISTS (SELECT 1 FROM conflict c" \
	    "  WHERE c.meeting = t.meeting AND c.record = ? AND c.account = t.account" \
	    "   AND c.found = 0 AND c.cleared_at IS NULL) AS conflict, t.version" \
	    " FROM attendance t JOIN everychild.account a ON a.id = t.account" \
	    " LEFT JOIN agency g ON g.id = t.agency WHERE t.meeting = ?" \
	    " ORDER BY t.chairs = '', t.chairs, a.family, a.given, t.id", "uu", "uusssssss" "uu" }, \
	[LSCB_ATTENDANCE_SET] = { "UPDATE attendance SET came = ?, deputy = ?, version = version + 1" \
	    " WHERE id = ? AND meeting = ?", "ssuu", "" }, \
	[LSCB_CONFLICT_LIST] = { "SELECT c.id, c.account, c.code, c.effect, c.note, c.at," \
	    " c.cleared_at, a.given, a.family FROM conflict c" \
	    " JOIN everychild.account a ON a.id = c.account WHERE c.meeting = ? AND c.record = ?" \
	    " AND c.found = 0 ORDER BY c.id", "uu", "uusssddss" }, \
	[LSCB_CONFLICT_MEETING] = { "SELECT r.reference, c.code, c.effect, c.at, c.cleared_at, a.given," \
	    " a.family FROM conflict c JOIN record r ON r.id = c.record" \
	    " JOIN everychild.account a ON a.id = c.account WHERE c.meeting = ? AND c.found = 0" \
	    " ORDER BY c.id LIMIT 500", "u", "sssddss" }, \
	[LSCB_CONFLICT_ADD] = { "INSERT INTO conflict (meeting, record, account, code, effect, found," \
	    " note, added_by, at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, UTC_TIMESTAMP(6))", "uuussusu", "" }, \
	[LSCB_CONFLICT_CLEAR] = { "UPDATE conflict SET cleared_at = UTC_TIMESTAMP(6), note = ?" \
	    " WHERE id = ? AND meeting = ? AND record = ? AND found = 0 AND cleared_at IS NULL", "suuu", \
	    "" }, \
	/* Whose body has a professional or a report in the case, or who is one of them, responds
	 * or reports; of whom nobody said yet that there is a conflict or none. Who reports, until
	 * one stands: meanwhile the pack is shut to them (PACK_SHUT). */ \
	[LSCB_CONFLICT_FOUND] = { "SELECT x.account, x.given, x.family, x.seat, x.body, x.reports" \
	    " FROM (SELECT t.account, a.given, a.family, t.seat, COALESCE(g.name, a.agency) AS body," \
	    "  " REQUEST_REPORTED("t.account", "q.id") " AS reports, EXISTS (SELECT 1 FROM person p" \
	    "  WHERE p.record = q.id AND p.kind = 'PROFESSIONAL' AND p.gone_at IS NULL" \
	    "  AND ((p.organisation <> '' AND LOWER(p.organisation) IN (LOWER(COALESCE(g.name, ''))," \
	    "    LOWER(a.agency)))" \
	    "   OR (LOWER(p.given) = LOWER(a.given) AND LOWER(p.family) = LOWER(a.family))))" \
	    " OR EXISTS (SELECT 1 FROM request w WHERE w.record = q.id AND w.agency = t.agency)" \
	    " OR EXISTS (SELECT 1 FROM record_person y WHERE y.record = q.id" \
	    "  AND y.account = t.account AND y.relation IN ('JAR', 'KEY')) AS concerned," \
	    " (SELECT COUNT(*) FROM conflict c WHERE c.meeting = t.meeting AND c.record = q.id" \
	    "  AND c.account = t.account AND c.found = 0) AS declared," \
	    " (SELECT COUNT(*) FROM conflict c WHERE c.meeting = t.meeting AND c.record = q.id" \
	    "  AND c.account = t.account AND c.found = 0 AND c.cleared_at IS NULL) AS standing" \
	    " FROM attendance t JOIN record q ON q.id = ?" \
	    " JOIN everychild.account a ON a.id = t.account LEFT JOIN agency g ON g.id = t.agency" \
	    " WHERE t.meeting = ?) x WHERE (x.reports AND x.standing = 0)" \
	    " OR (x.concerned AND x.declared = 0) ORDER BY x.family, x.given", "uu", "ussssu" }, \
	[LSCB_CONFLICT_HAS] = { "SELECT id FROM conflict WHERE meeting = ? AND record = ?" \
	    " AND account = ? AND found = 0 AND cleared_at IS NULL LIMIT 1", "uuu", "u" }, \
	[LSCB_CHAIR_FIND] = { "SELECT chairs, came FROM attendance WHERE meeting = ? AND account = ?" \
	    " AND chairs <> ''", "uu", "ss" }, \
	/* -- analysis -- */ \
	[LSCB_ANALYSIS_ADD] = { "INSERT INTO analysis (record, number, stage, document, meeting)" \
	    " VALUES (?, ?, ?, ?, ?)", "uusuU", "" }, \
	[LSCB_ANALYSIS_LIST] = { ANALYSIS " ORDER BY number", "u", ANALYSIS_OUT }, \
	[LSCB_ANALYSIS_OF] = { ANALYSIS " AND document = ?", "uu", ANALYSIS_OUT }, \
	[LSCB_ANALYSIS_SET] = { "UPDATE analysis SET category = ?, secondary = ?, conclusion = ?" \
	    " WHERE document = ? AND signed_at IS NULL", "Ussu", "" }, \
	[LSCB_ANALYSIS_SIGN] = { "UPDATE analysis SET meeting = ?, signed_by = ?," \
	    " signed_at = UTC_TIMESTAMP(6), signed_on = ? WHERE id = ? AND signed_at IS NULL", "uudu", \
	    "" }, \
	[LSCB_ANALYSIS_FACTS] = { "SELECT d.born_on, d.died_on, EXISTS (SELECT 1 FROM death_mark k" \
	    "  WHERE k.record = d.record AND k.kind = 'EVENT' AND k.code = 'E11'" \
	    "   AND k.gone_at IS NULL) AS homicide, EXISTS (SELECT 1 FROM referral f" \
	    "  WHERE f.record = d.record AND f.sent_to = 'SCR' AND f.decision <> '')" \
	    " OR EXISTS (SELECT 1 FROM gate g WHERE g.record = d.record AND g.code = 'G-SCR'" \
	    "  AND g.ended_on IS NOT NULL) AS decided, EXISTS (SELECT 1 FROM gate g" \
	    "  WHERE g.record = d.record AND g.inquest = 'NATURAL') OR EXISTS (SELECT 1 FROM document x" \
	    "  JOIN answer w ON w.document = x.id WHERE x.record = d.record" \
	    "   AND w.field = 'inquest_conclusion' AND w.value = 'NATURAL'" \
	    "   AND w.revision = (SELECT MAX(v.revision) FROM answer v WHERE v.document = w.document" \
	    "    AND v.field = w.field AND v.item = w.item)) AS natural_causes," \
	    " EXISTS (SELECT 1 FROM referral f WHERE f.record = d.record AND f.sent_to = 'SCR'" \
	    "  AND f.decision = 'SCR') AS review, d.return_year FROM death d WHERE d.record = ?", "u", \
	    "dduuuuu" }, \
	[LSCB_FACTORS_CLEAR] = { "UPDATE factor SET present = '', influence = NULL, modifiable = ''," \
	    " note = '' WHERE analysis = ?", "u", "" }, \
	[LSCB_FACTOR_PUT] = { "INSERT INTO factor (analysis, code, present, influence, modifiable," \
	    " note) VALUES (?, ?, ?, NULLIF(?, 99), ?, ?) ON DUPLICATE KEY UPDATE present = ?," \
	    " influence = NULLIF(?, 99), modifiable = ?, note = ?", "ussusssuss", "" }, \
	[LSCB_NAME_PARTS] = { NAMES_OF, "uu", "ssssssd" }, \
	/* -- sign, defer -- */ \
	[LSCB_COMPLETE] = { "UPDATE death SET completed_on = ?, return_year = COALESCE(return_year, ?)," \
	    " category = ?, conclusion = ?, case_review = ?, version = version + 1 WHERE record = ?", \
	    "duussu", "" }, \
	[LSCB_PACK_OFF] = { "UPDATE pack SET status = 'VOID', why = ?, ended_at = UTC_TIMESTAMP(6)," \
	    " version = version + 1 WHERE record = ? AND meeting = ?" \
	    " AND status NOT IN ('VOID', 'DESTROYED')", "suu", "" }, \
	/* -- recommendation, action, referral -- */ \
	[LSCB_RECOMMENDATION_ADD] = { "INSERT INTO recommendation (handle, number, record, theme," \
	    " meeting, text, addressee, level, led_by, made_on, due_on, account, at) SELECT ?," \
	    " CONCAT('R-', LEFT(?, 4), '-', LPAD(1 + (SELECT COUNT(*) FROM recommendation" \
	    "  WHERE number LIKE CONCAT('R-', LEFT(?, 4), '-%')), 4, '0')), ?, ?, ?, ?, ?, ?, ?, ?, ?, ?," \
	    " UTC_TIMESTAMP(6)", "sssUUUssssddu", "" }, \
	[LSCB_RECOMMENDATIONS] = { RECOMMENDATION " WHERE (? = 0 OR m.response = '') AND" \
	    " (? = '' OR LOCATE(LOWER(?), LOWER(CONCAT(m.addressee, ' ', m.led_by))) > 0)" \
	    " ORDER BY m.addressee, m.made_on, m.id LIMIT 300", "uss", RECOMMENDATION_OUT }, \
	[LSCB_RECOMMENDATION_FIND] = { RECOMMENDATION " WHERE m.handle = ?", "s", \
	    RECOMMENDATION_OUT }, \
	[LSCB_RECOMMENDATION_ANSWER] = { "UPDATE recommendation SET response = ?, response_on = ?," \
	    " response_note = ?, measure = ?, strategy = ?, due_on = ?, version = version + 1" \
	    " WHERE id = ? AND version = ?", "sdsssduu", "" }, \
	[LSCB_ACTION_ADD] = { "INSERT INTO action (handle, number, recommendation, record, meeting," \
	    " text, agency, led_by, made_on, due_on, status, account, at) SELECT ?," \
	    " CONCAT('A-', LEFT(?, 4), '-', LPAD(1 + (SELECT COUNT(*) FROM action" \
	    "  WHERE number LIKE CONCAT('A-', LEFT(?, 4), '-%')), 4, '0')), ?, ?, ?, ?, ?, ?, ?, ?," \
	    " 'OPEN', ?, UTC_TIMESTAMP(6)", "sssUUUsUsddu", "" }, \
	/* all, me (an agency's people see what is theirs), status, late, owner */ \
	[LSCB_ACTIONS] = { ACTION " WHERE (? = 1 OR EXISTS (SELECT 1 FROM agency_person n" \
	    "  WHERE n.agency = x.agency AND n.account = ? AND n.until IS NULL))" \
	    " AND (? = '' OR x.status = ?) AND (? = 0 OR (x.due_on < ? AND x.status NOT IN ('DONE'," \
	    "  'WITHDRAWN'))) AND (? = '' OR LOCATE(LOWER(?), LOWER(CONCAT(COALESCE(g.name, ''), ' '," \
	    "  x.led_by))) > 0) ORDER BY x.status IN ('DONE', 'WITHDRAWN'), x.due_on IS NULL, x.due_on," \
	    " x.id LIMIT 300", "uussudss", ACTION_OUT }, \
	[LSCB_ACTIONS_OF] = { ACTION " WHERE x.recommendation = ? ORDER BY x.id", "u", ACTION_OUT }, \
	[LSCB_ACTION_FIND] = { ACTION " WHERE x.handle = ? AND (? = 1 OR EXISTS (SELECT 1" \
	    " FROM agency_person n WHERE n.agency = x.agency AND n.account = ?" \
	    "  AND n.until IS NULL))", "suu", ACTION_OUT }, \
	[LSCB_ACTION_SAVE] = { "UPDATE action SET status = ?, evidence = ?, done_on = ?," \
	    " version = version + 1 WHERE id = ? AND version = ?", "ssduu", "" }, \
	[LSCB_ACTION_UPDATE_ADD] = { "INSERT INTO action_update (action, status, note, account, at)" \
	    " VALUES (?, ?, ?, ?, UTC_TIMESTAMP(6))", "ussu", "" }, \
	[LSCB_ACTION_UPDATES] = { "SELECT u.at, u.status, u.note, a.given, a.family" \
	    " FROM action_update u JOIN everychild.account a ON a.id = u.account WHERE u.action = ?" \
	    " ORDER BY u.id DESC", "u", "dssss" }, \
	[LSCB_REFERRALS] = { REFERRAL " ORDER BY id", "u", REFERRAL_OUT }, \
	[LSCB_REFERRAL_FIND] = { REFERRAL " AND id = ?", "uu", REFERRAL_OUT }, \
	[LSCB_REFERRAL_ADD] = { "INSERT INTO referral (record, sent_to, trigger_code, referred_on," \
	    " by_whom, why, account, at) VALUES (?, ?, ?, ?, ?, ?, ?, UTC_TIMESTAMP(6))", "ussdssu", \
	    "" }, \
	[LSCB_REFERRAL_DECIDE] = { "UPDATE referral SET decision = ?, decided_on = ?," \
	    " decision_why = ?, completed_on = ?, published_on = ?, version = version + 1" \
	    " WHERE id = ? AND record = ? AND version = ?", "sdsdduuu", "" },

#endif
