#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>
#include <libxml/tree.h>

#include "pool.h"
#include "str.h"
#include "text.h"
#include "xml.h"

#include "apart.h"

#define SIZE(table) (sizeof(table) / sizeof(*(table)))
#define LIMIT (4 * 1024 * 1024)

static struct pool *pool;
static char path[] = "/tmp/everychild-xml-XXXXXX";

static int pool_begin(void **state)
{
	(void)state;
	xml_init();
	pool = pool_create();
	return mkstemp(path) < 0 ? -1 : 0;
}

static int pool_end(void **state)
{
	(void)state;
	pool_destroy(&pool);
	return unlink(path);
}

static struct node *parsed(const char *text)
{
	const char *error;
	struct node *root = xml_parse(pool, text, strlen(text), &error);

	if (root == NULL)
		fail_msg("%s: %s", error, text);
	return root;
}

/* -- reading -- */

static void test_what_is_refused(void **state)
{
	static const char *const table[][2] = {
		{ "", "is not well-formed XML" },
		{ "words", "is not well-formed XML" },
		{ "<a>", "is not well-formed XML" },
		{ "<a></b>", "is not well-formed XML" },
		{ "<a/><b/>", "is not well-formed XML" },
		{ "<a b='1' b='2'/>", "is not well-formed XML" },
		{ "<a b='<'/>", "is not well-formed XML" },
		{ "<a>&nothing;</a>", "is not well-formed XML" },
		{ "<a>&#0;</a>", "is not well-formed XML" },
		{ "<a>\x01</a>", "is not well-formed XML" },
		{ "<a>\xc0\xaf</a>", "is not well-formed XML" },
		{ "<!DOCTYPE a><a/>", "must not have a DOCTYPE" },
		{ "<!DOCTYPE a SYSTEM 'http://nowhere.example/a.dtd'><a/>",
		  "must not have a DOCTYPE" },
		{ "<!DOCTYPE a [<!ENTITY e 'x'>]><a>&e;</a>", "must not have a DOCTYPE" }
	};
	const char *error;

	(void)state;
	for (size_t i = 0; i < SIZE(table); i++) {
		error = NULL;
		assert_null(xml_parse(pool, table[i][0], strlen(table[i][0]), &error));
		assert_non_null(error);
		assert_string_equal(error, table[i][1]);
	}
}

/* An entity that names a file is refused, and the file is not opened: a pipe
 * without a writer would hold the reader for ever. */
static void read_entity(const void *text)
{
	const char *error;

	(void)alarm(5);
	if (xml_parse(pool, text, strlen(text), &error) != NULL)
		_exit(7);
}

static void test_no_entity_opens_a_file(void **state)
{
	static const char *const forms[] = {
		"<!DOCTYPE a [<!ENTITY e SYSTEM '%s'>]><a>&e;</a>",
		"<!DOCTYPE a [<!ENTITY e SYSTEM 'file://%s'>]><a b='&e;'/>",
		"<!DOCTYPE a [<!ENTITY %% p SYSTEM '%s'> %%p;]><a/>",
		"<!DOCTYPE a SYSTEM '%s'><a/>"
	};
	char fifo[] = "/tmp/everychild-xml-fifo-XXXXXX", text[400];

	(void)state;
	assert_non_null(mkdtemp(fifo));
	(void)snprintf(text, sizeof(text), "mkfifo %s/f", fifo);
	assert_int_equal(system(text), 0);
	for (size_t i = 0; i < SIZE(forms); i++) {
		struct str s;

		str_init(&s, pool);
		for (const char *f = forms[i]; *f != '\0'; f++) {
			if (text_starts(f, "%s"))
				str_printf(&s, "%s/f", fifo), f++;
			else if (text_starts(f, "%%"))
				str_addc(&s, '%'), f++;
			else
				str_addc(&s, *f);
		}
		assert_returns(read_entity, s.data);
	}
	(void)snprintf(text, sizeof(text), "rm -r %s", fifo);
	assert_int_equal(system(text), 0);
}

/* Nine levels of ten would be a thousand million words. */
static void test_a_billion_laughs_are_not_laughed(void **state)
{
	static const char *const uses[] = { "<a>&l9;</a>", "<a b='&l9;'/>" };

	(void)state;
	for (size_t i = 0; i < SIZE(uses); i++) {
		struct str s;

		str_init(&s, pool);
		str_add(&s, "<!DOCTYPE a [<!ENTITY l0 'ha'>");
		for (int level = 1; level <= 9; level++) {
			str_printf(&s, "<!ENTITY l%d '", level);
			for (int k = 0; k < 10; k++)
				str_printf(&s, "&l%d;", level - 1);
			str_add(&s, "'>");
		}
		str_add(&s, "]>");
		str_add(&s, uses[i]);
		assert_returns(read_entity, s.data);
	}
}

