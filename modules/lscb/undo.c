#include <string.h>

#include "conf.h"
#include "date.h"
#include "triage.h"

/* T19: a step that was wrong is taken back within some hours, with a reason. The
 * dates that it ended run again. A review that the chair signed is only reopened. */

const struct field lscb_undo_input[] = {
	{ .name = "id", .type = FIELD_HANDLE, .required = true },
	{ .name = "reason", .type = FIELD_TEXT, .max = 140, .required = true,
	  .label = "What was wrong?" },
	{ 0 }
};

/* The transition that this line of the timeline is of; NULL: of none. */
static const struct transition *step_of(const char *code)
{
	const struct transition *t;

	for (t = lscb_workflow.transition; t->number != 0; t++)
		if (!t->same && t->from != WORKFLOW_START && strcmp(t->code, code) == 0)
			return t;
	return NULL;
}

/* The newest step, and when it was made; NULL: none. */
static const struct transition *last(struct request *r, const struct record *record,
    const char **at_r)
{
	const struct transition *t;
	struct db_rows rows;
	size_t i;

	(void)db_list(r->db, &lscb_sql[LSCB_UNDO_EVENTS], &rows, record->id);
	for (i = 0; i < rows.n; i++)
		if ((t = step_of(db_text(&rows.row[i], 0))) != NULL) {
			*at_r = db_text(&rows.row[i], 1);
			return t;
		}
	return NULL;
}

const char *lscb_undo_guard(struct request *r, const struct record *record)
{
	const char *at = "";
	const struct transition *t = last(r, record, &at);
	long long made;

	if (t == NULL || record->resume == NULL || t->to == WORKFLOW_RESUME)
		return "There is no step to take back.";
	if (strcmp(record->state, "COMPLETED") == 0)
		return "A signed review is only reopened.";
	if (!date_moment(at, &made) ||
	    date_now() - made > (long long)conf_number("lscb.undo_hours") * 3600)
		return "The last step was too long ago.";
	return NULL;
}

static int undo_page(struct request *r, const struct record *record, int status)
{
	struct node *body = casework_page(r, record, "undo", "Take back the last step");
	const char *at = NULL;
	const struct transition *t = last(r, record, &at);

	if (t != NULL)
		(void)page_para(body, pool_printf(r->pool, "The last step: %s, %s. The case goes back to "
		    "\"%s\".", t->title, page_when(r, at), lscb_workflow.state[workflow_state(
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

int lscb_undo_save(struct request *r)
{
	struct record record;
	const char *at = NULL;
	int status;

	if (!casework_lock(r, &record))
		return page_not_found(r);
	if (stop(r, &record, &status))
		return status;
	if (!input_valid(&r->input, r->pool))
		return undo_page(r, &record, 422);
	(void)last(r, &record, &at);
	if (!casework_move(r, &record, LSCB_EVENT_UNDO, &status))
		return status;
	deadline_restore(r, &record, NULL, at);
	event_add(r, &record, "undo.why", pool_printf(r->pool, "Why: %s",
	    input_text(&r->input, "reason")), false);
	r->audit.detail = input_text(&r->input, "reason");
	return request_redirect(r, "%s", casework_path(r, &record));
}
