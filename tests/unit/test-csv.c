/* What comes in files of comma-separated values. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "csv.h"
#include "pool.h"
#include "str.h"

static void test_quotes_commas_and_line_ends_are_kept_apart(void **state)
{
	struct csv_row row;
	struct csv csv;

	csv_begin(&csv, *state, "\xef\xbb\xbfURN,NAME\r\n\r\n1, \"St Anne's, \"\"Upper\"\"\nSite\" \r\n2,");
	assert_true(csv_next(&csv, &row));
	assert_true(csv_is(&row, "URN,NAME"));
	assert_false(csv_is(&row, "URN"));
	assert_false(csv_is(&row, "URN,NAME,TYPE"));
	assert_true(csv_next(&csv, &row));
	assert_int_equal(row.line, 3);
	assert_int_equal(row.n, 2);
	assert_string_equal(row.field[1], "St Anne's, \"Upper\"\nSite");
	assert_true(csv_next(&csv, &row));
	assert_int_equal(row.line, 5);
	assert_int_equal(row.n, 2);
	assert_string_equal(row.field[1], "");
	assert_false(csv_next(&csv, &row));
}

static void test_a_row_that_cannot_be_read_spoils_no_other(void **state)
{
	struct csv_row row;
	struct csv csv;

	csv_begin(&csv, *state, "a,\"b\nc,d\n");
	assert_true(csv_next(&csv, &row));
	assert_string_equal(row.wrong, "A quotation mark is not closed");
	assert_int_equal(row.n, 0);
	assert_true(csv_next(&csv, &row));
	assert_null(row.wrong);
	assert_int_equal(row.line, 2);
	assert_string_equal(row.field[1], "d");
}

static int pool_make(void **state)
{
	*state = pool_create();
	return 0;
}

static int pool_end(void **state)
{
	struct pool *pool = *state;

	pool_destroy(&pool);
	return 0;
}

static void test_a_row_is_known_as_it_came_and_what_is_written_is_read_again(void **state)
{
	struct csv_row row;
	struct csv csv;
	struct str s;

	str_init(&s, *state);
	csv_add(&s, "plain");
	str_addc(&s, ',');
	csv_add(&s, "a \"b\", c");
	assert_string_equal(s.data, "plain,\"a \"\"b\"\", c\"");
	str_add(&s, "\r\n,last");
	csv_begin(&csv, *state, s.data);
	assert_true(csv_next(&csv, &row));
	assert_string_equal(row.field[0], "plain");
	assert_string_equal(row.field[1], "a \"b\", c");
	assert_int_equal(row.raw_len, strlen("plain,\"a \"\"b\"\", c\""));
	assert_true(csv_next(&csv, &row));
	assert_memory_equal(row.raw, ",last", row.raw_len);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_quotes_commas_and_line_ends_are_kept_apart),
		cmocka_unit_test(test_a_row_that_cannot_be_read_spoils_no_other),
		cmocka_unit_test(test_a_row_is_known_as_it_came_and_what_is_written_is_read_again),
	};

	return cmocka_run_group_tests(tests, pool_make, pool_end);
}
