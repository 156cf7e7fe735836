/* When an arrangement ends by itself, and what was told in time:
 * modules/fostering/sections.md 3, 8.2 and 10. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "pool.h"

#include "../modules/fostering/legal-rules.h"
#include "../modules/fostering/time-rules.h"

#define HOURS	"48 hours"

/* Across the last Sundays of March and October: 48 hours by the clock are not
 * two days of the calendar. */
static void test_hours_over_the_change_of_the_clock(void **state)
{
	/* Noon on Saturday 28 March 2026 to 1pm on Monday (12:00 UTC). */
	assert_true(time_told_in_time(*state, "2026-03-28 12:00:00", "2026-03-30 12:00:00", HOURS));
	assert_false(time_told_in_time(*state, "2026-03-28 12:00:00", "2026-03-30 12:00:01", HOURS));
	/* Noon BST on Saturday 24 October 2026 is 11:00 UTC; 11am GMT on Monday. */
	assert_true(time_told_in_time(*state, "2026-10-24 11:00:00", "2026-10-26 11:00:00", HOURS));
	assert_false(time_told_in_time(*state, "2026-10-24 11:00:00", "2026-10-26 11:30:00", HOURS));
	/* Through Christmas as through any other days; before the change is in time. */
	assert_true(time_told_in_time(*state, "2026-12-24 09:00:00", "2026-12-26 09:00:00", HOURS));
	assert_true(time_told_in_time(*state, "2026-12-24 09:00:00", "2026-12-01 09:00:00", HOURS));
}

/* The day begins at midnight in London, whatever that is in UTC. */
static void test_day_in_london(void **state)
{
	assert_string_equal(time_day_begins(*state, "2027-03-12"), "2027-03-12 00:00:00");
	assert_string_equal(time_day_begins(*state, "2026-07-01"), "2026-06-30 23:00:00");
	assert_string_equal(time_day_ends(*state, "2026-03-29"), "2026-03-29 23:00:00");
	assert_string_equal(time_day_ends(*state, "2026-10-25"), "2026-10-26 00:00:00");
}

static unsigned alert(void **state, const char *end, const char *today)
{
	const char *on;

	return time_alert(*state, end, today, "90 30", &on);
}

/* Acceptance case 11. */
static void test_birthday(void **state)
{
	const char *end = legal_age_end(*state, "2011-03-12", "N"), *on;

	assert_string_equal(end, "2027-03-12");
	assert_int_equal(alert(state, end, "2026-12-11"), 0);
	assert_int_equal(time_alert(*state, end, "2026-12-12", "90 30", &on), 90);
	assert_string_equal(on, "2026-12-12");
	assert_int_equal(alert(state, end, "2027-02-09"), 90);
	assert_int_equal(time_alert(*state, end, "2027-02-10", "90 30", &on), 30);
	assert_string_equal(on, "2027-02-10");
	assert_int_equal(alert(state, end, "2027-03-12"), 0);
	assert_string_equal(legal_age_end(*state, "2011-03-12", "Y"), "2029-03-12");
	/* 29 February has its birthday on 1 March of other years. */
	assert_string_equal(legal_age_end(*state, "2012-02-29", "Y"), "2030-03-01");
	assert_string_equal(legal_age_end(*state, "2012-02-29", "N"), "2028-02-29");
}

static void test_alerts_of_the_setting(void **state)
{
	const char *on;

	assert_int_equal(time_alert_first("90 30"), 90);
	assert_int_equal(time_alert_first(""), 0);
	assert_int_equal(time_alert(*state, "2027-03-12", "2027-03-11", "30 90", &on), 30);
	assert_int_equal(time_alert(*state, "2027-03-12", "2027-03-11", "", &on), 0);
}

/* Acceptance case 11: aftercare of a disabled child who stayed beyond 16. */
static void test_aftercare(void **state)
{
	assert_true(time_aftercare(*state, "2011-03-12", "Y", "2029-03-12"));
	assert_true(time_aftercare(*state, "2011-03-12", "Y", "2027-03-12"));
	assert_false(time_aftercare(*state, "2011-03-12", "Y", "2027-03-11"));
	assert_false(time_aftercare(*state, "2011-03-12", "N", "2027-03-12"));
	assert_false(time_aftercare(*state, NULL, "Y", "2027-03-12"));
}

static int setup(void **state)
{
	*state = pool_create();
	return 0;
}

static int teardown(void **state)
{
	struct pool *pool = *state;

	pool_destroy(&pool);
	return 0;
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(test_hours_over_the_change_of_the_clock, setup, teardown),
		cmocka_unit_test_setup_teardown(test_day_in_london, setup, teardown),
		cmocka_unit_test_setup_teardown(test_birthday, setup, teardown),
		cmocka_unit_test_setup_teardown(test_alerts_of_the_setting, setup, teardown),
		cmocka_unit_test_setup_teardown(test_aftercare, setup, teardown),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
