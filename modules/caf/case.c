#include <string.h>

#include "caf.h"
#include "lists.h"
#include "terms.h"

static bool episode_load(struct request *r, const struct record *record, struct caf_episode *e)
{
	struct db_row row;

	if (!db_find(r->db, &caf_sql[CAF_EPISODE_FIND], &row, record->id))
		return false;
	*e = (struct caf_episode){ .unborn = db_number(&row, 0) != 0,
	    .mother_given = db_text(&row, 1), .mother_family = db_text(&row, 2),
	    .born_on = db_text(&row, 3), .expected_on = db_text(&row, 4),
	    .asked_by = db_text(&row, 5), .asked_on = db_text(&row, 6),
	    .leaflet = db_text(&row, 7), .searched_at = db_text(&row, 8),
	    .registered_on = db_text(&row, 9), .started_on = db_text(&row, 10),
	    .completed_on = db_text(&row, 11), .decision = db_text(&row, 12),
	    .level = db_text(&row, 13), .next_step = db_text(&row, 14),
	    .assessment = (unsigned)db_number(&row, 15), .previous = db_number(&row, 16),
	    .review_on = db_text(&row, 17),
	    .newborn_on = db_text(&row, 18), .newborn_given = db_text(&row, 19),
	    .newborn_family = db_text(&row, 20), .newborn_sex = db_text(&row, 21),
	    .newborn_postcode = db_text(&row, 22), .plan_on = db_text(&row, 23) };
	return true;
}

/* The columns of the episode, for who may have this page (4.2, 21). */
static const void *own(struct request *r, const struct record *record)
{
	struct caf_episode *e = pool_new(r->pool, struct caf_episode);

	return caf_harm_lets(r, record) && episode_load(r, record, e) ? e : NULL;
}

bool caf_load(struct request *r, struct record *record, struct caf_episode *episode_r)
{
	if (!casework_load(r, record))
		return false;
	*episode_r = *(const struct caf_episode *)r->held;
	return true;
}

bool caf_lock(struct request *r, struct record *record, struct caf_episode *episode_r)
{
	if (!casework_lock(r, record))
		return false;
	*episode_r = *(const struct caf_episode *)r->held;
	return true;
}

void caf_identity(struct request *r, const struct record *record, const struct caf_episode *e)
{
	struct node *bar = page_identity(r, record->subject, page_day(r, e->born_on),
	    record->reference, record->restricted ? "Restricted" :
	    strcmp(record->state, "S9") == 0 ? "Paused" : NULL);
	const char *withdrawn = caf_withdrawn(r, record);

	if (e->born_on == NULL)
		node_set(bar, "due", page_day(r, e->expected_on));
	if (withdrawn != NULL)
		(void)node_leaf(node_child(r->page, "body"), "warning", withdrawn);
	/* 3.2 K: a way out of every screen, without consent. */
	if (record_works_on(record) &&
	    (record->closed_at == NULL || strcmp(record->state, "S11") == 0 ||
	    strcmp(record->state, "S12") == 0))
		(void)page_link(node_child(r->page, "body"), "A child may be at risk of significant harm",
		    NULL, "/caf/case/%s/harm", record->handle);
}

static void identity(struct request *r, const struct record *record)
{
	caf_identity(r, record, r->held);
}

/* What a closed episode no longer has, whichever way it closed. A lead
 * professional of the assessor's own service reads on after a withdrawal (5.5,
 * 2). What was closed and not opened in error stays on the index as such (4.1). */
static void closed(struct request *r, const struct record *record, unsigned event)
{
	unsigned state = workflow_state(&caf_workflow, record->state);

	(void)db_write(r->db, &caf_sql[CAF_EPISODE_CLOSED], record->id);
	/* By re-assessment or closure (4.3); who left or was never assessed did neither. */
	if (state == CAF_CLOSED && event != CAF_EVENT_DUPLICATE)
		deadline_met(r, record, "T7");
	deadline_drop_all(r, record);
	record_person_end(r, record, 0, "TAC");
	if (state != CAF_WITHDRAWN)
		record_person_end(r, record, 0, "LP");
	caf_lead_unpropose(r, record, 0);
	(void)db_write(r->db, &caf_sql[CAF_EXIT_LEADS], record->id);
	(void)db_write(r->db, &caf_sql[CAF_EXIT_MEMBERS], record->id);
	(void)db_write(r->db, &caf_sql[CAF_EXIT_UNINVOLVE], r->today, record->id);
	(void)db_write(r->db, &caf_sql[CAF_EXIT_APPROVALS], request_account(r), record->id);
	if (state == CAF_CLOSED && event != CAF_EVENT_DUPLICATE && record->reference != NULL)
		involvement_start_of(r, record, record->owner, "CAF",
		    terms_apply(r->pool, "{Common assessment} held (closed)"));
	if (state == CAF_REFUSED || state == CAF_WITHDRAWN || state == CAF_DESTROYED)
		record_unlist(r, record);
}

