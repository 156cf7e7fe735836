/* The bytes that a row of the audit log is signed by. That rows are written,
 * and that a changed one is found, is shown by tests/database. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "audit.h"
#include "conf.h"
#include "pool.h"
#include "secret.h"

#include "apart.h"

#define SIZE(table) (sizeof(table) / sizeof(*(table)))

static struct pool *pool;
static char key[] = "/tmp/everychild-audit-XXXXXX";
static const unsigned char zero[SECRET_BYTES];

static int key_begin(void **state)
{
	char path[100];
	FILE *f;

	(void)state;
	pool = pool_create();
	if (mkdtemp(key) == NULL)
		return -1;
	(void)snprintf(path, sizeof(path), "%s/caf.key", key);
	f = fopen(path, "w");
	if (f == NULL || fputs("0123456789abcdef0123456789abcdef", f) == EOF || fclose(f) != 0)
		return -1;
	(void)snprintf(path, sizeof(path), "%s/settings", key);
	f = fopen(path, "w");
	if (f == NULL || fprintf(f, "secret.key_dir = %s\n", key) < 0 || fclose(f) != 0)
		return -1;
	conf_table(secret_settings);
	conf_load(path, "test");
	secret_open("caf");
	return 0;
}

static int key_end(void **state)
{
	char path[100];

	(void)state;
	(void)snprintf(path, sizeof(path), "%s/caf.key", key);
	(void)unlink(path);
	(void)snprintf(path, sizeof(path), "%s/settings", key);
	(void)unlink(path);
	(void)rmdir(key);
	pool_destroy(&pool);
	return 0;
}

static const struct audit_row row = {
	.chain = "0123456789abcdef", .seq = 12, .said_at = "2026-11-22 14:03:00.000001",
	.account = 7, .login = "pnair", .role = "PRA", .relation = "OWNER",
	.action = "case.show", .object = "record", .object_id = 34, .child = 56,
	.reason = "CARE", .detail = "section b", .request = "00112233445566778899aabbccddeeff",
	.address = "192.0.2.1", .outcome = 200
};

struct mac {
	unsigned char bytes[SECRET_BYTES];
};

static struct mac mac_of(const struct audit_row *r, const unsigned char prev[SECRET_BYTES])
{
	struct mac mac;

	audit_mac(pool, r, prev, mac.bytes);
	return mac;
}

static void test_the_same_row_signs_the_same(void **state)
{
	struct mac a = mac_of(&row, zero), b = mac_of(&row, zero);

	(void)state;
	assert_memory_equal(&a, &b, sizeof(a));
}

/* Where each field of a row lies. */
static const size_t texts[] = {
	offsetof(struct audit_row, chain), offsetof(struct audit_row, said_at),
	offsetof(struct audit_row, login), offsetof(struct audit_row, role),
	offsetof(struct audit_row, relation), offsetof(struct audit_row, action),
	offsetof(struct audit_row, object), offsetof(struct audit_row, reason),
	offsetof(struct audit_row, detail), offsetof(struct audit_row, request),
	offsetof(struct audit_row, address)
};
static const size_t numbers[] = {
	offsetof(struct audit_row, seq), offsetof(struct audit_row, account),
	offsetof(struct audit_row, object_id), offsetof(struct audit_row, child),
	offsetof(struct audit_row, outcome)
};

static const char **text_at(struct audit_row *r, size_t offset)
{
	return (const char **)((char *)r + offset);
}

static void differs(const struct audit_row *other)
{
	struct mac a = mac_of(&row, zero), b = mac_of(other, zero);

	assert_memory_not_equal(&a, &b, sizeof(a));
}

static void test_each_field_counts(void **state)
{
	(void)state;
	for (size_t i = 0; i < SIZE(texts); i++) {
		struct audit_row other = row;

		*text_at(&other, texts[i]) = "";
		differs(&other);
		other = row;
		*text_at(&other, texts[i]) = pool_printf(pool, "%s ", *text_at(&other, texts[i]));
		differs(&other);
	}
	for (size_t i = 0; i < SIZE(numbers); i++) {
		struct audit_row other = row;

		(*(unsigned long long *)((char *)&other + numbers[i]))++;
		differs(&other);
	}
}

/* Text that moves from a field into its neighbour, or takes the shape of the
 * field's end, still gives other bytes. */
static void test_no_two_rows_sign_the_same_bytes(void **state)
{
	static const char *const pieces[] = { "", "1", "12", "1:", "0:,", "1:2,", "2:12,", ",", ":" };
	static struct mac seen[SIZE(pieces) * SIZE(pieces) * SIZE(pieces)];
	size_t n = 0;

	(void)state;
	for (size_t a = 0; a < SIZE(pieces); a++)
		for (size_t b = 0; b < SIZE(pieces); b++)
			for (size_t c = 0; c < SIZE(pieces); c++) {
				struct audit_row other = row;

				other.relation = pieces[a];
				other.action = pieces[b];
				other.object = pieces[c];
				seen[n++] = mac_of(&other, zero);
			}
	for (size_t i = 0; i < n; i++)
		for (size_t k = i + 1; k < n; k++)
			assert_memory_not_equal(&seen[i], &seen[k], sizeof(seen[i]));
}

static void test_a_number_does_not_run_into_the_next(void **state)
{
	struct audit_row a = row, b = row;
	struct mac one, two;

	(void)state;
	a.object_id = 1, a.child = 23;
	b.object_id = 12, b.child = 3;
	one = mac_of(&a, zero);
	two = mac_of(&b, zero);
	assert_memory_not_equal(&one, &two, sizeof(one));
}

static void test_the_row_before_counts(void **state)
{
	unsigned char prev[SECRET_BYTES] = { 0 };
	struct mac first = mac_of(&row, zero), other;

	(void)state;
	for (size_t i = 0; i < SECRET_BYTES * 8; i++) {
		prev[i / 8] ^= (unsigned char)(1 << i % 8);
		other = mac_of(&row, prev);
		assert_memory_not_equal(&first, &other, sizeof(first));
		prev[i / 8] = 0;
	}
}

/* audit.c signs a row with the mac before it as both input and output. */
static void test_the_mac_may_be_written_over_the_one_before(void **state)
{
	unsigned char mac[SECRET_BYTES] = { 1, 2, 3 };
	struct mac apart = mac_of(&row, mac);

	(void)state;
	audit_mac(pool, &row, mac, mac);
	assert_memory_equal(mac, &apart, sizeof(mac));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_the_same_row_signs_the_same),
		cmocka_unit_test(test_each_field_counts),
		cmocka_unit_test(test_no_two_rows_sign_the_same_bytes),
		cmocka_unit_test(test_a_number_does_not_run_into_the_next),
		cmocka_unit_test(test_the_row_before_counts),
		cmocka_unit_test(test_the_mac_may_be_written_over_the_one_before)
	};

	return cmocka_run_group_tests_name("audit", tests, key_begin, key_end);
}
