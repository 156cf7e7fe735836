/*
 * measure-rules: days and counts of section 6 of sections.md, without
 * a database. Days are YYYY-MM-DD; results live in the pool.
 */
#ifndef EVERYCHILD_FOSTERING_MEASURE_RULES_H
#define EVERYCHILD_FOSTERING_MEASURE_RULES_H

#include <stdbool.h>
#include <stddef.h>

struct pool;

/* The requirement that a prohibition is attached to. Days; NULL: none. */
struct measure_condition {
	const char *comply_by, *met_on, *removed_on;
	bool suspended;			/* an appeal against it is open */
};

/* 6.3: the first day on which a prohibition has effect, whose notice was served
 * on that day (NULL: not yet). condition NULL: it stands free. NULL: it has no
 * effect, for it was not served, or what it is attached to was met in time, was
 * removed in time, or is suspended. */
const char *measure_effective_on(struct pool *pool, const char *served_on,
    const struct measure_condition *condition);

/* 6.5: an appeal stops the time for compliance and it goes on afterwards: the
 * day to comply by when the appeal lasted from one day to the other. One that
 * was lodged when the time had passed changes nothing. */
const char *measure_comply_after(struct pool *pool, const char *comply_by,
    const char *lodged_on, const char *outcome_on);

/* Schedule 7: more children than the limit, who are not all brothers and sisters
 * of each other. group: one number a child, the same for brothers and sisters. */
bool measure_over_limit(const size_t *group, size_t n, size_t limit);

#endif
