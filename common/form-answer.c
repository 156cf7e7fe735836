#include <stdio.h>
#include <string.h>

#include "form.h"
#include "input.h"
#include "pool.h"
#include "request.h"
#include "session.h"

struct form_answers *form_answers_new(struct pool *pool, const struct form *form)
{
	struct form_answers *a = pool_new(pool, struct form_answers);
	unsigned i;

	a->form = form;
	a->slot = pool_array(pool, form->fields, sizeof(*a->slot));
	for (i = 0; i < form->fields; i++) {
		unsigned k, n = form->field[i].group == NULL ? 1 : FORM_ITEMS_MAX;

		a->slot[i] = pool_array(pool, n, sizeof(**a->slot));
		for (k = 0; k < n; k++)
			a->slot[i][k].value = "";
	}
	return a;
}

struct form_answer *form_slot(const struct form_answers *answers, unsigned field, unsigned item)
{
	if (answers->form->field[field].group == NULL || item >= FORM_ITEMS_MAX)
		item = 0;
	return &answers->slot[field][item];
}

const char *form_get(const struct form_answers *answers, unsigned field, unsigned item)
{
	return form_slot(answers, field, item)->value;
}

static bool word_among(const char *words, size_t words_len, const char *word, size_t len)
{
	const char *end = words + words_len;

	while (words < end) {
		size_t n = strcspn(words, " ");

		if (n > (size_t)(end - words))
			n = (size_t)(end - words);
		if (n == len && n > 0 && strncmp(words, word, n) == 0)
			return true;
		words += n + 1;
	}
	return false;
}

/* A value of several codes is one of them when any is. */
static bool value_among(const char *value, const char *codes)
{
	size_t n;

	for (; *value != '\0'; value += n) {
		value += strspn(value, " ");
		n = strcspn(value, " ");
		if (word_among(codes, strlen(codes), value, n))
			return true;
	}
	return false;
}

bool form_is(const struct form_answers *answers, unsigned field, const char *codes)
{
	return value_among(form_get(answers, field, 0), codes);
}

/* "name=code code": one comparison, with a field of the same row or of none. */
static bool condition(const struct form_answers *answers, const char *text, unsigned item)
{
	size_t len = strcspn(text, "=");
	const struct form *form = answers->form;
	unsigned i;

	for (i = 0; i < form->fields; i++) {
		const char *name = form->field[i].field.name;

		if (strlen(name) == len && strncmp(name, text, len) == 0)
			return form_applies(answers, i, item) &&
			    value_among(form_get(answers, i, item), text + len + 1);
	}
	return false;
}

bool form_applies(const struct form_answers *answers, unsigned field, unsigned item)
{
	const char *only_if = answers->form->field[field].field.only_if;

	return only_if == NULL || condition(answers, only_if, item);
}

bool form_needed(const struct form_answers *answers, unsigned field, unsigned item)
{
	const struct field *f = &answers->form->field[field].field;

	if (!form_applies(answers, field, item))
		return false;
	return f->required || (f->required_if != NULL && condition(answers, f->required_if, item));
}

bool form_section_applies(const struct form_answers *answers, const struct form_section *section)
{
	unsigned i;

	for (i = section->first; i < section->first + section->n; i++)
		if (answers->form->field[i].group != NULL || form_applies(answers, i, 0))
			return true;
	return false;
}

bool form_may_read(const struct request *r, const struct form_field *field)
{
	const char *roles = field->field.read;

	return roles == NULL || (r->session != NULL && session_role(r->session, roles));
}

bool form_may_write(const struct request *r, const struct form_field *field)
{
	const char *roles = field->field.write;

	if (field->system || !form_may_read(r, field))
		return false;
	return roles == NULL || (r->session != NULL && session_role(r->session, roles));
}

static bool row_live(const struct form_answers *answers, const struct form_item *group,
    unsigned item)
{
	unsigned i;

	for (i = group->first; i < group->first + group->n; i++)
		if (form_slot(answers, i, item)->value[0] != '\0' ||
		    form_slot(answers, i, item)->error != NULL)
			return true;
	return false;
}

