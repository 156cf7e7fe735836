#include <string.h>
#include <strings.h>

#include "caf.h"
#include "date.h"
#include "lists.h"
#include "terms.h"

/* sections.md 3.3: the delivery plan (P1 to P7), and transition 14, its agreement. */

const struct field caf_agree_input[] = {
	{ .name = "id", .type = FIELD_HANDLE, .required = true },
	{ .name = "review_on", .type = FIELD_DATE, .required = true, .label = "Review date" },
	{ 0 }
};

/* -- transition 14 -- */

static bool action_open(struct request *r, const struct record *record)
{
	struct caf_action *actions;
	size_t i, n = caf_actions(r, record, &actions);

	for (i = 0; i < n; i++)
		if (caf_action_is_open(&actions[i]))
			return true;
	return false;
}

/* Of a kind that opens a plan, with its minutes completed after the assessment. */
static bool met(struct request *r, const struct record *record)
{
	struct db_rows rows;
	size_t i;

	(void)db_list(r->db, &caf_sql[CAF_PLAN_MEETING], &rows, record->id, record->id);
	for (i = 0; i < rows.n; i++)
		if (lists_flag("meeting-type", db_text(&rows.row[i], 0), "opens"))
			return true;
	return false;
}

const char *caf_plan_guard(struct request *r, const struct record *record)
{
	if (!caf_lead_current(r, record, NULL))
		return terms_apply(r->pool, "There is no {lead professional} yet");
	if (!action_open(r, record))
		return terms_apply(r->pool, "The {delivery plan} has no open action");
	if (!met(r, record))
		return "The minutes of a first meeting of the team are not completed since the assessment "
		    "was";
	return NULL;
}

/* The first review falls within T5 of the completed assessment. When that has
 * passed, the same time counts from today: being late blocks nothing (4.3). */
const char *caf_review_latest(struct request *r, const struct caf_episode *e)
{
	const char *latest = e->completed_on == NULL ? NULL : casework_clock_date(r, "T5", e->completed_on);

	return latest != NULL && strcmp(latest, r->today) >= 0 ? latest :
	    casework_clock_date(r, "T5", r->today);
}

void caf_review_date_rules(struct request *r, const struct caf_episode *e)
{
	const char *on = input_text(&r->input, "review_on"), *latest = caf_review_latest(r, e);

	if (on[0] == '\0' || input_slot(&r->input, "review_on")->error != NULL)
		return;
	if (strcmp(on, r->today) < 0)
		input_refuse(&r->input, "review_on", "The review date must be today or later");
	else if (latest != NULL && strcmp(on, latest) > 0)
		input_refuse(&r->input, "review_on", pool_printf(r->pool,
		    "The first review must be on %s or earlier", page_day(r, latest)));
}

static int agree_page(struct request *r, const struct record *record, const struct caf_episode *e,
    int status)
{
	struct node *body = page_begin(r, "agree", "Agree the {delivery plan}"), *form;
	const char *latest = caf_review_latest(r, e);

	page_back(r, terms_apply(r->pool, "{Delivery plan}"), "/caf/case/%s/plan", record->handle);
	caf_identity(r, record, e);
	(void)page_heading(body, 1, terms_apply(r->pool, "Agree the {delivery plan}"));
	(void)page_para(body, "The team has met, and the child, the parents or carers and the team "
	    "agree what is to be done.");
	if (latest != NULL)
		(void)node_leaf(body, "inset", pool_printf(r->pool, "The first review is on %s at the "
		    "latest.", page_day(r, latest)));
	(void)page_heading(body, 2, "Actions");
	caf_actions_put(r, body, record, NULL, "");
	form = page_form(r, body, r->http->path);
	page_fields(r, form, r->route->input);
	(void)page_button(page_buttons(form), terms_apply(r->pool, "Agree the {delivery plan}"), "primary", NULL, NULL);
	return status;
}

/* I6, when the day can still come; NULL otherwise. */
static const char *review_proposed(struct request *r, const struct record *record)
{
	struct document d;
	const char *on;

	if (!document_find(r, record, "assessment", &d))
		return NULL;
	on = form_get(document_answers(r, &d), CAF_ASSESSMENT_REVIEW_DATE, 0);
	return strcmp(on, r->today) >= 0 ? on : NULL;
}

int caf_agree_show(struct request *r)
{
	struct caf_episode e;
	struct record record;
	const char *on;

	if (!caf_load(r, &record, &e) || !caf_plan_leads(&record))
		return page_not_found(r);
	if (strcmp(record.state, "S6") != 0)
		return request_redirect(r, "/caf/case/%s/plan", record.handle);
	on = e.review_on != NULL ? e.review_on : review_proposed(r, &record);
	if (on != NULL)
		input_slot(&r->input, "review_on")->value = on;
	return agree_page(r, &record, &e, 200);
}

