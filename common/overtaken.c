#include <string.h>

#include "overtaken.h"
#include "page.h"
#include "request.h"
#include "text.h"
#include "xml.h"

struct typed {
	const char **value;	/* as the slots of the input */
	const char **saved;	/* NULL: the same */
};

bool overtaken(const struct request *r, unsigned long long version)
{
	const char *sent = params_get(&r->params, "version");
	unsigned long long number;

	return sent == NULL || !text_number(sent, &number) || number != version;
}

const struct typed *overtaken_typed(struct request *r)
{
	struct typed *typed = pool_new(r->pool, struct typed);
	size_t i;

	typed->value = pool_alloc(r->pool, (r->input.n + 1) * sizeof(*typed->value));
	typed->saved = pool_alloc(r->pool, (r->input.n + 1) * sizeof(*typed->saved));
	for (i = 0; i < r->input.n; i++)
		typed->value[i] = r->input.value[i].value;
	return typed;
}

void overtaken_by(struct request *r, const struct typed *typed)
{
	struct input_value *v;
	size_t i;

	for (i = 0; i < r->input.n; i++) {
		v = &r->input.value[i];
		typed->saved[i] = v->field->label == NULL || strcmp(v->value, typed->value[i]) == 0 ? NULL :
		    v->value;
		v->value = typed->value[i];
	}
	r->overtaken = typed;
}

static const char *shown(struct request *r, const struct field *field, const char *value)
{
	return value[0] == '\0' ? "Empty" : field_show(r->pool, field, value);
}

void overtaken_put(struct request *r, struct node *parent)
{
	const struct typed *typed = r->overtaken;
	struct node *table, *row;
	size_t i;

	if (typed == NULL)
		return;
	r->overtaken = NULL;
	(void)node_leaf(parent, "warning", "Somebody else saved this after you opened it. Nothing of "
	    "yours is saved yet. Compare, put what is right into the form, and save again.");
	table = page_table(parent, "overtaken", "Saved meanwhile, and yours",
	    "What you typed is the same as what is saved.", "What", "Saved now", "Yours", NULL);
	for (i = 0; i < r->input.n; i++) {
		const struct input_value *v = &r->input.value[i];

		if (typed->saved[i] == NULL)
			continue;
		row = node_add(table, "row");
		node_set(page_cell(row, v->field->label), "head", "yes");
		node_set(page_cell(row, shown(r, v->field, typed->saved[i])), "kind", "text");
		node_set(page_cell(row, shown(r, v->field, v->value)), "kind", "text");
	}
}

void overtaken_words(struct request *r)
{
	struct node *body = node_child(r->page, "body"), *summary = NULL;
	size_t i;

	for (i = 0; r->http->method == POST && i < r->input.n; i++) {
		const struct input_value *v = &r->input.value[i];

		if ((v->field->label == NULL && v->field->type != FIELD_MEMO) || v->field->sensitive ||
		    v->value[0] == '\0')
			continue;
		if (summary == NULL) {
			(void)page_heading(body, 2, "What you typed");
			summary = node_add(body, "summary");
		}
		(void)page_row(summary, v->field->label == NULL ? "Words" : v->field->label,
		    shown(r, v->field, v->value));
	}
}

int overtaken_message(struct request *r, const char *title, const char *text)
{
	(void)page_message(r, 409, title, text);
	overtaken_words(r);
	return 409;
}
