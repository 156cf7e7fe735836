/* What a calendar program is given. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "ical.h"
#include "pool.h"

#include "apart.h"

#define NOW	"2026-11-22 10:00:00.123456"
#define HAS(text)	assert_non_null(strstr(told, (text)))
#define HAS_NOT(text)	assert_null(strstr(told, (text)))

static struct pool *pool;
static const char *told;

static void tell(const struct ical_event *events, size_t n)
{
	size_t len;

	told = ical_calendar(pool, "Everychild", NOW, events, n, &len);
	assert_int_equal(strlen(told), len);
}

static void tell_one(const char *starts, unsigned minutes)
{
	tell(&(struct ical_event){ .uid = "caf-due-12", .starts = starts, .minutes = minutes,
	    .title = "Review" }, 1);
}

static int begin(void **state)
{
	(void)state;
	pool = pool_create();
	return 0;
}

static int end(void **state)
{
	(void)state;
	pool_destroy(&pool);
	return 0;
}

static void test_a_calendar_without_dates(void **state)
{
	(void)state;
	tell(NULL, 0);
	assert_memory_equal(told, "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:", 37);
	HAS("BEGIN:VTIMEZONE\r\nTZID:Europe/London\r\n");
	HAS("\r\nEND:VCALENDAR\r\n");
	HAS_NOT("VEVENT");
}

static void test_a_day_is_a_day(void **state)
{
	(void)state;
	tell_one("2026-11-30", 0);
	HAS("BEGIN:VEVENT\r\nUID:caf-due-12\r\nDTSTAMP:20261122T100000Z\r\n"
	    "DTSTART;VALUE=DATE:20261130\r\nSUMMARY:Review\r\nCLASS:PRIVATE\r\nTRANSP:TRANSPARENT\r\n");
	HAS_NOT("DTEND");
	HAS_NOT("\r\nURL");
}

static void test_moments_are_read_in_london(void **state)
{
	(void)state;
	tell_one("2026-07-01 23:15:00.000000", 45);
	HAS("\r\nDTSTART;TZID=Europe/London:20260702T001500\r\nDTEND;TZID=Europe/London:20260702T010000\r\n");
	HAS("TRANSP:OPAQUE");
	tell_one("2026-12-01 09:30:00", 0);
	HAS("\r\nDTSTART;TZID=Europe/London:20261201T093000\r\n");
	HAS_NOT("DTEND");
}

/* 29 March 2026: the hour from one is left out; 25 October: it comes twice. */
static void test_the_nights_of_the_change(void **state)
{
	(void)state;
	tell_one("2026-03-29 00:59:00", 2);
	HAS("DTSTART;TZID=Europe/London:20260329T005900\r\nDTEND;TZID=Europe/London:20260329T020100\r\n");
	tell_one("2026-10-25 00:30:00", 60);
	HAS("DTSTART;TZID=Europe/London:20261025T013000\r\nDTEND:20261025T013000Z\r\n");
	tell_one("2026-10-25 02:00:00", 0);
	HAS("DTSTART;TZID=Europe/London:20261025T020000\r\n");
}

static void test_the_rule_of_the_zone(void **state)
{
	(void)state;
	tell(NULL, 0);
	HAS("BEGIN:DAYLIGHT\r\nDTSTART:19960331T010000\r\nRRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=3\r\n"
	    "TZOFFSETFROM:+0000\r\nTZOFFSETTO:+0100\r\n");
	HAS("BEGIN:STANDARD\r\nDTSTART:19961027T020000\r\nRRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=10\r\n"
	    "TZOFFSETFROM:+0100\r\nTZOFFSETTO:+0000\r\n");
}

static void test_text_is_kept_whole(void **state)
{
	const char *line;

	(void)state;
	tell(&(struct ical_event){ .uid = "a", .starts = "2026-11-30", .url = "https://x.test/caf/case/1",
	    .title = "One; two, three\\\nEND:VEVENT \xc3\xa9t\xc3\xa9 and many more words, so many that the "
	    "line has to be folded somewhere" }, 1);
	HAS("SUMMARY:One\\; two\\, three\\\\\\nEND:VEVENT \xc3\xa9t\xc3\xa9");
	HAS("\r\nURL:https://x.test/caf/case/1\r\n");
	for (line = told; *line != '\0'; line += strcspn(line, "\n") + 1)
		assert_true(strcspn(line, "\r") <= 75);
}

static void without_a_start(const void *arg)
{
	(void)arg;
	tell_one("tomorrow", 0);
}

static void test_a_start_that_is_none_aborts(void **state)
{
	(void)state;
	assert_aborts(without_a_start, NULL);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, begin, end)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(test_a_calendar_without_dates),
		TEST(test_a_day_is_a_day),
		TEST(test_moments_are_read_in_london),
		TEST(test_the_nights_of_the_change),
		TEST(test_the_rule_of_the_zone),
		TEST(test_text_is_kept_whole),
		TEST(test_a_start_that_is_none_aborts),
	};

	return cmocka_run_group_tests_name("ical", tests, NULL, NULL);
}
