#include <string.h>
#include <strings.h>

#include "pool.h"
#include "redaction-pattern.h"
#include "redaction-rules.h"

/* Characters and words, and what stands in redacted text already. */

bool redaction_is_digit(char c)
{
	return c >= '0' && c <= '9';
}

bool redaction_is_letter(char c)
{
	return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
}

bool redaction_is_upper(char c)
{
	return c >= 'A' && c <= 'Z';
}

bool redaction_end(const char *s)
{
	return !redaction_is_digit(*s) && redaction_letters(s) == 0;
}

size_t redaction_digits(const char *s)
{
	return strspn(s, "0123456789");
}

size_t redaction_ascii(const char *s)
{
	size_t n = 0;

	while (redaction_is_letter(s[n]))
		n++;
	return n;
}

int redaction_number(const char *s, size_t n)
{
	int value = 0;

	for (size_t i = 0; i < n && i < 6; i++)
		value = value * 10 + (s[i] - '0');
	return value;
}

/* The word of the table that stands at s, as a whole; its place from 1. */
int redaction_word_of(const char *s, size_t len, const char *const *table)
{
	for (int i = 0; table[i] != NULL; i++) {
		if (strlen(table[i]) == len && strncasecmp(s, table[i], len) == 0)
			return i + 1;
	}
	return 0;
}

/* -- beyond ASCII -- */

/* The character at s, checked text; its bytes in *len_r. */
static unsigned char_of(const char *s, size_t *len_r)
{
	const unsigned char *b = (const unsigned char *)s;
	unsigned code = b[0];
	size_t len = code >= 0xf0 ? 4 : code >= 0xe0 ? 3 : code >= 0xc0 ? 2 : 1;

	if (len > 1)
		code &= 0x7fU >> len;
	for (size_t i = 1; i < len; i++)
		code = code << 6 | (b[i] & 0x3fU);
	*len_r = len;
	return code;
}

static bool letter_of(unsigned code)
{
	static const struct { unsigned from, to; } signs[] = {
		{ 0x80, 0xa9 }, { 0xab, 0xb4 }, { 0xb6, 0xb9 }, { 0xbb, 0xbf }, { 0xd7, 0xd7 },
		{ 0xf7, 0xf7 }, { 0x60c, 0x60c }, { 0x61b, 0x61f }, { 0x660, 0x66d },
		{ 0x2000, 0x2bff }, { 0x3000, 0x3004 }, { 0x3007, 0x3020 }, { 0xe000, 0xf8ff },
		{ 0xfe10, 0xfe6f }, { 0xff01, 0xff20 }, { 0xfff0, 0xffff }, { 0x1f000, 0x1ffff },
		{ 0xf0000, 0x10ffff }
	};

	if (code < 0x80)
		return redaction_is_letter((char)code);
	for (size_t i = 0; i < sizeof(signs) / sizeof(signs[0]); i++) {
		if (code >= signs[i].from && code <= signs[i].to)
			return false;
	}
	return true;
}

size_t redaction_letters(const char *text)
{
	size_t at = 0, len;

	while (text[at] != '\0' && letter_of(char_of(text + at, &len)))
		at += len;
	return at;
}

/* Writings that have no capitals count as capital: nobody can tell a name in them. */
bool redaction_capital(const char *text)
{
	size_t len;
	unsigned code = char_of(text, &len);

	if (code < 0x80)
		return redaction_is_upper(text[0]);
	if (code < 0x100)
		return code >= 0xc0 && code <= 0xde;
	if (code < 0x180 || (code >= 0x1e00 && code < 0x1f00))
		return code == 0x178 || ((code >= 0x139 && code <= 0x148) || (code >= 0x179 && code <= 0x17e) ?
		    code % 2 == 1 : code % 2 == 0);
	if (code >= 0x370 && code < 0x400)
		return code < 0x3ac;
	if (code >= 0x400 && code < 0x460)
		return code < 0x430;
	return true;
}

/* -- what stands in redacted text -- */

