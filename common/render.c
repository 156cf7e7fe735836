#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include <libxml/tree.h>
#include <libxml/xpath.h>
#include <libxslt/documents.h>
#include <libxslt/imports.h>
#include <libxslt/security.h>
#include <libxslt/transform.h>
#include <libxslt/xsltInternals.h>
#include <libxslt/xsltutils.h>

#include "log.h"
#include "pool.h"
#include "render.h"
#include "terms.h"
#include "xml.h"

#define DEPTH_MAX	500
#define XPATH_STEPS_MAX	20000000UL

static xsltStylesheet *sheet;
static xsltSecurityPrefs *nothing_allowed;
static unsigned complaints;	/* of the library, since it was last set to 0 */

/* Stylesheets may read and write nothing at run time. Files are read while the
 * sheet is compiled, from our own directory. */
static void forbid(bool reading_too)
{
	xsltSecurityPrefs *prefs = xsltNewSecurityPrefs();

	(void)xsltSetSecurityPrefs(prefs, XSLT_SECPREF_WRITE_FILE, xsltSecurityForbid);
	(void)xsltSetSecurityPrefs(prefs, XSLT_SECPREF_CREATE_DIRECTORY, xsltSecurityForbid);
	(void)xsltSetSecurityPrefs(prefs, XSLT_SECPREF_READ_NETWORK, xsltSecurityForbid);
	(void)xsltSetSecurityPrefs(prefs, XSLT_SECPREF_WRITE_NETWORK, xsltSecurityForbid);
	if (reading_too)
		(void)xsltSetSecurityPrefs(prefs, XSLT_SECPREF_READ_FILE, xsltSecurityForbid);
	xsltSetDefaultSecurityPrefs(prefs);
	if (nothing_allowed != NULL)
		xsltFreeSecurityPrefs(nothing_allowed);
	nothing_allowed = prefs;
}

static void say(void *ctx, const char *format, ...)
{
	char text[300];
	va_list ap;

	(void)ctx;
	va_start(ap, format);
	(void)vsnprintf(text, sizeof(text), format, ap);
	va_end(ap);
	complaints++;
	log_error("stylesheet: %s", text);
}

/* Terms go into every stylesheet document as it is loaded, includes too. */
static xmlDocPtr stylesheet_read(const xmlChar *url, xmlDictPtr dict, int options,
    void *ctxt, xsltLoadType type)
{
	(void)options;
	(void)ctxt;
	(void)type;
	return xml_stylesheet((const char *)url, dict, terms_apply);
}

void render_load(const char *path)
{
	xmlDoc *doc;

	xsltSetGenericErrorFunc(NULL, say);
	forbid(false);
	xsltSetLoaderFunc(stylesheet_read);
	xsltMaxDepth = DEPTH_MAX;
	doc = stylesheet_read(BAD_CAST path, NULL, 0, NULL, XSLT_LOAD_START);
	sheet = doc == NULL ? NULL : xsltParseStylesheetDoc(doc);
	if (sheet == NULL || sheet->errors != 0 || complaints != 0)
		log_fatal("stylesheet: %s cannot be used", path);
	xsltSetLoaderFunc(NULL);
	forbid(true);
}

static xmlDoc *transform(xmlDoc *page)
{
	xsltTransformContext *ctxt = xsltNewTransformContext(sheet, page);
	xmlDoc *result;

	if (ctxt == NULL || xsltSetCtxtSecurityPrefs(nothing_allowed, ctxt) != 0)
		return NULL;
	xsltSetTransformErrorFunc(ctxt, NULL, say);
	ctxt->xpathCtxt->opLimit = XPATH_STEPS_MAX;
	/* The library passes over some mistakes and goes on: that is half a page. */
	complaints = 0;
	result = xsltApplyStylesheetUser(sheet, page, NULL, NULL, NULL, ctxt);
	if (result != NULL && (ctxt->state != XSLT_STATE_OK || complaints != 0)) {
		xml_document_free(result);
		result = NULL;
	}
	xsltFreeTransformContext(ctxt);
	return result;
}

static bool whole(const char *html, size_t len)
{
	static const char end[] = "</html>";

	while (len > 0 && html[len - 1] == '\n')
		len--;
	return len > sizeof(end) && memcmp(html + len - (sizeof(end) - 1), end, sizeof(end) - 1) == 0;
}

bool render_page(struct pool *pool, struct node *page, const char **html_r, size_t *len_r)
{
	xmlDoc *result = transform(xml_document(page));
	xmlChar *html = NULL;
	int len = 0;
	bool good;

	good = result != NULL && xsltSaveResultToString(&html, &len, result, sheet) == 0 &&
	    html != NULL && len > 0 && whole((const char *)html, (size_t)len);
	if (good) {
		*html_r = pool_strndup(pool, (const char *)html, (size_t)len);
		*len_r = (size_t)len;
	}
	xmlFree(html);
	xml_document_free(result);
	return good;
}
