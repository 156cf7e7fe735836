#include <stdlib.h>
#include <string.h>

#include "code.h"
#include "form.h"
#include "input.h"
#include "page.h"
#include "pool.h"
#include "request.h"
#include "text.h"

#define ROWS_PARAM	"rows."		/* "rows.people=3": rows that the page showed */

/* -- edit -- */

struct editing {
	struct request *r;
	const struct form *form;
	const struct form_answers *answers;
	const struct params *sent;
	bool *shown;			/* fields that stand under another's option */
};

static void control_put(struct editing *e, struct node *parent, unsigned field, unsigned item);

/* Fields that apply only under a choice of this one are revealed under it. */
static bool under_this(const struct editing *e, unsigned field, unsigned parent, const char *code)
{
	const struct form_field *f = &e->form->field[field], *p = &e->form->field[parent];
	const char *only_if = f->field.only_if, *c;
	size_t len = strlen(p->field.name), n;

	if (only_if == NULL || f->group != p->group || f->section != p->section ||
	    strncmp(only_if, p->field.name, len) != 0 || only_if[len] != '=')
		return false;
	for (c = only_if + len + 1; *c != '\0'; c += n) {
		c += strspn(c, " ");
		n = strcspn(c, " ");
		if (strlen(code) == n && strncmp(c, code, n) == 0)
			return true;
	}
	return false;
}

/* One field cannot stand under two options: it goes after the last of them. */
static bool reveal_here(const struct editing *e, unsigned field, unsigned parent,
    const struct node *option)
{
	const struct node *later;

	if (!under_this(e, field, parent, node_get(option, "value")))
		return false;
	for (later = node_next(option, "option"); later != NULL; later = node_next(later, "option"))
		if (under_this(e, field, parent, node_get(later, "value")))
			return false;
	return true;
}

/* Only a field whose condition is a single code is hidden until then; one that
 * belongs to several options is always shown below, and ignored where it does
 * not apply. */
static bool single_code(const struct form_field *f)
{
	const char *equals = strchr(f->field.only_if, '=');

	return equals != NULL && strchr(equals, ' ') == NULL;
}

static void reveals_put(struct editing *e, struct node *control, unsigned parent, unsigned item)
{
	const struct form_section *s = e->form->field[parent].section;
	struct node *option;
	unsigned i;

	for (option = node_child(control, "option"); option != NULL;
	    option = node_next(option, "option"))
		for (i = s->first; i < s->first + s->n; i++)
			if (!e->shown[i] && e->form->field[i].field.only_if != NULL &&
			    single_code(&e->form->field[i]) && reveal_here(e, i, parent, option)) {
				control_put(e, option, i, item);
				e->shown[i] = true;
			}
}

static bool reveals(const struct form_field *f)
{
	return (f->field.type == FIELD_CODE && !f->field.compact) || f->field.type == FIELD_YESNO;
}

/* A yes-or-no question under which a field is revealed gets its options spelled
 * out, in the place of a value. */
static bool spelled_out(const struct editing *e, unsigned field)
{
	const struct form_section *s = e->form->field[field].section;
	unsigned i;

	if (e->form->field[field].field.type != FIELD_YESNO)
		return false;
	for (i = s->first; i < s->first + s->n; i++)
		if (under_this(e, i, field, "Y") || under_this(e, i, field, "N"))
			return true;
	return false;
}

static void yesno_options(struct node *control, const char *value)
{
	static const char *const words[2][2] = { { "Y", "Yes" }, { "N", "No" } };
	unsigned i;

	for (i = 0; i < 2; i++) {
		struct node *o = node_add(control, "option");

		node_set(o, "value", words[i][0]);
		node_set(o, "label", words[i][1]);
		if (strcmp(value, words[i][0]) == 0)
			node_set(o, "selected", "yes");
	}
}

/* The field whose answer this one hangs on; -1: none. */
static int hangs_on(struct editing *e, unsigned field)
{
	const char *only_if = e->form->field[field].field.only_if;

	return only_if == NULL ? -1 : form_field(e->form, pool_strndup(e->r->pool, only_if,
	    strcspn(only_if, "=")));
}

/* An answer of another section says that it is not asked: nothing on this page
 * can change that. */
static bool ruled_out(struct editing *e, unsigned field, unsigned item)
{
	int parent = hangs_on(e, field);

	if (parent < 0)
		return false;
	return e->form->field[parent].section == e->form->field[field].section ?
	    ruled_out(e, (unsigned)parent, item) : !form_applies(e->answers, field, item);
}

