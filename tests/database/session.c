/* Started by document.sh, which makes the server, the accounts and a session
 * for each row of the table below: its token is 32 times the letter. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "conf.h"
#include "db.h"
#include "pool.h"
#include "request.h"
#include "secret.h"
#include "session.h"
#include "token.h"

#define SIZE(table) (sizeof(table) / sizeof(*(table)))

static struct db *db;
static struct pool *pool;

static int all_begin(void **state)
{
	const char *program = getenv("EVERYCHILD_PROGRAM"), *error;

	(void)state;
	if (program == NULL)
		return -1;
	conf_table(db_settings);
	conf_table(secret_settings);
	conf_table(session_settings);
	conf_load(getenv("EVERYCHILD_SETTINGS"), program);
	secret_open(program);
	db_statements(session_statements, session_statements_n);
	db_statements(token_statements, token_statements_n);
	db = db_open(program);
	error = db_ready(db);
	if (error != NULL)
		print_error("%s\n", error);
	return error == NULL ? 0 : -1;
}

static int all_end(void **state)
{
	(void)state;
	db_close(&db);
	return 0;
}

static int each_begin(void **state)
{
	(void)state;
	pool = pool_create();
	db_pool(db, pool);
	return db_begin(db, false) ? 0 : -1;
}

static int each_end(void **state)
{
	(void)state;
	db_rollback(db);
	pool_destroy(&pool);
	return 0;
}

static const char *cookie_of(char letter)
{
	unsigned char token[SESSION_TOKEN];

	memset(token, letter, sizeof(token));
	return pool_printf(pool, SESSION_COOKIE "=%s", secret_to_text(pool, token, sizeof(token)));
}

static enum session_found load(const char *cookie, const struct session **session_r)
{
	const struct http http = { .cookie = cookie };

	return session_load(pool, db, &http, session_r);
}

static void test_standing(void **state)
{
	static const struct { char letter; enum session_found found; } table[] = {
		{ 'a', SESSION_LIVE },
		{ 'b', SESSION_LIVE },		/* idle for 29 minutes */
		{ 'c', SESSION_ENDED },		/* idle for 31 */
		{ 'd', SESSION_ENDED },		/* past its end, though just used */
		{ 'e', SESSION_ENDED },		/* signed out */
		{ 'f', SESSION_UNCHECKED },	/* the directory last answered 16 minutes ago */
		{ 'g', SESSION_LIVE },		/* 14 minutes ago */
		{ 'h', SESSION_CLOSED },	/* account disabled */
		{ 'i', SESSION_CLOSED },	/* not trained */
		{ 'j', SESSION_CLOSED },	/* not checked */
		{ 'k', SESSION_ENDED },		/* disabled and idle: ended says less */
		{ 'l', SESSION_LIVE },		/* the server's clock was set back */
		{ 'z', SESSION_NONE }
	};

	(void)state;
	for (size_t i = 0; i < SIZE(table); i++) {
		const struct session *session;
		enum session_found found = load(cookie_of(table[i].letter), &session);

		if (found != table[i].found)
			fail_msg("%c: %d", table[i].letter, (int)found);
		assert_int_equal(db_state(db), DB_GOOD);
		assert_int_equal(session == NULL, found == SESSION_NONE);
	}
}

static void test_who_it_is(void **state)
{
	const struct session *s;

	(void)state;
	assert_int_equal(load(cookie_of('a'), &s), SESSION_LIVE);
	assert_int_equal(s->account, 1);
	assert_int_equal(s->manager, 3);
	assert_int_equal(s->team, 0);
	assert_string_equal(s->name, "Ann Lee");
	assert_string_equal(s->login, "alee");
	assert_string_equal(s->agency, "");
	assert_true(session_role(s, "PRA") && session_role(s, "COA") && !session_role(s, "ADM"));
	assert_int_equal(s->idle_left, 30 * 60);
	assert_true(s->left > 3500 && s->left <= 3600);
}

static void test_cookies_that_are_none(void **state)
{
	const char *good;
	const struct session *session;

	(void)state;
	good = cookie_of('a');
	assert_int_equal(load("", &session), SESSION_NONE);
	assert_int_equal(load(SESSION_COOKIE "=", &session), SESSION_NONE);
	assert_int_equal(load(pool_printf(pool, "%s; %s", good, good), &session), SESSION_NONE);
	assert_int_equal(load(pool_printf(pool, "%sA", good), &session), SESSION_NONE);
	assert_int_equal(load(pool_printf(pool, "%s=", good), &session), SESSION_NONE);
	assert_int_equal(load(pool_strndup(pool, good, strlen(good) - 1), &session), SESSION_NONE);
	assert_null(session);
	assert_int_equal(load(pool_printf(pool, "x=1; %s; y=2", good), &session), SESSION_LIVE);
}

