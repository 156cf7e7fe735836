#include <string.h>

#include "lists.h"
#include "meeting.h"
#include "overtaken.h"
#include "text.h"
#include "triage.h"

/* 5.5 and C.19: referred on, above all for a serious case review or practice review,
 * whose decision the sign-off waits for where the rules ask for one. */

const struct field lscb_referral_input[] = {
	{ .name = "id", .type = FIELD_HANDLE, .required = true },
	{ .name = "sent_to", .type = FIELD_CODE, .choices = "lscb-referral", .required = true,
	  .compact = true, .label = "Body it is referred to" },
	{ .name = "trigger_code", .type = FIELD_CODE, .choices = "lscb-referral-trigger",
	  .compact = true, .label = "What calls for it",
	  .hint = "Needed where it is referred for a case review" },
	{ .name = "referred_on", .type = FIELD_DATE, .not_future = true, .required = true,
	  .label = "Day of the referral" },
	{ .name = "why", .type = FIELD_MEMO, .max = 2000, .rows = 3, .required = true,
	  .label = "Why", .hint = "Do not name a child" },
	{ 0 }
};

const struct field lscb_referral_decide_input[] = {
	{ .name = "id", .type = FIELD_HANDLE, .required = true },
	{ .name = "referral", .type = FIELD_TOKEN, .required = true },
	{ .name = "decision", .type = FIELD_CODE, .choices = "lscb-referral-decision",
	  .required = true, .label = "Decision" },
	{ .name = "decided_on", .type = FIELD_DATE, .not_future = true, .required = true,
	  .label = "Day of the decision" },
	{ .name = "decision_why", .type = FIELD_MEMO, .max = 2000, .rows = 3, .required = true,
	  .label = "Reason", .hint = "Do not name a child" },
	{ .name = "completed_on", .type = FIELD_DATE, .not_future = true,
	  .label = "Review completed on" },
	{ .name = "published_on", .type = FIELD_DATE, .not_future = true,
	  .label = "Review published on" },
	{ 0 }
};

static bool is_open(const struct record *record)
{
	return strcmp(record->state, "ARCHIVED") != 0 && strcmp(record->state, "DESTROYED") != 0;
}

/* How long the decision may take (1.4): of the board's chair, or of the rapid review,
 * beside which the national panel is told. */
static void decision_awaited(struct request *r, const struct record *record, const char *from)
{
	if (record->closed_at != NULL)
		return;
	if (lscb_of(r)->form_set[0] != 'C') {
		casework_clock_start(r, record, "SCR", from);
		return;
	}
	casework_clock_start(r, record, "RAPID", from);
	lscb_task_labelled(r, record, "CASE-NOTICE", lscb_task_day(r, "lscb.case_notice", from));
}

/* The decision is there, and perhaps the review. */
static void decision_made(struct request *r, const struct record *record, const char *before)
{
	const char *on = input_text(&r->input, "decided_on");
	const char *done = input_text(&r->input, "completed_on");

	deadline_met_on(r, record, "SCR", on);
	deadline_met_on(r, record, "RAPID", on);
	if (!input_is(&r->input, "decision", "SCR"))
		deadline_drop(r, record, "SCR-DONE");
	else if (lscb_of(r)->form_set[0] != 'C' && record->closed_at == NULL &&
	    strcmp(before, "SCR") != 0)
		casework_clock_start(r, record, "SCR-DONE", on);
	if (done[0] != '\0')
		deadline_met_on(r, record, "SCR-DONE", done);
}

void lscb_refer(struct request *r, const struct record *record, const char *to,
    const char *trigger, const char *why)
{
	struct db_rows rows;
	size_t i;

	(void)db_list(r->db, &lscb_sql[LSCB_REFERRALS], &rows, record->id);
	for (i = 0; i < rows.n; i++)
		if (strcmp(db_text(&rows.row[i], 1), to) == 0)
			return;
	(void)db_write(r->db, &lscb_sql[LSCB_REFERRAL_ADD], record->id, to, trigger, r->today,
	    r->session->name, why, request_account(r));
	if (strcmp(to, "SCR") == 0)
		decision_awaited(r, record, r->today);
}

static void one_put(struct request *r, struct node *body, const struct record *record,
    const struct db_row *f)
{
	struct node *s = node_add(body, "summary");

	node_set(s, "title", lists_label("lscb-referral", db_text(f, 1), r->today));
	(void)page_row(s, "Referred on", page_day(r, db_text(f, 3)));
	(void)page_row(s, "By", db_text(f, 4));
	if (db_text(f, 2)[0] != '\0')
		(void)page_row(s, "What calls for it", lists_label("lscb-referral-trigger", db_text(f, 2),
		    r->today));
	(void)page_row(s, "Why", db_text(f, 5));
	(void)page_row(s, "Decision", db_text(f, 6)[0] == '\0' ? NULL :
	    lists_label("lscb-referral-decision", db_text(f, 6), r->today));
	if (db_text(f, 6)[0] != '\0') {
		(void)page_row(s, "Decided on", page_day(r, db_text(f, 7)));
		(void)page_row(s, "Reason", db_text(f, 8));
		(void)page_row(s, "Review completed on", page_day(r, db_text(f, 9)));
		(void)page_row(s, "Review published on", page_day(r, db_text(f, 10)));
	}
	if (is_open(record))
		casework_link(r, body, record, "Record the decision", pool_printf(r->pool,
		    "/referrals/%llu", db_number(f, 0)), "secondary");
}

