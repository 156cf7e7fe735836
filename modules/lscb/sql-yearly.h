/*
 * sql-yearly: the statements of the annual report (5.7), for the table of sql.c.
 */
#ifndef EVERYCHILD_LSCB_SQL_YEARLY_H
#define EVERYCHILD_LSCB_SQL_YEARLY_H

#define YEARLY "SELECT n.id, n.handle, n.year, n.number, n.status, n.body, n.checksum, n.account," \
	" n.at, m.given, m.family, n.approved_at, a.given, a.family FROM annual_report n" \
	" JOIN everychild.account m ON m.id = n.account" \
	" LEFT JOIN everychild.account a ON a.id = n.approved_by"
#define YEARLY_OUT "usuusssussssss"

#define LSCB_SQL_YEARLY \
	[LSCB_YEARLIES] = { YEARLY " WHERE n.year = ? ORDER BY n.number DESC LIMIT 100", "u", YEARLY_OUT }, \
	[LSCB_YEARLY_FIND] = { YEARLY " WHERE n.handle = ?", "s", YEARLY_OUT }, \
	[LSCB_YEARLY_LAST] = { "SELECT COALESCE(MAX(number), 0) FROM annual_report WHERE year = ?", \
	    "u", "u" }, \
	[LSCB_YEARLY_ADD] = { "INSERT INTO annual_report (handle, year, number, status, body, checksum," \
	    " account, at) VALUES (?, ?, ?, 'PUT', ?, ?, ?, UTC_TIMESTAMP(6))", "suussu", "" }, \
	[LSCB_YEARLY_APPROVE] = { "UPDATE annual_report SET status = 'PUBLISHED', approved_by = ?," \
	    " approved_at = UTC_TIMESTAMP(6) WHERE id = ? AND status = 'PUT'", "uu", "" }, \
	[LSCB_ANNUAL_TEXTS] = { "SELECT s.section, s.text FROM annual_text s WHERE s.year = ? AND s.id =" \
	    " (SELECT MAX(t.id) FROM annual_text t WHERE t.year = s.year AND t.section = s.section)", \
	    "u", "ss" }, \
	[LSCB_ANNUAL_VERSIONS] = { "SELECT s.id, s.text, s.at, a.given, a.family FROM annual_text s" \
	    " LEFT JOIN everychild.account a ON a.id = s.account WHERE s.year = ? AND s.section = ?" \
	    " ORDER BY s.id DESC LIMIT 200", "us", "ussss" }, \
	[LSCB_ANNUAL_ADD] = { "INSERT INTO annual_text (year, section, text, account, at)" \
	    " VALUES (?, ?, ?, ?, UTC_TIMESTAMP(6))", "ussu", "" }, \
	[LSCB_ANNUAL_DRAFT] = { "SELECT text, base, at FROM annual_draft WHERE year = ? AND section = ?" \
	    " AND account = ?", "usu", "sus" }, \
	[LSCB_ANNUAL_DRAFT_SAVE] = { "INSERT INTO annual_draft (year, section, account, base, text, at)" \
	    " VALUES (?, ?, ?, ?, ?, UTC_TIMESTAMP(6)) ON DUPLICATE KEY UPDATE base = ?, text = ?," \
	    " at = UTC_TIMESTAMP(6)", "usuusus", "" }, \
	[LSCB_ANNUAL_DRAFT_END] = { "DELETE FROM annual_draft WHERE year = ? AND section = ?" \
	    " AND account = ?", "usu", "" }, \
	/* R1, by seat and by meeting; last who did not come. */ \
	[LSCB_YEARLY_SEATS] = { "SELECT a.seat, COUNT(*), SUM(a.came = 'P'), SUM(a.came = 'D')," \
	    " SUM(a.came NOT IN ('P', 'D'))" \
	    " FROM attendance a JOIN meeting m ON m.id = a.meeting WHERE m.meets_on BETWEEN ? AND ?" \
	    " AND m.status <> 'CANCELLED' GROUP BY a.seat ORDER BY a.seat", "dd", "suuuu" }, \
	[LSCB_YEARLY_MEETINGS] = { "SELECT m.meets_on, m.kind, COUNT(a.id), SUM(a.came IN ('P', 'D'))," \
	    " SUM(a.came NOT IN ('P', 'D'))" \
	    " FROM meeting m LEFT JOIN attendance a ON a.meeting = m.id WHERE m.meets_on BETWEEN ? AND ?" \
	    " AND m.status <> 'CANCELLED' GROUP BY m.id, m.meets_on, m.kind ORDER BY m.meets_on", "dd", \
	    "dsuuu" }, \
	/* R16 */ \
	[LSCB_YEARLY_ANSWERS] = { "SELECT x.response, COUNT(*) FROM recommendation x" \
	    " WHERE x.made_on BETWEEN ? AND ? GROUP BY x.response ORDER BY x.response", "dd", "su" }, \
	[LSCB_YEARLY_ACTIONS] = { "SELECT x.status, COUNT(*) FROM action x WHERE x.made_on BETWEEN ? AND ?" \
	    " GROUP BY x.status ORDER BY x.status", "dd", "su" },

#endif
