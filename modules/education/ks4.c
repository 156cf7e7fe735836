#include <string.h>

#include "account.h"
#include "lists.h"
#include "place.h"
#include "place-rules.h"
#include "text.h"

/* S5, SI 2010/959 reg.10: in years 10 and 11 a change of placement that would disrupt
 * education is not put into effect until the nominated officer has approved it. */

const struct field education_ks4_input[] = {
	{ .name = "id", .type = FIELD_HANDLE, .required = true },
	{ .name = "moves_on", .type = FIELD_DATE, .required = true,
	  .label = "Day of the change of placement" },
	{ .name = "what", .type = FIELD_TEXT, .max = 500, .required = true,
	  .label = "What changes, and how education would be disrupted" },
	{ .name = "emergency", .type = FIELD_TEXT, .max = 500,
	  .label = "If it is an emergency: the immediate risk",
	  .hint = "Only where the placement ends at once; education is then arranged as soon as can be" },
	{ 0 }
};

#define TICK(field, text)	{ .name = field, .type = FIELD_TICK, .label = text }

const struct field education_ks4_decide_input[] = {
	{ .name = "id", .type = FIELD_HANDLE, .required = true },
	{ .name = "approval", .type = FIELD_NUMBER, .required = true },
	TICK("wishes", "(a) The child's wishes and feelings are known, and the reviewing officer's "
	    "steps are done"),
	TICK("promotes", "(b) The new provision promotes achievement and fits the plan"),
	TICK("teacher", "(c) The designated teacher was consulted"),
	TICK("reviewer", "(d) The independent reviewing officer was consulted"),
	{ .name = "reason", .type = FIELD_TEXT, .max = 500, .required = true, .label = "Reason" },
	{ .name = "go", .type = FIELD_TOKEN, .max = 8, .required = true },
	{ 0 }
};

enum { KS4_ID, MOVES_ON, WHAT, STATUS, WISHES, PROMOTES, TEACHER, REVIEWER, EMERGENCY, REASON,
	DECIDED_ON };

/* Who decides: the head, and who is nominated beside. */
static bool decides(const struct request *r)
{
	return request_may(r, EDUCATION_HEAD) ||
	    text_among(conf_text("education.nominated"), r->session->login);
}

/* -- the part of the child's page -- */

static bool in_key_stage_4(struct request *r, const struct record *record)
{
	return place_key_stage_4(education_ncy(r, record));
}

void education_ks4_put(struct request *r, const struct record *record, struct node *body)
{
	struct node *table, *tr, *cell;
	struct db_rows rows;
	size_t i;

	(void)db_list(r->db, &education_sql[EDUCATION_KS4_LIST], &rows, record->id);
	if (rows.n > 0) {
		table = page_table(body, "ks4", "Changes of placement in Key Stage 4", "", "Day", "What",
		    "Decision", "Decided on", NULL);
		for (i = 0; i < rows.n; i++) {
			const struct db_row *v = &rows.row[i];

			tr = node_add(table, "row");
			cell = page_cell(tr, page_day(r, db_text(v, MOVES_ON)));
			node_set(cell, "head", "yes");
			if (strcmp(db_text(v, STATUS), "BLOCKED") == 0 && request_may(r, EDUCATION_PLACE))
				node_set(cell, "href", pool_printf(r->pool, "%s/ks4/%llu",
				    casework_path(r, record), db_number(v, KS4_ID)));
			(void)page_cell(tr, db_text(v, WHAT));
			cell = page_cell(tr, lists_label("education-ks4", db_text(v, STATUS), r->today));
			node_set(cell, "tag", strcmp(db_text(v, STATUS), "BLOCKED") == 0 ? "red" : "grey");
			(void)page_cell(tr, db_text(v, DECIDED_ON) == NULL ? "" :
			    page_day(r, db_text(v, DECIDED_ON)));
		}
	}
	if (request_may(r, EDUCATION_CARE) && strcmp(record->state, "CARE") == 0 &&
	    in_key_stage_4(r, record))
		casework_link(r, body, record, "Plan a change of placement in Key Stage 4", "/ks4", NULL);
}

static struct place_change change_of(int ncy, const struct db_row *v)
{
	return (struct place_change){ .ncy = ncy, .disrupts = true,
	    .emergency = strcmp(db_text(v, STATUS), "EMERGENCY") == 0,
	    .approved = strcmp(db_text(v, STATUS), "ALLOWED") == 0,
	    .wishes = db_number(v, WISHES) != 0, .promotes = db_number(v, PROMOTES) != 0,
	    .teacher = db_number(v, TEACHER) != 0, .reviewer = db_number(v, REVIEWER) != 0 };
}

const char *education_ks4_refuses(struct request *r, const struct record *record, const char *day)
{
	struct place_change change;
	struct db_rows rows;
	size_t i;

	if (!in_key_stage_4(r, record))
		return NULL;
	(void)db_list(r->db, &education_sql[EDUCATION_KS4_LIST], &rows, record->id);
	for (i = 0; i < rows.n; i++) {
		change = change_of(education_ncy(r, record), &rows.row[i]);
		if (strcmp(db_text(&rows.row[i], MOVES_ON), day) == 0 &&
		    place_change_status(&change) != PLACE_BLOCKED)
			return NULL;
	}
	return "Blocked: in years 10 and 11 a change of placement that means a new school must be "
	    "approved first, or recorded as an emergency, for this day";
}

