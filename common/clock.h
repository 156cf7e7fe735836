/*
 * clock: when something is due.
 *
 * A module's clocks are a table of struct clock whose amounts come from
 * settings. Whatever the unit, the start itself is not counted: 10 working
 * days from Monday 21 December 2026 end with Thursday 7 January 2027.
 *
 * A working day is Monday to Friday without a bank holiday in England. The
 * bank holidays come from conf/bank-holidays.xml; a year that is not in it is
 * an error result, never a guess.
 */
#ifndef EVERYCHILD_CLOCK_H
#define EVERYCHILD_CLOCK_H

#include <stdbool.h>
#include <stddef.h>

#include "date.h"

enum clock_unit {
	CLOCK_WORKING_DAYS,
	CLOCK_DAYS,
	CLOCK_WEEKS,
	CLOCK_MONTHS,		/* same day of a later month, or its last day */
	CLOCK_HOURS,		/* by the clock, nights and holidays too */
	CLOCK_UNIT__MAX
};

struct clock {
	const char *code;	/* "T2": what the deadline row keeps */
	int amount;		/* negative: before the start, "3 working days before" */
	enum clock_unit unit;
	const char *name;	/* as a person reads it: "assessment complete" */
};

/* One result. Texts live in the pool of the call. */
struct clock_due {
	struct date date;	/* day in London on which it is due */
	long long late_from;	/* first moment at which it is late */
	const char *text;	/* as stored: YYYY-MM-DD, or for hours the moment in UTC */
	const char *explanation;	/* "10 working days from 2 April 2026,
					 * passing Good Friday and Easter Monday" */
	const char *error;	/* a sentence; the rest is then not set */
};

/* Reads the bank holidays; once a process, before any count of working days.
 * Returns NULL, or a sentence that says why the file cannot be used. The table
 * lives in the pool; a later call takes the place of the first. */
const char *clock_load(struct pool *pool, const char *path);
/* The same from bytes in memory. */
const char *clock_load_bytes(struct pool *pool, const char *bytes, size_t len);

/* This year or the next, whichever is the first without bank holidays; 0 when
 * both are there. What the programs warn of. */
int clock_years_missing(struct date today);
/* The first year after this one whose bank holidays are known; 0: there is none. */
int clock_year_after(int year);
/* Bank holidays that are known, oldest first, by their place from 0. False: there
 * are not so many. */
bool clock_holiday(size_t i, struct date *date_r, const char **name_r);

/* "10 working days", "6 weeks", "1 month", "48 hours", "3 working days before":
 * the amount and unit of a setting. False when text is not one; the clock is then as it was. */
bool clock_parse(const char *text, struct clock *clock);

/* When the clock that starts at `start` is due. `start` is a day
 * (YYYY-MM-DD) or a moment as the database keeps it; of a moment, days are
 * counted from its day in London. Hours from a day alone run from its first
 * minute. No working days at all mean the day itself, or the next working day
 * where it is none. False: *due_r holds the error only. */
bool clock_due(struct pool *pool, const struct clock *clock, const char *start,
    struct clock_due *due_r);

/* 1 it is, 0 it is not, -1 its year is not in the table (a Saturday or Sunday
 * needs none). */
int clock_working_day(struct date date);
/* n working days on, or back when n is negative; 0 gives the date itself. The
 * date need not be a working day. 1, or -1 when a year is not in the table. */
int clock_add_working_days(struct date date, int n, struct date *date_r);
/* Working days after `from` up to and with `to`; `to` must not be before
 * `from`. 1, or -1 when a year is not in the table. */
int clock_working_days_between(struct date from, struct date to, long *days_r);
/* The day itself or the last working day before it: the day to plan for when
 * a deadline in calendar days falls on a Sunday. 1, or -1 as above. */
int clock_working_day_by(struct date date, struct date *date_r);

#endif
