#include <string.h>

#include "caf.h"
#include "date.h"
#include "lists.h"
#include "people.h"
#include "terms.h"
#include "text.h"

/* sections.md 3.3 P5: the actions of the plan. What was agreed stands as agreed; what
 * becomes of it is added, line by line. */

#define MONTHS_AT_MOST	12

const struct field caf_action_input[] = {
	{ .name = "id", .type = FIELD_HANDLE, .required = true },
	{ .name = "outcome", .type = FIELD_MEMO, .max = 500, .rows = 3, .required = true,
	  .label = "Desired outcome", .hint = "What will be different for the child" },
	{ .name = "aim", .type = FIELD_CODE, .choices = "aim", .compact = true, .required = true,
	  .label = "{Outcome aim}" },
	{ .name = "action", .type = FIELD_MEMO, .max = 1000, .rows = 3, .required = true,
	  .label = "Action" },
	{ .name = "who", .type = FIELD_TOKEN, .required = true, .label = "Who will do this" },
	{ .name = "agreed_on", .type = FIELD_DATE, .not_future = true, .required = true,
	  .label = "Agreed on" },
	{ .name = "due_on", .type = FIELD_DATE, .required = true, .label = "By when",
	  .hint = "At most twelve months after it was agreed" },
	{ 0 }
};

const struct field caf_progress_input[] = {
	{ .name = "id", .type = FIELD_HANDLE, .required = true },
	{ .name = "action", .type = FIELD_NUMBER, .max = 5 },
	{ .name = "from", .type = FIELD_TOKEN },
	{ .name = "status", .type = FIELD_CODE, .choices = "action-status", .required = true,
	  .label = "How far is it?" },
	{ .name = "due_on", .type = FIELD_DATE, .required = true, .label = "By when" },
	{ .name = "text", .type = FIELD_MEMO, .max = 2000, .rows = 4, .required = true,
	  .label = "Progress and comments" },
	{ 0 }
};

bool caf_plan_open(const struct record *record)
{
	unsigned state = workflow_state(&caf_workflow, record->state);

	return state >= CAF_SINGLE && state <= CAF_IN_REVIEW;
}

/* 5.4: once the plan is agreed it is the lead professional's to write. */
bool caf_plan_leads(const struct record *record)
{
	bool agreed = strcmp(record->state, "S7") == 0 || strcmp(record->state, "S8") == 0;

	return record_is(record, agreed ? "LP" : "OWNER LP");
}

static struct caf_action action_from(const struct db_row *row)
{
	return (struct caf_action){ .id = db_number(row, 0), .number = (unsigned)db_number(row, 1),
	    .outcome = db_text(row, 2), .aim = db_text(row, 3), .action = db_text(row, 4),
	    .who = db_text(row, 5), .agreed_on = db_text(row, 6), .due_on = db_text(row, 7),
	    .status = db_text(row, 8), .closed_on = db_text(row, 9),
	    .version = (unsigned)db_number(row, 10), .account = db_number(row, 11),
	    .progress = db_text(row, 12), .progress_at = db_text(row, 13),
	    .at = db_text(row, 14), .source = db_text(row, 15) };
}

static size_t actions_from(struct request *r, const struct db_rows *rows,
    struct caf_action **actions_r)
{
	size_t i;

	*actions_r = pool_array(r->pool, rows->n, sizeof(**actions_r));
	for (i = 0; i < rows->n; i++)
		(*actions_r)[i] = action_from(&rows->row[i]);
	return rows->n;
}

size_t caf_actions(struct request *r, const struct record *record, struct caf_action **actions_r)
{
	struct db_rows rows;

	(void)db_list(r->db, &caf_sql[CAF_ACTIONS], &rows, record->id);
	return actions_from(r, &rows, actions_r);
}

size_t caf_actions_at(struct request *r, const struct record *record, const char *at,
    struct caf_action **actions_r)
{
	struct db_rows rows;

	(void)db_list(r->db, &caf_sql[CAF_COPY_ACTIONS], &rows, at, record->id, at);
	return actions_from(r, &rows, actions_r);
}

bool caf_action_is_open(const struct caf_action *a)
{
	return strcmp(a->status, "OPEN") == 0 || strcmp(a->status, "PART") == 0;
}

bool caf_action_overdue(struct request *r, const struct caf_action *a)
{
	return caf_action_is_open(a) && strcmp(a->due_on, r->today) < 0;
}

