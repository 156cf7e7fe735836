#include <string.h>

#include "agency-form.h"
#include "casework-form.h"
#include "date.h"
#include "form-rules.h"
#include "lists.h"
#include "request.h"
#include "text.h"

/* 2.4 and 2.5: the agency's report, a document a form, in its own pages below the
 * request. The pages know the request, never the case's address. */

#define ID	{ .name = "request", .type = FIELD_HANDLE, .required = true }, \
	{ .name = "report", .type = FIELD_TOKEN, .max = 24 }

const struct field lscb_request_form_input[] = { ID, { 0 } };
const struct field lscb_request_section_input[] = {
	ID, { .name = "section", .type = FIELD_TOKEN }, { 0 }
};
const struct field lscb_request_answers_input[] = {
	ID,
	{ .name = "section", .type = FIELD_TOKEN },
	{ .name = "then", .type = FIELD_TOKEN },
	{ .name = "answers", .type = FIELD_REST },
	{ 0 }
};

const char *lscb_request_chief(const struct lscb_request *q)
{
	return strcmp(q->form_set, "C") == 0 ? "cdr-report" : "agency";
}

/* -- the documents -- */

void lscb_request_form_add(struct request *r, const struct lscb_request *q, const char *form)
{
	struct db_row row;

	if (!db_find(r->db, &lscb_sql[LSCB_REQUEST_FORM_FIND], &row, q->id, form))
		(void)db_write(r->db, &lscb_sql[LSCB_REQUEST_FORM_ADD], q->id, form);
}

/* Section A as the case knows it, and by which questions are needed; not a nil return
 * until the agency says so, for that shuts all else. Forms that do not ask it pass it
 * over. */
static void prefill(struct request *r, const struct record *record, const struct lscb_request *q,
    struct document *d)
{
	const char *const names[] = { "child_name", "child_born_on", "child_nhs", "child_died_on",
	    "child_sex", "child_address", "age_group", "agency", "nil" };
	enum { N = sizeof(names) / sizeof(names[0]), CHILD = 6 };
	const char *own[] = { NULL, q->agency_type, "N" };
	struct document_value values[N];
	struct db_row child;
	size_t i, n = 0;
	int field;

	if (!db_find(r->db, &lscb_sql[LSCB_REQUEST_CHILD], &child, record->id))
		return;
	own[0] = lscb_age_form(db_text(&child, 1), db_text(&child, 3));
	for (i = 0; i < N; i++) {
		field = form_field(d->form, names[i]);
		if (field < 0)
			continue;
		values[n].field = (unsigned)field;
		values[n++].value = i < CHILD ? db_text(&child, (unsigned)i) : own[i - CHILD];
	}
	if (n > 0)
		document_fill(r, d, values, n);
}

void lscb_request_documents(struct request *r, const struct record *record,
    const struct lscb_request *q)
{
	const struct form *form;
	struct document d;
	struct db_rows rows;
	size_t i;

	(void)db_list(r->db, &lscb_sql[LSCB_REQUEST_FORMS], &rows, q->id);
	for (i = 0; i < rows.n; i++) {
		form = lscb_form(db_text(&rows.row[i], 1));
		if (db_number(&rows.row[i], 2) != 0 || form == NULL)
			continue;
		document_new_numbered(r, record, form, q->number, &d);
		prefill(r, record, q, &d);
		(void)db_write(r->db, &lscb_sql[LSCB_REQUEST_FORM_DOCUMENT], d.id,
		    db_number(&rows.row[i], 0));
	}
}

void lscb_request_documents_end(struct request *r, const struct record *record,
    const struct lscb_request *q)
{
	struct document d;
	struct db_rows rows;
	size_t i;

	(void)db_list(r->db, &lscb_sql[LSCB_REQUEST_FORMS], &rows, q->id);
	for (i = 0; i < rows.n; i++)
		if (document_find_number(r, record, db_text(&rows.row[i], 1), q->number, &d)) {
			(void)document_complete(r, &d);
			draft_end(r, &d);
		}
}

