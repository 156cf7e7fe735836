#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "date.h"
#include "input.h"
#include "pool.h"
#include "str.h"

#include "apart.h"

#define SIZE(table) (sizeof(table) / sizeof(*(table)))
#define TODAY "2026-11-22"

static struct pool *pool;

static int pool_begin(void **state)
{
	(void)state;
	pool = pool_create();
	date_set_now("2026-11-22 12:00:00");
	return 0;
}

static int pool_end(void **state)
{
	(void)state;
	pool_destroy(&pool);
	return 0;
}

static struct params parsed(const char *text)
{
	struct params params = { 0 };

	if (!params_parse(&params, pool, text, strlen(text)))
		fail_msg("refused: %s", text);
	return params;
}

/* -- decoding -- */

static void test_decoding(void **state)
{
	static const char *const table[][3] = {
		{ "a=b", "a", "b" },
		{ "&&a=b&", "a", "b" },
		{ "a", "a", "" },
		{ "a=", "a", "" },
		{ "=b", "", "b" },
		{ "a=b=c", "a", "b=c" },
		{ "a=1+2%2B3", "a", "1 2+3" },
		{ "%61%2e=%3d%26%23", "a.", "=&#" },
		{ "a=%C5%81%e2%82%ac", "a", "\xc5\x81\xe2\x82\xac" },
		{ "a=\xc5\x81", "a", "\xc5\x81" },
		{ "a=%0D%0A%09", "a", "\r\n\t" },
		/* Once and only once. */
		{ "a=%2541", "a", "%41" },
		{ "a=%252F%253C", "a", "%2F%3C" },
		{ "a=%25", "a", "%" },
		{ "a=&lt;&b=", "a", "" },
		{ "a=%26lt%3B", "a", "&lt;" }
	};

	(void)state;
	for (size_t i = 0; i < SIZE(table); i++) {
		struct params params = parsed(table[i][0]);

		assert_string_equal(params.param[0].name, table[i][1]);
		assert_string_equal(params.param[0].value, table[i][2]);
	}
}

static void test_what_cannot_be_text_is_refused(void **state)
{
	static const char *const table[] = {
		"a=%", "a=%4", "a=%4&b=1", "a=%zz", "a=%4g", "a=%g4", "a=% 41", "a=%+1", "%=a",
		"a=%u0041", "a=%00", "%00=a", "a=b%00c", "a=%C0%AF", "a=%C5", "a=%80", "a=%ff",
		"a=%ED%A0%80", "a=%EF%BF%BF", "a=%01", "a=%1b%5b", "a=\x01", "a=\xff", "good=1&a=%8"
	};

	(void)state;
	for (size_t i = 0; i < SIZE(table); i++) {
		struct params params = { 0 };

		if (params_parse(&params, pool, table[i], strlen(table[i])))
			fail_msg("taken: %s", table[i]);
	}
}

/* The two characters behind "%" must stand before the end, not after it. */
static void test_an_escape_is_not_read_past_the_end(void **state)
{
	struct params params = { 0 };

	(void)state;
	assert_false(params_parse(&params, pool, "a=%41", 4));
	assert_false(params_parse(&params, pool, "a=%41", 3));
	assert_true(params_parse(&params, pool, "a=%41", 5));
	assert_true(params_parse(&params, pool, "ignored", 0));
	assert_int_equal(params.n, 1);
}

static void test_not_more_than_the_limit(void **state)
{
	struct str s;

	(void)state;
	str_init(&s, pool);
	for (int i = 0; i < PARAMS_MAX; i++)
		str_add(&s, "&a=1");
	assert_int_equal(parsed(s.data).n, PARAMS_MAX);
	for (int i = 0; i < 2; i++) {
		struct params params = { 0 };

		str_add(&s, "&b=2");
		assert_false(params_parse(&params, pool, s.data, s.len));
	}
}

