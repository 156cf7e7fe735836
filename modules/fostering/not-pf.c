#include <string.h>

#include "fostering.h"
#include "legal-rules.h"
#include "lists.h"

/* 10, 2 and 17: closing an enquiry that is no private fostering. Front door and
 * worker propose with a reason, a manager agrees or refuses; what was closed as
 * a short stay can be tested again. */

const struct field fostering_not_pf_input[] = {
	{ .name = "id", .type = FIELD_HANDLE, .required = true },
	{ .name = "reason", .type = FIELD_MEMO, .max = 2000, .required = true,
	  .label = "Why it is to be closed", .hint = "What was found out, and from whom" },
	{ 0 }
};

const struct field fostering_not_pf_answer_input[] = {
	{ .name = "id", .type = FIELD_HANDLE, .required = true },
	{ .name = "agreed", .type = FIELD_YESNO, .required = true, .label = "Do you agree?" },
	{ .name = "answer_note", .type = FIELD_MEMO, .max = 2000, .rows = 3,
	  .label = "If not, what is still to be found out" },
	{ 0 }
};

const struct field fostering_again_input[] = {
	{ .name = "id", .type = FIELD_HANDLE, .required = true },
	{ .name = "reason", .type = FIELD_TEXT, .max = 150, .required = true,
	  .label = "Why it is tested again" },
	FOSTERING_WARNING_FIELDS,
	{ 0 }
};

#define KIND	"NOT_PF"

static const char *not_ended(struct request *r)
{
	struct legal_result now;

	fostering_test_now(r, &now);
	return legal_ends(now.result) ? NULL : pool_printf(r->pool, "The legal test says: %s. %s.",
	    lists_label("fostering-result", now.result, r->today), now.why);
}

const char *fostering_not_pf_guard(struct request *r, const struct record *record)
{
	struct approval open;
	const char *why = not_ended(r);

	if (why != NULL)
		return why;
	if (!approval_waits(r, record, KIND, &open))
		return "Somebody has to propose it with a reason first.";
	return fostering_approval_mine(r, &open) ? NULL :
	    "You proposed it yourself: another manager has to agree.";
}

const char *fostering_again_guard(struct request *r, const struct record *record)
{
	(void)record;
	return strcmp(fostering_of(r)->test_result, "NOT_PF_SHORT") == 0 ||
	    !legal_ends(fostering_of(r)->test_result) ? NULL :
	    "Only a stay that was to be short is tested again. A manager can undo a closure in error.";
}

static bool proposer(struct request *r, const struct record *record)
{
	return strcmp(record->state, "ENQUIRY") == 0 && request_may(r, FOSTERING_PROPOSE) &&
	    (record_is(record, "OWNER TEAM") || request_may(r, FOSTERING_DECIDE));
}

void fostering_not_pf_offer(struct request *r, struct node *body, const struct record *record,
    const struct legal_result *now)
{
	struct approval open;

	if (approval_waits(r, record, KIND, &open))
		(void)page_para(body, pool_printf(r->pool, "%s proposed on %s to close it as not private "
		    "fostering. A manager has to agree.", open.asker, page_day(r, open.asked_at)));
	else if (legal_ends(now->result) && proposer(r, record))
		casework_link(r, body, record, "Propose to close it", "/not-pf", "button");
}

/* -- the page -- */

static void waiting_put(struct request *r, struct node *body,
    const struct approval *open)
{
	struct node *s = node_add(body, "summary");

	(void)page_row(s, "Proposed by", open->asker);
	(void)page_row(s, "On", page_when(r, open->asked_at));
	(void)page_row(s, "Why", open->note);
}

static void form_put(struct request *r, struct node *body, const struct record *record,
    const struct field *table, const char *below, const char *button)
{
	struct node *form = page_form(r, body, pool_printf(r->pool, "%s%s", casework_path(r, record),
	    below));
	const struct field *f;

	for (f = table + 1; f->name != NULL; f++)
		page_field_of(r, form, f, r->route->input == table);
	(void)page_button(page_buttons(form), button, "primary", NULL, NULL);
}

static int not_pf_page(struct request *r, const struct record *record, int status)
{
	struct node *body = casework_page(r, record, "not-pf", "Close: not private fostering");
	struct approval open;
	struct legal_result now;

	fostering_test_now(r, &now);
	(void)node_leaf(body, "inset", pool_printf(r->pool, "%s. Rule %u: %s.",
	    lists_label("fostering-result", now.result, r->today), now.rule, now.why));
	if (!approval_waits(r, record, KIND, &open)) {
		form_put(r, body, record, fostering_not_pf_input, "/not-pf", "Propose");
		return status;
	}
	waiting_put(r, body, &open);
	if (fostering_approval_mine(r, &open))
		form_put(r, body, record, fostering_not_pf_answer_input, "/not-pf/answer", "Decide");
	else
		(void)page_para(body, "A manager who did not propose it has to agree.");
	return status;
}

