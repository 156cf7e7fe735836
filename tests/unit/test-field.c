#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "code.h"
#include "date.h"
#include "field.h"
#include "pool.h"
#include "xml.h"

#define SIZE(table) (sizeof(table) / sizeof(*(table)))
#define TODAY "2026-11-22"

static const char list_file[] =
    "<codelist name='needs' title='Needs'>"
    "<code code='HEAR' label='Hearing'/>"
    "<code code='VIS' label='Vision'/>"
    "<code code='OLD' label='Speech' retired-label='Speech (to 2019)' to='2019-12-31'/>"
    "<code code='NONE' label='None of these' flags='exclusive'/>"
    "</codelist>";

static struct pool *pool;
static const struct codelist *needs;

static int pool_begin(void **state)
{
	struct codes *codes;

	(void)state;
	xml_init();
	pool = pool_create();
	codes = code_new(pool);
	if (code_load_bytes(codes, list_file, sizeof(list_file) - 1) != NULL)
		return -1;
	needs = code_list(codes, "needs");
	date_set_now("2026-11-22 12:00:00");
	return 0;
}

static int pool_end(void **state)
{
	(void)state;
	pool_destroy(&pool);
	return 0;
}

/* Text as typed, and the value it becomes or the message it gets. */
struct row {
	const char *raw, *value, *says;
};

static void rows_try(const struct field *field, const struct row *row, size_t n)
{
	for (; n > 0; row++, n--) {
		const char *value;
		const char *says = field_check(pool, field, row->raw, TODAY,
		    &value);

		if ((says == NULL) != (row->says == NULL))
			fail_msg("%s: %s", row->raw, says);
		if (says != NULL)
			assert_string_equal(says, row->says);
		assert_string_equal(value, says == NULL ? row->value : row->raw);
	}
}

static void test_empty_is_always_valid(void **state)
{
	static const char *const table[] = { "", " ", "\r\n\t " };

	(void)state;
	for (int type = 1; type < FIELD__MAX; type++) {
		struct field field = {
			.name = "f", .label = "F", .list = needs,
			.type = (enum field_type)type, .required = true
		};

		for (size_t i = 0; i < SIZE(table); i++) {
			const char *value = "x";

			assert_null(field_check(pool, &field, table[i], TODAY,
			    &value));
			assert_string_equal(value, "");
		}
	}
}

static void test_text(void **state)
{
	static const struct field field = {
		.name = "n", .type = FIELD_TEXT, .label = "Family name", .max = 12
	};
	static const struct row rows[] = {
		{ "  O’Connor ", "O’Connor", NULL },
		{ "Łukaszewska", "Łukaszewska", NULL },
		{ "Иванов-Ли", "Иванов-Ли", NULL },
		{ "<b>&amp;", "<b>&amp;", NULL },
		{ "ŁŁŁŁŁŁŁŁŁŁŁŁ", "ŁŁŁŁŁŁŁŁŁŁŁŁ", NULL },
		{ "ŁŁŁŁŁŁŁŁŁŁŁŁŁ", NULL,
		  "Family name must be 12 characters or fewer: there is 1 too many" },
		{ "12345678901234", NULL,
		  "Family name must be 12 characters or fewer: there are 2 too many" },
		{ "one\ntwo", NULL, "Family name must be on one line" },
		{ "one\r\ntwo", NULL, "Family name must be on one line" },
		{ "one\xe2\x80\xa8two", NULL, "Family name must be on one line" },
		{ "one\n", "one", NULL }
	};

	(void)state;
	rows_try(&field, rows, SIZE(rows));
}

static void test_memo(void **state)
{
	static const struct field field = {
		.name = "n", .type = FIELD_MEMO, .label = "Notes"
	};
	static const struct row rows[] = {
		{ " one\r\ntwo\rthree ", "one\ntwo\nthree", NULL },
		{ "tea & biscuits; then home", "tea & biscuits; then home", NULL }
	};
	char text[4010];
	const char *value;

	(void)state;
	rows_try(&field, rows, SIZE(rows));
	memset(text, 'x', sizeof(text));
	text[4003] = '\0';
	assert_string_equal(field_check(pool, &field, text, TODAY, &value),
	    "Notes must be 4000 characters or fewer: there are 3 too many");
	assert_string_equal(value, text);
	text[4000] = '\0';
	assert_null(field_check(pool, &field, text, TODAY, &value));
}

