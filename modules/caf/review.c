#include <string.h>
#include <strings.h>

#include "caf.h"
#include "date.h"
#include "lists.h"
#include "terms.h"

/* sections.md 3.3 R1 to R12, and transitions 15 to 17: the review of the plan. */

static const char *get(const struct form_answers *a, unsigned field)
{
	return form_get(a, field, 0);
}

/* -- rules -- */

struct rules {
	struct request *r;
	const struct record *record;
	const struct form_answers *a;
	struct form_gap **gaps;		/* NULL: messages beside the fields */
};

static void wrong(struct rules *u, unsigned field, const char *message)
{
	caf_wrong(u->r, u->a, u->gaps, field, 0, message);
}

/* R6: the next date lies ahead, and within T6 of this review. */
static void next_rules(struct rules *u)
{
	const char *next = get(u->a, CAF_REVIEW_NEXT_REVIEW), *on = get(u->a, CAF_REVIEW_REVIEWED_ON);
	const char *latest;

	if (next[0] == '\0' || form_slot(u->a, CAF_REVIEW_NEXT_REVIEW, 0)->error != NULL)
		return;
	latest = caf_clock_date(u->r, "T6", on[0] == '\0' ? u->r->today : on);
	if (strcmp(next, u->r->today) <= 0)
		wrong(u, CAF_REVIEW_NEXT_REVIEW, "The next review must be after today");
	else if (latest != NULL && strcmp(next, latest) > 0)
		wrong(u, CAF_REVIEW_NEXT_REVIEW, pool_printf(u->r->pool,
		    "The next review must be on %s or earlier", caf_day(u->r, latest)));
}

static void either_rules(struct rules *u)
{
	bool next = get(u->a, CAF_REVIEW_NEXT_REVIEW)[0] != '\0';
	bool closes = get(u->a, CAF_REVIEW_CLOSURE_REASON)[0] != '\0';

	if (next && closes)
		wrong(u, CAF_REVIEW_CLOSURE_REASON, "Either the next review date or a reason for closing, "
		    "not both");
	else if (!next && !closes && u->gaps != NULL)
		wrong(u, CAF_REVIEW_NEXT_REVIEW, "Enter the next review date, or choose a reason for "
		    "closing");
}

static void date_rules(struct rules *u)
{
	const struct caf_episode *e = u->r->held;
	const char *on = get(u->a, CAF_REVIEW_REVIEWED_ON);

	if (on[0] != '\0' && e->plan_on != NULL && strcmp(on, e->plan_on) < 0)
		wrong(u, CAF_REVIEW_REVIEWED_ON, pool_printf(u->r->pool, "The review cannot be before %s, "
		    "when the plan was agreed", caf_day(u->r, e->plan_on)));
	else if (on[0] != '\0' && e->completed_on != NULL && strcmp(on, e->completed_on) < 0)
		wrong(u, CAF_REVIEW_REVIEWED_ON, "The review comes after the assessment was completed");
}

static void comment_rules(struct rules *u)
{
	const struct caf_episode *e = u->r->held;

	if (form_is(u->a, CAF_REVIEW_CHILD_COMMENT_ABSENT, "UNBORN") && !e->unborn)
		wrong(u, CAF_REVIEW_CHILD_COMMENT_ABSENT, "This child is born: choose another reason");
	if (form_is(u->a, CAF_REVIEW_PARENT_COMMENT_ABSENT, "SOLE") && caf_who(e) < CAF_FROM_16)
		wrong(u, CAF_REVIEW_PARENT_COMMENT_ABSENT, "Only from 16 may the young person take part "
		    "alone");
}

void caf_review_section(struct request *r, const struct record *record,
    const struct form_section *section, struct form_answers *answers)
{
	struct rules u = { r, record, answers, NULL };

	(void)section;
	date_rules(&u);
	next_rules(&u);
	either_rules(&u);
	comment_rules(&u);
}

/* R3: what was reported counts from the sign-off of the review before, from the
 * beginning for the first one. */
static const char *review_before(struct request *r, const struct record *record,
    const struct document *d)
{
	struct document before;
	unsigned number;

	for (number = d->number; number > 1; number--)
		if (document_find_number(r, record, "review", number - 1, &before) &&
		    before.completed_at != NULL)
			return before.completed_at;
	return record->opened_at;
}

