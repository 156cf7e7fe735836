/*
 * legal-rules: is this child privately fostered? The decision table of 2.2
 * (Children Act 1989 s.66, s.105(1), Schedule 8) over the facts of 2.1. It asks
 * nothing but its arguments and the code lists.
 */
#ifndef EVERYCHILD_FOSTERING_LEGAL_RULES_H
#define EVERYCHILD_FOSTERING_LEGAL_RULES_H

#include <stdbool.h>

struct pool;

/* 2.1. A day (YYYY-MM-DD) that is not known is NULL; a Y, N or code that is not
 * known is "". */
struct legal_facts {
	const char *on;			/* the day of the test */
	const char *born_on, *disabled;
	const char *looked_after;
	const char *looked_after_on;	/* kept with the test; not asked */
	const char *relationship;	/* list fostering-relationship */
	const char *carer_pr;
	const char *sleeps;		/* list fostering-sleeps */
	const char *capacity;		/* PRIVATE or STAFF */
	const char *school_pupil;	/* lives at the school in the holidays, 8 */
	const char *legal_regime, *adoption;
	const char *start_proposed, *start_actual;	/* actual: the child came */
	const char *intended_end, *left_on;
	bool open_ended;
	unsigned short_days;		/* a stay of fewer nights is short, 11 */
};

enum { LEGAL_RULE_SHORT = 11, LEGAL_RULE_OTHERWISE = 12 };

struct legal_result {
	const char *result;		/* list fostering-result */
	unsigned rule;			/* of 2.2; of UNKNOWN the first that cannot be answered */
	const char *why;		/* a sentence of at most 300 characters */
	const char *retest_on;		/* NULL: not by itself */
};

/* The first rule that fits. What is not known counts only where the result
 * hangs on it; the result is then UNKNOWN and why says what is missing. A
 * child is as old as on the day of the test, or of a start still to come. */
void legal_decide(struct pool *pool, const struct legal_facts *facts,
    struct legal_result *result_r);

/* What was asked, as legal_test keeps it: JSON with the names of the columns of
 * arrangement; what is not known is left out. */
const char *legal_inputs(struct pool *pool, const struct legal_facts *facts);

/* Is the result one by which the case ends (NOT_PF…, or a pupil at school)? */
bool legal_ends(const char *result);

/* The day the arrangement ends by the child's age (2.5): the 16th birthday, the
 * 18th of a disabled child; one born on 29 February has it on 1 March in other
 * years. NULL: the date of birth is not known. */
const char *legal_age_end(struct pool *pool, const char *born_on, const char *disabled);

#endif
