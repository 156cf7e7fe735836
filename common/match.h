/*
 * match: are these two records the same child?
 *
 * Score and bands are those of the matching rules of the child index (hard
 * rules M1 to M5, then points for names, date of birth, address, sex, phone
 * and parents). The result only sorts and explains: a person always confirms,
 * and nothing is joined because of a score.
 *
 * Spellings, titles and words that stand for no name come from
 * conf/name-variants.xml.
 */
#ifndef EVERYCHILD_MATCH_H
#define EVERYCHILD_MATCH_H

#include <stdbool.h>
#include <stddef.h>

struct pool;

enum match_kind {
	MATCH_CURRENT,
	MATCH_FORMER,
	MATCH_AKA
};

struct match_name {
	const char *given, *family;	/* as recorded; NULL or empty: missing */
	enum match_kind kind;
};

/* What is compared. Values are canonical (field.h); NULL or empty is missing.
 * Lists of text end in NULL and may be NULL. */
struct match_person {
	const struct match_name *names;
	size_t names_n;
	const char *dob;		/* YYYY-MM-DD */
	bool dob_estimated;
	const char *sex;		/* M, F; anything else is unknown */
	const char *postcode;
	const char *const *old_postcodes;
	const char *uprn;
	const char *house;		/* number or name */
	const char *nhs, *upn;
	const char *const *phones;
	const char *const *parents;	/* full names */
	bool do_not_link;		/* adoption, witness protection */
};

enum match_band {
	MATCH_NONE,		/* below 60 */
	MATCH_POSSIBLE,		/* 60 to 84: to the index manager's queue */
	MATCH_STRONG		/* 85 and above */
};

struct match_result {
	int score;		/* 0 to 100 */
	enum match_band band;
	int rule;		/* the hard rule that decided, 1 to 5; 0 none */
	bool sibling;		/* possible twin or sibling, not the same child */
	const char *reason;	/* for people; holds no name, date or number */
};

/* Reads the variants; once a process. Without them nothing is a variant, a
 * title or a placeholder. NULL, or a sentence that says what is wrong. The
 * table lives in the pool; a later call takes the place of the first. */
const char *match_load(struct pool *pool, const char *path);
const char *match_load_bytes(struct pool *pool, const char *bytes, size_t len);

/* A name as it is compared: letters without marks in upper case, no
 * apostrophe or full stop, words parted by one space, no title in front. */
char *match_normalise(struct pool *pool, const char *name);

/* American Soundex of a name, normalised or not: a letter and three digits. H
 * and W do not part equal sounds. Empty when the name has no letter A to Z. */
char *match_soundex(struct pool *pool, const char *name);

/* Jaro-Winkler likeness of two texts as they are, 0 to 1: prefix of up to 4
 * characters, weight 0.1. Two empty texts are like. */
double match_likeness(struct pool *pool, const char *a, const char *b);

/* True when two given names, normalised or not, are the same or known
 * variants of each other, word for word. */
bool match_variants(struct pool *pool, const char *a, const char *b);

/* True when the pair is worth a score: same date of birth or day and month
 * changed over; same sound of a family name and year; same postcode and
 * initial; same UPRN, NHS number or UPN. What the database's search for
 * candidates must find. */
bool match_candidate(struct pool *pool, const struct match_person *a,
    const struct match_person *b);

/* `manager` is true for a manager of the index only. To anybody else a record
 * that must not be linked (rule 5) looks like no match: score 0, no reason. */
void match_score(struct pool *pool, const struct match_person *a,
    const struct match_person *b, bool manager, struct match_result *result_r);

/* "Strong match: same family name, same given name": the band and its reasons,
 * without those that only say what was missing. */
char *match_text(struct pool *pool, const struct match_result *result);

#endif
