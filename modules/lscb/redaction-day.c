#include <string.h>
#include <strings.h>

#include "age-rules.h"
#include "date.h"
#include "pool.h"
#include "redaction-pattern.h"
#include "redaction-rules.h"

/* Days of the calendar become days before the death, or an age. */

#define DAYS_TOLD	99	/* further off than these days it is said as an age */
#define DAYS_AFTER	60	/* a day without its year lies no longer after the death */
#define YEARS_ON	68	/* a year of two digits up to it is of 20xx */

struct day {
	int year, month, day;		/* year 0: not said; day 0: the month alone */
};

static int month_of(const char *s, size_t *len_r)
{
	static const char *const names[] = { "january", "february", "march", "april", "may", "june",
	    "july", "august", "september", "october", "november", "december", NULL };
	static const char *const shorts[] = { "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug",
	    "sep", "oct", "nov", "dec", "sept", NULL };
	size_t len = redaction_ascii(s);
	int month = redaction_word_of(s, len, names);

	*len_r = len;
	if (month == 0 && (month = redaction_word_of(s, len, shorts)) != 0 && s[len] == '.')
		(*len_r)++;
	return month == 13 ? 9 : month;
}

static size_t ordinal(const char *s)
{
	static const char *const endings[] = { "st", "nd", "rd", "th", NULL };

	return redaction_ascii(s) == 2 && redaction_word_of(s, 2, endings) != 0 ? 2 : 0;
}

static size_t year_of(const char *s, int *year_r)
{
	size_t skip = strspn(s, " ,'");
	size_t n = redaction_digits(s + skip);
	bool is_short = n == 2 && skip > 0 && s[skip - 1] == '\'';

	*year_r = 0;
	if ((n != 4 && !is_short) || skip > 3 || skip == 0 || !redaction_end(s + skip + n))
		return 0;
	*year_r = redaction_number(s + skip, n);
	if (n == 4 && (*year_r < 1900 || *year_r > 2100))
		return 0;
	if (n == 2)
		*year_r += *year_r <= YEARS_ON ? 2000 : 1900;
	return skip + n;
}

/* 3/5/2020, 03.05.20, 2020-05-03 */
static size_t day_digits(const char *s, struct day *day_r)
{
	size_t a = redaction_digits(s), b, c;
	char sign = s[a];
	int year;

	if (a == 0 || (sign != '/' && sign != '-' && sign != '.'))
		return 0;
	b = redaction_digits(s + a + 1);
	if (b == 0 || b > 2 || s[a + 1 + b] != sign)
		return 0;
	c = redaction_digits(s + a + b + 2);
	if (a == 4 && c > 0 && c <= 2) {
		*day_r = (struct day){ redaction_number(s, 4), redaction_number(s + 5, b),
		    redaction_number(s + a + b + 2, c) };
	} else if (a <= 2 && (c == 4 || c == 2)) {
		year = redaction_number(s + a + b + 2, c);
		if (c == 2)
			year += year <= YEARS_ON ? 2000 : 1900;
		*day_r = (struct day){ year, redaction_number(s + a + 1, b), redaction_number(s, a) };
	} else {
		return 0;
	}
	a += b + c + 2;
	/* As machines write it, with the time. */
	if (s[a] == 'T' && redaction_is_digit(s[a + 1]))
		return a + 1 + strspn(s + a + 1, "0123456789:.Z");
	return redaction_end(s + a) ? a : 0;
}

/* 3 May 2020, 3rd of May */
static size_t day_month(const char *s, struct day *day_r)
{
	size_t n = redaction_digits(s), at = n, len;
	int month, year;

	if (n == 0 || n > 2)
		return 0;
	at += ordinal(s + at);
	at += strspn(s + at, " -");
	if (strncasecmp(s + at, "of ", 3) == 0)
		at += 3;
	if (at == n || (month = month_of(s + at, &len)) == 0)
		return 0;
	n = s[at + len] == '-' && redaction_digits(s + at + len + 1) == 4 ? 5 : year_of(s + at + len, &year);
	if (n == 5 && s[at + len] == '-')
		year = redaction_number(s + at + len + 1, 4);
	/* "all 3 may have": no day of May. */
	if ((n == 0 && !redaction_is_upper(s[at])) || (n > 0 && !redaction_end(s + at + len + n)) ||
	    (n == 0 && !redaction_end(s + at + len)))
		return 0;
	*day_r = (struct day){ n == 0 ? 0 : year, month, redaction_number(s, redaction_digits(s)) };
	return at + len + n;
}

