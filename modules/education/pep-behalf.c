#include <string.h>

#include "lists.h"
#include "pep.h"

/* 14: a designated teacher without an account sends a section on paper, by telephone or
 * by secure e-mail, and somebody with one enters it: for whom, and how it came, is kept
 * beside the plan. The other way is an entry of their own (pep-guest.h). */

const struct field education_plan_behalf_input[] = {
	{ .name = "id", .type = FIELD_HANDLE, .required = true },
	{ .name = "number", .type = FIELD_NUMBER, .required = true },
	{ .name = "section", .type = FIELD_CODE, .choices = "education-pep-section", .compact = true,
	  .required = true, .label = "Section" },
	{ .name = "behalf_name", .type = FIELD_NAME, .max = 120, .width = 30, .required = true,
	  .label = "Name of who said it" },
	{ .name = "behalf_part", .type = FIELD_CODE, .choices = "education-sign", .compact = true,
	  .required = true, .label = "Who that is" },
	{ .name = "behalf_how", .type = FIELD_CODE, .choices = "education-behalf", .compact = true,
	  .required = true, .label = "How it came" },
	{ .name = "behalf_on", .type = FIELD_DATE, .not_future = true, .required = true,
	  .label = "When it came" },
	{ 0 }
};

static bool enters(struct request *r, const struct record *record, const struct education_pep *p)
{
	enum pep_part part = education_pep_part(r, record);

	return part < PEP_CARER && request_may(r, EDUCATION_PLAN) && pep_writes(p->state, part);
}

static const char *line(struct request *r, const struct db_row *b)
{
	return pool_printf(r->pool, "%s, %s, %s on %s; entered by %s %s",
	    db_text(b, 1), lists_label("education-sign", db_text(b, 2), r->today),
	    lists_label("education-behalf", db_text(b, 3), r->today), page_day(r, db_text(b, 4)),
	    db_text(b, 5), db_text(b, 6));
}

void education_pep_behalf_put(struct request *r, const struct record *record, struct node *body,
    const struct education_pep *p, bool sent)
{
	struct db_rows rows;
	struct node *s, *fold, *form;
	size_t i;

	if (education_pep_part(r, record) == PEP_CARER)
		return;
	(void)db_list(r->db, &education_sql[EDUCATION_BEHALF_LIST], &rows, p->id);
	if (rows.n == 0 && !enters(r, record, p))
		return;
	(void)page_heading(body, 2, "Entered for others");
	s = rows.n == 0 ? NULL : node_add(body, "summary");
	for (i = 0; i < rows.n; i++)
		(void)page_row(s, lists_label("education-pep-section", db_text(&rows.row[i], 0), r->today),
		    line(r, &rows.row[i]));
	if (!enters(r, record, p))
		return;
	fold = node_add(body, "details");
	node_set(fold, "summary", "Record that you entered a section for somebody else");
	node_set(fold, "open", sent ? "yes" : NULL);
	form = page_form(r, fold, pool_printf(r->pool, "%s/behalf", education_pep_path(r, record, p)));
	for (i = 2; education_plan_behalf_input[i].name != NULL; i++)
		page_field_of(r, form, &education_plan_behalf_input[i], sent);
	(void)page_button(page_buttons(form), "Record for whom it was entered", "secondary", NULL, NULL);
}

void education_pep_behalf_print(struct request *r, const struct education_pep *p, struct node *print)
{
	struct node *part;
	struct db_rows rows;
	size_t i;

	(void)db_list(r->db, &education_sql[EDUCATION_BEHALF_LIST], &rows, p->id);
	if (rows.n == 0)
		return;
	part = node_add(print, "part");
	node_set(part, "title", "Entered for others");
	for (i = 0; i < rows.n; i++)
		node_set(node_leaf(part, "answer", line(r, &rows.row[i])), "label",
		    lists_label("education-pep-section", db_text(&rows.row[i], 0), r->today));
}

int education_plan_behalf(struct request *r)
{
	const struct input *in = &r->input;
	struct education_pep p;
	struct record record;

	if (!education_plan_lock(r, &record, &p) || education_pep_part(r, &record) == PEP_CARER)
		return page_not_found(r);
	if (!enters(r, &record, &p))
		return casework_moved_on(r);
	if (lists_flag("education-pep-section", input_text(in, "section"), "none"))
		input_refuse(&r->input, "section", "The program fills this section");
	if (!input_valid(&r->input, r->pool))
		return education_plan_page(r, &record, &p, 422);
	(void)db_write(r->db, &education_sql[EDUCATION_BEHALF_ADD], p.id, input_text(in, "section"),
	    input_text(in, "behalf_name"), input_text(in, "behalf_part"), input_text(in, "behalf_how"),
	    input_text(in, "behalf_on"), request_account(r));
	event_add(r, &record, "plan.behalf", "A section of a plan was entered for somebody else", false);
	return request_redirect(r, "%s", education_pep_path(r, &record, &p));
}
