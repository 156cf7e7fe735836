/* One stylesheet a process: each case has a process of its own. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <glob.h>
#include <sys/stat.h>

#include <cmocka.h>

#include "pool.h"
#include "render.h"
#include "terms.h"
#include "xml.h"

#include "apart.h"

#ifndef TOP_SRCDIR
#define TOP_SRCDIR "."
#endif

#define SIZE(table) (sizeof(table) / sizeof(*(table)))

#define SHEET(top, inside)							\
	"<xsl:stylesheet version='1.0' xmlns:xsl='http://www.w3.org/1999/XSL/Transform'" \
	" xmlns:exsl='http://exslt.org/common' xmlns:dyn='http://exslt.org/dynamic'" \
	" xmlns:saxon='http://icl.com/saxon' xmlns:xt='http://www.jclark.com/xt'" \
	" xmlns:xalan='org.apache.xalan.xslt.extensions.Redirect'"		\
	" extension-element-prefixes='exsl dyn saxon xt xalan'>"		\
	"<xsl:output method='html' encoding='UTF-8' indent='no'"		\
	" doctype-system='about:legacy-compat'/>" top				\
	"<xsl:template match='/'><html><body>" inside "</body></html></xsl:template>" \
	"</xsl:stylesheet>"

static char directory[] = "/tmp/everychild-render-XXXXXX";

static const char *path_of(const char *name)
{
	static char path[100];

	(void)snprintf(path, sizeof(path), "%s/%s", directory, name);
	return path;
}

static void file_write(const char *name, const char *text)
{
	FILE *f = fopen(path_of(name), "w");

	if (f == NULL || fputs(text, f) == EOF || fclose(f) != 0)
		_exit(9);
}

static int directory_begin(void **state)
{
	(void)state;
	xml_init();
	if (mkdtemp(directory) == NULL)
		return -1;
	file_write("terms.xml", "<terms><term key='form' text='plan &amp; &lt;view>'/></terms>");
	file_write("other.xml", "<secret>of somebody else</secret>");
	return 0;
}

static int directory_end(void **state)
{
	static const char *const names[] = { "terms.xml", "other.xml", "sheet.xsl", "part.xsl" };

	(void)state;
	for (size_t i = 0; i < SIZE(names); i++)
		(void)unlink(path_of(names[i]));
	return rmdir(directory);
}

/* In the child: @DIR@ in the sheet is our directory. */
static void sheet_load(const char *sheet)
{
	char text[8192], *out = text;

	for (; *sheet != '\0'; sheet++) {
		if (strncmp(sheet, "@DIR@", 5) == 0) {
			out += sprintf(out, "%s", directory);
			sheet += 4;
		} else {
			*out++ = *sheet;
		}
	}
	*out = '\0';
	file_write("sheet.xsl", text);
	terms_load(path_of("terms.xml"));
	render_load(path_of("sheet.xsl"));
}

static bool render(const char **html_r)
{
	struct pool *pool = pool_create();
	struct node *page = xml_new(pool, "page");
	size_t len = 0;

	node_set(page, "title", "\"Q\" & <A>'");
	(void)node_leaf(page, "text", "<script>alert(1)</script> & \xc3\xab \xc2\xa0 &amp;");
	*html_r = NULL;
	return render_page(pool, page, html_r, &len) && strlen(*html_r) == len;
}

static void must_be_page(const void *sheet)
{
	const char *html;

	sheet_load(sheet);
	if (!render(&html))
		_exit(7);
}

static void must_be_nothing(const void *sheet)
{
	const char *html;

	(void)alarm(20);
	sheet_load(sheet);
	if (render(&html) || html != NULL)
		_exit(7);
}

static void load_only(const void *sheet)
{
	sheet_load(sheet);
}

/* -- what comes out -- */

