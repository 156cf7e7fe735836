#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "pool.h"
#include "terms.h"
#include "xml.h"

#include "apart.h"

#ifndef TOP_SRCDIR
#define TOP_SRCDIR "."
#endif

#define SIZE(table) (sizeof(table) / sizeof(*(table)))

static struct pool *pool;
static char path[] = "/tmp/everychild-terms-XXXXXX";

static void load(const void *text)
{
	FILE *f = fopen(path, "w");

	if (f == NULL || fputs(text, f) == EOF || fclose(f) != 0)
		_exit(9);
	terms_load(path);
}

static int terms_begin(void **state)
{
	(void)state;
	if (mkstemp(path) < 0)
		return -1;
	xml_init();
	pool = pool_create();
	load("<terms><term key='form' text='early help assessment'/>"
	    "<term key='Form' text='Early help assessment'/>"
	    "<term key='lead' text='lead &amp; &lt;keyworker&gt;'/>"
	    "<term key='none' text=''/><term key='loop' text='{loop} {form}'/></terms>");
	return 0;
}

static int terms_end(void **state)
{
	(void)state;
	pool_destroy(&pool);
	return unlink(path);
}

static void test_what_is_replaced(void **state)
{
	static const char *const table[][2] = {
		{ "no term here", "no term here" },
		{ "", "" },
		{ "{form}", "early help assessment" },
		{ "{Form} of a {form}s", "Early help assessment of a early help assessments" },
		{ "{form}{form}", "early help assessmentearly help assessment" },
		{ "<{lead}>", "<lead & <keyworker>>" },
		{ "[{none}]", "[]" },
		/* A key that is not there, and what is no key. */
		{ "{forms} {FORM} { form}", "{forms} {FORM} { form}" },
		{ "{}", "{}" }, { "{", "{" }, { "}", "}" }, { "}{", "}{" }, { "a {form", "a {form" },
		{ "{form} {form", "early help assessment {form" },
		/* What comes out is not looked at again. */
		{ "{loop}", "{loop} {form}" }
	};

	(void)state;
	for (size_t i = 0; i < SIZE(table); i++)
		assert_string_equal(terms_apply(pool, table[i][0]), table[i][1]);
}

static void test_text_without_a_term_is_not_copied(void **state)
{
	static const char text[] = "as it is";

	(void)state;
	assert_ptr_equal(terms_apply(pool, text), text);
}

static void load_file(const void *name)
{
	terms_load(name);
}

static void test_what_cannot_be_used(void **state)
{
	static const char *const table[][2] = {
		{ "<terms><term key='a'/></terms>", "has a term without key or text" },
		{ "<terms><term text='a'/></terms>", "has a term without key or text" },
		{ "<terms>", "is not well-formed XML" },
		{ "", "is not well-formed XML" },
		{ "<!DOCTYPE terms><terms/>", "must not have a DOCTYPE" }
	};

	(void)state;
	for (size_t i = 0; i < SIZE(table); i++)
		assert_refuses(load, table[i][0], table[i][1]);
	assert_refuses(load_file, "/nowhere.xml", "terms: /nowhere.xml cannot be read");
	assert_returns(load_file, TOP_SRCDIR "/conf/terms-ecm2009.xml");
	assert_returns(load_file, TOP_SRCDIR "/conf/terms-fh2026.xml");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_what_is_replaced),
		cmocka_unit_test(test_text_without_a_term_is_not_copied),
		cmocka_unit_test(test_what_cannot_be_used)
	};

	return cmocka_run_group_tests_name("terms", tests, terms_begin, terms_end);
}