/* B.B5: each event opens its supplementary form, here too. */
static void saved(struct request *r, const struct record *record, struct document *d)
{
	int field = form_field(d->form, "events");
	const struct codelist *list;
	struct lscb_request q;
	struct db_row row;
	size_t i, k;

	if (field < 0 || !db_find(r->db, &lscb_sql[LSCB_REQUEST_NUMBER], &row, record->id,
	    (unsigned long long)d->number))
		return;
	lscb_request_from(r, &row, &q);
	list = lscb_supplementary(r, q.form_set);
	const struct codelist *events = lists_find("lscb-event");
	const struct form_answers *answers = document_answers(r, d);

	for (i = 0; i < events->n; i++)
		for (k = 0; form_is(answers, (unsigned)field, events->codes[i].code) && k < list->n; k++)
			if (code_flag(&events->codes[i], pool_printf(r->pool, "form-%s",
			    list->codes[k].code)))
				lscb_request_form_add(r, &q, list->codes[k].code);
	lscb_request_documents(r, record, &q);
}

/* -- what must hold -- */

static void section_rules(struct request *r, const struct record *record,
    const struct form_section *section, struct form_answers *answers)
{
	int at = form_field(answers->form, "event_at"), hour, minute;
	struct form_answer *a;

	lscb_form_rules(r, record, section, answers);
	if (at < 0)
		return;
	a = form_slot(answers, (unsigned)at, 0);
	if (a->error == NULL && a->value[0] != '\0' && !date_clock_read(a->value, &hour, &minute))
		a->error = "Enter a time like 14:05";
}

static const char *answer_of(const struct form_answers *answers, const char *name)
{
	int field = form_field(answers->form, name);

	return field < 0 ? "" : form_get(answers, (unsigned)field, 0);
}

static void gap(struct request *r, struct form_gap **gaps, const struct form_answers *answers,
    const char *section, const char *field, const char *message)
{
	form_gap_add(r, gaps, form_section(answers->form, section), field, message);
}

/* 2.4, completion rule: section A, B1 to B6, E8, F1 and F8 of set L. What else is
 * needed is asked, but keeps no report back. */
static bool keeps_back(const struct form_gap *g)
{
	static const char *const names[] = { "summary", "mode", "resuscitated", "place", "place_other",
	    "place_event", "place_event_other", "events", "events_other", "expected", "abuse",
	    "abuse_note", "services_known", "services", "for_panel", "for_panel_note" };
	size_t i;

	if (g->section == NULL || strcmp(g->section->name, "reporting") == 0)
		return true;
	for (i = 0; i < sizeof(names) / sizeof(names[0]); i++)
		if (strcmp(g->field, names[i]) == 0)
			return true;
	return strncmp(g->field, "services.", 9) == 0;
}

static void reporting_rules(struct request *r, const struct lscb_request *q,
    const struct form_answers *answers, struct form_gap **gaps)
{
	const struct form_item *group = NULL;
	unsigned items[FORM_ITEMS_MAX], i;
	const struct form_section *s = form_section(answers->form, "service");

	if (answer_of(answers, "reporter_phone")[0] == '\0' &&
	    answer_of(answers, "reporter_email")[0] == '\0')
		gap(r, gaps, answers, "reporting", "reporter_phone", "Enter a telephone number or an e-mail "
		    "address");
	if (q->approves && answer_of(answers, "approved_by")[0] == '\0')
		gap(r, gaps, answers, "reporting", "approved_by", "Name the manager who approved it");
	for (i = 0; s != NULL && i < s->items; i++)
		if (s->item[i].kind == FORM_GROUP && strcmp(s->item[i].name, "services") == 0)
			group = &s->item[i];
	if (group != NULL && strcmp(answer_of(answers, "services_known"), "L") == 0 &&
	    form_rows(answers, group, items) == 0)
		gap(r, gaps, answers, "service", "services_known", "List the services, or say that there "
		    "are none");
}

/* Those of them that keep it back, with their places. */
static struct form_gap *kept_back(struct request *r, const struct lscb_request_open *o,
    const struct form *form, struct form_gap *all)
{
	struct form_gap *kept = NULL, **end = &kept, *next;

	for (; all != NULL; all = next) {
		next = all->next;
		if (!keeps_back(all))
			continue;
		all->path = pool_printf(r->pool, "%s/form/%s/%s#%s", lscb_request_path(r, &o->q),
		    form->name, all->section == NULL ? "" : all->section->name, all->field);
		*end = all;
		end = &all->next;
		*end = NULL;
	}
	return kept;
}

