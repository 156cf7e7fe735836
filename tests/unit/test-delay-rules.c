/* How urgent an open review is by its age: modules/lscb/sections.md 3.4 and the months of 1.4. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "date.h"

#include "../modules/lscb/delay-rules.h"

static struct date day(const char *iso)
{
	struct date date;

	assert_true(date_parse(iso, &date));
	return date;
}

static enum delay_age age(const char *died, const char *today)
{
	return delay_age(day(died), day(today), false, 120, 6);
}

static void amber_begins_after_that_many_days(void **state)
{
	(void)state;
	assert_int_equal(age("2026-01-01", "2026-04-30"), DELAY_GREEN);
	assert_int_equal(age("2026-01-01", "2026-05-01"), DELAY_AMBER);
}

static void red_begins_the_day_after_six_calendar_months(void **state)
{
	(void)state;
	assert_int_equal(age("2026-01-01", "2026-07-01"), DELAY_AMBER);
	assert_int_equal(age("2026-01-01", "2026-07-02"), DELAY_RED);
	assert_int_equal(age("2025-08-31", "2026-02-28"), DELAY_AMBER);
	assert_int_equal(age("2025-08-31", "2026-03-01"), DELAY_RED);
}

static void a_case_on_hold_is_neither(void **state)
{
	(void)state;
	assert_int_equal(delay_age(day("2020-01-01"), day("2026-01-01"), true, 120, 6), DELAY_PURPLE);
}

static void late_notice_is_more_than_that_many_days(void **state)
{
	(void)state;
	assert_false(delay_late_notice(day("2026-01-01"), day("2026-01-31"), 30));
	assert_true(delay_late_notice(day("2026-01-01"), day("2026-02-01"), 30));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(amber_begins_after_that_many_days),
		cmocka_unit_test(red_begins_the_day_after_six_calendar_months),
		cmocka_unit_test(a_case_on_hold_is_neither),
		cmocka_unit_test(late_notice_is_more_than_that_many_days),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