/* What its condition names is asked on this page, where it may still be chosen. */
static int asked_here(struct editing *e, unsigned field, const char *condition)
{
	int parent = condition == NULL ? -1 : form_field(e->form, pool_strndup(e->r->pool, condition,
	    strcspn(condition, "=")));
	const struct form_field *f = &e->form->field[field];

	return parent >= 0 && e->form->field[parent].section == f->section &&
	    e->form->field[parent].group == f->group &&
	    form_may_write(e->r, &e->form->field[parent]) ? parent : -1;
}

/* One that does not stand under an option says of which answer it is asked: of those that
 * can be given here, each label once. */
static const char *asked_where(struct editing *e, unsigned field)
{
	const char *condition = e->form->field[field].field.only_if, *code, *words = "";
	int parent = asked_here(e, field, condition);
	const struct field *of;
	size_t n;

	if (parent < 0)
		return NULL;
	of = &e->form->field[parent].field;
	for (code = strchr(condition, '=') + 1; *code != '\0'; code += n + strspn(code + n, " ")) {
		const char *one, *label;

		n = strcspn(code, " ");
		one = pool_strndup(e->r->pool, code, n);
		label = pool_printf(e->r->pool, "“%s”", field_show(e->r->pool, of, one));
		if ((of->list == NULL || code_find(of->list, one) != NULL) && strstr(words, label) == NULL)
			words = pool_printf(e->r->pool, "%s%s%s", words, words[0] == '\0' ? "" : " or ", label);
	}
	return words[0] == '\0' ? NULL : pool_printf(e->r->pool, "Only where “%s” is %s", of->label,
	    words);
}

/* Needed by no answer of another part of the form, which nothing on this page changes. */
static bool optional(struct editing *e, unsigned field, unsigned item)
{
	const struct field *f = &e->form->field[field].field;

	return !f->required && (f->required_if == NULL || (asked_here(e, field, f->required_if) < 0 &&
	    !form_needed(e->answers, field, item)));
}

static const char *control_name(struct request *r, const struct form_field *f, unsigned item)
{
	return f->group == NULL ? f->field.name : pool_printf(r->pool, "%s.%u.%s",
	    f->group->name, item, f->field.name);
}

static void control_put(struct editing *e, struct node *parent, unsigned field, unsigned item)
{
	const struct form_field *f = &e->form->field[field];
	const struct form_answer *a = form_slot(e->answers, field, item);
	const char *name = control_name(e->r, f, item);
	struct field asked = f->field;
	struct node *c;
	bool spelled;

	if (!form_may_read(e->r, f) || ruled_out(e, field, item))
		return;
	if (!form_may_write(e->r, f)) {
		if (a->value[0] != '\0') {
			c = page_control(e->r, parent, &(struct field){ .type = FIELD_TEXT,
			    .label = f->field.label, .id = f->field.id }, name,
			    field_show(e->r->pool, &f->field, a->value), NULL, "static");
			(void)c;
		}
		return;
	}
	spelled = spelled_out(e, field);
	if (asked.hint == NULL && strcmp(node_name(parent), "option") != 0)
		asked.hint = asked_where(e, field);
	c = page_control(e->r, parent, &asked, name, spelled ? "" : a->value, a->error, NULL);
	if (optional(e, field, item))
		node_set(c, "optional", "yes");
	if (spelled)
		yesno_options(c, a->value);
	if (reveals(f))
		reveals_put(e, c, field, item);
}

static void fields_put(struct editing *e, struct node *parent, const struct form_item *item,
    unsigned row)
{
	unsigned i;

	for (i = item->first; i < item->first + item->n; i++)
		e->shown[i] = item->kind == FORM_GROUP ? false : e->shown[i];
	for (i = item->first; i < item->first + item->n; i++)
		if (!e->shown[i])
			control_put(e, parent, i, row);
}

/* Rows with answers, or the empty rows that the person asked for, and never
 * fewer than the form needs. */
static unsigned rows_to_show(struct editing *e, const struct form_item *group,
    unsigned items[FORM_ITEMS_MAX])
{
	const char *asked = e->sent == NULL ? NULL : params_get(e->sent,
	    pool_printf(e->r->pool, ROWS_PARAM "%s", group->name));
	unsigned n = form_rows(e->answers, group, items), want = group->min > 0 ? group->min : 0;
	unsigned last = n == 0 ? 0 : items[n - 1];
	unsigned long long number;

	if (asked != NULL && text_number(asked, &number) && number < FORM_ITEMS_MAX)
		want = (unsigned)number > want ? (unsigned)number : want;
	while (n < want && n < group->max && last + 1 < FORM_ITEMS_MAX)
		items[n++] = ++last;
	return n;
}

static bool group_asked(struct editing *e, const struct form_item *group)
{
	unsigned i;

	for (i = group->first; i < group->first + group->n; i++)
		if (form_may_read(e->r, &e->form->field[i]) && !ruled_out(e, i, 1))
			return true;
	return false;
}

