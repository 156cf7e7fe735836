#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "conf.h"
#include "pool.h"
#include "secret.h"
#include "text.h"

#include "apart.h"

#define SIZE(table) (sizeof(table) / sizeof(*(table)))

static struct pool *pool;
static char directory[] = "/tmp/everychild-keys-XXXXXX";

static void file_write(const char *name, const char *bytes, size_t len)
{
	FILE *f = fopen(pool_printf(pool, "%s/%s", directory, name), "w");

	if (f == NULL || fwrite(bytes, 1, len, f) != len || fclose(f) != 0)
		_exit(9);
}

static int keys_begin(void **state)
{
	const char *settings;

	(void)state;
	pool = pool_create();
	if (mkdtemp(directory) == NULL)
		return -1;
	settings = pool_printf(pool, "secret.key_dir = %s\n", directory);
	file_write("one.key", "0123456789abcdef0123456789abcdef", 32);
	file_write("two.key", "0123456789abcdef0123456789abcdeg", 32);
	file_write("short.key", "0123456789abcdef0123456789abcde", 31);
	file_write("settings", settings, strlen(settings));
	conf_table(secret_settings);
	conf_load(pool_printf(pool, "%s/settings", directory), "test");
	secret_open("one");
	return 0;
}

static int keys_end(void **state)
{
	static const char *const names[] = { "one.key", "two.key", "short.key", "settings" };

	(void)state;
	for (size_t i = 0; i < SIZE(names); i++)
		(void)unlink(pool_printf(pool, "%s/%s", directory, names[i]));
	(void)rmdir(directory);
	pool_destroy(&pool);
	return 0;
}

static void open_key(const void *program)
{
	secret_open(program);
}

static void test_no_start_without_a_whole_key(void **state)
{
	(void)state;
	assert_returns(open_key, "two");
	assert_refuses(open_key, "short", "short.key must hold 32 random bytes");
	assert_refuses(open_key, "none", "none.key must hold 32 random bytes");
}

/* A key serves one purpose of one program. */
static void test_no_two_keys_are_alike(void **state)
{
	unsigned char mac[2 * (SECRET_KEY__MAX - 1)][SECRET_BYTES];
	size_t n = 0;

	(void)state;
	for (int program = 1; program >= 0; program--) {
		secret_open(program == 1 ? "two" : "one");
		for (int key = 1; key < SECRET_KEY__MAX; key++)
			secret_mac((enum secret_key)key, "text", 4, mac[n++]);
	}
	for (size_t i = 0; i < n; i++)
		for (size_t k = i + 1; k < n; k++)
			assert_memory_not_equal(mac[i], mac[k], SECRET_BYTES);
}

static void test_a_mac_is_of_these_bytes(void **state)
{
	unsigned char a[SECRET_BYTES], b[SECRET_BYTES];

	(void)state;
	secret_mac(SECRET_KEY_AUDIT, "text", 4, a);
	secret_mac(SECRET_KEY_AUDIT, "text", 4, b);
	assert_true(secret_same(a, b, SECRET_BYTES));
	secret_mac(SECRET_KEY_AUDIT, "text", 3, b);
	assert_false(secret_same(a, b, SECRET_BYTES));
	secret_mac(SECRET_KEY_AUDIT, "teyt", 4, b);
	assert_false(secret_same(a, b, SECRET_BYTES));
}

static void test_same_sees_every_bit(void **state)
{
	unsigned char a[SECRET_BYTES] = { 0 }, b[SECRET_BYTES] = { 0 };

	(void)state;
	assert_true(secret_same(a, b, sizeof(a)));
	for (size_t i = 0; i < sizeof(a) * 8; i++) {
		b[i / 8] ^= (unsigned char)(1 << i % 8);
		assert_false(secret_same(a, b, sizeof(a)));
		b[i / 8] = 0;
	}
	assert_true(secret_same("a", "b", 0));
}

/* The hash is the one that the standard (RFC 7693) gives for this text. */
static void test_hash(void **state)
{
	unsigned char hash[SECRET_BYTES];

	(void)state;
	secret_hash("abc", 3, hash);
	assert_string_equal(text_hex(pool, hash, sizeof(hash)),
	    "bddd813c634239723171ef3fee98579b94964e3bb1cb3e427262c8c068d52319");
}

static void test_sealed_text_opens_for_what_it_is_about(void **state)
{
	static const char text[] = "b=2&a=%26";
	size_t sealed_len, len = 0;
	unsigned char *sealed = secret_seal(pool, SECRET_KEY_STASH, "7 /caf/case", text,
	    strlen(text), &sealed_len);
	const char *back = secret_unseal(pool, SECRET_KEY_STASH, "7 /caf/case", sealed, sealed_len,
	    &len);

	(void)state;
	assert_non_null(back);
	assert_int_equal(len, strlen(text));
	assert_string_equal(back, text);
}

static bool opens(enum secret_key key, const char *about, const unsigned char *sealed, size_t len)
{
	return secret_unseal(pool, key, about, sealed, len, &len) != NULL;
}

