#include "measure-rules.h"

#include <string.h>

#include "date.h"
#include "pool.h"

static const char *later(struct pool *pool, const char *day, long days)
{
	struct date date;

	return date_parse(day, &date) ? date_iso(pool, date_add_days(date, days)) : day;
}

/* A requirement that was not met in time stays one that was not: what is met or
 * removed afterwards needs the prohibition to be cancelled. */
static bool in_time(const char *day, const char *comply_by)
{
	return day != NULL && strcmp(day, comply_by) <= 0;
}

const char *measure_effective_on(struct pool *pool, const char *served_on,
    const struct measure_condition *condition)
{
	const char *after;

	if (served_on == NULL || condition == NULL)
		return served_on;
	if (condition->suspended || condition->comply_by == NULL ||
	    in_time(condition->met_on, condition->comply_by) ||
	    in_time(condition->removed_on, condition->comply_by))
		return NULL;
	after = later(pool, condition->comply_by, 1);
	return strcmp(served_on, after) > 0 ? served_on : after;
}

const char *measure_comply_after(struct pool *pool, const char *comply_by,
    const char *lodged_on, const char *outcome_on)
{
	struct date from, to;

	if (strcmp(lodged_on, comply_by) > 0 || !date_parse(lodged_on, &from) ||
	    !date_parse(outcome_on, &to))
		return comply_by;
	return later(pool, comply_by, date_days(from, to));
}

bool measure_over_limit(const size_t *group, size_t n, size_t limit)
{
	size_t i;

	for (i = 1; i < n; i++)
		if (group[i] != group[0])
			return n > limit;
	return false;
}