int caf_agree(struct request *r)
{
	const char *on = input_text(&r->input, "review_on");
	struct caf_episode e;
	struct record record;
	int status = 0;

	if (!caf_lock(r, &record, &e) || !caf_plan_leads(&record))
		return page_not_found(r);
	caf_review_date_rules(r, &e);
	if (strcmp(record.state, "S6") == 0 && !input_valid(&r->input, r->pool))
		return agree_page(r, &record, &e, 422);
	if (!casework_move(r, &record, CAF_EVENT_AGREE, &status))
		return status;
	(void)db_write(r->db, &caf_sql[CAF_PLAN_AGREED], on, r->today, record.id);
	deadline_met(r, &record, "T4");
	deadline_drop(r, &record, "T5");
	casework_clock_agree(r, &record, "T5", on, pool_printf(r->pool, "Agreed with the plan on %s",
	    page_day(r, r->today)));
	return request_redirect(r, "/caf/case/%s/plan", record.handle);
}

bool caf_plan_names(struct request *r, const struct record *record, const char *who)
{
	struct db_rows rows;
	size_t i;

	(void)db_list(r->db, &caf_sql[CAF_PLAN_TEAM], &rows, record->id);
	for (i = 0; i < rows.n; i++)
		if (strcasecmp(who, db_text(&rows.row[i], 0)) == 0)
			return true;
	return false;
}

/* -- the plan -- */

/* The last meeting whose minutes are completed. */
static const struct form_answers *last_met(struct request *r, const struct record *record)
{
	struct document d;
	unsigned number = document_find(r, record, "meeting", &d) ? d.number : 0;

	for (; number > 0; number--)
		if (document_find_number(r, record, "meeting", number, &d) && d.completed_at != NULL)
			return document_answers(r, &d);
	return NULL;
}

static void plan_read(struct request *r, struct caf_plan *p)
{
	p->met = last_met(r, p->record);
	p->lead = caf_lead_current(r, p->record, &p->who_leads);
	(void)db_list(r->db, &caf_sql[CAF_PLAN_TEAM], &p->team, p->record->id);
	p->assessment = p->episode->assessment;
	p->review_on = p->episode->review_on;
	p->on = r->today;
}

static const char *lead_text(struct request *r, const struct caf_plan *p)
{
	const struct caf_lead *l = &p->who_leads;

	if (!p->lead)
		return "";
	return pool_printf(r->pool, "%s, %s\n%s%s%s", l->name, l->agency, l->phone,
	    l->email[0] == '\0' ? "" : "\n", l->email);
}

/* P3, by attendance: "Ann Smith, Priya Nair". */
static const char *people(struct request *r, const struct caf_plan *p, const char *attendance)
{
	const char *all = "";
	unsigned item;

	for (item = 1; p->met != NULL && item < FORM_ITEMS_MAX; item++)
		if (strcmp(form_get(p->met, CAF_MEETING_ATTENDANCE, item), attendance) == 0)
			all = pool_printf(r->pool, "%s%s%s", all, all[0] == '\0' ? "" : ", ",
			    form_get(p->met, CAF_MEETING_INVITED_NAME, item));
	return all;
}

/* P1 to P4 and P6: in order, label and value, for the page and the print. */
static void facts_put(struct request *r, const struct caf_plan *p, struct node *to,
    void (*put)(struct node *to, const char *label, const char *value))
{
	const struct caf_episode *e = p->episode;

	put(to, "Name", p->record->subject);
	put(to, e->born_on != NULL ? "Date of birth" : "Expected date of delivery",
	    page_day(r, e->born_on != NULL ? e->born_on : e->expected_on));
	put(to, "Reference", p->record->reference);
	put(to, "Version of the assessment", pool_printf(r->pool, "%u", p->assessment));
	put(to, "Team last met", p->met == NULL ? NULL :
	    page_day(r, form_get(p->met, CAF_MEETING_MEETS_ON, 0)));
	put(to, "People present", people(r, p, "P"));
	put(to, "Apologies", people(r, p, "A"));
	put(to, terms_apply(r->pool, "{Lead professional}"), lead_text(r, p));
	put(to, "Review date", page_day(r, p->review_on));
}

static void row_put(struct node *to, const char *label, const char *value)
{
	(void)page_row(to, label, value);
}

static void answer_put(struct node *to, const char *label, const char *value)
{
	node_set(node_leaf(to, "answer", value), "label", label);
}

static void team_put(struct request *r, struct node *to, const struct caf_plan *p)
{
	struct node *table = page_table(to, "plan-team", "The team",
	    p->record->closed_at == NULL ? "No team is formed yet." : "The case is closed, and its team "
	    "has ended.", "Name", "Part", "Organisation", "Phone", NULL), *row;
	size_t i;

	for (i = 0; i < p->team.n; i++) {
		const struct db_row *m = &p->team.row[i];

		row = node_add(table, "row");
		node_set(page_cell(row, db_text(m, 0)), "head", "yes");
		(void)page_cell(row, lists_label("team-capacity", db_text(m, 1), r->today));
		(void)page_cell(row, db_text(m, 2));
		(void)page_cell(row, db_text(m, 3));
	}
}

