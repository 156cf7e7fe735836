#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <time.h>

#include <cmocka.h>

#include "date.h"
#include "pool.h"

#define SIZE(table) (sizeof(table) / sizeof(*(table)))

static struct pool *pool;

static int pool_begin(void **state)
{
	(void)state;
	pool = pool_create();
	return 0;
}

static int pool_end(void **state)
{
	(void)state;
	pool_destroy(&pool);
	return 0;
}

static struct date day(const char *iso)
{
	struct date date = { 0, 0, 0 };

	assert_true(date_parse(iso, &date));
	return date;
}

static void test_iso_accepts_days_that_exist_only(void **state)
{
	static const struct { const char *text; bool good; } table[] = {
		{ "2012-05-09", true }, { "2024-02-29", true },
		{ "2000-02-29", true }, { "9999-12-31", true },
		{ "2023-02-29", false }, { "1900-02-29", false },
		{ "2012-00-09", false }, { "2012-13-09", false },
		{ "2012-05-00", false }, { "2012-05-32", false },
		{ "2012-04-31", false }, { "2012-5-9", false },
		{ "2012-05-09 ", false }, { " 2012-05-09", false },
		{ "2012-05-09T", false }, { "2012/05/09", false },
		{ "0000-00-00", false }, { "", false }, { "2012-05-0", false },
		{ "2O12-05-09", false }
	};
	struct date date;

	(void)state;
	for (size_t i = 0; i < SIZE(table); i++) {
		if (date_parse(table[i].text, &date) != table[i].good)
			fail_msg("%s", table[i].text);
	}
}

static void test_typed(void **state)
{
	static const struct { const char *text, *iso, *says; } table[] = {
		{ "9/5/2012", "2012-05-09", NULL },
		{ "09/05/2012", "2012-05-09", NULL },
		{ " 9 / 5 / 2012 ", "2012-05-09", NULL },
		{ "9-5-2012", "2012-05-09", NULL },
		{ "9.5.2012", "2012-05-09", NULL },
		{ "9 5 2012", "2012-05-09", NULL },
		{ "9. 5. 2012", "2012-05-09", NULL },
		{ "2012-05-09", "2012-05-09", NULL },
		{ "2012/5/9", "2012-05-09", NULL },
		{ "9 May 2012", "2012-05-09", NULL },
		{ "9 MAY 2012", "2012-05-09", NULL },
		{ "9th may, 2012", "2012-05-09", NULL },
		{ "1st Sept 2012", "2012-09-01", NULL },
		{ "1 sep 2012", "2012-09-01", NULL },
		{ "1/September/2012", "2012-09-01", NULL },
		{ "29/2/2024", "2024-02-29", NULL },
		{ "30/2/2024", NULL, "must be a real date, like 9 5 2012" },
		{ "29/2/2023", NULL, "must be a real date, like 9 5 2012" },
		{ "9/5/12", NULL, "must have a year with four digits, like 2012" },
		{ "9 May 12", NULL, "must have a year with four digits, like 2012" },
		{ "9/5/0212", NULL, "must have a year between 1900 and 2100" },
		{ "9/5/9012", NULL, "must have a year between 1900 and 2100" },
		{ "9//2012", NULL, "must include a month" },
		{ "//2012", NULL, "must include a day and a month" },
		{ "/5/2012", NULL, "must include a day" },
		{ "9/5/", NULL, "must include a year" },
		{ "//", NULL, "must be a real date, like 9 5 2012" },
		{ "5/2012", NULL, "must be a real date, like 9 5 2012" },
		{ "9/5/20/12", NULL, "must be a real date, like 9 5 2012" },
		{ "9/13/2012", NULL, "must be a real date, like 9 5 2012" },
		{ "0/5/2012", NULL, "must be a real date, like 9 5 2012" },
		{ "32/5/2012", NULL, "must be a real date, like 9 5 2012" },
		{ "9 Ma 2012", NULL, "must be a real date, like 9 5 2012" },
		{ "9 Mayor 2012", NULL, "must be a real date, like 9 5 2012" },
		{ "9xx May 2012", NULL, "must be a real date, like 9 5 2012" },
		{ "yesterday", NULL, "must be a real date, like 9 5 2012" },
		{ "-9/5/2012", NULL, "must be a real date, like 9 5 2012" },
		{ "9/5/20122", NULL, "must be a real date, like 9 5 2012" },
		{ "9/5/2012 and a great deal of text that no date can need at all",
		  NULL, "must be a real date, like 9 5 2012" }
	};

	(void)state;
	for (size_t i = 0; i < SIZE(table); i++) {
		struct date date;
		const char *says = date_typed(table[i].text, &date, NULL);

		if ((says == NULL) != (table[i].says == NULL))
			fail_msg("%s: %s", table[i].text, says);
		if (says != NULL)
			assert_string_equal(says, table[i].says);
		else
			assert_string_equal(date_iso(pool, date), table[i].iso);
	}
}

