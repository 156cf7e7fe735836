/* Section 6 of private fostering: when a prohibition has effect, when the time
 * for compliance ends after an appeal, and when the usual limit is passed. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "../../modules/fostering/measure-rules.h"
#include "pool.h"

static struct pool *pool;

static int set_up(void **state)
{
	(void)state;
	pool = pool_create();
	return 0;
}

static int tear_down(void **state)
{
	(void)state;
	pool_destroy(&pool);
	return 0;
}

static void free_standing_has_effect_when_given(void **state)
{
	(void)state;
	assert_null(measure_effective_on(pool, NULL, NULL));
	assert_string_equal(measure_effective_on(pool, "2026-12-17", NULL), "2026-12-17");
}

/* Case 14. */
static void attached_has_effect_the_day_after_the_time_to_comply(void **state)
{
	struct measure_condition c = { .comply_by = "2027-01-29" };

	(void)state;
	assert_string_equal(measure_effective_on(pool, "2026-12-17", &c), "2027-01-30");
	assert_string_equal(measure_effective_on(pool, "2027-02-10", &c), "2027-02-10");
	assert_null(measure_effective_on(pool, NULL, &c));
	c.suspended = true;
	assert_null(measure_effective_on(pool, "2026-12-17", &c));
}

static void met_in_time_it_has_none(void **state)
{
	struct measure_condition c = { .comply_by = "2027-01-29", .met_on = "2027-01-29" };

	(void)state;
	assert_null(measure_effective_on(pool, "2026-12-17", &c));
	c.met_on = "2027-01-30";
	assert_string_equal(measure_effective_on(pool, "2026-12-17", &c), "2027-01-30");
	c.met_on = NULL;
	c.removed_on = "2027-01-05";
	assert_null(measure_effective_on(pool, "2026-12-17", &c));
	assert_null(measure_effective_on(pool, "2026-12-17", &(struct measure_condition){ 0 }));
}

static void the_days_that_were_left_are_left_after_an_appeal(void **state)
{
	(void)state;
	assert_string_equal(measure_comply_after(pool, "2027-01-29", "2026-12-29", "2027-01-20"),
	    "2027-02-20");
	assert_string_equal(measure_comply_after(pool, "2027-01-29", "2027-01-30", "2027-03-01"),
	    "2027-01-29");
	assert_string_equal(measure_comply_after(pool, "2027-01-29", "2027-01-29", "2027-01-29"),
	    "2027-01-29");
}

static void the_limit_counts_who_are_not_all_siblings(void **state)
{
	static const size_t strangers[] = { 0, 1, 2, 3 }, siblings[] = { 5, 5, 5, 5 };
	static const size_t mixed[] = { 5, 5, 5, 1 };

	(void)state;
	assert_false(measure_over_limit(strangers, 3, 3));
	assert_true(measure_over_limit(strangers, 4, 3));
	assert_false(measure_over_limit(siblings, 4, 3));
	assert_true(measure_over_limit(mixed, 4, 3));
	assert_false(measure_over_limit(strangers, 0, 3));
}

#define CASE(name)	cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int main(void)
{
	const struct CMUnitTest tests[] = {
		CASE(free_standing_has_effect_when_given),
		CASE(attached_has_effect_the_day_after_the_time_to_comply),
		CASE(met_in_time_it_has_none),
		CASE(the_days_that_were_left_are_left_after_an_appeal),
		CASE(the_limit_counts_who_are_not_all_siblings),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
