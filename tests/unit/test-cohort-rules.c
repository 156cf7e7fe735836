/* Who counts as what on which day: modules/education/sections.md 2 with its worked values, and the
 * gates of 12.3 by age. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "../modules/education/cohort-rules.h"

static struct date day(const char *iso)
{
	struct date date;

	assert_true(date_parse(iso, &date));
	return date;
}

/* ended NULL: it runs. */
static struct cohort_episode episode(const char *began, const char *rne, const char *legal,
    const char *ended, const char *rec)
{
	return (struct cohort_episode){ .began = day(began), .rne = rne, .legal = legal,
	    .open = ended == NULL, .ended = ended == NULL ? (struct date){ 0 } : day(ended),
	    .rec = rec };
}

static bool cla12(const char *began, const char *legal, const char *ended)
{
	struct cohort_episode e = episode(began, "S", legal, ended, ended == NULL ? "" : "E4A");

	return cohort_cla12(&e, 1, 2026);
}

static void trap_6_twelve_months_count_the_first_of_april(void **state)
{
	(void)state;
	assert_true(cla12("2025-04-01", "C2", NULL));
	assert_false(cla12("2025-04-02", "C2", NULL));
	assert_false(cla12("2020-05-01", "V4", NULL));
	assert_false(cla12("2020-05-01", "V3", NULL));
	assert_false(cla12("2020-05-01", "C2", "2025-09-15"));
	assert_false(cla12("2020-05-01", "C2", "2025-04-01"));
	assert_true(cla12("2020-05-01", "C2", "2026-03-31"));
	assert_false(cla12("2026-04-01", "C2", NULL));
	assert_false(cla12("2020-05-01", "C2", "2025-03-31"));
	assert_false(cohort_cla12(NULL, 0, 2026));
}

static void moves_within_care_keep_the_twelve_months(void **state)
{
	struct cohort_episode e[] = {
		episode("2023-01-10", "S", "V2", "2025-06-02", "X1"),
		episode("2025-06-02", "P", "V2", "2025-11-20", "X1"),
		episode("2025-11-20", "L", "C2", NULL, ""),
	};

	(void)state;
	assert_true(cohort_cla12(e, 3, 2026));
	assert_true(cohort_cla12(e, 3, 2025));
	assert_false(cohort_cla12(e, 3, 2023));
	e[1].rec = "E4A";
	e[2].rne = "S";
	assert_false(cohort_cla12(e, 3, 2026));
}

static void who_left_on_31_march_is_not_looked_after_on_it(void **state)
{
	struct cohort_episode e = episode("2020-05-01", "S", "C2", "2026-03-31", "E4A");
	struct cohort_episode rest = episode("2020-05-01", "S", "V4", NULL, "");

	(void)state;
	assert_false(cohort_looked_after(&e, 1, day("2026-03-31")));
	assert_true(cohort_looked_after(&e, 1, day("2026-03-30")));
	assert_false(cohort_looked_after(&e, 1, day("2020-04-30")));
	assert_false(cohort_looked_after(&rest, 1, day("2026-03-31")));
}

static void periods_of_care_join_what_goes_on(void **state)
{
	const struct cohort_episode e[] = {
		episode("2020-01-10", "S", "V2", "2020-06-02", "X1"),
		episode("2020-06-02", "P", "V2", "2020-11-20", "E4A"),
		episode("2021-03-01", "S", "C2", NULL, ""),
	};
	struct cohort_period p[3];

	(void)state;
	assert_int_equal(cohort_periods(e, 3, p), 2);
	assert_int_equal(date_compare(p[0].began, day("2020-01-10")), 0);
	assert_int_equal(date_compare(p[0].ended, day("2020-11-20")), 0);
	assert_false(p[0].open);
	assert_int_equal(date_compare(p[1].began, day("2021-03-01")), 0);
	assert_true(p[1].open);
	assert_int_equal(cohort_periods(e, 0, p), 0);
}

