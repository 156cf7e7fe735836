#include <string.h>

#include "caf.h"
#include "text.h"

/* The forms of a case share their pages: what differs is in the table. */

static bool checklist_open(const struct record *record)
{
	return strcmp(record->state, "S0") == 0;
}

static bool assessment_open(const struct record *record)
{
	return strcmp(record->state, "S3") == 0;
}

/* Section K may be filled in from whichever state (4.2, 21), after a withdrawal
 * that raises the concern itself (5.5, 4), and when the family has said no. */
static bool harm_open(const struct record *record)
{
	return record->closed_at == NULL || strcmp(record->state, "S11") == 0 ||
	    strcmp(record->state, "S12") == 0;
}

/* Minutes are often written when the case has moved on. */
static bool meeting_open(const struct record *record)
{
	return record->closed_at == NULL;
}

static bool review_open(const struct record *record)
{
	return strcmp(record->state, "S8") == 0;
}

static const struct caf_form kinds[] = {
	{ .name = "checklist", .readers = "OWNER COA LP TAC SAF MANAGER SERVICE ARCHIVE",
	  .writers = "OWNER COA", .open = checklist_open, .rules = caf_rules_checklist,
	  .end = caf_checklist_end, .none = caf_checklist_none },
	{ .name = "assessment", .readers = "OWNER COA LP TAC SAF MANAGER SERVICE ARCHIVE",
	  .writers = "OWNER COA LP", .open = assessment_open, .rules = caf_rules_assessment,
	  .end = caf_assessment_end, .many = true, .newest = true },
	{ .name = "harm", .readers = "OWNER COA LP MANAGER SERVICE ARCHIVE SAF",
	  .writers = "OWNER COA LP TAC HARM", .open = harm_open, .end = caf_harm_end,
	  .none = caf_harm_none, .find = caf_harm_find, .after = caf_harm_after, .fact = caf_harm_fact,
	  .many = true, .newest = true },
	{ .name = "meeting", .readers = "OWNER COA LP TAC MANAGER SERVICE SAF ARCHIVE",
	  .writers = "OWNER LP COA", .open = meeting_open, .rules = caf_meeting_rules,
	  .end = caf_meeting_end, .many = true, .section = caf_meeting_section,
	  .saved = caf_meeting_saved, .may_write = caf_meeting_noted_by,
	  .after = caf_meeting_after, .fact = caf_meeting_fact },
	{ .name = "review", .readers = "OWNER COA LP TAC MANAGER SERVICE SAF ARCHIVE",
	  .writers = "LP", .open = review_open, .rules = caf_review_rules, .end = caf_review_end,
	  .none = caf_review_none, .many = true, .newest = true, .section = caf_review_section },
	{ 0 }
};

static void identity(struct request *r, const struct record *record)
{
	caf_identity(r, record, r->held);
}

/* "assessment", or "meeting-2" of a form that a case holds several of; "harm" is
 * the newest of them. */
static const struct caf_form *kind_of(struct request *r, unsigned *number_r)
{
	const char *form = input_text(&r->input, "form");
	const struct caf_form *k;
	unsigned long long number;
	size_t len;

	*number_r = 0;
	for (k = kinds; k->name != NULL; k++) {
		len = strlen(k->name);
		if ((!k->many || k->newest) && strcmp(form, k->name) == 0)
			return k;
		if (!k->many || strncmp(form, k->name, len) != 0 || form[len] != '-')
			continue;
		if (!text_number(form + len + 1, &number) || number < 1 || number > 9999 ||
		    form[len + 1] == '0')
			return NULL;
		*number_r = (unsigned)number;
		return k;
	}
	return NULL;
}

static void page_fill(struct request *r, struct caf_open *o)
{
	o->page = (struct document_page){
	    .path = pool_printf(r->pool, "/caf/case/%s/%s", o->record.handle,
	    input_text(&r->input, "form")),
	    .back = caf_back(r, &o->record), .back_label = "Case",
	    .writable = record_is(&o->record, o->kind->writers) && o->kind->open(&o->record),
	    .section_rules = o->kind->section == NULL ? caf_rules_section : o->kind->section,
	    .section_writable = caf_section_writable, .whole_rules = o->kind->rules, .hide = caf_shown, .warning = caf_withhold,
	    .identity = identity };
}

static bool find(struct request *r, struct caf_open *o, unsigned number)
{
	if (o->kind->find != NULL) {
		if (!o->kind->find(r, &o->record, number, &o->document))
			return false;
		o->page.writable = o->page.writable && o->document.completed_at == NULL;
		return true;
	}
	if (number == 0 ? !document_find(r, &o->record, o->kind->name, &o->document) :
	    !document_find_number(r, &o->record, o->kind->name, number, &o->document))
		return false;
	if (o->kind->may_write != NULL && !o->page.writable && o->kind->open(&o->record))
		o->page.writable = o->kind->may_write(r, o);
	o->page.writable = o->page.writable && o->document.completed_at == NULL;
	return true;
}

enum caf_opened caf_open(struct request *r, struct caf_open *o, bool lock)
{
	unsigned number;
	bool found;

