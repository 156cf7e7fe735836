/* School days, terms, places, attendance and suspensions: modules/education/sections.md 2 to 6, 19. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "clock.h"
#include "code.h"
#include "csv.h"
#include "date.h"
#include "pool.h"

#include "../modules/education/attendance-rules.h"
#include "../modules/education/place-rules.h"
#include "../modules/education/school-day-rules.h"
#include "../modules/education/suspension-rules.h"
#include "../modules/education/term-rules.h"

static struct school_days days;
static const struct codelist *codes;

static struct date day(const char *iso)
{
	struct date date;

	assert_true(date_parse(iso, &date));
	return date;
}

/* The sample calendar of section 2, as the demo has it. */
static void calendar_read(struct pool *pool)
{
	static char bytes[32768];
	struct date *list = pool_array(pool, 600, sizeof(*list));
	FILE *file = fopen(TOP_SRCDIR "/conf/demo/school-days.csv", "r");
	struct csv_row row;
	struct csv csv;

	assert_non_null(file);
	bytes[fread(bytes, 1, sizeof(bytes) - 1, file)] = '\0';
	(void)fclose(file);
	csv_begin(&csv, pool, bytes);
	assert_true(csv_next(&csv, &row));
	while (csv_next(&csv, &row))
		assert_null(date_typed(row.field[1], &list[days.n++], NULL));
	days.day = list;
}

static void test_the_sample_calendar_is_that_of_section_2(void **state)
{
	(void)state;
	assert_int_equal(school_day_number(&days, day("2025-08-31"), day("2026-08-31")), 195);
	assert_false(school_day_is(&days, day("2026-05-04")));
	assert_true(school_day_is(&days, day("2026-05-05")));
}

/* P1 and P2 of a child who becomes looked after on this day. */
static void first_plan(struct pool *pool, const char *entered, const char *begun,
    const char *complete)
{
	struct clock p1 = { "P1", 10, CLOCK_WORKING_DAYS, "" };
	struct clock p2 = { "P2", 20, CLOCK_WORKING_DAYS, "" };
	struct clock_due due;

	assert_true(clock_due(pool, &p1, entered, &due));
	assert_string_equal(due.text, begun);
	assert_true(clock_due(pool, &p2, entered, &due));
	assert_string_equal(due.text, complete);
}

static void test_case_1_easter_entry(void **state)
{
	first_plan(*state, "2026-03-30", "2026-04-15", "2026-04-29");
}

static void test_case_2_christmas_entry(void **state)
{
	first_plan(*state, "2026-12-17", "2027-01-05", "2027-01-19");
}

static void test_case_3_no_school_across_easter_and_may_day(void **state)
{
	struct date due, none = day("2026-03-23");

	assert_true(school_day_nth(&days, none, 20, &due));
	assert_string_equal(date_iso(*state, due), "2026-05-05");
	assert_int_equal(school_day_number(&days, none, day("2026-03-27")), 4);
	assert_int_equal(school_day_number(&days, none, day("2026-04-10")), 4);
	assert_int_equal(school_day_number(&days, none, due), 20);
	assert_int_equal(school_day_number(&days, none, none), 0);
	assert_false(school_day_nth(&days, day("2027-07-20"), 2, &due));
}

static void test_a_half_term_goes_from_break_to_break(void **state)
{
	struct date first, last;

	assert_true(school_day_half_term(&days, day("2026-05-04"), &first, &last));
	assert_string_equal(date_iso(*state, first), "2026-04-13");
	assert_string_equal(date_iso(*state, last), "2026-05-22");
	assert_true(school_day_half_term(&days, day("2026-05-25"), &first, &last));
	assert_string_equal(date_iso(*state, last), "2026-05-22");
	assert_false(school_day_half_term(&days, day("2025-09-01"), &first, &last));
}

