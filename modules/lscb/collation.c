#include <stdlib.h>
#include <string.h>

#include "collation.h"
#include "collation-gather.h"
#include "conf.h"
#include "document.h"
#include "lists.h"

/* 2.4, collation rule: what the rule says of the agencies' answers is written where it
 * is new; what the coordinator chose stands until an answer under it changes. */

/* -- what came in -- */

static bool word_in(const char *words, const char *word)
{
	size_t len = strlen(word), n;

	for (; *words != '\0'; words += n, words += strspn(words, " ")) {
		n = strcspn(words, " ");
		if (n == len && strncmp(words, word, n) == 0)
			return true;
	}
	return false;
}

bool lscb_collation_unknown(const struct field *field, const char *value)
{
	if (field->type != FIELD_CODE && field->type != FIELD_CODES)
		return false;
	return word_in(conf_text("lscb.unknown_codes"), value) ||
	    (strcmp(value, "A") == 0 && strcmp(field->choices, "lscb-ynka") == 0);
}

size_t lscb_collation_documents(struct request *r, const struct record *record,
    struct lscb_collation_document **documents_r)
{
	struct lscb_collation_document *d;
	struct document document;
	struct db_rows rows;
	size_t i, n = 0;

	(void)db_list(r->db, &lscb_sql[LSCB_COLLATION_DOCUMENTS], &rows, record->id);
	*documents_r = d = pool_array(r->pool, rows.n + 1, sizeof(*d));
	for (i = 0; i < rows.n; i++) {
		if (!document_find_number(r, record, db_text(&rows.row[i], 2),
		    (unsigned)db_number(&rows.row[i], 3), &document))
			continue;
		d[n].request = db_number(&rows.row[i], 0);
		d[n].role = lists_label("lscb-agency", db_text(&rows.row[i], 1), r->today);
		d[n].answers = document_answers(r, &document);
		n++;
	}
	return n;
}

bool lscb_collation_part(const struct form_section *section)
{
	return strcmp(section->name, "reporting") != 0 && strcmp(section->name, "report") != 0;
}

/* -- what the rule says -- */

struct cell {
	const struct form *form;
	unsigned field, item;
	struct collation c;
};

struct cells {
	struct cell *cell;
	size_t n, size;
};

static void cell_add(struct request *r, struct cells *cells, struct cell cell)
{
	if (cells->n == cells->size) {
		struct cell *more = pool_array(r->pool, 2 * cells->size + 64, sizeof(*more));

		if (cells->n > 0)
			memcpy(more, cells->cell, cells->n * sizeof(*more));
		cells->cell = more;
		cells->size = 2 * cells->size + 64;
	}
	cells->cell[cells->n++] = cell;
}

size_t lscb_collation_answers(struct request *r, const struct lscb_collation_document *d, size_t n,
    const struct form *form, unsigned field, struct collation_answer **answers_r)
{
	struct collation_answer *a = pool_array(r->pool, n + 1, sizeof(*a));
	size_t i, found = 0;

	*answers_r = a;
	for (i = 0; i < n; i++)
		if (d[i].answers->form == form) {
			const char *value = form_get(d[i].answers, field, 0);

			a[found++] = (struct collation_answer){ .role = d[i].role, .value = value,
			    .unknown = lscb_collation_unknown(&form->field[field].field, value),
			    .source = d[i].request };
		}
	return found;
}

static bool row_same(const struct form_item *group, const struct form_answers *a, unsigned x,
    const struct form_answers *b, unsigned y)
{
	unsigned k;

	for (k = group->first; k < group->first + group->n; k++)
		if (strcmp(form_get(a, k, x), form_get(b, k, y)) != 0)
			return false;
	return true;
}

/* Did another agency say this row word for word? */
static bool row_before(const struct lscb_collation_document *d, size_t at,
    const struct form_item *group, unsigned item)
{
	unsigned items[FORM_ITEMS_MAX], n, k;
	size_t i;

	for (i = 0; i < at; i++) {
		if (d[i].answers->form != d[at].answers->form)
			continue;
		n = form_rows(d[i].answers, group, items);
		for (k = 0; k < n; k++)
			if (row_same(group, d[i].answers, items[k], d[at].answers, item))
				return true;
	}
	return false;
}

/* Rows of all agencies below each other. */
static void group_decide(struct request *r, const struct lscb_collation_document *d, size_t n,
    const struct form *form, const struct form_item *group, struct cells *cells)
{
	unsigned items[FORM_ITEMS_MAX], rows, k, f, to = 0;
	size_t i;

	for (i = 0; i < n; i++) {
		if (d[i].answers->form != form)
			continue;
		rows = form_rows(d[i].answers, group, items);
		for (k = 0; k < rows; k++) {
			if (row_before(d, i, group, items[k]))
				continue;
			to++;
			for (f = group->first; f < group->first + group->n; f++) {
				const char *value = form_get(d[i].answers, f, items[k]);

				if (value[0] != '\0')
					cell_add(r, cells, (struct cell){ form, f, to, { COLLATION_AGREED, value,
					    d[i].request } });
			}
		}
	}
}

static void form_decide(struct request *r, const struct lscb_collation_document *d, size_t n,
    const struct form *form, struct cells *cells)
{
	struct collation_answer *answers;
	unsigned s, i, f;
	size_t found;

	for (f = 0; f < form->fields; f++) {
		if (form->field[f].group != NULL || form->field[f].system ||
		    !lscb_collation_part(form->field[f].section))
			continue;
		found = lscb_collation_answers(r, d, n, form, f, &answers);
		cell_add(r, cells, (struct cell){ form, f, 0, collation_decide(r->pool,
		    form->field[f].field.type == FIELD_MEMO, answers, found) });
	}
	for (s = 0; s < form->sections; s++)
		for (i = 0; i < form->section[s].items; i++)
			if (form->section[s].item[i].kind == FORM_GROUP)
				group_decide(r, d, n, form, &form->section[s].item[i], cells);
}