static void test_default_limit_of_text(void **state)
{
	static const struct field field = {
		.name = "n", .type = FIELD_TEXT, .label = "Name"
	};
	char text[202];
	const char *value;

	(void)state;
	memset(text, 'x', sizeof(text));
	text[201] = '\0';
	assert_non_null(field_check(pool, &field, text, TODAY, &value));
	text[200] = '\0';
	assert_null(field_check(pool, &field, text, TODAY, &value));
}

static void test_date(void **state)
{
	static const struct field past = {
		.name = "dob", .type = FIELD_DATE, .label = "Date of birth",
		.not_future = true
	};
	static const struct field any = {
		.name = "due", .type = FIELD_DATE, .label = "When is the next review?"
	};
	static const struct row rows[] = {
		{ "9/5/2012", "2012-05-09", NULL },
		{ " 9 May 2012 ", "2012-05-09", NULL },
		{ "22/11/2026", "2026-11-22", NULL },
		{ "23/11/2026", NULL, "Date of birth must be today or in the past" },
		{ "30/2/2012", NULL, "Date of birth must be a real date, like 9 5 2012" },
		{ "9//2012", NULL, "Date of birth must include a month" },
		{ "9/5/12", NULL, "Date of birth must have a year with four digits, like 2012" }
	};
	static const struct row later[] = {
		{ "23/11/2026", "2026-11-23", NULL },
		{ "soon", NULL, "The answer to “When is the next review?” must be a real date, like 9 5 2012" }
	};

	(void)state;
	rows_try(&past, rows, SIZE(rows));
	rows_try(&any, later, SIZE(later));
}

static void test_number(void **state)
{
	static const struct field field = {
		.name = "n", .type = FIELD_NUMBER, .label = "Number of sessions", .max = 3
	};
	static const struct row rows[] = {
		{ "12", "12", NULL }, { "007", "7", NULL }, { "000", "0", NULL },
		{ "0", "0", NULL }, { " 999 ", "999", NULL },
		{ "0000999", "999", NULL },
		{ "1000", NULL, "Number of sessions must be a whole number of at most 3 digits" },
		{ "1.5", NULL, "Number of sessions must be a whole number, like 12" },
		{ "-1", NULL, "Number of sessions must be a whole number, like 12" },
		{ "1e3", NULL, "Number of sessions must be a whole number, like 12" },
		{ "ten", NULL, "Number of sessions must be a whole number, like 12" }
	};

	(void)state;
	rows_try(&field, rows, SIZE(rows));
}

static void test_codes(void **state)
{
	const struct field one = {
		.name = "c", .type = FIELD_CODE, .label = "Main need", .list = needs
	};
	const struct field many = {
		.name = "c", .type = FIELD_CODES, .label = "Needs", .list = needs
	};
	static const struct row of_one[] = {
		{ "HEAR", "HEAR", NULL },
		{ "hear", NULL, "The answer for main need is not one of the choices" },
		{ "HEAR VIS", NULL, "The answer for main need is not one of the choices" },
		{ "OLD", NULL, "The answer for main need, “Speech (to 2019)”, can no longer be chosen" }
	};
	static const struct row of_many[] = {
		{ "HEAR", "HEAR", NULL }, { "VIS HEAR", "HEAR VIS", NULL },
		{ "VIS\nHEAR  VIS", "HEAR VIS", NULL }, { "NONE", "NONE", NULL },
		{ "HEAR DEAF", NULL, "The answer for needs is not one of the choices" },
		{ "HEAR,VIS", NULL, "The answer for needs is not one of the choices" },
		{ "OLD HEAR", NULL, "The answer for needs, “Speech (to 2019)”, can no longer be chosen" },
		{ "NONE HEAR", NULL, "The answer for needs is “None of these” or other choices, not both" },
		{ "VIS VIS VIS VIS VIS", NULL, "The answer for needs is not one of the choices" }
	};

	(void)state;
	rows_try(&one, of_one, SIZE(of_one));
	rows_try(&many, of_many, SIZE(of_many));
}

static void test_yes_no_and_ticks(void **state)
{
	static const struct field yesno = {
		.name = "y", .type = FIELD_YESNO, .label = "Is the child disabled?"
	};
	static const struct field tick = {
		.name = "t", .type = FIELD_TICK, .label = "Copy given"
	};
	static const struct row answers[] = {
		{ "Y", "Y", NULL }, { "N", "N", NULL },
		{ "yes", NULL, "The answer for “Is the child disabled?” must be yes or no" }
	};
	static const struct row ticks[] = {
		{ "Y", "Y", NULL },
		{ "N", NULL, "Copy given must be ticked or left empty" }
	};

	(void)state;
	rows_try(&yesno, answers, SIZE(answers));
	rows_try(&tick, ticks, SIZE(ticks));
}

