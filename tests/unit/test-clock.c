#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "clock.h"
#include "pool.h"
#include "xml.h"

#ifndef TOP_SRCDIR
#define TOP_SRCDIR "."
#endif

#define SIZE(table) (sizeof(table) / sizeof(*(table)))

static struct pool *pool;

static int pool_begin(void **state)
{
	(void)state;
	xml_init();
	pool = pool_create();
	return 0;
}

static int pool_end(void **state)
{
	(void)state;
	pool_destroy(&pool);
	return 0;
}

static int england(void **state)
{
	const char *wrong = clock_load(pool, TOP_SRCDIR "/conf/bank-holidays.xml");

	(void)state;
	if (wrong != NULL)
		fail_msg("%s", wrong);
	return 0;
}

static struct date day(const char *iso)
{
	struct date date = { 0, 0, 0 };

	assert_true(date_parse(iso, &date));
	return date;
}

static void test_bank_holidays_of_england(void **state)
{
	static const char *const closed[] = {
		"2024-01-01", "2024-03-29", "2024-04-01", "2024-12-25",
		"2025-04-18", "2025-04-21", "2026-04-03", "2026-04-06",
		"2026-05-04", "2026-05-25", "2026-08-31", "2026-12-25",
		"2026-12-28", "2027-12-27", "2027-12-28", "2028-01-03",
		"2028-04-14", "2028-04-17", "2028-12-26",
		"2026-11-21", "2026-11-22"
	};
	static const char *const open[] = {
		"2026-12-24", "2026-12-29", "2026-12-31", "2027-12-29",
		"2027-12-24", "2028-01-04", "2026-11-20", "2026-11-23"
	};

	(void)state;
	for (size_t i = 0; i < SIZE(closed); i++) {
		if (clock_working_day(day(closed[i])) != 0)
			fail_msg("%s", closed[i]);
	}
	for (size_t i = 0; i < SIZE(open); i++) {
		if (clock_working_day(day(open[i])) != 1)
			fail_msg("%s", open[i]);
	}
	assert_int_equal(clock_working_day(day("2029-06-05")), -1);
	assert_int_equal(clock_working_day(day("2029-06-03")), 0);
}

