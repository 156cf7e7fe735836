/*
 * background: what the notices of a case say of offences, orders and
 * disqualification (sections.md 4, paragraph 2(a) to (f)). Offence data:
 * for fostering_offence_reader alone, whom every caller asks first.
 */
#ifndef EVERYCHILD_FOSTERING_BACKGROUND_H
#define EVERYCHILD_FOSTERING_BACKGROUND_H

#include "fostering.h"

struct background {
	const char *kind;		/* list fostering-history; "": somebody of the household */
	const char *what, *court, *outcome, *source;
	const char *on_day;		/* NULL: not said */
	unsigned notice;
	bool recorded;			/* stands in the carer's history */
	bool again;			/* an earlier notice says the same */
};

/* Of all notices, in their order. Returns how many. */
size_t background_read(struct request *r, const struct record *record, struct background **list_r);
/* Is something not recorded of the carer, or not known whether that disqualifies? */
bool background_open(struct request *r, const struct record *record);
/* The table. False: the notices say nothing. */
bool background_put(struct request *r, struct node *body, const struct record *record);
/* … on the page of a person of the household, to be recorded there. */
void background_person_put(struct request *r, struct node *body, const struct record *record,
    const struct fostering_person *person, bool write);
/* What that notice says of somebody in the household; NULL: nothing. */
const char *background_household(struct request *r, const struct record *record, unsigned notice,
    const char **source_r);
/* All of it in lines, each with its source; "": nothing. */
const char *background_words(struct request *r, const struct record *record);

#endif
