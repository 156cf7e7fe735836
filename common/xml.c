#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <libxml/parser.h>
#include <libxml/catalog.h>
#include <libxml/tree.h>
#include <libxml/xmlerror.h>
#include <libxml/xmlIO.h>

#include "pool.h"
#include "str.h"
#include "xml.h"

#define FILE_MAX_BYTES	(4 * 1024 * 1024)

/* The document remembers its pool, so that values read from it can live there. */
static struct pool *pool_of(const struct node *node)
{
	return ((const xmlNode *)node)->doc->_private;
}

/* -- memory -- */

#if defined(__SANITIZE_ADDRESS__)
#define ARENA_USED 0
#else
#define ARENA_USED 1
#endif

#define CHUNK_BYTES	(512 * 1024)
#define CHUNKS_MAX	512		/* a page may take 256 MiB, and no more */

/* Before each block of the arena stands its size, for realloc. */
struct arena_block {
	_Alignas(16) size_t size;
};

static struct {
	unsigned char *chunk[CHUNKS_MAX];
	size_t chunk_size[CHUNKS_MAX];
	unsigned chunks;	/* there are */
	unsigned chunk_now;	/* in use */
	size_t used;		/* of that one */
	bool on;
	long live;		/* blocks outside the arena, counted where it is not used */
	long live_begin;
} arena;

static void chunk_add(size_t size)
{
	if (arena.chunks == CHUNKS_MAX)
		abort();
	arena.chunk[arena.chunks] = malloc(size);
	if (arena.chunk[arena.chunks] == NULL)
		abort();
	arena.chunk_size[arena.chunks++] = size;
}

static void *arena_take(size_t size)
{
	size_t need = (size + sizeof(struct arena_block) + 15) & ~(size_t)15;
	struct arena_block *b;

	if (need < size)
		abort();
	while (arena.chunk_now < arena.chunks &&
	    arena.chunk_size[arena.chunk_now] - arena.used < need) {
		arena.chunk_now++;
		arena.used = 0;
	}
	if (arena.chunk_now == arena.chunks)
		chunk_add(need > CHUNK_BYTES ? need : CHUNK_BYTES);
	b = (struct arena_block *)(void *)(arena.chunk[arena.chunk_now] + arena.used);
	b->size = size;
	arena.used += need;
	return b + 1;
}

static bool arena_owns(const void *p)
{
	const unsigned char *at = p;
	unsigned i;

	for (i = 0; i < arena.chunks; i++)
		if (at >= arena.chunk[i] && at < arena.chunk[i] + arena.chunk_size[i])
			return true;
	return false;
}

/* A page built after a failed allocation may lack a line without any error. */
static void *must_malloc(size_t size)
{
	void *p;

	if (arena.on)
		return arena_take(size);
	p = malloc(size);
	if (p == NULL)
		abort();
	arena.live++;
	return p;
}

static void must_free(void *p)
{
	if (p == NULL || arena_owns(p))
		return;
	arena.live--;
	free(p);
}

static void *must_realloc(void *old, size_t size)
{
	const struct arena_block *b = old;
	void *p;

	if (old == NULL)
		return must_malloc(size);
	if (arena_owns(old)) {
		p = must_malloc(size);
		memcpy(p, old, b[-1].size < size ? b[-1].size : size);
		return p;
	}
	p = realloc(old, size);
	if (p == NULL)
		abort();
	return p;
}

static char *must_strdup(const char *text)
{
	size_t len = strlen(text) + 1;

	return memcpy(must_malloc(len), text, len);
}

void xml_arena_begin(void)
{
	xmlResetLastError();
	arena.live_begin = arena.live;
	arena.on = ARENA_USED;
}

void xml_arena_end(void)
{
	unsigned i;

	xmlResetLastError();		/* its words lie in what is about to go */
	arena.on = false;
	if (!ARENA_USED && arena.live != arena.live_begin)
		abort();
	for (i = 0; i < arena.chunks && i <= arena.chunk_now; i++)
		explicit_bzero(arena.chunk[i], i == arena.chunk_now ? arena.used :
		    arena.chunk_size[i]);
	while (arena.chunks > 4)		/* what one huge page took is given back */
		free(arena.chunk[--arena.chunks]);
	arena.chunk_now = 0;
	arena.used = 0;
}

