#include <string.h>

#include "date.h"
#include "pack-rules.h"

bool pack_open(const char *papers_on, const char *meets_on, const char *today, int after)
{
	struct date meets, on;

	return papers_on != NULL && date_parse(meets_on, &meets) && date_parse(today, &on) &&
	    strcmp(today, papers_on) >= 0 && date_days(meets, on) <= after;
}
