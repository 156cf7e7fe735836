/* Attainment and special needs: modules/education/sections.md 7 and 8. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "date.h"
#include "lists.h"
#include "pool.h"

#include "../modules/education/attainment-rules.h"
#include "../modules/education/need-rules.h"

#define GCSE(subject, grade)	{ "GCSE", subject, grade }
#define N(list)	(sizeof(list) / sizeof((list)[0]))
#define KS4(list, rule)	attainment_ks4(*state, list, N(list), rule, &k)

static void test_attainment_8_fills_ten_slots(void **state)
{
	static const struct attainment_result list[] = { GCSE("ENGLANG", "5"), GCSE("ENGLIT", "6"),
	    GCSE("MATHS", "4"), GCSE("COMBINED", "5-4"), GCSE("HISTORY", "7"), GCSE("FRENCH", "3"),
	    GCSE("ART", "8"), { "VOCATIONAL", "SPORT", "L2M" } };
	struct attainment_ks4 k;

	KS4(list, ATTAINMENT_BOTH);
	assert_string_equal(k.slot[0].entry->subject, "English literature");
	assert_int_equal(k.slot[1].points, 600);
	assert_int_equal(k.slot[3].points, 400);
	assert_string_equal(k.slot[4].entry->subject, "History");
	assert_string_equal(k.slot[5].entry->grade, "5");
	assert_string_equal(k.slot[6].entry->grade, "4");
	assert_string_equal(k.slot[7].entry->subject, "Art and design");
	assert_int_equal(k.slot[8].points, 550);
	assert_string_equal(k.slot[9].entry->subject, "English language");
	assert_int_equal(k.total, 600 * 2 + 400 * 2 + 700 + 500 + 400 + 800 + 550 + 500);
	assert_string_equal(attainment_points(*state, k.total), "54.5");
	assert_true(k.four);
	assert_false(k.five);
	assert_true(k.five_good_basics);
	/* 6 + 4 + 5 + 4 + 7 + 3 = 29 / 6 */
	assert_int_equal(k.ebacc, 483);
}

static void test_attainment_8_is_90_at_most(void **state)
{
	static const struct attainment_result list[] = { GCSE("ENGLANG", "9"), GCSE("ENGLIT", "9"),
	    GCSE("MATHS", "9"), GCSE("COMBINED", "9-9"), GCSE("HISTORY", "9"), GCSE("GEOGRAPHY", "9"),
	    GCSE("FRENCH", "9"), GCSE("ART", "9"), GCSE("RE", "9"), GCSE("MUSIC", "9") };
	struct attainment_ks4 k;

	KS4(list, ATTAINMENT_BOTH);
	assert_int_equal(k.total, 9000);
	assert_int_equal(k.ebacc, 900);
}

static void test_one_english_only_is_doubled_by_the_rule_of_the_year(void **state)
{
	static const struct attainment_result list[] = { GCSE("ENGLANG", "4"), GCSE("MATHS", "4") };
	struct attainment_ks4 k;

	KS4(list, ATTAINMENT_BOTH);
	assert_int_equal(k.total, 1200);
	assert_null(k.slot[1].entry);
	assert_non_null(strstr(k.slot[1].why, "only one"));
	KS4(list, ATTAINMENT_SINGLE_DOUBLES);
	assert_int_equal(k.total, 1600);
	assert_true(k.four);
	assert_false(k.five);
}

static void test_an_ungraded_english_was_taken_all_the_same(void **state)
{
	static const struct attainment_result list[] = { GCSE("ENGLANG", "4"), GCSE("ENGLIT", "U") };
	static const struct attainment_result absent[] = { GCSE("ENGLANG", "4"), GCSE("ENGLIT", "X") };
	struct attainment_ks4 k;

	KS4(list, ATTAINMENT_BOTH);
	assert_int_equal(k.total, 800);
	assert_int_equal(k.n, 2);
	KS4(absent, ATTAINMENT_BOTH);
	assert_int_equal(k.total, 400);
	assert_int_equal(k.n, 1);
}

