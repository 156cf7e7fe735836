#include <string.h>

#include "lists.h"
#include "pep.h"

/* Signatures of a plan (3.3): the social worker's, the designated teacher's, what the
 * child and the carer said to it, and that the reviewing officer saw it at the review.
 * The virtual school's is its acceptance. */

const struct field education_plan_sign_input[] = {
	{ .name = "id", .type = FIELD_HANDLE, .required = true },
	{ .name = "number", .type = FIELD_NUMBER, .required = true },
	{ .name = "part", .type = FIELD_CODE, .choices = "education-sign", .required = true,
	  .label = "Who signs" },
	{ .name = "answer", .type = FIELD_CODE, .choices = "education-sign-answer", .required = true,
	  .label = "The plan" },
	{ .name = "name", .type = FIELD_NAME, .max = 120, .width = 30, .label = "Name",
	  .hint = "Of the child or carer, when you record it for them" },
	{ .name = "note", .type = FIELD_MEMO, .max = 500, .rows = 2, .label = "Comment or reason",
	  .hint = "Needed where the plan is not agreed, or somebody was not asked" },
	{ 0 }
};

enum { PART = 2, ANSWER, NAME, NOTE };

/* Whom this person may sign for, as codes of the list; NULL: for nobody. */
static const char *signers(struct request *r, const struct record *record,
    const struct education_pep *p)
{
	static const char *const lists[PEP_PART__MAX] = {
		[PEP_VIRTUAL] = "education-sign:by-virtual", [PEP_WORKER] = "education-sign:by-worker",
		[PEP_TEACHER] = "education-sign:by-teacher", [PEP_CARER] = "education-sign:by-carer",
	};
	enum pep_part part = education_pep_part(r, record);

	if (part != PEP_PART__MAX)
		return education_pep_under_way(p) ? lists[part] : NULL;
	return record_is(record, "REVIEWER") && p->state != PEP_CANCELLED &&
	    p->state != PEP_NOT_STARTED && !education_pep_signed(r, p, "REVIEWER") ?
	    "education-sign:by-reviewer" : NULL;
}

void education_pep_sign(struct request *r, const struct education_pep *p, const char *part,
    const char *answer, const char *name, const char *note)
{
	(void)db_write(r->db, &education_sql[EDUCATION_PLAN_SIGN], p->id, part, answer,
	    name[0] != '\0' ? name : document_author(r, request_account(r)), note,
	    request_account(r));
}

/* The newest line of a part; NULL: none. */
static const struct db_row *line_of(const struct db_rows *rows, const char *part)
{
	const struct db_row *found = NULL;
	size_t i;

	for (i = 0; i < rows->n; i++)
		if (strcmp(db_text(&rows->row[i], 0), part) == 0)
			found = &rows->row[i];
	return found;
}

bool education_pep_signed(struct request *r, const struct education_pep *p, const char *part)
{
	struct db_rows rows;

	(void)db_list(r->db, &education_sql[EDUCATION_PLAN_SIGNS], &rows, p->id);
	return line_of(&rows, part) != NULL;
}

/* -- on the plan's page -- */

static void line_put(struct request *r, struct node *table, const char *part,
    const struct db_row *s)
{
	struct node *row = node_add(table, "row"), *cell;

	node_set(page_cell(row, lists_label("education-sign", part, r->today)), "head", "yes");
	(void)page_cell(row, s == NULL ? "" : db_text(s, 2));
	cell = page_cell(row, s == NULL ? "Not yet" : lists_label("education-sign-answer",
	    db_text(s, 1), r->today));
	node_set(cell, "tag", s == NULL ? "grey" : strcmp(db_text(s, 1), "NOT_AGREE") == 0 ? "red" :
	    strcmp(db_text(s, 1), "NOT_ASKED") == 0 ? "yellow" : "green");
	(void)page_cell(row, s == NULL ? "" : page_when(r, db_text(s, 4)));
	(void)page_cell(row, s == NULL ? "" : db_text(s, 3));
}

static void form_put(struct request *r, const struct record *record, struct node *body,
    const struct education_pep *p, const char *choices)
{
	bool sent = r->route->input == education_plan_sign_input;
	struct field part = education_plan_sign_input[PART], answer = education_plan_sign_input[ANSWER];
	struct node *form;

	part.choices = choices;
	answer.choices = "education-sign-answer:asked";
	(void)page_heading(body, 2, "Sign");
	form = page_form(r, body, pool_printf(r->pool, "%s/sign", education_pep_path(r, record, p)));
	page_field_of(r, form, &part, sent);
	page_field_of(r, form, &answer, sent);
	page_field_of(r, form, &education_plan_sign_input[NAME], sent);
	page_field_of(r, form, &education_plan_sign_input[NOTE], sent);
	(void)page_button(page_buttons(form), "Save the signature", "secondary", NULL, NULL);
}