static void test_phone(void **state)
{
	static const char says[] =
	    "Phone must be a phone number, like 01632 960 001, or the word none";
	static const struct field field = {
		.name = "p", .type = FIELD_PHONE, .label = "Phone"
	};
	static const struct row rows[] = {
		{ "01632 960001", "01632 960001", NULL },
		{ " +44 (0)1632 960 001 ", "+44 (0)1632 960 001", NULL },
		{ "none", "none", NULL }, { "None", "none", NULL },
		{ "nones", NULL, says }, { "non", NULL, says },
		{ "01632 9600", NULL, says }, { "01632-960001", NULL, says },
		{ "01632 960001 x2", NULL, says }, { "(((((((((())", NULL, says },
		{ "0163296000101632960001016329600", NULL,
		  "Phone must be 30 characters or fewer: there is 1 too many" }
	};

	(void)state;
	rows_try(&field, rows, SIZE(rows));
}

static void test_identifiers_speak_of_the_label(void **state)
{
	static const struct {
		enum field_type type;
		const char *raw, *value, *says;
	} table[] = {
		{ FIELD_POSTCODE, "fy11ad", "FY1 1AD", NULL },
		{ FIELD_POSTCODE, "zz993vz", "ZZ99 3VZ", NULL },
		{ FIELD_POSTCODE, "QA1 1AA", NULL, "The child's must be a full postcode, like FY1 1AD" },
		{ FIELD_NHS, "943 476 5919", "9434765919", NULL },
		{ FIELD_NHS, "123", NULL, "The child's must have 10 digits, like 943 476 5919" },
		{ FIELD_UPN, "q890200126001", "Q890200126001", NULL },
		{ FIELD_UPN, "Q890200126002", NULL, "The child's is not a real one: check each letter and digit" },
		{ FIELD_UPRN, "000000199356", "199356", NULL },
		{ FIELD_UPRN, "1000233369561", NULL, "The child's must be a number of 1 to 12 digits" },
		{ FIELD_INDEX, "x123456788", "X123456788", NULL },
		{ FIELD_INDEX, "X123456789", NULL, "The child's is not a real one: check each digit" }
	};

	(void)state;
	for (size_t i = 0; i < SIZE(table); i++) {
		struct field field = {
			.name = "f", .type = table[i].type, .label = "The child's"
		};
		struct row row = { table[i].raw, table[i].value, table[i].says };

		rows_try(&field, &row, 1);
	}
}

static void test_nhs_numbers_for_tests_need_test_mode(void **state)
{
	static const struct field field = {
		.name = "f", .type = FIELD_NHS, .label = "NHS number"
	};
	const char *value;

	(void)state;
	assert_non_null(field_check(pool, &field, "9990000018", TODAY, &value));
	field_test_mode(true);
	assert_null(field_check(pool, &field, "999 000 0018", TODAY, &value));
	assert_string_equal(value, "9990000018");
	field_test_mode(false);
	assert_non_null(field_check(pool, &field, "9990000018", TODAY, &value));
}

static void test_what_steers_a_request(void **state)
{
	static const char at128[] =
	    "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"
	    "0123456789ABCDEF0123456789ABCDEF0123456789ABCDEF0123456789ABCD_-";
	static const struct {
		enum field_type type;
		const char *raw;
		bool good;
	} table[] = {
		{ FIELD_HANDLE, "0123456789ab", true },
		{ FIELD_HANDLE, "hjkmnpqrstvw", true }, { FIELD_HANDLE, "xyzxyzxyzxyz", true },
		{ FIELD_HANDLE, "0123456789a", false }, { FIELD_HANDLE, "0123456789abc", false },
		{ FIELD_HANDLE, "0123456789aB", false }, { FIELD_HANDLE, "i123456789ab", false },
		{ FIELD_HANDLE, "l123456789ab", false }, { FIELD_HANDLE, "o123456789ab", false },
		{ FIELD_HANDLE, "u123456789ab", false }, { FIELD_HANDLE, "0123456789a\n", false },
		{ FIELD_TOKEN, "aZ09_-", true }, { FIELD_TOKEN, at128, true },
		{ FIELD_TOKEN, "a.b", false }, { FIELD_TOKEN, "a b", false },
		{ FIELD_PATH, "/", true }, { FIELD_PATH, "/caf/assessment/0123456789ab", true },
		{ FIELD_PATH, "/a_b-c.d/", true },
		{ FIELD_PATH, "caf", false }, { FIELD_PATH, "//example.org", false },
		{ FIELD_PATH, "/\\example.org", false }, { FIELD_PATH, "/a/../b", false },
		{ FIELD_PATH, "/..", false }, { FIELD_PATH, "/a?b=c", false },
		{ FIELD_PATH, "/a%2f", false }, { FIELD_PATH, "/a b", false },
		{ FIELD_PATH, "https://example.org/", false }
	};
	struct field field = { .name = "f" };
	char path[203];
	const char *value;

	(void)state;
	for (size_t i = 0; i < SIZE(table); i++) {
		field.type = table[i].type;
		if ((field_check(pool, &field, table[i].raw, TODAY, &value) ==
		    NULL) != table[i].good)
			fail_msg("%s", table[i].raw);
	}
	field.type = FIELD_TOKEN;
	assert_non_null(field_check(pool, &field,
	    pool_printf(pool, "%sx", at128), TODAY, &value));
	memset(path, 'a', sizeof(path));
	path[0] = '/';
	path[201] = '\0';
	field.type = FIELD_PATH;
	assert_non_null(field_check(pool, &field, path, TODAY, &value));
	path[200] = '\0';
	assert_null(field_check(pool, &field, path, TODAY, &value));
}

