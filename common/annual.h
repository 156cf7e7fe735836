/*
 * annual: the report of a year that a service publishes: the words that its people
 * write for it, a heading each, and a text of tables and words that is kept as it was
 * approved.
 *
 * A module hands over one struct annual_book (module.annual) and points two rows of its
 * route table here, three where what is typed is kept as a draft:
 *
 *	{ GET, "/x/annual-text/:year/:heading", X_WRITE, annual_text_input, annual_text_show, … },
 *	{ POST, "/x/annual-text/:year/:heading", X_WRITE, annual_text_input, annual_text_save, … },
 *	{ POST, "/x/annual-text/:year/:heading/draft", X_WRITE, annual_text_input,
 *	  annual_text_draft, ROUTE_DRAFT, … },
 */
#ifndef EVERYCHILD_ANNUAL_H
#define EVERYCHILD_ANNUAL_H

#include "page.h"
#include "request.h"
#include "str.h"

struct report;
struct report_measure;

struct annual_book {
	const char *title;		/* "Annual evaluation" */
	const char *path;		/* "/x/annual", to which ?year= is added */
	const char *list;		/* code list of the headings */
	/* Of the route's "year"; its number as the rows keep it, and how it reads. False:
	 * there is no such year. */
	bool (*year)(struct request *r, int *year_r, const char **label_r);
	unsigned texts;			/* u year: heading, newest text: "ss" */
	unsigned versions;		/* u year, s heading: id, text, at, given, family, newest
					 * first: "usdss" */
	unsigned add;			/* year, heading, text, account: "ussu" */
	/* Each person's draft, by year, heading and account; 0: none is kept. */
	unsigned draft;			/* "usu": text, base, at: "sud" */
	unsigned draft_save;		/* year, heading, account, base, text, base, text: "usuusus" */
	unsigned draft_end;		/* "usu" */
};

/* -- annual.c: written words; each save is a row of its own, the newest counts -- */

extern const struct field annual_text_input[];
int annual_text_show(struct request *r);
int annual_text_save(struct request *r);
int annual_text_draft(struct request *r);
/* The newest words under a heading; "" none. */
const char *annual_words(struct request *r, int year, const char *heading);
/* The next paragraph of words; *at moves on. NULL: no more. */
const char *annual_paragraph(struct pool *pool, const char **at);
/* The words, a paragraph each. False: there are none. */
bool annual_words_put(struct request *r, struct node *parent, int year, const char *heading);
/* A link to the page on which they are written. */
void annual_words_link(struct request *r, struct node *parent, int year, const char *heading);
/* A page for paper; returns what parts are added to. marking NULL: none. */
struct node *annual_print(struct request *r, const char *title, const char *label,
    const char *marking);

/* -- annual-body.c: what is kept of a report: lines of parts, words, charts and tables -- */

void annual_body_part(struct str *body, const char *title);
void annual_body_text(struct str *body, const char *text);
/* A measure of a published report as it stands, small numbers left out. */
void annual_body_measure(struct str *body, const struct report *q, const struct report_measure *m);
/* A table: its caption, then titles of columns (ended by NULL); rows of as many cells. */
void annual_body_table(struct str *body, const char *id, const char *caption, ...)
    __attribute__((sentinel));
void annual_body_row(struct str *body, const char *const *cells, size_t n);
/* What such a text says, on a page (print false; many parts are folded there) or as parts on
 * paper. */
void annual_body_put(struct request *r, struct node *parent, const char *body, bool print);

#endif
