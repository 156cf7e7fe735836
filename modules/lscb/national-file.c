#include <string.h>

#include "analysis.h"
#include "collation.h"
#include "export.h"
#include "intake.h"
#include "lists.h"
#include "national.h"
#include "str.h"

/* 6.2: answers as rows (the sheet to re-key from), or a form as one row with a column
 * for each of its questions. Nothing in them depends on who makes the file or when. */

#define OMIT	"lscb-national-omit"

struct line {
	const struct form *form;
	unsigned field, item;		/* item from 0 */
	const char *value;
};

struct lines {
	struct request *r;
	size_t n, size;
	struct line *line;
};

static void line_add(struct lines *l, const struct form *form, unsigned field, unsigned item,
    const char *value)
{
	struct line *more;

	if (value == NULL || value[0] == '\0' ||
	    code_find(lists_find(OMIT), form->field[field].field.id) != NULL)
		return;
	if (l->n == l->size) {
		l->size = l->size == 0 ? 256 : l->size * 2;
		more = pool_array(l->r->pool, l->size, sizeof(*more));
		if (l->n > 0)
			memcpy(more, l->line, l->n * sizeof(*more));
		l->line = more;
	}
	l->line[l->n++] = (struct line){ .form = form, .field = field, .item = item, .value = value };
}

/* -- where the parts come from -- */

/* Rows are counted as they are read: those that were taken out leave no gap. */
static void document_add(struct lines *l, struct document *d)
{
	const struct form_answers *answers = document_answers(l->r, d);
	unsigned items[FORM_ITEMS_MAX], field, n, i;

	for (field = 0; field < d->form->fields; field++) {
		const struct form_item *group = d->form->field[field].group;

		items[0] = 0;
		n = group == NULL ? 1 : form_rows(answers, group, items);
		for (i = 0; i < n; i++)
			if (form_applies(answers, field, items[i]))
				line_add(l, d->form, field, i, form_get(answers, field, items[i]));
	}
}

static void notification_add(struct lines *l, const struct record *record)
{
	struct document d;

	if (document_find(l->r, record, lscb_notification_form_of(lscb_of(l->r)->form_set), &d))
		document_add(l, &d);
}

static void analysis_add(struct lines *l, const struct record *record)
{
	const struct lscb_analysis_set *set = lscb_analysis_set(lscb_of(l->r)->form_set);
	struct lscb_analysis a;
	struct document d;

	if (lscb_analysis_find(l->r, record, "P", &a) &&
	    document_find_number(l->r, record, set->form, a.number, &d))
		document_add(l, &d);
}

/* Of several agencies' answers what stands; a question in conflict has none. chief: of
 * the agency report, else of the supplementary forms. */
static void collated_add(struct lines *l, const struct record *record, bool chief)
{
	struct lscb_collated *c;
	size_t i, n = lscb_collated_read(l->r, record, &c);

	for (i = 0; i < n; i++) {
		bool main_form = strcmp(c[i].form->name, "agency") == 0 ||
		    strcmp(c[i].form->name, "cdr-report") == 0;

		if (main_form == chief && c[i].how != COLLATION_CONFLICT)
			line_add(l, c[i].form, c[i].field, c[i].item == 0 ? 0 : c[i].item - 1, c[i].value);
	}
}

static void part_add(struct lines *l, const struct record *record, const struct code *part)
{
	if (code_flag(part, "from-notification"))
		notification_add(l, record);
	if (code_flag(part, "from-report"))
		collated_add(l, record, true);
	if (code_flag(part, "from-supplementary"))
		collated_add(l, record, false);
	if (code_flag(part, "from-analysis"))
		analysis_add(l, record);
}

/* -- names of codes -- */

static const char *meaning(struct request *r, const struct line *line)
{
	const struct field *f = &line->form->field[line->field].field;
	const char *at = line->value, *text = "";
	size_t len;

	if (f->type == FIELD_YESNO || f->type == FIELD_TICK)
		return strcmp(line->value, "Y") == 0 ? "Yes" : "No";
	if (f->type != FIELD_CODE && f->type != FIELD_CODES)
		return "";
	for (at += strspn(at, " \n"); *at != '\0'; at += len, at += strspn(at, " \n")) {
		len = strcspn(at, " \n");
		text = pool_printf(r->pool, "%s%s%s", text, text[0] == '\0' ? "" : "; ",
		    lists_label(f->choices, pool_strndup(r->pool, at, len), r->today));
	}
	return text;
}

