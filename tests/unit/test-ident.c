#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "ident.h"
#include "pool.h"
#include "text.h"

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

/* What is typed, and the canonical value, or NULL for a refusal. */
struct row {
	const char *raw, *value;
};

typedef const char *ident_check(struct pool *, const char *, const char **);

static void rows_try(ident_check *check, enum ident_kind kind,
    const struct row *row, size_t n)
{
	for (; n > 0; row++, n--) {
		const char *value;
		const char *wrong = check(pool, row->raw, &value);

		if ((wrong == NULL) != (row->value != NULL))
			fail_msg("%s: %s", row->raw, wrong);
		assert_string_equal(value,
		    wrong == NULL ? row->value : row->raw);
		if (wrong != NULL)
			assert_true(text_starts(wrong, ident_noun(kind)));
	}
}

static const char *nhs_in_tests(struct pool *p, const char *raw,
    const char **value_r)
{
	return ident_nhs(p, raw, true, value_r);
}

static const char *nhs_in_earnest(struct pool *p, const char *raw,
    const char **value_r)
{
	return ident_nhs(p, raw, false, value_r);
}

static void test_nhs(void **state)
{
	static const struct row rows[] = {
		{ "9990000018", "9990000018" }, { "999 012 3454", "9990123454" },
		{ "9990000050", "9990000050" }, { "943-476-5919", "9434765919" },
		{ "9876544322", "9876544322" }, { "9990000026", "9990000026" },
		{ "9990000034", "9990000034" }, { "9990000042", "9990000042" },
		{ "9990000069", "9990000069" }, { "9990000077", "9990000077" },
		{ "9990000085", "9990000085" }, { "9990000093", "9990000093" },
		{ "9990000107", "9990000107" }, { "9990000115", "9990000115" },
		{ "9990000123", "9990000123" },
		{ "999\xc2\xa0" "000\xe2\x80\x91" "0018", "9990000018" },
		{ "9991234560", NULL }, { "9991234561", NULL },
		{ "9991234562", NULL }, { "9991234569", NULL },
		{ "9876544321", NULL }, { "0000000000", NULL },
		{ "1111111111", NULL }, { "9999999999", NULL },
		{ "999000001", NULL }, { "99900000180", NULL },
		{ "999000001X", NULL }, { "", NULL }, { "-", NULL }
	};

	(void)state;
	rows_try(nhs_in_tests, IDENT_NHS, rows, SIZE(rows));
}

static void test_nhs_keeps_test_numbers_out(void **state)
{
	static const struct row rows[] = {
		{ "9990000018", NULL }, { "999 012 3454", NULL },
		{ "943 476 5919", "9434765919" }
	};
	const char *value;

	(void)state;
	rows_try(nhs_in_earnest, IDENT_NHS, rows, SIZE(rows));
	assert_string_equal(ident_nhs(pool, "9990000018", false, &value),
	    "NHS number must not start with 999: such numbers are for tests");
	assert_string_equal(ident_nhs(pool, "99900000", false, &value),
	    "NHS number must have 10 digits, like 943 476 5919");
}

static void test_upn(void **state)
{
	static const struct row rows[] = {
		{ "B801200005001", "B801200005001" },
		{ "P207000016049", "P207000016049" },
		{ "Q890200126001", "Q890200126001" },
		{ "B89020012600A", "B89020012600A" },
		{ "T89041232604B", "T89041232604B" },
		{ " t890 4123 2604b", "T89041232604B" },
		{ "A801200005001", NULL }, { "Q207000016049", NULL },
		{ "B80120000500I", NULL }, { "I801200005001", NULL },
		{ "S801200005001", NULL }, { "O801200005001", NULL },
		{ "B80120000500", NULL }, { "B8012000050011", NULL },
		{ "B8012000050AB", NULL }, { "8801200005001", NULL }, { "", NULL }
	};

	(void)state;
	rows_try(ident_upn, IDENT_UPN, rows, SIZE(rows));
	assert_string_equal(ident_upn_la(pool, "Q890200126001"), "890");
}

static void test_uprn(void **state)
{
	static const struct row rows[] = {
		{ "100023336956", "100023336956" },
		{ "000000199356", "199356" }, { "199356", "199356" },
		{ "1000 2333 6956", "100023336956" }, { "1", "1" },
		{ "1000233369561", NULL }, { "0000000000000", NULL },
		{ "0", NULL }, { "000", NULL }, { "12a", NULL }, { "", NULL }
	};

	(void)state;
	rows_try(ident_uprn, IDENT_UPRN, rows, SIZE(rows));
}

