/*
 * term-rules: academic years, terms, year groups and school age (sections.md 2).
 */
#ifndef EVERYCHILD_EDUCATION_TERM_RULES_H
#define EVERYCHILD_EDUCATION_TERM_RULES_H

#include <stdbool.h>

#include "date.h"

enum term { TERM_AUTUMN, TERM_SPRING, TERM_SUMMER, TERM__MAX };

/* "AUTUMN", as stored. */
const char *term_code(enum term term);
const char *term_label(enum term term);

/* Year in which the academic year of a day begins: 2025 for 2025/26, 1 September to 31
 * August. */
int term_year(struct date on);
/* Of a plan: autumn to 31 December, spring to the day before the authority's summer
 * term begins (of the same calendar year), summer to 31 August. */
enum term term_of(struct date on, struct date summer_begins);

#define TERM_NCY_NONE	(-99)		/* under nursery age */

/* National curriculum year by age in an academic year: age at the 31 August before
 * minus 4; 0 is reception, -1 nursery. Below that TERM_NCY_NONE. */
int term_ncy(struct date born, int year);
/* 0 early years, 1 to 5. */
unsigned term_key_stage(int ncy);

/* From the 31 August, 31 December or 31 March on or after the fifth birthday, to the
 * last Friday in June of the school year in which the child becomes 16. */
bool term_school_age(struct date born, struct date on);

#endif
