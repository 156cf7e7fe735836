#include "need-rules.h"

#include <stdlib.h>

#include "statute.h"

bool need_early(struct date born, struct date on)
{
	return date_age(born, on) < EHC_EARLY_UNDER;
}

bool need_transfer(const char *table, int ncy, int year, struct date *due_r)
{
	struct date due = { .year = year + 1 };
	char *end;
	long group;

	for (;;) {
		group = strtol(table, &end, 10);
		if (end == table || *end != ':')
			return false;
		due.month = (int)strtol(end + 1, &end, 10);
		due.day = *end == '-' ? (int)strtol(end + 1, &end, 10) : 0;
		if (!date_valid(due))
			return false;
		if (group == ncy) {
			*due_r = due;
			return true;
		}
		table = end;
	}
}

bool need_near(struct date a, struct date b, unsigned days)
{
	long apart = date_days(a, b);

	return (apart < 0 ? -apart : apart) <= (long)days;
}
