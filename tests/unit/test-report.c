#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "conf.h"
#include "date.h"
#include "report.h"

#define ROWS	4
#define LEAST	5

static const struct report_check checks[] = {
	{ "Nine", "L9 = L9' + L4 - L8" }, { "Five", "L5 <= L4" }, { NULL, NULL }
};
static const struct report_measure parts = { .kind = PAGE_STACK };
static const struct report_measure years = { .years = true };
static const struct report_measure lines = { .years = true, .lines = true, .checks = checks };

/* Rows of ROWS numbers; keys A, B, … or those given. */
static struct report_table table_of(const struct report_measure *measure, struct report_row *rows,
    size_t columns, size_t n, const unsigned long long (*count)[PAGE_SERIES_MAX],
    const char *const *keys)
{
	static const char *const letters[] = { "A", "B", "C", "D" };
	size_t i, s;

	for (i = 0; i < n; i++) {
		rows[i] = (struct report_row){ .key = keys == NULL ? letters[i] : keys[i] };
		for (s = 0; s < PAGE_SERIES_MAX; s++)
			rows[i].cell[s].n = count[i][s];
	}
	return (struct report_table){ .measure = measure, .row = rows, .n = n, .series_n = columns };
}

/* One column; what is hidden as a word, "-x-" for the middle of three. */
static const char *hidden(const struct report_measure *measure, size_t n,
    const unsigned long long *count)
{
	static char word[ROWS + 1];
	unsigned long long all[ROWS][PAGE_SERIES_MAX] = { { 0 } };
	struct report_row rows[ROWS];
	struct report_table t;
	size_t i;

	for (i = 0; i < n; i++)
		all[i][0] = count[i];
	t = table_of(measure, rows, 1, n, all, NULL);
	report_hide(&t, LEAST);
	for (i = 0; i < n; i++)
		word[i] = rows[i].cell[0].hidden ? 'x' : '-';
	word[n] = '\0';
	return word;
}

static void test_words_say_what_a_setting_is_set_to(void **state)
{
	static const struct conf_setting settings[] = {
		{ "report.days", CONF_TEXT, "20 working days", NULL },
		{ "report.most", CONF_NUMBER, "45", NULL },
		{ NULL, CONF_TEXT, NULL, NULL }
	};
	struct pool *pool = pool_create();

	(void)state;
	conf_table(settings);
	conf_load("/dev/null", "test");
	assert_string_equal(report_text(pool, "Over {report.days}, {report.most} at most."),
	    "Over 20 working days, 45 at most.");
	assert_string_equal(report_text(pool, "Without any."), "Without any.");
	pool_destroy(&pool);
}

static void test_a_column_never_gives_away_what_is_left_out(void **state)
{
	static const struct { unsigned long long count[ROWS]; const char *hidden; } table[] = {
		{ { 5, 6, 7, 0 }, "----" },		/* 5 and 0 may be said */
		{ { 1, 9, 7, 0 }, "x-x-" },		/* the least beside it goes too */
		{ { 4, 3, 9, 20 }, "xx--" },		/* two that are 7 together */
		{ { 1, 1, 9, 20 }, "xxx-" },		/* 2 together: each is 1 */
		{ { 3, 0, 0, 0 }, "xxxx" },		/* nothing else to hide behind */
		{ { 4, 8, 0, 0 }, "xx--" },
		{ { 0, 0, 0, 0 }, "----" },
		{ { 1, 2, 3, 4 }, "xxxx" }
	};
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(table) / sizeof(table[0]); i++)
		assert_string_equal(hidden(&years, ROWS, table[i].count), table[i].hidden);
	assert_string_equal(hidden(&years, 1, (const unsigned long long[]){ 3 }), "x");
	/* Rows that are no parts of a whole say nothing of each other. */
	assert_string_equal(hidden(&lines, ROWS, table[1].count), "x---");
}

static void test_rows_and_columns_of_a_stack_hold_together(void **state)
{
	static const unsigned long long count[3][PAGE_SERIES_MAX] = {
		{ 2, 10, 20 }, { 30, 12, 9 }, { 50, 60, 70 }
	};
	struct report_row rows[3];
	struct report_table t = table_of(&parts, rows, 3, 3, count, NULL);
	size_t i, s;

	(void)state;
	report_hide(&t, LEAST);
	assert_true(t.hides && rows[0].cell[0].hidden);
	for (i = 0; i < 3; i++) {
		size_t across = 0, down = 0;

		for (s = 0; s < 3; s++) {
			across += rows[i].cell[s].hidden;
			down += rows[s].cell[i].hidden;
		}
		assert_true(across != 1 && down != 1);
	}
	/* What need not go stays. */
	assert_false(rows[2].cell[1].hidden || rows[2].cell[2].hidden);
}

static void test_a_sum_that_must_hold_gives_nothing_away(void **state)
{
	static const char *const keys[] = { "L4", "L5", "L8", "L9" };
	/* Three years and the one before them. */
	static const unsigned long long count[4][PAGE_SERIES_MAX] = {
		{ 12, 14, 11, 10 }, { 12, 9, 11, 10 }, { 10, 3, 9, 9 }, { 32, 43, 45, 30 }
	};
	struct report_row rows[4];
	struct report_table t = table_of(&lines, rows, 3, 4, count, keys);
	double value;

	(void)state;
	assert_int_equal(report_check(&t, checks[0].rule, 1, &value), REPORT_HOLDS);
	report_hide(&t, LEAST);
	assert_true(rows[2].cell[1].hidden);
	assert_true(rows[0].cell[1].hidden);
	assert_false(rows[3].cell[1].hidden || rows[3].cell[0].hidden || rows[1].cell[1].hidden);
	assert_int_equal(report_check(&t, checks[0].rule, 1, &value), REPORT_SECRET);
	assert_int_equal(report_check(&t, checks[0].rule, 0, &value), REPORT_HOLDS);
}

