/* Who must notify of private fostering, and when: modules/fostering/sections.md 3. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "lists.h"
#include "pool.h"

#include "../modules/fostering/notice-rules.h"

static const char *class_of(void **state, const char *regulation, bool duty, const char *received,
    const char *start)
{
	struct notice_class c;

	notice_classify(*state, regulation, duty, received, start, 42, &c);
	assert_true(strlen(c.why) > 0 && strlen(c.why) <= 200);
	return c.code;
}

/* Acceptance case 6. */
static void test_six_weeks_notice(void **state)
{
	assert_string_equal(class_of(state, "3(1)", true, "2026-05-25", "2026-07-06"), "IN_TIME");
	assert_string_equal(class_of(state, "3(1)", true, "2026-05-26", "2026-07-06"), "SHORT_NOTICE");
	assert_string_equal(class_of(state, "3(1)", true, "2026-07-05", "2026-07-06"), "SHORT_NOTICE");
	assert_string_equal(class_of(state, "3(1)", true, "2026-07-06", "2026-07-06"), "AFTER_START");
	assert_string_equal(class_of(state, "5", true, "2026-09-01", "2026-07-06"), "AFTER_START");
}

static void test_who_found_it(void **state)
{
	assert_string_equal(class_of(state, "REFERRAL", false, "2026-05-25", "2026-07-06"),
	    "AUTHORITY_FOUND");
	assert_string_equal(class_of(state, "3(2)", false, "2026-05-25", "2026-07-06"),
	    "AUTHORITY_FOUND");
	assert_string_equal(class_of(state, "REFERRAL", false, "2026-05-25", NULL), "AUTHORITY_FOUND");
	assert_string_equal(class_of(state, "3(1)", true, "2026-05-25", NULL), "");
}

static void test_48_hours(void **state)
{
	(void)state;
	assert_int_equal(notice_in_time("6(1)", "2026-05-01 10:00:00", "2026-05-03 10:00:00"), 1);
	assert_int_equal(notice_in_time("6(1)", "2026-05-01 10:00:00", "2026-05-03 10:00:01"), 0);
	assert_int_equal(notice_in_time("9", "2026-05-10 10:00:00", "2026-05-03 10:00:00"), 1);
	assert_int_equal(notice_in_time("5", "2026-05-01 10:00:00", "2026-05-03 10:00:00"), -1);
	assert_int_equal(notice_in_time("10(1)", NULL, "2026-05-03 10:00:00"), -1);
}

/* Every regulation that a notice may be taken under has its duty, referrals apart. */
static void test_every_regulation_has_its_row(void **state)
{
	const struct codelist *list = lists_find("fostering-regulation");
	const struct notice_rule *n;

	(void)state;
	for (size_t i = 0; i < list->n; i++) {
		for (n = notice_rules; n->number != NULL; n++)
			if (strcmp(n->regulation, list->codes[i].code) == 0)
				break;
		if (n->number == NULL && !code_flag(&list->codes[i], "referral"))
			fail_msg("%s has no row", list->codes[i].code);
	}
}

static int setup(void **state)
{
	lists_load(TOP_SRCDIR "/modules/fostering/conf/lists");
	*state = pool_create();
	return 0;
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
		cmocka_unit_test(test_six_weeks_notice),
		cmocka_unit_test(test_who_found_it),
		cmocka_unit_test(test_48_hours),
		cmocka_unit_test(test_every_regulation_has_its_row),
	};

	return cmocka_run_group_tests(tests, setup, teardown);
}