static bool mine(struct request *r, const struct record *record, const struct caf_action *a)
{
	return record_is(record, "OWNER COA TAC") && a->account != 0 && a->account == request_account(r);
}

static bool may_report(struct request *r, const struct record *record, const struct caf_action *a)
{
	return caf_plan_leads(record) || mine(r, record, a);
}

/* -- as cards -- */

static void status_row(struct request *r, struct node *card, const struct caf_action *a)
{
	bool late = caf_action_overdue(r, a);
	struct node *row = page_row(card, "Status", late ? "Overdue" :
	    lists_label("action-status", a->status, r->today));

	node_set(node_child(row, "value"), "tag", late ? "red" :
	    strcmp(a->status, "DONE") == 0 ? "green" : strcmp(a->status, "DROPPED") == 0 ? "grey" :
	    "blue");
}

static struct node *card_put(struct request *r, struct node *body, const struct caf_action *a)
{
	struct node *card = node_add(body, "summary");

	node_set(card, "title", pool_printf(r->pool, "Action %u", a->number));
	node_set(card, "id", pool_printf(r->pool, "action-%u", a->number));
	node_set(card, "card", "yes");
	(void)page_row(card, "Desired outcome", a->outcome);
	(void)page_row(card, "Aim", lists_label("aim", a->aim, r->today));
	(void)page_row(card, "Action", a->action);
	(void)page_row(card, "Who", a->who);
	(void)page_row(card, "By when", page_day(r, a->due_on));
	status_row(r, card, a);
	if (a->closed_on != NULL)
		(void)page_row(card, "Closed on", page_day(r, a->closed_on));
	return card;
}

bool caf_action_reported(const struct caf_action *a, const char *since)
{
	return a->progress_at != NULL && strcmp(a->progress_at, since) > 0;
}

void caf_actions_put(struct request *r, struct node *body, const struct record *record,
    const char *since, const char *from)
{
	struct caf_action *actions;
	size_t i, n = caf_actions(r, record, &actions);

	if (n == 0)
		(void)page_para(body, "There are no actions yet.");
	for (i = 0; i < n; i++) {
		const struct caf_action *a = &actions[i];
		struct node *card = card_put(r, body, a), *link;

		(void)page_row(card, "Progress", a->progress == NULL ? "Nothing reported yet" :
		    a->progress);
		if (since != NULL)
			(void)page_row(card, "Since the last review", caf_action_reported(a, since) ?
			    "Reported" : "Nothing reported");
		link = node_leaf(card, "action", caf_plan_open(record) && may_report(r, record, a) ?
		    "Report progress" : "History");
		node_set(link, "href", pool_printf(r->pool, "/caf/case/%s/plan/action?action=%u%s",
		    record->handle, a->number, from));
	}
}

void caf_actions_mine(struct request *r, struct node *body, const struct record *record)
{
	struct node *table = NULL, *row, *cell;
	struct caf_action *actions;
	size_t i, n = caf_plan_open(record) ? caf_actions(r, record, &actions) : 0;

	for (i = 0; i < n; i++) {
		const struct caf_action *a = &actions[i];

		if (a->account == 0 || a->account != request_account(r) || !caf_action_is_open(a))
			continue;
		if (table == NULL)
			table = page_table(body, "my-actions", "My actions", "", "Action", "By when", NULL);
		row = node_add(table, "row");
		cell = page_cell(row, a->action);
		node_set(cell, "href", pool_printf(r->pool, "/caf/case/%s/plan/action?action=%u",
		    record->handle, a->number));
		cell = page_cell(row, pool_printf(r->pool, "%s%s", page_day(r, a->due_on),
		    caf_action_overdue(r, a) ? " (overdue)" : ""));
		if (caf_action_overdue(r, a))
			node_set(cell, "kind", "overdue");
	}
}

/* -- who may do it -- */

struct who {
	struct who *next;
	const char *value, *name, *part;
	unsigned long long member;
	bool agreed;			/* family, or a service that may share */
};

static bool who_named(const struct who *list, const char *name)
{
	for (; list != NULL; list = list->next)
		if (strcasecmp(list->name, name) == 0)
			return true;
	return false;
}

static struct who **who_add(struct request *r, struct who **end, struct who who)
{
	*end = pool_new(r->pool, struct who);
	**end = who;
	return &(*end)->next;
}

static struct who **who_team(struct request *r, const struct record *record, struct who **end)
{
	struct db_rows rows;
	size_t i;

