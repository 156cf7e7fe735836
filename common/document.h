/*
 * document: a form filled in. Answers are append-only rows by revision: what a
 * save writes is what it changed, the present answer is the newest, a
 * completed document is never written to again.
 */
#ifndef EVERYCHILD_DOCUMENT_H
#define EVERYCHILD_DOCUMENT_H

#include <stdbool.h>

#include "form.h"
#include "record.h"

struct document {
	unsigned long long id;
	unsigned number;
	unsigned revision;		/* of the newest answer */
	const struct form *form;	/* the version it was made with */
	const char *started_at, *completed_at;
	unsigned long long completed_by;
};

void document_statements_name(void);

/* Every released version of every form of the module, ended by NULL. They must stay. */
void document_forms(const struct form *const *forms);

bool document_find(struct request *r, const struct record *record, const char *form,
    struct document *document_r);	/* the one with the highest number */
bool document_find_number(struct request *r, const struct record *record, const char *form,
    unsigned number, struct document *document_r);
void document_new(struct request *r, const struct record *record, const struct form *form,
    struct document *document_r);
/* The same with a number of the module's own, which none of this form has here. */
void document_new_numbered(struct request *r, const struct record *record,
    const struct form *form, unsigned number, struct document *document_r);
struct form_answers *document_answers(struct request *r, const struct document *document);
/* As they were at a revision. */
struct form_answers *document_answers_at(struct request *r, const struct document *document,
    unsigned revision);
/* True when it became complete now. */
bool document_complete(struct request *r, struct document *document);

/* What a reader may not see of it: cells as if they had never been answered,
 * rows of a repeat group as if they had never been there. */
struct document_mask {
	const struct form *form;
	bool *cell;			/* [field * FORM_ITEMS_MAX + item] */
};
void document_mask_new(struct request *r, const struct document *document,
    struct document_mask *mask_r);
void document_mask_field(struct document_mask *mask, unsigned field);
void document_mask_row(struct document_mask *mask, const struct form_item *group, unsigned item);
void document_mask_apply(const struct document_mask *mask, struct form_answers *answers);

/* Fields outside groups, for the program itself (references, dates, what is
 * known already), in one revision; empty and NULL values are passed over. */
struct document_value {
	unsigned field;
	const char *value;
};
void document_fill(struct request *r, struct document *document,
    const struct document_value *values, size_t n);
/* The same for fields of groups; item: the row, from 1. */
struct document_row_value {
	unsigned field, item;
	const char *value;
};
void document_fill_rows(struct request *r, struct document *document,
    const struct document_row_value *values, size_t n);

struct document_conflict {
	struct document_conflict *next;
	unsigned field, item;
	const char *base, *theirs, *mine, *by, *at;
	unsigned revision;	/* of theirs */
	bool again;		/* was asked before, and nothing chosen */
};

enum document_saved {
	DOCUMENT_SAVED,
	DOCUMENT_SAME,		/* nothing was different */
	DOCUMENT_CONFLICT,	/* somebody else changed the same answers: nothing written */
	DOCUMENT_FROZEN		/* completed meanwhile */
};

/* Saves a section that was opened at revision `base`. Answers that only the
 * other person changed stay theirs; *merged_r says how many those were. A
 * field that both changed to different values is a conflict, unless the person
 * has seen both texts and chosen: an answer of `mine` carries in its revision
 * up to which one of the document that is so, 0 where nothing was chosen. */
enum document_saved document_save(struct request *r, struct document *document,
    const struct form_section *section, struct form_answers *mine, unsigned base,
    struct document_conflict **conflicts_r, unsigned *merged_r);

/* -- drafts: what is being typed -- */

void draft_save(struct request *r, const struct document *document, const char *section,
    unsigned revision, const struct params *params);
/* False: none. */
bool draft_load(struct request *r, const struct document *document, const char *section,
    struct params *params_r, unsigned *revision_r, const char **at_r);
void draft_drop(struct request *r, const struct document *document, const char *section);
/* Everybody's of the whole document: nothing is written in it any more. */
void draft_end(struct request *r, const struct document *document);

/* The name of an account's person. */
const char *document_author(struct request *r, unsigned long long account);

/* Who did what to which field, newest first; section NULL: all; mask NULL:
 * nothing is hidden. */
void document_history(struct request *r, struct node *parent, const struct document *document,
    const struct form_section *section, const struct document_mask *mask);

#endif
