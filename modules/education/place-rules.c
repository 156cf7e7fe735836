#include "place-rules.h"

#include "statute.h"

bool place_key_stage_4(int ncy)
{
	return ncy >= KS4_FIRST && ncy <= KS4_LAST;
}

enum place_status place_change_status(const struct place_change *change)
{
	if (!place_key_stage_4(change->ncy) || !change->disrupts)
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
	return (moved.month < SUMMER_FIRST || moved.month > SUMMER_LAST) && date_compare(moved, care_began) >= 0;
}
