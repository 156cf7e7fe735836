/* Built with -Wl,--wrap=free, so that each block is seen as it is given back. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>
#include <malloc.h>

#include "pool.h"

#include "apart.h"

void __real_free(void *p);
void __wrap_free(void *p);

/* What a test watches: bytes that must be zero when their block is freed, or is
 * kept for the next pool. */
static struct {
	const unsigned char *bytes;
	size_t len;
	int freed, dirty;
} watched;

void __wrap_free(void *p)
{
	const unsigned char *first = p, *w = watched.bytes;

	if (p != NULL && w != NULL && w >= first && w < first + malloc_usable_size(p)) {
		watched.freed++;
		for (size_t i = 0; i < watched.len; i++)
			watched.dirty += w[i] != 0;
	}
	__real_free(p);
}

static void watch(const void *bytes, size_t len)
{
	watched.bytes = bytes;
	watched.len = len;
	watched.freed = watched.dirty = 0;
}

static void watched_went_clean(void)
{
	for (size_t i = 0; watched.freed == 0 && i < watched.len; i++)
		assert_int_equal(watched.bytes[i], 0);
	assert_int_equal(watched.dirty, 0);
	watched.bytes = NULL;
}

static void test_memory_is_zeroed_aligned_and_apart(void **state)
{
	static const size_t sizes[] = {
		0, 1, 15, 16, 17, 8191, 8192, 8193, 100000, 262144, 262145, 1000000
	};
	struct pool *pool = NULL;
	unsigned char *last = NULL;

	(void)state;
	for (int round = 0; round < 12; round++) {
		/* The same pool again, a pool after it, and one that was emptied. */
		if (round % 3 == 0)
			pool_destroy(&pool);
		if (round % 3 == 1)
			pool_reset(pool);
		if (pool == NULL)
			pool = pool_create();
		for (size_t i = 0; i < sizeof(sizes) / sizeof(sizes[0]); i++) {
			unsigned char *p = pool_alloc(pool, sizes[i]);

			assert_ptr_not_equal(p, last);
			assert_int_equal((uintptr_t)p % 16, 0);
			for (size_t k = 0; k < sizes[i]; k++)
				assert_int_equal(p[k], 0);
			memset(p, 0xa5, sizes[i]);
			last = p;
		}
	}
	pool_destroy(&pool);
	assert_null(pool);
}

static void test_many_small_ones_do_not_overlap(void **state)
{
	struct pool *pool = pool_create();
	unsigned *p[5000];

	(void)state;
	for (unsigned i = 0; i < 5000; i++) {
		p[i] = pool_new(pool, unsigned);
		*p[i] = i;
	}
	for (unsigned i = 0; i < 5000; i++)
		assert_int_equal(*p[i], i);
	pool_destroy(&pool);
}

static void test_what_was_in_a_pool_is_wiped(void **state)
{
	struct pool *pool = pool_create();
	char *secret = pool_strdup(pool, "the password of somebody");

	(void)state;
	watch(secret, strlen(secret));
	pool_destroy(&pool);
	watched_went_clean();
}

static void test_a_reset_wipes_too_and_large_blocks(void **state)
{
	struct pool *pool = pool_create();
	unsigned char *secret = pool_alloc(pool, 500000);

	(void)state;
	memset(secret, 's', 500000);
	watch(secret, 500000);
	pool_reset(pool);
	watched_went_clean();
	assert_string_equal(pool_strdup(pool, "usable"), "usable");
	pool_destroy(&pool);
}

static void test_copies(void **state)
{
	struct pool *pool = pool_create();
	char text[] = "abc";
	char *copy = pool_strdup(pool, text);

	(void)state;
	text[0] = 'x';
	assert_string_equal(copy, "abc");
	assert_null(pool_strdup(pool, NULL));
	assert_string_equal(pool_strndup(pool, "abcdef", 3), "abc");
	assert_string_equal(pool_strndup(pool, "", 0), "");
	assert_memory_equal(pool_strndup(pool, "a\0b", 3), "a\0b", 4);
	assert_string_equal(pool_printf(pool, "%s-%05d", "n", 42), "n-00042");
	assert_int_equal(strlen(pool_printf(pool, "%*s", 300000, "")), 300000);
	pool_destroy(&pool);
}

static char order[8];

static void note(void *arg)
{
	strncat(order, arg, 1);
}

static void test_deferred_calls_run_once_newest_first(void **state)
{
	struct pool *pool = pool_create();

	(void)state;
	order[0] = '\0';
	pool_defer(pool, note, (char[]){ "1" });
	pool_defer(pool, note, (char[]){ "2" });
	pool_reset(pool);
	assert_string_equal(order, "21");
	pool_defer(pool, note, (char[]){ "3" });
	pool_destroy(&pool);
	assert_string_equal(order, "213");
}

static void seen(void *arg)
{
	strncat(order, arg, 7);
}

static void test_a_deferred_call_still_sees_its_memory(void **state)
{
	struct pool *pool = pool_create();

	(void)state;
	order[0] = '\0';
	pool_defer(pool, seen, pool_strdup(pool, "alive"));
	pool_destroy(&pool);
	assert_string_equal(order, "alive");
}

static void test_no_pool_may_be_destroyed(void **state)
{
	struct pool *pool = NULL;

	(void)state;
	pool_destroy(&pool);
	assert_null(pool);
}

static void ask_product(const void *arg)
{
	const size_t *n = arg;

	(void)pool_array(pool_create(), n[0], n[1]);
}

static void ask_size(const void *arg)
{
	(void)pool_alloc(pool_create(), *(const size_t *)arg);
}

static void test_what_cannot_be_had_aborts(void **state)
{
	static const size_t products[][2] = {
		{ SIZE_MAX, 2 }, { SIZE_MAX / 2, 3 }, { (size_t)1 << 33, (size_t)1 << 33 }
	};
	static const size_t sizes[] = { SIZE_MAX, SIZE_MAX - 7, SIZE_MAX / 2 + 1, SIZE_MAX / 2 };

	(void)state;
	for (size_t i = 0; i < sizeof(products) / sizeof(products[0]); i++)
		assert_aborts(ask_product, products[i]);
	for (size_t i = 0; i < sizeof(sizes) / sizeof(sizes[0]); i++)
		assert_aborts(ask_size, &sizes[i]);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_memory_is_zeroed_aligned_and_apart),
		cmocka_unit_test(test_many_small_ones_do_not_overlap),
		cmocka_unit_test(test_what_was_in_a_pool_is_wiped),
		cmocka_unit_test(test_a_reset_wipes_too_and_large_blocks),
		cmocka_unit_test(test_copies),
		cmocka_unit_test(test_deferred_calls_run_once_newest_first),
		cmocka_unit_test(test_a_deferred_call_still_sees_its_memory),
		cmocka_unit_test(test_no_pool_may_be_destroyed),
		cmocka_unit_test(test_what_cannot_be_had_aborts)
	};

	return cmocka_run_group_tests_name("pool", tests, NULL, NULL);
}