static void test_no_maths_leaves_its_slots_empty(void **state)
{
	static const struct attainment_result list[] = { GCSE("ENGLANG", "7"), GCSE("ENGLIT", "7"),
	    GCSE("BIOLOGY", "6") };
	struct attainment_ks4 k;

	KS4(list, ATTAINMENT_BOTH);
	assert_null(k.slot[2].entry);
	assert_null(k.slot[3].entry);
	assert_int_equal(k.total, 1400 + 600 + 700);
	assert_false(k.four);
	/* 7 + 0 + 6, no second science: 13 / 6 */
	assert_int_equal(k.ebacc, 217);
}

static void test_four_sciences_and_languages_overflow_into_the_open_slots(void **state)
{
	static const struct attainment_result list[] = { GCSE("BIOLOGY", "5"), GCSE("CHEMISTRY", "6"),
	    GCSE("PHYSICS", "7"), GCSE("COMPUTER", "8"), GCSE("SPANISH", "4") };
	struct attainment_ks4 k;

	KS4(list, ATTAINMENT_BOTH);
	assert_int_equal(k.slot[4].points, 800);
	assert_int_equal(k.slot[6].points, 600);
	assert_int_equal(k.slot[7].points, 500);
	assert_int_equal(k.slot[8].points, 400);
	assert_null(k.slot[9].entry);
	assert_int_equal(k.total, 3000);
}

static void test_other_qualifications_count_in_open_slots_alone(void **state)
{
	static const struct attainment_result list[] = { { "VOCATIONAL", "ICT", "L2D*" },
	    { "VOCATIONAL", "HAIR", "L1P" } };
	struct attainment_ks4 k;

	KS4(list, ATTAINMENT_BOTH);
	assert_null(k.slot[4].entry);
	assert_int_equal(k.slot[7].points, 850);
	assert_string_equal(attainment_points(*state, k.total), "9.75");
	assert_true(k.one_pass);
	assert_false(k.five_good);
}

static void test_nothing_entered(void **state)
{
	static const struct attainment_result list[] = { GCSE("MATHS", "X"), { "EYFSP", "LAU", "2" } };
	struct attainment_ks4 k;

	KS4(list, ATTAINMENT_SINGLE_DOUBLES);
	assert_true(k.none);
	assert_int_equal(k.total, 0);
	assert_false(k.one_pass);
}

static void test_letters_of_former_years_count_for_five_good_grades(void **state)
{
	static const struct attainment_result list[] = { GCSE("ENGLISH", "C"), GCSE("MATHS", "C"),
	    GCSE("COMBINED", "A*B"), GCSE("HISTORY", "B"), GCSE("ART", "G") };
	static const struct attainment_result four[] = { GCSE("ENGLISH", "D"), GCSE("MATHS", "D"),
	    GCSE("COMBINED", "CC"), GCSE("HISTORY", "C"), GCSE("ART", "C"), GCSE("RE", "4") };
	struct attainment_ks4 k;

	KS4(list, ATTAINMENT_BOTH);
	assert_int_equal(k.n, 6);
	assert_true(k.five_good);
	assert_true(k.five_good_basics);
	assert_true(k.one_pass);
	KS4(four, ATTAINMENT_BOTH);
	assert_true(k.five_good);
	assert_false(k.five_good_basics);
}

static const char *wrong(void **state, const char *assessment, const char *subject,
    const char *result, int year)
{
	char field;

	return attainment_wrong(*state, &(struct attainment_result){ assessment, subject, result },
	    year, &field);
}

