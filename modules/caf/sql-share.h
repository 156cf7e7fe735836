/*
 * sql-share: the statements of the sharing log and of its copies, for the table
 * of sql.c.
 */
#ifndef EVERYCHILD_CAF_SQL_SHARE_H
#define EVERYCHILD_CAF_SQL_SHARE_H

#define SHARE_STATEMENTS \
	[CAF_SHARE_ADD] = { "INSERT INTO share (record, decision, shared_at, to_person, to_agency," \
	    " service, what, parts, purpose, agreement, ground, not_told, facts, opinions, reported," \
	    " why, consulted, told, told_on, method, late_note, meeting, as_at, account, at)" \
	    " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?," \
	    " UTC_TIMESTAMP(6))", "usdsssssssssssssssdssudu", "" }, \
	[CAF_SHARES] = { "SELECT s.id, s.decision, s.shared_at, s.to_person, s.to_agency, s.service," \
	    " s.what, s.parts, s.purpose, s.agreement, s.ground, s.not_told, s.facts, s.opinions," \
	    " s.reported, s.why, s.consulted, s.told, s.told_on, s.method, s.late_note, s.at," \
	    " a.given, a.family, s.meeting, LEAST(COALESCE(s.as_at, s.at), s.at) FROM share s" \
	    " JOIN everychild.account a ON a.id = s.account" \
	    " WHERE s.record = ? AND (? = 0 OR s.id = ?) ORDER BY s.shared_at DESC, s.id DESC", \
	    "uuu", "usdsssssssssssssssdssdssud" }, \
	[CAF_SHARE_RECORD] = { "SELECT id, child FROM record WHERE reference = ?", "s", "uu" }, \
	[CAF_COPY_DOCUMENTS] = { "SELECT number, completed_at <= ? FROM document WHERE record = ?" \
	    " AND form = ? AND started_at <= ? ORDER BY number DESC", "dusd", "uu" }, \
	[CAF_COPY_PEOPLE] = { "SELECT DISTINCT name, service FROM team_member WHERE record = ?" \
	    " AND service <> ''", "u", "ss" }, \
	/* plan, as it stood: what was reported since is as if it had not been. */ \
	[CAF_COPY_ACTIONS] = { "SELECT x.id, x.number, x.outcome, x.aim, x.action, x.who, x.agreed_on," \
	    " COALESCE(p.due_on, x.first_due, x.due_on), COALESCE(p.status, 'OPEN'), x.closed_on," \
	    " x.version, NULL, p.text, p.at, x.at, x.source FROM action x LEFT JOIN progress p ON p.id =" \
	    "  (SELECT MAX(q.id) FROM progress q WHERE q.action = x.id AND q.at <= ?)" \
	    " WHERE x.record = ? AND x.at <= ? ORDER BY x.number", "dud", ACTION_OUT }, \
	[CAF_COPY_TEAM] = { "SELECT name, capacity, organisation, phone FROM team_member" \
	    " WHERE record = ? AND since <= ? AND (until IS NULL OR until > ?) ORDER BY id", \
	    "udd", "ssss" }, \
	[CAF_COPY_LEAD] = { "SELECT CONCAT(a.given, ' ', a.family), a.agency, a.phone, a.email" \
	    " FROM `lead` l JOIN everychild.account a ON a.id = l.account WHERE l.record = ?" \
	    " AND l.since <= ? AND (l.until IS NULL OR l.until > ?) ORDER BY l.id DESC LIMIT 1", \
	    "udd", "ssss" }, \
	/* The date that was agreed and had neither been kept nor agreed anew by then. */ \
	[CAF_COPY_REVIEW_ON] = { "SELECT due_on FROM deadline WHERE record = ? AND clock IN ('T5'," \
	    " 'T6') AND explanation LIKE 'Agreed %' AND from_on <= ?" \
	    " AND (met_at IS NULL OR met_at > ?) AND (dropped_at IS NULL OR dropped_at > ?)" \
	    " AND EXISTS (SELECT 1 FROM event e WHERE e.record = deadline.record AND e.at <= ?" \
	    "  AND e.code IN ('agree', 'review.continue', 'single', 'single.review'))" \
	    " ORDER BY id LIMIT 1", "udddd", "d" }, \
	/* What was agreed to when the entry was recorded, and is still: to another \
	 * organisation of the same kind of service they may have agreed since. */ \
	[CAF_COPY_AGREED] = { "SELECT 1 FROM consent n JOIN consent t ON t.record = n.record" \
	    " AND t.type = n.type AND t.service_code = n.service_code AND t.answer = 'Y'" \
	    " AND LOWER(t.service) = LOWER(n.service) WHERE n.record = ? AND n.type = 'C-SHARE'" \
	    " AND n.service_code = ? AND n.answer = 'Y' AND n.ended_at IS NULL AND t.at <= ?" \
	    " AND (t.ended_at IS NULL OR t.ended_at > ?) LIMIT 1", "usdd", "u" }, \
	[CAF_SHARE_REVISION] = { "SELECT COALESCE(MAX(revision), 0) FROM answer WHERE document = ?" \
	    " AND at <= ?", "ud", "u" }

#endif
