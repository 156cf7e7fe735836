/* What an analysis may say together: modules/lscb/sections.md 2.1, 2.6 and AC10. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>


#include "../modules/lscb/analysis-rules.h"

static const struct analysis_facts nothing = {
	.secondary = "", .conclusion = "", .age_days = -1, .age_years = -1
};

static void test_the_lowest_number_is_the_category(void **state)
{
	struct analysis_facts facts = nothing;

	(void)state;
	/* AC10 (a): leukaemia with sepsis at the end. */
	facts.category = 9;
	facts.secondary = "4";
	assert_true(analysis_breaks(&facts, ANALYSIS_HIERARCHY));
	assert_true(analysis_blocks(ANALYSIS_HIERARCHY));
	facts.category = 4;
	facts.secondary = "9 10";
	assert_false(analysis_breaks(&facts, ANALYSIS_HIERARCHY));
	facts.secondary = "10 4";
	assert_true(analysis_breaks(&facts, ANALYSIS_HIERARCHY));
	facts.category = 0;
	assert_false(analysis_breaks(&facts, ANALYSIS_HIERARCHY));
}

/* AC10 (b) and (c), and the other questions of 2.1. */
static void test_unlikely_categories_are_asked_about(void **state)
{
	struct analysis_facts facts = nothing;

	(void)state;
	facts.category = 10;
	assert_false(analysis_breaks(&facts, ANALYSIS_EPILEPSY));
	facts.epilepsy = facts.inquest_natural = true;
	assert_true(analysis_breaks(&facts, ANALYSIS_EPILEPSY));
	assert_true(analysis_breaks(&facts, ANALYSIS_NATURAL));
	assert_false(analysis_blocks(ANALYSIS_EPILEPSY));
	facts.category = 9;
	facts.age_days = 5;
	assert_true(analysis_breaks(&facts, ANALYSIS_FIRST_WEEK));
	facts.age_days = 7;
	assert_false(analysis_breaks(&facts, ANALYSIS_FIRST_WEEK));
	facts.category = 8;
	facts.age_years = 0;
	assert_false(analysis_breaks(&facts, ANALYSIS_PERINATAL_OLD));
	facts.age_years = 1;
	assert_true(analysis_breaks(&facts, ANALYSIS_PERINATAL_OLD));
	facts.category = 2;
	facts.age_years = 9;
	assert_true(analysis_breaks(&facts, ANALYSIS_YOUNG));
	facts.age_years = 10;
	assert_false(analysis_breaks(&facts, ANALYSIS_YOUNG));
	facts.category = 3;
	facts.homicide = true;
	assert_true(analysis_breaks(&facts, ANALYSIS_HOMICIDE));
}

/* AC10 (d), and rule 6. */
static void test_abuse_waits_for_the_decision_on_a_review(void **state)
{
	struct analysis_factor factor[] = { { 'c', true, 2, false } };
	struct analysis_facts facts = nothing;

	(void)state;
	facts.category = 1;
	assert_true(analysis_breaks(&facts, ANALYSIS_REVIEW_CATEGORY));
	assert_true(analysis_blocks(ANALYSIS_REVIEW_CATEGORY));
	facts.decided = true;
	assert_false(analysis_breaks(&facts, ANALYSIS_REVIEW_CATEGORY));
	facts.category = 5;
	facts.decided = false;
	facts.factor = factor;
	facts.factors = 1;
	assert_true(analysis_breaks(&facts, ANALYSIS_REVIEW_ABUSE));
	factor[0].influence = 11;
	assert_false(analysis_breaks(&facts, ANALYSIS_REVIEW_ABUSE));
	factor[0].influence = 3;
	facts.decided = true;
	assert_false(analysis_breaks(&facts, ANALYSIS_REVIEW_ABUSE));
}

/* Rules 1 to 3. */
static void test_the_conclusion_follows_the_grid(void **state)
{
	struct analysis_factor factor[] = { { 'a', false, 2, false }, { 'b', false, 11, false } };
	struct analysis_facts facts = nothing;

	(void)state;
	facts.factor = factor;
	facts.factors = 2;
	facts.conclusion = "M";
	assert_true(analysis_breaks(&facts, ANALYSIS_MODIFIABLE_NONE));
	factor[0].modifiable = true;
	assert_false(analysis_breaks(&facts, ANALYSIS_MODIFIABLE_NONE));
	assert_false(analysis_breaks(&facts, ANALYSIS_MODIFIABLE_LOW));
	facts.conclusion = "N";
	assert_true(analysis_breaks(&facts, ANALYSIS_MODIFIABLE_SOME));
	factor[1].modifiable = true;
	assert_true(analysis_breaks(&facts, ANALYSIS_MODIFIABLE_LOW));
	facts.conclusion = "I";
	assert_true(analysis_breaks(&facts, ANALYSIS_WHY));
	assert_true(analysis_breaks(&facts, ANALYSIS_RARELY));
	assert_false(analysis_blocks(ANALYSIS_RARELY));
	facts.why_inadequate = true;
	assert_false(analysis_breaks(&facts, ANALYSIS_WHY));
}

/* Rules 4 and 5. */
static void test_influence_is_weighed_by_domain(void **state)
{
	struct analysis_factor factor[] = { { 'a', false, 3, false }, { 'b', false, 11, false },
	    { 'b', false, 0, false } };
	struct analysis_facts facts = nothing;

	(void)state;
	facts.factor = factor;
	facts.factors = 3;
	facts.category = 3;
	assert_true(analysis_breaks(&facts, ANALYSIS_INTRINSIC));
	facts.category = 4;
	assert_false(analysis_breaks(&facts, ANALYSIS_INTRINSIC));
	assert_int_equal(analysis_least(factor, 3, 'a'), 3);
	assert_int_equal(analysis_least(factor, 3, 'b'), 1);
	assert_int_equal(analysis_least(factor, 3, 'c'), 0);
}

static void test_each_rule_has_its_words(void **state)
{
	unsigned i;

	(void)state;
	for (i = 0; i < ANALYSIS_RULE__MAX; i++)
		assert_true(strlen(analysis_words(i)) > 10);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_the_lowest_number_is_the_category),
		cmocka_unit_test(test_unlikely_categories_are_asked_about),
		cmocka_unit_test(test_abuse_waits_for_the_decision_on_a_review),
		cmocka_unit_test(test_the_conclusion_follows_the_grid),
		cmocka_unit_test(test_influence_is_weighed_by_domain),
		cmocka_unit_test(test_each_rule_has_its_words),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