	(void)db_list(r->db, &caf_sql[CAF_ACTION_MEMBERS], &rows, record->id);
	for (i = 0; i < rows.n; i++) {
		const struct db_row *m = &rows.row[i];
		const char *capacity = db_text(m, 2), *organisation = db_text(m, 3);

		end = who_add(r, end, (struct who){ .value = pool_printf(r->pool, "m%llu",
		    db_number(m, 0)), .name = db_text(m, 1), .member = db_number(m, 0),
		    .part = organisation[0] != '\0' ? organisation :
		    lists_label("team-capacity", capacity, r->today),
		    .agreed = lists_flag("team-capacity", capacity, "family") ||
		    db_number(m, 4) != 0 || db_number(m, 5) == record->owner });
	}
	return end;
}

/* Who holds the case, and co-assessors: the assessor's own service. */
static struct who **who_assessors(struct request *r, const struct record *record,
    struct who *list, struct who **end)
{
	struct db_rows rows;
	size_t i;

	(void)people_list(r, record, &rows);
	for (i = 0; i < rows.n; i++) {
		const struct db_row *p = &rows.row[i];
		const char *name = pool_printf(r->pool, "%s %s", db_text(p, 3), db_text(p, 4));
		const char *relation = db_text(p, 1);

		if ((strcmp(relation, "OWNER") != 0 && strcmp(relation, "COA") != 0) ||
		    who_named(list, name))
			continue;
		end = who_add(r, end, (struct who){ .value = pool_printf(r->pool, "a%llu",
		    db_number(p, 0)), .name = name, .part = db_text(p, 5), .agreed = true });
	}
	return end;
}

/* The child, and the parents and carers whom the assessment names. */
static void who_family(struct request *r, const struct record *record, struct who *list,
    struct who **end)
{
	const struct form_answers *a;
	struct document d;
	unsigned item;

	if (!document_find(r, record, "assessment", &d))
		return;
	a = document_answers(r, &d);
	if (!form_is(a, CAF_ASSESSMENT_UNBORN, "Y") && !who_named(list, record->subject))
		end = who_add(r, end, (struct who){ .value = "child", .name = record->subject,
		    .part = "child or young person", .agreed = true });
	for (item = 1; item < FORM_ITEMS_MAX; item++) {
		const char *name = pool_printf(r->pool, "%s %s",
		    form_get(a, CAF_ASSESSMENT_PARENT_GIVEN_NAMES, item),
		    form_get(a, CAF_ASSESSMENT_PARENT_FAMILY_NAME, item));

		if (name[0] != ' ' && !who_named(list, name))
			end = who_add(r, end, (struct who){ .value = pool_printf(r->pool, "p%u", item),
			    .name = name, .part = "family", .agreed = true });
	}
}

static struct who *who_list(struct request *r, const struct record *record)
{
	struct who *list = NULL, **end = who_team(r, record, &list);

	end = who_assessors(r, record, list, end);
	who_family(r, record, list, end);
	return list;
}

static void who_options(struct request *r, struct node *control, const struct who *list,
    const char *chosen)
{
	for (; list != NULL; list = list->next) {
		struct node *o = node_add(control, "option");

		node_set(o, "value", list->value);
		node_set(o, "label", pool_printf(r->pool, "%s (%s)", list->name, list->part));
		if (strcmp(list->value, chosen) == 0)
			node_set(o, "selected", "yes");
	}
}

/* -- a new one -- */

static int add_page(struct request *r, const struct record *record, const struct caf_episode *e,
    const struct who *list, int status)
{
	struct node *body = page_begin(r, "action", "Add an action"), *form, *control;
	const struct field *f;

	page_back(r, terms_apply(r->pool, "{Delivery plan}"), "/caf/case/%s/plan", record->handle);
	caf_identity(r, record, e);
	(void)page_heading(body, 1, "Add an action");
	form = page_form(r, body, r->http->path);
	for (f = caf_action_input; f->name != NULL; f++) {
		if (f->label == NULL)
			continue;
		control = page_field(r, form, f, f->type == FIELD_TOKEN ? "select" : NULL);
		if (f->type == FIELD_TOKEN)
			who_options(r, control, list, input_text(&r->input, "who"));
	}
	(void)page_button(page_buttons(form), "Add", "primary", NULL, NULL);
	return status;
}

