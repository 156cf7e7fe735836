/* What may be done with a request to an agency, and by whom it is seen: modules/lscb/sections.md
 * 3.3 and 7.1. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "../modules/lscb/request-rules.h"

/* Codes of what may be done, in the order of the table. */
static void assert_acts(enum request_status status, bool held, const char *codes)
{
	char found[200] = "";
	enum request_act a;

	for (a = 0; a < REQUEST_ACT__MAX; a++)
		if (request_can(a, status, held)) {
			(void)strcat(found, found[0] == '\0' ? "" : " ");
			(void)strcat(found, request_rules[a].code);
		}
	assert_string_equal(found, codes);
}

static void test_each_state_lets_its_own_be_done(void **state)
{
	(void)state;
	assert_acts(REQUEST_NEW, false, "SENT WAIVED");
	assert_acts(REQUEST_SENT, false, "ACK EXTEND RETURNED NIL WAIVED REFUSED HOLD");
	assert_acts(REQUEST_ACK, false, "EXTEND RETURNED NIL WAIVED REFUSED HOLD");
	assert_acts(REQUEST_RETURNED, false, "MORE ACCEPTED");
	assert_acts(REQUEST_MORE, false, "EXTEND RETURNED NIL WAIVED REFUSED HOLD");
	assert_acts(REQUEST_REFUSED, false, "EXTEND RETURNED NIL WAIVED HOLD");
	assert_acts(REQUEST_NIL, false, "MORE");
	assert_acts(REQUEST_ACCEPTED, false, "");
	assert_acts(REQUEST_WAIVED, false, "");
}

static void test_under_a_lawful_bar_no_time_is_given_but_a_report_counts(void **state)
{
	(void)state;
	assert_acts(REQUEST_SENT, true, "ACK RETURNED NIL WAIVED REFUSED FREED");
}

static void test_an_agency_sees_what_is_open_and_writes_what_is_awaited(void **state)
{
	static const struct { enum request_status status; bool open, writable, ended; } are[] = {
		{ REQUEST_NEW, false, false, false }, { REQUEST_SENT, true, true, false },
		{ REQUEST_ACK, true, true, false }, { REQUEST_RETURNED, true, false, false },
		{ REQUEST_MORE, true, true, false }, { REQUEST_REFUSED, true, true, false },
		{ REQUEST_ACCEPTED, false, false, true }, { REQUEST_NIL, false, false, true },
		{ REQUEST_WAIVED, false, false, true },
	};
	unsigned i;

	(void)state;
	assert_int_equal(sizeof(are) / sizeof(are[0]), REQUEST_STATUS__MAX);
	for (i = 0; i < REQUEST_STATUS__MAX; i++) {
		assert_int_equal(request_open(are[i].status), are[i].open);
		assert_int_equal(request_writable(are[i].status), are[i].writable);
		assert_int_equal(request_ended(are[i].status), are[i].ended);
	}
}

static void test_codes_are_read_as_they_are_written(void **state)
{
	enum request_status s;
	enum request_act a;

	(void)state;
	for (s = 0; s < REQUEST_STATUS__MAX; s++)
		assert_int_equal(request_status_of(request_status_code(s)), s);
	for (a = 0; a < REQUEST_ACT__MAX; a++) {
		assert_int_equal(request_act_of(request_rules[a].code), a);
		assert_int_equal(request_rules[a].needs & ~request_rules[a].asks, 0);
	}
	assert_int_equal(request_status_of("LOST"), REQUEST_STATUS__MAX);
	assert_int_equal(request_act_of(""), REQUEST_ACT__MAX);
	assert_false(request_can(REQUEST_ACT__MAX, REQUEST_SENT, false));
	assert_false(request_can(REQUEST_ACT_SENT, REQUEST_STATUS__MAX, false));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_each_state_lets_its_own_be_done),
		cmocka_unit_test(test_under_a_lawful_bar_no_time_is_given_but_a_report_counts),
		cmocka_unit_test(test_an_agency_sees_what_is_open_and_writes_what_is_awaited),
		cmocka_unit_test(test_codes_are_read_as_they_are_written),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
