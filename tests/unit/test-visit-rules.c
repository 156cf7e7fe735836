/* When a private fostering arrangement is visited next: modules/fostering/sections.md 5.2. */
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

/* The same day of the next years, or what comes after it where there is none. */
static bool years_on(struct date start, struct date now, int years)
{
	return now.year > start.year + years || (now.year == start.year + years &&
	    (now.month > start.month || (now.month == start.month && now.day >= start.day)));
}

static const char *any(const char *const *words, unsigned n)
{
	return words[chance(n)];
}

/* A visit as it may be recorded; what regulation 8 asks of one said once more. */
static struct visit_fact fact_any(bool initial, bool *counts_r)
{
	static const char *const type[] = { "REG4", "REG7", "REG8", "REG8", "REQUESTED", "UNANNOUNCED" };
	static const char *const method[] = { "FACE", "FACE", "FACE", "VIDEO", "PHONE" };
	static const char *const answer[] = { "Y", "Y", "Y", "N" };
	struct visit_fact f = { any(type, 6), any(method, 5), any(answer, 4), any(answer, 4), "" };
	bool seen;

	if (f.alone[0] == 'N' && chance(2) == 0)
		f.alone_reason = "A baby";
	seen = f.method[0] == 'F' && f.child_seen[0] == 'Y' && (f.alone[0] == 'Y' || f.alone_reason[0] != '\0');
	*counts_r = seen && strcmp(f.type, "REG4") != 0 && (initial || strcmp(f.type, "REG7") != 0);
	return f;
}

struct walked {
	struct visit_rules rules;
	struct visit_due dues[1100];
	struct date start, visits[1099];
	size_t n, count;
	long gap;		/* days since the start or the last visit that counts */
	unsigned reached[2];	/* due dates that came without a visit: first year, later */
};

static void someone_visits(struct walked *w, struct date now)
{
	bool counts;
	struct visit_fact fact = fact_any(w->rules.initial_counts, &counts);

	assert_int_equal(visit_counts(&w->rules, &fact), counts);
	if (!counts)
		return;
	w->visits[w->n++] = now;
	w->gap = 0;
	w->count = visit_dues(&w->rules, w->start, w->visits, w->n, w->dues);
	assert_int_equal(w->count, w->n + 1);
	assert_int_equal(date_compare(w->dues[w->count - 1].from, now), 0);
	assert_true(date_compare(w->dues[w->count - 1].date, now) > 0);
}

/* Each day that is not past the due date keeps the law as if nobody came until then. */
static void walk(struct walked *w)
{
	struct date now = w->start;
	unsigned lazy = 3 + chance(60);

	w->n = 0;
	w->gap = 0;
	w->count = visit_dues(&w->rules, w->start, w->visits, 0, w->dues);
	while (!years_on(w->start, now, 3)) {
		bool first;
		int left;

		now = date_add_days(now, 1);
		w->gap++;
		first = !years_on(w->start, now, 1);
		left = date_compare(w->dues[w->count - 1].date, now);
		if (left >= 0)
			assert_true(lawful(w->gap, first));
		if (left == 0)
			w->reached[first ? 0 : 1]++;
		if (chance(lazy) == 0)
			someone_visits(w, now);
	}
}

static void test_never_later(void **state)
{
	static struct walked w;
	struct date epoch = { 2004, 1, 1 };
	unsigned i;

	(void)state;
	for (i = 0; i < 10000; i++) {
		w.rules = law(chance(4) != 0, chance(4) == 0);
		w.start = date_add_days(epoch, chance(20 * 365));
		walk(&w);
	}
	/* Not because nothing ever fell due. */
	assert_true(w.reached[0] > 10000 && w.reached[1] > 10000);
}

/* The holidays of 8.3, not those of the file that the clock reads. */
static bool holiday(struct date date)
{
	static const char *const days[] = {
		"2024-01-01", "2024-03-29", "2024-04-01", "2024-05-06", "2024-05-27", "2024-08-26",
		"2024-12-25", "2024-12-26", "2025-01-01", "2025-04-18", "2025-04-21", "2025-05-05",
		"2025-05-26", "2025-08-25", "2025-12-25", "2025-12-26", "2026-01-01", "2026-04-03",
		"2026-04-06", "2026-05-04", "2026-05-25", "2026-08-31", "2026-12-25", "2026-12-28",
		"2027-01-01", "2027-03-26", "2027-03-29", "2027-05-03", "2027-05-31", "2027-08-30",
		"2027-12-27", "2027-12-28", "2028-01-03", "2028-04-14", "2028-04-17", "2028-05-01",
		"2028-05-29", "2028-08-28", "2028-12-25", "2028-12-26" };
	size_t i;

	for (i = 0; i < sizeof(days) / sizeof(days[0]); i++)
		if (date_compare(day(days[i]), date) == 0)
			return true;
	return false;
}

/* Regulations 4 and 7, for each day of five years on which a notice can come: the
 * seventh day that is worked, not one later, and not one earlier. */
static void test_seven_working_days(void **state)
{
	struct clock seven = { .code = "T3" };
	struct date receipt, now, monday = day("2024-01-01"), end = day("2028-12-14");
	struct clock_due due;

	assert_true(clock_parse("7 working days", &seven));
	for (receipt = monday; date_compare(receipt, end) <= 0; receipt = date_add_days(receipt, 1)) {
		int worked = 0;

		for (now = receipt; worked < 7;) {
			now = date_add_days(now, 1);
			worked += date_days(monday, now) % 7 < 5 && !holiday(now) ? 1 : 0;
		}
		assert_true(clock_due(*state, &seven, date_iso(*state, receipt), &due));
		assert_string_equal(date_iso(*state, due.date), date_iso(*state, now));
	}
	/* What would need a year that is not loaded is refused, not guessed (8.3). */
	assert_false(clock_due(*state, &seven, "2028-12-22", &due));
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
		cmocka_unit_test(test_seven_working_days),
	};

	return cmocka_run_group_tests(tests, setup, teardown);
}