static void test_postcode(void **state)
{
	static const struct row rows[] = {
		{ "fy11ad", "FY1 1AD" }, { "FY1 1AD", "FY1 1AD" },
		{ " f y 1 1 a d ", "FY1 1AD" }, { "TF3 4NT", "TF3 4NT" },
		{ "SW1A 2AA", "SW1A 2AA" }, { "EC1A1BB", "EC1A 1BB" },
		{ "W1A 0AX", "W1A 0AX" }, { "M1 1AE", "M1 1AE" },
		{ "B33 8TH", "B33 8TH" }, { "CR2 6XH", "CR2 6XH" },
		{ "DN55 1PT", "DN55 1PT" }, { "gir0aa", "GIR 0AA" },
		{ "N1P 1AA", "N1P 1AA" }, { "ZZ99 3VZ", "ZZ99 3VZ" },
		{ "zz993wz", "ZZ99 3WZ" },
		{ "QA1 1AA", NULL }, { "FY1 1AC", NULL }, { "A12 77Y", NULL },
		{ "ZZ99 3CZ", NULL }, { "FY1", NULL }, { "FY1 1A", NULL },
		{ "FY1 1ADD", NULL }, { "FY123 1AD", NULL }, { "F123 1AD", NULL }, { "1AD", NULL },
		{ "VA1 1AA", NULL }, { "XA1 1AA", NULL }, { "AI1 1AA", NULL },
		{ "A1I 1AA", NULL }, { "AA1C 1AA", NULL }, { "AAA1 1AA", NULL },
		{ "FY1 AAD", NULL }, { "GIR 0AB", NULL }, { "F\xc5\xb8" "1 1AD", NULL },
		{ "", NULL }
	};

	(void)state;
	rows_try(ident_postcode, IDENT_POSTCODE, rows, SIZE(rows));
	assert_true(ident_postcode_pseudo("ZZ99 3VZ"));
	assert_true(ident_postcode_pseudo("ZZ99 3WZ"));
	assert_false(ident_postcode_pseudo("FY1 1AD"));
	assert_string_equal(ident_postcode_sector(pool, "FY1 1AD"), "FY1 1");
}

static void test_places_and_agencies(void **state)
{
	static const struct row la[] = {
		{ "890", "890" }, { "001", "001" }, { "89", NULL },
		{ "8900", NULL }, { "89A", NULL }, { "", NULL }
	};
	static const struct row urn[] = {
		{ "119999", "119999" }, { "219999", NULL }, { "11999", NULL },
		{ "1199999", NULL }, { "EY1999", NULL }
	};
	static const struct row laestab[] = {
		{ "890/2001", "8902001" }, { "8902001", "8902001" },
		{ "890 2001", "8902001" }, { "190/2001", NULL },
		{ "890/200", NULL }, { "8902/001", NULL }, { "890//2001", NULL }
	};
	static const struct row gp[] = {
		{ "p99999", "P99999" }, { "P9999", NULL }, { "999999", NULL },
		{ "PP9999", NULL }
	};

	(void)state;
	rows_try(ident_la, IDENT_LA, la, SIZE(la));
	rows_try(ident_urn, IDENT_URN, urn, SIZE(urn));
	rows_try(ident_laestab, IDENT_LAESTAB, laestab, SIZE(laestab));
	rows_try(ident_gp, IDENT_GP, gp, SIZE(gp));
	assert_string_equal(ident_laestab_show(pool, "8902001"), "890/2001");
}

static void test_index(void **state)
{
	static const struct row rows[] = {
		{ "X123456788", "X123456788" }, { "x 1234 5678-8", "X123456788" },
		{ "X000000011", "X000000011" }, { "X000001233", "X000001233" },
		{ "X000456781", "X000456781" },
		{ "X123456789", NULL }, { "X213456788", NULL },
		{ "Y123456788", NULL }, { "X12345678", NULL }, { "123456788", NULL },
		{ "", NULL }
	};
	static const char *const made[][2] = {
		{ "12345678", "X123456788" }, { "00000001", "X000000011" },
		{ "00000123", "X000001233" }, { "00045678", "X000456781" }
	};

	(void)state;
	rows_try(ident_index, IDENT_INDEX, rows, SIZE(rows));
	for (size_t i = 0; i < SIZE(made); i++)
		assert_string_equal(ident_index_make(pool, made[i][0]),
		    made[i][1]);
}

/* A check digit is there to catch a wrong digit. */
static void test_index_catches_a_wrong_digit(void **state)
{
	const char *value;

	(void)state;
	for (int at = 1; at < 10; at++) {
		for (char digit = '0'; digit <= '9'; digit++) {
			char *number = ident_index_make(pool, "30719462");
			bool right = number[at] == digit;

			number[at] = digit;
			assert_int_equal(ident_index(pool, number, &value) == NULL,
			    right);
		}
	}
}

static void test_shown_in_groups(void **state)
{
	(void)state;
	assert_string_equal(ident_nhs_show(pool, "9990000018"), "999 000 0018");
	assert_string_equal(ident_nhs_show(pool, "999"), "999");
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_nhs),
		cmocka_unit_test(test_nhs_keeps_test_numbers_out),
		cmocka_unit_test(test_upn),
		cmocka_unit_test(test_uprn),
		cmocka_unit_test(test_postcode),
		cmocka_unit_test(test_places_and_agencies),
		cmocka_unit_test(test_index),
		cmocka_unit_test(test_index_catches_a_wrong_digit),
		cmocka_unit_test(test_shown_in_groups)
	};

	return cmocka_run_group_tests(tests, pool_begin, pool_end);
}
