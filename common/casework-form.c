#include "casework-form.h"

#include <string.h>

#include "addendum.h"
#include "module.h"
#include "page.h"
#include "request.h"
#include "text.h"

enum { LIST };

static const struct db_statement sql[] = {
	[LIST] = { "SELECT form, number FROM document WHERE record = ? ORDER BY started_at, id",
	    "u", "su" },
};

#define FORM \
	{ .name = "id", .type = FIELD_HANDLE, .required = true }, \
	{ .name = "form", .type = FIELD_TOKEN }

const struct field casework_form_input[] = {
	FORM,
	{ 0 }
};

const struct field casework_section_input[] = {
	FORM,
	{ .name = "section", .type = FIELD_TOKEN },
	{ 0 }
};

const struct field casework_answers_input[] = {
	FORM,
	{ .name = "section", .type = FIELD_TOKEN },
	{ .name = "then", .type = FIELD_TOKEN },
	{ .name = "answers", .type = FIELD_REST },
	{ 0 }
};

void casework_form_statements_name(void)
{
	db_statements(sql, sizeof(sql) / sizeof(sql[0]));
}

/* -- which -- */

/* Of "review-2": name and number. Numbers are written in one way alone, so that
 * a form has one address. */
static bool numbered(const char *form, const char *name, unsigned *number_r)
{
	size_t len = strlen(name);
	unsigned long long number;

	if (strncmp(form, name, len) != 0 || form[len] != '-' || form[len + 1] == '0' ||
	    !text_number(form + len + 1, &number) || number < 1 || number > 9999)
		return false;
	*number_r = (unsigned)number;
	return true;
}

static const struct casework_form *kind_of(struct request *r, unsigned *number_r)
{
	const char *form = input_text(&r->input, "form");
	const struct casework_form *k;

	*number_r = 0;
	for (k = r->module->casework->forms; k->name != NULL; k++) {
		if ((!k->many || k->newest) && strcmp(form, k->name) == 0)
			return k;
		if (k->many && numbered(form, k->name, number_r))
			return k;
	}
	return NULL;
}

static void page_fill(struct request *r, struct casework_open *o)
{
	const struct casework_form *k = o->kind;

	o->page = (struct document_page){
	    .path = pool_printf(r->pool, "%s/%s", casework_path(r, &o->record),
	    input_text(&r->input, "form")),
	    .back = casework_back(r, &o->record), .back_label = casework_back_label(r, &o->record),
	    .writable = record_is(&o->record, k->writers) && k->open(&o->record),
	    .section_rules = k->section, .section_writable = k->section_writable,
	    .whole_rules = k->rules, .hide = k->hide, .warning = k->warning,
	    .fits = k->fits, .before = k->before, .print_first = k->print_first,
	    .identity = casework_identity };
}

static bool find(struct request *r, struct casework_open *o, unsigned number)
{
	if (o->kind->find != NULL) {
		if (!o->kind->find(r, &o->record, number, &o->document))
			return false;
	} else if (number == 0 ? !document_find(r, &o->record, o->kind->name, &o->document) :
	    !document_find_number(r, &o->record, o->kind->name, number, &o->document)) {
		return false;
	}
	if (o->kind->may_write != NULL && !o->page.writable && o->kind->open(&o->record))
		o->page.writable = o->kind->may_write(r, o);
	o->page.writable = o->page.writable && o->document.completed_at == NULL;
	return true;
}

enum casework_opened casework_form_open(struct request *r, struct casework_open *o, bool lock)
{
	unsigned number;
	bool found;

	o->kind = kind_of(r, &number);
	if (o->kind == NULL ||
	    !(lock ? casework_lock(r, &o->record) : casework_load(r, &o->record)))
		return CASEWORK_NOT_FOUND;
	page_fill(r, o);
	found = find(r, o, number);
	/* Who writes reads what they wrote; a form that is found by its reader needs
	 * no more. */
	if (!record_is(&o->record, o->kind->readers) && !o->page.writable &&
	    !(found && o->kind->find != NULL))
		return CASEWORK_NOT_FOUND;
	return found ? CASEWORK_OPEN : number == 0 ? CASEWORK_NOT_STARTED : CASEWORK_NOT_FOUND;
}

