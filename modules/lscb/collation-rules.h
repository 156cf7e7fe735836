/*
 * collation-rules: the agencies' answers to one question laid side by side
 * (sections.md 2.4, collation rule). Pure.
 */
#ifndef EVERYCHILD_LSCB_COLLATION_RULES_H
#define EVERYCHILD_LSCB_COLLATION_RULES_H

#include <stdbool.h>
#include <stddef.h>

struct pool;

enum collation_how {
	COLLATION_NONE,			/* nobody answered */
	COLLATION_AGREED,		/* all that answered said the same */
	COLLATION_REAL,			/* a value over "not known" or "not applicable" */
	COLLATION_JOINED,		/* texts one below the other, under role headings */
	COLLATION_CONFLICT,		/* values differ: somebody has to choose */
	COLLATION_CHOSEN,		/* … and has (never by the rule) */
	COLLATION__MAX
};

struct collation_answer {
	const char *role;		/* heading: the kind of agency, never a name */
	const char *value;		/* "": not answered */
	bool unknown;			/* K or A: the question was looked at, no more */
	unsigned long long source;	/* the request it was given in */
};

struct collation {
	enum collation_how how;
	const char *value;		/* "" where there is none; of a conflict every value, a
					 * line each in order of coming */
	unsigned long long source;	/* of the value that was taken; 0: of more than one */
};

/* Code of the column collated.how. */
const char *collation_code(enum collation_how how);
enum collation_how collation_of(const char *code);

/* long_text: joined, never in conflict. */
struct collation collation_decide(struct pool *pool, bool long_text,
    const struct collation_answer *answers, size_t n);

#endif
