/* Answers side by side: modules/lscb/sections.md 2.4, collation rule. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "pool.h"

#include "../modules/lscb/collation-rules.h"

#define SAID(role, value, source)	{ role, value, false, source }
#define UNKNOWN(role, value, source)	{ role, value, true, source }

static void assert_collation(struct pool *pool, bool long_text,
    const struct collation_answer *answers, size_t n, enum collation_how how, const char *value,
    unsigned long long source)
{
	struct collation c = collation_decide(pool, long_text, answers, n);

	assert_int_equal(c.how, how);
	assert_string_equal(c.value, value);
	assert_int_equal(c.source, source);
}

static void test_what_nobody_answered_has_no_value(void **state)
{
	const struct collation_answer blank[] = { SAID("GP", "", 1), SAID("Police", "", 2) };

	assert_collation(*state, false, blank, 2, COLLATION_NONE, "", 0);
	assert_collation(*state, true, blank, 2, COLLATION_NONE, "", 0);
	assert_collation(*state, false, NULL, 0, COLLATION_NONE, "", 0);
}

static void test_equal_answers_agree_and_blanks_count_for_nothing(void **state)
{
	const struct collation_answer both[] = { SAID("GP", "Y", 1), SAID("A", "", 2), SAID("B", "Y", 3) };
	const struct collation_answer one[] = { SAID("GP", "", 1), SAID("Police", "Y", 2) };

	assert_collation(*state, false, both, 3, COLLATION_AGREED, "Y", 0);
	assert_collation(*state, false, one, 2, COLLATION_AGREED, "Y", 2);
}

static void test_a_value_goes_before_not_known(void **state)
{
	const struct collation_answer a[] = { UNKNOWN("GP", "K", 1), SAID("Police", "N", 2),
	    UNKNOWN("School", "A", 3) };
	const struct collation_answer all[] = { UNKNOWN("GP", "K", 1), UNKNOWN("Police", "K", 2) };

	assert_collation(*state, false, a, 3, COLLATION_REAL, "N", 2);
	assert_collation(*state, false, all, 2, COLLATION_AGREED, "K", 0);
}

static void test_values_that_differ_wait_for_somebody_to_choose(void **state)
{
	const struct collation_answer a[] = { SAID("GP", "HOME", 1), SAID("Police", "PUBL", 2),
	    SAID("School", "HOME", 3), UNKNOWN("CAMHS", "NK", 4) };
	const struct collation_answer unknown[] = { UNKNOWN("GP", "K", 1), UNKNOWN("Police", "A", 2) };

	assert_collation(*state, false, a, 4, COLLATION_CONFLICT, "HOME\nPUBL", 0);
	assert_collation(*state, false, unknown, 2, COLLATION_CONFLICT, "K\nA", 0);
}

static void test_texts_stand_below_each_other_under_their_roles(void **state)
{
	const struct collation_answer a[] = { SAID("GP", "One.", 1), SAID("School", "", 2),
	    SAID("Police", "Two.", 3) };
	const struct collation_answer twice[] = { SAID("School", "One.", 1), SAID("School", "Two.", 2) };

	assert_collation(*state, true, a, 3, COLLATION_JOINED, "GP:\nOne.\n\nPolice:\nTwo.", 0);
	assert_collation(*state, true, a, 1, COLLATION_JOINED, "GP:\nOne.", 1);
	assert_collation(*state, true, twice, 2, COLLATION_JOINED,
	    "School 1:\nOne.\n\nSchool 2:\nTwo.", 0);
}

static void test_codes_are_read_as_they_are_written(void **state)
{
	enum collation_how how;

	(void)state;
	for (how = 0; how < COLLATION__MAX; how++)
		assert_int_equal(collation_of(collation_code(how)), how);
	assert_int_equal(collation_of("LOST"), COLLATION__MAX);
}

static int begin(void **state)
{
	*state = pool_create();
	return 0;
}

static int end(void **state)
{
	struct pool *pool = *state;

	pool_destroy(&pool);
	return 0;
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_what_nobody_answered_has_no_value),
		cmocka_unit_test(test_equal_answers_agree_and_blanks_count_for_nothing),
		cmocka_unit_test(test_a_value_goes_before_not_known),
		cmocka_unit_test(test_values_that_differ_wait_for_somebody_to_choose),
		cmocka_unit_test(test_texts_stand_below_each_other_under_their_roles),
		cmocka_unit_test(test_codes_are_read_as_they_are_written),
	};

	return cmocka_run_group_tests(tests, begin, end);
}
