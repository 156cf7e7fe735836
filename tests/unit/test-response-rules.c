/* When a response to an unexpected death is called for: modules/lscb/sections.md 1.5 and AC6. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>


#include "../modules/lscb/response-rules.h"

/* AC6: at home, four months old, triggers 2 and 4. */
static void test_not_required_needs_a_reason_and_the_doctor(void **state)
{
	struct response_facts facts = { .set = 'C', .triggers = "2 4", .expected = 'U',
	    .decision = 'N' };

	(void)state;
	assert_int_equal(response_gap(&facts), RESPONSE_REASON);
	facts.reason = true;
	assert_int_equal(response_gap(&facts), RESPONSE_CONFIRMATION);
	assert_true(response_gap_words(response_gap(&facts))[0] != '\0');
	facts.confirmed = true;
	assert_int_equal(response_gap(&facts), RESPONSE_COMPLETE);
	facts.reason = false;
	assert_int_equal(response_gap(&facts), RESPONSE_REASON);
}

static void test_without_a_trigger_a_reason_is_enough(void **state)
{
	struct response_facts facts = { .set = 'C', .triggers = "", .expected = 'U',
	    .decision = 'N', .reason = true };

	(void)state;
	assert_false(response_called(&facts));
	assert_int_equal(response_gap(&facts), RESPONSE_COMPLETE);
	facts.near_death = true;
	assert_int_equal(response_gap(&facts), RESPONSE_CONFIRMATION);
}

static void test_unsure_is_unexpected_in_set_l(void **state)
{
	struct response_facts facts = { .set = 'L', .triggers = "", .expected = 'K' };

	(void)state;
	assert_true(response_called(&facts));
	facts.expected = 'U';
	assert_true(response_called(&facts));
	facts.expected = 'E';
	assert_false(response_called(&facts));
}

static void test_required_is_complete_and_undecided_is_asked(void **state)
{
	struct response_facts facts = { .set = 'C', .triggers = "1", .decision = 'R' };

	(void)state;
	assert_int_equal(response_gap(&facts), RESPONSE_COMPLETE);
	assert_string_equal(response_gap_words(RESPONSE_COMPLETE), "");
	facts.decision = 'U';
	assert_int_equal(response_gap(&facts), RESPONSE_UNDECIDED);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_not_required_needs_a_reason_and_the_doctor),
		cmocka_unit_test(test_without_a_trigger_a_reason_is_enough),
		cmocka_unit_test(test_unsure_is_unexpected_in_set_l),
		cmocka_unit_test(test_required_is_complete_and_undecided_is_asked),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
