/*
 * sql-pack: the statements of packs and of those who read them, for the table of
 * sql.c.
 */
#ifndef EVERYCHILD_LSCB_SQL_PACK_H
#define EVERYCHILD_LSCB_SQL_PACK_H

#define PACK_OTHER	" UNION ALL SELECT 'PERSON', "
#define PACK_ASKED	" FROM request q JOIN agency g ON g.id = q.agency"
/* 7.1: who left the room, and who reports on the case while no conflict of theirs stands. */
#define PACK_SHUT(meeting, record) " AND NOT EXISTS (SELECT 1 FROM conflict c WHERE c.meeting = " meeting \
	"  AND c.record = " record " AND c.account = a.account AND c.found = 0 AND c.effect = 'WITHDREW'" \
	"  AND c.cleared_at IS NULL) AND (NOT " REQUEST_REPORTED("a.account", record) \
	" OR EXISTS (SELECT 1 FROM conflict c WHERE c.meeting = " meeting " AND c.record = " record \
	"  AND c.account = a.account AND c.found = 0 AND c.cleared_at IS NULL))"
/* 7.1: packs of the meetings to which one is invited, of what is on the agenda; not for
 * who left the panel. Account, account's today. */
#define PACK_MINE	" FROM pack p JOIN record r ON r.id = p.record JOIN meeting m ON m.id = p.meeting" \
	" JOIN attendance a ON a.meeting = m.id AND a.account = ? JOIN death d ON d.record = r.id" \
	" WHERE p.status = 'ISSUED' AND m.status <> 'CANCELLED' AND EXISTS (SELECT 1 FROM agenda_item i" \
	"  WHERE i.meeting = m.id AND i.record = p.record AND i.gone_at IS NULL)" \
	PACK_SHUT("m.id", "p.record") \
	" AND (NOT EXISTS (SELECT 1 FROM panel_member s WHERE s.account = a.account)" \
	"  OR EXISTS (SELECT 1 FROM panel_member s WHERE s.account = a.account" \
	"   AND (s.until IS NULL OR s.until > ?)))"
#define PACK_COPY	"SELECT c.id, c.number, c.medium, c.given_at, c.back_on, c.destroyed_on, a.given," \
	" a.family, a.login FROM pack_copy c JOIN everychild.account a ON a.id = c.account WHERE c.pack = ?"
#define PACK_COPY_OUT "uusdddsss"