static void progress_wrong(struct rules *u, const struct caf_action *a)
{
	struct form_gap *gap;

	form_gap_add(u->r, u->gaps, u->a->form->field[CAF_REVIEW_NOTES].section, "notes",
	    pool_printf(u->r->pool, "Report the progress of action %u (R3): %s", a->number, a->action));
	for (gap = *u->gaps; gap->next != NULL; gap = gap->next)
		;
	gap->path = pool_printf(u->r->pool, "/caf/case/%s/plan/action?action=%u&from=review",
	    u->record->handle, a->number);
}

/* R3: of each action that is open, and was when the review was opened. */
static void progress_rules(struct rules *u)
{
	struct caf_action *actions;
	struct document d;
	const char *since;
	size_t i, n;

	if (!document_find(u->r, u->record, "review", &d))
		return;
	since = review_before(u->r, u->record, &d);
	n = caf_actions(u->r, u->record, &actions);
	for (i = 0; i < n; i++)
		if (caf_action_is_open(&actions[i]) && strcmp(actions[i].at, d.started_at) < 0 &&
		    !caf_action_reported(&actions[i], since))
			progress_wrong(u, &actions[i]);
}

/* R11: a change is one that was proposed on the case, or is confirmed by now. A
 * case that closes needs nobody next. */
static void lead_rules(struct rules *u)
{
	const char *next = get(u->a, CAF_REVIEW_LEAD_NEXT);
	struct caf_lead l;

	if (!form_is(u->a, CAF_REVIEW_LEAD_CONTINUES, "CHANGES") || next[0] == '\0' ||
	    get(u->a, CAF_REVIEW_CLOSURE_REASON)[0] != '\0')
		return;
	if (caf_lead_proposed(u->r, u->record, &l)) {
		if (strcasecmp(next, l.name) != 0)
			wrong(u, CAF_REVIEW_LEAD_NEXT, pool_printf(u->r->pool, "%s is proposed on the case: "
			    "enter that name, or take the proposal back", l.name));
	} else if (!caf_lead_current(u->r, u->record, &l) || strcasecmp(next, l.name) != 0) {
		wrong(u, CAF_REVIEW_LEAD_NEXT, terms_apply(u->r->pool, "Nobody is proposed yet: propose "
		    "the change of {lead professional} on the case first"));
	}
}

static void whole_comments(struct rules *u, unsigned comment, unsigned absent, const char *message)
{
	if (get(u->a, comment)[0] == '\0' && get(u->a, absent)[0] == '\0')
		wrong(u, comment, message);
}

void caf_review_rules(struct request *r, const struct record *record,
    const struct form_answers *answers, struct form_gap **gaps)
{
	struct rules u = { r, record, answers, gaps };

	date_rules(&u);
	next_rules(&u);
	either_rules(&u);
	comment_rules(&u);
	progress_rules(&u);
	lead_rules(&u);
	whole_comments(&u, CAF_REVIEW_CHILD_COMMENT, CAF_REVIEW_CHILD_COMMENT_ABSENT,
	    "Record the child's comment, or why there is none");
	whole_comments(&u, CAF_REVIEW_PARENT_COMMENT, CAF_REVIEW_PARENT_COMMENT_ABSENT,
	    "Record the parent's comment, or why there is none");
	if (form_is(answers, CAF_REVIEW_CONSENTS, "N"))
		wrong(&u, CAF_REVIEW_CONSENTS, "They no longer agree: this review cannot be signed off. "
		    "Record the withdrawal");
	if (form_is(answers, CAF_REVIEW_LEVEL_OF_NEED, "N3") && !caf_harm_recorded(r, record))
		wrong(&u, CAF_REVIEW_LEVEL_OF_NEED, "A risk of significant harm needs section K: fill it "
		    "in and record the referral");
}

/* -- transition 15 -- */

static unsigned people_fill(struct request *r, const struct record *record,
    struct document_row_value *v)
{
	struct db_rows rows;
	unsigned i, n = 0;

	(void)db_list(r->db, &caf_sql[CAF_PLAN_TEAM], &rows, record->id);
	for (i = 0; i < rows.n && i < FORM_ITEMS_MAX - 1; i++) {
		v[n++] = (struct document_row_value){ CAF_REVIEW_PRESENT_NAME, i + 1,
		    db_text(&rows.row[i], 0) };
		v[n++] = (struct document_row_value){ CAF_REVIEW_PRESENT_CAPACITY, i + 1,
		    db_text(&rows.row[i], 1) };
	}
	return n;
}

