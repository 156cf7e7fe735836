#include "suspension-rules.h"

#include "statute.h"

#include <stdlib.h>

bool suspension_lawful(unsigned used, unsigned more, unsigned most)
{
	return used + more <= most * 2;
}

unsigned suspension_warning(const char *days, unsigned used)
{
	unsigned reached = 0;
	char *end;

	for (;;) {
		unsigned long day = strtoul(days, &end, 10);

		if (end == days)
			return reached;
		if (used >= day * 2 && day > reached)
			reached = (unsigned)day;
		days = end;
	}
}

enum suspension_meeting suspension_meeting(unsigned sessions_in_term, bool permanent,
    bool exam_missed)
{
	if (permanent || exam_missed || sessions_in_term > GOVERNORS_MUST_OVER * 2)
		return SUSPENSION_MUST;
	return sessions_in_term > GOVERNORS_ASKED_OVER * 2 ? SUSPENSION_IF_ASKED : SUSPENSION_CONSIDER;
}

bool suspension_sixth(const struct school_days *days, struct date began, unsigned sessions,
    bool permanent, struct date *day_r)
{
	if (!permanent && sessions < PROVISION_DAY * 2 - 1)
		return false;
	return school_day_nth(days, date_add_days(began, -1), PROVISION_DAY, day_r);
}
