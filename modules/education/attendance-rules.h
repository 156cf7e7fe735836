/*
 * attendance-rules: marks and what is made of them (sections.md 5.2, 5.3). Codes are
 * those of list education-mark, whose flags give the category.
 */
#ifndef EVERYCHILD_EDUCATION_ATTENDANCE_RULES_H
#define EVERYCHILD_EDUCATION_ATTENDANCE_RULES_H

#include <stdbool.h>

struct codelist;
struct pool;

/* P, E, A, U, X of 5.2. */
enum attendance_category {
	ATTENDANCE_PRESENT, ATTENDANCE_ACTIVITY, ATTENDANCE_AUTHORISED, ATTENDANCE_UNAUTHORISED,
	ATTENDANCE_OUT, ATTENDANCE_CATEGORY__MAX
};

/* Half days. */
struct attendance {
	unsigned count[ATTENDANCE_CATEGORY__MAX];
	unsigned late;
};

enum attendance_level { ATTENDANCE_USUAL, ATTENDANCE_PERSISTENT, ATTENDANCE_SEVERE };

/* NULL, or why this code may not stand on this day (YYYY-MM-DD). */
const char *attendance_wrong(struct pool *pool, const struct codelist *list, const char *code,
    const char *day);
/* Of a code that is in the list. */
enum attendance_category attendance_category(const struct codelist *list, const char *code);
void attendance_add(struct attendance *a, const struct codelist *list, const char *code,
    unsigned times);

unsigned attendance_possible(const struct attendance *a);
unsigned attendance_attended(const struct attendance *a);
unsigned attendance_absent(const struct attendance *a);
/* "93.3%", rounded half up from the counts; "" where nothing was possible. */
const char *attendance_share(struct pool *pool, unsigned part, unsigned whole);
/* Absence of so many per cent and more of the own possible sessions (10 and 50). */
enum attendance_level attendance_level(const struct attendance *a, unsigned persistent,
    unsigned severe);
/* Is the share of what was attended below so many per cent? Not where nothing was
 * possible. */
bool attendance_below(const struct attendance *a, unsigned per_cent);
/* The lowest of these per cents (a text, "95 90 50") that it is below; 0: none. */
unsigned attendance_lowest(const char *levels, const struct attendance *a);

#endif
