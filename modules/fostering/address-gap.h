/*
 * address-gap: where somebody lived in the last years, and what is not known of
 * it (Schedule 1, 1(b) and (c): every address in the last five years).
 */
#ifndef EVERYCHILD_FOSTERING_ADDRESS_GAP_H
#define EVERYCHILD_FOSTERING_ADDRESS_GAP_H

#include <stddef.h>

struct pool;

#define ADDRESS_YEARS	5

/* Days, "YYYY-MM-DD". since NULL: not known. until NULL: lives there. */
struct address_span {
	const char *since, *until;
};

/* Both days included. */
struct address_gap {
	const char *from, *to;
};

/* Days of the ADDRESS_YEARS before today on which none of these is known to have
 * been the address, the oldest first; returns how many. An address whose first
 * day is not known accounts for its last day alone. */
size_t address_gaps(struct pool *pool, const struct address_span *spans, size_t n,
    const char *today, struct address_gap **gaps_r);

#endif