unsigned form_rows(const struct form_answers *answers, const struct form_item *group,
    unsigned items_r[FORM_ITEMS_MAX])
{
	unsigned item, n = 0;

	for (item = 1; item < FORM_ITEMS_MAX; item++)
		if (row_live(answers, group, item))
			items_r[n++] = item;
	return n;
}

/* -- reading a section's parameters -- */

static const char *control_name(struct request *r, const struct form_field *f, unsigned item)
{
	if (f->group == NULL)
		return f->field.name;
	return pool_printf(r->pool, "%s.%u.%s", f->group->name, item, f->field.name);
}

/* What stands already is not judged anew: its code may have been retired since. */
static bool slot_read(struct request *r, const struct form_answers *before,
    const struct form_answers *answers, unsigned field, unsigned item, struct params *params)
{
	const struct form_field *f = &answers->form->field[field];
	struct form_answer *a = form_slot(answers, field, item);
	const char *was = form_get(before, field, item);
	bool twice = false;
	const char *raw = input_raw(r->pool, &f->field, control_name(r, f, item), params, &twice);

	if (was[0] != '\0' && strcmp(raw, was) == 0)
		a->value = was;
	else
		a->error = field_check(r->pool, &f->field, raw, r->today, &a->value);
	return !twice;
}

static void slot_keep(const struct form_answers *before, struct form_answers *answers,
    unsigned field, unsigned item)
{
	form_slot(answers, field, item)->value = form_get(before, field, item);
}

/* After all are read: what its condition rules out was hidden from the person
 * and is ignored, whatever was sent. */
static void ruled_out(const struct form_section *section, struct form_answers *answers)
{
	unsigned i, item;

	for (i = section->first; i < section->first + section->n; i++) {
		unsigned last = answers->form->field[i].group == NULL ? 1 : FORM_ITEMS_MAX;

		for (item = 0; item < last; item++)
			if (!form_applies(answers, i, item))
				*form_slot(answers, i, item) = (struct form_answer){ .value = "" };
	}
}

/* The message stands in the first row that is too many. */
static void rows_limit(struct request *r, const struct form_section *section,
    struct form_answers *answers)
{
	unsigned items[FORM_ITEMS_MAX], i;

	for (i = 0; i < section->items; i++) {
		const struct form_item *group = &section->item[i];

		if (group->kind == FORM_GROUP && form_rows(answers, group, items) > group->max)
			form_slot(answers, group->first, items[group->max])->error =
			    pool_printf(r->pool, "%s can have %u rows at most", group->title,
			    group->max);
	}
}

bool form_read(struct request *r, const struct form_section *section, struct params *params,
    const struct form_answers *before, struct form_answers *answers)
{
	unsigned i, item;

	for (i = 0; i < answers->form->fields; i++) {
		const struct form_field *f = &answers->form->field[i];
		unsigned first = f->group == NULL ? 0 : 1;
		unsigned last = f->group == NULL ? 1 : FORM_ITEMS_MAX;
		bool ours = f->section == section && form_may_write(r, f);

		for (item = first; item < last; item++) {
			if (!ours)
				slot_keep(before, answers, i, item);
			else if (!slot_read(r, before, answers, i, item, params))
				return false;
		}
	}
	ruled_out(section, answers);
	rows_limit(r, section, answers);
	return true;
}

bool form_valid(const struct form_section *section, const struct form_answers *answers)
{
	unsigned i, item;

	for (i = section->first; i < section->first + section->n; i++) {
		unsigned last = answers->form->field[i].group == NULL ? 1 : FORM_ITEMS_MAX;

		for (item = 0; item < last; item++)
			if (form_slot(answers, i, item)->error != NULL)
				return false;
	}
	return true;
}

/* -- what is missing -- */

