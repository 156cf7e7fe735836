#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "input.h"
#include "pool.h"
#include "route.h"

#define SIZE(table) (sizeof(table) / sizeof(*(table)))

static const struct route routes[] = {
	{ .method = GET, .path = "/", .action = "home" },
	{ .method = GET, .path = "/case/new", .action = "new" },
	{ .method = GET, .path = "/case/:id", .action = "show" },
	{ .method = POST, .path = "/case/:id", .action = "save" },
	{ .method = POST, .path = "/case/:id/close", .action = "close" },
	{ .method = GET, .path = "/case/:id/part/:part", .action = "part" },
	{ .path = NULL }
};

static struct pool *pool;

static int pool_begin(void **state)
{
	(void)state;
	pool = pool_create();
	return 0;
}

static int pool_end(void **state)
{
	(void)state;
	pool_destroy(&pool);
	return 0;
}

struct row {
	enum http_method method;
	const char *path, *action, *id, *part;	/* action NULL: none, with this status */
	int status;
};

static void same(const char *got, const char *wanted, size_t i)
{
	if ((got == NULL) != (wanted == NULL) || (got != NULL && strcmp(got, wanted) != 0))
		fail_msg("row %zu: %s", i, got == NULL ? "(none)" : got);
}

static void test_rows(void **state)
{
	static const struct row table[] = {
		{ GET, "/", "home", NULL, NULL, 200 },
		{ GET, "/case/abc", "show", "abc", NULL, 200 },
		{ POST, "/case/abc", "save", "abc", NULL, 200 },
		{ GET, "/case/new", "new", NULL, NULL, 200 },
		{ POST, "/case/new", "save", "new", NULL, 200 },
		{ POST, "/case/a/close", "close", "a", NULL, 200 },
		{ GET, "/case/a/part/b", "part", "a", "b", 200 },

		/* Known, but not in this way. */
		{ POST, "/", NULL, NULL, NULL, 405 },
		{ GET, "/case/a/close", NULL, NULL, NULL, 405 },
		{ POST, "/case/a/part/b", NULL, NULL, NULL, 405 },
		{ HTTP_OTHER, "/case/a", NULL, NULL, NULL, 405 },

		/* Not known. */
		{ GET, "", NULL, NULL, NULL, 404 },
		{ GET, "/case", NULL, NULL, NULL, 404 },
		{ GET, "/case/a/", NULL, NULL, NULL, 404 },
		{ GET, "/case/a/part/b/c", NULL, NULL, NULL, 404 },
		{ GET, "/CASE/a", NULL, NULL, NULL, 404 },
		{ GET, "case/a", NULL, NULL, NULL, 404 },
		{ GET, "/cases/a", NULL, NULL, NULL, 404 },

		/* An empty segment is none. */
		{ GET, "/case/", NULL, NULL, NULL, 404 },
		{ GET, "/case//", NULL, NULL, NULL, 404 },
		{ POST, "/case//close", NULL, NULL, NULL, 404 },
		{ GET, "/case/a/part/", NULL, NULL, NULL, 404 },
		{ GET, "//", NULL, NULL, NULL, 404 },
		{ GET, "//case/a", NULL, NULL, NULL, 404 },

		/* The web server has decoded the path: nothing is decoded again, so
		 * what still looks encoded is the segment's own text. */
		{ GET, "/case/a%2Fclose", "show", "a%2Fclose", NULL, 200 },
		{ GET, "/case/%2e%2e", "show", "%2e%2e", NULL, 200 },
		{ GET, "/case/a%00b", "show", "a%00b", NULL, 200 },
		{ GET, "/case/a+b", "show", "a+b", NULL, 200 },
		{ GET, "/case/:id", "show", ":id", NULL, 200 },
		{ GET, "/%63ase/a", NULL, NULL, NULL, 404 }
	};

	(void)state;
	for (size_t i = 0; i < SIZE(table); i++) {
		struct params params = { 0 };
		int status = 0;
		const struct route *r = route_find(routes, table[i].method, table[i].path, pool,
		    &params, &status);

		same(r == NULL ? NULL : r->action, table[i].action, i);
		same(params_get(&params, "id"), table[i].id, i);
		same(params_get(&params, "part"), table[i].part, i);
		assert_int_equal(status, table[i].status);
	}
}

static void test_where_one_may_be_sent_back_to(void **state)
{
	(void)state;
	assert_string_equal(route_get(routes, "/case/a/part/b", pool)->action, "part");
	assert_string_equal(route_get(routes, "/", pool)->action, "home");
	assert_null(route_get(routes, "/case/a/close", pool));
	assert_null(route_get(routes, "/nothing", pool));
	assert_null(route_get(routes, "//evil.example", pool));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_rows),
		cmocka_unit_test(test_where_one_may_be_sent_back_to)
	};

	return cmocka_run_group_tests_name("route", tests, pool_begin, pool_end);
}
