/* The legal test of private fostering: modules/fostering/sections.md 2.2 to 2.6. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "lists.h"
#include "pool.h"

#include "../modules/fostering/legal-rules.h"

#define SIZE(table) (sizeof(table) / sizeof(*(table)))

/* A friend of the family has had a child of 12 since the spring, open ended. */
static const struct legal_facts friend = { .on = "2026-06-29", .born_on = "2014-03-12",
    .disabled = "", .looked_after = "N", .relationship = "FAMILY_FRIEND", .carer_pr = "N",
    .sleeps = "CARER_HOME", .capacity = "PRIVATE", .school_pupil = "", .legal_regime = "N",
    .adoption = "N", .start_actual = "2026-04-01", .open_ended = true, .short_days = 28 };

static struct legal_result decided(void **state, const struct legal_facts *f)
{
	struct legal_result result;

	legal_decide(*state, f, &result);
	assert_true(strlen(result.why) <= 300);
	return result;
}

static void says(void **state, const struct legal_facts *f, const char *result, unsigned rule)
{
	struct legal_result got = decided(state, f);

	if (strcmp(got.result, result) != 0 || got.rule != rule)
		fail_msg("%s by rule %u (%s), not %s by %u", got.result, got.rule, got.why, result, rule);
}

/* … with something else, said after it. */
#pragma GCC diagnostic ignored "-Woverride-init"
#define WITH(...) &(struct legal_facts){ .on = "2026-06-29", .born_on = "2014-03-12", \
    .disabled = "", .looked_after = "N", .relationship = "FAMILY_FRIEND", .carer_pr = "N", \
    .sleeps = "CARER_HOME", .capacity = "PRIVATE", .school_pupil = "", .legal_regime = "N", \
    .adoption = "N", .start_actual = "2026-04-01", .open_ended = true, .short_days = 28, \
    __VA_ARGS__ }

static void test_every_row_of_the_table(void **state)
{
	says(state, WITH(.born_on = "2008-06-29"), "NOT_PF_AGE", 1);
	says(state, WITH(.born_on = "2010-01-05", .disabled = "N"), "NOT_PF_AGE", 2);
	says(state, WITH(.looked_after = "Y"), "NOT_PF_LOOKED", 3);
	says(state, WITH(.relationship = "PARENT"), "NOT_PF_PARENT", 4);
	says(state, WITH(.carer_pr = "Y"), "NOT_PF_PR", 5);
	says(state, WITH(.relationship = "PRHOLDER", .carer_pr = ""), "NOT_PF_PR", 5);
	says(state, WITH(.relationship = "GRANDPARENT"), "NOT_PF_RELATIVE", 6);
	says(state, WITH(.sleeps = "FAMILY_PRESENT"), "NOT_PF_FAMILY", 7);
	says(state, WITH(.sleeps = "SCHOOL", .school_pupil = "Y"), "PF_SCHOOL_HOLIDAY", 8);
	says(state, WITH(.sleeps = "HOSPITAL", .capacity = "STAFF"), "NOT_PF_PLACE", 9);
	says(state, WITH(.sleeps = "SCHOOL", .school_pupil = "N", .capacity = "STAFF"),
	    "NOT_PF_PLACE", 9);
	says(state, WITH(.legal_regime = "Y"), "NOT_PF_REGIME", 10);
	says(state, WITH(.adoption = "Y"), "NOT_PF_REGIME", 10);
	says(state, WITH(.open_ended = false, .start_actual = "2026-06-20",
	    .intended_end = "2026-07-01"), "NOT_PF_SHORT", 11);
	says(state, &friend, "PF", 12);
	says(state, WITH(.start_actual = NULL, .start_proposed = "2026-08-01"), "PF_PROPOSED", 12);
}

/* Earlier rules go first: the order is part of the table. */
static void test_the_first_rule_that_fits(void **state)
{
	says(state, WITH(.born_on = "2008-06-29", .looked_after = "Y", .relationship = "PARENT"),
	    "NOT_PF_AGE", 1);
	says(state, WITH(.looked_after = "Y", .relationship = "PARENT"), "NOT_PF_LOOKED", 3);
	says(state, WITH(.relationship = "UNCLE_AUNT_FULL", .carer_pr = "Y"), "NOT_PF_PR", 5);
	says(state, WITH(.relationship = "GRANDPARENT", .sleeps = "FAMILY_PRESENT"),
	    "NOT_PF_RELATIVE", 6);
	says(state, WITH(.sleeps = "SCHOOL", .school_pupil = "Y", .capacity = "STAFF"),
	    "PF_SCHOOL_HOLIDAY", 8);
}