bool casework_form_writer(struct request *r, const struct casework_open *o)
{
	return record_is(&o->record, o->kind->writers) ||
	    (o->kind->may_write != NULL && o->kind->may_write(r, o));
}

/* -- for a module's last step -- */

bool casework_form_same(struct request *r, const struct casework_open *o, int *status_r)
{
	const char *version = params_get(&r->params, "version");
	struct node *body;

	if (version != NULL &&
	    strcmp(version, pool_printf(r->pool, "%u", o->document.revision)) == 0)
		return true;
	body = page_begin(r, "message", "The form was changed meanwhile");
	page_back(r, o->document.form->title, "%s", o->page.path);
	(void)page_heading(body, 1, "The form was changed meanwhile");
	(void)page_para(body, "Somebody saved an answer after you opened this page. Nothing was "
	    "completed. Read it again, then complete it.");
	*status_r = 409;
	return false;
}

struct form_gap *casework_form_lacks(struct request *r, const struct casework_open *o,
    const struct form_answers *answers)
{
	struct form_gap *gaps = NULL;

	form_gaps(r, NULL, answers, &gaps);
	if (o->kind->rules != NULL)
		o->kind->rules(r, &o->record, answers, &gaps);
	return gaps;
}

void casework_form_gaps(struct request *r, struct node *body, const struct casework_open *o,
    const struct form_gap *gaps)
{
	struct node *list, *item;
	const struct form_gap *g;

	(void)page_heading(body, 2, "Still needed");
	list = node_add(body, "list");
	node_set(list, "kind", "bullet");
	for (g = gaps; g != NULL; g = g->next) {
		item = node_leaf(list, "item", g->message);
		if (g->path != NULL)
			node_set(item, "href", g->path);
		else if (g->section != NULL)
			node_set(item, "href", pool_printf(r->pool, "%s/%s#%s", o->page.path,
			    g->section->name, g->field));
	}
}

int casework_form_again(struct request *r, const struct casework_open *o)
{
	struct form_gap *gaps;
	struct node *body = document_tasks(r, &o->record, &o->document, &o->page, &gaps);

	if (o->document.completed_at == NULL)
		o->kind->end(r, o, body, gaps);
	else
		o->kind->after(r, o, body);
	return 422;
}

/* -- on the record's page -- */

static bool several(const struct db_rows *rows, const char *form)
{
	size_t i;

	for (i = 0; i < rows->n; i++)
		if (strcmp(db_text(&rows->row[i], 0), form) == 0 && db_number(&rows->row[i], 1) > 1)
			return true;
	return false;
}

static bool readable(struct request *r, const struct record *record, const char *form,
    unsigned number, struct document *document_r)
{
	const struct casework_form *k;

	for (k = r->module->casework->forms; k->name != NULL; k++)
		if (strcmp(k->name, form) == 0)
			return k->find != NULL ? k->find(r, record, number, document_r) :
			    record_is(record, k->readers) &&
			    document_find_number(r, record, form, number, document_r);
	return false;
}

static void item_put(struct request *r, struct node *list, const struct record *record,
    const struct document *d, unsigned number, bool numbered_path)
{
	struct node *item = node_leaf(list, "item", pool_printf(r->pool, "%s%s, %s", d->form->title,
	    number == 1 ? "" : pool_printf(r->pool, " %u", number),
	    d->completed_at == NULL ? "in progress" : pool_printf(r->pool, "completed on %s",
	    page_when(r, d->completed_at))));

	node_set(item, "href", pool_printf(r->pool, "%s/%s%s", casework_path(r, record),
	    d->form->name, numbered_path ? pool_printf(r->pool, "-%u", number) : ""));
}

