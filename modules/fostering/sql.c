#include "child-card.h"
#include "fostering.h"
#include "sql-report.h"

/* What everybody on the case may read of its arrangement, in the order of
 * struct fostering_arrangement as case.c reads it. */
#define ARRANGEMENT "SELECT household, carer, previous, child_born_on, child_sex, relationship," \
	" carer_pr, sleeps, capacity, looked_after, looked_after_on, legal_regime, adoption," \
	" school_pupil, disabled, start_proposed, start_actual, intended_end, left_on, open_ended," \
	" test_result, retest_on, test_rule, aware_on, deemed_start, next_visit_due," \
	" first_notice_at, suitability, scenario, birthplace, purpose, safeguarding, in_need," \
	" address_withheld, aftercare, end_on, end_reason, closed_on FROM arrangement" \
	" WHERE record = ?"
#define ARRANGEMENT_OUT "uuuds" "ssssssdsss" "ddddu" "sdu" "dddd" "ssss" "uuuu" "dsd"

const struct db_statement fostering_sql[FOSTERING_SQL__MAX] = {
	[FOSTERING_ARRANGEMENT_ADD] = { "INSERT INTO arrangement (record, household, carer,"
	    " child_born_on, child_sex, relationship, start_proposed, start_actual, intended_end,"
	    " open_ended, first_notice_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", "uUUdssdddud",
	    "" },
	[FOSTERING_ARRANGEMENT_FIND] = { ARRANGEMENT, "u", ARRANGEMENT_OUT },
	[FOSTERING_ARRANGEMENT_CLOSED] = { "UPDATE arrangement SET closed_on = ? WHERE record = ?",
	    "du", "" },
	[FOSTERING_PERSON_ADD] = { "INSERT INTO person (handle, given, family, phone, sound, added_by,"
	    " added_at) VALUES (?, ?, ?, ?, ?, ?, UTC_TIMESTAMP(6))", "sssssu", "" },
	[FOSTERING_HOUSEHOLD_ADD] = { "INSERT INTO household (handle, line1, town, postcode,"
	    " added_by, added_at) VALUES (?, ?, ?, ?, ?, UTC_TIMESTAMP(6))", "ssssu", "" },
	[FOSTERING_MEMBER_ADD] = { "INSERT INTO household_member (household, person, role, employed,"
	    " joined_on, account, at) VALUES (?, ?, ?, ?, ?, ?, UTC_TIMESTAMP(6))", "uussdu", "" },
	[FOSTERING_NOTIFICATION_ADD] = { "INSERT INTO notification (record, number, regulation,"
	    " notifier, notifier_name, notifier_contact, received_at, received_on, channel,"
	    " written_on, event_on, class, class_why, note, account, at) VALUES (?, ?, ?, ?, ?, ?, ?,"
	    " ?, ?, ?, ?, ?, ?, ?, ?, UTC_TIMESTAMP(6))", "uussssddsddsssu", "" },

	/* -- task -- */
	[FOSTERING_TASK_ADD] = { "INSERT INTO task (record, kind, what, due_on, account, at)"
	    " VALUES (?, ?, ?, ?, ?, UTC_TIMESTAMP(6))", "ussdu", "" },
	[FOSTERING_TASKS] = { "SELECT t.id, t.kind, t.what, t.due_on, t.done_on, t.done_note, a.given,"
	    " a.family FROM task t LEFT JOIN everychild.account a ON a.id = t.done_by"
	    " WHERE t.record = ? AND t.dropped_on IS NULL"
	    " ORDER BY t.done_on IS NOT NULL, COALESCE(t.due_on, '9999-12-31'), t.id LIMIT 200", "u",
	    "ussddsss" },
	[FOSTERING_TASK_DONE] = { "UPDATE task SET done_on = ?, done_by = ?, done_note = ?"
	    " WHERE record = ? AND id = ? AND done_on IS NULL AND dropped_on IS NULL", "dusuu", "" },
	[FOSTERING_TASK_KIND_DONE] = { "UPDATE task SET done_on = ?, done_by = ? WHERE record = ?"
	    " AND kind = ? AND done_on IS NULL AND dropped_on IS NULL", "duus", "" },
	[FOSTERING_TASK_HAS] = { "SELECT id FROM task WHERE record = ? AND kind = ?"
	    " AND done_on IS NULL AND dropped_on IS NULL", "us", "u" },

	/* -- list, report -- */
	FOSTERING_REPORT_STATEMENTS
};

const struct db_statement fostering_children[CHILD_CARD_SQL__MAX] =
    CHILD_CARD_STATEMENTS("everychild_index");