/* P7 */
static void agreement_put(struct request *r, struct node *to, const struct caf_plan *p)
{
	struct node *table = page_table(to, "plan-agreement", "Agreed by", "Nobody was asked yet.",
	    "Name", "To the plan", "Note", NULL), *row;
	unsigned item;

	for (item = 1; p->met != NULL && item < FORM_ITEMS_MAX; item++) {
		const char *answer = form_get(p->met, CAF_MEETING_AGREEMENT, item);

		if (answer[0] == '\0')
			continue;
		row = node_add(table, "row");
		node_set(page_cell(row, form_get(p->met, CAF_MEETING_AGREED_NAME, item)), "head", "yes");
		(void)page_cell(row, lists_label("plan-agreement", answer, r->today));
		(void)page_cell(row, form_get(p->met, CAF_MEETING_AGREEMENT_NOTE, item));
	}
}

static void buttons_put(struct request *r, struct node *body, const struct record *record)
{
	if (caf_plan_open(record) && caf_plan_leads(record))
		(void)page_link(body, "Add an action", "button", "/caf/case/%s/plan/add", record->handle);
	if (strcmp(record->state, "S6") == 0 && caf_plan_leads(record)) {
		const char *why = caf_plan_guard(r, record);

		if (why != NULL)
			(void)page_para(body, pool_printf(r->pool, "The plan cannot be agreed yet. %s.", why));
		else
			(void)page_link(body, terms_apply(r->pool, "Agree the {delivery plan}"), "secondary",
			    "/caf/case/%s/plan/agree", record->handle);
	}
	if (strcmp(record->state, "S9") == 0)
		(void)node_leaf(body, "inset", "The case is paused. The plan can be read and not changed.");
	(void)page_link(body, "Print", NULL, "/caf/case/%s/plan/print", record->handle);
}

int caf_plan_show(struct request *r)
{
	struct caf_episode e;
	struct record record;
	struct caf_plan p = { .record = &record, .episode = &e };
	struct node *body, *s;

	if (!caf_load(r, &record, &e))
		return page_not_found(r);
	plan_read(r, &p);
	body = page_begin(r, "plan", "{Delivery plan}");
	page_back(r, "Case", "/caf/case/%s", record.handle);
	caf_identity(r, &record, &e);
	(void)page_heading(body, 1, terms_apply(r->pool, "{Delivery plan}"));
	buttons_put(r, body, &record);
	s = node_add(body, "summary");
	facts_put(r, &p, s, row_put);
	(void)page_heading(body, 2, "Actions");
	caf_actions_put(r, body, &record, NULL, "");
	team_put(r, body, &p);
	/* Who else could help; nothing of the case goes along. */
	(void)page_link(body, terms_apply(r->pool, "{Service directory}"), NULL, "/caf/services");
	agreement_put(r, body, &p);
	return 200;
}

static void print_actions(struct request *r, struct node *part, const struct caf_plan *p)
{
	struct node *table = page_table(part, "print-actions", "Actions", "No actions.", "No.",
	    "Desired outcome and aim", "Action", "Who and by when", "Status and progress", NULL), *row;
	size_t i;

	for (i = 0; i < p->n_actions; i++) {
		const struct caf_action *a = &p->actions[i];

		row = node_add(table, "row");
		(void)page_cell(row, pool_printf(r->pool, "%u", a->number));
		node_set(page_cell(row, pool_printf(r->pool, "%s (%s)", a->outcome,
		    lists_label("aim", a->aim, r->today))), "kind", "text");
		node_set(page_cell(row, a->action), "kind", "text");
		node_set(page_cell(row, pool_printf(r->pool, "%s, by %s", a->who,
		    page_day(r, a->due_on))), "kind", "text");
		node_set(page_cell(row, pool_printf(r->pool, "%s%s. %s",
		    lists_label("action-status", a->status, r->today),
		    caf_action_is_open(a) && strcmp(a->due_on, p->on) < 0 ? ", overdue" : "",
		    a->progress == NULL ? "" : a->progress)), "kind", "text");
	}
}

static struct node *part_add(struct node *print, const char *title)
{
	struct node *part = node_add(print, "part");

	node_set(part, "title", title);
	return part;
}

void caf_plan_put(struct request *r, struct node *print, const struct caf_plan *p)
{
	facts_put(r, p, part_add(print, "The plan"), answer_put);
	print_actions(r, part_add(print, "Actions"), p);
	team_put(r, part_add(print, "The team"), p);
	agreement_put(r, part_add(print, "Agreement"), p);
}

int caf_plan_print(struct request *r)
{
	struct caf_episode e;
	struct record record;
	struct caf_plan p = { .record = &record, .episode = &e };
	struct node *print;

	if (!caf_load(r, &record, &e))
		return page_not_found(r);
	plan_read(r, &p);
	p.n_actions = caf_actions(r, &record, &p.actions);
	print = document_print_begin(r, &record, terms_apply(r->pool, "{Delivery plan}"),
	    caf_workflow.state[workflow_state(&caf_workflow, record.state)].label);
	page_back(r, terms_apply(r->pool, "{Delivery plan}"), "/caf/case/%s/plan", record.handle);
	document_print_warning(print, caf_before_passing(r, &record, NULL));
	caf_plan_put(r, print, &p);
	return 200;
}