/* Acceptance case 10. */
static void test_close_relatives_and_nobody_else(void **state)
{
	static const char *const exempt[] = { "GRANDPARENT", "SIBLING_FULL", "SIBLING_HALF",
	    "SIBLING_MARRIAGE", "UNCLE_AUNT_FULL", "UNCLE_AUNT_HALF", "UNCLE_AUNT_MARRIAGE",
	    "STEP_PARENT_MARRIED", "STEP_PARENT_CP" };
	static const char *const others[] = { "COUSIN", "GREAT_RELATIVE",
	    "PARENT_UNMARRIED_PARTNER", "EX_STEP_PARENT", "FAMILY_FRIEND", "FRIENDS_PARENT",
	    "HOST_FAMILY", "EDUCATION_GUARDIAN", "GODPARENT", "STRANGER", "OTHER_KIN", "OTHER" };

	for (size_t i = 0; i < SIZE(exempt); i++)
		says(state, WITH(.relationship = exempt[i]), "NOT_PF_RELATIVE", 6);
	for (size_t i = 0; i < SIZE(others); i++)
		says(state, WITH(.relationship = others[i]), "PF", 12);
}

/* Nights from the day the child came to the day it is to end. */
static void test_28_nights(void **state)
{
	says(state, WITH(.open_ended = false, .start_actual = "2026-06-20",
	    .intended_end = "2026-07-17"), "NOT_PF_SHORT", 11);
	says(state, WITH(.open_ended = false, .start_actual = "2026-06-20",
	    .intended_end = "2026-07-18"), "PF", 12);
	says(state, WITH(.open_ended = false, .start_actual = NULL, .start_proposed = "2026-07-20",
	    .intended_end = "2026-08-16"), "NOT_PF_SHORT", 11);
	says(state, WITH(.open_ended = false, .start_actual = NULL, .start_proposed = "2026-07-20",
	    .intended_end = "2026-08-17"), "PF_PROPOSED", 12);
	/* A stay that was open from the outset is no short one because it ended soon. */
	says(state, WITH(.start_actual = "2026-06-20", .left_on = "2026-06-25"), "PF", 12);
	says(state, WITH(.open_ended = false, .start_actual = "2026-06-20",
	    .left_on = "2026-06-25"), "NOT_PF_SHORT", 11);
}

/* Acceptance case 9. */
static void test_a_short_stay_that_overruns(void **state)
{
	struct legal_facts stay = *WITH(.on = "2026-06-02", .open_ended = false,
	    .start_actual = "2026-06-01", .intended_end = "2026-06-22");

	says(state, &stay, "NOT_PF_SHORT", 11);
	assert_string_equal(decided(state, &stay).retest_on, "2026-06-29");
	stay.on = "2026-06-28";
	says(state, &stay, "NOT_PF_SHORT", 11);
	stay.on = "2026-06-29";
	says(state, &stay, "PF", 12);
	assert_null(decided(state, &stay).retest_on);
	stay.left_on = "2026-06-28";
	says(state, &stay, "NOT_PF_SHORT", 11);
	assert_null(decided(state, &stay).retest_on);
}

static void test_birthdays(void **state)
{
	says(state, WITH(.born_on = "2010-06-30", .disabled = "N"), "PF", 12);
	says(state, WITH(.born_on = "2010-06-29", .disabled = "N"), "NOT_PF_AGE", 2);
	says(state, WITH(.born_on = "2010-06-29", .disabled = "Y"), "PF", 12);
	says(state, WITH(.born_on = "2008-06-30", .disabled = "Y"), "PF", 12);
	says(state, WITH(.born_on = "2008-06-29", .disabled = "Y"), "NOT_PF_AGE", 1);
	/* Born on 29 February: 1 March where there is none. */
	says(state, WITH(.on = "2027-02-28", .born_on = "2011-02-28", .disabled = "N"),
	    "NOT_PF_AGE", 2);
	says(state, WITH(.on = "2026-02-28", .born_on = "2008-02-29", .disabled = "Y"), "PF", 12);
	says(state, WITH(.on = "2026-03-01", .born_on = "2008-02-29", .disabled = "Y"),
	    "NOT_PF_AGE", 1);
	says(state, WITH(.on = "2024-02-29", .born_on = "2008-02-29", .disabled = "N",
	    .start_actual = "2023-01-01"), "NOT_PF_AGE", 2);
	/* 16 by the day it is to start. */
	says(state, WITH(.born_on = "2010-07-20", .disabled = "N", .start_actual = NULL,
	    .start_proposed = "2026-07-19"), "PF_PROPOSED", 12);
	says(state, WITH(.born_on = "2010-07-20", .disabled = "N", .start_actual = NULL,
	    .start_proposed = "2026-07-20"), "NOT_PF_AGE", 2);
}

static void test_what_was_private_fostering_until_16_is_said(void **state)
{
	assert_non_null(strstr(decided(state, WITH(.born_on = "2010-05-02", .disabled = "N")).why,
	    "2 May 2026"));
	assert_null(strstr(decided(state, WITH(.born_on = "2010-03-02", .disabled = "N")).why,
	    "reached 16"));
}

/* Acceptance case 11: the day, to be disabled or not. */
static void test_the_birthday_that_ends_it(void **state)
{
	assert_string_equal(legal_age_end(*state, "2011-03-12", "N"), "2027-03-12");
	assert_string_equal(legal_age_end(*state, "2011-03-12", ""), "2027-03-12");
	assert_string_equal(legal_age_end(*state, "2011-03-12", "Y"), "2029-03-12");
	assert_string_equal(legal_age_end(*state, "2012-02-29", "N"), "2028-02-29");
	assert_string_equal(legal_age_end(*state, "2012-02-29", "Y"), "2030-03-01");
	assert_null(legal_age_end(*state, NULL, "N"));
}

