#include <string.h>

#include "lists.h"
#include "pep.h"
#include "pep-form.h"
#include "str.h"

/* 3.5: the virtual school rates a submitted plan by the rubric (list education-rubric-N)
 * and accepts or returns it. A red one goes back. */

#define AREA(n)	{ .name = "area" #n, .type = FIELD_CODE, .choices = "education-grade", .label = "Area " #n }, \
	{ .name = "comment" #n, .type = FIELD_TEXT, .max = 500, .label = "Comment on area " #n }

const struct field education_plan_decide_input[] = {
	{ .name = "id", .type = FIELD_HANDLE, .required = true },
	{ .name = "number", .type = FIELD_NUMBER, .required = true },
	AREA(1), AREA(2), AREA(3), AREA(4), AREA(5), AREA(6), AREA(7), AREA(8), AREA(9), AREA(10),
	{ .name = "accept", .type = FIELD_YESNO, .required = true, .label = "Accept the plan?",
	  .hint = "No returns it to the school and the social worker" },
	{ .name = "why", .type = FIELD_MEMO, .max = 1000, .label = "What has to be changed",
	  .hint = "Needed to return it" },
	{ 0 }
};

const struct field education_plan_moderate_input[] = {
	{ .name = "id", .type = FIELD_HANDLE, .required = true },
	{ .name = "number", .type = FIELD_NUMBER, .required = true },
	AREA(1), AREA(2), AREA(3), AREA(4), AREA(5), AREA(6), AREA(7), AREA(8), AREA(9), AREA(10),
	{ 0 }
};

enum { AREAS = 10, FIRST = 2, RUBRIC = 1 };

static const struct codelist *rubric(void)
{
	return lists_find("education-rubric-1");
}

static size_t areas(void)
{
	return rubric()->n < AREAS ? rubric()->n : AREAS;
}

static const struct field *grade_field(size_t i)
{
	return &education_plan_decide_input[FIRST + 2 * i];
}

static void area_put(struct request *r, struct node *form, size_t i)
{
	struct field grade = *grade_field(i), comment = grade_field(i)[1];
	const struct input_value *g = input_slot(&r->input, grade.name);
	const struct input_value *c = input_slot(&r->input, comment.name);

	grade.label = rubric()->codes[i].label;
	grade.required = true;
	comment.label = pool_printf(r->pool, "Comment: %s", grade.label);
	(void)page_control(r, form, &grade, grade.name, g->value, g->error, NULL);
	(void)page_control(r, form, &comment, comment.name, c->value, c->error, NULL);
}

void education_pep_areas_put(struct request *r, struct node *form)
{
	size_t i;

	for (i = 0; i < areas(); i++)
		area_put(r, form, i);
}

/* 3.3: that others have not signed does not keep a plan from being accepted. */
static void unsigned_put(struct request *r, struct node *body, const struct education_pep *p)
{
	static const char *const parts[] = { "WORKER", "CHILD", "CARER" };
	struct str s;
	size_t i;

	str_init(&s, r->pool);
	for (i = 0; i < sizeof(parts) / sizeof(parts[0]); i++)
		if (!education_pep_signed(r, p, parts[i]))
			str_printf(&s, "%s%s", s.len == 0 ? "" : ", ", lists_label("education-sign", parts[i],
			    r->today));
	if (s.len > 0)
		(void)node_leaf(body, "warning", pool_printf(r->pool, "Not signed yet: %s. The plan may be "
		    "accepted all the same.", s.data));
}

static int page(struct request *r, const struct record *record, const struct education_pep *p,
    int status)
{
	struct node *body = casework_page(r, record, "plan-quality", "Quality of the plan"), *form;

	(void)page_link(body, "Read the plan", NULL, "%s/pep-%u/check", casework_path(r, record),
	    p->number);
	unsigned_put(r, body, p);
	form = page_form(r, body, r->http->path);
	education_pep_areas_put(r, form);
	page_field_of(r, form, &education_plan_decide_input[FIRST + 2 * AREAS], true);
	page_field_of(r, form, &education_plan_decide_input[FIRST + 2 * AREAS + 1], true);
	(void)page_button(page_buttons(form), "Save", "primary", NULL, NULL);
	return status;
}

int education_plan_decide_show(struct request *r)
{
	struct education_pep p;
	struct record record;

	if (!education_plan_load(r, &record, &p) || p.state != PEP_SUBMITTED)
		return page_not_found(r);
	return page(r, &record, &p, 200);
}

const char *education_pep_rated(struct request *r, struct str *grades, struct str *comments)
{
	unsigned grade[AREAS];
	bool open = false;
	size_t i;

	for (i = 0; i < areas(); i++) {
		const char *value = input_text(&r->input, grade_field(i)->name);
		const char *comment = input_text(&r->input, grade_field(i)[1].name);

		if (value[0] == '\0') {
			input_refuse(&r->input, grade_field(i)->name, pool_printf(r->pool, "Rate: %s",
			    rubric()->codes[i].label));
			open = true;
			continue;
		}
		grade[i] = (unsigned)(value[0] - '0');
		if (grade[i] < 2 && comment[0] == '\0')
			input_refuse(&r->input, grade_field(i)[1].name,
			    "Say what is missing where an area is red or amber");
		str_add(grades, value);
		str_printf(comments, "%s\n", comment);
	}
	return open ? NULL : pep_overall(grade, areas(), (unsigned)conf_number("education.gold_areas"),
	    (unsigned)conf_number("education.amber_areas"));
}

void education_pep_rate(struct request *r, const struct education_pep *p, const char *grades,
    const char *comments, const char *overall, bool second)
{
	(void)db_write(r->db, &education_sql[EDUCATION_PLAN_RATE], p->id, (unsigned long long)RUBRIC,
	    grades, comments, overall, second ? 1ULL : 0ULL, request_account(r));
}

void education_pep_rating_put(struct request *r, const struct record *record, struct node *body,
    const struct education_pep *p)
{
	const char *comment, *grades;
	struct node *table, *row;
	struct db_row rating;
	size_t i, len;

	if (education_pep_part(r, record) >= PEP_CARER ||
	    !db_find(r->db, &education_sql[EDUCATION_PLAN_RATING], &rating, p->id))
		return;
	grades = db_text(&rating, 1);
	comment = db_text(&rating, 2);
	table = page_table(body, "quality", "Quality", "", "Area", "Grade", "Comment", NULL);
	for (i = 0; i < areas() && i < strlen(grades); i++, comment += len + (comment[len] == '\n')) {
		len = strcspn(comment, "\n");
		row = node_add(table, "row");
		(void)page_cell(row, rubric()->codes[i].label);
		(void)page_cell(row, lists_label("education-grade", pool_strndup(r->pool, grades + i, 1),
		    r->today));
		(void)page_cell(row, pool_strndup(r->pool, comment, len));
	}
}

/* A child without a place has no designated teacher to sign. */
static bool teacher_lacks(struct request *r, const struct record *record,
    const struct education_pep *p)
{
	struct document d;

	return !education_pep_signed(r, p, "TEACHER") &&
	    !(document_find_number(r, record, "pep", p->number, &d) &&
	    form_is(document_answers(r, &d), EDUCATION_PEP_PLACED, "N"));
}

/* 3.3: an accepted plan needs the designated teacher's signature; red goes back. */
static void rules(struct request *r, const struct record *record, const struct education_pep *p,
    const char *overall)
{
	struct input *in = &r->input;

	if (input_is(in, "accept", "N"))
		input_needs(in, "why", "Say what has to be changed");
	if (!input_is(in, "accept", "Y"))
		return;
	if (overall != NULL && strcmp(overall, "RED") == 0)
		input_refuse(in, "accept", "A plan that is red goes back: return it");
	else if (teacher_lacks(r, record, p))
		input_refuse(in, "accept", "The designated teacher has not signed the plan");
}

/* The plans that this one takes the place of. */
static void supersede(struct request *r, const struct record *record,
    const struct education_pep *p)
{
	struct education_pep before;
	unsigned number;

	for (number = p->number; number-- > 1;)
		if (education_pep_find(r, record, number, &before) && before.state == PEP_COMPLETE)
			(void)education_pep_move(r, record, &before, PEP_SUPERSEDE, "");
}

static bool accept(struct request *r, const struct record *record, struct education_pep *p)
{
	struct document d;

	if (!education_pep_move(r, record, p, PEP_ACCEPT, "") ||
	    !document_find_number(r, record, "pep", p->number, &d) || !document_complete(r, &d))
		return false;
	education_pep_sign(r, p, "VIRTUAL", "AGREES", "", "");
	education_pep_targets(r, record, p, &d);
	education_pep_choose(r, p);
	supersede(r, record, p);
	return true;
}

static int decided(struct request *r, const struct record *record, struct education_pep *p,
    bool accepted, const char *overall)
{
	(void)db_write(r->db, &education_sql[EDUCATION_PLAN_DECIDED], r->today, request_account(r),
	    overall, accepted ? "" : input_text(&r->input, "why"), p->id);
	if (accepted ? !accept(r, record, p) :
	    !education_pep_move(r, record, p, PEP_RETURN, input_text(&r->input, "why")))
		return casework_moved_on(r);
	event_add(r, record, "plan.decided", accepted ? "Personal education plan accepted" :
	    "Personal education plan returned", false);
	notice_add(r, record, p->submitted_by, accepted ? "The plan that you submitted was accepted" :
	    "The plan that you submitted was returned");
	return request_redirect(r, "%s", education_pep_path(r, record, p));
}

int education_plan_decide(struct request *r)
{
	struct str grades, comments;
	struct education_pep p;
	struct record record;
	const char *overall;

	if (!education_plan_lock(r, &record, &p))
		return page_not_found(r);
	if (p.state != PEP_SUBMITTED)
		return casework_moved_on(r);
	str_init(&grades, r->pool);
	str_init(&comments, r->pool);
	overall = education_pep_rated(r, &grades, &comments);
	rules(r, &record, &p, overall);
	if (!input_valid(&r->input, r->pool) || overall == NULL)
		return page(r, &record, &p, 422);
	education_pep_rate(r, &p, grades.data, comments.data, overall, false);
	return decided(r, &record, &p, input_is(&r->input, "accept", "Y"), overall);
}
