#include <stdlib.h>
#include <string.h>

#include "caf.h"
#include "lists.h"

/* Who reads what the family keeps back. */
#define WISHES_READERS	"OWNER COA LP SAF MANAGER SERVICE ARCHIVE"
/* What was said with a consent is not for who is told of a concern alone. */
#define CONSENT_READERS	"OWNER COA LP MANAGER SERVICE ARCHIVE"

/* sections.md 5.4, of the forms: what is hidden is as if it had never been written,
 * so that neither a number nor a gap tells of it. */

const char *caf_part(const struct form_section *section)
{
	static const char *const letters[] = { "B", "C", "D", "E", "F", "G", "I", "K" };
	long number;
	size_t i;

	if (section->id[0] == 'H') {
		number = strtol(section->id + 1, NULL, 10);
		return number <= 7 ? "HD" : number <= 10 ? "HP" : "HF";
	}
	for (i = 0; i < sizeof(letters) / sizeof(letters[0]); i++)
		if (section->id[0] == letters[i][0])
			return letters[i];
	return "";
}

const char *caf_wishes(struct request *r, const struct record *record)
{
	struct db_rows rows;
	size_t i;

	if (!record_is(record, CONSENT_READERS))
		return NULL;
	(void)db_list(r->db, &caf_sql[CAF_CONSENT_WISHES], &rows, record->id);
	for (i = 0; i < rows.n; i++)
		if (db_text(&rows.row[i], 1)[0] == '\0' ||
		    caf_service_shown(r, record, db_text(&rows.row[i], 1)))
			return db_text(&rows.row[i], 0);
	return NULL;
}

const char *caf_withdrawn(struct request *r, const struct record *record)
{
	struct db_row row;

	return record->closed_at != NULL && db_find(r->db, &caf_sql[CAF_WITHDRAWN_AT], &row,
	    record->id) ? pool_printf(r->pool, "Consent was withdrawn on %s: do not use this or pass "
	    "it on.", page_when(r, db_text(&row, 0))) : NULL;
}

const char *caf_excluded(struct request *r, const struct record *record)
{
	struct db_row row;

	return db_find(r->db, &caf_sql[CAF_CONSENT_EXCLUDED], &row, record->id) ?
	    db_text(&row, 0) : "";
}

/* -- sensitive services -- */

/* The field of a group that says which kind of service a row is about; -1. */
static int service_field(const struct form *form, const struct form_item *group)
{
	unsigned i;

	for (i = group->first; i < group->first + group->n; i++)
		if (form->field[i].field.choices != NULL &&
		    strcmp(form->field[i].field.choices, "service") == 0)
			return (int)i;
	return -1;
}

/* A row that named one at any time: its history would tell. */
static void group_hide(struct request *r, const struct record *record,
    const struct document *document, struct document_mask *mask, const struct form_item *group,
    bool (*may_see)(struct request *, const struct record *, const char *))
{
	int field = service_field(document->form, group);
	struct db_rows rows;
	size_t i;

	if (field < 0)
		return;
	(void)db_list(r->db, &caf_sql[CAF_SHOWN_ITEMS], &rows, document->id,
	    document->form->field[field].field.name);
	for (i = 0; i < rows.n; i++)
		if (!may_see(r, record, db_text(&rows.row[i], 1)))
			document_mask_row(mask, group, (unsigned)db_number(&rows.row[i], 0));
}

void caf_shown_services(struct request *r, const struct record *record,
    const struct document *document, struct document_mask *mask,
    bool (*may_see)(struct request *, const struct record *, const char *))
{
	unsigned i, k;

	for (i = 0; i < document->form->sections; i++)
		for (k = 0; k < document->form->section[i].items; k++)
			if (document->form->section[i].item[k].kind == FORM_GROUP)
				group_hide(r, record, document, mask, &document->form->section[i].item[k],
				    may_see);
}

/* Whoever writes in a section sees all that stands there. A lead professional
 * who writes an assessment anew is not let see all services (5.4), which stand in
 * G, J and L: those are for the assessor. */
bool caf_section_writable(const struct record *record, const struct form_section *section)
{
	const struct session one = { .roles = "services consent copies" };

	return record_is(record, "OWNER COA") || !session_role(&one, section->name) ||
	    form_section(caf_assessment, section->name) != section;
}

/* -- what the family keeps back -- */

static void parts_hide(const char *excluded, const struct document *document,
    struct document_mask *mask)
{
	const struct session one = { .roles = excluded };
	unsigned i, k;

	for (i = 0; i < document->form->sections; i++) {
		const struct form_section *s = &document->form->section[i];
		const char *part = caf_part(s);

		for (k = s->first; part[0] != '\0' && session_role(&one, part) && k < s->first + s->n; k++)
			document_mask_field(mask, k);
	}
}

/* J4 says itself what is kept back: a member of the team does not read that. */
static void wishes_hide(const struct document *document, struct document_mask *mask)
{
	if (document->form != caf_assessment)
		return;
	document_mask_field(mask, CAF_ASSESSMENT_EXCLUSIONS);
	document_mask_field(mask, CAF_ASSESSMENT_EXCLUDED_PARTS);
}

void caf_shown(struct request *r, const struct record *record, const struct document *document,
    struct document_mask *mask)
{
	caf_shown_services(r, record, document, mask, caf_service_shown);
	if (record_is(record, WISHES_READERS) ||
	    strcmp(document->form->name, "assessment") != 0)
		return;
	parts_hide(caf_excluded(r, record), document, mask);
	wishes_hide(document, mask);
}

/* -- D7 -- */

const char *caf_withhold(struct request *r, const struct form_answers *answers)
{
	const char *text = "";
	unsigned item;

	if (answers->form != caf_assessment)
		return NULL;
	for (item = 1; item < FORM_ITEMS_MAX; item++) {
		const char *from = form_get(answers, CAF_ASSESSMENT_PARENT_WITHHOLD_FROM, item);

		if (from[0] != '\0')
			text = pool_printf(r->pool, "%s%s%s %s to: %s", text, text[0] == '\0' ? "" : "; ",
			    form_get(answers, CAF_ASSESSMENT_PARENT_GIVEN_NAMES, item),
			    form_get(answers, CAF_ASSESSMENT_PARENT_FAMILY_NAME, item), from);
	}
	return text[0] == '\0' ? NULL : pool_printf(r->pool, "Do not disclose details of %s.", text);
}

static const char *joined(struct request *r, const char *text, const char *more)
{
	return text == NULL ? more : more == NULL ? text : pool_printf(r->pool, "%s %s", text, more);
}

const char *caf_before_passing(struct request *r, const struct record *record,
    const struct form_answers *answers)
{
	const char *wishes = caf_wishes(r, record);

	if (wishes != NULL)
		wishes = pool_printf(r->pool, "The family does not want recorded or shared: %s", wishes);
	return joined(r, joined(r, caf_withdrawn(r, record),
	    answers == NULL ? NULL : caf_withhold(r, answers)), wishes);
}
