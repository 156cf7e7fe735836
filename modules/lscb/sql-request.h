/*
 * sql-request: the statements of agencies, requests and what is laid side by side of
 * their answers (2.4, 3.3), for the table of sql.c.
 */
#ifndef EVERYCHILD_LSCB_SQL_REQUEST_H
#define EVERYCHILD_LSCB_SQL_REQUEST_H

#define REQUEST "SELECT q.id, q.handle, q.number, q.version, q.agency, a.handle, a.name, a.type," \
	" a.contact, a.email, a.led_by, a.approves = 'Y', COALESCE(q.reporter, 0)," \
	" COALESCE(CONCAT(p.given, ' ', p.family), ''), q.status, q.method, q.asked, q.sent_on," \
	" q.due_on, q.first_due_on, q.acknowledged_on, q.returned_on, q.accepted_on," \
	" COALESCE(q.accepted_by, 0), q.received_by, q.why, q.hold_until, q.late_code," \
	" q.late_reason, q.nil, r.handle, r.reference, d.form_set, (SELECT COUNT(*)" \
	"  FROM request_step s WHERE s.request = q.id AND s.code = 'EXTEND')"
#define REQUEST_FROM " FROM request q JOIN agency a ON a.id = q.agency" \
	" JOIN record r ON r.id = q.record JOIN death d ON d.record = q.record" \
	" LEFT JOIN everychild.account p ON p.id = q.reporter"
#define REQUEST_OUT "usuuusssss" "su" "us" "sss" "dddddd" "ussdss" "u" "sss" "u"

/* What an agency may see of its own: request_open in request-rules.c. */
#define REQUEST_SEEN "q.status IN ('SENT', 'ACK', 'MORE', 'REFUSED', 'RETURNED')"
/* Of whom an answer is awaited: request_writable. */
#define REQUEST_AWAITED "q.status IN ('SENT', 'ACK', 'MORE', 'REFUSED')"

/* By whom a record is reported on now, with their part. */
#define REQUEST_WANTED "SELECT p.account, IF(p.part = 'SPOC', 'SPOC', 'REPORTER') AS relation" \
	" FROM request q JOIN agency_person p ON p.agency = q.agency AND p.until IS NULL" \
	"  AND p.part IN ('SPOC', 'REPORTER') WHERE q.record = ? AND " REQUEST_SEEN \
	"  AND (p.part = 'SPOC' OR p.account = q.reporter OR EXISTS (SELECT 1 FROM request_form f" \
	"   WHERE f.request = q.id AND f.reporter = p.account AND f.sections <> ''" \
	"    AND f.gone_on IS NULL))"

/* A section that somebody of the agency has been given. */
#define REQUEST_PART "f.sections <> '' AND f.gone_on IS NULL"

/* Who has, or had, a part in what an agency says of a record: account, record. */
#define REQUEST_REPORTED(account, record) "EXISTS (SELECT 1 FROM request w WHERE w.record = " record \
	" AND w.status <> 'NEW' AND (w.reporter = " account " OR EXISTS (SELECT 1 FROM request_form f" \
	"  WHERE f.request = w.id AND f.reporter = " account ") OR EXISTS (SELECT 1 FROM agency_person n" \
	"  WHERE n.agency = w.agency AND n.account = " account " AND n.part = 'SPOC'" \
	"   AND (n.until IS NULL OR n.until >= w.sent_on))))"

#define AGENCY "SELECT g.id, g.handle, g.name, g.type, g.contact, g.email, g.phone, g.address," \
	" g.led_by, g.approves, g.until, g.version FROM agency g"
#define AGENCY_OUT "uss" "sssss" "ss" "du"

#define COLLATED_NEWEST "c.id = (SELECT MAX(x.id) FROM collated x WHERE x.record = c.record" \
	" AND x.form = c.form AND x.field = c.field AND x.item = c.item)"

