#include <string.h>

#include "conf.h"
#include "date.h"
#include "intake.h"
#include "meeting.h"
#include "triage.h"

/* T19: a step that was wrong is taken back within some hours, with a reason. What it
 * made, tasks, processes, requests that nobody has been sent, a place on an agenda, ends
 * with it; what it ended goes on. A review that the chair signed is only reopened. */

const struct field lscb_undo_input[] = {
	{ .name = "id", .type = FIELD_HANDLE, .required = true },
	{ .name = "reason", .type = FIELD_TEXT, .max = 140, .required = true,
	  .label = "What was wrong?" },
	{ 0 }
};

const char *lscb_undo_guard(struct request *r, const struct record *record)
{
	struct workflow_step step;
	const struct transition *t = workflow_last(r, &lscb_workflow, record, &step);
	long long made;

	if (t == NULL || record->resume == NULL || t->to == WORKFLOW_RESUME)
		return "There is no step to take back.";
	if (strcmp(record->state, "COMPLETED") == 0)
		return "A signed review is only reopened.";
	if (!date_moment(step.at, &made) ||
	    date_now() - made > (long long)conf_number("lscb.undo_hours") * 3600)
		return "The last step was too long ago.";
	return NULL;
}

static int undo_page(struct request *r, const struct record *record, int status)
{
	struct node *body = casework_page(r, record, "undo", "Take back the last step");
	struct workflow_step step;
	const struct transition *t = workflow_last(r, &lscb_workflow, record, &step);

	if (t != NULL)
		(void)page_para(body, pool_printf(r->pool, "The last step: %s, %s. The case goes back to "
		    "\"%s\".", t->title, page_when(r, step.at), lscb_workflow.state[workflow_state(
		    &lscb_workflow, record->resume)].label));
	page_route_form(r, body, "Take it back", "warning");
	return status;
}

static bool stop(struct request *r, const struct record *record, int *status_r)
{
	const char *why = lscb_undo_guard(r, record);

	if (why != NULL)
		*status_r = casework_not_yet(r, record, why);
	return why != NULL;
}

int lscb_undo_show(struct request *r)
{
	struct record record;
	int status;

	if (!casework_load(r, &record))
		return page_not_found(r);
	return stop(r, &record, &status) ? status : undo_page(r, &record, 200);
}

/* -- what the step made ends, what it ended goes on -- */

static void made_end(struct request *r, const struct record *record, const struct workflow_step *s)
{
	(void)db_write(r->db, &lscb_sql[LSCB_UNDO_TASKS], r->today, request_account(r), record->id,
	    s->made_in);
	(void)db_write(r->db, &lscb_sql[LSCB_UNDO_GATES], r->today, record->id, s->made_in);
	(void)db_write(r->db, &lscb_sql[LSCB_UNDO_REQUESTS], record->id, s->made_in);
}

/* lscb_left, the other way. */
static void left_again(struct request *r, const struct record *record, const struct workflow_step *s)
{
	(void)db_write(r->db, &lscb_sql[LSCB_UNDO_TASKS_LEFT], record->id, s->made_in);
	(void)db_write(r->db, &lscb_sql[LSCB_UNDO_REQUESTS_LEFT], record->id, s->made_in);
	(void)db_write(r->db, &lscb_sql[LSCB_UNDO_STEPS_LEFT], record->id, s->made_in,
	    s->at);
}

static void off_agenda(struct request *r, const struct record *record)
{
	struct lscb_meeting m;
	struct lscb_item item;

	if (lscb_item_of(r, record, &m, &item))
		(void)db_write(r->db, &lscb_sql[LSCB_PACK_OFF], "Taken off the agenda", record->id, m.id);
	(void)db_write(r->db, &lscb_sql[LSCB_UNDO_LIST], record->id);
}

static void of_event(struct request *r, const struct record *record, unsigned event,
    const struct workflow_step *s)
{
	switch (event) {
	case LSCB_EVENT_ACCEPT:
		deadline_drop(r, record, "REVIEW");
		deadline_drop(r, record, "LOCAL");
		deadline_drop(r, record, "CDRM");
		break;
	case LSCB_EVENT_OUT:
		left_again(r, record, s);
		break;
	case LSCB_EVENT_DUPLICATE:
		lscb_notification_back(r, record);
		(void)db_write(r->db, &lscb_sql[LSCB_UNDO_DUPLICATE], record->id);
		break;
	case LSCB_EVENT_TRANSFER:
		left_again(r, record, s);
		(void)db_write(r->db, &lscb_sql[LSCB_UNDO_TRANSFER], record->id);
		break;
	case LSCB_EVENT_BACK:
		(void)db_write(r->db, &lscb_sql[LSCB_UNDO_BACK], record->id);
		/* What was asked since, whoever asked it, is asked of nobody any more. */
		lscb_left(r, record, strcmp(record->state, "TRANSFERRED") == 0 ? LSCB_LEFT_TRANSFER :
		    LSCB_LEFT_OUT);
		break;
	case LSCB_EVENT_LIST:
		off_agenda(r, record);
		break;
	case LSCB_EVENT_UNLIST:
		(void)db_write(r->db, &lscb_sql[LSCB_UNDO_UNLIST], record->id);
		break;
	case LSCB_EVENT_DEFER:
		(void)db_write(r->db, &lscb_sql[LSCB_UNDO_DEFER], record->id);
		break;
	case LSCB_EVENT_ANSWERED:
		(void)db_write(r->db, &lscb_sql[LSCB_UNDO_TASK_DONE], record->id, "QUESTION", s->made_in);
		break;
	default:
		break;
	}
}

int lscb_undo_save(struct request *r)
{
	struct record record;
	const struct transition *t;
	struct workflow_step step;
	int status;

	if (!casework_lock(r, &record))
		return page_not_found(r);
	if (stop(r, &record, &status))
		return status;
	lscb_nameless(r, record.id, "reason");
	if (!input_valid(&r->input, r->pool))
		return undo_page(r, &record, 422);
	t = workflow_last(r, &lscb_workflow, &record, &step);
	if (!casework_move(r, &record, LSCB_EVENT_UNDO, &status))
		return status;
	deadline_restore(r, &record, NULL, &step);
	made_end(r, &record, &step);
	if (t != NULL)
		of_event(r, &record, t->event, &step);
	event_add(r, &record, "undo.why", pool_printf(r->pool, "Why: %s",
	    input_text(&r->input, "reason")), false);
	r->audit.detail = input_text(&r->input, "reason");
	return request_redirect(r, "%s", casework_path(r, &record));
}
