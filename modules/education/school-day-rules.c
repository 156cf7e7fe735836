#include "school-day-rules.h"

/* Number of days of the calendar that are not after this one. */
static size_t until(const struct school_days *days, struct date on)
{
	size_t low = 0, high = days->n;

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (date_compare(days->day[middle], on) <= 0)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

bool school_day_nth(const struct school_days *days, struct date after, unsigned n,
    struct date *day_r)
{
	size_t from = until(days, after);

	if (n == 0 || days->n - from < n)
		return false;
	*day_r = days->day[from + n - 1];
	return true;
}

unsigned school_day_number(const struct school_days *days, struct date after, struct date on)
{
	size_t from = until(days, after), to = until(days, on);

	return to > from ? (unsigned)(to - from) : 0;
}

bool school_day_is(const struct school_days *days, struct date on)
{
	size_t i = until(days, on);

	return i > 0 && date_compare(days->day[i - 1], on) == 0;
}

bool school_day_from(const struct school_days *days, struct date on, struct date *day_r)
{
	return school_day_nth(days, date_add_days(on, -1), 1, day_r);
}

/* Nights between two school days from which on it is a break: Friday to Tuesday, with
 * a bank holiday, are four. */
#define BREAK_NIGHTS	7

static bool break_between(const struct school_days *days, size_t i)
{
	return date_days(days->day[i], days->day[i + 1]) >= BREAK_NIGHTS;
}

bool school_day_half_term(const struct school_days *days, struct date on, struct date *first_r,
    struct date *last_r)
{
	size_t at = until(days, on), first, last;

	if (at == 0)
		return false;
	first = last = at - 1;
	while (first > 0 && !break_between(days, first - 1))
		first--;
	while (last + 1 < days->n && !break_between(days, last))
		last++;
	*first_r = days->day[first];
	*last_r = days->day[last];
	return true;
}