static size_t phrase(const char *s, const char *const *table)
{
	for (int i = 0; table[i] != NULL; i++) {
		size_t len = strlen(table[i]);

		if (strncmp(s, table[i], len) == 0 && (s[len - 1] == ']' || redaction_end(s + len)))
			return len;
	}
	return 0;
}

/* D-14, D+2, about D-3 */
static size_t day_put(const char *s, bool *check_r)
{
	size_t at = strncmp(s, "about D", 7) == 0 ? 6 : 0, n;

	if (s[at] != 'D' || (s[at + 1] != '-' && s[at + 1] != '+'))
		return 0;
	n = redaction_digits(s + at + 2);
	if (n == 0 || n > 6 || redaction_letters(s + at + 2 + n) > 0)
		return 0;
	*check_r = at > 0;
	return at + 2 + n;
}

/* aged 3 weeks */
static size_t age_put(const char *s)
{
	static const char *const units[] = { "day", "days", "week", "weeks", "month", "months", "year",
	    "years", NULL };
	size_t n, len;

	if (strncmp(s, "aged ", 5) != 0 || (n = redaction_digits(s + 5)) == 0 || n > 3 || s[5 + n] != ' ')
		return 0;
	len = redaction_ascii(s + 6 + n);
	return len > 0 && redaction_word_of(s + 6 + n, len, units) != 0 && redaction_end(s + 6 + n + len) ?
	    6 + n + len : 0;
}

static size_t season_put(const char *s)
{
	static const char *const seasons[] = { "winter", "spring", "summer", "autumn", NULL };
	size_t len = redaction_ascii(s);

	return len > 0 && redaction_word_of(s, len, seasons) != 0 && s[len] == ' ' &&
	    redaction_digits(s + len + 1) == 4 && redaction_end(s + len + 5) ? len + 5 : 0;
}

size_t redaction_put(const char *text, bool *check_r)
{
	static const char *const fixed[] = { "[date]", "[night]", "[morning]", "[afternoon]",
	    "[evening]", "[number]", "[telephone]", "[postcode]", "[vehicle]", "[reference]",
	    "[e-mail]", "[web address]", "[family name]", "[name]", NULL };
	bool check = false;
	size_t len = phrase(text, fixed);

	if (len == 0)
		len = day_put(text, &check);
	if (len == 0)
		len = age_put(text);
	if (len == 0)
		len = season_put(text);
	if (check_r != NULL)
		*check_r = check;
	return len;
}

/* -- titles -- */

size_t redaction_title(const char *text)
{
	static const char *const titles[] = { "Mr", "Mrs", "Ms", "Miss", "Mx", "Dr", "Prof", "Professor",
	    "Doctor", "Master", "Sir", "Lady", "Rev", "Reverend", "PC", "WPC", "DC", "DS", "DI", "DCI",
	    "DSU", "Sgt", "Sergeant", "Inspector", "Sister", "Nurse", "Midwife", "Baby",
	    "mr", "mrs", "ms", "dr", NULL };
	size_t len = redaction_ascii(text), at;

	for (int i = 0; titles[i] != NULL; i++) {
		if (strlen(titles[i]) != len || strncmp(text, titles[i], len) != 0)
			continue;
		at = len + (text[len] == '.');
		return text[at] == ' ' ? at + strspn(text + at, " ") : 0;
	}
	return 0;
}

size_t redaction_gap(const char *text)
{
	static const char *const signs[] = { " ", "\t", "\n", "-", "'", ".", ",", "/", "_", "\u2019",
	    "\u2018", "\u2010", "\u2011", "\u2012", "\u2013", "\u2014", "\u00a0", NULL };
	size_t at = 0, n = 0, i;

	do {
		for (i = 0; signs[i] != NULL && strncmp(text + at, signs[i], strlen(signs[i])) != 0; i++)
			;
		if (signs[i] != NULL)
			at += strlen(signs[i]);
	} while (signs[i] != NULL && ++n <= 3);
	return n <= 3 ? at : 0;
}
