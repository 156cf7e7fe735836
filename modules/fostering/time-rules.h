/*
 * time-rules: when an arrangement ends by itself, and what was told in time
 * (sections.md 3, 7, 8.2 and 10). It asks nothing but its arguments.
 */
#ifndef EVERYCHILD_FOSTERING_TIME_RULES_H
#define EVERYCHILD_FOSTERING_TIME_RULES_H

#include <stdbool.h>

struct pool;

/* Moments as the database keeps them (UTC). Hours run by the clock, through
 * nights, holidays and the change of the clock. limit: "48 hours". Told before
 * it happened is in time. */
bool time_told_in_time(struct pool *pool, const char *changed_at, const char *told_at,
    const char *limit);

/* The moment at which this day begins or ends in London. */
const char *time_day_begins(struct pool *pool, const char *day);
const char *time_day_ends(struct pool *pool, const char *day);

/* The newest alert that is due today before the day `end`: how many days before,
 * one of `days` ("90 30"); 0: none yet, or the day has come. on_r: the day it was due. */
unsigned time_alert(struct pool *pool, const char *end, const char *today, const char *days,
    const char **on_r);

/* The longest of them. */
unsigned time_alert_first(const char *days);

/* 6.7: was this disabled child privately fostered on or after the 16th birthday?
 * end_on: the last day. NULL days: not known, so not. */
bool time_aftercare(struct pool *pool, const char *born_on, const char *disabled,
    const char *end_on);

#endif
