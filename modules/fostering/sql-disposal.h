/*
 * sql-disposal: what the end of an arrangement asks of the tables of this schema.
 * One part of sql.c, which includes it. Statements that delete have one
 * parameter, the record's number, and are prepared by the disposal command alone.
 */
#ifndef EVERYCHILD_FOSTERING_SQL_DISPOSAL_H
#define EVERYCHILD_FOSTERING_SQL_DISPOSAL_H

/* When it was closed, when the child was born, and was it ever found to be
 * private fostering? */
#define DISPOSAL_FACTS \
	{ "SELECT r.closed_at, v.child_born_on, v.deemed_start IS NULL AND v.end_on IS NULL" \
	    " AND v.test_result NOT IN ('PF', 'PF_PROPOSED') FROM record r" \
	    " JOIN arrangement v ON v.record = r.id WHERE r.id = ?", "u", "ddu" }

#define OF_RECORD(table) { "DELETE FROM " table " WHERE record = ?", "u", "" }

/* A household is one's own while an arrangement is there, or a carer of an
 * arrangement was. The innermost select is a table of its own, so that rows can be
 * deleted from what it reads. ? is the record, which is gone by now: what it left
 * behind is found because nothing uses it any more. */
#define LIVED_IN \
	" (SELECT u.id FROM (SELECT v.household AS id FROM arrangement v WHERE v.household IS NOT NULL" \
	" UNION SELECT m.household FROM household_member m JOIN arrangement v ON v.carer = m.person" \
	" UNION SELECT p.household FROM prohibition p WHERE p.household IS NOT NULL) u)"
#define KNOWN \
	" (SELECT u.id FROM (SELECT v.carer AS id FROM arrangement v WHERE v.carer IS NOT NULL" \
	" UNION SELECT m.person FROM household_member m UNION SELECT x.person FROM related_person x" \
	" UNION SELECT p.person FROM prohibition p" \
	" UNION SELECT d.person FROM disqualification_consent d" \
	" UNION SELECT l.person FROM limit_exemption l" \
	" UNION SELECT c.person FROM change_event c WHERE c.person IS NOT NULL) u)"

/* In the order in which keys let them go; disposal.c names the tables. */
#define DISPOSAL_WHOLE \
	{ "DELETE FROM addendum WHERE document IN (SELECT d.id FROM document d WHERE d.record = ?)", \
	    "u", "" }, \
	OF_RECORD("legal_test"), \
	OF_RECORD("notification"), \
	OF_RECORD("related_person"), \
	{ "DELETE FROM initial_task WHERE action IN (SELECT a.id FROM initial_action a" \
	    " WHERE a.record = ?)", "u", "" }, \
	OF_RECORD("initial_action"), \
	OF_RECORD("visit_move"), \
	OF_RECORD("visit"), \
	OF_RECORD("visit_due"), \
	OF_RECORD("decision"), \
	OF_RECORD("appeal"), \
	{ "DELETE FROM requirement_version WHERE requirement IN (SELECT q.id FROM requirement q" \
	    " WHERE q.record = ?)", "u", "" }, \
	OF_RECORD("prohibition"), \
	OF_RECORD("requirement"), \
	OF_RECORD("disqualification_consent"), \
	OF_RECORD("limit_exemption"), \
	OF_RECORD("offence_event"), \
	OF_RECORD("change_event"), \
	OF_RECORD("change_ahead"), \
	OF_RECORD("aware_correction"), \
	OF_RECORD("sibling"), \
	OF_RECORD("absence"), \
	OF_RECORD("transfer"), \
	OF_RECORD("approval"), \
	OF_RECORD("task"), \
	OF_RECORD("letter"), \
	{ "UPDATE arrangement SET previous = NULL WHERE previous = ?", "u", "" }, \
	OF_RECORD("arrangement"), \
	{ "DELETE FROM household_member WHERE ? > 0 AND household NOT IN" LIVED_IN, "u", "" }, \
	{ "DELETE FROM household WHERE ? > 0 AND id NOT IN" LIVED_IN, "u", "" }, \
	{ "DELETE FROM person_address WHERE ? > 0 AND person NOT IN" KNOWN, "u", "" }, \
	{ "DELETE FROM safety_check WHERE ? > 0 AND person NOT IN" KNOWN, "u", "" }, \
	{ "DELETE FROM person_history WHERE ? > 0 AND person NOT IN" KNOWN, "u", "" }, \
	{ "DELETE FROM person WHERE ? > 0 AND id NOT IN" KNOWN, "u", "" }

enum { FOSTERING_DISPOSAL_WHOLE_N = 34 };

#endif