int fostering_not_pf_show(struct request *r)
{
	struct record record;

	if (!casework_load(r, &record) || !proposer(r, &record))
		return page_not_found(r);
	if (not_ended(r) != NULL)
		return casework_not_yet(r, &record, not_ended(r));
	return not_pf_page(r, &record, 200);
}

int fostering_not_pf_ask(struct request *r)
{
	struct record record;

	if (!casework_lock(r, &record) || !proposer(r, &record))
		return page_not_found(r);
	if (not_ended(r) != NULL)
		return casework_not_yet(r, &record, not_ended(r));
	if (!input_valid(&r->input, r->pool))
		return not_pf_page(r, &record, 422);
	fostering_facts_changed(r, &record, "Before closing");
	fostering_approval_ask(r, &record, KIND, input_text(&r->input, "reason"),
	    "Proposed to close: not private fostering");
	event_add(r, &record, "not-pf.proposed", "Proposed to close as not private fostering", false);
	return request_redirect(r, "%s", casework_path(r, &record));
}

/* -- the manager's answer -- */

static int closed(struct request *r, struct record *record)
{
	int status;

	if (!casework_move(r, record, FOSTERING_EVENT_NOT_PF, &status))
		return status;
	return request_redirect(r, "%s", casework_path(r, record));
}

int fostering_not_pf_answer(struct request *r)
{
	bool agreed = input_is(&r->input, "agreed", "Y");
	const char *why;
	struct approval open;
	struct record record;

	if (!casework_lock(r, &record) || !proposer(r, &record))
		return page_not_found(r);
	why = fostering_not_pf_guard(r, &record);
	if (why != NULL)
		return casework_not_yet(r, &record, why);
	if (!agreed && input_is(&r->input, "answer_note", ""))
		input_refuse(&r->input, "answer_note", "Say what is still to be found out");
	if (!input_valid(&r->input, r->pool))
		return not_pf_page(r, &record, 422);
	if (!approval_waits(r, &record, KIND, &open))
		return casework_moved_on(r);
	fostering_facts_changed(r, &record, "Before closing");
	/* The guard asks for the proposal that is open: it moves before it is answered. */
	if (agreed) {
		int status = closed(r, &record);

		if (status >= 400)
			return status;
	} else
		event_add(r, &record, "not-pf.refused", "Not closed: more is to be found out", false);
	(void)fostering_approval_answer(r, &record, &open, agreed,
	    input_text(&r->input, "answer_note"), agreed ? "Closed: not private fostering" :
	    "Not closed: more is to be found out");
	return request_redirect(r, "%s", casework_path(r, &record));
}

/* -- tested again -- */

bool fostering_test_again(struct request *r, struct record *record, int *status_r)
{
	if (!casework_move(r, record, FOSTERING_EVENT_AGAIN, status_r))
		return false;
	record_resume(r, record, NULL);
	(void)db_write(r->db, &fostering_sql[FOSTERING_ARRANGEMENT_CLOSED], NULL, record->id);
	casework_clock_start(r, record, "T0", r->today);
	return true;
}

static int again_page(struct request *r, const struct record *record,
    const struct fostering_warnings *w, int status)
{
	struct node *body = casework_page(r, record, "again", "Test it again"), *form;

	(void)page_para(body, "The case is an enquiry again until it is decided.");
	form = page_form(r, body, r->http->path);
	page_fields(r, form, fostering_again_input);
	fostering_warnings_put(r, form, w);
	(void)page_button(page_buttons(form), "Open it again", "primary", NULL, NULL);
	return status;
}

int fostering_again_show(struct request *r)
{
	struct fostering_warnings w = { .n = 0 };
	struct record record;

	if (!casework_load(r, &record) || !casework_may(r, &record, FOSTERING_EVENT_AGAIN))
		return page_not_found(r);
	fostering_reopen_warnings(r, &record, &w);
	return again_page(r, &record, &w, 200);
}

int fostering_again_save(struct request *r)
{
	struct fostering_warnings w = { .n = 0 };
	struct record record;
	int status;

	if (!casework_lock(r, &record) || !casework_may(r, &record, FOSTERING_EVENT_AGAIN))
		return page_not_found(r);
	fostering_reopen_warnings(r, &record, &w);
	if (!input_valid(&r->input, r->pool) || !fostering_warnings_confirmed(r, &w))
		return again_page(r, &record, &w, 422);
	if (!fostering_test_again(r, &record, &status))
		return status;
	fostering_warnings_keep(r, &record, &w);
	event_add(r, &record, "again.why", pool_printf(r->pool, "Tested again: %s",
	    input_text(&r->input, "reason")), false);
	fostering_facts_changed(r, &record, "Tested again");
	return request_redirect(r, "%s/test", casework_path(r, &record));
}