struct form_gap *lscb_request_gaps(struct request *r, const struct lscb_request_open *o,
    bool *nil_r)
{
	struct form_gap *all = NULL;
	const struct form_answers *answers;
	struct document d;

	*nil_r = false;
	if (!document_find_number(r, &o->record, lscb_request_chief(&o->q), o->q.number, &d))
		return NULL;
	answers = document_answers(r, &d);
	*nil_r = strcmp(answer_of(answers, "nil"), "Y") == 0;
	form_gaps(r, NULL, answers, &all);
	reporting_rules(r, &o->q, answers, &all);
	all = kept_back(r, o, d.form, all);
	if (!*nil_r)
		lscb_request_part_gaps(r, o, &all);
	return all;
}

struct form_gap *lscb_request_section_gaps(struct request *r, const struct lscb_request_open *o,
    const char *form, const char *section)
{
	struct form_gap *all = NULL;
	struct document d;

	if (strcmp(form, lscb_request_chief(&o->q)) != 0 ||
	    !document_find_number(r, &o->record, form, o->q.number, &d) ||
	    form_section(d.form, section) == NULL)
		return NULL;
	form_gaps(r, form_section(d.form, section), document_answers(r, &d), &all);
	return kept_back(r, o, d.form, all);
}

bool lscb_request_abuse(struct request *r, const struct record *record,
    const struct lscb_request *q)
{
	struct document d;

	return document_find_number(r, record, lscb_request_chief(q), q->number, &d) &&
	    strcmp(answer_of(document_answers(r, &d), "abuse"), "Y") == 0;
}

/* -- its pages -- */

/* The name stands in section A: for who reports, and for who has opened the case by
 * name. */
static void hide(struct request *r, const struct record *record, const struct document *d,
    struct document_mask *mask)
{
	unsigned i;

	(void)record;
	document_mask_new(r, d, mask);
	for (i = 0; i < d->form->fields; i++)
		if (strncmp(d->form->field[i].field.name, "child_", 6) == 0 && d->form->field[i].system)
			document_mask_field(mask, i);
}

static void identity(struct request *r, const struct record *record)
{
	page_about(r, record->reference);
	(void)page_identity(r, record->reference, NULL, NULL, NULL);
}

struct opened {
	struct lscb_request_open o;
	struct document document;
	struct document_page page;
};

static bool asked_form(struct request *r, const struct lscb_request *q, const char *form)
{
	struct db_row row;

	return db_find(r->db, &lscb_sql[LSCB_REQUEST_FORM_FIND], &row, q->id, form);
}

static bool form_open(struct request *r, struct opened *f, bool lock)
{
	const char *form = input_text(&r->input, "report");
	bool named;

	if (!lscb_request_open(r, &f->o, lock) || !asked_form(r, &f->o.q, form) ||
	    !document_find_number(r, &f->o.record, form, f->o.q.number, &f->document) ||
	    (f->o.part && !lscb_request_part_any(r, form)))
		return false;
	named = f->o.answers || lscb_named(r, &f->o.record);
	f->page = (struct document_page){
	    .path = pool_printf(r->pool, "%s/form/%s", lscb_request_path(r, &f->o.q), form),
	    .back = lscb_request_path(r, &f->o.q), .back_label = "Request",
	    .writable = (f->o.answers || f->o.keeps) && named && f->o.record.closed_at == NULL &&
	    f->document.completed_at == NULL && request_writable(f->o.q.status),
	    .section_rules = section_rules, .hide = f->o.part ? lscb_request_part_hide : named ? NULL : hide,
	    .identity = identity };
	return true;
}

/* The section of the address, where all of the form or this one is theirs. */
static bool section_open(struct request *r, struct opened *f, bool lock)
{
	const char *form = input_text(&r->input, "report"), *section = input_text(&r->input, "section");

	if (!form_open(r, f, lock) || (f->o.part && !lscb_request_part_mine(r, form, section)))
		return false;
	f->page.writable = f->page.writable && (!f->o.part || lscb_request_part_open(r, form, section));
	return true;
}