int caf_action_new(struct request *r)
{
	struct caf_episode e;
	struct record record;

	if (!caf_load(r, &record, &e) || !caf_plan_leads(&record))
		return page_not_found(r);
	if (!caf_plan_open(&record))
		return request_redirect(r, "/caf/case/%s/plan", record.handle);
	input_slot(&r->input, "agreed_on")->value = r->today;
	return add_page(r, &record, &e, who_list(r, &record), 200);
}

static void due_rules(struct request *r, const char *from)
{
	struct date first, due;

	if (!date_parse(from, &first) || !date_parse(input_text(&r->input, "due_on"), &due))
		return;
	if (date_compare(due, first) < 0)
		input_refuse(&r->input, "due_on", pool_printf(r->pool,
		    "An action is due on %s or later", date_long(r->pool, first)));
	else if (date_compare(due, date_add_months(first, MONTHS_AT_MOST)) > 0)
		input_refuse(&r->input, "due_on", pool_printf(r->pool, "An action is due by %s: at most "
		    "twelve months on", date_long(r->pool, date_add_months(first, MONTHS_AT_MOST))));
}

static const struct who *who_chosen(struct request *r, const struct who *list)
{
	for (; list != NULL; list = list->next)
		if (input_is(&r->input, "who", list->value))
			break;
	if (list == NULL && !input_is(&r->input, "who", ""))
		input_refuse(&r->input, "who", "Choose somebody of the family or the team");
	else if (list != NULL && !list->agreed)
		input_refuse(&r->input, "who", "The family has not agreed to share with this person's "
		    "service: ask for that first, or choose somebody else");
	return list;
}

void caf_action_add(struct request *r, const struct record *record, const struct caf_action *a,
    const char *source, unsigned long long member)
{
	struct db_row row;
	unsigned long long number = 1;

	if (db_find(r->db, &caf_sql[CAF_ACTION_LAST], &row, record->id))
		number = db_number(&row, 0) + 1;
	(void)db_write(r->db, &caf_sql[CAF_ACTION_ADD], record->id, number, source, a->outcome, a->aim,
	    a->action, a->who, member, a->agreed_on, a->due_on, request_account(r));
}

int caf_action_save(struct request *r)
{
	const struct input *in = &r->input;
	const struct who *list, *who;
	struct caf_episode e;
	struct record record;

	if (!caf_lock(r, &record, &e) || !caf_plan_leads(&record))
		return page_not_found(r);
	if (!caf_plan_open(&record))
		return casework_moved_on(r);
	list = who_list(r, &record);
	who = who_chosen(r, list);
	due_rules(r, input_text(in, "agreed_on"));
	if (!input_valid(&r->input, r->pool) || who == NULL)
		return add_page(r, &record, &e, list, 422);
	caf_action_add(r, &record, &(struct caf_action){ .outcome = input_text(in, "outcome"),
	    .aim = input_text(in, "aim"), .action = input_text(in, "action"), .who = who->name,
	    .agreed_on = input_text(in, "agreed_on"), .due_on = input_text(in, "due_on") }, "PLAN",
	    who->member);
	event_add(r, &record, "action.add", "Action added to the plan", false);
	return request_redirect(r, "/caf/case/%s/plan", record.handle);
}

/* -- what becomes of it -- */

static bool action_find(struct request *r, const struct record *record, struct caf_action *a)
{
	unsigned long long number;
	struct db_row row;

	if (!text_number(input_text(&r->input, "action"), &number) ||
	    !db_find(r->db, &caf_sql[CAF_ACTION_FIND], &row, record->id, number))
		return false;
	*a = action_from(&row);
	return true;
}

static void history_put(struct request *r, struct node *body, const struct caf_action *a)
{
	struct node *table = page_table(body, "progress", "What was reported", "Nothing yet.", "When",
	    "Who", "Status", "By when", "Progress and comments", NULL), *row;
	struct db_rows rows;
	size_t i;

	(void)db_list(r->db, &caf_sql[CAF_PROGRESS], &rows, a->id);
	for (i = 0; i < rows.n; i++) {
		const struct db_row *p = &rows.row[i];

		row = node_add(table, "row");
		(void)page_cell(row, page_when(r, db_text(p, 3)));
		(void)page_cell(row, pool_printf(r->pool, "%s %s", db_text(p, 4), db_text(p, 5)));
		(void)page_cell(row, lists_label("action-status", db_text(p, 0), r->today));
		(void)page_cell(row, page_day(r, db_text(p, 1)));
		node_set(page_cell(row, db_text(p, 2)), "kind", "text");
	}
}

