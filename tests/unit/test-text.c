#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "pool.h"
#include "text.h"

#include "text-slow.h"

#define SIZE(table) (sizeof(table) / sizeof(*(table)))

static struct pool *pool;

static int pool_begin(void **state)
{
	(void)state;
	pool = pool_create();
	return 0;
}

static int pool_end(void **state)
{
	(void)state;
	pool_destroy(&pool);
	return 0;
}

/* Bytes at which a rule of UTF-8 or of XML begins or ends. */
static const unsigned char edges[] = {
	0x00, 0x08, 0x09, 0x0a, 0x0b, 0x0d, 0x1f, 0x20, 0x41, 0x7e, 0x7f, 0x80, 0x81, 0x8f,
	0x90, 0x9f, 0xa0, 0xb7, 0xbd, 0xbe, 0xbf, 0xc0, 0xc1, 0xc2, 0xdf, 0xe0, 0xe1, 0xec,
	0xed, 0xee, 0xef, 0xf0, 0xf1, 0xf3, 0xf4, 0xf5, 0xf8, 0xfe, 0xff
};

/* The copy has no byte to spare, so that reading past the end shows. */
static void compare(const unsigned char *bytes, size_t len)
{
	unsigned char *copy = malloc(len == 0 ? 1 : len);
	bool fast;

	assert_non_null(copy);
	memcpy(copy, bytes, len);
	fast = text_check((const char *)copy, len);
	free(copy);
	if (fast != slow_check(bytes, len))
		fail_msg("%02x %02x %02x %02x (%zu bytes)", bytes[0], bytes[1], bytes[2],
		    bytes[3], len);
}

static void test_every_sequence_of_one_and_two_bytes(void **state)
{
	unsigned char b[4] = { 0 };

	(void)state;
	for (int i = 0; i < 256; i++) {
		b[0] = (unsigned char)i;
		compare(b, 1);
		for (int k = 0; k < 256; k++) {
			b[1] = (unsigned char)k;
			compare(b, 2);
		}
	}
}

static void test_sequences_of_three_and_four_bytes_at_the_edges(void **state)
{
	unsigned char b[4];

	(void)state;
	for (int lead = 0; lead < 256; lead++) {
		for (size_t i = 0; i < SIZE(edges) * SIZE(edges); i++) {
			b[0] = (unsigned char)lead;
			b[1] = edges[i / SIZE(edges)];
			b[2] = edges[i % SIZE(edges)];
			b[3] = edges[(i * 7 + (size_t)lead) % SIZE(edges)];
			compare(b, 3);
			compare(b, 4);
		}
	}
}

static void test_every_character(void **state)
{
	(void)state;
	for (uint32_t code = 0; code <= 0x110000; code++) {
		unsigned char b[4];
		size_t len = slow_write(code, b);

		if (text_check((const char *)b, len) != slow_allowed(code))
			fail_msg("U+%04X", code);
	}
}

static void test_names_the_rules(void **state)
{
	static const struct { const char *bytes; size_t len; bool good; } table[] = {
		{ "", 0, true },
		{ "plain\t\r\n text", 13, true },
		{ "Zo\xc3\xab \xe2\x80\x99 \xf0\x9f\x98\x80", 13, true },
		{ "a\0b", 3, false },			/* NUL */
		{ "\x1b[2J", 4, false },		/* control */
		{ "\x7f", 1, true },			/* DEL is a Char of XML 1.0 */
		{ "\xc2\x85", 2, true },
		{ "\xc0\xaf", 2, false },		/* overlong "/" */
		{ "\xe0\x80\xaf", 3, false },
		{ "\xf0\x80\x80\xaf", 4, false },
		{ "\xed\xa0\x80", 3, false },		/* surrogates */
		{ "\xed\xbf\xbf", 3, false },
		{ "\xed\x9f\xbf", 3, true },
		{ "\xee\x80\x80", 3, true },
		{ "\xef\xbf\xbd", 3, true },
		{ "\xef\xbf\xbe", 3, false },		/* U+FFFE */
		{ "\xef\xbf\xbf", 3, false },		/* U+FFFF */
		{ "\xf4\x8f\xbf\xbd", 4, true },
		{ "\xf4\x90\x80\x80", 4, false },	/* beyond the last */
		{ "a\xc3", 2, false },			/* cut off */
		{ "\xe2\x82", 2, false },
		{ "\x80", 1, false }
	};

	(void)state;
	for (size_t i = 0; i < SIZE(table); i++)
		if (text_check(table[i].bytes, table[i].len) != table[i].good)
			fail_msg("row %zu", i);
}