/* document-page names the section alone; the access log says whose it was. */
static int told(struct request *r, const struct opened *f, int status)
{
	const char *section = r->audit.detail;

	lscb_request_audit(r, &f->o, pool_printf(r->pool, "%s %s", f->document.form->name,
	    strncmp(section, f->o.q.reference, strlen(f->o.q.reference)) == 0 ? "" : section));
	return status;
}

int lscb_request_form_tasks(struct request *r)
{
	struct form_gap *gaps;
	struct opened f;
	struct node *body;

	if (!form_open(r, &f, false))
		return page_not_found(r);
	if (f.o.part) {
		body = lscb_request_page(r, &f.o, f.document.form->title);
		lscb_request_part_own(r, body, &f.o, f.document.form->name);
		return told(r, &f, 200);
	}
	body = document_tasks(r, &f.o.record, &f.document, &f.page, &gaps);
	(void)page_link(body, "Read the whole form", NULL, "%s/check", f.page.path);
	(void)page_link(body, "History of answers", NULL, "%s/changes", f.page.path);
	(void)page_link(body, "Print", NULL, "%s/print", f.page.path);
	return told(r, &f, 200);
}

int lscb_request_form_check(struct request *r)
{
	struct opened f;

	if (!form_open(r, &f, false) || f.o.part)
		return page_not_found(r);
	(void)document_check(r, &f.o.record, &f.document, &f.page);
	return told(r, &f, 200);
}

int lscb_request_form_changes(struct request *r)
{
	struct opened f;

	if (!form_open(r, &f, false))
		return page_not_found(r);
	return told(r, &f, document_history_show(r, &f.o.record, &f.document, &f.page));
}

int lscb_request_form_print(struct request *r)
{
	struct opened f;

	if (!form_open(r, &f, false) || f.o.part)
		return page_not_found(r);
	return told(r, &f, document_print_show(r, &f.o.record, &f.document, &f.page,
	    request_writable(f.o.q.status) ? "Draft, not sent in" : "Sent in"));
}

int lscb_request_form_section(struct request *r)
{
	struct opened f;

	if (!section_open(r, &f, false))
		return page_not_found(r);
	return told(r, &f, document_section_show(r, &f.o.record, &f.document, &f.page));
}

int lscb_request_form_save(struct request *r)
{
	struct opened f;
	int status;

	if (!section_open(r, &f, true))
		return page_not_found(r);
	status = document_section_save(r, &f.o.record, &f.document, &f.page, saved);
	/* The section after it may be somebody else's. */
	if (f.o.part && status == 303)
		status = request_redirect(r, "%s", f.page.path);
	return told(r, &f, status);
}

int lscb_request_form_draft(struct request *r)
{
	struct opened f;

	if (!section_open(r, &f, false))
		return page_not_found(r);
	return told(r, &f, document_section_draft(r, &f.o.record, &f.document, &f.page));
}

/* -- what the request's page says of them -- */

struct node *lscb_request_forms_put(struct request *r, struct node *body,
    const struct lscb_request_open *o)
{
	struct node *tasks = node_add(body, "tasks"), *task;
	struct document d;
	struct db_rows rows;
	size_t i;

	node_set(tasks, "title", "Forms");
	(void)db_list(r->db, &lscb_sql[LSCB_REQUEST_FORMS], &rows, o->q.id);
	for (i = 0; i < rows.n; i++) {
		const char *name = db_text(&rows.row[i], 1);
		const struct form *form = lscb_form(name);
		bool made = document_find_number(r, &o->record, name, o->q.number, &d);
		bool begun = made && d.revision > 1;

		task = node_add(tasks, "task");
		node_set(task, "title", form == NULL ? name : pool_printf(r->pool, "%s: %s",
		    form->reference, form->title));
		if (made)
			node_set(task, "href", pool_printf(r->pool, "%s/form/%s", lscb_request_path(r, &o->q),
			    name));
		node_set(task, "status", !made ? "cannot-start" : begun ? "in-progress" : "not-started");
		node_set(task, "label", !made ? "Not sent yet" : begun ? "Begun" : "Not begun");
	}
	return tasks;
}
