/*
 * fill-answer: what is written on the checklist, the assessment and the form
 * about harm of one invented case.
 */
#ifndef EVERYCHILD_FILL_ANSWER_H
#define EVERYCHILD_FILL_ANSWER_H

#include "fill-paper.h"
#include "fill-story.h"

struct telling {
	const struct fill *f;
	struct pool *pool;
	struct chance *c;
	const struct child *child;		/* for an unborn baby one without a given name */
	const struct worker *owner, *co;	/* co: NULL when there is none */
	const struct theme *theme;
	unsigned age;
	const char *expected;			/* of an unborn baby, else NULL */
	const char *decision;			/* of the checklist */
	const char *opened, *registered, *started, *completed;	/* days; NULL not yet */
	const char *searched_at, *reference;
	const char *level, *next_step;
	bool share, child_signs, copy;		/* copy: the family has one */
};

/* Sections in the order in which they are filled in; fill NULL ends. */
struct sheet {
	const char *section;
	void (*fill)(struct telling *t, struct paper *p);
};

extern const struct sheet answer_checklist[], answer_assessment[], answer_harm[];
extern const unsigned answer_checklist_n, answer_assessment_n, answer_harm_n;

/* What the program fills in when the assessment form is started. */
void answer_begin(struct telling *t, struct paper *p);
/* Somebody begins to write about the box that matters most, and stops. */
void answer_half(struct telling *t, struct paper *p, unsigned long long account, const char *at);

/* Who says yes or no: a code of consent-giver, and the name. */
const char *answer_giver(const struct telling *t);
const char *answer_giver_name(const struct telling *t);
/* The services that sharing was agreed with: name of the n-th, or NULL. */
const char *answer_share(struct telling *t, unsigned n, const char **code_r);

#endif
