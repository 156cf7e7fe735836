/*
 * review-rules: how long a review took, and in which year it counts
 * (sections.md 1.4 and 6.1). Pure.
 */
#ifndef EVERYCHILD_LSCB_REVIEW_RULES_H
#define EVERYCHILD_LSCB_REVIEW_RULES_H

#include <stdbool.h>

#include "date.h"

/* Full calendar months from the death to the completion; -1 when it was completed
 * before the death. */
int review_months(struct date died, struct date completed);

/* Rows of table L2, list lscb-time-band. */
enum review_band {
	REVIEW_UNDER_6, REVIEW_6_7, REVIEW_8_9, REVIEW_10_11, REVIEW_12, REVIEW_OVER_12,
	REVIEW_BAND__MAX
};
/* REVIEW_BAND__MAX for no months (-1). */
enum review_band review_band(int months);
/* The code of the list. */
const char *review_band_code(enum review_band band);

/* Completed on or before the same day that many months on (or the last of the
 * month): what "within 6 months" counts. Not the same as the band: the last day in
 * time is no longer under six months. */
bool review_within(struct date died, struct date completed, int months);

/* 1 April to 31 March, named by the year it ends in: 2026 is 2025-26. */
int review_year(struct date completed);

#endif
