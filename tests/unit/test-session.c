#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "module.h"
#include "pool.h"
#include "request.h"
#include "session.h"

#define SIZE(table) (sizeof(table) / sizeof(*(table)))

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

static void test_cookies(void **state)
{
	static const char *const table[][2] = {
		/* header, value of "name" */
		{ "name=v", "v" }, { "a=1; name=v; b=2", "v" }, { "a=1;name=v", "v" },
		{ ";; ; name=v;", "v" }, { "name=", "" }, { "name=a=b", "a=b" },
		{ "name=\"v\"", "\"v\"" }, { "a=name=x; name=v", "v" }, { "name=v ", "v " },
		{ "name=v; Name=w; names=x; xname=y", "v" },

		{ "", NULL }, { "name", NULL }, { "name v", NULL }, { "=name", NULL },
		{ "names=v", NULL }, { "xname=v", NULL }, { "NAME=v", NULL }, { "a=name=v", NULL },
		{ "name =v", NULL }, { "\tname=v", NULL },
		/* Two cookies of the name: somebody planted one. */
		{ "name=v; name=v", NULL }, { "name=v; name=w", NULL }, { "name=; name=w", NULL }
	};

	(void)state;
	for (size_t i = 0; i < SIZE(table); i++) {
		const char *value = session_cookie(pool, table[i][0], "name");

		if ((value == NULL) != (table[i][1] == NULL) ||
		    (value != NULL && strcmp(value, table[i][1]) != 0))
			fail_msg("%s: %s", table[i][0], value == NULL ? "(none)" : value);
	}
}

static void test_roles(void **state)
{
	static const struct { const char *has, *asked; bool held; } table[] = {
		{ "PRA", "PRA", true }, { "PRA COA", "COA", true }, { "PRA COA", "COO COA", true },
		{ " PRA  COA ", "COA", true }, { "PRA", " PRA ", true },
		{ "", "PRA", false }, { "PRA", "", false }, { "", "", false }, { " ", " ", false },
		{ "PRA", "COA", false }, { "PRAX", "PRA", false }, { "PRA", "PRAX", false },
		{ "XPRA", "PRA", false }, { "PRA", "pra", false }, { "PR A", "PRA", false }
	};

	(void)state;
	for (size_t i = 0; i < SIZE(table); i++) {
		const struct session session = { .roles = table[i].has };

		if (session_role(&session, table[i].asked) != table[i].held)
			fail_msg("row %zu", i);
	}
}

enum { MAY_READ = PERMISSION_FIRST, MAY_NOBODY };

static const struct permission permissions[] = {
	{ MAY_READ, "read", "PRA COA" }, { MAY_NOBODY, "nobody", "" }, { 0, NULL, NULL }
};
static const struct module module = { .permissions = permissions };

/* What a route's row lets whom do; a number that no row explains lets nobody. */
static void test_permissions(void **state)
{
	static const struct session reader = { .account = 7, .roles = "PRA" };
	static const struct session other = { .account = 8, .roles = "ADM" };
	static const struct { const struct session *who; unsigned what; bool may; } table[] = {
		{ NULL, PUBLIC, true }, { &other, PUBLIC, true },
		{ NULL, SIGNED_IN, false }, { &other, SIGNED_IN, true },
		{ NULL, MAY_READ, false }, { &other, MAY_READ, false }, { &reader, MAY_READ, true },
		{ &reader, MAY_NOBODY, false }, { NULL, MAY_NOBODY, false },
		{ &reader, PERMISSION_NONE, false }, { NULL, PERMISSION_NONE, false },
		{ &reader, 4711, false }
	};

	(void)state;
	for (size_t i = 0; i < SIZE(table); i++) {
		const struct request r = { .module = &module, .session = table[i].who };

		if (request_may(&r, table[i].what) != table[i].may)
			fail_msg("row %zu", i);
	}
}

static void test_who_and_where(void **state)
{
	static const struct session somebody = { .account = 7 };
	struct request r = { .pool = pool, .session = &somebody };

	(void)state;
	assert_int_equal(request_account(&r), 7);
	r.session = NULL;
	assert_int_equal(request_account(&r), 0);
	assert_int_equal(request_redirect(&r, "/caf/case/%s?x=%d", "abc", 3), 303);
	assert_string_equal(r.location, "/caf/case/abc?x=3");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_cookies),
		cmocka_unit_test(test_roles),
		cmocka_unit_test(test_permissions),
		cmocka_unit_test(test_who_and_where)
	};

	return cmocka_run_group_tests_name("session", tests, pool_begin, pool_end);
}
