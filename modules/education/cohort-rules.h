/*
 * cohort-rules: who counts as what on which day (sections.md 2). No request and
 * no database.
 *
 * A year to 31 March is named by the year in which it ends: 2026 is 1 April 2025 to
 * 31 March 2026. An academic year is named by the one in which it begins: 2025 is
 * 1 September 2025 to 31 August 2026.
 */
#ifndef EVERYCHILD_COHORT_RULES_H
#define EVERYCHILD_COHORT_RULES_H

#include <stdbool.h>
#include <stddef.h>

#include "date.h"

/* A row of the Episodes file (12.1) as far as it counts here. */
struct cohort_episode {
	struct date began, ended;
	bool open;			/* ended is not set */
	const char *rne, *legal, *rec;	/* codes of 12.2; "" none */
};

/* A period of care: from a start to the episode that ends it. */
struct cohort_period {
	struct date began, ended;
	bool open;
};

struct date cohort_year_first(int year);	/* 1 April before */
struct date cohort_year_last(int year);		/* 31 March */
int cohort_year_of(struct date day);		/* the year to 31 March it lies in */
int cohort_academic_year(struct date day);

/* "Continuously looked after for 12 months at 31 March": cla12 of section 2, with a
 * start on exactly 1 April in and an end on exactly 31 March in. */
bool cohort_cla12(const struct cohort_episode *e, size_t n, int year);
/* Does the episode lie in the year, as a whole or in part? */
bool cohort_in_year(const struct cohort_episode *e, int year);
/* Looked after at the end of this day: begun, and not ended on it or before. Short
 * breaks (V3, V4) do not count. */
bool cohort_looked_after(const struct cohort_episode *e, size_t n, struct date day);
/* Short break: left out of education statistics. */
bool cohort_short_break(const char *legal);

/* Periods of care, the oldest first, of episodes in order of their beginning: one
 * begins with RNE S, or where there was none; REC other than X1 ends it. Room for n. */
size_t cohort_periods(const struct cohort_episode *e, size_t n, struct cohort_period *period_r);

/* Completed years at 31 March of the year, and at the 31 August before it began: of 2026,
 * 31 August 2024. */
int cohort_age_march(struct date born, int year);
int cohort_age_august(struct date born, int year);
/* National curriculum year by age: Reception 0, Year 11 11; below zero before. */
int cohort_ncy(struct date born, int academic_year);
/* "EYFS", "KS1" to "KS4", "post-16"; "" after Year 13. */
const char *cohort_key_stage(int ncy);
/* First and last day of compulsory school age, both included. */
struct date cohort_school_age_first(struct date born);
struct date cohort_school_age_last(struct date born);

/* 12.3, OC2 of a child in the year's cla12: what must be filled in (ages in statute.h).
 * A score: the first birthday that asks by 31 March, the one that ends it not before
 * 1 April of the year's beginning. */
bool cohort_asks_convicted(struct date born, int year);
bool cohort_asks_health_check(struct date born, int year);
bool cohort_asks_sdq(struct date born, int year);

#endif
