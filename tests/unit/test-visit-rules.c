/* When a private fostering arrangement is visited next: private-fostering.md 5.2. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "pool.h"

#include "../modules/fostering/visit-rules.h"

static struct visit_rules law(bool initial, bool conservative)
{
	struct visit_rules rules;

	assert_true(visit_rules_set(&rules, "42 days", "84 days", initial, conservative));
	return rules;
}

static struct date day(const char *iso)
{
	struct date date = { 0 };

	assert_true(date_parse(iso, &date));
	return date;
}

static void due_is(void **state, const char *deemed, const char *const *visits, size_t n,
    const char *due)
{
	struct visit_rules rules = law(true, false);
	struct visit_due dues[16];
	struct date days[15];
	size_t i;

	for (i = 0; i < n; i++)
		days[i] = day(visits[i]);
	i = visit_dues(&rules, day(deemed), days, n, dues);
	assert_string_equal(date_iso(*state, dues[i - 1].date), due);
}

/* 7: aware on 1 September 2025 of what began in July. */
static void test_first_year(void **state)
{
	const char *visits[] = { "2025-07-20", "2025-09-08" };

	due_is(state, "2025-09-01", NULL, 0, "2025-10-13");
	due_is(state, "2025-09-01", visits, 1, "2025-10-13");	/* before it was deemed to begin */
	due_is(state, "2025-09-01", visits, 2, "2025-10-20");
}

/* The anniversary is 1 September 2026: six weeks that end on 31 August still bind. */
static void test_anniversary(void **state)
{
	const char *bound[] = { "2026-07-20" }, *free[] = { "2026-07-21" }, *second[] = { "2026-09-02" };

	due_is(state, "2025-09-01", bound, 1, "2026-08-31");
	due_is(state, "2025-09-01", free, 1, "2026-10-13");
	due_is(state, "2025-09-01", second, 1, "2026-11-25");
}

/* Begun on 29 February: 28 February is still of the first year. */
static void test_leap_year(void **state)
{
	struct date end = visit_anniversary(day("2028-02-29"));

	(void)state;
	assert_string_equal(date_iso(*state, end), "2029-03-01");
}

static void test_conservative(void **state)
{
	struct visit_rules rules = law(true, true);
	struct visit_due due;

	visit_due_from(&rules, day("2025-09-01"), day("2026-08-31"), &due);
	assert_string_equal(date_iso(*state, due.date), "2026-10-12");
	assert_false(due.later);
	visit_due_from(&rules, day("2025-09-01"), day("2026-09-01"), &due);
	assert_string_equal(date_iso(*state, due.date), "2026-11-24");
}

static void test_counts(void **state)
{
	struct visit_rules all = law(true, false), later = law(false, false);
	struct visit_fact f = { "REG8", "FACE", "Y", "Y", "" };

	(void)state;
	assert_true(visit_counts(&all, &f));
	f.alone = "N";
	assert_false(visit_counts(&all, &f));
	f.alone_reason = "A baby";
	assert_true(visit_counts(&all, &f));
	f.child_seen = "N";
	assert_false(visit_counts(&all, &f));
	f.child_seen = "Y";
	f.method = "VIDEO";
	assert_false(visit_counts(&all, &f));
	f.method = "FACE";
	f.type = "REG7";
	assert_true(visit_counts(&all, &f));
	assert_false(visit_counts(&later, &f));
	f.type = "REG4";
	assert_false(visit_counts(&all, &f));
}

static void test_settings(void **state)
{
	struct visit_rules rules;

	(void)state;
	assert_true(visit_rules_set(&rules, "6 weeks", "12 weeks", true, false));
	assert_false(visit_rules_set(&rules, "30 working days", "84 days", true, false));
	assert_false(visit_rules_set(&rules, "42 days", "48 hours", true, false));
	assert_false(visit_rules_set(&rules, "0 days", "84 days", true, false));
}

static void test_explanation(void **state)
{
	struct visit_rules rules = law(true, false);
	struct visit_due due;
	const char *why;

	visit_due_from(&rules, day("2025-09-01"), day("2025-09-01"), &due);
	assert_string_equal(visit_due_why(*state, &rules, day("2025-09-01"), &due),
	    "42 days from the deemed start on 1 September 2025. The first year runs to 31 August 2026");
	/* Sunday 5 April 2026 is Easter: the last working day before it is Thursday. */
	visit_due_from(&rules, day("2025-09-01"), day("2026-02-22"), &due);
	why = visit_due_why(*state, &rules, day("2025-09-01"), &due);
	assert_non_null(strstr(why, "visit of 22 February 2026"));
	assert_non_null(strstr(why, "The last working day before it is 2 April 2026"));
	/* A year without its bank holidays: the date stands, the day to plan does not. */
	visit_due_from(&rules, day("2035-01-01"), day("2035-01-01"), &due);
	assert_string_equal(date_iso(*state, due.date), "2035-02-12");
	why = visit_due_why(*state, &rules, day("2035-01-01"), &due);
	assert_non_null(strstr(why, "not loaded"));
	assert_true(strlen(why) < 300);
}

/* -- ten thousand arrangements, day by day through three years -- */

static unsigned long long seed = 20260101;

static unsigned chance(unsigned n)
{
	seed = seed * 6364136223846793005ULL + 1442695040888963407ULL;
	return (unsigned)(seed >> 33) % n;
}

/* Counted by hand from the regulation: no gap of more than 42 days inside the
 * first year, none of more than 84 in any. first: is this day of the first year? */
static bool lawful(long gap, bool first)
{
	return gap <= (first ? 42 : 84);
}

static void walk(struct date start)
{
	struct visit_rules rules = law(true, false);
	struct date now = start, visits[64];
	struct visit_due dues[65];
	long gap = 0, days = date_days(start, (struct date){ start.year + 3, 3, 1 });
	size_t n = 0, count = visit_dues(&rules, start, visits, 0, dues);
	bool first = true;
	unsigned lazy = 20 + chance(90);

	while (days-- > 0) {
		now = date_add_days(now, 1);
		gap++;
		/* The same day of the next year, or what comes after it where there is none. */
		if (now.year > start.year && (now.month > start.month ||
		    (now.month == start.month && now.day >= start.day)))
			first = false;
		if (date_compare(now, dues[count - 1].date) <= 0)
			assert_true(lawful(gap, first));
		if (n < 64 && chance(lazy) == 0) {
			visits[n++] = now;
			count = visit_dues(&rules, start, visits, n, dues);
			assert_true(date_compare(dues[count - 1].from, now) == 0);
			assert_true(date_compare(dues[count - 1].date, now) > 0);
			gap = 0;
		}
	}
	assert_int_equal(count, n + 1);
}

static void test_never_later(void **state)
{
	struct date epoch = { 2004, 1, 1 };
	unsigned i;

	(void)state;
	for (i = 0; i < 10000; i++)
		walk(date_add_days(epoch, chance(20 * 365)));
}

static int setup(void **state)
{
	*state = pool_create();
	return clock_load(*state, TOP_SRCDIR "/conf/bank-holidays.xml") == NULL ? 0 : -1;
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
		cmocka_unit_test(test_first_year),
		cmocka_unit_test(test_anniversary),
		cmocka_unit_test(test_leap_year),
		cmocka_unit_test(test_conservative),
		cmocka_unit_test(test_counts),
		cmocka_unit_test(test_settings),
		cmocka_unit_test(test_explanation),
		cmocka_unit_test(test_never_later),
	};

	return cmocka_run_group_tests(tests, setup, teardown);
}
