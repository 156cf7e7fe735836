/*
 * pack-rules: from when to when a member of the panel reads a pack (sections.md
 * 7.1). Asks nothing but its arguments.
 */
#ifndef EVERYCHILD_LSCB_PACK_RULES_H
#define EVERYCHILD_LSCB_PACK_RULES_H

#include <stdbool.h>

/* Said in a pack below its cover. */
#define LSCB_PACK_DAYS	"Days are counted from the death: D-0 is the day of the death, D-14 the day two " \
	"weeks before it."

/* Days are YYYY-MM-DD. It opens when the papers of the meeting go out (NULL: the day
 * is not known, and it stays shut); after: days after the meeting, the last included. */
bool pack_open(const char *papers_on, const char *meets_on, const char *today, int after);

#endif