static void group_put(struct editing *e, struct node *parent, const struct form_item *group)
{
	unsigned items[FORM_ITEMS_MAX], n = rows_to_show(e, group, items), i;
	struct node *g, *row;

	if (!group_asked(e, group))
		return;
	g = node_add(parent, "group");
	node_set(g, "name", group->name);
	node_set(g, "label", group->title);
	node_set(g, "id", group->name);
	node_set(g, "singular", group->singular);
	node_set_number(g, "min", group->min);
	node_set_number(g, "max", group->max);
	for (i = 0; i < n; i++) {
		row = node_add(g, "row");
		node_set_number(row, "index", items[i]);
		fields_put(e, row, group, items[i]);
	}
	(void)page_control(e->r, parent, &(struct field){ .type = FIELD_TOKEN },
	    pool_printf(e->r->pool, ROWS_PARAM "%s", group->name),
	    pool_printf(e->r->pool, "%u", n), NULL, "hidden");
}

static void box_put(struct editing *e, struct node *parent, const struct form_item *box)
{
	(void)page_heading(parent, 2, box->title);
	if (box->text != NULL)
		node_set(page_para(parent, box->text), "kind", "hint");
	fields_put(e, parent, box, 0);
}

void form_edit(struct request *r, struct node *parent, const struct form_section *section,
    const struct form_answers *answers, const struct params *sent)
{
	struct editing e = { r, answers->form, answers, sent, NULL };
	unsigned i;

	e.shown = pool_array(r->pool, answers->form->fields, sizeof(*e.shown));
	for (i = 0; i < section->items; i++) {
		const struct form_item *item = &section->item[i];

		if (item->kind == FORM_NOTE)
			node_leaf(parent, "inset", item->text);
		else if (item->kind == FORM_GROUP)
			group_put(&e, parent, item);
		else if (item->kind == FORM_BOX)
			box_put(&e, parent, item);
		else if (!e.shown[item->first])
			control_put(&e, parent, item->first, 0);
	}
}

/* -- add and remove -- */

static const struct form_item *group_find(const struct form_section *section, const char *name,
    size_t len)
{
	unsigned i;

	for (i = 0; i < section->items; i++)
		if (section->item[i].kind == FORM_GROUP && strlen(section->item[i].name) == len &&
		    strncmp(section->item[i].name, name, len) == 0)
			return &section->item[i];
	return NULL;
}

/* Empties what was sent for one row: "people.2.name", "people.2.born-day". */
static void row_clear(struct request *r, struct params *params, const struct form_item *group,
    unsigned long long row)
{
	const char *prefix = pool_printf(r->pool, "%s.%llu.", group->name, row);
	size_t i;

	for (i = 0; i < params->n; i++)
		if (text_starts(params->param[i].name, prefix))
			params->param[i].value = "";
}

static void rows_count(struct request *r, struct params *params, const char *group, int more)
{
	const char *name = pool_printf(r->pool, ROWS_PARAM "%s", group);
	unsigned long long n;
	size_t i;

	for (i = 0; i < params->n; i++) {
		if (strcmp(params->param[i].name, name) != 0 ||
		    !text_number(params->param[i].value, &n) || n > FORM_ITEMS_MAX)
			continue;
		if (more > 0 || n > 0)
			n = more > 0 ? n + 1 : n - 1;
		params->param[i].value = pool_printf(r->pool, "%llu", n);
		return;
	}
}

static bool param_take(struct params *params, const char *name, const char **value_r)
{
	size_t i;

	for (i = 0; i < params->n; i++) {
		if (strcmp(params->param[i].name, name) != 0)
			continue;
		params->param[i].used = true;
		*value_r = params->param[i].value;
		return true;
	}
	return false;
}

bool form_rows_change(struct request *r, const struct form_section *section,
    struct params *params, const char **group_r)
{
	const struct form_item *group;
	const char *value, *dot;
	unsigned long long row;
	size_t i;

	for (i = 0; i < params->n; i++)
		if (text_starts(params->param[i].name, ROWS_PARAM))
			params->param[i].used = true;
	if (param_take(params, "add", &value)) {
		group = group_find(section, value, strlen(value));
		if (group != NULL)
			rows_count(r, params, group->name, 1);
	} else if (param_take(params, "remove", &value) && (dot = strchr(value, '.')) != NULL &&
	    text_number(dot + 1, &row)) {
		group = group_find(section, value, (size_t)(dot - value));
		if (group != NULL) {
			row_clear(r, params, group, row);
			rows_count(r, params, group->name, -1);
		}
	} else {
		return false;
	}
	*group_r = group == NULL ? "" : group->name;
	return true;
}

/* -- view -- */

