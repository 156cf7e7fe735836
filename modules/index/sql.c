#include "index.h"

/* -- candidates --
 *
 * Each reads one range of one key and ends with the same conditions, so that
 * what a person may not find leaves the server in no list and in no count:
 * manager, whether shielded children may be found, born from and to, sex. */
#define NAMES "SELECT n.child, n.kind, n.given, n.family, c.born_on, c.born_estimated, c.sex"
#define NAMES_OUT "usssdus"
#define MAY(born) " AND n.kind <> 'GONE'" \
	" AND (? = 1 OR (c.unlinked = 0 AND c.archived_at IS NULL AND (c.shielded = 0 OR ? = 1)))" \
	" AND " born " BETWEEN ? AND ? AND (? = '' OR c.sex IN (?, 'U', 'N'))"
#define MAY_IN "uuddss"

#define OF_CHILD NAMES " FROM child c JOIN child_name n ON n.child = c.id WHERE "
#define OF_SOUND NAMES " FROM child_sound s JOIN child_name n ON n.id = s.name" \
	" JOIN child c ON c.id = s.child WHERE "
#define OF_NAME NAMES " FROM child_name n JOIN child c ON c.id = n.child WHERE "
#define OF_ADDRESS NAMES " FROM child_address a JOIN child c ON c.id = a.child" \
	" JOIN child_name n ON n.child = c.id WHERE "
#define OF_SECTOR NAMES " FROM child_sound s JOIN child_address a ON a.child = s.child" \
	" JOIN child_name n ON n.id = s.name JOIN child c ON c.id = s.child" \
	" WHERE a.postcode LIKE CONCAT(?, '%') AND "

/* Places of education only: no other service can be searched for. */
#define OF_SCHOOL NAMES " FROM child_service v JOIN child_sound s ON s.child = v.child" \
	" JOIN child_name n ON n.id = s.name JOIN child c ON c.id = s.child" \
	" WHERE v.organisation_key LIKE CONCAT(?, '%') AND v.service IN ('SCH', 'EYP', 'COL')" \
	" AND v.until IS NULL AND "

/* -- over the installed modules --
 *
 * MariaDB carries a condition into the parts of a union only when its
 * parameter is text. So ids go to the views all_… as text, or every row of
 * every module would be read for each page. */

/* -- access log -- */
#define LOG "SELECT l.module, l.id, l.at, l.login, a.given, a.family, a.agency, l.role," \
	" l.relation, l.action, l.object, c.number, l.reason, l.detail, l.address, l.outcome" \
	" FROM all_audit l LEFT JOIN everychild.account a ON a.id = l.account" \
	" LEFT JOIN child c ON c.id = l.child WHERE "
#define LOG_OUT "sud" "ssssssssssss" "u"
/* Below the last row of the page before. */
#define LOG_PAGE " AND l.at >= ? AND l.at < ? AND (? = '' OR l.module = ?)" \
	" AND (l.at < ? OR (l.at = ? AND (l.module < ? OR (l.module = ? AND l.id < ?))))" \
	" ORDER BY l.at DESC, l.module DESC, l.id DESC LIMIT 51"
#define LOG_PAGE_IN "ddssddsss"

/* -- work -- */
#define DUE "SELECT module, handle, reference, subject, title, due_on, explanation, due_at," \
	" amber_on FROM all_due"
#define DUE_OF "SELECT module, handle, reference, subject, title, due_on, explanation," \
	" due_at, amber_on, given, family FROM all_deadline"
#define DUE_OUT "sssssdsdd"
/* By today's date; what is due at a moment, to the minute. */
#define DUE_LATE " due_on <= ? AND (due_on < ? OR due_at < UTC_TIMESTAMP(6))"
#define DUE_AHEAD " due_on >= ? AND COALESCE(due_at >= UTC_TIMESTAMP(6), 1) = 1"
/* In this order the key has them. */
#define BY_DUE " ORDER BY due_on, id LIMIT 20"
#define DUE_COUNTS " COUNT(IF(due_on < ? OR due_at < UTC_TIMESTAMP(6), 1, NULL))," \
	" COUNT(IF(" DUE_AHEAD ", 1, NULL))"
#define DRAFT "SELECT module, handle, reference, subject, touched_at, given, family," \
	" forms FROM all_draft"
