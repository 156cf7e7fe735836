#include <string.h>

#include "fostering.h"
#include "legal-rules.h"

/* 10: a manager takes back an end that was recorded in error, or that the birthday
 * brought for a child of whom it is found out that the child is disabled (2.4). */

const struct field fostering_not_ended_input[] = {
	{ .name = "id", .type = FIELD_HANDLE, .required = true },
	{ .name = "reason", .type = FIELD_TEXT, .max = 120, .required = true,
	  .label = "Why it has not ended", .hint = "No names: it stands on the timeline" },
	{ 0 }
};

static bool decided(struct request *r, const struct record *record)
{
	struct db_row row;

	return db_find(r->db, &fostering_sql[FOSTERING_DAILY_ALERTED], &row, record->id, "decided");
}

void fostering_end_came_from(struct request *r, struct record *record, const char *state)
{
	record_resume(r, record, state != NULL ? state : decided(r, record) ? "ACTIVE" : "ACTIVE_NEW");
}

/* The day's round would end it again. */
const char *fostering_not_ended_guard(struct request *r, const struct record *record)
{
	const struct fostering_arrangement *a = fostering_of(r);
	bool known = a->disabled[0] == 'Y' || a->disabled[0] == 'N';
	const char *end = legal_age_end(r->pool, a->child_born_on, known ? a->disabled : "Y");

	if (record->resume == NULL)
		return "It is not known how far it had come.";
	return end == NULL || strcmp(end, r->today) > 0 ? NULL : "It has ended by the child's age. If that "
	    "is wrong, correct the date of birth, or whether the child is disabled, in the facts first.";
}

static int not_ended_page(struct request *r, const struct record *record, int status)
{
	struct node *body = casework_page(r, record, "not-ended", "It has not ended");

	(void)page_para(body, "Only an end that was recorded in error is taken back. Where the child came "
	    "back after more than 27 days, or went to another carer, take a new notice.");
	(void)page_para(body, "The dates and visits that the end had stopped go on. What was recorded of "
	    "an absence stays as it is.");
	page_route_form(r, body, "Take back the end", "warning");
	return status;
}

static bool mine(struct request *r, const struct record *record)
{
	return casework_may(r, record, FOSTERING_EVENT_NOT_ENDED);
}

int fostering_not_ended_show(struct request *r)
{
	struct record record;
	const char *why;

	if (!casework_load(r, &record) || !mine(r, &record))
		return page_not_found(r);
	why = fostering_not_ended_guard(r, &record);
	if (why != NULL)
		return page_message(r, 409, "This cannot be done yet", why);
	return not_ended_page(r, &record, 200);
}

/* What the end had stopped goes on, and what followed from its reason does not. */
static void taken_back(struct request *r, struct record *record)
{
	static const unsigned long long no = 0;
	bool died = strcmp(fostering_of(r)->end_reason, "DEATH") == 0;
	struct workflow_step end;
	struct db_row row;

	approvals_overtaken(r, record);
	if (db_find(r->db, &fostering_sql[FOSTERING_END_WHEN], &row, record->id)) {
		end = (struct workflow_step){ db_text(&row, 0), db_text(&row, 1) };
		deadline_restore(r, record, "T3", &end);
		deadline_restore(r, record, "TA", &end);
	}
	deadline_drop(r, record, "T6");
	(void)db_write(r->db, &fostering_sql[FOSTERING_END_TASKS_OF], r->today, record->id);
	(void)db_write(r->db, &fostering_sql[FOSTERING_END_UNDONE], no, no, no, no, record->id);
	if (died)
		fostering_death_undone(r, record);
	(void)fostering_again(r, record);
	fostering_visits_due(r, record);
	event_add(r, record, "not-ended.why", pool_printf(r->pool, "It has not ended: %s",
	    input_text(&r->input, "reason")), false);
	notice_add(r, record, record->owner, "An end was taken back: the arrangement goes on");
}

int fostering_not_ended_save(struct request *r)
{
	struct record record;
	int status;

	if (!casework_lock(r, &record) || !request_may(r, FOSTERING_DECIDE))
		return page_not_found(r);
	if (!mine(r, &record))
		return casework_moved_on(r);
	if (!input_valid(&r->input, r->pool))
		return not_ended_page(r, &record, 422);
	if (!casework_move(r, &record, FOSTERING_EVENT_NOT_ENDED, &status))
		return status;
	taken_back(r, &record);
	return request_redirect(r, "%s", casework_path(r, &record));
}
