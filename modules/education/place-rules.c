#include "place-rules.h"

enum place_status place_change_status(const struct place_change *change)
{
	if ((change->ncy != 10 && change->ncy != 11) || !change->disrupts)
		return PLACE_FREE;
	if (change->emergency)
		return PLACE_EMERGENCY;
	return change->approved && change->wishes && change->promotes && change->teacher &&
	    change->reviewer ? PLACE_ALLOWED : PLACE_BLOCKED;
}

bool place_full_time(unsigned quarters, unsigned full_time_hours)
{
	return quarters >= full_time_hours * 4;
}

bool place_mid_year(struct date moved, struct date care_began)
{
	return moved.month != 8 && moved.month != 9 && date_compare(moved, care_began) >= 0;
}