static void test_due(void **state)
{
	static const struct {
		int amount;
		enum clock_unit unit;
		const char *start, *text, *explanation;
	} table[] = {
		{ 10, CLOCK_WORKING_DAYS, "2026-12-21", "2027-01-07",
		  "10 working days from 21 December 2026, passing Christmas Day, "
		  "Boxing Day (substitute day) and New Year's Day" },
		{ 10, CLOCK_WORKING_DAYS, "2026-04-02", "2026-04-20",
		  "10 working days from 2 April 2026, passing Good Friday and Easter Monday" },
		{ 7, CLOCK_WORKING_DAYS, "2026-04-02", "2026-04-15",
		  "7 working days from 2 April 2026, passing Good Friday and Easter Monday" },
		{ 7, CLOCK_WORKING_DAYS, "2025-12-22", "2026-01-05",
		  "7 working days from 22 December 2025, passing Christmas Day, "
		  "Boxing Day and New Year's Day" },
		{ 7, CLOCK_WORKING_DAYS, "2026-12-24", "2027-01-07",
		  "7 working days from 24 December 2026, passing Christmas Day, "
		  "Boxing Day (substitute day) and New Year's Day" },
		{ 7, CLOCK_WORKING_DAYS, "2027-12-24", "2028-01-07",
		  "7 working days from 24 December 2027, passing Christmas Day "
		  "(substitute day), Boxing Day (substitute day) and New Year's "
		  "Day (substitute day)" },
		/* Received on a Saturday at 21:10 UTC, 22:10 in London. */
		{ 7, CLOCK_WORKING_DAYS, "2026-05-23 21:10:00", "2026-06-03",
		  "7 working days from 23 May 2026, passing the Spring bank holiday" },
		/* Half an hour before midnight UTC it is the next day in London. */
		{ 1, CLOCK_WORKING_DAYS, "2026-06-01 23:30:00", "2026-06-03",
		  "1 working day from 2 June 2026" },
		{ 1, CLOCK_WORKING_DAYS, "2026-04-02", "2026-04-07",
		  "1 working day from 2 April 2026, passing Good Friday and Easter Monday" },
		{ 10, CLOCK_WORKING_DAYS, "2026-03-30", "2026-04-15",
		  "10 working days from 30 March 2026, passing Good Friday and Easter Monday" },
		{ 20, CLOCK_WORKING_DAYS, "2026-03-30", "2026-04-29",
		  "20 working days from 30 March 2026, passing Good Friday and Easter Monday" },
		{ 15, CLOCK_WORKING_DAYS, "2026-04-02", "2026-04-27",
		  "15 working days from 2 April 2026, passing Good Friday and Easter Monday" },
		{ -3, CLOCK_WORKING_DAYS, "2026-04-08", "2026-04-01",
		  "3 working days before 8 April 2026, passing Good Friday and Easter Monday" },
		{ 0, CLOCK_WORKING_DAYS, "2026-11-20", "2026-11-20",
		  "on 20 November 2026" },
		{ 0, CLOCK_WORKING_DAYS, "2026-04-03", "2026-04-07",
		  "on 3 April 2026, or the first working day after it, passing Easter Monday" },
		{ 260, CLOCK_WORKING_DAYS, "2026-01-02", "2027-01-13",
		  "260 working days from 2 January 2026, passing 8 bank holidays" },
		{ 42, CLOCK_DAYS, "2026-10-05", "2026-11-16",
		  "42 days from 5 October 2026" },
		{ 6, CLOCK_WEEKS, "2026-10-05", "2026-11-16",
		  "6 weeks from 5 October 2026" },
		{ 6, CLOCK_WEEKS, "2025-09-08", "2025-10-20",
		  "6 weeks from 8 September 2025" },
		{ 14, CLOCK_DAYS, "2026-12-17", "2026-12-31",
		  "14 days from 17 December 2026" },
		{ 1, CLOCK_WEEKS, "2031-10-05", "2031-10-12",
		  "1 week from 5 October 2031" },
		{ 6, CLOCK_MONTHS, "2025-08-31", "2026-02-28",
		  "6 months from 31 August 2025" },
		{ 3, CLOCK_MONTHS, "2026-11-22", "2027-02-22",
		  "3 months from 22 November 2026" },
		{ -42, CLOCK_DAYS, "2026-07-06", "2026-05-25",
		  "42 days before 6 July 2026" },
		{ 48, CLOCK_HOURS, "2026-11-20 17:15:00", "2026-11-22 17:15:00",
		  "48 hours from 20 November 2026 at 5:15pm" },
		/* A clock that is moved takes no hour from anybody. */
		{ 48, CLOCK_HOURS, "2026-03-28 09:00:00", "2026-03-30 09:00:00",
		  "48 hours from 28 March 2026 at 9:00am, across the change to summer time" },
		{ 48, CLOCK_HOURS, "2026-10-24 09:00:00", "2026-10-26 09:00:00",
		  "48 hours from 24 October 2026 at 10:00am, across the change to winter time" },
		{ 24, CLOCK_HOURS, "2026-06-01", "2026-06-01 23:00:00",
		  "24 hours from the start of 1 June 2026" },
		{ 1, CLOCK_HOURS, "2026-11-20 17:15:00.5", "2026-11-20 18:15:00",
		  "1 hour from 20 November 2026 at 5:15pm" }
	};

	(void)state;
	for (size_t i = 0; i < SIZE(table); i++) {
		struct clock clock = { "T", table[i].amount, table[i].unit, "" };
		struct clock_due due;

		if (!clock_due(pool, &clock, table[i].start, &due))
			fail_msg("%s: %s", table[i].explanation, due.error);
		assert_string_equal(due.explanation, table[i].explanation);
		assert_string_equal(due.text, table[i].text);
		assert_null(due.error);
	}
}