static xmlParserInputPtr no_entity(const char *url, const char *id, xmlParserCtxtPtr ctxt)
{
	(void)url;
	(void)id;
	(void)ctxt;
	return NULL;
}

static void quiet(void *ctx, const char *format, ...)
{
	(void)ctx;
	(void)format;
}

void xml_init(void)
{
	if (xmlMemSetup(must_free, must_malloc, must_realloc, must_strdup) != 0)
		abort();
	xmlCatalogSetDefaults(XML_CATA_ALLOW_NONE);
	xmlInitParser();
	xmlSetExternalEntityLoader(no_entity);
	xmlSetGenericErrorFunc(NULL, quiet);
}

/* Walking the tree to give back nothing would cost a tenth of the page. (A
 * dictionary's count of users is then one too high for each page; a worker
 * retires long before that matters.) */
void xml_document_free(void *document)
{
	if (document != NULL && !arena.on)
		xmlFreeDoc(document);
}

struct node *xml_parse(struct pool *pool, const char *bytes, size_t len, const char **error_r)
{
	xmlNode *root = NULL;
	xmlDoc *doc;

	*error_r = NULL;
	if (len > FILE_MAX_BYTES) {
		*error_r = "is larger than 4 MiB";
		return NULL;
	}
	doc = xmlReadMemory(bytes, (int)len, NULL, "UTF-8",
	    XML_PARSE_NONET | XML_PARSE_NOCDATA | XML_PARSE_NOERROR | XML_PARSE_NOWARNING);
	if (doc == NULL) {
		*error_r = "is not well-formed XML";
		return NULL;
	}
	pool_defer(pool, xml_document_free, doc);
	doc->_private = pool;
	root = xmlDocGetRootElement(doc);
	if (doc->intSubset != NULL || root == NULL) {
		*error_r = "must not have a DOCTYPE";
		return NULL;
	}
	return (struct node *)root;
}

static bool file_read(const char *path, struct str *bytes)
{
	char part[8192];
	size_t n;
	FILE *f = fopen(path, "re");

	if (f == NULL)
		return false;
	while ((n = fread(part, 1, sizeof(part), f)) > 0 && bytes->len <= FILE_MAX_BYTES)
		str_addn(bytes, part, n);
	(void)fclose(f);
	return bytes->len <= FILE_MAX_BYTES;
}

struct node *xml_read(struct pool *pool, const char *path, const char **error_r)
{
	struct str bytes;

	str_init(&bytes, pool);
	if (!file_read(path, &bytes)) {
		*error_r = "cannot be read";
		return NULL;
	}
	return xml_parse(pool, bytes.data, bytes.len, error_r);
}

/* Names in a stylesheet and in what it includes must come from one dictionary:
 * the transformation compares and keeps their addresses. */
static xmlDoc *stylesheet_parse(const struct str *bytes, const char *path, xmlDict *dict)
{
	xmlParserCtxt *ctxt = xmlNewParserCtxt();
	xmlDoc *doc;

	if (ctxt == NULL)
		abort();
	if (dict != NULL) {
		xmlDictFree(ctxt->dict);
		ctxt->dict = dict;
		(void)xmlDictReference(dict);
	}
	doc = xmlCtxtReadMemory(ctxt, bytes->data, (int)bytes->len, path, "UTF-8",
	    XML_PARSE_NONET | XML_PARSE_NOCDATA);
	xmlFreeParserCtxt(ctxt);
	return doc;
}

/* The parser may open nothing by itself, so the bytes are read here. */
void *xml_stylesheet(const char *path, void *dict,
    const char *(*fn)(struct pool *, const char *))
{
	struct pool *pool = pool_create();
	xmlDoc *doc = NULL;
	struct str bytes;

	str_init(&bytes, pool);
	if (file_read(path, &bytes))
		doc = stylesheet_parse(&bytes, path, dict);
	if (doc != NULL && (doc->intSubset != NULL || xmlDocGetRootElement(doc) == NULL)) {
		xmlFreeDoc(doc);
		doc = NULL;
	}
	if (doc != NULL) {
		doc->_private = pool;
		node_rewrite((struct node *)xmlDocGetRootElement(doc), fn);
		doc->_private = NULL;
	}
	pool_destroy(&pool);
	return doc;
}

struct node *xml_new(struct pool *pool, const char *root)
{
	xmlDoc *doc = xmlNewDoc(BAD_CAST "1.0");
	xmlNode *node;

