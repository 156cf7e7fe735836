/* When the panel may decide on a case: modules/lscb/sections.md 1.7 and AC12. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "pool.h"

#include "../modules/lscb/quorum-rules.h"

static const struct quorum_rule rule = { 4, "medical social-care police public-nursing" };

enum { CHAIR, POLICE, CSC, PUBLIC, PAED, PANEL };

static const struct quorum_member panel[PANEL] = {
	[CHAIR] = { "", QUORUM_CHAIR, true, false },
	[POLICE] = { "police", QUORUM_MEMBER, true, false },
	[CSC] = { "social-care", QUORUM_MEMBER, true, false },
	[PUBLIC] = { "public-nursing", QUORUM_MEMBER, true, false },
	[PAED] = { "medical", QUORUM_MEMBER, true, false },
};

/* AC12 */
static void test_who_treated_the_child_does_not_count_for_that_case(void **state)
{
	struct quorum_member member[PANEL];
	struct quorum quorum;

	memcpy(member, panel, sizeof(member));
	member[PAED].conflict = true;
	quorum_test(*state, &rule, member, PANEL, &quorum);
	assert_false(quorum.met);
	assert_int_equal(quorum.others, 3);
	assert_string_equal(quorum.missing, "medical");
	quorum_test(*state, &rule, panel, PANEL, &quorum);
	assert_true(quorum.met);
	assert_int_equal(quorum.others, 4);
	assert_string_equal(quorum.missing, "");
}

static void test_the_deputy_takes_the_place_of_a_chair_in_conflict(void **state)
{
	struct quorum_member member[PANEL + 1];
	struct quorum quorum;

	memcpy(member, panel, sizeof(panel));
	member[PANEL] = (struct quorum_member){ "", QUORUM_DEPUTY, true, false };
	quorum_test(*state, &rule, member, PANEL + 1, &quorum);
	assert_int_equal(quorum.others, 5);
	member[CHAIR].conflict = true;
	quorum_test(*state, &rule, member, PANEL + 1, &quorum);
	assert_true(quorum.met);
	assert_int_equal(quorum.others, 4);
	member[PANEL].present = false;
	quorum_test(*state, &rule, member, PANEL + 1, &quorum);
	assert_false(quorum.met);
	assert_false(quorum.chaired);
}

/* A deputy who has to chair no longer covers the police. */
static void test_who_chairs_covers_no_seat(void **state)
{
	struct quorum_member member[PANEL];
	struct quorum quorum;

	memcpy(member, panel, sizeof(member));
	member[CHAIR].present = false;
	member[POLICE].part = QUORUM_DEPUTY;
	quorum_test(*state, &rule, member, PANEL, &quorum);
	assert_true(quorum.chaired);
	assert_string_equal(quorum.missing, "police");
	assert_false(quorum.met);
}

static void test_the_manager_and_the_absent_do_not_count(void **state)
{
	struct quorum_member member[PANEL + 1];
	struct quorum quorum;

	memcpy(member, panel, sizeof(panel));
	member[PANEL] = (struct quorum_member){ "no-count medical", QUORUM_MEMBER, true, false };
	member[PAED].present = false;
	quorum_test(*state, &rule, member, PANEL + 1, &quorum);
	assert_int_equal(quorum.others, 3);
	assert_string_equal(quorum.missing, "medical");
}

static int start(void **state)
{
	*state = pool_create();
	return 0;
}

static int stop(void **state)
{
	struct pool *pool = *state;

	pool_destroy(&pool);
	return 0;
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_who_treated_the_child_does_not_count_for_that_case),
		cmocka_unit_test(test_the_deputy_takes_the_place_of_a_chair_in_conflict),
		cmocka_unit_test(test_who_chairs_covers_no_seat),
		cmocka_unit_test(test_the_manager_and_the_absent_do_not_count),
	};

	return cmocka_run_group_tests(tests, start, stop);
}
