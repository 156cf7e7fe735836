#include <string.h>

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
