#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "casework.h"
#include "form-fixture.h"
#include "module.h"

enum { OPEN, WAITING, DONE, STATE__MAX };
enum { SEND, CLOSE, LEAVE, NOTE, OVERSEE };

static const struct workflow_state states[STATE__MAX] = {
	[OPEN] = { .code = "OPEN" }, [WAITING] = { .code = "WAIT" },
	[DONE] = { .code = "DONE", .closed = true }
};

static const char *lacks_tea(struct request *r, const struct record *record)
{
	(void)r;
	(void)record;
	return "Make tea first.";
}

static const struct transition transitions[] = {
	{ .number = 1, .event = SEND, .from = 1u << OPEN, .to = WAITING, .relations = "OWNER",
	  .button = "Send", .path = "/send" },
	{ .number = 2, .event = CLOSE, .from = 1u << OPEN | 1u << WAITING, .to = DONE,
	  .relations = "OWNER", .guard = lacks_tea, .button = "Close", .path = "/close" },
	{ .number = 3, .event = LEAVE, .from = 1u << OPEN, .to = DONE, .relations = "OWNER",
	  .button = "Leave", .path = "/leave", .out = true },
	{ .number = 4, .event = NOTE, .from = 1u << OPEN, .same = true },
	{ .number = 5, .event = OVERSEE, .from = 1u << OPEN, .to = DONE, .relations = "MANAGER",
	  .button = "Oversee", .path = "/oversee" },
	{ 0 }
};
static const struct workflow workflow = { states, STATE__MAX, transitions };
static const struct casework_clock clocks[] = {
	{ "T1", "tea.t1_drink", "Drink" }, { "T2", "tea.t2_wash", "Wash up" }, { 0 }
};
static const struct casework casework = { .path = "/tea/cup", .label = "Cup",
	.workflow = &workflow, .clocks = clocks, .ways_out = "Other ways" };
static const struct module module = { .name = "tea", .home = "/tea/", .casework = &casework, .routes = no_routes };

static int all_begin(void **state)
{
	static const struct conf_setting settings[] = {
		{ "tea.t1_drink", CONF_TEXT, "10 days", NULL },
		{ "tea.t2_wash", CONF_TEXT, "2 weeks", NULL },
		{ NULL, CONF_TEXT, NULL, NULL }
	};

	(void)state;
	conf_table(settings);
	fixture_open();
	return 0;
}

static int each_begin(void **state)
{
	(void)state;
	fixture_begin("PRA");
	fx.r.module = &module;
	return 0;
}

static int each_end(void **state)
{
	(void)state;
	fixture_end();
	return 0;
}

static struct record record_in(const char *state)
{
	return (struct record){ .handle = "abc", .state = state, .relation = "OWNER",
	    .relations = "OWNER" };
}

static void assert_link(const struct node *link, const char *text, const char *href,
    const char *kind)
{
	assert_string_equal(node_content(link), text);
	assert_string_equal(node_get(link, "href"), href);
	if (kind == NULL)
		assert_null(node_get(link, "kind"));
	else
		assert_string_equal(node_get(link, "kind"), kind);
}

/* Nothing of what is not from here, not by them, or has no button. */
static void test_steps_that_can_be_done(void **state)
{
	struct node *body = xml_new(fx.pool, "body"), *n, *details;
	struct record record = record_in("OPEN");

	(void)state;
	assert_int_equal(casework_steps(&fx.r, body, &record, CASEWORK_NO_EVENT), 1);
	casework_ways_out(&fx.r, body, &record, CASEWORK_NO_EVENT, 1);
	n = node_child(body, NULL);
	assert_link(n, "Send", "/tea/cup/abc/send", "button");
	details = node_next(n, NULL);
	assert_string_equal(node_get(details, "summary"), "Other ways");
	assert_null(node_next(details, NULL));
	n = node_child(details, NULL);
	assert_string_equal(node_content(n), "Close: not yet. Make tea first.");
	assert_link(node_next(n, NULL), "Leave", "/tea/cup/abc/leave", NULL);
	assert_null(node_next(node_next(n, NULL), NULL));
}

/* First, and it says why it has to wait; another step is then the second one. */
static void test_the_step_that_was_agreed(void **state)
{
	struct node *body = xml_new(fx.pool, "body"), *n;
	struct record record = record_in("OPEN");

	(void)state;
	assert_int_equal(casework_steps(&fx.r, body, &record, CLOSE), 2);
	n = node_child(body, NULL);
	assert_string_equal(node_content(n), "Close: not yet. Make tea first.");
	assert_link(node_next(n, NULL), "Send", "/tea/cup/abc/send", "secondary");
	assert_null(node_next(node_next(n, NULL), NULL));
	body = xml_new(fx.pool, "body");
	assert_int_equal(casework_steps(&fx.r, body, &record, LEAVE), 2);
	assert_link(node_child(body, NULL), "Leave", "/tea/cup/abc/leave", "button");
}

static void test_nothing_to_do(void **state)
{
	struct node *body = xml_new(fx.pool, "body");
	struct record record = record_in("DONE");

	(void)state;
	assert_int_equal(casework_steps(&fx.r, body, &record, CASEWORK_NO_EVENT), 0);
	casework_ways_out(&fx.r, body, &record, CASEWORK_NO_EVENT, 0);
	assert_null(node_child(body, NULL));
	assert_false(casework_may(&fx.r, &record, SEND));
}

static void test_clocks_by_their_setting(void **state)
{
	const char *code = NULL;

	(void)state;
	assert_string_equal(casework_clock_date(&fx.r, "T1", "2026-11-22"), "2026-12-02");
	assert_string_equal(casework_clock_date(&fx.r, "T2", "2026-11-22"), "2026-12-06");
	assert_null(casework_clock_date(&fx.r, "T3", "2026-11-22"));
	assert_string_equal(casework_clock_title(&fx.r, 1, &code), "Wash up");
	assert_string_equal(code, "T2");
	assert_null(casework_clock_title(&fx.r, 2, &code));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(test_steps_that_can_be_done, each_begin, each_end),
		cmocka_unit_test_setup_teardown(test_the_step_that_was_agreed, each_begin, each_end),
		cmocka_unit_test_setup_teardown(test_nothing_to_do, each_begin, each_end),
		cmocka_unit_test_setup_teardown(test_clocks_by_their_setting, each_begin, each_end)
	};

	return cmocka_run_group_tests_name("casework", tests, all_begin, NULL);
}
