#include <string.h>

#include "collation-gather.h"
#include "lists.h"
#include "meeting.h"
#include "text.h"

/* 2.4: the answers side by side, conflicts first; the coordinator chooses or writes a
 * value and says why. What each agency wrote stays as it was. */

#define ID	{ .name = "id", .type = FIELD_HANDLE, .required = true }
#define CELL	ID, { .name = "report", .type = FIELD_TOKEN, .max = 24 }, \
	{ .name = "field", .type = FIELD_TOKEN, .max = 64 }, \
	{ .name = "item", .type = FIELD_NUMBER, .max = 4 }

const struct field lscb_collation_input[] = { ID, { 0 } };
const struct field lscb_collation_field_input[] = { CELL, { 0 } };
const struct field lscb_collation_choose_input[] = {
	CELL,
	{ .name = "value", .type = FIELD_MEMO, .max = 16000, .label = "What stands" },
	{ .name = "why", .type = FIELD_TEXT, .max = 1000, .required = true, .label = "Why?" },
	{ 0 }
};

/* 7.1: the panel and its chair read it in a pack. */
bool lscb_collation_mine(const struct request *r, const struct record *record)
{
	return session_role(r->session, "CDC CDD") || record_is(record, "JAR");
}

static bool may_choose(const struct request *r, const struct record *record)
{
	return request_may(r, LSCB_WORK) && record->closed_at == NULL;
}

static const struct form_field *field_of(const struct lscb_collated *c)
{
	return &c->form->field[c->field];
}

/* As it is read; of a conflict every value on a line of its own. */
static const char *reading(struct request *r, const struct lscb_collated *c)
{
	const char *at, *text = "";
	size_t len;

	if (c->how != COLLATION_CONFLICT)
		return field_show(r->pool, &field_of(c)->field, c->value);
	for (at = c->value; *at != '\0'; at += len, at += *at == '\n') {
		len = strcspn(at, "\n");
		text = pool_printf(r->pool, "%s%s%s", text, text[0] == '\0' ? "" : "\n",
		    field_show(r->pool, &field_of(c)->field, pool_strndup(r->pool, at, len)));
	}
	return text;
}

static const char *cell_path(struct request *r, const struct record *record,
    const struct lscb_collated *c)
{
	return pool_printf(r->pool, "%s/collation/%s/%s/%u", casework_path(r, record), c->form->name,
	    field_of(c)->field.name, c->item);
}

/* -- all of them -- */

static const char *how_label(const struct lscb_collated *c)
{
	static const char *const labels[COLLATION__MAX] = {
		[COLLATION_NONE] = "", [COLLATION_AGREED] = "Agreed",
		[COLLATION_REAL] = "Known to some", [COLLATION_JOINED] = "Joined",
		[COLLATION_CONFLICT] = "Differs", [COLLATION_CHOSEN] = "Chosen",
	};

	return labels[c->how];
}

static const char *question(struct request *r, const struct lscb_collated *c)
{
	const struct form_item *group = field_of(c)->group;

	return group == NULL ? field_of(c)->field.label : pool_printf(r->pool, "%s %u: %s",
	    group->title, c->item, field_of(c)->field.label);
}

static void cell_put(struct request *r, struct node *summary, const struct record *record,
    const struct lscb_collated *c)
{
	static const char *const colours[COLLATION__MAX] = {
		[COLLATION_NONE] = "grey", [COLLATION_AGREED] = "green", [COLLATION_REAL] = "blue",
		[COLLATION_JOINED] = "blue", [COLLATION_CONFLICT] = "red", [COLLATION_CHOSEN] = "purple",
	};
	struct node *row = page_row(summary, question(r, c), reading(r, c));

	node_set(node_leaf(row, "value", how_label(c)), "tag", colours[c->how]);
	node_set(row, "href", cell_path(r, record, c));
	node_set(row, "action", c->how == COLLATION_CONFLICT ? "Choose" : "Look");
	node_set(row, "what", question(r, c));
}

