#include <stdlib.h>
#include <string.h>

#include "date.h"
#include "document.h"
#include "input.h"
#include "page.h"
#include "request.h"

enum {
	FIND, FIND_NUMBER, ADD, LOCK, REVISE, COMPLETE, ANSWERS, ANSWER_ADD, NAMES, DRAFT_SAVE, DRAFT_FIND,
	DRAFT_DROP, DRAFT_END, HISTORY
};

static const struct db_statement sql[] = {
	[FIND] = { "SELECT id, number, revision, form_version, started_at, completed_at,"
	    " completed_by FROM document WHERE record = ? AND form = ?"
	    " ORDER BY number DESC LIMIT 1", "us", "uuuuddu" },
	[FIND_NUMBER] = { "SELECT id, number, revision, form_version, started_at, completed_at,"
	    " completed_by FROM document WHERE record = ? AND form = ? AND number = ?",
	    "usu", "uuuuddu" },
	[ADD] = { "INSERT INTO document (record, form, form_version, number, started_at, started_by)"
	    " VALUES (?, ?, ?, ?, UTC_TIMESTAMP(6), ?)", "usuuu", "" },
	[LOCK] = { "SELECT revision, completed_at FROM document WHERE id = ? FOR UPDATE", "u", "ud" },
	[REVISE] = { "UPDATE document SET revision = ?, saved_at = UTC_TIMESTAMP(6)"
	    " WHERE id = ? AND revision = ? AND completed_at IS NULL", "uuu", "" },
	[COMPLETE] = { "UPDATE document SET completed_at = UTC_TIMESTAMP(6), completed_by = ?"
	    " WHERE id = ? AND revision = ? AND completed_at IS NULL", "uuu", "" },
	[ANSWERS] = { "SELECT field, item, revision, value, account, at FROM answer"
	    " WHERE document = ? AND revision <= ? ORDER BY revision", "uu", "suusud" },
	[ANSWER_ADD] = { "INSERT INTO answer (document, field, item, revision, value, account, at)"
	    " VALUES (?, ?, ?, ?, ?, ?, UTC_TIMESTAMP(6))", "usuusu", "" },
	[NAMES] = { "SELECT given, family FROM everychild.account WHERE id = ?", "u", "ss" },
	[DRAFT_SAVE] = { "INSERT INTO draft (document, section, account, revision, body, at)"
	    " VALUES (?, ?, ?, ?, ?, UTC_TIMESTAMP(6))"
	    " ON DUPLICATE KEY UPDATE revision = ?, body = ?, at = UTC_TIMESTAMP(6)",
	    "usuusus", "" },
	[DRAFT_FIND] = { "SELECT body, revision, at FROM draft WHERE document = ? AND section = ?"
	    " AND account = ?", "usu", "sud" },
	[DRAFT_DROP] = { "DELETE FROM draft WHERE document = ? AND section = ? AND account = ?",
	    "usu", "" },
	[DRAFT_END] = { "DELETE FROM draft WHERE document = ?", "u", "" },
	[HISTORY] = { "SELECT n.field, n.item, n.revision, n.value, n.at, a.given, a.family,"
	    " (SELECT o.value FROM answer o WHERE o.document = n.document AND o.field = n.field"
	    "   AND o.item = n.item AND o.revision < n.revision ORDER BY o.revision DESC LIMIT 1)"
	    " FROM answer n JOIN everychild.account a ON a.id = n.account WHERE n.document = ?"
	    " ORDER BY n.revision DESC, n.field LIMIT 2000", "u", "suusdsss" },
};

static const struct form *const *known;

void document_statements_name(void)
{
	db_statements(sql, sizeof(sql) / sizeof(sql[0]));
}

void document_forms(const struct form *const *forms)
{
	known = forms;
}

/* A record keeps the version of the form that it was made with. */
static const struct form *form_of(const char *name, unsigned version)
{
	unsigned i;

	for (i = 0; known[i] != NULL; i++)
		if (strcmp(known[i]->name, name) == 0 && known[i]->version == version)
			return known[i];
	abort();
}

static void document_from(const struct db_row *row, const char *form, struct document *d)
{
	*d = (struct document){ .id = db_number(row, 0),
	    .number = (unsigned)db_number(row, 1), .revision = (unsigned)db_number(row, 2),
	    .form = form_of(form, (unsigned)db_number(row, 3)),
	    .started_at = db_text(row, 4), .completed_at = db_text(row, 5),
	    .completed_by = db_number(row, 6) };
}