static void case_11_what_the_age_at_31_march_asks_for(void **state)
{
	const struct {
		const char *born;
		bool convicted, health, sdq;
	} child[] = {
		{ "2013-09-14", true, false, true },
		{ "2016-05-11", false, false, true },
		{ "2021-06-20", false, true, true },
		{ "2009-04-01", true, false, true },
	};
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(child) / sizeof(child[0]); i++) {
		struct date born = day(child[i].born);

		assert_int_equal(cohort_asks_convicted(born, 2026), child[i].convicted);
		assert_int_equal(cohort_asks_health_check(born, 2026), child[i].health);
		assert_int_equal(cohort_asks_sdq(born, 2026), child[i].sdq);
	}
	/* A day on either side. */
	assert_true(cohort_asks_convicted(day("2016-03-31"), 2026));
	assert_false(cohort_asks_convicted(day("2016-04-01"), 2026));
	assert_false(cohort_asks_health_check(day("2021-03-31"), 2026));
	assert_true(cohort_asks_health_check(day("2021-04-01"), 2026));
	assert_true(cohort_asks_sdq(day("2022-03-31"), 2026));
	assert_false(cohort_asks_sdq(day("2022-04-01"), 2026));
	assert_true(cohort_asks_sdq(day("2008-04-01"), 2026));
	assert_false(cohort_asks_sdq(day("2008-03-31"), 2026));
}

static void ages_are_those_at_the_ends_of_the_year_and_in_the_august_before(void **state)
{
	(void)state;
	assert_int_equal(cohort_age_march(day("2016-03-31"), 2026), 10);
	assert_int_equal(cohort_age_march(day("2016-04-01"), 2026), 9);
	/* The year to 31 March 2026 began on 1 April 2025. */
	assert_int_equal(cohort_age_august(day("2020-08-31"), 2026), 4);
	assert_int_equal(cohort_age_august(day("2020-09-01"), 2026), 3);
}

static void curriculum_years_go_by_the_age_at_31_august(void **state)
{
	(void)state;
	assert_int_equal(cohort_ncy(day("2021-08-31"), 2025), 0);
	assert_int_equal(cohort_ncy(day("2021-09-01"), 2025), -1);
	assert_int_equal(cohort_ncy(day("2009-09-01"), 2025), 11);
	assert_int_equal(cohort_age_march(day("2021-04-01"), 2026), 4);
	assert_string_equal(cohort_key_stage(-1), "EYFS");
	assert_string_equal(cohort_key_stage(2), "KS1");
	assert_string_equal(cohort_key_stage(6), "KS2");
	assert_string_equal(cohort_key_stage(9), "KS3");
	assert_string_equal(cohort_key_stage(11), "KS4");
	assert_string_equal(cohort_key_stage(13), "post-16");
	assert_string_equal(cohort_key_stage(14), "");
	assert_int_equal(cohort_academic_year(day("2026-08-31")), 2025);
	assert_int_equal(cohort_academic_year(day("2026-09-01")), 2026);
	assert_int_equal(cohort_year_of(day("2026-03-31")), 2026);
	assert_int_equal(cohort_year_of(day("2026-04-01")), 2027);
}

static void school_age(const char *born, const char *first, const char *last)
{
	assert_int_equal(date_compare(cohort_school_age_first(day(born)), day(first)), 0);
	assert_int_equal(date_compare(cohort_school_age_last(day(born)), day(last)), 0);
}

static void compulsory_school_age_ends_on_the_last_friday_of_june(void **state)
{
	(void)state;
	school_age("2010-08-31", "2015-08-31", "2026-06-26");
	school_age("2010-09-01", "2015-12-31", "2027-06-25");
	school_age("2010-03-31", "2015-03-31", "2026-06-26");
	school_age("2010-04-01", "2015-08-31", "2026-06-26");
	school_age("2012-02-29", "2017-03-31", "2028-06-30");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(trap_6_twelve_months_count_the_first_of_april),
		cmocka_unit_test(moves_within_care_keep_the_twelve_months),
		cmocka_unit_test(who_left_on_31_march_is_not_looked_after_on_it),
		cmocka_unit_test(periods_of_care_join_what_goes_on),
		cmocka_unit_test(case_11_what_the_age_at_31_march_asks_for),
		cmocka_unit_test(ages_are_those_at_the_ends_of_the_year_and_in_the_august_before),
		cmocka_unit_test(curriculum_years_go_by_the_age_at_31_august),
		cmocka_unit_test(compulsory_school_age_ends_on_the_last_friday_of_june),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
