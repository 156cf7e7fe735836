/*
 * ident: numbers and codes that stand for a child, a place or an agency.
 *
 * Every check takes what a person typed, with spaces and hyphens wherever they
 * like and letters in either case. It returns NULL and the canonical value in
 * *value_r (in the pool), or a sentence without its full stop for beside the
 * field; *value_r is then the raw text. The sentence begins with the name of
 * the thing as in ident_noun, so that a caller may put its own label there.
 * Empty text is refused.
 *
 * A number that passes is well formed. Nothing here says that it was issued,
 * or to whom.
 */
#ifndef EVERYCHILD_IDENT_H
#define EVERYCHILD_IDENT_H

#include <stdbool.h>

struct pool;

enum ident_kind {
	IDENT_NHS = 1,
	IDENT_UPN,
	IDENT_UPRN,
	IDENT_POSTCODE,
	IDENT_LA,
	IDENT_URN,
	IDENT_LAESTAB,
	IDENT_GP,
	IDENT_INDEX,
	IDENT__MAX
};

/* "NHS number": how the sentences about this kind begin. */
const char *ident_noun(enum ident_kind kind);

/* NHS number: ten digits, the last a check by 11. Ten equal digits are
 * refused, and numbers that start 999 unless test_mode is on: they are well
 * formed but belong to nobody. */
const char *ident_nhs(struct pool *pool, const char *raw, bool test_mode,
    const char **value_r);
/* "999 000 0018" */
char *ident_nhs_show(struct pool *pool, const char *value);

/* Unique pupil number, permanent or temporary: 13 characters, the first a
 * check by 23. The authority in characters 2 to 4 may be unknown (Welsh,
 * abolished): ident_upn_la gives it, to look up and warn. */
const char *ident_upn(struct pool *pool, const char *raw, const char **value_r);
char *ident_upn_la(struct pool *pool, const char *value);

/* Unique property reference number: 1 to 12 digits, not nought; canonical
 * without leading zeros. There is no check digit. */
const char *ident_uprn(struct pool *pool, const char *raw, const char **value_r);

/* Postcode, "FY1 1AD". The two pseudo postcodes ZZ99 3VZ (no fixed abode) and
 * ZZ99 3WZ (not known) pass: where they must not stand, ask
 * ident_postcode_pseudo of the canonical value. */
const char *ident_postcode(struct pool *pool, const char *raw,
    const char **value_r);
bool ident_postcode_pseudo(const char *value);
/* The postcode without its last two letters, "FY1 1". */
char *ident_postcode_sector(struct pool *pool, const char *value);

/* Local authority, three digits. */
const char *ident_la(struct pool *pool, const char *raw, const char **value_r);
/* School URN: six digits, the first a 1. */
const char *ident_urn(struct pool *pool, const char *raw, const char **value_r);
/* DfE number of a school: authority and establishment, seven digits. May be
 * typed with a slash; shown "890/2001". Not unique for ever: key on the URN. */
const char *ident_laestab(struct pool *pool, const char *raw,
    const char **value_r);
char *ident_laestab_show(struct pool *pool, const char *value);
/* GP practice: a letter and five digits. */
const char *ident_gp(struct pool *pool, const char *raw, const char **value_r);

/* Number in the child index: X, eight random digits, a check digit by
 * ISO 7064 MOD 11,10. */
const char *ident_index(struct pool *pool, const char *raw,
    const char **value_r);
/* The number with these eight digits; other text is a bug and aborts. The
 * caller draws the digits at random and minds that no number is used twice. */
char *ident_index_make(struct pool *pool, const char *digits);

#endif
