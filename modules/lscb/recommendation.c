#include <string.h>

#include "date.h"
#include "lists.h"
#include "meeting.h"
#include "overtaken.h"
#include "secret.h"

/* 5.6: recommendations by body, with their age and what the body answered. Whose task it
 * is to follow them up reads all; an agency's point of contact reads its actions. */

#define TIMES	5		/* a number taken by somebody else at the same moment */

const struct field lscb_recommendations_input[] = {
	{ .name = "show", .type = FIELD_TOKEN },
	{ .name = "body", .type = FIELD_TEXT, .max = 60, .width = 20, .label = "Body or lead" },
	{ 0 }
};

const struct field lscb_recommendation_input[] = {
	{ .name = "recommendation", .type = FIELD_HANDLE, .required = true },
	{ 0 }
};

const struct field lscb_recommendation_answer_input[] = {
	{ .name = "recommendation", .type = FIELD_HANDLE, .required = true },
	{ .name = "response", .type = FIELD_CODE, .choices = "lscb-answer", .label = "Answer" },
	{ .name = "response_on", .type = FIELD_DATE, .not_future = true,
	  .label = "Day of the answer" },
	{ .name = "response_note", .type = FIELD_MEMO, .max = 2000, .rows = 3,
	  .label = "What was answered", .hint = "Do not name a child" },
	{ .name = "measure", .type = FIELD_TEXT, .max = 1000,
	  .label = "How it is measured that it is done" },
	{ .name = "due_on", .type = FIELD_DATE, .label = "Due" },
	{ .name = "strategy", .type = FIELD_CODE, .choices = "lscb-strategy", .compact = true,
	  .label = "Strategy that it is linked to" },
	{ 0 }
};

static const char *or_empty(const char *text)
{
	return text == NULL ? "" : text;
}

static bool follows_all(const struct request *r)
{
	return session_role(r->session, "CDC CDD CDP CDB CDA");
}

unsigned long long lscb_recommend(struct request *r, const struct lscb_recommendation *made)
{
	unsigned long long id = 0;
	unsigned i;

	for (i = 0; i < TIMES && id == 0; i++)
		id = db_insert(r->db, &lscb_sql[LSCB_RECOMMENDATION_ADD], secret_handle(r->pool), r->today,
		    r->today, made->record, made->theme, made->meeting, made->text, made->addressee, made->level,
		    made->lead, r->today, made->due_on, request_account(r));
	if (id == 0)
		db_refuse(r->db, "no number for a recommendation");
	return id;
}

/* -- the list -- */

static const char *age(struct request *r, const char *made_on)
{
	struct date made, today;

	if (made_on == NULL || !date_parse(made_on, &made) || !date_parse(r->today, &today))
		return "";
	return pool_printf(r->pool, "%ld days", date_days(made, today));
}

static void row_put(struct request *r, struct node *table, const struct db_row *m)
{
	struct node *row = node_add(table, "row"), *cell;
	bool late = db_text(m, 9)[0] == '\0' && db_text(m, 8) != NULL &&
	    strcmp(db_text(m, 8), r->today) < 0;

	cell = page_cell(row, db_text(m, 2));
	node_set(cell, "head", "yes");
	node_set(cell, "href", pool_printf(r->pool, "/lscb/recommendations/%s", db_text(m, 1)));
	(void)page_cell(row, db_text(m, 4));
	(void)page_cell(row, db_text(m, 3));
	(void)page_cell(row, db_text(m, 6));
	cell = page_cell(row, page_day(r, db_text(m, 8)));
	if (late)
		node_set(cell, "kind", "overdue");
	(void)page_cell(row, age(r, db_text(m, 7)));
	(void)page_cell(row, db_text(m, 9)[0] == '\0' ? late ? "No answer, overdue" : "No answer yet" :
	    lists_label("lscb-answer", db_text(m, 9), r->today));
}

int lscb_recommendations(struct request *r)
{
	const char *body_name = input_text(&r->input, "body");
	bool all = input_is(&r->input, "show", "all");
	struct node *body, *table, *nav, *form;
	struct db_rows rows;
	size_t i;

	if (!follows_all(r))
		return request_redirect(r, "/lscb/actions");
	body = page_begin(r, "recommendations", "Recommendations");
	page_back(r, "Child deaths", "/lscb/");
	(void)page_heading(body, 1, "Recommendations");
	nav = page_nav(body, "Recommendations");
	page_nav_item(nav, "/lscb/recommendations", "Without an answer", !all);
	page_nav_item(nav, "/lscb/recommendations?show=all", "All", all);
	form = node_add(body, "form");
	node_set(form, "method", "get");
	node_set(form, "action", "/lscb/recommendations");
	if (all)
		(void)page_hidden(r, form, "show", "all");
	(void)page_field(r, form, &lscb_recommendations_input[1], NULL);
	(void)page_button(page_buttons(form), "Show", "secondary", NULL, NULL);
	(void)db_list(r->db, &lscb_sql[LSCB_RECOMMENDATIONS], &rows, (unsigned long long)!all,
	    body_name, body_name);
	table = page_table(body, "recommendations", "Recommendations by body",
	    "There is no such recommendation.", "Number", "Addressed to", "Recommendation", "Lead", "Due",
	    "Age", "Answer", NULL);
	for (i = 0; i < rows.n; i++)
		row_put(r, table, &rows.row[i]);
	(void)page_link(page_para(body, ""), "Actions", NULL, "/lscb/actions");
	if (request_may(r, LSCB_COUNT))
		(void)page_link(page_para(body, ""), "Themes over many deaths", NULL, "/lscb/themes");
	return 200;
}