static void test_encoding_is_decoding_backwards(void **state)
{
	static const char *const table[] = {
		"", "a=b", "a=&b=&=", "a=%26%3D%25%2B+%0A", "na%20me=%C5%81&x.1.y=%F0%9F%98%80",
		"a=%3Cscript%3E&a=2", "a=%2541"
	};

	(void)state;
	for (size_t i = 0; i < SIZE(table); i++) {
		struct params one = parsed(table[i]), two;

		two = parsed(params_encode(&one, pool));
		assert_int_equal(one.n, two.n);
		for (size_t k = 0; k < one.n; k++) {
			assert_string_equal(one.param[k].name, two.param[k].name);
			assert_string_equal(one.param[k].value, two.param[k].value);
		}
	}
}

/* -- a route's table -- */

static const struct field table_of_fields[] = {
	{ .name = "name", .type = FIELD_TEXT, .max = 5, .required = true, .label = "Family name" },
	{ .name = "born", .type = FIELD_DATE, .label = "Date of birth" },
	{ .name = "kind", .type = FIELD_YESNO, .label = "Unborn" },
	{ .name = NULL }
};
static const struct field table_with_rest[] = {
	{ .name = "go", .type = FIELD_TEXT, .label = "Go" },
	{ .name = "others", .type = FIELD_REST },
	{ .name = NULL }
};

static bool reads(const struct field *table, const char *text, struct input *input_r,
    const char **what_r)
{
	struct params params = parsed(text);

	return input_read(input_r, pool, table, &params, TODAY, what_r);
}

static void test_values_are_checked_and_made_canonical(void **state)
{
	static const char *const rows[][3] = {
		/* sent, name, date of birth */
		{ "", "", "" },
		{ "name=+Ann%0A", "Ann", "" },
		{ "born=9+May+2012", "", "2012-05-09" },
		{ "born=2012-05-09", "", "2012-05-09" },
		{ "born-day=9&born-month=5&born-year=2012", "", "2012-05-09" },
		{ "born-year=2012&born-day=+09+&born-month=may", "", "2012-05-09" },
		{ "born-day=&born-month=&born-year=", "", "" },
		{ "born-day=9%2F5%2F2012", "", "2012-05-09" },
		{ "born-day=29&born-month=2&born-year=2012", "", "2012-02-29" }
	};
	struct input input;
	const char *what;

	(void)state;
	for (size_t i = 0; i < SIZE(rows); i++) {
		assert_true(reads(table_of_fields, rows[i][0], &input, &what));
		assert_string_equal(input_text(&input, "name"), rows[i][1]);
		assert_string_equal(input_text(&input, "born"), rows[i][2]);
		assert_null(input_slot(&input, "name")->error);
		assert_null(input_slot(&input, "born")->error);
	}
}

static void test_wrong_values_are_kept_with_their_message(void **state)
{
	static const char *const rows[][3] = {
		{ "born-day=30&born-month=2&born-year=2012", "born", "30/2/2012" },
		{ "born-day=9&born-year=2012", "born", "9//2012" },
		{ "born-month=5", "born", "/5/" },
		{ "born-day=x&born-month=y&born-year=z", "born", "x/y/z" },
		{ "name=longer+than+5", "name", "longer than 5" },
		{ "kind=perhaps", "kind", "perhaps" }
	};
	struct input input;
	const char *what;

	(void)state;
	for (size_t i = 0; i < SIZE(rows); i++) {
		assert_true(reads(table_of_fields, rows[i][0], &input, &what));
		assert_string_equal(input_text(&input, rows[i][1]), rows[i][2]);
		assert_non_null(input_slot(&input, rows[i][1])->error);
		assert_false(input_valid(&input, pool));
	}
}

static void test_a_request_that_the_table_does_not_know_is_refused(void **state)
{
	static const char *const rows[][2] = {
		{ "name=a&name=b", "name" },
		{ "name=a&name=a", "name" },
		{ "name=&name=", "name" },
		{ "born=2012-05-09&born=2012-05-09", "born" },
		{ "born-day=1&born-day=2&born-month=5&born-year=2012", "born" },
		{ "name=a&admin=yes", "a parameter that the page does not have" },
		{ "Name=a", "a parameter that the page does not have" },
		{ "name%20=a", "a parameter that the page does not have" },
		{ "name[]=a", "a parameter that the page does not have" },
		{ "=", "a parameter that the page does not have" },
		{ "name-day=1", "a parameter that the page does not have" },
		{ "born-hour=1", "a parameter that the page does not have" }
	};
	struct input input;
	const char *what = "";

	(void)state;
	for (size_t i = 0; i < SIZE(rows); i++) {
		if (reads(table_of_fields, rows[i][0], &input, &what))
			fail_msg("taken: %s", rows[i][0]);
		assert_string_equal(what, rows[i][1]);
	}
}