static void test_what_is_not_known_counts_where_it_matters(void **state)
{
	struct legal_result r;

	says(state, WITH(.looked_after = ""), "UNKNOWN", 3);
	says(state, WITH(.relationship = ""), "UNKNOWN", 4);
	says(state, WITH(.carer_pr = ""), "UNKNOWN", 5);
	says(state, WITH(.sleeps = ""), "UNKNOWN", 7);
	says(state, WITH(.adoption = ""), "UNKNOWN", 10);
	says(state, WITH(.open_ended = false), "PF", 12);
	says(state, WITH(.open_ended = false, .start_actual = "2026-06-20"), "UNKNOWN", 11);
	says(state, WITH(.start_actual = NULL), "UNKNOWN", 12);
	says(state, WITH(.born_on = NULL), "UNKNOWN", 1);
	says(state, WITH(.born_on = "2010-01-05"), "UNKNOWN", 2);
	/* A grandparent's home is none, whatever else nobody knows … */
	says(state, WITH(.relationship = "GRANDPARENT", .looked_after = "", .carer_pr = "",
	    .born_on = NULL, .sleeps = "", .adoption = ""), "NOT_PF_RELATIVE", 6);
	says(state, WITH(.capacity = "", .school_pupil = ""), "PF", 12);
	/* … but a school in the holidays may be its own case. */
	says(state, WITH(.sleeps = "SCHOOL", .capacity = "STAFF"), "UNKNOWN", 8);
	says(state, WITH(.sleeps = "SCHOOL", .school_pupil = "Y", .looked_after = ""), "UNKNOWN", 3);
	r = decided(state, &(struct legal_facts){ .on = "2026-06-29", .disabled = "",
	    .looked_after = "", .relationship = "", .carer_pr = "", .sleeps = "", .capacity = "",
	    .school_pupil = "", .legal_regime = "", .adoption = "", .short_days = 28 });
	assert_string_equal(r.result, "UNKNOWN");
	assert_non_null(strstr(r.why, "relationship"));
}

/* 2.6. */
static void test_common_scenarios(void **state)
{
	says(state, WITH(.born_on = "2012-01-10", .relationship = "HOST_FAMILY", .open_ended = false,
	    .start_actual = "2026-05-01", .intended_end = "2026-11-01"), "PF", 12);
	says(state, WITH(.born_on = "2011-01-10", .relationship = "HOST_FAMILY", .open_ended = false,
	    .start_actual = "2026-06-20", .intended_end = "2026-07-11"), "NOT_PF_SHORT", 11);
	says(state, WITH(.relationship = "EDUCATION_GUARDIAN", .sleeps = "SCHOOL",
	    .school_pupil = "N", .capacity = "STAFF"), "NOT_PF_PLACE", 9);
	says(state, WITH(.relationship = "EDUCATION_GUARDIAN", .open_ended = false,
	    .start_actual = NULL, .start_proposed = "2026-10-24", .intended_end = "2026-11-01"),
	    "NOT_PF_SHORT", 11);
	says(state, WITH(.born_on = "2011-01-10", .relationship = "FRIENDS_PARENT"), "PF", 12);
	says(state, WITH(.relationship = "COUSIN", .open_ended = false,
	    .start_actual = "2026-06-01", .intended_end = "2026-08-10"), "PF", 12);
	says(state, WITH(.born_on = "2010-01-10", .disabled = "N",
	    .relationship = "FRIENDS_PARENT"), "NOT_PF_AGE", 2);
	says(state, WITH(.looked_after = "Y", .relationship = "STRANGER"), "NOT_PF_LOOKED", 3);
}

static void test_a_proposal_whose_day_has_passed(void **state)
{
	struct legal_result r = decided(state, WITH(.start_actual = NULL,
	    .start_proposed = "2026-06-28"));

	assert_string_equal(r.result, "PF_PROPOSED");
	assert_non_null(strstr(r.why, "find out"));
}

static int setup(void **state)
{
	lists_load(TOP_SRCDIR "/modules/fostering/conf/lists");
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
		cmocka_unit_test(test_every_row_of_the_table),
		cmocka_unit_test(test_the_first_rule_that_fits),
		cmocka_unit_test(test_close_relatives_and_nobody_else),
		cmocka_unit_test(test_28_nights),
		cmocka_unit_test(test_a_short_stay_that_overruns),
		cmocka_unit_test(test_birthdays),
		cmocka_unit_test(test_what_was_private_fostering_until_16_is_said),
		cmocka_unit_test(test_the_birthday_that_ends_it),
		cmocka_unit_test(test_what_is_not_known_counts_where_it_matters),
		cmocka_unit_test(test_common_scenarios),
		cmocka_unit_test(test_a_proposal_whose_day_has_passed),
	};

	return cmocka_run_group_tests(tests, setup, teardown);
}