static bool aim_before(const struct caf_action *actions, size_t i)
{
	size_t k;

	for (k = 0; k < i; k++)
		if (strcmp(actions[k].aim, actions[i].aim) == 0)
			return true;
	return false;
}

/* R12: each aim of the plan once. */
static unsigned aims_fill(struct request *r, const struct record *record,
    struct document_row_value *v)
{
	struct caf_action *actions;
	size_t i, count = caf_actions(r, record, &actions);
	unsigned n = 0;

	for (i = 0; i < count && n < 30; i++)
		if (!aim_before(actions, i)) {
			v[n] = (struct document_row_value){ CAF_REVIEW_OUTCOME_AIM, n + 1, actions[i].aim };
			n++;
		}
	return n;
}

static void review_make(struct request *r, const struct record *record)
{
	struct document_row_value v[3 * FORM_ITEMS_MAX];
	struct document d;
	unsigned n = 1;

	v[0] = (struct document_row_value){ CAF_REVIEW_REVIEWED_ON, 0, r->today };
	n += people_fill(r, record, v + n);
	n += aims_fill(r, record, v + n);
	document_new(r, record, caf_review, &d);
	document_fill_rows(r, &d, v, n);
}

int caf_review_ask(struct request *r)
{
	struct caf_episode e;
	struct record record;
	struct node *body, *form;

	if (!caf_load(r, &record, &e))
		return page_not_found(r);
	if (strcmp(record.state, "S7") != 0 || !record_is(&record, "LP"))
		return request_redirect(r, "/caf/case/%s", record.handle);
	body = page_begin(r, "review", "Open a review");
	page_back(r, "Case", "/caf/case/%s", record.handle);
	caf_identity(r, &record, &e);
	(void)page_heading(body, 1, "Open a review");
	(void)page_para(body, "The team and the aims of the plan are filled in. You can go on with the "
	    "plan, or close the case, when the review is signed off.");
	if (e.review_on != NULL)
		(void)page_para(body, pool_printf(r->pool, "The review was agreed for %s.",
		    caf_day(r, e.review_on)));
	form = page_form(r, body, r->http->path);
	(void)page_button(page_buttons(form), "Open a review", "primary", NULL, NULL);
	return 200;
}

int caf_review_open(struct request *r)
{
	struct caf_episode e;
	struct record record;
	int status = 0;

	if (!caf_lock(r, &record, &e) || !record_is(&record, "LP"))
		return page_not_found(r);
	if (!caf_move(r, &record, CAF_EVENT_REVIEW, &status))
		return status;
	review_make(r, &record);
	return request_redirect(r, "/caf/case/%s/review", record.handle);
}

/* -- what stands below the form -- */

static void sign_form(struct request *r, const struct casework_open *o, struct node *body,
    const struct form_answers *a)
{
	bool closes = get(a, CAF_REVIEW_CLOSURE_REASON)[0] != '\0';
	struct node *form;

	(void)page_heading(body, 2, "Sign off the review");
	(void)page_para(body, closes ? "The case is then closed. Neither is changed afterwards." :
	    "The plan then goes on. The review is not changed afterwards.");
	form = page_form(r, body, pool_printf(r->pool, "/caf/case/%s/review/sign", o->record.handle));
	page_version(r, form, o->document.revision);
	(void)page_button(page_buttons(form), closes ? "Sign off and close the case" :
	    "Sign off, and go on with the plan", closes ? "warning" : "primary", NULL, NULL);
}

void caf_review_end(struct request *r, const struct casework_open *o, struct node *body,
    const struct form_gap *gaps)
{
	const struct form_answers *a = document_answers(r, &o->document);

	if (form_is(a, CAF_REVIEW_CONSENTS, "N"))
		(void)page_link(body, "Record the withdrawal of consent", "button", "/caf/case/%s/withdraw",
		    o->record.handle);
	if (form_is(a, CAF_REVIEW_LEAD_CONTINUES, "CHANGES"))
		(void)page_link(node_add(body, "inset"), terms_apply(r->pool, "Propose the change of {lead "
		    "professional} before you sign off: it counts when both have confirmed it"), NULL,
		    "/caf/case/%s/lead", o->record.handle);
	if (gaps != NULL)
		caf_gaps(r, body, o, gaps);
	else
		sign_form(r, o, body, a);
	(void)page_heading(body, 2, "Actions of the plan");
	caf_actions_put(r, body, &o->record, review_before(r, &o->record, &o->document),
	    "&from=review");
}

