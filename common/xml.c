#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <libxml/parser.h>
#include <libxml/catalog.h>
#include <libxml/tree.h>
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

/* A page built after a failed allocation may lack a line without any error. */
static void *must_malloc(size_t size)
{
	void *p = malloc(size);

	if (p == NULL)
		abort();
	return p;
}

static void *must_realloc(void *old, size_t size)
{
	void *p = realloc(old, size);

	if (p == NULL)
		abort();
	return p;
}

static char *must_strdup(const char *text)
{
	char *copy = strdup(text);

	if (copy == NULL)
		abort();
	return copy;
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
	if (xmlMemSetup(free, must_malloc, must_realloc, must_strdup) != 0)
		abort();
	xmlCatalogSetDefaults(XML_CATA_ALLOW_NONE);
	xmlInitParser();
	xmlSetExternalEntityLoader(no_entity);
	xmlSetGenericErrorFunc(NULL, quiet);
}

static void document_free(void *doc)
{
	xmlFreeDoc(doc);
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
	pool_defer(pool, document_free, doc);
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

	pool_defer(pool, document_free, doc);
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