static int list_page(struct request *r, const struct record *record, int status)
{
	struct node *body = lscb_table_page(r, record, "referrals", "Referrals"), *form;
	const struct field *f;
	struct db_rows rows;
	size_t i;

	if (db_list(r->db, &lscb_sql[LSCB_REFERRALS], &rows, record->id) == 0)
		(void)page_para(body, "The case has not been referred on.");
	for (i = 0; i < rows.n; i++)
		one_put(r, body, record, &rows.row[i]);
	if (!is_open(record))
		return status;
	(void)page_heading(body, 2, "Refer the case");
	form = page_form(r, body, pool_printf(r->pool, "%s/referrals", casework_path(r, record)));
	for (f = lscb_referral_input + 1; f->name != NULL; f++)
		page_field_of(r, form, f, r->route->input == lscb_referral_input);
	(void)page_button(page_buttons(form), "Refer", "primary", NULL, NULL);
	return status;
}

int lscb_referrals(struct request *r)
{
	struct record record;

	if (!casework_load(r, &record))
		return page_not_found(r);
	return list_page(r, &record, 200);
}

int lscb_referral_add(struct request *r)
{
	const struct input *in = &r->input;
	struct record record;

	if (!casework_lock(r, &record) || !is_open(&record))
		return page_not_found(r);
	if (input_is(in, "sent_to", "SCR"))
		input_needs(&r->input, "trigger_code", "Say what asks for a case review");
	lscb_nameless(r, record.id, "why");
	if (!input_valid(&r->input, r->pool))
		return list_page(r, &record, 422);
	(void)db_write(r->db, &lscb_sql[LSCB_REFERRAL_ADD], record.id, input_text(in, "sent_to"),
	    input_text(in, "trigger_code"), input_text(in, "referred_on"), r->session->name,
	    input_text(in, "why"), request_account(r));
	if (input_is(in, "sent_to", "SCR"))
		decision_awaited(r, &record, input_text(in, "referred_on"));
	event_add(r, &record, "referral", pool_printf(r->pool, "Referred on: %s",
	    lists_label("lscb-referral", input_text(in, "sent_to"), r->today)), false);
	return request_redirect(r, "%s/referrals", casework_path(r, &record));
}

/* -- the decision -- */

static bool find(struct request *r, const struct record *record, struct db_row *row_r)
{
	unsigned long long id;

	return text_number(input_text(&r->input, "referral"), &id) &&
	    db_find(r->db, &lscb_sql[LSCB_REFERRAL_FIND], row_r, record->id, id);
}

static int decide_page(struct request *r, const struct record *record, const struct db_row *f,
    int status)
{
	struct node *body = lscb_table_page(r, record, "referral", "Decision on the referral"), *form;
	const struct field *field;

	page_back(r, "Referrals", "%s/referrals", casework_path(r, record));
	(void)page_para(body, pool_printf(r->pool, "%s, %s",
	    lists_label("lscb-referral", db_text(f, 1), r->today), page_day(r, db_text(f, 3))));
	form = page_form(r, body, r->http->path);
	page_version(r, form, db_number(f, 11));
	for (field = lscb_referral_decide_input + 2; field->name != NULL; field++)
		(void)page_field(r, form, field, NULL);
	(void)page_button(page_buttons(form), "Save the decision", "primary", NULL, NULL);
	return status;
}

static const char *or_empty(const char *text)
{
	return text == NULL ? "" : text;
}

static void fill(struct request *r, const struct db_row *f)
{
	input_slot(&r->input, "decision")->value = db_text(f, 6);
	input_slot(&r->input, "decided_on")->value = or_empty(db_text(f, 7));
	input_slot(&r->input, "decision_why")->value = db_text(f, 8);
	input_slot(&r->input, "completed_on")->value = or_empty(db_text(f, 9));
	input_slot(&r->input, "published_on")->value = or_empty(db_text(f, 10));
}

int lscb_referral_decide_show(struct request *r)
{
	struct record record;
	struct db_row f;

	if (!casework_load(r, &record) || !find(r, &record, &f) || !is_open(&record))
		return page_not_found(r);
	fill(r, &f);
	return decide_page(r, &record, &f, 200);
}

static const char *day(struct request *r, const char *name)
{
	const char *value = input_text(&r->input, name);

	return value[0] == '\0' ? NULL : value;
}

int lscb_referral_decide(struct request *r)
{
	const struct input *in = &r->input;
	const struct typed *typed;
	struct record record;
	struct db_row f;

	if (!casework_lock(r, &record) || !find(r, &record, &f) || !is_open(&record))
		return page_not_found(r);
	if (day(r, "decided_on") != NULL && input_slot(in, "decided_on")->error == NULL &&
	    strcmp(day(r, "decided_on"), db_text(&f, 3)) < 0)
		input_refuse(&r->input, "decided_on", "The decision cannot be older than the referral");
	lscb_nameless(r, record.id, "decision_why");
	if (overtaken(r, db_number(&f, 11))) {
		typed = overtaken_typed(r);
		fill(r, &f);
		overtaken_by(r, typed);
		return decide_page(r, &record, &f, 409);
	}
	if (!input_valid(&r->input, r->pool))
		return decide_page(r, &record, &f, 422);
	(void)db_write(r->db, &lscb_sql[LSCB_REFERRAL_DECIDE], input_text(in, "decision"),
	    day(r, "decided_on"), input_text(in, "decision_why"), day(r, "completed_on"),
	    day(r, "published_on"), db_number(&f, 0), record.id, db_number(&f, 11));
	if (strcmp(db_text(&f, 1), "SCR") == 0)
		decision_made(r, &record, db_text(&f, 6));
	event_add(r, &record, "referral.decided", "A referral was decided", false);
	return request_redirect(r, "%s/referrals", casework_path(r, &record));
}
