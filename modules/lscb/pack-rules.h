/*
 * pack-rules: from when to when a member of the panel reads a pack (child-death.md
 * 7.1). Asks nothing but its arguments and the bank holidays.
 */
#ifndef EVERYCHILD_LSCB_PACK_RULES_H
#define EVERYCHILD_LSCB_PACK_RULES_H

#include <stdbool.h>

/* Days are YYYY-MM-DD. before: working days ahead of the meeting from which on it is
 * open; after: days after it, the last included. False as well where a bank holiday
 * that it takes is not known. */
bool pack_open(const char *meets_on, const char *today, int before, int after);

#endif
