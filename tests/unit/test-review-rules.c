/* How long a review took: modules/lscb/sections.md 6.1 and the table of AC15. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "date.h"

#include "../modules/lscb/review-rules.h"

static struct date day(const char *iso)
{
	struct date date;

	assert_true(date_parse(iso, &date));
	return date;
}

static const char *band(const char *died, const char *completed)
{
	return review_band_code(review_band(review_months(day(died), day(completed))));
}

/* The twelve of AC15. */
static void test_the_worked_return_falls_into_its_bands(void **state)
{
	(void)state;
	assert_string_equal(band("2024-11-05", "2025-04-24"), "U6");
	assert_string_equal(band("2024-10-27", "2025-05-15"), "6-7");
	assert_string_equal(band("2024-08-29", "2025-05-15"), "8-9");
	assert_string_equal(band("2024-08-14", "2025-08-14"), "12");
	assert_string_equal(band("2024-11-30", "2025-10-02"), "10-11");
	assert_string_equal(band("2025-02-28", "2025-08-28"), "6-7");
	assert_string_equal(band("2025-06-30", "2026-03-26"), "8-9");
	assert_string_equal(band("2024-02-29", "2025-06-19"), "O12");
	assert_string_equal(band("2024-01-10", "2025-12-11"), "O12");
	assert_string_equal(band("2025-01-05", "2025-12-11"), "10-11");
	assert_string_equal(band("2025-03-03", "2025-08-28"), "U6");
	assert_string_equal(band("2024-09-09", "2026-03-26"), "O12");
}

static void test_twelve_months_is_a_month_and_thirteen_is_over(void **state)
{
	(void)state;
	assert_string_equal(band("2025-01-10", "2026-02-09"), "12");
	assert_string_equal(band("2025-01-10", "2026-02-10"), "O12");
	assert_string_equal(band("2025-01-10", "2025-01-10"), "U6");
	assert_int_equal(review_months(day("2025-01-10"), day("2025-01-09")), -1);
	assert_string_equal(band("2025-01-10", "2025-01-09"), "");
}

/* 1.4: clamped to the end of the month; on the day is in time, though no longer
 * under six months. */
static void test_within_counts_the_last_day(void **state)
{
	(void)state;
	assert_true(review_within(day("2025-08-31"), day("2026-02-28"), 6));
	assert_false(review_within(day("2025-08-31"), day("2026-03-01"), 6));
	assert_true(review_within(day("2025-02-28"), day("2025-08-28"), 6));
	assert_false(review_within(day("2025-02-28"), day("2025-08-29"), 6));
}

static void test_the_year_is_named_by_its_end(void **state)
{
	(void)state;
	assert_int_equal(review_year(day("2025-03-31")), 2025);
	assert_int_equal(review_year(day("2025-04-01")), 2026);
	assert_int_equal(review_year(day("2026-03-31")), 2026);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_the_worked_return_falls_into_its_bands),
		cmocka_unit_test(test_twelve_months_is_a_month_and_thirteen_is_over),
		cmocka_unit_test(test_within_counts_the_last_day),
		cmocka_unit_test(test_the_year_is_named_by_its_end),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