static void conflicts_put(struct request *r, struct node *body, const struct record *record,
    const struct lscb_collated *c, size_t n)
{
	struct node *summary = NULL;
	size_t i;

	(void)page_heading(body, 2, "Answers that differ");
	for (i = 0; i < n; i++) {
		if (c[i].how != COLLATION_CONFLICT)
			continue;
		if (summary == NULL)
			summary = node_add(body, "summary");
		cell_put(r, summary, record, &c[i]);
	}
	if (summary == NULL)
		(void)page_para(body, n == 0 ? "No agency has sent in a report." : "No answers differ.");
}

/* n answers of one section; those that differ stand above. */
static void section_put(struct request *r, struct node *body, const struct record *record,
    const struct lscb_collated *c, size_t n)
{
	struct node *summary;
	size_t i;

	(void)page_heading(body, 2, pool_printf(r->pool, "%s: %s", c->form->reference,
	    field_of(c)->section->title));
	summary = node_add(body, "summary");
	for (i = 0; i < n; i++)
		if (c[i].how != COLLATION_CONFLICT)
			cell_put(r, summary, record, &c[i]);
}

int lscb_collation_show(struct request *r)
{
	struct lscb_collated *c;
	struct record record;
	struct node *body;
	size_t n, i, k;

	if (!casework_load(r, &record) || !lscb_collation_mine(r, &record))
		return page_not_found(r);
	body = casework_page(r, &record, "collation", "Answers side by side");
	n = lscb_collated_read(r, &record, &c);
	conflicts_put(r, body, &record, c, n);
	for (i = 0; i < n; i = k) {
		for (k = i; k < n && field_of(&c[k])->section == field_of(&c[i])->section; k++)
			;
		section_put(r, body, &record, &c[i], k - i);
	}
	r->audit.detail = record.reference;
	return 200;
}

/* -- one of them -- */

static bool cell_find(struct request *r, const struct record *record, struct lscb_collated *c)
{
	unsigned long long item;
	struct db_row row;

	return text_number(input_text(&r->input, "item"), &item) &&
	    db_find(r->db, &lscb_sql[LSCB_COLLATED_FIND], &row, record->id,
	    input_text(&r->input, "report"), input_text(&r->input, "field"), item) &&
	    lscb_collated_from(&row, c);
}

static void agencies_put(struct request *r, struct node *body, const struct record *record,
    const struct lscb_collated *c)
{
	struct lscb_collation_document *d;
	struct collation_answer *a;
	struct node *table, *row;
	size_t n = lscb_collation_documents(r, record, &d), i;

	if (c->item != 0)
		return;
	n = lscb_collation_answers(r, d, n, c->form, c->field, &a);
	table = page_table(body, "answers", "What each agency answered", "", "Agency", "Answer", NULL);
	for (i = 0; i < n; i++) {
		row = node_add(table, "row");
		node_set(page_cell(row, a[i].role), "head", "yes");
		node_set(page_cell(row, a[i].value[0] == '\0' ? "No answer" :
		    field_show(r->pool, &field_of(c)->field, a[i].value)), "kind", "text");
	}
}

/* Several codes at once cannot be sent as one value: one of the agencies' answers is
 * chosen. */
static void values_put(struct request *r, struct node *form, const struct record *record,
    const struct lscb_collated *c, const struct field *asked, const char *error)
{
	struct node *control = page_control(r, form, &(struct field){ .name = "value",
	    .type = FIELD_TOKEN, .required = true, .label = asked->label }, "value", "", error,
	    "radios"), *option;
	struct lscb_collation_document *d;
	struct collation_answer *a;
	size_t n = lscb_collation_documents(r, record, &d), i, k;

	n = lscb_collation_answers(r, d, n, c->form, c->field, &a);
	for (i = 0; i < n; i++) {
		for (k = 0; k < i && strcmp(a[k].value, a[i].value) != 0; k++)
			;
		if (a[i].value[0] == '\0' || k < i)
			continue;
		option = node_add(control, "option");
		node_set(option, "value", a[i].value);
		node_set(option, "label", field_show(r->pool, &field_of(c)->field, a[i].value));
	}
}