/* The reviewing officer has one thing to say, and a comment. */
static void seen_put(struct request *r, const struct record *record, struct node *body,
    const struct education_pep *p)
{
	struct field note = education_plan_sign_input[NOTE];
	struct node *form;

	note.label = "Comment";
	note.hint = NULL;
	(void)page_heading(body, 2, "The review");
	form = page_form(r, body, pool_printf(r->pool, "%s/sign", education_pep_path(r, record, p)));
	(void)page_hidden(r, form, "part", "REVIEWER");
	(void)page_hidden(r, form, "answer", "SEEN");
	page_field_of(r, form, &note, r->route->input == education_plan_sign_input);
	(void)page_button(page_buttons(form), "The plan was seen at the review", "secondary", NULL,
	    NULL);
}

void education_pep_signs_put(struct request *r, const struct record *record, struct node *body,
    const struct education_pep *p)
{
	const struct codelist *parts = lists_find("education-sign");
	const char *choices = signers(r, record, p);
	struct node *table;
	struct db_rows rows;
	size_t i;

	(void)db_list(r->db, &education_sql[EDUCATION_PLAN_SIGNS], &rows, p->id);
	table = page_table(body, "signs", "Signatures", "", "Who", "Name", "Answer", "When", "Comment",
	    NULL);
	for (i = 0; i < parts->n; i++)
		line_put(r, table, parts->codes[i].code, line_of(&rows, parts->codes[i].code));
	if (choices != NULL && strcmp(choices, "education-sign:by-reviewer") == 0)
		seen_put(r, record, body, p);
	else if (choices != NULL)
		form_put(r, record, body, p, choices);
}

void education_pep_signs_print(struct request *r, const struct education_pep *p,
    struct node *print)
{
	const struct codelist *parts = lists_find("education-sign");
	struct node *part = node_add(print, "part");
	const struct db_row *s;
	struct db_rows rows;
	size_t i;

	(void)db_list(r->db, &education_sql[EDUCATION_PLAN_SIGNS], &rows, p->id);
	node_set(part, "title", "Signatures");
	for (i = 0; i < parts->n; i++) {
		s = line_of(&rows, parts->codes[i].code);
		node_set(node_leaf(part, "answer", s == NULL ? "Not yet" : pool_printf(r->pool,
		    "%s: %s, %s%s%s", db_text(s, 2), lists_label("education-sign-answer", db_text(s, 1),
		    r->today), page_when(r, db_text(s, 4)), db_text(s, 3)[0] == '\0' ? "" : "\n",
		    db_text(s, 3))), "label", lists_label("education-sign", parts->codes[i].code,
		    r->today));
	}
}

/* -- signing -- */

/* The name is that of who signs for oneself; of the child and, unless it is the carer who
 * signs, of the carer it is asked. */
static bool for_another(const struct record *record, const char *part)
{
	return strcmp(part, "CHILD") == 0 ||
	    (strcmp(part, "CARER") == 0 && !record_is(record, "CARER"));
}

static void rules(struct request *r, const struct record *record, const char *choices)
{
	struct input *in = &r->input;
	const char *part = input_text(in, "part"), *answer = input_text(in, "answer");

	if (part[0] == '\0' || answer[0] == '\0')
		return;
	if (code_find(lists_find(choices), part) == NULL)
		input_refuse(in, "part", "This signature is not yours to give");
	else if (lists_flag("education-sign-answer", answer, "reviewer") !=
	    (strcmp(part, "REVIEWER") == 0))
		input_refuse(in, "answer", "This is not an answer of who signs");
	else if (for_another(record, part))
		input_needs(in, "name", "Enter the name of the child or carer");
	else if (strcmp(answer, "NOT_ASKED") == 0)
		input_refuse(in, "answer", "Who signs for oneself was asked");
	if (strcmp(answer, "NOT_AGREE") == 0 || strcmp(answer, "NOT_ASKED") == 0)
		input_needs(in, "note", "Say why");
}

int education_plan_sign(struct request *r)
{
	const struct input *in = &r->input;
	const char *choices, *part;
	struct education_pep p;
	struct record record;

	if (!education_plan_lock(r, &record, &p))
		return page_not_found(r);
	choices = signers(r, &record, &p);
	if (choices == NULL)
		return casework_moved_on(r);
	rules(r, &record, choices);
	if (!input_valid(&r->input, r->pool))
		return education_plan_page(r, &record, &p, 422);
	part = input_text(in, "part");
	education_pep_sign(r, &p, part, input_text(in, "answer"), for_another(&record, part) ?
	    input_text(in, "name") : "", input_text(in, "note"));
	event_add(r, &record, "plan.signed", pool_printf(r->pool, "Signature under the plan: %s",
	    lists_label("education-sign", part, r->today)), false);
	return request_redirect(r, "%s", education_pep_path(r, &record, &p));
}
