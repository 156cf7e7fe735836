/*
 * delay-rules: how urgent an open review is by its age (sections.md 3.4). Pure.
 */
#ifndef EVERYCHILD_LSCB_DELAY_RULES_H
#define EVERYCHILD_LSCB_DELAY_RULES_H

#include <stdbool.h>

#include "date.h"

enum delay_age {
	DELAY_GREEN,
	DELAY_AMBER,			/* from that many days since the death */
	DELAY_RED,			/* after that many months, by the calendar */
	DELAY_PURPLE,			/* on hold with a dated reason, however old */
	DELAY_AGE__MAX
};

enum delay_age delay_age(struct date died, struct date today, bool on_hold, int amber_days,
    int red_months);

/* Notified more than that many days after the death? */
bool delay_late_notice(struct date died, struct date notified, int days);

#endif
