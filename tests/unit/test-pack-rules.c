/* From when to when a pack is read: AC14 of modules/lscb/sections.md. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "clock.h"
#include "pool.h"

#include "../modules/lscb/pack-rules.h"

static void test_ten_working_days_before_to_thirty_days_after(void **state)
{
	struct pool *pool = pool_create();
	struct clock papers = { .code = "papers" };
	struct clock_due out;
	const char *on;

	(void)state;
	assert_null(clock_load(pool, TOP_SRCDIR "/conf/bank-holidays.xml"));
	/* Meeting on 12 May 2026; 4 May is a bank holiday. */
	assert_true(clock_parse("10 working days before", &papers));
	assert_true(clock_due(pool, &papers, "2026-05-12", &out));
	on = date_iso(pool, out.date);
	assert_false(pack_open(on, "2026-05-12", "2026-04-24", 30));
	assert_false(pack_open(on, "2026-05-12", "2026-04-26", 30));
	assert_true(pack_open(on, "2026-05-12", "2026-04-27", 30));
	assert_true(pack_open(on, "2026-05-12", "2026-04-28", 30));
	assert_true(pack_open(on, "2026-05-12", "2026-05-12", 30));
	assert_true(pack_open(on, "2026-05-12", "2026-06-11", 30));
	assert_false(pack_open(on, "2026-05-12", "2026-06-12", 30));
	assert_false(pack_open(NULL, "2026-05-12", "2026-05-12", 30));
	assert_false(pack_open(on, "", "2026-06-12", 30));
	pool_destroy(&pool);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_ten_working_days_before_to_thirty_days_after),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
