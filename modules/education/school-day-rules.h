/*
 * school-day-rules: counting school days (sections.md 2, S1). A school day is one on
 * which the school has a session; nothing here asks a database.
 */
#ifndef EVERYCHILD_EDUCATION_SCHOOL_DAY_RULES_H
#define EVERYCHILD_EDUCATION_SCHOOL_DAY_RULES_H

#include <stdbool.h>
#include <stddef.h>

#include "date.h"

struct pool;

/* The days with a session of a calendar, the oldest first. */
struct school_days {
	const struct date *day;
	size_t n;
};

/* The nth school day after a day, which is not counted itself. False: the calendar
 * does not reach so far. n is 1 or more. */
bool school_day_nth(const struct school_days *days, struct date after, unsigned n,
    struct date *day_r);
/* How many school days there were after a day, up to and with another: the day number
 * that the board shows. */
unsigned school_day_number(const struct school_days *days, struct date after, struct date on);
bool school_day_is(const struct school_days *days, struct date on);
/* The school day itself or the first after it; false: the calendar ends before. */
bool school_day_from(const struct school_days *days, struct date on, struct date *day_r);

/* Half terms: runs of school days without a break of a week. The one in which a day
 * lies, or the last that began before it; false: none had begun. */
bool school_day_half_term(const struct school_days *days, struct date on, struct date *first_r,
    struct date *last_r);

#endif