#define DRAFT_OUT "ssssdsss"
#define BY_TOUCHED " ORDER BY touched_at, handle LIMIT 21"
#define LEFT "SELECT module, handle, reference, subject, opened_at, given, family, lacks" \
	" FROM all_unallocated"
#define LEFT_OUT "ssssdsss"
#define CALENDAR_OUT "susssddu"
#define BY_OPENED " ORDER BY opened_at, handle LIMIT 21"

/* -- what the rules of the access review find -- */

#define FOUND(rule) "INSERT INTO access_alert (rule, day, account, child, n, made_at)" \
	" SELECT '" rule "', d.day, x.account, x.child, x.n, UTC_TIMESTAMP(6)" \
	" FROM (SELECT CAST(? AS DATE) AS day) d JOIN ("
/* Not what was found before. */
#define ANEW(rule) ") x WHERE NOT EXISTS (SELECT 1 FROM access_alert y WHERE y.rule = '" rule "'" \
	" AND y.day = d.day AND y.account = x.account AND y.child = x.child)"
/* A child's page, opened with a reason. */
#define OPENED " FROM all_audit l WHERE l.at >= ? AND l.at < ? AND l.module = 'index'" \
	" AND l.action = 'child.open' AND l.outcome = 303"
#define OPENED_CHILD "SELECT l.account, l.child, COUNT(DISTINCT l.id) AS n FROM all_audit l" \
	" JOIN everychild.account a ON a.id = l.account JOIN child_name c ON c.child = l.child" \
	" AND c.kind <> 'GONE' WHERE l.at >= ? AND l.at < ? AND l.module = 'index'" \
	" AND l.action = 'child.open' AND l.outcome = 303 AND LOWER(c.family) = LOWER(a.family)"
#define ALERT "SELECT v.id, v.rule, v.day, a.login, a.given, a.family, COALESCE(t.name, '')," \
	" c.number, v.n, v.made_at, v.verdict, v.note, b.given, b.family, v.reviewed_at, v.account" \
	" FROM access_alert v JOIN everychild.account a ON a.id = v.account" \
	" LEFT JOIN everychild.team t ON t.id = a.team LEFT JOIN child c ON c.id = v.child" \
	" LEFT JOIN everychild.account b ON b.id = v.reviewed_by WHERE "
#define ALERT_OUT "usdsssssudssssdu"

/* -- the archive -- */
/* c is grown up, or died long enough ago: died before, born before, and who agreed to stay,
 * here or on a case (y), born before. */
#define OVER "COALESCE(c.died_on <= ?, c.born_on <= ?" \
	" AND (c.stays_on IS NULL AND y.child IS NULL OR c.born_on <= ?))"
#define STAYS " LEFT JOIN (SELECT DISTINCT s.child FROM all_stays s) y ON y.child = c.id"
#define OVER_IN "ddd"

