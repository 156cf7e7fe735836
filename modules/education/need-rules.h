/*
 * need-rules: days that an education, health and care plan asks for (sections.md 7).
 */
#ifndef EVERYCHILD_EDUCATION_NEED_RULES_H
#define EVERYCHILD_EDUCATION_NEED_RULES_H

#include <stdbool.h>

#include "date.h"

/* Is the child in early years on that day: under five? Reviews are more often then. */
bool need_early(struct date born, struct date on);

/* Day by which the plan must name the next phase's school, for a child of this year
 * group in the academic year that begins in this year. table: "6:02-15 11:03-31", of
 * year groups and the month and day in the year after. False: no move of phase is
 * before it. */
bool need_transfer(const char *table, int ncy, int year, struct date *due_r);

/* Are two days so near that the meetings may be held together? */
bool need_near(struct date a, struct date b, unsigned days);

#endif
