#include <stdbool.h>
#include <stddef.h>

#include "age-rules.h"
#include "date.h"
#include "pool.h"

/* 2.0 and 2.1: how old the child was, in the words and in the bands of the law's
 * counts. */

#define WEEKS_TO	12	/* weeks; months below MONTHS_TO; then years */
#define MONTHS_TO	24

static bool days(const char *born_on, const char *died_on, struct date *born_r, struct date *died_r)
{
	return born_on != NULL && died_on != NULL && date_parse(born_on, born_r) &&
	    date_parse(died_on, died_r) && date_compare(*born_r, *died_r) <= 0 &&
	    date_age(*born_r, *died_r) < 18;
}

char lscb_age_band(const char *born_on, const char *died_on)
{
	static const struct { int years; char band; } bands[] = {
		{ 15, '6' }, { 10, '5' }, { 5, '4' }, { 1, '3' }
	};
	struct date born, died;
	size_t i;

	if (!days(born_on, died_on, &born, &died))
		return 0;
	if (date_days(born, died) <= 27)
		return '1';
	for (i = 0; i < sizeof(bands) / sizeof(bands[0]); i++) {
		if (date_age(born, died) >= bands[i].years)
			return bands[i].band;
	}
	return '2';
}

const char *lscb_age_form(const char *born_on, const char *died_on)
{
	static const struct { int years; const char *code; } from[] = {
		{ 10, "10Y" }, { 5, "5Y" }, { 4, "4Y" }, { 2, "2Y" }, { 1, "1Y" }
	};
	struct date born, died;
	size_t i;

	if (!days(born_on, died_on, &born, &died))
		return "";
	for (i = 0; i < sizeof(from) / sizeof(from[0]); i++) {
		if (date_age(born, died) >= from[i].years)
			return from[i].code;
	}
	if (date_days(born, died) >= 28)
		return "28D";
	return date_days(born, died) >= 7 ? "7D" : "0D";
}

static const char *many(struct pool *pool, long n, const char *unit)
{
	return pool_printf(pool, "%ld %s%s", n, unit, n == 1 ? "" : "s");
}

const char *lscb_age(struct pool *pool, const char *born_on, const char *died_on)
{
	struct date born, died;
	int months = 0;

	if (!days(born_on, died_on, &born, &died))
		return "";
	if (date_days(born, died) < 28)
		return many(pool, date_days(born, died), "day");
	if (date_days(born, died) < WEEKS_TO * 7)
		return many(pool, date_days(born, died) / 7, "week");
	while (months < MONTHS_TO && date_compare(date_add_months(born, months + 1), died) <= 0)
		months++;
	return months < MONTHS_TO ? many(pool, months, "month") :
	    many(pool, date_age(born, died), "year");
}