/* -- the token of a form -- */

static struct session ann, bob;
static struct http http;
static struct route route;
static struct request r;

static void request_of(struct session *session, unsigned long long account, const char *path,
    const char *token)
{
	*session = (struct session){ .account = account };
	memset(session->hash, (int)account, sizeof(session->hash));
	http = (struct http){ .path = path };
	route = (struct route){ .flags = 0 };
	r = (struct request){ .pool = pool, .db = db, .session = session, .http = &http,
	    .route = &route };
	if (token != NULL)
		params_add(&r.params, pool, "token", token);
}

static void test_a_token_is_of_one_session_and_one_path(void **state)
{
	const char *token;
	char *other;

	(void)state;
	request_of(&ann, 1, "/caf/case/a", NULL);
	token = token_make(&r, "/caf/case/a");
	assert_string_not_equal(token, token_make(&r, "/caf/case/a"));
	assert_false(token_check(&r));
	request_of(&ann, 1, "/caf/case/a", token);
	assert_true(token_check(&r));
	request_of(&ann, 1, "/caf/case/b", token);
	assert_false(token_check(&r));
	request_of(&ann, 1, "/caf/case/a/", token);
	assert_false(token_check(&r));
	request_of(&bob, 2, "/caf/case/a", token);
	assert_false(token_check(&r));
	r.session = NULL;
	assert_false(token_check(&r));
	for (size_t i = 0; i < strlen(token); i++) {
		other = pool_strdup(pool, token);
		other[i] = other[i] == 'A' ? 'B' : 'A';
		request_of(&ann, 1, "/caf/case/a", other);
		assert_false(token_check(&r));
	}
	request_of(&ann, 1, "/caf/case/a", "");
	assert_false(token_check(&r));
}

static void test_a_draft_goes_with_its_form_s_token(void **state)
{
	const char *token;

	(void)state;
	request_of(&ann, 1, "/x", NULL);
	token = token_make(&r, "/caf/case/a");
	request_of(&ann, 1, "/caf/case/a/draft", token);
	assert_false(token_check(&r));
	route.flags = ROUTE_DRAFT;
	assert_true(token_check(&r));
	request_of(&ann, 1, "/caf/case/b/draft", token);
	route.flags = ROUTE_DRAFT;
	assert_false(token_check(&r));
}

static void test_a_token_is_spent_once(void **state)
{
	const char *token, *result = NULL, *at = NULL;

	(void)state;
	request_of(&ann, 1, "/caf/case/a", NULL);
	token = token_make(&r, "/caf/case/a");
	request_of(&ann, 1, "/caf/case/a", token);
	db_may_write(db, true);
	assert_false(token_spent(&r, &result, &at));
	assert_int_equal(token_spend(&r, &result, &at), TOKEN_SPENT);
	token_result(&r, "/caf/case/a/done");
	assert_true(db_commit(db));
	assert_true(db_begin(db, true));
	assert_int_equal(token_spend(&r, &result, &at), TOKEN_BEFORE);
	assert_string_equal(result, "/caf/case/a/done");
	assert_non_null(at);
	/* Where it led is nobody else's business. */
	request_of(&bob, 2, "/caf/case/a", token);
	assert_false(token_spent(&r, &result, &at));
}

static void test_a_token_can_be_given_back(void **state)
{
	const char *token, *result = NULL, *at = NULL;

	(void)state;
	request_of(&ann, 1, "/caf/case/a", NULL);
	token = token_make(&r, "/caf/case/a");
	request_of(&ann, 1, "/caf/case/a", token);
	db_may_write(db, true);
	assert_int_equal(token_spend(&r, &result, &at), TOKEN_SPENT);
	token_return(&r);
	assert_int_equal(token_spend(&r, &result, &at), TOKEN_SPENT);
	/* What was rolled back was not spent. */
	db_rollback(db);
	assert_true(db_begin(db, true));
	assert_int_equal(token_spend(&r, &result, &at), TOKEN_SPENT);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, each_begin, each_end)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(test_standing),
		TEST(test_who_it_is),
		TEST(test_cookies_that_are_none),
		TEST(test_a_token_is_of_one_session_and_one_path),
		TEST(test_a_draft_goes_with_its_form_s_token),
		TEST(test_a_token_is_spent_once),
		TEST(test_a_token_can_be_given_back)
	};

	return cmocka_run_group_tests_name("session", tests, all_begin, all_end);
}
