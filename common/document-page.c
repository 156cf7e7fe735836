#include <stdlib.h>
#include <string.h>

#include "date.h"
#include "document-choice.h"
#include "document-page.h"
#include "log.h"
#include "page.h"
#include "request.h"
#include "str.h"
#include "text.h"

static const struct form_section *section_of(struct request *r, const struct document *document)
{
	return form_section(document->form, input_text(&r->input, "section"));
}

/* -- task list -- */

static bool section_answered(const struct form_section *section,
    const struct form_answers *answers)
{
	unsigned i, item;

	for (i = section->first; i < section->first + section->n; i++) {
		const struct form_field *f = &answers->form->field[i];

		for (item = 0; item < (f->group == NULL ? 1 : FORM_ITEMS_MAX); item++)
			if (!f->system && form_get(answers, i, item)[0] != '\0')
				return true;
	}
	return false;
}

static bool section_lacks(const struct form_section *section, const struct form_gap *gaps)
{
	for (; gaps != NULL; gaps = gaps->next)
		if (gaps->section == section)
			return true;
	return false;
}

/* A section with nothing in it is complete when nothing of it is needed. */
static void task_put(struct request *r, struct node *tasks, const struct form_section *section,
    bool any, const struct form_gap *gaps, const struct document_page *page)
{
	static const struct { const char *status, *label; } words[2][2] = {
		{ { "not-started", "Optional" }, { "not-started", "Not yet started" } },
		{ { "completed", "Completed" }, { "in-progress", "In progress" } },
	};
	bool lacks = section_lacks(section, gaps);
	struct node *task = node_add(tasks, "task");

	node_set(task, "title", section->title);
	node_set(task, "href", pool_printf(r->pool, "%s/%s", page->path, section->name));
	node_set(task, "status", words[any][lacks].status);
	node_set(task, "label", words[any][lacks].label);
}

static void progress_put(struct request *r, struct node *body, const struct record *record,
    const struct form_answers *answers, const struct document_page *page,
    const struct form_gap *gaps)
{
	const struct form *form = answers->form;
	unsigned i, lacking = 0, sections = 0;

	for (i = 0; i < form->sections; i++) {
		if (!document_section_fits(r, record, page, answers, &form->section[i]))
			continue;
		sections++;
		if (section_lacks(&form->section[i], gaps))
			lacking++;
	}
	(void)page_para(body, lacking == 0 ? "Nothing that is needed is missing." :
	    pool_printf(r->pool, "Something is still needed in %u of %u sections.", lacking,
	    sections));
}

struct node *document_tasks(struct request *r, const struct record *record,
    const struct document *document, const struct document_page *page,
    struct form_gap **gaps_r)
{
	const struct form_answers *answers = document_shown(r, record, document, page);
	const struct form *form = document->form;
	struct node *body = page_begin(r, "tasks", form->title), *tasks = NULL;
	bool complete = document->completed_at != NULL;
	const char *part = NULL;
	unsigned i;

	if (page->back != NULL)
		page_back(r, page->back_label, "%s", page->back);
	page->identity(r, record);
	(void)page_heading(body, 1, form->title);
	*gaps_r = NULL;
	if (!complete) {
		form_gaps(r, NULL, answers, gaps_r);
		/* The rules see all; only who writes may learn what they say. */
		if (page->whole_rules != NULL && page->writable)
			page->whole_rules(r, record, answers, gaps_r);
		progress_put(r, body, record, answers, page, *gaps_r);
	}
	for (i = 0; i < form->sections; i++) {
		const struct form_section *s = &form->section[i];

		if (!document_section_fits(r, record, page, answers, s))
			continue;
		if (tasks == NULL || (s->part != NULL && (part == NULL || strcmp(part, s->part) != 0))) {
			tasks = node_add(body, "tasks");
			node_set(tasks, "title", s->part);
			part = s->part;
		}
		task_put(r, tasks, s, complete || section_answered(s, answers), *gaps_r, page);
	}
	return body;
}

/* -- one section -- */