	o->kind = kind_of(r, &number);
	if (o->kind == NULL ||
	    !(lock ? caf_lock(r, &o->record, &o->episode) : caf_load(r, &o->record, &o->episode)))
		return CAF_NOT_FOUND;
	r->held = &o->episode;
	page_fill(r, o);
	found = find(r, o, number);
	/* 5.4. Anybody on the case may say that a child is at risk (4.2, 21), and
	 * reads what they wrote: a form that is found by its reader needs no more. */
	if (!record_is(&o->record, o->kind->readers) && !o->page.writable &&
	    !(found && o->kind->find != NULL))
		return CAF_NOT_FOUND;
	return found ? CAF_OPEN : number == 0 ? CAF_NOT_STARTED : CAF_NOT_FOUND;
}

bool caf_form_writer(struct request *r, const struct caf_open *o)
{
	return record_is(&o->record, o->kind->writers) ||
	    (o->kind->may_write != NULL && o->kind->may_write(r, o));
}

bool caf_version_same(struct request *r, const struct caf_open *o, int *status_r)
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

int caf_form_tasks(struct request *r)
{
	struct form_gap *gaps;
	struct caf_open o;
	struct node *body;

	switch (caf_open(r, &o, false)) {
	case CAF_NOT_FOUND:
		return page_not_found(r);
	case CAF_NOT_STARTED:
		return o.kind->none == NULL ? page_not_found(r) : o.kind->none(r, &o);
	case CAF_OPEN:
		break;
	}
	body = document_tasks(r, &o.record, &o.document, &o.page, &gaps);
	if (o.kind->end != NULL && o.page.writable)
		o.kind->end(r, &o, body, gaps);
	if (o.kind->after != NULL && o.document.completed_at != NULL)
		o.kind->after(r, &o, body);
	caf_addenda_put(r, body, &o);
	(void)page_link(body, "Read the whole form", NULL, "%s/check", o.page.path);
	(void)page_link(body, "History of answers", NULL, "%s/changes", o.page.path);
	(void)page_link(body, "Print", NULL, "%s/print", o.page.path);
	return 200;
}

int caf_form_again(struct request *r, const struct caf_open *o)
{
	struct form_gap *gaps;
	struct node *body = document_tasks(r, &o->record, &o->document, &o->page, &gaps);

	if (o->document.completed_at == NULL)
		o->kind->end(r, o, body, gaps);
	else
		o->kind->after(r, o, body);
	return 422;
}

int caf_form_section(struct request *r)
{
	struct caf_open o;

	if (caf_open(r, &o, false) != CAF_OPEN)
		return page_not_found(r);
	return document_section_show(r, &o.record, &o.document, &o.page);
}

/* 3.1 CK09: harm, or its risk, settles the decision and leads to section K. */
static void harm_settles(struct request *r, const struct record *record, struct document *d)
{
	static const struct document_value safeguarding[] = { { CAF_CHECKLIST_DECISION, "SAF" } };
	const struct form_answers *a = document_answers(r, d);

	(void)record;
	if (form_is(a, CAF_CHECKLIST_HARM, "Y") && !form_is(a, CAF_CHECKLIST_DECISION, "SAF"))
		document_fill(r, d, safeguarding, 1);
}

int caf_form_save(struct request *r)
{
	struct caf_open o;
	bool checklist;
	int status;

	if (caf_open(r, &o, true) != CAF_OPEN)
		return page_not_found(r);
	checklist = o.document.form == caf_checklist;
	status = document_section_save(r, &o.record, &o.document, &o.page,
	    checklist ? harm_settles : o.kind->saved);
	if (status == 303 && checklist && input_is(&r->input, "section", "questions") &&
	    form_is(document_answers(r, &o.document), CAF_CHECKLIST_HARM, "Y"))
		return request_redirect(r, "/caf/case/%s/harm", o.record.handle);
	return status;
}

int caf_form_draft(struct request *r)
{
	struct caf_open o;

	if (caf_open(r, &o, false) != CAF_OPEN)
		return page_not_found(r);
	return document_section_draft(r, &o.record, &o.document, &o.page);
}

int caf_form_history(struct request *r)
{
	struct caf_open o;

	if (caf_open(r, &o, false) != CAF_OPEN)
		return page_not_found(r);
	return document_history_show(r, &o.record, &o.document, &o.page);
}

int caf_form_print(struct request *r)
{
	const char *label = NULL, *fact;
	struct caf_open o;
	int status;

	if (caf_open(r, &o, false) != CAF_OPEN)
		return page_not_found(r);
	status = document_print_show(r, &o.record, &o.document, &o.page,
	    o.document.completed_at == NULL ? "Draft, not complete" : "Completed");
	fact = caf_addendum_fact(r, &o, &label);
	caf_addenda_print(r, node_child(node_child(r->page, "body"), "print"), &o.document, NULL,
	    label, fact);
	return status;
}

int caf_form_check(struct request *r)
{
	struct form_gap *gaps = NULL;
	struct caf_open o;
	struct node *body;

	if (caf_open(r, &o, false) != CAF_OPEN)
		return page_not_found(r);
	body = document_check(r, &o.record, &o.document, &o.page);
	caf_addenda_put(r, body, &o);
	if (o.kind->end == NULL || !o.page.writable)
		return 200;
	form_gaps(r, NULL, document_answers(r, &o.document), &gaps);
	if (o.kind->rules != NULL)
		o.kind->rules(r, &o.record, document_answers(r, &o.document), &gaps);
	o.kind->end(r, &o, body, gaps);
	return 200;
}

/* What is still missing, as links to where it belongs. */
void caf_gaps(struct request *r, struct node *body, const struct caf_open *o,
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