static void test_sealed_text_does_not_open_otherwise(void **state)
{
	static const char *const others[] = {
		"", "7 /caf/cas", "7 /caf/case ", "8 /caf/case", "7 /caf/Case"
	};
	size_t len;
	unsigned char *sealed = secret_seal(pool, SECRET_KEY_STASH, "7 /caf/case", "words", 5, &len);

	(void)state;
	for (size_t i = 0; i < SIZE(others); i++)
		assert_false(opens(SECRET_KEY_STASH, others[i], sealed, len));
	assert_false(opens(SECRET_KEY_TOKEN, "7 /caf/case", sealed, len));
	for (size_t i = 0; i < len; i++) {
		assert_false(opens(SECRET_KEY_STASH, "7 /caf/case", sealed, i));
		sealed[i] ^= 0x10;
		assert_false(opens(SECRET_KEY_STASH, "7 /caf/case", sealed, len));
		sealed[i] ^= 0x10;
	}
	assert_true(opens(SECRET_KEY_STASH, "7 /caf/case", sealed, len));
	secret_open("two");
	assert_false(opens(SECRET_KEY_STASH, "7 /caf/case", sealed, len));
	secret_open("one");
}

static void test_nothing_is_sealed_the_same_way_twice(void **state)
{
	size_t a_len, b_len;
	unsigned char *a = secret_seal(pool, SECRET_KEY_STASH, "x", "words", 5, &a_len);
	unsigned char *b = secret_seal(pool, SECRET_KEY_STASH, "x", "words", 5, &b_len);

	(void)state;
	assert_int_equal(a_len, b_len);
	assert_memory_not_equal(a, b, a_len);
	for (size_t i = 0; i + 5 <= a_len; i++)
		assert_memory_not_equal(a + i, "words", 5);
}

static void test_empty_text_can_be_sealed(void **state)
{
	size_t len;
	unsigned char *sealed = secret_seal(pool, SECRET_KEY_STASH, "", "", 0, &len);
	const char *back = secret_unseal(pool, SECRET_KEY_STASH, "", sealed, len, &len);

	(void)state;
	assert_non_null(back);
	assert_int_equal(len, 0);
	assert_string_equal(back, "");
}

static void test_handles_are_of_their_alphabet_and_do_not_repeat(void **state)
{
	static char handle[2000][SECRET_HANDLE + 1];
	bool seen[128] = { false };
	unsigned kinds = 0;

	(void)state;
	for (size_t i = 0; i < SIZE(handle); i++) {
		const char *h = secret_handle(pool);

		assert_int_equal(strlen(h), SECRET_HANDLE);
		assert_true(text_only(h, "0123456789abcdefghjkmnpqrstvwxyz", SECRET_HANDLE));
		memcpy(handle[i], h, SECRET_HANDLE + 1);
		for (; *h != '\0'; h++)
			seen[(unsigned char)*h] = true;
	}
	for (size_t i = 0; i < SIZE(handle); i++)
		for (size_t k = i + 1; k < SIZE(handle); k++)
			assert_true(strcmp(handle[i], handle[k]) != 0);
	for (size_t i = 0; i < SIZE(seen); i++)
		kinds += seen[i];
	assert_int_equal(kinds, 32);
}

static void test_bytes_as_text_and_back(void **state)
{
	unsigned char bytes[64], back[64];

	(void)state;
	for (size_t len = 0; len < sizeof(bytes); len++) {
		const char *text;

		secret_random(bytes, len);
		text = secret_to_text(pool, bytes, len);
		assert_true(len == 0 || text_only(text, "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
		    "abcdefghijklmnopqrstuvwxyz0123456789-_", 90));
		assert_true(secret_from_text(text, back, len));
		assert_memory_equal(bytes, back, len);
		if (len > 0)
			assert_false(secret_from_text(text, back, len - 1));
		assert_false(secret_from_text(text, back, len + 1));
	}
	assert_int_equal(strlen(secret_text(pool, 32)), 43);
}

/* One value has one spelling: nothing behind it, no padding, no spare bits. */
static void test_text_that_is_not_ours(void **state)
{
	static const char *const table[] = {
		"AAAA=", "AAAA ", " AAAA", "AAAA\n", "AAA", "AAAAA", "AAA=", "AA+A", "AA/A", "AA.A",
		"", "AA\xc3\xa9"
	};
	unsigned char back[8];

	(void)state;
	assert_true(secret_from_text("AA-_", back, 3));
	for (size_t i = 0; i < SIZE(table); i++)
		assert_false(secret_from_text(table[i], back, 3));
	assert_true(secret_from_text("AAA", back, 2));
	assert_false(secret_from_text("AAB", back, 2));
	assert_false(secret_from_text("AAA=", back, 2));
}

static void test_wipe(void **state)
{
	char bytes[] = "a secret";
	static const char nothing[sizeof(bytes)];

	(void)state;
	secret_wipe(bytes, sizeof(bytes));
	assert_memory_equal(bytes, nothing, sizeof(bytes));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_no_start_without_a_whole_key),
		cmocka_unit_test(test_no_two_keys_are_alike),
		cmocka_unit_test(test_a_mac_is_of_these_bytes),
		cmocka_unit_test(test_same_sees_every_bit),
		cmocka_unit_test(test_hash),
		cmocka_unit_test(test_sealed_text_opens_for_what_it_is_about),
		cmocka_unit_test(test_sealed_text_does_not_open_otherwise),
		cmocka_unit_test(test_nothing_is_sealed_the_same_way_twice),
		cmocka_unit_test(test_empty_text_can_be_sealed),
		cmocka_unit_test(test_handles_are_of_their_alphabet_and_do_not_repeat),
		cmocka_unit_test(test_bytes_as_text_and_back),
		cmocka_unit_test(test_text_that_is_not_ours),
		cmocka_unit_test(test_wipe)
	};

	return cmocka_run_group_tests_name("secret", tests, keys_begin, keys_end);
}