static void choose_put(struct request *r, struct node *body, const struct record *record,
    const struct lscb_collated *c, bool sent)
{
	struct field asked = field_of(c)->field;
	const struct input_value *why = sent ? input_slot(&r->input, "why") : NULL;
	const char *value = sent ? input_text(&r->input, "value") :
	    c->how == COLLATION_CONFLICT ? "" : c->value;
	const char *error = sent ? input_slot(&r->input, "value")->error : NULL;
	struct node *form;

	(void)page_heading(body, 2, "Choose or write what stands");
	form = page_form(r, body, cell_path(r, record, c));
	asked.id = NULL;
	asked.required = true;
	if (asked.type == FIELD_CODES)
		values_put(r, form, record, c, &asked, error);
	else
		(void)page_control(r, form, &asked, "value", value, error,
		    asked.type == FIELD_DATE ? "text" : NULL);
	(void)page_control(r, form, &lscb_collation_choose_input[5], "why",
	    why == NULL ? "" : why->value, why == NULL ? NULL : why->error, NULL);
	(void)page_button(page_buttons(form), "Save", "primary", NULL, NULL);
}

static int cell_page(struct request *r, const struct record *record,
    const struct lscb_collated *c, int status)
{
	struct node *body = page_begin(r, "collation", field_of(c)->field.label), *s;

	page_back(r, "Answers side by side", "%s/collation", casework_path(r, record));
	casework_identity(r, record);
	(void)page_heading(body, 1, field_of(c)->field.label);
	s = node_add(body, "summary");
	(void)page_row(s, "Form", c->form->title);
	(void)page_row(s, "What stands", c->how == COLLATION_CONFLICT ? "Answers differ" :
	    reading(r, c));
	(void)page_row(s, "How", how_label(c));
	if (c->how == COLLATION_CHOSEN)
		(void)page_row(s, "Why", c->why);
	agencies_put(r, body, record, c);
	if (may_choose(r, record))
		choose_put(r, body, record, c, status == 422);
	r->audit.detail = pool_printf(r->pool, "%s %s", record->reference, field_of(c)->field.name);
	return status;
}

int lscb_collation_field(struct request *r)
{
	struct lscb_collated c;
	struct record record;

	if (!casework_load(r, &record) || !lscb_collation_mine(r, &record) || !cell_find(r, &record, &c))
		return page_not_found(r);
	return cell_page(r, &record, &c, 200);
}

int lscb_collation_choose(struct request *r)
{
	const char *value = input_text(&r->input, "value"), *wrong;
	struct lscb_collated c;
	struct record record;

	if (!casework_lock(r, &record) || !cell_find(r, &record, &c))
		return page_not_found(r);
	if (!may_choose(r, &record))
		return casework_moved_on(r);
	input_needs(&r->input, "value", "Choose or write a value");
	input_needs(&r->input, "why", "Give the reason");
	wrong = field_check(r->pool, &field_of(&c)->field, value, r->today, &value);
	if (wrong != NULL)
		input_refuse(&r->input, "value", wrong);
	lscb_nameless(r, record.id, "why");
	if (!input_valid(&r->input, r->pool))
		return cell_page(r, &record, &c, 422);
	(void)db_write(r->db, &lscb_sql[LSCB_COLLATED_ADD], record.id, c.form->name,
	    field_of(&c)->field.name, (unsigned long long)c.item, collation_code(COLLATION_CHOSEN),
	    value, 0ULL, input_text(&r->input, "why"), request_account(r));
	r->audit.detail = pool_printf(r->pool, "%s %s", record.reference, field_of(&c)->field.name);
	return request_redirect(r, "%s/collation", casework_path(r, &record));
}