void form_gap_add(struct request *r, struct form_gap **gaps, const struct form_section *section,
    const char *field, const char *message)
{
	struct form_gap *gap = pool_new(r->pool, struct form_gap);

	gap->section = section;
	gap->field = field;
	gap->message = message;
	gap->path = NULL;
	while (*gaps != NULL)
		gaps = &(*gaps)->next;
	*gaps = gap;
}

/* Whose row it is, in the words of its first field ("for Ann Smith"); the number of the
 * row where this is not a short text or not filled in. */
static const char *row_of(struct request *r, const struct form_answers *answers, unsigned field,
    unsigned item)
{
	const struct form_field *f = &answers->form->field[field], *first;
	const struct form_item *group = f->group;
	unsigned items[FORM_ITEMS_MAX], n, k;
	const char *name;

	first = &answers->form->field[group->first];
	name = form_get(answers, group->first, item);
	if ((first->field.type == FIELD_TEXT || first->field.type == FIELD_NAME) &&
	    field != group->first && name[0] != '\0')
		return name;
	n = form_rows(answers, group, items);
	for (k = 0; k < n && items[k] != item; k++)
		;
	return pool_printf(r->pool, "%s %u", group->singular, k + 1);
}

static void field_gap(struct request *r, const struct form_answers *answers, unsigned field,
    unsigned item, struct form_gap **gaps)
{
	const struct form_field *f = &answers->form->field[field];
	const char *message;

	if (f->system || !form_needed(answers, field, item) ||
	    form_get(answers, field, item)[0] != '\0')
		return;
	message = field_missing(r->pool, &f->field);
	if (f->group != NULL)
		message = pool_printf(r->pool, "%s for %s", message, row_of(r, answers, field, item));
	else if (f->field.id != NULL)
		message = pool_printf(r->pool, "%s (%s)", message, f->field.id);
	form_gap_add(r, gaps, f->section, control_name(r, f, item), message);
}

static void group_gaps(struct request *r, const struct form_section *section,
    const struct form_item *group, const struct form_answers *answers, struct form_gap **gaps)
{
	unsigned items[FORM_ITEMS_MAX], n = form_rows(answers, group, items), i, k;

	if (n < group->min)
		form_gap_add(r, gaps, section, pool_printf(r->pool, "%s.%u.%s", group->name, n + 1,
		    answers->form->field[group->first].field.name),
		    pool_printf(r->pool, "Add %s: %s (%s)", group->min == 1 ? "at least one" :
		    "more rows", group->title, group->id));
	for (k = 0; k < n; k++)
		for (i = group->first; i < group->first + group->n; i++)
			field_gap(r, answers, i, items[k], gaps);
}

void form_gaps(struct request *r, const struct form_section *section,
    const struct form_answers *answers, struct form_gap **gaps)
{
	unsigned i, k;

	if (section == NULL) {
		for (i = 0; i < answers->form->sections; i++)
			form_gaps(r, &answers->form->section[i], answers, gaps);
		return;
	}
	for (i = 0; i < section->items; i++) {
		const struct form_item *item = &section->item[i];

		if (item->kind == FORM_GROUP)
			group_gaps(r, section, item, answers, gaps);
		else
			for (k = item->first; k < item->first + item->n; k++)
				field_gap(r, answers, k, 0, gaps);
	}
}

enum form_status form_section_status(struct request *r, const struct form_section *section,
    const struct form_answers *answers)
{
	struct form_gap *gaps = NULL;
	bool any = false;
	unsigned i, item;

	for (i = section->first; i < section->first + section->n; i++)
		for (item = 0; item < (answers->form->field[i].group == NULL ? 1 : FORM_ITEMS_MAX); item++)
			if (!answers->form->field[i].system && form_get(answers, i, item)[0] != '\0')
				any = true;
	form_gaps(r, section, answers, &gaps);
	if (gaps == NULL && any)
		return FORM_DONE;
	return any ? FORM_STARTED : FORM_EMPTY;
}