static void test_what_can_be_a_result(void **state)
{
	assert_null(wrong(state, "GCSE", "MATHS", "5", 2026));
	assert_null(wrong(state, "GCSE", "COMBINED", "5-4", 2026));
	assert_null(wrong(state, "GCSE", "COMBINED", "54", 2026));
	assert_null(wrong(state, "GCSE", "COMBINED", "A*A*", 2016));
	assert_null(wrong(state, "GCSE", "COMBINED", "U", 2026));
	assert_null(wrong(state, "KS2TEST", "READING", "100", 2026));
	assert_null(wrong(state, "KS2TEST", "READING", "N", 2026));
	assert_null(wrong(state, "KS2TA", "SCIENCE", "HNM", 2026));
	assert_null(wrong(state, "VOCATIONAL", "SPORT", "L2M", 2026));
	assert_string_equal(wrong(state, "KS2TEST", "READING", "121", 2026), "121 is not from 80 to 120");
	assert_string_equal(wrong(state, "GCSE", "COMBINED", "5", 2026),
	    "Combined science (two grades) has two grades, like 5-4");
	assert_string_equal(wrong(state, "GCSE", "MATHS", "A", 2026),
	    "A is no result of GCSE in that year");
	assert_string_equal(wrong(state, "GCSE", "MATHS", "5", 2016),
	    "5 is no result of GCSE in that year");
	assert_null(wrong(state, "GCSE", "MATHS", "A", 2016));
	assert_string_equal(wrong(state, "KS2TA", "WRITING", "HNM", 2026),
	    "HNM is no result of Key Stage 2 teacher assessment in that year");
	assert_string_equal(wrong(state, "KS2LEVEL", "MATHS", "4", 2016),
	    "Key Stage 2 level was not in use in that year");
	assert_string_equal(wrong(state, "KS9", "MATHS", "4", 2016), "There is no assessment KS9");
	assert_string_equal(wrong(state, "GCSE", "LAU", "4", 2026),
	    "Listening, attention and understanding is no subject of GCSE in that year");
	assert_string_equal(wrong(state, "PHONICS", "PHONICS", "-1", 2026),
	    "-1 is no result of Phonics screening check in that year");
	assert_non_null(wrong(state, "GCSE", "MATHS", "", 2026));
	assert_non_null(wrong(state, "GCSE", "COMBINED", "", 2026));
	assert_non_null(wrong(state, "GCSE", "COMBINED", "-", 2026));
}

static const char *const goals[] = { "LAU", "SPK", "SELF", "MANAGE", "RELATE", "GROSS", "FINE",
    "COMP", "WORD", "WRITE", "NUMBER", "PATTERN", "PAST", "PEOPLE", "NATURAL", "CREATE", "IMAGINE" };

static void test_a_good_level_of_development_is_expected_in_twelve_goals(void **state)
{
	struct attainment_result list[17];
	size_t i;

	(void)state;
	for (i = 0; i < 17; i++)
		list[i] = (struct attainment_result){ "EYFSP", goals[i], i < 12 ? "2" : "1" };
	assert_int_equal(attainment_good_level(list, 17), ATTAINMENT_YES);
	assert_int_equal(attainment_good_level(list, 11), ATTAINMENT_UNKNOWN);
	assert_int_equal(attainment_good_level(list, 0), ATTAINMENT_UNKNOWN);
	list[11].result = "1";
	assert_int_equal(attainment_good_level(list, 17), ATTAINMENT_NO);
	list[0].result = "1";
	assert_int_equal(attainment_good_level(list, 3), ATTAINMENT_NO);
}

static void test_phonics_by_the_threshold_of_the_year(void **state)
{
	static const struct attainment_result met = { "PHONICS", "PHONICS", "32" };
	static const struct attainment_result absent = { "PHONICS", "PHONICS", "A" };

	assert_int_equal(attainment_phonics(&met, 1, 32), ATTAINMENT_YES);
	assert_int_equal(attainment_phonics(&met, 1, 33), ATTAINMENT_NO);
	assert_int_equal(attainment_phonics(&absent, 1, 32), ATTAINMENT_NO);
	assert_int_equal(attainment_phonics(&met, 0, 32), ATTAINMENT_UNKNOWN);
	assert_string_equal(attainment_setting(*state, "2012:32 2027:30", 2011), "");
	assert_string_equal(attainment_setting(*state, "2012:32 2027:30", 2026), "32");
	assert_string_equal(attainment_setting(*state, "2012:32 2027:30", 2027), "30");
	assert_string_equal(attainment_setting(*state, "BOTH 2026:SINGLE_DOUBLES", 2025), "BOTH");
	assert_string_equal(attainment_setting(*state, "BOTH 2026:SINGLE_DOUBLES", 2026),
	    "SINGLE_DOUBLES");
}

