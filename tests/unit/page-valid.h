/*
 * page-valid: is a page document one that the stylesheets understand? Checked
 * against xslt/page.rng.
 */
#ifndef TEST_PAGE_VALID_H
#define TEST_PAGE_VALID_H

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <libxml/relaxng.h>
#include <libxml/tree.h>

#include "xml.h"

#ifndef TOP_SRCDIR
#define TOP_SRCDIR "."
#endif

static xmlRelaxNG *page_schema;

/* The process may not open files for the XML library, so they are read here. */
static inline void page_valid_open(void)
{
	static char text[200000];
	xmlRelaxNGParserCtxt *ctxt;
	FILE *f = fopen(TOP_SRCDIR "/xslt/page.rng", "r");
	size_t len = f == NULL ? 0 : fread(text, 1, sizeof(text), f);

	if (len == 0 || len == sizeof(text) || fclose(f) != 0)
		abort();
	ctxt = xmlRelaxNGNewMemParserCtxt(text, (int)len);
	page_schema = xmlRelaxNGParse(ctxt);
	xmlRelaxNGFreeParserCtxt(ctxt);
	if (page_schema == NULL)
		abort();
}

static inline void page_valid_close(void)
{
	xmlRelaxNGFree(page_schema);
	xmlRelaxNGCleanupTypes();
}

__attribute__((format(printf, 2, 3)))
static inline void page_valid_say(void *said, const char *format, ...)
{
	size_t len = strlen(said);
	va_list ap;

	va_start(ap, format);
	(void)vsnprintf((char *)said + len, 2000 - len, format, ap);
	va_end(ap);
}

/* NULL, or what is wrong with the page, and the page. */
static inline const char *page_valid(struct node *page)
{
	static char said[2000], all[40000];
	xmlRelaxNGValidCtxt *ctxt = xmlRelaxNGNewValidCtxt(page_schema);
	xmlChar *bytes;
	int len, wrong;

	said[0] = '\0';
	xmlRelaxNGSetValidErrors(ctxt, page_valid_say, page_valid_say, said);
	wrong = xmlRelaxNGValidateDoc(ctxt, xml_document(page));
	xmlRelaxNGFreeValidCtxt(ctxt);
	if (wrong == 0)
		return NULL;
	xmlDocDumpFormatMemory(xml_document(page), &bytes, &len, 1);
	(void)snprintf(all, sizeof(all), "%s%s", said, (const char *)bytes);
	xmlFree(bytes);
	return all;
}

#define assert_page_valid(page) do {			\
	const char *page_wrong = page_valid(page);	\
							\
	if (page_wrong != NULL)				\
		fail_msg("%s", page_wrong);		\
} while (0)

#endif