static void text_is_text(const void *unused)
{
	static const char wanted[] =
	    "<html><body><p title=\"&quot;Q&quot; &amp; &lt;A&gt;'\""
	    " data-x=\"x&quot;Q&quot; &amp; &lt;A&gt;'\">&lt;script&gt;alert(1)&lt;/script&gt;"
	    " &amp; \xc3\xab \xc2\xa0 &amp;amp;</p></body></html>\n";
	const char *html;

	(void)unused;
	sheet_load(SHEET("", "<p title='{page/@title}'><xsl:attribute name='data-x'>x<xsl:value-of"
	    " select='page/@title'/></xsl:attribute><xsl:value-of select='page/text'/></p>"));
	/* And the second page like the first. */
	for (int i = 0; i < 2; i++) {
		if (!render(&html) || strncmp(html, "<!DOCTYPE html>\n", 16) != 0 ||
		    strcmp(html + 16, wanted) != 0) {
			(void)fprintf(stderr, "%s", html);
			_exit(8);
		}
	}
}

static void test_markup_comes_out_as_text(void **state)
{
	(void)state;
	assert_returns(text_is_text, NULL);
}

static void terms_are_words(const void *unused)
{
	const char *html;

	(void)unused;
	file_write("part.xsl", "<xsl:stylesheet version='1.0'"
	    " xmlns:xsl='http://www.w3.org/1999/XSL/Transform'>"
	    "<xsl:template name='part'><i>{form}</i></xsl:template></xsl:stylesheet>");
	sheet_load(SHEET("<xsl:include href='part.xsl'/>", "<b title='{page/@none}x'>{form}</b>"
	    "<xsl:call-template name='part'/>"));
	if (!render(&html) ||
	    strstr(html, "<b title=\"x\">plan &amp; &lt;view&gt;</b><i>plan &amp; &lt;view&gt;</i>") == NULL)
		_exit(7);
}

static void test_terms_are_applied_in_every_part_of_a_stylesheet(void **state)
{
	(void)state;
	assert_returns(terms_are_words, NULL);
}

/* -- stylesheets that cannot be used -- */

static void test_what_is_refused_at_the_start(void **state)
{
	static const char *const table[] = {
		"", "<xsl", "<html/>",
		"<!DOCTYPE x><xsl:stylesheet version='1.0'"
		" xmlns:xsl='http://www.w3.org/1999/XSL/Transform'/>",
		"<!DOCTYPE x [<!ENTITY e SYSTEM '/etc/passwd'>]><xsl:stylesheet version='1.0'"
		" xmlns:xsl='http://www.w3.org/1999/XSL/Transform'><xsl:template match='/'>&e;"
		"</xsl:template></xsl:stylesheet>",
		SHEET("<xsl:include href='nowhere.xsl'/>", ""),
		SHEET("<xsl:import href='nowhere.xsl'/>", ""),
		SHEET("<xsl:include href='/etc/passwd'/>", ""),
		SHEET("<xsl:include href='http://localhost/a.xsl'/>", ""),
		SHEET("", "<xsl:value-of select='1 +'/>"),
		SHEET("", "<xsl:value-of/>"),
		SHEET("", "<xsl:valueof select='1'/>")
	};

	(void)state;
	assert_returns(load_only, SHEET("", ""));
	for (size_t i = 0; i < SIZE(table); i++)
		assert_refuses(load_only, table[i], "cannot be used");
}

static void load_bad_import(const void *unused)
{
	(void)unused;
	file_write("part.xsl", "<xsl:stylesheet version='1.0'"
	    " xmlns:xsl='http://www.w3.org/1999/XSL/Transform'>"
	    "<xsl:template name='part'><xsl:value-of select='1 +'/></xsl:template></xsl:stylesheet>");
	sheet_load(SHEET("<xsl:import href='part.xsl'/>", ""));
}

static void test_a_fault_in_what_is_imported_is_one_too(void **state)
{
	(void)state;
	assert_refuses(load_bad_import, NULL, "cannot be used");
}

/* -- stylesheets that want out -- */

static void test_no_stylesheet_reads_a_file(void **state)
{
	static const char *const table[] = {
		SHEET("", "<xsl:copy-of select=\"document('@DIR@/other.xml')\"/>"),
		SHEET("", "<xsl:copy-of select=\"document('other.xml')\"/>"),
		SHEET("", "<xsl:copy-of select=\"document('file://@DIR@/other.xml')\"/>"),
		SHEET("", "<xsl:if test=\"document('@DIR@/other.xml')\">x</xsl:if>"),
		SHEET("", "<xsl:value-of select=\"count(document('/etc/hostname'))\"/>"),
		SHEET("", "<xsl:copy-of select=\"document('http://127.0.0.1:1/x')\"/>")
	};

	(void)state;
	for (size_t i = 0; i < SIZE(table); i++)
		assert_returns(must_be_nothing, table[i]);
}

