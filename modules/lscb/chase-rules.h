/*
 * chase-rules: when a request to an agency is due, and when it is reminded of and
 * escalated (sections.md 3.3). Working days by clock.h, which must have been
 * loaded; a year without bank holidays is an error, never a guess.
 */
#ifndef EVERYCHILD_LSCB_CHASE_RULES_H
#define EVERYCHILD_LSCB_CHASE_RULES_H

#include <stdbool.h>

#include "date.h"

/* Reminders R1 to R3, escalations E1 and E2. */
enum chase_step { CHASE_R1, CHASE_R2, CHASE_R3, CHASE_E1, CHASE_E2, CHASE__MAX };

/* Working days, all settings: from the sending to the day it is due, and of the
 * steps from that day (R1 before it). */
struct chase_rules {
	int due;
	int due_short;			/* of a newborn baby, or when a case review has asked */
	int step[CHASE__MAX];
};

/* Code of list lscb-request-step. */
const char *chase_code(enum chase_step step);

/* False: a year is not in the table. */
bool chase_due(const struct chase_rules *rules, struct date sent, bool is_short,
    struct date *due_r);
bool chase_ladder(const struct chase_rules *rules, struct date due, struct date day_r[CHASE__MAX]);

/* How many steps have had their day when this one comes: the first that many are
 * owed, unless the report came first. */
unsigned chase_owed(const struct date day[CHASE__MAX], struct date on);

/* Working days after the day it was due; 0 in time, -1 a year is not in the table. */
long chase_late(struct date due, struct date returned);

#endif
