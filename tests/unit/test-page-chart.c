#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "apart.h"
#include "form-fixture.h"
#include "module.h"
#include "page.h"
#include "page-valid.h"

#define SIZE(table) (sizeof(table) / sizeof(*(table)))

static const struct module module = { .name = "tea", .title = "Tea", .home = "/tea/", .routes = no_routes };

static const char *const teams[] = { "North", "South & coast", "Duty" };
static const char *const series[] = { "On time", "Late", "Not yet due", "No date" };

static int all_begin(void **state)
{
	static const struct conf_setting settings[] = {
		{ "authority.name", CONF_TEXT, "Sandmouth", NULL },
		{ "authority.test_mode", CONF_SWITCH, "no", NULL },
		{ NULL, CONF_TEXT, NULL, NULL }
	};

	(void)state;
	conf_table(settings);
	fixture_open();
	page_valid_open();
	return 0;
}

static int all_end(void **state)
{
	(void)state;
	page_valid_close();
	return 0;
}

static int each_begin(void **state)
{
	(void)state;
	fixture_begin("PRA");
	fx.r.session = NULL;
	fx.r.module = &module;
	fx.http.request = "00112233445566778899aabbccddeeff";
	return 0;
}

static int each_end(void **state)
{
	(void)state;
	fixture_end();
	return 0;
}

static struct node *begin(void)
{
	struct node *body = page_begin(&fx.r, "report", "Visits");

	(void)page_heading(body, 1, "Visits");
	return body;
}

static struct node *nth(struct node *n, const char *name, unsigned i)
{
	for (n = node_child(n, name); n != NULL && i > 0; i--)
		n = node_next(n, name);
	assert_non_null(n);
	return n;
}

static const char *cell(struct node *table, unsigned row, unsigned column)
{
	return node_content(nth(nth(table, "row", row), "cell", column));
}

static void what_is_drawn_is_in_the_table(void **state)
{
	static const double values[] = { 12, 3, 1250, 0, NAN, 4 };
	static const char *const hrefs[] = { "/tea/a", "/tea/b", "/tea/c", NULL, "/tea/e", "/tea/f" };
	struct page_chart c = { .kind = PAGE_STACK, .id = "visits", .title = "Most were on time",
	    .note = "Visits, 2026", .what = "Team", .labels = teams, .n = 3, .series = series,
	    .series_n = 2, .values = values, .hrefs = hrefs };
	struct node *body = begin(), *table = page_chart(&fx.r, body, &c), *chart, *mark;

	(void)state;
	assert_page_valid(fx.r.page);
	assert_string_equal(cell(table, 1, 0), "South & coast");
	assert_string_equal(cell(table, 1, 1), "1,250");
	assert_string_equal(cell(table, 1, 2), "0");
	assert_string_equal(cell(table, 1, 3), "1,250");
	assert_string_equal(cell(table, 2, 1), "none");
	assert_string_equal(cell(table, 2, 3), "4");
	assert_string_equal(node_get(nth(nth(table, "row", 0), "cell", 2), "href"), "/tea/b");
	assert_string_equal(node_get(nth(nth(table, "row", 0), "cell", 2), "what"), "(North, Late)");
	assert_null(node_get(nth(nth(table, "row", 1), "cell", 2), "href"));
	/* Nothing leads behind a number that is not there. */
	assert_null(node_get(nth(nth(table, "row", 2), "cell", 1), "href"));
	chart = node_child(body, "chart");
	assert_string_equal(node_get(nth(chart, "group", 1), "total"), "1,250");
	/* The longest leaves room for its number; the scale goes to 1,500. */
	assert_string_equal(node_get(nth(chart, "group", 1), "at"), "70.00");
	mark = nth(nth(chart, "group", 0), "mark", 1);
	assert_string_equal(node_get(mark, "x"), "0.67");
	assert_string_equal(node_get(mark, "size"), "0.17");
}

static void the_scale_is_round(void **state)
{
	static const struct { double value, top; unsigned places; const char *last; unsigned ticks; } cases[] = {
		{ 0, 0, 0, "1", 2 }, { 3, 0, 0, "3", 4 }, { 7, 0, 0, "8", 5 }, { 23, 0, 0, "25", 6 },
		{ 64, 100, 0, "100", 6 }, { 104, 100, 0, "150", 4 }, { 999, 0, 0, "1,000", 6 },
		{ 0.3, 0, 1, "0.3", 4 }, { 1.25, 0, 2, "1.50", 4 }, { 98765, 0, 0, "100,000", 6 },
	};
	size_t i;

	(void)state;
	for (i = 0; i < SIZE(cases); i++) {
		struct page_chart c = { .kind = PAGE_LINE, .id = "x", .title = "T", .what = "Quarter",
		    .labels = teams, .n = 1, .series = series, .series_n = 1, .values = &cases[i].value,
		    .top = cases[i].top, .places = cases[i].places };
		struct node *body = begin(), *t;
		const char *last = "";
		unsigned n = 0;

		(void)page_chart(&fx.r, body, &c);
		assert_page_valid(fx.r.page);
		for (t = node_child(node_child(body, "chart"), "tick"); t != NULL; t = node_next(t, "tick")) {
			last = node_get(t, "label");
			n++;
		}
		assert_string_equal(last, cases[i].last);
		assert_int_equal(n, cases[i].ticks);
	}
}