static void test_typed_names_the_bad_parts(void **state)
{
	static const struct { const char *text, *words; } table[] = {
		{ "9/5/2012", "" }, { "9//2012", "month" }, { "x/5/2012", "day" },
		{ "9/x/12", "month year" }, { "30/2/2012", "day" },
		{ "9/5/12", "year" }, { "//2012", "day month" },
		{ "soon", "day month year" }, { "x/5/x", "day year" }
	};

	(void)state;
	for (size_t i = 0; i < SIZE(table); i++) {
		struct date date;
		unsigned bad;

		date_typed(table[i].text, &date, &bad);
		assert_string_equal(date_part_words(bad), table[i].words);
	}
}

static void test_three_controls_come_back_as_typed(void **state)
{
	static const char *const table[][4] = {
		{ "9", "May", "2012", "9/May/2012" },
		{ "", "5", "", "/5/" },
		{ " 9 ", "5", "12", "9/5/12" },
		{ "9/5/2012", "", "", "9/5/2012" },
		{ "9", "", "", "9//" },
		{ "", "", "", "" }
	};
	const char *parts[3];

	(void)state;
	for (size_t i = 0; i < SIZE(table); i++)
		assert_string_equal(date_join(pool, table[i][0], table[i][1],
		    table[i][2]), table[i][3]);
	date_split(pool, "/5/12", parts);
	assert_string_equal(parts[0], "");
	assert_string_equal(parts[1], "5");
	assert_string_equal(parts[2], "12");
	date_split(pool, "2012-05-09", parts);
	assert_string_equal(parts[0], "9");
	assert_string_equal(parts[1], "5");
	assert_string_equal(parts[2], "2012");
	date_split(pool, "soon", parts);
	assert_string_equal(parts[0], "soon");
	assert_string_equal(parts[2], "");
}

/* Every day from 1583 to 2400, told by a calendar that only counts. */
static void test_days_count_on_without_a_gap(void **state)
{
	struct date walk = { 1583, 1, 1 };
	struct date first = walk;
	enum date_weekday weekday = DATE_SATURDAY;

	(void)state;
	for (long n = 0; walk.year < 2400; n++) {
		struct date next = walk;

		assert_int_equal(date_days(first, walk), n);
		assert_int_equal(date_weekday(walk), weekday);
		assert_int_equal(date_compare(date_add_days(first, n), walk), 0);
		weekday = (weekday + 1) % DATE_WEEKDAY__MAX;
		next.day++;
		if (!date_valid(next)) {
			next.day = 1;
			next.month++;
		}
		if (!date_valid(next)) {
			next.month = 1;
			next.year++;
		}
		walk = next;
	}
}

static void test_months_end_where_the_month_ends(void **state)
{
	static const struct { const char *from; int months; const char *to; }
	table[] = {
		{ "2025-08-31", 6, "2026-02-28" }, { "2023-08-31", 6, "2024-02-29" },
		{ "2026-01-31", 1, "2026-02-28" }, { "2026-03-31", -1, "2026-02-28" },
		{ "2026-12-15", 1, "2027-01-15" }, { "2026-01-15", -1, "2025-12-15" },
		{ "2026-01-15", -13, "2024-12-15" }, { "2024-02-29", 12, "2025-02-28" },
		{ "2026-11-22", 3, "2027-02-22" }, { "2026-05-31", 0, "2026-05-31" }
	};

	(void)state;
	for (size_t i = 0; i < SIZE(table); i++)
		assert_string_equal(date_iso(pool, date_add_months(
		    day(table[i].from), table[i].months)), table[i].to);
	assert_string_equal(date_iso(pool, date_add_years(day("2024-02-29"), 1)),
	    "2025-02-28");
	assert_string_equal(date_iso(pool, date_add_years(day("2024-02-29"), 4)),
	    "2028-02-29");
}