bool document_find(struct request *r, const struct record *record, const char *form,
    struct document *document_r)
{
	struct db_row row;

	if (!db_find(r->db, &sql[FIND], &row, record->id, form))
		return false;
	document_from(&row, form, document_r);
	return true;
}

bool document_find_number(struct request *r, const struct record *record, const char *form,
    unsigned number, struct document *document_r)
{
	struct db_row row;

	if (!db_find(r->db, &sql[FIND_NUMBER], &row, record->id, form, (unsigned long long)number))
		return false;
	document_from(&row, form, document_r);
	return true;
}

void document_new(struct request *r, const struct record *record, const struct form *form,
    struct document *document_r)
{
	struct document last;

	document_new_numbered(r, record, form,
	    document_find(r, record, form->name, &last) ? last.number + 1 : 1, document_r);
}

void document_new_numbered(struct request *r, const struct record *record,
    const struct form *form, unsigned number, struct document *document_r)
{
	*document_r = (struct document){ .number = number, .form = form, .started_at = r->now };
	document_r->id = db_insert(r->db, &sql[ADD], record->id, form->name,
	    (unsigned long long)form->version, (unsigned long long)number, request_account(r));
}

struct form_answers *document_answers_at(struct request *r, const struct document *document,
    unsigned revision)
{
	struct form_answers *answers = form_answers_new(r->pool, document->form);
	struct db_rows rows;
	size_t i;

	(void)db_list(r->db, &sql[ANSWERS], &rows, document->id, (unsigned long long)revision);
	for (i = 0; i < rows.n; i++) {
		const struct db_row *row = &rows.row[i];
		int field = form_field(document->form, db_text(row, 0));
		struct form_answer *a;

		if (field < 0)
			continue;
		a = form_slot(answers, (unsigned)field, (unsigned)db_number(row, 1));
		a->value = db_text(row, 3) == NULL ? "" : db_text(row, 3);
		a->revision = (unsigned)db_number(row, 2);
		a->account = db_number(row, 4);
		a->at = db_text(row, 5);
	}
	return answers;
}

struct form_answers *document_answers(struct request *r, const struct document *document)
{
	return document_answers_at(r, document, document->revision);
}

bool document_complete(struct request *r, struct document *document)
{
	return db_write(r->db, &sql[COMPLETE], request_account(r), document->id,
	    (unsigned long long)document->revision) == 1;
}

static bool revise(struct request *r, struct document *document)
{
	if (db_write(r->db, &sql[REVISE], (unsigned long long)document->revision + 1,
	    document->id, (unsigned long long)document->revision) != 1)
		return false;
	document->revision++;
	return true;
}

static void answer_add(struct request *r, const struct document *document, unsigned field,
    unsigned item, const char *value)
{
	(void)db_write(r->db, &sql[ANSWER_ADD], document->id,
	    document->form->field[field].field.name, (unsigned long long)item,
	    (unsigned long long)document->revision, value, request_account(r));
}

void document_fill(struct request *r, struct document *document,
    const struct document_value *values, size_t n)
{
	size_t i;

	if (!revise(r, document))
		return;
	for (i = 0; i < n; i++)
		if (values[i].value != NULL && values[i].value[0] != '\0')
			answer_add(r, document, values[i].field, 0, values[i].value);
}

void document_fill_rows(struct request *r, struct document *document,
    const struct document_row_value *values, size_t n)
{
	size_t i;

	if (!revise(r, document))
		return;
	for (i = 0; i < n; i++)
		if (values[i].value != NULL && values[i].value[0] != '\0')
			answer_add(r, document, values[i].field, values[i].item, values[i].value);
}

/* -- saving a section next to somebody else -- */

struct saving {
	struct request *r;
	struct document *document;
	const struct form_section *section;
	struct form_answers *mine, *now, *then;	/* sent, stored, as the page had shown them */
	unsigned base;
	struct document_conflict **conflicts;
	unsigned merged, changed;
};

const char *document_author(struct request *r, unsigned long long account)
{
	struct db_row row;

	if (!db_find(r->db, &sql[NAMES], &row, account))
		return "Somebody";
	return pool_printf(r->pool, "%s %s", db_text(&row, 0), db_text(&row, 1));
}