static void test_without_a_table_nothing_may_be_sent(void **state)
{
	struct input input;
	const char *what;

	(void)state;
	assert_true(reads(NULL, "", &input, &what));
	assert_int_equal(input.n, 0);
	assert_false(reads(NULL, "a=1", &input, &what));
}

static void test_a_form_may_read_the_rest(void **state)
{
	struct input input;
	const char *what;

	(void)state;
	assert_true(reads(table_with_rest, "go=on&a=1&a=2&b=", &input, &what));
	assert_true(input.rest);
	assert_string_equal(input_text(&input, "go"), "on");
	assert_false(reads(table_with_rest, "go=on&go=on", &input, &what));
}

static void test_a_parameter_taken_before_is_not_unknown(void **state)
{
	struct params params = parsed("name=a&token=t");
	struct input input;
	const char *what;

	(void)state;
	params.param[1].used = true;
	assert_true(input_read(&input, pool, table_of_fields, &params, TODAY, &what));
}

static void test_required_fields_get_their_message_when_asked(void **state)
{
	struct input input;
	const char *what;

	(void)state;
	assert_true(reads(table_of_fields, "name=+", &input, &what));
	assert_null(input_slot(&input, "name")->error);
	assert_false(input_valid(&input, pool));
	assert_string_equal(input_slot(&input, "name")->error, "Enter family name");
	assert_null(input_slot(&input, "born")->error);
}

static void test_the_first_message_stands(void **state)
{
	struct input input;
	const char *what;

	(void)state;
	assert_true(reads(table_of_fields, "name=Ann", &input, &what));
	assert_true(input_valid(&input, pool));
	assert_true(input_is(&input, "name", "Ann"));
	assert_false(input_is(&input, "name", "ann"));
	input_refuse(&input, "name", "First");
	input_refuse(&input, "name", "Second");
	assert_string_equal(input_slot(&input, "name")->error, "First");
	assert_false(input_valid(&input, pool));
}

static void ask_unknown(const void *name)
{
	struct input input;
	const char *what;

	(void)reads(table_of_fields, "", &input, &what);
	(void)input_text(&input, name);
}

static void test_asking_for_what_the_table_does_not_have_aborts(void **state)
{
	(void)state;
	assert_returns(ask_unknown, "name");
	assert_aborts(ask_unknown, "token");
}

static void test_several_codes_are_joined(void **state)
{
	static const struct field codes = { .name = "c", .type = FIELD_CODES };
	struct params params = parsed("c=A&x=1&c=B&c=");
	bool twice = false;

	(void)state;
	assert_string_equal(input_raw(pool, &codes, "c", &params, &twice), "A B ");
	assert_false(twice);
	assert_false(params.param[1].used);
	assert_true(params.param[3].used);
	assert_string_equal(input_raw(pool, &codes, "d", &params, &twice), "");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_decoding),
		cmocka_unit_test(test_what_cannot_be_text_is_refused),
		cmocka_unit_test(test_an_escape_is_not_read_past_the_end),
		cmocka_unit_test(test_not_more_than_the_limit),
		cmocka_unit_test(test_encoding_is_decoding_backwards),
		cmocka_unit_test(test_values_are_checked_and_made_canonical),
		cmocka_unit_test(test_wrong_values_are_kept_with_their_message),
		cmocka_unit_test(test_a_request_that_the_table_does_not_know_is_refused),
		cmocka_unit_test(test_without_a_table_nothing_may_be_sent),
		cmocka_unit_test(test_a_form_may_read_the_rest),
		cmocka_unit_test(test_a_parameter_taken_before_is_not_unknown),
		cmocka_unit_test(test_required_fields_get_their_message_when_asked),
		cmocka_unit_test(test_the_first_message_stands),
		cmocka_unit_test(test_asking_for_what_the_table_does_not_have_aborts),
		cmocka_unit_test(test_several_codes_are_joined)
	};

	return cmocka_run_group_tests_name("input", tests, pool_begin, pool_end);
}
