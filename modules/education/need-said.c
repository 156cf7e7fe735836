#include "need.h"

#include <string.h>

#include "lists.h"
#include "pep.h"
#include "text.h"

/* What a plan says of special needs is a proposal: taken over in need.c, or turned down
 * here with a reason. */

#define SQL(statement)	(&education_sql[EDUCATION_##statement])

const struct field education_need_refuse_input[] = {
	{ .name = "id", .type = FIELD_HANDLE, .required = true },
	{ .name = "plan", .type = FIELD_NUMBER, .max = 6 },
	{ .name = "stage", .type = FIELD_CODE, .choices = "education-sen-stage" },
	{ .name = "reason", .type = FIELD_TEXT, .max = 300, .required = true,
	  .label = "Why it is turned down",
	  .hint = "Those who write in the plan read it beside the stages" },
	{ 0 }
};

bool education_need_said(struct request *r, const struct record *record,
    struct education_need_said *s_r)
{
	struct db_row row;

	if (!db_find(r->db, SQL(NEED_PLAN), &row, record->id) || db_text(&row, 1) == NULL ||
	    db_text(&row, 1)[0] == '\0')
		return false;
	*s_r = (struct education_need_said){ .plan = (unsigned)db_number(&row, 0),
	    .stage = db_text(&row, 1), .on = db_text(&row, 2), .primary = db_text(&row, 3),
	    .secondary = db_text(&row, 4), .pep = db_number(&row, 5) };
	return true;
}

static bool said_warn(struct request *r, const struct record *record, struct node *body)
{
	struct education_need_said s;
	struct education_pep p;

	if (!request_may(r, EDUCATION_NEED) || !education_need_said(r, record, &s) ||
	    !education_pep_find(r, record, s.plan, &p))
		return false;
	(void)node_leaf(body, "warning", pool_printf(r->pool, "The plan of the %s says since %s: %s. That "
	    "is not what is recorded here: it counts once the virtual school has taken it over.",
	    education_pep_term(r, &p), page_day(r, s.on),
	    lists_label("education-sen-stage", s.stage, r->today)));
	return true;
}

void education_need_said_put(struct request *r, const struct record *record, struct node *body,
    bool links)
{
	if (!said_warn(r, record, body) || !links)
		return;
	casework_link(r, body, record, "Take it over, or record another stage", "/need", NULL);
	casework_link(r, body, record, "Turn it down", "/need/refuse", NULL);
}

/* -- turned down -- */

void education_need_refusals_put(struct request *r, const struct record *record, struct node *body)
{
	struct node *table, *tr;
	struct db_rows rows;
	size_t i;

	(void)db_list(r->db, SQL(NEED_REFUSALS), &rows, record->id);
	if (rows.n == 0)
		return;
	table = page_table(body, "refusals", "Stages in plans that were turned down", "", "Plan", "Stage",
	    "Needs", "Why", "By", "When", NULL);
	for (i = 0; i < rows.n; i++) {
		const struct db_row *row = &rows.row[i];

		tr = node_add(table, "row");
		(void)page_cell(tr, pool_printf(r->pool, "%llu", db_number(row, 0)));
		(void)page_cell(tr, lists_label("education-sen-stage", db_text(row, 1), r->today));
		(void)page_cell(tr, education_need_types(r, db_text(row, 2), db_text(row, 3)));
		(void)page_cell(tr, db_text(row, 4));
		(void)page_cell(tr, pool_printf(r->pool, "%s %s", db_text(row, 5), db_text(row, 6)));
		(void)page_cell(tr, page_when(r, db_text(row, 7)));
	}
}

/* plan and stage go along, so that nobody turns down what they have not seen. */
static int page(struct request *r, const struct record *record, const struct education_need_said *s,
    int status)
{
	struct node *body = casework_page(r, record, "place", "Turn down what the plan says"), *form;

	(void)said_warn(r, record, body);
	(void)page_para(body, "What is recorded stays as it is. Another stage in the plan will be "
	    "proposed again.");
	form = page_form(r, body, r->http->path);
	(void)page_hidden(r, form, "plan", pool_printf(r->pool, "%u", s->plan));
	(void)page_hidden(r, form, "stage", s->stage);
	page_field_of(r, form, &education_need_refuse_input[3], true);
	(void)page_button(page_buttons(form), "Turn it down", "primary", NULL, NULL);
	return status;
}

int education_need_refuse_show(struct request *r)
{
	struct education_need_said s;
	struct record record;

	if (!casework_load(r, &record))
		return page_not_found(r);
	return education_need_said(r, &record, &s) ? page(r, &record, &s, 200) : casework_moved_on(r);
}

int education_need_refuse(struct request *r)
{
	struct education_need_said s;
	struct record record;
	unsigned long long plan;

	if (!casework_lock(r, &record))
		return page_not_found(r);
	if (!education_need_said(r, &record, &s))
		return casework_moved_on(r);
	if (!text_number(input_text(&r->input, "plan"), &plan) || plan != s.plan ||
	    strcmp(input_text(&r->input, "stage"), s.stage) != 0)
		input_refuse(&r->input, "reason", "The plan says something else by now: read it again");
	if (!input_valid(&r->input, r->pool))
		return page(r, &record, &s, 422);
	(void)db_write(r->db, SQL(NEED_REFUSE), record.id, s.pep, s.stage, s.primary, s.secondary,
	    input_text(&r->input, "reason"), request_account(r));
	event_add(r, &record, "need", "Stage of special educational needs in a plan turned down", false);
	return request_redirect(r, "%s/needs", casework_path(r, &record));
}
