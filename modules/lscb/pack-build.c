#include <string.h>

#include "lists.h"
#include "pack.h"
#include "pack-rules.h"
#include "str.h"

/* 5.3: a pack is built of what was collated, of the draft analysis and of the timeline;
 * never of what an agency sent in. */

static void said(struct request *r, struct pack_draft *d, const char *key, const char *list,
    const char *code)
{
	pack_draft_said(d, key, code[0] == '\0' ? "" : lists_label(list, code, r->today));
}

/* A rare ethnic group is said by the group it belongs to. */
static const char *ethnic(struct request *r, const char *code, bool rare)
{
	const struct codelist *list = lists_find("lscb-ethnic");
	const struct code *found = list == NULL ? NULL : code_find(list, code);

	if (code[0] == '\0')
		return "";
	return found != NULL && rare && found->group[0] != '\0' ? found->group :
	    lists_label("lscb-ethnic", code, r->today);
}

static void cover(struct request *r, struct pack_draft *d, const struct record *record,
    unsigned category, bool rare)
{
	const struct lscb_death *death = lscb_of(r);

	pack_draft_heading(d, 1, "Cover sheet");
	pack_draft_said(d, "Identifier", record->reference);
	pack_draft_said(d, "Age at death", death->age);
	said(r, d, "Sex", "lscb-sex", death->sex);
	pack_draft_said(d, "Ethnic group", ethnic(r, death->ethnicity, rare));
	said(r, d, "Expected or unexpected", "lscb-expected", death->expected);
	said(r, d, "Kind of place of death", "lscb-place", death->place);
	said(r, d, "Kind of place of the event", "lscb-place", death->place_event);
	if (category > 0)
		said(r, d, "Category proposed", "lscb-category", pool_printf(r->pool, "%u", category));
}

/* -- answers -- */

/* Numbers that say who somebody is, and how to reach them, stay outside. */
static bool outside(const struct form_field *field)
{
	switch (field->field.type) {
	case FIELD_PHONE:
	case FIELD_POSTCODE:
	case FIELD_NHS:
	case FIELD_UPN:
	case FIELD_UPRN:
	case FIELD_INDEX:
		return true;
	default:
		return field->field.read != NULL || strcmp(field->section->name, "reporting") == 0 ||
		    strcmp(field->section->name, "report") == 0;
	}
}

static void answer_put(struct request *r, struct pack_draft *d, const struct form_field *field,
    unsigned item, const char *value)
{
	const char *key = item > 0 ? pool_printf(r->pool, "%s (%u)", field->field.label, item) :
	    field->field.label;

	switch (field->field.type) {
	case FIELD_CODE:
	case FIELD_CODES:
	case FIELD_YESNO:
	case FIELD_TICK:
	case FIELD_NUMBER:
		pack_draft_said(d, key, field_show(r->pool, &field->field, value));
		break;
	case FIELD_NAME:
		pack_draft_said(d, key, "[name]");
		break;
	default:
		pack_draft_row(d, key, value);
	}
}

static void section_begin(struct pack_draft *d, const struct form_section *section,
    const struct form_section **last)
{
	if (*last != section)
		pack_draft_heading(d, 2, section->title);
	*last = section;
}

/* Values of the collated report come as they were laid down; here in the form's order. A
 * form of which nothing may be said has no heading. */
static void form_put(struct request *r, struct pack_draft *d, const struct form *form,
    const struct db_rows *rows)
{
	const struct form_section *last = NULL;

	for (unsigned f = 0; f < form->fields; f++) {
		const struct form_field *field = &form->field[f];

		for (size_t i = 0; i < rows->n && !outside(field); i++) {
			const struct db_row *c = &rows->row[i];

			if (strcmp(db_text(c, 0), form->name) != 0 ||
			    strcmp(db_text(c, 1), field->field.name) != 0 || db_text(c, 4)[0] == '\0')
				continue;
			if (last == NULL)
				pack_draft_heading(d, 1, form->title);
			section_begin(d, field->section, &last);
			if (strcmp(db_text(c, 3), "CONFLICT") == 0)
				pack_draft_said(d, field->field.label, "Agencies differ");
			else
				answer_put(r, d, field, (unsigned)db_number(c, 2), db_text(c, 4));
		}
	}
}