/* No review yet. */
int caf_review_none(struct request *r, const struct casework_open *o)
{
	return request_redirect(r, "/caf/case/%s/plan", o->record.handle);
}

/* -- transitions 16 and 17 -- */

static void goes_on(struct request *r, const struct record *record, const struct form_answers *a)
{
	const char *next = get(a, CAF_REVIEW_NEXT_REVIEW), *on = get(a, CAF_REVIEW_REVIEWED_ON);

	(void)db_write(r->db, &caf_sql[CAF_PLAN_REVIEW_SET], next, record->id);
	deadline_met(r, record, "T5");
	deadline_met(r, record, "T6");
	deadline_met(r, record, "T12");
	caf_clock_agree(r, record, "T6", next, pool_printf(r->pool, "Agreed at the review of %s",
	    caf_day(r, on)));
	caf_clock_start(r, record, "T12", on);
	event_add(r, record, "consent.confirm", "Consent confirmed at the review", false);
}

static const char *said(const struct form_answers *a, unsigned comment, unsigned not_seen)
{
	return get(a, comment)[0] != '\0' ? get(a, comment) : get(a, not_seen);
}

static void closes(struct request *r, const struct record *record, const struct form_answers *a)
{
	caf_closure_add(r, record, &(struct caf_closure){
	    .reason = get(a, CAF_REVIEW_CLOSURE_REASON), .closed_on = get(a, CAF_REVIEW_REVIEWED_ON),
	    .notes = get(a, CAF_REVIEW_NEXT_STEPS),
	    .child_comment = said(a, CAF_REVIEW_CHILD_COMMENT, CAF_REVIEW_CHILD_NOT_SEEN),
	    .child_absent = get(a, CAF_REVIEW_CHILD_COMMENT_ABSENT),
	    .parent_comment = said(a, CAF_REVIEW_PARENT_COMMENT, CAF_REVIEW_PARENT_NOT_SEEN),
	    .parent_absent = get(a, CAF_REVIEW_PARENT_COMMENT_ABSENT) });
}

static bool complete(struct request *r, const struct record *record, const struct document *d)
{
	const struct form_answers *a = document_answers(r, d);
	struct form_gap *gaps = NULL;

	form_gaps(r, NULL, a, &gaps);
	caf_review_rules(r, record, a, &gaps);
	return gaps == NULL;
}

int caf_review_sign(struct request *r)
{
	const struct form_answers *a;
	struct casework_open o;
	bool closing;
	int status = 0;

	input_slot(&r->input, "form")->value = "review";
	if (caf_open(r, &o, true) != CAF_OPEN || !record_is(&o.record, "LP"))
		return page_not_found(r);
	if (!casework_form_same(r, &o, &status))
		return status;
	if (o.page.writable && !complete(r, &o.record, &o.document))
		return request_redirect(r, "%s", o.page.path);
	a = document_answers(r, &o.document);
	closing = get(a, CAF_REVIEW_CLOSURE_REASON)[0] != '\0';
	if (closing) {
		deadline_met(r, &o.record, "T5");
		deadline_met(r, &o.record, "T6");
	}
	if (!caf_move(r, &o.record, closing ? CAF_EVENT_REVIEW_CLOSE : CAF_EVENT_CONTINUE, &status))
		return status;
	if (!document_complete(r, &o.document))
		return caf_moved_on(r);
	caf_report_reviewed(r, &o.record, &o.document, a);
	(void)db_write(r->db, &caf_sql[CAF_REVIEW_LEVEL], get(a, CAF_REVIEW_LEVEL_OF_NEED),
	    o.record.id);
	if (closing)
		closes(r, &o.record, a);
	else
		goes_on(r, &o.record, a);
	/* Closed, the lead professional has no part in the case any more. */
	if (closing && !record_is(&o.record, "OWNER"))
		return request_redirect(r, "/caf/");
	return request_redirect(r, "/caf/case/%s", o.record.handle);
}
