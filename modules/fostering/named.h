/*
 * named: who the notices of a case name (Schedule 1), as they say it.
 */
#ifndef EVERYCHILD_FOSTERING_NAMED_H
#define EVERYCHILD_FOSTERING_NAMED_H

#include "fostering.h"

/* One answer about one person. Text is "" and a day NULL where nothing was said. */
struct named {
	const char *name, *given, *family, *born_on, *phone, *email;
	const char *part, *pr, *cared;		/* list fostering-part; Y, N or "" */
	const char *role;			/* list fostering-household */
	const char *relation;			/* of the carer to the child */
	const char *address, *line1, *line2, *town, *postcode;
	const char *since, *until;		/* of a former address */
	/* named.c: who that is (0: nobody yet), the row that named the same person
	 * first, and what the case does not have of it. */
	unsigned long long person;
	size_t first;
	bool elsewhere, fills, adds_part, adds_role, adds_address, adds_relation;
};

/* Of all notices that begin or add to the case, in their order; the child is left
 * out. Returns how many. (named-read.c) */
size_t named_read(struct request *r, const struct record *record, struct named **list_r);

#endif