static void test_no_stylesheet_writes_a_file(void **state)
{
	static const char *const table[] = {
		SHEET("", "<exsl:document href='@DIR@/out'>x</exsl:document>"),
		SHEET("", "<xsl:document href='@DIR@/out'>x</xsl:document>"),
		SHEET("", "<saxon:output file='@DIR@/out' href='@DIR@/out'>x</saxon:output>"),
		SHEET("", "<xt:document href='@DIR@/out'>x</xt:document>"),
		SHEET("", "<xalan:write file='@DIR@/out' select=\"'@DIR@/out'\">x</xalan:write>"),
		SHEET("", "<exsl:document href='@DIR@/new/out'>x</exsl:document>")
	};

	(void)state;
	for (size_t i = 0; i < SIZE(table); i++) {
		struct stat about;
		struct apart end;

		/* Refused as it starts, or no page: but never the file. */
		apart_run(&end, must_be_nothing, table[i]);
		if (end.status == 7 || end.signal != 0)
			fail_msg("row %zu", i);
		assert_int_equal(stat(path_of("out"), &about), -1);
		assert_int_equal(stat(path_of("new"), &about), -1);
	}
}

/* -- stylesheets that fail -- */

static void test_a_page_that_fails_is_no_page(void **state)
{
	static const char *const table[] = {
		SHEET("", "half<xsl:message terminate='yes'>stop</xsl:message>"),
		SHEET("", "half<xsl:message>a word</xsl:message>"),
		SHEET("", "half<xsl:call-template name='nowhere'/>"),
		SHEET("", "half<xsl:value-of select='$nowhere'/>"),
		SHEET("", "half<xsl:value-of select='nowhere()'/>"),
		SHEET("", "half<xsl:value-of select='dyn:evaluate(1)'/>"),
		SHEET("", "half<xsl:for-each select=\"'text'\">x</xsl:for-each>"),
		/* Ends only with the world, or with all memory. */
		SHEET("<xsl:template name='a'><i><xsl:call-template name='a'/></i></xsl:template>",
		    "half<xsl:call-template name='a'/>"),
		SHEET("<xsl:template match='*' mode='m'><xsl:apply-templates select='..' mode='n'/>"
		    "</xsl:template><xsl:template match='/' mode='n'><xsl:apply-templates mode='m'/>"
		    "</xsl:template>", "half<xsl:apply-templates mode='m'/>"),
		SHEET("<xsl:template name='d'><xsl:param name='n'/><xsl:if test='$n &lt; 24'>"
		    "<xsl:call-template name='d'><xsl:with-param name='n' select='$n + 1'/>"
		    "</xsl:call-template><xsl:call-template name='d'><xsl:with-param name='n'"
		    " select='$n + 1'/></xsl:call-template></xsl:if></xsl:template>",
		    "half<xsl:call-template name='d'><xsl:with-param name='n' select='0'/>"
		    "</xsl:call-template>"),
		/* Whole for the library, but not a whole page. */
		"<xsl:stylesheet version='1.0' xmlns:xsl='http://www.w3.org/1999/XSL/Transform'>"
		"<xsl:output method='html'/><xsl:template match='/'><p>half</p></xsl:template>"
		"</xsl:stylesheet>",
		"<xsl:stylesheet version='1.0' xmlns:xsl='http://www.w3.org/1999/XSL/Transform'>"
		"<xsl:output method='text'/><xsl:template match='/'>text</xsl:template>"
		"</xsl:stylesheet>",
		"<xsl:stylesheet version='1.0' xmlns:xsl='http://www.w3.org/1999/XSL/Transform'>"
		"<xsl:template match='/'/></xsl:stylesheet>"
	};

	(void)state;
	for (size_t i = 0; i < SIZE(table); i++) {
		struct apart end;

		apart_run(&end, must_be_nothing, table[i]);
		if (end.status != 0)
			fail_msg("row %zu: status %d, signal %d: %s", i, end.status, end.signal,
			    end.said);
	}
}

