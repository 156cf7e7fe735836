#include <string.h>

#include "lists.h"
#include "step.h"

/* The steps of a child's record that are not an episode of care: what was to be and was
 * not, what was recorded in error, another authority's child who has gone, advice, and
 * the lock after an adoption (sections.md 2, 14, 15.3). */

#define ID	{ .name = "id", .type = FIELD_HANDLE, .required = true }
#define WHY(text)	{ .name = "why", .type = FIELD_TEXT, .max = 150, .required = true, \
	.label = text }
#define DAY(text)	{ .name = "on", .type = FIELD_DATE, .not_future = true, .required = true, \
	.label = text }

const struct field education_dropped_input[] = { ID, WHY("Why care did not begin"), { 0 } };
const struct field education_back_input[] = { ID, WHY("What was wrong"), { 0 } };
const struct field education_gone_input[] = { ID,
	DAY("Day on which the child left our schools"), { 0 } };
const struct field education_advice_input[] = { ID,
	{ .name = "cohort", .type = FIELD_CODE, .choices = "education-cohort:advice", .required = true,
	  .label = "Why advice is given" },
	DAY("From"), { 0 } };
const struct field education_advice_end_input[] = { ID, DAY("Last day of the advice"), { 0 } };
const struct field education_lock_input[] = { ID, DAY("Day of the adoption order"), { 0 } };
const struct field education_unlock_input[] = { ID, WHY("Why it is opened again"), { 0 } };

/* False: it cannot be done; a field says why, or the record has nothing to do it with. */
typedef bool step_do(struct request *r, struct record *record);

static const char *day(const struct request *r)
{
	return input_text(&r->input, "on");
}

/* -- what each does beside the move -- */

static void noted(struct request *r, const struct record *record, const char *code)
{
	event_add(r, record, code, input_text(&r->input, "why"), false);
}

static bool dropped(struct request *r, struct record *record)
{
	noted(r, record, "dropped.why");
	return true;
}

/* The episode that ended care runs again: a row of its own, so that what was recorded
 * can still be seen. */
static bool back(struct request *r, struct record *record)
{
	struct db_row last;

	if (!db_find(r->db, &education_sql[EDUCATION_STEP_EPISODE_LAST], &last, record->id) ||
	    db_text(&last, 1) == NULL)
		return false;
	(void)db_write(r->db, &education_sql[EDUCATION_STEP_EPISODE_AGAIN], request_account(r),
	    db_number(&last, 0));
	(void)db_write(r->db, &education_sql[EDUCATION_IMPORT_EPISODE_DROP], db_number(&last, 0));
	(void)db_write(r->db, &education_sql[EDUCATION_STEP_COHORT_AGAIN], record->id,
	    db_text(&last, 1));
	involvement_restore(r, record, "EDUCATION");
	noted(r, record, "end.error.why");
	return true;
}

static bool gone(struct request *r, struct record *record)
{
	event_add(r, record, "gone.on", pool_printf(r->pool, "Left our schools on %s",
	    page_day(r, day(r))), false);
	return true;
}

static bool advised(struct request *r, struct record *record)
{
	(void)db_write(r->db, &education_sql[EDUCATION_COHORT_ADD], record->id,
	    input_text(&r->input, "cohort"), day(r), request_account(r));
	if (record->closed_at != NULL)
		involvement_start(r, record, "EDUCATION", "Virtual school");
	return true;
}

void education_advice_over(struct request *r, const struct record *record, const char *on)
{
	struct db_rows rows;
	size_t i;

	(void)db_list(r->db, &education_sql[EDUCATION_COHORTS], &rows, record->id);
	for (i = 0; i < rows.n; i++)
		if (db_text(&rows.row[i], 2) == NULL && lists_flag("education-cohort",
		    db_text(&rows.row[i], 0), "advice"))
			(void)db_write(r->db, &education_sql[EDUCATION_COHORT_END],
			    strcmp(on, db_text(&rows.row[i], 1)) < 0 ? db_text(&rows.row[i], 1) : on,
			    record->id, db_text(&rows.row[i], 0));
}

static bool advice_ended(struct request *r, struct record *record)
{
	struct db_rows rows;
	size_t i;

	(void)db_list(r->db, &education_sql[EDUCATION_COHORTS], &rows, record->id);
	for (i = 0; i < rows.n; i++)
		if (db_text(&rows.row[i], 2) == NULL && strcmp(day(r), db_text(&rows.row[i], 1)) < 0) {
			input_refuse(&r->input, "on", "It must not be before the advice began");
			return false;
		}
	education_advice_over(r, record, day(r));
	return true;
}

/* 15.3: nobody keeps a part in it, and the head alone opens it. The name that the child
 * is known by is taken out: after the order that may be the adopters'. */
static void locked(struct request *r, const struct record *record, const char *on)
{
	static const char *const relations[] = { "WORKER", "TEACHER", "CARER", "REVIEWER" };
	size_t i;

	(void)db_write(r->db, &education_sql[EDUCATION_STEP_LOCK], on, record->id);
	for (i = 0; i < sizeof(relations) / sizeof(relations[0]); i++)
		record_person_end(r, record, 0, relations[i]);
}

