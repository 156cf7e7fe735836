/*
 * match-rules: are two notifications of one death (sections.md 4.4)? Pure; a
 * person decides, and nothing is joined because of a score.
 */
#ifndef EVERYCHILD_LSCB_MATCH_RULES_H
#define EVERYCHILD_LSCB_MATCH_RULES_H

#include <stdbool.h>

struct pool;

/* Values are canonical (field.h); NULL or "" is not known. family of a child without
 * a name is the mother's. */
struct lscb_match_facts {
	const char *nhs, *family, *given, *born_on, *died_on, *sex, *postcode, *birth_order;
};

enum lscb_match_part {
	LSCB_MATCH_NHS, LSCB_MATCH_DIED, LSCB_MATCH_BORN, LSCB_MATCH_FAMILY, LSCB_MATCH_SEX,
	LSCB_MATCH_POSTCODE,
	LSCB_MATCH_GIVEN,		/* compared, and without a score */
	LSCB_MATCH__MAX
};

enum lscb_match_how { LSCB_MATCH_UNKNOWN, LSCB_MATCH_SAME, LSCB_MATCH_OTHER };

struct lscb_match {
	enum lscb_match_how how[LSCB_MATCH__MAX];
	unsigned score;
	bool certain;			/* one NHS number */
	/* Twins by all that is known: born and died on the same days, of one name and
	 * sex. Two children only by a different first name or order of birth. */
	bool twins;
	bool apart;			/* … which differ */
};

void lscb_match(struct pool *pool, const struct lscb_match_facts *a,
    const struct lscb_match_facts *b, struct lscb_match *match_r);
/* Is it proposed, with this score as the least? */
bool lscb_match_likely(const struct lscb_match *match, unsigned least);
/* "Date of death", as it is read. */
const char *lscb_match_part_words(enum lscb_match_part part);

#endif