static void test_terms_year_groups_and_school_age(void **state)
{
	struct date summer = day("2026-04-13");

	(void)state;
	assert_int_equal(term_year(day("2026-08-31")), 2025);
	assert_int_equal(term_year(day("2026-09-01")), 2026);
	assert_int_equal(term_of(day("2025-12-31"), summer), TERM_AUTUMN);
	assert_int_equal(term_of(day("2026-04-12"), summer), TERM_SPRING);
	assert_int_equal(term_of(day("2026-04-13"), summer), TERM_SUMMER);
	assert_int_equal(term_ncy(day("2021-08-31"), 2025), 0);
	assert_int_equal(term_ncy(day("2021-09-01"), 2025), -1);
	assert_int_equal(term_ncy(day("2010-02-01"), 2025), 11);
	assert_int_equal(term_ncy(day("2024-02-01"), 2025), TERM_NCY_NONE);
	assert_int_equal(term_key_stage(0), 0);
	assert_int_equal(term_key_stage(6), 2);
	assert_int_equal(term_key_stage(11), 4);
	assert_int_equal(term_key_stage(12), 5);
	assert_false(term_school_age(day("2021-02-01"), day("2026-03-30")));
	assert_true(term_school_age(day("2021-02-01"), day("2026-03-31")));
	assert_false(term_school_age(day("2021-04-01"), day("2026-08-30")));
	assert_true(term_school_age(day("2010-02-01"), day("2026-06-26")));
	assert_false(term_school_age(day("2010-02-01"), day("2026-06-27")));
}

static void test_case_5_attendance_arithmetic(void **state)
{
	struct attendance a = { 0 };

	attendance_add(&a, codes, "/", 66);
	attendance_add(&a, codes, "L", 2);
	attendance_add(&a, codes, "B", 2);
	attendance_add(&a, codes, "I", 4);
	attendance_add(&a, codes, "U", 1);
	attendance_add(&a, codes, "X", 2);
	attendance_add(&a, codes, "Y2", 1);
	assert_int_equal(attendance_possible(&a), 75);
	assert_int_equal(a.late, 2);
	assert_string_equal(attendance_share(*state, attendance_attended(&a), 75), "93.3%");
	assert_string_equal(attendance_share(*state, attendance_absent(&a), 75), "6.7%");
	assert_string_equal(attendance_share(*state, a.count[ATTENDANCE_UNAUTHORISED], 75), "1.3%");
	assert_int_equal(attendance_level(&a, 10, 50), ATTENDANCE_USUAL);
	assert_int_equal(attendance_level(&a, 6, 50), ATTENDANCE_PERSISTENT);
	assert_int_equal(attendance_level(&a, 3, 6), ATTENDANCE_SEVERE);
	assert_int_equal(attendance_lowest("95 90 50", &a), 95);
	assert_int_equal(attendance_lowest("95 94 50", &a), 94);
	assert_int_equal(attendance_lowest("90", &a), 0);
	assert_true(attendance_below(&a, 95));
	assert_false(attendance_below(&a, 90));
}

static enum attendance_level level(unsigned absent, unsigned possible)
{
	struct attendance a = { .count = { [ATTENDANCE_PRESENT] = possible - absent,
	    [ATTENDANCE_AUTHORISED] = absent } };

	return attendance_level(&a, 10, 50);
}

static void test_case_6_persistent_threshold(void **state)
{
	assert_string_equal(attendance_share(*state, 12, 120), "10.0%");
	assert_int_equal(level(12, 120), ATTENDANCE_PERSISTENT);
	assert_string_equal(attendance_share(*state, 11, 120), "9.2%");
	assert_int_equal(level(11, 120), ATTENDANCE_USUAL);
	assert_int_equal(level(190, 380), ATTENDANCE_SEVERE);
	assert_int_equal(level(189, 380), ATTENDANCE_PERSISTENT);
	assert_int_equal(level(0, 0), ATTENDANCE_USUAL);
}

static void test_case_7_old_and_new_codes(void **state)
{
	assert_null(attendance_wrong(*state, codes, "H", "2024-07-16"));
	assert_int_equal(attendance_category(codes, "H"), ATTENDANCE_AUTHORISED);
	assert_string_equal(attendance_wrong(*state, codes, "H", "2024-09-03"),
	    "Code H is not used on that day");
	assert_null(attendance_wrong(*state, codes, "Y2", "2024-09-03"));
	assert_int_equal(attendance_category(codes, "Y2"), ATTENDANCE_OUT);
	assert_non_null(attendance_wrong(*state, codes, "Y2", "2024-07-16"));
	assert_string_equal(attendance_wrong(*state, codes, "QQ", "2024-07-16"),
	    "There is no code QQ");
}

