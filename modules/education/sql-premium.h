/*
 * sql-premium: statements of pupil premium plus, for sql.c.
 */
#ifndef EVERYCHILD_EDUCATION_SQL_PREMIUM_H
#define EVERYCHILD_EDUCATION_SQL_PREMIUM_H

/* Those whom a list of the whole service shows: money of restricted children counts and is
 * paid, too, by a reference in place of the name, and leads nowhere. */
#define PREMIUM_LISTED " r.archived_at IS NULL AND r.unlisted = 0" \
	" AND NOT EXISTS (SELECT 1 FROM pupil w WHERE w.record = r.id AND w.locked_on IS NOT NULL)"
/* Looked after for at least a day of the year (the first parameter its last day, the
 * second its first), short breaks apart. */
#define PREMIUM_IN_CARE " EXISTS (SELECT 1 FROM care_episode e WHERE e.record = r.id" \
	" AND e.superseded_at IS NULL AND e.legal NOT IN ('V3', 'V4') AND e.began_on <= ?" \
	" AND (e.ended_on IS NULL OR e.ended_on >= ?))"

#define PREMIUM_WHO "IF(r.restricted = 0, r.handle, ''), IF(r.restricted = 0, r.subject," \
	" CONCAT('Restricted: ', r.reference))"
#define PREMIUM_GRANTED " FROM premium_line l JOIN pupil p ON p.record = l.record WHERE l.year = ?" \
	" AND l.line = 'TOP_SLICE' AND p.born_on BETWEEN ? AND ?"

