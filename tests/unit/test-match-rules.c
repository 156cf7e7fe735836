/* Are two notifications of one death: modules/lscb/sections.md 4.4 and AC4. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "../modules/lscb/match-rules.h"
#include "pool.h"

#define LEAST	6

static const struct lscb_match_facts ed = { .nhs = "9990123454", .family = "Testwick",
    .given = "Ivo", .born_on = "2025-11-20", .died_on = "2026-04-01", .sex = "M",
    .postcode = "SM1 1AA" };

static struct lscb_match of(void **state, const struct lscb_match_facts *other)
{
	struct lscb_match m;

	lscb_match(*state, &ed, other, &m);
	return m;
}

static void test_one_nhs_number_is_certain_whatever_else_is_said(void **state)
{
	struct lscb_match m = of(state, &(struct lscb_match_facts){ .nhs = "9990123454",
	    .family = "Other", .died_on = "2026-03-01", .sex = "F" });

	assert_true(m.certain);
	assert_true(lscb_match_likely(&m, LEAST));
}

/* AC4: the coroner's notice has no number. */
static void test_days_and_name_are_enough_without_a_number(void **state)
{
	struct lscb_match m = of(state, &(struct lscb_match_facts){ .family = "TESTWICK",
	    .born_on = "2025-11-20", .died_on = "2026-04-01" });

	assert_int_equal(m.score, 7);
	assert_false(m.certain);
	assert_true(lscb_match_likely(&m, LEAST));
}

static void test_each_fact_has_its_score(void **state)
{
	assert_int_equal(of(state, &(struct lscb_match_facts){ .died_on = "2026-04-02" }).score, 2);
	assert_int_equal(of(state, &(struct lscb_match_facts){ .died_on = "2026-03-31" }).score, 2);
	assert_int_equal(of(state, &(struct lscb_match_facts){ .died_on = "2026-04-03" }).score, 0);
	assert_int_equal(of(state, &(struct lscb_match_facts){ .born_on = "2025-11-20" }).score, 3);
	assert_int_equal(of(state, &(struct lscb_match_facts){ .family = "testwick" }).score, 2);
	assert_int_equal(of(state, &(struct lscb_match_facts){ .sex = "M" }).score, 1);
	assert_int_equal(of(state, &(struct lscb_match_facts){ .postcode = "SM1 1AA" }).score, 2);
}

static void test_below_six_nothing_is_proposed(void **state)
{
	struct lscb_match five = of(state, &(struct lscb_match_facts){ .family = "Testwick",
	    .born_on = "2025-11-20", .sex = "F" });
	struct lscb_match six = of(state, &(struct lscb_match_facts){ .family = "Testwick",
	    .born_on = "2025-11-20", .sex = "M" });

	assert_int_equal(five.score, 5);
	assert_false(lscb_match_likely(&five, LEAST));
	assert_true(lscb_match_likely(&six, LEAST));
}

static void test_what_is_not_known_neither_agrees_nor_differs(void **state)
{
	struct lscb_match m = of(state, &(struct lscb_match_facts){ .sex = "U", .family = "" });

	assert_int_equal(m.score, 0);
	assert_int_equal(m.how[LSCB_MATCH_SEX], LSCB_MATCH_UNKNOWN);
	assert_int_equal(m.how[LSCB_MATCH_FAMILY], LSCB_MATCH_UNKNOWN);
	assert_int_equal(m.how[LSCB_MATCH_NHS], LSCB_MATCH_UNKNOWN);
}

/* AC4: twins are two children by their first names or their order of birth. */
static void test_twins_are_told_apart_by_first_name_or_order_of_birth(void **state)
{
	struct lscb_match_facts twin = ed;

	twin.nhs = "";
	twin.given = "";
	assert_true(of(state, &twin).twins);
	assert_false(of(state, &twin).apart);
	twin.given = "ivo";
	assert_false(of(state, &twin).apart);
	twin.given = "Ida";
	assert_true(of(state, &twin).apart);
	twin.given = "";
	twin.birth_order = "2";
	assert_true(of(state, &twin).apart);
}

static void test_another_day_of_birth_is_no_twin(void **state)
{
	struct lscb_match_facts other = ed;

	other.nhs = "";
	other.born_on = "2025-11-19";
	assert_false(of(state, &other).twins);
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
		cmocka_unit_test(test_one_nhs_number_is_certain_whatever_else_is_said),
		cmocka_unit_test(test_days_and_name_are_enough_without_a_number),
		cmocka_unit_test(test_each_fact_has_its_score),
		cmocka_unit_test(test_below_six_nothing_is_proposed),
		cmocka_unit_test(test_what_is_not_known_neither_agrees_nor_differs),
		cmocka_unit_test(test_twins_are_told_apart_by_first_name_or_order_of_birth),
		cmocka_unit_test(test_another_day_of_birth_is_no_twin),
	};

	return cmocka_run_group_tests(tests, start, stop);
}