static void test_case_8_suspensions(void **state)
{
	struct date sixth;

	assert_true(suspension_lawful(20, 60, 45));
	assert_int_equal(suspension_warning("5 15 30 40 45", 80), 40);
	assert_int_equal(suspension_warning("5 15 30 40 45", 79), 30);
	assert_int_equal(suspension_warning("5 15 30 40 45", 9), 0);
	assert_false(suspension_lawful(80, 12, 45));
	assert_true(suspension_lawful(80, 10, 45));
	assert_true(suspension_lawful(80, 12, 46));
	assert_true(suspension_sixth(&days, day("2025-11-03"), 20, false, &sixth));
	assert_string_equal(date_iso(*state, sixth), "2025-11-10");
	assert_false(suspension_sixth(&days, day("2025-11-03"), 10, false, &sixth));
	assert_true(suspension_sixth(&days, day("2025-11-03"), 0, true, &sixth));
	assert_int_equal(suspension_meeting(10, false, false), SUSPENSION_CONSIDER);
	assert_int_equal(suspension_meeting(11, false, false), SUSPENSION_IF_ASKED);
	assert_int_equal(suspension_meeting(31, false, false), SUSPENSION_MUST);
	assert_int_equal(suspension_meeting(2, false, true), SUSPENSION_MUST);
}

static void test_case_9_change_of_placement_in_key_stage_4(void **state)
{
	struct place_change c = { .ncy = 10, .disrupts = true };

	(void)state;
	assert_int_equal(place_change_status(&c), PLACE_BLOCKED);
	c.approved = c.wishes = c.promotes = c.teacher = true;
	assert_int_equal(place_change_status(&c), PLACE_BLOCKED);
	c.reviewer = true;
	assert_int_equal(place_change_status(&c), PLACE_ALLOWED);
	assert_int_equal(place_change_status(&(struct place_change){ .ncy = 11, .disrupts = true,
	    .emergency = true }), PLACE_EMERGENCY);
	assert_int_equal(place_change_status(&(struct place_change){ .ncy = 9, .disrupts = true }),
	    PLACE_FREE);
	assert_int_equal(place_change_status(&(struct place_change){ .ncy = 10 }), PLACE_FREE);
}

static void test_what_moves_are_mid_year(void **state)
{
	(void)state;
	assert_true(place_mid_year(day("2026-01-06"), day("2025-05-01")));
	assert_false(place_mid_year(day("2025-09-30"), day("2025-05-01")));
	assert_true(place_mid_year(day("2025-10-01"), day("2025-05-01")));
	assert_false(place_mid_year(day("2025-04-30"), day("2025-05-01")));
	assert_false(place_full_time(99, 25));
	assert_true(place_full_time(100, 25));
}

static int ready(void **state)
{
	struct pool *pool = pool_create();
	struct codes *all = code_new(pool);

	*state = pool;
	assert_null(code_load(all, TOP_SRCDIR "/modules/education/conf/lists"));
	codes = code_list(all, "education-mark");
	assert_non_null(codes);
	calendar_read(pool);
	assert_null(clock_load(pool, TOP_SRCDIR "/conf/bank-holidays.xml"));
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
		cmocka_unit_test(test_the_sample_calendar_is_that_of_section_2),
		cmocka_unit_test(test_case_1_easter_entry),
		cmocka_unit_test(test_case_2_christmas_entry),
		cmocka_unit_test(test_case_3_no_school_across_easter_and_may_day),
		cmocka_unit_test(test_a_half_term_goes_from_break_to_break),
		cmocka_unit_test(test_terms_year_groups_and_school_age),
		cmocka_unit_test(test_case_5_attendance_arithmetic),
		cmocka_unit_test(test_case_6_persistent_threshold),
		cmocka_unit_test(test_case_7_old_and_new_codes),
		cmocka_unit_test(test_case_8_suspensions),
		cmocka_unit_test(test_case_9_change_of_placement_in_key_stage_4),
		cmocka_unit_test(test_what_moves_are_mid_year),
	};

	return cmocka_run_group_tests(tests, ready, done);
}