/* -- one -- */

static int one_page(struct request *r, const struct db_row *m, int status)
{
	struct node *body = page_begin(r, "recommendation", "Recommendation"), *s, *form;
	const struct field *f;

	page_about(r, db_text(m, 2));
	page_back(r, "Recommendations", "/lscb/recommendations");
	(void)page_heading(body, 1, pool_printf(r->pool, "Recommendation %s", db_text(m, 2)));
	s = node_add(body, "summary");
	(void)page_row(s, "Recommendation", db_text(m, 3));
	(void)page_row(s, "Addressed to", db_text(m, 4));
	(void)page_row(s, "Level", lists_label("lscb-level", db_text(m, 5), r->today));
	(void)page_row(s, "Lead", db_text(m, 6));
	(void)page_row(s, "Made on", page_day(r, db_text(m, 7)));
	(void)page_row(s, "Due", page_day(r, db_text(m, 8)));
	(void)page_row(s, "Answer", db_text(m, 9)[0] == '\0' ? NULL :
	    lists_label("lscb-answer", db_text(m, 9), r->today));
	(void)page_row(s, "What was answered", db_text(m, 11));
	if (session_role(r->session, "CDC CDD CDP"))
		(void)page_row(s, "Case", db_text(m, 14));
	lscb_actions_put(r, body, db_number(m, 0));
	if (!request_may(r, LSCB_ACT))
		return status;
	(void)page_link(body, "Add an action", "secondary", "/lscb/actions/add?recommendation=%s",
	    db_text(m, 1));
	(void)page_heading(body, 2, "Answer and measure");
	form = page_form(r, body, pool_printf(r->pool, "/lscb/recommendations/%s", db_text(m, 1)));
	page_version(r, form, db_number(m, 12));
	for (f = lscb_recommendation_answer_input + 1; f->name != NULL; f++)
		page_field_of(r, form, f, r->route->input == lscb_recommendation_answer_input);
	(void)page_button(page_buttons(form), "Save", "primary", NULL, NULL);
	return status;
}

static bool find(struct request *r, struct db_row *row_r)
{
	return follows_all(r) && db_find(r->db, &lscb_sql[LSCB_RECOMMENDATION_FIND], row_r,
	    input_text(&r->input, "recommendation"));
}

static void known(struct request *r, const struct db_row *m)
{
	input_slot(&r->input, "response")->value = db_text(m, 9);
	input_slot(&r->input, "response_on")->value = or_empty(db_text(m, 10));
	input_slot(&r->input, "response_note")->value = db_text(m, 11);
	input_slot(&r->input, "measure")->value = db_text(m, 15);
	input_slot(&r->input, "due_on")->value = or_empty(db_text(m, 8));
	input_slot(&r->input, "strategy")->value = db_text(m, 16);
}

int lscb_recommendation_show(struct request *r)
{
	struct db_row m;

	if (!find(r, &m))
		return page_not_found(r);
	known(r, &m);
	return one_page(r, &m, 200);
}

static const char *day(struct request *r, const char *name)
{
	const char *value = input_text(&r->input, name);

	return value[0] == '\0' ? NULL : value;
}

/* Somebody else was quicker. */
static int later(struct request *r, struct db_row *m)
{
	const struct typed *typed = overtaken_typed(r);

	if (!find(r, m))
		return page_not_found(r);
	known(r, m);
	overtaken_by(r, typed);
	return one_page(r, m, 409);
}

int lscb_recommendation_answer(struct request *r)
{
	const struct input *in = &r->input;
	struct db_row m;

	if (!find(r, &m))
		return page_not_found(r);
	if (input_text(in, "response")[0] != '\0')
		input_needs(&r->input, "response_on", "Enter the day of the answer");
	lscb_nameless(r, db_number(&m, 13), "response_note");
	lscb_nameless(r, db_number(&m, 13), "measure");
	if (overtaken(r, db_number(&m, 12)))
		return later(r, &m);
	if (!input_valid(&r->input, r->pool))
		return one_page(r, &m, 422);
	if (db_write(r->db, &lscb_sql[LSCB_RECOMMENDATION_ANSWER], input_text(in, "response"),
	    day(r, "response_on"), input_text(in, "response_note"), input_text(in, "measure"),
	    input_text(in, "strategy"), day(r, "due_on"), db_number(&m, 0), db_number(&m, 12)) != 1)
		return later(r, &m);
	r->audit.detail = db_text(&m, 2);
	return request_redirect(r, "/lscb/recommendations/%s", db_text(&m, 1));
}
