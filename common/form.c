#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "lists.h"
#include "conf.h"
#include "form.h"
#include "log.h"
#include "pool.h"
#include "terms.h"
#include "xml.h"

#define FIELDS_MAX	600
#define SECTIONS_MAX	40
#define ITEMS_MAX	120

struct loader {
	struct pool *pool;
	struct form *form;
	const char *error;
};

static unsigned number_of(const struct node *n, const char *attribute)
{
	const char *text = node_get(n, attribute);

	return text == NULL ? 0 : (unsigned)strtoul(text, NULL, 10);
}

static bool yes(const struct node *n, const char *attribute)
{
	const char *text = node_get(n, attribute);

	return text != NULL && strcmp(text, "yes") == 0;
}

static const char *words(struct loader *l, const struct node *n, const char *attribute)
{
	const char *text = node_get(n, attribute);

	return text == NULL ? NULL : terms_apply(l->pool, text);
}

static enum field_type type_of(const char *name)
{
	static const char *const names[FIELD__MAX] = {
		[FIELD_TEXT] = "text", [FIELD_MEMO] = "memo", [FIELD_DATE] = "date",
		[FIELD_NUMBER] = "number", [FIELD_CODE] = "code", [FIELD_CODES] = "codes",
		[FIELD_YESNO] = "yesno", [FIELD_TICK] = "tick", [FIELD_PHONE] = "phone",
		[FIELD_POSTCODE] = "postcode", [FIELD_NHS] = "nhs", [FIELD_UPN] = "upn",
		[FIELD_UPRN] = "uprn",
	};
	unsigned i;

	for (i = 1; i < FIELD__MAX; i++)
		if (names[i] != NULL && name != NULL && strcmp(names[i], name) == 0)
			return i;
	return 0;
}

/* A field under a switch of the settings is numbered all the same, so that the
 * build's enum holds; it is then the program's alone and never shown. */
static bool switched_off(struct loader *l, const struct node *n)
{
	const char *setting = node_get(n, "setting");

	if (setting != NULL && !conf_is_switch(setting)) {
		l->error = "names a switch that is not there";
		return false;
	}
	return setting != NULL && !conf_switch(setting);
}

static void field_load(struct loader *l, const struct node *n, const struct form_section *section,
    const struct form_item *group)
{
	struct form_field *f = &l->form->field[l->form->fields];
	struct field *d = &f->field;

	if (l->form->fields >= FIELDS_MAX) {
		l->error = "has too many fields";
		return;
	}
	l->form->fields++;
	*d = (struct field){ .name = node_get(n, "name"), .id = node_get(n, "id"),
	    .label = words(l, n, "label"), .hint = words(l, n, "hint"),
	    .type = type_of(node_get(n, "type")), .max = number_of(n, "max"),
	    .required = yes(n, "required"), .required_if = node_get(n, "required-if"),
	    .only_if = node_get(n, "only-if"), .choices = node_get(n, "choices"),
	    .not_future = yes(n, "not-future"), .read = node_get(n, "read"),
	    .write = node_get(n, "write"), .column = yes(n, "column"),
	    .width = (int)number_of(n, "width"), .rows = (int)number_of(n, "rows"),
	    .compact = yes(n, "compact") };
	f->section = section;
	f->group = group;
	f->system = d->write != NULL && strcmp(d->write, "SYSTEM") == 0;
	if (switched_off(l, n)) {
		f->system = true;
		d->read = "NOBODY";
		d->required = false;
		d->required_if = NULL;
	}
	if (d->name == NULL || d->label == NULL || d->type == 0)
		l->error = "has a field without name, label or known type";
	if (d->choices != NULL)
		d->list = lists_find(d->choices);
	if (d->list == NULL && (d->choices != NULL || d->type == FIELD_CODE ||
	    d->type == FIELD_CODES))
		l->error = "names a code list that is not there";
}

static void fields_load(struct loader *l, const struct node *parent,
    const struct form_section *section, struct form_item *item, bool group)
{
	const struct node *n;

	item->first = l->form->fields;
	for (n = node_child(parent, "field"); n != NULL; n = node_next(n, "field"))
		field_load(l, n, section, group ? item : NULL);
	item->n = l->form->fields - item->first;
}

static void item_load(struct loader *l, const struct node *n, struct form_section *section)
{
	struct form_item *item = &section->item[section->items];
	const char *kind = node_name(n);

	if (section->items >= ITEMS_MAX) {
		l->error = "has a section with too many items";
		return;
	}
	section->items++;
	item->id = node_get(n, "id");
	item->title = words(l, n, "title");
	item->name = node_get(n, "name");
	if (strcmp(kind, "note") == 0) {
		item->kind = FORM_NOTE;
		item->text = terms_apply(l->pool, node_content(n));
	} else if (strcmp(kind, "field") == 0) {
		item->kind = FORM_FIELD;
		item->first = l->form->fields;
		item->n = 1;
		field_load(l, n, section, NULL);
	} else if (strcmp(kind, "box") == 0) {
		item->kind = FORM_BOX;
		item->text = words(l, n, "prompt");
		fields_load(l, n, section, item, false);
	} else {
		item->kind = FORM_GROUP;
		item->singular = words(l, n, "singular");
		item->min = number_of(n, "min");
		item->max = number_of(n, "max");
		if (item->max == 0 || item->max >= FORM_ITEMS_MAX)
			item->max = FORM_ITEMS_MAX - 1;
		if (item->name == NULL || item->id == NULL || item->title == NULL ||
		    item->singular == NULL)
			l->error = "has a group without name, id, title or singular";
		item->text = node_child(n, "note") == NULL ? NULL :
		    terms_apply(l->pool, node_content(node_child(n, "note")));
		fields_load(l, n, section, item, true);
	}
}

