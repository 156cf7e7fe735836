/*
 * suspension-rules: what the law counts of suspensions (sections.md 6). Sessions are
 * half days; a lunch time is one.
 */
#ifndef EVERYCHILD_EDUCATION_SUSPENSION_RULES_H
#define EVERYCHILD_EDUCATION_SUSPENSION_RULES_H

#include <stdbool.h>

#include "school-day-rules.h"

/* Would so many sessions more be within the law? most: school days that may be in an
 * academic year, all schools together. */
bool suspension_lawful(unsigned used, unsigned more, unsigned most);
/* The highest of the days (a text, "5 15 30 40 45") that the sessions have reached; 0:
 * none. */
unsigned suspension_warning(const char *days, unsigned used);

enum suspension_meeting {
	SUSPENSION_CONSIDER,		/* what parents say is considered */
	SUSPENSION_IF_ASKED,		/* if asked */
	SUSPENSION_MUST,		/* in any case */
	SUSPENSION_MEETING__MAX
};

/* What governors must do: sessions of the term with this one (numbers in statute.h). */
enum suspension_meeting suspension_meeting(unsigned sessions_in_term, bool permanent,
    bool exam_missed);

/* The school day of it that statute.h says, its first counted, from which there must be full-time
 * education. False: it does not last so long, or the calendar ends before. */
bool suspension_sixth(const struct school_days *days, struct date began, unsigned sessions,
    bool permanent, struct date *day_r);

#endif