static void test_late_from_the_first_moment_after(void **state)
{
	struct clock days = { "T2", 10, CLOCK_WORKING_DAYS, "" };
	struct clock hours = { "T1", 48, CLOCK_HOURS, "" };
	struct clock_due due;

	(void)state;
	assert_true(clock_due(pool, &days, "2026-12-21", &due));
	assert_string_equal(date_utc(pool, due.late_from), "2027-01-08 00:00:00");
	assert_true(clock_due(pool, &days, "2026-05-29", &due));
	assert_string_equal(date_iso(pool, due.date), "2026-06-12");
	assert_string_equal(date_utc(pool, due.late_from), "2026-06-12 23:00:00");
	assert_true(clock_due(pool, &hours, "2026-11-20 17:15:00", &due));
	assert_string_equal(date_utc(pool, due.late_from), "2026-11-22 17:15:01");
	assert_string_equal(date_iso(pool, due.date), "2026-11-22");
}

static void test_no_guess_without_bank_holidays(void **state)
{
	struct clock clock = { "T2", 10, CLOCK_WORKING_DAYS, "" };
	struct clock_due due;
	struct date end = { 1, 1, 1 };
	long days = 77;

	(void)state;
	assert_false(clock_due(pool, &clock, "2028-12-20", &due));
	assert_string_equal(due.error, "The bank holidays of 2029 are not in "
	    "the calendar, so the date cannot be worked out (10 working days "
	    "from 20 December 2028)");
	assert_null(due.text);
	assert_int_equal(due.date.year, 0);
	assert_true(clock_due(pool, &clock, "2028-12-12", &due));
	assert_string_equal(due.text, "2028-12-28");
	/* The year of the start itself is not needed. */
	assert_true(clock_due(pool, &clock, "2020-12-31", &due));
	assert_string_equal(due.text, "2021-01-15");

	assert_int_equal(clock_add_working_days(day("2028-12-28"), 5, &end), -1);
	assert_int_equal(end.year, 1);
	assert_int_equal(clock_working_days_between(day("2028-12-20"),
	    day("2029-01-02"), &days), -1);
	assert_int_equal(days, 77);
	assert_int_equal(clock_working_day_by(day("2031-06-08"), &end), -1);
}

static void test_start_must_be_a_day_or_moment(void **state)
{
	static const char *const table[] = {
		"", "yesterday", "2026-02-30", "22/11/2026", "9999-12-31"
	};
	struct clock clock = { "T5", 6, CLOCK_WEEKS, "" };
	struct clock_due due;

	(void)state;
	for (size_t i = 0; i < SIZE(table); i++) {
		assert_false(clock_due(pool, &clock, table[i], &due));
		assert_non_null(due.error);
	}
}

static void test_the_next_year_is_missed_in_time(void **state)
{
	(void)state;
	assert_int_equal(clock_years_missing(day("2026-11-22")), 0);
	assert_int_equal(clock_years_missing(day("2028-01-01")), 2029);
	assert_int_equal(clock_years_missing(day("2030-01-01")), 2030);
}

static void test_what_is_loaded_can_be_listed(void **state)
{
	struct date date;
	const char *name;

	(void)state;
	assert_int_equal(clock_year_after(2025), 2026);
	assert_int_equal(clock_year_after(2028), 0);
	for (size_t i = 0; clock_holiday(i, &date, &name); i++) {
		if (date.year == 2026 && date.month == 12 && date.day == 28)
			return;
	}
	fail_msg("28 December 2026 is not among the holidays");
}

static void test_working_days_are_counted(void **state)
{
	static const struct { const char *from, *to; long days; } table[] = {
		{ "2026-12-21", "2027-01-07", 10 }, { "2026-11-20", "2026-11-20", 0 },
		{ "2026-11-20", "2026-11-22", 0 }, { "2026-11-20", "2026-11-23", 1 },
		{ "2026-04-02", "2026-04-07", 1 }
	};
	struct date end;

	(void)state;
	for (size_t i = 0; i < SIZE(table); i++) {
		long days = -1;

		assert_int_equal(clock_working_days_between(day(table[i].from),
		    day(table[i].to), &days), 1);
		assert_int_equal(days, table[i].days);
	}
	assert_int_equal(clock_add_working_days(day("2027-01-07"), -10, &end), 1);
	assert_string_equal(date_iso(pool, end), "2026-12-21");
	assert_int_equal(clock_add_working_days(day("2026-11-22"), 0, &end), 1);
	assert_string_equal(date_iso(pool, end), "2026-11-22");
	assert_int_equal(clock_working_day_by(day("2026-12-28"), &end), 1);
	assert_string_equal(date_iso(pool, end), "2026-12-24");
	assert_int_equal(clock_working_day_by(day("2026-12-24"), &end), 1);
	assert_string_equal(date_iso(pool, end), "2026-12-24");
}

