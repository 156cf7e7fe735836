#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <cmocka.h>

#include "guest.h"
#include "pool.h"

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

static void test_as_typed(void **state)
{
	static const struct { const char *typed; unsigned n; const char *plain; } table[] = {
		{ "K7QM-2XPD", 8, "k7qm2xpd" }, { "k7qm2xpd", 8, "k7qm2xpd" },
		{ " k7 qm 2x pd ", 8, "k7qm2xpd" }, { "OIL0-abcd", 8, "0110abcd" },
		{ "k7qm2xp", 8, NULL }, { "k7qm2xpdd", 8, NULL }, { "k7qm2xpu", 8, NULL },
		{ "k7qm2xp!", 8, NULL }, { "", 8, NULL }, { "k7qm_2xpd", 8, NULL },
		{ "k7qm2xp\xc3\xa9", 8, NULL }, { "k7qm\t2xpd", 8, NULL }
	};
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(table) / sizeof(table[0]); i++) {
		const char *plain = guest_plain(pool, table[i].typed, table[i].n);

		if (table[i].plain == NULL ? plain != NULL :
		    plain == NULL || strcmp(plain, table[i].plain) != 0)
			fail_msg("row %zu", i);
	}
}

/* What is shown, typed back as it stands, is the same. */
static void test_made(void **state)
{
	struct guest_secret a, b;
	unsigned char hash[SECRET_BYTES];

	(void)state;
	guest_make(pool, &a);
	guest_make(pool, &b);
	assert_int_equal(strlen(a.reference), GUEST_REFERENCE);
	assert_int_equal(strlen(a.code), GUEST_CODE);
	assert_true(GUEST_CODE * 5 >= 80);
	assert_string_not_equal(a.reference, b.reference);
	assert_string_not_equal(a.code, b.code);
	assert_string_equal(guest_plain(pool, guest_groups(pool, a.code), GUEST_CODE), a.code);
	assert_string_equal(guest_groups(pool, "k7qm2xpd"), "K7QM-2XPD");
	guest_hash(pool, a.reference, a.code, hash);
	assert_memory_equal(hash, a.hash, sizeof(hash));
	guest_hash(pool, b.reference, a.code, hash);
	assert_memory_not_equal(hash, a.hash, sizeof(hash));
	guest_hash(pool, a.reference, b.code, hash);
	assert_memory_not_equal(hash, a.hash, sizeof(hash));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_as_typed),
		cmocka_unit_test(test_made)
	};

	return cmocka_run_group_tests_name("guest", tests, pool_begin, pool_end);
}
