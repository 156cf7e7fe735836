/*
 * sql-theme: the statements of themes over many deaths, for the table of sql.c.
 */
#ifndef EVERYCHILD_LSCB_SQL_THEME_H
#define EVERYCHILD_LSCB_SQL_THEME_H

#define THEME_DEATHS " FROM theme_death x JOIN record r ON r.id = x.record" \
	" JOIN death d ON d.record = x.record"
#define THEME_STANDS "x.gone_at IS NULL AND r.unlisted = 0"
/* The year of a death in a theme: of its return, else the one in which it is counted by
 * the day of notice. 0: of all years. */
#define THEME_YEAR "COALESCE(d.return_year, YEAR(d.notified_on) + (MONTH(d.notified_on) > 3))"
#define THEME_SIGNED "a.record = d.record AND a.id = (SELECT MAX(b.id) FROM analysis b" \
	" WHERE b.record = d.record AND b.stage = 'P' AND b.signed_at IS NOT NULL)"

#define LSCB_SQL_THEME \
	[LSCB_THEMES] = { "SELECT t.id, t.handle, t.title, t.note, t.until, (SELECT COUNT(*)" THEME_DEATHS \
	    " WHERE x.theme = t.id AND " THEME_STANDS "), (SELECT COUNT(*) FROM recommendation m" \
	    "  WHERE m.theme = t.id), (SELECT COUNT(*) FROM action c JOIN recommendation m" \
	    "  ON m.id = c.recommendation WHERE m.theme = t.id AND c.status NOT IN ('DONE', 'WITHDRAWN'))" \
	    " FROM theme t WHERE (? = 1 OR t.until IS NULL) AND (? = 0 OR EXISTS (SELECT 1" THEME_DEATHS \
	    " WHERE x.theme = t.id AND " THEME_STANDS " AND " THEME_YEAR " = ?))" \
	    " ORDER BY t.until IS NOT NULL, t.title, t.id LIMIT ? OFFSET ?", "uuuuu", "usssduuu" }, \
	[LSCB_THEMES_ALL] = { "SELECT COUNT(*) FROM theme t WHERE (? = 1 OR t.until IS NULL) AND (? = 0" \
	    " OR EXISTS (SELECT 1" THEME_DEATHS " WHERE x.theme = t.id AND " THEME_STANDS \
	    " AND " THEME_YEAR " = ?))", "uuu", "u" }, \
	[LSCB_THEME_FIND] = { "SELECT id, handle, title, note, until, version FROM theme WHERE handle = ?", \
	    "s", "usssdu" }, \
	[LSCB_THEME_ADD] = { "INSERT INTO theme (handle, title, note, account, at)" \
	    " VALUES (?, ?, ?, ?, UTC_TIMESTAMP(6))", "sssu", "" }, \
	[LSCB_THEME_END] = { "UPDATE theme SET until = ?, version = version + 1 WHERE id = ?" \
	    " AND until IS NULL", "du", "" }, \
	[LSCB_THEME_RECORD] = { "SELECT r.id FROM record r JOIN death d ON d.record = r.id" \
	    " WHERE r.reference = ? AND r.unlisted = 0 AND d.duplicate_of IS NULL", "s", "u" }, \
	[LSCB_THEME_DEATH_ADD] = { "INSERT INTO theme_death (theme, record, account, at)" \
	    " VALUES (?, ?, ?, UTC_TIMESTAMP(6)) ON DUPLICATE KEY UPDATE gone_at = NULL", "uuu", "" }, \
	[LSCB_THEME_DEATH_END] = { "UPDATE theme_death SET gone_at = UTC_TIMESTAMP(6) WHERE theme = ?" \
	    " AND record = ? AND gone_at IS NULL", "uu", "" }, \
	[LSCB_THEME_DEATHS] = { "SELECT r.handle, r.reference, r.state, " THEME_YEAR ", d.age_band," \
	    " COALESCE(d.category, 0), d.conclusion, COALESCE((SELECT w.value FROM analysis a JOIN answer w" \
	    "  ON w.document = a.document AND w.field = 'learning' AND w.item = 0 WHERE " THEME_SIGNED \
	    "  ORDER BY w.revision DESC LIMIT 1), '')" THEME_DEATHS " WHERE x.theme = ? AND " THEME_STANDS \
	    " AND (? = 0 OR " THEME_YEAR " = ?) ORDER BY r.id DESC LIMIT ? OFFSET ?", "uuuuu", "sssususs" }, \
	[LSCB_THEME_YEARS] = { "SELECT " THEME_YEAR " AS ends, COUNT(*), SUM(d.conclusion = 'M')" THEME_DEATHS \
	    " WHERE x.theme = ? AND " THEME_STANDS " GROUP BY ends ORDER BY ends", "u", "uuu" }, \
	[LSCB_THEME_FACTORS] = { "SELECT f.code, COUNT(*), SUM(f.modifiable = 'Y')" THEME_DEATHS \
	    " JOIN analysis a ON " THEME_SIGNED " JOIN factor f ON f.analysis = a.id" \
	    " AND f.influence IN (2, 3) WHERE x.theme = ? AND " THEME_STANDS " AND (? = 0 OR " THEME_YEAR \
	    " = ?) GROUP BY f.code ORDER BY COUNT(*) DESC, f.code LIMIT 100", "uuu", "suu" }, \
	[LSCB_THEME_RECORDS] = { "SELECT record FROM theme_death WHERE theme = ? AND gone_at IS NULL" \
	    " ORDER BY record LIMIT 1000", "u", "u" }, \
	[LSCB_THEME_RECOMMENDATIONS] = { "SELECT m.handle, m.number, m.text, m.addressee, m.made_on," \
	    " m.response FROM recommendation m WHERE (m.theme = ? OR m.record IN (SELECT x.record" \
	    " FROM theme_death x WHERE x.theme = ? AND x.gone_at IS NULL)) AND (? = 0" \
	    " OR YEAR(m.made_on) + (MONTH(m.made_on) > 3) = ?) ORDER BY m.made_on DESC, m.id DESC LIMIT 200", \
	    "uuuu", "ssssds" },

#endif
