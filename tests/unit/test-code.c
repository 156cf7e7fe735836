#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

#include "code.h"
#include "pool.h"
#include "xml.h"

#ifndef TOP_SRCDIR
#define TOP_SRCDIR "."
#endif

#define SIZE(table) (sizeof(table) / sizeof(*(table)))

static const char sexes[] =
    "<codelist name='sex' title='Sex'>"
    "<code code='F' label='Female' from='2009-01-01'/>"
    "<code code='M' label='Male' from='2009-01-01'/>"
    "<code code='X' label='Not asked' retired-label='Not asked (to 2019)'"
    " group='Old' hint='Ask again' from='2009-01-01' to='2019-12-31'"
    " flags='sensitive  specify' alt-nhs='0'/>"
    "</codelist>";

static struct pool *pool;

static int pool_begin(void **state)
{
	(void)state;
	xml_init();
	pool = pool_create();
	return 0;
}

static int pool_end(void **state)
{
	(void)state;
	pool_destroy(&pool);
	return 0;
}

static const struct codelist *sex_list(struct codes *codes)
{
	assert_null(code_load_bytes(codes, sexes, sizeof(sexes) - 1));
	return code_list(codes, "sex");
}

static void test_a_list_keeps_what_the_file_says(void **state)
{
	const struct codelist *list = sex_list(code_new(pool));
	const struct code *x;

	(void)state;
	assert_non_null(list);
	assert_string_equal(list->title, "Sex");
	assert_int_equal(list->n, 3);
	assert_string_equal(list->codes[0].code, "F");
	x = code_find(list, "X");
	assert_non_null(x);
	assert_string_equal(x->group, "Old");
	assert_string_equal(x->hint, "Ask again");
	assert_string_equal(x->alt[CODE_ALT_NHS], "0");
	assert_null(x->alt[CODE_ALT_DFE]);
	assert_string_equal(code_find(list, "F")->group, "");
	assert_null(code_find(list, "f"));
	assert_null(code_find(list, ""));
}

static void test_open_from_the_first_to_the_last_day(void **state)
{
	static const struct { const char *code, *date, *label; bool open; }
	table[] = {
		{ "X", "2008-12-31", "Not asked", false },
		{ "X", "2009-01-01", "Not asked", true },
		{ "X", "2019-12-31", "Not asked", true },
		{ "X", "2020-01-01", "Not asked (to 2019)", false },
		{ "F", "2008-12-31", "Female", false },
		{ "F", "2026-11-22", "Female", true }
	};
	const struct codelist *list = sex_list(code_new(pool));

	(void)state;
	for (size_t i = 0; i < SIZE(table); i++) {
		const struct code *code = code_find(list, table[i].code);

		assert_int_equal(code_open(code, table[i].date), table[i].open);
		assert_string_equal(code_label(code, table[i].date),
		    table[i].label);
	}
}

static void test_flags_are_words(void **state)
{
	const struct codelist *list = sex_list(code_new(pool));
	const struct code *x = code_find(list, "X");

	(void)state;
	assert_true(code_flag(x, "sensitive"));
	assert_true(code_flag(x, "specify"));
	assert_false(code_flag(x, "sens"));
	assert_false(code_flag(x, "specify!"));
	assert_false(code_flag(x, ""));
	assert_false(code_flag(code_find(list, "F"), "sensitive"));
}

static void test_bad_lists_are_refused(void **state)
{
	static const char *const table[][2] = {
		{ "<codelist title='T'><code code='A' label='a'/></codelist>",
		  "it is not a code list with a name" },
		{ "<terms name='t'/>", "it is not a code list with a name" },
		{ "<codelist name='t'/>", "it has no code" },
		{ "<codelist name='t'><code label='a'/></codelist>",
		  "a code is empty or has a space in it" },
		{ "<codelist name='t'><code code='A B' label='a'/></codelist>",
		  "a code is empty or has a space in it" },
		{ "<codelist name='t'><code code='A'/></codelist>", "A has no label" },
		{ "<codelist name='t'><code code='A' label='a'/>"
		  "<code code='A' label='b'/></codelist>", "A is there twice" },
		{ "<codelist name='t'><code code='A' label='a' to='2019-02-30'/></codelist>",
		  "A has a from or to that is no date" },
		{ "<codelist name='sex'><code code='A' label='a'/></codelist>",
		  "there is a list sex already" },
		{ "<codelist", "is not well-formed XML" }
	};
	struct codes *codes = code_new(pool);
	const struct codelist *const *lists;

	(void)state;
	sex_list(codes);
	for (size_t i = 0; i < SIZE(table); i++) {
		const char *wrong = code_load_bytes(codes, table[i][0],
		    strlen(table[i][0]));

		assert_non_null(wrong);
		assert_string_equal(wrong, table[i][1]);
	}
	assert_null(code_list(codes, "t"));
	assert_int_equal(code_lists(codes, &lists), 1);
	assert_string_equal(lists[0]->name, "sex");
}