static void test_passwords_stay_as_typed(void **state)
{
	static const struct field field = {
		.name = "p", .type = FIELD_TEXT, .label = "Password", .sensitive = true
	};
	const char *value;

	(void)state;
	assert_null(field_check(pool, &field, " pass ", TODAY, &value));
	assert_string_equal(value, " pass ");
}

static void test_missing(void **state)
{
	static const struct {
		enum field_type type;
		const char *label, *says;
	} table[] = {
		{ FIELD_NHS, "The child's NHS number", "Enter the child's NHS number" },
		{ FIELD_NHS, "NHS number", "Enter NHS number" },
		{ FIELD_TEXT, "Family name", "Enter family name" },
		{ FIELD_MEMO, "What is going well?", "Answer “What is going well?”" },
		{ FIELD_CODE, "Sex", "Select sex" },
		{ FIELD_YESNO, "Is the child disabled?", "Answer “Is the child disabled?”" },
		{ FIELD_TICK, "I agree to this", "Tick “I agree to this”" },
		{ FIELD_CODES, "A need", "Select a need" },
		{ FIELD_TEXT, NULL, "Enter f" }
	};

	(void)state;
	for (size_t i = 0; i < SIZE(table); i++) {
		struct field field = {
			.name = "f", .type = table[i].type, .label = table[i].label
		};

		assert_string_equal(field_missing(pool, &field), table[i].says);
	}
}

static void test_show(void **state)
{
	static const struct {
		enum field_type type;
		const char *value, *shown;
	} table[] = {
		{ FIELD_DATE, "2012-05-09", "9 May 2012" },
		{ FIELD_DATE, "9//2012", "9//2012" },
		{ FIELD_CODE, "HEAR", "Hearing" }, { FIELD_CODE, "OLD", "Speech (to 2019)" },
		{ FIELD_CODE, "GONE", "GONE" },
		{ FIELD_CODES, "HEAR VIS", "Hearing, Vision" }, { FIELD_CODES, "", "" },
		{ FIELD_YESNO, "Y", "Yes" }, { FIELD_YESNO, "N", "No" },
		{ FIELD_TICK, "Y", "Yes" }, { FIELD_TICK, "", "" },
		{ FIELD_NHS, "9990000018", "999 000 0018" },
		{ FIELD_TEXT, "9990000018", "9990000018" }
	};

	(void)state;
	for (size_t i = 0; i < SIZE(table); i++) {
		struct field field = {
			.name = "f", .label = "F", .type = table[i].type, .list = needs
		};

		assert_string_equal(field_show(pool, &field, table[i].value),
		    table[i].shown);
	}
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_empty_is_always_valid),
		cmocka_unit_test(test_text),
		cmocka_unit_test(test_memo),
		cmocka_unit_test(test_default_limit_of_text),
		cmocka_unit_test(test_date),
		cmocka_unit_test(test_number),
		cmocka_unit_test(test_codes),
		cmocka_unit_test(test_yes_no_and_ticks),
		cmocka_unit_test(test_phone),
		cmocka_unit_test(test_identifiers_speak_of_the_label),
		cmocka_unit_test(test_nhs_numbers_for_tests_need_test_mode),
		cmocka_unit_test(test_what_steers_a_request),
		cmocka_unit_test(test_passwords_stay_as_typed),
		cmocka_unit_test(test_missing),
		cmocka_unit_test(test_show)
	};

	return cmocka_run_group_tests(tests, pool_begin, pool_end);
}
