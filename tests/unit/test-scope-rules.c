/* Is a death reviewed here: modules/lscb/sections.md 1.3, AC1, AC2 and AC5. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "pool.h"

#include "../modules/lscb/scope-rules.h"

/* A live birth, resident here, died here, under 18. */
static const struct scope_facts usual = {
	.set = 'C', .termination = 'N', .sign_of_life = 'Y', .born_on = "2020-01-02",
	.died_on = "2026-03-14", .resident = 'Y', .place = 'H', .event_here = 'Y',
};

static struct scope_result result_of(struct scope_facts facts)
{
	struct scope_result result;

	scope_test(&facts, &result);
	return result;
}

static void test_the_usual_death_is_in(void **state)
{
	struct scope_result result = result_of(usual);

	assert_string_equal(result.code, "IN");
	assert_string_equal(result.step, "5");
	assert_null(result.pathway);
	assert_string_equal(scope_answers(*state, &usual, &result), "1=N 2=Y 4=Y 5=Y place=H");
}

/* AC1 */
static void test_gestation_never_excludes_a_live_birth(void **state)
{
	struct scope_facts facts = usual;
	struct scope_result result;

	facts.weeks = 22;
	facts.days = 3;
	facts.born_on = facts.died_on = "2026-03-14";
	result = result_of(facts);
	assert_string_equal(result.code, "IN");
	assert_true(result.early);
	assert_string_equal(scope_answers(*state, &facts, &result),
	    "1=N 2=Y g=22+3 4=Y 5=Y place=H");
}

/* AC2 (a) and (b), and a loss before 24 weeks */
static void test_without_sign_of_life_attendance_and_gestation_decide(void **state)
{
	struct scope_facts facts = usual;

	(void)state;
	facts.sign_of_life = 'N';
	assert_null(result_of(facts).code);
	assert_string_equal(result_of(facts).step, "2a");
	facts.weeks = 38;
	facts.days = 2;
	assert_null(result_of(facts).code);
	facts.attended = 'Y';
	assert_string_equal(result_of(facts).code, "OUT-STILLBIRTH");
	facts.weeks = 36;
	facts.days = 0;
	facts.attended = 'N';
	assert_string_equal(result_of(facts).code, "JAR-ONLY");
	assert_true(result_of(facts).unattended);
	facts.set = 'L';
	assert_string_equal(result_of(facts).code, "OUT-STILLBIRTH");
	assert_false(result_of(facts).unattended);
	facts.set = 'C';
	facts.weeks = 23;
	facts.days = 6;
	assert_string_equal(result_of(facts).code, "OUT-FETAL-LOSS");
}

/* AC2 (c) */
static void test_a_lawful_termination_is_out_even_if_born_alive(void **state)
{
	struct scope_facts facts = usual;

	(void)state;
	facts.termination = 'Y';
	facts.weeks = 23;
	facts.days = 1;
	assert_string_equal(result_of(facts).code, "OUT-TOP");
	assert_string_equal(result_of(facts).step, "1");
}

static void test_the_eighteenth_birthday_is_out(void **state)
{
	struct scope_facts facts = usual;

	(void)state;
	facts.born_on = "2008-03-15";
	assert_string_equal(result_of(facts).code, "IN");
	facts.born_on = "2008-03-14";
	assert_string_equal(result_of(facts).code, "OUT-ADULT");
}

static void test_residents_are_in_wherever_they_died(void **state)
{
	struct scope_facts facts = usual;

	(void)state;
	facts.place = 'U';
	assert_string_equal(result_of(facts).pathway, "OUT-OF-AREA");
	facts.place = 'A';
	assert_string_equal(result_of(facts).code, "IN");
	assert_string_equal(result_of(facts).pathway, "DIED-ABROAD");
}

/* AC5 */
static void test_others_are_the_panel_of_residence_or_not_ours(void **state)
{
	struct scope_facts facts = usual;

	(void)state;
	facts.resident = 'N';
	facts.event_here = 'N';
	assert_string_equal(result_of(facts).code, "NONRES");
	facts.place = 'U';
	facts.event_here = 'Y';
	assert_string_equal(result_of(facts).code, "NONRES");
	facts.event_here = 'N';
	assert_string_equal(result_of(facts).code, "MISDIRECTED");
	assert_string_equal(result_of(facts).step, "6");
	facts.event_here = 0;
	assert_null(result_of(facts).code);
}

static void test_what_is_not_said_is_asked(void **state)
{
	struct scope_facts facts = { .set = 'C' };

	assert_null(result_of(facts).code);
	assert_string_equal(result_of(facts).step, "1");
	facts.termination = 'N';
	assert_string_equal(result_of(facts).step, "2");
	facts.sign_of_life = 'Y';
	assert_string_equal(result_of(facts).step, "4");
	facts.born_on = "2026-03-15";
	facts.died_on = "2026-03-14";
	assert_null(result_of(facts).code);
	facts.born_on = "2026-03-13";
	assert_string_equal(result_of(facts).step, "5");
	{
		struct scope_result result = result_of(facts);

		assert_null(result.code);
		assert_string_equal(scope_answers(*state, &facts, &result), "1=N 2=Y 4=Y");
	}
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
		cmocka_unit_test(test_the_usual_death_is_in),
		cmocka_unit_test(test_gestation_never_excludes_a_live_birth),
		cmocka_unit_test(test_without_sign_of_life_attendance_and_gestation_decide),
		cmocka_unit_test(test_a_lawful_termination_is_out_even_if_born_alive),
		cmocka_unit_test(test_the_eighteenth_birthday_is_out),
		cmocka_unit_test(test_residents_are_in_wherever_they_died),
		cmocka_unit_test(test_others_are_the_panel_of_residence_or_not_ours),
		cmocka_unit_test(test_what_is_not_said_is_asked),
	};

	return cmocka_run_group_tests(tests, start, stop);
}
