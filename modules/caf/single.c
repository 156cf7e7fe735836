#include <string.h>

#include "addendum.h"
#include "caf.h"
#include "terms.h"

/* sections.md 4.2 transition 11: one service acts; a day is set to look at it again. */

const struct field caf_single_input[] = {
	{ .name = "id", .type = FIELD_HANDLE, .required = true },
	{ .name = "review_on", .type = FIELD_DATE, .required = true, .label = "Date of the review",
	  .hint = "When you will look with the family at what has changed" },
	{ 0 }
};

const struct field caf_single_review_input[] = {
	{ .name = "id", .type = FIELD_HANDLE, .required = true },
	{ .name = "held_on", .type = FIELD_DATE, .not_future = true, .required = true,
	  .label = "Date of the review" },
	{ .name = "notes", .type = FIELD_MEMO, .max = 4000, .required = true, .label = "Notes",
	  .hint = "What has changed, and what the child and the parent say" },
	{ .name = "review_on", .type = FIELD_DATE, .required = true, .label = "Next review" },
	{ 0 }
};

static int page(struct request *r, const struct record *record, const struct caf_episode *e,
    int status)
{
	struct node *body = page_begin(r, "single", "One service acts"), *form;
	const char *latest = caf_review_latest(r, e);

	page_back(r, "Case", "/caf/case/%s", record->handle);
	caf_identity(r, record, e);
	(void)page_heading(body, 1, "One service acts");
	(void)page_para(body, terms_apply(r->pool, "Your service does what was agreed. If another one "
	    "is needed later, the {team around the child} can still be called."));
	if (latest != NULL)
		(void)node_leaf(body, "inset", pool_printf(r->pool, "The first review is on %s at the "
		    "latest.", caf_day(r, latest)));
	form = page_form(r, body, r->http->path);
	page_fields(r, form, caf_single_input);
	(void)page_button(page_buttons(form), "Continue", "primary", NULL, NULL);
	return status;
}

static bool from_here(struct request *r, const struct record *record)
{
	return workflow_find(r, &caf_workflow, record, CAF_EVENT_SINGLE) != NULL;
}

int caf_single_show(struct request *r)
{
	struct caf_episode e;
	struct record record;
	const char *first;

	if (!caf_load(r, &record, &e) || !record_is(&record, "OWNER"))
		return page_not_found(r);
	if (!from_here(r, &record))
		return request_redirect(r, "/caf/case/%s", record.handle);
	first = caf_review_latest(r, &e);
	if (first != NULL)
		input_slot(&r->input, "review_on")->value = first;
	return page(r, &record, &e, 200);
}

int caf_single_make(struct request *r)
{
	const char *on = input_text(&r->input, "review_on");
	struct caf_episode e;
	struct record record;
	int status = 0;

	if (!caf_lock(r, &record, &e) || !record_is(&record, "OWNER"))
		return page_not_found(r);
	if (!from_here(r, &record))
		return caf_moved_on(r);
	caf_review_date_rules(r, &e);
	if (!input_valid(&r->input, r->pool))
		return page(r, &record, &e, 422);
	if (!caf_move(r, &record, CAF_EVENT_SINGLE, &status))
		return status;
	(void)db_write(r->db, &caf_sql[CAF_PLAN_AGREED], on, r->today, record.id);
	deadline_drop(r, &record, "T4");
	deadline_drop(r, &record, "T5");
	caf_clock_agree(r, &record, "T5", on, pool_printf(r->pool, "Agreed on %s",
	    caf_day(r, r->today)));
	return request_redirect(r, "/caf/case/%s", record.handle);
}

/* -- its reviews (4.1 S5: optional) -- */

static bool reviewing(struct request *r, const struct record *record)
{
	return workflow_find(r, &caf_workflow, record, CAF_EVENT_SINGLE_REVIEW) != NULL;
}

static int review_page(struct request *r, const struct record *record,
    const struct caf_episode *e, int status)
{
	struct node *body = page_begin(r, "single-review", "Record a review"), *form;

	page_back(r, "Case", "/caf/case/%s", record->handle);
	caf_identity(r, record, e);
	(void)page_heading(body, 1, "Record a review");
	(void)page_para(body, "The notes are added to the assessment. If the case is over, close it "
	    "instead.");
	form = page_form(r, body, r->http->path);
	page_fields(r, form, caf_single_review_input);
	(void)page_button(page_buttons(form), "Save", "primary", NULL, NULL);
	return status;
}

int caf_single_review_show(struct request *r)
{
	struct caf_episode e;
	struct record record;

	if (!caf_load(r, &record, &e) || !record_is(&record, "OWNER"))
		return page_not_found(r);
	if (!reviewing(r, &record))
		return request_redirect(r, "/caf/case/%s", record.handle);
	input_slot(&r->input, "held_on")->value = r->today;
	input_slot(&r->input, "review_on")->value = caf_clock_date(r, "T6", r->today);
	return review_page(r, &record, &e, 200);
}

static void review_rules(struct request *r, const struct caf_episode *e)
{
	const char *held = input_text(&r->input, "held_on"), *next = input_text(&r->input, "review_on");
	const char *latest;

	if (!input_valid(&r->input, r->pool))
		return;
	latest = caf_clock_date(r, "T6", held);
	if (e->plan_on != NULL && strcmp(held, e->plan_on) < 0)
		input_refuse(&r->input, "held_on", pool_printf(r->pool, "The review cannot be before %s, "
		    "when it was agreed that one service acts", caf_day(r, e->plan_on)));
	else if (e->completed_on != NULL && strncmp(held, e->completed_on, 10) < 0)
		input_refuse(&r->input, "held_on", "The review comes after the assessment was completed");
	if (strcmp(next, r->today) < 0)
		input_refuse(&r->input, "review_on", "The next review must be today or later");
	else if (latest != NULL && strcmp(next, latest) > 0)
		input_refuse(&r->input, "review_on", pool_printf(r->pool,
		    "The next review must be on %s or earlier", caf_day(r, latest)));
}

int caf_single_review(struct request *r)
{
	const char *next = input_text(&r->input, "review_on");
	struct document assessment;
	struct caf_episode e;
	struct record record;
	int status = 0;

	if (!caf_lock(r, &record, &e) || !record_is(&record, "OWNER"))
		return page_not_found(r);
	if (!reviewing(r, &record) || !document_find(r, &record, "assessment", &assessment))
		return caf_moved_on(r);
	review_rules(r, &e);
	if (!input_valid(&r->input, r->pool))
		return review_page(r, &record, &e, 422);
	if (!caf_move(r, &record, CAF_EVENT_SINGLE_REVIEW, &status))
		return status;
	addendum_add(r, &assessment, pool_printf(r->pool, "Review on %s. %s",
	    caf_day(r, input_text(&r->input, "held_on")), input_text(&r->input, "notes")));
	(void)db_write(r->db, &caf_sql[CAF_PLAN_REVIEW_SET], next, record.id);
	deadline_met(r, &record, "T5");
	deadline_met(r, &record, "T6");
	caf_clock_agree(r, &record, "T6", next, pool_printf(r->pool, "Agreed on %s",
	    caf_day(r, r->today)));
	return request_redirect(r, "/caf/case/%s", record.handle);
}
