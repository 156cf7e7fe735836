#include "ident.h"

#include <assert.h>
#include <stddef.h>
#include <string.h>

#include "pool.h"
#include "text.h"

#define DIGITS "0123456789"
#define UPPER "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
/* The letters of a UPN in order of their value; I, O and S are not used. */
#define UPN_LETTERS "ABCDEFGHJKLMNPQRTUVWXYZ"

static const char *const nouns[IDENT__MAX] = {
	[IDENT_NHS] = "NHS number",
	[IDENT_UPN] = "UPN",
	[IDENT_UPRN] = "UPRN",
	[IDENT_POSTCODE] = "Postcode",
	[IDENT_LA] = "Local authority code",
	[IDENT_URN] = "School URN",
	[IDENT_LAESTAB] = "School number",
	[IDENT_GP] = "GP practice code",
	[IDENT_INDEX] = "Index number"
};

const char *ident_noun(enum ident_kind kind)
{
	assert(kind > 0 && kind < IDENT__MAX);
	return nouns[kind];
}

static char upper(char c)
{
	return c >= 'a' && c <= 'z' ? (char)(c - 'a' + 'A') : c;
}

/* Without what people and word processors put between the groups of a number:
 * space, hyphen, no-break space, and the hyphens and dashes U+2010 to 2015. */
static char *compact(struct pool *pool, const char *raw)
{
	char *value = pool_alloc(pool, strlen(raw) + 1);
	size_t n = 0;

	while (*raw != '\0') {
		if (strncmp(raw, "\xc2\xa0", 2) == 0)
			raw += 2;
		else if (strncmp(raw, "\xe2\x80", 2) == 0 &&
		    raw[2] >= '\x90' && raw[2] <= '\x95')
			raw += 3;
		else if (strchr(" \t\n\r-", *raw) != NULL)
			raw++;
		else
			value[n++] = upper(*raw++);
	}
	return value;
}

/* True when value reads as pattern: 9 a digit, A a letter, else itself. */
static bool shaped(const char *value, const char *pattern)
{
	for (; *pattern != '\0'; pattern++, value++) {
		if (*value == '\0')
			return false;
		if (*pattern == '9' && strchr(DIGITS, *value) == NULL)
			return false;
		if (*pattern == 'A' && strchr(UPPER, *value) == NULL)
			return false;
		if (strchr("9A", *pattern) == NULL && *pattern != *value)
			return false;
	}
	return *value == '\0';
}

/* The end of every check: the value or the raw text goes out. */
static const char *checked(const char *wrong, const char *raw,
    const char *value, const char **value_r)
{
	*value_r = wrong == NULL ? value : raw;
	return wrong;
}

static bool nhs_sum_right(const char *value)
{
	int sum = 0;

	for (int i = 0; i < 9; i++)
		sum += (value[i] - '0') * (10 - i);
	/* 11 is written 0; 10 cannot be written and equals no digit. */
	return (11 - sum % 11) % 11 == value[9] - '0';
}

const char *ident_nhs(struct pool *pool, const char *raw, bool test_mode,
    const char **value_r)
{
	const char *value = compact(pool, raw);
	const char *wrong = NULL;

	if (!shaped(value, "9999999999"))
		wrong = "NHS number must have 10 digits, like 943 476 5919";
	else if (strspn(value, (char [2]){ value[0], '\0' }) == 10 ||
	    !nhs_sum_right(value))
		wrong = "NHS number is not a real one: check each digit";
	else if (!test_mode && text_starts(value, "999"))
		wrong = "NHS number must not start with 999: such numbers are for tests";
	return checked(wrong, raw, value, value_r);
}

char *ident_nhs_show(struct pool *pool, const char *value)
{
	if (strlen(value) != 10)
		return pool_strdup(pool, value);
	return pool_printf(pool, "%.3s %.3s %s", value, value + 3, value + 6);
}

static int upn_worth(char c)
{
	if (c >= '0' && c <= '9')
		return c - '0';
	return (int)(strchr(UPN_LETTERS, c) - UPN_LETTERS);
}

static bool upn_shaped(const char *value)
{
	if (!shaped(value, "A999999999999") && !shaped(value, "A99999999999A"))
		return false;
	return strcspn(value, "IOS") == 13;
}

static bool upn_sum_right(const char *value)
{
	int sum = 0;

	for (int i = 1; i < 13; i++)
		sum += upn_worth(value[i]) * (i + 1);
	return UPN_LETTERS[sum % 23] == value[0];
}

const char *ident_upn(struct pool *pool, const char *raw, const char **value_r)
{
	const char *value = compact(pool, raw);
	const char *wrong = NULL;

	if (!upn_shaped(value))
		wrong = "UPN must be a letter and 12 digits, or a letter, 11 digits and a letter, without I, O and S";
	else if (!upn_sum_right(value))
		wrong = "UPN is not a real one: check each letter and digit";
	return checked(wrong, raw, value, value_r);
}

char *ident_upn_la(struct pool *pool, const char *value)
{
	return pool_strndup(pool, value + 1, 3);
}

