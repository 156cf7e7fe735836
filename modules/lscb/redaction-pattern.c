#include <string.h>
#include <strings.h>

#include "redaction-pattern.h"
#include "redaction-rules.h"

/* 5.3, step 3: what is known by its form. Each row of the table below looks at the
 * beginning of a word; the first that knows it takes it. */

/* -- times -- */

static size_t half(const char *s, int *hours_r)
{
	static const char *const halves[] = { "am", "pm", NULL };
	static const char *const dotted[] = { "a.m.", "p.m.", "a.m", "p.m", NULL };
	size_t skip = strspn(s, " ");
	int which = redaction_word_of(s + skip, redaction_ascii(s + skip), halves);
	size_t len = 2;

	for (int i = 0; which == 0 && dotted[i] != NULL; i++) {
		len = strlen(dotted[i]);
		if (strncasecmp(s + skip, dotted[i], len) == 0 && redaction_end(s + skip + len))
			which = i % 2 + 1;
	}
	if (which == 0 || skip > 1)
		return 0;
	*hours_r = *hours_r % 12 + (which == 2 ? 12 : 0);
	return skip + len;
}

static size_t hours_word(const char *s)
{
	static const char *const words[] = { "hrs", "hours", "h", "hr", "hours'", NULL };
	size_t skip = strspn(s, " ");
	size_t len = redaction_ascii(s + skip);

	return skip <= 1 && len > 0 && redaction_word_of(s + skip, len, words) != 0 ? skip + len : 0;
}

static const char *band(int hour)
{
	if (hour < 6)
		return "[night]";
	return hour < 12 ? "[morning]" : hour < 18 ? "[afternoon]" : "[evening]";
}

static size_t at_time(struct pool *pool, const struct redaction_facts *facts, const char *s,
    const char **put_r)
{
	size_t n = redaction_digits(s), at = n, more;
	int hour = redaction_number(s, n);

	(void)pool;
	(void)facts;
	if (n == 4 && hours_word(s + 4) > 0 && redaction_number(s + 2, 2) < 60 && (hour = hour / 100) < 24) {
		*put_r = band(hour);
		return 4 + hours_word(s + 4);
	}
	if (n == 0 || n > 2 || hour > 24)
		return 0;
	if ((s[n] == ':' || s[n] == '.') && redaction_digits(s + n + 1) == 2 && redaction_number(s + n + 1, 2) < 60)
		at += 3;
	if (at > n && s[n] == ':' && s[at] == ':' && redaction_digits(s + at + 1) == 2)
		at += 3;
	more = half(s + at, &hour);
	if (more == 0 && at > n)
		more = hours_word(s + at);
	if ((more == 0 && (at == n || s[n] != ':')) || !redaction_end(s + at + more))
		return 0;
	*put_r = band(hour);
	return at + more;
}

/* -- numbers, addresses, vehicles -- */

/* 999.012.3454, 999/012/3454: figures in threes with any one sign between. */
static size_t in_threes(const char *s)
{
	size_t at = 3, gap, n;

	if (redaction_digits(s) != 3)
		return 0;
	gap = redaction_gap(s + at);
	if (gap == 0 || redaction_digits(s + at + gap) != 3)
		return 0;
	at += gap + 3;
	gap = redaction_gap(s + at);
	n = redaction_digits(s + at + gap);
	return gap > 0 && n == 4 && redaction_end(s + at + gap + n) ? at + gap + n : 0;
}

/* 01632.960.123: of ten figures or eleven, in threes at least, the first of an area. */
static size_t phone_dotted(const char *s)
{
	size_t at = redaction_digits(s), n = at, gap, run;

	if (s[0] != '0' || s[1] == '0' || n < 3 || n > 5)
		return 0;
	while ((gap = redaction_gap(s + at)) > 0 && (run = redaction_digits(s + at + gap)) >= 3) {
		at += gap + run;
		n += run;
	}
	return (n == 10 || n == 11) && redaction_end(s + at) ? at : 0;
}

static size_t at_number(struct pool *pool, const struct redaction_facts *facts, const char *s,
    const char **put_r)
{
	size_t at = 0, n = 0, run = redaction_digits(s), len = 0;
	bool phone = *s == '+' || *s == '(' || *s == '0';

	(void)pool;
	(void)facts;
	if (!redaction_is_digit(*s) && !(phone && (redaction_is_digit(s[1]) || (s[1] == '0'))))
		return 0;
	/* Groups with one sign between; of a number with a space, of three at least. */
	while (redaction_is_digit(s[at]) || (strchr("+()- ", s[at]) != NULL && s[at] != '\0' &&
	    (at == 0 || redaction_is_digit(s[at + 1]) || (s[at + 1] == '(' || (s[at] == ')' && s[at + 1] == ' ')))
	    && n < 15)) {
		if (redaction_is_digit(s[at])) {
			n++;
			len = at + 1;
		}
		at++;
		if (n == 10 && !phone && !redaction_is_digit(s[at]))
			break;
	}
	if (phone && n >= 9 && n <= 15 && redaction_end(s + len)) {
		*put_r = "[telephone]";
		return len;
	}
	if (n == 10 && redaction_end(s + len) && (run == 10 || (run == 3 && (s[3] == ' ' || s[3] == '-')))) {
		*put_r = "[number]";
		return len;
	}
	*put_r = "[telephone]";
	if (phone_dotted(s) > 0)
		return phone_dotted(s);
	*put_r = "[number]";
	return in_threes(s) > 0 ? in_threes(s) : run >= 6 ? run : 0;
}

