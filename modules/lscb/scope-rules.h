/*
 * scope-rules: is a death reviewed here (sections.md 1.3)? The first step that
 * gives a result ends the test. Asks nothing but its arguments.
 */
#ifndef EVERYCHILD_LSCB_SCOPE_RULES_H
#define EVERYCHILD_LSCB_SCOPE_RULES_H

#include <stdbool.h>

struct pool;

/* Answers are 'Y', 'N' or 0: not said. Days are YYYY-MM-DD, NULL: not said. */
struct scope_facts {
	char set;			/* 'L' or 'C': forms of the case */
	char termination;		/* 1: lawful and planned */
	char sign_of_life;		/* 2: a live birth is registered or could be */
	char attended;			/* 2a: by a healthcare professional */
	int weeks, days;		/* 2a: gestation; weeks 0: not said */
	const char *born_on, *died_on;	/* 4 */
	char resident;			/* 5: of a newborn baby, where the mother lives */
	char place;			/* 'H' died here, 'U' elsewhere in the kingdom, 'A' abroad */
	char event_here;		/* 6 */
};

struct scope_result {
	const char *code;		/* list lscb-scope; NULL: the step still asks */
	const char *step;		/* that gave the result, or asks: "1", "2", "2a", "4" … */
	const char *pathway;		/* list lscb-pathway: OUT-OF-AREA, DIED-ABROAD; or NULL */
	bool early;			/* 3: live-born before 24 weeks, and in all the same */
	bool unattended;		/* trigger 5 of the joint agency response (1.5) */
};

void scope_test(const struct scope_facts *facts, struct scope_result *result_r);

/* The answers that led there, "1=N 2=Y 4=Y 5=Y", as they are kept with the case;
 * gestation as "g=38+2". In the pool. */
const char *scope_answers(struct pool *pool, const struct scope_facts *facts,
    const struct scope_result *result);

#endif
