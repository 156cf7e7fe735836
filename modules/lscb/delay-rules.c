#include "delay-rules.h"

enum delay_age delay_age(struct date died, struct date today, bool on_hold, int amber_days,
    int red_months)
{
	if (on_hold)
		return DELAY_PURPLE;
	if (date_compare(today, date_add_months(died, red_months)) > 0)
		return DELAY_RED;
	return date_days(died, today) >= amber_days ? DELAY_AMBER : DELAY_GREEN;
}

bool delay_late_notice(struct date died, struct date notified, int days)
{
	return date_days(died, notified) > days;
}