/* May 3rd, 2020; May 2020 */
static size_t month_day(const char *s, struct day *day_r)
{
	size_t len, n, more;
	int month = redaction_is_upper(*s) ? month_of(s, &len) : 0, year;

	if (month == 0)
		return 0;
	more = year_of(s + len, &year);
	if (more > 0) {
		*day_r = (struct day){ year, month, 0 };
		return len + more;
	}
	if (s[len] != ' ' || (n = redaction_digits(s + len + 1)) == 0 || n > 2)
		return 0;
	*day_r = (struct day){ 0, month, redaction_number(s + len + 1, n) };
	len += 1 + n;
	len += ordinal(s + len);
	if (!redaction_end(s + len))
		return 0;
	more = year_of(s + len, &year);
	day_r->year = more == 0 ? 0 : year;
	return len + more;
}

/* 03/05: two figures and two, and of one each where it is the day of birth or death.
 * Scores have that look, too: it is to be checked. */
static size_t day_slash(const struct redaction_facts *facts, const char *s, struct day *day_r)
{
	size_t a = redaction_digits(s), b;
	struct date born, died;

	if (a == 0 || a > 2 || s[a] != '/')
		return 0;
	b = redaction_digits(s + a + 1);
	*day_r = (struct day){ 0, redaction_number(s + a + 1, b), redaction_number(s, a) };
	if (b == 0 || b > 2 || s[a + 1 + b] == '/' || !redaction_end(s + a + 1 + b) ||
	    !date_valid((struct date){ 2024, day_r->month, day_r->day }))
		return 0;
	if ((facts->born_on != NULL && date_parse(facts->born_on, &born) && born.day == day_r->day &&
	    born.month == day_r->month) || (facts->died_on != NULL && date_parse(facts->died_on, &died) &&
	    died.day == day_r->day && died.month == day_r->month))
		return a + b + 1;
	return a == 2 && b == 2 && (day_r->day != 10 || day_r->month != 10) ? a + b + 1 : 0;
}

static size_t weekday(const char *s)
{
	static const char *const names[] = { "monday", "tuesday", "wednesday", "thursday", "friday",
	    "saturday", "sunday", "mon", "tue", "tues", "wed", "weds", "thu", "thur", "thurs", "fri",
	    "sat", "sun", NULL };
	size_t len = redaction_ascii(s);

	if (len == 0 || redaction_word_of(s, len, names) == 0)
		return 0;
	len += strspn(s + len, " ,.");
	return strncasecmp(s + len, "the ", 4) == 0 ? len + 4 : len;
}

/* The year in which such a day lies nearest to the death, and not long after it. */
static int year_near(const struct day *day, struct date died)
{
	struct date there = { died.year, day->month, day->day };

	return date_valid(there) && date_days(died, there) > DAYS_AFTER ? died.year - 1 : died.year;
}

static const char *relative(struct pool *pool, const struct redaction_facts *facts,
    struct date on, struct date died, bool guessed)
{
	long days = date_days(died, on);
	const char *age = days < -DAYS_TOLD ? lscb_age(pool, facts->born_on, date_iso(pool, on)) : "";

	if (age[0] != '\0' && !guessed)
		return pool_printf(pool, "aged %s", age);
	return pool_printf(pool, "%sD%c%ld", guessed ? "about " : "", days > 0 ? '+' : '-',
	    days > 0 ? days : -days);
}

static const char *day_put(struct pool *pool, const struct redaction_facts *facts,
    const struct day *day)
{
	static const char *const seasons[] = { "winter", "spring", "summer", "autumn" };
	struct date on = { day->year, day->month, day->day }, died;

	if (day->day == 0)
		return pool_printf(pool, "%s %d", seasons[day->month / 3 % 4], day->year);
	if (facts->died_on == NULL || !date_parse(facts->died_on, &died))
		return "[date]";
	if (day->year == 0)
		on.year = year_near(day, died);
	return date_valid(on) ? relative(pool, facts, on, died, day->year == 0) : "[date]";
}

size_t redaction_day(struct pool *pool, const struct redaction_facts *facts, const char *s,
    const char **put_r)
{
	size_t before = weekday(s), len;
	struct day day = { 0, 0, 0 };

	len = day_digits(s + before, &day);
	if (len == 0)
		len = day_month(s + before, &day);
	if (len == 0)
		len = month_day(s + before, &day);
	if (len == 0)
		len = day_slash(facts, s + before, &day);
	if (len > 0) {
		*put_r = day_put(pool, facts, &day);
		return before + len;
	}
	len = redaction_digits(s + before);
	if (before > 0 && len > 0 && len <= 2 && ordinal(s + before + len) > 0) {
		*put_r = "[date]";
		return before + len + 2;
	}
	return 0;
}