const struct db_statement index_sql[INDEX__MAX] = {
	[INDEX_CHILD] = { "SELECT c.id, c.handle, c.number, c.sex, c.born_on, c.died_on,"
	    " c.address_status, c.nhs, c.upn, c.source, c.supplied_on, c.confirmed_on, n.given,"
	    " n.family, n.id, c.version, c.born_estimated, c.shielded, c.unlinked, o.reason,"
	    " c.archived_at, c.stays_on, t.due_on"
	    " FROM child c JOIN child_name n ON n.child = c.id AND n.kind = 'CUR' AND n.until IS NULL"
	    " LEFT JOIN opening o ON o.session = ? AND o.child = c.id AND o.account = ?"
	    " LEFT JOIN retention t ON t.record = c.id AND t.part = ''"
	    " WHERE c.handle = ? AND (? = 1 OR c.archived_at IS NULL)", "busu",
	    "usssddssssddssuuuuusddd" },
	/* The log outlives the record. */
	[INDEX_CHILD_ID] = { "SELECT id FROM child WHERE number = ? UNION ALL SELECT record"
	    " FROM disposal WHERE reference = ? AND done_at IS NOT NULL LIMIT 1", "ss", "u" },
	[INDEX_OPEN] = { "INSERT INTO opening (child, session, account, reason, opened_at)"
	    " VALUES (?, ?, ?, ?, UTC_TIMESTAMP(6))", "ubus", "" },
	/* Sessions last hours. */
	[INDEX_OPEN_PURGE] = { "DELETE FROM opening WHERE account = ?"
	    " AND opened_at < UTC_TIMESTAMP(6) - INTERVAL 2 DAY", "u", "" },
	[INDEX_NAMES] = { "SELECT id, kind, given, family, since, until FROM child_name"
	    " WHERE child = ? AND kind <> 'GONE' ORDER BY kind = 'CUR' DESC, id DESC", "u", "usssdd" },
	[INDEX_ADDRESSES] = { "SELECT line1, line2, line3, town, postcode, uprn, since, until"
	    " FROM child_address WHERE child = ? ORDER BY until IS NOT NULL, until DESC, id DESC"
	    " LIMIT 20", "u", "ssssssdd" },
	[INDEX_CARERS] = { "SELECT id, given, family, relationship, responsible, phone"
	    " FROM child_carer WHERE child = ? AND until IS NULL ORDER BY id", "u", "usssss" },
	[INDEX_SERVICES] = { "SELECT id, service, organisation, contact, phone, urn, since, until,"
	    " added_by FROM child_service WHERE child = ? AND (until IS NULL OR until >= ?)"
	    " ORDER BY until IS NOT NULL, service, id", "ud", "usssssddu" },
	[INDEX_INVOLVED] = { "SELECT i.module, i.account, i.part, i.title, i.since, i.until, i.handle,"
	    " a.given, a.family, a.agency, a.phone, a.service, a.job_title"
	    " FROM all_involvement i LEFT JOIN everychild.account a ON a.id = i.account"
	    " WHERE i.child = ? AND (i.until IS NULL OR i.until >= ?)"
	    " ORDER BY i.until IS NOT NULL, i.since DESC, i.id DESC LIMIT 100",
	    "sd", "sussddsssssss" },
	[INDEX_EVENTS] = { "SELECT e.module, e.at, e.title, e.account, a.given, a.family, a.service"
	    " FROM all_event e LEFT JOIN everychild.account a ON a.id = e.account"
	    " WHERE e.child = ? ORDER BY e.at DESC, e.id DESC LIMIT 300", "s", "sdsusss" },
	[INDEX_EMERGENCY] = { "SELECT name, emergency_roles FROM everychild.module"
	    " WHERE emergency_roles <> ''", "", "ss" },
	[INDEX_MODULES] = { "SELECT name, title, start_path, start_title, start_roles"
	    " FROM everychild.module ORDER BY position", "", "sssss" },
	[INDEX_CHANGES] = { "SELECT h.field, h.old, h.new, h.at, a.given, a.family"
	    " FROM child_change h LEFT JOIN everychild.account a ON a.id = h.account"
	    " WHERE h.child = ? ORDER BY h.at DESC, h.id DESC LIMIT 300", "u", "sssdss" },
	[INDEX_CHANGE_LAST] = { "SELECT a.given, a.family, h.at FROM child_change h"
	    " JOIN everychild.account a ON a.id = h.account WHERE h.child = ? AND h.field = ?"
	    " ORDER BY h.at DESC, h.id DESC LIMIT 1", "us", "ssd" },

	[INDEX_BY_NUMBER] = { OF_CHILD "c.number = ?" MAY("c.born_on"), "s" MAY_IN, NAMES_OUT },
	[INDEX_BY_NHS] = { OF_CHILD "c.nhs = ?" MAY("c.born_on") " LIMIT 100", "s" MAY_IN, NAMES_OUT },
	[INDEX_BY_UPN] = { OF_CHILD "c.upn = ?" MAY("c.born_on") " LIMIT 100", "s" MAY_IN, NAMES_OUT },
	[INDEX_BY_UPRN] = { OF_ADDRESS "a.uprn = ?" MAY("c.born_on") " LIMIT 500",
	    "s" MAY_IN, NAMES_OUT },
	[INDEX_BY_BORN] = { OF_CHILD "c.born_on IN (?, ?)" MAY("c.born_on") " LIMIT 3000",
	    "dd" MAY_IN, NAMES_OUT },
	[INDEX_BY_SOUNDS] = { OF_SOUND "s.family = ? AND s.given = ?" MAY("s.born_on") " LIMIT 3000",
	    "ss" MAY_IN, NAMES_OUT },
	[INDEX_BY_FAMILY_SOUND] = { OF_SOUND "s.family = ?" MAY("s.born_on") " LIMIT 3000",
	    "s" MAY_IN, NAMES_OUT },
	[INDEX_BY_GIVEN_SOUND] = { OF_SOUND "s.given = ?" MAY("s.born_on") " LIMIT 3000",
	    "s" MAY_IN, NAMES_OUT },
	[INDEX_BY_FAMILY] = { OF_NAME "n.family_key = ?" MAY("c.born_on") " LIMIT 6000",
	    "s" MAY_IN, NAMES_OUT },
	/* All of these answer equally well: more than a list has room for will do. */
	[INDEX_BY_FAMILY_ALONE] = { OF_NAME "n.family_key = ?" MAY("c.born_on") " LIMIT 200",
	    "s" MAY_IN, NAMES_OUT },
	[INDEX_BY_GIVEN_ALONE] = { OF_NAME "n.given_key = ?" MAY("c.born_on") " LIMIT 200",
	    "s" MAY_IN, NAMES_OUT },
	[INDEX_BY_POSTCODE] = { OF_ADDRESS "a.postcode = ?" MAY("c.born_on") " LIMIT 1000",
	    "s" MAY_IN, NAMES_OUT },
	[INDEX_BY_SECTOR] = { OF_SECTOR "s.family = ?" MAY("s.born_on") " LIMIT 1000",
	    "ss" MAY_IN, NAMES_OUT },
	[INDEX_BY_SCHOOL_FAMILY] = { OF_SCHOOL "s.family = ?" MAY("s.born_on") " LIMIT 3000",
	    "ss" MAY_IN, NAMES_OUT },
	[INDEX_BY_SCHOOL_GIVEN] = { OF_SCHOOL "s.given = ?" MAY("s.born_on") " LIMIT 3000",
	    "ss" MAY_IN, NAMES_OUT },
	[INDEX_HIT] = { "SELECT c.id, c.handle, c.number, c.sex, c.born_on, c.born_estimated, c.nhs,"
	    " c.upn, c.shielded, c.unlinked, n.given, n.family, a.line1, a.postcode, a.uprn"
	    " FROM child c JOIN child_name n ON n.child = c.id AND n.kind = 'CUR' AND n.until IS NULL"
	    " LEFT JOIN child_address a ON a.child = c.id AND a.until IS NULL WHERE c.id = ?",
	    "u", "usssdussuusssss" },
	[INDEX_OLD_POSTCODES] = { "SELECT DISTINCT postcode FROM child_address"
	    " WHERE child = ? AND until IS NOT NULL AND postcode <> '' LIMIT 50", "u", "s" },

	[INDEX_CHILD_ADD] = { "INSERT INTO child (handle, number, sex, born_on, born_estimated,"
	    " address_status, nhs, upn, source, supplied_on, confirmed_on, created_by)"
	    " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", "sssdussssddu", "" },
	[INDEX_NAME_ADD] = { "INSERT INTO child_name (child, kind, given, family, given_key,"
	    " family_key, since) VALUES (?, ?, ?, ?, ?, ?, ?)", "usssssd", "" },
	[INDEX_SOUND_ADD] = { "INSERT INTO child_sound (family, given, born_on, name, child)"
	    " VALUES (?, ?, ?, ?, ?)", "ssduu", "" },
	[INDEX_ADDRESS_ADD] = { "INSERT INTO child_address (child, line1, line2, line3, town,"
	    " postcode, uprn, since) VALUES (?, ?, ?, ?, ?, ?, ?, ?)", "ussssssd", "" },
	[INDEX_CARER_ADD] = { "INSERT INTO child_carer (child, given, family, relationship,"
	    " responsible, phone) VALUES (?, ?, ?, ?, ?, ?)", "usssss", "" },
	[INDEX_SERVICE_ADD] = { "INSERT INTO child_service (child, service, organisation,"
	    " organisation_key, contact, phone, urn, ground, since, added_by)"
	    " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", "usssssssdu", "" },
	[INDEX_CHANGE_ADD] = { "INSERT INTO child_change (child, field, old, new, account, at)"
	    " VALUES (?, ?, ?, ?, ?, UTC_TIMESTAMP(6))", "usssu", "" },
	[INDEX_CHILD_TOUCH] = { "UPDATE child SET version = version + 1, confirmed_on = ?"
	    " WHERE id = ? AND version = ?", "duu", "" },
	[INDEX_CHILD_BIRTH] = { "UPDATE child SET version = version + 1, confirmed_on = ?,"
	    " born_on = ?, born_estimated = ?, sex = ?, died_on = ?, nhs = ?, upn = ?"
	    " WHERE id = ? AND version = ?", "ddusdssuu", "" },
	[INDEX_CHILD_STAYS] = { "UPDATE child SET version = version + 1, stays_on = ?"
	    " WHERE id = ? AND version = ?", "duu", "" },
	[INDEX_SOUND_BORN] = { "UPDATE child_sound SET born_on = ? WHERE child = ?", "du", "" },
	[INDEX_CHILD_PLACE] = { "UPDATE child SET version = version + 1, confirmed_on = ?,"
	    " address_status = ? WHERE id = ? AND version = ?", "dsuu", "" },
	[INDEX_NAME_END] = { "UPDATE child_name SET kind = ?, until = ?"
	    " WHERE id = ? AND child = ? AND kind <> 'GONE'", "sduu", "" },
	[INDEX_ADDRESS_END] = { "UPDATE child_address SET until = ? WHERE child = ?"
	    " AND until IS NULL", "du", "" },
	[INDEX_CARER_END] = { "UPDATE child_carer SET until = ? WHERE id = ? AND child = ?"
	    " AND until IS NULL", "duu", "" },
	[INDEX_SERVICE_END] = { "UPDATE child_service SET until = ? WHERE id = ? AND child = ?"
	    " AND until IS NULL AND (? = 1 OR added_by = ?)", "duuuu", "" },

	[INDEX_CREATION] = { "UPDATE creation SET made = made + 1 WHERE id = 1", "", "" },
	[INDEX_DUE_LATE] = { DUE " WHERE account = ? AND" DUE_LATE BY_DUE, "sdd", DUE_OUT },
	[INDEX_DUE_SOON] = { DUE " WHERE account = ? AND" DUE_AHEAD " AND due_on <= ?" BY_DUE,
	    "sdd", DUE_OUT },
	[INDEX_DUE_COUNTS] = { "SELECT module," DUE_COUNTS " FROM all_due WHERE account = ?"
	    " AND due_on <= ? GROUP BY module", "ddsd", "suu" },
	[INDEX_REST] = { "SELECT module, handle, reference, subject, NULLIF(due_on, '9999-12-31'),"
	    " opened_at FROM all_work WHERE account = ? AND due_on > ?"
	    " ORDER BY due_on, opened_at, handle LIMIT 20", "sd", "ssssdd" },
	/* The date is not in the WHERE: run again, the prepared statement would count
	 * as if it were not asked (MariaDB 10.11, a grouped union of views). */
	[INDEX_REST_COUNTS] = { "SELECT module, COUNT(IF(due_on > ?, 1, NULL)) FROM all_work"
	    " WHERE account = ? GROUP BY module", "ds", "su" },
	[INDEX_DRAFTS] = { DRAFT " WHERE account = ?" BY_TOUCHED, "s", DRAFT_OUT },
	[INDEX_NOTICES] = { "SELECT module, handle, reference, title, at FROM all_notice"
	    " WHERE account = ? ORDER BY at DESC, id DESC LIMIT 10", "s", "ssssd" },
	[INDEX_NOTICE_COUNTS] = { "SELECT module, COUNT(id) FROM all_notice WHERE account = ?"
	    " GROUP BY module", "s", "su" },
	[INDEX_STAFF_OPEN] = { "SELECT module, owner, COUNT(id) FROM all_work WHERE manager = ?"
	    " AND account = owner AND restricted = 0 GROUP BY module, owner", "s", "suu" },
	[INDEX_STAFF_COUNTS] = { "SELECT module, owner," DUE_COUNTS " FROM all_deadline"
	    " WHERE manager = ? AND restricted = 0 AND due_on <= ? GROUP BY module, owner",
	    "ddsd", "suuu" },
	[INDEX_STAFF_DUE] = { DUE_OF " WHERE manager = ? AND restricted = 0 AND due_on <= ?" BY_DUE,
	    "sd", DUE_OUT "ss" },
	[INDEX_STAFF_DRAFTS] = { DRAFT " WHERE manager = ? AND account = owner AND restricted = 0"
	    " AND touched_at < ?" BY_TOUCHED, "sd", DRAFT_OUT },
	[INDEX_STAFF_LEFT] = { LEFT " WHERE manager = ?" BY_OPENED, "s", LEFT_OUT },
	[INDEX_SERVICE_DUE] = { DUE_OF " WHERE restricted = 0 AND" DUE_LATE BY_DUE,
	    "dd", DUE_OUT "ss" },
	[INDEX_SERVICE_COUNTS] = { "SELECT module, COUNT(id) FROM all_deadline"
	    " WHERE restricted = 0 AND" DUE_LATE " GROUP BY module", "dd", "su" },
	[INDEX_SERVICE_LEFT] = { LEFT BY_OPENED, "", LEFT_OUT },
	[INDEX_STAFF] = { "SELECT id, given, family FROM everychild.account WHERE manager = ?"
	    " AND disabled_on IS NULL ORDER BY family, given, id LIMIT 100", "u", "uss" },

	[INDEX_CALENDAR] = { "SELECT made_at, ends_at FROM calendar WHERE account = ?"
	    " AND ends_at > UTC_TIMESTAMP(6)", "u", "dd" },
	[INDEX_CALENDAR_FETCHED] = { "SELECT at, address FROM all_audit WHERE account = ? AND at >= ?"
	    " AND module = 'index' AND action = 'calendar.fetch' AND outcome = 200"
	    " ORDER BY at DESC LIMIT 1", "sd", "ds" },
	[INDEX_CALENDAR_MAKE] = { "INSERT INTO calendar (account, hash, made_at, ends_at)"
	    " VALUES (?, ?, UTC_TIMESTAMP(6), UTC_TIMESTAMP(6) + INTERVAL ? DAY)"
	    " ON DUPLICATE KEY UPDATE hash = ?, made_at = UTC_TIMESTAMP(6),"
	    " ends_at = UTC_TIMESTAMP(6) + INTERVAL ? DAY", "ububu", "" },
	[INDEX_CALENDAR_END] = { "DELETE FROM calendar WHERE account = ?", "u", "" },
	[INDEX_CALENDAR_FIND] = { "SELECT c.account FROM calendar c JOIN everychild.account a"
	    " ON a.id = c.account WHERE c.hash = ? AND c.ends_at > UTC_TIMESTAMP(6)"
	    " AND a.last_signin_at > UTC_TIMESTAMP(6) - INTERVAL ? DAY", "bu", "u" },
	[INDEX_CALENDAR_DUE] = { "SELECT module, id, handle, reference, title, due_on, due_at, 0"
	    " FROM all_due WHERE account = ? ORDER BY due_on, id LIMIT 1000", "s", CALENDAR_OUT },
	[INDEX_CALENDAR_PLANNED] = { "SELECT module, id, handle, reference, title, planned_on,"
	    " planned_at, minutes FROM all_planned WHERE account = ?"
	    " ORDER BY planned_on DESC, id LIMIT 1000", "s", CALENDAR_OUT },

	[INDEX_MAIL_OFF] = { "SELECT message FROM everychild.mail_off WHERE account = ?", "u", "s" },
	[INDEX_MAIL_ON] = { "DELETE FROM everychild.mail_off WHERE account = ?", "u", "" },
	[INDEX_MAIL_ADD_OFF] = { "INSERT INTO everychild.mail_off (account, message) VALUES (?, ?)",
	    "us", "" },
	[INDEX_MAIL_OWN] = { "SELECT message, made_at, ended FROM everychild.mail WHERE account = ?"
	    " ORDER BY made_at DESC, id DESC LIMIT 20", "u", "sds" },
	[INDEX_MAIL_FAILED] = { "SELECT a.login, m.message, m.made_at, m.tries, m.answer"
	    " FROM everychild.mail m JOIN everychild.account a ON a.id = m.account"
	    " WHERE m.ended = 'failed' OR (m.ended = '' AND m.tries > 0)"
	    " ORDER BY m.made_at DESC, m.id DESC LIMIT 50", "", "ssduu" },
	[INDEX_MAIL_CALENDAR] = { "INSERT INTO everychild.mail (account, message, once, made_at,"
	    " next_at) VALUES (?, 'calendar', ?, UTC_TIMESTAMP(6), UTC_TIMESTAMP(6))", "us", "" },

	[INDEX_RULE_EMERGENCY] = { FOUND("EMERGENCY") "SELECT l.account, l.child, COUNT(l.id) AS n"
	    " FROM all_audit l WHERE l.at >= ? AND l.at < ? AND l.action = 'emergency.open'"
	    " AND l.outcome = 303 GROUP BY l.account, l.child" ANEW("EMERGENCY"), "ddd", "" },
	[INDEX_RULE_SELF] = { FOUND("SELF") OPENED_CHILD " AND LOWER(c.given) = LOWER(a.given)"
	    " GROUP BY l.account, l.child" ANEW("SELF"), "ddd", "" },
	[INDEX_RULE_SURNAME] = { FOUND("SURNAME") OPENED_CHILD " AND LOWER(c.given) <> LOWER(a.given)"
	    " GROUP BY l.account, l.child" ANEW("SURNAME"), "ddd", "" },
	[INDEX_RULE_SHIELD] = { FOUND("SHIELD") "SELECT l.account, l.child, COUNT(l.id) AS n" OPENED
	    " AND l.child IN (SELECT h.id FROM child h WHERE h.shielded = 1) AND NOT EXISTS (SELECT 1"
	    " FROM everychild.account_role q WHERE q.account = l.account AND q.role = '" INDEX_MANAGER
	    "') GROUP BY l.account, l.child" ANEW("SHIELD"), "ddd", "" },
	[INDEX_RULE_HOURS] = { FOUND("HOURS") "SELECT l.account, 0 AS child, COUNT(l.id) AS n" OPENED
	    " AND (l.at < ? OR l.at >= ?) GROUP BY l.account" ANEW("HOURS"), "ddddd", "" },
	[INDEX_RULE_MANY] = { FOUND("MANY") "SELECT l.account, 0 AS child,"
	    " COUNT(DISTINCT l.child) AS n" OPENED " GROUP BY l.account" ANEW("MANY") " AND x.n >= ?",
	    "dddu", "" },
	[INDEX_RULE_NOLINK] = { FOUND("NOLINK") "SELECT l.account, 0 AS child,"
	    " COUNT(DISTINCT l.child) AS n" OPENED " AND NOT EXISTS (SELECT 1 FROM all_involvement i"
	    " WHERE i.account = l.account AND i.child = l.child) AND NOT EXISTS (SELECT 1"
	    " FROM everychild.account_role q WHERE q.account = l.account"
	    " AND FIND_IN_SET(q.role, ?) > 0) GROUP BY l.account" ANEW("NOLINK") " AND x.n >= ?",
	    "dddsu", "" },
	[INDEX_RULE_REFUSED] = { FOUND("REFUSED") "SELECT l.account, 0 AS child, COUNT(l.id) AS n"
	    " FROM all_audit l WHERE l.at >= ? AND l.at < ? AND l.outcome IN (403, 404)"
	    " AND l.account > 0 GROUP BY l.account" ANEW("REFUSED") " AND x.n >= ?", "dddu", "" },
	[INDEX_REVIEW_LAST] = { "SELECT day FROM review_day ORDER BY day DESC LIMIT 1", "", "d" },
	[INDEX_REVIEW_DAY] = { "INSERT INTO review_day (day, made_at) VALUES (?, UTC_TIMESTAMP(6))",
	    "d", "" },
	[INDEX_REVIEW_MAIL] = { "INSERT INTO everychild.mail (account, message, once, made_at, next_at)"
	    " SELECT q.account, 'review', d.day, UTC_TIMESTAMP(6), UTC_TIMESTAMP(6)"
	    " FROM (SELECT CAST(? AS CHAR(10)) AS day) d JOIN everychild.account_role q"
	    " ON q.role = 'AUD' JOIN everychild.account a ON a.id = q.account"
	    " AND a.disabled_on IS NULL WHERE NOT EXISTS (SELECT 1 FROM everychild.mail m"
	    " WHERE m.account = q.account AND m.message = 'review' AND m.once = d.day)", "s", "" },
	[INDEX_ALERTS_WAITING] = { ALERT "v.verdict IS NULL ORDER BY v.made_at, v.id LIMIT 200",
	    "", ALERT_OUT },
	[INDEX_ALERTS_DONE] = { ALERT "v.verdict IS NOT NULL ORDER BY v.reviewed_at DESC, v.id DESC"
	    " LIMIT 20", "", ALERT_OUT },
	[INDEX_ALERTS_MONTH] = { "SELECT DATE_FORMAT(v.day, '%Y-%m') AS month, COALESCE(t.name, '') AS team,"
	    " COUNT(v.id), SUM(v.verdict IS NULL), SUM(COALESCE(v.verdict, '') = 'MISUSE')"
	    " FROM access_alert v JOIN everychild.account a ON a.id = v.account"
	    " LEFT JOIN everychild.team t ON t.id = a.team"
	    " WHERE v.day > UTC_DATE() - INTERVAL 12 MONTH"
	    " GROUP BY DATE_FORMAT(v.day, '%Y-%m'), COALESCE(t.name, '') ORDER BY 1 DESC, 2 LIMIT 500",
	    "", "ssuuu" },
	[INDEX_ALERT] = { ALERT "v.id = ?", "u", ALERT_OUT },
	[INDEX_EMERGENCY_MONTH] = { "SELECT v.id, v.account, v.child, v.day, a.given, a.family,"
	    " COALESCE(t.name, ''), v.made_at, v.verdict, v.reviewed_at, b.given, b.family"
	    " FROM access_alert v JOIN everychild.account a ON a.id = v.account"
	    " LEFT JOIN everychild.team t ON t.id = a.team"
	    " LEFT JOIN everychild.account b ON b.id = v.reviewed_by"
	    " WHERE v.rule = 'EMERGENCY' AND v.day >= ? AND v.day < ? AND (? = 1 OR a.agency = ?)"
	    " ORDER BY v.day DESC, v.id DESC LIMIT 300", "ddus", "uuudsssdsdss" },
	/* The code stands before the words. */
	[INDEX_EMERGENCY_DAY] = { "SELECT at, module, SUBSTRING_INDEX(detail, ':', 1) FROM all_audit"
	    " WHERE account = ? AND at >= ? AND at < ? AND child = ? AND action = 'emergency.open'"
	    " AND outcome = 303 ORDER BY at DESC LIMIT 50", "sdds", "dss" },
	[INDEX_ALERT_REVIEW] = { "UPDATE access_alert SET verdict = ?, note = ?, reviewed_by = ?,"
	    " reviewed_at = UTC_TIMESTAMP(6) WHERE id = ? AND verdict IS NULL", "ssuu", "" },

	/* Of nobody whose case a program works on, or whose record was touched of late. */
	[INDEX_ARCHIVE_DUE] = { "SELECT c.id FROM child c LEFT JOIN (SELECT DISTINCT k.child"
	    " FROM all_kept k WHERE k.is_open = 1) o ON o.child = c.id" STAYS " WHERE c.archived_at IS NULL"
	    " AND o.child IS NULL AND c.confirmed_on <= ? AND " OVER " ORDER BY c.id LIMIT 200",
	    "d" OVER_IN, "u" },
	[INDEX_ARCHIVE_BACK] = { "SELECT c.id FROM child c" STAYS " WHERE c.archived_at IS NOT NULL AND NOT "
	    OVER " ORDER BY c.id LIMIT 200", OVER_IN, "u" },
	[INDEX_ARCHIVE_OPEN] = { "SELECT DISTINCT c.id FROM all_kept k JOIN child c ON c.id = k.child"
	    " WHERE k.is_open = 1 AND c.archived_at IS NOT NULL LIMIT 200", "", "u" },
	[INDEX_ARCHIVE_KEPT] = { "SELECT c.id, k.child IS NOT NULL FROM child c LEFT JOIN"
	    " (SELECT DISTINCT a.child FROM all_kept a) k ON k.child = c.id"
	    " WHERE c.archived_at IS NOT NULL AND c.kept <> (k.child IS NOT NULL) LIMIT 1000",
	    "", "uu" },
	[INDEX_ARCHIVE] = { "UPDATE child SET archived_at = UTC_TIMESTAMP(6), kept = 1,"
	    " version = version + 1 WHERE id = ? AND archived_at IS NULL", "u", "" },
	[INDEX_ARCHIVE_END] = { "UPDATE child SET archived_at = NULL, kept = 0,"
	    " version = version + 1 WHERE id = ? AND archived_at IS NOT NULL", "u", "" },
	[INDEX_ARCHIVE_KEEP] = { "UPDATE child SET kept = ? WHERE id = ?", "uu", "" },
	[INDEX_ARCHIVE_REPLAN] = { "UPDATE retention SET settings = '' WHERE record = ?", "u", "" },

	[INDEX_LOGINS] = { "SELECT id FROM everychild.account WHERE login = ? ORDER BY id DESC LIMIT 4",
	    "s", "u" },
	[INDEX_LOG_CHILD] = { LOG "l.child = ?" LOG_PAGE, "s" LOG_PAGE_IN, LOG_OUT },
	[INDEX_LOG_ACCOUNT] = { LOG "l.account IN (?, ?, ?, ?)" LOG_PAGE, "ssss" LOG_PAGE_IN, LOG_OUT },
};