static const struct report_measure ages = { .years = true, .whole = "pf1 L9" };
static const struct report_measure ended = { .whole = "pf1 L8" };

/* Line 8 of the second year is small, and its sum of line 9 goes with it. Neither
 * may be worked out from the table that adds up to line 9. */
static void test_one_table_never_gives_away_what_another_leaves_out(void **state)
{
	static const char *const keys[] = { "L4", "L5", "L8", "L9" };
	static const unsigned long long count[4][PAGE_SERIES_MAX] = {
		{ 12, 14, 11, 10 }, { 12, 9, 11, 10 }, { 10, 3, 9, 9 }, { 32, 7, 45, 30 }
	};
	static const unsigned long long age[3][PAGE_SERIES_MAX] = {
		{ 10, 0, 15 }, { 12, 7, 15 }, { 10, 0, 15 }
	};
	static const unsigned long long why[2][PAGE_SERIES_MAX] = { { 4 }, { 5 } };
	static const unsigned long long sums[4][PAGE_SERIES_MAX] = {
		{ 12, 14, 11, 10 }, { 12, 9, 11, 10 }, { 10, 9, 9, 9 }, { 32, 37, 45, 30 }
	};
	struct report_row rows[3][4];
	struct report_table t[3] = { table_of(&lines, rows[0], 3, 4, count, keys),
	    table_of(&ages, rows[1], 3, 3, age, NULL), table_of(&ended, rows[2], 1, 2, why, NULL) };
	size_t i, hidden = 0;

	(void)state;
	report_hide_together(t, 3, LEAST);
	assert_true(rows[0][2].cell[1].hidden && rows[0][3].cell[1].hidden);
	for (i = 0; i < 3; i++)
		hidden += rows[1][i].cell[1].hidden;
	assert_true(hidden > 1 && t[1].hides);
	/* Other years stand, and a table of the period alone is by its last column. */
	assert_false(rows[1][0].cell[0].hidden || rows[1][0].cell[2].hidden);
	assert_true(rows[2][0].cell[0].hidden && rows[2][1].cell[0].hidden);
	/* The year after is worked out from line 9, so it hides one of its own. */
	assert_true(rows[0][2].cell[2].hidden);
	/* Where the sums are said, so are their parts. */
	t[0] = table_of(&lines, rows[0], 3, 4, sums, keys);
	t[1] = table_of(&ages, rows[1], 3, 3, (const unsigned long long[3][PAGE_SERIES_MAX]){
	    { 10, 12, 15 }, { 12, 12, 15 }, { 10, 13, 15 } }, NULL);
	report_hide_together(t, 2, LEAST);
	assert_false(t[0].hides || t[1].hides);
}

static void test_rules_between_rows(void **state)
{
	static const char *const keys[] = { "L2", "L3", "L9", "L4" };
	static const unsigned long long count[4][PAGE_SERIES_MAX] = {
		{ 8, 9, 0, 4 }, { 6, 10, 0, 4 }, { 20, 25, 24, 18 }, { 2, 7, 0, 1 }
	};
	static const struct { const char *rule; size_t column; enum report_verdict is; double value; } table[] = {
		{ "L3 <= L2", 0, REPORT_HOLDS, -2 }, { "L3 <= L2", 1, REPORT_DIFFERS, 1 },
		{ "L3 % L2", 0, REPORT_SHARE, 75 }, { "L3 % L2", 2, REPORT_UNKNOWN, 0 },
		/* The year before the first column is counted, too. */
		{ "L9 = L9' + L4", 0, REPORT_HOLDS, 0 }, { "L9 = L9' + L4", 1, REPORT_DIFFERS, -2 },
		{ "L9 - L4 = L9'", 2, REPORT_DIFFERS, -1 }, { "L9 = L9' - L8", 2, REPORT_DIFFERS, -1 }
	};
	struct report_row rows[4];
	struct report_table t = table_of(&lines, rows, 3, 4, count, keys);
	double value;
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(table) / sizeof(table[0]); i++) {
		assert_int_equal(report_check(&t, table[i].rule, table[i].column, &value), table[i].is);
		assert_true(value >= table[i].value - 1e-9 && value <= table[i].value + 1e-9);
	}
}

static void test_a_year_runs_from_april_to_march(void **state)
{
	(void)state;
	assert_int_equal(report_year((struct date){ 2026, 3, 31 }), 2025);
	assert_int_equal(report_year((struct date){ 2026, 4, 1 }), 2026);
	assert_int_equal(report_year((struct date){ 2026, 12, 31 }), 2026);
	assert_int_equal(report_year((struct date){ 2027, 1, 1 }), 2026);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_words_say_what_a_setting_is_set_to),
		cmocka_unit_test(test_a_column_never_gives_away_what_is_left_out),
		cmocka_unit_test(test_rows_and_columns_of_a_stack_hold_together),
		cmocka_unit_test(test_a_sum_that_must_hold_gives_nothing_away),
		cmocka_unit_test(test_one_table_never_gives_away_what_another_leaves_out),
		cmocka_unit_test(test_rules_between_rows),
		cmocka_unit_test(test_a_year_runs_from_april_to_march),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