static void answer_row(struct request *r, struct node *summary, const struct form_answers *answers,
    unsigned field, unsigned item, const char *change)
{
	const struct form_field *f = &answers->form->field[field];
	struct node *row;

	if (!form_may_read(r, f) || !form_applies(answers, field, item))
		return;
	row = page_row(summary, f->field.label,
	    field_show(r->pool, &f->field, form_get(answers, field, item)));
	if (change == NULL || !form_may_write(r, f))
		return;
	node_set(row, "href", pool_printf(r->pool, "%s/%s#%s", change, f->section->name,
	    control_name(r, f, item)));
	node_set(row, "action", "Change");
	node_set(row, "what", f->field.label);
}

static void group_view(struct request *r, struct node *parent, const struct form_item *group,
    const struct form_answers *answers, const char *change)
{
	unsigned items[FORM_ITEMS_MAX], n = form_rows(answers, group, items), i, k;
	struct node *summary;

	(void)page_heading(parent, 3, group->title);
	if (n == 0)
		node_set(page_para(parent, "None recorded"), "kind", "hint");
	for (k = 0; k < n; k++) {
		summary = node_add(parent, "summary");
		node_set(summary, "card", "yes");
		node_set(summary, "title", pool_printf(r->pool, "%s %u", group->singular, k + 1));
		for (i = group->first; i < group->first + group->n; i++)
			answer_row(r, summary, answers, i, items[k], change);
	}
}

static bool box_answered(const struct form_answers *answers, const struct form_item *box)
{
	unsigned i;

	for (i = box->first; i < box->first + box->n; i++)
		if (form_get(answers, i, 0)[0] != '\0')
			return true;
	return false;
}

void form_view(struct request *r, struct node *parent, const struct form_section *section,
    const struct form_answers *answers, const char *change)
{
	struct node *summary = NULL;
	unsigned i, k;

	for (i = 0; i < section->items; i++) {
		const struct form_item *item = &section->item[i];

		if (item->kind == FORM_NOTE)
			continue;
		if (item->kind == FORM_GROUP) {
			group_view(r, parent, item, answers, change);
			summary = NULL;
			continue;
		}
		if (item->kind == FORM_BOX) {
			(void)page_heading(parent, 3, item->title);
			summary = NULL;
			if (!box_answered(answers, item) && change == NULL) {
				node_set(page_para(parent, "Not answered"), "kind", "hint");
				continue;
			}
		}
		if (summary == NULL)
			summary = node_add(parent, "summary");
		for (k = item->first; k < item->first + item->n; k++)
			answer_row(r, summary, answers, k, 0, change);
		if (item->kind == FORM_BOX)
			summary = NULL;
	}
}

/* -- print -- */

static void print_answer(struct request *r, struct node *part, const struct form_answers *answers,
    unsigned field, unsigned item)
{
	const struct form_field *f = &answers->form->field[field];
	struct node *n;

	if (!form_may_read(r, f) || !form_applies(answers, field, item) ||
	    form_slot(answers, field, item)->left_out)
		return;
	n = node_leaf(part, "answer", field_show(r->pool, &f->field, form_get(answers, field, item)));
	node_set(n, "official", f->field.id);
	node_set(n, "label", f->field.label);
}

static void print_item(struct request *r, struct node *part, const struct form_item *item,
    const struct form_answers *answers)
{
	unsigned items[FORM_ITEMS_MAX] = { 0 }, n = 1, i, k;

	if (item->kind == FORM_NOTE)
		return;
	if (item->title != NULL)
		(void)page_heading(part, 3, item->title);
	if (item->kind == FORM_BOX && !box_answered(answers, item)) {
		(void)page_para(part, "Not considered");
		return;
	}
	if (item->kind == FORM_GROUP)
		n = form_rows(answers, item, items);
	if (n == 0)
		(void)page_para(part, "None recorded");
	for (k = 0; k < n; k++)
		for (i = item->first; i < item->first + item->n; i++)
			print_answer(r, part, answers, i, items[k]);
}

void form_print(struct request *r, struct node *print, const struct form_answers *answers,
    const bool *wanted)
{
	const struct form *form = answers->form;
	const char *heading = NULL;
	unsigned i, k;

	for (i = 0; i < form->sections; i++) {
		const char *whole = form->section[i].part;
		struct node *part;

		if (wanted != NULL && !wanted[i])
			continue;
		part = node_add(print, "part");
		node_set(part, "number", form->section[i].id);
		node_set(part, "title", form->section[i].title);
		if (whole != NULL && (heading == NULL || strcmp(heading, whole) != 0))
			(void)page_heading(part, 2, whole);
		heading = whole;
		for (k = 0; k < form->section[i].items; k++)
			print_item(r, part, &form->section[i].item[k], answers);
	}
}