static void test_age_grows_on_the_birthday(void **state)
{
	static const struct { const char *born, *on; int age; } table[] = {
		{ "2012-05-09", "2026-05-08", 13 }, { "2012-05-09", "2026-05-09", 14 },
		{ "2012-05-09", "2026-11-22", 14 }, { "2012-05-09", "2012-05-09", 0 },
		{ "2012-02-29", "2013-02-28", 0 }, { "2012-02-29", "2013-03-01", 1 },
		{ "2012-02-29", "2016-02-29", 4 }, { "2027-02-14", "2026-11-22", -1 }
	};

	(void)state;
	for (size_t i = 0; i < SIZE(table); i++)
		assert_int_equal(date_age(day(table[i].born), day(table[i].on)),
		    table[i].age);
}

static void test_formats(void **state)
{
	(void)state;
	assert_string_equal(date_long(pool, day("2012-05-09")), "9 May 2012");
	assert_string_equal(date_short(pool, day("2012-05-09")), "9/5/2012");
	assert_string_equal(date_brief(pool, day("2026-11-22")), "22 Nov 2026");
	assert_string_equal(date_long(pool, day("2026-11-22")), "22 November 2026");
	assert_int_equal(date_days(day("2026-02-27"), day("2026-03-01")), 2);
	assert_int_equal(date_days(day("2026-03-01"), day("2026-02-27")), -2);
	assert_true(date_compare(day("2026-02-27"), day("2026-03-01")) < 0);
	assert_int_equal(date_weekday(day("2026-11-22")), DATE_SUNDAY);
}

static void test_london_reads_utc(void **state)
{
	static const struct { const char *utc, *reading, *clock; } table[] = {
		{ "2026-11-22 14:03:00", "22 November 2026 at 2:03pm", "2:03pm" },
		{ "2026-11-22 14:03:59.999999", "22 November 2026 at 2:03pm", "2:03pm" },
		{ "2026-06-01 14:03:00", "1 June 2026 at 3:03pm", "3:03pm" },
		{ "2026-11-22 00:00:00", "22 November 2026 at 12:00am", "12:00am" },
		{ "2026-11-22 12:00:00", "22 November 2026 at 12:00pm", "12:00pm" },
		{ "2026-06-30 23:30:00", "1 July 2026 at 12:30am", "12:30am" },
		/* The last second of winter, the first of summer, and back. */
		{ "2026-03-29 00:59:59", "29 March 2026 at 12:59am", "12:59am" },
		{ "2026-03-29 01:00:00", "29 March 2026 at 2:00am", "2:00am" },
		{ "2026-10-25 00:59:59", "25 October 2026 at 1:59am", "1:59am" },
		{ "2026-10-25 01:00:00", "25 October 2026 at 1:00am", "1:00am" },
		{ "2027-03-28 01:00:00", "28 March 2027 at 2:00am", "2:00am" },
		{ "2027-03-28 00:00:00", "28 March 2027 at 12:00am", "12:00am" },
		{ "2027-10-31 00:30:00", "31 October 2027 at 1:30am", "1:30am" },
		{ "2028-03-26 01:00:00", "26 March 2028 at 2:00am", "2:00am" },
		{ "2028-10-29 01:00:00", "29 October 2028 at 1:00am", "1:00am" },
		{ "2024-03-31 01:00:00", "31 March 2024 at 2:00am", "2:00am" },
		{ "not a moment", "not a moment", "not a moment" }
	};

	(void)state;
	for (size_t i = 0; i < SIZE(table); i++) {
		assert_string_equal(date_reading(pool, table[i].utc),
		    table[i].reading);
		assert_string_equal(date_clock(pool, table[i].utc),
		    table[i].clock);
	}
	assert_string_equal(date_stamp(pool, "2026-11-22 14:03:00.123"),
	    "2026-11-22T14:03:00Z");
	assert_string_equal(date_reading(pool, NULL), "");
}

