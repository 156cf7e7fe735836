#include <string.h>

#include "document-choice.h"
#include "page.h"
#include "request.h"
#include "text.h"

#define CHOOSE	"choose-"
#define TEXT	"text-"
#define ASKED	"asked-"

static const char *sent_name(struct request *r, const struct form_field *f, unsigned item)
{
	return f->group == NULL ? f->field.name : pool_printf(r->pool, "%s.%u.%s",
	    f->group->name, item, f->field.name);
}

/* Puts one value in the place of what was sent under a name. */
static void param_replace(struct request *r, struct params *params, const struct field *field,
    const char *name, const char *value)
{
	const char *parts = pool_printf(r->pool, "%s-", name);
	size_t i, len;

	for (i = 0; i < params->n; i++)
		if (strcmp(params->param[i].name, name) == 0 ||
		    (field->type == FIELD_DATE && text_starts(params->param[i].name, parts)))
			params->param[i].name = "";
	if (field->type != FIELD_CODES) {
		params_add(params, r->pool, name, value);
		return;
	}
	for (; *value != '\0'; value += len) {
		value += strspn(value, " ");
		len = strcspn(value, " ");
		if (len > 0)
			params_add(params, r->pool, name, pool_strndup(r->pool, value, len));
	}
}

static void params_tidy(struct params *params)
{
	size_t i, n = 0;

	for (i = 0; i < params->n; i++)
		if (params->param[i].name[0] != '\0')
			params->param[n++] = params->param[i];
	params->n = n;
}

static void choice_apply(struct request *r, struct params *params, unsigned field, unsigned item,
    const struct form_answers *stored, const struct form_answers *answers)
{
	const struct form_field *f = &stored->form->field[field];
	const char *name = sent_name(r, f, item);
	const char *choice = params_get(params, pool_printf(r->pool, CHOOSE "%s", name));
	const char *text = params_get(params, pool_printf(r->pool, TEXT "%s", name));
	const char *asked = params_get(params, pool_printf(r->pool, ASKED "%s", name));
	unsigned long long revision;

	if (choice == NULL)
		return;
	if (strcmp(choice, "theirs") == 0)
		param_replace(r, params, &f->field, name, form_get(stored, field, item));
	else if (strcmp(choice, "both") == 0 && text != NULL)
		param_replace(r, params, &f->field, name, text);
	if (asked != NULL && text_number(asked, &revision) && revision < DOCUMENT_REVISIONS)
		form_slot(answers, field, item)->revision = (unsigned)revision;
}

/* The comparison page sends a choice for each field that both had changed; the
 * answers learn up to which revision the person knows it. */
void document_choices_apply(struct request *r, const struct form_section *section,
    struct params *params, const struct form_answers *stored, const struct form_answers *answers)
{
	const struct form *form = stored->form;
	unsigned i, item;

	for (i = section->first; i < section->first + section->n; i++)
		for (item = 0; item < (form->field[i].group == NULL ? 1 : FORM_ITEMS_MAX); item++)
			choice_apply(r, params, i, item, stored, answers);
	for (i = 0; i < params->n; i++)
		if (text_starts(params->param[i].name, CHOOSE) ||
		    text_starts(params->param[i].name, TEXT) ||
		    text_starts(params->param[i].name, ASKED))
			params->param[i].name = "";
	params_tidy(params);
}

static bool choice_made(const char *choice)
{
	return choice != NULL && (strcmp(choice, "theirs") == 0 || strcmp(choice, "mine") == 0 ||
	    strcmp(choice, "both") == 0);
}

/* What the comparison page asked and nobody chose is asked again, never taken
 * for "mine". */
