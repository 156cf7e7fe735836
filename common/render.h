/*
 * render: the only file that knows libxslt. The page document becomes HTML.
 */
#ifndef EVERYCHILD_RENDER_H
#define EVERYCHILD_RENDER_H

#include <stdbool.h>
#include <stddef.h>

struct node;
struct pool;

/* Compiles the program's stylesheet, terms applied; before the workers are
 * forked, so that they share it. Exits with a sentence when it cannot. */
void render_load(const char *path);

/* The page as HTML, allocated from pool. False when anything at all went
 * wrong: a page is whole or is not sent. */
bool render_page(struct pool *pool, struct node *page, const char **html_r, size_t *len_r);

#endif