static void conflict_add(struct saving *s, unsigned field, unsigned item)
{
	struct document_conflict *c = pool_new(s->r->pool, struct document_conflict);
	const struct form_answer *theirs = form_slot(s->now, field, item);

	c->field = field;
	c->item = item;
	c->base = form_get(s->then, field, item);
	c->theirs = theirs->value;
	c->mine = form_get(s->mine, field, item);
	c->by = document_author(s->r, theirs->account);
	c->at = theirs->at;
	c->revision = theirs->revision;
	*s->conflicts = c;
	s->conflicts = &c->next;
}

/* Three texts meet: as shown when the page was opened, as stored now, as sent. */
static void slot_merge(struct saving *s, unsigned field, unsigned item)
{
	const struct form_answer *now = form_slot(s->now, field, item);
	const char *then = form_get(s->then, field, item);
	struct form_answer *mine = form_slot(s->mine, field, item);

	if (strcmp(mine->value, now->value) == 0)
		return;
	if (now->revision > s->base && now->revision > mine->revision) {
		if (strcmp(mine->value, then) == 0) {
			mine->value = now->value;
			s->merged++;
			return;
		}
		conflict_add(s, field, item);
	}
	s->changed++;
}

static bool row_empty(const struct form_answers *answers, const struct form_item *group,
    unsigned item)
{
	unsigned i;

	for (i = group->first; i < group->first + group->n; i++)
		if (form_get(answers, i, item)[0] != '\0')
			return false;
	return true;
}

/* Somebody else used the number while the page was open; the row may be gone again. */
static bool row_taken(const struct saving *s, const struct form_item *group, unsigned item)
{
	unsigned i;

	for (i = group->first; i < group->first + group->n; i++)
		if (form_slot(s->now, i, item)->revision > s->base)
			return true;
	return false;
}

static unsigned row_free(const struct saving *s, const struct form_item *group, unsigned item)
{
	for (item++; item < FORM_ITEMS_MAX; item++)
		if (row_empty(s->now, group, item) && row_empty(s->mine, group, item) &&
		    !row_taken(s, group, item))
			break;
	return item;
}

/* Two people who both add a row would both call it number 3: mine moves to the
 * next free number. */
static void rows_apart(struct saving *s, const struct form_item *group)
{
	unsigned item, free, i;

	for (item = FORM_ITEMS_MAX - 1; item >= 1; item--) {
		if (row_empty(s->mine, group, item) || !row_empty(s->then, group, item) ||
		    !row_taken(s, group, item))
			continue;
		free = row_free(s, group, item);
		if (free == FORM_ITEMS_MAX)
			continue;
		for (i = group->first; i < group->first + group->n; i++) {
			*form_slot(s->mine, i, free) = *form_slot(s->mine, i, item);
			form_slot(s->mine, i, item)->value = form_get(s->then, i, item);
		}
	}
}

static void section_merge(struct saving *s)
{
	unsigned i, item;

	for (i = 0; i < s->section->items; i++)
		if (s->section->item[i].kind == FORM_GROUP)
			rows_apart(s, &s->section->item[i]);
	for (i = s->section->first; i < s->section->first + s->section->n; i++) {
		const struct form_field *f = &s->document->form->field[i];

		if (!form_may_write(s->r, f))
			continue;
		for (item = f->group == NULL ? 0 : 1;
		    item < (f->group == NULL ? 1 : FORM_ITEMS_MAX); item++)
			slot_merge(s, i, item);
	}
}

static void section_write(struct saving *s)
{
	unsigned i, item;

	for (i = s->section->first; i < s->section->first + s->section->n; i++) {
		const struct form_field *f = &s->document->form->field[i];

		for (item = f->group == NULL ? 0 : 1;
		    item < (f->group == NULL ? 1 : FORM_ITEMS_MAX); item++)
			if (form_may_write(s->r, f) && strcmp(form_get(s->mine, i, item),
			    form_get(s->now, i, item)) != 0)
				answer_add(s->r, s->document, i, item, form_get(s->mine, i, item));
	}
}

enum document_saved document_save(struct request *r, struct document *document,
    const struct form_section *section, struct form_answers *mine, unsigned base,
    struct document_conflict **conflicts_r, unsigned *merged_r)
{
	struct saving s = { .r = r, .document = document, .section = section, .mine = mine,
	    .base = base, .conflicts = conflicts_r };
	struct db_row row;