static void test_amounts_of_settings(void **state)
{
	static const struct {
		const char *text;
		bool good;
		int amount;
		enum clock_unit unit;
	} table[] = {
		{ "10 working days", true, 10, CLOCK_WORKING_DAYS },
		{ "1 working day", true, 1, CLOCK_WORKING_DAYS },
		{ "3 working days before", true, -3, CLOCK_WORKING_DAYS },
		{ "42 days", true, 42, CLOCK_DAYS },
		{ "6 weeks", true, 6, CLOCK_WEEKS },
		{ "1 month", true, 1, CLOCK_MONTHS },
		{ "48 hours", true, 48, CLOCK_HOURS },
		{ "0 working days", true, 0, CLOCK_WORKING_DAYS },
		{ "10", false, 0, 0 }, { "days", false, 0, 0 },
		{ "10 daysx", false, 0, 0 }, { "10 working", false, 0, 0 },
		{ "-1 days", false, 0, 0 }, { "10 years", false, 0, 0 },
		{ "99999 days", false, 0, 0 }, { "", false, 0, 0 },
		{ "10 days after", false, 0, 0 }, { "10days", false, 0, 0 }
	};

	(void)state;
	for (size_t i = 0; i < SIZE(table); i++) {
		struct clock clock = { "T", 77, CLOCK_MONTHS, "" };

		if (clock_parse(table[i].text, &clock) != table[i].good)
			fail_msg("%s", table[i].text);
		assert_int_equal(clock.amount, table[i].good ?
		    table[i].amount : 77);
		assert_int_equal(clock.unit, table[i].good ?
		    table[i].unit : CLOCK_MONTHS);
	}
}

/* Eight holidays of 2026, the last being what is tried. */
static const char *try_load(const char *last)
{
	const char *file = pool_printf(pool, "<bank-holidays><year number='2026'>"
	    "<holiday date='2026-01-01' name='a'/>"
	    "<holiday date='2026-04-03' name='b'/>"
	    "<holiday date='2026-04-06' name='c'/>"
	    "<holiday date='2026-05-04' name='d'/>"
	    "<holiday date='2026-05-25' name='e'/>"
	    "<holiday date='2026-08-31' name='f'/>"
	    "<holiday date='2026-12-25' name='g'/>%s</year></bank-holidays>",
	    last);

	return clock_load_bytes(pool, file, strlen(file));
}

static void test_a_bad_calendar_is_refused(void **state)
{
	static const char *const table[][2] = {
		{ "", "2026 has fewer than 8 holidays" },
		{ "<holiday date='2026-12-26' name='h'/>", "2026-12-26 is not a Monday to Friday" },
		{ "<holiday date='2027-01-01' name='h'/>", "2027-01-01 does not lie in 2026" },
		{ "<holiday date='2026-12-25' name='h'/>", "2026-12-25 is not in order of date" },
		{ "<holiday date='2026-06-31' name='h'/>", "a holiday lacks its date, or it does not exist" },
		{ "<holiday name='h'/>", "a holiday lacks its date, or it does not exist" },
		{ "<holiday date='2026-12-28'/>", "2026-12-28 lacks a name" },
		{ "<", "is not well-formed XML" }
	};
	const char *wrong;

	(void)state;
	for (size_t i = 0; i < SIZE(table); i++) {
		wrong = try_load(table[i][0]);
		assert_non_null(wrong);
		assert_string_equal(wrong, table[i][1]);
	}
	assert_null(try_load("<holiday date='2026-12-28' name='h'/>"));
	assert_int_equal(clock_working_day(day("2026-12-28")), 0);
	assert_int_equal(clock_working_day(day("2025-12-25")), -1);
	wrong = clock_load_bytes(pool, "<bank-holidays/>", 16);
	assert_string_equal(wrong, "no year in it");
	wrong = clock_load(pool, TOP_SRCDIR "/conf/no-such-file.xml");
	assert_non_null(strstr(wrong, "no-such-file.xml cannot be read"));
}