/* -- planned -- */

int education_ks4_show(struct request *r)
{
	struct record record;

	return casework_load(r, &record) && in_key_stage_4(r, &record) ? education_form(r, &record,
	    "Change of placement in Key Stage 4", education_ks4_input, 200) : page_not_found(r);
}

static void heads_tell(struct request *r, const struct record *record, const char *title)
{
	struct account *heads;
	size_t i, n = account_list(r, "EVH", &heads);

	for (i = 0; i < n; i++)
		notice_add(r, record, heads[i].id, title);
}

int education_ks4_save(struct request *r)
{
	const char *emergency = input_text(&r->input, "emergency");
	bool urgent = emergency[0] != '\0';
	struct record record;

	if (!casework_lock(r, &record) || !in_key_stage_4(r, &record))
		return page_not_found(r);
	if (!input_valid(&r->input, r->pool))
		return education_form(r, &record, "Change of placement in Key Stage 4",
		    education_ks4_input, 422);
	(void)db_write(r->db, &education_sql[EDUCATION_KS4_ADD], record.id,
	    input_text(&r->input, "moves_on"), input_text(&r->input, "what"),
	    urgent ? "EMERGENCY" : "BLOCKED", emergency, request_account(r));
	event_add(r, &record, "ks4", urgent ? "Emergency change of placement in Key Stage 4" :
	    "Change of placement in Key Stage 4 waits for approval", false);
	if (urgent)
		task_new(r, &record, "PLACE", "Arrange education after the emergency change of "
		    "placement, as soon as can be", r->today);
	heads_tell(r, &record, urgent ? "A child in Key Stage 4 moves as an emergency" :
	    "A change of placement in Key Stage 4 waits for approval");
	return request_redirect(r, "%s", casework_path(r, &record));
}

/* -- decided -- */

static bool waiting(struct request *r, const struct record *record, struct db_row *row_r)
{
	struct db_rows rows;
	unsigned long long id;
	size_t i;

	if (!text_number(input_text(&r->input, "approval"), &id))
		return false;
	(void)db_list(r->db, &education_sql[EDUCATION_KS4_LIST], &rows, record->id);
	for (i = 0; i < rows.n; i++)
		if (db_number(&rows.row[i], KS4_ID) == id) {
			*row_r = rows.row[i];
			return true;
		}
	return false;
}

static int decide_page(struct request *r, const struct record *record, const struct db_row *v,
    int status)
{
	struct node *body = casework_page(r, record, "place", "Decide on a change of placement");
	struct node *s = node_add(body, "summary"), *form, *buttons;

	(void)page_row(s, "Day", page_day(r, db_text(v, MOVES_ON)));
	(void)page_row(s, "What changes", db_text(v, WHAT));
	(void)page_row(s, "Decision", lists_label("education-ks4", db_text(v, STATUS), r->today));
	if (!decides(r)) {
		(void)page_para(body, "The head of the virtual school, or who is nominated, decides.");
		return status;
	}
	form = page_form(r, body, r->http->path);
	page_fields(r, form, education_ks4_decide_input);
	buttons = page_buttons(form);
	(void)page_button(buttons, "Approve", "primary", "go", "approve");
	(void)page_button(buttons, "Refuse", "warning", "go", "refuse");
	return status;
}

int education_ks4_decide_show(struct request *r)
{
	struct record record;
	struct db_row row;

	return casework_load(r, &record) && waiting(r, &record, &row) ?
	    decide_page(r, &record, &row, 200) : page_not_found(r);
}

static unsigned long long ticked(const struct request *r, const char *name)
{
	return input_is(&r->input, name, "Y");
}

int education_ks4_decide(struct request *r)
{
	static const char *const ticks[] = { "wishes", "promotes", "teacher", "reviewer" };
	bool approve = input_is(&r->input, "go", "approve");
	struct record record;
	struct db_row row;
	size_t i;

	if (!casework_lock(r, &record) || !decides(r) || !waiting(r, &record, &row) ||
	    (!approve && !input_is(&r->input, "go", "refuse")))
		return page_not_found(r);
	for (i = 0; approve && i < sizeof(ticks) / sizeof(ticks[0]); i++)
		input_needs(&r->input, ticks[i], "The nominated officer must be satisfied of (a) to (d)");
	if (!input_valid(&r->input, r->pool))
		return decide_page(r, &record, &row, 422);
	if (db_write(r->db, &education_sql[EDUCATION_KS4_SET], approve ? "ALLOWED" : "REFUSED",
	    ticked(r, "wishes"), ticked(r, "promotes"), ticked(r, "teacher"), ticked(r, "reviewer"),
	    input_text(&r->input, "reason"), request_account(r), r->today, db_number(&row, KS4_ID),
	    record.id) != 1)
		return casework_moved_on(r);
	event_add(r, &record, "ks4", approve ? "Change of placement in Key Stage 4 approved" :
	    "Change of placement in Key Stage 4 refused", false);
	notice_add(r, &record, record.owner, "A change of placement in Key Stage 4 was decided");
	return request_redirect(r, "%s", casework_path(r, &record));
}
