#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "../../modules/education/pep-rules.h"

static void overall(void **state)
{
	const unsigned red[] = { 3, 3, 3, 3, 3, 3, 3, 0 }, amber[] = { 1, 1, 3, 3, 3, 3, 3, 3 };
	const unsigned green[] = { 1, 3, 3, 3, 3, 3, 3, 3 }, gold[] = { 2, 3, 3, 3, 3, 3, 3, 3 };
	const unsigned plain[] = { 2, 2, 3, 3, 3, 3, 3, 3 };

	(void)state;
	assert_string_equal(pep_overall(red, 8, 7, 2), "RED");
	assert_string_equal(pep_overall(amber, 8, 7, 2), "AMBER");
	assert_string_equal(pep_overall(green, 8, 7, 2), "GREEN");
	assert_string_equal(pep_overall(gold, 8, 7, 2), "GOLD");
	assert_string_equal(pep_overall(plain, 8, 7, 2), "GREEN");
}

/* 3.3: the way of a plan, and that a complete one is never written again. */
static void steps(void **state)
{
	enum pep_state to;

	(void)state;
	assert_true(pep_step(PEP_NOT_STARTED, PEP_SAVED, &to) && to == PEP_IN_PROGRESS);
	assert_true(pep_step(PEP_IN_PROGRESS, PEP_WHOLE, &to) && to == PEP_READY);
	assert_true(pep_step(PEP_READY, PEP_SAVED, &to) && to == PEP_IN_PROGRESS);
	assert_false(pep_step(PEP_IN_PROGRESS, PEP_SUBMIT, &to));
	assert_true(pep_step(PEP_READY, PEP_SUBMIT, &to) && to == PEP_SUBMITTED);
	assert_true(pep_step(PEP_SUBMITTED, PEP_RETURN, &to) && to == PEP_RETURNED);
	assert_true(pep_step(PEP_RETURNED, PEP_WHOLE, &to) && to == PEP_READY);
	assert_true(pep_step(PEP_SUBMITTED, PEP_ACCEPT, &to) && to == PEP_COMPLETE);
	assert_false(pep_step(PEP_COMPLETE, PEP_SAVED, &to));
	assert_false(pep_step(PEP_COMPLETE, PEP_CANCEL, &to));
	assert_true(pep_step(PEP_COMPLETE, PEP_SUPERSEDE, &to) && to == PEP_HISTORICAL);
}

static void writers(void **state)
{
	(void)state;
	assert_true(pep_writes(PEP_READY, PEP_TEACHER));
	assert_false(pep_writes(PEP_SUBMITTED, PEP_TEACHER));
	assert_true(pep_writes(PEP_SUBMITTED, PEP_VIRTUAL));
	assert_false(pep_writes(PEP_COMPLETE, PEP_VIRTUAL));
	assert_true(pep_writes(PEP_RETURNED, PEP_WORKER));
	assert_false(pep_writes(PEP_RETURNED, PEP_CARER));
}

static void pence(void **state)
{
	unsigned p;

	(void)state;
	assert_true(pep_pence("120.50", &p) && p == 12050);
	assert_true(pep_pence("1,120.5", &p) && p == 112050);
	assert_true(pep_pence("0", &p) && p == 0);
	assert_false(pep_pence("", &p));
	assert_false(pep_pence("12.", &p));
	assert_false(pep_pence("12.505", &p));
	assert_false(pep_pence("-1", &p));
	assert_false(pep_pence(",5", &p));
	assert_false(pep_pence("1000000", &p));
}

/* 3.5: a random 10%: of throws that are all alike as often, ten in a hundred. */
static void chosen(void **state)
{
	unsigned dice, n[4] = { 0, 0, 0, 0 };

	(void)state;
	for (dice = 0; dice < 100000; dice++) {
		n[0] += pep_chosen(dice, 10);
		n[1] += pep_chosen(dice, 0);
		n[2] += pep_chosen(dice, 100);
		n[3] += pep_chosen(dice, 1);
	}
	assert_int_equal(n[0], 10000);
	assert_int_equal(n[1], 0);
	assert_int_equal(n[2], 100000);
	assert_int_equal(n[3], 1000);
	assert_true(pep_chosen(4294967200u, 10) == pep_chosen(0, 10));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(overall), cmocka_unit_test(steps), cmocka_unit_test(writers),
		cmocka_unit_test(pence), cmocka_unit_test(chosen),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