#define LSCB_SQL_REQUEST \
	/* -- agency -- */ \
	[LSCB_AGENCIES] = { AGENCY " ORDER BY g.until IS NOT NULL, g.name LIMIT 500", "", AGENCY_OUT }, \
	[LSCB_AGENCIES_NOW] = { AGENCY " WHERE g.until IS NULL ORDER BY g.name LIMIT 500", "", \
	    AGENCY_OUT }, \
	[LSCB_AGENCY_FIND] = { AGENCY " WHERE g.handle = ?", "s", AGENCY_OUT }, \
	[LSCB_AGENCY_LOCK] = { "SELECT id FROM agency WHERE handle = ? FOR UPDATE", "s", "u" }, \
	[LSCB_AGENCY_ADD] = { "INSERT INTO agency (handle, name, type, contact, email, phone, address," \
	    " led_by, approves) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)", "sssssssss", "" }, \
	[LSCB_AGENCY_SET] = { "UPDATE agency SET name = ?, type = ?, contact = ?, email = ?," \
	    " phone = ?, address = ?, led_by = ?, approves = ?, until = ?, version = version + 1" \
	    " WHERE id = ? AND version = ?", "ssssssssduu", "" }, \
	[LSCB_AGENCY_PEOPLE] = { "SELECT p.id, p.account, p.part, p.since, t.login, t.given, t.family" \
	    " FROM agency_person p JOIN everychild.account t ON t.id = p.account WHERE p.agency = ?" \
	    " AND p.until IS NULL ORDER BY p.part DESC, t.family LIMIT 200", "u", "uusdsss" }, \
	[LSCB_AGENCY_PERSON_FIND] = { "SELECT id FROM agency_person WHERE agency = ? AND account = ?" \
	    " AND part = ? AND until IS NULL LIMIT 1", "uus", "u" }, \
	[LSCB_AGENCY_PERSON_ADD] = { "INSERT INTO agency_person (agency, account, part, since," \
	    " added_by) VALUES (?, ?, ?, ?, ?)", "uusdu", "" }, \
	[LSCB_AGENCY_PERSON_END] = { "UPDATE agency_person SET until = ? WHERE id = ? AND agency = ?" \
	    " AND until IS NULL", "duu", "" }, \
	/* Records on which it has something open. */ \
	[LSCB_AGENCY_RECORDS] = { "SELECT r.handle FROM record r WHERE EXISTS (SELECT 1" \
	    " FROM request q WHERE q.record = r.id AND q.agency = ? AND " REQUEST_SEEN ")" \
	    " ORDER BY r.id LIMIT 1000", \
	    "u", "s" }, \
	\
	/* -- request -- */ \
	[LSCB_REQUESTS] = { REQUEST REQUEST_FROM " WHERE q.record = ? ORDER BY q.number LIMIT 200", \
	    "u", REQUEST_OUT }, \
	[LSCB_REQUEST_FIND] = { REQUEST REQUEST_FROM " WHERE q.handle = ?", "s", REQUEST_OUT }, \
	[LSCB_REQUEST_NUMBER] = { REQUEST REQUEST_FROM " WHERE q.record = ? AND q.number = ?", "uu", \
	    REQUEST_OUT }, \
	/* Who answers it: SPOC before REPORTER; SECTIONS: no more than those given to them. */ \
	[LSCB_REQUEST_MINE] = { "SELECT IF(p.part = 'REPORTER' AND (q.reporter IS NULL" \
	    " OR q.reporter <> p.account), 'SECTIONS', p.part) FROM request q JOIN record r ON r.id = q.record" \
	    " JOIN agency_person p ON p.agency = q.agency AND p.until IS NULL WHERE q.id = ?" \
	    " AND p.account = ? AND " REQUEST_SEEN " AND r.closed_at IS NULL AND (p.part = 'SPOC'" \
	    "  OR (p.part = 'REPORTER' AND (q.reporter = p.account OR EXISTS (SELECT 1" \
	    "   FROM request_form f WHERE f.request = q.id AND f.reporter = p.account" \
	    "    AND " REQUEST_PART ")))) ORDER BY p.part DESC LIMIT 1", \
	    "uu", "s" }, \
	[LSCB_REQUESTS_OWN] = { REQUEST REQUEST_FROM " WHERE " REQUEST_SEEN " AND r.closed_at IS NULL" \
	    " AND EXISTS (SELECT 1 FROM agency_person m WHERE m.agency = q.agency AND m.account = ?" \
	    "  AND m.until IS NULL AND (m.part = 'SPOC' OR (m.part = 'REPORTER'" \
	    "   AND (q.reporter = m.account OR EXISTS (SELECT 1 FROM request_form f" \
	    "    WHERE f.request = q.id AND f.reporter = m.account AND " REQUEST_PART "))))) ORDER BY q.due_on, q.id LIMIT 200", "u", REQUEST_OUT }, \
	[LSCB_REQUEST_LAST] = { "SELECT COALESCE(MAX(number), 0) FROM request WHERE record = ?", "u", \
	    "u" }, \
	[LSCB_REQUEST_ADD] = { "INSERT INTO request (handle, record, number, agency, person, reporter," \
	    " status, method, asked, account, at, made_in) VALUES (?, ?, ?, ?, ?, ?, 'NEW', ?, ?, ?," \
	    " UTC_TIMESTAMP(6), ?)", "suuuUUssus", "" }, \
	[LSCB_REQUEST_SET] = { "UPDATE request SET reporter = ?, status = ?, method = ?, sent_on = ?," \
	    " due_on = ?, first_due_on = ?, acknowledged_on = ?, returned_on = ?, received_by = ?," \
	    " accepted_on = ?, accepted_by = ?, nil = ?, why = ?, hold_until = ?, late_code = ?," \
	    " late_reason = ?, version = version + 1 WHERE id = ? AND version = ?", \
	    "UssdddddsdUusdssuu", "" }, \
	[LSCB_REQUEST_REPORTER] = { "UPDATE request SET reporter = ?, method = 'SCREEN'," \
	    " version = version + 1 WHERE id = ? AND version = ?", "uuu", "" }, \
	[LSCB_REQUEST_AWAITED] = { "SELECT id FROM request q WHERE q.record = ?" \
	    " AND q.status NOT IN ('ACCEPTED', 'NIL', 'WAIVED') LIMIT 1", "u", "u" }, \
	[LSCB_REQUEST_UNASKED] = { "SELECT (SELECT COUNT(q.id) FROM request q WHERE q.record = d.record)," \
	    " d.unasked_why FROM death d WHERE d.record = ?", "u", "us" }, \
	[LSCB_REQUEST_UNASKED_SET] = { "UPDATE death SET unasked_why = ?, version = version + 1" \
	    " WHERE record = ?", "su", "" }, \
	[LSCB_REQUEST_SHORT] = { "SELECT d.age_band = '1' OR EXISTS (SELECT 1 FROM gate g" \
	    " WHERE g.record = d.record AND g.code = 'G-SCR' AND g.status = 'OPEN') FROM death d" \
	    " WHERE d.record = ?", "u", "u" }, \
	[LSCB_REQUEST_SET_OF] = { "SELECT form_set FROM death WHERE record = ?", "u", "s" }, \
	[LSCB_REQUEST_EVENTS] = { "SELECT code FROM death_mark WHERE record = ? AND kind = 'EVENT'" \
	    " AND gone_at IS NULL ORDER BY principal DESC, code", "u", "s" }, \
	[LSCB_REQUEST_PROFESSIONALS] = { "SELECT id, agency, organisation, role FROM person" \
	    " WHERE record = ? AND kind = 'PROFESSIONAL' AND agency <> '' AND gone_at IS NULL" \
	    " ORDER BY id LIMIT 200", "u", "usss" }, \
	/* B.E8, once while it stands. */ \
	[LSCB_REQUEST_TASK] = { "INSERT INTO task (record, kind, what, account, at, made_in) SELECT ?," \
	    " 'CONSIDER-SCR', ?, ?, UTC_TIMESTAMP(6), ? WHERE NOT EXISTS (SELECT 1 FROM task t" \
	    "  WHERE t.record = ? AND t.kind = 'CONSIDER-SCR' AND t.dropped_on IS NULL)", "ususu", "" }, \
	/* How one's agencies did in a year: sent, returned, late. */ \
	[LSCB_REQUEST_DONE] = { "SELECT COUNT(*), COALESCE(SUM(q.returned_on IS NOT NULL), 0)," \
	    " COALESCE(SUM(q.returned_on > q.due_on), 0) FROM request q WHERE q.sent_on > ?" \
	    " AND q.status <> 'WAIVED' AND EXISTS (SELECT 1 FROM agency_person m" \
	    "  WHERE m.agency = q.agency AND m.account = ? AND m.part = 'SPOC' AND m.until IS NULL)", \
	    "du", "uuu" }, \
	/* The child as section A says it. */ \
	[LSCB_REQUEST_CHILD] = { "SELECT CONCAT(given, IF(given = '', '', ' '), family), born_on, nhs," \
	    " died_on, sex, CONCAT_WS(', ', NULLIF(line1, ''), NULLIF(line2, ''), NULLIF(town, '')," \
	    " NULLIF(postcode, '')) FROM death WHERE record = ?", "u", "sdsdss" }, \
	[LSCB_REQUEST_WANTED] = { REQUEST_WANTED " AND NOT EXISTS (SELECT 1 FROM record_person x" \
	    " WHERE x.record = q.record AND x.account = p.account AND x.until IS NULL" \
	    "  AND x.relation = IF(p.part = 'SPOC', 'SPOC', 'REPORTER'))" \
	    " GROUP BY p.account, p.part", "u", "us" }, \
	[LSCB_REQUEST_UNWANTED] = { "SELECT x.account, x.relation FROM record_person x" \
	    " WHERE x.record = ? AND x.until IS NULL AND x.relation IN ('SPOC', 'REPORTER')" \
	    " AND (x.account, x.relation) NOT IN (" REQUEST_WANTED ")", "uu", "us" }, \
	\
	/* -- forms of a request -- */ \
	[LSCB_REQUEST_FORMS] = { "SELECT id, form, COALESCE(document, 0) FROM request_form" \
	    " WHERE request = ? AND sections = '' ORDER BY id LIMIT 40", "u", "usu" }, \
	[LSCB_REQUEST_FORM_FIND] = { "SELECT id FROM request_form WHERE request = ? AND form = ?" \
	    " AND sections = ''", \
	    "us", "u" }, \
	[LSCB_REQUEST_FORM_ADD] = { "INSERT INTO request_form (request, form) VALUES (?, ?)", "us", \
	    "" }, \
	[LSCB_REQUEST_PARTS] = { "SELECT f.form, f.sections, f.reporter, COALESCE(CONCAT(p.given, ' '," \
	    " p.family), ''), f.due_on, f.done_on FROM request_form f LEFT JOIN everychild.account p ON p.id = f.reporter" \
	    " WHERE f.request = ? AND " REQUEST_PART " ORDER BY f.id LIMIT 200", "u", "ssusdd" }, \
	[LSCB_REQUEST_PART_ANY] = { "SELECT f.id FROM request_form f JOIN request q ON q.id = f.request" \
	    " WHERE q.handle = ? AND f.form = ? AND f.reporter = ? AND " REQUEST_PART " LIMIT 1", \
	    "ssu", "u" }, \
	[LSCB_REQUEST_PART_MINE] = { "SELECT f.id, f.done_on FROM request_form f JOIN request q ON q.id = f.request" \
	    " WHERE q.handle = ? AND f.form = ? AND f.reporter = ? AND f.sections = ? AND " REQUEST_PART \
	    " LIMIT 1", "ssus", "ud" }, \
	/* How many sections somebody has, how many of them are still to be written, and by when. */ \
	[LSCB_REQUEST_PART_LEFT] = { "SELECT COUNT(f.id), COALESCE(SUM(f.done_on IS NULL), 0)," \
	    " MIN(IF(f.done_on IS NULL, COALESCE(f.due_on, q.due_on), NULL)) FROM request_form f" \
	    " JOIN request q ON q.id = f.request WHERE f.request = ? AND f.reporter = ?" \
	    " AND " REQUEST_PART, "uu", "uud" }, \
	[LSCB_REQUEST_PART_ADD] = { "INSERT INTO request_form (request, form, sections, reporter," \
	    " due_on) VALUES (?, ?, ?, ?, ?)", "ussud", "" }, \
	[LSCB_REQUEST_PART_DONE] = { "UPDATE request_form SET done_on = ? WHERE id = ?", "du", "" }, \
	[LSCB_REQUEST_PART_END] = { "UPDATE request_form SET gone_on = ? WHERE request = ? AND form = ?" \
	    " AND sections = ? AND sections <> '' AND gone_on IS NULL", "duss", "" }, \
	[LSCB_REQUEST_FORM_DOCUMENT] = { "UPDATE request_form SET document = ? WHERE id = ?", "uu", \
	    "" }, \
	\
	/* -- chase: steps -- */ \
	[LSCB_STEP_ADD] = { "INSERT INTO request_step (request, code, done_at, method, sent_to, text," \
	    " account, made_in) VALUES (?, ?, UTC_TIMESTAMP(6), ?, ?, ?, ?, ?)", "ussssus", "" }, \
	[LSCB_STEP_PLAN] = { "INSERT INTO request_step (request, code, due_on, text, account)" \
	    " VALUES (?, ?, ?, '', ?)", "usdu", "" }, \
	[LSCB_STEP_DROP] = { "UPDATE request_step SET dropped_at = UTC_TIMESTAMP(6), dropped_in = ?" \
	    " WHERE request = ? AND done_at IS NULL AND dropped_at IS NULL", "su", "" }, \
	/* What should have gone before the one that has now gone. */ \
	[LSCB_STEP_DROP_BEFORE] = { "UPDATE request_step SET dropped_at = UTC_TIMESTAMP(6)," \
	    " dropped_in = ? WHERE request = ? AND done_at IS NULL AND dropped_at IS NULL" \
	    " AND due_on < ?", "sud", "" }, \
	[LSCB_STEP_FIND] = { "SELECT id, due_on FROM request_step WHERE request = ? AND code = ?" \
	    " AND done_at IS NULL AND dropped_at IS NULL ORDER BY id DESC LIMIT 1", "us", "ud" }, \
	[LSCB_STEP_DONE] = { "UPDATE request_step SET done_at = UTC_TIMESTAMP(6), method = ?," \
	    " sent_to = ?, text = ?, account = ? WHERE id = ? AND done_at IS NULL", "sssuu", "" }, \
	[LSCB_STEPS] = { "SELECT s.code, s.due_on, s.done_at, s.dropped_at, s.method, s.sent_to," \
	    " s.text, t.given, t.family FROM request_step s LEFT JOIN everychild.account t" \
	    " ON t.id = s.account WHERE s.request = ? ORDER BY s.id LIMIT 300", "u", "sdddsssss" }, \
	/* The last step of each that has had its day. */ \
	[LSCB_CHASE] = { "SELECT q.handle, r.reference, a.name, q.due_on, s.code, s.due_on" \
	    " FROM request_step s JOIN request q ON q.id = s.request JOIN record r ON r.id = q.record" \
	    " JOIN agency a ON a.id = q.agency WHERE s.done_at IS NULL AND s.dropped_at IS NULL" \
	    " AND s.due_on <= ? AND q.hold_until IS NULL AND " REQUEST_AWAITED \
	    " AND r.closed_at IS NULL AND r.archived_at IS NULL AND NOT EXISTS (SELECT 1" \
	    "  FROM request_step l WHERE l.request = s.request AND l.done_at IS NULL" \
	    "   AND l.dropped_at IS NULL AND l.due_on <= ? AND (l.due_on, l.id) > (s.due_on, s.id))" \
	    " ORDER BY s.due_on, q.id LIMIT 200", "dd", "sssdsd" }, \
	[LSCB_CHASE_HELD] = { "SELECT q.handle, r.reference, a.name, q.hold_until FROM request q" \
	    " JOIN record r ON r.id = q.record JOIN agency a ON a.id = q.agency" \
	    " WHERE q.hold_until <= ? AND " REQUEST_AWAITED " AND r.closed_at IS NULL" \
	    " ORDER BY q.hold_until, q.id LIMIT 200", "d", "sssd" }, \
	[LSCB_CHASE_AGENCIES] = { "SELECT a.handle, a.name, a.type, COUNT(*), SUM(q.due_on < ?" \
	    "  AND q.hold_until IS NULL), MIN(q.due_on) FROM request q JOIN agency a ON a.id = q.agency" \
	    " JOIN record r ON r.id = q.record WHERE " REQUEST_AWAITED " AND r.closed_at IS NULL" \
	    " GROUP BY a.id, a.handle, a.name, a.type ORDER BY 5 DESC, a.name LIMIT 200", "d", \
	    "sssuud" }, \
	\
	/* -- collation -- */ \
	[LSCB_COLLATION_DOCUMENTS] = { "SELECT q.id, a.type, f.form, q.number FROM request q" \
	    " JOIN agency a ON a.id = q.agency JOIN request_form f ON f.request = q.id" \
	    " WHERE q.record = ? AND q.nil = 0 AND q.status IN ('RETURNED', 'ACCEPTED', 'MORE')" \
	    " AND f.document IS NOT NULL ORDER BY f.form, q.number LIMIT 400", "u", "ussu" }, \
	[LSCB_COLLATED] = { "SELECT c.form, c.field, c.item, c.how, c.value, COALESCE(c.source, 0)," \
	    " c.why, c.at, c.id FROM collated c WHERE c.record = ? AND " COLLATED_NEWEST \
	    " ORDER BY c.form, c.id", "u", "ssussusdu" }, \
	/* What the rule said last, whatever was chosen since. */ \
	[LSCB_COLLATED_RULE] = { "SELECT c.form, c.field, c.item, c.how, c.value FROM collated c" \
	    " WHERE c.record = ? AND c.id = (SELECT MAX(x.id) FROM collated x" \
	    "  WHERE x.record = c.record AND x.form = c.form AND x.field = c.field" \
	    "   AND x.item = c.item AND x.how <> 'CHOSEN') ORDER BY c.form, c.field, c.item", "u", \
	    "ssuss" }, \
	[LSCB_COLLATED_ADD] = { "INSERT INTO collated (record, form, field, item, how, value, source," \
	    " why, account, at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, UTC_TIMESTAMP(6))", "ussussUsu", \
	    "" }, \
	[LSCB_COLLATED_FIND] = { "SELECT c.form, c.field, c.item, c.how, c.value, COALESCE(c.source," \
	    " 0), c.why, c.at, c.id FROM collated c WHERE c.record = ? AND c.form = ? AND c.field = ?" \
	    " AND c.item = ? AND " COLLATED_NEWEST, "ussu", "ssussusdu" },

#endif