static void file_write(const char *directory, const char *name, const char *text)
{
	FILE *file = fopen(pool_printf(pool, "%s/%s", directory, name), "w");

	assert_non_null(file);
	assert_true(fputs(text, file) >= 0);
	assert_int_equal(fclose(file), 0);
}

static void directory_fill(const char *directory)
{
	for (int i = 0; i < 70; i++)
		file_write(directory, pool_printf(pool, "l%02d.xml", i),
		    pool_printf(pool, "<codelist name='l%02d'>"
		    "<code code='A' label='a'/></codelist>", i));
	file_write(directory, "notes.txt", "not a list");
	file_write(directory, ".hidden.xml", "not a list");
}

static void directory_clear(const char *directory)
{
	for (int i = 0; i < 70; i++)
		unlink(pool_printf(pool, "%s/l%02d.xml", directory, i));
	unlink(pool_printf(pool, "%s/notes.txt", directory));
	unlink(pool_printf(pool, "%s/.hidden.xml", directory));
	unlink(pool_printf(pool, "%s/z.xml", directory));
	assert_int_equal(rmdir(directory), 0);
}

static void test_a_directory_is_read_in_order(void **state)
{
	char directory[] = "/tmp/test-code-XXXXXX";
	struct codes *codes = code_new(pool);
	const struct codelist *const *lists;
	const char *wrong;

	(void)state;
	assert_non_null(mkdtemp(directory));
	directory_fill(directory);
	assert_null(code_load(codes, directory));
	assert_int_equal(code_lists(codes, &lists), 70);
	assert_string_equal(lists[0]->name, "l00");
	assert_string_equal(lists[69]->name, "l69");
	file_write(directory, "z.xml", "<codelist name='l00'>"
	    "<code code='A' label='a'/></codelist>");
	wrong = code_load(code_new(pool), directory);
	assert_non_null(wrong);
	assert_non_null(strstr(wrong, "/z.xml: there is a list l00 already"));
	directory_clear(directory);
	wrong = code_load(codes, directory);
	assert_non_null(wrong);
	assert_non_null(strstr(wrong, "cannot be read"));
}

static void test_our_own_lists_load(void **state)
{
	struct codes *codes = code_new(pool);
	const char *wrong = code_load(codes, TOP_SRCDIR "/conf/lists");

	(void)state;
	if (wrong != NULL)
		fail_msg("%s", wrong);
	assert_non_null(code_list(codes, "sex"));
	assert_non_null(code_list(codes, "ethnicity"));
	assert_string_equal(code_find(code_list(codes, "ethnicity"),
	    "WBRI")->alt[CODE_ALT_16PLUS1], "W1");
}

static void test_list_by_hand(void **state)
{
	static const struct code retired = { .code = "OLD", .label = "Old", .group = "", .hint = "",
	    .valid_from = "", .valid_to = "2020-01-01", .flags = "" };
	struct codelist *list = code_list_new(pool, "people", "People", 2);

	(void)state;
	assert_int_equal(list->n, 0);
	code_add(list, "kdoyle", "Kim Doyle");
	code_take(list, &retired);
	assert_int_equal(list->n, 2);
	assert_string_equal(list->codes[0].label, "Kim Doyle");
	assert_true(code_open(code_find(list, "kdoyle"), "2026-11-22"));
	assert_false(code_flag(code_find(list, "kdoyle"), "sensitive"));
	assert_false(code_open(code_find(list, "OLD"), "2026-11-22"));
	assert_null(code_find(list, "nobody"));
	assert_int_equal(code_list_new(pool, "none", "", 0)->n, 0);
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_a_list_keeps_what_the_file_says),
		cmocka_unit_test(test_open_from_the_first_to_the_last_day),
		cmocka_unit_test(test_flags_are_words),
		cmocka_unit_test(test_bad_lists_are_refused),
		cmocka_unit_test(test_a_directory_is_read_in_order),
		cmocka_unit_test(test_list_by_hand),
		cmocka_unit_test(test_our_own_lists_load)
	};

	return cmocka_run_group_tests(tests, pool_begin, pool_end);
}
