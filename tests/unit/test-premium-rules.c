#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <cmocka.h>

#include "pool.h"
#include "../../modules/education/premium-rules.h"

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

static struct date day(int year, int month, int d)
{
	return (struct date){ year, month, d };
}

/* Given 2024-25 rate 2,570.00 and a 20% top-slice, then 514.00 is pooled and 2,056.00
 * planned in three payments 685.33, 685.33, 685.34. */
static void case_14_pooled_and_planned(void **state)
{
	const char *pounds[3];
	unsigned pooled = premium_pooled(257000, 2000), part[3], i;

	(void)state;
	assert_string_equal(premium_pounds(pool, 257000), "2,570.00");
	assert_string_equal(premium_pounds(pool, pooled), "514.00");
	assert_string_equal(premium_pounds(pool, 257000 - (long long)pooled), "2,056.00");
	premium_split(257000 - pooled, 3, part);
	for (i = 0; i < 3; i++)
		pounds[i] = premium_pounds(pool, part[i]);
	assert_string_equal(pounds[0], "685.33");
	assert_string_equal(pounds[1], "685.33");
	assert_string_equal(pounds[2], "685.34");
	assert_int_equal(part[0] + part[1] + part[2], 205600);
}

/* When the spring PEP is RED on the payment date, then the spring payment is held. */
static void case_14_red_holds(void **state)
{
	(void)state;
	assert_string_equal(premium_bar("RETURNED", "RED", "RED MISSING"), "RED");
	assert_string_equal(premium_bar(NULL, "", "RED MISSING"), "MISSING");
	assert_null(premium_bar("COMPLETE", "AMBER", "RED MISSING"));
	assert_null(premium_bar("IN_PROGRESS", "", "RED MISSING"));
	assert_string_equal(premium_bar("IN_PROGRESS", "", "RED MISSING UNFINISHED"), "UNFINISHED");
	assert_null(premium_bar("HISTORICAL", "GREEN", "RED MISSING UNFINISHED"));
	assert_null(premium_bar("RETURNED", "RED", "MISSING"));
	assert_null(premium_bar(NULL, "", ""));
}

/* When the child moves school on 6 Jan 2025, then the autumn payment stays with school A
 * and spring goes to school B. A fortnight of a term counts as its beginning. */
static void case_14_move(void **state)
{
	struct premium_place places[] = {
		{ .began = { 2022, 9, 1 }, .ended = { 2025, 1, 5 }, .main = true },
		{ .began = { 2025, 1, 6 }, .open = true, .main = true }
	};
	struct date autumn = date_add_days(day(2024, 9, 1), 14);
	struct date spring = date_add_days(day(2025, 1, 1), 14);

	(void)state;
	assert_int_equal(premium_place(places, 2, autumn), 0);
	assert_int_equal(premium_place(places, 2, spring), 1);
	/* One who moves in the middle of a term takes it along from the next. */
	places[0].ended = day(2025, 2, 9);
	places[1].began = day(2025, 2, 10);
	assert_int_equal(premium_place(places, 2, spring), 0);
	assert_int_equal(premium_place(places, 2, date_add_days(day(2025, 4, 1), 14)), 1);
}

/* Unspent 120.00 at 31 Mar 2025 is listed for return. */
static void case_14_unspent(void **state)
{
	struct premium_sums s = { { 0 } };

	(void)state;
	s.of[PREMIUM_ALLOCATION] = 257000;
	s.of[PREMIUM_TOP_SLICE] = 51400;
	s.of[PREMIUM_PLANNED] = 205600;
	s.of[PREMIUM_APPROVED] = s.of[PREMIUM_PAID] = 205600;
	assert_int_equal(premium_unspent(&s), 0);
	s.of[PREMIUM_RECLAIMED] = 12000;
	assert_string_equal(premium_pounds(pool, premium_unspent(&s)), "120.00");
	s.of[PREMIUM_RETURNED] = 12000;
	assert_int_equal(premium_unspent(&s), 0);
}

