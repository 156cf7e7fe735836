/*
 * sql-keep: the statements of packs that end, of the documents that are held and of
 * disclosures, for the table of sql.c.
 */
#ifndef EVERYCHILD_LSCB_SQL_KEEP_H
#define EVERYCHILD_LSCB_SQL_KEEP_H

/* Of a meeting, or ended without one, up to a day. */
#define PACK_OLD \
	" p.status <> 'DESTROYED' AND COALESCE((SELECT m.meets_on FROM meeting m" \
	" WHERE m.id = p.meeting), DATE(p.ended_at)) <= ?"

#define NATIONAL "SELECT n.number, n.part, n.checksum, n.at, m.given, m.family, n.sent_on," \
	" n.acknowledged_on, n.reference FROM national n JOIN everychild.account m ON m.id = n.account" \
	" WHERE n.record = ?"
#define NATIONAL_OUT "ussdssdds"

/* Words of names of the case of m, with | between, as a part of a pattern: runs of two
 * letters and more. NULL: there is none. */
#define KEPT_NAMES "NULLIF(TRIM(BOTH '|' FROM REGEXP_REPLACE(REGEXP_REPLACE(CONCAT_WS(' '," \
	" (SELECT CONCAT_WS(' ', d.family, d.given, d.aliases) FROM death d WHERE d.record = m.record)," \
	" (SELECT GROUP_CONCAT(CONCAT_WS(' ', n.family, n.given, n.aliases) SEPARATOR ' ')" \
	"  FROM person n WHERE n.record = m.record)), '[^\\\\p{L}]+|(?<!\\\\p{L})\\\\p{L}(?!\\\\p{L})'," \
	" '|'), '[|]+', '|')), '')"
/* A text without them: as a word, a short one only where it is written as a name
 * (names.c). By Unicode's classes alone: MariaDB and MySQL have different engines. */
#define KEPT_NAMELESS(column) "COALESCE(REGEXP_REPLACE(" column ", CONCAT(" \
	"'(?<![\\\\p{L}\\\\p{N}_])(?:(?=\\\\p{Lu})|(?=\\\\p{L}{4}))(?i:', " KEPT_NAMES ", ')" \
	"(?![\\\\p{L}\\\\p{N}_])'), '[name]'), " column ")"