static void test_reading_writing_and_maths_together(void **state)
{
	struct attainment_result list[] = { { "KS2TEST", "READING", "100" },
	    { "KS2TEST", "MATHS", "110" }, { "KS2TA", "WRITING", "GDS" }, { "KS2TEST", "GPS", "99" } };
	struct attainment_ks2 ks2;

	(void)state;
	attainment_ks2(list, 4, 100, 110, &ks2);
	assert_int_equal(ks2.combined, ATTAINMENT_YES);
	assert_int_equal(ks2.higher, ATTAINMENT_NO);
	assert_int_equal(ks2.gps, ATTAINMENT_NO);
	attainment_ks2(list, 2, 100, 110, &ks2);
	assert_int_equal(ks2.combined, ATTAINMENT_UNKNOWN);
	list[0].result = "B";
	attainment_ks2(list, 1, 100, 110, &ks2);
	assert_int_equal(ks2.reading, ATTAINMENT_NO);
	assert_int_equal(ks2.combined, ATTAINMENT_NO);
	assert_int_equal(ks2.maths, ATTAINMENT_UNKNOWN);
}

static void test_a_result_reads_in_words(void **state)
{
	assert_string_equal(attainment_read(*state, &(struct attainment_result){ "EYFSP", "LAU", "2" }),
	    "Expected");
	assert_string_equal(attainment_read(*state, &(struct attainment_result){ "KS2TEST", "MATHS",
	    "104" }), "104");
	assert_string_equal(attainment_read(*state, &(struct attainment_result){ "GCSE", "COMBINED",
	    "5-4" }), "5-4");
}

static struct date day(const char *iso)
{
	struct date date;

	assert_true(date_parse(iso, &date));
	return date;
}

static void test_the_days_of_an_ehc_plan(void **state)
{
	static const char table[] = "-1:02-15 6:02-15 11:03-31";
	struct date due;

	assert_true(need_transfer(table, 6, 2026, &due));
	assert_string_equal(date_iso(*state, due), "2027-02-15");
	assert_true(need_transfer(table, -1, 2026, &due));
	assert_true(need_transfer(table, 11, 2026, &due));
	assert_string_equal(date_iso(*state, due), "2027-03-31");
	assert_false(need_transfer(table, 7, 2026, &due));
	assert_false(need_transfer("", 6, 2026, &due));
	assert_false(need_transfer("6:15 Feb", 6, 2026, &due));
	assert_true(need_early(day("2021-09-02"), day("2026-09-01")));
	assert_false(need_early(day("2021-09-01"), day("2026-09-01")));
	assert_true(need_near(day("2026-11-01"), day("2026-12-01"), 30));
	assert_true(need_near(day("2026-12-01"), day("2026-11-01"), 30));
	assert_false(need_near(day("2026-11-01"), day("2026-12-02"), 30));
}

static int ready(void **state)
{
	*state = pool_create();
	lists_load(TOP_SRCDIR "/modules/education/conf/lists");
	return 0;
}

static int done(void **state)
{
	struct pool *pool = *state;

	pool_destroy(&pool);
	return 0;
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_attainment_8_fills_ten_slots),
		cmocka_unit_test(test_attainment_8_is_90_at_most),
		cmocka_unit_test(test_one_english_only_is_doubled_by_the_rule_of_the_year),
		cmocka_unit_test(test_an_ungraded_english_was_taken_all_the_same),
		cmocka_unit_test(test_no_maths_leaves_its_slots_empty),
		cmocka_unit_test(test_four_sciences_and_languages_overflow_into_the_open_slots),
		cmocka_unit_test(test_other_qualifications_count_in_open_slots_alone),
		cmocka_unit_test(test_nothing_entered),
		cmocka_unit_test(test_letters_of_former_years_count_for_five_good_grades),
		cmocka_unit_test(test_what_can_be_a_result),
		cmocka_unit_test(test_a_good_level_of_development_is_expected_in_twelve_goals),
		cmocka_unit_test(test_phonics_by_the_threshold_of_the_year),
		cmocka_unit_test(test_reading_writing_and_maths_together),
		cmocka_unit_test(test_a_result_reads_in_words),
		cmocka_unit_test(test_the_days_of_an_ehc_plan),
	};

	return cmocka_run_group_tests(tests, ready, done);
}