static bool lock(struct request *r, struct record *record)
{
	locked(r, record, day(r));
	return true;
}

bool education_lock(struct request *r, struct record *record, const char *on)
{
	int status;

	if (!casework_move(r, record, EDUCATION_EVENT_LOCK, &status))
		return false;
	locked(r, record, on);
	return true;
}

static bool unlock(struct request *r, struct record *record)
{
	(void)db_write(r->db, &education_sql[EDUCATION_STEP_LOCK], NULL, record->id);
	noted(r, record, "unlock.why");
	return true;
}

/* -- their pages -- */

static const struct step {
	unsigned event;
	const char *below, *view, *title, *text, *button;
	const struct field *input;
	step_do *act;
} steps[] = {
	{ EDUCATION_EVENT_DROPPED, "/dropped", "dropped", "Care did not begin",
	  "The record closes. It opens again when care begins after all.", "Close the record",
	  education_dropped_input, dropped },
	{ EDUCATION_EVENT_BACK, "/end-error", "end-error", "The end of care was recorded in error",
	  "The last episode runs again. What was recorded stays to be seen. Plans that were cancelled "
	  "are not begun again by themselves.", "Open the episode again", education_back_input, back },
	{ EDUCATION_EVENT_GONE, "/gone", "gone", "The child has left our schools",
	  "The authority that looks after the child goes on with the education.", "Close the record",
	  education_gone_input, gone },
	{ EDUCATION_EVENT_ADVICE, "/advice", "advice", "Give advice",
	  "There are no plans for children to whom advice alone is given.", "Save",
	  education_advice_input, advised },
	{ EDUCATION_EVENT_ENDED, "/advice/end", "advice-end", "End of advice", "The record closes.",
	  "Close the record", education_advice_end_input, advice_ended },
	{ EDUCATION_EVENT_LOCK, "/lock", "lock", "Lock after an adoption",
	  "Nobody but the head of the virtual school opens the record from now on. Never write the "
	  "adopters' name or the child's new name in it.", "Lock the record", education_lock_input,
	  lock },
	{ EDUCATION_EVENT_UNLOCK, "/unlock", "unlock", "Open a locked record",
	  "Those who work in the virtual school see it again.", "Unlock the record",
	  education_unlock_input, unlock },
};

static const struct step *step_of(const struct request *r)
{
	const struct step *s = steps;

	while (s->input != r->route->input)
		s++;
	return s;
}

static int page(struct request *r, const struct record *record, int status)
{
	const struct step *s = step_of(r);
	struct node *body = casework_page(r, record, s->view, s->title), *form;

	(void)page_para(body, s->text);
	form = page_form(r, body, r->http->path);
	page_fields(r, form, s->input + 1);
	(void)page_button(page_buttons(form), s->button, "primary", NULL, NULL);
	return status;
}

int education_step_show(struct request *r)
{
	return casework_step_show(r, step_of(r)->event, page);
}

int education_step_save(struct request *r)
{
	const struct step *s = step_of(r);
	struct record record;
	int status;

	if (!casework_lock(r, &record))
		return page_not_found(r);
	if (!casework_may(r, &record, s->event))
		return casework_moved_on(r);
	if (!input_valid(&r->input, r->pool))
		return page(r, &record, 422);
	if (!s->act(r, &record))
		return input_valid(&r->input, r->pool) ? casework_not_yet(r, &record, NULL) :
		    page(r, &record, 422);
	if (!casework_move(r, &record, s->event, &status))
		return status;
	/* Who has locked it does not see it any more. */
	return s->event == EDUCATION_EVENT_LOCK && !request_may(r, EDUCATION_HEAD) ?
	    request_redirect(r, "/education/") : request_redirect(r, "%s", casework_path(r, &record));
}

/* -- for the head: what is locked -- */

int education_locked(struct request *r)
{
	struct node *body = page_begin(r, "locked", "Locked records"), *table, *tr;
	struct db_rows rows;
	size_t i;

	page_back(r, "Virtual school", "/education/");
	(void)page_heading(body, 1, "Records that are locked after an adoption");
	(void)db_list(r->db, &education_sql[EDUCATION_STEP_LOCKED], &rows);
	table = page_table(body, "locked", "Locked records", "None is locked.", "Reference", "Born",
	    "Locked on", NULL);
	for (i = 0; i < rows.n; i++) {
		tr = node_add(table, "row");
		node_set(page_cell(tr, db_text(&rows.row[i], 1)), "href",
		    pool_printf(r->pool, "/education/child/%s", db_text(&rows.row[i], 0)));
		(void)page_cell(tr, page_day(r, db_text(&rows.row[i], 2)));
		(void)page_cell(tr, page_day(r, db_text(&rows.row[i], 3)));
	}
	return 200;
}
