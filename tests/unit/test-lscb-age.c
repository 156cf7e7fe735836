/* Age at death in bands and words: modules/lscb/sections.md 2.0, 2.1 and the cases of AC15. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "pool.h"

#include "../modules/lscb/age-rules.h"

static void test_bands_turn_on_the_day_and_the_birthday(void **state)
{
	(void)state;
	assert_int_equal(lscb_age_band("2026-03-14", "2026-03-14"), '1');
	assert_int_equal(lscb_age_band("2024-09-30", "2024-10-27"), '1');
	assert_int_equal(lscb_age_band("2024-08-01", "2024-08-29"), '2');
	/* The 366th day, and not one year old yet. */
	assert_int_equal(lscb_age_band("2023-03-01", "2024-02-29"), '2');
	assert_int_equal(lscb_age_band("2023-03-01", "2024-03-01"), '3');
	assert_int_equal(lscb_age_band("2020-01-20", "2024-11-30"), '3');
	assert_int_equal(lscb_age_band("2018-10-10", "2025-01-05"), '4');
	/* Born on 29 February: thirteen on 1 March. */
	assert_int_equal(lscb_age_band("2012-02-29", "2025-02-28"), '5');
	assert_int_equal(lscb_age_band("2010-02-28", "2025-02-27"), '5');
	assert_int_equal(lscb_age_band("2010-02-28", "2025-02-28"), '6');
	/* 17 years and 364 days is in (1.3), the eighteenth birthday is not. */
	assert_int_equal(lscb_age_band("2007-07-01", "2025-06-30"), '6');
	assert_int_equal(lscb_age_band("2007-07-01", "2025-07-01"), 0);
	assert_int_equal(lscb_age_band(NULL, "2025-07-01"), 0);
	assert_int_equal(lscb_age_band("2025-07-02", "2025-07-01"), 0);
}

static void test_questions_begin_at_their_ages(void **state)
{
	(void)state;
	assert_string_equal(lscb_age_form("2026-03-14", "2026-03-20"), "0D");
	assert_string_equal(lscb_age_form("2026-03-14", "2026-03-21"), "7D");
	assert_string_equal(lscb_age_form("2026-03-01", "2026-03-28"), "7D");
	assert_string_equal(lscb_age_form("2026-03-01", "2026-03-29"), "28D");
	assert_string_equal(lscb_age_form("2025-03-01", "2026-02-28"), "28D");
	assert_string_equal(lscb_age_form("2025-03-01", "2026-03-01"), "1Y");
	assert_string_equal(lscb_age_form("2024-03-02", "2026-03-01"), "1Y");
	assert_string_equal(lscb_age_form("2024-03-01", "2026-03-01"), "2Y");
	assert_string_equal(lscb_age_form("2022-03-01", "2026-03-01"), "4Y");
	assert_string_equal(lscb_age_form("2021-03-01", "2026-03-01"), "5Y");
	assert_string_equal(lscb_age_form("2016-03-01", "2026-03-01"), "10Y");
	assert_string_equal(lscb_age_form("2008-03-01", "2026-03-01"), "");
}

static void test_words_are_days_weeks_months_and_years(void **state)
{
	assert_string_equal(lscb_age(*state, "2026-03-14", "2026-03-15"), "1 day");
	assert_string_equal(lscb_age(*state, "2026-03-01", "2026-03-28"), "27 days");
	assert_string_equal(lscb_age(*state, "2026-03-01", "2026-03-29"), "4 weeks");
	assert_string_equal(lscb_age(*state, "2026-01-01", "2026-03-25"), "11 weeks");
	assert_string_equal(lscb_age(*state, "2026-01-01", "2026-04-01"), "3 months");
	assert_string_equal(lscb_age(*state, "2024-05-31", "2026-05-30"), "23 months");
	assert_string_equal(lscb_age(*state, "2024-05-31", "2026-05-31"), "2 years");
	assert_string_equal(lscb_age(*state, "2026-03-15", "2026-03-14"), "");
}

static int start(void **state)
{
	*state = pool_create();
	return 0;
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
		cmocka_unit_test(test_bands_turn_on_the_day_and_the_birthday),
		cmocka_unit_test(test_questions_begin_at_their_ages),
		cmocka_unit_test(test_words_are_days_weeks_months_and_years),
	};

	return cmocka_run_group_tests(tests, start, stop);
}