	pool_defer(pool, xml_document_free, doc);
	doc->_private = pool;
	node = xmlNewDocNode(doc, NULL, BAD_CAST root, NULL);
	(void)xmlDocSetRootElement(doc, node);
	return (struct node *)node;
}

void *xml_document(struct node *node)
{
	return ((xmlNode *)node)->doc;
}

const char *node_name(const struct node *node)
{
	return (const char *)((const xmlNode *)node)->name;
}

const char *node_get(const struct node *node, const char *attribute)
{
	xmlChar *value = xmlGetNoNsProp((const xmlNode *)node, BAD_CAST attribute);
	char *copy;

	if (value == NULL)
		return NULL;
	copy = pool_strdup(pool_of(node), (const char *)value);
	xmlFree(value);
	return copy;
}

const char *node_content(const struct node *node)
{
	xmlChar *value = xmlNodeGetContent((const xmlNode *)node);
	char *copy = pool_strdup(pool_of(node), value == NULL ? "" : (const char *)value);

	xmlFree(value);
	return copy;
}

static struct node *element_from(xmlNode *n, const char *name)
{
	for (; n != NULL; n = n->next)
		if (n->type == XML_ELEMENT_NODE &&
		    (name == NULL || strcmp((const char *)n->name, name) == 0))
			return (struct node *)n;
	return NULL;
}

struct node *node_child(const struct node *node, const char *name)
{
	return element_from(((const xmlNode *)node)->children, name);
}

struct node *node_next(const struct node *node, const char *name)
{
	return element_from(((const xmlNode *)node)->next, name);
}

const struct node *node_up(const struct node *node, const char *name)
{
	const xmlNode *n = (const xmlNode *)node;

	while (n != NULL && (n->type != XML_ELEMENT_NODE || strcmp((const char *)n->name, name) != 0))
		n = n->parent;
	return (const struct node *)n;
}

/* xmlNewChild and xmlNodeSetContent parse entities and lose text at "&": only
 * the functions below may be used, and tests/arrows.sh sees to it. */
struct node *node_add(struct node *parent, const char *name)
{
	xmlNode *p = (xmlNode *)parent;
	xmlNode *n = xmlNewDocNode(p->doc, NULL, BAD_CAST name, NULL);

	return (struct node *)xmlAddChild(p, n);
}

void node_set(struct node *node, const char *attribute, const char *value)
{
	if (value != NULL)
		(void)xmlSetProp((xmlNode *)node, BAD_CAST attribute, BAD_CAST value);
}

void node_set_number(struct node *node, const char *attribute, long long value)
{
	char text[24];

	(void)snprintf(text, sizeof(text), "%lld", value);
	node_set(node, attribute, text);
}

void node_text(struct node *node, const char *text)
{
	if (text != NULL && text[0] != '\0')
		(void)xmlAddChild((xmlNode *)node, xmlNewDocText(((xmlNode *)node)->doc,
		    BAD_CAST text));
}

struct node *node_leaf(struct node *parent, const char *name, const char *text)
{
	struct node *n = node_add(parent, name);

	node_text(n, text);
	return n;
}

static void text_replace(xmlNode *text, struct pool *pool,
    const char *(*fn)(struct pool *, const char *))
{
	const char *old = (const char *)text->content, *new = fn(pool, old);

	/* A text node's content is raw: no entity is parsed here. */
	if (new != old) {
		xmlNode *fresh = xmlNewDocText(text->doc, BAD_CAST new);

		(void)xmlReplaceNode(text, fresh);
		xmlFreeNode(text);
	}
}

void node_rewrite(struct node *node, const char *(*fn)(struct pool *, const char *))
{
	xmlNode *n = (xmlNode *)node, *child, *next;
	struct pool *pool = pool_of(node);
	xmlAttr *a;

	for (a = n->properties; a != NULL; a = a->next)
		if (a->children != NULL && a->children->type == XML_TEXT_NODE)
			text_replace(a->children, pool, fn);
	for (child = n->children; child != NULL; child = next) {
		next = child->next;
		if (child->type == XML_TEXT_NODE)
			text_replace(child, pool, fn);
		else if (child->type == XML_ELEMENT_NODE)
			node_rewrite((struct node *)child, fn);
	}
}