static void collated(struct request *r, struct pack_draft *d, const struct record *record)
{
	const struct form *form, *last = NULL;
	struct db_rows rows;

	(void)db_list(r->db, &lscb_sql[LSCB_PACK_COLLATED], &rows, record->id);
	for (size_t i = 0; i < rows.n; i++) {
		form = lscb_form(db_text(&rows.row[i], 0));
		if (form != NULL && form != last)
			form_put(r, d, form, &rows);
		last = form;
	}
	if (rows.n == 0) {
		pack_draft_heading(d, 1, "What agencies reported");
		pack_draft_note(d, "No answers have been collated.");
	}
}

/* -- the draft analysis -- */

static void factors(struct request *r, struct pack_draft *d, unsigned long long analysis)
{
	struct db_rows rows;

	(void)db_list(r->db, &lscb_sql[LSCB_PACK_FACTORS], &rows, analysis);
	if (rows.n > 0)
		pack_draft_heading(d, 2, "Factors");
	for (size_t i = 0; i < rows.n; i++)
		pack_draft_row(d, lists_label("lscb-factor", db_text(&rows.row[i], 0), r->today),
		    pool_printf(r->pool, "%s%s%s%s", lists_label("lscb-influence",
		    pool_printf(r->pool, "%llu", db_number(&rows.row[i], 1)), r->today),
		    strcmp(db_text(&rows.row[i], 2), "Y") == 0 ? ". modifiable" : "",
		    db_text(&rows.row[i], 3)[0] == '\0' ? "" : ".\n", db_text(&rows.row[i], 3)));
}

static void analysis(struct request *r, struct pack_draft *d, const struct record *record,
    const struct db_row *a)
{
	const struct form_section *last = NULL;
	const struct form_answers *answers;
	struct document document;

	if (!document_find_number(r, record, db_text(a, 2), (unsigned)db_number(a, 3), &document))
		return;
	answers = document_answers(r, &document);
	pack_draft_heading(d, 1, "Draft analysis of the local discussion");
	for (unsigned f = 0; f < answers->form->fields; f++) {
		const struct form_field *field = &answers->form->field[f];

		for (unsigned item = 0; item < FORM_ITEMS_MAX && !outside(field); item++) {
			const char *value = form_get(answers, f, item);

			if (value[0] != '\0' && !(field->system && field->field.type != FIELD_CODE)) {
				section_begin(d, field->section, &last);
				answer_put(r, d, field, item, value);
			}
			if (field->group == NULL)
				break;
		}
	}
	factors(r, d, db_number(a, 0));
}

/* -- timeline -- */

static void timeline(struct request *r, struct pack_draft *d, const struct record *record)
{
	struct db_rows rows;

	(void)db_list(r->db, &lscb_sql[LSCB_PACK_LIFE], &rows, record->id);
	if (rows.n > 0)
		pack_draft_heading(d, 1, "Timeline");
	for (size_t i = 0; i < rows.n; i++)
		pack_draft_row(d, pack_draft_redact(d, pool_printf(r->pool, "%.10s %s",
		    db_text(&rows.row[i], 0), db_text(&rows.row[i], 1))), db_text(&rows.row[i], 2));
}

const char *pack_build(struct request *r, const struct record *record, const char *questions,
    bool *rare_r, const struct pack_mark **marks_r, size_t *n_r)
{
	const char *initials;
	struct redaction_list *list = pack_names(r, record, &initials, rare_r);
	struct pack_draft *d;
	struct db_row child, a;
	struct lscb_death death = *lscb_of(r);
	bool analysed = db_find(r->db, &lscb_sql[LSCB_PACK_ANALYSIS], &a, record->id);

	/* The day of birth is needed to say an age, by whoever builds it. */
	if (db_find(r->db, &lscb_sql[LSCB_PACK_CHILD], &child, record->id))
		death.born_on = db_text(&child, 7);
	d = pack_draft_new(r, list, &death, record->reference, initials);
	cover(r, d, record, analysed ? (unsigned)db_number(&a, 1) : 0, *rare_r);
	pack_draft_note(d, LSCB_PACK_DAYS);
	collated(r, d, record);
	if (analysed)
		analysis(r, d, record, &a);
	timeline(r, d, record);
	if (questions[0] != '\0') {
		pack_draft_heading(d, 1, "Questions for the panel");
		pack_draft_para(d, questions);
	}
	return pack_draft_end(d, marks_r, n_r);
}