/* -- every day of five years, counted once more --
 *
 * The count below knows nothing of date.c and clock.c: it walks over a table
 * of days that it has numbered itself, and finds the holidays by looking for
 * their dates in the file's bytes. */

#define FIRST_YEAR	2021	/* whose bank holidays are known */
enum { TABLE_FROM = 2019, TABLE_TO = 2033, TABLE_MAX = 16 * 366 };

static struct {
	int year, month, day;
	char iso[24];
	bool works;
} days[TABLE_MAX];
static int days_n;

static int month_days(int year, int month)
{
	if (month == 2)
		return year % 4 == 0 ? 29 : 28;		/* none of 1900 or 2100 */
	return month == 4 || month == 6 || month == 9 || month == 11 ? 30 : 31;
}

static void days_number(const char *file)
{
	int weekday = 1;		/* 1 January 2019 was a Tuesday; Monday is 0 */

	days_n = 0;
	for (int year = TABLE_FROM; year <= TABLE_TO; year++) {
		for (int month = 1; month <= 12; month++) {
			for (int i = 1; i <= month_days(year, month); i++) {
				char quoted[32];

				days[days_n].year = year;
				days[days_n].month = month;
				days[days_n].day = i;
				snprintf(days[days_n].iso, sizeof(days[0].iso),
				    "%04d-%02d-%02d", year, month, i);
				snprintf(quoted, sizeof(quoted), "date=\"%s\"",
				    days[days_n].iso);
				days[days_n].works = weekday < 5 &&
				    (year < FIRST_YEAR || year > 2028 || strstr(file, quoted) == NULL);
				days_n++;
				weekday = (weekday + 1) % 7;
			}
		}
	}
}

static const char *holidays_file(void)
{
	static char bytes[32768];
	FILE *f = fopen(TOP_SRCDIR "/conf/bank-holidays.xml", "r");
	size_t n;

	assert_non_null(f);
	n = fread(bytes, 1, sizeof(bytes) - 1, f);
	fclose(f);
	assert_in_range(n, 1000, sizeof(bytes) - 2);
	bytes[n] = '\0';
	return bytes;
}

/* Index of the day on which it is due; -1 when a year without holidays is on
 * the way, which FIRST_YEAR to 2028 are not. */
static int walk_working(int at, int amount)
{
	int step = amount < 0 ? -1 : 1;

	if (amount == 0) {
		while (!days[at].works)
			at++;
		return days[at].year > 2028 ? -1 : at;
	}
	while (amount != 0) {
		at += step;
		if (days[at].works && (days[at].year < FIRST_YEAR || days[at].year > 2028))
			return -1;
		if (days[at].works)
			amount -= step;
	}
	return at;
}

/* Month by month: to the day of that number, or the month's last. */
static int walk_months(int at, int amount)
{
	int wanted = days[at].day, step = amount < 0 ? -1 : 1;

	for (; amount != 0; amount -= step) {
		int month = days[at].month;

		while (days[at].month == month)
			at += step;
	}
	while (days[at].day > 1)
		at--;
	while (days[at].day < wanted && days[at + 1].day > 1)
		at++;
	return at;
}

static int walk(int at, int amount, enum clock_unit unit)
{
	switch (unit) {
	case CLOCK_WORKING_DAYS:
		return walk_working(at, amount);
	case CLOCK_MONTHS:
		return walk_months(at, amount);
	case CLOCK_WEEKS:
		return at + 7 * amount;
	default:
		return at + amount;
	}
}

/* Is London ahead of UTC in the first minute of this day there? From the day
 * after the last Sunday of March to the last Sunday of October. */
static bool ahead(int at)
{
	static int known = -1, sundays[2];
	int year = days[at].year;

	if (known != year) {
		for (int i = 0; i < days_n; i++) {
			/* The first day of the table is a Tuesday. */
			if (days[i].year == year && i % 7 == 5 && days[i].month == 3)
				sundays[0] = i;
			if (days[i].year == year && i % 7 == 5 && days[i].month == 10)
				sundays[1] = i;
		}
		known = year;
	}
	return at > sundays[0] && at <= sundays[1];
}