static int progress_page(struct request *r, const struct record *record,
    const struct caf_episode *e, const struct caf_action *a, int status)
{
	struct node *body = page_begin(r, "progress", "Progress of an action"), *form;
	bool review = input_is(&r->input, "from", "review");
	const struct field *f;

	page_back(r, review ? "Review" : terms_apply(r->pool, "{Delivery plan}"), "/caf/case/%s/%s", record->handle,
	    review ? "review" : "plan");
	caf_identity(r, record, e);
	(void)page_heading(body, 1, pool_printf(r->pool, "Progress of action %u", a->number));
	(void)card_put(r, body, a);
	history_put(r, body, a);
	if (!caf_plan_open(record) || !may_report(r, record, a))
		return status;
	(void)page_heading(body, 2, "Report progress");
	form = page_form(r, body, r->http->path);
	for (f = caf_progress_input; f->name != NULL; f++)
		if (f->label != NULL || f->type == FIELD_TOKEN || f->type == FIELD_NUMBER)
			(void)page_field(r, form, f, f->label == NULL ? "hidden" : NULL);
	(void)page_button(page_buttons(form), "Save", "primary", NULL, NULL);
	return status;
}

int caf_progress_show(struct request *r)
{
	struct caf_episode e;
	struct record record;
	struct caf_action a;

	if (!caf_load(r, &record, &e))
		return page_not_found(r);
	if (input_is(&r->input, "action", ""))
		return request_redirect(r, "/caf/case/%s/plan", record.handle);
	if (!action_find(r, &record, &a))
		return page_not_found(r);
	input_slot(&r->input, "status")->value = a.status;
	input_slot(&r->input, "due_on")->value = a.due_on;
	return progress_page(r, &record, &e, &a, 200);
}

/* A new date lies ahead; one that stands may stay. */
static void progress_rules(struct request *r, const struct caf_action *a)
{
	if (!input_is(&r->input, "due_on", a->due_on))
		due_rules(r, r->today);
}

int caf_progress_save(struct request *r)
{
	struct input *in = &r->input;
	struct caf_episode e;
	struct record record;
	struct caf_action a;
	const char *status = input_text(in, "status");
	bool closes = strcmp(status, "DONE") == 0 || strcmp(status, "DROPPED") == 0;

	if (!caf_lock(r, &record, &e) || !action_find(r, &record, &a) || !may_report(r, &record, &a))
		return page_not_found(r);
	if (!caf_plan_open(&record))
		return casework_moved_on(r);
	progress_rules(r, &a);
	if (!input_valid(in, r->pool))
		return progress_page(r, &record, &e, &a, 422);
	(void)db_write(r->db, &caf_sql[CAF_PROGRESS_ADD], a.id, status, input_text(in, "due_on"),
	    input_text(in, "text"), request_account(r));
	(void)db_write(r->db, &caf_sql[CAF_ACTION_CHANGE], status, input_text(in, "due_on"),
	    closes ? r->today : NULL, a.id);
	r->audit.detail = pool_printf(r->pool, "action=%u %s", a.number, status);
	event_add(r, &record, "action.progress", "Progress of an action reported", false);
	return request_redirect(r, "/caf/case/%s/%s", record.handle,
	    input_is(in, "from", "review") ? "review" : "plan");
}

/* I5 of a completed assessment. */
void caf_actions_take(struct request *r, const struct record *record,
    const struct form_answers *answers)
{
	unsigned item;

	for (item = 1; item < FORM_ITEMS_MAX; item++)
		if (form_get(answers, CAF_ASSESSMENT_ACTION_TEXT, item)[0] != '\0')
			caf_action_add(r, record, &(struct caf_action){
			    .outcome = form_get(answers, CAF_ASSESSMENT_ACTION_OUTCOME, item),
			    .aim = form_get(answers, CAF_ASSESSMENT_ACTION_AIM, item),
			    .action = form_get(answers, CAF_ASSESSMENT_ACTION_TEXT, item),
			    .who = form_get(answers, CAF_ASSESSMENT_ACTION_WHO, item),
			    .agreed_on = form_get(answers, CAF_ASSESSMENT_DATE_COMPLETED, 0),
			    .due_on = form_get(answers, CAF_ASSESSMENT_ACTION_BY, item) }, "ASSESSMENT", 0);
}
