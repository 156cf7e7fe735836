#include <string.h>

#include "lists.h"
#include "meeting.h"
#include "triage.h"

/* What a response did, day by day. Its end decides what becomes of a case that is a
 * response only: did the baby live? */

const struct field lscb_step_input[] = {
	{ .name = "id", .type = FIELD_HANDLE, .required = true },
	{ .name = "code", .type = FIELD_CODE, .choices = "lscb-response-step", .required = true,
	  .label = "What was done?" },
	{ .name = "done_on", .type = FIELD_DATE, .not_future = true, .required = true,
	  .label = "Day" },
	{ .name = "done_time", .type = FIELD_TEXT, .max = 5, .width = 5, .label = "Time" },
	{ .name = "who", .type = FIELD_TEXT, .max = 300, .required = true,
	  .label = "Who took part, and who led" },
	{ .name = "note", .type = FIELD_MEMO, .max = 2000, .rows = 4, .label = "What came of it" },
	{ .name = "live_born", .type = FIELD_YESNO,
	  .label = "Response only, finished: was the baby born alive?" },
	{ 0 }
};

bool lscb_response_finished(struct request *r, const struct record *record)
{
	struct db_row row;

	return db_find(r->db, &lscb_sql[LSCB_RESPONSE_STEP_FIND], &row, record->id, "FINISHED");
}

void lscb_steps_put(struct request *r, struct node *body, const struct record *record)
{
	struct node *table, *row;
	struct db_rows rows;
	size_t i;

	if (strcmp(lscb_response(r, record), "R") != 0)
		return;
	table = page_table(body, "steps", "What was done", "Nothing yet.", "Step", "When", "Who",
	    "What came of it", NULL);
	(void)db_list(r->db, &lscb_sql[LSCB_RESPONSE_STEPS], &rows, record->id);
	for (i = 0; i < rows.n; i++) {
		row = node_add(table, "row");
		(void)page_cell(row, lists_label("lscb-response-step", db_text(&rows.row[i], 0),
		    r->today));
		(void)page_cell(row, page_when(r, db_text(&rows.row[i], 1)));
		(void)page_cell(row, db_text(&rows.row[i], 2));
		(void)page_cell(row, db_text(&rows.row[i], 3));
	}
	if (record->closed_at == NULL && request_may(r, LSCB_RESPOND))
		casework_link(r, body, record, "Record a step", "/response/step", "button");
}

static bool response_only(struct request *r)
{
	return lists_flag("lscb-scope", lscb_of(r)->scope, "jar");
}

static int step_page(struct request *r, const struct record *record, int status)
{
	struct node *body = casework_page(r, record, "step", "A step of the response"), *form;
	const struct field *f;

	form = page_form(r, body, r->http->path);
	for (f = lscb_step_input; f->name != NULL; f++)
		if (f->label != NULL && (strcmp(f->name, "live_born") != 0 || response_only(r)))
			page_field_of(r, form, f, true);
	(void)page_button(page_buttons(form), "Save", "primary", NULL, NULL);
	return status;
}

static bool open_for(struct request *r, const struct record *record)
{
	return record->closed_at == NULL && strcmp(lscb_response(r, record), "R") == 0;
}

int lscb_step_show(struct request *r)
{
	struct record record;

	if (!casework_load(r, &record) || !open_for(r, &record))
		return page_not_found(r);
	return step_page(r, &record, 200);
}

/* JAR-ONLY: not alive, and it ends as a stillbirth, when the doctor has confirmed;
 * alive, and the test is done again. */
static void concluded(struct request *r, const struct record *record)
{
	if (!response_only(r))
		return;
	if (input_is(&r->input, "live_born", "N"))
		lscb_scope_set(r, record, "OUT-STILLBIRTH", "2a", "2=N", "The joint agency response found "
		    "that the baby was not born alive");
	else
		task_add(r, record, "OTHER", "Born alive: do the scope test again", r->today);
}

static void step_done(struct request *r, const struct record *record, const char *code)
{
	static const char *const clocks[] = { "PLANNING", "VISIT", "MEETING", "INTERIM" };
	const char *on = input_text(&r->input, "done_on");
	size_t i;

	for (i = 0; i < sizeof(clocks) / sizeof(clocks[0]); i++)
		if (strcmp(clocks[i], code) == 0)
			deadline_met_on(r, record, code, on);
		else if (strcmp(code, "FINISHED") == 0)
			deadline_stop(r, record, clocks[i]);
	if (strcmp(code, "FINISHED") == 0)
		concluded(r, record);
}

int lscb_step_save(struct request *r)
{
	const struct input *in = &r->input;
	struct record record;

	if (!casework_lock(r, &record) || !open_for(r, &record))
		return page_not_found(r);
	lscb_time_rule(r, "done_time");
	if (response_only(r) && input_is(in, "code", "FINISHED"))
		input_needs(&r->input, "live_born", "Say whether the baby was born alive");
	lscb_nameless(r, record.id, "note");
	if (!input_valid(&r->input, r->pool))
		return step_page(r, &record, 422);
	(void)db_write(r->db, &lscb_sql[LSCB_RESPONSE_STEP_ADD], record.id, input_text(in, "code"),
	    lscb_moment(r, "done_on", "done_time"), input_text(in, "who"), input_text(in, "note"),
	    request_account(r));
	event_add(r, &record, "response.step", lists_label("lscb-response-step",
	    input_text(in, "code"), r->today), false);
	step_done(r, &record, input_text(in, "code"));
	return request_redirect(r, "%s/response", casework_path(r, &record));
}