static void test_moments_are_refused_when_malformed(void **state)
{
	static const char *const table[] = {
		"", "2026-11-22", "2026-11-22T14:03:00", "2026-11-22 14:03",
		"2026-11-22 24:00:00", "2026-11-22 14:60:00",
		"2026-11-22 14:03:60", "2026-02-30 14:03:00",
		"2026-11-22 14:03:00.", "2026-11-22 14:03:00.1234567",
		"2026-11-22 14:03:00Z", "2026-11-22 1a:03:00"
	};
	long long moment;

	(void)state;
	for (size_t i = 0; i < SIZE(table); i++) {
		if (date_moment(table[i], &moment))
			fail_msg("%s", table[i]);
	}
	assert_true(date_moment("1970-01-02 00:00:01", &moment));
	assert_int_equal(moment, 86401);
	assert_true(date_moment("1969-12-31 23:59:59", &moment));
	assert_int_equal(moment, -1);
	assert_string_equal(date_utc(pool, -1), "1969-12-31 23:59:59");
}

static void test_london_times_become_utc(void **state)
{
	static const struct { const char *day; int hour, minute; const char *utc; }
	table[] = {
		{ "2026-11-22", 14, 3, "2026-11-22 14:03:00" },
		{ "2026-06-01", 0, 30, "2026-05-31 23:30:00" },
		{ "2026-06-01", 24, 0, "2026-06-01 23:00:00" },
		{ "2026-03-29", 0, 59, "2026-03-29 00:59:00" },
		{ "2026-03-29", 1, 30, "2026-03-29 01:30:00" },	/* never comes */
		{ "2026-03-29", 2, 0, "2026-03-29 01:00:00" },
		{ "2026-10-25", 1, 30, "2026-10-25 00:30:00" },	/* comes twice */
		{ "2026-10-25", 2, 0, "2026-10-25 02:00:00" },
		{ "2026-10-25", 0, 30, "2026-10-24 23:30:00" }
	};

	(void)state;
	for (size_t i = 0; i < SIZE(table); i++)
		assert_string_equal(date_utc(pool, date_from_london(
		    day(table[i].day), table[i].hour, table[i].minute)),
		    table[i].utc);
}

static void test_now_stands_still_when_set(void **state)
{
	(void)state;
	date_set_now("2026-06-30 23:30:00");
	assert_string_equal(date_iso(pool, date_today()), "2026-07-01");
	assert_string_equal(date_utc(pool, date_now()), "2026-06-30 23:30:00");
	assert_int_equal(setenv("EVERYCHILD_NOW", "2026-11-22 09:00:00", 1), 0);
	assert_string_equal(date_iso(pool, date_today()), "2026-07-01");
	date_set_now(NULL);
	assert_string_equal(date_iso(pool, date_today()), "2026-11-22");
	assert_int_equal(unsetenv("EVERYCHILD_NOW"), 0);
	date_set_now(NULL);
	assert_true(llabs(date_now() - (long long)time(NULL)) <= 1);
}

static void test_times_of_day_as_typed(void **state)
{
	static const struct { const char *text; int hour, minute; } good[] = {
		{ "9:05", 9, 5 }, { "09:05", 9, 5 }, { "00:00", 0, 0 }, { "23:59", 23, 59 }
	};
	static const char *const bad[] = { "", ":", "9", "9:5", "24:00", "12:60", "1430", "14.30",
		"123:00", "x:00", "1x:00", "14:30 ", "-1:00" };
	int hour, minute;

	(void)state;
	for (size_t i = 0; i < sizeof(good) / sizeof(good[0]); i++) {
		assert_true(date_clock_read(good[i].text, &hour, &minute));
		assert_int_equal(hour, good[i].hour);
		assert_int_equal(minute, good[i].minute);
	}
	for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++)
		assert_false(date_clock_read(bad[i], &hour, &minute));
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_iso_accepts_days_that_exist_only),
		cmocka_unit_test(test_typed),
		cmocka_unit_test(test_typed_names_the_bad_parts),
		cmocka_unit_test(test_three_controls_come_back_as_typed),
		cmocka_unit_test(test_days_count_on_without_a_gap),
		cmocka_unit_test(test_months_end_where_the_month_ends),
		cmocka_unit_test(test_age_grows_on_the_birthday),
		cmocka_unit_test(test_formats),
		cmocka_unit_test(test_london_reads_utc),
		cmocka_unit_test(test_moments_are_refused_when_malformed),
		cmocka_unit_test(test_london_times_become_utc),
		cmocka_unit_test(test_now_stands_still_when_set),
		cmocka_unit_test(test_times_of_day_as_typed)
	};

	return cmocka_run_group_tests(tests, pool_begin, pool_end);
}
