/* The settings of a process are read once, so each case has a process of its own. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "conf.h"
#include "log.h"

#include "apart.h"

#define SIZE(table) (sizeof(table) / sizeof(*(table)))

static const struct conf_setting first[] = {
	{ "shop.name", CONF_TEXT, "Corner", NULL },
	{ "shop.note", CONF_TEXT, "", NULL },
	{ "shop.shelves", CONF_NUMBER, "4", NULL },
	{ "shop.open", CONF_SWITCH, "no", NULL },
	{ "shop.size", CONF_CHOICE, "small", "small:middle:large" },
	{ "shop.goods", CONF_LIST, NULL, NULL },
	{ NULL, CONF_TEXT, NULL, NULL }
};
static const struct conf_setting second[] = {
	{ "till.key", CONF_TEXT, NULL, NULL },
	{ NULL, CONF_TEXT, NULL, NULL }
};

/* The settings, and beside them those of the program "caf" alone. */
static char path[] = "/tmp/everychild-conf-XXXXXX.conf";
static char own[] = "/tmp/everychild-conf-XXXXXX-caf.conf";

static int file_begin(void **state)
{
	(void)state;
	if (mkstemps(path, 5) < 0)
		return -1;
	memcpy(own, path, strlen(path) - 5);
	return 0;
}

static int file_end(void **state)
{
	(void)state;
	return unlink(path);
}

static void file_write(const char *name, const char *text)
{
	FILE *f = fopen(name, "w");

	if (f == NULL || fputs(text, f) == EOF || fclose(f) != 0)
		_exit(9);
}

static void load(const void *text)
{
	file_write(path, text);
	conf_table(first);
	conf_table(second);
	conf_load(path, "caf");
}

static void test_what_is_refused(void **state)
{
	static const char *const table[][2] = {
		{ "till.key = k\nshop.shelves = four\n", "line 2: shop.shelves must be a whole number" },
		{ "till.key = k\nshop.shelves = -1\n", "shop.shelves must be a whole number" },
		{ "till.key = k\nshop.shelves = 3.5\n", "shop.shelves must be a whole number" },
		{ "till.key = k\nshop.shelves = 10 \t# ten\n", "shop.shelves must be a whole number" },
		{ "till.key = k\nshop.shelves =\n", "shop.shelves must be a whole number" },
		{ "till.key = k\nshop.shelves = 1000000001\n", "shop.shelves must be a whole number" },
		{ "till.key = k\nshop.open = true\n", "shop.open must be yes or no" },
		{ "till.key = k\nshop.open = Yes\n", "shop.open must be yes or no" },
		{ "till.key = k\nshop.open = yes:no\n", "shop.open must be yes or no" },
		{ "till.key = k\nshop.size = huge\n",
		  "shop.size must be one of small:middle:large" },
		{ "till.key = k\nshop.size = smal\n", "shop.size must be one of" },
		{ "till.key = k\nshop.size =\n", "shop.size must be one of" },
		{ "till.key = k\nshop.name = a\nshop.name = a\n",
		  "line 3: shop.name is given twice" },
		{ "till.key = k\n\n# c\nshop.name\n", "line 4: expected \\\"name = value\\\"" },
		{ "till.key = k\nshop.nam = a\n", "line 2: there is no setting shop.nam" },
		{ "till.key = k\nshop.names = a\n", "there is no setting shop.names" },
		{ "till.key = k\nshop. = a\n", "there is no setting shop." },
		{ "till.key = k\nshelves = 5\n", "there is no setting shelves" },
		{ "till.key = k\n= 5\n", "there is no setting" },
		{ "shop.name = a\n", "settings: till.key must be given" },
		{ "till.key =\n", "till.key must be given" }
	};

	(void)state;
	for (size_t i = 0; i < SIZE(table); i++)
		assert_refuses(load, table[i][0], table[i][1]);
}

static void load_long(const void *len)
{
	char text[8192];

	memset(text, 'x', sizeof(text));
	memcpy(text, "till.key = ", 11);
	memcpy(text + *(const size_t *)len, "\n", 2);
	load(text);
	if (strlen(conf_text("till.key")) != *(const size_t *)len - 11)
		_exit(9);
}

static void test_a_line_has_at_most_4094_bytes(void **state)
{
	static const size_t good = 4094, longer[] = { 4095, 4096, 8000 };

	(void)state;
	assert_returns(load_long, &good);
	for (size_t i = 0; i < SIZE(longer); i++)
		assert_refuses(load_long, &longer[i], "line 1: longer than 4094 bytes");
}

static void load_nothing(const void *name)
{
	conf_load(name, "caf");
}

static void test_a_file_that_is_not_there(void **state)
{
	(void)state;
	assert_refuses(load_nothing, "/nowhere/everychild.conf",
	    "settings: cannot read /nowhere/everychild.conf");
}

static void must(bool held)
{
	if (!held)
		_exit(8);
}

