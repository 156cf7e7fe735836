/*
 * response-rules: the response to an unexpected death, rapid response of set L or
 * joint agency response of set C (sections.md 1.5). Pure.
 */
#ifndef EVERYCHILD_LSCB_RESPONSE_RULES_H
#define EVERYCHILD_LSCB_RESPONSE_RULES_H

#include <stdbool.h>

struct response_facts {
	char set;			/* 'L' or 'C' */
	const char *triggers;		/* set C: of list lscb-trigger, space separated; "" none */
	char expected;			/* 'E', 'U', 'K' or 0; unsure is unexpected (set L) */
	bool near_death;		/* resuscitated, and expected to die */
	char decision;			/* 'R', 'N', 'U' or 0 */
	bool reason;			/* why it is not required is said */
	bool confirmed;			/* by the designated doctor */
};

/* Is a response called for? */
bool response_called(const struct response_facts *facts);

/* What the decision lacks before it may be kept. */
enum response_gap {
	RESPONSE_COMPLETE,
	RESPONSE_UNDECIDED,		/* kept, and asked for again */
	RESPONSE_REASON,		/* "not required" has no reason */
	RESPONSE_CONFIRMATION,		/* nor, where one is called for, the doctor's word */
	RESPONSE_GAP__MAX
};
enum response_gap response_gap(const struct response_facts *facts);

/* A sentence beside the field that lacks; "" when nothing does. */
const char *response_gap_words(enum response_gap gap);

#endif