struct document_conflict *document_choices_missing(struct request *r,
    const struct form_section *section, const struct params *params,
    const struct form_answers *stored)
{
	struct document_conflict *list = NULL, **next = &list;
	const struct form_field *f;
	unsigned i, item;

	for (i = section->first; i < section->first + section->n; i++) {
		f = &stored->form->field[i];
		/* What may not be written is not shown either by asking for it. */
		if (!form_may_write(r, f))
			continue;
		for (item = 0; item < (f->group == NULL ? 1 : FORM_ITEMS_MAX); item++) {
			const char *name = sent_name(r, f, item);
			const struct form_answer *theirs = form_slot(stored, i, item);

			if (params_get(params, pool_printf(r->pool, ASKED "%s", name)) == NULL ||
			    choice_made(params_get(params, pool_printf(r->pool, CHOOSE "%s", name))))
				continue;
			*next = pool_new(r->pool, struct document_conflict);
			**next = (struct document_conflict){ .field = i, .item = item, .again = true,
			    .theirs = theirs->value, .at = theirs->at, .revision = theirs->revision,
			    .by = document_author(r, theirs->account) };
			next = &(*next)->next;
		}
	}
	return list;
}

static void compare_row(struct request *r, struct node *compare, const struct form *form,
    const struct document_conflict *c)
{
	const struct form_field *f = &form->field[c->field];
	struct node *row = node_add(compare, "row");

	node_set(row, "field", sent_name(r, f, c->item));
	node_set(row, "label", f->field.label);
	node_set(row, "type", f->field.type == FIELD_MEMO ? "memo" : NULL);
	node_set(row, "by", c->by);
	node_set(row, "at", page_when(r, c->at));
	if (c->again) {
		node_set(row, "error", "Choose which text to keep");
		page_error(r, pool_printf(r->pool, CHOOSE "%s", sent_name(r, f, c->item)),
		    "Choose which text to keep");
	}
	(void)node_leaf(row, "theirs", field_show(r->pool, &f->field, c->theirs));
	(void)node_leaf(row, "mine", field_show(r->pool, &f->field, c->mine));
}

static void carry(struct request *r, struct node *form, const char *name, const char *value,
    size_t number)
{
	struct node *hidden = page_control(r, form, &(struct field){ .type = FIELD_TOKEN }, name,
	    value, NULL, "hidden");

	node_set(hidden, "id", pool_printf(r->pool, "sent-%zu", number));
}

static bool conflict_at(const struct document_conflict *c, unsigned field, unsigned item)
{
	while (c != NULL && (c->field != field || c->item != item))
		c = c->next;
	return c != NULL;
}

/* What was chosen on the comparison page before this one stays chosen. */
static size_t choices_carry(struct request *r, struct node *form,
    const struct form_section *section, const struct form_answers *answers,
    const struct form_answers *stored, const struct document_conflict *conflicts)
{
	unsigned i, item;
	size_t n = 0;

	for (i = section->first; i < section->first + section->n; i++) {
		const struct form_field *f = &answers->form->field[i];

		for (item = 0; item < (f->group == NULL ? 1 : FORM_ITEMS_MAX); item++) {
			const struct form_answer *a = form_slot(answers, i, item);
			bool same = strcmp(a->value, form_get(stored, i, item)) == 0;

			if (a->revision == 0 || conflict_at(conflicts, i, item))
				continue;
			carry(r, form, pool_printf(r->pool, ASKED "%s", sent_name(r, f, item)),
			    pool_printf(r->pool, "%u", a->revision), n++);
			carry(r, form, pool_printf(r->pool, CHOOSE "%s", sent_name(r, f, item)),
			    same ? "theirs" : "mine", n++);
		}
	}
	return n;
}

void document_choices_ask(struct request *r, struct node *form,
    const struct form_section *section, const struct form_answers *answers,
    const struct form_answers *stored, const struct document_conflict *conflicts,
    const struct params *params)
{
	struct node *compare = node_add(form, "compare");
	const struct document_conflict *c;
	size_t i, n;

	for (c = conflicts; c != NULL; c = c->next)
		compare_row(r, compare, stored->form, c);
	n = choices_carry(r, form, section, answers, stored, conflicts);
	for (c = conflicts; c != NULL; c = c->next)
		carry(r, form, pool_printf(r->pool, ASKED "%s",
		    sent_name(r, &stored->form->field[c->field], c->item)),
		    pool_printf(r->pool, "%u", c->revision), n++);
	for (i = 0; i < params->n; i++)
		carry(r, form, params->param[i].name, params->param[i].value, n++);
}
