/*
 * letter-facts: the letters of the virtual school (sections.md 15.4), what each is
 * written about, and what it says of the child.
 */
#ifndef EVERYCHILD_EDUCATION_LETTER_FACTS_H
#define EVERYCHILD_EDUCATION_LETTER_FACTS_H

#include "letter.h"
#include "place.h"

extern const struct letter_book education_letter_book;

/* Something a letter can be written about. */
struct education_letter_target {
	unsigned long long target;	/* 0: the child */
	const char *label;
};

/* What a letter of this kind can be written about now. Returns how many. */
size_t education_letter_targets(struct request *r, const struct record *record, const char *kind,
    struct education_letter_target **list_r);
/* The values of a letter to this name. False: it cannot be written about that. */
bool education_letter_facts(struct request *r, const struct record *record, const char *kind,
    unsigned long long target, const char *to, const char *note, struct letter_values *values_r);
/* To whom a letter of this kind goes by itself; "": that is for the writer to say. */
void education_letter_to(struct request *r, const struct record *record, const char *kind,
    const char **name_r, const char **address_r);
/* The designated teacher of a school; "": nobody is named. */
const char *education_letter_teacher(struct request *r, unsigned long long school);
/* What every letter has. */
void education_letter_common(struct request *r, const char *to, struct letter_values *v);

#endif