static const struct form_section *section_after(struct request *r, const struct record *record,
    const struct form_answers *answers, const struct document_page *page,
    const struct form_section *section)
{
	const struct form *form = answers->form;

	while (++section < form->section + form->sections)
		if (document_section_fits(r, record, page, answers, section))
			return section;
	return NULL;
}

/* What was said of the section in the document before. */
static void before_put(struct request *r, const struct record *record,
    const struct document *document, const struct document_page *page,
    const struct form_section *section)
{
	const struct form_section *then;
	struct document before;
	const char *title;
	struct node *aside;

	if (page->before == NULL || (title = page->before(r, record, document, &before)) == NULL ||
	    (then = form_section(before.form, section->name)) == NULL)
		return;
	aside = page_aside(r);
	(void)page_heading(aside, 2, title);
	form_view(r, aside, then, document_shown(r, record, &before, page), NULL);
}

static bool not_the_forms(const struct request *r, const char *name)
{
	static const char *const common[] = { "token", "version", "kept", "saved" };
	size_t i;

	for (i = 0; i < sizeof(common) / sizeof(common[0]); i++)
		if (strcmp(name, common[i]) == 0)
			return true;
	for (i = 0; i < r->input.n; i++)
		if (strcmp(name, r->input.value[i].field->name) == 0)
			return true;
	return false;
}

/* Parameters that belong to the form itself: not the route's, not the page's. */
static struct params *form_params(struct request *r, const struct params *all)
{
	struct params *own = pool_new(r->pool, struct params);
	size_t i;

	for (i = 0; i < all->n; i++)
		if (!not_the_forms(r, all->param[i].name))
			params_add(own, r->pool, all->param[i].name, all->param[i].value);
	return own;
}

static unsigned version_sent(const struct request *r, const struct params *params,
    unsigned fallback)
{
	const char *text = params_get(params, "version");
	unsigned long long number;

	(void)r;
	return text != NULL && text_number(text, &number) && number < DOCUMENT_REVISIONS ?
	    (unsigned)number : fallback;
}

static struct node *section_begin(struct request *r, const struct record *record,
    const struct document *document, const struct document_page *page,
    const struct form_section *section)
{
	struct node *body = page_begin(r, "section", section->title), *heading;

	page_back(r, document->form->title, "%s", page->path);
	page->identity(r, record);
	heading = page_heading(body, 1, section->title);
	node_set(heading, "caption", pool_printf(r->pool, "%s, part %s", document->form->title,
	    section->id));
	if (section->intro != NULL)
		node_set(page_para(body, section->intro), "kind", "lead");
	return body;
}

/* A form of its own: what stands in the fields is not sent along. */
static void discard_put(struct request *r, struct node *body, const char *path)
{
	(void)page_button(page_buttons(page_form(r, body, path)), "Discard this draft", "secondary",
	    "then", "discard");
}

static void section_form(struct request *r, struct node *body, const struct record *record,
    const struct document *document,
    const struct document_page *page, const struct form_section *section,
    const struct form_answers *answers, const struct params *sent, unsigned base)
{
	const char *path = pool_printf(r->pool, "%s/%s", page->path, section->name);
	struct node *form = page_form(r, body, path), *buttons;

	page_version(r, form, base);
	node_set(form, "autosave", pool_printf(r->pool, "%s/draft", path));
	form_edit(r, form, section, answers, sent);
	buttons = page_buttons(form);
	(void)page_button(buttons, section_after(r, record, document_shown(r, record, document, page), page,
	    section) == NULL ?
	    "Save" : "Save and continue", "primary", "then", "next");
	(void)page_button(buttons, "Save and come back later", "secondary", "then", "tasks");
	(void)page_link(body, "History of these answers", NULL, "%s/changes", page->path);
}

bool document_section_writable(const struct record *record, const struct document_page *page,
    const struct form_section *section)
{
	return page->writable &&
	    (page->section_writable == NULL || page->section_writable(record, section));
}