static void section_load(struct loader *l, const struct node *n)
{
	struct form_section *s = &l->form->section[l->form->sections];
	const struct node *item;

	if (l->form->sections >= SECTIONS_MAX) {
		l->error = "has too many sections";
		return;
	}
	l->form->sections++;
	s->name = node_get(n, "name");
	s->id = node_get(n, "id");
	s->title = words(l, n, "title");
	s->intro = words(l, n, "intro");
	s->part = words(l, n, "part");
	s->item = pool_array(l->pool, ITEMS_MAX, sizeof(*s->item));
	s->first = l->form->fields;
	if (s->name == NULL || s->title == NULL)
		l->error = "has a section without name or title";
	for (item = node_child(n, NULL); item != NULL && l->error == NULL;
	    item = node_next(item, NULL))
		item_load(l, item, s);
	s->n = l->form->fields - s->first;
}

static const char *names_check(const struct form *form)
{
	unsigned i, k;

	for (i = 0; i < form->fields; i++)
		for (k = i + 1; k < form->fields; k++)
			if (strcmp(form->field[i].field.name, form->field[k].field.name) == 0)
				return "uses a field name twice";
	return NULL;
}

/* "name=code code" of a field before this one, in its own row or in none: so no
 * condition can hang on itself. */
static bool condition_good(const struct form *form, unsigned field, const char *text)
{
	size_t len = strcspn(text, "=");
	unsigned i;

	if (text[len] == '\0' || text[len + 1] == '\0')
		return false;
	for (i = 0; i < field; i++) {
		const struct form_field *f = &form->field[i];

		if (strlen(f->field.name) == len && strncmp(f->field.name, text, len) == 0)
			return f->group == NULL || f->group == form->field[field].group;
	}
	return false;
}

static const char *conditions_check(const struct form *form)
{
	unsigned i;

	for (i = 0; i < form->fields; i++) {
		const struct field *f = &form->field[i].field;

		if ((f->only_if != NULL && !condition_good(form, i, f->only_if)) ||
		    (f->required_if != NULL && !condition_good(form, i, f->required_if)))
			return "has a condition that is not on a field before it";
	}
	return NULL;
}

static const struct form *form_from(struct pool *pool, const struct node *root,
    const char **error_r)
{
	struct loader l = { .pool = pool, .form = pool_new(pool, struct form) };
	const struct node *n;

	l.form->name = node_get(root, "name");
	l.form->title = words(&l, root, "title");
	l.form->reference = words(&l, root, "reference");
	l.form->version = number_of(root, "version");
	l.form->field = pool_array(pool, FIELDS_MAX, sizeof(*l.form->field));
	l.form->section = pool_array(pool, SECTIONS_MAX, sizeof(*l.form->section));
	if (l.form->name == NULL || l.form->title == NULL || l.form->version == 0)
		l.error = "has no name, title or version";
	for (n = node_child(root, "section"); n != NULL && l.error == NULL;
	    n = node_next(n, "section"))
		section_load(&l, n);
	if (l.error == NULL)
		l.error = names_check(l.form);
	if (l.error == NULL)
		l.error = conditions_check(l.form);
	*error_r = l.error;
	return l.error == NULL ? l.form : NULL;
}

const struct form *form_parse(struct pool *pool, const char *bytes, size_t len,
    const char **error_r)
{
	struct node *root = xml_parse(pool, bytes, len, error_r);

	return root == NULL ? NULL : form_from(pool, root, error_r);
}

const struct form *form_load(const char *path, unsigned fields)
{
	struct pool *pool = pool_create();	/* lives as long as the program */
	const char *error;
	struct node *root = xml_read(pool, path, &error);
	const struct form *form = root == NULL ? NULL : form_from(pool, root, &error);

	if (form == NULL)
		log_fatal("form %s %s", path, error);
	if (fields != 0 && form->fields != fields)
		log_fatal("form %s is not the one this program was built with", path);
	return form;
}

const struct form_section *form_section(const struct form *form, const char *name)
{
	unsigned i;

	for (i = 0; i < form->sections; i++)
		if (strcmp(form->section[i].name, name) == 0)
			return &form->section[i];
	return NULL;
}

int form_field(const struct form *form, const char *name)
{
	unsigned i;

	for (i = 0; i < form->fields; i++)
		if (strcmp(form->field[i].field.name, name) == 0)
			return (int)i;
	return -1;
}
