/*
 * analysis-rules: what the panel's analysis may say together (sections.md 2.1
 * CATEGORY and 2.6, rules 1 to 6). Pure.
 */
#ifndef EVERYCHILD_LSCB_ANALYSIS_RULES_H
#define EVERYCHILD_LSCB_ANALYSIS_RULES_H

#include <stdbool.h>
#include <stddef.h>

/* A row of the factor grid that somebody filled in. */
struct analysis_factor {
	char domain;			/* 'a' to 'd' */
	bool abuse;			/* flag of its list */
	int influence;			/* 0, 1, 11 (1*), 2, 3 */
	bool modifiable;
};

struct analysis_facts {
	int category;			/* 1 to 10; 0: none yet */
	const char *secondary;		/* numbers, space separated; "" none */
	const char *conclusion;		/* list lscb-conclusion; "" none yet */
	int age_days, age_years;	/* at death; -1 not known */
	bool inquest_natural;		/* concluded natural causes */
	bool homicide;			/* event E11 */
	bool epilepsy;			/* known, so that an unexplained death is SUDEP */
	bool decided;			/* on a serious case review or practice review */
	bool why_inadequate;		/* C.15 is answered */
	const struct analysis_factor *factor;
	size_t factors;
};

enum analysis_rule {
	/* These keep from signing off. */
	ANALYSIS_HIERARCHY,		/* a secondary one is above the primary */
	ANALYSIS_REVIEW_CATEGORY,	/* category 1 without a decision on a case review */
	ANALYSIS_REVIEW_ABUSE,		/* abuse that may have contributed without one */
	ANALYSIS_MODIFIABLE_LOW,	/* modifiable, and of no influence */
	ANALYSIS_MODIFIABLE_NONE,	/* M without a modifiable factor */
	ANALYSIS_MODIFIABLE_SOME,	/* N with one */
	ANALYSIS_WHY,			/* I without its reason */
	/* These ask to look again. */
	ANALYSIS_RARELY,		/* I at all */
	ANALYSIS_INTRINSIC,		/* a sufficient factor in the child, category 1 to 3 */
	ANALYSIS_PERINATAL_OLD,		/* 8 from one year on */
	ANALYSIS_NATURAL,		/* 10, and the inquest found a natural cause */
	ANALYSIS_EPILEPSY,		/* 10 with epilepsy */
	ANALYSIS_YOUNG,			/* 2 under ten years */
	ANALYSIS_FIRST_WEEK,		/* 9 in the first week */
	ANALYSIS_HOMICIDE,		/* 3 with an apparent homicide */
	ANALYSIS_RULE__MAX
};

/* Is the rule broken, or its question to be asked? */
bool analysis_breaks(const struct analysis_facts *facts, enum analysis_rule rule);
/* Does it keep from signing off? The chair may not override it. */
bool analysis_blocks(enum analysis_rule rule);
/* A sentence for beside the field. */
const char *analysis_words(enum analysis_rule rule);

/* Rule 5: the least that a domain's influence may say, the highest of its rows (1* is
 * 1). 0 when it has none. */
int analysis_least(const struct analysis_factor *factor, size_t n, char domain);

#endif
