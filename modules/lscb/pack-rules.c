#include "clock.h"
#include "date.h"
#include "pack-rules.h"

bool pack_open(const char *meets_on, const char *today, int before, int after)
{
	struct date meets, on, from;

	if (!date_parse(meets_on, &meets) || !date_parse(today, &on) ||
	    clock_add_working_days(meets, -before, &from) != 1)
		return false;
	return date_compare(on, from) >= 0 && date_days(meets, on) <= after;
}
