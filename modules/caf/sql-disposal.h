/*
 * sql-disposal: what the end of a case asks of the tables of this schema. One
 * part of sql.c, which includes it. Statements that delete have one parameter,
 * the record's number, and are prepared by the disposal command alone.
 */
#ifndef EVERYCHILD_CAF_SQL_DISPOSAL_H
#define EVERYCHILD_CAF_SQL_DISPOSAL_H

/* What 6.7 asks of a case: when it was closed, was it registered, when the child
 * was or was to be born, was the family asked, did harm or social care come into
 * it, is there a checklist? */
#define DISPOSAL_FACTS \
	{ "SELECT r.closed_at, e.registered_on IS NOT NULL, COALESCE(e.born_on, e.expected_on)," \
	    " EXISTS (SELECT 1 FROM consent c WHERE c.record = r.id AND c.type = 'C-ASSESS')," \
	    " EXISTS (SELECT 1 FROM document d WHERE d.record = r.id AND d.form = 'harm'" \
	    "  AND d.completed_at IS NOT NULL) OR EXISTS (SELECT 1 FROM closure x" \
	    "  WHERE x.record = r.id AND x.reason = 'C06')," \
	    " EXISTS (SELECT 1 FROM document d WHERE d.record = r.id AND d.form = 'checklist')" \
	    " FROM record r JOIN episode e ON e.record = r.id WHERE r.id = ?", "u", "dudu" "uu" }

#define OF_DOCUMENT(form) " WHERE document IN (SELECT d.id FROM document d WHERE d.record = ?" form ")"
#define OF_RECORD(table) { "DELETE FROM " table " WHERE record = ?", "u", "" }

/* In the order in which keys let them go; CAF_DISPOSAL_TABLES names them. */
#define DISPOSAL_WHOLE \
	{ "DELETE FROM need" OF_DOCUMENT(""), "u", "" }, \
	OF_RECORD("assessed"), \
	OF_RECORD("prompt"), \
	OF_RECORD("outcome"), \
	OF_RECORD("meeting"), \
	OF_RECORD("referral"), \
	{ "DELETE FROM addendum" OF_DOCUMENT(""), "u", "" }, \
	{ "DELETE FROM progress WHERE action IN (SELECT a.id FROM action a WHERE a.record = ?)", \
	    "u", "" }, \
	OF_RECORD("action"), \
	OF_RECORD("`lead`"), \
	OF_RECORD("team_member"), \
	OF_RECORD("contact_attempt"), \
	OF_RECORD("approval"), \
	OF_RECORD("task"), \
	OF_RECORD("withdrawal"), \
	OF_RECORD("share"), \
	OF_RECORD("social_care"), \
	OF_RECORD("transfer"), \
	OF_RECORD("consent"), \
	OF_RECORD("closure"), \
	OF_RECORD("sibling"), \
	{ "DELETE FROM sibling WHERE other = ?", "u", "" }, \
	{ "UPDATE episode SET previous = NULL WHERE previous = ?", "u", "" }, \
	{ "UPDATE closure SET pointer = NULL WHERE pointer = ?", "u", "" }, \
	OF_RECORD("episode")

/* 4.2, 5: of a refusal no form data is kept; the checklist goes before the stub. */
#define DISPOSAL_CHECKLIST \
	{ "DELETE FROM prompt" OF_DOCUMENT(" AND d.form = 'checklist'"), "u", "" }, \
	{ "DELETE FROM addendum" OF_DOCUMENT(" AND d.form = 'checklist'"), "u", "" }, \
	{ "DELETE FROM answer" OF_DOCUMENT(" AND d.form = 'checklist'"), "u", "" }, \
	{ "DELETE FROM draft" OF_DOCUMENT(" AND d.form = 'checklist'"), "u", "" }, \
	{ "DELETE FROM document WHERE record = ? AND form = 'checklist'", "u", "" }

#endif