static int section_read_only(struct request *r, const struct record *record,
    const struct document *document, const struct document_page *page,
    const struct form_section *section)
{
	struct node *body = section_begin(r, record, document, page, section);
	const struct form_answers *answers = document_shown(r, record, document, page);

	document_warning(r, body, record, page, answers);
	(void)page_heading(body, 2, "Answers");		/* those of the lists are of level 3 */
	form_view(r, body, section, answers, NULL);
	before_put(r, record, document, page, section);
	return 200;
}

/* What the page shows: text typed before the session ended, else the person's
 * own draft, else what is stored. */
static const struct form_answers *section_source(struct request *r,
    const struct document *document, const struct form_section *section,
    const struct params **sent_r, unsigned *base_r)
{
	struct form_answers *stored = document_answers(r, document), *answers;
	struct params *draft = pool_new(r->pool, struct params), *params;
	const char *at = NULL;

	*sent_r = NULL;
	*base_r = document->revision;
	if (r->kept != NULL) {
		params = form_params(r, r->kept);
		*base_r = version_sent(r, r->kept, document->revision);
	} else if (draft_load(r, document, section->name, draft, base_r, &at)) {
		params = draft;
	} else {
		return stored;
	}
	answers = form_answers_new(r->pool, document->form);
	if (!form_read(r, section, params, stored, answers))
		return stored;
	*sent_r = params;
	if (at != NULL)
		page_alert(r, "information", pool_printf(r->pool,
		    "This is what you typed until %s. It is kept as a draft and not saved yet.",
		    date_reading(r->pool, at)));
	return answers;
}

int document_section_show(struct request *r, const struct record *record,
    struct document *document, const struct document_page *page)
{
	const struct form_section *section = section_of(r, document);
	const struct form_answers *answers;
	const struct params *sent;
	struct node *body;
	unsigned base;

	if (section == NULL || !document_section_fits(r, record, page,
	    document_shown(r, record, document, page), section))
		return page_not_found(r);
	r->audit.detail = section->name;
	if (!document_section_writable(record, page, section) || document->completed_at != NULL)
		return section_read_only(r, record, document, page, section);
	body = section_begin(r, record, document, page, section);
	answers = section_source(r, document, section, &sent, &base);
	section_form(r, body, record, document, page, section, answers, sent, base);
	before_put(r, record, document, page, section);
	if (sent != NULL && r->kept == NULL)
		discard_put(r, body, pool_printf(r->pool, "%s/%s", page->path, section->name));
	return 200;
}

/* -- two people, one section -- */

/* The page goes on from the revision that the section was opened at: what only
 * the other person changed is theirs still when the choices come back. */
static int section_conflict(struct request *r, const struct record *record,
    const struct document *document, const struct document_page *page,
    const struct form_section *section, const struct params *params,
    const struct form_answers *answers, const struct document_conflict *conflicts, unsigned base)
{
	struct node *body = section_begin(r, record, document, page, section), *form;
	const char *path = pool_printf(r->pool, "%s/%s", page->path, section->name);

	(void)node_leaf(body, "warning", pool_printf(r->pool, "%s saved this section while you were "
	    "writing. Nothing of either text is lost: choose for each answer.", conflicts->by));
	form = page_form(r, body, path);
	page_version(r, form, base);
	document_choices_ask(r, form, section, answers, document_answers(r, document), conflicts,
	    params);
	(void)page_button(page_buttons(form), "Save", "primary", "then", "tasks");
	r->keep = true;			/* the draft stays */
	return 409;
}

static int frozen(struct request *r, const struct document_page *page)
{
	struct node *body = page_begin(r, "message", "This can no longer be changed");

	page_back(r, "Back", "%s", page->path);
	(void)page_heading(body, 1, "This can no longer be changed");
	(void)page_para(body, "It was completed while you were writing. Your text was not saved in it, "
	    "but is kept as your draft.");
	r->keep = true;
	return 409;
}

/* -- saving -- */

static int section_wrong(struct request *r, const struct record *record,
    const struct document *document, const struct document_page *page,
    const struct form_section *section, const struct form_answers *answers,
    const struct params *params, unsigned base)
{
	struct node *body = section_begin(r, record, document, page, section);

	section_form(r, body, record, document, page, section, answers, params, base);
	before_put(r, record, document, page, section);
	r->keep = true;
	return 422;
}

