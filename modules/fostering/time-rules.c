#include "time-rules.h"

#include <stdlib.h>
#include <string.h>

#include "clock.h"
#include "date.h"
#include "legal-rules.h"
#include "pool.h"

bool time_told_in_time(struct pool *pool, const char *changed_at, const char *told_at,
    const char *limit)
{
	struct clock clock = { 0 };
	struct clock_due due;
	long long told, latest;

	if (!date_moment(told_at, &told) || !clock_parse(limit, &clock) ||
	    !clock_due(pool, &clock, changed_at, &due))
		return false;
	if (clock.unit != CLOCK_HOURS || !date_moment(due.text, &latest))
		return told < due.late_from;
	return told <= latest;
}

static const char *day_moment(struct pool *pool, const char *day, int hour)
{
	struct date date;

	return date_parse(day, &date) ? date_utc(pool, date_from_london(date, hour, 0)) : NULL;
}

const char *time_day_begins(struct pool *pool, const char *day)
{
	return day_moment(pool, day, 0);
}

const char *time_day_ends(struct pool *pool, const char *day)
{
	return day_moment(pool, day, 24);
}

/* The next of the numbers; false: there is none. */
static bool next_number(const char **text, unsigned *number_r)
{
	char *rest;
	unsigned long n = strtoul(*text, &rest, 10);

	if (rest == *text || n > 10000)
		return false;
	*text = rest + strspn(rest, " ");
	*number_r = (unsigned)n;
	return true;
}

unsigned time_alert_first(const char *days)
{
	unsigned n, most = 0;

	while (next_number(&days, &n))
		most = n > most ? n : most;
	return most;
}

unsigned time_alert(struct pool *pool, const char *end, const char *today, const char *days,
    const char **on_r)
{
	unsigned best = 0, n;
	struct date date;
	const char *on;

	*on_r = NULL;
	if (!date_parse(end, &date) || strcmp(end, today) <= 0)
		return 0;
	while (next_number(&days, &n)) {
		on = date_iso(pool, date_add_days(date, -(long)n));
		if (strcmp(on, today) > 0 || (best != 0 && n >= best))
			continue;
		best = n;
		*on_r = on;
	}
	return best;
}

bool time_aftercare(struct pool *pool, const char *born_on, const char *disabled,
    const char *end_on)
{
	const char *sixteen = legal_age_end(pool, born_on, "N");

	return disabled[0] == 'Y' && sixteen != NULL && end_on != NULL &&
	    strcmp(end_on, sixteen) >= 0;
}