#define LSCB_SQL_KEEP \
	/* 7.3: it stays for ever, so its words are of nobody. */ \
	[LSCB_RECOMMENDATION_NAMELESS] = { "UPDATE recommendation m SET m.text = " \
	    KEPT_NAMELESS("m.text") ", m.addressee = " KEPT_NAMELESS("m.addressee") ", m.measure = " \
	    KEPT_NAMELESS("m.measure") " WHERE m.record = ?", "u", "" }, \
	/* The newest signed analysis of the panel. */ \
	[LSCB_KEPT_SIGNED] = { "SELECT d.form, d.number FROM analysis a JOIN document d" \
	    " ON d.id = a.document WHERE a.record = ? AND a.stage = 'P' AND a.signed_on IS NOT NULL" \
	    " ORDER BY a.id DESC LIMIT 1", "u", "su" }, \
	[LSCB_KEPT_GONE] = { "SELECT given, family, aliases FROM person WHERE record = ?" \
	    " AND gone_at IS NOT NULL", "u", "sss" }, \
	[LSCB_KEPT_ADD] = { "INSERT INTO kept_analysis (record, form, version, field, item, value)" \
	    " VALUES (?, ?, ?, ?, ?, ?)", "usu" "sus", "" }, \
	/* -- kept-page: by what is in them, never in the order of destruction -- */ \
	[LSCB_KEPT_YEARS] = { "SELECT year, COUNT(id) FROM kept_death GROUP BY year ORDER BY year DESC", \
	    "", "uu" }, \
	[LSCB_KEPT_ROWS] = { "SELECT k.id, k.age_band, k.sex, k.category, k.conclusion FROM kept_death k" \
	    " WHERE k.year = ? ORDER BY k.age_band, k.sex, k.category, k.conclusion," \
	    " (SELECT MAX(a.value) FROM kept_analysis a WHERE a.kept = k.id), k.id LIMIT ? OFFSET ?", \
	    "uuu", "ussus" }, \
	[LSCB_KEPT_WORDS] = { "SELECT form, version, field, item, value FROM kept_analysis WHERE kept = ?" \
	    " ORDER BY id", "u", "susus" }, \
	/* -- national -- */ \
	[LSCB_NATIONALS] = { NATIONAL " ORDER BY n.number DESC LIMIT 200", "u", NATIONAL_OUT }, \
	[LSCB_NATIONAL_FIND] = { NATIONAL " AND n.number = ?", "uu", NATIONAL_OUT }, \
	[LSCB_NATIONAL_ADD] = { "INSERT INTO national (record, number, part, checksum, account, at)" \
	    " SELECT ?, z.next, ?, ?, ?, UTC_TIMESTAMP(6) FROM (SELECT COALESCE(MAX(x.number), 0) + 1" \
	    " AS next FROM national x WHERE x.record = ?) z", "ussuu", "" }, \
	[LSCB_NATIONAL_MARK] = { "UPDATE national SET sent_on = ?, acknowledged_on = ?, reference = ?," \
	    " marked_by = ? WHERE record = ? AND number = ? AND acknowledged_on IS NULL", "ddsuuu", "" }, \
	[LSCB_NATIONAL_STATE] = { "UPDATE death SET ncmd_state = ?, ncmd_reference = ?," \
	    " version = version + 1 WHERE record = ?", "ssu", "" }, \
	/* -- pack-end -- */ \
	[LSCB_DAILY_PACKS] = { "SELECT DISTINCT p.record FROM pack p JOIN record r ON r.id = p.record" \
	    " WHERE r.archived_at IS NULL AND" PACK_OLD " ORDER BY p.record LIMIT 200", "d", "u" }, \
	[LSCB_PACKS_OLD] = { "SELECT p.id FROM pack p WHERE p.record = ? AND" PACK_OLD, "ud", "u" }, \
	[LSCB_PACK_END] = { "UPDATE pack SET status = 'DESTROYED', body = ''," \
	    " ended_at = COALESCE(ended_at, UTC_TIMESTAMP(6)), version = version + 1 WHERE id = ?", \
	    "u", "" }, \
	[LSCB_PACK_MARKS_END] = { "UPDATE pack_mark SET word = '', around = '', put = ''" \
	    " WHERE pack = ?", "u", "" }, \
	[LSCB_PACK_COPIES_END] = { "UPDATE pack_copy SET destroyed_on = ? WHERE pack = ?" \
	    " AND medium = 'SCREEN' AND destroyed_on IS NULL", "du", "" }, \
	[LSCB_PACK_PAPERS] = { "SELECT COUNT(*) FROM pack_copy WHERE pack = ? AND medium = 'PAPER'" \
	    " AND destroyed_on IS NULL", "u", "u" }, \
	[LSCB_DAILY_ARCHIVE] = { "SELECT id FROM record WHERE closed_at < ? AND archived_at IS NULL" \
	    " AND state IN ('OUT', 'DUPLICATE', 'TRANSFERRED', 'CLOSED')" \
	    " ORDER BY closed_at, id LIMIT 200", "d", "u" }, \
	/* -- held, disclosure -- */ \
	[LSCB_SEEN_CASE] = { "SELECT id, reference FROM record WHERE handle = ?", "s", "us" }, \
	[LSCB_SEEN_COUNT] = { "SELECT COUNT(id) FROM case_seen WHERE record = ?", "u", "u" }, \
	[LSCB_SEEN_ROWS] = { "SELECT s.at, COALESCE(a.given, ''), COALESCE(a.family, ''), s.login," \
	    " s.role, s.action, s.reason, s.outcome FROM case_seen s LEFT JOIN everychild.account a" \
	    " ON a.id = s.account WHERE s.record = ? ORDER BY s.at DESC, s.id DESC LIMIT 50 OFFSET ?", \
	    "uu", "dssssssu" }, \
	[LSCB_HELD] = { "SELECT f.id, f.kind, f.received_on, f.received_from, f.reference, f.kept_at," \
	    " f.redacted, f.gone_at, f.gone_why, g.name FROM file f LEFT JOIN request q" \
	    " ON q.id = f.request LEFT JOIN agency g ON g.id = q.agency WHERE f.record = ?" \
	    " ORDER BY f.gone_at IS NOT NULL, f.received_on, f.id LIMIT 300", "u", "usdssssdss" }, \
	[LSCB_HELD_SAME] = { "SELECT id FROM file WHERE record = ? AND kind = ? AND received_on = ?" \
	    " AND received_from = ? AND reference = ? AND kept_at = ? AND gone_at IS NULL LIMIT 1", \
	    "usdsss", "u" }, \
	[LSCB_HELD_REQUEST] = { "SELECT id FROM request WHERE record = ? AND handle = ?", "us", "u" }, \
	[LSCB_HELD_ADD] = { "INSERT INTO file (record, request, kind, received_on, received_from," \
	    " reference, kept_at, redacted, account, at) VALUES (?, NULLIF(?, 0), ?, ?, ?, ?, ?, ?, ?," \
	    " UTC_TIMESTAMP(6))", "uusdssssu", "" }, \
	[LSCB_HELD_GONE] = { "UPDATE file SET gone_at = UTC_TIMESTAMP(6), gone_by = ?, gone_why = ?" \
	    " WHERE record = ? AND id = ? AND gone_at IS NULL", "usuu", "" }, \
	[LSCB_DISCLOSURES] = { "SELECT asked_on, asked_by, power, what, answer, approved_by, given_on" \
	    " FROM disclosure WHERE record = ? ORDER BY asked_on DESC, id DESC LIMIT 300", "u", "dsssssd" }, \
	[LSCB_DISCLOSURE_ADD] = { "INSERT INTO disclosure (record, asked_on, asked_by, power, what," \
	    " answer, approved_by, given_on, account, at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?," \
	    " UTC_TIMESTAMP(6))", "udsssssdu", "" },

#endif
