/*
 * letter-facts: what a letter says of its case, and to whom it may go.
 */
#ifndef EVERYCHILD_FOSTERING_LETTER_FACTS_H
#define EVERYCHILD_FOSTERING_LETTER_FACTS_H

#include "letter-words.h"
#include "measure.h"

struct letter_to {
	const char *key;		/* carer, child, other, or the person's handle */
	const char *part;		/* carer, child, other or parent: of letter_words.to */
	const char *name, *address;	/* lines; other: as typed */
	bool withheld;			/* must not learn where the child is */
};

/* Everybody whom this letter may go to. Returns how many. */
size_t letter_recipients(struct request *r, const struct record *record,
    const struct letter_words *words, struct letter_to **list_r);
/* The values for this person. False: there is no such target, or it is not in a
 * state to be written about, or not for this reader. */
bool letter_facts(struct request *r, const struct record *record, const char *kind,
    unsigned long long target, const struct letter_to *to, struct letter_values *values_r);
/* Whom a letter to "other" is likely for: who gave the notice, the authority. */
const char *letter_other_name(struct request *r, const struct record *record, const char *kind,
    unsigned long long target);
/* A sentence why this text must not go to that person: it holds an address that
 * is withheld, or offence data. NULL: it may. */
const char *letter_secret(struct request *r, const struct record *record,
    const struct letter_to *to, const char *body);

#endif