void casework_form_list(struct request *r, struct node *body, const struct record *record)
{
	struct node *list = NULL;
	struct db_rows rows;
	struct document d;
	size_t i;

	(void)db_list(r->db, &sql[LIST], &rows, record->id);
	for (i = 0; i < rows.n; i++) {
		const char *form = db_text(&rows.row[i], 0);
		unsigned number = (unsigned)db_number(&rows.row[i], 1);

		if (!readable(r, record, form, number, &d))
			continue;
		if (list == NULL) {
			(void)page_heading(body, 2, "Forms");
			list = node_add(body, "list");
			node_set(list, "kind", "plain");
		}
		item_put(r, list, record, &d, number, several(&rows, form));
	}
}

/* -- pages -- */

int casework_form_tasks(struct request *r)
{
	struct form_gap *gaps;
	struct casework_open o;
	struct node *body;

	switch (casework_form_open(r, &o, false)) {
	case CASEWORK_NOT_FOUND:
		return page_not_found(r);
	case CASEWORK_NOT_STARTED:
		return o.kind->none == NULL ? page_not_found(r) : o.kind->none(r, &o);
	case CASEWORK_OPEN:
		break;
	}
	body = document_tasks(r, &o.record, &o.document, &o.page, &gaps);
	if (o.kind->end != NULL && o.page.writable)
		o.kind->end(r, &o, body, gaps);
	if (o.kind->after != NULL && o.document.completed_at != NULL)
		o.kind->after(r, &o, body);
	addendum_list(r, body, &o);
	(void)page_link(body, "Read the whole form", NULL, "%s/check", o.page.path);
	(void)page_link(body, "History of answers", NULL, "%s/changes", o.page.path);
	(void)page_link(body, "Print", NULL, "%s/print", o.page.path);
	return 200;
}

int casework_form_section(struct request *r)
{
	struct casework_open o;

	if (casework_form_open(r, &o, false) != CASEWORK_OPEN)
		return page_not_found(r);
	return document_section_show(r, &o.record, &o.document, &o.page);
}

int casework_form_save(struct request *r)
{
	struct casework_open o;
	int status, next = 0;

	if (casework_form_open(r, &o, true) != CASEWORK_OPEN)
		return page_not_found(r);
	status = document_section_save(r, &o.record, &o.document, &o.page, o.kind->saved);
	if (status == 303 && o.kind->next != NULL && !input_is(&r->input, "then", "discard"))
		next = o.kind->next(r, &o);
	return next != 0 ? next : status;
}

int casework_form_draft(struct request *r)
{
	struct casework_open o;

	if (casework_form_open(r, &o, false) != CASEWORK_OPEN)
		return page_not_found(r);
	return document_section_draft(r, &o.record, &o.document, &o.page);
}

/* In the access log: which of the record's forms it was. */
static void named(struct request *r)
{
	r->audit.detail = input_text(&r->input, "form");
}

int casework_form_history(struct request *r)
{
	struct casework_open o;

	if (casework_form_open(r, &o, false) != CASEWORK_OPEN)
		return page_not_found(r);
	named(r);
	return document_history_show(r, &o.record, &o.document, &o.page);
}

int casework_form_print(struct request *r)
{
	struct casework_open o;
	const char *label = NULL, *fact;
	int status;

	if (casework_form_open(r, &o, false) != CASEWORK_OPEN)
		return page_not_found(r);
	named(r);
	status = document_print_show(r, &o.record, &o.document, &o.page,
	    o.document.completed_at == NULL ? "Draft, not complete" : "Completed");
	fact = addendum_fact(r, &o, &label);
	addendum_print(r, node_child(node_child(r->page, "body"), "print"), &o.document, NULL, label,
	    fact);
	return status;
}

int casework_form_check(struct request *r)
{
	struct casework_open o;
	struct node *body;

	if (casework_form_open(r, &o, false) != CASEWORK_OPEN)
		return page_not_found(r);
	named(r);
	body = document_check(r, &o.record, &o.document, &o.page);
	addendum_list(r, body, &o);
	if (o.kind->end != NULL && o.page.writable)
		o.kind->end(r, &o, body, casework_form_lacks(r, &o, document_answers(r, &o.document)));
	return 200;
}