#define EDUCATION_SQL_PREMIUM \
	[EDUCATION_PREMIUM_RECORD] = { "SELECT id, handle, reference, kind, child, subject, state, owner," \
	    " team, version FROM record WHERE id = ? AND archived_at IS NULL FOR UPDATE", "u", \
	    "usssussuuu" }, \
	[EDUCATION_PREMIUM_POOLED] = { "SELECT COALESCE(z.pooled, 0), COALESCE(y.spent, 0) FROM" \
	    " (SELECT CAST(SUM(l.amount) AS UNSIGNED) AS pooled FROM premium_line l WHERE l.year = ?" \
	    "  AND l.line = 'TOP_SLICE') z JOIN (SELECT CAST(SUM(o.amount) AS UNSIGNED) AS spent" \
	    "  FROM premium_pool o WHERE o.year = ? AND o.undone_on IS NULL) y", "uu", "uu" }, \
	[EDUCATION_PREMIUM_POOL_LIST] = { "SELECT o.id, o.on_day, o.category, o.whom, o.what, o.amount," \
	    " COALESCE(a.given, ''), COALESCE(a.family, ''), z.n, z.least, z.most, o.undone_on," \
	    " o.undone_why FROM premium_pool o JOIN (SELECT l.pool, COUNT(*) AS n," \
	    "  MIN(l.amount) AS least, MAX(l.amount) AS most FROM premium_line l WHERE l.line = 'POOLED'" \
	    "  GROUP BY l.pool) z ON z.pool = o.id LEFT JOIN everychild.account a ON a.id = o.account" \
	    " WHERE o.year = ? ORDER BY o.on_day, o.id LIMIT 500", "u", "udsssu" "ssuuuds" }, \
	[EDUCATION_PREMIUM_POOL_WHO] = { "SELECT l.record" PREMIUM_GRANTED " LIMIT 1", "udd", "u" }, \
	[EDUCATION_PREMIUM_POOL_ADD] = { "INSERT INTO premium_pool (year, category, whom, amount, what," \
	    " on_day, account, at) VALUES (?, ?, ?, ?, ?, ?, ?, UTC_TIMESTAMP(6))", "ussusdu", "" }, \
	/* As equal as pennies allow: what is left over goes to the first, a penny each. */ \
	[EDUCATION_PREMIUM_POOL_SHARE] = { "INSERT INTO premium_line (record, year, line, amount, category," \
	    " evidence, on_day, pool, account, at) SELECT z.record, v.year, 'POOLED', v.amount DIV z.n" \
	    " + (z.nth <= v.amount MOD z.n), v.category, v.what, v.on_day, v.pool, v.account," \
	    " UTC_TIMESTAMP(6) FROM (SELECT ? AS year, ? AS amount, ? AS category, ? AS what," \
	    "  ? AS on_day, ? AS pool, ? AS account) v JOIN (SELECT l.record, ROW_NUMBER() OVER" \
	    "  (ORDER BY l.record) AS nth, COUNT(*) OVER () AS n" PREMIUM_GRANTED ") z", \
	    "uussduu" "udd", "" }, \
	[EDUCATION_PREMIUM_POOL_FIND] = { "SELECT id FROM premium_pool WHERE id = ? AND year = ?" \
	    " AND undone_on IS NULL FOR UPDATE", "uu", "u" }, \
	[EDUCATION_PREMIUM_POOL_UNDO] = { "UPDATE premium_pool SET undone_on = ?, undone_why = ?," \
	    " undone_by = ? WHERE id = ?", "dsuu", "" }, \
	[EDUCATION_PREMIUM_POOL_UNSHARE] = { "INSERT INTO premium_line (record, year, line, amount," \
	    " category, on_day, follows, pool, account, at) SELECT l.record, l.year, 'UNPOOLED', l.amount," \
	    " l.category, v.on_day, l.id, l.pool, v.account, UTC_TIMESTAMP(6) FROM (SELECT ? AS on_day," \
	    "  ? AS account) v JOIN premium_line l ON l.line = 'POOLED' AND l.pool = ?", "duu", "" }, \
	[EDUCATION_PREMIUM_POOL_LOCK] = { "SELECT amount FROM premium_rate WHERE year = ?" \
	    " ORDER BY phase LIMIT 1 FOR UPDATE", "u", "u" }, \
	[EDUCATION_PREMIUM_RATES] = { "SELECT year, phase, amount, top_slice, at FROM premium_rate" \
	    " ORDER BY year DESC, phase LIMIT 200", "", "usuud" }, \
	[EDUCATION_PREMIUM_RATE] = { "SELECT amount, top_slice FROM premium_rate WHERE year = ?" \
	    " AND phase = ?", "us", "uu" }, \
	[EDUCATION_PREMIUM_RATE_ADD] = { "INSERT INTO premium_rate (year, phase, amount, top_slice," \
	    " account, at) VALUES (?, ?, ?, ?, ?, UTC_TIMESTAMP(6))", "usuuu", "" }, \
	[EDUCATION_PREMIUM_RATE_SET] = { "UPDATE premium_rate SET amount = ?, top_slice = ?, account = ?," \
	    " at = UTC_TIMESTAMP(6), version = version + 1 WHERE year = ? AND phase = ?", "uuuus", "" }, \
	[EDUCATION_PREMIUM_LINES] = { "SELECT l.id, l.follows, l.line, l.amount, l.term, l.category," \
	    " l.evidence, l.impact, l.on_day, l.target, s.name, t.target, a.given, a.family, l.school" \
	    " FROM premium_line l LEFT JOIN school s ON s.id = l.school" \
	    " LEFT JOIN target t ON t.id = l.target LEFT JOIN everychild.account a ON a.id = l.account" \
	    " WHERE l.record = ? AND l.year = ? ORDER BY l.id LIMIT 1000", "uu", "uusus" "sssdussssu" }, \
	[EDUCATION_PREMIUM_YEAR_OF] = { "SELECT year FROM premium_line WHERE record = ? AND id = ?", "uu", \
	    "u" }, \
	[EDUCATION_PREMIUM_ADD] = { "INSERT INTO premium_line (record, year, term, line, amount, school," \
	    " target, category, evidence, impact, on_day, follows, account, at)" \
	    " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, UTC_TIMESTAMP(6))", \
	    "uussu" "UUsss" "dUu", "" }, \
	[EDUCATION_PREMIUM_PLAN] = { "SELECT state, rating FROM pep WHERE record = ? AND year = ?" \
	    " AND term = ? AND state <> 'CANCELLED' ORDER BY number DESC LIMIT 1", "uus", "ss" }, \
	[EDUCATION_PREMIUM_TERM] = { "SELECT first_on FROM term WHERE year = ? AND term = ?", "us", "d" }, \
	[EDUCATION_PREMIUM_TARGETS] = { "SELECT id, target FROM target WHERE record = ?" \
	    " AND dropped_on IS NULL ORDER BY id DESC LIMIT 30", "u", "us" }, \
	[EDUCATION_PREMIUM_DUE] = { "SELECT l.id, l.record, " PREMIUM_WHO ", l.term, l.amount," \
	    " EXISTS (SELECT 1 FROM premium_line h WHERE h.follows = l.id AND h.line = 'HELD'" \
	    " AND NOT EXISTS (SELECT 1 FROM premium_line f WHERE f.follows = h.id))" \
	    " FROM premium_line l JOIN record r ON r.id = l.record WHERE l.year = ?" \
	    " AND l.line = 'APPROVED' AND NOT EXISTS (SELECT 1 FROM premium_line p" \
	    " WHERE p.follows = l.id AND p.line = 'PAID') AND" PREMIUM_LISTED \
	    " ORDER BY l.id LIMIT 300", "u", "uusss" "uu" }, \
	[EDUCATION_PREMIUM_CHILDREN] = { "SELECT " PREMIUM_WHO ", l.line, l.total, r.id FROM (" \
	    "SELECT g.record, g.line, CAST(SUM(g.amount) AS UNSIGNED) AS total FROM premium_line g" \
	    " WHERE g.year = ? GROUP BY g.record, g.line) l JOIN record r ON r.id = l.record WHERE" \
	    PREMIUM_LISTED " ORDER BY r.restricted, IF(r.restricted = 0, r.subject, r.reference), r.id LIMIT 40000", \
	    "u", "sssuu" }, \
	[EDUCATION_PREMIUM_SCHOOLS] = { "SELECT COALESCE(s.name, ''), l.line, l.total FROM (" \
	    "SELECT g.school, g.line, CAST(SUM(g.amount) AS UNSIGNED) AS total FROM premium_line g" \
	    " JOIN record r ON r.id = g.record WHERE g.year = ? AND g.line IN ('APPROVED', 'PAID'," \
	    " 'RECLAIMED') AND" PREMIUM_LISTED " GROUP BY g.school, g.line) l" \
	    " LEFT JOIN school s ON s.id = l.school ORDER BY s.name, s.id LIMIT 5000", "u", "ssu" }, \
	[EDUCATION_PREMIUM_BY_TERM] = { "SELECT l.term, l.line, l.total FROM (SELECT g.term, g.line," \
	    " CAST(SUM(g.amount) AS UNSIGNED) AS total FROM premium_line g" \
	    " JOIN record r ON r.id = g.record WHERE g.year = ? AND g.term <> '' AND" PREMIUM_LISTED \
	    " GROUP BY g.term, g.line) l", "u", "ssu" }, \
	[EDUCATION_PREMIUM_NO_TARGET] = { "SELECT " PREMIUM_WHO ", s.name, l.term, l.amount, l.on_day" \
	    " FROM premium_line l JOIN record r ON r.id = l.record LEFT JOIN school s ON s.id = l.school" \
	    " WHERE l.year = ? AND l.line = 'PAID' AND l.target IS NULL AND" PREMIUM_LISTED \
	    " ORDER BY r.subject, r.id, l.id LIMIT 5000", "u", "ssssud" }, \
	[EDUCATION_PREMIUM_NO_IMPACT] = { "SELECT " PREMIUM_WHO ", s.name, l.term, l.amount, l.on_day" \
	    " FROM premium_line l JOIN record r ON r.id = l.record LEFT JOIN school s ON s.id = l.school" \
	    " JOIN target t ON t.id = l.target WHERE l.year = ? AND l.line = 'PAID' AND t.impact = ''" \
	    " AND NOT EXISTS (SELECT 1 FROM premium_line i WHERE i.follows = l.id AND i.line = 'IMPACT')" \
	    " AND" PREMIUM_LISTED " ORDER BY r.subject, r.id, l.id LIMIT 5000", "u", "ssssud" }, \
	[EDUCATION_PREMIUM_WITHOUT] = { "SELECT r.handle FROM record r JOIN pupil p ON p.record = r.id" \
	    " WHERE p.born_on BETWEEN ? AND ? AND" PREMIUM_IN_CARE \
	    " AND NOT EXISTS (SELECT 1 FROM premium_line l WHERE l.record = r.id AND l.year = ?" \
	    " AND l.line = 'ALLOCATION') AND r.restricted = 0 AND" PREMIUM_LISTED " ORDER BY r.id LIMIT 4000", "ddddu", "s" }, \
	[EDUCATION_PREMIUM_CARED] = { "SELECT e.began_on FROM care_episode e WHERE e.record = ?" \
	    " AND e.superseded_at IS NULL AND e.legal NOT IN ('V3', 'V4') AND e.began_on <= ?" \
	    " AND (e.ended_on IS NULL OR e.ended_on >= ?) ORDER BY e.began_on LIMIT 1", "udd", "d" },

#endif
