/*
 * child-card: what the index shows the other programs of a child. A module that
 * may see it says where it is, in its sql.c:
 *	const struct db_statement x_children[CHILD_CARD_SQL__MAX] =
 *		CHILD_CARD_STATEMENTS("schema of the index");
 * and in its struct module, children.
 */
#ifndef EVERYCHILD_CHILD_CARD_H
#define EVERYCHILD_CHILD_CARD_H

#include <stdbool.h>

#include "db.h"

struct node;
struct request;

struct child_card {
	unsigned long long id;
	const char *handle, *number, *sex, *born_on, *given, *family;
	bool born_estimated, shielded;
	const char *line1, *line2, *line3, *town, *postcode, *uprn;	/* NULL: none, or shielded */
};

/* For a module's own statements over the view, under the name c: the columns
 * first, CHILD_CARD_COLUMNS_N of them. */
#define CHILD_CARD_COLUMNS	"c.id, c.handle, c.number, c.sex, c.born_on, c.given, c.family," \
	" c.born_estimated, c.shielded, c.line1, c.line2, c.line3, c.town, c.postcode, c.uprn"
#define CHILD_CARD_OUT	"usssdssuussssss"
enum { CHILD_CARD_COLUMNS_N = 15 };

enum { CHILD_CARD_BY_ID, CHILD_CARD_BY_HANDLE, CHILD_CARD_OPENED, CHILD_CARD_SQL__MAX };

#define CHILD_CARD_STATEMENTS(schema) { \
	[CHILD_CARD_BY_ID] = { "SELECT " CHILD_CARD_COLUMNS " FROM " schema ".child_card c" \
	    " WHERE c.id = ?", "u", CHILD_CARD_OUT }, \
	[CHILD_CARD_BY_HANDLE] = { "SELECT " CHILD_CARD_COLUMNS " FROM " schema ".child_card c" \
	    " WHERE c.handle = ?", "s", CHILD_CARD_OUT }, \
	[CHILD_CARD_OPENED] = { "SELECT 1 FROM " schema ".opening WHERE child = ? AND session = ?", \
	    "ub", "u" }, \
}

/* From a row whose first columns are CHILD_CARD_COLUMNS. */
void child_card_from(const struct db_row *row, struct child_card *child_r);
/* False: there is none. */
bool child_card_load(struct request *r, unsigned long long id, struct child_card *child_r);
bool child_card_find(struct request *r, const char *handle, struct child_card *child_r);
/* Has this person opened the child's page in this session, with a reason? */
bool child_card_opened(struct request *r, const struct child_card *child);
/* The child of the route's "child", opened so; the audit is about the child
 * then. False: answer 404. */
bool child_card_route(struct request *r, struct child_card *child_r);

/* "Jack Dean" */
const char *child_card_name(struct request *r, const struct child_card *child);
/* A page on which something begins for the child: way back to the child's page,
 * bar and heading (title: {terms}); returns the body. */
struct node *child_card_page(struct request *r, const struct child_card *child, const char *view,
    const char *title);

#endif
