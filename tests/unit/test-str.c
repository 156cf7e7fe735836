#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "pool.h"
#include "str.h"

#include "apart.h"

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

static void test_starts_as_empty_text(void **state)
{
	struct str s;

	(void)state;
	str_init(&s, pool);
	assert_string_equal(s.data, "");
	assert_int_equal(s.len, 0);
	str_add(&s, "");
	str_addn(&s, NULL, 0);
	assert_string_equal(s.data, "");
}

/* Whatever the length when it has to grow, no byte is lost and the NUL stands. */
static void test_grows_at_every_length(void **state)
{
	struct str s;

	(void)state;
	str_init(&s, pool);
	for (size_t i = 0; i < 3000; i++) {
		str_addc(&s, (char)('a' + i % 26));
		assert_int_equal(s.len, i + 1);
		assert_int_equal(s.data[s.len], 0);
	}
	for (size_t i = 0; i < 3000; i++)
		assert_int_equal(s.data[i], 'a' + i % 26);
}

static void test_one_long_piece(void **state)
{
	char *piece = pool_alloc(pool, 100001);
	struct str s;

	(void)state;
	memset(piece, 'x', 100000);
	str_init(&s, pool);
	str_add(&s, "<");
	str_add(&s, piece);
	str_add(&s, ">");
	assert_int_equal(s.len, 100002);
	assert_int_equal(s.data[0], '<');
	assert_int_equal(s.data[100001], '>');
	assert_int_equal(strspn(s.data + 1, "x"), 100000);
}

static void test_bytes_may_hold_nul(void **state)
{
	struct str s;

	(void)state;
	str_init(&s, pool);
	str_addn(&s, "a\0b", 3);
	str_add(&s, "c");
	assert_int_equal(s.len, 4);
	assert_memory_equal(s.data, "a\0bc", 5);
}

static void test_printf_appends(void **state)
{
	struct str s;

	(void)state;
	str_init(&s, pool);
	str_printf(&s, "%d", 7);
	str_printf(&s, ",%200s|%s", "r", "");
	assert_int_equal(s.len, 203);
	assert_memory_equal(s.data, "7,  ", 4);
	assert_string_equal(s.data + 201, "r|");
}

static void add_too_much(const void *arg)
{
	struct str s;

	str_init(&s, pool);
	str_add(&s, "abc");
	str_addn(&s, "x", *(const size_t *)arg);
}

static void test_a_length_that_overflows_aborts(void **state)
{
	static const size_t sizes[] = { SIZE_MAX, SIZE_MAX - 3, SIZE_MAX - 2 };

	(void)state;
	for (size_t i = 0; i < sizeof(sizes) / sizeof(sizes[0]); i++)
		assert_aborts(add_too_much, &sizes[i]);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_starts_as_empty_text),
		cmocka_unit_test(test_grows_at_every_length),
		cmocka_unit_test(test_one_long_piece),
		cmocka_unit_test(test_bytes_may_hold_nul),
		cmocka_unit_test(test_printf_appends),
		cmocka_unit_test(test_a_length_that_overflows_aborts)
	};

	return cmocka_run_group_tests_name("str", tests, pool_begin, pool_end);
}
