#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "record.h"
#include "request.h"
#include "session.h"
#include "workflow.h"

#include "apart.h"

#define SIZE(table) (sizeof(table) / sizeof(*(table)))

enum { OPEN, WAITING, DONE, STATE__MAX };
enum { SEND, TAKE_BACK, CLOSE, NOTE, OVERSEE, COORDINATE };

static const struct workflow_state states[STATE__MAX] = {
	[OPEN] = { .code = "OPEN" }, [WAITING] = { .code = "WAIT" },
	[DONE] = { .code = "DONE", .closed = true }
};
static const struct transition transitions[] = {
	{ .number = 1, .event = SEND, .from = 1u << OPEN, .to = WAITING, .relations = "OWNER COA" },
	{ .number = 2, .event = TAKE_BACK, .from = 1u << WAITING, .to = OPEN, .relations = "OWNER" },
	{ .number = 3, .event = CLOSE, .from = 1u << OPEN | 1u << WAITING, .to = DONE,
	  .relations = "MANAGER" },
	{ .number = 4, .event = CLOSE, .from = 1u << WAITING, .to = DONE, .relations = "OWNER" },
	{ .number = 5, .event = NOTE, .from = 1u << OPEN | 1u << WAITING | 1u << DONE, .same = true },
	{ .number = 6, .event = OVERSEE, .from = 1u << WAITING, .to = OPEN, .relations = "LP",
	  .roles = "COO MGR" },
	{ .number = 7, .event = COORDINATE, .from = 1u << WAITING, .to = OPEN, .roles = "COO" },
	{ .number = 8, .event = COORDINATE, .from = WORKFLOW_START, .to = OPEN },
	{ .number = 0 }
};
static const struct workflow workflow = { states, STATE__MAX, transitions };

static void test_who_may_do_what_from_where(void **state)
{
	static const struct { const char *state, *relation; unsigned event, number; } table[] = {
		{ "OPEN", "OWNER", SEND, 1 }, { "OPEN", "COA", SEND, 1 },
		{ "OPEN", "MANAGER", SEND, 0 }, { "OPEN", "COAX", SEND, 0 }, { "OPEN", "", SEND, 0 },
		{ "WAIT", "OWNER", SEND, 0 }, { "DONE", "OWNER", SEND, 0 },
		{ "WAIT", "OWNER", TAKE_BACK, 2 }, { "WAIT", "COA", TAKE_BACK, 0 },
		{ "OPEN", "OWNER", TAKE_BACK, 0 },
		/* The row that fits the person, not the first of the event. */
		{ "WAIT", "MANAGER", CLOSE, 3 }, { "WAIT", "OWNER", CLOSE, 4 },
		{ "OPEN", "OWNER", CLOSE, 0 }, { "DONE", "MANAGER", CLOSE, 0 },
		{ "DONE", "SERVICE", NOTE, 5 }, { "OPEN", "", NOTE, 5 },
		/* By relation or by role; one person may have several relations. */
		{ "WAIT", "LP", OVERSEE, 6 }, { "WAIT", "OWNER LP", OVERSEE, 6 },
		{ "WAIT", "SERVICE", OVERSEE, 6 }, { "OPEN", "LP", OVERSEE, 0 },
		{ "WAIT", "OWNER LP", TAKE_BACK, 2 }, { "WAIT", "OWNER", COORDINATE, 0 },
		{ "OPEN", "OWNER", 4711, 0 }
	};

	static const struct session session = { .roles = "MGR" };
	const struct request r = { .session = &session };

	(void)state;
	for (size_t i = 0; i < SIZE(table); i++) {
		const struct record record = { .state = table[i].state,
		    .relation = table[i].relation, .relations = table[i].relation };
		const struct transition *t = workflow_find(&r, &workflow, &record,
		    table[i].event);

		if ((t == NULL ? 0 : t->number) != table[i].number)
			fail_msg("row %zu: %u", i, t == NULL ? 0 : t->number);
	}
}

static void begin(const void *event)
{
	(void)workflow_beginning(&workflow, *(const unsigned *)event);
}

static void test_where_a_record_begins(void **state)
{
	static const unsigned send = SEND;

	(void)state;
	assert_int_equal(workflow_beginning(&workflow, COORDINATE)->number, 8);
	assert_aborts(begin, &send);
}

static void ask(const void *code)
{
	(void)workflow_state(&workflow, code);
}

static void test_states_by_code(void **state)
{
	(void)state;
	assert_int_equal(workflow_state(&workflow, "OPEN"), OPEN);
	assert_int_equal(workflow_state(&workflow, "DONE"), DONE);
	assert_aborts(ask, "open");
	assert_aborts(ask, "");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_who_may_do_what_from_where),
		cmocka_unit_test(test_where_a_record_begins),
		cmocka_unit_test(test_states_by_code)
	};

	return cmocka_run_group_tests_name("workflow", tests, NULL, NULL);
}
