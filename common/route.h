/*
 * route: the pages of a program, one row each. What a row says (method,
 * permission, input) holds before its handler runs.
 */
#ifndef EVERYCHILD_ROUTE_H
#define EVERYCHILD_ROUTE_H

#include "http.h"

struct field;
struct params;
struct pool;
struct request;

/* Returns the HTTP status. */
typedef int (*route_handler)(struct request *);

/* A row that names no permission keeps its program from starting. */
enum permission_common {
	PERMISSION_NONE,
	PUBLIC,			/* everybody, signed in or not */
	SIGNED_IN,		/* every account in good standing */
	PERMISSION_FIRST	/* a module's own start here */
};

enum route_flag {
	ROUTE_LOOKS = 1,	/* a POST that changes nothing (a search): its token
				 * is checked but not spent */
	ROUTE_QUIET = 2,	/* no audit row: static help pages, stay signed in */
	ROUTE_DRAFT = 4,	/* autosave: checked, not spent, answered in plain text */
	ROUTE_SHARED = 8,	/* forms on other programs' pages post to it, too
				 * (page_form_shared) */
	ROUTE_GUEST = 16	/* a guest may come here; without it none gets past the
				 * dispatcher, whatever the permission (guest.h) */
};

struct route {
	enum http_method method;
	const char *path;		/* "/caf/case/:id"; a table ends with NULL */
	unsigned permission;
	const struct field *input;	/* :parts and parameters; ends with a NULL name */
	route_handler handler;
	unsigned flags;
	const char *action;		/* audit name, "assessment.show" */
};

/* The row for a path, with the values of its :parts added to params_r; NULL
 * with *status_r 404 or 405 otherwise. */
const struct route *route_find(const struct route *routes, enum http_method method,
    const char *path, struct pool *pool, struct params *params_r, int *status_r);

/* Is there a GET row for this path? Where a person is sent back to after a
 * post that came too late. */
const struct route *route_get(const struct route *routes, const char *path,
    struct pool *pool);

#endif
