#include <string.h>

#include "code.h"
#include "fill-paper.h"
#include "input.h"
#include "request.h"

void paper_start(struct paper *p, struct pool *pool, const struct form *form,
    const char *today, unsigned long long id)
{
	*p = (struct paper){ .form = form, .answers = form_answers_new(pool, form), .pool = pool,
	    .answer = BATCH_ANSWER,
	    .today = today, .id = id };
}

static unsigned field_find(const struct paper *p, const char *name)
{
	int number = form_field(p->form, name);

	if (number < 0)
		fill_refuse("the form %s has no field %s", p->form->name, name);
	return (unsigned)number;
}

/* What the program itself writes is not typed, so its shape is its own. */
static const char *checked(const struct paper *p, const struct form_field *f, const char *value)
{
	const char *canonical, *wrong;

	if (f->system)
		return value;
	wrong = field_check(p->pool, &f->field, value, p->today, &canonical);
	if (wrong != NULL)
		fill_refuse("%s: %s: \"%s\"", f->field.name, wrong, value);
	return canonical;
}

void paper_put(struct paper *p, const char *field, unsigned item, const char *value)
{
	unsigned number = field_find(p, field);
	const struct form_field *f = &p->form->field[number];
	struct form_answer *a;

	if (value == NULL || value[0] == '\0')
		return;
	if ((f->group != NULL) != (item > 0))
		fill_refuse("%s: row %u", field, item);
	a = form_slot(p->answers, number, item);
	value = checked(p, f, value);
	if (strcmp(a->value, value) != 0) {
		a->value = value;
		a->at = NULL;	/* not saved yet */
	}
}

void paper_offer(struct paper *p, const char *field, unsigned item, const char *value)
{
	int number = form_field(p->form, field);

	if (number >= 0 && form_applies(p->answers, (unsigned)number, item))
		paper_put(p, field, item, value);
}

static void answer_write(struct paper *p, unsigned field, unsigned item,
    unsigned long long account, const char *at)
{
	struct form_answer *a = form_slot(p->answers, field, item);

	a->at = at;
	batch_row(p->answer);
	batch_number(p->answer, p->id);
	batch_text(p->answer, p->form->field[field].field.name);
	batch_number(p->answer, item);
	batch_number(p->answer, p->revision);
	batch_text(p->answer, a->value);
	batch_number(p->answer, account);
	batch_text(p->answer, at);
}

void paper_save(struct paper *p, unsigned long long account, const char *at)
{
	unsigned i, item;

	p->revision++;
	p->saved = at;
	for (i = 0; i < p->form->fields; i++)
		for (item = 0; item < (p->form->field[i].group == NULL ? 1 : FORM_ITEMS_MAX); item++) {
			const struct form_answer *a = form_slot(p->answers, i, item);

			if (a->value[0] != '\0' && a->at == NULL)
				answer_write(p, i, item, account, at);
		}
}

void paper_draft(struct paper *p, const char *section, unsigned long long account,
    const char *at, const char *const *typed)
{
	struct params params = { 0 };

	if (form_section(p->form, section) == NULL)
		fill_refuse("the form %s has no section %s", p->form->name, section);
	for (; *typed != NULL; typed += 2) {
		(void)field_find(p, typed[0]);
		params_add(&params, p->pool, typed[0], typed[1]);
	}
	batch_row(BATCH_DRAFT);
	batch_number(BATCH_DRAFT, p->id);
	batch_text(BATCH_DRAFT, section);
	batch_number(BATCH_DRAFT, account);
	batch_number(BATCH_DRAFT, p->revision);
	batch_text(BATCH_DRAFT, params_encode(&params, p->pool));
	batch_text(BATCH_DRAFT, at);
}

/* -- what nobody chose -- */

static bool offers(const struct codelist *list, const char *code)
{
	return code_find(list, code) != NULL;
}

static const char *code_by_chance(const struct paper *p, struct chance *c, unsigned often,
    const struct codelist *list)
{
	static const char *const plain[] = { "N", "K", "NK", "NONE" };
	size_t i, tries;

	if (chance_in_1000(c, often))
		for (i = 0; i < COUNT(plain); i++)
			if (offers(list, plain[i]))
				return plain[i];
	for (tries = 0; tries < 50; tries++) {
		const struct code *code = &list->codes[chance_below(c, (unsigned)list->n)];

		if (code_open(code, p->today) && !code_flag(code, "specify"))
			return code->code;
	}
	return "";
}

static const char *by_chance(const struct paper *p, struct chance *c, unsigned often,
    const struct field *f, const char *day, const char *words)
{
	switch (f->type) {
	case FIELD_CODE:
	case FIELD_CODES:
		return code_by_chance(p, c, often, f->list);
	case FIELD_YESNO:
		return "N";
	case FIELD_TICK:
		return "Y";
	case FIELD_DATE:
		return day;
	case FIELD_NUMBER:
		return f->max > 2 ? "3" : "12";
	default:
		if (f->max == 0 || f->max >= 20)
			return words;
		return strstr(f->label, "per cent") != NULL ? "92" : "12:00";
	}
}

static void row_fill(struct paper *p, struct chance *c, unsigned often, unsigned field,
    unsigned item, const char *day, const char *words)
{
	const struct form_field *f = &p->form->field[field];

	if (!f->system && form_get(p->answers, field, item)[0] == '\0' &&
	    form_needed(p->answers, field, item))
		paper_put(p, f->field.name, item, by_chance(p, c, often, &f->field, day, words));
}

void paper_fill(struct paper *p, struct chance *c, unsigned often, const char *day,
    const char *words)
{
	unsigned i, k, n, items[FORM_ITEMS_MAX];

	for (i = 0; i < p->form->fields; i++) {
		if (p->form->field[i].group == NULL) {
			row_fill(p, c, often, i, 0, day, words);
			continue;
		}
		n = form_rows(p->answers, p->form->field[i].group, items);
		for (k = 0; k < n; k++)
			row_fill(p, c, often, i, items[k], day, words);
	}
}

void paper_check(struct paper *p, bool whole)
{
	struct request r = { .pool = p->pool, .today = p->today };
	struct form_gap *gaps = NULL;
	unsigned i, item;

	for (i = 0; i < p->form->fields; i++)
		for (item = 0; item < (p->form->field[i].group == NULL ? 1 : FORM_ITEMS_MAX); item++)
			if (form_get(p->answers, i, item)[0] != '\0' &&
			    !form_applies(p->answers, i, item))
				fill_refuse("%s is answered and does not apply",
				    p->form->field[i].field.name);
	if (whole)
		form_gaps(&r, NULL, p->answers, &gaps);
	if (gaps != NULL)
		fill_refuse("%s: %s", gaps->field, gaps->message);
}
