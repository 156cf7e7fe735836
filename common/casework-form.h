/*
 * casework-form: the forms that a record holds, and their pages. What differs
 * between the forms of a module is a row of its table (struct casework, forms);
 * the routes point here:
 *
 *	GET	/x/case/:id/:form			casework_form_tasks
 *	GET	…/:form/check				casework_form_check
 *	GET	…/:form/changes				casework_form_history
 *	GET	…/:form/print				casework_form_print
 *	GET	…/:form/addendum			addendum_show
 *	POST	…/:form/addendum			addendum_save
 *	GET	…/:form/:section			casework_form_section
 *	POST	…/:form/:section			casework_form_save
 *	POST	…/:form/:section/draft	(ROUTE_DRAFT)	casework_form_draft
 *
 * ":form" is the form's name; of a form that a record holds several of,
 * "review-2" is the second and, where the row says so, "review" the newest.
 * Beginning and completing a form are steps of the module's own: they open it
 * with casework_form_open and go on from there.
 */
#ifndef EVERYCHILD_CASEWORK_FORM_H
#define EVERYCHILD_CASEWORK_FORM_H

#include "casework.h"
#include "document-page.h"
#include "field.h"

struct casework_open;

struct casework_form {
	const char *name;			/* of the form, and in its path */
	const char *readers, *writers;		/* relations to the record */
	bool (*open)(const struct record *);	/* by the state: may it be written in? */
	bool many;				/* numbered in the path */
	bool newest;				/* and without a number it is the newest */

	/* -- hooks; NULL: nothing but what common does -- */

	/* What must hold over the whole form before it can be completed. */
	void (*rules)(struct request *, const struct record *, const struct form_answers *,
	    struct form_gap **);
	/* Messages beside the fields of one section. */
	void (*section)(struct request *, const struct record *, const struct form_section *,
	    struct form_answers *);
	/* After answers were written: typed columns, answers that follow from others. */
	void (*saved)(struct request *, const struct record *, struct document *);
	/* After a section was saved: where to go instead; 0: as always. */
	int (*next)(struct request *, const struct casework_open *);
	/* What stands below the task list and the answers while it may be written in:
	 * gaps (casework_form_gaps), or the last step. */
	void (*end)(struct request *, const struct casework_open *, struct node *body,
	    const struct form_gap *);
	/* What stands below a completed one. */
	void (*after)(struct request *, const struct casework_open *, struct node *body);
	/* What was recorded of a completed one since, and its label; NULL: nothing. */
	const char *(*fact)(struct request *, const struct casework_open *, const char **label_r);
	/* The page while it is not started; else 404. */
	int (*none)(struct request *, const struct casework_open *);
	/* Who may write besides the writers. */
	bool (*may_write)(struct request *, const struct casework_open *);
	/* The document of this number that this person may read, 0: the newest. For
	 * who is none of the readers, too. Without it readers read all. */
	bool (*find)(struct request *, const struct record *, unsigned number, struct document *);
	/* As in struct document_page. */
	bool (*section_writable)(const struct record *, const struct form_section *);
	void (*hide)(struct request *, const struct record *, const struct document *,
	    struct document_mask *);
	const char *(*warning)(struct request *, const struct record *,
	    const struct form_answers *);
	bool (*fits)(struct request *, const struct record *, const struct form_answers *,
	    const struct form_section *);
	const char *(*before)(struct request *, const struct record *, const struct document *,
	    struct document *before_r);
	void (*print_first)(struct request *, const struct record *, const struct document *,
	    struct node *print);
};

/* A form that is open; the module's own columns are r->held. */
struct casework_open {
	const struct casework_form *kind;
	struct record record;
	struct document document;
	struct document_page page;
};

enum casework_opened {
	CASEWORK_NOT_FOUND,		/* no such form that this person may see: 404 */
	CASEWORK_NOT_STARTED,		/* record and kind are there, the document is not */
	CASEWORK_OPEN
};

/* Names the statements below for db; module_main calls it. */
void casework_form_statements_name(void);

/* Inputs of the routes: id and form; the same and section; what a section's
 * page sends. */
extern const struct field casework_form_input[], casework_section_input[],
    casework_answers_input[];

/* Record and form named by the route's id and form. */
enum casework_opened casework_form_open(struct request *r, struct casework_open *o, bool lock);
/* Could this person write the form while it was open? */
bool casework_form_writer(struct request *r, const struct casework_open *o);
/* Is the form as it was when the page that was sent was made (parameter
 * "version", the document's revision)? False with the answer in *status_r. */
bool casework_form_same(struct request *r, const struct casework_open *o, int *status_r);
/* What is missing before it can be completed, by the form and the kind's rules. */
struct form_gap *casework_form_lacks(struct request *r, const struct casework_open *o,
    const struct form_answers *answers);
/* … as links to where it belongs. */
void casework_form_gaps(struct request *r, struct node *body, const struct casework_open *o,
    const struct form_gap *gaps);
/* 422: the task list again, with what was typed below it and its messages. */
int casework_form_again(struct request *r, const struct casework_open *o);
/* On the record's page: its forms that this person may read, oldest first. */
void casework_form_list(struct request *r, struct node *body, const struct record *record);

int casework_form_tasks(struct request *r);
int casework_form_section(struct request *r);
int casework_form_save(struct request *r);
int casework_form_draft(struct request *r);
int casework_form_history(struct request *r);
int casework_form_print(struct request *r);
int casework_form_check(struct request *r);

#endif
