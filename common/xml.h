/*
 * xml: the only file that knows libxml2. Read-only files of our own (forms,
 * code lists, terms, bank holidays) and the page document that is built for
 * the stylesheet. User bytes are never parsed here.
 *
 * A node belongs to its document, a document to the pool it was made in.
 */
#ifndef EVERYCHILD_XML_H
#define EVERYCHILD_XML_H

#include <stddef.h>

struct pool;
struct node;

/* Once per process, before anything else: allocators that abort, no network,
 * no external entity. */
void xml_init(void);

/* Between begin and end, what libxml2 and libxslt allocate comes from one
 * arena, is never freed singly, and is wiped and forgotten at the end: a page
 * is some ten thousand small nodes. Nothing allocated in between may outlive
 * it, so documents must be gone (their pool destroyed) before the end. Builds
 * with a sanitizer allocate singly and abort when something was left behind. */
void xml_arena_begin(void);
void xml_arena_end(void);

/* Parses a file of ours. NULL with a sentence in *error_r when it is not
 * well-formed, has a DOCTYPE or is over 4 MiB. Returns the root element. */
struct node *xml_read(struct pool *pool, const char *path, const char **error_r);
/* The same for bytes in memory (fuzzers, tests). */
struct node *xml_parse(struct pool *pool, const char *bytes, size_t len,
    const char **error_r);

/* A new document with this root element. */
struct node *xml_new(struct pool *pool, const char *root);

const char *node_name(const struct node *node);
/* An attribute's value in the document's pool, or NULL. */
const char *node_get(const struct node *node, const char *attribute);
/* All text below the node, never NULL. */
const char *node_content(const struct node *node);
/* First child element, next sibling element; name NULL takes any. */
struct node *node_child(const struct node *node, const char *name);
struct node *node_next(const struct node *node, const char *name);
/* The node itself or the nearest above it with this name, or NULL. */
const struct node *node_up(const struct node *node, const char *name);

/* Building. Text and values must have passed text_check. */
struct node *node_add(struct node *parent, const char *name);
void node_set(struct node *node, const char *attribute, const char *value);	/* NULL: not set */
void node_set_number(struct node *node, const char *attribute, long long value);
void node_text(struct node *node, const char *text);	/* appends; NULL: nothing */
/* An element with text in it. */
struct node *node_leaf(struct node *parent, const char *name, const char *text);
/* Replaces every text node's and attribute's content by what fn makes of it
 * (used for terms); fn returns its argument when nothing changes. */
void node_rewrite(struct node *node, const char *(*fn)(struct pool *, const char *));

/* A stylesheet's file as a document of its own (the renderer frees it), with
 * its path as base for what it includes, rewritten by fn; NULL when it cannot
 * be used. dict: the including stylesheet's dictionary, or NULL. */
void *xml_stylesheet(const char *path, void *dict,
    const char *(*fn)(struct pool *, const char *));

/* Frees a document that the renderer made; within the arena there is nothing
 * to free. */
void xml_document_free(void *document);

/* The libxml2 document behind a node, for the renderer. */
void *xml_document(struct node *node);

#endif