static void a_gap_is_not_joined(void **state)
{
	static const double values[] = { 50, NAN, 60, 70 };
	static const char *const quarters[] = { "Q1", "Q2", "Q3", "Q4" };
	struct page_chart c = { .kind = PAGE_LINE, .id = "x", .title = "T", .what = "Quarter",
	    .labels = quarters, .n = 4, .series = series, .series_n = 1, .values = values, .unit = "%",
	    .top = 100 };
	struct node *body = begin(), *chart, *j;

	(void)state;
	assert_string_equal(cell(page_chart(&fx.r, body, &c), 3, 1), "70%");
	assert_page_valid(fx.r.page);
	chart = node_child(body, "chart");
	assert_null(node_child(nth(chart, "group", 1), "mark"));
	assert_null(node_child(nth(chart, "group", 2), "join"));
	j = node_child(nth(chart, "group", 3), "join");
	assert_string_equal(node_get(j, "x1"), "62.50");
	assert_string_equal(node_get(j, "y2"), "70.00");
}

static void two_series_look_most_unlike(void **state)
{
	static const double values[] = { 1, 2, 3, 4 };
	struct page_chart c = { .kind = PAGE_COLUMNS, .id = "x", .title = "T", .what = "Quarter",
	    .labels = teams, .n = 1, .series = series, .series_n = 2, .values = values };
	struct node *body = begin();

	(void)state;
	(void)page_chart(&fx.r, body, &c);
	assert_string_equal(node_get(nth(node_child(body, "chart"), "series", 1), "look"), "4");
	c.id = "y";
	c.series_n = 4;
	body = begin();
	(void)page_chart(&fx.r, body, &c);
	assert_string_equal(node_get(nth(node_child(body, "chart"), "series", 1), "look"), "2");
	assert_page_valid(fx.r.page);
}

static void labels_leave_each_other_room(void **state)
{
	static const char *labels[40];
	static double values[40];
	struct page_chart c = { .kind = PAGE_COLUMNS, .id = "x", .title = "T", .what = "Month",
	    .labels = labels, .n = 40, .series = series, .series_n = 1, .values = values };
	struct node *body = begin(), *g;
	unsigned always = 0, wide = 0;
	size_t i;

	(void)state;
	for (i = 0; i < 40; i++)
		labels[i] = "May 26";
	(void)page_chart(&fx.r, body, &c);
	assert_page_valid(fx.r.page);
	for (g = node_child(node_child(body, "chart"), "group"); g != NULL; g = node_next(g, "group")) {
		always += strcmp(node_get(g, "show"), "always") == 0;
		wide += strcmp(node_get(g, "show"), "no") != 0;
	}
	assert_int_equal(always, 3);
	assert_in_range(wide, 8, 14);
}

static void labels_of_a_year_do_not_touch(void **state)
{
	static const char *labels[12];
	static double values[12];
	struct page_chart c = { .kind = PAGE_COLUMNS, .id = "x", .title = "T", .what = "Month",
	    .labels = labels, .n = 12, .series = series, .series_n = 1, .values = values };
	struct node *body = begin(), *g;
	unsigned since = 9;
	size_t i;

	(void)state;
	for (i = 0; i < 12; i++)
		labels[i] = "May 2026";
	(void)page_chart(&fx.r, body, &c);
	for (g = node_child(node_child(body, "chart"), "group"); g != NULL; g = node_next(g, "group")) {
		bool shown = strcmp(node_get(g, "show"), "no") != 0;

		assert_true(!shown || since >= 2);
		since = shown ? 1 : since + 1;
	}
}

static void without_rows_there_is_a_sentence(void **state)
{
	struct page_chart c = { .kind = PAGE_BARS, .id = "x", .title = "Visits", .what = "Team",
	    .series = series, .series_n = 1, .empty = "No visits in this time." };
	struct node *body = begin(), *table = page_chart(&fx.r, body, &c);

	(void)state;
	assert_page_valid(fx.r.page);
	assert_null(node_child(body, "chart"));
	assert_string_equal(node_content(node_child(table, "empty")), "No visits in this time.");
}

static void draw_negative(const void *values)
{
	struct page_chart c = { .kind = PAGE_BARS, .id = "x", .title = "T", .what = "Team",
	    .labels = teams, .n = 1, .series = series, .series_n = 1, .values = values };

	(void)page_chart(&fx.r, begin(), &c);
}

static void what_cannot_be_drawn_is_a_bug(void **state)
{
	static const double negative = -1, endless = INFINITY, good = 1;

	(void)state;
	assert_aborts(draw_negative, &negative);
	assert_aborts(draw_negative, &endless);
	assert_returns(draw_negative, &good);
}

#define TEST(fn) cmocka_unit_test_setup_teardown(fn, each_begin, each_end)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(what_is_drawn_is_in_the_table), TEST(the_scale_is_round),
		TEST(a_gap_is_not_joined), TEST(two_series_look_most_unlike),
		TEST(labels_leave_each_other_room), TEST(labels_of_a_year_do_not_touch), TEST(without_rows_there_is_a_sentence),
		TEST(what_cannot_be_drawn_is_a_bug),
	};

	return cmocka_run_group_tests(tests, all_begin, all_end);
}
