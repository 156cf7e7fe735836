/* Every address in the last five years, and the gaps: modules/fostering/sections.md 4. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "pool.h"

#include "../modules/fostering/address-gap.h"

#define TODAY	"2026-11-22"

static size_t gaps_of(void **state, const struct address_span *spans, size_t n,
    struct address_gap **gaps_r)
{
	return address_gaps(*state, spans, n, TODAY, gaps_r);
}

static void test_no_address_is_one_gap(void **state)
{
	struct address_gap *gaps;

	assert_int_equal(gaps_of(state, NULL, 0, &gaps), 1);
	assert_string_equal(gaps[0].from, "2021-11-22");
	assert_string_equal(gaps[0].to, TODAY);
}

static void test_moving_on_the_next_day_is_no_gap(void **state)
{
	const struct address_span spans[] = { { "2023-05-02", NULL }, { "2015-01-01", "2023-05-01" } };
	struct address_gap *gaps;

	assert_int_equal(gaps_of(state, spans, 2, &gaps), 0);
}

static void test_gap_between_two(void **state)
{
	const struct address_span spans[] = { { "2024-01-10", NULL }, { "2015-01-01", "2023-05-01" } };
	struct address_gap *gaps;

	assert_int_equal(gaps_of(state, spans, 2, &gaps), 1);
	assert_string_equal(gaps[0].from, "2023-05-02");
	assert_string_equal(gaps[0].to, "2024-01-09");
}

static void test_gaps_at_both_ends(void **state)
{
	const struct address_span spans[] = { { "2022-01-01", "2023-12-31" } };
	struct address_gap *gaps;

	assert_int_equal(gaps_of(state, spans, 1, &gaps), 2);
	assert_string_equal(gaps[0].to, "2021-12-31");
	assert_string_equal(gaps[1].from, "2024-01-01");
	assert_string_equal(gaps[1].to, TODAY);
}

/* Addresses at the same time, one within the other. */
static void test_overlapping_addresses(void **state)
{
	const struct address_span spans[] = { { "2022-06-01", "2022-08-01" }, { "2020-01-01", NULL } };
	struct address_gap *gaps;

	assert_int_equal(gaps_of(state, spans, 2, &gaps), 0);
}

/* Where the first day is not known, nothing says that it was five years ago. */
static void test_first_day_not_known(void **state)
{
	const struct address_span spans[] = { { NULL, NULL } };
	struct address_gap *gaps;

	assert_int_equal(gaps_of(state, spans, 1, &gaps), 1);
	assert_string_equal(gaps[0].to, "2026-11-21");
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
		cmocka_unit_test(test_no_address_is_one_gap),
		cmocka_unit_test(test_moving_on_the_next_day_is_no_gap),
		cmocka_unit_test(test_gap_between_two),
		cmocka_unit_test(test_gaps_at_both_ends),
		cmocka_unit_test(test_overlapping_addresses),
		cmocka_unit_test(test_first_day_not_known),
	};

	return cmocka_run_group_tests(tests, setup, teardown);
}