static bool form_before(const struct lscb_collation_document *d, size_t at)
{
	size_t i;

	for (i = 0; i < at; i++)
		if (d[i].answers->form == d[at].answers->form)
			return true;
	return false;
}

/* -- writing what is new -- */

static const struct db_row *rule_row(const struct db_rows *rows, const char *form,
    const char *field, unsigned item)
{
	size_t i;

	for (i = 0; i < rows->n; i++)
		if (db_number(&rows->row[i], 2) == item &&
		    strcmp(db_text(&rows->row[i], 1), field) == 0 &&
		    strcmp(db_text(&rows->row[i], 0), form) == 0)
			return &rows->row[i];
	return NULL;
}

static void cell_write(struct request *r, const struct record *record, const char *form,
    const char *field, unsigned item, const struct collation *c)
{
	(void)db_write(r->db, &lscb_sql[LSCB_COLLATED_ADD], record->id, form, field,
	    (unsigned long long)item, collation_code(c->how), c->how == COLLATION_NONE ? NULL :
	    c->value, c->source, "", request_account(r));
}

static bool stands(const struct db_row *row, const struct collation *c)
{
	const char *value;

	if (row == NULL)
		return c->how == COLLATION_NONE;
	value = db_text(row, 4);
	return collation_of(db_text(row, 3)) == c->how &&
	    strcmp(value == NULL ? "" : value, c->how == COLLATION_NONE ? "" : c->value) == 0;
}

/* What nobody says any more. */
static void gone_write(struct request *r, const struct record *record, const struct db_rows *rows,
    const struct cells *cells)
{
	const struct collation none = { .how = COLLATION_NONE, .value = "" };
	size_t i, k;

	for (i = 0; i < rows->n; i++) {
		const struct db_row *row = &rows->row[i];

		for (k = 0; k < cells->n; k++)
			if (cells->cell[k].item == db_number(row, 2) &&
			    strcmp(cells->cell[k].form->field[cells->cell[k].field].field.name,
			    db_text(row, 1)) == 0 && strcmp(cells->cell[k].form->name, db_text(row, 0)) == 0)
				break;
		if (k == cells->n && !stands(row, &none))
			cell_write(r, record, db_text(row, 0), db_text(row, 1), (unsigned)db_number(row, 2),
			    &none);
	}
}

void lscb_collate(struct request *r, const struct record *record)
{
	struct lscb_collation_document *d;
	size_t n = lscb_collation_documents(r, record, &d), i;
	struct cells cells = { 0 };
	struct db_rows rows;

	for (i = 0; i < n; i++)
		if (!form_before(d, i))
			form_decide(r, d, n, d[i].answers->form, &cells);
	(void)db_list(r->db, &lscb_sql[LSCB_COLLATED_RULE], &rows, record->id);
	for (i = 0; i < cells.n; i++) {
		const struct cell *c = &cells.cell[i];
		const char *field = c->form->field[c->field].field.name;

		if (!stands(rule_row(&rows, c->form->name, field, c->item), &c->c))
			cell_write(r, record, c->form->name, field, c->item, &c->c);
	}
	gone_write(r, record, &rows, &cells);
}

/* -- for packs, returns and readiness -- */

bool lscb_collated_from(const struct db_row *row, struct lscb_collated *c)
{
	int field;

	*c = (struct lscb_collated){ .form = lscb_form(db_text(row, 0)),
	    .item = (unsigned)db_number(row, 2), .how = collation_of(db_text(row, 3)),
	    .value = db_text(row, 4), .why = db_text(row, 6) };
	if (c->form == NULL || c->value == NULL)
		return false;
	field = form_field(c->form, db_text(row, 1));
	c->field = (unsigned)field;
	return field >= 0;
}

static int in_order(const void *left, const void *right)
{
	const struct lscb_collated *a = left, *b = right;
	int by = strcmp(a->form->name, b->form->name);

	if (by != 0)
		return by;
	if (a->form->field[a->field].group != NULL &&
	    a->form->field[a->field].group == b->form->field[b->field].group && a->item != b->item)
		return a->item < b->item ? -1 : 1;
	return a->field < b->field ? -1 : a->field > b->field;
}

size_t lscb_collated_read(struct request *r, const struct record *record,
    struct lscb_collated **collated_r)
{
	struct db_rows rows;
	size_t i, n = 0;

	(void)db_list(r->db, &lscb_sql[LSCB_COLLATED], &rows, record->id);
	*collated_r = pool_array(r->pool, rows.n + 1, sizeof(**collated_r));
	for (i = 0; i < rows.n; i++)
		if (lscb_collated_from(&rows.row[i], &(*collated_r)[n]))
			n++;
	qsort(*collated_r, n, sizeof(**collated_r), in_order);
	return n;
}

unsigned lscb_collation_conflicts(struct request *r, const struct record *record)
{
	struct lscb_collated *c;
	size_t n = lscb_collated_read(r, record, &c), i;
	unsigned count = 0;

	for (i = 0; i < n; i++)
		if (c[i].how == COLLATION_CONFLICT && word_in(conf_text("lscb.return_fields"),
		    c[i].form->field[c[i].field].field.name))
			count++;
	return count;
}
