/*
 * date: days of the calendar, and moments.
 *
 * A day is a struct date. A moment is a number of seconds since
 * 1970-01-01 00:00:00 UTC; the database keeps it as text in UTC,
 * "YYYY-MM-DD HH:MM:SS" with or without a fraction of a second. People read
 * both in London time, whose rule is in date.c: one hour ahead of UTC from
 * 01:00 UTC on the last Sunday of March to 01:00 UTC on the last Sunday of
 * October. (The rule holds from 1996; no moment here is older.) Nothing
 * depends on the locale or on the time zone of the machine.
 */
#ifndef EVERYCHILD_DATE_H
#define EVERYCHILD_DATE_H

#include <stdbool.h>

struct pool;

struct date {
	int year, month, day;
};

enum date_weekday {
	DATE_MONDAY, DATE_TUESDAY, DATE_WEDNESDAY, DATE_THURSDAY,
	DATE_FRIDAY, DATE_SATURDAY, DATE_SUNDAY, DATE_WEEKDAY__MAX
};

/* Which of the three parts of a typed date are wrong; a set. */
enum date_part {
	DATE_DAY = 1,
	DATE_MONTH = 2,
	DATE_YEAR = 4
};

/* True for a day that exists, of the years 1583 to 9999. */
bool date_valid(struct date date);

/* Exactly YYYY-MM-DD, and a day that exists. *date_r is set only then. */
bool date_parse(const char *iso, struct date *date_r);

/* What a person typed: 9/5/2012, 9-5-2012, 9.5.2012, 9 5 2012, 2012-05-09,
 * 9 May 2012, 9th sept 2012. Returns NULL, or the rest of a sentence that
 * starts with the name of the field ("must include a month").
 * Years have four digits and lie between 1900 and 2100. *bad_r (NULL: not
 * wanted) is the set of the parts to mark, 0 when the date is good. */
const char *date_typed(const char *text, struct date *date_r, unsigned *bad_r);
/* The same from the three controls of a date; each may be empty, none NULL. */
const char *date_parts(const char *day, const char *month, const char *year,
    struct date *date_r, unsigned *bad_r);
/* "day month": a set of parts in words, as the page document wants them. */
const char *date_part_words(unsigned parts);

/* The three controls as one text that date_typed understands, "9/5/2012",
 * "9//2012"; empty when all three are. A whole date in the day's control is
 * taken for one. */
char *date_join(struct pool *pool, const char *day, const char *month,
    const char *year);
/* Back into day, month and year, to fill the controls again: of YYYY-MM-DD
 * (no leading zeros) and of what date_join made. Other text is all put into
 * the day. */
void date_split(struct pool *pool, const char *text, const char *parts_r[3]);

/* Below zero, zero, above zero: a before, on, after b. */
int date_compare(struct date a, struct date b);

/* n may be negative. A month or year that lacks the day gives its last day:
 * 31 August and six months is 28 or 29 February. Leaving the years of
 * date_valid is a bug and aborts. */
struct date date_add_days(struct date date, long n);
struct date date_add_months(struct date date, int n);
struct date date_add_years(struct date date, int n);

/* Nights from one day to the other; negative when `to` is the earlier. */
long date_days(struct date from, struct date to);
enum date_weekday date_weekday(struct date date);

/* Completed years; a birthday on 29 February falls on 1 March in other years.
 * Negative before birth. */
int date_age(struct date born, struct date on);

char *date_iso(struct pool *pool, struct date date);	/* 2012-05-09 */
char *date_long(struct pool *pool, struct date date);	/* 9 May 2012 */
char *date_brief(struct pool *pool, struct date date);	/* 9 May 2012; 22 Nov 2026 */
char *date_short(struct pool *pool, struct date date);	/* 9/5/2012 */

/* The moment it is. */
long long date_now(void);
/* The day it is in London. */
struct date date_today(void);
/* For tests only: from now on it is this moment (text in UTC as above). NULL
 * takes the moment in the environment's EVERYCHILD_NOW, and the machine's
 * clock where there is none. Nothing else looks at the environment. Text that
 * is no moment aborts. */
void date_set_now(const char *utc);

/* Text as the database keeps it, in UTC; a fraction is dropped. */
bool date_moment(const char *utc, long long *moment_r);
char *date_utc(struct pool *pool, long long moment);

/* The day in London, and the time of the day in minutes since midnight. */
struct date date_london(long long moment, int *minutes_r);	/* NULL: not wanted */
/* True while London is an hour ahead of UTC. */
bool date_summer(long long moment);
/* The moment of a reading in London. The hour that comes twice in October is
 * taken as the first; the one that never comes in March as an hour later.
 * Hour 24 is midnight at the end of the day. */
long long date_from_london(struct date date, int hour, int minute);

/* How a database moment is read in London. Text that is no moment is given
 * back as it is; NULL gives an empty text. */
char *date_reading(struct pool *pool, const char *utc);	/* 22 November 2026 at 2:03pm */
/* A time of day as people type it: 9:05 or 14:30. */
bool date_clock_read(const char *text, int *hour_r, int *minute_r);
char *date_clock(struct pool *pool, const char *utc);	/* 2:03pm */
char *date_stamp(struct pool *pool, const char *utc);	/* 2026-11-22T14:03:00Z, for <time> */

#endif