size_t redaction_figures(struct pool *pool, const struct redaction_facts *facts, const char *text,
    const char **put_r)
{
	return redaction_is_digit(*text) ? at_number(pool, facts, text, put_r) : 0;
}

static size_t at_postcode(struct pool *pool, const struct redaction_facts *facts, const char *s,
    const char **put_r)
{
	size_t n = redaction_ascii(s), at;

	(void)pool;
	(void)facts;
	if (n == 0 || n > 2 || !redaction_is_digit(s[n]))
		return 0;
	at = n + 1;
	if (redaction_is_digit(s[at]) && (s[at + 1] == ' ' || redaction_is_digit(s[at + 1])))
		at++;
	else if (redaction_is_letter(s[at]) && (s[at + 1] == ' ' || redaction_is_digit(s[at + 1])))
		at++;
	at += strspn(s + at, " ") > 2 ? 0 : strspn(s + at, " ");
	if (!redaction_is_digit(s[at]) || redaction_ascii(s + at + 1) != 2 || !redaction_end(s + at + 3))
		return 0;
	*put_r = "[postcode]";
	return at + 3;
}

/* ab12cde, Ab12 Cde */
static size_t plate_small(const char *s)
{
	size_t at = redaction_ascii(s);

	if (at != 2 || redaction_digits(s + 2) != 2)
		return 0;
	at = 4 + (s[4] == ' ');
	return redaction_ascii(s + at) == 3 && redaction_end(s + at + 3) ? at + 3 : 0;
}

/* AB12 CDE, A123 BCD, ABC 123D */
static size_t at_vehicle(struct pool *pool, const struct redaction_facts *facts, const char *s,
    const char **put_r)
{
	size_t a = 0, b, c = 0, at;

	(void)pool;
	(void)facts;
	while (redaction_is_upper(s[a]))
		a++;
	at = a + (a == 3 && s[a] == ' ');
	b = redaction_digits(s + at);
	at += b;
	at += s[at] == ' ' && a < 3;
	while (redaction_is_upper(s[at + c]))
		c++;
	*put_r = "[vehicle]";
	if (plate_small(s) > 0)
		return plate_small(s);
	return redaction_end(s + at + c) && b > 0 && ((a == 2 && b == 2 && c == 3) ||
	    (a == 1 && b <= 3 && c == 3) || (a == 3 && b <= 3 && c == 1)) ? at + c : 0;
}

static size_t at_reference(struct pool *pool, const struct redaction_facts *facts, const char *s,
    const char **put_r)
{
	size_t n = 0, numbers = 0, capitals = 0;

	(void)pool;
	(void)facts;
	for (; redaction_is_digit(s[n]) || redaction_is_letter(s[n]) ||
	    ((s[n] == '/' || s[n] == '-' || s[n] == '_') && !redaction_end(s + n + 1)); n++) {
		if (n > 0 && strchr("/-_", s[n - 1]) != NULL && redaction_put(s + n, NULL) > 0)
			break;
		numbers += redaction_is_digit(s[n]);
		capitals += redaction_is_upper(s[n]);
	}
	*put_r = "[reference]";
	while (n > 0 && strchr("/-_", s[n - 1]) != NULL)
		n--;
	return numbers >= 4 && capitals > 0 && redaction_end(s + n) ? n : 0;
}

/* example.org, example.co.uk/somebody */
static bool domain(const char *s, size_t n)
{
	static const char *const ends[] = { ".co.uk", ".org.uk", ".uk", ".com", ".org", ".net", ".me", NULL };

	for (size_t at = 1; at < n; at++)
		for (int i = 0; s[at] == '.' && redaction_letters(s + at - 1) > 0 && ends[i] != NULL; i++)
			if (strncasecmp(s + at, ends[i], strlen(ends[i])) == 0 &&
			    redaction_end(s + at + strlen(ends[i])))
				return true;
	return false;
}

/* somebody@example.org, @somebody, www.example.org, https://example.org/x */
static size_t at_address(struct pool *pool, const struct redaction_facts *facts, const char *s,
    const char **put_r)
{
	size_t n = strcspn(s, " \t\r\n<>\"()[],;");
	const char *sign = memchr(s, '@', n);

	(void)pool;
	(void)facts;
	*put_r = "[e-mail]";
	if (sign != NULL && n > 1)
		return n;
	*put_r = "[web address]";
	return strncasecmp(s, "www.", 4) == 0 || strncasecmp(s, "http://", 7) == 0 ||
	    strncasecmp(s, "https://", 8) == 0 || domain(s, n) ? n : 0;
}

size_t redaction_pattern(struct pool *pool, const struct redaction_facts *facts,
    const char *text, const char **put_r)
{
	static size_t (*const known[])(struct pool *, const struct redaction_facts *, const char *,
	    const char **) = { at_address, redaction_day, at_time, at_number, at_postcode, at_vehicle,
	    at_reference };
	size_t i, len;

	for (i = 0; i < sizeof(known) / sizeof(known[0]); i++) {
		len = known[i](pool, facts, text, put_r);
		if (len > 0)
			return len;
	}
	return 0;
}
