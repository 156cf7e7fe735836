#include <string.h>

#include "cohort-rules.h"
#include "statute.h"

struct date cohort_year_first(int year)
{
	return (struct date){ year - 1, 4, 1 };
}

struct date cohort_year_last(int year)
{
	return (struct date){ year, 3, 31 };
}

int cohort_year_of(struct date day)
{
	return day.month >= 4 ? day.year + 1 : day.year;
}

int cohort_academic_year(struct date day)
{
	return day.month >= 9 ? day.year : day.year - 1;
}

bool cohort_short_break(const char *legal)
{
	return strcmp(legal, "V3") == 0 || strcmp(legal, "V4") == 0;
}

bool cohort_in_year(const struct cohort_episode *e, int year)
{
	return date_compare(e->began, cohort_year_last(year)) <= 0 &&
	    (e->open || date_compare(e->ended, cohort_year_first(year)) >= 0);
}

static bool starts_late(const struct cohort_episode *e, int year)
{
	return strcmp(e->rne, "S") == 0 && date_compare(e->began, cohort_year_first(year)) > 0 &&
	    date_compare(e->began, cohort_year_last(year)) <= 0;
}

/* A REC that is not X1 on the first day of the year ends it too; on the last it does
 * not, as the rules of the sector's checks have it. */
static bool leaves(const struct cohort_episode *e, int year)
{
	return !e->open && strcmp(e->rec, "X1") != 0 &&
	    date_compare(e->ended, cohort_year_first(year)) >= 0 &&
	    date_compare(e->ended, cohort_year_last(year)) < 0;
}

bool cohort_cla12(const struct cohort_episode *e, size_t n, int year)
{
	bool any = false;
	size_t i;

	for (i = 0; i < n; i++) {
		if (starts_late(&e[i], year) || leaves(&e[i], year))
			return false;
		if (!cohort_in_year(&e[i], year))
			continue;
		if (cohort_short_break(e[i].legal))
			return false;
		any = true;
	}
	return any;
}

bool cohort_looked_after(const struct cohort_episode *e, size_t n, struct date day)
{
	size_t i;

	for (i = 0; i < n; i++)
		if (!cohort_short_break(e[i].legal) && date_compare(e[i].began, day) <= 0 &&
		    (e[i].open || date_compare(e[i].ended, day) > 0))
			return true;
	return false;
}

size_t cohort_periods(const struct cohort_episode *e, size_t n, struct cohort_period *period_r)
{
	bool running = false;
	size_t i, periods = 0;

	for (i = 0; i < n; i++) {
		if (!running || strcmp(e[i].rne, "S") == 0)
			period_r[periods++] = (struct cohort_period){ .began = e[i].began };
		period_r[periods - 1].ended = e[i].ended;
		period_r[periods - 1].open = e[i].open;
		running = e[i].open || strcmp(e[i].rec, "X1") == 0;
	}
	return periods;
}

int cohort_age_march(struct date born, int year)
{
	return date_age(born, cohort_year_last(year));
}

int cohort_age_august(struct date born, int year)
{
	return date_age(born, (struct date){ year - 2, 8, 31 });
}

int cohort_ncy(struct date born, int academic_year)
{
	return date_age(born, (struct date){ academic_year, 8, 31 }) - 4;
}

const char *cohort_key_stage(int ncy)
{
	static const char *const stage[] = {
		"EYFS", "KS1", "KS1", "KS2", "KS2", "KS2", "KS2", "KS3", "KS3", "KS3", "KS4", "KS4",
		"post-16", "post-16"
	};

	return ncy < 0 ? "EYFS" : ncy < (int)(sizeof(stage) / sizeof(stage[0])) ? stage[ncy] : "";
}

struct date cohort_school_age_first(struct date born)
{
	struct date five = date_add_years(born, 5);
	const struct date days[] = {
		{ five.year, 3, 31 }, { five.year, 8, 31 }, { five.year, 12, 31 },
	};
	size_t i = 0;

	/* A birthday on 29 February falls on 1 March. */
	if (born.month == 2 && born.day == 29 && five.day != 29)
		five = (struct date){ five.year, 3, 1 };
	while (date_compare(days[i], five) < 0)
		i++;
	return days[i];
}

struct date cohort_school_age_last(struct date born)
{
	struct date last = { cohort_academic_year(date_add_years(born, 16)) + 1, 6, 30 };

	while (date_weekday(last) != DATE_FRIDAY)
		last = date_add_days(last, -1);
	return last;
}

bool cohort_asks_convicted(struct date born, int year)
{
	return cohort_age_march(born, year) >= RETURN_CONVICTED_FROM;
}

bool cohort_asks_health_check(struct date born, int year)
{
	return cohort_age_march(born, year) < RETURN_HEALTH_UNDER;
}

bool cohort_asks_sdq(struct date born, int year)
{
	return cohort_age_march(born, year) >= RETURN_SDQ_FROM &&
	    date_age(born, date_add_days(cohort_year_first(year), -1)) < RETURN_SDQ_UNDER;
}