const char *ident_uprn(struct pool *pool, const char *raw, const char **value_r)
{
	const char *value = compact(pool, raw);
	const char *wrong = NULL;

	if (!text_only(value, DIGITS, 12) || strspn(value, "0") == strlen(value))
		wrong = "UPRN must be a number of 1 to 12 digits";
	return checked(wrong, raw, value + strspn(value, "0"), value_r);
}

static bool in(const char *set, char c)
{
	return c != '\0' && strchr(set, c) != NULL;
}

/*
 * The outward halves there are, of the first letters [A-PR-UWYZ] and second
 * letters [A-HK-Y]: A9, A99, A9A, AA9, AA99, AA9A, the closing letter of
 * A9A and AA9A each from its own set.
 */
static bool outward_valid(const char *value, size_t len)
{
	size_t letters = len > 1 && in(UPPER, value[1]) ? 2 : 1;
	const char *rest = value + letters;
	size_t n = len - letters;

	if (!in("ABCDEFGHIJKLMNOPRSTUWYZ", value[0]))
		return false;
	if (letters == 2 && !in("ABCDEFGHKLMNOPQRSTUVWXY", value[1]))
		return false;
	if (n < 1 || n > 2 || !in(DIGITS, rest[0]))
		return false;
	return n == 1 || in(DIGITS, rest[1]) ||
	    in(letters == 1 ? "ABCDEFGHJKPSTUW" : "ABEHMNPRVWXY", rest[1]);
}

static bool postcode_valid(const char *value)
{
	const char *letters = "ABDEFGHJLNPQRSTUWXYZ";
	size_t len = strlen(value);
	const char *inward;

	if (len < 5 || len > 7)
		return false;
	inward = value + len - 3;
	if (!in(DIGITS, inward[0]) || !in(letters, inward[1]) ||
	    !in(letters, inward[2]))
		return false;
	return outward_valid(value, len - 3) || strcmp(value, "GIR0AA") == 0;
}

bool ident_postcode_pseudo(const char *value)
{
	return strcmp(value, "ZZ99 3VZ") == 0 || strcmp(value, "ZZ99 3WZ") == 0;
}

const char *ident_postcode(struct pool *pool, const char *raw,
    const char **value_r)
{
	const char *value = compact(pool, raw);
	size_t len = strlen(value);
	const char *wrong = "Postcode must be a full postcode, like FY1 1AD";

	if (len > 3) {
		const char *spaced = pool_printf(pool, "%.*s %s", (int)len - 3,
		    value, value + len - 3);

		if (postcode_valid(value) || ident_postcode_pseudo(spaced))
			wrong = NULL;
		value = spaced;
	}
	return checked(wrong, raw, value, value_r);
}

char *ident_postcode_sector(struct pool *pool, const char *value)
{
	size_t len = strlen(value);

	return pool_strndup(pool, value, len > 2 ? len - 2 : 0);
}

/* The kinds of which only the shape can be checked. */
static const char *shape_check(struct pool *pool, const char *raw,
    const char *pattern, const char *sentence, const char **value_r)
{
	const char *value = compact(pool, raw);

	return checked(shaped(value, pattern) ? NULL : sentence, raw, value,
	    value_r);
}

const char *ident_la(struct pool *pool, const char *raw, const char **value_r)
{
	return shape_check(pool, raw, "999",
	    "Local authority code must be 3 digits, like 890", value_r);
}

const char *ident_urn(struct pool *pool, const char *raw, const char **value_r)
{
	return shape_check(pool, raw, "199999",
	    "School URN must be 6 digits and start with 1, like 119999", value_r);
}

const char *ident_laestab(struct pool *pool, const char *raw,
    const char **value_r)
{
	char *value = compact(pool, raw);
	const char *wrong = NULL;

	if (strlen(value) == 8 && value[3] == '/')
		memmove(value + 3, value + 4, 5);
	if (!shaped(value, "9999999") || value[0] < '2')
		wrong = "School number must be 7 digits, like 890/2001";
	return checked(wrong, raw, value, value_r);
}

char *ident_laestab_show(struct pool *pool, const char *value)
{
	if (strlen(value) != 7)
		return pool_strdup(pool, value);
	return pool_printf(pool, "%.3s/%s", value, value + 3);
}

const char *ident_gp(struct pool *pool, const char *raw, const char **value_r)
{
	return shape_check(pool, raw, "A99999",
	    "GP practice code must be a letter and 5 digits, like P99999", value_r);
}

static char index_check_digit(const char *digits)
{
	int product = 10;

	for (int i = 0; i < 8; i++) {
		int sum = (product + digits[i] - '0') % 10;

		product = 2 * (sum == 0 ? 10 : sum) % 11;
	}
	return (char)('0' + (11 - product) % 10);
}

const char *ident_index(struct pool *pool, const char *raw,
    const char **value_r)
{
	const char *value = compact(pool, raw);
	const char *wrong = NULL;

	if (!shaped(value, "X999999999"))
		wrong = "Index number must be X and 9 digits, like X123456788";
	else if (index_check_digit(value + 1) != value[9])
		wrong = "Index number is not a real one: check each digit";
	return checked(wrong, raw, value, value_r);
}

char *ident_index_make(struct pool *pool, const char *digits)
{
	assert(shaped(digits, "99999999"));
	return pool_printf(pool, "X%s%c", digits, index_check_digit(digits));
}
