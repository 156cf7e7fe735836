/*
 * page: the document that a handler builds and the stylesheet renders. Its
 * elements are listed in xslt/VOCABULARY.md and checked by xslt/page.rng.
 */
#ifndef EVERYCHILD_PAGE_H
#define EVERYCHILD_PAGE_H

#include <stdbool.h>
#include <stddef.h>

#include "db.h"

struct node;
struct request;
struct field;
struct input;

extern const struct db_statement page_statements[];
extern const unsigned page_statements_n;

/* Starts the page and returns its body. title tells the purpose, never a
 * person's name. Adds session, navigation, and the notice that kept text or
 * a form that had already been saved calls for. */
struct node *page_begin(struct request *r, const char *view, const char *title);

/* Around the body; any order. A page that this person may not open is not led back to. */
void page_back(struct request *r, const char *label, const char *href_format, ...)
    __attribute__((format(printf, 3, 4)));
void page_crumb(struct request *r, const char *href, const char *label);
void page_alert(struct request *r, const char *kind, const char *text);
/* The bar that names the person. NULL parts are left out. */
struct node *page_identity(struct request *r, const char *name, const char *born,
    const char *number, const char *tag);
/* What this one of many alike is about, behind the title of the browser's tab: a
 * reference, a day, a choice of a list. Never a person's name, nor what somebody typed. */
void page_about(struct request *r, const char *text);
/* Adds to the error summary and marks the page as one with errors. */
void page_error(struct request *r, const char *field, const char *message);
struct node *page_aside(struct request *r);

/* Blocks. */
struct node *page_heading(struct node *parent, int level, const char *text);
struct node *page_para(struct node *parent, const char *text);
struct node *page_link(struct node *parent, const char *text, const char *kind,
    const char *href_format, ...) __attribute__((format(printf, 4, 5)));
/* A row of a summary; value NULL or "" reads "Not provided". */
struct node *page_row(struct node *summary, const char *key, const char *value);
/* A table with these column titles, ended by NULL. */
struct node *page_table(struct node *parent, const char *id, const char *caption,
    const char *empty, ...) __attribute__((sentinel));
struct node *page_cell(struct node *row, const char *text);
/* Links to further pages of so many rows a page, where there are any: path has its
 * query but the page (of the first nothing is said unless it ends in ? or &). numbers: beside previous and next, also first, last and
 * those near by. */
void page_pages(struct request *r, struct node *body, const char *path, unsigned long long page,
    unsigned long long size, unsigned long long all, bool numbers);
/* Links beside each other, of which one may be the page itself. */
struct node *page_nav(struct node *body, const char *label);
void page_nav_item(struct node *links, const char *href, const char *label, bool current);

/* A chart and its table, from the same numbers. Beside the table the drawing
 * says nothing more, so readers that do not see it lose nothing; it does
 * without colour, and prints. */
enum page_chart_kind {
	PAGE_BARS,		/* by label; the series beside each other */
	PAGE_STACK,		/* by label; the series make up a total */
	PAGE_COLUMNS,		/* over time, oldest first: counts */
	PAGE_LINE,		/* over time, oldest first: shares and levels */
	PAGE_CHART__MAX
};

#define PAGE_SERIES_MAX	4

struct page_chart {
	enum page_chart_kind kind;
	const char *id;
	const char *title;		/* what the numbers say, without names of persons */
	const char *note;		/* measure, place and time; NULL: none */
	const char *empty;		/* the sentence when n is 0 */
	const char *what;		/* over the labels: "Team", "Quarter" */
	const char *const *labels;	/* over time short ones, "Q2 2026" */
	size_t n;
	const char *const *series;	/* up to PAGE_SERIES_MAX */
	size_t series_n;
	const double *values;		/* series_n for each label; NAN where there is none */
	const char *const *hrefs;	/* NULL, or the rows behind each value; NULL in it: no link */
	unsigned places;		/* decimal places shown, up to 3 */
	const char *unit;		/* behind each number, "%"; NULL: none */
	const char *absent;		/* for NAN, where a number is left out; NULL: "none" */
	const char *const *absents;	/* NULL, or of each value what stands for its NAN */
	double top;			/* the scale goes to this at least, 100 for per cent */
};

/* Values are zero or more: a negative one, or a shape that is not as above, is
 * a bug and aborts. Returns the table, for a row that sums up. */
struct node *page_chart(struct request *r, struct node *parent, const struct page_chart *chart);

/* A form that posts to this path, with its token. */
struct node *page_form(struct request *r, struct node *parent, const char *action);
/* The same when the path is another program's, where it is ROUTE_SHARED. */
struct node *page_form_shared(struct request *r, struct node *parent, const char *action);
/* The version of what the form changes, sent along as "version": of now, or, where what was
 * typed before the session ended stands in the form, the one that it was typed for. */
void page_version(struct request *r, struct node *form, unsigned long long version);
/* Any control below shows what was kept (request.kept) in place of its value where it is in
 * the form that this page's own address is the path of.
 *
 * A control for a field of a route table, filled from the input. Messages go
 * beside it and into the error summary. type NULL: by the field's type. */
struct node *page_field(struct request *r, struct node *form, const struct field *field,
    const char *type);
/* The same for every field of the route's table in order, tokens, handles and
 * the like left out. */
void page_fields(struct request *r, struct node *form, const struct field *table);
/* A control for a field of a form that may be another route's than the one in
 * hand; one that another answer asks for (required_if) is not called optional. sent: it is
 * this one's, so that what was typed and its message stand in it. */
void page_field_of(struct request *r, struct node *form, const struct field *field, bool sent);
/* Such a form: a labelled control for each field of that route's table that has a
 * label, posted to this path, with one button. Returns the form. */
struct node *page_form_of(struct request *r, struct node *parent, const struct field *table,
    const char *path, const char *button, const char *kind);
/* The field stands more than once on the page: this one's id, which the list of errors leads
 * to. Its form is in a fold: a message opens it. */
void page_control_id(struct request *r, struct node *control, const char *id);
/* A control with this value and message, whatever its source. name is what
 * the browser sends. */
struct node *page_control(struct request *r, struct node *form, const struct field *field,
    const char *name, const char *value, const char *error, const char *type);
/* A form of the route's own fields and one button, posted to this path. */
void page_route_form(struct request *r, struct node *parent, const char *button,
    const char *kind);
/* A value that is sent along and not seen. */
struct node *page_hidden(struct request *r, struct node *form, const char *name,
    const char *value);
struct node *page_buttons(struct node *form);
struct node *page_button(struct node *buttons, const char *label, const char *kind,
    const char *name, const char *value);

/* A moment of the database as it is read in London. */
const char *page_when(struct request *r, const char *utc);
/* A day, or a moment's, as it is read; NULL when there is none. */
const char *page_day(struct request *r, const char *iso);
/* "2 Apr 2026", for a narrow column; "" where there is none. */
const char *page_day_brief(struct request *r, const char *iso);

/* Ready answers. */
int page_message(struct request *r, int status, const char *title, const char *text);
int page_not_found(struct request *r);

/* Other pages of the module, each for who holds its permission. */
struct page_see {
	const char *href, *label;	/* href NULL: the end */
	unsigned permission;
};

/* page-links.c: those that this person may open, on a line after the words before;
 * nothing where there is none. */
void page_links(struct request *r, struct node *parent, const char *before,
    const struct page_see *links);
/* The same after "See also: ". */
void page_see_also(struct request *r, struct node *parent, const struct page_see *links);

#endif