static void read_all(const void *unused)
{
	const char *const *line;
	size_t n = 99;

	(void)unused;
	load("# comment\n \n\t shop.name \t=  Ann's = best # shop  \r\n"
	    "shop.goods = apples\nshop.goods=pears and plums\n  # shop.open = yes\n"
	    "shop.size=large\nshop.shelves = 1000000000\nother.thing = what you like\n"
	    "till.key = k");
	must(strcmp(conf_text("shop.name"), "Ann's = best # shop") == 0);
	must(conf_number("shop.shelves") == 1000000000);
	must(!conf_switch("shop.open"));
	must(strcmp(conf_text("shop.size"), "large") == 0);
	must(strcmp(conf_text("till.key"), "k") == 0);
	line = conf_list("shop.goods", &n);
	must(n == 2 && strcmp(line[0], "apples") == 0 && strcmp(line[1], "pears and plums") == 0);
}

static void read_fallbacks(const void *unused)
{
	size_t n = 99;

	(void)unused;
	load("till.key = k\nshop.open = yes\n");
	must(strcmp(conf_text("shop.name"), "Corner") == 0);
	must(strcmp(conf_text("shop.note"), "") == 0);
	must(conf_number("shop.shelves") == 4);
	must(conf_switch("shop.open"));
	must(conf_list("shop.goods", &n) == NULL && n == 0);
}

static void test_what_is_read(void **state)
{
	(void)state;
	assert_returns(read_all, NULL);
	assert_returns(read_fallbacks, NULL);
}

static void read_own(const void *unused)
{
	(void)unused;
	load("till.key = k\nshop.open = yes\n");
	must(strcmp(conf_text("shop.name"), "Own") == 0);
	must(conf_switch("shop.open"));
}

static void test_a_program_s_own_file(void **state)
{
	(void)state;
	file_write(own, "shop.name = Own\n");
	assert_returns(read_own, NULL);
	assert_refuses(load, "till.key = k\nshop.name = a\n", "-caf.conf line 1: shop.name is given twice");
	file_write(own, "shop.nam = Own\n");
	assert_refuses(load, "till.key = k\n", "-caf.conf line 1: there is no setting shop.nam");
	/* One that is there but cannot be read is not passed over. */
	assert_int_equal(unlink(own), 0);
	assert_int_equal(symlink(own, own), 0);
	assert_refuses(load, "till.key = k\n", "settings: cannot read /tmp/everychild-conf-");
	assert_int_equal(unlink(own), 0);
}

static void load_several(const void *name)
{
	file_write(path, "till.key = k\n");
	conf_table(first);
	conf_table(second);
	conf_load_several(path, (const char *const[]){ "none", "caf", NULL });
	if (strcmp(conf_text("shop.name"), name) != 0)
		_exit(9);
}

static void test_a_tool_reads_what_programs_are_set_to(void **state)
{
	(void)state;
	/* shop.nam is the program's alone. */
	file_write(own, "shop.nam = a\nshop.name = Own\n");
	assert_returns(load_several, "Own");
	file_write(own, "shop.shelves = many\n");
	assert_refuses(load_several, "Own", "-caf.conf line 1: shop.shelves must be a whole number");
	assert_int_equal(unlink(own), 0);
	assert_returns(load_several, "Corner");
}

static void ask(const void *name)
{
	load("till.key = k\n");
	(void)conf_text(name);
}

static void test_asking_for_what_no_table_has_aborts(void **state)
{
	(void)state;
	assert_returns(ask, "shop.name");
	assert_aborts(ask, "shop.nam");
	assert_aborts(ask, "");
}

static void bad_fallback(const void *unused)
{
	static const struct conf_setting table[] = {
		{ "a.number", CONF_NUMBER, "many", NULL }, { NULL, CONF_TEXT, NULL, NULL }
	};

	(void)unused;
	conf_table(table);
	load("till.key = k\n");
}

static void test_a_default_is_checked_too(void **state)
{
	(void)state;
	assert_refuses(bad_fallback, NULL, "default: a.number must be a whole number");
}

/* The entry that says why holds one line, whatever was in the file. */
static void test_a_refusal_cannot_forge_a_log_entry(void **state)
{
	struct apart end;

	(void)state;
	apart_run(&end, load, "till.key = k\nshop.\x1b[2J\"}\x01 = a\n");
	assert_int_equal(end.status, 1);
	assert_non_null(strstr(end.said, "shop.\\u001b[2J\\\"}\\u0001"));
	assert_ptr_equal(strchr(end.said, '\n'), end.said + strlen(end.said) - 1);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_what_is_refused),
		cmocka_unit_test(test_a_line_has_at_most_4094_bytes),
		cmocka_unit_test(test_a_file_that_is_not_there),
		cmocka_unit_test(test_what_is_read),
		cmocka_unit_test(test_a_program_s_own_file),
		cmocka_unit_test(test_a_tool_reads_what_programs_are_set_to),
		cmocka_unit_test(test_asking_for_what_no_table_has_aborts),
		cmocka_unit_test(test_a_default_is_checked_too),
		cmocka_unit_test(test_a_refusal_cannot_forge_a_log_entry)
	};

	return cmocka_run_group_tests_name("conf", tests, file_begin, file_end);
}
