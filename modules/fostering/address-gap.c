#include "address-gap.h"

#include "date.h"
#include "pool.h"

static struct date day_of(const char *iso, struct date otherwise)
{
	struct date date = otherwise;

	if (iso != NULL && iso[0] != '\0')
		(void)date_parse(iso, &date);
	return date;
}

/* The day after the last on which an unbroken run of addresses that begins on
 * this day is known; the day itself where none is. */
static struct date known_from(const struct address_span *spans, size_t n, struct date day,
    struct date today)
{
	size_t i = 0;

	while (i < n) {
		struct date until = day_of(spans[i].until, today);
		struct date since = day_of(spans[i].since, until);

		/* Who leaves one address and comes to the next on the day after has no gap. */
		if (date_compare(since, day) <= 0 && date_compare(until, day) >= 0) {
			day = date_add_days(until, 1);
			i = 0;
		} else {
			i++;
		}
	}
	return day;
}

/* The first day from this one on which an address begins; the day after today
 * where none does. */
static struct date next_known(const struct address_span *spans, size_t n, struct date day,
    struct date today)
{
	struct date next = date_add_days(today, 1);
	size_t i;

	for (i = 0; i < n; i++) {
		struct date until = day_of(spans[i].until, today);
		struct date since = day_of(spans[i].since, until);

		if (date_compare(since, day) > 0 && date_compare(since, next) < 0)
			next = since;
	}
	return next;
}

size_t address_gaps(struct pool *pool, const struct address_span *spans, size_t n,
    const char *today, struct address_gap **gaps_r)
{
	struct date end = day_of(today, (struct date){ 2000, 1, 1 });
	struct date day = date_add_years(end, -ADDRESS_YEARS), next;
	size_t gaps = 0;

	*gaps_r = pool_array(pool, n + 1, sizeof(**gaps_r));
	for (;;) {
		day = known_from(spans, n, day, end);
		if (date_compare(day, end) > 0)
			return gaps;
		next = next_known(spans, n, day, end);
		(*gaps_r)[gaps++] = (struct address_gap){ date_iso(pool, day),
		    date_iso(pool, date_add_days(next, -1)) };
		day = next;
		if (date_compare(day, end) > 0)
			return gaps;
	}
}
