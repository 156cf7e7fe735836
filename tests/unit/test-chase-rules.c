/* The chasing of agencies: modules/lscb/sections.md 3.3 and AC7. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "clock.h"
#include "date.h"
#include "pool.h"

#include "../modules/lscb/chase-rules.h"

static const struct chase_rules rules = {
	.due = 15, .due_short = 10,
	.step = { [CHASE_R1] = -5, [CHASE_R2] = 1, [CHASE_R3] = 6, [CHASE_E1] = 11,
	    [CHASE_E2] = 21 },
};

static struct date day(const char *iso)
{
	struct date date;

	assert_true(date_parse(iso, &date));
	return date;
}

/* AC7: Good Friday, Easter Monday, 4 and 25 May are no working days. */
static void test_the_ladder_passes_the_holidays(void **state)
{
	static const char *const days[CHASE__MAX] = {
		"2026-04-20", "2026-04-28", "2026-05-06", "2026-05-13", "2026-05-28"
	};
	struct date due, step[CHASE__MAX];
	unsigned i;

	assert_true(chase_due(&rules, day("2026-04-02"), false, &due));
	assert_string_equal(date_iso(*state, due), "2026-04-27");
	assert_true(chase_ladder(&rules, due, step));
	for (i = 0; i < CHASE__MAX; i++)
		assert_string_equal(date_iso(*state, step[i]), days[i]);
}

static void test_a_report_of_5_may_spares_the_letter_and_is_5_days_late(void **state)
{
	struct date due = day("2026-04-27"), step[CHASE__MAX];

	(void)state;
	assert_true(chase_ladder(&rules, due, step));
	assert_int_equal(chase_owed(step, day("2026-05-05")), CHASE_R3);
	assert_string_equal(chase_code(CHASE_R3), "R3");
	assert_int_equal(chase_owed(step, day("2026-05-06")), CHASE_E1);
	assert_int_equal(chase_owed(step, day("2026-04-19")), 0);
	assert_int_equal(chase_owed(step, day("2026-12-01")), CHASE__MAX);
	assert_int_equal(chase_late(due, day("2026-05-05")), 5);
	assert_int_equal(chase_late(due, due), 0);
	assert_int_equal(chase_late(due, day("2026-04-20")), 0);
}

static void test_a_newborn_baby_has_ten_days(void **state)
{
	struct date due;

	assert_true(chase_due(&rules, day("2026-04-02"), true, &due));
	assert_string_equal(date_iso(*state, due), "2026-04-20");
}

static void test_a_year_without_holidays_is_no_guess(void **state)
{
	struct date due;

	(void)state;
	assert_false(chase_due(&rules, day("2090-04-02"), false, &due));
	assert_int_equal(chase_late(day("2090-04-02"), day("2090-04-20")), -1);
}

static int start(void **state)
{
	struct pool *pool = pool_create();

	*state = pool;
	return clock_load(pool, TOP_SRCDIR "/conf/bank-holidays.xml") != NULL;
}

static int stop(void **state)
{
	struct pool *pool = *state;

	pool_destroy(&pool);
	return 0;
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_the_ladder_passes_the_holidays),
		cmocka_unit_test(test_a_report_of_5_may_spares_the_letter_and_is_5_days_late),
		cmocka_unit_test(test_a_newborn_baby_has_ten_days),
		cmocka_unit_test(test_a_year_without_holidays_is_no_guess),
	};

	return cmocka_run_group_tests(tests, start, stop);
}