/* -- files -- */

static struct export *sheet(const struct lines *l, const struct record *record)
{
	static const struct export_column columns[] = {
		{ .label = "Identifier" }, { .label = "Form" }, { .label = "Version", .type = EXPORT_WHOLE },
		{ .label = "Field" }, { .label = "Question" }, { .label = "Row", .type = EXPORT_WHOLE },
		{ .label = "Answer" }, { .label = "In words" }
	};
	struct export *e = export_new(l->r->pool, "National data set", columns,
	    sizeof(columns) / sizeof(columns[0]));
	size_t i;

	for (i = 0; i < l->n; i++) {
		const struct line *line = &l->line[i];
		const struct form_field *f = &line->form->field[line->field];

		export_cell(e, record->reference);
		export_cell(e, line->form->title);
		export_number(e, line->form->version);
		export_cell(e, f->field.id);
		export_cell(e, f->field.label);
		if (f->group == NULL)
			export_cell(e, "");
		else
			export_number(e, line->item + 1);
		export_cell(e, line->value);
		export_cell(e, meaning(l->r, line));
	}
	return e;
}

static const struct line *line_of(const struct lines *l, const struct form_field *f,
    unsigned item)
{
	size_t i;

	for (i = 0; i < l->n; i++)
		if (&l->line[i].form->field[l->line[i].field] == f && l->line[i].item == item)
			return &l->line[i];
	return NULL;
}

/* Is there anything in this row of the group? */
static bool has_row(const struct lines *l, const struct form_item *group, unsigned item)
{
	size_t i;

	for (i = 0; i < l->n; i++)
		if (l->line[i].form->field[l->line[i].field].group == group && l->line[i].item == item)
			return true;
	return false;
}

/* Rows of a group stand in one cell, apart by " | ", and one without this answer is empty
 * there: what belongs together is at the same place in each column. */
static const char *cell_of(const struct lines *l, const struct form_field *f)
{
	const struct line *line;
	bool first = true, any = false;
	struct str text;
	unsigned item;

	if (f->group == NULL)
		return (line = line_of(l, f, 0)) == NULL ? "" : line->value;
	str_init(&text, l->r->pool);
	for (item = 0; item < FORM_ITEMS_MAX; item++) {
		if (!has_row(l, f->group, item))
			continue;
		line = line_of(l, f, item);
		str_printf(&text, "%s%s", first ? "" : " | ", line == NULL ? "" : line->value);
		any = any || line != NULL;
		first = false;
	}
	return any ? text.data : "";
}

static bool earlier(const struct lines *l, size_t i)
{
	size_t k;

	for (k = 0; k < i; k++)
		if (l->line[k].form == l->line[i].form)
			return true;
	return false;
}

static struct export *row(const struct lines *l, const struct record *record)
{
	struct export_column *columns = pool_array(l->r->pool, EXPORT_COLUMNS_MAX, sizeof(*columns));
	const char **cells = pool_array(l->r->pool, EXPORT_COLUMNS_MAX, sizeof(*cells));
	struct export *e;
	unsigned f;
	size_t i, n = 0;

	columns[n] = (struct export_column){ .label = "Identifier" };
	cells[n++] = record->reference;
	for (i = 0; i < l->n; i++)
		for (f = 0; !earlier(l, i) && f < l->line[i].form->fields && n < EXPORT_COLUMNS_MAX; f++) {
			const char *id = l->line[i].form->field[f].field.id;

			if (id == NULL || code_find(lists_find(OMIT), id) != NULL)
				continue;
			columns[n] = (struct export_column){ .label = id };
			cells[n++] = cell_of(l, &l->line[i].form->field[f]);
		}
	e = export_new(l->r->pool, "National data set", columns, n);
	for (i = 0; i < n; i++)
		export_cell(e, cells[i]);
	return e;
}

const char *lscb_national_bytes(struct request *r, const struct record *record,
    const char *name, size_t *len_r)
{
	const struct codelist *list = lists_find("lscb-national");
	const struct code *part = code_find(list, name);
	struct lines l = { .r = r };
	const char *bytes;
	size_t i;

	for (i = 0; part != NULL && i < list->n; i++)
		if (&list->codes[i] == part || code_flag(part, "all"))
			part_add(&l, record, &list->codes[i]);
	if (l.n == 0)
		return NULL;
	return export_bytes((code_flag(part, "sheet") ? sheet : row)(&l, record), EXPORT_CSV, &bytes,
	    len_r) ? bytes : NULL;
}
