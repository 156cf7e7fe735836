/*
 * kept: what was typed into a form and could not be saved, because the session had ended or
 * because the form had been sent before with other words. It is sealed for the person and
 * the path, for a day, and stands in the form again: in the page of that path, or, where the
 * path has none (a form that is part of another page), in a page of its own.
 */
#ifndef EVERYCHILD_KEPT_H
#define EVERYCHILD_KEPT_H

#include <stdbool.h>

#include "db.h"

struct pool;
struct request;
struct route;

extern const struct db_statement kept_statements[];
extern const unsigned kept_statements_n;

/* Is there a page that this post can come back to? A post of buttons alone has none, and
 * one with a password or a code in it (field.h, sensitive) is never kept. */
bool kept_can(const struct request *r);
/* Keeps the request's body in the open transaction. Returns what "kept" is to be in the
 * query of the same path. */
const char *kept_add(struct request *r);
/* Fills r->kept where the query asks for it and it is this person's. */
void kept_load(struct request *r);

/* The row for a GET of a path that only a post has: its page shows what was kept, to
 * whoever holds the post's permission. NULL where there is nothing to show. */
const struct route *kept_route(struct pool *pool, const struct route *post);

#endif