/* -- the case's page -- */

/* Nothing is missing in it: what it decides can be carried out. */
static bool checklist_ready(struct request *r, const struct record *record)
{
	const struct form_answers *answers;
	struct form_gap *gaps = NULL;
	struct document d;

	if (!document_find(r, record, "checklist", &d))
		return false;
	answers = document_answers(r, &d);
	form_gaps(r, NULL, answers, &gaps);
	caf_rules_checklist(r, record, answers, &gaps);
	return gaps == NULL;
}

static void working_step(struct request *r, struct node *body, const struct record *record,
    const struct caf_episode *e, unsigned state)
{
	bool holder = record_is(record, "OWNER");

	if (state == CAF_CONCERN && checklist_ready(r, record))
		casework_link(r, body, record, "Carry out the decision", "/checklist", "button");
	else if (state == CAF_CONCERN)
		casework_link(r, body, record, "Go on with the {checklist}", "/checklist", "button");
	else if (state == CAF_ASSESSING)
		casework_link(r, body, record, "Go on with the assessment", "/assessment", "button");
	else if (!holder)
		(void)page_para(body, "The next step is for the person who holds the case.");
	else if (state == CAF_CONSENT_SOUGHT && e->asked_on == NULL)
		casework_link(r, body, record, "Record that the family was asked", "/ask", "button");
	else if (state == CAF_CONSENT_SOUGHT)
		casework_link(r, body, record, "Record the family's answer", "/consent", "button");
	else if (e->searched_at == NULL)
		casework_link(r, body, record, "Check for an existing assessment", "/existing", "button");
	else
		casework_link(r, body, record, "Start the assessment form", "/existing", "button");
}

/* What the assessment named as next step comes first. */
static unsigned step_agreed(const struct caf_episode *e)
{
	static const struct { const char *step; enum caf_event event; } steps[] = {
		{ "NFA", CAF_EVENT_CLOSE }, { "ONE", CAF_EVENT_SINGLE }, { "TAC", CAF_EVENT_TEAM },
		{ "CSC", CAF_EVENT_SOCIAL_CARE }
	};
	size_t i;

	for (i = 0; i < sizeof(steps) / sizeof(steps[0]); i++)
		if (strcmp(e->next_step, steps[i].step) == 0)
			return steps[i].event;
	return CASEWORK_NO_EVENT;
}

/* Whose step it is, for who has none. A team sees that a case is paused, and no
 * reason. */
static void others_step(struct request *r, struct node *body, const struct caf_episode *e,
    unsigned state)
{
	const char *review = page_day(r, e->review_on);

	if (state == CAF_SUSPENDED)
		(void)page_para(body, terms_apply(r->pool, "The case is paused: the plan is not changed "
		    "meanwhile. The {caf coordinator} records when it goes on, and you are told then."));
	else if (state == CAF_DELIVERING)
		(void)page_para(body, terms_apply(r->pool, pool_printf(r->pool, "The plan is under way. The "
		    "next step is the review%s%s, which the {lead professional} opens.",
		    review == NULL ? "" : " on ", review == NULL ? "" : review)));
	else if (state == CAF_IN_REVIEW)
		(void)page_para(body, terms_apply(r->pool, "The {lead professional} goes on with the "
		    "review."));
	else
		(void)page_para(body, "The next step is for the person who holds the case.");
}

/* What waits for this person alone, before what the state says. */
static bool own_steps(struct request *r, struct node *body, const struct record *record)
{
	static bool (*const step[])(struct request *, struct node *, const struct record *) = {
		caf_lead_step, caf_carer_step, caf_dispute_step, caf_contact_step, caf_join_step
	};
	bool any = false;
	size_t i;

	for (i = 0; i < sizeof(step) / sizeof(step[0]); i++)
		any = step[i](r, body, record) || any;
	return any;
}