/* Trap 12: money by the financial year, plans by the academic year. */
static void years(void **state)
{
	const struct date begins[3] = { day(2024, 4, 15), day(2024, 9, 1), day(2025, 1, 1) };

	(void)state;
	assert_int_equal(premium_year(day(2025, 3, 31)), 2024);
	assert_int_equal(premium_year(day(2025, 4, 1)), 2025);
	assert_int_equal(premium_year_of_term(2024, TERM_SPRING), 2024);
	assert_int_equal(premium_year_of_term(2023, TERM_SUMMER), 2024);
	assert_int_equal(premium_academic(2024, TERM_SUMMER), 2023);
	assert_int_equal(premium_academic(2024, TERM_AUTUMN), 2024);
	/* One who enters care in the autumn has what is left of the year. */
	assert_int_equal(premium_first_term(day(2020, 1, 1), begins), 0);
	assert_int_equal(premium_first_term(day(2024, 8, 31), begins), 0);
	assert_int_equal(premium_first_term(day(2024, 9, 1), begins), 1);
	assert_int_equal(premium_first_term(day(2025, 3, 30), begins), 2);
}

/* From Reception to Year 11. */
static void phases(void **state)
{
	(void)state;
	assert_string_equal(premium_phase(0), "SCHOOL");
	assert_string_equal(premium_phase(11), "SCHOOL");
	assert_string_equal(premium_phase(-1), "EARLY");
	assert_string_equal(premium_phase(12), "POST16");
	assert_null(premium_phase(14));
	assert_null(premium_phase(-99));
}

static void split(void **state)
{
	unsigned part[3];

	(void)state;
	premium_split(100, 1, part);
	assert_int_equal(part[0], 100);
	premium_split(101, 2, part);
	assert_true(part[0] == 50 && part[1] == 51);
	assert_int_equal(premium_pooled(100, 0), 0);
	assert_int_equal(premium_pooled(101, 5000), 51);
	assert_string_equal(premium_pounds(pool, -350), "-3.50");
	assert_string_equal(premium_pounds(pool, 123456789), "1,234,567.89");
}

/* What of each line waits: a request in part approved, a payment held and released. */
static void ledger(void **state)
{
	const struct premium_entry e[] = {
		{ 1, 0, PREMIUM_PLANNED, 68533 }, { 2, 1, PREMIUM_LESS, 12050 },
		{ 3, 1, PREMIUM_APPROVED, 50000 }, { 4, 3, PREMIUM_HELD, 50000 },
		{ 5, 4, PREMIUM_RELEASED, 50000 }, { 6, 3, PREMIUM_HELD, 50000 },
		{ 7, 0, PREMIUM_PAID, 20000 }, { 8, 7, PREMIUM_RECLAIMED, 500 },
	};

	(void)state;
	assert_int_equal(premium_open(e, 8, 1), 6483);
	assert_int_equal(premium_open(e, 8, 3), 50000);
	assert_int_equal(premium_open(e, 8, 7), 19500);
	assert_int_equal(premium_open(e, 8, 4), 0);
	assert_true(premium_held(e, 8, 3));
	assert_false(premium_held(e, 5, 3));
	assert_false(premium_held(e, 8, 7));
}

static void projection(void **state)
{
	struct premium_sums s = { { 0 } };

	(void)state;
	s.of[PREMIUM_ALLOCATION] = 100000;
	s.of[PREMIUM_PLANNED] = 90000;
	s.of[PREMIUM_LESS] = 10000;
	s.of[PREMIUM_APPROVED] = 40000;
	s.of[PREMIUM_PAID] = 30000;
	assert_int_equal(premium_unspent(&s), 70000);
	assert_int_equal(premium_projected(&s), 20000);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(case_14_pooled_and_planned), cmocka_unit_test(case_14_red_holds),
		cmocka_unit_test(case_14_move), cmocka_unit_test(case_14_unspent),
		cmocka_unit_test(years), cmocka_unit_test(phases), cmocka_unit_test(split),
		cmocka_unit_test(ledger), cmocka_unit_test(projection),
	};

	return cmocka_run_group_tests(tests, set_up, tear_down);
}