static struct str nested(int depth)
{
	struct str s;

	str_init(&s, pool);
	for (int i = 0; i < depth; i++)
		str_add(&s, "<a>");
	for (int i = 0; i < depth; i++)
		str_add(&s, "</a>");
	return s;
}

static void test_depth_has_an_end(void **state)
{
	struct str s = nested(200);
	const char *error;

	(void)state;
	assert_non_null(xml_parse(pool, s.data, s.len, &error));
	s = nested(100000);
	assert_null(xml_parse(pool, s.data, s.len, &error));
	assert_string_equal(error, "is not well-formed XML");
}

/* A document of exactly so many bytes. */
static char *of_size(size_t size)
{
	char *text = pool_alloc(pool, size + 1);

	memset(text, ' ', size);
	memcpy(text, "<a>", 3);
	memcpy(text + size - 4, "</a>", 4);
	return text;
}

static void test_four_mebibytes_and_not_a_byte_more(void **state)
{
	const char *error;

	(void)state;
	assert_non_null(xml_parse(pool, of_size(LIMIT), LIMIT, &error));
	assert_null(xml_parse(pool, of_size(LIMIT + 1), LIMIT + 1, &error));
	assert_string_equal(error, "is larger than 4 MiB");
}

static void file_write(const char *text, size_t len)
{
	FILE *f = fopen(path, "w");

	assert_non_null(f);
	assert_int_equal(fwrite(text, 1, len, f), len);
	assert_int_equal(fclose(f), 0);
}

static void test_files(void **state)
{
	const char *error = NULL;

	(void)state;
	assert_null(xml_read(pool, "/nowhere.xml", &error));
	assert_string_equal(error, "cannot be read");
	error = NULL;
	assert_null(xml_read(pool, "/", &error));
	assert_non_null(error);
	file_write("<a b='1'/>", 10);
	assert_string_equal(node_get(xml_read(pool, path, &error), "b"), "1");
	file_write(of_size(LIMIT), LIMIT);
	assert_non_null(xml_read(pool, path, &error));
	file_write(of_size(LIMIT + 1), LIMIT + 1);
	error = NULL;
	assert_null(xml_read(pool, path, &error));
	assert_non_null(error);
}

static void test_walking(void **state)
{
	struct node *root = parsed("<?pi?><r> t <b i='1'/><!-- c --><a i='2'/><![CDATA[<x/>]]>"
	    "<b i='3'>one <c>two</c> thr&#233;e</b></r>"), *n;

	(void)state;
	assert_string_equal(node_name(root), "r");
	n = node_child(root, NULL);
	assert_string_equal(node_get(n, "i"), "1");
	n = node_next(n, NULL);
	assert_string_equal(node_get(n, "i"), "2");
	assert_null(node_next(n, "a"));
	n = node_next(n, "b");
	assert_string_equal(node_get(n, "i"), "3");
	assert_string_equal(node_content(n), "one two thr\xc3\xa9" "e");
	assert_null(node_next(n, NULL));
	assert_null(node_get(n, "j"));
	assert_null(node_child(root, "c"));
	assert_string_equal(node_get(node_child(root, "a"), "i"), "2");
	assert_string_equal(node_content(node_child(root, "a")), "");
}

/* -- building -- */

static const char *const hard[] = {
	"", "&", "&amp;", "&amp", "&lt;b&gt;", "&#65;", "&nothing;", "<", "</a>", "<b>&\"'</b>",
	"]]>", "<![CDATA[x]]>", "<!-- -->", "<?x?>", "\"", "'", "a\tb\nc", "%41 {term} $x \\n",
	"\xc5\x81\xe2\x82\xac\xf0\x9f\x98\x80", "\xc2\x85\xe2\x80\xa8", "  spaces  "
};

/* What the document holds, and what comes back when it is written and read
 * again, is what was put in. */
static void test_text_is_kept_byte_for_byte(void **state)
{
	(void)state;
	for (size_t i = 0; i < SIZE(hard); i++) {
		struct node *root = xml_new(pool, "page"), *again;
		struct node *leaf = node_leaf(root, "leaf", hard[i]);
		xmlChar *bytes;
		int len;

		node_set(leaf, "value", hard[i]);
		assert_string_equal(node_content(leaf), hard[i]);
		assert_string_equal(node_get(leaf, "value"), hard[i]);
		xmlDocDumpMemoryEnc(xml_document(root), &bytes, &len, "UTF-8");
		again = node_child(parsed((const char *)bytes), "leaf");
		assert_string_equal(node_content(again), hard[i]);
		assert_string_equal(node_get(again, "value"), hard[i]);
		assert_null(node_child(again, NULL));
		xmlFree(bytes);
	}
}