static void fails_then_works(const void *unused)
{
	struct pool *pool = pool_create();
	struct node *page = xml_new(pool, "page");
	const char *html;
	size_t len;

	(void)unused;
	sheet_load(SHEET("", "<xsl:if test='page/bad'><xsl:message terminate='yes'/></xsl:if>ok"));
	if (!render(&html))
		_exit(6);
	(void)node_add(page, "bad");
	if (render_page(pool, page, &html, &len))
		_exit(7);
	if (!render(&html) || strstr(html, "<body>ok</body>") == NULL)
		_exit(8);
	pool_destroy(&pool);
}

/* As in a program: a page an arena, good ones and failing ones in turn. */
static void pages_in_arenas(const void *unused)
{
	(void)unused;
	sheet_load(SHEET("<xsl:template match='n'><i title='{.}'><xsl:value-of select='@a'/></i>"
	    "</xsl:template>", "<xsl:apply-templates select='page/n'/><xsl:if test='page/bad'>"
	    "<xsl:value-of select='$nowhere'/></xsl:if>ok"));
	for (int i = 0; i < 60; i++) {
		struct pool *pool;
		struct node *page;
		const char *html;
		size_t len;
		bool good;

		xml_arena_begin();
		pool = pool_create();
		page = xml_new(pool, "page");
		for (int k = 0; k < (i % 20 == 7 ? 20000 : 20); k++)
			node_set(node_leaf(page, "n", "<x> & y"), "a", "v");
		if (i % 3 == 1)
			(void)node_add(page, "bad");
		good = render_page(pool, page, &html, &len);
		if (good != (i % 3 != 1) || (good && strstr(html,
		    "<i title=\"&lt;x&gt; &amp; y\">v</i>ok</body></html>") == NULL))
			_exit(7);
		pool_destroy(&pool);
		xml_arena_end();
	}
}

static void test_the_page_after_a_failure_is_whole(void **state)
{
	(void)state;
	assert_returns(must_be_page, SHEET("", "x"));
	assert_returns(fails_then_works, NULL);
	assert_returns(pages_in_arenas, NULL);
}

/* -- ours -- */

static void copy(const char *from)
{
	char text[8192], *name = strrchr(from, '/') + 1;
	FILE *in = fopen(from, "r"), *out = fopen(path_of(name), "w");
	size_t len;

	if (in == NULL || out == NULL)
		_exit(9);
	while ((len = fread(text, 1, sizeof(text), in)) > 0)
		(void)fwrite(text, 1, len, out);
	if (fclose(in) != 0 || fclose(out) != 0)
		_exit(9);
}

static void load_ours(const void *name)
{
	terms_load(TOP_SRCDIR "/conf/terms-fh2026.xml");
	render_load(path_of(name));
}

/* As they are installed: side by side. */
static void test_the_stylesheets_of_the_programs_can_be_used(void **state)
{
	glob_t all;

	(void)state;
	assert_int_equal(glob(TOP_SRCDIR "/xslt/*.xsl", 0, NULL, &all), 0);
	assert_int_equal(glob(TOP_SRCDIR "/modules/*/xsl/*.xsl", GLOB_APPEND, NULL, &all), 0);
	for (size_t i = 0; i < all.gl_pathc; i++)
		copy(all.gl_pathv[i]);
	for (size_t i = 0; i < all.gl_pathc; i++)
		if (strstr(all.gl_pathv[i], "/modules/") != NULL)
			assert_returns(load_ours, strrchr(all.gl_pathv[i], '/') + 1);
	for (size_t i = 0; i < all.gl_pathc; i++)
		(void)unlink(path_of(strrchr(all.gl_pathv[i], '/') + 1));
	globfree(&all);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_markup_comes_out_as_text),
		cmocka_unit_test(test_terms_are_applied_in_every_part_of_a_stylesheet),
		cmocka_unit_test(test_what_is_refused_at_the_start),
		cmocka_unit_test(test_a_fault_in_what_is_imported_is_one_too),
		cmocka_unit_test(test_no_stylesheet_reads_a_file),
		cmocka_unit_test(test_no_stylesheet_writes_a_file),
		cmocka_unit_test(test_a_page_that_fails_is_no_page),
		cmocka_unit_test(test_the_page_after_a_failure_is_whole),
		cmocka_unit_test(test_the_stylesheets_of_the_programs_can_be_used)
	};

	return cmocka_run_group_tests_name("render", tests, directory_begin, directory_end);
}
