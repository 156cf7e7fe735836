#include "date.h"
#include "document-page.h"
#include "page.h"
#include "request.h"

/* A form that is read: history, print, the whole, and what of it a reader sees. */

/* -- what a reader may not see -- */

void document_mask_new(struct request *r, const struct document *document,
    struct document_mask *mask_r)
{
	mask_r->form = document->form;
	mask_r->cell = pool_array(r->pool, (size_t)document->form->fields * FORM_ITEMS_MAX,
	    sizeof(*mask_r->cell));
}

void document_mask_field(struct document_mask *mask, unsigned field)
{
	unsigned item;

	for (item = 0; item < FORM_ITEMS_MAX; item++)
		mask->cell[field * FORM_ITEMS_MAX + item] = true;
}

void document_mask_row(struct document_mask *mask, const struct form_item *group, unsigned item)
{
	unsigned i;

	for (i = group->first; item < FORM_ITEMS_MAX && i < group->first + group->n; i++)
		mask->cell[i * FORM_ITEMS_MAX + item] = true;
}

void document_mask_apply(const struct document_mask *mask, struct form_answers *answers)
{
	unsigned i, item;

	for (i = 0; i < mask->form->fields; i++)
		for (item = 0; item < (mask->form->field[i].group == NULL ? 1 : FORM_ITEMS_MAX); item++)
			if (mask->cell[i * FORM_ITEMS_MAX + item])
				*form_slot(answers, i, item) = (struct form_answer){ .value = "" };
}

static const struct document_mask *mask_of(struct request *r, const struct record *record,
    const struct document *document, const struct document_page *page)
{
	struct document_mask *mask = pool_new(r->pool, struct document_mask);

	document_mask_new(r, document, mask);
	if (page->hide != NULL)
		page->hide(r, record, document, mask);
	return mask;
}

struct form_answers *document_shown(struct request *r, const struct record *record,
    const struct document *document, const struct document_page *page)
{
	struct form_answers *answers = document_answers(r, document);

	document_mask_apply(mask_of(r, record, document, page), answers);
	return answers;
}

static const char *warning_of(struct request *r, const struct record *record,
    const struct document_page *page, const struct form_answers *answers)
{
	return page->warning == NULL ? NULL : page->warning(r, record, answers);
}

void document_warning(struct request *r, struct node *body, const struct record *record,
    const struct document_page *page, const struct form_answers *answers)
{
	const char *text = warning_of(r, record, page, answers);

	if (text != NULL)
		(void)node_leaf(body, "warning", text);
}

/* -- pages -- */

int document_history_show(struct request *r, const struct record *record,
    const struct document *document, const struct document_page *page)
{
	struct node *body = page_begin(r, "history", "History of answers");

	page_back(r, document->form->title, "%s", page->path);
	page->identity(r, record);
	(void)page_heading(body, 1, "History of answers");
	document_history(r, body, document, NULL, mask_of(r, record, document, page));
	return 200;
}

struct node *document_print_begin(struct request *r, const struct record *record,
    const char *title, const char *state)
{
	struct node *body = page_begin(r, "print", pool_printf(r->pool, "Print: %s",
	    title)), *print = node_add(body, "print");

	page_about(r, record->reference);
	node_set(print, "title", title);
	node_set(print, "reference", record->reference == NULL ? "No reference yet" :
	    record->reference);
	node_set(print, "subject", record->subject);
	node_set(print, "marking", "OFFICIAL-SENSITIVE");
	node_set(print, "printed-by", r->session->name);
	node_set(print, "printed-at", date_reading(r->pool, r->now));
	node_set(print, "state", state);
	/* What the pages say at their head (emergency.h). */
	if (record_is(record, "EMERGENCY"))
		document_print_warning(print, "Printed because of an emergency, by somebody who does not work "
		    "on the case. The person who holds it was told, and the reading is reviewed.");
	return print;
}

void document_print_warning(struct node *print, const char *warning)
{
	struct node *part;

	if (warning == NULL)
		return;
	part = node_add(print, "part");
	node_set(part, "title", "Before you pass this on");
	(void)page_para(part, warning);
}

bool document_section_fits(struct request *r, const struct record *record,
    const struct document_page *page, const struct form_answers *answers,
    const struct form_section *section)
{
	return page->fits == NULL || page->fits(r, record, answers, section);
}

static const bool *fitting(struct request *r, const struct record *record,
    const struct document_page *page, const struct form_answers *answers)
{
	bool *wanted = pool_array(r->pool, answers->form->sections, sizeof(*wanted));
	unsigned i;

	for (i = 0; i < answers->form->sections; i++)
		wanted[i] = document_section_fits(r, record, page, answers, &answers->form->section[i]);
	return wanted;
}

int document_print_show(struct request *r, const struct record *record,
    const struct document *document, const struct document_page *page, const char *state)
{
	struct node *print = document_print_begin(r, record, document->form->title, state);
	const struct form_answers *answers = document_shown(r, record, document, page);
	const char *warning = warning_of(r, record, page, answers);

	page_back(r, document->form->title, "%s", page->path);
	node_set_number(print, "version", document->number);
	document_print_warning(print, warning);
	if (page->print_first != NULL)
		page->print_first(r, record, document, print);
	form_print(r, print, answers, fitting(r, record, page, answers));
	return 200;
}

struct node *document_check(struct request *r, const struct record *record,
    const struct document *document, const struct document_page *page)
{
	const struct form *form = document->form;
	const struct form_answers *answers = document_shown(r, record, document, page);
	struct node *body = page_begin(r, "check", "Check the answers");
	unsigned i;

	page_back(r, form->title, "%s", page->path);
	page->identity(r, record);
	(void)page_heading(body, 1, document->completed_at == NULL ? "Check the answers" :
	    form->title);
	document_warning(r, body, record, page, answers);
	for (i = 0; i < form->sections; i++) {
		if (!document_section_fits(r, record, page, answers, &form->section[i]))
			continue;
		(void)page_heading(body, 2, form->section[i].title);
		form_view(r, body, &form->section[i], answers,
		    document_section_writable(record, page, &form->section[i]) &&
		    document->completed_at == NULL ? page->path : NULL);
	}
	return body;
}
