/*
 * place-rules: school places and moves (sections.md 4).
 */
#ifndef EVERYCHILD_EDUCATION_PLACE_RULES_H
#define EVERYCHILD_EDUCATION_PLACE_RULES_H

#include <stdbool.h>

#include "date.h"

/* National curriculum years of Key Stage 4. */
bool place_key_stage_4(int ncy);

/* S5, SI 2010/959 reg.10: a change of placement in Key Stage 4 that would disrupt
 * education. */
struct place_change {
	int ncy;
	bool disrupts;			/* a new school would be needed */
	bool emergency;			/* immediate risk, reg.10(3) */
	bool approved;			/* by the nominated officer */
	/* (a) wishes and feelings, (b) promotes achievement and fits the plan,
	 * (c) designated teacher and (d) reviewing officer consulted */
	bool wishes, promotes, teacher, reviewer;
};

enum place_status { PLACE_FREE, PLACE_BLOCKED, PLACE_ALLOWED, PLACE_EMERGENCY, PLACE_STATUS__MAX };

enum place_status place_change_status(const struct place_change *change);

/* Quarters of an hour a week: at least so many are full time. */
bool place_full_time(unsigned quarters, unsigned full_time_hours);

/* Mid-year move (the DfE's measure): between 1 April and 31 March without 1 August to
 * 30 September, and not before care began where that was in the year. care_began: of
 * the first period of care that touches the year. */
bool place_mid_year(struct date moved, struct date care_began);

#endif