static int after_save(struct request *r, const struct record *record,
    const struct document *document,
    const struct document_page *page, const struct form_section *section, unsigned merged)
{
	const struct form_section *next = section_after(r, record,
	    document_shown(r, record, document, page), page, section);

	/* Answers that only somebody else changed stayed as they made them. */
	if (merged > 0)
		audit_add(r, "section.merged", pool_printf(r->pool, "%s %u", section->name, merged));
	if (next != NULL && input_is(&r->input, "then", "next"))
		return request_redirect(r, "%s/%s", page->path, next->name);
	return request_redirect(r, "%s", page->path);
}

static bool params_left(const struct params *params)
{
	size_t i;

	for (i = 0; i < params->n; i++)
		if (!params->param[i].used)
			return true;
	return false;
}

static int refused(struct request *r)
{
	log_warn("input refused at %s: an answer that the section does not have", r->route->path);
	return page_message(r, 400, "This request cannot be used",
	    "It has parts that the page does not ask for. Nothing was saved.");
}

int document_section_save(struct request *r, const struct record *record,
    struct document *document, const struct document_page *page,
    void (*saved)(struct request *, const struct record *, struct document *))
{
	const struct form_section *section = section_of(r, document);
	unsigned base = version_sent(r, &r->params, document->revision), merged;
	struct params *params = form_params(r, &r->params);
	struct form_answers *stored, *answers;
	struct document_conflict *conflicts, *missing, *c;
	const char *group;

	if (section == NULL || !document_section_writable(record, page, section))
		return page_not_found(r);
	r->audit.detail = section->name;
	if (input_is(&r->input, "then", "discard")) {
		draft_drop(r, document, section->name);
		r->audit.detail = pool_printf(r->pool, "%s draft discarded", section->name);
		return request_redirect(r, "%s/%s", page->path, section->name);
	}
	stored = document_answers(r, document);
	answers = form_answers_new(r->pool, document->form);
	missing = document_choices_missing(r, section, params, stored);
	document_choices_apply(r, section, params, stored, answers);
	if (form_rows_change(r, section, params, &group)) {
		draft_save(r, document, section->name, base, params);
		return request_redirect(r, "%s/%s#%s-last", page->path, section->name, group);
	}
	if (!form_read(r, section, params, stored, answers) || params_left(params))
		return refused(r);
	for (c = missing; c != NULL; c = c->next)
		c->mine = form_get(answers, c->field, c->item);
	draft_save(r, document, section->name, base, params);
	if (missing != NULL)
		return section_conflict(r, record, document, page, section, params, answers, missing,
		    base);
	if (page->section_rules != NULL)
		page->section_rules(r, record, section, answers);
	if (!form_valid(section, answers))
		return section_wrong(r, record, document, page, section, answers, params, base);
	switch (document_save(r, document, section, answers, base, &conflicts, &merged)) {
	case DOCUMENT_CONFLICT:
		return section_conflict(r, record, document, page, section, params, answers,
		    conflicts, base);
	case DOCUMENT_FROZEN:
		return frozen(r, page);
	case DOCUMENT_SAVED:
		if (saved != NULL)
			saved(r, record, document);
		break;
	case DOCUMENT_SAME:
		break;
	}
	draft_drop(r, document, section->name);
	return after_save(r, record, document, page, section, merged);
}

int document_section_draft(struct request *r, const struct record *record,
    struct document *document, const struct document_page *page)
{
	const struct form_section *section = section_of(r, document);
	unsigned base = version_sent(r, &r->params, document->revision);

	if (section == NULL || !document_section_writable(record, page, section) ||
	    document->completed_at != NULL) {
		r->text = "This can no longer be changed";
		return 409;
	}
	r->audit.detail = section->name;
	draft_save(r, document, section->name, base, form_params(r, &r->params));
	r->text = pool_printf(r->pool, "Draft kept at %s", date_clock(r->pool, r->now));
	return 200;
}
