#include <string.h>

#include "code.h"
#include "date.h"
#include "lists.h"
#include "overtaken.h"
#include "page.h"
#include "request.h"
#include "terms.h"
#include "token.h"
#include "xml.h"

/* Forms and their controls. */

static struct node *form_put(struct request *r, struct node *parent, const char *action, const char *token)
{
	struct node *form;

	if (strcmp(action, r->http->path) == 0)
		overtaken_put(r, parent);
	form = node_add(parent, "form");
	node_set(form, "action", action);
	node_set(form, "method", "post");
	node_set(form, "token", token);
	return form;
}

struct node *page_form(struct request *r, struct node *parent, const char *action)
{
	return form_put(r, parent, action, token_make(r, action));
}

struct node *page_form_shared(struct request *r, struct node *parent, const char *action)
{
	return form_put(r, parent, action, token_make_shared(r, action));
}

/* What was typed into this form before the session ended. */
static const struct params *kept_of(struct request *r, const struct node *within)
{
	const struct node *form = r->kept == NULL ? NULL : node_up(within, "form");

	return form != NULL && strcmp(node_get(form, "action"), r->http->path) == 0 ? r->kept : NULL;
}

void page_version(struct request *r, struct node *form, unsigned long long version)
{
	const struct params *kept = kept_of(r, form);
	const char *sent = kept == NULL ? NULL : params_get(kept, "version");

	node_set(form, "version", sent != NULL ? sent : pool_printf(r->pool, "%llu", version));
}

/* It takes the place of what is there. What is sent along unseen may be new since. */
static const char *kept_value(struct request *r, const struct node *form,
    const struct field *field, const char *name, const char *value)
{
	const struct params *kept = kept_of(r, form);
	struct params *copy;
	bool twice = false;

	if (kept == NULL || (field->label == NULL && params_get(kept, name) == NULL))
		return value;
	copy = pool_new(r->pool, struct params);
	*copy = *kept;
	return input_raw(r->pool, field, name, copy, &twice);
}

static const char *control_type(const struct field *field)
{
	static const char *const types[FIELD__MAX] = {
		[FIELD_TEXT] = "text", [FIELD_NAME] = "text", [FIELD_MEMO] = "memo", [FIELD_DATE] = "date",
		[FIELD_NUMBER] = "number", [FIELD_CODE] = "radios", [FIELD_CODES] = "checkboxes",
		[FIELD_YESNO] = "yesno", [FIELD_TICK] = "tick", [FIELD_PHONE] = "text",
		[FIELD_POSTCODE] = "text", [FIELD_NHS] = "text", [FIELD_UPN] = "text",
		[FIELD_UPRN] = "text", [FIELD_INDEX] = "text", [FIELD_HANDLE] = "hidden",
		[FIELD_TOKEN] = "hidden", [FIELD_PATH] = "hidden",
	};

	return field->type == FIELD_CODE && field->compact ? "select" : types[field->type];
}

static bool code_chosen(const char *codes, const char *code)
{
	size_t len = strlen(code), n;

	for (; *codes != '\0'; codes += n) {
		codes += strspn(codes, " ");
		n = strcspn(codes, " ");
		if (n == len && strncmp(codes, code, n) == 0)
			return n > 0;
	}
	return false;
}

static void set_words(struct request *r, struct node *n, const char *attribute, const char *text)
{
	if (text != NULL && text[0] != '\0')
		node_set(n, attribute, terms_apply(r->pool, text));
}

static void options_put(struct request *r, struct node *control, const struct field *field,
    const char *value)
{
	const struct codelist *list = field->list != NULL ? field->list : lists_find(field->choices);
	bool drop_down = field->type == FIELD_CODE && field->compact;
	size_t i;

	for (i = 0; list != NULL && i < list->n; i++) {
		const struct code *c = &list->codes[i];
		struct node *o;

		/* A retired choice is offered only where it stands already. */
		if (!code_open(c, r->today) && !code_chosen(value, c->code))
			continue;
		o = node_add(control, "option");
		node_set(o, "value", c->code);
		node_set(o, "label", terms_apply(r->pool, code_label(c, r->today)));
		set_words(r, o, "hint", drop_down ? NULL : c->hint);
		set_words(r, o, "group", c->group);
		if (field->type == FIELD_CODES && code_flag(c, "exclusive"))
			node_set(o, "exclusive", "yes");
		if (code_chosen(value, c->code))
			node_set(o, "selected", "yes");
	}
}

