/*
 * document-page: the pages of a form that is filled in: its task list, a
 * section, the draft that is kept while one types, what two people wrote at
 * the same time, history and print. A module gives its rules and keeps the
 * workflow.
 */
#ifndef EVERYCHILD_DOCUMENT_PAGE_H
#define EVERYCHILD_DOCUMENT_PAGE_H

#include "document.h"

struct document_page {
	const char *path;		/* of the task list; a section is path/NAME */
	const char *back, *back_label;	/* where the task list leads back to; NULL: nowhere */
	bool writable;			/* this person may change it now */
	/* False: of this section they may read what is not hidden, and no more; NULL:
	 * they may change all. */
	bool (*section_writable)(const struct record *, const struct form_section *);
	/* Further messages beside a section's fields; NULL: none. */
	void (*section_rules)(struct request *, const struct record *,
	    const struct form_section *, struct form_answers *);
	/* Further things that are missing; NULL: none. */
	void (*whole_rules)(struct request *, const struct record *,
	    const struct form_answers *, struct form_gap **);
	/* Hides what this reader may not see; NULL: nothing is hidden. Who may
	 * write in a section must be let see all of it. */
	void (*hide)(struct request *, const struct record *, const struct document *,
	    struct document_mask *);
	/* A sentence to stand over everything that is read or printed; NULL: none,
	 * also as an answer. */
	const char *(*warning)(struct request *, const struct record *,
	    const struct form_answers *);
	/* Is the section one of this reader's pages? answers: what they may see. NULL: all
	 * are, also those of which nothing applies (only-if). */
	bool (*fits)(struct request *, const struct record *, const struct form_answers *,
	    const struct form_section *);
	/* The document whose answers stand beside a section's, and what they are called
	 * ("Autumn term 2026/27"); NULL: none, also as an answer. The reader sees of it
	 * what they see of this one. */
	const char *(*before)(struct request *, const struct record *, const struct document *,
	    struct document *before_r);
	/* What stands before the form's sections on paper; NULL: nothing. */
	void (*print_first)(struct request *, const struct record *, const struct document *,
	    struct node *print);
	/* Puts the identity bar on the page that has just begun. */
	void (*identity)(struct request *, const struct record *);
};

/* May this person change answers of the section? */
bool document_section_writable(const struct record *record, const struct document_page *page,
    const struct form_section *section);
/* By page->fits. */
bool document_section_fits(struct request *r, const struct record *record,
    const struct document_page *page, const struct form_answers *answers,
    const struct form_section *section);
/* The answers as this reader sees them, by page->hide. */
struct form_answers *document_shown(struct request *r, const struct record *record,
    const struct document *document, const struct document_page *page);
/* The sentence of page->warning, when there is one. */
void document_warning(struct request *r, struct node *body, const struct record *record,
    const struct document_page *page, const struct form_answers *answers);

/* The task list; returns the body for the module's own buttons. *gaps_r: what
 * is still missing. */
struct node *document_tasks(struct request *r, const struct record *record,
    const struct document *document, const struct document_page *page,
    struct form_gap **gaps_r);

int document_section_show(struct request *r, const struct record *record,
    struct document *document, const struct document_page *page);
/* then=discard drops the person's own draft of the section and saves nothing.
 * saved: called after answers were written, for the module's typed columns. */
int document_section_save(struct request *r, const struct record *record,
    struct document *document, const struct document_page *page,
    void (*saved)(struct request *, const struct record *, struct document *));
int document_section_draft(struct request *r, const struct record *record,
    struct document *document, const struct document_page *page);
int document_history_show(struct request *r, const struct record *record,
    const struct document *document, const struct document_page *page);
/* The page for print and its head; returns the <print> for the parts. */
struct node *document_print_begin(struct request *r, const struct record *record,
    const char *title, const char *state);
/* Its first part, "Before you pass this on"; NULL: none. */
void document_print_warning(struct node *print, const char *warning);
int document_print_show(struct request *r, const struct record *record,
    const struct document *document, const struct document_page *page, const char *state);
/* Check answers: everything in one page with links to change. Returns body. */
struct node *document_check(struct request *r, const struct record *record,
    const struct document *document, const struct document_page *page);

#endif
