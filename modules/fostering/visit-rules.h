/*
 * visit-rules: when an arrangement has to be visited next (regulation 8), as
 * the algorithm of 5.2. It asks nothing but its arguments.
 */
#ifndef EVERYCHILD_FOSTERING_VISIT_RULES_H
#define EVERYCHILD_FOSTERING_VISIT_RULES_H

#include <stdbool.h>
#include <stddef.h>

#include "clock.h"

struct pool;

/* What the authority has set. Amounts in days, weeks or months. */
struct visit_rules {
	struct clock first, later;	/* in the first year, and after it */
	bool initial_counts;		/* a visit of the initial action counts */
	bool conservative;		/* `first` after each visit of the first year */
};

/* False: an amount is not in days, weeks or months, or not more than none. */
bool visit_rules_set(struct visit_rules *rules_r, const char *first, const char *later,
    bool initial_counts, bool conservative);

/* One visit as it took place: list fostering-visit-type, list fostering-method,
 * Y, N or "". */
struct visit_fact {
	const char *type, *method, *child_seen, *alone, *alone_reason;
};

/* Does it move the next date: under regulation 7 or 8, in person, the child
 * seen and spoken to alone, or not alone with a reason? */
bool visit_counts(const struct visit_rules *rules, const struct visit_fact *fact);

struct visit_due {
	struct date from, date;		/* date: the last day on which the visit is in time */
	bool later;			/* by the interval after the first year */
	bool start;			/* from is the deemed start */
};

/* The first year ends with the day before. Of 29 February it is 1 March. */
struct date visit_anniversary(struct date deemed_start);

/* The due date that counts from this day: the deemed start, or the day of a
 * visit that counts. Never moved for a weekend or a holiday. */
void visit_due_from(const struct visit_rules *rules, struct date deemed_start,
    struct date from, struct visit_due *due_r);

/* Every due date that there was, oldest first, the last one still to be met.
 * visits: days of those that count, ascending; what lies before the deemed
 * start is passed over. due_r has room for n + 1; returns how many. */
size_t visit_dues(const struct visit_rules *rules, struct date deemed_start,
    const struct date *visits, size_t n, struct visit_due *due_r);

/* "42 days from the visit of 8 September 2025. The first year runs to 31 August
 * 2026", and the day to plan for where it is another one; at most 300 characters. */
const char *visit_due_why(struct pool *pool, const struct visit_rules *rules,
    struct date deemed_start, const struct visit_due *due);
/* The day to plan for: the last working day on or before it. False: the bank
 * holidays of its year are not loaded. */
bool visit_due_plan(const struct visit_due *due, struct date *date_r);

#endif