/* What happens next, by the state: one main step, and the others. */
static void next_steps(struct request *r, struct node *body, const struct record *record,
    const struct caf_episode *e)
{
	unsigned state = workflow_state(&caf_workflow, record->state), steps;
	struct document d;
	bool mine;

	(void)page_heading(body, 2, "What happens next");
	mine = own_steps(r, body, record);
	if (caf_workflow.state[state].closed)
		(void)page_para(body, "This case is closed.");
	else if (state < CAF_COMPLETED && record_is(record, "OWNER COA LP"))
		working_step(r, body, record, e, state);
	steps = casework_steps(r, body, record, step_agreed(e));
	if (steps == 0 && !mine && !caf_workflow.state[state].closed &&
	    (state >= CAF_COMPLETED || !record_is(record, "OWNER COA LP")))
		others_step(r, body, e, state);
	if (state >= CAF_COMPLETED && document_find(r, record, "assessment", &d) &&
	    record_is(record, "OWNER COA LP TAC SERVICE MANAGER EMERGENCY ARCHIVE")) {
		casework_link(r, body, record, "Read the assessment", "/assessment/check", NULL);
		casework_link(r, body, record, "Print", "/assessment/print", NULL);
	}
	if (state >= CAF_COMPLETED || e->assessment > 1)
		casework_link(r, body, record, "{Delivery plan}", "/plan", NULL);
	if (e->unborn && !caf_workflow.state[state].closed && record_works_on(record))
		casework_link(r, body, record, "Record the birth", "/birth", NULL);
	if (state >= CAF_COMPLETED)
		casework_link(r, body, record, "{Team around the child}", "/team", NULL);
	casework_link(r, body, record, "People on this case", "/people", NULL);
	if (hand_over_may(record))
		casework_link(r, body, record, "Hand over to somebody else", "/hand-over", NULL);
	casework_ways_out(r, body, record, step_agreed(e), steps);
}

/* What a case that goes on may still come to have. */
static const char *yet(const struct record *record, const char *value)
{
	return value != NULL ? value : record->closed_at == NULL ? "Not yet" : "None";
}

static void facts(struct request *r, struct node *body, const struct record *record,
    const struct caf_episode *e)
{
	struct node *s = node_add(body, "summary");

	(void)page_row(s, "Reference", yet(record, record->reference));
	(void)page_row(s, "Opened", page_when(r, record->opened_at));
	(void)page_row(s, "Registered", yet(record, page_day(r, e->registered_on)));
	(void)page_row(s, "Existing assessment checked", yet(record, page_when(r, e->searched_at)));
	(void)page_row(s, "Assessment started", yet(record, page_day(r, e->started_on)));
	(void)page_row(s, "Assessment completed", yet(record, page_day(r, e->completed_on)));
	if (e->next_step[0] != '\0')
		(void)page_row(s, "Next step", lists_label("next-step", e->next_step, r->today));
	if (e->decision[0] != '\0')
		(void)page_row(s, "Decision after the checklist", lists_label("checklist-decision",
		    e->decision, r->today));
	caf_disposal_put(r, s, record);
}

int caf_case_show(struct request *r)
{
	struct caf_episode e;
	struct record record;
	struct node *body, *aside;
	unsigned state;

	if (!caf_load(r, &record, &e))
		return page_not_found(r);
	body = page_begin(r, "case", "{Common assessment}");
	page_back(r, terms_apply(r->pool, "{Common assessments}"), "/caf/");
	caf_identity(r, &record, &e);
	state = workflow_state(&caf_workflow, record.state);
	(void)page_heading(body, 1, terms_apply(r->pool, "{Common assessment}"));
	node_set(node_leaf(body, "tag", caf_workflow.state[state].label), "colour",
	    caf_workflow.state[state].colour);
	next_steps(r, body, &record, &e);
	caf_carer_put(r, body, &record);
	caf_closure_put(r, body, &record);
	caf_actions_mine(r, body, &record);
	casework_form_list(r, body, &record);
	caf_duplicate_put(r, body, &record);
	caf_siblings_put(r, body, &record);
	caf_join_put(r, body, &record);
	caf_exit_put(r, body, &record, &e);
	casework_dates(r, body, &record);
	caf_consents_put(r, body, &record);
	casework_link(r, body, &record, "All consents", "/consents", NULL);
	if (caf_share_reader(&record))
		casework_link(r, body, &record, "What was shared with whom", "/sharing", NULL);
	aside = page_aside(r);
	(void)page_heading(aside, 2, "Case");
	facts(r, aside, &record, &e);
	(void)page_heading(aside, 2, "What happened");
	event_list(r, aside, &record);
	/* Nothing of the case goes along. */
	(void)page_link(aside, terms_apply(r->pool, "{Service directory}"), NULL, "/caf/services");
	return 200;
}

/* The plan's review is on the day of its clock, and nobody has to follow up a pause. */
static void gone_on(struct request *r, const struct record *record)
{
	caf_notify_unpaused(r, record);
	(void)db_write(r->db, &caf_sql[CAF_PLAN_REVIEW_GO_ON], record->id);
}

const struct casework caf_casework = {
	.path = "/caf/case",
	.label = "Case",
	.workflow = &caf_workflow,
	.forms = caf_forms,
	.hand_over = &caf_hand_over,
	.sealed = 1u << CAF_WITHDRAWN | 1u << CAF_ARCHIVED | 1u << CAF_DESTROYED,
	.clocks = caf_clocks,
	.paused_clocks = "caf.paused_clocks",
	.late_by = "OWNER LP MANAGER SERVICE",
	.people = &caf_people,
	.ways_out = "If consent is withdrawn, or things go another way",
	.load = own,
	.identity = identity,
	.back = caf_back,
	.closed = closed,
	.gone_on = gone_on,
};
