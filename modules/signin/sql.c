#include "guest.h"
#include "signin.h"

/* Not a guest's (guest.h): those are no business of the directory or of the accounts' pages. */
#define STAFF	" a.directory_id NOT LIKE '" GUEST_ACCOUNT "%'"

/* Has not been here since that day. */
#define LEFT "COALESCE(disabled_on, DATE(last_signin_at), DATE(created_at)) < ?"

const struct db_statement signin_sql[SIGNIN_SQL__MAX] = {
	[SIGNIN_ATTEMPTS] = { "SELECT failures, TIMESTAMPDIFF(SECOND, last_at, UTC_TIMESTAMP(6))"
	    " FROM attempt WHERE subject = ?", "s", "uu" },
	[SIGNIN_HOLD] = { "INSERT INTO attempt (subject, failures, last_at)"
	    " VALUES (?, 0, UTC_TIMESTAMP(6)) ON DUPLICATE KEY UPDATE failures = failures", "s", "" },
	[SIGNIN_FAILED] = { "INSERT INTO attempt (subject, failures, last_at)"
	    " VALUES (?, 1, UTC_TIMESTAMP(6)) ON DUPLICATE KEY UPDATE"
	    " failures = IF(last_at < UTC_TIMESTAMP(6) - INTERVAL ? SECOND, 1, failures + 1),"
	    " last_at = UTC_TIMESTAMP(6)", "su", "" },
	[SIGNIN_FORGIVE] = { "DELETE FROM attempt WHERE subject = ?", "s", "" },
	[SIGNIN_ATTEMPTS_OLD] = { "DELETE FROM attempt WHERE last_at < UTC_TIMESTAMP(6) - INTERVAL 1 DAY",
	    "", "" },
	[SIGNIN_ACCOUNT_FIND] = { "SELECT id, disabled_on, training_on, checked_on,"
	    " approved_on < UTC_DATE() - INTERVAL ? DAY,"
	    " last_signin_at < UTC_TIMESTAMP(6) - INTERVAL ? DAY, service"
	    " FROM account WHERE directory_id = ?", "uus", "uddduus" },
	[SIGNIN_ACCOUNT_ADD] = { "INSERT INTO account (directory_id, login, given, family, created_at)"
	    " VALUES (?, ?, ?, ?, UTC_TIMESTAMP(6))", "ssss", "" },
	[SIGNIN_ACCOUNT_UPDATE] = { "UPDATE account SET login = ?, given = ?, family = ?,"
	    " job_title = ?, agency = ?, team = ?, phone = ?, email = ?, manager = ?"
	    " WHERE id = ?", "sssssUssUu", "" },
	[SIGNIN_ACCOUNT_SIGNED] = { "UPDATE account SET last_signin_at = UTC_TIMESTAMP(6),"
	    " last_signin_from = ?, failed_since = 0 WHERE id = ?", "su", "" },
	[SIGNIN_ACCOUNT_MANAGER] = { "SELECT id FROM account WHERE directory_id = ?", "s", "u" },
	[SIGNIN_TEAM_FIND] = { "SELECT id FROM team WHERE agency = ? AND name = ?", "ss", "u" },
	[SIGNIN_TEAM_ADD] = { "INSERT INTO team (agency, name) VALUES (?, ?)", "ss", "" },
	[SIGNIN_ROLE_ADD] = { "INSERT INTO account_role (account, role) VALUES (?, ?)", "us", "" },
	[SIGNIN_ROLE_DROP] = { "DELETE FROM account_role WHERE account = ? AND role = ?", "us", "" },
	[SIGNIN_ROLES] = { "SELECT role FROM account_role WHERE account = ?", "u", "s" },
	[SIGNIN_SESSION_ADD] = { "INSERT INTO session (hash, account, created_at, seen_at,"
	    " checked_at, ends_at, address) VALUES (?, ?, UTC_TIMESTAMP(6), UTC_TIMESTAMP(6),"
	    " UTC_TIMESTAMP(6), UTC_TIMESTAMP(6) + INTERVAL ? HOUR, ?)", "buus", "" },
	[SIGNIN_SESSION_END] = { "UPDATE session SET ended = ? WHERE hash = ? AND ended IS NULL",
	    "sb", "" },
	[SIGNIN_SESSIONS_OF] = { "SELECT COUNT(*) FROM session WHERE account = ? AND ended IS NULL"
	    " AND ends_at > UTC_TIMESTAMP(6)", "u", "u" },
	[SIGNIN_SESSION_REPLACE] = { "UPDATE session SET ended = 'replaced' WHERE account = ?"
	    " AND ended IS NULL ORDER BY seen_at LIMIT 1", "u", "" },
	[SIGNIN_SESSIONS_END] = { "UPDATE session SET ended = ? WHERE account = ? AND ended IS NULL",
	    "su", "" },
	[SIGNIN_SESSIONS_OLD] = { "DELETE FROM session WHERE ends_at < UTC_TIMESTAMP(6) - INTERVAL 2 DAY",
	    "", "" },
	[SIGNIN_LIVE] = { "SELECT DISTINCT a.id, a.directory_id FROM session s"
	    " JOIN account a ON a.id = s.account WHERE s.ended IS NULL"
	    " AND s.ends_at > UTC_TIMESTAMP(6) AND" STAFF, "", "us" },
	[SIGNIN_SESSIONS_LIVE] = { "SELECT n FROM (SELECT COUNT(*) AS n FROM session WHERE ended IS NULL"
	    " AND ends_at > UTC_TIMESTAMP(6)) c", "", "u" },
	[SIGNIN_CHECKED] = { "UPDATE session SET checked_at = UTC_TIMESTAMP(6) WHERE account = ?"
	    " AND ended IS NULL", "u", "" },
	[SIGNIN_ACCOUNTS_LIST] = { "SELECT a.id, a.given, a.family, a.login, a.agency, a.job_title,"
	    " a.checked_on, a.training_on, a.disabled_on, a.last_signin_at,"
	    " (SELECT GROUP_CONCAT(r.role ORDER BY r.role SEPARATOR ' ') FROM account_role r"
	    "   WHERE r.account = a.id), a.service"
	    " FROM account a WHERE" STAFF " ORDER BY a.disabled_on IS NOT NULL,"
	    " a.checked_on IS NOT NULL AND a.training_on IS NOT NULL, a.family, a.given LIMIT 500",
	    "", "usssssddddss" },
	[SIGNIN_ACCOUNT_GET] = { "SELECT a.id, a.given, a.family, a.login, a.agency, a.job_title,"
	    " a.checked_on, a.training_on, a.approved_on, a.disabled_on, a.disabled_reason,"
	    " a.last_signin_at, a.version, m.given, m.family,"
	    " (SELECT GROUP_CONCAT(r.role ORDER BY r.role SEPARATOR ' ') FROM account_role r"
	    "   WHERE r.account = a.id), a.service"
	    " FROM account a LEFT JOIN account m ON m.id = a.manager WHERE a.id = ?"
	    " AND" STAFF, "u", "usssssddddsdussss" },
	[SIGNIN_ACCOUNT_KEEP] = { "UPDATE account SET checked_on = ?, training_on = ?, service = ?,"
	    " disabled_on = ?, disabled_reason = ?, approved_by = ?, approved_on = UTC_DATE(),"
	    " last_signin_at = UTC_TIMESTAMP(6), version = version + 1 WHERE id = ? AND version = ?",
	    "ddsdsuuu", "" },
	[SIGNIN_ROLE_PEOPLE] = { "SELECT r.role, COUNT(r.account) FROM account_role r JOIN account a"
	    " ON a.id = r.account WHERE a.disabled_on IS NULL GROUP BY r.role", "", "su" },
	[SIGNIN_NAV] = { "SELECT title, roles FROM nav ORDER BY position", "", "ss" },
	[SIGNIN_TEAMS] = { "SELECT t.name, t.agency, COALESCE(SUM(a.id IS NOT NULL AND a.disabled_on IS NULL), 0),"
	    " COALESCE(SUM(a.disabled_on IS NOT NULL), 0) FROM team t LEFT JOIN account a ON a.team = t.id"
	    " GROUP BY t.id, t.name, t.agency ORDER BY t.agency, t.name LIMIT 1000", "", "ssuu" },
	/* Open: neither withdrawn nor expired nor locked by wrong codes (the first parameter). */
	[SIGNIN_GUEST_FIND] = { "SELECT id, hash, given, family, agency, start, account,"
	    " revoked_at IS NULL AND expires_at > UTC_TIMESTAMP(6) AND attempts < ?"
	    " FROM guest WHERE reference = ?", "us", "ubssssuu" },
	[SIGNIN_GUEST_FAILED] = { "UPDATE guest SET attempts = attempts + 1 WHERE reference = ?",
	    "s", "" },
	[SIGNIN_GUEST_ACCOUNT_ADD] = { "INSERT INTO account (directory_id, login, given, family,"
	    " agency, created_at) VALUES (?, ?, ?, ?, ?, UTC_TIMESTAMP(6))", "sssss", "" },
	[SIGNIN_GUEST_USED] = { "UPDATE guest SET account = ?, uses = uses + 1,"
	    " used_at = UTC_TIMESTAMP(6) WHERE id = ?", "uu", "" },
	[SIGNIN_GUEST_SESSION_ADD] = { "INSERT INTO session (hash, account, created_at, seen_at,"
	    " checked_at, ends_at, address) SELECT ?, g.account, UTC_TIMESTAMP(6), UTC_TIMESTAMP(6),"
	    " UTC_TIMESTAMP(6), LEAST(g.expires_at, UTC_TIMESTAMP(6) + INTERVAL ? HOUR), ?"
	    " FROM guest g WHERE g.id = ?", "busu", "" },
	/* What the entry was for is destroyed, and the entry with it: so is the name. */
	/* Names, agency and service stay: histories and the access log name them. */
	[SIGNIN_LEAVERS_FORGET] = { "UPDATE account SET phone = NULL, email = NULL,"
	    " work_address = NULL, last_signin_from = NULL, version = version + 1"
	    " WHERE " LEFT " AND COALESCE(phone, email, work_address, last_signin_from) IS NOT NULL",
	    "d", "" },
	[SIGNIN_LEAVERS_ROLES] = { "DELETE FROM account_role WHERE account IN (SELECT id FROM account"
	    " WHERE " LEFT ")", "d", "" },
	[SIGNIN_GUESTS_FORGET] = { "UPDATE account a SET a.given = 'Guest', a.family = a.login,"
	    " a.agency = NULL WHERE a.directory_id LIKE '" GUEST_ACCOUNT "%' AND a.agency IS NOT NULL"
	    " AND NOT EXISTS (SELECT 1 FROM guest g WHERE g.account = a.id)", "", "" },
};