	*conflicts_r = NULL;
	*merged_r = 0;
	if (!db_find(r->db, &sql[LOCK], &row, document->id) || db_text(&row, 1) != NULL)
		return DOCUMENT_FROZEN;
	document->revision = (unsigned)db_number(&row, 0);
	s.now = document_answers(r, document);
	s.then = document_answers_at(r, document, base);
	section_merge(&s);
	*merged_r = s.merged;
	if (*conflicts_r != NULL)
		return DOCUMENT_CONFLICT;
	if (s.changed == 0)
		return DOCUMENT_SAME;
	if (!revise(r, document))
		return DOCUMENT_FROZEN;
	section_write(&s);
	return DOCUMENT_SAVED;
}

/* -- drafts -- */

void draft_save(struct request *r, const struct document *document, const char *section,
    unsigned revision, const struct params *params)
{
	const char *body = params_encode(params, r->pool);

	(void)db_write(r->db, &sql[DRAFT_SAVE], document->id, section, request_account(r),
	    (unsigned long long)revision, body, (unsigned long long)revision, body);
}

bool draft_load(struct request *r, const struct document *document, const char *section,
    struct params *params_r, unsigned *revision_r, const char **at_r)
{
	struct db_row row;

	*params_r = (struct params){ 0 };
	if (!db_find(r->db, &sql[DRAFT_FIND], &row, document->id, section, request_account(r)))
		return false;
	*revision_r = (unsigned)db_number(&row, 1);
	*at_r = db_text(&row, 2);
	return params_parse(params_r, r->pool, db_text(&row, 0), strlen(db_text(&row, 0)));
}

void draft_end(struct request *r, const struct document *document)
{
	(void)db_write(r->db, &sql[DRAFT_END], document->id);
}

void draft_drop(struct request *r, const struct document *document, const char *section)
{
	(void)db_write(r->db, &sql[DRAFT_DROP], document->id, section, request_account(r));
}

/* -- history -- */

static const char *shown(struct request *r, const struct form_field *f, const char *value)
{
	return value == NULL || value[0] == '\0' ? "" : field_show(r->pool, &f->field, value);
}

static bool masked(const struct document_mask *mask, unsigned field, unsigned long long item)
{
	return mask != NULL && item < FORM_ITEMS_MAX && mask->cell[field * FORM_ITEMS_MAX + item];
}

/* A row's number as if those hidden before it had never been. */
static unsigned long long row_number(const struct document_mask *mask, unsigned field,
    unsigned long long item)
{
	unsigned long long i, number = item;

	for (i = 1; i < item; i++)
		if (masked(mask, field, i))
			number--;
	return number;
}

static void history_row(struct request *r, struct node *history, const struct form_field *f,
    const struct db_row *row, unsigned long long number)
{
	struct node *n = node_add(history, "row");

	node_set(n, "when", date_reading(r->pool, db_text(row, 4)));
	node_set(n, "who", pool_printf(r->pool, "%s %s", db_text(row, 5), db_text(row, 6)));
	node_set(n, "field", f->group == NULL ? f->field.label : pool_printf(r->pool,
	    "%s (%s %llu)", f->field.label, f->group->singular, number));
	(void)node_leaf(n, "old", shown(r, f, db_text(row, 7)));
	(void)node_leaf(n, "new", shown(r, f, db_text(row, 3)));
}

void document_history(struct request *r, struct node *parent, const struct document *document,
    const struct form_section *section, const struct document_mask *mask)
{
	struct node *history = node_add(parent, "history");
	struct db_rows rows;
	size_t i;

	(void)db_list(r->db, &sql[HISTORY], &rows, document->id);
	for (i = 0; i < rows.n; i++) {
		const struct db_row *row = &rows.row[i];
		int number = form_field(document->form, db_text(row, 0));
		const struct form_field *f;

		if (number < 0)
			continue;
		f = &document->form->field[number];
		if ((section != NULL && f->section != section) || !form_may_read(r, f) ||
		    masked(mask, (unsigned)number, db_number(row, 1)))
			continue;
		history_row(r, history, f, row, row_number(mask, (unsigned)number, db_number(row, 1)));
	}
}