static void test_trim(void **state)
{
	static const char *const table[][2] = {
		{ "", "" }, { " \t\r\n ", "" }, { "a", "a" }, { "  a  b ", "a  b" },
		{ "one\r\ntwo\rthree\n", "one\ntwo\nthree" },
		{ "a\r\n\r\nb", "a\n\nb" }, { "a\n\rb", "a\n\nb" }, { "\ra\r", "a" },
		{ "\xc2\xa0 a", "\xc2\xa0 a" },		/* only white space of XML goes */
		{ "a\xe2\x80\x83", "a\xe2\x80\x83" }
	};

	(void)state;
	for (size_t i = 0; i < SIZE(table); i++)
		assert_string_equal(text_trim(pool, table[i][0]), table[i][1]);
}

static void test_number(void **state)
{
	static const struct { const char *text; bool good; unsigned long long number; } table[] = {
		{ "0", true, 0 }, { "007", true, 7 }, { "18446744073709551615", true, UINT64_MAX },
		{ "18446744073709551616", false, 0 }, { "99999999999999999999", false, 0 },
		{ "000000000000000000001", false, 0 }, { "", false, 0 }, { " 1", false, 0 },
		{ "1 ", false, 0 }, { "+1", false, 0 }, { "-1", false, 0 }, { "1.0", false, 0 },
		{ "0x10", false, 0 }, { "1e3", false, 0 }, { "\xd9\xa1", false, 0 }
	};

	(void)state;
	for (size_t i = 0; i < SIZE(table); i++) {
		unsigned long long number = 4711;

		assert_int_equal(text_number(table[i].text, &number), table[i].good);
		assert_int_equal(number, table[i].good ? table[i].number : 4711);
	}
}

static void test_small_things(void **state)
{
	static const unsigned char bytes[] = { 0x00, 0x0f, 0xa5, 0xff };

	(void)state;
	assert_int_equal(text_chars(""), 0);
	assert_int_equal(text_chars("Zo\xc3\xab"), 3);
	assert_int_equal(text_chars("\xf0\x9f\x98\x80\xe2\x82\xac"), 2);
	assert_string_equal(text_hex(pool, bytes, sizeof(bytes)), "000fa5ff");
	assert_string_equal(text_hex(pool, bytes, 0), "");
	assert_true(text_only("abc", "abc", 3));
	assert_false(text_only("abc", "abc", 2));
	assert_false(text_only("", "abc", 2));
	assert_false(text_only("abd", "abc", 3));
	assert_true(text_starts("prefix", "pre"));
	assert_true(text_starts("pre", "pre"));
	assert_true(text_starts("pre", ""));
	assert_false(text_starts("pr", "pre"));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_every_sequence_of_one_and_two_bytes),
		cmocka_unit_test(test_sequences_of_three_and_four_bytes_at_the_edges),
		cmocka_unit_test(test_every_character),
		cmocka_unit_test(test_names_the_rules),
		cmocka_unit_test(test_trim),
		cmocka_unit_test(test_number),
		cmocka_unit_test(test_small_things)
	};

	return cmocka_run_group_tests_name("text", tests, pool_begin, pool_end);
}