static void utc_of(char text[32], int at, int hour, int second)
{
	while (hour < 0) {
		hour += 24;
		at--;
	}
	snprintf(text, 32, "%s %02d:00:%02d", days[at + hour / 24].iso, hour % 24, second);
}

static void days_agree(struct pool *own, int at, int amount, enum clock_unit unit)
{
	struct clock clock = { "T", amount, unit, "" };
	int end = walk(at, amount, unit);
	struct clock_due due;
	char late[32];

	if (clock_due(own, &clock, days[at].iso, &due) != (end >= 0))
		fail_msg("%d of unit %d from %s: %s", amount, unit, days[at].iso,
		    end >= 0 ? due.error : "a date was guessed");
	if (end < 0)
		return;
	utc_of(late, end + 1, ahead(end + 1) ? -1 : 0, 0);
	if (strcmp(due.text, days[end].iso) != 0 ||
	    strcmp(date_utc(own, due.late_from), late) != 0)
		fail_msg("%d of unit %d from %s: %s, late from %s, and not %s, %s", amount, unit,
		    days[at].iso, due.text, date_utc(own, due.late_from), days[end].iso, late);
}

/* Hours are counted in UTC, from the day's first minute in London. */
static void hours_agree(struct pool *own, int at, int amount)
{
	struct clock clock = { "T", amount, CLOCK_HOURS, "" };
	struct clock_due due;
	char text[32];

	assert_true(clock_due(own, &clock, days[at].iso, &due));
	utc_of(text, at, amount - (ahead(at) ? 1 : 0), 0);
	if (strcmp(due.text, text) != 0)
		fail_msg("%d hours from %s: %s and not %s", amount, days[at].iso, due.text, text);
	assert_string_equal(date_utc(own, due.late_from - 1), text);
}

/* The functions that the module's own counts use. */
static void steps_agree(struct pool *own, int at, int amount)
{
	struct date from = { days[at].year, days[at].month, days[at].day }, end;
	int wanted = walk_working(at, amount);
	long between;

	assert_int_equal(clock_working_day(from), days[at].works);
	if (amount == 0 || wanted < 0)
		return;
	assert_int_equal(clock_add_working_days(from, amount, &end), 1);
	assert_string_equal(date_iso(own, end), days[wanted].iso);
	if (amount > 0) {
		assert_int_equal(clock_working_days_between(from, end, &between), 1);
		assert_int_equal(between, amount);
	}
}

static void test_each_day_of_the_years(void **state)
{
	static const int amounts[] = { 0, 1, 2, 3, 5, 7, 10, 13, 24, 30, -1, -3, -10, -24 };
	struct pool *own;

	(void)state;
	days_number(holidays_file());
	for (int at = 0; at < days_n; at++) {
		if (days[at].year < FIRST_YEAR || days[at].year > 2028)
			continue;
		own = pool_create();
		for (int n = 1; n <= 30; n++)
			days_agree(own, at, n, CLOCK_WORKING_DAYS);
		for (size_t i = 0; i < SIZE(amounts); i++) {
			for (int unit = 0; unit < CLOCK_HOURS; unit++)
				days_agree(own, at, amounts[i], (enum clock_unit)unit);
			hours_agree(own, at, amounts[i]);
			hours_agree(own, at, amounts[i] * 37);
			steps_agree(own, at, amounts[i]);
		}
		pool_destroy(&own);
	}
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup(test_bank_holidays_of_england, england),
		cmocka_unit_test_setup(test_due, england),
		cmocka_unit_test_setup(test_late_from_the_first_moment_after, england),
		cmocka_unit_test_setup(test_no_guess_without_bank_holidays, england),
		cmocka_unit_test_setup(test_start_must_be_a_day_or_moment, england),
		cmocka_unit_test_setup(test_the_next_year_is_missed_in_time, england),
		cmocka_unit_test_setup(test_what_is_loaded_can_be_listed, england),
		cmocka_unit_test_setup(test_working_days_are_counted, england),
		cmocka_unit_test_setup(test_each_day_of_the_years, england),
		cmocka_unit_test(test_amounts_of_settings),
		cmocka_unit_test(test_a_bad_calendar_is_refused)
	};

	return cmocka_run_group_tests(tests, pool_begin, pool_end);
}