static void date_put(struct request *r, struct node *control, const char *value, const char *error)
{
	const char *part[3];
	struct node *n = node_add(control, "date");
	struct date date;
	unsigned bad = 0;

	date_split(r->pool, value, part);
	node_set(n, "day", part[0]);
	node_set(n, "month", part[1]);
	node_set(n, "year", part[2]);
	if (error == NULL)
		return;
	(void)date_typed(value, &date, &bad);
	if (bad != 0)
		node_set(n, "bad", date_part_words(bad));
}

struct node *page_control(struct request *r, struct node *form, const struct field *field,
    const char *name, const char *value, const char *error, const char *type)
{
	struct node *c = node_add(form, "field");

	value = kept_value(r, form, field, name, value);
	node_set(c, "name", name);
	node_set(c, "id", name);
	node_set(c, "type", type == NULL ? control_type(field) : type);
	node_set(c, "label", terms_apply(r->pool, field->label == NULL ? "" : field->label));
	node_set(c, "hint", field->hint == NULL ? NULL : terms_apply(r->pool, field->hint));
	error = error == NULL ? NULL : terms_apply(r->pool, error);
	node_set(c, "error", error);
	node_set(c, "official", field->id);
	if (field->max > 0 && (field->type == FIELD_MEMO))
		node_set_number(c, "max", (long long)field->max);
	if (field->width > 0)
		node_set_number(c, "width", field->width);
	if (field->rows > 0)
		node_set_number(c, "rows", field->rows);
	if (!field->required && (strcmp(node_get(c, "type"), "radios") == 0 ||
	    strcmp(node_get(c, "type"), "yesno") == 0))
		node_set(c, "clears", "yes");	/* a radio that is chosen stays so otherwise */
	if (field->choices != NULL || field->list != NULL)
		options_put(r, c, field, value);
	else if (field->type == FIELD_DATE)
		date_put(r, c, value, error);
	else if (!field->sensitive && value[0] != '\0')
		(void)node_leaf(c, "value", value);
	if (error != NULL)
		page_error(r, name, error);
	return c;
}

struct node *page_field(struct request *r, struct node *form, const struct field *field,
    const char *type)
{
	const struct input_value *v = input_slot(&r->input, field->name);
	struct node *c = page_control(r, form, field, field->name, v->value, v->error, type);

	if (!field->required && field->required_if == NULL && field->type != FIELD_TICK &&
	    field->type != FIELD_HANDLE && field->type != FIELD_PATH)
		node_set(c, "optional", "yes");
	return c;
}

void page_fields(struct request *r, struct node *form, const struct field *table)
{
	for (; table->name != NULL; table++)
		if (table->label != NULL)
			(void)page_field(r, form, table, NULL);
}

void page_field_of(struct request *r, struct node *form, const struct field *field, bool sent)
{
	struct node *control = page_control(r, form, field, field->name,
	    sent ? input_text(&r->input, field->name) : "",
	    sent ? input_slot(&r->input, field->name)->error : NULL, NULL);

	if (!field->required && field->required_if == NULL)
		node_set(control, "optional", "yes");
}

void page_route_form(struct request *r, struct node *parent, const char *button,
    const char *kind)
{
	struct node *form = page_form(r, parent, r->http->path);

	page_fields(r, form, r->route->input);
	(void)page_button(page_buttons(form), button, kind, NULL, NULL);
}

struct node *page_form_of(struct request *r, struct node *parent, const struct field *table,
    const char *path, const char *button, const char *kind)
{
	struct node *form = page_form(r, parent, path);
	const struct field *f;

	for (f = table; f->name != NULL; f++)
		if (f->label != NULL)
			page_field_of(r, form, f, r->route->input == table);
	(void)page_button(page_buttons(form), button, kind, NULL, NULL);
	return form;
}

struct node *page_hidden(struct request *r, struct node *form, const char *name,
    const char *value)
{
	return page_control(r, form, &(struct field){ .type = FIELD_TOKEN }, name, value, NULL, "hidden");
}

struct node *page_buttons(struct node *form)
{
	return node_add(form, "buttons");
}

struct node *page_button(struct node *buttons, const char *label, const char *kind,
    const char *name, const char *value)
{
	struct node *b = node_leaf(buttons, "button", label);

	node_set(b, "kind", kind);
	node_set(b, "name", name);
	node_set(b, "value", value);
	return b;
}