#define LSCB_SQL_PACK \
	/* -- pack -- */ \
	[LSCB_PACK_CHILD] = { "SELECT d.given, d.family, d.aliases, d.line1, d.line2, d.town, d.postcode," \
	    " d.born_on, d.birth_order, (SELECT COUNT(*) FROM death e WHERE e.ethnicity = d.ethnicity)" \
	    " AS alike FROM death d WHERE d.record = ?", "u", "sssssssdsu" }, \
	[LSCB_PACK_PEOPLE] = { "SELECT kind, given, family, aliases, relation, sex, agency, role," \
	    " organisation, address, token FROM person WHERE record = ? AND gone_at IS NULL ORDER BY" \
	    " COALESCE(born_on, UTC_DATE() - INTERVAL COALESCE(age, 0) YEAR), id", "u", \
	    "sssssssssss" }, \
	[LSCB_PACK_OTHERS] = { "SELECT 'CHILD' AS kind, n.given AS words, n.family AS family," \
	    " '' AS agency FROM notification n WHERE n.record = ?" \
	    PACK_OTHER "n.referrer, '', n.agency FROM notification n WHERE n.record = ?" \
	    " UNION ALL SELECT 'PLACE', g.name, '', g.type" PACK_ASKED " WHERE q.record = ?" \
	    PACK_OTHER "g.contact, '', g.type" PACK_ASKED " WHERE q.record = ?" \
	    PACK_OTHER "CONCAT_WS(' ', a.given, a.family), '', g.type" PACK_ASKED \
	    " JOIN everychild.account a ON a.id = q.reporter WHERE q.record = ?" \
	    PACK_OTHER "d.designated_doctor, '', '' FROM death d WHERE d.record = ?" \
	    PACK_OTHER "d.lead_doctor, '', '' FROM death d WHERE d.record = ?" \
	    PACK_OTHER "d.key_worker, '', '' FROM death d WHERE d.record = ?" \
	    PACK_OTHER "x.chair, '', '' FROM discussion x WHERE x.record = ?" \
	    " UNION ALL SELECT 'PLACE', t.organisation, '', '' FROM gate t WHERE t.record = ?", \
	    "uuuuuuuuuu", "ssss" }, \
	[LSCB_PACK_COLLATED] = { "SELECT c.form, c.field, c.item, c.how, c.value FROM collated c" \
	    " WHERE c.record = ? AND c.value IS NOT NULL AND c.id = (SELECT MAX(x.id) FROM collated x" \
	    "  WHERE x.record = c.record AND x.form = c.form AND x.field = c.field AND x.item = c.item)" \
	    " ORDER BY c.form, c.item, c.id", "u", "ssuss" }, \
	[LSCB_PACK_ANALYSIS] = { "SELECT a.id, COALESCE(a.category, 0), d.form, d.number FROM analysis a" \
	    " JOIN document d ON d.id = a.document WHERE a.record = ? AND a.stage = 'D'" \
	    " ORDER BY a.number DESC LIMIT 1", "u", "uusu" }, \
	[LSCB_PACK_FACTORS] = { "SELECT code, COALESCE(influence, 0), modifiable, note FROM factor" \
	    " WHERE analysis = ? AND present = 'Y' ORDER BY code", "u", "suss" }, \
	[LSCB_PACK_LIFE] = { "SELECT on_day, at_time, text FROM life_event WHERE record = ?" \
	    " AND gone_at IS NULL ORDER BY on_day, at_time, id", "u", "dss" }, \
	[LSCB_PACK_ADD] = { "INSERT INTO pack (handle, record, status, body, built_by, built_at)" \
	    " VALUES (?, ?, 'DRAFT', ?, ?, UTC_TIMESTAMP(6))", "susu", "" }, \
	[LSCB_PACK_OF] = { "SELECT id, handle, status, body, built_by, built_at, checked_by, checked_at," \
	    " confirmed_by, confirmed_at, issued_at, why, COALESCE(meeting, 0), checksum FROM pack" \
	    " WHERE record = ? ORDER BY id DESC LIMIT 1", "u", "usssudududdsus" }, \
	[LSCB_PACK_CHECK] = { "UPDATE pack SET status = 'CHECKED', body = ?, checked_by = ?," \
	    " checked_at = UTC_TIMESTAMP(6), version = version + 1 WHERE id = ? AND status = 'DRAFT'", \
	    "suu", "" }, \
	[LSCB_PACK_CONFIRM] = { "UPDATE pack SET status = 'CONFIRMED', confirmed_by = ?," \
	    " confirmed_at = UTC_TIMESTAMP(6), version = version + 1 WHERE id = ? AND status = 'CHECKED'" \
	    " AND built_by <> ? AND checked_by <> ?", "uuuu", "" }, \
	[LSCB_PACK_ISSUE] = { "UPDATE pack SET status = 'ISSUED', meeting = ?, checksum = ?," \
	    " issued_at = UTC_TIMESTAMP(6), version = version + 1 WHERE id = ? AND status = 'CONFIRMED'", \
	    "usu", "" }, \
	[LSCB_PACK_VOID] = { "UPDATE pack SET status = 'VOID', why = ?, ended_at = UTC_TIMESTAMP(6)," \
	    " version = version + 1 WHERE record = ? AND status NOT IN ('VOID', 'DESTROYED')", "su", "" }, \
	[LSCB_PACK_MARK_ADD] = { "INSERT INTO pack_mark (pack, number, word, around)" \
	    " VALUES (?, ?, ?, ?)", "uuss", "" }, \
	[LSCB_PACK_MARKS] = { "SELECT number, word, around, answer, put FROM pack_mark WHERE pack = ?" \
	    " ORDER BY number", "u", "ussss" }, \
	[LSCB_PACK_MARK_ANSWER] = { "UPDATE pack_mark SET answer = ?, put = ?, account = ?," \
	    " at = UTC_TIMESTAMP(6) WHERE pack = ? AND number = ?", "ssuuu", "" }, \
	[LSCB_PACK_MARK_SAME] = { "UPDATE pack_mark SET answer = ?, put = ?, account = ?," \
	    " at = UTC_TIMESTAMP(6) WHERE pack = ? AND word = ? AND answer = ''", "ssuus", "" }, \
	[LSCB_PACK_MEETING] = { "SELECT m.id, m.meets_on FROM agenda_item i JOIN meeting m" \
	    " ON m.id = i.meeting WHERE i.record = ? AND i.gone_at IS NULL AND m.status IN" \
	    " ('PLANNED', 'ISSUED') ORDER BY i.id DESC LIMIT 1", "u", "ud" }, \
	[LSCB_PACK_COPY_ADD] = { "INSERT INTO pack_copy (pack, number, account, medium, given_at)" \
	    " VALUES (?, (SELECT x.next FROM (SELECT COALESCE(MAX(c.number), 0) + 1 AS next" \
	    "  FROM pack_copy c WHERE c.pack = ?) x), ?, ?, UTC_TIMESTAMP(6))", "uuus", "" }, \
	[LSCB_PACK_COPIES] = { PACK_COPY " ORDER BY c.number", "u", PACK_COPY_OUT }, \
	[LSCB_PACK_COPY_OF] = { PACK_COPY " AND c.account = ? AND c.medium = 'SCREEN' LIMIT 1", "uu", \
	    PACK_COPY_OUT }, \
	[LSCB_PACK_COPY_FIND] = { PACK_COPY " AND c.number = ?", "uu", PACK_COPY_OUT }, \
	[LSCB_PACK_COPY_DATES] = { "UPDATE pack_copy SET back_on = ?, destroyed_on = ? WHERE id = ?", \
	    "ddu", "" }, \
	/* -- who reads them -- */ \
	[LSCB_PACK_INVITED] = { "SELECT a.account, n.login, n.given, n.family FROM attendance a" \
	    " JOIN everychild.account n ON n.id = a.account JOIN pack p ON p.id = ?" \
	    " WHERE a.meeting = p.meeting" PACK_SHUT("p.meeting", "p.record") " ORDER BY n.family," \
	    " n.given LIMIT 100", "u", "usss" }, \
	[LSCB_PACKS_MINE] = { "SELECT p.handle, r.reference, m.id, m.meets_on, m.meets_at, m.place," \
	    " d.age_band, d.sex" PACK_MINE " ORDER BY m.meets_on < ?, m.meets_on, m.id, r.reference" \
	    " LIMIT 300", "udd", "ssudssss" }, \
	[LSCB_PACKS_NEXT] = { "SELECT m.meets_on, m.meets_at, m.place FROM attendance a" \
	    " JOIN meeting m ON m.id = a.meeting WHERE a.account = ? AND m.papers_on > ?" \
	    " AND m.status <> 'CANCELLED' AND EXISTS (SELECT 1 FROM panel_member s" \
	    "  WHERE s.account = a.account AND (s.until IS NULL OR s.until > ?))" \
	    " ORDER BY m.meets_on, m.id LIMIT 12", "udd", "dss" }, \
	[LSCB_PACK_MINE] = { "SELECT p.id, p.record, r.reference, m.meets_on, p.body, p.checksum" \
	    PACK_MINE " AND p.handle = ?", "uds", "uusdss" }, \
	[LSCB_PACK_SIGNED] = { "SELECT version FROM undertaking WHERE account = ? AND version = ?", "uu", \
	    "u" },

#endif