static void test_pieces_of_text_are_joined(void **state)
{
	struct node *root = xml_new(pool, "page");

	(void)state;
	node_text(root, "a & ");
	node_text(root, NULL);
	node_text(root, "");
	node_text(root, "b < c");
	(void)node_leaf(root, "i", NULL);
	node_text(root, ".");
	assert_string_equal(node_content(root), "a & b < c.");
}

static void test_attributes(void **state)
{
	struct node *root = xml_new(pool, "page");

	(void)state;
	node_set(root, "none", NULL);
	assert_null(node_get(root, "none"));
	node_set(root, "a", "1");
	node_set(root, "a", "2");
	assert_string_equal(node_get(root, "a"), "2");
	node_set_number(root, "n", -9223372036854775807LL - 1);
	assert_string_equal(node_get(root, "n"), "-9223372036854775808");
}

static void test_elements_stand_in_the_order_they_were_added(void **state)
{
	struct node *root = xml_new(pool, "page"), *n;

	(void)state;
	(void)node_add(root, "one");
	(void)node_add(node_add(root, "two"), "inner");
	(void)node_add(root, "three");
	n = node_child(root, NULL);
	assert_string_equal(node_name(n), "one");
	n = node_next(n, NULL);
	assert_string_equal(node_name(n), "two");
	assert_string_equal(node_name(node_next(n, NULL)), "three");
}

static const char *louder(struct pool *p, const char *text)
{
	return strstr(text, "quiet") == NULL ? text : pool_printf(p, "<LOUD> & %s", text);
}

static void test_rewriting(void **state)
{
	struct node *root = parsed("<r a='quiet' b='as is'>quiet<i c='quiet &amp; so'>no"
	    "<j>quiet</j></i>as is</r>"), *i;

	(void)state;
	node_rewrite(root, louder);
	i = node_child(root, "i");
	assert_string_equal(node_get(root, "a"), "<LOUD> & quiet");
	assert_string_equal(node_get(root, "b"), "as is");
	assert_string_equal(node_get(i, "c"), "<LOUD> & quiet & so");
	assert_string_equal(node_content(i), "no<LOUD> & quiet");
	assert_string_equal(node_content(root), "<LOUD> & quietno<LOUD> & quietas is");
}

/* -- the arena of a request -- */

static void page_made(size_t rows)
{
	struct pool *own = pool_create();
	struct node *root = xml_new(own, "page"), *n = NULL;

	for (size_t i = 0; i < rows; i++) {
		n = node_leaf(root, "row", "a & b");
		node_set_number(n, "number", (long long)i);
		node_set(n, "text", hard[i % SIZE(hard)]);
	}
	if (rows > 0) {
		assert_string_equal(node_get(n, "text"), hard[(rows - 1) % SIZE(hard)]);
		assert_string_equal(node_content(n), "a & b");
	}
	pool_destroy(&own);
}

/* Small and huge pages one after the other, and what is kept beside them. */
static void test_pages_in_the_arena(void **state)
{
	static const size_t rows[] = { 0, 10, 100, 60000, 3, 60000, 10 };
	struct node *before = parsed("<kept a='b'>text</kept>");

	(void)state;
	for (size_t i = 0; i < SIZE(rows); i++) {
		const char *error;
		struct pool *own = pool_create();

		xml_arena_begin();
		page_made(rows[i]);
		assert_null(xml_parse(own, "<a", 2, &error));
		pool_destroy(&own);
		xml_arena_end();
		assert_string_equal(node_get(before, "a"), "b");
		assert_string_equal(node_content(before), "text");
		assert_null(xml_parse(pool, "<a", 2, &error));
	}
	assert_string_equal(node_get(parsed("<a b='c'/>"), "b"), "c");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_what_is_refused),
		cmocka_unit_test(test_no_entity_opens_a_file),
		cmocka_unit_test(test_a_billion_laughs_are_not_laughed),
		cmocka_unit_test(test_depth_has_an_end),
		cmocka_unit_test(test_four_mebibytes_and_not_a_byte_more),
		cmocka_unit_test(test_files),
		cmocka_unit_test(test_walking),
		cmocka_unit_test(test_text_is_kept_byte_for_byte),
		cmocka_unit_test(test_pieces_of_text_are_joined),
		cmocka_unit_test(test_attributes),
		cmocka_unit_test(test_elements_stand_in_the_order_they_were_added),
		cmocka_unit_test(test_rewriting),
		cmocka_unit_test(test_pages_in_the_arena)
	};

	return cmocka_run_group_tests_name("xml", tests, pool_begin, pool_end);
}
